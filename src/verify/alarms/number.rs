//! A number, a date, a unit or a quantity.

use super::Scene;
#[cfg(test)]
use super::{Example, rings, silent};
use crate::model::AlarmKind;
use crate::verify::units::Unit;
use std::ops::Range;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("We will rebuild it by 2013, all of it.", "“We will rebuild it by 2031, all of it.”"),
    rings("It took them four days to find the leak.", "“It took them five days to find the leak.”"),
    rings("The leak was found on a Monday in March.", "“The leak was found on a Tuesday in March.”"),
    rings("It weighs two hundred pounds without the lid.", "“It weighs two hundred kilos without the lid.”"),
    rings("Most of the nets were torn by the storm.", "“Few of the nets were torn by the storm.”"),
    rings("About three thousand people came to the quay.", "“About three million people came to the quay.”"),
    silent("It took them four days to find the leak.", "“It took them 4 days to find the leak.”"),
    silent("It may take four days to find the leak.", "“It can take four days to find the leak.”"),
    silent(
        "It took them four long days to find the leak.",
        "“It took them four hard days to find the leak.”",
    ),
];

/// What of `units` counts or measures: the units' numbers.
fn counts(scene: &Scene<'_>, units: &[Unit], range: &Range<usize>) -> Vec<usize> {
    let l = scene.lexicon;
    let is = |u: &Unit| {
        let w = u.word.as_str();
        // *may* and *march* are months with a capital alone.
        let date = l.is_date(w) && (!l.is_month_word(w) || (u.capital && !u.opens));
        u.number.is_some()
            || w.starts_with(|c: char| c.is_ascii_digit())
            || date
            || l.units.contains(w)
            || l.quantities.contains(w)
            || l.scales.contains_key(w)
    };
    range.clone().zip(units).filter(|(_, u)| is(u)).map(|(n, _)| n).collect()
}

pub(super) fn find(scene: &mut Scene<'_>) {
    for piece in scene.loud() {
        let (q, s) = (scene.in_quote(&piece.quote), scene.in_source(&piece.source));
        let (mut ours, mut theirs) = (counts(scene, q, &piece.quote), counts(scene, s, &piece.source));
        ours.retain(|n| !scene.is_taken_quote(*n));
        theirs.retain(|n| !scene.is_taken_source(*n));
        // The same on both sides is no difference.
        let same = |a: usize, b: usize| match (scene.quote.get(a), scene.source.get(b)) {
            (Some(a), Some(b)) => {
                a.word == b.word
                    || (a.number.is_some() && a.number == b.number)
                    || scene.lexicon.same_unit(&a.word, &b.word)
            }
            _ => false,
        };
        ours.retain(|a| {
            let there = theirs.iter().position(|b| same(*a, *b));
            if let Some(n) = there {
                theirs.remove(n);
            }
            there.is_none()
        });
        let range = |v: &[usize]| v.first().zip(v.last()).map(|(a, b)| *a..*b + 1);
        let only_one = |units: &[Unit], from: usize, v: &[usize]| matches!(v, [n] if units.get(*n - from).is_some_and(|u| u.word == "one"));
        let what = |n: &[usize], units: &[Unit], from: usize| {
            let unit = n.first().and_then(|n| units.get(*n - from));
            match unit {
                Some(u) if scene.lexicon.is_date(&u.word) => "A date",
                Some(u) if scene.lexicon.units.contains(u.word.as_str()) => "A unit",
                Some(u) if scene.lexicon.quantities.contains(u.word.as_str()) => "A quantity",
                _ => "A number",
            }
        };
        match (range(&ours), range(&theirs)) {
            (Some(a), Some(b)) => {
                let text = format!(
                    "{} differs. The source has “{}”, the draft has “{}”.",
                    what(&theirs, s, piece.source.start),
                    scene.source_words(&b),
                    scene.draft_words(&a)
                );
                scene.ring(AlarmKind::Number, &a, &b, text);
            }
            (Some(a), None) if !only_one(q, piece.quote.start, &ours) => {
                let text = format!(
                    "{} was put in. “{}” stands {} in the draft.",
                    what(&ours, q, piece.quote.start),
                    scene.draft_words(&a),
                    scene.place_in_quote(&a)
                );
                scene.ring(AlarmKind::Number, &a, &(piece.source.end..piece.source.end), text);
            }
            (None, Some(b)) if !only_one(s, piece.source.start, &theirs) => {
                let text = format!(
                    "{} is gone. “{}” stands {} in the source.",
                    what(&theirs, s, piece.source.start),
                    scene.source_words(&b),
                    scene.place_in_source(&b)
                );
                scene.ring(AlarmKind::Number, &(piece.quote.end..piece.quote.end), &b, text);
            }
            _ => {}
        }
    }
}
