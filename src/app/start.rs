//! What a face begins with.

use super::engine::Request;
use super::places::Places;
use super::report::Report;
use super::settings::Settings;
use std::sync::OnceLock;
use std::time::Instant;

static BEGAN: OnceLock<Instant> = OnceLock::new();

/// When the program began: the first call, which is the first line of `main`.
pub fn began() -> Instant {
    *BEGAN.get_or_init(Instant::now)
}

/// Everything that `main` hands to the window.
#[derive(Debug, Clone)]
pub struct Start {
    /// Where the program keeps its own files.
    pub places: Places,
    /// The settings as they were read.
    pub settings: Settings,
    /// What a person should know before anything else, such as a settings file that was set aside.
    pub notes: Vec<Report>,
    /// What to ask the engine for at once: the paths of the command line. Empty where there were none.
    pub requests: Vec<Request>,
}
