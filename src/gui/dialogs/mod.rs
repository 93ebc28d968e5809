//! Dialogs over the window. One is open at most; `Esc` closes it.

pub mod export;
pub mod files;

use super::cx::{Action, Cx};
use super::view_state::{Dialog, ViewState};
use egui::Ui;

/// The dialog that is open.
pub fn dialogs_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let Some(dialog) = view.dialog.clone() else { return };
    match dialog {
        Dialog::Export => export::export_ui(ui, cx, view, out),
        Dialog::Path(purpose) => files::path_ui(ui, cx, view, purpose, out),
        Dialog::Problems { title, reports } => files::problems_ui(ui, cx, &title, &reports, out),
        _ => {}
    }
}
