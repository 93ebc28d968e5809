//! *Apply to all*: the same speaker for every quotation that shares the words, the mention or an alias. Shows first which.

use super::split::tick;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::Mark;
use crate::gui::widgets::controls::{cut_line, put_line};
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::model::filter::words;
use crate::model::{Alike, AlikeFound, Edit, Item, Quotation, QuoteId, SourceKind, Status, alike};
use egui::accesskit::Role;
use egui::{Rect, ScrollArea, Sense, Ui, pos2, vec2};
use std::collections::BTreeSet;
use strum::IntoEnumIterator as _;

const ROW: f32 = 28.0;

/// What is being applied.
#[derive(Debug, Default)]
pub struct ApplyView {
    of: Option<QuoteId>,
    by: Option<Alike>,
    found: Beside<(QuoteId, Alike), u64, AlikeFound>,
    /// Rows whose tick a person changed from what it was at first.
    turned: BTreeSet<QuoteId>,
    accept: bool,
}

/// A line of the list.
enum Line<'a> {
    Head(String, &'static str),
    Row(QuoteId, bool, &'a str),
}

impl ApplyView {
    /// The quotations that would change now.
    fn taken(&self) -> Vec<QuoteId> {
        let Some(found) = self.found.last() else { return Vec::new() };
        let plain = found.plain.iter().filter(|q| !self.turned.contains(q));
        let others = found.conflicts.iter().chain(&found.decided).filter(|q| self.turned.contains(q));
        plain.chain(others).copied().collect()
    }

    fn lines(&self) -> Vec<Line<'static>> {
        let Some(found) = self.found.last() else { return Vec::new() };
        let parts = [
            (&found.plain, "Would change", "Nobody decided on these.", true),
            (
                &found.conflicts,
                "Look first",
                "The engine is sure of somebody else, or a person has worked on it.",
                false,
            ),
            (&found.decided, "Decided already", "Left alone unless you take them in.", false),
        ];
        let mut out = Vec::new();
        for (ids, title, why, at_first) in parts {
            if !ids.is_empty() {
                out.push(Line::Head(format!("{title}: {}", ids.len()), why));
                out.extend(ids.iter().map(|&q| Line::Row(q, at_first != self.turned.contains(&q), title)));
            }
        }
        out
    }
}

/// The dialog for quotation `of`.
pub fn apply_ui(ui: &Ui, cx: &Cx<'_>, view: &mut ApplyView, of: QuoteId, out: &mut Vec<Action>) {
    let Some((quote, speaker)) =
        cx.project.quote(of).and_then(|q| Some((q, cx.project.speaker(q.attribution.speaker?)?)))
    else {
        out.push(Action::CloseDialog);
        return;
    };
    if view.of != Some(of) {
        let by = if can(quote, Alike::Mention) { Alike::Mention } else { Alike::Alias };
        *view = ApplyView { of: Some(of), by: Some(by), ..ApplyView::default() };
    }
    let by = view.by.unwrap_or(Alike::Words);
    let project = cx.project.clone();
    let at_once = cx.project.home.len() <= 1_500;
    view.found.get(ui.ctx(), (of, by), cx.index.version, at_once, move |p| alike(&project, of, by, p));
    let title = format!("{} for all", speaker.name);
    let taken = view.taken();
    let go = dialog(ui, cx, &title, 640.0, out, |ui, _| {
        by_ui(ui, cx, view, quote);
        ui.add_space(6.0);
        list_ui(ui, cx, view);
        ui.add_space(6.0);
        ui.checkbox(&mut view.accept, cx.theme.body("Accept them too"));
        ui.label(cx.theme.small(format!(
            "{} would change. One undo step takes it back.",
            super::merge::counted(taken.len() as u32, "quotation")
        )));
        Buttons { go: "Apply", ready: !taken.is_empty(), close: "Cancel" }
    });
    if go {
        let mut edits = vec![Edit::SetSpeaker(taken.clone(), Some(speaker.id))];
        if view.accept {
            edits.push(Edit::Decide(taken, Status::Accepted));
        }
        out.push(Action::Edit { edits, focus: Some(Item::Quotation(of)), advance: false });
        out.push(Action::CloseDialog);
        *view = ApplyView::default();
    }
}

fn can(quote: &Quotation, by: Alike) -> bool {
    match by {
        Alike::Mention => {
            quote.attribution.source.is_some()
                && matches!(quote.attribution.source_kind, SourceKind::Named | SourceKind::Nominal)
        }
        Alike::Words | Alike::Alias => true,
    }
}

fn by_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ApplyView, quote: &Quotation) {
    let text = cx.project.doc(quote.doc).and_then(|d| d.text.as_ref());
    let mention = quote.attribution.source.as_ref().zip(text).map(|(s, t)| t.words_of(s)).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        for by in Alike::iter() {
            let words = match by {
                Alike::Words => "Same words".to_owned(),
                Alike::Mention if mention.is_empty() => "Same mention".to_owned(),
                Alike::Mention => format!("Same mention, “{mention}”"),
                Alike::Alias => "Any name or alias".to_owned(),
            };
            let allowed = can(quote, by);
            let on = view.by == Some(by);
            let radio = ui.add_enabled(allowed, egui::RadioButton::new(on, cx.theme.body(words)));
            if radio.clicked() {
                view.by = Some(by);
                view.turned.clear();
            }
            radio.on_disabled_hover_text("A pronoun, or no mention at all: it names nobody by itself.");
        }
    });
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ApplyView) {
    let lines = view.lines();
    if lines.is_empty() {
        let same = view.found.last().map_or(0, |f| f.same);
        let words = match (view.found.is_running(), same) {
            (true, _) => "Looking …".to_owned(),
            (false, 0) => "No other quotation is like this one.".to_owned(),
            (false, n) => format!("All {n} others have this speaker already."),
        };
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_3));
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = ui.ctx().content_rect().height() * 0.45;
    let mut turned = None;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        ROW,
        lines.len(),
        |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                match line {
                    Line::Head(title, why) => {
                        ui.horizontal(|ui| {
                            ui.set_height(ROW);
                            ui.label(cx.theme.block(title));
                            ui.label(cx.theme.small(*why));
                        });
                    }
                    Line::Row(id, on, part) => {
                        if row_ui(ui, cx, *id, *on, part) {
                            turned = Some(*id);
                        }
                    }
                }
            }
        },
    );
    if let Some(id) = turned
        && !view.turned.remove(&id)
    {
        view.turned.insert(id);
    }
}

/// One quotation; says whether its tick was changed.
fn row_ui(ui: &mut Ui, cx: &Cx<'_>, id: QuoteId, on: bool, part: &str) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let Some((doc, quote)) = cx.project.quote(id).and_then(|q| Some((cx.project.doc(q.doc)?, q))) else {
        return false;
    };
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, cx.theme.hover);
    }
    tick(ui, cx, Rect::from_center_size(pos2(rect.left() + 10.0, rect.center().y), vec2(14.0, 14.0)), on);
    Mark::from(quote.status).paint(ui.painter(), pos2(rect.left() + 32.0, rect.center().y), cx.theme);
    let speaker = quote.attribution.speaker.and_then(|s| cx.project.speaker(s));
    let now = speaker.map_or("unknown", |s| s.name.as_str());
    let who = cut_line(ui, now, Face::Small, cx.theme.text_2, 150.0);
    let left = rect.right() - 158.0;
    put_line(ui, rect, left, &who);
    let said = words(doc, quote, 140);
    let galley = cut_line(ui, &said, Face::Words, cx.theme.text, left - rect.left() - 56.0);
    put_line(ui, rect, rect.left() + 46.0, &galley);
    crate::gui::access::chosen(&response, Role::CheckBox, on, &format!("{part}: {said}, now {now}"));
    crate::gui::access::focus_ring(ui, &response, cx.theme);
    response.clicked()
}
