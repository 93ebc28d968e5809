//! Transcripts: cues joined into running text, with the way back to time, line and turn beside it.
//!
//! One file a format. Each reads its file into [`Cue`]s; [`running`] makes text and [`Track`] of them. What a cue says is
//! never mended: a hyphen at a line's end stays, a wrong word stays. A name that stands before words goes into the text
//! as `Name: `, so that a person sees who speaks; the turn in the track holds the words alone.

mod clock;
mod label;
mod otter;
mod rev;
mod running;
mod shape;
mod srt;
mod timecoded;
mod trint;
mod turns;
mod vtt;
mod whisper;

pub(super) use otter::Otter;
pub(super) use rev::Rev;
pub(super) use srt::SubRip;
pub(super) use timecoded::Timecoded;
pub(super) use trint::Trint;
pub(super) use turns::turns_of;
pub(super) use vtt::WebVtt;
pub(super) use whisper::Whisper;

use super::{FormatError, Imported, Problem, heading};
use crate::model::DocumentOrigin;
use crate::model::edit::ImportedDocument;
use crate::text::decode::Decoded;
use crate::text::{SourceText, TextHash, decode};
use std::sync::Arc;

/// What one person says in one stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Cue {
    /// Who, where the file says it here.
    speaker: Option<String>,
    /// Whether somebody else begins to speak here, named or not.
    new_turn: bool,
    /// When it begins, in milliseconds.
    start_ms: Option<u32>,
    /// When it ends.
    end_ms: Option<u32>,
    /// Line of the file, from 1.
    line: Option<u32>,
    /// The words.
    text: String,
}

/// What was read from a file.
#[derive(Debug, Default)]
struct Cues {
    all: Vec<Cue>,
    problems: Vec<Problem>,
    /// Language, where the file says it.
    lang: Option<String>,
    /// How many problems are not told one by one.
    more: usize,
}

/// Problems of a file that are told one by one.
const MOST: usize = 5;

impl Cues {
    fn problem(&mut self, line: u32, what: &str) {
        // A file of another kind has thousands of them, and the first few tell all.
        match self.problems.len() {
            0..MOST => self.problems.push(Problem { line: Some(line), what: what.to_owned() }),
            _ => self.more += 1,
        }
    }

    /// Puts cues that stand before an earlier one into the order of their times, and says so.
    fn sort(&mut self) {
        let times: Vec<(u32, Option<u32>)> =
            self.all.iter().filter_map(|c| Some((c.start_ms?, c.line))).collect();
        let back: Vec<_> = times.windows(2).filter(|w| matches!(w, [a, b] if b.0 < a.0)).collect();
        let Some(first) = back.first().and_then(|w| w.last()) else { return };
        let what = match back.len() {
            1 => "A cue begins before the one above it; the cues were put in the order of their times."
                .to_owned(),
            n => {
                format!("{n} cues begin before the one above; the cues were put in the order of their times.")
            }
        };
        self.problems.push(Problem { line: first.1, what });
        // A cue without a time stays behind the one that it follows.
        let mut last = 0;
        let mut keyed: Vec<(u32, Cue)> = Vec::with_capacity(self.all.len());
        for cue in self.all.drain(..) {
            last = cue.start_ms.unwrap_or(last);
            keyed.push((last, cue));
        }
        keyed.sort_by_key(|(at, _)| *at);
        self.all = keyed.into_iter().map(|(_, cue)| cue).collect();
    }
}

/// The text of a file, its line ends mended.
fn text_of(bytes: &[u8]) -> Result<Decoded, FormatError> {
    Ok(decode(bytes)?)
}

/// The document that cues make. `nothing` says what is missing where there are none.
fn document(
    bytes: &[u8],
    name: &str,
    decoded: Decoded,
    mut cues: Cues,
    format: &str,
    nothing: &str,
) -> Result<Imported, FormatError> {
    cues.sort();
    if cues.more > 0 {
        let what = format!("{} further lines cannot be read as cues.", cues.more);
        cues.problems.push(Problem { line: None, what });
    }
    let (text, track) = running::running(&cues.all);
    if text.trim().is_empty() {
        return Err(FormatError::Malformed(nothing.to_owned()));
    }
    let key = heading::key(name);
    let mut notes = decoded.notes;
    notes.push("The words stand as running text; times, lines and turns are kept beside it.".to_owned());
    let document = ImportedDocument {
        bytes: Some(Arc::from(bytes)),
        origin: DocumentOrigin {
            name: name.to_owned(),
            path: None,
            bytes: Some(TextHash::of(bytes)),
            encoding: decoded.encoding.to_owned(),
            notes,
        },
        format: format.to_owned(),
        lang: cues.lang,
        track: (!track.is_empty()).then(|| Arc::new(track)),
        ..ImportedDocument::new(SourceText::new(text), key.clone(), key)
    };
    Ok(Imported { documents: vec![document], problems: cues.problems })
}

#[cfg(test)]
mod tests;
