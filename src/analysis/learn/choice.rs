//! A linear model that chooses one of several candidates: multinomial logistic regression, learned by AdaGrad (Duchi et al. 2011).
//!
//! Only additions, multiplications, divisions and square roots are used, in a fixed order: the same bits on every machine.

use crate::analysis::learned::{Weights, slot};

/// Examples: each a list of candidates of which one is right; a candidate is its features.
#[derive(Debug, Default)]
pub struct Examples {
    features: Vec<u32>,
    /// End of each candidate in `features`.
    candidates: Vec<u32>,
    /// Per example: end in `candidates`, the right one counted from its first, the document.
    closed: Vec<(u32, u32, u32)>,
}

impl Examples {
    /// Adds a candidate to the example that is being written.
    pub fn candidate(&mut self, features: &[u32]) {
        self.features.extend_from_slice(features);
        self.candidates.push(self.features.len() as u32);
    }

    /// Closes an example of document `document`, whose candidate number `right` is right.
    pub fn close(&mut self, right: usize, document: usize) {
        self.closed.push((self.candidates.len() as u32, right as u32, document as u32));
    }

    /// Number of examples.
    pub fn len(&self) -> usize {
        self.closed.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.closed.is_empty()
    }

    fn candidate_range(&self, n: usize) -> &[u32] {
        let end = self.candidates.get(n).copied().unwrap_or_default() as usize;
        let start =
            n.checked_sub(1).and_then(|p| self.candidates.get(p)).copied().unwrap_or_default() as usize;
        self.features.get(start..end).unwrap_or_default()
    }

    /// Which of `LEN` buckets occur in enough documents.
    fn frequent<const LEN: usize>(&self) -> Vec<bool> {
        let mut last = vec![u32::MAX; LEN];
        let mut documents = vec![0_u32; LEN];
        let mut first = 0;
        for &(end, _, document) in &self.closed {
            for n in first..end {
                for &f in self.candidate_range(n as usize) {
                    let bucket = slot::<LEN>(f);
                    if let (Some(l), Some(d)) = (last.get_mut(bucket), documents.get_mut(bucket))
                        && *l != document
                    {
                        *l = document;
                        *d += 1;
                    }
                }
            }
            first = end;
        }
        documents.into_iter().map(|d| d >= LEAST_DOCUMENTS).collect()
    }
}

/// In how many documents a feature must occur before it is learned.
const LEAST_DOCUMENTS: u32 = 3;

/// How to learn.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Times that all examples are gone through.
    pub rounds: usize,
    /// Step.
    pub rate: f32,
    /// How strongly weights are drawn to zero.
    pub decay: f32,
}

/// e^x by its exponent and a polynomial; good to 7 digits.
fn exp(x: f32) -> f32 {
    let x = x.clamp(-60.0, 60.0) * std::f32::consts::LOG2_E;
    let whole = x.floor();
    let r = (x - whole) * std::f32::consts::LN_2;
    let p = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r / 720.0)))));
    p * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// How often the examples are learned from anew, each time in other orders; the mean of the tables hangs less on any of them.
const RUNS: usize = 7;

/// Learns from `examples`.
pub fn learn<const LEN: usize>(examples: &Examples, settings: Settings) -> Weights<LEN> {
    let frequent = examples.frequent::<LEN>();
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut seed = 0x2545_c4a8_u32;
    let mut scores: Vec<f32> = Vec::new();
    let mut sums = vec![0.0_f32; LEN];
    for _ in 0..RUNS {
        let mut weights = vec![0.0_f32; LEN];
        let mut squares = vec![1.0e-3_f32; LEN];
        for round in 0..settings.rounds {
            shuffle(&mut order, &mut seed);
            for &n in &order {
                step::<LEN>(
                    examples,
                    n as usize,
                    &frequent,
                    &mut weights,
                    &mut squares,
                    &mut scores,
                    settings,
                );
            }
            // The mean over the rounds, without the first, errs less on new text than the last state alone (Polyak 1992).
            if round > 0 || settings.rounds == 1 {
                for (sum, w) in sums.iter_mut().zip(&weights) {
                    *sum += w;
                }
            }
        }
    }
    let rounds = (RUNS * settings.rounds.saturating_sub(1).max(1)) as f32;
    for sum in &mut sums {
        *sum /= rounds;
    }
    Weights::from_floats(&sums)
}

fn shuffle(order: &mut [u32], seed: &mut u32) {
    for i in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        order.swap(i, *seed as usize % (i + 1));
    }
}

fn step<const LEN: usize>(
    examples: &Examples,
    n: usize,
    frequent: &[bool],
    weights: &mut [f32],
    squares: &mut [f32],
    scores: &mut Vec<f32>,
    settings: Settings,
) {
    let Some(&(end, right, _)) = examples.closed.get(n) else { return };
    let first = n.checked_sub(1).and_then(|p| examples.closed.get(p)).map_or(0, |e| e.0);
    scores.clear();
    let mut top = f32::MIN;
    for c in first..end {
        let mut sum = 0.0;
        for &f in examples.candidate_range(c as usize) {
            sum += weights.get(slot::<LEN>(f)).copied().unwrap_or_default();
        }
        top = top.max(sum);
        scores.push(sum);
    }
    let mut total = 0.0;
    for s in scores.iter_mut() {
        *s = exp(*s - top);
        total += *s;
    }
    for (c, s) in scores.iter().enumerate() {
        let gradient = s / total - if c as u32 == right { 1.0 } else { 0.0 };
        if gradient.abs() < 1.0e-3 {
            continue;
        }
        for &f in examples.candidate_range(first as usize + c) {
            let bucket = slot::<LEN>(f);
            if !frequent.get(bucket).copied().unwrap_or(false) {
                continue;
            }
            if let (Some(w), Some(q)) = (weights.get_mut(bucket), squares.get_mut(bucket)) {
                let g = gradient + settings.decay * *w;
                *q += g * g;
                *w -= settings.rate * g / q.sqrt();
            }
        }
    }
}
