//! A sentence begun and begun again.

use super::{Case, Lexicon, Rule, Unit, no, yes};
use crate::verify::units::Pause;

pub(super) const RULE: Rule = Rule {
    id: "false-starts",
    about: "A sentence that is begun and at once begun again may be given without its false start.",
    examples: &[
        yes(
            "Now we were, we are going to mend the roof before the rain.",
            "“Now we are going to mend the roof before the rain.”",
        ),
        yes(
            "And the board, um, the council has no plan for the pier.",
            "“And the council has no plan for the pier.”",
        ),
        yes(
            "The yard had, uh, they had put in a new door before the winter.",
            "“The yard had put in a new door before the winter.”",
        ),
        no(
            "Now we were tired and cold and wet, we are going to mend the roof before the rain.",
            "“Now we are going to mend the roof before the rain.”",
        ),
        no(
            "And nobody, the council has no plan for the pier.",
            "“And the council has no plan for the pier.”",
        ),
        no("And the boats, the nets were lost in the storm.", "“And the nets were lost in the storm.”"),
    ],
    case: Case::Drop(count),
};

/// A false start is no longer than this, in words.
const LONGEST: usize = 4;

/// Words up to a break, where the words behind begin as they did. After an article a comma may part the items of a list, so that only a
/// dash or a sound shows a break there.
fn count(source: &[Unit], at: usize, end: usize, lexicon: &Lexicon) -> usize {
    let word = |n: usize| source.get(n).map(|u| u.word.as_str());
    let is_filler = |n: usize| word(n).is_some_and(|w| lexicon.fillers.contains(w));
    let breaks = |n: usize| {
        let pause = source.get(n).map(|u| u.pause).unwrap_or_default();
        let sound = n > 0 && is_filler(n - 1);
        let article = word(n).is_some_and(|w| lexicon.articles.contains(w));
        sound || pause == Pause::Dash || (pause == Pause::Comma && !article)
    };
    let words = |from: usize, end: usize| (from..end).filter(|n| !is_filler(*n)).count();
    // The alignment may keep the first begin and drop the second: *the [board, the] council*.
    let turned = at.checked_sub(1).and_then(word).is_some_and(|w| word(end - 1) == Some(w));
    if turned && (2..=LONGEST).contains(&words(at, end)) && breaks(end - 1) {
        return end - at;
    }
    let Some(first) = word(at) else { return 0 };
    // *had, uh, they had*: a sound or a dash breaks off behind the first word, and the sentence begins anew before it comes back.
    let behind = (at + 1..=end).find(|n| !is_filler(*n));
    let broken =
        behind.is_some_and(|n| (n > at + 1) || source.get(n).is_some_and(|u| u.pause == Pause::Dash));
    if broken && let Some(n) = behind.filter(|n| word(*n) != Some(first)) {
        let again = (n + 1..=(n + 2).min(end)).find(|n| word(*n) == Some(first));
        if let Some(again) = again {
            return again - at;
        }
    }
    // One word alone is a repetition, not a start.
    let again = (at + 2..=end).find(|n| word(*n) == Some(first) && breaks(*n));
    again.filter(|n| (2..=LONGEST).contains(&words(at, *n))).map_or(0, |n| n - at)
}
