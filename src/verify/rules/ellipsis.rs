//! Words that an ellipsis hides.

use super::{Case, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "ellipsis",
    about: "Words may go where an ellipsis says so; an alarm shows them.",
    examples: &[
        yes(
            "We will close the gates, whatever the fishermen say, before the winter.",
            "“We will close the gates … before the winter.”",
        ),
        yes(
            "We will close the gates, whatever the fishermen say, before the winter.",
            "“We will close the gates [...] before the winter.”",
        ),
        no(
            "We will close the gates, whatever the fishermen say, before the winter.",
            "“We will close the gates before the winter.”",
        ),
        no(
            "We will close the gates, whatever the fishermen say, before the winter.",
            "“We will lock the gates … before the winter.”",
        ),
    ],
    case: Case::Marked,
};
