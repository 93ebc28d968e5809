//! What verification knows about words: lists of `assets/verify`, one file a language, read once.

use super::words::{fold_char, folded};
use crate::text::fold_hash;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

type Set = BTreeSet<&'static str>;
/// Words in order, for entries of several words.
type Phrases = Vec<Vec<&'static str>>;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) fillers: Set,
    pub(super) discourse: Phrases,
    pub(super) negation: Phrases,
    pub(super) negative_prefixes: Vec<&'static str>,
    pub(super) negative_suffixes: Vec<&'static str>,
    /// Each word to the numbers of the pairs of opposites that it is in.
    opposites: BTreeMap<&'static str, Vec<usize>>,
    pub(super) negative_endings: Vec<&'static str>,
    pub(super) negative_parts: Set,
    pub(super) conditions: Set,
    /// Words that make what stands before them hang on what follows: *if*, *unless*.
    pub(super) provisos: Set,
    pub(super) modals: Set,
    pub(super) modal_endings: Vec<&'static str>,
    pub(super) modal_phrases: Phrases,
    pub(super) hedges: Phrases,
    pub(super) before_numbers: Set,
    pub(super) boosters: Set,
    pub(super) auxiliaries: Set,
    pub(super) verb_endings: Vec<&'static str>,
    pub(super) time_endings: Vec<&'static str>,
    /// Each form of an irregular verb to the numbers of its verbs.
    irregular: BTreeMap<&'static str, Vec<usize>>,
    pub(super) agreement: BTreeSet<(&'static str, &'static str)>,
    pub(super) months: Set,
    pub(super) month_words: Set,
    pub(super) days: Set,
    pub(super) date_words: Set,
    pub(super) units: Set,
    same_units: Vec<Vec<&'static str>>,
    pub(super) numbers: BTreeMap<&'static str, u64>,
    pub(super) ordinals: BTreeMap<&'static str, u64>,
    pub(super) scales: BTreeMap<&'static str, u64>,
    number_joined: Vec<&'static str>,
    ordinal_joined: Vec<&'static str>,
    /// *40.000*, *40 000*.
    pub(super) dotted_figures: bool,
    /// *12. Mai*.
    pub(super) ordinal_dates: bool,
    pub(super) quantities: Set,
    pub(super) ordinal_endings: Vec<&'static str>,
    pub(super) number_and: Set,
    /// The word between tens and ones: *treinta y cinco*.
    pub(super) tens_and: Set,
    /// Words for twenty that a four multiplies: *quatre-vingts*; behind sixty and eighty the numbers then go on to nineteen.
    pub(super) scores: Set,
    pub(super) number_one: Set,
    pub(super) contractions: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) contracted: Vec<(&'static str, &'static str)>,
    pub(super) abbreviations: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) spelling_endings: Vec<(&'static str, &'static str)>,
    pub(super) spelling_parts: Vec<(&'static str, &'static str)>,
    pub(super) spelling: Vec<(&'static str, Vec<&'static str>)>,
    homophones: BTreeMap<&'static str, Vec<usize>>,
    pub(super) titles: Set,
    pub(super) asking: Set,
    pub(super) nobody: Set,
    /// Each pronoun to the number of its person.
    persons: BTreeMap<&'static str, Vec<usize>>,
    pub(super) weighty: Set,
    pub(super) articles: Set,
    /// Where nouns have capitals: what stands before a name.
    pub(super) before_names: Set,
    pub(super) grammar: Set,
}

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("../../assets/verify/en.toml")),
    ("de", include_str!("../../assets/verify/de.toml")),
    ("es", include_str!("../../assets/verify/es.toml")),
    ("fr", include_str!("../../assets/verify/fr.toml")),
    ("nl", include_str!("../../assets/verify/nl.toml")),
];

/// The words of `lang`, a BCP 47 tag; English ones where the tag is empty, none where there is no file: then numbers in figures and
/// differences are seen, and nothing is taken for a word of another language.
pub(super) fn lexicon(lang: &str) -> &'static Lexicon {
    static LOADED: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    static EMPTY: OnceLock<Lexicon> = OnceLock::new();
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let is = |tag: &str| tag.eq_ignore_ascii_case(primary) || (tag == "en" && matches!(primary, "" | "und"));
    let n = FILES.iter().position(|(tag, _)| is(tag)).unwrap_or(usize::MAX);
    let Some((cell, (_, text))) = LOADED.get(n).zip(FILES.get(n)) else {
        return EMPTY.get_or_init(Lexicon::default);
    };
    // A file that does not load is caught by the test below; a program never meets it.
    cell.get_or_init(|| read(text).unwrap_or_default())
}

fn set(list: &'static str) -> Set {
    list.split_whitespace().collect()
}

fn words(list: &'static str) -> Vec<&'static str> {
    list.split_whitespace().collect()
}

fn phrases(list: &'static str) -> Phrases {
    let mut all: Phrases = list.split_whitespace().map(|p| p.split('_').collect()).collect();
    all.sort_by_key(|p| std::cmp::Reverse(p.len()));
    all
}

fn groups(list: &'static str) -> Vec<Vec<&'static str>> {
    list.split_whitespace().map(|g| g.split('|').collect()).collect()
}

fn values(list: &'static str) -> BTreeMap<&'static str, u64> {
    list.split_whitespace()
        .filter_map(|p| p.split_once('='))
        .filter_map(|(w, n)| Some((w, n.parse().ok()?)))
        .collect()
}

fn pairs(list: &'static str) -> Vec<(&'static str, &'static str)> {
    list.split_whitespace().filter_map(|p| p.split_once('=')).collect()
}

fn expansions(list: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    pairs(list).into_iter().map(|(a, b)| (a, b.split('_').collect())).collect()
}

fn members(list: &'static str) -> BTreeMap<&'static str, Vec<usize>> {
    let mut out: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (n, group) in groups(list).into_iter().enumerate() {
        for word in group {
            out.entry(word).or_default().push(n);
        }
    }
    out
}

/// The lists of a file by name, their words folded as the words of a text are.
fn lists(text: &str) -> Result<BTreeMap<&'static str, &'static str>, toml::de::Error> {
    let table: BTreeMap<String, String> = toml::from_str(text)?;
    let fold = |v: &str| v.chars().map(|c| if c.is_ascii() { c.to_string() } else { fold_char(c) }).collect();
    // Lists live as long as the program; leaked once, so that lookups need no copies.
    Ok(table.into_iter().map(|(k, v)| (&*String::leak(k), &*String::leak(fold(&v)))).collect())
}

fn read(text: &str) -> Result<Lexicon, toml::de::Error> {
    let mut table = lists(text)?;
    let mut list = |key: &str| table.remove(key).unwrap_or_default();
    let figures = list("figures");
    let lexicon = Lexicon {
        fillers: set(list("fillers")),
        discourse: phrases(list("discourse")),
        negation: phrases(list("negation")),
        negative_prefixes: words(list("negative_prefixes")),
        negative_suffixes: words(list("negative_suffixes")),
        opposites: members(list("opposites")),
        negative_endings: words(list("negative_endings")),
        negative_parts: set(list("negative_parts")),
        conditions: set(list("conditions")),
        provisos: set(list("provisos")),
        modals: set(list("modals")),
        modal_endings: words(list("modal_endings")),
        modal_phrases: phrases(list("modal_phrases")),
        hedges: phrases(list("hedges")),
        before_numbers: set(list("before_numbers")),
        boosters: set(list("boosters")),
        auxiliaries: set(list("auxiliaries")),
        verb_endings: words(list("verb_endings")),
        time_endings: words(list("time_endings")),
        irregular: members(list("irregular")),
        agreement: groups(list("agreement"))
            .into_iter()
            .filter_map(|g| Some((*g.first()?, *g.get(1)?)))
            .collect(),
        months: set(list("months")),
        month_words: set(list("month_words")),
        days: set(list("days")),
        date_words: set(list("date_words")),
        units: set(list("units")),
        same_units: groups(list("same_units")),
        numbers: values(list("numbers")),
        ordinals: values(list("ordinals")),
        scales: values(list("scales")),
        number_joined: words(list("number_joined")),
        ordinal_joined: words(list("ordinal_joined")),
        dotted_figures: figures.contains("dotted"),
        ordinal_dates: figures.contains("ordinal"),
        quantities: set(list("quantities")),
        ordinal_endings: words(list("ordinal_endings")),
        number_and: set(list("number_and")),
        tens_and: set(list("tens_and")),
        scores: set(list("scores")),
        number_one: set(list("number_one")),
        contractions: expansions(list("contractions")),
        contracted: pairs(list("contracted")),
        abbreviations: expansions(list("abbreviations")),
        spelling_endings: pairs(list("spelling_endings")),
        spelling_parts: pairs(list("spelling_parts")),
        spelling: expansions(list("spelling")),
        homophones: members(list("homophones")),
        titles: set(list("titles")),
        asking: set(list("asking")),
        nobody: set(list("nobody")),
        persons: members(list("persons")),
        weighty: set(list("weighty")),
        articles: set(list("articles")),
        before_names: set(list("before_names")),
        grammar: set(list("grammar")),
    };
    all_known(&table).map(|()| lexicon)
}

/// Nothing may be left of a file whose lists were taken out.
fn all_known(table: &BTreeMap<&'static str, &'static str>) -> Result<(), toml::de::Error> {
    let unknown = |name: &&str| serde::de::Error::custom(format!("no list is called {name}"));
    table.keys().next().map_or(Ok(()), |name| Err(unknown(name)))
}

/// What is known about sources before anybody knows their language.
#[derive(Debug, Default)]
pub(super) struct SourceWords {
    /// Sounds that are no words.
    pub(super) sounds: Set,
    /// What a transcriber puts into brackets.
    pub(super) remarks: Set,
    /// Words before a colon under which nobody speaks.
    pub(super) no_speaker: Set,
    /// The field of a letter that names who wrote it.
    pub(super) letter_from: Set,
    /// Fields that stand beside it.
    pub(super) letter_fields: Set,
    /// Who wrote what a letter carries.
    pub(super) letter_wrote: Set,
    /// Small words inside a name.
    pub(super) name_particles: Set,
    /// Words beside the number of a page.
    pub(super) page_words: Set,
}

const SOURCES: &str = include_str!("../../assets/verify/sources.toml");

/// What is known about sources of any language.
pub(super) fn source_words() -> &'static SourceWords {
    static LOADED: OnceLock<SourceWords> = OnceLock::new();
    // A file that does not load is caught by the test below; a program never meets it.
    LOADED.get_or_init(|| read_source_words(SOURCES).unwrap_or_default())
}

fn read_source_words(text: &str) -> Result<SourceWords, toml::de::Error> {
    let mut table = lists(text)?;
    let mut list = |key: &str| set(table.remove(key).unwrap_or_default());
    let out = SourceWords {
        sounds: list("sounds"),
        remarks: list("remarks"),
        no_speaker: list("no_speaker"),
        letter_from: list("letter_from"),
        letter_fields: list("letter_fields"),
        letter_wrote: list("letter_wrote"),
        name_particles: list("name_particles"),
        page_words: list("page_words"),
    };
    all_known(&table).map(|()| out)
}

impl SourceWords {
    /// The keys of all sounds, sorted.
    pub(super) fn sound_keys(&self) -> Vec<u32> {
        let mut out: Vec<u32> = self.sounds.iter().map(|s| fold_hash(s)).collect();
        out.sort_unstable();
        out
    }

    /// Whether `word`, as printed, stands in `list`.
    pub(super) fn has(list: &Set, word: &str) -> bool {
        list.contains(folded(word).as_str())
    }
}

fn share(map: &BTreeMap<&'static str, Vec<usize>>, a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (map.get(a), map.get(b)) else { return false };
    a.iter().any(|n| b.contains(n))
}

impl Lexicon {
    /// Whether both are forms of one irregular verb.
    pub(super) fn same_irregular(&self, a: &str, b: &str) -> bool {
        share(&self.irregular, a, b)
    }

    /// The number of the person that a pronoun stands for.
    pub(super) fn person(&self, word: &str) -> Option<usize> {
        self.persons.get(word)?.first().copied()
    }

    /// Whether `word` ends as a negated word does: *didn't*.
    pub(super) fn ends_negative(&self, word: &str) -> bool {
        self.negative_endings.iter().any(|e| word.ends_with(e))
    }

    /// Whether `word` is a month, and no other word that looks like one: *may*.
    pub(super) fn is_month_word(&self, word: &str) -> bool {
        self.month_words.contains(word)
    }

    /// The number that a word of number words written as one says, and whether it is an ordinal: *einundzwanzig*, *zwölften*.
    pub(super) fn joined_number(&self, word: &str) -> Option<(u64, bool)> {
        // *ein* alone is an article.
        if self.number_joined.is_empty() || self.number_one.contains(word) {
            return None;
        }
        if let Some(value) = self.cardinal(word) {
            return Some((value, false));
        }
        let mut stems = self.ordinal_joined.iter().filter_map(|e| word.strip_suffix(e));
        stems.find_map(|stem| self.cardinal(stem)).map(|value| (value, true))
    }

    fn cardinal(&self, word: &str) -> Option<u64> {
        if let Some(value) = self.value(word) {
            return Some(value);
        }
        for scale in [1000, 100] {
            for (name, _) in self.scales.iter().filter(|(_, v)| **v == scale) {
                let Some((left, right)) = word.split_once(name) else { continue };
                let times = if left.is_empty() { 1 } else { self.cardinal(left)? };
                let behind = self.number_joined.iter().find_map(|j| right.strip_prefix(j)).unwrap_or(right);
                let rest = if right.is_empty() { 0 } else { self.cardinal(behind)? };
                return (times < 1000 && rest < scale).then_some(times * scale + rest);
            }
        }
        self.number_joined.iter().find_map(|j| {
            let (ones, tens) = word.split_once(j)?;
            let (ones, tens) = (self.value(ones)?, self.value(tens)?);
            ((1..10).contains(&ones) && tens.is_multiple_of(10) && tens >= 20).then_some(ones + tens)
        })
    }

    fn value(&self, word: &str) -> Option<u64> {
        self.numbers.get(word).copied().or_else(|| self.number_one.contains(word).then_some(1))
    }

    /// Whether one says the opposite of the other: *more* and *less*.
    pub(super) fn are_opposites(&self, a: &str, b: &str) -> bool {
        a != b && share(&self.opposites, a, b)
    }

    /// Whether both sound alike.
    pub(super) fn sound_alike(&self, a: &str, b: &str) -> bool {
        share(&self.homophones, a, b)
    }

    /// Whether both name one unit: *pound*, *pounds*.
    pub(super) fn same_unit(&self, a: &str, b: &str) -> bool {
        self.same_units.iter().any(|g| g.contains(&a) && g.contains(&b))
    }

    /// Whether `word` says when: a month, a day, *week*, *morning*.
    pub(super) fn is_date(&self, word: &str) -> bool {
        self.months.contains(word) || self.days.contains(word) || self.date_words.contains(word)
    }

    /// How many words from the first of `words` make a phrase of `list`; 0 where none does. Looks at the longest first.
    pub(super) fn phrase_at(list: &[Vec<&'static str>], words: &[&str]) -> usize {
        let fits = |p: &&Vec<&str>| p.len() <= words.len() && p.iter().zip(words).all(|(a, b)| a == b);
        list.iter().find(fits).map_or(0, Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_loads() {
        for (tag, text) in FILES {
            let lexicon = read(text).unwrap();
            assert!(!lexicon.negation.is_empty() && !lexicon.modals.is_empty(), "{tag}");
        }
        assert!(read("negatoin = 'x'").unwrap_err().to_string().contains("negatoin"));
        let sources = read_source_words(SOURCES).unwrap();
        assert!(SourceWords::has(&sources.sounds, "Ähm") && !SourceWords::has(&sources.sounds, "Ahm"));
    }

    #[test]
    fn numbers_that_are_written_as_one_word() {
        let de = lexicon("de-AT");
        let read = |word: &str| de.joined_number(&folded(word));
        for (word, value) in [
            ("dreißig", 30),
            ("einundzwanzig", 21),
            ("vierhundert", 400),
            ("hundertzwölf", 112),
            ("zweitausendvierundzwanzig", 2024),
            ("neunzehnhundertachtundneunzig", 1998),
        ] {
            assert_eq!(read(word), Some((value, false)), "{word}");
        }
        assert_eq!(read("zwölften"), Some((12, true)));
        assert_eq!(read("einundzwanzigster"), Some((21, true)));
        for no in ["hund", "wund", "hunderte", "grund", "leuten"] {
            assert_eq!(read(no), None, "{no}");
        }
        assert_eq!(lexicon("en").joined_number("twentyone"), None);
    }

    #[test]
    fn a_language_without_a_file_lends_no_words() {
        assert!(lexicon("pl").negation.is_empty());
        assert!(std::ptr::eq(lexicon(""), lexicon("en")));
    }

    #[test]
    fn words_are_looked_up() {
        let en = lexicon("en-GB");
        assert!(en.same_irregular("went", "go") && !en.same_irregular("went", "gave"));
        assert!(en.sound_alike("council", "counsel") && !en.sound_alike("council", "counter"));
        assert!(en.same_unit("pounds", "pound") && !en.same_unit("pounds", "euros"));
        assert_eq!(Lexicon::phrase_at(&en.hedges, &["i", "would", "say", "about"]), 3);
        assert_eq!(Lexicon::phrase_at(&en.hedges, &["about"]), 1);
        assert_eq!(Lexicon::phrase_at(&en.hedges, &["mud"]), 0);
    }
}
