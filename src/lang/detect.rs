//! Which language a text is in, by its words of grammar, or by its script. In integers, so the same on every machine.

use super::profile::available;
use crate::text::fold_hash;
use crate::text::word_hash::{SEED, mix, mix_char};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

/// The tag of a text whose language is not known (BCP 47).
pub const UNKNOWN: &str = "und";

/// Bytes of the text that are read: so many from its start and as many from its middle.
const SAMPLE: usize = 1_000;

/// A word counts so much, shared by the languages that have it.
const WORD: u32 = 60;

/// Texts with fewer words than this are too short to be sure of.
const FEW: u32 = 12;

/// Of the words of a text in a known language at least so many in a hundred are words of grammar.
const LEAST: u32 = 12;

#[derive(Deserialize)]
struct File {
    words: BTreeMap<String, String>,
    scripts: toml::Table,
}

struct Tables {
    /// Those with a file of their own first, in their order.
    tags: Vec<String>,
    /// Hash of a word and the languages that have it, as bits: open addressing, at most half full. No word has the hash 0.
    words: Vec<(u32, u32)>,
    scripts: Vec<(String, Vec<RangeInclusive<u32>>)>,
}

impl Tables {
    /// The slot of the word with `hash`: its own, or the empty one where it would stand.
    fn slot(words: &[(u32, u32)], hash: u32) -> usize {
        let mask = words.len().wrapping_sub(1);
        let mut at = (hash ^ (hash >> 15)) as usize & mask;
        while words.get(at).is_some_and(|&(found, _)| found != hash && found != 0) {
            at = (at + 1) & mask;
        }
        at
    }

    /// The languages that have the word with `hash`, as bits.
    fn languages(&self, hash: u32) -> u32 {
        self.words.get(Self::slot(&self.words, hash)).map_or(0, |w| w.1)
    }
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| read(include_str!("../../assets/lang/detect.toml")))
}

fn read(source: &str) -> Tables {
    // A file that does not load is caught by the tests below; a program never meets it.
    let file: File = toml::from_str(source)
        .unwrap_or_else(|_| File { words: BTreeMap::new(), scripts: toml::Table::new() });
    let mut tags: Vec<String> =
        available().filter(|t| file.words.contains_key(*t)).map(str::to_owned).collect();
    let further: Vec<String> = file.words.keys().filter(|t| !tags.contains(t)).cloned().collect();
    tags.extend(further);
    let mut words: BTreeMap<u32, u32> = BTreeMap::new();
    for (i, tag) in tags.iter().enumerate() {
        for word in file.words.get(tag).into_iter().flat_map(|w| w.split_whitespace()) {
            *words.entry(fold_hash(word)).or_default() |= 1 << i;
        }
    }
    let range = |r: &str| {
        let (from, to) = r.split_once('-')?;
        Some(u32::from_str_radix(from, 16).ok()?..=u32::from_str_radix(to, 16).ok()?)
    };
    let ranges =
        |v: &toml::Value| v.as_str().into_iter().flat_map(str::split_whitespace).filter_map(range).collect();
    // In the order of the file: kana before the characters that it shares.
    let mut scripts: Vec<(String, Vec<_>)> =
        file.scripts.iter().map(|(tag, v)| (tag.clone(), ranges(v))).collect();
    let place = |tag: &str| source.find(&format!("\n{tag} = ")).unwrap_or(usize::MAX);
    scripts.sort_by_key(|(tag, _)| place(tag));
    let mut slots = vec![(0, 0); (words.len() * 2).next_power_of_two()];
    for (hash, has) in words {
        let at = Tables::slot(&slots, hash);
        if let Some(slot) = slots.get_mut(at) {
            *slot = (hash, has);
        }
    }
    Tables { tags, words: slots, scripts }
}

/// The start of `text` and its middle.
fn sample(text: &str) -> [&str; 2] {
    let cut = |at: usize| (at..text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    if text.len() <= 2 * SAMPLE {
        return [text, ""];
    }
    let middle = cut(text.len() / 2);
    let part = |from: usize| text.get(from..cut(from + SAMPLE)).unwrap_or_default();
    [part(0), part(middle)]
}

/// The word that is read.
#[derive(Default)]
struct Word {
    hash: u32,
    begun: bool,
    /// It begins with a digit, and counts for nothing.
    number: bool,
}

impl Word {
    /// Reads a character, which is a `digit` or not, with `mix`.
    #[inline]
    fn read(&mut self, digit: bool, mix: impl FnOnce(u32) -> u32) {
        if !self.begun {
            *self = Self { hash: SEED, begun: true, number: digit };
        }
        self.hash = mix(self.hash);
    }

    /// Ends the word: its hash, where there is one and it counts.
    #[inline]
    fn end(&mut self) -> Option<u32> {
        let counts = self.begun && !self.number;
        self.begun = false;
        counts.then(|| self.hash.max(1))
    }
}

/// The BCP 47 tag of the language that `text` is in. A text too short to tell is in the first language that there is data for; one
/// that reads like none is [`UNKNOWN`].
pub fn detect(text: &str) -> &'static str {
    let tables = tables();
    let first = tables.tags.first().map_or(UNKNOWN, String::as_str);
    let mut scores = vec![0_u32; tables.tags.len()];
    let (mut words, mut letters) = (0_u32, 0_u32);
    let mut scripts = vec![0_u32; tables.scripts.len()];
    let mut count = |hash: u32| {
        words += 1;
        let mut has = tables.languages(hash);
        let share = WORD.checked_div(has.count_ones()).unwrap_or(0);
        while has != 0 {
            if let Some(score) = scores.get_mut(has.trailing_zeros() as usize) {
                *score += share;
            }
            has &= has - 1;
        }
    };
    for part in sample(text) {
        let mut word = Word::default();
        let mut at = 0;
        while let Some(&b) = part.as_bytes().get(at) {
            let low = b | 0x20;
            if low.is_ascii_lowercase() {
                letters += 1;
                word.read(false, |hash| mix(hash, low));
                at += 1;
                continue;
            }
            if b.is_ascii() {
                if b.is_ascii_digit() || b == b'\'' {
                    word.read(b != b'\'', |hash| mix(hash, b));
                } else if let Some(hash) = word.end() {
                    count(hash);
                }
                at += 1;
                continue;
            }
            let Some(c) = part.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            let letter = c.is_alphabetic();
            if letter {
                letters += 1;
                let script =
                    tables.scripts.iter().position(|(_, r)| r.iter().any(|r| r.contains(&(c as u32))));
                script.and_then(|s| scripts.get_mut(s)).into_iter().for_each(|n| *n += 1);
            }
            if letter || c == '’' || c.is_numeric() {
                word.read(false, |hash| mix_char(hash, c));
            } else if let Some(hash) = word.end() {
                count(hash);
            }
        }
        if let Some(hash) = word.end() {
            count(hash);
        }
    }
    let all: u32 = scripts.iter().sum();
    if all * 2 > letters {
        // Kana beside many characters decide.
        let script = scripts.iter().position(|&n| n * 8 > all);
        return script.and_then(|s| tables.scripts.get(s)).map_or(UNKNOWN, |(tag, _)| tag.as_str());
    }
    let best = scores.iter().enumerate().max_by_key(|&(i, s)| (*s, usize::MAX - i));
    let Some((i, &score)) = best else { return first };
    let known = scores.first().copied().unwrap_or(0);
    if words < FEW || score <= known + known / 4 {
        // Too short, or nothing clearly better than the first.
        let clear = score >= 2 * WORD && score > known * 2;
        let none = words >= FEW * 4 && score * 100 < words * WORD * LEAST / 2;
        return match (clear, none) {
            (true, _) => tables.tags.get(i).map_or(first, String::as_str),
            (_, true) => UNKNOWN,
            _ => first,
        };
    }
    if score * 100 < words * WORD * LEAST {
        return if words < FEW * 2 { first } else { UNKNOWN };
    }
    tables.tags.get(i).map_or(first, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (tag, text) in [
            ("en", "The council met late on Monday, and the mayor said that it would not be the last time."),
            (
                "de",
                "Der Rat tagte am Montag bis spät in die Nacht, und die Bürgermeisterin sagte, dass es nicht das letzte Mal sei.",
            ),
            (
                "fr",
                "Le conseil s’est réuni lundi soir, et la maire a dit que ce ne serait pas la dernière fois qu’il le ferait.",
            ),
            (
                "nl",
                "De raad vergaderde maandag tot laat in de avond, en de burgemeester zei dat het niet de laatste keer was.",
            ),
            (
                "es",
                "El consejo se reunió el lunes por la noche, y la alcaldesa dijo que no sería la última vez que lo hiciera.",
            ),
            (
                "it",
                "Il consiglio si è riunito lunedì sera, e la sindaca ha detto che non sarebbe stata l’ultima volta per loro.",
            ),
            (
                "pt",
                "O conselho reuniu-se na segunda à noite, e a presidente disse que não seria a última vez que o faria.",
            ),
            (
                "sv",
                "Rådet möttes sent på måndagen, och borgmästaren sade att det inte var den sista gången som de gjorde det.",
            ),
            (
                "pl",
                "Rada zebrała się w poniedziałek, a burmistrz powiedziała, że to nie był ostatni raz i że tak będzie.",
            ),
            ("ja", "「行こう」と彼は言った。夜は長かった。"),
            ("zh", "“我们走吧，”她说。夜很长。"),
            ("el", "Το συμβούλιο συνεδρίασε τη Δευτέρα."),
        ] {
            assert_eq!(detect(text), tag, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_english_or_unknown() {
        assert_eq!(detect(""), "en");
        assert_eq!(detect("Yes."), "en");
        assert_eq!(detect("Anna Müller, Berlin, 3. Mai"), "en");
        let nonsense = "blorp frandik umbiset ralo kipu ".repeat(12);
        assert_eq!(detect(&nonsense), UNKNOWN);
    }

    #[test]
    fn every_language_with_a_file_can_be_detected() {
        let t = tables();
        assert!(
            available().all(|tag| t.tags.iter().any(|x| x == tag))
                && t.tags.len() <= 32
                && t.words.len() > 800
        );
        assert_eq!(t.scripts.first().map(|s| s.0.as_str()), Some("ja"));
    }
}
