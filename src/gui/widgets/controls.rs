//! Buttons, key caps, tabs: drawn by hand, so that each has the four looks of the design, a name, and a focus ring.

use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::theme::{Theme, size};
use egui::accesskit::Role;
use egui::{
    Align2, Color32, CornerRadius, Galley, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, pos2, vec2,
};
use std::sync::Arc;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// Raised, with a line.
    #[default]
    Normal,
    /// Filled with the accent.
    Primary,
    /// Words alone, ground only under the pointer.
    Tool,
    /// As normal, 24 high.
    Small,
    /// As normal, 36 high, as in an empty window.
    Large,
    /// Primary and large.
    LargePrimary,
}

impl Look {
    const fn height(self) -> f32 {
        match self {
            Self::Normal | Self::Primary => size::BUTTON,
            Self::Tool => 26.0,
            Self::Small => size::TARGET_MIN,
            Self::Large | Self::LargePrimary => 36.0,
        }
    }

    const fn padding(self) -> f32 {
        match self {
            Self::Normal | Self::Primary => 9.0,
            Self::Tool => 6.0,
            Self::Small => 8.0,
            Self::Large | Self::LargePrimary => 14.0,
        }
    }

    const fn filled(self) -> bool {
        matches!(self, Self::Primary | Self::LargePrimary)
    }
}

/// What stands on a button.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts<'a> {
    /// An icon in front.
    pub icon: &'a str,
    /// The words.
    pub words: &'a str,
    /// A key cap behind.
    pub key: &'a str,
    /// An icon behind.
    pub after: &'a str,
}

/// The words of a control, laid out in one line.
pub fn line(ui: &Ui, words: &str, face: Face, colour: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(words.to_owned(), face.font(), colour)
}

/// The words of a control in one line, cut with an ellipsis at `width`.
pub fn cut_line(ui: &Ui, words: &str, face: Face, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), face.font(), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(8.0));
    ui.painter().layout_job(job)
}

/// Draws `galley` at `x`, in the middle of the height of `rect`; answers where it ends.
pub fn put_line(ui: &Ui, rect: Rect, x: f32, galley: &Arc<Galley>) -> f32 {
    let y = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(x, y), galley.clone(), Color32::PLACEHOLDER);
    x + galley.size().x
}

/// Width of a key cap.
fn cap_width(galley: &Galley) -> f32 {
    (galley.size().x + 9.0).max(18.0)
}

/// Draws a key cap at `x`; answers where it ends.
pub fn put_cap(ui: &Ui, theme: &Theme, rect: Rect, x: f32, key: &str, on_accent: bool) -> f32 {
    let colour = if on_accent { theme.on_accent } else { theme.text_2 };
    let galley = line(ui, key, Face::Key, colour);
    let cap = Rect::from_center_size(
        pos2(x + cap_width(&galley) / 2.0, rect.center().y),
        vec2(cap_width(&galley), 18.0),
    );
    let (ground, border) =
        if on_accent { (Color32::TRANSPARENT, theme.on_accent) } else { (theme.raised, theme.line_strong) };
    ui.painter().rect(cap, 4.0, ground, Stroke::new(1.0, border), StrokeKind::Inside);
    ui.painter().galley(cap.center() - galley.size() / 2.0, galley, colour);
    cap.right()
}

/// A key cap by itself.
pub fn key_cap(ui: &mut Ui, theme: &Theme, key: &str) -> Response {
    let width = cap_width(&line(ui, key, Face::Key, theme.text_2));
    let (rect, response) = ui.allocate_exact_size(vec2(width, 20.0), Sense::hover());
    put_cap(ui, theme, rect, rect.left(), key, false);
    response
}

/// A button. `label` is its name for screen readers.
pub fn button(
    ui: &mut Ui,
    theme: &Theme,
    look: Look,
    what: Parts<'_>,
    label: &str,
    enabled: bool,
) -> Response {
    let ink = match (enabled, look.filled()) {
        (false, _) => theme.text_3,
        (true, true) => theme.on_accent,
        (true, false) if look == Look::Tool => theme.text_2,
        (true, false) => theme.text,
    };
    let face = match look {
        Look::Tool | Look::Small => Face::Small,
        _ => Face::Medium,
    };
    let icon = (!what.icon.is_empty()).then(|| line(ui, what.icon, Face::Icon, ink));
    let words = (!what.words.is_empty()).then(|| line(ui, what.words, face, ink));
    let after = (!what.after.is_empty()).then(|| line(ui, what.after, Face::Icon, ink));
    let cap = if what.key.is_empty() { 0.0 } else { cap_width(&line(ui, what.key, Face::Key, ink)) };
    let gap = if look == Look::Tool { 4.0 } else { 7.0 };
    let widths = [
        icon.as_ref().map_or(0.0, |g| g.size().x),
        words.as_ref().map_or(0.0, |g| g.size().x),
        cap,
        after.as_ref().map_or(0.0, |g| g.size().x),
    ];
    let parts = widths.iter().filter(|w| **w > 0.0).count().max(1) as f32 - 1.0;
    let wide = widths.iter().sum::<f32>() + parts * gap + 2.0 * look.padding();
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let wanted = vec2(wide.max(size::TARGET_MIN), look.height());
    let (rect, response) = ui.allocate_exact_size(wanted, sense);
    ground(ui, theme, look, rect, &response, enabled);
    let mut x = rect.left() + look.padding();
    if let Some(g) = &icon {
        x = put_line(ui, rect, x, g) + gap;
    }
    if let Some(g) = &words {
        x = put_line(ui, rect, x, g) + gap;
    }
    if cap > 0.0 {
        x = put_cap(ui, theme, rect, x, what.key, enabled && look.filled()) + gap;
    }
    if let Some(g) = &after {
        put_line(ui, rect, x, g);
    }
    if enabled {
        access::name(&response, Role::Button, label);
    } else {
        access::disabled(&response, Role::Button, label);
    }
    access::focus_ring(ui, &response, theme);
    response
}

fn ground(ui: &Ui, theme: &Theme, look: Look, rect: Rect, response: &Response, enabled: bool) {
    let (hover, press) = (response.hovered() && enabled, response.is_pointer_button_down_on() && enabled);
    let fill = match (look.filled() && enabled, look, press, hover) {
        (true, _, true, _) => theme.accent.gamma_multiply(0.8),
        (true, _, false, true) => theme.accent.gamma_multiply(0.9),
        (true, ..) => theme.accent,
        (false, _, true, _) => theme.line_strong,
        (false, _, false, true) => theme.hover,
        (false, Look::Tool, ..) => Color32::TRANSPARENT,
        (false, ..) => theme.raised,
    };
    let line = match look {
        Look::Tool => Color32::TRANSPARENT,
        _ if look.filled() && enabled => fill,
        _ => theme.line_strong,
    };
    let radius = CornerRadius::same(if look == Look::Tool { 5 } else { 6 });
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, line), StrokeKind::Inside);
}

/// The button of a command: its words (or `words`), its key, its tooltip; off, with the reason, where it cannot be done now.
pub fn command_button(
    ui: &mut Ui,
    cx: &Cx<'_>,
    look: Look,
    command: Command,
    words: &str,
    out: &mut Vec<Action>,
) -> Response {
    let key = cx.key(command);
    let words = if words.is_empty() { command.name() } else { words };
    let label = access::with_key(words, &key);
    let what = Parts { words, key: &key, ..Parts::default() };
    let response =
        button(ui, cx.theme, look, what, &label, cx.can(command)).on_hover_text(cx.tooltip(command));
    if response.clicked() {
        out.push(Action::Command(command));
    }
    response
}

/// An icon that is a button. `label` is its name and its tooltip.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: &str, label: &str) -> Response {
    button(ui, theme, Look::Tool, Parts { icon, ..Parts::default() }, label, true).on_hover_text(label)
}

/// Words that are a link.
pub fn link(ui: &mut Ui, theme: &Theme, words: &str) -> Response {
    let galley = line(ui, words, Face::Medium, theme.accent);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, size::TARGET_MIN), Sense::click());
    put_line(ui, rect, rect.left(), &galley);
    if response.hovered() {
        let y = rect.center().y + 8.0;
        ui.painter().hline(rect.x_range(), y, Stroke::new(1.0, theme.accent));
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    access::name(&response, Role::Link, words);
    access::focus_ring(ui, &response, theme);
    response
}

/// A line across what is left of the width.
pub fn rule(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, theme.line_stroke());
}

/// Room between two things, in the direction of the layout.
pub fn space(ui: &mut Ui, points: f32) {
    ui.add_space(points);
}

/// A bar with a part of it filled: progress, confidence.
pub fn bar(ui: &Ui, rect: Rect, fraction: f32, fill: Color32, ground: Color32) {
    ui.painter().rect_filled(rect, 2.0, ground);
    let mut done = rect;
    done.set_width(rect.width() * fraction.clamp(0.0, 1.0));
    if done.width() > 0.5 {
        ui.painter().rect_filled(done, 2.0, fill);
    }
}

/// Words at a place, cut at `width`; answers the width they take.
pub fn words_at(
    ui: &Ui,
    at: egui::Pos2,
    anchor: Align2,
    words: &str,
    face: Face,
    colour: Color32,
    width: f32,
) -> Vec2 {
    let galley = cut_line(ui, words, face, colour, width);
    let rect = anchor.anchor_size(at, galley.size());
    let used = galley.size();
    ui.painter().galley(rect.min, galley, colour);
    used
}
