//! What a project is, and the only way to change it. Plain data; no SQL, no files, no window.
//!
//! A change is an [`Edit`] (what was asked), planned against a [`Project`] into [`Delta`]s (the rows before and after),
//! which the store writes and this layer applies.

pub mod alike;
pub mod apply;
pub mod check;
pub mod checks;
pub mod comparison;
pub mod delta;
pub mod document;
pub mod edit;
pub mod filter;
pub mod gate;
pub mod home;
pub mod ids;
mod label;
pub mod lessons;
pub mod material;
pub mod merge_proposals;
pub mod names;
mod nesting;
pub mod plan;
pub mod preview;
pub mod project;
mod propose;
pub mod quotation;
pub mod revision;
pub mod speaker;
pub mod statistics;
#[cfg(test)]
pub(crate) mod testing;
pub mod variants;

pub use crate::analysis::{Evidence, PerMille, QuoteKind, SourceKind, SpeakerKind};
pub use alike::{Alike, AlikeFound, alike};
pub use apply::{Misfit, Shelf, apply, compose};
pub use check::{Check, Method, Outcome, Shown, Signature, Standing};
pub use checks::Finding;
pub use comparison::{Alarm, AlarmKind, Comparison, Op, Passage, SpeakerVerdict, Step, Verdict};
pub use delta::{Apart, Change, Decided, Delta, Setting};
pub use document::{Document, Origin as DocumentOrigin};
pub use edit::{
    DocumentRow, Edit, EditError, ImportedDocument, ImportedQuote, ImportedRows, ImportedSpeaker,
    ImportedText,
};
pub use filter::{CheckIs, Column, Confidence, Filter, Sort, StateIs, Who};
pub use gate::{Gate, GateKind, GateLine, gate};
pub use home::Home;
pub use ids::{DocId, EditSeq, IdSource, Item, QuoteId, SpeakerId};
pub use lessons::Lessons;
pub use material::{Locator, Material, MaterialKind, Track, TrackCue, TrackTurn, locate};
pub use merge_proposals::{MergeProposal, merge_proposals};
pub use plan::{Plan, plan};
pub use preview::{Preview, preview};
pub use project::{DocState, Project, Rows};
pub use quotation::{Attribution, Decision, Origin, Quotation, RunnerUp, Status};
pub use revision::{Changed, RevisionSummary};
pub use speaker::{Alias, Speaker};
pub use statistics::{Counted, Statistics, Tally};
pub use variants::{Variant, variants};
