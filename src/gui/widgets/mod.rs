//! Small controls that several panels share.

pub mod chip;
pub mod confidence;
pub mod controls;
pub mod dialog;
pub mod kind;
pub mod label;
pub mod marks;
pub mod progress;
pub mod row;
pub mod rows;
pub mod segments;

pub use chip::{Chip, chip};
pub use confidence::{confidence, confidence_word};
pub use kind::{kind_letter, kind_switch, kind_word};
pub use label::removable_label;
pub use marks::{Mark, mark};
pub use progress::{document_bar, task_bar};
pub use row::{header_cell, row_ground};
