//! A quotation and its attribution.

use super::ids::{DocId, QuoteId, SpeakerId};
use crate::analysis::{Evidence, PerMille, QuoteKind, SourceKind};
use crate::text::Spans;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a person decided.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing yet.
    #[default]
    Proposed,
    /// It stands as it is.
    Accepted,
    /// It is no quotation, or not one to keep. Kept as a hard negative.
    Rejected,
}

/// Who brought a quotation into the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The engine.
    Engine {
        /// Its version.
        version: u32,
    },
    /// A person, who marked it.
    Person {
        /// Their name.
        who: String,
    },
    /// A file.
    Imported {
        /// Which format.
        format: String,
    },
}

/// The second-best speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Who.
    pub speaker: SpeakerId,
    /// The probability that it is the right one.
    pub confidence: PerMille,
}

/// Quotation to speaker, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Attribution {
    /// Whose words; `None` where unknown.
    pub speaker: Option<SpeakerId>,
    /// The words that report.
    pub cue: Option<Spans>,
    /// The words that name the source.
    pub source: Option<Spans>,
    /// What those words are.
    pub source_kind: SourceKind,
    /// The role as stated here.
    pub role: Option<Spans>,
    /// The engine's probability; `None` where a person or a file said it.
    pub confidence: Option<PerMille>,
    /// The second-best speaker.
    pub runner_up: Option<RunnerUp>,
    /// The engine's reasons.
    pub evidence: Vec<Evidence>,
}

/// Who decided, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Their name.
    pub who: String,
    /// When.
    pub at: Timestamp,
}

/// Somebody's reported words, with their attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Its id.
    pub id: QuoteId,
    /// The document that it stands in.
    pub doc: DocId,
    /// Where it stands there.
    pub content: Spans,
    /// How the words are reported.
    pub kind: QuoteKind,
    /// The quotation that it is nested in (I7).
    pub parent: Option<QuoteId>,
    /// Whose words, and why.
    pub attribution: Attribution,
    /// What a person decided.
    pub status: Status,
    /// Who decided, and when; set with `status`.
    pub decision: Option<Decision>,
    /// Whether a person changed anything in it: a later engine run leaves it alone (I5).
    pub edited: bool,
    /// Who brought it in.
    pub origin: Origin,
    /// A person's note.
    pub note: String,
    /// Tags by name.
    pub tags: BTreeMap<String, String>,
}

impl Quotation {
    /// Whether it is still the engine's alone, so that a later run may change or withdraw it.
    pub fn is_untouched_proposal(&self) -> bool {
        self.status == Status::Proposed
            && !self.edited
            && self.note.is_empty()
            && self.tags.is_empty()
            && matches!(self.origin, Origin::Engine { .. })
    }

    /// Whether a person still has to decide on it. Marks around nobody's words count as decided until somebody looks.
    pub fn is_open(&self) -> bool {
        self.status == Status::Proposed && (self.kind != QuoteKind::NotSpeech || self.edited)
    }

    /// Whether all but status and decision is the same in `other`.
    pub fn differs_in_decision_alone(&self, other: &Self) -> bool {
        // Taken apart, so that a field that is added later is not forgotten here.
        let Self {
            id,
            doc,
            content,
            kind,
            parent,
            attribution,
            status: _,
            decision: _,
            edited,
            origin,
            note,
            tags,
        } = self;
        (id, doc, content, kind, parent)
            == (&other.id, &other.doc, &other.content, &other.kind, &other.parent)
            && (edited, origin, note, tags) == (&other.edited, &other.origin, &other.note, &other.tags)
            && *attribution == other.attribution
    }

    /// All that is marked for it: words, cue, source mention, role.
    pub fn spans(&self) -> impl Iterator<Item = &Spans> {
        let a = &self.attribution;
        std::iter::once(&self.content).chain(&a.cue).chain(&a.source).chain(&a.role)
    }
}
