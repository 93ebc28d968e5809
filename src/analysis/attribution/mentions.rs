//! Mentions: names, pronouns and descriptions that may name a source. Says where they stand, not whom they mean.

use super::names;
use crate::analysis::page::Page;
use crate::analysis::reported::phrase;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame, Gender, Number, Pronoun};
use std::ops::Range;

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// A description: *the report*.
    Nominal,
}

/// What the head of a description is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Head {
    /// A person: *the diplomat*, *a woman*.
    Person,
    /// A relative: *his mother*.
    Kin,
    /// A text: *the report*.
    Document,
    /// Several people or a body: *residents*, *the ministry*.
    Group,
    /// Not known, but it stands where a subject stands.
    #[default]
    Other,
}

/// Words that name somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens: for a name without title and role, for a description with its determiner.
    pub tokens: Range<usize>,
    /// Title and role words right before it.
    pub title: Range<usize>,
    /// What it is.
    pub kind: MentionKind,
    /// The token that decides what it is: the last of a name, the noun of a description.
    pub head: usize,
    /// What the head of a description is.
    pub head_kind: Head,
    /// Whom it can be.
    pub gender: Gender,
    /// How many.
    pub number: Number,
    /// What the pronoun is, for a pronoun.
    pub pronoun: Option<Pronoun>,
    /// The name says what kind of thing the noun behind it is: *Orlov* in *the Orlov campaign*.
    pub modifies: bool,
}

/// All mentions of a page, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// In order of their first token; disjoint.
    pub all: Vec<Mention>,
}

impl Mention {
    /// Its tokens with title and role words before it.
    pub fn whole(&self) -> Range<usize> {
        if self.title.is_empty() { self.tokens.clone() } else { self.title.start..self.tokens.end }
    }
}

impl Mentions {
    /// Finds all mentions of `page`. Linear.
    pub fn find(page: &Page<'_>) -> Self {
        let seen = names::Seen::count(page);
        let mut all: Vec<Mention> = Vec::new();
        let mut i = 0;
        while i < page.tokens.len() {
            // *33-year-old* is a number.
            let aged = page.kind(i) == TokenKind::Number && page.tokens.shape(i).has_hyphen();
            if page.kind(i) != TokenKind::Word && !aged {
                i += 1;
                continue;
            }
            if let Some(behind) = names::dateline(page, i) {
                i = behind;
                continue;
            }
            let found =
                pronoun(page, i).or_else(|| names::name_at(page, &seen, i)).or_else(|| nominal(page, i));
            if let Some(m) = found {
                // A description may reach back over words already read, never over another mention.
                let mut m = m;
                i = m.tokens.end.max(i + 1);
                while all.last().is_some_and(|l| {
                    l.modifies && m.kind == MentionKind::Nominal && m.tokens.start <= l.tokens.start
                }) {
                    all.pop();
                }
                if let Some(last) = all.last() {
                    m.tokens.start = m.tokens.start.max(last.tokens.end).min(m.head);
                    m.title.start = m.title.start.max(last.tokens.end).min(m.title.end);
                }
                all.push(m);
            } else {
                i += 1;
            }
        }
        drop_roles(page, &mut all);
        all.shrink_to_fit();
        Self { all }
    }

    /// The mentions whose first token lies in `tokens`.
    pub fn within(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.all.partition_point(|m| m.tokens.start < tokens.start);
        let end = self.all.partition_point(|m| m.tokens.start < tokens.end);
        first..end.max(first)
    }
}

/// Drops descriptions that are the role of the name behind them: *commander Hale*, *the chemist and river expert Hale*.
fn drop_roles(page: &Page<'_>, all: &mut Vec<Mention>) {
    let mut is_role = vec![false; all.len()];
    for (slot, pair) in is_role.iter_mut().zip(all.windows(2)) {
        let [a, b] = pair else { continue };
        if a.kind != MentionKind::Nominal {
            continue;
        }
        let titled =
            if b.title.start >= a.tokens.end && !b.title.is_empty() { b.title.start } else { b.tokens.start };
        let gap = a.tokens.end..titled;
        let joined = gap.is_empty()
            || gap.len() <= 4
                && page.is(gap.start, Class::Coordinator)
                && gap.clone().all(|i| page.is_wordy(i) && page.word(i).verb == 0);
        *slot = joined
            && b.kind == MentionKind::Name
            && page.region_of(a.head) == page.region_of(b.head)
            && !b.title.is_empty()
            || gap.is_empty() && b.kind == MentionKind::Name;
    }
    // A role may reach over another: *the chemist and expert Hale* is two descriptions and a name.
    for i in (0..is_role.len().saturating_sub(1)).rev() {
        let (Some(a), Some(b)) = (all.get(i), all.get(i + 1)) else { continue };
        let chain = is_role.get(i + 1) == Some(&true) && a.kind == MentionKind::Nominal;
        if chain
            && a.tokens.end + 1 == b.tokens.start
            && page.is(a.tokens.end, Class::Coordinator)
            && let Some(slot) = is_role.get_mut(i)
        {
            *slot = true;
        }
    }
    // The name's title begins where its roles do.
    for i in 0..is_role.len().saturating_sub(1) {
        let start = all.get(i).map_or(0, |a| if a.title.is_empty() { a.tokens.start } else { a.title.start });
        if let (Some(true), Some(b)) = (is_role.get(i), all.get_mut(i + 1)) {
            b.title = start..b.tokens.start;
        }
    }
    let mut keep = is_role.iter().map(|r| !r);
    all.retain(|_| keep.next().unwrap_or(true));
}

fn pronoun(page: &Page<'_>, i: usize) -> Option<Mention> {
    let p = page.pronoun(i)?;
    // *l’abbé*: an article that is a pronoun too stands before its noun.
    if page.is(i, Class::Article) && is_noun_like(page, i + 1) && page.word(i + 1).verb == 0 {
        return None;
    }
    // *her colleagues*, not *told her today*: she owns whoever is described.
    if p.possessive
        && p.object
        && (i + 1..i + 4).take_while(|&j| is_noun_like(page, j)).any(|j| describes(page, j))
    {
        return None;
    }
    // *One of them said*
    let of = p.indefinite && p.person == 0 && page.is(i + 1, Class::Belonging);
    if of && page.pronoun(i + 2).is_some_and(|p| p.object && p.person > 0) {
        return Some(Mention {
            tokens: i..i + 3,
            title: i..i,
            kind: MentionKind::Nominal,
            head: i,
            head_kind: Head::Person,
            gender: p.gender,
            number: p.number,
            pronoun: None,
            modifies: false,
        });
    }
    let fits = (p.person == 3 || p.person == 1) && (p.subject || p.object) && !p.relative && !p.reflexive;
    let alone = p.indefinite && p.person == 0 && !is_noun_like(page, i + 1) && !page.is(i + 1, Class::Preposition)
            // *All this has led to it*
            && !page.is(i + 1, Class::Determiner);
    if !(fits || alone || p.indefinite && page.is(i + 1, Class::ReportingVerb)) {
        return None;
    }
    Some(Mention {
        tokens: i..i + 1,
        title: i..i,
        kind: MentionKind::Pronoun,
        head: i,
        head_kind: Head::Other,
        gender: p.gender,
        number: p.number,
        pronoun: Some(p),
        modifies: false,
    })
}

/// Whether token `i` may be a noun or adjective: a word of no grammar class.
pub fn is_noun_like(page: &Page<'_>, i: usize) -> bool {
    page.is_wordy(i) && !page.word(i).classes.is_function()
}

/// Words of a name at most.
const NAME: usize = 5;
/// Words of a description before its head, at most.
const REACH: usize = 6;

fn head_of(page: &Page<'_>, i: usize) -> Option<Head> {
    const HEADS: &[Class] = &[
        Class::Kin,
        Class::Role,
        Class::PersonNoun,
        Class::MaleNoun,
        Class::FemaleNoun,
        Class::Document,
        Class::Group,
    ];
    let w = page.word(i);
    if !w.classes.any(HEADS) {
        None
    } else if w.is(Class::Kin) {
        Some(Head::Kin)
    } else if w.is(Class::Role) || w.is(Class::PersonNoun) || w.is(Class::MaleNoun) || w.is(Class::FemaleNoun)
    {
        Some(Head::Person)
    } else if w.is(Class::Document) {
        Some(Head::Document)
    } else if w.is(Class::Group) {
        Some(Head::Group)
    } else {
        None
    }
}

/// Whether the noun at token `i` is one of many by its form.
pub fn is_many(page: &Page<'_>, i: usize) -> bool {
    page.is(i, Class::Plural) || page.str(i).ends_with('s') && !page.str(i).ends_with("ss")
}

/// Whether token `i` says how old somebody is: *33-year-old*.
pub fn is_age(page: &Page<'_>, i: usize) -> bool {
    let ends = || page.profile.ages.iter().any(|a| page.str(i).ends_with(a.as_str()));
    page.tokens.shape(i).has_hyphen() && ends()
}

/// Whether token `i` says how old somebody is and is a noun, in a language where nouns have capitals: *der 67-Jährige*.
pub fn is_aged_noun(page: &Page<'_>, i: usize) -> bool {
    let noun = || page.str(i).rsplit('-').next().is_some_and(|w| w.starts_with(char::is_uppercase));
    page.profile.grammar.capital_nouns && is_age(page, i) && noun()
}

/// A person by the look of the word or by what follows it: *the 33-year-old*, *the Northwoman said*, *one spectator who …*.
fn head_by_place(page: &Page<'_>, i: usize) -> Option<Head> {
    if page.kind(i) == TokenKind::Word && !is_noun_like(page, i) {
        return None;
    }
    let named = is_native(page, i);
    // *the 33-year-old teacher* is a teacher; *the 33-year-old said*
    let verb = || page.word(i + 1).verb > 0 && page.word(i + 1).slots & 0b0_0110 != 0;
    let aged = is_age(page, i) && (!is_noun_like(page, i + 1) || verb());
    let who = page.pronoun(i + 1).filter(|p| p.relative && p.subject && p.gender != Gender::Neuter);
    let told =
        who.is_some() && page.word(i).verb == 0 && !page.is_capital(i) && page.kind(i) == TokenKind::Word;
    (named || aged || told && page.is(start_of(page, i), Class::Determiner)).then_some(Head::Person)
}

/// Whether token `i` says where somebody is from: *the Northwoman*.
pub fn is_native(page: &Page<'_>, i: usize) -> bool {
    // *a Republican*, *one Republican*, *another Republican*
    let counted = |b: usize| page.is(b, Class::Determiner) && page.pronoun(b).is_some_and(|p| p.indefinite);
    page.is_capital(i)
        && i.checked_sub(1).is_some_and(|b| page.is(b, Class::Article) || counted(b))
        && !page.is_capital(i + 1)
        && !is_plain_noun(page, i + 1)
        && native_gender(page, i).is_some()
}

/// The gender of a word that ends as those for natives of a place do.
fn native_gender(page: &Page<'_>, i: usize) -> Option<Gender> {
    if page.profile.demonyms.contains(&page.tokens.hash(i)) {
        return Some(Gender::Any);
    }
    let word = page.str(i);
    let ends =
        |endings: &[String]| endings.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e.as_str()));
    let [female, male] = &page.profile.natives;
    if ends(female) { Some(Gender::Female) } else { ends(male).then_some(Gender::Male) }
}

/// Whether token `i` is a noun for somebody, and no verb.
fn describes(page: &Page<'_>, i: usize) -> bool {
    page.word(i).verb == 0 && matches!(head_of(page, i), Some(Head::Person | Head::Kin | Head::Group))
}

/// Whether the determined noun at token `i` follows marked words and a verb: *“…,” says a voice*.
fn follows_speech(page: &Page<'_>, i: usize) -> bool {
    // Marked words end at most a verb and a description before it.
    if is_noun_like(page, i + 1) || !(i.saturating_sub(REACH + 2)..i).any(|j| !page.is_outside(j)) {
        return false;
    }
    let start = start_of(page, i);
    let Some(verb) = start.checked_sub(1).filter(|_| page.is(start, Class::Determiner)) else { return false };
    let plain =
        page.verb(verb).is_some_and(|v| v.frames.has(Frame::Plain)) && page.word(verb).slots & 0b0_0110 != 0;
    plain && verb > 0 && !page.is_outside(verb - 1) && page.is_outside(verb)
}

/// Whether a name in commas before a verb of saying explains the determined noun at token `i`: *The cathaoirleach, Cllr Ana Hale, said*.
pub fn explained_by_name(page: &Page<'_>, i: usize) -> bool {
    if page.kind(i + 1) != TokenKind::Comma
        || !page.is_capital(i + 2)
        || !page.is(start_of(page, i), Class::Article)
    {
        return false;
    }
    let name = (i + 2..i + 2 + NAME).take_while(|&k| page.is_capital(k) && page.word(k).verb == 0);
    let close = i + 2 + name.count();
    let verb = page.word(close + 1);
    page.kind(close) == TokenKind::Comma && verb.verb > 0 && verb.slots & 0b0_0110 != 0
}

fn nominal(page: &Page<'_>, i: usize) -> Option<Mention> {
    // *der rote Mandatar*, *die knappe Antwort*: no red one, no squire.
    if page.profile.grammar.capital_nouns && page.str(i).starts_with(char::is_lowercase) {
        return None;
    }
    let known = head_of(page, i).or_else(|| head_by_place(page, i));
    let next = page.word(i + 1);
    // *pointedly saying that …* is no proverb.
    let gerund = page.word(i).verb > 0 && page.word(i).slots == 0b1_0000;
    if gerund && !page.is(start_of(page, i), Class::Determiner) {
        return None;
    }
    if known.is_some() {
        // *commander Hale*, *press secretary*: the head comes later.
        let later = head_of(page, i + 1).is_some() && page.kind(i + 1) == TokenKind::Word && !says(page, i + 1)
            // *the state news agency*
            // *a human rights group*, *the chief fire officer*
            || is_plain_noun(page, i + 1) && page.kind(i + 2) == TokenKind::Word && head_of(page, i + 2).is_some()
            // *an executive order*: a verb in its plain form has no subject in the singular.
            || next.verb > 0
                && next.slots == 0b1
                && page.is(start_of(page, i), Class::IndefiniteArticle)
                && !is_many(page, i)
                && page.kind(i + 1) == TokenKind::Word
            // *his most famous work*
            || page.is(i, Class::Quantifier) && is_noun_like(page, i + 1) && page.word(i + 1).verb == 0
            // *The official case is well known*: no person.
            || matches!(known, Some(Head::Person))
                && page.is_noun(i + 1)
                && page.kind(i + 1) == TokenKind::Word
                && !page.is_capital(i + 1)
                && !page.word(i + 1).classes.any(&[Class::TimeNoun, Class::Day, Class::Adverb])
                && next.verb == 0
                && (page.word(i + 2).classes.any(&[Class::Be, Class::Have, Class::Auxiliary, Class::Modal])
                    || page.is_finite(i + 2))
            // *rival brokerage Hale & Orlov*
            || is_plain_noun(page, i + 1)
                && next.verb == 0
                && page.is_capital(i + 2)
                && !page.is(start_of(page, i), Class::Determiner)
                && !page.is(start_of(page, i), Class::Possessive);
        if later || page.word(i).verb > 0 && follows_pronoun_or_to(page, i) {
            return None;
        }
    } else {
        // Any noun right before a reporting verb in the past or third person, or after one that has no subject before it.
        let before_verb = next.verb > 0 && next.slots & 0b0_0110 != 0 && page.kind(i + 1) == TokenKind::Word;
        let determined = page.profile.grammar.capital_nouns
            && super::names::is_common_noun(page, i)
            && (before_verb
                || i > 0 && page.word(i - 1).verb > 0
                || page.word(start_of(page, i).saturating_sub(1)).verb > 0);
        if determined {
            // *sagte die Schulvorsteherin*: who is said to speak is somebody, unless the article is that of a thing.
            let article = start_of(page, i);
            let verb = article.checked_sub(1).filter(|&v| page.says(v));
            let one = verb.is_some_and(|v| phrase::is_plural_verb(page, v) == Some(false));
            let somebody = one && page.profile.article_gender(page.tokens.hash(article)) != Gender::Any;
            return described(page, i, somebody.then_some(Head::Person));
        }
        // What is quick to see is asked first: nearly every word comes here.
        if page.is_capital(i)
            || !is_noun_like(page, i)
            || page.is(i, Class::Adverb)
            || page.is(i, Class::ReportingVerb)
            // *a bench last week ruled that …*
            || page.is(i, Class::TimeNoun)
            || !(before_verb || follows_speech(page, i) || explained_by_name(page, i))
            || page.ends_as(i, &page.profile.adverb_endings)
        {
            return None;
        }
    }
    described(page, i, known)
}

/// The description whose head stands at token `i`.
fn described(page: &Page<'_>, i: usize, known: Option<Head>) -> Option<Mention> {
    let start = start_of(page, i);
    let w = page.word(i);
    // *50 basis points*; *the press service of the ministry*: the head is another.
    let share = page.kind(start) == TokenKind::Number
        && page.profile.shares.contains(&page.tokens.hash(i))
        && page.word(i + 1).verb == 0
        && !page.is(i + 1, Class::Belonging);
    let counted = share || known.is_none() && page.kind(start) == TokenKind::Number;
    if counted {
        return None;
    }
    let modifies = known == Some(Head::Group) && page.is_noun(i + 1) && page.is(i + 2, Class::Belonging);
    if modifies && page.word(i + 1).verb == 0 && !page.is_capital(i + 1) && !page.is_noun(i + 2) {
        return described(page, i + 1, known);
    }
    let has_determiner = page.is(start, Class::Determiner) || page.is(start, Class::Possessive);
    // *der Sprecher*, *die Sprecher*: one word for one and for many.
    let one = known == Some(Head::Person) && page.profile.singular_openers.contains(&page.tokens.hash(start));
    let plural = !one && (w.is(Class::Group) || is_many(page, i));
    if known.is_none() && !has_determiner && !plural {
        return None;
    }
    let gender = match (w.is(Class::MaleNoun), w.is(Class::FemaleNoun)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ if known == Some(Head::Document) => Gender::Neuter,
        // *die 61-Jährige*
        _ if is_aged_noun(page, i) => page.profile.article_gender(page.tokens.hash(start)),
        _ if is_native(page, i) => native_gender(page, i).unwrap_or_default(),
        _ => Gender::Any,
    };
    // *the director general*
    let behind = !page.is_capital(i + 1) && page.profile.behind_head.contains(&page.tokens.hash(i + 1));
    // *Juror No. 6*
    let numbered = page.is(i + 1, Class::Abbreviation)
        && page.kind(i + 2) == TokenKind::Stop
        && page.kind(i + 3) == TokenKind::Number;
    Some(Mention {
        tokens: start..i + 1 + if numbered { 3 } else { usize::from(behind) },
        title: start..start,
        kind: MentionKind::Nominal,
        head: i,
        head_kind: known.unwrap_or_default(),
        gender,
        number: if plural { Number::Plural } else { Number::Singular },
        pronoun: None,
        modifies: false,
    })
}

/// Whether the noun at token `i` is rather a verb that ends its clause: *the log notes.*
fn says(page: &Page<'_>, i: usize) -> bool {
    let ends = matches!(page.kind(i + 1), TokenKind::Stop | TokenKind::Comma | TokenKind::Colon)
        || page.is(i + 1, Class::Complementiser);
    ends && page.word(i).slots & 0b0_0110 != 0 && page.verb(i).is_some_and(|v| v.frames.has(Frame::Quote))
}

/// Whether token `i` is a noun in small letters that says neither when nor what is reported.
fn is_plain_noun(page: &Page<'_>, i: usize) -> bool {
    page.is_noun(i)
        && !page.is_capital(i)
        && page.word(i).verb == 0
        && !page.is(i, Class::Day)
        && !page.is(i, Class::TimeNoun)
}

fn follows_pronoun_or_to(page: &Page<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1) else { return false };
    let p = page.profile.pronoun(page.tokens.hash(before));
    p.is_some_and(|p| p.subject && !p.possessive)
        || page.is(before, Class::Modal)
        || page.is(before, Class::InfinitiveMark)
        || page.is_capital(before) && page.word(i).slots & 0b0_0110 != 0
}

/// Whether token `i` is the apostrophe of an owner in the plural: *the farmers’ union*.
fn is_plural_owner(page: &Page<'_>, i: usize) -> bool {
    page.kind(i) == TokenKind::Single
        && page.region_of(i) == page.region_of(i + 1)
        && !page.tokens.shape(i).has_space_before()
        && page.tokens.shape(i + 1).has_space_before()
        && i.checked_sub(1).is_some_and(|b| page.kind(b) == TokenKind::Word && page.str(b).ends_with('s'))
}

/// Whether token `i` makes an owner of what stands before it: *Hale’s*, *the farmers’*.
pub fn is_owning(page: &Page<'_>, i: usize) -> bool {
    page.kind(i) == TokenKind::Clitic || is_plural_owner(page, i)
}

fn start_of(page: &Page<'_>, head: usize) -> usize {
    let mut start = head;
    for j in (head.saturating_sub(REACH)..head).rev() {
        let w = page.word(j);
        if page.region_of(j) != page.region_of(head) {
            break;
        }
        // *Hale’s lawyer*, *the company’s first chairman*, *the farmers’ union*
        let owns = is_owning(page, j);
        if owns && j > 0 && (page.is_capital(j - 1) || is_noun_like(page, j - 1)) {
            start = j;
            continue;
        }
        let wordy = page.is_wordy(j);
        // *the state broadcaster*, *State television*: no verb there.
        let named = w.slots & 0b1_1110 == 0
            && (names::begins(page, j) || j.checked_sub(1).is_some_and(|b| page.is(b, Class::Determiner)));
        // *the South Marl Republican*
        let south = w.is(Class::Adverb) && page.is_capital(j) && !names::begins(page, j);
        let joins = wordy
            && (!w.classes.is_function() || south)
            && (!w.is(Class::ReportingVerb) || w.is(Class::NounCue) || named);
        let begins = wordy && (w.is(Class::Determiner) || w.is(Class::Possessive));
        if joins && !begins || page.profile.ordinals.contains(&page.tokens.hash(j)) {
            start = j;
            continue;
        }
        if begins {
            start = j;
        }
        break;
    }
    // Not an adverb in front: *Yesterday officials said*.
    let adverb = |i: usize| page.is(i, Class::Adverb) && (!page.is_capital(i) || names::begins(page, i));
    while start < head && (adverb(start) || page.is(start, Class::Day)) {
        start += 1;
    }
    // *which critics call*, *what researchers say*, *said that prosecutors*: the clause begins there, not the description.
    let first = page.word(start);
    let begins = if first.is(Class::Complementiser) {
        is_many(page, head)
    } else {
        // *der* opens either.
        first.classes.any(&[Class::Relative, Class::QuestionWord])
            && !first.classes.any(&[Class::Possessive, Class::Article])
    };
    if begins && start < head {
        start += 1;
        // *which included staff members*
        start += (start..head).take_while(|&i| page.has_finite(i)).count();
    }
    start
}
