//! Square brackets: words of the writer inside the speaker's.

use super::{Case, Rule, no, yes};

pub(super) const ADDITION: Rule = Rule {
    id: "bracket-addition",
    about: "Words may be added in square brackets.",
    examples: &[
        yes(
            "He will close it before the winter.",
            "“He [the harbour master] will close it before the winter.”",
        ),
        no("He will close it before the winter.", "“[The harbour master] will close it before the winter.”"),
        no("He will close it before the winter.", "“He surely will close it before the winter.”"),
    ],
    case: Case::Marked,
};

pub(super) const REPLACEMENT: Rule = Rule {
    id: "bracket-replacement",
    about: "Words in square brackets may stand in the place of others; an alarm shows which.",
    examples: &[
        yes("He will close it before the winter.", "“[The harbour master] will close it before the winter.”"),
        no("He will close it before the winter.", "“The harbour master will close it before the winter.”"),
    ],
    case: Case::Marked,
};
