//! I2: every stored span lies in its text, on character boundaries. (I3, sorted and disjoint, holds by the type.)

use super::Finding;
use crate::model::ids::Item;
use crate::model::project::Project;

pub(super) fn check(project: &Project, out: &mut Vec<Finding>) {
    for state in project.docs.values() {
        let Some(text) = &state.text else { continue };
        for quote in state.quotes.values() {
            let evidence = quote.attribution.evidence.iter().filter_map(|e| e.at);
            let outside =
                quote.spans().any(|s| !text.holds(s)) || evidence.into_iter().any(|s| text.get(s).is_none());
            if outside {
                let message = format!("{} marks words outside the text of {}", quote.id, quote.doc);
                out.push(Finding::damage("I2", message, Some(Item::Quotation(quote.id))));
            }
        }
    }
}
