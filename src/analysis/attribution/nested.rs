//! Words quoted inside quoted words: *“She told us ‘go home’ twice,” he said.*

use super::candidates::Scene;
use super::mentions::MentionKind;
use super::register::Register;
use crate::analysis::rules::Rule;
use crate::analysis::token::TokenKind;
use crate::analysis::{Evidence, FoundQuote, PerMille, QuoteKind, SourceKind};
use crate::lang::{Class, Frame, Number};
use crate::text::Spans;
use std::ops::Range;

/// Tokens between a nested quotation and its cue at most.
const REACH: usize = 5;

/// Adds the nested regions that a reporting verb introduces or follows, inside units that are speech. They lie in their parents, which
/// [`link`] finds.
pub fn add(
    scene: &Scene<'_, '_>,
    is_speech: &dyn Fn(usize) -> bool,
    register: &mut Register,
    out: &mut Vec<FoundQuote>,
) {
    let page = scene.page;
    let mut unit = 0;
    for r in page.regions.all.iter().filter(|r| r.parent.is_some()) {
        let tokens = page.tokens.within(r.span);
        while scene.units.get(unit).is_some_and(|u| u.tokens.end <= tokens.start) {
            unit += 1;
        }
        let Some(outer) = scene.units.get(unit).filter(|u| u.tokens.start < tokens.start && is_speech(unit))
        else {
            continue;
        };
        let (Some(cue), Some(content)) = (cue(scene, &tokens, &outer.tokens), Spans::one(r.span)) else {
            continue;
        };
        let source = source(scene, cue, &tokens);
        let mention = source.and_then(|m| scene.mentions.all.get(m));
        if mention.is_none() && tokens.clone().filter(|&i| page.is_wordy(i)).count() < 3 {
            continue;
        }
        let entity = source.and_then(|m| scene.entities.of(m));
        let first = tokens.clone().find(|&i| page.is_wordy(i)).unwrap_or(tokens.start);
        let at = page.tokens.span(cue);
        let words = mention.and_then(|m| Spans::one(page.span(&m.tokens)));
        // *A lady said ‘…’*: a description names nobody, but says who it was.
        let described = words.as_ref().filter(|_| mention.is_some_and(|m| m.kind == MentionKind::Nominal));
        let speaker = match (entity, described) {
            (Some(e), _) => Some(register.index(scene, e as u32)),
            (None, Some(words)) => Some(register.described(scene, words)),
            _ => None,
        };
        out.push(FoundQuote {
            content,
            kind: if page.is_capital(first) { QuoteKind::Direct } else { QuoteKind::Mixed },
            parent: None,
            cue: Spans::one(at),
            source: words,
            source_kind: mention.map_or(SourceKind::None, |m| match m.kind {
                MentionKind::Name => SourceKind::Named,
                MentionKind::Pronoun => SourceKind::Pronoun,
                MentionKind::Nominal => SourceKind::Nominal,
            }),
            role: None,
            speaker,
            confidence: PerMille::new(if entity.is_some() { 750 } else { 500 }),
            runner_up: None,
            evidence: vec![Evidence::new(
                Rule::Nested,
                0,
                Some(at),
                format!("“{}” reports words inside quoted words", page.text.slice(at)),
            )],
        });
    }
}

/// The reporting verb beside `tokens`, inside `outer`: right before, with a comma, a colon or a few words between; or right after.
fn cue(scene: &Scene<'_, '_>, tokens: &Range<usize>, outer: &Range<usize>) -> Option<usize> {
    let page = scene.page;
    let reports = |i: usize| {
        let verb = page.profile.verbs.get(usize::from(page.word(i).verb).checked_sub(1)?)?;
        (verb.frames.has(Frame::Quote) && page.word(i).slots & 0b0_0110 != 0).then_some(i)
    };
    let stops = |i: usize| {
        matches!(
            page.kind(i),
            TokenKind::Stop | TokenKind::Bang | TokenKind::Semicolon | TokenKind::Mark | TokenKind::Single
        )
    };
    let before = (outer.start..tokens.start).rev().take(REACH).take_while(|&i| !stops(i));
    let after = (tokens.end..outer.end).take(REACH - 2).take_while(|&i| !stops(i));
    before.chain(after).find_map(reports)
}

/// The mention right before the verb at `cue`, or right after it.
fn source(scene: &Scene<'_, '_>, cue: usize, tokens: &Range<usize>) -> Option<usize> {
    let is_source = |m: &usize| {
        let mention = scene.mentions.all.get(*m);
        mention.is_some_and(|m| {
            m.pronoun.is_none_or(|p| p.subject || p.indefinite) && !(tokens.contains(&m.tokens.start))
        })
    };
    let at = |i: usize| scene.mention_at(i).filter(is_source);
    let before = (cue.saturating_sub(2)..cue).rev().find_map(at);
    // *“Kit stood up and said ‘…’”*
    let joined = || {
        let and = cue.checked_sub(1).filter(|&i| scene.page.is(i, Class::Coordinator))?;
        let clause = (and.saturating_sub(CLAUSE)..and).rev();
        let mut here = clause.take_while(|&i| scene.page.sentence(i) == scene.page.sentence(cue));
        let acts = |m: usize| {
            let next = scene.mentions.all.get(m).map_or(0, |m| m.tokens.end);
            scene.page.word(next).verb > 0 || scene.page.is_finite(next) || scene.page.may_be_past(next)
        };
        here.find_map(|i| at(i).filter(|&m| acts(m)))
    };
    joined().or(before).or_else(|| at(cue + 1))
}

/// Words of a clause before *and said* at most.
const CLAUSE: usize = 12;

/// Quotations looked back over at most for a parent.
const BACK: usize = 64;

/// Gives each of `quotes`, which are in order, the smallest one around it as its parent, where all of it lies in there.
///
/// Whoever says *I* in words that somebody quotes of himself is the speaker of the words around them.
pub fn link(scene: &Scene<'_, '_>, quotes: &mut [FoundQuote]) {
    for i in 0..quotes.len() {
        let Some(child) = quotes.get(i).filter(|q| q.evidence.iter().any(|e| e.rule == Rule::Nested.id()))
        else {
            continue;
        };
        let content = child.content.clone();
        let around = |q: &FoundQuote| {
            let holds =
                |c: crate::text::Span| q.content.iter().any(|p| p.start() <= c.start() && c.end() <= p.end());
            q.kind != QuoteKind::NotSpeech
                && content.iter().all(holds)
                && q.content.total_len() > content.total_len()
        };
        let from = i.saturating_sub(BACK);
        let parent = quotes.get(from..i).unwrap_or_default().iter().enumerate().filter(|(_, q)| around(q));
        let parent =
            parent.min_by_key(|&(n, q)| (q.content.total_len(), usize::MAX - n)).map(|(n, _)| from + n);
        let around = parent.and_then(|p| quotes.get(p)).and_then(|p| Some((p.speaker?, p.confidence)));
        if let Some(q) = quotes.get_mut(i) {
            q.parent = parent;
            let own = |s: &Spans| {
                let pronoun = scene.page.pronoun(scene.page.tokens.at(s.start()));
                pronoun.is_some_and(|p| p.person == 1 && p.number == Number::Singular)
            };
            if let Some((speaker, confidence)) = around.filter(|_| q.source.as_ref().is_some_and(own)) {
                q.speaker = Some(speaker);
                q.confidence = confidence.min(PerMille::new(750));
            }
        }
    }
}
