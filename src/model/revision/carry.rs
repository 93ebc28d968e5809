//! Spans of an old text in a new one.

use super::align::{Numbers, Tokens, align, common};
use crate::model::check::same_words;
use crate::text::{SourceText, Span, Spans};
use std::collections::HashMap;

/// Most places at which a sequence of words is looked for.
const PLACES: usize = 1 << 12;

/// Words of a quotation that are compared with those of another.
const WORDS: usize = 200;

/// Where the words of an old text stand in a new one.
pub(in crate::model) struct Carried<'a> {
    old_text: &'a SourceText,
    new_text: &'a SourceText,
    old: Tokens,
    new: Tokens,
    to: Vec<Option<u32>>,
    /// Places of each word in the new text.
    places: HashMap<u32, Vec<u32>>,
}

/// What became of some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::model) enum Fate {
    /// The same words stand here.
    Same(Spans),
    /// Most of them stand here, others came or went.
    Changed(Spans),
    /// They are not there any more.
    Gone,
}

impl<'a> Carried<'a> {
    pub(in crate::model) fn new(old_text: &'a SourceText, new_text: &'a SourceText) -> Self {
        let mut numbers = Numbers::default();
        let (old, new) = (numbers.tokens(old_text.as_str()), numbers.tokens(new_text.as_str()));
        let to = align(&old.word, &new.word);
        let mut places: HashMap<u32, Vec<u32>> = HashMap::new();
        for (n, word) in (0..).zip(&new.word) {
            places.entry(*word).or_default().push(n);
        }
        Self { old_text, new_text, old, new, to, places }
    }

    /// What became of `spans`: first where the words around them lead, then wherever the very words stand just once.
    pub(in crate::model) fn fate(&self, spans: &Spans) -> Fate {
        let led = self.led(spans);
        if let Some(led) = &led
            && self.is_same(spans, led)
        {
            return Fate::Same(led.clone());
        }
        if let Some(moved) = self.elsewhere(spans) {
            return Fate::Same(moved);
        }
        led.map_or(Fate::Gone, Fate::Changed)
    }

    /// Where a mark such as a cue went, if most of it did.
    pub(in crate::model) fn spans(&self, spans: &Spans) -> Option<Spans> {
        self.led(spans)
    }

    /// Where one span went.
    pub(in crate::model) fn span(&self, span: Span) -> Option<Span> {
        Some(self.led(&Spans::one(span)?)?.hull())
    }

    /// Whether two thirds of the words of `old` and of `new`, which stands in the new text, are the same in the same order.
    pub(in crate::model) fn are_alike(&self, old: &Spans, new: &Spans) -> bool {
        let words = |tokens: &Tokens, spans: &Spans| -> Vec<u32> {
            let range = |s: Span| {
                let from = tokens.at.partition_point(|t| t.start() < s.start());
                from..tokens.at.partition_point(|t| t.end() <= s.end()).max(from)
            };
            let inside = spans.iter().flat_map(range).take(WORDS);
            let words = inside.filter(|&n| tokens.is_word.get(n).copied().unwrap_or_default());
            words.filter_map(|n| tokens.word.get(n).copied()).collect()
        };
        let (old, new) = (words(&self.old, old), words(&self.new, new));
        let shared = common(&old, &new).len();
        shared >= 3 && shared * 3 >= old.len().max(new.len()) * 2
    }

    fn is_same(&self, old: &Spans, new: &Spans) -> bool {
        same_words(&self.old_text.words_of(old), &self.new_text.words_of(new))
    }

    /// The tokens that lie in `span`.
    fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.old.at.partition_point(|t| t.start() < span.start());
        let to = self.old.at.partition_point(|t| t.end() <= span.end());
        from..to.max(from)
    }

    /// Where the alignment leads, if at least half of the words went there.
    fn led(&self, spans: &Spans) -> Option<Spans> {
        let (mut out, mut kept, mut all) = (Vec::new(), 0, 0);
        for span in spans.iter() {
            let range = self.tokens_in(span);
            let is_word = |n: &usize| self.old.is_word.get(*n).copied().unwrap_or_default();
            let words = range.clone().filter(is_word);
            all += words.clone().count();
            let Some(led) = self.led_range(range) else { continue };
            let inside = |n: &usize| self.place(*n).is_some_and(|at| led.covers(at));
            kept += words.filter(inside).count();
            out.push(led);
        }
        let hull = Spans::new(out)?;
        // A stray word far off must not stretch a quotation over what nobody said.
        let longest = spans.total_len().saturating_mul(3).saturating_add(40);
        (kept > 0 && kept * 2 >= all && hull.total_len() <= longest).then_some(hull)
    }

    /// The place in the new text of old token `n`.
    fn place(&self, n: usize) -> Option<Span> {
        self.new.at.get(self.to.get(n).copied().flatten()? as usize).copied()
    }

    fn led_range(&self, range: std::ops::Range<usize>) -> Option<Span> {
        let to = |n: usize| self.to.get(n).copied().flatten();
        let first = range.clone().find_map(to)?;
        let last = range.clone().rev().find_map(to)?;
        // Where the edge itself went, the edge is right behind, or before, what stands beside it.
        let begin = match (to(range.start), range.start.checked_sub(1).and_then(to)) {
            (Some(at), _) => at,
            (None, Some(before)) if before < first => before + 1,
            (None, _) => first,
        };
        let end = match (to(range.end.checked_sub(1)?), to(range.end)) {
            (Some(at), _) => at,
            (None, Some(after)) if after > last => after - 1,
            (None, _) => last,
        };
        let (begin, end) = (self.new.at.get(begin as usize)?, self.new.at.get(end as usize)?);
        Span::new(begin.start(), end.end())
    }

    /// The only place where the very words stand, if there is just one. Part after part, in order.
    fn elsewhere(&self, spans: &Spans) -> Option<Spans> {
        let parts: Vec<&[u32]> =
            spans.iter().map(|s| self.old.word.get(self.tokens_in(s)).unwrap_or_default()).collect();
        let first = parts.first().filter(|p| !p.is_empty())?;
        let starts = self.places_of(first)?;
        let [start] = starts.as_slice() else { return None };
        let mut at = *start;
        let mut out = Vec::with_capacity(parts.len());
        for part in parts {
            let here = (at..self.new.word.len()).take(if out.is_empty() { 1 } else { 400 });
            let found = here.into_iter().find(|&n| self.stands(part, n))?;
            let end = found + part.len();
            let (from, to) = (self.new.at.get(found)?, self.new.at.get(end.checked_sub(1)?)?);
            out.push(Span::new(from.start(), to.end())?);
            at = end;
        }
        let moved = Spans::new(out)?;
        self.is_same(spans, &moved).then_some(moved)
    }

    fn stands(&self, words: &[u32], at: usize) -> bool {
        !words.is_empty() && self.new.word.get(at..at + words.len()) == Some(words)
    }

    /// Where `words` stand, by their rarest; `None` where even that one is too frequent.
    fn places_of(&self, words: &[u32]) -> Option<Vec<usize>> {
        let frequency = |w: &u32| self.places.get(w).map_or(0, Vec::len);
        let (offset, rarest) = words.iter().enumerate().min_by_key(|(_, w)| frequency(w))?;
        let places = self.places.get(rarest).filter(|p| p.len() <= PLACES)?;
        let starts = places.iter().filter_map(|&p| (p as usize).checked_sub(offset));
        Some(starts.filter(|&at| self.stands(words, at)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "The weir is old. “We will mend it by May,” said Lund. “It holds.” The end came soon.\n\nRask said: “Nobody asked us at all.”";

    fn at(text: &str, words: &str) -> Spans {
        let parts = words.split('|').map(|w| {
            let at = text.find(w).unwrap() as u32;
            Span::between(at, at + w.len() as u32)
        });
        Spans::new(parts).unwrap()
    }

    fn fate(new: &str, words: &str) -> (String, String) {
        let (old_text, new_text) = (SourceText::new(OLD), SourceText::new(new));
        let carried = Carried::new(&old_text, &new_text);
        match carried.fate(&at(OLD, words)) {
            Fate::Same(s) => ("same".into(), new_text.words_of(&s)),
            Fate::Changed(s) => ("changed".into(), new_text.words_of(&s)),
            Fate::Gone => ("gone".into(), String::new()),
        }
    }

    #[test]
    fn words_that_stay_stay_wherever_they_went() {
        let new = "“Nobody asked us at all,” Rask said.\n\nThe new weir is old. \"We will mend it by May,\" said Pia Lund on Monday. \"It holds.\"";
        let same = |words, there: &str| assert_eq!(fate(new, words), ("same".into(), there.into()));
        same("“We will mend it by May,”|“It holds.”", "\"We will mend it by May,\" \"It holds.\"");
        assert_eq!(
            fate(new, "“Nobody asked us at all.”").0,
            "gone",
            "moved, and not the very words any more"
        );
        assert_eq!(fate(new, "The end came soon.").0, "gone");
    }

    #[test]
    fn changed_words_are_followed_to_their_edges() {
        let new = "The weir is old. “They will not mend it by June,” said Lund. The end.\n\nRask said: “Nobody ever asked us.”";
        assert_eq!(
            fate(new, "“We will mend it by May,”"),
            ("changed".into(), "“They will not mend it by June,”".into())
        );
        assert_eq!(
            fate(new, "“Nobody asked us at all.”"),
            ("changed".into(), "“Nobody ever asked us.”".into())
        );
        assert_eq!(fate(new, "“It holds.”").0, "gone");
    }
}
