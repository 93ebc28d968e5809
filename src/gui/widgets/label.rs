//! A filter that is in force, as a label with a cross that takes it away.

use crate::gui::access::focus_ring;
use crate::gui::fonts::{Face, icon};
use crate::gui::theme::{Theme, size};
use egui::{Align2, CornerRadius, FontId, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The label `words`. A click or a key press on it takes the filter away.
pub fn removable_label(ui: &mut Ui, theme: &Theme, words: &str) -> Response {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), Face::Small.font(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(200.0);
    let galley = ui.painter().layout_job(job);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 8.0 + 22.0, size::TARGET_MIN), Sense::click());
    let ground = if response.hovered() { theme.line_strong } else { theme.hover };
    ui.painter().rect_filled(rect, CornerRadius::same(5), ground);
    let y = rect.center().y;
    let right = rect.left() + 8.0 + galley.size().x;
    ui.painter().galley(pos2(rect.left() + 8.0, y - galley.size().y / 2.0), galley, theme.text);
    let font = FontId::new(11.0, Face::Icon.font().family);
    let cross = pos2(right + 11.0, y);
    ui.painter().text(cross, Align2::CENTER_CENTER, icon::CLOSE, font, theme.text_2);
    focus_ring(ui, &response, theme);
    let name = format!("Remove filter {words}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
    response.on_hover_text("Take this filter away")
}
