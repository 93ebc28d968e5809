//! The best speakers of all turns together: a chain in which each turn depends on the two before it (a conditional random
//! field of second order, Lafferty et al. 2001), summed forwards and backwards in integers, so that it is the same on every machine.

use super::features::{BACK, OTHER, SAME, WAYS};
use crate::analysis::weights::model::decay;

/// One turn of the chain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Who may say it.
    pub members: Vec<usize>,
    /// What speaks for each, in 1/[`crate::analysis::weights::model::SCALE`].
    pub scores: Vec<i32>,
    /// What speaks for each way that it follows.
    pub ways: [i32; WAYS],
}

/// Bits that sums are kept in.
const BITS: u32 = 30;

fn potentials<const N: usize>(scores: &[i32; N]) -> [u64; N] {
    let top = scores.iter().copied().max().unwrap_or(0);
    scores.map(|s| decay(top.abs_diff(s)).max(1))
}

fn all_potentials(scores: &[i32]) -> Vec<u64> {
    let top = scores.iter().copied().max().unwrap_or(0);
    scores.iter().map(|s| decay(top.abs_diff(*s)).max(1)).collect()
}

/// Which way `b` follows `a` and, before it, `c`.
#[inline]
pub fn way(b: usize, a: Option<usize>, c: Option<usize>) -> usize {
    if a == Some(b) {
        SAME
    } else if c == Some(b) {
        BACK
    } else {
        OTHER
    }
}

/// Brings the largest of `row` to [`BITS`] bits.
fn rescale(row: &mut [u64]) {
    let top = row.iter().copied().max().unwrap_or(0);
    let bits = u64::BITS - top.leading_zeros();
    for x in row {
        *x = if bits > BITS { *x >> (bits - BITS) } else { *x << (BITS - bits) };
    }
}

/// For each turn each candidate's share, of 65536.
pub fn shares(links: &[Link]) -> Vec<Vec<u32>> {
    let n = links.len();
    let width = |t: usize| links.get(t).map_or(0, |l| l.members.len()).max(1);
    let member = |t: usize, i: usize| links.get(t).and_then(|l| l.members.get(i)).copied();
    let before = |t: usize| t.checked_sub(1).map_or(1, width);
    let units: Vec<Vec<u64>> = links
        .iter()
        .map(|l| if l.scores.is_empty() { vec![1 << 16] } else { all_potentials(&l.scores) })
        .collect();
    let ways: Vec<[u64; WAYS]> = links.iter().map(|l| potentials(&l.ways)).collect();
    let unit = |t: usize, b: usize| units.get(t).and_then(|u| u.get(b)).copied().unwrap_or(1);
    let factor = |t: usize, b: usize, a: usize, c: usize| -> u64 {
        let Some(own) = member(t, b) else { return 1 << 16 };
        let one = t.checked_sub(1).and_then(|t| member(t, a));
        let two = t.checked_sub(2).and_then(|t| member(t, c));
        ways.get(t).and_then(|w| w.get(way(own, one, two))).copied().unwrap_or(1)
    };
    // alpha[t][a * width + b]: turn t - 1 is said by a and turn t by b.
    let mut alpha: Vec<Vec<u64>> = Vec::with_capacity(n);
    for t in 0..n {
        let mut row = vec![0; before(t) * width(t)];
        let wide = width(t);
        for (i, slot) in row.iter_mut().enumerate() {
            let (a, b) = (i / wide, i % wide);
            let sum: u64 = match alpha.last() {
                None => 1 << BITS,
                Some(last) => {
                    let wide = before(t);
                    let each = (0..before(t - 1)).map(|c| {
                        let x = last.get(c * wide + a).copied().unwrap_or(0);
                        (x * factor(t, b, a, c)) >> 16
                    });
                    each.sum()
                }
            };
            *slot = ((sum >> 2) * unit(t, b)) >> 8;
        }
        rescale(&mut row);
        alpha.push(row);
    }
    let mut out = vec![Vec::new(); n];
    let mut beta = vec![1_u64 << BITS; before(n.saturating_sub(1)) * width(n.saturating_sub(1))];
    for t in (0..n).rev() {
        let wide = width(t);
        let mut sums = vec![0_u64; wide];
        if let Some(row) = alpha.get(t) {
            for (i, (x, y)) in row.iter().zip(&beta).enumerate() {
                if let Some(s) = sums.get_mut(i % wide) {
                    *s += (x * y) >> 8;
                }
            }
        }
        let total = sums.iter().sum::<u64>().max(1);
        if let Some(slot) = out.get_mut(t) {
            let share = |s: &u64| (u128::from(*s) * 65_536 / u128::from(total)) as u32;
            *slot = sums.iter().map(share).collect();
        }
        let Some(earlier) = t.checked_sub(1) else { break };
        // beta of the turn before: over c = its predecessor and a = itself.
        let (wide_before, wide_earlier) = (width(earlier), before(earlier));
        let mut row = vec![0; wide_earlier * wide_before];
        for (i, slot) in row.iter_mut().enumerate() {
            let (c, a) = (i / wide_before, i % wide_before);
            let each = (0..wide).map(|b| {
                let y = beta.get(a * wide + b).copied().unwrap_or(0);
                (((y * unit(t, b)) >> 16) * factor(t, b, a, c)) >> 16
            });
            *slot = each.sum();
        }
        rescale(&mut row);
        beta = row;
    }
    out
}
