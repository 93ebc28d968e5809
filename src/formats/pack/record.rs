//! What an evidence pack says, as one value: `pack.json` is this, and the other files are drawn from it.

use crate::model::{
    AlarmKind, Locator, MaterialKind, Method, Op, Outcome, QuoteKind, SpeakerVerdict, Verdict,
};
use crate::text::TextHash;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What `format` says.
pub(super) const NAME: &str = "sayso evidence pack";
/// The newest `version` that is read, and the one that is written.
pub const VERSION: u32 = 1;
/// What stands on every pack: what was proved, and what was not.
pub const CLAIM: &str = "What is verified here is that the words were said, as the sources have it; not whether what they say is so.";
/// What stands where a confidential source would be named.
pub const WITHHELD: &str = "withheld";

/// Start and end in Unicode code points, end-exclusive.
pub type Range = (u32, u32);

/// All of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// `NAME`.
    pub format: String,
    /// [`VERSION`].
    pub version: u32,
    /// The program that made it.
    pub program: String,
    /// Name of the project.
    pub project: String,
    /// When it was made.
    pub made: Timestamp,
    /// [`CLAIM`].
    pub claim: String,
    /// Whether confidential sources and their words are left out.
    pub redacted: bool,
    /// The house style in force.
    pub style: String,
    /// Ids of the rules by which that style lets a quotation differ from its source.
    #[serde(default)]
    pub style_allows: Option<Vec<String>>,
    /// What positions count.
    pub offset_unit: String,
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// The sources.
    pub sources: Vec<Source>,
    /// What stood between the drafts and publication.
    pub gate: GateRecord,
    /// Every quotation of the drafts, in reading order.
    pub quotations: Vec<Row>,
    /// What was done in the project, as far as it is told.
    pub history: Vec<Line>,
    /// SHA-256 of the other files of the pack.
    #[serde(default)]
    pub files: Vec<PackFile>,
}

/// A file of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackFile {
    /// Its path in the pack.
    pub path: String,
    /// SHA-256 of its bytes.
    pub sha256: TextHash,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Its id in the pack.
    pub id: u32,
    /// Its title.
    pub title: String,
    /// Name of its file.
    pub file: String,
    /// SHA-256 of the file.
    pub file_sha256: Option<TextHash>,
    /// SHA-256 of its text.
    pub text_sha256: TextHash,
    /// Its language, a BCP 47 tag.
    #[serde(default)]
    pub lang: String,
    /// SHA-256 of the texts before its revisions.
    pub earlier: Vec<TextHash>,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its id in the pack.
    pub id: u32,
    /// Whether it is confidential. In a redacted pack nothing else is said of it.
    pub confidential: bool,
    /// Its title.
    pub title: String,
    /// Name of its file.
    pub file: String,
    /// What sort of thing it is; `None` where it is no source but another document of the project, and where it is withheld.
    pub kind: Option<MaterialKind>,
    /// When it was said or published.
    pub date: String,
    /// Where it can be found.
    pub link: String,
    /// SHA-256 of the file.
    pub file_sha256: Option<TextHash>,
    /// SHA-256 of its text.
    pub text_sha256: Option<TextHash>,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// Id of its draft.
    pub draft: u32,
    /// How the words are reported.
    pub kind: QuoteKind,
    /// Where it stands in the draft.
    pub content: Vec<Range>,
    /// Its words there.
    pub words: Vec<String>,
    /// Where a person finds it in the draft.
    pub locator: Locator,
    /// Whose words the draft says they are.
    pub speaker: Option<String>,
    /// Other names of that speaker in the project.
    #[serde(default)]
    pub also: Vec<String>,
    /// What the comparison showed; `None` where there was none.
    pub comparison: Option<Compared>,
    /// What a person signed.
    pub check: Option<Signed>,
    /// Who signed what, and when.
    pub history: Vec<Line>,
}

/// What the comparison showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// On the words.
    pub verdict: Verdict,
    /// Where the sense may have turned.
    pub alarms: Vec<AlarmRecord>,
    /// On the speaker.
    pub speaker_verdict: SpeakerVerdict,
    /// The passage; `None` where nothing was found.
    pub passage: Option<PassageRecord>,
    /// The words of draft and source, stretch by stretch; empty where nothing was found, or where they are withheld.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Stretch>,
}

/// A stretch of words that draft and source share, or in which they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// How they compare.
    pub op: Op,
    /// The words of the draft.
    pub draft: String,
    /// The words of the source.
    pub source: String,
    /// The rule by which the house style permits the difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permitted: Option<String>,
}

/// An alarm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmRecord {
    /// What sort.
    pub kind: AlarmKind,
    /// The sentence; empty where it would tell words of a source that is withheld.
    pub text: String,
}

/// A passage of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageRecord {
    /// Id of the source.
    pub source: u32,
    /// Where it stands there; empty where withheld.
    pub spans: Vec<Range>,
    /// Its words there.
    pub words: Vec<String>,
    /// Where a person finds it.
    pub locator: Locator,
    /// Who speaks there, as the source names them.
    pub turn: Option<String>,
}

/// A check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// What the person says.
    pub outcome: Outcome,
    /// How they compared.
    pub method: Method,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The second reader, and when.
    pub second: Option<(String, Timestamp)>,
    /// A note.
    pub note: String,
    /// A file or link that bears it out.
    pub evidence: String,
    /// The house style that was in force.
    pub style: String,
    /// Whether it still holds: `stands`, `words_changed`, `speaker_changed`, `source_gone`.
    pub standing: String,
    /// The words that were signed.
    pub words: String,
    /// What the comparison showed then.
    pub verdict: Option<Verdict>,
    /// SHA-256 of the draft's text then.
    pub draft_sha256: TextHash,
    /// SHA-256 of the source's text then.
    pub source_sha256: Option<TextHash>,
}

/// A line of a history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// What, as the end of a sentence.
    pub did: String,
}

/// What stood between the drafts and publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateRecord {
    /// Whether nothing did.
    pub passes: bool,
    /// How many quotations were looked at.
    pub quotations: usize,
    /// How many of them a signature that stands verifies.
    pub verified: usize,
    /// The reasons.
    pub lines: Vec<GateRow>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateRow {
    /// Its name.
    pub kind: String,
    /// What a person reads after the number.
    pub words: String,
    /// Whether it stops the drafts.
    pub stops: bool,
    /// The quotations.
    pub quotations: Vec<String>,
}
