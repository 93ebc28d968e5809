//! Which quotation of before is which of now: by the bytes they share.

use crate::text::Spans;
use std::collections::BTreeMap;

/// Likeness, in thousandths, from which two are the same quotation.
pub(super) const ENOUGH: u32 = 500;

/// Bytes of text per cell of the grid.
const CELL: u32 = 1024;

/// How much of two is shared, in thousandths of both (Dice's coefficient); 1000 where they are equal.
pub(super) fn likeness(a: &Spans, b: &Spans) -> u32 {
    let both = u64::from(a.total_len()) + u64::from(b.total_len());
    let shared = u64::from(a.shared_len(b));
    (2000 * shared).checked_div(both).unwrap_or(0) as u32
}

/// Quotations by the places that they stand in, so that neighbours are found without looking at all of them.
pub(super) struct Grid<'a> {
    all: &'a [&'a Spans],
    cells: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(all: &'a [&'a Spans]) -> Self {
        let mut cells: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, spans) in all.iter().enumerate() {
            for cell in cells_of(spans) {
                cells.entry(cell).or_default().push(i);
            }
        }
        Self { all, cells }
    }

    /// Those that share bytes with `spans`, in order.
    pub(super) fn near(&self, spans: &Spans) -> Vec<usize> {
        let mut out: Vec<_> =
            cells_of(spans).filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out.retain(|&i| self.all.get(i).is_some_and(|s| s.shared_len(spans) > 0));
        out
    }

    /// For each of `new` the one of `all` that it is, one to one: equal ones first, then those that share the most.
    pub(super) fn pair(&self, new: &[&Spans]) -> Vec<Option<usize>> {
        let mut candidates = Vec::new();
        for (n, spans) in new.iter().enumerate() {
            for o in self.near(spans) {
                let like = self.all.get(o).map_or(0, |old| likeness(old, spans));
                if like >= ENOUGH {
                    candidates.push((std::cmp::Reverse(like), n, o));
                }
            }
        }
        candidates.sort_unstable();
        let mut taken = vec![false; self.all.len()];
        let mut pairs = vec![None; new.len()];
        for (_, n, o) in candidates {
            let (Some(pair), Some(taken)) = (pairs.get_mut(n), taken.get_mut(o)) else { continue };
            if pair.is_none() && !*taken {
                *pair = Some(o);
                *taken = true;
            }
        }
        pairs
    }
}

fn cells_of(spans: &Spans) -> impl Iterator<Item = u32> + '_ {
    spans.iter().flat_map(|s| s.start() / CELL..=s.end().saturating_sub(1) / CELL)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn spans(pairs: &[(u32, u32)]) -> Spans {
        Spans::new(pairs.iter().map(|&(a, b)| Span::between(a, b))).unwrap()
    }

    #[test]
    fn equal_words_win_over_words_that_only_overlap() {
        let old = [spans(&[(0, 100)]), spans(&[(10, 90)])];
        let old: Vec<_> = old.iter().collect();
        let new = [spans(&[(10, 90)]), spans(&[(0, 98)])];
        let new: Vec<_> = new.iter().collect();
        assert_eq!(Grid::new(&old).pair(&new), [Some(1), Some(0)]);
    }

    #[test]
    fn half_of_the_words_are_not_enough_when_the_rest_is_long() {
        let old = [spans(&[(0, 30)])];
        let old: Vec<_> = old.iter().collect();
        assert_eq!(Grid::new(&old).pair(&[&spans(&[(0, 200)])]), [None]);
        assert_eq!(likeness(&spans(&[(0, 10), (20, 30)]), &spans(&[(0, 10), (20, 30)])), 1000);
    }

    proptest! {
        #[test]
        fn the_grid_finds_every_neighbour(raw in prop::collection::vec((0u32..9000, 1u32..3000), 1..30), at in 0u32..9000, len in 1u32..3000) {
            let all: Vec<_> = raw.iter().map(|&(s, n)| spans(&[(s, s + n)])).collect();
            let all: Vec<_> = all.iter().collect();
            let probe = spans(&[(at, at + len)]);
            let naive: Vec<_> = (0..all.len()).filter(|&i| all.get(i).unwrap().shared_len(&probe) > 0).collect();
            prop_assert_eq!(Grid::new(&all).near(&probe), naive);
        }
    }
}
