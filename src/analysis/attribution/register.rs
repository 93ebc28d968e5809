//! Who speaks in a text: each once, with their names, in order of their first words.

use super::apposition::full_description;
use super::candidates::Scene;
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind};
use super::rank::NARRATOR;
use super::roles;
use crate::analysis::token::TokenKind;
use crate::analysis::{FoundSpeaker, SpeakerKind};
use crate::lang::{Class, Number};
use crate::text::{Span, Spans};
use std::collections::BTreeMap;
use std::ops::Range;

/// Other names of a speaker at most.
pub(in crate::analysis) const ALIASES: usize = 24;

/// Mentions of a speaker looked at for its role at most.
const MENTIONS: usize = 60;

/// Speakers as they are met, by their key.
#[derive(Debug, Default)]
pub struct Register {
    by_key: BTreeMap<u32, usize>,
    by_words: BTreeMap<String, usize>,
    /// The mentions of each entity.
    of_entity: Vec<Vec<u32>>,
    /// For labels of turns that are initials the entity that bears them.
    by_initials: BTreeMap<String, Option<u32>>,
    /// As found.
    pub speakers: Vec<FoundSpeaker>,
}

impl Register {
    /// None met yet.
    pub fn new(scene: &Scene<'_, '_>) -> Self {
        let mut of_entity = vec![Vec::new(); scene.entities.all.len()];
        for m in 0..scene.mentions.all.len() {
            if let Some(list) = scene.entities.of(m).and_then(|e| of_entity.get_mut(e)) {
                list.push(m as u32);
            }
        }
        Self { of_entity, ..Self::default() }
    }

    /// The index of the speaker with `key`; a new one at its first use.
    pub fn index(&mut self, scene: &Scene<'_, '_>, key: u32) -> usize {
        if let Some(&i) = self.by_key.get(&key) {
            return i;
        }
        let mentions = self.of_entity.get(key as usize).map(Vec::as_slice).unwrap_or_default();
        let mut speaker = speaker(scene, key, mentions);
        let stated = mentions.iter().take(MENTIONS).find_map(|&m| roles::role(scene, m as usize));
        speaker.role = stated.map(|r| tidy(scene.page.text.slice(r)));
        self.speakers.push(speaker);
        self.by_key.insert(key, self.speakers.len() - 1);
        self.speakers.len() - 1
    }

    /// The index of the one speaker whose initials are `label`: *MQ* for *Mara Quill*.
    pub(super) fn initialled(&mut self, scene: &Scene<'_, '_>, label: &str) -> Option<usize> {
        let letters: String = label.chars().filter(|c| c.is_alphabetic()).collect();
        if !(2..=4).contains(&letters.chars().count()) || letters.chars().any(|c| !c.is_uppercase()) {
            return None;
        }
        let key = *self.by_initials.entry(letters).or_insert_with_key(|letters| {
            let bears = |e: &Entity| {
                let name = scene.mentions.all.get(e.fullest).map(|m| m.tokens.clone()).unwrap_or_default();
                let words = name.filter(|&i| scene.page.kind(i) == TokenKind::Word);
                let initials = words.filter_map(|i| scene.page.str(i).chars().next());
                initials.eq(letters.chars())
            };
            let mut all = scene.entities.all.iter().enumerate().filter(|(_, e)| bears(e));
            all.next().map(|(i, _)| i as u32).filter(|_| all.next().is_none())
        });
        key.map(|k| self.index(scene, k))
    }

    /// The index of the speaker whom the words of `source` describe.
    pub(super) fn described(&mut self, scene: &Scene<'_, '_>, source: &Spans) -> usize {
        if let Some(e) = named_by(scene, source) {
            return self.index(scene, e as u32);
        }
        let name = tidy(&scene.page.text.words_of(source));
        if let Some(&i) = self.by_words.get(&name) {
            return i;
        }
        let mentions = source.iter().collect();
        let kind = SpeakerKind::Anonymous;
        self.speakers.push(FoundSpeaker { name: name.clone(), kind, mentions, ..FoundSpeaker::default() });
        self.by_words.insert(name, self.speakers.len() - 1);
        self.speakers.len() - 1
    }

    /// Notes the first role that the text states for speaker `i`.
    pub(super) fn state_role(&mut self, scene: &Scene<'_, '_>, i: usize, role: Span) {
        if let Some(s) = self.speakers.get_mut(i)
            && s.role.is_none()
        {
            s.role = Some(tidy(scene.page.text.slice(role)));
        }
    }
}

/// The one whom `source` names where no name is looked for, as in a heading: *Editor Ana Hale Says It Is Late*.
fn named_by(scene: &Scene<'_, '_>, source: &Spans) -> Option<usize> {
    let page = scene.page;
    let tokens = source.iter().flat_map(|s| page.tokens.within(s));
    let words: Vec<usize> = tokens.filter(|&i| page.kind(i) == TokenKind::Word).collect();
    let article = words.first().is_some_and(|&i| page.is(i, Class::Article));
    let words = words.get(usize::from(article)..).unwrap_or_default();
    let letter = words.len() == 1
        && words.iter().all(|&i| page.str(i).chars().filter(|c| c.is_alphabetic()).nth(1).is_none());
    if letter || words.iter().any(|&i| !page.is_capital(i) || page.is(i, Class::Preposition)) {
        return None;
    }
    scene.entities.called(&words.iter().map(|&i| page.tokens.hash(i)).collect::<Vec<_>>())
}

/// What whoever tells the text is called: *I*, in the text's language.
fn narrator(scene: &Scene<'_, '_>) -> String {
    let own = |m: &&Mention| {
        m.pronoun.is_some_and(|p| p.person == 1 && p.subject && p.number == Number::Singular)
            && scene.page.str(m.tokens.start).chars().all(char::is_alphabetic)
    };
    let word = scene.mentions.all.iter().find(own).map_or("I", |m| scene.page.str(m.tokens.start));
    if word.len() == 1 { word.to_owned() } else { word.to_lowercase() }
}

fn speaker(scene: &Scene<'_, '_>, key: u32, mentions: &[u32]) -> FoundSpeaker {
    if key == NARRATOR {
        return FoundSpeaker {
            name: narrator(scene),
            kind: SpeakerKind::Anonymous,
            ..FoundSpeaker::default()
        };
    }
    let words = |r: &Range<usize>| tidy(scene.page.text.slice(scene.page.span(r)));
    if let Some(e) = scene.entities.get(key as usize) {
        let mut out = FoundSpeaker { kind: e.kind(), named: true, ..FoundSpeaker::default() };
        if let Some(m) = scene.mentions.all.get(e.fullest) {
            // *Mrs. Hale*, *madame de Varille*
            let word = |&i: &usize| {
                let small = scene.page.is(i, Class::NameParticle) && !scene.page.is_capital(i);
                scene.page.kind(i) == TokenKind::Word && !small
            };
            let courtesy = !m.title.is_empty() && m.tokens.clone().filter(word).count() == 1;
            let range =
                if courtesy { roles::courtesy_start(scene, m)..m.tokens.end } else { m.tokens.clone() };
            out.name = words(&range);
        }
        for m in mentions.iter().filter_map(|&m| scene.mentions.all.get(m as usize)) {
            out.mentions.push(scene.page.span(&m.tokens));
            let name = words(&m.tokens);
            if name != out.name && !out.aliases.contains(&name) && out.aliases.len() < ALIASES {
                out.aliases.push(name);
            }
        }
        return out;
    }
    let m = key as usize - scene.entities.all.len();
    let mut range = full_description(scene, m);
    // *the Professor*, who has no name
    let bare = scene.mentions.all.get(m).is_some_and(|m| m.kind == MentionKind::Name && m.title.is_empty());
    if bare && range.start > 0 && scene.page.is(range.start - 1, Class::Article) {
        range.start -= 1;
    }
    let kind = scene.mentions.all.get(m).map_or(SpeakerKind::Anonymous, |m| match m.head_kind {
        Head::Document => SpeakerKind::Document,
        Head::Group => SpeakerKind::Group,
        _ => SpeakerKind::Anonymous,
    });
    FoundSpeaker {
        name: words(&range),
        kind,
        named: false,
        mentions: vec![scene.page.span(&range)],
        ..FoundSpeaker::default()
    }
}

/// Words on one line.
fn tidy(words: &str) -> String {
    // Most are: blanks that stand alone between words.
    let blank = |b: u8| b == b' ' || !b.is_ascii_graphic();
    let odd = words
        .bytes()
        .zip(words.bytes().skip(1).chain([b' ']))
        .any(|(a, b)| blank(a) && (a != b' ' || blank(b)));
    if !odd && !words.starts_with(' ') {
        return words.to_owned();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose as speakers;
    use crate::analysis::{Options, Progress, SpeakerKind, analyse};
    use crate::text::SourceText;

    #[test]
    fn a_name_behind_what_its_bearer_is_names_them() {
        let said = |who: &str| speakers(&format!("The race goes on. {who} that both mayors have survived."));
        assert_eq!(said("Former house speaker Newt Garrick noted"), ["Newt Garrick"]);
        assert_eq!(said("Kasick’s chief strategist John Weller says"), ["John Weller"]);
        assert_eq!(said("Radio Marl’s Ayman Mohyel reported Wednesday"), ["Ayman Mohyel"]);
        assert_eq!(said("Marl Secretary of State William Galloway said"), ["William Galloway"]);
        assert_eq!(said("Texas-based Matt Mackow said"), ["Matt Mackow"]);
        assert_eq!(said("A spokesman for Mayor Ana Hale said"), ["A spokesman for Mayor Ana Hale"]);
    }

    #[test]
    fn where_somebody_belongs_says_nothing() {
        let said = |who: &str| speakers(&format!("It rained all day. {who} that the ferry was late."));
        assert_eq!(said("Stacy Baker of Columbia said"), ["Stacy Baker"]);
        assert_eq!(said("House Speaker Paul D. Ryder of Marland said"), ["Paul D. Ryder"]);
        assert_eq!(said("Senator John Orlov, Republican of Marl, said"), ["John Orlov"]);
        assert_eq!(said("The CEO of Harlan-Packer said"), ["The CEO of Harlan-Packer"]);
        assert_eq!(said("The former secretary of state said"), ["The former secretary of state"]);
        assert_eq!(said("The South Marl Republican said"), ["South Marl Republican"]);
    }

    #[test]
    fn nobody_is_called_after_a_thing_that_bears_their_name() {
        let text = "Hale has licensed his name to Hale Tower Manila, a large tower. In Port Ashby, Hale said that \
                    the country was late.";
        assert_eq!(speakers(text), ["Hale"]);
        let text = "Since Stephen Bannock was named as chief executive of Bo Hale’s campaign, critics have worried. \
                    Hale declared that he would win.";
        assert_eq!(speakers(text).last().unwrap(), "Bo Hale");
        let text = "“Hailed! The Inside Story of the Real Bo Hale” came out. Bo Hale left early. Hale said he was \
                    “fine.”";
        assert_eq!(speakers(text).last().unwrap(), "Bo Hale");
        let text = "Vermonter Ana Hale said it was late. Ana Hale left. Hale said “no.”";
        assert_eq!(speakers(text), ["Ana Hale", "Ana Hale"]);
    }

    #[test]
    fn a_clause_is_no_part_of_who_speaks() {
        let said = |text: &str| speakers(text).last().unwrap().clone();
        assert_eq!(said("The mayor left the plan, which critics have called “a joke” for years."), "critics");
        assert_eq!(said("What researchers say is that “nobody knows.”"), "researchers");
    }

    #[test]
    fn first_letters_are_another_name_of_a_body() {
        let text = "The World Ferry Organisation warned that more accidents would follow. Officials left. The WFO said time was short.";
        assert_eq!(speakers(text), ["World Ferry Organisation", "World Ferry Organisation"]);
        let text = "Umar Said said that it was late. The US said that it was early.";
        assert_eq!(speakers(text), ["Umar Said", "US"]);
    }

    #[test]
    fn a_day_is_no_given_name_and_what_backs_a_body_no_part_of_its_name() {
        let text = "The bridge is shut. On Monday Hale said it was late. In March Orlov said it was early.";
        assert_eq!(speakers(text), ["Hale", "Orlov"]);
        let text = "The Turkish-backed Marl Front said that it had left.";
        assert_eq!(speakers(text), ["Marl Front"]);
        assert_eq!(speakers("Friday Adeyemi said that he had left."), ["Friday Adeyemi"]);
    }

    #[test]
    fn a_body_is_none_of_the_people() {
        let kind = |text: &str| {
            let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
            found.speakers[0].kind
        };
        let text = "The University of Marl said that the test had failed.";
        assert_eq!(kind(text), SpeakerKind::Organisation);
        assert_eq!(kind("Paul City Council said that the test had failed."), SpeakerKind::Organisation);
        assert_eq!(
            kind("In Ankara, nobody spoke. Ankara said that it would wait."),
            SpeakerKind::Organisation
        );
        assert_eq!(kind("Ana Church said that the test had failed."), SpeakerKind::Person);
    }

    #[test]
    fn what_is_so_called_is_nobody_s_words() {
        let text = "The truce provides for a pullback on either side of the so-called “line of separation.”";
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        assert!(found.quotes.iter().all(|q| q.kind != crate::analysis::QuoteKind::Mixed));
    }
}
