//! Who stands beside words as their owner without a verb: the name that signs them, the label of a turn.

use super::candidates::{Scene, closes_label};
use super::coref::Standing;
use super::entities::Entity;
use super::mentions::{Head, MentionKind};
use super::surroundings::{Side, Step, symbol};
use super::units::Unit;
use crate::analysis::quotes::Family;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender};

/// Tokens of a signature with its dash, at most.
const SIGNED: usize = 18;
/// Tokens of a sentence between words that only tells what the speaker does, at most.
const ACT: usize = 30;

impl Scene<'_, '_> {
    /// Whether `unit` is the turn of somebody whom a letter or a word stands for: *Q:*, *A:*.
    pub(super) fn is_turn(&self, unit: &Unit) -> bool {
        let region = unit.regions.first().and_then(|&r| self.page.regions.all.get(r));
        let colon = unit.first.start.checked_sub(1);
        region.is_some_and(|r| r.family == Family::Turn) && colon.is_some_and(|i| closes_label(self.page, i))
    }

    /// The name before the colon of a turn.
    pub(super) fn label(&self, unit: &Unit) -> Option<usize> {
        let region = self.page.regions.all.get(*unit.regions.first()?)?;
        let colon = unit.first.start.checked_sub(1)?;
        let name = self.mention_at(colon.checked_sub(1)?);
        name.filter(|_| region.family == Family::Turn && closes_label(self.page, colon))
    }

    /// Who signs a quotation up to the end of its paragraph: *“…” — Ana Hale*; on a line of its own with words before the name,
    /// or a description: *— Mayor Ana Hale, on Monday*; *— A teacher, Marl*.
    pub fn signature(&self, unit: &Unit, after: &Side) -> Option<usize> {
        let page = self.page;
        let first = after.0.iter().position(|s| s.symbol != symbol::PARAGRAPH).unwrap_or(0);
        let dash = after.0.get(first)?;
        if unit.first.start != page.sentences.paragraph(unit.paragraph).tokens.start
            || dash.symbol != symbol::DASH
        {
            return None;
        }
        let dash = dash.first as usize;
        let end = page.sentences.paragraph(page.paragraph(dash)).tokens.end;
        if end - dash > SIGNED {
            return None;
        }
        let mut rest = after.0.iter().skip(first + 1);
        let goes_on = |s: &Step| matches!(s.symbol, symbol::SAY | symbol::QUOTE_VERB | symbol::MARKED);
        let own_line = (unit.last.end..dash).any(|i| page.kind(i) == TokenKind::Line)
            || page.paragraph(dash) > unit.last_paragraph;
        let sentence = (dash..end).any(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang));
        let leads = |s: &&Step| own_line && matches!(s.symbol, symbol::WORD | symbol::DETERMINER);
        let step = rest.clone().find(|s| !leads(s))?;
        let signs = match step.symbol {
            symbol::NAME => true,
            symbol::PERSON => own_line && !sentence,
            _ => false,
        };
        (signs && !rest.any(goes_on)).then(|| step.mention as usize - 1)
    }

    /// Whoever does something in the one sentence between unit `u` and another of its paragraph: *“No.” She put the cup down. “Not
    /// yet.”*
    pub(super) fn acting_between(&self, u: usize) -> Option<usize> {
        let before = || self.acts_between(u.checked_sub(1)?);
        self.acts_between(u).or_else(before).filter(|_| self.relation(u).is_none_or(|r| r.source.is_none()))
    }

    /// The subject of the one sentence between unit `u` and the next.
    fn acts_between(&self, u: usize) -> Option<usize> {
        let page = self.page;
        let (unit, next) = (self.units.get(u)?, self.units.get(u + 1)?);
        let start = unit.last.end;
        let sentence = page.sentences.get(page.sentence(start)).tokens;
        let ended = unit
            .last
            .clone()
            .rev()
            .take(3)
            .any(|i| matches!(page.kind(i), TokenKind::Stop | TokenKind::Bang));
        let opens = unit.first.start == page.sentences.paragraph(unit.paragraph).tokens.start;
        let between =
            opens && sentence.start == start && sentence.end == next.first.start && page.is_outside(start);
        if !between || !ended || next.paragraph != unit.last_paragraph || sentence.len() > ACT {
            return None;
        }
        let m = self.mention_at(start)?;
        let mention = self.mentions.all.get(m)?;
        let acts = mention.pronoun.is_some() || Standing::of(self, m, mention).verb == 1;
        let person = match (mention.kind, mention.pronoun) {
            (_, Some(p)) => p.subject && p.person == 3 && matches!(p.gender, Gender::Male | Gender::Female),
            (MentionKind::Name, _) => {
                self.entities.of(m).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person)
            }
            _ => matches!(mention.head_kind, Head::Person | Head::Kin),
        };
        let told = sentence.clone().any(|i| page.is(i, Class::ReportingVerb) && page.is_finite(i));
        (acts && person && !told).then_some(m)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose as speakers;

    #[test]
    fn a_line_with_a_dash_signs_the_words_above_it() {
        let signed = |line: &str| {
            speakers(&format!(
                "“Yes,” said Sol Mendorf of the bill.\n\n“I would rather be thirsty than sued.”\n{line}\n\nThe rest is known."
            ))
        };
        let second = |line: &str| signed(line).pop();
        assert_eq!(second("— Mack Trujillo").as_deref(), Some("Mack Trujillo"));
        let titled = "— County Commissioner Mack Trujillo, at last night’s hearing";
        assert_eq!(second(titled).as_deref(), Some("Mack Trujillo"));
        assert_eq!(second("— A teacher of three, Marl").as_deref(), Some("A teacher of three"));
    }

    #[test]
    fn whoever_acts_between_two_parts_says_both() {
        let text = "Hanne Pryor keeps the shop. “It is cold,” Pryor said. Davit Melk teaches.\n\n“I love Brida.” He lowers his \
                    voice and looks at the door. “But not in the snow.”";
        assert_eq!(speakers(text), ["Hanne Pryor", "Davit Melk", "Davit Melk"]);
    }

    #[test]
    fn whoever_asks_does_not_answer_in_the_next_paragraph() {
        let text = "“The president is clear on this,” Molly Keane said.\n\n“So that is a no?” a reporter asked.\n\n“It is what I \
                    said it is.”\n\nThe talks end on Friday.";
        assert_eq!(speakers(text).get(2).map(String::as_str), Some("Molly Keane"));
    }

    #[test]
    fn whose_the_head_is_does_not_report() {
        let text = "A state audit of the Tamarack Firefighters’ Benevolent League later concluded that its books were “fictional \
                    in every respect.”";
        assert!(speakers(text).iter().all(|s| s.contains("audit")), "{:?}", speakers(text));
    }
}
