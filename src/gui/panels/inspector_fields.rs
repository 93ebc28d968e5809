//! Rows of the inspector: speaker by typing, kind, cue, mention, role, runner-up.

use super::inspector::InspectorView;
use crate::app::Command;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::chip::{Chip, chip, speaker_kind_word};
use crate::gui::widgets::confidence::two_places;
use crate::gui::widgets::controls::{Look, Parts, button, key_cap, line, put_cap, put_line};
use crate::gui::widgets::kind::kind_switch;
use crate::model::{Edit, Item, Quotation, QuoteKind, RunnerUp, Speaker, SpeakerId, SpeakerKind, Status};
use crate::text::{Span, Spans};
use egui::accesskit::Role;
use egui::{Align, Key, Layout, Margin, Rect, Sense, Stroke, TextEdit, Ui, vec2};

/// Width of the labels.
const LABEL: f32 = 66.0;
/// How many speakers are offered while a name is typed.
const OFFERED: usize = 8;

fn row(ui: &mut Ui, cx: &Cx<'_>, label: &str, key: &str, add: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 26.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            let (rect, _) = ui.allocate_exact_size(vec2(LABEL, 24.0), Sense::hover());
            put_line(ui, rect, rect.left(), &line(ui, label, Face::Body, cx.theme.text_3));
            let wide = ui.available_width() - if key.is_empty() { 0.0 } else { 28.0 };
            ui.allocate_ui_with_layout(vec2(wide, 26.0), Layout::left_to_right(Align::Center), |ui| {
                ui.set_min_width(wide);
                add(ui);
            });
            if !key.is_empty() {
                key_cap(ui, cx.theme, key);
            }
        },
    );
}

/// What a chip shows for a speaker, or for nobody known.
pub(crate) fn chip_of<'a>(cx: &Cx<'a>, id: Option<SpeakerId>) -> Chip<'a> {
    let speaker = id.and_then(|s| cx.project.speaker(s));
    let colours = id
        .and_then(|s| cx.index.colour(cx.project, s))
        .map_or_else(|| cx.theme.nobody(), |n| cx.theme.speaker(n));
    Chip {
        name: speaker.map(|s| s.name.as_str()),
        kind: speaker.map_or(SpeakerKind::default(), |s| s.kind),
        colours,
    }
}

/// The speaker, or the field to type another.
pub(super) fn speaker_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut InspectorView,
    quote: &Quotation,
    out: &mut Vec<Action>,
) {
    let key = cx.key(Command::ChooseSpeaker);
    if view.speaker.is_some() {
        row(ui, cx, "Speaker", &key, |ui| speaker_field(ui, cx, view, quote, out));
        return;
    }
    row(ui, cx, "Speaker", &key, |ui| {
        let clicked = chip(ui, cx.theme, &chip_of(cx, quote.attribution.speaker), true);
        if clicked.on_hover_text(cx.tooltip(Command::ChooseSpeaker)).clicked() {
            out.push(Action::Command(Command::ChooseSpeaker));
        }
    });
}

/// A name that a person may mean by what is typed, better ones first.
fn offered<'a>(cx: &Cx<'a>, typed: &str) -> Vec<&'a Speaker> {
    let typed = typed.trim().to_lowercase();
    let rank = |s: &Speaker| {
        let name = s.name.to_lowercase();
        let words = || name.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(&typed));
        let alias = || s.aliases.iter().any(|a| a.name.to_lowercase().contains(&typed));
        match () {
            () if name.starts_with(&typed) => Some(0),
            () if words() => Some(1),
            () if name.contains(&typed) => Some(2),
            () if alias() => Some(3),
            () => None,
        }
    };
    let mut found: Vec<(u8, &Speaker)> =
        cx.project.speakers.values().filter_map(|s| rank(s).map(|r| (r, s.as_ref()))).collect();
    found.sort_by_key(|(r, s)| (*r, s.id));
    found.into_iter().take(OFFERED).map(|(_, s)| s).collect()
}

fn speaker_field(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut InspectorView,
    quote: &Quotation,
    out: &mut Vec<Action>,
) {
    let mut typed = view.speaker.clone().unwrap_or_default();
    let (up, down) = ui.input_mut(|i| {
        (
            i.consume_key(egui::Modifiers::NONE, Key::ArrowUp),
            i.consume_key(egui::Modifiers::NONE, Key::ArrowDown),
        )
    });
    let field = TextEdit::singleline(&mut typed)
        .hint_text("Type a name")
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 4));
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::TextInput, true, "Speaker's name"));
    if std::mem::take(&mut view.take_focus) {
        response.request_focus();
    }
    if response.changed() {
        view.offered = 0;
    }
    let found = offered(cx, &typed);
    let exact = found.iter().any(|s| s.name.eq_ignore_ascii_case(typed.trim()));
    let new = !typed.trim().is_empty() && !exact;
    let lines = found.len() + usize::from(new);
    if down {
        view.offered = (view.offered + 1).min(lines.saturating_sub(1));
    }
    if up {
        view.offered = view.offered.saturating_sub(1);
    }
    let enter = ui.input(|i| i.key_pressed(Key::Enter)) && (response.has_focus() || response.lost_focus());
    let picked = offer_ui(ui, cx, &response, &found, new.then(|| typed.trim()), view.offered);
    let chosen = picked.or_else(|| enter.then_some(view.offered));
    view.speaker = Some(typed.clone());
    if let Some(n) = chosen.filter(|_| lines > 0) {
        let by = match found.get(n) {
            Some(s) => Edit::SetSpeaker(cx.selection.quotes(), Some(s.id)),
            None => Edit::SetSpeakerByName(cx.selection.quotes(), typed.trim().to_owned()),
        };
        let accept = Edit::Decide(cx.selection.quotes(), Status::Accepted);
        out.push(Action::decide(vec![by, accept], Some(Item::Quotation(quote.id))));
        view.speaker = None;
    } else if ui.input(|i| i.key_pressed(Key::Escape))
        || (response.lost_focus() && picked.is_none() && !enter)
    {
        view.speaker = None;
    }
}

/// The list under the field; answers which line was pressed.
fn offer_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    field: &egui::Response,
    found: &[&Speaker],
    new: Option<&str>,
    at: usize,
) -> Option<usize> {
    let mut picked = None;
    let below = field.rect.left_bottom() + vec2(0.0, 4.0);
    egui::Area::new(egui::Id::unique("speakers offered"))
        .order(egui::Order::Foreground)
        .fixed_pos(below)
        .show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).inner_margin(4).show(ui, |ui| {
                ui.set_width((field.rect.width() - 10.0).max(160.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                for (n, s) in found.iter().enumerate() {
                    if offer_line(ui, cx, Some(s), &s.name, n == at) {
                        picked = Some(n);
                    }
                }
                if let Some(name) = new
                    && offer_line(ui, cx, None, &format!("New speaker “{name}”"), found.len() == at)
                {
                    picked = Some(found.len());
                }
                if found.is_empty() && new.is_none() {
                    ui.label(cx.theme.small("No speakers yet. Type a name."));
                }
            });
        });
    picked
}

fn offer_line(ui: &mut Ui, cx: &Cx<'_>, speaker: Option<&Speaker>, words: &str, on: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 26.0), Sense::click());
    if on || response.hovered() {
        ui.painter().rect_filled(rect, 4.0, if on { cx.theme.selected } else { cx.theme.hover });
    }
    if let Some(s) = speaker {
        chip_of(cx, Some(s.id)).paint_square(
            ui.painter(),
            rect.left() + 11.0,
            rect.center().y,
            cx.theme.raised,
        );
    }
    let x = put_line(
        ui,
        rect,
        rect.left() + 22.0,
        &crate::gui::widgets::controls::cut_line(ui, words, Face::Body, cx.theme.text, rect.width() - 70.0),
    );
    if let Some(s) = speaker {
        put_line(ui, rect, x + 6.0, &line(ui, speaker_kind_word(s.kind), Face::Small, cx.theme.text_3));
        if let Some(n) = cx.index.speaker_number(s.id).filter(|n| *n < 10) {
            put_cap(ui, cx.theme, rect, rect.right() - 24.0, &n.to_string(), false);
        }
    }
    crate::gui::access::chosen(&response, Role::ListBoxOption, on, words);
    // The press counts, since the field loses the keyboard before the release.
    response.is_pointer_button_down_on() || response.clicked()
}

/// The kind.
pub(super) fn kind_row(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, out: &mut Vec<Action>) {
    row(ui, cx, "Kind", "", |ui| {
        if let Some(kind) = kind_switch(ui, cx.theme, quote.kind) {
            out.push(Action::Command(match kind {
                QuoteKind::Direct => Command::KindDirect,
                QuoteKind::Mixed => Command::KindMixed,
                QuoteKind::Indirect => Command::KindIndirect,
                QuoteKind::NotSpeech => Command::KindNotSpeech,
            }));
        }
    });
}

/// Cue or source mention, as the text has it.
pub(super) fn words_row(
    ui: &mut Ui,
    cx: &Cx<'_>,
    quote: &Quotation,
    command: Command,
    out: &mut Vec<Action>,
) {
    let a = &quote.attribution;
    let (label, spans) = if command == Command::MarkCue { ("Cue", &a.cue) } else { ("Mention", &a.source) };
    row(ui, cx, label, &cx.key(command), |ui| {
        let Some(spans) = spans else {
            let none = ui.label(cx.theme.words("none marked", Face::Body, cx.theme.text_3));
            none.on_hover_text(cx.tooltip(command));
            return;
        };
        let strong = chip_of(cx, a.speaker).colours.strong;
        let stroke = if command == Command::MarkCue {
            Stroke::new(1.2, cx.theme.text_2)
        } else {
            Stroke::new(2.4, strong)
        };
        quoted(ui, cx, quote, spans, Some(stroke), label, out);
    });
}

/// The role as stated.
pub(super) fn role_row(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, out: &mut Vec<Action>) {
    row(ui, cx, "Role", "", |ui| {
        if let Some(spans) = &quote.attribution.role {
            return quoted(ui, cx, quote, spans, None, "Role", out);
        }
        let speaker = quote.attribution.speaker.and_then(|s| cx.project.speaker(s));
        match speaker.map(|s| s.role.as_str()).filter(|r| !r.is_empty()) {
            Some(role) => {
                ui.add(egui::Label::new(cx.theme.words(role, Face::Body, cx.theme.text_2)).truncate())
            }
            None => ui.label(cx.theme.words("none stated", Face::Body, cx.theme.text_3)),
        };
    });
}

/// Words of the document; pressing them shows them.
fn quoted(
    ui: &mut Ui,
    cx: &Cx<'_>,
    quote: &Quotation,
    spans: &Spans,
    under: Option<Stroke>,
    label: &str,
    out: &mut Vec<Action>,
) {
    let words = cx
        .project
        .doc(quote.doc)
        .and_then(|d| d.text.as_ref())
        .map(|t| t.words_of(spans))
        .unwrap_or_default();
    let galley =
        crate::gui::widgets::controls::cut_line(ui, &words, Face::Body, cx.theme.text, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x, 24.0), Sense::click());
    put_line(ui, rect, rect.left(), &galley);
    if let Some(stroke) = under {
        ui.painter().hline(rect.x_range(), rect.center().y + 9.0, stroke);
    }
    crate::gui::access::name(&response, Role::Button, &format!("{label}: {words}"));
    crate::gui::access::focus_ring(ui, &response, cx.theme);
    if response.on_hover_text(words).clicked() {
        let span: Span = spans.hull();
        out.push(Action::SelectWords(Some((span.start(), span.end()))));
        out.push(Action::ShowWords(quote.doc, span));
    }
}

/// The second-best speaker, with the key that takes it.
pub(super) fn runner_up(ui: &mut Ui, cx: &Cx<'_>, second: RunnerUp, out: &mut Vec<Action>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::hover());
    ui.painter().rect_filled(rect, 6.0, cx.theme.hover);
    let x = put_cap(ui, cx.theme, rect, rect.left() + 8.0, &cx.key(Command::TakeRunnerUp), false) + 8.0;
    let x = put_line(ui, rect, x, &line(ui, "Runner-up", Face::Body, cx.theme.text_2)) + 12.0;
    let chip = chip_of(cx, Some(second.speaker));
    chip.paint_square(ui.painter(), x, rect.center().y, cx.theme.hover);
    let room = rect.right() - x - 112.0;
    put_line(
        ui,
        rect,
        x + 10.0,
        &crate::gui::widgets::controls::cut_line(ui, chip.words(), Face::Body, cx.theme.text, room),
    );
    let number = line(ui, &two_places(second.confidence), Face::Body, cx.theme.text);
    put_line(ui, rect, rect.right() - 62.0 - number.size().x, &number);
    let button_rect = Rect::from_min_max(rect.right_top() + vec2(-54.0, 5.0), rect.max - vec2(6.0, 5.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(button_rect), |ui| {
        let what = Parts { words: "Take", ..Parts::default() };
        let label =
            crate::gui::access::with_key(Command::TakeRunnerUp.name(), &cx.key(Command::TakeRunnerUp));
        let take = button(ui, cx.theme, Look::Small, what, &label, cx.can(Command::TakeRunnerUp));
        if take.on_hover_text(cx.tooltip(Command::TakeRunnerUp)).clicked() {
            out.push(Action::Command(Command::TakeRunnerUp));
        }
    });
}
