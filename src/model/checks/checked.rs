//! I15: a check is of a quotation that is there, says who signed, and its passage lies in its source; a material is kept
//! with its own document; a track fits its text.

use super::Finding;
use crate::model::ids::Item;
use crate::model::project::{DocState, Project};

pub(super) fn check(project: &Project, out: &mut Vec<Finding>) {
    for (doc, state) in &project.docs {
        let item = Some(Item::Document(*doc));
        if state.material.as_ref().is_some_and(|m| m.doc != *doc) {
            out.push(Finding::damage("I15", format!("{doc} holds what is known about another source"), item));
        }
        if !track_fits(state) {
            out.push(Finding::damage(
                "I15",
                format!("times and turns of {doc} do not lie in its text"),
                item,
            ));
        }
        for (id, check) in &state.checks {
            let item = Some(Item::Quotation(*id));
            if check.quote != *id || !state.quotes.contains_key(id) {
                out.push(Finding::damage("I15", format!("a check in {doc} is of no quotation there"), item));
            }
            if check.second.as_ref().is_some_and(|s| s.who == check.signed.who) {
                out.push(Finding::remark("I15", format!("{id} was signed twice by the same person"), item));
            }
            let passage = check.shown.as_ref().and_then(|s| s.passage.as_ref());
            let Some(passage) = passage else { continue };
            let source = project.doc(passage.doc).filter(|d| Some(d.document.text) == check.seen_source);
            let text = source.and_then(|d| d.text.as_ref());
            if text.is_some_and(|t| !t.holds(&passage.spans)) {
                let message = format!("the passage that {id} was checked with does not lie in its source");
                out.push(Finding::damage("I15", message, item));
            }
        }
    }
}

fn track_fits(state: &DocState) -> bool {
    let Some(track) = &state.track else { return true };
    let named = state.document.track.is_some();
    named && state.text.as_ref().is_none_or(|t| track.fits(t.len()))
}
