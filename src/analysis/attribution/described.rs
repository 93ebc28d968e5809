//! Clauses that say what somebody calls something: *a claim that Olsen dismissed as “nonsense”*. Whoever stands before the verb
//! there said the marked words, whoever else the sentence reports.

use super::apposition::full_description;
use super::candidates::Scene;
use super::mentions::{Head, MentionKind, is_noun_like};
use super::modified;
use super::units::Unit;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame, Gender, Number};

impl Scene<'_, '_> {
    /// Whoever the form of the clause around `unit` says it is, whatever else stands near.
    pub(super) fn stated(&self, unit: &Unit) -> Option<usize> {
        // *Vor Gericht nannte Orm es „…“*: what stands before the verb need not be its subject.
        if self.page.profile.grammar.verb_second {
            return self.bracketed(unit);
        }
        let quoted = self
            .said_first(unit)
            .or_else(|| self.quoted_by_another(unit))
            .or_else(|| self.who_said(unit))
            .or_else(|| self.described_by(unit))
            .or_else(|| self.called_by(unit))
            .or_else(|| self.told_by_text(unit))
            .or_else(|| self.said_meanwhile(unit))
            .or_else(|| modified::said_in_carried(self, unit));
        quoted
            .or_else(|| self.said_behind(unit))
            .or_else(|| self.calls(unit))
            .or_else(|| self.tells_to(unit))
            .or_else(|| self.said_in_aside(unit))
    }

    /// Whoever follows the verb that the sentence before the words of `unit` begins with: *Said Hale: “…”*.
    fn said_first(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let sign = unit.first.start.checked_sub(1)?;
        let verb = page.sentences.get(page.sentence(sign)).tokens.start;
        let says = page.verb(verb)?.frames.has(Frame::Plain)
            && page.word(verb).slots & 0b0_0110 != 0
            && page.is_outside(verb);
        let m = self.mention_at(verb + 1)?;
        let mention = self.mentions.all.get(m).filter(|m| m.kind != MentionKind::Pronoun)?;
        let rest = mention.tokens.end..sign;
        let signed = matches!(page.kind(sign), TokenKind::Colon | TokenKind::Comma);
        let plain = rest.into_iter().all(|i| page.is_outside(i) && !page.is_finite(i));
        (says && signed && plain && mention.whole().start == verb + 1).then_some(m)
    }

    /// Whoever says the words of `unit` while another speaks: *“Go on,” she said as a man yelled: “No!”*
    fn said_meanwhile(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let sign = unit.first.start.checked_sub(1)?;
        let verb = sign.checked_sub(1)?;
        let signed = matches!(page.kind(sign), TokenKind::Colon | TokenKind::Comma);
        let says = page.word(verb).slots & 0b0_0110 != 0 && page.verb(verb)?.frames.has(Frame::Quote);
        let m = self.mention_at(verb.checked_sub(1).filter(|_| signed && says)?)?;
        let mention = self.mentions.all.get(m).filter(|m| m.tokens.end == verb && !m.modifies)?;
        let link = mention.whole().start.checked_sub(1)?;
        let opens = page.is(link, Class::Subordinator) && page.sentence(link) == page.sentence(verb);
        let another = link.checked_sub(1).is_some_and(|i| page.word(i).verb > 0 && page.is_outside(i));
        (opens && another && mention.pronoun.is_none_or(|p| p.subject)).then_some(m)
    }

    /// Whether somebody calls something by the words of unit `u`, see [`Scene::described_by`], or they are somebody's answer.
    pub fn is_described(&self, u: usize) -> bool {
        self.units
            .get(u)
            .is_some_and(|unit| self.described_by(unit).is_some() || self.verdict_of(unit).is_some())
    }

    /// Whoever calls something by the words of `unit`, in a clause that belongs to a noun or to *what* before it: *a claim that Olsen
    /// dismissed as “nonsense”*, *an evening their coach described as “long”*, *what Hale called “a start”*.
    pub fn described_by(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let same = |i: usize| page.sentence(i) == page.sentence(unit.first.start) && page.is_outside(i);
        let mut verb = unit.first.start.checked_sub(1).filter(|&i| same(i))?;
        // *what the text calls the “…”*
        if page.is(verb, Class::Article) && verb.checked_sub(1).is_some_and(|i| page.verb(i).is_some()) {
            verb -= 1;
        }
        // *as*
        let link = page.is_as(verb);
        verb -= usize::from(link && verb > 0);
        // *she described it as “…”*
        if link && page.pronoun(verb).is_some_and(|p| p.object) {
            verb = verb.checked_sub(1)?;
        }
        // *what Olsen described in a speech on Sunday as “…”*
        let calls = |i: usize| page.verb(i).is_some_and(|v| v.frames.has(Frame::As));
        if link && !calls(verb) {
            let words = |&i: &usize| same(i) && page.is_wordy(i) && !page.is(i, Class::Complementiser);
            let mut back = (verb.saturating_sub(ADDED)..verb).rev().take_while(words);
            verb = back.find(|&i| calls(i)).unwrap_or(verb);
        }
        // *a letter in which Olsen called the bridge “…”*
        let called = self.called_object(verb, &same);
        let object = called.is_some();
        let verb = called.unwrap_or(verb);
        let slots = page.word(verb).slots;
        if !same(verb) || slots.trailing_zeros() > 2 || !page.verb(verb)?.frames.has(Frame::As) {
            return None;
        }
        // *once delicately termed*
        let adverb = |i: usize| page.is(i, Class::Adverb) || page.ends_as(i, &page.profile.adverb_endings);
        let subject = (verb.saturating_sub(3)..verb).rev().find(|&i| !adverb(i))?;
        // *a building their engineers had once called “…”*
        let subject = if page.is(subject, Class::Have) { subject.checked_sub(1)? } else { subject };
        // *the mayor herself once described it as “…”*
        let itself = page.pronoun(subject).is_some_and(|p| p.reflexive);
        let subject = if itself { subject.checked_sub(1)? } else { subject };
        // *a condition that the minister, Ana Hale, dismissed as “…”*
        let closed = page.kind(subject) == TokenKind::Comma;
        let subject = if closed { subject.checked_sub(1)? } else { subject };
        // *Hale, who has long described it as “…”, told them*
        if page.pronoun(subject).is_some_and(|p| p.relative && p.subject) && page.is(subject, Class::Relative)
        {
            return self.before_relative(subject);
        }
        let m = self.mention_at(subject)?;
        let mention = self.mentions.all.get(m).filter(|m| !m.modifies)?;
        // *whom opponents call “…”*
        if slots & 0b0_0110 == 0 && mention.number != Number::Plural {
            return None;
        }
        let subjective = mention.pronoun.is_none_or(|p| p.subject);
        let described = m.checked_sub(1).filter(|&d| closed && self.apposed(d) == Some(m));
        if closed && described.is_none() {
            return None;
        }
        let start = described.map_or(mention.whole().start, |d| full_description(self, d).start);
        let before = start.checked_sub(1).filter(|&i| same(i))?;
        if object {
            let behind = before.checked_sub(1).is_some_and(|i| same(i) && page.is(i, Class::Preposition));
            return (subjective && behind && page.is(before, Class::Relative)).then_some(m);
        }
        let opened = page.is(before, Class::Relative) || page.is(before, Class::QuestionWord);
        let of_noun = page.is_noun(before) || is_noun_like(page, before) && page.is(before, Class::TimeNoun);
        (subjective && (itself || opened || of_noun)).then_some(m)
    }

    /// Whoever calls somebody the words of `unit` right before them: *the channel named her “…”*.
    fn calls(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let object = unit.first.start.checked_sub(1)?;
        let verb = object.checked_sub(1)?;
        let called = page.pronoun(object).is_some_and(|p| p.object && p.person == 3)
            && page.word(verb).slots & 0b0_0110 != 0
            && page.verb(verb).is_some_and(|v| v.frames.has(Frame::As));
        let subject = (verb.saturating_sub(3)..verb).rev().find(|&i| !page.is(i, Class::Adverb))?;
        let m = self.mention_at(subject)?;
        let mention = self.mentions.all.get(m).filter(|m| !m.modifies && m.tokens.end == subject + 1)?;
        let same = page.sentence(mention.head) == page.sentence(object) && page.is_outside(subject);
        (called && same && mention.pronoun.is_none_or(|p| p.subject)).then_some(m)
    }

    /// Whoever tells somebody to do what the words of `unit` say, in a clause that itself is told: *one said a captain told them to
    /// “come back”*.
    fn tells_to(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let to = unit.first.start.checked_sub(1).filter(|&i| page.is(i, Class::InfinitiveMark))?;
        let same = |i: usize| page.sentence(i) == page.sentence(to) && page.is_outside(i) && page.is_wordy(i);
        let tells = |i: usize| {
            page.word(i).slots & 0b0_0110 != 0 && page.verb(i).is_some_and(|v| v.frames.has(Frame::Whom))
        };
        let mut back = (to.saturating_sub(OBJECT)..to).rev().take_while(|&i| same(i));
        let verb = back.find(|&i| tells(i))?;
        let near = (verb.saturating_sub(ADDED)..verb).rev().filter_map(|i| self.mention_at(i));
        let (m, whole) = near.map(|m| (m, full_description(self, m))).find(|(_, whole)| whole.end == verb)?;
        let mention = self.mentions.all.get(m).filter(|m| !m.modifies)?;
        let before = whole.start.checked_sub(1).filter(|&i| same(i))?;
        let told = page.is(before, Class::ReportingVerb) || page.is(before, Class::Complementiser);
        (told && mention.pronoun.is_none_or(|p| p.subject)).then_some(m)
    }

    /// The verb that calls its object something, where the object ends at token `last`: *called the bridge*.
    fn called_object(&self, last: usize, here: &dyn Fn(usize) -> bool) -> Option<usize> {
        let page = self.page;
        if page.word(last).verb > 0 {
            return None;
        }
        let back = (last.saturating_sub(OBJECT)..=last).rev();
        let mut back = back.take_while(|&i| here(i) && page.is_wordy(i) && !page.is(i, Class::Preposition));
        back.find(|&i| page.word(i).verb > 0 && page.word(i).slots & 0b0_0111 != 0)
    }

    /// Whoever somebody else quotes with the words of `unit`: *the paper quoted a guard as saying “…”*, *“…,” she was quoted by
    /// the agency as saying*.
    pub fn quoted_by_another(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let (first, end) = (unit.first.start, unit.last.end);
        let here = |i: usize| page.is_outside(i) && page.paragraph(i) == unit.paragraph;
        let links = |i: &usize| {
            page.is_as(*i) && page.word(i + 1).slots & 0b1_0000 != 0 && page.is(i + 1, Class::ReportingVerb)
        };
        // *as saying that men had been told to “wait”*, but not *as saying that Hale had called it “late”*.
        let plain = |&i: &usize| here(i) && !(page.says(i) && i > 0 && self.mention_at(i - 1).is_some());
        let before = (first.saturating_sub(SAYING)..first).rev().take_while(plain).find(links);
        let after = (end..end + QUOTED).take_while(|&i| here(i) && page.kind(i) != TokenKind::Stop);
        let (link, from) = match before {
            Some(i) => (i, i.saturating_sub(QUOTED)),
            None => (after.into_iter().find(links)?, end),
        };
        let clause = (from..link).rev().take_while(|&i| here(i) && page.sentence(i) == page.sentence(link));
        let verb = clause.into_iter().find(|&i| {
            let quotes = page.verb(i).is_some_and(|v| v.frames.has(Frame::As) && v.frames.has(Frame::Quote));
            quotes && page.word(i).slots & 0b0_1110 != 0
        })?;
        let mention = |i: usize| self.mention_at(i);
        let passive = (verb.saturating_sub(3)..verb).any(|i| page.is(i, Class::Be));
        if passive {
            return (from..verb).rev().find_map(mention);
        }
        // *a clerk whom the paper quoted as saying*
        if verb + 1 == link {
            let whom = (verb.saturating_sub(WHOM)..verb).rev().find(|&i| page.is(i, Class::Relative));
            // *a clerk of the court in Marl, whom …*: the court is not meant, nor is Marl.
            let whole = |whom: usize| {
                let comma = whom - usize::from(page.kind(whom.saturating_sub(1)) == TokenKind::Comma);
                let last = self.mentions.all.partition_point(|m| m.tokens.start < whom);
                let mut near = (last.saturating_sub(WHOM)..last).rev();
                near.find(|&m| {
                    let one = self.mentions.all.get(m).is_some_and(|m| m.head_kind == Head::Person);
                    one && full_description(self, m).end == comma
                })
            };
            if let Some(m) = whom.and_then(|i| whole(i).or_else(|| self.before_relative(i))) {
                return Some(m);
            }
        }
        let whole = (verb + 1..link).find_map(|i| mention(i).filter(|&m| !self.is_owner(m)))?;
        // *quoted residents of the town as saying*: the first is the head of what follows.
        Some(whole)
    }

    /// Whoever a relative clause right before the words of `unit` says them of: *a guest who muttered “…”*.
    pub fn who_said(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let same = |i: usize| page.sentence(i) == page.sentence(unit.first.start) && page.is_outside(i);
        let verb = unit.first.start.checked_sub(1).filter(|&i| same(i))?;
        let said = page.word(verb).slots & 0b0_0110 != 0 && page.verb(verb)?.frames.has(Frame::Quote);
        let mut who = verb.checked_sub(1)?;
        if page.is(who, Class::Adverb) {
            who = who.checked_sub(1)?;
        }
        let relative =
            page.pronoun(who).is_some_and(|p| p.relative && p.subject && p.gender != Gender::Neuter);
        let m = self.before_relative(who).filter(|_| said && relative && same(who))?;
        // *a man in a hat who muttered*: what stands right before is no person there.
        let mention = self.mentions.all.get(m)?;
        (mention.kind == MentionKind::Name
            || matches!(mention.head_kind, Head::Person | Head::Kin)
            || mention.number == Number::Plural)
            .then_some(m)
    }

    /// The text whose own clause has the words of `unit`: *He recalled the report, which warned that the roof was “…”*.
    fn told_by_text(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let start = unit.first.start;
        let here = |i: usize| page.sentence(i) == page.sentence(start) && page.is_outside(i);
        let relative = |i: &usize| {
            // *warned that the roof was* is no clause of a text's own; *that listed* is.
            let next = *i + 1 + usize::from(page.is(*i + 1, Class::Adverb));
            let opens = page.pronoun(*i).is_some_and(|p| p.relative && p.subject)
                || page.word(*i).classes.any(&[Class::Relative, Class::Complementiser])
                    && page.has_finite(next);
            here(*i) && opens && !page.is(*i, Class::Article)
        };
        let pronoun = (start.saturating_sub(TOLD)..start).rev().find(relative)?;
        let verb = pronoun + 1 + usize::from(page.is(pronoun + 1, Class::Adverb));
        let says = |i: usize| page.word(i).slots & 0b0_0110 != 0 && page.verb(i).is_some();
        // *which listed the cause as “…”*
        let lists = page.has_finite(verb) && start.checked_sub(1).is_some_and(|i| page.is_as(i));
        // *that warned of “…” and noted “…”*
        let joined = |i: usize| i.checked_sub(1).is_some_and(|b| page.is(b, Class::Coordinator));
        let mut later = (verb + 1..start).filter(|&i| here(i) && says(i));
        if !(says(verb) || lists) || !later.all(joined) {
            return None;
        }
        let text = |m: &usize| {
            let mention = self.mentions.all.get(*m);
            mention.is_some_and(|m| m.kind == MentionKind::Nominal && m.head_kind == Head::Document)
        };
        // *He quotes a geographer who wrote that the people were “poor”.*
        let writes = |m: &usize| {
            let mention = self.mentions.all.get(*m);
            let person =
                mention.is_some_and(|m| m.kind == MentionKind::Nominal && m.head_kind == Head::Person);
            person && says(verb) && page.is(verb + 1, Class::Complementiser)
        };
        let m = self.before_relative(pronoun)?;
        if text(&m) || writes(&m) {
            return Some(m);
        }
        // *a report by the fire marshal’s office that listed …*
        let before = (m.saturating_sub(3)..m).rev().find(text)?;
        let mut between = self.mentions.all.get(before)?.tokens.end..pronoun;
        let tied = page.is(between.start, Class::Preposition);
        (tied && between.len() <= TOLD && between.all(|i| !page.is_wordy(i) || !page.is_finite(i)))
            .then_some(before)
    }

    /// Whoever calls something by the words of `unit` in a passive clause: *called “…” by the mayor*, *described by the mayor as “…”*.
    pub fn called_by(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let same = |i: usize| page.sentence(i) == page.sentence(unit.first.start) && page.is_outside(i);
        let by = |i: usize| same(i) && page.str(i).eq_ignore_ascii_case("by");
        let mention = |i: usize| {
            let m = (i + 1..i + 4).find_map(|i| self.mention_at(i))?;
            // *called “…” by nobody*
            let known = self.mentions.all.get(m)?.pronoun.is_none_or(|p| !p.indefinite);
            known.then_some(m)
        };
        let participle = |i: usize| {
            same(i)
                && page.word(i).slots & 0b0_1000 != 0
                && page.verb(i).is_some_and(|v| v.frames.has(Frame::As))
        };
        let before = unit.first.start.checked_sub(1).filter(|&i| same(i))?;
        // *labelled as a “…” by the mayor*
        let before = if page.is(before, Class::Article) { before.checked_sub(1)? } else { before };
        let link = page.is_as(before);
        let verb = before - usize::from(link && before > 0);
        let own = verb.checked_sub(1).and_then(|i| page.pronoun(i)).is_some_and(|p| p.subject);
        if by(unit.first.end) && participle(verb) && !own {
            return mention(unit.first.end);
        }
        if !link {
            return None;
        }
        let clause = (before.saturating_sub(SAID_BY)..before).rev().take_while(|&i| same(i));
        let agent = clause.clone().find(|&i| by(i))?;
        let verb = clause.into_iter().find(|&i| participle(i)).filter(|&v| v < agent)?;
        // *Hale dismissed the claim by Moss as “…”*
        let passive = (verb.saturating_sub(3)..verb).any(|i| page.is(i, Class::Be));
        if !passive && (verb + 1..agent).any(|i| page.is(i, Class::Article) || page.is(i, Class::Possessive))
        {
            return None;
        }
        // Nothing else is said between.
        (!(verb + 1..before).any(|i| page.is(i, Class::ReportingVerb) && page.word(i).slots & 0b0_0110 != 0))
            .then(|| mention(agent))
            .flatten()
    }

    /// Whoever is named right behind the words of `unit` and a verb that reports, where it is no name: *“…,” said one.*
    pub fn said_behind(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let verb = unit.last.end;
        let ended = unit
            .last
            .clone()
            .rev()
            .take(3)
            .any(|i| matches!(page.kind(i), TokenKind::Comma | TokenKind::Bang | TokenKind::Stop));
        let frames = page.verb(verb)?.frames;
        let plain = frames.has(Frame::Plain);
        // *“Go, then,” shouted the captain*
        let uttered = frames.has(Frame::Quote) && !frames.has(Frame::Stance);
        let finite = page.word(verb).slots & 0b0_0110 != 0 && !page.is_capital(verb);
        if !(ended && (plain || uttered) && finite)
            || page.paragraph(verb) != unit.last_paragraph
            || !page.is_outside(verb)
        {
            return None;
        }
        let m = self.mention_at(verb + 1)?;
        let mention = self.mentions.all.get(m).filter(|m| m.whole().start == verb + 1 && !m.modifies)?;
        let indefinite = mention.pronoun.is_some_and(|p| p.indefinite);
        let person =
            mention.kind == MentionKind::Nominal && matches!(mention.head_kind, Head::Person | Head::Kin);
        ((indefinite || person) && !self.is_owner(m)).then_some(m)
    }
}

/// Words between a verb that calls something and *as*, at most.
const ADDED: usize = 8;
/// Words of what somebody calls something, between the verb and the marks, at most.
const OBJECT: usize = 6;
/// Words between a passive verb and what something is called, at most.
const SAID_BY: usize = 14;
/// Tokens between the pronoun of a text’s own clause and the words that it has, at most.
const TOLD: usize = 24;
/// Words between the cue *as saying* and what is quoted at most.
const SAYING: usize = 16;
/// Words between *whom* and whoever quotes, and mentions before *whom*, that are looked at, at most.
const WHOM: usize = 6;
/// Words between whoever is quoted and *as saying* at most.
const QUOTED: usize = 24;

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    fn speakers(text: &str) -> Vec<String> {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let marked = found.quotes.iter().filter(|q| q.kind != crate::analysis::QuoteKind::Indirect);
        marked.map(|q| q.speaker.map_or("?".to_owned(), |s| found.speakers[s].name.clone())).collect()
    }

    #[test]
    fn whoever_is_quoted_speaks_and_not_whoever_quotes() {
        assert_eq!(
            speakers("The Orrin Herald quoted Tilda Moss as saying “the lock has rusted through.”"),
            ["Tilda Moss"]
        );
        assert_eq!(
            speakers(
                "Tilda Moss spoke on the quay. “It is rust,” she was quoted by the Orrin Herald as saying."
            ),
            ["Tilda Moss"]
        );
        assert_eq!(speakers("“It is rust,” said Tilda Moss, as the Orrin Herald watched."), ["Tilda Moss"]);
        let text =
            "The Orrin Herald quoted an officer as saying that the men had been told to “clean their boots.”";
        assert_eq!(speakers(text), ["an officer"]);
        let text = "The Orrin Herald heard from a clerk of the court in Orrin, whom it quoted as saying: “I am ashamed of it.”";
        assert_eq!(speakers(text), ["a clerk of the court in Orrin"]);
    }

    #[test]
    fn what_something_is_called_by_somebody_is_theirs() {
        assert_eq!(
            speakers("The mill, called “a heap of planks” by Tilda Moss, will be sold by the town."),
            ["Tilda Moss"]
        );
        assert_eq!(speakers("Tilda Moss called it “a heap of planks” by the river."), ["Tilda Moss"]);
        let text = "The Orrin Trust stopped its work in May after what it described as “rude interference” by armed men.";
        assert_ne!(speakers(text), ["armed men"]);
    }

    #[test]
    fn whoever_a_relative_clause_is_about_says_its_words() {
        let text = "Judge Petra Holm scolded the clerk. She also sent out one spectator who muttered “shame” at the bench.";
        assert_eq!(speakers(text), ["one spectator"]);
        assert_eq!(speakers("Petra Holm, who arrived late, said “shame on the lot of you.”"), ["Petra Holm"]);
    }

    #[test]
    fn whoever_did_it_in_person_said_it() {
        let text = "Critics loathe the tower. Its owner, Jon Brandt, is proud of it. The mayor herself once described it as “a tooth”.";
        assert_eq!(speakers(text), ["The mayor"]);
    }

    #[test]
    fn what_is_described_by_somebody_as_something_is_theirs() {
        let text =
            "Her archive, now held at Orrin College, was described last year by prosecutors as “priceless.”";
        assert_eq!(speakers(text), ["prosecutors"]);
        assert_eq!(
            speakers("Tilda Moss described the mill by the river as “a heap of planks.”"),
            ["Tilda Moss"]
        );
    }

    #[test]
    fn whoever_was_she_is_not_he_in_the_answer() {
        let text = "Milo Tarkan left the stage. A pensioner, Ludma Horvat, grabbed his sleeve. “Don’t you dare sign it,” she told \
                    him. “I never sign anything,” he replied.";
        assert_eq!(speakers(text), ["Ludma Horvat", "Milo Tarkan"]);
    }

    #[test]
    fn one_of_those_named_before_says_what_stands_before_the_verb() {
        let text = "Commissioner Petra Holm said she trusted the bank. Diplomats doubt it: “If this falls, all falls,” said one.";
        assert_ne!(speakers(text), ["Petra Holm"]);
        assert_eq!(speakers("“If this falls, all falls,” said Petra Holm."), ["Petra Holm"]);
    }

    #[test]
    fn those_who_call_somebody_something_say_it() {
        let text = "Jon Brandt, whom opponents call “the little tsar of the docks”, has promised an inquiry.";
        assert_eq!(speakers(text), ["opponents"]);
    }

    #[test]
    fn the_subject_of_a_clause_behind_a_preposition_calls_it_so() {
        let texts = [
            "Mr Hobb then read from a letter in which Ana Hale called the business case “heroic”.",
            "Tom Hobb went to a meeting at which Ana Hale described the bridge as “heroic”.",
        ];
        for text in texts {
            assert_eq!(speakers(text), ["Ana Hale"], "{text}");
        }
    }

    #[test]
    fn whoever_is_described_behind_any_verb_of_saying_speaks_also_after_others() {
        for verb in ["said", "cried", "shouted", "snapped"] {
            let text = format!(
                "“Then I shall go,” said the convict.\n\n“Go, then,” {verb} the captain, and went out."
            );
            assert_eq!(speakers(&text), ["the convict", "the captain"], "{verb}");
        }
    }

    #[test]
    fn a_text_says_what_its_own_clause_has() {
        let texts = [
            "Hale spoke first. He reminded jurors of the inspector’s last report, which warned that the panel was “a matter of when.”",
            "Ana Hale was calm. She cited a report by the fire marshal’s office that listed the cause as “undetermined”.",
        ];
        for text in texts {
            let said = speakers(text);
            assert!(said.last().is_some_and(|s| s.contains("report")), "{text}: {said:?}");
        }
    }

    #[test]
    fn those_who_had_once_called_it_so_said_it() {
        let text = "Ana Hale said she would not spend millions on a building the city’s own engineers had once called “a ruin.”";
        let said = speakers(text);
        assert!(said.last().is_some_and(|s| s.contains("engineers")), "{said:?}");
    }

    #[test]
    fn whoever_describes_something_in_a_clause_of_its_own_is_meant() {
        let texts = [
            (
                "The ruling Soil party declared itself the winner of an election that international monitors described as “coerced.”",
                "international monitors",
            ),
            (
                "Salim Barak would not attend, a condition that the foreign minister, Idris Munaji, dismissed as “theatre.”",
                "Idris Munaji",
            ),
            (
                "The government has refused to negotiate with what President Anselme Tchivou described in a televised address Sunday as “an army in \
              stolen boots.”",
                "Anselme Tchivou",
            ),
            (
                "They carry instead what an army inquiry once delicately described as “other implements” on the plateau.",
                "an army inquiry",
            ),
            (
                "Yewande Alas accepts the criticism. She also recalls that one reviewer described an early draft as “a ghost story,” a phrase now \
              pinned above her desk.",
                "one reviewer",
            ),
            (
                "Premier Gergo Balas, who has long described sanctions as “a diet for other people,” told lawmakers it was late.",
                "Gergo Balas",
            ),
            (
                "One official who asked for anonymity told our correspondent that the board was tired of what he called “the drama.”",
                "One official",
            ),
        ];
        for (text, who) in texts {
            assert_eq!(speakers(text), [who], "{text}");
        }
    }

    #[test]
    fn whoever_names_somebody_or_tells_them_to_do_it_says_it() {
        let text = "Ana Hale left. Critics later called her “the grandmother.”";
        assert_eq!(speakers(text), ["Critics"]);
        let text =
            "One of them said a captain told the observers to “come back when there is something to see.”";
        assert_eq!(speakers(text), ["a captain"]);
    }

    #[test]
    fn what_is_told_of_in_a_clause_is_not_who_goes_on() {
        let text = "The army’s general command said in a statement carried by the news agency QANA that its units had “responded to fire.”";
        assert_eq!(speakers(text), ["The army’s general command"]);
        let text = "Detective Ray Castell led the search. One entry in the notebooks reads: “Paid weather, no receipt.”";
        assert_eq!(speakers(text), ["One entry in the notebooks"]);
    }
}
