//! What the engine, or a file, says of documents that people marked, against what they marked.

use super::extract::{Extracting, line_of_row};
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::app::stream::filter_lines;
use crate::score::{Figures, Mistake, Rows, score};
use std::io::Cursor;
use std::path::Path;

/// What came out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    /// The figures.
    pub figures: Figures,
    /// Every mistake, document by document.
    pub mistakes: Vec<Mistake>,
}

/// Compares `predicted` with `gold`, two files of JSON Lines; without `predicted`, what the engine finds in the texts of `gold` on
/// `jobs` threads.
///
/// # Errors
/// Where a file cannot be read, or a line of it is no row.
pub fn evaluate(gold: &Path, predicted: Option<&Path>, jobs: usize) -> Result<Evaluation, Report> {
    let bytes = bytes_of(gold)?;
    let rows = rows(gold, &bytes)?;
    let found = match predicted {
        Some(path) => self::rows(path, &bytes_of(path)?)?,
        None => self::rows(gold, &found_in(gold, bytes, jobs)?)?,
    };
    let (figures, mistakes) = score(&rows, &found);
    Ok(Evaluation { figures, mistakes })
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Report> {
    std::fs::read(path).map_err(|e| io_report(path, "read", &e))
}

fn rows(path: &Path, bytes: &[u8]) -> Result<Rows, Report> {
    Rows::read(bytes).map_err(|why| bad_row(path, &why))
}

fn bad_row(path: &Path, why: &str) -> Report {
    let hint = "Each line is a document with “id”, “text” and “quotes”, as sayso extract --jsonl prints it.";
    Report::new(ReportKind::Input, format!("“{}” cannot be compared: {why}.", path.display()), hint)
}

/// Rows with what the engine finds in the texts of `bytes`.
fn found_in(path: &Path, bytes: Vec<u8>, jobs: usize) -> Result<Vec<u8>, Report> {
    let how = Extracting::default();
    let (mut out, mut bad) = (Vec::new(), None);
    let mut refused = |line: u64, why: &str| _ = bad.get_or_insert_with(|| format!("line {line}: {why}"));
    let work = move |line: &[u8]| line_of_row(line, &how);
    filter_lines(Cursor::new(bytes), jobs, work, &mut out, &mut refused)
        .map_err(|e| io_report(path, "read", &e))?;
    bad.map_or(Ok(out), |why| Err(bad_row(path, &why)))
}
