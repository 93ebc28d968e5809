//! How a text is written: as news, or as a story. The rankers have weights for each.
//!
//! News names people and bodies and counts; a story goes on about *him*, *her* and *you*. Three shares of the words tell them
//! apart, in integers. A portrait or a column goes on about people too, but calls them by their full names, counts, and speaks of
//! roles, texts and bodies, as stories seldom do.

use super::page::Page;
use super::token::TokenKind;
use crate::lang::{Class, Gender, Number};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Genre {
    /// Names, bodies, numbers.
    #[default]
    News,
    /// Neither: a portrait, a column.
    Between,
    /// *He*, *she*, *I* and *you*: a story, a memoir, a dialogue.
    Story,
}

/// How many there are.
pub const GENRES: usize = 3;

/// Tokens looked at.
const SAMPLE: usize = 20_000;

/// A text is news where names and numbers outweigh people by more than this, in thousandths of its words.
const NEWS: i64 = 20;
/// A text is a story where people outweigh names and numbers by more than this.
const STORY: i64 = 40;
/// Full names, roles, texts, bodies, and numbers twice, in a thousand words, from which on a text is news all the same. Of 72 novels
/// and openings that were learned from one has more, of 827 news articles all.
const PUBLIC: i64 = 40;
/// The same where one word in a thousand or more is a number in figures, as hardly one is in a novel.
const COUNTED: i64 = 30;

impl Genre {
    /// All of them, in the order of [`Genre::number`].
    pub const ALL: [Self; GENRES] = [Self::News, Self::Between, Self::Story];

    /// Its place in a list of all.
    pub const fn number(self) -> usize {
        self as usize
    }

    /// The genre of `page`.
    pub fn of(page: &Page<'_>) -> Self {
        let (mut words, mut names, mut numbers, mut people) = (0_i64, 0_i64, 0_i64, 0_i64);
        let mut public = 0_i64; // full names, and words for roles, texts and bodies
        let named = |i: usize| {
            let function = page.word(i).classes.is_function() || page.word(i).pronoun > 0;
            page.is_capital(i) && !function && !page.is(i, Class::Title)
        };
        let (mut inside, mut was_named) = (false, false);
        for i in 0..page.tokens.len().min(SAMPLE) {
            match page.kind(i) {
                TokenKind::Number => {
                    numbers += 1;
                    was_named = false;
                }
                TokenKind::Word => {
                    words += 1;
                    let someone = page.pronoun(i).is_some_and(|p| {
                        p.number == Number::Singular && (1..=2).contains(&p.person)
                            || p.person == 2
                            || p.person == 3 && matches!(p.gender, Gender::Male | Gender::Female)
                    });
                    people += i64::from(someone);
                    // A capital inside a sentence, where a word stands before it.
                    names += i64::from(inside && !someone && page.is_capital(i));
                    let is_named = named(i);
                    public += i64::from(was_named && is_named) + i64::from(is_public(page, i));
                    was_named = is_named;
                }
                _ => was_named = false,
            }
            inside = matches!(page.kind(i), TokenKind::Word | TokenKind::Number | TokenKind::Comma);
        }
        let (all, more) = ((words + numbers).max(1), (names + 3 * numbers - people) * 1000);
        let least = if numbers * 1000 >= all { COUNTED } else { PUBLIC };
        if more > NEWS * all || (public + 2 * numbers) * 1000 >= least * all {
            Self::News
        } else if more < -STORY * all {
            Self::Story
        } else {
            Self::Between
        }
    }
}

/// Whether the word at token `i` is a noun for what somebody does in public, for a text or for a body; such as families and courts
/// of old have too are none.
fn is_public(page: &Page<'_>, i: usize) -> bool {
    const ANYWHERE: &[Class] =
        &[Class::Title, Class::Kin, Class::MaleNoun, Class::FemaleNoun, Class::PersonNoun, Class::Quantifier];
    let classes = page.word(i).classes;
    classes.any(&[Class::Role, Class::Document, Class::OrganisationSuffix]) && !classes.any(ANYWHERE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::profile;
    use crate::text::SourceText;

    fn genre(text: &str) -> Genre {
        Genre::of(&Page::new(&SourceText::new(text), profile("en"), None))
    }

    #[test]
    fn a_report_is_news_and_a_dialogue_is_a_story() {
        let report = "The Harbour Board of Port Ashby voted 9-2 on Monday to close the pier. “It costs too much,” Chair Ana Hale \
            said. Hale said that 40 jobs would go by March.";
        assert_eq!(genre(report), Genre::News);
        let dialogue = "She put the lamp down. “You never told me,” she said. He looked at his hands. “You never asked me,” he \
            said, and his voice was low. I heard him from my room.";
        assert_eq!(genre(dialogue), Genre::Story);
    }

    #[test]
    fn a_portrait_is_news_by_its_full_names() {
        let told = "She told me that she never slept. I asked her why. “You should ask my brother,” she said, and he, when I asked \
            him, laughed and said that he slept for both of them, and that she had always been so.";
        assert_eq!(genre(told), Genre::Story);
        let named = told
            .replace("my brother", "Ana Hale")
            .replace("and he, when I asked", "and Jon Orlov, when I asked");
        assert_eq!(genre(&named), Genre::News);
    }
}
