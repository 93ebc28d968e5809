//! Speakers of the findings as speakers of the project.

use crate::analysis::Findings;
use crate::model::edit::EditError;
use crate::model::ids::{DocId, SpeakerId};
use crate::model::lessons::Taught;
use crate::model::names::fold;
use crate::model::plan::{Planner, Seed, add_alias};
use crate::model::speaker::Speaker;
use std::collections::BTreeSet;

/// Finds each speaker of the findings in the project, or makes it, when the first quotation needs it.
pub(super) struct Speakers<'a> {
    findings: &'a Findings,
    /// Who is attributed something in the document already.
    here: BTreeSet<SpeakerId>,
    known: Vec<Option<SpeakerId>>,
    /// Whom a person's decisions take each for.
    taught: Vec<Option<Taught>>,
    /// Names of all found speakers, folded.
    names: BTreeSet<String>,
}

impl<'a> Speakers<'a> {
    pub(super) fn new(
        findings: &'a Findings,
        here: BTreeSet<SpeakerId>,
        taught: Vec<Option<Taught>>,
    ) -> Self {
        let names = findings.speakers.iter().map(|f| fold(&f.name)).collect();
        Self { findings, here, known: vec![None; findings.speakers.len()], taught, names }
    }

    /// Why number `i` of the findings is whom a person's decisions take it for.
    pub(super) fn taught(&self, i: usize) -> Option<&Taught> {
        self.taught.get(i)?.as_ref()
    }

    /// The project's speaker for number `i` of the findings; `None` where it has no name.
    pub(super) fn id(&mut self, p: &mut Planner<'_>, i: usize) -> Result<Option<SpeakerId>, EditError> {
        if let Some(Some(id)) = self.known.get(i) {
            return Ok(Some(*id));
        }
        let Some(found) = self.findings.speakers.get(i).filter(|f| !f.name.trim().is_empty()) else {
            return Ok(None);
        };
        let seed = Seed::from(found);
        let taught = self.taught(i).map(|t| t.speaker);
        let id = match taught
            .or_else(|| p.who_is(&seed, &self.here, &self.names))
            .or_else(|| self.under_an_alias(p, &seed))
        {
            Some(id) => id,
            None => p.new_speaker(seed, false)?,
        };
        if let Some(slot) = self.known.get_mut(i) {
            *slot = Some(id);
        }
        Ok(Some(id))
    }

    /// An unchanged speaker of this document whose name is now an alias: the engine has found a fuller name for it.
    fn under_an_alias(&self, p: &Planner<'_>, seed: &Seed) -> Option<SpeakerId> {
        let aliases: BTreeSet<_> = seed.aliases.iter().map(|a| fold(a)).collect();
        let free = self.here.iter().filter(|&&id| !self.known.contains(&Some(id)));
        free.copied()
            .find(|&id| p.project.speaker(id).is_some_and(|s| !s.edited && aliases.contains(&fold(&s.name))))
    }

    /// Brings names, aliases, kinds and roles of the engine's own speakers up to date.
    pub(super) fn finish(self, p: &mut Planner<'_>, doc: DocId) -> Result<(), EditError> {
        for (i, (found, id)) in self.findings.speakers.iter().zip(&self.known).enumerate() {
            let Some(id) = *id else { continue };
            let before = p.speaker(id)?;
            if before.edited {
                continue;
            }
            let seed = Seed::from(found);
            let after = if self.taught(i).is_none() && self.here.contains(&id) && speaks_only_in(p, id, doc) {
                renewed(&before, seed)
            } else {
                added_to(&before, &seed)
            };
            if after != before {
                p.set_speaker(after);
            }
        }
        Ok(())
    }
}

fn speaks_only_in(p: &Planner<'_>, id: SpeakerId, doc: DocId) -> bool {
    let others = p.project.docs.values().filter(|d| d.document.id != doc);
    !others.flat_map(|d| d.quotes.values()).any(|q| q.attribution.speaker == Some(id))
}

/// What the engine says now, with the aliases that a person gave.
fn renewed(before: &Speaker, seed: Seed) -> Speaker {
    let mut after = seed.into_speaker(before.id, false);
    for alias in before.aliases.iter().filter(|a| a.by_person) {
        add_alias(&mut after, &alias.name, true);
    }
    after.colour = before.colour;
    after.note.clone_from(&before.note);
    after.links.clone_from(&before.links);
    after
}

/// One more document's aliases, and the role where none was known.
fn added_to(before: &Speaker, seed: &Seed) -> Speaker {
    let mut after = before.clone();
    for alias in std::iter::once(&seed.name).chain(&seed.aliases) {
        add_alias(&mut after, alias, false);
    }
    if after.role.is_empty() {
        after.role.clone_from(&seed.role);
    }
    after
}
