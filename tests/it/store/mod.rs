//! The project file: undo, redo, reopening, two programs, refusals.

mod build;
mod checks;
mod crash;
mod earlier;
mod proposals;
mod random;
mod session;
mod size;
mod together;
