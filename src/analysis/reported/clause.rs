//! The rules: sentence by sentence, a cue and what it reports.

use super::{
    AS, BARE, BEHIND, Before, CLAUSE, COLON, COLON_ALONE, MARKED, MOOD, Match, NOUN, PHRASE, Rule, phrase,
};
use crate::analysis::attribution::names::Seen;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame, Verb};
use std::ops::Range;

/// The sentence after the last that belongs to the period of sentence `first`: sentences that one pair of marks holds are one period.
pub fn period_end(page: &Page<'_>, first: usize) -> usize {
    let mut end = first + 1;
    let paragraph = page.sentences.get(first).paragraph;
    while end < page.sentences.len() && page.sentences.get(end).paragraph == paragraph {
        let start = page.sentences.get(end).tokens.start;
        let before = page.region_of(start.saturating_sub(1));
        if before.is_none() || before != page.region_of(start) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether token `i` parts clauses.
pub(super) fn is_border(page: &Page<'_>, i: usize) -> bool {
    page.is_outside(i)
        && match page.kind(i) {
            TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Bang => true,
            // *Mit- und Gegenreden*
            TokenKind::Dash => page.tokens.shape(i).has_space_before(),
            // *3.5*, *a.m.*, *am 3. Mai*
            TokenKind::Stop => page.sentence(i + 1) != page.sentence(i),
            _ => false,
        }
}

/// Words of an aside in brackets at most.
const ASIDE: usize = 12;

/// Marked words before any verb at all that are what somebody says, at least.
const WHOLE: usize = 4;

/// A period being read.
pub(super) struct Reader<'a, 't> {
    pub(super) page: &'a Page<'t>,
    /// Its tokens, the closing stop included.
    pub(super) tokens: Range<usize>,
    /// The period before it in its paragraph.
    previous: Option<Range<usize>>,
    pub(super) before: Option<&'a Before>,
    pub(super) seen: &'a Seen,
}

/// What stands before a period.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Who was reported last.
    pub before: Option<&'a Before>,
    /// How the words of the page are written.
    pub seen: &'a Seen,
}

/// Finds what the rules find in `tokens`, a period; `previous` is the one before it in its paragraph. Gives the person whom the
/// period tells of, where nothing is found in it.
pub fn matches(
    page: &Page<'_>,
    tokens: Range<usize>,
    previous: Option<Range<usize>>,
    context: Context<'_>,
    out: &mut Vec<Match>,
) -> Option<Range<usize>> {
    let Context { before, seen } = context;
    let r = Reader { page, tokens: tokens.clone(), previous, before, seen };
    let mut i = tokens.start;
    while i < tokens.end {
        if !page.is_outside(i) || page.kind(i) != TokenKind::Word {
            i += 1;
            continue;
        }
        let found = r
            .according(i)
            .or_else(|| r.behind_source(i))
            .or_else(|| r.back(i))
            .or_else(|| r.verb(i))
            .or_else(|| r.acts(i))
            .or_else(|| r.sign(i))
            .or_else(|| r.noun(i));
        let next = found
            .as_ref()
            .and_then(|m| m.cue.last())
            .map_or(i + 1, |c| if c.start == i { c.end } else { i + 1 });
        if let Some(m) = found
            && !m.content.is_empty()
        {
            out.push(m);
        }
        i = next.max(i + 1);
    }
    if out.is_empty() {
        out.extend(r.colon().or_else(|| r.mood()));
    }
    if out.is_empty() && page.profile.grammar.subjunctive_reports { r.told_of() } else { None }
}

impl Reader<'_, '_> {
    /// The end of the period without its closing stop.
    pub(super) fn end(&self) -> usize {
        let stop = |i: usize| {
            self.page.is_outside(i) && matches!(self.page.kind(i), TokenKind::Stop | TokenKind::Line)
        };
        let mut end = self.tokens.end;
        while end > self.tokens.start && stop(end - 1) {
            end -= 1;
        }
        end
    }

    /// Where the clause of token `i` begins: behind the border before it, or behind marked words that end in one.
    pub(super) fn clause_start(&self, i: usize) -> usize {
        let mut at = i;
        while at > self.tokens.start && !is_border(self.page, at - 1) && !self.closes_speech(at - 1) {
            at -= 1;
        }
        at
    }

    /// Whether token `i` closes marked words that a reporting clause may follow without a comma: *“…!” rief sie*.
    fn closes_speech(&self, i: usize) -> bool {
        let Some(region) = self.page.region_at(i) else { return false };
        let tokens = self.page.tokens.within(region.span);
        let ended = tokens.clone().rev().take(3).any(|k| {
            matches!(
                self.page.kind(k),
                TokenKind::Bang | TokenKind::Stop | TokenKind::Comma | TokenKind::Ellipsis
            )
        });
        let first = (self.tokens.start..tokens.start).all(|k| !self.page.is_wordy(k));
        i + 1 == tokens.end && (ended || tokens.len() > 7) && first
    }

    /// Where the clause of token `i` ends: at the next border.
    fn clause_end(&self, i: usize) -> usize {
        (i..self.tokens.end).find(|&k| is_border(self.page, k)).unwrap_or(self.tokens.end)
    }

    /// The period without `parts`, in order.
    pub(super) fn rest(&self, parts: &[Range<usize>]) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        let mut at = self.tokens.start;
        for part in parts {
            if part.start > at {
                out.push(at..part.start);
            }
            at = at.max(part.end);
        }
        if at < self.end() {
            out.push(at..self.end());
        }
        out.retain(|r| r.clone().any(|i| self.page.is_wordy(i)));
        out
    }

    /// The verb at token `i`, where it reports.
    fn cue_verb(&self, i: usize) -> Option<&Verb> {
        let w = self.page.word(i);
        self.page.profile.verbs.get(usize::from(w.verb).checked_sub(1)?)
    }

    /// Whether the verb at token `i` is finite here, or a participle with its auxiliary; where that is.
    fn finite(&self, i: usize, clause: &Range<usize>) -> Option<usize> {
        let page = self.page;
        let w = page.word(i);
        // A participle that looks like a finite form is one where an auxiliary stands in its clause.
        let auxiliary = clause.clone().filter(|&k| k != i && page.is_outside(k)).find(|&k| {
            page.word(k).classes.any(&[Class::Have, Class::Be, Class::Auxiliary, Class::Modal])
                && page.word(k).pronoun == 0
        });
        // *um zu sprechen*
        if page.is(i.wrapping_sub(1), Class::InfinitiveMark) && w.slots & 1 != 0 {
            return None;
        }
        if w.slots & 0b1000 != 0
            && let Some(k) = auxiliary
        {
            // *sind geschlossen* is how they are, and nobody says so.
            let state = page.profile.grammar.verb_second
                && page.is(k, Class::Be)
                && w.slots & 0b0110 == 0
                && !clause.clone().any(|k| page.is(k, Class::Auxiliary) && !page.is(k, Class::Be));
            return (!state).then_some(k);
        }
        let mut earlier = (self.tokens.start..i).rev().take(ASIDE).filter(|&k| page.is_outside(k));
        if w.slots & 0b0_1110 == 0b1000 && i == clause.start {
            // *hatte Orm, der Leiter, zugesagt*: an apposition stands between.
            return earlier.find(|&k| page.is(k, Class::Have));
        }
        // *wird Orm, die Leiterin, zitiert*
        let cites = self.cue_verb(i).is_some_and(|v| v.frames.has(Frame::Cites));
        if cites
            && w.slots & 0b1000 != 0
            && clause.clone().filter(|&k| page.is_wordy(k)).count() == 1
            && let Some(k) = earlier.find(|&k| self.is_passive(k))
        {
            return Some(k);
        }
        (w.slots & 0b0_0110 != 0 && !(w.slots & 1 != 0 && auxiliary.is_some())).then_some(i)
    }

    /// The particle that goes with the verb at `i`.
    fn particle(&self, i: usize, clause: &Range<usize>) -> Option<usize> {
        let verb = self.cue_verb(i)?;
        let is_particle = |k: usize| verb.particles.contains(&self.page.tokens.hash(k));
        let before = i.checked_sub(1).filter(|&k| k >= clause.start && is_particle(k) && clause.end == i + 1);
        // *sprach mit ihr und kündigte Hilfe an*: the particle is that of the verb behind.
        let own = |k: &usize| !self.page.is_outside(*k) || self.page.word(*k).verb == 0;
        before.or_else(|| (i + 1..clause.end).take_while(own).find(|&k| is_particle(k)))
    }

    /// Whether token `i` stands in brackets that quote nothing: *(wir berichteten)*.
    fn is_aside(&self, i: usize) -> bool {
        let page = self.page;
        let bracket = |&k: &usize| matches!(page.kind(k), TokenKind::Open | TokenKind::Close);
        let open = (self.tokens.start..i).rev().take(ASIDE).find(bracket);
        let close = (i..self.tokens.end).take(ASIDE).find(bracket);
        let (Some(open), Some(close)) = (open, close) else { return false };
        let quotes = |k: usize| page.kind(k) == TokenKind::Colon || !page.is_outside(k);
        page.kind(open) == TokenKind::Open
            && page.kind(close) == TokenKind::Close
            && !(open..close).any(quotes)
    }

    /// Whether the form of a verb at token `i` is a participle before its noun: *das gestern erklärte Ziel*.
    fn is_attribute(&self, i: usize, clause: &Range<usize>) -> bool {
        let page = self.page;
        if !page.profile.grammar.capital_nouns || !page.is_capital(i + 1) {
            return false;
        }
        let word = page.str(i).to_lowercase();
        let participle = ["e", "en", "er", "es", "em"].iter().any(|ending| {
            let stem = word.strip_suffix(ending).map(|s| page.profile.word(crate::text::fold_hash(s)));
            stem.is_some_and(|s| s.verb == page.word(i).verb && s.slots & 0b1000 != 0)
        });
        let mut plain = true;
        for k in (clause.start..i).rev() {
            if page.word(k).classes.any(&[Class::Determiner, Class::Possessive, Class::Article]) {
                let sums_up = k == clause.start && page.profile.sums_up.contains(&page.tokens.hash(k));
                if participle && !sums_up && (plain || page.is(k + 1, Class::Preposition)) {
                    return true;
                }
            }
            plain &= !page.is_capital(k);
        }
        false
    }

    /// Whether the verb at token `i` only gives something its name: *wird „…“ genannt*, *nennt sich „…“*, *der Titel lautet „…“*.
    fn only_names(&self, i: usize, finite: usize, clause: &Range<usize>) -> bool {
        let page = self.page;
        let Some(verb) = self.cue_verb(i) else { return false };
        let outside = |&k: &usize| page.is_outside(k);
        let pronoun = |k: usize| page.profile.pronoun(page.tokens.hash(k));
        let reflexive = || clause.clone().filter(outside).any(|k| pronoun(k).is_some_and(|p| p.reflexive));
        let of_name = || clause.clone().filter(outside).any(|k| page.is(k, Class::NameNoun));
        if verb.frames.has(Frame::As) {
            let passive = finite != i && self.is_passive(finite) && self.agent(clause).is_none();
            return passive && page.is(i, Class::Naming) || reflexive();
        }
        verb.frames.bits() == 1 << Frame::Quote as u32 && of_name()
    }

    /// *Das sagte Jana Vogt am Montag.*: what was said stands before.
    fn summed_up(&self, opener: usize) -> Option<Vec<Range<usize>>> {
        if !self.page.profile.sums_up.contains(&self.page.tokens.hash(opener)) {
            return None;
        }
        if opener == self.tokens.start {
            Some(vec![self.previous.clone()?])
        } else {
            Some(self.rest(&[opener..self.end()]))
        }
    }

    fn verb(&self, i: usize) -> Option<Match> {
        let page = self.page;
        let verb = self.cue_verb(i)?;
        let mut clause = self.clause_start(i)..self.clause_end(i);
        // *Orm nannte es „…“ und sagte, dass …*: what follows the second verb is not that of the first.
        let second = |k: usize| {
            let next = page.word(k + 1);
            page.is(k, Class::Coordinator) && next.verb > 0 && next.slots & 0b0110 != 0
        };
        if page.profile.grammar.verb_second
            && let Some(k) = (i + 1..clause.end.saturating_sub(1)).find(|&k| page.is_outside(k) && second(k))
            && (i + 1..k).any(|k| !page.is_outside(k))
        {
            clause.end = k;
        }
        if self.is_aside(i) || self.is_attribute(i, &clause) {
            return None;
        }
        let finite = self.finite(i, &clause)?;
        let particle = self.particle(i, &clause);
        // *fand … statt* is no form of *finden*; *halte sie* reports, as all of its clause, what somebody before said.
        let last = clause.end - 1;
        let another = |k: usize| page.is_outside(k) && page.word(k).verb > 0;
        let other = particle.is_none()
            && last > i
            && !(i + 1..last).any(another)
            && page.is_outside(last)
            && page.profile.separable.contains(&page.tokens.hash(last));
        let told = self.before.is_some_and(|b| b.said)
            && page.profile.grammar.subjunctive_reports
            && page.is(finite, Class::Subjunctive)
            && !page.word(finite).classes.any(&[Class::Have, Class::Be, Class::Auxiliary]);
        if other || told || self.only_names(i, finite, &clause) {
            return None;
        }
        let mut cue = vec![i..i + 1];
        if let Some(p) = particle {
            match p {
                _ if p + 1 == i => cue = vec![p..i + 1],
                _ if p == i + 1 => cue = vec![i..i + 2],
                _ => cue.push(p..p + 1),
            }
        }
        let make = |rule: Rule, source: Option<Range<usize>>, content: Vec<Range<usize>>| {
            Some(Match { rule, cue: cue.clone(), source, content })
        };
        let passive = finite != i && self.is_passive(finite);
        // *Die alten Männer, die dort saßen, nannte Orm …*
        let many = |r: &Range<usize>| phrase::is_plural(page, r).zip(phrase::is_plural_verb(page, finite));
        // *Das Angebot, das neu ist, lehnt er ab*: a pronoun that is nothing but a subject.
        let pronoun = finite + 1 < clause.end
            && page.profile.pronoun(page.tokens.hash(finite + 1)).is_some_and(|p| p.subject && !p.object);
        let apposed = self
            .apposed(clause.start, finite)
            .filter(|r| !pronoun && many(r).is_none_or(|(subject, verb)| subject == verb));
        // An apposition inside the clause belongs to it: *sie nannte Orm, den Sprecher der Stadt, …*.
        let reach = self.over_apposition(clause.end);
        let opener = if finite < clause.start { self.clause_start(finite) } else { clause.start };
        // *wie sie sagte*, *denn wie sie sagte*; *et comme elle disait* says why.
        let joined = page.profile.grammar.verb_second && page.is(opener, Class::Coordinator);
        let opener_as = opener + usize::from(joined);
        if page.profile.as_clause.contains(&page.tokens.hash(opener_as))
            && finite >= i.min(opener_as)
            && opener_as < i
        {
            let inner = opener_as + 1..clause.end;
            let source = self
                .subject(i, i, &inner)
                .or_else(|| self.inside(&inner))
                .or_else(|| self.marked_name(inner.start));
            let at_start = opener == self.tokens.start;
            let content = if at_start { self.after(clause.end) } else { self.rest(&[opener..clause.end]) };
            return make(AS, source, content);
        }
        let subordinate = page.is(opener, Class::Subordinator)
            || page.is(opener, Class::Complementiser)
            || page.is(opener, Class::Relative)
                && page.profile.grammar.verb_last
                && page.kind(opener.wrapping_sub(1)) == TokenKind::Comma;
        let subject = if passive && !verb.frames.has(Frame::Cites) {
            // *In dem Brief wird das „…“ genannt*: a text says it.
            self.agent(&clause).or_else(|| self.place(&clause).filter(|p| phrase::voice(page, p) == 2))
        } else {
            self.subject(finite, i, &clause)
        };
        let source = match subject {
            Some(s) if verb.frames.has(Frame::Cites) && !passive => {
                self.object(finite, &s, &clause).or(Some(s))
            }
            // *zitierte man Orm*
            None if verb.frames.has(Frame::Cites) && !passive => {
                self.object(finite, &(finite..finite), &clause)
            }
            subject => subject,
        };
        let source = source.filter(|s| !s.contains(&i));
        // *wird als „Sturmwind“ bezeichnet*: that is its name, and nobody says so.
        let name = || {
            let marked = clause.clone().find(|&k| !page.is_outside(k) && page.is_wordy(k));
            marked.is_some_and(|k| page.is_capital(k))
        };
        if passive && source.is_none() && verb.frames.has(Frame::As) && name() {
            return None;
        }
        // *La portavoz, Marta Olmo, dijo que …*: what opens behind the verb is the content, and not what stands before it.
        let opens_behind = !page.profile.grammar.verb_second
            && (i + 1..clause.end.min(i + 8)).any(|k| page.is(k, Class::ContentOpener));
        let is_apposed = apposed.is_some();
        let source = if is_apposed { apposed } else { source };
        // *…, sagte sie*: the verb opens its clause and the subject follows.
        let first = if finite == opener || page.is(opener, Class::Adverb) && finite == opener + 1 {
            finite
        } else {
            usize::MAX
        };
        // *Während Vogt lacht, sagt Orm, …*: the clause before is one of when or why.
        let fronted = page.profile.grammar.verb_second
            && page.is_outside(self.tokens.start)
            && page.is(self.tokens.start, Class::Subordinator)
            && !page.is(self.tokens.start, Class::ContentOpener);
        let closes = opener > self.tokens.start && !is_apposed && !opens_behind && !fronted;
        if first != usize::MAX && closes && verb.frames.has(Frame::Quote) {
            let named = source.clone().filter(|s| s.start > finite);
            let grammar = page.profile.grammar;
            let unnamed = grammar.drops_subject && !page.is_outside(self.tokens.start) && !subordinate;
            // *Auf den Vorwurf, sie zögere, entgegnete Orm, dass …*: what follows is what is said.
            let goes_on = page.is_outside(self.tokens.start)
                && page.is(self.tokens.start, Class::Preposition)
                && page.kind(clause.end) == TokenKind::Comma
                && page.is(clause.end + 1, Class::ContentOpener);
            if !goes_on && (named.is_some() || !grammar.verb_second && source.is_some() || unnamed) {
                let tail = self.clause_tail(clause.end);
                return make(BEHIND, named.or(source), self.rest(&[opener..tail]));
            }
        }
        if finite == opener + 1
            && verb.frames.has(Frame::Bare)
            && source.as_ref().is_some_and(|s| s.start > finite)
            && let Some(content) = self.summed_up(opener)
            && !(reach..self.end())
                .any(|k| page.is(k, Class::ContentOpener) || page.kind(k) == TokenKind::Colon)
        {
            return make(BEHIND, source, content);
        }
        let next = reach + 1;
        let sign = page.kind(reach);
        if reach < self.tokens.end {
            // *Die neue Fassung verspricht „…“: Sie soll …*: what the verb reports stands before the colon.
            let quoted = (i + 1..clause.end).any(|k| !page.is_outside(k)) && page.is_outside(next);
            if sign == TokenKind::Colon && !quoted {
                // *Elle se leva, puis cria : …*: the subject stands in an earlier clause.
                let source = source.or_else(|| self.voice_before(i).filter(|_| !passive));
                return make(COLON, source, self.after(next));
            }
            if sign == TokenKind::Comma {
                let opens = page.is(next, Class::ContentOpener)
                    || page.is(next, Class::QuestionWord) && verb.frames.has(Frame::Wh);
                // *Nachdem er gefragt wurde, was er wolle, sagte Orm: „…“*
                let front = page.profile.grammar.verb_second && subordinate && opener == self.tokens.start;
                let content = |at: usize| if front { self.fronted(at) } else { self.after(at) };
                if opens {
                    return make(CLAUSE, source, content(next));
                }
                let rest = next..self.end();
                let reports = [Class::Subjunctive, Class::Conditional];
                let mood = rest.clone().any(|k| page.is_outside(k) && page.word(k).classes.any(&reports));
                // *…, wie „…“* gives an example.
                let example =
                    page.profile.as_clause.contains(&page.tokens.hash(next)) && !page.is_outside(next + 1);
                let marked = (next..self.clause_end(next)).any(|k| !page.is_outside(k)) && !example;
                if verb.frames.has(Frame::Bare) && (mood || marked) {
                    return make(BARE, source, content(next));
                }
                let infinitive = rest.clone().any(|k| page.is(k, Class::InfinitiveMark));
                if verb.frames.has(Frame::To) && infinitive && !page.is(next, Class::Relative) && !subordinate
                {
                    return make(CLAUSE, source, self.after(next));
                }
            }
        }
        // *que* without a comma.
        if let Some(k) = (i + 1..clause.end.min(i + 8)).find(|&k| page.is(k, Class::ContentOpener))
            && verb.frames.has(Frame::That)
        {
            return make(CLAUSE, source, self.after(k));
        }
        // Marked words in the clause: *sie nannte es “…”*.
        // *sie nannte Orm, den Sprecher der Stadt, „…“*
        let described =
            if verb.frames.has(Frame::As) { reach..self.clause_end(reach + 1) } else { reach..reach };
        // What stands behind the verb comes first: before it may stand a name in marks.
        let marked = (i + 1..clause.end)
            .chain(described.clone())
            .chain(clause.start..i)
            .take_while(|_| {
                let marks = [Frame::Quote, Frame::Np, Frame::As, Frame::Stance, Frame::Plain];
                (!page.is(i, Class::Naming) || verb.frames.has(Frame::As))
                    && marks.iter().any(|&f| verb.frames.has(f))
            })
            .find(|&k| !page.is_outside(k) && source.as_ref().is_none_or(|s| !s.contains(&k)));
        if let Some(k) = marked {
            return make(MARKED, source, self.marked_from(k));
        }
        // A colon further on is that of this verb, where no other stands between.
        let another = |k: usize| (reach..k).any(|k| page.is_outside(k) && page.word(k).verb > 0);
        // *…, und die Ministerin Orm: „…“*
        let own = |k: usize| {
            page.is(self.clause_start(k - 1), Class::Coordinator) && self.right_before(k - 1).is_some()
        };
        if let Some(k) = self.colon_before_marks(reach).filter(|&k| !another(k) && !own(k)) {
            return make(COLON, source, self.after(k));
        }
        let reflexive = |k: usize| page.profile.pronoun(page.tokens.hash(k)).is_some_and(|p| p.reflexive);
        let itself = clause.clone().any(reflexive);
        if verb.frames.has(Frame::Np)
            && source.is_some()
            && !itself
            && !subordinate
            && !self.colon_before_marks(reach).is_some_and(own)
            && !verb.frames.has(Frame::Stance)
        {
            // *Orm, die neulich als „…“ galt, lobte …*: what is told of the subject is not reported.
            let content = if is_apposed { self.after(opener) } else { self.rest(&[]) };
            return make(PHRASE, source, content);
        }
        None
    }

    /// *„…“, freute sich die Trainerin*: whatever verb stands behind marked words, with whoever does it behind it.
    fn acts(&self, i: usize) -> Option<Match> {
        let page = self.page;
        let endings = &page.profile.verb_endings;
        let known = page.is_capital(i) || page.word(i).verb == 0 && page.word(i).classes.is_function();
        let comma =
            i.checked_sub(1).filter(|&c| c > self.tokens.start && page.kind(c) == TokenKind::Comma)?;
        let reflexive = page.profile.pronoun(page.tokens.hash(i + 1)).is_some_and(|p| p.reflexive);
        let ends = || endings.iter().any(|e| page.str(i).ends_with(e.as_str()));
        if known || endings.is_empty() || page.is_outside(comma - 1) || !(reflexive || ends()) {
            return None;
        }
        let who = phrase::at(page, i + 1 + usize::from(reflexive), true)?;
        let marked = page.region_at(comma - 1).map(|r| page.tokens.within(r.span))?;
        let whole = marked.filter(|&k| page.is_wordy(k)).count() >= WHOLE;
        if phrase::voice(page, &who) < 3 || !(reflexive || whole) {
            return None;
        }
        let tail = self.clause_tail(self.clause_end(i));
        Some(Match { rule: BEHIND, cue: vec![i..i + 1], source: Some(who), content: self.rest(&[i..tail]) })
    }

    /// The marked words at token `k` with those that a list adds to them: *“…”, “…” und “…”*.
    pub(super) fn marked_from(&self, k: usize) -> Vec<Range<usize>> {
        let page = self.page;
        let mut out: Vec<Range<usize>> = Vec::new();
        let mut at = k;
        while at < self.tokens.end
            && let Some(region) = page.region_at(at).map(|r| page.tokens.within(r.span))
        {
            at = region.end;
            out.push(region);
            let ties = |i: usize| {
                page.kind(i) == TokenKind::Comma
                    || page.word(i).classes.any(&[Class::Coordinator, Class::Determiner])
            };
            while at < self.end() && ties(at) && page.is_outside(at) {
                at += 1;
            }
        }
        out
    }

    /// The first marked token behind a colon, from token `from` on.
    fn colon_before_marks(&self, from: usize) -> Option<usize> {
        let page = self.page;
        let colon =
            |&k: &usize| page.kind(k) == TokenKind::Colon && page.is_outside(k) && !page.is_outside(k + 1);
        (from..self.end()).find(colon).map(|k| k + 1)
    }

    /// Whoever stands right before the colon: *…, und die Ministerin Orm: „…“*.
    fn right_before(&self, colon: usize) -> Option<Range<usize>> {
        let page = self.page;
        // Where nouns have capitals, what stands there is a name, and no *Passus* that a text has.
        let words = self.is_slogan(colon - 1);
        (self.clause_start(colon)..colon)
            .take_while(|&k| page.profile.grammar.capital_nouns && !words && !page.is(k, Class::Preposition))
            .filter_map(|k| phrase::at(page, k, true))
            .find(|r| r.end == colon && phrase::voice(page, r) > 2)
    }

    /// *Er war müde: “…”*: a colon before marked words, in a sentence that has no cue.
    fn colon(&self) -> Option<Match> {
        let page = self.page;
        let marked = self.colon_before_marks(self.tokens.start)?;
        let colon = marked - 1;
        // *das Büro, kurz: „…“*, *(Deckname: „…“)*
        let begins = self.clause_start(colon);
        let open = (begins..colon).any(|k| page.kind(k) == TokenKind::Open);
        if page.word(colon - 1).classes.any(&[Class::NameNoun, Class::Naming])
            && (open || begins + 1 == colon)
        {
            return None;
        }
        // *Er war müde: „…“, sagte sie*: whoever is named behind the words says them.
        let words = page.region_at(marked).map_or(marked..marked, |r| page.tokens.within(r.span));
        let next = words.end + usize::from(page.kind(words.end) == TokenKind::Comma);
        if page.verb(next).is_some_and(|v| v.frames.has(Frame::Quote)) && page.is_outside(next) {
            return None;
        }
        // *Auf dem Plakat stand: „…“*
        let text = || {
            let none = self.tokens.start..self.tokens.start;
            self.place(&none).filter(|r| phrase::voice(self.page, r) == 2)
        };
        let beside = self.right_before(colon);
        // *Die Stadt sei dankbar: „…“*: the form of the verb tells that whoever spoke before goes on.
        let reports =
            |k: usize| page.is_outside(k) && page.is(k, Class::Subjunctive) && page.word(k).verb == 0;
        let goes_on = || {
            let mood = page.profile.grammar.subjunctive_reports && (self.tokens.start..colon).any(reports);
            self.before.filter(|_| mood).map(|b| b.source.clone())
        };
        let source = Some(beside.or_else(goes_on).or_else(|| self.voice_before(colon)).or_else(text)?);
        Some(Match { rule: COLON_ALONE, cue: vec![colon..marked], source, content: self.after(marked) })
    }

    /// From token `at` to the main clause that attributes what follows it: *Auf den Vorwurf, sie zögere, entgegnete Orm, …*.
    fn fronted(&self, at: usize) -> Vec<Range<usize>> {
        let page = self.page;
        let attributes = |k: &usize| {
            let verb = page.verb(*k + 1).is_some_and(|v| v.frames.has(Frame::Quote));
            let finite = page.word(*k + 1).slots & 0b0110 != 0;
            page.is_outside(*k) && page.kind(*k) == TokenKind::Comma && verb && finite
        };
        (at + 1..self.end()).find(attributes).map_or_else(|| self.after(at), |k| vec![at..k])
    }

    /// From token `at` to the end of the period.
    fn after(&self, at: usize) -> Vec<Range<usize>> {
        if at < self.end() { vec![at..self.end()] } else { Vec::new() }
    }

    /// *der Vorwurf, dass …*.
    fn noun(&self, i: usize) -> Option<Match> {
        let page = self.page;
        if !page.is(i, Class::NounCue) || page.profile.grammar.capital_nouns && !page.is_capital(i) {
            return None;
        }
        let end = phrase::at(page, i, false).map_or(i + 1, |r| r.end);
        let comma = usize::from(page.kind(end) == TokenKind::Comma);
        // *der Vorwurf der Stadt, es handele sich um …*
        let bare = || {
            comma == 1
                && page.profile.grammar.subjunctive_reports
                && (end + 1..self.clause_end(end + 1))
                    .any(|k| page.is(k, Class::Subjunctive) && page.is_outside(k))
        };
        if !(page.is(end + comma, Class::ContentOpener) || bare()) || !self.tokens.contains(&(end + comma)) {
            return None;
        }
        let clause = self.clause_start(i)..i;
        let source = if end > i + 1 {
            phrase::at(page, i + 1, false)
        } else {
            self.inside(&clause).filter(|s| !s.contains(&i))
        };
        let fronted = i > self.tokens.start && page.is(self.tokens.start, Class::Preposition);
        let content = if fronted { self.fronted(end + comma) } else { self.after(end + comma) };
        Some(Match { rule: NOUN, cue: vec![i..i + 1], source, content })
    }

    /// *Er sei krank.*: a sentence whose verb reports, after somebody was reported.
    fn mood(&self) -> Option<Match> {
        let page = self.page;
        if !page.profile.grammar.subjunctive_reports {
            return None;
        }
        let said = self.before.is_some_and(|b| b.said);
        let outside = |i: &usize| page.is_outside(*i) && (said || page.word(*i).verb == 0);
        let strong = self.tokens.clone().filter(outside).find(|&i| page.is(i, Class::Subjunctive));
        // *soll … haben* reports, *soll* alone does not.
        let reports = |&i: &usize| {
            let perfect =
                |k: usize| page.is_outside(k) && page.word(k).classes.any(&[Class::Have, Class::Be]);
            page.is(i, Class::Conditional)
                && (!page.is(i, Class::Modal) || (i + 1..self.tokens.end).any(perfect))
        };
        let weak = || self.tokens.clone().filter(outside).find(reports);
        let verb = strong.or_else(|| said.then(weak).flatten())?;
        let first_person = self.tokens.clone().any(|i| {
            page.is_outside(i)
                && page.profile.pronoun(page.tokens.hash(i)).is_some_and(|p| p.person == 1 && p.subject)
        });
        // *Die Stadt will prüfen, ob der Kran verkauft werden solle*: the clause hangs on another, with a subject.
        let clause = self.clause_start(verb);
        let hangs = clause > self.tokens.start && page.is(clause, Class::ContentOpener);
        let own = || self.voice_between(self.tokens.start, clause).filter(|r| phrase::voice(page, r) > 2);
        let own = if hangs { own() } else { None };
        let source = own.or_else(|| self.before.map(|b| b.source.clone()));
        if first_person || source.is_none() && page.is(verb, Class::Modal) {
            return None;
        }
        Some(Match { rule: MOOD, cue: vec![verb..verb + 1], source, content: self.rest(&[]) })
    }
}
