//! From what the rankers say to a probability that means what it says: a rising table of steps for each situation.
//!
//! The tables are learned by pooling adjacent violators (Ayer et al. 1955; for classifiers Zadrozny and Elkan 2002) from what the
//! engine said of documents that it had not learned from. Between two steps the line is straight. All in thousandths.

use crate::analysis::{FoundQuote, PerMille, QuoteKind, SourceKind};

/// Situations that are told apart.
pub const SITUATIONS: usize = 15;

/// A table with fewer quotations in it than this gives a step of its own to none.
const LEAST: u64 = 40;

/// Steps of each situation: what was said, and what of it was right, both rising.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confidence {
    steps: Vec<Vec<(u16, u16)>>,
}

/// What was said of a quotation, and whether it was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trial {
    /// See [`situation`].
    pub situation: usize,
    /// What was said, in thousandths.
    pub said: u16,
    /// Whether words and speaker were right.
    pub right: bool,
}

/// What kind of attribution `quote` has: marked or not, marked in a passage that tells a story (`told`), and what names its source.
pub fn situation(quote: &FoundQuote, told: bool) -> usize {
    let source = match quote.source_kind {
        SourceKind::Named => 0,
        SourceKind::Pronoun => 1,
        SourceKind::Nominal => 2,
        SourceKind::None if quote.speaker.is_some() => 3,
        SourceKind::None => 4,
    };
    source
        + match quote.kind {
            QuoteKind::Indirect => 5,
            _ if told => 10,
            _ => 0,
        }
}

impl Confidence {
    /// The probability, of quotations in `situation` for which `said` is said.
    pub fn of(&self, situation: usize, said: PerMille) -> PerMille {
        let Some(steps) = self.steps.get(situation).filter(|s| !s.is_empty()) else { return said };
        let x = u32::from(said.get());
        let next = steps.partition_point(|&(at, _)| u32::from(at) <= x);
        let (low, high) = (next.checked_sub(1).and_then(|i| steps.get(i)), steps.get(next));
        let value = match (low, high) {
            (Some(&(a, p)), Some(&(b, q))) => {
                let (a, b, p, q) = (u32::from(a), u32::from(b), u32::from(p), u32::from(q));
                p + (q - p) * (x - a) / (b - a).max(1)
            }
            (Some(&(_, p)), None) | (None, Some(&(_, p))) => u32::from(p),
            (None, None) => x,
        };
        PerMille::new(value as u16)
    }

    /// Learns the tables from `trials`.
    pub fn learn(trials: &[Trial]) -> Self {
        let mut steps = Vec::with_capacity(SITUATIONS);
        for situation in 0..SITUATIONS {
            let mut own: Vec<Trial> = trials.iter().copied().filter(|t| t.situation == situation).collect();
            own.sort_unstable();
            steps.push(pool(&own));
        }
        Self { steps }
    }

    /// The tables as [`Confidence::from_bytes`] reads them: for each situation how many steps, then the steps, 16 bits each,
    /// little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for steps in &self.steps {
            out.extend((steps.len() as u16).to_le_bytes());
            out.extend(steps.iter().flat_map(|(a, p)| [a.to_le_bytes(), p.to_le_bytes()].concat()));
        }
        out
    }

    /// Reads tables; what is cut short counts as not there.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut numbers = bytes.chunks_exact(2).map(|b| match b {
            [lo, hi] => u16::from_le_bytes([*lo, *hi]),
            _ => 0,
        });
        let mut steps = Vec::new();
        while let Some(count) = numbers.next() {
            let mut own = Vec::new();
            for _ in 0..count {
                if let (Some(a), Some(p)) = (numbers.next(), numbers.next()) {
                    own.push((a, p));
                }
            }
            steps.push(own);
        }
        Self { steps }
    }
}

/// A run of trials that share a step.
#[derive(Debug, Clone, Copy)]
struct Run {
    count: u64,
    said: u64,
    right: u64,
}

impl Run {
    fn join(self, other: Self) -> Self {
        Self {
            count: self.count + other.count,
            said: self.said + other.said,
            right: self.right + other.right,
        }
    }
}

/// Steps that rise, from trials in order of what was said.
fn pool(trials: &[Trial]) -> Vec<(u16, u16)> {
    let mut runs: Vec<Run> = Vec::new();
    // Those that were said alike stand together, whichever of them were right.
    for alike in trials.chunk_by(|a, b| a.said == b.said) {
        let (count, right) = (alike.len() as u64, alike.iter().filter(|t| t.right).count() as u64);
        runs.push(Run { count, said: alike.iter().map(|t| u64::from(t.said)).sum(), right });
        while let [.., a, b] = runs.as_slice() {
            // Joined where the later is right less often, and while a run is too short to say anything.
            let falls = b.right * a.count <= a.right * b.count;
            if !falls && a.count >= LEAST {
                break;
            }
            let joined = a.join(*b);
            runs.truncate(runs.len() - 2);
            runs.push(joined);
        }
    }
    let mut steps: Vec<(u16, u16)> = Vec::new();
    for r in runs {
        let at = (r.said / r.count.max(1)) as u16;
        // Half a right one of one more is added to each: nothing is certain.
        let share = ((r.right * 1000 + 500) / (r.count + 1)).min(999) as u16;
        match steps.last_mut() {
            Some(last) if last.0 >= at => last.1 = last.1.max(share),
            Some(last) => {
                let share = share.max(last.1);
                steps.push((at, share));
            }
            None => steps.push((at, share)),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trials(said: u16, right: u32, of: u32) -> impl Iterator<Item = Trial> {
        (0..of).map(move |n| Trial { situation: 0, said, right: n % of < right })
    }

    #[test]
    fn what_is_said_too_boldly_is_said_less_boldly() {
        let all: Vec<Trial> = trials(600, 30, 100).chain(trials(900, 80, 100)).collect();
        let c = Confidence::learn(&all);
        assert_eq!(c.of(0, PerMille::new(600)).get(), 301);
        assert_eq!(c.of(0, PerMille::new(900)).get(), 797);
        assert_eq!(c.of(0, PerMille::new(750)).get(), 549, "half way between two steps");
        assert_eq!(c.of(0, PerMille::new(1000)).get(), 797, "never above what was seen");
        assert_eq!(c.of(4, PerMille::new(640)).get(), 640, "what was never tried is left as it is");
        assert_eq!(Confidence::from_bytes(&c.to_bytes()), c);
    }

    #[test]
    fn more_said_is_never_less_probable() {
        let all: Vec<Trial> =
            trials(500, 90, 100).chain(trials(700, 40, 100)).chain(trials(950, 95, 100)).collect();
        let c = Confidence::learn(&all);
        let shares: Vec<u16> = (0..=1000).map(|x| c.of(0, PerMille::new(x)).get()).collect();
        assert!(shares.is_sorted() && shares.first() < shares.last());
    }
}
