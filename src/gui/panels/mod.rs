//! One panel per file.

pub mod documents;
pub mod dropping;
pub mod empty;
pub mod find;
pub mod history;
pub mod inspector;
pub(crate) mod inspector_fields;
mod merging;
pub mod quotes;
pub mod sources;
pub mod speakers;
pub mod statistics;
pub mod status;
pub mod toast;
pub mod top_bar;
