//! Whether marks enclose somebody's words, or a title, a term, a nickname, a scare quote.

use super::candidates::Scene;
use super::surroundings::{Side, symbol};
use super::templates as t;
use super::units::Unit;
use crate::analysis::page::Page;
use crate::analysis::quotes::Family;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::{Features, Model, share};
use crate::lang::{Class, Frame};
use crate::text::{Span, Spans};

/// What speaks for and against speech in unit `u`.
pub fn features(scene: &Scene<'_, '_>, u: usize, before: &mut Side, after: &mut Side) -> Features {
    let page = scene.page;
    let Some(unit) = scene.units.get(u) else { return Features::default() };
    Side::before(page, scene.mentions, scene.at, unit, before);
    Side::after(page, scene.mentions, scene.at, unit, after);
    let words: Vec<usize> = unit.tokens.clone().filter(|&i| page.is_wordy(i)).take(40).collect();
    let n = words.len().min(14) as u32;
    let first = words.first().copied().unwrap_or(unit.tokens.start);
    let capital = u32::from(page.is_capital(first));
    let capitals = words.iter().filter(|&&i| page.is_capital(i)).count();
    let small = words.iter().filter(|&&i| !page.is_capital(i) && !page.word(i).classes.is_function()).count();
    let title_case = u32::from(capitals >= 2 && small == 0);
    let grammar = words
        .iter()
        .filter(|&&i| page.is(i, Class::Pronoun) || page.is(i, Class::Auxiliary) || page.is(i, Class::Modal))
        .count()
        .min(3) as u32;
    let end = unit
        .tokens
        .clone()
        .rev()
        .take(3)
        .find(|&i| !matches!(page.kind(i), TokenKind::Mark | TokenKind::Single));
    let end = end.map_or(0, |i| match page.kind(i) {
        TokenKind::Comma => 1,
        TokenKind::Stop => 2,
        TokenKind::Bang => 3,
        TokenKind::Dash | TokenKind::Ellipsis => 4,
        _ => 0,
    });
    let paragraph = page.sentences.paragraph(unit.paragraph);
    let heading = u32::from(paragraph.is_heading);
    let sentence = page.sentences.get(page.sentence(unit.tokens.start)).tokens;
    let reach =
        sentence.start.max(unit.tokens.start.saturating_sub(30))..sentence.end.min(unit.tokens.end + 30);
    let verbs = reach.filter(|&i| page.is_outside(i) && page.word(i).verb > 0).count().min(3) as u32;
    let region = unit.regions.first().and_then(|&r| page.regions.all.get(r));
    let family = region.map_or(0, |r| r.family as u32 * 2 + u32::from(r.closed));
    let word_before = unit.tokens.start.checked_sub(1).map_or(0, |i| {
        let w = page.word(i);
        if w.verb > 0 || w.classes.is_function() || w.is(Class::NounCue) {
            page.tokens.hash(i)
        } else {
            page.kind(i) as u32
        }
    });
    let (b0, a0) = (u32::from(before.symbol(0)), u32::from(after.symbol(0)));
    let nearby = |s: &Side| {
        (0..10)
            .take_while(|&k| !matches!(s.symbol(k), symbol::PARAGRAPH | symbol::EDGE))
            .any(|k| matches!(s.symbol(k), symbol::SAY | symbol::QUOTE_VERB))
    };
    let told = u32::from(nearby(before)) * 2 + u32::from(nearby(after));
    let size = if n > 11 {
        6 + u32::from(unit.tokens.len() > 30)
    } else if n > 5 {
        5
    } else {
        n
    };
    let mut f = Features::with_room(34);
    let s = t::SPEECH;
    f.add(s, n, capital);
    f.add(s + 1, size, end);
    f.add(s + 2, size * 2 + title_case, verbs);
    f.add(s + 3, b0, size);
    f.add(s + 6, word_before, u32::from(size > 2));
    f.add(s + 7, heading, size * 4 + told);
    f.add(s + 8, grammar, size);
    f.add(s + 9, family, size);
    f.add(s + 10, told, size);
    f.add(s + 11, b0 * 32 + u32::from(before.symbol(1)), size.min(2));
    f.add(s + 13, title_case * 8 + end, told);
    f.add(s + 14, capitals.min(5) as u32, n);
    let told = scene.relation(u).map_or(0, |r| 1 + u32::from(r.probability.get() / 100) * 4 + r.kind as u32);
    f.add(s + 16, told, size);
    f.add(s + 17, told, b0);
    f.add(s + 18, u32::from(scene.signature(unit, after).is_some()), 0);
    let noun_before = unit
        .tokens
        .start
        .checked_sub(2)
        .is_some_and(|i| page.is_noun(i) || page.is_capital(i) && page.is_noun(i));
    f.add(s + 19, title_case * 2 + u32::from(noun_before), word_before);
    f.add(s + 20, title_case * 4 + u32::from(noun_before) * 2 + capital, b0);
    f.add(s + 22, title_case * 4 + u32::from(noun_before) * 2 + capital, a0 * 8 + end);
    let voice = words.iter().any(|&i| page.pronoun(i).is_some_and(|p| p.person == 1 || p.person == 2));
    let kind =
        u32::from(scene.dialogue) * 4 + u32::from(page.regions.convention.single) * 2 + u32::from(voice);
    f.add(s + 24, kind, b0 * 32 + a0);
    f.add(s + 25, kind * 8 + end, capital);
    f.add(s + 15, u32::from(unit.regions.len() > 1), 0);
    // The words around a short span tell a term from words that somebody used: *a “smart” lamp*, *called it “smart”*.
    let next = (unit.tokens.end < page.tokens.len()).then_some(unit.tokens.end);
    let after = next.map_or(0, |i| beside(page, i));
    let previous = unit.tokens.start.checked_sub(1).map_or(0, |i| beside(page, i));
    f.add(s + 26, after, size);
    f.add(s + 27, previous, after);
    let cue = scene.relation(u).map_or(0, |r| u32::from(page.word(page.tokens.at(r.cue.start())).verb) + 1);
    f.add(s + 28, cue, size);
    f.add(s + 29, cue, b0 * 4 + title_case * 2 + capital);
    let last = words.last().copied().unwrap_or(first);
    let finite = u32::from(words.iter().any(|&i| page.is_finite(i)));
    let form = u32::from(page.is_noun(first)) * 4 + u32::from(page.is_noun(last)) * 2 + finite;
    f.add(s + 30, form, size * 2 + capital);
    f.add(s + 31, form * 2 + capital, b0 * 32 + a0);
    f.add(s + 32, u32::from(is_repeated(scene, u)) * 4 + title_case * 2 + capital, size);
    f
}

/// What stands beside a span: a word of grammar, a verb, a noun, or a sign.
fn beside(page: &Page<'_>, i: usize) -> u32 {
    let w = page.word(i);
    if w.classes.is_function() {
        return page.tokens.hash(i) | 1 << 30;
    }
    let noun = u32::from(page.is_noun(i)) * 2 + u32::from(page.is_finite(i));
    page.kind(i) as u32 * 16 + u32::from(w.verb > 0) * 8 + u32::from(page.is_capital(i)) * 4 + noun
}

/// Units looked at on each side for the same words.
const AGAIN: usize = 12;

/// Whether another unit near `u` has the same few words: a term or a name is set in marks again.
fn is_repeated(scene: &Scene<'_, '_>, u: usize) -> bool {
    let hashes = |unit: &Unit| -> Vec<u32> {
        let words = unit.tokens.clone().filter(|&i| scene.page.is_wordy(i)).take(5);
        words.map(|i| scene.page.tokens.hash(i)).collect()
    };
    let Some(own) = scene.units.get(u).map(hashes).filter(|h| h.len() < 5) else { return false };
    let near = scene.units.iter().enumerate().skip(u.saturating_sub(AGAIN)).take(2 * AGAIN + 1);
    near.filter(|(o, _)| *o != u).any(|(_, o)| o.tokens.len() < 12 && hashes(o) == own)
}

/// The probability of speech where nothing was learned of the language: longer spans are speech more often.
pub fn by_length(scene: &Scene<'_, '_>, u: usize) -> u32 {
    let tokens = scene.units.get(u).map_or(0..0, |unit| unit.tokens.clone());
    let words = tokens.filter(|&i| scene.page.is_wordy(i)).take(6).count();
    let share = match words {
        0..=2 => 50,
        3..=5 => 55,
        _ => 94,
    };
    crate::analysis::weights::WHOLE * share / 100
}

/// The words that relations give as sources: in order, each with the furthest end up to it.
#[derive(Debug, Default)]
pub struct Sources(Vec<(u32, u32)>);

impl Sources {
    /// Those of the relations of `scene`.
    pub fn of(scene: &Scene<'_, '_>) -> Self {
        let spans = scene.relations.iter().filter_map(|r| r.source.as_ref()).flat_map(Spans::iter);
        let mut all: Vec<(u32, u32)> = spans.map(|s| (s.start(), s.end())).collect();
        all.sort_unstable();
        let mut furthest = 0;
        for (_, end) in &mut all {
            furthest = furthest.max(*end);
            *end = furthest;
        }
        Self(all)
    }

    /// Whether one of them shares a byte with `span`.
    fn overlap(&self, span: Span) -> bool {
        let before = self.0.partition_point(|s| s.0 < span.end());
        before.checked_sub(1).and_then(|i| self.0.get(i)).is_some_and(|s| s.1 > span.start())
    }
}

/// Words between a verb and the marked words that say how somebody feels, at most.
const MOOD: usize = 8;

/// Marked names in one list at most.
const LIST: usize = 6;

/// The first unit of the list that unit `u` stands in: *the boats “Aria”, “Luna” and “Vega”*.
fn list_leader<'s>(scene: &'s Scene<'_, '_>, u: usize) -> Option<&'s Unit> {
    let page = scene.page;
    let mut leader = scene.units.get(u)?;
    for earlier in scene.units.get(u.saturating_sub(LIST)..u).unwrap_or_default().iter().rev() {
        let mut between = earlier.tokens.end..leader.tokens.start;
        let ties = between.len() < 3
            && between.all(|i| page.kind(i) == TokenKind::Comma || page.is(i, Class::Coordinator));
        if !ties || earlier.tokens.end >= leader.tokens.start {
            break;
        }
        leader = earlier;
    }
    Some(leader)
}

/// The probability of speech where rules found who is reported, but nothing was learned of the language.
pub fn by_rules(scene: &Scene<'_, '_>, sources: &Sources, u: usize) -> u32 {
    let Some(unit) = scene.units.get(u) else { return 0 };
    let page = scene.page;
    let words: Vec<usize> = unit.tokens.clone().filter(|&i| page.is_wordy(i)).take(12).collect();
    let first = words.first().copied().unwrap_or(unit.tokens.start);
    let low = !page.is_capital(first) && page.kind(first) == TokenKind::Word;
    let leader = list_leader(scene, u).unwrap_or(unit);
    let before = leader.tokens.start.checked_sub(1).filter(|&i| page.paragraph(i) == unit.paragraph);
    let is_before = |class| before.is_some_and(|i| page.is(i, class));
    let grammar =
        words.iter().any(|&i| page.word(i).classes.any(&[Class::Auxiliary, Class::Modal, Class::Pronoun]));
    let voice = words.len() > 2 && words.iter().any(|&i| page.pronoun(i).is_some_and(|p| p.person == 1));
    let ended = unit.tokens.clone().rev().take(3).any(|i| {
        matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang | TokenKind::Comma | TokenKind::Ellipsis)
    });
    let opens_sentence = super::findings::is_direct(scene, unit);
    // *«Que lo cosan ellos».*
    let ended = ended || opens_sentence && !low && page.kind(unit.tokens.end) == TokenKind::Stop;
    // Whoever a clause between its parts names is no part of it.
    let is_source =
        unit.regions.iter().any(|&r| page.regions.all.get(r).is_some_and(|r| sources.overlap(r.span)));
    // *die Zeitung “…”*, *das Projekt “…”*: a name of the thing before it. Where nouns have capitals, any noun right before.
    let noun = before.is_some_and(|i| page.profile.grammar.capital_nouns && page.is_capital(i));
    // *gegenüber dem „Kurier“*, *die „Kurier“-Redaktion*
    let toward = |i: usize| page.profile.toward.contains(&page.tokens.hash(i));
    let addressed =
        before.is_some_and(|i| toward(i) || toward(i.saturating_sub(1)) && page.is(i, Class::Determiner));
    let next = unit.tokens.end;
    let hyphen = page.kind(next) == TokenKind::Dash && !page.tokens.shape(next).has_space_before();
    // *kurz: „…“*, *Deckname: „…“*
    let colon_name = before.filter(|&i| page.kind(i) == TokenKind::Colon).is_some_and(|i| {
        let noun = i.saturating_sub(1);
        page.word(noun).classes.any(&[Class::NameNoun, Class::Naming])
            && i.checked_sub(2).is_some_and(|k| matches!(page.kind(k), TokenKind::Comma | TokenKind::Open))
    });
    // *laut „Kurier“*, *dem „Kurier“ zufolge*
    let cited = before.is_some_and(|i| page.profile.opinion_openers.contains(&page.tokens.hash(i)))
        || page.profile.behind.first() == Some(&page.tokens.hash(next));
    let named = is_before(Class::NameNoun)
        || is_before(Class::Naming)
        || colon_name
        || cited
        || addressed
        || hyphen && words.len() < 4;
    let title = !low && !ended && !grammar && words.len() <= 6;
    let capital = |&i: &usize| page.is_capital(i);
    let several = words.len() > 1
        && if page.profile.grammar.capital_nouns {
            // Where any noun has a capital, a run of them is a name: *„Grand Blue Harbour“*.
            !opens_sentence && words.iter().all(capital) && words.len() + 2 >= unit.tokens.len()
        } else {
            words.iter().all(|&i| page.is_capital(i) || page.word(i).classes.is_function())
        };
    let colon = before.is_some_and(|i| page.kind(i) == TokenKind::Colon);
    let relation = scene.relation(u);
    let describes = relation.is_some_and(|r| {
        let number = usize::from(page.word(page.tokens.at(r.cue.start())).verb);
        let verb = number.checked_sub(1).and_then(|n| page.profile.verbs.get(n));
        verb.is_some_and(|v| v.frames.has(Frame::As))
    });
    // *le pont du « Belle Aurore »*, *l’orgue de la « Belle Aurore, »*
    let thing = !page.profile.grammar.capital_nouns
        && (is_before(Class::Article) || is_before(Class::Belonging))
        && words.len() <= 6
        && words.first().is_some_and(capital)
        && words.last().is_some_and(capital)
        && !unit.tokens.clone().any(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang));
    // *« On attendra », soupirait une habitante*: a comma, and a verb that says it.
    let comma = usize::from(page.kind(next) == TokenKind::Comma);
    let told = comma > 0 && page.says(next + comma) && words.len() > 1;
    // *Parolen wie „…“*, *mit der Aufschrift „…“*
    let sign = relation.is_some() && {
        let near = leader.tokens.start.saturating_sub(4)..leader.tokens.start;
        near.rev().any(|i| {
            page.profile.slogans.contains(&page.tokens.hash(i))
                || page.profile.shown.contains(&page.tokens.hash(i))
        })
    };
    // *zeigte sich am Montag „besorgt“*
    let appears = low && {
        let sentence = page.sentence(unit.tokens.start);
        let near = unit.tokens.start.saturating_sub(MOOD)..unit.tokens.start;
        let here = |i: &usize| page.is_outside(*i) && page.is_wordy(*i) && page.sentence(*i) == sentence;
        let own = |i: usize| page.pronoun(i).is_some_and(|p| p.reflexive);
        let shows = |i: usize| page.profile.appears.contains(&page.tokens.hash(i));
        near.rev().take_while(here).any(|i| shows(i) && (own(i + 1) || own(i + 2) || i > 0 && own(i - 1)))
    };
    let share = if sign || appears {
        92
    } else if is_source || named && words.len() <= 7 && !ended {
        4
    } else if let Some(r) = relation {
        // The relation is about these words alone, or about more of which they are a part.
        let alone = r.kind == crate::analysis::QuoteKind::Direct;
        match (title, noun, alone) {
            (false, ..) if low => 92,
            (false, ..) => 96,
            (true, true, _) => 25,
            _ if several && page.profile.grammar.capital_nouns => 25,
            (true, _, true) if describes => 65,
            (true, _, true) if several => 25,
            (true, _, true) => 52,
            _ => 72,
        }
    } else if thing {
        4
    } else if told {
        92
    } else if ended && (opens_sentence || words.len() > 3) && (grammar || words.len() > 4) {
        95
    } else if opens_sentence
        && u.checked_sub(1).and_then(|b| scene.units.get(b)).is_some_and(|b| goes_on(page, b, unit))
    {
        85
    } else if scene.dialogue && (ended || colon) {
        90
    } else if scene.dialogue && (opens_sentence || words.len() > 3) {
        70
    } else {
        match words.len() {
            _ if title && noun => 8,
            0..=2 if low => 42,
            0..=2 => 8,
            3..=5 if low => 62,
            // *„Wir haben die Schnauze voll“*
            3..=5 if voice => 75,
            3..=5 if grammar => 40,
            3..=5 => 15,
            6..=8 if low || ended || colon => 90,
            6..=8 => 40,
            _ if page.profile.grammar.capital_nouns && !(low || ended || grammar) => 40,
            _ => 85,
        }
    };
    crate::analysis::weights::WHOLE * share / 100
}

/// Whether `unit` is a sentence by itself behind `before`, a whole one of its paragraph: *“Is it?” Hale thought. “Partly.”*
fn goes_on(page: &Page<'_>, before: &Unit, unit: &Unit) -> bool {
    let ended = |u: &Unit| {
        let last =
            u.last.clone().rev().find(|&i| !matches!(page.kind(i), TokenKind::Mark | TokenKind::Single));
        last.is_some_and(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang))
    };
    before.last_paragraph == unit.paragraph && ended(before) && ended(unit)
}

/// Whether unit `u` stands in single marks in a text whose first marks they are: few such texts were learned from, and a
/// marked span in them is speech nearly always.
pub fn is_first_mark(scene: &Scene<'_, '_>, u: usize) -> bool {
    let region = scene.units.get(u).and_then(|unit| scene.page.regions.all.get(*unit.regions.first()?));
    scene.page.regions.convention.single && region.is_some_and(|r| r.family == Family::Single)
}

/// Whether `unit` is written as a title and stands where a title stands: *her new book, “The Salt Year”*, *the channel’s
/// “Morning Tide”*.
fn is_title(page: &Page<'_>, unit: &Unit) -> bool {
    let words: Vec<usize> = unit.tokens.clone().filter(|&i| page.is_wordy(i)).take(10).collect();
    let Some(before) = unit.tokens.start.checked_sub(1) else { return false };
    // *launched “Aria”, its first quiet drone*
    let next = unit.tokens.end;
    let explained = page.kind(next) == TokenKind::Comma
        && (page.is(next + 1, Class::Possessive) || page.is(next + 1, Class::Article))
        && (page.is(before, Class::ReportingVerb) || page.is_noun(before))
        && words.len() <= 3
        && words.iter().all(|&i| page.is_capital(i))
        && page.kind(next.saturating_sub(2)) != TokenKind::Comma;
    if explained && page.paragraph(before) == unit.paragraph {
        return true;
    }
    let lower = |i: &&usize| !page.is_capital(**i) && !page.word(**i).classes.is_function();
    let capitals = words.iter().filter(|&&i| page.is_capital(i)).count();
    // *„eine Kampagne mit Trauerflor“*: where any noun has a capital, a title begins with one.
    let begins = !page.profile.grammar.capital_nouns || words.first().is_some_and(|&i| page.is_capital(i));
    if !begins || !(2..10).contains(&words.len()) || capitals < 2 || words.iter().filter(lower).count() > 0 {
        return false;
    }
    // *Their paper, “On Salt,” has been cited twice*: what is said does nothing.
    let acts = page.is(next, Class::Be) || page.is(next, Class::Have) || page.is(next, Class::Modal);
    if acts && page.paragraph(next) == unit.last_paragraph {
        return true;
    }
    // *“The Salt Year” singer Ana Hale*
    if page.is(next, Class::Role)
        && !page.is_capital(next)
        && page.word(next).verb == 0
        && page.is_capital(next + 1)
    {
        return true;
    }
    if page.paragraph(before) != unit.paragraph {
        return false;
    }
    let noun = if page.kind(before) == TokenKind::Comma { before.saturating_sub(1) } else { before };
    let work = page.profile.works.contains(&page.tokens.hash(noun))
        || page.is(noun, Class::Document) && page.word(noun).verb == 0;
    page.kind(before) == TokenKind::Clitic && page.is_capital(before.saturating_sub(1)) || work
}

/// Whether the words of unit `u` are those of a title near it: *“The Salt Year” began with a letter*.
fn is_title_again(scene: &Scene<'_, '_>, u: usize) -> bool {
    let words = |unit: &Unit| -> Vec<u32> {
        let all = unit.tokens.clone().filter(|&i| scene.page.is_wordy(i)).take(10);
        all.map(|i| scene.page.tokens.hash(i)).collect()
    };
    let capital = |unit: &Unit| {
        let all = unit.tokens.clone().filter(|&i| scene.page.is_wordy(i)).take(10);
        all.filter(|&i| !scene.page.word(i).classes.is_function()).all(|i| scene.page.is_capital(i))
            && !unit.tokens.clone().any(|i| scene.page.kind(i) == TokenKind::Bang)
    };
    let Some(own) = scene.units.get(u).filter(|unit| unit.tokens.len() < 14 && capital(unit)) else {
        return false;
    };
    let hashes = words(own);
    let near = scene.units.iter().enumerate().skip(u.saturating_sub(ECHO)).take(2 * ECHO + 1);
    near.filter(|&(o, _)| o != u).any(|(_, o)| is_title(scene.page, o) && words(o) == hashes)
}

/// Whether `unit` is what somebody goes by: *identified in the report as “Timo”*. What somebody is described as is said.
fn is_known_as(page: &Page<'_>, unit: &Unit) -> bool {
    let words: Vec<usize> = unit.tokens.clone().filter(|&i| page.is_wordy(i)).take(6).collect();
    let Some(link) = unit.tokens.start.checked_sub(1) else { return false };
    let same = |i: usize| page.sentence(i) == page.sentence(link);
    let named = page.is_as(link);
    // *known as “Away for the Day”*
    let small = |i: usize| page.word(i).classes.is_function();
    let capitals = words.len() < 6
        && words.first().is_some_and(|&i| page.is_capital(i))
        && words.iter().all(|&i| page.is_capital(i) || words.len() > 1 && small(i));
    let describes = |i: usize| page.verb(i).is_some_and(|v| v.frames.has(Frame::As));
    named && capitals && !(link.saturating_sub(8)..link).filter(|&i| same(i)).any(describes)
}

/// Whether unit `u` is a paragraph by itself and a whole sentence: an answer, however short it is.
pub fn is_answer(scene: &Scene<'_, '_>, u: usize) -> bool {
    let Some(unit) = scene.units.get(u) else { return false };
    let page = scene.page;
    let paragraph = page.sentences.paragraph(unit.paragraph);
    let last = unit.tokens.clone().rev().take(3);
    let mut signs = last.filter(|&i| !matches!(page.kind(i), TokenKind::Mark | TokenKind::Single));
    let ended = signs.next().is_some_and(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang));
    let alone = paragraph.tokens.start + 1 >= unit.first.start
        && unit.last.end + 2 >= paragraph.tokens.end
        && unit.paragraph == unit.last_paragraph;
    let before = u.checked_sub(1).and_then(|b| scene.units.get(b));
    let after_question = before.is_some_and(|b| b.last_paragraph + 1 == unit.paragraph);
    ended && alone && after_question && !paragraph.is_heading
}

/// Whether unit `u` is the name of the thing before it: *an operation called “River Watch”*.
pub fn is_name(scene: &Scene<'_, '_>, u: usize) -> bool {
    let Some(unit) = scene.units.get(u) else { return false };
    let page = scene.page;
    if super::units::is_aside(page, &unit.tokens)
        || is_title(page, unit)
        || is_title_again(scene, u)
        || is_known_as(page, unit)
    {
        return true;
    }
    // *the so-called “line of separation”*
    let before = unit.tokens.start.checked_sub(1);
    if before.is_some_and(|i| page.profile.so_called.contains(&page.tokens.hash(i))) {
        return true;
    }
    // *a campaign, popularly called “River Watch”*
    let aside = [Class::Adverb, Class::Coordinator];
    let Some(verb) = unit.tokens.start.checked_sub(1) else { return false };
    let skipped = |i: &usize| page.word(*i).classes.any(&aside) || page.kind(*i) == TokenKind::Comma;
    let Some(noun) = (verb.saturating_sub(4)..verb).rev().find(|i| !skipped(i)) else { return false };
    let words = unit.tokens.clone().filter(|&i| page.is_wordy(i));
    let capitals =
        words.clone().take(8).filter(|&i| !page.word(i).classes.is_function()).all(|i| page.is_capital(i));
    // *her account of it, headlined “Murder”*
    let thing = page.is_noun(noun) || page.is(noun, Class::Document) || page.pronoun(noun).is_some();
    let named = page.is(verb, Class::Naming) && thing && page.paragraph(noun) == unit.paragraph;
    named && capitals && words.count() <= 6
}

/// Units looked at for an echo at most.
const ECHO: usize = 40;

/// Whether unit `u` is signed with a name, set off or a turn, and so is speech whatever its form.
pub fn is_signed(scene: &Scene<'_, '_>, u: usize, after: &mut Side) -> bool {
    let Some(unit) = scene.units.get(u) else { return false };
    if unit.label.is_some() {
        return true;
    }
    let family = unit.regions.first().and_then(|&r| scene.page.regions.all.get(r)).map(|r| r.family);
    if matches!(family, Some(Family::Pull | Family::Turn | Family::Dash)) {
        return true;
    }
    Side::after(scene.page, scene.mentions, scene.at, unit, after);
    scene.signature(unit, after).is_some()
}

/// The probability of speech, of [`crate::analysis::weights::WHOLE`].
pub fn probability(model: &Model, features: &Features) -> u32 {
    share([model.score(features), 0].into_iter()).first().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose_marked as speakers;

    #[test]
    fn how_somebody_shows_themselves_is_said() {
        for text in [
            "Der Streit dauert an. Die frühere Rektorin Gudrun Maisch zeigte sich nach der Sitzung „vorsichtig optimistisch“.",
            "Der Streit um das Bad dauert an. Gudrun Maisch gab sich am Montag „vorsichtig optimistisch“.",
        ] {
            assert_eq!(speakers(text), ["Gudrun Maisch"], "{text}");
        }
    }
}
