//! A small network: what facts say together that none says alone.
//!
//! One layer of hidden units, each the sum of a weight for each fact, counted where it is above zero (Nair and Hinton 2010), and
//! weighed. The units of several networks that were learned in other orders stand side by side, so that the sum is their mean.
//! In whole numbers, for the same result on every machine.

use super::facts::{ANSWERS, Facts, QUESTIONS};

/// Rows of a table: one for each answer to each question.
pub const ROWS: usize = QUESTIONS * ANSWERS;
/// Hidden units.
pub const UNITS: usize = 64;

/// What a weight of a fact is as a whole number, for 1.0.
const FINE: f32 = 128.0;
/// The same of a unit's weight. Both together are a score's 256 times 2048.
const FINEST: f32 = 4096.0;
/// Bits by which a sum is finer than a score.
const BITS: u32 = 11;
/// The largest weight of a unit, and the most that it adds up to: no sum leaves its bits.
const MOST: f32 = 2047.0;
/// See [`MOST`].
const FULL: i16 = 8191;

/// Bytes of a network.
pub const BYTES: usize = (ROWS + 4) * UNITS;

/// What the hidden units add up to.
pub type Hidden = [i16; UNITS];

/// A network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Net {
    /// For each fact its weight in each unit, in 1/[`FINE`].
    rows: Vec<[i8; UNITS]>,
    /// What each unit adds up to where nothing is known, in 1/[`FINE`].
    start: Hidden,
    /// What each unit weighs, in 1/[`FINEST`].
    weights: Hidden,
}

impl Default for Net {
    /// Whatever is known, nothing speaks for it.
    fn default() -> Self {
        Self { rows: vec![[0; UNITS]; ROWS], start: [0; UNITS], weights: [0; UNITS] }
    }
}

impl Net {
    /// From weights as they were learned: for each unit those of the facts, its start and its own weight.
    pub fn from_floats(units: &[(Vec<f32>, f32, f32)]) -> Self {
        let mut out = Self::default();
        let whole = |x: f32, most: f32| x.round().clamp(-most, most) as i16;
        for (u, (facts, start, weight)) in units.iter().enumerate().take(UNITS) {
            for (row, w) in out.rows.iter_mut().zip(facts) {
                if let Some(slot) = row.get_mut(u) {
                    *slot = whole(w * FINE, 127.0) as i8;
                }
            }
            if let (Some(s), Some(w)) = (out.start.get_mut(u), out.weights.get_mut(u)) {
                (*s, *w) = (whole(start * FINE, MOST), whole(weight * FINEST, MOST));
            }
        }
        out
    }

    /// Reads [`BYTES`] bytes, little-endian: the rows, the starts, the weights. In another number of them nothing speaks for anybody.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut out = Self::default();
        if bytes.len() != BYTES {
            return out;
        }
        let (rows, rest) = bytes.split_at(ROWS * UNITS);
        for (slot, b) in out.rows.as_flattened_mut().iter_mut().zip(rows) {
            *slot = b.cast_signed();
        }
        for (slot, b) in out.start.iter_mut().chain(&mut out.weights).zip(rest.as_chunks().0) {
            *slot = i16::from_le_bytes(*b);
        }
        out
    }

    /// The network as [`Net::from_bytes`] reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out: Vec<u8> = self.rows.as_flattened().iter().map(|w| w.cast_unsigned()).collect();
        out.extend(self.start.iter().chain(&self.weights).flat_map(|w| w.to_le_bytes()));
        out
    }

    /// What the units add up to where nothing is known.
    pub const fn start(&self) -> Hidden {
        self.start
    }

    /// What the units add up to by `facts` beside what they added up to.
    pub fn with(&self, mut sums: Hidden, facts: &Facts) -> Hidden {
        for row in facts.0.iter().filter_map(|&row| self.rows.get(usize::from(row))) {
            for (sum, w) in sums.iter_mut().zip(row) {
                *sum = sum.saturating_add(i16::from(*w));
            }
        }
        sums
    }

    /// What speaks for a candidate whose facts add up to `sums`, in 1/[`crate::analysis::weights::model::SCALE`].
    pub fn score(&self, sums: &Hidden) -> i32 {
        let each =
            sums.iter().zip(&self.weights).map(|(&sum, &w)| i32::from(sum.clamp(0, FULL)) * i32::from(w));
        each.sum::<i32>() >> BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One unit that takes both of two facts.
    fn both() -> Net {
        let mut facts = vec![0.0; ROWS];
        facts[70] = 0.75;
        facts[140] = 0.75;
        Net::from_floats(&[(facts, -0.75, 0.25)])
    }

    #[test]
    fn a_unit_says_what_no_fact_says_alone() {
        let net = both();
        let facts = |rows: &[u16]| Facts(rows.to_vec());
        let score = |all: &[u16], own: &[u16]| {
            let shared = net.with(net.start(), &facts(all));
            net.score(&net.with(shared, &facts(own)))
        };
        assert_eq!(score(&[], &[70]), 0);
        assert_eq!(score(&[], &[140]), 0);
        assert_eq!(score(&[70], &[140]), 48, "0.75 times 0.25 of 256");
        assert_eq!(score(&[], &[70, 140]), 48, "wherever they stand");
        assert_eq!(score(&[60_000], &[70, 140]), 48, "no row, no weight");
    }

    #[test]
    fn a_network_reads_back() {
        let net = both();
        assert_eq!(Net::from_bytes(&net.to_bytes()), net);
        assert_eq!(net.to_bytes().len(), BYTES);
        assert_eq!(Net::from_bytes(b"short"), Net::default());
    }
}
