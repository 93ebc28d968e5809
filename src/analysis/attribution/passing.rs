//! Who is told of only by the way, and so is not whom a pronoun means.

use super::candidates::Scene;
use super::coref::{Antecedent, Standing};
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind};
use crate::analysis::token::TokenKind;
use crate::lang::Class;

/// Whether name `mention` only says what kind of thing is told of: *through a Jon Hale penalty*.
pub(super) fn is_kind_of_thing(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let article = mention.whole().start.checked_sub(1);
    mention.modifies && article.is_some_and(|i| scene.page.is(i, Class::IndefiniteArticle))
}

/// Whether somebody else than entity `e` is named between mentions `n` and `m`: *Hahn kam spät. Die Gäste führten durch ein Tor von Malik
/// Osei. „…“, sagte der Matchwinner*.
pub(super) fn is_another_named(scene: &Scene<'_, '_>, n: usize, m: usize, e: usize) -> bool {
    let names = (n + 1..m).filter_map(|o| Some((scene.mentions.all.get(o)?, scene.entities.of(o)?)));
    let mut others = names.filter(|&(name, k)| k != e && scene.page.is_outside(name.head));
    others.any(|(name, k)| {
        let entity = scene.entities.get(k);
        !entity.is_some_and(Entity::is_body)
            && (name.tokens.len() > 1 || entity.is_some_and(Entity::is_person))
    })
}

impl Scene<'_, '_> {
    /// The key of whoever is their own source in the words that begin at token `i`: *Die Stadt rechnet nach eigenen Angaben mit mehr*.
    pub(super) fn own_account(&self, i: usize) -> Option<u32> {
        let page = self.page;
        // *nach Meinung eigener Anhänger* are others.
        let somebody = self.mention_at(i).and_then(|m| self.mentions.all.get(m));
        let people = somebody.is_some_and(|m| matches!(m.head_kind, Head::Person | Head::Kin | Head::Group));
        if people || !page.profile.own_account.contains(&page.tokens.hash(i)) {
            return None;
        }
        let sentence = page.sentences.get(page.sentence(i)).tokens;
        let acts = |&m: &usize| {
            let Some(mention) = self.mentions.all.get(m) else { return false };
            let place = Standing::of(self, m, mention);
            let own = page.profile.own_account.contains(&page.tokens.hash(mention.tokens.start));
            mention.kind != MentionKind::Pronoun
                && !own
                && place.oblique + place.owned == 0
                && place.outside == 1
        };
        let behind = self.mentions.all.partition_point(|m| m.tokens.end <= i);
        let here = |&m: &usize| {
            self.mentions.all.get(m).is_some_and(|m| sentence.contains(&m.head) && !m.tokens.contains(&i))
        };
        let before = (behind.saturating_sub(ACTORS)..behind).rev().take_while(here).find(acts);
        let m = before.or_else(|| (behind..behind + ACTORS).filter(here).find(acts))?;
        self.entities.of(m).map(|e| e as u32).or_else(|| self.description(m))
    }
}

/// Mentions looked at for whoever acts, on each side, at most.
const ACTORS: usize = 6;

/// Whoever is described by the way in a sentence that begins with *he* is not who the next *he* is: *He found his house taken by the
/// cousins of a local commander. “They were polite,” he said.*
pub(super) fn drop_passing(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let here = page.sentence(pronoun.tokens.start);
    let passing = |a: &Antecedent| {
        let told = scene.mentions.all.get(a.mention).filter(|m| m.kind == MentionKind::Nominal);
        told.is_some_and(|told| {
            let sentence = page.sentence(told.head);
            let first = page.sentences.get(sentence).tokens.start;
            let same = page.pronoun(first).is_some_and(|p| {
                p.subject && p.person == 3 && p.gender == pronoun.gender && p.number == pronoun.number
            });
            let new = page.is(told.tokens.start, Class::IndefiniteArticle);
            let place = Standing::of(scene, a.mention, told);
            sentence < here && same && new && page.is_outside(first) && place.verb == 0 && place.oblique == 1
        })
    };
    if all.iter().any(|a| !passing(a)) {
        all.retain(|a| !passing(a));
    }
}

/// Whether mention `m` only says where somebody belongs, by what it owns and the text leaves out: *the dean of Saint Orla’s, Ana Hale*.
pub(super) fn owns_what_is_unnamed(scene: &Scene<'_, '_>, m: usize) -> bool {
    let page = scene.page;
    let Some(mention) = scene.mentions.all.get(m) else { return false };
    let behind = mention.whole().start.checked_sub(1).is_some_and(|i| page.is(i, Class::Belonging));
    let end = mention.tokens.end;
    behind && page.kind(end) == TokenKind::Clitic && page.kind(end + 1) == TokenKind::Comma
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose_marked as speakers;

    #[test]
    fn whoever_was_named_before_somebody_else_is_not_the_one_described() {
        let text = "Sascha Drewer hatte genug. Die Gäste führten durch einen Treffer von Malik Osei. „Wir wussten, dass sie hinten anfällig \
                    sind“, sagte der Matchwinner.";
        assert_ne!(speakers(text), ["Sascha Drewer"]);
    }

    #[test]
    fn nobody_is_called_their_own_account() {
        let text = "Der Streit dauert an. Der Vorsitzende Uwe Drechsel rechnet nach eigenen Angaben mit „deutlich mehr als tausend“ \
                    Unterstützern.";
        assert_eq!(speakers(text), ["Uwe Drechsel"]);
        let text = "Eigener Trainer, eigener Sprecher, eigener Arzt: Der Verein wächst. „Wir sind viele“, sagte der Sprecher.";
        assert!(speakers(text)[0].ends_with("Sprecher"));
    }

    #[test]
    fn whoever_is_told_of_by_the_way_is_not_he() {
        let text = "Bo Lund, a farmer of 33, went home in May. He found his house occupied by the cousins of a local commander. He showed \
                    them his papers.\n\n“They were very polite,” he said.";
        assert_eq!(speakers(text), ["Bo Lund"]);
        let text = "Manager Gary Wimber was not at peace. Marl were level through a Matty Lorne penalty, given late.\n\n“It hit his \
                    shoulder,” he said.";
        assert_eq!(speakers(text), ["Gary Wimber"]);
    }
}
