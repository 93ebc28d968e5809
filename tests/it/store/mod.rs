//! The project file: undo, redo, reopening, two programs, refusals.

mod build;
mod session;
