//! The next version of a draft: read and looked through beside the window, shown, and brought in when a person says so.

use super::Kind;
use super::Owner;
use crate::analysis::{Options, Progress, analyse};
use crate::app::engine::{Event, Finished, Input};
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::extract::edit_report;
use crate::app::tasks::gather::{Source, short_name};
use crate::app::tasks::read::read;
use crate::app::tasks::{Product, stored_project};
use crate::model::{DocId, Edit, Project, RevisionSummary, revision};
use std::sync::Arc;

/// A new version that was read.
#[derive(Debug)]
pub(in crate::app) struct Revision {
    pub(in crate::app) doc: DocId,
    pub(in crate::app) summary: RevisionSummary,
    pub(in crate::app) edits: Vec<Edit>,
}

impl Owner {
    pub(super) fn read_revision(&mut self, doc: DocId, input: Input) {
        let Some(project) = self.project() else {
            return self.refuse(Report::new(ReportKind::Usage, "No project is open.", "Open one first."));
        };
        let on = match &input {
            Input::Path(path) => short_name(path),
            Input::Text { title, .. } => title.clone(),
        };
        let work = move |progress: &Progress| match revision_of(&project, doc, input, progress) {
            Ok(Some(revision)) => Product::Revision(Box::new(Ok(revision))),
            Ok(None) => Product::Stopped,
            Err(report) => Product::Revision(Box::new(Err(report))),
        };
        self.start("Reading the new version:", &on, 0, Kind::Single(Some(Box::new(work))));
    }

    pub(super) fn take_revision(&mut self, revision: Result<Revision, Report>) -> Finished {
        match revision {
            Ok(Revision { doc, summary, edits }) => {
                let said = summary.sentence();
                self.outbox.push(Event::Revision { doc, summary: Arc::new(summary), edits });
                Finished::Done { summary: said, problems: Vec::new() }
            }
            Err(report) => Finished::Failed(report),
        }
    }
}

/// What bringing in the version at `input` would do; `None` where it was stopped.
///
/// # Errors
/// Where it cannot be read, holds more or less than one document, or has the same text.
pub(in crate::app) fn revision_of(
    project: &Project,
    doc: DocId,
    input: Input,
    progress: &Progress,
) -> Result<Option<Revision>, Report> {
    let source = match input {
        Input::Path(path) => match Source::at(&path) {
            Ok(Some(source)) => source,
            Ok(None) => return Err(not_one(&short_name(&path))),
            Err(e) => return Err(io_report(&path, "opened", &e)),
        },
        Input::Text { title, text } => Source::Text { title, text },
    };
    let name = source.name();
    let mut brought = read(&source, stored_project, progress)?;
    let (Some(new), None, true) = (brought.documents.pop(), brought.rows, brought.documents.is_empty())
    else {
        return Err(not_one(&name));
    };
    let set = project.doc(doc).map(|d| &d.document);
    let options =
        Options { lang: set.and_then(|d| d.lang_set.clone()), marks: set.and_then(|d| d.marks_set.clone()) };
    let Some(text) = new.text.text() else { return Err(not_one(&name)) };
    let Some(findings) = analyse(text, &options, progress) else { return Ok(None) };
    let edits = vec![Edit::Revise { doc, new: Box::new(new), findings: Some(Arc::new(findings)) }];
    let summary = revision::preview(project, doc, &edits).map_err(|e| edit_report(&e))?;
    Ok(Some(Revision { doc, summary, edits }))
}

fn not_one(name: &str) -> Report {
    let message = format!("“{name}” is not one document, so it cannot be the next version of one.");
    Report::new(ReportKind::Input, message, "Choose the file of the new draft itself.")
}
