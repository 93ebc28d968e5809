//! The same utterance in other documents of the project, in other words or under another name.

use super::check::same_words;
use super::gate::is_compared;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::project::Project;
use crate::text::fold_hash;
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation as _;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// A shingle of more quotations than this is a phrase of everybody's.
const FREQUENT: usize = 24;
/// Most variants of one quotation.
const MOST: usize = 24;

/// Another quotation of what seems to be the same utterance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variant {
    /// Which.
    pub quote: QuoteId,
    /// Whether its words are the same, marks and blanks apart.
    pub same_words: bool,
    /// Whether both have a speaker, and not the same one.
    pub other_speaker: bool,
}

impl Variant {
    /// Whether there is something to look at: other words, or another name.
    pub const fn differs(&self) -> bool {
        !self.same_words || self.other_speaker
    }
}

struct Told {
    id: QuoteId,
    doc: DocId,
    speaker: Option<SpeakerId>,
    words: String,
    /// Hashes of its shingles, sorted, each once.
    shingles: Vec<u64>,
}

/// For each quotation that has any, the others of other documents that share half of their runs of three words, by id.
///
/// Sources count too: what was quoted there is another document's quotation. Time is linear in the words: a run that is in
/// more than 24 quotations says nothing.
pub fn variants(project: &Project) -> BTreeMap<QuoteId, Vec<Variant>> {
    let mut all: Vec<Told> = Vec::new();
    for state in project.docs.values() {
        let Some(text) = &state.text else { continue };
        for quote in state.quotes.values().filter(|q| is_compared(q)) {
            let words = text.words_of(&quote.content);
            let shingles = shingles(&words);
            let speaker = quote.attribution.speaker;
            all.push(Told { id: quote.id, doc: quote.doc, speaker, words, shingles });
        }
    }
    let mut having: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (n, told) in all.iter().enumerate() {
        for &shingle in &told.shingles {
            having.entry(shingle).or_default().push(n);
        }
    }
    let mut out = BTreeMap::new();
    for told in &all {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mine = told.shingles.iter().filter_map(|s| having.get(s)).filter(|h| h.len() <= FREQUENT);
        for &other in mine.flatten() {
            *shared.entry(other).or_default() += 1;
        }
        let related = shared.into_iter().filter_map(|(n, count)| Some((all.get(n)?, count)));
        let related = related.filter(|(other, count)| {
            other.doc != told.doc && count * 2 >= other.shingles.len().min(told.shingles.len())
        });
        let found: Vec<Variant> = related
            .take(MOST)
            .map(|(other, _)| Variant {
                quote: other.id,
                same_words: same_words(&told.words, &other.words),
                other_speaker: other.speaker.zip(told.speaker).is_some_and(|(a, b)| a != b),
            })
            .collect();
        if !found.is_empty() {
            out.insert(told.id, found);
        }
    }
    out
}

fn shingles(words: &str) -> Vec<u64> {
    let hashes: Vec<u64> = words.unicode_words().map(|w| u64::from(fold_hash(w))).collect();
    let mix = |run: &[u64]| {
        run.iter().fold(0_u64, |h, w| h.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ w)
    };
    let mut out: Vec<u64> = hashes.windows(SHINGLE).map(mix).collect();
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::QuoteKind;
    use crate::model::testing::project;

    #[test]
    fn an_utterance_is_found_in_other_words_and_under_another_name() {
        let p = project(&[
            ("A", "“We will mend the old weir before the spring,” said Lund. “Not now, I said so.”"),
            ("B", "“We will mend the old weir before May,” said Lund."),
            (
                "C",
                "“We will mend the old weir before the spring”, said Rask. “Something else was told here.”",
            ),
        ])
        .quote(1, "“We will mend the old weir before the spring,”", QuoteKind::Direct, Some("Lund"), 900)
        .quote(2, "“We will mend the old weir before May,”", QuoteKind::Direct, Some("Lund"), 900)
        .quote(3, "“We will mend the old weir before the spring”", QuoteKind::Direct, Some("Rask"), 900)
        .quote(1, "“Not now, I said so.”", QuoteKind::Direct, Some("Lund"), 900)
        .quote(3, "“Something else was told here.”", QuoteKind::Direct, None, 900)
        .done();
        let all = variants(&p);
        let of = |n| {
            let list = all.get(&QuoteId(n)).cloned().unwrap_or_default();
            list.into_iter().map(|v| (v.quote.0, v.same_words, v.other_speaker)).collect::<Vec<_>>()
        };
        assert_eq!(of(1), [(2, false, false), (3, false, true)], "the comma is a difference of its own");
        assert_eq!(of(2), [(1, false, false), (3, false, true)]);
        assert_eq!((of(4), of(5)), (vec![], vec![]));
    }

    #[test]
    fn a_phrase_of_everybody_ties_nothing_and_ends_soon() {
        let text = "“We thank you all for coming here,” said Lund.";
        let texts: Vec<(String, String)> =
            (0..3_000).map(|n| (format!("D{n}"), format!("{text} {n}"))).collect();
        let docs: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let mut p = project(&docs);
        for n in 1..=3_000 {
            p = p.quote(n, "“We thank you all for coming here,”", QuoteKind::Direct, None, 900);
        }
        assert!(variants(&p.done()).is_empty());
    }
}
