//! Deltas onto a project: what commit, undo, redo and the fold of the journal all do.

use super::delta::{Apart, Change, Decided, Delta};
use super::ids::{DocId, QuoteId};
use super::project::Project;
use super::quotation::Quotation;
use crate::text::{SourceText, TextHash};
use std::sync::Arc;

/// A delta does not fit: the row is not what the delta says it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a change does not fit the row that it changes: {0}")]
pub struct Misfit(pub String);

/// `project` with `deltas` done, in whatever order they come. Copies only the documents that they touch.
///
/// `text` brings the text of a document that comes in; `None` leaves the document without.
pub fn apply(
    project: &Project,
    deltas: &[Delta],
    text: &mut dyn FnMut(TextHash) -> Option<SourceText>,
) -> Result<Project, Misfit> {
    let mut next = project.clone();
    for delta in deltas {
        match delta {
            Delta::Document(Change { id, before, after: Some(after) }) => {
                fits(next.doc(*id).map(|d| &d.document), before.as_ref(), id)?;
                let known = next.doc(*id).and_then(|d| d.text.clone());
                let text = if known.is_some() { known } else { text(after.text) };
                next.put_document(after.clone(), text);
            }
            Delta::Speaker(c) => {
                fits(next.speaker(c.id).map(AsRef::as_ref), c.before.as_ref(), &c.id)?;
                match &c.after {
                    Some(after) => next.put_speaker(Arc::new(after.clone())),
                    None => next.drop_speaker(c.id),
                }
            }
            Delta::Apart(c) => {
                let now = next.apart.contains(&c.id).then_some(Apart::Kept);
                fits(now.as_ref(), c.before.as_ref(), &c.id)?;
                next.set_apart(c.id, c.after.is_some());
            }
            Delta::Document(_) | Delta::Quotation(_) | Delta::Decision(_) => {}
        }
    }
    for delta in deltas {
        match delta {
            Delta::Quotation(change) => apply_quotation(&mut next, change)?,
            Delta::Decision(change) => apply_decision(&mut next, change)?,
            Delta::Document(_) | Delta::Speaker(_) | Delta::Apart(_) => {}
        }
    }
    for delta in deltas {
        if let Delta::Document(Change { id, before, after: None }) = delta {
            drop_document(&mut next, *id, before.as_ref())?;
        }
    }
    Ok(next)
}

fn apply_quotation(next: &mut Project, c: &Change<QuoteId, Quotation>) -> Result<(), Misfit> {
    fits(next.quote(c.id).map(AsRef::as_ref), c.before.as_ref(), &c.id)?;
    match &c.after {
        Some(after) if next.put_quote(Arc::new(after.clone())) => Ok(()),
        Some(after) => Err(Misfit(format!("{} stands in {}, which is not there", c.id, after.doc))),
        None => {
            next.drop_quote(c.id);
            Ok(())
        }
    }
}

fn apply_decision(next: &mut Project, c: &Change<QuoteId, Decided>) -> Result<(), Misfit> {
    let quote = next.quote(c.id);
    fits(quote.map(|q| Decided::of(q)).as_ref(), c.before.as_ref(), &c.id)?;
    if let (Some(quote), Some(after)) = (quote, &c.after) {
        let mut quote = Quotation::clone(quote);
        after.put(&mut quote);
        if !next.put_quote(Arc::new(quote)) {
            return Err(Misfit(format!("{} stands in no document", c.id)));
        }
    }
    Ok(())
}

fn drop_document(
    next: &mut Project,
    id: DocId,
    before: Option<&super::document::Document>,
) -> Result<(), Misfit> {
    fits(next.doc(id).map(|d| &d.document), before, &id)?;
    if next.doc(id).is_some_and(|d| !d.quotes.is_empty()) {
        return Err(Misfit(format!("{id} still has quotations")));
    }
    next.drop_document(id);
    Ok(())
}

fn fits<T: PartialEq>(now: Option<&T>, before: Option<&T>, id: &dyn std::fmt::Debug) -> Result<(), Misfit> {
    if now == before { Ok(()) } else { Err(Misfit(format!("{id:?}"))) }
}

/// One delta per row out of several in a row of commits: the first *before* and the last *after*. Rows that end as they
/// began fall out.
pub fn compose(deltas: impl IntoIterator<Item = Delta>) -> Vec<Delta> {
    use std::collections::BTreeMap;
    fn join<K: Ord + Copy, V: PartialEq>(rows: &mut BTreeMap<K, Change<K, V>>, c: Change<K, V>) {
        match rows.get_mut(&c.id) {
            Some(row) => row.after = c.after,
            None => drop(rows.insert(c.id, c)),
        }
    }
    let (mut docs, mut speakers, mut apart) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut quotes: BTreeMap<QuoteId, Change<QuoteId, Quotation>> = BTreeMap::new();
    let mut decisions: BTreeMap<QuoteId, Change<QuoteId, Decided>> = BTreeMap::new();
    for delta in deltas {
        match delta {
            Delta::Document(c) => join(&mut docs, c),
            Delta::Speaker(c) => join(&mut speakers, c),
            Delta::Quotation(mut c) => {
                // What was decided before the rest changed is part of that change.
                let earlier = decisions.remove(&c.id).and_then(|d| d.before);
                if let (Some(decided), Some(row)) = (earlier, &mut c.before) {
                    decided.put(row);
                }
                join(&mut quotes, c);
            }
            Delta::Decision(c) => match (quotes.get_mut(&c.id).and_then(|q| q.after.as_mut()), &c.after) {
                (Some(row), Some(decided)) => decided.put(row),
                _ => join(&mut decisions, c),
            },
            Delta::Apart(c) => join(&mut apart, c),
        }
    }
    let docs = docs.into_values().filter(|c| c.before != c.after).map(Delta::Document);
    let speakers = speakers.into_values().filter(|c| c.before != c.after).map(Delta::Speaker);
    let quotes = quotes.into_values().filter(|c| c.before != c.after).map(Delta::Quotation);
    let apart = apart.into_values().filter(|c| c.before != c.after).map(Delta::Apart);
    let decisions = decisions.into_values().filter(|c| c.before != c.after).map(Delta::Decision);
    docs.chain(speakers).chain(quotes).chain(decisions).chain(apart).collect()
}
