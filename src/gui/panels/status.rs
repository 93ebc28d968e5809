//! What runs, what was written, that nothing leaves the machine, and the zoom.

use crate::app::{Command, JobView, Request};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::controls::{bar, cut_line, line, put_line};
use egui::accesskit::Role;
use egui::{Rect, Sense, Stroke, Ui, pos2, vec2};

/// Work shorter than this shows no bar.
const PROGRESS_DELAY_S: f64 = 0.3;

/// When the job that is shown was seen first.
#[derive(Debug, Default, Clone, Copy)]
struct FirstSeen {
    job: u32,
    at: f64,
}

/// The bar at the bottom, 28 high.
pub fn status_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top(), cx.theme.line_stroke());
    let right = right_side(ui, cx, rect, view, out);
    let left = Rect::from_min_max(rect.min + vec2(12.0, 0.0), pos2(right - 16.0, rect.bottom()));
    match shown_job(ui, cx) {
        Some(job) => job_ui(ui, cx, left, job, out),
        None => idle(ui, cx, left),
    }
}

/// The first job that has run long enough to be told.
pub(super) fn shown_job<'a>(ui: &Ui, cx: &Cx<'a>) -> Option<&'a JobView> {
    let job = cx.jobs.first()?;
    let now = ui.input(|i| i.time);
    let id = egui::Id::unique("first seen job");
    let seen: FirstSeen = ui.data(|d| d.get_temp(id)).unwrap_or_default();
    let seen = if seen.job == job.id.0 && seen.at > 0.0 {
        seen
    } else {
        FirstSeen { job: job.id.0, at: now.max(0.001) }
    };
    ui.data_mut(|d| d.insert_temp(id, seen));
    let age = now - seen.at;
    if age < PROGRESS_DELAY_S {
        ui.ctx().request_repaint_after_secs((PROGRESS_DELAY_S - age) as f32);
        return None;
    }
    ui.ctx().request_repaint_after_secs(0.1);
    Some(job)
}

fn job_ui(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, job: &JobView, out: &mut Vec<Action>) {
    let what = line(ui, &job.what, Face::Small, cx.theme.text_2);
    let x = put_line(ui, rect, rect.left(), &what) + 5.0;
    let on = cut_line(ui, &job.on, Face::SmallMedium, cx.theme.text, (rect.width() * 0.35).max(60.0));
    let x = put_line(ui, rect, x, &on) + 8.0;
    let fraction = if job.of == 0 { 0.0 } else { job.done as f32 / job.of as f32 };
    let progress = Rect::from_min_size(pos2(x, rect.center().y - 2.0), vec2(96.0, 4.0));
    bar(ui, progress, fraction, cx.theme.accent, cx.theme.line_strong);
    let percent = if job.of == 0 { "working".to_owned() } else { format!("{:.0} %", fraction * 100.0) };
    let others = cx.jobs.len().saturating_sub(1);
    let count = if others > 0 { format!("{percent}, {others} more") } else { percent };
    let count = line(ui, &count, Face::Small, cx.theme.text_2);
    let x = put_line(ui, rect, progress.right() + 8.0, &count) + 12.0;
    let node = ui.interact(progress.expand2(vec2(0.0, 10.0)), ui.scope_id().with("progress"), Sense::hover());
    access::name(
        &node,
        Role::ProgressIndicator,
        &format!("{} {}, {:.0} percent", job.what, job.on, fraction * 100.0),
    );
    if !job.can_stop {
        return;
    }
    let words = line(ui, "Cancel", Face::Small, cx.theme.text_2);
    let hit = Rect::from_min_size(pos2(x, rect.top() + 2.0), vec2(words.size().x.max(24.0), 24.0));
    let response = ui.interact(hit, ui.scope_id().with(("cancel", job.id.0)), Sense::click());
    put_line(ui, hit, x, &words);
    ui.painter().hline(hit.x_range(), hit.center().y + 7.0, Stroke::new(1.0, cx.theme.text_2));
    access::name(&response, Role::Button, "Cancel");
    access::focus_ring(ui, &response, cx.theme);
    if response.on_hover_text("Stops the work; what is written stays.").clicked() {
        out.push(Action::Send(Request::Cancel(job.id)));
    }
}

fn idle(ui: &Ui, cx: &Cx<'_>, rect: Rect) {
    let words = if !cx.info.is_open() || cx.project.docs.is_empty() {
        "The first document that you open starts a project.".to_owned()
    } else {
        let t = cx.index.totals;
        match t.open {
            0 if t.quotes == 0 => String::new(),
            0 => format!("All {} quotations of the project are decided.", t.quotes),
            open => format!("{open} of {} quotations of the project wait for a decision.", t.quotes),
        }
    };
    put_line(ui, rect, rect.left(), &cut_line(ui, &words, Face::Small, cx.theme.text_2, rect.width()));
}

/// Zoom, offline, written: from the right; answers where they begin.
fn right_side(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, view: &mut ViewState, out: &mut Vec<Action>) -> f32 {
    let percent = format!("{} %", reading_percent(cx.settings.reading_size));
    let zoom = line(ui, &percent, Face::Small, cx.theme.text_2);
    let x = rect.right() - 12.0 - zoom.size().x;
    let hit = Rect::from_min_max(pos2(x - 6.0, rect.top() + 2.0), rect.max - vec2(6.0, 2.0));
    let response = ui.interact(hit, ui.scope_id().with("zoom"), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(hit, 4.0, cx.theme.hover);
    }
    put_line(ui, rect, x, &zoom);
    access::name(&response, Role::Button, &format!("Text size, {percent}"));
    access::focus_ring(ui, &response, cx.theme);
    if view.focus_region == Some(Region::Status) {
        response.request_focus();
        view.focus_region = None;
    }
    if response.on_hover_text(cx.tooltip(Command::ReadingNormal)).clicked() {
        out.push(Action::Command(Command::ReadingNormal));
    }
    let x = separator(ui, cx, rect, x);
    let x = if cx.layout.initials {
        put_from_right(ui, cx, rect, x, "Works offline", icon::OFFLINE)
    } else {
        put_from_right(ui, cx, rect, x, "Works offline: nothing leaves this machine", icon::OFFLINE)
    };
    if cx.layout.narrow || !cx.info.is_open() {
        return x;
    }
    let x = separator(ui, cx, rect, x);
    let written = match (&cx.info.read_only, cx.info.scratch) {
        (Some(_), _) => "This project can only be read".to_owned(),
        (None, true) => "Every change is written at once; Save as gives the project a name".to_owned(),
        (None, false) => format!("Every change is written to {}.sayso", cx.info.name()),
    };
    put_from_right(ui, cx, rect, x, &written, "")
}

/// The reading size in per cent of the design's 17 points.
pub fn reading_percent(points: u16) -> u32 {
    (f32::from(points) / 17.0 * 100.0).round() as u32
}

fn separator(ui: &Ui, cx: &Cx<'_>, rect: Rect, x: f32) -> f32 {
    let at = x - 10.0;
    ui.painter().vline(
        at,
        rect.center().y - 7.0..=rect.center().y + 7.0,
        Stroke::new(1.0, cx.theme.line_strong),
    );
    at - 10.0
}

fn put_from_right(ui: &Ui, cx: &Cx<'_>, rect: Rect, x: f32, words: &str, icon: &str) -> f32 {
    let galley = line(ui, words, Face::Small, cx.theme.text_2);
    let mut at = x - galley.size().x;
    put_line(ui, rect, at, &galley);
    if !icon.is_empty() {
        let glyph = line(ui, icon, Face::Icon, cx.theme.text_2);
        at -= glyph.size().x + 5.0;
        put_line(ui, rect, at, &glyph);
    }
    at
}
