//! Speakers: names, roles, merge and split.

use super::Planner;
use super::quotations::attribute;
use super::register::{Seed, add_alias};
use crate::analysis::SpeakerKind;
use crate::model::edit::{EditError, ImportedSpeaker};
use crate::model::ids::{Item, QuoteId, SpeakerId};
use crate::model::names::{fold, looks_proper, tidy};
use crate::model::quotation::Quotation;
use crate::model::speaker::Speaker;
use std::collections::BTreeSet;

type Planned = Result<(), EditError>;

/// Number of colours in a theme.
const COLOURS: u8 = 12;

pub(super) fn add(p: &mut Planner<'_>, imported: &ImportedSpeaker) -> Planned {
    let seed = Seed::from(imported);
    if seed.name.is_empty() {
        return Err(EditError::NoName);
    }
    let id = p.new_speaker_id()?;
    let mut speaker = seed.into_speaker(id, true);
    speaker.colour = imported.colour.filter(|&c| c < COLOURS);
    speaker.note.clone_from(&imported.note);
    speaker.links.clone_from(&imported.links);
    p.set_speaker(speaker);
    Ok(())
}

/// Changes one speaker by a person's hand.
pub(super) fn change(p: &mut Planner<'_>, id: SpeakerId, f: impl FnOnce(&mut Speaker)) -> Planned {
    let before = p.speaker(id)?;
    let mut speaker = before.clone();
    f(&mut speaker);
    if speaker != before {
        speaker.edited = true;
        p.set_speaker(speaker);
    }
    Ok(())
}

pub(super) fn rename(p: &mut Planner<'_>, id: SpeakerId, name: &str) -> Planned {
    let name = tidy(name);
    if name.is_empty() {
        return Err(EditError::NoName);
    }
    change(p, id, |s| {
        if s.name == name {
            return;
        }
        let old = std::mem::replace(&mut s.name, name);
        let now = fold(&s.name);
        s.aliases.retain(|a| fold(&a.name) != now);
        add_alias(s, &old, true);
        s.named = looks_proper(&s.name);
        if s.named && s.kind == SpeakerKind::Anonymous {
            s.kind = SpeakerKind::Person;
        }
    })
}

pub(super) fn add_alias_to(p: &mut Planner<'_>, id: SpeakerId, name: &str) -> Planned {
    if tidy(name).is_empty() {
        return Err(EditError::NoName);
    }
    change(p, id, |s| add_alias(s, name, true))
}

pub(super) fn remove_alias(p: &mut Planner<'_>, id: SpeakerId, name: &str) -> Planned {
    let folded = fold(name);
    change(p, id, |s| s.aliases.retain(|a| fold(&a.name) != folded))
}

pub(super) fn set_colour(p: &mut Planner<'_>, id: SpeakerId, colour: Option<u8>) -> Planned {
    if colour.is_some_and(|c| c >= COLOURS) {
        return Err(EditError::Refused(format!("there are {COLOURS} colours, from 0 to {}", COLOURS - 1)));
    }
    change(p, id, |s| s.colour = colour)
}

/// Hands every quotation of `from` to `to` (nobody where `None`), as speaker and as runner-up. `by_person` marks those
/// whose speaker changes as a person's work.
fn hand_over(p: &mut Planner<'_>, from: &BTreeSet<SpeakerId>, to: Option<SpeakerId>, by_person: bool) {
    let names = |q: &Quotation| {
        let a = &q.attribution;
        a.speaker.is_some_and(|s| from.contains(&s)) || a.runner_up.is_some_and(|r| from.contains(&r.speaker))
    };
    let all = p.project.docs.values().flat_map(|d| d.quotes.values());
    let touched: Vec<_> = all.filter(|q| names(q)).map(|q| Quotation::clone(q)).collect();
    for mut quote in touched {
        let a = &mut quote.attribution;
        if a.speaker.is_some_and(|s| from.contains(&s)) {
            if to.is_some() {
                a.speaker = to;
            } else {
                attribute(a, None);
            }
            quote.edited |= by_person;
        }
        let a = &mut quote.attribution;
        a.runner_up = a.runner_up.and_then(|mut second| {
            if from.contains(&second.speaker) {
                second.speaker = to?;
            }
            (a.speaker != Some(second.speaker)).then_some(second)
        });
        p.set_quote(quote);
    }
}

pub(super) fn merge(p: &mut Planner<'_>, into: SpeakerId, from: &[SpeakerId]) -> Planned {
    let mut kept = p.speaker(into)?;
    let from: BTreeSet<_> = from.iter().copied().filter(|&id| id != into).collect();
    if from.is_empty() {
        return Err(EditError::Refused("two speakers are needed to merge".into()));
    }
    for &id in &from {
        let other = p.speaker(id)?;
        absorb(&mut kept, &other);
        for third in p.forget_pairs(id) {
            if third != into && !from.contains(&third) {
                p.set_apart(into, third, true);
            }
        }
    }
    kept.edited = true;
    p.look_at(Item::Speaker(into));
    p.set_speaker(kept);
    hand_over(p, &from, Some(into), false);
    for id in from {
        p.remove_speaker(id);
    }
    Ok(())
}

/// Takes names, note, links and what was still unknown of `other` in.
fn absorb(kept: &mut Speaker, other: &Speaker) {
    for name in std::iter::once(&other.name).chain(other.aliases.iter().map(|a| &a.name)) {
        add_alias(kept, name, true);
    }
    if kept.role.is_empty() {
        kept.role.clone_from(&other.role);
    }
    if !other.note.is_empty() {
        if !kept.note.is_empty() {
            kept.note.push('\n');
        }
        kept.note.push_str(&other.note);
    }
    for link in &other.links {
        if !kept.links.contains(link) {
            kept.links.push(link.clone());
        }
    }
}

pub(super) fn split(p: &mut Planner<'_>, speaker: SpeakerId, quotes: &[QuoteId], name: &str) -> Planned {
    let mut old = p.speaker(speaker)?;
    let name = tidy(name);
    if name.is_empty() {
        return Err(EditError::NoName);
    }
    for &id in quotes {
        if p.quote(id)?.attribution.speaker != Some(speaker) {
            return Err(EditError::Refused(format!("not all of these quotations are {}’s", old.name)));
        }
    }
    let folded = fold(&name);
    if fold(&old.name) == folded {
        return Err(EditError::Refused(format!("the new speaker needs another name than {}", old.name)));
    }
    let id = p.new_speaker_id()?;
    old.aliases.retain(|a| fold(&a.name) != folded);
    old.edited = true;
    let seed = Seed { kind: old.kind, ..Seed::called(&name) };
    p.set_speaker(old);
    p.set_speaker(seed.into_speaker(id, true));
    p.set_apart(speaker, id, true);
    super::quotations::set_speaker(p, quotes, Some(id))
}

pub(super) fn remove(p: &mut Planner<'_>, id: SpeakerId) -> Planned {
    p.speaker(id)?;
    hand_over(p, &BTreeSet::from([id]), None, true);
    p.forget_pairs(id);
    p.remove_speaker(id);
    Ok(())
}

pub(super) fn keep_apart(p: &mut Planner<'_>, a: SpeakerId, b: SpeakerId) -> Planned {
    p.speaker(a)?;
    p.speaker(b)?;
    if a == b {
        return Err(EditError::Refused("one speaker cannot be kept apart from itself".into()));
    }
    p.set_apart(a, b, true);
    p.look_at(Item::Speaker(a));
    Ok(())
}
