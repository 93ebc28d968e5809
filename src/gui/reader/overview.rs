//! The strip at the right edge: one tick per quotation, and the scroll bar.

use super::ReaderView;
use super::page::Page;
use crate::gui::access;
use crate::gui::cx::Cx;
use crate::model::Status;
use egui::accesskit::Role;
use egui::{Color32, Id, Mesh, Rect, Sense, Shape, Ui, pos2, vec2};

/// Width of the strip.
pub(super) const WIDTH: f32 = 12.0;
/// It stays this long after the last scroll.
const STAY_S: f64 = 1.2;

/// The ticks, made again only when the project or the height changed.
#[derive(Debug, Default)]
pub(super) struct Overview {
    made_for: Option<(u64, u32, u32)>,
    /// Per point of height: nothing, open, accepted, rejected.
    ticks: Vec<u8>,
}

impl Overview {
    fn make(&mut self, cx: &Cx<'_>, height: u32) {
        let Some(doc) = cx.selection.doc else { return };
        let made_for = (cx.index.version, doc.0, height);
        if self.made_for == Some(made_for) {
            return;
        }
        self.made_for = Some(made_for);
        self.ticks = vec![0; height as usize];
        let Some(index) = cx.index.doc(doc) else { return };
        let len = index.state.text.as_ref().map_or(1, |t| t.len().max(1));
        for e in index.order.iter().filter(|e| e.speech) {
            let at = u64::from(e.start) * u64::from(height) / u64::from(len);
            let state = match e.status {
                Status::Proposed => 3,
                Status::Accepted => 2,
                Status::Rejected => 1,
            };
            if let Some(tick) = self.ticks.get_mut(at as usize) {
                *tick = state.max(*tick);
            }
        }
    }
}

/// Draws the strip while the pointer is near or the text moves, and scrolls by it.
pub(super) fn overview_ui(ui: &Ui, cx: &Cx<'_>, view: &mut ReaderView, page: &Page) {
    let room = page.room;
    let strip = Rect::from_min_max(pos2(room.right() - WIDTH, room.top()), room.max);
    let response = ui.interact(strip, Id::unique("overview"), Sense::click_and_drag());
    access::name(&response, Role::ScrollBar, "Overview of the document");
    let height = room.height();
    if let Some(at) = response.interact_pointer_pos().filter(|_| response.is_pointer_button_down_on()) {
        let part = f64::from((at.y - strip.top()) / height);
        view.scroll_to(part, height);
        ui.ctx().request_repaint();
    }
    let now = ui.input(|i| i.time);
    let age = now - view.last_scroll;
    let near = ui.rect_contains_pointer(room.with_min_x(room.right() - 40.0)) || response.dragged();
    if age > STAY_S && !near {
        return;
    }
    if !near {
        ui.ctx().request_repaint_after_secs((STAY_S - age).max(0.05) as f32);
    }
    view.overview.make(cx, height as u32);
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(strip, cx.theme.panel);
    let colours =
        [Color32::TRANSPARENT, cx.theme.line_strong, cx.theme.accepted.gamma_multiply(0.7), cx.theme.text_3];
    for (y, tick) in view.overview.ticks.iter().enumerate().filter(|(_, t)| **t > 0) {
        let colour = colours.get(usize::from(*tick)).copied().unwrap_or_default();
        let width = if *tick == 1 { 4.0 } else { 8.0 };
        mesh.add_colored_rect(
            Rect::from_min_size(pos2(strip.left() + 2.0, strip.top() + y as f32), vec2(width, 1.5)),
            colour,
        );
    }
    let total = view.heights.total().max(1.0);
    let part = (f64::from(height) / total).clamp(0.02, 1.0) as f32;
    let handle = height * part.min(1.0);
    let top = strip.top() + (height - handle) * view.place(height) as f32;
    let thumb = Rect::from_min_size(pos2(strip.left(), top), vec2(WIDTH, handle));
    mesh.add_colored_rect(thumb, cx.theme.text_3.gamma_multiply(if response.hovered() { 0.35 } else { 0.2 }));
    ui.painter().add(Shape::mesh(mesh));
}
