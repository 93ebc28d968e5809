//! Turns: the marked words of one paragraph that one person says, with the mentions around them.

use super::mentions::is_past;
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::mentions::MentionKind;
use crate::analysis::attribution::surroundings::{Side, symbol};
use crate::analysis::token::TokenKind;
use smallvec::SmallVec;
use std::ops::Range;

/// Where a mention stands in relation to a turn.
pub mod zone {
    /// Before its first words, in the same paragraph.
    pub const BEFORE: u8 = 0;
    /// After its first words, in the same paragraph.
    pub const AFTER: u8 = 1;
    /// In the paragraph before.
    pub const EARLIER: u8 = 2;
    /// In the paragraph after.
    pub const LATER: u8 = 3;
    /// After its last words, where these are not its first.
    pub const LAST: u8 = 4;
}

/// A mention near a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Which mention.
    pub mention: u32,
    /// Where: one of [`zone`].
    pub zone: u8,
    /// Steps between.
    pub steps: u8,
    /// How it is tied to a verb.
    pub tie: u8,
    /// Mentions between.
    pub rank: u8,
    /// What stands between it and the turn, beside it.
    pub inner: u8,
    /// What stands beyond it.
    pub outer: u8,
    /// All that stands between, as a number.
    pub path: u32,
    /// Sentence ends between.
    pub stops: u8,
    /// Other marked words between.
    pub marked: u8,
    /// Whether it is the subject of a reporting clause: 0 no, 1 after the words, 2 before them.
    pub cue: u8,
}

/// A turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    /// Its units.
    pub units: SmallVec<[u32; 4]>,
    /// From its first token to its last.
    pub tokens: Range<usize>,
    /// Its first paragraph.
    pub paragraph: usize,
    /// Its last paragraph.
    pub last_paragraph: usize,
    /// Mentions near it.
    pub spots: Vec<Spot>,
    /// Which of the spots is the subject of its reporting clause.
    pub cue: Option<usize>,
    /// Length and last sign of its first words.
    pub shape: u32,
    /// What stands right before and after its first words.
    pub edges: u32,
    /// It is all of its paragraph.
    pub alone: bool,
    /// Its last sign: 1 a comma, 2 a stop, 3 a question or exclamation, 4 a dash.
    pub end: u8,
}

/// Spots on one side at most.
const MOST: usize = 6;

/// The mentions of one side.
fn spots(scene: &Scene<'_, '_>, side: &Side, right: bool, own: u8, out: &mut Vec<Spot>) {
    let (mut path, mut rank, mut stops, mut marked) = (0_u32, 0_u8, 0_u8, 0_u8);
    let mut place = own;
    let mut found = false;
    for (k, step) in side.0.iter().enumerate() {
        if let Some(m) = (step.mention as usize).checked_sub(1) {
            let tie = Scene::tie(side, k, right) as u8;
            let inner = if k == 0 { symbol::EDGE } else { side.symbol(k - 1) };
            let mut spot = Spot {
                mention: m as u32,
                zone: place,
                steps: k.min(255) as u8,
                tie,
                rank,
                inner,
                outer: side.symbol(k + 1),
                path: if k <= 7 { path } else { k.min(20) as u32 },
                stops,
                marked,
                cue: 0,
            };
            if !found && place == own && marked == 0 {
                spot.cue = cue(scene, side, k, right, &spot);
                if spot.cue == 0 && !right && says_last(scene, side, k, m) {
                    spot.cue = 2;
                }
                found = spot.cue > 0;
            }
            out.push(spot);
            rank += 1;
            if usize::from(rank) >= MOST {
                break;
            }
        }
        match step.symbol {
            symbol::PARAGRAPH => place = if right { zone::LATER } else { zone::EARLIER },
            symbol::MARKED => marked = marked.saturating_add(1),
            symbol::STOP => stops = stops.saturating_add(1),
            _ => {}
        }
        path = path.wrapping_mul(37).wrapping_add(u32::from(step.symbol) + 1);
    }
}

/// Whether the mention at step `k` behind the words says them, with how in between: *“…,” put in, more gently, a young mother*.
fn says_how(scene: &Scene<'_, '_>, side: &Side, k: usize) -> bool {
    let verb = match side.symbol(0) {
        symbol::SAY | symbol::QUOTE_VERB => true,
        symbol::WORD => side.0.first().is_some_and(|s| is_past(scene.page, s.first as usize)),
        _ => false,
    };
    let comma = (1..k).find(|&n| side.symbol(n) == symbol::COMMA);
    verb && (3..=8).contains(&k)
        && comma.is_some_and(|c| c <= 2 && c < k - 1)
        && side.symbol(k - 1) == symbol::COMMA
        && (1..k).all(|n| {
            matches!(side.symbol(n), symbol::COMMA | symbol::WORD | symbol::PREPOSITION | symbol::DETERMINER)
        })
}

/// Whether the last of several things that the mention at step `k` does is to say the words right behind: *she bowed and said, “…”*.
fn says_last(scene: &Scene<'_, '_>, side: &Side, k: usize, m: usize) -> bool {
    let Some(mention) = scene.mentions.all.get(m) else { return false };
    if !matches!(side.symbol(0), symbol::COMMA | symbol::COLON) || mention.pronoun.is_some_and(|p| !p.subject)
    {
        return false;
    }
    let next = mention.tokens.end;
    let acts = is_past(scene.page, next) || scene.page.word(next).verb > 0;
    // *On my saying so, she went on: “…”*
    let plain = |n: usize| {
        matches!(
            side.symbol(n),
            symbol::WORD | symbol::PREPOSITION | symbol::SAY | symbol::VERB | symbol::QUOTE_VERB
        )
    };
    if side.symbol(0) == symbol::COLON && acts && k <= 4 && (1..k).all(plain) {
        return true;
    }
    let says = |n: usize| matches!(side.symbol(n), symbol::SAY | symbol::QUOTE_VERB);
    // *and said,*; *and said softly,*
    let verb = if says(1) { 1 } else { 2 };
    if !says(verb) || side.symbol(verb + 1) != symbol::CONJUNCTION || k < verb + 2 || k > 20 {
        return false;
    }
    let stops = (1..k).any(|n| side.symbol(n) == symbol::STOP);
    !stops && acts
}

/// Whether the mention at step `k` is the subject of a reporting clause right beside the turn.
fn cue(scene: &Scene<'_, '_>, side: &Side, k: usize, right: bool, spot: &Spot) -> u8 {
    let Some(mention) = scene.mentions.all.get(spot.mention as usize) else { return 0 };
    if mention.pronoun.is_some_and(|p| p.object && !p.subject) || spot.stops > 0 {
        return 0;
    }
    let (after, inverted) = (spot.tie >> 3, spot.tie & 7);
    let verb = |n: u8| (1..=3).contains(&n);
    let comma = usize::from(side.symbol(0) == symbol::COMMA || side.symbol(0) == symbol::DASH);
    if right {
        let near = k <= comma + 2;
        let start = mention.whole().start;
        let past = k == comma + 1
            && side.symbol(comma) == symbol::WORD
            && start > 0
            && side.0.get(comma).is_some_and(|s| s.first as usize == start - 1)
            && is_past(scene.page, start - 1);
        let own = k <= comma && is_past(scene.page, mention.tokens.end) && spot.outer == symbol::WORD;
        u8::from(
            near && (verb(after) || verb(inverted) || after == 7) || past || own || says_how(scene, side, k),
        )
    } else {
        let closes = matches!(side.symbol(0), symbol::COMMA | symbol::COLON);
        let clause = verb(after) || verb(inverted) || after == 7;
        2 * u8::from(clause && (closes || k <= 3) && k <= 16)
    }
}

/// Takes whoever a sentence that ends in a colon begins with for whoever says what follows, whatever they do in it: *Le major quitta
/// sa pipe : « … »*. Where word classes were learned, the verb tells.
fn leads_in(scene: &Scene<'_, '_>, spots: &mut [Spot]) {
    if spots.iter().any(|s| s.cue > 0) {
        return;
    }
    let may = |s: &&mut Spot| {
        let mention = scene.mentions.all.get(s.mention as usize);
        s.zone == zone::BEFORE
            && s.stops == 0
            && s.marked == 0
            && s.outer != symbol::PREPOSITION
            && mention.is_some_and(|m| m.pronoun.is_none_or(|p| p.subject))
    };
    if let Some(spot) = spots.iter_mut().filter(may).last() {
        spot.cue = 2;
    }
}

/// Whether the paragraph before, read outwards in `side`, ends as what leads in the words: *She went on:*, and they stand below.
fn is_led_in(side: &Side) -> bool {
    side.symbol(0) == symbol::PARAGRAPH && matches!(side.symbol(1), symbol::COLON | symbol::COMMA)
}

/// Length and last sign of the marked words in `tokens`.
fn shape(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> (u32, u8) {
    let page = scene.page;
    let words = tokens.clone().take(60).filter(|&i| page.is_wordy(i)).count();
    let size = match words {
        0..=1 => 0,
        2 => 1,
        3..=5 => 2,
        6..=11 => 3,
        12..=29 => 4,
        _ => 5,
    };
    let last = tokens
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
    (size, end)
}

/// The turns of the units that `speech` says are speech, in order.
pub fn turns(scene: &Scene<'_, '_>, speech: &[bool]) -> Vec<Turn> {
    let (mut before, mut after) = (Side::default(), Side::default());
    let mut out: Vec<Turn> = Vec::new();
    for (u, unit) in scene.units.iter().enumerate() {
        if !speech.get(u).copied().unwrap_or(true) {
            continue;
        }
        Side::before(scene.page, scene.mentions, scene.at, unit, &mut before);
        Side::after(scene.page, scene.mentions, scene.at, unit, &mut after);
        if is_led_in(&before) {
            before.0.remove(0);
        }
        let mut all = Vec::with_capacity(8);
        spots(scene, &after, true, zone::AFTER, &mut all);
        spots(scene, &before, false, zone::BEFORE, &mut all);
        if scene.page.learned.is_none() && before.symbol(0) == symbol::COLON {
            leads_in(scene, &mut all);
        }
        let cue = all.iter().position(|s| s.cue > 0);
        let starts = matches!(before.symbol(0), symbol::EDGE | symbol::PARAGRAPH);
        let ends = matches!(after.symbol(0), symbol::EDGE | symbol::PARAGRAPH);
        if let Some(turn) = out.last_mut()
            && goes_on(scene, turn, unit.paragraph, &unit.first, cue.and_then(|c| all.get(c)))
        {
            turn.units.push(u as u32);
            turn.tokens.end = unit.tokens.end;
            turn.last_paragraph = unit.last_paragraph;
            turn.alone &= ends;
            turn.spots.retain(|s| s.zone != zone::LAST);
            let last = all.iter().filter(|s| s.zone == zone::AFTER || s.zone == zone::LATER);
            turn.spots.extend(
                last.map(|s| Spot { zone: if s.zone == zone::AFTER { zone::LAST } else { s.zone }, ..*s }),
            );
            if turn.cue.is_none() {
                turn.cue = turn.spots.iter().position(|s| s.cue > 0);
            }
            let (_, end) = shape(scene, &unit.last);
            turn.end = end;
            continue;
        }
        let (size, end) = shape(scene, &unit.first);
        out.push(Turn {
            units: SmallVec::from_slice(&[u as u32]),
            tokens: unit.tokens.clone(),
            paragraph: unit.paragraph,
            last_paragraph: unit.last_paragraph,
            spots: all,
            cue,
            shape: size * 8 + u32::from(end),
            edges: u32::from(before.symbol(0)) * 32 + u32::from(after.symbol(0)),
            alone: starts && ends,
            end,
        });
    }
    out
}

/// Whether `turn` says that the name at mention `m` is the speaker's: *my name is Ashby*, *I am Ashby*, or *Ashby* alone where
/// `asked` asked for it.
pub fn says_own_name(scene: &Scene<'_, '_>, turn: &Turn, asked: Option<&Turn>, m: usize) -> bool {
    let page = scene.page;
    let Some(mention) = scene.mentions.all.get(m).filter(|m| m.kind == MentionKind::Name) else {
        return false;
    };
    if page.is_outside(mention.head)
        || page.is_wordy(mention.tokens.end)
        || page.kind(mention.tokens.end) == TokenKind::Clitic
    {
        return false;
    }
    let start = mention.whole().start;
    // Whether the words that end before token `end` are those of `phrase`.
    let ends = |end: usize, phrase: &[u32]| {
        end.checked_sub(phrase.len())
            .is_some_and(|first| (first..end).map(|i| page.tokens.hash(i)).eq(phrase.iter().copied()))
    };
    if page.profile.own_name.iter().any(|p| ends(start, p)) {
        return true;
    }
    let asks = |t: &Turn| {
        let name = |i: usize| page.profile.name_words.contains(&page.tokens.hash(i));
        t.tokens.clone().any(name) && t.tokens.clone().any(|i| page.str(i) == "?")
            || t.tokens.clone().any(|i| page.profile.asks_name.iter().any(|p| ends(i + 1, p)))
    };
    let alone = turn.tokens.start + 1 == start || turn.tokens.start == start;
    alone && asked.is_some_and(|a| a.last_paragraph < turn.paragraph && asks(a))
}

/// Whether marked words that begin at `first` in `paragraph`, with `cue` for their own, go on with `turn`.
fn goes_on(
    scene: &Scene<'_, '_>,
    turn: &Turn,
    paragraph: usize,
    first: &Range<usize>,
    cue: Option<&Spot>,
) -> bool {
    if turn.last_paragraph != paragraph {
        return false;
    }
    let gap = turn.tokens.end..first.start;
    if !gap.clone().any(|i| scene.page.is_wordy(i)) {
        return false;
    }
    let (Some(own), Some(cue)) = (turn.cue.and_then(|c| turn.spots.get(c)), cue) else { return true };
    if own.mention == cue.mention {
        return true;
    }
    let (Some(a), Some(b)) =
        (scene.mentions.all.get(own.mention as usize), scene.mentions.all.get(cue.mention as usize))
    else {
        return true;
    };
    // Two reporting clauses: one speaker where the second takes up the first.
    let same = scene.entities.of(own.mention as usize).is_some()
        && scene.entities.of(own.mention as usize) == scene.entities.of(cue.mention as usize);
    let taken_up = b.kind == MentionKind::Pronoun
        && (a.kind != MentionKind::Pronoun || a.gender == b.gender)
        && (a.gender == b.gender || a.kind == MentionKind::Name && a.gender == crate::lang::Gender::Any);
    same || taken_up
}
