//! Bringing documents in: look through folders, read files on workers, write them in order.
//!
//! What was read is written as one entry of the history, one step of undo, up to [`STEP_DOCUMENTS`] documents or [`STEP_BYTES`]; a larger
//! import is several, so that no single write keeps a person waiting.

use super::{Kind, Owner, store_report};
use crate::analysis::Progress;
use crate::app::engine::{Finished, Input, JobId, SourceFacts};
use crate::app::jobs::{Card, InOrder, Work};
use crate::app::report::{LEFT_AS_IT_IS, Report, ReportKind};
use crate::app::tasks::gather::{Source, Take, gather, short_name};
use crate::app::tasks::read::{Brought, read};
use crate::app::tasks::{Product, bug_report, stored_project};
use crate::model::{DocId, DocState, Edit, ImportedDocument, Item, Material, MaterialKind, Origin, Project};
use crate::store::StoreError;
use crate::text::TextHash;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Most documents of one step.
const STEP_DOCUMENTS: usize = 1000;

/// Most bytes of text of one step, but for a single document that has more.
const STEP_BYTES: usize = 32 << 20;

/// How many files may be read ahead of the one that is waited for.
const AHEAD: usize = 32;

/// The number of the task that looks through folders; files have the numbers from 0.
const GATHER: usize = usize::MAX;

/// An import that runs.
pub(super) struct Importing {
    tasks: VecDeque<(usize, Work)>,
    sources: VecDeque<Source>,
    names: BTreeMap<usize, String>,
    given: usize,
    /// How many there are, once the folders were looked through.
    total: Option<usize>,
    order: InOrder<Result<Brought, Report>>,
    ready: Vec<Brought>,
    imported: usize,
    /// What is known about the documents as sources, where they are to be some.
    facts: Option<SourceFacts>,
    problems: Vec<Report>,
}

impl Importing {
    fn new(inputs: Vec<Input>, facts: Option<SourceFacts>) -> Self {
        let take = if facts.is_some() { Take::Sources } else { Take::Documents };
        let work = move |progress: &Progress| Product::Gathered(gather(&inputs, take, progress));
        Self {
            tasks: VecDeque::from([(GATHER, Box::new(work) as Work)]),
            sources: VecDeque::new(),
            names: BTreeMap::new(),
            given: 0,
            total: None,
            order: InOrder::default(),
            ready: Vec::new(),
            imported: 0,
            facts,
            problems: Vec::new(),
        }
    }

    pub(super) fn next_task(&mut self, card: &Card) -> Option<(usize, Work)> {
        if let Some(task) = self.tasks.pop_front() {
            return Some(task);
        }
        if self.given - self.order.next() >= AHEAD {
            return None;
        }
        let source = self.sources.pop_front()?;
        let number = self.given;
        self.given += 1;
        card.set_on(&source.name());
        self.names.insert(number, source.name());
        let work =
            move |progress: &Progress| Product::Read(Box::new(read(&source, stored_project, progress)));
        Some((number, Box::new(work)))
    }

    pub(super) fn put_back(&mut self, number: usize, work: Work) {
        self.tasks.push_front((number, work));
    }

    pub(super) fn take(&mut self, card: &Card, number: usize, product: Product) {
        match product {
            Product::Gathered(found) => {
                card.set_of(found.sources.len());
                self.total = Some(found.sources.len());
                self.sources = found.sources.into();
                self.problems.extend(found.problems);
            }
            Product::Read(result) => self.order.put(number, *result),
            _ if number == GATHER => {
                self.total = Some(0);
                self.problems.push(bug_report("The folder"));
            }
            _ => {
                let name = self.names.get(&number).map(|n| format!("“{n}”")).unwrap_or_default();
                self.order.put(number, Err(bug_report(&name)));
            }
        }
        while let Some(result) = self.order.take() {
            self.names.remove(&(self.order.next() - 1));
            match result {
                Ok(mut brought) => {
                    if let Some(facts) = &self.facts {
                        as_sources(&mut brought, facts);
                    }
                    self.ready.push(brought);
                }
                Err(report) => self.problems.push(report),
            }
        }
        card.set_done(self.order.next());
    }

    fn all_read(&self) -> bool {
        self.total == Some(self.order.next())
    }

    fn is_due(&self) -> bool {
        let documents: usize = self.ready.iter().map(Brought::len).sum();
        let bytes: usize = self.ready.iter().map(Brought::bytes).sum();
        documents >= STEP_DOCUMENTS || bytes >= STEP_BYTES
    }

    pub(super) fn kept(&self) -> String {
        match self.imported {
            0 => "Nothing was imported.".into(),
            1 => "1 document was imported before and stays.".into(),
            n => format!("{n} documents were imported before and stay."),
        }
    }

    fn summary(&self) -> String {
        match self.imported {
            0 => "Nothing was imported.".into(),
            1 => "Imported 1 document.".into(),
            n => format!("Imported {n} documents."),
        }
    }
}

impl Owner {
    pub(super) fn import(&mut self, inputs: Vec<Input>, facts: Option<SourceFacts>) {
        if self.open.is_none() {
            self.open_scratch();
        }
        let Some(open) = &self.open else { return };
        if let Some(why) = open.session.read_only() {
            return self.refuse(store_report(&StoreError::ReadOnly(why)));
        }
        let on = match inputs.as_slice() {
            [one] => name_of(one),
            more => format!("{} files", more.len()),
        };
        let what = if facts.is_some() { "Importing as sources" } else { "Importing" };
        self.start(what, &on, 0, Kind::Importing(Importing::new(inputs, facts)));
    }

    pub(super) fn write_imported(&mut self, id: JobId) {
        let Some(importing) = self.importing(id) else { return };
        let all_read = importing.all_read();
        if !all_read && !importing.is_due() {
            return;
        }
        let ready = std::mem::take(&mut importing.ready);
        match self.write_documents(ready) {
            Ok((imported, problems)) => {
                if let Some(importing) = self.importing(id) {
                    importing.imported += imported;
                    importing.problems.extend(problems);
                }
            }
            Err(report) => return self.end(id, Finished::Failed(report)),
        }
        if all_read && let Some(importing) = self.importing(id) {
            let how = Finished::Done {
                summary: importing.summary(),
                problems: std::mem::take(&mut importing.problems),
            };
            self.end(id, how);
        }
    }

    fn importing(&mut self, id: JobId) -> Option<&mut Importing> {
        match self.job(id).map(|j| &mut j.kind) {
            Some(Kind::Importing(importing)) => Some(importing),
            _ => None,
        }
    }

    /// Writes what was read, as one step, and sees to its analysis. How many documents came in, and what did not.
    fn write_documents(&mut self, ready: Vec<Brought>) -> Result<(usize, Vec<Report>), Report> {
        let Some(before) = self.project() else { return Ok((0, Vec::new())) };
        let (mut edits, mut problems) = (Vec::new(), Vec::new());
        let mut here: BTreeMap<TextHash, String> =
            before.docs.values().map(|d| (d.document.text, d.document.title.clone())).collect();
        for mut brought in ready {
            problems.append(&mut brought.problems);
            problems.extend(leave_out_what_is_here(&before, &mut brought, &mut here));
            edits.extend(brought.into_edits());
        }
        problems.extend(self.write_each_or_all(&edits)?);
        let after = self.project().unwrap_or_default();
        let was = |id: &DocId| {
            before.doc(*id).is_some_and(|d| d.is_source() || !after.doc(*id).is_some_and(|d| d.is_source()))
        };
        let new: Vec<DocId> = after.docs.keys().filter(|id| !was(id)).copied().collect();
        if new.is_empty() {
            return Ok((0, problems));
        }
        let told = self.open.as_ref().and_then(|o| Some(o.session.history().next_undo()?.label.clone()));
        let focus = new.first().map(|id| Item::Document(*id));
        self.tell_changed(focus, told.unwrap_or_default());
        let unread: Vec<DocId> =
            new.iter().filter(|id| after.doc(**id).is_some_and(|d| lacks_analysis(d))).copied().collect();
        self.analyse(&unread);
        Ok((new.len(), problems))
    }

    /// One step with all edits. Where one of them cannot be done, each by itself, so that the rest comes in.
    fn write_each_or_all(&mut self, edits: &[Edit]) -> Result<Vec<Report>, Report> {
        let Some(open) = self.open.as_mut().filter(|_| !edits.is_empty()) else { return Ok(Vec::new()) };
        open.session.set_who(self.who.as_str());
        match open.session.commit(edits, None) {
            Ok(_) => return Ok(Vec::new()),
            Err(StoreError::Edit(_)) => {}
            Err(e) => return Err(store_report(&e)),
        }
        let mut problems = Vec::new();
        for edit in edits {
            match open.session.commit(std::slice::from_ref(edit), None) {
                Ok(_) => {}
                Err(e @ StoreError::Edit(_)) => problems.push(of_edit(edit, &e)),
                Err(e) => return Err(store_report(&e)),
            }
        }
        Ok(problems)
    }
}

fn name_of(input: &Input) -> String {
    match input {
        Input::Path(path) => short_name(path),
        Input::Text { title, .. } => title.clone(),
    }
}

/// Why an edit could not be done, with the name of what it would have brought.
fn of_edit(edit: &Edit, error: &StoreError) -> Report {
    let report = store_report(error);
    let title = match edit {
        Edit::ImportDocument(d) => d.title.as_str(),
        _ => "The rows of another project",
    };
    Report::new(report.kind, format!("“{title}” was not imported. {}", report.message), "")
}

/// Takes out of `brought` what the project, or this import, has already: told by the words, not by the name.
fn leave_out_what_is_here(
    project: &Project,
    brought: &mut Brought,
    here: &mut BTreeMap<TextHash, String>,
) -> Vec<Report> {
    let mut doubles = Vec::new();
    let mut is_new = |hash: TextHash, title: &str| {
        if let Some(there) = here.get(&hash) {
            let message = format!("“{title}” is in the project already, as “{there}”, with the same words.");
            doubles.push(Report::new(ReportKind::Note, message, LEFT_AS_IT_IS));
            return false;
        }
        here.insert(hash, title.to_owned());
        true
    };
    // A text that is here as something else becomes a source.
    let turns_source = |d: &ImportedDocument| {
        d.material.is_some()
            && project.docs.values().any(|here| here.document.text == d.text.hash() && !here.is_source())
    };
    brought.documents.retain(|d| turns_source(d) || is_new(d.text.hash(), &d.origin.name));
    if let Some(rows) = &mut brought.rows {
        rows.documents.retain(|d| is_new(d.text.hash(), &d.document.title));
        let kept: BTreeSet<DocId> = rows.documents.iter().map(|d| d.document.id).collect();
        rows.quotations.retain(|q| kept.contains(&q.doc));
        rows.materials.retain(|m| kept.contains(&m.doc));
        let quotes: BTreeSet<_> = rows.quotations.iter().map(|q| q.id).collect();
        rows.checks.retain(|c| quotes.contains(&c.quote));
    }
    if brought.is_empty() {
        brought.rows = None;
    }
    doubles
}

/// Makes sources of all that was read.
fn as_sources(brought: &mut Brought, facts: &SourceFacts) {
    let material = |doc: DocId, spoken: bool| {
        let told = if spoken { MaterialKind::AudioTranscript } else { MaterialKind::Document };
        let kind = facts.kind.unwrap_or(told);
        Material { confidential: facts.confidential, ..Material::new(doc, kind) }
    };
    for document in &mut brought.documents {
        let plain = material(DocId(0), document.track.is_some());
        let is_page = document.format == "html" && facts.kind.is_none();
        let kind = if is_page { MaterialKind::Published } else { plain.kind };
        // What the file says of itself, for a person to correct. A time of day says nothing there.
        let about = |key: &str| document.meta.get(key).cloned().unwrap_or_default();
        let date = about("published").split('T').next().unwrap_or_default().to_owned();
        document.material = Some(Material { kind, date, link: about("url"), ..plain });
    }
    if let Some(rows) = &mut brought.rows {
        let known: BTreeSet<DocId> = rows.materials.iter().map(|m| m.doc).collect();
        let new = rows.documents.iter().filter(|d| !known.contains(&d.document.id));
        let new: Vec<_> = new.map(|d| material(d.document.id, d.track.is_some())).collect();
        rows.materials.extend(new);
    }
}

/// Whether nobody looked through a document yet. A source is not: it is compared with. One that came with quotations from a file is left as the file has it.
fn lacks_analysis(doc: &DocState) -> bool {
    doc.text.is_some()
        && !doc.is_source()
        && doc.document.analysed.is_none()
        && !doc.quotes.values().any(|q| matches!(q.origin, Origin::Imported { .. }))
}

/// Documents of `project` that nobody looked through yet.
pub(super) fn lacking_analysis(project: &Project) -> Vec<DocId> {
    project.docs.values().filter(|d| lacks_analysis(d)).map(|d| d.document.id).collect()
}
