//! Whether two names may be one person's.

use super::marks::{is_letter_or_digit, is_word};
use unicode_normalization::UnicodeNormalization;

const TITLES: [&str; 23] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lord",
    "lady",
    "prof",
    "professor",
    "president",
    "senator",
    "sen",
    "rep",
    "gov",
    "governor",
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "",
];

/// The words of a name without case, titles, articles and the possessive.
fn key(name: &str) -> Vec<String> {
    // Full case folding is the small letter of the capital, but for the dotless i, which has none of its own.
    let fold = |c: char| {
        let plain = (c == 'ı').then_some(c);
        let folded = c.to_uppercase().flat_map(char::to_lowercase).filter(move |_| c != 'ı');
        plain.into_iter().chain(folded)
    };
    let folded: Vec<char> = name.nfkd().flat_map(fold).map(|c| if c == '’' { '\'' } else { c }).collect();
    let at = |i: usize| folded.get(i).copied().unwrap_or(' ');
    let (mut plain, mut i) = (Vec::with_capacity(folded.len()), 0);
    while i < folded.len() {
        if at(i) == '\'' && at(i + 1) == 's' && !is_word(at(i + 2)) {
            i += 2;
        } else {
            plain.push(at(i));
            i += 1;
        }
    }
    let (mut words, mut word) = (Vec::new(), String::new());
    for (i, &c) in plain.iter().enumerate() {
        let joins =
            c == '\'' && !word.is_empty() && plain.get(i + 1).copied().is_some_and(is_letter_or_digit);
        if is_letter_or_digit(c) || joins {
            word.push(c);
        } else {
            words.push(std::mem::take(&mut word));
        }
    }
    words.push(word);
    words.retain(|w| !TITLES.contains(&w.as_str()));
    words
}

/// Whether `a` and `b` may name one: equal, or the shorter is part of the longer and shares its last word, or is its first.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (key(a), key(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let lone = short.len() == 1 && (short.first() == long.first() || short.first() == long.last());
    short.last() == long.last() && short.iter().all(|w| long.contains(w)) || lone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_by_their_words() {
        assert!(
            same_name("Mrs. Hale", "Ann Hale") && same_name("HALE’S", "hale") && same_name("Ann", "Ann Hale")
        );
        assert!(same_name("Groß", "Gross") && same_name("d'Arcy", "Jean d’Arcy"));
        assert!(!same_name("Jo Hale", "Ann Hale") && !same_name("The", "Hale") && !same_name("", ""));
    }
}
