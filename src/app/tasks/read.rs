//! From a file, a bundle or pasted words to documents.

use super::gather::{BUNDLE_FILE, Source, short_name};
use crate::analysis::Progress;
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::formats::bundle::{self, TextRef};
use crate::formats::{Files, FormatError, Imported, Problem, import, jsonl, pasted, sniff};
use crate::model::{DocumentRow, Edit, ImportedDocument, ImportedRows, ImportedText, Project};
use crate::text::TextHash;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// How many bytes of a file show what it is.
const HEAD: usize = 4096;

/// The largest `project.json`: 256 MB.
const BUNDLE_LIMIT: u64 = 256 << 20;

/// What one source held.
#[derive(Debug, Default)]
pub struct Brought {
    /// Documents, in order.
    pub documents: Vec<ImportedDocument>,
    /// Rows of another project.
    pub rows: Option<ImportedRows>,
    /// What could not be taken in, while the rest was.
    pub problems: Vec<Report>,
}

impl Brought {
    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.documents.len() + self.rows.as_ref().map_or(0, |r| r.documents.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What brings it into a project.
    pub fn into_edits(self) -> impl Iterator<Item = Edit> {
        let rows = self.rows.map(|rows| Edit::ImportRows(Box::new(rows)));
        rows.into_iter().chain(self.documents.into_iter().map(|d| Edit::ImportDocument(Box::new(d))))
    }

    /// Bytes of text, roughly: what a commit of it costs.
    pub fn bytes(&self) -> usize {
        let size = |t: &ImportedText| t.text().map_or(0, |t| t.len() as usize);
        let rows = self.rows.iter().flat_map(|r| &r.documents).map(|d| size(&d.text));
        self.documents.iter().map(|d| size(&d.text)).chain(rows).sum()
    }
}

/// Reads `source`; `open_project` reads a project file, which only the engine's store can.
///
/// # Errors
/// Where nothing of it can be read: the report names the file and says why.
pub fn read(
    source: &Source,
    open_project: fn(&Path) -> Result<Arc<Project>, Report>,
    progress: &Progress,
) -> Result<Brought, Report> {
    match source {
        Source::File(path) => read_file(path, progress),
        Source::Bundle(path) => read_bundle(path),
        Source::Project(path) => {
            Ok(Brought { rows: Some(rows_of(&*open_project(path)?)), ..Brought::default() })
        }
        Source::Bytes { name, bytes } => match import(bytes, name, progress) {
            Ok(imported) => Ok(of_import(imported, name)),
            Err(e) => Err(not_read(name, &e)),
        },
        Source::Text { title, text } => match pasted(title, text) {
            Ok(document) => Ok(Brought { documents: vec![document], ..Brought::default() }),
            Err(e) => Err(not_read(title, &e)),
        },
    }
}

fn read_file(path: &Path, progress: &Progress) -> Result<Brought, Report> {
    let name = short_name(path);
    let shown = path.display().to_string();
    let io = |e: io::Error| io_report(path, "read", &e);
    let mut file = open_regular(path).map_err(io)?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(io)?;
    let limit = sniff(&head, &name).limit();
    let length = file.metadata().map_err(io)?.len();
    if length > limit {
        return Err(too_large(&shown, length, limit));
    }
    file.rewind().map_err(io)?;
    let mut bytes = Vec::with_capacity(length as usize);
    // The file may grow while it is read; what is over the limit is refused below.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(&shown, bytes.len() as u64, limit));
    }
    let imported = import(&bytes, &name, progress).map_err(|e| not_read(&shown, &e))?;
    let mut brought = of_import(imported, &shown);
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).display().to_string();
    for document in &mut brought.documents {
        document.origin.path.get_or_insert_with(|| whole.clone());
    }
    Ok(brought)
}

/// The file at `path` where it is one of rows, to be read row by row.
pub(super) fn open_rows(path: &Path) -> Option<File> {
    let mut file = open_regular(path).ok()?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).ok()?;
    file.rewind().ok()?;
    (sniff(&head, &short_name(path)).id() == jsonl::ID).then_some(file)
}

/// The document of row `number`, from 1, of `file`.
///
/// # Errors
/// Where the line is no row with a text: the report names file and line.
pub(super) fn read_row(line: &[u8], file: &str, number: u32) -> Result<Brought, Report> {
    let problem = |what| partly(file, &Problem { line: Some(number), what });
    match jsonl::document(line, &short_name(Path::new(file)), number) {
        Ok((document, problems)) => Ok(Brought {
            documents: vec![document],
            rows: None,
            problems: problems.into_iter().map(problem).collect(),
        }),
        Err(e) => Err(problem(e.to_string())),
    }
}

fn of_import(imported: Imported, name: &str) -> Brought {
    let problems = imported.problems.iter().map(|p| partly(name, p)).collect();
    Brought { documents: imported.documents, rows: None, problems }
}

/// Opens a file that has an end: not a device, a pipe or a folder.
fn open_regular(path: &Path) -> io::Result<File> {
    if std::fs::metadata(path)?.is_file() {
        File::open(path)
    } else {
        Err(io::Error::other("it is no file that has an end"))
    }
}

fn read_bundle(folder: &Path) -> Result<Brought, Report> {
    let path = folder.join(BUNDLE_FILE);
    let io = |e: io::Error| io_report(&path, "read", &e);
    let mut file = open_regular(&path).map_err(io)?;
    let length = file.metadata().map_err(io)?.len();
    if length > BUNDLE_LIMIT {
        return Err(too_large(&path.display().to_string(), length, BUNDLE_LIMIT));
    }
    let mut json = Vec::with_capacity(length as usize);
    file.by_ref().take(BUNDLE_LIMIT).read_to_end(&mut json).map_err(io)?;
    read_bundle_from(&json, &folder.display().to_string(), &mut |text| bundle_text(folder, text))
}

/// Reads a bundle that is in memory.
///
/// # Errors
/// Where `project.json` is missing, foreign, newer or broken.
pub fn read_bundle_files(files: &Files, name: &str) -> Result<Brought, Report> {
    let json = files.get(BUNDLE_FILE).unwrap_or_default();
    read_bundle_from(json, name, &mut |text| files.get(text.file.as_deref()?).map(<[u8]>::to_vec))
}

fn read_bundle_from(
    json: &[u8],
    name: &str,
    fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>,
) -> Result<Brought, Report> {
    let bundle = bundle::read(json, fetch).map_err(|e| not_read(name, &e))?;
    let problems = bundle.problems.iter().map(|p| partly(name, p)).collect();
    Ok(Brought { documents: Vec::new(), rows: Some(bundle.rows), problems })
}

/// The bytes of a text in the bundle's own folder. A path that leads out of it is not followed.
fn bundle_text(folder: &Path, text: &TextRef) -> Option<Vec<u8>> {
    let relative = PathBuf::from(text.file.as_deref()?);
    if !relative.components().all(|c| matches!(c, Component::Normal(_))) {
        return None;
    }
    let path = folder.join(relative);
    // A link in a bundle that somebody sent may point anywhere.
    let inside = path.canonicalize().ok()?.starts_with(folder.canonicalize().ok()?);
    let limit = crate::text::decode::LIMIT as u64;
    let file = open_regular(&path).ok().filter(|_| inside)?;
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= limit).then_some(bytes)
}

/// All that is known in `project`, as rows for another.
pub fn rows_of(project: &Project) -> ImportedRows {
    let row = |d: &Arc<crate::model::DocState>| DocumentRow {
        document: d.document.clone(),
        text: d.text.clone().map_or(ImportedText::Named(d.document.text), ImportedText::Whole),
        bytes: None,
        track: d.track.clone(),
    };
    ImportedRows {
        documents: project.docs.values().map(row).collect(),
        speakers: project.speakers.values().map(|s| (**s).clone()).collect(),
        quotations: project.docs.values().flat_map(|d| d.quotes.values()).map(|q| (**q).clone()).collect(),
        apart: project.apart.iter().copied().collect(),
        materials: project.sources().filter_map(|d| d.material.as_deref().cloned()).collect(),
        checks: project.docs.values().flat_map(|d| d.checks.values()).map(|c| (**c).clone()).collect(),
        settings: (*project.settings).clone(),
    }
}

/// The hash by which a text is noticed as one that is here already.
pub fn hashes(brought: &Brought) -> impl Iterator<Item = TextHash> + '_ {
    let rows = brought.rows.iter().flat_map(|r| &r.documents).map(|d| d.text.hash());
    brought.documents.iter().map(|d| d.text.hash()).chain(rows)
}

fn too_large(name: &str, bytes: u64, limit: u64) -> Report {
    let mb = |n: u64| n.div_ceil(1 << 20);
    let message =
        format!("“{name}” was not read: it has {} MB; a file may have {} MB.", mb(bytes), mb(limit));
    Report::new(
        ReportKind::Input,
        message,
        "Split it, or give many documents as JSON Lines to sayso extract --jsonl.",
    )
}

pub(super) fn not_read(name: &str, error: &FormatError) -> Report {
    Report::new(ReportKind::Input, format!("“{name}” was not read: {error}."), "")
}

pub(super) fn partly(name: &str, problem: &Problem) -> Report {
    let what = problem.to_string();
    let stop = if what.ends_with('.') { "" } else { "." };
    Report::new(ReportKind::Input, format!("“{name}”, {what}{stop}"), "The rest was taken in.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn no_project(_: &Path) -> Result<Arc<Project>, Report> {
        Err(Report::new(ReportKind::Input, "none", ""))
    }

    fn read_one(path: &Path) -> Result<Brought, Report> {
        read(&Source::at(path).unwrap().unwrap(), no_project, &Progress::default())
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_reason() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str, bytes: &[u8]| {
            let path = dir.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let why = |path: &Path| {
            let message = read_one(path).unwrap_err().message;
            message.replace(&dir.path().display().to_string(), "DIR")
        };
        assert_eq!(why(&at("empty.txt", b" \n")), "“DIR/empty.txt” was not read: there are no words in it.");
        assert!(
            why(&at("a.txt", b"\x89PNG\r\n\x1a\n and more"))
                .starts_with("“DIR/a.txt” was not read: it is not a text")
        );
        let large = dir.path().join("large.txt");
        File::create(&large).unwrap().set_len(65 << 20).unwrap();
        assert_eq!(why(&large), "“DIR/large.txt” was not read: it has 65 MB; a file may have 64 MB.");
    }

    #[test]
    fn a_document_knows_where_it_came_from() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("mill.txt");
        std::fs::write(&path, "The mill\n\n“Fine,” said Ada Lund.\n").unwrap();
        let brought = read_one(&path).unwrap();
        let [document] = brought.documents.as_slice() else { panic!("one document") };
        assert_eq!((document.key.as_str(), document.title.as_str()), ("mill", "The mill"));
        assert_eq!(document.origin.path.as_deref(), path.to_str());
        assert_eq!((brought.len(), brought.bytes()), (1, 37));
    }

    #[test]
    fn a_bundle_never_reaches_out_of_its_folder() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("secret.txt"), "words").unwrap();
        let folder = dir.path().join("pack");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("in.txt"), "words").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.path().join("secret.txt"), folder.join("link.txt")).unwrap();
        let text = |file: &str| {
            let wanted = TextRef { file: Some(file.into()), name: String::new(), text: None, bytes: None };
            bundle_text(&folder, &wanted)
        };
        assert_eq!(text("in.txt").as_deref(), Some(b"words".as_slice()));
        let absolute = dir.path().join("secret.txt").display().to_string();
        for outside in ["../secret.txt", "link.txt", absolute.as_str()] {
            assert_eq!(text(outside), None, "{outside}");
        }
    }
}
