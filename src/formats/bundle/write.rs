//! A project as the files of a bundle.

use super::form::{
    AliasForm, CheckForm, DocForm, EvidenceForm, Form, MaterialForm, NAME, OffsetUnit, OriginForm, PLAIN,
    QuoteForm, Range, RunnerUpForm, SpeakerForm, VERSION, Who,
};
use super::{PROJECT_FILE, pretty};
use crate::formats::{ENGINE, ExportView, FormatError, Output};
use crate::model::{Check, DocId, DocState, Quotation, Speaker};
use crate::text::{SourceText, Span, Spans};
use std::collections::BTreeSet;

/// Writes `project.json` and, where the view says so, the texts.
pub(super) fn write(view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
    let mut taken = BTreeSet::new();
    let mut documents = Vec::new();
    let going: BTreeSet<DocId> = view.docs().map(|d| d.document.id).collect();
    for doc in view.docs() {
        let text = doc.text.as_ref().filter(|_| view.with_text);
        let file = text.map(|_| format!("texts/{}.txt", file_name(&doc.document.key, &mut taken)));
        if let (Some(file), Some(text)) = (&file, text) {
            out.put(file, text.as_str().as_bytes())?;
        }
        let mut form = document(doc, text, file);
        form.quotes.iter_mut().filter_map(|q| q.check.as_mut()?.shown.as_mut()).for_each(|shown| {
            // A passage in a document that stays behind cannot be told.
            shown.passage = shown.passage.take().filter(|p| going.contains(&p.doc));
        });
        // A bundle without texts is made to be given away: where files lie on this machine is nobody's business.
        form.origin.path = form.origin.path.filter(|_| view.with_text);
        documents.push(form);
    }
    let plain = view.project.settings.is_empty() && view.docs().all(|d| is_plain(d));
    let form = Form {
        format: NAME.into(),
        version: if plain { PLAIN } else { VERSION },
        engine: ENGINE.into(),
        offset_unit: OffsetUnit::Byte,
        documents,
        speakers: view.project.speakers.values().map(|s| speaker(s)).collect(),
        apart: view.project.apart.iter().map(|(a, b)| (a.0, b.0)).collect(),
        settings: (*view.project.settings).clone(),
    };
    let json = pretty::to_json(&form).map_err(|e| FormatError::Malformed(e.to_string()))?;
    out.put(PROJECT_FILE, &json)?;
    Ok(())
}

/// Whether nothing is known of a document that version 1 has no place for.
fn is_plain(doc: &DocState) -> bool {
    let d = &doc.document;
    doc.material.is_none() && doc.checks.is_empty() && d.track.is_none() && d.earlier.is_empty()
}

fn document(doc: &DocState, text: Option<&SourceText>, file: Option<String>) -> DocForm {
    let d = &doc.document;
    DocForm {
        id: Some(d.id.0),
        key: d.key.clone(),
        title: d.title.clone(),
        file,
        sha256: Some(d.text),
        lang: d.lang.clone(),
        lang_set: d.lang_set.clone(),
        marks: d.marks.clone(),
        marks_set: d.marks_set.clone(),
        analysed: d.analysed,
        origin: OriginForm::from(&d.origin),
        meta: d.meta.clone(),
        earlier: d.earlier.clone(),
        material: doc.material.as_deref().map(MaterialForm::from),
        track: doc.track.as_deref().filter(|_| text.is_some()).cloned(),
        quotes: doc
            .in_order()
            .into_iter()
            .map(|q| quotation(q, text, doc.checks.get(&q.id).map(AsRef::as_ref)))
            .collect(),
    }
}

fn quotation(q: &Quotation, text: Option<&SourceText>, check: Option<&Check>) -> QuoteForm {
    let a = &q.attribution;
    let words = text.map(|t| q.content.iter().map(|s| t.slice(s).to_owned()).collect());
    QuoteForm {
        id: Some(q.id.0),
        kind: q.kind,
        status: q.status,
        content: ranges(Some(&q.content)),
        words,
        parent: q.parent.map(|p| p.0),
        speaker: a.speaker.map(|s| Who::Id(s.0)),
        cue: ranges(a.cue.as_ref()),
        source: ranges(a.source.as_ref()),
        source_kind: a.source_kind,
        role: ranges(a.role.as_ref()),
        confidence: a.confidence,
        runner_up: a
            .runner_up
            .map(|r| RunnerUpForm { speaker: Who::Id(r.speaker.0), confidence: r.confidence }),
        evidence: a
            .evidence
            .iter()
            .map(|e| EvidenceForm {
                rule: e.rule.to_string(),
                weight: e.weight,
                at: e.at.map(range),
                // The engine's sentences repeat words of the text: they go only where the text goes.
                text: if text.is_some() { e.text.to_string() } else { String::new() },
            })
            .collect(),
        decision: q.decision.clone(),
        edited: q.edited,
        origin: Some(q.origin.clone()),
        note: q.note.clone(),
        tags: q.tags.clone(),
        check: check.map(|c| CheckForm::of(c, text.is_some())),
    }
}

fn speaker(s: &Speaker) -> SpeakerForm {
    SpeakerForm {
        id: Some(s.id.0),
        name: s.name.clone(),
        aliases: s.aliases.iter().map(AliasForm::from).collect(),
        kind: s.kind,
        role: s.role.clone(),
        colour: s.colour,
        note: s.note.clone(),
        links: s.links.clone(),
        edited: s.edited,
        named: s.named,
    }
}

fn range(s: Span) -> Range {
    (s.start(), s.end())
}

fn ranges(spans: Option<&Spans>) -> Vec<Range> {
    spans.map(|s| s.iter().map(range).collect()).unwrap_or_default()
}

/// A name that every system takes, made of `key`, unlike all in `taken` (which it joins) even where case is ignored.
pub(in crate::formats) fn file_name(key: &str, taken: &mut BTreeSet<String>) -> String {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul", "com", "lpt"];
    let clean = |c: char| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { '-' } else { c };
    let name: String = key.chars().take(100).map(clean).collect();
    let name = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let bare = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut base = if name.is_empty() { "text".to_owned() } else { name.to_owned() };
    if RESERVED.contains(&bare) {
        base.insert(0, '_');
    }
    let mut found = base.clone();
    let mut n = 2;
    while !taken.insert(found.to_lowercase()) {
        found = format!("{base}-{n}");
        n += 1;
    }
    found
}
