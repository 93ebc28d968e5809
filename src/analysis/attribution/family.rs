//! Families of a story: *Mrs. Ashby* and *Clara Ashby* are one or two, and the story shows which.
//!
//! Whoever is one person is hardly ever called by two names in one sentence, while two people who live together are named together
//! all the time. So a name with a title is kept apart from a fuller name when sentences name both; a married title is
//! kept apart as well where too little is told of the two to meet by chance.

use super::entities::{Choices, Courtesy, Entity, Form};
use super::mentions::Mentions;
use crate::analysis::page::Page;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of forms and of the forms that entities were made for, which name two people.
pub(super) type Apart = BTreeSet<(u64, u64)>;

/// Keys of forms that put the names of two people side by side: *Clara Edwin*.
pub(super) type Pairs = BTreeSet<u64>;

/// Two names are two people's where each stands alone this many times as often as both stand side by side.
const ALONE: u32 = 40;

/// Which of `forms` begin and end with names that are hardly ever joined: in a heading, or where a sign between them is lost.
pub(super) fn pairs(forms: &[Form]) -> Pairs {
    let mut alone: BTreeMap<u32, u32> = BTreeMap::new();
    for f in forms.iter().filter(|f| f.words.len() == 1 && f.title == 0 && f.courtesy == Courtesy::None) {
        if let Some(&word) = f.words.first() {
            *alone.entry(word).or_default() += f.count;
        }
    }
    let often = |word: Option<&u32>, count: u32| {
        word.and_then(|w| alone.get(w)).is_some_and(|&n| n >= count.saturating_mul(ALONE))
    };
    let apart = |f: &&Form| {
        f.words.len() > 1
            && f.words.first() != f.words.last()
            && often(f.words.first(), f.count)
            && often(f.words.last(), f.count)
    };
    forms.iter().filter(apart).map(|f| f.key).collect()
}

/// One sentence with both names in so many mentions of the rarer is enough to keep them apart.
const RARE: u32 = 30;

/// Names that by chance alone would meet in this many sentences, and do not, are one person's.
const MEETINGS: u64 = 2;

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
    let mut out = Apart::new();
    for (&(f, e), meeting) in &meetings {
        let (Some(form), Some(entity)) = (forms.get(f), entities.get(e as usize)) else { continue };
        let others = named.get(e as usize).into_iter().flatten();
        let fuller = others
            .filter(|&&g| g != f && forms.get(g).is_some_and(|g| tells_apart(form, g, entity)))
            .filter_map(|&g| count.get(g))
            .sum();
        let titled = count.get(f).copied().unwrap_or(0);
        if are_two(Meeting { titled, fuller, ..*meeting }, sentences, form.courtesy) {
            out.insert((form.key, entity.key));
        }
    }
    out
}

/// Whether two names that meet like this in a story of so many sentences are two people's.
fn are_two(m: Meeting, sentences: u64, courtesy: Courtesy) -> bool {
    if m.fuller == 0 {
        return false;
    }
    let by_chance = u64::from(m.titled) * u64::from(m.fuller) / sentences;
    let meets = m.together > 0 && m.together * RARE >= m.titled.min(m.fuller);
    meets || courtesy == Courtesy::Wife && by_chance < MEETINGS
}
