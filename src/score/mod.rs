//! Gold and predicted attributions to figures: pure, and equal to the digit to the scorer that the corpora come with.
//!
//! What is measured:
//! - **speech**: which quotation-marked regions are somebody's words: precision, recall, F1 over the regions;
//! - **speaker**: of the regions that are speech in both, the share whose speaker is right;
//! - **e2e**: F1 over the regions, where a hit must be speech *and* have the right speaker;
//! - **boundary**: of the gold direct content spans, the share predicted exactly, outer marks, blanks and a closing `,` or `.` ignored;
//! - **relations**: all attributions; a predicted content matches a gold one where the intersection of their words is at least half of
//!   their union; `source` is the share of the matched whose source mention or speaker is right;
//! - **ece**: expected calibration error (Naeini et al. 2015) of the confidence that region and speaker are right, in ten bins.
//!
//! Offsets are Unicode code points, end-exclusive.

mod figures;
mod marks;
mod mistakes;
mod names;
mod rows;
mod tally;

pub use figures::{Boundary, Figures, Relations, Share, Speaker, score};
pub use mistakes::{Fault, Mistake, Side};
pub use names::same_name;
pub use rows::{Document, Quote, Rows};
pub use tally::{Breakdown, Tally};
