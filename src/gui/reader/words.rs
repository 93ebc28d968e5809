//! Words of a text by position: where they begin and end, for the caret and for bounds of quotations.

use crate::model::QuoteKind;
use crate::text::{SourceText, Span};
use unicode_segmentation::UnicodeSegmentation as _;

/// How far to look for a word, in bytes. A longer one does not exist outside hostile files.
const REACH: u32 = 512;

/// The words in `window` of the text, as spans; white space and signs belong to none.
fn words_in(text: &SourceText, window: Span) -> Vec<Span> {
    let at = window.start();
    let spans = text.slice(window).unicode_word_indices();
    spans.map(|(i, w)| Span::between(at + i as u32, at + (i + w.len()) as u32)).collect()
}

/// A window of the text that begins and ends on characters.
fn window(text: &SourceText, from: u32, to: u32) -> Span {
    let s = text.as_str();
    let mut a = from.min(text.len());
    while !s.is_char_boundary(a as usize) {
        a = a.saturating_sub(1);
    }
    let mut b = to.min(text.len());
    while !s.is_char_boundary(b as usize) {
        b += 1;
    }
    Span::between(a, b)
}

fn around(text: &SourceText, at: u32) -> Vec<Span> {
    words_in(text, window(text, at.saturating_sub(REACH), at.saturating_add(REACH)))
}

/// Where the first word after `at` ends.
pub fn end_of_next(text: &SourceText, at: u32) -> Option<u32> {
    around(text, at).into_iter().map(Span::end).find(|e| *e > at)
}

/// Where the last word ends that ends before `at`.
pub fn end_of_previous(text: &SourceText, at: u32) -> Option<u32> {
    around(text, at).into_iter().rev().map(Span::end).find(|e| *e < at)
}

/// Where the first word begins that begins after `at`.
pub fn start_of_next(text: &SourceText, at: u32) -> Option<u32> {
    around(text, at).into_iter().map(Span::start).find(|s| *s > at)
}

/// Where the last word begins that begins before `at`.
pub fn start_of_previous(text: &SourceText, at: u32) -> Option<u32> {
    around(text, at).into_iter().rev().map(Span::start).find(|s| *s < at)
}

/// The word at `at`, or the empty span there.
pub fn word_at(text: &SourceText, at: u32) -> Span {
    around(text, at).into_iter().find(|w| w.holds(at)).unwrap_or(Span::empty(at))
}

/// `span` without white space at its ends; `None` where nothing is left.
pub fn trimmed(text: &SourceText, span: Span) -> Option<Span> {
    let words = text.get(span)?;
    let lead = (words.len() - words.trim_start().len()) as u32;
    let tail = (words.len() - words.trim_end().len()) as u32;
    Span::new(span.start() + lead, span.end().saturating_sub(tail)).filter(|s| !s.is_empty())
}

const OPENING: [char; 9] = ['"', '“', '„', '«', '‘', '\'', '「', '『', '‹'];
const CLOSING: [char; 9] = ['"', '”', '“', '»', '’', '\'', '」', '』', '›'];

/// The kind that marked words most likely are: direct where marks stand around them, mixed where inside, indirect without.
pub fn kind_of(words: &str) -> QuoteKind {
    let words = words.trim();
    let inner_mark = |c: char| c != '\'' && c != '’' && (OPENING.contains(&c) || CLOSING.contains(&c));
    match (words.starts_with(OPENING), words.ends_with(CLOSING)) {
        (true, true) => QuoteKind::Direct,
        _ if words.contains(inner_mark) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_on_both_sides() {
        let t = SourceText::new("Ça va, « très bien » ?");
        let at = "Ça va".len() as u32;
        assert_eq!(
            end_of_next(&t, at).map(|e| t.slice(Span::between(0, e)).to_owned()).as_deref(),
            Some("Ça va, « très")
        );
        assert_eq!(end_of_previous(&t, at), Some("Ça".len() as u32));
        assert_eq!(start_of_previous(&t, at), Some("Ça ".len() as u32));
        assert_eq!(t.slice(word_at(&t, 1 + "Ça ".len() as u32)), "va");
        assert_eq!(end_of_next(&t, t.len()), None);
    }

    #[test]
    fn blank_ends_are_no_part_of_marked_words() {
        let t = SourceText::new("  two words \n");
        assert_eq!(trimmed(&t, t.span()), Some(Span::between(2, 11)));
        assert_eq!(trimmed(&t, Span::between(0, 2)), None);
    }

    #[test]
    fn the_kind_follows_from_the_marks() {
        assert_eq!(kind_of("“It was late.”"), QuoteKind::Direct);
        assert_eq!(kind_of("it was “late”, she thought"), QuoteKind::Mixed);
        assert_eq!(kind_of("it's late"), QuoteKind::Indirect);
    }
}
