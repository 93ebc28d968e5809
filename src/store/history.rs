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
    /// The entry that it undoes or redoes.
    pub target: Option<EditSeq>,
    /// Later entries that it undoes or redoes along with that one, ascending.
    pub along: Vec<EditSeq>,
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
/// Undo takes the last act of a **person** back. What the engine proposed since stays, unless it rests on that act (as the
/// proposals in a document rest on its import): then it goes along. So proposals may arrive while a person works, and
/// neither stand in the way of undo nor vanish with it; nor do they put an end to redo.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    entries: Vec<Arc<Header>>,
    /// Entries that stand, ascending.
    undo: Vec<EditSeq>,
    /// Entries that were taken back, one group per undo, the last of them at the end.
    redo: Vec<Vec<EditSeq>>,
}

impl Header {
    /// The entries that it undoes or redoes, ascending.
    pub fn targets(&self) -> Vec<EditSeq> {
        self.target.into_iter().chain(self.along.iter().copied()).collect()
    }
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

    /// The entry that undo would take back: the last one of a person's that stands.
    pub fn next_undo(&self) -> Option<&Header> {
        self.undo.iter().rev().filter_map(|&s| self.header(s)).find(|h| !h.is_of_engine())
    }

    /// The entry that redo would do again.
    pub fn next_redo(&self) -> Option<&Header> {
        self.header(*self.redo.last()?.first()?)
    }

    /// All entries that one redo does again, ascending: those that the last undo took back.
    pub fn redo_group(&self) -> &[EditSeq] {
        self.redo.last().map_or(&[], Vec::as_slice)
    }

    /// Whether entry `seq` stands (was done and not taken back).
    pub fn stands(&self, seq: EditSeq) -> bool {
        self.undo.binary_search(&seq).is_ok()
    }

    /// The entries from `seq` on that stand, latest first.
    pub fn standing_from(&self, seq: EditSeq) -> Vec<EditSeq> {
        self.undo.iter().rev().copied().take_while(|&s| s >= seq).collect()
    }

    /// Entry `seq`.
    pub fn header(&self, seq: EditSeq) -> Option<&Header> {
        self.entries.get((seq.0 as usize).checked_sub(1)?).map(AsRef::as_ref)
    }

    /// Takes in the next entry.
    pub fn push(&mut self, header: Header) {
        let targets = header.targets();
        match header.kind {
            EntryKind::Undo => {
                self.undo.retain(|seq| targets.binary_search(seq).is_err());
                self.redo.push(targets);
            }
            EntryKind::Redo => {
                self.redo.pop();
                self.undo.extend(targets);
                self.undo.sort_unstable();
            }
            EntryKind::Do => {
                self.undo.push(header.seq);
                if !header.is_of_engine() {
                    self.redo.clear();
                }
            }
        }
        self.entries.push(Arc::new(header));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(seq: u32, kind: EntryKind, targets: &[u32]) -> Header {
        let mut targets = targets.iter().copied().map(EditSeq);
        Header {
            seq: EditSeq(seq),
            at: Timestamp::UNIX_EPOCH,
            who: "Jo".into(),
            kind,
            target: targets.next(),
            along: targets.collect(),
            label: format!("did {seq}"),
            focus: None,
        }
    }

    #[test]
    fn the_engines_entries_stay_where_they_do_not_go_along() {
        let mut h = History::default();
        let engine = |seq| Header { who: ENGINE_NAME.into(), ..entry(seq, EntryKind::Do, &[]) };
        h.push(engine(1));
        assert_eq!(h.next_undo(), None, "there is nothing of a person's");
        h.push(entry(2, EntryKind::Do, &[]));
        h.push(entry(3, EntryKind::Do, &[]));
        h.push(engine(4));
        h.push(engine(5));
        assert_eq!(h.next_undo().unwrap().seq, EditSeq(3));
        h.push(entry(6, EntryKind::Undo, &[3, 5]));
        assert!(h.stands(EditSeq(4)) && !h.stands(EditSeq(5)));
        h.push(engine(7));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(2), EditSeq(3)));
        assert_eq!(h.redo_group(), [3, 5].map(EditSeq));
        h.push(entry(8, EntryKind::Redo, &[3, 5]));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo()), (EditSeq(3), None));
        assert_eq!(h.standing_from(EditSeq(0)), [7, 5, 4, 3, 2, 1].map(EditSeq));
    }

    #[test]
    fn redo_brings_back_what_the_last_undo_took_all_of_it() {
        let mut h = History::default();
        for n in 1..=4 {
            h.push(entry(n, EntryKind::Do, &[]));
        }
        h.push(entry(5, EntryKind::Undo, &[4]));
        h.push(entry(6, EntryKind::Undo, &[2, 3]));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(1), EditSeq(2)));
        h.push(entry(7, EntryKind::Redo, &[2, 3]));
        assert_eq!((h.next_undo().unwrap().seq, h.next_redo().unwrap().seq), (EditSeq(3), EditSeq(4)));
        assert!(h.stands(EditSeq(2)) && !h.stands(EditSeq(4)) && !h.stands(EditSeq(5)));
        h.push(entry(8, EntryKind::Do, &[]));
        assert_eq!(h.next_redo(), None, "a new act ends the redo");
        assert_eq!(h.standing_from(EditSeq(0)), [8, 3, 2, 1].map(EditSeq));
    }
}
