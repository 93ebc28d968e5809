//! The project file: undo, redo, reopening, two programs, refusals.

mod build;
mod crash;
mod proposals;
mod random;
mod session;
mod size;
mod together;
