//! Where something stands in a text: [`Span`] and [`Spans`].

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::fmt;

/// A range of UTF-8 byte offsets, end-exclusive, with `start <= end` by construction (I2).
///
/// A span says nothing of the text that it lies in: [`crate::text::SourceText::get`] checks that when the words are read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The span from byte `start` to byte `end`, or `None` where `end` is before `start`.
    pub const fn new(start: u32, end: u32) -> Option<Self> {
        if start <= end { Some(Self { start, end }) } else { None }
    }

    /// The span of `a` and `b` in either order.
    pub const fn between(a: u32, b: u32) -> Self {
        if a <= b { Self { start: a, end: b } } else { Self { start: b, end: a } }
    }

    /// The empty span at byte `at`.
    pub const fn empty(at: u32) -> Self {
        Self { start: at, end: at }
    }

    /// First byte.
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether byte `at` lies inside.
    pub const fn holds(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether all of `other` lies inside.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes that both share, `None` where they share none.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// The same, `by` bytes on.
    #[must_use]
    pub const fn moved(self, by: u32) -> Self {
        Self { start: self.start + by, end: self.end + by }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl TryFrom<(u32, u32)> for Span {
    type Error = String;
    fn try_from((start, end): (u32, u32)) -> Result<Self, String> {
        Self::new(start, end).ok_or_else(|| format!("a span cannot end at {end} before its start {start}"))
    }
}

impl From<Span> for (u32, u32) {
    fn from(s: Span) -> Self {
        (s.start, s.end)
    }
}

/// One span or several: a quotation may be interrupted by its attribution or run over paragraphs.
///
/// Non-empty, sorted, disjoint, and no member is empty (I3).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Spans(SmallVec<[Span; 1]>);

impl Spans {
    /// Sorts `spans`, drops empty ones and joins those that overlap or touch; `None` where nothing is left.
    pub fn new(spans: impl IntoIterator<Item = Span>) -> Option<Self> {
        let mut all: SmallVec<[Span; 1]> = spans.into_iter().filter(|s| !s.is_empty()).collect();
        all.sort_unstable();
        let mut out: SmallVec<[Span; 1]> = SmallVec::with_capacity(all.len());
        for s in all {
            match out.last_mut() {
                Some(last) if s.start <= last.end => *last = last.join(s),
                _ => out.push(s),
            }
        }
        (!out.is_empty()).then_some(Self(out))
    }

    /// A single span; `None` where it is empty.
    pub fn one(span: Span) -> Option<Self> {
        (!span.is_empty()).then(|| Self(smallvec::smallvec![span]))
    }

    /// The members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Span> + ExactSizeIterator + '_ {
        self.0.iter().copied()
    }

    /// The members in order.
    pub fn as_slice(&self) -> &[Span] {
        &self.0
    }

    /// How many members there are; never 0.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Moves all members `by` bytes on.
    pub fn move_on(&mut self, by: u32) {
        self.0.iter_mut().for_each(|s| *s = s.moved(by));
    }

    /// First member.
    pub fn first(&self) -> Span {
        self.0.first().copied().unwrap_or(Span::empty(0))
    }

    /// Last member.
    pub fn last(&self) -> Span {
        self.0.last().copied().unwrap_or(Span::empty(0))
    }

    /// First byte of the first member.
    pub fn start(&self) -> u32 {
        self.first().start
    }

    /// One past the last byte of the last member.
    pub fn end(&self) -> u32 {
        self.last().end
    }

    /// From the first byte to the last, with what stands between the members.
    pub fn hull(&self) -> Span {
        Span { start: self.start(), end: self.end() }
    }

    /// Sum of the members' lengths in bytes.
    pub fn total_len(&self) -> u32 {
        self.0.iter().map(|s| s.len()).sum()
    }

    /// Whether byte `at` lies in one of the members.
    pub fn holds(&self, at: u32) -> bool {
        self.0.iter().any(|s| s.holds(at))
    }

    /// Whether a member shares a byte with `span`.
    pub fn overlaps(&self, span: Span) -> bool {
        self.0.iter().any(|s| s.overlaps(span))
    }

    /// How many bytes the two share.
    pub fn shared_len(&self, other: &Self) -> u32 {
        let both = self.iter().flat_map(|a| other.iter().filter_map(move |b| a.intersect(b)));
        both.map(Span::len).sum()
    }

    /// Takes the members of `other` in, joined where they overlap or touch: in their number alone where they all stand behind the last
    /// one here.
    pub fn add(&mut self, other: &Self) {
        if other.start() <= self.end() {
            *self = self.union(other);
        } else {
            self.0.extend_from_slice(&other.0);
        }
    }

    /// The members of both, joined where they overlap or touch.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self::new(self.iter().chain(other.iter())).unwrap_or_else(|| self.clone())
    }
}

impl From<Spans> for Vec<Span> {
    fn from(s: Spans) -> Self {
        s.0.into_vec()
    }
}

impl TryFrom<Vec<Span>> for Spans {
    type Error = String;
    fn try_from(v: Vec<Span>) -> Result<Self, String> {
        let ordered = v.windows(2).all(|w| matches!(w, [a, b] if a.end <= b.start));
        if !ordered || v.iter().any(|s| s.is_empty()) {
            return Err(format!("spans must be sorted, disjoint and not empty, not {v:?}"));
        }
        Self::new(v).ok_or_else(|| "at least one span is needed".to_owned())
    }
}

impl fmt::Debug for Spans {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_never_ends_before_it_starts() {
        assert_eq!(Span::new(4, 3), None);
        assert_eq!(Span::between(4, 3), Span::between(3, 4));
        assert!(serde_json::from_str::<Span>("[4,3]").is_err());
    }

    #[test]
    fn spans_from_json_must_be_in_order() {
        assert!(serde_json::from_str::<Spans>("[[5,9],[1,2]]").is_err());
        assert!(serde_json::from_str::<Spans>("[]").is_err());
        assert_eq!(serde_json::from_str::<Spans>("[[1,2],[5,9]]").map(|s| s.count()).ok(), Some(2));
    }

    proptest! {
        #[test]
        fn spans_are_sorted_disjoint_and_cover_the_same_bytes(raw in prop::collection::vec((0u32..200, 0u32..30), 1..12)) {
            let given: Vec<Span> = raw.iter().map(|&(s, n)| Span::between(s, s + n)).collect();
            let Some(spans) = Spans::new(given.clone()) else {
                prop_assert!(given.iter().all(|s| s.is_empty()));
                return Ok(());
            };
            for w in spans.as_slice().windows(2) {
                prop_assert!(w[0].end() < w[1].start());
            }
            for at in 0..240 {
                prop_assert_eq!(spans.holds(at), given.iter().any(|s| s.holds(at)));
            }
        }

        #[test]
        fn adding_is_the_union(raw in prop::collection::vec((0u32..60, 1u32..9), 2..9), cut in 1usize..8) {
            let given: Vec<Span> = raw.iter().map(|&(s, n)| Span::between(s, s + n)).collect();
            let (a, b) = given.split_at(cut.min(given.len() - 1));
            let (Some(mut a), Some(b)) = (Spans::new(a.to_vec()), Spans::new(b.to_vec())) else { return Ok(()) };
            let union = a.union(&b);
            a.add(&b);
            prop_assert_eq!(a, union);
        }
    }
}
