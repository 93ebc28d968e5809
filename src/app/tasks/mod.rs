//! Pieces of work that both faces run: import, analyse, export, check. Functions from what they are given to what comes out;
//! what they read and write are the files that a person named.

pub mod evaluate;
pub mod export;
pub mod extract;
pub mod find_texts;
pub mod gather;
pub mod pack;
pub mod read;
pub mod tables;
pub mod verdicts;
pub mod verify;

use super::owner::{Comparing, Revision, store_report};
use super::report::{Report, ReportKind};
use crate::analysis::{Findings, Options};
use crate::model::{DocId, Finding, Project};
use crate::store::{History, Session, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    /// Id of the format in [`crate::formats`].
    pub format: String,
    /// The file or folder to write.
    pub to: PathBuf,
    /// Which documents; `None` is all of them.
    pub docs: Option<Vec<DocId>>,
    /// Whether undecided proposals go with the accepted ones.
    pub proposals: bool,
    /// Whether rejected ones go too, marked as such.
    pub rejected: bool,
    /// Whether the texts go too, where the format can hold them.
    pub with_text: bool,
}

/// What comes out of a task.
#[derive(Debug)]
pub(super) enum Product {
    /// Things to read.
    Gathered(gather::Gathered),
    /// What a source held.
    Read(Box<Result<read::Brought, Report>>),
    /// What was found in a document.
    Findings {
        /// Which.
        doc: DocId,
        /// How it was read.
        options: Options,
        /// What was found.
        findings: Arc<Findings>,
    },
    /// A sentence about what was exported; nothing where it was stopped.
    Exported(Result<Option<String>, Report>),
    /// A sentence about the pack that was written; nothing where it was stopped.
    Packed(Result<Option<String>, Report>),
    /// Quotations that were compared with the sources.
    Compared(Box<Comparing>),
    /// The next version of a document.
    Revision(Box<Result<Revision, Report>>),
    /// Texts that were looked for.
    Found(Box<find_texts::Found>),
    /// The task was stopped before its end.
    Stopped,
    /// A bug stopped it.
    Broken,
}

/// What the project file at `path` holds.
///
/// # Errors
/// Where it cannot be opened as a project.
pub fn stored_project(path: &Path) -> Result<Arc<Project>, Report> {
    Session::open_read_only(path).map(|s| s.project()).map_err(|e| store_report(&e))
}

/// The history of the project file at `path`.
///
/// # Errors
/// Where it cannot be opened as a project.
pub fn stored_history(path: &Path) -> Result<Arc<History>, Report> {
    Session::open_read_only(path).map(|s| s.history()).map_err(|e| store_report(&e))
}

/// Everything that is not as it must be in the project file at `path`, and what it holds. A file that is too damaged to be opened is
/// a finding too.
///
/// # Errors
/// Where the file cannot be read at all, or is no project.
pub fn check_stored(path: &Path) -> Result<(Vec<Finding>, Arc<Project>), Report> {
    let checked = Session::open_read_only(path).and_then(|mut s| Ok((s.check()?, s.project())));
    match checked {
        Err(e @ StoreError::Damaged { .. }) => {
            Ok((vec![Finding::damage("file", e.to_string(), None)], Arc::default()))
        }
        other => other.map_err(|e| store_report(&e)),
    }
}

/// What a person is told of a bug in a task; `on` is what it worked on.
pub(super) fn bug_report(on: &str) -> Report {
    let message = format!("{on} could not be worked on: a bug of the program stopped it.");
    Report::new(
        ReportKind::Machine,
        message,
        "Everything else went on. The log says where; please report it.",
    )
}
