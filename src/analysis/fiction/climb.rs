//! Climbing: the weights that make whole chains of turns likeliest, by stochastic gradient with a step per weight (`AdaGrad`, Duchi et
//! al. 2011).

use super::chain::way;
use super::facts::Facts;
use super::features::WAYS;
use super::learn::Step;
use super::net::ROWS;
use crate::analysis::weights::model::SLOTS;
use crate::analysis::weights::train::{next, shuffle};

/// How often all is seen.
const PASSES: usize = 5;
/// Passes before the weights count.
const SETTLED: usize = 2;
/// Size of the steps of features: they learn slower than the network, for most are rare.
const RATE: f32 = 0.012;
/// Pull of features towards zero.
const DECAY: f32 = 1e-3;
/// Size of the steps of the network.
const NET_RATE: f32 = 0.03;
/// Pull of the network towards zero.
const NET_DECAY: f32 = 2e-3;
/// Hidden units that one run learns.
pub const OWN_UNITS: usize = 16;

/// Weights while they are learned, or what is kept for each of them.
#[derive(Debug, Clone)]
pub struct Climber {
    /// Of features.
    pub table: Vec<f32>,
    /// Of facts, in each unit.
    pub rows: Vec<[f32; OWN_UNITS]>,
    /// Where each unit starts.
    pub start: [f32; OWN_UNITS],
    /// Of each unit.
    pub units: [f32; OWN_UNITS],
}

impl Climber {
    fn filled(x: f32) -> Self {
        Self {
            table: vec![x; SLOTS],
            rows: vec![[x; OWN_UNITS]; ROWS],
            start: [x; OWN_UNITS],
            units: [x; OWN_UNITS],
        }
    }

    /// Units that differ by chance, so that they learn to.
    fn unlike(seed: &mut u64) -> Self {
        let mut out = Self::filled(0.0);
        let mut chance = |most: f32| ((next(seed) >> 40) as f32 / (1_u64 << 24) as f32 * 2.0 - 1.0) * most;
        out.rows.as_flattened_mut().fill_with(|| chance(0.1));
        out.units.fill_with(|| chance(0.25));
        out.start.fill(0.1);
        out
    }

    fn add(&mut self, other: &Self) {
        let add = |all: &mut [f32], more: &[f32]| all.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        add(&mut self.table, &other.table);
        add(self.rows.as_flattened_mut(), other.rows.as_flattened());
        add(&mut self.start, &other.start);
        add(&mut self.units, &other.units);
    }

    fn scale(&mut self, by: f32) {
        let all = self.table.iter_mut().chain(self.rows.as_flattened_mut());
        all.chain(&mut self.start).chain(&mut self.units).for_each(|x| *x *= by);
    }

    fn sums(&self, facts: &Facts) -> [f32; OWN_UNITS] {
        let mut sums = self.start;
        for row in facts.0.iter().filter_map(|&row| self.rows.get(usize::from(row))) {
            sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += w);
        }
        sums
    }

    fn sum(&self, slots: &[u32]) -> f64 {
        slots.iter().map(|&s| f64::from(self.table.get(s as usize).copied().unwrap_or(0.0))).sum()
    }

    fn score(&self, slots: &[u32], facts: &Facts) -> f64 {
        let sums = self.sums(facts);
        let net: f32 = sums.iter().zip(&self.units).map(|(sum, w)| sum.max(0.0) * w).sum();
        self.sum(slots) + f64::from(net)
    }

    fn potentials(&self, steps: &[Step]) -> (Vec<Vec<f64>>, Vec<[f64; WAYS]>) {
        let units = steps
            .iter()
            .map(|s| {
                let scores: Vec<f64> =
                    s.candidates.iter().zip(&s.facts).map(|(c, f)| self.score(c, f)).collect();
                let top = scores.iter().copied().fold(f64::MIN, f64::max);
                scores.into_iter().map(|x| (x - top).exp()).collect()
            })
            .collect();
        let ways = steps
            .iter()
            .map(|s| {
                let scores = [0, 1, 2].map(|w| s.ways.get(w).map_or(0.0, |f| self.sum(f)));
                let top = scores.iter().copied().fold(f64::MIN, f64::max);
                scores.map(|x: f64| (x - top).exp())
            })
            .collect();
        (units, ways)
    }
}

/// One step of one weight against its gradient.
fn step(w: &mut f32, square: &mut f32, gradient: f32, rate: f32) {
    *square += gradient * gradient;
    *w -= rate * gradient / square.sqrt();
}

/// The mean over the later passes of the weights that make `parts` likeliest, in an order that follows from `seed`: it errs less on
/// new books than the last state alone (Polyak 1992). A part is the turns of a book and how much it counts; `allowed` are the
/// slots that enough books use.
pub fn climb(parts: &[(&[Step], f32)], allowed: &[bool], mut seed: u64) -> Climber {
    let mut weights = Climber::unlike(&mut seed);
    let mut squares = Climber::filled(1e-3);
    let mut sum = Climber::filled(0.0);
    let mut order: Vec<usize> = (0..parts.len()).collect();
    for pass in 0..PASSES {
        shuffle(&mut order, &mut seed);
        for (steps, weight) in order.iter().filter_map(|&i| parts.get(i)) {
            climb_part(steps, *weight, allowed, &mut weights, &mut squares);
        }
        if pass >= SETTLED {
            sum.add(&weights);
        }
    }
    sum.scale(1.0 / (PASSES - SETTLED) as f32);
    sum
}

fn climb_part(steps: &[Step], weight: f32, allowed: &[bool], weights: &mut Climber, squares: &mut Climber) {
    if !steps.iter().any(|s| s.right.contains(&true)) {
        return;
    }
    let (units, ways) = weights.potentials(steps);
    let all = expect(steps, &units, &ways, false);
    let good = expect(steps, &units, &ways, true);
    for (t, step) in steps.iter().enumerate() {
        let (Some(a), Some(g)) = (all.candidates.get(t), good.candidates.get(t)) else { continue };
        for ((slots, facts), (a, g)) in step.candidates.iter().zip(&step.facts).zip(a.iter().zip(g)) {
            let gradient = (a - g) as f32 * weight;
            pull(slots, gradient, allowed, weights, squares);
            pull_net(facts, gradient, weights, squares);
        }
        let (Some(a), Some(g)) = (all.ways.get(t), good.ways.get(t)) else { continue };
        for (slots, (a, g)) in step.ways.iter().zip(a.iter().zip(g)) {
            pull(slots, (a - g) as f32 * weight, allowed, weights, squares);
        }
    }
}

/// A gradient smaller than this moves nothing.
const LEAST: f32 = 1e-4;

fn pull(slots: &[u32], gradient: f32, allowed: &[bool], weights: &mut Climber, squares: &mut Climber) {
    if gradient.abs() < LEAST {
        return;
    }
    for slot in slots.iter().map(|&s| s as usize).filter(|&s| allowed.get(s).copied().unwrap_or(false)) {
        if let (Some(w), Some(g)) = (weights.table.get_mut(slot), squares.table.get_mut(slot)) {
            step(w, g, gradient + DECAY * *w, RATE);
        }
    }
}

fn pull_net(facts: &Facts, gradient: f32, weights: &mut Climber, squares: &mut Climber) {
    if gradient.abs() < LEAST {
        return;
    }
    let sums = weights.sums(facts);
    let mut back = [0.0_f32; OWN_UNITS];
    let own = weights.units.iter_mut().zip(&mut squares.units);
    let starts = weights.start.iter_mut().zip(&mut squares.start);
    for (((sum, back), (w, g)), (start, square)) in sums.iter().zip(&mut back).zip(own).zip(starts) {
        if *sum > 0.0 {
            *back = gradient * *w;
            step(w, g, gradient * sum + NET_DECAY * *w, NET_RATE);
            step(start, square, *back, NET_RATE);
        }
    }
    for &row in &facts.0 {
        let row = usize::from(row);
        let (Some(ws), Some(gs)) = (weights.rows.get_mut(row), squares.rows.get_mut(row)) else { continue };
        for ((w, g), back) in ws.iter_mut().zip(gs).zip(&back) {
            if *back != 0.0 {
                step(w, g, back + NET_DECAY * *w, NET_RATE);
            }
        }
    }
}

/// Shares of candidates and ways of a part of a book, by its weights; `only` the right candidates or all.
struct Expected {
    candidates: Vec<Vec<f64>>,
    ways: Vec<[f64; WAYS]>,
}

fn expect(steps: &[Step], units: &[Vec<f64>], ways: &[[f64; WAYS]], only: bool) -> Expected {
    let n = steps.len();
    let width = |t: usize| steps.get(t).map_or(1, |s| s.members.len().max(1));
    let before = |t: usize| t.checked_sub(1).map_or(1, width);
    let member = |t: usize, i: usize| steps.get(t).and_then(|s| s.members.get(i)).copied();
    let way_of = |t: usize, b: usize, a: usize, c: usize| -> usize {
        let Some(own) = member(t, b) else { return 2 };
        way(own, t.checked_sub(1).and_then(|t| member(t, a)), t.checked_sub(2).and_then(|t| member(t, c)))
    };
    let unit = |t: usize, b: usize| -> f64 {
        let Some(step) = steps.get(t) else { return 1.0 };
        if only && step.right.contains(&true) && !step.right.get(b).copied().unwrap_or(false) {
            return 0.0;
        }
        units.get(t).and_then(|u| u.get(b)).copied().unwrap_or(1.0)
    };
    let factor = |t: usize, w: usize| ways.get(t).and_then(|x| x.get(w)).copied().unwrap_or(1.0);
    let scale = |row: &mut Vec<f64>| {
        let sum: f64 = row.iter().sum();
        if sum > 0.0 {
            for x in row.iter_mut() {
                *x /= sum;
            }
        }
    };
    let mut alpha: Vec<Vec<f64>> = Vec::with_capacity(n);
    for t in 0..n {
        let wide = width(t);
        let mut row = vec![0.0; before(t) * wide];
        for (i, slot) in row.iter_mut().enumerate() {
            let (a, b) = (i / wide, i % wide);
            let u = unit(t, b);
            if u == 0.0 {
                continue;
            }
            let sum: f64 = alpha.last().map_or(1.0, |last| {
                let w = before(t);
                (0..before(t - 1))
                    .map(|c| last.get(c * w + a).copied().unwrap_or(0.0) * factor(t, way_of(t, b, a, c)))
                    .sum()
            });
            *slot = sum * u;
        }
        scale(&mut row);
        alpha.push(row);
    }
    let mut out = Expected { candidates: vec![Vec::new(); n], ways: vec![[0.0; WAYS]; n] };
    let last = n.saturating_sub(1);
    let mut beta = vec![1.0_f64; before(last) * width(last)];
    for t in (0..n).rev() {
        let wide = width(t);
        let mut sums = vec![0.0_f64; wide];
        if let Some(row) = alpha.get(t) {
            for (i, (x, y)) in row.iter().zip(&beta).enumerate() {
                if let Some(s) = sums.get_mut(i % wide) {
                    *s += x * y;
                }
            }
        }
        scale(&mut sums);
        if let Some(slot) = out.candidates.get_mut(t) {
            *slot = sums;
        }
        let Some(earlier) = t.checked_sub(1) else { break };
        let (mid, far) = (width(earlier), before(earlier));
        let mut row = vec![0.0; far * mid];
        let mut by_way = [0.0_f64; WAYS];
        let known = alpha.get(earlier);
        for (i, slot) in row.iter_mut().enumerate() {
            let (c, a) = (i / mid, i % mid);
            let x = known.and_then(|k| k.get(i)).copied().unwrap_or(0.0);
            for b in 0..wide {
                let u = unit(t, b);
                if u == 0.0 {
                    continue;
                }
                let w = way_of(t, b, a, c);
                let part = u * factor(t, w) * beta.get(a * wide + b).copied().unwrap_or(0.0);
                *slot += part;
                if let Some(s) = by_way.get_mut(w) {
                    *s += x * part;
                }
            }
        }
        let total: f64 = by_way.iter().sum();
        if total > 0.0
            && let Some(slot) = out.ways.get_mut(t)
        {
            *slot = by_way.map(|x| x / total);
        }
        scale(&mut row);
        beta = row;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A turn that the first of two candidates says, by the facts of both.
    fn step_of(facts: [&[u16]; 2]) -> Step {
        Step {
            members: vec![0, 1],
            candidates: vec![Vec::new(), Vec::new()],
            facts: facts.map(|f| Facts(f.to_vec())).to_vec(),
            right: vec![true, false],
            ..Step::default()
        }
    }

    #[test]
    fn what_facts_say_only_together_is_learned() {
        // The second fact speaks for whoever has the first one, and against whoever has not: no sum says so.
        let steps: Vec<Step> = (0..60)
            .map(|i| if i % 2 == 0 { step_of([&[1, 2], &[1]]) } else { step_of([&[], &[2]]) })
            .collect();
        let parts: Vec<(&[Step], f32)> = steps.chunks(2).map(|s| (s, 1.0)).collect();
        let climbed = climb(&parts, &vec![false; SLOTS], 7);
        let score = |facts: &[u16]| climbed.score(&[], &Facts(facts.to_vec()));
        assert!(score(&[1, 2]) > score(&[1]) + 0.5);
        assert!(score(&[]) > score(&[2]) + 0.5);
        let again = climb(&parts, &vec![false; SLOTS], 7);
        assert_eq!(climbed.rows, again.rows, "the same input gives the same weights");
    }

    #[test]
    fn a_feature_of_too_few_books_stays_zero() {
        let slots = |slot: u32| Step { candidates: vec![vec![slot], Vec::new()], ..step_of([&[], &[]]) };
        let steps: Vec<Step> = (0..20).map(|i| slots(3 + i % 2)).collect();
        let parts: Vec<(&[Step], f32)> = steps.chunks(2).map(|s| (s, 1.0)).collect();
        let mut allowed = vec![false; SLOTS];
        allowed[3] = true;
        let climbed = climb(&parts, &allowed, 1);
        assert!(climbed.table[3] > 0.0);
        assert!(climbed.table[4] == 0.0);
    }
}
