//! The columns and rows of the quotation table. Only rows in view are drawn.

use super::picking::{Click, pick};
use super::{QuotesView, Scope, put_words};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::verify::words::state_of;
use crate::gui::widgets::chip::Chip;
use crate::gui::widgets::confidence::two_places;
use crate::gui::widgets::row::{cell_text, header_cell, row_ground};
use crate::gui::widgets::rows::{Row, Rows, rows_ui as rows_in_view_ui};
use crate::gui::widgets::{Mark, confidence_word, kind_letter, kind_word};
use crate::model::{
    Column, Comparison, DocState, Item, Quotation, QuoteId, QuoteKind, SpeakerKind, SpeakerVerdict, Status,
    Verdict, filter::words,
};
use egui::accesskit::Role;
use egui::{EventFilter, Key, Modifiers, Rect, Sense, Ui, pos2, vec2};
use std::fmt::Write as _;

const HEADER: f32 = 26.0;

/// The name of a column.
pub(super) const fn column_name(column: Column) -> &'static str {
    match column {
        Column::Place => "Place",
        Column::State => "State",
        Column::Kind => "Kind",
        Column::Speaker => "Speaker",
        Column::Words => "Words",
        Column::Document => "Document",
        Column::Confidence => "Conf.",
    }
}

/// The columns that are shown, with their places, for a row of width `width`.
fn columns(cx: &Cx<'_>, view: &QuotesView, width: f32) -> Vec<(Column, f32, f32)> {
    let (gap, narrow) = if cx.layout.narrow { (8.0, true) } else { (10.0, false) };
    let with_doc = view.scope == Scope::Project && view.filter.docs.len() != 1 && width > 620.0;
    let fixed = |column| match column {
        Column::State => 112.0,
        Column::Kind => 30.0,
        Column::Speaker => {
            if narrow {
                136.0
            } else {
                142.0
            }
        }
        Column::Confidence => 44.0,
        Column::Document => 150.0,
        Column::Words | Column::Place => 0.0,
    };
    let wanted =
        [Column::State, Column::Kind, Column::Speaker, Column::Words, Column::Document, Column::Confidence];
    let shown: Vec<Column> = wanted
        .into_iter()
        .filter(|c| !view.hidden.contains(c) && (*c != Column::Document || with_doc))
        .filter(|c| *c != Column::Words || width > 470.0)
        .collect();
    let taken: f32 = shown.iter().map(|&c| fixed(c)).sum::<f32>() + gap * (shown.len() as f32 - 1.0);
    let spare = (width - 28.0 - taken).max(0.0);
    let stretched = if shown.contains(&Column::Words) { Column::Words } else { Column::Speaker };
    let mut x = 14.0;
    let mut out = Vec::with_capacity(shown.len());
    for column in shown {
        let own = fixed(column) + if column == stretched { spare } else { 0.0 };
        out.push((column, x, own));
        x += own + gap;
    }
    out
}

/// The header of the columns, and below it the rows.
pub(super) fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView, out: &mut Vec<Action>) {
    let places = columns(cx, view, ui.available_width() - wording_width(cx, ui.available_width()));
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    for &(column, x, width) in &places {
        let rect = Rect::from_min_size(pos2(head.left() + x, head.top()), vec2(width, HEADER));
        let sorted = (view.sort.by == column).then_some(view.sort.descending);
        let right = column == Column::Confidence;
        if header_cell(ui, rect, cx.theme, column_name(column), sorted, right).clicked() {
            view.sort = view.sort.clicked(column);
        }
    }
    if let Some(cell) = wording_cell(cx, head) {
        cell_text(ui, cell, "Wording", Face::Small, cx.theme.text_3, false);
    }
    ui.painter().hline(head.x_range(), head.bottom(), cx.theme.line_stroke());
    body_ui(ui, cx, view, &places, out);
}

/// Width of the column with the verdicts; nothing where there are no sources, or no room.
fn wording_width(cx: &Cx<'_>, width: f32) -> f32 {
    if cx.compared.is_some() && width > 600.0 { 128.0 } else { 0.0 }
}

fn wording_cell(cx: &Cx<'_>, row: Rect) -> Option<Rect> {
    let width = wording_width(cx, row.width());
    (width > 0.0).then(|| Rect::from_min_max(pos2(row.right() - width, row.top()), row.max - vec2(8.0, 0.0)))
}

/// The verdict on the wording of a quotation; an alarm has its sign.
fn put_wording(ui: &Ui, cx: &Cx<'_>, row: Rect, id: QuoteId) {
    let (Some(mut cell), Some(c)) = (wording_cell(cx, row), cx.compared.and_then(|all| all.get(id))) else {
        return;
    };
    if !c.alarms.is_empty() || c.speaker == SpeakerVerdict::Different {
        Mark::Alarm.paint(ui.painter(), pos2(cell.left() + 7.0, cell.center().y), cx.theme);
        cell.min.x += 20.0;
    }
    cell_text(ui, cell, wording(c), Face::Body, cx.theme.text, false);
}

/// A verdict in the few words that a column has room for.
fn wording(c: &Comparison) -> &'static str {
    match (c.verdict, c.speaker) {
        (v, SpeakerVerdict::Different) if v.passes() => "other speaker",
        (Verdict::Typography, _) => "typography",
        (v, _) => v.words(),
    }
}

fn body_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut QuotesView,
    places: &[(Column, f32, f32)],
    out: &mut Vec<Action>,
) {
    let rect = ui.available_rect_before_wrap();
    let count = view.rows().len();
    let table = ui.interact(rect, ui.scope_id().with("rows"), Sense::focusable_noninteractive());
    access::name(&table, Role::Table, &table_name(cx, view));
    if std::mem::take(&mut view.take_focus) {
        table.request_focus();
    }
    view.keyboard = table.has_focus();
    if table.has_focus() {
        let keys = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(table.id, keys));
        keys_ui(ui, cx, view, out);
    }
    let scroll_to = row_to_show(cx, view);
    let rows = Rows { name: "quotation rows", height: size::ROW_TABLE, count, scroll_to };
    rows_in_view_ui(ui, cx.theme, &table, rows, |ui, n| {
        let Some(id) = view.rows().get(n).copied() else { return Row::default() };
        let clicked = row_ui(ui, cx, view, places, id, out);
        Row { clicked, cursor: view.cursor == Some(id) }
    });
}

fn table_name(cx: &Cx<'_>, view: &QuotesView) -> String {
    let by = match view.sort.by {
        Column::Confidence => "confidence".to_owned(),
        other => column_name(other).to_lowercase(),
    };
    format!("Quotations, {} of {}, sorted by {by}", view.rows().len(), cx.project.home.len())
}

/// The row that has to come into view: that of the selected quotation, when it was selected elsewhere.
fn row_to_show(cx: &Cx<'_>, view: &mut QuotesView) -> Option<usize> {
    let selected = cx.selection.quote;
    if view.shown == selected {
        return None;
    }
    let at = view.rows().iter().position(|&r| Some(r) == selected);
    if at.is_some() || !view.rows.is_running() {
        view.shown = selected;
        view.cursor = selected;
    }
    at
}

fn keys_ui(ui: &Ui, cx: &Cx<'_>, view: &mut QuotesView, out: &mut Vec<Action>) {
    let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
    if pressed(Modifiers::COMMAND, Key::A) {
        out.push(Action::SelectMany(view.rows().to_vec()));
        return;
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        if let Some(id) = view.cursor {
            out.push(Action::Select(Item::Quotation(id)));
        }
        return;
    }
    for (key, step) in [
        (Key::ArrowDown, Step::Down(1)),
        (Key::ArrowUp, Step::Up(1)),
        (Key::PageDown, Step::Down(8)),
        (Key::PageUp, Step::Up(8)),
        (Key::Home, Step::Up(usize::MAX)),
        (Key::End, Step::Down(usize::MAX)),
    ] {
        let range = pressed(Modifiers::SHIFT, key);
        if range || pressed(Modifiers::NONE, key) {
            let rows = view.rows();
            let from = view.cursor.and_then(|c| rows.iter().position(|&r| r == c));
            let to = match (from, step) {
                (None, _) => 0,
                (Some(n), Step::Down(by)) => n.saturating_add(by).min(rows.len().saturating_sub(1)),
                (Some(n), Step::Up(by)) => n.saturating_sub(by),
            };
            if let Some(&id) = rows.get(to) {
                chosen(cx, view, id, if range { Click::Range } else { Click::Plain }, out);
                // The cursor moved, so its row has to come into view.
                view.shown = None;
            }
        }
    }
}

/// How far a key moves the cursor.
#[derive(Clone, Copy)]
enum Step {
    Down(usize),
    Up(usize),
}

fn chosen(cx: &Cx<'_>, view: &mut QuotesView, id: QuoteId, click: Click, out: &mut Vec<Action>) {
    let mut now = cx.selection.many.clone();
    now.extend(cx.selection.quote);
    let mut anchor = view.anchor.or(cx.selection.quote);
    let picked = pick(view.rows(), &now, &mut anchor, id, click);
    view.anchor = anchor;
    view.cursor = Some(id);
    view.shown = picked.first().copied();
    out.push(match click {
        Click::Plain => Action::Select(Item::Quotation(id)),
        _ => Action::SelectMany(picked),
    });
}

/// One row. Says whether it was clicked.
fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut QuotesView,
    places: &[(Column, f32, f32)],
    id: QuoteId,
    out: &mut Vec<Action>,
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_TABLE), Sense::hover());
    let Some((doc, quote)) = cx.project.quote(id).and_then(|q| Some((cx.project.doc(q.doc)?, q))) else {
        return false;
    };
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::CLICK);
    let selected = cx.selection.holds(Item::Quotation(id));
    row_ground(ui, rect, cx.theme, selected, response.hovered());
    for &(column, x, width) in places {
        let cell = Rect::from_min_size(pos2(rect.left() + x, rect.top()), vec2(width, rect.height()));
        cell_ui(ui, cx, cell, column, doc, quote);
    }
    put_wording(ui, cx, rect, id);
    access::chosen(&response, Role::Row, selected, &row_name(cx, quote));
    access::describe(ui, &response, &words(doc, quote, 200));
    if response.clicked() {
        let click = ui.input(|i| match i.modifiers {
            m if m.shift => Click::Range,
            m if m.command => Click::Toggle,
            _ => Click::Plain,
        });
        chosen(cx, view, id, click, out);
    }
    response.clicked()
}

/// *Quotation, mixed, proposed, a UN report, likely 0.78*.
fn row_name(cx: &Cx<'_>, quote: &Quotation) -> String {
    let speaker = quote.attribution.speaker.and_then(|s| cx.project.speaker(s));
    let mut out = format!(
        "Quotation {}, {}, {}, {}",
        number(cx, quote),
        kind_word(quote.kind).to_lowercase(),
        state_of(cx.project, quote).word().to_lowercase(),
        speaker.map_or("unknown", |s| s.name.as_str()),
    );
    if let Some(sure) = quote.attribution.confidence.filter(|_| quote.status == Status::Proposed) {
        _ = write!(out, ", {} {}", confidence_word(sure).to_lowercase(), two_places(sure));
    }
    if let Some(c) = cx.compared.and_then(|all| all.get(quote.id)) {
        _ = write!(out, ", {}", wording(c));
    }
    out
}

fn number(cx: &Cx<'_>, quote: &Quotation) -> usize {
    cx.index.doc(quote.doc).and_then(|d| d.position(quote.id)).map_or(0, |n| n + 1)
}

fn cell_ui(ui: &Ui, cx: &Cx<'_>, cell: Rect, column: Column, doc: &DocState, quote: &Quotation) {
    let t = cx.theme;
    match column {
        Column::State => {
            let mark = state_of(cx.project, quote);
            mark.paint(ui.painter(), pos2(cell.left() + 7.0, cell.center().y), t);
            cell_text(ui, cell.with_min_x(cell.left() + 21.0), mark.word(), Face::Body, t.text, false);
        }
        Column::Kind => {
            cell_text(ui, cell, kind_letter(quote.kind), Face::Semibold, t.text_2, false);
        }
        Column::Speaker => speaker_cell(ui, cx, cell, quote),
        Column::Words => put_words(ui, cell, &words(doc, quote, 220), Face::Words, t.text),
        Column::Document => {
            cell_text(ui, cell, &doc.document.title, Face::Body, t.text_2, false);
        }
        Column::Confidence => {
            if let Some(sure) = quote.attribution.confidence.filter(|_| quote.status == Status::Proposed) {
                cell_text(ui, cell, &two_places(sure), Face::Body, t.text, true);
            }
        }
        Column::Place => {}
    }
}

fn speaker_cell(ui: &Ui, cx: &Cx<'_>, cell: Rect, quote: &Quotation) {
    let t = cx.theme;
    if quote.kind == QuoteKind::NotSpeech && quote.attribution.speaker.is_none() {
        cell_text(ui, cell, "not speech", Face::Body, t.text_3, false);
        return;
    }
    let speaker = quote.attribution.speaker.and_then(|s| cx.project.speaker(s));
    let colours =
        speaker.and_then(|s| cx.index.colour(cx.project, s.id)).map_or_else(|| t.nobody(), |n| t.speaker(n));
    let chip = Chip {
        name: speaker.map(|s| s.name.as_str()),
        kind: speaker.map_or(SpeakerKind::Person, |s| s.kind),
        colours,
    };
    chip.paint_square(ui.painter(), cell.left() + 5.0, cell.center().y, t.panel);
    let colour = if speaker.is_some() { t.text } else { t.text_3 };
    cell_text(ui, cell.with_min_x(cell.left() + 16.0), chip.words(), Face::Body, colour, false);
}
