//! JSON of speech recognisers: Whisper (`segments`), WhisperX (`speaker` on segments and words), whisper.cpp
//! (`transcription` with `offsets` in milliseconds).

use super::{Cue, Cues, clock, document, text_of};
use crate::analysis::Progress;
use crate::formats::{FormatError, Imported, Importer, Likelihood, heading};
use serde::Deserialize;

/// Whisper, WhisperX and whisper.cpp.
pub(in crate::formats) struct Whisper;

impl Importer for Whisper {
    fn id(&self) -> &'static str {
        "whisper"
    }

    fn name(&self) -> &'static str {
        "Whisper and WhisperX JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn sniff(&self, _head: &[u8], name: &str) -> Likelihood {
        if heading::has_extension(name, self.extensions()) { Likelihood::Named } else { Likelihood::No }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let decoded = text_of(bytes)?;
        let file = read(&decoded.text)?;
        if file.segments.is_none() && file.transcription.is_none() {
            let why = "it is JSON, but no transcript: it has neither “segments” nor “transcription”";
            return Err(FormatError::Malformed(why.to_owned()));
        }
        document(bytes, name, decoded, cues(file), self.id(), "its segments hold no words")
    }
}

#[derive(Deserialize)]
struct File {
    segments: Option<Vec<Segment>>,
    transcription: Option<Vec<Piece>>,
    language: Option<String>,
}

#[derive(Deserialize)]
struct Segment {
    start: Option<f64>,
    end: Option<f64>,
    #[serde(default)]
    text: String,
    speaker: Option<String>,
    #[serde(default)]
    words: Vec<Word>,
}

#[derive(Deserialize)]
struct Word {
    #[serde(default, rename = "word")]
    text: String,
    start: Option<f64>,
    end: Option<f64>,
    speaker: Option<String>,
}

/// A segment of whisper.cpp.
#[derive(Deserialize)]
struct Piece {
    offsets: Option<Offsets>,
    #[serde(default)]
    text: String,
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct Offsets {
    from: Option<f64>,
    to: Option<f64>,
}

fn read(text: &str) -> Result<File, FormatError> {
    serde_json::from_str(text).or_else(|first| {
        // Python writes `NaN`, which no JSON is: such a number is none.
        serde_json::from_str(&without_nan(text)).map_err(|_| {
            let what = if first.is_data() { "it is JSON, but no transcript" } else { "it is no whole JSON" };
            FormatError::Malformed(format!("{what}: {first}"))
        })
    })
}

/// `text` with `null` for each `NaN` and `Infinity` outside strings.
fn without_nan(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
        } else if c == '"' {
            in_string = true;
        } else if let Some(after) = ["NaN", "-Infinity", "Infinity"].iter().find_map(|n| rest.strip_prefix(n))
        {
            out.push_str("null");
            rest = after;
            continue;
        }
        out.push(c);
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
    out
}

fn cues(file: File) -> Cues {
    let lang =
        file.language.filter(|l| (2..=3).contains(&l.len()) && l.bytes().all(|b| b.is_ascii_lowercase()));
    let mut out = Cues { lang, ..Cues::default() };
    for segment in file.segments.into_iter().flatten() {
        add_segment(&mut out, segment);
    }
    for piece in file.transcription.into_iter().flatten() {
        let ms = |at: Option<f64>| at.and_then(|ms| clock::of_seconds(ms / 1000.0));
        let (from, to) = piece.offsets.map_or((None, None), |o| (ms(o.from), ms(o.to)));
        out.all.push(cue(piece.speaker, from, to, piece.text));
    }
    out
}

fn cue(speaker: Option<String>, start_ms: Option<u32>, end_ms: Option<u32>, text: String) -> Cue {
    let speaker = speaker.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    Cue { speaker, new_turn: false, start_ms, end_ms, line: None, text }
}

/// A segment as one cue, or as several where its words are of several speakers.
fn add_segment(out: &mut Cues, segment: Segment) {
    let ms = |at: Option<f64>| at.and_then(clock::of_seconds);
    let speakers = segment.words.iter().filter_map(|w| w.speaker.as_ref());
    let several = speakers.clone().zip(speakers.skip(1)).any(|(a, b)| a != b);
    if !several {
        out.all.push(cue(segment.speaker, ms(segment.start), ms(segment.end), segment.text));
        return;
    }
    let mut now: Option<Cue> = None;
    for word in segment.words {
        let speaker = word.speaker.or_else(|| now.as_ref().and_then(|c| c.speaker.clone()));
        let goes_on = now.as_ref().is_some_and(|c| c.speaker == speaker);
        match &mut now {
            Some(cue) if goes_on => {
                // Words of some dumps carry their blank, those of others do not.
                cue.text.push(' ');
                cue.text.push_str(word.text.trim());
                cue.end_ms = ms(word.end).or(cue.end_ms);
            }
            _ => {
                let begins =
                    ms(word.start).or_else(|| now.as_ref().and_then(|c| c.end_ms)).or(ms(segment.start));
                let next = cue(speaker, begins, ms(word.end), word.text.trim().to_owned());
                out.all.extend(now.replace(next));
            }
        }
    }
    out.all.extend(now);
}
