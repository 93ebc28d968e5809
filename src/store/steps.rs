//! Which entries an undo or redo is about, and what they change now.

use super::error::StoreError;
use super::history::{EntryKind, History};
use super::journal;
use super::session::{Failure, State, apply};
use crate::model::{self, Delta, EditError, EditSeq, Item, Project};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What a step does, before it has a number.
pub(super) struct Step {
    pub(super) kind: EntryKind,
    /// The entries that it undoes or redoes, ascending.
    pub(super) targets: Vec<EditSeq>,
    pub(super) label: String,
    pub(super) focus: Option<Item>,
}

type Planned = Result<(Step, Vec<Delta>, Project), Failure>;

/// Takes `target` back, with what rests on it: first by itself, then with the later entries that name what it made, at last
/// with all later ones, which always fits.
pub(super) fn undo(conn: &Connection, state: &State, target: EditSeq) -> Planned {
    let later = state.history.standing_from(target);
    for taken in [vec![target], resting_on(conn, &later)?] {
        if taken.len() == later.len() {
            break;
        }
        if let Some((deltas, next)) = without(conn, state, &taken)? {
            return Ok((Step::about(&state.history, EntryKind::Undo, taken), deltas, next));
        }
    }
    undo_all(conn, state, later)
}

/// Takes `later` back: all entries that stand from some point on, the last first.
pub(super) fn undo_all(conn: &Connection, state: &State, mut later: Vec<EditSeq>) -> Planned {
    if later.is_empty() {
        return Err(StoreError::Nothing("undo").into());
    }
    let deltas = inverse(conn, &later)?;
    let next = apply(conn, &state.project, &deltas)??;
    later.reverse();
    Ok((Step::about(&state.history, EntryKind::Undo, later), deltas, next))
}

/// Does again what the last undo took back.
pub(super) fn redo(conn: &Connection, state: &State) -> Planned {
    let targets = state.history.redo_group().to_vec();
    let Some(&first) = targets.first() else { return Err(StoreError::Nothing("redo").into()) };
    let mut deltas = Vec::new();
    for &seq in &targets {
        deltas.extend(journal::deltas(conn, seq)?);
    }
    let deltas = model::compose(deltas);
    let interrupted = !state.history.standing_from(first).is_empty();
    match apply(conn, &state.project, &deltas)? {
        Ok(next) if !interrupted || is_whole(&next) => {
            Ok((Step::about(&state.history, EntryKind::Redo, targets), deltas, next))
        }
        _ => {
            let why = "this cannot be done again: the engine has changed the proposals that it was about";
            Err(EditError::Refused(why.into()).into())
        }
    }
}

/// The project without the entries `taken` (ascending), though later ones stand; `None` where those rest on them.
fn without(
    conn: &Connection,
    state: &State,
    taken: &[EditSeq],
) -> Result<Option<(Vec<Delta>, Project)>, Failure> {
    let latest_first: Vec<_> = taken.iter().rev().copied().collect();
    let deltas = inverse(conn, &latest_first)?;
    let next = apply(conn, &state.project, &deltas)?.ok();
    Ok(next.filter(is_whole).map(|next| (deltas, next)))
}

/// What takes `entries` (latest first) back.
fn inverse(conn: &Connection, entries: &[EditSeq]) -> rusqlite::Result<Vec<Delta>> {
    let mut deltas = Vec::new();
    for &seq in entries {
        deltas.extend(journal::deltas(conn, seq)?.into_iter().rev().map(Delta::inverse));
    }
    Ok(model::compose(deltas))
}

fn is_whole(project: &Project) -> bool {
    !model::checks::check(project).iter().any(|f| f.is_damage)
}

/// The first of `later` (latest first) and those after it that write or name what it, or another of them, wrote; ascending.
fn resting_on(conn: &Connection, later: &[EditSeq]) -> rusqlite::Result<Vec<EditSeq>> {
    let mut written = BTreeSet::new();
    let mut out = Vec::new();
    for &seq in later.iter().rev() {
        let deltas = journal::deltas(conn, seq)?;
        if out.is_empty() || deltas.iter().flat_map(names).any(|item| written.contains(&item)) {
            written.extend(deltas.iter().flat_map(writes));
            out.push(seq);
        }
    }
    Ok(out)
}

/// The rows that a delta writes.
fn writes(delta: &Delta) -> Vec<Item> {
    match delta {
        Delta::Document(c) => vec![Item::Document(c.id)],
        Delta::Quotation(c) => vec![Item::Quotation(c.id)],
        Delta::Decision(c) => vec![Item::Quotation(c.id)],
        Delta::Speaker(c) => vec![Item::Speaker(c.id)],
        Delta::Apart(c) => vec![Item::Speaker(c.id.0), Item::Speaker(c.id.1)],
        Delta::Material(c) => vec![Item::Document(c.id)],
        Delta::Check(c) => vec![Item::Quotation(c.id)],
        Delta::Setting(_) => Vec::new(),
    }
}

/// The rows that a delta writes or names.
fn names(delta: &Delta) -> Vec<Item> {
    let mut out = writes(delta);
    if let Delta::Quotation(c) = delta {
        for quote in c.before.iter().chain(&c.after) {
            let a = &quote.attribution;
            out.push(Item::Document(quote.doc));
            out.extend(quote.parent.map(Item::Quotation));
            out.extend(a.speaker.map(Item::Speaker));
            out.extend(a.runner_up.map(|r| Item::Speaker(r.speaker)));
        }
    }
    out
}

impl Step {
    /// Undo or redo of `targets`, ascending.
    fn about(history: &History, kind: EntryKind, targets: Vec<EditSeq>) -> Self {
        let headers: Vec<_> = targets.iter().filter_map(|&seq| history.header(seq)).collect();
        let persons = headers.iter().filter(|h| !h.is_of_engine());
        let what = persons.clone().next().or(headers.first());
        let label = what.map_or("", |h| h.label.as_str());
        let label = match (kind, persons.count()) {
            (EntryKind::Redo, 0 | 1) => format!("did again: {label}"),
            (EntryKind::Redo, n) => format!("did {n} changes again, the first: {label}"),
            (_, 0 | 1) => format!("took back: {label}"),
            (_, n) => format!("took back {n} changes, the first: {label}"),
        };
        Self { kind, label, focus: what.and_then(|h| h.focus), targets }
    }
}
