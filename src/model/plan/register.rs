//! Speakers by name: who is meant by a name that the engine, a file or a person gives.

use super::Planner;
use crate::analysis::{FoundSpeaker, SpeakerKind};
use crate::model::edit::{EditError, ImportedSpeaker};
use crate::model::ids::SpeakerId;
use crate::model::names::{fold, looks_proper, tidy, word_count};
use crate::model::project::Project;
use crate::model::speaker::{Alias, Speaker};
use std::collections::{BTreeMap, BTreeSet};

/// All names and aliases, folded. May hold names that a speaker no longer has; a reader looks at the row.
pub(in crate::model) struct Register(BTreeMap<String, BTreeSet<SpeakerId>>);

impl Register {
    pub(super) fn new(project: &Project) -> Self {
        let mut register = Self(BTreeMap::new());
        for speaker in project.speakers.values() {
            register.add(speaker);
        }
        register
    }

    pub(super) fn add(&mut self, speaker: &Speaker) {
        for name in std::iter::once(&speaker.name).chain(speaker.aliases.iter().map(|a| &a.name)) {
            self.0.entry(fold(name)).or_default().insert(speaker.id);
        }
    }

    fn called(&self, folded: &str) -> impl Iterator<Item = SpeakerId> + use<'_> {
        self.0.get(folded).into_iter().flatten().copied()
    }
}

/// How a speaker bears a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bears {
    Name,
    PersonsAlias,
    EnginesAlias,
}

fn bears(speaker: &Speaker, folded: &str) -> Option<Bears> {
    if fold(&speaker.name) == folded {
        return Some(Bears::Name);
    }
    let alias = speaker.aliases.iter().find(|a| fold(&a.name) == folded)?;
    Some(if alias.by_person { Bears::PersonsAlias } else { Bears::EnginesAlias })
}

/// What the engine or a file says of a speaker.
pub(in crate::model) struct Seed {
    pub(in crate::model) name: String,
    pub(in crate::model) aliases: Vec<String>,
    pub(in crate::model) kind: SpeakerKind,
    pub(in crate::model) role: String,
    pub(in crate::model) named: bool,
}

impl From<&FoundSpeaker> for Seed {
    fn from(f: &FoundSpeaker) -> Self {
        Self {
            name: tidy(&f.name),
            aliases: f.aliases.iter().map(|a| tidy(a)).collect(),
            kind: f.kind,
            role: f.role.as_deref().map(tidy).unwrap_or_default(),
            named: f.named,
        }
    }
}

impl From<&ImportedSpeaker> for Seed {
    fn from(s: &ImportedSpeaker) -> Self {
        Self {
            name: tidy(&s.name),
            aliases: s.aliases.iter().map(|a| tidy(a)).collect(),
            kind: s.kind,
            role: s.role.trim().to_owned(),
            named: s.named,
        }
    }
}

impl From<&Speaker> for Seed {
    fn from(s: &Speaker) -> Self {
        Self {
            name: s.name.clone(),
            aliases: s.aliases.iter().map(|a| a.name.clone()).collect(),
            kind: s.kind,
            role: s.role.clone(),
            named: s.named,
        }
    }
}

impl Seed {
    /// A speaker of whom only the name is known.
    pub(in crate::model) fn called(name: &str) -> Self {
        let name = tidy(name);
        let named = looks_proper(&name);
        let kind = if named { SpeakerKind::Person } else { SpeakerKind::Anonymous };
        Self { named, kind, name, aliases: Vec::new(), role: String::new() }
    }

    /// Whether the name alone says who it is, in every document: a full proper name, or an organisation's.
    fn is_full(&self) -> bool {
        self.named && (word_count(&self.name) > 1 || self.kind == SpeakerKind::Organisation)
    }

    /// A new speaker of this name.
    pub(in crate::model) fn into_speaker(self, id: SpeakerId, edited: bool) -> Speaker {
        let mut speaker = Speaker {
            id,
            name: self.name,
            aliases: Vec::new(),
            kind: self.kind,
            role: self.role,
            colour: None,
            note: String::new(),
            links: Vec::new(),
            edited,
            named: self.named,
        };
        for alias in self.aliases {
            add_alias(&mut speaker, &alias, edited);
        }
        speaker
    }
}

/// Gives `speaker` one more alias, unless it has it. A person's word makes an engine's alias theirs.
pub(in crate::model) fn add_alias(speaker: &mut Speaker, name: &str, by_person: bool) {
    let folded = fold(name);
    if folded.is_empty() || fold(&speaker.name) == folded {
        return;
    }
    match speaker.aliases.iter_mut().find(|a| fold(&a.name) == folded) {
        Some(alias) => alias.by_person |= by_person,
        None => speaker.aliases.push(Alias { name: tidy(name), by_person }),
    }
}

impl Planner<'_> {
    /// The speaker of the project that `seed` means in a document where `here` speak already; `None` where nobody, or
    /// where several could be meant. Only a full proper name, or an alias that a person gave, counts across documents. An
    /// alias of the engine's own counts here, unless the speaker who has it is one of `names` (folded) under its own name.
    pub(in crate::model) fn who_is(
        &mut self,
        seed: &Seed,
        here: &BTreeSet<SpeakerId>,
        names: &BTreeSet<String>,
    ) -> Option<SpeakerId> {
        let folded = fold(&seed.name);
        let candidates: Vec<_> = self.register().called(&folded).collect();
        let mut elsewhere = Vec::new();
        let mut local = None;
        for id in candidates {
            let Some(speaker) = self.project.speaker(id) else { continue };
            let Some(how) = bears(speaker, &folded) else { continue };
            let counts = match how {
                Bears::Name => seed.is_full() && speaker.named,
                Bears::PersonsAlias => seed.named,
                Bears::EnginesAlias => false,
            };
            let stale = how == Bears::EnginesAlias && names.contains(&fold(&speaker.name));
            if here.contains(&id) && !stale && (local.is_none() || how == Bears::Name) {
                local = Some(id);
            } else if counts {
                elsewhere.push(id);
            }
        }
        local.or(match elsewhere.as_slice() {
            [one] => Some(*one),
            _ => None,
        })
    }

    /// The speaker whom a person means by typing `name`: one who bears it, first of all one of `here`; a new one otherwise.
    pub(super) fn speaker_called(
        &mut self,
        name: &str,
        here: &BTreeSet<SpeakerId>,
    ) -> Result<SpeakerId, EditError> {
        let seed = Seed::called(name);
        if seed.name.is_empty() {
            return Err(EditError::NoName);
        }
        let folded = fold(&seed.name);
        let candidates: Vec<_> = self.register().called(&folded).collect();
        let rank = |id: &SpeakerId| {
            let how = bears(self.project.speaker(*id)?, &folded)?;
            Some((how != Bears::Name, !here.contains(id), *id))
        };
        if let Some((.., id)) = candidates.iter().filter_map(rank).min() {
            return Ok(id);
        }
        self.new_speaker(seed, true)
    }

    /// Makes a speaker.
    pub(in crate::model) fn new_speaker(&mut self, seed: Seed, edited: bool) -> Result<SpeakerId, EditError> {
        let id = self.new_speaker_id()?;
        self.set_speaker(seed.into_speaker(id, edited));
        Ok(id)
    }
}
