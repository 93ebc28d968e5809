//! Counts by kind, by what names the source, and by rule.

use serde::Serialize;
use std::collections::BTreeMap;

/// What was counted under one label. Gold things count under their own label and predicted ones under theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Gold regions.
    pub regions: u32,
    /// Of them, those found with the right speaker.
    pub regions_right: u32,
    /// Predicted regions.
    pub claimed: u32,
    /// Of them, those that are speech of the right speaker.
    pub claimed_right: u32,
    /// Gold attributions.
    pub relations: u32,
    /// Of them, those matched.
    pub relations_found: u32,
    /// Predicted attributions.
    pub predicted: u32,
    /// Of them, those matched.
    pub predicted_found: u32,
    /// Matched gold attributions that name a source.
    pub sources: u32,
    /// Of them, those whose source is right.
    pub sources_right: u32,
}

/// `part` of `whole`, 0 to 1; `None` of nothing.
pub(super) fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

impl Tally {
    /// Of the gold regions, the share found with the right speaker.
    pub fn region_recall(&self) -> Option<f64> {
        share(self.regions_right, self.regions)
    }

    /// Of the predicted regions, the share that is right.
    pub fn region_precision(&self) -> Option<f64> {
        share(self.claimed_right, self.claimed)
    }

    /// Of the gold attributions, the share matched.
    pub fn recall(&self) -> Option<f64> {
        share(self.relations_found, self.relations)
    }

    /// Of the predicted attributions, the share matched.
    pub fn precision(&self) -> Option<f64> {
        share(self.predicted_found, self.predicted)
    }

    /// Of the matched, the share whose source is right.
    pub fn source(&self) -> Option<f64> {
        share(self.sources_right, self.sources)
    }
}

/// Tallies by label.
pub type Breakdown = BTreeMap<String, Tally>;

/// The tally of `label`.
pub(super) fn of<'a>(all: &'a mut Breakdown, label: &str) -> &'a mut Tally {
    all.entry(if label.is_empty() { "none" } else { label }.to_owned()).or_default()
}
