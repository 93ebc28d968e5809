//! Pieces of work that both faces run: import, analyse, export, check.

pub mod gather;

use crate::model::DocId;
use std::path::PathBuf;

/// What to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    /// Id of the format in [`crate::formats`].
    pub format: String,
    /// The file or folder to write.
    pub to: PathBuf,
    /// Which documents; `None` is all of them.
    pub docs: Option<Vec<DocId>>,
    /// Whether undecided proposals go with the accepted ones.
    pub proposals: bool,
    /// Whether rejected ones go too, marked as such.
    pub rejected: bool,
    /// Whether the texts go too, where the format can hold them.
    pub with_text: bool,
}

/// What comes out of a task.
#[derive(Debug)]
pub(super) enum Product {
    /// The task was stopped before its end.
    Stopped,
    /// A bug stopped it.
    Broken,
}
