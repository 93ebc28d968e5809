//! Where the sense of a quotation may have turned: one file a sort of alarm, with examples in both directions.
//!
//! An alarm flags; a person decides. The sorts look at the differences one after the other, and what one of them has explained, the
//! broad ones at the end (words dropped, words added) leave alone.

mod addition;
mod bracket;
mod cut_off;
mod modal;
mod name;
pub(super) mod negation;
mod number;
mod omission;
mod order;
pub(super) mod tense;

use super::index::Index;
use super::left_out::overlapping;
use super::lexicon::Lexicon;
use super::pieces::Piece;
use super::units::Unit;
use super::words::Words;
use crate::model::{Alarm, AlarmKind, Op};
use crate::text::{SourceText, Span, shortened};
use std::ops::Range;

/// A difference under the eyes of the alarms.
pub(super) struct Scene<'a> {
    pub(super) draft: &'a SourceText,
    pub(super) text: &'a SourceText,
    pub(super) left_out: &'a [Span],
    pub(super) quote: &'a [Unit],
    pub(super) source: &'a [Unit],
    pub(super) pieces: &'a [Piece],
    pub(super) lexicon: &'a Lexicon,
    pub(super) index: &'a Index,
    /// Whether the style allows what goes by the rule.
    pub(super) allowed: &'a dyn Fn(&str) -> bool,
    /// Words of the source that stand before the passage in its sentence.
    pub(super) lead: Range<usize>,
    /// Words of the source that stand behind it there.
    pub(super) trail: Range<usize>,
    /// Units that an alarm has explained.
    pub(super) taken_quote: Vec<bool>,
    pub(super) taken_source: Vec<bool>,
    pub(super) out: Vec<Alarm>,
}

/// All alarms of a comparison, in the order of the draft.
pub(super) fn all(mut scene: Scene<'_>) -> Vec<Alarm> {
    for find in [
        cut_off::find,
        bracket::find,
        order::find,
        negation::find,
        number::find,
        name::find,
        tense::find,
        modal::find,
        omission::find,
        addition::find,
    ] {
        find(&mut scene);
    }
    let place = |a: &Alarm| (a.quote.map_or(u32::MAX, Span::start), a.source.map_or(0, Span::start), a.kind);
    scene.out.sort_by_key(place);
    scene.out
}

/// Rules whose cases never turn the sense.
const QUIET: [&str; 7] =
    ["fillers", "repeats", "false-starts", "contractions", "spelling", "abbreviations", "numerals"];

impl<'a> Scene<'a> {
    /// The pieces in which the sense may have turned.
    fn loud(&self) -> Vec<Piece> {
        let quiet = |p: &Piece| {
            p.rule.is_some_and(|r| {
                QUIET.contains(&r) || (r == "discourse" && (self.allowed)(r)) || r == "bracket-addition"
            })
        };
        let loud = |p: &&Piece| p.op != Op::Equal && !quiet(p) && !self.is_outside_marks(p);
        self.pieces.iter().filter(loud).cloned().collect()
    }

    /// Whether a source that quotes the speaker itself has just its own words between the two parts of a quotation:
    /// *“It turns,” said Ada Lund. “It always did.”*
    fn is_outside_marks(&self, piece: &Piece) -> bool {
        if piece.op != Op::Delete || piece.rule != Some("resumed") {
            return false;
        }
        let unit = |n: Option<usize>| n.and_then(|n| self.source.get(n)).map(|u| u.span);
        let before = unit(piece.source.start.checked_sub(1)).zip(unit(Some(piece.source.start)));
        let behind = unit(piece.source.end.checked_sub(1)).zip(unit(Some(piece.source.end)));
        let marked = |pair: Option<(Span, Span)>| {
            pair.filter(|(a, b)| a.end() <= b.start()).is_some_and(|(a, b)| {
                let between = self.text.slice(Span::between(a.end(), b.start()));
                between.contains(['"', '“', '”', '„', '«', '»'])
            })
        };
        marked(before) && marked(behind)
    }

    /// The same, with those that touch each other as one.
    fn loud_stretches(&self) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        for piece in self.loud() {
            match out.last_mut() {
                Some(last)
                    if last.quote.end == piece.quote.start && last.source.end == piece.source.start =>
                {
                    last.quote.end = piece.quote.end;
                    last.source.end = piece.source.end;
                }
                _ => out.push(piece),
            }
        }
        out
    }

    fn in_quote(&self, range: &Range<usize>) -> &'a [Unit] {
        self.quote.get(range.clone()).unwrap_or_default()
    }

    fn in_source(&self, range: &Range<usize>) -> &'a [Unit] {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// The words of `range` as printed in the draft.
    fn draft_words(&self, range: &Range<usize>) -> String {
        span_of(self.in_quote(range)).map_or_else(String::new, |s| shortened(self.draft.slice(s), 160))
    }

    /// The words of `range` as printed in the source, without what was left out of the comparison.
    fn source_words(&self, range: &Range<usize>) -> String {
        let Some(span) = span_of(self.in_source(range)) else { return String::new() };
        let (mut out, mut at) = (String::new(), span.start());
        for left in overlapping(self.left_out, span) {
            out.push_str(self.text.slice(Span::between(at, left.start().max(at))));
            at = left.end().max(at);
        }
        if at < span.end() {
            out.push_str(self.text.slice(Span::between(at, span.end())));
        }
        // Hidden words are shown in full, however many; a limit keeps a runaway from filling the window.
        shortened(&out, 2000)
    }

    /// *before “3,000”*: the word behind `range` in the source, or before it where it is the last.
    fn place_in_source(&self, range: &Range<usize>) -> String {
        place(range, self.source.len(), |r| self.source_words(r))
    }

    fn place_in_quote(&self, range: &Range<usize>) -> String {
        place(range, self.quote.len(), |r| self.draft_words(r))
    }

    fn ring(&mut self, kind: AlarmKind, quote: &Range<usize>, source: &Range<usize>, text: String) {
        let alarm = Alarm {
            kind,
            quote: span_of(self.in_quote(quote)),
            source: span_of(self.in_source(source)),
            text,
        };
        self.take(quote, source);
        self.out.push(alarm);
    }

    /// Says that the words of these ranges are explained.
    fn take(&mut self, quote: &Range<usize>, source: &Range<usize>) {
        for (taken, range) in [(&mut self.taken_quote, quote), (&mut self.taken_source, source)] {
            for t in taken.get_mut(range.clone()).unwrap_or_default() {
                *t = true;
            }
        }
    }

    fn is_taken_quote(&self, n: usize) -> bool {
        self.taken_quote.get(n).copied().unwrap_or_default()
    }

    fn is_taken_source(&self, n: usize) -> bool {
        self.taken_source.get(n).copied().unwrap_or_default()
    }
}

fn place(range: &Range<usize>, len: usize, words: impl Fn(&Range<usize>) -> String) -> String {
    if range.end < len {
        return format!("before “{}”", words(&(range.end..(range.end + 2).min(len))));
    }
    match range.start.checked_sub(1) {
        Some(before) => format!("after “{}”", words(&(before.saturating_sub(1)..range.start))),
        None => "alone".to_owned(),
    }
}

/// From the first to the last of `units`.
pub(super) fn span_of(units: &[Unit]) -> Option<Span> {
    units.iter().map(|u| u.span).reduce(Span::join)
}

/// The folded words of `units`.
fn words(units: &[Unit]) -> Vec<&str> {
    units.iter().map(|u| u.word.as_str()).collect()
}

/// The places in `units` of the phrases that `list` holds, as ranges from the first unit's index `from` on.
fn phrases_in(units: &[Unit], from: usize, list: &[Vec<&'static str>]) -> Vec<Range<usize>> {
    let all = words(units);
    let mut out = Vec::new();
    let mut n = 0;
    while let Some(rest) = all.get(n..).filter(|r| !r.is_empty()) {
        let len = Lexicon::phrase_at(list, rest);
        if len > 0 {
            out.push(from + n..from + n + len);
        }
        n += len.max(1);
    }
    out
}

/// Whether a word that begins a sentence is known in small letters somewhere in the sources, and so is no name.
fn is_known_small(index: &Index, key: u32) -> bool {
    const LOOKS: usize = 24;
    index.places_of(key, 0).iter().take(LOOKS).any(|&at| {
        index.keys.get(at as usize) == Some(&key)
            && index.entry_of(at).zip(index.starts.get(at as usize)).is_some_and(|((_, entry), &start)| {
                let text = entry.material.text.as_str();
                let here = Span::between(start, entry.material.text.len());
                Words::new(text, here, &[])
                    .next()
                    .is_some_and(|w| entry.material.text.slice(w.span).starts_with(char::is_lowercase))
            })
    })
}

/// What a source says, how a draft quotes it, and whether the alarm rings.
#[cfg(test)]
pub(super) struct Example {
    source: &'static str,
    draft: &'static str,
    rings: bool,
}

#[cfg(test)]
const fn rings(source: &'static str, draft: &'static str) -> Example {
    Example { source, draft, rings: true }
}

#[cfg(test)]
const fn silent(source: &'static str, draft: &'static str) -> Example {
    Example { source, draft, rings: false }
}

#[cfg(test)]
mod tests {
    use super::super::testing::compare_words;
    use super::*;
    use crate::verify::Style;

    #[test]
    fn every_alarm_rings_where_it_should_and_nowhere_else() {
        let style = Style::named("guardian").unwrap();
        let mut wrong = Vec::new();
        for (kind, examples) in [
            (AlarmKind::Negation, negation::EXAMPLES),
            (AlarmKind::Number, number::EXAMPLES),
            (AlarmKind::Name, name::EXAMPLES),
            (AlarmKind::Modal, modal::EXAMPLES),
            (AlarmKind::Tense, tense::EXAMPLES),
            (AlarmKind::Order, order::EXAMPLES),
            (AlarmKind::Omission, omission::EXAMPLES),
            (AlarmKind::Bracket, bracket::EXAMPLES),
            (AlarmKind::Addition, addition::EXAMPLES),
        ] {
            assert!(examples.iter().any(|e| e.rings) && examples.iter().any(|e| !e.rings), "{kind:?}");
            for e in examples {
                let got = compare_words(e.source, e.draft, style);
                if got.alarms.iter().any(|a| a.kind == kind) != e.rings {
                    let said: Vec<_> =
                        got.alarms.iter().map(|a| format!("{}: {}", a.kind.id(), a.text)).collect();
                    wrong.push(format!(
                        "{}: {:?} / {:?}: {} {said:?}",
                        kind.id(),
                        e.source,
                        e.draft,
                        got.verdict.id()
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn an_alarm_is_a_sentence_that_a_person_reads() {
        let said = |source: &str, draft: &str| {
            let got = compare_words(source, draft, Style::named("guardian").unwrap());
            got.alarms.into_iter().map(|a| a.text).collect::<Vec<_>>()
        };
        assert_eq!(
            said(
                "There were, I would say, about 3,000 people on the quay that night.",
                "“There were 3,000 people on the quay that night.”"
            ),
            [
                "A hedge is gone. “I would say, about” stands before “3,000 people” in the source. The draft gives it as certain."
            ]
        );
        assert_eq!(
            said("We will not open the gates before May.", "“We will open the gates before May.”"),
            ["A negation is gone. “not” stands before “open the” in the source."]
        );
        assert_eq!(
            said("We will rebuild it by 2013, all of it.", "“We will rebuild it by 2031, all of it.”"),
            ["A number differs. The source has “2013”, the draft has “2031”."]
        );
    }
}
