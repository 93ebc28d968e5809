//! Everything about the selected quotation: the decision, whose words and why, the note, what was done to it.

use super::inspector_fields as fields;
use crate::app::Command;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::verify::cell::place_words;
use crate::gui::verify::findings::check_lines;
use crate::gui::verify::words::{alarm_name, state_of, verdict_heading};
use crate::gui::verify::{speaker_sentence, verdict_colour};
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::confidence::confidence;
use crate::gui::widgets::controls::{Look, Parts, button, command_button, key_cap, rule};
use crate::gui::widgets::marks::{Mark, mark};
use crate::model::{Comparison, Edit, Evidence, Item, Quotation, QuoteId, QuoteKind, SpeakerVerdict, Status};
use egui::{Align, Layout, Margin, RichText, ScrollArea, TextEdit, Ui, vec2};

/// What the inspector remembers: drafts of its fields.
#[derive(Debug, Default)]
pub struct InspectorView {
    /// The quotation that the drafts are for.
    of: Option<QuoteId>,
    /// The name that is typed for the speaker, while that field is open.
    pub(super) speaker: Option<String>,
    /// Which of the offered speakers is chosen.
    pub(super) offered: usize,
    /// Whether the open field still has to take the keyboard.
    pub(super) take_focus: bool,
    note: String,
    focus_note: bool,
}

impl InspectorView {
    /// Opens the field for the speaker.
    pub fn begin_speaker(&mut self) {
        self.speaker = Some(String::new());
        self.offered = 0;
        self.take_focus = true;
    }

    /// Opens the field for the note.
    pub fn begin_note(&mut self) {
        self.focus_note = true;
    }

    fn follow(&mut self, quote: &Quotation) {
        if self.of != Some(quote.id) {
            self.of = Some(quote.id);
            self.speaker = None;
            self.note.clone_from(&quote.note);
        }
    }
}

/// The panel on the right.
pub fn inspector_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let take_focus = view.focus_region == Some(Region::Inspector);
    if take_focus {
        view.focus_region = None;
    }
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        egui::Frame::new().inner_margin(Margin { left: 14, right: 14, top: 0, bottom: 12 }).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
            match cx.quote() {
                Some(quote) => {
                    let quote = std::sync::Arc::clone(quote);
                    view.inspector.follow(&quote);
                    quote_ui(ui, cx, &mut view.inspector, &quote, take_focus, out);
                }
                None => nothing_ui(ui, cx, take_focus, out),
            }
        });
    });
}

/// Nothing is selected: what is there to do.
fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, take_focus: bool, out: &mut Vec<Action>) {
    ui.add_space(10.0);
    ui.label(cx.theme.strong("No quotation selected"));
    let counts = cx.selection.doc.and_then(|d| cx.index.doc(d)).map(|d| d.counts).unwrap_or_default();
    let doc = cx.selection.doc.and_then(|d| cx.project.doc(d));
    let words = match (counts.quotes, counts.open) {
        (0, _) if doc.is_some_and(|d| d.document.analysed.is_none() && d.text.is_some()) => {
            "This document has not been read yet.".to_owned()
        }
        (0, _) => {
            let marks = doc.map(|d| d.document.marks.clone()).filter(|m| !m.is_empty());
            let now = marks.map_or(String::new(), |m| format!(" Or change the marks setting: now {m}."));
            format!("No quotations found in this document. Select words and press Q to mark one.{now}")
        }
        (all, 0) => format!("All {all} decided."),
        (all, open) => format!("{open} of {all} wait for a decision."),
    };
    ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
    ui.add_space(6.0);
    let next = command_button(ui, cx, Look::Primary, Command::NextOpen, "Next open", out);
    if take_focus {
        next.request_focus();
    }
}

fn quote_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut InspectorView,
    quote: &Quotation,
    take_focus: bool,
    out: &mut Vec<Action>,
) {
    header(ui, cx, quote, out);
    ui.horizontal(|ui| {
        let look = if quote.status == Status::Proposed { Look::Primary } else { Look::Normal };
        let accept = command_button(ui, cx, look, Command::Accept, "", out);
        if take_focus {
            accept.request_focus();
        }
        command_button(ui, cx, Look::Normal, Command::Reject, "", out);
        if quote.status == Status::Proposed {
            command_button(ui, cx, Look::Normal, Command::VerifyQuotation, "", out);
        } else {
            command_button(ui, cx, Look::Normal, Command::Reopen, "", out);
        }
    });
    ui.add_space(6.0);
    rule(ui, cx.theme);
    state(ui, cx, quote);
    fields::speaker_row(ui, cx, view, quote, out);
    fields::kind_row(ui, cx, quote, out);
    fields::words_row(ui, cx, quote, Command::MarkCue, out);
    fields::words_row(ui, cx, quote, Command::MarkSource, out);
    fields::role_row(ui, cx, quote, out);
    fragments(ui, cx, quote);
    if quote.kind != QuoteKind::NotSpeech {
        sureness(ui, cx, quote, out);
    }
    if quote.status != Status::Rejected {
        check(ui, cx, quote, out);
    }
    note(ui, cx, view, quote, out);
    history(ui, cx, quote);
}

/// What comparing with the sources showed, and who signed.
fn check(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, out: &mut Vec<Action>) {
    let compared = cx.compared.and_then(|all| all.get(quote.id));
    let check = cx.project.check(quote.id);
    if compared.is_none() && check.is_none() {
        return;
    }
    heading(ui, cx, "Check", &cx.key(Command::VerifyQuotation));
    if let Some(c) = compared {
        verdict_ui(ui, cx, quote, c);
    }
    match check {
        Some(check) => check_lines(ui, cx, check),
        None => {
            ui.label(cx.theme.small("Not signed."));
        }
    }
    command_button(ui, cx, Look::Small, Command::VerifyQuotation, "Side by side", out);
}

/// The verdict, the first alarm, and where the passage stands.
fn verdict_ui(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, c: &Comparison) {
    ui.horizontal(|ui| {
        if !c.alarms.is_empty() || c.speaker == SpeakerVerdict::Different {
            mark(ui, cx.theme, Mark::Alarm);
        }
        let heading = verdict_heading(c.verdict);
        ui.label(cx.theme.words(heading, Face::Semibold, verdict_colour(cx, c.verdict)));
    });
    let mut said = Vec::new();
    if let Some(alarm) = c.alarms.first() {
        said.push(format!("{}. {}", alarm_name(alarm.kind), alarm.text));
    }
    if c.speaker == SpeakerVerdict::Different {
        let sentence = speaker_sentence(cx, quote, c);
        said.push(format!("Another speaker: {sentence}."));
    }
    if let Some((p, doc)) = c.passage.as_ref().and_then(|p| Some((p, cx.project.doc(p.doc)?))) {
        let at = place_words(doc, p.spans.start());
        said.push(format!("{}, {at}.", doc.document.title));
    }
    for words in said {
        ui.add(egui::Label::new(cx.theme.words(words, Face::Small, cx.theme.text_2)).wrap());
    }
}

fn header(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, out: &mut Vec<Action>) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), size::PANEL_HEADER),
        Layout::left_to_right(Align::Center),
        |ui| {
            let doc = cx.index.doc(quote.doc);
            match doc.and_then(|d| d.number(quote.id)) {
                Some(n) => {
                    ui.label(cx.theme.strong(format!("Quotation {n}")));
                    let all = doc.map_or(0, |d| d.counts.quotes);
                    ui.label(cx.theme.words(format!("of {all}"), Face::Body, cx.theme.text_3));
                }
                None => {
                    ui.label(cx.theme.strong("Marks around no speech"));
                }
            }
            if cx.selection.many.len() > 1 {
                ui.label(cx.theme.words(
                    format!("and {} more", cx.selection.many.len() - 1),
                    Face::Body,
                    cx.theme.accent,
                ));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for (command, words) in
                    [(Command::NextQuotation, "next"), (Command::PreviousQuotation, "previous")]
                {
                    let key = cx.key(command);
                    let what = Parts { words, key: &key, ..Parts::default() };
                    let label = crate::gui::access::with_key(command.name(), &key);
                    if button(ui, cx.theme, Look::Tool, what, &label, true)
                        .on_hover_text(cx.tooltip(command))
                        .clicked()
                    {
                        out.push(Action::Command(command));
                    }
                }
            });
        },
    );
}

fn state(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation) {
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 32.0),
        Layout::left_to_right(Align::Center),
        |ui| {
            let state = state_of(cx.project, quote);
            mark(ui, cx.theme, state);
            ui.label(cx.theme.strong(state.word()));
            let by = match (&quote.decision, quote.status) {
                (Some(d), _) => format!("by {}, {}", d.who, when(d.at)),
                (None, Status::Proposed) => "waits for a decision".to_owned(),
                (None, _) => String::new(),
            };
            ui.add(egui::Label::new(cx.theme.words(by, Face::Body, cx.theme.text_3)).truncate());
        },
    );
}

/// Day and time, as the history tells them.
pub(crate) fn when(at: jiff::Timestamp) -> String {
    at.to_zoned(jiff::tz::TimeZone::system()).strftime("%a %H:%M").to_string()
}

/// A heading inside the panel, with a line above and a key at its right end.
pub(crate) fn heading(ui: &mut Ui, cx: &Cx<'_>, words: &str, key: &str) {
    ui.add_space(6.0);
    rule(ui, cx.theme);
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        ui.label(cx.theme.block(words));
        if !key.is_empty() {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| key_cap(ui, cx.theme, key));
        }
    });
}

fn fragments(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation) {
    let count = quote.content.count();
    if count > 1 {
        ui.label(cx.theme.small(format!("{count} fragments, one quotation. B splits it after the first.")));
    }
}

fn sureness(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, out: &mut Vec<Action>) {
    let a = &quote.attribution;
    heading(ui, cx, "Confidence", "");
    match a.confidence {
        Some(p) => {
            confidence(ui, cx.theme, p);
        }
        None => {
            ui.label(cx.theme.small("A person or a file said it: there is no probability."));
        }
    }
    ui.add_space(2.0);
    for evidence in a.evidence.iter().take(8) {
        evidence_line(ui, cx, quote, evidence, out);
    }
    if let Some(second) = a.runner_up.filter(|r| r.confidence.get() >= 50) {
        ui.add_space(3.0);
        fields::runner_up(ui, cx, second, out);
    }
}

/// One reason: plus or minus, and a sentence; pressing it selects the words that it rests on.
fn evidence_line(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, evidence: &Evidence, out: &mut Vec<Action>) {
    let (sign, colour) = if evidence.weight < 0 { ("−", cx.theme.alarm) } else { ("+", cx.theme.verified) };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        ui.label(cx.theme.words(sign, Face::Semibold, colour));
        let words =
            RichText::new(evidence.text.as_ref()).font(Face::Body.font()).size(12.5).color(cx.theme.text_2);
        let sense = if evidence.at.is_some() { egui::Sense::click() } else { egui::Sense::hover() };
        let line = ui.add(egui::Label::new(words).wrap().sense(sense));
        if let Some(at) = evidence.at {
            let line = line
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_text("Selects these words in the text.");
            if line.clicked() {
                out.push(Action::SelectWords(Some((at.start(), at.end()))));
                out.push(Action::ShowWords(quote.doc, at));
            }
        }
    });
}

fn note(ui: &mut Ui, cx: &Cx<'_>, view: &mut InspectorView, quote: &Quotation, out: &mut Vec<Action>) {
    heading(ui, cx, "Note", &cx.key(Command::EditNote));
    let field = TextEdit::multiline(&mut view.note)
        .desired_rows(1)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(8, 5))
        .return_key(egui::KeyboardShortcut::new(egui::Modifiers::SHIFT, egui::Key::Enter))
        .hint_text("Words for whoever looks next");
    let response = ui.add(field);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::MultilineTextInput, true, "Note"));
    if std::mem::take(&mut view.focus_note) {
        response.request_focus();
        response.scroll_to_me(None);
    }
    let enter = response.has_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter) && !i.modifiers.shift);
    if enter {
        response.surrender_focus();
    }
    if (response.lost_focus() || enter) && view.note != quote.note {
        let edit = Edit::SetNote(quote.id, view.note.trim_end().to_owned());
        out.push(Action::edit(edit, Some(Item::Quotation(quote.id))));
    }
}

/// The last entries of the history that were about this quotation.
fn history(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation) {
    let mine = Some(Item::Quotation(quote.id));
    let found = cx.history.entries().iter().rev().take(2_000).filter(|e| e.focus == mine).take(4);
    heading(ui, cx, "History", "");
    let mut any = false;
    for e in found {
        any = true;
        ui.horizontal_wrapped(|ui| {
            ui.label(cx.theme.small(when(e.at)));
            ui.label(cx.theme.words(format!("{} {}", e.who, e.label), Face::Small, cx.theme.text_2));
        });
    }
    let came = match &quote.origin {
        crate::model::Origin::Engine { version } => format!("Proposed by engine {version}."),
        crate::model::Origin::Person { who } => format!("Marked by {who}."),
        crate::model::Origin::Imported { format } => format!("Came with a file: {format}."),
    };
    if !any || cx.history.entries().len() < 2_000 {
        ui.label(cx.theme.words(came, Face::Small, cx.theme.text_2));
    }
}
