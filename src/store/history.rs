//! The journal as a person reads it: who did what, when, and what undo would take back.

use crate::model::{EditSeq, Item};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What an entry of the journal did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Something new.
    Do,
    /// Took an earlier entry back.
    Undo,
    /// Did an undone entry again.
    Redo,
}

/// An entry of the journal without its deltas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its number, from 1.
    pub seq: EditSeq,
    /// When it was written.
    pub at: Timestamp,
    /// Who asked for it: a person's name, or *Sayso* for the engine.
    pub who: String,
    /// Whether it does, undoes or redoes.
    pub kind: EntryKind,
    /// The entry that it undoes or redoes.
    pub target: Option<EditSeq>,
    /// What was done, as the end of a sentence that begins with `who`: *re-attributed 3 quotations to a UN report*.
    pub label: String,
    /// What it was about.
    pub focus: Option<Item>,
}

/// All entries, and what undo and redo would take next. Folded from the headers, never stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    entries: Vec<Header>,
    undo: Vec<EditSeq>,
    redo: Vec<EditSeq>,
}

impl History {
    /// All entries, oldest first.
    pub fn entries(&self) -> &[Header] {
        &self.entries
    }

    /// The entry that undo would take back.
    pub fn next_undo(&self) -> Option<&Header> {
        self.header(*self.undo.last()?)
    }

    /// The entry that redo would do again.
    pub fn next_redo(&self) -> Option<&Header> {
        self.header(*self.redo.last()?)
    }

    /// Whether entry `seq` stands (was done and not taken back).
    pub fn stands(&self, seq: EditSeq) -> bool {
        self.undo.contains(&seq)
    }

    /// Entry `seq`.
    pub fn header(&self, seq: EditSeq) -> Option<&Header> {
        self.entries.get((seq.0 as usize).checked_sub(1)?)
    }

    /// Takes in the next entry.
    pub fn push(&mut self, header: Header) {
        let seq = header.seq;
        match (header.kind, header.target) {
            (EntryKind::Undo, Some(target)) => {
                self.undo.retain(|&s| s != target);
                self.redo.push(target);
            }
            (EntryKind::Redo, Some(target)) => {
                self.redo.retain(|&s| s != target);
                self.undo.push(target);
            }
            _ => {
                self.undo.push(seq);
                self.redo.clear();
            }
        }
        self.entries.push(header);
    }
}
