//! What an edit would change, shown before it is done: merge, split, apply to all.

use super::delta::Delta;
use super::edit::{Edit, EditError};
use super::ids::{DocId, IdSource, QuoteId, SpeakerId};
use super::plan::{Plan, plan};
use super::project::Project;
use super::quotation::Status;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// What edits would change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Preview {
    /// Quotations that would change and on which nobody decided yet.
    pub open: Vec<QuoteId>,
    /// Quotations that would change though a person decided on them.
    pub decided: Vec<QuoteId>,
    /// Documents that these stand in.
    pub docs: BTreeSet<DocId>,
    /// Speakers that would change, other than by going.
    pub speakers: Vec<SpeakerId>,
    /// Speakers that would go.
    pub speakers_gone: Vec<SpeakerId>,
    /// Names of speakers that would come.
    pub speakers_new: Vec<String>,
    /// Pairs that a person keeps apart and that would no longer be.
    pub no_longer_apart: Vec<(SpeakerId, SpeakerId)>,
    /// The edits as the history would say them.
    pub label: String,
}

impl Preview {
    /// How many quotations would change.
    pub fn quotations(&self) -> usize {
        self.open.len() + self.decided.len()
    }
}

/// What `edits` would change in `project`; the error is the one that a commit would give.
pub fn preview(project: &Project, edits: &[Edit]) -> Result<Preview, EditError> {
    let plan = planned(project, edits)?;
    let mut out = Preview { label: plan.label, ..Preview::default() };
    for delta in plan.deltas {
        match delta {
            Delta::Quotation(c) => {
                out.docs.extend(c.before.as_ref().or(c.after.as_ref()).map(|q| q.doc));
                let decided = c.before.is_some_and(|q| q.status != Status::Proposed);
                if decided { out.decided.push(c.id) } else { out.open.push(c.id) }
            }
            Delta::Decision(c) => {
                out.docs.extend(project.quote(c.id).map(|q| q.doc));
                let decided = c.before.is_some_and(|d| d.status != Status::Proposed);
                if decided { out.decided.push(c.id) } else { out.open.push(c.id) }
            }
            Delta::Speaker(c) => match (c.before, c.after) {
                (Some(_), None) => out.speakers_gone.push(c.id),
                (None, Some(new)) => out.speakers_new.push(new.name),
                _ => out.speakers.push(c.id),
            },
            Delta::Apart(c) if c.after.is_none() => out.no_longer_apart.push(c.id),
            Delta::Apart(_)
            | Delta::Document(_)
            | Delta::Material(_)
            | Delta::Check(_)
            | Delta::Setting(_) => {}
        }
    }
    Ok(out)
}

/// The plan of `edits`, for a look at it alone.
pub(super) fn planned(project: &Project, edits: &[Edit]) -> Result<Plan, EditError> {
    // Ids that nothing has, so that a preview uses none up.
    let last = |ids: &mut dyn Iterator<Item = u32>| ids.max().unwrap_or(0).saturating_add(1);
    let mut ids = IdSource {
        document: last(&mut project.docs.keys().map(|id| id.0)),
        quotation: last(&mut project.home.iter().map(|(id, _)| id.0)),
        speaker: last(&mut project.speakers.keys().map(|id| id.0)),
    };
    plan(project, edits, "", Timestamp::UNIX_EPOCH, &mut ids)
}
