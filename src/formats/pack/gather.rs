//! From a project to the record of a pack; with `redacted`, without confidential sources and their words.

use super::record::{
    AlarmRecord, CLAIM, Compared, Draft, GateRecord, GateRow, Line, NAME, PassageRecord, Range, Record, Row,
    Signed, Source, Stretch, VERSION, WITHHELD,
};
use crate::analysis::QuoteKind;
use crate::formats::ENGINE;
use crate::model::{
    Check, Comparison, DocId, DocState, Locator, Project, Quotation, QuoteId, Standing, Status, gate, locate,
};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Span, Spans};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a pack is made of.
#[derive(Debug, Clone)]
pub struct PackOrder<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its name.
    pub name: &'a str,
    /// Which drafts; all where `None`.
    pub only: Option<BTreeSet<DocId>>,
    /// The house style in force.
    pub style: &'a str,
    /// Ids of the rules that it allows by.
    pub style_allows: Vec<String>,
    /// What comparing with the sources showed.
    pub compared: &'a BTreeMap<QuoteId, Arc<Comparison>>,
    /// Who signed what, and when, oldest first.
    pub signatures: &'a [(QuoteId, Line)],
    /// What was done in the project, oldest first. A redacted pack does not tell it: it names documents.
    pub history: &'a [Line],
    /// When the pack is made.
    pub at: Timestamp,
    /// Whether confidential sources and their words stay out.
    pub redacted: bool,
}

/// The record of a pack.
pub fn record(order: &PackOrder<'_>) -> Record {
    let project = order.project;
    let is_draft = |d: &&Arc<DocState>| {
        !d.is_source() && order.only.as_ref().is_none_or(|only| only.contains(&d.document.id))
    };
    let drafts: Vec<&Arc<DocState>> = project.docs.values().filter(is_draft).collect();
    let gate = gate(project, order.only.as_ref(), order.compared);
    let lines = gate.lines.iter().map(|l| GateRow {
        kind: <&str>::from(l.kind).to_owned(),
        words: l.kind.words().to_owned(),
        stops: l.kind.stops(),
        quotations: l.quotes.iter().map(ToString::to_string).collect(),
    });
    let mut quotations = Vec::new();
    for state in &drafts {
        let Some(text) = &state.text else { continue };
        for quote in state.in_order().into_iter().filter(|q| goes(q)) {
            quotations.push(row(order, state, text, quote));
        }
    }
    Record {
        format: NAME.into(),
        version: VERSION,
        program: ENGINE.into(),
        project: order.name.to_owned(),
        made: order.at,
        claim: CLAIM.into(),
        redacted: order.redacted,
        style: order.style.to_owned(),
        style_allows: Some(order.style_allows.clone()),
        offset_unit: "codepoint".into(),
        drafts: drafts.iter().map(|d| draft(d)).collect(),
        sources: sources(order),
        gate: GateRecord {
            passes: gate.passes(),
            quotations: gate.quotes,
            verified: gate.verified,
            lines: lines.collect(),
        },
        quotations,
        history: if order.redacted { Vec::new() } else { order.history.to_vec() },
        files: Vec::new(),
    }
}

/// The sources, and behind them other documents of the project that a passage was found in.
fn sources(order: &PackOrder<'_>) -> Vec<Source> {
    let found = order.compared.values().filter_map(|c| c.passage.as_ref()).map(|p| p.doc);
    let found: BTreeSet<DocId> = found.collect();
    let others = found.into_iter().filter_map(|d| order.project.doc(d)).filter(|d| !d.is_source());
    order.project.sources().chain(others).map(|d| source(d, order.redacted)).collect()
}

fn goes(quote: &Quotation) -> bool {
    quote.status != Status::Rejected && quote.kind != QuoteKind::NotSpeech
}

fn draft(state: &DocState) -> Draft {
    let d = &state.document;
    Draft {
        id: d.id.0,
        title: d.title.clone(),
        file: d.origin.name.clone(),
        file_sha256: d.origin.bytes,
        text_sha256: d.text,
        lang: d.lang_set.as_ref().unwrap_or(&d.lang).clone(),
        earlier: d.earlier.clone(),
    }
}

fn source(state: &DocState, redacted: bool) -> Source {
    let d = &state.document;
    let confidential = is_confidential(state);
    let mut out = Source {
        id: d.id.0,
        confidential,
        title: WITHHELD.into(),
        file: String::new(),
        kind: None,
        date: String::new(),
        link: String::new(),
        file_sha256: None,
        text_sha256: None,
    };
    // A hash tells whoever holds the source that it is this one: it stays out as well.
    if !(redacted && confidential) {
        out.title.clone_from(&d.title);
        out.file.clone_from(&d.origin.name);
        if let Some(material) = &state.material {
            out.kind = Some(material.kind);
            out.date.clone_from(&material.date);
            out.link.clone_from(&material.link);
        }
        (out.file_sha256, out.text_sha256) = (d.origin.bytes, Some(d.text));
    }
    out
}

fn is_confidential(state: &DocState) -> bool {
    state.material.as_ref().is_some_and(|m| m.confidential)
}

/// Whether a document must not be told of. One that is no longer here may have been confidential: it is not told of either.
fn is_withheld(order: &PackOrder<'_>, doc: DocId) -> bool {
    order.redacted && order.project.doc(doc).is_none_or(|d| is_confidential(d))
}

fn row(order: &PackOrder<'_>, state: &DocState, text: &SourceText, quote: &Quotation) -> Row {
    let speaker = quote.attribution.speaker.and_then(|s| order.project.speaker(s));
    let comparison = order.compared.get(&quote.id);
    let check = state.checks.get(&quote.id);
    let passages = comparison.and_then(|c| c.passage.as_ref()).into_iter();
    let passages = passages.chain(check.and_then(|c| c.shown.as_ref()?.passage.as_ref()));
    // A signed check whose source went without a passage left may have been with a confidential one.
    let lost = check
        .is_some_and(|c| c.seen_source.is_some() && c.shown.as_ref().is_none_or(|s| s.passage.is_none()));
    let withheld = passages.into_iter().any(|p| is_withheld(order, p.doc)) || (order.redacted && lost);
    let history = order.signatures.iter().filter(|(q, _)| *q == quote.id).map(|(_, l)| l.clone());
    Row {
        id: quote.id.to_string(),
        draft: state.document.id.0,
        kind: quote.kind,
        content: ranges(text, &quote.content),
        words: words(text, &quote.content),
        locator: locate(text.as_str(), state.track.as_deref(), quote.content.start()),
        speaker: speaker.map(|s| s.name.clone()),
        also: speaker.map_or_else(Vec::new, |s| s.aliases.iter().map(|a| a.name.clone()).collect()),
        comparison: comparison.map(|c| compared(order, c, text)),
        check: check.map(|c| signed(order, c, withheld)),
        history: history.collect(),
    }
}

fn compared(order: &PackOrder<'_>, c: &Comparison, draft: &SourceText) -> Compared {
    let withheld = c.passage.as_ref().is_some_and(|p| is_withheld(order, p.doc));
    let alarms = c
        .alarms
        .iter()
        .map(|a| AlarmRecord { kind: a.kind, text: if withheld { String::new() } else { a.text.clone() } });
    let passage = c.passage.as_ref().and_then(|p| {
        let hidden = PassageRecord {
            source: p.doc.0,
            spans: Vec::new(),
            words: Vec::new(),
            locator: Locator::default(),
            turn: None,
        };
        if withheld {
            return Some(hidden);
        }
        let state = order.project.doc(p.doc)?;
        let text = state.text.as_ref()?;
        Some(PassageRecord {
            spans: ranges(text, &p.spans),
            words: words(text, &p.spans),
            locator: locate(text.as_str(), state.track.as_deref(), p.spans.start()),
            turn: p.turn.clone(),
            ..hidden
        })
    });
    let source =
        c.passage.as_ref().filter(|_| !withheld).and_then(|p| order.project.doc(p.doc)?.text.as_ref());
    let stretch =
        |text: &SourceText, at: Option<Span>| at.map_or_else(String::new, |s| text.slice(s).to_owned());
    let steps = source.into_iter().flat_map(|source| {
        c.steps.iter().map(|s| Stretch {
            op: s.op,
            draft: stretch(draft, s.quote),
            source: stretch(source, s.source),
            permitted: s.permitted.clone(),
        })
    });
    Compared {
        verdict: c.verdict,
        alarms: alarms.collect(),
        speaker_verdict: c.speaker,
        passage,
        steps: steps.collect(),
    }
}

fn signed(order: &PackOrder<'_>, c: &Check, withheld: bool) -> Signed {
    let told = |words: &String| if withheld { String::new() } else { words.clone() };
    let standing = match c.standing(order.project) {
        Standing::Stands => "stands",
        Standing::WordsChanged => "words_changed",
        Standing::SpeakerChanged => "speaker_changed",
        Standing::SourceGone => "source_gone",
    };
    Signed {
        outcome: c.outcome,
        method: c.method,
        by: c.signed.who.clone(),
        at: c.signed.at,
        second: c.second.as_ref().map(|s| (s.who.clone(), s.at)),
        // A note on a confidential source may say what it says.
        note: told(&c.note),
        evidence: told(&c.evidence),
        style: c.style.clone(),
        standing: standing.into(),
        words: c.seen_words.clone(),
        verdict: c.shown.as_ref().map(|s| s.verdict),
        draft_sha256: c.seen_draft,
        source_sha256: c.seen_source.filter(|_| !withheld),
    }
}

fn ranges(text: &SourceText, spans: &Spans) -> Vec<Range> {
    spans.iter().filter_map(|s| text.to_unit(s, Unit::Char)).collect()
}

fn words(text: &SourceText, spans: &Spans) -> Vec<String> {
    spans.iter().map(|s| text.slice(s).to_owned()).collect()
}
