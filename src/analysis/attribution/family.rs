//! Families of a story: *Mrs. Ashby* and *Clara Ashby* are one or two, and the story shows which.
//!
//! Whoever is one person is hardly ever called by two names in one sentence, while two people who live together are named together
//! all the time. So a name with a title is kept apart from a fuller name when sentences name both; a married title is
//! kept apart as well where too little is told of the two to meet by chance.
//!
//! And nobody is two: what only stands before a name is no part of it ([`shorten`]), a surname alone is its main bearer's ([`settle`]).

use super::entities::{Choices, Courtesy, Entity, Form};
use super::mentions::Mentions;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::Class;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Keys of forms and of the forms that entities were made for, which name two people.
pub(super) type Apart = BTreeSet<(u64, u64)>;

/// Keys of forms that put the names of two people side by side: *Clara Edwin*.
pub(super) type Pairs = BTreeSet<u64>;

/// A name that stands this many times as often without its first word does not begin with it.
const LED: u32 = 10;
/// Names that are joined more often than this are joined in earnest.
const SELDOM: u32 = 3;
/// Two names are two people's where the first stands alone this many times as often as both stand side by side, and the second that many.
const ALONE: [u32; 2] = [20, 5];
/// A full name is whose a part of it is, where it is used so many times as often as any other with that part.
const MAIN: u32 = 3;

/// Whether `tokens`, which were taken for a name, are several words in nothing but capitals, as in a heading: *THE WIDOW TELLS ANNA*.
pub(crate) fn is_shouted(page: &Page<'_>, tokens: Range<usize>) -> bool {
    let words = || tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
    words().count() > 1 && words().all(|i| page.tokens.shape(i).is_all_capital())
}

/// How often names stand alone and without a title, by their words.
struct Alone(BTreeMap<Vec<u32>, u32>);

impl Alone {
    fn of(forms: &[Form]) -> Self {
        let mut out = BTreeMap::new();
        for f in forms.iter().filter(|f| f.title == 0 && f.courtesy == Courtesy::None) {
            *out.entry(f.words.to_vec()).or_insert(0) += f.count;
        }
        Self(out)
    }

    fn count(&self, words: &[u32]) -> u32 {
        self.0.get(words).copied().unwrap_or(0)
    }
}

/// Takes from names the word before them that is no part of them: *Come Anna*, *Little Anna*, *Thursday Anna*.
pub(super) fn shorten(page: &Page<'_>, mentions: &Mentions, forms: &mut [Form]) {
    let alone = Alone::of(forms);
    for f in forms.iter_mut() {
        let Some((first, rest)) = f.words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            continue;
        };
        let Some(start) = mentions.all.get(f.first).map(|m| m.tokens.start) else { continue };
        let known = alone.count(rest);
        let fond = page.profile.fond.contains(first) || page.is(start, Class::Day);
        let led = f.begins
            && f.count <= SELDOM
            && alone.count(&[*first]) == 0
            && !page.is_given(start)
            && known >= f.count * if rest.len() > 1 { 1 } else { LED };
        if fond && known > 0 || led {
            f.words.remove(0);
        }
    }
}

/// Lets a single word name whoever bears it by a full name that is used far more than any other with it: among *Anna Ashby*, *Carl
/// Ashby* and their aunt *Dora Ashby*, of whom two are named in full once.
pub(super) fn settle(forms: &[Form], choices: &mut [Choices]) {
    let mut full: BTreeMap<u32, u32> = BTreeMap::new();
    for (f, options) in forms.iter().zip(choices.iter()) {
        // A man is called by his surname alone, a married woman is not.
        let named =
            f.words.len() > 1 || f.title != 0 && !matches!(f.courtesy, Courtesy::Wife | Courtesy::Miss);
        if let ([e], true) = (options.as_slice(), named) {
            *full.entry(*e).or_default() += f.count;
        }
    }
    for (f, options) in forms.iter().zip(choices.iter_mut()) {
        let sister = matches!(f.courtesy, Courtesy::Wife | Courtesy::Miss);
        if options.len() < 2 || f.words.len() > 1 || sister {
            continue;
        }
        let used = |e: &u32| full.get(e).copied().unwrap_or(0);
        let Some(best) = options.iter().copied().max_by_key(|e| (used(e), u32::MAX - e)) else { continue };
        let next = options.iter().filter(|&&e| e != best).map(used).max().unwrap_or(0);
        if used(&best) >= 2 && used(&best) >= next * MAIN {
            *options = Choices::from_slice(&[best]);
        }
    }
}

/// Which of `forms` begin and end with names that are hardly ever joined: in a heading, or where a sign between them is lost.
pub(super) fn pairs(forms: &[Form]) -> Pairs {
    let alone = Alone::of(forms);
    let apart = |f: &&Form| {
        let Some((first, rest)) = f.words.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return false;
        };
        let [one, other] = ALONE;
        f.count <= SELDOM
            && rest.last() != Some(first)
            && alone.count(&[*first]) >= f.count * one
            && alone.count(rest) >= f.count * other
    };
    forms.iter().filter(apart).map(|f| f.key).collect()
}

/// One sentence with both names in so many mentions of the rarer is enough to keep them apart.
const RARE: u32 = 30;

/// Names that by chance alone would meet in this many sentences, and do not, are one person's.
const MEETINGS: u64 = 2;
/// The same where nobody else bears the surname, in hundredths: a family would have been named.
const LONE_MEETINGS: u64 = 50;

/// How often two names stand in the story outside marks, and in one sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Meeting {
    titled: u32,
    fuller: u32,
    together: u32,
}

/// Whether `form` names `entity` by a word that the titled form `titled` leaves out, or under another title.
fn tells_apart(titled: &Form, form: &Form, entity: &Entity) -> bool {
    let own = titled.words.first();
    let by_word = form.words.iter().any(|w| Some(w) != own && entity.words.contains(w));
    let by_title = form.words.len() == 1
        && form.words.first() == own
        && form.title != 0
        && form.title != titled.title
        && form.key == entity.key;
    by_word || by_title
}

/// Which titled names and which entities of a first round are two people.
pub(super) fn apart(
    page: &Page<'_>,
    mentions: &Mentions,
    forms: &[Form],
    form_of: &[Option<usize>],
    entities: &[Entity],
    choices: &[Choices],
) -> Apart {
    let titled = |f: usize| forms.get(f).is_some_and(|x| x.words.len() == 1 && x.title != 0);
    // The forms that each entity may be named by.
    let mut named: Vec<Vec<usize>> = vec![Vec::new(); entities.len()];
    for (f, options) in choices.iter().enumerate() {
        for &e in options {
            if let Some(list) = named.get_mut(e as usize) {
                list.push(f);
            }
        }
    }
    let mut count = vec![0_u32; forms.len()];
    let mut meetings: BTreeMap<(usize, u32), Meeting> = BTreeMap::new();
    let mut here: Vec<usize> = Vec::new();
    let mut meet = |here: &mut Vec<usize>| {
        here.sort_unstable();
        here.dedup();
        for &f in here.iter().filter(|&&f| titled(f)) {
            let Some(form) = forms.get(f) else { continue };
            for &e in choices.get(f).into_iter().flatten() {
                let Some(entity) = entities.get(e as usize) else { continue };
                let other = here.iter().any(|&g| {
                    g != f
                        && choices.get(g).is_some_and(|c| c.contains(&e))
                        && forms.get(g).is_some_and(|g| tells_apart(form, g, entity))
                });
                meetings.entry((f, e)).or_default().together += u32::from(other);
            }
        }
        here.clear();
    };
    let mut sentence = usize::MAX;
    for (mention, form) in mentions.all.iter().zip(form_of) {
        let Some(f) = *form else { continue };
        if !page.is_outside(mention.head) {
            continue;
        }
        if let Some(n) = count.get_mut(f) {
            *n += 1;
        }
        if page.sentence(mention.head) != sentence {
            meet(&mut here);
            sentence = page.sentence(mention.head);
        }
        here.push(f);
    }
    meet(&mut here);
    let sentences = page.sentences.len().max(1) as u64;
    let mut bearers: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (f, form) in forms.iter().enumerate() {
        if let Some(&surname) = form.words.last() {
            bearers.entry(surname).or_default().push(f);
        }
    }
    let mut out = Apart::new();
    for (&(f, e), meeting) in &meetings {
        let (Some(form), Some(entity)) = (forms.get(f), entities.get(e as usize)) else { continue };
        let others = named.get(e as usize).into_iter().flatten();
        let fuller = others
            .filter(|&&g| g != f && forms.get(g).is_some_and(|g| tells_apart(form, g, entity)))
            .filter_map(|&g| count.get(g))
            .sum();
        let wife = form.courtesy == Courtesy::Wife;
        let family = form.words.last().and_then(|w| bearers.get(w)).filter(|_| wife);
        // *Madame Ashby*, who is *the Countess Ashby*, too.
        let same = |g: &&usize| titled(**g) && forms.get(**g).is_some_and(|g| g.courtesy == Courtesy::Wife);
        let titled = family.map_or_else(
            || count.get(f).copied().unwrap_or(0),
            |family| family.iter().filter(same).filter_map(|&g| count.get(g)).sum(),
        );
        let lone =
            family.is_some_and(|family| is_lone(family.iter().filter_map(|&g| forms.get(g)), form, entity));
        let chance = if lone { LONE_MEETINGS } else { MEETINGS * 100 };
        if are_two(Meeting { titled, fuller, ..*meeting }, sentences, wife.then_some(chance)) {
            out.insert((form.key, entity.key));
        }
    }
    out
}

/// Whether nobody but whoever is `titled`, and `entity`, is among `family`, the forms with their surname.
fn is_lone<'f>(mut family: impl Iterator<Item = &'f Form>, titled: &Form, entity: &Entity) -> bool {
    family.all(|f| match f.words.len() {
        1 => f.title == 0 || f.courtesy == titled.courtesy,
        _ => f.words.first().is_some_and(|w| entity.words.contains(w)),
    })
}

/// Whether two names that meet like this in a story of so many sentences are two people's; of a married title also where they would have
/// met by chance alone in fewer hundredths of sentences than `chance`.
fn are_two(m: Meeting, sentences: u64, chance: Option<u64>) -> bool {
    if m.fuller == 0 {
        return false;
    }
    let by_chance = u64::from(m.titled) * u64::from(m.fuller) * 100 / sentences;
    let meets = m.together > 0 && m.together * RARE >= m.titled.min(m.fuller);
    meets || chance.is_some_and(|least| by_chance < least)
}
