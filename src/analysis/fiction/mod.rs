//! Fiction: whose words marked speech is in a text that tells a story in dialogue.
//!
//! The characters are gathered from the book ([`cast`]), its marked words are brought together to turns ([`turns`]), each turn
//! gets the characters that may say it ([`candidates`]) with what speaks for them ([`features`]), how they talk elsewhere among it
//! ([`talk`]), and all turns are decided together ([`chain`]): a reporting clause far on settles whose turn it is here. A second
//! look knows who is in company ([`company`]).

pub mod candidates;
pub mod cast;
pub mod chain;
pub mod climb;
pub mod company;
pub mod facts;
pub mod features;
pub mod focus;
#[cfg(test)]
mod languages;
pub mod learn;
pub mod mentions;
pub mod model;
pub mod net;
pub mod talk;
#[cfg(test)]
mod tests;
pub mod turns;

use super::FoundSpeaker;
use super::attribution::candidates::{Past, Scene, Target, reads_as_dialogue};
use super::attribution::rank::{Decided, Decision, NARRATOR, Weighed};
use super::attribution::templates::{GROUPS, Group};
use super::attribution::units::Unit;
use super::page::Page;
use super::token::TokenKind;
use super::weights::model::SCALE;
use super::weights::{Model, WHOLE};
use crate::lang::{Gender, Number};
use candidates::Candidate;
use cast::Cast;
use chain::Link;
use company::Company;
use features::Look;
use focus::Telling;
use model::{Weights, class_of};
use net::{Hidden, Net};
use std::collections::BTreeMap;
use std::sync::OnceLock;
use talk::{Talk, Words};
use turns::Turn;

/// The weights that ship with the program.
pub fn weights() -> &'static Weights {
    LOADED.get_or_init(|| Weights::from_bytes(include_bytes!("../../../assets/models/en-fiction.bin")))
}

static LOADED: OnceLock<Weights> = OnceLock::new();

/// Uses other weights than those that ship, for trying out what was learned; false where some are in use already.
pub fn use_weights(weights: Weights) -> bool {
    LOADED.set(weights).is_ok()
}

/// A text of fewer words says too little of what it is.
const LEAST_WORDS: u32 = 120;

/// A passage of fewer words than this says nothing at all of what it is.
pub const LEAST_TOLD: u32 = 10;

/// A text of this many words is no piece of news where it tells all the while.
const CHAPTER: u32 = 1000;

/// Marked words of a story at least.
const LEAST_UNITS: usize = 6;

/// What *“…,” said a porter* weighs for the porter: too few were marked to learn it.
const NEWCOMER: i32 = 4 * SCALE;

/// What *„…“, sagte der Müller* weighs for the miller where no word classes were learned. English novels say *the doctor* of whoever
/// has a name elsewhere.
const ROLE: i32 = 3 * SCALE;

/// The share of whoever says their own name.
const SURE: u32 = WHOLE / 20 * 19;

/// The share that somebody described has at least who is taken for whoever says their own name.
const INTRODUCED: u32 = WHOLE / 5 * 2;

/// Whether the text tells a story in dialogue: its marked words address people, and around them it tells; an article does one
/// or the other. A whole chapter that does nothing but tell is one too.
pub fn narrates(page: &Page<'_>, units: &[Unit]) -> bool {
    units.len() >= LEAST_UNITS
        && tense(page).is_some_and(|t| {
            t.words >= LEAST_WORDS && t.tells() && reads_as_dialogue(page, units)
                || t.words >= CHAPTER && t.tells_throughout()
        })
}

/// Whether a text of at least `least` words tells: in the past, of *him* and *her*, with hardly a number. One that is nothing but
/// marked words is taken from what tells.
pub fn tells(page: &Page<'_>, least: u32) -> bool {
    tense(page).is_some_and(|t| t.words >= least && (t.tells() || t.around == 0))
}

/// How a text with hardly a number is told.
struct Tense {
    /// Its words.
    words: u32,
    /// Those outside marks.
    around: u32,
    /// Pronouns for one person among them.
    people: u32,
    /// Frequent verbs in the past, outside marks.
    past: u32,
    /// Those in the present.
    present: u32,
}

impl Tense {
    const fn tells(&self) -> bool {
        self.people * 20 >= self.words && self.past * 2 >= self.present * 3
    }

    const fn tells_throughout(&self) -> bool {
        self.people * 40 >= self.words && self.past >= self.present * 4
    }
}

/// Reads how a text is told; none where it has too many numbers for a story.
fn tense(page: &Page<'_>) -> Option<Tense> {
    let (mut words, mut around, mut numbers, mut people) = (0_u32, 0_u32, 0_u32, 0_u32);
    let (mut past, mut present) = (0_u32, 0_u32);
    // How many words a story has for each number: in English it was counted, elsewhere a room number or a year must not decide.
    let words_each: u32 = if page.learned.is_none() { 60 } else { 240 };
    // Where verbs need no subject there are fewer pronouns.
    let counts = if page.profile.grammar.drops_subject { 3 } else { 1 };
    for i in 0..page.tokens.len() {
        match page.kind(i) {
            TokenKind::Number => {
                numbers += 1;
                // More than any number of words would make up for: news mostly ends here.
                if numbers as usize * words_each as usize > page.tokens.len() {
                    return None;
                }
            }
            TokenKind::Word => {
                words += 1;
                let outside = page.is_outside(i);
                around += u32::from(outside);
                let hash = page.tokens.hash(i);
                if page.word(i).pronoun > 0 {
                    let someone = page.profile.pronoun(hash).is_some_and(|p| {
                        p.number == Number::Singular
                            && p.person > 0
                            && (p.person < 3 || matches!(p.gender, Gender::Male | Gender::Female))
                    });
                    people += counts * u32::from(someone);
                } else if outside {
                    // *parlèrent*, but *Canada*, *va*
                    let tells = page.ends_as(i, &page.profile.story_endings)
                        && !page.is_capital(i)
                        && !page.word(i).classes.is_function()
                        && page.str(i).chars().count() > 3;
                    past += u32::from(tells || page.profile.told_past.contains(&hash));
                    present += u32::from(page.profile.told_present.contains(&hash));
                }
            }
            _ => {}
        }
    }
    (numbers * words_each <= words).then_some(Tense { words, around, people, past, present })
}

/// Calls whoever tells a story as *I*, and whom it never names, the narrator.
pub fn name_narrator(speakers: &mut [FoundSpeaker]) {
    for s in speakers.iter_mut().filter(|s| !s.named && s.name == "I") {
        "the narrator".clone_into(&mut s.name);
        s.aliases.push("I".to_owned());
    }
}

/// A book, read for who speaks.
#[derive(Debug)]
pub struct Reading {
    /// Its characters.
    pub cast: Cast,
    /// Its turns.
    pub turns: Vec<Turn>,
    /// For each turn who its reporting clause says speaks.
    pub anchors: Vec<Option<usize>>,
    /// For each character how many reporting clauses say that they speak.
    pub spoken: Vec<u32>,
    /// For each turn whom it calls, see [`features::called`].
    pub called: Vec<u32>,
    /// The words of each turn.
    pub words: Vec<Words>,
    /// How everybody talks where a reporting clause says who speaks.
    pub talk: Talk,
    /// What the telling tells of whom.
    pub telling: Telling,
    /// For each mention of the telling whom it means, counted from 1; 0 is nobody.
    pub focus: Vec<u32>,
}

impl Reading {
    /// Reads a book of whose units `speech` are speech.
    pub fn new(scene: &Scene<'_, '_>, speech: &[bool]) -> Self {
        let cast = Cast::gather(scene);
        let turns = turns::turns(scene, speech);
        let anchors = candidates::anchors(scene, &cast, &turns);
        let mut spoken = vec![0; cast.all.len()];
        for member in anchors.iter().flatten() {
            if let Some(n) = spoken.get_mut(*member) {
                *n += 1;
            }
        }
        let words: Vec<Words> = turns.iter().map(|t| talk::words(scene, t)).collect();
        let talk = Talk::new(&words, anchors.clone());
        let called = turns.iter().map(|t| features::called(scene.page, t)).collect();
        let telling = Telling::new(scene, &cast, &turns);
        let focus = telling.read(scene.mentions.all.len(), &[]).of_mention;
        Self { cast, turns, anchors, spoken, called, words, talk, telling, focus }
    }

    /// The character that mention `m` names, describes or takes up.
    pub fn meant(&self, m: usize) -> Option<usize> {
        self.cast.of(m).or_else(|| (self.focus.get(m).copied().unwrap_or(0) as usize).checked_sub(1))
    }

    /// How many characters are known to speak near turn `t`, at most 4.
    pub fn speakers_near(&self, t: usize) -> u32 {
        let range = t.saturating_sub(6)..(t + 7).min(self.anchors.len());
        let mut seen: Vec<usize> = Vec::with_capacity(8);
        for member in self.anchors.get(range).unwrap_or_default().iter().flatten() {
            if !seen.contains(member) {
                seen.push(*member);
            }
        }
        seen.len().min(4) as u32
    }
}

/// What is kept of a turn between the looks.
struct Kept {
    /// See [`features::subject`].
    subject: u32,
    /// For each candidate what the second network's units add up to by what the first look knows.
    sums: Vec<Hidden>,
}

/// Decides all units of a story; `speech` says which take part.
pub fn decide(scene: &Scene<'_, '_>, speech: &[bool], weights: &Weights) -> Decided {
    let reading = Reading::new(scene, speech);
    let (mut links, mut again, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for t in 0..reading.turns.len() {
        let Some(look) = Look::new(scene, &reading, t) else { continue };
        let (all, shared) = (look.unary(), look.shared());
        let ways = look.ways(reading.speakers_near(t));
        let newcomer = look.newcomer();
        let role = look.role();
        let more = |c: &Candidate| {
            let new = if Some(c.member) == newcomer { NEWCOMER } else { 0 };
            new + if Some(c.member) == role { ROLE } else { 0 }
        };
        let sums = |net: &Net| -> Vec<Hidden> {
            let start = net.with(net.start(), &shared);
            all.iter().map(|(_, facts)| net.with(start, facts)).collect()
        };
        let link = |table: &Model| Link {
            members: look.candidates.iter().map(|c| c.member).collect(),
            scores: look.candidates.iter().zip(&all).map(|(c, (f, _))| table.score(f) + more(c)).collect(),
            ways: [0, 1, 2].map(|w| ways.get(w).map_or(0, |f| table.score(f))),
        };
        let mut first = link(&weights.first.table);
        for (score, sums) in first.scores.iter_mut().zip(sums(&weights.first.net)) {
            *score += weights.first.net.score(&sums);
        }
        links.push(first);
        again.push(link(&weights.again.table));
        kept.push(Kept { subject: look.subject, sums: sums(&weights.again.net) });
    }
    // Whoever says their own name is known.
    let shares = chain::shares(&links);
    let own = own_names(scene, &reading);
    let known_as = introductions(scene, &reading, &own, &links, &shares);
    for (&t, &e) in &own {
        for link in [&mut links, &mut again].into_iter().filter_map(|l| l.get_mut(t)) {
            link.members.clear();
            link.members.push(e);
            link.scores = vec![0];
        }
    }
    // A second look, now that it is known who is in company.
    let shares = chain::shares(&links);
    let company = Company::new(&links, &shares, &reading.words, &reading.telling);
    let net = &weights.again.net;
    for (t, (link, kept)) in again.iter_mut().zip(&kept).enumerate() {
        let known = company.features(t, kept.subject);
        for ((score, sums), (features, facts)) in link.scores.iter_mut().zip(&kept.sums).zip(&known) {
            *score += weights.again.table.score(features) + net.score(&net.with(*sums, facts));
        }
    }
    let links: Vec<Link> = links.iter().zip(&again).map(|(first, again)| first.mean(again)).collect();
    let shares = chain::shares(&links);
    let mut units = vec![Decision::default(); scene.units.len()];
    let (mut last, mut other) = (None, None);
    for (t, (turn, link)) in reading.turns.iter().zip(&links).enumerate() {
        let (Some(shares), Some(subject)) = (shares.get(t), kept.get(t).map(|k| k.subject)) else { continue };
        let (link, mut shares) = under_names(link, shares, &known_as);
        if own.contains_key(&t) {
            shares.fill(SURE);
        }
        let mut decision = decision(&reading, turn, &link, &shares, subject, weights);
        decision.because = because(&reading, turn, &decision, last, other);
        if decision.speaker != last {
            (last, other) = (decision.speaker, last);
        }
        for (n, &u) in turn.units.iter().enumerate() {
            if let Some(slot) = units.get_mut(u as usize) {
                *slot = decision.clone();
                slot.carried = n > 0 && slot.mention.is_none();
            }
        }
    }
    let pasts = pasts(&units, speech);
    Decided { units, pasts }
}

/// The candidates of `link` with their shares, whoever is `known_as` somebody under that name.
fn under_names(link: &Link, shares: &[u32], known_as: &BTreeMap<usize, usize>) -> (Link, Vec<u32>) {
    let mut out = (Link { ways: link.ways, ..Link::default() }, Vec::with_capacity(shares.len()));
    for ((&member, &score), &share) in link.members.iter().zip(&link.scores).zip(shares) {
        let member = known_as.get(&member).copied().unwrap_or(member);
        if let Some(at) = out.0.members.iter().position(|&m| m == member) {
            if let Some(s) = out.1.get_mut(at) {
                *s += share;
            }
        } else {
            out.0.members.push(member);
            out.0.scores.push(score);
            out.1.push(share);
        }
    }
    out
}

/// The character whose name a turn says is the speaker's own, by the number of the turn: *“My name is Ashby,” he said.*
fn own_names(scene: &Scene<'_, '_>, reading: &Reading) -> BTreeMap<usize, usize> {
    let named = |&e: &usize| reading.cast.all.get(e).is_some_and(|c| c.known == cast::Known::Named);
    let own = |(t, turn): (usize, &Turn)| {
        let asked = t.checked_sub(1).and_then(|b| reading.turns.get(b));
        let said = scene.mentions.within(turn.tokens.start..turn.tokens.end);
        let mut own = said.take(8).filter(|&m| turns::says_own_name(scene, turn, asked, m));
        let e = own.find_map(|m| reading.cast.of(m).filter(named))?;
        Some((t, e))
    };
    reading.turns.iter().enumerate().filter_map(own).collect()
}

/// Whoever was told of by a description and then says who they are (`own`), with the character of that name: *“My name is
/// Ashby,” said the stranger.*
fn introductions(
    scene: &Scene<'_, '_>,
    reading: &Reading,
    own: &BTreeMap<usize, usize>,
    links: &[Link],
    shares: &[Vec<u32>],
) -> BTreeMap<usize, usize> {
    // For each character where the telling first names them.
    let mut told = vec![usize::MAX; reading.cast.all.len()];
    for (m, mention) in scene.mentions.all.iter().enumerate() {
        if let Some(slot) = reading.cast.of(m).and_then(|e| told.get_mut(e))
            && scene.page.is_outside(mention.head)
        {
            *slot = mention.tokens.start.min(*slot);
        }
    }
    let mut out = BTreeMap::new();
    for (&t, &e) in own {
        let (Some(turn), Some(link), Some(shares)) = (reading.turns.get(t), links.get(t), shares.get(t))
        else {
            continue;
        };
        // Whoever has another name already is not meant.
        let unnamed = |m: usize| {
            reading.cast.all.get(m).is_some_and(|m| m.known == cast::Known::Described || m.key == NARRATOR)
        };
        let all = || link.members.iter().copied().zip(shares.iter().copied()).filter(|&(m, _)| unnamed(m));
        let Some((member, share)) = all().max_by_key(|&(_, s)| s) else { continue };
        let sum: u32 = all().map(|(_, s)| s).sum();
        let clear = share * 5 >= sum * 3 && share >= INTRODUCED;
        if clear && told.get(e).is_some_and(|&at| at >= turn.tokens.start) {
            out.entry(member).or_insert(e);
        }
    }
    out
}

fn decision(
    reading: &Reading,
    turn: &Turn,
    link: &Link,
    shares: &[u32],
    subject: u32,
    weights: &Weights,
) -> Decision {
    let mut order: Vec<usize> = (0..link.members.len()).collect();
    order.sort_by_key(|&i| (u32::MAX - shares.get(i).copied().unwrap_or(0), i));
    let key = |i: usize| link.members.get(i).and_then(|&m| reading.cast.all.get(m)).map(|m| m.key);
    let described = |i: usize| link.members.get(i).is_some_and(|&m| reading.cast.is_described(m));
    let worth = |i: usize| {
        let class = class_of(subject, described(i), reading.turns.len());
        weights.worth(class, shares.get(i).copied().unwrap_or(0))
    };
    let Some(&best) = order.first() else { return Decision::default() };
    let cue = turn.cue.and_then(|c| turn.spots.get(c)).map(|s| s.mention as usize);
    Decision {
        mention: cue,
        speaker: key(best),
        share: worth(best),
        runner_up: order.get(1).and_then(|&i| Some((key(i)?, worth(i).min(WHOLE - worth(best))))),
        ..Decision::default()
    }
}

/// What the decision rests on: the reporting clause, whoever spoke before, or whoever the paragraph tells of.
fn because(
    reading: &Reading,
    turn: &Turn,
    decision: &Decision,
    last: Option<u32>,
    other: Option<u32>,
) -> Option<Weighed> {
    decision.speaker?;
    let beside = || {
        let own = |m: usize| reading.cast.of(m).and_then(|m| reading.cast.all.get(m)).map(|m| m.key);
        let spot = turn.spots.iter().find(|s| own(s.mention as usize) == decision.speaker)?;
        Some((Target::Mention(spot.mention as usize), Group::Place))
    };
    let (target, group) = match decision.mention {
        Some(m) => (Target::Mention(m), Group::Clause),
        None if decision.speaker == last => (Target::Previous, Group::Past),
        None if decision.speaker == other => (Target::Alternate, Group::Past),
        None => beside()?,
    };
    // The odds of the share, as a weight.
    let share = decision.share.clamp(WHOLE / 64, WHOLE - WHOLE / 64);
    let bits = share.ilog2().cast_signed() - (WHOLE - share).ilog2().cast_signed();
    let score = (bits * 177).max(64);
    let mut groups = [0; GROUPS];
    if let Some(slot) = groups.get_mut(group as usize) {
        *slot = score;
    }
    Some(Weighed { target, score, groups })
}

/// What is known before each unit, and after the last.
fn pasts(units: &[Decision], speech: &[bool]) -> Vec<Past> {
    let mut past = Past::default();
    let mut out = Vec::with_capacity(units.len() + 1);
    for (u, decision) in units.iter().enumerate() {
        out.push(past);
        if speech.get(u).copied().unwrap_or(true) {
            past = past.then(u, decision.speaker);
            past.share = decision.share;
        }
    }
    out.push(past);
    out
}
