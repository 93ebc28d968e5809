//! One frame of the text: layout within a budget, ink under the words, the words, the margins.

use super::gutter::{Gutters, Margins};
use super::laid::Laid;
use super::paint::{self, Ink, Spot};
use super::{MadeFor, ReaderView, input, overview};
use crate::gui::access;
use crate::gui::cx::{Action, Cx, ReadingFace};
use crate::gui::reader::blocks::{Block, BlockKind};
use crate::gui::reader::heights::Heights;
use crate::gui::verify::words::state_of;
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::confidence::{confidence_word, two_places};
use crate::gui::widgets::kind::kind_word;
use crate::model::{Quotation, QuoteId};
use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontFamily, FontId, Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};
use std::cmp::Reverse;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Layout of text that was not laid out before stops after this time; the rest follows in the next frame.
const LAYOUT_BUDGET: Duration = Duration::from_micros(3_500);
/// Layout of what lies just outside the window, once nothing else is to do.
const IDLE_BUDGET: Duration = Duration::from_micros(1_200);
/// Blocks that are kept laid out.
const LAID_MOST: usize = 600;
/// Text that is never shown: when its layout is made anew, egui dropped its glyphs, and ours are stale.
const SENTINEL: &str = "ſ";

/// Where everything stands in this frame.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page {
    /// The room for the text, margins included.
    pub(super) room: Rect,
    /// Left end of the words.
    pub(super) left: f32,
    /// Width of the words.
    pub(super) width: f32,
    /// Right end of the names.
    pub(super) right: f32,
    /// Size of the reading face against 17 points.
    pub(super) zoom: f32,
}

impl Page {
    fn of(cx: &Cx<'_>, room: Rect) -> Self {
        let zoom = f32::from(cx.settings.reading_size) / 17.0;
        let l = &cx.layout;
        let strip = overview::WIDTH;
        let free = room.width() - l.gutter_left - strip;
        let names = l.gutter_right.min((free - 240.0).max(20.0));
        let width = (l.column * zoom).min(free - names).max(160.0).round();
        let page = l.gutter_left + width + names;
        let left = room.left() + ((room.width() - strip - page) / 2.0).max(0.0).round() + l.gutter_left;
        let right = if l.initials {
            left + width + names
        } else {
            (room.right() - strip - 4.0).min(left + width + names.max(220.0))
        };
        Self { room, left, width, right, zoom }
    }
}

/// A block as it is drawn in this frame.
pub(super) struct Shown {
    /// Its number.
    pub(super) block: usize,
    /// Its top on the screen.
    pub(super) top: f32,
    /// Its height with the room below.
    pub(super) height: f32,
}

/// The text.
pub(super) fn page_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, room: Rect, out: &mut Vec<Action>) {
    let page = Page::of(cx, room);
    ui.painter().rect_filled(room, 0.0, cx.theme.paper);
    let id = Id::unique("reader");
    let response = ui.interact(room, id, Sense::click_and_drag());
    access::name(&response, Role::Document, &document_name(cx));
    ui.memory_mut(|m| {
        m.set_focus_lock_filter(
            id,
            egui::EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: false },
        );
    });
    if view.focus_region == Some(Region::Text) {
        response.request_focus();
        view.focus_region = None;
    }
    view.reader.make_ready(ui, cx, &page);
    input::scroll(ui, &mut view.reader, &page, &response);
    view.reader.go_to_shown(ui, &page);
    let mut child = ui.new_child(UiBuilder::new().max_rect(room));
    child.set_clip_rect(room.intersect(ui.clip_rect()));
    let (shown, late) = view.reader.lay_out(&child, &page);
    let gutters = draw(&child, cx, &mut view.reader, &page, &shown);
    nodes(&child, cx, &view.reader, &page, &shown);
    input::input(&child, cx, view, &page, &shown, &gutters, &response, out);
    overview::overview_ui(&child, cx, &mut view.reader, &page);
    if response.has_focus() {
        let ring = room.shrink(1.0);
        ui.painter().rect_stroke(ring, 0.0, egui::Stroke::new(2.0, cx.theme.focus), egui::StrokeKind::Inside);
    }
    if late || view.reader.glide.abs() > 0.5 || view.reader.lay_out_around(&child, &page, &shown) {
        ui.ctx().request_repaint();
    }
}

fn document_name(cx: &Cx<'_>) -> String {
    cx.selection.doc.and_then(|d| cx.project.doc(d)).map(|d| d.document.title.clone()).unwrap_or_default()
}

impl ReaderView {
    /// Heights and layout for this width and size; a stale atlas of glyphs is noticed here.
    fn make_ready(&mut self, ui: &Ui, cx: &Cx<'_>, page: &Page) {
        self.frame += 1;
        let sentinel = ui.painter().layout_no_wrap(
            SENTINEL.to_owned(),
            FontId::new(17.0, FontFamily::Name("reading".into())),
            Color32::PLACEHOLDER,
        );
        let stale = self.sentinel.as_ref().is_none_or(|old| !Arc::ptr_eq(old, &sentinel));
        self.sentinel = Some(sentinel);
        let made_for = MadeFor {
            width: page.width,
            size: cx.settings.reading_size,
            face: cx.settings.reading_face,
            pixels_per_point: ui.pixels_per_point(),
        };
        if stale {
            self.laid.clear();
        }
        if self.made_for == Some(made_for) {
            return;
        }
        // The place is kept by its part of the block, since its height is another now.
        let part = match self.heights.get(self.anchor.0) {
            h if h > 1.0 && self.made_for.is_some() => self.anchor.1 / h,
            _ => 0.0,
        };
        self.made_for = Some(made_for);
        self.laid.clear();
        let row = row_height(page.zoom);
        let per_row = (page.width / (7.57 * page.zoom)).max(8.0);
        let estimates = self.prepared.iter().flat_map(|p| &p.blocks.all);
        let estimates = estimates
            .map(|b| (b.span.len() as f32 / per_row * 0.98).ceil().max(1.0) * row + b.gap() * page.zoom);
        self.heights = Heights::new(estimates.collect());
        self.anchor.1 = part * self.heights.get(self.anchor.0);
        if self.anchor == (0, 0.0) {
            self.anchor.1 = -16.0;
        }
    }

    /// Lays out block `n` where that was not done yet; answers whether it had to.
    fn ensure(&mut self, ui: &Ui, page: &Page, n: usize) -> bool {
        let frame = self.frame;
        if let Some(laid) = self.laid.get_mut(&n) {
            laid.used = frame;
            return false;
        }
        let Some(prepared) = &self.prepared else { return false };
        let Some(block) = prepared.blocks.all.get(n) else { return false };
        let words = shown_words(prepared.text.slice(block.span), prepared.blocks.wrapped);
        let face = self.made_for.map_or(ReadingFace::Serif, |m| m.face);
        let galley = ui.painter().layout_job(job(&words, block, face, page));
        let height = galley.size().y + block.gap() * page.zoom;
        let mut laid = Laid::new(&words, galley);
        laid.used = frame;
        self.laid.insert(n, laid);
        self.heights.set(n, height);
        true
    }

    /// Scrolls to what was asked for, and on by what is left of a scroll.
    fn go_to_shown(&mut self, ui: &Ui, page: &Page) {
        let height = page.room.height();
        if let Some(at) = self.show.take() {
            let Some(prepared) = &self.prepared else { return };
            let n = prepared.blocks.index_at(at);
            let start = prepared.blocks.all.get(n).map_or(0, |b| b.span.start());
            self.ensure(ui, page, n);
            let row = self.laid.get(&n).map_or(0.0, |l| l.middle(l.place((at - start) as usize).0));
            let before = self.heights.before(self.anchor.0) + f64::from(self.anchor.1);
            let old = self.anchor;
            let (mut block, mut offset) = (n, row - height / 3.0);
            // What stands above is laid out now, so that the words do not move when it is.
            while offset < 0.0 && block > 0 {
                block -= 1;
                self.ensure(ui, page, block);
                offset += self.heights.get(block);
            }
            self.anchor = (block, offset);
            self.normalise(height);
            let by = (self.heights.before(self.anchor.0) + f64::from(self.anchor.1) - before) as f32;
            if by.abs() < 1.5 * height && ui.style().animation_time > 0.0 {
                self.anchor = old;
                self.normalise(height);
                self.glide = by;
            } else {
                self.glide = 0.0;
            }
        }
        if self.glide != 0.0 {
            let dt = ui.input(|i| i.stable_dt).clamp(0.001, 0.1);
            let step =
                if self.glide.abs() < 1.0 { self.glide } else { self.glide * (1.0 - (-dt / 0.035).exp()) };
            self.glide -= step;
            self.scroll_by(step, height);
        }
    }

    /// Lays out what is visible, within the budget; answers what is shown, and whether some of it has to wait.
    fn lay_out(&mut self, ui: &Ui, page: &Page) -> (Vec<Shown>, bool) {
        let began = Instant::now();
        let mut shown = Vec::new();
        let mut late = false;
        let (mut block, offset) = self.anchor;
        let mut top = page.room.top() - offset;
        while top < page.room.bottom() && block < self.heights.len() {
            if !self.laid.contains_key(&block) && began.elapsed() > LAYOUT_BUDGET {
                late = true;
            } else {
                self.ensure(ui, page, block);
            }
            let height = self.heights.get(block);
            shown.push(Shown { block, top, height });
            top += height;
            block += 1;
        }
        if self.laid.len() > LAID_MOST {
            let frame = self.frame;
            self.laid.retain(|_, l| l.used + 240 > frame);
        }
        (shown, late)
    }

    /// Lays out a screen above and below while nothing else is to do; answers whether more is left.
    fn lay_out_around(&mut self, ui: &Ui, page: &Page, shown: &[Shown]) -> bool {
        let (Some(first), Some(last)) = (shown.first(), shown.last()) else { return false };
        let began = Instant::now();
        let (mut up, mut down) = (first.block, last.block);
        let (mut above, mut below) = (0.0, 0.0);
        let room = page.room.height();
        while above < room && up > 0 || below < room && down + 1 < self.heights.len() {
            if below < room && down + 1 < self.heights.len() {
                down += 1;
                self.ensure(ui, page, down);
                below += self.heights.get(down);
            }
            if above < room && up > 0 {
                up -= 1;
                self.ensure(ui, page, up);
                above += self.heights.get(up);
            }
            if began.elapsed() > IDLE_BUDGET {
                return true;
            }
        }
        false
    }
}

pub(super) fn row_height(zoom: f32) -> f32 {
    (28.0 * zoom).round()
}

/// Words as they are shown: where lines are wrapped by hand, a line end is a space. Every byte keeps its place.
fn shown_words(words: &str, wrapped: bool) -> String {
    let mut out = words.replace('\t', " ");
    if wrapped {
        out = out.replace(['\n', '\r'], " ");
    } else {
        out = out.replace('\r', " ");
    }
    out
}

fn job(words: &str, block: &Block, face: ReadingFace, page: &Page) -> LayoutJob {
    let bold = block.kind != BlockKind::Body;
    let family = match (face, bold) {
        (ReadingFace::Serif, false) => FontFamily::Name("reading".into()),
        (ReadingFace::Serif, true) => FontFamily::Name("reading-bold".into()),
        (ReadingFace::Sans, false) => FontFamily::Proportional,
        (ReadingFace::Sans, true) => FontFamily::Name("ui-semibold".into()),
        (ReadingFace::Mono, _) => FontFamily::Monospace,
    };
    let (points, row) = match block.kind {
        BlockKind::Title => (24.0 * page.zoom, (32.0 * page.zoom).round()),
        _ => (17.0 * page.zoom, row_height(page.zoom)),
    };
    let format = TextFormat {
        line_height: Some(row),
        ..TextFormat::simple(FontId::new(points, family), Color32::PLACEHOLDER)
    };
    let mut job = LayoutJob::single_section(words.to_owned(), format);
    job.wrap.max_width = page.width;
    job
}

/// The quotations of a block, outer before inner.
fn quotes_of<'a>(cx: &Cx<'a>, ids: &[QuoteId]) -> Vec<&'a Arc<Quotation>> {
    let mut all: Vec<_> = ids.iter().filter_map(|id| cx.project.quote(*id)).collect();
    all.sort_by_key(|q| (q.content.start(), Reverse(q.content.end()), q.id));
    all
}

fn draw(ui: &Ui, cx: &Cx<'_>, view: &mut ReaderView, page: &Page, shown: &[Shown]) -> Gutters {
    let mut gutters = Gutters::default();
    let Some(prepared) = &view.prepared else { return gutters };
    let mut ink = Ink::default();
    let margins =
        Margins { text_left: page.left, text_right: page.left + page.width, page_right: page.right };
    for s in shown {
        let Some(block) = prepared.blocks.all.get(s.block) else { continue };
        let Some(laid) = view.laid.get(&s.block) else {
            skeleton(&mut ink, cx, page, s);
            continue;
        };
        let spot =
            Spot { span: block.span, laid, at: pos2(page.left, s.top), zoom: page.zoom, height: s.height };
        let quotes = quotes_of(cx, prepared.quotes_at(s.block));
        for quote in &quotes {
            let style = paint::style_of(cx, quote, view.pointed);
            paint::quotation(&mut ink, cx, prepared, &spot, quote, style);
            paint::bar(&mut ink, &spot, quote, style);
            if block.span.holds(quote.content.start()) {
                gutters.put(ui, cx, &spot, quote, style, margins);
            }
        }
        input::draw_selection(&mut ink, cx, &spot, page);
        draw_found(&mut ink, cx, view, &spot, page);
    }
    ui.painter().extend(ink.shapes());
    for s in shown {
        if let Some(laid) = view.laid.get(&s.block) {
            ui.painter().galley(pos2(page.left, s.top), laid.galley.clone(), cx.theme.text);
        }
    }
    gutters
}

/// Grey rows in place of words that are not laid out yet.
fn skeleton(ink: &mut Ink, cx: &Cx<'_>, page: &Page, s: &Shown) {
    let row = row_height(page.zoom);
    let mut y = s.top + row / 2.0;
    while y < s.top + s.height - 8.0 && y < page.room.bottom() {
        ink.fill(
            Rect::from_min_size(pos2(page.left, y - 4.0), vec2(page.width * 0.92, 8.0)),
            cx.theme.neutral_tint,
        );
        y += row;
    }
}

fn draw_found(ink: &mut Ink, cx: &Cx<'_>, view: &ReaderView, spot: &Spot<'_>, page: &Page) {
    let from = view.found.partition_point(|f| f.end() <= spot.span.start());
    for found in view.found.iter().skip(from).take_while(|f| f.start() < spot.span.end()).take(400) {
        let now = view.found_now == Some(*found);
        let colour = if now { cx.theme.del_bg } else { cx.theme.ins_bg };
        for rect in spot.rects(*found, page.zoom) {
            ink.ground(rect, colour);
        }
    }
}

/// One node of text per visible paragraph, one group per visible quotation.
fn nodes(ui: &Ui, cx: &Cx<'_>, view: &ReaderView, page: &Page, shown: &[Shown]) {
    let Some(prepared) = &view.prepared else { return };
    let doc = cx.selection.doc.and_then(|d| cx.index.doc(d));
    for s in shown {
        let Some(block) = prepared.blocks.all.get(s.block) else { continue };
        let rect = Rect::from_min_size(pos2(page.left, s.top), vec2(page.width, s.height));
        let node = ui.interact(rect, Id::unique(("paragraph", s.block)), Sense::hover());
        node.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, prepared.text.slice(block.span)));
        let Some(laid) = view.laid.get(&s.block) else { continue };
        let spot =
            Spot { span: block.span, laid, at: pos2(page.left, s.top), zoom: page.zoom, height: s.height };
        for quote in quotes_of(cx, prepared.quotes_at(s.block)) {
            let first = block.span.holds(quote.content.start());
            let Some(rect) = spot.rects(quote.content.first(), page.zoom).next().filter(|_| first) else {
                continue;
            };
            let node = ui.interact(rect, Id::unique(("quotation", quote.id)), Sense::hover());
            let name = || {
                let number = doc.and_then(|d| d.number(quote.id));
                quotation_name(cx, quote, number, doc.map_or(0, |d| d.counts.quotes))
            };
            node.widget_info(|| egui::WidgetInfo::labeled(Role::Group, true, name()));
            ui.ctx().accesskit_node_builder(node.id, |n| {
                n.set_description(prepared.text.words_of(&quote.content));
            });
        }
    }
}

/// *Quotation 5 of 16, mixed, proposed, a UN report, likely 0.78*.
pub(crate) fn quotation_name(cx: &Cx<'_>, quote: &Quotation, number: Option<usize>, of: usize) -> String {
    let head =
        number.map_or_else(|| "Marks around no speech".to_owned(), |n| format!("Quotation {n} of {of}"));
    let kind = kind_word(quote.kind).to_lowercase();
    let state = state_of(cx.project, quote).word().to_lowercase();
    let speaker =
        quote.attribution.speaker.and_then(|s| cx.project.speaker(s)).map_or("unknown", |s| s.name.as_str());
    let sure = quote
        .attribution
        .confidence
        .map(|p| format!(", {} {}", confidence_word(p).to_lowercase(), two_places(p)));
    format!("{head}, {kind}, {state}, {speaker}{}", sure.unwrap_or_default())
}
