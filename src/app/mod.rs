//! What both faces share: the engine thread, jobs, tasks, commands, settings.

pub mod engine;
pub mod report;
pub mod tasks;

pub use engine::{Engine, Event, Finished, Input, JobId, JobView, Request, Waker};
pub use report::{Report, ReportKind};
