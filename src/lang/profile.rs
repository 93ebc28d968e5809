//! A language's words, looked up by hash: [`LanguageProfile`].

use super::classes::{Class, Classes, Frames};
use super::load;
use crate::text::fold_hash;
use std::sync::OnceLock;

/// Grammatical or natural gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Gender {
    /// Men.
    Male,
    /// Women.
    Female,
    /// Things.
    Neuter,
    /// Any.
    #[default]
    Any,
}

/// One or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Number {
    /// One.
    #[default]
    Singular,
    /// Several.
    Plural,
}

/// What a pronoun may stand for and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Pronoun {
    /// 1, 2, 3; 0 for relative and indefinite ones.
    pub person: u8,
    /// Of whom.
    pub gender: Gender,
    /// Of how many.
    pub number: Number,
    /// *he*
    pub subject: bool,
    /// *him*
    pub object: bool,
    /// *his*
    pub possessive: bool,
    /// *himself*
    pub reflexive: bool,
    /// *who*
    pub relative: bool,
    /// *someone*
    pub indefinite: bool,
}

/// A reporting verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verb {
    /// Its dictionary form.
    pub lemma: Box<str>,
    /// What it may stand with.
    pub frames: Frames,
    /// Words that make one cue with it: *point out*.
    pub particles: Vec<u32>,
}

/// What is known about one word form. The default is a word of which nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordInfo {
    /// Its classes.
    pub classes: Classes,
    /// Index in [`LanguageProfile::verbs`] + 1; 0 where it is no reporting verb.
    pub verb: u16,
    /// Bit n: it is the verb's form n (0 the lemma, then in the order of the data: third person, past, participle, -ing).
    pub slots: u8,
    /// Index in the list of pronouns + 1; 0 where it is none.
    pub pronoun: u8,
}

impl WordInfo {
    /// Of a word of which nothing is known.
    pub const NONE: Self = Self { classes: Classes::NONE, verb: 0, slots: 0, pronoun: 0 };

    /// Whether it belongs to `class`.
    #[inline]
    pub fn is(self, class: Class) -> bool {
        self.classes.has(class)
    }
}

/// How a language builds its sentences, as far as the rules must know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Grammar {
    /// Every noun has a capital, so that a capital makes no name.
    pub capital_nouns: bool,
    /// A verb may stand without its subject: *“…”, dijo*.
    pub drops_subject: bool,
    /// A number with a stop behind it counts: *am 3. Mai*, *der 2. Entwurf*.
    pub ordinal_stops: bool,
    /// The finite verb stands second, and its subject may follow it: *Gestern sagte sie*.
    pub verb_second: bool,
    /// The verb of a subordinate clause stands last: *wie sie gestern sagte*.
    pub verb_last: bool,
    /// Forms of the class subjunctive are a sign of reported words.
    pub subjunctive_reports: bool,
    /// Nouns are written together, and the last decides what the whole is: *Regierungssprecherin*.
    pub compounds: bool,
}

/// All that is known about a language.
#[derive(Debug, Clone, Default)]
pub struct LanguageProfile {
    /// BCP 47 tag.
    pub tag: String,
    /// Its name in English.
    pub name: String,
    /// Mark conventions in order of likelihood, each with opening and closing mark of the outer and the inner level.
    pub conventions: Vec<[String; 4]>,
    /// Whether dialogue may open with a dash.
    pub dash_dialogue: bool,
    /// Whether a reporting clause stands inside the marks: *« Oui, dit-il, je viens. »*.
    pub incises: bool,
    /// Labels with a colon that nobody speaks under, in small letters.
    pub no_speaker: Vec<String>,
    /// Endings of verbs that tell a story and are seldom spoken: *-èrent*.
    pub story_endings: Vec<String>,
    /// Words that may end in an apostrophe, without it.
    pub tailless: Vec<String>,
    /// Endings of such words.
    pub tailless_endings: Vec<String>,
    /// How its sentences are built.
    pub grammar: Grammar,
    /// Words that name a source with a noun of [`Self::opinion_endings`], as hashes: *nach* in *nach Polizeiangaben*.
    pub opinion_openers: Vec<u32>,
    /// Endings of such nouns, in small letters.
    pub opinion_endings: Vec<String>,
    /// Cues that stand behind their source, as hashes: *zufolge*.
    pub behind: Vec<u32>,
    /// Words that send back to a source named before, as hashes: *demnach*.
    pub back: Vec<u32>,
    /// Words that open a clause that names the source, as hashes: *wie* in *wie sie sagte*.
    pub as_clause: Vec<u32>,
    /// Words before whoever does what a passive verb says, as hashes: *von* in *von der Stadt gemeldet*.
    pub agents: Vec<u32>,
    /// Words before whom it is said to, as hashes: *gegenüber* in *gegenüber dem Kurier*.
    pub toward: Vec<u32>,
    /// Words that sum up what was said before, as hashes: *das* in *Das sagte sie*.
    pub sums_up: Vec<u32>,
    /// Words before whoever sees it so, as hashes: *für* in *Für sie ist das „…“*.
    pub viewpoint: Vec<u32>,
    /// Words, as hashes, that end a clause in which a text speaks of something: *in dem Brief ist von … die Rede*.
    pub spoken_of: Vec<Vec<u32>>,
    /// Nouns for words that are chanted or written on something, as hashes: *Aufschrift*.
    pub slogans: Vec<u32>,
    /// Forms of verbs that with a reflexive pronoun say how somebody calls their own mood: *zeigte sich “besorgt”*.
    pub appears: Vec<u32>,
    /// Words that make whoever acts their own source, as hashes: *nach eigenen Angaben*.
    pub own_account: Vec<u32>,
    /// Verbs of words that are written on something, as hashes: *auf dem Plakat stand „…“*.
    pub shown: Vec<u32>,
    /// Words that take up a text named before, as hashes: *darin* in *Darin steht: „…“*.
    pub therein: Vec<u32>,
    /// Words that part from their verb and stand last, as hashes: a verb with one of them is another verb.
    pub separable: Vec<u32>,
    /// Words that a story in the past is told with, as hashes: *was*.
    pub told_past: Vec<u32>,
    /// Words that open a subject of one, as hashes: *der*.
    pub singular_openers: Vec<u32>,
    /// Endings of the word behind an opener that may be of one or many, where it is of many: *die alten*.
    pub plural_endings: Vec<String>,
    /// How an adjective before its noun ends: *die alten Männer*; none where nothing tells.
    pub adjective_endings: Vec<String>,
    /// How verbs of one end that no list knows: *freute sich Orm*; none where nothing tells.
    pub verb_endings: Vec<String>,
    /// Endings of verbs whose subject is many: *sagten*; none where verbs do not tell.
    pub plural_verbs: Vec<String>,
    /// Endings of infinitives; none where nothing tells.
    pub infinitive_endings: Vec<String>,
    /// Endings of adverbs: *softly*.
    pub adverb_endings: Vec<String>,
    /// What a number of parts in a hundred is called, as hashes: *percent*.
    pub shares: Vec<u32>,
    /// Words that tell of the present, as hashes: *is*.
    pub told_present: Vec<u32>,
    /// What those who are grown up are to children, as hashes: *mother*.
    pub elders: Vec<u32>,
    /// Those who are young, as hashes: *lad*.
    pub youths: Vec<u32>,
    /// Words that somebody is fondly called by before their name: *little*, *poor*.
    pub fond: Vec<u32>,
    /// What a man, and a woman, is called who is not called by name, as hashes: *sir*, *madam*.
    pub called: [Vec<u32>; 2],
    /// Words before whoever is told of for the first time: *a porter*.
    pub newcomers: Vec<u32>,
    /// Words for whoever of two was not just told of: *the other*.
    pub others: Vec<u32>,
    /// What is heard of somebody who may be known: *said a voice*.
    pub voices: Vec<u32>,
    /// How verbs in the past end that no list knows: *bawled*.
    pub past_endings: Vec<String>,
    /// Verbs in the past whose ending does not tell, where no word classes were learned, as hashes.
    pub past_verbs: Vec<u32>,
    /// Small words before the name of a place, as hashes: *into*.
    pub places_behind: Vec<u32>,
    /// Words before what somebody is called, as hashes: *old* in *Well, old Ashby!*
    pub before_called: Vec<u32>,
    /// Words, as hashes, before the speaker's own name: *my name is*.
    pub own_name: Vec<Vec<u32>>,
    /// Words, as hashes, that ask for a name: *who are you*.
    pub asks_name: Vec<Vec<u32>>,
    /// Words for a name, as hashes: *surname*.
    pub name_words: Vec<u32>,
    /// Verbs that give a name, as hashes: *christened*.
    pub gives_name: Vec<u32>,
    /// Words that address somebody where they have a capital, as hashes: *Sie*.
    pub polite: Vec<u32>,
    /// Adjectives that stand before their noun where most stand behind it, as hashes: *vieille*.
    pub attributes: Vec<u32>,
    /// How adjectives before their noun end where nothing else tells: *oude*.
    pub attribute_endings: Vec<String>,
    /// Titles behind which a name may begin with a small particle, as hashes: *madame de Varille*.
    pub noble_titles: Vec<u32>,
    /// Titles that anybody may bear, as hashes: *mr*.
    pub courtesies: Vec<u32>,
    /// Roles of a party, as hashes: whoever has one is somebody else than the last person named, unless the text says so.
    pub parties: Vec<u32>,
    /// What somebody may be called beside another role, as hashes: *expert*.
    pub anybody: Vec<u32>,
    /// Words that make another role of the one behind them, as hashes: *vice president* is not *the president*.
    pub lesser: Vec<u32>,
    /// What has a title, as hashes: *film*.
    pub works: Vec<u32>,
    /// How a word for somebody of an age ends: *-year-old*.
    pub ages: Vec<String>,
    /// Nouns that end the name of a place: *Millow Rectory*.
    pub place_nouns: Vec<u32>,
    /// The article of a man as a subject and that of a woman, where the two differ: *der*, *die*.
    pub article_of: [u32; 2],
    /// How words for natives of a place end, women's and men's: *the Northwoman*.
    pub natives: [Vec<String>; 2],
    /// Words that count what a description names, as hashes: *the first witness*.
    pub ordinals: Vec<u32>,
    /// Words that belong to the noun before them, as hashes: *director general*.
    pub behind_head: Vec<u32>,
    /// Words for natives of a place that no ending tells: *the Dane*.
    pub demonyms: Vec<u32>,
    /// What words stand on: *a banner*.
    pub displays: Vec<u32>,
    /// What is heard of many or of nobody in particular, as hashes: *a cry of “…”*.
    pub shouts: Vec<u32>,
    /// What stands before whoever is heard so, as hashes: *from the gallery*.
    pub shouted_by: Vec<u32>,
    /// Forms of verbs for many, as hashes: *Marl Rovers were*.
    pub for_many: Vec<u32>,
    /// Nouns for what somebody says: *in the words of one auditor*.
    pub wordings: Vec<u32>,
    /// Say before *as* that a name follows: *who gave her name as Hale*.
    pub identifies: Vec<u32>,
    /// Words that make a verb before them a deed: *through* in *push a bill through*, *pushed through the bill*.
    pub deeds: Vec<u32>,
    /// Words that make a verb before them one of answering: *back* in *shot back*.
    pub retorts: Vec<u32>,
    /// Verbs of whoever was asked: *he answered*.
    pub answers: Vec<u32>,
    /// Verbs that say something with *it* behind them: *as the memo put it*.
    pub puts: Vec<u32>,
    /// Nouns that any firm or body may be called by: *the company*.
    pub any_body: Vec<u32>,
    /// Those of them that say nothing of what kind of body it is: *the group*.
    pub vague_body: Vec<u32>,
    /// What nobody but a body has, as hashes: *board* in *Lumio’s board*.
    pub of_bodies: Vec<u32>,
    /// Small words that say where something is: *in*.
    pub at_places: Vec<u32>,
    /// What stands before a term in marks that the writer does not make their own: *so-called*.
    pub so_called: Vec<u32>,
    /// Relatives who bear the surname of whose they are: *husband*.
    pub spouses: Vec<u32>,
    /// Nouns for one role, by groups: *bishop* and *prelate*.
    pub same_roles: Vec<Vec<u32>>,
    /// What stands before a noun and a hyphen, as hashes: *ex-wife* is a *wife*.
    pub prefixes: Vec<u32>,
    /// How participles end that look like a name where a sentence begins: *Outgunned, the crew gave up*.
    pub participles: Vec<String>,
    /// Titles that are written short, and written out, as hashes: *dr* is *doctor*.
    pub short_titles: Vec<(u32, u32)>,
    /// Words that lose their vowel to an apostrophe and stick to the next: *l'*.
    pub heads: Vec<String>,
    /// Pronouns that stick to the verb before them: *-il*.
    pub tails: Vec<String>,
    /// Reporting verbs.
    pub verbs: Vec<Verb>,
    /// Cue phrases whose source follows, as hashes of their words; the longest first.
    pub phrases: Vec<Vec<u32>>,
    pub(super) pronouns: Vec<Pronoun>,
    pub(super) table: Table,
}

impl LanguageProfile {
    /// What is known about the word whose [`crate::text::fold_hash`] is `hash`.
    #[inline]
    pub fn word(&self, hash: u32) -> WordInfo {
        self.table.get(hash)
    }

    /// What is known about the longest known noun that ends `word`, where nouns are written together, or behind a hyphen: *ex-wife*; of
    /// the classes of nouns only.
    pub fn last_noun(&self, word: &str) -> WordInfo {
        const NOUNS: [Class; 11] = [
            Class::Role,
            Class::PersonNoun,
            Class::Kin,
            Class::MaleNoun,
            Class::FemaleNoun,
            Class::Document,
            Class::Group,
            Class::NameNoun,
            Class::NounCue,
            Class::TimeNoun,
            Class::Plural,
        ];
        let hyphened = word.rsplit_once('-').filter(|(first, _)| self.prefixes.contains(&fold_hash(first)));
        let hyphened = hyphened.map(|(_, last)| last);
        let ends = word.char_indices().map(|(i, _)| word.get(i..).unwrap_or_default());
        // A shorter end is no noun but chance, or a surname's.
        let long = ends.skip(3).take(LONGEST_HEAD).take_while(|end| end.chars().take(5).count() == 5);
        let together = long.filter(|_| self.grammar.compounds);
        let classes = |end: &str| self.word(fold_hash(end)).classes;
        let found = together.chain(hyphened).map(classes).find(|c| c.any(&NOUNS));
        let classes = found.map_or(Classes::NONE, |all| {
            NOUNS.iter().filter(|&&c| all.has(c)).fold(Classes::NONE, |some, &c| some.with(c))
        });
        WordInfo { classes, ..WordInfo::NONE }
    }

    /// The pronoun, where the word is one.
    pub fn pronoun(&self, hash: u32) -> Option<Pronoun> {
        self.pronoun_of(self.word(hash))
    }

    /// The pronoun, where the word of which `info` is known is one.
    #[inline]
    pub fn pronoun_of(&self, info: WordInfo) -> Option<Pronoun> {
        self.pronouns.get(usize::from(info.pronoun).checked_sub(1)?).copied()
    }

    /// What the article with that hash says of whoever stands behind it alone.
    pub fn article_gender(&self, hash: u32) -> Gender {
        match self.article_of {
            [man, _] if man == hash => Gender::Male,
            [_, woman] if woman == hash => Gender::Female,
            _ => Gender::Any,
        }
    }

    /// The reporting verb of which the word is a form.
    pub fn verb(&self, hash: u32) -> Option<&Verb> {
        self.verb_of(self.word(hash))
    }

    /// The reporting verb of which the word is a form of which `info` is known.
    #[inline]
    pub fn verb_of(&self, info: WordInfo) -> Option<&Verb> {
        self.verbs.get(usize::from(info.verb).checked_sub(1)?)
    }

    /// Number of word forms.
    pub fn len(&self) -> usize {
        self.table.len
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Letters of a compound that are passed over at most before its last noun.
const LONGEST_HEAD: usize = 30;

/// Word forms by hash: open addressing, at most half full. Two forms with one hash would share an entry; a test sees to it that none do.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    slots: Vec<(u32, WordInfo)>,
    mask: usize,
    len: usize,
}

impl Table {
    pub(super) fn new(words: impl ExactSizeIterator<Item = (u32, WordInfo)>) -> Self {
        let len = words.len();
        let size = (len * 4).next_power_of_two().max(16);
        let mut table = Self { slots: vec![(0, WordInfo::default()); size], mask: size - 1, len };
        for (hash, info) in words {
            let at = table.place(hash);
            if let Some(slot) = table.slots.get_mut(at) {
                *slot = (hash, info);
            }
        }
        table
    }

    #[inline]
    fn place(&self, hash: u32) -> usize {
        let mut at = (hash ^ (hash >> 15)) as usize & self.mask;
        loop {
            match self.slots.get(at) {
                Some(&(found, _)) if found != hash && found != 0 => at = (at + 1) & self.mask,
                _ => return at,
            }
        }
    }

    #[inline]
    fn get(&self, hash: u32) -> WordInfo {
        match self.slots.get(self.place(hash)) {
            Some(&(found, info)) if found == hash => info,
            _ => WordInfo::default(),
        }
    }
}

/// Tags of the languages that there is data for.
pub fn available() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|&(tag, _)| tag)
}

/// The data files. A new language is a file and a line here.
const SOURCES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/lang/en.toml")),
    ("de", include_str!("../../assets/lang/de.toml")),
    ("fr", include_str!("../../assets/lang/fr.toml")),
    ("nl", include_str!("../../assets/lang/nl.toml")),
    ("es", include_str!("../../assets/lang/es.toml")),
];

/// The profile of the language `tag` (its first part decides: `en-GB` is `en`); without words where there is no data: its marks are
/// found, dashes among them, and nothing else.
///
/// Read once and kept.
pub fn profile(tag: &str) -> &'static LanguageProfile {
    static LOADED: [OnceLock<LanguageProfile>; SOURCES.len()] = [const { OnceLock::new() }; SOURCES.len()];
    static EMPTY: OnceLock<LanguageProfile> = OnceLock::new();
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    let i = SOURCES.iter().position(|&(t, _)| t.eq_ignore_ascii_case(primary));
    let Some((cell, &(_, source))) = i.and_then(|i| LOADED.get(i).zip(SOURCES.get(i))) else {
        let bare = || LanguageProfile {
            tag: super::detect::UNKNOWN.to_owned(),
            dash_dialogue: true,
            ..LanguageProfile::default()
        };
        return EMPTY.get_or_init(bare);
    };
    // A file that does not load is caught by the tests of this folder; a program never meets it.
    cell.get_or_init(|| load::read(source).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::classes::Frame;

    #[test]
    fn every_language_file_loads() {
        for (tag, source) in SOURCES {
            let p = load::read(source).unwrap();
            assert_eq!(&p.tag, tag);
            assert!(p.len() > 1000, "{tag} has {} words", p.len());
        }
    }

    #[test]
    fn words_are_found_with_their_classes() {
        let p = profile("en-GB");
        let word = |w: &str| p.word(fold_hash(w));
        assert!(word("Said").is(Class::ReportingVerb) && word("said").slots == 0b1100);
        assert_eq!(p.verb(fold_hash("told")).unwrap().lemma.as_ref(), "tell");
        assert!(p.verb(fold_hash("told")).unwrap().frames.has(Frame::Whom));
        assert!(word("spokeswomen").is(Class::Plural) && word("spokeswomen").is(Class::FemaleNoun));
        assert!(word("Mr").is(Class::TitleAbbreviation) && word("statement").is(Class::NounCue));
        assert_eq!(p.pronoun(fold_hash("she")).unwrap().gender, Gender::Female);
        assert_eq!(word("quixotry"), WordInfo::default());
        assert!(p.phrases.iter().any(|f| f == &[fold_hash("according"), fold_hash("to")]));
    }

    #[test]
    fn a_noun_behind_a_prefix_is_a_noun() {
        let p = profile("en");
        assert!(p.last_noun("ex-wife").is(Class::Kin) && p.last_noun("co-founder").is(Class::Role));
        assert!(
            p.last_noun("third-generation").classes.is_empty()
                && p.last_noun("newspaperman").classes.is_empty()
        );
    }

    #[test]
    fn a_language_without_data_has_marks_and_no_words() {
        assert!(profile("xx").is_empty() && profile("xx").dash_dialogue && profile("xx").tag == "und");
    }

    #[test]
    fn forms_of_a_verb_may_be_many_for_one_slot() {
        let p = profile("de");
        let slots = |w: &str| p.word(fold_hash(w)).slots;
        assert_eq!(
            (slots("sagen"), slots("sagte"), slots("sagten"), slots("gesagt")),
            (0b11, 0b100, 0b100, 0b1000)
        );
        assert!(p.grammar.capital_nouns && p.word(fold_hash("sei")).is(Class::Subjunctive));
        assert!(
            p.last_noun("Regierungssprecherin").is(Class::Role)
                && p.last_noun("Abendzeitung").is(Class::NameNoun)
        );
        assert!(
            p.last_noun("Hoffmann").classes.is_empty()
                && profile("en").last_noun("newspaperman").classes.is_empty()
        );
        assert!(p.verb(fold_hash("teilte")).is_some_and(|v| v.frames.has(Frame::Parted)));
    }
}
