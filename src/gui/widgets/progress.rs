//! Progress: of a document's decisions, and of a piece of work.

use crate::gui::theme::{Palette, Theme};
use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

/// How far a document is: 64 by 6 points, verified in full colour, then decided, of all. Drawn at `rect`.
pub fn paint_document_bar(painter: &egui::Painter, p: &Palette, rect: Rect, verified: f32, decided: f32) {
    let part =
        |share: f32| Rect::from_min_size(rect.min, vec2(rect.width() * share.clamp(0.0, 1.0), rect.height()));
    painter.rect_filled(rect, CornerRadius::same(2), p.line_strong);
    painter.rect_filled(part(decided), CornerRadius::same(2), p.accent.gamma_multiply(0.55));
    painter.rect_filled(part(verified), CornerRadius::same(2), p.verified);
}

/// The same in the flow of a row. `decided` counts verified ones too.
pub fn document_bar(ui: &mut Ui, theme: &Theme, verified: u32, decided: u32, all: u32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(64.0, 6.0), Sense::hover());
    let share = |n: u32| n as f32 / all.max(1) as f32;
    paint_document_bar(ui.painter(), theme, rect, share(verified), share(decided));
    let name = format!("{decided} of {all} decided");
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, &name);
        info.value = Some(f64::from(share(decided)));
        info
    });
    response
}

/// How far a piece of work is: 96 by 4 points; `None` is not known. `what` is its accessible name.
pub fn task_bar(ui: &mut Ui, theme: &Theme, share: Option<f32>, what: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(96.0, 4.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(2), theme.line_strong);
    let done = share.unwrap_or(0.15).clamp(0.0, 1.0);
    let part = Rect::from_min_size(rect.min, vec2(rect.width() * done, rect.height()));
    ui.painter().rect_filled(part, CornerRadius::same(2), theme.accent);
    let name = share.map_or_else(|| what.to_owned(), |s| format!("{what}, {:.0} percent", s * 100.0));
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, &name);
        info.value = share.map(f64::from);
        info
    });
    response
}
