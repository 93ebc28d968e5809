//! The next version of a draft, before it comes in: what keeps its check, what falls back, what went, what is new.

use super::merge::counted;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::gui::widgets::{Mark, mark};
use crate::model::{DocId, Edit, Item, RevisionSummary};
use crate::text::shortened;
use egui::accesskit::Role;
use egui::{ScrollArea, Ui};
use std::sync::Arc;

/// How many quotations of each sort are listed; the figures count all.
const LISTED: usize = 40;

/// A version that was read and waits for a person's word.
#[derive(Debug, Default)]
pub struct RevisionView {
    summary: Option<Arc<RevisionSummary>>,
    edits: Vec<Edit>,
}

impl RevisionView {
    /// Takes what the engine read.
    pub fn take(&mut self, summary: Arc<RevisionSummary>, edits: Vec<Edit>) {
        (self.summary, self.edits) = (Some(summary), edits);
    }
}

/// The dialog.
pub fn revision_ui(ui: &Ui, cx: &Cx<'_>, view: &mut RevisionView, doc: DocId, out: &mut Vec<Action>) {
    let (Some(summary), Some(state)) = (view.summary.clone(), cx.project.doc(doc)) else {
        out.push(Action::CloseDialog);
        return;
    };
    let title = format!("New version of {}", shortened(&state.document.title, 48));
    let go = dialog(ui, cx, &title, 680.0, out, |ui, _| {
        ui.label(cx.theme.body(summary.sentence()));
        let checks = format!(
            "{} stay as they are; {} fall back to be checked again.",
            counted(summary.checks_kept as u32, "check"),
            counted(summary.checks_to_do as u32, "check")
        );
        ui.label(cx.theme.body(checks));
        ui.add_space(6.0);
        let height = ui.ctx().content_rect().height() * 0.5;
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            parts_ui(ui, cx, &summary);
        });
        ui.add_space(6.0);
        ui.label(cx.theme.small("The old text is kept under its hash. One undo step brings all of it back."));
        Buttons { go: "Bring it in", ready: true, close: "Cancel" }
    });
    if go {
        let edits = std::mem::take(&mut view.edits);
        view.summary = None;
        out.push(Action::Edit { edits, focus: Some(Item::Document(doc)), advance: false });
        out.push(Action::CloseDialog);
    }
}

fn parts_ui(ui: &mut Ui, cx: &Cx<'_>, s: &RevisionSummary) {
    heading(ui, cx, Mark::CheckAgain, &counted(s.changed.len() as u32, "quotation"), "with other words");
    for c in s.changed.iter().take(LISTED) {
        words(ui, cx, "before", &c.before, true);
        words(ui, cx, "now", &c.after, false);
        ui.add_space(4.0);
    }
    heading(ui, cx, Mark::Rejected, &counted(s.dropped.len() as u32, "quotation"), "not there any more");
    for (_, dropped) in s.dropped.iter().take(LISTED) {
        words(ui, cx, "gone", dropped, true);
    }
    heading(ui, cx, Mark::Proposed, &counted(s.new.len() as u32, "quotation"), "new");
    for new in s.new.iter().take(LISTED) {
        words(ui, cx, "new", new, false);
    }
    let same = (s.same.len() + s.moved.len()) as u32;
    let moved = match s.moved.len() {
        0 => "with the same words".to_owned(),
        n => format!("with the same words, {n} of them in another place"),
    };
    heading(ui, cx, Mark::Same, &counted(same, "quotation"), &moved);
}

fn heading(ui: &mut Ui, cx: &Cx<'_>, sign: Mark, count: &str, what: &str) {
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        mark(ui, cx.theme, sign);
        let said = format!("{count} {what}");
        let label = ui.label(cx.theme.strong(&said));
        access::name(&label, Role::Heading, &said);
    });
}

/// The words of a quotation, old ones struck.
fn words(ui: &mut Ui, cx: &Cx<'_>, which: &str, words: &str, old: bool) {
    ui.horizontal_top(|ui| {
        ui.add_space(20.0);
        let text = cx.theme.words(
            shortened(words, 220),
            Face::Words,
            if old { cx.theme.del } else { cx.theme.text },
        );
        let label = ui.add(egui::Label::new(if old { text.strikethrough() } else { text }).wrap());
        access::name(&label, Role::Label, &format!("{which}: {words}"));
    });
}
