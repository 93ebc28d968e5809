//! The bar to sign with: four choices, the method, a note, evidence. Verifier and time are set by themselves.

use super::VerifyView;
use super::queue::is_identical;
use super::words::{method_word, outcome_word};
use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::dialogs::files::Purpose;
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::{Look, Parts, button, cut_line, line, put_line, rule};
use crate::gui::widgets::segments::segments;
use crate::model::{Comparison, Method, Outcome, Quotation, QuoteId, Shown, Signature};
use egui::accesskit::Role;
use egui::{Margin, TextEdit, Ui, vec2};
use strum::IntoEnumIterator as _;

/// Height of the bar.
pub(crate) const HEIGHT: f32 = 92.0;

/// What the next signature says beside its outcome.
#[derive(Debug, Default)]
pub struct SignView {
    /// The method; stays from one signature to the next.
    pub method: Method,
    /// The note.
    pub note: String,
    /// A file or a link that bears it out.
    pub evidence: String,
    /// The quotation that note and evidence are for.
    of: Option<QuoteId>,
    focus_note: bool,
}

impl SignView {
    /// Gives the note the keyboard.
    pub fn begin_note(&mut self) {
        self.focus_note = true;
    }

    /// The signature of `quote`; takes note and evidence along.
    pub fn signature(&mut self, quote: QuoteId, outcome: Outcome, shown: Option<&Comparison>) -> Signature {
        Signature {
            quote,
            outcome,
            method: self.method,
            note: std::mem::take(&mut self.note).trim().to_owned(),
            evidence: std::mem::take(&mut self.evidence).trim().to_owned(),
            shown: shown.map(Shown::from),
        }
    }
}

/// The command that signs with an outcome.
pub(super) const fn command_of(outcome: Outcome) -> Command {
    match outcome {
        Outcome::Verified => Command::SignVerified,
        Outcome::VerifiedWithEdits => Command::SignWithEdits,
        Outcome::NeedsChange => Command::SignNeedsChange,
        Outcome::CannotVerify => Command::SignCannotVerify,
    }
}

pub(super) fn sign_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut VerifyView,
    quote: Option<&Quotation>,
    comparison: Option<&Comparison>,
    out: &mut Vec<Action>,
) {
    rule(ui, cx.theme);
    let sign = &mut view.sign;
    if sign.of != quote.map(|q| q.id) {
        sign.of = quote.map(|q| q.id);
        sign.note.clear();
        sign.evidence.clear();
        if let Some(check) = quote.and_then(|q| cx.project.check(q.id)) {
            sign.note.clone_from(&check.note);
            sign.evidence.clone_from(&check.evidence);
        }
    }
    let suggested = comparison.is_some_and(is_identical);
    egui::Frame::new().inner_margin(Margin { left: 20, right: 14, top: 9, bottom: 6 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ui.horizontal(|ui| {
            for outcome in Outcome::iter() {
                let command = command_of(outcome);
                let filled = suggested && outcome == Outcome::Verified;
                let look = if filled { Look::Primary } else { Look::Normal };
                let (words, key) = (outcome_word(outcome), cx.key(command));
                let what = Parts { words, key: &key, ..Parts::default() };
                let label = access::with_key(words, &key);
                let on = cx.can(command) && quote.is_some();
                if button(ui, cx.theme, look, what, &label, on).on_hover_text(cx.tooltip(command)).clicked() {
                    out.push(Action::Command(command));
                }
            }
            let rest = ui.available_rect_before_wrap();
            let who = format!("signs as {}, then on to the next", cx.settings.annotator);
            let galley = cut_line(ui, &who, Face::Small, cx.theme.text_3, rest.width() - 4.0);
            if rest.width() > 90.0 {
                put_line(ui, rest, rest.right() - galley.size().x, &galley);
            }
        });
        ui.horizontal(|ui| {
            let label = line(ui, "Method", Face::Body, cx.theme.text_2);
            let (rect, _) = ui.allocate_exact_size(vec2(50.0, 26.0), egui::Sense::hover());
            put_line(ui, rect, rect.left(), &label);
            let short = cx.layout.narrow;
            let words: Vec<&str> = Method::iter()
                .map(|m| match (m, short) {
                    (Method::SpeakerConfirmed, true) => "Confirmed",
                    (Method::SecondSource, true) => "2nd source",
                    _ => method_word(m),
                })
                .collect();
            let names: Vec<&str> = Method::iter().map(method_word).collect();
            let at = Method::iter().position(|m| m == sign.method).unwrap_or_default();
            if let Some(n) = segments(ui, cx.theme, "Method", &words, &names, at)
                && let Some(method) = Method::iter().nth(n)
            {
                sign.method = method;
            }
            fields(ui, cx, sign, out);
        });
    });
}

/// Note and evidence.
fn fields(ui: &mut Ui, cx: &Cx<'_>, sign: &mut SignView, out: &mut Vec<Action>) {
    let room = ui.available_width() - 44.0;
    let field = TextEdit::singleline(&mut sign.note)
        .hint_text("Note")
        .desired_width((room * 0.52).max(50.0))
        .margin(Margin::symmetric(8, 4));
    let note = ui.add(field);
    access::name(&note, Role::TextInput, "Note of the check");
    if std::mem::take(&mut sign.focus_note) {
        note.request_focus();
    }
    let field = TextEdit::singleline(&mut sign.evidence)
        .hint_text("File or link")
        .desired_width((room * 0.30).max(40.0))
        .margin(Margin::symmetric(8, 4));
    let evidence = ui.add(field);
    access::name(&evidence, Role::TextInput, "Evidence, a file or a link");
    let icon = crate::gui::fonts::icon::FILE;
    if crate::gui::widgets::controls::icon_button(ui, cx.theme, icon, "Choose a file as evidence").clicked() {
        out.push(Action::AskFiles(Purpose::Evidence));
    }
}
