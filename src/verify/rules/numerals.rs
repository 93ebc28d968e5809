//! *three thousand* and *3,000*.

use super::{Case, Rule, no, yes};

/// The words are the same number; seen where words are read as numbers.
pub(super) const RULE: Rule = Rule {
    id: "numerals",
    about: "A number in figures and the same number in words count as one.",
    examples: &[
        yes(
            "We counted three thousand and twelve eels on the twenty-first.",
            "“We counted 3,012 eels on the 21st.”",
        ),
        yes("About 25% of the nets were torn.", "“About twenty-five percent of the nets were torn.”"),
        no("We counted three thousand eels on the twenty-first.", "“We counted 3,012 eels on the 21st.”"),
        no("About 25% of the nets were torn.", "“About a third of the nets were torn.”"),
    ],
    case: Case::Marked,
};
