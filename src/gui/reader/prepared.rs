//! What the reader derives from one document: its blocks, and which quotations touch each of them. A long document is prepared
//! on a thread of its own; a change of some quotations is taken in without starting again.

use super::blocks::Blocks;
use crate::gui::discard::discard;
use crate::gui::index::{QuoteChange, QuoteIndex, changes_between};
use crate::model::{DocState, Quotation, QuoteId};
use crate::text::{SourceText, Span, Spans};
use smallvec::SmallVec;
use std::sync::Arc;

/// More changes than this at once are taken in by preparing again.
const CHANGES_MOST: usize = 2_000;

/// Blocks of a document, and the quotations of each.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// What it was derived from.
    pub state: Arc<DocState>,
    /// The text.
    pub text: SourceText,
    /// The text in blocks.
    pub blocks: Blocks,
    touching: Vec<SmallVec<[QuoteId; 4]>>,
}

impl Prepared {
    /// From a document with its text.
    pub(super) fn new(state: &Arc<DocState>, text: &SourceText) -> Self {
        let blocks = Blocks::new(text);
        let touching = vec![SmallVec::new(); blocks.all.len()];
        let mut new = Self { state: state.clone(), text: text.clone(), blocks, touching };
        for quote in state.quotes.values() {
            new.add(quote);
        }
        new
    }

    /// Takes in another state of the same document; `false` where that is more than a frame can do.
    pub(super) fn update(&mut self, state: &Arc<DocState>) -> bool {
        if Arc::ptr_eq(&self.state, state) {
            return true;
        }
        let changes = changes_between(&self.state, state);
        self.take(state, &changes.iter().collect::<Vec<_>>())
    }

    /// Takes in the last change of the project, which the index has compared already. Where it did not lead from the state
    /// that this was derived from, [`Prepared::update`] compares when the document is next drawn.
    pub(super) fn follow(&mut self, index: &QuoteIndex) {
        let doc = self.state.document.id;
        let (Some(now), Some(changes)) = (index.doc(doc), index.changes_since(doc, &self.state)) else {
            return;
        };
        if now.state.text.as_ref() == Some(&self.text) {
            self.take(&now.state, &changes);
        }
    }

    fn take(&mut self, state: &Arc<DocState>, changes: &[&QuoteChange]) -> bool {
        if changes.len() > CHANGES_MOST {
            return false;
        }
        for change in changes {
            let same_place =
                matches!((&change.before, &change.after), (Some(a), Some(b)) if places(a).eq(places(b)));
            if same_place {
                continue;
            }
            if let Some(old) = &change.before {
                self.remove(old);
            }
            if let Some(new) = &change.after {
                self.add(new);
            }
        }
        discard(std::mem::replace(&mut self.state, state.clone()));
        true
    }

    /// The quotations whose words, cue or mention stand in block `n`.
    pub(super) fn quotes_at(&self, n: usize) -> &[QuoteId] {
        self.touching.get(n).map_or(&[], |ids| ids.as_slice())
    }

    fn add(&mut self, quote: &Quotation) {
        for place in places(quote) {
            for n in self.blocks.touched(place) {
                if let Some(ids) = self.touching.get_mut(n)
                    && !ids.contains(&quote.id)
                {
                    ids.push(quote.id);
                }
            }
        }
    }

    fn remove(&mut self, quote: &Quotation) {
        for place in places(quote) {
            for n in self.blocks.touched(place) {
                if let Some(ids) = self.touching.get_mut(n) {
                    ids.retain(|id| *id != quote.id);
                }
            }
        }
    }
}

/// Everywhere that a quotation is drawn: from its first word to its last, its cue, its mention.
fn places(quote: &Quotation) -> impl Iterator<Item = Span> + '_ {
    let a = &quote.attribution;
    let marks = a.cue.iter().chain(a.source.iter()).flat_map(Spans::iter);
    std::iter::once(quote.content.hull()).chain(marks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::sample;
    use crate::model::Status;

    #[test]
    fn a_moved_quotation_is_found_where_it_went() {
        let project = sample::project();
        let state = project.docs.values().next().unwrap();
        let text = state.text.clone().unwrap();
        let mut prepared = Prepared::new(state, &text);
        let quote = state.quotes.values().next().unwrap();
        let n = prepared.blocks.index_at(quote.content.start());
        assert!(prepared.quotes_at(n).contains(&quote.id));

        let mut changed = (**state).clone();
        let mut moved = (**quote).clone();
        let last = *prepared.blocks.all.last().unwrap();
        moved.content = Spans::one(last.span).unwrap();
        moved.attribution.cue = None;
        moved.attribution.source = None;
        moved.status = Status::Accepted;
        changed.quotes.insert(moved.id, Arc::new(moved));
        let changed = Arc::new(changed);
        assert!(prepared.update(&changed));
        assert!(!prepared.quotes_at(n).contains(&quote.id));
        assert!(prepared.quotes_at(prepared.blocks.all.len() - 1).contains(&quote.id));
        let again = Prepared::new(&changed, &text);
        for n in 0..again.blocks.all.len() {
            let sorted = |p: &Prepared| {
                let mut ids = p.quotes_at(n).to_vec();
                ids.sort_unstable();
                ids
            };
            assert_eq!(sorted(&prepared), sorted(&again), "block {n}");
        }
    }
}
