//! Bytes to model values and back. No files, no SQL.
//!
//! A format is one file here and one line in [`IMPORTERS`] or [`EXPORTERS`]. An import gives documents, with quotations
//! where the file has any, and says per line what it could not take in. An export says what it cannot carry before it is
//! written ([`Exporter::losses`]), writes into an [`Output`], and reads back every span of what it wrote
//! ([`Exporter::verify`]). The [`bundle`] is a folder and the project itself, so it is read by a function of its own.

mod archive;
pub mod bundle;
mod csv;
mod error;
mod heading;
mod html;
pub mod jsonl;
mod loss;
mod markdown;
pub mod pack;
mod plain;
mod report;
#[cfg(test)]
mod sample;
mod schema_org;
pub mod statistics;
mod table;
mod tally;
mod transcript;
mod view;
mod web_annotation;
mod word;

pub use error::{FormatError, Problem};
pub use loss::{Carries, Loss, LossKind};
pub use plain::pasted;
pub use report::{escaped, plain as html_page};
pub use table::Table;
pub use view::{ExportView, Files, Output};

use crate::analysis::Progress;
use crate::model::edit::ImportedDocument;

/// What exports call the program that made them.
pub const ENGINE: &str = concat!("sayso ", env!("CARGO_PKG_VERSION"));

/// What a file held.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Its documents, in order; most formats have one.
    pub documents: Vec<ImportedDocument>,
    /// What could not be taken in, while the rest was.
    pub problems: Vec<Problem>,
}

impl Imported {
    /// A file with one document.
    pub fn one(document: ImportedDocument) -> Self {
        Self { documents: vec![document], problems: Vec::new() }
    }
}

/// How sure a format is that a file is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likelihood {
    /// It is not.
    No,
    /// Nothing speaks against it.
    Possible,
    /// Its name says so.
    Named,
    /// Its first bytes say so.
    Sure,
}

/// A format that documents come in.
pub trait Importer: Sync {
    /// Its name in commands and files: lower case, unique.
    fn id(&self) -> &'static str;
    /// Its name for a person.
    fn name(&self) -> &'static str;
    /// Endings of files, lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];
    /// Whether a file with these first bytes (4 KB are enough) and that name is its own.
    fn sniff(&self, head: &[u8], name: &str) -> Likelihood;
    /// The largest file that it reads, in bytes.
    fn limit(&self) -> u64 {
        crate::text::decode::LIMIT as u64
    }
    /// Reads a file. `name` is the file's name without folders.
    fn import(&self, bytes: &[u8], name: &str, progress: &Progress) -> Result<Imported, FormatError>;
}

/// What positions in an export count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// It holds none.
    None,
    /// UTF-8 bytes.
    Byte,
    /// Unicode code points.
    CodePoint,
}

impl Unit {
    /// In words.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::None => "no positions",
            Self::Byte => "positions in UTF-8 bytes",
            Self::CodePoint => "positions in Unicode code points",
        }
    }
}

/// What is told of a format that attributions go out in.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its name in commands: lower case, unique.
    pub id: &'static str,
    /// Its name for a person.
    pub name: &'static str,
    /// Ending of its file, without the dot; empty where it is a folder.
    pub extension: &'static str,
    /// What it is for, as a sentence or two.
    pub describe: &'static str,
    /// What its positions count.
    pub unit: Unit,
    /// What it has a place for.
    pub carries: Carries,
}

/// A format that attributions go out in.
pub trait Exporter: Sync {
    /// What is told of it.
    fn about(&self) -> &'static About;
    /// Its name in commands.
    fn id(&self) -> &'static str {
        self.about().id
    }
    /// Its name for a person.
    fn name(&self) -> &'static str {
        self.about().name
    }
    /// Ending of its file, without the dot; empty where it is a folder.
    fn extension(&self) -> &'static str {
        self.about().extension
    }
    /// What it is for.
    fn describe(&self) -> &'static str {
        self.about().describe
    }
    /// What its positions count.
    fn unit(&self) -> Unit {
        self.about().unit
    }
    /// What of `view` it leaves behind.
    fn losses(&self, view: &ExportView<'_>) -> Vec<Loss> {
        loss::losses(view, self.about().carries)
    }
    /// Writes it.
    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError>;
    /// Reads back what was written and compares every span and its words with the project.
    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError>;
    /// Whether it makes a folder.
    fn is_folder(&self) -> bool {
        self.extension().is_empty()
    }
}

/// Formats that documents come in. The first of equals wins.
pub static IMPORTERS: &[&dyn Importer] = &[
    &plain::PlainText,
    &plain::Markdown,
    &jsonl::JsonLines,
    &transcript::SubRip,
    &transcript::WebVtt,
    &transcript::Whisper,
    &transcript::Otter,
    &transcript::Rev,
    &transcript::Trint,
    &transcript::Timecoded,
    &word::Word,
    &html::WebPage,
];

/// Formats that attributions go out in.
pub static EXPORTERS: &[&dyn Exporter] = &[
    &jsonl::JsonLines,
    &csv::Csv { for_spreadsheet: false },
    &csv::Csv { for_spreadsheet: true },
    &report::HtmlReport,
    &markdown::MarkdownReport,
    &web_annotation::WebAnnotation,
    &schema_org::SchemaOrg,
    &bundle::BundleFormat,
];

/// The format of a file with these first bytes and that name. Plain text where no other claims it; whether it is a text
/// at all shows when it is read.
pub fn sniff(head: &[u8], name: &str) -> &'static dyn Importer {
    let mut best: &'static dyn Importer = &plain::PlainText;
    let mut sure = Likelihood::No;
    for importer in IMPORTERS {
        let likelihood = importer.sniff(head, name);
        if likelihood > sure {
            (best, sure) = (*importer, likelihood);
        }
    }
    best
}

/// The exporter of that id.
pub fn exporter(id: &str) -> Result<&'static dyn Exporter, FormatError> {
    EXPORTERS.iter().find(|e| e.id() == id).copied().ok_or_else(|| FormatError::UnknownFormat(id.to_owned()))
}

/// The importer of that id.
pub fn importer(id: &str) -> Result<&'static dyn Importer, FormatError> {
    IMPORTERS.iter().find(|e| e.id() == id).copied().ok_or_else(|| FormatError::UnknownFormat(id.to_owned()))
}

/// Reads `bytes`, a file of that name, by whatever format it is in.
pub fn import(bytes: &[u8], name: &str, progress: &Progress) -> Result<Imported, FormatError> {
    sniff(bytes.get(..bytes.len().min(4096)).unwrap_or_default(), name).import(bytes, name, progress)
}

/// What an export of `view` in the format of that id leaves behind.
pub fn losses(format: &str, view: &ExportView<'_>) -> Result<Vec<Loss>, FormatError> {
    Ok(exporter(format)?.losses(view))
}

/// Reads back what was written in the format of that id: every span, and its words.
pub fn verify_written(format: &str, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
    exporter(format)?.verify(files, view)
}
