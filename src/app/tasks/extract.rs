//! Documents to rows, or to a project in memory, with what the engine finds: what `extract` and `stats` do without a project file.

use super::gather::Source;
use super::read::{Brought, not_read, open_rows, partly, read, read_row};
use super::stored_project;
use crate::analysis::{Findings, Options, Progress, analyse};
use crate::app::report::{Report, ReportKind};
use crate::app::stream::{Fed, ItemResult, Lines, Made};
use crate::formats::jsonl::{InputRow, Row};
use crate::formats::{FormatError, Problem};
use crate::model::{DocId, Edit, EditError, IdSource, ImportedDocument, Project, plan};
use crate::store::ENGINE_NAME;
use crate::text::{SourceText, TextHash};
use jiff::Timestamp;
use serde_json::Map;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{self, BufReader};
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

/// A part of a source that is worked on by itself.
#[derive(Debug)]
pub enum Piece {
    /// All of it.
    Whole(Source),
    /// A line of a file of rows.
    Row {
        /// The file as it is shown.
        file: Arc<str>,
        /// The line's number, from 1.
        number: u32,
        /// Its bytes.
        line: Vec<u8>,
    },
}

/// Sources as items of a stream, each with the number of earlier sources of the same name. A file of rows is a stream itself: it
/// may be larger than the memory, and its rows are worked on side by side.
pub fn feed(sources: Vec<Source>) -> impl Iterator<Item = io::Result<Fed<(Piece, usize)>>> + Send {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let numbered = (1..).zip(sources).map(move |(place, source)| {
        let count = seen.entry(stem(&source)).or_default();
        let earlier = *count;
        *count += 1;
        (place, source, earlier)
    });
    numbered.flat_map(|(place, source, earlier)| pieces(place, source, earlier))
}

type Pieces = Box<dyn Iterator<Item = io::Result<Fed<(Piece, usize)>>> + Send>;

fn pieces(place: u64, source: Source, earlier: usize) -> Pieces {
    if let Source::File(path) = &source
        && let Some(file) = open_rows(path)
    {
        let name: Arc<str> = path.display().to_string().into();
        let empty = not_read(&name, &FormatError::Malformed("it has no rows".into())).to_string();
        let mut lines = Lines::new(BufReader::with_capacity(1 << 20, file)).peekable();
        let nothing = lines.peek().is_none().then_some(Ok(Fed { place, bytes: 0, what: Err(empty) }));
        let rows = lines.map(move |line| {
            let Fed { place: number, bytes, what } = line?;
            let number = number as u32;
            let what = match what {
                Ok(line) => Ok((Piece::Row { file: name.clone(), number, line }, earlier)),
                Err(what) => Err(partly(&name, &Problem { line: Some(number), what }).to_string()),
            };
            Ok(Fed { place, bytes, what })
        });
        return Box::new(nothing.into_iter().chain(rows));
    }
    let bytes = match &source {
        Source::File(path) => std::fs::metadata(path).map_or(0, |m| m.len() as usize),
        Source::Bytes { bytes, .. } => bytes.len(),
        Source::Bundle(_) | Source::Project(_) | Source::Text { .. } => 0,
    };
    Box::new(std::iter::once(Ok(Fed { place, bytes, what: Ok((Piece::Whole(source), earlier)) })))
}

fn stem(source: &Source) -> String {
    let name = source.name();
    std::path::Path::new(&name).file_stem().map_or(name.clone(), |s| s.to_string_lossy().into_owned())
}

/// Rows with what is found in the documents of a piece, whatever quotations came with them. A document's id is its key, with a
/// number behind it where earlier sources have the same.
///
/// # Errors
/// Where the piece cannot be read; a sentence.
pub fn lines_of_piece(piece: &Piece, earlier: usize, how: &Extracting) -> ItemResult {
    let brought = match piece {
        Piece::Whole(source) => read(source, stored_project, &Progress::default()),
        Piece::Row { file, number, line } => read_row(line, file, *number),
    };
    let brought = brought.map_err(|r| r.to_string())?;
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
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for result in in_parallel(sources, jobs, documents_of) {
        match result {
            Ok((more, reports)) => {
                documents.extend(more);
                problems.extend(reports);
            }
            Err(report) => problems.push(report),
        }
    }
    let how = Extracting { lang: lang.map(str::to_owned), with_text: true };
    let found = in_parallel(&documents, jobs, |d: &ImportedDocument| {
        d.text.text().map(|text| how.findings(text, d.lang.clone()))
    });
    let with = |(mut document, findings): (ImportedDocument, Option<Findings>)| {
        document.lang = how.lang.clone().or(document.lang);
        FoundIn { document, findings }
    };
    (documents.into_iter().zip(found).map(with).collect(), problems)
}

/// What `work` makes of each of `items`, in their order, on `jobs` threads.
fn in_parallel<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let run = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { return };
            let result = work(item);
            results.lock().unwrap_or_else(PoisonError::into_inner).insert(number, result);
        }
    };
    std::thread::scope(|scope| {
        for n in 1..jobs.min(items.len()) {
            let started = std::thread::Builder::new().name(format!("work-{n}")).spawn_scoped(scope, run);
            if let Err(e) = started {
                log::warn!("a thread was not to be had: {e}");
            }
        }
        run();
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// The documents of a source, without what came with them.
fn documents_of(source: &Source) -> Result<(Vec<ImportedDocument>, Vec<Report>), Report> {
    let brought = read(source, stored_project, &Progress::default())?;
    let rows = brought.rows.into_iter().flat_map(|r| r.documents).map(|row| ImportedDocument {
        lang: row.document.lang_set.clone(),
        origin: row.document.origin,
        meta: row.document.meta,
        ..ImportedDocument::new(row.text, row.document.title, row.document.key)
    });
    let mut documents: Vec<_> = brought.documents.into_iter().chain(rows).collect();
    for document in &mut documents {
        document.quotes.clear();
        document.speakers.clear();
    }
    Ok((documents, brought.problems))
}

/// Documents with the words of an earlier one that are named at most.
const NAMED: usize = 5;

/// Leaves out documents with the words of an earlier one, and names the first of them.
pub fn without_doubles(found: Vec<FoundIn>) -> (Vec<FoundIn>, Vec<Report>) {
    let mut here: BTreeMap<TextHash, (String, String)> = BTreeMap::new();
    let (mut kept, mut doubles, mut unnamed) = (Vec::new(), Vec::new(), 0);
    for one in found {
        let name = (one.document.origin.name.clone(), one.document.key.clone());
        match here.entry(one.document.text.hash()) {
            Entry::Vacant(slot) => {
                slot.insert(name);
                kept.push(one);
            }
            Entry::Occupied(_) if doubles.len() == NAMED => unnamed += 1,
            Entry::Occupied(first) => {
                // Rows of one file have its name; their keys tell them apart.
                let (first, second) = if first.get().0 == name.0 {
                    (&first.get().1, &name.1)
                } else {
                    (&first.get().0, &name.0)
                };
                let message = format!("“{second}” has the same words as “{first}”.");
                doubles.push(Report::new(ReportKind::Note, message, "It was left out."));
            }
        }
    }
    if unnamed > 0 {
        let (has, were) =
            if unnamed == 1 { ("document has", "It was") } else { ("documents have", "They were") };
        let message = format!("{unnamed} more {has} the same words as an earlier one.");
        doubles.push(Report::new(ReportKind::Note, message, format!("{were} left out.")));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ImportedText;

    fn found(name: &str, key: &str, words: &str) -> FoundIn {
        let text = ImportedText::Whole(SourceText::new(words));
        let mut document = ImportedDocument::new(text, key, key);
        document.origin.name = name.into();
        FoundIn { document, findings: None }
    }

    #[test]
    fn doubles_are_named_so_that_they_can_be_told_apart_and_not_without_end() {
        let mut all =
            vec![found("a.txt", "a", "one"), found("b.txt", "b", "one"), found("r.jsonl", "1", "two")];
        all.extend((2..9).map(|n| found("r.jsonl", &n.to_string(), "two")));
        let (kept, said) = without_doubles(all);
        assert_eq!(kept.len(), 2);
        let said: Vec<_> = said.iter().map(|r| r.message.as_str()).collect();
        assert_eq!(said.len(), NAMED + 1);
        assert_eq!(said[0], "“b.txt” has the same words as “a.txt”.");
        assert_eq!(said[1], "“2” has the same words as “1”.");
        assert_eq!(said[NAMED], "3 more documents have the same words as an earlier one.");
    }

    #[test]
    fn a_file_of_rows_is_fed_row_by_row_and_another_whole() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str, words: &str| {
            let path = dir.path().join(name);
            std::fs::write(&path, words).unwrap();
            Source::File(path)
        };
        let rows = "{\"id\":\"a\",\"text\":\"“Yes,” said Ada Lund.\"}\n\nnonsense\n{\"text\":\"x\"}\n";
        let sources = vec![at("rows.jsonl", rows), at("mill.txt", "“No,” said Bo."), at("none.jsonl", "\n")];
        let how = Extracting::default();
        let mut out = String::new();
        for fed in feed(sources) {
            let line = fed.unwrap().what.and_then(|(piece, earlier)| lines_of_piece(&piece, earlier, &how));
            let line = line.map(|made| String::from_utf8(made.bytes).unwrap());
            let line = line.unwrap_or_else(|why| why.replace(&dir.path().display().to_string(), "DIR"));
            out.extend([&*line.chars().take(50).collect::<String>(), "\n"]);
        }
        let starts = [
            "{\"id\":\"a\",",
            "“DIR/rows.jsonl”, line 3: it is not a row",
            "{\"id\":\"rows-4\",",
            "{\"id\":\"mill\",",
        ];
        assert!(starts.iter().zip(out.lines()).all(|(start, line)| line.starts_with(start)), "{out}");
        assert!(out.ends_with("“DIR/none.jsonl” was not read: it has no rows.\n"), "{out}");
    }
}
