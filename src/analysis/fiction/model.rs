//! The learned file of fiction: what speaks for a candidate at the first look and at the second, and what a share is worth.

use super::net::{self, Net};
use crate::analysis::weights::Model;
use crate::analysis::weights::model::SLOTS;

/// Kinds of answers that a share is counted for apart: by what names the source, whether whoever is taken for the speaker is only
/// described, and by how much of a book there is.
pub const CLASSES: usize = 20;
/// With fewer turns than this it is no book: its characters are hardly known.
pub const BOOK: usize = 150;
/// Points between which a share's worth is read, from 0 to the whole.
pub const KNOTS: usize = 17;

/// The class of an answer, in one of so many turns, by the subject of its reporting clause, and whether it is somebody `described`.
pub const fn class_of(subject: u32, described: bool, turns: usize) -> usize {
    let source = match subject {
        0 => 0,
        1 => 1,
        4 => 2,
        2 | 3 | 5 => 3,
        _ => 4,
    };
    let class = if described { source + CLASSES / 4 } else { source };
    if turns < BOOK { class + CLASSES / 2 } else { class }
}

/// How many turns a text has, in steps: in a short one less is known of everybody.
pub fn size(turns: usize) -> u32 {
    (turns + 1).ilog2().min(11)
}

/// What was learned for one look: a weight for each feature, and what facts say together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judge {
    /// Weights of features.
    pub table: Model,
    /// The network over facts.
    pub net: Net,
}

impl Judge {
    fn from_bytes(bytes: &[u8]) -> Self {
        let (table, rest) = bytes.split_at_checked(SLOTS).unwrap_or((&[], &[]));
        Self { table: Model::from_bytes(table), net: Net::from_bytes(rest) }
    }

    fn to_bytes(&self) -> Vec<u8> {
        [self.table.to_bytes(), self.net.to_bytes()].concat()
    }
}

/// What was learned of fiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    /// For the first look.
    pub first: Judge,
    /// For the second, which knows who is in company.
    pub again: Judge,
    /// For each class how often a share proves right, of 65535, at each knot.
    pub knots: [[u16; KNOTS]; CLASSES],
}

impl Weights {
    /// Reads a file: for each look [`SLOTS`] weights and a network, then the knots, little-endian in 16 bits. A share is worth itself
    /// in any other.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let (first, rest) = bytes.split_at_checked(SLOTS + net::BYTES).unwrap_or((&[], &[]));
        let (again, rest) = rest.split_at_checked(SLOTS + net::BYTES).unwrap_or((&[], &[]));
        let mut knots = [[0; KNOTS]; CLASSES];
        let mut values = rest.chunks_exact(2);
        for (i, slot) in knots.iter_mut().flat_map(|k| k.iter_mut().enumerate()) {
            *slot = match values.next() {
                Some([lo, hi]) => u16::from_le_bytes([*lo, *hi]),
                _ => (i * 65_535 / (KNOTS - 1)) as u16,
            };
        }
        Self { first: Judge::from_bytes(first), again: Judge::from_bytes(again), knots }
    }

    /// The file as [`Weights::from_bytes`] reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = self.first.to_bytes();
        out.extend(self.again.to_bytes());
        out.extend(self.knots.iter().flatten().flat_map(|k| k.to_le_bytes()));
        out
    }

    /// How likely a `share` of 65536 proves right in a turn of `class`, of 65536.
    pub fn worth(&self, class: usize, share: u32) -> u32 {
        let Some(knots) = self.knots.get(class) else { return share };
        let at = share.min(65_536) * (KNOTS as u32 - 1);
        let (k, part) = ((at >> 16) as usize, u64::from(at & 0xffff));
        let low = u64::from(knots.get(k).copied().unwrap_or(u16::MAX));
        let high = u64::from(knots.get(k + 1).copied().unwrap_or(low as u16));
        ((low * (65_536 - part) + high * part) >> 16) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_one_kind_of_answer() {
        let kinds = [0, 1, 2, 4, 6].map(|s| [(s, false, 10), (s, false, 900), (s, true, 10), (s, true, 900)]);
        let all: std::collections::BTreeSet<usize> =
            kinds.as_flattened().iter().map(|&(s, described, turns)| class_of(s, described, turns)).collect();
        assert_eq!(all, (0..CLASSES).collect());
    }

    #[test]
    fn a_file_reads_back_and_a_share_is_read_between_knots() {
        let mut w = Weights::from_bytes(b"");
        assert!(w.worth(0, 32_768).abs_diff(32_768) < 4, "nothing learned: a share is worth itself");
        w.knots[1][16] = 60_000;
        w.knots[1][15] = 50_000;
        assert_eq!(w.worth(1, 65_536), 60_000);
        assert!(w.worth(1, 63_488).abs_diff(55_000) < 4);
        let table = Model::from_floats(&vec![0.25; SLOTS]);
        let first = Judge { table, net: Net::default() };
        let w = Weights { again: first.clone(), first, ..w };
        assert_eq!(Weights::from_bytes(&w.to_bytes()), w);
    }
}
