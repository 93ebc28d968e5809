//! A sentence that begins too late: what stands right before the quoted words in their sentence negates or softens them.

use super::{Scene, phrases_in, words};
use crate::model::AlarmKind;
use std::ops::Range;

/// Words before the passage that are looked at.
const BEFORE: usize = 4;

pub(super) fn find(scene: &mut Scene<'_>) {
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
