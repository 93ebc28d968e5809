//! What both faces share: the engine thread, jobs, tasks, commands, settings.

pub mod command;
pub mod engine;
pub mod files;
pub mod help;
pub mod jobs;
pub mod log;
mod outbox;
mod owner;
pub mod places;
pub mod report;
pub mod samples;
pub mod search;
pub mod settings;
pub mod start;
pub mod stream;
pub mod styles;
pub mod tasks;

pub use command::{Command, Group, Key, Shortcut, Situation};
pub use engine::{Busy, Engine, Event, Finished, Input, JobId, JobView, Request, SourceFacts, Waker};
pub use places::Places;
pub use report::{LEFT_AS_IT_IS, Report, ReportKind};
pub use settings::Settings;
pub use start::Start;
pub use tasks::verify::Comparisons;
