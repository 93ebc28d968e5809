//! Finding typed words in a text: [`Needle`]. And counting words: [`count_words`].

use super::Span;
use regex::{Regex, RegexBuilder};
use std::fmt::Write as _;

/// Most characters of a query that are looked at; a longer one finds what begins with them.
const QUERY_MAX: usize = 400;

/// What a person typed into a search field, ready to be found.
///
/// Upper and lower case are one; all quotation marks are one, all apostrophes, all dashes, and any run of spaces
/// and newlines, since the keyboard has only one of each and a text has several. Time is linear in the text.
#[derive(Debug, Clone)]
pub struct Needle {
    regex: Regex,
}

impl Needle {
    /// From what was typed; `None` where there is nothing to look for.
    pub fn new(typed: &str) -> Option<Self> {
        let mut pattern = String::new();
        let mut space = false;
        for c in typed.trim().chars().take(QUERY_MAX) {
            if c.is_whitespace() {
                space = true;
                continue;
            }
            if std::mem::take(&mut space) {
                pattern.push_str(r"\s+");
            }
            push_char(&mut pattern, c);
        }
        if pattern.is_empty() {
            return None;
        }
        RegexBuilder::new(&pattern).case_insensitive(true).build().ok().map(|regex| Self { regex })
    }

    /// Whether it stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Where it stands in `text`, in order, as byte positions.
    pub fn all_in<'t>(&self, text: &'t str) -> impl Iterator<Item = Span> + use<'_, 't> {
        self.regex.find_iter(text).map(|m| Span::between(m.start() as u32, m.end() as u32))
    }
}

fn push_char(pattern: &mut String, c: char) {
    let class = match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' => "[\"“”„‟«»]",
        '\'' | '‘' | '’' | '‚' | '‹' | '›' | 'ʼ' => "['‘’‚‹›ʼ]",
        '-' | '‐' | '‑' | '–' | '—' | '―' => "[-‐‑–—―]",
        _ => {
            let mut buffer = [0_u8; 4];
            pattern.push_str(&regex::escape(c.encode_utf8(&mut buffer)));
            return;
        }
    };
    // Writing to a String cannot fail.
    _ = write!(pattern, "{class}");
}

/// How many words there are: runs between spaces that hold a letter or a digit.
pub fn count_words(text: &str) -> u32 {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count() as u32
}

/// `text` cut to at most `max` characters, with its spaces and newlines as single spaces, and `…` where it was cut.
pub fn shortened(text: &str, max: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max * 4));
    let (mut taken, mut space) = (0, false);
    for c in text.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if taken + usize::from(space) >= max {
            out.push('…');
            return out;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
            taken += 1;
        }
        out.push(c);
        taken += 1;
    }
    out
}

/// Letters and digits in lower case, one space between words: what stays the same when the same thing is printed twice.
pub fn bare(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut space = false;
    for c in words.chars() {
        if c.is_alphanumeric() {
            if std::mem::take(&mut space) && !out.is_empty() {
                out.push(' ');
            }
            out.extend(c.to_lowercase());
        } else {
            space = true;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str, text: &str) -> Vec<(u32, u32)> {
        Needle::new(typed).unwrap().all_in(text).map(Into::into).collect()
    }

    #[test]
    fn typed_marks_find_printed_ones() {
        assert_eq!(found("don't \"go", "She said: Don’t\n“Go there"), [(10, 23)]);
        assert_eq!(found("a-b", "A–b and a—B"), [(0, 5), (10, 15)]);
        assert_eq!(found("ÉTÉ", "l’été"), [(4, 9)]);
    }

    #[test]
    fn a_query_is_words_and_never_a_pattern() {
        assert_eq!(found("a.c", "abc a.c"), [(4, 7)]);
        assert_eq!(found("(", "f(x)"), [(1, 2)]);
        assert!(Needle::new("  \n").is_none());
        assert!(Needle::new(&"x".repeat(100_000)).is_some());
    }

    #[test]
    fn words_are_counted_without_dashes_and_marks() {
        assert_eq!(count_words("“No — not in 2019,” she said"), 6);
        assert_eq!(count_words(""), 0);
    }

    #[test]
    fn shortening_keeps_whole_characters() {
        assert_eq!(shortened("one\n  two", 20), "one two");
        assert_eq!(shortened("één twee drie", 5), "één t…");
        assert_eq!(shortened("exact", 5), "exact");
    }
}
