//! Words of an old text in a new one: a patience diff with a bounded table for small gaps.
//!
//! Between two texts the words that both have exactly once are matched in the longest order that both keep (patience diff,
//! Bram Cohen), then the gaps between them in the same way; a gap that is small enough gets the longest common subsequence.
//! What is left is taken as rewritten. Time is near linear in the texts, whatever they hold.

use crate::text::Span;
use std::collections::HashMap;
use unicode_segmentation::UnicodeSegmentation as _;

/// Cells of the table of one gap.
const TABLE: usize = 1 << 18;
/// Rounds of gaps within gaps.
const ROUNDS: u32 = 48;

/// The words and marks of a text, without its blanks, marks of quotation set alike.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// Where each stands.
    pub(super) at: Vec<Span>,
    /// Which word it is: equal numbers, equal words.
    pub(super) word: Vec<u32>,
    /// Whether it has a letter or a digit.
    pub(super) is_word: Vec<bool>,
}

/// Gives words their numbers; one for both texts.
#[derive(Default)]
pub(super) struct Numbers<'a>(HashMap<&'a str, u32>);

impl<'a> Numbers<'a> {
    pub(super) fn tokens(&mut self, text: &'a str) -> Tokens {
        let mut out = Tokens::default();
        for (at, word) in text.split_word_bound_indices().filter(|(_, w)| !w.trim().is_empty()) {
            let next = self.0.len() as u32;
            out.at.push(Span::between(at as u32, (at + word.len()) as u32));
            out.word.push(*self.0.entry(alike(word)).or_insert(next));
            out.is_word.push(word.chars().any(char::is_alphanumeric));
        }
        out
    }
}

/// One sign for marks that are typeset in several ways.
fn alike(word: &str) -> &str {
    match word {
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" | "‚" | "‹" | "›" => "'",
        "–" | "—" | "―" => "-",
        word => word,
    }
}

/// For each of `old` the place in `new` that it went to; ascending where it is one.
pub(super) fn align(old: &[u32], new: &[u32]) -> Vec<Option<u32>> {
    let mut to = vec![None; old.len()];
    let mut gaps = vec![(0, old.len(), 0, new.len(), 0)];
    while let Some((mut a, mut a_end, mut b, mut b_end, round)) = gaps.pop() {
        while a < a_end && b < b_end && old.get(a) == new.get(b) {
            set(&mut to, a, b);
            (a, b) = (a + 1, b + 1);
        }
        while a < a_end && b < b_end && old.get(a_end - 1) == new.get(b_end - 1) {
            (a_end, b_end) = (a_end - 1, b_end - 1);
            set(&mut to, a_end, b_end);
        }
        let (left, right) = (old.get(a..a_end).unwrap_or_default(), new.get(b..b_end).unwrap_or_default());
        if left.is_empty() || right.is_empty() {
            continue;
        }
        if left.len().saturating_mul(right.len()) <= TABLE {
            for (i, j) in common(left, right) {
                set(&mut to, a + i, b + j);
            }
            continue;
        }
        let anchors = anchors(left, right);
        if anchors.is_empty() || round == ROUNDS {
            continue;
        }
        let (mut from, mut from_b) = (a, b);
        for (i, j) in anchors {
            set(&mut to, a + i, b + j);
            gaps.push((from, a + i, from_b, b + j, round + 1));
            (from, from_b) = (a + i + 1, b + j + 1);
        }
        gaps.push((from, a_end, from_b, b_end, round + 1));
    }
    to
}

fn set(to: &mut [Option<u32>], old: usize, new: usize) {
    if let Some(slot) = to.get_mut(old) {
        *slot = Some(new as u32);
    }
}

/// Pairs of words that both sides have exactly once, in the longest order that both keep.
fn anchors(left: &[u32], right: &[u32]) -> Vec<(usize, usize)> {
    // Count and place on either side.
    let mut seen: HashMap<u32, (u32, usize, u32, usize)> = HashMap::new();
    for (i, word) in left.iter().enumerate() {
        let entry = seen.entry(*word).or_default();
        (entry.0, entry.1) = (entry.0 + 1, i);
    }
    for (j, word) in right.iter().enumerate() {
        if let Some(entry) = seen.get_mut(word) {
            (entry.2, entry.3) = (entry.2 + 1, j);
        }
    }
    let once = |word: &u32| seen.get(word).filter(|e| e.0 == 1 && e.2 == 1).map(|e| (e.1, e.3));
    let pairs: Vec<(usize, usize)> = left.iter().filter_map(once).collect();
    increasing(&pairs.iter().map(|p| p.1).collect::<Vec<_>>())
        .into_iter()
        .filter_map(|n| pairs.get(n).copied())
        .collect()
}

/// Places of a longest increasing subsequence of `values`, by patience sorting.
pub(super) fn increasing(values: &[usize]) -> Vec<usize> {
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; values.len()];
    let value = |n: usize| values.get(n).copied().unwrap_or_default();
    for n in 0..values.len() {
        let pile = piles.partition_point(|&top| value(top) < value(n));
        if let Some(slot) = before.get_mut(n) {
            *slot = pile.checked_sub(1).and_then(|p| piles.get(p).copied());
        }
        match piles.get_mut(pile) {
            Some(top) => *top = n,
            None => piles.push(n),
        }
    }
    let mut out = Vec::with_capacity(piles.len());
    let mut at = piles.last().copied();
    while let Some(n) = at {
        out.push(n);
        at = before.get(n).copied().flatten();
    }
    out.reverse();
    out
}

/// A longest common subsequence of two short lists.
pub(super) fn common(left: &[u32], right: &[u32]) -> Vec<(usize, usize)> {
    let width = right.len() + 1;
    let mut table = vec![0_u16; (left.len() + 1) * width];
    let at = |table: &[u16], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or_default();
    for (i, l) in left.iter().enumerate().rev() {
        for (j, r) in right.iter().enumerate().rev() {
            let best = if l == r {
                at(&table, i + 1, j + 1).saturating_add(1)
            } else {
                at(&table, i + 1, j).max(at(&table, i, j + 1))
            };
            if let Some(cell) = table.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut out) = (0, 0, Vec::new());
    while let (Some(l), Some(r)) = (left.get(i), right.get(j)) {
        if l == r {
            out.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&table, i + 1, j) >= at(&table, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aligned(old: &str, new: &str) -> String {
        let mut numbers = Numbers::default();
        let (a, b) = (numbers.tokens(old), numbers.tokens(new));
        let to = align(&a.word, &b.word);
        let word = |s: &Span| old.get(s.start() as usize..s.end() as usize).unwrap();
        let kept = a.at.iter().zip(&to).filter(|(_, to)| to.is_some()).map(|(s, _)| word(s));
        kept.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_stay_are_found_however_marks_are_set() {
        assert_eq!(aligned("She said “no more”.", "On Monday she said \"no more\"!"), "said “ no more ”");
        assert_eq!(aligned("a b c d", "a x c d"), "a c d");
        assert_eq!(aligned("", "a"), "");
    }

    #[test]
    fn two_long_texts_without_order_end_soon() {
        let old: Vec<u32> = (0..60_000).map(|n| n % 977).collect();
        let new: Vec<u32> = (0..60_000).map(|n| (n * 31) % 983).collect();
        let to = align(&old, &new);
        let kept: Vec<u32> = to.iter().flatten().copied().collect();
        assert!(kept.is_sorted());
        let shifted: Vec<u32> = std::iter::once(7).chain(old.iter().copied()).collect();
        assert!(align(&old, &shifted).iter().filter(|t| t.is_some()).count() > 59_000);
    }

    #[test]
    fn the_longest_order_is_kept() {
        assert_eq!(increasing(&[5, 1, 2, 9, 3]), [1, 2, 4]);
        assert_eq!(increasing(&[]), Vec::<usize>::new());
    }
}
