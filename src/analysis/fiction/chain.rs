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

impl Link {
    /// The mean of what this look says and what `other` does, of the same candidates.
    #[must_use]
    pub fn mean(&self, other: &Self) -> Self {
        Self {
            members: self.members.clone(),
            scores: self.scores.iter().zip(&other.scores).map(|(a, b)| a.midpoint(*b)).collect(),
            ways: [0, 1, 2].map(|w| {
                let of = |l: &Self| l.ways.get(w).copied().unwrap_or(0);
                of(self).midpoint(of(other))
            }),
        }
    }
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

/// The part of `x` that `weight`, of 65536, leaves.
#[inline]
fn part(x: u64, weight: u64) -> u64 {
    (x * weight) >> 16
}

/// Each candidate of `link` with each of `earlier` who is the same.
fn pairs(link: Option<&Link>, earlier: Option<&Link>) -> Vec<(usize, usize)> {
    let (Some(link), Some(earlier)) = (link, earlier) else { return Vec::new() };
    let own = |b: usize, m: usize| {
        let same = earlier.members.iter().enumerate().filter(move |(_, x)| **x == m);
        same.map(move |(c, _)| (b, c))
    };
    link.members.iter().enumerate().flat_map(|(b, &m)| own(b, m)).collect()
}

/// For each turn each candidate's share, of 65536.
///
/// Who said the turn before the last counts only where it is who says this one. So one sum for all of them is set right for that
/// one: the work is in proportion to the square of the candidates, not to their cube.
pub fn shares(links: &[Link]) -> Vec<Vec<u32>> {
    let n = links.len();
    let width = |t: usize| links.get(t).map_or(0, |l| l.members.len()).max(1);
    let member = |t: usize, i: usize| links.get(t).and_then(|l| l.members.get(i)).copied();
    let before = |t: usize| t.checked_sub(1).map_or(1, width);
    let earlier = |t: usize, n: usize| t.checked_sub(n).and_then(|t| links.get(t));
    let units: Vec<Vec<u64>> = links
        .iter()
        .map(|l| if l.scores.is_empty() { vec![1 << 16] } else { all_potentials(&l.scores) })
        .collect();
    let ways: Vec<[u64; WAYS]> = links.iter().map(|l| potentials(&l.ways)).collect();
    let unit = |t: usize, b: usize| units.get(t).and_then(|u| u.get(b)).copied().unwrap_or(1);
    // The ways of a turn: the same one goes on, the one before it, another one. Where nobody may say it, all are alike.
    let ways = |t: usize| -> [u64; WAYS] {
        let alike = links.get(t).is_none_or(|l| l.members.is_empty());
        ways.get(t).copied().filter(|_| !alike).unwrap_or([1 << 16; WAYS])
    };
    // alpha[t][a * width + b]: turn t - 1 is said by a and turn t by b.
    let mut alpha: Vec<Vec<u64>> = Vec::with_capacity(n);
    for t in 0..n {
        let wide = width(t);
        let mut row = vec![1 << BITS; before(t) * wide];
        if let Some(last) = alpha.last() {
            let [same, back, other] = ways(t);
            let from = before(t);
            let mut sums = vec![(0_u64, 0_u64); from];
            for x in last.chunks_exact(from) {
                for ((if_same, if_other), &x) in sums.iter_mut().zip(x) {
                    *if_same += part(x, same);
                    *if_other += part(x, other);
                }
            }
            for (slots, &(_, if_other)) in row.chunks_exact_mut(wide).zip(&sums) {
                slots.fill(if_other);
            }
            for (b, c) in pairs(links.get(t), earlier(t, 2)) {
                let xs = last.get(c * from..(c + 1) * from).unwrap_or_default();
                for (slot, &x) in row.iter_mut().skip(b).step_by(wide).zip(xs) {
                    *slot = *slot + part(x, back) - part(x, other);
                }
            }
            for (b, a) in pairs(links.get(t), earlier(t, 1)) {
                if let (Some(slot), Some(&(if_same, _))) = (row.get_mut(a * wide + b), sums.get(a)) {
                    *slot = if_same;
                }
            }
        }
        for slots in row.chunks_exact_mut(wide) {
            for (b, slot) in slots.iter_mut().enumerate() {
                *slot = ((*slot >> 2) * unit(t, b)) >> 8;
            }
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
            for (x, y) in row.chunks_exact(wide).zip(beta.chunks_exact(wide)) {
                for (s, (x, y)) in sums.iter_mut().zip(x.iter().zip(y)) {
                    *s += (x * y) >> 8;
                }
            }
        }
        let total = sums.iter().sum::<u64>().max(1);
        if let Some(slot) = out.get_mut(t) {
            let share = |s: &u64| (u128::from(*s) * 65_536 / u128::from(total)) as u32;
            *slot = sums.iter().map(share).collect();
        }
        let Some(last) = t.checked_sub(1) else { break };
        // beta of the turn before: over c = its predecessor and a = itself.
        let (wide_before, wide_earlier) = (width(last), before(last));
        let [same, back, other] = ways(t);
        for ys in beta.chunks_exact_mut(wide) {
            for (b, y) in ys.iter_mut().enumerate() {
                *y = (*y * unit(t, b)) >> 16;
            }
        }
        let is_same = |a: usize, b: usize| member(t, b).is_some_and(|own| member(last, a) == Some(own));
        let all = beta.chunks_exact(wide).enumerate().map(|(a, ys)| {
            let each = ys.iter().enumerate();
            each.map(|(b, &y)| part(y, if is_same(a, b) { same } else { other })).sum::<u64>()
        });
        let mut row = all.collect::<Vec<_>>().repeat(wide_earlier);
        for (b, c) in pairs(links.get(t), earlier(t, 2)) {
            let slots = row.get_mut(c * wide_before..(c + 1) * wide_before).unwrap_or_default();
            for (a, (slot, &y)) in slots.iter_mut().zip(beta.iter().skip(b).step_by(wide)).enumerate() {
                if !is_same(a, b) {
                    *slot = *slot + part(y, back) - part(y, other);
                }
            }
        }
        rescale(&mut row);
        beta = row;
    }
    out
}
