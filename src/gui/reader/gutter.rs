//! The margins: marks and letters of kind on the left, names of speakers on the right.

use super::paint::{Spot, Style};
use crate::gui::cx::Cx;
use crate::gui::fonts::Face;
use crate::gui::verify::words::state_of;
use crate::gui::widgets::confidence::two_places;
use crate::gui::widgets::controls::cut_line;
use crate::gui::widgets::kind::kind_letter;
use crate::model::{Quotation, QuoteId, QuoteKind, SpeakerId, Status};
use egui::{Rect, Ui, pos2, vec2};

/// How many rows further down a mark or a name may go where its own row is taken.
const ROWS_MOST: usize = 4;

/// What was put into the margins in this frame, so that nothing is put on top of it.
#[derive(Debug, Default)]
pub(super) struct Gutters {
    marks: Vec<f32>,
    names: Vec<f32>,
    /// Rows of marks that can be pressed.
    pub hits: Vec<(Rect, QuoteId)>,
    /// Names that can be pointed at.
    pub pointed: Vec<(Rect, SpeakerId)>,
}

fn free_row(taken: &mut Vec<f32>, mut y: f32, row: f32) -> Option<f32> {
    for _ in 0..=ROWS_MOST {
        if !taken.iter().any(|t| (t - y).abs() < row * 0.6) {
            taken.push(y);
            return Some(y);
        }
        y += row;
    }
    None
}

/// Where the margins stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Margins {
    /// Left end of the text.
    pub text_left: f32,
    /// Right end of the text.
    pub text_right: f32,
    /// Right end of the page.
    pub page_right: f32,
}

impl Gutters {
    /// Puts mark, letter and name of a quotation that begins in this block.
    pub(super) fn put(
        &mut self,
        ui: &Ui,
        cx: &Cx<'_>,
        spot: &Spot<'_>,
        quote: &Quotation,
        style: Style,
        margins: Margins,
    ) {
        let row = 28.0 * spot.zoom;
        let Some(first) = spot.first_row(quote.content.first()) else { return };
        if let Some(y) = free_row(&mut self.marks, first, row) {
            self.mark(ui, cx, quote, y, row, margins);
        }
        if let Some(y) = free_row(&mut self.names, first, row) {
            self.name(ui, cx, quote, style, y, row, margins);
        }
    }

    fn mark(&mut self, ui: &Ui, cx: &Cx<'_>, quote: &Quotation, y: f32, row: f32, margins: Margins) {
        let left = margins.text_left - if cx.layout.initials { 51.0 } else { 59.0 };
        state_of(cx.project, quote).paint(ui.painter(), pos2(left + 7.0, y), cx.theme);
        let letter = cut_line(ui, kind_letter(quote.kind), Face::SmallSemibold, cx.theme.text_2, 16.0);
        ui.painter().galley(pos2(left + 21.0, y - letter.size().y / 2.0), letter, cx.theme.text_2);
        let rect =
            Rect::from_min_max(pos2(left - 6.0, y - row / 2.0), pos2(margins.text_left - 4.0, y + row / 2.0));
        self.hits.push((rect, quote.id));
    }

    #[expect(clippy::too_many_arguments, reason = "a place and what stands there")]
    fn name(
        &mut self,
        ui: &Ui,
        cx: &Cx<'_>,
        quote: &Quotation,
        style: Style,
        y: f32,
        row: f32,
        margins: Margins,
    ) {
        let gap = if cx.layout.initials { 10.0 } else { 18.0 };
        let left = margins.text_right + gap;
        let room = margins.page_right - left;
        if room < 14.0 {
            return;
        }
        let quiet = quote.status == Status::Rejected || quote.kind == QuoteKind::NotSpeech;
        if quiet && cx.layout.initials {
            return;
        }
        let speaker = quote.attribution.speaker;
        let full = speaker.and_then(|s| cx.project.speaker(s)).map_or("unknown", |s| s.name.as_str());
        let words = match (quote.status, quote.kind, cx.layout.initials) {
            (Status::Rejected, ..) => "rejected".to_owned(),
            (_, QuoteKind::NotSpeech, _) => "not speech".to_owned(),
            (.., true) => initials(full),
            (.., false) => full.to_owned(),
        };
        let colour = if quiet || speaker.is_none() { cx.theme.text_3 } else { style.colours.strong };
        let face = match (quiet, style.selected) {
            (true, _) => Face::Small,
            (false, true) => Face::SmallSemibold,
            (false, false) => Face::SmallMedium,
        };
        let number = quote.attribution.confidence.filter(|_| {
            quote.status == Status::Proposed && !quiet && !cx.layout.initials && speaker.is_some()
        });
        let number = number.map(|p| cut_line(ui, &two_places(p), Face::Small, cx.theme.text_3, 40.0));
        let galley = cut_line(ui, &words, face, colour, room);
        // The name goes before the number where both have no room; the inspector and the table have the number.
        let number = number.filter(|g| galley.size().x + g.size().x + 6.0 <= room);
        let end = left + galley.size().x;
        let size = galley.size();
        ui.painter().galley(pos2(left, y - size.y / 2.0), galley, colour);
        if let Some(g) = number {
            ui.painter().galley(pos2(end + 6.0, y - g.size().y / 2.0), g, cx.theme.text_3);
        }
        if let Some(s) = speaker.filter(|_| !quiet) {
            self.pointed.push((Rect::from_center_size(pos2(left + size.x / 2.0, y), vec2(size.x, row)), s));
        }
    }
}

/// First letters of a name, articles left out.
fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter(|w| !matches!(*w, "a" | "an" | "the" | "The" | "A" | "of"));
    words
        .take(3)
        .filter_map(|w| w.chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_leave_articles_out() {
        assert_eq!(initials("the harbour office"), "HO");
        assert_eq!(initials("Ada Lindqvist"), "AL");
        assert_eq!(initials("ÿves d’Orme"), "ŸD");
    }

    #[test]
    fn a_taken_row_sends_the_next_one_down() {
        let mut taken = Vec::new();
        assert_eq!(free_row(&mut taken, 100.0, 28.0), Some(100.0));
        assert_eq!(free_row(&mut taken, 100.0, 28.0), Some(128.0));
        for _ in 0..3 {
            assert!(free_row(&mut taken, 100.0, 28.0).is_some());
        }
        assert_eq!(free_row(&mut taken, 100.0, 28.0), None);
    }
}
