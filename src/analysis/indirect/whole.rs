//! How likely is it that cue and content of a relation are right?

use super::cue::Setting;
use super::decode::Content;
use super::frame::Frame;
use crate::analysis::findings::PerMille;
use crate::analysis::learned::{Learned, SCALE, Sink, feature};
use crate::analysis::tag::Tag;

/// Writes the features of relation `d` whose cue has `score`.
pub fn features(frame: &Frame, s: &Setting, d: &Content, score: i32, out: &mut impl Sink) {
    out.clear();
    let level = |v: i32, step: i32| (v * 4 / (step * SCALE)).clamp(-40, 40).cast_unsigned();
    let length: usize = d.parts.iter().map(ExactSizeIterator::len).sum();
    let length = match length {
        0..=5 => length as u32,
        6..=8 => 6,
        9..=14 => 7,
        15..=30 => 8,
        _ => 9,
    };
    let [side, start, end, source] = d.margins.map(|m| level(m.min(6 * SCALE), 2));
    let cue = level(score, 1);
    let comp = s.complement as u32;
    let side_of = d.side as u32;
    let kind = s.subject_kind as u32;
    let first = d.parts.first().map_or(0, |p| p.start);
    let last = d.parts.last().map_or(0, |p| p.end);
    let marked = u32::from(d.parts.iter().any(|p| p.clone().any(|i| frame.at(i).region != 0)));
    let verbs =
        d.parts.iter().flat_map(Clone::clone).filter(|&i| frame.at(i).tag.is_finite()).count().min(3) as u32;
    let next = frame.at(last);
    let mut push = |t: u32, x: u32, y: u32| out.push(feature(t, x, y));
    push(800, cue, 0);
    push(801, cue, comp << 8 | side_of);
    push(802, cue, length);
    push(803, end, length);
    push(804, start, comp << 8 | side_of);
    push(805, side, side_of);
    push(806, cue, kind);
    push(807, kind, side_of << 8 | comp);
    push(808, length, verbs << 8 | side_of << 4 | marked);
    push(809, s.lemma, 0);
    push(810, s.lemma, length);
    push(811, frame.at(first).tag as u32, comp << 8 | length);
    push(812, next.tag as u32, comp << 8 | side_of);
    push(813, marked, cue);
    push(814, end, cue);
    push(815, u32::from(frame.is_heading), cue);
    push(816, frame.at(first).word, comp);
    push(817, frame.at(s.cue).tag as u32, comp << 8 | length);
    push(818, u32::from(next.tag == Tag::Comma) << 1 | u32::from(next.tag == Tag::Stop), end);
    let (source_kind, owner) =
        d.source.map_or((15, 0), |p| (p.kind as u32, frame.at(p.end.saturating_sub(1)).word));
    push(820, source_kind, source);
    push(821, source_kind, cue);
    push(822, source_kind, comp << 8 | side_of);
    push(823, source_kind, s.lemma);
    push(824, owner, 0);
    push(825, owner, comp);
    push(826, d.source.map_or(0, |p| frame.at(p.start).word), source_kind);
    push(827, u32::from(s.subject == d.source), source_kind << 8 | comp);
    push(819, frame.at(s.cue).region.min(1), cue);
}

/// The log-odds, times [`SCALE`], that reading `d` is right.
pub fn score(frame: &Frame, s: &Setting, d: &Content, score: i32, learned: &Learned) -> i32 {
    learned.whole.score(|out| features(frame, s, d, score, out))
}

/// 1 / (1 + e^-x) in thousandths, x in [`SCALE`]ths, by a table and straight lines between its entries.
pub fn logistic(x: i32) -> PerMille {
    // At x = 0, 0.5, 1 … 8.
    const TABLE: [i32; 17] = [
        5000, 6225, 7311, 8176, 8808, 9241, 9526, 9707, 9820, 9890, 9933, 9959, 9975, 9985, 9991, 9994, 9997,
    ];
    let step = SCALE / 2;
    let (at, rest) = ((x.abs() / step) as usize, x.abs() % step);
    let value = match (TABLE.get(at), TABLE.get(at + 1)) {
        (Some(a), Some(b)) => a + (b - a) * rest / step,
        _ => 9999,
    };
    let value = if x < 0 { 10_000 - value } else { value };
    PerMille::new(((value + 5) / 10).clamp(0, 1000) as u16)
}
