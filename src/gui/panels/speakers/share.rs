//! *Who got to speak*: the words quoted, shared out among the speakers.

use super::{SpeakersView, chip_of};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::words_at;
use crate::model::{Filter, SpeakerKind, Who};
use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Rect, Sense, Ui, pos2, vec2};

/// Speakers that get a block of their own.
const BLOCKS: usize = 24;

/// Up to two letters for a name: the first of its first and last words.
fn initials(name: &str) -> String {
    let mut firsts = name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphanumeric()));
    let first = firsts.next();
    let last = firsts.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

pub(super) fn share_ui(ui: &mut Ui, cx: &Cx<'_>, view: &SpeakersView, out: &mut Vec<Action>) {
    let Some(listed) = view.listed.last() else { return };
    let all = listed.figures.by_words();
    let total: u32 = listed.figures.all.all_words().max(1);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, cx.theme.line_stroke());
    let text =
        Rect::from_min_size(rect.min + vec2(14.0, 18.0), vec2(300.0_f32.min(rect.width() * 0.4), 96.0));
    let mut column = ui.new_child(egui::UiBuilder::new().max_rect(text));
    column.spacing_mut().item_spacing.y = 2.0;
    column.label(cx.theme.strong("Who got to speak"));
    let top: u32 = all.iter().take(5).map(|(_, t)| t.all_words()).sum();
    let unnamed = all
        .iter()
        .filter_map(|(id, _)| cx.project.speaker(*id))
        .filter(|s| matches!(s.kind, SpeakerKind::Anonymous | SpeakerKind::Group))
        .count();
    let said = if all.len() > 5 {
        format!("5 of {} speakers hold {} % of the words quoted. ", all.len(), percent(top, total))
    } else {
        format!("{} speakers share the {total} words quoted. ", all.len())
    };
    let unnamed = match unnamed {
        0 => "Every figure opens the sentences behind it.".to_owned(),
        1 => "1 is anonymous or a group. Every figure opens the sentences behind it.".to_owned(),
        n => format!("{n} are anonymous or a group. Every figure opens the sentences behind it."),
    };
    column.label(cx.theme.words(said + &unnamed, Face::Body, cx.theme.text_2));
    let strip = Rect::from_min_max(
        pos2(text.right() + 24.0, rect.top() + 18.0),
        pos2(rect.right() - 14.0, rect.top() + 62.0),
    );
    let blocks = all.len().min(BLOCKS);
    let room = strip.width() - 2.0 * blocks.saturating_sub(1) as f32 - 6.0 * blocks as f32;
    if room < 40.0 {
        return;
    }
    let shown: u32 = all.iter().take(BLOCKS).map(|(_, t)| t.all_words()).sum();
    let mut x = strip.left();
    for (id, tally) in all.iter().take(BLOCKS) {
        let Some(speaker) = cx.project.speaker(*id) else { continue };
        let width = 6.0 + room * tally.all_words() as f32 / shown.max(1) as f32;
        let block = Rect::from_min_size(pos2(x, strip.top()), vec2(width, strip.height()));
        x += width + 2.0;
        let response = ui.interact(block, ui.scope_id().with(id), Sense::click());
        let colours = chip_of(cx, speaker).colours;
        let ground = if response.hovered() { colours.tint_selected } else { colours.tint };
        ui.painter().rect_filled(block, CornerRadius::same(2), ground);
        let edge = Rect::from_min_size(block.min, vec2(width, 3.0));
        ui.painter().rect_filled(edge, CornerRadius::same(2), colours.strong);
        if width > 26.0 {
            let at = block.left_bottom() + vec2(6.0, -5.0);
            let (words, colour) = (initials(&speaker.name), cx.theme.text);
            words_at(ui, at, Align2::LEFT_BOTTOM, &words, Face::SmallMedium, colour, width);
        }
        let share = percent(tally.all_words(), total);
        let name =
            format!("{}, {} words, {share} percent: show the quotations", speaker.name, tally.all_words());
        access::name(&response, Role::Button, &name);
        access::focus_ring(ui, &response, cx.theme);
        if response.clicked() {
            let filter = Filter { who: [Who::Is(*id)].into(), ..Filter::default() };
            out.push(Action::ShowQuotations(Box::new(filter)));
        }
        response.on_hover_text(format!("{}: {} words, {share} %", speaker.name, tally.all_words()));
    }
}

/// `part` of `all` in whole hundredths.
pub fn percent(part: u32, all: u32) -> u32 {
    (u64::from(part) * 100 + u64::from(all) / 2).checked_div(u64::from(all)).unwrap_or_default() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ida van Moll"), "IM");
        assert_eq!(initials("the (old) clerk"), "TC");
        assert_eq!(initials("Émile"), "É");
        assert_eq!(initials(""), "");
        assert_eq!((percent(1, 3), percent(0, 0)), (33, 0));
    }
}
