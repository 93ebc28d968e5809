//! Attributions that a cue introduces, by rules: for languages of which no tables were learned.
//!
//! A language's words and the way it builds sentences come from its profile. Each rule has an id, a description, and examples for
//! and against in its tests. What stands in marks is one item to these rules: its words are not read.

#[expect(clippy::single_range_in_vec_init, reason = "a cue and a content are lists of ranges; most have one")]
mod according;
#[expect(clippy::single_range_in_vec_init, reason = "a cue and a content are lists of ranges; most have one")]
pub mod clause;
pub mod phrase;
#[expect(clippy::single_range_in_vec_init, reason = "a cue and a content are lists of ranges; most have one")]
mod sign;
mod subject;
#[cfg(test)]
mod tests;

use super::attribution::names::Seen;
use super::findings::{PerMille, QuoteKind, SourceKind};
use super::indirect::FoundRelation;
use super::indirect::cue::Complement;
use super::page::Page;
use crate::text::{Span, Spans};
use std::ops::Range;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it is called in evidence.
    pub id: &'static str,
    /// What it looks for.
    pub text: &'static str,
    /// What stands beside the cue.
    pub follows: Complement,
    /// How sure it is, in thousandths.
    pub sure: u16,
}

/// A cue, its source before or after it, and a clause that it opens: *sie sagte, dass …*.
pub const CLAUSE: Rule = Rule {
    id: "cue-then-clause",
    text: "a reporting verb opens a clause",
    follows: Complement::That,
    sure: 900,
};
/// A clause without a word that opens it: *sie sagte, er sei …*.
pub const BARE: Rule = Rule {
    id: "cue-then-bare-clause",
    text: "a clause follows a reporting verb",
    follows: Complement::Clause,
    sure: 860,
};
/// The reporting clause behind what it reports: *…, sagte sie*.
pub const BEHIND: Rule = Rule {
    id: "clause-then-cue",
    text: "a reporting verb and its subject follow",
    follows: Complement::End,
    sure: 920,
};
/// A colon after a reporting verb: *sie sagte: …*.
pub const COLON: Rule = Rule {
    id: "cue-then-colon",
    text: "a colon follows a reporting verb",
    follows: Complement::Colon,
    sure: 900,
};
/// A colon before marked words, without a cue: *er war müde: “…”*.
pub const COLON_ALONE: Rule = Rule {
    id: "colon-then-marks",
    text: "a colon introduces marked words",
    follows: Complement::Colon,
    sure: 650,
};
/// Marked words in the clause of a reporting verb: *sie nannte es “…”*.
pub const MARKED: Rule = Rule {
    id: "cue-with-marks",
    text: "marked words stand with a reporting verb",
    follows: Complement::Mark,
    sure: 860,
};
/// A clause that names the source: *wie sie sagte*.
pub const AS: Rule =
    Rule { id: "as-clause", text: "a clause names the source", follows: Complement::Comma, sure: 900 };
/// A phrase that names the source: *laut Polizei*, *selon lui*.
pub const ACCORDING: Rule =
    Rule { id: "according-to", text: "a phrase names the source", follows: Complement::Phrase, sure: 900 };
/// A word that names it from behind: *der Polizei zufolge*.
pub const AFTER_SOURCE: Rule = Rule {
    id: "source-then-word",
    text: "a word behind the source names it",
    follows: Complement::Other,
    sure: 900,
};
/// A word that sends back to it: *demnach*.
pub const BACK: Rule = Rule {
    id: "sends-back",
    text: "a word sends back to the source before",
    follows: Complement::Other,
    sure: 700,
};
/// A noun with a clause: *der Vorwurf, dass …*.
pub const NOUN: Rule = Rule {
    id: "noun-then-clause",
    text: "a noun of reporting opens a clause",
    follows: Complement::That,
    sure: 700,
};
/// A verb form that reports: *er sei krank*.
pub const MOOD: Rule = Rule {
    id: "reporting-mood",
    text: "the form of the verb reports",
    follows: Complement::Other,
    sure: 750,
};
/// What somebody asks for or blames: *sie forderte mehr Geld*.
pub const PHRASE: Rule = Rule {
    id: "cue-then-phrase",
    text: "a reporting verb with what it reports",
    follows: Complement::Phrase,
    sure: 520,
};

/// All of them.
pub const RULES: [Rule; 13] =
    [CLAUSE, BARE, BEHIND, COLON, COLON_ALONE, MARKED, AS, ACCORDING, AFTER_SOURCE, BACK, NOUN, MOOD, PHRASE];

/// What a rule found, in tokens.
#[derive(Debug, Clone)]
pub struct Match {
    /// Which rule.
    pub rule: Rule,
    /// The words that report.
    pub cue: Vec<Range<usize>>,
    /// The words that name the source.
    pub source: Option<Range<usize>>,
    /// The words that are reported.
    pub content: Vec<Range<usize>>,
}

/// Finds the attributions of `page`, in order of their cues. Linear.
pub fn find(page: &Page<'_>) -> Vec<FoundRelation> {
    let mut found: Vec<FoundRelation> = matches(page).iter().filter_map(|m| relation(page, m)).collect();
    found.sort_by_key(|r: &FoundRelation| (r.cue.start(), r.content.start(), r.content.end()));
    found
}

/// What the rules match, in the order of the text.
fn matches(page: &Page<'_>) -> Vec<Match> {
    let mut all: Vec<Match> = Vec::new();
    let seen = Seen::count(page);
    let mut before: Option<Before> = None;
    let mut previous: Option<Range<usize>> = None;
    let mut sentence = 0;
    let mut matches = Vec::new();
    while sentence < page.sentences.len() {
        let end = clause::period_end(page, sentence);
        let tokens = page.sentences.get(sentence).tokens.start..page.sentences.get(end - 1).tokens.end;
        let paragraph = page.sentences.get(sentence).paragraph;
        before = before.filter(|b| b.paragraph + 1 >= paragraph && b.sentence + 4 > sentence);
        matches.clear();
        let mut told_of = None;
        if !page.sentences.paragraph(paragraph).is_heading {
            let here = previous.filter(|p| page.paragraph(p.start) == paragraph);
            let context = clause::Context { before: before.as_ref(), seen: &seen };
            told_of = clause::matches(page, tokens.clone(), here, context, &mut matches);
        }
        if matches.is_empty()
            && let Some(source) = told_of
        {
            before = Some(Before { source, paragraph, sentence, said: false });
        }
        // What has a cue of its own is summed up by no other.
        previous = matches.is_empty().then_some(tokens);
        for m in matches.drain(..) {
            if let Some(source) = m.source.as_ref().filter(|s| phrase::voice(page, s) > 1) {
                before = Some(Before { source: source.clone(), paragraph, sentence, said: true });
            }
            // Sentences on end whose verbs report are one.
            let last = all.last_mut().filter(|l| l.rule == MOOD && m.rule == MOOD && l.source == m.source);
            match last.filter(|l| follows(page, l, &m)) {
                Some(l) => l.content.extend(m.content),
                None => all.push(m),
            }
        }
        sentence = end;
    }
    all
}

/// Whether `b` begins where `a` ends, in the same paragraph.
fn follows(page: &Page<'_>, a: &Match, b: &Match) -> bool {
    let (Some(last), Some(first)) = (a.content.last(), b.content.first()) else { return false };
    page.paragraph(last.start) == page.paragraph(first.start)
        && page.sentence(first.start) <= page.sentence(last.end.saturating_sub(1)) + 1
}

/// Who was reported last.
#[derive(Debug, Clone)]
pub struct Before {
    /// The words that name the source.
    pub source: Range<usize>,
    /// Their paragraph.
    pub paragraph: usize,
    /// Their sentence.
    pub sentence: usize,
    /// A cue named the source; else it is no more than who was told of last.
    pub said: bool,
}

fn relation(page: &Page<'_>, m: &Match) -> Option<FoundRelation> {
    let content = Spans::new(m.content.iter().filter_map(|r| content_span(page, r)))?;
    let cue = Spans::new(m.cue.iter().filter_map(|r| page.tokens.span_of(r.clone())))?;
    let source = m.source.as_ref().and_then(|s| page.tokens.span_of(s.clone()));
    let marked: u32 = page
        .regions
        .all
        .iter()
        .skip(page.regions.all.partition_point(|r| r.span.start() < content.start()).saturating_sub(1))
        .take_while(|r| r.span.start() < content.end())
        .filter(|r| r.parent.is_none())
        .flat_map(|r| content.iter().filter_map(|c| c.intersect(r.span)))
        .map(Span::len)
        .sum();
    let kind = if marked == 0 {
        QuoteKind::Indirect
    } else if marked + 3 * content.count() as u32 >= content.total_len() {
        QuoteKind::Direct
    } else {
        QuoteKind::Mixed
    };
    let source_kind = m.source.as_ref().map_or(SourceKind::None, |s| phrase::kind(page, s));
    Some(FoundRelation {
        content,
        kind,
        cue,
        source: source.and_then(Spans::one),
        source_kind,
        probability: PerMille::new(m.rule.sure),
        follows: m.rule.follows,
    })
}

/// The bytes of a part of the content, without signs at its ends that belong to no content.
fn content_span(page: &Page<'_>, range: &Range<usize>) -> Option<Span> {
    use super::token::TokenKind::{Colon, Comma, Dash, Line, Semicolon};
    let signs =
        |i: usize| page.is_outside(i) && matches!(page.kind(i), Comma | Colon | Semicolon | Dash | Line);
    let mut range = range.clone();
    while range.start < range.end && signs(range.start) {
        range.start += 1;
    }
    while range.end > range.start && signs(range.end - 1) {
        range.end -= 1;
    }
    page.tokens.span_of(range)
}
