//! Why a project file cannot be opened or written. Each says what is safe and what to do.

use crate::model::EditError;
use std::path::{Path, PathBuf};

/// Why a project can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was asked for.
    Asked,
    /// The file is write-protected.
    File,
    /// Its folder is write-protected, and a change needs a journal beside the file.
    Folder,
    /// The disk is full, so that no change can be written.
    Full,
}

impl ReadOnly {
    /// The reason as a sentence.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Asked => "The project was opened for reading only.",
            Self::File => "The file is write-protected, so the project can only be read.",
            Self::Folder => "The folder of the project is write-protected, so the project can only be read.",
            Self::Full => "The disk is full, so the project can only be read.",
        }
    }
}

/// What went wrong with a project file. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The edit itself cannot be done.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// There is no such file.
    #[error("{} is not there", name(.0))]
    Missing(PathBuf),
    /// It is a folder.
    #[error("{} is a folder, not a project file", name(.0))]
    Folder(PathBuf),
    /// A file of that name is there already.
    #[error("{} is there already", name(.0))]
    Exists(PathBuf),
    /// It is no project of Sayso.
    #[error("{} is not a Sayso project: {why}", name(path))]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it seems to be.
        why: String,
    },
    /// A newer program made it.
    #[error("{} was made by a newer Sayso (format {found}; this one reads {known})", name(path))]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that is known here.
        known: i64,
    },
    /// It is a project, but damaged.
    #[error("{} is damaged: {why}", name(path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// Another program is writing, and did not end in time.
    #[error("{} is being written by another program", name(.0))]
    Busy(PathBuf),
    /// The project can only be read.
    #[error("{}", .0.sentence())]
    ReadOnly(ReadOnly),
    /// There is no room left.
    #[error("The disk is full")]
    Full,
    /// The file was moved, renamed or replaced while it was open.
    #[error("{} was moved or replaced while it was open", name(.0))]
    Moved(PathBuf),
    /// Nothing is left to undo or redo.
    #[error("there is nothing to {0}")]
    Nothing(&'static str),
    /// A text that no document of the project names.
    #[error("no document of the project waits for this text")]
    UnknownText,
    /// A text that does not fit what is marked in it.
    #[error("{0} quotations do not lie in this text, though it has the right SHA-256")]
    UnfitText(usize),
    /// The machine refused.
    #[error("{}: {why}", name(path))]
    Machine {
        /// The file.
        path: PathBuf,
        /// What it said.
        why: String,
    },
}

impl StoreError {
    /// What is safe and what to do next; may be empty.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Edit(_) | Self::Nothing(_) | Self::UnknownText => "",
            Self::Missing(_) => "Look whether it was moved or renamed, or its disk taken out.",
            Self::Folder(_) => "Choose the file itself. A bundle is a folder with a project.json in it.",
            Self::Exists(_) => "It was not touched. Choose another name.",
            Self::Foreign { .. } => "It was not touched.",
            Self::Newer { .. } => "It was not touched. Update Sayso, or ask for an export as a folder.",
            Self::Damaged { .. } => {
                "It was not touched. Keep it, and open a copy or an earlier version of it."
            }
            Self::Busy(_) => "Nothing was lost and nothing was written. Try again in a moment.",
            Self::ReadOnly(ReadOnly::Asked) => "Open it again without that to change it.",
            Self::ReadOnly(ReadOnly::File | ReadOnly::Folder) => {
                "Save a copy to a place that can be written and go on there."
            }
            Self::ReadOnly(ReadOnly::Full) => "Free some space, then open it again.",
            Self::Full => {
                "The last change was not written; all earlier ones are safe. Free some space, then do it again."
            }
            Self::Moved(_) => "All earlier changes are safe in that file. Open it again where it is now.",
            Self::UnfitText(_) => {
                "The bundle was made from another text. The document stays without its text."
            }
            Self::Machine { .. } => "All earlier changes are safe. Look at the disk and try again.",
        }
    }

    /// An error of SQLite about the file at `path`, by its name.
    pub(super) fn of_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ffi;
        let path = path.to_path_buf();
        let why = error.to_string();
        let Some(code) = error.sqlite_error().map(|e| e.extended_code) else {
            return Self::Damaged { path, why };
        };
        match (code, code & 0xff) {
            (ffi::SQLITE_READONLY_DBMOVED, _) => Self::Moved(path),
            (ffi::SQLITE_READONLY_DIRECTORY | ffi::SQLITE_READONLY_ROLLBACK, _) => {
                Self::ReadOnly(ReadOnly::Folder)
            }
            (_, ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED) => Self::Busy(path),
            (_, ffi::SQLITE_FULL) => Self::Full,
            (_, ffi::SQLITE_READONLY | ffi::SQLITE_PERM) => Self::ReadOnly(ReadOnly::File),
            (_, ffi::SQLITE_NOTADB | ffi::SQLITE_CORRUPT | ffi::SQLITE_ERROR | ffi::SQLITE_CONSTRAINT) => {
                Self::Damaged { path, why }
            }
            _ => Self::Machine { path, why },
        }
    }
}

/// The file's own name, in quotation marks.
fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("“{}”", name.to_string_lossy())
}
