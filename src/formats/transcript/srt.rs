//! SubRip (`.srt`): number, `00:00:01,000 --> 00:00:04,000`, lines of words, an empty line.
//!
//! There is no standard; this reads what is in use: `.` for `,`, hours left out, empty lines within a cue, no numbers,
//! tags of HTML and of SubStation.

use super::{Cue, Cues, clock, document, label::Labels, text_of};
use crate::analysis::Progress;
use crate::formats::{FormatError, Imported, Importer, Likelihood, heading};

/// SubRip.
pub(in crate::formats) struct SubRip;

impl Importer for SubRip {
    fn id(&self) -> &'static str {
        "srt"
    }

    fn name(&self) -> &'static str {
        "SubRip subtitles"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["srt"]
    }

    fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        if heading::has_extension(name, self.extensions()) {
            return Likelihood::Named;
        }
        let head = String::from_utf8_lossy(head);
        let mut lines = head.trim_start_matches('\u{feff}').lines().filter(|l| !l.trim().is_empty());
        let numbered = lines.next().is_some_and(is_number);
        let timed = lines.next().is_some_and(|l| clock::timing(l).flatten().is_some());
        if numbered && timed { Likelihood::Sure } else { Likelihood::No }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let decoded = text_of(bytes)?;
        let cues = cues(&decoded.text);
        document(bytes, name, decoded, cues, self.id(), "it has no cue with a time and words")
    }
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
}

/// One block: its time, and its lines with their numbers.
type Block<'a> = (Option<(u32, u32)>, Vec<(u32, &'a str)>);

fn cues(text: &str) -> Cues {
    let mut out = Cues::default();
    let blocks = blocks(text, &mut out);
    let lines = blocks.iter().flat_map(|(_, lines)| lines.iter().map(|(_, l)| *l));
    let plain: Vec<String> = lines.map(without_tags).collect();
    let labels = Labels::of(plain.iter().map(String::as_str));
    let mut plain = plain.iter();
    for (time, lines) in &blocks {
        add_lines(&mut out, &labels, *time, lines.iter().map(|(n, _)| *n).zip(plain.by_ref()));
    }
    out
}

/// Adds the lines of one cue; a line with a name or a dash begins a turn.
pub(super) fn add_lines<'a>(
    out: &mut Cues,
    labels: &Labels,
    time: Option<(u32, u32)>,
    lines: impl Iterator<Item = (u32, &'a String)>,
) {
    let (start_ms, end_ms) = (time.map(|t| t.0), time.map(|t| t.1));
    let mut first = true;
    for (number, line) in lines {
        let label = labels.label(line);
        let begins = label.name.is_some() || label.mark;
        if first || begins {
            out.all.push(Cue {
                speaker: label.name.map(str::to_owned),
                new_turn: begins,
                start_ms,
                end_ms,
                line: Some(number),
                text: label.words.to_owned(),
            });
        } else if let Some(cue) = out.all.last_mut() {
            cue.text.push(' ');
            cue.text.push_str(line.trim());
        }
        first = false;
    }
}

fn blocks<'a>(text: &'a str, out: &mut Cues) -> Vec<Block<'a>> {
    let lines: Vec<(u32, &str)> = (1..).zip(text.lines()).collect();
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for (i, &(number, line)) in lines.iter().enumerate() {
        match clock::timing(line) {
            Some(time) => {
                if time.is_none() {
                    out.problem(number, "The time of a cue cannot be read; its words are kept without it.");
                }
                blocks.push((time, Vec::new()));
            }
            None if line.trim().is_empty() || is_index(&lines, i) => {}
            None => match blocks.last_mut() {
                Some((_, words)) => words.push((number, line)),
                None => out.problem(number, "Words before the first cue are left out."),
            },
        }
    }
    blocks
}

/// Whether line `i` is the number of the cue whose time follows.
fn is_index(lines: &[(u32, &str)], i: usize) -> bool {
    let here = lines.get(i).is_some_and(|(_, l)| is_number(l));
    here && lines.get(i + 1).is_some_and(|(_, l)| l.contains("-->"))
}

/// `line` without `<i>`, `</font>` and `{\an8}`. A `<` before anything but a tag stays.
pub(super) fn without_tags(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let (close, is_tag) = if tag.starts_with('<') {
            let inner = tag.trim_start_matches('<').trim_start_matches('/');
            ('>', inner.starts_with(|c: char| c.is_ascii_alphanumeric()))
        } else {
            ('}', tag.starts_with("{\\"))
        };
        match tag.split_once(close) {
            Some((_, after)) if is_tag => rest = after,
            _ => {
                let mut chars = tag.chars();
                out.extend(chars.next());
                rest = chars.as_str();
            }
        }
    }
    out.push_str(rest);
    out
}
