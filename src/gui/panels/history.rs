//! The history of the project, as sentences: who did what, when. Undone entries are struck; a person may go back to any.

use crate::app::Request;
use crate::gui::access;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::dialogs::merge::counted;
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::gui::widgets::row::{cell_text, row_ground};
use crate::model::{EditSeq, Item};
use crate::store::history::{EntryKind, Header, History};
use egui::accesskit::Role;
use egui::{
    Align, CentralPanel, EventFilter, Frame, Key, Layout, Modifiers, Rect, ScrollArea, Sense, Stroke, Ui,
    UiBuilder, pos2, vec2,
};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// What the panel remembers.
#[derive(Debug, Default)]
pub struct HistoryView {
    /// Entries that are listed, latest first, and for how many entries in all that was worked out.
    rows: Vec<EditSeq>,
    of: usize,
    /// Undo and redo are listed too.
    all: bool,
    cursor: Option<EditSeq>,
    /// The entry that a person wants to go back to.
    back_to: Option<EditSeq>,
}

impl HistoryView {
    /// Whether it asks a person something, over the window.
    pub fn is_asking(&self) -> bool {
        self.back_to.is_some()
    }

    fn refresh(&mut self, history: &History) {
        let of = history.entries().len() * 2 + usize::from(self.all);
        if self.of != of {
            let wanted = |h: &&std::sync::Arc<Header>| self.all || h.kind == EntryKind::Do;
            self.rows = history.entries().iter().rev().filter(wanted).map(|h| h.seq).collect();
            self.of = of;
        }
    }
}

/// *14:02* today, *Tue 14:02* within a week, *3 Nov 14:02* within the year, else with the year.
pub fn when(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let week = now.checked_sub(6.days()).is_ok_and(|w| at.date() >= w.date());
    let shape = if at.date() == now.date() {
        "%H:%M"
    } else if week && at.date() <= now.date() {
        "%a %H:%M"
    } else if at.year() == now.year() {
        "%-d %b %H:%M"
    } else {
        "%-d %b %Y %H:%M"
    };
    at.strftime(shape).to_string()
}

/// The panel.
pub fn history_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut HistoryView, out: &mut Vec<Action>) {
    view.refresh(cx.history);
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
        header_ui(ui, cx, view);
        if view.rows.is_empty() {
            ui.add_space(18.0);
            ui.horizontal(|ui| {
                ui.add_space(14.0);
                ui.label(cx.theme.body("Nothing was changed yet."));
            });
            return;
        }
        rows_ui(ui, cx, view, out);
    });
    if let Some(seq) = view.back_to {
        confirm_ui(ui, cx, view, seq, out);
    }
}

fn header_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut HistoryView) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_HEADER), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, cx.theme.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 14.0);
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
    bar.label(cx.theme.strong("History"));
    bar.label(cx.theme.words(counted(view.rows.len() as u32, "change"), Face::Body, cx.theme.text_3));
    bar.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.checkbox(&mut view.all, cx.theme.words("Show undo and redo", Face::Small, cx.theme.text_2));
    });
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut HistoryView, out: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    let list = ui.interact(rect, ui.scope_id().with("entries"), Sense::focusable_noninteractive());
    access::name(&list, Role::List, &format!("History, {}", counted(view.rows.len() as u32, "change")));
    if list.has_focus() {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(list.id, keys));
        keys_ui(ui, view);
    }
    let (now, zone) = (Timestamp::now(), TimeZone::system());
    let rows = view.rows.len();
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::ROW_SPEAKER, rows, |ui, range| {
        let seqs: Vec<EditSeq> = view.rows.get(range).unwrap_or_default().to_vec();
        for seq in seqs {
            let Some(header) = cx.history.header(seq) else { continue };
            if row_ui(ui, cx, view, header, &when(header.at, now, &zone), out) {
                list.request_focus();
            }
        }
    });
    if list.has_focus() {
        ui.painter().rect_stroke(rect, 2.0, Stroke::new(2.0, cx.theme.focus), egui::StrokeKind::Inside);
    }
}

fn keys_ui(ui: &Ui, view: &mut HistoryView) {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let at = view.rows.iter().position(|&r| Some(r) == view.cursor);
    let last = view.rows.len().saturating_sub(1);
    for (key, to) in [
        (Key::ArrowDown, at.map_or(0, |n| (n + 1).min(last))),
        (Key::ArrowUp, at.map_or(0, |n| n.saturating_sub(1))),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(key) {
            view.cursor = view.rows.get(to).copied();
        }
    }
    if pressed(Key::Enter) {
        view.back_to = view.cursor;
    }
}

/// One entry. Says whether it was clicked.
fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut HistoryView,
    h: &Header,
    at: &str,
    out: &mut Vec<Action>,
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_SPEAKER), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(h.seq), Sense::CLICK);
    let chosen = view.cursor == Some(h.seq);
    let over = ui.rect_contains_pointer(rect);
    row_ground(ui, rect, cx.theme, chosen, over);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let undone = h.kind == EntryKind::Do && !cx.history.stands(h.seq);
    let said = sentence(h);
    let time = Rect::from_min_size(pos2(rect.left() + 14.0, rect.top()), vec2(110.0, rect.height()));
    cell_text(ui, time, at, Face::Body, cx.theme.text_3, false);
    let room = if over || chosen { 130.0 } else { 14.0 };
    let words =
        Rect::from_min_max(pos2(time.right() + 10.0, rect.top()), pos2(rect.right() - room, rect.bottom()));
    let colour = if undone { cx.theme.text_3 } else { cx.theme.text };
    let width = cell_text(ui, words, &said, Face::Body, colour, false);
    if undone {
        let stroke = Stroke::new(1.0, cx.theme.text_3);
        ui.painter().hline(words.left()..=words.left() + width, words.center().y, stroke);
    }
    let name = format!("{at}, {said}{}", if undone { ", undone" } else { "" });
    access::chosen(&response, Role::ListItem, chosen, &name);
    if (over || chosen) && !cx.now.read_only {
        back_ui(ui, cx, view, h, rect);
    }
    if response.clicked() {
        view.cursor = Some(h.seq);
        if let Some(item) = h.focus.filter(|_| response.double_clicked()) {
            out.push(Action::Route(if matches!(item, Item::Speaker(_)) {
                Route::Speakers
            } else {
                Route::Read
            }));
            out.push(Action::Select(item));
        }
    }
    response.clicked()
}

fn back_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut HistoryView, h: &Header, rect: Rect) {
    let later = later(cx.history, h.seq);
    if later == 0 || !cx.history.stands(h.seq) {
        return;
    }
    let at =
        Rect::from_min_max(pos2(rect.right() - 124.0, rect.top()), pos2(rect.right() - 10.0, rect.bottom()));
    let mut corner = ui.new_child(UiBuilder::new().max_rect(at).layout(Layout::right_to_left(Align::Center)));
    let what = Parts { words: "Undo to here", ..Parts::default() };
    let label = format!("Undo to here: {}", counted(later, "later change"));
    if button(&mut corner, cx.theme, Look::Small, what, &label, true).clicked() {
        view.back_to = Some(h.seq);
    }
}

/// *Jo re-attributed 3 quotations*.
fn sentence(h: &Header) -> String {
    format!("{} {}", h.who, h.label)
}

/// How many entries after `seq` stand.
fn later(history: &History, seq: EditSeq) -> u32 {
    history.standing_from(EditSeq(seq.0 + 1)).len() as u32
}

fn confirm_ui(ui: &Ui, cx: &Cx<'_>, view: &mut HistoryView, seq: EditSeq, out: &mut Vec<Action>) {
    let gone = cx.history.standing_from(EditSeq(seq.0 + 1));
    let Some(header) = cx.history.header(seq).filter(|_| !gone.is_empty()) else {
        view.back_to = None;
        return;
    };
    let mut answers = Vec::new();
    let go = dialog(ui, cx, "Undo to here", 520.0, &mut answers, |ui, _| {
        let words = format!("Takes back {}, so that the last one is:", counted(gone.len() as u32, "change"));
        ui.label(cx.theme.body(words));
        ui.label(cx.theme.strong(sentence(header)));
        ui.add_space(6.0);
        ui.label(cx.theme.block("Taken back"));
        for h in gone.iter().take(6).filter_map(|&s| cx.history.header(s)) {
            ui.label(cx.theme.words(sentence(h), Face::Body, cx.theme.text_2));
        }
        if gone.len() > 6 {
            ui.label(cx.theme.small(format!("and {} more", gone.len() - 6)));
        }
        ui.label(cx.theme.small("Redo brings them back."));
        Buttons { go: "Undo them", ready: true, close: "Cancel" }
    });
    if go {
        out.push(Action::Send(Request::UndoTo(seq)));
    }
    if go || !answers.is_empty() {
        view.back_to = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_say_as_much_as_is_needed() {
        let zone = TimeZone::UTC;
        let at = |s: &str| s.parse::<Timestamp>().unwrap();
        let now = at("2026-11-20T15:00:00Z");
        let said = |s| when(at(s), now, &zone);
        assert_eq!(said("2026-11-20T14:02:00Z"), "14:02");
        assert_eq!(said("2026-11-17T14:02:00Z"), "Tue 14:02");
        assert_eq!(said("2026-11-03T04:02:00Z"), "3 Nov 04:02");
        assert_eq!(said("2025-11-03T04:02:00Z"), "3 Nov 2025 04:02");
    }
}
