//! Every character that may be a quotation mark, with what stands on both sides of it. Decides nothing.

use crate::analysis::layout::Layout;
use crate::text::Span;

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Glyph {
    /// “
    Curly66,
    /// ”
    Curly99,
    /// „ or ‟
    Low,
    /// " (also the full-width form)
    Straight,
    /// `` as TeX writes it
    TwoGraves,
    /// '' as TeX and typewriters write it
    TwoPrimes,
    /// «
    AngleLeft,
    /// »
    AngleRight,
    /// 「 or 『
    CornerOpen,
    /// 」 or 』
    CornerClose,
    /// ‘ or ‛
    Single6,
    /// ’
    Single9,
    /// ‚
    SingleLow,
    /// '
    SingleStraight,
    /// `
    Grave,
    /// ‹
    SingleAngleLeft,
    /// ›
    SingleAngleRight,
}

/// What stands beside a mark, other marks passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The paragraph's start or end.
    Edge,
    /// Blank space.
    Space,
    /// A letter.
    Letter,
    /// A digit.
    Digit,
    /// One of `. , ; : ! ?`.
    Stop,
    /// An ellipsis: `…` or a dot with a dot after it.
    Dots,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A dash.
    Dash,
    /// Anything else.
    Other,
}

/// A character (or a pair of them) that may be a quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// Its shape.
    pub glyph: Glyph,
    /// What stands before it.
    pub before: Side,
    /// What stands after it.
    pub after: Side,
    /// Whether the character right before it is a letter or digit: `don't`, `HTS’`.
    pub touches_before: bool,
    /// Whether the character right after it is a letter or digit.
    pub touches_after: bool,
    /// Index of its paragraph.
    pub paragraph: u32,
}

/// Marks passed over at most when a side is looked at, so that a line of nothing but marks stays linear.
const PASS: usize = 4;

/// All marks of `text`, in order.
pub fn scan(text: &str, layout: &Layout) -> Vec<Mark> {
    let mut out = Vec::new();
    for (i, p) in layout.paragraphs.iter().enumerate() {
        let (start, end) = (p.span.start() as usize, p.span.end() as usize);
        if let Some(words) = text.get(start..end) {
            scan_paragraph(words, start as u32, i as u32, &mut out);
        }
    }
    out
}

fn scan_paragraph(words: &str, offset: u32, paragraph: u32, out: &mut Vec<Mark>) {
    let bytes = words.as_bytes();
    let mut i = 0;
    while let Some(skipped) = bytes.get(i..).and_then(|rest| rest.iter().position(|&b| starts_mark(b))) {
        i += skipped;
        let Some((glyph, len)) = glyph_at(bytes, i) else {
            i += 1;
            continue;
        };
        let (head, tail) = (words.get(..i).unwrap_or_default(), words.get(i + len..).unwrap_or_default());
        out.push(Mark {
            span: Span::between(offset + i as u32, offset + (i + len) as u32),
            glyph,
            before: side_before(head),
            after: side_after(tail),
            touches_before: head.chars().next_back().is_some_and(char::is_alphanumeric),
            touches_after: tail.chars().next().is_some_and(char::is_alphanumeric),
            paragraph,
        });
        i += len;
    }
}

/// For each byte whether a mark can begin with it.
const STARTS_MARK: [bool; 256] = {
    let mut starts = [false; 256];
    let bytes = [b'"', b'\'', b'`', 0xC2, 0xE2, 0xE3, 0xEF];
    let mut n = 0;
    while n < bytes.len() {
        #[expect(clippy::indexing_slicing, reason = "a constant that is filled while compiling")]
        {
            starts[bytes[n] as usize] = true;
        }
        n += 1;
    }
    starts
};

/// Whether a mark can begin with byte `b`.
#[inline]
fn starts_mark(b: u8) -> bool {
    STARTS_MARK.get(usize::from(b)).copied().unwrap_or(false)
}

fn glyph_at(bytes: &[u8], i: usize) -> Option<(Glyph, usize)> {
    let rest = bytes.get(i..)?;
    Some(match rest {
        [b'"', ..] => (Glyph::Straight, 1),
        [b'\'', b'\'', ..] => (Glyph::TwoPrimes, 2),
        [b'`', b'`', ..] => (Glyph::TwoGraves, 2),
        [b'\'', ..] => (Glyph::SingleStraight, 1),
        [b'`', ..] => (Glyph::Grave, 1),
        [0xC2, 0xAB, ..] => (Glyph::AngleLeft, 2),
        [0xC2, 0xBB, ..] => (Glyph::AngleRight, 2),
        [0xE2, 0x80, c, ..] => match c {
            0x98 | 0x9B => (Glyph::Single6, 3),
            0x99 => (Glyph::Single9, 3),
            0x9A => (Glyph::SingleLow, 3),
            0x9C => (Glyph::Curly66, 3),
            0x9D => (Glyph::Curly99, 3),
            0x9E | 0x9F => (Glyph::Low, 3),
            0xB9 => (Glyph::SingleAngleLeft, 3),
            0xBA => (Glyph::SingleAngleRight, 3),
            _ => return None,
        },
        [0xE3, 0x80, 0x8C | 0x8E, ..] => (Glyph::CornerOpen, 3),
        [0xE3, 0x80, 0x8D | 0x8F, ..] => (Glyph::CornerClose, 3),
        [0xEF, 0xBC, 0x82, ..] => (Glyph::Straight, 3),
        _ => return None,
    })
}

/// Whether `c` is one of the characters of [`Glyph`].
pub fn is_mark_char(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
    )
}

fn side_before(head: &str) -> Side {
    let mut chars = head.chars().rev().take(PASS);
    let Some(c) = chars.find(|&c| !is_mark_char(c)) else { return Side::Edge };
    let dots = c == '.' && chars.next() == Some('.');
    side_of(c, dots)
}

fn side_after(tail: &str) -> Side {
    let mut chars = tail.chars().take(PASS);
    let Some(c) = chars.find(|&c| !is_mark_char(c)) else { return Side::Edge };
    let dots = c == '.' && chars.next() == Some('.');
    side_of(c, dots)
}

fn side_of(c: char, dots: bool) -> Side {
    match c {
        '…' => Side::Dots,
        '.' if dots => Side::Dots,
        '.' | ',' | ';' | ':' | '!' | '?' | '。' | '、' | '，' | '！' | '？' => Side::Stop,
        '(' | '[' | '{' | '¿' | '¡' => Side::Open,
        ')' | ']' | '}' => Side::Close,
        '-' | '–' | '—' | '―' | '‒' | '_' | '/' => Side::Dash,
        c if c.is_whitespace() || c == '\u{200B}' => Side::Space,
        c if c.is_alphabetic() => Side::Letter,
        c if c.is_numeric() => Side::Digit,
        _ => Side::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<Mark> {
        scan(text, &Layout::new(text))
    }

    #[test]
    fn sides_look_past_other_marks() {
        let m = marks("He said, \"'Come in.'\"");
        assert_eq!(m.len(), 4);
        assert_eq!((m[1].before, m[1].after), (Side::Space, Side::Letter));
        assert_eq!((m[2].before, m[2].after), (Side::Stop, Side::Edge));
    }

    #[test]
    fn pairs_of_small_marks_are_one_mark() {
        let m = marks("``No,'' she said");
        assert_eq!((m[0].glyph, m[0].span.len(), m[1].glyph), (Glyph::TwoGraves, 2, Glyph::TwoPrimes));
    }

    #[test]
    fn a_line_of_marks_is_read_in_linear_time() {
        assert_eq!(marks(&"\"".repeat(100_000)).len(), 100_000);
    }
}
