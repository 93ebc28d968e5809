//! Title of the document, how far it is, its convention of marks, and search.

use crate::app::Command;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::widgets::controls::{Look, Parts, button, command_button, cut_line, put_line};
use crate::model::Edit;
use egui::{Align, Layout, Rect, Ui, UiBuilder, vec2};

/// Conventions of marks that a person may set for a document.
const MARKS: [&str; 8] =
    ["curly", "straight", "straight and curly", "single", "guillemets", "low-high", "corner", "dash"];

/// The bar over the text, 40 high.
pub(super) fn header_ui(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, out: &mut Vec<Action>) {
    ui.painter().rect_filled(rect, 0.0, cx.theme.paper);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let Some(doc) = cx.selection.doc.and_then(|d| cx.project.doc(d)) else { return };
    let right = rect.shrink2(vec2(10.0, 0.0));
    let tools = UiBuilder::new().max_rect(right).layout(Layout::right_to_left(Align::Center));
    let used = ui.scope_builder(tools, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let key = cx.key(Command::Find);
        let what = Parts { icon: icon::SEARCH, words: "Find", key: &key, ..Parts::default() };
        let find = button(ui, cx.theme, Look::Tool, what, &format!("Find, key {key}"), true);
        if find.on_hover_text(cx.tooltip(Command::Find)).clicked() {
            out.push(Action::Command(Command::Find));
        }
        if !cx.layout.initials && !doc.document.marks.is_empty() {
            marks_menu(ui, cx, doc, out);
        }
    });
    let left = rect.left() + 16.0;
    let room = used.response.rect.left().min(rect.right()) - left - 24.0;
    let counts = cx.index.doc(doc.document.id).map(|d| d.counts).unwrap_or_default();
    let state = match (counts.quotes, counts.open) {
        (0, _) => String::new(),
        (1, open) => format!("1 quotation, {open} open"),
        (all, open) => format!("{all} quotations, {open} open"),
    };
    let state = cut_line(ui, &state, Face::Body, cx.theme.text_3, 240.0);
    let title =
        cut_line(ui, &doc.document.title, Face::Semibold, cx.theme.text, (room - state.size().x).max(60.0));
    let x = put_line(ui, rect, left, &title) + 8.0;
    put_line(ui, rect, x, &state);
}

fn marks_menu(ui: &mut Ui, cx: &Cx<'_>, doc: &crate::model::DocState, out: &mut Vec<Action>) {
    let d = &doc.document;
    let marks = d.marks_set.as_ref().unwrap_or(&d.marks);
    let words = format!("Marks: {marks}");
    let what = Parts { words: &words, after: icon::CARET_DOWN, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, &words, true)
        .on_hover_text("The convention of quotation marks that was detected. Choose another to have the document read again.");
    egui::Popup::menu(&response).show(|ui| {
        let mut set = |choice: Option<String>| {
            let edit = Edit::SetMarks(d.id, choice);
            out.push(Action::edit(edit, Some(crate::model::Item::Document(d.id))));
            out.push(Action::Command(Command::AnalyseDocument));
        };
        if ui.selectable_label(d.marks_set.is_none(), format!("As detected: {}", d.marks)).clicked() {
            set(None);
            ui.close();
        }
        for name in MARKS {
            if ui.selectable_label(d.marks_set.as_deref() == Some(name), name).clicked() {
                set(Some(name.to_owned()));
                ui.close();
            }
        }
    });
}

/// In place of a text that the project names but does not carry.
pub(super) fn missing_ui(ui: &mut Ui, cx: &Cx<'_>, room: Rect, out: &mut Vec<Action>) {
    ui.painter().rect_filled(room, 0.0, cx.theme.paper);
    let at = Rect::from_center_size(room.center(), vec2(460.0_f32.min(room.width() - 32.0), 120.0));
    ui.scope_builder(UiBuilder::new().max_rect(at), |ui| {
        ui.label(cx.theme.words("The text of this document is not here", Face::Verdict, cx.theme.text));
        let words = "The project names it by its SHA-256 and does not carry it. Its quotations are safe. Name the folder that has the text.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        ui.add_space(8.0);
        command_button(ui, cx, Look::Primary, Command::FindTexts, "", out);
    });
}
