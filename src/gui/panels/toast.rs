//! A sentence at the bottom of the text, with *Undo*; and the bar of an error, which stays until it is closed.

use crate::app::{Command, Report, ReportKind};
use crate::gui::access;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::{Face, icon};
use crate::gui::view_state::ViewState;
use crate::gui::widgets::controls::{Look, Parts, button, icon_button};
use egui::accesskit::{Live, Role};
use egui::{Align2, Area, Frame, Margin, Order, Sense, Stroke, Ui, pos2, vec2};

/// How long a toast stays.
const HOLD_S: f64 = 6.0;

/// Toast and error, over the window.
pub fn toast_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let ctx = ui.ctx().clone();
    // At the bottom of the text where there is one, else of the window.
    let window = ctx.content_rect().shrink2(vec2(0.0, 28.0));
    let room = match cx.route {
        Route::Read if !cx.project.docs.is_empty() => view.reader.room(window),
        // Above the bar to sign with.
        Route::Verify => window.with_max_y(window.bottom() - crate::gui::verify::SIGN_BAR),
        _ => window,
    };
    let (middle, bottom) = (room.center().x, room.bottom());
    if let Some(report) = view.report.clone() {
        let mut close = false;
        area("error", middle, bottom).show(&ctx, |ui| close = report_ui(ui, cx, &report));
        if close {
            view.report = None;
        }
        return;
    }
    let now = ctx.input(|i| i.time);
    let Some(toast) = &mut view.toast else { return };
    let since = *toast.since.get_or_insert(now);
    if now - since > HOLD_S {
        view.toast = None;
        return;
    }
    ctx.request_repaint_after_secs((HOLD_S - (now - since)) as f32 + 0.05);
    let toast = toast.clone();
    area("toast", middle, bottom).show(&ctx, |ui| {
        frame(cx).show(ui, |ui| {
            ui.horizontal(|ui| {
                let label = ui.label(cx.theme.body(&toast.text));
                polite(ui, &label, &toast.text);
                if toast.undo && cx.can(Command::Undo) {
                    let key = cx.key(Command::Undo);
                    let what = Parts { words: "Undo", key: &key, ..Parts::default() };
                    let name = access::with_key("Undo", &key);
                    if button(ui, cx.theme, Look::Small, what, &name, true).clicked() {
                        out.push(Action::Command(Command::Undo));
                    }
                }
            });
        });
    });
}

fn area(name: &'static str, middle: f32, bottom: f32) -> Area {
    let at = pos2(middle, bottom - 14.0);
    Area::new(egui::Id::unique(name)).order(Order::Foreground).pivot(Align2::CENTER_BOTTOM).fixed_pos(at)
}

fn frame(cx: &Cx<'_>) -> Frame {
    Frame::new()
        .fill(cx.theme.raised)
        .stroke(Stroke::new(1.0, cx.theme.line_strong))
        .corner_radius(8.0)
        .shadow(cx_shadow(cx))
        .inner_margin(Margin::symmetric(12, 8))
}

fn cx_shadow(cx: &Cx<'_>) -> egui::Shadow {
    egui::Shadow { offset: [0, 6], blur: 22, spread: 0, color: cx.theme.shadow }
}

/// What happened, what is safe, what to do. Answers whether it was closed.
fn report_ui(ui: &mut Ui, cx: &Cx<'_>, report: &Report) -> bool {
    let mut close = false;
    let tone = if report.kind == ReportKind::Note { cx.theme.text } else { cx.theme.alarm };
    frame(cx).stroke(Stroke::new(1.0, tone)).show(ui, |ui| {
        ui.set_max_width(620.0);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_max_width(560.0);
                let label = ui.label(cx.theme.words(&report.message, Face::Medium, tone));
                polite(ui, &label, &report.message);
                if !report.hint.is_empty() {
                    ui.label(cx.theme.words(&report.hint, Face::Body, cx.theme.text_2));
                }
            });
            close = icon_button(ui, cx.theme, icon::CLOSE, "Close the message").clicked();
        });
    });
    close
}

/// A screen reader speaks it once, when it may.
fn polite(ui: &Ui, label: &egui::Response, words: &str) {
    let node = ui.interact(label.rect, ui.scope_id().with("said"), Sense::hover());
    access::name(&node, Role::Status, words);
    ui.ctx().accesskit_node_builder(node.id, |n| n.set_live(Live::Polite));
}
