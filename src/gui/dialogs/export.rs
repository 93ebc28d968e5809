//! Export: the format, what goes with it, what it leaves behind, and where it goes.

use crate::app::tasks::ExportOrder;
use crate::formats::{self, ExportView as Exported, Exporter, Loss};
use crate::gui::cx::{Action, Cx};
use crate::gui::dialogs::files::Purpose;
use crate::gui::fonts::Face;
use crate::gui::view_state::ViewState;
use crate::gui::widgets::controls::{Look, Parts, button, rule};
use crate::gui::widgets::dialog::modal_frame;
use crate::model::{DocId, Project};
use crossbeam_channel::{Receiver, bounded};
use egui::{Align, Key, Layout, Modal, Modifiers, ScrollArea, Ui};
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be exported, as far as it decides what is left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Wanted {
    format: &'static str,
    only: Option<DocId>,
    proposals: bool,
    rejected: bool,
    with_text: bool,
    seq: u32,
}

/// Drafts of the dialog, and the loss report that fits them.
#[derive(Debug)]
pub struct ExportView {
    format: &'static str,
    this_document: bool,
    proposals: bool,
    rejected: bool,
    with_text: bool,
    losses: Option<(Wanted, Vec<Loss>)>,
    coming: Option<(Wanted, Receiver<Vec<Loss>>)>,
    doc: Option<DocId>,
}

impl Default for ExportView {
    fn default() -> Self {
        let format = formats::EXPORTERS.first().map_or("", |e| e.id());
        Self {
            format,
            this_document: false,
            proposals: false,
            rejected: false,
            with_text: true,
            losses: None,
            coming: None,
            doc: None,
        }
    }
}

impl ExportView {
    /// The order that goes to the engine once a person has said where to.
    pub fn order(&self, to: PathBuf) -> ExportOrder {
        ExportOrder {
            format: self.format.to_owned(),
            to,
            docs: self.doc.filter(|_| self.this_document).map(|d| vec![d]),
            proposals: self.proposals,
            rejected: self.rejected,
            with_text: self.with_text,
        }
    }

    fn wanted(&self, cx: &Cx<'_>) -> Wanted {
        Wanted {
            format: self.format,
            only: cx.selection.doc.filter(|_| self.this_document),
            proposals: self.proposals,
            rejected: self.rejected,
            with_text: self.with_text,
            seq: cx.project.seq.0,
        }
    }

    /// Has the loss report made, on a thread of its own, where it does not fit what is wanted now.
    fn count_losses(&mut self, ui: &Ui, cx: &Cx<'_>) {
        let wanted = self.wanted(cx);
        if let Some((w, losses)) =
            self.coming.as_ref().and_then(|(w, c)| Some((w.clone(), c.try_recv().ok()?)))
        {
            self.coming = None;
            self.losses = Some((w, losses));
        }
        let fits = |w: Option<&Wanted>| w == Some(&wanted);
        if fits(self.losses.as_ref().map(|(w, _)| w)) || fits(self.coming.as_ref().map(|(w, _)| w)) {
            return;
        }
        let (done, coming) = bounded(1);
        let (project, asked, ctx) = (Arc::clone(cx.project), wanted.clone(), ui.ctx().clone());
        let work = move || {
            // Nobody waits any more where the choice has changed.
            drop(done.send(losses_of(&project, &asked)));
            ctx.request_repaint();
        };
        if std::thread::Builder::new().name("losses".into()).spawn(work).is_ok() {
            self.coming = Some((wanted, coming));
        }
    }
}

fn losses_of(project: &Project, wanted: &Wanted) -> Vec<Loss> {
    let view = Exported {
        only: wanted.only.map(|d| [d].into()),
        proposals: wanted.proposals,
        rejected: wanted.rejected,
        with_text: wanted.with_text,
        ..Exported::new(project)
    };
    formats::losses(wanted.format, &view).unwrap_or_default()
}

/// The file's ending in dialogs.
fn ending(format: &str) -> &'static str {
    formats::exporter(format).map_or("", |e| e.extension())
}

/// The dialog.
pub fn export_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let export = &mut view.export;
    export.doc = cx.selection.doc;
    export.count_losses(ui, cx);
    let room = ui.ctx().content_rect().size();
    let modal = Modal::new(egui::Id::unique("export"))
        .frame(modal_frame(ui))
        .backdrop_color(cx.theme.veil)
        .show(ui.ctx(), |ui| {
            ui.set_width(620.0_f32.min(room.x - 64.0));
            ui.label(cx.theme.words("Export", Face::Verdict, cx.theme.text));
            ui.add_space(6.0);
            ScrollArea::vertical().max_height(room.y - 190.0).show(ui, |ui| {
                for exporter in formats::EXPORTERS {
                    format_line(ui, cx, export, *exporter);
                }
                ui.add_space(6.0);
                rule(ui, cx.theme);
                ui.add_space(4.0);
                ui.checkbox(&mut export.this_document, "Only the document that is shown");
                ui.checkbox(&mut export.proposals, "With proposals that nobody has decided on");
                ui.checkbox(&mut export.rejected, "With rejected ones, marked as such");
                ui.checkbox(&mut export.with_text, "With the texts, where the format can hold them");
                ui.add_space(6.0);
                rule(ui, cx.theme);
                ui.add_space(4.0);
                losses_ui(ui, cx, export);
            });
            ui.add_space(10.0);
            buttons(ui, cx)
        });
    let (go, close) = modal.inner;
    if go {
        out.push(Action::CloseDialog);
        out.push(Action::AskFiles(Purpose::Export(ending(export.format))));
    } else if close || modal.should_close() {
        out.push(Action::CloseDialog);
    }
}

fn format_line(ui: &mut Ui, cx: &Cx<'_>, export: &mut ExportView, exporter: &'static dyn Exporter) {
    let on = export.format == exporter.id();
    ui.horizontal(|ui| {
        if ui.radio(on, exporter.name()).on_hover_text(exporter.describe()).clicked() {
            export.format = exporter.id();
        }
        let ending = exporter.extension();
        let ending = if ending.is_empty() { "a folder".to_owned() } else { format!(".{ending}") };
        ui.label(cx.theme.small(ending));
    });
    if on {
        ui.indent(exporter.id(), |ui| {
            ui.label(cx.theme.words(exporter.describe(), Face::Small, cx.theme.text_2))
        });
    }
}

fn losses_ui(ui: &mut Ui, cx: &Cx<'_>, export: &ExportView) {
    ui.label(cx.theme.block("What it leaves behind"));
    match &export.losses {
        Some((w, losses)) if *w == export.wanted(cx) => {
            if losses.is_empty() {
                ui.label(cx.theme.words("Nothing.", Face::Body, cx.theme.verified));
            }
            for loss in losses {
                ui.label(cx.theme.words(&loss.what, Face::Body, cx.theme.text_2));
            }
        }
        _ => {
            ui.label(cx.theme.small("Counting"));
        }
    }
    ui.label(cx.theme.small("After writing, every span is read back and compared."));
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>) -> (bool, bool) {
    let mut go = ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    let mut close = false;
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let what = Parts { words: "Choose where", key: "Enter", ..Parts::default() };
        go |= button(ui, cx.theme, Look::Primary, what, "Choose where, key Enter", true).clicked();
        let what = Parts { words: "Cancel", key: "Esc", ..Parts::default() };
        close = button(ui, cx.theme, Look::Normal, what, "Cancel, key Esc", true).clicked();
    });
    (go, close)
}
