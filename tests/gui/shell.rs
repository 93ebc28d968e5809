//! The window's frame: tabs, documents, an empty window.

use crate::harness::{Memory, window};
use egui_kittest::kittest::Queryable as _;
use sayso::gui::sample;

#[test]
fn an_empty_window_says_what_to_do() {
    let h = window(Memory::with(sayso::model::Project::default()), [1280.0, 800.0]);
    h.get_by_label("Drop a draft here");
    h.get_by_label("Open documents, key Ctrl O");
    h.get_by_label("Sayso has no network code. What you open stays on this machine.");
}

#[test]
fn documents_are_listed_with_what_is_open() {
    let h = window(Memory::with(sample::project()), [1280.0, 800.0]);
    h.get_by_role_and_label(egui::accesskit::Role::ListItem, "Ferry to sail again");
    h.get_by_label("Speakers, 14");
}
