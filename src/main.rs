//! Sayso.

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((first, rest)) if first == "dev" => ExitCode::from(sayso::cli::dev::run(rest)),
        _ => ExitCode::SUCCESS,
    }
}
