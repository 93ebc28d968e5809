//! Which noun phrase is the source of a cue, and how far does it reach?

use super::cue::Setting;
use super::extent::Counts;
use super::frame::{Frame, Phrase, PhraseKind};
use crate::analysis::learned::{Sink, feature};
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use std::ops::Range;

/// Features of phrase `n` as the source of a cue whose content covers `contents`. For no source at all, `n` is `None`.
#[expect(
    clippy::inline_always,
    reason = "what does not change from one place to the next is worked out before the loop over places"
)]
#[inline(always)]
pub fn features(
    frame: &Frame,
    s: &Setting,
    counts: &Counts,
    contents: &[Range<usize>],
    n: Option<usize>,
    out: &mut impl Sink,
) {
    out.clear();
    let i = s.cue;
    let comp = s.complement as u32;
    let cue_tag = frame.at(i).tag as u32;
    let Some(p) = n.and_then(|n| frame.phrases.get(n).copied()) else {
        out.push(feature(700, s.lemma, 0));
        out.push(feature(701, s.subject_kind as u32, s.auxiliaries << 8 | cue_tag));
        out.push(feature(702, s.auxiliaries << 8 | comp, s.lemma));
        out.push(feature(703, cue_tag, s.before_subject));
        return;
    };
    let tag = |a: super::frame::Atom| a.tag as u32;
    let before = p.end <= i;
    let (lo, hi) = if before { (p.end, i) } else { (i + 1, p.start) };
    let finite = counts.finite_between(lo, hi).min(3);
    let commas = counts.commas_between(lo, hi).min(3);
    // Phrases are in order and share no word.
    let first = frame.phrases.partition_point(|q| q.start < lo);
    let phrases = frame.phrases.iter().skip(first).take(5).take_while(|q| q.end <= hi).count() as u32;
    let distance = hi.saturating_sub(lo).min(12) as u32;
    let side = u32::from(before);
    let is_subject = u32::from(s.subject == Some(p));
    let inside = u32::from(contents.iter().any(|c| c.start < p.end && p.start < c.end));
    let (lead, next) = (frame.before(p.start, 1), frame.at(p.end));
    let kind = p.kind as u32;
    let rank = n.unwrap_or(0).min(4) as u32;
    let place = side | is_subject << 1 | inside << 2 | u32::from(p.start == 0) << 3;
    let head = frame.at(p.end.saturating_sub(1));
    let region = u32::from(frame.at(p.start).region != 0) << 1 | u32::from(frame.at(i).region != 0);
    let opens =
        lead.tag == Tag::In && !lead.info.is(Class::Complementiser) && !lead.info.is(Class::Subordinator);
    let mut push = |t: u32, x: u32, y: u32| out.push(feature(t, x, y));
    push(710, place, kind);
    push(711, place, s.lemma);
    push(712, place << 8 | phrases, finite << 8 | commas);
    push(713, tag(lead) << 8 | tag(next), place);
    push(714, lead.word, place);
    push(715, next.word, place);
    push(716, distance << 8 | place, cue_tag);
    push(717, kind << 8 | place, cue_tag << 8 | comp);
    push(718, s.lemma, kind << 8 | side);
    push(719, s.lemma, lead.word);
    push(720, s.auxiliaries, place << 8 | tag(lead));
    push(721, u32::from(opens) << 4 | rank, place << 8 | phrases);
    push(722, head.word, side);
    push(723, region, place << 8 | kind);
    push(724, s.before_subject, place << 8 | tag(lead));
    push(725, u32::from(opens), place << 16 | phrases << 12 | finite << 8 | cue_tag);
    push(726, s.after_kind as u32 * 4 + s.after_sign, place << 8 | distance.min(4));
    push(727, cue_tag << 8 | s.auxiliaries, place << 8 | phrases << 4 | finite);
    push(728, next.cue.min(15), place << 8 | distance.min(3));
    push(729, lead.word, s.lemma << 4 | side);
    // *…, said a diplomat, adding that …*: the one who speaks stands behind another cue.
    let behind = u32::from(lead.tag.is_finite()) << 1 | u32::from(next.tag == Tag::Comma);
    push(730, lead.cue.min(8) << 8 | behind, cue_tag << 8 | place);
    push(731, lead.cue.min(8) << 8 | behind, phrases << 8 | side);
}

/// Whether phrase `n` may be the source of `s`: words in marks say nothing outside them, nor do days and months.
pub fn can_speak(frame: &Frame, s: &Setting, n: usize) -> bool {
    let Some(p) = frame.phrases.get(n) else { return false };
    let region = frame.at(p.start).region;
    let last = frame.before(p.end, 1).info;
    // *May said*, and *in late August*
    let month =
        || p.end > p.start + 1 && frame.at(p.start).tag == Tag::Jj || frame.before(p.start, 1).tag == Tag::In;
    let when = last.is(Class::Day) || last.is(Class::Month) && month();
    !when && (region == 0 || region == frame.at(s.cue).region)
}

/// The noun phrase that the form of the clause of `s` leaves no doubt about, instead of `found`.
pub fn subject(frame: &Frame, s: &Setting, found: Option<Phrase>) -> Option<Phrase> {
    let cue = frame.at(s.cue);
    // *According to him, …*
    if cue.info.is(Class::PhraseStart) && found.is_none() {
        return frame
            .phrase_after(s.cue + 1)
            .map(|(_, p)| p)
            .filter(|p| p.start <= s.cue + 2 && frame.at(p.start).tag == Tag::Prp);
    }
    if cue.region != 0 || found.is_some_and(|p| p.start > s.cue) {
        return None;
    }
    let own = if s.auxiliaries & 1 != 0 {
        None
    } else if cue.tag == Tag::Vbg {
        main_subject(frame, s, found)
    } else if cue.tag.is_finite() {
        next_clause(frame, s, found).or_else(|| apposed(frame, s, found)).or_else(|| shared(frame, s, found))
    } else {
        None
    };
    own.filter(|own| Some(*own) != found)
}

/// Whether `p` can say something by what it is.
pub fn speaks(p: Phrase) -> bool {
    !matches!(p.kind, PhraseKind::Noun | PhraseKind::Nouns | PhraseKind::Relative | PhraseKind::None)
}

/// *Experts advise people to stay, and Hale admitted that …*: whoever stands between *and* and the cue, where whoever was `found` has a
/// verb already.
fn next_clause(frame: &Frame, s: &Setting, found: Option<Phrase>) -> Option<Phrase> {
    let (own, found) = (s.subject?, found?);
    let [join, comma] = [1, 2].map(|n| frame.before(own.start, n).tag);
    let has_verb = (found.end..own.start).any(|i| frame.at(i).tag.is_finite());
    let beside = own.end + usize::from(s.auxiliaries != 0) >= s.cue;
    (join == Tag::Cc && comma == Tag::Comma && found.end < own.start && has_verb && beside && speaks(own))
        .then_some(own)
}

/// *The board opposes it, but its head, Ana Hale, conceded that …*: the name between commas behind what its bearer is to somebody.
fn apposed(frame: &Frame, s: &Setting, found: Option<Phrase>) -> Option<Phrase> {
    let role = s.subject.filter(|p| frame.at(p.start).tag == Tag::PrpPoss)?;
    let name = frame.phrase_at(role.end + 1)?;
    let comma = |i: usize| frame.at(i).tag == Tag::Comma;
    let closed = comma(role.end) && comma(name.end) && name.end + 1 == s.cue;
    (closed && name.kind == PhraseKind::Name && found.is_none_or(|p| p.end <= role.start)).then_some(name)
}

/// *It called the deal “a stroll” and demanded that …*: what the first verb of the sentence has for its subject, where nothing nearer
/// can speak.
fn shared(frame: &Frame, s: &Setting, found: Option<Phrase>) -> Option<Phrase> {
    let join = (s.cue.saturating_sub(2)..s.cue).any(|i| frame.at(i).tag == Tag::Cc);
    if !join || s.subject.is_some() {
        return None;
    }
    if found.is_some_and(speaks) {
        return nearer(frame, s, found?);
    }
    first_subject(frame, s).filter(|&p| speaks(p))
}

/// *Hale said on Monday, but his rival did not concede and urged others to stay*: whose the verb before *and* is, where that stands in a
/// later clause than whoever was `found`.
fn nearer(frame: &Frame, s: &Setting, found: Phrase) -> Option<Phrase> {
    let verb = (found.end..s.cue).rev().find(|&i| frame.at(i).tag.is_finite() && frame.at(i).region == 0)?;
    let own = Setting::of(frame, verb).subject.filter(|p| p.start > found.end && speaks(*p))?;
    let [join, comma] = [1, 2].map(|n| frame.before(own.start, n).tag);
    (join == Tag::Cc && comma == Tag::Comma).then_some(own)
}

/// *The bench came down on the board over its roof, observing that …*: whoever does what the participle hangs on.
fn main_subject(frame: &Frame, s: &Setting, found: Option<Phrase>) -> Option<Phrase> {
    let after_comma = frame.before(s.cue, 1).tag == Tag::Comma;
    let weak = found.is_none_or(|p| frame.before(p.start, 1).tag == Tag::In);
    if !after_comma || !weak {
        return None;
    }
    let that = s.complement == super::cue::Complement::That;
    first_subject(frame, s).filter(|&p| speaks(p) || that)
}

/// Words of a sentence in which its first verb is looked for at most.
const OPENING: usize = 200;

/// The subject of the first finite verb before the cue that stands in no subordinate clause.
fn first_subject(frame: &Frame, s: &Setting) -> Option<Phrase> {
    let verb = (0..s.cue.min(OPENING)).find(|&i| frame.at(i).tag.is_finite() && frame.at(i).region == 0)?;
    let first = Setting::of(frame, verb);
    first.subject.filter(|p| !first.is_fronted && p.end <= verb)
}

/// Widens `phrase`: what follows its head by a preposition or a participle up to the cue, and titles before it.
pub fn widen(frame: &Frame, s: &Setting, contents: &[Range<usize>], phrase: Phrase) -> Range<usize> {
    let mut range = phrase.start..phrase.end;
    if matches!(
        phrase.kind,
        PhraseKind::Speaker | PhraseKind::Person | PhraseKind::They | PhraseKind::It | PhraseKind::Relative
    ) {
        return range;
    }
    if let Some(name) = name_behind_bracket(frame, phrase) {
        range.end = name;
        return range;
    }
    let free = |i: usize| !contents.iter().any(|c| c.contains(&i)) && i != s.cue;
    // The rest of the noun phrase: prepositions, participles and what hangs on them, with no sign between.
    loop {
        let next = frame.at(range.end);
        let links = match next.tag {
            Tag::In => {
                !next.info.is(Class::Complementiser) && !next.info.is(Class::Subordinator)
                    || is_plain_preposition(next.info)
            }
            Tag::To | Tag::Vbn | Tag::Vbg => phrase.end <= s.cue,
            Tag::Jj | Tag::Rb => phrase.end <= s.cue && frame.at(range.end + 1).tag == Tag::To,
            _ => false,
        };
        if !links || !free(range.end) {
            break;
        }
        let Some((_, q)) = frame.phrase_after(range.end) else { break };
        // *A judge on Friday ordered …*: when it was said is no part of who said it.
        if frame.before(q.end, 1).info.classes.any(&[Class::Day, Class::Month]) {
            break;
        }
        let gap = q.start - range.end;
        let all_free = (range.end..q.end).all(free);
        let small = (range.end..q.start)
            .all(|i| matches!(frame.at(i).tag, Tag::In | Tag::To | Tag::Vbn | Tag::Vbg | Tag::Rb | Tag::Jj));
        let before_cue = phrase.end > s.cue || q.end <= s.cue;
        if gap > 3 || !all_free || !small || !before_cue {
            break;
        }
        range.end = q.end;
    }
    range
}

/// *Colonel General (two stars) Ada Brook*: the end of the name that follows a title and a bracket.
fn name_behind_bracket(frame: &Frame, title: Phrase) -> Option<usize> {
    let is_title = frame.before(title.end, 1).info.classes.any(&[Class::Title, Class::Role]);
    if !is_title || frame.at(title.end).kind != TokenKind::Open {
        return None;
    }
    let close = (title.end + 1..title.end + 8).find(|&i| frame.at(i).kind == TokenKind::Close)?;
    frame.phrase_at(close + 1).filter(|p| p.start == close + 1 && p.kind == PhraseKind::Name).map(|p| p.end)
}

fn is_plain_preposition(info: crate::lang::WordInfo) -> bool {
    info.is(Class::Preposition) && !info.is(Class::Subordinator)
}
