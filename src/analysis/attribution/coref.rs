//! Whom a pronoun or a description means: the entity that fits best among those named before.

use super::candidates::Scene;
use super::mentions::{Head, Mention, MentionKind};
use super::templates as t;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::Features;
use crate::lang::{Class, Gender, Number};

/// An entity that a pronoun may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antecedent {
    /// Which entity.
    pub entity: usize,
    /// What speaks for and against.
    pub features: Features,
}

/// Names looked back over at most.
const BACK: usize = 80;
/// Entities weighed at most.
const MOST: usize = 12;

/// The entities that pronoun `m` may mean; `previous` and `alternate` spoke last.
pub fn antecedents(
    scene: &Scene<'_, '_>,
    m: usize,
    previous: Option<u32>,
    alternate: Option<u32>,
) -> Vec<Antecedent> {
    let Some(pronoun) = scene.mentions.all.get(m) else { return Vec::new() };
    let mut out: Vec<Antecedent> = Vec::new();
    let (mut names, mut rank, mut fitting) = (0, 0, 0_u32);
    let page = scene.page;
    let who = gender_code(pronoun);
    let weigh = |n: usize, back: bool, out: &mut Vec<Antecedent>, rank: &mut usize, fitting: &mut u32| {
        let Some(e) = scene.entities.of(n) else { return };
        if out.iter().any(|a| a.entity == e) {
            return;
        }
        let (Some(entity), Some(mention)) = (scene.entities.get(e), scene.mentions.all.get(n)) else {
            return;
        };
        let fit = match (pronoun.gender, entity.gender()) {
            (Gender::Male, Gender::Male) | (Gender::Female, Gender::Female) => 2,
            (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male) => 0,
            _ => 1,
        };
        if fit == 0 {
            return;
        }
        let body = entity.body > entity.person + entity.male + entity.female;
        let sentences =
            page.sentence(pronoun.tokens.start).abs_diff(page.sentence(mention.tokens.start)).min(5) as u32;
        let paragraphs =
            page.paragraph(pronoun.tokens.start).abs_diff(page.paragraph(mention.tokens.start)).min(3) as u32;
        let outside = u32::from(page.is_outside(mention.tokens.start));
        let start = if mention.title.is_empty() { mention.tokens.start } else { mention.title.start };
        let begins = u32::from(start == 0 || page.sentence(start) != page.sentence(start - 1));
        let next = mention.tokens.end;
        let verb = u32::from(page.word(next).verb > 0 || page.is(next, Class::Auxiliary));
        let owned = u32::from(page.kind(next) == TokenKind::Clitic);
        let spoke = u32::from(Some(e as u32) == previous) * 2 + u32::from(Some(e as u32) == alternate);
        let count = (entity.count + 1).ilog2().min(9);
        let fit_body = fit * 2 + u32::from(body);
        let mut f = Features::with_room(11);
        let b = u32::from(back);
        f.add(t::ANTECEDENT, fit_body, who);
        f.add(t::ANTECEDENT + 1, (*rank).min(6) as u32, fit_body);
        f.add(t::ANTECEDENT + 2, *fitting, fit_body * 2 + outside);
        f.add(t::ANTECEDENT + 3, sentences * 4 + paragraphs, fit * 2 + outside);
        f.add(t::ANTECEDENT + 4, begins * 4 + verb * 2 + owned, sentences * 2 + outside);
        f.add(t::ANTECEDENT + 5, spoke, paragraphs * 8 + fit * 2 + outside);
        f.add(t::ANTECEDENT + 6, count, fit_body);
        f.add(t::ANTECEDENT + 7, spoke, (*fitting).min(3) * 8 + sentences);
        f.add(t::ANTECEDENT + 8, begins * 2 + verb, (*fitting).min(3));
        f.add(t::ANTECEDENT + 9, u32::from(!mention.title.is_empty()) * 2 + owned, fit);
        f.add(t::ANTECEDENT + 10, b, sentences);
        out.push(Antecedent { entity: e, features: f });
        *rank += 1;
        *fitting += u32::from(fit > 0 && !body);
    };
    for n in (0..m).rev() {
        if names >= BACK || out.len() >= MOST {
            break;
        }
        if scene.mentions.all.get(n).is_some_and(|x| x.kind == MentionKind::Name) {
            names += 1;
            weigh(n, false, &mut out, &mut rank, &mut fitting);
        }
    }
    for speaker in [previous, alternate].into_iter().flatten() {
        let e = speaker as usize;
        if let Some(entity) = scene.entities.get(e)
            && out.len() < MOST + 2
        {
            let fullest = entity.fullest;
            weigh(fullest, true, &mut out, &mut rank, &mut fitting);
        }
    }
    out
}

fn gender_code(m: &Mention) -> u32 {
    let gender = match m.gender {
        Gender::Male => 0,
        Gender::Female => 1,
        Gender::Neuter => 2,
        Gender::Any => 3,
    };
    gender * 4 + u32::from(m.number == Number::Plural) * 2 + u32::from(m.kind == MentionKind::Nominal)
}

/// The earlier description that description `m` takes up: *the report* after *a harbour report*. Itself where there is none.
pub fn first_description(scene: &Scene<'_, '_>, m: usize) -> usize {
    let Some(mention) = scene.mentions.all.get(m) else { return m };
    let page = scene.page;
    let definite =
        page.is(mention.tokens.start, Class::Article) || page.is(mention.tokens.start, Class::Demonstrative);
    if !definite || page.is(mention.tokens.start, Class::IndefiniteArticle) || mention.head_kind == Head::Kin
    {
        return m;
    }
    let head = page.tokens.hash(mention.head);
    let mut best = m;
    for n in (m.saturating_sub(BACK * 2)..m).rev() {
        let Some(other) = scene.mentions.all.get(n) else { continue };
        if other.kind == MentionKind::Nominal
            && page.tokens.hash(other.head) == head
            && page.is_outside(other.head)
            && !page.sentences.paragraph(page.paragraph(other.head)).is_heading
        {
            best = n;
            if page.is(other.tokens.start, Class::IndefiniteArticle) {
                break;
            }
        }
    }
    best
}
