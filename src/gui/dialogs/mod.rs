//! Dialogs over the window. One is open at most; `Esc` closes it.

pub mod about;
pub mod accept_above;
pub mod apply;
pub mod export;
pub mod files;
pub mod gate;
pub mod help;
pub mod keys;
pub mod merge;
pub mod pack;
pub mod revision;
pub mod settings;
pub mod sign_identical;
pub mod split;

use super::cx::{Action, Cx};
use super::palette;
use super::view_state::{Dialog, ViewState};
use egui::Ui;

/// The dialog that is open.
pub fn dialogs_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let Some(dialog) = view.dialog.clone() else { return };
    match dialog {
        Dialog::Export => export::export_ui(ui, cx, view, out),
        Dialog::Path(purpose) => files::path_ui(ui, cx, view, purpose, out),
        Dialog::Problems { title, reports } => files::problems_ui(ui, cx, &title, &reports, out),
        Dialog::Revision(doc) => revision::revision_ui(ui, cx, &mut view.revision, doc, out),
        Dialog::Pack => pack::pack_ui(ui, cx, &mut view.pack, &view.verify, out),
        Dialog::Gate => gate::gate_ui(ui, cx, &mut view.gate, &view.verify, out),
        Dialog::SignIdentical => {
            sign_identical::sign_identical_ui(ui, cx, &mut view.sign_identical, &view.verify, out);
        }
        Dialog::Keys => keys::keys_ui(ui, cx, &mut view.keys, out),
        Dialog::Settings => settings::settings_ui(ui, cx, &mut view.settings, out),
        Dialog::About => about::about_ui(ui, cx, out),
        Dialog::ApplyToAll(of) => apply::apply_ui(ui, cx, &mut view.apply, of, out),
        Dialog::Merge(of) => merge::merge_ui(ui, cx, &mut view.merge, &of, out),
        Dialog::Split(of) => split::split_ui(ui, cx, &mut view.split, of, out),
        Dialog::AcceptAbove => {
            accept_above::accept_above_ui(ui, cx, &mut view.accept_above, view.quotes.rows(), out);
        }
        Dialog::Palette(first) => palette::palette_ui(ui, cx, &mut view.palette, &first, out),
    }
}
