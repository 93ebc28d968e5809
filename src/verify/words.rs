//! The words of a text as they are compared: [`Words`] reads them with their places, [`folded`] spells one out.
//!
//! The folded view is never built as a text of its own: a word has its bytes in the text, and a key, the hash of its folded form. Case,
//! the shape of apostrophes, ligatures, soft hyphens, invisible characters, and a hyphen that only breaks a line make no difference;
//! hyphens and dashes part words; signs that are read out (%, &, currencies) are words.

use crate::text::word_hash::{SEED, mix, mix_char};
use crate::text::{Span, fold_hash};

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Its bytes in the text.
    pub(super) span: Span,
    /// The hash of its folded form; never 0.
    pub(super) key: u32,
}

/// Reads the words of a text in order, without those that begin in `left_out`.
#[derive(Debug, Clone)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    left_out: &'t [Span],
}

impl<'t> Words<'t> {
    /// The words that begin in `within`; `left_out` is sorted.
    pub(super) fn new(text: &'t str, within: Span, left_out: &'t [Span]) -> Self {
        let first = left_out.partition_point(|s| s.end() <= within.start());
        let end = (within.end() as usize).min(text.len());
        Self { text, at: within.start() as usize, end, left_out: left_out.get(first..).unwrap_or_default() }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        let bytes = self.text.as_bytes();
        match bytes.get(at) {
            Some(b) if b.is_ascii() => Some(*b as char),
            Some(_) => self.text.get(at..).and_then(|rest| rest.chars().next()),
            None => None,
        }
    }

    /// The rest of the word that begins at `start`, whose first character is `first`.
    fn word(&self, start: usize, first: char) -> (usize, u32) {
        let mut key = SEED;
        let (mut at, mut c) = (start, first);
        loop {
            key = mix_folded(key, c);
            at += c.len_utf8();
            // Characters inside a word that nobody sees, and a hyphen that only breaks a line.
            let mut next = self.after_unseen(at);
            if let Some(behind) = self.behind_line_break(next, c) {
                next = behind;
            }
            let Some(n) = self.char_at(next).filter(|n| !stands_alone(*n) && !stands_alone(c)) else {
                return (at, key.max(1));
            };
            if is_letter(n) {
                (at, c) = (next, n);
                continue;
            }
            if joins(n, c) {
                let after = next + n.len_utf8();
                if let Some(m) = self.char_at(after).filter(|m| continues(n, *m)) {
                    if is_apostrophe(n) {
                        key = mix(key, b'\'');
                    } else if n == '.' {
                        key = mix(key, b'.');
                    }
                    (at, c) = (after, m);
                    continue;
                }
            }
            return (at, key.max(1));
        }
    }

    fn after_unseen(&self, mut at: usize) -> usize {
        while let Some(c) = self.char_at(at).filter(|c| is_unseen(*c)) {
            at += c.len_utf8();
        }
        at
    }

    /// Where a word goes on that `at` breaks with a hyphen at the end of its line: *develop-⏎ment*.
    fn behind_line_break(&self, at: usize, before: char) -> Option<usize> {
        let hyphen = self.char_at(at).filter(|c| matches!(c, '-' | '\u{2010}'))?;
        if !before.is_alphabetic() {
            return None;
        }
        let mut next = at + hyphen.len_utf8();
        let mut lines = 0;
        while let Some(c) = self.char_at(next).filter(|c| c.is_whitespace()) {
            lines += usize::from(c == '\n');
            next += c.len_utf8();
        }
        (lines == 1 && self.char_at(next).is_some_and(char::is_lowercase)).then_some(next)
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        while self.at < self.end {
            if let Some(out) = self.left_out.first() {
                if self.at as u32 >= out.end() {
                    self.left_out = self.left_out.get(1..).unwrap_or_default();
                    continue;
                }
                if self.at as u32 >= out.start() {
                    self.at = out.end() as usize;
                    continue;
                }
            }
            let c = self.char_at(self.at)?;
            let start = self.at;
            let span = |end: usize| Span::between(start as u32, end as u32);
            if is_letter(c) {
                let (end, key) = self.word(start, c);
                self.at = end;
                return Some(Word { span: span(end), key });
            }
            self.at += c.len_utf8();
            if let Some(said) = sign(c) {
                return Some(Word { span: span(self.at), key: fold_hash(said) });
            }
        }
        None
    }
}

/// How a sign is read out.
pub(super) fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '%' => "percent",
        '&' => "and",
        '$' => "dollar",
        '£' => "pound",
        '€' => "euro",
        '¥' => "yen",
        '°' => "degrees",
        _ => return None,
    })
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_mark(c)))
}

/// Writing without spaces: each character is a word.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Whether `c` may stand inside a word behind `before`.
fn joins(c: char, before: char) -> bool {
    is_apostrophe(c) || (matches!(c, '.' | ',') && before.is_ascii_digit())
}

fn continues(joint: char, c: char) -> bool {
    if is_apostrophe(joint) { c.is_alphabetic() } else { c.is_ascii_digit() }
}

/// `key` with the character at `at` in its folded form. A mark that stands as a character of its own joins the letter before it, so
/// that both ways of writing *é* are one: letter and mark are mixed apart in both.
fn mix_folded(key: u32, c: char) -> u32 {
    if c.is_ascii() {
        return mix(key, c.to_ascii_lowercase() as u8);
    }
    fold_char(c).chars().fold(key, mix_char)
}

/// A character that is not ASCII, folded: in small letters, ligatures apart, letter before mark.
pub(super) fn fold_char(c: char) -> String {
    let parts = match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => "",
    };
    if !parts.is_empty() {
        return parts.to_owned();
    }
    let low: String = c.to_lowercase().collect();
    let mut out = String::with_capacity(4);
    for c in low.chars() {
        match parted(c) {
            Some((letter, mark)) => out.extend([letter, mark]),
            None => out.push(c),
        }
    }
    out
}

/// A small Latin letter with its mark as two characters, after the canonical decompositions of Unicode.
fn parted(c: char) -> Option<(char, char)> {
    const MARKED: &[(char, &str, &str)] = &[
        ('\u{300}', "àèìòùǹẁỳ", "aeiounwy"),
        ('\u{301}', "áéíóúýćńśźĺŕǵḱḿṕẃ", "aeiouycnszlrgkmpw"),
        ('\u{302}', "âêîôûĉĝĥĵŝŵŷẑ", "aeioucghjswyz"),
        ('\u{303}', "ãñõĩũẽỹṽ", "anoiueyv"),
        ('\u{304}', "āēīōūȳ", "aeiouy"),
        ('\u{306}', "ăĕğĭŏŭ", "aegiou"),
        ('\u{307}', "ċėġżḃḋḟḣṁṗṡṫẇẋẏ", "cegzbdfhmpstwxy"),
        ('\u{308}', "äëïöüÿẅẍ", "aeiouywx"),
        ('\u{30a}', "åů", "au"),
        ('\u{30b}', "őű", "ou"),
        ('\u{30c}', "čďěňřšťžǎǐǒǔǧǩȟǰ", "cdenrstzaioughkhj"),
        ('\u{327}', "çģķļņŗşţȩḑḩ", "cgklnrstedh"),
        ('\u{326}', "șț", "st"),
        ('\u{328}', "ąęįǫų", "aeiou"),
        ('\u{31b}', "ơư", "ou"),
    ];
    MARKED.iter().find_map(|(mark, with, bare)| {
        with.chars().zip(bare.chars()).find(|(w, _)| *w == c).map(|(_, b)| (b, *mark))
    })
}

/// The folded form of `word`, whose hash its key is.
pub(super) fn folded(word: &str) -> String {
    if let Some(said) = word.chars().next().and_then(sign) {
        return said.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            '.' => out.push('.'),
            c if is_apostrophe(c) => out.push('\''),
            c if is_unseen(c) || c.is_whitespace() || matches!(c, ',' | '-' | '\u{2010}') => {}
            c => out.push_str(&fold_char(c)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Words::new(text, Span::between(0, text.len() as u32), &[])
            .map(|w| text.get(w.span.start() as usize..w.span.end() as usize).unwrap())
            .collect()
    }

    fn keys(text: &str) -> Vec<u32> {
        Words::new(text, Span::between(0, text.len() as u32), &[]).map(|w| w.key).collect()
    }

    #[test]
    fn words_and_signs() {
        assert_eq!(
            words("“It’s 3,000.5 well-known—yes, 25%!” U.S."),
            ["It’s", "3,000.5", "well", "known", "yes", "25", "%", "U", "S"]
        );
        assert_eq!(words("the dogs' bowl in '95. 'Tis"), ["the", "dogs", "bowl", "in", "95", "Tis"]);
        assert!(words(" — … \u{ad}").is_empty());
        assert_eq!(words("「行く」と"), ["行", "く", "と"]);
    }

    #[test]
    fn what_only_looks_different_has_one_key() {
        for (a, b) in [
            ("Don’t", "don't"),
            ("ﬁnal", "FINAL"),
            ("co\u{ad}operate", "cooperate"),
            ("develop-\n  ment", "development"),
            ("cafe\u{301}", "café"),
            ("İ", "i\u{307}"),
            ("3,000", "3000"),
            ("%", "percent"),
            ("wo\u{200b}rd", "word"),
            ("Straße", "straße"),
        ] {
            assert_eq!(keys(a), keys(b), "{a} {b}");
            assert_eq!(folded(a), folded(b), "{a} {b}");
            assert_eq!(keys(a), [fold_hash(&folded(a))], "{a}");
        }
        for (a, b) in [("were", "we're"), ("résumé", "resume"), ("3.5", "35"), ("may", "way")] {
            assert_ne!(keys(a), keys(b), "{a} {b}");
        }
    }

    #[test]
    fn a_hyphen_before_a_new_paragraph_or_a_capital_parts_words() {
        assert_eq!(words("end-\n\nment"), ["end", "ment"]);
        assert_eq!(words("Anglo-\nSaxon"), ["Anglo", "Saxon"]);
        assert_eq!(words("1990-\nolder"), ["1990", "older"]);
    }

    #[test]
    fn what_is_left_out_is_passed_over() {
        let text = "one two three four";
        let out = [Span::between(4, 7), Span::between(8, 13)];
        let read = |within| Words::new(text, within, &out).map(|w| w.span.start()).collect::<Vec<_>>();
        assert_eq!(read(Span::between(0, 18)), [0, 14]);
        assert_eq!(read(Span::between(9, 18)), [14]);
    }

    proptest::proptest! {
        #[test]
        fn a_key_is_the_hash_of_the_folded_word(text in "[a-zA-Zé’'ﬁ0-9,.%\u{ad}\u{301}ÄŠßİ \n-]{0,60}") {
            for w in Words::new(&text, Span::between(0, text.len() as u32), &[]) {
                let word = text.get(w.span.start() as usize..w.span.end() as usize);
                proptest::prop_assert!(word.is_some());
                proptest::prop_assert_eq!(w.key, fold_hash(&folded(word.unwrap())), "{:?}", word);
            }
        }
    }
}
