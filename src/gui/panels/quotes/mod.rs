//! The quotation table: all quotations of the document or the project, filtered, sorted, many at a time.

mod filters;
mod picking;
mod rows;

pub use filters::{FilterMenu, filter_labels};
pub use picking::{Click, pick};

use crate::app::Command;
use crate::formats::{FormatError, Table};
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::widgets::confidence::two_places;
use crate::gui::widgets::controls::{Look, Parts, button, command_button, link, put_line};
use crate::gui::widgets::kind_word;
use crate::model::{
    Column, DocId, Edit, Filter, Item, Project, QuoteId, Sort, StateIs, Status, filter::select,
};
use crate::text::offsets::Unit;
use egui::{Align, Layout, RichText, Ui, UiBuilder, vec2};
use std::collections::BTreeSet;

/// Projects up to this many quotations are filtered within the frame; larger ones beside it.
const AT_ONCE: usize = 1_500;

/// Which documents the table lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The one that is shown.
    #[default]
    ThisDocument,
    /// All, or those that the filter names.
    Project,
}

/// What the table lists.
#[derive(Debug, Default)]
struct Rows {
    ids: Vec<QuoteId>,
    /// How many of them wait for a decision.
    open: usize,
}

/// What the table remembers.
#[derive(Debug, Default)]
pub struct QuotesView {
    /// What is asked of the rows, apart from the document.
    pub filter: Filter,
    /// Their order.
    pub sort: Sort,
    /// Which documents.
    pub scope: Scope,
    /// Columns that are not shown.
    pub hidden: BTreeSet<Column>,
    /// The menu of filters.
    pub menu: FilterMenu,
    rows: Beside<(Filter, Sort), u64, Rows>,
    /// Where a range of rows begins.
    anchor: Option<QuoteId>,
    /// The row that the arrows start from.
    cursor: Option<QuoteId>,
    /// The quotation that the table last showed as selected, so that it scrolls only when another is.
    shown: Option<QuoteId>,
    take_focus: bool,
    keyboard: bool,
    raised: bool,
}

impl QuotesView {
    /// Opens the menu of filters with the keyboard in its field.
    pub fn open_filter(&mut self) {
        self.menu.open_now();
    }

    /// Gives the rows the keyboard when they are next drawn.
    pub fn take_focus(&mut self) {
        self.take_focus = true;
    }

    /// Raises the rows over the text where the window is too low for both, or lowers them again.
    pub fn raise(&mut self) {
        self.raised = !self.raised;
    }

    /// Whether the rows are raised over the text.
    pub fn is_raised(&self) -> bool {
        self.raised
    }

    /// Whether the rows have the keyboard.
    pub fn has_keyboard(&self) -> bool {
        self.keyboard
    }

    /// Shows what `filter` asks for in the whole project, and nothing else.
    pub fn show(&mut self, filter: Filter) {
        (self.filter, self.scope, self.raised) = (filter, Scope::Project, true);
    }

    /// The rows as they were last worked out; may hold quotations that are gone by now.
    pub fn rows(&self) -> &[QuoteId] {
        self.rows.last().map_or(&[], |r| r.ids.as_slice())
    }

    /// What is asked of the rows, the document included.
    pub fn asked(&self, shown: Option<DocId>) -> Filter {
        let mut asked = self.filter.clone();
        if self.scope == Scope::ThisDocument {
            asked.docs = shown.into_iter().collect();
        }
        asked
    }

    /// Works the rows out again where the project or the question changed. Called each frame; does nothing most times.
    pub fn refresh(&mut self, ctx: &egui::Context, cx: &Cx<'_>) {
        let key = (self.asked(cx.selection.doc), self.sort);
        let (project, question) = (cx.project.clone(), key.clone());
        let at_once = cx.project.home.len() <= AT_ONCE;
        self.rows.get(ctx, key, cx.index.version, at_once, move |progress| {
            let ids = select(&project, &question.0, question.1, progress)?;
            let open = ids.iter().filter(|id| project.quote(**id).is_some_and(|q| q.is_open())).count();
            Some(Rows { ids, open })
        });
    }
}

/// The decision `status` on `quotes`, as one undo step.
pub fn decide(quotes: Vec<QuoteId>, status: Status) -> Action {
    let focus = quotes.first().copied().map(Item::Quotation);
    Action::Edit { edits: vec![Edit::Decide(quotes, status)], focus, advance: false }
}

/// `rows` as CSV: place, decision, attribution and words of each; positions in code points.
///
/// # Errors
/// None that a person can bring about.
pub fn as_csv(project: &Project, rows: &[QuoteId]) -> Result<Vec<u8>, FormatError> {
    let mut table = Table::new(&[
        "document",
        "quotation",
        "start",
        "end",
        "kind",
        "state",
        "speaker",
        "confidence",
        "words",
        "note",
    ])?;
    for quote in rows.iter().filter_map(|&id| project.quote(id)) {
        let Some(doc) = project.doc(quote.doc) else { continue };
        let text = doc.text.as_ref();
        let (start, end) = text.and_then(|t| t.to_unit(quote.content.hull(), Unit::Char)).unwrap_or_default();
        let speaker = quote.attribution.speaker.and_then(|s| project.speaker(s));
        table.row([
            doc.document.title.as_str(),
            &quote.id.0.to_string(),
            &start.to_string(),
            &end.to_string(),
            &kind_word(quote.kind).to_lowercase(),
            &StateIs::of(quote).word().to_lowercase(),
            speaker.map_or("", |s| s.name.as_str()),
            &quote.attribution.confidence.map(two_places).unwrap_or_default(),
            &text.map(|t| t.words_of(&quote.content)).unwrap_or_default(),
            &quote.note,
        ])?;
    }
    table.done()
}

/// The table: its header, its columns, its rows.
pub fn quotes_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView, out: &mut Vec<Action>) {
    view.refresh(ui.ctx(), cx);
    view.keyboard = false;
    ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
    header_ui(ui, cx, view, out);
    if ui.available_height() < 30.0 {
        return;
    }
    if view.rows().is_empty() && !view.rows.is_running() {
        nothing_ui(ui, cx, view);
    } else {
        rows::rows_ui(ui, cx, view, out);
    }
}

fn header_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView, out: &mut Vec<Action>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), egui::Sense::hover());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 8.0);
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut bar;
    let chosen = cx.selection.many.len();
    if chosen > 1 {
        ui.label(cx.theme.strong(format!("{chosen} selected")));
        command_button(ui, cx, Look::Small, Command::Accept, "", out);
        command_button(ui, cx, Look::Small, Command::Reject, "", out);
        command_button(ui, cx, Look::Small, Command::ChooseSpeaker, "Speaker", out);
        if button(
            ui,
            cx.theme,
            Look::Tool,
            Parts { words: "Clear", ..Parts::default() },
            "Clear selection",
            true,
        )
        .clicked()
        {
            out.push(Action::SelectMany(cx.selection.quote.into_iter().collect()));
        }
        return;
    }
    ui.label(cx.theme.strong("Quotations"));
    let of = match (view.scope, cx.selection.doc.and_then(|d| cx.project.doc(d))) {
        (Scope::ThisDocument, Some(doc)) => doc.quotes.len(),
        _ => cx.project.home.len(),
    };
    let count = match view.rows().len() {
        n if n == of => format!("{of}"),
        n => format!("{n} of {of}"),
    };
    ui.label(cx.theme.words(count, Face::Body, cx.theme.text_3));
    filters::filter_labels(ui, cx, view);
    filters::filter_menu(ui, cx, view);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        columns_menu(ui, cx, view);
        let open = view.rows.last().map_or(0, |r| r.open);
        if open > 0 && ui.available_width() > 150.0 {
            accept_menu(ui, cx, open, out);
        }
    });
}

/// Accepting many: all that the filters leave, or all above a confidence.
fn accept_menu(ui: &mut Ui, cx: &Cx<'_>, open: usize, out: &mut Vec<Action>) {
    let words = format!("Accept {open} open");
    let what = Parts { words: &words, after: icon::CARET_DOWN, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, "Accept many", true);
    egui::Popup::menu(&response).accessible_name("Accept many").show(|ui| {
        ui.set_min_width(250.0);
        for (command, said) in [
            (Command::AcceptVisible, format!("Accept the {open} open rows")),
            (Command::AcceptAbove, "Accept all above a confidence …".to_owned()),
        ] {
            if menu_row(ui, cx, &said, &cx.key(command)).clicked() {
                out.push(Action::Command(command));
                ui.close();
            }
        }
    });
}

/// A line of a menu with the key that does the same.
pub fn menu_row(ui: &mut Ui, cx: &Cx<'_>, words: &str, key: &str) -> egui::Response {
    let mut shown = egui::Button::new(cx.theme.body(words)).frame_when_inactive(false);
    if !key.is_empty() {
        shown = shown.shortcut_text(RichText::new(key).font(Face::Key.font()).color(cx.theme.text_2));
    }
    ui.add_sized(vec2(ui.available_width(), 28.0), shown)
}

fn columns_menu(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    let what = Parts { words: "Columns", after: icon::CARET_DOWN, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, "Columns", true);
    egui::Popup::menu(&response)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Columns")
        .show(|ui| {
            for column in [Column::Kind, Column::Speaker, Column::Words, Column::Confidence, Column::Document]
            {
                let mut on = !view.hidden.contains(&column);
                if ui.checkbox(&mut on, cx.theme.body(rows::column_name(column))).changed() {
                    if on {
                        view.hidden.remove(&column);
                    } else {
                        view.hidden.insert(column);
                    }
                }
            }
        });
}

fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    ui.add_space(18.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        let doc = cx.selection.doc.and_then(|d| cx.project.doc(d));
        let (all, narrowed) = match (view.scope, doc) {
            (Scope::ThisDocument, Some(doc)) => (doc.quotes.len(), !view.filter.is_empty()),
            _ => (cx.project.home.len(), !view.filter.is_empty()),
        };
        if narrowed && all > 0 {
            ui.label(cx.theme.body(format!("None of the {all} quotations match.")));
            if link(ui, cx.theme, "Clear filters").clicked() {
                view.filter = Filter::default();
            }
        } else if let Some(doc) = doc.filter(|_| view.scope == Scope::ThisDocument) {
            let marks = doc.document.marks_set.as_deref().unwrap_or(&doc.document.marks);
            let now = if marks.is_empty() {
                String::new()
            } else {
                format!(", or change the marks setting: now {marks}")
            };
            let key = cx.key(Command::MarkQuotation);
            ui.label(
                cx.theme.body(format!("No quotations found in this document. Mark one with {key}{now}.")),
            );
        } else {
            ui.label(
                cx.theme.body("No quotations yet. Open documents, and those found in them are listed here."),
            );
        }
    });
}

/// A galley's worth of text beside a mark, for rows.
fn put_words(ui: &Ui, rect: egui::Rect, words: &str, face: Face, colour: egui::Color32) {
    let galley = crate::gui::widgets::controls::cut_line(ui, words, face, colour, rect.width());
    put_line(ui, rect, rect.left(), &galley);
}
