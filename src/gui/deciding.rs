//! Going from quotation to quotation, and deciding on them.

use super::App;
use super::view_state::{Dialog, Toast};
use crate::app::Command;
use crate::model::{DocId, Edit, Item, QuoteId, QuoteKind, Status};

impl App {
    /// Selects the quotation after or before the selected one.
    pub(super) fn step(&mut self, forward: bool) {
        let Some(doc) = self.view.selection.doc.and_then(|d| self.index.doc(d)) else { return };
        let at = match self.view.selection.quote.and_then(|q| doc.position(q)) {
            Some(n) if forward => n.checked_add(1),
            Some(n) => n.checked_sub(1),
            None => {
                let top = self.view.reader.top_byte();
                let after = doc.order.partition_point(|e| e.start < top);
                if forward { Some(after) } else { after.checked_sub(1) }
            }
        };
        if let Some(id) = at.and_then(|n| doc.order.get(n)).map(|e| e.id) {
            self.select(Item::Quotation(id), true);
        } else {
            let which = if forward { "last" } else { "first" };
            self.view.toast = Some(Toast::note(format!("That was the {which} quotation of this document.")));
        }
    }

    /// Selects the next open quotation after `from`: in this document, then in the following ones, then from the beginning.
    pub(super) fn next_open(&mut self, from: Option<QuoteId>, forward: bool) {
        let here = self.view.selection.doc;
        let in_document = here.and_then(|d| self.open_in(d, from, forward));
        let found = in_document.or_else(|| self.open_elsewhere(here, forward));
        let Some(id) = found else {
            let all = self.index.totals.quotes;
            // What can be undone is what was just said, not that the next one was looked for.
            let undo = self.view.toast.as_ref().is_some_and(|t| t.undo);
            self.view.toast = Some(Toast { undo, ..Toast::note(format!("All {all} decided.")) });
            return;
        };
        let elsewhere = self.open.project.quote(id).map(|q| q.doc) != here;
        self.select(Item::Quotation(id), true);
        if elsewhere && here.is_some() {
            let undo = self.view.toast.as_ref().is_some_and(|t| t.undo);
            let words = "Nothing open in the last document. This is the next one.";
            self.view.toast = Some(Toast { undo, ..Toast::note(words) });
        }
    }

    /// The next open one of `doc` after `from`, then from its beginning.
    fn open_in(&self, doc: DocId, from: Option<QuoteId>, forward: bool) -> Option<QuoteId> {
        let doc = self.index.doc(doc)?;
        let at = from.and_then(|q| doc.position(q));
        let (before, after) = match at {
            Some(n) => (doc.order.get(..n)?, doc.order.get(n + 1..)?),
            None => (doc.order.get(..0)?, doc.order.as_slice()),
        };
        let pick = |e: &&super::index::Entry| e.open;
        let found = if forward {
            after.iter().find(pick).or_else(|| before.iter().find(pick))
        } else {
            before.iter().rev().find(pick).or_else(|| after.iter().rev().find(pick))
        };
        found.map(|e| e.id)
    }

    fn open_elsewhere(&self, here: Option<DocId>, forward: bool) -> Option<QuoteId> {
        let with_open: Vec<DocId> = self
            .index
            .docs()
            .filter(|(id, d)| d.counts.open > 0 && Some(**id) != here)
            .map(|(id, _)| *id)
            .collect();
        let next = if forward {
            with_open.iter().find(|d| Some(**d) > here).or_else(|| with_open.first())
        } else {
            with_open.iter().rev().find(|d| Some(**d) < here).or_else(|| with_open.last())
        };
        self.open_in(*next?, None, forward)
    }

    /// Selects the quotation of `doc` that begins at byte `start`.
    pub(super) fn select_at(&mut self, doc: DocId, start: u32) {
        let found = self.index.doc(doc).and_then(|d| d.order.iter().find(|e| e.start == start)).map(|e| e.id);
        if let Some(id) = found {
            self.select(Item::Quotation(id), false);
        }
    }

    /// A command on the selected quotations.
    pub(super) fn quotation_command(&mut self, command: Command) {
        let ids = self.view.selection.quotes();
        let Some(first) = self.view.selection.quote.or_else(|| ids.first().copied()) else { return };
        let focus = Some(Item::Quotation(first));
        let accept = || Edit::Decide(ids.clone(), Status::Accepted);
        let (edits, advance) = match command {
            Command::Accept => (vec![accept()], true),
            Command::Reject => (vec![Edit::Decide(ids, Status::Rejected)], true),
            Command::Reopen => (vec![Edit::Decide(ids, Status::Proposed)], false),
            Command::TakeRunnerUp => (vec![Edit::TakeRunnerUp(ids.clone()), accept()], true),
            Command::UnknownSpeaker => (vec![Edit::SetSpeaker(ids, None)], false),
            Command::KindDirect => (vec![Edit::SetKind(ids, QuoteKind::Direct)], false),
            Command::KindMixed => (vec![Edit::SetKind(ids, QuoteKind::Mixed)], false),
            Command::KindIndirect => (vec![Edit::SetKind(ids, QuoteKind::Indirect)], false),
            Command::KindNotSpeech => (vec![Edit::SetKind(ids, QuoteKind::NotSpeech)], false),
            Command::ApplyToAll => {
                self.view.dialog = Some(Dialog::ApplyToAll(first));
                return;
            }
            Command::ChooseSpeaker => return self.view.inspector.begin_speaker(),
            Command::EditNote => return self.view.inspector.begin_note(),
            Command::SpeakEvidence => return self.speak_evidence(first),
            numbered => {
                let number = numbered.speaker_number().unwrap_or_default() as usize;
                let Some(speaker) = self.index.speaker_with_number(number) else {
                    self.view.toast = Some(Toast::note(format!("There is no speaker {number} yet.")));
                    return;
                };
                (vec![Edit::SetSpeaker(ids.clone(), Some(speaker)), accept()], true)
            }
        };
        self.commit(edits, focus, advance);
    }

    fn speak_evidence(&mut self, id: QuoteId) {
        let Some(q) = self.open.project.quote(id) else { return };
        let reasons: Vec<&str> = q.attribution.evidence.iter().map(|e| e.text.as_ref()).collect();
        let words = if reasons.is_empty() {
            "No evidence: a person or a file said it.".to_owned()
        } else {
            reasons.join(" ")
        };
        self.view.toast = Some(Toast::note(words));
    }
}
