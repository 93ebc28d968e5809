//! Which named body a bare description means: *Marl Council … the council*; *Hale Foods, a grocer, … the company*.

use super::candidates::Scene;
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind, is_many};
use crate::analysis::token::TokenKind;
use crate::lang::Class;

/// Mentions looked back over at most for a name that has the noun in it.
const FAR: usize = 240;
/// Paragraphs before a description in which a body is named that it means by being the only one.
const NEAR: usize = 2;
/// So many times as often as any other is the body named that a text is about.
const MOSTLY: u32 = 3;

/// The entity of the body that description `m` means, which is nothing but an article and a noun: the last one named that has the
/// noun in its name, or the only one named just before, where the noun is one for any firm or body.
pub(super) fn named_body(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let page = scene.page;
    let mention = scene.mentions.all.get(m)?;
    let first = mention.tokens.start;
    let definite = page.is_definite(first);
    let bare = mention.head == first + 1 && mention.tokens.len() == 2;
    let plain = mention.head_kind == Head::Group && !is_many(page, mention.head) && page.is_outside(first);
    // *the company of players*, *the council that met*
    let next = page.word(mention.tokens.end);
    if !definite || !bare || !plain || next.classes.any(&[Class::Belonging, Class::Relative]) {
        return None;
    }
    let noun = page.tokens.hash(mention.head);
    let named = |n: usize| {
        let name = scene.mentions.all.get(n).filter(|n| n.kind == MentionKind::Name)?;
        let e = scene.entities.of(n)?;
        Some((name, e, scene.entities.get(e)?))
    };
    let has_noun = |entity: &Entity| {
        let full = scene.mentions.all.get(entity.fullest);
        full.is_some_and(|f| f.tokens.len() > 1 && f.tokens.clone().any(|i| page.tokens.hash(i) == noun))
    };
    let before = (m.saturating_sub(FAR)..m).rev();
    let own = before.clone().filter_map(named).find(|(.., entity)| !entity.is_person() && has_noun(entity));
    if let Some((_, e, _)) = own {
        return Some(e);
    }
    if !page.profile.any_body.contains(&noun) {
        return None;
    }
    let here = page.paragraph(first);
    let near = before.take_while(|&n| {
        scene.mentions.all.get(n).is_some_and(|n| here - page.paragraph(n.tokens.start) <= NEAR)
    });
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (n, (name, e, entity)) in near.filter_map(|n| Some((n, named(n)?))) {
        let body = entity.is_body() || is_said_to_be_one(scene, n, name) && !entity.is_person();
        if body && page.is_outside(name.head) && !found.iter().any(|f| f.0 == e) {
            found.push((e, entity.count));
        }
    }
    let (e, count) = found.iter().copied().max_by_key(|f| f.1)?;
    let alone = found.iter().all(|&(o, other)| o == e || other * MOSTLY <= count);
    alone.then_some(e)
}

/// Whether a description of a body explains name `n`: *Hale Foods, a grocer,*.
fn is_said_to_be_one(scene: &Scene<'_, '_>, n: usize, name: &Mention) -> bool {
    let comma = name.tokens.end;
    scene.page.kind(comma) == TokenKind::Comma
        && scene.mentions.all.get(n + 1).is_some_and(|d| {
            d.kind == MentionKind::Nominal && d.head_kind == Head::Group && d.tokens.start == comma + 1
        })
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    /// Who says the last words of `text`.
    fn speaker(text: &str) -> String {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        found
            .quotes
            .last()
            .and_then(|q| q.speaker)
            .map(|s| found.speakers[s].name.clone())
            .unwrap_or_default()
    }

    #[test]
    fn the_company_is_the_one_that_was_named() {
        for (text, who) in [
            (
                "Halvane Foods, a biscuit company, sees sales falling. The company blamed “persistent promotions.”",
                "Halvane Foods",
            ),
            (
                "Marl City Council met on Monday. The vote was close. The council called it “a bad day.”",
                "Marl City Council",
            ),
            (
                "Naturals are sold by Sweetwell Ltd, above a bakery. The company said that it was “shocked.”",
                "Sweetwell Ltd",
            ),
        ] {
            assert_eq!(speaker(text), who, "{text}");
        }
    }

    #[test]
    fn of_two_neither_is_meant() {
        let text = "Sweetwell Ltd sued Corran Ltd on Monday. The company called it “a bad day.”";
        assert_eq!(speaker(text), "The company");
        let text = "Dana Roth joined in May. The company called it “a good day.”";
        assert_eq!(speaker(text), "The company");
    }

    #[test]
    fn a_nickname_is_a_name() {
        let text = "A rebel commander who goes by the nickname Abu Salem dismissed such talk. “Let them come,” he said.";
        assert_eq!(speaker(text), "Abu Salem");
    }
}
