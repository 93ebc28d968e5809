//! From a candidate to what a person is told: [`judge`].

use super::alarms::{self, Scene};
use super::align::{Asked, Given, Move, align};
use super::find::Candidate;
use super::index::{Entry, Index};
use super::left_out::overlapping;
use super::lexicon::Lexicon;
use super::pieces::{Piece, TYPOGRAPHY, cut};
use super::units::{Gap, Unit, of_source};
use super::words::Words;
use super::{Quoted, Style, edges, rules, speaker, turns};
use crate::model::{Comparison, Op, Passage, SpeakerVerdict, Step, Verdict};
use crate::text::{Span, Spans};

/// A comparison with what ranks it.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) comparison: Comparison,
    pub(super) score: i32,
    /// Whether the words right before the passage turn or loosen it: *do not think that*, *if*.
    pub(super) turned_before: bool,
}

/// Words of a source on both sides of a candidate that the alignment may still use.
const AROUND: u32 = 14;

/// Fewer words than this are found whole or not at all.
const SHORT: usize = 4;

/// A stretch of the quotation that the source lacks: from so many words on, and from a fourth of the words on, it is a part that is not found.
const LOST: usize = 4;
const LOST_PART: usize = 4;

/// A run of so many words in a row is a part, however long the rest is.
const RUN: usize = 8;

/// The share of the words, in tenths, from which on the whole is found; and from which on a part may be.
const FOUND_TENTHS: usize = 6;
const PART_TENTHS: usize = 3;

/// Judges `quote`, the units of `quoted`, against one candidate; `None` where nothing of it is there.
pub(super) fn judge(
    quoted: &Quoted<'_>,
    quote: &[Unit],
    candidate: &Candidate,
    index: &Index,
    style: &Style,
    lexicon: &Lexicon,
) -> Option<Judged> {
    let entry = index.entries.get(candidate.entry)?;
    let wide = window(index, entry, candidate, AROUND)?;
    let inner = window(index, entry, candidate, INSIDE)?;
    let source = of_source(&entry.material.text, wide, &entry.left_out, lexicon);
    let numbered = |u: &Unit| u.number.map_or(u.key, |n| number_key(n.milli, n.ordinal));
    let asked: Vec<Asked> = quote
        .iter()
        .map(|u| Asked { key: if u.bracket { 0 } else { numbered(u) }, gap: u.gap, bracket: u.bracket })
        .collect();
    let given: Vec<Given> =
        source.iter().map(|u| Given { key: numbered(u), filler: index.is_filler(u.key) }).collect();
    // Laid along its own words alone: the same words may stand next door.
    let from = source.partition_point(|u| u.span.start() < inner.start());
    let end = source.partition_point(|u| u.span.start() < inner.end()).max(from);
    let (mut moves, score) = align(&asked, given.get(from..end).unwrap_or_default());
    // A few words in common are no passage; what differs is not looked at.
    let same = moves.iter().filter(|m| matches!(m, Move::Same { .. })).count();
    let own = quote.iter().filter(|u| !u.bracket).count();
    if own >= SHORT && same < RUN && same * 10 < own * PART_TENTHS {
        return None;
    }
    for m in &mut moves {
        if let Move::Same { source, .. } | Move::Delete { source } = m {
            *source += from;
        }
    }
    let moves = edges::widen(moves, quote, &source, lexicon);
    let pieces = cut(&moves, quote, &source, lexicon);
    let first = pieces.iter().filter(|p| !p.source.is_empty()).map(|p| p.source.start).min()?;
    let last = pieces.iter().filter(|p| !p.source.is_empty()).map(|p| p.source.end).max()?;
    let extent = extent(&pieces, quote, &moves);
    if extent == Extent::None {
        return None;
    }
    let permitted = |p: &Piece| p.rule.filter(|r| style.allows(r));
    let differs = pieces.iter().any(|p| p.op != Op::Equal);
    let breaks = pieces.iter().any(|p| p.op != Op::Equal && permitted(p).is_none());
    let plain = (!differs).then(|| same_marks(quoted, quote, entry, &source, &pieces));
    let verdict = match (extent, breaks, plain) {
        (Extent::Part, ..) => Verdict::Partial,
        (_, true, _) => Verdict::Altered,
        (_, false, None) => Verdict::Permitted,
        (_, false, Some(true)) => Verdict::Identical,
        (_, false, Some(false)) => Verdict::Typography,
    };
    let spans = passage_spans(entry, source.get(first..last).unwrap_or_default(), &pieces, first)?;
    let here = turns_of(entry, &spans);
    let names: Vec<&str> = here.iter().map(|t| t.name.as_str()).collect();
    let speaker = whose(&names, quoted.speaker, lexicon);
    let passage = Passage { doc: entry.material.doc, spans, turn: here.first().map(|t| t.name.clone()) };
    let looked: Vec<Piece> = if verdict == Verdict::Partial { without_lost(&pieces) } else { pieces.clone() };
    let alarms = alarms::all(Scene {
        draft: quoted.text,
        text: &entry.material.text,
        left_out: &entry.left_out,
        quote,
        source: &source,
        pieces: &looked,
        lexicon,
        index,
        allowed: &|rule| style.allows(rule),
        lead: edges::lead(&source, first),
        trail: edges::trail(&source, last),
        taken_quote: vec![false; quote.len()],
        taken_source: vec![false; source.len()],
        out: Vec::new(),
    });
    let turned_before = turned_before(index, entry, &passage.spans, lexicon);
    let steps = steps(&pieces, quote, &source, style, verdict == Verdict::Typography);
    let comparison = Comparison {
        passage: Some(passage),
        verdict,
        alarms,
        speaker,
        steps,
        others: Vec::new(),
        places: 1,
        style: style.id.clone(),
    };
    Some(Judged { comparison, score, turned_before })
}

/// Numbers compare by value, however they are written.
fn number_key(milli: u128, ordinal: bool) -> u32 {
    let text = format!("\u{1}{milli}{}", if ordinal { "o" } else { "" });
    crate::text::fold_hash(&text)
}

/// Words on both sides that the alignment may take in: a number may begin there.
const INSIDE: u32 = 3;

/// The bytes of the candidate's words with a few on both sides.
fn window(index: &Index, entry: &Entry, candidate: &Candidate, around: u32) -> Option<Span> {
    let from = candidate.from.saturating_sub(around).max(entry.first);
    let end = (candidate.end + around).min(entry.end);
    let start = *index.starts.get(from as usize)?;
    let end = if end == entry.end { entry.material.text.len() } else { *index.starts.get(end as usize)? };
    Some(Span::between(start, end))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    Part,
    None,
}

/// How much of the quotation is there. Words in brackets are the writer's and do not count.
fn extent(pieces: &[Piece], quote: &[Unit], moves: &[Move]) -> Extent {
    let own = |n: usize| quote.get(n).is_some_and(|u| !u.bracket);
    let count = |p: &Piece| p.quote.clone().filter(|n| own(*n)).count();
    let total: usize = (0..quote.len()).filter(|n| own(*n)).count();
    let is_there =
        |p: &&Piece| p.op == Op::Equal || (p.op == Op::Replace && p.rule.is_some_and(rules::is_harmless));
    let matched: usize = pieces.iter().filter(is_there).map(count).sum();
    if total == 0 || matched == 0 {
        return Extent::None;
    }
    if total < SHORT {
        return if matched == total { Extent::Whole } else { Extent::None };
    }
    // The longest stretch in a row that the source lacks, and the longest that it has.
    let (mut lost, mut run, mut longest, mut longest_run) = (0, 0, 0, 0);
    for p in pieces {
        if is_there(&p) {
            run += count(p);
            if count(p) > 2 {
                lost = 0;
            }
        } else if !p.quote.is_empty() {
            lost += count(p);
            run = 0;
        } else if !p.rule.is_some_and(rules::is_harmless) {
            run = 0;
        }
        longest = longest.max(lost);
        longest_run = longest_run.max(run);
    }
    let found = matched * 10 >= total * FOUND_TENTHS;
    let jumps = moves.iter().filter(|m| matches!(m, Move::Delete { .. })).count();
    // Words strewn over a long stretch of the source are no passage.
    let strewn = longest_run < 3 && jumps > total;
    if found && !strewn {
        let lost = longest >= LOST && longest * LOST_PART >= total;
        return if lost { Extent::Part } else { Extent::Whole };
    }
    let part = longest_run > LOST && (longest_run >= RUN || longest_run * 10 >= total * PART_TENTHS);
    if part { Extent::Part } else { Extent::None }
}

/// The pieces without the longest stretch that is not found.
fn without_lost(pieces: &[Piece]) -> Vec<Piece> {
    let long = |p: &Piece| matches!(p.op, Op::Insert | Op::Replace) && p.quote.len() >= 3 && p.rule.is_none();
    pieces.iter().filter(|p| !long(p)).cloned().collect()
}

/// Whether the marks and capitals are the same too.
fn same_marks(quoted: &Quoted<'_>, quote: &[Unit], entry: &Entry, source: &[Unit], pieces: &[Piece]) -> bool {
    let text = &entry.material.text;
    let between = |a: &Unit, b: &Unit| {
        let gap = Span::between(a.span.end(), b.span.start());
        let mut out = String::new();
        let mut at = gap.start();
        for left in overlapping(&entry.left_out, gap) {
            out.push_str(text.slice(Span::between(at, left.start())));
            out.push(' ');
            at = left.end();
        }
        out.push_str(text.slice(Span::between(at, gap.end())));
        out
    };
    for piece in pieces {
        let (q, s) = (
            quote.get(piece.quote.clone()).unwrap_or_default(),
            source.get(piece.source.clone()).unwrap_or_default(),
        );
        if q.len() != s.len() {
            return false;
        }
        for (a, b) in q.iter().zip(s) {
            if unbroken(quoted.text.slice(a.span)) != unbroken(text.slice(b.span)) {
                return false;
            }
        }
        for (a, b) in q.windows(2).zip(s.windows(2)) {
            let ([a, a2], [b, b2]) = (a, b) else { continue };
            if a2.gap != Gap::None {
                continue;
            }
            let ours = quoted.text.slice(Span::between(a.span.end(), a2.span.start()));
            if !same_between(ours, &between(b, b2)) {
                return false;
            }
        }
    }
    let (Some(last), Some(theirs)) =
        (quote.last(), source.get(pieces.last().map_or(0, |p| p.source.end).saturating_sub(1)))
    else {
        return true;
    };
    let tail = quoted.text.slice(Span::between(last.span.end(), quoted.content.end().max(last.span.end())));
    let tail: String = tail.chars().filter(|c| !is_mark(*c) && !c.is_whitespace()).collect();
    let rest = text.slice(Span::between(theirs.span.end(), (theirs.span.end() + 16).min(text.len())));
    let rest = if rest.is_empty() { text.slice(Span::between(theirs.span.end(), text.len())) } else { rest };
    let rest: String = rest
        .chars()
        .filter(|c| !is_mark(*c))
        .take_while(|c| !c.is_whitespace() && !c.is_alphanumeric())
        .collect();
    tail.is_empty() || rest.starts_with(&tail)
}

/// `word` without the hyphen and the line end that break it in two.
fn unbroken(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for line in word.split_inclusive('\n') {
        let bare = line.trim_start();
        out.push_str(bare.strip_suffix("-\n").unwrap_or(bare));
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '‹' | '›' | '`')
}

/// Whether two stretches between words are the same but for how much blank there is.
fn same_between(a: &str, b: &str) -> bool {
    let squeeze = |s: &str| {
        let mut out = String::with_capacity(s.len());
        for c in s.chars() {
            match c {
                c if c.is_whitespace() => {
                    if !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
                c => out.push(c),
            }
        }
        out
    };
    a == b || squeeze(a) == squeeze(b)
}

/// The passage as spans: parted where a gap hides words and where something was left out between two words.
fn passage_spans(entry: &Entry, units: &[Unit], pieces: &[Piece], first: usize) -> Option<Spans> {
    let hidden = |n: usize| {
        pieces.iter().any(|p| {
            p.op == Op::Delete
                && matches!(p.rule, Some("ellipsis" | "resumed"))
                && p.source.contains(&(n + first))
        })
    };
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (n, unit) in units.iter().enumerate() {
        if hidden(n) {
            open = false;
            continue;
        }
        match spans.last_mut().filter(|_| open) {
            Some(last) if unit.span.start() < last.end() => *last = last.join(unit.span),
            Some(last) => {
                let gap = Span::between(last.end(), unit.span.start());
                let at = entry.left_out.partition_point(|l| l.end() <= gap.start());
                // Only what is a line or a label of its own parts a passage; a remark in it does not.
                let label = |l: &Span| {
                    turns::at(&entry.material.turns, unit.span.start())
                        .is_some_and(|t| t.at.start() == l.end())
                };
                let parted = entry.left_out.get(at).is_some_and(|l| l.overlaps(gap) && label(l));
                if parted { spans.push(unit.span) } else { *last = last.join(unit.span) }
            }
            None => spans.push(unit.span),
        }
        open = true;
    }
    Spans::new(spans)
}

/// The turns in which `spans` lie.
fn turns_of<'e>(entry: &'e Entry, spans: &Spans) -> Vec<&'e super::Turn> {
    let turns = &entry.material.turns;
    let from = turns.partition_point(|t| t.at.end() <= spans.start());
    let here = turns.get(from..).unwrap_or_default().iter().take_while(|t| t.at.start() < spans.end());
    here.filter(|t| spans.overlaps(t.at)).collect()
}

/// The verdict on the speaker over all turns that a passage touches: one other mouth is enough.
fn whose(turns: &[&str], names: &[&str], lexicon: &Lexicon) -> SpeakerVerdict {
    let all: Vec<SpeakerVerdict> = turns.iter().map(|t| speaker::judge(Some(t), names, lexicon)).collect();
    if all.contains(&SpeakerVerdict::Different) {
        SpeakerVerdict::Different
    } else if all.contains(&SpeakerVerdict::Same) {
        SpeakerVerdict::Same
    } else {
        SpeakerVerdict::Unknown
    }
}

/// Whether one of the three words before the passage, in its sentence, negates or makes a condition of it.
fn turned_before(index: &Index, entry: &Entry, spans: &Spans, lexicon: &Lexicon) -> bool {
    let place = index.starts.get(entry.first as usize..entry.end as usize).unwrap_or_default();
    let n = place.partition_point(|s| *s < spans.start());
    let Some(&from) = place.get(n.saturating_sub(3)).filter(|_| n > 0) else { return false };
    let before = Span::between(from, spans.start());
    let text = entry.material.text.slice(before);
    let sentence = text.rfind(['.', '!', '?', ';', '\n']).map_or(0, |i| i + 1);
    let start = before.start() + sentence as u32;
    Words::new(entry.material.text.as_str(), Span::between(start, spans.start()), &entry.left_out).any(|w| {
        let word = super::words::folded(entry.material.text.slice(w.span));
        lexicon.ends_negative(&word)
            || lexicon.conditions.contains(word.as_str())
            || lexicon.negation.iter().any(|p| p.as_slice() == [word.as_str()])
    })
}

fn steps(pieces: &[Piece], quote: &[Unit], source: &[Unit], style: &Style, typography: bool) -> Vec<Step> {
    let step = |p: &Piece| {
        let rule = p.rule.filter(|r| style.allows(r)).map(str::to_owned);
        let same = (p.op == Op::Equal && typography).then(|| TYPOGRAPHY.to_owned());
        Step {
            op: p.op,
            quote: alarms::span_of(quote.get(p.quote.clone()).unwrap_or_default()),
            source: alarms::span_of(source.get(p.source.clone()).unwrap_or_default()),
            permitted: rule.or(same),
        }
    };
    let mut out: Vec<Step> = Vec::with_capacity(pieces.len());
    for mut next in pieces.iter().map(step) {
        // A sign is read behind its number, and stands before it: *£410*. Steps follow the draft, so it takes the number along.
        let back = |a: &Step| a.quote.zip(next.quote).filter(|(a, b)| b.start() < a.end());
        match out.last_mut() {
            Some(last) if let Some((a, b)) = back(last) => {
                if a.start() < b.start() {
                    let parted = |a: Span, b: Span| {
                        (Some(Span::between(a.start(), b.start())), Some(Span::between(b.start(), a.end())))
                    };
                    (last.quote, next.quote) = parted(a, b);
                    let sources = last.source.zip(next.source);
                    if let Some((a, b)) =
                        sources.filter(|(a, b)| a.start() < b.start() && b.start() < a.end())
                    {
                        (last.source, next.source) = parted(a, b);
                    }
                    out.push(next);
                } else {
                    let join =
                        |a: Option<Span>, b: Option<Span>| a.zip(b).map(|(a, b)| a.join(b)).or(a).or(b);
                    (last.quote, last.source) =
                        (join(last.quote, next.quote), join(last.source, next.source));
                    let fine = |s: &Step| s.op == Op::Equal || s.permitted.is_some();
                    let both = fine(last) && fine(&next);
                    last.permitted = last.permitted.take().or(next.permitted).filter(|_| both);
                    last.op = if last.op == next.op { last.op } else { Op::Replace };
                }
            }
            _ => out.push(next),
        }
    }
    out
}
