//! Paragraphs and sentences: [`split`].
//!
//! A paragraph ends at an empty line; at a single line end too, unless the document is wrapped to a width. A sentence ends at
//! a stop, with the marks and brackets that close after it. A stop inside marks does not end it where the sentence goes on in
//! small letters (*“Why?” she asked*).

use super::token::{TokenKind, Tokens};
use crate::lang::{Class, LanguageProfile};
use crate::text::fold_hash;
use std::ops::Range;

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens, the closing stop and marks included, without line ends around it.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its tokens, without the break after it.
    pub tokens: Range<usize>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// A short paragraph without a closing stop: a heading, a caption, a byline.
    pub is_heading: bool,
}

/// All sentences and paragraphs of a text, in order. The getters answer with an empty one beyond the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sentences {
    sentence_ends: Vec<(u32, u32, u32)>,
    paragraphs: Vec<(u32, u32, u32, bool)>,
}

impl Sentences {
    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.sentence_ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sentence_ends.is_empty()
    }

    /// Sentence `i`.
    pub fn get(&self, i: usize) -> Sentence {
        let (first, end, paragraph) = self.sentence_ends.get(i).copied().unwrap_or_default();
        Sentence { tokens: first as usize..end as usize, paragraph: paragraph as usize }
    }

    /// The sentence that token `token` stands in, or the one before it where it stands between two.
    pub fn of_token(&self, token: usize) -> usize {
        self.sentence_ends.partition_point(|&(first, _, _)| first as usize <= token).saturating_sub(1)
    }

    /// Number of paragraphs.
    pub fn paragraph_count(&self) -> usize {
        self.paragraphs.len()
    }

    /// Paragraph `i`.
    pub fn paragraph(&self, i: usize) -> Paragraph {
        let (first, end, sentence, is_heading) = self.paragraphs.get(i).copied().unwrap_or_default();
        let next = self.paragraphs.get(i + 1).map_or(self.len(), |p| p.2 as usize);
        let sentence = sentence as usize;
        Paragraph {
            tokens: first as usize..end as usize,
            sentences: sentence..next.max(sentence),
            is_heading,
        }
    }

    /// The paragraph that token `token` stands in.
    pub fn paragraph_of_token(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|&(first, ..)| first as usize <= token).saturating_sub(1)
    }

    /// All sentences.
    pub fn iter(&self) -> impl Iterator<Item = Sentence> + '_ {
        (0..self.len()).map(|i| self.get(i))
    }
}

/// A sentence is cut after so many tokens, so that the work on a text is in proportion to its length whatever it is.
const LONGEST: usize = 250;

/// A paragraph of more words than this is no heading.
const HEADING_WORDS: usize = 16;

/// Splits `tokens` into paragraphs and sentences; `wrapped`: the lines of the text are wrapped to a width. Linear.
pub fn split(tokens: &Tokens, profile: &LanguageProfile, wrapped: bool) -> Sentences {
    let mut out = Sentences::default();
    let mut first = 0;
    for i in 0..=tokens.len() {
        let ends = match tokens.kind(i) {
            TokenKind::Break | TokenKind::None => true,
            TokenKind::Line => !wrapped,
            _ => false,
        };
        if ends {
            if i > first {
                paragraph(tokens, profile, first..i, &mut out);
            }
            first = i + 1;
        }
    }
    out
}

fn paragraph(tokens: &Tokens, profile: &LanguageProfile, range: Range<usize>, out: &mut Sentences) {
    let number = out.paragraphs.len() as u32;
    let first_sentence = out.sentence_ends.len() as u32;
    let mut first = range.start;
    let mut at = range.start;
    while at < range.end {
        let end = if is_stop(tokens.kind(at)) { end_at(tokens, profile, at, range.end) } else { None };
        at = end.unwrap_or(at + 1);
        if end.is_some() || at == range.end || at - first >= LONGEST {
            out.sentence_ends.push((first as u32, at as u32, number));
            first = at;
        }
    }
    let words = range.clone().filter(|&i| tokens.kind(i) == TokenKind::Word).count();
    let stopped = range
        .clone()
        .rev()
        .take(3)
        .map(|i| tokens.kind(i))
        .any(|kind| kind != TokenKind::Word && is_stop(kind));
    let is_heading =
        words <= HEADING_WORDS && !stopped && out.sentence_ends.len() as u32 == first_sentence + 1;
    out.paragraphs.push((range.start as u32, range.end as u32, first_sentence, is_heading));
}

fn is_stop(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Stop | TokenKind::Bang | TokenKind::Ellipsis | TokenKind::Word)
}

/// The token after the sentence that the stop at `at` ends; `None` where it ends none.
fn end_at(tokens: &Tokens, profile: &LanguageProfile, at: usize, limit: usize) -> Option<usize> {
    let kind = tokens.kind(at);
    if kind == TokenKind::Word && !tokens.shape(at).has_stop() {
        return None;
    }
    let mut next = at + 1;
    while next < limit && closes(tokens, next) {
        next += 1;
    }
    let had_closer = next > at + 1;
    if kind == TokenKind::Word && (had_closer || !ends_with_stop(tokens, at)) {
        return None;
    }
    if next >= limit {
        return Some(limit);
    }
    let follower = opener(tokens, next, limit);
    let starts_low = tokens.kind(follower) == TokenKind::Word && !tokens.shape(follower).is_capital();
    match kind {
        // What goes on in small letters has not ended; nor has `No?, she` with a comma.
        TokenKind::Bang | TokenKind::Ellipsis if starts_low => None,
        _ if matches!(tokens.kind(next), TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon) => None,
        TokenKind::Stop if had_closer && starts_low => None,
        TokenKind::Stop if !had_closer && glued(tokens, at) => {
            (!stays_open(tokens, profile, at - 1, follower)).then_some(next)
        }
        TokenKind::Word => (!acronym_stays_open(tokens, profile, at, follower)).then_some(next),
        _ => Some(next),
    }
}

/// Whether the token at `i` closes what stands before it: no white before it, and a mark or a bracket.
fn closes(tokens: &Tokens, i: usize) -> bool {
    let kind = tokens.kind(i);
    match kind {
        TokenKind::Close => true,
        TokenKind::Mark | TokenKind::Single => {
            !tokens.shape(i).has_space_before() || closes_by_shape(tokens, i)
        }
        TokenKind::Stop | TokenKind::Bang | TokenKind::Ellipsis => !tokens.shape(i).has_space_before(),
        _ => false,
    }
}

/// A mark with white on both sides closes where the paragraph ends after it.
fn closes_by_shape(tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.kind(i + 1), TokenKind::Break | TokenKind::None)
}

/// The first token from `i` that is not an opening mark or bracket.
fn opener(tokens: &Tokens, mut i: usize, limit: usize) -> usize {
    while i + 1 < limit
        && matches!(tokens.kind(i), TokenKind::Mark | TokenKind::Single | TokenKind::Open | TokenKind::Line)
    {
        i += 1;
    }
    i
}

/// Whether the stop at `at` stands right after a word or a number.
fn glued(tokens: &Tokens, at: usize) -> bool {
    at > 0
        && !tokens.shape(at).has_space_before()
        && matches!(tokens.kind(at - 1), TokenKind::Word | TokenKind::Number)
}

/// Whether the stop after `word` belongs to an abbreviation and the sentence goes on with `follower`.
fn stays_open(tokens: &Tokens, profile: &LanguageProfile, word: usize, follower: usize) -> bool {
    let info = profile.word(tokens.hash(word));
    // *am 3. Mai*: of one or two figures, for a year has four.
    if profile.grammar.ordinal_stops
        && (tokens.kind(word) == TokenKind::Number && tokens.span(word).len() <= 2
            || tokens.shape(word).is_all_capital() && is_roman(tokens.hash(word)))
        && tokens.kind(follower) == TokenKind::Word
    {
        return !profile.word(tokens.hash(follower)).is(Class::Opener);
    }
    if tokens.shape(word).is_capital() && info.is(Class::TitleAbbreviation) {
        return true;
    }
    if !info.is(Class::Abbreviation) {
        return false;
    }
    // May, Miss, No and the like are abbreviations only in capitals; months and *no* also before a number.
    let is_word_too = info.classes.any(&[Class::Negation, Class::Modal, Class::Pronoun, Class::Title]);
    match tokens.kind(follower) {
        TokenKind::Number => tokens.shape(word).is_capital(),
        TokenKind::Word if !tokens.shape(follower).is_capital() => true,
        TokenKind::Word => !is_word_too && !profile.word(tokens.hash(follower)).is(Class::Opener),
        _ => false,
    }
}

/// Whether `hash` is that of a number from 2 to 30 in Roman letters, as popes and kings have.
fn is_roman(hash: u32) -> bool {
    const TENS: [&str; 3] = ["", "x", "xx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    TENS.iter().any(|t| ONES.iter().any(|o| t.len() + o.len() > 1 && fold_hash(&format!("{t}{o}")) == hash))
}

fn ends_with_stop(tokens: &Tokens, at: usize) -> bool {
    // An acronym that ends with its stop is followed by no letter; the tokeniser leaves the last stop inside.
    tokens.shape(at).has_stop() && tokens.shape(at + 1).has_space_before()
}

/// Whether the sentence goes on after an acronym or an initial that carries its stop.
fn acronym_stays_open(tokens: &Tokens, profile: &LanguageProfile, at: usize, follower: usize) -> bool {
    if tokens.kind(follower) != TokenKind::Word {
        return !matches!(tokens.kind(at + 1), TokenKind::Mark | TokenKind::Single);
    }
    let is_initial = tokens.span(at).len() == 2;
    !tokens.shape(follower).is_capital()
        || is_initial
        || !profile.word(tokens.hash(follower)).is(Class::Opener)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::token::tokenise;
    use crate::lang::profile;
    use crate::text::SourceText;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: &Expect) {
        let (source, tokens) = (SourceText::new(text), tokenise(text));
        let s = split(&tokens, profile("en"), false);
        let mut shown = String::new();
        for i in 0..s.paragraph_count() {
            let p = s.paragraph(i);
            shown += if p.is_heading { "# " } else { "¶ " };
            let words = |n| tokens.span_of(s.get(n).tokens).map_or("", |span| source.slice(span));
            shown += &p.sentences.map(words).collect::<Vec<_>>().join(" | ").replace(['\n', '\r'], "/");
            shown += "\n";
        }
        expected.assert_eq(&shown);
    }

    #[test]
    fn abbreviations_and_titles_do_not_end_a_sentence() {
        check(
            "Mr. Vale met Gen. J. Okoro of Tarn Inc. at 9 a.m. on Jan. 3. The U.S. Senate left. He went to the U.S. The rest stayed. Acme Corp. The end. No. They won't, etc. and so on. She beat then-Sen. Barrow.",
            &expect![[r"
                ¶ Mr. Vale met Gen. J. Okoro of Tarn Inc. at 9 a.m. on Jan. 3. | The U.S. Senate left. | He went to the U.S. | The rest stayed. | Acme Corp. | The end. | No. | They won't, etc. and so on. | She beat then-Sen. Barrow.
            "]],
        );
    }

    #[test]
    fn stops_inside_marks() {
        check(
            "“Why now?” she asked. “Stop!” He left. “We go. You stay,” Ann Poe said. \"Yes.\" \"No.\" He said “it works.” Then (so they say.) they left.",
            &expect![[r#"
                ¶ “Why now?” she asked. | “Stop!” | He left. | “We go. | You stay,” Ann Poe said. | "Yes." | "No." | He said “it works.” | Then (so they say.) they left.
            "#]],
        );
    }

    #[test]
    fn headings_and_paragraphs() {
        check(
            "River dams to be mended\n\nBy Ann Poe\nThe council met. It was long.\r\n\r\nOnly then… did it end?",
            &expect![[r"
                # River dams to be mended
                # By Ann Poe
                ¶ The council met. | It was long.
                ¶ Only then… did it end?
            "]],
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let line = "It was late when the last of the carters came over the hill, and nobody\n";
        let text = line.repeat(6) + "spoke.\n\nNext.";
        let mut tokens = tokenise(&text);
        assert_eq!(split(&tokens, profile("en"), false).paragraph_count(), 8);
        assert_eq!(split(&tokens, profile("en"), true).paragraph_count(), 2);
        tokens.join_lines();
        assert_eq!(split(&tokens, profile("en"), false).paragraph_count(), 2);
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let tokens = tokenise(&"on and on, ".repeat(1000));
        let s = split(&tokens, profile("en"), false);
        assert_eq!(s.paragraph_count(), 1);
        assert!(s.iter().all(|sentence| sentence.tokens.len() <= LONGEST));
    }

    proptest! {
        #[test]
        fn sentences_hold_every_token_once(text in "[a-zA-Z.!?“”\"' ,\r\nMrJU]{0,200}") {
            let tokens = tokenise(&text);
            let s = split(&tokens, profile("en"), false);
            let mut at = 0;
            for sentence in s.iter() {
                prop_assert!(sentence.tokens.start >= at && !sentence.tokens.is_empty());
                for skipped in at..sentence.tokens.start {
                    prop_assert!(matches!(tokens.kind(skipped), TokenKind::Line | TokenKind::Break));
                }
                at = sentence.tokens.end;
            }
        }
    }
}
