//! What can go wrong between bytes and model values.

use crate::text::DecodeError;

/// Why something could not be read or written. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The bytes are not a text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The bytes are not what the format asks for; a sentence's end that says where.
    #[error("{0}")]
    Malformed(String),
    /// Made by a newer program.
    #[error("it was made by a newer Sayso (form {found}; this one reads {known})")]
    Newer {
        /// The version that it names.
        found: u32,
        /// The version that is read here.
        known: u32,
    },
    /// No format has that id.
    #[error("no format is called “{0}”")]
    UnknownFormat(String),
    /// What was written reads back otherwise. The export is not to be trusted.
    #[error("the export reads back otherwise than it was written: {0}")]
    NotAsWritten(String),
    /// Somebody stopped it.
    #[error("it was cancelled")]
    Cancelled,
    /// The disk, or whatever takes the bytes.
    #[error("it could not be written: {0}")]
    Write(#[from] std::io::Error),
}

/// Something in a file that could not be taken in, while the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1, where the format has lines.
    pub line: Option<u32>,
    /// What, as a sentence.
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&self.what)
    }
}
