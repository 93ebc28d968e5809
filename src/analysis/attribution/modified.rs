//! A name inside what describes somebody is not who speaks: *the man who shot Hale said*, *a nurse speaking to Radio Marl said*.

use super::MentionKind;
use super::candidates::Scene;
use super::entities::Entity;
use super::mentions::Head;
use super::units::Unit;
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame, Gender};

/// Words between the name of whoever passes something on and *by*, at most.
const CARRIED: usize = 8;
/// Words between *that* and the marks behind it, at most.
const TOLD: usize = 12;
/// Words between a description and the name in what belongs to it, at most.
const REACH: usize = 12;

/// The mention whose description ends with mention `m`, where a verb follows: the subject of that verb.
pub fn subject(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let page = scene.page;
    if let Some(d) = in_contact(scene, m).or_else(|| carried_by(scene, m)) {
        return Some(d);
    }
    let mention = scene.mentions.all.get(m).filter(|m| m.kind != MentionKind::Pronoun)?;
    let (first, end) = (mention.whole().start, mention.tokens.end);
    let finite = |i: usize| {
        page.word(i).slots & 0b0_0110 != 0
            || page.is_finite(i)
            || page.may_be_past(i)
            || page.is(i, Class::Auxiliary)
    };
    let follows = end + usize::from(page.is(end, Class::Adverb));
    if page.word(follows).verb == 0 || !finite(follows) || scene.at.get(follows) != 0 {
        return None;
    }
    if let Some(d) = done_by(scene, m) {
        return Some(d);
    }
    for i in (first.saturating_sub(REACH)..first).rev() {
        if page.kind(i) != TokenKind::Word || page.region_of(i) != page.region_of(first) {
            return None;
        }
        let d = scene.mention_at(i.checked_sub(1)?);
        let Some(d) = d.filter(|&d| d < m && scene.mentions.all.get(d).is_some_and(|d| d.tokens.end == i))
        else {
            // Another clause begins there.
            if page.word(i).verb > 0 {
                return None;
            }
            continue;
        };
        // *a bench of Justice Hale and Justice Orlov asked*
        let names = |d: usize| scene.mentions.all.get(d).is_some_and(|d| d.kind == MentionKind::Name);
        if page.is(i, Class::Coordinator) && names(d) && names(m) {
            continue;
        }
        let bench = scene.mentions.all.get(d).is_some_and(|d| {
            d.kind == MentionKind::Nominal
                && d.head_kind == Head::Group
                && page.is(d.tokens.start, Class::IndefiniteArticle)
        });
        if is_of(scene, d, i, m) || bench && page.is(i, Class::Belonging) {
            return Some(d);
        }
        let clause = relates(scene, d, i) && {
            let verb = i + 1 + usize::from(page.is(i + 1, Class::Adverb));
            // *The alliance that claimed the raid boasted*: a raid says nothing.
            let thing = mention.kind == MentionKind::Nominal && mention.head_kind == Head::Other;
            verb < first && (page.word(verb).verb == 0 || thing) && (finite(verb) || page.has_finite(verb))
        };
        if clause || is_busy(scene, d, i, first) {
            return Some(d);
        }
        // *the man who shot her brother Hale said*
        let subject = scene.mentions.all.get(d).is_some_and(|d| d.kind != MentionKind::Nominal);
        if subject {
            return None;
        }
    }
    None
}

/// What is said to be seen, or made, by the bearer of mention `m`: *A report dated May 3 and seen by Radio Marl*.
fn done_by(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let page = scene.page;
    let mention = scene.mentions.all.get(m)?;
    let mut by = mention.whole().start.checked_sub(1)?;
    if page.is(by, Class::Article) {
        by = by.checked_sub(1)?;
    }
    let verb = by.checked_sub(1).filter(|_| page.profile.agents.contains(&page.tokens.hash(by)))?;
    if !page.may_be_participle(verb) && page.word(verb).slots & 0b0_0100 == 0 {
        return None;
    }
    let sentence = page.sentence(verb);
    let before = |d: &usize| scene.mentions.all.get(*d).is_some_and(|d| page.sentence(d.head) == sentence);
    let free = |d: &usize| {
        scene.mentions.all.get(*d).is_some_and(|d| {
            let oblique = d.whole().start.checked_sub(1).is_some_and(|i| page.is(i, Class::Preposition));
            !oblique && d.kind != MentionKind::Pronoun && !d.modifies
        })
    };
    let d = (m.saturating_sub(4)..m).rev().take_while(before).find(free)?;
    let noun = scene.mentions.all.get(d)?;
    let told = noun.kind == MentionKind::Nominal && matches!(noun.head_kind, Head::Document | Head::Group);
    let mut between = noun.tokens.end..verb;
    let participle = |i: usize| page.may_be_participle(i);
    let plain = |i: usize| page.is_outside(i) && (participle(i) || !page.is_finite(i));
    (told && between.len() <= 2 * REACH && between.all(plain)).then_some(d)
}

/// Whoever says something in a text that the bearer of mention `m` only passes on: *the command said in a statement carried by
/// Radio Marl*.
fn carried_by(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    carried_before(scene, scene.mentions.all.get(m)?.whole().start)
}

/// Whoever says the words of `unit` in a text that another only passes on: *the command said in a statement carried
/// by Radio Marl that its units had “left”*.
pub fn said_in_carried(scene: &Scene<'_, '_>, unit: &Unit) -> Option<usize> {
    let page = scene.page;
    let here = |i: usize| page.is_wordy(i) && page.is_outside(i);
    let mut back = (unit.first.start.saturating_sub(TOLD)..unit.first.start).rev().take_while(|&i| here(i));
    let that = back.find(|&i| page.is(i, Class::Complementiser))?;
    carried_before(scene, that)
}

/// See [`carried_by`]; the text and who passes it on stand before token `end`.
fn carried_before(scene: &Scene<'_, '_>, end: usize) -> Option<usize> {
    let page = scene.page;
    let words = |i: usize| page.is_outside(i) && page.is_wordy(i);
    let mut back = (end.saturating_sub(CARRIED)..end).rev().take_while(|&i| words(i));
    let by = back.find(|&i| page.profile.agents.contains(&page.tokens.hash(i)))?;
    let participle = by.checked_sub(1).filter(|&i| page.may_be_participle(i))?;
    let text = scene.mention_at(participle.checked_sub(1)?)?;
    let text = scene
        .mentions
        .all
        .get(text)
        .filter(|d| d.head_kind == Head::Document && d.tokens.end == participle)?;
    let link = text.whole().start.checked_sub(1).filter(|&i| page.is(i, Class::Preposition))?;
    let verb = link.checked_sub(1)?;
    let says =
        page.word(verb).slots & 0b0_0110 != 0 && page.verb(verb).is_some_and(|v| v.frames.has(Frame::Plain));
    let d = scene.mention_at(verb.checked_sub(1).filter(|_| says)?)?;
    scene
        .mentions
        .all
        .get(d)
        .filter(|d| d.tokens.end == verb && d.pronoun.is_none_or(|p| p.subject))
        .map(|_| d)
}

/// The text or body whose clause without a pronoun has mention `m` for its subject, where another verb follows: *A study he
/// published in May found …*.
fn in_contact(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let page = scene.page;
    let mention = scene.mentions.all.get(m)?;
    let start = mention.whole().start;
    let d = m.checked_sub(1).filter(|&d| scene.mentions.all.get(d).is_some_and(|d| d.tokens.end == start))?;
    let noun = scene.mentions.all.get(d)?;
    let told = noun.kind == MentionKind::Nominal && matches!(noun.head_kind, Head::Document | Head::Group);
    let subject = mention.pronoun.is_none_or(|p| p.subject && !p.relative);
    let verb = mention.tokens.end + usize::from(page.is(mention.tokens.end, Class::Adverb));
    let finite = |i: usize| page.word(i).slots & 0b0_0110 != 0 && page.word(i).verb > 0 || page.has_finite(i);
    if !told || !subject || !page.is(noun.tokens.start, Class::Article) || !finite(verb) {
        return None;
    }
    let plain = |&i: &usize| {
        let ends = [Class::Subordinator, Class::Complementiser, Class::Relative, Class::Coordinator];
        page.is_wordy(i) && page.is_outside(i) && !page.word(i).classes.any(&ends)
    };
    let mut rest = (verb + 1..verb + 1 + REACH).take_while(plain);
    let says = |i: usize| page.verb(i).is_some() && page.word(i).slots & 0b0_0110 != 0;
    let free =
        |i: usize| !page.word(i - 1).classes.any(&[Class::Article, Class::Determiner, Class::Preposition]);
    rest.any(|i| says(i) && free(i) && page.word(i - 1).verb == 0).then_some(d)
}

/// Whether the preposition at token `i` says where person `d` belongs, which mention `m` right behind it names: *Ana Hale of the
/// University of Marl*.
fn is_of(scene: &Scene<'_, '_>, d: usize, i: usize, m: usize) -> bool {
    let page = scene.page;
    let (Some(person), Some(body)) = (scene.mentions.all.get(d), scene.mentions.all.get(m)) else {
        return false;
    };
    let ties = page.is(i, Class::Preposition) && !page.profile.agents.contains(&page.tokens.hash(i));
    let begins = i + 1 + usize::from(page.is(i + 1, Class::Article));
    let votes = |m: usize| scene.entities.of(m).and_then(|e| scene.entities.get(e));
    let is_person = votes(d).is_some_and(Entity::is_person);
    let office = |k: usize| page.is(k, Class::Group) || page.is(k, Class::OrganisationSuffix);
    let is_body = body.tokens.clone().any(office) || votes(m).is_some_and(Entity::is_body);
    let names = person.kind == MentionKind::Name && body.kind == MentionKind::Name;
    names && ties && (begins == body.tokens.start || begins == body.whole().start) && is_person && is_body
}

/// Whether token `i` is the pronoun of a clause that says which one description `d` means.
fn relates(scene: &Scene<'_, '_>, d: usize, i: usize) -> bool {
    let page = scene.page;
    let person = scene
        .mentions
        .all
        .get(d)
        .is_some_and(|d| matches!(d.head_kind, Head::Person | Head::Kin) || d.kind == MentionKind::Name);
    let pronoun = page.pronoun(i).filter(|p| p.relative && p.subject);
    pronoun.is_some_and(|p| p.gender != Gender::Neuter || !person) && !page.is(i, Class::Article)
}

/// Whether a participle at token `i` says what description `d` is at, with nothing but small words up to token `name`.
fn is_busy(scene: &Scene<'_, '_>, d: usize, i: usize, name: usize) -> bool {
    const PARTICIPLE: u32 = 1 << Tag::Vbg as u32 | 1 << Tag::Vbn as u32;
    let page = scene.page;
    let known = scene
        .mentions
        .all
        .get(d)
        .is_some_and(|d| matches!(d.head_kind, Head::Person | Head::Kin | Head::Group | Head::Document));
    let participle = page.tags(i) & PARTICIPLE != 0 && !page.is(i, Class::Preposition);
    let mut rest = i + 1..name;
    let small = |k: usize| page.word(k).classes.any(&[Class::Preposition, Class::Article, Class::Determiner]);
    known && participle && !rest.is_empty() && page.is(i + 1, Class::Preposition) && rest.all(small)
}
