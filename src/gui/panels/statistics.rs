//! Who is quoted, how often and how: as a chart and as a table. Every figure leads to the quotations behind it.

use crate::analysis::Progress;
use crate::formats::{FormatError, Table};
use crate::gui::access;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::theme::{Theme, size};
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::kind_word;
use crate::gui::widgets::row::cell_text;
use crate::model::statistics::KINDS;
use crate::model::{Counted, DocId, Filter, Project, QuoteKind, SpeakerId, StateIs, Statistics, Tally, Who};
use crate::text::shortened;
use egui::accesskit::Role;
use egui::{
    Align, CentralPanel, Color32, CornerRadius, Frame, Layout, Panel, Rect, ScrollArea, Sense, Ui, UiBuilder,
    pos2, vec2,
};
use egui_plot::{Bar, BarChart, Plot};
use std::sync::Arc;

/// Bars of the chart; the table has the rest.
const BARS: usize = 15;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    /// Words in quotations.
    #[default]
    Words,
    /// Quotations.
    Quotations,
}

/// By what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// By speaker.
    #[default]
    Speaker,
    /// By document.
    Document,
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A speaker, or nobody known.
    Speaker(Option<SpeakerId>),
    /// A document.
    Document(DocId),
}

/// Figures, and the lines of the table in order.
#[derive(Debug, Default)]
struct Figures {
    all: Statistics,
    lines: Arc<[(Of, Tally)]>,
}

/// What the panel remembers.
#[derive(Debug, Default)]
pub struct StatisticsView {
    measure: Measure,
    by: By,
    counted: Counted,
    figures: Beside<(Counted, Measure, By), u64, Figures>,
}

impl StatisticsView {
    fn figure(&self, t: &Tally) -> u32 {
        figure(self.measure, t)
    }

    fn figure_of(&self, t: &Tally, kind: QuoteKind) -> u32 {
        match self.measure {
            Measure::Words => t.words_of(kind),
            Measure::Quotations => t.quotes_of(kind),
        }
    }

    /// The filter for the quotations behind a figure.
    fn behind(&self, of: Option<Of>, kind: Option<QuoteKind>) -> Filter {
        let mut filter = Filter::default();
        match of {
            Some(Of::Speaker(s)) => _ = filter.who.insert(s.map_or(Who::Unknown, Who::Is)),
            Some(Of::Document(d)) => _ = filter.docs.insert(d),
            None => {}
        }
        match kind {
            Some(kind) => _ = filter.kinds.insert(kind),
            None => filter.kinds.extend(KINDS),
        }
        filter.states.insert(StateIs::Accepted);
        if self.counted == Counted::AcceptedAndProposed {
            filter.states.insert(StateIs::Proposed);
        }
        filter
    }
}

fn figure(measure: Measure, t: &Tally) -> u32 {
    match measure {
        Measure::Words => t.all_words(),
        Measure::Quotations => t.all_quotes(),
    }
}

/// Counts, and puts the largest first.
fn count(project: &Project, asked: (Counted, Measure, By), progress: &Progress) -> Option<Figures> {
    let (counted, measure, by) = asked;
    let all = Statistics::of(project, counted, progress)?;
    let mut lines: Vec<(Of, Tally)> = match by {
        By::Speaker => all.speakers.iter().map(|(s, t)| (Of::Speaker(*s), *t)).collect(),
        By::Document => all.docs.iter().map(|(d, t)| (Of::Document(*d), *t)).collect(),
    };
    lines.sort_by_key(|(_, t)| std::cmp::Reverse(figure(measure, t)));
    Some(Figures { all, lines: lines.into() })
}

fn name(cx: &Cx<'_>, of: Of) -> String {
    match of {
        Of::Speaker(None) => "unknown".to_owned(),
        Of::Speaker(Some(id)) => cx.project.speaker(id).map_or_else(String::new, |s| s.name.clone()),
        Of::Document(id) => cx.project.doc(id).map_or_else(String::new, |d| d.document.title.clone()),
    }
}

fn kind_colour(theme: &Theme, kind: QuoteKind) -> Color32 {
    match kind {
        QuoteKind::Direct => theme.accent,
        QuoteKind::Mixed => theme.accent.gamma_multiply(0.6),
        _ => theme.accent.gamma_multiply(0.3),
    }
}

/// The panel.
pub fn statistics_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut StatisticsView, out: &mut Vec<Action>) {
    let (project, asked) = (cx.project.clone(), (view.counted, view.measure, view.by));
    let at_once = cx.project.home.len() <= 800;
    view.figures.get(ui.ctx(), asked, cx.index.version, at_once, move |p| count(&project, asked, p));
    let lines = view.figures.last().map(|f| f.lines.clone()).unwrap_or_default();
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
        header_ui(ui, cx, view, &lines, out);
        summary_ui(ui, cx, view, out);
        let wide = ui.available_width() > 900.0;
        let chart = ui.available_width() * if wide { 0.46 } else { 0.4 };
        let frame = Frame::new().fill(cx.theme.paper).inner_margin(egui::Margin {
            left: 8,
            right: 16,
            top: 6,
            bottom: 0,
        });
        Panel::left("chart").exact_size(chart).resizable(false).frame(frame).show(ui, |ui| {
            chart_ui(ui, cx, view, &lines, out);
        });
        table_ui(ui, cx, view, &lines, out);
    });
}

fn header_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut StatisticsView,
    lines: &[(Of, Tally)],
    out: &mut Vec<Action>,
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_HEADER), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, cx.theme.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 8.0);
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut bar;
    ui.label(cx.theme.strong("Statistics"));
    ui.add_space(8.0);
    ui.radio_value(&mut view.measure, Measure::Words, cx.theme.body("Words"));
    ui.radio_value(&mut view.measure, Measure::Quotations, cx.theme.body("Quotations"));
    ui.label(cx.theme.words("by", Face::Body, cx.theme.text_3));
    ui.radio_value(&mut view.by, By::Speaker, cx.theme.body("speaker"));
    ui.radio_value(&mut view.by, By::Document, cx.theme.body("document"));
    ui.add_space(8.0);
    let mut accepted = view.counted == Counted::Accepted;
    if ui.checkbox(&mut accepted, cx.theme.body("Accepted only")).changed() {
        view.counted = if accepted { Counted::Accepted } else { Counted::AcceptedAndProposed };
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let what = Parts { words: "Export this table", ..Parts::default() };
        if button(ui, cx.theme, Look::Tool, what, "Export this table", !lines.is_empty()).clicked() {
            out.push(Action::save("statistics.csv", as_csv(cx, view.by, lines)));
        }
    });
}

/// The whole project in figures, each of which leads to its quotations.
fn summary_ui(ui: &mut Ui, cx: &Cx<'_>, view: &StatisticsView, out: &mut Vec<Action>) {
    let all = view.figures.last().map(|f| f.all.all).unwrap_or_default();
    let total = view.figure(&all);
    let unit = if view.measure == Measure::Words { "words quoted" } else { "quotations" };
    let frame = Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 14, bottom: 10 });
    frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 20.0;
            if figure_ui(ui, cx, &grouped(total), unit, None).clicked() {
                out.push(Action::ShowQuotations(Box::new(view.behind(None, None))));
            }
            for kind in KINDS {
                let n = view.figure_of(&all, kind);
                let share = super::speakers::percent(n, total);
                let words = format!("{} · {share} %", kind_word(kind).to_lowercase());
                if figure_ui(ui, cx, &grouped(n), &words, Some(kind_colour(cx.theme, kind))).clicked() {
                    out.push(Action::ShowQuotations(Box::new(view.behind(None, Some(kind)))));
                }
            }
        });
    });
    let rect = ui.cursor();
    ui.painter().hline(ui.max_rect().x_range(), rect.top(), cx.theme.line_stroke());
}

/// A large figure over what it counts.
fn figure_ui(ui: &mut Ui, cx: &Cx<'_>, figure: &str, words: &str, key: Option<Color32>) -> egui::Response {
    let big = ui.painter().layout_no_wrap(figure.to_owned(), Face::Verdict.font(), cx.theme.text);
    let small = ui.painter().layout_no_wrap(words.to_owned(), Face::Small.font(), cx.theme.text_2);
    let shift = if key.is_some() { 16.0 } else { 0.0 };
    let wanted = vec2(big.size().x.max(small.size().x + shift) + 12.0, 46.0);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(6), cx.theme.hover);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    ui.painter().galley(rect.min + vec2(6.0, 2.0), big, cx.theme.text);
    if let Some(colour) = key {
        let square = Rect::from_min_size(rect.min + vec2(6.0, 30.0), vec2(10.0, 10.0));
        ui.painter().rect_filled(square, CornerRadius::same(2), colour);
    }
    ui.painter().galley(rect.min + vec2(6.0 + shift, 27.0), small, cx.theme.text_2);
    access::name(&response, Role::Button, &format!("{figure} {words}: show the quotations"));
    access::focus_ring(ui, &response, cx.theme);
    response
}

fn chart_ui(ui: &mut Ui, cx: &Cx<'_>, view: &StatisticsView, lines: &[(Of, Tally)], out: &mut Vec<Action>) {
    let shown: Vec<(Of, Tally)> =
        lines.iter().copied().filter(|(_, t)| view.figure(t) > 0).take(BARS).collect();
    if shown.is_empty() {
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let words = if view.figures.is_running() { "Counting …" } else { "Nothing to count yet." };
            ui.label(cx.theme.words(words, Face::Body, cx.theme.text_3));
        });
        return;
    }
    let names: Vec<String> = shown.iter().map(|(of, _)| shortened(&name(cx, *of), 24)).collect();
    let rows = shown.len();
    let place = move |i: usize| (rows - 1 - i) as f64;
    let mut charts: Vec<BarChart> = Vec::new();
    for kind in KINDS {
        let bars = shown.iter().zip(&names).enumerate().map(|(i, ((_, t), name))| {
            let bar = Bar::new(place(i), f64::from(view.figure_of(t, kind))).width(0.62).name(name);
            bar.fill(kind_colour(cx.theme, kind)).stroke(egui::Stroke::NONE)
        });
        let before: Vec<&BarChart> = charts.iter().collect();
        let chart = BarChart::new(kind_word(kind), bars.collect())
            .horizontal()
            .color(kind_colour(cx.theme, kind))
            .allow_hover(false)
            .stack_on(&before);
        charts.push(chart);
    }
    let height = (rows as f32 * 30.0 + 40.0).min(ui.available_height() - 12.0);
    let axis = names.clone();
    let plot = Plot::new("statistics")
        .height(height)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .show_crosshair(false)
        .show_grid([true, false])
        .grid_color(cx.theme.line)
        .grid_spacing(60.0..=220.0)
        .include_x(0.0)
        .include_y(-0.6)
        .include_y(rows as f64 - 0.4)
        .y_grid_spacer(move |_| {
            (0..rows).map(|i| egui_plot::GridMark { value: i as f64, step_size: 1.0 }).collect()
        })
        .y_axis_formatter(move |mark, _| {
            let i = (rows as f64 - 1.0 - mark.value).round();
            axis.get(i.max(0.0) as usize).cloned().unwrap_or_default()
        })
        .x_axis_formatter(|mark, _| {
            if mark.value.fract() == 0.0 && mark.value >= 0.0 {
                grouped(mark.value as u32)
            } else {
                String::new()
            }
        })
        .y_axis_min_width(150.0);
    let response = plot.show(ui, |plot| {
        for chart in charts {
            plot.bar_chart(chart);
        }
        plot.pointer_coordinate()
    });
    let at = response.inner.map(|p| (rows as f64 - 1.0 - p.y).round());
    let over =
        at.filter(|i| *i >= 0.0).and_then(|i| shown.get(i as usize)).filter(|_| response.response.hovered());
    let label = format!("Chart of {}: {}", said(view), spoken(view, &names, &shown));
    access::name(&response.response, Role::GraphicsDocument, &label);
    if let Some((of, tally)) = over {
        let parts: Vec<String> = KINDS
            .iter()
            .map(|&k| format!("{} {}", kind_word(k).to_lowercase(), view.figure_of(tally, k)))
            .collect();
        let tip = format!("{}: {} ({})", name(cx, *of), grouped(view.figure(tally)), parts.join(", "));
        if response.response.clicked() {
            out.push(Action::ShowQuotations(Box::new(view.behind(Some(*of), None))));
        }
        response.response.on_hover_text_at_pointer(tip);
    }
}

fn said(view: &StatisticsView) -> &'static str {
    match (view.measure, view.by) {
        (Measure::Words, By::Speaker) => "words by speaker",
        (Measure::Words, By::Document) => "words by document",
        (Measure::Quotations, By::Speaker) => "quotations by speaker",
        (Measure::Quotations, By::Document) => "quotations by document",
    }
}

fn spoken(view: &StatisticsView, names: &[String], shown: &[(Of, Tally)]) -> String {
    let parts = names.iter().zip(shown).map(|(n, (_, t))| format!("{n} {}", view.figure(t)));
    parts.collect::<Vec<_>>().join(", ")
}

fn table_ui(ui: &mut Ui, cx: &Cx<'_>, view: &StatisticsView, lines: &[(Of, Tally)], out: &mut Vec<Action>) {
    let heads = ["Quotations", "Words", "Direct", "Mixed", "Indirect", "Share"];
    let first = if view.by == By::Speaker { "Speaker" } else { "Document" };
    let cell = 74.0;
    let left = (ui.available_width() - cell * heads.len() as f32 - 28.0).max(110.0);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let at = |row: Rect, i: usize| {
        Rect::from_min_size(
            pos2(row.left() + 14.0 + left + i as f32 * cell, row.top()),
            vec2(cell - 8.0, row.height()),
        )
    };
    let name_at =
        |row: Rect| Rect::from_min_size(pos2(row.left() + 14.0, row.top()), vec2(left - 8.0, row.height()));
    cell_text(ui, name_at(head), first, Face::Small, cx.theme.text_3, false);
    for (i, words) in heads.iter().enumerate() {
        cell_text(ui, at(head, i), words, Face::Small, cx.theme.text_3, true);
    }
    ui.painter().hline(head.x_range(), head.bottom(), cx.theme.line_stroke());
    let total = view.figures.last().map_or(0, |f| view.figure(&f.all.all));
    ScrollArea::vertical().auto_shrink(false).show_rows(ui, size::ROW_TABLE, lines.len(), |ui, range| {
        for (of, tally) in lines.get(range).unwrap_or_default() {
            let (row, _) =
                ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_TABLE), Sense::hover());
            let words = name(cx, *of);
            let kinds = KINDS.map(|k| (grouped(view.figure_of(tally, k)), Some(k)));
            let share = format!("{} %", super::speakers::percent(view.figure(tally), total));
            let cells = [(grouped(tally.all_quotes()), None), (grouped(tally.all_words()), None)]
                .into_iter()
                .chain(kinds)
                .chain([(share, None)]);
            if link_cell(ui, cx, name_at(row), &words, false, &format!("{words}: show the quotations"))
                .clicked()
            {
                out.push(Action::ShowQuotations(Box::new(view.behind(Some(*of), None))));
            }
            for (i, ((figure, kind), head)) in cells.zip(heads).enumerate() {
                let label = format!("{words}, {head} {figure}: show the quotations");
                if link_cell(ui, cx, at(row, i), &figure, true, &label).clicked() {
                    out.push(Action::ShowQuotations(Box::new(view.behind(Some(*of), kind))));
                }
            }
        }
    });
}

/// A figure that leads to its quotations.
fn link_cell(ui: &mut Ui, cx: &Cx<'_>, rect: Rect, words: &str, right: bool, label: &str) -> egui::Response {
    let response = ui.interact(rect, ui.scope_id().with(label), Sense::click());
    let colour = if response.hovered() { cx.theme.accent } else { cx.theme.text };
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(6.0, 0.0)), CornerRadius::same(4), cx.theme.hover);
    }
    cell_text(ui, rect, words, Face::Body, colour, right);
    access::name(&response, Role::Button, label);
    access::focus_ring(ui, &response, cx.theme);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A number with thin spaces between its thousands.
fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{202f}');
        }
        out.push(c);
    }
    out
}

fn as_csv(cx: &Cx<'_>, by: By, lines: &[(Of, Tally)]) -> Result<Vec<u8>, FormatError> {
    let mut columns = vec![if by == By::Speaker { "speaker" } else { "document" }.to_owned()];
    columns.extend(["quotations", "words"].map(str::to_owned));
    for kind in KINDS {
        let word = kind_word(kind).to_lowercase();
        columns.extend([format!("{word}_quotations"), format!("{word}_words")]);
    }
    columns.push("decided".to_owned());
    let mut table = Table::new(&columns.iter().map(String::as_str).collect::<Vec<_>>())?;
    for (of, t) in lines {
        let kinds = KINDS.iter().flat_map(|&k| [t.quotes_of(k), t.words_of(k)]);
        let figures = [t.all_quotes(), t.all_words()].into_iter().chain(kinds).chain([t.decided]);
        let cells: Vec<String> =
            std::iter::once(name(cx, *of)).chain(figures.map(|n| n.to_string())).collect();
        table.row(cells.iter().map(String::as_str))?;
    }
    table.done()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_lead_to_what_they_count() {
        let view = StatisticsView::default();
        let f = view.behind(Some(Of::Speaker(None)), Some(QuoteKind::Mixed));
        assert_eq!((f.who, f.kinds), ([Who::Unknown].into(), [QuoteKind::Mixed].into()));
        assert!(!view.behind(None, None).kinds.contains(&QuoteKind::NotSpeech));
        assert_eq!(grouped(1234), "1234");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
