//! A sentence begun and begun again.

use super::{Case, Lexicon, Rule, Unit, no, yes};

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
        no(
            "Now we were tired and cold and wet, we are going to mend the roof before the rain.",
            "“Now we are going to mend the roof before the rain.”",
        ),
        no(
            "And nobody, the council has no plan for the pier.",
            "“And the council has no plan for the pier.”",
        ),
    ],
    case: Case::Drop(count),
};

/// A false start is no longer than this, in words.
const LONGEST: usize = 4;

/// Words up to a break, where the words behind begin as they did.
fn count(source: &[Unit], at: usize, end: usize, lexicon: &Lexicon) -> usize {
    let word = |n: usize| source.get(n).map(|u| u.word.as_str());
    let Some(first) = word(at) else { return 0 };
    // The alignment may keep the first begin and drop the second: *the [board, the] council*.
    let dropped = source.get(at..end).unwrap_or_default();
    let said = dropped.iter().filter(|u| !lexicon.fillers.contains(u.word.as_str())).count();
    let turned =
        at.checked_sub(1).and_then(word).is_some_and(|w| dropped.last().is_some_and(|u| u.word == w));
    if turned && (2..=LONGEST).contains(&said) {
        return dropped.len();
    }
    let mut again = at + 1;
    while again <= at + LONGEST + 1 && again <= end && again < source.len() {
        let len = again - at;
        let is_filler = |n: usize| word(n).is_some_and(|w| lexicon.fillers.contains(w));
        // One word alone is a repetition, not a start.
        if len >= 2 && word(again) == Some(first) && !is_filler(again) {
            return len;
        }
        again += 1;
    }
    0
}
