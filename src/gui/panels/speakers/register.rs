//! The table of the register.

use super::{SpeakerColumn, SpeakersView, chip_of, select};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::widgets::chip::speaker_kind_word;
use crate::gui::widgets::row::{cell_text, header_cell, row_ground};
use crate::gui::widgets::rows::{Row, Rows, rows_ui as rows_in_view_ui};
use crate::model::{Item, SpeakerId};
use egui::accesskit::Role;
use egui::{EventFilter, Key, Modifiers, Rect, Sense, Ui, pos2, vec2};

const HEADER: f32 = 28.0;

/// Column, its name, whether figures stand at its right edge, its place and width.
type Place = (SpeakerColumn, &'static str, bool, f32, f32);

fn places(width: f32) -> Vec<Place> {
    use SpeakerColumn as C;
    let tight = width < 760.0;
    let mut wanted = vec![
        (C::Key, "Key", false, 24.0),
        (C::Name, "Name", false, if tight { 170.0 } else { 250.0 }),
        (C::Kind, "Kind", false, 88.0),
        (C::Role, "Role as stated", false, 0.0),
        (C::Quotations, "Quotations", true, 72.0),
        (C::Words, "Words quoted", false, if tight { 130.0 } else { 210.0 }),
        (C::Decided, "Decided", true, 58.0),
    ];
    if width < 600.0 {
        wanted.retain(|(c, ..)| !matches!(c, C::Role | C::Kind));
    }
    let taken: f32 = wanted.iter().map(|w| w.3).sum::<f32>() + 12.0 * (wanted.len() as f32 - 1.0);
    let spare = (width - 28.0 - taken).max(0.0);
    let stretched = if wanted.iter().any(|w| w.0 == C::Role) { C::Role } else { C::Name };
    let mut x = 14.0;
    wanted
        .into_iter()
        .map(|(column, name, right, own)| {
            let own = if column == stretched { own + spare } else { own };
            let place = (column, name, right, x, own);
            x += own + 12.0;
            place
        })
        .collect()
}

pub(super) fn register_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, out: &mut Vec<Action>) {
    let places = places(ui.available_width());
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    for &(column, name, right, x, width) in &places {
        let rect = Rect::from_min_size(pos2(head.left() + x, head.top()), vec2(width, HEADER));
        let largest_first =
            matches!(column, SpeakerColumn::Quotations | SpeakerColumn::Words | SpeakerColumn::Decided);
        let sorted = (view.asked.by == column).then_some(view.asked.reversed != largest_first);
        if header_cell(ui, rect, cx.theme, name, sorted, right).clicked() {
            view.asked.reversed = view.asked.by == column && !view.asked.reversed;
            view.asked.by = column;
        }
    }
    ui.painter().hline(head.x_range(), head.bottom(), cx.theme.line_stroke());
    if view.rows().is_empty() && !view.listed.is_running() {
        ui.add_space(18.0);
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let words = if cx.project.speakers.is_empty() {
                "No speakers yet. Whoever is quoted in a document is listed here."
            } else {
                "No speaker has that name or role."
            };
            ui.label(cx.theme.body(words));
        });
        return;
    }
    body_ui(ui, cx, view, &places, out);
}

fn body_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, places: &[Place], out: &mut Vec<Action>) {
    let rect = ui.available_rect_before_wrap();
    let table = ui.interact(rect, ui.scope_id().with("speakers"), Sense::focusable_noninteractive());
    access::name(
        &table,
        Role::Table,
        &format!("Speakers, {} of {}", view.rows().len(), cx.project.speakers.len()),
    );
    if std::mem::take(&mut view.take_focus) {
        table.request_focus();
    }
    if table.has_focus() {
        let keys = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|m| m.set_focus_lock_filter(table.id, keys));
        keys_ui(ui, cx, view, out);
    }
    let selected = cx.selection.speaker;
    let scroll_to = if view.shown == selected {
        None
    } else {
        view.shown = selected;
        view.rows().iter().position(|&r| Some(r) == selected)
    };
    let count = view.rows().len();
    let rows = Rows { name: "speaker rows", height: size::ROW_SPEAKER, count, scroll_to };
    rows_in_view_ui(ui, cx.theme, &table, rows, |ui, n| {
        let Some(id) = view.rows().get(n).copied() else { return Row::default() };
        let clicked = row_ui(ui, cx, view, places, id, out);
        Row { clicked, cursor: selected == Some(id) }
    });
}

fn keys_ui(ui: &Ui, cx: &Cx<'_>, view: &mut SpeakersView, out: &mut Vec<Action>) {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let rows = view.rows();
    let at = rows.iter().position(|&r| Some(r) == cx.selection.speaker);
    let last = rows.len().saturating_sub(1);
    for (key, to) in [
        (Key::ArrowDown, at.map_or(0, |n| (n + 1).min(last))),
        (Key::ArrowUp, at.map_or(0, |n| n.saturating_sub(1))),
        (Key::PageDown, at.map_or(0, |n| (n + 10).min(last))),
        (Key::PageUp, at.map_or(0, |n| n.saturating_sub(10))),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(key) {
            out.extend(rows.get(to).map(|&id| select(id)));
        }
    }
    if pressed(Key::Enter) || pressed(Key::F2) {
        view.edit_name = true;
    }
}

fn row_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut SpeakersView,
    places: &[Place],
    id: SpeakerId,
    out: &mut Vec<Action>,
) -> bool {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW_SPEAKER), Sense::hover());
    let Some(speaker) = cx.project.speaker(id) else { return false };
    let response = ui.interact(rect, ui.scope_id().with(id), Sense::CLICK);
    let selected = cx.selection.holds(Item::Speaker(id));
    row_ground(ui, rect, cx.theme, selected, response.hovered());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let (t, tally, chip) = (cx.theme, view.tally(id), chip_of(cx, speaker));
    let most = view.listed.last().map_or(0, |l| l.most);
    for &(column, _, _, x, width) in places {
        let cell = Rect::from_min_size(pos2(rect.left() + x, rect.top()), vec2(width, rect.height()));
        let text = |words: &str, colour, right| _ = cell_text(ui, cell, words, Face::Body, colour, right);
        match column {
            SpeakerColumn::Key => {
                let n = cx.index.speaker_number(id).filter(|n| *n <= 9);
                text(&n.map(|n| n.to_string()).unwrap_or_default(), t.text_3, false);
            }
            SpeakerColumn::Name => {
                chip.paint_square(ui.painter(), cell.left() + 5.0, cell.center().y, t.paper);
                cell_text(ui, cell.with_min_x(cell.left() + 16.0), &speaker.name, Face::Body, t.text, false);
            }
            SpeakerColumn::Kind => text(speaker_kind_word(speaker.kind), t.text_2, false),
            SpeakerColumn::Role if speaker.role.is_empty() => text("none stated", t.text_3, false),
            SpeakerColumn::Role => text(&speaker.role, t.text_2, false),
            SpeakerColumn::Quotations => text(&tally.all_quotes().to_string(), t.text, true),
            SpeakerColumn::Words => {
                let bar =
                    Rect::from_min_size(pos2(cell.left(), cell.center().y - 5.0), vec2(width - 38.0, 10.0));
                let share = tally.all_words() as f32 / most.max(1) as f32;
                ui.painter().rect_filled(
                    Rect::from_min_size(bar.min, vec2(bar.width() * share, 10.0)),
                    2.0,
                    chip.colours.strong,
                );
                text(&tally.all_words().to_string(), t.text, true);
            }
            SpeakerColumn::Decided => {
                text(&format!("{} of {}", tally.decided, tally.all_quotes()), t.text, true);
            }
        }
    }
    let name = format!(
        "{}, {}, {} quotations, {} words, {} decided",
        speaker.name,
        speaker_kind_word(speaker.kind),
        tally.all_quotes(),
        tally.all_words(),
        tally.decided
    );
    access::chosen(&response, Role::Row, selected, &name);
    if response.clicked() {
        out.push(select(id));
    }
    if response.double_clicked() {
        view.edit_name = true;
    }
    response.clicked()
}
