//! A bracket that stands where the source has other words.

use super::Scene;
#[cfg(test)]
use super::{Example, rings, silent};
use crate::model::{AlarmKind, Op};

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings(
        "They told him that the wall would hold another winter.",
        "“They told [the mayor] that the wall would hold another winter.”",
    ),
    rings(
        "I never liked that bloody fool from the ministry.",
        "“I never liked [the official] from the ministry.”",
    ),
    silent(
        "They told him that the wall would hold another winter.",
        "“They told him [the mayor] that the wall would hold another winter.”",
    ),
    silent(
        "They told him that the wall would hold another winter.",
        "“[T]hey told him that the wall would hold another winter.”",
    ),
];

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud() {
        if piece.op != Op::Replace || piece.rule != Some("bracket-replacement") {
            continue;
        }
        let (ours, theirs) = (scene.draft_words(&piece.quote), scene.source_words(&piece.source));
        let text =
            format!("A bracket replaces words. The draft has “[{ours}]” where the source has “{theirs}”.");
        scene.ring(AlarmKind::Bracket, &piece.quote, &piece.source, text);
    }
}
