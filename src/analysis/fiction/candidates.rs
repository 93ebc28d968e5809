//! Who may say a turn: the characters near it, with what the book shows of each there.

use super::Reading;
use super::cast::Cast;
use super::turns::{Turn, zone};
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::mentions::{Mention, MentionKind};
use crate::analysis::attribution::names::begins;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender};
use std::ops::Range;

/// Candidates of a turn at most.
pub const MOST: usize = 12;
/// Mentions looked back over at most.
const BACK: usize = 140;
/// Turns looked at for speakers, before and after.
const TURNS: usize = 12;

/// A character that may say a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub member: usize,
    /// The last mention outside marks before the turn.
    pub outside: Option<u32>,
    /// The last mention inside marks before the turn.
    pub inside: Option<u32>,
    /// The last mention outside marks before the turn, by a pronoun or not.
    pub recent: Option<u32>,
    /// How many others were mentioned since, by a pronoun or not.
    pub near: u8,
    /// How many others were mentioned since, outside marks.
    pub rank: u8,
    /// How many others were since what a sentence is about.
    pub lead: u8,
    /// Turns since this one was the subject of a reporting clause; 0 where not near.
    pub spoke: u8,
    /// Turns until this one will be; 0 where not near.
    pub speaks: u8,
}

impl Candidate {
    const fn new(member: usize) -> Self {
        Self {
            member,
            outside: None,
            inside: None,
            recent: None,
            near: 15,
            rank: 15,
            lead: 15,
            spoke: 0,
            speaks: 0,
        }
    }
}

/// For each turn who its reporting clause says speaks, where a name, a description or *I* says it.
pub fn anchors(scene: &Scene<'_, '_>, cast: &Cast, turns: &[Turn]) -> Vec<Option<usize>> {
    turns
        .iter()
        .map(|t| {
            let m = t.spots.get(t.cue?)?.mention as usize;
            let mention = scene.mentions.all.get(m)?;
            if is_first_person(mention) { cast.narrator } else { cast.of(m) }
        })
        .collect()
}

/// Whether `mention` is *I*.
pub fn is_first_person(mention: &Mention) -> bool {
    mention.pronoun.is_some_and(|p| p.person == 1 && p.number == crate::lang::Number::Singular)
}

fn add(out: &mut Vec<Candidate>, member: usize) -> Option<&mut Candidate> {
    let at = out.iter().position(|c| c.member == member);
    let at = match at {
        Some(at) => at,
        None if out.len() < MOST => {
            out.push(Candidate::new(member));
            out.len() - 1
        }
        None => return None,
    };
    out.get_mut(at)
}

/// Whoever may say turn `t`.
pub fn candidates(scene: &Scene<'_, '_>, reading: &Reading, t: usize) -> Vec<Candidate> {
    let (cast, turns, anchors) = (&reading.cast, reading.turns.as_slice(), reading.anchors.as_slice());
    let mut out: Vec<Candidate> = Vec::with_capacity(MOST);
    let Some(turn) = turns.get(t) else { return out };
    // Whoever the reporting clause names comes first, then those in the paragraph.
    let cue = turn.cue.and_then(|c| turn.spots.get(c));
    let own = turn.spots.iter().filter(|s| s.zone != zone::LATER && s.zone != zone::EARLIER).take(6);
    for spot in cue.into_iter().chain(own) {
        if let Some(member) = cast.of(spot.mention as usize) {
            add(&mut out, member);
        }
    }
    if let Some(narrator) = cast.narrator {
        add(&mut out, narrator);
    }
    // Those who are known to speak near it.
    let mut near = 0;
    for d in 1..=TURNS {
        let before = t.checked_sub(d).and_then(|i| anchors.get(i)).copied().flatten();
        if let Some(member) = before
            && near < 5
            && let Some(c) = add(&mut out, member)
            && c.spoke == 0
        {
            c.spoke = d as u8;
            near += 1;
        }
        let after = anchors.get(t + d).copied().flatten();
        if let Some(member) = after
            && d <= 8
            && let Some(c) = add(&mut out, member)
            && c.speaks == 0
        {
            c.speaks = d as u8;
        }
    }
    // Those mentioned before it.
    let end = scene.mentions.all.partition_point(|m| m.tokens.start < turn.tokens.start);
    let (mut outside, mut inside, mut leads, mut near) = (0_u8, 0_u8, 0_u8, 0_u8);
    for m in (end.saturating_sub(BACK)..end).rev() {
        let (Some(member), Some(mention)) = (reading.meant(m), scene.mentions.all.get(m)) else { continue };
        if mention.modifies {
            continue;
        }
        let taken_up = cast.of(m).is_none();
        let described = !taken_up && cast.is_described(member);
        if described && end - m > 40 {
            continue;
        }
        let is_outside = scene.page.is_outside(mention.head);
        let full = if is_outside { outside >= 8 } else { inside >= 4 };
        let known = out.iter().any(|c| c.member == member);
        if full && !known {
            continue;
        }
        let Some(c) = add(&mut out, member) else { continue };
        if is_outside && c.recent.is_none() {
            c.recent = Some(m as u32);
            c.near = near;
            near = near.saturating_add(1);
        }
        if taken_up {
            continue;
        }
        if is_outside && c.lead == 15 && leads_sentence(scene, mention) {
            c.lead = leads;
            leads = leads.saturating_add(1);
        }
        let slot = if is_outside { &mut c.outside } else { &mut c.inside };
        if slot.is_none() {
            *slot = Some(m as u32);
            if is_outside {
                c.rank = outside;
                outside = outside.saturating_add(1);
            } else {
                inside = inside.saturating_add(1);
            }
        }
    }
    // A character of whom nothing but what comes later is known may begin to speak here.
    for spot in turn.spots.iter().filter(|s| s.zone == zone::LATER || s.zone == zone::EARLIER).take(4) {
        if let Some(member) = cast.of(spot.mention as usize) {
            add(&mut out, member);
        }
    }
    out
}

/// Whether `mention` is what its sentence is about: it begins it, or a verb follows.
pub fn leads_sentence(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let next = mention.tokens.end;
    begins(scene.page, mention.whole().start)
        || scene.page.word(next).verb > 0
        || scene.page.is(next, Class::Auxiliary)
}

/// How a gender fits another: 0 not, 1 not known, 2 the same.
pub fn fit(a: Gender, b: Gender) -> u32 {
    match (a, b) {
        (Gender::Male, Gender::Male) | (Gender::Female, Gender::Female) => 2,
        (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male) => 0,
        _ => 1,
    }
}

/// Whether the name at mention `m` addresses somebody: it stands between signs, *my dear* before it or not.
pub fn addresses(scene: &Scene<'_, '_>, m: usize) -> bool {
    let Some(mention) = scene.mentions.all.get(m) else { return false };
    mention.kind != MentionKind::Pronoun
        && is_called(scene.page, &(mention.whole().start..mention.tokens.end))
}

/// Whether the words at `whole` stand as what somebody is called: between signs, *my dear* before them or not.
pub fn is_called(page: &Page<'_>, whole: &Range<usize>) -> bool {
    let sign = |i: usize| !page.is_wordy(i) && page.kind(i) != TokenKind::Clitic;
    if !sign(whole.end) {
        return false;
    }
    let Some(before) = whole.start.checked_sub(1) else { return true };
    if page.kind(before) == TokenKind::Line && page.is_wordy(before.saturating_sub(1)) {
        return false;
    }
    sign(before)
        || page.is(before, Class::Interjection)
        || page.profile.before_called.contains(&page.tokens.hash(before))
}
