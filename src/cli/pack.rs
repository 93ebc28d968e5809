//! `sayso pack PROJECT -o DIR`.

use super::args::PackArgs;
use super::out::{Out, Stop};
use super::project::{must_load, say_missing_texts};
use crate::analysis::Progress;
use crate::app::Places;
use crate::app::report::{Report, ReportKind};
use crate::app::styles::Styles;
use crate::app::tasks::pack::{signed, told, write};
use crate::app::tasks::stored_history;
use jiff::Timestamp;

pub(super) fn run(places: &Places, args: &PackArgs, out: &mut Out) -> Result<u8, Stop> {
    let loaded = must_load(&args.project, &[], out)?;
    say_missing_texts(&loaded.project, out);
    if loaded.project.sources().next().is_none() {
        let hint = "Bring sources in with sayso import PROJECT --sources PATH.";
        out.complain(&Report::new(
            ReportKind::Note,
            "The project has no sources: nothing is compared.",
            hint,
        ));
    }
    // A bundle has no journal.
    let (signed, history) = if args.project.is_file() {
        let history = stored_history(&args.project)?;
        (signed(&args.project)?, told(&history))
    } else {
        (Vec::new(), Vec::new())
    };
    let (styles, problems) = Styles::load(places);
    for report in problems.iter().chain(styles.lacking(&loaded.project).iter()) {
        out.complain(report);
    }
    let style = styles.in_force(&loaded.project);
    let now = Timestamp::now();
    let progress = Progress::default();
    let done = write(
        &loaded.project,
        &loaded.name,
        &style,
        &signed,
        &history,
        &args.output,
        args.redacted,
        now,
        &progress,
    )?;
    out.line(done.unwrap_or_default())?;
    Ok(loaded.code)
}
