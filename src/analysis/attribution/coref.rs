//! Whom a pronoun or a description means: the entity that fits best among those named before.

use super::apposition::full_description;
use super::candidates::Scene;
use super::entities::Entity;
use super::mentions::{Head, Mention, MentionKind, is_owning};
use super::{passing, templates as t, whom};
use crate::analysis::token::TokenKind;
use crate::analysis::weights::Features;
use crate::lang::{Class, Frame, Gender, Number};

/// Somebody whom a pronoun may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antecedent {
    /// Their key: an entity, or past the entities a description's first mention.
    pub key: u32,
    /// The mention that is nearest before the pronoun.
    pub mention: usize,
    /// What speaks for and against.
    pub features: Features,
}

/// Mentions looked back over at most.
const BACK: usize = 80;
/// Antecedents weighed at most.
const MOST: usize = 14;
/// Sentences that a description is looked for in, at most.
const DESCRIBED: usize = 12;

/// How mention `n` stands in its clause.
pub(super) struct Standing {
    pub(super) outside: u32,
    /// It begins its sentence.
    pub(super) begins: u32,
    /// A verb follows it, an apposition passed over: it is a subject.
    pub(super) verb: u32,
    /// It owns what follows: *Hale’s*.
    pub(super) owned: u32,
    /// A preposition stands before it.
    pub(super) oblique: u32,
}

impl Standing {
    pub(super) fn of(scene: &Scene<'_, '_>, m: usize, mention: &Mention) -> Self {
        let page = scene.page;
        let start = mention.whole().start;
        let is_verb = |i: usize| {
            page.word(i).verb > 0
                || page.is(i, Class::Auxiliary)
                || page.is(i, Class::Modal)
                || page.is_finite(i)
                || page.may_be_past(i)
        };
        let aside = [Class::Adverb, Class::Negation];
        let finite = |i: usize| is_verb(i) || page.word(i).classes.any(&aside) && is_verb(i + 1);
        let next = mention.tokens.end;
        // *Hale, 58, took office*; *Hale, who left, took office*; *the mayor, Ana Hale, took office*.
        // *Analysts at the bank were not so sure*
        let behind = match mention.kind {
            MentionKind::Nominal => full_description(scene, m).end,
            _ => next,
        };
        let relative =
            page.pronoun(next).is_some_and(|p| p.relative && p.subject && p.gender != Gender::Neuter);
        let verb = finite(next)
            // *one official who asked for anonymity told …*
            || relative && !page.is(next, Class::Article)
            || behind > next && finite(behind)
            // *Two aid workers in Marl, who asked for anonymity, said …*
            || page.kind(behind) == TokenKind::Comma && {
                let mut closes = (behind + 1..behind + APPOSITION)
                    .take_while(|&i| page.sentence(i) == page.sentence(behind))
                    .filter(|&i| page.kind(i) == TokenKind::Comma);
                // *Hale, 27, a crane operator, took office*
                let aged = page.kind(behind + 1) == TokenKind::Number;
                // *Hale, a pilot, left early*
                let apposed = super::names::opens_apposition(page, behind);
                let close = |c: usize| finite(c + 1) || apposed && page.has_finite(c + 1);
                finite(behind + 1)
                    || page.is(behind + 1, Class::Relative)
                    || closes.next().is_some_and(close)
                    || aged && closes.next().is_some_and(close)
            };
        // *Would Hale go?*
        let asked = start.checked_sub(1).is_some_and(|i| {
            (page.is(i, Class::Auxiliary) || page.is(i, Class::Modal))
                && page.sentences.get(page.sentence(start)).tokens.start == i
        });
        // *Am Montag hat Ministerin Ana Hale …*
        let turned = page.profile.grammar.verb_second && start.checked_sub(1).is_some_and(is_verb);
        // *Direktor Jon Hale vermied ein Bekenntnis*: where nothing was learned of words, what stands second is the verb.
        let plain = |i: usize| {
            page.kind(i) == TokenKind::Word && !page.is_capital(i) && !page.word(i).classes.is_function()
        };
        let heads = page.sentences.get(page.sentence(start)).tokens.start == start;
        let ruled = page.learned.is_none() && page.profile.grammar.verb_second && heads;
        let verb = verb || asked || turned || ruled && (plain(next) || plain(behind));
        // *But a Western official …*
        let opens = |i: usize| {
            page.is(i, Class::Coordinator) || page.is(i, Class::Opener) || page.kind(i) == TokenKind::Mark
        };
        let sentence = page.sentences.get(page.sentence(start)).tokens.start;
        // *Former Rovers striker Ana Hale …*
        let leads =
            |i: usize| page.is_wordy(i) && page.word(i).verb == 0 && !page.word(i).classes.is_function();
        let lead = sentence..start;
        // *PHOTO: Hale waves to the crowd.*
        let captioned = lead.len() == 2 && page.kind(lead.start + 1) == TokenKind::Colon;
        let begins = asked
            || captioned
            || lead.len() <= 2 && lead.clone().all(opens)
            || lead.len() <= 3 && lead.into_iter().all(leads);
        let preposition = start.checked_sub(1).is_some_and(|i| page.is(i, Class::Preposition));
        Self {
            outside: u32::from(page.is_outside(mention.tokens.start)),
            begins: u32::from(begins),
            verb: u32::from(verb),
            owned: u32::from(is_owning(page, mention.tokens.end)),
            oblique: u32::from(preposition),
        }
    }
}

/// Tokens of an apposition at most.
const APPOSITION: usize = 24;

/// Who is weighed for a pronoun, nearest first.
struct Search<'s, 'p, 't> {
    scene: &'s Scene<'p, 't>,
    pronoun: &'s Mention,
    previous: Option<u32>,
    alternate: Option<u32>,
    out: Vec<Antecedent>,
    /// People among those weighed so far who fit.
    fitting: u32,
    /// Names among them.
    named: u32,
    /// Someone weighed so far, and so nearer, is of the pronoun's gender for sure; or begins or acts in the pronoun's paragraph.
    nearer: [bool; 2],
    /// Pronouns of the same person between those weighed next and the pronoun.
    alike: u32,
    /// The last sentence before the pronoun's that has words outside marks.
    last: usize,
}

/// Whoever pronoun `m` may mean; `previous` and `alternate` spoke last.
pub fn antecedents(
    scene: &Scene<'_, '_>,
    m: usize,
    previous: Option<u32>,
    alternate: Option<u32>,
) -> Vec<Antecedent> {
    let Some(pronoun) = scene.mentions.all.get(m) else { return Vec::new() };
    let here = scene.page.sentence(pronoun.tokens.start);
    let mut search = Search {
        scene,
        pronoun,
        previous,
        alternate,
        out: Vec::new(),
        fitting: 0,
        named: 0,
        nearer: [false; 2],
        alike: 0,
        last: last_told(scene, pronoun.tokens.start),
    };
    for n in (m.saturating_sub(BACK * 3)..m).rev() {
        if search.named >= BACK as u32 || search.out.len() >= MOST {
            break;
        }
        let Some(mention) = scene.mentions.all.get(n) else { continue };
        let apart = !scene.page.is_outside(mention.head)
            && scene.page.region_of(mention.head) != scene.page.region_of(pronoun.head);
        let key = match mention.kind {
            MentionKind::Nominal if apart => None,
            // *“The wall is called ‘Too Low’,” he said*: what is named inside marks alone says nothing.
            MentionKind::Name if apart && is_marked_only(scene, n) => None,
            MentionKind::Name if passing::is_kind_of_thing(scene, mention) => None,
            MentionKind::Name => scene.entities.of(n).map(|e| e as u32),
            MentionKind::Nominal if here - scene.page.sentence(mention.head) <= DESCRIBED => {
                scene.described_person(n)
            }
            _ => None,
        };
        search.named += u32::from(mention.kind == MentionKind::Name);
        let alike = mention.kind == MentionKind::Pronoun && mention.gender == pronoun.gender;
        search.alike += u32::from(alike && scene.page.is_outside(mention.head));
        if let Some(key) = key {
            search.weigh(key, first_in_sentence(scene, key, n), false);
        }
    }
    let nobody = search.out.is_empty();
    for key in [previous, alternate].into_iter().flatten() {
        if search.out.len() < MOST + 2 {
            let n = mention_of(scene, key);
            // A sign that said something is no *he*, nor is what no list knows, where somebody else may be.
            let person = scene.mentions.all.get(n).is_some_and(|n| {
                let alive = matches!(n.head_kind, Head::Person | Head::Kin)
                    || nobody && !matches!(n.head_kind, Head::Document | Head::Group);
                n.kind != MentionKind::Nominal || n.number == Number::Singular && alive
            });
            if n < m && person {
                search.weigh(key, n, true);
            }
        }
    }
    let mut out = search.out;
    whom::keep_teller(scene, pronoun, &mut out);
    whom::drop_own(scene, pronoun, &mut out);
    whom::drop_asker(scene, pronoun, previous, &mut out);
    whom::drop_owners(scene, pronoun, previous, &mut out);
    whom::drop_named_for(scene, &mut out);
    whom::drop_told(scene, pronoun, &mut out);
    whom::drop_related(scene, &mut out);
    whom::drop_possessed(scene, pronoun, &mut out);
    whom::keep_subject(scene, pronoun, &mut out);
    whom::drop_unknown(scene, pronoun, &mut out);
    passing::drop_passing(scene, pronoun, &mut out);
    whom::keep_topic(scene, pronoun, &mut out);
    out
}

/// Whether whom the name `n` means is not named in full outside marks.
fn is_marked_only(scene: &Scene<'_, '_>, n: usize) -> bool {
    let entity = scene.entities.of(n).and_then(|e| scene.entities.get(e));
    let fullest = entity.and_then(|e| scene.mentions.all.get(e.fullest));
    fullest.is_some_and(|m| !scene.page.is_outside(m.head))
}

/// Mentions looked back over at most for a name with a title.
const TITLED: usize = 300;
/// Mentions looked back over at most for an earlier one of the same sentence.
const SENTENCE: usize = 12;

/// The first mention by name of whoever has `key` in the sentence of mention `n`, outside marks; `n` where that is the first:
/// *Hale was coy about what the winner gets* is about Hale.
fn first_in_sentence(scene: &Scene<'_, '_>, key: u32, n: usize) -> usize {
    let page = scene.page;
    let start = |n: usize| scene.mentions.all.get(n).map_or(0, |m| m.tokens.start);
    let sentence = page.sentence(start(n));
    let earlier = (n.saturating_sub(SENTENCE)..n).rev().take_while(|&o| page.sentence(start(o)) == sentence);
    let same = |&o: &usize| scene.entities.of(o) == Some(key as usize) && page.is_outside(start(o));
    earlier.filter(same).last().unwrap_or(n)
}

/// What part mention `n` has in the talk of its sentence, in bits: 1 it is spoken to, 2 it speaks, 4 it was asked before it does
/// anything: *Asked about it, Hale laughed*.
pub(super) fn part_in_talk(scene: &Scene<'_, '_>, mention: &Mention) -> u32 {
    let page = scene.page;
    let whole = mention.whole();
    let speaks = page.word(mention.tokens.end).verb > 0;
    let told = |i: usize| page.verb(i).is_some_and(|v| v.frames.has(Frame::Whom));
    let hears = !speaks && whole.start.checked_sub(1).is_some_and(told);
    let first = page.sentences.get(page.sentence(whole.start)).tokens.start;
    let asked = first < whole.start && page.word(first).slots & 0b0_1000 != 0 && told(first);
    u32::from(hears) | u32::from(speaks) << 1 | u32::from(asked) << 2
}

/// Sentences looked back over at most for one that is told.
const TOLD: usize = 6;

/// The last sentence before that of token `i` that begins outside marks; that of `i` where there is none near.
pub(super) fn last_told(scene: &Scene<'_, '_>, i: usize) -> usize {
    let page = scene.page;
    let here = page.sentence(i);
    let told = |s: &usize| page.is_outside(page.sentences.get(*s).tokens.start);
    (here.saturating_sub(TOLD)..here).rev().find(told).unwrap_or(here)
}

/// The mention that best names whoever has `key`.
pub fn mention_of(scene: &Scene<'_, '_>, key: u32) -> usize {
    match scene.entities.get(key as usize) {
        Some(entity) => entity.fullest,
        None => (key as usize).saturating_sub(scene.entities.all.len()),
    }
}

impl Scene<'_, '_> {
    /// Whether `mention` is many of whom one is meant: *One of its former officers was scornful. “…,” she said.*
    pub(super) fn is_one_of(&self, mention: &Mention) -> bool {
        let of = mention.tokens.start.checked_sub(1).filter(|&i| self.page.is(i, Class::Belonging));
        let one = of.and_then(|i| i.checked_sub(1)).and_then(|i| self.page.pronoun(i));
        one.is_some_and(|p| p.indefinite && p.number == Number::Singular && p.person == 0)
    }

    /// The key of the one person whom description `n` describes: *a harbour official*.
    fn described_person(&self, n: usize) -> Option<u32> {
        let mention = self.mentions.all.get(n)?;
        let several = mention.number == Number::Plural && !self.is_one_of(mention);
        if !matches!(mention.head_kind, Head::Person | Head::Kin) || several {
            return None;
        }
        // *He is a tall, quiet man*: that describes somebody named before.
        let before = mention.tokens.start.checked_sub(1);
        let determined = self.page.is(mention.tokens.start, Class::Determiner);
        let predicate = |before: usize| {
            self.page.is(before, Class::Be) || self.page.kind(before) == TokenKind::Comma && !determined
        };
        if before.is_some_and(predicate) {
            return None;
        }
        // *The Woman Who Swam*: a headline tells of nobody yet.
        if self.page.sentences.paragraph(self.page.paragraph(mention.head)).is_heading {
            return None;
        }
        // *As a former miner, she knew the pit*; *the sea, as another man might look at a clock*: nobody is told of.
        let does = self.page.is(mention.tokens.end, Class::ReportingVerb);
        if before.is_some_and(|i| self.page.is_as(i)) && !does {
            return None;
        }
        // *A former miner, she left the pit*: she is told of before.
        let end = full_description(self, n).end;
        let begins = before.is_none_or(|i| self.page.sentence(i) != self.page.sentence(mention.head));
        let pronoun = self.page.pronoun(end + 1).filter(|p| p.subject && p.person == 3);
        if begins && self.page.kind(end) == TokenKind::Comma && pronoun.is_some() {
            return None;
        }
        self.description(n)
    }
}

impl Search<'_, '_, '_> {
    fn weigh(&mut self, key: u32, n: usize, back: bool) {
        if self.out.iter().any(|a| a.key == key) {
            return;
        }
        let scene = self.scene;
        let (page, pronoun) = (scene.page, self.pronoun);
        let Some(mention) = scene.mentions.all.get(n) else { return };
        let entity = scene.entities.get(key as usize);
        let gender = match (entity.map_or(Gender::Any, Entity::gender), mention.kind) {
            (Gender::Any, MentionKind::Nominal) => mention.gender,
            (known, _) => known,
        };
        let fit = match (pronoun.gender, gender) {
            (Gender::Male, Gender::Male) | (Gender::Female, Gender::Female) => 2,
            (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male) => return,
            _ => 1,
        };
        let body = entity.is_some_and(Entity::is_body);
        let person = entity.is_some_and(|e| e.person + e.male + e.female > 0);
        // *He* is no ministry, and no University of Halden.
        let office = entity.and_then(|e| scene.mentions.all.get(e.fullest)).is_some_and(|n| {
            n.tokens.clone().any(|i| page.is(i, Class::Group) || page.is(i, Class::OrganisationSuffix))
        });
        // *Hale & Sons*, *the FIR*
        let letters = entity.and_then(|e| scene.mentions.all.get(e.fullest)).is_some_and(|n| {
            let shape = page.tokens.shape(n.head);
            n.tokens.len() == 1 && shape.is_all_capital() && shape.is_long() && page.tokens.stands_out(n.head)
        });
        let firm = entity.is_some_and(Entity::is_firm) || letters && body;
        // *The Admiralty*: nobody has an article before the name who is not told of as a person.
        let article = mention
            .whole()
            .start
            .checked_sub(1)
            .is_some_and(|i| page.is_definite(i) && mention.kind == MentionKind::Name);
        let thing = entity.is_some_and(|e| e.thing);
        if (firm || thing) && !person
            || office && (body || !person)
            || article && body && !person
            || entity.is_some_and(|e| e.is_place(scene.mentions)) && !back
        {
            return;
        }
        let at = |i: usize| (page.sentence(i), page.paragraph(i));
        let ((s, p), (t, q)) = (at(pronoun.tokens.start), at(mention.tokens.start));
        let (sentences, paragraphs) = (s.abs_diff(t).min(5) as u32, p.abs_diff(q).min(3) as u32);
        let Standing { outside, begins, verb, owned, oblique } = Standing::of(scene, n, mention);
        // *Her husband, Ana Hale, runs a mill*: the name begins the sentence with the description that it explains.
        let explains =
            n.checked_sub(1).filter(|&d| scene.apposed(d) == Some(n)).and_then(|d| scene.mentions.all.get(d));
        let described = explains.and(n.checked_sub(1)).map(|d| full_description(scene, d).start);
        let first = described.unwrap_or(mention.whole().start);
        let begins = begins | u32::from(explains.is_some() && first == page.sentences.get(t).tokens.start);
        let spoke = u32::from(Some(key) == self.previous) * 2 + u32::from(Some(key) == self.alternate);
        let definite = page.is_definite(mention.tokens.start);
        // What it is: a name of somebody, of a body, of nobody knows whom, or a description.
        let what = match (entity, mention.kind) {
            (None, _) | (_, MentionKind::Nominal) => {
                3 + u32::from(definite) + 2 * u32::from(entity.is_some())
            }
            _ if body => 1,
            _ if person => 2,
            _ => 0,
        };
        let (rank, fitting) = (self.out.len().min(6) as u32, self.fitting.min(6));
        let fit_what = fit * 8 + what;
        let subject = begins * 4 + verb * 2 + owned;
        let who = gender_code(pronoun);
        let starts = u32::from(super::names::begins(page, pronoun.tokens.start));
        let mut f = Features::with_room(32);
        let a = t::ANTECEDENT;
        f.add(a, fit_what, who);
        f.add(a + 2, fitting, fit_what * 2 + outside);
        f.add(a + 4, subject, sentences * 2 + outside);
        f.add(a + 5, spoke, paragraphs * 64 + fit_what * 2 + outside);
        f.add(a + 7, spoke, fitting.min(3) * 8 + sentences);
        f.add(a + 9, u32::from(!mention.title.is_empty()) * 2 + owned, fit);
        f.add(a + 10, u32::from(back), sentences);
        f.add(a + 11, subject * 2 + oblique, what * 16 + sentences.min(2) * 2 + outside);
        f.add(
            a + 12,
            subject * 2 + oblique,
            starts * 64 + fitting.min(2) * 8 + sentences.min(2) * 2 + outside,
        );
        f.add(a + 13, spoke * 8 + what, sentences * 8 + fitting.min(3));
        f.add(a + 14, spoke * 4 + paragraphs, subject * 8 + sentences.min(3) * 2 + outside);
        f.add(a + 15, fitting * 8 + sentences, paragraphs * 64 + fit_what);
        f.add(a + 16, starts * 64 + subject * 2 + outside, sentences * 4 + paragraphs);
        // Who the sentence before is about; who opens the paragraph; what else of the text says that somebody is meant.
        let level = |n: u32| n.min(3);
        let (acts, oblique) = entity.map_or((3, 3), |e| (level(e.acts), level(e.oblique)));
        let alive = entity.map_or(4, |e| level(e.person + e.male + e.female));
        let words =
            entity.map_or(0, |e| scene.mentions.all.get(e.fullest).map_or(0, |m| m.tokens.len().min(3)));
        let here = u32::from(p == q);
        let opens = begins * u32::from(page.sentences.paragraph(q).tokens.start + 2 >= first);
        let told = u32::from(t == self.last) + u32::from(t > self.last) * 2;
        let [sure, acting] = self.nearer.map(u32::from);
        let whole = (told * 2 + here) * 8 + subject;
        f.add(a + 17, acts * 4 + oblique, what * 2 + u32::from(fit == 2));
        f.add(a + 18, (acts * 4 + oblique) * 8 + alive, words as u32);
        f.add(a + 19, whole * 2 + outside, sure * 2 + acting);
        f.add(a + 20, whole * 2 + outside, spoke * 8 + what);
        f.add(a + 21, opens * 8 + here * 4 + spoke, told * 4 + sure * 2 + acting);
        f.add(a + 22, self.alike.min(3), spoke * 16 + told * 4 + here * 2 + sure);
        f.add(a + 23, self.alike.min(3) * 8 + subject, rank);
        f.add(a + 24, spoke * 8 + fitting, told * 8 + here * 4 + sure * 2 + acting);
        f.add(a + 25, level(paragraphs) * 4 + told, (fit_what * 2 + sure) * 4 + spoke);
        // *She asked Hale whether he would go. “I will,” he answered.*
        let part = part_in_talk(scene, mention);
        let beside = page
            .word(pronoun.tokens.end)
            .verb
            .max(pronoun.tokens.start.checked_sub(1).map_or(0, |i| page.word(i).verb));
        f.add(a + 26, part * 8 + subject, told * 4 + here * 2 + outside);
        f.add(a + 27, part * 8 + spoke, told * 16 + here * 8 + fitting.min(3) * 2 + outside);
        f.add(a + 28, part * 4 + told, u32::from(beside));
        self.out.push(Antecedent { key, mention: n, features: f });
        self.fitting += u32::from(!body);
        let [sure, acting] = &mut self.nearer;
        *sure |= fit == 2 && outside == 1;
        *acting |= here == 1 && outside == 1 && !body && begins | verb == 1;
    }
}

/// Names looked back over at most for the person whom a description means by a role.
const NAMED: usize = 24;

/// Bytes of a noun that is the last part of another, at least.
const COMPOUND: usize = 6;

/// Tokens between marked words and a description beside them at most.
const BESIDE: usize = 3;

/// Paragraphs before a description in which the person is named whom it means by nothing but being the last.
const NEAR: usize = 2;

/// The entity whom the definite description `m` means: the last person named who has that role, or else the one person named just
/// before, where nothing is known against it: *the analyst*, *the striker*.
pub fn named_by_role(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let mention = scene.mentions.all.get(m)?;
    let page = scene.page;
    let first = mention.tokens.start;
    // *the Herons’ rookie*
    let anybody = page.profile.anybody.contains(&page.tokens.hash(mention.head));
    let definite =
        page.is_definite(first) || anybody && first.checked_sub(1).is_some_and(|i| page.is_definite(i));
    if !definite || mention.head_kind != Head::Person || mention.number == Number::Plural {
        return None;
    }
    let (head, here) = (page.tokens.hash(mention.head), page.paragraph(mention.head));
    // *Ana Hale, the bishop*, is *the prelate*.
    let alike: Vec<&Vec<u32>> =
        page.profile.same_roles.iter().filter(|group| group.contains(&head)).collect();
    let names = (m.saturating_sub(NAMED * 3)..m).rev();
    let names = names.filter(|&n| scene.mentions.all.get(n).is_some_and(|n| n.kind == MentionKind::Name));
    let mut last: Option<(usize, usize)> = None; // the last person named as a subject, and the mention
    let mut several = false;
    let mut paragraph = None; // where that is
    for n in names.take(NAMED) {
        let (Some(name), Some(e)) = (scene.mentions.all.get(n), scene.entities.of(n)) else { continue };
        let stated = super::roles::role(scene, n).map(|r| page.tokens.within(r)).unwrap_or_default();
        // *Verkehrsministerin Ana Hale*, *die Ministerin*
        let compound = |i: usize| {
            let (long, short) = (page.str(i), page.str(mention.head));
            page.profile.grammar.capital_nouns
                && short.len() >= COMPOUND
                && long.len() > short.len()
                && long.ends_with(short.to_lowercase().as_str())
        };
        let has = |i: usize| {
            let short = page.is(i, Class::TitleAbbreviation) && {
                let word = page.str(mention.head).as_bytes();
                word.get(..page.str(i).len()).is_some_and(|w| w.eq_ignore_ascii_case(page.str(i).as_bytes()))
            };
            let own = page.tokens.hash(i);
            (own == head || short || compound(i) || alike.iter().any(|group| group.contains(&own)))
                && !i.checked_sub(1).is_some_and(|b| page.profile.lesser.contains(&page.tokens.hash(b)))
        };
        if name.title.clone().chain(stated).any(has) {
            return Some(e);
        }
        let aged = super::mentions::is_aged_noun(page, mention.head);
        // An age is somebody's, though nothing else told so far that a full name is; so is *rookie*.
        let full = |e: &Entity| scene.mentions.all.get(e.fullest).is_some_and(|m| m.tokens.len() > 1);
        let person = scene
            .entities
            .get(e)
            .is_some_and(|e| e.person + e.male + e.female + u32::from((aged || anybody) && full(e)) > e.body);
        let near = page.is_outside(name.tokens.start) && here - page.paragraph(name.tokens.start) <= NEAR;
        let at = page.paragraph(name.tokens.start);
        let place = Standing::of(scene, n, name);
        // Where nothing was learned of the words, what is no verb of saying is not known to be one.
        // *verlässt den TV Hale*: a club.
        let article = name.title.is_empty()
            && name.tokens.start.checked_sub(1).is_some_and(|i| page.is(i, Class::Article));
        let free = place.oblique + place.owned == 0 && !article;
        let subject = place.verb == 1 || page.learned.is_none() && free;
        // *die 61-Jährige* is no man.
        let gender = scene.entities.get(e).map(Entity::gender).unwrap_or_default();
        if aged && is_opposed(mention.gender, gender) {
            continue;
        }
        let lies = scene.entities.get(e).is_some_and(Entity::is_located);
        if person && !lies && near && subject && paragraph.is_none_or(|p| p == at) {
            several |= last.is_some_and(|(other, _)| other != e);
            last = last.or(Some((e, n)));
            paragraph = Some(at);
        }
    }
    let (e, n) = last.filter(|_| !several)?;
    // *Hale left. Three men sat down. The owner said*: others have come in since.
    let definite = |n: &Mention| page.is_definite(n.tokens.start);
    let came_in = (n + 1..m).filter_map(|o| Some((o, scene.mentions.all.get(o)?))).any(|(o, other)| {
        other.kind == MentionKind::Nominal
            && matches!(other.head_kind, Head::Person | Head::Kin)
            && page.is_outside(other.head)
            && page.tokens.hash(other.head) != head
            && !definite(other)
            // *a bottle, given to a friend who had praised it*
            && matches!(Standing::of(scene, o, other), Standing { verb: 1, oblique: 0, .. })
    });
    if came_in || page.learned.is_none() && passing::is_another_named(scene, n, m, e) {
        return None;
    }
    let (entity, name) = (scene.entities.get(e)?, scene.mentions.all.get(n)?);
    let opposed = is_opposed(mention.gender, entity.gender());
    // *Hale said as the heckler yelled*
    let clause = first.checked_sub(1).is_some_and(|i| page.is(i, Class::Subordinator) && page.is_outside(i));
    if clause && page.sentence(name.head) == page.sentence(mention.head) {
        return None;
    }
    // *the Dane*: where somebody is from says nothing against what they are.
    let any = anybody
        || super::mentions::is_native(page, mention.head)
        // *the 33-year-old*, *the 33-year-old teacher*
        || mention.tokens.clone().any(|i| super::mentions::is_age(page, i));
    let unnamed = page.is(mention.head, Class::Title) && !any
        || page.profile.parties.contains(&head)
        || page.is(mention.tokens.end, Class::Belonging);
    let known = name.title.clone().any(|i| page.is(i, Class::Role)) || super::roles::role(scene, n).is_some();
    // *Council leader Ana Hale objected. “No,” the lawmaker said*: whoever alone is told of in the paragraph goes on.
    let here = page.paragraph(mention.head);
    let marked = (first.saturating_sub(BESIDE)..first).any(|i| !page.is_outside(i));
    let says = marked || first.checked_sub(1).is_some_and(|i| page.says(i)) || page.says(mention.tokens.end);
    let spoke =
        page.word(name.tokens.end + usize::from(page.kind(name.tokens.end) == TokenKind::Comma)).verb > 0;
    let goes_on =
        paragraph == Some(here) && says && spoke && page.sentence(name.head) != page.sentence(mention.head);
    (!opposed && !unnamed && (any || !known || goes_on)).then_some(e)
}

/// Whether one is a man's and the other a woman's.
pub(super) const fn is_opposed(a: Gender, b: Gender) -> bool {
    matches!((a, b), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
}

/// Whether the title of name `n` has the noun that description `m` has, or is one for it: *Justice Ana Hale*, *the judge*.
pub(super) fn has_title(scene: &Scene<'_, '_>, n: usize, m: &Mention) -> bool {
    let page = scene.page;
    let name = scene.mentions.all.get(n).filter(|n| n.kind == MentionKind::Name && page.is_outside(n.head));
    let head = page.tokens.hash(m.head);
    let is_head = |i: usize| {
        let own = page.tokens.hash(i);
        own == head || page.profile.short_titles.contains(&(own, head))
    };
    name.is_some_and(|n| n.title.clone().any(is_head))
}

/// The last person named before the definite description `m`, with the same noun for a title: *A judge … Judge Hale … the judge*.
pub fn named_with_title(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let mention = scene.mentions.all.get(m)?;
    let page = scene.page;
    let definite = page.is_definite(mention.tokens.start);
    if !definite || mention.head_kind != Head::Person || mention.number == Number::Plural {
        return None;
    }
    let n = (m.saturating_sub(TITLED)..m).rev().find(|&n| has_title(scene, n, mention))?;
    scene.entities.of(n)
}

/// Whoever is named soon after the description `m` of somebody as yet unnamed, with the same noun for a title, where that is one
/// person: *A judge ruled … Judge Ana Hale said*.
pub fn named_with_title_behind(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let mention = scene.mentions.all.get(m)?;
    let page = scene.page;
    let one = page.is(mention.tokens.start, Class::IndefiniteArticle);
    if !one || mention.head_kind != Head::Person || mention.number == Number::Plural {
        return None;
    }
    let here = page.paragraph(mention.head);
    let near = (m + 1..m + NAMED)
        .take_while(|&n| scene.mentions.all.get(n).is_some_and(|n| page.paragraph(n.head) <= here + NEAR));
    let mut found = near.filter(|&n| has_title(scene, n, mention)).filter_map(|n| scene.entities.of(n));
    let first = found.next()?;
    found.all(|e| e == first).then_some(first)
}

/// The description of somebody unnamed that *the person*, *the source* takes up: *One supplier … the person said*.
pub fn unnamed_before(scene: &Scene<'_, '_>, m: usize) -> Option<usize> {
    let mention = scene.mentions.all.get(m)?;
    let page = scene.page;
    let definite = page.is_definite(mention.tokens.start);
    if !definite || !page.is(mention.head, Class::PersonNoun) && page.str(mention.head) != "source" {
        return None;
    }
    // *the man who left* is told of by what follows.
    if page.pronoun(mention.tokens.end).is_some_and(|p| p.relative && p.subject) {
        return None;
    }
    let here = page.paragraph(mention.head);
    let earlier = (m.saturating_sub(NAMED)..m).rev().filter_map(|n| Some((n, scene.mentions.all.get(n)?)));
    let mut near = earlier.take_while(|(_, n)| here - page.paragraph(n.tokens.start) <= NEAR);
    let found = near.find(|(_, n)| {
        n.kind == MentionKind::Nominal
            && n.head_kind == Head::Person
            && n.number == Number::Singular
            && page.is_outside(n.head)
            && (page.is(n.tokens.start, Class::IndefiniteArticle)
                || page.is(n.tokens.start, Class::Quantifier))
    });
    found.map(|(n, _)| n)
}

fn gender_code(m: &Mention) -> u32 {
    let gender = match m.gender {
        Gender::Male => 0,
        Gender::Female => 1,
        Gender::Neuter => 2,
        Gender::Any => 3,
    };
    gender * 4 + u32::from(m.number == Number::Plural) * 2 + u32::from(m.kind == MentionKind::Nominal)
}

/// The earlier description that description `m` takes up: *the report* after *a harbour report*. Itself where there is none.
pub fn first_description(scene: &Scene<'_, '_>, m: usize) -> usize {
    let Some(mention) = scene.mentions.all.get(m) else { return m };
    let page = scene.page;
    let definite =
        page.is(mention.tokens.start, Class::Article) || page.is(mention.tokens.start, Class::Demonstrative);
    // *one of the people* is none of those who were told of.
    let definite = definite && !scene.is_one_of(mention);
    if !definite || page.is(mention.tokens.start, Class::IndefiniteArticle) || mention.head_kind == Head::Kin
    {
        return m;
    }
    let head = page.tokens.hash(mention.head);
    // *The audit office* is not *the harbour office*; *the office* is.
    let words = |n: &Mention| -> Vec<u32> {
        let before = n.tokens.start..n.head;
        before.filter(|&i| super::mentions::is_noun_like(page, i)).map(|i| page.tokens.hash(i)).collect()
    };
    let own = words(mention);
    let mut best = m;
    for n in (m.saturating_sub(BACK * 2)..m).rev() {
        let Some(other) = scene.mentions.all.get(n) else { continue };
        if other.kind == MentionKind::Nominal
            && page.tokens.hash(other.head) == head
            && page.is_outside(other.head)
            && !page.sentences.paragraph(page.paragraph(other.head)).is_heading
            && (own.is_empty() || words(other).iter().any(|w| own.contains(w)))
        {
            best = n;
            if page.is(other.tokens.start, Class::IndefiniteArticle) {
                break;
            }
        }
    }
    best
}
