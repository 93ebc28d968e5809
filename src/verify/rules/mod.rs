//! What a house style may allow: one file a rule, with an id that styles and records name, and examples in both directions.
//!
//! A rule only recognises its case. Whether the case is allowed is the style's to say.

mod abbreviations;
mod brackets;
mod contractions;
mod deletion;
mod discourse;
mod ellipsis;
mod false_starts;
mod fillers;
mod grammar;
mod homophones;
mod numerals;
mod repeats;
mod resumed;
mod spelling;

use super::lexicon::Lexicon;
use super::units::Unit;

/// How a rule looks at a difference.
#[derive(Debug, Clone, Copy)]
pub(super) enum Case {
    /// Whether words of the quotation and words of the source, in this order, are one and the same to it.
    Pair(fn(&[&str], &[&str], &Lexicon) -> bool),
    /// How many words may go from the first of the source's words that the quotation lacks: the words of the source, the first one, one
    /// past the last one that is lacking.
    Drop(fn(&[Unit], usize, usize, &Lexicon) -> usize),
    /// A matter of marks in the draft: brackets, ellipses, gaps; seen where differences are cut into pieces.
    Marked,
}

/// What a source says, how a draft quotes it, and whether the rule allows that.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The source's words.
    pub source: &'static str,
    /// The draft's words, marks included.
    pub draft: &'static str,
    /// Whether all that differs is a case of the rule.
    pub fits: bool,
}

/// A sort of edit that a house style may allow without comment.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in styles and records.
    pub id: &'static str,
    /// What it allows, as a sentence.
    pub about: &'static str,
    /// Examples of what it allows and of what it does not.
    pub examples: &'static [Example],
    pub(super) case: Case,
}

const fn yes(source: &'static str, draft: &'static str) -> Example {
    Example { source, draft, fits: true }
}

const fn no(source: &'static str, draft: &'static str) -> Example {
    Example { source, draft, fits: false }
}

/// All rules; where several fit, the first one counts.
pub static RULES: &[Rule] = &[
    fillers::RULE,
    repeats::RULE,
    false_starts::RULE,
    discourse::RULE,
    contractions::RULE,
    spelling::RULE,
    abbreviations::RULE,
    numerals::RULE,
    homophones::RULE,
    grammar::RULE,
    brackets::ADDITION,
    brackets::REPLACEMENT,
    ellipsis::RULE,
    resumed::RULE,
    deletion::RULE,
];

/// Ids of all rules.
pub fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|r| r.id)
}

/// Rules whose cases leave the sense alone, so that no alarm looks at them where the style allows them.
pub(super) fn is_harmless(id: &str) -> bool {
    ![brackets::REPLACEMENT.id, ellipsis::RULE.id, resumed::RULE.id, deletion::RULE.id, grammar::RULE.id]
        .contains(&id)
}

/// The rule that takes `quote` and `source` for one.
pub(super) fn pair(quote: &[&str], source: &[&str], lexicon: &Lexicon) -> Option<&'static str> {
    let fits = |r: &&Rule| matches!(r.case, Case::Pair(fits) if fits(quote, source, lexicon));
    RULES.iter().find(fits).map(|r| r.id)
}

/// The rule by which words may go from `at` on, and how many.
pub(super) fn dropped(
    source: &[Unit],
    at: usize,
    end: usize,
    lexicon: &Lexicon,
) -> Option<(&'static str, usize)> {
    RULES.iter().find_map(|r| match r.case {
        Case::Drop(count) => Some((r.id, count(source, at, end, lexicon))).filter(|(_, n)| *n > 0),
        Case::Pair(_) | Case::Marked => None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::compare_words;
    use super::*;
    use crate::model::Verdict;
    use crate::verify::Style;

    #[test]
    fn every_rule_allows_its_examples_and_nothing_beside_them() {
        let mut wrong = Vec::new();
        for rule in RULES {
            let style = Style::parse(&format!("id='one'\nname='One'\nallow=['{}']", rule.id)).unwrap();
            assert!(
                rule.examples.iter().any(|e| e.fits) && rule.examples.iter().any(|e| !e.fits),
                "{}",
                rule.id
            );
            for e in rule.examples {
                let got = compare_words(e.source, e.draft, &style).verdict;
                if (got == Verdict::Permitted) != e.fits {
                    wrong.push(format!("{}: {:?} / {:?} is {}", rule.id, e.source, e.draft, got.id()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ids_are_unique() {
        let mut all: Vec<_> = ids().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), RULES.len());
    }
}
