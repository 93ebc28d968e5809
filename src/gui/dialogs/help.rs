//! The help topics, beside the page of keys.

use crate::app::help::{Block, Run, Style, TOPICS, Topic};
use crate::gui::access;
use crate::gui::cx::Cx;
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::{Look, Parts, button};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, Layout, Ui, vec2};

/// Width of the first cell of a row, and of the last of three.
const CELLS: (f32, f32) = (150.0, 110.0);

/// Chooses a page: the keys, or topic number `page` of [`TOPICS`].
pub fn choice_ui(ui: &mut Ui, cx: &Cx<'_>, page: &mut Option<usize>) {
    let topics = TOPICS.iter().enumerate().map(|(n, t)| (Some(n), t.title()));
    ui.horizontal_wrapped(|ui| {
        for (of, title) in std::iter::once((None, "All keys")).chain(topics) {
            let on = *page == of;
            let look = if on { Look::Normal } else { Look::Tool };
            let what = Parts { words: title, ..Parts::default() };
            let response = button(ui, cx.theme, look, what, title, true);
            access::chosen(&response, Role::Tab, on, title);
            if response.clicked() {
                *page = of;
            }
        }
    });
}

/// A topic.
pub fn topic_ui(ui: &mut Ui, cx: &Cx<'_>, topic: &Topic) {
    let mut in_table = false;
    for block in topic.blocks() {
        let row = matches!(block, Block::Row(_));
        match block {
            Block::Heading(words) => {
                ui.add_space(8.0);
                ui.label(cx.theme.words(words, Face::Semibold, cx.theme.text));
            }
            Block::Paragraph(runs) => _ = ui.label(job(cx, "", &runs, cx.theme.text)),
            Block::Item(mark, runs) => _ = ui.label(job(cx, &mark, &runs, cx.theme.text)),
            Block::Row(cells) => row_ui(ui, cx, &cells, !in_table),
        }
        in_table = row;
        ui.add_space(if row { 0.0 } else { 4.0 });
    }
}

/// A row of a table; `head` names the columns.
fn row_ui(ui: &mut Ui, cx: &Cx<'_>, cells: &[Vec<Run>], head: bool) {
    let gap = ui.spacing().item_spacing.x;
    let last = if cells.len() > 2 { CELLS.1 } else { 0.0 };
    let middle = ui.available_width() - CELLS.0 - last - gap * cells.len() as f32;
    let colour = if head { cx.theme.text_3 } else { cx.theme.text };
    ui.horizontal_top(|ui| {
        for (n, runs) in cells.iter().enumerate() {
            let width = [CELLS.0, middle, last].get(n).copied().unwrap_or(last);
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                ui.label(job(cx, "", runs, colour));
            });
        }
    });
}

/// `runs` as words that wrap together, after the mark of a list.
fn job(cx: &Cx<'_>, mark: &str, runs: &[Run], colour: Color32) -> LayoutJob {
    let set =
        |face: Face, colour| TextFormat { font_id: face.font(), color: colour, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    if !mark.is_empty() {
        job.append(&format!("{mark}\u{2002}"), 8.0, set(Face::Body, cx.theme.text_3));
    }
    for run in runs {
        let format = match run.style {
            Style::Plain => set(Face::Body, colour),
            Style::Strong => set(Face::Semibold, colour),
            Style::Example => TextFormat { italics: true, ..set(Face::Body, cx.theme.text_2) },
            Style::Code => set(Face::Medium, cx.theme.text_2),
        };
        job.append(&run.words, 0.0, format);
    }
    job
}
