//! The report: a page of its own with the texts and their marks, the table of attributions, who decided when, and who
//! speaks how often. No script, nothing from elsewhere; light and dark, for screen, paper and screen readers.

mod page;
mod pieces;
mod read_back;
mod theme;

pub use page::{escaped, plain};
pub(super) use theme::style;

use super::{Carries, ExportView, Exporter, Files, FormatError, Output, Unit};

/// The report out.
pub(super) struct HtmlReport;

impl Exporter for HtmlReport {
    fn id(&self) -> &'static str {
        "html"
    }

    fn name(&self) -> &'static str {
        "HTML report"
    }

    fn extension(&self) -> &'static str {
        "html"
    }

    fn describe(&self) -> &'static str {
        "One page to read and print: the texts with every quotation marked, the table of attributions, who decided when, and who speaks how often."
    }

    fn unit(&self) -> Unit {
        Unit::None
    }

    fn carries(&self) -> Carries {
        Carries {
            status: true,
            decision: true,
            confidence: true,
            cue: true,
            nesting: true,
            notes: true,
            tags: true,
            aliases: true,
            ..Carries::NONE
        }
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        page::write(view, out)
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        read_back::verify(files.single(), view)
    }
}

#[cfg(test)]
mod tests;
