//! Where a sentence goes on to report something else, what was reported before has ended: *She said the mill would close, and the
//! mayor warned of worse*; *He said he was glad and called on others to help*.

use super::decode::Content;
use super::frame::Frame;
use super::{Document, FoundRelation, kind_of_content};
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame as Frames, LanguageProfile};
use crate::text::{Span, Spans};

/// Words before a cue that are no content without a verb or marks, at most.
const SHORT: usize = 4;

/// Whether `content` is nothing but the subject of the cue at atom `cue`, or words without a verb that say more of it: *Outgunned and
/// tired, the crew agreed*.
pub(super) fn is_subject(frame: &Frame, cue: usize, content: &Content, profile: &LanguageProfile) -> bool {
    let [part] = content.parts.as_slice() else { return false };
    let subject =
        part.end == cue && content.source.is_none_or(|p| part.contains(&p.start) || p.end <= part.start);
    let first = frame.at(part.start);
    let aside = part.end <= cue && (1..=SHORT).contains(&part.len());
    // A verb in the past at the start of what stands before a subject is a participle.
    let participle = part.end <= cue && matches!(first.tag, Tag::Vbn | Tag::Vbg | Tag::Vbd);
    // *Trainer fumes at referee*, in a heading.
    let heading = frame.is_heading && first.tag == Tag::In && !first.info.is(Class::Complementiser);
    // *At least nine dead as river rises, sheriff says*
    let says = || profile.verb_of(frame.at(cue).info).is_some_and(|v| v.frames.has(Frames::Plain));
    if frame.is_heading && !subject && part.len() > SHORT && says() {
        return false;
    }
    // *Outgunned and exhausted*: what follows *and* is the first verb of nobody.
    let verb = || part.clone().find(|&i| frame.at(i).tag.is_finite());
    let verbless = || verb().is_none_or(|i| i > part.start && frame.before(i, 1).tag == Tag::Cc);
    frame.at(cue).tag.is_finite()
        && frame.at(cue).region == 0
        && part.clone().all(|i| frame.at(i).region == 0)
        && (participle || (subject || aside || heading) && verbless())
}

/// Whether `content` stands on both sides of its cue, without marks and without a finite verb: no clause that somebody reports.
pub(super) fn is_torn(frame: &Frame, content: &Content) -> bool {
    let mut atoms = content.parts.iter().flat_map(Clone::clone).map(|i| frame.at(i));
    content.parts.len() > 1 && atoms.all(|a| a.region == 0 && !a.tag.is_finite())
}

/// Relations less likely than this, in thousandths, end nothing.
const LEAST: u16 = 500;

/// Ends the contents of `found`, the relations of one sentence, where the clause of another begins, and begins them behind what
/// only says more of their source.
pub(super) fn part(document: Document<'_>, frame: &Frame, found: &mut [FoundRelation]) {
    for i in 0..found.len() {
        let Some(own) = found.get(i) else { continue };
        let others = found.iter().enumerate().filter(|(j, _)| *j != i);
        let end = others.filter_map(|(_, other)| next_clause(document, frame, own, other)).min();
        let end = end.map_or(u32::MAX, |at| document.tokens.end((frame.first + at).saturating_sub(1)));
        let start =
            behind_source(document, frame, own).map_or(0, |at| document.tokens.start(frame.first + at));
        if end == u32::MAX && start == 0 {
            continue;
        }
        let kept = Span::new(start, end)
            .and_then(|kept| Spans::new(own.content.iter().filter_map(|c| c.intersect(kept))));
        if let (Some(content), Some(own)) = (kept, found.get_mut(i)) {
            own.kind = kind_of_content(document, &content);
            own.content = content;
        }
    }
}

/// The atom of the sign or word that parts the clause of `other` from the content of `own`, where it lies in there.
fn next_clause(
    document: Document<'_>,
    frame: &Frame,
    own: &FoundRelation,
    other: &FoundRelation,
) -> Option<usize> {
    let atom = |byte: u32| document.tokens.at(byte).checked_sub(frame.first);
    let (cue, verb) = (atom(own.cue.start())?, atom(other.cue.start())?);
    let content = own.content.hull();
    let first = atom(content.start())?;
    // *The truce was over, Hale said, and he urged both sides …*
    let behind = content_behind(frame, own, cue, &atom);
    if other.probability.get() < LEAST
        || first < cue && behind.is_none()
        || !content.holds(other.cue.start())
        || frame.at(verb).region != 0
    {
        return None;
    }
    let source = other.source.as_ref()?.hull();
    let subject = atom(source.start())?;
    let (begin, own_subject) = if source.start() >= content.start() {
        (subject, true)
    } else {
        if own.source.as_ref().map(Spans::hull) != Some(source) || !same_form(frame, cue, verb) {
            return None;
        }
        let mut begin = verb;
        while begin > first && is_before_verb(frame, begin - 1) {
            begin -= 1;
        }
        (begin, false)
    };
    let lead = begin.checked_sub(1)?;
    let closes =
        |i: usize| matches!(frame.at(i).kind, TokenKind::Comma | TokenKind::Semicolon | TokenKind::Dash);
    let joins = frame.at(lead).tag == Tag::Cc
        || own_subject
            && frame.at(lead).info.is(Class::Subordinator)
            && !frame.at(lead).info.is(Class::Preposition);
    let at = match (closes(lead), joins) {
        (true, _) if frame.at(lead).kind == TokenKind::Semicolon || !own_subject => lead,
        (_, true) if lead > 0 && closes(lead - 1) => lead - 1,
        (_, true) if !own_subject => lead,
        _ => return None,
    };
    match behind {
        Some(rest) if first < cue => (own_subject && at >= rest && at < rest + LEADS).then_some(at),
        _ => (at > first).then_some(at),
    }
}

/// Words before the subject of a clause that goes on behind an attribution, at most: *, and*.
const LEADS: usize = 3;

/// The atom at which the content of `own` goes on behind its cue, where it stands on both sides.
fn content_behind(
    frame: &Frame,
    own: &FoundRelation,
    cue: usize,
    atom: &dyn Fn(u32) -> Option<usize>,
) -> Option<usize> {
    let rest = own.content.iter().filter_map(|c| atom(c.start())).find(|&i| i > cue)?;
    let before = (rest.saturating_sub(LEADS)..rest).find(|&i| frame.at(i).tag == Tag::Comma);
    Some(before.unwrap_or(rest))
}

/// Whether two cues can be verbs of one subject: both finite in one tense, or the first a participle that hangs on the second's.
fn same_form(frame: &Frame, cue: usize, verb: usize) -> bool {
    let (a, b) = (frame.at(cue).tag, frame.at(verb).tag);
    b.is_finite() && (a == b || a == Tag::Vbg)
}

/// An auxiliary or an adverb before a verb.
fn is_before_verb(frame: &Frame, i: usize) -> bool {
    let a = frame.at(i);
    a.tag == Tag::Md || a.tag == Tag::Rb || a.info.classes.any(&[Class::Have, Class::Be, Class::Do])
}

/// Words looked over at most for the relative clause that says more of a source.
const RELATIVE: usize = 4;

/// The first atom of the content behind a clause on the source: *according to the plan, a copy of which was leaked, the pier …*.
fn behind_source(document: Document<'_>, frame: &Frame, own: &FoundRelation) -> Option<usize> {
    let atom = |byte: u32| document.tokens.at(byte).checked_sub(frame.first);
    let (cue, first) = (atom(own.cue.start())?, atom(own.content.start())?);
    if first < cue || !frame.at(cue).info.is(Class::PhraseStart) || frame.at(first).region != 0 {
        return None;
    }
    let relative = (first..first + RELATIVE).find(|&i| frame.at(i).tag == Tag::Wh)?;
    let opens = relative == first || frame.before(relative, 1).tag == Tag::In;
    let end = atom(own.content.end().saturating_sub(1))?;
    let comma = (relative..end).find(|&i| frame.at(i).kind == TokenKind::Comma)?;
    opens.then_some(comma + 1)
}

#[cfg(test)]
mod tests {
    use crate::analysis::tests::indirect;

    #[test]
    fn a_clause_of_its_own_ends_what_was_reported_before() {
        assert_eq!(
            indirect(
                "Tarn Foods said that it would close two mills, and the rival Brolin Mills warned that jobs would go."
            ),
            ["that it would close two mills", "that jobs would go"]
        );
        assert_eq!(
            indirect("Some argue that fines would only anger the ferrymen; others say that they would pay."),
            ["that fines would only anger the ferrymen", "that they would pay"]
        );
        assert_eq!(
            indirect("Tilda Moss said that the lock had rusted, and that the gate would follow."),
            ["that the lock had rusted, and that the gate would follow"]
        );
    }

    #[test]
    fn what_says_more_of_a_source_is_not_reported() {
        assert_eq!(
            indirect(
                "According to the final report of the harbour board, a copy of which was leaked to the Orrin Herald, water had \
                 been carving a channel beneath the wall for months."
            ),
            ["water had been carving a channel beneath the wall for months"]
        );
        assert_eq!(
            indirect("According to the survey, the dam has three cracks."),
            ["the dam has three cracks"]
        );
    }

    #[test]
    fn a_subject_is_not_what_it_says() {
        for participle in ["Outgunned", "Exhausted", "Outvoted and tired"] {
            let found = indirect(&format!("{participle}, the guards agreed. They left at dawn."));
            assert!(found.is_empty(), "{participle}: {found:?}");
        }
    }
}
