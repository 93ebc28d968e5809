//! The rows of a table: only those in view are drawn, one has the ring of the keyboard, one is scrolled to.

use crate::gui::theme::Theme;
use egui::{Rect, Response, ScrollArea, Stroke, StrokeKind, Ui, pos2, vec2};

/// What the rows of a table are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct Rows {
    /// Tells the table's scrolling from that of others.
    pub name: &'static str,
    /// Height of a row.
    pub height: f32,
    /// How many there are.
    pub count: usize,
    /// The row that has to come into view.
    pub scroll_to: Option<usize>,
}

/// What drawing a row told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row {
    /// Whether it was clicked.
    pub clicked: bool,
    /// Whether the arrows start from it.
    pub cursor: bool,
}

/// Draws the rows in view by `row`; a click gives `table` the keyboard. The ring is on the row that the arrows start from, or
/// round the table where that row is not in view.
pub fn rows_ui(
    ui: &mut Ui,
    theme: &Theme,
    table: &Response,
    rows: Rows,
    mut row: impl FnMut(&mut Ui, usize) -> Row,
) {
    let ring = Stroke::new(2.0, theme.focus);
    let whole = ui.available_rect_before_wrap();
    let mut ringed = false;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().auto_shrink(false).id_salt(rows.name).show_rows(
        ui,
        rows.height,
        rows.count,
        |ui, range| {
            if let Some(at) = rows.scroll_to {
                let top = ui.max_rect().top() + (at as f32 - range.start as f32) * rows.height;
                let rect = Rect::from_min_size(pos2(ui.max_rect().left(), top), vec2(10.0, rows.height));
                ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
            }
            for n in range {
                let top = ui.cursor().min;
                let told = row(ui, n);
                if told.clicked {
                    table.request_focus();
                }
                if table.has_focus() && told.cursor {
                    let rect = Rect::from_min_size(top, vec2(ui.available_width(), rows.height));
                    ui.painter().rect_stroke(rect.shrink(1.0), 2.0, ring, StrokeKind::Inside);
                    ringed = true;
                }
            }
        },
    );
    if table.has_focus() && !ringed {
        ui.painter().rect_stroke(whole, 2.0, ring, StrokeKind::Inside);
    }
}
