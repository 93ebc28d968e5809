//! Opening, making and naming projects.

use super::{Open, Owner, store_report};
use crate::analysis::Progress;
use crate::app::engine::{Event, Input};
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::app::samples::Sample;
use crate::app::tasks::gather::Source;
use crate::app::tasks::read::{Brought, read, read_bundle_files};
use crate::app::tasks::stored_project;
use crate::model::Edit;
use crate::store::Session;
use crate::text::TextHash;
use std::path::{Path, PathBuf};

impl Owner {
    /// Whatever is at `path`.
    pub(super) fn open_path(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        match Source::at(&path) {
            Ok(Some(Source::Project(file))) => self.open_file(&file),
            Ok(Some(source @ Source::Bundle(_))) => self.open_bundle(&source, &path),
            Ok(_) => {
                self.open_scratch();
                self.import(vec![Input::Path(path)], None);
            }
            Err(e) => {
                self.forget(&path);
                self.refuse(io_report(&path, "opened", &e));
            }
        }
    }

    /// Opens what is called `name`, and has it on the board meanwhile: a large project takes seconds.
    fn telling<T>(&self, name: &str, open: impl FnOnce() -> T) -> T {
        let card = self.board.open_whole("Opening", name);
        self.outbox.wake();
        let opened = open();
        self.board.close(card.id());
        opened
    }

    /// A project file. The one that is open stays open where this one cannot be.
    fn open_file(&mut self, path: &Path) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        match self.telling(&name, || Session::open(path)) {
            Ok(session) => self.now_open(session, path, false),
            Err(e) => self.refuse(store_report(&e)),
        }
    }

    /// The project for loose documents, made where there is none. It stays as it is where it is open already.
    pub(super) fn open_scratch(&mut self) {
        if self.open.as_ref().is_some_and(|o| o.scratch) {
            return;
        }
        let path = self.places.scratch_file();
        match self.telling("the loose documents", || open_or_create(&path)) {
            Ok(session) => self.now_open(session, &path, true),
            Err(report) => self.refuse(report),
        }
    }

    pub(super) fn create(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        match create(&path) {
            Ok(session) => self.now_open(session, &path, false),
            Err(report) => self.refuse(report),
        }
    }

    /// A bundle becomes a project in the data folder. The same bundle, unchanged, opened again goes on with that project, so that
    /// nothing that a person did in it is out of sight.
    fn open_bundle(&mut self, source: &Source, path: &Path) {
        let name = source.name();
        let brought = match self.telling(&name, || read(source, stored_project, &Progress::default())) {
            Ok(brought) => brought,
            Err(report) => return self.refuse(report),
        };
        let file = self.copy_file(&name, &path.display().to_string(), &brought);
        self.open_copy(&file, brought);
    }

    /// A sample becomes a project in the data folder, like a bundle.
    pub(super) fn open_sample(&mut self, name: &str) {
        let Some(sample) = Sample::find(name) else {
            let message = format!("There is no sample called “{name}”.");
            return self.refuse(Report::new(ReportKind::Usage, message, ""));
        };
        match read_bundle_files(&sample.files(), sample.title) {
            Ok(brought) => {
                let file = self.copy_file(sample.title, name, &brought);
                self.open_copy(&file, brought);
            }
            Err(report) => self.refuse(report),
        }
    }

    /// Where the copy of a bundle goes: its name, and a mark of where it came from and what it held.
    fn copy_file(&self, name: &str, from: &str, brought: &Brought) -> PathBuf {
        let rows = brought.rows.as_ref();
        let held =
            rows.map(|r| format!("{:?}{:?}{:?}", r.speakers, r.quotations, r.apart)).unwrap_or_default();
        let hashes: String = crate::app::tasks::read::hashes(brought).map(TextHash::to_hex).collect();
        let mark = TextHash::of(format!("{from}\n{hashes}\n{held}").as_bytes()).to_hex();
        self.places.project_file(name, mark.get(..8).unwrap_or_default())
    }

    fn open_copy(&mut self, file: &Path, brought: Brought) {
        if file.exists() {
            return self.open_file(file);
        }
        let problems = brought.problems.clone();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        match self.telling(&name, || fill(file, &self.who, brought)) {
            Ok(session) => {
                self.now_open(session, file, false);
                for problem in problems {
                    self.refuse(problem);
                }
            }
            Err(report) => {
                // A project that holds nothing of the bundle would be opened for it the next time.
                if let Err(e) = std::fs::remove_file(file) {
                    log::warn!("an unfinished copy could not be removed: {e}");
                }
                self.refuse(report);
            }
        }
    }

    /// The open project gets a new name, and the work goes on under it. Loose documents have then moved out of their own project.
    pub(super) fn save_as(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let Some(open) = &self.open else { return };
        if open.path == path {
            return;
        }
        let saved = std::fs::create_dir_all(crate::app::files::folder_of(&path))
            .map_err(|e| io_report(&path, "written", &e))
            .and_then(|()| open.session.save_copy(&path).map_err(|e| store_report(&e)))
            .and_then(|()| Session::open(&path).map_err(|e| store_report(&e)));
        let session = match saved {
            Ok(session) => session,
            Err(report) => return self.refuse(report),
        };
        let old = self.open.as_ref().filter(|o| o.scratch).map(|o| o.path.clone());
        self.now_open(session, &path, false);
        if let Some(old) = old
            && let Err(e) = std::fs::remove_file(&old)
        {
            log::warn!("the project for loose documents could not be emptied: {e}");
        }
    }

    /// Goes on with another project: what ran for the old one is stopped, what was not analysed in the new one will be.
    fn now_open(&mut self, session: Session, path: &Path, scratch: bool) {
        self.cancel_everything();
        self.undone_at = None;
        let read_only = session.read_only().map(|why| {
            let hint = "Save it under another name to change it.";
            Report::new(ReportKind::Note, why.sentence(), hint)
        });
        self.forget_comparisons();
        self.outbox.push(Event::Opened {
            project: session.project(),
            history: session.history(),
            path: path.to_path_buf(),
            scratch,
            read_only: read_only.clone(),
        });
        self.open = Some(Open { session, path: path.to_path_buf(), scratch });
        self.load_styles();
        if !scratch {
            self.settings.remember(path);
            self.recent_changed();
        }
        if read_only.is_none() {
            self.analyse_what_lacks_it();
        }
    }

    fn forget(&mut self, path: &Path) {
        if self.settings.recent.iter().any(|p| p == path) {
            self.settings.forget(path);
            self.recent_changed();
        }
    }

    fn recent_changed(&self) {
        if let Err(report) = self.settings.save(&self.places) {
            log::warn!("{report}");
        }
        self.outbox.push(Event::Recent(self.settings.recent.clone()));
    }
}

fn create(path: &Path) -> Result<Session, Report> {
    std::fs::create_dir_all(crate::app::files::folder_of(path)).map_err(|e| io_report(path, "made", &e))?;
    Session::create(path).map_err(|e| store_report(&e))
}

fn open_or_create(path: &Path) -> Result<Session, Report> {
    if path.exists() { Session::open(path).map_err(|e| store_report(&e)) } else { create(path) }
}

/// A new project with what was brought.
fn fill(file: &Path, who: &str, brought: Brought) -> Result<Session, Report> {
    let mut session = create(file)?;
    session.set_who(who);
    let edits: Vec<Edit> = brought.into_edits().collect();
    if !edits.is_empty() {
        session.commit(&edits, None).map_err(|e| store_report(&e))?;
    }
    Ok(session)
}
