//! A text as the later stages read it: its tokens, what is known of each word, its sentences, and what stands in marks.

use super::contraction;
use super::layout::Layout;
use super::learned::{self, Learned};
use super::quotes::{self, Convention, Region, Regions};
use super::sentence::{self, Sentences};
use super::tag::Tag;
use super::token::{self, TokenKind, Tokens};
use super::words::Words;
use crate::lang::{Class, Frame, LanguageProfile, Pronoun, Verb, WordInfo};
use crate::text::{SourceText, Span};
use std::ops::Range;

/// Words in brackets behind a name at most: *Ana Hale (Greens)*.
const BRACKETED: usize = 8;

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
    /// What is known of each token's word: it is asked for more often than anything else.
    own: Vec<WordInfo>,
    /// For each token the outermost region that it stands in, counted from 1; 0 outside.
    outer: Vec<u32>,
    /// For each token its sentence.
    sentence_of: Vec<u32>,
    wrapped: bool,
}

impl<'t> Page<'t> {
    /// Reads `text`.
    pub fn new(text: &'t SourceText, profile: &'static LanguageProfile, marks: Option<Convention>) -> Self {
        let layout = Layout::new(text.as_str());
        let regions = quotes::find(text.as_str(), &layout, profile, marks);
        let mut tokens = token::tokenise(text.as_str());
        contraction::part(&mut tokens, text, profile);
        Self::of(text, profile, regions, tokens, layout.wrapped)
    }

    /// Whether the lines of the text are wrapped to a width.
    pub fn is_wrapped(&self) -> bool {
        self.wrapped
    }

    /// The page of a text that is wrapped to a width without its line ends, which say nothing: *asked the* may end a line, and
    /// *convict* begin the next.
    #[must_use]
    pub fn joined(mut self) -> Self {
        self.tokens.join_lines();
        Self::of(self.text, self.profile, self.regions, self.tokens, self.wrapped)
    }

    fn of(
        text: &'t SourceText,
        profile: &'static LanguageProfile,
        regions: Regions,
        tokens: Tokens,
        wrapped: bool,
    ) -> Self {
        let sentences = sentence::split(&tokens, profile, wrapped);
        let outer = outer_regions(&tokens, &regions);
        let mut sentence_of = vec![0; tokens.len()];
        for (i, s) in sentences.iter().enumerate() {
            if let Some(all) = sentence_of.get_mut(s.tokens) {
                all.fill(i as u32);
            }
        }
        let learned = learned::learned(&profile.tag);
        let words = Words::of(&tokens, profile, learned);
        let own = own_words(text, &tokens, &sentences, &words, profile);
        Self { text, profile, learned, tokens, sentences, regions, words, own, outer, sentence_of, wrapped }
    }

    /// What is known of the word at token `i`.
    #[inline]
    pub fn word(&self, i: usize) -> WordInfo {
        *self.own.get(i).unwrap_or(&WordInfo::NONE)
    }

    /// What is known of each word form.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The pronoun at token `i`, where it is one.
    #[inline]
    pub fn pronoun(&self, i: usize) -> Option<Pronoun> {
        self.profile.pronoun_of(self.word(i))
    }

    /// The reporting verb of which the word at token `i` is a form.
    #[inline]
    pub fn verb(&self, i: usize) -> Option<&'static Verb> {
        self.profile.verb_of(self.word(i))
    }

    /// Whether the word at token `i` reports marked speech in the past or third person.
    pub fn says(&self, i: usize) -> bool {
        self.word(i).slots & 0b0_0110 != 0 && self.verb(i).is_some_and(|v| v.frames.has(Frame::Quote))
    }

    /// Whether the word at token `i` is a definite article.
    pub fn is_definite(&self, i: usize) -> bool {
        self.is(i, Class::Article) && !self.is(i, Class::IndefiniteArticle)
    }

    /// Whether the word at token `i` is a given name.
    pub fn is_given(&self, i: usize) -> bool {
        self.is(i, Class::GivenMale) || self.is(i, Class::GivenFemale)
    }

    /// Whether the word at token `i` asks somebody something: *asked her how*.
    pub fn asks(&self, i: usize) -> bool {
        let has = |frame| self.verb(i).is_some_and(|v| v.frames.has(frame));
        has(Frame::Whom) && has(Frame::Wh) && !has(Frame::That)
    }

    /// Whether the word at token `i` belongs to `class`.
    #[inline]
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.word(i).is(class)
    }

    /// The tags that the word at token `i` had in what was learned from, one bit each.
    pub fn tags(&self, i: usize) -> u32 {
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

    /// Whether the word at token `i` was learned as a finite verb more than as anything else that stands behind a noun.
    pub fn is_finite(&self, i: usize) -> bool {
        const FINITE: u32 = 1 << Tag::Vbd as u32 | 1 << Tag::Vbz as u32 | 1 << Tag::Md as u32;
        const OTHER: u32 =
            1 << Tag::Nn as u32 | 1 << Tag::Nns as u32 | 1 << Tag::Nnp as u32 | 1 << Tag::Jj as u32;
        let tags = self.tags(i);
        tags & FINITE != 0 && tags & OTHER == 0
    }

    /// Whether the word at token `i` was learned as a finite verb, whatever else it was learned as.
    pub fn has_finite(&self, i: usize) -> bool {
        const FINITE: u32 = 1 << Tag::Vbd as u32 | 1 << Tag::Vbz as u32 | 1 << Tag::Vbp as u32;
        self.tags(i) & FINITE != 0
    }

    /// Whether the word at token `i` may be a past participle, by its word classes in context.
    pub fn may_be_participle(&self, i: usize) -> bool {
        self.tags(i) & (1 << super::tag::Tag::Vbn as u32) != 0
    }

    /// Whether the word at token `i` was never met, and ends as a verb of the past does.
    pub fn may_be_past(&self, i: usize) -> bool {
        let small = self.kind(i) == TokenKind::Word && !self.tokens.shape(i).is_capital();
        let past = |e: &String| self.str(i).ends_with(e.as_str());
        small && self.tags(i) == 0 && self.profile.participles.first().is_some_and(past)
    }

    /// Whether token `i` is a word that opens a clause and a phrase alike: *as*.
    pub fn is_as(&self, i: usize) -> bool {
        self.is(i, Class::Subordinator) && self.is(i, Class::Preposition)
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

    /// Whether the word at token `i` ends with one of `endings`.
    pub fn ends_as(&self, i: usize, endings: &[String]) -> bool {
        let word = self.str(i);
        endings.iter().any(|e| word.ends_with(e.as_str()))
    }

    /// The bytes of `range`; empty where it is.
    pub fn span(&self, range: &Range<usize>) -> Span {
        self.tokens.span_of(range.clone()).unwrap_or(Span::empty(self.tokens.start(range.start)))
    }

    /// The token behind the few words in brackets that begin at token `i`; `i` where none do.
    pub fn behind_brackets(&self, i: usize) -> usize {
        if self.kind(i) != TokenKind::Open {
            return i;
        }
        let close = (i + 1..i + BRACKETED).find(|&k| self.kind(k) == TokenKind::Close);
        close.filter(|&c| self.paragraph(c) == self.paragraph(i)).map_or(i, |c| c + 1)
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

/// What is known of each token's word: what is known of its form, but in a language that writes nouns together or parts its verbs,
/// and of names that are written as pronouns are (*the US*).
fn own_words(
    text: &SourceText,
    tokens: &Tokens,
    sentences: &Sentences,
    words: &Words,
    profile: &LanguageProfile,
) -> Vec<WordInfo> {
    let of = |i: usize| {
        let word = words.info(tokens.form(i));
        if word.pronoun != 0 && tokens.stands_out(i) { WordInfo::NONE } else { word }
    };
    let mut own: Vec<WordInfo> = (0..tokens.len()).map(of).collect();
    let long = |i: usize| profile.grammar.compounds && tokens.span(i).len() > 7;
    for (i, word) in own.iter_mut().enumerate().filter(|(_, w)| **w == WordInfo::NONE) {
        if tokens.kind(i) == TokenKind::Word && (tokens.shape(i).has_hyphen() || long(i)) {
            *word = profile.last_noun(tokens.text(i, text));
        }
    }
    if !profile.grammar.compounds && !profile.grammar.verb_second {
        return own;
    }
    if profile.grammar.capital_nouns {
        settle_capitals(&mut own, tokens, sentences);
    }
    settle_parted(&mut own, tokens, sentences, profile);
    own
}

/// Where every noun has a capital, a word in small letters is none, and a word with one inside a sentence is no verb: *die Folge*
/// is not *folge*, *sie angaben* are no *Angaben*.
fn settle_capitals(words: &mut [WordInfo], tokens: &Tokens, sentences: &Sentences) {
    const NOUNS: [Class; 9] = [
        Class::NounCue,
        Class::Role,
        Class::PersonNoun,
        Class::Kin,
        Class::MaleNoun,
        Class::FemaleNoun,
        Class::Document,
        Class::Group,
        Class::NameNoun,
    ];
    const VERBS: [Class; 6] = [
        Class::ReportingVerb,
        Class::Subjunctive,
        Class::Conditional,
        Class::Auxiliary,
        Class::Modal,
        Class::Have,
    ];
    for sentence in sentences.iter() {
        for i in sentence.tokens.clone().filter(|&i| tokens.kind(i) == TokenKind::Word) {
            let next = words.get(i + 1).copied().filter(|_| tokens.kind(i + 1) == TokenKind::Word);
            let Some(word) = words.get_mut(i) else { continue };
            let inside = i > sentence.tokens.start
                && matches!(tokens.kind(i - 1), TokenKind::Word | TokenKind::Number | TokenKind::Comma);
            let gone: &[Class] = match (tokens.shape(i).is_capital(), inside) {
                (false, _) => &NOUNS,
                (true, true) => &VERBS,
                (true, false) => &[],
            };
            word.classes = gone.iter().fold(word.classes, |classes, &c| classes.without(c));
            // *meine Arbeit* says whose, *meinen die beiden* says who.
            let owns = word.is(Class::Possessive) && next.is_some_and(|n| !n.classes.is_function());
            if !word.is(Class::ReportingVerb) || owns {
                (word.verb, word.slots) = (0, 0);
            }
        }
    }
}

/// Words looked over at most for the particle of a verb.
const PARTICLE: usize = 30;

/// A verb that is a cue with one of its particles only is none where its clause has none: *teilte … mit*.
fn settle_parted(words: &mut [WordInfo], tokens: &Tokens, sentences: &Sentences, profile: &LanguageProfile) {
    if !profile.grammar.verb_second {
        return;
    }
    for i in 0..words.len() {
        let verb = words.get(i).and_then(|w| profile.verbs.get(usize::from(w.verb).checked_sub(1)?));
        let Some(verb) = verb.filter(|v| v.frames.has(Frame::Parted)) else { continue };
        let sentence = sentences.get(sentences.of_token(i)).tokens;
        let end = sentence.end.min(i + PARTICLE);
        let ends = |k: usize| !matches!(tokens.kind(k), TokenKind::Word | TokenKind::Number);
        // *wie die Stadt bekannt gab*
        let before = i > sentence.start && verb.particles.contains(&tokens.hash(i - 1)) && ends(i + 1);
        let parted = (i + 1..end).any(|k| {
            verb.particles.contains(&tokens.hash(k))
                && (ends(k + 1) || profile.word(tokens.hash(k + 1)).is(Class::Coordinator))
        });
        if !parted
            && !before
            && let Some(w) = words.get_mut(i)
        {
            w.verb = 0;
            w.slots = 0;
            w.classes = w.classes.without(Class::ReportingVerb);
        }
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
