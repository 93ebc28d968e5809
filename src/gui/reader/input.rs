//! Pointer and keys in the text: scrolling, selecting words, choosing quotations.

use super::ReaderView;
use super::gutter::Gutters;
use super::page::{Page, Shown, row_height};
use super::paint::{Ink, Spot};
use super::words;
use crate::gui::cx::{Action, Cx};
use crate::gui::view_state::{Region, ViewState};
use crate::model::{Item, QuoteId};
use crate::text::Span;
use egui::{CursorIcon, Event, Key, Modifiers, Pos2, Rect, Response, Ui, pos2, vec2};

/// Wheel, Page Up and Down, Home and End.
pub(super) fn scroll(ui: &Ui, view: &mut ReaderView, page: &Page, response: &Response) {
    let height = page.room.height();
    let mut by = 0.0;
    if response.contains_pointer() {
        by -= ui.input(|i| i.smooth_scroll_delta().y);
    }
    if !ui.ctx().text_edit_focused()
        && (response.has_focus() || ui.memory(|m| m.focused().is_none()))
        && response.enabled()
    {
        ui.input_mut(|i| {
            let leap = height - row_height(page.zoom);
            for (key, way) in [(Key::PageDown, leap), (Key::PageUp, -leap)] {
                if i.consume_key(Modifiers::NONE, key) {
                    view.glide += way;
                }
            }
            if i.consume_key(Modifiers::COMMAND, Key::Home) {
                view.scroll_to(0.0, height);
            }
            if i.consume_key(Modifiers::COMMAND, Key::End) {
                view.scroll_to(1.0, height);
            }
        });
    }
    if by != 0.0 {
        view.glide = 0.0;
        view.scroll_by(by, height);
    }
    if by != 0.0 || view.glide != 0.0 {
        view.last_scroll = ui.input(|i| i.time);
    }
}

/// Selected words and the caret.
pub(super) fn draw_selection(ink: &mut Ink, cx: &Cx<'_>, spot: &Spot<'_>, page: &Page) {
    let Some((anchor, head)) = cx.selection.words else { return };
    if anchor != head {
        for rect in spot.rects(Span::between(anchor, head), page.zoom) {
            ink.fill(rect, cx.theme.text_selection.gamma_multiply(0.8));
        }
    }
    if head >= spot.span.start() && head <= spot.span.end() {
        let (row, x) = spot.laid.place((head - spot.span.start()) as usize);
        let at = pos2(spot.at.x + x, spot.at.y + spot.laid.middle(row));
        ink.fill(Rect::from_center_size(at, vec2(1.5, 20.0 * page.zoom)), cx.theme.focus);
    }
}

/// What the pointer and the keys do in the text.
#[expect(clippy::too_many_arguments, reason = "everything that one frame of the text knows")]
pub(super) fn input(
    ui: &Ui,
    cx: &Cx<'_>,
    view: &mut ViewState,
    page: &Page,
    shown: &[Shown],
    gutters: &Gutters,
    response: &Response,
    out: &mut Vec<Action>,
) {
    if response.clicked() || response.drag_started() {
        response.request_focus();
        view.region = Region::Text;
    }
    let hover = response.hover_pos();
    view.reader.pointed =
        hover.and_then(|p| gutters.pointed.iter().find(|(r, _)| r.contains(p))).map(|(_, s)| *s);
    if ui.input(|i| i.modifiers.alt) {
        // With Alt held, the words of one speaker keep their tint and all others step back.
        let under = hover.and_then(|p| quote_at(cx, &view.reader, page, shown, p));
        let quote = under.and_then(|q| cx.project.quote(q)).or(cx.quote());
        view.reader.pointed = quote.and_then(|q| q.attribution.speaker).or(view.reader.pointed);
    }
    if let Some(at) = hover {
        point(ui, page, gutters, at);
    }
    press(ui, cx, &mut view.reader, page, shown, gutters, response, out);
    if response.has_focus() {
        keys(ui, cx, &mut view.reader, page, out);
    }
}

fn point(ui: &Ui, page: &Page, gutters: &Gutters, at: Pos2) {
    let on_mark = gutters.hits.iter().any(|(r, _)| r.contains(at))
        || gutters.pointed.iter().any(|(r, _)| r.contains(at));
    let over_text = at.x >= page.left - 4.0 && at.x <= page.left + page.width;
    let icon = match (on_mark, over_text) {
        (true, _) => CursorIcon::PointingHand,
        (false, true) => CursorIcon::Text,
        (false, false) => return,
    };
    ui.ctx().set_cursor_icon(icon);
}

#[expect(clippy::too_many_arguments, reason = "everything that one frame of the text knows")]
fn press(
    ui: &Ui,
    cx: &Cx<'_>,
    view: &mut ReaderView,
    page: &Page,
    shown: &[Shown],
    gutters: &Gutters,
    response: &Response,
    out: &mut Vec<Action>,
) {
    let Some(at) = response.interact_pointer_pos() else { return };
    let Some(text) = view.prepared.as_ref().map(|p| p.text.clone()) else { return };
    let shift = ui.input(|i| i.modifiers.shift);
    let byte = byte_at(view, page, shown, at);
    if response.triple_clicked() {
        let block = view.blocks().and_then(|b| b.all.get(b.index_at(byte?)));
        out.push(Action::SelectWords(block.map(|b| (b.span.start(), b.span.end()))));
    } else if response.double_clicked() {
        let word = byte.map(|b| words::word_at(&text, b));
        out.push(Action::SelectWords(word.map(|w| (w.start(), w.end()))));
    } else if response.drag_started() {
        let from = ui.input(|i| i.pointer.press_origin()).and_then(|p| byte_at(view, page, shown, p));
        let anchor = if shift { cx.selection.words.map(|w| w.0).or(from) } else { from };
        out.push(Action::SelectWords(anchor.zip(byte)));
    } else if response.dragged() {
        if let (Some((anchor, _)), Some(head)) = (cx.selection.words, byte) {
            out.push(Action::SelectWords(Some((anchor, head))));
        }
        scroll_at_edge(ui, view, page, at);
    } else if response.clicked() {
        click(cx, view, page, shown, gutters, at, byte, shift, out);
    }
}

/// A drag beyond the edge scrolls.
fn scroll_at_edge(ui: &Ui, view: &mut ReaderView, page: &Page, at: Pos2) {
    let (above, below) = (page.room.top() + 12.0 - at.y, at.y - page.room.bottom() + 12.0);
    let by = if below > 0.0 { below } else { -above.max(0.0) };
    if by != 0.0 {
        view.scroll_by(by * 0.4, page.room.height());
        ui.ctx().request_repaint();
    }
}

#[expect(clippy::too_many_arguments, reason = "everything that one frame of the text knows")]
fn click(
    cx: &Cx<'_>,
    view: &ReaderView,
    page: &Page,
    shown: &[Shown],
    gutters: &Gutters,
    at: Pos2,
    byte: Option<u32>,
    shift: bool,
    out: &mut Vec<Action>,
) {
    if let Some((_, id)) = gutters.hits.iter().find(|(r, _)| r.contains(at)) {
        out.push(Action::Select(Item::Quotation(*id)));
        return;
    }
    if shift {
        let anchor = cx.selection.words.map(|w| w.0).or(byte);
        out.push(Action::SelectWords(anchor.zip(byte)));
        return;
    }
    out.push(Action::SelectWords(byte.map(|b| (b, b))));
    if let Some(id) = quote_at(cx, view, page, shown, at) {
        out.push(Action::Choose(id));
    }
}

/// The byte nearest to a place on the screen.
fn byte_at(view: &ReaderView, page: &Page, shown: &[Shown], at: Pos2) -> Option<u32> {
    let prepared = view.prepared.as_ref()?;
    let s = shown.iter().find(|s| at.y < s.top + s.height).or(shown.last())?;
    let block = prepared.blocks.all.get(s.block)?;
    let laid = view.laid.get(&s.block)?;
    let byte = laid.byte_at(vec2(at.x - page.left, at.y - s.top));
    Some(block.span.start() + byte as u32)
}

/// The innermost quotation whose words stand at a place on the screen.
fn quote_at(cx: &Cx<'_>, view: &ReaderView, page: &Page, shown: &[Shown], at: Pos2) -> Option<QuoteId> {
    let prepared = view.prepared.as_ref()?;
    let s = shown.iter().find(|s| at.y >= s.top && at.y < s.top + s.height)?;
    let block = prepared.blocks.all.get(s.block)?;
    let laid = view.laid.get(&s.block)?;
    let spot = Spot { span: block.span, laid, at: pos2(page.left, s.top), zoom: page.zoom, height: s.height };
    let hit = |q: &&std::sync::Arc<crate::model::Quotation>| {
        q.content.iter().any(|f| spot.rects(f, page.zoom).any(|r| r.expand(2.0).contains(at)))
    };
    let quotes = prepared.quotes_at(s.block).iter().filter_map(|id| cx.project.quote(*id));
    quotes.filter(hit).min_by_key(|q| q.content.hull().len()).map(|q| q.id)
}

/// Arrows move the caret word by word; with Shift they select.
fn keys(ui: &Ui, cx: &Cx<'_>, view: &mut ReaderView, page: &Page, out: &mut Vec<Action>) {
    let Some(text) = view.prepared.as_ref().map(|p| p.text.clone()) else { return };
    let events = ui.input(|i| i.events.clone());
    let mut selection = cx.selection.words;
    for event in events {
        let Event::Key { key, pressed: true, modifiers, .. } = event else { continue };
        if modifiers.alt || (modifiers.command && !matches!(key, Key::ArrowLeft | Key::ArrowRight)) {
            continue;
        }
        let quote = cx.quote().map(|q| q.content.start());
        let (anchor, head) = selection.unwrap_or_else(|| {
            let at = quote.unwrap_or_else(|| view.top_byte());
            (at, at)
        });
        let by_char = modifiers.command;
        let to = match key {
            Key::ArrowRight if by_char => next_char(text.as_str(), head),
            Key::ArrowLeft if by_char => previous_char(text.as_str(), head),
            Key::ArrowRight if modifiers.shift => words::end_of_next(&text, head),
            Key::ArrowRight => words::start_of_next(&text, head),
            Key::ArrowLeft => words::start_of_previous(&text, head),
            Key::ArrowDown => view.row_away(page, head, 1),
            Key::ArrowUp => view.row_away(page, head, -1),
            Key::Home => view.row_end(head, false),
            Key::End => view.row_end(head, true),
            _ => continue,
        };
        let Some(to) = to else { continue };
        // A selection from the keyboard begins with the whole word that the caret stands in.
        selection = Some(if modifiers.shift { (anchor, to) } else { (to, to) });
        view.keep_visible(page, to);
    }
    if selection != cx.selection.words {
        out.push(Action::SelectWords(selection));
    }
    if ui.input(|i| i.key_pressed(Key::Escape)) && cx.selection.words.is_some() {
        out.push(Action::SelectWords(None));
    }
}

fn next_char(text: &str, at: u32) -> Option<u32> {
    let mut n = at as usize + 1;
    while n < text.len() && !text.is_char_boundary(n) {
        n += 1;
    }
    (n <= text.len()).then_some(n as u32)
}

fn previous_char(text: &str, at: u32) -> Option<u32> {
    let mut n = (at as usize).checked_sub(1)?;
    while !text.is_char_boundary(n) {
        n -= 1;
    }
    Some(n as u32)
}

impl ReaderView {
    /// The byte one row further down or up, about below or above `at`.
    fn row_away(&self, page: &Page, at: u32, by: i32) -> Option<u32> {
        let blocks = self.blocks()?;
        let n = blocks.index_at(at);
        let (block, laid) = (blocks.all.get(n)?, self.laid.get(&n)?);
        let (row, x) = laid.place((at.saturating_sub(block.span.start())) as usize);
        let half = row_height(page.zoom) * 0.1;
        let inside = if by > 0 { row + 1 < laid.row_count() } else { row > 0 };
        if inside {
            let row = if by > 0 { row + 1 } else { row - 1 };
            return Some(block.span.start() + laid.byte_at(vec2(x, laid.middle(row))) as u32);
        }
        let n = if by > 0 { n + 1 } else { n.checked_sub(1)? };
        let (block, laid) = (blocks.all.get(n)?, self.laid.get(&n)?);
        let row = if by > 0 { 0 } else { laid.row_count().saturating_sub(1) };
        Some(block.span.start() + laid.byte_at(vec2(x, laid.middle(row) - half)) as u32)
    }

    /// First or last byte of the row of `at`.
    fn row_end(&self, at: u32, end: bool) -> Option<u32> {
        let blocks = self.blocks()?;
        let n = blocks.index_at(at);
        let (block, laid) = (blocks.all.get(n)?, self.laid.get(&n)?);
        let (row, _) = laid.place((at.saturating_sub(block.span.start())) as usize);
        let x = if end { f32::INFINITY } else { 0.0 };
        Some(block.span.start() + laid.byte_at(vec2(x, laid.middle(row))) as u32)
    }

    /// Scrolls just so far that byte `at` is visible.
    fn keep_visible(&mut self, page: &Page, at: u32) {
        let Some(blocks) = self.blocks() else { return };
        let n = blocks.index_at(at);
        let start = blocks.all.get(n).map_or(0, |b| b.span.start());
        let row = self.laid.get(&n).map_or(0.0, |l| l.middle(l.place(at.saturating_sub(start) as usize).0));
        let y = (self.heights.before(n) - self.heights.before(self.anchor.0)) as f32 - self.anchor.1 + row;
        let (margin, height) = (row_height(page.zoom) * 1.5, page.room.height());
        if y < margin {
            self.glide = y - margin;
        } else if y > height - margin {
            self.glide = y - height + margin;
        }
    }
}
