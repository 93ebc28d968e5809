//! The engine thread: sole owner of the project file.
//!
//! It waits for two things, requests of a face and results of workers, and looks at the requests first. So a person's change never
//! waits behind analysis for longer than the one batch of proposals that is just being written.

mod analysing;
mod comparing;
mod importing;
mod opening;
mod others;
mod revising;

use super::engine::{Event, Finished, JobId, Request};
use super::jobs::{Board, Card, Done, Pool, Task, Work, workers_for_this_machine};
use super::outbox::Outbox;
use super::places::Places;
use super::report::{Report, ReportKind};
use super::settings::Settings;
use super::styles::Styles;
use super::tasks::Product;
use super::tasks::extract::edit_report;
use crate::model::{DocId, Edit, Item, Project};
use crate::store::{Committed, Session, StoreError};
use analysing::Analysing;
use comparing::Compared;
pub(super) use comparing::Comparing;
use crossbeam_channel::{Receiver, select};
use importing::Importing;
pub(super) use revising::Revision;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often to look whether another program wrote to the file, while nothing happens.
const LOOK_AROUND: Duration = Duration::from_secs(1);

/// How often to look whether results are due, while work is under way.
const TICK: Duration = Duration::from_millis(20);

/// How long after an undo that took proposals along the engine keeps new ones back, so that a redo can still bring the old ones.
const REDO_GRACE: Duration = Duration::from_secs(20);

/// Runs until the face drops its end or asks to close.
pub(super) fn run(
    who: String,
    places: Places,
    inbox: &Receiver<Request>,
    outbox: Arc<Outbox>,
    board: Arc<Board>,
) {
    let mut owner = Owner {
        who,
        settings: Settings::load(&places).0,
        styles: Styles::default(),
        places,
        outbox,
        board,
        pool: Pool::start(workers_for_this_machine()),
        open: None,
        jobs: Vec::new(),
        undone_at: None,
        compared: Compared::default(),
        comparing: None,
    };
    loop {
        match owner.wait(inbox) {
            Next::Close => break,
            Next::Request(request) => owner.handle(request),
            Next::Done(done) => owner.take(done),
            Next::Nothing => owner.look_around(),
        }
        owner.write_what_is_due();
        owner.compare_what_changed();
        owner.hand_out();
    }
    // The workers end before the file is closed; what they still bring is dropped.
    owner.board.cancel_all();
}

enum Next {
    Request(Request),
    Done(Done),
    Nothing,
    Close,
}

/// The project that is open.
struct Open {
    session: Session,
    path: PathBuf,
    scratch: bool,
}

struct Owner {
    who: String,
    places: Places,
    settings: Settings,
    styles: Styles,
    outbox: Arc<Outbox>,
    board: Arc<Board>,
    pool: Pool,
    open: Option<Open>,
    jobs: Vec<Job>,
    undone_at: Option<Instant>,
    compared: Compared,
    /// The job that compares, if there is one.
    comparing: Option<JobId>,
}

/// A job that runs.
struct Job {
    card: Arc<Card>,
    kind: Kind,
}

enum Kind {
    Importing(Importing),
    Analysing(Analysing),
    /// One task, and its result ends the job.
    Single(Option<Work>),
}

impl Owner {
    fn wait(&self, inbox: &Receiver<Request>) -> Next {
        let request = |r| match r {
            Ok(Request::Close) | Err(_) => Next::Close,
            Ok(request) => Next::Request(request),
        };
        if let Ok(first) = inbox.try_recv() {
            return request(Ok(first));
        }
        let patience = if self.jobs.is_empty() { LOOK_AROUND } else { TICK };
        select! {
            recv(inbox) -> r => request(r),
            recv(self.pool.done()) -> done => done.map_or(Next::Nothing, Next::Done),
            default(patience) => Next::Nothing,
        }
    }

    fn handle(&mut self, request: Request) {
        match request {
            Request::Open(path) => self.open_path(&path),
            Request::OpenScratch => self.open_scratch(),
            Request::Create(path) => self.create(&path),
            Request::OpenSample(name) => self.open_sample(&name),
            Request::SaveAs(path) => self.save_as(&path),
            Request::Import(inputs) => self.import(inputs, None),
            Request::ImportSources { inputs, facts } => self.import(inputs, Some(facts)),
            Request::Compare => self.compare_again(),
            Request::ReadRevision { doc, input } => self.read_revision(doc, input),
            Request::Analyse(docs) => self.analyse(&docs),
            Request::AnalyseFirst(doc) => self.analyse_first(doc),
            Request::Commit { edits, focus } => self.commit(&edits, focus),
            Request::Undo => self.undo(Session::undo),
            Request::Redo => self.undo(Session::redo),
            Request::UndoTo(seq) => self.undo(|s: &mut Session| s.undo_to(seq)),
            Request::Export(order) => self.export(order),
            Request::Pack { to, redacted } => self.pack(to, redacted),
            Request::FindTexts(folders) => self.find_texts(folders),
            Request::Cancel(id) => self.cancel(id),
            Request::SaveSettings(settings) => self.save_settings(*settings),
            Request::Close => {}
        }
    }

    // The open project.

    fn project(&self) -> Option<Arc<Project>> {
        Some(self.open.as_ref()?.session.project())
    }

    /// Does something with the open project; tells where there is none, or where it cannot be done.
    fn with_session<T>(&mut self, act: impl FnOnce(&mut Session) -> Result<T, StoreError>) -> Option<T> {
        let Some(open) = &mut self.open else {
            self.refuse(Report::new(
                ReportKind::Usage,
                "No project is open.",
                "Open documents or a project first.",
            ));
            return None;
        };
        open.session.set_who(self.who.as_str());
        match act(&mut open.session) {
            Ok(done) => Some(done),
            Err(e) => {
                self.refuse(store_report(&e));
                None
            }
        }
    }

    fn commit(&mut self, edits: &[Edit], focus: Option<Item>) {
        let Some(done) = self.with_session(|s| s.commit(edits, focus)) else { return };
        self.changed(done);
        let reread: Vec<DocId> = edits.iter().filter_map(read_otherwise).collect();
        if !reread.is_empty() {
            self.analyse(&reread);
        }
    }

    /// Where an undo takes proposals along that rested on what it took back, documents that are still there are looked through again.
    fn undo(&mut self, act: impl FnOnce(&mut Session) -> Result<Committed, StoreError>) {
        let Some(done) = self.with_session(act) else { return };
        self.undone_at = Some(Instant::now());
        self.changed(done);
        self.analyse_what_lacks_it();
    }

    /// Tells of a change that a person asked for.
    fn changed(&mut self, done: Committed) {
        self.tell_changed(done.focus, done.label);
    }

    fn tell_changed(&mut self, focus: Option<Item>, said: String) {
        self.comparing_is_due();
        if let Some(open) = &self.open {
            let (project, history) = (open.session.project(), open.session.history());
            self.outbox.push(Event::Changed { project, history, focus, said });
        }
    }

    fn refuse(&self, report: Report) {
        log::info!("refused: {}", report.message);
        self.outbox.push(Event::Refused(report));
    }

    /// Another program may have written to the file.
    fn look_around(&mut self) {
        let Some(open) = self.open.as_mut().filter(|_| self.jobs.is_empty()) else { return };
        // What cannot be read now is said when it matters: at the next change.
        if open.session.refresh().is_ok_and(|newer| newer) {
            self.tell_changed(None, String::new());
        }
    }

    /// Whether a person may still want to redo what they have just undone, and new proposals would take the place of those that a redo
    /// brings back.
    fn redo_is_wanted(&self) -> bool {
        let recent = self.undone_at.is_some_and(|at| at.elapsed() < REDO_GRACE);
        let Some(open) = self.open.as_ref().filter(|_| recent) else { return false };
        let history = open.session.history();
        history
            .redo_group()
            .iter()
            .filter_map(|&seq| history.header(seq))
            .any(crate::store::Header::is_of_engine)
    }

    fn save_settings(&mut self, mut settings: Settings) {
        self.who.clone_from(&settings.annotator);
        settings.recent = std::mem::take(&mut self.settings.recent);
        self.settings = settings;
        if let Err(report) = self.settings.save(&self.places) {
            self.refuse(report);
        }
    }

    // Jobs.

    fn start(&mut self, what: &str, on: &str, of: usize, kind: Kind) -> JobId {
        let card = self.board.open(what, on, of);
        let id = card.id();
        self.jobs.push(Job { card, kind });
        id
    }

    fn job(&mut self, id: JobId) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|j| j.card.id() == id)
    }

    fn end(&mut self, id: JobId, how: Finished) {
        self.jobs.retain(|j| j.card.id() != id);
        self.board.close(id);
        self.outbox.push(Event::JobEnded(id, how));
    }

    fn cancel(&mut self, id: JobId) {
        let Some(job) = self.job(id) else { return };
        job.card.cancel();
        let kept = match &job.kind {
            Kind::Importing(i) => i.kept(),
            Kind::Analysing(a) => a.kept(),
            Kind::Single(_) => "Nothing was written.".into(),
        };
        self.end(id, Finished::Cancelled { kept });
    }

    /// Stops everything; for another project.
    fn cancel_everything(&mut self) {
        for id in self.jobs.iter().map(|j| j.card.id()).collect::<Vec<_>>() {
            self.cancel(id);
        }
    }

    /// Gives tasks to workers, as many as they take. The oldest job comes first.
    fn hand_out(&mut self) {
        for job in &mut self.jobs {
            while self.pool.has_room() {
                let Some((number, work)) = job.next_task() else { break };
                let progress = job.card.begin(number);
                let task = Task { job: job.card.id(), number, progress, work };
                if let Err(task) = self.pool.give(task) {
                    job.put_back(task);
                    return;
                }
            }
        }
    }

    fn take(&mut self, done: Done) {
        let Done { job: id, number, product } = done;
        // Results of a job that was cancelled come too late for anything.
        let Some(job) = self.job(id) else { return };
        job.card.ended(number);
        if job.card.is_cancelled() {
            return self.cancel(id);
        }
        if matches!(product, Product::Broken) {
            log::error!("a task of job {} was stopped by a bug", id.0);
        }
        match &mut job.kind {
            Kind::Importing(importing) => importing.take(&job.card, number, product),
            Kind::Analysing(analysing) => analysing.take(&job.card, number, product),
            Kind::Single(_) => self.end_single(id, product),
        }
    }

    fn write_what_is_due(&mut self) {
        for id in self.jobs.iter().map(|j| j.card.id()).collect::<Vec<_>>() {
            let Some(job) = self.job(id) else { continue };
            match &job.kind {
                // Cancelled on the board, whether or not the request reaches this thread.
                _ if job.card.is_cancelled() => self.cancel(id),
                Kind::Importing(_) => self.write_imported(id),
                Kind::Analysing(_) => self.write_proposals(id),
                Kind::Single(_) => {}
            }
        }
    }
}

impl Job {
    fn next_task(&mut self) -> Option<(usize, Work)> {
        match &mut self.kind {
            Kind::Importing(importing) => importing.next_task(&self.card),
            Kind::Analysing(analysing) => analysing.next_task(&self.card),
            Kind::Single(work) => Some((0, work.take()?)),
        }
    }

    /// The workers were busy after all: the task comes first next time.
    fn put_back(&mut self, task: Task) {
        self.card.ended(task.number);
        match &mut self.kind {
            Kind::Importing(importing) => importing.put_back(task.number, task.work),
            Kind::Analysing(analysing) => analysing.put_back(task.number, task.work),
            Kind::Single(work) => *work = Some(task.work),
        }
    }
}

/// The document that is to be looked through again after `edit`.
fn read_otherwise(edit: &Edit) -> Option<DocId> {
    match edit {
        Edit::SetLanguage(id, _) | Edit::SetMarks(id, _) | Edit::RemoveMaterial(id) => Some(*id),
        Edit::Revise { doc, findings: None, .. } => Some(*doc),
        _ => None,
    }
}

/// What a person is told of trouble with a project file.
pub(super) fn store_report(error: &StoreError) -> Report {
    use StoreError as E;
    let kind = match error {
        E::Edit(e) => return edit_report(e),
        E::Nothing(what) => {
            return Report::new(ReportKind::Note, format!("There is nothing to {what}."), "");
        }
        E::Missing(_)
        | E::Folder(_)
        | E::Exists(_)
        | E::Foreign { .. }
        | E::Newer { .. }
        | E::Damaged { .. }
        | E::UnknownText
        | E::UnfitText(_) => ReportKind::Input,
        E::Busy(_) | E::ReadOnly(_) | E::Full | E::Moved(_) | E::Machine { .. } => ReportKind::Machine,
    };
    let message = error.to_string();
    let stop = if message.ends_with('.') { "" } else { "." };
    Report::new(kind, format!("{message}{stop}"), error.hint())
}
