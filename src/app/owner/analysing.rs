//! Looking through documents on workers, and writing what was found as proposals, in batches and in the order of the documents.
//!
//! A batch is an entry of the history under the engine's own name. Undo passes over such entries: it takes a person's last change back
//! and leaves proposals alone, but for those that rest on that change; documents that lose theirs so are looked through again.

use super::importing::lacking_analysis;
use super::{Kind, Owner, store_report};
use crate::analysis::{Findings, Options, Progress, QuoteKind, analyse};
use crate::app::engine::{Finished, JobId};
use crate::app::jobs::{Card, InOrder, Work};
use crate::app::report::Report;
use crate::app::tasks::{Product, bug_report};
use crate::model::{DocId, DocState, Edit};
use crate::store::StoreError;
use crate::text::SourceText;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A batch is written when it is this old,
const BATCH_AGE: Duration = Duration::from_millis(150);

/// or holds as many quotations, which take some ten milliseconds to write,
const BATCH_QUOTES: usize = 1000;

/// or is of as many documents.
const BATCH_DOCUMENTS: usize = 64;

/// How many documents may be looked through ahead of the one that is waited for, or while a batch is kept back.
const AHEAD: usize = 128;

/// A document on its way to a worker.
struct Reading {
    doc: DocId,
    title: String,
    text: SourceText,
    options: Options,
}

/// What was found in a document.
struct Found {
    doc: DocId,
    options: Options,
    findings: Arc<Findings>,
}

/// An analysis that runs.
#[derive(Default)]
pub(super) struct Analysing {
    returned: VecDeque<(usize, Work)>,
    waiting: VecDeque<Reading>,
    waiting_docs: BTreeSet<DocId>,
    under_way: BTreeMap<usize, (DocId, String)>,
    given: usize,
    total: usize,
    order: InOrder<Option<Found>>,
    ready: Vec<Found>,
    ready_since: Option<Instant>,
    documents: usize,
    quotes: usize,
    problems: Vec<Report>,
}

impl Analysing {
    fn add(&mut self, reading: Reading) {
        if self.waiting_docs.insert(reading.doc) {
            self.waiting.push_back(reading);
            self.total += 1;
        }
    }

    pub(super) fn next_task(&mut self, card: &Card) -> Option<(usize, Work)> {
        if let Some(task) = self.returned.pop_front() {
            return Some(task);
        }
        if self.given - self.order.next() + self.ready.len() >= AHEAD {
            return None;
        }
        let Reading { doc, title, text, options } = self.waiting.pop_front()?;
        self.waiting_docs.remove(&doc);
        let number = self.given;
        self.given += 1;
        card.set_on(&title);
        self.under_way.insert(number, (doc, title));
        let work = move |progress: &Progress| match analyse(&text, &options, progress) {
            Some(findings) => Product::Findings { doc, options, findings: Arc::new(findings) },
            None => Product::Stopped,
        };
        Some((number, Box::new(work)))
    }

    pub(super) fn put_back(&mut self, number: usize, work: Work) {
        self.returned.push_front((number, work));
    }

    pub(super) fn take(&mut self, card: &Card, number: usize, product: Product) {
        let title = self.under_way.remove(&number).map(|(_, title)| title).unwrap_or_default();
        let found = if let Product::Findings { doc, options, findings } = product {
            Some(Found { doc, options, findings })
        } else {
            self.problems.push(bug_report(&format!("“{title}”")));
            None
        };
        self.order.put(number, found);
        while let Some(found) = self.order.take() {
            self.ready.extend(found);
        }
        if !self.ready.is_empty() {
            self.ready_since.get_or_insert_with(Instant::now);
        }
        card.set_done(self.order.next());
    }

    fn all_read(&self) -> bool {
        self.order.next() == self.total
    }

    fn is_due(&self) -> bool {
        let quotes: usize = self.ready.iter().map(|f| f.findings.quotes.len()).sum();
        self.all_read()
            || quotes >= BATCH_QUOTES
            || self.ready.len() >= BATCH_DOCUMENTS
            || self.ready_since.is_some_and(|at| at.elapsed() >= BATCH_AGE)
    }

    pub(super) fn kept(&self) -> String {
        match self.documents {
            0 => "No document was looked through to its end.".into(),
            1 => "What was found in 1 document stays.".into(),
            n => format!("What was found in {n} documents stays."),
        }
    }

    fn summary(&self) -> String {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let (q, d) = (self.quotes, self.documents);
        format!("Found {q} quotation{} in {d} document{}.", plural(q), plural(d))
    }
}

impl Owner {
    /// Looks through documents that nobody looked through yet.
    pub(super) fn analyse_what_lacks_it(&mut self) {
        let Some(open) = self.open.as_ref().filter(|o| o.session.read_only().is_none()) else { return };
        let docs = lacking_analysis(&open.session.project());
        self.analyse(&docs);
    }

    /// Looks through documents, as part of the analysis that runs already, or as a new job.
    pub(super) fn analyse(&mut self, docs: &[DocId]) {
        let Some(project) = self.project() else { return };
        let readings: Vec<Reading> = docs.iter().filter_map(|id| reading(project.doc(*id)?)).collect();
        let Some(first) = readings.first().map(|r| r.title.clone()) else { return };
        let running = self.jobs.iter().find(|j| matches!(j.kind, Kind::Analysing(_))).map(|j| j.card.id());
        let id = running.unwrap_or_else(|| {
            self.start("Finding quotations in", &first, 0, Kind::Analysing(Analysing::default()))
        });
        let Some(job) = self.job(id) else { return };
        if let Kind::Analysing(analysing) = &mut job.kind {
            let idle: Vec<Reading> = readings.into_iter().filter(|r| !analysing.is_reading(r)).collect();
            for reading in idle {
                analysing.add(reading);
            }
            job.card.set_of(analysing.total);
        }
    }

    /// Puts a document that waits in front of the others.
    pub(super) fn analyse_first(&mut self, doc: DocId) {
        for job in &mut self.jobs {
            if let Kind::Analysing(a) = &mut job.kind
                && let Some(at) = a.waiting.iter().position(|r| r.doc == doc)
                && let Some(reading) = a.waiting.remove(at)
            {
                a.waiting.push_front(reading);
            }
        }
    }

    pub(super) fn write_proposals(&mut self, id: JobId) {
        let kept_back = self.redo_is_wanted();
        let Some(analysing) = self.analysing(id).filter(|a| a.is_due()) else { return };
        if kept_back && !analysing.ready.is_empty() {
            return;
        }
        let ready = std::mem::take(&mut analysing.ready);
        analysing.ready_since = None;
        if let Err(report) = self.write_batch(id, ready) {
            return self.end(id, Finished::Failed(report));
        }
        let Some(analysing) = self.analysing(id) else { return };
        if analysing.all_read() {
            let problems = std::mem::take(&mut analysing.problems);
            let summary = analysing.summary();
            self.end(id, Finished::Done { summary, problems });
        }
    }

    fn analysing(&mut self, id: JobId) -> Option<&mut Analysing> {
        match self.job(id).map(|j| &mut j.kind) {
            Some(Kind::Analysing(analysing)) => Some(analysing),
            _ => None,
        }
    }

    fn write_batch(&mut self, id: JobId, ready: Vec<Found>) -> Result<(), Report> {
        let Some(project) = self.project() else { return Ok(()) };
        let (mut edits, mut again) = (Vec::new(), Vec::new());
        let (mut documents, mut quotes) = (0, 0);
        for Found { doc, options, findings } in ready {
            // Since it was handed out, the document may have been removed, or be read otherwise now.
            let Some(state) = project.doc(doc) else { continue };
            if options_of(state) == options {
                documents += 1;
                quotes += findings.quotes.iter().filter(|q| q.kind != QuoteKind::NotSpeech).count();
                edits.push(Edit::Propose(doc, findings));
            } else {
                again.push(doc);
            }
        }
        let problems = self.propose(&edits)?;
        if let Some(analysing) = self.analysing(id) {
            analysing.documents += documents - problems.len();
            analysing.quotes += quotes;
            analysing.problems.extend(problems);
        }
        self.analyse(&again);
        Ok(())
    }

    /// Writes proposals as one entry of the engine's; where one cannot be written, each by itself.
    fn propose(&mut self, edits: &[Edit]) -> Result<Vec<Report>, Report> {
        let Some(open) = self.open.as_mut().filter(|_| !edits.is_empty()) else { return Ok(Vec::new()) };
        let mut problems = Vec::new();
        match open.session.commit(edits, None) {
            Ok(_) => {}
            Err(StoreError::Edit(_)) => {
                for edit in edits {
                    match open.session.commit(std::slice::from_ref(edit), None) {
                        Ok(_) => {}
                        Err(e @ StoreError::Edit(_)) => problems.push(store_report(&e)),
                        Err(e) => return Err(store_report(&e)),
                    }
                }
            }
            Err(e) => return Err(store_report(&e)),
        }
        self.tell_changed(None, String::new());
        Ok(problems)
    }
}

impl Analysing {
    /// Whether the document waits already, or is with a worker; one whose options changed is noticed when it comes back.
    fn is_reading(&self, reading: &Reading) -> bool {
        self.under_way.values().any(|(doc, _)| *doc == reading.doc)
            || self.ready.iter().any(|f| f.doc == reading.doc && f.options == reading.options)
    }
}

fn reading(state: &Arc<DocState>) -> Option<Reading> {
    Some(Reading {
        doc: state.document.id,
        title: state.document.title.clone(),
        text: state.text.clone()?,
        options: options_of(state),
    })
}

fn options_of(state: &DocState) -> Options {
    Options { lang: state.document.lang_set.clone(), marks: state.document.marks_set.clone() }
}
