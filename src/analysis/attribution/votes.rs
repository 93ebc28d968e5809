//! What the words around a name say of whoever bears it: a person, a body, a place.

use super::entities::{Entity, title};
use super::mentions::Mention;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender};

/// Whether name `m` stands right behind the name of a place, as what that lies in: *Marl* in *in Orrin, Marl, on Monday*.
pub(super) fn is_behind_place(page: &Page<'_>, m: &Mention) -> bool {
    let comma = m.whole().start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Comma);
    let Some(comma) = comma.filter(|_| page.kind(m.tokens.end) == TokenKind::Comma) else { return false };
    let place = (comma.saturating_sub(PLACE)..comma).rev().take_while(|&i| page.is_capital(i)).last();
    let link = place.and_then(|i| i.checked_sub(1));
    link.is_some_and(|i| page.profile.at_places.contains(&page.tokens.hash(i)))
}

/// Words before the noun that says what somebody is, at most.
const ADJECTIVES: usize = 4;

/// Words of the name of a place at most.
const PLACE: usize = 3;

/// Votes of the words around a name.
pub(super) fn vote(page: &Page<'_>, m: &Mention, e: &mut Entity) {
    // *the University of Marl*, *Paul City Council*, but *Ana Church*
    let words = || m.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
    let of_body = |i: usize| page.word(i).classes.any(&[Class::OrganisationSuffix, Class::Group]);
    let given = page.is_given(m.tokens.start);
    let several = words().count() > 1;
    let body = several && m.title.is_empty() && words().any(of_body) && (!given || words().count() > 2);
    let noun = several && m.title.is_empty() && !words().any(|i| page.is_given(i)) && page.is_noun(m.head);
    match m.gender {
        _ if body => {}
        Gender::Male => e.male += 3,
        Gender::Female => e.female += 3,
        _ => {}
    }
    e.person += u32::from(!m.title.is_empty());
    let title = title(page, m);
    if title != 0 && !e.titles.contains(&title) {
        e.titles.push(title);
    }
    // *Hale, who left*, but *the board, which sat* and *Marl, where it was*
    let next = m.tokens.end + 1;
    let thing = page.pronoun(next).map_or(page.is(next, Class::QuestionWord), |p| p.gender == Gender::Neuter);
    let clause = page.kind(m.tokens.end) == TokenKind::Comma && page.is(next, Class::Relative);
    e.person += u32::from(clause && !thing);
    // *Marl, which has offered help*
    let neuter = clause && page.pronoun(next).is_some_and(|p| p.relative && p.gender == Gender::Neuter);
    e.thing |= neuter;
    e.body += u32::from(neuter);
    // *Hale, a farmer of 33,*; *Hale, a retired bus driver,*
    let human = |i: usize| page.word(i).classes.any(&[Class::PersonNoun, Class::Role, Class::Kin]);
    let what = (next + 1..next + 1 + ADJECTIVES).take_while(|&i| page.is_wordy(i)).find(|&i| human(i));
    let explained = page.kind(m.tokens.end) == TokenKind::Comma
        && page.is(next, Class::IndefiniteArticle)
        && what.is_some_and(|i| !page.is(i, Class::Group) && !page.is(i + 1, Class::Group));
    e.person += u32::from(explained);
    // *Marl were level before long*, but *Hale and Orlov were*, *Cakes are*
    let alone = m.whole().start.checked_sub(1).is_none_or(|i| {
        page.kind(i) != TokenKind::Comma && !page.word(i).classes.any(&[Class::Coordinator, Class::Auxiliary])
    });
    let one = !super::mentions::is_many(page, m.head);
    e.body += u32::from(alone && one && page.profile.for_many.contains(&page.tokens.hash(m.tokens.end)));
    let end = m.tokens.end;
    let acts = page.word(end).verb > 0
        || page.is(end, Class::Auxiliary)
        || page.is(end, Class::Modal)
        || page.is_finite(end);
    e.acts += u32::from(acts && !m.modifies);
    let before = m.whole().start.checked_sub(1);
    e.oblique += u32::from(before.is_some_and(|i| page.is(i, Class::Preposition)));
    let at = |i: usize| page.profile.at_places.contains(&page.tokens.hash(i));
    e.place += u32::from(before.is_some_and(at) || is_behind_place(page, m));
    let article = m.tokens.start.checked_sub(1).is_some_and(|i| page.is(i, Class::Article));
    let suffix = body || of_body(m.head);
    let shape = page.tokens.shape(m.head);
    let letters = m.tokens.len() == 1 && shape.is_all_capital() && shape.is_long();
    // *Lumio’s board*, *the shares of Lumio*: what nobody but a body has.
    let has = |i: usize| page.profile.of_bodies.contains(&page.tokens.hash(i));
    let owns =
        page.kind(end) == TokenKind::Clitic && (has(end + 1) || !page.is_capital(end + 1) && has(end + 2));
    let owned = before.is_some_and(|i| page.is(i, Class::Belonging) && i > 0 && has(i - 1));
    // *a group called Northlight*
    let called = before.is_some_and(|i| page.is(i, Class::Naming) && i > 0 && page.is(i - 1, Class::Group));
    e.body += 2 * u32::from(owns || owned || called);
    e.body += u32::from(article) + u32::from(noun) + 2 * u32::from(suffix) + 2 * u32::from(letters);
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose_marked as speakers;

    #[test]
    fn what_is_which_is_no_she_and_a_farmer_is_somebody() {
        let text = "Marland, which has more to gain than anyone, offered help. In Orrin I met Maftuna, who is nineteen and works at the \
                    station. Two years ago there was none. “People come and count the trains,” she told me.";
        assert_eq!(speakers(text), ["Maftuna"]);
        let text = "The story of Hammoud, a farmer of 33, is told often. He showed them his papers.\n\n“They were polite,” he told me.";
        assert_eq!(speakers(text), ["Hammoud"]);
    }

    #[test]
    fn her_who_is_hired_away_says_nothing_of_whoever_hires() {
        let text = "Batbayar Enkhtuya coaches judo. The director, Jean-Rodrigue Thibodeau, has tried to hire her away.\n\n“She asked me \
                    when they have breakfast,” he says.";
        assert_eq!(speakers(text), ["Jean-Rodrigue Thibodeau"]);
    }

    #[test]
    fn whom_nobody_names_as_one_is_a_club() {
        let text = "Trainer Gary Wimber was tired. Brackwater were level before long.\n\n“It hit his shoulder,” he said.";
        assert_eq!(speakers(text), ["Gary Wimber"]);
    }
}
