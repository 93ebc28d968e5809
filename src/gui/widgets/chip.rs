//! The speaker chip: a square in the speaker's colour, the name, and what it is in grey.

use crate::gui::access::focus_ring;
use crate::gui::fonts::Face;
use crate::gui::theme::{SpeakerColours, Theme};
use crate::model::SpeakerKind;
use egui::{
    Color32, CornerRadius, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

/// Side of the square.
const SIDE: f32 = 10.0;

/// What a chip shows.
#[derive(Debug, Clone, Copy)]
pub struct Chip<'a> {
    /// The speaker's name; `None` is *unknown*.
    pub name: Option<&'a str>,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The speaker's colours.
    pub colours: SpeakerColours,
}

impl Chip<'_> {
    /// The name that is shown.
    pub fn words(&self) -> &str {
        self.name.unwrap_or("unknown")
    }

    /// Draws the square with its middle at `x`, `y`: hollow for nobody known, with a gap for somebody unnamed.
    pub fn paint_square(&self, painter: &Painter, x: f32, y: f32, ground: Color32) {
        let rect = Rect::from_center_size(pos2(x, y), vec2(SIDE, SIDE));
        if self.name.is_none() {
            let stroke = Stroke::new(1.6, self.colours.strong);
            painter.rect_stroke(rect.shrink(0.8), CornerRadius::same(3), stroke, StrokeKind::Middle);
            return;
        }
        painter.rect_filled(rect, CornerRadius::same(3), self.colours.strong);
        if self.kind == SpeakerKind::Anonymous {
            painter.rect_filled(Rect::from_center_size(rect.center(), vec2(2.0, SIDE)), 0, ground);
        } else if self.colours.double {
            painter.rect_filled(Rect::from_center_size(rect.center(), vec2(SIDE, 1.0)), 0, ground);
        }
    }
}

/// The word for what a speaker is.
pub const fn speaker_kind_word(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
        SpeakerKind::Anonymous => "anonymous",
    }
}

/// A chip in the flow of a row; `with_kind` adds what the speaker is. It can be clicked.
pub fn chip(ui: &mut Ui, theme: &Theme, chip: &Chip<'_>, with_kind: bool) -> Response {
    let colour = if chip.name.is_some() { theme.text } else { theme.text_2 };
    let name = ui.painter().layout_no_wrap(chip.words().to_owned(), Face::Body.font(), colour);
    let kind = (with_kind && chip.name.is_some()).then(|| {
        let word = speaker_kind_word(chip.kind).to_owned();
        ui.painter().layout_no_wrap(word, Face::Small.font(), theme.text_3)
    });
    let width = 16.0 + name.size().x + kind.as_ref().map_or(0.0, |k| k.size().x + 8.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 24.0), Sense::click());
    let y = rect.center().y;
    chip.paint_square(ui.painter(), rect.left() + SIDE / 2.0, y, theme.panel);
    let after = rect.left() + 16.0 + name.size().x + 8.0;
    ui.painter().galley(pos2(rect.left() + 16.0, y - name.size().y / 2.0), name, colour);
    if let Some(kind) = kind {
        ui.painter().galley(pos2(after, y - kind.size().y / 2.0 + 0.5), kind, theme.text_3);
    }
    focus_ring(ui, &response, theme);
    let said = format!("Speaker: {}, {}", chip.words(), speaker_kind_word(chip.kind));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &said));
    response
}
