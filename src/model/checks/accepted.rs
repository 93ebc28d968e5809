//! I6: the same words are accepted at most once, and a decision says who made it.

use super::Finding;
use crate::model::ids::Item;
use crate::model::project::Project;
use crate::model::quotation::Status;
use std::collections::BTreeMap;

pub(super) fn check(project: &Project, out: &mut Vec<Finding>) {
    for state in project.docs.values() {
        let mut accepted = BTreeMap::new();
        for quote in state.quotes.values() {
            let item = Some(Item::Quotation(quote.id));
            if quote.decision.is_some() != (quote.status != Status::Proposed) {
                let message =
                    format!("{} does not say who decided on it, or says so without a decision", quote.id);
                out.push(Finding::remark("I6", message, item));
            }
            if quote.status == Status::Accepted
                && let Some(first) = accepted.insert(&quote.content, quote.id)
            {
                out.push(Finding::remark(
                    "I6",
                    format!("{first} and {} accept the same words", quote.id),
                    item,
                ));
            }
        }
    }
}
