//! Names of rows. Never reused within a project (I11).

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($letter, "{}"), self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

id!(
    /// A document of a project.
    DocId, "d"
);
id!(
    /// A quotation of a project.
    QuoteId, "q"
);
id!(
    /// A speaker of a project.
    SpeakerId, "s"
);
id!(
    /// An entry of the journal; the first is 1, and 0 is before any.
    EditSeq, "e"
);

/// One thing that can be selected, and that a change can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// A document.
    Document(DocId),
    /// A quotation.
    Quotation(QuoteId),
    /// A speaker.
    Speaker(SpeakerId),
}

/// Hands out ids that were never used in the project (I11): kept in its file, never counted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdSource {
    /// The next document's number.
    pub document: u32,
    /// The next quotation's number.
    pub quotation: u32,
    /// The next speaker's number.
    pub speaker: u32,
}

impl Default for IdSource {
    fn default() -> Self {
        Self { document: 1, quotation: 1, speaker: 1 }
    }
}

impl IdSource {
    /// An id for a new document; `None` after four thousand million.
    pub fn next_document(&mut self) -> Option<DocId> {
        next(&mut self.document).map(DocId)
    }

    /// An id for a new quotation.
    pub fn next_quotation(&mut self) -> Option<QuoteId> {
        next(&mut self.quotation).map(QuoteId)
    }

    /// An id for a new speaker.
    pub fn next_speaker(&mut self) -> Option<SpeakerId> {
        next(&mut self.speaker).map(SpeakerId)
    }
}

fn next(counter: &mut u32) -> Option<u32> {
    let id = *counter;
    *counter = id.checked_add(1)?;
    Some(id)
}
