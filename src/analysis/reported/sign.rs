//! Words that are chanted or written on something: *Transparente mit der Aufschrift „…“*, *auf dem Banner stand „…“*.

use super::clause::Reader;
use super::{MARKED, Match, phrase};
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use std::ops::Range;

/// Words between the noun and the marks at most: *Parolen wie zum Beispiel „…“*.
const EXAMPLE: usize = 3;

/// Words before a preposition that say who carries or shows something, at most.
const CARRIER: usize = 8;

impl Reader<'_, '_> {
    /// Marked words right behind a noun or a verb for what is written or chanted, where no verb of the clause reports.
    pub(super) fn sign(&self, i: usize) -> Option<Match> {
        let page = self.page;
        let is_noun = self.is_slogan(i);
        if !(is_noun || page.profile.shown.contains(&page.tokens.hash(i))) {
            return None;
        }
        let marked = self.marked_behind(i, is_noun)?;
        let clause = self.clause_start(i)..i;
        if is_noun && clause.clone().any(|k| page.is_outside(k) && page.word(k).verb > 0) {
            return None;
        }
        let carried = || self.carrier(&clause).filter(|_| is_noun);
        let source = carried().or_else(|| self.place(&clause)).or_else(|| self.therein(&clause))?;
        Some(Match {
            rule: MARKED,
            cue: vec![i..i + 1],
            source: Some(source),
            content: self.marked_from(marked),
        })
    }

    /// Whether the noun at token `i` is one for words that are chanted or written on something.
    pub(super) fn is_slogan(&self, i: usize) -> bool {
        let page = self.page;
        let noun = !page.profile.grammar.capital_nouns || page.is_capital(i);
        noun && page.profile.slogans.contains(&page.tokens.hash(i))
    }

    /// The first marked token behind token `i`, with nothing but words of an example between a noun and it, or a colon behind a verb.
    fn marked_behind(&self, i: usize, is_noun: bool) -> Option<usize> {
        let page = self.page;
        let mut near = i + 1..self.end().min(i + 2 + EXAMPLE);
        let marked = near.find(|&k| !page.is_outside(k))?;
        let mut between = i + 1..marked;
        let first = page.profile.as_clause.contains(&page.tokens.hash(i + 1));
        let colon = !is_noun && page.kind(marked - 1) == TokenKind::Colon;
        let example = first && between.clone().all(|k| page.is_wordy(k));
        let plain = colon && between.all(|k| page.is_wordy(k) && page.word(k).verb == 0 || k + 1 == marked);
        (marked == i + 1 || example || plain).then_some(marked)
    }

    /// The text that the sentence before tells of last, where `clause` takes it up: *Darin steht: „…“*.
    fn therein(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let first = clause.start;
        if first != self.tokens.start || !page.profile.therein.contains(&page.tokens.hash(first)) {
            return None;
        }
        let before = first.checked_sub(1).filter(|&k| page.paragraph(k) == page.paragraph(first))?;
        let sentence = page.sentences.get(page.sentence(before)).tokens;
        let text = |k: usize| {
            let named = (page.is(k, Class::Document) && page.is_capital(k)).then_some(k)?;
            let opener = named.checked_sub(1).filter(|&o| phrase::opens(page, o)).unwrap_or(named);
            phrase::at(page, opener, false)
        };
        sentence.rev().find_map(text)
    }

    /// Whoever carries the words that end `clause`: *Transparente* in *Transparente mit der Aufschrift*.
    fn carrier(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let mut link = clause.end.checked_sub(1).filter(|&k| clause.contains(&k))?;
        if phrase::opens(page, link) {
            link = link.checked_sub(1)?;
        }
        if !page.is(link, Class::Preposition) || page.is(link, Class::Oblique) {
            return None;
        }
        // *trugen Transparente*: a small word without an article before it may be the verb.
        let begins = |&k: &usize| page.is_capital(k) || phrase::opens(page, k);
        (clause.start.max(link.saturating_sub(CARRIER))..link)
            .filter(begins)
            .filter_map(|k| phrase::at(page, k, false))
            .find(|r| r.end == link)
    }
}
