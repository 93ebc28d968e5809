//! Which relations without marks are shown: what somebody is reported to have said, and from a higher probability on what a
//! crowd or a body is only said to hold, want or plan, or what a thing is said to show. That is mostly the writer's own summary;
//! what a person holds is often heard from the person.

use super::candidates::{Past, Scene};
use super::entities::Entity;
use super::mentions::{Head, MentionKind, is_noun_like};
use super::rank::Models;
use super::relations::source_of;
use crate::analysis::SourceKind;
use crate::analysis::genre::Genre;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::indirect::cue::Complement;
use crate::lang::{Class, Frame, Gender, Number};
use crate::text::Spans;

/// Words of a content that only names something, at most.
const FEW: usize = 2;
/// Words that are reported are shown from this probability on, in thousandths.
const REPORTED: u16 = 330;
/// The same where no source is named.
const UNSOURCED: u16 = 600;
/// What is held, wanted, planned or shown by somebody or something that is neither named nor one person, and what is done.
const HELD: u16 = 430;
/// The same where a clause with *that* tells it, or a participle, or where it is a word or two: *with the rebels seeking to hold the
/// town*. Of those, fewer are right; and where no words were learned, rules say what is likely, and coarsely.
const BY_THE_WAY: u16 = 600;
/// What is said in a text that tells.
const TOLD: u16 = 600;

/// The probability in thousandths from which on relation `r` is shown.
pub fn least(scene: &Scene<'_, '_>, r: &FoundRelation) -> u16 {
    let letters = |s: &Spans| scene.page.text.words_of(s).chars().any(char::is_alphabetic);
    match &r.source {
        _ if says_nothing(scene, r) || is_told_to_reader(scene, r) || is_heard(scene, r) => u16::MAX,
        // What people know, feel and see in a story is its telling, and nobody's words.
        _ if scene.story || scene.told && scene.genre == Genre::Story => {
            if is_told_as_said(scene, r) {
                TOLD
            } else {
                u16::MAX
            }
        }
        Some(source) if letters(source) => {
            let by_the_way = || r.follows == Complement::That || is_participle(scene, r);
            if !is_deed(scene, r)
                && !is_mere_name(scene, r)
                && (is_somebody(scene, r, source) || is_said(scene, r))
            {
                REPORTED
            } else if scene.page.learned.is_none() || is_mere_name(scene, r) || by_the_way() {
                BY_THE_WAY
            } else {
                HELD
            }
        }
        _ => UNSOURCED,
    }
}

/// Whether the content of `r` is nothing but words of grammar: *denied that*, *which some believe*.
fn says_nothing(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let grammar =
        |i: usize| !page.is_wordy(i) || page.word(i).classes.is_function() || page.is(i, Class::Relative);
    r.content.iter().all(|s| page.tokens.within(s).all(grammar))
}

/// Whether the content of `r` says to whom somebody speaks: *spoke to her in the tower*.
fn is_heard(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let first = page.tokens.at(r.content.start());
    r.follows == Complement::Preposition
        && page.is(first, Class::Preposition)
        && page.pronoun(first + 1).is_some_and(|p| p.object && p.person > 0)
}

/// Whether the cue of `r` begins its sentence as an imperative: *Recall that …*, *Note that …*.
fn is_told_to_reader(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let cue = page.tokens.at(r.cue.start());
    let slots = page.word(cue).slots;
    r.source.is_none() && slots & 1 != 0 && slots & 0b1_1110 == 0 && super::names::begins(page, cue)
}

/// Relations looked back over at most for who goes on.
const HEARD: usize = 4;

/// The mention that names `speaker` where they are reported without marks, before unit `u` and in its paragraph: *the road is shut,
/// said Ana Hale, who runs the ferry. “Nobody told us.”*
pub fn heard_before(
    scene: &Scene<'_, '_>,
    u: usize,
    speaker: u32,
    past: Past,
    models: &Models,
) -> Option<usize> {
    let unit = scene.units.get(u)?;
    let start = scene.page.tokens.start(unit.first.start);
    let last = scene.relations.partition_point(|r| r.cue.start() < start);
    (last.saturating_sub(HEARD)..last).rev().find_map(|i| {
        let r = scene.relations.get(i)?;
        let here = scene.page.paragraph(scene.page.tokens.at(r.cue.start())) == unit.paragraph;
        let (source, kind) = source_of(scene.page, scene.relations, i).filter(|_| here)?;
        let m = scene.source_mention(source, kind)?;
        (scene.speaker_of(m, past, models).0 == Some(speaker)).then_some(m)
    })
}

/// Whether the cue of `r` says that something was said, and what it reports is more than an intention.
fn is_said(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let cue = page.tokens.at(r.cue.start());
    let word = page.word(cue);
    let noun = word.is(Class::NounCue) || word.is(Class::PhraseStart) || !page.is_wordy(cue);
    let verb = page.profile.verb(page.tokens.hash(cue));
    let uttered = verb.is_some_and(|v| !v.frames.has(Frame::Stance) || v.frames.has(Frame::Quote));
    (noun || uttered) && !is_intention(scene, r) && !is_thing(scene, r)
}

/// Whether somebody says what `r` reports, in a clause of its own: *She said that it was late*, not *called the dog*.
fn is_told_as_said(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let verb = page.profile.verb(page.tokens.hash(page.tokens.at(r.cue.start())));
    let says = verb.is_none_or(|v| v.frames.has(Frame::Quote) && !v.frames.has(Frame::Stance));
    let finite = |i: usize| {
        page.is_finite(i) || page.has_finite(i) || page.word(i).classes.any(&[Class::Auxiliary, Class::Modal])
    };
    let mut tokens = r.content.iter().flat_map(|s| page.tokens.within(s));
    says && is_said(scene, r) && (page.learned.is_none() || tokens.any(finite))
}

/// Whether the cue is no word of reporting and no clause with *that* follows it: *launched a drive called “Lantern”*. What somebody
/// does may be all that is told.
fn is_deed(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let cue = page.tokens.at(r.cue.start());
    let reports = page.verb(cue).is_some()
        || page.word(cue).classes.any(&[Class::NounCue, Class::PhraseStart])
        || !page.is_wordy(cue);
    let told = matches!(r.follows, Complement::That | Complement::Wh | Complement::Colon | Complement::Comma);
    !reports && !told
}

/// Whether the content of `r` is a word or two without marks and without a verb, which a description says: *residents … the group*.
fn is_mere_name(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let words = || r.content.iter().flat_map(|s| page.tokens.within(s)).filter(|&i| page.is_wordy(i));
    let bare = |i: usize| page.is_outside(i) && page.word(i).verb == 0 && !page.is_finite(i);
    r.source_kind == SourceKind::Nominal && words().count() <= FEW && words().all(bare)
}

/// Whether the cue is a participle of the present and nothing else: *seeking*.
fn is_participle(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let page = scene.page;
    let cue = page.tokens.at(r.cue.start());
    let slots = page.word(cue).slots;
    slots != 0 && slots.trailing_zeros() == 4
}

/// Whether the content is an infinitive: *to rebuild the pier*, *on Monday to rebuild it*.
fn is_intention(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let first = scene.page.tokens.at(r.content.start());
    (first..first + 2).any(|i| scene.page.str(i).eq_ignore_ascii_case("to"))
}

/// Whether the source of `r` can say nothing: a noun that names neither somebody nor a text.
fn is_thing(scene: &Scene<'_, '_>, r: &FoundRelation) -> bool {
    let Some(source) = &r.source else { return false };
    let page = scene.page;
    let tokens = page.tokens.within(source.hull());
    match scene.source_mention(source, r.source_kind).and_then(|m| scene.mentions.all.get(m)) {
        Some(m) => {
            // *The board’s military success*: the mention belongs to the noun behind it.
            let modifies = m.tokens.end < tokens.end && is_noun_like(page, m.tokens.end);
            modifies || m.kind == MentionKind::Nominal && m.head_kind == Head::Other
        }
        None => r.source_kind == SourceKind::Nominal || page.is(tokens.start, Class::Relative),
    }
}

/// Whether the text tells by a title, a pronoun or the like that the name in `source` is a person's.
fn is_known_person(scene: &Scene<'_, '_>, source: &Spans, r: &FoundRelation) -> bool {
    let entity = scene.source_mention(source, r.source_kind).and_then(|m| scene.entities.of(m));
    entity.and_then(|e| scene.entities.get(e)).is_some_and(Entity::is_person)
}

/// Whether `source` is named or is one person.
fn is_somebody(scene: &Scene<'_, '_>, r: &FoundRelation, source: &Spans) -> bool {
    let mention = scene.source_mention(source, r.source_kind);
    mention.and_then(|m| scene.mentions.all.get(m)).is_some_and(|m| match m.kind {
        // What places and bodies want is summed up as what crowds want is.
        MentionKind::Name => {
            !is_thing(scene, r) && (!is_intention(scene, r) || is_known_person(scene, source, r))
        }
        MentionKind::Pronoun => {
            m.pronoun.is_some_and(|p| p.number == Number::Singular && p.gender != Gender::Neuter)
        }
        MentionKind::Nominal => {
            matches!(m.head_kind, Head::Person | Head::Kin) && m.number == Number::Singular
        }
    })
}
