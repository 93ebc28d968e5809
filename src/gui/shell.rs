//! Lays out the window: bars, panels, tabs, dialogs, and what gives way as it gets smaller.

use super::cx::{Action, Cx, Route};
use super::dialogs;
use super::panels::{
    documents, dropping, empty, find, history, inspector, quotes, sources, speakers, statistics, status,
    toast, top_bar,
};
use super::reader;
use super::theme::size;
use super::verify;
use super::view_state::{Dialog, Region, ViewState};
use egui::{CentralPanel, Frame, Panel, Ui};

/// The whole window.
pub(super) fn window_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let asked_for = matches!(view.dialog, Some(Dialog::Gate | Dialog::SignIdentical | Dialog::Pack));
    view.verify.refresh(ui.ctx(), cx, asked_for);
    let bar = Frame::new().fill(cx.theme.panel);
    Panel::top("top bar")
        .exact_size(size::TOP_BAR)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| top_bar::top_bar_ui(ui, cx, view, out));
    Panel::bottom("status bar")
        .exact_size(size::STATUS_BAR)
        .resizable(false)
        .frame(bar)
        .show(ui, |ui| status::status_ui(ui, cx, view, out));
    if cx.project.docs.is_empty() {
        central(ui, cx, |ui| empty::empty_ui(ui, cx, out));
    } else {
        match cx.route {
            Route::Read => read_ui(ui, cx, view, out),
            Route::Verify => verify::verify_ui(ui, cx, view, out),
            Route::Sources => sources::sources_ui(ui, cx, view, out),
            Route::Speakers => speakers::speakers_ui(ui, cx, &mut view.speakers, out),
            Route::Statistics => statistics::statistics_ui(ui, cx, &mut view.statistics, out),
            Route::History => history::history_ui(ui, cx, &mut view.history, out),
        }
    }
    dialogs::dialogs_ui(ui, cx, view, out);
    toast::toast_ui(ui, cx, view, out);
    dropping::dropping_ui(ui.ctx(), cx);
}

fn central(ui: &mut Ui, cx: &Cx<'_>, add: impl FnOnce(&mut Ui)) {
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, add);
}

/// The name under which a split is remembered; a narrow window has its own.
fn split(panel: &'static str, narrow: bool) -> &'static str {
    match (panel, narrow) {
        ("documents", true) => "documents, narrow",
        ("inspector", true) => "inspector, narrow",
        _ => panel,
    }
}

/// The tab with the text: documents, text over table, inspector.
fn read_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let panel = Frame::new().fill(cx.theme.panel);
    let narrow = cx.layout.narrow;
    if let Some(usual) = cx.layout.documents {
        let name = split("documents", narrow);
        let shown = Panel::left(("documents", narrow))
            .default_size(view.splits.get(name, usual))
            .size_range(160.0..=420.0)
            .frame(panel)
            .show(ui, |ui| documents::documents_ui(ui, cx, view, out));
        view.splits.keep(name, shown.response.rect.width(), usual);
    }
    let (name, usual) = (split("inspector", narrow), cx.layout.inspector);
    let shown = Panel::right(("inspector", narrow))
        .default_size(view.splits.get(name, usual))
        .size_range(260.0..=460.0)
        .frame(panel)
        .show(ui, |ui| inspector::inspector_ui(ui, cx, view, out));
    view.splits.keep(name, shown.response.rect.width(), usual);
    let table = Panel::bottom(("table", cx.layout.table_folded)).frame(panel);
    let table = if cx.layout.table_folded && view.quotes.is_raised() {
        table.exact_size(236.0).resizable(false)
    } else if cx.layout.table_folded {
        table.exact_size(cx.layout.table).resizable(false)
    } else {
        table.default_size(view.splits.get("table", cx.layout.table)).size_range(38.0..=700.0).resizable(true)
    };
    if view.focus_region == Some(Region::Table) {
        view.focus_region = None;
        view.quotes.raise();
        view.quotes.take_focus();
    }
    let shown = table.show(ui, |ui| quotes::quotes_ui(ui, cx, &mut view.quotes, out));
    if !cx.layout.table_folded {
        view.splits.keep("table", shown.response.rect.height(), cx.layout.table);
    }
    if view.find.is_open() {
        let bar = Panel::top("find").exact_size(40.0).resizable(false).frame(panel);
        bar.show(ui, |ui| find::find_ui(ui, cx, view, out));
    } else {
        find::forget(view);
    }
    central(ui, cx, |ui| reader::reader_ui(ui, cx, view, out));
}
