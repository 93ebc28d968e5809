//! Commands of the tab *Verify*: coming and going, from quotation to quotation, from passage to passage, signing.

use super::queue::Entry;
use super::sign;
use crate::app::{Command, Request};
use crate::gui::App;
use crate::gui::cx::Route;
use crate::gui::dialogs::files::Purpose;
use crate::gui::view_state::{Dialog, Toast};
use crate::model::{Edit, Item, Outcome, QuoteId};
use strum::IntoEnumIterator as _;

impl App {
    /// A command about verification.
    pub(in crate::gui) fn verify_command(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::VerifyQuotation | Command::GoVerify => self.go_verify(),
            Command::BackToRead => self.back_to_read(),
            Command::NextPassage => self.step_passage(true),
            Command::PreviousPassage => self.step_passage(false),
            Command::ShowInSource => self.show_in_source(),
            Command::SignSecond => {
                self.sign_with(Edit::SignSecond);
            }
            Command::Unsign => self.sign_with(Edit::Unsign),
            Command::SignIdentical => self.view.dialog = Some(Dialog::SignIdentical),
            Command::Gate => self.view.dialog = Some(Dialog::Gate),
            Command::AddSources => self.ask_files(ctx, Purpose::Sources, String::new()),
            Command::AddSourceFolder => self.ask_files(ctx, Purpose::SourceFolder, String::new()),
            Command::CompareAgain => self.ask(Request::Compare),
            Command::UseAsSource => self.use_as_source(),
            Command::Revise => self.ask_files(ctx, Purpose::Revision, String::new()),
            Command::EvidencePack => self.view.dialog = Some(Dialog::Pack),
            _ => {
                if let Some(outcome) = Outcome::iter().find(|o| sign::command_of(*o) == command) {
                    self.sign(outcome);
                }
            }
        }
    }

    /// To the tab, on the selected quotation, or on the first of the queue.
    fn go_verify(&mut self) {
        if self.view.route != Route::Verify {
            let s = &self.view.selection;
            self.view.verify.came_from = Some((s.doc, s.quote));
        }
        self.view.route = Route::Verify;
        self.view.verify.take_focus = true;
        if let Some(back) = self.view.verify.at_source.take() {
            self.select(Item::Quotation(back), false);
        }
        if self.view.selection.quote.is_none()
            && let Some(first) = self.view.verify.entries().first().map(|e| e.id)
        {
            self.select(Item::Quotation(first), false);
        }
    }

    /// Back to the text, at the place that was left.
    fn back_to_read(&mut self) {
        self.view.route = Route::Read;
        if let Some((doc, quote)) = self.view.verify.came_from.take() {
            if let Some(doc) = doc {
                self.show_document(doc);
            }
            self.view.selection.quote = quote.filter(|q| self.open.project.quote(*q).is_some());
            self.view.selection.many.clear();
        }
    }

    /// The quotation after or before the selected one in the queue; `to_check` passes over signed ones.
    pub(in crate::gui) fn step_queue(&mut self, forward: bool, to_check: bool) {
        let entries = self.view.verify.entries();
        let wanted = |e: &&Entry| !to_check || e.is_to_check();
        let at = entries.iter().position(|e| Some(e.id) == self.view.selection.quote);
        let found = match at {
            None => entries.iter().find(wanted),
            Some(n) if forward => {
                let after = entries.iter().skip(n + 1).find(wanted);
                after.or_else(|| entries.iter().take(n).find(wanted).filter(|_| to_check))
            }
            Some(n) => {
                let before = entries.iter().take(n).rev().find(wanted);
                before.or_else(|| entries.iter().skip(n + 1).rev().find(wanted).filter(|_| to_check))
            }
        };
        let Some(id) = found.map(|e| e.id) else {
            let words = if to_check { "Nothing else is to be checked." } else { "The list ends here." };
            self.view.toast = Some(Toast::note(words));
            return;
        };
        self.select(Item::Quotation(id), false);
        self.view.verify.take_focus = true;
    }

    /// The quotation that is to be checked after `quote`, or before it where none follows.
    fn next_to_check(&self, quote: QuoteId) -> Option<QuoteId> {
        let entries = self.view.verify.everything();
        let at = entries.iter().position(|e| e.id == quote)?;
        let (before, after) = (entries.get(..at)?, entries.get(at + 1..)?);
        after.iter().chain(before).find(|e| e.is_to_check()).map(|e| e.id)
    }

    /// Goes on after a signature was written.
    pub(in crate::gui) fn after_signing(&mut self, signed: QuoteId) {
        self.view.verify.take_focus = true;
        if self.open.project.check(signed).is_none() {
            return;
        }
        match self.view.verify.next.take() {
            Some(next) => self.select(Item::Quotation(next), false),
            None => self.view.toast = Some(Toast::done("All signed. Ctrl Shift G opens the summary.")),
        }
    }

    fn step_passage(&mut self, forward: bool) {
        let best = self.view.selection.quote.and_then(|q| self.view.verify.compared.all()?.get(q));
        let count = best.map_or(0, |c| c.others.len()) + 1;
        let now = self.view.verify.other.min(count - 1);
        let step = if forward { 1 } else { count - 1 };
        self.view.verify.other = (now + step) % count;
        if count == 1 {
            self.view.toast = Some(Toast::note("No other passage comes near."));
        }
    }

    /// The whole source, at the passage.
    fn show_in_source(&mut self) {
        let shown = self.shown_comparison();
        let Some(passage) = shown.and_then(|c| c.passage.clone()) else {
            self.view.toast = Some(Toast::note("No passage is shown."));
            return;
        };
        self.view.route = Route::Read;
        self.show_document(passage.doc);
        let hull = passage.spans.hull();
        self.view.selection.words = Some((hull.start(), hull.end()));
        self.view.reader.show(hull.start());
        self.view.toast = Some(Toast::note("The source at this passage. Esc goes back to the quotation."));
        self.view.verify.at_source = self.view.verify.of;
    }

    fn shown_comparison(&self) -> Option<std::sync::Arc<crate::model::Comparison>> {
        self.view.verify.shown_now.clone()
    }

    /// The quotations that a signature is for.
    fn sign_with(&mut self, edit: impl FnOnce(Vec<QuoteId>) -> Edit) {
        let Some(quote) = self.view.selection.quote else { return };
        self.commit(vec![edit(vec![quote])], Some(Item::Quotation(quote)), false);
    }

    /// Signs the selected quotation, with what is shown beside it.
    fn sign(&mut self, outcome: Outcome) {
        let Some(quote) = self.view.selection.quote else { return };
        let shown = self.shown_comparison();
        let signature = self.view.verify.sign.signature(quote, outcome, shown.as_deref());
        self.view.verify.next = self.next_to_check(quote);
        self.commit(vec![Edit::Sign(vec![signature])], Some(Item::Quotation(quote)), true);
    }

    fn use_as_source(&mut self) {
        let Some(doc) = self.view.selection.doc else { return };
        let Some(state) = self.open.project.doc(doc) else { return };
        let edit = if state.is_source() {
            Edit::RemoveMaterial(doc)
        } else {
            let kind = crate::model::MaterialKind::default();
            Edit::SetMaterial(crate::model::Material::new(doc, kind))
        };
        self.commit(vec![edit], Some(Item::Document(doc)), false);
    }
}
