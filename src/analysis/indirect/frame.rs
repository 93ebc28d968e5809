//! One sentence made ready for questions: its words with their tags, and its noun phrases.

use crate::analysis::tag::{Tag, Tags};
use crate::analysis::token::{Shape, TokenKind, Tokens};
use crate::analysis::words::Words;
use crate::lang::{Class, Gender, LanguageProfile, Number, Pronoun, WordInfo};
use crate::text::Span;
use std::ops::Range;

/// A word or sign of the sentence.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// The hash of a word that was learned; else a small number that its tag gives.
    pub word: u32,
    /// Its class in this sentence.
    pub tag: Tag,
    /// What the token is.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// What the language data say about it.
    pub info: WordInfo,
    /// 0 to 15: how often it is the head of a cue.
    pub cue: u32,
    /// The marked region that it stands in, from 1; 0 for none.
    pub region: u32,
}

/// A region behind all text.
const NOWHERE: Span = Span::empty(u32::MAX);

/// What stands beyond the sentence.
pub const EDGE: Atom = Atom {
    word: 7,
    tag: Tag::Edge,
    kind: TokenKind::None,
    shape: Shape::NONE,
    info: WordInfo::NONE,
    cue: 0,
    region: 0,
};

/// What a noun phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum PhraseKind {
    /// *I*, *we*, *you*
    Speaker,
    /// *he*, *she*
    Person,
    /// *they*
    They,
    /// *it*, *this*, *there*
    It,
    /// *who*, *which*
    Relative,
    /// *some*, *many*, *others*
    Some,
    /// A name.
    Name,
    /// *a spokesman*
    Role,
    /// *the report*
    Document,
    /// *officials*, *the ministry*
    Group,
    /// Another noun in the plural.
    Nouns,
    /// Another noun.
    Noun,
    /// There is none.
    None,
}

/// A noun phrase without what follows its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First word.
    pub start: usize,
    /// One past its last word.
    pub end: usize,
    /// What it names.
    pub kind: PhraseKind,
}

/// A sentence.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// Token index of its first atom.
    pub first: usize,
    /// Its words and signs.
    pub atoms: Vec<Atom>,
    /// Its noun phrases in order.
    pub phrases: Vec<Phrase>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// For each atom the noun phrase that it stands in, counted from 1; 0 outside.
    phrase_of: Vec<u32>,
}

impl Frame {
    /// Reads the tokens of `range`. `regions` are in order; `next_region` is moved on to those that end after the sentence begins.
    #[expect(clippy::too_many_arguments, reason = "all that a sentence is made of")]
    pub fn read(
        &mut self,
        tokens: &Tokens,
        tags: &Tags,
        range: Range<usize>,
        is_heading: bool,
        regions: &[Span],
        next_region: &mut usize,
        profile: &LanguageProfile,
        words: &Words,
    ) {
        self.first = range.start;
        self.is_heading = is_heading;
        self.atoms.clear();
        let mut region = regions.get(*next_region).copied().unwrap_or(NOWHERE);
        let atoms = range.map(|i| {
            let (form, kind, tag) = (tokens.form(i), tokens.kind(i), tags.get(i));
            let (info, known) = words.of_form(form);
            let known = if kind == TokenKind::Colon { words.colon } else { known };
            let info = if tag == Tag::Nnp && info.pronoun != 0 { WordInfo::NONE } else { info };
            let start = tokens.start(i);
            while start >= region.end() {
                *next_region += 1;
                region = regions.get(*next_region).copied().unwrap_or(NOWHERE);
            }
            let inside = region.holds(start);
            let word = if kind == TokenKind::Colon {
                COLON
            } else if known.tags() == 0 {
                100 + tag as u32
            } else {
                tokens.hash(i)
            };
            let region = if inside { *next_region as u32 + 1 } else { 0 };
            Atom { word, tag, kind, shape: tokens.shape(i), info, cue: known.cue(), region }
        });
        self.atoms.extend(atoms);
        self.find_plural_owners();
        self.find_phrases(profile);
    }

    /// Takes the apostrophe in *the farmers’ union* for what it is, where it closes no marks.
    fn find_plural_owners(&mut self) {
        for i in 1..self.len() {
            let own = self.at(i);
            if own.kind != TokenKind::Single {
                continue;
            }
            let (before, next) = (self.at(i - 1), self.at(i + 1));
            let owns = !own.shape.has_space_before()
                && own.region == 0
                && matches!(before.tag, Tag::Nns | Tag::Nnp)
                && next.shape.has_space_before()
                && next.region == 0
                && matches!(next.tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Jj | Tag::Cd);
            if let Some(atom) = self.atoms.get_mut(i).filter(|_| owns) {
                atom.tag = Tag::Pos;
            }
        }
    }

    /// Atom `i`, or [`EDGE`].
    #[inline]
    pub fn at(&self, i: usize) -> Atom {
        *self.atoms.get(i).unwrap_or(&EDGE)
    }

    /// The atom `n` before `i`, or [`EDGE`].
    #[inline]
    pub fn before(&self, i: usize, n: usize) -> Atom {
        // Before the first lies nothing, and nothing lies so far behind the last.
        self.at(i.wrapping_sub(n))
    }

    /// How many atoms there are.
    pub fn len(&self) -> usize {
        self.atoms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.atoms.is_empty()
    }

    fn find_phrases(&mut self, profile: &LanguageProfile) {
        self.phrases.clear();
        self.phrase_of.clear();
        self.phrase_of.resize(self.len(), 0);
        let mut i = 0;
        while i < self.len() {
            let end = self.phrase_end(i);
            if end > i {
                let kind = match self.at(i).tag {
                    Tag::Prp => profile.pronoun_of(self.at(i).info).map_or(PhraseKind::It, pronoun_kind),
                    _ => self.kind_of(i, end),
                };
                self.phrases.push(Phrase { start: i, end, kind });
                let number = self.phrases.len() as u32;
                self.phrase_of.get_mut(i..end).unwrap_or_default().fill(number);
                i = end;
            } else {
                i += 1;
            }
        }
    }

    /// The end of the noun phrase that begins at `i`; `i` where none does.
    fn phrase_end(&self, i: usize) -> usize {
        match self.at(i).tag {
            Tag::Prp | Tag::Ex => return i + 1,
            Tag::Wh => {
                let relative = self.at(i).info.is(Class::Relative);
                return if relative { i + 1 } else { i };
            }
            _ => {}
        }
        let (mut at, mut last_noun) = (i, None);
        loop {
            let a = self.at(at);
            let joins = match a.tag {
                Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd => {
                    last_noun = Some(at);
                    true
                }
                Tag::Dt | Tag::PrpPoss => at == i || self.before(at, 1).tag == Tag::Dt,
                Tag::Jj | Tag::Pos => true,
                Tag::Vbg | Tag::Vbn | Tag::Rb => {
                    at > i && self.at(at + 1).tag.is_nominal() && last_noun.is_none()
                }
                Tag::Stop => {
                    // The stop of an abbreviation inside a name: *Gen. Oduya*.
                    at > i
                        && self.at(at + 1).tag == Tag::Nnp
                        && self
                            .before(at, 1)
                            .info
                            .classes
                            .any(&[Class::TitleAbbreviation, Class::Abbreviation])
                }
                Tag::Mark => {
                    // A nickname inside a name.
                    at > i && last_noun.is_some() && self.nickname_ends(at)
                }
                _ => false,
            };
            if !joins {
                break;
            }
            at += 1;
        }
        match last_noun {
            Some(noun) => noun + 1,
            None if at > i && self.stands_alone(i) => at,
            None => i,
        }
    }

    fn nickname_ends(&self, mark: usize) -> bool {
        self.before(mark, 1).tag == Tag::Nnp
            && ((self.at(mark + 2).tag == Tag::Mark && self.at(mark + 3).tag == Tag::Nnp)
                || (self.before(mark, 2).tag == Tag::Mark && self.at(mark + 1).tag == Tag::Nnp))
    }

    /// A determiner, number or adjective that is a phrase by itself: *many*, *some*, *others*, *the first*.
    fn stands_alone(&self, i: usize) -> bool {
        let a = self.at(i);
        a.info.classes.any(&[Class::Quantifier, Class::Demonstrative]) || a.info.pronoun != 0
    }

    fn kind_of(&self, start: usize, end: usize) -> PhraseKind {
        let head = self.at(end.saturating_sub(1));
        let first = self.at(start);
        let is = |class| head.info.is(class);
        match head.tag {
            Tag::Ex => return PhraseKind::It,
            Tag::Wh => return PhraseKind::Relative,
            Tag::Nnp => return PhraseKind::Name,
            _ => {}
        }
        if is(Class::Document) {
            PhraseKind::Document
        } else if is(Class::Role) || is(Class::PersonNoun) || is(Class::Kin) {
            PhraseKind::Role
        } else if is(Class::Group) && !is(Class::Quantifier) {
            PhraseKind::Group
        } else if head.tag == Tag::Nns {
            PhraseKind::Nouns
        } else if head.tag == Tag::Nn {
            PhraseKind::Noun
        } else if first.info.is(Class::Demonstrative) {
            PhraseKind::It
        } else {
            PhraseKind::Some
        }
    }

    /// Whether the noun phrase that atom `i` stands in began before it: no content begins or ends there.
    #[inline]
    pub fn is_inner(&self, i: usize) -> bool {
        let number = |i: usize| self.phrase_of.get(i).copied().unwrap_or(0);
        number(i) != 0 && i > 0 && number(i - 1) == number(i)
    }

    /// The phrase that ends last at or before `at`, with its index.
    pub fn phrase_before(&self, at: usize) -> Option<(usize, Phrase)> {
        let n = self.phrases.partition_point(|p| p.end <= at).checked_sub(1)?;
        self.phrases.get(n).map(|&p| (n, p))
    }

    /// The first phrase that starts at or after `at`, with its index.
    pub fn phrase_after(&self, at: usize) -> Option<(usize, Phrase)> {
        let n = self.phrases.partition_point(|p| p.start < at);
        self.phrases.get(n).map(|&p| (n, p))
    }

    /// The phrase that holds `at`.
    #[inline]
    pub fn phrase_at(&self, at: usize) -> Option<Phrase> {
        let number = self.phrase_of.get(at).copied().unwrap_or(0) as usize;
        self.phrases.get(number.checked_sub(1)?).copied()
    }
}

/// The word that stands for every colon.
pub const COLON: u32 = 11;

fn pronoun_kind(p: Pronoun) -> PhraseKind {
    match (p.person, p.number, p.gender) {
        (3, Number::Plural, _) => PhraseKind::They,
        (3, _, Gender::Male | Gender::Female) => PhraseKind::Person,
        (3, ..) => PhraseKind::It,
        (1 | 2, ..) => PhraseKind::Speaker,
        _ => PhraseKind::Some,
    }
}
