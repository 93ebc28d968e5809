//! *do not* and *don't*.

use super::{Case, Lexicon, Rule, no, yes};

pub(super) const RULE: Rule = Rule {
    id: "contractions",
    about: "Short and long forms of the same words (don't, do not; gonna, going to) count as one.",
    examples: &[
        yes("We do not know who owns the land.", "“We don’t know who owns the land.”"),
        yes(
            "I'll tell you what they're gonna do about the land.",
            "“I will tell you what they are going to do about the land.”",
        ),
        yes("I dont know who owns the land.", "“I don’t know who owns the land.”"),
        no("We do know who owns the land.", "“We don’t know who owns the land.”"),
        no("We will tell you who owns the land.", "“We’d tell you who owns the land.”"),
    ],
    case: Case::Pair(fits),
};

fn fits(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> bool {
    match (quote, source) {
        ([one], two) | (two, [one]) if is_short_for(one, two, lexicon) => true,
        ([a], [b]) => a.contains('\'') != b.contains('\'') && a.replace('\'', "") == b.replace('\'', ""),
        _ => false,
    }
}

fn is_short_for(one: &str, long: &[&str], lexicon: &Lexicon) -> bool {
    if lexicon.contractions.iter().any(|(short, full)| *short == one && full == long) {
        return true;
    }
    let [head, tail] = long else { return false };
    let ends =
        |(ending, full): &(&str, &str)| full == tail && one.strip_suffix(ending).is_some_and(|h| h == *head);
    lexicon.contracted.iter().any(ends)
}
