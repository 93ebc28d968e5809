//! From a cue to its content and its source.

use super::cue::{self, Setting};
use super::extent::{self, Counts, REACH, Side};
use super::frame::{Frame, Phrase};
use super::{source, whole};
use crate::analysis::findings::PerMille;
use crate::analysis::learned::{Learned, SCALE};
use std::ops::Range;

/// A candidate whose score as a cue is below this is not looked at further.
pub const CUE_FLOOR: i32 = -SCALE - SCALE / 2;
/// A cue's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// Its atoms, one range or two.
    pub parts: Vec<Range<usize>>,
    /// On which side of the cue, as [`Side`].
    pub side: usize,
    /// The noun phrase that is the source.
    pub source: Option<Phrase>,
    /// How much better than the best other one the side, the start, the end and the source are.
    pub margins: [i32; 4],
}

/// The best of `options` by score, the first among equals, and how much better it is than the next.
#[inline]
fn best<T: Copy>(options: impl Iterator<Item = T>, mut score: impl FnMut(T) -> i32) -> Option<(T, i32)> {
    let mut found: Option<(T, i32)> = None;
    let mut second = i32::MIN / 4;
    for option in options {
        let s = score(option);
        match found {
            Some((_, top)) if s <= top => second = second.max(s),
            _ => {
                second = found.map_or(second, |(_, top)| top);
                found = Some((option, s));
            }
        }
    }
    found.map(|(option, top)| (option, (top - second).min(20 * SCALE)))
}

/// The score of candidate `s` as the head of a cue: its log-odds times [`SCALE`].
pub fn cue_score(frame: &Frame, s: &Setting, learned: &Learned, counts: &Counts) -> i32 {
    learned.cue.score(|out| cue::features(frame, s, counts, out))
}

/// The content of the cue of `s`; `None` where there is no room for one.
pub fn content(frame: &Frame, s: &Setting, learned: &Learned, counts: &Counts) -> Option<Content> {
    let sides = [Side::After, Side::Before, Side::Around].into_iter().filter(|&side| match side {
        Side::After => s.cue + 1 < frame.len(),
        Side::Before => s.cue > 0,
        Side::Around => s.cue > 0 && s.cue + 1 < frame.len(),
    });
    let (side, side_margin) =
        best(sides, |side| learned.side.score(|out| extent::side_features(frame, s, counts, side, out)))?;
    let (mut start_margin, mut end_margin) = (20 * SCALE, 20 * SCALE);
    let mut parts = Vec::with_capacity(2);
    for &part in side.parts() {
        let (start, a) = best(extent::starts(frame, s, part), |k| {
            learned.start.score(|out| extent::start_features(frame, s, counts, part, k, out))
        })?;
        let (end, b) = best(extent::ends(frame, s, part, start), |k| {
            learned.end.score(|out| extent::end_features(frame, s, counts, part, start, k, out))
        })?;
        start_margin = start_margin.min(a);
        end_margin = end_margin.min(b);
        parts.push(start..end);
    }
    let (source, source_margin) = source(frame, s, counts, &parts, learned)?;
    let margins = [side_margin, start_margin, end_margin, source_margin];
    Some(Content { parts, side: side as usize, source, margins })
}

/// The content of the cue of `s`, whose score as a cue is `score`, and how likely it is that both are right.
pub fn choose(
    frame: &Frame,
    s: &Setting,
    score: i32,
    learned: &Learned,
    counts: &Counts,
) -> Option<(Content, PerMille)> {
    let content = content(frame, s, learned, counts)?;
    let sum = whole::score(frame, s, &content, score, learned);
    Some((content, whole::logistic(sum)))
}

/// The noun phrase that is the source of `s`, where there is one, and how much better than the next it is.
fn source(
    frame: &Frame,
    s: &Setting,
    counts: &Counts,
    parts: &[Range<usize>],
    learned: &Learned,
) -> Option<(Option<Phrase>, i32)> {
    let near = frame.phrases.partition_point(|p| p.end + REACH < s.cue);
    let far = frame.phrases.partition_point(|p| p.start < s.cue + REACH);
    let phrases = (near..far).map(Some).chain([None]);
    let (n, margin) =
        best(phrases, |n| learned.source.score(|out| source::features(frame, s, counts, parts, n, out)))?;
    Some((n.and_then(|n| frame.phrases.get(n).copied()), margin))
}
