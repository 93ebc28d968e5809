//! The journal as a person reads it: who did what, when, and what undo would take back.

use super::session::ENGINE_NAME;
use crate::model::{EditSeq, Item};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

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
    /// The entry that it undoes (with all later ones) or redoes (with all undone before it).
    pub target: Option<EditSeq>,
    /// What was done, as the end of a sentence that begins with `who`: *re-attributed 3 quotations to a UN report*.
    pub label: String,
    /// What it was about.
    pub focus: Option<Item>,
}

impl Header {
    /// Whether the engine made it, and not a person.
    pub fn is_of_engine(&self) -> bool {
        self.kind == EntryKind::Do && self.who == ENGINE_NAME
    }
}

/// All entries, and what undo and redo would take next. Folded from the headers, never stored.
///
/// An undo of an entry takes back that entry and all later ones that stand; a redo does again all from the last undone
/// one up to its target. Undo and redo of one step are the plain case of this.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    entries: Vec<Arc<Header>>,
    /// Entries that stand, ascending.
    undo: Vec<EditSeq>,
    /// Entries that were taken back, descending.
    redo: Vec<EditSeq>,
}

impl History {
    /// All entries, oldest first.
    pub fn entries(&self) -> &[Arc<Header>] {
        &self.entries
    }

    /// The number of the last entry; 0 where there is none.
    pub fn head(&self) -> EditSeq {
        self.entries.last().map_or(EditSeq(0), |h| h.seq)
    }

    /// The entry that undo would take back: the last that a person made. What the engine proposed after it goes along, since
    /// it rests on it, and an entry that nobody asked for must not stand between a person and their last act.
    pub fn next_undo(&self) -> Option<&Header> {
        self.undo.iter().rev().filter_map(|&s| self.header(s)).find(|h| !h.is_of_engine())
    }

    /// The entry that redo would do again.
    pub fn next_redo(&self) -> Option<&Header> {
        self.header(*self.redo.last()?)
    }

    /// The last entry that one redo does again: the next one, or the last of what the engine proposed right after it.
    pub fn redo_target(&self) -> Option<EditSeq> {
        let (&first, later) = self.redo.split_last()?;
        let engine = later.iter().rev().take_while(|&&s| self.header(s).is_some_and(Header::is_of_engine));
        Some(engine.last().copied().unwrap_or(first))
    }

    /// Whether entry `seq` stands (was done and not taken back).
    pub fn stands(&self, seq: EditSeq) -> bool {
        self.undo.binary_search(&seq).is_ok()
    }

    /// The entries from `seq` on that stand, latest first: what undoing `seq` takes back.
    pub fn standing_from(&self, seq: EditSeq) -> Vec<EditSeq> {
        self.undo.iter().rev().copied().take_while(|&s| s >= seq).collect()
    }

    /// The undone entries up to `seq`, earliest first: what redoing `seq` does again.
    pub fn undone_to(&self, seq: EditSeq) -> Vec<EditSeq> {
        self.redo.iter().rev().copied().take_while(|&s| s <= seq).collect()
    }

    /// Entry `seq`.
    pub fn header(&self, seq: EditSeq) -> Option<&Header> {
        self.entries.get((seq.0 as usize).checked_sub(1)?).map(AsRef::as_ref)
    }

    /// Takes in the next entry.
    pub fn push(&mut self, header: Header) {
        match (header.kind, header.target) {
            (EntryKind::Undo, Some(target)) => {
                let taken = self.standing_from(target);
                self.undo.truncate(self.undo.len() - taken.len());
                self.redo.extend(taken);
            }
            (EntryKind::Redo, Some(target)) => {
                let again = self.undone_to(target);
                self.redo.truncate(self.redo.len() - again.len());
                self.undo.extend(again);
            }
            _ => {
                self.undo.push(header.seq);
                self.redo.clear();
            }
        }
        self.entries.push(Arc::new(header));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u32, kind: EntryKind, target: Option<u32>) -> Header {
        Header {
            seq: EditSeq(seq),
            at: Timestamp::UNIX_EPOCH,
            who: "Jo".into(),
            kind,
            target: target.map(EditSeq),
            label: format!("did {seq}"),
            focus: None,
        }
    }

    #[test]
    fn what_the_engine_proposed_goes_and_comes_with_the_act_before_it() {
        let mut h = History::default();
        let engine = |seq| Header { who: ENGINE_NAME.into(), ..entry(seq, EntryKind::Do, None) };
        h.push(engine(1));
        assert_eq!(h.next_undo(), None, "there is nothing of a person's");
        h.push(entry(2, EntryKind::Do, None));
        h.push(entry(3, EntryKind::Do, None));
        h.push(engine(4));
        h.push(engine(5));
        let target = h.next_undo().unwrap().seq;
        assert_eq!(target, EditSeq(3));
        h.push(entry(6, EntryKind::Undo, Some(3)));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(2), EditSeq(3)));
        assert_eq!(h.redo_target(), Some(EditSeq(5)));
        h.push(entry(7, EntryKind::Redo, Some(5)));
        assert_eq!((h.next_undo().unwrap().seq, h.redo_target()), (EditSeq(3), None));
        assert!(h.stands(EditSeq(4)) && h.stands(EditSeq(5)));
    }

    #[test]
    fn undo_to_takes_all_later_ones_and_redo_brings_the_earliest_back_first() {
        let mut h = History::default();
        for n in 1..=4 {
            h.push(entry(n, EntryKind::Do, None));
        }
        h.push(entry(5, EntryKind::Undo, Some(2)));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(1), EditSeq(2)));
        h.push(entry(6, EntryKind::Redo, Some(3)));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(3), EditSeq(4)));
        assert!(h.stands(EditSeq(2)) && !h.stands(EditSeq(4)) && !h.stands(EditSeq(5)));
        h.push(entry(7, EntryKind::Do, None));
        assert_eq!(h.next_redo(), None, "a new change ends the redo");
        assert_eq!(h.standing_from(EditSeq(0)), [7, 3, 2, 1].map(EditSeq));
    }
}
