//! A document of a project.

use super::ids::DocId;
use crate::text::TextHash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Origin {
    /// The file's name, or what was pasted; never a reason to open anything by itself.
    pub name: String,
    /// The path it was read from, as text, if it was a file.
    pub path: Option<String>,
    /// SHA-256 of the original bytes; `None` for a text that had none, such as a pasted one.
    pub bytes: Option<TextHash>,
    /// The encoding that the bytes were read in, such as `UTF-8` or `windows-1252`.
    pub encoding: String,
    /// What had to be mended on the way in, as sentences.
    pub notes: Vec<String>,
}

/// What a project knows about a document, without its text and its quotations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocId,
    /// Short name for lists: the first line of the text, or the file's name.
    pub title: String,
    /// Name in exchange files: the file's name without its ending, made unique in the project.
    pub key: String,
    /// SHA-256 of the text.
    pub text: TextHash,
    /// SHA-256 of the track that leads from the text back to time, line and turn; `None` where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub track: Option<TextHash>,
    /// SHA-256 of the texts that it had before the revisions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<TextHash>,
    /// Language that was detected or set, as a BCP 47 tag; empty before the first analysis.
    pub lang: String,
    /// Language that a person set; analysis detects it where there is none.
    pub lang_set: Option<String>,
    /// Convention of quotation marks that was detected, in words; empty before the first analysis.
    pub marks: String,
    /// Convention that a person set.
    pub marks_set: Option<String>,
    /// Version of the engine that last proposed for it; `None` before the first analysis.
    pub analysed: Option<u32>,
    /// Where it came from.
    pub origin: Origin,
    /// Further facts: author, date, link.
    pub meta: BTreeMap<String, String>,
}
