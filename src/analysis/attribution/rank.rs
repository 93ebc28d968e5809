//! Decides for each unit who said it: the candidates' shares by the learned weights, brought together by speaker.

use super::bodies;
use super::candidates::{Candidate, Past, Scene, Target, Weighing};
use super::confidence::Confidence;
use super::coref;
use super::entities::Entity;
use super::findings::ATTRIBUTION;
use super::mentions::{Head, Mention, MentionKind, is_owning};
use super::modified;
use super::passing;
use super::relations;
use super::relative::is_relative;
use super::surroundings::Side;
use super::templates::{GROUPS, Group, group};
use super::votes::is_behind_place;
use super::whom;
use crate::analysis::SourceKind;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::reported::phrase;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::{ByGenre, Model, WHOLE, share};
use crate::lang::{Class, Gender, Number};
use crate::text::Spans;
use std::ops::Range;
use std::rc::Rc;

/// Words between a description and the name that belongs to it, at most.
const TIED: usize = 4;

/// The key of whoever tells the story as *I*.
pub const NARRATOR: u32 = u32::MAX;

/// Words between a noun and the relative clause that takes it up, at most.
const ASIDE: usize = 4;
/// Words between a name and the relative clause that takes it up, where they only say where somebody belongs, at most.
const BELONGING: usize = 10;

/// The learned tables, each with weights for every genre.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// Which candidate said a unit.
    pub source: ByGenre,
    /// Whom a pronoun means.
    pub antecedent: ByGenre,
    /// Whether marks enclose speech.
    pub speech: ByGenre,
    /// From what these say to a probability.
    pub confidence: Confidence,
}

/// What was decided of all units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// For each unit.
    pub units: Vec<Decision>,
    /// What was known before each unit, and after the last.
    pub pasts: Vec<Past>,
}

/// What was decided of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// The mention that names the source, where the unit has one of its own.
    pub mention: Option<usize>,
    /// The speaker of earlier words goes on.
    pub carried: bool,
    /// The source words are those of the relation that covers the unit.
    pub described: bool,
    /// The speaker's key: an entity, or past the entities a description's mention.
    pub speaker: Option<u32>,
    /// Share of the speaker, of [`WHOLE`].
    pub share: u32,
    /// The next speaker and its share.
    pub runner_up: Option<(u32, u32)>,
    /// What weighed for and against the chosen candidate.
    pub because: Option<Weighed>,
    /// The same for the likeliest candidate of the runner-up.
    pub against: Option<Weighed>,
    /// The unit below a headline whose words it repeats, and so whose speaker it has.
    pub echo: Option<usize>,
}

/// A candidate and what the learned weights say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Who.
    pub target: Target,
    /// The sum, in 1/[`crate::analysis::weights::model::SCALE`] of a natural logarithm.
    pub score: i32,
    /// The sum by [`super::templates::Group`] of reasons.
    pub groups: [i32; GROUPS],
}

impl Weighed {
    fn new(candidate: &Candidate, source: &Model) -> Self {
        let mut groups = [0; GROUPS];
        for f in &candidate.features.0 {
            if let Some(sum) = groups.get_mut(group(f.template) as usize) {
                *sum += source.weight(*f);
            }
        }
        if let Some(sum) = groups.get_mut(Group::Finder as usize) {
            *sum += candidate.prior;
        }
        Self { target: candidate.target, score: groups.iter().sum(), groups }
    }
}

impl Scene<'_, '_> {
    /// The key of the speaker whom mention `m` means, with its share of [`WHOLE`].
    pub fn speaker_of(&self, m: usize, past: Past, models: &Models) -> (Option<u32>, u32) {
        if let Some(own) = self.entities.of(m) {
            let e =
                self.apposed(m).and_then(|n| self.entities.of(n)).or_else(|| self.titled(m)).unwrap_or(own);
            return (Some(e as u32), WHOLE);
        }
        let Some(mention) = self.mentions.all.get(m) else { return (None, WHOLE) };
        match (mention.kind, mention.pronoun) {
            (MentionKind::Nominal, _) => (self.description(m), WHOLE),
            // *schreiben sie*
            (_, Some(p)) if p.person == 3 && p.gender == Gender::Female && self.are_many(mention) => {
                (bodies::body_meant(self, m, Number::Plural).and_then(|n| self.key_of(n)), WHOLE * 3 / 4)
            }
            (_, Some(p))
                if p.person == 3
                    && matches!(p.gender, crate::lang::Gender::Male | crate::lang::Gender::Female) =>
            {
                self.antecedent(m, past, models)
            }
            (MentionKind::Pronoun, Some(p)) if p.person == 1 && p.number == crate::lang::Number::Singular => {
                (Some(NARRATOR), WHOLE)
            }
            // *said one, Ana Hale*; *said another, a tram driver*; *Another said*
            (MentionKind::Pronoun, Some(p)) if p.indefinite => {
                let own = self.entities.all.len() as u32 + m as u32;
                let says = |i: usize| self.page.is(i, Class::ReportingVerb);
                let speaks =
                    says(mention.tokens.end) || mention.tokens.start.checked_sub(1).is_some_and(says);
                (self.explained(m).and_then(|n| self.key_of(n)).or(Some(own).filter(|_| speaks)), WHOLE)
            }
            (MentionKind::Pronoun, Some(p)) if p.person == 3 && p.subject => {
                let body = bodies::body_meant(self, m, p.number);
                (body.and_then(|n| self.key_of(n)), WHOLE * 3 / 4)
            }
            _ => (None, WHOLE),
        }
    }

    /// Whether the verb beside the pronoun `mention`, which is one or many, says that it is many: *sagen sie*.
    fn are_many(&self, mention: &Mention) -> bool {
        let page = self.page;
        let beside = [mention.tokens.start.checked_sub(1), Some(mention.tokens.end)];
        let mut verbs = beside.into_iter().flatten().filter(|&i| page.is_outside(i) && page.word(i).verb > 0);
        verbs.next().is_some_and(|i| phrase::is_plural_verb(page, i) == Some(true))
    }

    /// The key of whom the name or description `n` means.
    fn key_of(&self, n: usize) -> Option<u32> {
        self.entities.of(n).map(|e| e as u32).or_else(|| self.description(n))
    }

    /// The key of whom description `m` describes: whoever is named beside it, or the first description that it takes up.
    pub fn description(&self, m: usize) -> Option<u32> {
        Some(self.descriptions.key(m, || self.find_description(m)))
    }

    fn find_description(&self, m: usize) -> u32 {
        let own = self.mentions.all.get(m).and_then(|m| self.own_account(m.tokens.start));
        if let Some(key) = own {
            return key;
        }
        if let Some(e) = self.apposed(m).and_then(|n| self.entities.of(n)) {
            return e as u32;
        }
        if let Some(e) = self.told_of(m).or_else(|| self.is_named(m)).and_then(|n| self.entities.of(n)) {
            return e as u32;
        }
        if let Some(e) = self.namesake(m) {
            return e as u32;
        }
        let first = coref::first_description(self, m);
        if first != m
            && let Some(e) = self.named_since(m, first)
        {
            return e as u32;
        }
        let named = self.apposed(first).or_else(|| self.told_of(first)).and_then(|n| self.entities.of(n));
        let by_role = || {
            self.named_with_age(m)
                .or_else(|| coref::named_by_role(self, first))
                .or_else(|| coref::named_with_title(self, m))
                .or_else(|| coref::named_with_title_behind(self, first))
                .or_else(|| bodies::named_body(self, m))
                .or_else(|| self.named_next(first))
        };
        if let Some(e) = named.or_else(by_role) {
            return e as u32;
        }
        let first = coref::unnamed_before(self, first).unwrap_or(first);
        self.entities.all.len() as u32 + first as u32
    }

    /// Whether unit `u` is what somebody calls something in a clause of its own, and its sentence goes on with other marks.
    fn is_aside_of_another(&self, u: usize) -> bool {
        let (Some(unit), Some(next)) = (self.units.get(u), self.units.get(u + 1)) else { return false };
        self.page.sentence(unit.last.start) == self.page.sentence(next.first.start)
            && self.described_by(unit).is_some()
    }

    /// Whether mention `m` is what words stand on: *beneath a sign that reads “Open”*. Nobody goes on behind it.
    fn is_sign(&self, m: usize) -> bool {
        let sign = self.mentions.all.get(m).filter(|m| m.kind == MentionKind::Nominal);
        sign.is_some_and(|sign| self.page.profile.displays.contains(&self.page.tokens.hash(sign.head)))
    }

    /// Whom the pronoun `m` may mean, and how well each fits.
    pub fn weighed(&self, m: usize, past: Past, models: &Models) -> Rc<[Weighing]> {
        let antecedent = models.antecedent.of(self.genre);
        self.weighings.of(m, [past.previous, past.alternate], || {
            let all = coref::antecedents(self, m, past.previous, past.alternate);
            let weigh = |a: &coref::Antecedent| Weighing {
                key: a.key,
                mention: a.mention,
                score: antecedent.score(&a.features),
            };
            all.iter().map(weigh).collect()
        })
    }

    fn antecedent(&self, m: usize, past: Past, models: &Models) -> (Option<u32>, u32) {
        let all = self.weighed(m, past, models);
        // *“Sign it,” she told him. “Never,” he said.*: whoever was *she* there is not *he*.
        let barred = past
            .previous
            .filter(|_| all.len() > 1 && past.gender != Gender::Any && past.gender != self.pronoun_gender(m));
        let several = all.len() > 1;
        let other = whom::other_in_sentence(self, m, past, models);
        let kept = |w: &Weighing| {
            Some(w.key) != barred
                && Some(w.key) != other
                && !(several && passing::owns_what_is_unnamed(self, w.mention))
        };
        let all: Vec<Weighing> = all.iter().copied().filter(kept).collect();
        let scores: Vec<i32> = all.iter().map(|w| w.score).collect();
        let shares = share(scores.iter().copied());
        let best = shares.iter().enumerate().max_by_key(|&(i, s)| (*s, usize::MAX - i)).map(|(i, s)| (i, *s));
        match best.and_then(|(i, s)| all.get(i).map(|w| (w.key, s))) {
            Some((e, s)) => (Some(e), s),
            None => (None, WHOLE),
        }
    }

    /// The gender of the pronoun that mention `m` is.
    fn pronoun_gender(&self, m: usize) -> Gender {
        let pronoun = self.mentions.all.get(m).and_then(|m| m.pronoun).filter(|p| p.person == 3);
        pronoun.map_or(Gender::Any, |p| p.gender)
    }

    /// Decides unit `u`.
    pub fn decide(&self, candidates: &[Candidate], past: Past, models: &Models) -> Decision {
        let source = models.source.of(self.genre);
        let scores: Vec<i32> = candidates.iter().map(|c| source.score(&c.features) + c.prior).collect();
        let shares = share(scores.iter().copied());
        // Shares by speaker, with what of them is sure; a mention that means nobody known is its own. That a pronoun might mean
        // another makes it no less likely that it names the source.
        let mut by_speaker: Vec<(u32, u32, u32)> = Vec::new();
        let mut keys: Vec<Option<u32>> = Vec::with_capacity(candidates.len());
        for (c, &s) in candidates.iter().zip(&shares) {
            let (key, part) = match c.target {
                Target::Mention(m) if s > WHOLE / 200 => self.speaker_of(m, past, models),
                Target::Mention(m) => (self.entities.of(m).map(|e| e as u32), WHOLE),
                Target::Described => (None, WHOLE),
                Target::Previous => (past.previous, past.share.max(WHOLE / 3)),
                Target::Alternate => (past.alternate, past.share.max(WHOLE / 3)),
            };
            keys.push(key);
            if let Some(key) = key {
                let mine = (u64::from(s) * u64::from(part) / u64::from(WHOLE)) as u32;
                let whole = if matches!(c.target, Target::Mention(_)) { s } else { mine };
                match by_speaker.iter_mut().find(|(k, ..)| *k == key) {
                    Some((_, sum, sure)) => {
                        *sum += whole;
                        *sure += mine;
                    }
                    None => by_speaker.push((key, whole, mine)),
                }
            }
        }
        let Some(best) = shares.iter().enumerate().max_by_key(|&(i, s)| (*s, usize::MAX - i)).map(|(i, _)| i)
        else {
            return Decision::default();
        };
        by_speaker.sort_by_key(|&(k, s, _)| (u32::MAX - s, k));
        let chosen = keys.get(best).copied().flatten();
        // The speaker with most behind it, where that is not the single best candidate's.
        let top = by_speaker.first().copied();
        let speaker = if chosen.is_some() { top.map(|(k, ..)| k) } else { None };
        let pick = candidates
            .iter()
            .enumerate()
            .filter(|(i, _)| {
                speaker.is_none() && *i == best
                    || speaker.is_some() && keys.get(*i).copied().flatten() == speaker
            })
            .max_by_key(|(i, c)| {
                let own = shares.get(*i).copied().unwrap_or(0);
                // A mention of its own names the source, where it is not much less likely than the speaker's going on.
                let named = matches!(c.target, Target::Mention(_));
                (if named { own * 6 } else { own }, usize::MAX - i)
            });
        let Some((index, candidate)) = pick else { return Decision::default() };
        let own = shares.get(index).copied().unwrap_or(0);
        let sum = speaker.and_then(|k| by_speaker.iter().find(|(b, ..)| *b == k)).map_or(own, |&(.., s)| s);
        let runner_up = by_speaker.iter().map(|&(k, _, s)| (k, s)).find(|&(k, _)| Some(k) != speaker);
        let second = runner_up.and_then(|(key, _)| {
            let of_key = keys.iter().zip(&shares).enumerate().filter(|(_, (k, _))| **k == Some(key));
            let (i, _) = of_key.max_by_key(|(i, (_, s))| (**s, usize::MAX - i))?;
            candidates.get(i)
        });
        Decision {
            mention: match candidate.target {
                Target::Mention(m) => Some(m),
                _ => None,
            },
            carried: matches!(candidate.target, Target::Previous | Target::Alternate),
            described: candidate.target == Target::Described,
            speaker,
            share: sum,
            runner_up,
            because: Some(Weighed::new(candidate, source)),
            against: second.map(|c| Weighed::new(c, source)),
            echo: None,
        }
    }

    /// The key of whom the source means that the finder of cues sees for unit `u`.
    pub fn described_speaker(&self, u: usize, past: Past, models: &Models) -> Option<u32> {
        let r = self.relation(u)?;
        let source = r.source.as_ref()?;
        if let Some(key) = self.own_account(self.page.tokens.at(source.start())) {
            return Some(key);
        }
        let m = self.source_mention(source, r.source_kind)?;
        self.speaker_of(m, past, models).0
    }

    /// Decides all units in order; `speech` says which take part.
    pub fn decide_all(&self, speech: &[bool], models: &Models) -> Decided {
        let mut past = Past::default();
        let (mut before, mut after) = (Side::default(), Side::default());
        let mut out = Decided::default();
        let mut heard = 0;
        for u in 0..self.units.len() {
            past = self.hear(&mut heard, u, past, models);
            out.pasts.push(past);
            let candidates = self.candidates(u, past, &mut before, &mut after);
            let mut decision = self.decide(&candidates, past, models);
            // *It says that it “hopes” and “waits”*: nobody knows whom it means, but it goes on.
            if decision.carried
                && decision.speaker.is_none()
                && let Some(before) = u.checked_sub(1).and_then(|b| self.units.get(b))
                && self.units.get(u).is_some_and(|u| u.paragraph == before.last_paragraph)
            {
                decision.mention =
                    out.units.last().and_then(|d: &Decision| d.mention.filter(|_| d.speaker.is_none()));
            }
            // *what Hale called “a deal” took three meetings, “two of which she missed”, the leader said*
            let aside =
                self.is_aside_of_another(u) || self.units.get(u).and_then(|u| self.shouted_from(u)).is_some();
            let sign = decision.mention.is_some_and(|m| self.is_sign(m));
            if speech.get(u).copied().unwrap_or(true) && !aside && !sign {
                let goes_on = past.previous == decision.speaker;
                let told = decision.mention.map_or(Gender::Any, |m| self.pronoun_gender(m));
                let gender = if told == Gender::Any && goes_on { past.gender } else { told };
                let described = || self.described_speaker(u, past, models);
                past = past.then(u, decision.speaker.or_else(|| described().filter(|_| decision.described)));
                past.share = decision.share;
                past.gender = gender;
            }
            out.units.push(decision);
        }
        out.pasts.push(past);
        out
    }
}

impl Scene<'_, '_> {
    /// Decides the units that are signed or labelled, and no other.
    pub fn decide_signed(&self) -> Decided {
        let (mut after, past) = (Side::default(), Past::default());
        let decide = |u: &super::units::Unit| {
            Side::after(self.page, self.mentions, self.at, u, &mut after);
            let Some(m) = self.signature(u, &after).or_else(|| self.label(u)) else {
                return Decision::default();
            };
            let speaker = self.entities.of(m).map(|e| e as u32);
            Decision { mention: Some(m), speaker, share: WHOLE, ..Decision::default() }
        };
        let units: Vec<Decision> = self.units.iter().map(decide).collect();
        Decided { pasts: vec![past; units.len() + 1], units }
    }

    /// Takes in the sources of relations without marks that stand before unit `u` and after the one before it.
    pub fn hear(&self, heard: &mut usize, u: usize, mut past: Past, models: &Models) -> Past {
        let Some(unit) = self.units.get(u) else { return past };
        let start = self.page.tokens.start(unit.tokens.start);
        let covered = self.relation_of.get(u).copied().flatten();
        while let Some(r) = self.relations.get(*heard) {
            if r.cue.start() >= start {
                break;
            }
            let marked = covered == Some(*heard) || r.kind != crate::analysis::QuoteKind::Indirect;
            *heard += 1;
            if self.is_within_attribution(past, r) {
                continue;
            }
            let source = relations::source_of(self.page, self.relations, *heard - 1).filter(|_| !marked);
            let Some(m) = source.and_then(|(s, kind)| self.source_mention(s, kind)) else { continue };
            // *Your publisher calls it a mistake*: whoever asks is no speaker before the answer.
            // Nor is *I* in *When I ask whether she minds, she laughs.*
            let asked = self.mentions.all.get(m).map(|m| m.tokens.start).and_then(|i| self.page.pronoun(i));
            let asks = self.page.asks(self.page.tokens.at(r.cue.start()));
            if asked.is_some_and(|p| p.person == 2 || p.person == 1 && asks) {
                continue;
            }
            if r.probability.get() < 600 || !self.page.is_outside(self.page.tokens.at(r.cue.start())) {
                continue;
            }
            if let (Some(key), _) = self.speaker_of(m, past, models) {
                let alternate = if past.previous == Some(key) { past.alternate } else { past.previous };
                let gender = self.pronoun_gender(m);
                past = Past { previous: Some(key), alternate, reported: true, share: WHOLE, gender, ..past };
            }
        }
        past
    }

    /// Whether `r` stands in the clause that attributes the unit before, and only says more of its source: *“…,” said Hale, a baker
    /// from Marl who hoped to stay. “…”*.
    fn is_within_attribution(&self, past: Past, r: &FoundRelation) -> bool {
        let Some(unit) = past.unit.checked_sub(1).and_then(|u| self.units.get(u)) else { return false };
        let page = self.page;
        let (end, cue) = (unit.last.end, page.tokens.at(r.cue.start()));
        let last = unit.last.end.saturating_sub(1);
        if cue <= end || page.sentence(last) != page.sentence(cue) || cue - end > ATTRIBUTION {
            return false;
        }
        let relative = r.source.as_ref().is_some_and(|s| is_relative(self, s));
        let begins = |i: usize| {
            page.is(i, Class::Coordinator) && self.at.get(i + 1) != 0 || page.kind(i) == TokenKind::Semicolon
        };
        relative || !(end..cue).any(begins)
    }

    /// The mention that the relative pronoun at token `i` takes up: *the board, which said …*.
    pub(super) fn before_relative(&self, i: usize) -> Option<usize> {
        let end = if self.page.kind(i.checked_sub(1)?) == TokenKind::Comma { i - 1 } else { i };
        let last = end.checked_sub(1)?;
        // *the panel in March, which said …*: what stands between says when or where.
        // *Ana Hale of the shop on the corner, who said …*
        let plain = |k: usize| self.page.word(k).verb == 0 && !self.page.is_finite(k);
        let m = (last.saturating_sub(BELONGING)..=last)
            .rev()
            .take_while(|&k| self.page.is_wordy(k) && self.page.sentence(k) == self.page.sentence(i))
            .take_while(|&k| last - k <= ASIDE || plain(k))
            .find_map(|k| self.mention_at(k))?;
        let m = self.of_somebody(i, m).unwrap_or(m);
        self.mentions.all.get(m).is_some_and(|m| m.kind != MentionKind::Pronoun).then_some(m)
    }

    /// The person right before *of* or *at* and mention `m`, where the relative pronoun at token `i` takes up a person: *Ana Hale of
    /// the University of Marl, who said …*.
    fn of_somebody(&self, i: usize, m: usize) -> Option<usize> {
        let page = self.page;
        page.pronoun(i).filter(|p| p.relative && p.subject && p.gender != Gender::Neuter)?;
        let mention = self.mentions.all.get(m)?;
        let office = |i: usize| page.is(i, Class::Group) || page.is(i, Class::OrganisationSuffix);
        let own = self.entities.of(m).and_then(|e| self.entities.get(e));
        if own.is_some_and(Entity::is_person) && !mention.tokens.clone().any(office) {
            return None;
        }
        let earlier = m.checked_sub(1)?;
        let other = self.mentions.all.get(earlier)?;
        let mut at = other.tokens.end;
        let tied = page.is(at, Class::Preposition);
        at += 1 + usize::from(page.is(at + 1, Class::Article));
        let named =
            self.entities.of(earlier).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person);
        if tied && at >= mention.whole().start && at <= mention.tokens.end && named {
            return Some(earlier);
        }
        // *a driver for the Marl campaign in Orland, who said*: no name of a person stands between.
        let mut last = mention.whole().start;
        for d in (m.saturating_sub(3)..m).rev() {
            let other = self.mentions.all.get(d)?;
            let between = other.tokens.end..last;
            let joined = page.is(between.start, Class::Preposition)
                && between.len() <= TIED
                && between.clone().all(|k| page.is_wordy(k) && page.word(k).verb == 0 && !page.is_finite(k));
            if !joined {
                return None;
            }
            let human = matches!(other.head_kind, Head::Person | Head::Kin);
            if other.kind == MentionKind::Nominal && human && other.number == Number::Singular {
                return Some(d);
            }
            last = other.whole().start;
        }
        None
    }

    /// Whether `mention` begins the source `tokens` with a text or a body, and a participle with whoever made it follows.
    fn is_made_by(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        let page = self.page;
        let made = mention.kind == MentionKind::Nominal
            && matches!(mention.head_kind, Head::Document | Head::Group)
            && mention.tokens.start <= tokens.start + 1;
        let mut rest = (mention.tokens.end..tokens.end).take(ASIDE);
        made && rest.any(|i| {
            page.word(i).slots & 0b0_1000 != 0
                && page.str(i + 1).eq_ignore_ascii_case("by")
                && i + 1 < tokens.end
        })
    }

    /// The mention that best stands for the source words of a relation.
    pub fn source_mention(&self, source: &Spans, kind: SourceKind) -> Option<usize> {
        let found = self.mention_in(source, kind)?;
        Some(modified::subject(self, found).unwrap_or(found))
    }

    /// The name that ends `source` behind nothing but what its bearer is: *director Ana Hale* in *Managing director Ana Hale said*, *Bo
    /// Lund’s sister Ana Hale*.
    pub(super) fn name_behind_role(&self, source: &Spans) -> Option<usize> {
        let page = self.page;
        let tokens = page.tokens.within(source.hull());
        let ends = |&m: &usize| {
            self.mentions
                .all
                .get(m)
                .is_some_and(|m| m.kind == MentionKind::Name && m.tokens.end == tokens.end)
        };
        let m = self.mentions.within(tokens.clone()).into_iter().find(ends)?;
        let lead = tokens.start..self.mentions.all.get(m)?.tokens.start;
        let role = |i: usize| page.is(i, Class::Role) || page.is(i, Class::Title);
        let kin = lead.clone().next_back().filter(|&i| page.is(i, Class::Kin));
        let owner = kin.and_then(|i| i.checked_sub(1)).filter(|&i| lead.contains(&i));
        let owned = owner.is_some_and(|i| is_owning(page, i) || page.is(i, Class::Possessive));
        (!lead.is_empty() && (owned || lead.clone().all(role) || self.is_borne(lead, m))).then_some(m)
    }

    /// Whether the words `lead` before name `m` only say who that is: *Former house speaker Bo Hale*, *Hale’s chief strategist Ana Orlov*,
    /// *Radio Marl’s Ana Orlov*.
    fn is_borne(&self, lead: Range<usize>, m: usize) -> bool {
        let page = self.page;
        let Some(last) = lead.clone().next_back() else { return false };
        let several = self.mentions.all.get(m).is_some_and(|m| m.tokens.len() > 1);
        let noun = page.word(last).classes.any(&[Class::Role, Class::Title, Class::PersonNoun, Class::Group])
            || page.is_noun(last)
            || is_owning(page, last);
        let plain = |i: usize| {
            let word = page.is_wordy(i) && !page.is_finite(i);
            (is_owning(page, i) || word)
                && page.is_outside(i)
                && !page.word(i).classes.any(&[Class::Preposition, Class::Coordinator, Class::Relative])
        };
        several && noun && lead.into_iter().all(plain)
    }

    /// Whether nothing but an article stands before `mention` in `tokens`.
    fn is_all(&self, mention: &Mention, tokens: &Range<usize>) -> bool {
        let article = usize::from(self.page.is(tokens.start, Class::Article));
        mention.whole().start <= tokens.start + article
    }

    /// Whether name `m` only says in what a place lies.
    fn is_outer_place(&self, m: usize) -> bool {
        let person = || self.entities.of(m).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person);
        let name = self.mentions.all.get(m).filter(|m| m.kind == MentionKind::Name && m.tokens.len() == 1);
        name.is_some_and(|name| is_behind_place(self.page, name)) && !person()
    }

    fn mention_in(&self, source: &Spans, kind: SourceKind) -> Option<usize> {
        let tokens = self.page.tokens.within(source.hull());
        if is_relative(self, source) {
            return self.before_relative(tokens.start);
        }
        let near = self.mentions.within(tokens.start.saturating_sub(6)..tokens.end);
        let inside = near.filter(|&m| {
            self.mentions.all.get(m).is_some_and(|m| source.overlaps(self.page.span(&m.whole())))
        });
        let is_last_name = |m: usize| {
            self.mentions
                .all
                .get(m)
                .is_some_and(|m| m.kind == MentionKind::Name && m.tokens.end == tokens.end)
        };
        let mut first = None;
        let mut described = None;
        let mut placed = false;
        let mut kind = kind;
        for m in inside {
            let mention = self.mentions.all.get(m)?;
            // *An affidavit filed by the officer Ana Hale*: the name says whose it is.
            if first.is_none() && self.is_made_by(mention, &tokens) {
                return Some(m);
            }
            // *The mayor* in *the mayor’s office* owns the source and is none.
            // *Hale’s claim that …*: the source is Hale.
            let owns = is_owning(self.page, mention.tokens.end);
            if owns && mention.tokens.end + 1 < tokens.end {
                kind = SourceKind::Nominal;
                continue;
            }
            // *State* in *State radio said*
            if mention.modifies && mention.tokens.end < tokens.end {
                kind = SourceKind::Nominal;
                continue;
            }
            let found = mention.kind;
            // *The press service of the ministry*: the ministry is not the head.
            let behind = mention.whole().start.checked_sub(1).filter(|&i| i > tokens.start);
            if behind.is_some_and(|i| self.page.is(i, Class::Preposition)) {
                // *Ana Hale of Marl*, *the Duke of Marl*
                if kind == SourceKind::Nominal {
                    break;
                }
                if first.or(described).is_some() {
                    placed = true;
                    continue;
                }
            }
            // *a baker in Orrin, Marl, said*
            if described.is_some() && self.is_outer_place(m) {
                placed = true;
                continue;
            }
            match kind {
                SourceKind::Nominal if found == MentionKind::Nominal => return Some(m),
                SourceKind::Named if is_last_name(m) => return Some(m),
                // *the AP*
                SourceKind::Nominal
                    if found == MentionKind::Name && is_last_name(m) && self.is_all(mention, &tokens) =>
                {
                    return Some(m);
                }
                SourceKind::Nominal if found == MentionKind::Name => {}
                SourceKind::Named if found == MentionKind::Nominal => described = described.or(Some(m)),
                SourceKind::Named if found != MentionKind::Name => {}
                _ => first = first.or(Some(m)),
            }
        }
        first.or(described.filter(|_| placed))
    }
}

impl Past {
    /// After unit `u` was said by `speaker`.
    #[must_use]
    pub fn then(self, u: usize, speaker: Option<u32>) -> Self {
        let alternate =
            if self.previous != speaker && self.previous.is_some() { self.previous } else { self.alternate };
        Self {
            previous: speaker,
            alternate: if alternate == speaker { None } else { alternate },
            unit: u + 1,
            reported: false,
            share: self.share,
            gender: Gender::Any,
        }
    }
}
