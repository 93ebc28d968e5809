//! The project as it is while edits are planned, and which rows they touched.

use super::Plan;
use super::register::Register;
use crate::model::check::Check;
use crate::model::delta::{Apart, Change, Delta, Setting};
use crate::model::document::Document;
use crate::model::edit::EditError;
use crate::model::ids::{DocId, IdSource, Item, QuoteId, SpeakerId};
use crate::model::lessons::Lessons;
use crate::model::material::{Material, Track};
use crate::model::project::{DocState, Project};
use crate::model::quotation::Quotation;
use crate::model::speaker::Speaker;
use crate::text::{SourceText, Spans, TextHash};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Texts and keys of the documents, to notice a second one.
#[derive(Default)]
pub(super) struct Known {
    pub(super) texts: BTreeMap<TextHash, DocId>,
    pub(super) keys: BTreeSet<String>,
    /// The last number that was put behind a key, so that many of one name are not counted through each time.
    pub(super) numbers: BTreeMap<String, u32>,
}

/// A working copy of the project, and what each touched row was before.
pub(in crate::model) struct Planner<'a> {
    pub(in crate::model) project: Project,
    pub(in crate::model) who: &'a str,
    pub(in crate::model) now: Timestamp,
    ids: &'a mut IdSource,
    docs: BTreeMap<DocId, Option<Document>>,
    quotes: BTreeMap<QuoteId, Option<Arc<Quotation>>>,
    speakers: BTreeMap<SpeakerId, Option<Arc<Speaker>>>,
    apart: BTreeMap<(SpeakerId, SpeakerId), bool>,
    materials: BTreeMap<DocId, Option<Arc<Material>>>,
    checks: BTreeMap<QuoteId, Option<Arc<Check>>>,
    settings: BTreeMap<Setting, Option<String>>,
    tracks: Vec<Arc<Track>>,
    texts: Vec<SourceText>,
    originals: Vec<Arc<[u8]>>,
    focus: Option<Item>,
    register: Option<Register>,
    known: Option<Known>,
    lessons: Option<Arc<Lessons>>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(project: &Project, who: &'a str, now: Timestamp, ids: &'a mut IdSource) -> Self {
        Self {
            project: project.clone(),
            who,
            now,
            ids,
            docs: BTreeMap::new(),
            quotes: BTreeMap::new(),
            speakers: BTreeMap::new(),
            apart: BTreeMap::new(),
            materials: BTreeMap::new(),
            checks: BTreeMap::new(),
            settings: BTreeMap::new(),
            tracks: Vec::new(),
            texts: Vec::new(),
            originals: Vec::new(),
            focus: None,
            register: None,
            known: None,
            lessons: None,
        }
    }

    // What is there.

    pub(in crate::model) fn doc(&self, id: DocId) -> Result<Arc<DocState>, EditError> {
        self.project.doc(id).cloned().ok_or_else(|| EditError::Gone(format!("the document {id}")))
    }

    pub(in crate::model) fn quote(&self, id: QuoteId) -> Result<Quotation, EditError> {
        let quote = self.project.quote(id).map(|q| Quotation::clone(q));
        quote.ok_or_else(|| EditError::Gone(format!("the quotation {id}")))
    }

    pub(in crate::model) fn speaker(&self, id: SpeakerId) -> Result<Speaker, EditError> {
        let speaker = self.project.speaker(id).map(|s| Speaker::clone(s));
        speaker.ok_or_else(|| EditError::Gone(format!("the speaker {id}")))
    }

    /// The text of a document, where it is here.
    pub(in crate::model) fn text(&self, id: DocId) -> Result<SourceText, EditError> {
        let state = self.doc(id)?;
        state.text.clone().ok_or_else(|| {
            let title = &state.document.title;
            EditError::Refused(format!("the text of “{title}” is not here, so nothing can be marked in it"))
        })
    }

    /// Refuses spans that do not lie in the text of `doc` (I2).
    pub(in crate::model) fn must_lie_in(&self, doc: DocId, spans: &Spans) -> Result<(), EditError> {
        if self.text(doc)?.holds(spans) { Ok(()) } else { Err(EditError::OutsideText(spans.clone())) }
    }

    /// Speakers by name, made at the first question.
    pub(in crate::model) fn register(&mut self) -> &Register {
        self.register.get_or_insert_with(|| Register::new(&self.project))
    }

    /// What the decisions of the project teach, worked out at the first question.
    pub(in crate::model) fn lessons(&mut self) -> Arc<Lessons> {
        Arc::clone(self.lessons.get_or_insert_with(|| Arc::new(Lessons::of(&self.project))))
    }

    /// Texts and keys of documents, made at the first question.
    pub(super) fn known(&mut self) -> &mut Known {
        self.known.get_or_insert_with(|| {
            let docs = self.project.docs.values().map(|d| &d.document);
            Known {
                texts: docs.clone().map(|d| (d.text, d.id)).collect(),
                keys: docs.map(|d| d.key.clone()).collect(),
                numbers: BTreeMap::new(),
            }
        })
    }

    // New ids.

    pub(in crate::model) fn new_doc_id(&mut self) -> Result<DocId, EditError> {
        self.ids.next_document().ok_or_else(full)
    }

    pub(in crate::model) fn new_quote_id(&mut self) -> Result<QuoteId, EditError> {
        self.ids.next_quotation().ok_or_else(full)
    }

    pub(in crate::model) fn new_speaker_id(&mut self) -> Result<SpeakerId, EditError> {
        self.ids.next_speaker().ok_or_else(full)
    }

    pub(super) fn ids(&mut self) -> &mut IdSource {
        self.ids
    }

    // Changes.

    /// Changes what is known about a document, or puts one in that has no track.
    pub(in crate::model) fn set_doc(&mut self, document: Document, text: Option<SourceText>) {
        let track = self.project.doc(document.id).and_then(|d| d.track.clone());
        self.put_doc(document, text, track);
    }

    /// Puts a document in, or another text and track into one that is there.
    pub(super) fn put_doc(
        &mut self,
        document: Document,
        text: Option<SourceText>,
        track: Option<Arc<Track>>,
    ) {
        let id = document.id;
        let before = || self.project.doc(id).map(|d| d.document.clone());
        self.docs.entry(id).or_insert_with(before);
        self.project.put_document(document, text, track);
        self.look_at(Item::Document(id));
    }

    pub(in crate::model) fn remove_doc(&mut self, id: DocId) {
        self.set_material(id, None);
        let before = || self.project.doc(id).map(|d| d.document.clone());
        self.docs.entry(id).or_insert_with(before);
        self.project.drop_document(id);
        self.known = None;
    }

    pub(in crate::model) fn set_quote(&mut self, quote: Quotation) {
        let id = quote.id;
        let before = || self.project.quote(id).cloned();
        self.quotes.entry(id).or_insert_with(before);
        let put = self.project.put_quote(Arc::new(quote));
        debug_assert!(put, "a quotation is planned into a document that is there");
        self.look_at(Item::Quotation(id));
    }

    pub(in crate::model) fn remove_quote(&mut self, id: QuoteId) {
        self.set_check(id, None);
        let before = || self.project.quote(id).cloned();
        self.quotes.entry(id).or_insert_with(before);
        self.project.drop_quote(id);
    }

    pub(in crate::model) fn set_speaker(&mut self, speaker: Speaker) {
        let id = speaker.id;
        let before = || self.project.speaker(id).cloned();
        self.speakers.entry(id).or_insert_with(before);
        if let Some(register) = &mut self.register {
            register.add(&speaker);
        }
        self.project.put_speaker(Arc::new(speaker));
        self.look_at(Item::Speaker(id));
    }

    pub(in crate::model) fn remove_speaker(&mut self, id: SpeakerId) {
        let before = || self.project.speaker(id).cloned();
        self.speakers.entry(id).or_insert_with(before);
        self.project.drop_speaker(id);
    }

    pub(in crate::model) fn set_apart(&mut self, a: SpeakerId, b: SpeakerId, apart: bool) {
        let pair = (a.min(b), a.max(b));
        self.apart.entry(pair).or_insert_with(|| self.project.apart.contains(&pair));
        self.project.set_apart(pair, apart);
    }

    /// Says what is known about a document of the project as a source, or that it is none.
    pub(super) fn set_material(&mut self, doc: DocId, material: Option<Material>) {
        let before = || self.project.doc(doc).and_then(|d| d.material.clone());
        self.materials.entry(doc).or_insert_with(before);
        let put = self.project.set_material(doc, material.map(Arc::new));
        debug_assert!(put, "a source is planned onto a document that is there");
    }

    /// Sets the check of a quotation of the project, or takes it away.
    pub(super) fn set_check(&mut self, quote: QuoteId, check: Option<Check>) {
        let before = || self.project.check(quote).cloned();
        self.checks.entry(quote).or_insert_with(before);
        let put = self.project.set_check(quote, check.map(Arc::new));
        debug_assert!(put, "a check is planned onto a quotation that is there");
    }

    pub(super) fn set_setting(&mut self, setting: Setting, value: Option<String>) {
        let before = || self.project.settings.get(&setting).cloned();
        self.settings.entry(setting).or_insert_with(before);
        self.project.set_setting(setting, value);
    }

    pub(super) fn keep_track(&mut self, track: &Arc<Track>) {
        self.tracks.push(Arc::clone(track));
    }

    pub(super) fn keep_text(&mut self, text: &SourceText) {
        self.texts.push(text.clone());
    }

    pub(super) fn keep_original(&mut self, bytes: &Arc<[u8]>) {
        self.originals.push(Arc::clone(bytes));
    }

    /// Makes `item` the one that undo goes back to, unless there is one already.
    pub(super) fn look_at(&mut self, item: Item) {
        self.focus.get_or_insert(item);
    }

    pub(super) fn finish(self) -> Plan {
        let Self { project: next, docs, quotes, speakers, apart, materials, checks, settings, .. } = self;
        let (texts, originals, tracks, focus) = (self.texts, self.originals, self.tracks, self.focus);
        let docs = docs.into_iter().map(|(id, before)| {
            let after = next.doc(id).map(|d| d.document.clone());
            Delta::Document(Change { id, before, after })
        });
        let speakers = speakers.into_iter().map(|(id, before)| {
            let after = next.speaker(id).map(|s| Speaker::clone(s));
            Delta::Speaker(Change { id, before: before.map(Arc::unwrap_or_clone), after })
        });
        let quotes = quotes.into_iter().filter_map(|(id, before)| {
            let after = next.quote(id);
            if before.as_ref() == after {
                return None;
            }
            if let (Some(before), Some(after)) = (&before, after) {
                return Some(Delta::of_quotation(before, after));
            }
            let after = after.map(|q| Quotation::clone(q));
            Some(Delta::Quotation(Change { id, before: before.map(Arc::unwrap_or_clone), after }))
        });
        let apart = apart.into_iter().map(|(id, before)| {
            let after = next.apart.contains(&id).then_some(Apart::Kept);
            Delta::Apart(Change { id, before: before.then_some(Apart::Kept), after })
        });
        let materials = materials.into_iter().map(|(id, before)| {
            let after = next.doc(id).and_then(|d| d.material.as_deref().cloned());
            Delta::Material(Change { id, before: before.map(Arc::unwrap_or_clone), after })
        });
        let checks = checks.into_iter().map(|(id, before)| {
            let after = next.check(id).map(|c| Check::clone(c));
            Delta::Check(Change { id, before: before.map(Arc::unwrap_or_clone), after })
        });
        let settings = settings.into_iter().map(|(id, before)| {
            Delta::Setting(Change { id, before, after: next.settings.get(&id).cloned() })
        });
        let about_sources = materials.chain(checks).chain(settings);
        let all = docs.chain(speakers).chain(quotes).chain(apart).chain(about_sources);
        let deltas = all.filter(|d| !d.is_nothing()).collect();
        Plan { deltas, texts, originals, tracks, label: String::new(), focus, next }
    }
}

fn full() -> EditError {
    EditError::Refused("the project has used up all its numbers".into())
}
