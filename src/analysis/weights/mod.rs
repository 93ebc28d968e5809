//! Linear models over hashed features: integer weights at run time, learned by a program of the project.

pub mod gold;
pub mod model;
pub mod train;

pub use gold::{GoldDocument, GoldQuote};
pub use model::{ByGenre, Feature, Features, Model, WHOLE, share};
pub use train::{Choice, Trainer};
