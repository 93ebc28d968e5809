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
}
