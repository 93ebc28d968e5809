//! Words that an ellipsis hides, or that are dropped without one.

use super::Scene;
#[cfg(test)]
use super::{Example, rings, silent};
use crate::model::{AlarmKind, Op};

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings(
        "The wall, as everybody knew, was made of mud and straw.",
        "“The wall … was made of mud and straw.”",
    ),
    rings("The wall was made of cheap mud and straw.", "“The wall was made of mud and straw.”"),
    rings(
        "The wall was sound. That is what they told us. Then it fell.",
        "“The wall was sound,” she said. “Then it fell.”",
    ),
    silent("The wall was, um, made of mud and straw.", "“The wall was made of mud and straw.”"),
    silent("The wall was made of mud and straw.", "“The wall was made of mud … and straw.”"),
    silent("The wall was sound. Then it fell.", "“The wall was sound,” she said. “Then it fell.”"),
];

/// A replacement that is this many words shorter than what it replaces drops words.
const SHORTER: usize = 3;

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud() {
        let hidden = match (piece.op, piece.rule) {
            (Op::Delete, Some("ellipsis")) => Some("The ellipsis hides"),
            (Op::Delete, Some("resumed")) => Some("Between the two parts the source has"),
            _ => None,
        };
        if let Some(hides) = hidden {
            let text = format!("{hides} “{}”.", scene.source_words(&piece.source));
            scene.ring(AlarmKind::Omission, &piece.quote, &piece.source, text);
            continue;
        }
        if piece.source.clone().all(|n| scene.is_taken_source(n)) {
            continue;
        }
        let lacks = match piece.op {
            Op::Delete => true,
            Op::Replace => piece.rule.is_none() && piece.source.len() >= piece.quote.len() + SHORTER,
            Op::Equal | Op::Insert => false,
        };
        if lacks {
            let text = format!(
                "Words are dropped without a mark. “{}” stands {} in the source.",
                scene.source_words(&piece.source),
                scene.place_in_source(&piece.source)
            );
            scene.ring(AlarmKind::Omission, &piece.quote, &piece.source, text);
        }
    }
}
