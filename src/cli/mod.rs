//! The command line: one file per command. It prints what the tasks of [`crate::app`] say, and decides nothing.

mod args;
mod check;
pub mod dev;
mod eval;
mod export;
mod extract;
mod formats;
mod import;
mod out;
mod pack;
mod project;
mod recheck;
mod rules;
mod stats;
mod verify;
mod window;

pub use window::without_a_window;

use crate::app::{Places, Report, Start, log};
use args::{Args, Command};
use clap::Parser;
use out::{Out, Stop};
use std::ffi::OsString;

/// Reads the arguments and does what they say; `window` opens the window. The exit status: 0 done, 1 findings, 2 usage, 3 bad input,
/// 4 the machine's fault.
pub fn run(args: impl IntoIterator<Item = OsString>, window: fn(Start) -> Result<(), Report>) -> u8 {
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(e) => {
            // Nothing is left to be done where even the help cannot be printed.
            _ = e.print();
            return u8::try_from(e.exit_code()).unwrap_or(2);
        }
    };
    let mut out = Out::new();
    match dispatch(args, window, &mut out).and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        // Whoever read the output has had enough of it.
        Err(Stop::Pipe) => 0,
        Err(Stop::Report(report)) => {
            out.complain(&report);
            report.exit_code()
        }
    }
}

fn dispatch(args: Args, window: fn(Start) -> Result<(), Report>, out: &mut Out) -> Result<u8, Stop> {
    let places = Places::find()?;
    log::begin(&places);
    match args.command {
        None => window::run(places, args.paths, args.texts, window),
        Some(Command::Extract(args)) => extract::run(&args, out),
        Some(Command::Import(args)) => import::run(places, args, out),
        Some(Command::Export(args)) => export::run(&args, out),
        Some(Command::Pack(args)) => pack::run(&places, &args, out),
        Some(Command::Recheck(args)) => recheck::run(&args, out),
        Some(Command::Check(args)) => check::run(&args, out),
        Some(Command::Stats(args)) => stats::run(&args, out),
        Some(Command::Verify(args)) => verify::run(&places, &args, out),
        Some(Command::Eval(args)) => eval::run(&args, out),
        Some(Command::Formats) => formats::run(out),
        Some(Command::Rules(args)) => rules::run(&args, out),
        Some(Command::Dev { words }) => dev::run(&words, out),
    }
}
