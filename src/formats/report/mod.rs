//! The report: a page of its own with the texts and their marks, the table of attributions, who decided when, and who
//! speaks how often. No script, nothing from elsewhere; light and dark, for screen, paper and screen readers.

mod page;
mod pieces;
mod read_back;
mod theme;

pub use page::{escaped, plain};
pub(super) use theme::style;

use super::{About, Carries, ExportView, Exporter, Files, FormatError, Output, Unit};

/// The report out.
pub(super) struct HtmlReport;

/// What is told of it.
const ABOUT: About = About {
    id: "html",
    name: "HTML report",
    extension: "html",
    describe: "One page to read and print: the texts with every quotation marked, the table of attributions, who decided when, and who speaks how often.",
    unit: Unit::None,
    carries: Carries {
        status: true,
        decision: true,
        confidence: true,
        cue: true,
        nesting: true,
        notes: true,
        tags: true,
        aliases: true,
        ..Carries::NONE
    },
};

impl Exporter for HtmlReport {
    fn about(&self) -> &'static About {
        &ABOUT
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
