//! Texts with times in them: a line with a name and a time, or with a time alone, begins what somebody says.

use super::{Cue, Cues, clock, document, label, text_of};
use crate::analysis::Progress;
use crate::formats::{FormatError, Imported, Likelihood, heading};
use regex::Regex;
use std::sync::LazyLock;

/// A time as all of these write it: `0:03`, `00:01:05`, `00:01:05.2`. For the patterns of the single formats.
pub(super) const TIME: &str = r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?";

/// A time in brackets within words: `[00:01:05]`, also in `[inaudible 00:01:05]`, which stays.
static INLINE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(&format!(r"\[({TIME})\]\s?")).ok());

/// How one program sets names and times.
pub(super) struct Shape {
    /// Name of the format.
    pub(super) id: &'static str,
    /// A line that begins a cue: groups `time` and, where there are any, `name` and `rest`.
    pub(super) header: &'static LazyLock<Option<Regex>>,
    /// Whether a header must name somebody.
    pub(super) named: bool,
    /// What a line is that belongs to the program, not to the recording.
    pub(super) footer: fn(&str) -> bool,
}

/// What stands in a header.
struct Header<'a> {
    name: Option<&'a str>,
    time: u32,
    rest: &'a str,
}

impl Shape {
    fn header_of<'a>(&self, line: &'a str) -> Option<Header<'a>> {
        let found = self.header.as_ref()?.captures(line.trim())?;
        let group = |name| found.name(name).map(|m| m.as_str().trim()).filter(|s| !s.is_empty());
        let name = group("name").map(|n| n.trim_end_matches(':').trim_end());
        if name.is_some_and(|n| !label::may_be_name(n)) || (self.named && name.is_none()) {
            return None;
        }
        Some(Header { name, time: clock::parse(group("time")?)?, rest: group("rest").unwrap_or_default() })
    }

    /// Sure where the first line with words is a header and another one follows, or many do.
    pub(super) fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        let plain = heading::has_extension(name, &["txt", "text"]) || !name.contains('.');
        // Subtitles have times as well, and formats of their own.
        if !plain || memchr::memmem::find(head, b"-->").is_some() {
            return Likelihood::No;
        }
        let head = String::from_utf8_lossy(head);
        let lines: Vec<&str> =
            head.trim_start_matches('\u{feff}').lines().filter(|l| !l.trim().is_empty()).take(60).collect();
        let times: Vec<u32> = lines.iter().filter_map(|l| self.header_of(l)).map(|h| h.time).collect();
        let headers = times.len();
        // A live blog has its latest entry first; a recording runs on.
        let falls = times.windows(2).filter(|w| matches!(w, [a, b] if b < a)).count();
        if falls * 2 > headers.saturating_sub(1) {
            return Likelihood::No;
        }
        let first = lines.first().is_some_and(|l| self.header_of(l).is_some());
        let sure = headers >= 2 && (first || headers * 6 >= lines.len());
        if sure { Likelihood::Sure } else { Likelihood::No }
    }

    pub(super) fn import(&self, bytes: &[u8], name: &str, _: &Progress) -> Result<Imported, FormatError> {
        let decoded = text_of(bytes)?;
        let cues = self.cues(&decoded.text);
        document(bytes, name, decoded, cues, self.id, "it has no line with a time and words")
    }

    fn cues(&self, text: &str) -> Cues {
        let mut out = Cues::default();
        let mut header: Option<(Option<String>, u32)> = None;
        // Whether the next line with words is the first of its header, or of a paragraph.
        let mut begins = false;
        for (number, line) in (1_u32..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || (self.footer)(line) {
                continue;
            }
            let mut words = line;
            if let Some(found) = self.header_of(line) {
                // A time alone says that the one who speaks goes on.
                let before = header.take().and_then(|(name, _)| name);
                header = Some((found.name.map(str::to_owned).or(before), found.time));
                begins = found.name.is_some();
                words = found.rest;
            }
            let Some((name, time)) = &header else {
                out.all.push(Cue { line: Some(number), text: line.to_owned(), ..Cue::default() });
                continue;
            };
            let mut at = Some(*time);
            for (time, part) in by_inline_times(words) {
                at = time.or(at);
                if part.trim().is_empty() {
                    continue;
                }
                let new_turn = std::mem::take(&mut begins);
                out.all.push(Cue {
                    speaker: name.clone(),
                    new_turn,
                    start_ms: at,
                    end_ms: None,
                    line: Some(number),
                    text: part.to_owned(),
                });
            }
        }
        out
    }
}

/// `words` parted at the times within them, each part with the time before it.
fn by_inline_times(words: &str) -> Vec<(Option<u32>, &str)> {
    let Some(inline) = INLINE.as_ref() else { return vec![(None, words)] };
    let (mut out, mut time, mut from) = (Vec::new(), None, 0);
    for found in inline.captures_iter(words) {
        let (Some(whole), Some(at)) = (found.get(0), found.get(1).and_then(|m| clock::parse(m.as_str())))
        else {
            continue;
        };
        out.push((time, words.get(from..whole.start()).unwrap_or_default()));
        (time, from) = (Some(at), whole.end());
    }
    out.push((time, words.get(from..).unwrap_or_default()));
    out
}

/// No line of the file belongs to the program.
pub(super) fn no_footer(_: &str) -> bool {
    false
}

/// An importer of a [`Shape`].
macro_rules! importer {
    ($(#[$doc:meta])* $name:ident, $shape:expr, $words:literal) => {
        $(#[$doc])*
        pub(in crate::formats) struct $name;

        impl crate::formats::Importer for $name {
            fn id(&self) -> &'static str {
                $shape.id
            }

            fn name(&self) -> &'static str {
                $words
            }

            fn extensions(&self) -> &'static [&'static str] {
                &["txt"]
            }

            fn sniff(&self, head: &[u8], name: &str) -> crate::formats::Likelihood {
                $shape.sniff(head, name)
            }

            fn import(
                &self,
                bytes: &[u8],
                name: &str,
                progress: &crate::analysis::Progress,
            ) -> Result<crate::formats::Imported, crate::formats::FormatError> {
                $shape.import(bytes, name, progress)
            }
        }
    };
}
pub(super) use importer;
