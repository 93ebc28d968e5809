//! The project file. The only folder that knows SQLite.

pub mod history;

pub use history::{EntryKind, Header, History};
