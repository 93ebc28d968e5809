//! A switch between a few words, one of which is chosen.

use crate::gui::access::focus_ring;
use crate::gui::fonts::Face;
use crate::gui::theme::{Theme, size};
use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// The switch `label` between `words`, of which number `chosen` is on; `names` are their names for screen readers. Gives the one
/// that was chosen now.
pub fn segments(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    words: &[&str],
    names: &[&str],
    chosen: usize,
) -> Option<usize> {
    let face = |n: usize| if n == chosen { Face::SmallSemibold } else { Face::Small };
    let parts: Vec<_> = words
        .iter()
        .enumerate()
        .map(|(n, w)| ui.painter().layout_no_wrap((*w).to_owned(), face(n).font(), theme.text))
        .collect();
    let width_of = |g: &egui::Galley| (g.size().x + 18.0).max(size::TARGET_MIN);
    let width: f32 = parts.iter().map(|g| width_of(g)).sum();
    let (rect, group) = ui.allocate_exact_size(vec2(width, 26.0), Sense::hover());
    group.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, label));
    let stroke = Stroke::new(1.0, theme.line_strong);
    ui.painter().rect(rect, CornerRadius::same(6), theme.raised, stroke, StrokeKind::Inside);
    let (mut x, mut picked) = (rect.left(), None);
    for (n, galley) in parts.into_iter().enumerate() {
        let part = Rect::from_min_size(pos2(x, rect.top()), vec2(width_of(&galley), rect.height()));
        let response = ui.interact(part, group.id.with(n), Sense::click());
        let on = n == chosen;
        if on || response.hovered() {
            let ground = if on { theme.selected } else { theme.hover };
            ui.painter().rect_filled(part.shrink(1.0), CornerRadius::same(5), ground);
        }
        if part.right() < rect.right() - 1.0 {
            ui.painter().vline(part.right(), part.shrink(5.0).y_range(), theme.line_stroke());
        }
        let colour = if on { theme.text } else { theme.text_2 };
        ui.painter().galley_with_override_text_color(part.center() - galley.size() / 2.0, galley, colour);
        focus_ring(ui, &response, theme);
        let name = names.get(n).copied().unwrap_or_default();
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
        if response.clicked() && !on {
            picked = Some(n);
        }
        x = part.right();
    }
    picked
}
