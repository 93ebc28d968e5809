//! Everything about the selected quotation.

use crate::gui::cx::{Action, Cx};
use crate::gui::view_state::ViewState;
use egui::Ui;

/// What the inspector remembers: drafts of its fields.
#[derive(Debug, Default)]
pub struct InspectorView {}

impl InspectorView {
    /// Opens the field for the speaker.
    pub fn begin_speaker(&mut self) {}

    /// Opens the field for the note.
    pub fn begin_note(&mut self) {}
}

/// The panel on the right.
pub fn inspector_ui(ui: &mut Ui, cx: &Cx<'_>, _view: &mut ViewState, _out: &mut Vec<Action>) {
    ui.label(cx.theme.strong("Quotation"));
}
