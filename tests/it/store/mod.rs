//! The project file: undo, redo, reopening, two programs, refusals.

mod build;
mod proposals;
mod random;
mod session;
mod together;
