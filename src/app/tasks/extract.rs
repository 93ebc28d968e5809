//! Documents to rows, or to a project in memory, with what the engine finds: what `extract` and `stats` do without a project file.

use super::gather::Source;
use super::read::{Brought, read};
use super::stored_project;
use crate::analysis::{Findings, Options, Progress, analyse};
use crate::app::report::{Report, ReportKind};
use crate::app::stream::{Fed, ItemResult, Made};
use crate::formats::jsonl::{InputRow, Row};
use crate::model::{DocId, Edit, EditError, IdSource, ImportedDocument, Project, plan};
use crate::store::ENGINE_NAME;
use crate::text::{SourceText, TextHash};
use jiff::Timestamp;
use serde_json::Map;
use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How documents are read.
#[derive(Debug, Clone, Default)]
pub struct Extracting {
    /// Language of all of them; `None` takes what a row says, or detects it.
    pub lang: Option<String>,
    /// Whether rows carry their text.
    pub with_text: bool,
}

impl Extracting {
    fn findings(&self, text: &SourceText, lang: Option<String>) -> Findings {
        let options = Options { lang: self.lang.clone().or(lang), marks: None };
        analyse(text, &options, &Progress::default()).unwrap_or_default()
    }
}

/// A row with what was found in its text, for a row that came in. The text is taken as it is, other keys are carried through.
///
/// # Errors
/// Where the line is no row; the end of a sentence.
pub fn line_of_row(line: &[u8], how: &Extracting) -> ItemResult {
    let row = InputRow::parse(line).map_err(|e| e.to_string())?;
    let findings = how.findings(&row.text, row.lang);
    let row = Row::of_findings(&row.id, &row.text, &findings, how.with_text, row.extra);
    row.to_line().map(Made::from).map_err(|e| e.to_string())
}

/// Sources as items of a stream, each with the number of earlier ones of the same name.
pub fn feed(sources: Vec<Source>) -> impl Iterator<Item = io::Result<Fed<(Source, usize)>>> + Send {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    (1..).zip(sources).map(move |(place, source)| {
        let count = seen.entry(stem(&source)).or_default();
        let earlier = *count;
        *count += 1;
        let bytes = match &source {
            Source::File(path) => std::fs::metadata(path).map_or(0, |m| m.len() as usize),
            Source::Bytes { bytes, .. } => bytes.len(),
            Source::Bundle(_) | Source::Project(_) | Source::Text { .. } => 0,
        };
        Ok(Fed { place, bytes, what: Ok((source, earlier)) })
    })
}

fn stem(source: &Source) -> String {
    let name = source.name();
    std::path::Path::new(&name).file_stem().map_or(name.clone(), |s| s.to_string_lossy().into_owned())
}

/// Rows with what is found in the documents of a source, whatever quotations came with them. A document's id is its key, with a
/// number behind it where earlier sources have the same.
///
/// # Errors
/// Where the source cannot be read; a sentence.
pub fn lines_of_source(source: &Source, earlier: usize, how: &Extracting) -> ItemResult {
    let brought = read(source, stored_project, &Progress::default()).map_err(|r| r.to_string())?;
    let mut lines = Vec::new();
    for (key, lang, text) in texts_of(&brought) {
        let id = if earlier == 0 { key } else { format!("{key}-{}", earlier + 1) };
        let findings = how.findings(text, lang);
        let row = Row::of_findings(&id, text, &findings, how.with_text, Map::new());
        row.write(&mut lines).map_err(|e| e.to_string())?;
    }
    Ok(Made { bytes: lines, problems: brought.problems.iter().map(ToString::to_string).collect() })
}

/// Key, language and text of each document whose text is here.
fn texts_of(brought: &Brought) -> impl Iterator<Item = (String, Option<String>, &SourceText)> {
    let documents = brought.documents.iter().map(|d| (d.key.clone(), d.lang.clone(), &d.text));
    let rows = brought.rows.iter().flat_map(|r| &r.documents);
    let rows = rows.map(|d| (d.document.key.clone(), d.document.lang_set.clone(), &d.text));
    documents.chain(rows).filter_map(|(key, lang, text)| Some((key, lang, text.text()?)))
}

/// A document and what was found in it.
#[derive(Debug)]
pub struct FoundIn {
    document: ImportedDocument,
    findings: Option<Findings>,
}

/// Reads sources and looks through their documents on `jobs` threads; in the order of the sources.
pub fn analyse_in_parallel(
    sources: &[Source],
    lang: Option<&str>,
    jobs: usize,
) -> (Vec<FoundIn>, Vec<Report>) {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(source) = sources.get(number) else { return };
            let result = found_in(source, lang);
            results.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
        }
    };
    std::thread::scope(|scope| {
        for n in 1..jobs.min(sources.len()) {
            let started = std::thread::Builder::new().name(format!("work-{n}")).spawn_scoped(scope, work);
            if let Err(e) = started {
                log::warn!("a thread was not to be had: {e}");
            }
        }
        work();
    });
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for result in results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values() {
        match result {
            Ok((documents, more)) => {
                found.extend(documents);
                problems.extend(more);
            }
            Err(report) => problems.push(report),
        }
    }
    (found, problems)
}

fn found_in(source: &Source, lang: Option<&str>) -> Result<(Vec<FoundIn>, Vec<Report>), Report> {
    let brought = read(source, stored_project, &Progress::default())?;
    let rows = brought.rows.into_iter().flat_map(|r| r.documents).map(|row| ImportedDocument {
        lang: row.document.lang_set.clone(),
        origin: row.document.origin,
        meta: row.document.meta,
        ..ImportedDocument::new(row.text, row.document.title, row.document.key)
    });
    let how = Extracting { lang: lang.map(str::to_owned), with_text: true };
    let one = |mut document: ImportedDocument| {
        document.quotes.clear();
        document.speakers.clear();
        document.lang = how.lang.clone().or(document.lang);
        let findings = document.text.text().map(|text| how.findings(text, document.lang.clone()));
        FoundIn { document, findings }
    };
    Ok((brought.documents.into_iter().chain(rows).map(one).collect(), brought.problems))
}

/// Leaves out documents with the words of an earlier one, and names them.
pub fn without_doubles(found: Vec<FoundIn>) -> (Vec<FoundIn>, Vec<Report>) {
    let mut here: BTreeMap<TextHash, String> = BTreeMap::new();
    let (mut kept, mut doubles) = (Vec::new(), Vec::new());
    for one in found {
        let hash = one.document.text.hash();
        if let Some(first) = here.get(&hash) {
            let message = format!("“{}” has the same words as “{first}”.", one.document.origin.name);
            doubles.push(Report::new(ReportKind::Note, message, "It was left out."));
        } else {
            here.insert(hash, one.document.origin.name.clone());
            kept.push(one);
        }
    }
    (kept, doubles)
}

/// A project of documents with what was found in them as proposals.
///
/// # Errors
/// Where a document cannot be taken in.
pub fn project_of_found(found: Vec<FoundIn>) -> Result<Project, Report> {
    let mut edits = Vec::with_capacity(found.len() * 2);
    for (id, FoundIn { document, findings }) in (1..).zip(found) {
        edits.push(Edit::ImportDocument(Box::new(document)));
        // In an empty project ids are given out in order, from 1.
        edits.extend(findings.map(|f| Edit::Propose(DocId(id), Arc::new(f))));
    }
    in_memory(&edits)
}

/// A project of the documents of a file that carries quotations: they are taken as they are, and the engine looks at nothing.
///
/// # Errors
/// Where the file cannot be read, or a document cannot be taken in.
pub fn project_of_quoted(source: &Source) -> Result<(Project, Vec<Report>), Report> {
    let mut brought = read(source, stored_project, &Progress::default())?;
    let problems = std::mem::take(&mut brought.problems);
    Ok((project_of_bundle(brought)?, problems))
}

/// A project with the rows of a bundle or of another project.
///
/// # Errors
/// Where a row cannot be taken in.
pub fn project_of_bundle(brought: Brought) -> Result<Project, Report> {
    in_memory(&brought.into_edits().collect::<Vec<_>>())
}

fn in_memory(edits: &[Edit]) -> Result<Project, Report> {
    let mut ids = IdSource::default();
    let planned = plan(&Project::default(), edits, ENGINE_NAME, Timestamp::UNIX_EPOCH, &mut ids);
    planned.map(|p| p.next).map_err(|e| edit_report(&e))
}

/// Why an edit was refused, as a report.
pub fn edit_report(error: &EditError) -> Report {
    let message = error.to_string();
    let mut letters = message.chars();
    let message: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).chain(['.']).collect();
    Report::new(ReportKind::Input, message, "Nothing was changed.")
}
