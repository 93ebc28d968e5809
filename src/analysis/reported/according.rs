//! Phrases and words that name the source beside what is reported: *laut Polizei*, *der Stadt zufolge*, *demnach*.

use super::clause::{Reader, is_border};
use super::{ACCORDING, AFTER_SOURCE, BACK, MARKED, Match, PHRASE, phrase};
use crate::analysis::token::TokenKind;
use crate::lang::Class;

/// Words between a source and the word behind it at most.
const BETWEEN: usize = 4;

impl Reader<'_, '_> {
    /// *laut Polizei*, *nach Angaben der Stadt*, *selon lui*.
    pub(super) fn according(&self, i: usize) -> Option<Match> {
        let page = self.page;
        let phrase = page.profile.phrases.iter().find(|p| self.begins_with(i, p));
        if let Some(m) = self.viewpoint(i).or_else(|| self.spoken_of(i)) {
            return Some(m);
        }
        let opinion = || {
            let opens = page.profile.opinion_openers.contains(&page.tokens.hash(i));
            let name = phrase::at(page, i + 1, false).filter(|_| opens)?;
            name.clone().take(5).any(|k| self.says(k)).then_some(name)
        };
        if phrase.is_none()
            && let Some(name) = opinion()
        {
            let content = self.rest(&[i..name.end]);
            return Some(Match { rule: ACCORDING, cue: vec![i..i + 1], source: Some(name), content });
        }
        let phrase = phrase?;
        let cue = i..i + phrase.len();
        let parted = page.profile.grammar.verb_second
            && matches!(page.kind(i.wrapping_sub(1)), TokenKind::Comma | TokenKind::Mark)
            && phrase.len() == 1;
        // *…, so Müller*: without a verb behind it.
        let name = phrase::at(page, cue.end, false)
            .or_else(|| (phrase.len() > 1 && page.is_capital(cue.end - 1)).then_some(cue.end..cue.end))?;
        if page.profile.grammar.verb_second && page.profile.as_clause.contains(&page.tokens.hash(i)) {
            let end = self.over_places(name.end);
            let ends = is_border(page, end) || end >= self.tokens.end;
            if !(parted && ends) {
                return None;
            }
        }
        let noun = phrase.len() > 1 && page.is_capital(cue.end - 1);
        let so = page.profile.as_clause.contains(&page.tokens.hash(i)) && page.profile.grammar.verb_second;
        let name = if noun && page.kind(name.start) == TokenKind::Number { cue.end..cue.end } else { name };
        let source = if noun { i + 1..name.end } else { name.clone() };
        // An apposition goes with the source: *laut Orm, der Sprecherin, …*.
        let mut whole = i..self.over_addressee(if so { self.over_places(name.end) } else { name.end });
        if page.kind(name.end) == TokenKind::Comma
            && let Some(apposed) = phrase::at(page, name.end + 1, false)
            && is_border(page, apposed.end)
            && !page.is(name.end + 1, Class::Pronoun)
            && i == self.tokens.start
        {
            whole.end = apposed.end + 1;
        }
        Some(Match { rule: ACCORDING, cue: vec![cue], source: Some(source), content: self.rest(&[whole]) })
    }

    /// The end of the phrases with prepositions that begin at token `at`: *in einem Brief an die Stadt*.
    pub(super) fn over_places(&self, mut at: usize) -> usize {
        let page = self.page;
        while at < self.tokens.end {
            let preposition = page.is(at, Class::Preposition);
            let when = [Class::Day, Class::Month, Class::TimeNoun];
            at = match phrase::at(page, at + 1, false).filter(|_| preposition) {
                Some(next) => next.end,
                // *so Orm weiter*, *so Orm am Montag*
                None if page.is(at, Class::Adverb) => at + 1,
                None if preposition && page.word(at + 1).classes.any(&when) => at + 2,
                None => break,
            };
        }
        at
    }

    /// *Für Jana Vogt ist das „…“.*
    fn viewpoint(&self, i: usize) -> Option<Match> {
        let page = self.page;
        if i != self.tokens.start || !page.profile.viewpoint.contains(&page.tokens.hash(i)) {
            return None;
        }
        let name = phrase::at(page, i + 1, false).filter(|r| phrase::voice(page, r) > 2)?;
        let holds = page.word(name.end).classes.any(&[Class::Be, Class::Subjunctive]);
        let marked = (name.end..self.end()).any(|k| !page.is_outside(k));
        let content = self.rest(&[i..name.end]);
        (holds && marked).then(|| Match { rule: ACCORDING, cue: vec![i..i + 1], source: Some(name), content })
    }

    /// Whether the words at token `i` of the period are `words`, as hashes.
    fn begins_with(&self, i: usize, words: &[u32]) -> bool {
        let is_here =
            |(n, &w): (usize, &u32)| self.page.tokens.hash(i + n) == w && self.tokens.contains(&(i + n));
        words.iter().enumerate().all(is_here)
    }

    /// *In dem Brief ist von „…“ die Rede.*
    fn spoken_of(&self, i: usize) -> Option<Match> {
        let page = self.page;
        let cue = i..i + page.profile.spoken_of.iter().find(|p| self.begins_with(i, p))?.len();
        let clause = self.clause_start(i)..i;
        let link = clause.clone().find(|&k| page.is_outside(k) && page.is(k, Class::Be))?;
        let about = (link..i).find(|&k| page.profile.agents.contains(&page.tokens.hash(k)))?;
        let source = self.place(&(clause.start..about))?;
        let marked = (about..i).find(|&k| !page.is_outside(k));
        let content = marked.map_or_else(|| vec![about + 1..i], |k| self.marked_from(k));
        let rule = if marked.is_some() { MARKED } else { PHRASE };
        Some(Match { rule, cue: vec![cue], source: Some(source), content })
    }

    /// Whether the noun at token `k` says that somebody said or holds something: *Angaben*, *Meinung*.
    fn says(&self, k: usize) -> bool {
        let word = self.page.str(k).to_lowercase();
        let endings = &self.page.profile.opinion_endings;
        self.page.is_capital(k) && endings.iter().any(|e| word.ends_with(e.as_str()))
    }

    /// *der Polizei zufolge*.
    pub(super) fn behind_source(&self, i: usize) -> Option<Match> {
        let page = self.page;
        if !page.profile.behind.contains(&page.tokens.hash(i)) {
            return None;
        }
        let start = (self.tokens.start.max(i.saturating_sub(12))..i)
            .rev()
            .take_while(|&k| page.is_wordy(k) && page.word(k).verb == 0);
        // *Angaben vom Montag zufolge*: when stands between.
        let source = start
            .filter_map(|k| phrase::at(page, k, false))
            .filter(|r| r.end == i || r.end < i && r.end + BETWEEN >= i && page.is(r.end, Class::Belonging))
            .last()?;
        // *nach* behind its source stands with nouns of opinion only, and before no phrase of its own: *seiner Meinung nach*, but
        // *der Forderung nach Geld*.
        let sure = page.profile.behind.first() == Some(&page.tokens.hash(i))
            || self.says(i.wrapping_sub(1))
                && phrase::at(page, i + 1, false)
                    .is_none_or(|r| r.len() == 1 && page.word(r.start).pronoun > 0);
        if !sure {
            return None;
        }
        let whole = source.start..i + 1;
        Some(Match {
            rule: AFTER_SOURCE,
            cue: vec![i..i + 1],
            source: Some(source),
            content: self.rest(&[whole]),
        })
    }

    /// *Demnach sei …*.
    pub(super) fn back(&self, i: usize) -> Option<Match> {
        let page = self.page;
        if !page.profile.back.contains(&page.tokens.hash(i)) {
            return None;
        }
        let first = i == self.tokens.start;
        // *dass sie ihn danach gefragt habe*: a word of its clause, and no source.
        let clause = self.clause_start(i);
        if page.profile.grammar.verb_last && page.is(clause, Class::ContentOpener) && clause < i {
            return None;
        }
        let reports = (i + 1..self.tokens.end).any(|k| page.is_outside(k) && page.is(k, Class::Subjunctive));
        let said = self.before.is_some_and(|b| b.said);
        if !(reports || first && said && !page.is(i, Class::Adverb)) {
            return None;
        }
        let source = Some(i..i + 1);
        Some(Match { rule: BACK, cue: vec![i..i + 1], source, content: self.rest(&[i..i + 1]) })
    }
}
