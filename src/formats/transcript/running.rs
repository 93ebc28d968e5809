//! Cues as running text: one paragraph a turn, a blank where one cue runs on into the next.

use super::Cue;
use crate::model::{Track, TrackCue, TrackTurn};
use crate::text::Span;

/// A silence after which a text that names nobody begins a new paragraph, in milliseconds.
const SILENCE: u32 = 2_000;
/// Bytes after which such a paragraph ends at the next end of a sentence.
const LONG: usize = 700;

/// The text of `cues`, and the way back.
pub(super) fn running(cues: &[Cue]) -> (String, Track) {
    let mut out = Running::default();
    for cue in cues {
        out.add(cue);
    }
    out.end_turn();
    if !out.text.is_empty() {
        out.text.push('\n');
    }
    (out.text, out.track)
}

#[derive(Default)]
struct Running {
    text: String,
    track: Track,
    /// Who speaks, and where their words began.
    turn: Option<(String, usize)>,
    paragraph: usize,
    ended_ms: Option<u32>,
}

impl Running {
    fn add(&mut self, cue: &Cue) {
        let mut words = cue.text.split_whitespace();
        let Some(first) = words.next() else { return };
        let other = match (&cue.speaker, &self.turn) {
            (Some(name), Some((now, _))) => name != now,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let named = cue.speaker.is_some() || self.turn.is_some();
        if other || cue.new_turn || (!named && self.pauses(cue)) {
            self.new_paragraph(cue);
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        if other || (cue.new_turn && cue.speaker.is_some()) {
            self.turn = cue.speaker.clone().map(|name| (name, start));
        }
        self.text.push_str(first);
        for word in words {
            self.text.push(' ');
            self.text.push_str(word);
        }
        let at = Span::between(start as u32, self.text.len() as u32);
        let Cue { start_ms, end_ms, line, .. } = *cue;
        self.track.cues.push(TrackCue { at, start_ms, end_ms, line, page: None });
        self.ended_ms = end_ms.or(start_ms);
    }

    /// Whether a text that names nobody gets a new paragraph before `cue`.
    fn pauses(&self, cue: &Cue) -> bool {
        let ended = self.text.ends_with(['.', '?', '!', '…', '"', '”', '»']);
        let silent =
            cue.start_ms.zip(self.ended_ms).is_some_and(|(now, then)| now >= then.saturating_add(SILENCE));
        ended && (silent || self.text.len() - self.paragraph > LONG)
    }

    fn new_paragraph(&mut self, cue: &Cue) {
        self.end_turn();
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.paragraph = self.text.len();
        if let Some(name) = &cue.speaker {
            self.text.push_str(name);
            self.text.push_str(": ");
        }
    }

    fn end_turn(&mut self) {
        if let Some((name, start)) = self.turn.take()
            && start < self.text.len()
        {
            let at = Span::between(start as u32, self.text.len() as u32);
            self.track.turns.push(TrackTurn { at, name });
        }
    }
}
