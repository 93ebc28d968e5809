//! `ANN LEE: words`: a plain text of turns. The text stays as it is; whose words they are goes into the track.

use super::label::{Labels, before_colon};
use crate::model::{Track, TrackTurn};
use crate::text::Span;

/// Turns at least.
const TURNS: usize = 3;

/// The turns of a text in which most paragraphs begin with a name and a colon; `None` where it is something else.
pub(in crate::formats) fn turns_of(text: &str) -> Option<Track> {
    let labels = Labels::of(text.lines());
    let (mut turns, mut open): (Vec<TrackTurn>, Option<(String, u32)>) = (Vec::new(), None);
    let (mut at, mut last_word, mut paragraphs, mut labelled, mut after_blank) =
        (0_u32, 0_u32, 0_usize, 0, true);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            after_blank = true;
        } else {
            // A name in brackets is for subtitles; a plain text of turns has colons.
            let name = labels.label(words).name.filter(|_| before_colon(words).is_some());
            paragraphs += usize::from(after_blank || name.is_some());
            if let Some(name) = name {
                labelled += 1;
                close(&mut turns, open.take(), last_word);
                let colon = line.find(':').unwrap_or_default() + 1;
                let blanks = line.get(colon..).map_or(0, |rest| rest.len() - rest.trim_start().len());
                open = Some((name.to_owned(), at + (colon + blanks) as u32));
            }
            last_word = at + line.trim_end().len() as u32;
            after_blank = false;
        }
        at += line.len() as u32;
    }
    close(&mut turns, open, last_word);
    let most = labelled >= TURNS && labelled * 3 >= paragraphs * 2;
    (most && !turns.is_empty()).then(|| Track { cues: Vec::new(), turns })
}

fn close(turns: &mut Vec<TrackTurn>, open: Option<(String, u32)>, end: u32) {
    if let Some((name, start)) = open.filter(|(_, start)| *start < end) {
        turns.push(TrackTurn { at: Span::between(start, end), name });
    }
}
