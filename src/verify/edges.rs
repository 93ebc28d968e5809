//! The edges of an alignment: which words of the source stand against the first and the last words of a quotation, where those are not
//! the same. The alignment itself ends at the first and the last word that both have.

use super::align::Move;
use super::lexicon::Lexicon;
use super::pieces::pairs;
use super::units::Unit;
use std::ops::Range;

/// A sentence that goes on for no more words than this behind or before a bracket is what the bracket replaces.
const BRACKETED: usize = 6;

/// Words on each side that may have changed places with words inside.
const REACH: usize = 12;

/// `moves` with the source words that its first and last words stand for.
pub(super) fn widen(moves: Vec<Move>, quote: &[Unit], source: &[Unit], lexicon: &Lexicon) -> Vec<Move> {
    let same = |m: &Move| match m {
        Move::Same { quote, source } => Some((*quote, *source)),
        _ => None,
    };
    let (Some((first, from)), Some((last, to))) =
        (moves.iter().find_map(same), moves.iter().rev().find_map(same))
    else {
        return moves;
    };
    let (before, behind) = (0..first, last + 1..quote.len());
    let added: Vec<&str> = moves
        .iter()
        .filter_map(|m| if let Move::Insert { quote } = m { Some(*quote) } else { None })
        .filter_map(|n| quote.get(n))
        .filter(|u| !u.bracket && !lexicon.grammar.contains(u.word.as_str()))
        .map(|u| u.word.as_str())
        .collect();
    let moved = |n: usize| source.get(n).is_some_and(|u| added.contains(&u.word.as_str()));
    let lead = lead(source, from);
    let trail = trail(source, to + 1);
    let mut head = against(quote, source, &before, &lead, false, lexicon);
    if let Some(n) = (lead.start.max(from.saturating_sub(REACH))..from).find(|n| moved(*n)) {
        head.start = head.start.min(n);
    }
    let mut tail = against(quote, source, &behind, &trail, true, lexicon);
    if let Some(n) = (to + 1..trail.end.min(to + 1 + REACH)).rev().find(|n| moved(*n)) {
        tail.end = tail.end.max(n + 1);
    }
    let start = moves.iter().position(|m| same(m).is_some()).unwrap_or_default();
    let end = moves.iter().rposition(|m| same(m).is_some()).unwrap_or_default();
    let inserts = |r: Range<usize>| r.map(|quote| Move::Insert { quote });
    let deletes = |r: Range<usize>| r.map(|source| Move::Delete { source });
    let middle = moves.get(start..=end).unwrap_or_default().to_vec();
    inserts(before).chain(deletes(head)).chain(middle).chain(inserts(behind)).chain(deletes(tail)).collect()
}

/// The words before number `at` in its sentence.
pub(super) fn lead(source: &[Unit], at: usize) -> Range<usize> {
    let opens = |n: usize| source.get(n).is_some_and(|u| u.opens);
    let mut start = at;
    while start > 0 && !opens(start) {
        start -= 1;
    }
    start..at
}

/// The words from number `at` on up to the end of the sentence that goes on there.
pub(super) fn trail(source: &[Unit], at: usize) -> Range<usize> {
    let end = (at..source.len()).find(|n| source.get(*n).is_some_and(|u| u.opens)).unwrap_or(source.len());
    at..end
}

/// The words of `beside`, which touch the alignment at its begin (`behind`) or at its end, that `quote[words]` stand for.
fn against(
    quote: &[Unit],
    source: &[Unit],
    words: &Range<usize>,
    beside: &Range<usize>,
    behind: bool,
    lexicon: &Lexicon,
) -> Range<usize> {
    let none = if behind { beside.start..beside.start } else { beside.end..beside.end };
    if words.is_empty() || beside.is_empty() {
        return none;
    }
    let bracket = |n: usize| quote.get(n).is_some_and(|u| u.bracket);
    if words.clone().all(bracket) {
        return if beside.len() <= BRACKETED { beside.clone() } else { none };
    }
    let own = words.clone().filter(|n| !bracket(*n)).count();
    let take = |len: usize| {
        let len = len.min(beside.len());
        if behind { beside.start..beside.start + len } else { beside.end - len..beside.end }
    };
    let near = take(own + 3);
    let found = pairs(quote, source, words, &near, lexicon);
    let (Some(first), Some(last)) = (found.first(), found.last()) else { return take(own) };
    // Up to the outermost pair, and as many words beyond as the quotation has there.
    if behind {
        let beyond = words.end - last.quote.end;
        beside.start..(last.source.end + beyond).min(near.end)
    } else {
        let beyond = first.quote.start - words.start;
        first.source.start.saturating_sub(beyond).max(near.start)..beside.end
    }
}
