//! Export: the format, what goes with it, what it cannot hold, and where it goes.

use crate::gui::cx::{Action, Cx};
use crate::gui::view_state::ViewState;
use egui::Ui;

/// Drafts of the dialog.
#[derive(Debug, Default)]
pub struct ExportView {}

/// The dialog.
pub fn export_ui(_ui: &mut Ui, _cx: &Cx<'_>, _view: &mut ViewState, _out: &mut Vec<Action>) {}
