//! Whom a pronoun cannot mean, whatever was learned: rules on who asks and answers, who owns and who alone was spoken of.

use super::candidates::{Past, Scene};
use super::coref::{Antecedent, Standing, is_opposed, last_told, part_in_talk};
use super::entities::Entity;
use super::mentions::{Mention, MentionKind, is_owning};
use super::rank::Models;
use super::units::Unit;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::WHOLE;
use crate::lang::{Class, Frame, Gender, Number};
use std::ops::Range;

/// Tokens between marked words and the pronoun beside them at most.
const BESIDE: usize = 4;
/// Marked words that are looked through at most.
const WORDS: usize = 120;
/// Mentions looked back over at most for a pronoun of the same sentence.
const NEAR: usize = 8;
/// Tokens in marks of a sentence that tells of somebody, at most: what they wrote is called.
const WORK: usize = 14;
/// Tokens between whoever reports and the cue's source, at most.
const CALLED: usize = 5;
/// Tokens between an owner and the name of whoever is theirs, at most.
const NAMED_FOR: usize = 5;
/// Sentences that begin with the same pronoun and are passed over at most.
const TOLD_ON: usize = 4;

/// Whoever alone the sentence before is about is who the next begins with: *Ms. Hale denied this. She said …*
pub(super) fn keep_topic(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let first = page.sentences.get(page.sentence(start)).tokens.start;
    // *Ms. Hale denied this. “No,” she said.*; *Ms. Hale takes my call. Nothing has been decided, she says*
    let speaks = page.word(pronoun.tokens.end).verb > 0 || verb_before(page, start).is_some();
    let somebody = |i: usize| {
        let named =
            |a: &Antecedent| scene.mentions.all.get(a.mention).is_some_and(|m| m.whole().contains(&i));
        page.pronoun(i).is_some_and(|p| p.person == 3) || all.iter().any(named)
    };
    if (first..start).any(|i| page.is_outside(i) && (!speaks || somebody(i))) {
        return;
    }
    // *Ms. Hale was tired. She had waited since dawn. “No,” she said.*
    let goes_on = |first: usize| {
        page.pronoun(first).is_some_and(|p| p.subject && p.person == 3 && p.gender == pronoun.gender)
    };
    let tells_on = |mut tokens: Range<usize>| {
        tokens.any(|i| page.pronoun(i).is_some_and(|p| p.person == 3 && p.gender == pronoun.gender))
    };
    let told = |first: usize| {
        let tokens = page.sentences.get(page.sentences.of_token(first.checked_sub(1)?)).tokens;
        // A paragraph that begins with *She* tells on; so does one before a pronoun that speaks of *her*; and the words that are a
        // paragraph of their own are said by whom the one before is about.
        let said = first < start && page.sentence(first) == page.sentence(start);
        let one = said
            || page.paragraph(tokens.start) == page.paragraph(first)
            || goes_on(first)
            || tells_on(tokens.clone());
        // *Ms. Hale, known at sea as “Wok”, was in no mood for it.*; *Ms. Hale, the author of “The Salt Year”, agrees.*
        let marked = tokens.clone().filter(|&i| !page.is_outside(i)).count();
        let plain = marked <= WORK && page.is_outside(tokens.start);
        (one && tokens.start < first && plain).then_some(tokens)
    };
    let Some(mut tokens) = told(first) else { return };
    let within = |a: &Antecedent, tokens: &Range<usize>| {
        scene.mentions.all.get(a.mention).is_some_and(|m| tokens.contains(&m.tokens.start))
    };
    let nearest = tokens.start;
    for _ in 0..TOLD_ON {
        // *Ms. Hale tried it with numbers. The pool would cost more. “No,” she said.*
        if !goes_on(tokens.start) && all.iter().any(|a| within(a, &tokens)) {
            break;
        }
        let Some(earlier) = told(tokens.start) else { return };
        tokens = earlier;
    }
    let mut there = all.iter().filter(|a| within(a, &tokens) && !is_aside(scene, a, &tokens));
    let (Some(one), None) = (there.next(), there.next()) else { return };
    let key = one.key;
    let Some(mention) = scene.mentions.all.get(one.mention) else { return };
    let standing = Standing::of(scene, one.mention, mention);
    // *Asked about it, Ms. Hale took her time.*; *It was late, and Ms. Hale, who was tired, got up.*
    let lead = mention.whole().start.checked_sub(1);
    let led = lead.is_some_and(|i| page.kind(i) == TokenKind::Comma || page.is(i, Class::Coordinator));
    let first = standing.begins == 1 || led;
    // *Hale was calm. The nurse had asked him. “No,” he said.*: what had been is told by the way.
    let told_back = mention.kind == MentionKind::Nominal
        && mention.gender == Gender::Any
        && page.is(mention.tokens.end, Class::Have);
    if told_back {
        return;
    }
    // *Ms. Hale’s version was different. “No,” she said.*
    let topic = standing.verb == 1 || standing.begins * standing.owned == 1;
    // *His father, Jon Hale, ran a mill. He learned there. “I can count,” he said.*: the text is about the son.
    // *Her daughter, Mia Orlov, remembers the night.*: she tells it.
    let verb = mention.tokens.end + usize::from(page.kind(mention.tokens.end) == TokenKind::Comma);
    let other = !page.says(verb) && is_possessed(scene, one.mention, pronoun.gender);
    let subject = first && topic && standing.oblique == 0 && !other;
    // *For Ms. Hale, a widow, it was too late. She …*
    let fronted = mention.whole().start == tokens.start + 1
        && page.is(tokens.start, Class::Preposition)
        && page.kind(mention.tokens.end) == TokenKind::Comma;
    // *But I asked Ms. Hale how many. “Four,” she said.*
    let asked = part_in_talk(scene, mention) & 3 == 1
        && mention.whole().start.checked_sub(1).is_some_and(|i| page.asks(i))
        // *In the harbour I met Ms. Hale, who sells fish. “Four,” she said.*
        || (tokens.start..mention.whole().start)
            .any(|i| page.is_outside(i) && page.pronoun(i).is_some_and(|p| p.person == 1 && p.subject));
    if subject || fronted || asked {
        all.retain(|a| a.key == key);
    } else if other && tokens.start != nearest && all.iter().any(|a| a.key != key) {
        all.retain(|a| a.key != key);
    }
}

/// The verb right before the pronoun at token `start`: *„Nein“, sagte sie*.
fn verb_before(page: &Page<'_>, start: usize) -> Option<usize> {
    start.checked_sub(1).filter(|&i| page.says(i))
}

/// Whoever reports something in the sentence before says what *he* says behind it: *A supporter claimed that the referee had been
/// paid. “We know,” he said.*
pub(super) fn keep_teller(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let first = page.sentences.get(page.sentence(start)).tokens.start;
    // *“We know,” he said*: marked words and nothing else stand before.
    let verb = verb_before(page, start);
    let speaks = page.word(pronoun.tokens.end).verb > 0 || verb.is_some();
    let told = |i: usize| page.is_outside(i) && page.is_wordy(i) && Some(i) != verb;
    if !speaks || first == start || (first..start).any(told) {
        return;
    }
    let Some(before) = first.checked_sub(1) else { return };
    let sentence = page.sentences.get(page.sentences.of_token(before)).tokens;
    if page.paragraph(sentence.start) != page.paragraph(first)
        || sentence.clone().any(|i| !page.is_outside(i))
    {
        return;
    }
    let subject = |m: usize| {
        let mention = scene.mentions.all.get(m)?;
        let standing = Standing::of(scene, m, mention);
        let alone = mention.number == Number::Singular && mention.kind != MentionKind::Pronoun;
        (alone && standing.begins * standing.verb == 1 && standing.oblique == 0).then_some(mention.whole())
    };
    let Some((m, whole)) = scene.mentions.within(sentence.clone()).find_map(|m| Some((m, subject(m)?)))
    else {
        return;
    };
    // The relation whose source that is, and whose cue is no question.
    let tells = scene.relations_of(&sentence).any(|r| {
        let cue = page.tokens.at(r.cue.start());
        let source = r.source.as_ref().map(|s| page.tokens.within(s.hull()));
        let own = source.is_some_and(|s| {
            s.start < sentence.end && s.start >= whole.start && s.end <= cue && s.start <= whole.end + CALLED
        });
        own && !page.asks(cue) && page.is(cue, Class::ReportingVerb) && page.word(cue).slots & 0b0_0110 != 0
    });
    let key = scene.entities.of(m).map(|e| e as u32).or_else(|| scene.description(m));
    // *Her daughter-in-law, Mia Orlov, looked up. “No,” she said.*
    let brought = scene.apposed(m).is_some()
        && page.sentences.paragraph(page.paragraph(first)).tokens.start == sentence.start;
    if (tells || brought) && all.iter().any(|a| Some(a.key) == key) {
        all.retain(|a| Some(a.key) == key);
    }
}

/// Whether `a` only says where whoever the sentence of `tokens` is about belongs: *Ms. Hale, Westpost’s director, was calm*, *Ms.
/// Hale works for Westpost*.
fn is_aside(scene: &Scene<'_, '_>, a: &Antecedent, tokens: &Range<usize>) -> bool {
    let page = scene.page;
    let Some(mention) = scene.mentions.all.get(a.mention) else { return false };
    let entity = scene.entities.get(a.key as usize);
    let alive = entity.is_none_or(|e| e.person + e.male + e.female > 0);
    let standing = Standing::of(scene, a.mention, mention);
    let start = mention.tokens.start;
    // *Westpost’s regional director* is one description, of which the name is a part.
    let owned = page.kind(start) == TokenKind::Clitic
        || start.checked_sub(1).is_some_and(|i| page.kind(i) == TokenKind::Clitic);
    let behind = start > tokens.start + 1;
    // *Juror No. 6, a retired bookkeeper who asked for a break, said*
    let comma = start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Comma);
    let before = a.mention.checked_sub(1).and_then(|b| scene.mentions.all.get(b));
    let explains = mention.kind == MentionKind::Nominal
        && page.is(start, Class::IndefiniteArticle)
        && comma.zip(before).is_some_and(|(comma, before)| {
            before.tokens.end == comma
                || page.kind(comma - 1) == TokenKind::Number && before.tokens.end + 2 == comma
        });
    explains || behind && (owned || !alive && (standing.owned == 1 || standing.oblique == 1))
}

/// Whoever asks somebody is not who answers: *A reporter asked Hale whether he would go. “I may,” he answered.*
pub(super) fn drop_asker(
    scene: &Scene<'_, '_>,
    pronoun: &Mention,
    previous: Option<u32>,
    all: &mut Vec<Antecedent>,
) {
    let page = scene.page;
    let beside = [Some(pronoun.tokens.end), pronoun.tokens.start.checked_sub(1)];
    let answers = |i: usize| page.profile.answers.contains(&page.tokens.hash(i));
    if !beside.into_iter().flatten().any(answers) {
        return;
    }
    let last = last_told(scene, pronoun.tokens.start);
    let part = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention).filter(|m| page.sentence(m.tokens.start) == last);
        mention.map_or(0, |m| part_in_talk(scene, m))
    };
    if all.iter().any(|a| part(a) & 1 == 1) {
        all.retain(|a| part(a) & 3 != 2);
    }
    // *“Is that a promise?” Ms. Hale called out. “It is a plan,” he replied.*
    let asker = previous
        .filter(|key| all.len() > 1 && is_answered(scene, pronoun) && all.iter().any(|a| a.key == *key));
    all.retain(|a| Some(a.key) != asker);
}

/// Whom the words beside the pronoun speak of as *my mother* is not who says them: *Her mother sold fish. “My mother could add,” she
/// said.*
pub(super) fn drop_own(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let behind = scene.units.partition_point(|u| u.first.start < start);
    let beside = |u: &&Unit| {
        u.last.end <= start && start - u.last.end <= BESIDE && u.last_paragraph == page.paragraph(start)
    };
    // *she wrote: “Nell told me”*
    let before = |u: &&Unit| {
        let end = pronoun.tokens.end;
        let between = end..u.first.start;
        u.first.start >= end && between.len() <= BESIDE && between.into_iter().any(|i| page.word(i).verb > 0)
    };
    let first = behind.checked_sub(1).and_then(|u| scene.units.get(u)).filter(beside);
    let Some(unit) = first.or_else(|| scene.units.get(behind).filter(before)) else { return };
    let own = |i: usize| page.pronoun(i).is_some_and(|p| p.person == 1) && page.is(i, Class::Possessive);
    let words: Vec<usize> = unit.tokens.clone().take(WORDS).filter(|&i| own(i)).collect();
    // *“Hale taught me all of it,” he said*: nobody speaks so of themselves; in *I am Hale* they do.
    let is_me = |m: usize| {
        let before = scene.mentions.all.get(m).and_then(|m| m.whole().start.checked_sub(1));
        before.is_some_and(|i| page.is(i, Class::Be))
    };
    let inside = scene.mentions.within(unit.tokens.clone()).take(WORDS).filter(|&m| !is_me(m));
    let told: Vec<usize> = inside.filter_map(|m| scene.entities.of(m)).collect();
    let mine = |m: &Mention| {
        m.kind == MentionKind::Nominal
            && words.iter().any(|&i| page.tokens.hash(i + 1) == page.tokens.hash(m.head))
    };
    let named = |a: &Antecedent| {
        // *Her mother, Ana Hale, had other ideas.*
        let explained = a.mention.checked_sub(1).filter(|&d| scene.apposed(d) == Some(a.mention));
        let mut all = explained.into_iter().chain([a.mention]).filter_map(|m| scene.mentions.all.get(m));
        all.any(mine) || told.contains(&(a.key as usize))
    };
    if all.iter().any(|a| !named(a)) {
        all.retain(|a| !named(a));
    }
}

/// Whether the words before those that `pronoun` answers are of the paragraph before: a question, or whatever words that begin this
/// paragraph answer.
fn is_answered(scene: &Scene<'_, '_>, pronoun: &Mention) -> bool {
    let here = scene.page.paragraph(pronoun.tokens.start);
    let behind = scene.units.partition_point(|u| u.paragraph < here);
    let question = behind.checked_sub(1).and_then(|u| scene.units.get(u));
    // *“I did not,” she replied.*
    let opens = scene.units.get(behind).is_some_and(|u| {
        u.paragraph == here
            && scene.page.sentences.paragraph(here).tokens.start == u.first.start
            && u.first.end <= pronoun.tokens.start
            && pronoun.tokens.start - u.first.end <= BESIDE
    });
    question.is_some_and(|u| u.last_paragraph + 1 == here && (opens || scene.asks(u)))
}

/// Whoever spoke in the sentence before and is a *she* for sure is *she*, rather than the owner of something in that sentence whose
/// gender nothing tells: *The Admiral’s descendants were not asked, a spokeswoman said. “We found out late,” she added.*
pub(super) fn drop_owners(
    scene: &Scene<'_, '_>,
    pronoun: &Mention,
    previous: Option<u32>,
    all: &mut Vec<Antecedent>,
) {
    let last = last_told(scene, pronoun.tokens.start);
    let there = |a: &Antecedent| {
        scene.mentions.all.get(a.mention).filter(|m| scene.page.sentence(m.tokens.start) == last)
    };
    let gender = |a: &Antecedent| match scene.entities.get(a.key as usize) {
        Some(entity) => entity.gender(),
        None => there(a).map_or(Gender::Any, |m| m.gender),
    };
    let sure = |a: &Antecedent| matches!(gender(a), Gender::Male | Gender::Female);
    let spoke = |a: &Antecedent| previous == Some(a.key) && there(a).is_some() && sure(a);
    // *Operator Northlight warned of it. Crews were waiting, a spokeswoman said. “…,” she added*: whoever was named before, and may
    // be no woman, is not she.
    let somebody =
        |a: &Antecedent| scene.entities.get(a.key as usize).is_none_or(|e| e.person + e.male + e.female > 0);
    if all.iter().any(spoke) {
        all.retain(|a| {
            let owns = there(a).is_some_and(|m| scene.page.kind(m.tokens.end) == TokenKind::Clitic);
            sure(a) || there(a).is_some() && somebody(a) && !owns
        });
    }
}

/// Whoever somebody is told of as theirs is not who the sentence is about: *Hale’s daughter Mia Orlov was tired. “No,” she said.*
pub(super) fn drop_named_for(scene: &Scene<'_, '_>, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let named_for = |a: &Antecedent| {
        let owner = scene.mentions.all.get(a.mention)?;
        let owns = owner.tokens.end;
        if !is_owning(page, owns) {
            return None;
        }
        let n = (a.mention + 1..a.mention + 4).find(|&n| {
            scene.mentions.all.get(n).is_some_and(|n| n.kind == MentionKind::Name && n.tokens.start > owns)
        })?;
        let name = scene.mentions.all.get(n)?;
        let mut between = owns + 1..name.tokens.start;
        let kin = between.clone().any(|i| page.is(i, Class::Kin));
        let plain = |i: usize| {
            page.kind(i) == TokenKind::Comma && i + 1 == name.whole().start
                || page.is_wordy(i)
                    && !page.word(i).classes.is_function()
                    && page.word(i).slots & 0b0_0110 == 0
        };
        let other = scene.entities.of(n).filter(|&e| e as u32 != a.key)?;
        let again = scene.mentions.all.iter().enumerate().skip(n + 1).take(NEAR).any(|(o, m)| {
            scene.entities.of(o) == Some(a.key as usize) && page.sentence(m.head) == page.sentence(owner.head)
        });
        let standing = Standing::of(scene, n, name);
        (kin && !again && standing.verb == 1 && between.len() <= NAMED_FOR && between.all(plain))
            .then_some(other as u32)
    };
    let known: Vec<u32> = all.iter().map(|a| a.key).collect();
    all.retain(|a| named_for(a).is_none_or(|other| !known.contains(&other)));
}

/// Whether mention `n` is told of as *her tutor*, with a pronoun of `gender`, by itself or beside its name, in a sentence that does
/// not go on with what they say.
fn is_possessed(scene: &Scene<'_, '_>, n: usize, gender: Gender) -> bool {
    let page = scene.page;
    let beside = n.checked_sub(1).filter(|&d| scene.apposed(d) == Some(n));
    let described = beside.unwrap_or(n);
    // *Her mother, Ana Hale, said she would wait*, but *Her tutor advised her to wait*.
    let plain = |i: usize| page.verb(i).is_some_and(|v| v.frames.has(Frame::Plain));
    let says = |i: usize| plain(i) && page.word(i).slots & 0b0_0110 != 0;
    scene.mentions.all.get(described).is_some_and(|d| {
        let owner = page.pronoun(d.tokens.start).filter(|p| p.possessive && p.person == 3);
        let end = page.sentences.get(page.sentence(d.head)).tokens.end;
        d.kind == MentionKind::Nominal
            && owner.is_some_and(|p| p.gender == gender)
            && !(d.tokens.end..end).any(says)
    })
}

/// Whoever is *her tutor* is not *she*, where it may be she whose tutor that is, and nothing tells that the tutor speaks: *Her tutor
/// advised her to wait. “I told him that I could not,” she recalled.*
pub(super) fn drop_possessed(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let possessed = |a: &Antecedent| {
        // *Her mother* may be *she* as well.
        is_possessed(scene, a.mention, pronoun.gender)
            && scene.mentions.all.get(a.mention).is_some_and(|m| m.gender == Gender::Any)
    };
    let sure = |a: &Antecedent| {
        scene.entities.get(a.key as usize).is_some_and(|e| e.gender() == pronoun.gender) && !possessed(a)
    };
    if all.iter().any(sure) {
        all.retain(|a| !possessed(a));
    }
}

/// *He* in *what he calls* is who does something in the sentence: *Hale warned of what he called “trial by clip.”*
pub(super) fn keep_subject(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let asks = start
        .checked_sub(1)
        .is_some_and(|i| page.is(i, Class::QuestionWord) && !page.is(i, Class::Subordinator));
    let calls = page.word(pronoun.tokens.end).verb > 0;
    if !asks || !calls {
        return;
    }
    let acts = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention);
        mention.filter(|m| page.sentence(m.head) == page.sentence(start)).is_some_and(|m| {
            let standing = Standing::of(scene, a.mention, m);
            standing.verb == 1 && standing.oblique == 0
        })
    };
    if all.iter().any(acts) {
        all.retain(acts);
    }
}

/// Whoever is told of inside what *she* says in the same sentence, and does nothing there, is not she: *He had lost his wife, Ana
/// Hale, in May, she said.*
pub(super) fn drop_told(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let Some(before) = start.checked_sub(1) else { return };
    let parted = matches!(page.kind(before), TokenKind::Comma | TokenKind::Mark | TokenKind::Single);
    if !parted || page.word(pronoun.tokens.end).verb == 0 {
        return;
    }
    let told = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention);
        mention
            .filter(|m| page.sentence(m.head) == page.sentence(start) && m.tokens.end <= before)
            .is_some_and(|m| {
                let standing = Standing::of(scene, a.mention, m);
                standing.begins + standing.verb == 0 && part_in_talk(scene, m) & 2 == 0
            })
    };
    if all.iter().any(|a| !told(a)) {
        all.retain(|a| !told(a));
    }
}

/// Of two in one sentence, whoever something only says more of is not whom it is about: *the lens, which the judge let her keep, Hale
/// said*.
pub(super) fn drop_related(scene: &Scene<'_, '_>, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let related = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention)?;
        let before = mention.whole().start.checked_sub(1).filter(|&i| page.is(i, Class::Relative))?;
        // *who Hale is*, *what Hale said* open the sentence or stand for what is said.
        let parted = before.checked_sub(1).is_some_and(|i| page.kind(i) == TokenKind::Comma);
        parted.then_some(page.sentence(before))
    };
    let speaks = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention)?;
        (part_in_talk(scene, mention) & 2 != 0 && related(a).is_none()).then_some(page.sentence(mention.head))
    };
    let speak: Vec<usize> = all.iter().filter_map(speaks).collect();
    all.retain(|a| related(a).is_none_or(|sentence| !speak.contains(&sentence)));
}

/// Whom the last subject of the other gender means that stands before the pronoun `m` in its sentence: *The second time, she recalled,
/// he told her …*
pub(super) fn other_in_sentence(scene: &Scene<'_, '_>, m: usize, past: Past, models: &Models) -> Option<u32> {
    let page = scene.page;
    let told = |m: usize| {
        let mention = scene.mentions.all.get(m)?;
        let pronoun = mention.pronoun.filter(|p| p.subject && p.person == 3)?;
        (page.is_outside(mention.head)).then_some((pronoun.gender, page.sentence(mention.head)))
    };
    let (own, here) = told(m)?;
    let near = (m.saturating_sub(NEAR)..m).rev();
    let other = near
        .into_iter()
        .find(|&o| told(o).is_some_and(|(gender, s)| s == here && is_opposed(own, gender)))?;
    let (key, share) = scene.speaker_of(other, past, models);
    key.filter(|_| share > WHOLE / 2)
}

/// Whoever is a *he* for sure or has a full name, and was told of just before, is *he*, rather than a single word further up that
/// nothing tells to be somebody’s name: *Checkpoint looked into it. … We sent Jon Hale the text. Later he …*
pub(super) fn drop_unknown(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let words = |e: &Entity| scene.mentions.all.get(e.fullest).map_or(0, |m| m.tokens.len());
    let (here, paragraph) = (page.sentence(pronoun.tokens.start), page.paragraph(pronoun.tokens.start));
    let sure = |a: &Antecedent| {
        let known = scene.entities.get(a.key as usize).is_some_and(|e| {
            e.gender() == pronoun.gender || e.gender() == Gender::Any && !e.is_body() && words(e) > 1
        });
        let near = |m: &Mention| {
            let apart = here - page.sentence(m.head);
            let told = apart <= 1 || apart <= TOLD_ON && page.paragraph(m.head) == paragraph;
            told && page.is_outside(m.head)
        };
        known && scene.mentions.all.get(a.mention).is_some_and(near)
    };
    // *Breakfast was at seven. … “They all ask,” she said.*: a capital that every sentence asks for.
    let hollow = |a: &Antecedent| {
        let bare = scene
            .entities
            .get(a.key as usize)
            .is_some_and(|e| e.person + e.male + e.female == 0 && words(e) == 1);
        let mention = scene.mentions.all.get(a.mention).filter(|_| bare);
        mention.is_some_and(|m| {
            super::names::begins(page, m.whole().start) && !page.is(m.tokens.end, Class::ReportingVerb)
        })
    };
    let known =
        |a: &Antecedent| scene.entities.get(a.key as usize).is_some_and(|e| e.gender() == pronoun.gender);
    if all.iter().any(known) {
        all.retain(|a| !hollow(a));
    }
    let Some(first) = all.iter().position(sure) else { return };
    let mut at = 0;
    all.retain(|a| {
        at += 1;
        let told = |e: &Entity| e.person + e.male + e.female > 0 || words(e) > 1;
        at <= first || scene.entities.get(a.key as usize).is_none_or(told)
    });
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    /// Who says the last words of `text`.
    fn speaker(text: &str) -> Option<String> {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let last = found.quotes.last().unwrap();
        last.speaker.map(|s| found.speakers[s].name.clone())
    }

    #[test]
    fn whoever_asks_does_not_answer() {
        let text = "The leader, Ravi Anand, was jeered. “Is that a promise?” Pell Fenwick called out.\n\n“It is a plan,” he \
                    replied.";
        assert_eq!(speaker(text).as_deref(), Some("Ravi Anand"));
    }

    #[test]
    fn whom_the_paragraph_begins_with_is_told_of_on() {
        let other = "“This one names nobody,” said Hannah Weiss, a fellow of the institute.\n\n";
        let texts = [
            "For Tavi Okun, a widow who was moved five times, it mattered little. She had queued since dawn. “Ask me tomorrow,” \
             she said.",
            "Tavi Okun, a widow, was moved five times. She had queued since dawn. “Ask me tomorrow,” she said.",
        ];
        for text in texts {
            assert_eq!(speaker(&format!("{other}{text}")).as_deref(), Some("Tavi Okun"), "{text}");
        }
    }

    #[test]
    fn my_mother_is_not_who_speaks() {
        let text = "Ms. Nwosu grew up in a village, the fourth of seven sisters. Her mother sold smoked fish. “My mother could add up a \
                    column faster than the tax man,” she said.";
        assert_eq!(speaker(text).as_deref(), Some("Ms. Nwosu"));
    }

    #[test]
    fn whoever_is_spoken_of_beside_me_does_not_speak() {
        let text = "Trainer Rudi Temme hört auf. „Ich bin müde“, sagte er. Kapitän Finn Osterloh weinte. „Rudi hat mir das Spielen \
                    beigebracht“, sagte er.";
        assert_eq!(speaker(text).as_deref(), Some("Finn Osterloh"));
    }

    #[test]
    fn what_somebody_is_says_nothing_of_somebody_else() {
        let text = "Sir Desmond Lyle has died. The son of a stationmaster, he read law at night. “I learned by other people’s \
                    lamps,” he once said.";
        assert_eq!(speaker(text).as_deref(), Some("Desmond Lyle"));
    }

    #[test]
    fn what_the_sentence_before_is_about_is_whom_a_pronoun_means() {
        let other = "“The plan is sound,” said Beth Carnaby, who wrote it. She drew the map, too.\n\n";
        let texts = [
            "But I asked Gita Ramsbury how many she sells. “Four a year,” she said.",
            "Gita Ramsbury’s version was different. “It came in May,” she said.",
            "It was 2009, in a room above a shop, and Gita Ramsbury, who had been sitting for an hour, got up. “I stood,” she said.",
            "Gita Ramsbury tried it with numbers. The pool would cost a million. “Not a penny less,” she said.",
            "Gita Ramsbury is less polite about the plan.\n\n“Around the clock, my foot,” she said.",
            "Gita Ramsbury has a shop.\n\nShe has been in it since May.\n\n“It is mine,” she said.",
        ];
        for text in texts {
            assert_eq!(speaker(&format!("{other}{text}")).as_deref(), Some("Gita Ramsbury"), "{text}");
        }
    }

    #[test]
    fn where_somebody_belongs_does_not_hide_whom_the_sentence_is_about() {
        let text = "Hannah Prior has come for the company. “She tells me who is ill,” Prior says. The clock is Prior’s. Nobody else \
                    can reach it.\n\nTilde Aunsby, Westpost’s regional director, takes my call from a train. Nothing has been \
                    decided, she says.";
        assert_eq!(speaker(text).as_deref(), Some("Tilde Aunsby"));
    }

    #[test]
    fn he_is_not_whoever_was_she_in_the_sentence() {
        let text = "Rourke, 38, said she complained twice to a shift supervisor. The second time, she recalled, he told her, \"If you \
                    don't like it, there's a plant down the road.\"";
        assert_eq!(speaker(text).as_deref(), Some("a shift supervisor"));
    }

    #[test]
    fn a_name_that_nothing_tells_of_is_nobody_beside_whom_a_given_name_tells_of() {
        let text = "In an interview with Checkpoint, Rufus Delahaye was calm. Checkpoint has looked into a limit on hens.\n\nWe \
                    sent Delahaye the text. In a phone call he said no. “I am a cook,” he said.";
        assert_eq!(speaker(text).as_deref(), Some("Rufus Delahaye"));
    }

    #[test]
    fn nobody_is_meant_by_a_comparison_an_office_or_a_headline() {
        let text = "The Woman Who Walks the Mail\n\nAt six Brida Callow stands on the slip and looks at the sea as another person \
                    might look at a clock. “Eleven minutes,” she says.";
        assert_eq!(speaker(text).as_deref(), Some("Brida Callow"));
        let text =
            "Whit Locke likes a fight. As a second-term lawmaker in 2019, he told a host that “nobody wins.”";
        assert_eq!(speaker(text).as_deref(), Some("Whit Locke"));
    }

    #[test]
    fn a_surname_that_two_bear_is_again_that_of_whoever_was_named_first() {
        let text = "Ottoline Marsh, who taught a country to swim, has died at her home.\n\n“She went in the night,” said her nephew, \
                    Corin Marsh.\n\nShe was one of seven.\n\nShe began as a teacher.\n\nThe first talk was in May.\n\nMarsh \
                    took a long time over it. “Chairs, please,” she would say.";
        assert_eq!(speaker(text).as_deref(), Some("Ottoline Marsh"));
    }

    #[test]
    fn it_is_the_text_that_the_sentence_before_tells_of() {
        let text = "Ana Hale was told of a memo that her policy team sent around last week. It warns that the bill “invites \
                    lawsuits.”";
        let speaker = speaker(text).unwrap();
        assert!(speaker.contains("memo"), "{speaker}");
    }

    #[test]
    fn whoever_somebody_is_told_of_as_theirs_does_not_speak_for_them() {
        let texts = [
            "Mina Rasch spoke on Monday. “It is late,” she said.\n\nRasch’s daughter Tove Orlov, 49, was less amused.\n\n“I could have \
             wept,” she told us.",
            "Mina Rasch spoke on Monday. “It is late,” she said.\n\nRasch’s ex-wife, Tove Orlov, was less amused.\n\n“I could have \
             wept,” she told us.",
        ];
        for text in texts {
            assert_eq!(speaker(text).as_deref(), Some("Tove Orlov"), "{text}");
        }
    }

    #[test]
    fn whoever_is_told_of_in_what_she_says_is_not_she() {
        let text = "Defence solicitor Orla Nash said her client was sorry. He had lost his wife, Berit, the previous spring and the dispute \
                    had “filled a space”, she said.";
        assert_eq!(speaker(text).as_deref(), Some("Orla Nash"));
    }

    #[test]
    fn what_more_is_said_of_a_thing_tells_of_somebody_else() {
        let text = "Giving evidence from behind her own lens, which the judge allowed her to keep, Vilma Drost said she had taken it for \
                    a joke. “Workmen have left such things,” she said.";
        assert_eq!(speaker(text).as_deref(), Some("Vilma Drost"));
    }

    #[test]
    fn he_in_what_he_calls_does_what_the_sentence_tells() {
        let text = "Sheriff Lowell Hask said he had relied on a log. “It was kept by hand,” he said.\n\nThe deputy is on leave. A lawyer for \
                    the union, Brom Feeney, cautioned against what he called “trial by clip.”";
        assert_eq!(speaker(text).as_deref(), Some("Brom Feeney"));
    }

    #[test]
    fn a_capital_that_every_sentence_asks_for_is_nobody() {
        let text = "Supper was at six and consisted of mutton. I stayed with Moira Lisle. Moira is the postmistress. Breakfast was at seven \
                    and also consisted of mutton.\n\n“You’ll be wanting to know what we do,” she said on the first evening.";
        assert!(speaker(text).is_some_and(|s| s.contains("Moira")));
    }

    #[test]
    fn whoever_replies_in_a_paragraph_of_their_own_did_not_speak_last() {
        let text = "Vilma Drost, a clockmaker, told the court what she knew. “I saw it in May,” she said.\n\n“You made a profit on it,” Dom \
                    Fairlie suggested.\n\n“I did not know,” she replied.";
        assert_eq!(speaker(text).as_deref(), Some("Vilma Drost"));
        let text = "Vilma Drost, a clockmaker, was heard first. “I saw it in May,” she said.\n\n“The window is open,” Radan Holl said. Asked \
                    why, he replied: “You should ask the drivers.”";
        assert_eq!(speaker(text).as_deref(), Some("Radan Holl"));
    }

    #[test]
    fn the_paragraph_before_says_who_is_meant_however_many_stand_before_it() {
        let before = "“It costs us,” said Renata Stanz, who chairs the port. She has done so since May.\n\nThe gates are shut.\n\n";
        let texts = [
            "Thuy-Linh Baba, 27, a crane operator, brought her grandfather.\n\n“He told me to bring two pairs of socks,” she said.",
            "His mother, Thuy-Linh Baba, was the first to speak on Wednesday evening.\n\n“He had a name for every dog,” she told them.",
            "Thuy-Linh Baba, a pilot, left early.\n\n“He told me to bring two pairs of socks,” she said.",
        ];
        for text in texts {
            assert_eq!(speaker(&format!("{before}{text}")).as_deref(), Some("Thuy-Linh Baba"), "{text}");
        }
        let text = "Juror No. 6, a retired bookkeeper who asked for a break, said the panel was never far apart.\n\n“We took one vote,” she said.";
        assert!(speaker(&format!("{before}{text}")).is_some_and(|s| s.starts_with("Juror")));
    }

    #[test]
    fn whoever_is_hers_is_not_she() {
        let texts = [
            "Honor Cole won a scholarship to the college. She read botany. Her tutor advised her to consider flowers. “I told him that \
             flowers were well provided for,” she recalled.",
            "Honor Cole was born in Marl. Her mother, Ruby, took in laundry. She learned to count from the mangle.\n\n“If it sped up, I \
             ran,” she told a magazine.",
        ];
        for text in texts {
            assert_eq!(speaker(text).as_deref(), Some("Honor Cole"), "{text}");
        }
    }
}
