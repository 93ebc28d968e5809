//! The text with its quotations.

use super::cx::{Action, Cx};
use super::view_state::ViewState;
use egui::Ui;

/// What the reader remembers.
#[derive(Debug, Default)]
pub struct ReaderView {}

/// The text.
pub fn reader_ui(ui: &mut Ui, cx: &Cx<'_>, _view: &mut ViewState, _out: &mut Vec<Action>) {
    ui.label(cx.theme.strong("Text"));
}
