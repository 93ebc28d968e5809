//! Rows and headers of tables, and the ring around what has the focus.

use super::controls::{line, put_cap};
use crate::gui::access::focus_ring;
use crate::gui::fonts::{Face, icon};
use crate::gui::theme::Theme;
use egui::{Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The ground of a row: selected with an edge of 3 points, or under the pointer.
pub fn row_ground(ui: &Ui, rect: Rect, theme: &Theme, is_selected: bool, is_hovered: bool) {
    let ground = if is_selected {
        theme.selected
    } else if is_hovered {
        theme.hover
    } else {
        return;
    };
    ui.painter().rect_filled(rect, CornerRadius::ZERO, ground);
    if is_selected {
        let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        ui.painter().rect_filled(edge, CornerRadius::ZERO, theme.accent);
    }
}

/// Words on one line inside `rect`, cut with `…` at its end; gives the width that they took.
pub fn cell_text(ui: &Ui, rect: Rect, text: &str, face: Face, colour: Color32, right: bool) -> f32 {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), face.font(), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width().max(0.0));
    let galley = ui.painter().layout_job(job);
    let width = galley.size().x;
    let x = if right { rect.right() - width } else { rect.left() };
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(x, y), galley, colour);
    width
}

/// A key cap whose right edge is at `right`; gives its left edge.
pub fn key_cap_at(ui: &Ui, theme: &Theme, right: f32, middle: f32, key: &str) -> f32 {
    let width = (line(ui, key, Face::Key, theme.text_2).size().x + 9.0).max(18.0);
    let rect = Rect::from_min_max(pos2(right - width, middle - 9.0), pos2(right, middle + 9.0));
    put_cap(ui, theme, rect, rect.left(), key, false);
    rect.left()
}

/// The header of a column: its name, and an arrow where the table is sorted by it (`Some(descending)`).
pub fn header_cell(
    ui: &mut Ui,
    rect: Rect,
    theme: &Theme,
    name: &str,
    sorted: Option<bool>,
    right: bool,
) -> Response {
    let response = ui.interact(rect, ui.scope_id().with(("header", name)), Sense::click());
    let colour = if response.hovered() || sorted.is_some() { theme.text } else { theme.text_3 };
    let arrow = match sorted {
        Some(true) => icon::ARROW_DOWN,
        Some(false) => icon::ARROW_UP,
        None => "",
    };
    let room = if arrow.is_empty() { 0.0 } else { 16.0 };
    let words = if right { rect } else { rect.with_max_x(rect.right() - room) };
    let width = cell_text(ui, words, name, Face::Small, colour, right);
    if !arrow.is_empty() {
        let x = if right { rect.right() - width - 10.0 } else { rect.left() + width + 10.0 };
        let font = egui::FontId::new(11.0, Face::Icon.font().family);
        ui.painter().text(pos2(x, rect.center().y), Align2::CENTER_CENTER, arrow, font, colour);
    }
    focus_ring(ui, &response, theme);
    let state = match sorted {
        Some(true) => ", sorted, last first",
        Some(false) => ", sorted",
        None => "",
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, format!("Sort by {name}{state}")));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
