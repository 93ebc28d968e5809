//! A name, or a pronoun for another person.

#[cfg(test)]
use super::{Example, rings, silent};
use super::{Scene, is_known_small};
use crate::model::AlarmKind;
use crate::verify::units::Unit;
use std::ops::Range;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("I gave the keys to Martin Oake that evening.", "“I gave the keys to Martin Hale that evening.”"),
    rings("The road to Velsham was under water.", "“The road to Orrin was under water.”"),
    rings("the road to velsham was under water", "“The road to Orrin was under water.”"),
    rings("He told the board that the wall was sound.", "“She told the board that the wall was sound.”"),
    silent("The road to Velsham was under water.", "“The road to Velsham was under mud.”"),
    silent(
        "The road was wet. Nobody walked on it that day.",
        "“The road was wet. Somebody walked on it that day.”",
    ),
    silent("He told the board that the wall was sound.", "“He told the board that the wall was strong.”"),
];

/// Whether `unit` is written as a name.
fn is_name(scene: &Scene<'_>, unit: &Unit, before: Option<&Unit>, shouts: bool) -> bool {
    let head = unit.word.split('\'').next().unwrap_or_default();
    let l = scene.lexicon;
    let common = l.grammar.contains(head)
        || l.is_date(head)
        || l.fillers.contains(head)
        || unit.number.is_some()
        || l.person(head).is_some()
        || l.units.contains(head);
    // Where every noun has a capital, the word before it tells.
    let noun = !l.before_names.is_empty()
        && !before.is_some_and(|b| l.before_names.contains(b.word.as_str()) || (b.capital && !b.opens));
    unit.capital && !common && !noun && !shouts && (!unit.opens || !is_known_small(scene.index, unit.key))
}

/// Whether most words are written with capitals, so that a capital tells nothing.
fn shouts(units: &[Unit]) -> bool {
    let capitals = units.iter().filter(|u| u.capital).count();
    units.len() >= 5 && capitals * 10 > units.len() * 7
}

pub(super) fn find(scene: &mut Scene<'_>) {
    let (loud_quote, loud_source) = (shouts(scene.quote), shouts(scene.source));
    for piece in scene.loud() {
        let names = |all: &[Unit], range: &Range<usize>, taken: &dyn Fn(usize) -> bool, loud: bool| {
            let before = |n: usize| n.checked_sub(1).and_then(|n| all.get(n));
            let here = range.clone().filter_map(|n| Some((n, all.get(n)?)));
            let here = here.filter(|(n, u)| is_name(scene, u, before(*n), loud) && !taken(*n));
            here.map(|(n, u)| (n, u.opens)).collect::<Vec<(usize, bool)>>()
        };
        let (q, s) = (scene.in_quote(&piece.quote), scene.in_source(&piece.source));
        let mut ours = names(scene.quote, &piece.quote, &|n| scene.is_taken_quote(n), loud_quote);
        let mut theirs = names(scene.source, &piece.source, &|n| scene.is_taken_source(n), loud_source);
        // A capital at the begin of a sentence is a name only beside a name.
        let firm = |v: &[(usize, bool)]| v.iter().any(|(_, opens)| !opens);
        if !firm(&ours) && !firm(&theirs) {
            let follows = |n: usize, units: &[Unit]| units.get(n + 1).is_some_and(|u| u.capital && !u.opens);
            ours.retain(|(n, _)| follows(*n, scene.quote));
            theirs.retain(|(n, _)| follows(*n, scene.source));
        }
        let range = |v: &[(usize, bool)]| v.first().zip(v.last()).map(|((a, _), (b, _))| *a..*b + 1);
        match (range(&ours), range(&theirs)) {
            (Some(a), b) if !piece.source.is_empty() => {
                let b = b.unwrap_or(piece.source.clone());
                let text = format!(
                    "A name differs. The source has “{}”, the draft has “{}”.",
                    scene.source_words(&b),
                    scene.draft_words(&a)
                );
                scene.ring(AlarmKind::Name, &a, &b, text);
            }
            (Some(a), _) => {
                let text = format!(
                    "A name was put in. “{}” stands {} in the draft.",
                    scene.draft_words(&a),
                    scene.place_in_quote(&a)
                );
                scene.ring(AlarmKind::Name, &a, &piece.source, text);
            }
            (None, Some(b)) => {
                let text = format!(
                    "A name is gone. “{}” stands {} in the source.",
                    scene.source_words(&b),
                    scene.place_in_source(&b)
                );
                scene.ring(AlarmKind::Name, &piece.quote, &b, text);
            }
            (None, None) => {}
        }
        let who = |units: &[Unit], range: &Range<usize>, taken: &dyn Fn(usize) -> bool| {
            range
                .clone()
                .zip(units)
                .find(|(n, u)| scene.lexicon.person(&u.word).is_some() && !taken(*n))
                .map(|(n, _)| n)
        };
        let ours = who(q, &piece.quote, &|n| scene.is_taken_quote(n));
        let theirs = who(s, &piece.source, &|n| scene.is_taken_source(n));
        if let (Some(a), Some(b)) = (ours, theirs) {
            let words = (scene.quote.get(a), scene.source.get(b));
            let other = matches!(words, (Some(x), Some(y)) if scene.lexicon.person(&x.word) != scene.lexicon.person(&y.word));
            if other {
                let (a, b) = (a..a + 1, b..b + 1);
                let text = format!(
                    "Another person is meant. The source has “{}”, the draft has “{}”.",
                    scene.source_words(&b),
                    scene.draft_words(&a)
                );
                scene.ring(AlarmKind::Name, &a, &b, text);
            }
        }
    }
}
