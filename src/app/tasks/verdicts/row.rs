//! One quotation and its verdict as a row of JSON Lines. Every key is in every row; positions are Unicode code points.

use super::{Sources, Verified};
use crate::model::material::{Locator, clock, locate};
use crate::model::{AlarmKind, Op, Passage, SpeakerVerdict, Verdict};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Span, TextHash};
use serde::Serialize;

/// Start and end in code points.
type Range = (u32, u32);

/// One quotation.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The draft's key.
    pub id: String,
    quote: String,
    content: Vec<Range>,
    content_text: Vec<String>,
    speaker: Option<String>,
    verdict: Verdict,
    alarms: Vec<AlarmKind>,
    alarm_text: Vec<String>,
    style: String,
    source: Option<RowSource>,
    speaker_verdict: SpeakerVerdict,
    places: u32,
    ops: Vec<RowOp>,
    others: Vec<RowOther>,
}

/// The passage.
#[derive(Debug, Clone, Serialize)]
pub struct RowSource {
    /// Name of the file.
    pub file: String,
    sha256: TextHash,
    span: Range,
    text: String,
    /// Where it is, for a person.
    pub locator: RowLocator,
    /// Whose turn it is.
    pub turn: Option<String>,
}

/// Where a passage is; what the source does not have is null.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowLocator {
    /// Line of the text, from 1.
    pub line: Option<u32>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Paragraph of the text, from 1.
    pub paragraph: Option<u32>,
    /// Time, as `HH:MM:SS.mmm`.
    pub time: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct RowOp {
    op: Op,
    quote: Option<Range>,
    source: Option<Range>,
    permitted: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct RowOther {
    file: String,
    span: Range,
    verdict: Verdict,
    turn: Option<String>,
}

impl Row {
    /// The row of `verified`.
    pub fn new(verified: &Verified<'_>, sources: &Sources) -> Self {
        let Verified { document, text, quote, speaker, comparison: c } = verified;
        let passage = c.passage.as_ref();
        let source_text = passage.and_then(|p| sources.file(p.doc)).map(|f| &f.text);
        let in_source = |s: Span| source_text.map(|t| range(t, s));
        let mut alarms: Vec<AlarmKind> = c.alarms.iter().map(|a| a.kind).collect();
        alarms.sort_unstable();
        alarms.dedup();
        let other = |(p, verdict): &(Passage, Verdict)| {
            let file = sources.file(p.doc)?;
            let span = range(&file.text, p.spans.hull());
            Some(RowOther { file: file.name.clone(), span, verdict: *verdict, turn: p.turn.clone() })
        };
        Self {
            id: document.key.clone(),
            quote: quote.id.to_string(),
            content: quote.content.iter().map(|s| range(text, s)).collect(),
            content_text: quote.content.iter().map(|s| text.slice(s).to_owned()).collect(),
            speaker: speaker.map(str::to_owned),
            verdict: c.verdict,
            alarms,
            alarm_text: c.alarms.iter().map(|a| a.text.clone()).collect(),
            style: c.style.clone(),
            source: passage.and_then(|p| RowSource::new(p, sources)),
            speaker_verdict: c.speaker,
            places: c.places,
            ops: c
                .steps
                .iter()
                .map(|s| RowOp {
                    op: s.op,
                    quote: s.quote.map(|q| range(text, q)),
                    source: s.source.and_then(in_source),
                    permitted: s.permitted.clone(),
                })
                .collect(),
            others: c.others.iter().filter_map(other).collect(),
        }
    }
}

impl RowSource {
    /// The passage `p`; `None` where its source is not among `sources`.
    pub fn new(p: &Passage, sources: &Sources) -> Option<Self> {
        let file = sources.file(p.doc)?;
        Some(Self {
            file: file.name.clone(),
            sha256: file.hash,
            span: range(&file.text, p.spans.hull()),
            text: file.text.words_of(&p.spans),
            locator: locate(file.text.as_str(), file.track.as_deref(), p.spans.start()).into(),
            turn: p.turn.clone(),
        })
    }
}

impl From<Locator> for RowLocator {
    fn from(l: Locator) -> Self {
        Self { line: l.line, page: l.page, paragraph: l.paragraph, time: l.start_ms.map(clock) }
    }
}

/// `span` in code points; spans of a comparison lie in their text.
fn range(text: &SourceText, span: Span) -> Range {
    text.to_unit(span, Unit::Char).unwrap_or_default()
}
