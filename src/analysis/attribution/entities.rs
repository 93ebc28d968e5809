//! Who is meant by each name: mentions of one person or body brought together.
//!
//! A form is a name as written. Forms with the same last word and first words that agree are one; a single word goes to the
//! fuller name that ends (or begins) with it; where two do, to the one named last before it. Two people are never made one
//! because they share a surname.

use super::coref::is_opposed;
use super::family::{self, Apart, Pairs};
use super::gender::{hear_nouns, hear_pronouns, told_gender};
use super::mentions::{Mention, MentionKind, Mentions};
use super::names::ReadyMap;
use super::votes::vote;
use crate::analysis::SpeakerKind;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender};
use crate::text::fold_hash;
use smallvec::SmallVec;

/// How a title sets people of one surname apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Courtesy {
    /// None, or one that says nothing: *Dr*.
    #[default]
    None,
    /// A man's.
    Man,
    /// *Mrs*, *Lady*.
    Wife,
    /// *Miss*.
    Miss,
}

/// A name as written.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// It is a phrase with a name in it.
    phrase: bool,
    /// It is the name of a firm: *Hale & Orlov*, *Hale Industries*.
    firm: bool,
    /// Words before the small one that joins two: 1 of *Bank of Marl*. Nobody is called by those behind it alone.
    lead: usize,
    /// A noun follows its first word: *Hale Tower*. It is not called by that word alone, which is somebody else’s.
    thing: bool,
    /// Of several words the hash of their first letters, of capitals alone that of those letters; 0 for neither.
    letters: u32,
    /// It begins with a given name.
    given: bool,
    /// It is a word and a name that is seen as often without it.
    behind: bool,
    /// Tells it from every other form.
    pub(super) key: u64,
    pub(super) words: SmallVec<[u32; 4]>,
    pub(super) courtesy: Courtesy,
    /// In a story the title before a single word; 0 for none.
    pub(super) title: u32,
    gender: Gender,
    pub(super) count: u32,
    /// Its first mention.
    pub(super) first: usize,
    /// All its mentions begin a sentence.
    pub(super) begins: bool,
    /// It stands once where nothing but a name asks for its first capital.
    sure: bool,
}

impl Form {
    /// What speaks for it as a full name.
    fn support(&self) -> u32 {
        if self.behind { 0 } else { self.count * 2 + u32::from(self.sure) }
    }
}

/// Somebody or something that is named.
#[derive(Debug, Clone, Default)]
pub struct Entity {
    /// Mention that bears the fullest name.
    pub fullest: usize,
    /// How often it is named.
    pub count: u32,
    /// For and against men: votes of titles and given names.
    pub male: u32,
    /// Votes for women.
    pub female: u32,
    /// Votes for a person of either kind: a title, a role, *who*.
    pub person: u32,
    /// Votes for a body: *the* before it, a suffix such as *Bank*, capitals only.
    pub body: u32,
    /// How often a verb follows it: people and bodies do things.
    pub acts: u32,
    /// How often a preposition stands before it: places are where things are done.
    pub oblique: u32,
    /// How often a word stands before it that says where something is: *in Marl*.
    pub(super) place: u32,
    /// Whether it is taken up by *which*, as nobody is.
    pub thing: bool,
    /// The form that it was made for.
    pub(super) key: u64,
    pub(super) words: SmallVec<[u32; 4]>,
    courtesy: Courtesy,
    given: Gender,
    firm: bool,
    /// Titles that stood before its name.
    pub(super) titles: SmallVec<[u32; 2]>,
    /// Words and support of the fullest form so far.
    support: (usize, u32),
}

impl Entity {
    /// Whether more speaks for a person than for a body.
    pub const fn is_person(&self) -> bool {
        self.person + self.male + self.female > self.body
    }

    /// Whether more speaks for a body than for a person.
    pub const fn is_body(&self) -> bool {
        self.body > self.person + self.male + self.female
    }

    /// Whether nothing tells of it but where something is: *in Tarsk*.
    pub fn is_place(&self, mentions: &Mentions) -> bool {
        let lone = mentions.all.get(self.fullest).is_some_and(|m| m.tokens.len() == 1 && m.title.is_empty());
        lone && self.acts == 0 && self.person + self.male + self.female == 0 && self.oblique >= self.count
    }

    /// Whether the text says that something is in it, and nothing of its gender.
    pub fn is_located(&self) -> bool {
        self.place > 0 && self.gender() == Gender::Any
    }

    /// Whether it is named as a firm is: *Hale & Orlov*.
    pub const fn is_firm(&self) -> bool {
        self.firm
    }

    /// The title that it bears before a surname.
    pub const fn courtesy(&self) -> Courtesy {
        self.courtesy
    }

    /// What the votes say of its gender.
    pub fn gender(&self) -> Gender {
        if self.male > self.female * 2 {
            Gender::Male
        } else if self.female > self.male * 2 {
            Gender::Female
        } else {
            Gender::Any
        }
    }

    /// What it is.
    pub fn kind(&self) -> SpeakerKind {
        let person = self.person + self.male + self.female;
        // *Marl wants to stop them*
        if self.body > person || person == 0 && self.place > 0 {
            SpeakerKind::Organisation
        } else {
            SpeakerKind::Person
        }
    }
}

/// All entities of a page.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// In order of first mention.
    pub all: Vec<Entity>,
    /// For each mention of [`Mentions::all`] its entity, counted from 1; 0 for none.
    of_mention: Vec<u32>,
}

impl Entities {
    /// Brings the names among `mentions` together.
    pub fn gather(page: &Page<'_>, mentions: &Mentions) -> Self {
        Self::bring_together(page, mentions, false)
    }

    /// Brings the names of a story together, where families bear one name.
    pub fn of_story(page: &Page<'_>, mentions: &Mentions) -> Self {
        Self::bring_together(page, mentions, true)
    }

    fn bring_together(page: &Page<'_>, mentions: &Mentions, story: bool) -> Self {
        let (mut forms, form_of) = forms(page, mentions, story);
        let pairs = if story {
            family::shorten(page, mentions, &mut forms);
            family::pairs(&forms)
        } else {
            Pairs::default()
        };
        let (mut linker, mut choices) = link(&forms, Apart::default(), &pairs);
        if story {
            let apart = family::apart(page, mentions, &forms, &form_of, &linker.entities, &choices);
            if !apart.is_empty() {
                (linker, choices) = link(&forms, apart, &pairs);
            }
            family::settle(&forms, &mut choices);
        }
        let called_by_given = by_given_name(&forms, &choices, &linker.entities);
        let mut of_mention = vec![0; mentions.all.len()];
        let (mut first_named, mut last_named) =
            (ReadyMap::<u32, usize>::default(), ReadyMap::<u32, usize>::default());
        for (m, mention) in mentions.all.iter().enumerate() {
            let Some(form) = form_of.get(m).copied().flatten() else { continue };
            let options = choices.get(form).map(SmallVec::as_slice).unwrap_or_default();
            // *Mina*, daughter of *Rasch*: the surname is her mother's, whom the text is more about.
            let count = |e: &u32| linker.entities.get(*e as usize).map_or(0, |e| e.count);
            let given = |e: &u32| called_by_given.get(*e as usize).copied().unwrap_or(false);
            let by_surname = |e: &u32| last_named.contains_key(e) && !given(e);
            let several = !story && options.len() > 1;
            let main = || options.iter().filter(|e| by_surname(e)).map(count).max().unwrap_or(0);
            let main = if several { main() } else { 0 };
            let surname = main > 0 && options.iter().all(|e| count(e) <= main);
            // *Mr Hale*, beside *Bo Hale*, who was *Mr* before, and *Ana Hale*, whom nothing tells to be a man.
            let alike = |e: &u32| {
                linker.entities.get(*e as usize).is_some_and(|e| match mention.gender {
                    Gender::Male => e.male > e.female,
                    Gender::Female => e.female > e.male,
                    _ => false,
                })
            };
            // *Dr Hale*, beside *Bo Hale* and *Dr Ana Hale*
            let title = title(page, mention);
            let bears = |e: &u32| {
                title != 0 && linker.entities.get(*e as usize).is_some_and(|e| e.titles.contains(&title))
            };
            let by_title = several && options.iter().any(bears) && !options.iter().all(bears);
            let alike = |e: &u32| if by_title { bears(e) } else { alike(e) };
            // *Hale*, beside *Hale & Sons*
            let firm = |e: &u32| linker.entities.get(*e as usize).is_some_and(|e| e.firm);
            let lone = several && mention.tokens.len() == 1 && !options.iter().all(firm);
            let titled = several && options.iter().any(alike);
            // *Tyler Hale had died. … Hale stayed to the end. She …* is his mother.
            let told = if several && !titled { told_gender(page, mentions, m) } else { Gender::Any };
            let fits =
                |e: &u32| linker.entities.get(*e as usize).is_none_or(|e| !is_opposed(told, e.gender()));
            let hinted = options.iter().any(|e| !fits(e)) && options.iter().any(fits);
            let mine = options.iter().copied().filter(|e| !lone || !firm(e)).filter(|e| {
                if titled {
                    alike(e)
                } else if hinted {
                    fits(e)
                } else {
                    !surname || by_surname(e)
                }
            });
            let seen = |e: &u32| last_named.get(e).map_or(0, |&at| at + 1);
            let paragraph = |m: usize| mentions.all.get(m).map_or(0, |m| page.paragraph(m.head));
            let latest = mine.clone().max_by_key(|e| (seen(e), count(e)));
            // *Ottilie Marsh has died … said her nephew, Corin Marsh.* Some paragraphs on, *Marsh* is whom the text is about.
            let far = |e: &u32| paragraph(m) - paragraph(seen(e).saturating_sub(1)) > RECALLED;
            let first = |e: &u32| first_named.get(e).copied().unwrap_or(usize::MAX);
            let latest = match latest {
                Some(e) if several && far(&e) => mine.min_by_key(first),
                other => other,
            };
            let Some(entity) = latest else { continue };
            first_named.entry(entity).or_insert(m);
            last_named.insert(entity, m);
            if let Some(slot) = of_mention.get_mut(m) {
                *slot = entity + 1;
            }
            if let Some(e) = linker.entities.get_mut(entity as usize) {
                vote(page, mention, e);
                let support = forms.get(form).map_or(0, Form::support);
                if e.count == 0 || fuller(e, length(page, mention), support) {
                    e.fullest = m;
                    e.support = (length(page, mention), support);
                }
                e.count += 1;
            }
        }
        let mut out = Self { all: linker.entities, of_mention };
        let mut votes = Vec::new();
        // *Hale, who studies rivers at the University of Marl, laughed. She …*: a body is nobody else.
        let somebody = |m: usize| {
            let body =
                |e: &usize| out.get(*e).is_some_and(|e| e.body > 2 * (e.person + e.male + e.female) + 1);
            out.of(m).filter(|e| !body(e) && !out.get(*e).is_some_and(|e| e.is_place(mentions)))
        };
        hear_pronouns(page, mentions, &somebody, &mut |e, gender| votes.push((e, gender)));
        hear_nouns(page, mentions, &somebody, &mut |e, gender| votes.push((e, gender)));
        for (e, gender) in votes {
            if let Some(e) = out.all.get_mut(e) {
                *if gender == Gender::Male { &mut e.male } else { &mut e.female } += 1;
            }
        }
        out
    }

    /// The entity that mention `m` names.
    pub fn of(&self, m: usize) -> Option<usize> {
        (self.of_mention.get(m).copied().unwrap_or(0) as usize).checked_sub(1)
    }

    /// The one entity whose full name `words` are or end with; of those that bear one word, the one whose name it ends.
    pub fn called(&self, words: &[u32]) -> Option<usize> {
        let one = |fits: &dyn Fn(&Entity) -> bool| {
            let mut all = self.all.iter().enumerate().filter(|(_, e)| fits(e)).map(|(i, _)| i);
            all.next().filter(|_| all.next().is_none())
        };
        let full = |e: &Entity| e.words.len() > 1 && words.ends_with(&e.words);
        let last = |e: &Entity| words.len() == 1 && e.words.last() == words.first();
        one(&full).or_else(|| one(&|e| e.words.as_slice() == words)).or_else(|| one(&last))
    }

    /// Entity `i`.
    pub fn get(&self, i: usize) -> Option<&Entity> {
        self.all.get(i)
    }
}

/// Paragraphs after which a surname that several bear is again that of whoever was named first.
const RECALLED: usize = 2;

/// Whether a form of `length` with `support` is a better full name for `e`: longer, and seen often enough for how often `e` is named.
fn fuller(e: &Entity, length: usize, support: u32) -> bool {
    let enough = |s: u32| s >= 3 || s > 0 && s % 2 == 1 && e.count < 12;
    if enough(support) == enough(e.support.1) { length > e.support.0 } else { enough(support) }
}

fn length(page: &Page<'_>, m: &Mention) -> usize {
    let words = m.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word).count();
    let shouted = words > 1
        && m.tokens
            .clone()
            .filter(|&i| page.kind(i) == TokenKind::Word)
            .all(|i| page.tokens.shape(i).is_all_capital());
    if shouted {
        return 1;
    }
    // A courtesy title helps where there is nothing but a surname.
    words * 4 + usize::from(words == 1 && !m.title.is_empty()) * 2
}

fn forms(page: &Page<'_>, mentions: &Mentions, story: bool) -> (Vec<Form>, Vec<Option<usize>>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: ReadyMap<u64, usize> = ReadyMap::default();
    let mut form_of = Vec::with_capacity(mentions.all.len());
    for (m, mention) in mentions.all.iter().enumerate() {
        if mention.kind != MentionKind::Name || story && family::is_shouted(page, mention.tokens.clone()) {
            form_of.push(None);
            continue;
        }
        // *Ana Hale KC* is *Ms Hale*.
        let suffix = |i: usize| {
            !story
                && i > mention.tokens.start
                && page.is(i, Class::NameSuffix)
                && page.tokens.shape(i).is_all_capital()
        };
        let words: SmallVec<[u32; 4]> = mention
            .tokens
            .clone()
            .filter(|&i| page.kind(i) == TokenKind::Word && !suffix(i))
            .map(|i| page.tokens.hash(i))
            .collect();
        let courtesy = if words.len() == 1 { courtesy(page, mention) } else { Courtesy::None };
        let title = if story && words.len() == 1 { title(page, mention) } else { 0 };
        let key = key_of(&words, title, courtesy);
        let form = *index.entry(key).or_insert_with(|| {
            let gender = mention.gender;
            let phrase = is_phrase(page, mention);
            let firm = is_firm(page, mention);
            let (count, first, begins, sure) = (0, m, true, false);
            let mut own = mention.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
            let joins = |i: usize| {
                page.is(i, Class::NameLink) && !page.is(i, Class::NameParticle) && !page.is_capital(i)
            };
            let lead = own.position(joins).filter(|_| !story).unwrap_or(words.len());
            let noun = mention.tokens.clone().skip(1).any(|i| page.is_noun(i));
            let thing = !story && noun && gender == Gender::Any && !firm;
            forms.push(Form {
                phrase,
                firm,
                lead,
                thing,
                letters: if story { 0 } else { letters(page, mention) },
                given: page.is_given(mention.tokens.start),
                behind: false,
                key,
                words,
                courtesy,
                title,
                gender,
                count,
                first,
                begins,
                sure,
            });
            forms.len() - 1
        });
        if let Some(f) = forms.get_mut(form) {
            f.count += 1;
            // Behind a title the capital is the name's own.
            let start = mention.tokens.start;
            let titled = !mention.title.is_empty();
            f.begins &= super::names::begins(page, start);
            f.sure |= titled || !super::names::begins(page, start) || !page.is_never_name(start);
            if f.gender == Gender::Any {
                f.gender = mention.gender;
            }
        }
        form_of.push(Some(form));
    }
    let behind: Vec<bool> = forms.iter().map(|f| !story && is_behind(&forms, &index, f)).collect();
    for (f, behind) in forms.iter_mut().zip(behind) {
        f.behind = behind;
    }
    (forms, form_of)
}

/// The hash of the first letters of a name that may be a body's, or of the letters that a name of capitals alone is: *Middle Marl Eye*,
/// *MME*; 0 for any other.
fn letters(page: &Page<'_>, m: &Mention) -> u32 {
    let words = || m.tokens.clone().filter(|&i| page.kind(i) == TokenKind::Word);
    let text: String = if words().count() > 1 {
        let body = |i: usize| {
            page.is_noun(i) || page.word(i).classes.any(&[Class::OrganisationSuffix, Class::Group])
        };
        let nobody = m.title.is_empty() && m.gender == Gender::Any && !words().any(|i| page.is_given(i));
        // *Umar Said* is no body.
        if !nobody || words().count() == 2 && !words().any(body) {
            return 0;
        }
        // *al-Marl* counts as *Marl*.
        let first = |i: usize| {
            let word = page.str(i);
            let bare = word
                .split_once('-')
                .filter(|(small, _)| small.chars().count() < 3)
                .map_or(word, |(_, rest)| rest);
            bare.chars().next().filter(|c| c.is_uppercase())
        };
        words().filter_map(first).collect()
    } else {
        let capitals = page.tokens.shape(m.head).is_all_capital();
        page.str(m.head).chars().filter(|c| c.is_alphabetic() && capitals).collect()
    };
    if (2..=LETTERS).contains(&text.chars().count()) { fold_hash(&text) } else { 0 }
}

/// Letters that a body may be called by, at most.
const LETTERS: usize = 6;

/// Tells a form from every other.
fn key_of(words: &[u32], title: u32, courtesy: Courtesy) -> u64 {
    words.iter().fold((u64::from(title) << 8) | (courtesy as u64 + 1), |h, &w| {
        (h ^ u64::from(w)).wrapping_mul(0x0100_0000_01B3).rotate_left(7)
    })
}

/// Whether another form, seen as often at least, is what `form` ends with from a given name on: *Ana Hale* in *Marler Ana Hale*.
fn is_behind(forms: &[Form], index: &ReadyMap<u64, usize>, form: &Form) -> bool {
    let mut rests = (1..form.words.len().saturating_sub(1)).filter_map(|n| form.words.get(n..));
    !form.given
        && rests.any(|rest| {
            let same = index.get(&key_of(rest, 0, Courtesy::None)).and_then(|&i| forms.get(i));
            same.is_some_and(|f| f.given && f.count >= form.count)
        })
}

/// For each entity whether the text calls it by its given name alone, where nobody else can be meant.
fn by_given_name(forms: &[Form], choices: &[Choices], entities: &[Entity]) -> Vec<bool> {
    let mut out = vec![false; entities.len()];
    for (form, options) in forms.iter().zip(choices) {
        if let ([word], [e]) = (form.words.as_slice(), options.as_slice())
            && entities.get(*e as usize).is_some_and(|e| e.words.len() > 1 && e.words.first() == Some(word))
            && let Some(slot) = out.get_mut(*e as usize)
        {
            *slot = true;
        }
    }
    out
}

/// Whether a name is a phrase with somebody's name in it: *Jugglers Against Hale*.
fn is_phrase(page: &Page<'_>, m: &Mention) -> bool {
    let inner = m.tokens.start + 1..m.tokens.end.max(1) - 1;
    inner.into_iter().any(|i| {
        page.is_capital(i)
            && (page.is(i, Class::Preposition) || page.is(i, Class::Auxiliary) || page.is(i, Class::Modal))
            && !page.is(i, Class::NameParticle)
    })
}

/// Whether a name is that of a firm, and so of nobody who is *Ms* or *Mr*.
fn is_firm(page: &Page<'_>, m: &Mention) -> bool {
    m.tokens.len() > 1
        && (page.is(m.head, Class::OrganisationSuffix) || m.tokens.clone().any(|i| page.str(i) == "&"))
}

/// The last title word before a name; 0 for none.
pub(super) fn title(page: &Page<'_>, m: &Mention) -> u32 {
    let titles = m.title.clone().rev().find(|&i| page.is(i, Class::Title) || page.is(i, Class::Role));
    titles.map_or(0, |i| page.tokens.hash(i))
}

/// What the title before a name says of its bearer.
pub(crate) fn courtesy(page: &Page<'_>, m: &Mention) -> Courtesy {
    for i in m.title.clone() {
        let title = page.word(i);
        if title.is(Class::WifeTitle) {
            return Courtesy::Wife;
        }
        if title.is(Class::MissTitle) {
            return Courtesy::Miss;
        }
        if title.is(Class::MaleTitle) {
            return Courtesy::Man;
        }
    }
    Courtesy::None
}

/// For each form the entities that it may name, and the entities.
fn link(forms: &[Form], apart: Apart, pairs: &Pairs) -> (Linker, Vec<Choices>) {
    let mut linker = Linker { apart, pairs: pairs.clone(), ..Linker::default() };
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|&i| forms.get(i).map(|f| (usize::MAX - f.words.len(), f.first)));
    let mut choices: Vec<Choices> = vec![Choices::new(); forms.len()];
    for i in order {
        if let (Some(form), Some(slot)) = (forms.get(i), choices.get_mut(i)) {
            *slot = linker.place(form);
        }
    }
    (linker, choices)
}

/// Entities that a form may name.
pub(super) type Choices = SmallVec<[u32; 2]>;

#[derive(Default)]
struct Linker {
    apart: Apart,
    pairs: Pairs,
    entities: Vec<Entity>,
    by_word: ReadyMap<u32, SmallVec<[u32; 4]>>,
    /// Entities by the first letters of their names.
    by_letters: ReadyMap<u32, SmallVec<[u32; 2]>>,
}

/// Entities looked at for one word at most.
const LOOK: usize = 64;

impl Linker {
    /// Adds the entities known by `word` that `form` may name.
    fn look(&self, form: &Form, word: Option<&u32>, fits: &mut SmallVec<[u32; 2]>) {
        let known = word.and_then(|w| self.by_word.get(w));
        for &e in known.into_iter().flatten().take(LOOK) {
            let fit = self
                .entities
                .get(e as usize)
                .is_some_and(|entity| agrees(entity, form) && !self.apart.contains(&(form.key, entity.key)));
            if fit && !fits.contains(&e) {
                fits.push(e);
            }
        }
    }

    /// The entities that `form` may name; a new one where it fits none.
    fn place(&mut self, form: &Form) -> SmallVec<[u32; 2]> {
        let mut fits: SmallVec<[u32; 2]> = SmallVec::new();
        self.look(form, form.words.last(), &mut fits);
        if form.words.len() == 1 || fits.is_empty() {
            self.look(form, form.words.first(), &mut fits);
        }
        if form.words.len() > 1 {
            fits.truncate(1);
        }
        // *Hale* is *Bo Hale* where there is a *Hale Tower* too.
        let ends = |e: &Entity| e.words.len() > 1 && e.words.last() == form.words.first();
        let known = |e: u32| self.entities.get(e as usize);
        let person = |e: u32| known(e).is_some_and(|e| e.given != Gender::Any);
        if form.words.len() == 1 && fits.iter().any(|&e| person(e) && known(e).is_some_and(ends)) {
            fits.retain(|e| person(*e) || known(*e).is_some_and(ends));
        }
        if let (1, Some(e)) = (fits.len(), fits.first().and_then(|&e| self.entities.get_mut(e as usize))) {
            if e.courtesy == Courtesy::None {
                e.courtesy = form.courtesy;
            }
            if e.given == Gender::Any {
                e.given = form.gender;
            }
            return fits;
        }
        if !fits.is_empty() {
            return fits;
        }
        let spelled =
            self.by_letters.get(&form.letters).filter(|all| form.words.len() == 1 && all.len() == 1);
        if let Some(all) = spelled {
            return all.clone();
        }
        let id = self.entities.len() as u32;
        self.entities.push(Entity {
            key: form.key,
            words: form.words.clone(),
            courtesy: form.courtesy,
            given: form.gender,
            firm: form.firm,
            ..Entity::default()
        });
        if form.words.len() > 1 && form.letters != 0 {
            self.by_letters.entry(form.letters).or_default().push(id);
        }
        // Neither of two people is called by a name that puts theirs side by side, nor is anybody by a phrase that ends with his name.
        if !self.pairs.contains(&form.key) && !form.phrase {
            for w in form.words.iter().take(form.lead).skip(usize::from(form.thing)) {
                self.by_word.entry(*w).or_default().push(id);
            }
        }
        SmallVec::from_slice(&[id])
    }
}

/// Whether `form` may be a shorter name of `entity`.
fn agrees(entity: &Entity, form: &Form) -> bool {
    let (long, short) = (entity.words.as_slice(), form.words.as_slice());
    if entity.courtesy != Courtesy::None
        && form.courtesy != Courtesy::None
        && entity.courtesy != form.courtesy
    {
        return false;
    }
    if entity.firm && !form.firm && (form.courtesy != Courtesy::None || form.gender != Gender::Any) {
        return false;
    }
    let opposed = matches!(
        (entity.given, form.gender),
        (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male)
    );
    if opposed {
        return false;
    }
    let ends = long.last() == short.last();
    let begins = long.first() == short.first();
    match short.len() {
        0 => false,
        1 => ends || begins,
        _ if short.len() == long.len() && long.len() == 2 => ends && begins,
        _ => {
            ends && (begins || short.iter().all(|w| long.contains(w)))
                || begins && short.len() > 2 && long.starts_with(short)
        }
    }
}
