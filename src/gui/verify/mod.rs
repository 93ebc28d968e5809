//! The tab *Verify*: each quotation of the drafts beside the passage of the source that serves best, the differences drawn into the
//! words, and one key to sign.

mod acting;
pub(crate) mod cell;
pub mod compared;
pub(crate) mod findings;
mod list;
mod page;
mod pieces;
pub mod queue;
mod sign;
pub mod words;

pub(crate) use findings::style_menu;
pub(crate) use sign::HEIGHT as SIGN_BAR;

use crate::app::Command;
use crate::gui::access;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::view_state::ViewState;
use crate::gui::widgets::controls::{Look, command_button, cut_line};
use crate::gui::widgets::{Mark, mark};
use crate::model::{Comparison, DocId, QuoteId, SpeakerVerdict, Variant, Verdict, variants};
use compared::Compared;
use egui::accesskit::Role;
use egui::{Align, CentralPanel, Color32, Frame, Layout, Panel, Rect, Sense, Ui, UiBuilder, vec2};
use page::Pair;
use queue::{Asked, Entry, Queue, queue};
use sign::SignView;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the queue is made of: the question, the version of the comparisons.
type QueueKey = (Asked, u64);

/// What the tab remembers.
#[derive(Default)]
pub struct VerifyView {
    /// The comparisons.
    pub compared: Compared,
    /// What the queue lists.
    pub asked: Asked,
    queue: Beside<QueueKey, u64, Queue>,
    /// The same utterances elsewhere.
    variants: Beside<(), u64, BTreeMap<QuoteId, Vec<Variant>>>,
    /// Which passage is shown: the best, or one of the others from 1.
    pub other: usize,
    /// The quotation that `other` is for.
    of: Option<QuoteId>,
    /// The comparison that is shown.
    shown_now: Option<Arc<Comparison>>,
    /// The quotation that follows once the signature is written.
    next: Option<QuoteId>,
    /// The quotation to go back to from its source.
    pub at_source: Option<QuoteId>,
    /// What is signed with.
    pub sign: SignView,
    /// Where the person came from, to go back to.
    pub came_from: Option<(Option<DocId>, Option<QuoteId>)>,
    /// Whether the page takes the keyboard when it is next drawn.
    pub take_focus: bool,
    /// Whether the page has it.
    keyboard: bool,
    /// The quotation that the list was scrolled to last.
    shown: Option<QuoteId>,
}

impl VerifyView {
    /// Keeps comparisons and queue up with the project. Called each frame; does nothing most times. `asked_for`: a dialog needs them.
    pub fn refresh(&mut self, ctx: &egui::Context, cx: &Cx<'_>, asked_for: bool) {
        self.compared.refresh(cx);
        if self.of != cx.selection.quote {
            self.of = cx.selection.quote;
            self.other = 0;
        }
        // Without sources the queue is wanted in the tab and in the dialogs alone.
        if !self.compared.has_sources() && cx.route != Route::Verify && !asked_for {
            return;
        }
        let (project, all, asked) = (cx.project.clone(), self.compared.all().cloned(), self.asked);
        let at_once = cx.project.home.len() <= 1_500;
        let key = (self.asked, self.compared.version());
        self.queue
            .get(ctx, key, cx.index.version, at_once, move |p| queue(&project, all.as_deref(), asked, p));
    }

    /// Looks for the same utterances in other documents, where the project changed.
    fn find_variants(&mut self, ctx: &egui::Context, cx: &Cx<'_>) {
        let (project, at_once) = (cx.project.clone(), cx.project.home.len() <= 300);
        self.variants.get(ctx, (), cx.index.version, at_once, move |_| Some(variants(&project)));
    }

    /// The queue as it was worked out last.
    pub fn entries(&self) -> &[Entry] {
        self.queue.last().map_or(&[], |q| q.entries.as_slice())
    }

    /// All quotations that there are to verify, whichever are listed.
    pub fn everything(&self) -> &[Entry] {
        self.queue.last().map_or(&[], |q| q.all.as_slice())
    }

    /// The queue with its counts.
    pub fn queue(&self) -> Option<&Queue> {
        self.queue.last()
    }

    /// Whether the page has the keyboard, so that Tab goes to the next passage.
    pub fn has_keyboard(&self) -> bool {
        self.keyboard
    }

    /// Whether Enter signs: the very words, no alarm, nobody else's.
    pub fn enter_signs(&self) -> bool {
        self.keyboard && self.shown_now.as_ref().is_some_and(|c| queue::is_identical(c))
    }
}

/// The colour of a verdict.
pub(crate) fn verdict_colour(cx: &Cx<'_>, v: Verdict) -> Color32 {
    match v {
        Verdict::Identical | Verdict::Typography | Verdict::Permitted => cx.theme.verified,
        Verdict::Altered | Verdict::Partial | Verdict::NotFound => cx.theme.alarm,
        Verdict::Ambiguous => cx.theme.cannot,
    }
}

/// The tab: queue, both texts, findings.
pub fn verify_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let panel = Frame::new().fill(cx.theme.panel);
    let small = cx.layout.initials;
    let width = if small { 200.0 } else { cx.layout.documents.unwrap_or(216.0) };
    let usual = view.splits.get("queue", width);
    let shown = Panel::left(("queue", small))
        .default_size(if small { width } else { usual })
        .size_range(160.0..=420.0)
        .frame(panel)
        .show(ui, |ui| list::list_ui(ui, cx, view, out));
    if !small {
        view.splits.keep("queue", shown.response.rect.width(), width);
    }
    let quote = cx.quote().cloned();
    let chosen = quote.as_ref().and_then(|q| view.verify.compared.with(cx, q, view.verify.other));
    view.verify.shown_now.clone_from(&chosen);
    if !small {
        let usual = cx.layout.inspector - 40.0;
        let shown = Panel::right("findings")
            .default_size(view.splits.get("findings", usual))
            .size_range(220.0..=460.0)
            .frame(panel)
            .show(ui, |ui| findings::findings_ui(ui, cx, view, quote.as_deref(), chosen.as_deref(), out));
        view.splits.keep("findings", shown.response.rect.width(), usual);
    }
    Panel::bottom("sign bar").exact_size(sign::HEIGHT).resizable(false).frame(panel).show(ui, |ui| {
        sign::sign_ui(ui, cx, &mut view.verify, quote.as_deref(), chosen.as_deref(), out);
    });
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, |ui| {
        let Some((quote, draft)) = quote.as_deref().and_then(|q| Some((q, cx.project.doc(q.doc)?))) else {
            nothing_ui(ui, cx, &view.verify, out);
            return;
        };
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let comparison = chosen.as_deref();
        header_ui(ui, cx, &view.verify, quote, comparison);
        let passage = comparison.and_then(|c| c.passage.as_ref());
        let source = passage.and_then(|p| Some((&**cx.project.doc(p.doc)?, p)));
        page::page_ui(ui, cx, &mut view.verify, Pair { quote, draft, comparison, source }, out);
    });
}

/// The verdict in words, and whose words the source says they are.
fn header_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &VerifyView,
    quote: &crate::model::Quotation,
    comparison: Option<&Comparison>,
) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 66.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let inside = rect.shrink2(vec2(20.0, 8.0));
    let Some(c) = comparison else {
        let words = if view.compared.has_sources() && view.compared.all().is_none() && !cx.jobs.is_empty() {
            "Comparing with the sources"
        } else {
            "Not compared"
        };
        let galley = cut_line(ui, words, Face::Verdict, cx.theme.text_2, inside.width());
        ui.painter().galley(inside.min, galley, cx.theme.text_2);
        access::name(&response, Role::Status, words);
        return;
    };
    let style = cx.styles.in_force(cx.project);
    let heading = words::verdict_heading(c.verdict);
    // Where the findings have no room of their own, the alarms are named here.
    let sentence = if cx.layout.initials && !c.alarms.is_empty() {
        let named: Vec<&str> = c.alarms.iter().map(|a| words::alarm_name(a.kind)).collect();
        format!("{}.", named.join(". "))
    } else {
        words::verdict_sentence(c, &style.name)
    };
    let found_in = c.passage.as_ref().and_then(|p| cx.project.doc(p.doc));
    let sentence = if found_in.is_some_and(|d| !d.is_source()) {
        format!("Found in another document of the project; no source has it. {sentence}")
    } else {
        sentence
    };
    access::name(&response, Role::Status, &format!("{heading}. {sentence}"));
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::top_down(Align::Min)), |ui| {
        ui.spacing_mut().item_spacing = vec2(9.0, 5.0);
        ui.horizontal(|ui| {
            if !c.alarms.is_empty() {
                mark(ui, cx.theme, Mark::Alarm);
            }
            ui.label(cx.theme.words(heading, Face::Verdict, verdict_colour(cx, c.verdict)));
            ui.add(egui::Label::new(cx.theme.body(sentence)).truncate());
        });
        ui.horizontal(|ui| {
            let sign = if c.speaker == SpeakerVerdict::Different { Mark::Alarm } else { Mark::Same };
            if c.speaker != SpeakerVerdict::Unknown {
                mark(ui, cx.theme, sign);
            }
            let colour = if c.speaker == SpeakerVerdict::Different { cx.theme.alarm } else { cx.theme.text };
            ui.label(cx.theme.words(words::speaker_words(c.speaker), Face::Semibold, colour));
            let said = speaker_sentence(cx, quote, c);
            ui.add(egui::Label::new(cx.theme.words(said, Face::Body, cx.theme.text_2)).truncate());
        });
    });
}

/// Whose words the source says they are, against the draft.
pub(crate) fn speaker_sentence(cx: &Cx<'_>, quote: &crate::model::Quotation, c: &Comparison) -> String {
    let draft = quote.attribution.speaker.and_then(|s| cx.project.speaker(s)).map(|s| s.name.as_str());
    let turn = c.passage.as_ref().and_then(|p| p.turn.as_deref());
    match (turn, draft) {
        (Some(turn), Some(name)) if c.speaker == SpeakerVerdict::Different => {
            format!("the source gives these words to {turn}, the draft to {name}")
        }
        (Some(turn), Some(name)) => format!("the turn is {turn} in the source; the draft says {name}"),
        (Some(turn), None) => format!("the turn is {turn} in the source; the draft names nobody"),
        (None, Some(_)) => "the source does not say who speaks".to_owned(),
        (None, None) => "neither the source nor the draft says who speaks".to_owned(),
    }
}

fn nothing_ui(ui: &mut Ui, cx: &Cx<'_>, view: &VerifyView, out: &mut Vec<Action>) {
    let at = Rect::from_center_size(
        ui.max_rect().center(),
        vec2(420.0_f32.min(ui.available_width() - 40.0), 120.0),
    );
    ui.scope_builder(UiBuilder::new().max_rect(at), |ui| {
        let (title, words) = match view.queue() {
            Some(q) if q.to_check == 0 && q.signed > 0 => {
                ("All signed", format!("{} quotations are signed. The summary says what is left for publication.", q.signed))
            }
            _ if !view.compared.has_sources() => (
                "No sources yet",
                "Add the transcripts, statements and notes that the draft quotes from. Every quotation is then compared with them.".to_owned(),
            ),
            _ => ("No quotation selected", "Choose one on the left, or go on with the first.".to_owned()),
        };
        ui.label(cx.theme.words(title, Face::Verdict, cx.theme.text));
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if view.compared.has_sources() {
                command_button(ui, cx, Look::Primary, Command::NextOpen, "Next to check", out);
                command_button(ui, cx, Look::Normal, Command::Gate, "Open the summary", out);
            } else {
                command_button(ui, cx, Look::Primary, Command::AddSources, "", out);
                command_button(ui, cx, Look::Normal, Command::AddSourceFolder, "", out);
            }
        });
    });
}

/// Heights of a panel's heading, with what stands at its right end.
pub(crate) fn panel_heading(
    ui: &mut Ui,
    cx: &Cx<'_>,
    title: &str,
    count: Option<usize>,
    right: impl FnOnce(&mut Ui),
) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_HEADER), Sense::hover());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 8.0);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)), |ui| {
        ui.label(cx.theme.strong(title));
        if let Some(n) = count {
            ui.label(cx.theme.words(n.to_string(), Face::Body, cx.theme.text_3));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), right);
    });
}
