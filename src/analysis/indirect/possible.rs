//! Which places and phrases are worth a look at all: what the words at a place are, and how far it is from its cue, rule most of
//! them out before a feature is made (as the tag dictionary of a tagger does, Ratnaparkhi 1996).

use super::cue::Setting;
use super::extent::Part;
use super::frame::Frame;

/// Bits of a row.
const WIDTH: usize = 32;
/// Steps of distance.
const STEPS: usize = 8;
/// Rows of the starts, and of the ends: side, distance, the class before.
const PLACES: usize = 2 * STEPS * WIDTH;
/// All rows: starts, ends, and for sources side and distance.
const ROWS: usize = 2 * PLACES + 2 * STEPS;
/// A place is ruled out where fewer than one in this many of its kind were right.
const ONE_IN: u32 = 100;

/// A kind of place: its row and its bit in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    row: usize,
    bit: u32,
}

fn steps(distance: usize) -> usize {
    match distance {
        0..=3 => distance,
        4..=6 => 4,
        7..=12 => 5,
        13..=24 => 6,
        _ => 7,
    }
}

#[inline]
fn place(frame: &Frame, part: Part, distance: usize, k: usize) -> Spot {
    let side = usize::from(part.is_after()) * STEPS + steps(distance);
    Spot { row: side * WIDTH + frame.before(k, 1).tag as usize, bit: frame.at(k).tag as u32 }
}

/// Content part `part` beginning at `k`.
#[inline]
pub fn start(frame: &Frame, s: &Setting, part: Part, k: usize) -> Spot {
    place(frame, part, s.cue.abs_diff(k), k)
}

/// Content part `part` that begins at `start` ending before `k`.
#[inline]
pub fn end(frame: &Frame, s: &Setting, part: Part, start: usize, k: usize) -> Spot {
    let distance = if part.is_after() { k.abs_diff(start) } else { s.cue.abs_diff(k) };
    let Spot { row, bit } = place(frame, part, distance, k);
    Spot { row: PLACES + row, bit }
}

/// Phrase `n` as the source, the first behind the cue being phrase `behind`.
#[inline]
pub fn source(frame: &Frame, behind: usize, n: usize) -> Spot {
    let (side, distance) = if n < behind { (0, behind - n - 1) } else { (1, n - behind) };
    let bit = frame.phrases.get(n).map_or(0, |p| p.kind as u32);
    Spot { row: 2 * PLACES + side * STEPS + steps(distance), bit }
}

/// A bit for each kind of place: whether it is worth a look. Empty, all are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Possible(pub Vec<u32>);

impl Possible {
    /// Whether `spot` is worth a look.
    #[inline]
    pub fn holds(&self, spot: Spot) -> bool {
        self.0.get(spot.row).is_none_or(|row| row >> spot.bit & 1 != 0)
    }
}

/// How often each kind of place was met, and how often it was the right one.
#[derive(Debug)]
pub struct Tally(Vec<[(u32, u32); WIDTH]>);

impl Default for Tally {
    fn default() -> Self {
        Self(vec![[(0, 0); WIDTH]; ROWS])
    }
}

impl Tally {
    /// Counts a place.
    pub fn add(&mut self, spot: Spot, is_right: bool) {
        if let Some((met, right)) = self.0.get_mut(spot.row).and_then(|r| r.get_mut(spot.bit as usize)) {
            *met += 1;
            *right += u32::from(is_right);
        }
    }

    /// What is worth a look: what was right often enough, and what was hardly met.
    pub fn possible(&self) -> Possible {
        let is_worth = |&(met, right): &(u32, u32)| (right + 1) * ONE_IN > met;
        let row = |r: &[(u32, u32); WIDTH]| {
            r.iter().enumerate().fold(0, |mask, (bit, place)| mask | u32::from(is_worth(place)) << bit)
        };
        Possible(self.0.iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_often_met_and_hardly_right_is_ruled_out() {
        let mut tally = Tally::default();
        let [never, seldom, rare] = [0, 1, 2].map(|bit| Spot { row: 3, bit });
        for n in 0..1000 {
            tally.add(never, false);
            tally.add(seldom, n % 100 == 0);
            if n < 50 {
                tally.add(rare, false);
            }
        }
        let possible = tally.possible();
        assert!(!possible.holds(never));
        assert!(possible.holds(seldom) && possible.holds(rare));
        assert!(Possible::default().holds(never));
    }
}
