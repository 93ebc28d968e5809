//! The thread that owns the project file. Requests go in, events come out; neither face ever waits for it.

use super::report::Report;
use crate::model::{DocId, Edit, EditSeq, Item, Project};
use crate::store::History;
use std::path::PathBuf;
use std::sync::Arc;

/// Wakes the face that waits for events: `request_repaint` in the window, nothing on the command line.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// A piece of work beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u32);

/// Something to bring into the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that it holds.
    Path(PathBuf),
    /// Pasted or dropped words, with a title.
    Text {
        /// Title for lists.
        title: String,
        /// The words.
        text: String,
    },
}

/// What a face asks for.
#[derive(Debug, Clone)]
pub enum Request {
    /// Opens what is at the path: a project file, or a bundle folder (made into a project of its own). Closes the one that is open.
    Open(PathBuf),
    /// The project in the user's data folder that loose documents go to.
    OpenScratch,
    /// A new project file.
    Create(PathBuf),
    /// Opens a copy of a sample that the program carries, by its name.
    OpenSample(String),
    /// Puts the open project under a new name and goes on with that file.
    SaveAs(PathBuf),
    /// Brings documents in, then analyses them.
    Import(Vec<Input>),
    /// Analyses documents again.
    Analyse(Vec<DocId>),
    /// A change: one undo step.
    Commit {
        /// What is asked.
        edits: Vec<Edit>,
        /// What undo goes back to.
        focus: Option<Item>,
    },
    /// Takes the last entry back.
    Undo,
    /// Does the last undone entry again.
    Redo,
    /// Takes back all entries after this one, as one entry.
    UndoTo(EditSeq),
    /// Writes an export.
    Export(crate::app::tasks::ExportOrder),
    /// Folders in which texts that the project does not carry are looked for by SHA-256.
    FindTexts(Vec<PathBuf>),
    /// Stops a job; what it had not written yet is dropped.
    Cancel(JobId),
    /// Ends the thread.
    Close,
}

/// A running job as the window shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobView {
    /// Which.
    pub id: JobId,
    /// What it does: *Finding quotations in*.
    pub what: String,
    /// On what: a title.
    pub on: String,
    /// How much is done.
    pub done: u32,
    /// Of how much; 0 where nobody knows.
    pub of: u32,
    /// When it began, in milliseconds of a clock that only goes forward.
    pub started_ms: u64,
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished {
    /// All of it; a sentence for the status line, and what could not be done, per file.
    Done {
        /// What was done.
        summary: String,
        /// What was not.
        problems: Vec<Report>,
    },
    /// A person stopped it; says what was kept.
    Cancelled {
        /// What was kept.
        kept: String,
    },
    /// It could not be done.
    Failed(Report),
}

/// What the engine tells.
#[derive(Debug, Clone)]
pub enum Event {
    /// Another project is open.
    Opened {
        /// What it holds.
        project: Arc<Project>,
        /// Its history.
        history: Arc<History>,
        /// Its file.
        path: PathBuf,
        /// Whether that file is the one for loose documents.
        scratch: bool,
        /// Why it can only be read, if it can only be read.
        read_only: Option<Report>,
    },
    /// The project changed.
    Changed {
        /// What it holds now.
        project: Arc<Project>,
        /// Its history now.
        history: Arc<History>,
        /// What the change was about.
        focus: Option<Item>,
        /// The change as a sentence, such as *accepted 1 quotation*; empty for changes of the engine's own.
        said: String,
    },
    /// A request could not be done. Nothing was lost; the report says what to do.
    Refused(Report),
    /// A job ended.
    JobEnded(JobId, Finished),
}

/// A face's end of the engine thread. Dropping it closes the project.
pub struct Engine {
    _private: (),
}
