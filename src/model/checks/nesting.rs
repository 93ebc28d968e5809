//! I7: a child quotation lies inside its parent, and is smaller, so that parents never go in a circle.

use super::Finding;
use crate::model::ids::Item;
use crate::model::nesting;
use crate::model::project::Project;

pub(super) fn check(project: &Project, out: &mut Vec<Finding>) {
    for state in project.docs.values() {
        for quote in state.quotes.values() {
            let Some(parent) = quote.parent else { continue };
            let inside =
                state.quotes.get(&parent).is_some_and(|p| nesting::holds(&p.content, &quote.content));
            if !inside {
                let message =
                    format!("{} does not lie inside {parent}, which it is said to be part of", quote.id);
                out.push(Finding::damage("I7", message, Some(Item::Quotation(quote.id))));
            }
        }
    }
}
