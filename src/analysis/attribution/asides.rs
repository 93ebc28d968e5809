//! What stands behind or around marked words and says whose they are: *“…,” as a memo put it*; *“…,” per the party’s rules*;
//! *the former mayor — “…” — and others*.

use super::candidates::Scene;
use super::mentions::{Head, Mention, MentionKind};
use super::units::Unit;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame};

/// Words between *as* and the verb behind it, or between a verb and *as*, at most.
const REACH: usize = 24;

/// A relation that is at least so probable, in thousandths, names whose a joined verb is.
const SURE: u16 = 600;

/// Words behind *put it* at most.
const TAIL: usize = 7;

/// Words between a verb and the marked words behind it, at most.
const CLAUSE: usize = 8;

/// Words before a verb that are looked at for another at most.
const LONG: usize = 120;

impl Scene<'_, '_> {
    /// Whoever an aside behind or around the words of `unit` says them of.
    pub(super) fn said_in_aside(&self, unit: &Unit) -> Option<usize> {
        self.put_behind(unit)
            .or_else(|| self.put_before(unit))
            .or_else(|| self.behind_dashes(unit))
            .or_else(|| self.cited_behind(unit))
            .or_else(|| self.cited_before(unit))
            .or_else(|| self.cited_first(unit))
            .or_else(|| self.between_dashes(unit))
            .or_else(|| self.bracketed(unit))
            .or_else(|| self.displayed(unit))
            .or_else(|| self.held_as(unit))
            .or_else(|| self.praised_by(unit))
            .or_else(|| self.worded_by(unit))
            .or_else(|| self.said_in_clause(unit))
            .or_else(|| self.introduced(unit))
            .or_else(|| self.shouted_from(unit))
    }

    /// *the mayor, Ana Hale (“It is too little.”), and others*: whole words in brackets right behind a name.
    pub(super) fn bracketed(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let open = unit.first.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Open)?;
        let signs =
            |i: usize| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang | TokenKind::Ellipsis);
        let ended = unit.tokens.clone().rev().take(2).any(signs) || signs(unit.last.end);
        let close = unit.last.end + usize::from(signs(unit.last.end));
        let m = self.mention_at(open.checked_sub(1)?)?;
        let named =
            self.mentions.all.get(m).filter(|m| m.tokens.end == open && m.kind == MentionKind::Name)?;
        (ended && page.kind(close) == TokenKind::Close && speaks(named)).then_some(m)
    }

    /// *Hale of the University of Marl, who called it “…”*: whoever the pronoun takes up that is the verb's subject.
    fn said_in_clause(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let first = unit.first.start;
        let sign =
            first.checked_sub(1).filter(|&i| matches!(page.kind(i), TokenKind::Comma | TokenKind::Colon));
        let end = sign.unwrap_or(first);
        let back = (end.saturating_sub(CLAUSE)..end).rev();
        let mut back = back.take_while(|&i| self.is_here(unit, i) && page.is_wordy(i));
        let verb = back.find(|&i| page.word(i).verb > 0 || page.is(i, Class::Auxiliary))?;
        let finite = page.word(verb).slots & 0b0_0110 != 0;
        let quotes = page.verb(verb).is_some_and(|v| v.frames.has(Frame::Quote) || v.frames.has(Frame::As));
        if !finite || !quotes || page.profile.grammar.verb_last {
            return None;
        }
        let m = self.before_relative(super::relative::before(self, verb)?)?;
        speaks(self.mentions.all.get(m)?).then_some(m)
    }

    /// *Aid groups prefer other words: “…”*: whom the sentence is about that ends in a colon right before the words, where it tells of
    /// nobody else.
    fn introduced(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let colon = unit.first.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Colon)?;
        let first = page.sentences.get(page.sentence(colon)).tokens.start;
        let m = self.mention_at(first).filter(|_| colon - first <= REACH && self.is_here(unit, first))?;
        let verb = self.mentions.all.get(m).filter(|m| speaks(m))?.tokens.end;
        let finite = page.word(verb).verb > 0
            || page.word(verb).classes.any(&[Class::Auxiliary, Class::Modal, Class::Have, Class::Be])
            || page.is_finite(verb)
            || page.may_be_past(verb);
        let alone = (verb..colon).all(|i| {
            page.is_wordy(i)
                && self.mention_at(i).and_then(|m| self.mentions.all.get(m)).is_none_or(|m| !speaks(m))
        });
        // Behind the words nothing goes on.
        let ends = page.sentence(unit.last.end) != page.sentence(colon);
        (finite && alone && ends).then_some(m)
    }

    /// *There was a cry of “…” from a man in the gallery*: whoever it is heard from.
    pub(super) fn shouted_from(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let (of, from) = (unit.first.start.checked_sub(1)?, unit.last.end);
        let has = |words: &[u32], i: usize| words.contains(&page.tokens.hash(i));
        let heard = page.is(of, Class::Belonging) && of > 0 && has(&page.profile.shouts, of - 1);
        let beside = page.is_outside(from) && page.paragraph(from) == unit.last_paragraph;
        if !heard || !self.is_here(unit, of) || !beside || !has(&page.profile.shouted_by, from) {
            return None;
        }
        (from + 1..from + 4).find_map(|i| self.mention_at(i))
    }

    /// Whether unit `u` is a whole sentence, however short, that somebody is said to have for it: *Critics had another word:
    /// “Catastrophic.”*
    pub fn is_introduced(&self, u: usize) -> bool {
        let Some(unit) = self.units.get(u) else { return false };
        let last = unit.tokens.clone().rev().take(3);
        let mut signs = last.filter(|&i| !matches!(self.page.kind(i), TokenKind::Mark | TokenKind::Single));
        let ended =
            signs.next().is_some_and(|i| matches!(self.page.kind(i), TokenKind::Stop | TokenKind::Bang));
        let who = self.introduced(unit).filter(|_| ended).and_then(|m| self.mentions.all.get(m));
        who.is_some_and(|m| m.head_kind != Head::Document)
    }

    fn is_here(&self, unit: &Unit, i: usize) -> bool {
        self.page.is_outside(i) && self.page.sentence(i) == self.page.sentence(unit.first.start)
    }

    /// *“…,” as the memo put it*: a verb of saying with *it* behind *as* and whoever said it.
    fn put_behind(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let start = unit.last.end;
        let start = start + usize::from(page.kind(start) == TokenKind::Comma);
        let link = page.is_as(start);
        if !link || !self.is_here(unit, start) {
            return None;
        }
        // *as Ana Hale, who teaches law, put it*
        let joins = |i: usize| page.is_wordy(i) || page.kind(i) == TokenKind::Comma;
        let clause = (start + 1..start + REACH).take_while(|&i| self.is_here(unit, i) && joins(i));
        let verb = clause.into_iter().find(|&i| {
            let puts = page.profile.puts.contains(&page.tokens.hash(i));
            puts && page.pronoun(i + 1).is_some_and(|p| p.object && p.person == 3)
        })?;
        let before = verb.checked_sub(1)?;
        let m = if page.kind(before) == TokenKind::Comma {
            (start + 1..start + 4).find_map(|i| self.mention_at(i))?
        } else {
            self.mention_at(before)?
        };
        self.mentions.all.get(m).is_some_and(|m| m.whole().start > start).then_some(m)
    }

    /// *and, as Ana Hale put it, “…”*
    fn put_before(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let comma = unit.first.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Comma)?;
        // *as one guard put it to me in Marl, “…”*
        let mut tail = (comma.saturating_sub(TAIL)..comma).rev().take_while(|&i| page.is_wordy(i));
        let puts = |i: usize| page.profile.puts.contains(&page.tokens.hash(i));
        let object = |&i: &usize| page.pronoun(i).is_some_and(|p| p.object) && i > 0 && puts(i - 1);
        let verb = tail.find(object)? - 1;
        let mut back = (verb.saturating_sub(CLAUSE)..verb).rev().take_while(|&i| self.is_here(unit, i));
        let link = back.find(|&i| page.is_as(i))?;
        // *as one adviser to the mayor put it*
        let first = self.mention_at(link + 1).filter(|&m| !self.is_owner(m));
        let first = first.filter(|&m| self.mentions.all.get(m).is_some_and(speaks));
        let m = first.or_else(|| self.mention_at(verb.checked_sub(1)?))?;
        self.mentions.all.get(m).is_some_and(|m| m.whole().start > link).then_some(m)
    }

    /// *A review in a paper — Hale keeps a copy — called it “…”*: whoever stands before the dashes is the verb's subject.
    fn behind_dashes(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let dash = |&i: &usize| page.kind(i) == TokenKind::Dash && page.tokens.shape(i).has_space_before();
        let here = |&i: &usize| self.is_here(unit, i);
        let close =
            (unit.first.start.saturating_sub(CLAUSE)..unit.first.start).rev().take_while(here).find(dash)?;
        let verb = close + 1 + usize::from(page.is(close + 1, Class::Adverb));
        let says = page.verb(verb).is_some_and(|v| v.frames.has(Frame::Quote) || v.frames.has(Frame::As));
        if !says || page.word(verb).slots & 0b0_0110 == 0 || page.profile.grammar.verb_second {
            return None;
        }
        let open = (close.saturating_sub(LONG)..close).rev().take_while(here).find(dash)?;
        let first = page.sentences.get(page.sentence(open)).tokens.start;
        let all = self.mentions.within(first..open);
        let free = |&m: &usize| {
            self.mentions.all.get(m).is_some_and(|m| {
                let before = m.whole().start.checked_sub(1);
                m.whole().start >= first
                    && page.is_outside(m.tokens.start)
                    && !before.is_some_and(|i| page.is(i, Class::Preposition))
                    && speaks(m)
            })
        };
        all.into_iter().rev().find(free)
    }

    /// *which, according to Ana Hale of the school, “is too little”*: a phrase that names a source, right before the words.
    fn cited_before(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let comma = unit.first.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Comma)?;
        let back = (comma.saturating_sub(REACH)..comma).rev();
        let back = back.take_while(|&i| self.is_here(unit, i) && page.is_wordy(i));
        back.into_iter().find_map(|i| self.cited_at(unit, i).filter(|_| page.is(i, Class::PhraseStart)))
    }

    /// *According to a report, the crane was “soft”*: the phrase begins the sentence, and nothing else reports before the words.
    fn cited_first(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let first = page.sentences.get(page.sentence(unit.first.start)).tokens.start;
        let m = self.cited_at(unit, first).filter(|_| unit.first.start - first <= LONG)?;
        let end = self.mentions.all.get(m)?.tokens.end;
        let comma = (end..unit.first.start).find(|&i| page.kind(i) == TokenKind::Comma)?;
        let mut rest = comma..unit.first.start;
        let plain = rest
            .all(|i| page.is_outside(i) && !page.is(i, Class::ReportingVerb) && !page.is(i, Class::NounCue));
        plain.then_some(m)
    }

    /// *Hale was asked, “Where were you?”*: whoever is asked or told the words of `unit`, and does not say them.
    pub(super) fn asked(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let sign = unit.first.start.checked_sub(1)?;
        let end = matches!(page.kind(sign), TokenKind::Comma | TokenKind::Colon).then_some(sign);
        let verb = end.unwrap_or(unit.first.start).checked_sub(1).filter(|&i| self.is_here(unit, i))?;
        let told = page.verb(verb).is_some_and(|v| v.frames.has(Frame::Whom) && v.frames.has(Frame::Quote));
        let be = verb.checked_sub(1)?;
        let be = if page.is(be, Class::Adverb) { be.checked_sub(1)? } else { be };
        if !told || page.word(verb).slots & 0b0_1000 == 0 || !page.is(be, Class::Be) {
            return None;
        }
        let back = (be.saturating_sub(CLAUSE)..be).rev();
        let mut back =
            back.take_while(|&i| self.is_here(unit, i) && page.is_wordy(i) && page.word(i).verb == 0);
        back.find_map(|i| self.mention_at(i))
    }

    /// *“Too little,” was Hale’s verdict*: whoever owns the noun for what was said.
    pub(super) fn verdict_of(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let be = unit.last.end;
        if !page.is(be, Class::Be) || !self.is_here(unit, be) {
            return None;
        }
        // *“No comment,” was all that she would say*; *“Never” is what Hale said*
        if let Some(m) = (be + 2..be + 5).take_while(|&i| page.is_wordy(i)).find_map(|i| self.mention_at(i)) {
            let mention = self.mentions.all.get(m)?;
            let mut behind = (mention.tokens.end..mention.tokens.end + 3).take_while(|&i| page.is_wordy(i));
            let before = mention.tokens.start.saturating_sub(1);
            let related = before > be
                && page.word(before).classes.any(&[Class::Relative, Class::QuestionWord, Class::Quantifier]);
            if related && behind.any(|i| page.verb(i).is_some_and(|v| v.frames.has(Frame::Plain))) {
                return Some(m);
            }
        }
        let m = self.mention_at(be + 1)?;
        let owner = self.mentions.all.get(m).filter(|m| page.kind(m.tokens.end) == TokenKind::Clitic)?;
        let mut nouns = owner.tokens.end + 1..owner.tokens.end + 4;
        nouns
            .any(|i| page.is(i, Class::NounCue) || page.profile.wordings.contains(&page.tokens.hash(i)))
            .then_some(m)
    }

    /// *“…,” per the party’s rules*: a phrase that names a source, right behind the words.
    fn cited_behind(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let start = unit.last.end;
        let start = start + usize::from(page.kind(start) == TokenKind::Comma);
        self.cited_at(unit, start)
    }

    /// Whoever the phrase at token `start` names as a source.
    fn cited_at(&self, unit: &Unit, start: usize) -> Option<usize> {
        let page = self.page;
        if !self.is_here(unit, start) || !page.is(start, Class::PhraseStart) {
            return None;
        }
        let hashes = |n: usize| (start..start + n).map(|i| page.tokens.hash(i));
        let words = page.profile.phrases.iter().find(|p| hashes(p.len()).eq(p.iter().copied()))?.len();
        if !page.is(start + words - 1, Class::Preposition) {
            return None; // *for her part*
        }
        let m = (start + words..start + words + 4).find_map(|i| self.mention_at(i))?;
        let m = if self.is_owner(m) { m + 1 } else { m };
        let mention = self.mentions.all.get(m)?;
        (self.is_here(unit, mention.head) && !mention.modifies && mention.pronoun.is_none()).then_some(m)
    }

    /// *the former mayor Ana Hale — “…” — and others*: the words stand between dashes behind a name.
    fn between_dashes(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let dash = unit.first.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Dash)?;
        if page.kind(unit.last.end) != TokenKind::Dash || !self.is_here(unit, dash) {
            return None;
        }
        let m = self.mention_at(dash.checked_sub(1)?)?;
        self.mentions.all.get(m).is_some_and(|m| m.kind == MentionKind::Name && !m.modifies).then_some(m)
    }

    /// *a banner reading “…”*: a text says what stands on it.
    fn displayed(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let verb = unit.first.start.checked_sub(1).filter(|&i| self.is_here(unit, i))?;
        let verb = verb - usize::from(page.kind(verb) == TokenKind::Colon && verb > 0);
        let m = self.mention_at(verb.checked_sub(1)?)?;
        let mention = self.mentions.all.get(m)?;
        let text = page.profile.displays.contains(&page.tokens.hash(mention.head));
        (page.word(verb).slots & 0b1_0000 != 0 && mention.tokens.end == verb && text).then_some(m)
    }

    /// *Hale dismissed the claim by Moss that all was well as “…”*: the subject of the verb that *as* belongs to.
    fn held_as(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let link = unit.first.start.checked_sub(1).filter(|&i| self.is_here(unit, i))?;
        let link = if page.is(link, Class::Article) { link.checked_sub(1)? } else { link };
        if !page.is_as(link) {
            return None;
        }
        let back = (link.saturating_sub(REACH)..link).rev().take_while(|&i| self.is_here(unit, i));
        let verb = back.into_iter().find(|&i| {
            page.word(i).slots & 0b0_0110 != 0 && page.verb(i).is_some_and(|v| v.frames.has(Frame::As))
        })?;
        if let Some(m) = self.joined(verb) {
            return Some(m);
        }
        // *Hale complained that Moss sees it as “…”*
        let mut earlier =
            (verb.saturating_sub(LONG)..verb).rev().take_while(|&i| page.sentence(i) == page.sentence(link));
        if earlier.any(|i| page.is_outside(i) && page.is(i, Class::ReportingVerb)) {
            return None;
        }
        let before = verb.checked_sub(1)?;
        let before = if page.is(before, Class::Adverb) { before.checked_sub(1)? } else { before };
        // *the board, which in March described it as “…”*
        let relative = || super::relative::before(self, verb).and_then(|i| self.before_relative(i));
        let m = self.mention_at(before).or_else(relative)?;
        speaks(self.mentions.all.get(m)?).then_some(m)
    }

    /// *The report, seen by the Kurier, warns that … and describes it as “…”*: the source of the verb that the one at token `verb` is
    /// joined to.
    fn joined(&self, verb: usize) -> Option<usize> {
        let page = self.page;
        let joint = verb.checked_sub(1).filter(|&i| page.is(i, Class::Coordinator))?;
        let (start, end) = (page.tokens.start(joint), page.tokens.end(joint));
        let before = self.relations.partition_point(|r| r.cue.start() < start);
        let near = self.relations.get(before.saturating_sub(2)..before)?.iter().rev();
        let first = near.into_iter().find(|r| {
            let cue = page.tokens.at(r.cue.start());
            page.sentence(cue) == page.sentence(verb)
                && page.is_outside(cue)
                && page.word(cue).slots & 0b0_0110 != 0
        })?;
        let apart = first.content.hull().end() <= end && first.probability.get() >= SURE;
        self.source_mention(first.source.as_ref().filter(|_| apart)?, first.source_kind)
    }

    /// *The plan was, in the words of one auditor, “…”*
    fn worded_by(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let first = unit.first.start;
        let back = (first.saturating_sub(REACH)..first).rev().take_while(|&i| self.is_here(unit, i));
        let worded = |&i: &usize| {
            page.profile.wordings.contains(&page.tokens.hash(i)) && page.is(i + 1, Class::Belonging)
        };
        let wording = back.into_iter().find(worded)?;
        // *the words of the song*, but not *in the words of the song*
        let opens = (wording.saturating_sub(2)..wording).any(|i| page.is(i, Class::Preposition));
        let m = (wording + 2..first).find_map(|i| self.mention_at(i))?;
        let begins = self.mentions.all.get(m).is_some_and(|m| m.whole().start == wording + 2);
        (opens && begins).then_some(m)
    }

    /// *She was praised by the mayor for her “…”*: whoever does it in the passive.
    fn praised_by(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let first = unit.first.start;
        let back = (first.saturating_sub(REACH)..first).rev().take_while(|&i| self.is_here(unit, i));
        let mut by = None;
        for i in back {
            if page.kind(i) == TokenKind::Comma {
                return None;
            }
            if page.str(i).eq_ignore_ascii_case("by") {
                by = Some(i);
            }
            let word = page.word(i);
            if word.verb == 0 {
                continue;
            }
            let passive = by == Some(i + 1)
                && page.is(i, Class::ReportingVerb)
                && word.slots & 0b0_1000 != 0
                && (i.saturating_sub(3)..i).any(|j| page.is(j, Class::Be));
            if !passive {
                return None;
            }
            let m = (i + 2..i + 6).find_map(|j| self.mention_at(j))?;
            let m = if self.is_owner(m) { m + 1 } else { m };
            return speaks(self.mentions.all.get(m)?).then_some(m);
        }
        None
    }
}

/// Whether `mention` can be the subject or agent of a verb of saying.
fn speaks(mention: &Mention) -> bool {
    let subject = mention.pronoun.is_none_or(|p| p.subject && !p.indefinite);
    let person = mention.kind != MentionKind::Nominal || mention.head_kind != Head::Other;
    subject && person && !mention.modifies
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, QuoteKind, analyse};
    use crate::text::SourceText;

    /// The speakers of the marked words of `text`.
    fn speakers(text: &str) -> Vec<String> {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let marked =
            found.quotes.iter().filter(|q| !matches!(q.kind, QuoteKind::Indirect | QuoteKind::NotSpeech));
        marked.map(|q| q.speaker.map_or("?".to_owned(), |s| found.speakers[s].name.clone())).collect()
    }

    #[test]
    fn a_cry_is_whose_it_comes_from() {
        let text = "Dara Holt shook his head. There was a cry of “Four years? Is that it?” from a woman in the gallery.";
        assert_eq!(speakers(text), ["a woman"]);
        let text = "“I changed my mind,” Dara Holt said, to a shout of “About time!” from a man above. “I was told of sixty.”";
        assert_eq!(speakers(text), ["Dara Holt", "a man", "Dara Holt"]);
    }

    #[test]
    fn a_memo_puts_what_stands_before_as_it_put_it() {
        let text = "Senator Dara Holt spoke first. The main requirement for the scheme is a “lawful source of income,” as a \
                    Housing Ministry memo put it.";
        assert_eq!(speakers(text), ["a Housing Ministry memo"]);
    }

    #[test]
    fn what_stands_beside_the_words_names_the_source() {
        let text = "The farmer pledges part of the crop at a price which, according to Professor Mira Castan of the farm school in Belford, “is \
                    always too low.”";
        assert_eq!(speakers(text), ["Mira Castan"]);
        let text = "Polls suggest a hung house. “Nobody wins, everybody pays,” as Ylva Strand, who teaches law in Lundvik, sums it up.";
        assert_eq!(speakers(text), ["Ylva Strand"]);
        let text =
            "Ada Telles was not impressed by the law. “Too little,” was Telles’s verdict. “And too late.”";
        assert_eq!(speakers(text), ["Ada Telles", "Ada Telles"]);
        let text = "Ruth Calder said the board had been “asleep.” According to a report seen by this paper, the crane was “soft to the touch.”";
        assert_eq!(speakers(text), ["Ruth Calder", "a report"]);
        let text = "Ada Telles left. “The mayor swims well,” is all that a press officer will say.";
        assert_eq!(speakers(text), ["a press officer"]);
        let text = "Maps were mistrusted by the Harbour Board, which in 1961 described one as “too pretty.” Delia Crane disagreed.";
        assert_eq!(speakers(text), ["Harbour Board"]);
    }

    #[test]
    fn who_is_asked_does_not_say_it() {
        let text = "In an interview with the Marl Times, Delia Crane was asked, “Where were you?” Bob Hale answered for her.";
        assert!(!speakers(text).contains(&"Delia Crane".to_owned()), "{:?}", speakers(text));
    }

    #[test]
    fn whole_words_in_brackets_are_those_of_the_name_before() {
        let text = "Ada Telles sent her regards, as did the mayor, Milo Romm (“I can think of nobody who deserves it more.”), and others.";
        assert_eq!(speakers(text), ["Milo Romm"]);
    }

    #[test]
    fn who_belongs_to_a_body_is_not_the_body() {
        let text = "Piet Vandersloot of the Haldane Institute called the advance “a hedge, not a plan”. He noted that it was late.";
        assert_eq!(speakers(text), ["Piet Vandersloot"]);
        let text = "The lead author, Professor Li Wen of Easthaven University, called the find “absurd and wonderful”. It was late.";
        assert_eq!(speakers(text), ["Li Wen"]);
        let text = "The memo, which was leaked to Radio Marl on Monday, says the bridge is safe but describes the railings as “a joke”.";
        assert_eq!(speakers(text), ["The memo"]);
        // A firm is nobody’s *Ms*.
        let text = "Margot Pell, chief executive of Pell & Hart, said the weight had not changed. Shares in Pell & Hart fell. Ms Pell \
                    insists on that. “He was talking about the crusts,” she said.";
        assert_eq!(speakers(text), ["Margot Pell"]);
    }

    #[test]
    fn a_name_in_a_description_is_not_who_speaks() {
        let text = "Homes were dark. “Nobody came,” the man who shot Bob Hale said. “I waited.”";
        assert_eq!(speakers(text), ["the man"]);
        let text = "The plan was dropped. “It is late,” said one Republican involved in the planning. “Money is not a problem.”";
        assert_eq!(speakers(text), ["one Republican"]);
    }

    #[test]
    fn words_between_dashes_are_those_of_the_name_before() {
        let text = "A chorus of prominent Reformers has said the same thing, including the former candidate Milo Romm — “It is \
                    wrong to refuse to show the returns to the voters” — and Fred Goldsmith, a former commissioner.";
        assert_eq!(speakers(text), ["Milo Romm"]);
    }

    #[test]
    fn as_belongs_to_the_verb_of_the_main_clause() {
        let text = "Hale dismissed the claim by Ms. Lund that the docks were safe as “pure fantasy.” Lund stood by it.";
        assert_eq!(speakers(text), ["Hale"]);
        assert_eq!(
            speakers("The inquiry — often labeled as a “witch hunt” by Reformers — goes on."),
            ["Reformers"]
        );
    }

    #[test]
    fn a_banner_says_what_stands_on_it() {
        let text = "Rovers lost again. “We get no breaks,” coach Ronan Pell said. Some supporters held up a banner reading “Time \
                    to go, old friend”.";
        assert_eq!(speakers(text), ["Ronan Pell", "a banner"]);
    }

    #[test]
    fn in_the_words_of_somebody_is_what_somebody_says() {
        let text = "An inquiry by this paper found that the college was, in the words of one auditor, “trading on hope.”";
        assert_eq!(speakers(text), ["one auditor"]);
    }

    #[test]
    fn whoever_gives_a_name_has_it() {
        let text = "Her neighbour, a retired pilot who gave his name only as Benno, was blunter. “They cut corners for years,” he \
                    said. A woman who identified herself as Mina Roth agreed. “It is late,” she said.";
        assert_eq!(speakers(text), ["Benno", "Mina Roth"]);
    }

    #[test]
    fn an_age_means_whoever_was_named() {
        let text = "Ruth Amery nearly did not pick up. “I thought it was the garage,” the 81-year-old retired teacher said Monday.";
        assert_eq!(speakers(text), ["Ruth Amery"]);
    }

    #[test]
    fn whoever_spoke_is_she_and_not_who_owns_what_she_spoke_of() {
        let text = "The Admiral’s heirs were not consulted, according to a spokeswoman for the family. “We found out from the \
                    radio,” she said.";
        assert_eq!(speakers(text), ["a spokeswoman"]);
        let text = "The contractor, Halden Works, denied wrongdoing. It said payments had been made “in line with milestones.”";
        assert_eq!(speakers(text), ["Halden Works"]);
        let text = "The company that operates the terminal, PortLine, called the walkout “illegal and irresponsible.”";
        assert_eq!(speakers(text), ["PortLine"]);
    }

    #[test]
    fn who_is_somebody_and_no_university() {
        let text = "“It is one octopus,” noted Prof. Ingrid Falk of the University of Kell, who called the results “charming but \
                    thin.”";
        assert_eq!(speakers(text), ["Ingrid Falk", "Ingrid Falk"]);
    }

    #[test]
    fn a_sentence_that_ends_in_a_colon_says_whose_the_next_is() {
        let text = "Officers call it “bad.” Critics had another word: “Catastrophic.” Nobody listened.";
        assert_eq!(speakers(text), ["Officers", "Critics"]);
        let text =
            "The game was lost. Her pupil and biographer, Daniel Orlov, calls her “the last of her kind.”";
        assert_eq!(speakers(text), ["Daniel Orlov"]);
    }
}
