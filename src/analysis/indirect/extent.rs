//! Where is the content of a cue: on which side, from which word, to which word?

use super::cue::{Complement, Setting};
use super::frame::{Frame, PhraseKind};
use crate::analysis::learned::{Sink, feature};
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::Class;

/// On which side of its cue the content stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::FromRepr)]
#[repr(u8)]
pub enum Side {
    /// After it.
    After,
    /// Before it.
    Before,
    /// On both sides.
    Around,
}

impl Side {
    /// The parts that a content on this side has.
    pub fn parts(self) -> &'static [Part] {
        match self {
            Self::After => &[Part::After],
            Self::Before => &[Part::Before],
            Self::Around => &[Part::AroundBefore, Part::AroundAfter],
        }
    }
}

/// A part of a content that is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Part {
    /// After the cue, and nothing before it.
    After,
    /// Before the cue, and nothing after it.
    Before,
    /// Before the cue, and more after it.
    AroundBefore,
    /// After the cue, and more before it.
    AroundAfter,
}

impl Part {
    /// Whether it stands after the cue.
    pub fn is_after(self) -> bool {
        matches!(self, Self::After | Self::AroundAfter)
    }
}

/// Which features of a place are asked for: those of the first step are enough to leave out most places (after the cascades of
/// Viola and Jones 2001).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Those that say the most.
    First,
    /// The others.
    Rest,
    /// Both.
    All,
}

/// Words of the source behind *according to* at most.
const SOURCE: usize = 24;

/// The one side that the form of the sentence leaves, where it leaves but one.
pub fn only_side(frame: &Frame, s: &Setting, counts: &Counts) -> Option<Side> {
    let comma = |i: usize| frame.at(i).tag == Tag::Comma;
    let cue = frame.at(s.cue);
    if cue.region != 0 || frame.is_heading {
        return None;
    }
    // *Two of the wounded, according to a doctor, are in danger.*
    if cue.info.is(Class::PhraseStart) {
        let close = (s.cue + 1..s.cue + SOURCE).find(|&i| comma(i))?;
        let goes_on = (close + 1..close + 4).any(|i| frame.at(i).tag.is_finite());
        let before = s.cue > 1 && comma(s.cue - 1) && counts.finite_between(0, s.cue) == 0;
        let subject = frame.phrase_at(close + 1).is_none();
        return (before && goes_on && subject).then_some(Side::Around);
    }
    // *The court ruled in January that …*
    let reports = cue.info.verb != 0 && cue.tag.is_finite() && s.auxiliaries & 1 == 0;
    if reports && s.complement == Complement::Preposition && super::cue::has_that(frame, s) {
        return Some(Side::After);
    }
    // *The firm has hired bankers, two people said last week, speaking on condition of anonymity.*
    let subject = s.subject.filter(|_| s.before_subject == 1 && cue.tag.is_finite())?;
    let adverbial = matches!(s.complement, Complement::Phrase | Complement::Preposition | Complement::Other);
    let clause =
        counts.finite_between(0, subject.start) > 0 && counts.finite_between(s.cue + 1, frame.len()) == 0;
    let begins = !frame.at(0).info.classes.any(&[Class::Subordinator, Class::Complementiser]);
    (adverbial && clause && begins && when_behind(frame, s.cue)).then_some(Side::Before)
}

/// Whether nothing follows the cue up to a comma or the end but when it was said.
fn when_behind(frame: &Frame, cue: usize) -> bool {
    let end = (cue + 1..cue + 7).find(|&i| matches!(frame.at(i).tag, Tag::Comma | Tag::Stop | Tag::Edge));
    end.is_some_and(|end| {
        let last = frame.before(end, 1).info;
        end > cue + 1 && last.classes.any(&[Class::Day, Class::Month, Class::TimeNoun])
    })
}

/// Features that `side` is one answer to.
#[expect(
    clippy::inline_always,
    reason = "what does not change from one place to the next is worked out before the loop over places"
)]
#[inline(always)]
pub fn side_features(frame: &Frame, s: &Setting, counts: &Counts, side: Side, out: &mut impl Sink) {
    out.clear();
    let i = s.cue;
    let tag = |i: usize| frame.at(i).tag as u32;
    let d = side as u32;
    let (comp, subj) = (s.complement as u32, s.subject_kind as u32);
    let after = s.after_kind as u32 * 4 + s.after_sign;
    let before_subject = s.before_subject;
    let subject_start = s.subject.map_or(i, |p| p.start);
    let room = subject_start.min(6) as u32;
    let left = (frame.len() - i).min(10) as u32;
    let verbs_before = counts.finite_between(0, subject_start).min(3);
    let verbs_after = counts.finite_between(i + 1, frame.len()).min(3);
    let phrase_end = s.subject.filter(|_| s.after_kind == PhraseKind::None).map_or(i, |_| i);
    let inverted = frame.phrase_at(i + 1).map_or(i + 1, |p| p.end);
    let mut push = |t: u32, x: u32, y: u32| out.push(feature(t + 40 * d, x, y));
    push(200, 0, 0);
    push(201, s.lemma, comp);
    push(202, s.lemma, before_subject << 8 | subj);
    push(203, s.lemma, after);
    push(204, comp, before_subject << 8 | subj);
    push(205, comp, after << 8 | before_subject);
    push(206, room << 8 | left, before_subject);
    push(207, verbs_before << 8 | verbs_after, comp);
    push(208, verbs_before << 8 | verbs_after, before_subject << 4 | comp);
    push(209, tag(i + 1) << 8 | tag(i + 2), before_subject);
    push(210, tag(inverted) << 8 | tag(inverted + 1), comp << 8 | before_subject);
    push(211, s.lemma, left << 8 | room);
    push(212, frame.at(i).tag as u32, comp << 8 | before_subject);
    push(213, frame.at(phrase_end + 1).word, before_subject);
    push(214, s.lemma, verbs_before << 8 | verbs_after);
    push(215, frame.before(subject_start, 2).tag as u32, before_subject << 8 | comp);
    push(216, frame.at(inverted).word, after << 8 | before_subject);
    push(217, frame.at(inverted + 1).word, after << 8 | before_subject);
}

/// What stands before one place of a sentence and after it.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Commas before.
    commas: u8,
    /// Finite verbs before.
    finite: u8,
    /// Brackets that are open.
    depth: i8,
    /// The most that an atom before is a cue.
    cue: u8,
    /// The class of the next finite verb here or after.
    next_finite: Tag,
    /// The strongest cue word here or after.
    next_cue: u8,
    /// Words up to the next comma here or after.
    next_comma: u8,
}

/// Beyond the sentence.
const OUTSIDE: Place =
    Place { commas: 0, finite: 0, depth: 0, cue: 0, next_finite: Tag::Edge, next_cue: 0, next_comma: 20 };

/// What stands between two places of a sentence, counted once in each direction.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// One for each atom, and one behind the last.
    places: Vec<Place>,
    /// The most that an atom is a cue, the most of the others, and which atom is first with the most.
    best_cue: (u32, u32, usize),
    /// Whether an atom stands in a marked region.
    marked: bool,
}

impl Counts {
    /// Counts `frame`.
    pub fn read(&mut self, frame: &Frame) {
        self.places.clear();
        self.places.resize(frame.len() + 1, OUTSIDE);
        self.best_cue = (0, 0, usize::MAX);
        self.marked = false;
        let mut before = OUTSIDE;
        for (i, (a, place)) in frame.atoms.iter().zip(&mut self.places).enumerate() {
            *place = before;
            let cue = a.cue as u8;
            before.cue = before.cue.max(cue);
            let (most, next, at) = self.best_cue;
            self.best_cue = if a.cue > most { (a.cue, most, i) } else { (most, next.max(a.cue), at) };
            self.marked |= a.region != 0;
            before.commas = before.commas.saturating_add(u8::from(a.tag == Tag::Comma));
            before.finite = before.finite.saturating_add(u8::from(a.tag.is_finite()));
            before.depth = match a.kind {
                TokenKind::Open => before.depth.saturating_add(1),
                TokenKind::Close => before.depth.saturating_sub(1).max(0),
                _ => before.depth,
            };
        }
        if let Some(last) = self.places.last_mut() {
            *last = before;
        }
        let (mut verb, mut cue, mut comma) = (Tag::Edge, 0_u8, 20_u8);
        for (a, place) in frame.atoms.iter().zip(&mut self.places).rev() {
            verb = if a.tag.is_finite() { a.tag } else { verb };
            cue = cue.max(a.cue as u8);
            comma = if a.tag == Tag::Comma { 0 } else { (comma + 1).min(20) };
            (place.next_finite, place.next_cue, place.next_comma) = (verb, cue, comma);
        }
    }

    #[inline]
    fn at(&self, i: usize) -> Place {
        *self.places.get(i).unwrap_or(&OUTSIDE)
    }

    /// The most that an atom other than `i` is a cue.
    pub fn best_cue_beside(&self, i: usize) -> u32 {
        let (most, next, at) = self.best_cue;
        if at == i { next } else { most }
    }

    /// The most that an atom before `i` is a cue.
    pub fn best_cue_before(&self, i: usize) -> u32 {
        u32::from(self.at(i).cue)
    }

    /// Whether an atom of the sentence stands in a marked region.
    pub fn has_marked(&self) -> bool {
        self.marked
    }

    /// Finite verbs from atom `from` to before atom `to`.
    #[inline]
    pub fn finite_between(&self, from: usize, to: usize) -> u32 {
        u32::from(self.at(to).finite.saturating_sub(self.at(from).finite))
    }

    /// Commas from atom `from` to before atom `to`.
    #[inline]
    pub fn commas_between(&self, from: usize, to: usize) -> u32 {
        u32::from(self.at(to).commas.saturating_sub(self.at(from).commas))
    }
}

/// A number in coarse steps.
#[inline]
fn bucket(n: usize) -> u32 {
    const STEPS: [u8; 25] = [0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9];
    STEPS.get(n).map_or(10, |&step| u32::from(step))
}

/// Features of content part `part` beginning at `k`, as far as `step` asks for them.
#[expect(
    clippy::inline_always,
    reason = "what does not change from one place to the next is worked out before the loop over places"
)]
#[inline(always)]
pub fn start_features(
    frame: &Frame,
    s: &Setting,
    counts: &Counts,
    part: Part,
    k: usize,
    step: Step,
    out: &mut impl Sink,
) {
    out.clear();
    let head = s.cue;
    let (a, prev, next) = (frame.at(k), frame.before(k, 1), frame.at(k + 1));
    let prev2 = frame.before(k, 2);
    let tag = |a: super::frame::Atom| a.tag as u32;
    let (lo, hi) = (head.min(k), head.max(k));
    let distance = bucket(hi - lo);
    let commas = counts.commas_between(lo, hi).min(3);
    let finite = counts.finite_between(lo + 1, hi).min(3);
    let base = 300 + 40 * part as u32;
    let place = u32::from(k == s.complement_at)
        | u32::from(k == s.complement_at + 1) << 1
        | u32::from(a.region != prev.region && a.region != 0) << 3
        | u32::from(a.region != 0 && a.region == prev.region) << 4
        | u32::from(k == 0) << 5;
    let comp = s.complement as u32;
    let mut push = |t: u32, x: u32, y: u32| out.push(feature(base + t, x, y));
    if step != Step::Rest {
        push(3, a.word, comp);
        push(4, prev.word, comp);
        push(6, place << 8 | distance, s.lemma);
        push(7, s.lemma, a.word);
        push(12, place, tag(a) << 8 | tag(prev));
        push(14, place, commas << 8 | finite);
        push(19, s.before_subject, place << 8 | distance);
    }
    if step != Step::First {
        push(0, distance, comp);
        push(1, tag(a) << 8 | tag(prev), comp);
        push(2, a.word, prev.word);
        push(5, place, comp);
        push(8, s.lemma, tag(a) << 8 | tag(prev));
        push(9, commas << 8 | finite, distance);
        push(10, commas << 8 | finite, tag(a) << 8 | tag(prev));
        push(11, tag(a) << 8 | tag(next), tag(prev) << 8 | tag(prev2));
        push(13, s.after_kind as u32 * 4 + s.after_sign, distance << 8 | tag(a));
        push(15, s.lemma, distance << 8 | comp);
        push(16, tag(next), tag(a) << 8 | place);
        push(17, frame.at(head).tag as u32, place << 8 | comp);
        push(18, s.lemma, place << 8 | comp);
    }
}

/// Features of content part `part` that begins at `start` ending before `k`, as far as `step` asks for them.
#[expect(clippy::too_many_arguments, reason = "all that a place is looked at by")]
#[expect(
    clippy::inline_always,
    reason = "what does not change from one place to the next is worked out before the loop over places"
)]
#[inline(always)]
pub fn end_features(
    frame: &Frame,
    s: &Setting,
    counts: &Counts,
    part: Part,
    start: usize,
    k: usize,
    step: Step,
    out: &mut impl Sink,
) {
    out.clear();
    let i = s.cue;
    let (last, next, next2) = (frame.before(k, 1), frame.at(k), frame.at(k + 1));
    let tag = |a: super::frame::Atom| a.tag as u32;
    let first = frame.at(start);
    let length = bucket(k.saturating_sub(start));
    let finite = counts.finite_between(start, k).min(4);
    let commas = counts.commas_between(start, k).min(4);
    let ahead = frame.len() - k.min(frame.len());
    let finite_ahead = counts.finite_between(k, frame.len()).min(3);
    let depth = u32::from(counts.at(k).depth > counts.at(start).depth);
    let inside = u32::from(last.region != 0 && last.region == next.region);
    let closes = u32::from(last.region != 0 && last.region != next.region);
    let is_end = u32::from(ahead == 0) << 1 | u32::from(ahead == 1 && next.tag == Tag::Stop);
    let verb_after =
        frame.phrase_at(k + 1).is_some_and(|p| frame.at(p.end).tag.is_verb() || frame.at(p.end).cue > 3);
    let subject_at = u32::from(s.subject.is_some_and(|p| p.start == k || p.start == k + 1));
    let cue_next = next.cue.max(next2.cue).min(15);
    let place =
        is_end | depth << 2 | inside << 3 | closes << 4 | u32::from(verb_after) << 6 | subject_at << 7;
    let comp = s.complement as u32;
    let t = 500 + 40 * part as u32;
    let distance = bucket(i.abs_diff(k));
    // Does another predicate begin here, beside the cue's own? *said it was new and warned …*, *, but noted …*
    let joint = usize::from(next.tag == Tag::Comma && next2.tag == Tag::Cc);
    let (joiner, joined) = (frame.at(k + joint), frame.at(k + joint + 1));
    let is_joint = u32::from(joiner.tag == Tag::Cc) << 1 | joint as u32;
    let alike = u32::from(joined.tag == frame.at(i).tag) << 1 | u32::from(joined.tag == first.tag);
    // After a comma: a participle with its own content, or a clause with a subject.
    let subject = frame.phrase_at(k + 1).filter(|p| p.start == k + 1);
    let verb = subject.map_or(next2, |p| frame.at(p.end));
    // When and where it was said.
    let time =
        |a: super::frame::Atom| u32::from(a.info.classes.any(&[Class::Day, Class::Month, Class::TimeNoun]));
    let times = time(next) << 2 | time(next2) << 1 | time(frame.at(k + 2));
    // How the next verb goes with the cue's and the content's: what hangs on the reporting is told in its tense.
    let (ahead_verb, own_verb) = (counts.at(k).next_finite as u32, counts.at(start).next_finite as u32);
    let mut push = |n: u32, x: u32, y: u32| out.push(feature(t + n, x, y));
    if step != Step::Rest {
        push(1, place, tag(last) << 8 | tag(next));
        push(6, finite << 8 | commas, place);
        push(10, s.lemma, tag(next) << 8 | finite);
        push(11, first.word, place << 8 | finite);
        push(13, finite_ahead << 8 | finite, tag(next) << 8 | tag(next2));
        push(14, frame.at(i).tag as u32, tag(next) << 16 | tag(next2) << 8 | place);
        push(19, distance, place << 8 | s.before_subject);
        push(21, tag(next2), next.word);
        push(23, is_joint << 8 | tag(joined), alike << 8 | joined.cue.min(4));
        push(28, times << 8 | tag(next), finite << 8 | comp);
        push(35, next.word, subject.map_or(15, |p| p.kind as u32) << 8 | s.subject_kind as u32);
        push(36, u32::from(counts.at(k).next_cue), next.word);
    }
    if step != Step::First {
        push(0, place, comp);
        push(2, tag(last) << 8 | tag(next), tag(next2) << 8 | comp);
        push(3, next.word, next2.word);
        push(4, next.word, tag(last) << 8 | tag(next2));
        push(5, last.word, next.word);
        push(7, finite << 8 | length, tag(next) << 8 | comp);
        push(8, s.lemma, place);
        push(9, s.lemma, next.word);
        push(12, tag(first) << 8 | tag(next), finite << 8 | place);
        push(15, cue_next << 8 | tag(next), comp);
        push(16, length, comp << 8 | place);
        push(17, next.word, finite << 8 | comp);
        push(18, next.word, frame.at(i).tag as u32);
        push(
            20,
            u32::from(next.info.is(Class::Subordinator)) | u32::from(next.info.is(Class::Coordinator)) << 1,
            finite << 8 | comp << 4 | commas,
        );
        push(22, s.lemma, length << 8 | is_end);
        push(24, is_joint << 8 | tag(joined), tag(frame.at(i)) << 8 | comp);
        push(25, joiner.word, alike << 8 | tag(frame.at(k + joint + 2)));
        push(26, tag(next) << 8 | tag(verb), subject.map_or(15, |p| p.kind as u32) << 8 | verb.cue.min(8));
        push(27, tag(next2) << 8 | next2.cue, tag(next) << 8 | comp);
        push(29, next.word, next2.word ^ frame.at(k + 2).word.rotate_left(9));
        push(30, next.word, u32::from(finite > 0) << 16 | tag(first) << 8 | tag(next2));
        push(31, last.word, place << 8 | tag(next));
        push(32, next.word, ahead_verb << 8 | tag(frame.at(i)));
        push(33, next.word, ahead_verb << 8 | own_verb);
        push(34, tag(next) << 8 | tag(next2), ahead_verb << 16 | own_verb << 8 | tag(frame.at(i)));
        push(37, next.word, bucket(ahead) << 8 | length);
        push(38, next.word, u32::from(counts.at(k + 1).next_comma).min(12) << 8 | ahead_verb);
        push(39, tag(frame.before(k, 2)) << 8 | tag(last), tag(next) << 16 | tag(next2) << 8 | comp);
    }
}

/// Where the main clause follows the clause of a cue that goes before it: *While Hale said it was new, the board …*. The content that
/// begins at `start` ends there.
pub fn main_clause(frame: &Frame, s: &Setting, part: Part, start: usize) -> Option<usize> {
    if part != Part::After || !s.is_fronted {
        return None;
    }
    let said =
        |k: usize| s.complement == Complement::Phrase || (start..k).any(|i| frame.at(i).tag.is_finite());
    let begins = |k: usize| {
        let joins = frame.at(k + 1).info.classes.any(&[Class::Relative, Class::Coordinator]);
        // *…, the mayor only now agreed*
        let adverb = |i: &usize| frame.at(*i).info.is(Class::Adverb) || frame.at(*i).tag == Tag::Rb;
        let subject = frame.phrase_at(k + 1).filter(|p| p.start == k + 1 && !joins);
        let verb = subject.and_then(|p| (p.end..p.end + 3).find(|i| !adverb(i))).map(|i| frame.at(i).tag);
        verb.is_some_and(|tag| tag.is_verb() || tag.is_finite())
    };
    let comma = |&k: &usize| frame.at(k).tag == Tag::Comma;
    // *When Hale said that it was “new,” the board …*: a comma inside the marks, and the mark, end the clause.
    let marks = |k: usize| (k..k + 3).take_while(|&i| frame.at(i).region != 0).count();
    (start + 1..frame.len().min(start + REACH))
        .filter(comma)
        .find(|&k| marks(k) < 3 && said(k) && begins(k + marks(k).saturating_sub(1)))
        .map(|k| k + marks(k))
}

/// No content begins further than this from its cue, and none is longer inside its sentence.
pub const REACH: usize = 120;

/// Where a part may begin: on its side of the cue, and not inside a noun phrase.
pub fn starts<'a>(frame: &'a Frame, s: &Setting, part: Part) -> impl Iterator<Item = usize> + use<'a> {
    let range = if part.is_after() {
        s.cue + 1..frame.len().min(s.cue + REACH)
    } else {
        s.cue.saturating_sub(REACH)..s.cue
    };
    range.filter(|&k| !frame.is_inner(k))
}

/// Where a part that begins at `start` may end: on its side of the cue, and not inside a noun phrase.
pub fn ends<'a>(
    frame: &'a Frame,
    s: &Setting,
    part: Part,
    start: usize,
) -> impl Iterator<Item = usize> + use<'a> {
    let last = if part.is_after() { frame.len() } else { s.cue };
    let range = start + 1..(last + 1).min(start + REACH);
    range.filter(|&k| !frame.is_inner(k))
}
