//! The cue of a source mention, and the role that the text states beside it.

use super::candidates::Scene;
use super::mentions::{Mention, MentionKind};
use super::surroundings::{plain_symbol, symbol};
use super::units::Unit;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use crate::text::Span;

/// Tokens between a mention and its verb at most.
const REACH: usize = 24;

/// The words that report, for source mention `m` of `unit`: the verb after it (an apposition passed over) or before it.
pub fn cue(scene: &Scene<'_, '_>, m: usize, unit: &Unit) -> Option<Span> {
    let mention = scene.mentions.all.get(m)?;
    let page = scene.page;
    let verb = |i: usize| {
        page.is_outside(i)
            && matches!(plain_symbol(page, i), symbol::SAY | symbol::QUOTE_VERB | symbol::VERB)
            && scene.at.get(i) == 0
    };
    let start = if mention.title.is_empty() { mention.tokens.start } else { mention.title.start };
    // said X; said the tall X
    let back = start.checked_sub(1).filter(|&i| verb(i) || page.is(i, Class::Adverb) && i > 0 && verb(i - 1));
    if let Some(i) = back {
        let i = if verb(i) { i } else { i - 1 };
        return Some(page.tokens.span(i));
    }
    // according to X
    if start >= 2 && page.is(start - 2, Class::PhraseStart) && page.is(start - 1, Class::Preposition) {
        return Some(page.tokens.span(start - 2).join(page.tokens.span(start - 1)));
    }
    let end = mention.tokens.end;
    for i in end..end + REACH {
        if page.paragraph(i) != page.paragraph(mention.tokens.start)
            || i >= page.tokens.len()
            || !page.is_outside(i)
        {
            break;
        }
        if matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang | TokenKind::Semicolon)
            && !page.is(i.saturating_sub(1), Class::TitleAbbreviation)
        {
            break;
        }
        if verb(i) {
            return Some(page.tokens.span(i));
        }
    }
    // A verb between the quotation and a mention further off: “…,” told the paper X.
    let (from, to) = if end <= unit.first.start { (end, unit.first.start) } else { (unit.last.end, start) };
    (from..to.min(from + REACH)).find(|&i| verb(i)).map(|i| page.tokens.span(i))
}

/// Where the courtesy title before a lone surname begins: *Mr. Hale*.
pub fn courtesy_start(scene: &Scene<'_, '_>, m: &Mention) -> usize {
    let page = scene.page;
    let mut start = m.tokens.start;
    while start > m.title.start {
        let i = start - 1;
        let stop = page.kind(i) == TokenKind::Stop;
        // *madame de Varille*
        let small = page.profile.noble_titles.contains(&page.tokens.hash(i));
        let titled = (page.is_capital(i) || small) && page.is(i, Class::Title);
        if !stop && !titled {
            break;
        }
        start = i;
    }
    start
}

/// The role that the text states at mention `m`: before the name, or in the apposition after it.
pub fn role(scene: &Scene<'_, '_>, m: usize) -> Option<Span> {
    let mention = scene.mentions.all.get(m).filter(|m| m.kind == MentionKind::Name)?;
    after(scene, mention).or_else(|| before(scene, mention)).or_else(|| apposed(scene, m))
}

/// *Her deputy, Ana Hale, said*: the description that the name is an apposition to.
fn apposed(scene: &Scene<'_, '_>, m: usize) -> Option<Span> {
    let d = (m.saturating_sub(3)..m).find(|&d| scene.apposed(d) == Some(m))?;
    Some(scene.page.span(&super::apposition::full_description(scene, d)))
}

fn states_role(scene: &Scene<'_, '_>, range: std::ops::Range<usize>) -> bool {
    range.into_iter().any(|i| {
        scene.page.is(i, Class::Role) || scene.page.is(i, Class::Title) || scene.page.is(i, Class::Kin)
    })
}

/// Whether the words say something themselves: *Ana, the engineers say that all is well* calls her by her name.
fn is_clause(scene: &Scene<'_, '_>, range: std::ops::Range<usize>) -> bool {
    let page = scene.page;
    let verb = |i: usize| matches!(plain_symbol(page, i), symbol::SAY | symbol::AUXILIARY);
    range.take_while(|&i| !page.is(i, Class::Relative)).any(verb)
}

/// *Ana Hale, mayor of the town, said*; *said Ana Hale of the harbour board.*
fn after(scene: &Scene<'_, '_>, mention: &Mention) -> Option<Span> {
    let page = scene.page;
    let end = mention.tokens.end;
    if page.kind(end) == TokenKind::Comma {
        // *Ana Hale, 54, a fisher*: the age is passed over.
        let aged = page.kind(end + 1) == TokenKind::Number && page.kind(end + 2) == TokenKind::Comma;
        let first = if aged { end + 3 } else { end + 1 };
        let mut depth = 0_i32;
        for i in first..first + 30 {
            if page.sentence(i) != page.sentence(end) || !page.is_outside(i) || i >= page.tokens.len() {
                let closes = |k: TokenKind| matches!(k, TokenKind::Stop | TokenKind::Colon);
                let trimmed = if closes(page.kind(i.saturating_sub(1))) { i - 1 } else { i };
                let stated = trimmed > first
                    && states_role(scene, first..trimmed)
                    && !is_clause(scene, first..trimmed);
                return stated.then(|| page.span(&(first..trimmed)));
            }
            match page.kind(i) {
                TokenKind::Open => depth += 1,
                TokenKind::Close => depth -= 1,
                TokenKind::Comma | TokenKind::Stop if depth == 0 => {
                    // *Chief of the Directorate, the General Staff, told*: the apposition goes on to the verb.
                    let verb_next = page.word(i + 1).verb > 0 || page.kind(i) == TokenKind::Stop;
                    let opens = page.is(first, Class::Relative)
                        || page.word(first).verb > 0
                        || page.is(first, Class::Subordinator);
                    if opens || !states_role(scene, first..i) || is_clause(scene, first..i) {
                        return None;
                    }
                    let further = (i + 1..i + 9).find(|&j| page.kind(j) == TokenKind::Comma);
                    let capital =
                        page.is_capital(i + 1) || page.is(i + 1, Class::Article) && page.is_capital(i + 2);
                    return match further {
                        Some(j) if !verb_next && capital && page.word(j + 1).verb > 0 => {
                            Some(page.span(&(first..j)))
                        }
                        _ => Some(page.span(&(first..i))),
                    };
                }
                _ => {}
            }
        }
        return None;
    }
    // said Ana Hale of the Harbour Board (HB).
    let said = mention.title.start.checked_sub(1).is_some_and(|i| page.word(i).verb > 0);
    if page.is(end, Class::Belonging) && said {
        for i in end..end + 14 {
            if page.sentence(i) != page.sentence(end)
                || matches!(page.kind(i), TokenKind::Comma | TokenKind::Stop)
                || i >= page.tokens.len()
            {
                return (i > end + 1).then(|| page.span(&(end..i)));
            }
        }
    }
    None
}

/// *rebel commander Hale*, *Foreign Minister Hale*, *the political scientist Hale*.
fn before(scene: &Scene<'_, '_>, mention: &Mention) -> Option<Span> {
    let page = scene.page;
    let name = mention.tokens.start;
    let near = name.checked_sub(1)?;
    if !(page.is(near, Class::Role) || page.is(near, Class::Title)) || page.kind(near) == TokenKind::Stop {
        return None;
    }
    let mut start = near;
    for i in (name.saturating_sub(9)..near).rev() {
        let w = page.word(i);
        if !page.is_outside(i)
            || page.sentence(i) != page.sentence(name)
            || page.paragraph(i) != page.paragraph(name)
            || !page.is_wordy(i)
        {
            break;
        }
        if w.is(Class::Article) {
            start = i;
            break;
        }
        let joins = page.is(i, Class::Conjoiner)
            && i > 0
            && (page.is(i - 1, Class::Role) || page.is(i - 1, Class::Title));
        let verb = w.verb > 0 && !w.is(Class::NounCue) && !w.is(Class::Role);
        if w.classes.is_function() && !joins || verb || w.is(Class::Adverb) {
            break;
        }
        start = i;
    }
    // A courtesy title alone is no role.
    let courtesy = start == near
        && (page.is(near, Class::MaleTitle) || page.is(near, Class::FemaleTitle))
        && !page.is(near, Class::Role);
    (!courtesy).then(|| page.span(&(start..name)))
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    fn roles(text: &str) -> Vec<(String, Option<String>)> {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        found.speakers.into_iter().map(|s| (s.name, s.role)).collect()
    }

    #[test]
    fn an_apposition_before_a_colon_or_behind_an_age_is_a_role() {
        let text = "Marta Olsen, chair of the ferry company: “We will appeal.”\n\n\
                    Pedro Lamas, 54, fisherman: “I paid for that harbour.”\n";
        let found = roles(text);
        let role = |name: &str| found.iter().find(|s| s.0 == name).and_then(|s| s.1.as_deref());
        assert_eq!(role("Marta Olsen"), Some("chair of the ferry company"));
        assert_eq!(role("Pedro Lamas"), Some("fisherman"));
    }

    #[test]
    fn a_clause_behind_a_name_is_no_role() {
        let found = roles("Agnes, the engineers say the pumps are fine. “We tested them,” said Agnes.\n");
        assert!(found.iter().all(|s| s.1.is_none()), "{found:?}");
    }
}
