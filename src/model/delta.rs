//! A change as data: rows before and after.

use super::document::Document;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::quotation::Quotation;
use super::speaker::Speaker;
use serde::{Deserialize, Serialize};

/// One row before and after: `None` is absent, so that insert, update and delete have one shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<K, V> {
    /// Which row.
    pub id: K,
    /// What it was.
    pub before: Option<V>,
    /// What it becomes.
    pub after: Option<V>,
}

impl<K, V> Change<K, V> {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { id: self.id, before: self.after, after: self.before }
    }
}

/// That a pair of speakers is kept apart. (A row without further columns; `()` would read as absent in JSON.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// It is.
    Kept,
}

/// A change of one row. Closed: whatever can change can be written, undone and read in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delta {
    /// Of a document.
    Document(Change<DocId, Document>),
    /// Of a quotation.
    Quotation(Change<QuoteId, Quotation>),
    /// Of a speaker.
    Speaker(Change<SpeakerId, Speaker>),
    /// Of a pair of speakers that a person said are two (lower id first).
    Apart(Change<(SpeakerId, SpeakerId), Apart>),
}

impl Delta {
    /// The delta that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Document(c) => Self::Document(c.inverse()),
            Self::Quotation(c) => Self::Quotation(c.inverse()),
            Self::Speaker(c) => Self::Speaker(c.inverse()),
            Self::Apart(c) => Self::Apart(c.inverse()),
        }
    }

    /// Whether the row stays as it is.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Document(c) => c.before == c.after,
            Self::Quotation(c) => c.before == c.after,
            Self::Speaker(c) => c.before == c.after,
            Self::Apart(c) => c.before == c.after,
        }
    }
}
