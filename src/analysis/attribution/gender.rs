//! What the text tells of the gender of whoever is named: pronouns and nouns that can mean nobody else.

use super::mentions::{Head, Mention, MentionKind, Mentions, is_noun_like};
use super::names;
use crate::analysis::page::Page;
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame, Gender, Number};

/// Lets *his*, *herself* and a following *He* vote where a sentence names one person alone before them.
///
/// `of` says whom a mention names; `vote` hears of them and of the pronoun's gender.
pub fn hear_pronouns(
    page: &Page<'_>,
    mentions: &Mentions,
    of: &dyn Fn(usize) -> Option<usize>,
    vote: &mut dyn FnMut(usize, Gender),
) {
    let mut next = 0;
    let mut alone: Option<usize> = None; // the one entity that this sentence names
    let mut earlier: Option<usize> = None; // the one that the sentence before named
    let mut several = false;
    let mut sentence = usize::MAX;
    for i in 0..page.tokens.len() {
        // What is said in marks names others: the text around it goes on.
        if !page.is_outside(i) {
            continue;
        }
        let here = page.sentence(i);
        if here != sentence {
            sentence = here;
            earlier = if several { None } else { alone };
            alone = None;
            several = false;
        }
        while let Some(m) = mentions.all.get(next).filter(|m| m.tokens.start <= i) {
            if m.tokens.start == i
                && let Some(e) = of(next)
            {
                several |= alone.is_some_and(|a| a != e);
                alone = Some(e);
            }
            // *Hale’s heirs were not asked, a spokeswoman said. She …*
            several |= m.tokens.start == i && is_other(m);
            next += 1;
        }
        if page.word(i).pronoun == 0 {
            continue;
        }
        let Some(p) = page.pronoun(i).filter(|p| p.person == 3) else {
            continue;
        };
        if !matches!(p.gender, Gender::Male | Gender::Female) {
            continue;
        }
        let own = p.reflexive || p.possessive && (!p.object || is_owned(page, i + 1));
        // *Hale saw her on Monday. She was tired.*
        several |= p.object && !p.subject && !own && page.is_finite(i.saturating_sub(1));
        let entity = match alone {
            // *Hale said she was tired*
            Some(e) if !several && (own || p.subject && is_told_on(page, i)) => Some(e),
            // *Hale came late. Her new play had begun*
            None if (p.subject || own) && names::begins(page, i) => earlier,
            _ => None,
        };
        if let Some(e) = entity {
            vote(e, p.gender);
        }
    }
}

/// Whether the word at token `i` may be what somebody owns: *her hat*, not *hire her away*.
fn is_owned(page: &Page<'_>, i: usize) -> bool {
    const LESS: u32 = 1 << Tag::Rb as u32 | 1 << Tag::Rp as u32 | 1 << Tag::In as u32;
    let tags = page.tags(i);
    is_noun_like(page, i) && (tags == 0 || tags & !LESS != 0)
}

/// Tokens behind a name that are looked at for what tells its gender.
const TOLD: usize = 30;

/// What the words behind name `m` say of its gender: *Hale took her hat*; *Hale stayed. She …*. Nothing where somebody else may be meant.
pub(super) fn told_gender(page: &Page<'_>, mentions: &Mentions, m: usize) -> Gender {
    let Some(name) = mentions.all.get(m) else { return Gender::Any };
    let (here, paragraph) = (page.sentence(name.head), page.paragraph(name.head));
    let others = mentions.all.iter().skip(m + 1).filter(|o| o.kind == MentionKind::Name || is_other(o));
    let end = others.map(|o| o.tokens.start).next().unwrap_or(usize::MAX).min(name.tokens.end + TOLD);
    for i in (name.tokens.end..end).take_while(|&i| page.paragraph(i) == paragraph) {
        let Some(p) = page.pronoun(i).filter(|p| p.person == 3 && page.is_outside(i)) else { continue };
        let own = p.reflexive || p.possessive && (!p.object || is_owned(page, i + 1));
        let next = page.sentence(i) == here + 1 && p.subject && names::begins(page, i);
        if matches!(p.gender, Gender::Male | Gender::Female) && (page.sentence(i) == here && own || next) {
            return p.gender;
        }
    }
    Gender::Any
}

/// Lets a noun of one gender vote where it explains a name, or a name it: *her nephew, Corin Hale*; *Corin Hale, a widow,*.
pub(super) fn hear_nouns(
    page: &Page<'_>,
    mentions: &Mentions,
    of: &dyn Fn(usize) -> Option<usize>,
    vote: &mut dyn FnMut(usize, Gender),
) {
    for (m, pair) in mentions.all.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let (noun, named) = match (first.kind, second.kind) {
            (MentionKind::Nominal, MentionKind::Name) => (first, m + 1),
            (MentionKind::Name, MentionKind::Nominal) => (second, m),
            _ => continue,
        };
        let tied =
            page.kind(first.tokens.end) == TokenKind::Comma && second.whole().start == first.tokens.end + 1;
        // *Corin Hale, his wife, and others* are several.
        let end = second.tokens.end;
        let closed = matches!(page.kind(end), TokenKind::Comma | TokenKind::Stop)
            && !page.is(end + 1, Class::Coordinator);
        if tied
            && closed
            && is_other(noun)
            && let Some(e) = of(named)
        {
            vote(e, noun.gender);
        }
    }
}

/// Whether a verb of saying stands right before the pronoun at token `i`, or before the word that opens what is said: *said that she*.
fn is_told_on(page: &Page<'_>, i: usize) -> bool {
    let says = |i: usize| {
        page.verb(i).is_some_and(|v| v.frames.has(Frame::Plain)) && page.word(i).slots & 0b0_0110 != 0
    };
    let before = |n: usize| i.checked_sub(n).is_some_and(says);
    before(1) || before(2) && page.is(i - 1, Class::Complementiser)
}

/// Whether `m` describes one man or woman who is not named.
fn is_other(m: &Mention) -> bool {
    m.kind == MentionKind::Nominal
        && matches!(m.head_kind, Head::Person | Head::Kin)
        && m.number == Number::Singular
        && matches!(m.gender, Gender::Male | Gender::Female)
}
