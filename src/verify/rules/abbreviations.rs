//! *Mr* and *mister*, *Sept.* and *September*.

use super::{Case, Lexicon, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "abbreviations",
    about: "An abbreviation and its full form count as one.",
    examples: &[
        yes("Doctor Lund saw the wall on September 4.", "“Dr. Lund saw the wall on Sept. 4.”"),
        yes("The United Kingdom has no such wall at all.", "“The UK has no such wall at all.”"),
        no("Doctor Lund saw the wall in September.", "“Prof. Lund saw the wall in September.”"),
    ],
    case: Case::Pair(fits),
};

fn fits(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> bool {
    let listed =
        |one: &str, other: &[&str]| lexicon.abbreviations.iter().any(|(a, b)| *a == one && b == other);
    match (quote, source) {
        ([one], other) if listed(one, other) => true,
        (other, [one]) => listed(one, other),
        _ => false,
    }
}
