//! Attributions that a cue introduces, with marks, with some marks or without: cue, source, content.
//!
//! Each question is a linear model over features that a person can read (which verb, what follows it, what its subject is),
//! asked in this order: is this word the head of a cue; on which side is its content; where does that begin and end; which
//! noun phrase is its source; and last, how likely is it that the whole is right. After Pareti (2015) and Newell et al. (2018).

mod clauses;
pub mod cue;
pub mod decode;
pub mod extent;
pub mod frame;
pub mod possible;
pub mod source;
#[cfg(test)]
mod tests;
pub mod whole;

use super::findings::{PerMille, QuoteKind, SourceKind};
use super::learned::Learned;
use super::sentence::Sentences;
use super::tag::{Tag, Tags};
use super::token::{TokenKind, Tokens};
use super::words::Words;
use crate::lang::{Class, LanguageProfile};
use crate::text::{SourceText, Span, Spans};
use cue::{Complement, Setting};
use decode::Content;
use extent::Counts;
use frame::{Frame, Phrase, PhraseKind};
use std::ops::Range;

/// An attribution that a cue introduces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRelation {
    /// The words.
    pub content: Spans,
    /// How they are reported, by the marks inside.
    pub kind: QuoteKind,
    /// The words that report.
    pub cue: Spans,
    /// The words that name the source.
    pub source: Option<Spans>,
    /// What those words are.
    pub source_kind: SourceKind,
    /// The probability that cue and content are right.
    pub probability: PerMille,
    /// What follows the cue.
    pub follows: Complement,
}

/// Relations below this probability, in thousandths, are not reported.
const REPORTED: u16 = 250;
/// The same where the content has no marks and the language data do not name the cue as one.
const REPORTED_UNNAMED: u16 = 550;
/// The same where the content has marks and the language data name the cue: the marks may tell the rest.
const MARKED: u16 = 100;

/// What the finder reads.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    /// The text.
    pub text: &'a SourceText,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// Its sentences.
    pub sentences: &'a Sentences,
    /// Its marked regions that lie in no other, in order.
    pub regions: &'a [Span],
    /// Its language.
    pub profile: &'a LanguageProfile,
    /// What was learned for that language.
    pub learned: &'a Learned,
    /// What is known of its word forms, where that was looked up already.
    pub words: Option<&'a Words>,
}

/// Finds the attributions of a document, in order of their cues.
pub fn find(document: Document<'_>) -> Vec<FoundRelation> {
    let mut out = Vec::new();
    let mut counts = Counts::default();
    for_each_sentence(document, |frame| {
        counts.read(frame);
        let before = out.len();
        let dateline = cue::dateline_colon(frame);
        for i in 0..frame.len() {
            if !cue::is_candidate(frame, i, document.profile) || dateline == Some(i) {
                continue;
            }
            let s = Setting::of(frame, i);
            let score = decode::cue_score(frame, &s, document.learned, &counts);
            if score < decode::floor(frame, &s, document.profile) {
                continue;
            }
            let Some((content, probability)) =
                decode::choose(frame, &s, score, document.learned, &counts, document.profile)
            else {
                continue;
            };
            if clauses::is_subject(frame, i, &content, document.profile) || clauses::is_torn(frame, &content)
            {
                continue;
            }
            // *There is no doubt that …*: nobody has it.
            if content.source.is_none() && frame.before(i, 1).info.is(Class::Negation) {
                continue;
            }
            let info = frame.at(i).info;
            let named = info.classes.any(&[Class::ReportingVerb, Class::NounCue, Class::PhraseStart]);
            let marked = content.parts.iter().any(|part| part.clone().any(|i| frame.at(i).region != 0));
            let least = match (marked, named) {
                (true, true) => MARKED,
                (true, false) | (false, true) => REPORTED,
                (false, false) => REPORTED_UNNAMED,
            };
            if probability.get() >= least {
                out.extend(relation(document, frame, &s, &content, probability));
            }
        }
        clauses::part(document, frame, out.get_mut(before..).unwrap_or_default());
    });
    out.shrink_to_fit();
    out
}

/// Calls `visit` with each sentence that holds a candidate, made ready.
pub fn for_each_sentence(document: Document<'_>, mut visit: impl FnMut(&Frame)) {
    let Document { text, tokens, sentences, regions, profile, learned, words } = document;
    let mut tags = Tags::new(tokens);
    let looked_up;
    let words = if let Some(words) = words {
        words
    } else {
        looked_up = Words::of(tokens, profile, Some(learned));
        &looked_up
    };
    let may = |i: usize| {
        let form = tokens.form(i);
        words.known(form).cue() > 0 || tokens.kind(i) == TokenKind::Colon || words.info(form).verb != 0
    };
    let with_candidate =
        || (0..sentences.len()).map(|n| sentences.get(n)).filter(|s| s.tokens.clone().any(may));
    // One question is asked of all sentences before the next: its weights stay near the processor.
    let tags_of = |i: usize| words.known(tokens.form(i)).tags();
    for sentence in with_candidate() {
        learned.tagger.tag_by(tags_of, text, tokens, &sentence.tokens, &mut tags);
    }
    let mut frame = Frame::default();
    let mut next_region = 0;
    for sentence in with_candidate() {
        let is_heading = sentences.paragraph(sentence.paragraph).is_heading;
        frame.read(tokens, &tags, sentence.tokens, is_heading, regions, &mut next_region, profile, words);
        visit(&frame);
    }
}

/// The span of `range` in the text, without blank or signs that belong to no content at its ends.
fn span_of(document: Document<'_>, frame: &Frame, range: &Range<usize>) -> Option<Span> {
    document.tokens.span_of(frame.first + range.start..frame.first + range.end)
}

fn relation(
    document: Document<'_>,
    frame: &Frame,
    s: &Setting,
    found: &Content,
    probability: PerMille,
) -> Option<FoundRelation> {
    let parts = &found.parts;
    // What a cue inside marks reports ends where they do.
    let marks = frame.at(s.cue).region.checked_sub(1).and_then(|n| document.regions.get(n as usize));
    let spans = parts
        .iter()
        .filter_map(|part| content_span(document, frame, part))
        .filter_map(|span| marks.map_or(Some(span), |marks| span.intersect(*marks)));
    let content = Spans::new(spans)?;
    // A dateline is nobody.
    let phrase = found.source.filter(|p| p.start >= after_dateline(frame));
    let source = phrase.and_then(|p| {
        let mut range = source::widen(frame, s, parts, p);
        // *“It was late,” the log notes*: the cue is no noun.
        if range.contains(&s.cue) {
            range.end = s.cue;
            // *pushing the candidates to promise more*
            while range.len() > 1 && matches!(frame.before(range.end, 1).tag, Tag::To | Tag::Rb | Tag::Md) {
                range.end -= 1;
            }
        }
        Spans::one(span_of(document, frame, &range)?)
    });
    let cue = span_of(document, frame, &cue_range(frame, s.cue, document.profile))?;
    let kind = kind_of_content(document, &content);
    Some(FoundRelation {
        content,
        kind,
        cue: Spans::one(cue)?,
        source,
        source_kind: phrase.map_or(SourceKind::None, kind_of),
        probability,
        follows: s.complement,
    })
}

/// How `content` is reported, by the marks inside it.
fn kind_of_content(document: Document<'_>, content: &Spans) -> QuoteKind {
    let hull = content.hull();
    let first = document.regions.partition_point(|r| r.end() <= hull.start());
    let near = document.regions.iter().skip(first).take_while(|r| r.start() < hull.end());
    let marked: u32 = near.flat_map(|r| content.iter().filter_map(|c| c.intersect(*r))).map(Span::len).sum();
    if marked == 0 {
        QuoteKind::Indirect
    } else if marked + 3 * content.count() as u32 >= content.total_len() {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    }
}

/// Where the text begins behind a dateline: *PORT ASHBY, Nov 3 (Wire) — The bridge …*, *PORT ASHBY: The bridge …*.
fn after_dateline(frame: &Frame) -> usize {
    let place = frame.at(0).shape.is_all_capital() && frame.at(0).shape.is_long();
    if let Some(colon) = cue::dateline_colon(frame) {
        return colon + 1;
    }
    let dash =
        (1..14).take_while(|&i| !frame.at(i).tag.is_finite()).find(|&i| frame.at(i).kind == TokenKind::Dash);
    dash.filter(|_| place).map_or(0, |i| i + 1)
}

/// The span of a part of the content; where a marked region that it shares runs on beyond the sentence, to the region's end.
fn content_span(document: Document<'_>, frame: &Frame, part: &Range<usize>) -> Option<Span> {
    let words = part.start.max(if part.start == 0 { after_dateline(frame) } else { 0 })..part.end;
    let span = span_of(document, frame, if words.is_empty() { part } else { &words })?;
    let region = |i: usize| {
        let n = frame.at(i).region.checked_sub(1)?;
        document.regions.get(n as usize).copied()
    };
    let first = region(part.start).filter(|_| part.start == 0);
    let last = part.end.checked_sub(1).and_then(region).filter(|_| part.end >= frame.len());
    let start = first.map_or(span.start(), |r| r.start().min(span.start()));
    let end = last.map_or(span.end(), |r| r.end().max(span.end()));
    Span::new(start, end)
}

/// The cue's words: its head, with the particle or the preposition that belongs to it.
fn cue_range(frame: &Frame, head: usize, profile: &LanguageProfile) -> Range<usize> {
    let next = frame.at(head + 1);
    let verb = usize::from(frame.at(head).info.verb).checked_sub(1).and_then(|v| profile.verbs.get(v));
    let particle = verb.is_some_and(|v| v.particles.contains(&next.word));
    let phrase = profile
        .phrases
        .iter()
        .find(|p| p.iter().enumerate().all(|(n, &word)| frame.at(head + n).word == word));
    match phrase {
        Some(p) => head..head + p.len(),
        None => head..head + 1 + usize::from(particle),
    }
}

fn kind_of(p: Phrase) -> SourceKind {
    match p.kind {
        PhraseKind::Name => SourceKind::Named,
        PhraseKind::Speaker
        | PhraseKind::Person
        | PhraseKind::They
        | PhraseKind::It
        | PhraseKind::Relative => SourceKind::Pronoun,
        PhraseKind::None => SourceKind::None,
        _ => SourceKind::Nominal,
    }
}
