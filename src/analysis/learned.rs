//! The learned file: what it holds and how it is read. Integer weights only, so that a sum is equal on every machine.
//!
//! Layout, little-endian: the magic `SAYSO\x03`, a `u16` number of sections; then per section its name (8 bytes, filled with
//! zeros), its length in bytes (`u32`) and its bytes. Unknown sections are skipped. Tables of weights are mostly zeros: they are
//! written as the logarithm of their length (one byte) and then, for each weight that is not zero, how many zeros stand
//! before it (as a `LEB128` number) and the weight (`i8`, in steps of [`STEP`]): what is small stays near the processor.

use super::indirect::possible::Possible;
use super::tag::{Row, Tagger, WORD_TAGS};
use std::sync::OnceLock;

/// First bytes of a learned file.
pub const MAGIC: &[u8; 6] = b"SAYSO\x03";

/// A feature: the number of its template and two values, mixed to 32 bits of which the upper are the best mixed: [`slot`] takes
/// them. One multiplication (Knuth, The Art of Computer Programming 6.4), as features are most of what the engine does.
#[inline]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let pair = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    ((pair >> 32) as u32).wrapping_add(template.wrapping_mul(0x9e37_79b1))
}

/// Where `feature` stands in a table of `LEN` places, a power of two: known to be inside it, so that nothing is asked when it is read.
#[inline]
pub const fn slot<const LEN: usize>(feature: u32) -> usize {
    (feature >> (32 - LEN.trailing_zeros())) as usize
}

/// What was learned about a word form: its tags as bits (0 to 23), and in the upper byte how often it is a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known(pub u32);

impl Known {
    /// The tags that it had, one bit each; 0 for a word that was not learned.
    #[inline]
    pub fn tags(self) -> u32 {
        self.0 & 0x00ff_ffff
    }

    /// 0 where it is never the head of a cue; else 1 to 15, the more often the higher.
    #[inline]
    pub fn cue(self) -> u32 {
        self.0 >> 24
    }
}

/// Word forms by the hash of their folded form: open addressing, at most half full.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    slots: Vec<(u32, u32)>,
    mask: usize,
}

impl Lexicon {
    /// From pairs of hash and [`Known`]; of two with one hash the later wins.
    pub fn new(words: &[(u32, u32)]) -> Self {
        let size = (words.len() * 2).next_power_of_two().max(16);
        let mut lexicon = Self { slots: vec![(0, 0); size], mask: size - 1 };
        for &(hash, known) in words {
            let at = lexicon.place(hash);
            if let Some(slot) = lexicon.slots.get_mut(at) {
                *slot = (hash, known);
            }
        }
        lexicon
    }

    #[inline]
    fn place(&self, hash: u32) -> usize {
        let mut at = (hash ^ (hash >> 15)) as usize & self.mask;
        loop {
            match self.slots.get(at) {
                Some(&(found, _)) if found != hash && found != 0 => at = (at + 1) & self.mask,
                _ => return at,
            }
        }
    }

    /// What is known about a word.
    #[inline]
    pub fn get(&self, hash: u32) -> Known {
        match self.slots.get(self.place(hash)) {
            Some(&(found, known)) if found == hash => Known(known),
            _ => Known(0),
        }
    }
}

/// What takes the features of a candidate one by one: a list to learn from, or a sum.
pub trait Sink {
    /// Forgets what was taken so far.
    fn clear(&mut self);
    /// Takes a feature.
    fn push(&mut self, feature: u32);
}

impl Sink for Vec<u32> {
    fn clear(&mut self) {
        Self::clear(self);
    }

    fn push(&mut self, feature: u32) {
        Self::push(self, feature);
    }
}

/// The sum of the weights of the features that it takes, in steps of [`STEP`].
#[derive(Debug, Clone, Copy)]
pub struct Sum<'a, const LEN: usize> {
    table: &'a [i8; LEN],
    /// The sum so far.
    pub sum: i32,
}

impl<const LEN: usize> Sink for Sum<'_, LEN> {
    #[inline]
    fn clear(&mut self) {
        self.sum = 0;
    }

    #[inline]
    fn push(&mut self, feature: u32) {
        self.sum += self.table.get(slot::<LEN>(feature)).map_or(0, |&w| i32::from(w));
    }
}

/// A linear model over hashed features.
#[derive(Debug, Clone)]
pub struct Weights<const LEN: usize> {
    /// In steps of [`STEP`].
    pub table: Box<[i8; LEN]>,
}

impl<const LEN: usize> Default for Weights<LEN> {
    /// Every feature weighs nothing.
    fn default() -> Self {
        Self { table: zeros() }
    }
}

/// `LEN` zeros.
pub fn zeros<T: Copy + Default, const LEN: usize>() -> Box<[T; LEN]> {
    let all = vec![T::default(); LEN].into_boxed_slice();
    all.try_into().unwrap_or_else(|_| Box::new([T::default(); LEN]))
}

/// What a score of 1.0 is as an integer.
pub const SCALE: i32 = 512;

/// What a weight's step is in a score: weights go from -2.48 to 2.48.
pub const STEP: i32 = 10;

impl<const LEN: usize> Weights<LEN> {
    /// Sum of the weights of the features that `write` writes.
    #[inline]
    pub fn score(&self, write: impl FnOnce(&mut Sum<'_, LEN>)) -> i32 {
        let mut sum = Sum { table: &self.table, sum: 0 };
        write(&mut sum);
        sum.sum * STEP
    }

    /// From weights as they were learned.
    pub fn from_floats(weights: &[f32]) -> Self {
        let step = |w: &f32| (w * SCALE as f32 / STEP as f32).round().clamp(-127.0, 127.0) as i8;
        let mut table = zeros();
        table.iter_mut().zip(weights).for_each(|(slot, w)| *slot = step(w));
        Self { table }
    }

    fn read(body: &[u8]) -> Option<Self> {
        let (&bits, mut rest) = body.split_first()?;
        if u32::from(bits) != LEN.trailing_zeros() {
            return None;
        }
        let mut table = zeros();
        let mut at = 0_usize;
        while !rest.is_empty() {
            let (mut gap, mut shift) = (0_usize, 0);
            loop {
                let (&b, tail) = rest.split_first()?;
                rest = tail;
                gap |= usize::from(b & 0x7f) << shift;
                shift += 7;
                if b & 0x80 == 0 {
                    break;
                }
                if shift > 28 {
                    return None;
                }
            }
            at += gap;
            let (&weight, tail) = rest.split_first()?;
            rest = tail;
            *table.get_mut(at)? = weight.cast_signed();
            at += 1;
        }
        Some(Self { table })
    }

    fn write(&self) -> Vec<u8> {
        let mut out = vec![LEN.trailing_zeros() as u8];
        let mut gap = 0_u32;
        for &w in self.table.iter() {
            if w == 0 {
                gap += 1;
                continue;
            }
            while gap >= 0x80 {
                out.push((gap & 0x7f) as u8 | 0x80);
                gap >>= 7;
            }
            out.push(gap as u8);
            out.push(w.cast_unsigned());
            gap = 0;
        }
        out
    }
}

/// All that was learned for one language.
#[derive(Debug, Clone, Default)]
pub struct Learned {
    /// Words.
    pub lexicon: Lexicon,
    /// Word classes.
    pub tagger: Tagger,
    /// Is this word the head of a cue?
    pub cue: Weights<{ 1 << 19 }>,
    /// Which places and phrases are worth a look?
    pub possible: Possible,
    /// On which side of its cue is the content?
    pub side: Weights<{ 1 << 17 }>,
    /// Where does it begin?
    pub start: Weights<{ 1 << 19 }>,
    /// Where does it end?
    pub end: Weights<{ 1 << 20 }>,
    /// Which noun phrase is its source?
    pub source: Weights<{ 1 << 18 }>,
    /// Is the whole relation right?
    pub whole: Weights<{ 1 << 16 }>,
}

fn word<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.get(..N)?.try_into().ok()
}

impl Learned {
    /// Reads a learned file; `None` where it is none or is cut short.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let count = u16::from_le_bytes(word(rest)?);
        rest = rest.get(2..)?;
        let mut out = Self::default();
        for _ in 0..count {
            let name: [u8; 8] = word(rest)?;
            let len = u32::from_le_bytes(word(rest.get(8..)?)?) as usize;
            let body = rest.get(12..12 + len)?;
            rest = rest.get(12 + len..)?;
            let name = name.split(|&b| b == 0).next().unwrap_or_default();
            match name {
                b"lexicon" => {
                    let pair = |c: &[u8]| {
                        Some((u32::from_le_bytes(word(c)?), u32::from_le_bytes(word(c.get(4..)?)?)))
                    };
                    out.lexicon = Lexicon::new(&body.chunks_exact(8).filter_map(pair).collect::<Vec<_>>());
                }
                b"possible" => {
                    let row = |c: &[u8]| Some(u32::from_le_bytes(word(c)?));
                    out.possible.0 = body.chunks_exact(4).filter_map(row).collect();
                }
                b"tagger" => {
                    let row = |c: &[u8]| -> Option<Row> { Some(word::<WORD_TAGS>(c)?.map(u8::cast_signed)) };
                    out.tagger.rows = body.chunks_exact(WORD_TAGS).filter_map(row).collect();
                }
                b"tagrow" => {
                    let row = |c: &[u8]| Some(u16::from_le_bytes(word(c)?));
                    out.tagger
                        .row_of
                        .iter_mut()
                        .zip(body.chunks_exact(2).filter_map(row))
                        .for_each(|(r, n)| *r = n);
                }
                b"cue" => out.cue = Weights::read(body)?,
                b"side" => out.side = Weights::read(body)?,
                b"start" => out.start = Weights::read(body)?,
                b"end" => out.end = Weights::read(body)?,
                b"source" => out.source = Weights::read(body)?,
                b"whole" => out.whole = Weights::read(body)?,
                _ => {}
            }
        }
        Some(out)
    }

    /// The file's bytes, `words` being the pairs that the lexicon was made from.
    pub fn write(&self, words: &[(u32, u32)]) -> Vec<u8> {
        let sections: Vec<(&[u8], Vec<u8>)> = vec![
            (
                b"lexicon",
                words.iter().flat_map(|&(h, k)| [h.to_le_bytes(), k.to_le_bytes()].concat()).collect(),
            ),
            (b"tagrow", self.tagger.row_of.iter().flat_map(|row| row.to_le_bytes()).collect()),
            (b"tagger", self.tagger.rows.iter().flatten().map(|w| w.cast_unsigned()).collect()),
            (b"possible", self.possible.0.iter().flat_map(|row| row.to_le_bytes()).collect()),
            (b"cue", self.cue.write()),
            (b"side", self.side.write()),
            (b"start", self.start.write()),
            (b"end", self.end.write()),
            (b"source", self.source.write()),
            (b"whole", self.whole.write()),
        ];
        let mut out = MAGIC.to_vec();
        out.extend((sections.len() as u16).to_le_bytes());
        for (name, body) in sections {
            let mut padded = [0_u8; 8];
            for (slot, &b) in padded.iter_mut().zip(name) {
                *slot = b;
            }
            out.extend(padded);
            out.extend((body.len() as u32).to_le_bytes());
            out.extend(body);
        }
        out
    }
}

/// What was learned for the language `tag`; `None` where nothing was. Read once and kept.
pub fn learned(tag: &str) -> Option<&'static Learned> {
    static ENGLISH: OnceLock<Option<Learned>> = OnceLock::new();
    match tag {
        "en" => ENGLISH.get_or_init(|| Learned::read(include_bytes!("../../assets/models/en.bin"))).as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut l = Learned::default();
        for (i, w) in [(0, 5_i8), (3, -7), (600, 127), (1023, -1)] {
            *l.cue.table.get_mut(i).unwrap() = w;
        }
        let rows = [[3; WORD_TAGS], [1; WORD_TAGS], [-127; WORD_TAGS], [0; WORD_TAGS]];
        l.tagger = Tagger::from_slots(&rows, 2);
        assert_eq!(l.tagger.row_of.get(..5).unwrap(), [1, 0, 2, 0, 0]);
        l.possible.0 = vec![5, u32::MAX];
        let words = [(77_u32, 0x0300_0005_u32), (78, 1)];
        let bytes = l.write(&words);
        let back = Learned::read(&bytes).unwrap();
        assert_eq!(back.cue.table, l.cue.table);
        assert_eq!(back.tagger, l.tagger);
        assert_eq!(back.possible, l.possible);
        assert_eq!(
            (back.lexicon.get(77).tags(), back.lexicon.get(77).cue(), back.lexicon.get(79)),
            (5, 3, Known(0))
        );
        for cut in (0..bytes.len()).step_by(997).chain(bytes.len() - 99..bytes.len()) {
            assert!(Learned::read(bytes.get(..cut).unwrap()).is_none(), "cut at {cut}");
        }
    }

    #[test]
    fn the_english_file_loads() {
        let l = learned("en").unwrap();
        assert!(l.cue.table.iter().any(|&w| w != 0) && l.tagger.rows.len() > 1);
        assert!(learned("xx").is_none());
    }
}
