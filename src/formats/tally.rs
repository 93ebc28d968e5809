//! Who speaks how often in an export: the figures of its reports.

use super::ExportView;
use crate::analysis::QuoteKind;
use crate::model::statistics::Tally;
use crate::model::{Speaker, Status};
use crate::text::count_words;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Quotations and words of one speaker.
pub(super) struct Share<'a> {
    /// Who; `None` where unknown.
    pub(super) speaker: Option<&'a Arc<Speaker>>,
    /// How many and how long.
    pub(super) tally: Tally,
}

/// The speakers of what goes, the one with the most words first, *unknown* last. Rejected ones and marks around nobody's
/// words are not counted.
pub(super) fn shares<'a>(view: &ExportView<'a>) -> Vec<Share<'a>> {
    let mut counts: BTreeMap<_, Tally> = BTreeMap::new();
    for (doc, text) in view.readable() {
        for q in view.quotes(doc) {
            if q.status == Status::Rejected || q.kind == QuoteKind::NotSpeech {
                continue;
            }
            let words = q.content.iter().map(|s| count_words(text.slice(s))).sum();
            let id = view.speaker(q).map(|s| s.id);
            counts.entry(id).or_default().add(q.kind, words, q.status != Status::Proposed);
        }
    }
    let share =
        |(id, tally): (Option<_>, Tally)| Share { speaker: id.and_then(|i| view.project.speaker(i)), tally };
    let mut all: Vec<_> = counts.into_iter().map(share).collect();
    all.sort_by_key(|s| (s.speaker.is_none(), Reverse(s.tally.all_words()), s.speaker.map(|s| s.id)));
    all
}
