//! The documents of the project and how far each one is.

use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::index::Counts;
use crate::gui::theme::size;
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::controls::{Look, Parts, button, cut_line, line, put_line};
use crate::gui::widgets::progress::paint_document_bar;
use crate::model::{DocId, Item};
use egui::accesskit::Role;
use egui::{Align, Layout, Rect, ScrollArea, Sense, Ui, pos2, vec2};

/// Height of a source's row.
const ROW_SOURCE: f32 = 28.0;
/// How many sources are shown at once under the documents.
const SOURCES_MOST: usize = 6;

/// In which order documents are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they came.
    #[default]
    Added,
    /// By title.
    Title,
    /// Those with most to decide first.
    MostOpen,
}

impl Order {
    const ALL: [Self; 3] = [Self::Added, Self::Title, Self::MostOpen];

    const fn name(self) -> &'static str {
        match self {
            Self::Added => "As added",
            Self::Title => "By title",
            Self::MostOpen => "Most open",
        }
    }
}

/// What the list of documents remembers.
#[derive(Debug, Default)]
pub struct DocumentsView {
    /// The order.
    pub order: Order,
    sorted: Vec<DocId>,
    /// The documents that quotations are compared with.
    sources: Vec<DocId>,
    /// What `sorted` was made from: the index's version and the order.
    of: Option<(u64, Order)>,
    /// The document that was scrolled to last.
    shown: Option<DocId>,
    /// Whether the list is open over the text, where the window has no room beside it.
    pub popup: bool,
}

impl DocumentsView {
    /// The documents as they were listed last.
    pub fn listed(&self) -> &[DocId] {
        &self.sorted
    }

    /// The documents in the order of the list; sorted again only when the project or the order changed.
    pub fn sorted(&mut self, cx: &Cx<'_>) -> &[DocId] {
        if self.of != Some((cx.index.version, self.order)) {
            self.of = Some((cx.index.version, self.order));
            let drafts = cx.index.docs().filter(|(_, d)| !d.state.is_source());
            self.sorted = drafts.map(|(id, _)| *id).collect();
            self.sources = cx.project.sources().map(|d| d.document.id).collect();
            match self.order {
                Order::Added => {}
                Order::Title => self
                    .sorted
                    .sort_by_cached_key(|id| cx.project.doc(*id).map(|d| d.document.title.to_lowercase())),
                Order::MostOpen => self.sorted.sort_by_key(|id| {
                    (std::cmp::Reverse(cx.index.doc(*id).map_or(0, |d| d.counts.open)), *id)
                }),
            }
        }
        &self.sorted
    }
}

/// The panel on the left.
pub fn documents_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    header(ui, cx, &mut view.documents);
    view.documents.sorted(cx);
    let listed = view.documents.sources.len();
    let foot = 42.0 + if listed == 0 { 0.0 } else { 40.0 + listed.min(SOURCES_MOST) as f32 * ROW_SOURCE };
    let list =
        Rect::from_min_max(ui.cursor().min, pos2(ui.max_rect().right(), ui.max_rect().bottom() - foot));
    let take_focus = view.focus_region == Some(Region::Documents);
    if take_focus {
        view.focus_region = None;
    }
    ui.scope_builder(egui::UiBuilder::new().max_rect(list), |ui| {
        list_ui(ui, cx, &mut view.documents, take_focus, out);
    });
    let below = Rect::from_min_max(pos2(list.left(), list.bottom()), ui.max_rect().max);
    if listed > 0 {
        let room = below.with_max_y(below.bottom() - 42.0);
        ui.scope_builder(egui::UiBuilder::new().max_rect(room), |ui| {
            sources_ui(ui, cx, &view.documents.sources, out);
        });
    }
    let below = below.with_min_y(below.bottom() - 42.0);
    ui.scope_builder(egui::UiBuilder::new().max_rect(below), |ui| footer(ui, cx, out));
}

/// The sources under the documents, the first few of them.
fn sources_ui(ui: &mut Ui, cx: &Cx<'_>, sources: &[DocId], out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.painter().hline(ui.max_rect().x_range(), ui.max_rect().top(), cx.theme.line_stroke());
    crate::gui::verify::panel_heading(ui, cx, "Sources", Some(sources.len()), |ui| {
        let what = Parts { icon: icon::PLUS, words: "Add", ..Parts::default() };
        let add = button(ui, cx.theme, Look::Tool, what, Command::AddSources.name(), true);
        if add.on_hover_text(cx.tooltip(Command::AddSources)).clicked() {
            out.push(Action::Command(Command::AddSources));
        }
    });
    ScrollArea::vertical().auto_shrink(false).id_salt("sources").show_rows(
        ui,
        ROW_SOURCE,
        sources.len(),
        |ui, rows| {
            for id in sources.get(rows).unwrap_or_default() {
                let Some(doc) = cx.project.doc(*id) else { continue };
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW_SOURCE), Sense::click());
                let on = cx.selection.doc == Some(*id);
                crate::gui::widgets::row_ground(ui, rect, cx.theme, on, response.hovered());
                let kind = doc.material.as_ref().map_or("", |m| m.kind.name());
                let kind = line(ui, kind, Face::Small, cx.theme.text_3);
                let x = put_line(
                    ui,
                    rect,
                    rect.left() + 14.0,
                    &line(ui, icon::FILE, Face::Icon, cx.theme.text_2),
                );
                let end = rect.right() - 12.0 - kind.size().x;
                put_line(ui, rect, end, &kind);
                let title = cut_line(ui, &doc.document.title, Face::Body, cx.theme.text, end - x - 14.0);
                put_line(ui, rect, x + 7.0, &title);
                access::chosen(&response, Role::ListItem, on, &format!("Source {}", doc.document.title));
                access::focus_ring(ui, &response, cx.theme);
                if response.on_hover_text(&doc.document.title).clicked() {
                    out.push(Action::Select(Item::Document(*id)));
                }
            }
        },
    );
}

fn header(ui: &mut Ui, cx: &Cx<'_>, view: &mut DocumentsView) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_HEADER), Sense::hover());
    let x = put_line(ui, rect, rect.left() + 14.0, &line(ui, "Documents", Face::Semibold, cx.theme.text));
    let count = line(ui, &view.sorted(cx).len().to_string(), Face::Body, cx.theme.text_3);
    put_line(ui, rect, x + 6.0, &count);
    let right = Rect::from_min_max(rect.min, rect.max - vec2(8.0, 0.0));
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(right).layout(Layout::right_to_left(Align::Center)),
        |ui| {
            let what = Parts { words: view.order.name(), after: icon::CARET_DOWN, ..Parts::default() };
            let response =
                button(ui, cx.theme, Look::Tool, what, &format!("Order: {}", view.order.name()), true);
            egui::Popup::menu(&response).show(|ui| {
                for order in Order::ALL {
                    if ui.selectable_label(view.order == order, order.name()).clicked() {
                        view.order = order;
                        ui.close();
                    }
                }
            });
        },
    );
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut DocumentsView, take_focus: bool, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let count = view.sorted(cx).len();
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if view.shown != cx.selection.doc {
        view.shown = cx.selection.doc;
        if let Some(at) = view.sorted.iter().position(|d| Some(*d) == cx.selection.doc) {
            let top = at as f32 * size::ROW_DOCUMENT;
            let height = ui.available_height();
            area = area.vertical_scroll_offset((top - height / 3.0).max(0.0));
        }
    }
    area.show_rows(ui, size::ROW_DOCUMENT, count, |ui, rows| {
        for n in rows {
            let Some(id) = view.sorted.get(n).copied() else { continue };
            row(ui, cx, id, take_focus, out);
        }
    });
}

fn row(ui: &mut Ui, cx: &Cx<'_>, id: DocId, take_focus: bool, out: &mut Vec<Action>) {
    let Some(doc) = cx.project.doc(id) else { return };
    let counts = cx.index.doc(id).map(|d| d.counts).unwrap_or_default();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_DOCUMENT), Sense::click());
    let on = cx.selection.doc == Some(id);
    if on {
        ui.painter().rect_filled(rect, 0.0, cx.theme.selected);
        ui.painter().rect_filled(
            Rect::from_min_size(rect.min, vec2(3.0, rect.height())),
            0.0,
            cx.theme.accent,
        );
        if take_focus {
            response.request_focus();
        }
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, cx.theme.hover);
    }
    let face = if on { Face::Semibold } else { Face::Body };
    let inner = rect.shrink2(vec2(13.0, 0.0));
    let title = cut_line(ui, &doc.document.title, face, cx.theme.text, inner.width());
    ui.painter().galley(pos2(inner.left(), rect.top() + 8.0), title, cx.theme.text);
    let progress = Rect::from_min_size(pos2(inner.left(), rect.top() + 34.0), vec2(64.0, 6.0));
    let fraction = if counts.quotes == 0 { 0.0 } else { counts.decided as f32 / counts.quotes as f32 };
    let verified = doc.checks.values().filter(|c| c.outcome.is_verified()).count() as f32;
    let verified = verified / counts.quotes.max(1) as f32;
    paint_document_bar(ui.painter(), cx.theme, progress, verified, fraction.max(verified));
    let words = state_words(cx, doc, counts);
    let small = cut_line(
        ui,
        &words,
        Face::Small,
        if on { cx.theme.text_2 } else { cx.theme.text_3 },
        inner.width() - 72.0,
    );
    ui.painter().galley(
        pos2(progress.right() + 8.0, progress.center().y - small.size().y / 2.0),
        small,
        cx.theme.text_3,
    );
    access::chosen(&response, Role::ListItem, on, &doc.document.title);
    access::describe(ui, &response, &words);
    if response.has_focus() {
        ui.painter().rect_stroke(
            rect.shrink(2.0),
            4.0,
            egui::Stroke::new(2.0, cx.theme.focus),
            egui::StrokeKind::Inside,
        );
    }
    let response = response.on_hover_text(format!("{}\n{}", doc.document.title, words));
    if response.clicked() {
        out.push(Action::Select(Item::Document(id)));
    }
    response.context_menu(|ui| {
        if !on {
            out.push(Action::Select(Item::Document(id)));
        }
        super::top_bar::menu_line(ui, cx, Command::AnalyseDocument, out);
        super::top_bar::menu_line(ui, cx, Command::UseAsSource, out);
        super::top_bar::menu_line(ui, cx, Command::Revise, out);
        super::top_bar::menu_line(ui, cx, Command::RemoveDocument, out);
    });
}

/// *10 open of 16*, or why there is nothing to count.
fn state_words(cx: &Cx<'_>, doc: &crate::model::DocState, counts: Counts) -> String {
    if doc.text.is_none() {
        return "text not found".into();
    }
    let reading = cx.jobs.iter().any(|j| j.on == doc.document.title);
    match (counts.quotes, counts.open) {
        (0, _) if reading => "reading".into(),
        (0, _) if doc.document.analysed.is_none() => "not read yet".into(),
        (0, _) => "no quotations".into(),
        (all, 0) => format!("all {all} decided"),
        (all, open) => format!("{open} open of {all}"),
    }
}

fn footer(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top(), cx.theme.line_stroke());
    let words = line(ui, "Drop files anywhere, or", Face::Small, cx.theme.text_2);
    let x = put_line(ui, rect, rect.left() + 14.0, &words) + 5.0;
    let hit = Rect::from_min_max(pos2(x, rect.center().y - 12.0), pos2(x + 48.0, rect.center().y + 12.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(hit), |ui| {
        let key = cx.key(Command::OpenDocuments);
        let what = Parts { key: &key, ..Parts::default() };
        let label = access::with_key(Command::OpenDocuments.name(), &key);
        let response = button(ui, cx.theme, Look::Tool, what, &label, true);
        if response.on_hover_text(cx.tooltip(Command::OpenDocuments)).clicked() {
            out.push(Action::Command(Command::OpenDocuments));
        }
    });
}
