//! The state marks: ten small drawings on a box of 14 points. Each has a shape of its own, so that none needs its colour.

use crate::gui::theme::{Palette, size};
use crate::model::Status;
use egui::epaint::{CubicBezierShape, PathShape, PathStroke};
use egui::{
    Color32, CornerRadius, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Width of the line that marks are drawn with.
const LINE: f32 = 1.6;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter)]
pub enum Mark {
    /// Open ring: the engine's alone.
    Proposed,
    /// Filled disc: a person accepted it.
    Accepted,
    /// Ticked square.
    Verified,
    /// Ticked square with a bar under the tick.
    VerifiedEdits,
    /// Outlined triangle.
    NeedsChange,
    /// Question mark.
    CannotVerify,
    /// Turning arrow.
    CheckAgain,
    /// Cross.
    Rejected,
    /// Filled triangle: never a state.
    Alarm,
    /// Two lines: compared and found equal.
    Same,
}

impl From<Status> for Mark {
    fn from(status: Status) -> Self {
        match status {
            Status::Proposed => Self::Proposed,
            Status::Accepted => Self::Accepted,
            Status::Rejected => Self::Rejected,
        }
    }
}

impl Mark {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "Proposed",
            Self::Accepted => "Accepted",
            Self::Verified => "Verified",
            Self::VerifiedEdits => "Verified with edits",
            Self::NeedsChange => "Needs change",
            Self::CannotVerify => "Cannot verify",
            Self::CheckAgain => "To check again",
            Self::Rejected => "Rejected",
            Self::Alarm => "Alarm",
            Self::Same => "Equal",
        }
    }

    /// Its colour.
    pub fn colour(self, p: &Palette) -> Color32 {
        match self {
            Self::Proposed => p.proposed,
            Self::Accepted | Self::CheckAgain => p.accepted,
            Self::Verified | Self::VerifiedEdits => p.verified,
            Self::NeedsChange => p.needs_change,
            Self::CannotVerify => p.cannot,
            Self::Rejected => p.rejected,
            Self::Alarm => p.alarm,
            Self::Same => p.text_2,
        }
    }

    /// Draws it in a box of 14 points around `centre`.
    pub fn paint(self, painter: &Painter, centre: Pos2, palette: &Palette) {
        let pen = Pen { painter, origin: centre - vec2(7.0, 7.0), colour: self.colour(palette) };
        let ground = palette.paper;
        match self {
            Self::Proposed => pen.ring(4.6),
            Self::Accepted => pen.disc(7.0, 7.0, 5.0),
            Self::Verified => {
                pen.square();
                pen.line(&[(3.8, 7.2), (6.2, 9.6), (10.4, 4.8)], 1.8, ground);
            }
            Self::VerifiedEdits => {
                pen.square();
                pen.line(&[(4.2, 5.6), (6.2, 7.6), (9.8, 3.4)], LINE, ground);
                pen.line(&[(4.0, 10.6), (10.0, 10.6)], LINE, ground);
            }
            Self::NeedsChange => {
                pen.line(&[(7.0, 1.6), (12.8, 12.4), (1.2, 12.4), (7.0, 1.6)], LINE, pen.colour);
                pen.line(&[(7.0, 5.6), (7.0, 8.6)], LINE, pen.colour);
                pen.disc(7.0, 10.6, 0.9);
            }
            Self::Alarm => {
                pen.filled(&[(7.0, 1.0), (13.4, 12.8), (0.6, 12.8)]);
                pen.line(&[(7.0, 5.2), (7.0, 8.4)], LINE, ground);
                pen.painter.circle_filled(pen.at(7.0, 10.7), 0.95, ground);
            }
            Self::CannotVerify => {
                pen.curve([(4.4, 4.8), (4.4, 3.0), (5.5, 2.0), (7.0, 2.0)]);
                pen.curve([(7.0, 2.0), (8.5, 2.0), (9.7, 3.0), (9.7, 4.5)]);
                pen.curve([(9.7, 4.5), (9.7, 6.4), (7.0, 6.4), (7.0, 8.6)]);
                pen.disc(7.0, 11.6, 1.1);
            }
            Self::CheckAgain => {
                pen.arc(4.6, 0.0, 5.25);
                pen.line(&[(9.2, 0.9), (9.9, 3.4), (7.4, 4.2)], LINE, pen.colour);
            }
            Self::Rejected => {
                pen.line(&[(3.2, 3.2), (10.8, 10.8)], LINE, pen.colour);
                pen.line(&[(10.8, 3.2), (3.2, 10.8)], LINE, pen.colour);
            }
            Self::Same => {
                pen.line(&[(2.5, 5.0), (11.5, 5.0)], 1.8, pen.colour);
                pen.line(&[(2.5, 9.0), (11.5, 9.0)], 1.8, pen.colour);
            }
        }
    }
}

/// A pen on the box of a mark; coordinates are the box's, 0 to 14.
struct Pen<'a> {
    painter: &'a Painter,
    origin: Pos2,
    colour: Color32,
}

impl Pen<'_> {
    fn at(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y)
    }

    fn ring(&self, radius: f32) {
        self.painter.circle_stroke(self.at(7.0, 7.0), radius, Stroke::new(LINE, self.colour));
    }

    fn disc(&self, x: f32, y: f32, radius: f32) {
        self.painter.circle_filled(self.at(x, y), radius, self.colour);
    }

    fn square(&self) {
        let rect = Rect::from_min_size(self.at(0.8, 0.8), vec2(12.4, 12.4));
        self.painter.rect_filled(rect, CornerRadius::same(3), self.colour);
    }

    /// A line with round ends, as egui's own are flat.
    fn line(&self, points: &[(f32, f32)], width: f32, colour: Color32) {
        let points: Vec<Pos2> = points.iter().map(|&(x, y)| self.at(x, y)).collect();
        for end in points.first().into_iter().chain(points.last()) {
            self.painter.circle_filled(*end, width / 2.0, colour);
        }
        self.painter.add(Shape::line(points, Stroke::new(width, colour)));
    }

    fn filled(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|&(x, y)| self.at(x, y)).collect();
        self.painter.add(Shape::convex_polygon(points, self.colour, Stroke::new(1.0, self.colour)));
    }

    fn curve(&self, points: [(f32, f32); 4]) {
        let points = points.map(|(x, y)| self.at(x, y));
        let stroke = PathStroke::new(LINE, self.colour);
        self.painter.add(CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke));
    }

    /// Part of the circle around the middle, from `from` on clockwise by `sweep`, both in radians.
    fn arc(&self, radius: f32, from: f32, sweep: f32) {
        const STEPS: u8 = 28;
        let centre = self.at(7.0, 7.0);
        let points = (0..=STEPS).map(|i| {
            let angle = from + sweep * f32::from(i) / f32::from(STEPS);
            pos2(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
        });
        self.painter.add(PathShape::line(points.collect(), Stroke::new(LINE, self.colour)));
    }
}

/// A mark in the flow of a row, with its word for screen readers.
pub fn mark(ui: &mut Ui, palette: &Palette, mark: Mark) -> egui::Response {
    let (rect, response) = ui.allocate_exact_size(vec2(size::MARK, size::MARK), Sense::hover());
    mark.paint(ui.painter(), rect.center(), palette);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, mark.word()));
    response
}
