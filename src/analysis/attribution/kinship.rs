//! Whom *her husband* means where nothing names him beside it: whoever bears her surname.

use super::candidates::Scene;
use super::coref::is_opposed;
use super::entities::Entity;
use super::mentions::MentionKind;
use crate::lang::Number;

/// Mentions looked back over at most for whose relative somebody is.
const BACK: usize = 40;

impl Scene<'_, '_> {
    /// The entity that has the surname of *her* in description `m`, *her husband*, and no opposed gender, where there is one such.
    pub(super) fn namesake(&self, m: usize) -> Option<usize> {
        let mention = self.mentions.all.get(m)?;
        let owner = self.page.pronoun(mention.tokens.start).filter(|p| p.possessive && p.person == 3)?;
        let kin = mention.kind == MentionKind::Nominal
            && self.page.profile.spouses.contains(&self.page.tokens.hash(mention.head))
            && mention.number == Number::Singular;
        let person = |e: usize| self.entities.get(e).filter(|e| !e.is_body() && !e.words.is_empty());
        let hers = |e: &usize| person(*e).is_some_and(|e| e.gender() == owner.gender);
        let earlier = (m.saturating_sub(BACK)..m).rev().filter(|_| kin);
        let owner = earlier.filter_map(|n| self.entities.of(n)).find(hers)?;
        let surname = person(owner)?.words.last().copied();
        let fits = |e: &Entity| {
            e.words.len() > 1 && e.words.last().copied() == surname && !is_opposed(mention.gender, e.gender())
        };
        let mut all = (0..self.entities.all.len()).filter(|&e| e != owner && person(e).is_some_and(fits));
        all.next().filter(|_| all.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    #[test]
    fn a_husband_has_his_wife_s_surname() {
        let text = "Donna Strach, 61, was in the kitchen. “It just kept coming,” she said. Kev Strach carried the dogs.\n\nHer husband \
                    said they had climbed onto the shed.\n\n“I said we’ll laugh about this,” he said.";
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let last = found.quotes.last().and_then(|q| q.speaker).unwrap();
        assert_eq!(found.speakers[last].name, "Kev Strach");
    }
}
