//! From what was asked to the rows that change. Pure: nothing happens to the project that it is asked about.

mod checking;
mod documents;
mod import;
mod planner;
mod quotations;
mod register;
mod revise;
mod speakers;

pub(super) use planner::Planner;
pub(super) use register::{Seed, add_alias};

use super::delta::Delta;
use super::edit::{Edit, EditError};
use super::ids::{IdSource, Item};
use super::label;
use super::material::Track;
use super::project::Project;
use super::propose;
use crate::text::SourceText;
use jiff::Timestamp;
use std::sync::Arc;

/// What a commit will do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The rows that change, one delta each.
    pub deltas: Vec<Delta>,
    /// The project with them applied; its `seq` is still the old one.
    pub next: Project,
    /// Texts that come with them.
    pub texts: Vec<SourceText>,
    /// Original bytes that come with them.
    pub originals: Vec<Arc<[u8]>>,
    /// Tracks that come with them.
    pub tracks: Vec<Arc<Track>>,
    /// What was done, as the end of a sentence: *accepted 3 quotations*.
    pub label: String,
    /// The first thing that the edits are about, for undo to go back to.
    pub focus: Option<Item>,
}

/// Plans `edits` against `project`, each on top of the earlier ones. New ids are taken from `ids`.
///
/// An error is about the first edit that cannot be done; then nothing of the others is done either.
pub fn plan(
    project: &Project,
    edits: &[Edit],
    who: &str,
    now: Timestamp,
    ids: &mut IdSource,
) -> Result<Plan, EditError> {
    let mut planner = Planner::new(project, who, now, ids);
    for edit in edits {
        plan_one(&mut planner, edit)?;
    }
    let mut plan = planner.finish();
    plan.label = label::label(project, &plan.next, edits, &plan.deltas);
    Ok(plan)
}

fn plan_one(p: &mut Planner<'_>, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::ImportDocument(document) => import::document(p, document),
        Edit::ImportRows(rows) => import::rows(p, rows),
        Edit::RemoveDocument(id) => documents::remove(p, *id),
        Edit::RenameDocument(id, title) => documents::rename(p, *id, title),
        Edit::SetLanguage(id, lang) => documents::set_language(p, *id, lang.as_deref()),
        Edit::SetMarks(id, marks) => documents::set_marks(p, *id, marks.as_deref()),
        Edit::Propose(id, findings) => propose::propose(p, *id, findings),
        Edit::AddQuotation(doc, content, kind) => quotations::add(p, *doc, content, *kind),
        Edit::SetContent(id, content) => quotations::set_content(p, *id, content),
        Edit::SetKind(ids, kind) => quotations::set_kind(p, ids, *kind),
        Edit::SetCue(id, cue) => quotations::set_cue(p, *id, cue.as_ref()),
        Edit::SetSource(id, source) => quotations::set_source(p, *id, source.as_ref()),
        Edit::SetSpeaker(ids, speaker) => quotations::set_speaker(p, ids, *speaker),
        Edit::SetSpeakerByName(ids, name) => quotations::set_speaker_by_name(p, ids, name),
        Edit::TakeRunnerUp(ids) => quotations::take_runner_up(p, ids),
        Edit::Decide(ids, status) => quotations::decide(p, ids, *status),
        Edit::SetNote(id, note) => quotations::set_note(p, *id, note),
        Edit::SetTag(ids, key, value) => quotations::set_tag(p, ids, key, value),
        Edit::SplitQuotation(id, after) => quotations::split(p, *id, *after),
        Edit::MergeQuotations(ids) => quotations::merge(p, ids),
        Edit::AddSpeaker(speaker) => speakers::add(p, speaker),
        Edit::RenameSpeaker(id, name) => speakers::rename(p, *id, name),
        Edit::AddAlias(id, name) => speakers::add_alias_to(p, *id, name),
        Edit::RemoveAlias(id, name) => speakers::remove_alias(p, *id, name),
        Edit::SetSpeakerKind(id, kind) => speakers::change(p, *id, |s| s.kind = *kind),
        Edit::SetRole(id, role) => speakers::change(p, *id, |s| role.trim().clone_into(&mut s.role)),
        Edit::SetColour(id, colour) => speakers::set_colour(p, *id, *colour),
        Edit::SetSpeakerNote(id, note) => speakers::change(p, *id, |s| s.note.clone_from(note)),
        Edit::SetLinks(id, links) => speakers::change(p, *id, |s| s.links.clone_from(links)),
        Edit::MergeSpeakers { into, from } => speakers::merge(p, *into, from),
        Edit::SplitSpeaker { speaker, quotes, name } => speakers::split(p, *speaker, quotes, name),
        Edit::RemoveSpeaker(id) => speakers::remove(p, *id),
        Edit::KeepApart(a, b) => speakers::keep_apart(p, *a, *b),
        Edit::SetMaterial(material) => checking::set_material(p, material),
        Edit::RemoveMaterial(doc) => checking::remove_material(p, *doc),
        Edit::Sign(signatures) => signatures.iter().try_for_each(|s| checking::sign(p, s)),
        Edit::SignSecond(ids) => ids.iter().try_for_each(|&id| checking::sign_second(p, id)),
        Edit::Unsign(ids) => ids.iter().try_for_each(|&id| checking::unsign(p, id)),
        Edit::Revise { doc, new, findings } => revise::revise(p, *doc, new, findings.as_deref()),
        Edit::SetStyle(name) => {
            checking::set_style(p, name);
            Ok(())
        }
    }
}
