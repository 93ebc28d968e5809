//! Words, numbers and marks: [`tokenise`] reads a text once and keeps the result in columns.
//!
//! Knows no language. What a word means is looked up by [`Tokens::hash`], the hash of its folded form.

use super::forms::Forms;
pub use super::shape::Shape;
use crate::text::word_hash::{SEED, mix, mix_char};
use crate::text::{SourceText, Span};
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, with apostrophes, hyphens and the stops of an acronym inside: *don’t*, *al-Sham*, *U.S.*, *J.*
    Word,
    /// Begins with a digit: *2,000*, *3.6*, *21st*, *15-day*.
    Number,
    /// The possessive or the shortened verb after a word: *’s*, *’ll*, *’ve*, *’re*, *’d*, *’m*.
    Clitic,
    /// A double quotation mark of any shape, `''` and ` `` ` included.
    Mark,
    /// A single mark or an apostrophe that is not inside a word.
    Single,
    /// `.`
    Stop,
    /// `!` or `?`, or several of them together.
    Bang,
    /// `…` or two stops and more.
    Ellipsis,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash of any length, or two hyphens and more, or a hyphen that joins nothing.
    Dash,
    /// `(`, `[` or `{`
    Open,
    /// `)`, `]` or `}`
    Close,
    /// Anything else that is not white.
    Symbol,
    /// One line end.
    Line,
    /// Two line ends and more: a paragraph ends.
    Break,
    /// There is no such token.
    None,
}

/// A token: its place and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

/// The tokens of a text in columns. Every getter answers for any index: beyond the end with [`TokenKind::None`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    pub(super) starts: Vec<u32>,
    pub(super) ends: Vec<u32>,
    /// For each token its form.
    pub(super) forms: Vec<u32>,
    /// For each form its hash; the first is that of all that is no word.
    pub(super) hashes: Vec<u32>,
    pub(super) kinds: Vec<TokenKind>,
    pub(super) shapes: Vec<u8>,
    len: u32,
}

impl Tokens {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Token `i`; beyond the end an empty one at the text's end.
    pub fn get(&self, i: usize) -> Token {
        Token { span: self.span(i), kind: self.kind(i) }
    }

    /// What token `i` is.
    #[inline]
    pub fn kind(&self, i: usize) -> TokenKind {
        self.kinds.get(i).copied().unwrap_or(TokenKind::None)
    }

    /// First byte of token `i`; beyond the end the text's length.
    #[inline]
    pub fn start(&self, i: usize) -> u32 {
        self.starts.get(i).copied().unwrap_or(self.len)
    }

    /// One past the last byte of token `i`; beyond the end the text's length.
    #[inline]
    pub fn end(&self, i: usize) -> u32 {
        self.ends.get(i).copied().unwrap_or(self.len)
    }

    /// The bytes of token `i`.
    pub fn span(&self, i: usize) -> Span {
        Span::between(self.start(i), self.end(i))
    }

    /// [`fold_hash`](crate::text::fold_hash) of a word's or number's letters; 0 for anything else.
    #[inline]
    pub fn hash(&self, i: usize) -> u32 {
        self.hashes.get(self.form(i)).copied().unwrap_or(0)
    }

    /// Which of the text's word forms token `i` is, in order of their first use: tokens with one hash are of one form. 0 is the
    /// form of all that is no word or number.
    #[inline]
    pub fn form(&self, i: usize) -> usize {
        self.forms.get(i).map_or(0, |&f| f as usize)
    }

    /// Whether token `i` is written in capitals among words that are not: *the US envoy*, and not *TELL US MORE*.
    pub fn stands_out(&self, i: usize) -> bool {
        let capitals = |i: usize| {
            self.kind(i) == TokenKind::Word && self.shape(i).is_long() && self.shape(i).is_all_capital()
        };
        capitals(i) && !capitals(i + 1) && !i.checked_sub(1).is_some_and(capitals)
    }

    /// The hash of each form.
    pub fn form_hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// How token `i` is written.
    #[inline]
    pub fn shape(&self, i: usize) -> Shape {
        Shape(self.shapes.get(i).copied().unwrap_or(0))
    }

    /// The letters of token `i`.
    pub fn text<'t>(&self, i: usize, text: &'t SourceText) -> &'t str {
        text.slice(self.span(i))
    }

    /// From the first byte of the first of `range` to the last of its last; `None` where the range is empty or leaves the text.
    pub fn span_of(&self, range: Range<usize>) -> Option<Span> {
        if range.end > self.len() {
            return None;
        }
        let last = range.end.checked_sub(1).filter(|&last| last >= range.start)?;
        Span::new(self.start(range.start), self.end(last))
    }

    /// The first token that ends after byte `at`.
    pub fn at(&self, at: u32) -> usize {
        self.ends.partition_point(|&end| end <= at)
    }

    /// The tokens that share a byte with `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        let first = self.at(span.start());
        let end = self.starts.partition_point(|&start| start < span.end());
        first..end.max(first)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Token> + '_ {
        (0..self.len()).map(|i| self.get(i))
    }

    /// Drops single line ends, which say nothing where a text is wrapped to a width: *asked the* and *convict* stand side by side.
    pub fn join_lines(&mut self) {
        fn keep_only<T>(column: &mut Vec<T>, keep: &[bool]) {
            let mut kept = keep.iter();
            column.retain(|_| kept.next().is_none_or(|k| *k));
        }
        let keep: Vec<bool> = self.kinds.iter().map(|&k| k != TokenKind::Line).collect();
        keep_only(&mut self.starts, &keep);
        keep_only(&mut self.ends, &keep);
        keep_only(&mut self.forms, &keep);
        keep_only(&mut self.shapes, &keep);
        keep_only(&mut self.kinds, &keep);
    }

    #[inline]
    fn push(&mut self, start: usize, end: usize, kind: TokenKind, form: u32, shape: u8) {
        self.starts.push(start as u32);
        self.ends.push(end as u32);
        self.kinds.push(kind);
        self.forms.push(form);
        self.shapes.push(shape);
    }

    /// A token that is a word or a number.
    #[inline]
    fn push_word(
        &mut self,
        start: usize,
        end: usize,
        kind: TokenKind,
        hash: u32,
        shape: u8,
        seen: &mut Forms,
    ) {
        let form = seen.form(hash, &mut self.hashes);
        self.push(start, end, kind, form, shape);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    White,
    Line,
    Other,
    High,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut i = 0;
    while i < 256 {
        let b = i as u8;
        #[expect(clippy::indexing_slicing, reason = "a constant of 256 entries, filled while compiling")]
        {
            table[i] = match b {
                b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
                b'0'..=b'9' => Class::Digit,
                b'\n' | 0x0b | 0x0c | b'\r' => Class::Line,
                0..=b' ' | 0x7f => Class::White,
                0x80.. => Class::High,
                _ => Class::Other,
            };
        }
        i += 1;
    }
    table
}

#[inline]
fn class(b: u8) -> Class {
    CLASSES.get(b as usize).copied().unwrap_or(Class::Other)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    seen: Forms,
}

/// One pass over `text`. Time and memory are linear in its length.
pub fn tokenise(text: &str) -> Tokens {
    let mut out = Tokens { len: text.len() as u32, ..Tokens::default() };
    let guess = text.len() / 5 + 8;
    out.starts.reserve(guess);
    out.ends.reserve(guess);
    out.kinds.reserve(guess);
    out.forms.reserve(guess);
    out.hashes.push(0);
    out.shapes.reserve(guess);
    let mut r = Reader { text, bytes: text.as_bytes(), at: 0, seen: Forms::new() };
    let mut space = Shape::SPACE;
    while let Some(&b) = r.bytes.get(r.at) {
        let start = r.at;
        match class(b) {
            Class::White => {
                r.at += 1;
                space = Shape::SPACE;
                continue;
            }
            Class::Letter => r.word(&mut out, space),
            Class::Digit => r.number(&mut out, space),
            Class::Line => {
                let kind = r.lines();
                out.push(start, r.at, kind, 0, space);
                space = Shape::SPACE;
                continue;
            }
            Class::Other => {
                let kind = r.sign(b);
                out.push(start, r.at, kind, 0, space);
            }
            Class::High => {
                let c = r.char_at(r.at);
                if c.is_alphabetic() {
                    r.word(&mut out, space);
                } else if c.is_numeric() {
                    r.number(&mut out, space);
                } else {
                    r.at += c.len_utf8();
                    if c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}') {
                        space |= if c.is_whitespace() { Shape::SPACE } else { 0 };
                        continue;
                    }
                    out.push(start, r.at, sign_kind(c), 0, space);
                }
            }
        }
        space = 0;
    }
    out
}

/// Whether `c` belongs to the word that it stands in although it is no letter: a combining mark or a joiner.
fn continues(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
        || c.is_alphanumeric()
}

fn sign_kind(c: char) -> TokenKind {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '〝' | '〞' | '＂' => {
            TokenKind::Mark
        }
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '´' => TokenKind::Single,
        '…' => TokenKind::Ellipsis,
        '‐'..='―' | '−' => TokenKind::Dash,
        '。' | '．' => TokenKind::Stop,
        '！' | '？' | '‼' | '⁇' | '⁈' | '⁉' => TokenKind::Bang,
        '，' | '、' => TokenKind::Comma,
        '：' => TokenKind::Colon,
        '；' => TokenKind::Semicolon,
        '（' | '［' => TokenKind::Open,
        '）' | '］' => TokenKind::Close,
        _ => TokenKind::Symbol,
    }
}

impl Reader<'_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> char {
        self.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or('\0')
    }

    /// Whether a letter or digit stands at `at`.
    fn is_wordy(&self, at: usize) -> bool {
        match class(self.byte(at)) {
            Class::Letter | Class::Digit => true,
            Class::High => self.char_at(at).is_alphanumeric(),
            _ => false,
        }
    }

    /// How many bytes an apostrophe at `at` takes; 0 where none stands there.
    #[inline]
    fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xe2 if self.byte(at + 1) == 0x80 && self.byte(at + 2) == 0x99 => 3,
            _ => 0,
        }
    }

    /// Reads letters, digits and combining marks into the hash.
    #[inline]
    fn letters(&mut self, hash: &mut u32, shape: &mut u8) {
        loop {
            // A run of ASCII letters and digits, the most of most words.
            let (mut mixed, mut seen, mut at) = (*hash, *shape, self.at);
            let next = loop {
                let b = self.byte(at);
                match class(b) {
                    Class::Letter => {
                        // Bit 5 tells small letters from capitals.
                        seen |= Shape::UPPER_LATER >> ((b >> 5) & 1);
                        mixed = mix(mixed, b | 0x20);
                    }
                    Class::Digit => mixed = mix(mixed, b),
                    other => break other,
                }
                at += 1;
            };
            (*hash, *shape, self.at) = (mixed, seen, at);
            match next {
                Class::High => {
                    let c = self.char_at(self.at);
                    if !continues(c) {
                        return;
                    }
                    *shape |= match (c.is_lowercase(), c.is_uppercase()) {
                        (true, _) => Shape::LOWER,
                        (_, true) => Shape::UPPER_LATER,
                        _ => 0,
                    };
                    *hash = mix_char(*hash, c);
                    self.at += c.len_utf8();
                }
                _ => return,
            }
        }
    }

    fn word(&mut self, out: &mut Tokens, space: u8) {
        let start = self.at;
        let (mut hash, mut shape) = (SEED, space);
        let first = self.byte(start);
        if first.is_ascii_alphabetic() {
            shape |= if first.is_ascii_uppercase() { Shape::UPPER_FIRST } else { Shape::LOWER };
            hash = mix(hash, first | 0x20);
            self.at += 1;
        } else {
            let first = self.char_at(start);
            if first.is_uppercase() {
                shape |= Shape::UPPER_FIRST;
            } else if first.is_lowercase() {
                shape |= Shape::LOWER;
            }
            hash = mix_char(hash, first);
            self.at += first.len_utf8();
        }
        self.letters(&mut hash, &mut shape);
        let mut clitic = None;
        loop {
            let b = self.byte(self.at);
            if !matches!(b, b'-' | b'\'' | b'.' | b'&' | 0xe2) {
                break;
            }
            let quote = self.apostrophe(self.at);
            if b == b'-' && self.is_wordy(self.at + 1) {
                shape |= Shape::HYPHEN;
                hash = mix(hash, b'-');
                self.at += 1;
                self.letters(&mut hash, &mut shape);
            } else if quote > 0 && self.is_wordy(self.at + quote) {
                let before = (self.at, hash, shape);
                hash = mix(hash, b'\'');
                self.at += quote;
                let letters = self.at;
                self.letters(&mut hash, &mut shape);
                if self.is_clitic(letters) {
                    clitic = Some(before);
                    break;
                }
            } else if b == b'.' && self.stop_inside(start) {
                shape |= Shape::STOP;
                hash = mix(hash, b'.');
                self.at += 1;
                self.letters(&mut hash, &mut shape);
            } else if b == b'&' && class(self.byte(self.at + 1)) == Class::Letter {
                hash = mix(hash, b'&');
                self.at += 1;
                self.letters(&mut hash, &mut shape);
            } else if b == 0xe2
                && self.byte(self.at + 1) == 0x80
                && matches!(self.byte(self.at + 2), 0x90 | 0x91)
            {
                shape |= Shape::HYPHEN;
                hash = mix(hash, b'-');
                self.at += 3;
                self.letters(&mut hash, &mut shape);
            } else {
                break;
            }
        }
        if let Some((at, hash, shape)) = clitic {
            out.push_word(start, at, TokenKind::Word, hash.max(1), long(shape, at - start), &mut self.seen);
            let (mut own, end) = (mix(SEED, b'\''), self.at);
            self.at = at + self.apostrophe(at);
            self.letters(&mut own, &mut 0);
            out.push_word(at, end, TokenKind::Clitic, own.max(1), 0, &mut self.seen);
        } else {
            let shape = long(shape, self.at - start);
            out.push_word(start, self.at, TokenKind::Word, hash.max(1), shape, &mut self.seen);
        }
    }

    /// Whether the letters from `from` to here are one of the clitics and the word ends after them.
    fn is_clitic(&self, from: usize) -> bool {
        let low = |i: usize| self.byte(from + i) | 0x20;
        let is_end = !(self.is_wordy(self.at) || self.byte(self.at) == b'-' && self.is_wordy(self.at + 1));
        is_end
            && match self.at - from {
                1 => matches!(low(0), b's' | b'd' | b'm'),
                2 => matches!((low(0), low(1)), (b'l', b'l') | (b'v' | b'r', b'e')),
                _ => false,
            }
    }

    /// Whether the stop here belongs to the word that began at `start`: *U.S.*, *e.g.*, *J.*, *ph.d.*, *www.example.org*.
    fn stop_inside(&self, start: usize) -> bool {
        let piece = self.bytes.get(start..self.at).unwrap_or_default();
        let piece = piece.rsplit(|&b| b == b'.' || b == b'-').next().unwrap_or_default();
        let is_letter = |at: usize| class(self.byte(at)) == Class::Letter;
        let next = self.byte(self.at + 1);
        match piece {
            [b] if b.is_ascii_alphabetic() => {
                let dotted = self.bytes.get(start..self.at).is_some_and(|w| w.contains(&b'.'));
                let one_more = is_letter(self.at + 1) && !is_letter(self.at + 2);
                dotted
                    || (one_more && self.byte(self.at + 2) == b'.')
                    || (b.is_ascii_uppercase() && *b != b'I')
            }
            [.., last] if last.is_ascii_lowercase() && next.is_ascii_lowercase() => true,
            [a, _] if a.is_ascii_uppercase() => next.is_ascii_uppercase() && self.byte(self.at + 2) == b'.',
            _ => false,
        }
    }

    fn number(&mut self, out: &mut Tokens, space: u8) {
        let start = self.at;
        let (mut hash, mut shape) = (SEED, space);
        if class(self.byte(self.at)) == Class::High {
            let c = self.char_at(self.at);
            hash = mix_char(hash, c);
            self.at += c.len_utf8();
        }
        self.letters(&mut hash, &mut shape);
        loop {
            let b = self.byte(self.at);
            let joins = match b {
                b'.' | b',' | b':' | b'/' => self.byte(self.at + 1).is_ascii_digit(),
                b'-' => self.is_wordy(self.at + 1),
                _ => false,
            };
            if !joins {
                break;
            }
            shape |= if b == b'-' { Shape::HYPHEN } else { 0 };
            hash = mix(hash, b);
            self.at += 1;
            self.letters(&mut hash, &mut shape);
        }
        let shape = long(shape, self.at - start);
        out.push_word(start, self.at, TokenKind::Number, hash.max(1), shape, &mut self.seen);
    }

    fn lines(&mut self) -> TokenKind {
        let mut count = 0;
        let mut end = self.at;
        loop {
            match class(self.byte(self.at)) {
                Class::Line => {
                    let is_crlf = self.byte(self.at) == b'\r' && self.byte(self.at + 1) == b'\n';
                    count += 1;
                    self.at += if is_crlf { 2 } else { 1 };
                    end = self.at;
                }
                Class::White if self.at < self.bytes.len() => self.at += 1,
                _ => break,
            }
        }
        self.at = end;
        if count > 1 { TokenKind::Break } else { TokenKind::Line }
    }

    /// Reads the ASCII sign `b`, with those that belong to it.
    fn sign(&mut self, b: u8) -> TokenKind {
        let start = self.at;
        self.at += 1;
        let run = |reader: &mut Self, more: &[u8]| {
            while more.contains(&reader.byte(reader.at)) && reader.at < reader.bytes.len() {
                reader.at += 1;
            }
            reader.at - start
        };
        match b {
            b'"' => TokenKind::Mark,
            b'\'' | b'`' if self.byte(self.at) == b => {
                self.at += 1;
                TokenKind::Mark
            }
            b'\'' | b'`' => TokenKind::Single,
            b'.' => {
                if run(self, b".") > 1 {
                    TokenKind::Ellipsis
                } else {
                    TokenKind::Stop
                }
            }
            b'!' | b'?' => {
                run(self, b"!?");
                TokenKind::Bang
            }
            b',' => TokenKind::Comma,
            b';' => TokenKind::Semicolon,
            b':' => TokenKind::Colon,
            b'-' => {
                run(self, b"-");
                TokenKind::Dash
            }
            b'(' | b'[' | b'{' => TokenKind::Open,
            b')' | b']' | b'}' => TokenKind::Close,
            _ => TokenKind::Symbol,
        }
    }
}

fn long(shape: u8, bytes: usize) -> u8 {
    shape | if bytes > 1 { Shape::LONG } else { 0 }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::string_slice, reason = "a test may panic")]
    use super::*;
    use crate::text::fold_hash;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: &Expect) {
        let source = SourceText::new(text);
        let tokens = tokenise(text);
        let shown: Vec<String> = (0..tokens.len())
            .map(|i| match tokens.kind(i) {
                TokenKind::Word => tokens.text(i, &source).to_owned(),
                kind => {
                    format!("{}/{kind:?}", tokens.text(i, &source).replace('\r', "\\r").replace('\n', "\\n"))
                }
            })
            .collect();
        expected.assert_eq(&shown.join(" "));
    }

    #[test]
    fn apostrophes_and_hyphens_stand_inside_words() {
        check(
            "Don’t say it's o'clock; the Orlovs' re-read, they’ll go—the ’90s",
            &expect![
                "Don’t say it 's/Clitic o'clock ;/Semicolon the Orlovs '/Single re-read ,/Comma they ’ll/Clitic go —/Dash the ’/Single 90s/Number"
            ],
        );
    }

    #[test]
    fn stops_of_acronyms_belong_to_them() {
        check(
            "The U.S.-led vote, at 9 a.m. on J. Okafor’s Ph.D. ended.Now see example.org. So I. No",
            &expect![
                "The U.S.-led vote ,/Comma at 9/Number a.m. on J. Okafor ’s/Clitic Ph.D. ended ./Stop Now see example.org ./Stop So I ./Stop No"
            ],
        );
    }

    #[test]
    fn marks_of_every_shape() {
        check(
            "``Yes,'' she said. “No…” «ja» \"a\" 'b' ‘c’ ... --",
            &expect![
                "``/Mark Yes ,/Comma ''/Mark she said ./Stop “/Mark No …/Ellipsis ”/Mark «/Mark ja »/Mark \"/Mark a \"/Mark '/Single b '/Single ‘/Single c ’/Single .../Ellipsis --/Dash"
            ],
        );
    }

    #[test]
    fn line_ends_and_paragraphs() {
        check(
            "a\r\nb\r\n\r\n  \r\nc\n \nd 😀 2,000.5% é\u{301}t",
            &expect![
                "a \\r\\n/Line b \\r\\n\\r\\n  \\r\\n/Break c \\n \\n/Break d 😀/Symbol 2,000.5/Number %/Symbol é\u{301}t"
            ],
        );
    }

    #[test]
    fn a_hash_folds_case_and_apostrophe() {
        let tokens = tokenise("DON’T don't Élan élan");
        assert_eq!(tokens.hash(0), fold_hash("don't"));
        assert_eq!(tokens.hash(0), tokens.hash(1));
        assert_eq!(tokens.hash(2), tokens.hash(3));
        assert_eq!(tokens.kind(99), TokenKind::None);
    }

    proptest! {
        #[test]
        fn tokens_lie_in_order_on_character_boundaries(text in "[\\PC\r\n '’.\"a-z-]{0,200}") {
            let tokens = tokenise(&text);
            let mut last = 0;
            for t in tokens.iter() {
                prop_assert!(t.span.start() >= last && !t.span.is_empty());
                prop_assert!(text.get(t.span.start() as usize..t.span.end() as usize).is_some());
                let between = &text[last as usize..t.span.start() as usize];
                prop_assert!(between.chars().all(|c| c.is_whitespace() || c.is_control()
                    || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}')), "{:?}", between);
                last = t.span.end();
            }
            for i in 0..tokens.len() {
                if tokens.kind(i) == TokenKind::Word {
                    let word = &text[tokens.start(i) as usize..tokens.end(i) as usize];
                    prop_assert_eq!(tokens.hash(i), fold_hash(word));
                }
            }
        }
    }
}
