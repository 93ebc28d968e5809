//! Words that the source does not have.

use super::Scene;
#[cfg(test)]
use super::{Example, rings, silent};
use crate::model::{AlarmKind, Op};

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("The wall was made of mud and straw.", "“The wall was made of cheap mud and straw.”"),
    rings("The wall was made of mud and straw.", "“The wall was made of mud and straw by the sea.”"),
    silent("The wall was made of mud and straw.", "“The wall [in the north] was made of mud and straw.”"),
    silent("The wall was made of mud and straw.", "“The dam was made of mud and straw.”"),
];

/// A replacement that is this many words longer than what it replaces adds words.
const LONGER: usize = 3;

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud() {
        if piece.quote.clone().all(|n| scene.is_taken_quote(n)) {
            continue;
        }
        let adds = match piece.op {
            Op::Insert => piece.rule.is_none(),
            Op::Replace => piece.rule.is_none() && piece.quote.len() >= piece.source.len() + LONGER,
            Op::Equal | Op::Delete => false,
        };
        if adds {
            let text = format!(
                "The source does not have “{}”. It stands {} in the draft.",
                scene.draft_words(&piece.quote),
                scene.place_in_quote(&piece.quote)
            );
            scene.ring(AlarmKind::Addition, &piece.quote, &piece.source, text);
        }
    }
}
