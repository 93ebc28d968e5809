//! The project file. The only folder that knows SQLite.
//!
//! A project is one SQLite file. [`Session`] owns it: each change is one transaction that writes rows and one entry of an
//! append-only journal, and memory shows it only after the file has it. Undo and redo are entries of their own.

mod check;
mod copy;
pub mod error;
mod file;
pub mod history;
mod journal;
mod rows;
pub mod session;
mod signatures;
mod steps;

pub use error::{ReadOnly, StoreError};
pub use history::{EntryKind, Header, History};
pub use session::{Clock, Committed, ENGINE_NAME, Session};
pub use signatures::{SignatureEntry, signatures};
