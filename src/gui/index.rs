//! What the window derives from the project: built when the project changes, document by document, never per frame.

use crate::model::{DocId, DocState, Project, Quotation, QuoteId, QuoteKind, SpeakerId, Status};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A quotation's place in reading order, with what lists need of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: QuoteId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Whether it is somebody's words.
    pub speech: bool,
    /// Whether it waits for a decision.
    pub open: bool,
    /// What a person decided.
    pub status: Status,
}

impl Entry {
    fn of(q: &Quotation) -> Self {
        Self {
            id: q.id,
            start: q.content.start(),
            end: q.content.end(),
            speech: q.kind != QuoteKind::NotSpeech,
            open: q.is_open(),
            status: q.status,
        }
    }

    fn key(&self) -> (u32, Reverse<u32>, QuoteId) {
        (self.start, Reverse(self.end), self.id)
    }
}

/// How far a document, or the project, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Quotations that are somebody's words.
    pub quotes: usize,
    /// Those that wait for a decision.
    pub open: usize,
    /// Those that a person accepted or rejected.
    pub decided: usize,
}

impl Counts {
    fn add(&mut self, e: &Entry) {
        self.quotes += usize::from(e.speech);
        self.open += usize::from(e.open);
        self.decided += usize::from(e.speech && e.status != Status::Proposed);
    }

    fn remove(&mut self, e: &Entry) {
        self.quotes = self.quotes.saturating_sub(usize::from(e.speech));
        self.open = self.open.saturating_sub(usize::from(e.open));
        let decided = e.speech && e.status != Status::Proposed;
        self.decided = self.decided.saturating_sub(usize::from(decided));
    }

    fn plus(self, o: Self) -> Self {
        Self { quotes: self.quotes + o.quotes, open: self.open + o.open, decided: self.decided + o.decided }
    }

    fn minus(self, o: Self) -> Self {
        Self {
            quotes: self.quotes.saturating_sub(o.quotes),
            open: self.open.saturating_sub(o.open),
            decided: self.decided.saturating_sub(o.decided),
        }
    }
}

/// Derived from one document.
#[derive(Debug, Clone)]
pub struct DocIndex {
    /// What it was derived from.
    pub state: Arc<DocState>,
    /// Its quotations in reading order.
    pub order: Vec<Entry>,
    /// How far it is.
    pub counts: Counts,
}

/// A quotation that came, went or changed.
#[derive(Debug, Clone)]
pub struct QuoteChange {
    /// Where.
    pub doc: DocId,
    /// What it was.
    pub before: Option<Arc<Quotation>>,
    /// What it is.
    pub after: Option<Arc<Quotation>>,
}

impl DocIndex {
    fn new(state: &Arc<DocState>) -> Self {
        let mut order: Vec<Entry> = state.quotes.values().map(|q| Entry::of(q)).collect();
        order.sort_unstable_by_key(Entry::key);
        let mut counts = Counts::default();
        for e in &order {
            counts.add(e);
        }
        Self { state: state.clone(), order, counts }
    }

    /// Takes in another state; gives the one that it was derived from before.
    fn update(&mut self, state: &Arc<DocState>, out: &mut Vec<QuoteChange>) -> Arc<DocState> {
        let changes = changes_between(&self.state, state);
        let before = self.state.clone();
        if changes.len() > 200 {
            super::discard::discard(std::mem::replace(self, Self::new(state)));
        } else {
            for c in &changes {
                if let Some(old) = c.before.as_deref().map(Entry::of)
                    && let Ok(at) = self.order.binary_search_by_key(&old.key(), Entry::key)
                {
                    self.order.remove(at);
                    self.counts.remove(&old);
                }
                if let Some(new) = c.after.as_deref().map(Entry::of) {
                    let at = self.order.partition_point(|e| e.key() < new.key());
                    self.order.insert(at, new);
                    self.counts.add(&new);
                }
            }
            self.state = state.clone();
        }
        out.extend(changes);
        before
    }

    /// Place of quotation `id` in reading order.
    pub fn position(&self, id: QuoteId) -> Option<usize> {
        let e = Entry::of(self.state.quotes.get(&id)?);
        self.order.binary_search_by_key(&e.key(), Entry::key).ok()
    }

    /// Its number among the quotations that are somebody's words, from 1.
    pub fn number(&self, id: QuoteId) -> Option<usize> {
        let at = self.position(id)?;
        let before = self.order.iter().take(at + 1).filter(|e| e.speech).count();
        self.order.get(at)?.speech.then_some(before)
    }
}

/// The rows in which two states of a document differ, by one walk over both.
pub(super) fn changes_between(old: &DocState, new: &DocState) -> Vec<QuoteChange> {
    let doc = new.document.id;
    let (mut a, mut b) = (old.quotes.iter().peekable(), new.quotes.iter().peekable());
    let mut out = Vec::new();
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return out,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some((x, _)), Some((y, _))) => x.cmp(y),
        };
        let before = if order.is_le() { a.next().map(|(_, q)| q) } else { None };
        let after = if order.is_ge() { b.next().map(|(_, q)| q) } else { None };
        let same = matches!((before, after), (Some(x), Some(y)) if Arc::ptr_eq(x, y));
        if !same {
            out.push(QuoteChange { doc, before: before.cloned(), after: after.cloned() });
        }
    }
}

/// Derived from the whole project.
#[derive(Debug, Clone, Default)]
pub struct QuoteIndex {
    docs: BTreeMap<DocId, DocIndex>,
    speakers: Vec<SpeakerId>,
    /// How far the project is.
    pub totals: Counts,
    /// Goes up with every change; caches compare it.
    pub version: u64,
    /// What the last change changed; empty with `rebuilt`.
    pub changes: Vec<QuoteChange>,
    /// Whether the last change was another project, or too much to list.
    pub rebuilt: bool,
    /// States that the last change replaced, by document: whoever derived something from one can go on with `changes`.
    replaced: BTreeMap<DocId, Arc<DocState>>,
}

impl QuoteIndex {
    /// Takes in what changed from the last project to this one.
    pub fn update(&mut self, project: &Project) {
        self.version += 1;
        self.changes.clear();
        self.rebuilt = false;
        super::discard::discard(std::mem::take(&mut self.replaced));
        self.speakers = project.speakers.keys().copied().collect();
        // Mostly nothing came or went, and both lists are walked side by side.
        if self.docs.len() == project.docs.len() && self.docs.keys().eq(project.docs.keys()) {
            for ((id, known), state) in self.docs.iter_mut().zip(project.docs.values()) {
                if !Arc::ptr_eq(&known.state, state) {
                    self.totals = self.totals.minus(known.counts);
                    self.replaced.insert(*id, known.update(state, &mut self.changes));
                    self.totals = self.totals.plus(known.counts);
                }
            }
            return;
        }
        let gone: Vec<DocId> =
            self.docs.keys().filter(|id| !project.docs.contains_key(id)).copied().collect();
        for id in gone {
            if let Some(old) = self.docs.remove(&id) {
                self.totals = self.totals.minus(old.counts);
                self.rebuilt = true;
            }
        }
        for (id, state) in &project.docs {
            match self.docs.get_mut(id) {
                Some(known) if Arc::ptr_eq(&known.state, state) => {}
                Some(known) => {
                    self.totals = self.totals.minus(known.counts);
                    self.replaced.insert(*id, known.update(state, &mut self.changes));
                    self.totals = self.totals.plus(known.counts);
                }
                None => {
                    let new = DocIndex::new(state);
                    self.totals = self.totals.plus(new.counts);
                    self.docs.insert(*id, new);
                    self.rebuilt = true;
                }
            }
        }
    }

    /// Derived from another project.
    pub fn reset(&mut self, project: &Project) {
        *self = Self { version: self.version, ..Self::default() };
        self.update(project);
        self.rebuilt = true;
    }

    /// What the last change changed in `doc`, where it led from `old` to the state of now.
    pub(super) fn changes_since(&self, doc: DocId, old: &Arc<DocState>) -> Option<Vec<&QuoteChange>> {
        let before = self.replaced.get(&doc)?;
        Arc::ptr_eq(before, old).then(|| self.changes.iter().filter(|c| c.doc == doc).collect())
    }

    /// Derived from one document.
    pub fn doc(&self, id: DocId) -> Option<&DocIndex> {
        self.docs.get(&id)
    }

    /// All documents.
    pub fn docs(&self) -> impl DoubleEndedIterator<Item = (&DocId, &DocIndex)> {
        self.docs.iter()
    }

    /// Number of the speaker in the register, from 1: its key, and its turn for a colour.
    pub fn speaker_number(&self, id: SpeakerId) -> Option<usize> {
        self.speakers.binary_search(&id).ok().map(|n| n + 1)
    }

    /// The speaker with that number.
    pub fn speaker_with_number(&self, n: usize) -> Option<SpeakerId> {
        self.speakers.get(n.checked_sub(1)?).copied()
    }

    /// Number of the colour of a speaker, for [`super::theme::Theme::speaker`]: the one that a person chose, or its turn.
    pub fn colour(&self, project: &Project, id: SpeakerId) -> Option<usize> {
        match project.speaker(id)?.colour {
            Some(chosen) => Some(usize::from(chosen)),
            None => self.speaker_number(id).map(|n| n - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::model::Status;

    fn naive(project: &Project, doc: DocId) -> (Vec<QuoteId>, usize) {
        let state = project.doc(doc).unwrap();
        (
            state.in_order().iter().map(|q| q.id).collect(),
            state.quotes.values().filter(|q| q.is_open()).count(),
        )
    }

    #[test]
    fn a_change_of_one_row_gives_the_same_index_as_building_it_anew() {
        let mut project = sample::project();
        let doc = *project.docs.keys().next().unwrap();
        let mut index = QuoteIndex::default();
        index.reset(&project);
        let ids: Vec<QuoteId> = naive(&project, doc).0;
        for (n, id) in ids.into_iter().enumerate() {
            let mut state = (**project.doc(doc).unwrap()).clone();
            if n % 3 == 2 {
                state.quotes.remove(&id);
            } else if let Some(q) = state.quotes.get_mut(&id) {
                let mut changed = (**q).clone();
                changed.status = Status::Accepted;
                *q = Arc::new(changed);
            }
            project.docs.insert(doc, Arc::new(state));
            index.update(&project);
            let derived = index.doc(doc).unwrap();
            let (order, open) = naive(&project, doc);
            assert_eq!(derived.order.iter().map(|e| e.id).collect::<Vec<_>>(), order);
            assert_eq!(derived.counts.open, open);
            assert_eq!(index.changes.len(), 1);
        }
    }
}
