//! The text with its quotations: virtual, block by block, so that a document of any length takes the time of one screen.

mod blocks;
mod gutter;
mod header;
mod heights;
mod input;
pub(in crate::gui) mod laid;
mod overview;
mod page;
mod paint;
mod prepared;
mod scroll;
pub mod words;

use super::cx::{Action, Cx};
use super::view_state::{Selection, ViewState};
use crate::model::{DocId, DocState, SpeakerId};
use crate::text::Span;
use blocks::Blocks;
use crossbeam_channel::{Receiver, bounded};
use egui::{Rect, Ui, pos2, vec2};
use heights::Heights;
use laid::Laid;
use prepared::Prepared;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A text longer than this is prepared on a thread of its own.
const ALONE_LEAST: u32 = 400_000;
/// A document with more quotations than this is prepared on a thread of its own.
const ALONE_QUOTES: usize = 3_000;

/// What the reader remembers.
#[derive(Debug, Default)]
pub struct ReaderView {
    prepared: Option<Prepared>,
    coming: Option<Receiver<Prepared>>,
    asked: Option<Arc<DocState>>,
    heights: Heights,
    laid: BTreeMap<usize, Laid>,
    /// What the heights and the layout were made for.
    made_for: Option<MadeFor>,
    /// First visible block, and how far its top is above the window's.
    anchor: (usize, f32),
    /// The byte to show, a third of the way down.
    show: Option<u32>,
    /// What is left of a scroll, in points.
    glide: f32,
    /// Where each document was left.
    left_at: BTreeMap<DocId, u32>,
    frame: u64,
    sentinel: Option<Arc<egui::Galley>>,
    pointed: Option<SpeakerId>,
    overview: overview::Overview,
    last_scroll: f64,
    room: Option<Rect>,
    /// Words that a search found, in order: they get a ground of their own.
    pub found: Vec<Span>,
    /// The one among them that is shown.
    pub found_now: Option<Span>,
}

/// Layout depends on these alone.
#[derive(Debug, Clone, Copy, PartialEq)]
struct MadeFor {
    width: f32,
    size: u16,
    face: super::cx::ReadingFace,
    pixels_per_point: f32,
}

impl ReaderView {
    /// Scrolls so that byte `at` stands a third of the way down.
    pub fn show(&mut self, at: u32) {
        self.show = Some(at);
    }

    /// First byte that is visible.
    pub fn top_byte(&self) -> u32 {
        let block = self.blocks().and_then(|b| b.all.get(self.anchor.0));
        block.map_or(0, |b| b.span.start())
    }

    /// Selects the paragraph with the caret.
    pub fn select_paragraph(&self, selection: &mut Selection) {
        let at = selection.words.map_or_else(|| self.top_byte(), |(_, head)| head);
        if let Some(blocks) = self.blocks()
            && let Some(block) = blocks.all.get(blocks.index_at(at))
        {
            selection.words = Some((block.span.start(), block.span.end()));
        }
    }

    /// Where the text was drawn last; `otherwise` before that.
    pub fn room(&self, otherwise: Rect) -> Rect {
        self.room.unwrap_or(otherwise)
    }

    /// Takes in the last change of the project.
    pub(super) fn follow(&mut self, index: &super::index::QuoteIndex) {
        if let Some(prepared) = &mut self.prepared {
            prepared.follow(index);
        }
    }

    /// Whether the text is there and nothing is being prepared.
    pub fn is_ready(&self) -> bool {
        self.prepared.is_some() && self.coming.is_none()
    }

    fn blocks(&self) -> Option<&Blocks> {
        self.prepared.as_ref().map(|p| &p.blocks)
    }

    /// Makes ready what is derived from the shown document; `false` while that is under way.
    fn prepare(&mut self, ui: &Ui, cx: &Cx<'_>) -> bool {
        let Some(state) = cx.selection.doc.and_then(|d| cx.project.doc(d)) else { return false };
        let Some(text) = &state.text else { return false };
        let same = self
            .prepared
            .as_ref()
            .is_some_and(|p| p.state.document.id == state.document.id && p.text == *text);
        if same && self.prepared.as_mut().is_some_and(|p| p.update(state)) {
            return true;
        }
        self.take_prepared(state);
        if self.prepared.as_ref().is_some_and(|p| Arc::ptr_eq(&p.state, state)) {
            return true;
        }
        let asked = self.asked.as_ref().is_some_and(|a| Arc::ptr_eq(a, state));
        if !asked {
            self.leave();
            self.asked = Some(state.clone());
            if text.len() < ALONE_LEAST && state.quotes.len() < ALONE_QUOTES {
                self.set_prepared(Prepared::new(state, text));
                return true;
            }
            let (done, coming) = bounded(1);
            let (state, text, ctx) = (state.clone(), text.clone(), ui.ctx().clone());
            let work = move || {
                // Nobody waits any more where the person went on to another document.
                drop(done.send(Prepared::new(&state, &text)));
                ctx.request_repaint();
            };
            self.coming = Some(coming);
            if std::thread::Builder::new().name("reader".into()).spawn(work).is_err() {
                self.coming = None;
                self.asked = None;
            }
        }
        // A document that is shown already stays as it was until the newer state is ready.
        same
    }

    fn take_prepared(&mut self, state: &Arc<DocState>) {
        if let Some(new) = self.coming.as_ref().and_then(|c| c.try_recv().ok()) {
            self.coming = None;
            if new.state.document.id == state.document.id {
                self.set_prepared(new);
                if let Some(p) = &mut self.prepared {
                    p.update(state);
                }
            }
        }
    }

    fn set_prepared(&mut self, new: Prepared) {
        let same = self
            .prepared
            .as_ref()
            .is_some_and(|p| p.state.document.id == new.state.document.id && p.text == new.text);
        if !same {
            self.laid.clear();
            self.made_for = None;
            self.glide = 0.0;
            let doc = new.state.document.id;
            let at = self.left_at.get(&doc).map_or(0, |at| new.blocks.index_at(*at));
            self.anchor = (at, 0.0);
            self.found.clear();
            self.found_now = None;
        }
        self.prepared = Some(new);
    }

    /// Remembers where the document was left.
    fn leave(&mut self) {
        let doc = self.prepared.as_ref().map(|p| p.state.document.id);
        if let Some(doc) = doc {
            self.left_at.insert(doc, self.top_byte());
        }
    }
}

/// Header and text.
pub fn reader_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let whole = ui.max_rect();
    header::header_ui(
        ui,
        cx,
        Rect::from_min_size(whole.min, vec2(whole.width(), super::theme::size::PANEL_HEADER)),
        out,
    );
    let room =
        Rect::from_min_max(pos2(whole.left(), whole.top() + super::theme::size::PANEL_HEADER), whole.max);
    let missing = cx.selection.doc.and_then(|d| cx.project.doc(d)).is_some_and(|d| d.text.is_none());
    view.reader.room = Some(room);
    if missing {
        header::missing_ui(ui, cx, room, out);
    } else if view.reader.prepare(ui, cx) {
        page::page_ui(ui, cx, view, room, out);
    } else {
        ui.painter().rect_filled(room, 0.0, cx.theme.paper);
    }
}
