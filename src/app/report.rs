//! What a person is told when something went wrong, or went as far as it could.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Whose doing it was; decides the exit status and the tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Nothing wrong: something to know.
    Note,
    /// Something was found that stands in the way (exit 1).
    Findings,
    /// The words of a command are off (exit 2).
    Usage,
    /// A file or its contents (exit 3).
    Input,
    /// The machine: disk, rights, a bug (exit 4).
    Machine,
}

/// The hint of what a project, or the same import, had already: many of them are told in one sentence.
pub const LEFT_AS_IT_IS: &str = "It was left as it is.";

/// What happened, to which file, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Whose doing it was.
    pub kind: ReportKind,
    /// What happened, as a sentence that names the file.
    pub message: String,
    /// What is safe and what to do next; may be empty.
    pub hint: String,
}

impl Report {
    /// A report of `kind`.
    pub fn new(kind: ReportKind, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: hint.into() }
    }

    /// The exit status of a command that ends with it.
    pub const fn exit_code(&self) -> u8 {
        match self.kind {
            ReportKind::Note => 0,
            ReportKind::Findings => 1,
            ReportKind::Usage => 2,
            ReportKind::Input => 3,
            ReportKind::Machine => 4,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if !self.hint.is_empty() {
            write!(f, " {}", self.hint)?;
        }
        Ok(())
    }
}
