//! Tints, dots, dashes, lines, edges and bars of quotations: the visual grammar, drawn under the words.

use super::laid::{Laid, Segment};
use super::prepared::Prepared;
use crate::gui::cx::Cx;
use crate::gui::theme::SpeakerColours;
use crate::model::{Quotation, QuoteKind, SpeakerId, Status};
use crate::text::{Span, Spans};
use egui::epaint::RectShape;
use egui::{Color32, CornerRadius, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

/// Half the height of a tint, at 100 %.
const HALF: f32 = 12.5;

/// What is drawn under the words, in the order in which it is drawn.
#[derive(Debug, Default)]
pub(super) struct Ink {
    tints: Vec<Shape>,
    lines: Mesh,
    over: Vec<Shape>,
}

impl Ink {
    /// All shapes.
    pub(super) fn shapes(self) -> impl Iterator<Item = Shape> {
        let lines = (!self.lines.is_empty()).then(|| Shape::mesh(self.lines));
        self.tints.into_iter().chain(lines).chain(self.over)
    }

    fn tint(&mut self, rect: Rect, colour: Color32) {
        self.tints.push(Shape::Rect(RectShape::filled(rect, CornerRadius::same(3), colour)));
    }

    fn outline(&mut self, rect: Rect, stroke: Stroke) {
        self.over.push(Shape::Rect(RectShape::stroke(
            rect,
            CornerRadius::same(3),
            stroke,
            StrokeKind::Middle,
        )));
    }

    /// A filled rectangle without round corners.
    pub(super) fn fill(&mut self, rect: Rect, colour: Color32) {
        self.lines.add_colored_rect(rect, colour);
    }

    /// A ground below all tints.
    pub(super) fn ground(&mut self, rect: Rect, colour: Color32) {
        self.tints.insert(0, Shape::Rect(RectShape::filled(rect, CornerRadius::ZERO, colour)));
    }

    fn line(&mut self, x: std::ops::Range<f32>, y: f32, width: f32, colour: Color32) {
        self.fill(Rect::from_min_max(pos2(x.start, y - width / 2.0), pos2(x.end, y + width / 2.0)), colour);
    }

    /// Round dots, 2 points wide, every 5 points: two crossed rectangles are as round as 2 points can be.
    fn dots(&mut self, x: std::ops::Range<f32>, y: f32, colour: Color32) {
        let mut at = x.start + 1.0;
        while at < x.end {
            self.fill(Rect::from_center_size(pos2(at, y), vec2(2.0, 1.2)), colour);
            self.fill(Rect::from_center_size(pos2(at, y), vec2(1.2, 2.0)), colour);
            at += 5.0;
        }
    }

    fn dashes(&mut self, x: std::ops::Range<f32>, y: f32, colour: Color32) {
        let mut at = x.start;
        while at < x.end {
            self.line(at..(at + 6.0).min(x.end), y, 1.4, colour);
            at += 10.0;
        }
    }

    fn upright(&mut self, x: f32, y: std::ops::Range<f32>, width: f32, colour: Color32) {
        self.fill(Rect::from_min_max(pos2(x - width / 2.0, y.start), pos2(x + width / 2.0, y.end)), colour);
    }

    fn upright_dashes(&mut self, x: f32, y: std::ops::Range<f32>, width: f32, colour: Color32) {
        let mut at = y.start;
        while at < y.end {
            self.upright(x, at..(at + 4.0).min(y.end), width, colour);
            at += 7.0;
        }
    }
}

/// How one quotation is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// The speaker's colours, or those of nobody.
    pub colours: SpeakerColours,
    /// Whether it is the selected one.
    pub selected: bool,
    /// Whether another speaker is pointed at, so that this one steps back.
    pub dimmed: bool,
}

/// The colours of a quotation.
pub(super) fn style_of(cx: &Cx<'_>, quote: &Quotation, pointed: Option<SpeakerId>) -> Style {
    let speaker = quote.attribution.speaker;
    let number = speaker.and_then(|s| cx.index.colour(cx.project, s));
    let colours = match number {
        Some(n) if quote.kind != QuoteKind::NotSpeech => cx.theme.speaker(n),
        _ => cx.theme.nobody(),
    };
    Style {
        colours,
        selected: cx.selection.quote == Some(quote.id) || cx.selection.many.contains(&quote.id),
        dimmed: pointed.is_some() && pointed != speaker,
    }
}

/// Where a block stands and how large it is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    /// The block's words.
    pub span: Span,
    /// The block in place.
    pub laid: &'a Laid,
    /// Its top left, on the screen.
    pub at: Pos2,
    /// Size of the reading face against 17 points.
    pub zoom: f32,
    /// Its height with the room below.
    pub height: f32,
}

impl Spot<'_> {
    fn segments(&self, part: Span) -> impl Iterator<Item = Segment> + '_ {
        let found = part.intersect(self.span);
        let from = self.span.start();
        found
            .into_iter()
            .flat_map(move |s| self.laid.segments((s.start() - from) as usize, (s.end() - from) as usize))
    }

    fn rect(&self, s: &Segment, out: f32) -> Rect {
        let half = HALF * self.zoom;
        let middle = self.at.y + s.middle;
        Rect::from_min_max(
            pos2(self.at.x + s.left - out, middle - half),
            pos2(self.at.x + s.right + out, middle + half),
        )
    }

    /// The rectangles that `part` takes in this block.
    pub(super) fn rects(&self, part: Span, zoom: f32) -> impl Iterator<Item = Rect> + '_ {
        let half = HALF * zoom;
        self.segments(part).map(move |s| {
            let middle = self.at.y + s.middle;
            Rect::from_min_max(
                pos2(self.at.x + s.left, middle - half),
                pos2(self.at.x + s.right, middle + half),
            )
        })
    }

    /// Middle of the first row that `span` takes in this block.
    pub(super) fn first_row(&self, span: Span) -> Option<f32> {
        self.segments(span).next().map(|s| self.at.y + s.middle)
    }
}

/// Draws one quotation as far as it stands in the block.
pub(super) fn quotation(
    ink: &mut Ink,
    cx: &Cx<'_>,
    prepared: &Prepared,
    spot: &Spot<'_>,
    quote: &Quotation,
    style: Style,
) {
    let z = spot.zoom;
    let rejected = quote.status == Status::Rejected;
    let strong = style.colours.strong;
    let tint = if style.selected { style.colours.tint_selected } else { style.colours.tint };
    if rejected {
        for s in quote.content.iter().flat_map(|f| spot.segments(f)) {
            let r = spot.rect(&s, 0.0);
            ink.line(r.left()..r.right(), r.bottom() - 1.0, 1.4, cx.theme.line_strong);
        }
        if style.selected {
            selected_outline(ink, spot, quote, cx.theme.text_3);
        }
        return;
    }
    match quote.kind {
        QuoteKind::NotSpeech => {
            for s in quote.content.iter().flat_map(|f| spot.segments(f)) {
                let r = spot.rect(&s, 0.0);
                ink.dashes(r.left()..r.right(), r.bottom() - 1.0, cx.theme.text_3);
            }
        }
        kind => {
            let (words, sense) = very_words(prepared, quote, kind);
            let wash = tint.gamma_multiply(cx.theme.wash);
            let full = if style.dimmed { wash } else { tint };
            let outlined = cx.theme.contrast;
            for s in words.iter().flat_map(|p| spot.segments(*p)) {
                let r = spot.rect(&s, 2.0);
                if outlined { ink.outline(r, Stroke::new(1.0, strong)) } else { ink.tint(r, full) }
            }
            for s in sense.iter().flat_map(|p| spot.segments(*p)) {
                let r = spot.rect(&s, 2.0);
                if !outlined {
                    ink.tint(r, wash);
                }
                ink.dots(r.left() + 2.0..r.right() - 2.0, r.bottom() - 1.0, strong);
            }
        }
    }
    if quote.parent.is_some() && !style.selected {
        for s in quote.content.iter().flat_map(|f| spot.segments(f)) {
            ink.outline(spot.rect(&s, 1.0).shrink2(vec2(0.0, 1.0)), Stroke::new(1.0, strong));
        }
    }
    if style.selected {
        selected_outline(ink, spot, quote, if cx.theme.contrast { cx.theme.text } else { strong });
    }
    underlines(ink, cx, spot, quote, strong, z);
    edges(ink, spot, quote, strong);
}

/// One outline on each row.
fn selected_outline(ink: &mut Ink, spot: &Spot<'_>, quote: &Quotation, colour: Color32) {
    for s in quote.content.iter().flat_map(|f| spot.segments(f)) {
        ink.outline(spot.rect(&s, 2.5).expand2(vec2(0.0, 0.5)), Stroke::new(1.6, colour));
    }
}

fn underlines(ink: &mut Ink, cx: &Cx<'_>, spot: &Spot<'_>, quote: &Quotation, strong: Color32, zoom: f32) {
    let below = 11.0 * zoom + 0.5;
    let mut under = |spans: Option<&Spans>, width: f32, colour: Color32| {
        for s in spans.iter().flat_map(|s| s.iter()).flat_map(|p| spot.segments(p)) {
            let y = (spot.at.y + s.middle + below).round() + 0.5;
            ink.line(spot.at.x + s.left..spot.at.x + s.right, y, width, colour);
        }
    };
    under(quote.attribution.cue.as_ref(), 1.2, cx.theme.text_2);
    under(quote.attribution.source.as_ref(), 2.4, strong);
}

/// Hard edges where fragments face each other.
fn edges(ink: &mut Ink, spot: &Spot<'_>, quote: &Quotation, strong: Color32) {
    let last = quote.content.count().saturating_sub(1);
    for (n, fragment) in quote.content.iter().enumerate() {
        if n < last
            && spot.span.holds(fragment.end().saturating_sub(1))
            && let Some(s) = spot.segments(fragment).last()
        {
            let r = spot.rect(&s, 0.0);
            ink.upright(r.right() + 1.0, r.top()..r.bottom(), 2.4, strong);
        }
        if n > 0
            && spot.span.holds(fragment.start())
            && let Some(s) = spot.segments(fragment).next()
        {
            let r = spot.rect(&s, 0.0);
            ink.upright(r.left() - 1.0, r.top()..r.bottom(), 2.4, strong);
        }
    }
}

/// The bar in the left margin: beside the fragments 3 points wide, between them 1.
pub(super) fn bar(ink: &mut Ink, spot: &Spot<'_>, quote: &Quotation, style: Style) {
    if quote.status == Status::Rejected || quote.kind == QuoteKind::NotSpeech {
        return;
    }
    let x = spot.at.x - if quote.parent.is_some() { 7.5 } else { 13.0 };
    let colour = style.colours.strong;
    let half = HALF * spot.zoom;
    for fragment in quote.content.iter() {
        let mut rows = spot.segments(fragment).map(|s| spot.at.y + s.middle);
        let Some(first) = rows.next() else { continue };
        let last = rows.last().unwrap_or(first);
        let y = first - half..last + half;
        match (quote.status, style.colours.double) {
            (Status::Proposed, _) => ink.upright_dashes(x, y.start + 1.0..y.end - 1.0, 3.0, colour),
            (_, true) => {
                ink.upright(x - 1.75, y.clone(), 1.5, colour);
                ink.upright(x + 1.75, y, 1.5, colour);
            }
            (_, false) => ink.upright(x, y, 3.0, colour),
        }
    }
    if quote.content.count() > 1 {
        between(ink, spot, quote, x, colour);
    }
}

/// The thin line from the first fragment to the last, as far as this block goes.
fn between(ink: &mut Ink, spot: &Spot<'_>, quote: &Quotation, x: f32, colour: Color32) {
    let hull = quote.content.hull();
    let mut rows = spot.segments(hull).map(|s| spot.at.y + s.middle);
    let Some(first) = rows.next() else { return };
    let last = rows.last().unwrap_or(first);
    let from = if spot.span.holds(hull.start()) { first } else { spot.at.y };
    let to = if spot.span.holds(hull.end().saturating_sub(1)) { last } else { spot.at.y + spot.height };
    ink.upright(x, from..to, 1.0, colour);
}

/// Which words of a quotation are their very words, and which give their sense.
fn very_words(prepared: &Prepared, quote: &Quotation, kind: QuoteKind) -> (Vec<Span>, Vec<Span>) {
    match kind {
        QuoteKind::Direct => (quote.content.iter().collect(), Vec::new()),
        QuoteKind::Indirect | QuoteKind::NotSpeech => (Vec::new(), quote.content.iter().collect()),
        QuoteKind::Mixed => {
            let (mut words, mut sense) = (Vec::new(), Vec::new());
            for fragment in quote.content.iter() {
                for (part, inside) in marked_parts(prepared.text.slice(fragment)) {
                    let at = fragment.start();
                    let span = Span::between(at + part.start, at + part.end);
                    if inside { words.push(span) } else { sense.push(span) }
                }
            }
            (words, sense)
        }
    }
}

/// Cuts words at their quotation marks: each part with whether it stands inside marks. An apostrophe is no mark.
fn marked_parts(words: &str) -> Vec<(std::ops::Range<u32>, bool)> {
    let mut parts = Vec::new();
    let (mut from, mut inside) = (0_u32, false);
    for (i, c) in words.char_indices() {
        let (at, after) = (i as u32, (i + c.len_utf8()) as u32);
        let opens = !inside && matches!(c, '“' | '«' | '„' | '「' | '『' | '"' | '‹');
        let closes = inside && matches!(c, '”' | '»' | '“' | '」' | '』' | '"' | '›');
        if opens {
            parts.push((from..at, false));
            (from, inside) = (at, true);
        } else if closes {
            parts.push((from..after, true));
            (from, inside) = (after, false);
        }
    }
    parts.push((from..words.len() as u32, inside));
    parts.retain(|(r, _)| !r.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mixed_quotation_is_cut_at_its_marks() {
        let parts = |w: &str| {
            marked_parts(w)
                .into_iter()
                .map(|(r, i)| (w.get(r.start as usize..r.end as usize).unwrap_or_default().to_owned(), i))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            parts("it was “late” there"),
            [("it was ".into(), false), ("“late”".into(), true), (" there".into(), false)]
        );
        assert_eq!(parts("\"late\""), [("\"late\"".into(), true)]);
        assert_eq!(parts("it's late"), [("it's late".into(), false)]);
        assert_eq!(
            parts("so „spät“ it"),
            [("so ".into(), false), ("„spät“".into(), true), (" it".into(), false)]
        );
    }
}
