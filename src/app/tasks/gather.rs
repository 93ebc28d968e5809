//! From what a person named to a list of things to read, in a stable order.

use crate::analysis::Progress;
use crate::app::engine::Input;
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::formats::IMPORTERS;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How deep folders may lie in one another.
const DEPTH: usize = 64;

/// The file that makes a folder a bundle.
pub const BUNDLE_FILE: &str = "project.json";

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file with a document, or with several.
    File(PathBuf),
    /// A bundle folder.
    Bundle(PathBuf),
    /// A project file.
    Project(PathBuf),
    /// Words without a file.
    Text {
        /// Title for lists.
        title: String,
        /// The words.
        text: String,
    },
    /// The bytes of a file that has no path, such as standard input.
    Bytes {
        /// Its name.
        name: String,
        /// The bytes.
        bytes: Arc<[u8]>,
    },
}

impl Source {
    /// What is at `path`, for an existing file or a folder that is a bundle; `None` for any other folder.
    pub fn at(path: &Path) -> io::Result<Option<Self>> {
        let meta = fs::metadata(path)?;
        Ok(if meta.is_dir() {
            path.join(BUNDLE_FILE).is_file().then(|| Self::Bundle(path.to_path_buf()))
        } else if path.file_name().is_some_and(|n| n == BUNDLE_FILE) {
            Some(Self::Bundle(crate::app::files::folder_of(path)))
        } else if is_database(path, meta.len()) {
            Some(Self::Project(path.to_path_buf()))
        } else {
            Some(Self::File(path.to_path_buf()))
        })
    }

    /// What it is called in lists and messages.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Bundle(path) | Self::Project(path) => short_name(path),
            Self::Text { title, .. } => title.clone(),
            Self::Bytes { name, .. } => name.clone(),
        }
    }
}

/// The last part of a path.
pub fn short_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}

/// A project file by its ending or by its first bytes; a new, empty file that is called `.sayso` is one too.
fn is_database(path: &Path, length: u64) -> bool {
    const MAGIC: &[u8] = b"SQLite format 3\0";
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("sayso")) {
        return true;
    }
    let mut head = [0_u8; 16];
    length >= 16
        && fs::File::open(path).and_then(|mut f| f.read_exact(&mut head)).is_ok()
        && head.as_slice() == MAGIC
}

/// What was found, and what could not be.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Things to read: in the order of the inputs, and each folder's by path.
    pub sources: Vec<Source>,
    /// Paths that are not there, folders that cannot be read.
    pub problems: Vec<Report>,
}

/// Which files of a folder are taken. A file that is named by itself always is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// Those that are documents by their names: what a person means by *this folder of articles*.
    Documents,
    /// Those, and transcripts in JSON: what a person means by *this folder of sources*.
    Sources,
    /// All of them.
    All,
}

/// Why a file of a folder was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// About the folder, not of it: *README*, *LICENSE*.
    About,
    /// Rows of data, perhaps with quotations.
    Data,
    /// No ending of a document.
    Ending,
}

impl Why {
    const fn words(self) -> &'static str {
        match self {
            Self::About => "it describes the folder",
            Self::Data => "it holds rows of data",
            Self::Ending => "its name is not that of a document",
        }
    }
}

/// Names, without ending, of files that describe a folder and are no part of what it holds.
const ABOUT: [&str; 8] =
    ["readme", "license", "licence", "copying", "notice", "changelog", "contributing", "authors"];

/// Why a file of this name is passed over in a folder; `None` where it is a document.
fn why_passed_over(path: &Path, take: Take) -> Option<Why> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    // *README.de*; and *LICENSE-MIT*, in capitals, for *licence-fees* may well be an article.
    let shouted = !stem.chars().any(char::is_lowercase);
    let word = stem.split(|c| c == '.' || shouted && matches!(c, '-' | '_')).next().unwrap_or_default();
    if ABOUT.contains(&word.to_lowercase().as_str()) {
        return Some(Why::About);
    }
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let format = IMPORTERS.iter().find(|f| f.extensions().contains(&ending.as_str()));
    match format {
        None => Some(Why::Ending),
        Some(f) if f.id() == "jsonl" || (ending == "json" && take == Take::Documents) => Some(Why::Data),
        Some(_) => None,
    }
}

/// Names shown for one reason at most.
const SHOWN: usize = 3;

/// What a folder holds besides its documents, as one remark.
fn left_out(folder: &Path, passed: &[(Why, String)]) -> Report {
    let mut parts = Vec::new();
    for why in [Why::About, Why::Data, Why::Ending] {
        let names: Vec<&str> = passed.iter().filter(|p| p.0 == why).map(|p| p.1.as_str()).collect();
        let shown = names.iter().take(SHOWN).map(|n| format!("“{n}”")).collect::<Vec<_>>().join(", ");
        match names.len() {
            0 => {}
            n if n > SHOWN => parts.push(format!("{shown} and {} more ({})", n - SHOWN, why.words())),
            _ => parts.push(format!("{shown} ({})", why.words())),
        }
    }
    let message = format!("In “{}” these were passed over: {}.", folder.display(), parts.join("; "));
    Report::new(ReportKind::Note, message, "A file that is named by itself is read.")
}

/// Looks through `inputs`. Of a folder, `take` says what is read; hidden files (their names begin with a dot) never are, and
/// links to folders are not followed, so that no walk goes round in circles. Stops where `progress` was cancelled.
pub fn gather(inputs: &[Input], take: Take, progress: &Progress) -> Gathered {
    let mut out = Gathered::default();
    for input in inputs {
        match input {
            Input::Text { title, text } => {
                out.sources.push(Source::Text { title: title.clone(), text: text.clone() });
            }
            Input::Path(path) => match Source::at(path) {
                Ok(Some(source)) => out.sources.push(source),
                Ok(None) => gather_folder(path, take, progress, &mut out),
                Err(e) => out.problems.push(io_report(path, "opened", &e)),
            },
        }
    }
    out
}

fn gather_folder(path: &Path, take: Take, progress: &Progress, out: &mut Gathered) {
    let before = (out.sources.len(), out.problems.len());
    let mut walk = Walk { top: path, take, progress, passed: Vec::new(), out };
    walk.folder(path, DEPTH);
    let passed = walk.passed;
    let nothing = before == (out.sources.len(), out.problems.len());
    if !passed.is_empty() {
        out.problems.push(left_out(path, &passed));
    }
    if nothing && !progress.is_cancelled() {
        let message = format!("The folder “{}” holds no documents.", path.display());
        out.problems.push(Report::new(ReportKind::Input, message, "Hidden files are passed over."));
    }
}
/// A walk through a folder and those in it.
struct Walk<'a> {
    top: &'a Path,
    take: Take,
    progress: &'a Progress,
    passed: Vec<(Why, String)>,
    out: &'a mut Gathered,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if self.progress.is_cancelled() {
            return;
        }
        if depth == 0 {
            let message = format!(
                "The folder “{}” lies more than {DEPTH} folders deep and was left out.",
                folder.display()
            );
            return self.out.problems.push(Report::new(ReportKind::Input, message, "Open it by itself."));
        }
        let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder).and_then(Iterator::collect) {
            Ok(entries) => entries,
            Err(e) => return self.out.problems.push(io_report(folder, "opened", &e)),
        };
        entries.retain(|e| !e.file_name().to_string_lossy().starts_with('.'));
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let is_link = entry.file_type().is_ok_and(|t| t.is_symlink());
            if is_link && path.is_dir() {
                continue;
            }
            match Source::at(&path) {
                Ok(Some(source)) => self.file(&path, source),
                Ok(None) => self.folder(&path, depth - 1),
                Err(e) => self.out.problems.push(io_report(&path, "opened", &e)),
            }
        }
    }

    fn file(&mut self, path: &Path, source: Source) {
        let is_file = self.take != Take::All && matches!(source, Source::File(_));
        match is_file.then(|| why_passed_over(path, self.take)).flatten() {
            Some(why) => {
                let name = path.strip_prefix(self.top).unwrap_or(path).display().to_string();
                self.passed.push((why, name));
            }
            None => self.out.sources.push(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_read_in_order_and_bundles_seen() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for folder in ["b", "b/deep", "pack", ".git", "empty"] {
            fs::create_dir(at(folder)).unwrap();
        }
        for file in
            ["c.txt", "a.txt", "b/deep/x.md", "pack/project.json", "pack/t.txt", ".git/HEAD", ".DS_Store"]
        {
            fs::write(at(file), "words").unwrap();
        }
        fs::write(at("old.db"), b"SQLite format 3\0 and more").unwrap();
        let inputs = [Input::Path(dir.path().into()), Input::Path(at("empty")), Input::Path(at("gone"))];
        let found = gather(&inputs, Take::Documents, &Progress::default());
        let want = [
            Source::File(at("a.txt")),
            Source::File(at("b/deep/x.md")),
            Source::File(at("c.txt")),
            Source::Project(at("old.db")),
            Source::Bundle(at("pack")),
        ];
        assert_eq!(found.sources, want);
        let said: Vec<_> = found.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].ends_with("empty” holds no documents."), "{said:?}");
        assert!(said[1].ends_with("gone” could not be opened: it is not there."), "{said:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_folder_above_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a.txt"), "words").unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("round")).unwrap();
        let found = gather(&[Input::Path(dir.path().into())], Take::Documents, &Progress::default());
        assert_eq!(found.sources, [Source::File(dir.path().join("a.txt"))]);
        assert_eq!(found.problems, []);
    }

    #[test]
    fn what_is_no_document_is_passed_over_in_a_folder_and_said() {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        fs::create_dir(at("deep")).unwrap();
        let files = [
            "README.md",
            "LICENSE-MIT",
            "gold.jsonl",
            "a.txt",
            "b.md",
            "letter",
            "t.png",
            "u.png",
            "v.png",
            "deep/w.bin",
            "licence-fees.txt",
        ];
        for file in files {
            fs::write(at(file), "words").unwrap();
        }
        let found = gather(&[Input::Path(dir.path().into())], Take::Documents, &Progress::default());
        let names: Vec<_> = found.sources.iter().map(Source::name).collect();
        assert_eq!(names, ["a.txt", "b.md", "letter", "licence-fees.txt"]);
        let said: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        let want = "these were passed over: “LICENSE-MIT”, “README.md” (it describes the folder); “gold.jsonl” (it \
            holds rows of data); “deep/w.bin”, “t.png”, “u.png” and 1 more (its name is not that of a document). \
            A file that is named by itself is read.";
        assert!(said[0].replace('\\', "/").ends_with(want), "{said:?}");
        assert_eq!(found.problems[0].kind, ReportKind::Note);
        let all = gather(&[Input::Path(dir.path().into())], Take::All, &Progress::default());
        assert_eq!((all.sources.len(), all.problems.len()), (files.len(), 0));
        let named = gather(&[Input::Path(at("README.md"))], Take::Documents, &Progress::default());
        assert_eq!(named.sources, [Source::File(at("README.md"))]);
    }
}
