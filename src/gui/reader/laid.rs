//! A block as it is laid out: from bytes to places and back.

use egui::{Galley, Vec2};
use std::sync::Arc;

/// A piece of a row, in points from the block's top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::gui) struct Segment {
    /// Which row of the block.
    pub row: usize,
    /// Left end.
    pub left: f32,
    /// Right end.
    pub right: f32,
    /// Middle of the row.
    pub middle: f32,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    first: usize,
    count: usize,
    middle: f32,
}

/// A block's words in place.
#[derive(Debug, Clone)]
pub(in crate::gui) struct Laid {
    /// The words.
    pub galley: Arc<Galley>,
    /// Byte at which each character begins; `None` where each is one byte.
    starts: Option<Box<[u16]>>,
    rows: Vec<Row>,
    len: usize,
    /// The frame that used it last.
    pub used: u64,
}

impl Laid {
    /// From the words and their layout.
    pub(in crate::gui) fn new(words: &str, galley: Arc<Galley>) -> Self {
        let starts = (!words.is_ascii()).then(|| words.char_indices().map(|(i, _)| i as u16).collect());
        let mut first = 0;
        let rows = galley.rows.iter().map(|row| {
            let count = row.char_count_including_newline().0;
            let at = first;
            first += count;
            Row { first: at, count, middle: row.pos.y + row.size.y / 2.0 }
        });
        let rows = rows.collect();
        Self { galley, starts, rows, len: words.len(), used: 0 }
    }

    /// How many rows there are.
    pub(in crate::gui) fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Middle of row `row`.
    pub(in crate::gui) fn middle(&self, row: usize) -> f32 {
        self.rows.get(row).map_or(0.0, |r| r.middle)
    }

    fn char_of(&self, byte: usize) -> usize {
        match &self.starts {
            None => byte.min(self.len),
            Some(starts) => starts.partition_point(|s| usize::from(*s) < byte),
        }
    }

    fn byte_of(&self, char: usize) -> usize {
        match &self.starts {
            None => char.min(self.len),
            Some(starts) => starts.get(char).map_or(self.len, |s| usize::from(*s)),
        }
    }

    fn row_of(&self, char: usize) -> usize {
        self.rows.partition_point(|r| r.first <= char).saturating_sub(1)
    }

    /// The row of byte `byte` (from the block's first) and how far from the left it stands.
    pub(in crate::gui) fn place(&self, byte: usize) -> (usize, f32) {
        let char = self.char_of(byte);
        let row = self.row_of(char);
        let column = char - self.rows.get(row).map_or(0, |r| r.first);
        (row, self.x(row, column))
    }

    fn x(&self, row: usize, column: usize) -> f32 {
        let Some(placed) = self.galley.rows.get(row) else { return 0.0 };
        match placed.glyphs.get(column) {
            Some(glyph) => placed.pos.x + glyph.pos.x,
            None => placed.pos.x + placed.size.x,
        }
    }

    /// The pieces of rows that bytes `from..to` take, without white space at the ends of rows.
    pub(in crate::gui) fn segments(&self, from: usize, to: usize) -> impl Iterator<Item = Segment> + '_ {
        let (a, b) = (self.char_of(from), self.char_of(to));
        let rows = self.row_of(a)..(self.row_of(b.saturating_sub(1).max(a)) + 1).min(self.rows.len());
        rows.filter_map(move |n| {
            let row = self.rows.get(n)?;
            let start = a.max(row.first) - row.first;
            let end = b.min(row.first + row.count) - row.first;
            let glyphs = &self.galley.rows.get(n)?.glyphs;
            let blank = |i: usize| glyphs.get(i).is_none_or(|g| g.chr.is_whitespace());
            let mut last = end;
            while last > start && blank(last - 1) {
                last -= 1;
            }
            (last > start).then(|| Segment {
                row: n,
                left: self.x(n, start),
                right: self.x_end(n, last),
                middle: row.middle,
            })
        })
    }

    fn x_end(&self, row: usize, column: usize) -> f32 {
        let Some(placed) = self.galley.rows.get(row) else { return 0.0 };
        let glyph = column.checked_sub(1).and_then(|c| placed.glyphs.get(c));
        glyph.map_or(placed.pos.x, |g| placed.pos.x + g.pos.x + g.advance_width)
    }

    /// The byte nearest to a place in the block.
    pub(in crate::gui) fn byte_at(&self, at: Vec2) -> usize {
        self.byte_of(self.galley.cursor_from_pos(at).index.0)
    }
}
