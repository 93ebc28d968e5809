//! From a language file to a [`LanguageProfile`], with every mistake in the file named.

use super::classes::{Class, Classes, Frame, Frames};
use super::profile::{Gender, Grammar, LanguageProfile, Number, Pronoun, Table, Verb, WordInfo};
use crate::text::fold_hash;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use thiserror::Error;

/// What is wrong with a language file.
#[derive(Debug, Error)]
pub enum LoadError {
    /// It is no TOML, or a key is missing.
    #[error("the language file cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A name of a class, a frame or a property is unknown.
    #[error("{what} knows no {name:?}")]
    Unknown {
        /// Which part of the file.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// Two words have the same hash.
    #[error("{a:?} and {b:?} cannot be told apart: rename one")]
    Clash {
        /// One word.
        a: String,
        /// The other.
        b: String,
    },
    /// A mark convention does not name four marks.
    #[error("the convention {0:?} does not name four marks")]
    Convention(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tag: String,
    name: String,
    marks: Marks,
    #[serde(default)]
    grammar: Grammar,
    verbs: BTreeMap<String, String>,
    particles: BTreeMap<String, String>,
    cues: Cues,
    pronouns: BTreeMap<String, String>,
    inflection: Inflection,
    #[serde(default)]
    story: Story,
    #[serde(default)]
    descriptions: Descriptions,
    words: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Descriptions {
    parties: String,
    anybody: String,
    lesser: String,
    works: String,
    ages: String,
    place_nouns: String,
    /// The article of a man and that of a woman, where the two differ.
    article_of: [String; 2],
    natives: [String; 2],
    ordinals: String,
    behind_head: String,
    puts: String,
    of_bodies: String,
    at_places: String,
    so_called: String,
    spouses: String,
    same_roles: Vec<String>,
    prefixes: String,
    noble_titles: String,
    any_body: String,
    vague_body: String,
    displays: String,
    shouts: String,
    shouted_by: String,
    for_many: String,
    identifies: String,
    wordings: String,
    demonyms: String,
    answers: String,
    participles: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Story {
    past: String,
    present: String,
    courtesies: String,
    elders: String,
    youths: String,
    fond: String,
    men_called: String,
    women_called: String,
    newcomers: String,
    others: String,
    voices: String,
    past_endings: String,
    past_verbs: String,
    places_behind: String,
    before_called: String,
    own_name: Vec<String>,
    asks_name: Vec<String>,
    name_words: String,
    gives_name: String,
    polite: String,
    attributes: String,
    attribute_endings: String,
    short_titles: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    conventions: Vec<String>,
    dash_dialogue: bool,
    #[serde(default)]
    incises: bool,
    #[serde(default)]
    no_speaker: Vec<String>,
    #[serde(default)]
    story_endings: String,
    #[serde(default)]
    tailless: String,
    #[serde(default)]
    tailless_endings: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cues {
    phrases: Vec<String>,
    nouns: String,
    #[serde(default)]
    opinion_openers: Vec<String>,
    #[serde(default)]
    opinion_endings: String,
    #[serde(default)]
    deeds: String,
    #[serde(default)]
    retorts: String,
    #[serde(default)]
    behind: Vec<String>,
    #[serde(default)]
    back: Vec<String>,
    #[serde(default)]
    as_clause: Vec<String>,
    #[serde(default)]
    agents: Vec<String>,
    #[serde(default)]
    toward: Vec<String>,
    #[serde(default)]
    sums_up: Vec<String>,
    #[serde(default)]
    viewpoint: Vec<String>,
    #[serde(default)]
    spoken_of: Vec<String>,
    #[serde(default)]
    slogans: String,
    #[serde(default)]
    appears: String,
    #[serde(default)]
    own_account: String,
    #[serde(default)]
    shown: String,
    #[serde(default)]
    therein: Vec<String>,
    #[serde(default)]
    separable: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inflection {
    plural: String,
    #[serde(default)]
    singular_openers: String,
    #[serde(default)]
    plural_endings: String,
    #[serde(default)]
    adjective_endings: String,
    #[serde(default)]
    verb_endings: String,
    #[serde(default)]
    plural_verbs: String,
    #[serde(default)]
    cases: String,
    #[serde(default)]
    adverb_endings: String,
    #[serde(default)]
    infinitive_endings: String,
    #[serde(default)]
    shares: String,
    #[serde(default)]
    heads: String,
    #[serde(default)]
    tails: String,
}

#[derive(Default)]
struct Words(BTreeMap<String, WordInfo>);

impl Words {
    fn entry(&mut self, word: &str) -> &mut WordInfo {
        self.0.entry(word.to_owned()).or_default()
    }

    fn add(&mut self, word: &str, class: Class) {
        let info = self.entry(word);
        info.classes = info.classes.with(class);
    }

    fn table(self) -> Result<Table, LoadError> {
        let mut by_hash: BTreeMap<u32, (String, WordInfo)> = BTreeMap::new();
        for (word, info) in self.0 {
            if let Some((other, _)) = by_hash.insert(fold_hash(&word), (word.clone(), info)) {
                return Err(LoadError::Clash { a: other, b: word });
            }
        }
        Ok(Table::new(
            by_hash.into_iter().map(|(hash, (_, info))| (hash, info)).collect::<Vec<_>>().into_iter(),
        ))
    }
}

/// Reads and checks a language file.
pub fn read(source: &str) -> Result<LanguageProfile, LoadError> {
    let file: File = toml::from_str(source)?;
    let mut words = Words::default();
    let endings = plural_endings(&file.inflection.plural);
    let cases = plural_endings(&file.inflection.cases);
    for (name, list) in &file.words {
        let class = parse::<Class>("[words]", name)?;
        for word in list.split_whitespace() {
            words.add(word, class);
            if has_plural(class) {
                let plural = plural_of(word, &endings);
                words.add(&plural, class);
                words.add(&plural, Class::Plural);
            }
            if has_plural(class) || class == Class::NameNoun {
                for (from, to) in &cases {
                    if let Some(stem) = word.strip_suffix(from) {
                        words.add(&format!("{stem}{to}"), class);
                    }
                }
            }
        }
    }
    for noun in file.cues.nouns.split_whitespace() {
        words.add(noun, Class::NounCue);
    }
    let verbs = read_verbs(&file, &mut words)?;
    let pronouns = read_pronouns(&file, &mut words)?;
    let mut phrases: Vec<Vec<u32>> = Vec::new();
    for phrase in &file.cues.phrases {
        if let Some(first) = phrase.split_whitespace().next() {
            words.add(first, Class::PhraseStart);
        }
        phrases.push(phrase.split_whitespace().map(fold_hash).collect());
    }
    phrases.sort_by_key(|p| std::cmp::Reverse(p.len()));
    let conventions = file.marks.conventions.iter().map(|c| convention(c)).collect::<Result<_, _>>()?;
    let hashes = |list: &[String]| list.iter().map(|w| fold_hash(w)).collect::<Vec<u32>>();
    let phrase_hashes = |list: &[String]| -> Vec<Vec<u32>> {
        list.iter().map(|p| p.split_whitespace().map(fold_hash).collect()).collect()
    };
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let table = words.table()?;
    Ok(LanguageProfile {
        tag: file.tag,
        name: file.name,
        conventions,
        dash_dialogue: file.marks.dash_dialogue,
        incises: file.marks.incises,
        no_speaker: file.marks.no_speaker,
        story_endings: list(&file.marks.story_endings),
        tailless: list(&file.marks.tailless),
        tailless_endings: list(&file.marks.tailless_endings),
        grammar: file.grammar,
        opinion_openers: hashes(&file.cues.opinion_openers),
        opinion_endings: list(&file.cues.opinion_endings),
        behind: hashes(&file.cues.behind),
        deeds: hashes(&list(&file.cues.deeds)),
        retorts: hashes(&list(&file.cues.retorts)),
        back: hashes(&file.cues.back),
        as_clause: hashes(&file.cues.as_clause),
        agents: hashes(&file.cues.agents),
        toward: hashes(&file.cues.toward),
        sums_up: hashes(&file.cues.sums_up),
        viewpoint: hashes(&file.cues.viewpoint),
        spoken_of: phrase_hashes(&file.cues.spoken_of),
        slogans: hashes(&list(&file.cues.slogans)),
        appears: hashes(&list(&file.cues.appears)),
        own_account: hashes(&list(&file.cues.own_account)),
        shown: hashes(&list(&file.cues.shown)),
        therein: hashes(&file.cues.therein),
        separable: hashes(&list(&file.cues.separable)),
        singular_openers: hashes(&list(&file.inflection.singular_openers)),
        plural_endings: list(&file.inflection.plural_endings),
        adjective_endings: list(&file.inflection.adjective_endings),
        verb_endings: list(&file.inflection.verb_endings),
        plural_verbs: list(&file.inflection.plural_verbs),
        adverb_endings: list(&file.inflection.adverb_endings),
        infinitive_endings: list(&file.inflection.infinitive_endings),
        shares: hashes(&list(&file.inflection.shares)),
        told_past: hashes(&list(&file.story.past)),
        told_present: hashes(&list(&file.story.present)),
        elders: hashes(&list(&file.story.elders)),
        called: [hashes(&list(&file.story.men_called)), hashes(&list(&file.story.women_called))],
        youths: hashes(&list(&file.story.youths)),
        fond: hashes(&list(&file.story.fond)),
        newcomers: hashes(&list(&file.story.newcomers)),
        others: hashes(&list(&file.story.others)),
        voices: hashes(&list(&file.story.voices)),
        courtesies: hashes(&list(&file.story.courtesies)),
        past_endings: list(&file.story.past_endings),
        past_verbs: hashes(&list(&file.story.past_verbs)),
        places_behind: hashes(&list(&file.story.places_behind)),
        before_called: hashes(&list(&file.story.before_called)),
        own_name: phrase_hashes(&file.story.own_name),
        asks_name: phrase_hashes(&file.story.asks_name),
        name_words: hashes(&list(&file.story.name_words)),
        gives_name: hashes(&list(&file.story.gives_name)),
        polite: hashes(&list(&file.story.polite)),
        attributes: hashes(&list(&file.story.attributes)),
        attribute_endings: list(&file.story.attribute_endings),
        parties: hashes(&list(&file.descriptions.parties)),
        anybody: hashes(&list(&file.descriptions.anybody)),
        lesser: hashes(&list(&file.descriptions.lesser)),
        works: hashes(&list(&file.descriptions.works)),
        ages: list(&file.descriptions.ages),
        place_nouns: hashes(&list(&file.descriptions.place_nouns)),
        article_of: file.descriptions.article_of.each_ref().map(|a| fold_hash(a)),
        natives: file.descriptions.natives.each_ref().map(|words| list(words)),
        ordinals: hashes(&list(&file.descriptions.ordinals)),
        answers: hashes(&list(&file.descriptions.answers)),
        demonyms: hashes(&list(&file.descriptions.demonyms)),
        displays: hashes(&list(&file.descriptions.displays)),
        shouts: hashes(&list(&file.descriptions.shouts)),
        shouted_by: hashes(&list(&file.descriptions.shouted_by)),
        for_many: hashes(&list(&file.descriptions.for_many)),
        wordings: hashes(&list(&file.descriptions.wordings)),
        identifies: hashes(&list(&file.descriptions.identifies)),
        puts: hashes(&list(&file.descriptions.puts)),
        any_body: hashes(&list(&file.descriptions.any_body)),
        vague_body: hashes(&list(&file.descriptions.vague_body)),
        of_bodies: hashes(&list(&file.descriptions.of_bodies)),
        at_places: hashes(&list(&file.descriptions.at_places)),
        so_called: hashes(&list(&file.descriptions.so_called)),
        spouses: hashes(&list(&file.descriptions.spouses)),
        same_roles: file.descriptions.same_roles.iter().map(|group| hashes(&list(group))).collect(),
        prefixes: hashes(&list(&file.descriptions.prefixes)),
        noble_titles: hashes(&list(&file.descriptions.noble_titles)),
        behind_head: hashes(&list(&file.descriptions.behind_head)),
        participles: list(&file.descriptions.participles),
        short_titles: file.story.short_titles.iter().map(|(s, l)| (fold_hash(s), fold_hash(l))).collect(),
        heads: list(&file.inflection.heads),
        tails: list(&file.inflection.tails),
        verbs,
        phrases,
        pronouns,
        table,
    })
}

fn parse<T: FromStr>(what: &'static str, name: &str) -> Result<T, LoadError> {
    name.parse().map_err(|_| LoadError::Unknown { what, name: name.to_owned() })
}

fn convention(line: &str) -> Result<[String; 4], LoadError> {
    let marks: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    marks.try_into().map_err(|_| LoadError::Convention(line.to_owned()))
}

fn has_plural(class: Class) -> bool {
    use Class::{Document, FemaleNoun, Kin, MaleNoun, PersonNoun, Role, TimeNoun};
    matches!(class, Role | PersonNoun | Kin | Document | MaleNoun | FemaleNoun | TimeNoun)
}

fn plural_endings(rules: &str) -> Vec<(&str, &str)> {
    rules.split_whitespace().filter_map(|rule| rule.split_once('>')).collect()
}

fn plural_of(word: &str, endings: &[(&str, &str)]) -> String {
    let fits =
        endings.iter().find_map(|(from, to)| word.strip_suffix(from).map(|stem| format!("{stem}{to}")));
    fits.unwrap_or_else(|| word.to_owned())
}

fn read_verbs(file: &File, words: &mut Words) -> Result<Vec<Verb>, LoadError> {
    let mut verbs = Vec::new();
    for (lemma, line) in &file.verbs {
        let (frames, forms) = line.split_once('|').unwrap_or((line, ""));
        let mut set = Frames::default();
        for name in frames.split_whitespace() {
            set = set.with(parse::<Frame>("[verbs]", name)?);
        }
        let particles = file.particles.get(lemma).map(|p| p.split_whitespace().map(fold_hash).collect());
        verbs.push(Verb {
            lemma: lemma.as_str().into(),
            frames: set,
            particles: particles.unwrap_or_default(),
        });
        let number = verbs.len() as u16;
        for (slot, form) in std::iter::once((0, lemma.as_str())).chain(slots(forms)) {
            let info = words.entry(form);
            if info.verb == 0 || info.verb == number {
                info.verb = number;
                info.slots |= 1 << slot;
                info.classes = info.classes.with(Class::ReportingVerb);
            }
        }
    }
    Ok(verbs)
}

/// The forms of a verb with the number of their slot. Where commas part the slots, each holds any number of forms; else one, and
/// those beyond the fifth are variants of the participle.
fn slots(forms: &str) -> impl Iterator<Item = (usize, &str)> {
    let parted = forms.contains(',');
    let groups = forms.split(move |c: char| if parted { c == ',' } else { c.is_whitespace() });
    let groups = groups.filter(move |g| parted || !g.is_empty()).enumerate();
    groups.flat_map(|(n, group)| {
        group.split_whitespace().map(move |form| (if n < 4 { n + 1 } else { 3 }, form))
    })
}

fn read_pronouns(file: &File, words: &mut Words) -> Result<Vec<Pronoun>, LoadError> {
    let mut pronouns = Vec::new();
    for (word, line) in &file.pronouns {
        let mut p = Pronoun::default();
        for property in line.split_whitespace() {
            match property {
                "0" | "1" | "2" | "3" => p.person = property.parse().unwrap_or_default(),
                "m" => p.gender = Gender::Male,
                "f" => p.gender = Gender::Female,
                "n" => p.gender = Gender::Neuter,
                "x" => p.gender = Gender::Any,
                "s" => p.number = Number::Singular,
                "p" => p.number = Number::Plural,
                "subject" => p.subject = true,
                "object" => p.object = true,
                "possessive" => p.possessive = true,
                "reflexive" => p.reflexive = true,
                "relative" => p.relative = true,
                "indefinite" => p.indefinite = true,
                _ => return Err(LoadError::Unknown { what: "[pronouns]", name: property.to_owned() }),
            }
        }
        pronouns.push(p);
        let info = words.entry(word);
        info.pronoun = pronouns.len() as u8;
        info.classes = info.classes.union(Classes::default().with(Class::Pronoun));
    }
    Ok(pronouns)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "tag='xx'\nname='X'\n[marks]\nconventions=[\"« » “ ”\"]\ndash_dialogue=true\n[particles]\n\
        [cues]\nphrases=['selon']\nnouns=''\n[inflection]\nplural='>s'\n[words]\nrole='porte-parole'\n";

    #[test]
    fn a_mistake_is_named() {
        let with =
            |more: &str| read(&format!("{SMALL}{more}")).map(|p| p.verbs.len()).map_err(|e| e.to_string());
        assert_eq!(
            with("[pronouns]\nil='3 m s subject'\n[verbs]\ndire='that | dit dit dit disant'").unwrap(),
            1
        );
        assert_eq!(with("[pronouns]\n[verbs]\ndire='thta | dit'").unwrap_err(), "[verbs] knows no \"thta\"");
        assert_eq!(with("[pronouns]\nil='3 q'\n[verbs]\n").unwrap_err(), "[pronouns] knows no \"q\"");
        assert!(with("[verbs]\n").unwrap_err().contains("pronouns"));
    }
}
