//! Words that sound alike: what a machine or a tired typist hears.

use super::{Case, Lexicon, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "homophones",
    about: "A word that sounds like the one in the transcript counts as mending the transcript.",
    examples: &[
        yes("The counsel will meat at the peer on Friday.", "“The council will meet at the pier on Friday.”"),
        no(
            "The council will meet at the pier on Friday.",
            "“The committee will meet at the pier on Friday.”",
        ),
        no("The council will meet at the pier on Friday.", "“The council will feast at the pier on Friday.”"),
    ],
    case: Case::Pair(fits),
};

fn fits(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> bool {
    matches!((quote, source), ([a], [b]) if lexicon.sound_alike(a, b))
}
