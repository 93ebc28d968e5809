//! All of a project, as one immutable value that the window draws from.

use super::document::Document;
use super::home::Home;
use super::ids::{DocId, EditSeq, QuoteId, SpeakerId};
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
}

impl DocState {
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

    /// All quotations, by document and reading order.
    pub fn quotes(&self) -> impl Iterator<Item = &Arc<Quotation>> {
        self.docs.values().flat_map(|d| d.in_order())
    }

    /// Puts a document in, or changes what is known about one. Its quotations stay.
    pub(super) fn put_document(&mut self, document: Document, text: Option<SourceText>) {
        if let Some(state) = self.docs.get_mut(&document.id) {
            let state = Arc::make_mut(state);
            state.document = document;
            state.text = text;
        } else {
            let id = document.id;
            self.docs.insert(id, Arc::new(DocState { document, text, quotes: BTreeMap::new() }));
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
        Arc::make_mut(state).quotes.remove(&id);
        self.home.remove(id);
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

    /// A project of these rows, `seq` 0; the first quotation that stands in no document of them is the error.
    pub fn from_rows(
        docs: Vec<(Document, Option<SourceText>)>,
        speakers: Vec<Arc<Speaker>>,
        quotes: Vec<Quotation>,
        apart: Vec<(SpeakerId, SpeakerId)>,
    ) -> Result<Self, Box<Quotation>> {
        let mut project = Self::default();
        for (document, text) in docs {
            project.put_document(document, text);
        }
        for quote in quotes {
            let quote = Arc::new(quote);
            if !project.put_quote(Arc::clone(&quote)) {
                return Err(Box::new(Arc::unwrap_or_clone(quote)));
            }
        }
        project.speakers = Arc::new(speakers.into_iter().map(|s| (s.id, s)).collect());
        project.apart = Arc::new(apart.into_iter().collect());
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
