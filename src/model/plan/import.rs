//! Documents that come in: from a file, or as rows of another project.

use super::Planner;
use super::planner::Known;
use super::register::{Seed, add_alias};
use crate::model::check::Check;
use crate::model::document::Document;
use crate::model::edit::{
    DocumentRow, EditError, ImportedDocument, ImportedQuote, ImportedRows, ImportedSpeaker, ImportedText,
};
use crate::model::ids::{DocId, Item, QuoteId, SpeakerId};
use crate::model::material::{Material, Track};
use crate::model::names::fold;
use crate::model::nesting;
use crate::model::quotation::{Attribution, Decision, Origin, Quotation, Status};
use crate::model::speaker::Speaker;
use crate::text::{Spans, TextHash};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Planned = Result<(), EditError>;

pub(super) fn document(p: &mut Planner<'_>, imported: &ImportedDocument) -> Planned {
    let text = imported.text.text();
    if let Some(material) = &imported.material
        && let Some(&doc) = p.known().texts.get(&imported.text.hash())
        && !p.doc(doc)?.is_source()
    {
        // The project has it already, as something else than a source.
        p.set_material(doc, Some(Material { doc, ..material.clone() }));
        p.look_at(Item::Document(doc));
        return Ok(());
    }
    for spans in imported.quotes.iter().flat_map(spans_of) {
        if text.is_some_and(|t| !t.holds(spans)) {
            return Err(EditError::OutsideText(spans.clone()));
        }
    }
    let id = p.new_doc_id()?;
    let mut origin = imported.origin.clone();
    if let Some(bytes) = &imported.bytes {
        origin.bytes = Some(TextHash::of(bytes));
    }
    let document = Document {
        id,
        title: imported.title.clone(),
        key: imported.key.clone(),
        text: imported.text.hash(),
        track: None,
        earlier: Vec::new(),
        lang: imported.lang.clone().unwrap_or_default(),
        lang_set: imported.lang.clone(),
        marks: String::new(),
        marks_set: None,
        analysed: None,
        origin,
        meta: imported.meta.clone(),
    };
    take_in(p, document, &imported.text, imported.track.as_ref(), imported.bytes.as_ref())?;
    if let Some(material) = &imported.material {
        p.set_material(id, Some(Material { doc: id, ..material.clone() }));
    }
    let names = speakers_of(p, imported)?;
    let mut seen = BTreeSet::new();
    for quote in &imported.quotes {
        if seen.insert(quote.content.clone()) {
            let row = quotation(p, id, quote, &imported.format, &names)?;
            p.set_quote(row);
        }
    }
    nest(p, id)
}

fn spans_of(quote: &ImportedQuote) -> impl Iterator<Item = &Spans> {
    std::iter::once(&quote.content).chain(&quote.cue).chain(&quote.source).chain(&quote.role)
}

/// Puts a document in under a key of its own, and keeps its text and bytes.
fn take_in(
    p: &mut Planner<'_>,
    mut document: Document,
    text: &ImportedText,
    track: Option<&Arc<Track>>,
    bytes: Option<&Arc<[u8]>>,
) -> Planned {
    let known = p.known();
    if let Some(&doc) = known.texts.get(&document.text) {
        let title = p.doc(doc)?.document.title.clone();
        return Err(EditError::SameText { title, doc });
    }
    document.key = free_key(&document.key, known);
    known.keys.insert(document.key.clone());
    known.texts.insert(document.text, document.id);
    if let Some(text) = text.text() {
        p.keep_text(text);
    }
    if let Some(bytes) = bytes {
        p.keep_original(bytes);
    }
    p.look_at(Item::Document(document.id));
    if track.is_some_and(|t| text.text().is_some_and(|text| !t.fits(text.len()))) {
        return Err(EditError::Refused(format!(
            "the times and turns of “{}” do not lie in its text",
            document.title
        )));
    }
    document.track = track.map(|t| t.hash());
    if let Some(track) = track {
        p.keep_track(track);
    }
    p.put_doc(document, text.text().cloned(), track.cloned());
    Ok(())
}

/// `key`, with a number behind it where it is taken.
fn free_key(key: &str, known: &mut Known) -> String {
    let key = if key.is_empty() { "document" } else { key };
    if !known.keys.contains(key) {
        return key.to_owned();
    }
    let number = known.numbers.entry(key.to_owned()).or_insert(1);
    loop {
        *number += 1;
        let numbered = format!("{key}-{number}");
        if !known.keys.contains(&numbered) {
            return numbered;
        }
    }
}

/// The project's speakers for all names of the file, folded.
fn speakers_of(
    p: &mut Planner<'_>,
    file: &ImportedDocument,
) -> Result<BTreeMap<String, SpeakerId>, EditError> {
    let mut by_name = BTreeMap::new();
    let nobody_here = BTreeSet::new();
    for described in &file.speakers {
        let seed = Seed::from(described);
        if seed.name.is_empty() {
            continue;
        }
        let speaker = match p.who_is(&seed, &nobody_here, &BTreeSet::new()) {
            Some(id) => p.speaker(id)?,
            None => seed.into_speaker(p.new_speaker_id()?, true),
        };
        let speaker = described_as(speaker, described);
        for name in std::iter::once(&speaker.name).chain(speaker.aliases.iter().map(|a| &a.name)) {
            by_name.entry(fold(name)).or_insert(speaker.id);
        }
        by_name.insert(fold(&described.name), speaker.id);
        p.set_speaker(speaker);
    }
    for name in file.quotes.iter().filter_map(|q| q.speaker.as_ref()) {
        let folded = fold(name);
        if folded.is_empty() || by_name.contains_key(&folded) {
            continue;
        }
        let seed = Seed::called(name);
        let id = match p.who_is(&seed, &nobody_here, &BTreeSet::new()) {
            Some(id) => id,
            None => p.new_speaker(seed, false)?,
        };
        by_name.insert(folded, id);
    }
    Ok(by_name)
}

/// `speaker` with what the file says and the project did not know.
fn described_as(mut speaker: Speaker, described: &ImportedSpeaker) -> Speaker {
    for alias in &described.aliases {
        add_alias(&mut speaker, alias, true);
    }
    if speaker.role.is_empty() {
        described.role.trim().clone_into(&mut speaker.role);
    }
    if speaker.note.is_empty() {
        speaker.note.clone_from(&described.note);
    }
    if speaker.links.is_empty() {
        speaker.links.clone_from(&described.links);
    }
    speaker.colour = speaker.colour.or(described.colour.filter(|&c| c < 12));
    speaker
}

fn quotation(
    p: &mut Planner<'_>,
    doc: DocId,
    quote: &ImportedQuote,
    format: &str,
    names: &BTreeMap<String, SpeakerId>,
) -> Result<Quotation, EditError> {
    let decided = quote.status != Status::Proposed;
    Ok(Quotation {
        id: p.new_quote_id()?,
        doc,
        content: quote.content.clone(),
        kind: quote.kind,
        parent: None,
        attribution: Attribution {
            speaker: quote.speaker.as_ref().and_then(|name| names.get(&fold(name)).copied()),
            cue: quote.cue.clone(),
            source: quote.source.clone(),
            source_kind: quote.source_kind,
            role: quote.role.clone(),
            confidence: None,
            runner_up: None,
            evidence: Vec::new(),
        },
        status: quote.status,
        decision: decided.then(|| Decision { who: p.who.to_owned(), at: p.now }),
        edited: false,
        origin: Origin::Imported { format: format.to_owned() },
        note: quote.note.clone(),
        tags: quote.tags.clone(),
    })
}

/// Files do not say what is nested in what: the words do.
fn nest(p: &mut Planner<'_>, doc: DocId) -> Planned {
    for (id, parent) in nesting::by_position(&p.doc(doc)?.quotes) {
        let mut quote = p.quote(id)?;
        quote.parent = Some(parent);
        p.set_quote(quote);
    }
    Ok(())
}

/// Which id each incoming one becomes.
#[derive(Default)]
struct Renumbered {
    docs: BTreeMap<DocId, DocId>,
    quotes: BTreeMap<QuoteId, QuoteId>,
    speakers: BTreeMap<SpeakerId, SpeakerId>,
}

pub(super) fn rows(p: &mut Planner<'_>, rows: &ImportedRows) -> Planned {
    let map = renumber(p, rows)?;
    for DocumentRow { document, text, bytes, track } in &rows.documents {
        let id = *map.docs.get(&document.id).ok_or_else(stray)?;
        let mut document = Document { id, text: text.hash(), ..document.clone() };
        if let Some(bytes) = bytes {
            document.origin.bytes = Some(TextHash::of(bytes));
        }
        take_in(p, document, text, track.as_ref(), bytes.as_ref())?;
    }
    for speaker in &rows.speakers {
        let id = *map.speakers.get(&speaker.id).ok_or_else(stray)?;
        if p.project.speaker(id).is_none() {
            p.set_speaker(Speaker { id, ..speaker.clone() });
        }
    }
    for quote in &rows.quotations {
        let quote = renumbered(quote, &map)?;
        check_spans(p, &quote)?;
        p.set_quote(quote);
    }
    for &doc in map.docs.values() {
        p.mend_parents(doc)?;
    }
    for material in &rows.materials {
        let doc = *map.docs.get(&material.doc).ok_or_else(stray)?;
        p.set_material(doc, Some(Material { doc, ..material.clone() }));
    }
    for check in &rows.checks {
        checked(p, check, &map)?;
    }
    for (&setting, value) in &rows.settings {
        if !p.project.settings.contains_key(&setting) {
            p.set_setting(setting, Some(value.clone()));
        }
    }
    for (a, b) in &rows.apart {
        if let (Some(&a), Some(&b)) = (map.speakers.get(a), map.speakers.get(b))
            && a != b
        {
            p.set_apart(a, b, true);
        }
    }
    Ok(())
}

/// Takes a check over. A passage in a document that did not come along is no longer told: its hash is.
fn checked(p: &mut Planner<'_>, check: &Check, map: &Renumbered) -> Planned {
    let mut check = check.clone();
    check.quote = *map.quotes.get(&check.quote).ok_or_else(stray)?;
    if let Some(shown) = &mut check.shown
        && let Some(passage) = &mut shown.passage
    {
        match map.docs.get(&passage.doc) {
            Some(&doc) => passage.doc = doc,
            None => shown.passage = None,
        }
    }
    let passage = check.shown.as_ref().and_then(|s| s.passage.as_ref());
    if let Some(passage) = passage
        && let Some(text) = &p.doc(passage.doc)?.text
        && check.seen_source == Some(text.hash())
        && !text.holds(&passage.spans)
    {
        return Err(EditError::OutsideText(passage.spans.clone()));
    }
    p.set_check(check.quote, Some(check));
    Ok(())
}

fn stray() -> EditError {
    EditError::Refused("a row of the bundle names another that is not in it".into())
}

/// Ids that this project never gave out stay; the others are given anew. A speaker of a full name that is here is that one.
fn renumber(p: &mut Planner<'_>, rows: &ImportedRows) -> Result<Renumbered, EditError> {
    let mut map = Renumbered::default();
    let first = *p.ids();
    let mut highest = first;
    for id in rows.documents.iter().map(|d| d.document.id).filter(|id| id.0 >= first.document) {
        map.docs.insert(id, id);
        highest.document = highest.document.max(id.0.saturating_add(1));
    }
    for id in rows.quotations.iter().map(|q| q.id).filter(|id| id.0 >= first.quotation) {
        map.quotes.insert(id, id);
        highest.quotation = highest.quotation.max(id.0.saturating_add(1));
    }
    let empty = p.project.speakers.is_empty();
    for speaker in &rows.speakers {
        let here =
            if empty { None } else { p.who_is(&Seed::from(speaker), &BTreeSet::new(), &BTreeSet::new()) };
        if let Some(id) = here {
            map.speakers.insert(speaker.id, id);
        } else if speaker.id.0 >= first.speaker {
            map.speakers.insert(speaker.id, speaker.id);
            highest.speaker = highest.speaker.max(speaker.id.0.saturating_add(1));
        }
    }
    *p.ids() = highest;
    for row in &rows.documents {
        if let Entry::Vacant(free) = map.docs.entry(row.document.id) {
            free.insert(p.new_doc_id()?);
        }
    }
    for quote in &rows.quotations {
        if let Entry::Vacant(free) = map.quotes.entry(quote.id) {
            free.insert(p.new_quote_id()?);
        }
    }
    for speaker in &rows.speakers {
        if let Entry::Vacant(free) = map.speakers.entry(speaker.id) {
            free.insert(p.new_speaker_id()?);
        }
    }
    Ok(map)
}

fn renumbered(quote: &Quotation, map: &Renumbered) -> Result<Quotation, EditError> {
    let mut quote = quote.clone();
    quote.id = *map.quotes.get(&quote.id).ok_or_else(stray)?;
    quote.doc = *map.docs.get(&quote.doc).ok_or_else(stray)?;
    if let Some(parent) = &mut quote.parent {
        *parent = *map.quotes.get(parent).ok_or_else(stray)?;
    }
    if let Some(speaker) = &mut quote.attribution.speaker {
        *speaker = *map.speakers.get(speaker).ok_or_else(stray)?;
    }
    if let Some(second) = &mut quote.attribution.runner_up {
        second.speaker = *map.speakers.get(&second.speaker).ok_or_else(stray)?;
    }
    Ok(quote)
}

/// Where the text is here, all that is marked lies in it (I2). Where it is not, the store looks when somebody brings it.
fn check_spans(p: &Planner<'_>, quote: &Quotation) -> Planned {
    let state = p.doc(quote.doc)?;
    let Some(text) = &state.text else { return Ok(()) };
    match quote.spans().find(|spans| !text.holds(spans)) {
        Some(outside) => Err(EditError::OutsideText(outside.clone())),
        None => Ok(()),
    }
}
