//! Which document each quotation stands in.

use super::ids::{DocId, QuoteId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Ids that share a chunk differ only in their lowest bits.
const CHUNK_BITS: u32 = 9;

/// Quotation to document, in chunks of 512 ids that projects share: a change copies the chunks it touches, not the map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    chunks: Arc<BTreeMap<u32, Arc<BTreeMap<QuoteId, DocId>>>>,
}

impl Home {
    /// The document of quotation `id`.
    pub fn get(&self, id: QuoteId) -> Option<DocId> {
        self.chunks.get(&(id.0 >> CHUNK_BITS))?.get(&id).copied()
    }

    /// How many quotations there are.
    pub fn len(&self) -> usize {
        self.chunks.values().map(|c| c.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// All pairs, by quotation.
    pub fn iter(&self) -> impl Iterator<Item = (QuoteId, DocId)> + '_ {
        self.chunks.values().flat_map(|c| c.iter().map(|(&q, &d)| (q, d)))
    }

    /// Puts quotation `id` into document `doc`.
    pub fn insert(&mut self, id: QuoteId, doc: DocId) {
        let chunks = Arc::make_mut(&mut self.chunks);
        Arc::make_mut(chunks.entry(id.0 >> CHUNK_BITS).or_default()).insert(id, doc);
    }

    /// Takes quotation `id` out.
    pub fn remove(&mut self, id: QuoteId) {
        let chunks = Arc::make_mut(&mut self.chunks);
        let number = id.0 >> CHUNK_BITS;
        let Some(chunk) = chunks.get_mut(&number) else { return };
        Arc::make_mut(chunk).remove(&id);
        if chunk.is_empty() {
            chunks.remove(&number);
        }
    }
}

impl FromIterator<(QuoteId, DocId)> for Home {
    fn from_iter<I: IntoIterator<Item = (QuoteId, DocId)>>(pairs: I) -> Self {
        let mut home = Self::default();
        for (id, doc) in pairs {
            home.insert(id, doc);
        }
        home
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emptied_it_equals_one_that_was_never_filled() {
        let mut home: Home = (0..2000).map(|n| (QuoteId(n), DocId(n / 7))).collect();
        assert_eq!((home.len(), home.get(QuoteId(1500))), (2000, Some(DocId(1500 / 7))));
        assert_eq!(home.iter().nth(700), Some((QuoteId(700), DocId(100))));
        for n in 0..2000 {
            home.remove(QuoteId(n));
        }
        assert_eq!(home, Home::default());
    }

    #[test]
    fn a_change_leaves_the_other_copy_alone() {
        let before: Home = [(QuoteId(1), DocId(1))].into_iter().collect();
        let mut after = before.clone();
        after.insert(QuoteId(2), DocId(1));
        assert_eq!((before.len(), after.len()), (1, 2));
    }
}
