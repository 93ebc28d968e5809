//! `sayso rules`: what the engine finds quotations and speakers by, with examples in both directions.

use super::args::RulesArgs;
use super::out::{Out, Stop};
use crate::analysis::rules::{Entry, Task, catalogue};
use crate::app::report::{Report, ReportKind};

pub(super) fn run(args: &RulesArgs, out: &mut Out) -> Result<u8, Stop> {
    if let Some(id) = &args.id {
        let Some(entry) = catalogue().iter().find(|e| e.id == *id) else {
            let message = format!("There is no rule “{id}”.");
            return Err(Report::new(ReportKind::Usage, message, "`sayso rules` lists them.").into());
        };
        return whole(entry, out).map(|()| 0);
    }
    for (task, title) in [
        (Task::Finding, "Finding quoted words:"),
        (Task::Attribution, "\nWhose words they are:"),
        (Task::Person, "\nLearned from what you decided in the project:"),
    ] {
        let rules = catalogue().iter().filter(|e| e.task == task);
        for (n, entry) in rules.enumerate() {
            if n == 0 {
                out.line(title)?;
            }
            if args.examples {
                out.line("")?;
                whole(entry, out)?;
            } else {
                out.line(format_args!("  {:<22} {}", entry.id, entry.about))?;
            }
        }
    }
    Ok(0)
}

/// A rule with its examples.
fn whole(entry: &Entry, out: &mut Out) -> Result<(), Stop> {
    out.line(format_args!("{}: {}", entry.id, entry.about))?;
    for (sign, examples) in [('+', &entry.yes), ('-', &entry.no)] {
        for example in examples {
            out.line(format_args!("  {sign} {}", example.replace('\n', "\n    ")))?;
        }
    }
    Ok(())
}
