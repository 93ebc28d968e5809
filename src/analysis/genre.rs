//! How a text is written: as news, or as a story. The rankers have weights for each.
//!
//! News names people and bodies and counts; a story goes on about *him*, *her* and *you*. Three shares of the words tell them
//! apart, in integers.

use super::page::Page;
use super::token::TokenKind;
use crate::lang::{Gender, Number};

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
        let mut inside = false;
        for i in 0..page.tokens.len().min(SAMPLE) {
            match page.kind(i) {
                TokenKind::Number => numbers += 1,
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
                }
                _ => {}
            }
            inside = matches!(page.kind(i), TokenKind::Word | TokenKind::Number | TokenKind::Comma);
        }
        let (all, more) = ((words + numbers).max(1), (names + 3 * numbers - people) * 1000);
        if more > NEWS * all {
            Self::News
        } else if more < -STORY * all {
            Self::Story
        } else {
            Self::Between
        }
    }
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
}
