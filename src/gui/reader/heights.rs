//! Heights of blocks, estimated until they are laid out: sums and searches in logarithmic time (a Fenwick tree).

/// Heights and their running sums, in points. `f64`, since ten megabytes of text are millions of points high.
#[derive(Debug, Clone, Default)]
pub(super) struct Heights {
    each: Vec<f32>,
    tree: Vec<f64>,
}

impl Heights {
    /// From the height of each block.
    pub(super) fn new(each: Vec<f32>) -> Self {
        let mut tree = vec![0.0; each.len() + 1];
        for (i, h) in each.iter().enumerate() {
            if let Some(node) = tree.get_mut(i + 1) {
                *node += f64::from(*h);
            }
            let parent = i + 1 + lowest_bit(i + 1);
            let sum = tree.get(i + 1).copied().unwrap_or_default();
            if let Some(node) = tree.get_mut(parent) {
                *node += sum;
            }
        }
        Self { each, tree }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.each.len()
    }

    /// Height of block `i`; 0 beyond the last.
    pub(super) fn get(&self, i: usize) -> f32 {
        self.each.get(i).copied().unwrap_or_default()
    }

    /// Sets the height of block `i`.
    pub(super) fn set(&mut self, i: usize, height: f32) {
        let Some(now) = self.each.get_mut(i) else { return };
        let by = f64::from(height) - f64::from(*now);
        *now = height;
        let mut n = i + 1;
        while let Some(node) = self.tree.get_mut(n) {
            *node += by;
            n += lowest_bit(n);
        }
    }

    /// Sum of the heights of the blocks before `i`.
    pub(super) fn before(&self, i: usize) -> f64 {
        let mut n = i.min(self.each.len());
        let mut sum = 0.0;
        while n > 0 {
            sum += self.tree.get(n).copied().unwrap_or_default();
            n -= lowest_bit(n);
        }
        sum
    }

    /// Sum of all.
    pub(super) fn total(&self) -> f64 {
        self.before(self.each.len())
    }

    /// The block at height `y` from the top, and how far below its top that is.
    pub(super) fn find(&self, y: f64) -> (usize, f32) {
        let mut at = 0_usize;
        let mut rest = y.max(0.0);
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.tree.get(at + step).filter(|sum| **sum <= rest) {
                rest -= sum;
                at += step;
            }
            step /= 2;
        }
        match self.each.len() {
            0 => (0, 0.0),
            n if at >= n => (n - 1, self.get(n - 1)),
            _ => (at, rest as f32),
        }
    }
}

const fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_agree_with_a_plain_count(
            start in prop::collection::vec(1_u16..200, 1..80),
            sets in prop::collection::vec((0_usize..80, 1_u16..300), 0..40),
        ) {
            let mut plain: Vec<f32> = start.iter().map(|h| f32::from(*h)).collect();
            let mut h = Heights::new(plain.clone());
            for (i, v) in sets {
                if i < plain.len() {
                    plain[i] = f32::from(v);
                    h.set(i, f32::from(v));
                }
            }
            let mut sum = 0.0;
            for (i, v) in plain.iter().enumerate() {
                prop_assert!((h.before(i) - sum).abs() < 1e-6);
                prop_assert_eq!(h.find(sum), (i, 0.0));
                prop_assert_eq!(h.find(sum + f64::from(*v) - 0.5), (i, v - 0.5));
                sum += f64::from(*v);
            }
            prop_assert!((h.total() - sum).abs() < 1e-6);
            prop_assert_eq!(h.find(sum + 10.0).0, plain.len() - 1);
        }
    }
}
