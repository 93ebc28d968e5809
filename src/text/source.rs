//! A text that never changes, and its name: [`SourceText`], [`TextHash`].

use super::offsets::{Offsets, Unit};
use super::span::{Span, Spans};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};
use std::sync::{Arc, OnceLock};

/// The SHA-256 of a text's UTF-8 bytes; in JSON 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextHash([u8; 32]);

impl TextHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// From 64 hexadecimal digits in either case.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut out = [0_u8; 32];
        for (byte, pair) in out.iter_mut().zip(digits.chunks_exact(2)) {
            let [hi, lo] = pair else { return None };
            *byte = ((*hi as char).to_digit(16)? * 16 + (*lo as char).to_digit(16)?) as u8;
        }
        Some(Self(out))
    }

    /// 64 lower-case hexadecimal digits.
    pub fn to_hex(self) -> String {
        self.0.iter().fold(String::with_capacity(64), |mut s, b| {
            // Writing to a String cannot fail.
            _ = write!(s, "{b:02x}");
            s
        })
    }
}

impl fmt::Debug for TextHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_hex().get(..12).unwrap_or_default())
    }
}

impl From<TextHash> for String {
    fn from(h: TextHash) -> Self {
        h.to_hex()
    }
}

impl TryFrom<String> for TextHash {
    type Error = String;
    fn try_from(s: String) -> Result<Self, String> {
        Self::from_hex(&s).ok_or_else(|| format!("not a SHA-256: {s}"))
    }
}

/// A text as it was imported. Cheap to clone; there is no way to change it (I1).
#[derive(Clone)]
pub struct SourceText {
    text: Arc<str>,
    lazy: Arc<Lazy>,
}

#[derive(Default)]
struct Lazy {
    hash: OnceLock<TextHash>,
    offsets: OnceLock<Offsets>,
}

impl SourceText {
    /// Takes `text` as it is. Hash and offset table are made when first asked for.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), lazy: Arc::default() }
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Length in bytes.
    pub fn len(&self) -> u32 {
        self.text.len() as u32
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// All of it, as a span.
    pub fn span(&self) -> Span {
        Span::between(0, self.len())
    }

    /// SHA-256 of its UTF-8 bytes.
    pub fn hash(&self) -> TextHash {
        *self.lazy.hash.get_or_init(|| TextHash::of(self.text.as_bytes()))
    }

    /// Its table of positions.
    pub fn offsets(&self) -> &Offsets {
        self.lazy.offsets.get_or_init(|| Offsets::new(&self.text))
    }

    /// The words of `span`, or `None` where it leaves the text or cuts a character.
    pub fn get(&self, span: Span) -> Option<&str> {
        self.text.get(span.start() as usize..span.end() as usize)
    }

    /// The words of `span`; nothing where it leaves the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span).unwrap_or_default()
    }

    /// The words of all members of `spans`, a space between two of them.
    pub fn words_of(&self, spans: &Spans) -> String {
        spans.iter().map(|s| self.slice(s)).collect::<Vec<_>>().join(" ")
    }

    /// Whether every member lies in the text on character boundaries (I2).
    pub fn holds(&self, spans: &Spans) -> bool {
        spans.iter().all(|s| self.get(s).is_some())
    }

    /// `span` counted in `unit`, as (start, end).
    pub fn to_unit(&self, span: Span, unit: Unit) -> Option<(u32, u32)> {
        let at = |b| self.offsets().from_byte(&self.text, b, unit);
        Some((at(span.start())?, at(span.end())?))
    }

    /// The span from `start` to `end`, both counted in `unit`.
    pub fn from_unit(&self, start: u32, end: u32, unit: Unit) -> Option<Span> {
        let at = |n| self.offsets().to_byte(&self.text, n, unit);
        Span::new(at(start)?, at(end)?)
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({} bytes)", self.len())
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text) || self.text == other.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_reads_back_from_its_digits() {
        let h = TextHash::of(b"abc");
        assert_eq!(h.to_hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(TextHash::from_hex(&h.to_hex().to_uppercase()), Some(h));
        assert_eq!(TextHash::from_hex("xyz"), None);
    }

    #[test]
    fn words_outside_the_text_are_nothing() {
        let t = SourceText::new("añb");
        assert_eq!(t.get(Span::between(0, 2)), None, "inside ñ");
        assert_eq!(t.slice(Span::between(1, 99)), "");
        assert_eq!(t.to_unit(Span::between(1, 4), Unit::Char), Some((1, 3)));
        assert_eq!(t.from_unit(1, 3, Unit::Utf16), Some(Span::between(1, 4)));
    }
}
