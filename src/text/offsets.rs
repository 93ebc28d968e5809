//! Byte, code point, UTF-16 and line positions: the only conversion code in the program.

use std::ops::Range;

/// Bytes between two checkpoints.
const STEP: usize = 256;

/// Counts at each 256 bytes of a text, so that a conversion reads at most one step of it.
///
/// Every function answers `None` for a position outside the text or inside a character.
#[derive(Debug, Clone)]
pub struct Offsets {
    len: u32,
    ascii: bool,
    /// Code points and UTF-16 units before each step's first character boundary.
    marks: Vec<Mark>,
    /// Byte at which each line starts.
    lines: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: u32,
    chars: u32,
    utf16: u32,
}

/// The units in which other programs count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// UTF-8 bytes.
    Byte,
    /// Unicode code points (Python, W3C).
    Char,
    /// UTF-16 code units (Java, JavaScript).
    Utf16,
}

impl Offsets {
    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let lines = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1))
            .collect();
        let mut marks = vec![Mark { byte: 0, chars: 0, utf16: 0 }];
        if !ascii {
            let (mut chars, mut utf16, mut next) = (0, 0, STEP);
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    marks.push(Mark { byte: byte as u32, chars, utf16 });
                    next = byte + STEP;
                }
                chars += 1;
                utf16 += c.len_utf16() as u32;
            }
        }
        Self { len: text.len() as u32, ascii, marks, lines }
    }

    /// Position `byte` of `text` counted in `unit`.
    pub fn from_byte(&self, text: &str, byte: u32, unit: Unit) -> Option<u32> {
        if byte > self.len || !text.is_char_boundary(byte as usize) {
            return None;
        }
        if self.ascii || unit == Unit::Byte {
            return Some(byte);
        }
        let i = self.marks.partition_point(|m| m.byte <= byte).checked_sub(1)?;
        let mark = *self.marks.get(i)?;
        let rest = text.get(mark.byte as usize..byte as usize)?;
        Some(match unit {
            Unit::Byte => byte,
            Unit::Char => mark.chars + rest.chars().count() as u32,
            Unit::Utf16 => mark.utf16 + rest.chars().map(|c| c.len_utf16() as u32).sum::<u32>(),
        })
    }

    /// The byte at which position `at`, counted in `unit`, stands in `text`.
    pub fn to_byte(&self, text: &str, at: u32, unit: Unit) -> Option<u32> {
        if self.ascii || unit == Unit::Byte {
            return (at <= self.len && text.is_char_boundary(at as usize)).then_some(at);
        }
        let count = |m: &Mark| if unit == Unit::Char { m.chars } else { m.utf16 };
        let i = self.marks.partition_point(|m| count(m) <= at).checked_sub(1)?;
        let mark = *self.marks.get(i)?;
        let mut left = at - count(&mark);
        let rest = text.get(mark.byte as usize..)?;
        for (byte, c) in rest.char_indices() {
            if left == 0 {
                return Some(mark.byte + byte as u32);
            }
            left = left.checked_sub(if unit == Unit::Char { 1 } else { c.len_utf16() as u32 })?;
        }
        (left == 0).then_some(self.len)
    }

    /// Number of lines; a text without a line end has one.
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The line, from 0, that `byte` stands in; the last one for anything beyond the text.
    pub fn line_of(&self, byte: u32) -> usize {
        self.lines.partition_point(|&s| s <= byte).saturating_sub(1)
    }

    /// The bytes of line `line` (from 0), its line end included.
    pub fn line_range(&self, line: usize) -> Option<Range<u32>> {
        let start = *self.lines.get(line)?;
        Some(start..self.lines.get(line + 1).copied().unwrap_or(self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(text: &str, byte: usize, unit: Unit) -> Option<u32> {
        let head = text.get(..byte)?;
        Some(match unit {
            Unit::Byte => byte as u32,
            Unit::Char => head.chars().count() as u32,
            Unit::Utf16 => head.encode_utf16().count() as u32,
        })
    }

    fn agree(text: &str) -> Result<(), TestCaseError> {
        let o = Offsets::new(text);
        for unit in [Unit::Byte, Unit::Char, Unit::Utf16] {
            for byte in 0..=text.len() + 2 {
                let here = o.from_byte(text, byte as u32, unit);
                prop_assert_eq!(here, naive(text, byte, unit), "{:?} at byte {}", unit, byte);
                if let Some(n) = here {
                    prop_assert_eq!(o.to_byte(text, n, unit), Some(byte as u32));
                }
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn every_unit_agrees_with_a_plain_count(text in "\\PC{0,40}[\u{1F469}\u{200D}\u{1F680}e\u{301}\r\n\u{FEFF}“”]{0,200}\\PC{0,300}") {
            agree(&text)?;
        }
    }

    #[test]
    fn inside_a_character_there_is_no_position() {
        let o = Offsets::new("a😀b");
        assert_eq!(o.from_byte("a😀b", 2, Unit::Char), None);
        assert_eq!(o.to_byte("a😀b", 2, Unit::Utf16), None, "between the halves of a surrogate pair");
        assert_eq!(o.to_byte("a😀b", 3, Unit::Utf16), Some(5));
        assert_eq!(o.to_byte("a😀b", 9, Unit::Char), None);
    }

    #[test]
    fn lines_start_after_their_line_ends() {
        let o = Offsets::new("ab\r\nc\n");
        assert_eq!((o.line_count(), o.line_of(0), o.line_of(4), o.line_of(99)), (3, 0, 1, 2));
        assert_eq!(o.line_range(1), Some(4..6));
    }
}
