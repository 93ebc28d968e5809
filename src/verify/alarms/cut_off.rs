//! A sentence that begins too late: what stands right before the quoted words in their sentence negates or softens them. And one that
//! ends too early: what follows in their sentence makes them hang on something.

use super::{Scene, phrases_in, words};
use crate::model::AlarmKind;
use std::ops::Range;

/// Words before the passage that are looked at.
const BEFORE: usize = 4;

pub(super) fn find(scene: &mut Scene<'_>) {
    begins_late(scene);
    ends_early(scene);
}

/// Words that follow the passage and are shown.
const SHOWN: usize = 8;

fn ends_early(scene: &mut Scene<'_>) {
    // Words that begin with a capital are given as a sentence; a fragment goes on in the writer's own.
    let sentence = scene.quote.first().is_some_and(|u| u.capital);
    let hangs = scene
        .source
        .get(scene.trail.start)
        .filter(|_| !scene.trail.is_empty())
        .is_some_and(|u| scene.lexicon.provisos.contains(u.word.as_str()));
    if !sentence || !hangs {
        return;
    }
    let trail = scene.trail.start..scene.trail.end.min(scene.trail.start + SHOWN);
    let text = format!(
        "The sentence goes on with a condition in the source: “{}”. The draft ends before it.",
        scene.source_words(&trail)
    );
    scene.ring(AlarmKind::Modal, &(0..0), &trail, text);
}

fn begins_late(scene: &mut Scene<'_>) {
    let Some(first) = scene.quote.first() else { return };
    // The draft makes a sentence of its own of it: a capital that the source does not have.
    let own = scene.source.get(scene.lead.end).is_some_and(|u| !u.capital && u.word == first.word);
    if !first.capital || !own || scene.lead.is_empty() || scene.lead.len() > BEFORE {
        return;
    }
    let lead: Range<usize> = scene.lead.clone();
    let units = scene.in_source(&lead);
    let hedged = phrases_in(units, lead.start, &scene.lexicon.hedges);
    let negated = !phrases_in(units, lead.start, &scene.lexicon.negation).is_empty()
        || words(units).iter().any(|w| scene.lexicon.ends_negative(w));
    let none = 0..0;
    if negated {
        let text = format!(
            "A negation stands right before these words in the source: “{}”. The draft begins its sentence behind it.",
            scene.source_words(&lead)
        );
        scene.ring(AlarmKind::Negation, &none, &lead, text);
    } else if !hedged.is_empty() {
        let text = format!(
            "A hedge stands right before these words in the source: “{}”. The draft begins its sentence behind it.",
            scene.source_words(&lead)
        );
        scene.ring(AlarmKind::Modal, &none, &lead, text);
    }
}
