//! *not*, *n't*, *never*, *no*, *un-*: came or went.

#[cfg(test)]
use super::{Example, rings, silent};
use super::{Scene, phrases_in};
use crate::model::AlarmKind;
use crate::verify::lexicon::Lexicon;
use crate::verify::units::Unit;
use std::ops::Range;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("We will not open the gates before May.", "“We will open the gates before May.”"),
    rings("We will open the gates before May.", "“We won’t open the gates before May.”"),
    rings("The pier is safe for carts and horses.", "“The pier is unsafe for carts and horses.”"),
    rings("There is no plan for the old quarry.", "“There is a plan for the old quarry.”"),
    rings("I have always trusted the harbour board.", "“I have never trusted the harbour board.”"),
    rings(
        "The talks were useful for both of the villages.",
        "“The talks were useless for both of the villages.”",
    ),
    rings("I do not believe the gates will hold till May.", "“The gates will hold till May.”"),
    rings("It costs more than the old bridge did.", "“It costs less than the old bridge did.”"),
    silent("We will not open the gates before May.", "“We won’t open the gates before May.”"),
    silent("We will not open the gates before May.", "“We will not paint the gates before May.”"),
    silent("The uncle of the miller owns the quarry.", "“The cousin of the miller owns the quarry.”"),
];

/// Whether one of the two is the other turned round: *safe* and *unsafe*, *useful* and *useless*, *more* and *less*.
pub(in crate::verify) fn turned(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let begins = |a: &str, b: &str| {
        lexicon
            .negative_prefixes
            .iter()
            .any(|p| b.chars().count() > 2 && a.strip_prefix(p).is_some_and(|rest| rest == b))
    };
    let ends = |a: &str, b: &str| {
        lexicon.negative_suffixes.iter().any(|s| {
            a.strip_suffix(s).is_some_and(|stem| {
                stem.chars().count() > 2 && b.strip_prefix(stem).is_some_and(|e| matches!(e, "" | "ful"))
            })
        })
    };
    begins(a, b) || begins(b, a) || ends(a, b) || ends(b, a) || lexicon.are_opposites(a, b)
}

/// Where `units`, the first of which is number `from`, negate.
fn negations(units: &[Unit], from: usize, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut out = phrases_in(units, from, &lexicon.negation);
    for (n, unit) in (from..).zip(units) {
        let short = lexicon.ends_negative(&unit.word);
        let apart = lexicon.negative_parts.contains(unit.word.as_str());
        if (short || apart) && !out.iter().any(|r| r.contains(&n)) {
            out.push(n..n + 1);
        }
    }
    out.sort_by_key(|r| r.start);
    out
}

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud_stretches() {
        let (q, s) = (scene.in_quote(&piece.quote), scene.in_source(&piece.source));
        let free =
            |r: &Range<usize>, taken: &[bool]| !taken.get(r.clone()).unwrap_or_default().iter().any(|t| *t);
        let mut ours = negations(q, piece.quote.start, scene.lexicon);
        let mut theirs = negations(s, piece.source.start, scene.lexicon);
        ours.retain(|r| free(r, &scene.taken_quote));
        theirs.retain(|r| free(r, &scene.taken_source));
        // As many on both sides cancel out: *do not* and *don't*.
        let both = ours.len().min(theirs.len());
        ours.drain(..both);
        theirs.drain(..both);
        for gone in theirs {
            let instead = if piece.quote.is_empty() {
                String::new()
            } else {
                format!(" The draft has “{}”.", scene.draft_words(&piece.quote))
            };
            let text = format!(
                "A negation is gone. “{}” stands {} in the source.{instead}",
                scene.source_words(&gone),
                scene.place_in_source(&gone)
            );
            scene.ring(AlarmKind::Negation, &piece.quote, &gone, text);
        }
        for new in ours {
            let instead = if piece.source.is_empty() {
                String::new()
            } else {
                format!(" The source has “{}”.", scene.source_words(&piece.source))
            };
            let text = format!(
                "A negation was put in. “{}” stands {} in the draft.{instead}",
                scene.draft_words(&new),
                scene.place_in_quote(&new)
            );
            scene.ring(AlarmKind::Negation, &new, &piece.source, text);
        }
        for (a, unit) in piece.quote.clone().zip(q) {
            let turn =
                piece.source.clone().zip(s).find(|(_, other)| turned(&unit.word, &other.word, scene.lexicon));
            let Some((b, _)) = turn else { continue };
            if scene.is_taken_quote(a) {
                continue;
            }
            let (quote, source) = (a..a + 1, b..b + 1);
            let text = format!(
                "A word is turned round. The source has “{}”, the draft has “{}”.",
                scene.source_words(&source),
                scene.draft_words(&quote)
            );
            scene.ring(AlarmKind::Negation, &quote, &source, text);
        }
    }
}
