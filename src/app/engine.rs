//! The thread that owns the project file. Requests go in, events come out; neither face ever waits for it.

use super::jobs::Board;
use super::outbox::Outbox;
use super::owner;
use super::places::Places;
use super::report::{Report, ReportKind};
use super::settings::Settings;
use super::styles::Styles;
use super::tasks::verify::Comparisons;
use crate::model::{DocId, Edit, EditSeq, Item, MaterialKind, Project, RevisionSummary};
use crate::store::History;
use crossbeam_channel::{Sender, bounded};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

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

/// What is known about sources that are brought in together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceFacts {
    /// What sort of thing they are; by their format where `None`.
    pub kind: Option<MaterialKind>,
    /// Whether neither they nor their words may leave the desk.
    pub confidential: bool,
}

/// What a face asks for.
#[derive(Debug, Clone)]
pub enum Request {
    /// Opens what is at the path: a project file, or a bundle folder (made into a project of its own). Closes the one that is open.
    /// Any other file or folder is imported into the project for loose documents.
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
    /// Brings documents in as sources that quotations are compared with; one that is in the project already becomes a source.
    ImportSources {
        /// Files, folders, words.
        inputs: Vec<Input>,
        /// What is known about all of them.
        facts: SourceFacts,
    },
    /// Compares all quotations with the sources again. What changed is compared again without being asked.
    Compare,
    /// Reads the next version of a document and says what it would change: [`Event::Revision`].
    ReadRevision {
        /// Which document.
        doc: DocId,
        /// The new version.
        input: Input,
    },
    /// Analyses documents again.
    Analyse(Vec<DocId>),
    /// Of the documents that wait for analysis, this one comes first: somebody looks at it.
    AnalyseFirst(DocId),
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
    /// Writes an evidence pack.
    Pack {
        /// The folder to write: a new or an empty one, or an earlier pack.
        to: PathBuf,
        /// Whether confidential sources and their words stay out.
        redacted: bool,
    },
    /// Folders in which texts that the project does not carry are looked for by SHA-256.
    FindTexts(Vec<PathBuf>),
    /// Stops a job; what it had not written yet is dropped.
    Cancel(JobId),
    /// Writes the settings file, and signs what follows with the name that they hold. The recent files stay the engine's own.
    SaveSettings(Box<Settings>),
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
    /// Whether it can be stopped in the middle.
    pub can_stop: bool,
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
    /// Quotations were compared with the sources: all that is known now.
    Compared(Arc<Comparisons>),
    /// The next version of a document was read. Nothing changed yet; [`Request::Commit`] of `edits` brings it in as one step.
    Revision {
        /// Which document.
        doc: DocId,
        /// What it would change.
        summary: Arc<RevisionSummary>,
        /// What brings it in.
        edits: Vec<Edit>,
    },
    /// The house styles that there are on this machine.
    Styles(Styles),
    /// The recent files changed, the last one first.
    Recent(Vec<PathBuf>),
}

/// The engine's inbox is full, or it has ended: nothing was taken. Ask again a moment later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the engine is busy; try again in a moment")]
pub struct Busy;

/// How many requests may wait. A person cannot type as fast; a face that is told [`Busy`] shows it.
const INBOX: usize = 256;

/// How long closing may take before the log says so.
const PATIENCE: Duration = Duration::from_secs(2);

/// A face's end of the engine thread. Dropping it closes the project: jobs are stopped, and what is committed is on the disk already.
pub struct Engine {
    requests: Option<Sender<Request>>,
    outbox: Arc<Outbox>,
    board: Arc<Board>,
    thread: Option<JoinHandle<()>>,
    began: Instant,
}

impl Engine {
    /// Starts the thread. `who` signs what a person does; `waker` is called whenever there is an event, from another thread.
    pub fn start(who: String, places: Places, waker: Waker) -> Self {
        let (requests, inbox) = bounded(INBOX);
        let outbox = Arc::new(Outbox::new(waker));
        let board = Arc::new(Board::default());
        let run = {
            let (outbox, board) = (outbox.clone(), board.clone());
            move || owner::run(who, places, &inbox, outbox, board)
        };
        let thread = std::thread::Builder::new().name("engine".into()).spawn(run);
        if let Err(e) = &thread {
            let hint = "Close other programs and start again.";
            outbox.push(Event::Refused(Report::new(
                ReportKind::Machine,
                format!("The system gave no thread to work in: {e}."),
                hint,
            )));
        }
        Self { requests: Some(requests), outbox, board, thread: thread.ok(), began: Instant::now() }
    }

    /// Asks for something. Never waits.
    ///
    /// # Errors
    /// [`Busy`] where too much waits already, or where the engine was closed.
    pub fn send(&self, request: Request) -> Result<(), Busy> {
        // A job stops at once, however many requests wait before this one.
        match &request {
            Request::Cancel(id) => self.board.cancel(*id),
            Request::Close => self.board.cancel_all(),
            _ => {}
        }
        self.requests.as_ref().ok_or(Busy)?.try_send(request).map_err(|_| Busy)
    }

    /// The events that came since the last look. Never waits.
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        std::iter::from_fn(|| self.outbox.pop())
    }

    /// The next event, waiting for it at most `patience`. For faces without a window.
    pub fn wait(&self, patience: Duration) -> Option<Event> {
        self.outbox.wait(patience)
    }

    /// The jobs that run, as far as they are now.
    pub fn jobs(&self) -> Vec<JobView> {
        self.board.views(self.began)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        let begin = Instant::now();
        self.board.cancel_all();
        drop(self.requests.take());
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            log::error!("the engine thread ended by a panic");
        }
        if begin.elapsed() > PATIENCE {
            log::warn!("closing took {} ms", begin.elapsed().as_millis());
        }
    }
}
