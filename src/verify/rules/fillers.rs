//! Sounds that are no words.

use super::{Case, Lexicon, Rule, Unit, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "fillers",
    about: "Sounds such as um and er may go.",
    examples: &[
        yes(
            "We will, um, close the two gates for, uh, the winter.",
            "“We will close the two gates for the winter.”",
        ),
        yes("And nobody, er, asked the harbour about it.", "“And nobody asked the harbour about it.”"),
        no(
            "We will, you know, close the two gates for the winter.",
            "“We will close the two gates for the winter.”",
        ),
        no(
            "We will surely close the two gates for the winter.",
            "“We will close the two gates for the winter.”",
        ),
    ],
    case: Case::Drop(count),
};

fn count(source: &[Unit], at: usize, end: usize, lexicon: &Lexicon) -> usize {
    let fillers = |u: &&Unit| lexicon.fillers.contains(u.word.as_str());
    source.get(at..end).unwrap_or_default().iter().take_while(fillers).count()
}
