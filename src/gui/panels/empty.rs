//! An empty window: what to do, samples, recent projects.

use crate::app::samples::SAMPLES;
use crate::app::{Command, JobView, Request};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::panels::status::shown_job;
use crate::gui::widgets::controls::{Look, command_button, link, put_line, rule};
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, UiBuilder, pos2, vec2};

/// The invitation; while a project is being opened, which one.
pub fn empty_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    if let Some(job) = cx.jobs.iter().find(|j| !j.can_stop) {
        if shown_job(ui, cx).is_some() {
            opening_ui(ui, cx, job);
        }
        return;
    }
    let room = ui.max_rect();
    let width = 640.0_f32.min(room.width() - 40.0);
    let height = 470.0_f32.min(room.height());
    let rect = Rect::from_center_size(room.center(), vec2(width, height));
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.label(cx.theme.words("Drop a draft here", Face::EmptyTitle, cx.theme.text));
        ui.add_space(6.0);
        let words = "Sayso finds every quotation in it and whose words it is. You correct, check and sign.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2).size(14.0));
        ui.add_space(20.0);
        ui.horizontal(|ui| {
            command_button(ui, cx, Look::LargePrimary, Command::OpenDocuments, "", out);
            command_button(ui, cx, Look::Large, Command::OpenFolder, "", out);
            command_button(ui, cx, Look::Large, Command::PasteText, "", out);
        });
        ui.add_space(12.0);
        ui.label(cx.theme.small(
            "Text, Markdown, Word, web pages, SRT, WebVTT, Whisper and other transcripts. The text never changes; your decisions lie beside it.",
        ));
        ui.add_space(28.0);
        columns(ui, cx, out);
        ui.add_space(28.0);
        rule(ui, cx.theme);
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.label(cx.theme.words(icon::OFFLINE, Face::Icon, cx.theme.text_2));
            let words = "Sayso has no network code. What you open stays on this machine.";
            ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        });
    });
}

/// The project that is on its way.
fn opening_ui(ui: &mut Ui, cx: &Cx<'_>, job: &JobView) {
    let rect = Rect::from_center_size(ui.max_rect().center(), vec2(420.0, 96.0));
    ui.painter().rect(rect, 8.0, cx.theme.raised, Stroke::new(1.0, cx.theme.line), StrokeKind::Inside);
    ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(20.0, 18.0))), |ui| {
        let words = format!("{} {}", job.what, job.on);
        let said = ui.label(cx.theme.words(&words, Face::Verdict, cx.theme.text));
        access::name(&said, egui::accesskit::Role::ProgressIndicator, &words);
        ui.add_space(6.0);
        let why = "All of its quotations are read once; then every key answers at once.";
        ui.label(cx.theme.words(why, Face::Body, cx.theme.text_2));
    });
}

fn columns(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let all = ui.available_rect_before_wrap();
    let half = (all.width() - 40.0) / 2.0;
    let left = Rect::from_min_size(all.min, vec2(half, all.height()));
    let right = Rect::from_min_size(pos2(all.left() + half + 40.0, all.top()), left.size());
    let samples = ui.scope_builder(UiBuilder::new().max_rect(left), |ui| {
        heading(ui, cx, "Try a sample");
        for sample in SAMPLES {
            if entry(ui, cx, sample.title, sample.about) {
                out.push(Action::Send(Request::OpenSample(sample.name.into())));
            }
        }
    });
    let projects = ui.scope_builder(UiBuilder::new().max_rect(right), |ui| {
        heading(ui, cx, "Recent projects");
        if cx.settings.recent.is_empty() {
            ui.label(cx.theme.words("Projects that you open are listed here.", Face::Body, cx.theme.text_3));
            ui.add_space(6.0);
        }
        for path in cx.settings.recent.iter().take(2) {
            let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
            if entry(ui, cx, &name, &path.parent().map(|p| p.display().to_string()).unwrap_or_default()) {
                out.push(Action::Send(Request::Open(path.clone())));
            }
        }
        heading(ui, cx, "Have a project?");
        if entry(ui, cx, "Open a .sayso file", "or a folder with project.json") {
            out.push(Action::Command(Command::OpenProject));
        }
    });
    ui.allocate_rect(samples.response.rect.union(projects.response.rect), Sense::hover());
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, words: &str) {
    rule(ui, cx.theme);
    ui.add_space(9.0);
    ui.label(cx.theme.block(words));
    ui.add_space(5.0);
}

fn entry(ui: &mut Ui, cx: &Cx<'_>, title: &str, about: &str) -> bool {
    let clicked = link(ui, cx.theme, title).clicked();
    let galley = crate::gui::widgets::controls::cut_line(
        ui,
        about,
        Face::Small,
        cx.theme.text_2,
        ui.available_width(),
    );
    let (rect, _) = ui.allocate_exact_size(vec2(galley.size().x, 18.0), Sense::hover());
    put_line(ui, rect.translate(vec2(0.0, -3.0)), rect.left(), &galley);
    ui.add_space(3.0);
    clicked
}
