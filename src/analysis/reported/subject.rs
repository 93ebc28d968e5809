//! Who speaks in a clause: its subject, whoever a passive verb names, whom somebody cites.

use super::clause::{Reader, is_border};
use super::phrase;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use std::ops::Range;

/// Tokens of a name in marks at most.
const NAME: usize = 6;

/// Words behind a subject that say where, at most.
const PLACE: usize = 8;

impl Reader<'_, '_> {
    /// The subject of the verb at `verb`, in `clause`: behind it first, where the verb does not stand last; then before it.
    pub(super) fn subject(&self, verb: usize, cue: usize, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        if let Some(source) = self.relative(verb.max(cue), clause) {
            return Some(source);
        }
        // *Orm bezeichnete es als „…“ und sagte*, *Orm tanzte und sagte*: the second verb has the subject of the first.
        if page.profile.grammar.verb_second
            && verb > clause.start + 1
            && page.is(verb - 1, Class::Coordinator)
        {
            let acts =
                |&k: &usize| page.is_outside(k) && page.word(k).verb > 0 && page.word(k).slots & 0b0110 != 0;
            return match (clause.start..verb - 1).find(acts) {
                Some(first) => self.subject(first, first, &(clause.start..verb - 1)),
                // *Orm hat sich, wie immer, gegen den Plan ausgesprochen und behauptet*: the subject stands in an earlier clause.
                None if page.is(clause.start, Class::Preposition) => self.voice_before(clause.start),
                // *…, biss der Hund den Mann und bellte*: the subject stands behind the first verb.
                None => self
                    .voice_between(clause.start, verb - 1)
                    .or_else(|| phrase::at(page, clause.start, true))
                    .or_else(|| phrase::at(page, clause.start + 1, true)),
            };
        }
        let inverted = {
            // *hat gestern Orm gesagt*, but *ha dicho Orm*
            let mut at = if page.profile.grammar.verb_second { verb + 1 } else { verb.max(cue) + 1 };
            // *sagte gestern Orm*, *teilte am Montag die Stadt mit*
            for _ in 0..4 {
                if at < clause.end
                    && (page.is(at, Class::Adverb)
                        || page.is(at, Class::Day)
                        || page.word(at).pronoun > 0 && phrase::at(page, at, true).is_none())
                {
                    at += 1;
                }
            }
            phrase::at(page, at, true).filter(|r| r.start < clause.end)
        };
        let (mut ahead, mut at, mut light) = (None, clause.start, true);
        while at < verb {
            // A phrase that a preposition opens, or in a form that is none, is no subject.
            let preposition = page.is(at, Class::Preposition) && page.word(at).pronoun == 0;
            if preposition || page.is(at, Class::Oblique) {
                let from = at + usize::from(preposition);
                at = phrase::at(page, from, false).map_or(at + 1, |r| r.end.max(at + 1));
                light = false;
                continue;
            }
            if let Some(r) = phrase::at(page, at, true).filter(|r| r.end <= verb) {
                ahead = Some(r);
                break;
            }
            light &= page.word(at).classes.any(&[Class::Adverb, Class::Coordinator]);
            at += 1;
        }
        // *Den Plan lehnt er ab*: a pronoun that is nothing but a subject.
        let only_subject = |r: &Range<usize>| {
            let pronoun = page.profile.pronoun(page.tokens.hash(r.start)).filter(|_| r.len() == 1);
            pronoun.is_some_and(|p| p.subject && !p.object)
        };
        if page.profile.grammar.verb_second && inverted.as_ref().is_some_and(only_subject) {
            return inverted;
        }
        let voice = |r: &Option<Range<usize>>| r.as_ref().map_or(0, |r| phrase::voice(page, r));
        // *In dem Brief findet sich der Satz „…“*
        let words = |r: &Option<Range<usize>>| {
            let last = r.as_ref().and_then(|r| r.end.checked_sub(1));
            last.is_none_or(|i| self.is_slogan(i))
        };
        let only_words = ahead.as_ref().or(inverted.as_ref()).is_some() && words(&ahead) && words(&inverted);
        if voice(&ahead).max(voice(&inverted)) == 1 || only_words {
            // *es heißt in dem Schreiben*: what is neither person nor thing that speaks, beside a place that does.
            if let Some(place) = self.place(clause) {
                return Some(place);
            }
        }
        // *Die alten Männer nannte Orm „…“*: whoever is as many as the verb says.
        let fits = |r: &Option<Range<usize>>| {
            let number = r.as_ref().and_then(|r| phrase::is_plural(page, r));
            number.zip(phrase::is_plural_verb(page, verb)).map(|(a, b)| a == b)
        };
        // *Anwohner warfen der Stadt „…“ vor*
        if light && ahead.is_some() && fits(&inverted) == Some(false) && fits(&ahead) != Some(false) {
            return ahead;
        }
        if ahead.is_some() && inverted.is_some() && voice(&ahead).min(voice(&inverted)) > 1 {
            match (fits(&ahead), fits(&inverted)) {
                (Some(false), Some(true) | None) => return inverted,
                (Some(true) | None, Some(false)) => return ahead,
                _ => {}
            }
        }
        match (&ahead, &inverted) {
            // *Die neue Fassung verspricht „Suche ohne Umweg“*: what stands in marks behind the verb is what it reports.
            (Some(first), Some(other))
                if light && !page.is_outside(other.start) && page.word(first.start).pronoun == 0 =>
            {
                ahead
            }
            // *Das Komitee lobt ihren Mut*, *Ein Richter lobt Orms Mut*: what somebody owns is what is praised.
            (Some(_), Some(other)) if light && self.is_owned(other) => ahead,
            // *Fischer äußerten ernste Bedenken*: what has no opener and begins with an adjective is what is said.
            (Some(first), Some(other))
                if light
                    && page.profile.grammar.capital_nouns
                    && page.is_capital(first.start)
                    && !page.is_capital(other.start)
                    && !phrase::opens(page, other.start)
                    && page.word(other.start).pronoun == 0
                    && page.is_outside(other.start) =>
            {
                ahead
            }
            (Some(_), Some(_)) if voice(&ahead) < voice(&inverted) => inverted,
            // *Lachend fügt Orm hinzu*: nothing tells that the first word is a noun.
            (Some(first), Some(other))
                if self.is_unknown_opener(first)
                    && voice(&inverted) > 2
                    && (page.is_capital(other.start) || phrase::opens(page, other.start)) =>
            {
                inverted
            }
            (Some(_), _)
                if light || !page.profile.grammar.verb_second || voice(&ahead) > voice(&inverted) =>
            {
                ahead
            }
            (_, Some(_)) => inverted,
            _ => ahead.or_else(|| self.apposed(clause.start, verb)),
        }
    }

    /// The relative pronoun that opens `clause`, whose verb stands last at `verb`, where it is the subject: *Orm, der das „…“ nannte*.
    fn relative(&self, verb: usize, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let opener = clause.start;
        let opens = page.profile.grammar.verb_last
            && page.is(opener, Class::Relative)
            && opener > self.tokens.start
            && page.kind(opener - 1) == TokenKind::Comma
            && verb > opener + 1
            && verb + 2 >= clause.end;
        if !opens
            || page.is(opener, Class::Oblique)
            || page.word(opener).pronoun > 0 && page.str(opener) != "das"
        {
            return None;
        }
        // *die Orm kritisierte*, *die er ablehnt*, but *der Orm kritisierte*.
        let inner = phrase::at(page, opener + 1, true).filter(|r| r.end <= verb);
        let other = inner.as_ref().is_some_and(|r| {
            let pronoun = page.profile.pronoun(page.tokens.hash(r.start)).filter(|_| r.len() == 1);
            let subject = pronoun.is_some_and(|p| p.subject && !p.object);
            subject
                || pronoun.is_none()
                    && !page.profile.singular_openers.contains(&page.tokens.hash(opener))
                    && phrase::voice(page, r) > 2
        });
        (!other).then_some(opener..opener + 1)
    }

    /// Whether the phrase `range` says whose it is first: *ihren Mut*, *Orms Mut*.
    fn is_owned(&self, range: &Range<usize>) -> bool {
        let page = self.page;
        let first = range.start;
        let named = page.is_capital(first)
            && page.str(first).ends_with('s')
            && phrase::known(page, first) == 0
            && page.is_capital(first + 1)
            && phrase::known(page, first + 1) < 3;
        page.profile.grammar.capital_nouns && range.len() > 1 && (page.is(first, Class::Possessive) || named)
    }

    /// Whether `first` is one word that opens the period and of which nothing tells that it is a noun or a name.
    pub(super) fn is_unknown_opener(&self, first: &Range<usize>) -> bool {
        let page = self.page;
        let w = page.word(first.start);
        page.profile.grammar.capital_nouns
            && first.len() == 1
            && first.start == self.tokens.start
            && w.pronoun == 0
            && phrase::known(page, first.start) == 0
            && !self.seen.is_capital_inside(page, first.start)
    }

    /// A text or a body behind a preposition: *in dem Schreiben*; in `clause`, else at the period's start.
    pub(super) fn place(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let behind = |k: usize| {
            let phrase = phrase::at(page, k + 1, false).filter(|_| page.is(k, Class::Preposition))?;
            (phrase::voice(page, &phrase) > 1).then_some(phrase)
        };
        clause.clone().find_map(behind).or_else(|| behind(self.tokens.start))
    }

    /// The subject before an apposition: *Orm, die Sprecherin der Stadt, sagte …*.
    pub(super) fn apposed(&self, clause: usize, verb: usize) -> Option<Range<usize>> {
        let page = self.page;
        if clause != verb || clause < self.tokens.start + 3 || page.kind(clause - 1) != TokenKind::Comma {
            return None;
        }
        let earlier = self.clause_start(clause - 1);
        let border = earlier
            .checked_sub(1)
            .filter(|&b| page.kind(b) == TokenKind::Comma && self.tokens.contains(&b))?;
        let mut first = self.clause_start(border);
        while first < border && page.is(first, Class::Adverb) {
            first += 1;
        }
        let subject = phrase::at(page, first, true)?;
        // *Der Leiter des Amtes in Orm, Paul Reik, sagte …*
        let rest = subject.end..border;
        let acts = |k: usize| page.word(k).verb > 0 && page.word(k).slots & 0b0110 != 0;
        let plain = |k: usize| page.is_outside(k) && !acts(k) && !page.is(k, Class::Auxiliary);
        let ties = page.word(rest.start).classes.any(&[Class::Preposition, Class::Belonging])
            || matches!(page.kind(rest.start), TokenKind::Number | TokenKind::Symbol);
        let place = rest.is_empty() || ties && rest.clone().all(plain);
        (place && rest.len() <= PLACE).then_some(subject)
    }

    /// The phrase of `clause` beside its `subject` that no preposition opens and that may speak: whom somebody cites.
    pub(super) fn object(
        &self,
        finite: usize,
        subject: &Range<usize>,
        clause: &Range<usize>,
    ) -> Option<Range<usize>> {
        let page = self.page;
        let mut at = if subject.start > finite { subject.end } else { finite + 1 };
        while at < clause.end {
            if page.is(at, Class::Preposition) {
                at = phrase::at(page, at + 1, false).map_or(at + 1, |r| r.end.max(at + 1));
                continue;
            }
            match phrase::at(page, at, false).filter(|r| phrase::voice(page, r) > 2) {
                Some(r) => return Some(r),
                None => at += 1,
            }
        }
        None
    }

    /// Whoever does what the passive verb of `clause` says: *von der Stadt gemeldet*.
    pub(super) fn agent(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = self.page;
        let named = |k: usize| {
            let after = page.profile.agents.contains(&page.tokens.hash(k));
            phrase::at(page, k + 1, false).filter(|r| after && phrase::voice(page, r) > 1)
        };
        clause.clone().find_map(named)
    }

    /// The end of what stands at token `at` and says whom it is said to; `at` where nothing does: *gegenüber dem Kurier*.
    pub(super) fn over_addressee(&self, at: usize) -> usize {
        let page = self.page;
        if !page.profile.toward.contains(&page.tokens.hash(at)) || at >= self.tokens.end {
            return at;
        }
        phrase::at(page, at + 1, false).map_or(at, |r| r.end)
    }

    /// The border behind an apposition that begins at border `end`; `end` where none does.
    pub(super) fn over_apposition(&self, end: usize) -> usize {
        let page = self.page;
        if page.kind(end) != TokenKind::Comma || end + 1 >= self.tokens.end {
            return end;
        }
        let opens = page.word(end + 1).classes.any(&[Class::ContentOpener, Class::Pronoun]);
        // *das Büro, kurz „…“, …*
        let named = end + 1 + usize::from(page.is(end + 1, Class::Naming));
        match phrase::at(page, named, false).filter(|_| !opens) {
            Some(r) if page.kind(r.end) == TokenKind::Comma && self.tokens.contains(&r.end) => r.end,
            _ => end,
        }
    }

    /// The phrase before token `end` of the period that speaks best, the first of equals; none that a preposition opens.
    pub(super) fn voice_before(&self, end: usize) -> Option<Range<usize>> {
        self.voice_between(self.tokens.start, end)
    }

    /// The same from token `at` on.
    pub(super) fn voice_between(&self, mut at: usize, end: usize) -> Option<Range<usize>> {
        let page = self.page;
        let mut best: Option<(u32, Range<usize>)> = None;
        while at < end {
            if page.is(at, Class::Preposition) && page.word(at).pronoun == 0 || page.is(at, Class::Oblique) {
                let from = at + usize::from(page.is(at, Class::Preposition));
                at = phrase::at(page, from, false).map_or(at + 1, |r| r.end.max(at + 1));
                continue;
            }
            let found = phrase::at(page, at, true).filter(|r| r.end <= end);
            at = found.as_ref().map_or(at + 1, |r| r.end);
            if let Some(r) = found.filter(|r| !self.is_unknown_opener(r)) {
                let voice = phrase::voice(page, &r);
                if voice > 1 && best.as_ref().is_none_or(|(v, _)| voice > *v) {
                    best = Some((voice, r));
                }
            }
        }
        best.map(|(_, r)| r)
    }

    /// The person whom the period tells of first, by full name or with a role.
    pub(super) fn told_of(&self) -> Option<Range<usize>> {
        let page = self.page;
        let first = self.voice_before(self.end())?;
        let person = [Class::Role, Class::Title, Class::GivenMale, Class::GivenFemale, Class::PersonNoun];
        let named = first.clone().any(|i| page.word(i).classes.any(&person));
        (phrase::voice(page, &first) > 2 && named).then_some(first)
    }

    /// A phrase in an as-clause that a preposition names: *wie aus dem Bericht hervorgeht*.
    pub(super) fn inside(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        clause.clone().find_map(|k| phrase::at(self.page, k, false))
    }

    /// The marks at token `at`, where they hold a name of a few words: *wie „kurier online“ berichtet*.
    pub(super) fn marked_name(&self, at: usize) -> Option<Range<usize>> {
        let region = self.page.region_at(at)?;
        let tokens = self.page.tokens.within(region.span);
        (tokens.start == at && tokens.len() <= NAME).then_some(tokens)
    }

    pub(super) fn is_passive(&self, auxiliary: usize) -> bool {
        let page = self.page;
        page.is(auxiliary, Class::Auxiliary)
            && !page.is(auxiliary, Class::Have)
            && !page.is(auxiliary, Class::Be)
    }

    /// The end of the reporting clause that ends at `end`, with an apposition of its subject.
    pub(super) fn clause_tail(&self, end: usize) -> usize {
        let page = self.page;
        if page.kind(end) != TokenKind::Comma || end + 1 >= self.tokens.end {
            return end;
        }
        match phrase::at(page, end + 1, false) {
            Some(r) if is_border(page, r.end) && page.word(end + 1).pronoun == 0 => r.end,
            _ => end,
        }
    }
}
