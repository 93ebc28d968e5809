//! Learning: from annotated documents to a [`Learned`]. Pure; the same lessons give the same bits.
//!
//! A word that fewer than [`MIN_DOCUMENTS`] documents use never decides anything by itself.

pub mod choice;
pub mod lesson;
pub mod measure;
pub mod relations;
pub mod tagger;

pub use lesson::{GoldRelation, Lesson, fold_of};

/// In how many documents a word must occur before it is learned.
pub const MIN_DOCUMENTS: u32 = 5;

use super::learned::{Learned, Lexicon};
use crate::lang::LanguageProfile;

/// What was learned of words, cues, contents and sources.
#[derive(Debug)]
pub struct Taught {
    /// All of it.
    pub learned: Learned,
    /// For each part of the lessons what was learned from the others: what the finder says of text it has not seen.
    pub folds: Vec<Learned>,
    /// The bytes of the learned file.
    pub bytes: Vec<u8>,
}

/// Learns everything from `train` and reports how it does on `dev`.
pub fn learn(
    train: &[Lesson],
    dev: &[Lesson],
    profile: &LanguageProfile,
    say: &mut dyn FnMut(String),
) -> Taught {
    let mut words = tagger::learn_lexicon(train);
    let mut list: Vec<(u32, u32)> = words.iter().map(|(&h, &k)| (h, k)).collect();
    let mut learned = Learned { lexicon: Lexicon::new(&list), ..Learned::default() };
    learned.tagger = tagger::learn_tagger(train, &learned.lexicon);
    let (right, all) = tagger::measure(dev, &learned.lexicon, &learned.tagger);
    say(format!("{} words; word classes on dev: {right} of {all}", list.len()));
    relations::learn_cue_words(train, profile, &learned, &mut words);
    list = words.into_iter().collect();
    learned.lexicon = Lexicon::new(&list);
    let folds = relations::learn(train, profile, &mut learned);
    for line in measure::relations(dev, profile, &learned) {
        say(line);
    }
    let bytes = learned.write(&list);
    Taught { learned, folds, bytes }
}
