//! Mistakes one by one, with the words around them.

use super::rows::{Quote, Range};
use serde::Serialize;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A marked region that is speech was not taken for speech.
    Missed,
    /// A marked region that is nobody's words was.
    NotSpeech,
    /// The speaker of a marked region.
    WrongSpeaker,
    /// The bounds of direct words.
    Boundary,
    /// An attribution was not found.
    RelationMissed,
    /// There is no such attribution.
    RelationInvented,
    /// An attribution was found, and its source is another.
    WrongSource,
}

impl Fault {
    /// In words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::NotSpeech => "not speech",
            Self::WrongSpeaker => "wrong speaker",
            Self::Boundary => "boundary",
            Self::RelationMissed => "relation missed",
            Self::RelationInvented => "relation invented",
            Self::WrongSource => "wrong source",
        }
    }

    /// The fault that `words` describe.
    pub fn named(words: &str) -> Option<Self> {
        use strum::IntoEnumIterator;
        let words = words.replace(['-', '_'], " ");
        Self::iter().find(|f| f.describe() == words)
    }
}

/// What the gold file or the prediction says.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Side {
    /// The kind.
    pub kind: String,
    /// The words, their parts joined by an ellipsis.
    pub content: String,
    /// The words that report.
    pub cue: String,
    /// The words that name the source.
    pub source: String,
    /// What they are.
    pub source_kind: String,
    /// Who that is; empty where unknown.
    pub speaker: String,
    /// The rule, of a prediction.
    pub rule: String,
    /// The confidence, of a prediction.
    pub confidence: Option<f64>,
}

impl Side {
    pub(super) fn of(text: &[char], q: &Quote) -> Self {
        let words = |ranges: Option<&[Range]>| {
            ranges.unwrap_or_default().iter().map(|r| slice(text, *r)).collect::<Vec<_>>().join(" … ")
        };
        Self {
            kind: q.kind.clone(),
            content: words(q.content.as_deref()),
            cue: words(q.cue.as_deref()),
            source: words(q.source.as_deref()),
            source_kind: q.source_kind().to_owned(),
            speaker: q.speaker().unwrap_or_default().to_owned(),
            rule: q.rule().to_owned(),
            confidence: q.confidence,
        }
    }
}

/// A mistake.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// Id of the document.
    pub document: String,
    /// What is wrong.
    pub fault: Fault,
    /// Where: code points into the text.
    pub at: Range,
    /// The words before.
    pub before: String,
    /// The words there.
    pub words: String,
    /// The words after.
    pub after: String,
    /// What the gold file says.
    pub gold: Option<Side>,
    /// What was predicted.
    pub predicted: Option<Side>,
}

/// Code points of context on each side.
const CONTEXT: u32 = 160;

impl Mistake {
    pub(super) fn new(
        document: &str,
        text: &[char],
        fault: Fault,
        at: Range,
        gold: Option<&Quote>,
        predicted: Option<&Quote>,
    ) -> Self {
        let len = text.len() as u32;
        Self {
            document: document.to_owned(),
            fault,
            at,
            before: slice(text, (at.0.saturating_sub(CONTEXT), at.0)),
            words: slice(text, at),
            after: slice(text, (at.1, at.1.saturating_add(CONTEXT).min(len))),
            gold: gold.map(|q| Side::of(text, q)),
            predicted: predicted.map(|q| Side::of(text, q)),
        }
    }

    /// What it has in common with others: the fault, and what names the source in the gold file and in the prediction.
    pub fn category(&self) -> String {
        let kind = |s: &Option<Side>| s.as_ref().map(|s| format!("{} {}", s.kind, s.source_kind));
        match (kind(&self.gold), kind(&self.predicted)) {
            (Some(g), Some(p)) => format!("{}: {g} → {p}", self.fault.describe()),
            (Some(one), None) | (None, Some(one)) => format!("{}: {one}", self.fault.describe()),
            (None, None) => self.fault.describe().to_owned(),
        }
    }
}

fn slice(text: &[char], (s, e): Range) -> String {
    text.get(s as usize..(e as usize).min(text.len())).unwrap_or_default().iter().collect()
}
