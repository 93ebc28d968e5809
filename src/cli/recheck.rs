//! `sayso recheck PACK --sources PATH…`.

use super::args::RecheckArgs;
use super::out::{Out, Stop};
use crate::analysis::Progress;
use crate::app::tasks::pack::{recheck, tally};
use crate::formats::pack::Proved;

pub(super) fn run(args: &RecheckArgs, out: &mut Out) -> Result<u8, Stop> {
    let done = recheck(&args.pack, &args.sources, &Progress::default())?;
    let code = out.complain_all(&done.problems, 0);
    let record = &done.record;
    let made = record.made.strftime("%Y-%m-%d %H:%M UTC");
    let redacted = if record.redacted { ", redacted" } else { "" };
    out.line(format_args!("“{}”, made by {} on {made}{redacted}", record.project, record.program))?;
    for (proved, word) in [(Proved::Broken, "NO  "), (Proved::Open, "?   "), (Proved::Holds, "yes ")] {
        for proof in done.proofs.iter().filter(|p| p.proved == proved) {
            out.line(format_args!("{word} {}", proof.what))?;
        }
    }
    let counts = tally(&done.proofs);
    let count = |proved| counts.get(&proved).copied().unwrap_or_default();
    let (holds, open, broken) = (count(Proved::Holds), count(Proved::Open), count(Proved::Broken));
    out.line(format_args!(
        "{holds} hold, {open} cannot be proved with what was given, {broken} do not hold."
    ))?;
    out.line(&record.claim)?;
    Ok(if broken > 0 { 1 } else { code })
}
