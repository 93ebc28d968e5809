//! The sources of the project: what quotations are compared with, and what is known about each.

use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::{Face, icon};
use crate::gui::theme::size;
use crate::gui::verify::{panel_heading, style_menu};
use crate::gui::view_state::ViewState;
use crate::gui::widgets::controls::{Look, Parts, button, command_button};
use crate::gui::widgets::row::{cell_text, row_ground};
use crate::gui::widgets::rows::{Row, Rows, rows_ui};
use crate::model::{DocId, DocState, Edit, Item, Material, MaterialKind};
use crate::text::SourceText;
use egui::accesskit::Role;
use egui::{
    CentralPanel, ComboBox, EventFilter, Frame, Key, Margin, Modifiers, Panel, Rect, ScrollArea, Sense,
    TextEdit, Ui, pos2, vec2,
};
use strum::IntoEnumIterator as _;

/// What the tab remembers.
#[derive(Debug, Default)]
pub struct SourcesView {
    /// The sources, and the version of the project that they are of.
    rows: Vec<DocId>,
    of: Option<u64>,
    chosen: Option<DocId>,
    shown: Option<DocId>,
    draft: Option<Draft>,
}

/// What is being typed about a source.
#[derive(Debug, Clone)]
struct Draft {
    doc: DocId,
    title: String,
    material: Material,
}

impl SourcesView {
    fn refresh(&mut self, cx: &Cx<'_>) {
        if self.of != Some(cx.index.version) {
            self.of = Some(cx.index.version);
            self.rows = cx.project.sources().map(|d| d.document.id).collect();
            self.draft = None;
        }
        self.chosen = self.chosen.filter(|c| self.rows.contains(c)).or_else(|| self.rows.first().copied());
    }
}

/// The tab: the list, and the chosen source on the right.
pub fn sources_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let view = &mut view.sources;
    view.refresh(cx);
    Panel::right(("source", cx.layout.narrow))
        .default_size(cx.layout.inspector)
        .size_range(260.0..=460.0)
        .frame(Frame::new().fill(cx.theme.panel))
        .show(ui, |ui| details_ui(ui, cx, view, out));
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let bar = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), size::PANEL_HEADER));
        ui.painter().rect_filled(bar, 0.0, cx.theme.panel);
        ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, cx.theme.line_stroke());
        panel_heading(ui, cx, "Sources", Some(view.rows.len()), |ui| {
            command_button(ui, cx, Look::Small, Command::AddSources, "", out);
            command_button(ui, cx, Look::Small, Command::AddSourceFolder, "Add a folder", out);
            style_menu(ui, cx, false, out);
        });
        if view.rows.is_empty() {
            nothing_ui(ui, cx, out);
        } else {
            list_ui(ui, cx, view, out);
        }
    });
}

fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let at = Rect::from_center_size(
        ui.max_rect().center(),
        vec2(460.0_f32.min(ui.available_width() - 40.0), 130.0),
    );
    ui.scope_builder(egui::UiBuilder::new().max_rect(at), |ui| {
        ui.label(cx.theme.words("Drop sources here", Face::Verdict, cx.theme.text));
        let words = "Transcripts, statements, notes, earlier articles: whatever the words come from. Each quotation is compared with all of them. They stay on this machine.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        ui.add_space(10.0);
        ui.horizontal(|ui| {
            command_button(ui, cx, Look::Primary, Command::AddSources, "", out);
            command_button(ui, cx, Look::Normal, Command::AddSourceFolder, "", out);
        });
    });
}

/// Columns: name, place, width; the title takes what is left.
fn places(width: f32) -> Vec<(&'static str, f32, f32)> {
    let mut fixed = vec![("Kind", 120.0), ("Date", 96.0), ("Size", 64.0), ("SHA-256", 92.0), ("", 90.0)];
    if width < 640.0 {
        fixed.retain(|(name, _)| !matches!(*name, "SHA-256" | "Size"));
    }
    let taken: f32 = fixed.iter().map(|(_, w)| w + 12.0).sum();
    let title = (width - 28.0 - taken).max(120.0);
    let mut out = vec![("Title", 14.0, title)];
    let mut x = 14.0 + title + 12.0;
    for (name, w) in fixed {
        out.push((name, x, w));
        x += w + 12.0;
    }
    out
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SourcesView, out: &mut Vec<Action>) {
    let places = places(ui.available_width());
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    for &(name, x, width) in &places {
        let cell = Rect::from_min_size(pos2(head.left() + x, head.top()), vec2(width, 28.0));
        cell_text(ui, cell, name, Face::Small, cx.theme.text_3, false);
    }
    ui.painter().hline(head.x_range(), head.bottom(), cx.theme.line_stroke());
    let rect = ui.available_rect_before_wrap();
    let table = ui.interact(rect, ui.scope_id().with("sources"), Sense::focusable_noninteractive());
    access::name(&table, Role::Table, &format!("Sources, {}", view.rows.len()));
    if table.has_focus() {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(table.id, keys));
        let at = view.rows.iter().position(|r| Some(*r) == view.chosen).unwrap_or(0);
        let last = view.rows.len().saturating_sub(1);
        for (key, to) in [(Key::ArrowDown, (at + 1).min(last)), (Key::ArrowUp, at.saturating_sub(1))] {
            if ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
                view.chosen = view.rows.get(to).copied();
            }
        }
    }
    let scroll_to =
        (view.shown != view.chosen).then(|| view.rows.iter().position(|r| Some(*r) == view.chosen)).flatten();
    view.shown = view.chosen;
    let rows = Rows { name: "source rows", height: size::ROW_SPEAKER, count: view.rows.len(), scroll_to };
    rows_ui(ui, cx.theme, &table, rows, |ui, n| {
        let found = view.rows.get(n).and_then(|id| cx.project.doc(*id));
        let Some(doc) = found else { return Row::default() };
        let clicked = row_ui(ui, cx, doc, view.chosen, &places, out);
        if clicked {
            view.chosen = Some(doc.document.id);
        }
        Row { clicked, cursor: view.chosen == Some(doc.document.id) }
    });
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    doc: &DocState,
    chosen: Option<DocId>,
    places: &[(&'static str, f32, f32)],
    out: &mut Vec<Action>,
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_SPEAKER), Sense::hover());
    let Some(material) = doc.material.as_deref() else { return false };
    let on = chosen == Some(doc.document.id);
    let response = ui.interact(rect, ui.scope_id().with(doc.document.id), Sense::CLICK);
    row_ground(ui, rect, cx.theme, on, response.hovered());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let hash = doc.document.text.to_hex();
    let hash = hash.get(..10).unwrap_or_default().to_owned();
    let confidential = if material.confidential { "confidential" } else { "" };
    for &(name, x, width) in places {
        let cell = Rect::from_min_size(pos2(rect.left() + x, rect.top()), vec2(width, rect.height()));
        let (words, face, colour) = match name {
            "Title" => (doc.document.title.clone(), Face::Body, cx.theme.text),
            "Kind" => (material.kind.name().to_owned(), Face::Body, cx.theme.text_2),
            "Date" => (material.date.clone(), Face::Body, cx.theme.text_2),
            "Size" => (size_words(doc), Face::Body, cx.theme.text_2),
            "SHA-256" => (hash.clone(), Face::Mono, cx.theme.text_2),
            _ => (confidential.to_owned(), Face::Small, cx.theme.alarm),
        };
        cell_text(ui, cell, &words, face, colour, false);
    }
    let name = format!(
        "{}, {}{}",
        doc.document.title,
        material.kind.name(),
        if material.confidential { ", confidential" } else { "" }
    );
    access::chosen(&response, Role::Row, on, &name);
    if response.double_clicked() {
        out.push(Action::Select(Item::Document(doc.document.id)));
        out.push(Action::Route(Route::Read));
    }
    response.clicked()
}

/// How long a source is: its length in thousands of characters says enough, and costs no counting.
fn size_words(doc: &DocState) -> String {
    match doc.text.as_ref().map(SourceText::len) {
        None => "not here".into(),
        Some(n) if n < 10_000 => format!("{:.1} KB", n as f32 / 1000.0),
        Some(n) => format!("{} KB", n / 1000),
    }
}

fn details_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SourcesView, out: &mut Vec<Action>) {
    let Some(doc) = view.chosen.and_then(|d| cx.project.doc(d)) else {
        panel_heading(ui, cx, "No source chosen", None, |_| {});
        return;
    };
    let Some(material) = doc.material.as_deref() else { return };
    if view.draft.as_ref().is_none_or(|d| d.doc != doc.document.id) {
        view.draft = Some(Draft {
            doc: doc.document.id,
            title: doc.document.title.clone(),
            material: material.clone(),
        });
    }
    let Some(draft) = &mut view.draft else { return };
    panel_heading(ui, cx, "Source", None, |_| {});
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(Margin { left: 14, right: 14, top: 0, bottom: 12 }).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            let mut done = false;
            done |= field(ui, cx, "Title", "Title of the source", &mut draft.title, 1);
            done |= kind_ui(ui, cx, &mut draft.material.kind);
            done |= field(ui, cx, "Date", "When it was said or published", &mut draft.material.date, 1);
            done |= field(ui, cx, "Link", "Where it can be found", &mut draft.material.link, 1);
            let words = "Confidential: a redacted pack goes without it and its words";
            let ticked = ui.checkbox(&mut draft.material.confidential, cx.theme.body(words));
            access::focus_ring(ui, &ticked, cx.theme);
            done |= ticked.changed();
            done |= field(ui, cx, "Note", "Note on the source", &mut draft.material.note, 2);
            if done && !cx.now.read_only {
                let mut edits = Vec::new();
                if draft.title.trim() != doc.document.title && !draft.title.trim().is_empty() {
                    edits.push(Edit::RenameDocument(draft.doc, draft.title.trim().to_owned()));
                }
                if draft.material != *material {
                    edits.push(Edit::SetMaterial(draft.material.clone()));
                }
                if !edits.is_empty() {
                    out.push(Action::Edit { edits, focus: None, advance: false });
                }
            }
            facts_ui(ui, cx, doc);
            ui.add_space(6.0);
            ui.horizontal(|ui| {
                let what = Parts { icon: icon::FILE, words: "Open", ..Parts::default() };
                if button(ui, cx.theme, Look::Normal, what, "Open the source in Read", true).clicked() {
                    out.push(Action::Select(Item::Document(doc.document.id)));
                    out.push(Action::Route(Route::Read));
                }
                let what = Parts { words: "No longer a source", ..Parts::default() };
                let can = !cx.now.read_only;
                if button(ui, cx.theme, Look::Normal, what, "No longer a source", can).clicked() {
                    out.push(Action::edit(Edit::RemoveMaterial(doc.document.id), None));
                }
            });
        });
    });
}

/// A field of one or more lines; whether it was left after a change.
fn field(ui: &mut Ui, cx: &Cx<'_>, label: &str, name: &str, text: &mut String, rows: usize) -> bool {
    ui.label(cx.theme.block(label));
    let edit =
        if rows == 1 { TextEdit::singleline(text) } else { TextEdit::multiline(text).desired_rows(rows) };
    let response = ui.add(edit.desired_width(f32::INFINITY).margin(Margin::symmetric(8, 5)));
    access::name(&response, if rows == 1 { Role::TextInput } else { Role::MultilineTextInput }, name);
    response.lost_focus()
}

fn kind_ui(ui: &mut Ui, cx: &Cx<'_>, kind: &mut MaterialKind) -> bool {
    ui.label(cx.theme.block("Kind"));
    let before = *kind;
    let shown = ComboBox::from_id_salt("material kind")
        .selected_text(cx.theme.body(kind.name()))
        .width(ui.available_width() - 16.0)
        .show_ui(ui, |ui| {
            for k in MaterialKind::iter() {
                ui.selectable_value(kind, k, cx.theme.body(k.name()));
            }
        });
    access::name(&shown.response, Role::ComboBox, &format!("Kind of source: {}", kind.name()));
    *kind != before
}

/// What cannot be changed: the text by its hash, where it came from, how it is divided.
fn facts_ui(ui: &mut Ui, cx: &Cx<'_>, doc: &DocState) {
    ui.label(cx.theme.block("SHA-256 of its text"));
    let hash = egui::Label::new(cx.theme.words(doc.document.text.to_hex(), Face::Mono, cx.theme.text_2));
    ui.add(hash.wrap().selectable(true));
    let turns = doc.track.as_ref().map_or(0, |t| t.turns.len());
    let cues = doc.track.as_ref().map_or(0, |t| t.cues.len());
    let mut said = vec![size_words(doc)];
    if turns > 0 {
        said.push(format!("{turns} turns"));
    }
    if cues > 0 {
        said.push(format!("{cues} cues"));
    }
    if !doc.document.origin.name.is_empty() {
        said.push(format!("from {}", doc.document.origin.name));
    }
    ui.label(cx.theme.words(said.join(", "), Face::Small, cx.theme.text_2));
}
