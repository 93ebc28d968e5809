//! The relative pronoun by which a clause takes up its source: *Hale, who said …*.
//!
//! It is part of the source mention, as a pronoun is that stands alone: the annotators of attributions mark it (Pareti 2015,
//! Newell et al. 2018).

use super::MentionKind;
use super::candidates::Scene;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use crate::text::{Span, Spans};

/// Words between the pronoun and its verb at most: *who in the past has described*.
const TO_VERB: usize = 5;
/// Words between the source and the pronoun at most: *Hale, a baker from Marl, who*.
const ASIDE: usize = 12;

/// Whether `source` is nothing but a relative pronoun.
pub fn is_relative(scene: &Scene<'_, '_>, source: &Spans) -> bool {
    let tokens = scene.page.tokens.within(source.hull());
    tokens.len() == 1 && scene.page.is(tokens.start, Class::Relative)
}

/// The relative pronoun that is the subject of `cue` and takes up mention `m`.
pub fn relative(scene: &Scene<'_, '_>, m: usize, cue: Span) -> Option<Span> {
    let page = scene.page;
    let mention = scene.mentions.all.get(m).filter(|m| m.kind != MentionKind::Pronoun)?;
    let (end, verb) = (mention.tokens.end, page.tokens.at(cue.start()));
    if verb <= end || page.sentence(end) != page.sentence(verb) {
        return None;
    }
    let pronoun = before(scene, verb).filter(|&i| i >= end)?;
    let own = scene.before_relative(pronoun) == Some(m)
        || pronoun - end <= ASIDE && !(end..pronoun).any(|i| page.is_finite(i) || is_subject(scene, i));
    own.then(|| page.tokens.span(pronoun))
}

/// Whether token `i` is a relative pronoun that may be a subject.
fn is_subject(scene: &Scene<'_, '_>, i: usize) -> bool {
    let page = scene.page;
    let pronoun = page.pronoun(i).is_some_and(|p| p.relative && p.subject);
    pronoun && !page.is(i, Class::Article) && page.is_outside(i)
}

/// The relative pronoun that is the subject of the verb at token `verb`, with nobody mentioned between.
pub fn before(scene: &Scene<'_, '_>, verb: usize) -> Option<usize> {
    let page = scene.page;
    let wordy = |i: usize| matches!(page.kind(i), TokenKind::Word | TokenKind::Number);
    let near = (verb.saturating_sub(TO_VERB + 1)..verb).rev();
    let clause = near.take_while(|&i| wordy(i) && scene.at.get(i) == 0 || is_subject(scene, i));
    clause.into_iter().find(|&i| is_subject(scene, i))
}
