//! The queue on the left, and under it what stands between the drafts and publication.

use super::queue::{Entry, Order, Which};
use super::words::signed_mark;
use super::{VerifyView, panel_heading};
use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::panels::inspector_fields::chip_of;
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::Mark;
use crate::gui::widgets::controls::{Look, Parts, button, command_button, cut_line, line, put_line, rule};
use crate::gui::widgets::row::row_ground;
use crate::model::filter::words;
use crate::model::{SpeakerVerdict, Verdict};
use egui::accesskit::Role;
use egui::{Popup, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};
use strum::IntoEnumIterator as _;

/// Height of a row.
const ROW: f32 = 68.0;
/// Height of the foot.
const FOOT: f32 = 92.0;

pub(super) fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let take_focus = view.focus_region == Some(Region::Documents);
    if take_focus {
        view.focus_region = None;
    }
    let view = &mut view.verify;
    panel_heading(ui, cx, view.asked.which.name(), Some(view.entries().len()), |ui| choice(ui, cx, view));
    let room = ui.available_rect_before_wrap();
    let list = room.with_max_y(room.bottom() - FOOT);
    ui.scope_builder(UiBuilder::new().max_rect(list), |ui| rows_ui(ui, cx, view, take_focus, out));
    let foot = room.with_min_y(room.bottom() - FOOT);
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| foot_ui(ui, cx, view, out));
}

/// Which quotations, and in which order.
fn choice(ui: &mut Ui, cx: &Cx<'_>, view: &mut VerifyView) {
    let words = view.asked.order.name();
    let words = if cx.layout.initials { "" } else { words };
    let what = Parts { words, after: icon::CARET_DOWN, ..Parts::default() };
    let label = format!("List: {}, {}", view.asked.which.name(), view.asked.order.name());
    let response = button(ui, cx.theme, Look::Tool, what, &label, true);
    Popup::menu(&response).accessible_name("Which quotations, and in which order").show(|ui| {
        for which in Which::iter() {
            if ui.radio(view.asked.which == which, cx.theme.body(which.name())).clicked() {
                view.asked.which = which;
            }
        }
        ui.separator();
        for order in Order::iter() {
            if ui.radio(view.asked.order == order, cx.theme.body(order.name())).clicked() {
                view.asked.order = order;
            }
        }
    });
}

fn rows_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut VerifyView, take_focus: bool, out: &mut Vec<Action>) {
    let count = view.entries().len();
    if count == 0 {
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let said = if view.queue.is_running() { "Counting" } else { "Nothing is listed." };
            ui.label(cx.theme.words(said, Face::Body, cx.theme.text_3));
        });
        return;
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("queue");
    if view.shown != cx.selection.quote {
        view.shown = cx.selection.quote;
        if let Some(at) = view.entries().iter().position(|e| Some(e.id) == cx.selection.quote) {
            let offset = at as f32 * ROW - ui.available_height() / 3.0;
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
    }
    area.show_rows(ui, ROW, count, |ui, range| {
        let entries: Vec<Entry> = view.entries().get(range).unwrap_or_default().to_vec();
        for entry in entries {
            row_ui(ui, cx, view, entry, take_focus, out);
        }
    });
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &VerifyView,
    entry: Entry,
    take_focus: bool,
    out: &mut Vec<Action>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some((quote, doc)) = cx.project.quote(entry.id).and_then(|q| Some((q, cx.project.doc(q.doc)?)))
    else {
        return;
    };
    let on = cx.selection.quote == Some(entry.id);
    row_ground(ui, rect, cx.theme, on, response.hovered());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    if on && take_focus {
        response.request_focus();
    }
    let inside = rect.shrink2(vec2(14.0, 0.0));
    let top = Rect::from_min_size(inside.min + vec2(0.0, 6.0), vec2(inside.width(), 20.0));
    let state = signed_mark(entry.signed).unwrap_or_else(|| Mark::from(quote.status));
    state.paint(ui.painter(), pos2(top.left() + 7.0, top.center().y), cx.theme);
    let chip = chip_of(cx, quote.attribution.speaker);
    chip.paint_square(ui.painter(), top.left() + 27.0, top.center().y, cx.theme.panel);
    let mut end = top.right();
    if entry.alarms > 0 {
        let n = line(ui, &entry.alarms.to_string(), Face::Semibold, cx.theme.alarm);
        end -= n.size().x;
        put_line(ui, top, end, &n);
        end -= 14.0;
        Mark::Alarm.paint(ui.painter(), pos2(end, top.center().y), cx.theme);
        end -= 12.0;
    }
    let x = top.left() + 38.0;
    put_line(ui, top, x, &cut_line(ui, chip.words(), Face::Body, cx.theme.text, end - x));
    let said = words(doc, quote, 120);
    let middle = Rect::from_min_size(inside.min + vec2(0.0, 26.0), vec2(inside.width(), 20.0));
    put_line(ui, middle, middle.left(), &cut_line(ui, &said, Face::Words, cx.theme.text, middle.width()));
    let verdict = verdict_words(cx, view, entry);
    let low = Rect::from_min_size(inside.min + vec2(0.0, 46.0), vec2(inside.width(), 16.0));
    put_line(ui, low, low.left(), &cut_line(ui, &verdict, Face::Small, cx.theme.text_2, low.width()));
    let alarms = match entry.alarms {
        0 => String::new(),
        1 => ", 1 alarm".to_owned(),
        n => format!(", {n} alarms"),
    };
    let name = format!("{}, {}{alarms}, {}", chip.words(), verdict, state.word().to_lowercase());
    access::chosen(&response, Role::ListItem, on, &name);
    access::describe(ui, &response, &said);
    access::focus_ring(ui, &response, cx.theme);
    if response.clicked() {
        out.push(Action::Select(crate::model::Item::Quotation(entry.id)));
    }
}

/// The verdict of an entry, with the speaker's where that is another.
fn verdict_words(cx: &Cx<'_>, view: &VerifyView, entry: Entry) -> String {
    let Some(verdict) = entry.verdict else {
        let why = if view.compared.has_sources() { "not compared" } else { "no source" };
        return why.to_owned();
    };
    let comparison = view.compared.all().and_then(|a| a.get(entry.id));
    if comparison.is_some_and(|c| c.speaker == SpeakerVerdict::Different) {
        let turn = comparison.and_then(|c| c.passage.as_ref()?.turn.as_deref()).unwrap_or("somebody else");
        return format!("{}, said by {turn}", verdict.words());
    }
    if verdict == Verdict::Permitted {
        return format!("{} by {}", verdict.words(), cx.styles.in_force(cx.project).name);
    }
    verdict.words().to_owned()
}

/// What stands between the drafts and publication, and the way to the summary.
fn foot_ui(ui: &mut Ui, cx: &Cx<'_>, view: &VerifyView, out: &mut Vec<Action>) {
    rule(ui, cx.theme);
    egui::Frame::new().inner_margin(egui::Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(cx.theme.strong("Publish gate"));
        let said = view.queue().map_or_else(String::new, |q| {
            let parts: Vec<String> = q.summary.iter().map(|(n, what)| format!("{n} {what}")).collect();
            if parts.is_empty() { format!("{} signed, none to check", q.signed) } else { parts.join(", ") }
        });
        ui.add(egui::Label::new(cx.theme.words(said, Face::Small, cx.theme.text_2)).truncate());
        command_button(ui, cx, Look::Small, Command::Gate, "Open the summary", out);
    });
}
