//! The window. It draws from the immutable project that the engine thread publishes, and asks that thread for every change.
//!
//! Panels get a [`cx::Cx`] of shared references and their own small view struct, and push [`cx::Action`]s; `dispatch` carries
//! them out after the frame is laid out. Nothing here opens a file or waits for one.

pub mod access;
pub mod backend;
pub mod beside;
pub mod cx;
mod deciding;
pub mod dialogs;
mod discard;
mod dispatch;
pub mod fonts;
pub mod index;
mod keyboard;
mod listing;
mod marking;
pub mod palette;
pub mod panels;
pub mod reader;
#[doc(hidden)]
pub mod sample;
mod shell;
mod start;
pub mod theme;
pub mod verify;
pub mod view_state;
pub mod widgets;

use crate::app::styles::Styles;
use crate::app::{JobView, Situation};
use crate::model::{Project, Status};
use crate::store::History;
use backend::Backend;
use cx::{Action, Cx, Settings};
use dialogs::files::FileDialogs;
use index::QuoteIndex;
pub use start::run;
use std::sync::Arc;
use theme::Theme;
use view_state::{Layout, ProjectInfo, ViewState};

/// Where the lines between panels stand in the settings.
const SPLITS: &str = "splits";

/// The window's program: the project it shows, and what it remembers between frames.
pub struct App {
    backend: Box<dyn Backend>,
    dialogs: Box<dyn FileDialogs>,
    open: OpenProject,
    index: QuoteIndex,
    view: ViewState,
    theme: Theme,
    settings: Settings,
    /// The settings as they were written last.
    written: Settings,
    jobs: Vec<JobView>,
    styles: Styles,
    waiting: dispatch::Waiting,
    started: Started,
}

/// How far the start is, for the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Started {
    /// Nothing was drawn.
    #[default]
    Nothing,
    /// A frame was drawn.
    Drawn,
    /// The log has the first frame.
    Window,
    /// A frame with documents was drawn.
    DrawnDocuments,
    /// The log has that too.
    Documents,
}

/// The project that is open, as the engine told last.
#[derive(Default)]
struct OpenProject {
    project: Arc<Project>,
    history: Arc<History>,
    info: ProjectInfo,
}

impl App {
    /// A window over `backend`. Puts faces and colours into `ctx`.
    pub fn new(
        ctx: &egui::Context,
        backend: Box<dyn Backend>,
        dialogs: Box<dyn FileDialogs>,
        theme: Theme,
        settings: Settings,
    ) -> Self {
        ctx.set_fonts(fonts::definitions());
        theme.install(ctx);
        ctx.options_mut(|o| o.zoom_with_keyboard = false);
        let splits = settings.panels.get(SPLITS).cloned().and_then(|v| serde_json::from_value(v).ok());
        let view = ViewState { splits: splits.unwrap_or_default(), ..ViewState::default() };
        Self {
            backend,
            dialogs,
            open: OpenProject::default(),
            index: QuoteIndex::default(),
            view,
            theme,
            written: settings.clone(),
            settings,
            jobs: Vec::new(),
            styles: Styles::default(),
            waiting: dispatch::Waiting::default(),
            started: Started::default(),
        }
    }

    /// Takes in what the engine and the dialogs told since the last frame.
    pub fn take_events(&mut self, ctx: &egui::Context) {
        for event in self.backend.events() {
            self.on_event(ctx, event);
        }
        self.jobs = self.backend.jobs();
        self.take_file_answers(ctx);
        self.take_dropped(ctx);
        self.apply_settings(ctx);
    }

    /// Lays out one frame and carries out what it asked for.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let mut out: Vec<Action> = Vec::new();
        let now = self.situation();
        let ctx = ui.ctx().clone();
        keyboard::commands(&ctx, &self.view, &now, &mut out);
        let compared = self.view.verify.compared.all().cloned();
        let cx = Cx {
            compared: compared.as_ref(),
            styles: &self.styles,
            project: &self.open.project,
            history: &self.open.history,
            info: &self.open.info,
            selection: &self.view.selection.clone(),
            theme: &self.theme,
            settings: &self.settings,
            jobs: &self.jobs,
            index: &self.index,
            layout: Layout::of(ctx.content_rect().size()),
            now,
            route: self.view.route,
            mac: ctx.os() == egui::os::OperatingSystem::Mac,
        };
        shell::window_ui(ui, &cx, &mut self.view, &mut out);
        self.view.was_typing = ctx.text_edit_focused();
        self.dispatch(&ctx, out);
    }

    /// Has the size of the window written, for the next start.
    fn remember_window(&mut self, ctx: &egui::Context) {
        let (size, maximized) = ctx
            .input(|i| (i.viewport().inner_rect.map(|r| r.size()), i.viewport().maximized.unwrap_or(false)));
        let Some(size) = size else { return };
        let old: start::WindowState = self
            .settings
            .panels
            .get(start::PANEL)
            .cloned()
            .and_then(|v| serde_json::from_value(v).ok())
            .unwrap_or_default();
        let zoom = ctx.zoom_factor();
        let (width, height) =
            if maximized { (old.width, old.height) } else { (size.x * zoom, size.y * zoom) };
        let state = start::WindowState { width, height, maximized };
        for (panel, value) in
            [(start::PANEL, serde_json::to_value(state)), (SPLITS, serde_json::to_value(&self.view.splits))]
        {
            if let Ok(value) = value {
                self.settings.panels.insert(panel.to_owned(), value);
            }
        }
        self.save_settings();
    }

    fn apply_settings(&mut self, ctx: &egui::Context) {
        let choice = match self.settings.theme {
            cx::ThemeChoice::System => egui::ThemePreference::System,
            cx::ThemeChoice::Light => egui::ThemePreference::Light,
            cx::ThemeChoice::Dark => egui::ThemePreference::Dark,
        };
        if ctx.options(|o| o.theme_preference) != choice {
            ctx.set_theme(choice);
        }
        // A system that does not say gets the paper that the window was drawn on first.
        ctx.options_mut(|o| o.fallback_theme = egui::Theme::Light);
        self.theme.is_dark = ctx.theme() == egui::Theme::Dark;
        if self.theme.contrast != self.settings.high_contrast {
            self.theme.contrast = self.settings.high_contrast;
            self.theme.install(ctx);
        }
        let zoom = f32::from(self.settings.zoom_percent) / 100.0;
        if (ctx.zoom_factor() - zoom).abs() > 0.001 {
            ctx.set_zoom_factor(zoom);
        }
    }

    /// What there is to act on.
    fn situation(&self) -> Situation {
        let (project, selection) = (&self.open.project, &self.view.selection);
        let quote = selection.quote.and_then(|q| project.quote(q));
        Situation {
            project: self.open.info.is_open(),
            read_only: self.open.info.read_only.is_some(),
            documents: project.docs.len(),
            document: selection.doc.is_some_and(|d| project.docs.contains_key(&d)),
            selected: if selection.many.is_empty() {
                usize::from(quote.is_some())
            } else {
                selection.many.len()
            },
            fragments: quote.is_some_and(|q| q.content.count() > 1),
            runner_up: quote.is_some_and(|q| q.attribution.runner_up.is_some()),
            decided: quote.is_some_and(|q| q.status != Status::Proposed),
            speaker: quote.is_some_and(|q| q.attribution.speaker.is_some()),
            words: selection.words.is_some_and(|(a, b)| a != b),
            verifying: self.view.route == cx::Route::Verify,
            signed: selection.quote.is_some_and(|q| project.check(q).is_some()),
            undo: self.open.history.next_undo().is_some(),
            redo: self.open.history.next_redo().is_some(),
        }
    }

    /// Has the log say how long the start took: when the first frame was on the screen, and the first one with documents.
    /// Called when a frame begins: the one before it is on the screen then.
    fn tell_start(&mut self, ctx: &egui::Context) {
        let documents = !self.open.project.docs.is_empty();
        self.started = match self.started {
            Started::Nothing => Started::Drawn,
            Started::Drawn => {
                log_since_start("first frame");
                if documents { Started::DrawnDocuments } else { Started::Window }
            }
            Started::Window if documents => Started::DrawnDocuments,
            Started::DrawnDocuments => {
                log_since_start("first frame with documents");
                Started::Documents
            }
            done => return self.started = done,
        };
        ctx.request_repaint();
    }

    /// Asks something of the engine.
    pub fn ask(&mut self, request: crate::app::Request) {
        self.send(request);
    }

    /// Takes other file dialogs from now on.
    pub fn choose(&mut self, dialogs: Box<dyn FileDialogs>) {
        self.dialogs = dialogs;
    }

    /// The project's file.
    pub fn info(&self) -> &ProjectInfo {
        &self.open.info
    }

    /// What the window remembers, for tests.
    pub fn view(&self) -> &ViewState {
        &self.view
    }

    /// The project that is shown, for tests.
    pub fn project(&self) -> &Arc<Project> {
        &self.open.project
    }

    /// The jobs that run, for tests.
    pub fn jobs(&self) -> &[JobView] {
        &self.jobs
    }
}

fn log_since_start(what: &str) {
    log::info!("{what} after {} ms", crate::app::start::began().elapsed().as_millis());
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_events(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.tell_start(ui.ctx());
        self.show(ui);
        if ui.input(|i| i.viewport().close_requested()) {
            self.remember_window(ui.ctx());
        }
    }
}
