//! A text as the later stages read it: its tokens, what is known of each word, its sentences, and what stands in marks.

use super::layout::Layout;
use super::learned::{self, Learned};
use super::quotes::{self, Convention, Region, Regions};
use super::sentence::{self, Sentences};
use super::tag::Tag;
use super::token::{self, TokenKind, Tokens};
use super::words::Words;
use crate::lang::{Class, LanguageProfile, WordInfo};
use crate::text::{SourceText, Span};
use std::ops::Range;

/// A text, read.
#[derive(Debug)]
pub struct Page<'t> {
    /// The text itself.
    pub text: &'t SourceText,
    /// What is known of its language.
    pub profile: &'static LanguageProfile,
    /// What was learned for it.
    pub learned: Option<&'static Learned>,
    /// Its words and signs.
    pub tokens: Tokens,
    /// Its sentences and paragraphs.
    pub sentences: Sentences,
    /// Its regions in quotation marks.
    pub regions: Regions,
    /// What is known of each word form.
    words: Words,
    /// For each token the outermost region that it stands in, counted from 1; 0 outside.
    outer: Vec<u32>,
    /// For each token its sentence.
    sentence_of: Vec<u32>,
}

impl<'t> Page<'t> {
    /// Reads `text`.
    pub fn new(text: &'t SourceText, profile: &'static LanguageProfile, marks: Option<Convention>) -> Self {
        let layout = Layout::new(text.as_str());
        let regions = quotes::find(text.as_str(), &layout, marks);
        let tokens = token::tokenise(text.as_str());
        let sentences = sentence::split(&tokens, profile);
        let outer = outer_regions(&tokens, &regions);
        let mut sentence_of = vec![0; tokens.len()];
        for (i, s) in sentences.iter().enumerate() {
            if let Some(all) = sentence_of.get_mut(s.tokens) {
                all.fill(i as u32);
            }
        }
        let learned = learned::learned(&profile.tag);
        let words = Words::of(&tokens, profile, learned);
        Self { text, profile, learned, tokens, sentences, regions, words, outer, sentence_of }
    }

    /// What is known of the word at token `i`.
    #[inline]
    pub fn word(&self, i: usize) -> WordInfo {
        self.words.info(self.tokens.form(i))
    }

    /// Whether the word at token `i` belongs to `class`.
    #[inline]
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.word(i).is(class)
    }

    /// The tags that the word at token `i` had in what was learned from, one bit each.
    fn tags(&self, i: usize) -> u32 {
        self.words.known(self.tokens.form(i)).tags()
    }

    /// Whether the word at token `i` is known, and never as a name.
    pub fn is_never_name(&self, i: usize) -> bool {
        let tags = self.tags(i);
        tags != 0 && tags & (1 << Tag::Nnp as u32) == 0
    }

    /// Whether the word at token `i` was learned as a noun and never as a finite verb.
    pub fn is_noun(&self, i: usize) -> bool {
        const NOUN: u32 = 1 << Tag::Nn as u32 | 1 << Tag::Nns as u32;
        const VERB: u32 = 1 << Tag::Vbd as u32 | 1 << Tag::Vbz as u32 | 1 << Tag::Vbp as u32;
        let tags = self.tags(i);
        tags & NOUN != 0 && tags & VERB == 0
    }

    /// What token `i` is.
    #[inline]
    pub fn kind(&self, i: usize) -> TokenKind {
        self.tokens.kind(i)
    }

    /// Index of the outermost region that token `i` stands in.
    #[inline]
    pub fn region_of(&self, i: usize) -> Option<usize> {
        (self.outer.get(i).copied().unwrap_or(0) as usize).checked_sub(1)
    }

    /// The outermost region that token `i` stands in.
    pub fn region_at(&self, i: usize) -> Option<&Region> {
        self.regions.all.get(self.region_of(i)?)
    }

    /// Whether token `i` stands outside all marks.
    #[inline]
    pub fn is_outside(&self, i: usize) -> bool {
        self.outer.get(i).copied().unwrap_or(0) == 0
    }

    /// The paragraph of token `i`.
    #[inline]
    pub fn paragraph(&self, i: usize) -> usize {
        self.sentences.get(self.sentence(i)).paragraph
    }

    /// The sentence of token `i`.
    #[inline]
    pub fn sentence(&self, i: usize) -> usize {
        self.sentence_of.get(i).copied().unwrap_or(0) as usize
    }

    /// The letters of token `i`.
    pub fn str(&self, i: usize) -> &'t str {
        self.text.slice(self.tokens.span(i))
    }

    /// The bytes of `range`; empty where it is.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.tokens.span_of(range.clone()).unwrap_or(Span::empty(self.tokens.start(range.start)))
    }

    /// Whether token `i` is a word (or number) in the running text.
    #[inline]
    pub fn is_wordy(&self, i: usize) -> bool {
        matches!(self.kind(i), TokenKind::Word | TokenKind::Number)
    }

    /// Whether token `i` is a word that begins with a capital.
    #[inline]
    pub fn is_capital(&self, i: usize) -> bool {
        self.kind(i) == TokenKind::Word && self.tokens.shape(i).is_capital()
    }
}

fn outer_regions(tokens: &Tokens, regions: &Regions) -> Vec<u32> {
    let mut outer = vec![0; tokens.len()];
    let mut at = 0;
    for (i, r) in regions.all.iter().enumerate() {
        if r.parent.is_some() {
            continue;
        }
        while at < tokens.len() && tokens.end(at) <= r.span.start() {
            at += 1;
        }
        while at < tokens.len() && tokens.start(at) < r.span.end() {
            if let Some(slot) = outer.get_mut(at) {
                *slot = i as u32 + 1;
            }
            at += 1;
        }
    }
    outer
}
