//! From decisions to findings: quotations with content, cue, source, speaker, confidence and reasons.

use super::apposition::full_description;
use super::candidates::{self, Scene};
use super::explain::{self, Case};
use super::mentions::{MentionKind, is_noun_like};
use super::nested;
use super::rank::{Decided, Decision, Models};
use super::register::Register;
use super::relations::{AGREED, JOINS, WIDENS, relation_of, source_of};
use super::relative::{is_relative, relative};
use super::reported;
use super::roles;
use super::units::Unit;
use crate::analysis::genre::Genre;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::quotes::Family;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::WHOLE;
use crate::analysis::{FoundQuote, PerMille, QuoteKind, SourceKind};
use crate::lang::Class;
use crate::text::{Span, Spans};
use std::collections::BTreeMap;

/// Tokens of the clause that parts a quotation at most.
pub(super) const ATTRIBUTION: usize = 80;

/// A share of [`WHOLE`] in thousandths.
fn per_mille(share: u32) -> PerMille {
    PerMille::new((u64::from(share) * 1000 / u64::from(WHOLE)) as u16)
}

/// The findings: units that are speech, parts of one quotation brought together, and relations without marks.
pub fn quotes(
    scene: &Scene<'_, '_>,
    decided: &Decided,
    speech: &[u32],
    models: &Models,
    register: &mut Register,
) -> Vec<FoundQuote> {
    let decisions = &decided.units;
    let is_speech = |u: usize| speech.get(u).copied().unwrap_or(WHOLE) * 2 >= WHOLE;
    let relation_of = shown_with(scene, decisions);
    let owners = owners(scene, &relation_of, &is_speech);
    let mut out: Vec<FoundQuote> = Vec::with_capacity(scene.units.len());
    let mut last: Option<(usize, usize)> = None; // unit, index in `out`
    let mut made: BTreeMap<usize, (usize, usize)> = BTreeMap::new(); // relation, index in `out` and unit
    for (u, (unit, decision)) in scene.units.iter().zip(decisions).enumerate() {
        let p = speech.get(u).copied().unwrap_or(WHOLE);
        let Some(content) = content(scene, unit) else { continue };
        if !is_speech(u) {
            out.push(not_speech(scene, u, content, p));
            continue;
        }
        let owner = owners.get(u).copied().flatten();
        if let Some(&(index, first)) = owner.and_then(|r| made.get(&r))
            && decisions.get(first).is_some_and(|d| d.speaker == decision.speaker)
            && let Some(q) = out.get_mut(index)
        {
            q.content.add(&content);
            continue;
        }
        if let Some((before, index)) = last
            && owner.is_none()
            && one_quotation(scene, before, u, decisions)
            && let Some(q) = out.get_mut(index)
        {
            q.content.add(&content);
            last = Some((u, index));
            continue;
        }
        let Some(mut quote) = found(scene, u, decided, p, content, models, register) else { continue };
        if let Some(r) = owner.and_then(|r| scene.relations.get(r)) {
            quote.content = quote.content.union(&r.content);
            quote.kind = QuoteKind::Mixed;
            made.extend(owner.map(|o| (o, (out.len(), u))));
        } else {
            last = Some((u, out.len()));
        }
        if let Some(r) = scene.relation(u)
            && scene.page.is_wordy(scene.page.tokens.at(r.cue.start()))
        {
            quote.cue = Some(r.cue.clone());
        }
        if decision.described
            && let Some(r) = scene.relation(u)
        {
            quote.source.clone_from(&r.source);
            quote.source_kind = r.source_kind;
            // *the panel, which said …*: what it takes up may be a description.
            let past = decided.pasts.get(u).copied().unwrap_or_default();
            quote.speaker = match (scene.described_speaker(u, past, models), r.source_kind) {
                (Some(key), _) => Some(register.index(scene, key)),
                (None, SourceKind::Pronoun) => None,
                _ => r.source.as_ref().map(|s| register.described(scene, s)),
            };
        }
        quote.runner_up = quote.runner_up.filter(|(who, _)| Some(*who) != quote.speaker);
        // *Hale, who says it is “…”*: the pronoun that takes the name up is a part of the mention.
        if let (Some(own), Some(m)) = (&mut quote.source, decision.mention) {
            let found = relative_source(scene, u, m).cloned();
            let who = found.or_else(|| Spans::one(relative(scene, m, quote.cue.as_ref()?.hull())?));
            own.add(&who.unwrap_or_else(|| own.clone()));
        }
        if let Some(label) = turn_label(scene, unit)
            && let Some(source) = Spans::one(label)
            && let initialled = register.initialled(scene, scene.page.text.slice(label))
            && (decision.mention.is_none() || initialled.is_some())
        {
            if initialled.is_some() {
                quote.source_kind = SourceKind::Named;
            }
            quote.speaker = initialled.or_else(|| Some(register.described(scene, &source)));
            quote.source = Some(source);
            quote.confidence = per_mille(p);
            quote.runner_up = None;
        }
        if quote.source.is_none() {
            quote.source = carried_source(scene, decided, u, models);
        }
        if let Some(before) = out.last_mut().filter(|before| is_more_of(scene, before, &quote)) {
            before.content.add(&quote.content);
            // Words that go on from these belong to the quotation that they are a part of now.
            let index = out.len() - 1;
            match owner {
                Some(o) => _ = made.insert(o, (index, u)),
                None => last = Some((u, index)),
            }
            continue;
        }
        out.push(quote);
    }
    let mut covers = vec![false; scene.relations.len()];
    for (u, r) in relation_of.iter().enumerate() {
        if let Some(slot) = r.and_then(|r| covers.get_mut(r)) {
            *slot |= is_speech(u);
        }
    }
    for (i, (r, covers)) in scene.relations.iter().zip(covers).enumerate() {
        // Of two relations with nearly the same words the likelier stays.
        let near = scene.relations.iter().enumerate().skip(i.saturating_sub(3)).take(7);
        let weaker =
            near.filter(|(j, o)| *j != i && (o.probability, i) > (r.probability, *j)).any(|(_, o)| {
                let shared = o.content.shared_len(&r.content);
                shared * 10 > r.content.total_len().max(o.content.total_len()) * 8
            });
        if weaker {
            continue;
        }
        if !covers
            && r.kind != QuoteKind::Direct
            && r.probability.get() >= reported::least(scene, r)
            && !begins_with_name(scene, speech, r)
        {
            out.push(without_marks(scene, i, r, decided, models, register));
        }
    }
    nested::add(scene, &is_speech, register, &mut out);
    put_in_order(&mut out);
    nested::link(scene, &mut out);
    out
}

/// Whether the content of `r` begins with marks that stand around the name of a thing: *announced “Aria”, its first drone*.
fn begins_with_name(scene: &Scene<'_, '_>, speech: &[u32], r: &FoundRelation) -> bool {
    let start = scene.page.tokens.at(r.content.start());
    let u = scene.units.partition_point(|u| u.first.start < start);
    scene.units.get(u).is_some_and(|u| u.first.start == start) && speech.get(u) == Some(&0)
}

/// Sorts by the first byte, longer ones first, those that are alike as they were; in place, for they are large.
fn put_in_order(quotes: &mut [FoundQuote]) {
    let key = |(i, q): (usize, &FoundQuote)| (q.content.start(), u32::MAX - q.content.end(), i);
    let mut order: Vec<(u32, u32, usize)> = quotes.iter().enumerate().map(key).collect();
    order.sort_unstable();
    let mut place = vec![0; order.len()];
    for (to, &(_, _, from)) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(from) {
            *slot = to;
        }
    }
    for i in 0..place.len() {
        // Each exchange brings one to its place for good.
        while let Some(&to) = place.get(i).filter(|&&to| to != i) {
            quotes.swap(i, to);
            place.swap(i, to);
        }
    }
}

/// Whether what was learned says where the words of a cue begin and end: it was learned from news, and a story parts what is said
/// by its marks.
fn knows_bounds(scene: &Scene<'_, '_>) -> bool {
    scene.page.learned.is_some() && scene.genre == Genre::News
}

/// Whether `quote` is more of what one cue reports in `before`: *the quay was “a wreck,” Hale said. “It leaks.”*, *said it was “new”, and
/// that it was “big”*.
fn is_more_of(scene: &Scene<'_, '_>, before: &FoundQuote, quote: &FoundQuote) -> bool {
    let page = scene.page;
    let (Some(cue), Some(own)) = (&before.cue, &quote.cue) else { return false };
    let (end, start) = (before.content.end(), quote.content.start());
    let (last, first) = (page.tokens.at(end.saturating_sub(1)), page.tokens.at(start));
    let between = end <= cue.start() && cue.end() <= start;
    let goes_on = page.sentence(last) == page.sentence(first) && before.kind == QuoteKind::Mixed;
    cue == own
        && before.speaker == quote.speaker
        && page.paragraph(last) == page.paragraph(first)
        && end <= start
        && (between && quote.kind == QuoteKind::Direct || goes_on)
}

/// For each unit the relation with whose words it is shown: the one that says whose it is, or a weaker one whose words it goes on
/// from.
fn shown_with(scene: &Scene<'_, '_>, decisions: &[Decision]) -> Vec<Option<usize>> {
    if !knows_bounds(scene) {
        return scene.relation_of.to_vec();
    }
    let weaker = relation_of(scene.page, scene.units, scene.relations, WIDENS);
    let goes_on = |u: usize| scene.units.get(u).is_some_and(|unit| !is_direct(scene, unit));
    let agreed = relation_of(scene.page, scene.units, scene.relations, AGREED);
    let agrees = |u: usize, r: usize| {
        let mention = decisions.get(u).and_then(|d| d.mention);
        let source = scene.relations.get(r).and_then(|r| Some((r.source.as_ref()?, r.source_kind)));
        mention.is_some() && source.and_then(|(source, kind)| scene.source_mention(source, kind)) == mention
    };
    let own = scene.relation_of.iter().zip(weaker).zip(agreed).enumerate();
    own.map(|(u, ((own, weaker), agreed))| {
        own.or(weaker.filter(|_| goes_on(u))).or(agreed.filter(|&r| goes_on(u) && agrees(u, r)))
    })
    .collect()
}

/// For each unit the relation that it is a marked part of: one that says more than the marked words.
fn owners(
    scene: &Scene<'_, '_>,
    relation_of: &[Option<usize>],
    is_speech: &dyn Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let mut marked: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
    for (u, r) in relation_of.iter().enumerate() {
        if let (Some(r), true) = (r, is_speech(u)) {
            let len = scene.units.get(u).and_then(|unit| content(scene, unit)).map_or(0, |c| c.total_len());
            let slot = marked.entry(*r).or_default();
            *slot = (slot.0 + len, slot.1 + 1);
        }
    }
    let stands_alone = |u: usize| {
        let relation = relation_of.get(u).copied().flatten().and_then(|r| scene.relations.get(r));
        relation.is_none_or(|r| r.probability.get() < JOINS || !knows_bounds(scene))
            && scene.units.get(u).is_some_and(|unit| is_direct(scene, unit))
    };
    // A relation that swallows words which somebody says by themselves is read wrongly.
    let mut swallows = vec![false; scene.relations.len()];
    for (u, r) in relation_of.iter().enumerate() {
        if let (Some(slot), true) = (r.and_then(|r| swallows.get_mut(r)), is_speech(u) && stands_alone(u)) {
            *slot = true;
        }
    }
    let owns = |r: usize| {
        let total = scene.relations.get(r).map_or(0, |r| r.content.total_len());
        marked.get(&r).is_some_and(|&(m, parts)| m * 4 < total * 3 || parts > 1)
            && swallows.get(r) != Some(&true)
    };
    relation_of.iter().enumerate().map(|(u, r)| r.filter(|&r| owns(r) && !stands_alone(u))).collect()
}

/// The label of a turn, without its colon or stop: *Q*, *A*.
fn turn_label(scene: &Scene<'_, '_>, unit: &Unit) -> Option<Span> {
    let page = scene.page;
    let region = page.regions.all.get(*unit.regions.first()?)?;
    let colon = unit.first.start.checked_sub(1)?;
    if region.family != Family::Turn || !candidates::closes_label(page, colon) {
        return None;
    }
    let first = page.sentences.paragraph(unit.paragraph).tokens.start;
    // *A.* is one token, its stop included.
    if page.kind(colon) == TokenKind::Word {
        let letter = page.tokens.span(colon);
        return Span::new(letter.start(), letter.end() - 1);
    }
    let label = (first..colon).rev().take_while(|&i| page.kind(i) != TokenKind::Line).last()?;
    Some(page.span(&(label..colon))).filter(|s| !s.is_empty())
}

/// The source of the words before, for words that go on in the same paragraph.
fn carried_source(scene: &Scene<'_, '_>, decided: &Decided, u: usize, models: &Models) -> Option<Spans> {
    let unit = scene.units.get(u)?;
    let own = decided.units.get(u)?.speaker?;
    for v in (u.saturating_sub(8)..u).rev() {
        let before = scene.units.get(v)?;
        if before.last_paragraph != unit.paragraph {
            break;
        }
        let decision = decided.units.get(v)?;
        if decision.speaker == Some(own)
            && let Some(m) = decision.mention
        {
            return Spans::one(source_span(scene, m));
        }
    }
    let past = decided.pasts.get(u).copied().unwrap_or_default();
    Spans::one(source_span(scene, reported::heard_before(scene, u, own, past, models)?))
}

/// A relation whose content has no marks of its own.
fn without_marks(
    scene: &Scene<'_, '_>,
    i: usize,
    r: &FoundRelation,
    decided: &Decided,
    models: &Models,
    register: &mut Register,
) -> FoundQuote {
    let source = source_of(scene.page, scene.relations, i);
    let meant = |s, kind| scene.source_mention(s, kind).or_else(|| scene.name_behind_role(s));
    let mention = source.and_then(|(s, kind)| meant(s, kind));
    let before = scene.units.partition_point(|u| scene.page.tokens.start(u.tokens.start) < r.cue.start());
    let past = decided.pasts.get(before).copied().unwrap_or_default();
    let own = source.and_then(|(s, _)| scene.own_account(scene.page.tokens.at(s.start())));
    let known = match (own, mention) {
        (Some(key), _) => (Some(key), WHOLE),
        (None, m) => m.map_or((None, WHOLE), |m| scene.speaker_of(m, past, models)),
    };
    let speaker = match (known.0, source) {
        (Some(key), _) => Some(register.index(scene, key)),
        (None, Some((s, kind))) if mention.is_none() && kind != SourceKind::Pronoun && says_who(scene, s) => {
            Some(register.described(scene, s))
        }
        _ => None,
    };
    let role = mention.and_then(|m| roles::role(scene, m));
    if let (Some(i), Some(role)) = (speaker, role) {
        register.state_role(scene, i, role);
    }
    let named = mention.and_then(|m| scene.mentions.all.get(m)).filter(|m| m.kind == MentionKind::Name);
    let name = named.and_then(|m| Spans::one(scene.page.span(&m.tokens))).map(|name| match source {
        Some((who, _)) if is_relative(scene, who) => name.union(who),
        _ => name,
    });
    // *a nurse speaking to Radio Marl said*: the finder of cues saw the name alone.
    let own = mention.map(|m| source_span(scene, m)).and_then(Spans::one);
    let behind =
        own.filter(|own| source.is_some_and(|(s, _)| own.end() <= s.start() && !is_relative(scene, s)));
    let share = (u64::from(r.probability.get()) * u64::from(known.1) / u64::from(WHOLE)) as u16;
    FoundQuote {
        content: r.content.clone(),
        kind: QuoteKind::Indirect,
        parent: None,
        cue: Some(r.cue.clone()),
        source: name.or(behind).or_else(|| source.map(|s| s.0.clone())),
        source_kind: source.map_or(SourceKind::None, |s| s.1),
        role: role.and_then(Spans::one),
        speaker,
        confidence: PerMille::new(share),
        runner_up: None,
        evidence: explain::relation(scene, models, r, mention, past, known.0),
    }
}

/// Whether a word of `source` is more than grammar, or stands for somebody: *many*.
fn says_who(scene: &Scene<'_, '_>, source: &Spans) -> bool {
    let page = scene.page;
    let says = |i| is_noun_like(page, i) || page.pronoun(i).is_some_and(|p| p.indefinite);
    source.iter().flat_map(|s| page.tokens.within(s)).any(says)
}

fn not_speech(scene: &Scene<'_, '_>, u: usize, content: Spans, speech: u32) -> FoundQuote {
    FoundQuote {
        content,
        kind: QuoteKind::NotSpeech,
        parent: None,
        cue: None,
        source: None,
        source_kind: SourceKind::None,
        role: None,
        speaker: None,
        confidence: per_mille(WHOLE - speech),
        runner_up: None,
        evidence: explain::not_speech(scene, u, speech),
    }
}

fn content(scene: &Scene<'_, '_>, unit: &Unit) -> Option<Spans> {
    // The name and the colon that begin a turn are nobody's words.
    let words = unit.label.map_or(0, |colon| scene.page.tokens.start(colon + 1));
    let spans = unit.regions.iter().filter_map(|&r| scene.page.regions.all.get(r)).map(|r| r.span);
    Spans::new(spans.filter_map(|s| Span::new(s.start().max(words), s.end())))
}

/// Whether units `a` and `b` are one quotation that its attribution parts: same speaker, and nothing but the attribution between.
fn one_quotation(scene: &Scene<'_, '_>, a: usize, b: usize, decisions: &[Decision]) -> bool {
    let (Some(ua), Some(ub)) = (scene.units.get(a), scene.units.get(b)) else { return false };
    let (Some(da), Some(db)) = (decisions.get(a), decisions.get(b)) else { return false };
    if a + 1 != b
        || ua.last_paragraph != ub.paragraph
        || da.speaker != db.speaker
        || !is_direct(scene, ua)
        || !is_direct(scene, ub)
    {
        return false;
    }
    let gap = ua.last.end..ub.first.start;
    let page = scene.page;
    let mention = da.mention.or(db.mention).and_then(|m| scene.mentions.all.get(m));
    let inside = mention.is_some_and(|m| gap.contains(&m.tokens.start));
    let verb = gap.clone().any(|i| page.word(i).verb > 0);
    // *“Why?” Told of it, he paused. “So.”*: a sentence of its own stands between.
    let last =
        ua.last.clone().rev().take(3).find(|&i| !matches!(page.kind(i), TokenKind::Mark | TokenKind::Single));
    let ended = last.is_some_and(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang));
    let opens = page.is_capital(gap.start) && mention.is_none_or(|m| m.whole().start > gap.start);
    if ended && opens && gap.len() > 4 {
        return false;
    }
    // Nothing but the one clause that attributes them, however long its apposition.
    let clause = gap.start;
    let rest = gap.clone().filter(|&i| page.sentence(i) != page.sentence(clause)).count();
    inside && verb && gap.len() <= ATTRIBUTION && rest == 0
}

/// Whether a unit stands by itself: it begins a sentence, or follows the cue that introduces it, and begins with a capital or is long.
pub fn is_direct(scene: &Scene<'_, '_>, unit: &Unit) -> bool {
    let page = scene.page;
    let family = unit.regions.first().and_then(|&r| page.regions.all.get(r)).map(|r| r.family);
    if matches!(family, Some(Family::Pull | Family::Turn | Family::Dash)) {
        return true;
    }
    let first = unit.tokens.clone().take(4).find(|&i| page.is_wordy(i)).unwrap_or(unit.tokens.start);
    let before = unit.tokens.start.checked_sub(1);
    let opens = before.is_none_or(|i| {
        page.paragraph(i) != page.paragraph(unit.tokens.start)
            || matches!(
                page.kind(i),
                TokenKind::Stop
                    | TokenKind::Bang
                    | TokenKind::Comma
                    | TokenKind::Colon
                    | TokenKind::Dash
                    | TokenKind::Mark
                    | TokenKind::Line
                    | TokenKind::Break
                    | TokenKind::Ellipsis
            )
    });
    // *“Of course not” against what …*: the sentence goes on behind the marks.
    let last = unit
        .tokens
        .clone()
        .rev()
        .take(3)
        .find(|&i| !matches!(page.kind(i), TokenKind::Mark | TokenKind::Single));
    let goes_on = last.is_some_and(|i| page.is_wordy(i)) && {
        let next = unit.tokens.end;
        page.kind(next) == TokenKind::Word
            && (page.is(next, Class::Preposition) || page.is(next, Class::Coordinator))
            && !page.is(next, Class::PhraseStart)
            && page.paragraph(next) == unit.last_paragraph
    };
    opens
        && !goes_on
        && (page.is_capital(first)
            || page.kind(first) == TokenKind::Number
            || before.is_some_and(|i| page.kind(i) == TokenKind::Comma))
}

fn found(
    scene: &Scene<'_, '_>,
    u: usize,
    decided: &Decided,
    speech: u32,
    content: Spans,
    models: &Models,
    register: &mut Register,
) -> Option<FoundQuote> {
    let (unit, decision) = (scene.units.get(u)?, decided.units.get(u)?);
    let source = decision.mention.map(|m| source_span(scene, m));
    let source_kind =
        decision.mention.and_then(|m| scene.mentions.all.get(m)).map_or(SourceKind::None, |m| match m.kind {
            MentionKind::Name => SourceKind::Named,
            MentionKind::Pronoun => SourceKind::Pronoun,
            MentionKind::Nominal => SourceKind::Nominal,
        });
    let cue = decision.mention.and_then(|m| roles::cue(scene, m, unit));
    let role = decision.mention.and_then(|m| roles::role(scene, m));
    let speaker = decision.speaker.map(|k| register.index(scene, k));
    if let (Some(i), Some(role)) = (speaker, role) {
        register.state_role(scene, i, role);
    }
    let runner_up = decision.runner_up.map(|(k, s)| (register.index(scene, k), per_mille(s)));
    let name = |i: Option<usize>| i.and_then(|i| register.speakers.get(i)).map(|s| s.name.as_str());
    let evidence = explain::unit(
        scene,
        models,
        Case {
            unit: u,
            decision,
            cue,
            past: decided.pasts.get(u).copied().unwrap_or_default(),
            speech,
            speaker: name(speaker),
            runner_up: name(runner_up.map(|r| r.0)),
        },
    );
    let both = (u64::from(decision.share) * u64::from(speech) / u64::from(WHOLE)) as u32;
    Some(FoundQuote {
        content,
        kind: if is_direct(scene, unit) { QuoteKind::Direct } else { QuoteKind::Mixed },
        parent: None,
        cue: cue.and_then(Spans::one),
        source: source.and_then(Spans::one),
        source_kind,
        role: role.and_then(Spans::one),
        speaker,
        confidence: per_mille(both),
        runner_up,
        evidence,
    })
}

/// The relative pronoun that the finder of cues takes for the source of unit `u`, where it takes up mention `m`.
fn relative_source<'s>(scene: &'s Scene<'_, '_>, u: usize, m: usize) -> Option<&'s Spans> {
    let r = scene.relation(u)?;
    let source = r.source.as_ref()?;
    (is_relative(scene, source) && scene.source_mention(source, r.source_kind) == Some(m)).then_some(source)
}

fn source_span(scene: &Scene<'_, '_>, m: usize) -> Span {
    let Some(mention) = scene.mentions.all.get(m) else { return Span::empty(0) };
    let range = if mention.kind == MentionKind::Nominal {
        full_description(scene, m)
    } else {
        mention.tokens.clone()
    };
    scene.page.span(&range)
}
