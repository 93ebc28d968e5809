//! The characters of a book, gathered from the book itself: whoever is named, whoever is described, and whoever tells it as *I*.

use super::candidates::{addresses, fit};
use super::features::{is_new, is_other_of_two};
use super::mentions::{FORMS, is_past, wording};
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::entities::Courtesy;
use crate::analysis::attribution::family::is_shouted;
use crate::analysis::attribution::gender::hear_pronouns;
use crate::analysis::attribution::mentions::{Head, Mention, MentionKind};
use crate::analysis::attribution::names::ReadyMap;
use crate::analysis::attribution::rank::NARRATOR;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender, Number};

/// What is known of somebody beside what they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// By name.
    #[default]
    Named,
    /// By a description: *the old man*.
    Described,
    /// As *I*.
    Narrator,
}

/// A character.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Member {
    /// The speaker's key: an entity, past the entities a description's mention, or [`NARRATOR`].
    pub key: u32,
    /// How they are known.
    pub known: Known,
    /// What the book shows of their gender.
    pub gender: Gender,
    /// One or several.
    pub number: Number,
    /// A body rather than somebody.
    pub body: bool,
    /// The title before their surname.
    pub courtesy: Courtesy,
    /// How often they are named or described.
    pub count: u32,
    /// How often a place is what a name seems to be: *in Harwick*.
    pub place: u32,
    /// How often they are addressed by name.
    pub called: u32,
    /// How often they are named outside marks.
    pub told: u32,
    /// How often a verb in the past follows a name outside marks, as behind whoever does something.
    pub acts: u32,
}

/// All characters of a book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cast {
    /// In order: those with a name, then the described, then whoever tells it.
    pub all: Vec<Member>,
    /// Index of whoever tells the book, in a book told as *I*.
    pub narrator: Option<usize>,
    /// For each mention its character, counted from 1.
    of_mention: Vec<u32>,
}

/// A description takes up an earlier one with the same noun when no more mentions than this stand between.
const FAR: usize = 400;

/// The word of a title as it is when written out: *Dr* is *doctor*.
fn written_out(page: &Page<'_>, hash: u32) -> u32 {
    page.profile.short_titles.iter().find(|(s, _)| *s == hash).map_or(hash, |t| t.1)
}

/// Bearers of one title that are counted at most.
const BEARERS: usize = 64;

/// For each title the characters who bear it by name, and how often.
type Titled = ReadyMap<u32, Vec<(usize, u32)>>;

fn titled(scene: &Scene<'_, '_>) -> Titled {
    let mut out = Titled::default();
    for (m, mention) in scene.mentions.all.iter().enumerate() {
        let Some(e) = scene.entities.of(m) else { continue };
        // *OF THE OLD WIDOW AND MISS ANNA*: in a heading words stand beside a name that are no title.
        if is_shouted(scene.page, mention.whole()) {
            continue;
        }
        // *Professor de Worms*, *Nurse Avery*: the first word of a name may be a title that no list knows.
        let first = mention.tokens.start;
        let own = mention.tokens.len() > 1 && !scene.page.is(first + 1, Class::Belonging);
        let title = mention.title.clone().filter(|&i| scene.page.kind(i) == TokenKind::Word);
        for i in title.chain(own.then_some(first)) {
            let hash = scene.page.tokens.hash(i);
            if scene.page.profile.courtesies.contains(&hash) {
                continue;
            }
            let list = out.entry(written_out(scene.page, hash)).or_default();
            let room = list.len() < BEARERS;
            match list.iter_mut().find(|x| x.0 == e) {
                Some(x) => x.1 += 1,
                None if room => list.push((e, 1)),
                None => {}
            }
        }
    }
    out
}

/// The one character who bears the title by name, if it is one by far.
fn bearer(titled: &Titled, title: u32) -> Option<usize> {
    let list = titled.get(&title)?;
    let best = list.iter().max_by_key(|x| (x.1, usize::MAX - x.0))?;
    let others: u32 = list.iter().filter(|x| x.0 != best.0).map(|x| x.1).max().unwrap_or(0);
    (others * 3 <= best.1).then_some(best.0)
}

/// The character whose name stands beside description `m`: *The doctor, Ashby, rose*; *Ashby, the doctor, rose*.
fn apposed(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let page = scene.page;
    let mention = scene.mentions.all.get(m).filter(|d| d.kind == MentionKind::Nominal)?;
    let end = mention.tokens.end;
    // *Ashby, the doctor, and the maid* are three.
    let closes = page.kind(end) == TokenKind::Comma && !page.is(end + 1, Class::Coordinator)
        || page.kind(end) == TokenKind::Stop;
    let before = || {
        let name = scene.mentions.all.get(m.checked_sub(1)?).filter(|n| n.kind == MentionKind::Name)?;
        let comma = name.tokens.end;
        let beside = page.kind(comma) == TokenKind::Comma && comma + 1 == mention.whole().start;
        let calls = name.whole().start.checked_sub(1).is_some_and(|i| page.kind(i) == TokenKind::Comma);
        (beside && closes && !calls && mention.number == Number::Singular).then(|| m - 1)
    };
    let n = scene.apposed(m).or_else(before)?;
    let e = scene.entities.of(n)?;
    let gender = scene.entities.get(e)?.gender();
    (fit(mention.gender, gender) > 0).then_some(e)
}

/// Whether `mention` is a name that is nothing but a title or role: *the Professor*.
fn is_bare_title(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    mention.kind == MentionKind::Name
        && mention.tokens.len() == 1
        && mention.title.is_empty()
        && (scene.page.is(mention.head, Class::Title) || scene.page.is(mention.head, Class::Role))
        // *zei Visser*: elsewhere than in English nothing with a capital is a role without its article.
        && (scene.page.learned.is_some()
            || mention.tokens.start.checked_sub(1).is_some_and(|i| scene.page.is(i, Class::Article)))
        && !scene.page.is(mention.head, Class::GivenMale)
        && !scene.page.is(mention.head, Class::GivenFemale)
}

/// Whether whoever `mention` names does something there: *Ashby rose*, *Ashby had risen*.
fn acts(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    let next = mention.tokens.end;
    scene.page.is(next, Class::Auxiliary) || is_past(scene.page, next)
}

/// Whether whoever tells the book says that the name at mention `m` is theirs: *my name is Ashby*, *they call me Ashby*.
fn introduces(scene: &Scene<'_, '_>, m: usize) -> bool {
    let page = scene.page;
    let Some(mention) = scene.mentions.all.get(m).filter(|m| m.kind == MentionKind::Name) else {
        return false;
    };
    let Some(before) = mention.whole().start.checked_sub(1).filter(|&i| page.is_outside(i)) else {
        return false;
    };
    let is_me = |i: usize| {
        page.pronoun(i).is_some_and(|p| p.person == 1 && p.number == Number::Singular && !p.possessive)
    };
    let is_one_of = |i: usize, words: &[u32]| words.contains(&page.tokens.hash(i));
    let called = |i: usize| is_one_of(i, &page.profile.gives_name);
    let second = before.checked_sub(1);
    if page.is(before, Class::Be) {
        // *my name is Ashby*, *my surname being Ashby*
        let mine = before.checked_sub(2).is_some_and(|i| {
            page.pronoun(i).is_some_and(|p| p.person == 1 && p.possessive && p.number == Number::Singular)
        });
        return mine && second.is_some_and(|i| is_one_of(i, &page.profile.name_words));
    }
    // *they called me Ashby*, *I called myself Ashby*; *I was called Ashby*, *I am named Ashby*
    // *on m’appelle Ashby*, *me llaman Ashby*
    let turned = page.learned.is_none() && called(before) && second.is_some_and(is_me);
    turned
        || is_me(before) && second.is_some_and(called)
        || called(before)
            && second.is_some_and(|i| page.is(i, Class::Be))
            && before.checked_sub(2).is_some_and(is_me)
}

/// Whether whoever tells the book says unit `u`: *“…,” I said*, *I said, “…”*.
fn is_narrators(scene: &Scene<'_, '_>, u: usize) -> bool {
    let page = scene.page;
    let Some(unit) = scene.units.get(u) else { return false };
    let own = |i: usize| {
        page.pronoun(i).is_some_and(|p| p.person == 1 && p.subject && p.number == Number::Singular)
    };
    let verb = |i: usize| page.word(i).verb > 0;
    let says = |i: usize| own(i) && (verb(i + 1) || i.checked_sub(1).is_some_and(verb));
    let (start, end) = (unit.first.start, unit.last.end);
    let after = (end..end + 3).filter(|&i| page.paragraph(i) == unit.last_paragraph);
    let before = (start.saturating_sub(4)..start).filter(|&i| page.paragraph(i) == unit.paragraph);
    after.chain(before).any(|i| page.is_outside(i) && says(i))
}

/// For each character how often whoever tells the book answers words that call them by name, and says such words.
fn answers(scene: &Scene<'_, '_>, cast: &Cast) -> Vec<[u32; 2]> {
    let mut out = vec![[0; 2]; cast.all.len()];
    let own: Vec<bool> = (0..=scene.units.len()).map(|u| is_narrators(scene, u)).collect();
    for (unit, own) in scene.units.iter().zip(own.windows(2)) {
        let &[calls, answered] = own else { continue };
        if !answered && !calls {
            continue;
        }
        for m in scene.mentions.within(unit.tokens.clone()).filter(|&m| addresses(scene, m)) {
            if let Some([a, c]) = cast.of(m).and_then(|e| out.get_mut(e)) {
                *a += u32::from(answered && !calls);
                *c += u32::from(calls);
            }
        }
    }
    out
}

impl Cast {
    /// Whether `member` is known by descriptions only.
    pub fn is_described(&self, member: usize) -> bool {
        self.all.get(member).is_some_and(|m| m.known == Known::Described)
    }

    /// Gathers the characters of a book.
    pub fn gather(scene: &Scene<'_, '_>) -> Self {
        let page = scene.page;
        let mut all: Vec<Member> = scene
            .entities
            .all
            .iter()
            .enumerate()
            .map(|(i, e)| Member {
                key: i as u32,
                gender: e.gender(),
                courtesy: e.courtesy(),
                body: e.body > e.person + e.male + e.female,
                ..Member::default()
            })
            .collect();
        let names = all.len() as u32;
        let titled = titled(scene);
        let mut of_mention = vec![0; scene.mentions.all.len()];
        let mut described: ReadyMap<u32, (usize, usize)> = ReadyMap::default();
        let mut told = 0_u32;
        // Where verbs need no subject, *me* and *my* show who tells.
        let drops = page.profile.grammar.drops_subject;
        let words = (0..page.tokens.len()).filter(|&i| page.is_outside(i) && page.is_wordy(i)).count() as u32;
        for (m, (mention, slot)) in scene.mentions.all.iter().zip(&mut of_mention).enumerate() {
            let bare = is_bare_title(scene, mention);
            let outside = page.is_outside(mention.head);
            let noun = page.tokens.hash(mention.head).max(1);
            let entity = scene.entities.of(m);
            let index = if let Some(e) = entity.filter(|_| !bare) {
                Some(e)
            } else if bare {
                let fullest = |e: usize| {
                    let full = scene.entities.get(e).and_then(|e| scene.mentions.all.get(e.fullest));
                    // *The President* is not *French*, for all that there is a *French President*.
                    full.is_some_and(|f| f.tokens.len() == 1 && page.tokens.hash(f.head).max(1) == noun)
                };
                bearer(&titled, written_out(page, noun)).or_else(|| entity.filter(|&e| fullest(e)))
            } else {
                None
            };
            // *“…,” said another*
            let other = mention.pronoun.is_some_and(|p| p.indefinite && p.person == 0)
                && mention.tokens.start.checked_sub(1).is_some_and(|i| page.says(i));
            let describes = bare
                || other
                || mention.kind == MentionKind::Nominal
                    && mention.head_kind != Head::Document
                    && !is_other_of_two(page, mention);
            let new = other || is_new(page, mention);
            let index = match index {
                Some(i) => Some(i),
                None if describes && outside && !is_shouted(page, mention.tokens.clone()) => {
                    let article = page.is_definite(mention.tokens.start);
                    // *her ladyship* is the one lady.
                    let title = written_out(page, noun);
                    let titled = (article || title != noun).then(|| bearer(&titled, title)).flatten();
                    let known = described.get(&noun).filter(|(_, last)| !new && (bare || m - last <= FAR));
                    let known = known.map(|k| k.0);
                    let named = apposed(scene, m);
                    let index = named.or(titled).or(known).unwrap_or(all.len());
                    if index == all.len() {
                        all.push(Member {
                            key: names + m as u32,
                            known: Known::Described,
                            gender: mention.gender,
                            number: mention.number,
                            body: mention.head_kind == Head::Group,
                            ..Member::default()
                        });
                    }
                    // *a man, Ashby,* does not make every man him.
                    let telling = mention.gender == Gender::Any && mention.head_kind != Head::Kin;
                    if titled.is_none() && !other && (named.is_none() || telling) {
                        described.insert(noun, (index, m));
                    }
                    Some(index)
                }
                None => {
                    told += u32::from(
                        outside
                            && mention.pronoun.is_some_and(|p| {
                                p.person == 1 && (p.subject || drops) && p.number == Number::Singular
                            }),
                    );
                    None
                }
            };
            let Some(member) = index.and_then(|i| all.get_mut(i)) else { continue };
            *slot = index.map_or(0, |i| i as u32 + 1);
            member.count += 1;
            member.told += u32::from(outside);
            member.acts += u32::from(outside && acts(scene, mention));
            member.called += u32::from(!outside && addresses(scene, m));
            let before = mention.whole().start.checked_sub(1);
            // *Millow Rectory*, *Cheese Lane*
            let ends = mention.kind == MentionKind::Name
                && mention.tokens.len() > 1
                && mention.title.is_empty()
                && page.profile.place_nouns.contains(&noun);
            member.place += u32::from(
                ends || before.is_some_and(|i| {
                    !page.is_capital(i) && page.profile.places_behind.contains(&page.tokens.hash(i))
                }),
            );
        }
        let mut cast = Self { all, narrator: None, of_mention };
        cast.name_by_use(scene, names);
        cast.hear_pronouns(scene);
        if told >= 5 && told * 100 >= words {
            let own = (0..scene.mentions.all.len()).find(|&m| introduces(scene, m));
            let answers = answers(scene, &cast);
            cast.add_narrator(told, own.and_then(|m| cast.of(m)), &answers);
        }
        cast
    }

    /// Calls everybody who is only described as the telling mostly does, where it mostly does: *the captain*, not *a captain of the
    /// guard*.
    fn name_by_use(&mut self, scene: &Scene<'_, '_>, names: u32) {
        // For each character the wordings, each with its first mention and how often it is used.
        let mut forms: Vec<Vec<(u64, usize, u32)>> = vec![Vec::new(); self.all.len()];
        let mut uses = vec![0_u32; self.all.len()];
        for (m, mention) in scene.mentions.all.iter().enumerate() {
            let member = self.of(m).filter(|&e| self.is_described(e) && scene.page.is_outside(mention.head));
            let Some((list, n)) = member.and_then(|e| Some((forms.get_mut(e)?, uses.get_mut(e)?))) else {
                continue;
            };
            *n += 1;
            // *the captain of the guard* is another wording than *the captain*.
            let more =
                scene.page.word(mention.tokens.end).classes.any(&[Class::Preposition, Class::Belonging]);
            let key = wording(scene.page, u64::from(more), mention.tokens.clone());
            let room = list.len() < FORMS;
            match list.iter_mut().find(|f| f.0 == key) {
                Some(f) => f.2 += 1,
                None if room => list.push((key, m, 1)),
                None => {}
            }
        }
        for ((member, forms), all) in self.all.iter_mut().zip(forms).zip(uses) {
            let most = forms.iter().max_by_key(|f| (f.2, usize::MAX - f.1));
            if let Some(f) = most.filter(|f| f.2 >= 3 && f.2 * 2 > all) {
                member.key = names + f.1 as u32;
            }
        }
    }

    /// Lets the pronouns behind a description say whether it is a woman or a man: *The doctor took her hat*.
    fn hear_pronouns(&mut self, scene: &Scene<'_, '_>) {
        let mut votes = vec![(0_u32, 0_u32); self.all.len()];
        hear_pronouns(scene.page, scene.mentions, &|m| self.of(m), &mut |member, gender| {
            if let Some(v) = votes.get_mut(member) {
                *if gender == Gender::Male { &mut v.0 } else { &mut v.1 } += 1;
            }
        });
        for (member, (male, female)) in self.all.iter_mut().zip(votes) {
            if member.gender == Gender::Any && !member.body {
                member.gender = match (male > female * 2 + 1, female > male * 2 + 1) {
                    (true, _) => Gender::Male,
                    (_, true) => Gender::Female,
                    _ => Gender::Any,
                };
            }
        }
    }

    /// Adds whoever tells the book: by name where the telling says it is theirs (`own`), or where others address somebody by a name
    /// that the telling itself never uses.
    fn add_narrator(&mut self, told: u32, own: Option<usize>, answers: &[[u32; 2]]) {
        let fits = |&(i, m): &(usize, &Member)| {
            answers.get(i).is_some_and(|&[answered, calls]| answered > calls * 2)
                && m.known == Known::Named
                && m.called >= 2
                && m.told * 4 <= m.called
                && m.called * 4 >= m.count
        };
        let best = self.all.iter().enumerate().filter(fits).max_by_key(|(i, m)| (m.called, usize::MAX - i));
        if let Some(i) = own.or(best.map(|b| b.0))
            && let Some(m) = self.all.get_mut(i)
        {
            m.known = Known::Narrator;
            m.count += told;
            self.narrator = Some(i);
            return;
        }
        self.narrator = Some(self.all.len());
        self.all.push(Member { key: NARRATOR, known: Known::Narrator, count: told, ..Member::default() });
    }

    /// The character that mention `m` names or describes.
    #[inline]
    pub fn of(&self, m: usize) -> Option<usize> {
        (self.of_mention.get(m).copied().unwrap_or(0) as usize).checked_sub(1)
    }
}
