//! The words of all sources and where each of them and each pair of them stands: [`Index`].
//!
//! Built in two counting passes, linear in the sources, about 20 bytes a word. A pair is a word and the next one that is no filler and no
//! repetition of it, so that *the, um, the council* and *the council* share it.

use super::left_out::{self, LeftOut};
use super::lexicon::source_words;
use super::turns::Turn;
use super::words::Words;
use crate::analysis::Progress;
use crate::model::DocId;
use crate::text::{SourceText, Span};

/// A document that quotations are compared with.
#[derive(Debug, Clone)]
pub struct SourceMaterial {
    /// Which.
    pub doc: DocId,
    /// Its text.
    pub text: SourceText,
    /// Who speaks where, in order; empty where nobody worked it out: then labels in the text (`NAME: words`) are looked for.
    pub turns: Vec<Turn>,
    /// It is no source that a person named, but another document of the project: it serves only where no source does.
    pub aside: bool,
}

impl SourceMaterial {
    /// A document of which nothing is known but its text.
    pub fn new(doc: DocId, text: SourceText) -> Self {
        Self { doc, text, turns: Vec::new(), aside: false }
    }
}

/// A source in the index.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) material: SourceMaterial,
    pub(super) left_out: Vec<Span>,
    /// Place of its first word in the list of all words.
    pub(super) first: u32,
    /// One past its last.
    pub(super) end: u32,
}

/// How far a pair looks over fillers and repetitions.
const REACH: usize = 4;

/// Most places that are kept of one word or pair; what is more frequent tells nothing.
const FREQUENT: u32 = 1 << 16;

/// The words of all sources, ready to be searched.
#[derive(Debug, Default)]
pub struct Index {
    pub(super) entries: Vec<Entry>,
    /// First byte of each word in its text; a word of key 0 parts two sources.
    pub(super) starts: Vec<u32>,
    pub(super) keys: Vec<u32>,
    /// Where the places of each bucket begin in `places`; one more than there are buckets.
    buckets: Vec<u32>,
    places: Vec<u32>,
    fillers: Vec<u32>,
}

/// The bucket of a key or of a pair among `1 << bits`.
fn bucket(hash: u32, bits: u32) -> usize {
    (hash.wrapping_mul(0x9e37_79b1) >> (32 - bits)) as usize
}

/// The hash of a pair; a single word is its own pair with 0.
fn pair_hash(a: u32, b: u32) -> u32 {
    a ^ b.rotate_left(13).wrapping_mul(0x85eb_ca6b)
}

impl Index {
    /// Reads `sources` once. `None` when `progress` was cancelled.
    pub fn build(sources: Vec<SourceMaterial>, progress: &Progress) -> Option<Self> {
        let mut index = Self { fillers: source_words().sound_keys(), ..Self::default() };
        let of = sources.len() as u32;
        let bytes: usize = sources.iter().map(|s| s.text.len() as usize).sum();
        index.starts.reserve_exact(bytes / 6);
        index.keys.reserve_exact(bytes / 6);
        for (done, material) in (0..).zip(sources) {
            progress.set(done, of);
            if progress.is_cancelled() {
                return None;
            }
            index.read(material);
        }
        index.starts.shrink_to_fit();
        index.keys.shrink_to_fit();
        index.place_all();
        progress.set(of, of);
        Some(index)
    }

    fn read(&mut self, mut material: SourceMaterial) {
        let LeftOut { spans, turns } = left_out::find(material.text.as_str(), material.turns.is_empty());
        if material.turns.is_empty() {
            material.turns = turns;
        }
        let first = self.keys.len() as u32;
        for word in Words::new(material.text.as_str(), material.text.span(), &spans) {
            self.starts.push(word.span.start());
            self.keys.push(word.key);
        }
        let end = self.keys.len() as u32;
        self.starts.push(material.text.len());
        self.keys.push(0);
        self.entries.push(Entry { material, left_out: spans, first, end });
    }

    fn bits(&self) -> u32 {
        (self.buckets.len().max(2) as u32 - 1).ilog2()
    }

    /// Counting sort of all places by bucket; buckets beyond [`FREQUENT`] keep their first places.
    fn place_all(&mut self) {
        let bits = (self.keys.len() / 2).next_power_of_two().ilog2().clamp(8, 28);
        let mut counts = vec![0_u32; (1 << bits) + 1];
        self.each_feature(|hash, _| {
            if let Some(count) = counts.get_mut(bucket(hash, bits)) {
                *count = (*count + 1).min(FREQUENT);
            }
        });
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        // Now each entry is the end of its bucket. Filled from behind, it ends as its begin.
        let mut places = vec![0_u32; sum as usize];
        let mut begin = counts.clone();
        begin.rotate_right(1);
        if let Some(first) = begin.first_mut() {
            *first = 0;
        }
        let mut next = begin.clone();
        self.each_feature(|hash, at| {
            let b = bucket(hash, bits);
            if let (Some(next), Some(end)) = (next.get_mut(b), counts.get(b))
                && *next < *end
            {
                if let Some(place) = places.get_mut(*next as usize) {
                    *place = at;
                }
                *next += 1;
            }
        });
        self.buckets = begin;
        self.places = places;
    }

    /// Each word and each pair with its place, in order.
    fn each_feature(&self, mut take: impl FnMut(u32, u32)) {
        for (at, &key) in self.keys.iter().enumerate() {
            if key == 0 || self.is_filler(key) {
                continue;
            }
            take(pair_hash(key, 0), at as u32);
            if let Some(next) = self.next_of(at) {
                take(pair_hash(key, next), at as u32);
            }
        }
    }

    /// The key that makes a pair with the word at `at`.
    pub(super) fn next_of(&self, at: usize) -> Option<u32> {
        next_of(&self.keys, at, |key| self.is_filler(key))
    }

    pub(super) fn is_filler(&self, key: u32) -> bool {
        self.fillers.binary_search(&key).is_ok()
    }

    /// Places that may have the pair (or the word, where `next` is 0): a superset, to be looked at.
    pub(super) fn places_of(&self, key: u32, next: u32) -> &[u32] {
        let b = bucket(pair_hash(key, next), self.bits());
        let (Some(&from), Some(&to)) = (self.buckets.get(b), self.buckets.get(b + 1)) else { return &[] };
        self.places.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The source that the word at place `at` belongs to.
    pub(super) fn entry_of(&self, at: u32) -> Option<(usize, &Entry)> {
        let n = self.entries.partition_point(|e| e.end <= at);
        self.entries.get(n).filter(|e| e.first <= at && at < e.end).map(|e| (n, e))
    }

    /// Whether the source of that number is no source that a person named.
    pub(super) fn is_aside(&self, entry: usize) -> bool {
        self.entries.get(entry).is_some_and(|e| e.material.aside)
    }

    /// Number of words.
    pub fn words(&self) -> usize {
        self.keys.len() - self.entries.len()
    }

    /// Bytes that it takes beside the texts themselves.
    pub fn bytes(&self) -> usize {
        let words = (self.starts.capacity() + self.keys.capacity()) * size_of::<u32>();
        let lists = (self.buckets.capacity() + self.places.capacity()) * size_of::<u32>();
        let entry = |e: &Entry| {
            size_of::<Entry>()
                + e.left_out.capacity() * size_of::<Span>()
                + e.material.turns.capacity() * size_of::<Turn>()
        };
        words + lists + self.entries.iter().map(entry).sum::<usize>()
    }

    /// The sources, in the order in which they came.
    pub fn sources(&self) -> impl Iterator<Item = &SourceMaterial> {
        self.entries.iter().map(|e| &e.material)
    }

    /// The source that is that document.
    pub fn source(&self, doc: DocId) -> Option<&SourceMaterial> {
        self.sources().find(|s| s.doc == doc)
    }
}

/// The next of `keys` behind `at` that is neither a filler nor the same again, within [`REACH`].
pub(super) fn next_of(keys: &[u32], at: usize, is_filler: impl Fn(u32) -> bool) -> Option<u32> {
    let key = *keys.get(at)?;
    let behind = keys.get(at + 1..)?.iter().take(REACH).copied().take_while(|&k| k != 0);
    behind.into_iter().find(|&k| k != key && !is_filler(k))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_hash;

    fn index(texts: &[&str]) -> Index {
        let source = |(n, t): (u32, &&str)| SourceMaterial::new(DocId(n), SourceText::new(*t));
        Index::build((1..).zip(texts).map(source).collect(), &Progress::default()).unwrap()
    }

    fn places(index: &Index, a: &str, b: &str) -> Vec<u32> {
        let (a, b) = (fold_hash(a), if b.is_empty() { 0 } else { fold_hash(b) });
        let is = |p: &&u32| {
            let at = **p as usize;
            index.keys[at] == a && (b == 0 || index.next_of(at) == Some(b))
        };
        index.places_of(a, b).iter().filter(is).copied().collect()
    }

    #[test]
    fn words_and_pairs_are_found_over_fillers() {
        let index = index(&["The, um, the council met.", "A council. The council met the council."]);
        assert_eq!(places(&index, "the", "council"), [0, 2, 8, 11]);
        assert_eq!(places(&index, "council", ""), [3, 7, 9, 12]);
        assert_eq!(places(&index, "met", "a"), [0_u32; 0], "no pair over two sources");
        assert_eq!(index.entry_of(4).unwrap().0, 0);
        assert!(index.entry_of(5).is_none(), "between two sources");
        assert_eq!(index.entry_of(6).unwrap().0, 1);
        assert_eq!(index.words(), 12);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let index = index(&[]);
        assert!(index.places_of(1, 2).is_empty());
        assert!(places(&super::tests::index(&["", "—"]), "a", "").is_empty());
    }

    #[test]
    fn a_word_that_is_everywhere_keeps_some_of_its_places() {
        let text = "so ".repeat(FREQUENT as usize + 10);
        let index = index(&[&text]);
        assert_eq!(index.places_of(fold_hash("so"), 0).len(), FREQUENT as usize);
    }
}
