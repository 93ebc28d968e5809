//! Names and roles for screen readers, and for tests, which find controls by them.

use super::theme::Theme;
use egui::accesskit::Role;
use egui::{Response, Stroke, StrokeKind, Ui, WidgetInfo};

/// Says what a control that is drawn by hand is: its role and name.
pub fn name(response: &Response, role: Role, label: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, true, label));
}

/// As [`name`], with whether it is chosen.
pub fn chosen(response: &Response, role: Role, on: bool, label: &str) {
    response.widget_info(|| WidgetInfo::selected(role, true, on, label));
}

/// As [`name`], for a control that cannot be used now.
pub fn disabled(response: &Response, role: Role, label: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, false, label));
}

/// Adds a description to the node of a control: what it holds beside its name.
pub fn describe(ui: &Ui, response: &Response, words: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(words));
}

/// Draws the ring of the focus, 2 pt wide, 1 pt outside the control.
pub fn focus_ring(ui: &Ui, response: &Response, theme: &Theme) {
    if response.has_focus() {
        let rect = response.rect.expand(2.0);
        ui.painter().rect_stroke(rect, 7.0, Stroke::new(2.0, theme.focus), StrokeKind::Middle);
    }
}

/// The name of a control with its key: *Accept, key A*.
pub fn with_key(name: &str, key: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{name}, key {key}") }
}
