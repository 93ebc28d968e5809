//! Small controls that several panels share.

pub mod chip;
pub mod confidence;
pub mod controls;
pub mod kind;
pub mod marks;
