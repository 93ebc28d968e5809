//! Whom the telling's *he* and *she* mean, so that whoever is told of by pronouns for pages is still near.
//!
//! Read from the start on: a pronoun means whoever of its gender was told of last, the subject of a sentence before others (Hobbs
//! 1978; the salience of Lappin and Leass 1994, its weights tried on the reporting clauses of the books that were learned from).
//! Once it was decided who speaks, it is read again: whoever spoke is near, and the pronoun of a reporting clause means them.

use super::candidates::{fit, leads_sentence};
use super::cast::{Cast, Known};
use super::turns::Turn;
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::mentions::Mention;
use crate::lang::{Gender, Number, Pronoun};

/// Characters that are kept in mind at most.
const MOST: usize = 12;
/// Sentences after which nobody is nearer than anybody else.
const FAR: i32 = 12;
/// What speaks for whom a pronoun may mean: that the gender is known to be its own.
const GENDER: i32 = 16;
/// That they have a name.
const NAMED: i32 = 10;
/// That they are the subject of the sentence in which they were told of.
const LEADS: i32 = 4;
/// What speaks against them: each sentence since.
const SENTENCE: i32 = 5;
/// That they do to somebody what the sentence tells.
const CLASH: i32 = 12;

/// A character as pronouns need it.
#[derive(Debug, Clone, Copy, Default)]
struct Folk {
    gender: Gender,
    /// It may be *he* or *she*.
    somebody: bool,
    /// It has a name.
    named: bool,
    /// How often it is named or described, as a logarithm to base two.
    often: i32,
}

/// A mention of the telling.
#[derive(Debug, Clone, Copy)]
struct Told {
    mention: u32,
    /// Sentence of the telling, counted by those that tell of anybody.
    sentence: i32,
    /// It is the subject of its sentence, or of its reporting clause.
    leads: bool,
    /// Whom it names or describes, counted from 1; 0 where it is a pronoun.
    member: u32,
    /// The gender of the pronoun.
    gender: Gender,
    /// The turn whose reporting clause it is the subject of, counted from 1.
    turn: u32,
}

/// What the telling tells of whom, in order.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    folk: Vec<Folk>,
    told: Vec<Told>,
    /// For each turn how many mentions of the telling stand before it and its reporting clause, and the gender of the subject of
    /// that, if it has one.
    turns: Vec<(usize, Option<Gender>)>,
}

/// Where a character was told of last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    member: usize,
    sentence: i32,
    /// As the subject of its sentence.
    leads: bool,
}

/// What is in mind before a turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mind {
    /// Whoever was told of, the last one first.
    seen: Vec<Seen>,
    /// Whom the pronoun of its reporting clause means.
    pub meant: Option<usize>,
    /// The gender that the reporting clause asks for.
    gender: Gender,
    sentence: i32,
}

impl Mind {
    fn new(seen: &[Seen], gender: Option<Gender>, sentence: i32) -> Self {
        Self { seen: seen.to_vec(), meant: None, gender: gender.unwrap_or_default(), sentence }
    }
}

/// Whom the mentions of the telling mean.
#[derive(Debug, Clone, Default)]
pub struct Focus {
    /// For each mention whom it means, counted from 1; 0 is nobody.
    pub of_mention: Vec<u32>,
    /// For each turn what is in mind before it.
    pub minds: Vec<Mind>,
}

impl Telling {
    /// Gathers what is told outside marks.
    pub fn new(scene: &Scene<'_, '_>, cast: &Cast, turns: &[Turn]) -> Self {
        let page = scene.page;
        let folk = cast.all.iter().map(|m| Folk {
            gender: m.gender,
            somebody: m.known != Known::Narrator
                && m.number == Number::Singular
                && !m.body
                && m.place * 3 <= m.count,
            named: m.known == Known::Named,
            often: m.count.max(1).ilog2().cast_signed(),
        });
        let mut out = Self { folk: folk.collect(), ..Self::default() };
        let mut cues = vec![0; scene.mentions.all.len()];
        for (t, turn) in (1..).zip(turns) {
            if let Some(slot) = cue(turn).and_then(|m| cues.get_mut(m)) {
                *slot = t;
            }
        }
        let (mut sentence, mut last) = (0, usize::MAX);
        for (m, (mention, &turn)) in scene.mentions.all.iter().zip(&cues).enumerate() {
            if mention.modifies || !page.is_outside(mention.head) {
                continue;
            }
            let gender = mention.pronoun.and_then(he_or_she);
            let member = cast.of(m).map_or(0, |m| m as u32 + 1);
            if gender.is_none() && member == 0 {
                continue;
            }
            if page.sentence(mention.head) != last {
                last = page.sentence(mention.head);
                sentence += 1;
            }
            let leads = leads(scene, mention);
            let gender = gender.unwrap_or_default();
            out.told.push(Told { mention: m as u32, sentence, leads, member, gender, turn });
        }
        let head = |m: u32| scene.mentions.all.get(m as usize).map_or(0, |m| m.head);
        out.turns = turns
            .iter()
            .map(|turn| {
                let own = cue(turn);
                let start = out.told.partition_point(|t| head(t.mention) < turn.tokens.start);
                let said = own.map_or(start, |m| out.told.partition_point(|t| (t.mention as usize) < m));
                (start.min(said), own.and_then(|m| scene.mentions.all.get(m)).map(|m| m.gender))
            })
            .collect();
        out
    }

    /// Reads it, for so many mentions; `speakers` tells for each turn who was decided to speak, if that was clear.
    pub fn read(&self, mentions: usize, speakers: &[Option<usize>]) -> Focus {
        let mut out = Focus { of_mention: vec![0; mentions], minds: vec![Mind::default(); self.turns.len()] };
        let mut seen: Vec<Seen> = Vec::with_capacity(MOST + 1);
        let mut turns = self.turns.iter().enumerate().peekable();
        for (n, told) in self.told.iter().enumerate() {
            while let Some((t, &(_, gender))) = turns.next_if(|t| t.1.0 <= n) {
                if let Some(mind) = out.minds.get_mut(t) {
                    *mind = Mind::new(&seen, gender, told.sentence);
                }
                // Whoever speaks is near, though nothing tells of them.
                if let Some(member) = speakers.get(t).copied().flatten().filter(|_| gender.is_none()) {
                    self.see(&mut seen, Seen { member, sentence: told.sentence, leads: false });
                }
            }
            let is_pronoun = told.member == 0;
            let by_words = if is_pronoun { self.meant(&seen, told) } else { Some(told.member as usize - 1) };
            let turn = (told.turn as usize).checked_sub(1);
            if let Some(mind) = turn.filter(|_| is_pronoun).and_then(|t| out.minds.get_mut(t)) {
                mind.meant = by_words;
            }
            let decided = turn.and_then(|t| speakers.get(t).copied().flatten());
            let Some(member) = decided.or(by_words) else { continue };
            if let Some(slot) = out.of_mention.get_mut(told.mention as usize) {
                *slot = member as u32 + 1;
            }
            self.see(&mut seen, Seen { member, sentence: told.sentence, leads: told.leads });
        }
        for (t, &(_, gender)) in turns {
            if let Some(mind) = out.minds.get_mut(t) {
                *mind = Mind::new(&seen, gender, self.told.last().map_or(0, |t| t.sentence));
            }
        }
        out
    }

    /// Puts a character that pronouns may mean before all others.
    fn see(&self, seen: &mut Vec<Seen>, mut new: Seen) {
        if !self.folk.get(new.member).is_some_and(|f| f.somebody) {
            return;
        }
        if let Some(at) = seen.iter().position(|s| s.member == new.member) {
            let old = seen.remove(at);
            new.leads |= old.leads && old.sentence == new.sentence;
        }
        seen.insert(0, new);
        seen.truncate(MOST);
    }

    /// Whom a pronoun means.
    fn meant(&self, seen: &[Seen], pronoun: &Told) -> Option<usize> {
        let weigh = |s: &Seen| {
            let folk = self.folk.get(s.member)?;
            let fits = fit(pronoun.gender, folk.gender);
            let far = (pronoun.sentence - s.sentence).min(FAR);
            // *Ashby saw him*: whoever does something is not whom it is done to.
            let clash = !pronoun.leads && s.leads && far == 0;
            let known = i32::from(fits == 2) * GENDER + i32::from(folk.named) * NAMED + folk.often;
            let here = i32::from(s.leads) * LEADS - far * SENTENCE - i32::from(clash) * CLASH;
            (fits > 0).then_some(known + here)
        };
        let all = seen.iter().enumerate().filter_map(|(i, s)| Some((weigh(s)?, usize::MAX - i, s.member)));
        all.max().map(|(_, _, member)| member)
    }

    /// Of what fits the gender that is asked for: how many stand before `member` in `mind`, how many sentences ago it was told of,
    /// and whether as a subject; `None` where it is not in mind.
    pub fn place(&self, mind: &Mind, member: usize) -> Option<(u32, u32, bool)> {
        let at = mind.seen.iter().position(|s| s.member == member)?;
        let own = mind.seen.get(at)?;
        let fits = |s: &&Seen| self.folk.get(s.member).is_some_and(|f| fit(mind.gender, f.gender) > 0);
        let before = mind.seen.iter().take(at).filter(fits).count();
        Some((before as u32, (mind.sentence - own.sentence).max(0).cast_unsigned(), own.leads))
    }

    /// How the gender of `member` fits the one that is asked for, see [`fit`].
    pub fn fits(&self, mind: &Mind, member: usize) -> u32 {
        self.folk.get(member).map_or(1, |f| fit(mind.gender, f.gender))
    }
}

/// The mention that is the subject of the reporting clause of `turn`.
fn cue(turn: &Turn) -> Option<usize> {
    Some(turn.spots.get(turn.cue?)?.mention as usize)
}

/// The gender of *he*, *him*, *she* or *her*.
fn he_or_she(p: Pronoun) -> Option<Gender> {
    let one = p.person == 3 && p.number == Number::Singular;
    Some(p.gender).filter(|g| one && matches!(g, Gender::Male | Gender::Female))
}

/// Whether `mention` is the subject of its sentence, or of its reporting clause.
fn leads(scene: &Scene<'_, '_>, mention: &Mention) -> bool {
    if let Some(p) = mention.pronoun {
        return p.subject;
    }
    let says_it = mention.whole().start.checked_sub(1).is_some_and(|i| scene.page.says(i));
    says_it || leads_sentence(scene, mention)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASHBY: u32 = 1;
    const ANNA: u32 = 2;
    const BRAND: u32 = 3;
    const NARRATOR: u32 = 4;

    fn told(member: u32, gender: Gender, sentence: i32, leads: bool) -> Told {
        Told { mention: 0, sentence, leads, member, gender, turn: 0 }
    }

    fn name(member: u32, sentence: i32) -> Told {
        told(member, Gender::Any, sentence, true)
    }

    fn he(sentence: i32) -> Told {
        told(0, Gender::Male, sentence, true)
    }

    fn him(sentence: i32) -> Told {
        told(0, Gender::Male, sentence, false)
    }

    /// Of two men, a woman, and whoever tells it.
    fn telling(told: Vec<Told>, turns: Vec<(usize, Option<Gender>)>) -> Telling {
        let folk = |gender, named, somebody| Folk { gender, somebody, named, often: 2 };
        let told = (0..).zip(told).map(|(mention, t)| Told { mention, ..t }).collect();
        let folk = vec![
            folk(Gender::Male, true, true),
            folk(Gender::Female, true, true),
            folk(Gender::Male, true, true),
            folk(Gender::Any, false, false),
        ];
        Telling { folk, told, turns }
    }

    #[test]
    fn a_pronoun_means_whoever_of_its_gender_was_told_of_last() {
        let she = told(0, Gender::Female, 2, true);
        let t =
            telling(vec![name(ASHBY, 0), name(ANNA, 1), she, he(2), he(3), name(NARRATOR, 4), he(5)], vec![]);
        let read = t.read(7, &[]).of_mention;
        assert_eq!(read, [ASHBY, ANNA, ANNA, ASHBY, ASHBY, NARRATOR, ASHBY]);
    }

    #[test]
    fn whoever_does_something_is_not_whom_it_is_done_to() {
        let t = telling(vec![name(BRAND, 0), name(ASHBY, 1), him(1), him(2)], vec![]);
        let read = t.read(4, &[]).of_mention;
        assert_eq!(read, [BRAND, ASHBY, BRAND, ASHBY], "one sentence on it may be he again");
    }

    #[test]
    fn whoever_was_decided_to_speak_is_who_the_pronoun_means() {
        // *Ashby came in with Brand. “…,” he said. He smiled.*
        let cue = Told { turn: 1, ..he(1) };
        let told = vec![name(BRAND, 0), name(ASHBY, 0), cue, he(2)];
        let t = telling(told, vec![(2, Some(Gender::Male))]);
        let by_words = t.read(4, &[]);
        assert_eq!(by_words.of_mention, [BRAND, ASHBY, ASHBY, ASHBY]);
        let decided = t.read(4, &[Some(BRAND as usize - 1)]);
        assert_eq!(decided.of_mention, [BRAND, ASHBY, BRAND, BRAND]);
        // What the pronoun says by itself does not follow from what was decided of it.
        let mind = decided.minds.first().unwrap();
        assert_eq!(mind.meant, Some(ASHBY as usize - 1));
        assert_eq!(t.place(mind, ASHBY as usize - 1), Some((0, 1, true)));
        assert_eq!(t.place(mind, BRAND as usize - 1), Some((1, 1, true)));
        assert_eq!(t.place(mind, ANNA as usize - 1), None);
        assert_eq!((t.fits(mind, ANNA as usize - 1), t.fits(mind, ASHBY as usize - 1)), (0, 2));
    }

    #[test]
    fn whoever_speaks_without_a_clause_is_near() {
        let t = telling(vec![name(ASHBY, 0), name(BRAND, 1), he(9)], vec![(2, None), (3, None)]);
        assert_eq!(t.read(3, &[None, None]).of_mention, [ASHBY, BRAND, BRAND]);
        let spoke = t.read(3, &[Some(ASHBY as usize - 1), None]);
        assert_eq!(spoke.of_mention, [ASHBY, BRAND, ASHBY]);
        let near: Vec<usize> = spoke.minds.last().unwrap().seen.iter().map(|s| s.member).collect();
        assert_eq!(near, [ASHBY as usize - 1, BRAND as usize - 1]);
    }
}
