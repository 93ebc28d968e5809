//! Words that changed places.

#[cfg(test)]
use super::{Example, rings, silent};
use super::{Scene, words};
use crate::model::AlarmKind;
use std::ops::Range;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings(
        "The council asked the harbour board for a loan.",
        "“The harbour board asked the council for a loan.”",
    ),
    rings(
        "First we pay the masons and then we pay the bank.",
        "“First we pay the bank and then we pay the masons.”",
    ),
    rings("We only want to talk about the bridge.", "“We want to talk only about the bridge.”"),
    silent(
        "The council asked the harbour board for a loan.",
        "“The council asked the harbour board for the loan.”",
    ),
    silent("The boat came in and the boat went out again.", "“The boat came in and went out again.”"),
];

/// A word of grammar that is at least so long carries sense by its place too.
const LONG: usize = 5;

/// Words that stand in one difference on the draft's side and in one on the source's side.
pub(super) fn find(scene: &mut Scene<'_>) {
    let loud = scene.loud();
    let heavy = |scene: &Scene<'_>, w: &str| {
        scene.lexicon.weighty.contains(w) || w.chars().count() >= LONG || !scene.lexicon.grammar.contains(w)
    };
    let added: Vec<(usize, String)> =
        of(&loud.iter().map(|p| p.quote.clone()).collect::<Vec<_>>(), scene.quote);
    let lacking: Vec<(usize, String)> =
        of(&loud.iter().map(|p| p.source.clone()).collect::<Vec<_>>(), scene.source);
    let mut moved: Vec<(usize, usize)> = Vec::new();
    for (q, word) in &added {
        if !heavy(scene, word) || scene.is_taken_quote(*q) {
            continue;
        }
        let there = lacking.iter().find(|(s, w)| w == word && !moved.iter().any(|(_, m)| m == s));
        moved.extend(there.map(|(s, _)| (*q, *s)));
    }
    // Words that moved together are one alarm.
    while let Some(&(q, s)) = moved.first() {
        let len = (0..moved.len()).take_while(|n| moved.get(*n) == Some(&(q + n, s + n))).count();
        moved.drain(..len);
        let (quote, source) = (q..q + len, s..s + len);
        let text = format!(
            "The order is another. “{}” stands {} in the source, and {} in the draft.",
            scene.draft_words(&quote),
            scene.place_in_source(&source),
            scene.place_in_quote(&quote),
        );
        scene.ring(AlarmKind::Order, &quote, &source, text);
        // The words of grammar that moved along are explained with them.
        for piece in &loud {
            let all = |range: &Range<usize>,
                       taken: &dyn Fn(usize) -> bool,
                       units: &[crate::verify::units::Unit]| {
                range.clone().all(|n| taken(n) || units.get(n).is_some_and(|u| !heavy(scene, &u.word)))
            };
            let near = piece.quote.contains(&q) || piece.source.contains(&s);
            let explained = all(&piece.quote, &|n| scene.is_taken_quote(n), scene.quote)
                && all(&piece.source, &|n| scene.is_taken_source(n), scene.source);
            if near && explained {
                scene.take(&piece.quote, &piece.source);
            }
        }
    }
}

fn of(ranges: &[Range<usize>], units: &[crate::verify::units::Unit]) -> Vec<(usize, String)> {
    let one = |r: &Range<usize>| {
        let here = words(units.get(r.clone()).unwrap_or_default());
        r.clone().zip(here.into_iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    ranges.iter().flat_map(one).collect()
}
