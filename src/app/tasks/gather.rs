//! From what a person named to a list of things to read, in a stable order.

use crate::analysis::Progress;
use crate::app::engine::Input;
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
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

/// Looks through `inputs`. Folders are read with all that they hold but hidden files (their names begin with a dot);
/// links to folders are not followed, so that no walk goes round in circles. Stops where `progress` was cancelled.
pub fn gather(inputs: &[Input], progress: &Progress) -> Gathered {
    let mut out = Gathered::default();
    for input in inputs {
        match input {
            Input::Text { title, text } => {
                out.sources.push(Source::Text { title: title.clone(), text: text.clone() });
            }
            Input::Path(path) => match Source::at(path) {
                Ok(Some(source)) => out.sources.push(source),
                Ok(None) => gather_folder(path, progress, &mut out),
                Err(e) => out.problems.push(io_report(path, "opened", &e)),
            },
        }
    }
    out
}

fn gather_folder(path: &Path, progress: &Progress, out: &mut Gathered) {
    let before = (out.sources.len(), out.problems.len());
    walk(path, DEPTH, progress, out);
    if before == (out.sources.len(), out.problems.len()) && !progress.is_cancelled() {
        out.problems.push(Report::new(
            ReportKind::Input,
            format!("The folder “{}” holds no documents.", path.display()),
            "Hidden files are passed over.",
        ));
    }
}

fn walk(folder: &Path, depth: usize, progress: &Progress, out: &mut Gathered) {
    if progress.is_cancelled() {
        return;
    }
    if depth == 0 {
        let message = format!(
            "The folder “{}” lies more than {DEPTH} folders deep and was left out.",
            folder.display()
        );
        return out.problems.push(Report::new(ReportKind::Input, message, "Open it by itself."));
    }
    let mut entries: Vec<fs::DirEntry> = match fs::read_dir(folder).and_then(Iterator::collect) {
        Ok(entries) => entries,
        Err(e) => return out.problems.push(io_report(folder, "opened", &e)),
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
            Ok(Some(source)) => out.sources.push(source),
            Ok(None) => walk(&path, depth - 1, progress, out),
            Err(e) => out.problems.push(io_report(&path, "opened", &e)),
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
        let found = gather(&inputs, &Progress::default());
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
        let found = gather(&[Input::Path(dir.path().into())], &Progress::default());
        assert_eq!(found.sources, [Source::File(dir.path().join("a.txt"))]);
        assert_eq!(found.problems, []);
    }
}
