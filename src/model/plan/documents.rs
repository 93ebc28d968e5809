//! Documents: leaving, names, settings.

use super::Planner;
use crate::model::edit::EditError;
use crate::model::ids::{DocId, SpeakerId};
use crate::model::names::tidy;
use std::collections::BTreeSet;

pub(super) fn remove(p: &mut Planner<'_>, id: DocId) -> Result<(), EditError> {
    let state = p.doc(id)?;
    let mut spoke = BTreeSet::new();
    for quote in state.quotes.values() {
        spoke.extend(quote.attribution.speaker);
        spoke.extend(quote.attribution.runner_up.map(|r| r.speaker));
        p.remove_quote(quote.id);
    }
    p.remove_doc(id);
    p.drop_unused(spoke);
    Ok(())
}

pub(super) fn rename(p: &mut Planner<'_>, id: DocId, title: &str) -> Result<(), EditError> {
    let state = p.doc(id)?;
    let title = tidy(title);
    if title.is_empty() {
        return Err(EditError::NoName);
    }
    let mut document = state.document.clone();
    document.title = title;
    p.set_doc(document, state.text.clone());
    Ok(())
}

pub(super) fn set_language(p: &mut Planner<'_>, id: DocId, lang: Option<&str>) -> Result<(), EditError> {
    let state = p.doc(id)?;
    let mut document = state.document.clone();
    document.lang_set = lang.map(str::to_owned);
    p.set_doc(document, state.text.clone());
    Ok(())
}

pub(super) fn set_marks(p: &mut Planner<'_>, id: DocId, marks: Option<&str>) -> Result<(), EditError> {
    let state = p.doc(id)?;
    let mut document = state.document.clone();
    document.marks_set = marks.map(str::to_owned);
    p.set_doc(document, state.text.clone());
    Ok(())
}

impl Planner<'_> {
    /// Takes those of `speakers` away that nobody made or changed and that no quotation names any more.
    pub(in crate::model) fn drop_unused(&mut self, mut speakers: BTreeSet<SpeakerId>) {
        speakers.retain(|&id| self.project.speaker(id).is_some_and(|s| !s.edited));
        for state in self.project.docs.values() {
            if speakers.is_empty() {
                return;
            }
            for quote in state.quotes.values() {
                let a = &quote.attribution;
                for used in a.speaker.into_iter().chain(a.runner_up.map(|r| r.speaker)) {
                    speakers.remove(&used);
                }
            }
        }
        for id in speakers {
            self.forget_pairs(id);
            self.remove_speaker(id);
        }
    }

    /// Forgets which speakers `id` was kept apart from; gives them back.
    pub(super) fn forget_pairs(&mut self, id: SpeakerId) -> Vec<SpeakerId> {
        let pairs = self.project.apart.iter().filter(|&&(a, b)| a == id || b == id);
        let others: Vec<_> = pairs.map(|&(a, b)| if a == id { b } else { a }).collect();
        for &other in &others {
            self.set_apart(id, other, false);
        }
        others
    }
}
