//! Commands on tables: filters, accepting many, speakers, tables written as CSV.

use super::App;
use super::cx::{Action, Route};
use super::dialogs::files::Purpose;
use super::panels::quotes::as_csv;
use super::view_state::{Dialog, Toast};
use crate::app::files::{io_report, write_beside};
use crate::app::{Command, Report};
use crate::model::{Edit, Filter, Item, QuoteId, Status};
use crate::text::Span;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::path::PathBuf;

/// A table on its way to the disk.
#[derive(Debug)]
pub struct Saving {
    bytes: Option<Vec<u8>>,
    done: (Sender<Result<PathBuf, Report>>, Receiver<Result<PathBuf, Report>>),
}

impl Default for Saving {
    fn default() -> Self {
        Self { bytes: None, done: bounded(4) }
    }
}

impl App {
    pub(super) fn table_command(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::FilterTable => {
                self.view.route = Route::Read;
                self.view.quotes.open_filter();
            }
            Command::AcceptVisible => self.accept_visible(),
            Command::AcceptAbove => self.view.dialog = Some(Dialog::AcceptAbove),
            Command::RejectSelected => self.quotation_command(Command::Reject),
            Command::ExportTable => {
                let table = as_csv(&self.open.project, self.view.quotes.rows());
                self.act(ctx, Action::save("quotations.csv", table));
            }
            Command::MergeSpeakers => {
                let chosen = self.view.selection.speaker.into_iter().collect();
                self.view.dialog = Some(Dialog::Merge(chosen));
            }
            Command::SplitSpeaker => {
                let quote = self.view.selection.quote.and_then(|q| self.open.project.quote(q));
                let of_quote = quote.and_then(|q| q.attribution.speaker);
                let speaker = self.view.selection.speaker.or(of_quote);
                self.view.dialog = speaker.map(Dialog::Split);
                if speaker.is_none() {
                    self.view.toast = Some(Toast::note("Select a speaker first."));
                }
            }
            _ => {}
        }
    }

    /// The selected words of the text, where they are few enough to be looked for.
    pub(super) fn words_to_find(&self) -> Option<String> {
        let (a, b) = self.view.selection.words.filter(|(a, b)| a != b && a.abs_diff(*b) < 120)?;
        let doc = self.view.selection.doc.and_then(|d| self.open.project.doc(d))?;
        let words = doc.text.as_ref()?.get(Span::between(a, b))?;
        (!words.contains('\n')).then(|| words.to_owned())
    }

    /// Accepts the open rows of the table, as one undo step.
    fn accept_visible(&mut self) {
        let open = |q: &&QuoteId| self.open.project.quote(**q).is_some_and(|q| q.is_open());
        let rows: Vec<QuoteId> = self.view.quotes.rows().iter().filter(open).copied().collect();
        let focus = self.view.selection.quote.or_else(|| rows.first().copied()).map(Item::Quotation);
        if rows.is_empty() {
            self.view.toast = Some(Toast::note("No row of the table waits for a decision."));
        } else {
            self.commit(vec![Edit::Decide(rows, Status::Accepted)], focus, false);
        }
    }

    /// Shows what `filter` asks for in the table.
    pub(super) fn show_quotations(&mut self, filter: Filter) {
        self.view.quotes.show(filter);
        self.view.quotes.take_focus();
        self.view.route = Route::Read;
    }

    /// Asks where to, and writes a table there.
    pub(super) fn save_table(&mut self, ctx: &egui::Context, name: &str, bytes: Vec<u8>) {
        self.view.saving.bytes = Some(bytes);
        self.ask_files(ctx, Purpose::Table, name.to_owned());
    }

    /// Writes the waiting table to `path`, on a thread of its own.
    pub(super) fn write_table(&mut self, ctx: &egui::Context, path: PathBuf) {
        let Some(bytes) = self.view.saving.bytes.take() else { return };
        let (done, ctx, to) = (self.view.saving.done.0.clone(), ctx.clone(), path);
        let thread = std::thread::Builder::new().name("table".into()).spawn(move || {
            let written = write_beside(&to, |f| f.write_all(&bytes));
            let answer = written.map(|()| to.clone()).map_err(|e| io_report(&to, "written", &e));
            // The window may be gone by now.
            drop(done.send(answer));
            ctx.request_repaint();
        });
        if let Err(e) = thread {
            log::warn!("no thread for writing a table: {e}");
        }
    }

    /// Says what became of tables on their way to the disk.
    pub(super) fn take_written(&mut self) {
        while let Ok(answer) = self.view.saving.done.1.try_recv() {
            match answer {
                Ok(path) => self.view.toast = Some(Toast::note(format!("Written to {}.", path.display()))),
                Err(report) => self.view.report = Some(report),
            }
        }
    }
}
