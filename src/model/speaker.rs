//! Who speaks, known across the whole project.

use super::ids::SpeakerId;
use crate::analysis::SpeakerKind;
use serde::{Deserialize, Serialize};

/// Another name or description of a speaker.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alias {
    /// The words.
    pub name: String,
    /// Whether a person gave it; the engine's go when no proposal uses them any more.
    pub by_person: bool,
}

/// A person, organisation, group, document or unnamed source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// Its id.
    pub id: SpeakerId,
    /// Name that is shown.
    pub name: String,
    /// Other names, without `name`.
    pub aliases: Vec<Alias>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Role as stated, or as a person put it.
    pub role: String,
    /// Number of its colour, 0 to 11; `None` takes the next by order in the register.
    pub colour: Option<u8>,
    /// A person's note.
    pub note: String,
    /// Addresses of pages about it (Wikidata or any).
    pub links: Vec<String>,
    /// Whether a person made or changed it: the engine then leaves it alone and never removes it.
    pub edited: bool,
    /// Whether `name` is a proper name. Descriptions (*a Western diplomat*) are never taken for the same across documents.
    pub named: bool,
}
