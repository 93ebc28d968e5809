//! Words that people say while they think: *you know*, *I mean*, *well*.

use super::{Case, Lexicon, Rule, Unit, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "discourse",
    about: "Words said while thinking (you know, I mean, well) may go.",
    examples: &[
        yes("It was, you know, a bad night for the town.", "“It was a bad night for the town.”"),
        yes("And, I mean, well, it was a bad night for the town.", "“And it was a bad night for the town.”"),
        no("It was, I think, a bad night for the town.", "“It was a bad night for the town.”"),
        no("It was not a bad night for the town.", "“It was a bad night for the town.”"),
    ],
    case: Case::Drop(count),
};

fn count(source: &[Unit], at: usize, end: usize, lexicon: &Lexicon) -> usize {
    let words: Vec<&str> = source.get(at..end).unwrap_or_default().iter().map(|u| u.word.as_str()).collect();
    Lexicon::phrase_at(&lexicon.discourse, &words)
}
