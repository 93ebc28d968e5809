//! W3C Web Annotation Data Model, as JSON-LD: one annotation a quotation, with a `TextQuoteSelector` and a
//! `TextPositionSelector` for every stretch of its words; cue, source mention and role as annotations that link to it; each
//! signature of a check as one that assesses it. What is assessed is that the words were said, never that they are true.
//!
//! Positions count Unicode code points, as the recommendation asks. What the vocabulary has no word for (`status`,
//! `confidence`, `part`) stands under names of its own, which the context declares, so that a JSON-LD processor keeps them.

use super::{About, Carries, ExportView, Exporter, Files, FormatError, Output, Unit};
use crate::model::{DocState, Quotation, Speaker, SpeakerKind};
use crate::text::offsets::Unit as OffsetUnit;
use crate::text::{SourceText, Span, Spans};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation as _;

/// The export.
pub(super) struct WebAnnotation;

/// Characters before and after the words that tell them from others; never a part of one that is seen as one.
const AROUND: usize = 32;

/// What is told of it.
const ABOUT: About = About {
    id: "w3c",
    name: "W3C Web Annotation",
    extension: "jsonld",
    describe: "Annotations in JSON-LD that tools for the web read: each quotation by its words and by its position, with its speaker.",
    unit: Unit::CodePoint,
    carries: Carries {
        status: true,
        decision: true,
        confidence: true,
        cue: true,
        role: true,
        notes: true,
        tags: true,
        checks: true,
        ..Carries::NONE
    },
};

impl Exporter for WebAnnotation {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        let mut items = Vec::new();
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                annotations(view, doc, text, quote, &mut items);
            }
        }
        let collection = json!({
            "@context": ["http://www.w3.org/ns/anno.jsonld", {
                "sayso": "urn:x-sayso:",
                "status": "sayso:status",
                "confidence": "sayso:confidence",
                "part": "sayso:part",
            }],
            "id": "urn:x-sayso:collection",
            "type": "AnnotationCollection",
            "label": view.name,
            "generator": { "type": "Software", "name": super::ENGINE },
            "total": items.len(),
            "first": {
                "id": "urn:x-sayso:collection:1",
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        });
        let mut bytes =
            serde_json::to_vec_pretty(&collection).map_err(|e| FormatError::Malformed(e.to_string()))?;
        bytes.push(b'\n');
        out.put("", &bytes)?;
        Ok(())
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        let back: Value =
            serde_json::from_slice(files.single()).map_err(|e| FormatError::NotAsWritten(e.to_string()))?;
        let items = back.pointer("/first/items").and_then(Value::as_array).cloned().unwrap_or_default();
        let mut by_id: BTreeMap<String, Value> = BTreeMap::new();
        for item in items {
            let id = item.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
            by_id.insert(id, item);
        }
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                let a = &quote.attribution;
                let parts = [("cue", &a.cue), ("source", &a.source), ("role", &a.role)];
                let linked = parts.into_iter().filter_map(|(part, spans)| Some((part, spans.as_ref()?)));
                for (part, spans) in std::iter::once(("", &quote.content)).chain(linked) {
                    let id = id_of(doc, quote, part);
                    let there = by_id.remove(&id).and_then(|item| read_target(&item, text));
                    if there.as_ref() != Some(spans) {
                        return Err(FormatError::NotAsWritten(id));
                    }
                }
                for wanted in assessments(view, doc, quote) {
                    let id = wanted.get("id").and_then(Value::as_str).unwrap_or_default();
                    if by_id.remove(id).as_ref() != Some(&wanted) {
                        return Err(FormatError::NotAsWritten(id.to_owned()));
                    }
                }
            }
        }
        match by_id.keys().next() {
            Some(id) => Err(FormatError::NotAsWritten(format!("{id} is one too many"))),
            None => Ok(()),
        }
    }
}

/// A name that stays the same from one export to the next.
fn id_of(doc: &DocState, quote: &Quotation, part: &str) -> String {
    let tail = if part.is_empty() { String::new() } else { format!(":{part}") };
    format!("urn:x-sayso:{}:{}{tail}", doc.document.text.to_hex().get(..16).unwrap_or_default(), quote.id)
}

fn annotations(
    view: &ExportView<'_>,
    doc: &DocState,
    text: &SourceText,
    quote: &Quotation,
    out: &mut Vec<Value>,
) {
    let id = id_of(doc, quote, "");
    let kind = serde_json::to_value(quote.kind).unwrap_or_default();
    let mut body = vec![json!({ "type": "TextualBody", "purpose": "classifying", "value": kind })];
    body.extend(view.speaker(quote).map(|s| speaker(s)));
    if !quote.note.is_empty() {
        body.push(json!({ "type": "TextualBody", "purpose": "commenting", "value": quote.note }));
    }
    for (key, value) in &quote.tags {
        let tag = format!("{key}: {value}");
        body.push(json!({ "type": "TextualBody", "purpose": "tagging", "value": tag }));
    }
    let mut whole = json!({
        "id": id,
        "type": "Annotation",
        "motivation": "tagging",
        "body": body,
        "target": target(doc, text, &quote.content),
        "status": quote.status,
        "confidence": quote.attribution.confidence.map(crate::model::PerMille::fraction),
    });
    if let (Some(decision), Some(fields)) = (&quote.decision, whole.as_object_mut()) {
        fields.insert("creator".into(), json!({ "type": "Person", "name": decision.who }));
        fields.insert("created".into(), json!(decision.at.to_string()));
    }
    out.push(whole);
    let a = &quote.attribution;
    for (part, spans) in [("cue", &a.cue), ("source", &a.source), ("role", &a.role)] {
        let Some(spans) = spans else { continue };
        out.push(json!({
            "id": id_of(doc, quote, part),
            "type": "Annotation",
            "motivation": "linking",
            "body": id,
            "target": target(doc, text, spans),
            "part": part,
        }));
    }
    out.extend(assessments(view, doc, quote));
}

/// What persons signed about a quotation: the outcome, how they compared, their note, evidence; a second reader's signature by itself.
fn assessments(view: &ExportView<'_>, doc: &DocState, quote: &Quotation) -> Vec<Value> {
    let Some(check) = doc.checks.get(&quote.id) else { return Vec::new() };
    let text =
        |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value });
    let mut body = vec![text("assessing", check.outcome.name()), text("describing", check.method.name())];
    body.extend((!check.note.is_empty()).then(|| text("commenting", &check.note)));
    body.extend((!check.evidence.is_empty()).then(|| text("linking", &check.evidence)));
    let status = if check.standing(view.project).is_to_check() { "to check again" } else { "signed" };
    let signed = [("check", Some(&check.signed)), ("second check", check.second.as_ref())];
    let one = |(part, by): (&str, Option<&crate::model::Decision>)| {
        let by = by?;
        Some(json!({
            "id": id_of(doc, quote, &part.replace(' ', "-")),
            "type": "Annotation",
            "motivation": "assessing",
            "body": body,
            "target": id_of(doc, quote, ""),
            "creator": { "type": "Person", "name": by.who },
            "created": by.at.to_string(),
            "part": part,
            "status": status,
        }))
    };
    signed.into_iter().filter_map(one).collect()
}

fn speaker(s: &Speaker) -> Value {
    let kind = match s.kind {
        SpeakerKind::Person | SpeakerKind::Anonymous => "Person",
        _ => "Organization",
    };
    json!({
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": { "id": format!("urn:x-sayso:speaker:{}", s.id), "type": kind, "name": s.name },
    })
}

/// A target for each span: the two selectors of one target are two ways to the same words.
fn target(doc: &DocState, text: &SourceText, spans: &Spans) -> Value {
    let one = |s: Span| {
        let (start, end) = text.to_unit(s, OffsetUnit::Char).unwrap_or_default();
        json!({
            "source": { "id": format!("urn:sha256:{}", doc.document.text.to_hex()), "type": "Text", "label": doc.document.title },
            "selector": [
                { "type": "TextQuoteSelector", "exact": text.slice(s), "prefix": before(text, s), "suffix": after(text, s) },
                { "type": "TextPositionSelector", "start": start, "end": end },
            ],
        })
    };
    Value::Array(spans.iter().map(one).collect())
}

fn before(text: &SourceText, s: Span) -> String {
    let head = Span::new(0, s.start()).map_or("", |h| text.slice(h));
    let near: Vec<&str> = head.graphemes(true).rev().take(AROUND).collect();
    near.into_iter().rev().collect()
}

fn after(text: &SourceText, s: Span) -> String {
    let tail = Span::new(s.end(), text.len()).map_or("", |t| text.slice(t));
    tail.graphemes(true).take(AROUND).collect()
}

/// The spans of an annotation, if position, words and surroundings of each agree with the text.
fn read_target(item: &Value, text: &SourceText) -> Option<Spans> {
    let mut spans = Vec::new();
    for target in item.get("target")?.as_array()? {
        let selectors = target.get("selector")?.as_array()?;
        let of = |kind| selectors.iter().find(|s| s.get("type").and_then(Value::as_str) == Some(kind));
        let (quote, position) = (of("TextQuoteSelector")?, of("TextPositionSelector")?);
        let at = |key| position.get(key)?.as_u64()?.try_into().ok();
        let span = text.from_unit(at("start")?, at("end")?, OffsetUnit::Char)?;
        let says = |key, words: &str| quote.get(key).and_then(Value::as_str) == Some(words);
        let same = says("exact", text.slice(span))
            && says("prefix", &before(text, span))
            && says("suffix", &after(text, span));
        spans.push(same.then_some(span)?);
    }
    let count = spans.len();
    Spans::new(spans).filter(|s| s.count() == count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sample::{full, of_spans};
    use proptest::prelude::*;

    fn write(view: &ExportView<'_>) -> Files {
        let mut files = Files::default();
        WebAnnotation.export(view, &mut files).unwrap();
        files
    }

    #[test]
    fn each_quotation_is_told_by_words_and_by_place() {
        let p = full();
        let view = ExportView { proposals: true, rejected: true, ..ExportView::new(&p) };
        let files = write(&view);
        WebAnnotation.verify(&files, &view).unwrap();
        let back: Value = serde_json::from_slice(files.single()).unwrap();
        let items = back.pointer("/first/items").unwrap().as_array().unwrap();
        assert_eq!(back["total"], items.len());
        let first = &items[0];
        assert_eq!(first["target"].as_array().unwrap().len(), 2, "two stretches, two targets");
        assert_eq!(first["body"][1]["source"]["name"], "Ines Okafor");
        assert_eq!(
            (first["creator"]["name"].as_str(), first["status"].as_str()),
            (Some("Jo Feld"), Some("accepted"))
        );
        let quote = &first["target"][0]["selector"][0];
        assert_eq!(
            (quote["exact"].as_str(), quote["prefix"].as_str()),
            (Some("“We will build it,”"), Some("A harbour for Lindmoor 🚢\n\n"))
        );
        assert_eq!(first["target"][0]["selector"][1]["start"], 26, "code points, not bytes");
        assert!(items.iter().any(|i| i["part"] == "cue" && i["body"] == first["id"]));
    }

    #[test]
    fn who_signed_what_is_told_apart_from_the_words() {
        let mut p = full();
        let (doc, quote) = p.quotes().next().map(|q| (q.doc, q.id)).unwrap();
        let at = jiff::Timestamp::UNIX_EPOCH;
        let sign = |who: &str| Some(crate::model::Decision { who: who.into(), at });
        let check: crate::model::Check = serde_json::from_value(json!({
            "quote": quote, "outcome": "verified_with_edits", "method": "listened", "note": "Twice.",
            "signed": sign("Jo Feld"), "second": sign("Bea Novak"), "seen_draft": p.doc(doc).unwrap().document.text,
        }))
        .unwrap();
        let state = std::sync::Arc::make_mut(p.docs.get_mut(&doc).unwrap());
        state.checks.insert(quote, std::sync::Arc::new(check));
        let view = ExportView::new(&p);
        let files = write(&view);
        WebAnnotation.verify(&files, &view).unwrap();
        assert!(WebAnnotation.losses(&view).iter().all(|l| l.kind != crate::formats::LossKind::Checks));
        let back: Value = serde_json::from_slice(files.single()).unwrap();
        let items = back.pointer("/first/items").unwrap().as_array().unwrap();
        let signed: Vec<_> = items.iter().filter(|i| i["motivation"] == "assessing").collect();
        assert_eq!(signed.len(), 2, "each reader's by itself");
        assert!(signed.iter().all(|s| items.iter().any(|i| i["id"] == s["target"])));
        let said: Vec<_> =
            signed[0]["body"].as_array().unwrap().iter().map(|b| b["value"].as_str().unwrap()).collect();
        assert_eq!(said, ["verified with edits", "listened", "Twice."]);
        assert_eq!(
            (&signed[0]["creator"]["name"], &signed[1]["creator"]["name"]),
            (&json!("Jo Feld"), &json!("Bea Novak"))
        );
        let bent = String::from_utf8(files.single().to_vec()).unwrap().replacen("Bea Novak", "Bo Rask", 1);
        assert!(WebAnnotation.verify(&Files::one(bent.into_bytes()), &view).is_err());
    }

    #[test]
    fn another_word_or_a_shifted_place_is_noticed() {
        let p = full();
        let view = ExportView::new(&p);
        let text = String::from_utf8(write(&view).single().to_vec()).unwrap();
        for (from, to) in
            [("We will build it", "We will sell it"), ("\"start\": 26", "\"start\": 27"), ("🚢", "x")]
        {
            assert!(text.contains(from));
            let bent = Files::one(text.replacen(from, to, 1).into_bytes());
            assert!(WebAnnotation.verify(&bent, &view).is_err(), "{from}");
        }
    }

    proptest! {
        #[test]
        fn every_span_of_every_text_comes_back(text in "[ -~“”é🚢\u{301}\n]{1,60}", spans in prop::collection::vec(prop::collection::vec((0usize..60, 0usize..60), 1..3), 1..4)) {
            let p = of_spans(&text, &spans);
            let view = ExportView::new(&p);
            WebAnnotation.verify(&write(&view), &view).unwrap();
        }
    }
}
