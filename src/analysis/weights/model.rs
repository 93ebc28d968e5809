//! A linear model: a table of integer weights that hashed features point into.
//!
//! Hashing features into a table of fixed size (Weinberger et al. 2009) keeps the file small and its reading free. The sums are
//! integers, so that they are the same on every machine.

use crate::analysis::genre::{GENRES, Genre};
use crate::analysis::learned::{feature, slot, zeros};
use smallvec::SmallVec;

/// Slots of a table.
pub const SLOTS: usize = 1 << 18;
/// What a score of 1.0 is as an integer.
pub const SCALE: i32 = 256;
/// What a weight's step is in a score: weights go from -1.98 to 1.98.
const STEP: i32 = 4;

/// A feature: the template that made it (for explaining) and its slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Number of its template.
    pub template: u16,
    /// Its slot in the table.
    pub slot: u32,
}

/// The features of one candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features(pub Vec<Feature>);

impl Features {
    /// None, with room for `n`.
    pub fn with_room(n: usize) -> Self {
        Self(Vec::with_capacity(n))
    }

    /// Adds the feature that `template` makes of `a` and `b`.
    #[inline]
    pub fn add(&mut self, template: u16, a: u32, b: u32) {
        let mixed = feature(u32::from(template), a, b);
        self.0.push(Feature { template, slot: slot::<SLOTS>(mixed) as u32 });
    }
}

/// A table of weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// In steps of [`STEP`]: what is small stays near the processor.
    weights: Box<[i8; SLOTS]>,
}

impl Default for Model {
    /// Every feature weighs nothing.
    fn default() -> Self {
        Self { weights: zeros() }
    }
}

impl Model {
    /// Reads a table of [`SLOTS`] weights of 8 bits; in one of another length every feature weighs nothing.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut weights = zeros();
        if bytes.len() == SLOTS {
            weights.iter_mut().zip(bytes).for_each(|(w, b)| *w = b.cast_signed());
        }
        Self { weights }
    }

    /// The table as [`Model::from_bytes`] reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.weights.iter().map(|w| w.cast_unsigned()).collect()
    }

    /// From weights as they were learned.
    pub fn from_floats(weights: &[f32]) -> Self {
        let step = |w: &f32| (w * SCALE as f32 / STEP as f32).round().clamp(-127.0, 127.0) as i8;
        let mut table = zeros();
        table.iter_mut().zip(weights).for_each(|(slot, w)| *slot = step(w));
        Self { weights: table }
    }

    /// The weight of one feature.
    #[inline]
    pub fn weight(&self, feature: Feature) -> i32 {
        self.weights.get(feature.slot as usize).map_or(0, |&w| i32::from(w) * STEP)
    }

    /// The sum over slots of the table.
    pub fn sum(&self, slots: &[u32]) -> i32 {
        slots.iter().map(|&slot| self.weight(Feature { template: 0, slot })).sum()
    }

    /// The sum over a candidate's features, in 1/[`SCALE`] of a natural logarithm.
    pub fn score(&self, features: &Features) -> i32 {
        features.0.iter().map(|&f| self.weight(f)).sum()
    }
}

/// A table for each genre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ByGenre([Model; GENRES]);

impl ByGenre {
    /// From a table for each genre, in the order of [`Genre::ALL`].
    pub const fn new(tables: [Model; GENRES]) -> Self {
        Self(tables)
    }

    /// The table for `genre`.
    #[inline]
    pub fn of(&self, genre: Genre) -> &Model {
        let [news, between, story] = &self.0;
        match genre {
            Genre::News => news,
            Genre::Between => between,
            Genre::Story => story,
        }
    }

    /// Reads the tables one after the other, each as [`Model::from_bytes`] does.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut tables = bytes.chunks_exact(SLOTS);
        Self(Genre::ALL.map(|_| tables.next().map(Model::from_bytes).unwrap_or_default()))
    }

    /// The tables as [`ByGenre::from_bytes`] reads them.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(Model::to_bytes).collect()
    }
}

/// From where on [`decay`] is 0.
const DECAYED: usize = 11 * SCALE as usize + 1;

/// What [`decay`] gives for each number below [`DECAYED`].
const DECAY: [u16; DECAYED] = {
    let mut table = [u16::MAX; DECAYED];
    let mut x = 1;
    while x < DECAYED {
        // e^(-1/256) = 65280.4986/65536; squared again and again in 32 bits of fraction.
        let mut base: u64 = 4_278_222_592; // e^(-1/256) * 2^32
        let mut out: u64 = 1 << 32;
        let mut n = x;
        while n > 0 {
            if n & 1 == 1 {
                out = (out * base) >> 32;
            }
            base = (base * base) >> 32;
            n >>= 1;
        }
        #[expect(clippy::indexing_slicing, reason = "a constant that is filled while compiling")]
        {
            table[x] = (out >> 16) as u16;
        }
        x += 1;
    }
    table
};

/// e^(-x/[`SCALE`]) in 1/65536, in integers: the same on every machine.
pub fn decay(x: u32) -> u64 {
    if x == 0 { 1 << 16 } else { DECAY.get(x as usize).map_or(0, |&d| u64::from(d)) }
}

/// A share for each candidate.
pub type Shares = SmallVec<[u32; 32]>;

/// Each candidate's share of the whole in 1/65536, by softmax over `scores`.
pub fn share(scores: impl Iterator<Item = i32> + Clone) -> Shares {
    let Some(top) = scores.clone().max() else { return Shares::new() };
    // A part is at most 65,536 itself.
    let mut shares: Shares = scores.map(|s| decay(top.abs_diff(s)) as u32).collect();
    let sum = shares.iter().map(|&part| u64::from(part)).sum::<u64>().max(1);
    shares.iter_mut().for_each(|part| *part = (u64::from(*part) * 65_536 / sum) as u32);
    shares
}

/// The whole of which [`share`] gives parts.
pub const WHOLE: u32 = 65_536;

/// 256 times the natural logarithm of `n`, at most [`WHOLE`], in integers and in steps of a seventh of a bit.
pub fn log(n: u32) -> i32 {
    // The seventh power of 65,536 fits.
    u128::from(n.clamp(1, WHOLE)).pow(7).ilog2().cast_signed() * 177 / 7
}

/// 256 times the natural logarithm of the odds `part` to the rest of `whole`, in integers.
pub fn log_odds(part: u32, whole: u32) -> i32 {
    log(part) - log(whole.saturating_sub(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integer_decay_follows_the_exponential() {
        for x in [0_u32, 1, 100, 256, 1000, 2500] {
            let exact = (-f64::from(x) / 256.0).exp() * 65536.0;
            assert!((decay(x) as f64 - exact).abs() < 2.0, "{x}: {} against {exact}", decay(x));
        }
    }

    #[test]
    fn shares_sum_to_the_whole() {
        let s = share([300, 300, -5000].into_iter());
        assert_eq!(s.as_slice(), [32768, 32768, 0]);
        assert!(share([].into_iter()).is_empty());
    }

    #[test]
    fn a_table_reads_back() {
        let mut w = vec![0.0_f32; SLOTS];
        if let Some(x) = w.get_mut(5) {
            *x = -1.5; // -384/256
        }
        let m = Model::from_floats(&w);
        assert_eq!(Model::from_bytes(&m.to_bytes()), m);
        assert_eq!(m.weight(Feature { template: 0, slot: 5 }), -384);
        assert_eq!(Model::from_bytes(b"short").weight(Feature { template: 0, slot: 5 }), 0);
    }
}
