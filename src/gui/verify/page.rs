//! Draft and source side by side on one grid of rows, with the differences drawn into the words.

use super::VerifyView;
use super::cell::{Cell, Side, cells_of, gap};
use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::{Look, command_button, cut_line, line, put_cap, put_line};
use crate::model::{Comparison, DocState, Passage, Quotation};
use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, Modifiers, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

/// Height of the two headings over the columns.
const HEADING: f32 = 36.0;
/// Room left of the words of the draft.
const DRAFT_LEFT: f32 = 26.0;
/// Room left of the words of the source, where a time stands.
const SOURCE_LEFT: f32 = 84.0;
/// The same without a time.
const SOURCE_LEFT_BARE: f32 = 22.0;

/// The two texts that are shown.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    /// The quotation.
    pub quote: &'a Quotation,
    /// The draft that it stands in.
    pub draft: &'a DocState,
    /// What comparing it showed; `None` without sources.
    pub comparison: Option<&'a Comparison>,
    /// The source of the passage.
    pub source: Option<(&'a DocState, &'a Passage)>,
}

/// Both columns, as the part of the window that the keys of this tab act in.
pub(super) fn page_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut VerifyView,
    pair: Pair<'_>,
    out: &mut Vec<Action>,
) {
    let room = ui.available_rect_before_wrap();
    let page = ui.interact(room, Id::unique("verify page"), Sense::click());
    access::name(&page, Role::Document, "Draft and source, side by side");
    if view.take_focus {
        view.take_focus = false;
        page.request_focus();
    }
    if page.clicked() {
        page.request_focus();
    }
    view.keyboard = page.has_focus();
    let keys = EventFilter { tab: true, vertical_arrows: true, horizontal_arrows: true, escape: true };
    ui.memory_mut(|m| m.set_focus_lock_filter(page.id, keys));
    let middle = (room.center().x).round();
    headings(ui, cx, view, pair, room, middle);
    let below = room.with_min_y(room.top() + HEADING);
    let scroll = if page.has_focus() { scrolled(ui, below.height()) } else { 0.0 };
    ui.scope_builder(egui::UiBuilder::new().max_rect(below), |ui| {
        ScrollArea::vertical().auto_shrink(false).id_salt(("verify", pair.quote.id, view.other)).show(
            ui,
            |ui| {
                if scroll != 0.0 {
                    ui.scroll_with_delta(vec2(0.0, -scroll));
                }
                rows_ui(ui, cx, pair, middle);
            },
        );
    });
    ui.painter().vline(middle, room.y_range(), cx.theme.line_stroke());
    if page.has_focus() {
        let ring = Stroke::new(2.0, cx.theme.focus);
        ui.painter().rect_stroke(room.shrink(1.0), 0.0, ring, egui::StrokeKind::Inside);
    }
    if pair.source.is_none() {
        nothing_found(ui, cx, view, pair, below.with_min_x(middle), out);
    }
}

/// How far the keys scroll the page.
fn scrolled(ui: &Ui, height: f32) -> f32 {
    let steps = [
        (Key::ArrowDown, 40.0),
        (Key::ArrowUp, -40.0),
        (Key::PageDown, height - 60.0),
        (Key::PageUp, 60.0 - height),
    ];
    ui.input_mut(|i| {
        steps.into_iter().filter(|(key, _)| i.consume_key(Modifiers::NONE, *key)).map(|(_, by)| by).sum()
    })
}

/// What stands over the columns: which draft and where, which source, whose turn, when, and how many more places there are.
fn headings(ui: &Ui, cx: &Cx<'_>, view: &VerifyView, pair: Pair<'_>, room: Rect, middle: f32) {
    let whole = Rect::from_min_size(room.min, vec2(room.width(), HEADING));
    ui.painter().rect_filled(whole, 0.0, cx.theme.paper);
    ui.painter().hline(whole.x_range(), whole.bottom() - 0.5, cx.theme.line_stroke());
    let left = whole.with_max_x(middle);
    let x = put_line(ui, left, left.left() + 20.0, &line(ui, "Draft", Face::Semibold, cx.theme.text)) + 8.0;
    let place = pair.draft.text.as_ref().map_or(0, |t| {
        crate::model::locate(t.as_str(), None, pair.quote.content.start()).paragraph.unwrap_or(0)
    });
    let said = format!("{}, paragraph {place}", pair.draft.document.title);
    put_line(ui, left, x, &cut_line(ui, &said, Face::Small, cx.theme.text_2, left.right() - x - 10.0));
    let right = whole.with_min_x(middle);
    let x =
        put_line(ui, right, right.left() + 20.0, &line(ui, "Source", Face::Semibold, cx.theme.text)) + 8.0;
    let Some((source, passage)) = pair.source else { return };
    let mut end = right.right() - 14.0;
    let more = pair.comparison.map_or(0, |c| c.others.len());
    if more > 0 {
        let words = match view.other {
            0 => format!("{more} more"),
            n => format!("{} of {}", n + 1, more + 1),
        };
        let galley = line(ui, &words, Face::Small, cx.theme.text_2);
        end -= galley.size().x;
        put_line(ui, right, end, &galley);
        let key = cx.key(Command::NextPassage);
        let cap = line(ui, &key, Face::Key, cx.theme.text_2).size().x + 9.0;
        end -= cap + 6.0;
        put_cap(ui, cx.theme, right, end, &key, false);
        end -= 12.0;
    }
    let at = super::cell::place_words(source, passage.spans.start());
    let galley = line(ui, &at, Face::Mono, cx.theme.text_2);
    end -= galley.size().x;
    put_line(ui, right, end, &galley);
    let title = &source.document.title;
    let said = passage.turn.as_ref().map_or_else(|| title.clone(), |t| format!("{title}, turn of {t}"));
    put_line(ui, right, x, &cut_line(ui, &said, Face::Small, cx.theme.text_2, end - x - 12.0));
}

/// A row of the grid: a cell on either side, and whether it is of the words that matter.
struct Row {
    left: Option<Cell>,
    right: Option<Cell>,
    focus: bool,
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, pair: Pair<'_>, middle: f32) {
    let room = ui.max_rect();
    let timed = pair
        .source
        .is_some_and(|(s, _)| s.track.as_ref().is_some_and(|t| t.cues.iter().any(|c| c.start_ms.is_some())));
    let source_left = if timed { SOURCE_LEFT } else { SOURCE_LEFT_BARE };
    let widths = [middle - room.left() - DRAFT_LEFT - 18.0, room.right() - middle - source_left - 18.0];
    let steps = pair.comparison.map_or(&[][..], |c| c.steps.as_slice());
    let draft = cells_of(ui, cx, pair.draft, &pair.quote.content, steps, Side::Draft, widths[0]);
    let source = pair.source.map(|(s, p)| cells_of(ui, cx, s, &p.spans, steps, Side::Source, widths[1]));
    let source = source.unwrap_or_default();
    let rows = paired(draft, source);
    let mut y = room.top();
    let mut focus: Option<(f32, f32)> = None;
    let mut places = Vec::new();
    for row in rows {
        let height =
            [&row.left, &row.right].into_iter().flatten().map(Cell::height).fold(0.0, f32::max) + gap(cx);
        if row.focus {
            focus = Some((focus.map_or(y, |f| f.0), y + height));
        }
        places.push((y, row));
        y += height;
    }
    if let Some((top, bottom)) = focus {
        let band = Rect::from_min_max(pos2(room.left(), top), pos2(room.right(), bottom));
        ui.painter().rect_filled(band, 0.0, cx.theme.raised);
        for x in [room.left(), middle] {
            let edge = Rect::from_min_size(pos2(x, top), vec2(3.0, bottom - top));
            ui.painter().rect_filled(edge, 0.0, cx.theme.accent);
        }
    }
    for (top, row) in &places {
        let top = top + gap(cx) / 2.0;
        if let Some(cell) = &row.left {
            cell.paint(ui, cx, pos2(room.left() + DRAFT_LEFT, top), None);
        }
        if let Some(cell) = &row.right {
            cell.paint(ui, cx, pos2(middle + source_left, top), timed.then_some(middle + 16.0));
        }
    }
    ui.allocate_rect(Rect::from_min_max(room.min, pos2(room.right(), y + 16.0)), Sense::hover());
}

/// Both columns as rows: what comes before stands against what comes before, the words against the words, the rest against the rest.
fn paired(draft: Vec<(Cell, i8)>, source: Vec<(Cell, i8)>) -> Vec<Row> {
    let mut out = Vec::new();
    let band = |cells: Vec<(Cell, i8)>| {
        let mut bands: [Vec<Option<Cell>>; 3] = Default::default();
        for (cell, band) in cells {
            if let Some(b) = bands.get_mut((band + 1) as usize) {
                b.push(Some(cell));
            }
        }
        bands
    };
    for (n, (mut left, mut right)) in band(draft).into_iter().zip(band(source)).enumerate() {
        let most = left.len().max(right.len());
        // What comes before is set against the words from below, so that the nearest stands nearest.
        for side in [&mut left, &mut right] {
            while side.len() < most {
                if n == 0 { side.insert(0, None) } else { side.push(None) }
            }
        }
        out.extend(left.into_iter().zip(right).map(|(left, right)| Row { left, right, focus: n == 1 }));
    }
    out
}

/// In place of a passage: why there is none, and what to do.
fn nothing_found(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &VerifyView,
    pair: Pair<'_>,
    room: Rect,
    out: &mut Vec<Action>,
) {
    let at = Rect::from_center_size(room.center(), vec2((room.width() - 40.0).min(320.0), 130.0));
    let stopped = view.compared.has_sources() && view.compared.all().is_none() && cx.jobs.is_empty();
    ui.scope_builder(egui::UiBuilder::new().max_rect(at), |ui| {
        let words = if !view.compared.has_sources() {
            "This project has no sources yet. Add the transcripts, statements and notes that the words come from."
        } else if stopped {
            "Comparing was stopped. Nothing is known of these words."
        } else if pair.comparison.is_none() && view.compared.all().is_none() {
            "The sources are being read."
        } else if pair.comparison.is_none() {
            "Only a speaker's very words are looked for in the sources: direct and mixed quotations."
        } else {
            "No source holds these words. Attach one, or sign “cannot verify”."
        };
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        ui.add_space(8.0);
        let look = Look::Normal;
        if stopped {
            command_button(ui, cx, look, Command::CompareAgain, "Compare again", out);
            return;
        }
        command_button(ui, cx, look, Command::AddSources, "", out);
    });
}
