//! Who signed what, and when, out of the journal: for an evidence pack.

use super::error::StoreError;
use super::file::ProjectFile;
use super::history::EntryKind;
use super::journal;
use crate::model::{Check, Delta, QuoteId};
use jiff::Timestamp;
use std::path::Path;

/// A signature, or one that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// Which quotation.
    pub quote: QuoteId,
    /// What was done, as the end of a sentence.
    pub did: String,
}

/// All signatures of the project at `path`, oldest first.
///
/// # Errors
/// Where it cannot be opened as a project.
pub fn signatures(path: &Path) -> Result<Vec<SignatureEntry>, StoreError> {
    let file = ProjectFile::open(path, true)?;
    let read = || -> rusqlite::Result<Vec<SignatureEntry>> {
        let mut out = Vec::new();
        // The text is looked at first: most entries sign nothing, and are not read.
        let sql = "SELECT seq FROM entry WHERE deltas LIKE '%{\"check\":%' ORDER BY seq";
        let mut select = file.conn.prepare(sql)?;
        let all: Vec<u32> = select.query_map([], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        for seq in all.into_iter().map(crate::model::EditSeq) {
            let Some(header) = journal::header(&file.conn, seq)? else { continue };
            for delta in journal::deltas(&file.conn, seq)? {
                if let Delta::Check(c) = delta {
                    let did = said(header.kind, c.before.as_ref(), c.after.as_ref());
                    out.push(SignatureEntry { at: header.at, who: header.who.clone(), quote: c.id, did });
                }
            }
        }
        Ok(out)
    };
    read().map_err(|e| file.fail(&e))
}

fn said(kind: EntryKind, before: Option<&Check>, after: Option<&Check>) -> String {
    let how = match kind {
        EntryKind::Do => "",
        EntryKind::Undo => " (by undo)",
        EntryKind::Redo => " (by redo)",
    };
    let did = match (before, after) {
        (Some(b), Some(a)) if b.second.is_none() && a.second.is_some() => "signed it as second reader".into(),
        (_, Some(a)) => format!("signed it as {} ({})", a.outcome.name(), a.method.name()),
        (_, None) => "took the check back".into(),
    };
    format!("{did}{how}")
}
