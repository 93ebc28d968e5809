//! The selected speaker: name, colour, kind, aliases, role, links, note, quotations. A field writes when it is left.

use super::{SpeakersView, chip_of};
use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::widgets::chip::speaker_kind_word;
use crate::gui::widgets::controls::{Look, Parts, button, command_button, cut_line, link, rule};
use crate::gui::widgets::removable_label;
use crate::model::filter::words;
use crate::model::{Column, Edit, Filter, Item, QuoteId, Sort, Speaker, SpeakerId, SpeakerKind, Who};
use egui::accesskit::Role;
use egui::{
    Align, ComboBox, CornerRadius, Key, Layout, Rect, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui,
    pos2, vec2,
};
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Quotations that are listed under a speaker; the table has the rest.
const LISTED: usize = 40;

/// What is being typed about a speaker.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    of: Arc<Speaker>,
    name: String,
    role: String,
    note: String,
    alias: String,
    link: String,
}

impl Draft {
    fn of(speaker: &Arc<Speaker>) -> Self {
        Self {
            of: speaker.clone(),
            name: speaker.name.clone(),
            role: speaker.role.clone(),
            note: speaker.note.clone(),
            alias: String::new(),
            link: String::new(),
        }
    }

    /// What was typed and not written yet.
    fn edits(&self) -> Vec<Edit> {
        let (id, old) = (self.of.id, &self.of);
        let name = self.name.trim();
        let mut out = Vec::new();
        if name != old.name && !name.is_empty() {
            out.push(Edit::RenameSpeaker(id, name.to_owned()));
        }
        if self.role.trim() != old.role {
            out.push(Edit::SetRole(id, self.role.trim().to_owned()));
        }
        if self.note.trim() != old.note {
            out.push(Edit::SetSpeakerNote(id, self.note.trim().to_owned()));
        }
        out
    }
}

pub(super) fn details_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, out: &mut Vec<Action>) {
    let speaker = cx.selection.speaker.and_then(|s| cx.project.speaker(s));
    let mut draft = match (view.draft.take(), speaker) {
        (Some(d), Some(s)) if Arc::ptr_eq(&d.of, s) => d,
        (old, Some(s)) => {
            // Another speaker was selected before the field was left: what was typed is kept.
            if let Some(old) = old.filter(|d| d.of.id != s.id) {
                write(&old, out);
            }
            Draft::of(s)
        }
        (_, None) => {
            nobody_ui(ui, cx);
            return;
        }
    };
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    ScrollArea::vertical().auto_shrink(false).id_salt("speaker details").show(ui, |ui| {
        let inside =
            egui::Frame::new().inner_margin(egui::Margin { left: 14, right: 14, top: 6, bottom: 12 });
        inside.show(ui, |ui| {
            name_ui(ui, cx, view, &mut draft, out);
            fields_ui(ui, cx, &mut draft, out);
            ui.add_space(8.0);
            rule(ui, cx.theme);
            quotes_ui(ui, cx, view, draft.of.id, out);
        });
    });
    view.draft = Some(draft);
}

fn nobody_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.add_space(14.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.label(cx.theme.words("Select a speaker to see who it is.", Face::Body, cx.theme.text_3));
    });
}

fn write(draft: &Draft, out: &mut Vec<Action>) {
    let edits = draft.edits();
    if !edits.is_empty() {
        out.push(Action::Edit { edits, focus: Some(Item::Speaker(draft.of.id)), advance: false });
    }
}

fn send(out: &mut Vec<Action>, id: SpeakerId, edit: Edit) {
    out.push(Action::edit(edit, Some(Item::Speaker(id))));
}

/// A field that writes when it is left or at Enter, and forgets at Escape. Gives whether it was left with words to write.
fn field(ui: &mut Ui, words: &mut String, old: &str, name: &str, hint: &str) -> (egui::Response, bool) {
    let edit = TextEdit::singleline(words)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(edit);
    access::name(&response, Role::TextInput, name);
    let mut done = response.lost_focus();
    if done && ui.input(|i| i.key_pressed(Key::Escape)) {
        old.clone_into(words);
        done = false;
    }
    (response, done)
}

fn name_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, draft: &mut Draft, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.set_height(34.0);
        chip_of(cx, &draft.of).paint_square(
            ui.painter(),
            ui.cursor().left() + 5.0,
            ui.cursor().top() + 17.0,
            cx.theme.panel,
        );
        ui.add_space(18.0);
        let old = draft.of.name.clone();
        ui.style_mut().override_font_id = Some(Face::Semibold.font());
        let (response, done) = field(ui, &mut draft.name, &old, "Name of the speaker", "Name");
        if std::mem::take(&mut view.edit_name) {
            response.request_focus();
        }
        if done {
            write(draft, out);
        }
    });
    ui.horizontal(|ui| {
        command_button(ui, cx, Look::Small, Command::MergeSpeakers, "Merge …", out);
        command_button(ui, cx, Look::Small, Command::SplitSpeaker, "Split …", out);
        let used = view.tally(draft.of.id).all_quotes();
        let what = Parts { words: "Remove", ..Parts::default() };
        let tip = format!("Takes the speaker away; {used} quotations become unknown. Undo brings it back.");
        let label = "Remove this speaker";
        if button(ui, cx.theme, Look::Tool, what, label, !cx.now.read_only).on_hover_text(tip).clicked() {
            send(out, draft.of.id, Edit::RemoveSpeaker(draft.of.id));
        }
    });
    ui.add_space(4.0);
    rule(ui, cx.theme);
}

/// A label of 66 points, and beside it what it names.
fn row(ui: &mut Ui, cx: &Cx<'_>, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(66.0, 28.0), Sense::hover());
        let galley = cut_line(ui, label, Face::Body, cx.theme.text_3, 66.0);
        ui.painter().galley(
            pos2(rect.left(), rect.center().y - galley.size().y / 2.0),
            galley,
            cx.theme.text_3,
        );
        ui.vertical(add);
    });
}

fn fields_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft, out: &mut Vec<Action>) {
    let speaker = draft.of.clone();
    let id = speaker.id;
    row(ui, cx, "Colour", |ui| colours_ui(ui, cx, &speaker, out));
    row(ui, cx, "Kind", |ui| {
        let mut kind = speaker.kind;
        let combo =
            ComboBox::from_id_salt("speaker kind").selected_text(speaker_kind_word(kind)).width(150.0);
        let shown = combo.show_ui(ui, |ui| {
            for k in SpeakerKind::iter() {
                ui.selectable_value(&mut kind, k, speaker_kind_word(k));
            }
        });
        access::name(
            &shown.response,
            Role::ComboBox,
            &format!("Kind of speaker: {}", speaker_kind_word(speaker.kind)),
        );
        if kind != speaker.kind {
            send(out, id, Edit::SetSpeakerKind(id, kind));
        }
    });
    row(ui, cx, "Aliases", |ui| aliases_ui(ui, cx, draft, out));
    row(ui, cx, "Role", |ui| {
        if field(ui, &mut draft.role, &speaker.role, "Role of the speaker", "none stated").1 {
            write(draft, out);
        }
    });
    row(ui, cx, "Links", |ui| links_ui(ui, cx, draft, out));
    row(ui, cx, "Note", |ui| {
        let edit = TextEdit::multiline(&mut draft.note)
            .hint_text("none")
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .margin(egui::Margin::symmetric(8, 4));
        let response = ui.add(edit);
        access::name(&response, Role::MultilineTextInput, "Note on the speaker");
        if response.lost_focus() {
            write(draft, out);
        }
    });
}

fn colours_ui(ui: &mut Ui, cx: &Cx<'_>, speaker: &Speaker, out: &mut Vec<Action>) {
    let now = cx.index.colour(cx.project, speaker.id).map(|n| n % cx.theme.speaker_count().max(1));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for n in 0..cx.theme.speaker_count() {
            let colours = cx.theme.speaker(n);
            let (rect, response) =
                ui.allocate_exact_size(vec2(size::TARGET_MIN, size::TARGET_MIN), Sense::click());
            ui.painter().rect_filled(rect, CornerRadius::same(3), colours.tint);
            let edge = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
            ui.painter().rect_filled(edge, CornerRadius::same(2), colours.strong);
            if now == Some(n) {
                let ring = Stroke::new(2.0, cx.theme.focus);
                ui.painter().rect_stroke(rect.expand(1.0), CornerRadius::same(4), ring, StrokeKind::Outside);
            }
            let name = format!("Colour {}", cx.theme.speaker_colour_name(n));
            access::chosen(&response, Role::RadioButton, now == Some(n), &name);
            access::focus_ring(ui, &response, cx.theme);
            if response.clicked() {
                send(out, speaker.id, Edit::SetColour(speaker.id, u8::try_from(n).ok()));
            }
            response.on_hover_text(cx.theme.speaker_colour_name(n));
        }
        if speaker.colour.is_some() && link(ui, cx.theme, "By order").clicked() {
            send(out, speaker.id, Edit::SetColour(speaker.id, None));
        }
    });
}

fn aliases_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft, out: &mut Vec<Action>) {
    let id = draft.of.id;
    let named = !draft.of.aliases.is_empty();
    if named {
        ui.horizontal_wrapped(|ui| {
            for alias in &draft.of.aliases {
                if removable_label(ui, cx.theme, &alias.name).on_hover_text("Take this alias away").clicked()
                {
                    send(out, id, Edit::RemoveAlias(id, alias.name.clone()));
                }
            }
        });
    }
    if field(ui, &mut draft.alias, "", "Add an alias", "Add an alias").1 && !draft.alias.trim().is_empty() {
        send(out, id, Edit::AddAlias(id, draft.alias.trim().to_owned()));
        draft.alias.clear();
    }
}

fn links_ui(ui: &mut Ui, cx: &Cx<'_>, draft: &mut Draft, out: &mut Vec<Action>) {
    let id = draft.of.id;
    let mut links = draft.of.links.clone();
    if !links.is_empty() {
        ui.horizontal_wrapped(|ui| {
            if let Some(gone) = links.iter().position(|l| removable_label(ui, cx.theme, l).clicked()) {
                links.remove(gone);
                send(out, id, Edit::SetLinks(id, links.clone()));
            }
        });
    }
    let hint = "Paste a Wikidata id or any address";
    if field(ui, &mut draft.link, "", "Add a link", hint).1 && !draft.link.trim().is_empty() {
        links.push(draft.link.trim().to_owned());
        send(out, id, Edit::SetLinks(id, links));
        draft.link.clear();
    }
}

fn quotes_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, id: SpeakerId, out: &mut Vec<Action>) {
    let project = cx.project.clone();
    let filter = Filter { who: [Who::Is(id)].into(), ..Filter::default() };
    let asked = filter.clone();
    let at_once = cx.project.home.len() <= super::AT_ONCE;
    let sort = Sort { by: Column::Place, descending: false };
    view.quotes.get(ui.ctx(), id, cx.index.version, at_once, move |p| {
        crate::model::filter::select(&project, &asked, sort, p)
    });
    let rows: Vec<QuoteId> = view.quotes.last().cloned().unwrap_or_default();
    ui.horizontal(|ui| {
        ui.label(cx.theme.block("Quotations"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(cx.theme.block(rows.len().to_string()));
            if !rows.is_empty() && link(ui, cx.theme, "Show in the table").clicked() {
                out.push(Action::ShowQuotations(Box::new(filter)));
            }
        });
    });
    for quote in rows.iter().take(LISTED).filter_map(|&q| cx.project.quote(q)) {
        let Some(doc) = cx.project.doc(quote.doc) else { continue };
        let said = words(doc, quote, 110);
        let width = ui.available_width();
        let galley = ui.painter().layout(said.clone(), Face::Words.font(), cx.theme.text, width - 22.0);
        let height = (galley.size().y + 6.0).max(size::TARGET_MIN);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        if response.hovered() {
            ui.painter().rect_filled(rect, CornerRadius::same(4), cx.theme.hover);
        }
        let mark = crate::gui::verify::words::state_of(cx.project, quote);
        mark.paint(ui.painter(), pos2(rect.left() + 7.0, rect.top() + 13.0), cx.theme);
        ui.painter().galley(pos2(rect.left() + 22.0, rect.top() + 3.0), galley, cx.theme.text);
        access::name(&response, Role::ListItem, &format!("{}: {said}", mark.word()));
        access::focus_ring(ui, &response, cx.theme);
        if response.clicked() {
            out.push(Action::Route(Route::Read));
            out.push(Action::Select(Item::Quotation(quote.id)));
        }
    }
}
