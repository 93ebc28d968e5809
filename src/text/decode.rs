//! Bytes to text, once and for good: encoding, byte order mark, line ends.
//!
//! The order is the one that does not mistake UTF-16 for a Windows code page: byte order mark, strict UTF-8, the pattern
//! of NUL bytes that UTF-16 leaves, and only then statistics (`chardetng`). Whatever was mended is said in a note, so
//! that a person who has the original bytes can follow it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::fmt::Write as _;

/// The largest document that is read, in bytes: 64 MB.
pub const LIMIT: usize = 64 * 1024 * 1024;

/// A text that was bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The words. Line ends are `\n`, there is no byte order mark and no NUL.
    pub text: String,
    /// Name of the encoding that they were read in, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// What was guessed or mended, as sentences.
    pub notes: Vec<String>,
    /// How many broken sequences became U+FFFD; such a text is not quite the original.
    pub replaced: usize,
}

impl Decoded {
    /// Whether something of the original could not be read.
    pub const fn is_lossy(&self) -> bool {
        self.replaced > 0
    }
}

/// Why bytes are not a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// No bytes, or nothing but blanks.
    #[error("there are no words in it")]
    Empty,
    /// More than [`LIMIT`] bytes.
    #[error("it has {} MB; a document may have {} MB", bytes.div_ceil(1024 * 1024), LIMIT / (1024 * 1024))]
    TooLarge {
        /// How many it has.
        bytes: usize,
    },
    /// Not a text; the reason is the end of the sentence *it is not a text: …*.
    #[error("it is not a text: {0}")]
    Binary(String),
    /// An encoding that nobody knows.
    #[error("no encoding is called “{0}”")]
    UnknownEncoding(String),
}

/// Reads `bytes` in the encoding that they show to be in.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    check_size(bytes)?;
    if let Some(what) = known_binary(bytes) {
        return Err(DecodeError::Binary(what.into()));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        let note = "A byte order mark at the start was left out.";
        return finish(read_in(encoding, rest), encoding, vec![note.into()]);
    }
    let holds_nul = memchr::memchr(0, bytes).is_some();
    if holds_nul {
        let encoding = utf16_by_nuls(bytes)
            .ok_or_else(|| DecodeError::Binary("it holds NUL bytes, which no text has".into()))?;
        let note = format!("It has no byte order mark; its NUL bytes show {}.", encoding.name());
        return finish(read_in(encoding, bytes), encoding, vec![note]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return finish((text.to_owned(), 0), UTF_8, Vec::new());
    }
    if is_broken_utf8(bytes) {
        return finish(read_in(UTF_8, bytes), UTF_8, Vec::new());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let note = format!("The encoding is a guess: {}.", encoding.name());
    finish(read_in(encoding, bytes), encoding, vec![note])
}

/// Reads `bytes` in the encoding of that name (a WHATWG label such as `latin1`), for a person who knows better than the guess.
pub fn decode_as(bytes: &[u8], label: &str) -> Result<Decoded, DecodeError> {
    check_size(bytes)?;
    let encoding = Encoding::for_label(label.as_bytes())
        .ok_or_else(|| DecodeError::UnknownEncoding(label.trim().to_owned()))?;
    let mark = Encoding::for_bom(bytes).filter(|(e, _)| *e == encoding).map_or(0, |(_, n)| n);
    let rest = bytes.get(mark..).unwrap_or_default();
    finish(read_in(encoding, rest), encoding, vec!["The encoding was chosen by hand.".into()])
}

fn check_size(bytes: &[u8]) -> Result<(), DecodeError> {
    if bytes.len() > LIMIT { Err(DecodeError::TooLarge { bytes: bytes.len() }) } else { Ok(()) }
}

/// The text and how many broken sequences it had.
fn read_in(encoding: &'static Encoding, bytes: &[u8]) -> (String, usize) {
    if encoding == UTF_8 {
        let broken = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
        return (String::from_utf8_lossy(bytes).into_owned(), broken);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let broken = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    (text.into_owned(), broken)
}

/// Line ends, checks and notes: what every way in ends with.
fn finish(
    (text, replaced): (String, usize),
    encoding: &'static Encoding,
    mut notes: Vec<String>,
) -> Result<Decoded, DecodeError> {
    if text.contains('\0') {
        return Err(DecodeError::Binary("it holds NUL characters, which no text has".into()));
    }
    let (mut all, mut controls) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        controls +=
            usize::from(c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0B' | '\x0C' | '\u{85}'));
    }
    if controls * 20 > all || replaced * 3 > all {
        return Err(DecodeError::Binary("too much of it is no character of any writing".into()));
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
        return Err(DecodeError::Empty);
    }
    if replaced > 0 {
        let (n, s, are) = (replaced, plural(replaced), if replaced == 1 { "is" } else { "are" });
        notes.push(format!("{n} broken sequence{s} could not be read and {are} shown as �."));
    }
    let (text, note) = unix_line_ends(text);
    notes.extend(note);
    Ok(Decoded { text, encoding: encoding.name(), notes, replaced })
}

/// The text with `\n` alone at its line ends, and what was changed.
fn unix_line_ends(text: String) -> (String, Option<String>) {
    let all_cr = memchr::memchr_iter(b'\r', text.as_bytes()).count();
    if all_cr == 0 {
        return (text, None);
    }
    let windows = memchr::memmem::find_iter(text.as_bytes(), b"\r\n").count();
    let unix = memchr::memchr_iter(b'\n', text.as_bytes()).count() - windows;
    let lone = all_cr - windows;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut note = String::from("Line ends became LF; they were ");
    let kinds = [(windows, "CR LF"), (lone, "CR"), (unix, "LF")];
    let there: Vec<_> = kinds.into_iter().filter(|(n, _)| *n > 0).collect();
    if let [(_, only)] = there.as_slice() {
        note.push_str(only);
    } else {
        note.push_str("mixed (");
        for (i, (n, name)) in there.iter().enumerate() {
            // Writing to a String cannot fail.
            _ = write!(note, "{}{n} {name}", if i == 0 { "" } else { ", " });
        }
        note.push(')');
    }
    note.push('.');
    (text, Some(note))
}

/// UTF-16 without a mark: NUL is the high byte of each Latin letter, blank and line end, so only one of the two orders
/// gives them. The other gives characters of no common sort, lone surrogates, or NULs; a binary file gives those in both.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let odd_length = bytes.len() % 2;
    let usual = |encoding: &'static Encoding| {
        let (text, broken) = read_in(encoding, bytes);
        if broken > odd_length || text.contains('\0') {
            return 0;
        }
        // Without U+2000 and U+3000: those are a blank and a zero in the wrong order.
        let plain = |c: char| {
            c.is_ascii_graphic()
                || c.is_ascii_whitespace()
                || ('\u{2001}'..'\u{2070}').contains(&c)
                || ('\u{3001}'..'\u{3040}').contains(&c)
        };
        let count = text.chars().filter(|c| plain(*c)).count();
        if count * 50 >= text.chars().count() { count } else { 0 }
    };
    let (little, big) = (usual(UTF_16LE), usual(UTF_16BE));
    if little > 3 * big {
        Some(UTF_16LE)
    } else if big > 3 * little {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether most sequences of more than one byte are whole and there is one: then it is UTF-8 that was cut or mixed, not a code page.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A sequence that the end of the file cuts speaks for UTF-8, not against it.
        broken += usize::from(!chunk.invalid().is_empty() && chunks.peek().is_some());
    }
    whole > 0 && whole >= 2 * broken
}

/// Files that are known by their first bytes, so that a person reads what it is instead of *not a text*.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: &[(&[u8], &str)] = &[
        (b"%PDF-", "it is a PDF"),
        (b"PK\x03\x04", "it is a ZIP container, such as DOCX, ODT or EPUB"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "it is an older Office file"),
        (b"SQLite format 3\0", "it is a database"),
        (b"\x89PNG\r\n", "it is a picture"),
        (b"\xFF\xD8\xFF", "it is a picture"),
        (b"GIF87a", "it is a picture"),
        (b"GIF89a", "it is a picture"),
        (b"\x1F\x8B", "it is packed with gzip"),
        (b"7z\xBC\xAF\x27\x1C", "it is a 7z container"),
        (b"\x7FELF", "it is a program"),
        (b"MZ\x90\0", "it is a program"),
        (b"ID3\x03\0", "it is a sound"),
        (b"ID3\x04\0", "it is a sound"),
        (b"OggS\0", "it is a sound"),
        (b"{\\rtf", "it is RTF"),
        (b"\xFF\xFE\0\0", "it is UTF-32, which is not read"),
        (b"\0\0\xFE\xFF", "it is UTF-32, which is not read"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

const fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let d = decode(bytes).unwrap();
        (d.text, d.encoding, d.replaced)
    }

    #[test]
    fn each_encoding_is_known_by_its_first_sure_sign() {
        let text = "“Größe,” sagte er.\nNoch eine Zeile.";
        let want = |e| (text.to_owned(), e, 0);
        assert_eq!(read(text.as_bytes()), want("UTF-8"));
        assert_eq!(read(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), want("UTF-8"));
        assert_eq!(read(&[b"\xFF\xFE".as_slice(), &utf16(text, true)].concat()), want("UTF-16LE"));
        assert_eq!(read(&[b"\xFE\xFF".as_slice(), &utf16(text, false)].concat()), want("UTF-16BE"));
        assert_eq!(read(&utf16(text, true)), want("UTF-16LE"));
        assert_eq!(read(&utf16(text, false)), want("UTF-16BE"));
        let page = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
        assert_eq!(read(&page), want("windows-1252"));
        assert!(decode(&page).unwrap().notes[0].contains("guess"));
    }

    #[test]
    fn utf16_without_mark_in_a_script_of_few_nuls() {
        let text = "「行きます」と彼女は言った。\n次の行。";
        assert_eq!(read(&utf16(text, true)), (text.to_owned(), "UTF-16LE", 0));
    }

    #[test]
    fn other_code_pages_are_guessed() {
        let russian = "«Мы построим этот мост», — сказала она в четверг.";
        let bytes = encoding_rs::WINDOWS_1251.encode(russian).0.into_owned();
        assert_eq!(read(&bytes), (russian.to_owned(), "windows-1251", 0));
        assert_eq!(decode_as(&bytes, "cp1251").unwrap().text, russian);
        assert_eq!(decode_as(b"a", "klingon"), Err(DecodeError::UnknownEncoding("klingon".into())));
    }

    #[test]
    fn line_ends_become_one_and_are_told() {
        let d = decode(b"one\r\ntwo\rthree\nfour").unwrap();
        assert_eq!(d.text, "one\ntwo\nthree\nfour");
        assert_eq!(d.notes, ["Line ends became LF; they were mixed (1 CR LF, 1 CR, 1 LF)."]);
        assert_eq!(decode(b"a\r\nb").unwrap().notes, ["Line ends became LF; they were CR LF."]);
        assert!(decode(b"a\nb").unwrap().notes.is_empty());
    }

    #[test]
    fn broken_sequences_are_replaced_and_counted() {
        let bytes =
            [b"\xE2\x80\x9CWe go\xE2\x80\x9D, she said \xFF and ".as_slice(), b"left\xE2\x80"].concat();
        let d = decode(&bytes).unwrap();
        assert_eq!((d.replaced, d.encoding, d.is_lossy()), (2, "UTF-8", true));
        assert!(d.text.contains("said � and left�"), "{}", d.text);
        assert_eq!(d.notes, ["2 broken sequences could not be read and are shown as �."]);
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        let why = |b: &[u8]| decode(b).unwrap_err().to_string();
        assert_eq!(why(b""), "there are no words in it");
        assert_eq!(why(b" \r\n\t"), "there are no words in it");
        assert_eq!(why(b"\xEF\xBB\xBF"), "there are no words in it");
        assert_eq!(why(b"%PDF-1.7 ..."), "it is not a text: it is a PDF");
        assert_eq!(why(b"text\0with\0nuls"), "it is not a text: it holds NUL bytes, which no text has");
        assert_eq!(
            why(b"\x01\x02\x03\x04\x05"),
            "it is not a text: too much of it is no character of any writing"
        );
        assert_eq!(why(&vec![b'a'; LIMIT + 1]), "it has 65 MB; a document may have 64 MB");
    }

    #[test]
    fn a_replacement_character_of_the_text_itself_is_no_loss() {
        assert_eq!(decode("one � here".as_bytes()).unwrap().replaced, 0);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(d) = decode(&bytes) {
                prop_assert!(!d.text.contains(['\r', '\0']));
                prop_assert!(!d.text.trim().is_empty());
            }
        }

        #[test]
        fn any_marked_bytes_are_safe(head in prop::sample::select(vec![&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF", b"\x1B$B", b"a\0"]),
                                     bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(d) = decode(&[head, &bytes].concat()) {
                prop_assert!(!d.text.contains(['\r', '\0']));
            }
        }

        #[test]
        fn utf8_and_utf16_come_back(text in "[a-zA-Z“”,. äßЖ漢😀e\u{301}\n]{1,80} end\n") {
            for bytes in [text.as_bytes().to_vec(), [b"\xFF\xFE".as_slice(), &utf16(&text, true)].concat(), utf16(&text, false)] {
                prop_assert_eq!(&decode(&bytes).unwrap().text, &text);
            }
        }
    }
}
