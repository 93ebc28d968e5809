//! Number and person mended: *the boats was* to *the boats were*.

use super::{Case, Lexicon, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "grammar",
    about: "Slips of number and person may be mended (was, were; a, an; them, those).",
    examples: &[
        yes("The boats was tied to a old pier.", "“The boats were tied to an old pier.”"),
        yes("He don't know them people at the mill.", "“He doesn’t know those people at the mill.”"),
        no("The boats were tied to an old pier.", "“The boats are tied to an old pier.”"),
        no("He does know the people at the mill.", "“He doesn’t know the people at the mill.”"),
    ],
    case: Case::Pair(fits),
};

fn fits(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> bool {
    let ([a], [b]) = (quote, source) else { return false };
    let has = |a: &str, b: &str| lexicon.agreement.iter().any(|(x, y)| *x == a && *y == b);
    has(a, b) || has(b, a)
}
