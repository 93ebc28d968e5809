//! `quotations.csv`: one row a quotation.

use super::record::Record;
use super::words;
use crate::formats::FormatError;
use crate::formats::table::{Table, read};

const COLUMNS: [&str; 20] = [
    "draft",
    "quote_id",
    "words",
    "speaker",
    "content_spans",
    "place",
    "verdict",
    "speaker_verdict",
    "alarms",
    "source",
    "source_sha256",
    "source_words",
    "outcome",
    "method",
    "signed_by",
    "signed_at",
    "second_by",
    "standing",
    "note",
    "evidence",
];

/// The table.
pub(super) fn csv(record: &Record) -> Result<Vec<u8>, FormatError> {
    let mut table = Table::new(&COLUMNS)?;
    for cells in rows(record) {
        table.row(cells.iter().map(String::as_str))?;
    }
    table.done()
}

/// Whether a table says what the record says.
pub(super) fn is_as_written(bytes: &[u8], record: &Record) -> Result<bool, FormatError> {
    Ok(read(bytes)? == rows(record))
}

fn rows(record: &Record) -> Vec<Vec<String>> {
    let title = |id| record.drafts.iter().find(|d| d.id == id).map_or("", |d| d.title.as_str());
    let cells = |row: &super::record::Row| {
        let c = row.check.as_ref();
        let passage = row.comparison.as_ref().and_then(|c| c.passage.as_ref());
        let source = passage.and_then(|p| record.sources.iter().find(|s| s.id == p.source));
        let of = |f: fn(&super::record::Signed) -> String| c.map(f).unwrap_or_default();
        vec![
            title(row.draft).to_owned(),
            row.id.clone(),
            row.words.join(" "),
            row.speaker.clone().unwrap_or_default(),
            serde_json::to_string(&row.content).unwrap_or_default(),
            words::place(row.locator),
            row.comparison.as_ref().map_or("", |c| c.verdict.id()).to_owned(),
            row.comparison.as_ref().map_or("", |c| c.speaker_verdict.id()).to_owned(),
            words::alarms(row).join("\n"),
            words::passage(record, row),
            source.and_then(|s| s.text_sha256).map_or_else(String::new, crate::text::TextHash::to_hex),
            passage.map_or_else(String::new, |p| p.words.join(" ")),
            of(|c| c.outcome.name().to_owned()),
            of(|c| c.method.name().to_owned()),
            of(|c| c.by.clone()),
            of(|c| c.at.to_string()),
            of(|c| c.second.as_ref().map_or_else(String::new, |(who, _)| who.clone())),
            of(|c| c.standing.clone()),
            of(|c| c.note.clone()),
            of(|c| c.evidence.clone()),
        ]
    };
    record.quotations.iter().map(cells).collect()
}
