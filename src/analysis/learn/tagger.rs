//! Learns the lexicon and the tagger.

use super::{Lesson, MIN_DOCUMENTS};
use crate::analysis::learned::{Lexicon, slot};
use crate::analysis::tag::{
    Choice, Row, SLOTS, TAG_FEATURES, Tag, Tagger, Tags, WORD_TAGS, best_of, choice, features,
};
use crate::analysis::token::TokenKind;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A row is kept where a weight of it is that large; one that was changed once and kept is 4.
const LEAST: i8 = 7;
/// Times that all lessons are gone through.
const ROUNDS: usize = 6;
/// A tag is kept for a word where at least one in this many of its uses has it.
const SHARE: u32 = 60;

/// Tags of the words that enough documents use, as pairs for a [`Lexicon`].
pub fn learn_lexicon(lessons: &[Lesson]) -> BTreeMap<u32, u32> {
    let mut seen: BTreeMap<u32, (BTreeSet<usize>, [u32; WORD_TAGS])> = BTreeMap::new();
    for (n, lesson) in lessons.iter().enumerate() {
        for (i, tag) in lesson.gold_tags.iter().enumerate() {
            let is_word = matches!(lesson.tokens.kind(i), TokenKind::Word | TokenKind::Clitic);
            let Some(tag) = tag.filter(|_| is_word) else { continue };
            let entry = seen.entry(lesson.tokens.hash(i)).or_default();
            entry.0.insert(n);
            if let Some(count) = entry.1.get_mut(tag as usize) {
                *count += 1;
            }
        }
    }
    let mut out = BTreeMap::new();
    for (hash, (documents, counts)) in seen {
        if (documents.len() as u32) < MIN_DOCUMENTS {
            continue;
        }
        let total: u32 = counts.iter().sum();
        let mask =
            counts.iter().enumerate().filter(|&(_, &c)| c * SHARE >= total).fold(0, |m, (t, _)| m | 1 << t);
        out.insert(hash, mask);
    }
    out
}

struct Learning {
    weights: Vec<[i32; WORD_TAGS]>,
    /// Sum over all steps, brought up to date when a row changes.
    totals: Vec<[i64; WORD_TAGS]>,
    changed: Vec<u32>,
    step: u32,
}

impl Learning {
    fn score(&self, f: &[u32; TAG_FEATURES]) -> [i32; WORD_TAGS] {
        let mut sum = [0; WORD_TAGS];
        for &f in f {
            if let Some(row) = self.weights.get(slot::<SLOTS>(f)) {
                for (s, w) in sum.iter_mut().zip(row) {
                    *s += w;
                }
            }
        }
        sum
    }

    fn settle(&mut self, row: usize) {
        let Some(((w, t), c)) =
            self.weights.get(row).zip(self.totals.get_mut(row)).zip(self.changed.get_mut(row))
        else {
            return;
        };
        let since = i64::from(self.step - *c);
        for (total, &weight) in t.iter_mut().zip(w) {
            *total += since * i64::from(weight);
        }
        *c = self.step;
    }

    /// Tags a sentence, and learns from each mistake.
    fn read_sentence(&mut self, lesson: &Lesson, lexicon: &Lexicon, range: &Range<usize>, tags: &mut Tags) {
        for i in range.clone() {
            let tag = match choice(lexicon, &lesson.tokens, i) {
                Choice::One(tag) => tag,
                Choice::Of(mask) => {
                    let f = features(lexicon, &lesson.text, &lesson.tokens, tags, i, range);
                    let best = best_of(&self.score(&f), mask);
                    let gold = lesson.gold_tags.get(i).copied().flatten();
                    if let Some(gold) = gold.filter(|&g| g != best && mask >> (g as u32) & 1 != 0) {
                        self.update(&f, gold, best);
                    }
                    self.step += 1;
                    best
                }
            };
            tags.set(i, tag);
        }
    }

    fn update(&mut self, f: &[u32; TAG_FEATURES], right: Tag, wrong: Tag) {
        for &f in f {
            let row = slot::<SLOTS>(f);
            self.settle(row);
            if let Some(w) = self.weights.get_mut(row) {
                if let Some(w) = w.get_mut(right as usize) {
                    *w += 1;
                }
                if let Some(w) = w.get_mut(wrong as usize) {
                    *w -= 1;
                }
            }
        }
    }
}

/// Learns a tagger over `lexicon`.
pub fn learn_tagger(lessons: &[Lesson], lexicon: &Lexicon) -> Tagger {
    let mut l = Learning {
        weights: vec![[0; WORD_TAGS]; SLOTS],
        totals: vec![[0; WORD_TAGS]; SLOTS],
        changed: vec![0; SLOTS],
        step: 0,
    };
    for _ in 0..ROUNDS {
        for lesson in lessons {
            let mut tags = Tags::new(&lesson.tokens);
            for sentence in lesson.sentences.iter() {
                l.read_sentence(lesson, lexicon, &sentence.tokens, &mut tags);
            }
        }
    }
    for row in 0..SLOTS {
        l.settle(row);
    }
    // The step counter is at least 1 where there was a lesson; a weight of 1 becomes 4.
    let steps = i64::from(l.step.max(1));
    let small = |total: i64| (total * 4 / steps).clamp(-127, 127) as i8;
    let slots: Vec<Row> = l.totals.iter().map(|r| r.map(small)).collect();
    Tagger::from_slots(&slots, LEAST)
}

/// (right, all) over the words that have a gold tag.
pub fn measure(lessons: &[Lesson], lexicon: &Lexicon, tagger: &Tagger) -> (u32, u32) {
    let (mut right, mut all) = (0, 0);
    for lesson in lessons {
        let mut tags = Tags::new(&lesson.tokens);
        for sentence in lesson.sentences.iter() {
            tagger.tag(lexicon, &lesson.text, &lesson.tokens, &sentence.tokens, &mut tags);
        }
        for (i, gold) in lesson.gold_tags.iter().enumerate() {
            if let Some(gold) = gold.filter(|_| lesson.tokens.kind(i) == TokenKind::Word) {
                all += 1;
                right += u32::from(gold == tags.get(i));
            }
        }
    }
    (right, all)
}
