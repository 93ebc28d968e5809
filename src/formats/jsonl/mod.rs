//! JSON Lines, one document a line: what the command line reads and writes, and what other programs load.
//!
//! Positions are Unicode code points into `text`, end-exclusive. [`Row`] is a line that goes out, [`InputRow`] one that
//! `extract` takes in; the importer takes documents with or without quotations, gold files too.

mod line;
mod row;
#[cfg(test)]
mod tests;

pub use line::{InputRow, document};
pub use row::Row;

use super::{
    About, Carries, ExportView, Exporter, Files, FormatError, Imported, Importer, Likelihood, Loss, Output,
    Problem, Unit, heading, loss,
};
use crate::analysis::Progress;

/// The format's id.
pub const ID: &str = "jsonl";

/// JSON Lines in and out.
pub(super) struct JsonLines;

impl Importer for JsonLines {
    fn id(&self) -> &'static str {
        ID
    }

    fn name(&self) -> &'static str {
        "JSON Lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        if heading::has_extension(name, &["jsonl", "ndjson"]) {
            // A name that nothing else has.
            return Likelihood::Sure;
        }
        let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let is_row = first.trim_ascii_start().starts_with(b"{\"")
            && memchr::memmem::find(first, b"\"text\"").is_some();
        if is_row { Likelihood::Possible } else { Likelihood::No }
    }

    /// A corpus may be larger than a document may.
    fn limit(&self) -> u64 {
        2 * 1024 * 1024 * 1024
    }

    fn import(&self, bytes: &[u8], name: &str, progress: &Progress) -> Result<Imported, FormatError> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut all = Imported::default();
        for (number, line) in (1..).zip(bytes.split(|b| *b == b'\n')) {
            if progress.is_cancelled() {
                return Err(FormatError::Cancelled);
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let mut problem = |what| all.problems.push(Problem { line: Some(number), what });
            match document(line, name, number) {
                Ok((document, problems)) => {
                    problems.into_iter().for_each(&mut problem);
                    all.documents.push(document);
                }
                Err(e) => problem(e.to_string()),
            }
        }
        if all.documents.is_empty() {
            let why = all.problems.first().map_or_else(|| "it has no rows".to_owned(), ToString::to_string);
            return Err(FormatError::Malformed(why));
        }
        Ok(all)
    }
}

/// What is told of it.
const ABOUT: About = About {
    id: ID,
    name: "JSON Lines",
    extension: "jsonl",
    describe: "One document a line with its speakers and quotations, for programs: loads as a table in Python, R and Hugging Face datasets.",
    unit: Unit::CodePoint,
    carries: Carries {
        status: true,
        confidence: true,
        runner_up: true,
        evidence: true,
        cue: true,
        aliases: true,
        ..Carries::NONE
    },
};

impl Exporter for JsonLines {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn losses(&self, view: &ExportView<'_>) -> Vec<Loss> {
        let texts = if view.with_text { None } else { Loss::texts_left_out(view) };
        loss::losses(view, ABOUT.carries).into_iter().chain(texts).collect()
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        out.put("", b"")?;
        for (doc, text) in view.readable() {
            out.put("", &Row::of_document(view, doc, text).to_line()?)?;
        }
        Ok(())
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        let differs = FormatError::NotAsWritten;
        let mut lines = files.single().split_inclusive(|b| *b == b'\n');
        for (doc, text) in view.readable() {
            let line = lines.next().ok_or_else(|| differs("a row is missing".into()))?;
            let row: Row<'_> = serde_json::from_slice(line).map_err(|e| differs(e.to_string()))?;
            row.compare(view, doc, text).map_err(differs)?;
        }
        if lines.next().is_some() {
            Err(differs("there are more rows than documents".into()))
        } else {
            Ok(())
        }
    }
}
