//! Whom a headline or the first words of an article mean before they are named: *A pub landlady has said …*, then *Ana Hale, 52, …*.

use super::candidates::Scene;
use super::coref::{Standing, has_title, is_opposed};
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind, is_age};
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Number};

/// Paragraphs behind a description in which the person is named, at most.
const BEHIND: usize = 4;
/// Mentions looked through at most.
const NEAR: usize = 40;
/// Mentions looked through at most for whoever has the age that a description gives.
const AGED: usize = 300;
/// Mentions looked through at most for whoever bears a title that a headline has.
const FAR: usize = 2400;

impl Scene<'_, '_> {
    /// The entity that the first description of an article, `m`, stands for: whoever is the next to be named, with an age behind the
    /// name, at the head of a paragraph, where nobody has been named before and nobody else comes in between.
    pub(super) fn named_next(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let mention = self.mentions.all.get(m)?;
        let one = page.is(mention.tokens.start, Class::IndefiniteArticle);
        let person =
            matches!(mention.head_kind, Head::Person | Head::Kin) && mention.number == Number::Singular;
        let here = page.paragraph(mention.tokens.start);
        let heads = |m: &Mention| {
            page.sentences.paragraph(page.paragraph(m.tokens.start)).tokens.start == m.whole().start
        };
        if !one || !person || !heads(mention) || self.is_anybody_named_before(m) {
            return None;
        }
        let mut behind = (m + 1..m + NEAR).filter_map(|n| Some((n, self.mentions.all.get(n)?)));
        let (e, name) = behind.find_map(|(n, next)| {
            let apart = page.paragraph(next.tokens.start) - here;
            let another = next.kind == MentionKind::Nominal
                && next.head_kind == Head::Person
                && page.is(next.tokens.start, Class::IndefiniteArticle)
                && Standing::of(self, n, next).verb == 1;
            if apart > BEHIND || another {
                return Some(None);
            }
            let e = self.entities.of(n).filter(|_| apart > 0 && heads(next))?;
            self.has_age(next).then_some(Some((e, next)))
        })??;
        let entity = self.entities.get(e)?;
        let known =
            name.tokens.len() > 1 && !entity.is_body() && !is_opposed(mention.gender, entity.gender());
        known.then_some(e)
    }

    /// Whoever was named with the noun of description `m` since `first`: *a retired bishop … The retired bishop, Jon Hale, … the bishop*.
    pub(super) fn named_since(&self, m: usize, first: usize) -> Option<usize> {
        let head = self.page.tokens.hash(self.mentions.all.get(m)?.head);
        let same = |n: &Mention| {
            n.kind == MentionKind::Nominal
                && self.page.tokens.hash(n.head) == head
                && self.page.is_outside(n.head)
        };
        let between = (first + 1..m).rev().filter(|&n| self.mentions.all.get(n).is_some_and(same));
        let named = between.into_iter().find_map(|n| self.apposed(n))?;
        self.entities.of(named)
    }

    /// Whether an age stands behind `name`: *Ana Hale, 52, …*.
    fn has_age(&self, name: &Mention) -> bool {
        let page = self.page;
        let [comma, age, close] = [0, 1, 2].map(|n| name.tokens.end + n);
        page.kind(comma) == TokenKind::Comma
            && page.kind(age) == TokenKind::Number
            && page.kind(close) == TokenKind::Comma
    }

    /// Whoever was last named with the age that description `m` is: *Mia Orlov, 17, left … The 17-year-old said*.
    pub(super) fn named_with_age(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let aged = self.mentions.all.get(m).filter(|m| m.kind == MentionKind::Nominal)?;
        let age = aged.tokens.clone().find(|&i| is_age(page, i) && page.is_definite(aged.tokens.start))?;
        let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
        let years = digits(page.str(age));
        let same = |name: &Mention| self.has_age(name) && page.str(name.tokens.end + 1) == years;
        let names = (m.saturating_sub(AGED)..m).rev().filter(|_| !years.is_empty());
        let mut of_age = names.filter(|&n| self.mentions.all.get(n).is_some_and(same));
        of_age.find_map(|n| self.entities.of(n)).or_else(|| self.only_named_near(m))
    }

    /// The only person named in the paragraph of description `m` before it, or in the one before that: *Ana Hale, who has two children,
    /// objected. The 34-year-old said*.
    fn only_named_near(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let paragraph = |m: usize| self.mentions.all.get(m).map_or(0, |m| page.paragraph(m.head));
        let here = paragraph(m);
        let near = (m.saturating_sub(AGED)..m).rev().take_while(|&n| paragraph(n) + 1 >= here);
        let person = |e: &usize| self.entities.get(*e).is_some_and(Entity::is_person);
        let mut people = near.filter_map(|n| self.entities.of(n)).filter(person);
        let first = people.next()?;
        people.all(|e| e == first).then_some(first)
    }

    /// Whether the text names a person before mention `m`, in another place than a headline or a byline.
    fn is_anybody_named_before(&self, m: usize) -> bool {
        let told = |n: usize| {
            let name = self.mentions.all.get(n)?;
            let heading = self.page.sentences.paragraph(self.page.paragraph(name.tokens.start)).is_heading;
            let entity = self.entities.of(n).and_then(|e| self.entities.get(e))?;
            (!heading && entity.is_person()).then_some(())
        };
        m > NEAR || (0..m).any(|n| told(n).is_some())
    }

    /// The person whose title is all that the name `m` in a headline says: *Minister: “No way back”*, where the text tells of *Minister
    /// Ana Hale* and of no other.
    pub(super) fn titled(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let mention = self.mentions.all.get(m)?;
        let heading = page.sentences.paragraph(page.paragraph(mention.tokens.start)).is_heading;
        let role = |i: usize| page.is(i, Class::Title) || page.is(i, Class::Role);
        if !heading || !mention.title.is_empty() || !mention.tokens.clone().all(role) {
            return None;
        }
        let person = |e: &usize| self.entities.get(*e).is_some_and(Entity::is_person);
        let titled = (m + 1..self.mentions.all.len()).take(FAR).filter(|&n| has_title(self, n, mention));
        let mut all = titled.filter_map(|n| self.entities.of(n)).filter(person);
        let first = all.next()?;
        all.all(|e| e == first).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    /// Who says the first words of `text`.
    fn speaker(text: &str) -> String {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let first = found.quotes.first().and_then(|q| q.speaker);
        first.map(|s| found.speakers[s].name.clone()).unwrap_or_default()
    }

    #[test]
    fn the_first_words_tell_of_whoever_is_named_next() {
        let text = "A pub landlady has said the council is “a nest of killjoys”.\n\nShona Dunmore, 52, put the ape on the roof in May. \
                    The council wrote to her in June.";
        assert_eq!(speaker(text), "Shona Dunmore");
        let other = "A pub landlady has said the council is “a nest of killjoys”.\n\nA driver agreed with her.\n\nShona Dunmore, 52, \
                     watched from the bar.";
        assert_eq!(speaker(other), "A pub landlady");
    }

    #[test]
    fn an_age_is_that_of_the_one_who_was_named() {
        let text = "The council was wrong, said Carla Binns, who has two children.\n\nThe 34-year-old, who leads the Save Our School \
                    group, said: “They had made up their minds.”";
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let said = found.quotes.last().and_then(|q| q.speaker);
        assert_eq!(said.map(|s| found.speakers[s].name.as_str()), Some("Carla Binns"));
    }

    #[test]
    fn a_headline_says_whose_title_it_is() {
        let text = "Commissioner: “I will not trade bees for ballots”\n\nThe pollinator law is late again, it was said in the capital \
                    on Monday.\n\nEnvironment Commissioner Tomas Redlich said in an interview that it would come.";
        assert_eq!(speaker(text), "Tomas Redlich");
    }
}
