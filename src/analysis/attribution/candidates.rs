//! For a unit, who may have said it, and what speaks for each: the features that the ranker weighs.

use super::apposition::full_description;
use super::entities::{Entities, Entity};
use super::mentions::{Mention, MentionKind, Mentions, is_noun_like, is_owning};
use super::modified;
use super::names::begins;
use super::relative::is_relative;
use super::surroundings::{MentionAt, Side, symbol};
use super::templates as t;
use super::units::Unit;
use crate::analysis::genre::Genre;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::page::Page;
use crate::analysis::quotes::Family;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::Features;
use crate::lang::{Class, Frame, Gender};
use crate::text::Spans;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Who may have said it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Whoever mention `0` means.
    Mention(usize),
    /// Whomever the source words of the relation that covers the unit mean, where they are no mention.
    Described,
    /// Whoever said the unit before.
    Previous,
    /// Whoever said the one before that by another speaker: dialogue by turns.
    Alternate,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub target: Target,
    /// What speaks for and against.
    pub features: Features,
    /// What the rules of a language without learned words say on top: in the unit of scores, 0 elsewhere.
    pub prior: i32,
}

/// What has been decided of the units before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Past {
    /// The speaker of the unit before, as an entity or mention key.
    pub previous: Option<u32>,
    /// The last other speaker before it.
    pub alternate: Option<u32>,
    /// Index of the unit before, counted from 1.
    pub unit: usize,
    /// Whether somebody was reported without marks since.
    pub reported: bool,
    /// How sure the speaker of the unit before is, of [`crate::analysis::weights::WHOLE`].
    pub share: u32,
    /// What a pronoun said of the speaker of the unit before.
    pub gender: Gender,
}

/// All that candidates are made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a, 't> {
    /// The text.
    pub page: &'a Page<'t>,
    /// Its mentions.
    pub mentions: &'a Mentions,
    /// Who they mean, names only.
    pub entities: &'a Entities,
    /// The mention of each token.
    pub at: &'a MentionAt,
    /// Its units.
    pub units: &'a [Unit],
    /// What the finder of cues found.
    pub relations: &'a [FoundRelation],
    /// For each unit the relation whose content covers it.
    pub relation_of: &'a [Option<usize>],
    /// Whether the text reads as dialogue: its quotations ask, exclaim and address.
    pub dialogue: bool,
    /// Whether the text is read as a story.
    pub story: bool,
    /// Whether the text tells: a story, or a passage of one.
    pub told: bool,
    /// How it is written.
    pub genre: Genre,
    /// Whom its descriptions mean, as far as that was asked.
    pub descriptions: &'a Descriptions,
    /// Whom its pronouns may mean, as far as that was asked.
    pub weighings: &'a Weighings,
}

/// Whom the descriptions of a text mean: found once for each, however many pronouns near it may mean the same.
#[derive(Debug, Default)]
pub struct Descriptions(RefCell<Vec<Option<u32>>>);

impl Descriptions {
    /// The key of whom description `m` means, by `find` where it was not asked before.
    pub fn key(&self, m: usize, find: impl FnOnce() -> u32) -> u32 {
        if let Some(known) = self.0.borrow().get(m).copied().flatten() {
            return known;
        }
        let found = find();
        let mut all = self.0.borrow_mut();
        if all.len() <= m {
            all.resize(m + 1, None);
        }
        if let Some(slot) = all.get_mut(m) {
            *slot = Some(found);
        }
        found
    }
}

/// Whom the pronouns of a text may mean, and how well each fits: for each pronoun as it was last asked, with the last two speakers
/// that were known then.
#[derive(Debug, Default)]
pub struct Weighings(RefCell<BTreeMap<usize, Asked>>);

/// The speakers known, and the answer.
type Asked = ([Option<u32>; 2], Rc<[Weighing]>);

/// Somebody whom a pronoun may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighing {
    /// Their key: an entity, or past the entities a description's first mention.
    pub key: u32,
    /// The mention that is nearest before the pronoun.
    pub mention: usize,
    /// How well they fit, in 1/[`crate::analysis::weights::model::SCALE`] of a natural logarithm.
    pub score: i32,
}

impl Weighings {
    /// The answer for pronoun `m` after `speakers`, by `weigh` where that was not asked just before.
    pub fn of(
        &self,
        m: usize,
        speakers: [Option<u32>; 2],
        weigh: impl FnOnce() -> Rc<[Weighing]>,
    ) -> Rc<[Weighing]> {
        if let Some((then, known)) = self.0.borrow().get(&m)
            && *then == speakers
        {
            return Rc::clone(known);
        }
        let found = weigh();
        self.0.borrow_mut().insert(m, (speakers, Rc::clone(&found)));
        found
    }
}

/// Whether the marked words of `units` read as dialogue: a third of them ask, exclaim or address somebody, or half of them stand
/// behind a dash.
pub fn reads_as_dialogue(page: &Page<'_>, units: &[Unit]) -> bool {
    let addresses = |u: &&Unit| {
        let words = u.tokens.clone().take(40);
        let mut any = false;
        for i in words {
            // *Please, sir*
            let called = page.is(i, Class::Title) && !page.is_capital(i);
            // *Ich bitte Sie*
            let polite =
                page.is_capital(i) && page.profile.polite.contains(&page.tokens.hash(i)) && !begins(page, i);
            any |= page.kind(i) == TokenKind::Bang
                || page.pronoun(i).is_some_and(|p| p.person == 2)
                || polite
                || called && i > 0 && page.kind(i - 1) == TokenKind::Comma;
        }
        any
    };
    let dash = |u: &&Unit| page.region_at(u.first.start).is_some_and(|r| r.family == Family::Dash);
    // Where verbs need no pronoun, fewer of those who are spoken to are named.
    let most = if page.profile.grammar.drops_subject { 5 } else { 3 };
    units.len() >= 6
        && (units.iter().filter(addresses).count() * most >= units.len()
            || units.iter().filter(dash).count() * 2 >= units.len())
}

/// Whether token `i` is the sign behind the label of a turn: a colon, or the stop behind a letter.
pub(super) fn closes_label(page: &Page<'_>, i: usize) -> bool {
    page.kind(i) == TokenKind::Colon
        || page.kind(i) == TokenKind::Stop
        || page.kind(i) == TokenKind::Word && page.str(i).ends_with('.')
}

/// What a sure source weighs, in the unit of scores.
pub(super) const SURE: i32 = 450;

/// Candidates on one side at most.
const MOST: usize = 9;

/// A number in coarse steps.
pub(super) fn bucket(n: usize) -> u32 {
    match n {
        0..=4 => n as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        25..=49 => 9,
        _ => 10,
    }
}

/// What is the same for all candidates of a unit.
pub(super) struct Context<'a> {
    pub(super) unit: &'a Unit,
    pub(super) past: Past,
    pub(super) look: &'a Look,
    pub(super) relation: Option<&'a FoundRelation>,
    /// Its words are a question.
    pub(super) asks: bool,
    /// Nothing was learned for the language: the rules that found the relation know best.
    pub(super) ruled: bool,
    /// Where they do, the one mention that is the source of those that its words hold: *die Sprecherin der Stadt*.
    named: Option<usize>,
}

impl Context<'_> {
    /// Whether the finder of cues is sure of a source.
    pub(super) fn is_sure(&self) -> bool {
        let least = if self.ruled { super::relations::LEAST } else { 850 };
        self.relation.is_some_and(|r| r.probability.get() >= least && r.source.is_some())
    }
}

/// What a unit looks like by itself and at its edges.
pub(super) struct Look {
    /// Length, first letter, last sign.
    shape: u32,
    /// The symbols right before and after.
    edges: u32,
    /// It is a whole paragraph.
    pub(super) alone: bool,
}

impl Scene<'_, '_> {
    /// The candidates for unit `u`, given what was decided before it.
    pub fn candidates(&self, u: usize, past: Past, before: &mut Side, after: &mut Side) -> Vec<Candidate> {
        let Some(unit) = self.units.get(u) else { return Vec::new() };
        Side::before(self.page, self.mentions, self.at, unit, before);
        Side::after(self.page, self.mentions, self.at, unit, after);
        let look = self.look(unit, before, after);
        let mut out = Vec::with_capacity(20);
        let relation = self.relation(u);
        let ruled = self.page.learned.is_none();
        let asks = self.asks(unit);
        let source = relation.filter(|_| ruled).and_then(|r| Some((r.source.as_ref()?, r.source_kind)));
        let named = source.and_then(|(source, kind)| self.source_mention(source, kind));
        let context = Context { unit, past, look: &look, relation, asks, ruled, named };
        self.side(&context, before, false, &mut out);
        self.side(&context, after, true, &mut out);
        self.turn(unit, &mut out);
        self.described(&context, &mut out);
        self.carry(&context, before, &mut out);
        let labelled = unit.label.and_then(|colon| self.mention_at(colon - 1));
        if let Some(m) = labelled.or_else(|| self.signature(unit, after)).or_else(|| self.label(unit)) {
            // Nothing else can be meant.
            if labelled.is_some() {
                let mut f = Features::default();
                f.add(t::TURN, 9, 1);
                out.push(Candidate { target: Target::Mention(m), features: f, prior: 0 });
            }
            out.retain(|c| c.target == Target::Mention(m));
        } else if let Some(m) = self.verdict_of(unit) {
            out.clear();
            out.push(Candidate { target: Target::Mention(m), features: Features::default(), prior: 0 });
        } else if self.is_turn(unit) {
            out.clear();
        } else if let Some(m) = self.acting_between(u).or_else(|| self.stated(unit))
            && out.iter().any(|c| c.target == Target::Mention(m))
        {
            out.retain(|c| c.target == Target::Mention(m));
        } else if let Some(m) = self.asked(unit) {
            out.retain(|c| c.target != Target::Mention(m));
        } else if past.alternate.is_some() && self.answers(&context) {
            // *“Did he say so?” Hale asked.*, and below it *“Yes, ma’am.”*
            let asks = |m: usize| {
                let mention = self.mentions.all.get(m);
                mention.is_some_and(|m| self.page.paragraph(m.head) < unit.paragraph)
                    && self.entities.of(m).map(|e| e as u32) == past.previous
            };
            out.retain(|c| !matches!(c.target, Target::Mention(m) if asks(m)));
        }
        out
    }

    /// The mention that token `i` belongs to.
    pub(super) fn mention_at(&self, i: usize) -> Option<usize> {
        (self.at.get(i) as usize).checked_sub(1)
    }

    /// The relations whose cues stand in `tokens`.
    pub(super) fn relations_of(&self, tokens: &Range<usize>) -> impl Iterator<Item = &FoundRelation> {
        let (from, to) =
            (self.page.tokens.start(tokens.start), self.page.tokens.end(tokens.end.saturating_sub(1)));
        let first = self.relations.partition_point(|r| r.cue.start() < from);
        self.relations.iter().skip(first).take_while(move |r| r.cue.start() < to)
    }

    /// The relation that covers unit `u`.
    pub fn relation(&self, u: usize) -> Option<&FoundRelation> {
        self.relations.get(self.relation_of.get(u).copied().flatten()?)
    }

    /// Whether the finder of cues takes mention `m` for the source: 0 where it found nothing, then yes or no by its probability.
    fn told(&self, cx: &Context<'_>, m: usize) -> u32 {
        let Some(r) = cx.relation else { return 0 };
        let Some(source) = &r.source else { return 1 };
        let Some(mention) = self.mentions.all.get(m) else { return 1 };
        let taken_up = || is_relative(self, source) && self.source_mention(source, r.source_kind) == Some(m);
        let meant = || self.source_mention(source, r.source_kind) == Some(m);
        let head = || !self.belongs_within(mention, source) || meant();
        let same = source.overlaps(self.page.span(&mention.whole())) && head() || taken_up();
        2 + u32::from(same) * 16 + u32::from(r.probability.get() / 130)
    }

    /// Whether `mention` only says whose the head of the words `source` is: *the league* in *an audit of the league*.
    fn belongs_within(&self, mention: &Mention, source: &Spans) -> bool {
        let page = self.page;
        let first = page.tokens.at(source.start());
        let lead = first + 1..mention.whole().start;
        let mut behind =
            lead.skip_while(|&i| !page.is(i, Class::Preposition) && !page.is(i, Class::Belonging));
        let link = behind.next();
        link.is_some_and(|i| is_noun_like(page, i - 1) && !page.is(first, Class::Preposition))
            && behind.all(|i| page.is_wordy(i) || is_owning(page, i))
    }

    /// See [`Candidate::prior`].
    fn prior(&self, cx: &Context<'_>, m: usize) -> i32 {
        // Where words were learned, the weights say it; those that another language taught do not outvote the rules of this one.
        let (sure, prior) = (cx.ruled && cx.is_sure(), 4 * SURE);
        let told = self.told(cx, m) >= 18 && cx.named.is_none_or(|named| named == m);
        match (sure, told, self.in_content(cx, m) & 1 == 0) {
            (true, true, _) => prior,
            (true, false, true) => -prior,
            (true, false, false) => -prior / 2,
            _ => 0,
        }
    }

    /// Whether mention `m` stands in the words that the finder of cues takes for the content: nobody reports himself there.
    fn in_content(&self, cx: &Context<'_>, m: usize) -> u32 {
        let Some(r) = cx.relation else { return 0 };
        let Some(mention) = self.mentions.all.get(m) else { return 0 };
        let inside = r.content.overlaps(self.page.span(&mention.tokens));
        1 + u32::from(inside) + 2 * u32::from(r.probability.get() > 800)
    }

    /// Whether the words of `unit` end with a question mark.
    pub(super) fn asks(&self, unit: &Unit) -> bool {
        let last = unit.tokens.clone().rev().take(3);
        let mut signs = last.filter(|&i| !matches!(self.page.kind(i), TokenKind::Mark | TokenKind::Single));
        signs.next().is_some_and(|i| self.page.str(i).contains('?'))
    }

    fn look(&self, unit: &Unit, before: &Side, after: &Side) -> Look {
        let page = self.page;
        let words = unit.tokens.clone().take(60).filter(|&i| page.is_wordy(i)).count();
        let size = match words {
            0..=1 => 0,
            2 => 1,
            3..=5 => 2,
            6..=11 => 3,
            12..=29 => 4,
            _ => 5,
        };
        let first = unit.tokens.clone().take(4).find(|&i| page.is_wordy(i)).unwrap_or(unit.tokens.start);
        let capital = u32::from(page.is_capital(first));
        let last = unit
            .tokens
            .clone()
            .rev()
            .take(3)
            .find(|&i| page.kind(i) != TokenKind::Mark && page.kind(i) != TokenKind::Single);
        let end = match last.map(|i| page.kind(i)) {
            Some(TokenKind::Comma) => 1,
            Some(TokenKind::Stop) => 2,
            Some(TokenKind::Bang) => 3,
            Some(TokenKind::Dash | TokenKind::Ellipsis) => 4,
            _ => 0,
        };
        Look {
            shape: size * 16 + capital * 8 + end,
            edges: u32::from(before.symbol(0)) * 32 + u32::from(after.symbol(0)),
            alone: matches!(before.symbol(0), symbol::EDGE | symbol::PARAGRAPH)
                && matches!(after.symbol(0), symbol::EDGE | symbol::PARAGRAPH),
        }
    }

    /// The mentions on one side of `unit`.
    fn side(&self, cx: &Context<'_>, side: &Side, right: bool, out: &mut Vec<Candidate>) {
        let look = cx.look;
        let (mut path, mut depth, mut n, mut zone) = (0_u32, 0_usize, 0_u32, u32::from(right));
        let (mut marked, mut stops, mut verbs) = (0_u32, 0_u32, 0_u32);
        for (k, step) in side.0.iter().enumerate() {
            if let Some(m) = (step.mention as usize)
                .checked_sub(1)
                .filter(|&m| !self.is_inside_another(m) && !self.is_owner(m))
                .filter(|&m| !out.iter().any(|c| c.target == Target::Mention(m)))
            {
                // *the man who shot Hale said*: whoever is described stands where the name does.
                let target = Target::Mention(modified::subject(self, m).unwrap_or(m));
                let mut f = Features::with_room(48);
                let kind = u32::from(step.symbol);
                let place = zone * 4 + stops.min(1) * 2 + marked.min(1);
                let (inner, outer) = (side.symbol(k.wrapping_sub(1)), side.symbol(k + 1));
                let inner = if k == 0 { symbol::EDGE } else { inner };
                let tie = Self::tie(side, k, right);
                f.add(t::PLACE_KIND, place, kind);
                f.add(t::PLACE_DISTANCE, place, bucket(k));
                f.add(t::RANK_KIND, zone * 16 + n.min(7), kind);
                f.add(t::RANK_TIE, zone * 16 + n.min(7), tie);
                f.add(t::PATH, if depth <= 7 { path } else { bucket(depth) }, zone * 32 + kind);
                f.add(
                    t::PATH_OUT,
                    if depth <= 5 { path } else { bucket(depth) },
                    (zone * 32 + kind) * 1024 + u32::from(outer) * 32 + u32::from(side.symbol(k + 2)),
                );
                f.add(t::NEIGHBOURS, (zone * 32 + u32::from(inner)) * 32 + u32::from(outer), kind);
                f.add(
                    t::NEIGHBOURS_FAR,
                    u32::from(outer) * 32 + u32::from(side.symbol(k + 2)),
                    zone * 32 + u32::from(inner),
                );
                f.add(t::SHAPE_PLACE, look.shape, place * 32 + kind);
                f.add(t::EDGES_PLACE, look.edges, place * 2 + u32::from(n == 0));
                f.add(t::VERBS_BETWEEN, verbs.min(3), place * 64 + tie);
                f.add(t::MARKED_BETWEEN, marked.min(3), zone * 32 + kind);
                self.words_near(m, zone, tie, &mut f);
                self.who(cx, m, place, tie, &mut f);
                let told = self.told(cx, m);
                f.add(t::REPORTED, told, place);
                f.add(t::REPORTED_KIND, told, kind * 64 + tie);
                f.add(t::IN_CONTENT, self.in_content(cx, m), place);
                let is_told = u32::from(told >= 18) + u32::from(told > 0);
                f.add(t::FINDER_TIE, is_told * 64 + tie, look.edges);
                f.add(t::FIRST, u32::from(self.is_first(m)) * 8 + stops.min(1) * 4 + is_told, look.edges);
                f.add(t::ASKS, u32::from(cx.asks) * 64 + tie, place * 32 + kind);
                out.push(Candidate { target, features: f, prior: self.prior(cx, m) });
                n += 1;
                if n as usize >= MOST {
                    break;
                }
            }
            match step.symbol {
                symbol::PARAGRAPH => zone += 2,
                symbol::MARKED => marked += 1,
                symbol::STOP => stops += 1,
                symbol::SAY | symbol::QUOTE_VERB | symbol::VERB | symbol::SAYING => verbs += 1,
                _ => {}
            }
            path = path.wrapping_mul(37).wrapping_add(u32::from(step.symbol) + 1);
            depth += 1;
        }
    }

    /// Whether mention `m` is part of a description before it, or says where somebody belongs who is named: *the ministry* in *a source
    /// in the ministry said*, *Marl* in *said Ana Hale of the Marl School of Law*.
    fn is_inside_another(&self, m: usize) -> bool {
        let Some(before) = m.checked_sub(1) else { return false };
        let (Some(own), Some(other)) = (self.mentions.all.get(m), self.mentions.all.get(before)) else {
            return false;
        };
        let (page, end, start) = (self.page, other.tokens.end, own.whole().start);
        if start <= end || start - end > 5 || page.sentence(start) != page.sentence(other.tokens.start) {
            return false;
        }
        match other.kind {
            MentionKind::Nominal => full_description(self, before).end >= own.tokens.end,
            MentionKind::Name => {
                let link = end + 1 + usize::from(page.is(end + 1, Class::Article));
                let belongs =
                    own.kind == MentionKind::Name && start == link && page.is(end, Class::Preposition);
                let somebody = self.entities.of(before).and_then(|e| self.entities.get(e));
                belongs && other.tokens.len() > 1 && somebody.is_some_and(Entity::is_person)
            }
            MentionKind::Pronoun => false,
        }
    }

    /// Whether mention `m` owns the description behind it: *Ordania* in *Ordania’s central bank said*.
    pub(super) fn is_owner(&self, m: usize) -> bool {
        let (Some(own), Some(next)) = (self.mentions.all.get(m), self.mentions.all.get(m + 1)) else {
            return false;
        };
        let end = own.tokens.end;
        is_owning(self.page, end)
            && next.kind == MentionKind::Nominal
            && (next.tokens.start == end || next.tokens.start == end + 1)
    }

    /// Whether nobody is mentioned before mention `m` in its sentence, outside marks.
    fn is_first(&self, m: usize) -> bool {
        let sentence = |m: usize| self.mentions.all.get(m).map(|m| self.page.sentence(m.tokens.start));
        let outside =
            |m: usize| self.mentions.all.get(m).is_some_and(|m| self.page.is_outside(m.tokens.start));
        let mut earlier = (m.saturating_sub(MOST)..m).rev().take_while(|&o| sentence(o) == sentence(m));
        !earlier.any(outside)
    }

    /// How the mention at step `k` is tied to a verb beside it: 0 not at all.
    pub fn tie(side: &Side, k: usize, right: bool) -> u32 {
        // Reading outwards, what follows in the text is at k + 1 on the right and k - 1 on the left.
        let at = |d: isize| -> u8 {
            let i = if right { k.checked_add_signed(d) } else { k.checked_add_signed(-d) };
            i.map_or(symbol::EDGE, |i| side.symbol(i))
        };
        let verb = |s: u8| match s {
            symbol::SAY => 1,
            symbol::QUOTE_VERB => 2,
            symbol::VERB => 3,
            symbol::SAYING => 4,
            _ => 0,
        };
        let (next, before) = (at(1), at(-1));
        let after = match next {
            symbol::POSSESSIVE => 5,
            symbol::AUXILIARY | symbol::WORD if verb(at(2)) > 0 => verb(at(2)),
            symbol::AUXILIARY if at(2) == symbol::WORD => verb(at(3)),
            symbol::RELATIVE => 6,
            symbol::COMMA => Self::after_apposition(&at),
            s => verb(s),
        };
        let inverted = match before {
            symbol::WORD => verb(at(-2)),
            symbol::PREPOSITION => 5,
            symbol::PHRASE => 6,
            symbol::DASH => 7,
            s => verb(s),
        };
        after * 8 + inverted
    }

    /// The verb after a comma and what it encloses: *Hale, the mayor, said*.
    fn after_apposition(at: &dyn Fn(isize) -> u8) -> u32 {
        for d in 2..14 {
            match at(d) {
                symbol::STOP | symbol::MARKED | symbol::EDGE | symbol::PARAGRAPH => return 0,
                symbol::COMMA => {
                    return u32::from(matches!(at(d + 1), symbol::SAY | symbol::QUOTE_VERB)) * 7;
                }
                _ => {}
            }
        }
        0
    }

    /// The words next to a mention, where they are words of grammar or of reporting.
    fn words_near(&self, m: usize, zone: u32, tie: u32, f: &mut Features) {
        let Some(mention) = self.mentions.all.get(m) else { return };
        let page = self.page;
        let known = |i: usize| -> u32 {
            let w = page.word(i);
            // A verb's number says something only where it was learned.
            if let Some(v) = page.verb(i).filter(|_| page.learned.is_some()) {
                return 2 * u32::from(w.verb) + u32::from(v.frames.has(Frame::Stance));
            }
            if w.classes.is_function() { page.tokens.hash(i) | 1 << 30 } else { page.kind(i) as u32 }
        };
        let start = if mention.title.is_empty() { mention.tokens.start } else { mention.title.start };
        let previous = start.checked_sub(1).map_or(0, known);
        let next = known(mention.tokens.end);
        let further = known(mention.tokens.end + 1);
        f.add(t::WORD_BEFORE, previous, zone);
        f.add(t::WORD_AFTER, next, zone);
        f.add(t::WORDS_AFTER, next, further);
        f.add(t::WORD_BEFORE_TIE, previous, tie);
        let begins = page.sentence(start) != start.checked_sub(1).map_or(usize::MAX, |i| page.sentence(i));
        f.add(t::BEGINS_SENTENCE, u32::from(begins), zone * 64 + tie);
        let titled = !mention.title.is_empty();
        let length = mention.tokens.len().min(4) as u32;
        f.add(
            t::MENTION_SHAPE,
            u32::from(titled) * 8 + length,
            mention.head_kind as u32 * 4 + mention.kind as u32,
        );
    }

    /// Who the mention means, as far as the text tells.
    fn who(&self, cx: &Context<'_>, m: usize, place: u32, tie: u32, f: &mut Features) {
        let Context { unit, past, look, .. } = *cx;
        let Some(mention) = self.mentions.all.get(m) else { return };
        let entity = self.entities.of(m);
        if let Some(e) = entity.and_then(|e| self.entities.get(e)) {
            let kind = u32::from(e.body > e.person + e.male + e.female) * 2
                + u32::from(e.person + e.male + e.female > 0);
            f.add(t::ENTITY_KIND, kind, tie);
        }
        let same = entity.is_some() && entity.map(|e| e as u32) == past.previous;
        let turn = entity.is_some() && entity.map(|e| e as u32) == past.alternate;
        let near = unit.paragraph
            == past
                .unit
                .checked_sub(1)
                .and_then(|u| self.units.get(u))
                .map_or(usize::MAX, |p| p.last_paragraph);
        f.add(
            t::SPOKE_BEFORE,
            u32::from(same) * 4 + u32::from(turn) * 2 + u32::from(near),
            place * 2 + u32::from(self.dialogue),
        );
        let spoke = u32::from(same) * 2 + u32::from(turn);
        f.add(
            t::KNOWN,
            (spoke * 4 + mention.kind as u32) * 2 + u32::from(near),
            tie * 16 + look.shape / 16 * 2,
        );
        let inside = entity.is_some() && self.named_inside(unit, entity);
        f.add(t::NAMED_INSIDE, u32::from(inside), place * 2 + u32::from(look.alone));
        if mention.kind == MentionKind::Nominal {
            f.add(
                t::NOMINAL_HEAD,
                mention.head_kind as u32 * 2 + u32::from(self.page.is(mention.tokens.start, Class::Article)),
                tie,
            );
        }
    }

    pub(super) fn named_inside(&self, unit: &Unit, entity: Option<usize>) -> bool {
        let all = self.mentions.within(unit.tokens.start..unit.tokens.end.min(unit.tokens.start + 200));
        all.into_iter().any(|m| self.entities.of(m) == entity)
    }

    /// The source words that the finder of cues gives, where no candidate stands for them.
    fn described(&self, cx: &Context<'_>, out: &mut Vec<Candidate>) {
        let Some((r, source)) = cx.relation.and_then(|r| r.source.as_ref().map(|s| (r, s))) else { return };
        let meant = self.source_mention(source, r.source_kind);
        let taken = out.iter().any(|c| match c.target {
            Target::Mention(m) => {
                let own = self.mentions.all.get(m);
                meant == Some(m)
                    || own.is_some_and(|m| {
                        source.overlaps(self.page.span(&m.whole())) && !self.belongs_within(m, source)
                    })
            }
            _ => false,
        });
        let at = self.page.tokens.at(source.start());
        let marked = self
            .page
            .region_at(at)
            .is_some_and(|r| !cx.ruled || cx.unit.tokens.contains(&at) || r.span.end() > source.end());
        // *There is a saying: “…”*
        let adverb = self.page.is(at, Class::Adverb) && source.total_len() == self.page.tokens.span(at).len();
        if taken || marked || adverb {
            return;
        }
        let mut f = Features::default();
        let p = u32::from(r.probability.get() / 130);
        // *The board, which said …*
        let relative = u32::from(self.page.is(at, Class::Relative));
        f.add(t::DESCRIBED, p, r.source_kind as u32 + 8 * relative);
        let prior = if cx.ruled && cx.is_sure() { 4 * SURE } else { 0 };
        out.push(Candidate { target: Target::Described, features: f, prior });
    }

    /// A name with a colon at the start of the unit itself: a transcript inside marks.
    fn turn(&self, unit: &Unit, out: &mut Vec<Candidate>) {
        let page = self.page;
        let first = unit.tokens.clone().take(4).find(|&i| page.is_wordy(i));
        let mention = first.and_then(|i| self.mention_at(i));
        if let Some(m) = mention
            && let Some(found) = self.mentions.all.get(m)
            && page.kind(found.tokens.end) == TokenKind::Colon
        {
            let mut f = Features::with_room(16);
            f.add(t::TURN, found.kind as u32, u32::from(page.tokens.shape(found.head).is_all_capital()));
            f.add(t::TURN, 9, 0);
            out.push(Candidate { target: Target::Mention(m), features: f, prior: 0 });
        }
    }
}
