//! How everybody talks: whose other words are like those of a turn.
//!
//! A word speaks for whoever says it more often than the book does: the logarithm of its share in what they say, pulled towards its
//! share in all that is said (Dirichlet prior: Zhai and Lafferty 2004), over that share; summed over the words of the turn, as naive
//! Bayes does. In whole numbers, for the same result on every machine.

use super::model::BOOK;
use super::turns::Turn;
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::token::TokenKind;

/// The words of a turn: which, by the number of its form, and how often.
pub type Words = Vec<(u32, u32)>;

/// The marked words of `turn`.
pub fn words(scene: &Scene<'_, '_>, turn: &Turn) -> Words {
    let page = scene.page;
    let is_word = |i: usize| matches!(page.kind(i), TokenKind::Word | TokenKind::Clitic);
    let mut all: Vec<u32> = (turn.tokens.start..turn.tokens.end)
        .filter(|&i| is_word(i) && !page.is_outside(i))
        .map(|i| page.tokens.form(i) as u32)
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).filter_map(|alike| Some((*alike.first()?, alike.len() as u32))).collect()
}

/// Whoever says fewer words is not known by them.
const LEAST: u32 = 60;
/// Words that the share in all that is said counts as much as.
const PRIOR: u64 = 300;
/// Bits behind the point of a logarithm to base two.
const BITS: u32 = 8;
/// A step of likeness: 2.5 in natural logarithms.
const STEP: i64 = 923;

/// How everybody talks, as far as it is known who speaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talk {
    /// Whose each turn was taken for.
    who: Vec<Option<usize>>,
    /// For each word how often it is said.
    all: Vec<u32>,
    /// All words that are said.
    total: u32,
    /// For each word and whoever says it how often they do, in order.
    own: Vec<(u32, usize, u32)>,
    /// Where the words begin in it, and its end.
    starts: Vec<u32>,
    /// For each member of the cast how many words they say.
    totals: Vec<u32>,
}

impl Talk {
    /// From the words of all turns of a book, and whose they are; from those of a passage nothing is known.
    pub fn new(turns: &[Words], who: Vec<Option<usize>>) -> Self {
        let mut out = Self { who, ..Self::default() };
        if turns.len() < BOOK {
            return out;
        }
        for (words, who) in turns.iter().zip(&out.who) {
            for &(word, n) in words {
                add(&mut out.all, word as usize, n);
                out.total += n;
                if let Some(member) = *who {
                    add(&mut out.totals, member, n);
                    out.own.push((word, member, n));
                }
            }
        }
        out.own.sort_unstable();
        out.own.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 += next.2;
            }
            same
        });
        let mut at = 0;
        for word in 0..=out.all.len() {
            while out.own.get(at).is_some_and(|o| (o.0 as usize) < word) {
                at += 1;
            }
            out.starts.push(at as u32);
        }
        out
    }

    /// For each of `members` how much the words of turn `t` are like their other ones, as a number for features: in steps, how far
    /// behind whoever's are most alike, and how much they say. `None` of whom too little is known.
    pub fn likeness(&self, turns: &[Words], t: usize, members: &[usize]) -> Vec<Option<u32>> {
        let Some(words) = turns.get(t).filter(|_| self.total > 0) else { return vec![None; members.len()] };
        let len: u32 = words.iter().map(|w| w.1).sum();
        let scores: Vec<Option<(i64, u32)>> = members.iter().map(|&m| self.score(words, len, t, m)).collect();
        let best = scores.iter().flatten().map(|s| s.0).max().unwrap_or_default();
        let code = |(score, said): (i64, u32)| {
            let alike = ((score + STEP / 2).div_euclid(STEP)).clamp(-6, 6) + 6;
            let behind = ((best - score + STEP / 2) / STEP).clamp(0, 7);
            (alike as u32 * 8 + behind as u32) * 4 + (said.ilog2().saturating_sub(6) / 2).min(3)
        };
        scores.into_iter().map(|s| s.map(code)).collect()
    }

    /// How much the `words` of turn `t`, so many, are like the other words of `member`, as a logarithm to base two, and how many
    /// those are.
    fn score(&self, words: &Words, len: u32, t: usize, member: usize) -> Option<(i64, u32)> {
        // What the turn itself says proves nothing.
        let is_own = self.who.get(t).copied().flatten() == Some(member);
        let others = |n: u32, here: u32| if is_own { n.saturating_sub(here) } else { n };
        let said = others(self.totals.get(member).copied()?, len);
        if said < LEAST {
            return None;
        }
        let total = u64::from(self.total.saturating_sub(len).max(1));
        let none = log2(PRIOR << BITS) - log2((u64::from(said) + PRIOR) << BITS);
        let mut sum = none * i64::from(len);
        for &(word, n) in words {
            let own = u64::from(others(self.times(word, member), n));
            if own > 0 {
                let all = u64::from(self.all.get(word as usize).copied().unwrap_or(0).saturating_sub(n));
                // A tenth of a word is added to each: nothing is never said.
                let more = ((own * total * 10) << BITS) / (all * 10 + 1);
                sum += (log2(more + (PRIOR << BITS)) - log2(PRIOR << BITS)) * i64::from(n);
            }
        }
        Some((sum, said))
    }

    /// How often `member` says `word`.
    fn times(&self, word: u32, member: usize) -> u32 {
        let start = |word: usize| self.starts.get(word).copied().unwrap_or(0) as usize;
        let all = self.own.get(start(word as usize)..start(word as usize + 1)).unwrap_or_default();
        let at = all.partition_point(|o| o.1 < member);
        all.get(at).filter(|o| o.1 == member).map_or(0, |o| o.2)
    }
}

fn add(counts: &mut Vec<u32>, at: usize, n: u32) {
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    if let Some(slot) = counts.get_mut(at) {
        *slot += n;
    }
}

/// The logarithm of `x` to base two, [`BITS`] of it behind the point; 0 of 0. Bit by bit, by squaring (Briggs 1624).
fn log2(x: u64) -> i64 {
    let Some(whole) = x.checked_ilog2() else { return 0 };
    // The fraction as a number of 32 bits from one to two.
    let mut rest = if whole > 31 { x >> (whole - 31) } else { x << (31 - whole) };
    let mut out = i64::from(whole);
    for _ in 0..BITS {
        rest = (rest * rest) >> 31;
        out <<= 1;
        if rest >> 32 > 0 {
            rest >>= 1;
            out |= 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logarithm_is_that_of_the_textbook() {
        for x in [1_u64, 2, 3, 7, 10, 1000, 123_456_789, u64::from(u32::MAX) * 1000] {
            let exact = (x as f64).log2() * 256.0;
            assert!((log2(x) as f64 - exact).abs() <= 1.0, "{x}: {} {exact}", log2(x));
        }
        assert_eq!(log2(0), 0);
    }

    /// Turns of two by turns: one says words 0 to 4, the other 5 to 9, both 10; a third never enough.
    fn book(turns: usize) -> (Vec<Words>, Vec<Option<usize>>) {
        let words = |t: usize| -> Words {
            let own = (t % 2) as u32 * 5;
            vec![(own + t as u32 % 5, 2), (own + (t as u32 + 1) % 5, 1), (10, 1)]
        };
        ((0..turns).map(words).collect(), (0..turns).map(|t| Some(t % 2)).collect())
    }

    #[test]
    fn words_speak_for_whoever_says_them_elsewhere() {
        let (words, who) = book(200);
        let talk = Talk::new(&words, who);
        let likeness = talk.likeness(&words, 10, &[0, 1, 2]);
        let [Some(own), Some(other), None] = likeness.as_slice() else { panic!("{likeness:?}") };
        assert!(own > other);
        assert_eq!(own / 4 % 8, 0, "nobody's are more alike");
    }

    #[test]
    fn what_only_the_turn_itself_says_speaks_for_nobody() {
        let (mut words, who) = book(200);
        words[10] = vec![(11, 9)];
        let talk = Talk::new(&words, who);
        let likeness = talk.likeness(&words, 10, &[0, 1]);
        assert_eq!(likeness.first(), likeness.get(1));
    }

    #[test]
    fn a_passage_tells_nothing_of_how_they_talk() {
        let (words, who) = book(40);
        assert_eq!(Talk::new(&words, who).likeness(&words, 10, &[0, 1]), [None, None]);
    }
}
