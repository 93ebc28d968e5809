//! A cell of the two columns: a piece of a text with the differences drawn into it.

use super::pieces::Pieces;
use crate::gui::access;
use crate::gui::cx::Cx;
use crate::gui::fonts::Face;
use crate::gui::reader::laid::Laid;
use crate::gui::widgets::controls::line;
use crate::model::material::clock;
use crate::model::{DocState, Op, Step, locate};
use crate::text::{Span, Spans};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Pos2, Rect, Sense, Stroke, Ui, pos2, vec2};

/// Which of the two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The draft.
    Draft,
    /// The source.
    Source,
}

/// How some of the words compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Only this text has them.
    Only,
    /// The house style permits the difference.
    Permitted,
    /// The other text has words here.
    Gap,
}

/// A piece of a text, laid out.
pub(super) struct Cell {
    side: Side,
    laid: Laid,
    words: String,
    at: Span,
    /// Bytes of `words` before those of the text: the name of a turn.
    lead: u32,
    marks: Vec<(Span, Look)>,
    /// *1 of 2* over it.
    label: Option<String>,
    /// The time or line beside it.
    time: Option<String>,
    zoom: f32,
}

/// Room between two rows.
pub(super) fn gap(cx: &Cx<'_>) -> f32 {
    14.0 * zoom(cx)
}

fn zoom(cx: &Cx<'_>) -> f32 {
    f32::from(cx.settings.reading_size) / 17.0
}

/// Where byte `at` of a source stands: its time, else its page, else its line.
pub(crate) fn place_words(source: &DocState, at: u32) -> String {
    let Some(text) = &source.text else { return String::new() };
    let place = locate(text.as_str(), source.track.as_deref(), at);
    match (place.start_ms, place.page, place.line) {
        (Some(ms), ..) => clock(ms).split('.').next().unwrap_or_default().to_owned(),
        (None, Some(page), _) => format!("page {page}"),
        (None, None, Some(line)) => format!("line {line}"),
        _ => String::new(),
    }
}

/// The cells of one text around `words`, each with its band: before (-1), the words (0), after (1).
pub(super) fn cells_of(
    ui: &Ui,
    cx: &Cx<'_>,
    doc: &DocState,
    words: &Spans,
    steps: &[Step],
    side: Side,
    width: f32,
) -> Vec<(Cell, i8)> {
    let Some(text) = &doc.text else { return Vec::new() };
    let turns: Vec<Span> = doc.track.iter().flat_map(|t| &t.turns).map(|t| t.at).collect();
    let pieces = Pieces::of(text.as_str(), words, &turns);
    let marks = marks(steps, side);
    let count = words.count();
    let all = pieces
        .before
        .iter()
        .map(|s| (*s, None, -1_i8))
        .chain(pieces.words.iter().map(|p| (p.at, p.member, 0)))
        .chain(pieces.after.iter().map(|s| (*s, None, 1)));
    let mut spoken: Option<&str> = None;
    all.map(|(at, member, band)| {
        let name = doc.track.as_ref().and_then(|t| t.turn(at.start())).map(|t| t.name.as_str());
        let new_turn = name.filter(|n| spoken.replace(n) != Some(*n));
        let label =
            member.filter(|_| count > 1 && side == Side::Draft).map(|n| format!("{} of {count}", n + 1));
        let cell = Cell::new(ui, cx, text.slice(at), at, words, &marks, side, width, new_turn);
        let time = (side == Side::Source && doc.track.is_some()).then(|| place_words(doc, at.start()));
        (Cell { label, time, ..cell }, band)
    })
    .collect()
}

/// What is to be drawn into the words of one side.
fn marks(steps: &[Step], side: Side) -> Vec<(Span, Look)> {
    let mut out = Vec::new();
    let mut before = 0;
    for step in steps {
        let (mine, other) = match side {
            Side::Draft => (step.quote, step.source),
            Side::Source => (step.source, step.quote),
        };
        match (step.op, mine, step.permitted.as_deref()) {
            // Marks and capitals are told by the verdict; a line under each of them would hide what matters.
            (Op::Equal, ..) | (_, _, Some("typography")) => {}
            (_, Some(span), Some(_)) => out.push((span, Look::Permitted)),
            (_, Some(span), None) => out.push((span, Look::Only)),
            (_, None, None) if other.is_some() && side == Side::Draft => {
                out.push((Span::empty(before), Look::Gap));
            }
            _ => {}
        }
        before = mine.map_or(before, Span::end);
    }
    out
}

impl Cell {
    #[expect(clippy::too_many_arguments, reason = "a text, its place, and how it is set")]
    fn new(
        ui: &Ui,
        cx: &Cx<'_>,
        slice: &str,
        at: Span,
        words: &Spans,
        marks: &[(Span, Look)],
        side: Side,
        width: f32,
        turn: Option<&str>,
    ) -> Self {
        let zoom = zoom(cx);
        let shown = slice.replace(['\n', '\t', '\r'], " ");
        let marks: Vec<(Span, Look)> = marks
            .iter()
            .filter(|(s, _)| s.start() >= at.start() && s.start() < at.end().max(at.start() + 1))
            .copied()
            .collect();
        let mut job = LayoutJob::default();
        job.wrap.max_width = width.max(80.0);
        let lead = turn.map(|t| format!("{}  ", t.to_uppercase())).unwrap_or_default();
        if !lead.is_empty() && side == Side::Source {
            let format = TextFormat {
                line_height: Some((27.0 * zoom).round()),
                ..TextFormat::simple(
                    FontId::new(11.5, FontFamily::Name("ui-semibold".into())),
                    cx.theme.text_2,
                )
            };
            job.append(&lead, 0.0, format);
        }
        let lead = if side == Side::Source { lead } else { String::new() };
        for (from, to) in sections(at, words, &marks) {
            let span = Span::between(from, to);
            let colour = colour_of(cx, span, words, &marks, side);
            let format = TextFormat {
                line_height: Some((27.0 * zoom).round()),
                ..TextFormat::simple(FontId::new(16.5 * zoom, FontFamily::Name("reading".into())), colour)
            };
            let part = shown.get((from - at.start()) as usize..(to - at.start()) as usize);
            job.append(part.unwrap_or_default(), 0.0, format);
        }
        let galley = ui.painter().layout_job(job);
        let words = format!("{lead}{shown}");
        let laid = Laid::new(&words, galley);
        Self { side, laid, words, at, lead: lead.len() as u32, marks, label: None, time: None, zoom }
    }

    /// Its height.
    pub(super) fn height(&self) -> f32 {
        self.laid.galley.size().y + if self.label.is_some() { 20.0 } else { 0.0 }
    }

    /// Draws it; `time_at` is where its time stands.
    pub(super) fn paint(&self, ui: &Ui, cx: &Cx<'_>, at: Pos2, time_at: Option<f32>) {
        let mut at = at;
        if let Some(label) = &self.label {
            let galley = line(ui, label, Face::Small, cx.theme.text_2);
            ui.painter().galley(at, galley, cx.theme.text_2);
            at.y += 20.0;
        }
        if let (Some(x), Some(time)) = (time_at, &self.time) {
            let galley = line(ui, time, Face::Mono, cx.theme.text_3);
            let y = at.y + self.laid.middle(0) - galley.size().y / 2.0;
            ui.painter().galley(pos2(x, y), galley, cx.theme.text_3);
        }
        for (span, look) in &self.marks {
            self.under(ui, cx, at, *span, *look);
        }
        ui.painter().galley(at, self.laid.galley.clone(), cx.theme.text);
        for (span, look) in &self.marks {
            self.over(ui, cx, at, *span, *look);
        }
        let rect = Rect::from_min_size(at, self.laid.galley.size());
        let node = ui.interact(
            rect,
            ui.scope_id().with(("cell", self.side == Side::Draft, self.at.start())),
            Sense::hover(),
        );
        access::name(&node, Role::Label, &self.words);
    }

    /// Where a byte of the text stands among the words that are laid out.
    fn place(&self, byte: u32) -> usize {
        (byte.clamp(self.at.start(), self.at.end()) - self.at.start() + self.lead) as usize
    }

    fn rects(&self, at: Pos2, span: Span) -> Vec<Rect> {
        let half = 12.0 * self.zoom;
        let segments = self.laid.segments(self.place(span.start()), self.place(span.end()));
        segments
            .map(|s| {
                let middle = at.y + s.middle;
                Rect::from_min_max(pos2(at.x + s.left, middle - half), pos2(at.x + s.right, middle + half))
            })
            .collect()
    }

    /// Grounds, below the words.
    fn under(&self, ui: &Ui, cx: &Cx<'_>, at: Pos2, span: Span, look: Look) {
        if look != Look::Only {
            return;
        }
        let ground = if self.side == Side::Draft { cx.theme.del_bg } else { cx.theme.ins_bg };
        for rect in self.rects(at, span) {
            ui.painter().rect_filled(rect.expand2(vec2(2.0, 0.0)), 3.0, ground);
        }
    }

    /// Lines and carets, over the words; each difference is named for screen readers.
    fn over(&self, ui: &Ui, cx: &Cx<'_>, at: Pos2, span: Span, look: Look) {
        let rects = self.rects(at, span);
        match (look, self.side) {
            (Look::Only, Side::Draft) => {
                for r in &rects {
                    ui.painter().hline(r.x_range(), r.center().y + 1.0, Stroke::new(1.4, cx.theme.del));
                }
            }
            (Look::Only, Side::Source) => {
                for r in &rects {
                    ui.painter().hline(r.x_range(), r.bottom() - 1.0, Stroke::new(1.8, cx.theme.ins));
                }
            }
            (Look::Permitted, _) => {
                for r in &rects {
                    dots(ui, r, cx.theme.permit);
                }
            }
            (Look::Gap, _) => {
                let (row, x) = self.laid.place(self.place(span.start()));
                let middle = pos2(at.x + x + 1.0, at.y + self.laid.middle(row));
                let half = 11.0 * self.zoom;
                ui.painter().vline(
                    middle.x,
                    middle.y - half..=middle.y + half,
                    Stroke::new(2.4, cx.theme.ins),
                );
            }
        }
        let (Some(rect), Some(words)) = (rects.first(), self.words_of(span)) else { return };
        let which = match (look, self.side) {
            (Look::Permitted, _) => "permitted",
            (_, Side::Draft) => "only in the draft",
            (_, Side::Source) => "only in the source",
        };
        let id = ui.scope_id().with(("difference", self.side == Side::Draft, span.start()));
        access::name(&ui.interact(*rect, id, Sense::hover()), Role::Label, &format!("{which}: {words}"));
    }

    fn words_of(&self, span: Span) -> Option<&str> {
        self.words.get(self.place(span.start())..self.place(span.end())).filter(|w| !w.is_empty())
    }
}

/// Where the look of the words changes.
fn sections(at: Span, words: &Spans, marks: &[(Span, Look)]) -> Vec<(u32, u32)> {
    let mut cuts: Vec<u32> = words
        .iter()
        .chain(marks.iter().map(|m| m.0))
        .flat_map(|s| [s.start(), s.end()])
        .filter(|c| *c > at.start() && *c < at.end())
        .chain([at.start(), at.end()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).collect()
}

fn colour_of(cx: &Cx<'_>, span: Span, words: &Spans, marks: &[(Span, Look)], side: Side) -> Color32 {
    let only = marks.iter().any(|(s, l)| *l == Look::Only && s.covers(span) && !s.is_empty());
    match (only, side) {
        (true, Side::Draft) => cx.theme.del,
        (true, Side::Source) => cx.theme.ins,
        (false, _) if words.iter().any(|w| w.covers(span)) => cx.theme.text,
        (false, _) => cx.theme.text_2,
    }
}

/// Round dots under words, 2 points wide, every 4.
fn dots(ui: &Ui, rect: &Rect, colour: Color32) {
    let mut x = rect.left() + 1.0;
    while x < rect.right() {
        ui.painter().circle_filled(pos2(x, rect.bottom() - 2.0), 0.9, colour);
        x += 4.0;
    }
}
