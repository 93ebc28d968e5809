//! The generator: sorts of changes, and how a sentence is changed.
#![expect(clippy::string_slice, reason = "sentences of our own, cut at their words")]

use super::texts::{Sentence, TEXTS, with_more};
use sayso::model::{AlarmKind, SpeakerVerdict, Verdict};

/// What is done to a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::EnumIter)]
pub(super) enum Sort {
    Identical,
    Typography,
    FirstCapital,
    ClosingStop,
    Filler,
    Repeat,
    Interrupted,
    Ellipsis,
    Dropped,
    Added,
    BracketAdded,
    BracketReplacing,
    NegationOut,
    NegationIn,
    NegationUn,
    Number,
    Date,
    Unit,
    Name,
    Modal,
    Hedge,
    Tense,
    Order,
    HalfFromElsewhere,
    FifthChanged,
    Invented,
    InventedOfPieces,
    RightSpeaker,
    OtherSpeaker,
    TwoPlaces,
}

/// A quotation to compare, and what should come out.
#[derive(Debug, Clone, Default)]
pub(super) struct Case {
    /// The sentence that it was made of.
    pub sentence: String,
    /// The parts of the quotation, without marks.
    pub draft: Vec<String>,
    pub speaker: Option<String>,
    /// Other sources than the texts.
    pub sources: Option<Vec<String>>,
    pub verdicts: Vec<Verdict>,
    /// One of these must ring.
    pub alarms: Option<Vec<AlarmKind>>,
    /// None may ring.
    pub silent: bool,
    /// The passage must lie where the sentence stands.
    pub place: bool,
    pub says: Option<SpeakerVerdict>,
}

/// Numbers from a seed (SplitMix64), so that every run has the same cases.
pub(super) struct Rng(u64);

impl Rng {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// `words` as a bare word and what clings to it.
fn bare(word: &str) -> (&str, &str) {
    let end = word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    word.split_at(end)
}

fn words(sentence: &str) -> Vec<String> {
    sentence.split(' ').map(str::to_owned).collect()
}

/// Whether a break before word `n` would part a number.
fn in_number(w: &[String], n: usize) -> bool {
    n > 0 && counted(&w[n - 1]) && w.get(n).is_some_and(counted)
}

/// Whether it is a word of a number.
#[expect(clippy::ptr_arg, reason = "handed to iterators over strings")]
fn counted(w: &String) -> bool {
    let word = bare(w).0;
    ["hundred", "thousand", "million", "and"].contains(&word)
        || NUMBERS.iter().any(|(a, b)| *a == word || *b == word)
}

/// Exchanges one word or run of words of `pairs` in `sentence`, either way where `both`.
fn exchange(sentence: &str, pairs: &[(&str, &str)], both: bool, rng: &mut Rng) -> Option<String> {
    let mut all = Vec::new();
    for (a, b) in pairs {
        let ways: &[(&str, &str)] = if both { &[(*a, *b), (*b, *a)] } else { &[(*a, *b)] };
        for (from, to) in ways {
            let mut at = 0;
            while let Some(i) = sentence[at..].find(from).map(|i| i + at) {
                let end = i + from.len();
                let edge = |c: Option<char>| {
                    !c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '-' | '’'))
                };
                if edge(sentence[..i].chars().next_back()) && edge(sentence[end..].chars().next()) {
                    all.push(format!("{}{to}{}", &sentence[..i], &sentence[end..]));
                }
                at = end;
            }
        }
    }
    if all.is_empty() { None } else { Some(rng.pick(&all).split_whitespace().collect::<Vec<_>>().join(" ")) }
}

const NUMBERS: &[(&str, &str)] = &[
    ("two", "three"),
    ("three", "five"),
    ("four", "six"),
    ("nine", "seven"),
    ("ten", "twelve"),
    ("eleven", "thirteen"),
    ("ninety", "seventy"),
    ("seventeen", "nineteen"),
    ("six hundred", "six thousand"),
    ("three hundred", "four hundred"),
    ("two hundred", "two thousand"),
    ("forty", "fourteen"),
    ("eighty", "eighteen"),
    ("nineteen", "ninety"),
    ("six", "sixteen"),
    ("five", "nine"),
    ("seventy", "seventeen"),
    ("sixty", "sixteen"),
    ("thirty", "thirteen"),
    ("twenty", "12"),
    ("fourteen", "41"),
    ("fifty-one", "fifteen"),
    ("eighty-one", "71"),
    ("seventy-three", "eighty"),
    ("half", "a third"),
    ("two", "20"),
    ("twenty-eighth", "eighteenth"),
    ("first", "second"),
    ("twice", "once"),
    ("four million", "four billion"),
    ("1978", "1987"),
    ("6.52", "6.25"),
    ("R40", "R14"),
    ("thirty-eight", "twenty-eight"),
    ("nine million", "nineteen million"),
    ("eighteen", "80"),
    ("forty-one", "fourteen"),
];

const DATES: &[(&str, &str)] = &[
    ("October", "November"),
    ("January", "June"),
    ("February", "September"),
    ("Sunday", "Saturday"),
    ("Friday", "Thursday"),
    ("Wednesday", "Tuesday"),
    ("Thursday", "Friday"),
    ("April", "August"),
    ("September", "December"),
    ("1994", "1949"),
    ("2009", "2019"),
    ("1887", "1878"),
    ("August", "March"),
    ("2014", "2004"),
    ("November", "October"),
    ("June", "July"),
    ("December", "February"),
    ("Monday", "Sunday"),
    ("Tuesday", "Monday"),
    ("tomorrow", "today"),
    ("the summer", "the winter"),
    ("the autumn", "the spring"),
    ("Easter", "Christmas"),
    ("last week", "last year"),
    ("ten months", "ten weeks"),
    ("Saturday", "Friday"),
    ("May", "July"),
    ("1978", "1968"),
];

const UNITS: &[(&str, &str)] = &[
    ("centimetres", "millimetres"),
    ("centimetres", "inches"),
    ("million", "thousand"),
    ("million", "billion"),
    ("thousand", "hundred"),
    ("hundred", "thousand"),
    ("weeks", "months"),
    ("years", "months"),
    ("minutes", "hours"),
    ("metres", "miles"),
    ("kilometres", "miles"),
    ("pounds", "euros"),
    ("degrees", "percent"),
    ("days", "weeks"),
    ("months", "years"),
    ("hour", "day"),
    ("day", "week"),
    ("seconds", "minutes"),
    ("fortnight", "month"),
    ("year", "month"),
    ("winters", "years"),
    ("decade", "century"),
    ("mornings", "evenings"),
];

const NAMES: &[(&str, &str)] = &[
    ("Cutler Point", "Harrow Point"),
    ("Ashgrove", "Aldgrove"),
    ("Marrow Courier", "Marrow Gazette"),
    ("Mrs Pike", "Mrs Dunn"),
    ("Portugal", "Spain"),
    ("Gregor Lindqvist", "Gregor Sandholm"),
    ("Mr Druce", "Mr Bruce"),
    ("Desmond", "Derek"),
    ("Belvedere Hotel", "Bellevue Hotel"),
    ("Hollin Fell", "Hollow Fell"),
    ("Kessing", "Kettering"),
    ("Nadia", "Nadine"),
    ("Ewan Tarrant", "Ewan Garrant"),
    ("Ghent", "Bruges"),
    ("Overdale", "Underdale"),
    ("Uppermoor", "Lowermoor"),
    ("Fenwick", "Penwick"),
    ("Fenwick Junction", "Fenwick Halt"),
    ("Hathersage", "Hathaway"),
    ("Stanbridge", "Stambridge"),
    ("Norwell", "Norwich"),
    ("Mersham", "Marsham"),
    ("Lionel Crabtree", "Leonard Crabtree"),
    ("Sir Lionel", "Sir Leonard"),
    ("Mr Ashgrove", "Mr Druce"),
    ("Whitcombe", "Whitaker"),
    ("Sundqvist", "Lindqvist"),
    ("I", "we"),
    ("he", "she"),
    ("she", "he"),
    ("we", "they"),
    ("They", "We"),
    ("She", "He"),
    ("He", "She"),
];

const NEGATIONS_OUT: &[(&str, &str)] = &[
    ("not", ""),
    ("never", ""),
    ("never", "always"),
    ("cannot", "can"),
    ("Nobody", "Everybody"),
    ("nobody", "everybody"),
    ("nothing", "everything"),
    ("no ", "a "),
    ("nowhere", "somewhere"),
    ("without", "with"),
    ("none", "all"),
    ("None", "All"),
    ("Nobody", "Somebody"),
    ("not", "surely"),
    ("no ", "some "),
];

const NEGATIONS_IN: &[(&str, &str)] = &[
    ("is", "is not"),
    ("was", "was not"),
    ("were", "were not"),
    ("will", "will not"),
    ("would", "would not"),
    ("can", "cannot"),
    ("could", "could not"),
    ("has", "has not"),
    ("had", "had not"),
    ("have", "have never"),
    ("are", "aren’t"),
    ("was", "wasn’t"),
    ("will", "won’t"),
    ("would", "wouldn’t"),
    ("can", "can’t"),
    ("should", "shouldn’t"),
    ("had", "hadn’t"),
    ("everybody", "nobody"),
    ("is", "isn’t"),
    ("must", "must not"),
    ("somebody", "nobody"),
    ("with", "without"),
    ("the", "no"),
];

const UN: &[(&str, &str)] = &[
    ("fair", "unfair"),
    ("safe", "unsafe"),
    ("reasonable", "unreasonable"),
    ("possible", "impossible"),
    ("friendly", "unfriendly"),
    ("comfortable", "uncomfortable"),
    ("told", "untold"),
    ("able", "unable"),
    ("modern", "unmodern"),
    ("common", "uncommon"),
    ("qualified", "unqualified"),
    ("available", "unavailable"),
    ("careful", "careless"),
    ("expensive", "inexpensive"),
    ("honest", "dishonest"),
    ("simple", "unsimple"),
    ("hurt", "unhurt"),
    ("expected", "unexpected"),
    ("necessary", "unnecessary"),
    ("kind", "unkind"),
    ("useful", "useless"),
    ("known", "unknown"),
    ("happy", "unhappy"),
    ("likely", "unlikely"),
    ("legal", "illegal"),
];

const MODALS: &[(&str, &str)] = &[
    ("would", "will"),
    ("will", "might"),
    ("may", "will"),
    ("could", "can"),
    ("should", "must"),
    ("can", "could"),
    ("must", "should"),
    ("will", "would"),
    ("may", "must"),
    ("shall", "may"),
    ("could", "would"),
    ("ought to", "could"),
    ("have to", "want to"),
    ("need", "might need"),
    ("cannot", "may not"),
];

const HEDGES: &[&str] = &[
    "perhaps",
    "about",
    "I think",
    "probably",
    "maybe",
    "almost",
    "roughly",
    "it seems",
    "possibly",
    "I believe",
    "apparently",
    "nearly",
    "I suppose",
    "I would say",
];

const TENSES: &[(&str, &str)] = &[
    ("was", "is"),
    ("were", "are"),
    ("is", "was"),
    ("are", "were"),
    ("has", "had"),
    ("had", "has"),
    ("have", "had"),
    ("moved", "moves"),
    ("knows", "knew"),
    ("knew", "knows"),
    ("said", "says"),
    ("found", "find"),
    ("told", "tell"),
    ("wants", "wanted"),
    ("asked", "asks"),
    ("closed", "closes"),
    ("keep", "kept"),
    ("carried", "carries"),
    ("blocked", "block"),
    ("costs", "cost"),
    ("voted", "votes"),
    ("lost", "lose"),
    ("believes", "believed"),
    ("went", "goes"),
    ("gave", "gives"),
    ("sells", "sold"),
    ("stands", "stood"),
    ("wrote", "writes"),
    ("covers", "covered"),
    ("took", "takes"),
    ("lives", "lived"),
    ("agree", "agreed"),
    ("came", "comes"),
    ("heard", "hears"),
    ("braked", "brakes"),
    ("sent", "sends"),
    ("depend", "depended"),
    ("pushes", "pushed"),
    ("offered", "offers"),
    ("noticed", "notices"),
    ("look", "looked"),
    ("arguing", "argued"),
];

const ADDED: &[&str] = &[
    "old", "new", "big", "terrible", "local", "famous", "private", "poor", "lovely", "foreign", "green",
    "empty", "sudden", "secret",
];

const RANDOM: &[&str] = &[
    "lantern", "gravel", "orchard", "whistle", "copper", "puzzle", "velvet", "ladder", "biscuit", "harvest",
    "meadow", "pocket", "thunder", "cabbage", "silver", "bridle", "carpet", "anchor", "feather", "pepper",
];

/// Sentences that nobody said, with the vocabulary of the texts, put together from parts.
const SUBJECTS: &[&str] = &[
    "The harbour master",
    "My sister",
    "The new treasurer",
    "Every fisherman on the quay",
    "The minister for roads",
    "Our choir",
    "The head gardener",
    "A retired teacher",
    "The owner of the cinema",
    "The night porter",
    "Half of the orchestra",
    "The tax office",
    "The wall",
    "The council",
    "The foundation",
    "The driver of the milk van",
    "The second engineer",
    "Nobody at the museum",
    "The lady with the parrot",
];
const VERBS: &[&str] = &[
    "has sold the boat to",
    "will never forgive",
    "wants to paint",
    "is going to sue",
    "refuses to feed",
    "had hoped to marry",
    "must apologise to",
    "keeps a photograph of",
    "cannot remember",
    "has promised to visit",
    "used to play chess with",
    "would like to thank",
    "has written a song about",
    "intends to replace",
];
const OBJECTS: &[&str] = &[
    "the people of the lower town",
    "the last lighthouse on the coast",
    "the ferry that runs on Sundays",
    "a committee of fourteen bishops",
    "the swimming pool behind the station",
    "the board of the theatre",
    "three of the county’s bakers",
    "the horse that won in Velden",
    "the cellar under the chapel",
    "the library and its cat",
    "the children of the engine driver",
    "the report on the reservoir",
];
const ENDS: &[&str] = &[
    "before the harvest is brought in",
    "because it rained on the wedding",
    "although the money has gone",
    "as long as the band keeps playing",
    "if the snow lets us through",
    "and that is all I can tell you",
    "whatever the bishop may say",
    "since the summer of the great heat",
    "without a single word of thanks",
    "until the bells ring again in the valley",
];

/// The change of that sort to `sentence`; `None` where it does not fit.
pub(super) fn make(sort: Sort, sentence: &Sentence, all: &[Sentence], rng: &mut Rng) -> Option<Case> {
    use AlarmKind as A;
    use Verdict as V;
    let s = sentence.words.as_str();
    let w = words(s);
    let case = |draft: String, verdicts: &[Verdict]| Case {
        sentence: s.to_owned(),
        draft: vec![draft],
        verdicts: verdicts.to_vec(),
        place: true,
        ..Case::default()
    };
    let silent = |draft: String, verdicts: &[Verdict]| Case { silent: true, ..case(draft, verdicts) };
    let rings = |draft: Option<String>, kinds: &[AlarmKind]| {
        let draft = draft.filter(|d| d != s)?;
        Some(Case { alarms: Some(kinds.to_vec()), ..case(draft, &[V::Altered]) })
    };
    // A place inside the sentence, not at its ends.
    let inside = |rng: &mut Rng, w: &[String]| 1 + rng.below(w.len() - 2);
    let source_with = |changed: &str| {
        let mut texts: Vec<String> = TEXTS.iter().map(|t| (*t).to_owned()).collect();
        let at = texts[sentence.text].find(s)?;
        texts[sentence.text].replace_range(at..at + s.len(), changed);
        Some(texts)
    };
    Some(match sort {
        Sort::Identical => silent(s.to_owned(), &[V::Identical]),
        Sort::Typography => {
            let draft = match rng.below(4) {
                0 => s.replace(", ", " – "),
                1 => s.replace(' ', "  ").replace("  the  ", " the ").replace(',', ";"),
                2 => s.replace(". ", "; ").replace('-', " "),
                _ => s.replace("fi", "ﬁ").replace("ff", "ﬀ").replace('\'', "’"),
            };
            if draft.split_whitespace().eq(s.split_whitespace()) {
                return None;
            }
            silent(draft, &[V::Typography])
        }
        Sort::FirstCapital => {
            let from = 1 + rng.below(w.len() - 5);
            let mut rest = w[from..].join(" ");
            let first = rest.chars().next()?;
            // A sentence cut behind a negation or a hedge is another thing.
            if !first.is_lowercase() || from < 6 || in_number(&w, from) {
                return None;
            }
            rest.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
            silent(rest, &[V::Typography])
        }
        Sort::ClosingStop => silent(format!("{},", s.strip_suffix('.')?), &[V::Typography]),
        Sort::Filler => {
            let n = inside(rng, &w);
            let mut with = w.clone();
            with.insert(n, (*rng.pick(&["um,", "uh,", "er,", "erm", "um", "uh"])).to_owned());
            let sources = source_with(&with.join(" "))?;
            Case { sources: Some(sources), ..silent(s.to_owned(), &[V::Permitted]) }
        }
        Sort::Repeat => {
            let n = inside(rng, &w);
            let len = 1 + rng.below(2);
            let run: Vec<String> = w.get(n..n + len)?.to_vec();
            // Two words, or one of grammar: *the the*.
            let small =
                ["the", "we", "it", "a", "that", "of", "to", "in", "and", "is", "was", "I", "they", "at"];
            if run.iter().any(counted) {
                return None;
            }
            if run.iter().any(|r| r.ends_with([',', '.', '?', ':', ';']))
                || (len == 1 && !small.contains(&run[0].as_str()))
            {
                return None;
            }
            let mut with = w.clone();
            for (k, r) in run.into_iter().enumerate() {
                with.insert(n + k, r);
            }
            Case { sources: Some(source_with(&with.join(" "))?), ..silent(s.to_owned(), &[V::Permitted]) }
        }
        Sort::Interrupted => {
            let n = 3 + rng.below(w.len().checked_sub(5)?);
            if in_number(&w, n) {
                return None;
            }
            let (a, b) = (w[..n].join(" "), w[n..].join(" "));
            let a = format!("{},", a.trim_end_matches([',', ';', ':']));
            let mut c = silent(a, &[V::Identical, V::Typography]);
            c.draft.push(b);
            c
        }
        Sort::Ellipsis => {
            let len = 2 + rng.below(5);
            let n = 3 + rng.below(w.len().checked_sub(len + 6)?);
            let draft = [&w[..n], &["…".to_owned()], &w[n + len..]].concat().join(" ");
            let draft = if rng.below(2) == 0 { draft } else { draft.replace('…', "[...]") };
            Case { alarms: Some(vec![A::Omission]), ..case(draft, &[V::Permitted]) }
        }
        Sort::Dropped => {
            let n = inside(rng, &w);
            let (word, _) = bare(&w[n]);
            let heavy = [NUMBERS, DATES, UNITS, NAMES, NEGATIONS_OUT, MODALS, TENSES].iter().any(|list| {
                list.iter()
                    .any(|(a, b)| [a, b].iter().any(|x| x.split(' ').any(|y| y.eq_ignore_ascii_case(word))))
            });
            let doubled = bare(&w[n - 1]).0 == word || w.get(n + 1).is_some_and(|x| bare(x).0 == word);
            if heavy || doubled || word.len() < 2 || word.contains(char::is_uppercase) || w.len() < 8 {
                return None;
            }
            let draft = [&w[..n], &w[n + 1..]].concat().join(" ");
            Case {
                alarms: Some(vec![A::Omission, A::Modal, A::Number, A::Tense]),
                ..case(draft, &[V::Altered])
            }
        }
        Sort::Added => {
            let n = inside(rng, &w);
            let mut with = w.clone();
            with.insert(n, (*rng.pick(ADDED)).to_owned());
            rings(Some(with.join(" ")), &[A::Addition])?
        }
        Sort::BracketAdded => {
            let n = inside(rng, &w);
            if in_number(&w, n) {
                return None;
            }
            let mut with = w.clone();
            with.insert(
                n,
                (*rng.pick(&[
                    "[the town]",
                    "[of Marrow]",
                    "[a machine]",
                    "[as he called it]",
                    "[last year]",
                ]))
                .to_owned(),
            );
            silent(with.join(" "), &[V::Permitted])
        }
        Sort::BracketReplacing => {
            let n = rng.below(w.len() - 1);
            let (_, tail) = bare(&w[n]);
            let mut with = w.clone();
            with[n] =
                format!("[{}]{tail}", rng.pick(&["the engineer", "the mayor", "my neighbour", "the firm"]));
            rings(Some(with.join(" ")), &[A::Bracket])?
        }
        Sort::NegationOut => rings(exchange(s, NEGATIONS_OUT, false, rng), &[A::Negation])?,
        Sort::NegationIn => {
            let draft = exchange(s, NEGATIONS_IN, false, rng)?;
            rings(Some(draft).filter(|d| !d.contains("not not") && !d.contains("not never")), &[A::Negation])?
        }
        Sort::NegationUn => {
            // Few sentences have such a word: one is put into the source first.
            let (a, b) = rng.pick(UN);
            let n = inside(rng, &w);
            let with = |word: &str| {
                let mut with = w.clone();
                with.insert(n, word.to_owned());
                with.join(" ")
            };
            let (x, y) = if rng.below(2) == 0 { (a, b) } else { (b, a) };
            Case { sources: Some(source_with(&with(x))?), ..rings(Some(with(y)), &[A::Negation])? }
        }
        Sort::Number => rings(exchange(s, NUMBERS, true, rng), &[A::Number])?,
        Sort::Date => rings(exchange(s, DATES, true, rng), &[A::Number])?,
        Sort::Unit => rings(exchange(s, UNITS, true, rng), &[A::Number])?,
        Sort::Name => rings(exchange(s, NAMES, false, rng), &[A::Name])?,
        Sort::Modal => rings(exchange(s, MODALS, false, rng), &[A::Modal])?,
        Sort::Hedge => {
            let n = inside(rng, &w);
            let hedge = rng.pick(HEDGES);
            // *about* softens a number alone.
            let counted = [
                "one", "two", "three", "four", "five", "six", "nine", "ten", "twenty", "forty", "ninety",
                "eleven", "half",
            ];
            if ["about", "nearly", "roughly"].contains(hedge) && !counted.contains(&bare(&w[n]).0) {
                return None;
            }
            let mut with = w.clone();
            with.insert(n, (*hedge).to_owned());
            let with = with.join(" ");
            if rng.below(2) == 0 {
                rings(Some(with), &[A::Modal])?
            } else {
                Case {
                    sources: Some(source_with(&with)?),
                    alarms: Some(vec![A::Modal]),
                    ..case(s.to_owned(), &[V::Altered])
                }
            }
        }
        Sort::Tense => rings(exchange(s, TENSES, false, rng), &[A::Tense])?,
        Sort::Order => {
            let heavy: Vec<usize> = (1..w.len() - 1)
                .filter(|n| {
                    bare(&w[*n]).0.len() >= 5
                        && bare(&w[*n]).1.is_empty()
                        && w[*n].chars().all(char::is_lowercase)
                })
                .collect();
            if heavy.len() < 2 {
                return None;
            }
            let (a, b) = (heavy[rng.below(heavy.len())], heavy[rng.below(heavy.len())]);
            if a == b || w[a] == w[b] || counted(&w[a]) || counted(&w[b]) {
                return None;
            }
            let mut with = w.clone();
            with.swap(a, b);
            rings(Some(with.join(" ")), &[A::Order])?
        }
        Sort::HalfFromElsewhere => {
            let other = words(&rng.pick(all).words);
            if w.len() < 14 || other.len() < 14 || other == w {
                return None;
            }
            let draft = [&w[..w.len() / 2], &other[other.len() / 2..]].concat().join(" ");
            Case { place: false, ..case(draft, &[V::Partial]) }
        }
        Sort::FifthChanged => {
            let mut with = w.clone();
            for _ in 0..w.len() / 5 {
                let n = rng.below(w.len());
                let (_, tail) = bare(&w[n]);
                with[n] = format!("{}{tail}", rng.pick(RANDOM));
            }
            case(with.join(" "), &[V::Altered, V::Partial, V::Identical, V::Typography])
        }
        Sort::Invented => {
            let parts = [rng.pick(SUBJECTS), rng.pick(VERBS), rng.pick(OBJECTS), rng.pick(ENDS)];
            let draft = format!("{}.", parts.map(|p| *p).join(" "));
            Case { place: false, silent: true, ..case(draft, &[V::NotFound]) }
        }
        Sort::InventedOfPieces => {
            // Three words from each of five sentences: all of it was said, and nobody said it.
            let mut draft = Vec::new();
            for _ in 0..5 {
                let other = words(&rng.pick(all).words);
                let n = rng.below(other.len() - 3);
                draft.extend(other[n..n + 3].to_vec());
            }
            Case { place: false, silent: true, ..case(draft.join(" "), &[V::NotFound]) }
        }
        Sort::RightSpeaker | Sort::OtherSpeaker => {
            let who = sentence.who.clone()?;
            let names = [
                "Helena Voss",
                "Tobin Ashgrove",
                "Rosalind Pike",
                "Desmond Allardyce",
                "Percival Druce",
                "Nadia Bertolini",
                "Alaric Whitcombe",
                "Ingrid Sundqvist",
            ];
            let mine = |n: &str| n.eq_ignore_ascii_case(&who);
            let speaker = if sort == Sort::RightSpeaker {
                let name = names.iter().find(|n| mine(n))?;
                let last = name.split(' ').next_back()?;
                match rng.below(4) {
                    0 => (*name).to_owned(),
                    1 => last.to_owned(),
                    2 => format!("Mr. {last}"),
                    _ => format!("{}. {last}", name.chars().next()?),
                }
            } else {
                let others: Vec<&str> = names.iter().copied().filter(|n| !mine(n)).collect();
                (*rng.pick(&others)).to_owned()
            };
            let says =
                if sort == Sort::RightSpeaker { SpeakerVerdict::Same } else { SpeakerVerdict::Different };
            Case { speaker: Some(speaker), says: Some(says), ..silent(s.to_owned(), &[V::Identical]) }
        }
        Sort::TwoPlaces => {
            let who = sentence.who.clone()?;
            let mut texts: Vec<String> = TEXTS.iter().map(|t| (*t).to_owned()).collect();
            texts[sentence.text] = with_more(&texts[sentence.text], "ORLA FINCH", s);
            assert_ne!(who, "ORLA FINCH");
            Case { sources: Some(texts), ..silent(s.to_owned(), &[V::Ambiguous]) }
        }
    })
}
