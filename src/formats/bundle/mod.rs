//! The bundle: a project as a plain folder that diffs well, exports and imports without loss.
//!
//! ```text
//! my-bundle/
//!   project.json
//!   texts/KEY.txt     one per document, UTF-8, as it is in the project; may be left out
//! ```
//!
//! `project.json` (all keys but the ones marked * may be left out; what is empty or usual is left out when written):
//!
//! ```json
//! {
//!   "format": "sayso bundle",
//!   "version": 2,
//!   "engine": "sayso 0.1.0",
//!   "offset_unit": "byte",
//!   "documents": [
//!     {
//!       "id": 1,
//!       "key": "harbour",
//!       "title": "A harbour for Lindmoor",
//!       "file": "texts/harbour.txt",
//!       "sha256": "64 hexadecimal digits: the text",
//!       "lang": "en",
//!       "lang_set": "en",
//!       "marks": "curly",
//!       "marks_set": "curly",
//!       "analysed": 1,
//!       "origin": {"name": "harbour.txt", "path": "/drafts/harbour.txt", "sha256": "64 digits: the file's bytes",
//!                  "encoding": "UTF-8", "notes": ["Line ends became LF; they were CR LF."]},
//!       "meta": {"author": "Jo Feld"},
//!       "quotes": [
//!         {
//!           "id": 1,
//!           "kind": "direct",
//!           "status": "accepted",
//!           "content": [[0, 21], [40, 52]],
//!           "words": ["“We will build it,”", "“by spring.”"],
//!           "parent": 7,
//!           "speaker": 1,
//!           "cue": [[27, 31]],
//!           "source": [[22, 26]],
//!           "source_kind": "named",
//!           "role": [[33, 38]],
//!           "confidence": 990,
//!           "runner_up": {"speaker": 2, "confidence": 8},
//!           "evidence": [{"rule": "name-then-verb", "weight": 9, "at": [22, 26], "text": "why, as a sentence"}],
//!           "decision": {"who": "Jo Feld", "at": "2026-01-20T10:00:00Z"},
//!           "edited": true,
//!           "origin": {"engine": {"version": 1}},
//!           "note": "checked by telephone",
//!           "tags": {"topic": "harbour"},
//!           "check": {"outcome": "verified", "method": "text", "signed": {"who": "Jo Feld", "at": "2026-01-21T09:00:00Z"},
//!                     "style": "reuters", "shown": {"verdict": "identical", "speaker": "same",
//!                     "passage": {"doc": 2, "spans": [[120, 141]], "turn": "OKAFOR"}}, "seen_words": "“We will build it,” “by spring.”",
//!                     "seen_speaker": "Ines Okafor", "seen_draft": "64 digits", "seen_source": "64 digits"}
//!         }
//!       ]
//!     },
//!     {"id": 2, "key": "tape", "material": {"kind": "audio_transcript", "date": "2026-01-19", "confidential": true},
//!      "track": {"cues": [[0, 40, 1000, 3500, 3, null]], "turns": [{"at": [8, 40], "name": "OKAFOR"}]}}
//!   ],
//!   "settings": {"style": "reuters"},
//!   "speakers": [
//!     {"id": 1, "name": "Ines Okafor", "aliases": ["Okafor", {"name": "the mayor", "by_person": true}], "kind": "person",
//!      "role": "mayor of Lindmoor", "colour": 3, "note": "", "links": ["https://example.org/okafor"],
//!      "edited": true, "named": true}
//!   ],
//!   "apart": [[1, 2]]
//! }
//! ```
//!
//! - `format`\*, `version`\*; per document `key`\*, and `sha256`\* unless its file is there; per quotation `kind`\* and
//!   `content`\*; per speaker `name`\*.
//! - Positions are `[start, end]`, end-exclusive. A bundle is written in UTF-8 **bytes**, which hold without the text too.
//!   Whoever makes one by another program may say `"offset_unit": "codepoint"`; then the texts must be there.
//! - `words` are compared with the text on reading. A quotation whose words differ is left out and named.
//! - `kind`: `direct`, `mixed`, `indirect`, `not_speech`. `status`: `proposed` (usual), `accepted`, `rejected`.
//!   `source_kind`: `named`, `pronoun`, `nominal`, `none` (usual). A speaker's `kind`: `person` (usual), `organisation`,
//!   `group`, `document`, `anonymous`. `origin`: `{"engine": {"version": 1}}`, `{"person": {"who": "Jo"}}`,
//!   `{"imported": {"format": "bundle"}}` (usual). `confidence` is in thousandths. `named` is usually true.
//! - `version` is 1 where there is neither `material`, `track`, `earlier` (SHA-256 of the texts before revisions) nor `check`
//!   or `settings`. A `track` counts bytes: `cues` are `[start, end, start_ms, end_ms, line, page]`. A document with
//!   `material` is a source: `kind` is `audio_transcript`, `video_transcript`, `document` (usual), `published`, `email`, `call`
//!   or `post`. `outcome`: `verified`, `verified_with_edits`, `needs_change`, `cannot_verify`; `method`: `text` (usual),
//!   `listened`, `seen`, `speaker_confirmed`, `second_source`.
//! - `speaker` is an id, or a name (of the list, or a new one), or `null` where unknown. Ids are numbers from 1, of
//!   documents, quotations and speakers apart; where they are left out, the next free ones are taken.
//! - Without texts (`"file": null`) there are no `words`, no sentences of evidence and no `path`, and a document is asked for by `origin.name` and its SHA-256:
//!   `origin.sha256` for the bytes of the file, `sha256` for the text that they decode to ([`decode`](mod@crate::text::decode)).

mod form;
mod pretty;
mod read;
mod write;

pub use read::{Bundle, TextRef, read, text_of_hash, texts_wanted};
pub(super) use write::file_name;

use super::{About, Carries, ExportView, Exporter, Files, FormatError, Loss, LossKind, Output, Unit, loss};

/// Name of the file that makes a folder a bundle.
pub const PROJECT_FILE: &str = "project.json";

/// Whether the first bytes of a file are those of a `project.json`.
pub fn looks_like(head: &[u8]) -> bool {
    let head = head.get(..head.len().min(256)).unwrap_or_default();
    memchr::memmem::find(head, b"\"sayso bundle\"").is_some()
}

/// The bundle as an export.
pub struct BundleFormat;

/// What is told of it.
const ABOUT: About = About {
    id: "bundle",
    name: "Bundle (folder)",
    extension: "",
    describe: "The whole project as a plain folder: project.json and the texts. Nothing is lost; it diffs well and opens again.",
    unit: Unit::Byte,
    carries: Carries::ALL,
};

impl Exporter for BundleFormat {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn losses(&self, view: &ExportView<'_>) -> Vec<Loss> {
        if view.with_text {
            return Vec::new();
        }
        // The engine's sentences quote from the text, so they stay behind with it.
        let whole = ExportView { proposals: true, rejected: true, ..view.clone() };
        let reasons = loss::losses(&whole, Carries { evidence: false, ..Carries::ALL });
        let reasons = reasons.into_iter().filter(|l| l.kind == LossKind::Evidence);
        Loss::texts_left_out(view).into_iter().chain(reasons).collect()
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        write::write(view, out)
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        read::verify(files, view)
    }
}

#[cfg(test)]
mod tests;
