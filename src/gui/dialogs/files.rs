//! Choosing files and folders: the system's dialogs on a thread of their own, a field for a path where the system has none.

use crate::app::{Input, Report, Request, SourceFacts};
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::view_state::{Dialog, ViewState};
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::dialog::modal_frame;
use crossbeam_channel::{Receiver, Sender, bounded};
use egui::{Key, Modal, ScrollArea, TextEdit, Ui, vec2};
use std::path::PathBuf;

/// What files are chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Documents to bring in.
    Documents,
    /// A folder of documents to bring in.
    Folder,
    /// A project to open.
    Project,
    /// A file for a new project.
    NewProject,
    /// A new name for the project.
    SaveAs,
    /// Where an export goes: the file's ending.
    Export(&'static str),
    /// A folder with texts.
    Texts,
    /// Where a table goes, as CSV.
    Table,
    /// Sources to bring in.
    Sources,
    /// A folder of sources to bring in.
    SourceFolder,
    /// A file that bears a check out.
    Evidence,
    /// The next version of a draft.
    Revision,
    /// A folder for an evidence pack.
    Pack {
        /// Whether confidential sources stay out.
        redacted: bool,
    },
}

impl Purpose {
    /// The dialog's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Documents => "Open documents",
            Self::Folder => "Open a folder",
            Self::Project => "Open a project",
            Self::NewProject => "New project",
            Self::SaveAs => "Save as",
            Self::Export(_) => "Export",
            Self::Texts => "Find the texts",
            Self::Table => "Export this table",
            Self::Sources => "Add sources",
            Self::SourceFolder => "Add a folder of sources",
            Self::Evidence => "Choose a file as evidence",
            Self::Revision => "Bring in a new version",
            Self::Pack { .. } => "Write the evidence pack",
        }
    }
}

/// A question to the system's dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What for.
    pub purpose: Purpose,
    /// The name that is offered.
    pub name: String,
    /// The folder to begin in.
    pub folder: Option<PathBuf>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What for.
    pub purpose: Purpose,
    /// What was chosen; empty where it was cancelled.
    pub paths: Vec<PathBuf>,
    /// The system could not open a dialog, as far as can be told.
    pub failed: bool,
}

/// The system's file dialogs, as a seam for tests.
pub trait FileDialogs {
    /// Opens one. Never waits; the answer goes to `reply`.
    fn ask(&mut self, question: Question, reply: Sender<Answer>, wake: egui::Context);
}

/// The dialogs of the operating system.
#[derive(Debug, Default)]
pub struct SystemDialogs;

impl FileDialogs for SystemDialogs {
    fn ask(&mut self, question: Question, reply: Sender<Answer>, wake: egui::Context) {
        let failed = Answer { purpose: question.purpose, paths: Vec::new(), failed: true };
        let back = reply.clone();
        let spawned = std::thread::Builder::new().name("file dialog".into()).spawn(move || {
            let began = std::time::Instant::now();
            let paths = open_dialog(&question);
            // Without a portal the answer is "cancelled" at once; no person is that quick.
            let failed = paths.is_none() && began.elapsed().as_millis() < 250;
            let answer = Answer { purpose: question.purpose, paths: paths.unwrap_or_default(), failed };
            // The window may be gone by now.
            drop(reply.send(answer));
            wake.request_repaint();
        });
        if spawned.is_err() {
            drop(back.send(failed));
        }
    }
}

fn open_dialog(q: &Question) -> Option<Vec<PathBuf>> {
    let mut dialog = rfd::FileDialog::new().set_title(q.purpose.title());
    if !q.name.is_empty() {
        dialog = dialog.set_file_name(&q.name);
    }
    if let Some(folder) = &q.folder {
        dialog = dialog.set_directory(folder);
    }
    match q.purpose {
        Purpose::Documents | Purpose::Sources => dialog.pick_files(),
        Purpose::Evidence | Purpose::Revision => dialog.pick_file().map(|p| vec![p]),
        Purpose::Folder | Purpose::SourceFolder | Purpose::Texts => dialog.pick_folder().map(|p| vec![p]),
        Purpose::Project => {
            dialog.add_filter("Sayso project", &["sayso", "json"]).pick_file().map(|p| vec![p])
        }
        Purpose::NewProject | Purpose::SaveAs => {
            dialog.add_filter("Sayso project", &["sayso"]).save_file().map(|p| vec![p])
        }
        Purpose::Table => dialog.add_filter("CSV", &["csv"]).save_file().map(|p| vec![p]),
        Purpose::Export(_) | Purpose::Pack { .. } => dialog.save_file().map(|p| vec![p]),
    }
}

/// What the dialogs of files remember.
#[derive(Debug)]
pub struct FilesView {
    /// Where answers are sent to.
    pub reply: Sender<Answer>,
    /// Where they arrive.
    pub answers: Receiver<Answer>,
    /// Whether a dialog of the system is open.
    pub busy: bool,
    /// The path that is being typed.
    pub typed: String,
}

impl Default for FilesView {
    fn default() -> Self {
        let (reply, answers) = bounded(4);
        Self { reply, answers, busy: false, typed: String::new() }
    }
}

/// What to ask of the engine once `paths` were chosen for `purpose`.
pub fn request_of(purpose: Purpose, mut paths: Vec<PathBuf>) -> Option<Request> {
    if paths.is_empty() {
        return None;
    }
    let first = paths.first().cloned().unwrap_or_default();
    Some(match purpose {
        Purpose::Documents | Purpose::Folder => Request::Import(paths.drain(..).map(Input::Path).collect()),
        Purpose::Project => Request::Open(project_path(first)),
        Purpose::NewProject => Request::Create(with_ending(first)),
        Purpose::SaveAs => Request::SaveAs(with_ending(first)),
        Purpose::Pack { redacted } => Request::Pack { to: first, redacted },
        Purpose::Texts => Request::FindTexts(paths),
        Purpose::Sources | Purpose::SourceFolder => {
            let inputs = paths.drain(..).map(Input::Path).collect();
            Request::ImportSources { inputs, facts: SourceFacts::default() }
        }
        Purpose::Export(_) | Purpose::Table | Purpose::Evidence | Purpose::Revision => return None,
    })
}

/// The folder of a bundle, where its `project.json` was chosen.
fn project_path(path: PathBuf) -> PathBuf {
    let named = path.file_name().is_some_and(|n| n.eq_ignore_ascii_case("project.json"));
    match path.parent() {
        Some(folder) if named => folder.to_path_buf(),
        _ => path,
    }
}

fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("sayso") }
}

/// A field for a path, where the system opens no dialog.
pub fn path_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, purpose: Purpose, out: &mut Vec<Action>) {
    let modal = Modal::new(egui::Id::unique("path")).frame(modal_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(520.0);
        ui.label(cx.theme.words(purpose.title(), Face::Verdict, cx.theme.text));
        let words =
            "This system opened no file dialog. Type or paste the path; several paths on lines of their own.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        let label = ui.label(cx.theme.small("Path"));
        let field = TextEdit::multiline(&mut view.files.typed).desired_rows(2).desired_width(f32::INFINITY);
        let field = ui.add(field).labelled_by(label.id);
        if !field.has_focus() && !ui.memory(|m| m.focused().is_some()) {
            field.request_focus();
        }
        let enter = ui.input(|i| i.key_pressed(Key::Enter) && !i.modifiers.shift);
        ui.add_space(8.0);
        let mut go = enter;
        let mut close = false;
        ui.horizontal(|ui| {
            let what = Parts { words: purpose.title(), key: "Enter", ..Parts::default() };
            go |= button(ui, cx.theme, Look::Primary, what, purpose.title(), true).clicked();
            let what = Parts { words: "Cancel", key: "Esc", ..Parts::default() };
            close = button(ui, cx.theme, Look::Normal, what, "Cancel", true).clicked();
        });
        (go, close)
    });
    let (go, close) = modal.inner;
    if go {
        let paths: Vec<PathBuf> =
            view.files.typed.lines().map(str::trim).filter(|l| !l.is_empty()).map(PathBuf::from).collect();
        if !paths.is_empty() {
            let answer = Answer { purpose, paths, failed: false };
            drop(view.files.reply.try_send(answer));
            view.files.typed.clear();
            out.push(Action::CloseDialog);
        }
    }
    if close || modal.should_close() {
        out.push(Action::CloseDialog);
    }
}

/// What could not be done, file by file.
pub fn problems_ui(ui: &mut Ui, cx: &Cx<'_>, title: &str, reports: &[Report], out: &mut Vec<Action>) {
    let modal = Modal::new(egui::Id::unique("problems")).frame(modal_frame(ui)).show(ui.ctx(), |ui| {
        ui.set_width(560.0);
        ui.label(cx.theme.words(title, Face::Verdict, cx.theme.text));
        ui.add_space(4.0);
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for report in reports {
                ui.label(cx.theme.words(&report.message, Face::Medium, cx.theme.alarm));
                if !report.hint.is_empty() {
                    ui.label(cx.theme.words(&report.hint, Face::Body, cx.theme.text_2));
                }
                ui.add_space(6.0);
            }
        });
        ui.add_space(vec2(0.0, 8.0).y);
        let what = Parts { words: "Close", key: "Esc", ..Parts::default() };
        button(ui, cx.theme, Look::Primary, what, "Close", true).clicked()
    });
    if modal.inner || modal.should_close() {
        out.push(Action::CloseDialog);
    }
}

/// The dialog that follows where the system's own failed.
pub fn fallback(purpose: Purpose) -> Dialog {
    Dialog::Path(purpose)
}
