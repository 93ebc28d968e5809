#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod app;
pub mod cli;
pub mod formats;
#[cfg(feature = "gui")]
pub mod gui;
pub mod lang;
pub mod model;
pub mod score;
pub mod store;
pub mod text;
pub mod verify;
