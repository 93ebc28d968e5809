//! Word alignment: a quotation laid whole along any part of a window of a source.
//!
//! Semi-global alignment by dynamic programming (Needleman and Wunsch 1970, with free ends in the source as in Sellers 1980) over hashes of
//! words. Where the quotation has a gap, one jump over any number of source words costs a constant. Beyond [`CELLS`] cells only a band
//! round the diagonal is filled, so that time stays linear in the quotation.

use super::units::Gap;

/// Most cells of the table.
const CELLS: usize = 1 << 21;

/// The narrowest band.
const BAND: usize = 64;

const SAME: i32 = 8;
const INSERT: i32 = -3;
const DELETE: i32 = -3;
/// Leaving out a filler.
const DELETE_FILLER: i32 = -1;
const JUMP: i32 = -4;
const NEVER: i32 = i32::MIN / 2;

/// What the alignment knows of a word of the quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) key: u32,
    pub(super) gap: Gap,
    /// In brackets: it may have no counterpart.
    pub(super) bracket: bool,
}

/// What the alignment knows of a word of the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) key: u32,
    pub(super) filler: bool,
}

/// One step, in the order of the quotation: indices into the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    /// The same word.
    Same { quote: usize, source: usize },
    /// A word that only the quotation has.
    Insert { quote: usize },
    /// A word that only the source has.
    Delete { source: usize },
}

/// Where a quotation lies in a window, without the steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Rough {
    pub(super) score: i32,
    /// Words that are the same.
    pub(super) matched: u32,
    /// First and one past the last word of the window that it covers.
    pub(super) from: u32,
    pub(super) end: u32,
}

/// The columns that row `i` of `n` fills, of `m` columns.
#[derive(Debug, Clone, Copy)]
struct Band {
    n: usize,
    m: usize,
    width: usize,
}

impl Band {
    fn new(n: usize, m: usize) -> Self {
        let width = if (n + 1).saturating_mul(m + 1) <= CELLS {
            m + 1
        } else {
            (CELLS / (n + 1)).max(2 * BAND).min(m + 1)
        };
        Self { n, m, width }
    }

    /// First column of row `i`.
    fn first(self, i: usize) -> usize {
        let centre = i * self.m / self.n.max(1);
        centre.saturating_sub(self.width / 2).min(self.m + 1 - self.width)
    }
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    score: i32,
    matched: u32,
    from: u32,
    end: u32,
}

const NOWHERE: Cell = Cell { score: NEVER, matched: 0, from: 0, end: 0 };

fn insert_cost(asked: Asked) -> i32 {
    if asked.bracket { 0 } else { INSERT }
}

fn delete_cost(given: Given) -> i32 {
    if given.filler { DELETE_FILLER } else { DELETE }
}

/// Lays `asked` along `given` and says where it lies.
pub(super) fn rough(asked: &[Asked], given: &[Given]) -> Rough {
    let band = Band::new(asked.len(), given.len());
    let start = |j: usize| Cell { score: 0, matched: 0, from: j as u32, end: j as u32 };
    let mut above: Vec<Cell> = (0..band.width).map(start).collect();
    let mut row: Vec<Cell> = vec![NOWHERE; band.width];
    let mut above_first = 0;
    for (i, word) in asked.iter().enumerate() {
        if word.gap != Gap::None {
            jump(&mut above, i);
        }
        let first = band.first(i + 1);
        let insert = insert_cost(*word);
        let mut left = NOWHERE;
        for (k, cell) in row.iter_mut().enumerate() {
            let j = first + k;
            let at =
                |j: usize| j.checked_sub(above_first).and_then(|k| above.get(k)).copied().unwrap_or(NOWHERE);
            let mut best = at(j);
            best.score += insert;
            if let Some(given) = j.checked_sub(1).and_then(|j| given.get(j)) {
                if given.key == word.key {
                    let mut same = at(j - 1);
                    if same.matched == 0 {
                        same.from = j as u32 - 1;
                    }
                    same.score += SAME;
                    same.matched += 1;
                    same.end = j as u32;
                    if same.score >= best.score {
                        best = same;
                    }
                }
                let deleted = left.score + delete_cost(*given);
                if deleted > best.score {
                    best = Cell { score: deleted, ..left };
                }
            }
            *cell = best;
            left = best;
        }
        std::mem::swap(&mut above, &mut row);
        above_first = first;
    }
    let best = above.iter().fold(NOWHERE, |best, c| if c.score > best.score { *c } else { best });
    Rough { score: best.score, matched: best.matched, from: best.from, end: best.end }
}

/// Before a gap: any column may be reached from any earlier one. Nothing is jumped over before the first word.
fn jump(row: &mut [Cell], i: usize) {
    if i == 0 {
        return;
    }
    let mut best = NOWHERE;
    for cell in row {
        if best.score + JUMP > cell.score {
            *cell = Cell { score: best.score + JUMP, ..best };
        } else if cell.score > best.score {
            best = *cell;
        }
    }
}

const FROM_START: u8 = 0;
const BY_SAME: u8 = 1;
const BY_INSERT: u8 = 2;
const BY_DELETE: u8 = 3;
const BY_JUMP: u8 = 4;

/// Lays `asked` along `given`; the steps between the first and the last word that are the same (words of the quotation outside are
/// insertions), and the score.
pub(super) fn align(asked: &[Asked], given: &[Given]) -> (Vec<Move>, i32) {
    let (n, m) = (asked.len(), given.len());
    let band = Band::new(n, m);
    let mut trace = vec![FROM_START; (n + 1) * band.width];
    // Columns that were reached by a jump: from which column.
    let mut jumps: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut above = vec![0_i32; band.width];
    let mut row = vec![NEVER; band.width];
    let mut above_first = 0;
    for (i, word) in asked.iter().enumerate() {
        if word.gap != Gap::None && i > 0 {
            let mut from = vec![u32::MAX; band.width];
            let (mut best, mut best_at) = (NEVER, 0);
            for (k, (score, from)) in above.iter_mut().zip(&mut from).enumerate() {
                if best + JUMP > *score {
                    *score = best + JUMP;
                    *from = (above_first + best_at) as u32;
                } else if *score > best {
                    (best, best_at) = (*score, k);
                }
            }
            jumps.push((i, from));
        }
        let first = band.first(i + 1);
        let insert = insert_cost(*word);
        let mut left = NEVER;
        let marks = trace.get_mut((i + 1) * band.width..(i + 2) * band.width).unwrap_or_default();
        for (k, (cell, mark)) in row.iter_mut().zip(marks).enumerate() {
            let j = first + k;
            let at =
                |j: usize| j.checked_sub(above_first).and_then(|k| above.get(k)).copied().unwrap_or(NEVER);
            let (mut best, mut by) = (at(j) + insert, BY_INSERT);
            if let Some(given) = j.checked_sub(1).and_then(|j| given.get(j)) {
                if given.key == word.key {
                    let same = at(j - 1) + SAME;
                    if same >= best {
                        (best, by) = (same, BY_SAME);
                    }
                }
                let deleted = left + delete_cost(*given);
                if deleted > best {
                    (best, by) = (deleted, BY_DELETE);
                }
            }
            (*cell, *mark) = (best.max(NEVER), by);
            left = best;
        }
        std::mem::swap(&mut above, &mut row);
        above_first = first;
    }
    let (mut k, mut score) = (0, NEVER);
    for (at, s) in above.iter().enumerate() {
        if *s > score {
            (k, score) = (at, *s);
        }
    }
    (walk_back(&band, &trace, &jumps, above_first + k), score)
}

fn walk_back(band: &Band, trace: &[u8], jumps: &[(usize, Vec<u32>)], end: usize) -> Vec<Move> {
    let (mut i, mut j) = (band.n, end);
    let mut out = Vec::with_capacity(band.n + 8);
    // A jump leads from row i to an earlier column of the same row; it is made before word i.
    let mut jumped = true;
    while i > 0 {
        let first = band.first(i);
        let mut by = trace.get(i * band.width + j.saturating_sub(first)).copied().unwrap_or(BY_INSERT);
        if !jumped
            && let Some((_, from)) = jumps.iter().find(|(row, _)| *row == i)
            && from.get(j.saturating_sub(first)).is_some_and(|f| *f != u32::MAX)
        {
            by = BY_JUMP;
        }
        match by {
            BY_JUMP => {
                let to = jumps
                    .iter()
                    .find(|(row, _)| *row == i)
                    .and_then(|(_, f)| f.get(j - first))
                    .copied()
                    .unwrap_or(0) as usize;
                out.extend((to..j).rev().map(|source| Move::Delete { source }));
                j = to;
                jumped = true;
            }
            BY_SAME if j > 0 => {
                out.push(Move::Same { quote: i - 1, source: j - 1 });
                (i, j) = (i - 1, j - 1);
                jumped = false;
            }
            BY_DELETE if j > 0 => {
                out.push(Move::Delete { source: j - 1 });
                j -= 1;
                jumped = true;
            }
            _ => {
                out.push(Move::Insert { quote: i - 1 });
                i -= 1;
                jumped = false;
            }
        }
    }
    out.reverse();
    // Source words before the first and behind the last common word belong to nobody.
    let is_same = |m: &Move| matches!(m, Move::Same { .. });
    let (first, last) = (out.iter().position(is_same), out.iter().rposition(is_same));
    let (Some(first), Some(last)) = (first, last) else {
        out.retain(|m| matches!(m, Move::Insert { .. }));
        return out;
    };
    let mut at = 0;
    out.retain(|m| {
        at += 1;
        (first < at && at <= last + 1) || !matches!(m, Move::Delete { .. })
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_hash;

    fn given(words: &str) -> Vec<Given> {
        words.split(' ').map(|w| Given { key: fold_hash(w), filler: w == "um" }).collect()
    }

    /// `…` before a word is a gap, `[` a bracket.
    fn asked(words: &str) -> Vec<Asked> {
        let word = |w: &str| Asked {
            key: fold_hash(w.trim_start_matches(['…', '['])),
            gap: if w.starts_with('…') { Gap::Ellipsis } else { Gap::None },
            bracket: w.starts_with('['),
        };
        words.split(' ').map(word).collect()
    }

    fn show(quote: &str, source: &str) -> String {
        let (q, s): (Vec<&str>, Vec<&str>) = (quote.split(' ').collect(), source.split(' ').collect());
        let (moves, score) = align(&asked(quote), &given(source));
        let r = rough(&asked(quote), &given(source));
        assert_eq!(r.score, score, "{quote} / {source}");
        let same = moves.iter().filter(|m| matches!(m, Move::Same { .. })).count();
        assert_eq!(r.matched as usize, same, "{quote} / {source}");
        let one = |m: &Move| match m {
            Move::Same { quote, .. } => q[*quote].to_owned(),
            Move::Insert { quote } => format!("+{}", q[*quote]),
            Move::Delete { source } => format!("-{}", s[*source]),
        };
        moves.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_quotation_lies_anywhere_in_its_source() {
        assert_eq!(show("we will pay", "but i say we will pay for it"), "we will pay");
        assert_eq!(show("we will pay", "but we um will not pay for"), "we -um will -not pay");
        assert_eq!(show("we shall pay", "so we will pay now"), "we -will +shall pay");
        assert_eq!(show("then [the we will pay", "we will pay"), "+then +[the we will pay");
    }

    #[test]
    fn a_gap_jumps_over_words() {
        let source = "we will pay for the long wall and for the pier by may and then go home";
        assert_eq!(
            show("we will pay …and then go", source),
            "we will pay -for -the -long -wall -and -for -the -pier -by -may …and then go"
        );
        assert_eq!(show("we will pay …for the", source), "we will pay …for the");
    }

    #[test]
    fn a_long_quotation_fills_only_a_band() {
        let words: Vec<String> = (0..6000).map(|n| format!("w{}", n * 7 % 5003)).collect();
        let mut source = words.clone();
        source.insert(3000, "more".into());
        let (moves, _) = align(&asked(&words.join(" ")), &given(&source.join(" ")));
        assert_eq!(moves.len(), 6001);
        assert_eq!(moves.iter().filter(|m| matches!(m, Move::Same { .. })).count(), 6000);
    }

    proptest::proptest! {
        #[test]
        fn every_word_of_the_quotation_is_in_one_step(q in "[a-d]( […]?[a-d]){0,12}", s in "[a-d]( [a-d]){0,20}") {
            let (moves, score) = align(&asked(&q), &given(&s));
            let mut quote = Vec::new();
            let mut source = Vec::new();
            for m in &moves {
                match m {
                    Move::Same { quote: a, source: b } => { quote.push(*a); source.push(*b); }
                    Move::Insert { quote: a } => quote.push(*a),
                    Move::Delete { source: b } => source.push(*b),
                }
            }
            proptest::prop_assert_eq!(quote, (0..q.split(' ').count()).collect::<Vec<_>>());
            proptest::prop_assert!(source.windows(2).all(|w| w[0] + 1 == w[1]));
            proptest::prop_assert_eq!(rough(&asked(&q), &given(&s)).score, score);
        }
    }
}
