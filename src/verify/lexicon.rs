//! What verification knows about words: lists of `assets/verify`, one file a language, read once.

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
    pub(super) modals: Set,
    pub(super) modal_phrases: Phrases,
    pub(super) hedges: Phrases,
    pub(super) boosters: Set,
    /// Each form of an irregular verb to the numbers of its verbs.
    irregular: BTreeMap<&'static str, Vec<usize>>,
    pub(super) agreement: BTreeSet<(&'static str, &'static str)>,
    pub(super) months: Set,
    pub(super) days: Set,
    pub(super) date_words: Set,
    pub(super) units: Set,
    same_units: Vec<Vec<&'static str>>,
    pub(super) numbers: BTreeMap<&'static str, u64>,
    pub(super) ordinals: BTreeMap<&'static str, u64>,
    pub(super) scales: BTreeMap<&'static str, u64>,
    pub(super) quantities: Set,
    pub(super) ordinal_endings: Vec<&'static str>,
    pub(super) number_and: Set,
    pub(super) number_one: Set,
    pub(super) contractions: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) contracted: Vec<(&'static str, &'static str)>,
    pub(super) abbreviations: Vec<(&'static str, Vec<&'static str>)>,
    pub(super) spelling_endings: Vec<(&'static str, &'static str)>,
    pub(super) spelling: Vec<(&'static str, Vec<&'static str>)>,
    homophones: BTreeMap<&'static str, Vec<usize>>,
    pub(super) titles: Set,
    pub(super) asking: Set,
    pub(super) nobody: Set,
    pub(super) grammar: Set,
}

const FILES: &[(&str, &str)] = &[("en", include_str!("../../assets/verify/en.toml"))];

/// The words of `lang`, a BCP 47 tag; English ones where there is no file.
pub(super) fn lexicon(lang: &str) -> &'static Lexicon {
    static LOADED: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    static EMPTY: OnceLock<Lexicon> = OnceLock::new();
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let n = FILES.iter().position(|(tag, _)| tag.eq_ignore_ascii_case(primary)).unwrap_or(0);
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

fn read(text: &'static str) -> Result<Lexicon, toml::de::Error> {
    let table: BTreeMap<String, String> = toml::from_str(text)?;
    // Lists live as long as the program; leaked once, so that lookups need no copies.
    let mut table: BTreeMap<&'static str, &'static str> =
        table.into_iter().map(|(k, v)| (&*String::leak(k), &*String::leak(v))).collect();
    let mut list = |key: &str| table.remove(key).unwrap_or_default();
    let lexicon = Lexicon {
        fillers: set(list("fillers")),
        discourse: phrases(list("discourse")),
        negation: phrases(list("negation")),
        negative_prefixes: words(list("negative_prefixes")),
        negative_suffixes: words(list("negative_suffixes")),
        modals: set(list("modals")),
        modal_phrases: phrases(list("modal_phrases")),
        hedges: phrases(list("hedges")),
        boosters: set(list("boosters")),
        irregular: members(list("irregular")),
        agreement: groups(list("agreement"))
            .into_iter()
            .filter_map(|g| Some((*g.first()?, *g.get(1)?)))
            .collect(),
        months: set(list("months")),
        days: set(list("days")),
        date_words: set(list("date_words")),
        units: set(list("units")),
        same_units: groups(list("same_units")),
        numbers: values(list("numbers")),
        ordinals: values(list("ordinals")),
        scales: values(list("scales")),
        quantities: set(list("quantities")),
        ordinal_endings: words(list("ordinal_endings")),
        number_and: set(list("number_and")),
        number_one: set(list("number_one")),
        contractions: expansions(list("contractions")),
        contracted: pairs(list("contracted")),
        abbreviations: expansions(list("abbreviations")),
        spelling_endings: pairs(list("spelling_endings")),
        spelling: expansions(list("spelling")),
        homophones: members(list("homophones")),
        titles: set(list("titles")),
        asking: set(list("asking")),
        nobody: set(list("nobody")),
        grammar: set(list("grammar")),
    };
    match table.into_keys().next() {
        Some(unknown) => Err(serde::de::Error::custom(format!("no list is called {unknown}"))),
        None => Ok(lexicon),
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
