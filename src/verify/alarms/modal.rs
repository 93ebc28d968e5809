//! A modal verb or a hedge: how sure, how binding.

#[cfg(test)]
use super::{Example, rings, silent};
use super::{Scene, phrases_in};
use crate::model::AlarmKind;
use crate::verify::units::Unit;
use std::ops::Range;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("The wall could fall in any winter now.", "“The wall will fall in any winter now.”"),
    rings("I think the wall is past mending now.", "“The wall is past mending now.”"),
    rings("We lost about forty nets in the storm.", "“We lost forty nets in the storm.”"),
    rings("We want to mend the wall before the winter.", "“We have to mend the wall before the winter.”"),
    rings("The wall is past mending, perhaps, this year.", "“The wall is past mending this year.”"),
    silent("We talked about the nets for an hour.", "“We talked of the nets for an hour.”"),
    silent("I'll mend the wall before the winter.", "“I will mend the wall before the winter.”"),
    silent("The wall could fall in any winter now.", "“The wall could break in any winter now.”"),
];

/// What softens, binds or makes firm in `units`: ranges, and whether it is a hedge.
fn modals(
    scene: &Scene<'_>,
    units: &[Unit],
    range: &Range<usize>,
    all: &[Unit],
) -> Vec<(Range<usize>, bool)> {
    let l = scene.lexicon;
    let mut out: Vec<(Range<usize>, bool)> = Vec::new();
    // A phrase may end in words that both sides have: *want to*, *have to*.
    let wide = all.get(range.start..(range.end + 2).min(all.len())).unwrap_or_default();
    for (list, hedge) in [(&l.modal_phrases, false), (&l.hedges, true)] {
        let found = phrases_in(wide, range.start, list).into_iter().filter(|r| r.start < range.end);
        out.extend(found.map(|r| (r, hedge)));
    }
    for (n, unit) in range.clone().zip(units) {
        let w = unit.word.as_str();
        let month = l.is_month_word(w) && unit.capital && !unit.opens;
        let ending = l.modal_endings.iter().any(|e| w.len() > e.len() && w.ends_with(e));
        if (l.modals.contains(w) && !month) || ending || l.boosters.contains(w) {
            out.push((n..n + 1, l.boosters.contains(w)));
        }
    }
    out.retain(|(r, _)| {
        let word = all.get(r.start).map_or("", |u| u.word.as_str());
        let counted = all.get(r.end).is_some_and(|u| {
            u.number.is_some()
                || l.quantities.contains(u.word.as_str())
                || l.number_one.contains(u.word.as_str())
        });
        r.len() > 1 || !l.before_numbers.contains(word) || counted
    });
    out.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
    let mut end = 0;
    out.retain(|(r, _)| {
        let free = r.start >= end;
        end = end.max(r.end);
        free
    });
    out
}

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud() {
        let (q, s) = (scene.in_quote(&piece.quote), scene.in_source(&piece.source));
        let mut ours = modals(scene, q, &piece.quote, scene.quote);
        let mut theirs = modals(scene, s, &piece.source, scene.source);
        ours.retain(|(r, _)| !r.clone().all(|n| scene.is_taken_quote(n)));
        theirs.retain(|(r, _)| !r.clone().all(|n| scene.is_taken_source(n)));
        let same = |a: &Range<usize>, b: &Range<usize>| {
            let words = |u: &[Unit], r: &Range<usize>| {
                u.get(r.clone()).unwrap_or_default().iter().map(|u| u.word.clone()).collect::<Vec<_>>()
            };
            words(scene.quote, a) == words(scene.source, b)
        };
        ours.retain(|(a, _)| {
            let there = theirs.iter().position(|(b, _)| same(a, b));
            if let Some(n) = there {
                theirs.remove(n);
            }
            there.is_none()
        });
        let hull =
            |v: &[(Range<usize>, bool)]| v.first().zip(v.last()).map(|((a, _), (b, _))| a.start..b.end);
        let hedge = |v: &[(Range<usize>, bool)]| v.iter().any(|(_, h)| *h);
        match (hull(&ours), hull(&theirs)) {
            (Some(a), Some(b)) => {
                let text = format!(
                    "How sure or how binding it is differs. The source has “{}”, the draft has “{}”.",
                    scene.source_words(&b),
                    scene.draft_words(&a)
                );
                scene.ring(AlarmKind::Modal, &a, &b, text);
            }
            (None, Some(b)) => {
                let (what, end) = if hedge(&theirs) {
                    ("A hedge", " The draft gives it as certain.")
                } else {
                    ("A modal verb", "")
                };
                let text = format!(
                    "{what} is gone. “{}” stands {} in the source.{end}",
                    scene.source_words(&b),
                    scene.place_in_source(&b)
                );
                scene.ring(AlarmKind::Modal, &piece.quote, &b, text);
            }
            (Some(a), None) => {
                let what = if hedge(&ours) { "A hedge" } else { "A modal verb" };
                let text = format!(
                    "{what} was put in. “{}” stands {} in the draft.",
                    scene.draft_words(&a),
                    scene.place_in_quote(&a)
                );
                scene.ring(AlarmKind::Modal, &a, &piece.source, text);
            }
            (None, None) => {}
        }
    }
}
