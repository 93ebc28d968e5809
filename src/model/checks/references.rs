//! Every row that another one names is there, and each quotation is where the project looks for it.

use super::Finding;
use crate::model::ids::Item;
use crate::model::names::tidy;
use crate::model::project::Project;

pub(super) fn check(project: &Project, out: &mut Vec<Finding>) {
    let mut count = 0;
    for (doc, state) in &project.docs {
        if state.document.id != *doc {
            out.push(Finding::damage("ids", format!("{doc} calls itself {}", state.document.id), None));
        }
        for (id, quote) in &state.quotes {
            count += 1;
            let item = Some(Item::Quotation(*id));
            if quote.id != *id || quote.doc != *doc || project.home.get(*id) != Some(*doc) {
                out.push(Finding::damage("ids", format!("{id} is not where it says it is"), item));
            }
            let a = &quote.attribution;
            for speaker in a.speaker.into_iter().chain(a.runner_up.map(|r| r.speaker)) {
                if project.speaker(speaker).is_none() {
                    out.push(Finding::damage(
                        "references",
                        format!("{id} names {speaker}, who is not there"),
                        item,
                    ));
                }
            }
        }
    }
    if count != project.home.len() {
        out.push(Finding::damage(
            "ids",
            "a quotation is looked for in a document that does not have it",
            None,
        ));
    }
    for (id, speaker) in project.speakers.iter() {
        let item = Some(Item::Speaker(*id));
        if speaker.id != *id {
            out.push(Finding::damage("ids", format!("{id} calls itself {}", speaker.id), item));
        }
        if tidy(&speaker.name).is_empty() {
            out.push(Finding::remark("names", format!("{id} has no name"), item));
        }
    }
    for (a, b) in project.apart.iter() {
        if a >= b || project.speaker(*a).is_none() || project.speaker(*b).is_none() {
            out.push(Finding::damage(
                "references",
                format!("{a} and {b} are kept apart but not both there"),
                None,
            ));
        }
    }
}
