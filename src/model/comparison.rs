//! What comparing a quotation with the sources showed: [`Comparison`].
//!
//! It can be made again at any time from the same texts and the same house style; a check keeps what it saw.

use super::ids::DocId;
use crate::text::{Span, Spans};
use serde::{Deserialize, Serialize};

/// The verdict on the wording: a category, never a percentage.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same words, the same marks between them.
    Identical,
    /// The same words; marks, dashes, spaces, capitals or the closing punctuation differ.
    Typography,
    /// Words differ, and the house style allows each of the differences.
    Permitted,
    /// Words differ.
    Altered,
    /// A part is found, the rest is not.
    Partial,
    /// No source has it.
    NotFound,
    /// Several passages serve equally and differ in speaker or sense.
    Ambiguous,
}

impl Verdict {
    /// Its name in exchange files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Typography => "typography",
            Self::Permitted => "permitted",
            Self::Altered => "altered",
            Self::Partial => "partial",
            Self::NotFound => "not_found",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// In words, for a person.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Identical => "identical",
            Self::Typography => "identical but for typography",
            Self::Permitted => "permitted edits",
            Self::Altered => "altered",
            Self::Partial => "partly found",
            Self::NotFound => "not found",
            Self::Ambiguous => "ambiguous",
        }
    }

    /// Whether the gate lets it pass.
    pub const fn passes(self) -> bool {
        matches!(self, Self::Identical | Self::Typography | Self::Permitted)
    }
}

/// Where the sense may turn.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum AlarmKind {
    /// *not*, *never*, *un-* came or went.
    Negation,
    /// A number, a date or a unit.
    Number,
    /// A name.
    Name,
    /// A modal verb or a hedge.
    Modal,
    /// The time of a verb.
    Tense,
    /// Words changed places.
    Order,
    /// Words are hidden by an ellipsis, or dropped without one.
    Omission,
    /// A bracket stands where the source has other words.
    Bracket,
    /// Words that the source does not have.
    Addition,
}

impl AlarmKind {
    /// Its name in exchange files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Negation => "negation",
            Self::Number => "number",
            Self::Name => "name",
            Self::Modal => "modal",
            Self::Tense => "tense",
            Self::Order => "order",
            Self::Omission => "omission",
            Self::Bracket => "bracket",
            Self::Addition => "addition",
        }
    }
}

/// A place where the sense may have turned. It flags; a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// What sort.
    pub kind: AlarmKind,
    /// The words in the draft, as bytes of its text; `None` where it has none there.
    pub quote: Option<Span>,
    /// The words in the source, as bytes of its text; `None` where it has none there.
    pub source: Option<Span>,
    /// What happened, as sentences that a person reads.
    pub text: String,
}

/// Whether the source gives the words to the same speaker as the draft.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum SpeakerVerdict {
    /// It does.
    Same,
    /// It names somebody else.
    Different,
    /// One of the two does not say.
    #[default]
    Unknown,
}

impl SpeakerVerdict {
    /// Its name in exchange files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unknown => "unknown",
        }
    }
}

/// What one step of the alignment does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// The same words.
    Equal,
    /// Other words in the same place.
    Replace,
    /// Words that only the draft has.
    Insert,
    /// Words that only the source has.
    Delete,
}

impl Op {
    /// Its name in exchange files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Replace => "replace",
            Self::Insert => "insert",
            Self::Delete => "delete",
        }
    }
}

/// One step of the alignment, in the order of the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What it does.
    pub op: Op,
    /// Bytes of the draft's text; `None` for [`Op::Delete`].
    pub quote: Option<Span>,
    /// Bytes of the source's text; `None` for [`Op::Insert`].
    pub source: Option<Span>,
    /// Id of the rule of the house style that allows it; `typography` where the words are the same.
    pub permitted: Option<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The document.
    pub doc: DocId,
    /// Bytes of its text: several spans where an ellipsis leaves words out, or where a label stands between two turns.
    pub spans: Spans,
    /// Whose turn it is, as the source names them.
    pub turn: Option<String>,
}

/// What comparing one quotation with the sources showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The best place; `None` where there is none.
    pub passage: Option<Passage>,
    /// The verdict on the wording.
    pub verdict: Verdict,
    /// Where the sense may have turned, in the order of the draft.
    pub alarms: Vec<Alarm>,
    /// The verdict on the speaker.
    pub speaker: SpeakerVerdict,
    /// From the passage to the quotation, in the order of the draft.
    pub steps: Vec<Step>,
    /// Other places worth a look, the best first, each with the verdict that it would get.
    pub others: Vec<(Passage, Verdict)>,
    /// How many places have the very words; more than one matters most where the words are few.
    pub places: u32,
    /// Id of the house style that it was judged by.
    pub style: String,
}

impl Comparison {
    /// Of a quotation that no source has.
    pub fn not_found(style: &str) -> Self {
        Self {
            passage: None,
            verdict: Verdict::NotFound,
            alarms: Vec::new(),
            speaker: SpeakerVerdict::Unknown,
            steps: Vec::new(),
            others: Vec::new(),
            places: 0,
            style: style.to_owned(),
        }
    }

    /// Whether the gate lets it pass: the words stand, and nobody else said them.
    pub fn passes(&self) -> bool {
        self.verdict.passes() && self.speaker != SpeakerVerdict::Different
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator as _;

    #[test]
    fn names_are_those_of_the_exchange_files() {
        for v in Verdict::iter() {
            assert_eq!(serde_json::to_value(v).unwrap(), v.id());
        }
        for a in AlarmKind::iter() {
            assert_eq!(serde_json::to_value(a).unwrap(), a.id());
        }
        for s in SpeakerVerdict::iter() {
            assert_eq!(serde_json::to_value(s).unwrap(), s.id());
        }
        for op in [Op::Equal, Op::Replace, Op::Insert, Op::Delete] {
            assert_eq!(serde_json::to_value(op).unwrap(), op.id());
        }
    }

    #[test]
    fn a_comparison_comes_back_from_json() {
        let span = Span::between(1, 4);
        let mut c = Comparison::not_found("verbatim");
        let passage = Passage { doc: DocId(2), spans: Spans::one(span).unwrap(), turn: Some("Q".into()) };
        c.others.push((passage.clone(), Verdict::Partial));
        c.passage = Some(passage);
        c.steps.push(Step { op: Op::Delete, quote: None, source: Some(span), permitted: None });
        c.alarms.push(Alarm { kind: AlarmKind::Omission, quote: None, source: Some(span), text: "x".into() });
        let json = serde_json::to_string(&c).unwrap();
        assert_eq!(serde_json::from_str::<Comparison>(&json).unwrap(), c);
    }

    #[test]
    fn right_words_in_the_wrong_mouth_do_not_pass() {
        let mut c = Comparison::not_found("verbatim");
        assert!(!c.passes());
        c.verdict = Verdict::Permitted;
        assert!(c.passes());
        c.speaker = SpeakerVerdict::Different;
        assert!(!c.passes());
    }
}
