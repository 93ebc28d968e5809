//! What the engine found in one document: derived, recomputable, the same for the same text, bit for bit (I8).

use crate::text::{Span, Spans};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Arc;

/// How somebody's words are reported.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// All inside quotation marks, or set off as a pull quote or a turn.
    Direct,
    /// A clause with marked parts.
    Mixed,
    /// Without marks.
    Indirect,
    /// Marks around a name, a title, a term, a scare quote: nobody's words.
    NotSpeech,
}

/// How the source mention names the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A name.
    Named,
    /// A pronoun.
    Pronoun,
    /// A description: *a Western diplomat*, *the report*.
    Nominal,
    /// No mention.
    #[default]
    None,
}

/// What a speaker is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerKind {
    /// A named person.
    #[default]
    Person,
    /// A company, ministry, party, newspaper.
    Organisation,
    /// Several people together: *residents*, *both ministers*.
    Group,
    /// A report, statement, poll, letter.
    Document,
    /// Somebody whom the text does not name.
    Anonymous,
}

/// A probability in thousandths, 0 to 1000: an integer, so that it is equal on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(from = "u16", into = "u16")]
pub struct PerMille(u16);

impl PerMille {
    /// Certainty.
    pub const ONE: Self = Self(1000);

    /// `thousandths`, at most 1000.
    pub const fn new(thousandths: u16) -> Self {
        Self(if thousandths > 1000 { 1000 } else { thousandths })
    }

    /// In thousandths.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// As a number from 0 to 1.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl From<u16> for PerMille {
    fn from(n: u16) -> Self {
        Self::new(n)
    }
}

impl From<PerMille> for u16 {
    fn from(p: PerMille) -> Self {
        p.0
    }
}

/// One reason for or against an attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The id of the rule that gives it, such as `verb-then-source`: an entry of [`super::rules::catalogue`].
    pub rule: Cow<'static, str>,
    /// How much it weighs, in 1/256 of a natural logarithm of odds; below zero it speaks against.
    pub weight: i16,
    /// The words in the document that it rests on.
    pub at: Option<Span>,
    /// The reason as a sentence for a person.
    pub text: Arc<str>,
}

/// A quotation that was found, with its attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundQuote {
    /// The words, marks included: one span, or several where the attribution interrupts them or paragraphs part them.
    pub content: Spans,
    /// How they are reported.
    pub kind: QuoteKind,
    /// Index in [`Findings::quotes`] of the quotation that this one is nested in.
    pub parent: Option<usize>,
    /// The words that report: *said*, *according to*.
    pub cue: Option<Spans>,
    /// The words that name the source, as written, without its apposition.
    pub source: Option<Spans>,
    /// What those words are.
    pub source_kind: SourceKind,
    /// The source's role as stated at this quotation.
    pub role: Option<Spans>,
    /// Index in [`Findings::speakers`]; `None` where unknown.
    pub speaker: Option<usize>,
    /// The probability that these are words of this speaker.
    pub confidence: PerMille,
    /// The second-best speaker and the probability that it is the right one.
    pub runner_up: Option<(usize, PerMille)>,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// Somebody or something that speaks in the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoundSpeaker {
    /// The fullest name that the document gives, or the description where it names nobody.
    pub name: String,
    /// Other names and descriptions of the same, in order of first use, without `name`.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Role as stated, in the document's words.
    pub role: Option<String>,
    /// Whether `name` is a proper name (and not a description).
    pub named: bool,
    /// Where it is mentioned, names and descriptions, in order.
    pub mentions: Vec<Span>,
}

/// Something that a person should know about how the document was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where, if anywhere.
    pub at: Option<Span>,
    /// What, as a sentence.
    pub text: String,
}

/// All that was found in a document. `quotes` are in order of their first byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// The language that the document was read in, as a BCP 47 tag such as `en`.
    pub lang: String,
    /// The convention of its quotation marks, in words: *curly*, *straight and curly*, *single*, *dash*.
    pub marks: String,
    /// Quotations, those that are nobody's words included.
    pub quotes: Vec<FoundQuote>,
    /// Speakers, in order of first mention.
    pub speakers: Vec<FoundSpeaker>,
    /// Remarks.
    pub notes: Vec<Note>,
}
