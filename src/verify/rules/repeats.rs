//! Words that the speaker said twice running.

use super::{Case, Lexicon, Rule, Unit, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "repeats",
    about: "A word or a few words said twice running may be given once.",
    examples: &[
        yes("We we will build the the wall by spring.", "“We will build the wall by spring.”"),
        yes(
            "Then they told us, they told us that the mill was safe.",
            "“Then they told us that the mill was safe.”",
        ),
        no("It is a very old wall, a wall of mud.", "“It is a very old wall of mud.”"),
        no("We can and must build the wall by spring.", "“We must build the wall by spring.”"),
    ],
    case: Case::Drop(count),
};

/// The longest run that counts as said twice.
const LONGEST: usize = 5;

fn count(source: &[Unit], at: usize, end: usize, lexicon: &Lexicon) -> usize {
    let same = |a: usize, b: usize| match (source.get(a), source.get(b)) {
        (Some(a), Some(b)) => a.word == b.word && !b.word.is_empty(),
        _ => false,
    };
    let filler = |n: usize| source.get(n).is_some_and(|u| lexicon.fillers.contains(u.word.as_str()));
    // *very very* is meant; only words of grammar, and runs of two and more, slip out twice.
    let slips = |n: usize, len: usize| {
        len > 1 || source.get(n).is_some_and(|u| lexicon.grammar.contains(u.word.as_str()))
    };
    for len in (1..=LONGEST).rev() {
        if at + len > end || !slips(at, len) {
            continue;
        }
        let mut behind = at + len;
        while behind < source.len() && filler(behind) {
            behind += 1;
        }
        if (0..len).all(|k| same(at + k, behind + k)) {
            return len;
        }
        // What was dropped may be the second of the two.
        if at >= len && (0..len).all(|k| same(at + k, at + k - len)) {
            return len;
        }
    }
    0
}
