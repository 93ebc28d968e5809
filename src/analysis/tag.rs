//! Word classes from context: [`Tagger`], an averaged perceptron with integer weights (Collins 2002), read from left to right.
//!
//! A word that has one class in what was learned from keeps it; only the others are decided by context.

use super::learned::{Lexicon, feature, slot, zeros};
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

/// What a word in capitals is not, where those around it are not.
const PRONOUNS: u32 = bit(Tag::Prp) | bit(Tag::Wh);

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

/// Learned weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tagger {
    /// For each slot of a feature its row.
    pub row_of: Box<[u16; SLOTS]>,
    /// Rows; the first is that of all slots whose weights say little, and is zero: what is small stays near the processor.
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
    choice_of(tokens, i, lexicon.get(tokens.hash(i)).tags())
}

/// What token `i` may be whose word has `tags`.
#[inline]
fn choice_of(tokens: &Tokens, i: usize, tags: u32) -> Choice {
    let shape = tokens.shape(i);
    match tokens.kind(i) {
        TokenKind::Word | TokenKind::Clitic => {}
        TokenKind::Number => return Choice::One(if shape.has_hyphen() { Tag::Jj } else { Tag::Cd }),
        kind => return Choice::One(sign(kind)),
    }
    let mut mask = tags;
    if mask == 0 {
        return Choice::Of(OPEN);
    }
    // *US*, *WHO* and *IT* are no pronouns.
    if mask & PRONOUNS != 0 && tokens.stands_out(i) {
        return Choice::One(Tag::Nnp);
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

/// A word as features see it.
#[derive(Clone, Copy)]
struct Word {
    /// Its hash; 1 where it was not learned, 2 beyond the sentence.
    hash: u32,
    /// The tags that it had, or what sign it is.
    mask: u32,
    /// The tags that it had.
    tags: u32,
}

impl Word {
    #[inline]
    fn at(tags_of: impl Fn(usize) -> u32, tokens: &Tokens, i: usize, range: &Range<usize>) -> Self {
        if i >= range.end || i < range.start {
            return Self { hash: 2, mask: 0, tags: 0 };
        }
        match tags_of(i) {
            0 => Self { hash: 1, mask: sign(tokens.kind(i)) as u32, tags: 0 },
            tags => Self { hash: tokens.hash(i), mask: tags, tags },
        }
    }
}

/// What stands around a word: the one before, itself, the two after, and the tags of the two before.
#[derive(Clone, Copy)]
struct Around {
    prev: Word,
    here: Word,
    next: Word,
    after: Word,
    p1: u32,
    p2: u32,
}

impl Around {
    #[inline]
    fn features(&self, text: &SourceText, tokens: &Tokens, i: usize, start: usize) -> [u32; TAG_FEATURES] {
        let Self { prev, here: Word { hash: word, mask, .. }, next, after, p1, p2 } = *self;
        let (suffix3, suffix2) = suffixes(text, tokens, i);
        let shape = u32::from(tokens.shape(i).bits() & !16);
        let first = u32::from(i == start || (i == start + 1 && p1 == Tag::Mark as u32));
        let next_shape = u32::from(tokens.shape(i + 1).bits() & 1);
        [
            feature(1, word, shape & 1),
            feature(2, p1, word),
            feature(3, p1, p2),
            feature(4, next.hash, word),
            feature(5, prev.hash, word),
            feature(6, suffix3, shape & 0b1101),
            feature(7, suffix2, p1),
            feature(8, shape << 1 | first, p1),
            feature(9, next.mask, p1),
            feature(10, mask, p1 << 8 | p2),
            feature(11, next.hash, p1),
            feature(12, mask ^ next.mask.rotate_left(7), after.mask),
            feature(13, after.hash, mask),
            feature(14, shape << 2 | first << 1 | next_shape, mask),
        ]
    }
}

/// Writes the features of token `i`, whose neighbours to the left have their tags in `tags`.
pub fn features(
    lexicon: &Lexicon,
    text: &SourceText,
    tokens: &Tokens,
    tags: &Tags,
    i: usize,
    range: &Range<usize>,
) -> [u32; TAG_FEATURES] {
    let word = |at: usize| Word::at(|i| lexicon.get(tokens.hash(i)).tags(), tokens, at, range);
    let left = |n: usize| {
        if i >= range.start + n { tags.get(i - n) as u32 } else { Tag::Edge as u32 }
    };
    let prev = word(if i > range.start { i - 1 } else { range.end });
    let around =
        Around { prev, here: word(i), next: word(i + 1), after: word(i + 2), p1: left(1), p2: left(2) };
    around.features(text, tokens, i, range.start)
}

/// The last three and the last two letters of token `i`, in small letters, as numbers.
#[inline]
fn suffixes(text: &SourceText, tokens: &Tokens, i: usize) -> (u32, u32) {
    let word = text.as_str().as_bytes().get(tokens.start(i) as usize..tokens.end(i) as usize);
    let low = |b: u8| u32::from(b | 0x20);
    match word.unwrap_or_default() {
        [.., c, b, a] => (low(*a) | low(*b) << 8 | low(*c) << 16, low(*a) | low(*b) << 8),
        [b, a] => (low(*a) | low(*b) << 8, low(*a) | low(*b) << 8),
        [a] => (low(*a), low(*a)),
        [] => (0, 0),
    }
}

/// Slots of the tagger's features.
pub const SLOTS: usize = 1 << 16;

impl Default for Tagger {
    /// Nothing weighs anything.
    fn default() -> Self {
        Self { row_of: zeros(), rows: Vec::new() }
    }
}

impl Tagger {
    /// From one row for each slot: what weighs less than `least` is left out (after the pruning of Goldberg and Elhadad 2011).
    pub fn from_slots(slots: &[Row], least: i8) -> Self {
        let mut rows = vec![[0; WORD_TAGS]];
        let mut row_of = |row: &Row| -> u16 {
            if row.iter().all(|w| w.unsigned_abs() < least.unsigned_abs()) {
                return 0;
            }
            rows.push(*row);
            u16::try_from(rows.len() - 1).unwrap_or(0)
        };
        let mut numbers = zeros();
        numbers.iter_mut().zip(slots).for_each(|(number, row)| *number = row_of(row));
        Self { row_of: numbers, rows }
    }

    /// Tags the tokens of `range`, a sentence.
    pub fn tag(
        &self,
        lexicon: &Lexicon,
        text: &SourceText,
        tokens: &Tokens,
        range: &Range<usize>,
        tags: &mut Tags,
    ) {
        self.tag_by(|i| lexicon.get(tokens.hash(i)).tags(), text, tokens, range, tags);
    }

    /// Tags the tokens of `range`, a sentence; `tags_of` says which tags the word at a token had in what was learned from.
    pub fn tag_by(
        &self,
        tags_of: impl Fn(usize) -> u32,
        text: &SourceText,
        tokens: &Tokens,
        range: &Range<usize>,
        tags: &mut Tags,
    ) {
        let word = |at: usize| Word::at(&tags_of, tokens, at, range);
        let edge = Tag::Edge as u32;
        let mut a = Around {
            prev: word(range.end),
            here: word(range.start),
            next: word(range.start + 1),
            after: word(range.start + 2),
            p1: edge,
            p2: edge,
        };
        for i in range.clone() {
            let tag = match choice_of(tokens, i, a.here.tags) {
                Choice::One(tag) => tag,
                Choice::Of(mask) => self.best(&a.features(text, tokens, i, range.start), mask),
            };
            tags.set(i, tag);
            (a.p2, a.p1) = (a.p1, tag as u32);
            (a.prev, a.here, a.next, a.after) = (a.here, a.next, a.after, word(i + 3));
        }
    }

    /// The tag in `mask` with the highest score, the first one among equals.
    #[inline]
    fn best(&self, features: &[u32; TAG_FEATURES], mask: u32) -> Tag {
        // Fourteen weights of eight bits each fit.
        let mut sum = [0_i16; WORD_TAGS];
        for &f in features {
            let row = self.row_of.get(slot::<SLOTS>(f)).copied().unwrap_or(0);
            if let Some(row) = self.rows.get(usize::from(row)) {
                for (s, &w) in sum.iter_mut().zip(row) {
                    *s += i16::from(w);
                }
            }
        }
        let (mut best, mut tag, mut left) = (i16::MIN, 0, mask);
        while left != 0 {
            let t = left.trailing_zeros();
            left &= left - 1;
            if let Some(&s) = sum.get(t as usize)
                && s > best
            {
                (best, tag) = (s, t);
            }
        }
        Tag::from_bits(tag as u8)
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
