//! Making two speakers of one: which quotations go, and under which name.

use super::merge::counted;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::Mark;
use crate::gui::widgets::controls::{cut_line, put_line};
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::model::filter::words;
use crate::model::{Edit, Item, QuoteId, SpeakerId, Status};
use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, TextEdit, Ui, pos2, vec2};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const ROW: f32 = 28.0;

/// What is being split.
#[derive(Debug, Clone, Default)]
pub struct SplitView {
    of: Option<SpeakerId>,
    /// The speaker's quotations, in reading order.
    all: Vec<QuoteId>,
    /// Those that go.
    going: BTreeSet<QuoteId>,
    name: String,
    version: u64,
}

/// The dialog for speaker `of`.
pub fn split_ui(ui: &Ui, cx: &Cx<'_>, view: &mut SplitView, of: SpeakerId, out: &mut Vec<Action>) {
    let Some(speaker) = cx.project.speaker(of) else {
        out.push(Action::CloseDialog);
        return;
    };
    if view.of != Some(of) || view.version != cx.index.version {
        let kept = if view.of == Some(of) { std::mem::take(view) } else { SplitView::default() };
        let all = cx.project.quotes().filter(|q| q.attribution.speaker == Some(of)).map(|q| q.id).collect();
        *view = SplitView { of: Some(of), all, version: cx.index.version, ..kept };
    }
    let taken = cx.project.speakers.values().any(|s| s.name.eq_ignore_ascii_case(view.name.trim()));
    let go = dialog(ui, cx, "Split a speaker", 620.0, out, |ui, _| {
        ui.label(cx.theme.body(format!("Which quotations of “{}” are somebody else's?", speaker.name)));
        ui.add_space(4.0);
        list_ui(ui, cx, view);
        ui.add_space(8.0);
        let field = TextEdit::singleline(&mut view.name).hint_text("Name of the new speaker");
        let field = ui.add(field.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 4)));
        crate::gui::access::name(&field, Role::TextInput, "Name of the new speaker");
        if ui.memory(|m| m.focused().is_none()) {
            field.request_focus();
        }
        ui.add_space(6.0);
        said_ui(ui, cx, view, &speaker.name, taken);
        let ready = !view.going.is_empty() && !view.name.trim().is_empty() && !taken;
        Buttons { go: "Split", ready, close: "Cancel" }
    });
    if go {
        let edit = Edit::SplitSpeaker {
            speaker: of,
            quotes: view.going.iter().copied().collect(),
            name: view.name.trim().to_owned(),
        };
        out.push(Action::edit(edit, Some(Item::Speaker(of))));
        out.push(Action::CloseDialog);
        *view = SplitView::default();
    }
}

fn said_ui(ui: &mut Ui, cx: &Cx<'_>, view: &SplitView, old: &str, taken: bool) {
    let (going, all) = (view.going.len() as u32, view.all.len());
    let decided = |q: &&QuoteId| cx.project.quote(**q).is_some_and(|q| q.status != Status::Proposed);
    let decided = view.going.iter().filter(decided).count() as u32;
    if taken {
        let words =
            "There is a speaker of that name already. Choose another, or give the quotations to that one.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.alarm));
        return;
    }
    let new = if view.name.trim().is_empty() { "the new speaker" } else { view.name.trim() };
    let mut words = format!(
        "{going} of {} go to “{new}”, {} stay with “{old}”.",
        counted(all as u32, "quotation"),
        all.saturating_sub(going as usize),
    );
    if decided > 0 {
        _ = write!(words, " {} among them; the decisions stay.", counted(decided, "decided one"));
    }
    ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
    ui.label(cx.theme.small("One undo step takes all of it back."));
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SplitView) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = ui.ctx().content_rect().height() * 0.4;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        view.all.len(),
        |ui, range| {
            let ids: Vec<QuoteId> = view.all.get(range).unwrap_or_default().to_vec();
            for id in ids {
                let Some((doc, quote)) = cx.project.quote(id).and_then(|q| Some((cx.project.doc(q.doc)?, q)))
                else {
                    continue;
                };
                let (rect, response) =
                    ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
                let mut on = view.going.contains(&id);
                let said = words(doc, quote, 140);
                if response.hovered() {
                    ui.painter().rect_filled(rect, 4.0, cx.theme.hover);
                }
                tick(
                    ui,
                    cx,
                    Rect::from_center_size(pos2(rect.left() + 10.0, rect.center().y), vec2(14.0, 14.0)),
                    on,
                );
                Mark::from(quote.status).paint(
                    ui.painter(),
                    pos2(rect.left() + 32.0, rect.center().y),
                    cx.theme,
                );
                let galley = cut_line(ui, &said, Face::Words, cx.theme.text, rect.width() - 52.0);
                put_line(ui, rect, rect.left() + 46.0, &galley);
                if response.clicked() {
                    on = !on;
                    if on {
                        view.going.insert(id);
                    } else {
                        view.going.remove(&id);
                    }
                }
                crate::gui::access::chosen(&response, Role::CheckBox, on, &said);
                crate::gui::access::focus_ring(ui, &response, cx.theme);
            }
        },
    );
}

/// A box that is ticked or not.
pub(super) fn tick(ui: &Ui, cx: &Cx<'_>, rect: Rect, on: bool) {
    let (fill, line) =
        if on { (cx.theme.accent, cx.theme.accent) } else { (cx.theme.raised, cx.theme.field_line) };
    ui.painter().rect(rect, 3.0, fill, egui::Stroke::new(1.0, line), egui::StrokeKind::Inside);
    if on {
        let at = |x: f32, y: f32| rect.min + vec2(x, y);
        let points = vec![at(3.5, 7.2), at(6.0, 9.7), at(10.6, 4.6)];
        ui.painter().add(egui::Shape::line(points, egui::Stroke::new(1.8, cx.theme.on_accent)));
    }
}
