//! British and American spelling, and other words that are spelt in two ways.

use super::{Case, Lexicon, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "spelling",
    about: "Two spellings of one word (colour, color; organise, organize) count as one.",
    examples: &[
        yes("The harbor is the color of old lead.", "“The harbour is the colour of old lead.”"),
        yes(
            "They organized a program for the gray houses.",
            "“They organised a programme for the grey houses.”",
        ),
        no("The harbor is the color of old lead.", "“The harbor is the colors of old lead.”"),
        no("The four boats were the color of lead.", "“The for boats were the color of lead.”"),
    ],
    case: Case::Pair(fits),
};

fn fits(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> bool {
    let listed = |one: &str, other: &[&str]| lexicon.spelling.iter().any(|(a, b)| *a == one && b == other);
    match (quote, source) {
        ([a], [b]) => {
            listed(a, source)
                || listed(b, quote)
                || endings(a, b, lexicon)
                || endings(b, a, lexicon)
                || parts(a, b, lexicon)
        }
        ([one], two) | (two, [one]) => listed(one, two),
        _ => false,
    }
}

/// Whether the ending of `a` is exchanged for its other spelling in `b`.
fn endings(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    lexicon.spelling_endings.iter().any(|(one, other)| {
        let stem = a.strip_suffix(one);
        stem.is_some_and(|s| s.chars().count() >= 3 && b.strip_suffix(other).is_some_and(|t| t == s))
    })
}

/// Whether both are one where each sound is spelt in one of its two ways.
fn parts(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    lexicon.spelling_parts.iter().any(|(one, other)| a.replace(one, other) == b.replace(one, other))
}
