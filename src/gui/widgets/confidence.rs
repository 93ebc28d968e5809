//! How sure the engine is: a word, a number to two places, a bar, and what the number means.

use crate::gui::fonts::Face;
use crate::gui::theme::Theme;
use crate::model::PerMille;
use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// The word for a probability: *Certain* from 0.98, *Very likely* from 0.90, *Likely* from 0.70, *Unsure* from 0.50, *Guess*.
pub const fn confidence_word(p: PerMille) -> &'static str {
    match p.get() {
        980.. => "Certain",
        900.. => "Very likely",
        700.. => "Likely",
        500.. => "Unsure",
        _ => "Guess",
    }
}

/// A probability to two places, never rounded up to 1.
pub fn two_places(p: PerMille) -> String {
    let hundredths = hundredths(p);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

const fn hundredths(p: PerMille) -> u16 {
    let rounded = (p.get() + 5) / 10;
    if p.get() < 1000 && rounded > 99 { 99 } else { rounded }
}

/// What a probability means, as a sentence.
pub fn meaning(p: PerMille) -> String {
    format!("Of 100 proposals like this one, about {} are right.", hundredths(p))
}

/// Word, number and bar on one line over the whole width, and below it what the number means.
pub fn confidence(ui: &mut Ui, theme: &Theme, p: PerMille) -> Response {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 24.0), Sense::hover());
    let y = rect.center().y;
    let word = ui.painter().layout_no_wrap(confidence_word(p).into(), Face::Semibold.font(), theme.text);
    let number = ui.painter().layout_no_wrap(two_places(p), Face::Body.font(), theme.text);
    let after_word = rect.left() + word.size().x + 8.0;
    let bar_left = after_word + number.size().x + 12.0;
    ui.painter().galley(pos2(rect.left(), y - word.size().y / 2.0), word, theme.text);
    ui.painter().galley(pos2(after_word, y - number.size().y / 2.0), number, theme.text);
    let bar = Rect::from_min_max(pos2(bar_left, y - 3.0), pos2(rect.right(), y + 3.0));
    if bar.width() > 12.0 {
        let full = bar.width() * p.fraction() as f32;
        ui.painter().rect_filled(bar, CornerRadius::same(2), theme.line_strong);
        let done = Rect::from_min_size(bar.min, vec2(full, bar.height()));
        ui.painter().rect_filled(done, CornerRadius::same(2), theme.text_2);
    }
    let name = format!("Confidence, {}, {}", two_places(p), confidence_word(p).to_lowercase());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Meter, true, &name);
        info.value = Some(p.fraction());
        info
    });
    ui.label(theme.small(meaning(p)));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_agree_at_their_borders() {
        let said = |n| (confidence_word(PerMille::new(n)), two_places(PerMille::new(n)));
        assert_eq!(said(1000), ("Certain", "1.00".into()));
        assert_eq!(said(999), ("Certain", "0.99".into()));
        assert_eq!(said(980), ("Certain", "0.98".into()));
        assert_eq!(said(899), ("Likely", "0.90".into()));
        assert_eq!(said(500), ("Unsure", "0.50".into()));
        assert_eq!(said(4), ("Guess", "0.00".into()));
        assert!(meaning(PerMille::new(997)).contains("about 99 are right"));
    }
}
