//! Sayso: a window, or a command without one.

use sayso::app::{Report, Start};
use std::process::ExitCode;

/// The engine makes many small values and drops them together; measured, the system's allocator costs an eighth of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sayso::app::start::began();
    ExitCode::from(sayso::cli::run(std::env::args_os(), window))
}

#[cfg(feature = "gui")]
fn window(start: Start) -> Result<(), Report> {
    sayso::gui::run(start)
}

#[cfg(not(feature = "gui"))]
fn window(_start: Start) -> Result<(), Report> {
    let message = "This build has no window.";
    Err(Report::new(sayso::app::ReportKind::Machine, message, sayso::cli::without_a_window()))
}
