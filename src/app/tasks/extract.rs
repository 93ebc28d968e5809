//! Documents to a project in memory, with the engine's proposals: what `extract` and `stats` work on without a project file.

use super::read::Brought;
use crate::analysis::{Options, Progress, analyse};
use crate::app::report::{Report, ReportKind};
use crate::model::{DocId, Edit, EditError, IdSource, ImportedDocument, Project, plan};
use jiff::Timestamp;
use std::sync::Arc;

/// Who the engine's proposals are from in the history.
pub const ENGINE_NAME: &str = "Sayso";

/// A project of `documents` with what the engine finds in them; quotations that came with them are left out.
/// `None` where `progress` was cancelled.
///
/// # Errors
/// Where a document cannot be taken in.
pub fn project_of_documents(
    documents: Vec<ImportedDocument>,
    lang: Option<&str>,
    progress: &Progress,
) -> Result<Option<Project>, Report> {
    let mut edits = Vec::with_capacity(documents.len() * 2);
    for (n, mut document) in documents.into_iter().enumerate() {
        document.quotes.clear();
        document.speakers.clear();
        if let Some(lang) = lang {
            document.lang = Some(lang.to_owned());
        }
        let findings = match document.text.text() {
            None => None,
            Some(text) => {
                let options = Options { lang: document.lang.clone(), marks: None };
                let Some(found) = analyse(text, &options, progress) else { return Ok(None) };
                Some(found)
            }
        };
        edits.push(Edit::ImportDocument(Box::new(document)));
        // In an empty project ids are given out in order, from 1.
        edits.extend(findings.map(|f| Edit::Propose(DocId(n as u32 + 1), Arc::new(f))));
    }
    in_memory(&edits).map(Some)
}

/// A project with the rows of a bundle or of another project.
///
/// # Errors
/// Where a row cannot be taken in.
pub fn project_of_bundle(brought: Brought) -> Result<Project, Report> {
    in_memory(&brought.into_edits().collect::<Vec<_>>())
}

fn in_memory(edits: &[Edit]) -> Result<Project, Report> {
    let mut ids = IdSource::default();
    let planned = plan(&Project::default(), edits, ENGINE_NAME, Timestamp::UNIX_EPOCH, &mut ids);
    planned.map(|p| p.next).map_err(|e| edit_report(&e))
}

/// Why an edit was refused, as a report.
pub fn edit_report(error: &EditError) -> Report {
    let message = error.to_string();
    let mut letters = message.chars();
    let message: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['.']).collect();
    Report::new(ReportKind::Input, message, "Nothing was changed.")
}
