//! What is known about a document that quotations are compared with, and the way from its text back to time, turn and line.

use super::ids::DocId;
use crate::text::{Span, TextHash};
use serde::{Deserialize, Serialize};

/// What sort of thing a source is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum MaterialKind {
    /// What was said in a recording, written down.
    AudioTranscript,
    /// What was said in a film, written down.
    VideoTranscript,
    /// A statement, a report, a file.
    #[default]
    Document,
    /// Something that was published before.
    Published,
    /// A letter by e-mail.
    Email,
    /// Notes of a call.
    Call,
    /// A post on a network or a site.
    Post,
}

impl MaterialKind {
    /// Its name for a person.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AudioTranscript => "audio transcript",
            Self::VideoTranscript => "video transcript",
            Self::Document => "document",
            Self::Published => "published",
            Self::Email => "e-mail",
            Self::Call => "call",
            Self::Post => "post",
        }
    }
}

/// What is known about a document that serves as a source. A document is a source where it has one of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// Which document.
    pub doc: DocId,
    /// What sort of thing it is.
    pub kind: MaterialKind,
    /// When it was said or published, as a person wrote it; empty where unknown.
    #[serde(default)]
    pub date: String,
    /// Where it can be found; empty where nowhere.
    #[serde(default)]
    pub link: String,
    /// Whether neither it nor its words may leave the desk: a redacted evidence pack goes without them.
    #[serde(default)]
    pub confidential: bool,
    /// A person's note.
    #[serde(default)]
    pub note: String,
}

impl Material {
    /// A source of that sort of which nothing else is known.
    pub fn new(doc: DocId, kind: MaterialKind) -> Self {
        Self { doc, kind, date: String::new(), link: String::new(), confidential: false, note: String::new() }
    }
}

/// One cue of a transcript: a stretch of the running text, and where it stood in the file.
///
/// In JSON `[start, end, start_ms, end_ms, line, page]`: bytes of the text, milliseconds, line and page from 1, each of
/// the last four `null` where the file does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "CueRow", into = "CueRow")]
pub struct TrackCue {
    /// Its words in the running text.
    pub at: Span,
    /// When they begin, in milliseconds.
    pub start_ms: Option<u32>,
    /// When they end, in milliseconds.
    pub end_ms: Option<u32>,
    /// The line of the file that they begin in, from 1.
    pub line: Option<u32>,
    /// The page that they begin on, from 1.
    pub page: Option<u32>,
}

type CueRow = (u32, u32, Option<u32>, Option<u32>, Option<u32>, Option<u32>);

impl From<CueRow> for TrackCue {
    fn from((start, end, start_ms, end_ms, line, page): CueRow) -> Self {
        Self { at: Span::between(start, end), start_ms, end_ms, line, page }
    }
}

impl From<TrackCue> for CueRow {
    fn from(c: TrackCue) -> Self {
        (c.at.start(), c.at.end(), c.start_ms, c.end_ms, c.line, c.page)
    }
}

/// What one person said without anybody else between, as the source names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrackTurn {
    /// Their words in the running text.
    pub at: Span,
    /// Their name, as the source writes it.
    pub name: String,
}

/// The way from the running text of a transcript back to time, line, page and turn. Made at import and, like the text,
/// never changed; its name is the SHA-256 of its JSON.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Track {
    /// Cues in the order of the text, disjoint.
    #[serde(default)]
    pub cues: Vec<TrackCue>,
    /// Turns in the order of the text, disjoint; none where the source names nobody.
    #[serde(default)]
    pub turns: Vec<TrackTurn>,
}

/// Where words of a source stand in it, as a person looks them up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Locator {
    /// Line of the file, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Page, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// Paragraph of the text, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// When the cue begins, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_ms: Option<u32>,
}

impl Track {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.cues.is_empty() && self.turns.is_empty()
    }

    /// The cue that byte `at` of the running text lies in, or the last one before it.
    pub fn cue(&self, at: u32) -> Option<&TrackCue> {
        let after = self.cues.partition_point(|c| c.at.start() <= at);
        self.cues.get(after.checked_sub(1)?)
    }

    /// Who speaks at byte `at` of the running text.
    pub fn turn(&self, at: u32) -> Option<&TrackTurn> {
        let after = self.turns.partition_point(|t| t.at.start() <= at);
        self.turns.get(after.checked_sub(1)?).filter(|t| t.at.holds(at))
    }

    /// The names of the turns that share words with `span`, each once, in order.
    pub fn names(&self, span: Span) -> Vec<&str> {
        let first = self.turns.partition_point(|t| t.at.end() <= span.start());
        let mut out: Vec<&str> = Vec::new();
        for turn in self.turns.iter().skip(first).take_while(|t| t.at.start() < span.end()) {
            if !out.contains(&turn.name.as_str()) {
                out.push(&turn.name);
            }
        }
        out
    }

    /// Its JSON, by which it is named.
    pub fn to_json(&self) -> String {
        // Numbers and strings alone: writing them to memory cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Its name.
    pub fn hash(&self) -> TextHash {
        TextHash::of(self.to_json().as_bytes())
    }

    /// Whether cues and turns are sorted, disjoint and lie in a text of `len` bytes.
    pub fn fits(&self, len: u32) -> bool {
        in_order(self.cues.iter().map(|c| c.at), len) && in_order(self.turns.iter().map(|t| t.at), len)
    }
}

fn in_order(spans: impl Iterator<Item = Span>, len: u32) -> bool {
    let mut end = 0;
    for span in spans {
        if span.start() < end || span.end() > len {
            return false;
        }
        end = span.end();
    }
    true
}

/// Where byte `at` of `text` stands: from the track where there is one, else line and paragraph of the text itself.
pub fn locate(text: &str, track: Option<&Track>, at: u32) -> Locator {
    let before = text.get(..(at as usize).min(text.len())).unwrap_or_default();
    let paragraph = Some(1 + paragraphs_before(before));
    match track.and_then(|t| t.cue(at)) {
        Some(cue) => Locator { line: cue.line, page: cue.page, paragraph, start_ms: cue.start_ms },
        None => Locator {
            line: Some(1 + before.bytes().filter(|&b| b == b'\n').count() as u32),
            paragraph,
            ..Locator::default()
        },
    }
}

/// How many paragraphs (parted by empty lines) end before the end of `text`.
fn paragraphs_before(text: &str) -> u32 {
    let (mut count, mut words, mut ended) = (0, false, false);
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty();
        if empty {
            ended |= words && line.ends_with('\n');
        } else {
            count += u32::from(ended);
            (words, ended) = (true, false);
        }
    }
    count + u32::from(ended)
}

/// A time of day of a recording: `00:14:07.200`.
pub fn clock(ms: u32) -> String {
    let (s, ms) = (ms / 1000, ms % 1000);
    format!("{:02}:{:02}:{:02}.{ms:03}", s / 3600, s / 60 % 60, s % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track() -> Track {
        let cue = |s, e, ms, line| TrackCue {
            at: Span::between(s, e),
            start_ms: Some(ms),
            end_ms: None,
            line: Some(line),
            page: None,
        };
        let turn = |s, e, name: &str| TrackTurn { at: Span::between(s, e), name: name.into() };
        Track {
            cues: vec![cue(0, 10, 0, 3), cue(11, 20, 4000, 7), cue(22, 30, 847_200, 11)],
            turns: vec![turn(0, 20, "Ann"), turn(22, 30, "Bo")],
        }
    }

    #[test]
    fn a_place_leads_back_to_time_line_and_turn() {
        let t = track();
        let text = "aaaaaaaaaa bbbbbbbbb\n\ncccccccc";
        let l = locate(text, Some(&t), 25);
        assert_eq!((l.line, l.start_ms, l.paragraph), (Some(11), Some(847_200), Some(2)));
        assert_eq!(clock(847_200), "00:14:07.200");
        assert_eq!(t.turn(12).map(|t| t.name.as_str()), Some("Ann"));
        assert_eq!(t.turn(21), None, "between two turns nobody speaks");
        assert_eq!(t.names(Span::between(5, 23)), ["Ann", "Bo"]);
        assert_eq!(t.names(Span::between(20, 22)), Vec::<&str>::new());
    }

    #[test]
    fn a_text_without_track_has_lines_and_paragraphs() {
        let l = locate("one\ntwo\n\n\nthree four", None, 11);
        assert_eq!((l.line, l.paragraph, l.start_ms), (Some(5), Some(2), None));
        assert_eq!(locate("one", None, 0).paragraph, Some(1));
        assert_eq!(locate("\n\none", None, 2).paragraph, Some(1));
    }

    #[test]
    fn a_track_is_read_back_and_named_by_its_json() {
        let t = track();
        let json = t.to_json();
        assert!(json.contains("[11,20,4000,null,7,null]"), "{json}");
        let back: Track = serde_json::from_str(&json).unwrap();
        assert_eq!((&back, back.hash()), (&t, t.hash()));
        assert!(t.fits(30) && !t.fits(29));
    }
}
