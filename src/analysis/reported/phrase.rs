//! Noun phrases by rules, for languages without a learned tagger: where one begins that may name a source, and how far it reaches.

use crate::analysis::SourceKind;
use crate::analysis::attribution::mentions::is_aged_noun;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use std::ops::Range;

/// Words of a phrase at most.
const LONGEST: usize = 24;

/// Words between a determiner and its noun at most.
const ADJECTIVES: usize = 6;

/// Whether token `i` is a word that may be a noun or a name by its look.
fn is_nominal(page: &Page<'_>, i: usize) -> bool {
    let w = page.word(i);
    if page.kind(i) == TokenKind::Number {
        return is_aged_noun(page, i);
    }
    if page.kind(i) != TokenKind::Word || w.is(Class::Pronoun) && !page.is_capital(i) {
        return false;
    }
    let opener = super::super::attribution::names::begins(page, i)
        && (w.classes.is_function() || w.classes.any(&[Class::Opener, Class::Adverb, Class::Interjection]));
    let capital = page.is_capital(i) && !opener;
    capital || !page.profile.grammar.capital_nouns && has_head(page, i)
}

fn has_head(page: &Page<'_>, i: usize) -> bool {
    page.word(i).classes.any(&[
        Class::Role,
        Class::PersonNoun,
        Class::Kin,
        Class::MaleNoun,
        Class::FemaleNoun,
        Class::Document,
        Class::Group,
        Class::NounCue,
        Class::Title,
    ])
}

/// Whether the word at token `i` opens a phrase: *die*, *ihre*, *viele*.
pub fn opens(page: &Page<'_>, i: usize) -> bool {
    page.word(i).classes.any(&[Class::Determiner, Class::Possessive, Class::Article, Class::Demonstrative])
        || page.word(i).is(Class::Quantifier)
}

/// Whether token `i` is the address of a page, which speaks by its name: *kurier.de*.
fn is_address(page: &Page<'_>, i: usize) -> bool {
    let word = page.str(i);
    let mut parts = word.rsplit('.');
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    (2..5).contains(&last.len()) && before.chars().count() > 3 && last.chars().all(|c| c.is_ascii_lowercase())
}

/// Whether the word at `i` opens a phrase and follows no article: *diese*, *ihre*, *die*.
fn closed(page: &Page<'_>, i: usize) -> bool {
    page.word(i).classes.any(&[Class::Demonstrative, Class::Possessive, Class::Article])
}

/// The noun phrase that begins at token `i`, with what belongs to it: *die Sprecherin der Stadt*. `subject` asks for a form that can
/// be one.
pub fn at(page: &Page<'_>, i: usize, subject: bool) -> Option<Range<usize>> {
    if page.kind(i) == TokenKind::Mark && !page.is_outside(i) {
        // A paper's name in marks: *“Der Kurier” berichtet*.
        let region = page.region_at(i)?;
        let tokens = page.tokens.within(region.span);
        // *“Wir sind keine Helden”, sagte Orm* names no paper.
        let said = page.kind(tokens.end) == TokenKind::Comma;
        let grammar = [Class::Pronoun, Class::Be, Class::Have, Class::Auxiliary, Class::Modal];
        let plain = |&k: &usize| {
            matches!(page.kind(k), TokenKind::Word | TokenKind::Mark | TokenKind::Number)
                && !(said && page.word(k).classes.any(&grammar))
        };
        let named = tokens.start == i && tokens.len() <= 6 && page.is_capital(i + 1);
        let start = tokens.start;
        return (named && tokens.clone().filter(|k| !plain(k)).count() == 0)
            .then(|| start..hyphened(page, tokens.end));
    }
    if page.kind(i) != TokenKind::Word && page.kind(i) != TokenKind::Number || !page.is_outside(i) {
        return None;
    }
    if is_address(page, i) {
        return Some(i..i + 1);
    }
    let w = page.word(i);
    if let Some(p) = page.profile.pronoun(page.tokens.hash(i))
        && !p.possessive
        && (p.subject || p.object || p.indefinite)
        && !opens_noun(page, i)
    {
        let fits = !p.reflexive && (!subject || p.subject || p.indefinite) && !p.relative && (p.person != 2);
        return fits.then_some(i..i + 1);
    }
    if subject && w.is(Class::Oblique) {
        return None;
    }
    let end = core_end(page, i)?;
    if subject && is_oblique(page, i, end) {
        return None;
    }
    Some(i..further(page, i, end))
}

/// Whether the adjective right before the noun tells that the phrase of tokens `start..end` is none of one that could be a subject:
/// *der freien Zeitung*, but *der freie Rat*, *die freien Räte*.
fn is_oblique(page: &Page<'_>, start: usize, end: usize) -> bool {
    let profile = page.profile;
    let adjective = start + 1;
    let one = profile.singular_openers.contains(&page.tokens.hash(start)) && page.is(start, Class::Article);
    let ends = |e: &String| page.str(adjective).ends_with(e.as_str());
    one && adjective + 1 < end
        && profile.grammar.capital_nouns
        && !page.is_capital(adjective)
        && page.is_capital(adjective + 1)
        && page.is_wordy(adjective)
        && profile.plural_endings.iter().any(ends)
}

/// Whether the word at `i`, a pronoun by itself, stands before a noun: *dieser Mann*, *einige Anwohner*.
fn opens_noun(page: &Page<'_>, i: usize) -> bool {
    // *dieser Tage* names nobody.
    let when =
        || page.profile.grammar.capital_nouns && page.is(i + 1, Class::TimeNoun) && page.is_capital(i + 1);
    opens(page, i) && (core_end(page, i).is_some_and(|end| end > i + 1) || when())
}

/// Whether the word at token `i` ends as an adjective before its noun does, where the language tells: *alten*, not *warb*.
pub fn is_inflected(page: &Page<'_>, i: usize) -> bool {
    let endings = &page.profile.adjective_endings;
    endings.is_empty()
        || page.kind(i) == TokenKind::Number
        || endings.iter().any(|e| page.str(i).ends_with(e.as_str()))
}

/// The end of the phrase without what belongs to it: determiner, adjectives, nouns.
fn core_end(page: &Page<'_>, i: usize) -> Option<usize> {
    let mut at = i;
    let mut determined = false;
    while at < i + 3 && opens(page, at) && page.is_outside(at) {
        // *Orm, der diese Straße …*: two such words are a pronoun and what opens the next phrase.
        if at > i && page.profile.grammar.verb_last && page.is(at - 1, Class::Relative) && closed(page, at) {
            return None;
        }
        determined = true;
        at += 1;
    }
    if let Some(end) = marked_name(page, at).filter(|_| determined) {
        return Some(end);
    }
    let mut skipped = 0;
    let room = if determined { ADJECTIVES } else { 2 };
    while !is_nominal(page, at) {
        let w = page.word(at);
        let adjective = page.is_wordy(at)
            && page.is_outside(at)
            && is_inflected(page, at)
            && (!w.classes.is_function() || w.is(Class::Quantifier))
            && (w.verb == 0
                || determined && w.slots & 1 == 0 && (w.slots & 0b0110 == 0 || is_attribute(page, i, at)))
            && !w.is(Class::Adverb);
        let attributive = determined
            && page.is_wordy(at)
            && page.is_outside(at)
            && w.classes.any(&[Class::Preposition, Class::Adverb, Class::Day, Class::Role]);
        if !(adjective || attributive) || skipped >= room {
            return None;
        }
        // An adjective without a determiner stands for a noun only right before one.
        if !determined && !is_nominal(page, at + 1) {
            return None;
        }
        at += 1;
        skipped += 1;
        if let Some(end) = marked_name(page, at).filter(|_| determined) {
            return Some(end);
        }
    }
    if !page.is_outside(at) {
        return None;
    }
    let time = page.word(at).classes.any(&[Class::Month, Class::Day, Class::TimeNoun, Class::NumberWord]);
    if time && !page.is(at, Class::NounCue) {
        return None;
    }
    Some(names_end(page, at))
}

/// Whether the form of a verb at token `at` stands before its noun in the phrase that opens at `start`, by what opens it: *einer gestern
/// verbreiteten Erklärung*, but *der sagte Orm nichts*.
fn is_attribute(page: &Page<'_>, start: usize, at: usize) -> bool {
    page.profile.grammar.capital_nouns && page.is_capital(at + 1) && !page.is(start, Class::Relative)
}

/// The end of the name in marks at token `at`: *die “Neue Liste”*.
fn marked_name(page: &Page<'_>, at: usize) -> Option<usize> {
    if page.kind(at) != TokenKind::Mark {
        return None;
    }
    let tokens = page.region_at(at).map(|r| page.tokens.within(r.span))?;
    let named = tokens.start == at && tokens.len() <= 8 && page.is_capital(at + 1);
    named.then(|| hyphened(page, tokens.end))
}

/// The end of the noun that a hyphen ties to the marks before token `at`: *die “Kurier”-Redaktion*.
fn hyphened(page: &Page<'_>, at: usize) -> usize {
    let glued = |i: usize| !page.tokens.shape(i).has_space_before();
    if page.kind(at) == TokenKind::Dash && glued(at) && page.is_capital(at + 1) && glued(at + 1) {
        at + 2
    } else if page.kind(at) == TokenKind::Word && glued(at) && page.str(at).starts_with('-') {
        at + 1
    } else {
        at
    }
}

/// The end of a run of nouns and names that begins at `at`, with stops of abbreviations and small words of names inside.
fn names_end(page: &Page<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + LONGEST {
        let w = page.word(end);
        let abbreviated = page.kind(end) == TokenKind::Stop && page.is(end - 1, Class::TitleAbbreviation);
        let particle = w.is(Class::NameParticle)
            && page.is_capital(end + 1)
            && page.is_capital(end - 1)
            && !w.is(Class::Article);
        if (abbreviated || particle) && is_nominal(page, end + 1) {
            end += 2;
        } else if is_nominal(page, end)
            && page.is_outside(end)
            && (page.is_capital(end) || page.profile.grammar.capital_nouns)
            && w.verb == 0
        {
            end += 1;
        } else if page.kind(end) == TokenKind::Open {
            // Rachel Orm (SPQ)
            match page.behind_brackets(end) {
                behind if behind > end => end = behind,
                _ => break,
            }
        } else if page.kind(end) == TokenKind::Mark && page.is_outside(end - 1) {
            // the paper “Kurier”
            let Some(region) = page.region_at(end) else { break };
            let tokens = page.tokens.within(region.span);
            if tokens.len() > 8 || !page.is(end - 1, Class::NameNoun) {
                break;
            }
            end = tokens.end;
        } else {
            break;
        }
    }
    end
}

/// The end with the phrases that belong to it: *der Stadt*, *von Orm*, *und ihr Bruder*.
fn further(page: &Page<'_>, start: usize, mut end: usize) -> usize {
    while end < start + LONGEST && page.sentence(end) == page.sentence(start) {
        let w = page.word(end);
        let ties = w.classes.any(&[Class::Belonging, Class::NameLink])
            || w.is(Class::Conjoiner) && page.is_capital(end.saturating_sub(1));
        if !ties || !page.is_outside(end) {
            break;
        }
        let next = if opens(page, end) { core_end(page, end) } else { core_end(page, end + 1) };
        let next = next.or_else(|| marked_name(page, end + 1));
        match next {
            Some(e) if e > end => end = e,
            _ => break,
        }
    }
    end
}

/// Whether the phrase `range` is of many, where its form tells: *die alten Männer*, *Orm und Vogt*; not *der Rat*.
pub fn is_plural(page: &Page<'_>, range: &Range<usize>) -> Option<bool> {
    let profile = page.profile;
    if let Some(p) = profile.pronoun(page.tokens.hash(range.start)).filter(|_| range.len() == 1) {
        // *sie* is one or many.
        return (p.gender != crate::lang::Gender::Female).then_some(p.number == crate::lang::Number::Plural);
    }
    if profile.singular_openers.contains(&page.tokens.hash(range.start)) {
        return Some(false);
    }
    if range.clone().any(|i| page.is(i, Class::Conjoiner)) {
        return Some(true);
    }
    if !opens(page, range.start) {
        // *Anwohner warfen …*: nothing tells whether the first word is a name.
        let only = range.len() == 1
            && super::super::attribution::names::begins(page, range.start)
            && known(page, range.start) == 0;
        let named = !only
            && range.clone().all(|i| {
                page.word(i).classes.any(&[Class::NameParticle, Class::Title])
                    || page.is_capital(i) && !super::super::attribution::names::is_common_noun(page, i)
            });
        return named.then_some(false);
    }
    // *die alten Männer*, but *die alte Frau*
    let adjective = page.str(range.start + 1);
    let lower = range.len() > 2 && !page.is_capital(range.start + 1) && page.is_capital(range.start + 2);
    let ends = |word: &str, list: &[String]| list.iter().any(|e| word.ends_with(e.as_str()));
    if lower {
        return Some(ends(adjective, &profile.plural_endings));
    }
    ends(adjective, &profile.plural_endings).then_some(true)
}

/// Whether the finite verb at token `i` is one of many: *sagten*.
pub fn is_plural_verb(page: &Page<'_>, i: usize) -> Option<bool> {
    let endings = &page.profile.plural_verbs;
    let word = page.str(i).to_lowercase();
    (!endings.is_empty()).then(|| endings.iter().any(|e| word.ends_with(e.as_str())))
}

/// How well the noun at token `i` may speak by what the language data say of it: 3, 2, or 0 where they say nothing.
pub fn known(page: &Page<'_>, i: usize) -> u32 {
    let classes = [
        Class::Role,
        Class::Title,
        Class::PersonNoun,
        Class::Kin,
        Class::Group,
        Class::OrganisationSuffix,
        Class::GivenMale,
        Class::GivenFemale,
    ];
    let w = page.word(i);
    let text = w.is(Class::Document) || w.is(Class::NounCue) || !page.is_outside(i);
    if w.classes.any(&classes) { 3 } else { u32::from(text) * 2 }
}

/// How well the phrase `range` may speak: 0 a thing, 1 *it*, 2 a text, 3 a person, a body or a name.
pub fn voice(page: &Page<'_>, range: &Range<usize>) -> u32 {
    if let Some(p) = page.profile.pronoun(page.tokens.hash(range.start)).filter(|_| range.len() == 1) {
        return if p.gender == crate::lang::Gender::Neuter { 1 } else { 3 };
    }
    let core = core_end(page, range.start).unwrap_or(range.end).min(range.end);
    let mut best = if range.len() == 1 && is_address(page, range.start) { 3 } else { 0 };
    for i in range.start..core {
        let w = page.word(i);
        let named = page.is_capital(i)
            && !super::super::attribution::names::is_common_noun(page, i)
            && !w.classes.is_function();
        best = best.max(if named { 3 } else { known(page, i) });
    }
    best
}

/// What the phrase `range` is.
pub fn kind(page: &Page<'_>, range: &Range<usize>) -> SourceKind {
    if range.len() == 1 && (page.word(range.start).pronoun > 0 || page.is(range.start, Class::Relative)) {
        return SourceKind::Pronoun;
    }
    let determined = opens(page, range.start);
    let named = range.clone().any(|i| {
        page.is_capital(i)
            && !has_head(page, i)
            && !page.word(i).classes.is_function()
            && !super::super::attribution::names::is_common_noun(page, i)
    });
    if named && !determined { SourceKind::Named } else { SourceKind::Nominal }
}
