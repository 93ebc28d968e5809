//! From a cue to its content and its source.

use super::cue::{self, Form, Setting};
use super::extent::{self, Counts, REACH, Side, Step};
use super::frame::{Frame, Phrase};
use super::{possible, source, whole};
use crate::analysis::findings::PerMille;
use crate::analysis::learned::{Learned, SCALE};
use crate::analysis::weights::model::{self, Shares, WHOLE, log, log_odds, share};
use crate::lang::LanguageProfile;
use smallvec::SmallVec;
use std::ops::Range;

/// A candidate whose score as a cue is below this is not looked at further.
pub const CUE_FLOOR: i32 = -SCALE;
/// The same where the form of the clause says that the verb reports: *the union maintains it was never told*.
const FORM_FLOOR: i32 = -2 * SCALE;

/// The score below which `s` is not looked at further as the head of a cue.
pub fn floor(frame: &Frame, s: &Setting, profile: &LanguageProfile) -> i32 {
    if Form::of(frame, s, profile).is_some() { FORM_FLOOR } else { CUE_FLOOR }
}

/// The log-odds, times [`SCALE`], at least of a clause with *that* behind a verb that says by its form that it reports: five to three.
const THAT: i32 = SCALE / 2;

/// A place whose score after the first step is this much below the best one's is left out, and a side that is so much less likely.
const FAR_BEHIND: i32 = 2 * SCALE;

/// A cue's content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// Its atoms, one range or two.
    pub parts: Vec<Range<usize>>,
    /// On which side of the cue, as [`Side`].
    pub side: usize,
    /// The noun phrase that is the source.
    pub source: Option<Phrase>,
    /// How much better than the best other one the side, the start and the source are, and before the source, the log-odds that
    /// the true content shares at least half with this one.
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

/// Places and their scores.
type Places = SmallVec<[(usize, i32); 32]>;

/// The scores of `places`, in two steps: a place that is far behind after the `first` is left out before the `rest`.
fn scored(
    places: impl Iterator<Item = usize>,
    first: impl Fn(usize) -> i32,
    rest: impl Fn(usize) -> i32,
) -> Places {
    let mut all: Places = places.map(|k| (k, first(k))).collect();
    let floor = all.iter().map(|&(_, sum)| sum).max().unwrap_or(0) - FAR_BEHIND;
    all.retain(|&mut (_, sum)| sum >= floor);
    all.iter_mut().for_each(|(k, sum)| *sum += rest(*k));
    all
}

/// The probability of each of `places` in 1/[`WHOLE`], by softmax over their scores.
fn shares(places: &Places) -> Shares {
    share(places.iter().map(|&(_, s)| s * model::SCALE / SCALE))
}

/// Where the part begins: the place with the best score, how much better than the next it is, and its probability.
fn start_of(places: &Places) -> Option<(usize, i32, u32)> {
    let ((start, _), margin) = best(places.iter().copied(), |(_, s)| s)?;
    Some((start, margin, shares(places).into_iter().max()?))
}

/// Where the part that begins at `start` ends: the place that the true one likely shares at least half with, and that is likely
/// itself (least expected loss, after Goel and Byrne 2000); the log-odds that it shares so much; the best one's probability.
fn end_of(places: &Places, start: usize) -> Option<(usize, i32, u32)> {
    let shares = shares(places);
    let half = |a: usize, b: usize| 2 * (a.min(b) - start) >= a.max(b) - start;
    let shared = |k: usize| -> u32 {
        places.iter().zip(&shares).filter(|((other, _), _)| half(k, *other)).map(|(_, share)| share).sum()
    };
    let all = places.iter().zip(&shares).map(|(&(k, _), &own)| (k, shared(k), own));
    let (end, shared, _) = all.rev().max_by_key(|&(_, shared, own)| 10 * shared + 3 * own)?;
    let odds = log_odds(shared, WHOLE) * SCALE / model::SCALE;
    Some((end, odds, shares.into_iter().max()?))
}

/// The score of candidate `s` as the head of a cue: its log-odds times [`SCALE`].
pub fn cue_score(frame: &Frame, s: &Setting, learned: &Learned, counts: &Counts) -> i32 {
    learned.cue.score(|out| cue::features(frame, s, counts, out))
}

/// The content of the cue of `s`; `None` where there is no room for one. What the form of the clause leaves no doubt about goes before what
/// was learned where `by_form` says so: while learning it does not, or it would not be learned.
pub fn content(
    frame: &Frame,
    s: &Setting,
    learned: &Learned,
    counts: &Counts,
    by_form: bool,
) -> Option<Content> {
    let only = if by_form { extent::only_side(frame, s, counts) } else { None };
    let all = [Side::After, Side::Before, Side::Around].into_iter();
    let sides = all.filter(|side| only.is_none_or(|only| only == *side)).filter(|&side| match side {
        Side::After => s.cue + 1 < frame.len(),
        Side::Before => s.cue > 0,
        Side::Around => s.cue > 0 && s.cue + 1 < frame.len(),
    });
    let sides: SmallVec<[(Side, i32); 3]> = sides
        .map(|side| (side, learned.side.score(|out| extent::side_features(frame, s, counts, side, out))))
        .collect();
    let ((first, top), side_margin) = best(sides.iter().copied(), |(_, score)| score)?;
    let mut found = Reading::of(first, top, frame, s, learned, counts)?;
    // Another side that is nearly as likely may have the clearer bounds.
    for &(side, score) in sides.iter().filter(|&&(side, score)| side != first && score > top - FAR_BEHIND) {
        let other = Reading::of(side, score, frame, s, learned, counts);
        found = other.filter(|other| other.score > found.score).unwrap_or(found);
    }
    let Reading { side, parts, margins: [start_margin, end_margin], .. } = found;
    let (source, source_margin) = source(frame, s, counts, &parts, learned, by_form)?;
    let margins = [side_margin, start_margin, end_margin, source_margin];
    Some(Content { parts, side: side as usize, source, margins })
}

/// A content on one side of its cue.
struct Reading {
    side: Side,
    /// The logarithm of the probability of its side and its bounds, times [`SCALE`].
    score: i32,
    parts: Vec<Range<usize>>,
    /// Of its starts and its ends, the least.
    margins: [i32; 2],
}

impl Reading {
    /// The content of `s` on `side`, which has `score`.
    fn of(
        side: Side,
        score: i32,
        frame: &Frame,
        s: &Setting,
        learned: &Learned,
        counts: &Counts,
    ) -> Option<Self> {
        let mut out = Self { side, score, parts: Vec::with_capacity(2), margins: [20 * SCALE; 2] };
        for &part in side.parts() {
            // Each step is compiled with its own features alone.
            let score = &learned.start;
            let starts = scored(
                extent::starts(frame, s, part)
                    .filter(|&k| learned.possible.holds(possible::start(frame, s, part, k))),
                |k| score.score(|out| extent::start_features(frame, s, counts, part, k, Step::First, out)),
                |k| score.score(|out| extent::start_features(frame, s, counts, part, k, Step::Rest, out)),
            );
            let (start, start_margin, start_share) = start_of(&starts)?;
            let (score, from) = (&learned.end, start);
            let last = extent::main_clause(frame, s, part, start).unwrap_or(usize::MAX);
            let ends = scored(
                extent::ends(frame, s, part, start)
                    .filter(|&k| k <= last && learned.possible.holds(possible::end(frame, s, part, from, k))),
                |k| {
                    score.score(|out| extent::end_features(frame, s, counts, part, from, k, Step::First, out))
                },
                |k| score.score(|out| extent::end_features(frame, s, counts, part, from, k, Step::Rest, out)),
            );
            let (end, end_margin, end_share) = end_of(&ends, start)?;
            let [start_least, end_least] = out.margins;
            out.margins = [start_least.min(start_margin), end_least.min(end_margin)];
            let likely = [start_share, end_share].map(|share| log(share) - log(WHOLE));
            out.score += likely.iter().sum::<i32>() * SCALE / model::SCALE;
            out.parts.push(start..end);
        }
        Some(out)
    }
}

/// The content of the cue of `s`, whose score as a cue is `score`, and how likely it is that both are right.
pub fn choose(
    frame: &Frame,
    s: &Setting,
    score: i32,
    learned: &Learned,
    counts: &Counts,
    profile: &LanguageProfile,
) -> Option<(Content, PerMille)> {
    let content = content(frame, s, learned, counts, true)?;
    let mut sum = whole::score(frame, s, &content, score, learned);
    if content.side == Side::After as usize
        && content.source.is_some_and(|p| p.end <= s.cue && source::speaks(p))
        && Form::of(frame, s, profile) == Some(Form::That)
    {
        sum = sum.max(THAT);
    }
    Some((content, whole::logistic(sum)))
}

/// The noun phrase that is the source of `s`, where there is one, and how much better than the next it is.
fn source(
    frame: &Frame,
    s: &Setting,
    counts: &Counts,
    parts: &[Range<usize>],
    learned: &Learned,
    by_form: bool,
) -> Option<(Option<Phrase>, i32)> {
    let near = frame.phrases.partition_point(|p| p.end + REACH < s.cue);
    let far = frame.phrases.partition_point(|p| p.start < s.cue + REACH);
    let behind = frame.phrases.partition_point(|p| p.end <= s.cue);
    let phrases = (near..far).filter(|&n| {
        learned.possible.holds(possible::source(frame, behind, n))
            && (!by_form || source::can_speak(frame, s, n))
    });
    let phrases = phrases.map(Some).chain([None]);
    let (n, margin) =
        best(phrases, |n| learned.source.score(|out| source::features(frame, s, counts, parts, n, out)))?;
    let found = n.and_then(|n| frame.phrases.get(n).copied());
    let certain = if by_form { source::subject(frame, s, found) } else { None };
    Some((certain.or(found), margin))
}
