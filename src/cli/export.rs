//! `sayso export PROJECT --format … -o …`.

use super::args::ExportArgs;
use super::out::{Out, Stop};
use super::project::{must_load, say_missing_texts};
use crate::analysis::Progress;
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::ExportOrder;
use crate::app::tasks::export::{export, export_bytes, losses};
use crate::formats::EXPORTERS;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &ExportArgs, out: &mut Out) -> Result<u8, Stop> {
    let to = args.output.clone().filter(|p| p.as_os_str() != "-");
    let format = match (&args.format, &to) {
        (Some(format), _) => format.clone(),
        (None, Some(to)) => format_of_ending(to)?,
        (None, None) => {
            let hint = "Name it with --format, or a file with -o.";
            return Err(Report::new(ReportKind::Usage, "There is no format to write in.", hint).into());
        }
    };
    let loaded = must_load(&args.project, &args.texts, out)?;
    say_missing_texts(&loaded.project, out);
    // A bundle is the project itself; other formats quote what they need.
    let with_text = if args.with_text { true } else { !args.without_text && format != "jsonl" };
    let order = ExportOrder {
        format,
        to: to.clone().unwrap_or_else(|| PathBuf::from("standard output")),
        docs: None,
        proposals: args.proposals,
        rejected: args.rejected,
        with_text,
    };
    for loss in losses(&loaded.project, &order)? {
        out.complain(&Report::new(ReportKind::Note, loss.what, ""));
    }
    let now = Timestamp::now();
    if to.is_some() {
        let done = export(&loaded.project, &loaded.name, &order, now, &Progress::default())?;
        out.line(done.unwrap_or_default())?;
    } else {
        let bytes = export_bytes(&loaded.project, &loaded.name, &order, now)?;
        out.results().write_all(&bytes)?;
    }
    Ok(loaded.code)
}

fn format_of_ending(to: &Path) -> Result<String, Report> {
    let ending = to.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let found = EXPORTERS.iter().find(|e| !ending.is_empty() && e.extension() == ending);
    found.map(|e| e.id().to_owned()).ok_or_else(|| {
        let message = format!("The name “{}” does not say which format is wanted.", to.display());
        Report::new(ReportKind::Usage, message, "Name it with --format; sayso formats lists them.")
    })
}
