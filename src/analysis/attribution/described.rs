//! Clauses that say what somebody calls something: *a claim that Olsen dismissed as “nonsense”*. Whoever stands before the verb
//! there said the marked words, whoever else the sentence reports.

use super::candidates::Scene;
use super::mentions::is_noun_like;
use super::units::Unit;
use crate::lang::{Class, Frame};

impl Scene<'_, '_> {
    /// Whether somebody calls something by the words of unit `u`, see [`Scene::described_by`].
    pub fn is_described(&self, u: usize) -> bool {
        self.units.get(u).is_some_and(|unit| self.described_by(unit).is_some())
    }

    /// Whoever calls something by the words of `unit`, in a clause that belongs to a noun or to *what* before it: *a claim that Olsen
    /// dismissed as “nonsense”*, *an evening their coach described as “long”*, *what Hale called “a start”*.
    pub fn described_by(&self, unit: &Unit) -> Option<usize> {
        let page = self.page;
        let same = |i: usize| page.sentence(i) == page.sentence(unit.first.start) && page.is_outside(i);
        let mut verb = unit.first.start.checked_sub(1).filter(|&i| same(i))?;
        // *as*
        let link = page.is(verb, Class::Subordinator) && page.is(verb, Class::Preposition);
        verb -= usize::from(link && verb > 0);
        let finite = page.word(verb).slots & 0b0_0110 != 0;
        if !same(verb) || !finite || !page.verb(verb)?.frames.has(Frame::As) {
            return None;
        }
        let subject = verb.checked_sub(1)?;
        let subject = if page.is(subject, Class::Adverb) { subject.checked_sub(1)? } else { subject };
        let m = (self.at.get(subject) as usize).checked_sub(1)?;
        let mention = self.mentions.all.get(m).filter(|m| !m.modifies)?;
        let subjective = mention.pronoun.is_none_or(|p| p.subject);
        let before = mention.whole().start.checked_sub(1).filter(|&i| same(i))?;
        let opened = page.is(before, Class::Relative) || page.is(before, Class::QuestionWord);
        let of_noun = page.is_noun(before) || is_noun_like(page, before) && page.is(before, Class::TimeNoun);
        (subjective && (opened || of_noun)).then_some(m)
    }
}
