//! Whose words a quotation is: mentions of people and bodies, who they are, and a ranking of them for each quotation.

pub mod apposition;
pub mod asides;
mod bodies;
pub mod candidates;
mod carried;
pub mod confidence;
pub mod coref;
pub mod described;
pub mod echoes;
pub mod entities;
pub mod examples;
pub mod explain;
#[cfg(test)]
mod fairness;
pub(crate) mod family;
pub mod findings;
pub mod gender;
mod kinship;
mod leads;
pub mod mentions;
pub mod modified;
pub mod names;
pub mod nested;
mod passing;
pub mod rank;
pub mod register;
pub mod relations;
pub mod relative;
pub mod reported;
pub mod roles;

mod signed;
pub mod speech;
pub mod surroundings;
pub mod templates;
#[cfg(test)]
mod tests;
pub mod units;
mod votes;
mod whom;

pub use entities::{Entities, Entity};
pub use mentions::{Mention, MentionKind, Mentions};
