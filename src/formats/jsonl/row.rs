//! A document and its attributions as one row of JSON Lines. The command line and the export of a project build the same rows.
//!
//! All positions are Unicode code points into the text, end-exclusive. Every key is in every row and of one type, so that
//! a file of rows loads as a table; `text` is in all rows of a file or in none.

use crate::analysis::{Evidence, Findings, QuoteKind, SourceKind, SpeakerKind};
use crate::formats::{ENGINE, ExportView, FormatError};
use crate::model::{DocState, Status};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Spans, TextHash};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What the positions of a row count.
pub(super) const OFFSET_UNIT: &str = "codepoint";

/// Start and end in code points.
pub(super) type Range = (u32, u32);

/// One document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row<'a> {
    /// The document's key.
    pub id: Cow<'a, str>,
    /// Its language.
    pub lang: Cow<'a, str>,
    offset_unit: Cow<'a, str>,
    text_sha256: TextHash,
    engine: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
    speakers: Vec<RowSpeaker<'a>>,
    quotes: Vec<RowQuote<'a>>,
    /// What else the row that was read held; it is carried through.
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RowSpeaker<'a> {
    pub(super) id: u32,
    pub(super) name: Cow<'a, str>,
    pub(super) aliases: Vec<Cow<'a, str>>,
    pub(super) kind: SpeakerKind,
    pub(super) role: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct RowQuote<'a> {
    pub(super) id: String,
    pub(super) kind: QuoteKind,
    pub(super) content: Vec<Range>,
    pub(super) content_text: Vec<Cow<'a, str>>,
    cue: Vec<Range>,
    source: Vec<Range>,
    source_kind: SourceKind,
    pub(super) speaker: Option<Cow<'a, str>>,
    speaker_id: Option<u32>,
    confidence: Option<f64>,
    runner_up: Option<RowRunnerUp<'a>>,
    why: Vec<RowWhy<'a>>,
    pub(super) status: Status,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct RowRunnerUp<'a> {
    speaker: Cow<'a, str>,
    confidence: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct RowWhy<'a> {
    rule: Cow<'a, str>,
    text: Cow<'a, str>,
}

impl<'a> From<&'a Evidence> for RowWhy<'a> {
    fn from(e: &'a Evidence) -> Self {
        Self { rule: e.rule.as_ref().into(), text: e.text.as_ref().into() }
    }
}

impl<'a> Row<'a> {
    /// What the engine found in `text`. `extra` are further keys of the row that was read; those that the row has itself are dropped.
    pub fn of_findings(
        id: &'a str,
        text: &'a SourceText,
        findings: &'a Findings,
        with_text: bool,
        extra: Map<String, Value>,
    ) -> Self {
        let speaker = |i: usize| findings.speakers.get(i);
        let speakers = (1..).zip(&findings.speakers).map(|(id, s)| RowSpeaker {
            id,
            name: s.name.as_str().into(),
            aliases: s.aliases.iter().map(Into::into).collect(),
            kind: s.kind,
            role: s.role.as_deref().unwrap_or_default().into(),
        });
        let quotes = (1..).zip(&findings.quotes).filter_map(|(n, q)| {
            Some(RowQuote {
                id: format!("q{n}"),
                kind: q.kind,
                content: ranges(text, Some(&q.content))?,
                content_text: words(text, &q.content),
                cue: ranges(text, q.cue.as_ref())?,
                source: ranges(text, q.source.as_ref())?,
                source_kind: q.source_kind,
                speaker: q.speaker.and_then(speaker).map(|s| s.name.as_str().into()),
                speaker_id: q.speaker.filter(|i| speaker(*i).is_some()).map(|i| i as u32 + 1),
                confidence: Some(q.confidence.fraction()),
                runner_up: q.runner_up.and_then(|(i, c)| {
                    Some(RowRunnerUp { speaker: speaker(i)?.name.as_str().into(), confidence: c.fraction() })
                }),
                why: q.evidence.iter().map(RowWhy::from).collect(),
                status: Status::Proposed,
            })
        });
        Self::new(id, &findings.lang, text, with_text, speakers.collect(), quotes.collect(), extra)
    }

    /// A document of a project, with the quotations that the view takes and the speakers that they name.
    pub fn of_document(view: &ExportView<'a>, doc: &'a DocState, text: &'a SourceText) -> Self {
        let chosen: Vec<_> = doc.in_order().into_iter().filter(|q| view.takes(q)).collect();
        let named = chosen.iter().flat_map(|q| {
            [q.attribution.speaker, q.attribution.runner_up.map(|r| r.speaker)].into_iter().flatten()
        });
        let named: BTreeSet<_> = named.collect();
        let speakers = named.into_iter().filter_map(|id| view.project.speaker(id)).map(|s| RowSpeaker {
            id: s.id.0,
            name: s.name.as_str().into(),
            aliases: s.aliases.iter().map(|a| a.name.as_str().into()).collect(),
            kind: s.kind,
            role: s.role.as_str().into(),
        });
        let quotes = chosen.iter().filter_map(|q| {
            let a = &q.attribution;
            let speaker = a.speaker.and_then(|id| view.project.speaker(id));
            Some(RowQuote {
                id: q.id.to_string(),
                kind: q.kind,
                content: ranges(text, Some(&q.content))?,
                content_text: words(text, &q.content),
                cue: ranges(text, a.cue.as_ref())?,
                source: ranges(text, a.source.as_ref())?,
                source_kind: a.source_kind,
                speaker: speaker.map(|s| s.name.as_str().into()),
                speaker_id: speaker.map(|s| s.id.0),
                confidence: a.confidence.map(crate::analysis::PerMille::fraction),
                runner_up: a.runner_up.and_then(|r| {
                    let speaker = view.project.speaker(r.speaker)?.name.as_str().into();
                    Some(RowRunnerUp { speaker, confidence: r.confidence.fraction() })
                }),
                why: a.evidence.iter().map(RowWhy::from).collect(),
                status: q.status,
            })
        });
        let d = &doc.document;
        let lang = d.lang_set.as_ref().unwrap_or(&d.lang);
        Self::new(&d.key, lang, text, view.with_text, speakers.collect(), quotes.collect(), Map::new())
    }

    fn new(
        id: &'a str,
        lang: &'a str,
        text: &'a SourceText,
        with_text: bool,
        speakers: Vec<RowSpeaker<'a>>,
        quotes: Vec<RowQuote<'a>>,
        mut extra: Map<String, Value>,
    ) -> Self {
        const OWN: [&str; 8] =
            ["id", "lang", "offset_unit", "text_sha256", "engine", "text", "speakers", "quotes"];
        extra.retain(|key, _| !OWN.contains(&key.as_str()));
        Self {
            id: id.into(),
            lang: lang.into(),
            offset_unit: OFFSET_UNIT.into(),
            text_sha256: text.hash(),
            engine: ENGINE.into(),
            text: with_text.then(|| text.as_str().into()),
            speakers,
            quotes,
            extra,
        }
    }

    /// The row as a line, with its line end.
    pub fn to_line(&self) -> Result<Vec<u8>, FormatError> {
        let mut line = Vec::new();
        self.write(&mut line)?;
        Ok(line)
    }

    /// Adds the row as a line, with its line end, to `out`.
    pub fn write(&self, out: &mut Vec<u8>) -> Result<(), FormatError> {
        serde_json::to_writer(&mut *out, self).map_err(|e| FormatError::Malformed(e.to_string()))?;
        out.push(b'\n');
        Ok(())
    }

    /// Reads every span of a row back and compares it and its words with the document that it was made of.
    pub(super) fn compare(
        &self,
        view: &ExportView<'_>,
        doc: &DocState,
        text: &SourceText,
    ) -> Result<(), String> {
        let d = &doc.document;
        if self.id != d.key || self.text_sha256 != d.text {
            return Err(format!("the row of “{}”", d.title));
        }
        if view.with_text && self.text.as_deref() != Some(text.as_str()) {
            return Err(format!("the text of “{}”", d.title));
        }
        let chosen: Vec<_> = doc.in_order().into_iter().filter(|q| view.takes(q)).collect();
        if chosen.len() != self.quotes.len() {
            return Err(format!("the number of quotations of “{}”", d.title));
        }
        for (row, q) in self.quotes.iter().zip(chosen) {
            let back = |ranges: &[Range]| {
                ranges.iter().map(|(a, b)| text.from_unit(*a, *b, Unit::Char)).collect::<Option<Vec<_>>>()
            };
            let is = |ranges: &[Range], spans: Option<&Spans>| {
                back(ranges).is_some_and(|b| b == spans.map(Spans::as_slice).unwrap_or_default())
            };
            let a = &q.attribution;
            let who = a.speaker.and_then(|s| view.project.speaker(s)).map(|s| s.name.as_str());
            let same = is(&row.content, Some(&q.content))
                && is(&row.cue, a.cue.as_ref())
                && is(&row.source, a.source.as_ref())
                && row.content_text == words(text, &q.content)
                && (row.kind, row.status) == (q.kind, q.status)
                && row.speaker.as_deref() == who;
            if !same {
                return Err(format!("quotation {} of “{}”", q.id, d.title));
            }
        }
        Ok(())
    }
}

/// `spans` in code points; nothing where one leaves the text.
fn ranges(text: &SourceText, spans: Option<&Spans>) -> Option<Vec<Range>> {
    spans.map_or(Some(Vec::new()), |s| s.iter().map(|s| text.to_unit(s, Unit::Char)).collect())
}

fn words<'a>(text: &'a SourceText, spans: &Spans) -> Vec<Cow<'a, str>> {
    spans.iter().map(|s| text.slice(s).into()).collect()
}
