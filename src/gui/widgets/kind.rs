//! How words are reported: letters, words, and the switch between the four.

use crate::gui::access::focus_ring;
use crate::gui::fonts::Face;
use crate::gui::theme::{Theme, size};
use crate::model::QuoteKind;
use egui::{CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use strum::IntoEnumIterator as _;

/// The letter of a kind, which is its key too.
pub const fn kind_letter(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "D",
        QuoteKind::Mixed => "M",
        QuoteKind::Indirect => "I",
        QuoteKind::NotSpeech => "U",
    }
}

/// The word for a kind.
pub const fn kind_word(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "Direct",
        QuoteKind::Mixed => "Mixed",
        QuoteKind::Indirect => "Indirect",
        QuoteKind::NotSpeech => "Not speech",
    }
}

/// Four letters, the chosen one with its word. Gives the kind that was chosen now. Arrows move inside it.
pub fn kind_switch(ui: &mut Ui, theme: &Theme, chosen: QuoteKind) -> Option<QuoteKind> {
    let mut picked = None;
    let words = |kind: QuoteKind| match (kind == chosen, kind_letter(kind)) {
        (true, letter) => format!("{letter}  {}", kind_word(kind)),
        (false, letter) => letter.to_owned(),
    };
    let face = |kind| if kind == chosen { Face::SmallSemibold } else { Face::Small };
    let parts: Vec<_> = QuoteKind::iter()
        .map(|kind| (kind, ui.painter().layout_no_wrap(words(kind), face(kind).font(), theme.text)))
        .collect();
    let width: f32 = parts.iter().map(|(_, g)| (g.size().x + 18.0).max(size::TARGET_MIN)).sum();
    let (rect, group) = ui.allocate_exact_size(vec2(width, size::TARGET_MIN), Sense::hover());
    group.widget_info(|| WidgetInfo::labeled(Role::RadioGroup, true, "Kind"));
    let line = Stroke::new(1.0, theme.line_strong);
    ui.painter().rect(rect, CornerRadius::same(6), theme.raised, line, StrokeKind::Inside);
    let mut x = rect.left();
    for (kind, galley) in parts {
        let part_width = (galley.size().x + 18.0).max(size::TARGET_MIN);
        let part = Rect::from_min_size(pos2(x, rect.top()), vec2(part_width, rect.height()));
        let response = ui.interact(part, group.id.with(kind_letter(kind)), Sense::click());
        let on = kind == chosen;
        if on || response.hovered() {
            let ground = if on { theme.selected } else { theme.hover };
            ui.painter().rect_filled(part.shrink(1.0), CornerRadius::same(5), ground);
        }
        if part.right() < rect.right() - 1.0 {
            ui.painter().vline(part.right(), part.shrink(4.0).y_range(), theme.line_stroke());
        }
        let colour = if on { theme.text } else { theme.text_2 };
        ui.painter().galley_with_override_text_color(part.center() - galley.size() / 2.0, galley, colour);
        focus_ring(ui, &response, theme);
        let name = format!("{}, key {}", kind_word(kind), kind_letter(kind));
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, &name));
        if response.clicked() && !on {
            picked = Some(kind);
        }
        response.on_hover_text(kind_word(kind));
        x = part.right();
    }
    picked
}
