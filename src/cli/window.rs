//! `sayso [PATH…]`: the window.

use super::args::Args;
use super::out::Stop;
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::gather::Source;
use crate::app::{Input, Places, Request, Settings, Start};
use clap::CommandFactory as _;
use std::path::PathBuf;

/// What works where no window can be.
pub fn without_a_window() -> String {
    let args = Args::command();
    let commands: Vec<_> =
        args.get_subcommands().filter(|c| !c.is_hide_set()).map(clap::Command::get_name).collect();
    format!("These commands need none: sayso {}.", commands.join(", "))
}

pub(super) fn run(
    places: Places,
    paths: Vec<PathBuf>,
    texts: Vec<PathBuf>,
    window: fn(Start) -> Result<(), Report>,
) -> Result<u8, Stop> {
    if let Some(gone) = paths.iter().chain(&texts).find(|p| !p.exists()) {
        let message = format!("“{}” is neither a command nor a file or folder here.", gone.display());
        return Err(Report::new(ReportKind::Usage, message, "See sayso --help.").into());
    }
    if cfg!(feature = "gui") && !has_display() {
        let message = "There is no display to open a window on.";
        return Err(Report::new(ReportKind::Machine, message, without_a_window()).into());
    }
    let (settings, note) = Settings::load(&places);
    let requests = requests_for(paths, texts);
    window(Start { places, settings, notes: note.into_iter().collect(), requests })?;
    Ok(0)
}

/// A single project or bundle is opened; anything else goes to the project for loose documents.
fn requests_for(paths: Vec<PathBuf>, texts: Vec<PathBuf>) -> Vec<Request> {
    let is_project = |p: &PathBuf| matches!(Source::at(p), Ok(Some(Source::Project(_) | Source::Bundle(_))));
    let mut requests = match paths.as_slice() {
        [] => Vec::new(),
        [one] if is_project(one) => vec![Request::Open(one.clone())],
        _ => vec![Request::OpenScratch, Request::Import(paths.into_iter().map(Input::Path).collect())],
    };
    if !texts.is_empty() {
        requests.push(Request::FindTexts(texts));
    }
    requests
}

/// Whether the system has something to open a window on. Windows and macOS always have.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
