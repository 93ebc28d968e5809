//! The differences between a quotation and its passage, cut into pieces that a rule or an alarm can look at: [`cut`].

use super::align::Move;
use super::lexicon::Lexicon;
use super::rules;
use super::units::{Gap, Unit};
use crate::model::Op;
use std::ops::Range;

/// The id under which sameness but for marks goes.
pub(super) const TYPOGRAPHY: &str = "typography";

/// A stretch of the alignment: indices of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) op: Op,
    pub(super) quote: Range<usize>,
    pub(super) source: Range<usize>,
    /// The rule of which it is a case, whether the style allows it or not.
    pub(super) rule: Option<&'static str>,
}

/// Most words on each side of a difference that are laid side by side; more than that is a difference as a whole.
const SIDE: usize = 24;

/// Cuts `moves` into pieces, in the order of the quotation.
pub(super) fn cut(moves: &[Move], quote: &[Unit], source: &[Unit], lexicon: &Lexicon) -> Vec<Piece> {
    let mut cutter = Cutter { quote, source, lexicon, out: Vec::new() };
    let (mut q, mut s) = (0, first_source(moves));
    let mut rest = moves;
    while let Some(first) = rest.first() {
        let is_same = |m: &Move| matches!(m, Move::Same { .. });
        let len = rest.iter().take_while(|m| is_same(m) == is_same(first)).count();
        let (head, tail) = rest.split_at(len);
        let quotes = head.iter().filter(|m| !matches!(m, Move::Delete { .. })).count();
        let sources = head.iter().filter(|m| !matches!(m, Move::Insert { .. })).count();
        if is_same(first) {
            cutter.equal(q..q + quotes, s..s + sources);
        } else {
            cutter.difference(q..q + quotes, s..s + sources);
        }
        (q, s) = (q + quotes, s + sources);
        rest = tail;
    }
    cutter.out
}

fn first_source(moves: &[Move]) -> usize {
    let at = |m: &Move| match m {
        Move::Same { source, .. } | Move::Delete { source } => Some(*source),
        Move::Insert { .. } => None,
    };
    moves.iter().find_map(at).unwrap_or_default()
}

struct Cutter<'a> {
    quote: &'a [Unit],
    source: &'a [Unit],
    lexicon: &'a Lexicon,
    out: Vec<Piece>,
}

/// A pair inside a difference.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) quote: Range<usize>,
    pub(super) source: Range<usize>,
    rule: Option<&'static str>,
    same: bool,
}

/// The pairs in a difference, in order.
pub(super) fn pairs(
    quote: &[Unit],
    source: &[Unit],
    words: &Range<usize>,
    against: &Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Pair> {
    Cutter { quote, source, lexicon, out: Vec::new() }.pairs(words, against)
}

impl Cutter<'_> {
    fn push(&mut self, op: Op, quote: Range<usize>, source: Range<usize>, rule: Option<&'static str>) {
        if let Some(last) = self.out.last_mut()
            && last.op == op
            && last.rule == rule
            && last.quote.end == quote.start
            && last.source.end == source.start
            && op == Op::Equal
        {
            last.quote.end = quote.end;
            last.source.end = source.end;
            return;
        }
        self.out.push(Piece { op, quote, source, rule });
    }

    /// Words that are the same; a number that is written otherwise is a piece of its own.
    fn equal(&mut self, quote: Range<usize>, source: Range<usize>) {
        for (q, s) in quote.zip(source) {
            let word = |all: &[Unit], n: usize| all.get(n).map(|u| u.word.clone());
            if word(self.quote, q) == word(self.source, s) {
                self.push(Op::Equal, q..q + 1, s..s + 1, None);
            } else {
                self.push(Op::Replace, q..q + 1, s..s + 1, Some("numerals"));
            }
        }
    }

    fn words<'b>(all: &'b [Unit], range: &Range<usize>) -> Vec<&'b str> {
        all.get(range.clone()).unwrap_or_default().iter().map(|u| u.word.as_str()).collect()
    }

    fn difference(&mut self, quote: Range<usize>, source: Range<usize>) {
        let pairs = if quote.len() <= SIDE && source.len() <= SIDE {
            self.pairs(&quote, &source)
        } else {
            Vec::new()
        };
        let (mut q, mut s) = (quote.start, source.start);
        for pair in pairs {
            self.rest(q..pair.quote.start, s..pair.source.start);
            (q, s) = (pair.quote.end, pair.source.end);
            let op = if pair.same { Op::Equal } else { Op::Replace };
            self.push(op, pair.quote, pair.source, pair.rule);
        }
        self.rest(q..quote.end, s..source.end);
    }

    /// Words of both sides that a rule takes for one, that are one but for their joints, or that are forms of one word; in order, with
    /// the most of them.
    fn pairs(&self, quote: &Range<usize>, source: &Range<usize>) -> Vec<Pair> {
        const SHAPES: [(usize, usize); 7] = [(1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (0, 0)];
        let (n, m) = (quote.len(), source.len());
        if n == 0 || m == 0 {
            return Vec::new();
        }
        let (qs, ss) = (Self::words(self.quote, quote), Self::words(self.source, source));
        let width = m + 1;
        let mut best = vec![0_u32; (n + 1) * width];
        let mut by: Vec<Option<(usize, usize, Option<&'static str>, bool)>> = vec![None; (n + 1) * width];
        let get = |best: &[u32], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or_default();
        for i in (0..n).rev() {
            for j in (0..m).rev() {
                let mut here = get(&best, i + 1, j).max(get(&best, i, j + 1));
                let mut how = None;
                for (a, b) in SHAPES {
                    let (Some(x), Some(y)) = (qs.get(i..i + a), ss.get(j..j + b)) else { continue };
                    let own = quote.start + i..quote.start + i + a;
                    let bracket = own.into_iter().any(|n| self.quote.get(n).is_some_and(|u| u.bracket));
                    // A bracket is paired as a whole, in `rest`.
                    if x.is_empty() || y.is_empty() || bracket {
                        continue;
                    }
                    let Some((rule, same, weight)) = self.one(x, y) else { continue };
                    let total = get(&best, i + a, j + b) + weight * (a + b) as u32;
                    if total > here {
                        here = total;
                        how = Some((a, b, rule, same));
                    }
                }
                if let (Some(cell), Some(mark)) = (best.get_mut(i * width + j), by.get_mut(i * width + j)) {
                    (*cell, *mark) = (here, how);
                }
            }
        }
        let (mut i, mut j) = (0, 0);
        let mut out = Vec::new();
        while i < n && j < m {
            if let Some((a, b, rule, same)) = by.get(i * width + j).copied().flatten() {
                let (q, s) = (quote.start + i, source.start + j);
                out.push(Pair { quote: q..q + a, source: s..s + b, rule, same });
                (i, j) = (i + a, j + b);
            } else if get(&best, i + 1, j) >= get(&best, i, j + 1) {
                i += 1;
            } else {
                j += 1;
            }
        }
        out
    }

    /// How two groups of words are one: by which rule, whether they are the same but for joints, and how much that weighs.
    fn one(&self, quote: &[&str], source: &[&str]) -> Option<(Option<&'static str>, bool, u32)> {
        if quote.len() != source.len() && quote.concat() == source.concat() {
            return Some((None, true, 9));
        }
        if quote.len() == source.len() && quote == source {
            return (quote.len() == 1).then_some((None, true, 9));
        }
        if let Some(rule) = rules::pair(quote, source, self.lexicon) {
            return Some((Some(rule), false, 8));
        }
        match (quote, source) {
            ([a], [b]) if super::alarms::tense::same_verb(a, b, self.lexicon) => Some((None, false, 3)),
            ([a], [b]) if super::alarms::negation::turned(a, b, self.lexicon) => Some((None, false, 3)),
            ([a], [b]) if self.same_sort(a, b) => Some((None, false, 2)),
            _ => None,
        }
    }

    /// Words that take each other's place: two numbers, two months, two modal verbs.
    fn same_sort(&self, a: &str, b: &str) -> bool {
        let l = self.lexicon;
        let number = |w: &str| {
            w.starts_with(|c: char| c.is_ascii_digit()) || w.split(' ').all(|p| l.numbers.contains_key(p))
        };
        (number(a) && number(b))
            || [&l.months, &l.days, &l.modals, &l.units].iter().any(|set| set.contains(a) && set.contains(b))
    }

    /// What no pair takes.
    fn rest(&mut self, quote: Range<usize>, source: Range<usize>) {
        if quote.is_empty() && source.is_empty() {
            return;
        }
        let gap = self.gap_in(&quote);
        let bracket = |n: usize| self.quote.get(n).is_some_and(|u| u.bracket);
        let brackets = quote.clone().filter(|n| bracket(*n)).count();
        if quote.is_empty() {
            return self.lacking(source, quote.start, gap);
        }
        if gap != Gap::None && !source.is_empty() {
            // What the gap hides, and what the writer put beside it.
            self.added(quote.clone());
            let rule = if gap == Gap::Ellipsis { "ellipsis" } else { "resumed" };
            return self.push(Op::Delete, quote.end..quote.end, source, Some(rule));
        }
        let filler =
            |n: usize| self.source.get(n).is_some_and(|u| self.lexicon.fillers.contains(u.word.as_str()));
        let (mut from, mut end) = (source.start, source.end);
        while from < end && filler(from) {
            from += 1;
        }
        while end > from && filler(end - 1) {
            end -= 1;
        }
        if from > source.start {
            self.push(Op::Delete, quote.start..quote.start, source.start..from, Some("fillers"));
        }
        if from == end {
            self.added(quote.clone());
        } else if brackets == quote.len()
            && Self::words(self.quote, &quote) == Self::words(self.source, &(from..end))
        {
            self.push(Op::Equal, quote.clone(), from..end, None);
        } else if brackets == quote.len() {
            self.push(Op::Replace, quote.clone(), from..end, Some("bracket-replacement"));
        } else if brackets > 0 {
            // The bracket stands beside words that were exchanged.
            let mut n = quote.start;
            let mut exchanged = false;
            while n < quote.end {
                let kind = bracket(n);
                let len = (n..quote.end).take_while(|k| bracket(*k) == kind).count();
                if kind || exchanged {
                    self.added(n..n + len);
                } else {
                    self.push(Op::Replace, n..n + len, from..end, None);
                    exchanged = true;
                }
                n += len;
            }
        } else {
            self.push(Op::Replace, quote.clone(), from..end, None);
        }
        if end < source.end {
            self.push(Op::Delete, quote.end..quote.end, end..source.end, Some("fillers"));
        }
    }

    /// The gap before one of `quote`, or before the word behind it.
    fn gap_in(&self, quote: &Range<usize>) -> Gap {
        if quote.start == 0 && quote.is_empty() {
            return Gap::None;
        }
        let gaps = (quote.start..=quote.end).filter_map(|n| self.quote.get(n)).map(|u| u.gap);
        gaps.into_iter().find(|g| *g != Gap::None).unwrap_or_default()
    }

    /// Words that only the quotation has.
    fn added(&mut self, quote: Range<usize>) {
        let at = self.out.last().map_or(0, |p| p.source.end);
        let mut n = quote.start;
        while n < quote.end {
            let bracket = |n: usize| self.quote.get(n).is_some_and(|u| u.bracket);
            let kind = bracket(n);
            let len = (n..quote.end).take_while(|k| bracket(*k) == kind).count();
            self.push(Op::Insert, n..n + len, at..at, kind.then_some("bracket-addition"));
            n += len;
        }
    }

    /// Words that only the source has.
    fn lacking(&mut self, source: Range<usize>, at: usize, gap: Gap) {
        let mut plain = source.start;
        let mut n = source.start;
        let marked = match gap {
            Gap::None => Some("deletion"),
            Gap::Ellipsis => Some("ellipsis"),
            Gap::Resumed => Some("resumed"),
        };
        if gap != Gap::None {
            return self.push(Op::Delete, at..at, source, marked);
        }
        while n < source.end {
            if let Some((rule, len)) = rules::dropped(self.source, n, source.end, self.lexicon) {
                if plain < n {
                    self.push(Op::Delete, at..at, plain..n, marked);
                }
                self.push(Op::Delete, at..at, n..n + len, Some(rule));
                n += len;
                plain = n;
            } else {
                n += 1;
            }
        }
        if plain < source.end {
            self.push(Op::Delete, at..at, plain..source.end, marked);
        }
    }
}
