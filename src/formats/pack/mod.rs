//! The evidence pack: a folder that shows how every quotation of the drafts was compared with its source, by whom, when and
//! with what outcome, and that can be proved again.
//!
//! ```text
//! my-pack/
//!   pack.json          all of it: for programs, and for `sayso recheck`
//!   report.html        to read and print
//!   quotations.csv     one row a quotation
//!   KEY.docx           each draft, with a comment at every quotation
//! ```
//!
//! `pack.json` names the others by SHA-256. Positions count Unicode code points. A redacted pack names confidential sources
//! by number alone: neither their words, places, turns, alarms in words, notes nor hashes are in it.

mod docx;
mod gather;
mod page;
mod prove;
mod record;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use gather::{PackOrder, record};
pub use prove::{Given, Proof, Proved, prove};
pub use record::{
    AlarmRecord, CLAIM, Compared, Draft, GateRecord, GateRow, Line, PackFile, PassageRecord, Range, Record,
    Row, Signed, Source, VERSION, WITHHELD,
};

use super::bundle::file_name;
use super::{Files, FormatError};
use crate::model::{Project, QuoteId};
use crate::text::{Spans, TextHash};
use std::collections::BTreeSet;

/// Name of the file that makes a folder a pack.
pub const PACK_FILE: &str = "pack.json";
const REPORT: &str = "report.html";
const TABLE: &str = "quotations.csv";

/// The files of a pack.
///
/// # Errors
/// Where a file cannot be made, which happens only with texts of several gigabytes.
pub fn files(record: &Record, project: &Project) -> Result<Files, FormatError> {
    let mut out = Files::default();
    out.0.insert(REPORT.into(), page::html(record)?);
    out.0.insert(TABLE.into(), table::csv(record)?);
    let mut taken = BTreeSet::from(["pack".to_owned(), "report".to_owned(), "quotations".to_owned()]);
    for draft in &record.drafts {
        let state = project.docs.values().find(|d| d.document.id.0 == draft.id);
        let Some((state, text)) = state.and_then(|d| Some((d, d.text.as_ref()?))) else { continue };
        let spans = |row: &Row| -> Option<Spans> {
            let id = row.id.strip_prefix('q')?.parse().ok().map(QuoteId)?;
            Some(state.quotes.get(&id)?.content.clone())
        };
        let rows: Vec<(&Row, Spans)> = record
            .quotations
            .iter()
            .filter(|r| r.draft == draft.id)
            .filter_map(|r| Some((r, spans(r)?)))
            .collect();
        let name = file_name(&state.document.key, &mut taken);
        out.0.insert(format!("{name}.docx"), docx::docx(record, text, &rows)?);
    }
    let hashes =
        out.0.iter().map(|(path, bytes)| PackFile { path: path.clone(), sha256: TextHash::of(bytes) });
    let record = Record { files: hashes.collect(), ..record.clone() };
    let mut json = serde_json::to_vec_pretty(&record).map_err(|e| FormatError::Malformed(e.to_string()))?;
    json.push(b'\n');
    out.0.insert(PACK_FILE.into(), json);
    Ok(out)
}

/// Reads `pack.json`.
///
/// # Errors
/// Where it is none, or made by a newer program.
pub fn read(json: &[u8]) -> Result<Record, FormatError> {
    let malformed = |e: serde_json::Error| FormatError::Malformed(format!("{PACK_FILE}: {e}"));
    let value: serde_json::Value = serde_json::from_slice(json).map_err(malformed)?;
    if value.get("format").and_then(serde_json::Value::as_str) != Some(record::NAME) {
        return Err(FormatError::Malformed(format!("{PACK_FILE} is not of an evidence pack")));
    }
    let version = value.get("version").and_then(serde_json::Value::as_u64).unwrap_or_default();
    match u32::try_from(version) {
        Ok(found) if found > VERSION => Err(FormatError::Newer { found, known: VERSION }),
        _ => serde_json::from_value(value).map_err(malformed),
    }
}

/// Reads a pack that was written and compares it with what it was made of.
///
/// # Errors
/// Where a file is missing, has other bytes than `pack.json` says, or says another thing.
pub fn verify(files: &Files, made: &Record) -> Result<(), FormatError> {
    let differs = |what: &str| FormatError::NotAsWritten(what.to_owned());
    let back = read(files.get(PACK_FILE).ok_or_else(|| differs("there is no pack.json"))?)?;
    if (Record { files: Vec::new(), ..back.clone() }) != *made {
        return Err(differs(PACK_FILE));
    }
    for PackFile { path, sha256 } in &back.files {
        let bytes = files.get(path).ok_or_else(|| differs(path))?;
        if TextHash::of(bytes) != *sha256 {
            return Err(differs(path));
        }
    }
    if !table::is_as_written(files.get(TABLE).unwrap_or_default(), made)? {
        return Err(differs(TABLE));
    }
    let documents: Vec<_> = files.0.iter().filter(|(path, _)| has_ending(path, "docx")).collect();
    for (path, bytes) in &documents {
        let counts = made.drafts.iter().map(|d| made.quotations.iter().filter(|r| r.draft == d.id).count());
        let least = if documents.len() == 1 { counts.sum() } else { counts.min().unwrap_or_default() };
        if !docx::holds_comments(bytes, least)? {
            return Err(differs(path));
        }
    }
    Ok(())
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, e)| e == ending)
}
