//! Where commands print: results on standard output, everything else on standard error.

use crate::app::report::{Report, ReportKind};
use std::fmt;
use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

/// Why a command ended before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Whoever read the output went away: a quiet end.
    Pipe,
    /// Something to tell.
    Report(Report),
}

impl From<Report> for Stop {
    fn from(report: Report) -> Self {
        Self::Report(report)
    }
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Self {
        if e.kind() == ErrorKind::BrokenPipe {
            return Self::Pipe;
        }
        let message = format!("Standard input or output failed: {e}.");
        Self::Report(Report::new(ReportKind::Machine, message, ""))
    }
}

/// Standard output and standard error.
pub(super) struct Out {
    results: BufWriter<StdoutLock<'static>>,
}

impl Out {
    pub(super) fn new() -> Self {
        Self { results: BufWriter::with_capacity(1 << 16, io::stdout().lock()) }
    }

    /// Prints a line of the result.
    pub(super) fn line(&mut self, line: impl fmt::Display) -> Result<(), Stop> {
        Ok(writeln!(self.results, "{line}")?)
    }

    /// Where bytes of the result go.
    pub(super) fn results(&mut self) -> &mut dyn Write {
        &mut self.results
    }

    pub(super) fn flush(&mut self) -> Result<(), Stop> {
        Ok(self.results.flush()?)
    }

    /// Prints a line beside the result, after what was printed so far. Where standard error is closed there is nobody to tell.
    pub(super) fn aside(&mut self, line: impl fmt::Display) {
        _ = self.results.flush();
        _ = writeln!(io::stderr(), "{line}");
    }

    /// Prints a report.
    pub(super) fn complain(&mut self, report: &Report) {
        let what = match report.kind {
            ReportKind::Note => "note",
            ReportKind::Findings => "found",
            ReportKind::Usage | ReportKind::Input | ReportKind::Machine => "error",
        };
        self.aside(format_args!("{what}: {report}"));
    }

    /// Prints reports; the highest of their exit codes, and of `so_far`.
    pub(super) fn complain_all(&mut self, reports: &[Report], so_far: u8) -> u8 {
        for report in reports {
            self.complain(report);
        }
        reports.iter().map(Report::exit_code).fold(so_far, u8::max)
    }
}
