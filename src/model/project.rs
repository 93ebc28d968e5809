//! All of a project, as one immutable value that the window draws from.

use super::check::Check;
use super::delta::Setting;
use super::document::Document;
use super::home::Home;
use super::ids::{DocId, EditSeq, QuoteId, SpeakerId};
use super::material::{Material, Track};
use super::quotation::Quotation;
use super::speaker::Speaker;
use crate::text::SourceText;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A document with its text and its quotations. A commit clones only the ones it touches.
#[derive(Debug, Clone, PartialEq)]
pub struct DocState {
    /// What is known about it.
    pub document: Document,
    /// Its text; `None` where a bundle named it by hash and nobody brought it yet.
    pub text: Option<SourceText>,
    /// Its quotations by id.
    pub quotes: BTreeMap<QuoteId, Arc<Quotation>>,
    /// The way from its text back to time, line and turn, where it is a transcript.
    pub track: Option<Arc<Track>>,
    /// What is known about it as a source; `None` where it is none.
    pub material: Option<Arc<Material>>,
    /// The checks of its quotations.
    pub checks: BTreeMap<QuoteId, Arc<Check>>,
}

impl DocState {
    /// A document without quotations, no source.
    pub fn new(document: Document, text: Option<SourceText>) -> Self {
        let (quotes, checks) = (BTreeMap::new(), BTreeMap::new());
        Self { document, text, quotes, track: None, material: None, checks }
    }

    /// Whether quotations are compared with it.
    pub fn is_source(&self) -> bool {
        self.material.is_some()
    }

    /// Its quotations in reading order: by first byte, the longer one first.
    pub fn in_order(&self) -> Vec<&Arc<Quotation>> {
        let mut all: Vec<_> = self.quotes.values().collect();
        all.sort_by_key(|q| (q.content.start(), std::cmp::Reverse(q.content.end()), q.id));
        all
    }

    /// Whoever its quotations are attributed to.
    pub fn speakers(&self) -> BTreeSet<SpeakerId> {
        self.quotes.values().filter_map(|q| q.attribution.speaker).collect()
    }
}

/// Documents, quotations and speakers at one moment. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Project {
    /// Documents by id.
    pub docs: BTreeMap<DocId, Arc<DocState>>,
    /// Speakers by id.
    pub speakers: Arc<BTreeMap<SpeakerId, Arc<Speaker>>>,
    /// Pairs that a person said are two (lower id first).
    pub apart: Arc<BTreeSet<(SpeakerId, SpeakerId)>>,
    /// What is set for the whole project.
    pub settings: Arc<BTreeMap<Setting, String>>,
    /// Which document each quotation stands in.
    pub home: Home,
    /// The last journal entry that it contains.
    pub seq: EditSeq,
}

impl Project {
    /// A document.
    pub fn doc(&self, id: DocId) -> Option<&Arc<DocState>> {
        self.docs.get(&id)
    }

    /// A quotation.
    pub fn quote(&self, id: QuoteId) -> Option<&Arc<Quotation>> {
        self.docs.get(&self.home.get(id)?)?.quotes.get(&id)
    }

    /// A speaker.
    pub fn speaker(&self, id: SpeakerId) -> Option<&Arc<Speaker>> {
        self.speakers.get(&id)
    }

    /// The check of a quotation.
    pub fn check(&self, id: QuoteId) -> Option<&Arc<Check>> {
        self.docs.get(&self.home.get(id)?)?.checks.get(&id)
    }

    /// The documents that quotations are compared with, by id.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<DocState>> {
        self.docs.values().filter(|d| d.is_source())
    }

    /// The house style of the project; `None` where nobody chose one.
    pub fn style(&self) -> Option<&str> {
        self.settings.get(&Setting::Style).map(String::as_str)
    }

    /// All quotations, by document and reading order.
    pub fn quotes(&self) -> impl Iterator<Item = &Arc<Quotation>> {
        self.docs.values().flat_map(|d| d.in_order())
    }

    /// Puts a document in, or changes what is known about one. Its quotations stay.
    pub(super) fn put_document(
        &mut self,
        document: Document,
        text: Option<SourceText>,
        track: Option<Arc<Track>>,
    ) {
        let id = document.id;
        if let Some(state) = self.docs.get_mut(&id) {
            let state = Arc::make_mut(state);
            (state.document, state.text, state.track) = (document, text, track);
        } else {
            let state = DocState { track, ..DocState::new(document, text) };
            self.docs.insert(id, Arc::new(state));
        }
    }

    /// Takes a document out, with the quotations that are still in it.
    pub(super) fn drop_document(&mut self, id: DocId) {
        if let Some(state) = self.docs.remove(&id) {
            for &quote in state.quotes.keys() {
                self.home.remove(quote);
            }
        }
    }

    /// Puts a quotation in, or changes one. False where its document is not there or it stood in another.
    #[must_use]
    pub(super) fn put_quote(&mut self, quote: Arc<Quotation>) -> bool {
        let home = self.home.get(quote.id);
        let Some(state) = self.docs.get_mut(&quote.doc) else { return false };
        if home.is_some_and(|doc| doc != quote.doc) {
            return false;
        }
        if home.is_none() {
            self.home.insert(quote.id, quote.doc);
        }
        Arc::make_mut(state).quotes.insert(quote.id, quote);
        true
    }

    /// Takes a quotation out.
    pub(super) fn drop_quote(&mut self, id: QuoteId) {
        let Some(state) = self.home.get(id).and_then(|doc| self.docs.get_mut(&doc)) else { return };
        let state = Arc::make_mut(state);
        state.quotes.remove(&id);
        state.checks.remove(&id);
        self.home.remove(id);
    }

    /// Says what is known about a document as a source. False where the document is not there.
    #[must_use]
    pub(super) fn set_material(&mut self, doc: DocId, material: Option<Arc<Material>>) -> bool {
        let Some(state) = self.docs.get_mut(&doc) else { return material.is_none() };
        Arc::make_mut(state).material = material;
        true
    }

    /// Sets or takes away the check of a quotation. False where the quotation is not there.
    #[must_use]
    pub(super) fn set_check(&mut self, quote: QuoteId, check: Option<Arc<Check>>) -> bool {
        let Some(state) = self.home.get(quote).and_then(|doc| self.docs.get_mut(&doc)) else {
            return check.is_none();
        };
        let checks = &mut Arc::make_mut(state).checks;
        match check {
            Some(check) => drop(checks.insert(quote, check)),
            None => drop(checks.remove(&quote)),
        }
        true
    }

    /// Sets something for the whole project, or unsets it.
    pub(super) fn set_setting(&mut self, setting: Setting, value: Option<String>) {
        let settings = Arc::make_mut(&mut self.settings);
        match value {
            Some(value) => drop(settings.insert(setting, value)),
            None => drop(settings.remove(&setting)),
        }
    }

    /// Puts a speaker in, or changes one.
    pub(super) fn put_speaker(&mut self, speaker: Arc<Speaker>) {
        Arc::make_mut(&mut self.speakers).insert(speaker.id, speaker);
    }

    /// Takes a speaker out.
    pub(super) fn drop_speaker(&mut self, id: SpeakerId) {
        Arc::make_mut(&mut self.speakers).remove(&id);
    }

    /// Says whether a pair of speakers is kept apart.
    pub(super) fn set_apart(&mut self, pair: (SpeakerId, SpeakerId), apart: bool) {
        let pairs = Arc::make_mut(&mut self.apart);
        if apart {
            pairs.insert(pair);
        } else {
            pairs.remove(&pair);
        }
    }

    /// A project of these rows, `seq` 0; the first that stands in no document of them is the error, by name.
    pub fn from_rows(rows: Rows) -> Result<Self, String> {
        let mut project = Self::default();
        for (document, text, track) in rows.docs {
            project.put_document(document, text, track);
        }
        for quote in rows.quotes {
            let name = format!("{} stands in {}, which is not there", quote.id, quote.doc);
            if !project.put_quote(Arc::new(quote)) {
                return Err(name);
            }
        }
        for material in rows.materials {
            let doc = material.doc;
            if !project.set_material(doc, Some(Arc::new(material))) {
                return Err(format!("the source {doc} is not there"));
            }
        }
        for check in rows.checks {
            let quote = check.quote;
            if !project.set_check(quote, Some(Arc::new(check))) {
                return Err(format!("{quote}, which was checked, is not there"));
            }
        }
        project.speakers = Arc::new(rows.speakers.into_iter().map(|s| (s.id, s)).collect());
        project.apart = Arc::new(rows.apart.into_iter().collect());
        project.settings = Arc::new(rows.settings);
        Ok(project)
    }

    /// The project with `text` in all documents that wait for it.
    #[must_use]
    pub fn with_text(&self, text: &SourceText) -> Self {
        let mut project = self.clone();
        for state in project.docs.values_mut() {
            if state.text.is_none() && state.document.text == text.hash() {
                Arc::make_mut(state).text = Some(text.clone());
            }
        }
        project
    }
}

/// All rows of a project.
#[derive(Debug, Default)]
pub struct Rows {
    /// Documents with their texts and tracks.
    pub docs: Vec<(Document, Option<SourceText>, Option<Arc<Track>>)>,
    /// Speakers.
    pub speakers: Vec<Arc<Speaker>>,
    /// Quotations.
    pub quotes: Vec<Quotation>,
    /// Pairs that are two.
    pub apart: Vec<(SpeakerId, SpeakerId)>,
    /// What is known about documents as sources.
    pub materials: Vec<Material>,
    /// Checks.
    pub checks: Vec<Check>,
    /// What is set for the whole project.
    pub settings: BTreeMap<Setting, String>,
}
