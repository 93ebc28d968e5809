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
