//! What speaks for each character at a turn, and for each way that a turn follows another.

use super::candidates::{Candidate, addresses, fit, is_called, is_first_person, leads_sentence};
use super::cast::{Cast, Known, Member};
use super::facts::{self, Facts};
use super::model::size;
use super::turns::{Spot, Turn, zone};
use super::{Reading, candidates};
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::mentions::{Head, Mention, MentionKind, is_noun_like};
use crate::analysis::attribution::names::begins;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::Features;
use crate::lang::{Class, Gender, Number};

/// How the speaker of a turn relates to those of the turns before.
pub const WAYS: usize = 3;
/// The speaker of the turn before goes on.
pub const SAME: usize = 0;
/// The speaker of the turn before that one.
pub const BACK: usize = 1;
/// Somebody else.
pub const OTHER: usize = 2;

/// A number in coarse steps.
fn bucket(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=29 => 8,
        _ => 9,
    }
}

/// The subject of a reporting clause that is new: *a porter*.
const NEW: u32 = 10;

/// The subject of a reporting clause that is whoever of two was not just told of: *the other*.
const OTHER_OF_TWO: u32 = 12;

/// What the subject of the reporting clause is: 0 nothing, then names, pronouns by gender, descriptions by gender, bodies,
/// whoever is new (*a porter*, *another*), whoever is somebody's (*his mother*), and whoever is the other of two.
pub fn subject(page: &Page<'_>, mention: Option<&Mention>) -> u32 {
    let Some(m) = mention else { return 0 };
    let first = m.tokens.start;
    if is_new(page, m) {
        return NEW;
    }
    if is_other_of_two(page, m) {
        return OTHER_OF_TWO;
    }
    if m.kind == MentionKind::Nominal && m.head_kind != Head::Group && page.is(first, Class::Possessive) {
        return 11;
    }
    match (m.kind, m.pronoun) {
        (MentionKind::Name, _) => 1,
        (MentionKind::Pronoun, _) if is_first_person(m) => 4,
        (MentionKind::Pronoun, Some(p)) if p.person == 3 && p.number == Number::Singular => match p.gender {
            Gender::Male => 2,
            Gender::Female => 3,
            _ => 5,
        },
        (MentionKind::Pronoun, _) => 5,
        (MentionKind::Nominal, _) => match (m.head_kind, m.gender) {
            (Head::Group, _) => 9,
            (_, Gender::Male) => 6,
            (_, Gender::Female) => 7,
            _ => 8,
        },
    }
}

/// Whether `m` is whoever of two was not just told of: *the other*, *the other man*. It describes nobody.
pub fn is_other_of_two(page: &Page<'_>, m: &Mention) -> bool {
    let other = |i: usize| page.profile.others.contains(&page.tokens.hash(i));
    m.kind == MentionKind::Nominal
        && m.number == Number::Singular
        && page.is_definite(m.tokens.start)
        && m.tokens.clone().any(other)
}

/// Whether `m` tells of somebody for the first time: *a porter*, *another*, *one of them*. Not *a voice*, which may be anybody's.
pub fn is_new(page: &Page<'_>, m: &Mention) -> bool {
    let first = m.tokens.start;
    if m.kind == MentionKind::Name {
        return false;
    }
    if let Some(p) = page.pronoun(m.head).filter(|p| p.indefinite) {
        return p.number == Number::Singular && p.person == 0;
    }
    m.number == Number::Singular
        && page.is(first, Class::Determiner)
        && page.profile.newcomers.contains(&page.tokens.hash(first))
        && !page.profile.voices.contains(&page.tokens.hash(m.head))
        && (page.is_noun(m.head) || page.tags(m.head) == 0)
        && !page.is(m.head, Class::TimeNoun)
        && !is_noun_like(page, m.head + 1)
}

/// Words of a turn that are looked at for whoever it calls or names.
const HEARD: usize = 300;

/// Whether `turn` calls somebody, but not by name: 1 a man, 2 a woman (*“Yes, sir.”*), 0 nobody.
pub fn called(page: &Page<'_>, turn: &Turn) -> u32 {
    let heard = turn.tokens.start..turn.tokens.end.min(turn.tokens.start + HEARD);
    let words = heard.filter(|&i| page.kind(i) == TokenKind::Word && !page.is_outside(i));
    // What is quick to see is asked first: hardly a word stands between signs.
    let hashes = words.filter(|&i| is_called(page, &(i..i + 1))).map(|i| page.tokens.hash(i));
    let [men, women] = &page.profile.called;
    let mut each =
        hashes.filter_map(|h| if men.contains(&h) { Some(1) } else { women.contains(&h).then_some(2) });
    each.next().unwrap_or(0)
}

/// What is the same for all candidates of a turn.
#[derive(Debug)]
pub struct Look<'a, 't> {
    scene: &'a Scene<'a, 't>,
    reading: &'a Reading,
    cast: &'a Cast,
    spoken: &'a [u32],
    turn: &'a Turn,
    before: Option<&'a Turn>,
    after: Option<&'a Turn>,
    /// Whoever may say it.
    pub candidates: Vec<Candidate>,
    /// See [`subject`].
    pub subject: u32,
    cue: Option<&'a Spot>,
    cue_mention: Option<&'a Mention>,
    /// Paragraphs since the turn before, at most 4; 7 for the first.
    pub gap: u32,
    next_gap: u32,
    alone: u32,
    /// What those are who are called, but not by name, in the turn before, in this one, and in the next.
    called: [u32; 3],
    /// See [`super::talk::Talk::likeness`], of each candidate.
    likeness: Vec<Option<u32>>,
}

impl<'a, 't> Look<'a, 't> {
    /// Looks at turn `t`.
    pub fn new(scene: &'a Scene<'a, 't>, reading: &'a Reading, t: usize) -> Option<Self> {
        let turns = reading.turns.as_slice();
        let turn = turns.get(t)?;
        let before = t.checked_sub(1).and_then(|i| turns.get(i));
        let after = turns.get(t + 1);
        let cue = turn.cue.and_then(|c| turn.spots.get(c));
        let cue_mention = cue.and_then(|c| scene.mentions.all.get(c.mention as usize));
        let gap = before.map_or(7, |b| turn.paragraph.saturating_sub(b.last_paragraph).min(4) as u32);
        let next_gap = after.map_or(7, |n| n.paragraph.saturating_sub(turn.last_paragraph).min(4) as u32);
        let candidates = candidates::candidates(scene, reading, t);
        let members: Vec<usize> = candidates.iter().map(|c| c.member).collect();
        Some(Self {
            scene,
            reading,
            cast: &reading.cast,
            spoken: &reading.spoken,
            turn,
            before,
            after,
            likeness: reading.talk.likeness(&reading.words, t, &members),
            candidates,
            called: [t.checked_sub(1), Some(t), Some(t + 1)]
                .map(|t| t.and_then(|t| reading.called.get(t)).copied().unwrap_or(0)),
            subject: subject(scene.page, cue_mention),
            cue,
            cue_mention,
            gap,
            next_gap,
            alone: u32::from(turn.alone),
        })
    }

    /// Whoever is told of for the first time in the reporting clause.
    pub fn newcomer(&self) -> Option<usize> {
        self.cast.of(self.cue.filter(|_| self.subject == NEW)?.mention as usize)
    }

    /// Whoever the reporting clause describes by what they do, where no word classes were learned and no name goes with it.
    pub fn role(&self) -> Option<usize> {
        let page = self.scene.page;
        let cue = self.cue?.mention as usize;
        let mention = self.scene.mentions.all.get(cue)?;
        let noun = page.word(mention.head);
        // *de man*, *sa mère*, *mon camarade*, *le voyageur* may be anybody who has a name.
        let anybody = !noun.is(Class::Role)
            || noun.classes.any(&[Class::PersonNoun, Class::Kin])
            || page.is(mention.tokens.start, Class::Possessive);
        let member = self.cast.of(cue)?;
        let told = page.learned.is_none() && mention.kind == MentionKind::Nominal && !anybody;
        (told && self.cast.is_described(member)).then_some(member)
    }

    /// How candidate `c` stands to mention `m`: 0 nothing to do with it, 1 is named by it, then by kind, gender and rank.
    fn relation(&self, c: &Candidate, member: &Member, m: usize, rank: u32) -> u32 {
        let Some(mention) = self.scene.mentions.all.get(m) else { return 0 };
        if self.cast.of(m) == Some(c.member) {
            return 1 + member.known as u32;
        }
        match (mention.kind, mention.pronoun) {
            (MentionKind::Pronoun, _) if is_first_person(mention) => {
                4 + u32::from(member.known == Known::Narrator)
            }
            (MentionKind::Pronoun, Some(p)) if p.person == 3 && p.number == Number::Singular => {
                if member.known == Known::Narrator || member.number == Number::Plural || member.body {
                    return 6;
                }
                8 + fit(p.gender, member.gender) * 8 + rank.min(7)
            }
            (MentionKind::Nominal, _) => {
                if member.known == Known::Narrator || mention.number != member.number {
                    return 7;
                }
                32 + fit(mention.gender, member.gender) * 8 + rank.min(7)
            }
            _ => 0,
        }
    }

    /// What speaks for each candidate, and what is known of it.
    pub fn unary(&self) -> Vec<(Features, Facts)> {
        self.candidates.iter().zip(&self.likeness).map(|(c, like)| self.speaks_for(c, *like)).collect()
    }

    /// What is known of the turn, whoever says it.
    pub fn shared(&self) -> Facts {
        let (turn, [before, here, after]) = (self.turn, self.called);
        let tie = self.cue.map_or([0, 0], |q| [1 + u32::from(q.tie), u32::from(q.cue)]);
        let was = self.before.map_or([0, 0], |b| [1 + u32::from(b.end), 1 + u32::from(b.alone)]);
        let mut out = Facts::default();
        out.add_all(facts::TURN, [self.subject, self.gap, self.next_gap, self.alone, before, here, after]);
        out.add_all(facts::TURN + 7, [tie[0], tie[1], was[0], was[1], self.candidates.len() as u32]);
        out.add_all(facts::TURN + 12, [u32::from(turn.end), turn.shape / 8, turn.shape % 8]);
        out.add_all(facts::TURN + 15, [turn.edges / 32, turn.edges % 32, size(self.reading.turns.len())]);
        out
    }

    fn speaks_for(&self, c: &Candidate, likeness: Option<u32>) -> (Features, Facts) {
        let mut f = Features(Vec::with_capacity(64));
        let mut known_of = Facts::default();
        let all = self.candidates.as_slice();
        let Some(member) = self.cast.all.get(c.member) else { return (f, known_of) };
        let page = self.scene.page;
        let known = member.known as u32;
        let s = self.subject;
        let turn = self.turn;
        // Rank among those whose gender fits, by their last mention.
        let wanted = self.cue_mention.map_or(Gender::Any, |m| m.gender);
        let fits = |o: &Candidate| {
            self.cast.all.get(o.member).is_some_and(|m| {
                fit(wanted, m.gender) > 0 && m.number == Number::Singular && m.known != Known::Narrator
            })
        };
        let ahead = all.iter().filter(|o| o.member != c.member && o.rank < c.rank && fits(o)).count() as u32;
        let rank = ahead.min(6);
        let g = fit(wanted, member.gender);
        // Where it was last mentioned.
        let outside = c.outside.and_then(|m| self.scene.mentions.all.get(m as usize));
        let place = outside.map_or(9, |m| {
            let d = turn.paragraph.saturating_sub(page.paragraph(m.tokens.start));
            bucket(d).min(8)
        });
        let leads = outside.map_or(0, |m| {
            let start = m.whole().start;
            let verb = page.word(m.tokens.end).verb > 0 || page.is(m.tokens.end, Class::Auxiliary);
            1 + u32::from(begins(page, start)) * 2 + u32::from(verb)
        });
        let inside = c.inside.and_then(|m| self.scene.mentions.all.get(m as usize));
        let heard = c.inside.zip(inside).map_or(0, |(m, mention)| {
            let called = u32::from(addresses(self.scene, m as usize));
            let in_last = self.before.is_some_and(|b| b.tokens.contains(&mention.head));
            if in_last {
                2 + called
            } else if turn.paragraph.saturating_sub(page.paragraph(mention.head)) < 6 {
                4 + called
            } else {
                1
            }
        });
        let named = self.named_inside(turn, c.member);
        let spoke = u32::from(c.spoke);
        let speaks = u32::from(c.speaks);
        let count = member.count.max(1).ilog2().min(9);
        let tie = self.cue.map_or(0, |q| u32::from(q.tie) + 64 * u32::from(q.cue));
        let rel = self.cue.map_or(63, |q| self.relation(c, member, q.mention as usize, rank));
        let spoken = self.spoken.get(c.member).copied().unwrap_or(0).saturating_sub(u32::from(
            self.cue.is_some_and(|q| self.cast.of(q.mention as usize) == Some(c.member)),
        ));
        let spoken = (spoken + 1).ilog2().min(8);
        let placed =
            if member.place * 3 > member.count { 2 } else { u32::from(member.place * 10 > member.count) };
        let lead = u32::from(c.lead).min(5);
        let first = outside.map_or(0, |m| {
            let start = m.whole().start;
            u32::from(start == page.sentences.paragraph(page.paragraph(start)).tokens.start)
        });
        // Places are named as often as people, but do nothing.
        let acts = if member.acts == 0 { 0 } else { 1 + u32::from(member.acts * 12 >= member.told) };
        let told = member.told.min(3);
        // *said the mother* is hardly a girl, *said the lad* no *Mr. Ashby*.
        let age = self.cue_mention.filter(|m| m.kind == MentionKind::Nominal).map_or(0, |m| {
            let (noun, profile) = (page.tokens.hash(m.head), page.profile);
            1 + u32::from(profile.elders.contains(&noun)) + 2 * u32::from(profile.youths.contains(&noun))
        });
        let courtesy = member.courtesy as u32;
        // The same with whom *he* and *she* mean.
        let ahead = all.iter().filter(|o| o.member != c.member && o.near < c.near && fits(o)).count() as u32;
        let nearer = ahead.min(6);
        let recent = c.recent.and_then(|m| self.scene.mentions.all.get(m as usize));
        let (since, lately) = recent.map_or((9, 0), |m| {
            let d = turn.paragraph.saturating_sub(page.paragraph(m.head));
            let subject = m.pronoun.map_or_else(|| leads_sentence(self.scene, m), |p| p.subject);
            (bucket(d).min(8), 1 + u32::from(subject) + 2 * u32::from(m.pronoun.is_some()))
        });
        let meant = self.cue.map_or(0, |q| self.takes_up(c, q.mention as usize));
        f.add(70, s * 8 + nearer, g * 16 + since);
        f.add(71, s * 8 + meant, g * 16 + since);
        f.add(72, (s * 8 + nearer) * 4 + meant, spoke * 16 + place);
        f.add(73, s * 4 + g, since * 8 + lately);
        f.add(74, s * 8 + nearer, self.alone * 8 + self.gap);
        f.add(25, age * 4 + courtesy, g * 4 + known);
        f.add(26, age * 4 + courtesy, rank * 16 + place);
        f.add(21, (known * 4 + acts) * 4 + told, placed * 2 + u32::from(spoken > 0));
        f.add(22, known * 4 + acts, s * 4 + g);
        f.add(20, s * 16 + spoken, placed * 4 + known);
        f.add(23, (s * 8 + lead) * 4 + g, spoke * 16 + place);
        f.add(24, (s * 4 + g) * 2 + first, place * 8 + leads);
        f.add(1, s * 64 + rel, known);
        f.add(2, s * 64 + rel, tie);
        f.add(3, s * 8 + rank, g * 16 + place);
        f.add(4, s * 8 + rank, g * 16 + leads);
        f.add(5, s * 8 + heard, g);
        f.add(6, s * 8 + named, g * 2 + self.alone);
        f.add(7, s * 4 + g, count);
        f.add(8, s * 4 + g, spoke * 8 + self.gap);
        f.add(9, s * 4 + g, speaks * 8 + self.next_gap);
        f.add(10, s * 16 + spoke, speaks * 4 + g);
        f.add(11, s * 4 + known, place * 8 + leads);
        f.add(12, s * 16 + u32::from(c.rank), self.alone * 8 + self.gap);
        f.add(13, known, s * 4 + self.alone);
        f.add(14, u32::from(member.body) * 4 + u32::from(member.number == Number::Plural), s);
        f.add(15, heard * 16 + place, spoke);
        f.add(16, named * 16 + heard, spoke);
        f.add(17, rel, spoke * 16 + place);
        f.add(18, rel * 2 + u32::from(turn.alone), heard * 8 + named);
        let here = turn.spots.iter().any(|p| {
            p.zone != zone::EARLIER
                && p.zone != zone::LATER
                && self.cast.of(p.mention as usize) == Some(c.member)
        });
        f.add(19, u32::from(here), s * 4 + g);
        // Whoever answers calls whom they answer by name, or *sir*.
        let hailed = self.after.map_or(0, |t| self.named_inside(t, c.member));
        f.add(46, hailed * 8 + self.next_gap, s * 4 + g);
        f.add(47, hailed * 8 + heard, spoke * 4 + named);
        let gender = match member.gender {
            Gender::Male => 1,
            Gender::Female => 2,
            _ => 0,
        };
        for (place, (called, gap)) in (0..).zip(self.called.iter().zip([self.gap, 0, self.next_gap])) {
            if *called > 0 {
                let code = (place * 4 + called) * 4 + gender;
                f.add(48, code, s * 8 + gap);
                f.add(49, code, spoke * 8 + known);
            }
        }
        // *the stranger* is nobody else, *the girl* may be.
        if let Some(m) = self.cue_mention.filter(|m| m.kind == MentionKind::Nominal) {
            let own = self.cue.is_some_and(|q| self.cast.of(q.mention as usize) == Some(c.member));
            let own = u32::from(own) * 16 + known * 3 + g;
            f.add(55, page.tokens.hash(m.head), own);
            f.add(56, page.tokens.hash(m.tokens.start), own);
            f.add(57, (m.tokens.len().min(5) as u32 * 16 + place) * 8 + rank, own);
        }
        if let Some(code) = likeness {
            f.add(50, code, s);
            f.add(51, code, spoke * 16 + place);
        }
        known_of.add_all(facts::CANDIDATE, [g, rank, place, leads, heard, named, spoke, speaks, count, rel]);
        known_of.add_all(facts::CANDIDATE + 10, [spoken, placed, lead, first, acts, told, age, courtesy]);
        known_of.add_all(facts::CANDIDATE + 18, [nearer, since, lately, meant, known, hailed, gender]);
        known_of.add_all(facts::CANDIDATE + 25, [u32::from(c.rank), u32::from(c.near), u32::from(here)]);
        known_of.add_all(
            facts::CANDIDATE + 28,
            [u32::from(member.body), u32::from(member.number == Number::Plural), (member.called + 1).ilog2()],
        );
        known_of.add_all(facts::CANDIDATE + 31, [s * 4 + g, u32::from(c.inside.is_some())]);
        let [alike, behind, said] = likeness.map_or([0; 3], |l| [1 + l / 32, 1 + l / 4 % 8, 1 + l % 4]);
        known_of.add_all(facts::CANDIDATE + 33, [alike, behind, said]);
        for (i, spot) in turn.spots.iter().enumerate() {
            let rel = self.relation(c, member, spot.mention as usize, rank);
            if rel == 0 {
                continue;
            }
            let zone = u32::from(spot.zone);
            let is_cue = u32::from(turn.cue == Some(i));
            let place = (zone * 16 + s) * 2 + is_cue;
            let up = self.takes_up(c, spot.mention as usize);
            if up > 0 {
                f.add(75, place * 4 + up, u32::from(spot.tie));
                f.add(76, spot.path, (zone * 4 + up) * 2 + u32::from(s > 0));
                f.add(77, u32::from(spot.rank) * 8 + u32::from(spot.stops.min(3)), place * 4 + up);
            }
            f.add(30, place, rel);
            let full = rel;
            let rel = if rel >= 32 {
                32 + (rel & 0b1_1000)
            } else if rel >= 8 {
                rel & 0b1_1000
            } else {
                rel
            };
            let (inner, outer) = (u32::from(spot.inner), u32::from(spot.outer));
            let apart = u32::from(spot.marked.min(3)) * 16 + bucket(spot.steps as usize);
            let mut question = facts::SPOT + (zone * 2 + is_cue) as u16;
            for answer in [
                rel,
                u32::from(spot.rank),
                u32::from(spot.tie),
                u32::from(spot.stops.min(3)),
                up,
                inner,
                outer,
                apart,
            ] {
                known_of.add(question, answer);
                question += facts::PLACES;
            }
            if full >= 8 && spot.rank > 1 && is_cue == 0 {
                continue;
            }
            f.add(31, place * 64 + rel, u32::from(spot.tie));
            f.add(32, spot.path, (zone * 64 + rel) * 2 + u32::from(s > 0));
            f.add(33, u32::from(spot.inner) * 32 + u32::from(spot.outer), place * 64 + rel);
            f.add(34, turn.edges, place * 64 + rel);
            f.add(35, u32::from(spot.rank) * 8 + u32::from(spot.stops.min(3)), place * 64 + rel);
            f.add(36, u32::from(spot.marked.min(3)) * 8 + bucket(spot.steps as usize), place * 64 + rel);
        }
        (f, known_of)
    }

    /// Whether mention `m` is a pronoun that takes up candidate `c`: 0 it is none, 1 it means somebody else, 2 it does.
    fn takes_up(&self, c: &Candidate, m: usize) -> u32 {
        if self.cast.of(m).is_some() {
            return 0;
        }
        self.reading.meant(m).map_or(0, |member| 1 + u32::from(member == c.member))
    }

    /// Whether `turn` names `member`: 0 no, 1 speaks of it, 2 addresses it.
    fn named_inside(&self, turn: &Turn, member: usize) -> u32 {
        let range =
            self.scene.mentions.within(turn.tokens.start..turn.tokens.end.min(turn.tokens.start + HEARD));
        let mut out = 0;
        for m in range {
            if self.cast.of(m) == Some(member)
                && self.scene.mentions.all.get(m).is_some_and(|x| !self.scene.page.is_outside(x.head))
            {
                out = out.max(1 + u32::from(addresses(self.scene, m)));
            }
        }
        out
    }

    /// Adds what speaks for each way that the turn may follow those before it.
    pub fn ways(&self, speakers: u32) -> [Features; WAYS] {
        let turn = self.turn;
        let before = self.before;
        let ended = before.map_or(0, |b| u32::from(b.end));
        let was_alone = before.map_or(2, |b| u32::from(b.alone));
        let page = self.scene.page;
        let was = subject(
            page,
            before
                .and_then(|b| b.cue.and_then(|c| b.spots.get(c)))
                .and_then(|s| self.scene.mentions.all.get(s.mention as usize)),
        );
        let first = turn.spots.iter().find(|s| s.zone == zone::BEFORE || s.zone == zone::EARLIER);
        let beat = first.map_or(0, |s| {
            subject(page, self.scene.mentions.all.get(s.mention as usize)) * 4
                + u32::from(s.zone == zone::BEFORE)
        });
        let gap = self.gap;
        let s = self.subject;
        let make = |w: u32| {
            let mut f = Features(Vec::with_capacity(12));
            let base = w * 8 + gap;
            f.add(60, base, s);
            f.add(61, base, self.alone * 4 + was_alone);
            f.add(62, base, turn.shape * 2 + self.alone);
            f.add(63, base, ended * 16 + s);
            f.add(64, base, turn.edges);
            f.add(65, base, was * 16 + s);
            f.add(66, base, beat * 16 + s.min(5));
            f.add(67, base, speakers * 2 + self.alone);
            f.add(68, base, was_alone * 64 + ended * 8 + turn.shape / 8);
            f.add(69, base, self.next_gap * 2 + self.alone);
            f
        };
        [make(0), make(1), make(2)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::profile;
    use crate::text::SourceText;

    #[test]
    fn sir_and_madam_are_called_where_they_stand_between_signs() {
        let called_in = |text: &str| {
            let text = SourceText::new(text);
            let page = Page::new(&text, profile("en"), None);
            let turn = Turn { tokens: 0..page.tokens.len(), ..Turn::default() };
            called(&page, &turn)
        };
        assert_eq!(called_in("“Yes, sir.”"), 1);
        assert_eq!(called_in("“Not I, my dear madam,” she said."), 2);
        assert_eq!(called_in("“It was a lady who asked.”"), 0);
        assert_eq!(called_in("“It was the lady.”"), 0);
        assert_eq!(called_in("“It was she.” The sky, sir, was grey."), 0, "only in marks");
    }
}
