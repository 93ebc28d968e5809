//! What is known about a language: data in, lookups out. Knows nothing of quotations found or projects kept.
//!
//! A language is one file in `assets/lang`; [`profile::profile`] reads it once and keeps it.

pub mod classes;
pub mod detect;
pub mod load;
pub mod profile;

pub use classes::{Class, Classes, Frame, Frames};
pub use detect::detect;
pub use profile::{Gender, Grammar, LanguageProfile, Number, Pronoun, Verb, WordInfo, available, profile};
