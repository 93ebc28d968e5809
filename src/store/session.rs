//! An open project: the only way to change one (I9). Memory shows a change only after the file has it.

use super::error::{ReadOnly, StoreError};
use super::file::{self, ProjectFile};
use super::history::{EntryKind, Header, History};
use super::steps::{self, Step};
use super::{journal, rows};
use crate::model::{self, Delta, Edit, EditSeq, IdSource, Item, Misfit, Project};
use crate::text::{SourceText, TextHash};
use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::Arc;

/// Where the time comes from; tests bring their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Who the journal names for changes of the engine.
pub const ENGINE_NAME: &str = "Sayso";

/// What the tables of the file add up to at one entry of the journal.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) project: Arc<Project>,
    pub(super) history: Arc<History>,
    pub(super) ids: IdSource,
}

/// A change that is in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// Its entry; `None` where nothing changed and nothing was written.
    pub seq: Option<EditSeq>,
    /// What was done, as the end of a sentence: *accepted 3 quotations*.
    pub label: String,
    /// What it was about.
    pub focus: Option<Item>,
}

/// An open project file.
///
/// Every change is one SQLite transaction: the head of the journal is compared with the one last seen, the change is
/// planned (on top of what another program may have written meanwhile), rows and journal entry are written, and only
/// after COMMIT has returned does [`Session::project`] show it.
pub struct Session {
    pub(super) file: ProjectFile,
    pub(super) state: State,
    who: String,
    clock: Clock,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Session({} at {})", self.file.path.display(), self.state.project.seq)
    }
}

impl Session {
    /// A new, empty project at `path`, where no file may be.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        Self::of(ProjectFile::create(path)?)
    }

    /// The project at `path`, for writing where that is possible: see [`Session::read_only`].
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::of(ProjectFile::open(path, false)?)
    }

    /// The project at `path`, for reading.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        Self::of(ProjectFile::open(path, true)?)
    }

    fn of(mut file: ProjectFile) -> Result<Self, StoreError> {
        let state = file.conn.transaction().and_then(|tx| State::load(&tx)).map_err(|e| file.fail(&e))?;
        let findings = model::checks::check(&state.project);
        if let Some(first) = findings.iter().find(|f| f.is_damage) {
            return Err(StoreError::Damaged { path: file.path, why: first.message.clone() });
        }
        Ok(Self { file, state, who: String::new(), clock: Arc::new(Timestamp::now) })
    }

    /// What the project holds now.
    pub fn project(&self) -> Arc<Project> {
        Arc::clone(&self.state.project)
    }

    /// Its history.
    pub fn history(&self) -> Arc<History> {
        Arc::clone(&self.state.history)
    }

    /// Its file.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// Why it can only be read, if it can only be read.
    pub fn read_only(&self) -> Option<ReadOnly> {
        self.file.read_only
    }

    /// Who the journal names for changes.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// Sets who the journal names for changes.
    pub fn set_who(&mut self, who: impl Into<String>) {
        self.who = who.into();
    }

    /// Takes the time from `clock`.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }

    /// Does `edits` as one step of undo. `focus` is what undo goes back to; by default the first thing that they are about.
    ///
    /// Edits that change nothing write nothing. Proposals of the engine are entered under [`ENGINE_NAME`].
    pub fn commit(&mut self, edits: &[Edit], focus: Option<Item>) -> Result<Committed, StoreError> {
        let engine = !edits.is_empty() && edits.iter().all(|e| matches!(e, Edit::Propose(..)));
        let who = if engine { ENGINE_NAME.to_owned() } else { self.who.clone() };
        let now = (self.clock)();
        self.write(|tx, state| {
            let plan = model::plan(&state.project, edits, &who, now, &mut state.ids)?;
            for text in &plan.texts {
                rows::write_text(tx, text)?;
            }
            for track in &plan.tracks {
                rows::write_track(tx, track)?;
            }
            for bytes in &plan.originals {
                rows::write_original(tx, bytes)?;
            }
            let focus = focus.or(plan.focus);
            let step = Step { kind: EntryKind::Do, targets: Vec::new(), label: plan.label, focus };
            Ok((step, plan.deltas, plan.next, who.clone(), now))
        })
    }

    /// Takes the last entry of a person back. What the engine proposed since stays, unless it rests on that entry.
    pub fn undo(&mut self) -> Result<Committed, StoreError> {
        let (who, now) = (self.who.clone(), (self.clock)());
        self.write(|tx, state| {
            let target = state.history.next_undo().ok_or(StoreError::Nothing("undo"))?.seq;
            let (step, deltas, next) = steps::undo(tx, state, target)?;
            Ok((step, deltas, next, who, now))
        })
    }

    /// Takes all entries after `seq` back, as one entry.
    pub fn undo_to(&mut self, seq: EditSeq) -> Result<Committed, StoreError> {
        let (who, now) = (self.who.clone(), (self.clock)());
        self.write(|tx, state| {
            let later = state.history.standing_from(EditSeq(seq.0.saturating_add(1)));
            let (step, deltas, next) = steps::undo_all(tx, state, later)?;
            Ok((step, deltas, next, who, now))
        })
    }

    /// Does again what the last undo took back.
    pub fn redo(&mut self) -> Result<Committed, StoreError> {
        let (who, now) = (self.who.clone(), (self.clock)());
        self.write(|tx, state| {
            let (step, deltas, next) = steps::redo(tx, state)?;
            Ok((step, deltas, next, who, now))
        })
    }

    /// One transaction: catches up with other programs, lets `change` say what to do, writes it, commits, publishes.
    fn write(
        &mut self,
        change: impl FnOnce(&Transaction<'_>, &mut State) -> Result<Change, Failure>,
    ) -> Result<Committed, StoreError> {
        self.file.writable()?;
        let path = self.file.path.clone();
        let fail = |e: Failure| e.named(&path);
        let tx = self.file.conn.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(|e| fail(e.into()))?;
        let newer = self.state.caught_up(&tx).map_err(|e| fail(e.into()))?;
        if let Some(state) = newer {
            self.state = state;
        }
        let mut next = self.state.clone();
        let (step, deltas, project, who, at) = change(&tx, &mut next).map_err(fail)?;
        if deltas.is_empty() && step.kind == EntryKind::Do {
            return Ok(Committed { seq: None, label: step.label, focus: step.focus });
        }
        let seq = EditSeq(next.history.head().0 + 1);
        let mut targets = step.targets.into_iter();
        let header = Header {
            seq,
            at,
            who,
            kind: step.kind,
            target: targets.next(),
            along: targets.collect(),
            label: step.label,
            focus: step.focus,
        };
        let done = Committed { seq: Some(seq), label: header.label.clone(), focus: header.focus };
        // A change of thousands of rows keeps its pages in memory until the end, so that none is written twice.
        let is_large = deltas.len() >= LARGE;
        if is_large {
            file::set_cache(&tx, LARGE_CACHE).map_err(|e| fail(e.into()))?;
        }
        store(&tx, &header, &deltas, &project, next.ids).map_err(|e| fail(e.into()))?;
        tx.commit().map_err(|e| fail(e.into()))?;
        // It is written: what follows must not say otherwise.
        if is_large && let Err(e) = file::set_cache(&self.file.conn, file::CACHE) {
            log::warn!("the cache of the project file keeps its size: {e}");
        }
        next.project = Arc::new(Project { seq, ..project });
        Arc::make_mut(&mut next.history).push(header);
        self.state = next;
        Ok(done)
    }

    /// Takes in what another program wrote; true where there was something.
    pub fn refresh(&mut self) -> Result<bool, StoreError> {
        let path = self.file.path.clone();
        let fail = |e: rusqlite::Error| StoreError::of_sqlite(&path, &e);
        let tx = self.file.conn.transaction().map_err(fail)?;
        let newer = self.state.caught_up(&tx).map_err(fail)?;
        drop(tx);
        let changed = newer.is_some();
        if let Some(state) = newer {
            self.state = state;
        }
        Ok(changed)
    }

    /// Brings a text that documents of the project name by its SHA-256 only, read from a file of these `bytes`, which are kept
    /// where a document names them too. It is no step of undo.
    pub fn attach_text(&mut self, text: &SourceText, bytes: &[u8]) -> Result<(), StoreError> {
        self.file.writable()?;
        self.refresh()?;
        let waits = |d: &&Arc<model::DocState>| d.text.is_none() && d.document.text == text.hash();
        let waiting: Vec<_> = self.state.project.docs.values().filter(waits).cloned().collect();
        if waiting.is_empty() {
            return Err(StoreError::UnknownText);
        }
        let quotes: Vec<_> = waiting.iter().flat_map(|d| d.quotes.values()).collect();
        let unfit = quotes.iter().filter(|q| q.spans().any(|s| !text.holds(s))).count();
        if unfit > 0 {
            return Err(StoreError::UnfitText(unfit));
        }
        let path = self.file.path.clone();
        let fail = |e: rusqlite::Error| StoreError::of_sqlite(&path, &e);
        let tx = self.file.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
        rows::write_text(&tx, text).map_err(fail)?;
        let named = TextHash::of(bytes);
        if waiting.iter().any(|d| d.document.origin.bytes == Some(named)) {
            rows::write_original(&tx, bytes).map_err(fail)?;
        }
        let words = quotes.iter().map(|q| (q.as_ref(), text.words_of(&q.content)));
        rows::write_words(&tx, words).map_err(fail)?;
        tx.commit().map_err(fail)?;
        self.state.project = Arc::new(self.state.project.with_text(text));
        Ok(())
    }

    /// The original bytes of this SHA-256, where they are here.
    pub fn original(&self, hash: TextHash) -> Result<Option<Vec<u8>>, StoreError> {
        rows::original(&self.file.conn, hash).map_err(|e| self.file.fail(&e))
    }

    /// Writes a copy of the whole file, history included, to `path`; a file that is there is replaced when the copy is whole.
    pub fn save_copy(&self, path: &Path) -> Result<(), StoreError> {
        super::copy::save(&self.file.conn, path)
    }
}

/// A change of so many rows is a large one.
const LARGE: usize = 5000;

/// Kilobytes of pages that a large change may keep in memory.
const LARGE_CACHE: u32 = 262_144;

type Change = (Step, Vec<Delta>, Project, String, Timestamp);

/// What can stop a change.
pub(super) enum Failure {
    Sql(rusqlite::Error),
    Store(StoreError),
}

impl Failure {
    fn named(self, path: &Path) -> StoreError {
        match self {
            Self::Sql(e) => StoreError::of_sqlite(path, &e),
            Self::Store(e) => e,
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(e: rusqlite::Error) -> Self {
        Self::Sql(e)
    }
}

impl From<StoreError> for Failure {
    fn from(e: StoreError) -> Self {
        Self::Store(e)
    }
}

impl From<model::EditError> for Failure {
    fn from(e: model::EditError) -> Self {
        Self::Store(StoreError::Edit(e))
    }
}

/// Writes rows, journal entry and ids.
fn store(
    conn: &Connection,
    header: &Header,
    deltas: &[Delta],
    project: &Project,
    ids: IdSource,
) -> rusqlite::Result<()> {
    for delta in deltas {
        rows::write(conn, delta, project)?;
    }
    journal::append(conn, header, deltas)?;
    rows::write_ids(conn, ids)
}

impl From<Misfit> for Failure {
    fn from(e: Misfit) -> Self {
        Self::Sql(rows::broken(0, e))
    }
}

/// Applies deltas, with texts from the file.
pub(super) fn apply(
    conn: &Connection,
    project: &Project,
    deltas: &[Delta],
) -> rusqlite::Result<Result<Project, Misfit>> {
    let mut file = FromFile { conn, trouble: None };
    let next = model::apply(project, deltas, &mut file);
    file.trouble.map_or(Ok(next), Err)
}

/// Brings texts and tracks from the file, and keeps what went wrong on the way.
struct FromFile<'a> {
    conn: &'a Connection,
    trouble: Option<rusqlite::Error>,
}

impl FromFile<'_> {
    fn or_trouble<T>(&mut self, read: rusqlite::Result<Option<T>>) -> Option<T> {
        read.unwrap_or_else(|e| {
            self.trouble = Some(e);
            None
        })
    }
}

impl model::Shelf for FromFile<'_> {
    fn text(&mut self, hash: TextHash) -> Option<SourceText> {
        let read = rows::text(self.conn, hash);
        self.or_trouble(read)
    }

    fn track(&mut self, hash: TextHash) -> Option<Arc<model::Track>> {
        let read = rows::track(self.conn, hash);
        self.or_trouble(read)
    }
}

impl State {
    /// Reads everything.
    pub(super) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut history = History::default();
        journal::catch_up(conn, &mut history)?;
        let project = Project { seq: history.head(), ..rows::load(conn)? };
        Ok(Self { project: Arc::new(project), history: Arc::new(history), ids: rows::ids(conn)? })
    }

    /// The state with what others wrote since; `None` where nobody did.
    fn caught_up(&self, conn: &Connection) -> rusqlite::Result<Option<Self>> {
        let ours = self.history.entries().last();
        let head = journal::head(conn)?;
        if head.as_ref() == ours.map(AsRef::as_ref) {
            return self.with_texts_of_others(conn);
        }
        let continues = match ours {
            Some(ours) => journal::header(conn, ours.seq)?.as_ref() == Some(ours.as_ref()),
            None => true,
        };
        if continues && let Some(state) = self.followed(conn)? {
            return Ok(Some(state));
        }
        Self::load(conn).map(Some)
    }

    /// The state with the entries that follow it; `None` where they do not fit.
    fn followed(&self, conn: &Connection) -> rusqlite::Result<Option<Self>> {
        let mut history = History::clone(&self.history);
        journal::catch_up(conn, &mut history)?;
        let mut project = Project::clone(&self.project);
        for header in history.entries().iter().skip(self.history.entries().len()) {
            let deltas = journal::deltas(conn, header.seq)?;
            match apply(conn, &project, &deltas)? {
                Ok(next) => project = next,
                Err(_) => return Ok(None),
            }
        }
        project.seq = history.head();
        Ok(Some(Self { project: Arc::new(project), history: Arc::new(history), ids: rows::ids(conn)? }))
    }

    /// The state with texts that another program attached; `None` where there are none.
    fn with_texts_of_others(&self, conn: &Connection) -> rusqlite::Result<Option<Self>> {
        let waiting = self.project.docs.values().filter(|d| d.text.is_none());
        let mut project = None;
        for hash in waiting.map(|d| d.document.text) {
            if let Some(text) = rows::text(conn, hash)? {
                project = Some(project.as_ref().unwrap_or(self.project.as_ref()).with_text(&text));
            }
        }
        Ok(project.map(|p| Self { project: Arc::new(p), ..self.clone() }))
    }
}
