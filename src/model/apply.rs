//! Deltas onto a project: what commit, undo, redo and the fold of the journal all do.

use super::check::Check;
use super::delta::{Apart, Change, Decided, Delta};
use super::ids::{DocId, QuoteId};
use super::material::Track;
use super::project::Project;
use super::quotation::Quotation;
use crate::text::{SourceText, TextHash};
use std::sync::Arc;

/// A delta does not fit: the row is not what the delta says it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a change does not fit the row that it changes: {0}")]
pub struct Misfit(pub String);

/// Where texts and tracks lie that documents name by their SHA-256. A closure over texts alone is a shelf without tracks.
pub trait Shelf {
    /// The text of this SHA-256; `None` leaves the document without.
    fn text(&mut self, hash: TextHash) -> Option<SourceText>;
    /// The track of this SHA-256.
    fn track(&mut self, hash: TextHash) -> Option<Arc<Track>>;
}

impl<F: FnMut(TextHash) -> Option<SourceText>> Shelf for F {
    fn text(&mut self, hash: TextHash) -> Option<SourceText> {
        self(hash)
    }

    fn track(&mut self, _: TextHash) -> Option<Arc<Track>> {
        None
    }
}

/// `project` with `deltas` done, in whatever order they come. Copies only the documents that they touch.
///
/// `shelf` brings the text and the track of a document that comes in or is revised.
pub fn apply(project: &Project, deltas: &[Delta], shelf: &mut dyn Shelf) -> Result<Project, Misfit> {
    let mut next = project.clone();
    for delta in deltas {
        match delta {
            Delta::Document(Change { id, before, after: Some(after) }) => {
                fits(next.doc(*id).map(|d| &d.document), before.as_ref(), id)?;
                let now = next.doc(*id);
                let text = now.filter(|d| d.document.text == after.text).and_then(|d| d.text.clone());
                let text = text.or_else(|| shelf.text(after.text));
                let track = now.filter(|d| d.document.track == after.track).and_then(|d| d.track.clone());
                let track = track.or_else(|| shelf.track(after.track?));
                next.put_document(after.clone(), text, track);
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
            Delta::Setting(c) => {
                fits(next.settings.get(&c.id), c.before.as_ref(), &c.id)?;
                next.set_setting(c.id, c.after.clone());
            }
            Delta::Document(_)
            | Delta::Quotation(_)
            | Delta::Decision(_)
            | Delta::Material(_)
            | Delta::Check(_) => {}
        }
    }
    // A check goes before its quotation and comes after it; both stand in a document that is there meanwhile.
    for delta in deltas {
        match delta {
            Delta::Material(c) => {
                fits(next.doc(c.id).and_then(|d| d.material.as_deref()), c.before.as_ref(), &c.id)?;
                if !next.set_material(c.id, c.after.clone().map(Arc::new)) {
                    return Err(Misfit(format!("the source {} is not there", c.id)));
                }
            }
            Delta::Check(c @ Change { after: None, .. }) => apply_check(&mut next, c)?,
            _ => {}
        }
    }
    for delta in deltas {
        match delta {
            Delta::Quotation(change) => apply_quotation(&mut next, change)?,
            Delta::Decision(change) => apply_decision(&mut next, change)?,
            _ => {}
        }
    }
    for delta in deltas {
        if let Delta::Check(c @ Change { after: Some(_), .. }) = delta {
            apply_check(&mut next, c)?;
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
        None if next.check(c.id).is_some() => Err(Misfit(format!("{} still has a check", c.id))),
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

fn apply_check(next: &mut Project, c: &Change<QuoteId, Check>) -> Result<(), Misfit> {
    fits(next.check(c.id).map(AsRef::as_ref), c.before.as_ref(), &c.id)?;
    if next.set_check(c.id, c.after.clone().map(Arc::new)) {
        Ok(())
    } else {
        Err(Misfit(format!("{}, which was checked, is not there", c.id)))
    }
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
    if next.doc(id).is_some_and(|d| d.is_source()) {
        return Err(Misfit(format!("{id} is still a source")));
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
    let (mut materials, mut checks, mut settings) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
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
            Delta::Material(c) => join(&mut materials, c),
            Delta::Check(c) => join(&mut checks, c),
            Delta::Setting(c) => join(&mut settings, c),
        }
    }
    let docs = docs.into_values().filter(|c| c.before != c.after).map(Delta::Document);
    let speakers = speakers.into_values().filter(|c| c.before != c.after).map(Delta::Speaker);
    let quotes = quotes.into_values().filter(|c| c.before != c.after).map(Delta::Quotation);
    let apart = apart.into_values().filter(|c| c.before != c.after).map(Delta::Apart);
    let decisions = decisions.into_values().filter(|c| c.before != c.after).map(Delta::Decision);
    let materials = materials.into_values().map(Delta::Material);
    let checks = checks.into_values().map(Delta::Check);
    let settings = settings.into_values().map(Delta::Setting);
    let about_sources = materials.chain(checks).chain(settings).filter(|d| !d.is_nothing());
    docs.chain(speakers).chain(quotes).chain(decisions).chain(apart).chain(about_sources).collect()
}
