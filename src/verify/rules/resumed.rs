//! Words left out where the attribution interrupts a quotation.

use super::{Case, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "resumed",
    about: "Words may go where a quotation is taken up again after its attribution; an alarm shows them.",
    examples: &[
        yes(
            "The gates will stay open. I have said so twice. Nobody has to worry about the eels.",
            "“The gates will stay open,” he said. “Nobody has to worry about the eels.”",
        ),
        no(
            "The gates will stay open. I have said so twice. Nobody has to worry about the eels.",
            "“The gates will stay open. Nobody has to worry about the eels.”",
        ),
    ],
    case: Case::Marked,
};
