//! Learning: a softmax over each question's candidates, by stochastic gradient with a step per weight (`AdaGrad`, Duchi et al. 2011).
//!
//! Several candidates of a question may be right; the likelihood is that of their sum. One thread, one order, no random numbers
//! but a fixed shuffle: the same input gives the same table. Slots that fewer than [`Trainer::least_documents`] documents use
//! stay zero, so that no article's own words decide anything.
//!
//! What is learned of one genre holds for the others unless they say otherwise: a weight is the sum of one that all share and
//! of one that the genre adds (Daumé 2007). Both are learned together and added up at the end.

use super::model::{ByGenre, Features, Model, SLOTS};
use crate::analysis::genre::{GENRES, Genre};

/// A question: candidates, and which are right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Features of each candidate.
    pub candidates: Vec<Features>,
    /// For each candidate whether it is right.
    pub right: Vec<bool>,
    /// Number of its document.
    pub document: u32,
    /// How the document is written.
    pub genre: Genre,
    /// How much it counts, in hundredths.
    pub weight: u16,
}

impl Choice {
    /// Whether the candidate that `tables` rank first is right.
    pub fn is_answered_by(&self, tables: &ByGenre) -> bool {
        let table = tables.of(self.genre);
        let scores = self.candidates.iter().map(|c| table.score(c)).zip(&self.right);
        scores.rev().max_by_key(|(s, _)| *s).is_some_and(|(_, right)| *right)
    }
}

/// Learns tables from choices.
#[derive(Debug, Clone)]
pub struct Trainer {
    /// How often all choices are seen.
    pub passes: u32,
    /// Size of the steps.
    pub rate: f32,
    /// Pull towards zero.
    pub decay: f32,
    /// Slots used by fewer documents stay zero.
    pub least_documents: u32,
}

impl Default for Trainer {
    fn default() -> Self {
        Self { passes: 8, rate: 0.03, decay: 1e-3, least_documents: 4 }
    }
}

/// The slots of what all genres share, then those of each genre.
const ALL_SLOTS: usize = SLOTS * (1 + GENRES);

/// How often the choices are learned from anew, each time in other orders; the mean of the tables hangs less on any of them.
const RUNS: u32 = 7;

/// What is being learned.
struct State<'a> {
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Slots that enough documents use.
    allowed: &'a [bool],
}

impl Trainer {
    /// Learns from `choices`.
    pub fn learn(&self, choices: &[Choice]) -> ByGenre {
        let allowed = self.allowed(choices);
        let mut order: Vec<usize> = (0..choices.len()).collect();
        let mut seed = 0x2545_F491_4F6C_ED24_u64;
        let mut sums = vec![0.0_f32; ALL_SLOTS];
        for _ in 0..RUNS {
            let mut state =
                State { weights: vec![0.0; ALL_SLOTS], squares: vec![1e-3; ALL_SLOTS], allowed: &allowed };
            for pass in 0..self.passes {
                shuffle(&mut order, &mut seed);
                for &i in &order {
                    if let Some(choice) = choices.get(i) {
                        self.step(choice, &mut state);
                    }
                }
                // The mean over the passes, without the first, errs less on new text than the last state alone (Polyak 1992).
                if pass > 0 || self.passes == 1 {
                    sums.iter_mut().zip(&state.weights).for_each(|(sum, w)| *sum += w);
                }
            }
        }
        let passes = (RUNS * self.passes.saturating_sub(1).max(1)) as f32;
        let (shared, own) = sums.split_at(SLOTS);
        ByGenre::new(Genre::ALL.map(|genre| {
            let added = own.iter().skip(genre.number() * SLOTS);
            let whole: Vec<f32> = shared.iter().zip(added).map(|(s, a)| (s + a) / passes).collect();
            Model::from_floats(&whole)
        }))
    }

    fn allowed(&self, choices: &[Choice]) -> Vec<bool> {
        let mut last = vec![u32::MAX; ALL_SLOTS];
        let mut documents = vec![0_u32; ALL_SLOTS];
        for c in choices {
            for slot in c.candidates.iter().flat_map(|f| &f.0).flat_map(|f| slots(f.slot, c.genre)) {
                if let (Some(l), Some(n)) = (last.get_mut(slot), documents.get_mut(slot))
                    && *l != c.document
                {
                    *l = c.document;
                    *n += 1;
                }
            }
        }
        documents.iter().map(|&n| n >= self.least_documents).collect()
    }

    fn step(&self, choice: &Choice, state: &mut State<'_>) {
        let weight = |slot: usize| state.weights.get(slot).copied().unwrap_or(0.0);
        let score = |c: &Features| {
            c.0.iter().map(|f| slots(f.slot, choice.genre).map(weight).iter().sum::<f32>()).sum()
        };
        let scores: Vec<f32> = choice.candidates.iter().map(score).collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let parts: Vec<f32> = scores.iter().map(|s| (s - top).exp()).collect();
        let sum: f32 = parts.iter().sum();
        let good: f32 = parts.iter().zip(&choice.right).filter(|(_, r)| **r).map(|(p, _)| p).sum();
        if good <= 0.0 {
            return;
        }
        let scale = f32::from(choice.weight) / 100.0;
        for ((c, p), right) in choice.candidates.iter().zip(&parts).zip(&choice.right) {
            let gradient = scale * (p / sum - if *right { p / good } else { 0.0 });
            if gradient.abs() < 1e-5 {
                continue;
            }
            for slot in c.0.iter().flat_map(|f| slots(f.slot, choice.genre)) {
                if !state.allowed.get(slot).copied().unwrap_or(false) {
                    continue;
                }
                if let (Some(w), Some(g)) = (state.weights.get_mut(slot), state.squares.get_mut(slot)) {
                    let step = gradient + self.decay * *w;
                    *g += step * step;
                    *w -= self.rate * step / g.sqrt();
                }
            }
        }
    }
}

/// Where the weight that all genres share and the one that `genre` adds stand.
const fn slots(slot: u32, genre: Genre) -> [usize; 2] {
    [slot as usize, slot as usize + SLOTS * (1 + genre.number())]
}

/// Puts `order` in an order that follows from `seed`.
pub fn shuffle<T>(order: &mut [T], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        order.swap(i, (next(seed) % (i as u64 + 1)) as usize);
    }
}

/// The number that follows `seed`, which becomes it (xorshift, Marsaglia 2003).
pub const fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(a: u32) -> Features {
        let mut f = Features::default();
        f.add(1, a, 0);
        f
    }

    #[test]
    fn the_feature_that_is_always_right_wins() {
        let choice = |document| Choice {
            candidates: vec![candidate(1), candidate(2)],
            right: vec![false, true],
            document,
            genre: Genre::News,
            weight: 100,
        };
        let all: Vec<Choice> = (0..20).map(choice).collect();
        let m = Trainer::default().learn(&all);
        let score = |m: &ByGenre, r, c: usize| m.of(r).score(&all[0].candidates[c]);
        assert!(score(&m, Genre::News, 1) > score(&m, Genre::News, 0));
        assert!(score(&m, Genre::Story, 1) > 0, "what nothing speaks against holds elsewhere");
        assert!(score(&m, Genre::Story, 1) < score(&m, Genre::News, 1));
        assert_eq!(m, Trainer::default().learn(&all), "the same input gives the same table");
        let lone = Trainer::default().learn(&all[..2]);
        assert_eq!(score(&lone, Genre::News, 1), 0, "two documents decide nothing");
    }
}
