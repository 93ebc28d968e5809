//! The learned file: what it holds and how it is read. Integer weights only, so that a sum is equal on every machine.
//!
//! Layout, little-endian: the magic `SAYSO\x02`, a `u16` number of sections; then per section its name (8 bytes, filled with
//! zeros), its length in bytes (`u32`) and its bytes. Unknown sections are skipped. Tables of weights are mostly zeros: they are
//! written as the logarithm of their length (one byte) and then, for each weight that is not zero, how many zeros stand
//! before it (as a `LEB128` number) and the weight (`i8`, in steps of [`STEP`]): what is small stays near the processor.

use super::tag::{Row, Tagger, WORD_TAGS};
use std::sync::OnceLock;

/// First bytes of a learned file.
pub const MAGIC: &[u8; 6] = b"SAYSO\x02";

/// A feature: the number of its template and two values, mixed to 32 bits.
#[inline]
pub fn feature(template: u32, a: u32, b: u32) -> u32 {
    let mut h = template.wrapping_mul(0x9e37_79b1) ^ a;
    h = h.wrapping_mul(0x85eb_ca6b);
    h ^= h >> 13;
    h = (h ^ b.wrapping_mul(0x27d4_eb2f)).wrapping_mul(0xc2b2_ae35);
    h ^ (h >> 16)
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
pub struct Sum<'a> {
    table: &'a [i8],
    wrap: usize,
    /// The sum so far.
    pub sum: i32,
}

impl Sink for Sum<'_> {
    #[inline]
    fn clear(&mut self) {
        self.sum = 0;
    }

    #[inline]
    fn push(&mut self, feature: u32) {
        self.sum += self.table.get(feature as usize & self.wrap).map_or(0, |&w| i32::from(w));
    }
}

/// A linear model over hashed features.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// A power of two of them, in steps of [`STEP`].
    pub table: Vec<i8>,
}

/// What a score of 1.0 is as an integer.
pub const SCALE: i32 = 512;

/// What a weight's step is in a score: weights go from -2.48 to 2.48.
pub const STEP: i32 = 10;

impl Weights {
    /// Sum of the weights of the features that `write` writes.
    #[inline]
    pub fn score(&self, write: impl FnOnce(&mut Sum<'_>)) -> i32 {
        let mut sum = Sum { table: &self.table, wrap: self.table.len().wrapping_sub(1), sum: 0 };
        write(&mut sum);
        sum.sum * STEP
    }

    /// From weights as they were learned.
    pub fn from_floats(weights: &[f32]) -> Self {
        let step = |w: &f32| (w * SCALE as f32 / STEP as f32).round().clamp(-127.0, 127.0) as i8;
        Self { table: weights.iter().map(step).collect() }
    }

    fn read(body: &[u8]) -> Option<Self> {
        let (&bits, mut rest) = body.split_first()?;
        if bits > 24 {
            return None;
        }
        let mut table = vec![0_i8; 1 << bits];
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
        let mut out = vec![self.table.len().max(1).trailing_zeros() as u8];
        let mut gap = 0_u32;
        for &w in &self.table {
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
    pub cue: Weights,
    /// On which side of its cue is the content?
    pub side: Weights,
    /// Where does it begin?
    pub start: Weights,
    /// Where does it end?
    pub end: Weights,
    /// Which noun phrase is its source?
    pub source: Weights,
    /// Is the whole relation right?
    pub whole: Weights,
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
                b"tagger" => {
                    let row = |c: &[u8]| -> Option<Row> { Some(word::<WORD_TAGS>(c)?.map(u8::cast_signed)) };
                    out.tagger.rows = body.chunks_exact(WORD_TAGS).filter_map(row).collect();
                }
                _ => {
                    if let Some(weights) = out.weights_mut(name) {
                        *weights = Weights::read(body)?;
                    }
                }
            }
        }
        Some(out)
    }

    fn weights_mut(&mut self, name: &[u8]) -> Option<&mut Weights> {
        Some(match name {
            b"cue" => &mut self.cue,
            b"side" => &mut self.side,
            b"start" => &mut self.start,
            b"end" => &mut self.end,
            b"source" => &mut self.source,
            b"whole" => &mut self.whole,
            _ => return None,
        })
    }

    /// The file's bytes, `words` being the pairs that the lexicon was made from.
    pub fn write(&self, words: &[(u32, u32)]) -> Vec<u8> {
        let table = Weights::write;
        let sections: Vec<(&[u8], Vec<u8>)> = vec![
            (
                b"lexicon",
                words.iter().flat_map(|&(h, k)| [h.to_le_bytes(), k.to_le_bytes()].concat()).collect(),
            ),
            (b"tagger", self.tagger.rows.iter().flatten().map(|w| w.cast_unsigned()).collect()),
            (b"cue", table(&self.cue)),
            (b"side", table(&self.side)),
            (b"start", table(&self.start)),
            (b"end", table(&self.end)),
            (b"source", table(&self.source)),
            (b"whole", table(&self.whole)),
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
        l.cue.table = vec![0; 1 << 10];
        for (i, w) in [(0, 5_i8), (3, -7), (600, 127), (1023, -1)] {
            *l.cue.table.get_mut(i).unwrap() = w;
        }
        l.tagger.rows = vec![[3; WORD_TAGS], [-128; WORD_TAGS]];
        let words = [(77_u32, 0x0300_0005_u32), (78, 1)];
        let bytes = l.write(&words);
        let back = Learned::read(&bytes).unwrap();
        assert_eq!(back.cue.table, l.cue.table);
        assert_eq!(back.tagger.rows, l.tagger.rows);
        assert_eq!(
            (back.lexicon.get(77).tags(), back.lexicon.get(77).cue(), back.lexicon.get(79)),
            (5, 3, Known(0))
        );
        for cut in 0..bytes.len() {
            assert!(Learned::read(bytes.get(..cut).unwrap()).is_none(), "cut at {cut}");
        }
    }

    #[test]
    fn the_english_file_loads() {
        let l = learned("en").unwrap();
        assert!(!l.cue.table.is_empty() && !l.tagger.rows.is_empty());
        assert!(learned("xx").is_none());
    }
}
