//! Opens the window, with the engine behind it.

use super::App;
use super::dialogs::files::SystemDialogs;
use super::theme::Theme;
use crate::app::{Engine, Report, ReportKind, Request, Start, Waker};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What to install where the system has no display that a window can open on.
const HINT: &str = "Without a display, these work: extract, import, export, check, stats, formats. On Linux a window needs \
                    libx11-6, libxcursor1, libxi6, libxkbcommon-x11-0, libgl1 and libegl1.";

/// Where the size of the window stands in the settings.
pub(super) const PANEL: &str = "window";

/// Size of the window as it was left.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct WindowState {
    /// Width in points.
    pub(super) width: f32,
    /// Height in points.
    pub(super) height: f32,
    /// Whether it filled the screen.
    pub(super) maximized: bool,
}

impl Default for WindowState {
    fn default() -> Self {
        Self { width: 1280.0, height: 800.0, maximized: false }
    }
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// Where the system gives no window: no display, no OpenGL.
pub fn run(start: Start) -> Result<(), Report> {
    let theme = Theme::load()?;
    let remembered: WindowState = start
        .settings
        .panels
        .get(PANEL)
        .cloned()
        .and_then(|v| serde_json::from_value(v).ok())
        .unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_app_id("sayso")
        .with_title("Sayso")
        .with_inner_size([remembered.width.clamp(900.0, 8000.0), remembered.height.clamp(600.0, 8000.0)])
        .with_maximized(remembered.maximized)
        .with_min_inner_size([900.0, 600.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let open = move |cc: &eframe::CreationContext<'_>| {
        let ctx = cc.egui_ctx.clone();
        let waker: Waker = Arc::new(move || ctx.request_repaint());
        let engine = Engine::start(start.settings.annotator.clone(), start.places.clone(), waker);
        let mut app =
            App::new(&cc.egui_ctx, Box::new(engine), Box::new(SystemDialogs), theme, start.settings);
        let requests = if start.requests.is_empty() { vec![Request::OpenScratch] } else { start.requests };
        for request in requests {
            app.send(request);
        }
        if let Some(note) = start.notes.into_iter().next() {
            app.view.report = Some(note);
        }
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("sayso", options, Box::new(open))
        .map_err(|e| Report::new(ReportKind::Machine, format!("The window could not be opened: {e}."), HINT))
}
