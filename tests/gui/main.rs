//! Tasks a person does in the window, driven without a display.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod harness;
mod live;
mod palette;
mod reader;
mod shell;
mod speakers;
mod table;
mod tasks;
mod verify;
mod verify_walk;
