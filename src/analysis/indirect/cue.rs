//! Is this word the head of a cue? The features that the answer rests on.

use super::extent::Counts;
use super::frame::{COLON, Frame, Phrase, PhraseKind};
use crate::analysis::learned::{Sink, feature};
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame as Frames, LanguageProfile};

/// What follows a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Complement {
    /// *that*
    That,
    /// *whether*, *why*
    Wh,
    /// *to* and a verb
    To,
    /// An opening mark
    Mark,
    /// A noun phrase and a finite verb: a clause without *that*
    Clause,
    /// A noun phrase
    Phrase,
    /// A preposition
    Preposition,
    /// An -ing form
    Gerund,
    /// *:*
    Colon,
    /// *,*
    Comma,
    /// The sentence's end
    End,
    /// Anything else
    Other,
}

/// What a candidate looks like from its sentence: worked out once, used by every question about it.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The candidate.
    pub cue: usize,
    /// What it is called in features: the verb's number in the language data, or its own word.
    pub lemma: u32,
    /// What follows, objects and adverbs skipped.
    pub complement: Complement,
    /// Where that begins.
    pub complement_at: usize,
    /// How many words were skipped to reach it.
    pub skipped: u32,
    /// The noun phrase that seems to be its subject, before it.
    pub subject: Option<Phrase>,
    /// What it names.
    pub subject_kind: PhraseKind,
    /// The auxiliaries before it, as bits: 1 be, 2 have, 4 do, 8 modal, 16 to, 32 negated, 64 adverb.
    pub auxiliaries: u32,
    /// What stands right before the subject: 0 the sentence's start, 1 comma, 2 mark, 3 conjunction, 4 relative, 5 other.
    pub before_subject: u32,
    /// Whether its clause begins the sentence and goes before the main one: *While Hale said it was new, …*.
    pub is_fronted: bool,
    /// A noun phrase stands right after it (inversion, or an object).
    pub after_kind: PhraseKind,
    /// The sign after that phrase: 0 none, 1 comma, 2 stop, 3 mark.
    pub after_sign: u32,
}

impl Setting {
    /// Looks at candidate `cue` of `frame`.
    pub fn of(frame: &Frame, cue: usize) -> Self {
        let atom = frame.at(cue);
        let lemma = if atom.info.verb != 0 { 0x1000 + u32::from(atom.info.verb) } else { atom.word };
        let (complement, complement_at, skipped) = complement(frame, cue);
        let (auxiliaries, group_start) = auxiliaries(frame, cue);
        let subject = subject(frame, group_start);
        let before = subject.map_or(group_start, |s| s.start);
        let before_subject = match frame.before(before, 1) {
            a if a.tag == Tag::Edge => 0,
            a if a.tag == Tag::Comma => 1,
            a if a.tag == Tag::Mark => 2,
            a if a.tag == Tag::Cc => 3,
            a if a.info.is(Class::Complementiser) => 4,
            _ => 5,
        };
        let after = frame.phrase_at(cue + 1).filter(|p| p.start == cue + 1);
        let after_sign = match after.map_or(Tag::Edge, |p| frame.at(p.end).tag) {
            Tag::Comma => 1,
            Tag::Stop => 2,
            Tag::Mark => 3,
            _ => 0,
        };
        Self {
            cue,
            lemma,
            complement,
            complement_at,
            skipped,
            subject,
            subject_kind: subject.map_or(PhraseKind::None, |s| s.kind),
            auxiliaries,
            before_subject,
            is_fronted: is_fronted(frame, before),
            after_kind: after.map_or(PhraseKind::None, |p| p.kind),
            after_sign,
        }
    }
}

/// See [`Setting::is_fronted`], for a subject that begins at `start`.
fn is_fronted(frame: &Frame, start: usize) -> bool {
    let opener = frame.before(start, 1).info;
    let first = matches!(frame.before(start, 2).tag, Tag::Edge | Tag::Cc);
    first && opener.is(Class::Subordinator) && !opener.is(Class::Complementiser)
}

fn complement(frame: &Frame, cue: usize) -> (Complement, usize, u32) {
    let mut i = cue + 1;
    let mut phrase: Option<usize> = None;
    for _ in 0..5 {
        let a = frame.at(i);
        let skipped = (i - cue - 1) as u32;
        let found = |c| (c, i, skipped);
        match a.tag {
            Tag::Edge | Tag::Stop => {
                return phrase.map_or(found(Complement::End), |p| (Complement::Phrase, p, skipped));
            }
            Tag::Mark => return found(Complement::Mark),
            Tag::Colon => return found(Complement::Colon),
            Tag::Comma => {
                return phrase.map_or(found(Complement::Comma), |p| (Complement::Phrase, p, skipped));
            }
            Tag::Wh => return found(Complement::Wh),
            Tag::In | Tag::Dt if a.info.is(Class::Complementiser) && a.info.is(Class::Relative) => {
                return found(Complement::That);
            }
            Tag::In if a.info.is(Class::Complementiser) => return found(Complement::Wh),
            Tag::To if frame.at(i + 1).tag == Tag::Vb => return found(Complement::To),
            Tag::In | Tag::To => {
                return phrase.map_or(found(Complement::Preposition), |p| (Complement::Phrase, p, skipped));
            }
            Tag::Vbg if phrase.is_none() => return found(Complement::Gerund),
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => {
                return match phrase {
                    Some(p) => (Complement::Clause, p, (p - cue - 1) as u32),
                    None => found(Complement::Other),
                };
            }
            _ => {}
        }
        match frame.phrase_at(i).filter(|p| p.start == i) {
            Some(p) => {
                phrase.get_or_insert(i);
                i = p.end;
            }
            None => i += 1,
        }
    }
    phrase.map_or((Complement::Other, cue + 1, 0), |p| (Complement::Phrase, p, (p - cue - 1) as u32))
}

/// The auxiliaries before `cue` as bits, and where the group of verbs begins.
fn auxiliaries(frame: &Frame, cue: usize) -> (u32, usize) {
    let (mut bits, mut at) = (0, cue);
    while at > 0 && cue - at < 6 {
        let a = frame.at(at - 1);
        let is = |class| a.info.is(class);
        bits |= if a.tag == Tag::Md {
            8
        } else if a.tag == Tag::To {
            16
        } else if is(Class::Be) {
            1
        } else if is(Class::Have) {
            2
        } else if is(Class::Do) {
            4
        } else if is(Class::Negation) {
            32
        } else if a.tag == Tag::Rb {
            64
        } else {
            break;
        };
        at -= 1;
    }
    (bits, at)
}

/// The noun phrase that ends at `at`, or before a prepositional phrase or an apposition that ends there.
fn subject(frame: &Frame, at: usize) -> Option<Phrase> {
    let (mut n, mut p) = frame.phrase_before(at)?;
    let mut limit = at;
    for _ in 0..6 {
        // Between the phrase and the verb: nothing, or a comma that closes an apposition.
        let gap = limit - p.end;
        let closed = gap == 1 && frame.at(p.end).tag == Tag::Comma;
        if gap > 1
            || (gap == 1 && !closed && frame.at(p.end).tag != Tag::Rb && frame.at(p.end).tag != Tag::Bracket)
        {
            return None;
        }
        let lead = frame.before(p.start, 1);
        let earlier = n.checked_sub(1).and_then(|m| frame.phrases.get(m).map(|&q| (m, q)));
        let steps_out = match lead.tag {
            Tag::In | Tag::To | Tag::Vbn | Tag::Vbg => {
                !lead.info.is(Class::Complementiser) && !lead.info.is(Class::Subordinator)
            }
            Tag::Comma => closed,
            _ => false,
        };
        match earlier.filter(|_| steps_out) {
            Some((m, q)) if p.start - q.end <= 2 => {
                limit = q.end;
                (n, p) = (m, q);
            }
            _ => return Some(p),
        }
    }
    Some(p)
}

/// Whether atom `i` may be the head of a cue.
#[inline]
pub fn is_candidate(frame: &Frame, i: usize, profile: &LanguageProfile) -> bool {
    let a = frame.at(i);
    if a.kind == TokenKind::Colon {
        return a.cue > 0 && i + 1 < frame.len();
    }
    let deed = || profile.deeds.contains(&frame.at(i + 1).word);
    (a.cue > 0 || (a.info.is(Class::ReportingVerb) && a.tag.is_verb())) && !deed()
}

/// Words of a place before a colon at most.
const PLACE: usize = 4;
/// Words behind it in which whoever says it is looked for at most.
const SENTENCE: usize = 200;

/// The colon of a dateline, of a sentence that goes on to say who says it: *PORT ASHBY: The bridge is shut, the mayor said.*
pub fn dateline_colon(frame: &Frame) -> Option<usize> {
    let colon = (1..=PLACE).find(|&i| frame.at(i).kind == TokenKind::Colon)?;
    let capitals = (0..colon).all(|i| frame.at(i).shape.is_all_capital() && frame.at(i).shape.is_long());
    let says = || {
        (colon + 1..frame.len().min(SENTENCE)).any(|i| {
            let a = frame.at(i);
            a.region == 0 && a.tag.is_finite() && a.info.is(Class::ReportingVerb)
        })
    };
    (!frame.is_heading && capitals && frame.at(colon + 1).region == 0 && says()).then_some(colon)
}

/// Words that stand between a cue and its *that* at most: *ruled in January that*.
const BETWEEN: usize = 6;

/// Whether *that* begins a clause a few words behind the cue: *ruled in January that …*.
pub fn has_that(frame: &Frame, s: &Setting) -> bool {
    let near = s.cue + 1..s.cue + 1 + BETWEEN;
    let mut near = near.take_while(|&i| !frame.at(i).tag.is_finite() && frame.at(i).kind == TokenKind::Word);
    near.any(|i| frame.at(i).info.is(Class::Complementiser) && frame.at(i).info.is(Class::Relative))
}

/// What tells by its form alone that a verb of reporting reports a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// *The court ruled in January that …*
    That,
    /// *The union maintains it was never told*; *…, the group claims.*
    Bare,
}

impl Form {
    /// The form of the clause of `s`; `None` where the verb is none of saying, or nothing tells.
    pub fn of(frame: &Frame, s: &Setting, profile: &LanguageProfile) -> Option<Self> {
        let a = frame.at(s.cue);
        let frames = profile.verb_of(a.info).filter(|_| a.region == 0 && s.auxiliaries & 1 == 0)?.frames;
        let finite = a.tag.is_finite() || a.tag == Tag::Vbn && s.auxiliaries & 2 != 0;
        if !finite || frames.has(Frames::Stance) {
            return None;
        }
        match s.complement {
            Complement::That if frames.has(Frames::That) => Some(Self::That),
            Complement::Preposition if frames.has(Frames::That) && has_that(frame, s) => Some(Self::That),
            Complement::Clause if frames.has(Frames::Bare) && s.subject.is_some() => Some(Self::Bare),
            Complement::End if frames.has(Frames::Parenthetical) && s.before_subject == 1 => {
                s.subject.map(|_| Self::Bare)
            }
            _ => None,
        }
    }
}

/// Writes the features of `setting` into `out`.
pub fn features(frame: &Frame, s: &Setting, counts: &Counts, out: &mut impl Sink) {
    out.clear();
    let i = s.cue;
    let a = frame.at(i);
    let (n1, n2, p1, p2) = (frame.at(i + 1), frame.at(i + 2), frame.before(i, 1), frame.before(i, 2));
    let tag = |a: super::frame::Atom| a.tag as u32;
    let (comp, subj, aux) = (s.complement as u32, s.subject_kind as u32, s.auxiliaries);
    let w = a.word;
    let inside = u32::from(a.region != 0);
    let head = u32::from(frame.is_heading);
    let after = s.after_kind as u32 * 4 + s.after_sign;
    let (first, last) = (i == 0, i + 2 >= frame.len());
    let mut push = |t: u32, x: u32, y: u32| out.push(feature(t, x, y));
    push(100, w, tag(a));
    push(101, w, comp);
    push(102, w, subj);
    push(103, w, n1.word);
    push(104, w, p1.word);
    push(105, w, aux);
    push(106, s.lemma, comp << 8 | subj);
    push(107, s.lemma, aux << 8 | tag(a));
    push(108, s.lemma, after);
    push(109, s.lemma, inside << 4 | head << 3 | s.before_subject);
    push(110, tag(a) << 8 | comp, subj << 8 | aux);
    push(111, tag(n1) << 8 | tag(n2), tag(a));
    push(112, tag(p1) << 8 | tag(p2), tag(a));
    push(113, s.lemma, tag(n1) << 8 | tag(n2));
    push(114, s.lemma, tag(p1) << 8 | tag(p2));
    push(115, a.cue, comp << 8 | subj);
    push(116, a.cue, inside << 8 | head << 7 | tag(a));
    push(117, subj << 8 | after, s.before_subject << 8 | comp);
    push(118, n1.word, n2.word);
    push(119, p1.word, p2.word);
    push(120, comp << 8 | s.skipped.min(6), a.cue);
    push(121, s.subject.map_or(0, |p| frame.at(p.end.saturating_sub(1)).word), 0);
    push(122, s.subject.map_or(0, |p| frame.at(p.end.saturating_sub(1)).word), s.lemma);
    push(123, frame.at(s.complement_at).word, comp);
    push(124, frame.at(s.complement_at).word, s.lemma);
    push(125, u32::from(first) << 1 | u32::from(last), a.cue);
    let best_other = counts.best_cue_beside(i);
    push(126, best_other, a.cue);
    push(127, best_other, comp << 8 | tag(a));
    let strongest_before = counts.best_cue_before(i);
    push(128, strongest_before, tag(a) << 8 | subj);
    push(129, u32::from(counts.has_marked()), s.lemma);
    push(130, inside << 8 | comp, subj << 8 | a.cue);
    let phrase_head = frame.phrase_at(i + 1).map_or(0, |p| frame.at(p.end.saturating_sub(1)).word);
    push(131, phrase_head, s.lemma);
    push(132, phrase_head, 0);
    // What follows the object, and how far from the sentence's start the cue stands.
    let behind = frame.phrase_at(i + 1).filter(|p| p.start == i + 1).map_or(i + 1, |p| p.end);
    let rear = frame.at(behind);
    push(135, s.lemma, rear.word);
    push(136, s.after_kind as u32, rear.word);
    push(137, s.after_kind as u32 * 32 + tag(rear), s.lemma);
    push(138, tag(rear) << 8 | tag(frame.at(behind + 1)), s.after_kind as u32 * 64 + tag(a));
    let verbs = counts.finite_between(0, i).min(4);
    let ahead = counts.finite_between(i + 1, frame.len()).min(4);
    push(139, verbs << 8 | ahead, s.lemma);
    push(140, verbs << 8 | ahead, comp << 8 | a.cue);
    let owner = s.subject.map_or(super::frame::EDGE, |p| frame.at(p.start));
    push(141, owner.word, s.lemma);
    push(142, owner.word, comp << 8 | a.cue);
    let far = frame.before(i, 3);
    push(143, far.word, s.lemma);
    push(144, n2.word, s.lemma);
    push(145, p2.word, s.lemma);
    if w == COLON {
        push(133, head, subj << 8 | i.min(8) as u32);
        push(134, tag(n1), tag(p1) << 8 | inside);
    }
}
