//! Files held over the window: what letting go will do.

use crate::gui::cx::{Cx, Route};
use crate::gui::fonts::Face;
use egui::{Align2, Context, Id, LayerId, Order, Stroke, StrokeKind};

/// A frame around the window and a sentence, as long as files are held over it.
pub fn dropping_ui(ctx: &Context, cx: &Cx<'_>) {
    let files = ctx.input(|i| i.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("dropping")));
    let room = ctx.content_rect();
    painter.rect_filled(room, 0.0, cx.theme.paper.gamma_multiply(0.85));
    painter.rect_stroke(room.shrink(8.0), 8.0, Stroke::new(2.0, cx.theme.accent), StrokeKind::Inside);
    painter.text(
        room.center(),
        Align2::CENTER_CENTER,
        dropping_words(cx.route, files),
        Face::EmptyTitle.font(),
        cx.theme.text,
    );
}

/// What letting go of so many files does. Where sources are looked at, they become sources (`take_dropped`).
pub(crate) fn dropping_words(route: Route, files: usize) -> String {
    let what = if files == 1 { "this file".to_owned() } else { format!("these {files} files") };
    if route.takes_sources() {
        format!("Let go to compare quotations with {what}")
    } else {
        format!("Let go to open {what}")
    }
}
