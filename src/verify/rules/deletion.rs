//! Words dropped without a mark.

use super::{Case, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "deletion",
    about: "Words may go without a mark while the sense stays; an alarm shows them.",
    examples: &[
        yes(
            "We will close the two old gates before the winter.",
            "“We will close the gates before the winter.”",
        ),
        no(
            "We will close the two old gates before the winter.",
            "“We will close the two new gates before the winter.”",
        ),
        no("We will close the gates before the winter.", "“We will close the old gates before the winter.”"),
    ],
    case: Case::Marked,
};
