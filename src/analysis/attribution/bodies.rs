//! Which named body a bare description means: *Marl Council … the council*; *Hale Foods, a grocer, … the company*; and which body *it*
//! and *they* mean.

use super::candidates::Scene;
use super::coref::Standing;
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind, is_many};
use super::relations::{LEAST, source_of};
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Number};

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
    // *Marl Harbour Council … the union*: it is named as something else.
    let vague = page.profile.vague_body.contains(&noun);
    let other_kind = |entity: &Entity| {
        let full = scene.mentions.all.get(entity.fullest);
        let last = full.filter(|f| f.tokens.len() > 1).map(|f| f.tokens.end - 1);
        !vague && last.is_some_and(|i| page.is(i, Class::Group) && page.tokens.hash(i) != noun)
    };
    let here = page.paragraph(first);
    let near = before.take_while(|&n| {
        scene.mentions.all.get(n).is_some_and(|n| here - page.paragraph(n.tokens.start) <= NEAR)
    });
    let mut found: Vec<(usize, u32)> = Vec::new();
    for (n, (name, e, entity)) in near.filter_map(|n| Some((n, named(n)?))) {
        let body = entity.is_body() || is_said_to_be_one(scene, n, name) && !entity.is_person();
        if body && !other_kind(entity) && page.is_outside(name.head) && !found.iter().any(|f| f.0 == e) {
            found.push((e, entity.count));
        }
    }
    if found.is_empty() {
        return last_named(scene, m, mention);
    }
    let (e, count) = found.iter().copied().max_by_key(|f| f.1)?;
    let alone = found.iter().all(|&(o, other)| o == e || other * MOSTLY <= count);
    alone.then_some(e)
}

/// The one entity named in the sentence of description `m` or the one before, in its paragraph, where it speaks there and nothing tells
/// that it is a person:
/// *“No,” Norvent said. The company added …*
fn last_named(scene: &Scene<'_, '_>, m: usize, mention: &Mention) -> Option<usize> {
    let page = scene.page;
    let (here, paragraph) = (page.sentence(mention.head), page.paragraph(mention.head));
    let near = (m.saturating_sub(BODIES)..m).rev();
    let mut said = false;
    let mut names = near.filter_map(|n| {
        let name = scene.mentions.all.get(n).filter(|n| n.kind == MentionKind::Name)?;
        let there = here - page.sentence(name.head) <= 1 && page.paragraph(name.head) == paragraph;
        // *Marl fined the shop. The company said …*: a country is no company.
        let before = name.whole().start.checked_sub(1);
        said |= there && (page.says(name.tokens.end) || before.is_some_and(|i| page.says(i)));
        (there && page.is_outside(name.head)).then(|| scene.entities.of(n)).flatten()
    });
    let one = names.next()?;
    let e = scene.entities.get(one)?;
    // *Dana Roth joined in May* may tell of a person.
    let full = scene.mentions.all.get(e.fullest)?;
    let named = full.tokens.len() == 1 || page.is_noun(full.head);
    let nobody = named && e.person + e.male + e.female == 0 && !e.is_located();
    let alone = names.all(|o| o == one);
    (nobody && alone && said).then_some(one)
}

/// Whether a description of a body explains name `n`: *Hale Foods, a grocer,*.
fn is_said_to_be_one(scene: &Scene<'_, '_>, n: usize, name: &Mention) -> bool {
    let comma = name.tokens.end;
    scene.page.kind(comma) == TokenKind::Comma
        && scene.mentions.all.get(n + 1).is_some_and(|d| {
            d.kind == MentionKind::Nominal && d.head_kind == Head::Group && d.tokens.start == comma + 1
        })
}

/// Relations looked back over at most for who reported before.
const REPORTS: usize = 6;
/// Sentences between that and the pronoun at most.
const SENTENCES: usize = 2;

/// The source of what was reported last, in the sentences before *it* at mention `m`, which begins its own: *The ministry said that
/// troops had replied. It denied …*
fn reported_before(scene: &Scene<'_, '_>, m: usize, number: Number) -> Option<usize> {
    let page = scene.page;
    let own = scene.mentions.all.get(m)?.tokens.start;
    let start = page.tokens.start(own);
    if number == Number::Plural || !super::names::begins(page, own) || !page.is_outside(own) {
        return None;
    }
    let before = scene.relations.partition_point(|r| r.cue.start() < start);
    let first = before.saturating_sub(REPORTS);
    (first..before).rev().find_map(|i| {
        let r = scene.relations.get(i)?;
        let cue = page.tokens.at(r.cue.start());
        let near = page.paragraph(cue) == page.paragraph(own)
            && page.sentence(own) - page.sentence(cue) <= SENTENCES;
        let within = (first..before)
            .any(|o| o != i && scene.relations.get(o).is_some_and(|o| o.content.holds(r.cue.start())));
        if !near || within || r.probability.get() < LEAST || !page.is_outside(cue) {
            return None;
        }
        let (source, kind) = source_of(page, scene.relations, i)?;
        Some(scene.source_mention(source, kind))
    })?
}

/// Whether mention `n` names or describes a body or a text, and nobody.
fn is_body(scene: &Scene<'_, '_>, n: usize) -> bool {
    scene.mentions.all.get(n).is_some_and(|mention| match mention.kind {
        MentionKind::Name => {
            let entity = scene.entities.of(n).and_then(|e| scene.entities.get(e));
            entity.is_some_and(|e| e.person + e.male + e.female == 0 || e.is_body())
        }
        MentionKind::Nominal => {
            matches!(mention.head_kind, Head::Group | Head::Document) && mention.number == Number::Singular
        }
        MentionKind::Pronoun => false,
    })
}

/// Mentions looked back over at most for what *it* or *they* means.
const BODIES: usize = 12;

/// The name of a body, or the description of a body or of several people, that *it* or *they* at mention `m` means: the last
/// that is a subject in this sentence or one of the two before it.
pub(super) fn body_meant(scene: &Scene<'_, '_>, m: usize, number: Number) -> Option<usize> {
    let page = scene.page;
    let here = page.sentence(scene.mentions.all.get(m)?.tokens.start);
    let fits = |n: &usize, strict: bool| {
        let Some(mention) = scene.mentions.all.get(*n) else { return false };
        let place = Standing::of(scene, *n, mention);
        // *State radio, citing the ministry, said that it …*
        let cited = mention.whole().start.checked_sub(1).is_some_and(|i| page.word(i).slots == 0b1_0000);
        // *a memo that her team sent out. It warns …*
        let within = mention.whole().start.checked_sub(1).is_some_and(|i| {
            page.is(i, Class::Relative)
                && i.checked_sub(1).is_some_and(|n| super::mentions::is_noun_like(page, n))
        });
        // *neither they nor their board would say*
        let theirs = number == Number::Plural
            && page
                .pronoun(mention.tokens.start)
                .is_some_and(|p| p.possessive && p.person == 3 && p.number == Number::Plural);
        if cited || within || theirs {
            return false;
        }
        let body = match mention.kind {
            MentionKind::Name => {
                let entity = scene.entities.of(*n).and_then(|e| scene.entities.get(e));
                // *Halden would not say what it would do*: nothing says that the name is a person's.
                let same = here == page.sentence(mention.tokens.start) && number == Number::Singular;
                // *The contractor, Halden Works, denied it. It said …*: who builds or sells may be a firm.
                let no_one = number == Number::Singular && !strict;
                entity.is_some_and(|e| {
                    let people = e.person + e.male + e.female;
                    e.body > people || people == 0 && same || no_one && e.male + e.female == 0
                })
            }
            MentionKind::Nominal => match mention.head_kind {
                Head::Group => true,
                Head::Document => number == Number::Singular,
                Head::Person => number == Number::Plural && mention.number == Number::Plural,
                _ => false,
            },
            MentionKind::Pronoun => false,
        };
        // *The crowd rose*: a noun as well, but not where a sentence begins with whoever does it.
        let rises = number == Number::Plural && place.begins == 1 && page.has_finite(mention.tokens.end);
        // *Halden Foods cut its forecast, blaming what it called “bad luck”*
        let opens = mention.kind == MentionKind::Name
            && place.begins == 1
            && here == page.sentence(mention.tokens.start);
        let acts = place.verb == 1 || rises || opens;
        body && place.outside == 1
            && acts
            && place.oblique + place.owned == 0
            && here - page.sentence(mention.tokens.start) <= 2
    };
    if let Some(n) = reported_before(scene, m, number).filter(|&n| is_body(scene, n)) {
        return Some(n);
    }
    let near = || (m.saturating_sub(BODIES)..m).rev();
    // *He left a note. It said …*
    let text = |n: &usize| {
        let mention = scene.mentions.all.get(*n);
        mention.is_some_and(|t| {
            let before = here.checked_sub(1) == Some(page.sentence(t.tokens.start));
            before
                && t.head_kind == Head::Document
                && t.number == Number::Singular
                && number == Number::Singular
        })
    };
    // *The night belonged to the crowd. “…,” they sang.*
    let paragraph = scene.mentions.all.get(m).map_or(0, |m| page.paragraph(m.head));
    let crowd = |n: &usize| {
        scene.mentions.all.get(*n).filter(|_| number == Number::Plural).is_some_and(|c| {
            here.checked_sub(1) == Some(page.sentence(c.tokens.start))
                && page.paragraph(c.tokens.start) == paragraph
                && page.is_outside(c.tokens.start)
                && c.kind == MentionKind::Nominal
                && c.head_kind == Head::Group
        })
    };
    let all = near().find(|n| fits(n, true)).or_else(|| near().find(|n| fits(n, false)));
    let earlier =
        |n: usize| scene.mentions.all.get(n).is_none_or(|n| page.sentence(n.tokens.start) + 1 < here);
    let all = all.filter(|&n| !earlier(n)).or_else(|| near().find(text)).or(all);
    all.or_else(|| near().find(crowd))
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
    fn a_body_of_another_kind_is_another() {
        let text = "The Marl Harbour Council met on Monday. A strike ended with a pact. The union called it “a trick.”";
        assert_eq!(speaker(text), "The union");
    }

    #[test]
    fn it_is_whatever_reported_before() {
        let text = "The Harbour Ministry said that Marl Rangers had fired first. It denied that boats had been moved.";
        assert_eq!(speaker(text), "Harbour Ministry");
    }

    #[test]
    fn letters_behind_a_name_are_no_surname() {
        let text = "Miriam Stock KC, counsel to the inquiry, said that letters were lost. Ms Stock replied: “Not one.”";
        assert_eq!(speaker(text), "Miriam Stock KC");
    }

    #[test]
    fn of_two_neither_is_meant() {
        let text = "Sweetwell Ltd sued Corran Ltd on Monday. The company called it “a bad day.”";
        assert_eq!(speaker(text), "The company");
        let text = "Marland fined the shop on Monday. The company called it “a bad day.”";
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
