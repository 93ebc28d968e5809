//! The text with its quotations.

pub mod words;

use super::cx::{Action, Cx};
use super::view_state::{Selection, ViewState};
use egui::Ui;

/// What the reader remembers.
#[derive(Debug, Default)]
pub struct ReaderView {}

impl ReaderView {
    /// Scrolls so that byte `at` stands a third of the way down.
    pub fn show(&mut self, _at: u32) {}

    /// First byte that is visible.
    pub fn top_byte(&self) -> u32 {
        0
    }

    /// Selects the paragraph with the caret.
    pub fn select_paragraph(&self, _selection: &mut Selection) {}
}

/// The text.
pub fn reader_ui(ui: &mut Ui, cx: &Cx<'_>, _view: &mut ViewState, _out: &mut Vec<Action>) {
    ui.label(cx.theme.strong("Text"));
}
