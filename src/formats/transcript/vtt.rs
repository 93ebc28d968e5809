//! WebVTT (`.vtt`), after the W3C's *WebVTT: The Web Video Text Tracks Format*: header, blocks parted by empty lines,
//! `NOTE`, `STYLE` and `REGION` passed over, `<v Name>` as the speaker.

use super::{Cue, Cues, clock, document, label::Labels, srt::add_lines, text_of};
use crate::analysis::Progress;
use crate::formats::{FormatError, Imported, Importer, Likelihood, heading};

/// WebVTT.
pub(in crate::formats) struct WebVtt;

impl Importer for WebVtt {
    fn id(&self) -> &'static str {
        "webvtt"
    }

    fn name(&self) -> &'static str {
        "WebVTT captions"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["vtt"]
    }

    fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let after = head.strip_prefix(b"WEBVTT").map(|rest| rest.first().copied());
        match after {
            Some(None | Some(b' ' | b'\t' | b'\n' | b'\r')) => Likelihood::Sure,
            _ if heading::has_extension(name, self.extensions()) => Likelihood::Named,
            _ => Likelihood::No,
        }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let decoded = text_of(bytes)?;
        if !decoded.text.starts_with("WEBVTT") {
            let why = "it does not begin with WEBVTT, so it is no WebVTT file".to_owned();
            return Err(FormatError::Malformed(why));
        }
        let cues = cues(&decoded.text);
        document(bytes, name, decoded, cues, self.id(), "it has no cue with a time and words")
    }
}

/// A cue as it stands in the file: its time, and its lines with their numbers.
struct Block {
    time: Option<(u32, u32)>,
    lines: Vec<(u32, String)>,
    /// Whether the cue names its speakers by `<v>`.
    voices: bool,
}

fn cues(text: &str) -> Cues {
    let mut out = Cues::default();
    let blocks = blocks(text, &mut out);
    let unvoiced = blocks.iter().filter(|b| !b.voices).flat_map(|b| &b.lines);
    let plain: Vec<String> = unvoiced.map(|(_, l)| words(l)).collect();
    let labels = Labels::of(plain.iter().map(String::as_str));
    let mut rolled: Option<String> = None;
    for block in &blocks {
        if block.voices {
            add_voices(&mut out, block);
            continue;
        }
        let mut lines: Vec<(u32, String)> = block.lines.iter().map(|(n, l)| (*n, words(l))).collect();
        // Captions that roll up show the last line of the cue before once more.
        let last = lines.last().map(|(_, l)| l.clone());
        if let (Some(before), [(_, first), ..]) = (&rolled, lines.as_slice())
            && first == before
            && first.split_whitespace().count() >= 3
        {
            lines.remove(0);
        }
        rolled = last;
        lines.retain(|(_, l)| !l.trim().is_empty());
        add_lines(&mut out, &labels, block.time, lines.iter().map(|(n, l)| (*n, l)));
    }
    out
}

fn blocks(text: &str, out: &mut Cues) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // What the lines up to the next empty one are.
    let (mut in_cue, mut passed_over) = (false, true);
    for (number, line) in (1_u32..).zip(text.lines()) {
        if line.trim().is_empty() {
            (in_cue, passed_over) = (false, false);
            continue;
        }
        if let Some(time) = clock::timing(line) {
            if time.is_none() {
                out.problem(number, "The time of a cue cannot be read; its words are kept without it.");
            }
            blocks.push(Block { time, lines: Vec::new(), voices: false });
            (in_cue, passed_over) = (true, false);
        } else if in_cue {
            if let Some(block) = blocks.last_mut() {
                block.voices |= line.contains("<v ") || line.contains("<v.") || line.contains("<v\t");
                block.lines.push((number, line.to_owned()));
            }
        } else if !passed_over {
            let begins = |word: &str| {
                line.strip_prefix(word).is_some_and(|r| r.is_empty() || r.starts_with([' ', '\t']))
            };
            // Anything else before a time is the name of a cue.
            passed_over = begins("NOTE") || begins("STYLE") || begins("REGION");
        }
    }
    blocks
}

/// Adds the parts of a cue between its voice tags.
fn add_voices(out: &mut Cues, block: &Block) {
    let (start_ms, end_ms) = (block.time.map(|t| t.0), block.time.map(|t| t.1));
    let mut speaker: Option<String> = None;
    for (number, line) in &block.lines {
        let mut first = true;
        for part in line.split("<v") {
            let mut text = part;
            if !std::mem::take(&mut first) {
                // `.class Name>words`: the annotation is what stands behind the classes.
                let Some((tag, rest)) = part.split_once('>') else { continue };
                let name = if tag.starts_with('.') {
                    tag.split_once([' ', '\t']).map_or("", |(_, n)| n)
                } else {
                    tag
                };
                let name = entities(name).split_whitespace().collect::<Vec<_>>().join(" ");
                speaker = (!name.is_empty()).then_some(name);
                text = rest;
            }
            let text = words(text);
            if !text.trim().is_empty() {
                let speaker = speaker.clone();
                out.all.push(Cue { speaker, new_turn: false, start_ms, end_ms, line: Some(*number), text });
            }
        }
    }
}

/// The words of a line: without tags, entities read.
fn words(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    // Every `<` opens a tag in WebVTT; one that is never closed runs to the end.
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    entities(&out)
}

/// `&amp;` and the others that WebVTT names.
fn entities(text: &str) -> String {
    const NAMES: &[(&str, &str)] = &[
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", "\u{a0}"),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_owned();
    }
    NAMES.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
}
