//! Names that stand before words: `ANN LEE: words`, `- words`, `>> Ann: words`, `[Ann Lee] words`.

use std::collections::BTreeMap;

/// Words of a name at most.
const WORDS: usize = 6;

/// The longest name with an office, in bytes.
const LONGEST: usize = 96;

/// What stands before the words of a line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Label<'a> {
    /// Who speaks.
    pub(super) name: Option<&'a str>,
    /// Whether a mark says that somebody else begins: a dash or `>>`.
    pub(super) mark: bool,
    /// The words themselves.
    pub(super) words: &'a str,
}

/// The names of a file, so that a single word before a colon is a name only where it is so often.
#[derive(Debug, Default)]
pub(super) struct Labels {
    counts: BTreeMap<String, usize>,
}

impl Labels {
    /// Of all lines that may begin with a name.
    pub(super) fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut counts = BTreeMap::new();
        for line in lines {
            if let Some((name, _)) = before_colon(unmarked(line).0) {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
        }
        Self { counts }
    }

    /// What stands before the words of `line`.
    pub(super) fn label<'a>(&self, line: &'a str) -> Label<'a> {
        let (rest, mark) = unmarked(line);
        if let Some((name, words)) = before_colon(rest)
            && (is_sure(name) || self.counts.get(name).is_some_and(|&n| n > 1))
        {
            return Label { name: Some(name), mark, words };
        }
        if let Some((name, words)) = in_brackets(rest) {
            return Label { name: Some(name), mark, words };
        }
        Label { name: None, mark, words: rest }
    }
}

/// `line` without the dash or arrows of a new turn, and whether they were there.
fn unmarked(line: &str) -> (&str, bool) {
    let line = line.trim();
    for mark in [">>>", ">>", "- ", "– ", "— "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (rest.trim_start(), true);
        }
    }
    // Subtitles write `-Yes.` as well; `-5 degrees` is none.
    if let Some(rest) = line.strip_prefix('-')
        && rest.starts_with(char::is_alphabetic)
    {
        return (rest, true);
    }
    (line, false)
}

/// The name before a colon, and the words after it.
pub(super) fn before_colon(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.split_once(':')?;
    let name = name.trim();
    let apart = words.is_empty() || words.starts_with(char::is_whitespace);
    (apart && may_be_name(name)).then(|| (name, words.trim()))
}

/// `[Ann Lee] words`: a name has two words or more here, since `[Music]` has one.
fn in_brackets(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.strip_prefix('[')?.split_once(']')?;
    let proper = name.split_whitespace().all(|w| w.starts_with(char::is_uppercase));
    let two = name.split_whitespace().count() >= 2;
    (proper && two && may_be_name(name) && !words.trim().is_empty()).then(|| (name.trim(), words.trim()))
}

/// Whether some words can be a name: few of them, the first one large or with a digit, no stop within.
pub(super) fn may_be_name(name: &str) -> bool {
    // *ADA LUND, HEAD OF THE WATER BOARD*: an office behind the name, in capitals as well.
    let caps = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let named = if caps { name.split(',').next().unwrap_or(name) } else { name };
    let count = named.split_whitespace().count();
    let first = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric());
    let plain = |c: char| c.is_alphanumeric() || " .'’-–(),&/#_".contains(c);
    let letters = name.chars().any(char::is_alphabetic);
    // A word that ends a sentence before the colon is no name: titles and initials are short.
    let stopped = name.split_whitespace().any(|w| w.ends_with('.') && w.chars().count() > 6);
    first
        && letters
        && (1..=WORDS).contains(&count)
        && name.len() <= LONGEST
        && name.chars().all(plain)
        && !stopped
}

/// Whether a name is one by itself: all capitals, or two words or more that each begin large.
fn is_sure(name: &str) -> bool {
    let caps = name.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let words: Vec<&str> = name.split_whitespace().collect();
    let large = |w: &&str| w.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "(#".contains(c));
    let particle = |w: &&str| {
        matches!(*w, "de" | "van" | "von" | "der" | "la" | "of" | "the" | "al" | "bin" | "ibn" | "di" | "da")
    };
    caps || (words.len() > 1 && words.iter().all(|w| large(w) || particle(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_before_colons_are_told_from_words() {
        let lines = ["Note: once", "Ada: one", "Ada: two", "ANN: hello", "Remember this: no"];
        let labels = Labels::of(lines.iter().copied());
        let name = |line| labels.label(line).name.map(str::to_owned);
        assert_eq!(name("Note: once"), None);
        assert_eq!(name("Ada: one").as_deref(), Some("Ada"));
        assert_eq!(name("ANN: hello").as_deref(), Some("ANN"));
        assert_eq!(name("Dr. Mira van Holt: hello").as_deref(), Some("Dr. Mira van Holt"));
        assert_eq!(name("Speaker 2: hello").as_deref(), Some("Speaker 2"));
        assert_eq!(name("Remember this: no"), None);
        assert_eq!(name("It is 12:30 now"), None);
        assert_eq!(name("[Ann Lee] hello").as_deref(), Some("Ann Lee"));
        assert_eq!(name("[Music] la"), None);
        assert_eq!(labels.label(">> ANN: hi"), Label { name: Some("ANN"), mark: true, words: "hi" });
        assert_eq!(labels.label("-Yes."), Label { name: None, mark: true, words: "Yes." });
        assert_eq!(labels.label("-5 degrees"), Label { name: None, mark: false, words: "-5 degrees" });
    }
}
