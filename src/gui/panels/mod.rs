//! One panel per file.

pub mod documents;
pub mod empty;
pub mod inspector;
pub mod status;
pub mod toast;
pub mod top_bar;
