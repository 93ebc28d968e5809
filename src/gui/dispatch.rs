//! Carries out what the panels asked for: the only place where the view changes by a command, and where requests leave.

use super::App;
use super::cx::{Action, Route, ThemeChoice};
use super::dialogs::files::{self, Answer, Purpose, Question};
use super::view_state::{Dialog, Region, Toast};
use crate::app::{
    Command, Event, Finished, Group, Input, LEFT_AS_IT_IS, Report, ReportKind, Request, SourceFacts,
};
use crate::model::{DocId, Edit, Item, QuoteId};
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// What waits for the engine. A change is shown after it was written, so that keys pressed meanwhile wait their turn.
#[derive(Debug, Default)]
pub(super) struct Waiting {
    /// A change is being written.
    commit: bool,
    /// The quotation that was decided on: the next open one follows.
    advance: Option<QuoteId>,
    /// A quotation that is being added: it is selected when it is there.
    pub(super) select_new: Option<(DocId, u32)>,
    /// Commands that wait for the change.
    queued: VecDeque<Command>,
}

impl App {
    /// Carries out all actions of a frame, in order.
    pub(super) fn dispatch(&mut self, ctx: &egui::Context, actions: Vec<Action>) {
        for action in actions {
            self.act(ctx, action);
        }
    }

    pub(super) fn act(&mut self, ctx: &egui::Context, action: Action) {
        match action {
            Action::Command(c) => self.command(ctx, c),
            Action::Send(request) => self.send(request),
            Action::Edit { edits, focus, advance } => self.commit(edits, focus, advance),
            Action::Select(item) => self.select(item, true),
            Action::Choose(id) => self.select(Item::Quotation(id), false),
            Action::SelectMany(ids) => self.select_many(ids),
            Action::SelectWords(words) => self.view.selection.words = words,
            Action::ShowWords(doc, span) => {
                self.show_document(doc);
                self.view.reader.show(span.start());
            }
            Action::Route(Route::Verify) => self.command(ctx, Command::GoVerify),
            Action::Route(route) => self.view.route = route,
            Action::Toast(toast) => self.view.toast = Some(toast),
            Action::Open(dialog) => self.view.dialog = Some(dialog),
            Action::AskFiles(purpose) => {
                let name = match purpose {
                    Purpose::Export(ending) if !ending.is_empty() => {
                        format!("{}.{ending}", self.open.info.name())
                    }
                    Purpose::Export(_) => self.open.info.name(),
                    Purpose::Pack { .. } => format!("{} evidence", self.open.info.name()),
                    _ => String::new(),
                };
                self.ask_files(ctx, purpose, name);
            }
            Action::CloseDialog => self.view.dialog = None,
            Action::ShowQuotations(filter) => self.show_quotations(*filter),
            Action::SaveTable { name, bytes } => self.save_table(ctx, name, bytes),
            Action::Settings(settings) => {
                self.settings = *settings;
                self.save_settings();
            }
        }
    }

    /// Runs a command, or says why it cannot be done now.
    pub(super) fn command(&mut self, ctx: &egui::Context, command: Command) {
        if self.waiting.commit && waits(command) {
            if self.waiting.queued.len() < 32 {
                self.waiting.queued.push_back(command);
            }
            return;
        }
        if let Err(why) = command.allowed(&self.situation()) {
            self.view.toast = Some(Toast::note(why));
            return;
        }
        match command.group() {
            Group::File => self.file_command(ctx, command),
            Group::Edit => self.edit_command(ctx, command),
            Group::Go => self.go_command(command),
            Group::Quotation if command == Command::EditNote && self.view.route == Route::Verify => {
                self.view.verify.sign.begin_note();
            }
            Group::Quotation => self.quotation_command(command),
            Group::Mark => self.mark_command(command),
            Group::Verify => self.verify_command(ctx, command),
            Group::Table | Group::Speakers => self.table_command(ctx, command),
            Group::View | Group::Help => self.view_command(command),
        }
    }

    fn file_command(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::OpenDocuments => self.ask_files(ctx, Purpose::Documents, String::new()),
            Command::OpenFolder => self.ask_files(ctx, Purpose::Folder, String::new()),
            Command::OpenProject => self.ask_files(ctx, Purpose::Project, String::new()),
            Command::NewProject => self.ask_files(ctx, Purpose::NewProject, "Untitled.sayso".into()),
            Command::SaveAs => {
                self.ask_files(ctx, Purpose::SaveAs, format!("{}.sayso", self.open.info.name()));
            }
            Command::FindTexts => self.ask_files(ctx, Purpose::Texts, String::new()),
            Command::PasteText => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Command::Export => self.view.dialog = Some(Dialog::Export),
            Command::AnalyseDocument => {
                let docs = self.view.selection.doc.into_iter().collect();
                self.send(Request::Analyse(docs));
            }
            Command::RemoveDocument => {
                if let Some(doc) = self.view.selection.doc {
                    self.commit(vec![Edit::RemoveDocument(doc)], Some(Item::Document(doc)), false);
                }
            }
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            _ => {}
        }
    }

    fn edit_command(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::Undo => self.send(Request::Undo),
            Command::Redo => self.send(Request::Redo),
            Command::CopyWords => {
                if let Some(words) = self.words_to_copy() {
                    ctx.copy_text(words);
                    self.view.toast = Some(Toast::note("Copied."));
                }
            }
            Command::SelectParagraph => self.view.reader.select_paragraph(&mut self.view.selection),
            _ => {}
        }
    }

    fn go_command(&mut self, command: Command) {
        match command {
            Command::NextQuotation if self.view.route == Route::Verify => self.step_queue(true, false),
            Command::PreviousQuotation if self.view.route == Route::Verify => self.step_queue(false, false),
            Command::NextOpen if self.view.route == Route::Verify => self.step_queue(true, true),
            Command::PreviousOpen if self.view.route == Route::Verify => self.step_queue(false, true),
            Command::NextQuotation => self.step(true),
            Command::PreviousQuotation => self.step(false),
            Command::NextOpen => self.next_open(self.view.selection.quote, true),
            Command::PreviousOpen => self.next_open(self.view.selection.quote, false),
            Command::NextDocument => self.step_document(true),
            Command::PreviousDocument => self.step_document(false),
            Command::GoRead => self.view.route = Route::Read,
            Command::GoSpeakers => self.view.route = Route::Speakers,
            Command::GoSources => self.view.route = Route::Sources,
            Command::GoStatistics => self.view.route = Route::Statistics,
            Command::GoHistory => self.view.route = Route::History,
            Command::NextRegion => self.go_region(1),
            Command::PreviousRegion => self.go_region(5),
            _ => {}
        }
    }

    fn view_command(&mut self, command: Command) {
        let size = self.settings.reading_size;
        match command {
            Command::Palette => self.view.dialog = Some(Dialog::Palette(String::new())),
            Command::Find => {
                let words = self.words_to_find();
                self.view.route = Route::Read;
                self.view.find.open_with(words);
            }
            Command::FindInProject => {
                let words = self.words_to_find().unwrap_or_default();
                self.view.dialog = Some(Dialog::Palette(format!("\"{words}")));
            }
            Command::Keys => self.view.dialog = Some(Dialog::Keys),
            Command::Settings => self.view.dialog = Some(Dialog::Settings),
            Command::About => self.view.dialog = Some(Dialog::About),
            Command::ShowDocuments => self.focus_region(Region::Documents),
            Command::ShowTable => self.focus_region(Region::Table),
            Command::ReadingLarger => self.settings.reading_size = next_size(size, true),
            Command::ReadingSmaller => self.settings.reading_size = next_size(size, false),
            Command::ReadingNormal => self.settings.reading_size = 17,
            Command::WindowLarger => self.settings.zoom_percent = (self.settings.zoom_percent + 10).min(300),
            Command::WindowSmaller => {
                self.settings.zoom_percent = self.settings.zoom_percent.saturating_sub(10).max(50);
            }
            Command::HighContrast => self.settings.high_contrast = !self.settings.high_contrast,
            Command::ThemeLight => self.settings.theme = ThemeChoice::Light,
            Command::ThemeDark => self.settings.theme = ThemeChoice::Dark,
            Command::ThemeSystem => self.settings.theme = ThemeChoice::System,
            Command::SwitchTheme => {
                self.settings.theme = if self.theme.is_dark { ThemeChoice::Light } else { ThemeChoice::Dark };
            }
            _ => return,
        }
        self.save_settings();
    }

    /// Has the engine write the settings, where they changed.
    pub(super) fn save_settings(&mut self) {
        if self.settings != self.written {
            self.written = self.settings.clone();
            self.send(Request::SaveSettings(Box::new(self.settings.clone())));
        }
    }

    fn go_region(&mut self, by: usize) {
        let all: Vec<Region> = Region::iter().collect();
        let at = all.iter().position(|r| *r == self.view.region).unwrap_or(0);
        if let Some(region) = all.get((at + by) % all.len().max(1)) {
            self.focus_region(*region);
        }
    }

    fn focus_region(&mut self, region: Region) {
        self.view.region = region;
        self.view.focus_region = Some(region);
    }

    /// Sends a request; says so where the engine is too busy to take it.
    pub(super) fn send(&mut self, request: Request) {
        if !self.backend.send(request) {
            self.view.toast = Some(Toast::note("Busy. Try again in a moment."));
        }
    }

    /// Asks for a change.
    pub(super) fn commit(&mut self, edits: Vec<Edit>, focus: Option<Item>, advance: bool) {
        if edits.is_empty() {
            return;
        }
        if let Some(why) = &self.open.info.read_only {
            self.view.report = Some(why.clone());
            return;
        }
        self.waiting.commit = true;
        self.waiting.advance = match focus {
            Some(Item::Quotation(q)) if advance => Some(q),
            _ => None,
        };
        self.send(Request::Commit { edits, focus });
    }

    /// Selects one thing; `show` scrolls to it.
    pub(super) fn select(&mut self, item: Item, show: bool) {
        match item {
            Item::Document(doc) => self.show_document(doc),
            Item::Speaker(s) => self.view.selection.speaker = Some(s),
            Item::Quotation(q) => {
                let Some(quote) = self.open.project.quote(q).cloned() else { return };
                self.show_document(quote.doc);
                self.view.selection.quote = Some(q);
                self.view.selection.many.clear();
                if show {
                    self.view.reader.show(quote.content.start());
                }
            }
        }
    }

    fn select_many(&mut self, ids: Vec<QuoteId>) {
        if let Some(first) = ids.first() {
            self.select(Item::Quotation(*first), true);
        }
        self.view.selection.many = if ids.len() > 1 { ids.into_iter().collect() } else { BTreeSet::new() };
    }

    /// Shows a document; keeps the selection where it is that document already.
    pub(super) fn show_document(&mut self, doc: DocId) {
        if self.view.selection.doc != Some(doc) {
            self.view.selection.doc = Some(doc);
            self.view.selection.quote = None;
            self.view.selection.many.clear();
            self.view.selection.words = None;
            let waits = self.open.project.doc(doc).is_some_and(|d| d.document.analysed.is_none());
            if waits && !self.jobs.is_empty() {
                self.send(Request::AnalyseFirst(doc));
            }
        }
    }

    fn step_document(&mut self, forward: bool) {
        let docs = self.view.documents.listed();
        let at = docs.iter().position(|d| Some(*d) == self.view.selection.doc);
        let next = match at {
            Some(n) if forward => n + 1,
            Some(n) => n.saturating_sub(1),
            None => 0,
        };
        if let Some(doc) = docs.get(next).copied() {
            self.show_document(doc);
        }
    }

    /// Opens a dialog of the system.
    pub(super) fn ask_files(&mut self, ctx: &egui::Context, purpose: Purpose, name: String) {
        if self.view.files.busy {
            self.view.toast = Some(Toast::note("A file dialog is open already."));
            return;
        }
        self.view.files.busy = true;
        let folder = self.open.info.path.as_ref().filter(|_| !self.open.info.scratch);
        let folder = folder.and_then(|p| p.parent()).map(std::path::Path::to_path_buf);
        let question = Question { purpose, name, folder };
        self.dialogs.ask(question, self.view.files.reply.clone(), ctx.clone());
    }

    /// Takes what the system's dialogs answered.
    pub(super) fn take_file_answers(&mut self, ctx: &egui::Context) {
        self.take_written();
        while let Ok(Answer { purpose, paths, failed }) = self.view.files.answers.try_recv() {
            self.view.files.busy = false;
            if failed {
                self.view.dialog = Some(files::fallback(purpose));
            } else if let (Purpose::Table, Some(path)) = (purpose, paths.first()) {
                self.write_table(ctx, path.clone());
            } else if let (Purpose::Export(_), Some(to)) = (purpose, paths.first()) {
                let order = self.view.export.order(to.clone());
                self.send(Request::Export(order));
            } else if let (Purpose::Evidence, Some(path)) = (purpose, paths.first()) {
                self.view.verify.sign.evidence = path.display().to_string();
            } else if let (Purpose::Revision, Some(path)) = (purpose, paths.first()) {
                if let Some(doc) = self.view.selection.doc {
                    self.send(Request::ReadRevision { doc, input: Input::Path(path.clone()) });
                }
            } else if let Some(request) = files::request_of(purpose, paths) {
                self.send(request);
            }
        }
    }

    /// Takes files that were dropped on the window: a project is opened, anything else comes into the project.
    pub(super) fn take_dropped(&mut self, ctx: &egui::Context) {
        let dropped: Vec<PathBuf> = ctx.input(|i| {
            i.raw
                .dropped_files
                .iter()
                .map(|f| f.path().to_path_buf())
                .filter(|p| !p.as_os_str().is_empty())
                .collect()
        });
        let is_project = |p: &PathBuf| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("sayso"));
        match dropped.as_slice() {
            [] => {}
            [one] if is_project(one) => self.send(Request::Open(one.clone())),
            _ => {
                let inputs = dropped.into_iter().map(Input::Path).collect();
                self.send(if self.view.route.takes_sources() {
                    Request::ImportSources { inputs, facts: SourceFacts::default() }
                } else {
                    Request::Import(inputs)
                });
            }
        }
    }

    /// Takes in one event of the engine.
    pub(super) fn on_event(&mut self, ctx: &egui::Context, event: Event) {
        match event {
            Event::Opened { project, history, path, scratch, read_only } => {
                self.index.reset(&project);
                self.view.verify.compared.forget();
                self.view.report.clone_from(&read_only);
                self.open.info = super::ProjectInfo { path: Some(path), scratch, read_only };
                self.open.project = project;
                self.open.history = history;
                self.view.selection = super::view_state::Selection::default();
                self.waiting = Waiting::default();
                self.show_first();
            }
            Event::Changed { project, history, focus, said } => {
                let before = self.open.history.entries().len();
                self.index.update(&project);
                self.view.reader.follow(&self.index);
                super::discard::discard(std::mem::replace(&mut self.open.project, project));
                self.open.history = history;
                self.drop_gone();
                self.after_change(ctx, focus, &said, before);
            }
            Event::Refused(report) => {
                self.waiting.commit = false;
                self.waiting.advance = None;
                self.waiting.queued.clear();
                self.view.report = Some(report);
            }
            Event::JobEnded(_, finished) => self.job_ended(finished),
            Event::Recent(recent) => self.settings.recent = recent,
            Event::Styles(styles) => self.styles = styles,
            Event::Compared(all) => self.view.verify.compared.take(all),
            Event::Revision { doc, summary, edits } => {
                self.view.dialog = Some(Dialog::Revision(doc));
                self.view.revision.take(summary, edits);
            }
        }
    }

    fn after_change(&mut self, ctx: &egui::Context, focus: Option<Item>, said: &str, _before: usize) {
        if self.view.selection.doc.is_none() {
            self.show_first();
        }
        if said.is_empty() {
            return;
        }
        self.waiting.commit = false;
        self.view.toast = Some(Toast::done(sentence(said)));
        if let Some(decided) = self.waiting.advance.take() {
            if self.view.route == Route::Verify {
                self.select(Item::Quotation(decided), false);
                self.after_signing(decided);
            } else {
                self.next_open(Some(decided), true);
            }
        } else if let Some((doc, start)) = self.waiting.select_new.take() {
            self.select_at(doc, start);
        } else if let Some(item) = focus.filter(|item| !self.is_source(*item)) {
            self.select(item, true);
        }
        while !self.waiting.commit
            && let Some(command) = self.waiting.queued.pop_front()
        {
            self.command(ctx, command);
        }
    }

    /// Whether `item` is a source, so that who brings it in goes on with the draft.
    fn is_source(&self, item: Item) -> bool {
        matches!(item, Item::Document(d) if self.open.project.doc(d).is_some_and(|d| d.is_source()))
    }

    /// Selections that are no longer there are dropped here, and only here.
    fn drop_gone(&mut self) {
        let (project, s) = (Arc::clone(&self.open.project), &mut self.view.selection);
        s.many.retain(|q| project.quote(*q).is_some());
        s.quote = s.quote.filter(|q| project.quote(*q).is_some());
        s.speaker = s.speaker.filter(|id| project.speaker(*id).is_some());
        if s.doc.is_some_and(|d| project.doc(d).is_none()) {
            s.doc = None;
            s.words = None;
        }
    }

    fn show_first(&mut self) {
        let docs = || self.open.project.docs.iter();
        let first = docs().find(|(_, d)| !d.is_source()).or_else(|| docs().next()).map(|(id, _)| *id);
        if let Some(doc) = first {
            self.show_document(doc);
        }
    }

    fn job_ended(&mut self, finished: Finished) {
        match finished {
            Finished::Done { summary, problems } if problems.is_empty() => {
                // A word about work beside the window does not take the place of a way back.
                let undo = self.view.toast.as_ref().is_some_and(|t| t.undo);
                if !summary.is_empty() && !undo {
                    self.view.toast = Some(Toast::note(summary));
                }
            }
            // What only deserves a word does not stop anybody at work.
            Finished::Done { summary, problems } if problems.iter().all(|r| r.kind == ReportKind::Note) => {
                let (double, other): (Vec<_>, Vec<_>) =
                    problems.into_iter().partition(|r| r.hint == LEFT_AS_IT_IS);
                let mut said: Vec<String> = other.into_iter().map(|r| r.message).collect();
                match double.as_slice() {
                    [] => {}
                    [one] => said.push(one.message.clone()),
                    all => said.push(format!(
                        "{} were left as they are: the same words are in the project already.",
                        all.len()
                    )),
                }
                let said = said.join(" ");
                self.view.toast = Some(Toast::note(format!("{summary} {said}").trim().to_owned()));
            }
            Finished::Done { summary, problems } => {
                let title =
                    if summary.is_empty() { "Not everything could be done".to_owned() } else { summary };
                self.view.dialog = Some(Dialog::Problems { title, reports: problems });
            }
            Finished::Cancelled { kept } => {
                self.view.report = Some(Report::new(ReportKind::Note, "Cancelled.", kept));
            }
            Finished::Failed(report) => self.view.report = Some(report),
        }
    }
}

/// Commands that act on what a change leaves: they wait until it is written.
const fn waits(command: Command) -> bool {
    matches!(command.group(), Group::Quotation | Group::Mark | Group::Verify | Group::Edit)
        || matches!(
            command,
            Command::NextOpen | Command::PreviousOpen | Command::NextQuotation | Command::PreviousQuotation
        )
}

/// *accepted 1 quotation* as a sentence.
fn sentence(said: &str) -> String {
    let mut chars = said.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let stop = if said.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

/// The sizes of the reading face: 80 to 200 % of 17 points.
fn next_size(points: u16, up: bool) -> u16 {
    const STEPS: [u16; 8] = [14, 15, 17, 20, 22, 26, 30, 34];
    let found =
        if up { STEPS.iter().find(|s| **s > points) } else { STEPS.iter().rev().find(|s| **s < points) };
    found.copied().unwrap_or(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reading_size_goes_up_and_down_by_its_steps() {
        assert_eq!((next_size(17, true), next_size(17, false)), (20, 15));
        assert_eq!((next_size(34, true), next_size(14, false)), (34, 14));
        assert_eq!(next_size(18, false), 17);
    }

    #[test]
    fn what_was_done_is_said_as_a_sentence() {
        assert_eq!(sentence("accepted 1 quotation"), "Accepted 1 quotation.");
        assert_eq!(sentence(""), ".");
    }
}
