//! From a text to findings. Pure, deterministic, cancellable; it has no errors, only notes (I13).

pub mod attribution;
pub mod contraction;
pub mod fiction;
pub mod findings;
mod forms;
pub mod genre;
pub mod indirect;
pub mod layout;
pub mod learn;
pub mod learned;
pub mod page;
mod parts;
pub mod pipeline;
mod prose;
pub mod quotes;
pub mod reported;
pub mod rules;
pub mod sentence;
pub mod shape;
pub mod tag;
#[cfg(test)]
mod tests;
pub mod token;
pub mod weights;
pub mod words;

pub use findings::{
    Evidence, Findings, FoundQuote, FoundSpeaker, Note, PerMille, QuoteKind, SourceKind, SpeakerKind,
};

use crate::text::SourceText;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// What version of the engine made a finding: a change in its output changes this.
pub const ENGINE_VERSION: u32 = 1;

/// What a person may set for a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// BCP 47 tag; `None` detects it.
    pub lang: Option<String>,
    /// Name of the quotation-mark convention; `None` detects it.
    pub marks: Option<String>,
}

/// How far a piece of work has come, and whether to stop it: shared between the worker and whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU32,
    of: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress {
    /// Says that `done` of `of` are done.
    pub fn set(&self, done: u32, of: u32) {
        self.done.store(done, Ordering::Relaxed);
        self.of.store(of, Ordering::Relaxed);
    }

    /// (done, of); (0, 0) before the first report.
    pub fn get(&self) -> (u32, u32) {
        (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// Asks the work to stop; it stops at its next look.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked it to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}

/// Finds the quotations of `text` and whose words they are. `None` when `progress` was cancelled.
pub fn analyse(text: &SourceText, options: &Options, progress: &Progress) -> Option<Findings> {
    pipeline::run(text, options, progress)
}
