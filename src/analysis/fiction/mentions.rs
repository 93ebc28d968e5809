//! Mentions as fiction needs them: descriptions of people by any noun that is somewhere said to speak, and names without the
//! word that only begins their sentence.

use crate::analysis::attribution::entities::{Courtesy, courtesy};
use crate::analysis::attribution::mentions::{Head, Mention, MentionKind, is_noun_like};
use crate::analysis::attribution::names::{ReadyMap, begins};
use crate::analysis::attribution::{Entities, Mentions};
use crate::analysis::page::Page;
use crate::analysis::quotes::Family;
use crate::analysis::tag::Tag;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender, Number};
use std::ops::Range;

/// Words between a determiner and its noun at most, an owner among them: *the old man's daughter*.
const ADJECTIVES: usize = 4;

/// The mentions of a story: `found`, and descriptions by nouns that speak in it.
pub fn refine(page: &Page<'_>, found: Mentions) -> Mentions {
    let mut all = own(page, found.all);
    for m in &mut all {
        trim(page, m);
    }
    let nouns = speaking_nouns(page);
    if nouns.is_empty() && page.learned.is_some() {
        return Mentions { all };
    }
    let mut out = Vec::with_capacity(all.len() + 64);
    let mut at = 0; // the first token that no mention before has taken
    for m in all {
        let start = m.whole().start;
        // *her ladyship*, *his skipper*: no pronoun by itself.
        let opens =
            m.kind == MentionKind::Pronoun && page.is(start, Class::Possessive) && page.is_outside(start);
        let speaks = |j: usize| speaks(page, &nouns, j);
        if opens && description(page, start, &speaks).is_some() {
            continue;
        }
        describe(page, &nouns, at..start, &mut out);
        at = at.max(m.tokens.end);
        out.push(m);
    }
    describe(page, &nouns, at..page.tokens.len(), &mut out);
    Mentions { all: out }
}

/// Brings whoever is described by their owner together with it, where they speak: *“…,” said the child’s nurse*.
fn own(page: &Page<'_>, all: Vec<Mention>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::with_capacity(all.len());
    for mut m in all {
        let owned = m.kind == MentionKind::Nominal && page.kind(m.tokens.start) == TokenKind::Clitic;
        if let Some(owner) = out.last().filter(|o| owned && o.tokens.end == m.tokens.start) {
            let start = owner.whole().start;
            let speaks = start.checked_sub(1).is_some_and(|i| page.says(i)) || page.says(m.tokens.end);
            if owner.kind == MentionKind::Nominal || speaks {
                m.tokens.start = start;
                m.title = start..start;
                out.pop();
            }
        }
        out.push(m);
    }
    out
}

/// Takes from a name the word that only begins its sentence: *Then Emma*, *O Rachel*.
fn trim(page: &Page<'_>, m: &mut Mention) {
    if m.kind != MentionKind::Name || m.tokens.len() < 2 || !m.title.is_empty() {
        return;
    }
    let first = m.tokens.start;
    let w = page.word(first);
    let idle = w.is(Class::Opener)
        || w.is(Class::Interjection)
        || w.is(Class::Adverb)
        || w.classes.is_function()
        || !page.tokens.shape(first).is_long()
            && !page.tokens.shape(first).has_stop()
            && page.str(first) == "O";
    if idle && begins(page, first) && page.is_capital(first + 1) {
        m.tokens.start += 1;
    }
}

/// Whether the word at token `i` says what stands in marks right before it, whatever verb it is: *“…,” bawled the mate*.
fn says_what_stands_before(page: &Page<'_>, i: usize) -> bool {
    let behind = |i: usize| i.checked_sub(1).is_some_and(|b| !page.is_outside(b));
    let next = i.checked_sub(1).filter(|&b| matches!(page.kind(b), TokenKind::Comma | TokenKind::Line));
    (behind(i) || next.is_some_and(behind)) && (page.says(i) || is_past(page, i))
}

/// Whether the word at token `i` may be a verb in the past, whether a list knows it or not.
pub(super) fn is_past(page: &Page<'_>, i: usize) -> bool {
    const PAST: u32 = 1 << Tag::Vbd as u32 | 1 << Tag::Vbz as u32;
    let tags = page.tags(i);
    if tags & PAST != 0 {
        return true;
    }
    // News does not know it, or only as a participle: *breathed the lady*, *bawled the mate*.
    let may = tags == 0 || tags & (1 << Tag::Vbn as u32) != 0;
    may && page.is_outside(i)
        && !page.is_capital(i)
        && (page.ends_as(i, &page.profile.past_endings)
            && !(page.learned.is_none() && page.word(i).classes.is_function())
            || page.profile.past_verbs.contains(&page.tokens.hash(i)))
}

/// The tokens of whoever is nobody in particular and says what stands before: *“…,” cried somebody*, *“…,” cried one of the hands*.
fn somebody(page: &Page<'_>, i: usize) -> Option<Range<usize>> {
    page.pronoun(i).filter(|p| p.indefinite && p.person == 0)?;
    i.checked_sub(1).filter(|&verb| says_what_stands_before(page, verb))?;
    let of =
        page.is(i + 1, Class::Belonging) && page.is(i + 2, Class::Determiner) && is_noun_like(page, i + 3);
    Some(if of { i..i + 4 } else { i..i + 1 })
}

/// The tokens of the description that begins with the determiner at token `i`, its noun last.
fn description(page: &Page<'_>, i: usize, is_noun: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
    let opens = page.is(i, Class::Determiner) || page.is(i, Class::Possessive);
    if !opens || page.is(i, Class::Quantifier) && !page.str(i).eq_ignore_ascii_case("another") {
        return None;
    }
    for j in i + 1..=i + 1 + ADJECTIVES {
        // *asked the* may end a line, and *convict* begin the next.
        if page.kind(j) == TokenKind::Line || page.kind(j) == TokenKind::Clitic && j > i + 1 {
            continue;
        }
        if !page.is_wordy(j)
            || page.is_capital(j) && !page.profile.grammar.capital_nouns
            || page.region_of(j) != page.region_of(i)
        {
            return None;
        }
        if is_noun(j) && page.kind(j + 1) != TokenKind::Clitic {
            return Some(i..j + 1);
        }
        if page.word(j).classes.is_function() {
            return None;
        }
    }
    None
}

/// Whether the word at token `j` is the noun of a description, though something like a noun follows it: *de molenaar zacht*, *la
/// muchacha rubia*, but *de oude molenaar*, *la vieja criada*.
fn is_first_noun(page: &Page<'_>, j: usize) -> bool {
    let profile = page.profile;
    !profile.grammar.capital_nouns
        && !profile.attributes.contains(&page.tokens.hash(j))
        && (!page.ends_as(j, &profile.attribute_endings) || !is_noun_like(page, j + 1))
}

/// The nouns that stand after a reporting verb right behind marked words: *“…,” said the beadle.*
fn speaking_nouns(page: &Page<'_>) -> ReadyMap<u32, bool> {
    let mut out: ReadyMap<u32, bool> = ReadyMap::default();
    let ends = |j: usize| {
        is_noun_like(page, j)
            && !page.is(j, Class::Adverb)
            && !page.ends_as(j, &page.profile.adverb_endings)
            && page.kind(j + 1) != TokenKind::Clitic
            && (!is_noun_like(page, j + 1) || page.learned.is_none() && is_first_noun(page, j))
            && (!page.profile.grammar.capital_nouns || page.is_capital(j))
    };
    for r in page.regions.all.iter().filter(|r| r.parent.is_none()) {
        // *Le major quitta sa pipe : « … »*
        let first = page.tokens.within(r.span).start;
        if page.learned.is_none() && first > 0 && page.kind(first - 1) == TokenKind::Colon {
            let start = page.sentences.get(page.sentence(first - 1)).tokens.start;
            if let Some(d) = description(page, start, &ends)
                && page.is_outside(start)
                && d.end < first - 1
            {
                out.insert(page.tokens.hash(d.end - 1), true);
            }
        }
        let mut verb = page.tokens.within(r.span).end;
        if matches!(page.kind(verb), TokenKind::Comma | TokenKind::Line) {
            verb += 1;
        }
        // *—Buenos días —gruñó el molinero—.*
        if r.family == Family::Dash && page.kind(verb) == TokenKind::Dash {
            verb += 1;
        }
        // *« … », lui répondit son camarade*
        if page.learned.is_none() && page.pronoun(verb).is_some_and(|p| p.object || p.reflexive) {
            verb += 1;
        }
        // *« … », s’est indigné le viticulteur*
        let helped = page.learned.is_none()
            && page.word(verb).classes.any(&[Class::Have, Class::Be])
            && page.word(verb + 1).slots & 0b1000 != 0;
        verb += usize::from(helped);
        if !(helped || page.says(verb) || is_past(page, verb)) {
            continue;
        }
        let start = if page.kind(verb + 1) == TokenKind::Line { verb + 2 } else { verb + 1 };
        if let Some(d) = description(page, start, &ends)
            && !page.is(d.end - 1, Class::TimeNoun)
        {
            out.insert(page.tokens.hash(d.end - 1), true);
        }
    }
    out
}

/// Whether the word at token `j` is one of `nouns`. Where no word classes were learned, a title by itself is one too: *el sargento*.
fn speaks(page: &Page<'_>, nouns: &ReadyMap<u32, bool>, j: usize) -> bool {
    nouns.contains_key(&page.tokens.hash(j))
        || page.learned.is_none()
            && page.is(j, Class::Title)
            && page.is_capital(j) == page.profile.grammar.capital_nouns
}

/// Adds the descriptions by one of `nouns` in `range`, outside marks.
fn describe(page: &Page<'_>, nouns: &ReadyMap<u32, bool>, range: Range<usize>, out: &mut Vec<Mention>) {
    let mut i = range.start;
    while i < range.end {
        let is_noun = |j: usize| j < range.end && speaks(page, nouns, j);
        // *“…,” cried another woman* describes a woman, *“…,” cried another* nobody in particular.
        let found = || {
            let described = description(page, i, &is_noun).map(|d| (d.end - 1, d));
            described.or_else(|| somebody(page, i).map(|d| (i, d)))
        };
        let Some((head, d)) = page.is_outside(i).then(found).flatten() else {
            i += 1;
            continue;
        };
        let w = page.word(head);
        let gender = match (w.is(Class::MaleNoun), w.is(Class::FemaleNoun)) {
            (true, false) => Gender::Male,
            (false, true) => Gender::Female,
            _ => Gender::Any,
        };
        i = d.end;
        out.push(Mention {
            title: d.start..d.start,
            tokens: d,
            kind: MentionKind::Nominal,
            head,
            head_kind: Head::Person,
            gender,
            number: Number::Singular,
            pronoun: None,
            modifies: false,
        });
    }
}

/// Wordings of one character that are counted at most.
pub(super) const FORMS: usize = 40;

/// A number for the words at `tokens`, whatever their case; another for another `kind`.
pub(super) fn wording(page: &Page<'_>, kind: u64, tokens: impl Iterator<Item = usize>) -> u64 {
    tokens
        .fold(kind, |h, i| (h ^ u64::from(page.tokens.hash(i))).wrapping_mul(0x0100_0000_01B3).rotate_left(7))
}

/// Gives each character the name that the story mostly uses: the fullest of those that are used a third of the time.
pub fn rename(page: &Page<'_>, mentions: &Mentions, entities: &mut Entities) {
    // For each entity its forms: words, first mention that is not at a sentence's start, how often.
    let mut forms: Vec<Vec<(u64, usize, u32, bool)>> = vec![Vec::new(); entities.all.len()];
    for (m, mention) in mentions.all.iter().enumerate() {
        let Some(list) = entities.of(m).and_then(|e| forms.get_mut(e)) else { continue };
        let full = entities.of(m).and_then(|e| entities.get(e)).and_then(|e| mentions.all.get(e.fullest));
        // A title alone names nobody, where the story gives a name.
        if mention.tokens.len() == 1
            && mention.title.is_empty()
            && (page.is(mention.head, Class::Title) || page.is(mention.head, Class::Role))
            && full.is_some_and(|f| f.tokens.len() > 1)
        {
            continue;
        }
        let words = mention.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
        let key = wording(page, u64::from(!mention.title.is_empty()), words);
        let sure = !begins(page, mention.whole().start);
        let room = list.len() < FORMS;
        match list.iter_mut().find(|f| f.0 == key) {
            Some(f) => {
                f.2 += 1;
                if sure && !f.3 {
                    (f.1, f.3) = (m, true);
                }
            }
            None if room => list.push((key, m, 1, sure)),
            None => {}
        }
    }
    for (e, forms) in entities.all.iter_mut().zip(forms) {
        let length = |m: usize| {
            mentions.all.get(m).map_or(0, |x| {
                let words = x.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
                let shouted = words.clone().all(|i| page.tokens.shape(i).is_all_capital());
                let n = words.count();
                if shouted { 1 } else { n }
            })
        };
        let all: u32 = forms.iter().map(|f| f.2).sum();
        let used = |n: u32| n >= 3 && n * 3 >= all || n * 2 >= all;
        let best = forms.iter().filter(|f| used(f.2)).max_by_key(|f| (length(f.1), f.2, usize::MAX - f.1));
        let most = forms.iter().max_by_key(|f| (f.2, length(f.1), usize::MAX - f.1));
        // *Madame Orlov* tells less of who she is than *Ana Orlov*, which a cast has for her.
        let mention = |m: usize| mentions.all.get(m);
        let surname = |m: usize| mention(m).map(|x| page.tokens.hash(x.tokens.end - 1));
        let untitled = |m: usize| mention(m).is_some_and(|x| x.title.is_empty());
        let wife =
            |m: usize| mention(m).is_some_and(|x| x.tokens.len() == 1 && courtesy(page, x) == Courtesy::Wife);
        let whole = |m: usize| {
            let full = |f: &&(u64, usize, u32, bool)| {
                f.2 >= 3 && length(f.1) == 2 && untitled(f.1) && surname(f.1) == surname(m)
            };
            forms.iter().filter(full).max_by_key(|f| f.2)
        };
        if let Some(f) = best.or(most) {
            e.fullest = if wife(f.1) { whole(f.1).unwrap_or(f) } else { f }.1;
        }
    }
}
