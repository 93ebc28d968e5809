//! The time of a verb.

#[cfg(test)]
use super::{Example, rings, silent};
use super::{Scene, words};
use crate::model::AlarmKind;
use crate::verify::lexicon::Lexicon;

#[cfg(test)]
pub(super) const EXAMPLES: &[Example] = &[
    rings("The miller owned both sides of the river.", "“The miller owns both sides of the river.”"),
    rings("We are planning a wall on the north side.", "“We planned a wall on the north side.”"),
    rings("They were the owners of the north quarry.", "“They are the owners of the north quarry.”"),
    rings("We go to the quarry before sunrise each day.", "“We went to the quarry before sunrise each day.”"),
    rings("We had paid for the wall in full.", "“We paid for the wall in full.”"),
    silent("The miller owns both sides of the river.", "“The miller owns both banks of the river.”"),
    silent("The boats was tied up on the north side.", "“The boats were tied up on the north side.”"),
    silent("The bridges of the town are made of wood.", "“The bridge of the town are made of wood.”"),
];

/// Whether both are forms of one verb in different times; number and person alone are no time.
pub(in crate::verify) fn same_verb(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let agrees = |a: &str, b: &str| lexicon.agreement.iter().any(|(x, y)| *x == a && *y == b);
    if a == b || agrees(a, b) || agrees(b, a) {
        return false;
    }
    let bare = |w: &str| w.strip_suffix("es").or_else(|| w.strip_suffix('s')).map(str::to_owned);
    let third = |a: &str, b: &str| {
        let s = a.strip_suffix('s').is_some_and(|a| a != b && lexicon.same_irregular(a, b));
        s || bare(a).is_some_and(|a| a != b && lexicon.same_irregular(&a, b))
    };
    lexicon.same_irregular(a, b) || third(a, b) || third(b, a) || regular(a, b, lexicon)
}

/// Whether both have one stem and at least one of them ends as a verb of another time does: *-ed*, *-ing*.
fn regular(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let other_time = |w: &str| lexicon.time_endings.iter().any(|e| w.ends_with(e));
    if !(other_time(a) || other_time(b)) {
        return false;
    }
    let theirs = stems(b, lexicon);
    stems(a, lexicon).iter().any(|s| s.chars().count() > 1 && theirs.contains(s))
}

/// What may be the dictionary form of `word`, a form of a regular verb.
fn stems(word: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    for ending in &lexicon.verb_endings {
        let Some(stem) = word.strip_suffix(ending).filter(|s| s.chars().count() > 1) else { continue };
        out.push(stem.to_owned());
        if lexicon.time_endings.contains(ending) {
            out.push(format!("{stem}e"));
            // *planned* of *plan*.
            let mut letters = stem.chars().rev();
            if let (Some(last), Some(before)) = (letters.next(), letters.next())
                && last == before
            {
                out.push(stem.chars().take(stem.chars().count() - 1).collect());
            }
        }
        // *tried*, *tries* of *try*.
        if let Some(stem) = stem.strip_suffix('i') {
            out.push(format!("{stem}y"));
        }
    }
    out
}

pub(super) fn find(scene: &mut Scene<'_>) {
    let auxiliaries = &scene.lexicon.auxiliaries;
    for piece in scene.loud() {
        let (q, s) = (scene.in_quote(&piece.quote), scene.in_source(&piece.source));
        for (a, unit) in piece.quote.clone().zip(q) {
            let there =
                piece.source.clone().zip(s).find(|(b, u)| {
                    !scene.is_taken_source(*b) && same_verb(&unit.word, &u.word, scene.lexicon)
                });
            let Some((b, _)) = there.filter(|_| !scene.is_taken_quote(a)) else { continue };
            let (a, b) = (a..a + 1, b..b + 1);
            let text = format!(
                "The time differs. The source has “{}”, the draft has “{}”.",
                scene.source_words(&b),
                scene.draft_words(&a)
            );
            scene.ring(AlarmKind::Tense, &a, &b, text);
        }
        // A helping verb that came or went alone.
        let helps =
            |w: &Vec<&str>| !w.is_empty() && w.len() <= 2 && w.iter().all(|w| auxiliaries.contains(w));
        let free = |scene: &Scene<'_>| {
            !piece.quote.clone().any(|n| scene.is_taken_quote(n))
                && !piece.source.clone().any(|n| scene.is_taken_source(n))
        };
        let (ours, theirs) = (words(q), words(s));
        if free(scene) && theirs.is_empty() && helps(&ours) {
            let text = format!(
                "The time may differ. “{}” was put in {} in the draft.",
                scene.draft_words(&piece.quote),
                scene.place_in_quote(&piece.quote)
            );
            scene.ring(AlarmKind::Tense, &piece.quote, &piece.source, text);
        } else if free(scene) && ours.is_empty() && helps(&theirs) {
            let text = format!(
                "The time may differ. “{}” stands {} in the source and is gone.",
                scene.source_words(&piece.source),
                scene.place_in_source(&piece.source)
            );
            scene.ring(AlarmKind::Tense, &piece.quote, &piece.source, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::lexicon::lexicon;
    use super::*;

    #[test]
    fn forms_of_one_verb() {
        let same = |a, b| same_verb(a, b, lexicon("en"));
        for (a, b) in [
            ("plan", "planned"),
            ("try", "tried"),
            ("bake", "baking"),
            ("owns", "owned"),
            ("go", "went"),
            ("was", "is"),
            ("are", "were"),
        ] {
            assert!(same(a, b) && same(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("boat", "boats"),
            ("was", "were"),
            ("red", "ring"),
            ("bed", "bing"),
            ("own", "owner"),
            ("is", "are"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }
}
