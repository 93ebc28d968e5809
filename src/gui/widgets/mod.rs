//! Small controls that several panels share.

pub mod controls;
