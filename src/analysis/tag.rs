//! Word classes from context: [`Tagger`], an averaged perceptron with integer weights (Collins 2002), read from left to right.
//!
//! A word that has one class in what was learned from keeps it; only the others are decided by context.

use super::learned::{Lexicon, feature};
use super::token::{TokenKind, Tokens};
use crate::text::SourceText;
use std::ops::Range;

/// Word classes, Penn Treebank names with their variants joined; the last ones are signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::FromRepr)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are those of the Penn Treebank")]
pub enum Tag {
    Nn,
    Nns,
    Nnp,
    Prp,
    PrpPoss,
    Dt,
    Jj,
    Rb,
    Vb,
    Vbp,
    Vbz,
    Vbd,
    Vbn,
    Vbg,
    Md,
    In,
    To,
    Cc,
    Cd,
    Wh,
    Ex,
    Pos,
    Rp,
    Uh,
    Comma,
    Stop,
    Colon,
    Dash,
    Mark,
    Bracket,
    Other,
    Edge,
}

/// Tags that words may have: those before [`Tag::Comma`].
pub const WORD_TAGS: usize = 24;

impl Tag {
    /// From a Penn Treebank tag; `None` for signs and what is unknown.
    pub fn from_penn(penn: &str) -> Option<Self> {
        Some(match penn {
            "NN" => Self::Nn,
            "NNS" => Self::Nns,
            "NNP" | "NNPS" => Self::Nnp,
            "PRP" => Self::Prp,
            "PRP$" => Self::PrpPoss,
            "DT" | "PDT" => Self::Dt,
            "JJ" | "JJR" | "JJS" | "AFX" => Self::Jj,
            "RB" | "RBR" | "RBS" => Self::Rb,
            "VB" => Self::Vb,
            "VBP" => Self::Vbp,
            "VBZ" => Self::Vbz,
            "VBD" => Self::Vbd,
            "VBN" => Self::Vbn,
            "VBG" => Self::Vbg,
            "MD" => Self::Md,
            "IN" => Self::In,
            "TO" => Self::To,
            "CC" => Self::Cc,
            "CD" => Self::Cd,
            "WDT" | "WP" | "WP$" | "WRB" => Self::Wh,
            "EX" => Self::Ex,
            "POS" => Self::Pos,
            "RP" => Self::Rp,
            "UH" | "FW" => Self::Uh,
            _ => return None,
        })
    }

    /// From its number; [`Tag::Edge`] for anything beyond.
    #[inline]
    pub fn from_bits(bits: u8) -> Self {
        Self::from_repr(bits).unwrap_or(Self::Edge)
    }

    /// A form of a verb, modals not included.
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Vb | Self::Vbp | Self::Vbz | Self::Vbd | Self::Vbn | Self::Vbg)
    }

    /// A finite verb or a modal.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Vbp | Self::Vbz | Self::Vbd | Self::Md)
    }

    /// A noun or a name.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp)
    }

    /// May stand inside a noun phrase before its head.
    pub fn is_nominal(self) -> bool {
        self.is_noun() || matches!(self, Self::Dt | Self::PrpPoss | Self::Jj | Self::Cd | Self::Pos)
    }
}

/// The tag of a token that is no word.
#[inline]
fn sign(kind: TokenKind) -> Tag {
    match kind {
        TokenKind::Comma => Tag::Comma,
        TokenKind::Stop | TokenKind::Bang | TokenKind::Ellipsis => Tag::Stop,
        TokenKind::Colon | TokenKind::Semicolon => Tag::Colon,
        TokenKind::Dash => Tag::Dash,
        TokenKind::Mark | TokenKind::Single => Tag::Mark,
        TokenKind::Open | TokenKind::Close => Tag::Bracket,
        TokenKind::Line | TokenKind::Break | TokenKind::None => Tag::Edge,
        _ => Tag::Other,
    }
}

/// One bit for each word tag.
const fn bit(tag: Tag) -> u32 {
    1 << tag as u8
}

/// What a word that was never met may be.
const OPEN: u32 = bit(Tag::Nn)
    | bit(Tag::Nns)
    | bit(Tag::Nnp)
    | bit(Tag::Jj)
    | bit(Tag::Rb)
    | bit(Tag::Vb)
    | bit(Tag::Vbp)
    | bit(Tag::Vbz)
    | bit(Tag::Vbd)
    | bit(Tag::Vbn)
    | bit(Tag::Vbg);
/// What a known word may also be where it has a capital letter.
const NAMEABLE: u32 =
    bit(Tag::Nn) | bit(Tag::Nns) | bit(Tag::Jj) | bit(Tag::Vbg) | bit(Tag::Vbn) | bit(Tag::Vb);

/// Tags of the tokens of a text; [`Tag::Edge`] where none was asked for.
#[derive(Debug, Clone, Default)]
pub struct Tags(Vec<u8>);

impl Tags {
    /// For `tokens`, none of them tagged.
    pub fn new(tokens: &Tokens) -> Self {
        Self(vec![Tag::Edge as u8; tokens.len()])
    }

    /// Tag of token `i`.
    #[inline]
    pub fn get(&self, i: usize) -> Tag {
        Tag::from_bits(self.0.get(i).copied().unwrap_or(Tag::Edge as u8))
    }

    /// Sets the tag of token `i`.
    pub fn set(&mut self, i: usize, tag: Tag) {
        if let Some(slot) = self.0.get_mut(i) {
            *slot = tag as u8;
        }
    }
}

/// Number of features of a token.
pub const TAG_FEATURES: usize = 14;

/// One row of weights, a weight for each word tag.
pub type Row = [i8; WORD_TAGS];

/// Learned weights and the words they know.
#[derive(Debug, Clone, Default)]
pub struct Tagger {
    /// A power of two of rows.
    pub rows: Vec<Row>,
}

/// What a token may be: a settled tag, or a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// One tag.
    One(Tag),
    /// Several, one bit each.
    Of(u32),
}

/// What token `i` may be by itself.
#[inline]
pub fn choice(lexicon: &Lexicon, tokens: &Tokens, i: usize) -> Choice {
    let shape = tokens.shape(i);
    match tokens.kind(i) {
        TokenKind::Word | TokenKind::Clitic => {}
        TokenKind::Number => return Choice::One(if shape.has_hyphen() { Tag::Jj } else { Tag::Cd }),
        kind => return Choice::One(sign(kind)),
    }
    let word = lexicon.get(tokens.hash(i));
    let mut mask = word.tags();
    if mask == 0 {
        return Choice::Of(OPEN);
    }
    if shape.is_capital() && mask & NAMEABLE != 0 {
        mask |= bit(Tag::Nnp);
    }
    if mask.is_power_of_two() {
        Choice::One(Tag::from_bits(mask.trailing_zeros() as u8))
    } else {
        Choice::Of(mask)
    }
}

/// Writes the features of token `i`, whose neighbours to the left have their tags in `tags`.
#[inline]
pub fn features(
    lexicon: &Lexicon,
    text: &SourceText,
    tokens: &Tokens,
    tags: &Tags,
    i: usize,
    range: &Range<usize>,
) -> [u32; TAG_FEATURES] {
    let known = |at: usize| {
        if at < range.end && at >= range.start {
            let hash = tokens.hash(at);
            let entry = lexicon.get(hash);
            if entry.tags() == 0 { (1, sign(tokens.kind(at)) as u32) } else { (hash, entry.tags()) }
        } else {
            (2, 0)
        }
    };
    let left = |n: usize| {
        if i >= range.start + n { tags.get(i - n) as u32 } else { Tag::Edge as u32 }
    };
    let (word, mask) = known(i);
    let (next, next_mask) = known(i + 1);
    let (after, after_mask) = known(i + 2);
    let (prev, _) = if i > range.start { known(i - 1) } else { (2, 0) };
    let (p1, p2) = (left(1), left(2));
    let (suffix3, suffix2) = suffixes(text.slice(tokens.span(i)));
    let shape = u32::from(tokens.shape(i).bits() & !16);
    let first = u32::from(i == range.start || (i == range.start + 1 && p1 == Tag::Mark as u32));
    let next_shape = u32::from(tokens.shape(i + 1).bits() & 1);
    [
        feature(1, word, shape & 1),
        feature(2, p1, word),
        feature(3, p1, p2),
        feature(4, next, word),
        feature(5, prev, word),
        feature(6, suffix3, shape & 0b1101),
        feature(7, suffix2, p1),
        feature(8, shape << 1 | first, p1),
        feature(9, next_mask, p1),
        feature(10, mask, p1 << 8 | p2),
        feature(11, next, p1),
        feature(12, mask ^ next_mask.rotate_left(7), after_mask),
        feature(13, after, mask),
        feature(14, shape << 2 | first << 1 | next_shape, mask),
    ]
}

/// The last three and the last two letters, in small letters, as numbers.
fn suffixes(word: &str) -> (u32, u32) {
    let low = |n: usize| word.as_bytes().iter().rev().nth(n).map_or(0, |b| u32::from(b | 0x20));
    let two = low(0) | low(1) << 8;
    (two | low(2) << 16, two)
}

impl Tagger {
    /// Tags the tokens of `range`, a sentence.
    pub fn tag(
        &self,
        lexicon: &Lexicon,
        text: &SourceText,
        tokens: &Tokens,
        range: &Range<usize>,
        tags: &mut Tags,
    ) {
        for i in range.clone() {
            let tag = match choice(lexicon, tokens, i) {
                Choice::One(tag) => tag,
                Choice::Of(mask) => self.best(&features(lexicon, text, tokens, tags, i, range), mask),
            };
            tags.set(i, tag);
        }
    }

    /// The tag in `mask` with the highest score, the first one among equals.
    #[inline]
    pub fn best(&self, features: &[u32; TAG_FEATURES], mask: u32) -> Tag {
        let mut sum = [0_i32; WORD_TAGS];
        let wrap = self.rows.len().wrapping_sub(1);
        for &f in features {
            if let Some(row) = self.rows.get(f as usize & wrap) {
                for (s, &w) in sum.iter_mut().zip(row) {
                    *s += i32::from(w);
                }
            }
        }
        best_of(&sum, mask)
    }
}

/// The tag in `mask` with the highest score, the first one among equals.
pub fn best_of(sum: &[i32; WORD_TAGS], mask: u32) -> Tag {
    let mut best = (i32::MIN, 0);
    for (t, &s) in sum.iter().enumerate() {
        if mask & (1 << t) != 0 && s > best.0 {
            best = (s, t);
        }
    }
    Tag::from_bits(best.1 as u8)
}
