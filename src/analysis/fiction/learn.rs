//! Learning the weights of fiction: what a book teaches, the weights that are climbed to by it ([`super::climb`]), and how often a
//! share proves right, counted on books that were not learned from.
//!
//! The runs are shared out among the cores and brought together in a fixed order: the same input gives the same file.

use super::Reading;
use super::chain::{self, Link};
use super::climb::{Climber, OWN_UNITS, climb};
use super::company::Company;
use super::facts::Facts;
use super::features::{Look, WAYS};
use super::focus::Telling;
use super::model::{CLASSES, Judge, KNOTS, Weights, class_of};
use super::net::{Net, UNITS};
use super::talk::Words;
use super::turns::Turn;
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::rank::NARRATOR;
use crate::analysis::weights::gold::{GoldDocument, GoldQuote, name_words, same_name};
use crate::analysis::weights::model::SLOTS;
use crate::analysis::weights::{Features, Model};
use std::collections::{BTreeMap, BTreeSet};

/// One turn to learn from.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Who may say it.
    pub members: Vec<usize>,
    /// For each of them the slots of what speaks for them.
    pub candidates: Vec<Vec<u32>>,
    /// For each of them the facts, with those of the turn.
    pub facts: Vec<Facts>,
    /// For each way that it follows the slots of what speaks for it.
    pub ways: [Vec<u32>; WAYS],
    /// For each candidate whether it is right; none is where the right one is not among them.
    pub right: Vec<bool>,
    /// For each candidate whether what it is called is a name of the right one: a reader counts that as right.
    pub named: Vec<bool>,
    /// For each candidate whether it is somebody who is only described.
    pub described: Vec<bool>,
    /// See [`super::features::subject`].
    pub subject: u32,
    /// Paragraphs since the turn before.
    pub gap: u32,
    /// Whether people said who speaks.
    pub marked: bool,
    /// Whether the book calls whoever speaks somewhere what people call them; where it does not, no answer shows as right.
    pub called: bool,
}

/// What one book teaches.
#[derive(Debug, Clone, Default)]
struct Book {
    steps: Vec<Step>,
    /// What the first look says, by weights that were not learned from the book.
    first: Vec<Link>,
    /// The words of each turn.
    words: Vec<Words>,
    /// What it tells of whom.
    telling: Telling,
    weight: f32,
    /// It was cut from a book.
    passage: bool,
    /// The number of the book that it is, or was cut from.
    number: usize,
}

impl Book {
    /// The part in which it is not learned from.
    const fn part(&self) -> usize {
        self.number % PARTS
    }
}

/// Books to learn from.
#[derive(Debug, Clone, Default)]
pub struct Lessons {
    books: Vec<Book>,
}

fn slots(f: &Features) -> Vec<u32> {
    f.0.iter().map(|f| f.slot).collect()
}

impl Lessons {
    /// Adds a book that people marked, or a `passage` cut from one; `weight` is how much it counts, in hundredths. What has one
    /// number is learned from or left out together.
    pub fn add(&mut self, scene: &Scene<'_, '_>, gold: &GoldDocument, weight: u16, passage: bool) {
        let quotes: Vec<Option<&GoldQuote>> = scene
            .units
            .iter()
            .map(|u| {
                let r = scene.page.regions.all.get(*u.regions.first()?)?;
                gold.covering(r.span).map(|q| q.1)
            })
            .collect();
        let speech: Vec<bool> = quotes.iter().map(Option::is_some).collect();
        if !speech.contains(&true) {
            return;
        }
        let reading = Reading::new(scene, &speech);
        let who = characters(scene, &reading, gold);
        let number = gold.number as usize;
        let mut speakers = Vec::new();
        let mut book = Book { weight: f32::from(weight) / 100.0, number, passage, ..Book::default() };
        for (t, turn) in reading.turns.iter().enumerate() {
            let Some(look) = Look::new(scene, &reading, t) else { continue };
            let all = &look.candidates;
            let names = turn.units.iter().find_map(|&u| quotes.get(u as usize).copied().flatten());
            let name = names.and_then(|q| q.names.first());
            let right: Vec<bool> = all
                .iter()
                .map(|c| name.is_some() && who.get(&c.member).is_some_and(|w| Some(w) == name))
                .collect();
            let (known, shared) = (look.unary(), look.shared());
            book.steps.push(Step {
                members: all.iter().map(|c| c.member).collect(),
                candidates: known.iter().map(|(f, _)| slots(f)).collect(),
                facts: known.iter().map(|(_, own)| Facts([&*shared.0, &*own.0].concat())).collect(),
                ways: look.ways(reading.speakers_near(t)).map(|f| slots(&f)),
                named: all.iter().map(|c| says_name(scene, &reading, c.member, names)).collect(),
                described: all.iter().map(|c| reading.cast.is_described(c.member)).collect(),
                right,
                subject: look.subject,
                gap: look.gap,
                marked: name.is_some(),
                called: false,
            });
            speakers.push(name);
        }
        let both = || book.steps.iter().zip(&speakers).filter(|(s, _)| s.named.contains(&true));
        let called: BTreeSet<&String> = both().filter_map(|(_, name)| *name).collect();
        for (step, name) in book.steps.iter_mut().zip(&speakers) {
            step.called = name.is_some_and(|n| called.contains(n));
        }
        book.words = reading.words;
        book.telling = reading.telling;
        self.books.push(book);
    }

    /// How many turns there are, for how many people said who speaks, and for how many the right one is a candidate.
    pub fn counts(&self) -> [usize; 3] {
        let steps = || self.books.iter().flat_map(|b| &b.steps);
        [
            steps().count(),
            steps().filter(|s| s.marked).count(),
            steps().filter(|s| s.right.contains(&true)).count(),
        ]
    }

    /// Learns the weights.
    pub fn learn(&mut self, say: &mut dyn FnMut(&str)) -> Weights {
        let first = self.judge(None);
        self.see_company();
        let mut seen = [[(0_u32, 0_u32); KNOTS]; CLASSES];
        let (mut right, mut of) = ([0_usize; CLASSES], [0_usize; CLASSES]);
        for part in 0..PARTS {
            let judge = self.judge(Some(part));
            for book in self.books.iter().filter(|b| b.part() == part) {
                let both = book.first.iter().zip(&book.steps);
                let links: Vec<Link> = both.map(|(first, s)| first.mean(&link(s, &judge))).collect();
                for (step, shares) in book.steps.iter().zip(chain::shares(&links)) {
                    if !step.marked {
                        continue;
                    }
                    let best = shares.iter().enumerate().max_by_key(|&(i, s)| (*s, usize::MAX - i));
                    let (i, share) = best.map_or((0, 0), |(i, s)| (i, *s));
                    let hit = step.named.get(i).copied().unwrap_or(false);
                    let described = step.described.get(i).copied().unwrap_or(false);
                    let class = class_of(step.subject, described, book.steps.len());
                    let knot = (share as usize * (KNOTS - 1) + 32_768) >> 16;
                    if let (Some(r), Some(o)) = (right.get_mut(class), of.get_mut(class)) {
                        *r += usize::from(hit);
                        *o += 1;
                    }
                    let times = if book.passage { 1 } else { MARKED };
                    if step.called
                        && let Some(slot) = seen.get_mut(class).and_then(|c| c.get_mut(knot))
                    {
                        slot.0 += u32::from(hit) * times;
                        slot.1 += times;
                    }
                }
            }
        }
        say(&format!(
            "of books not learned from: {} of {} right ({})",
            right.iter().sum::<usize>(),
            of.iter().sum::<usize>(),
            right.iter().zip(&of).map(|(r, o)| format!("{r}/{o}")).collect::<Vec<_>>().join(" ")
        ));
        Weights { first, again: self.judge(None), knots: worths(&seen) }
    }

    /// Takes the first look at each book, by weights that were not learned from it, and adds what the turns around say by it.
    fn see_company(&mut self) {
        let judges: Vec<Judge> = (0..PARTS).map(|part| self.judge(Some(part))).collect();
        for book in &mut self.books {
            let Some(judge) = judges.get(book.part()) else { continue };
            book.first = book.steps.iter().map(|s| link(s, judge)).collect();
            let shares = chain::shares(&book.first);
            let company = Company::new(&book.first, &shares, &book.words, &book.telling);
            for (t, step) in book.steps.iter_mut().enumerate() {
                let around = company.features(t, step.subject);
                for ((slots_of, facts), (more, known)) in
                    step.candidates.iter_mut().zip(&mut step.facts).zip(around)
                {
                    slots_of.extend(slots(&more));
                    facts.0.extend(known.0);
                }
            }
        }
    }

    /// What the books teach, those of one part left out. Runs are shared out among the cores, and brought together in their order:
    /// the tables are added up, and the networks stand side by side.
    fn judge(&self, without: Option<usize>) -> Judge {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let uses = |b: &Book| without.is_none_or(|part| b.part() != part);
        let (allowed, parts) = (self.allowed(&uses), self.parts(&uses));
        let mut table = vec![0.0_f32; SLOTS];
        let mut units = Vec::with_capacity(UNITS);
        let runs: Vec<u64> = (0..RUNS).collect();
        for few in runs.chunks(cores) {
            let climbed: Vec<Climber> = std::thread::scope(|scope| {
                let start = |&run: &u64| {
                    let (allowed, parts) = (&allowed, &parts);
                    let seed = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * run + 1);
                    scope.spawn(move || climb(parts, allowed, seed))
                };
                let all: Vec<_> = few.iter().map(start).collect();
                let ended = |t: std::thread::ScopedJoinHandle<'_, Climber>| {
                    t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))
                };
                all.into_iter().map(ended).collect()
            });
            for one in climbed {
                table.iter_mut().zip(&one.table).for_each(|(sum, w)| *sum += w);
                for (u, (start, weight)) in one.start.iter().zip(&one.units).enumerate() {
                    let of_unit = |row: &[f32; OWN_UNITS]| row.get(u).copied().unwrap_or(0.0);
                    units.push((one.rows.iter().map(of_unit).collect(), *start, weight / RUNS as f32));
                }
            }
        }
        for w in &mut table {
            *w /= RUNS as f32;
        }
        Judge { table: Model::from_floats(&table), net: Net::from_floats(&units) }
    }

    /// The parts of books that are learned from: turns that are decided together, and how much they count.
    fn parts(&self, uses: &dyn Fn(&Book) -> bool) -> Vec<(&[Step], f32)> {
        let mut parts = Vec::new();
        for book in self.books.iter().filter(|b| uses(b)) {
            let mut start = 0;
            for t in 0..=book.steps.len() {
                let far = book.steps.get(t).is_none_or(|s| s.gap >= 4 && t - start >= 6);
                if t > start && (far || t - start >= LONGEST) {
                    parts.extend(book.steps.get(start..t).map(|steps| (steps, book.weight)));
                    start = t;
                }
            }
        }
        parts
    }

    /// The slots that enough books use.
    fn allowed(&self, uses: &dyn Fn(&Book) -> bool) -> Vec<bool> {
        let mut last = vec![usize::MAX; SLOTS];
        let mut books = vec![0_u32; SLOTS];
        for book in self.books.iter().filter(|b| uses(b)) {
            for step in &book.steps {
                for &slot in step.candidates.iter().flatten().chain(step.ways.iter().flatten()) {
                    if let (Some(l), Some(n)) = (last.get_mut(slot as usize), books.get_mut(slot as usize))
                        && *l != book.number
                    {
                        *l = book.number;
                        *n += 1;
                    }
                }
            }
        }
        books.iter().map(|&n| n >= LEAST_BOOKS).collect()
    }
}

/// Parts that the books are dealt into: as many as there are novels, so that each is told of by nearly all the others, as new books
/// will be.
const PARTS: usize = 18;
/// What was marked as it stands counts as much as so many passages that were cut from a book, where it is counted what shares are
/// worth.
const MARKED: u32 = 5;
/// How often the books are learned from anew, each time in other orders; what comes of it hangs less on any of them.
const RUNS: u64 = 4;
const _: () = assert!(RUNS as usize * OWN_UNITS == UNITS, "the units of all runs stand side by side");
/// Turns of a part at most.
const LONGEST: usize = 60;
/// Slots that fewer books use stay zero.
const LEAST_BOOKS: u32 = 3;

/// What shares are worth: counted in books, and in openings on top of what books say, for few openings were marked.
fn worths(seen: &[[(u32, u32); KNOTS]; CLASSES]) -> [[u16; KNOTS]; CLASSES] {
    let (books, openings) = seen.split_at(CLASSES / 2);
    let own = std::array::from_fn(|k| (k * 65_535 / (KNOTS - 1)) as u16);
    let of_books: Vec<[u16; KNOTS]> = books.iter().map(|s| monotone(s, &own, 2)).collect();
    let of_openings = openings.iter().zip(&of_books).map(|(s, book)| monotone(s, book, 25));
    let mut out = [own; CLASSES];
    for (slot, knots) in out.iter_mut().zip(of_books.iter().copied().chain(of_openings)) {
        *slot = knots;
    }
    out
}

/// The shares of a count that grows with the share, each knot pulled towards `prior` by so many more cases.
fn monotone(seen: &[(u32, u32); KNOTS], prior: &[u16; KNOTS], cases: u64) -> [u16; KNOTS] {
    let mut blocks: Vec<(u64, u64, usize)> = Vec::new(); // right and all in 1/1000 cases, knots
    for (&(right, of), &prior) in seen.iter().zip(prior) {
        let more = u64::from(prior) * 1000 / 65_535 * cases;
        blocks.push((u64::from(right) * 1000 + more, u64::from(of) * 1000 + 1000 * cases, 1));
        while let [.., a, b] = blocks.as_slice()
            && a.0 * b.1 > b.0 * a.1
        {
            let merged = (a.0 + b.0, a.1 + b.1, a.2 + b.2);
            blocks.truncate(blocks.len() - 2);
            blocks.push(merged);
        }
    }
    let mut out = [0; KNOTS];
    let values = blocks.into_iter().flat_map(|(r, o, n)| std::iter::repeat_n((r * 65_535 / o) as u16, n));
    for (slot, v) in out.iter_mut().zip(values) {
        *slot = v;
    }
    out
}

/// The link of `step` as `judge` sees it.
fn link(step: &Step, judge: &Judge) -> Link {
    let score = |slots: &Vec<u32>, facts: &Facts| {
        judge.table.sum(slots) + judge.net.score(&judge.net.with(judge.net.start(), facts))
    };
    Link {
        members: step.members.clone(),
        scores: step.candidates.iter().zip(&step.facts).map(|(s, f)| score(s, f)).collect(),
        ways: [0, 1, 2].map(|w| step.ways.get(w).map_or(0, |f| judge.table.sum(f))),
    }
}

/// Whether what character `member` is called is a name of the speaker of `quote`.
fn says_name(scene: &Scene<'_, '_>, reading: &Reading, member: usize, quote: Option<&GoldQuote>) -> bool {
    let key = reading.cast.all.get(member).map_or(NARRATOR, |m| m.key);
    let mention = match scene.entities.get(key as usize) {
        Some(e) => e.fullest,
        None => (key as usize).saturating_sub(scene.entities.all.len()),
    };
    let words = scene.mentions.all.get(mention).map(|m| scene.page.text.slice(scene.page.span(&m.tokens)));
    let name = if key == NARRATOR { Some("narrator") } else { words };
    name.zip(quote).is_some_and(|(n, q)| q.names.iter().any(|g| same_name(g, n)))
}

/// Whose words `turn` is, as people marked it.
fn speaker_of<'g>(scene: &Scene<'_, '_>, turn: &Turn, gold: &'g GoldDocument) -> Option<&'g String> {
    let unit = scene.units.get(*turn.units.first()? as usize)?;
    let region = scene.page.regions.all.get(*unit.regions.first()?)?;
    gold.covering(region.span)?.1.names.first()
}

/// For each character of the cast the gold speaker whom it is, by the names that both are known by.
fn characters(scene: &Scene<'_, '_>, reading: &Reading, gold: &GoldDocument) -> BTreeMap<usize, String> {
    let mut forms: BTreeMap<usize, BTreeMap<(String, String), u32>> = BTreeMap::new();
    let words = |r: std::ops::Range<usize>| {
        scene
            .page
            .text
            .slice(scene.page.span(&r))
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    for (m, mention) in scene.mentions.all.iter().enumerate() {
        if let Some(member) = reading.cast.of(m) {
            let form = (words(mention.whole()), words(mention.tokens.clone()));
            *forms.entry(member).or_default().entry(form).or_default() += 1;
        }
    }
    let mut people: BTreeMap<&String, Vec<String>> = BTreeMap::new();
    for q in &gold.quotes {
        if let Some(first) = q.names.first() {
            people.entry(first).or_insert_with(|| q.names.iter().map(|n| n.to_lowercase()).collect());
        }
    }
    let mut out = BTreeMap::new();
    for (member, forms) in &forms {
        let mut best: Option<(u32, &String)> = None;
        for (&person, names) in &people {
            let score: u32 = forms
                .iter()
                .map(|((whole, bare), &n)| {
                    let each = names.iter().map(|name| {
                        if name == whole {
                            30
                        } else if name == bare {
                            20
                        } else {
                            u32::from(
                                same_name(name, bare) && name_words(name).len() + 1 >= name_words(bare).len(),
                            )
                        }
                    });
                    each.max().unwrap_or(0) * n
                })
                .sum();
            if score > best.map_or(0, |b| b.0) {
                best = Some((score, person));
            }
        }
        if let Some((_, person)) = best {
            out.insert(*member, person.clone());
        }
    }
    // Whoever the book never names: described by the reporting clauses of what people marked as theirs.
    let named: BTreeSet<String> = out.values().cloned().collect();
    let mut described: BTreeMap<usize, BTreeMap<&String, u32>> = BTreeMap::new();
    for (turn, anchor) in reading.turns.iter().zip(&reading.anchors) {
        let Some(member) = anchor.filter(|m| !out.contains_key(m)) else { continue };
        if !reading.cast.is_described(member) {
            continue;
        }
        if let Some(name) = speaker_of(scene, turn, gold).filter(|n| !named.contains(*n)) {
            *described.entry(member).or_default().entry(name).or_default() += 1;
        }
    }
    for (member, votes) in described {
        let best = votes.iter().max_by_key(|(n, v)| (**v, std::cmp::Reverse((**n).clone())));
        if let Some((name, _)) = best {
            out.insert(member, (*name).clone());
        }
    }
    // Whoever tells the book: named in it by nobody but others, so the speaker of what *I said* reports.
    if let Some(narrator) = reading.cast.narrator {
        let mut votes: BTreeMap<&String, u32> = BTreeMap::new();
        for (turn, anchor) in reading.turns.iter().zip(&reading.anchors) {
            if *anchor != Some(narrator) {
                continue;
            }
            if let Some(name) = speaker_of(scene, turn, gold) {
                *votes.entry(name).or_default() += 1;
            }
        }
        let best = votes.iter().max_by_key(|(n, v)| (**v, std::cmp::Reverse((**n).clone())));
        if let Some((name, votes)) = best
            && *votes >= 2
        {
            out.insert(narrator, (*name).clone());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::facts::{ANSWERS, COMPANY, SPOT};
    use super::super::net::ROWS;
    use super::super::tests::WINDOW;
    use super::*;
    use crate::analysis::{Options, pipeline};
    use crate::text::{SourceText, Span};

    #[test]
    fn each_question_is_answered_once() {
        let text = SourceText::new(WINDOW);
        let names = vec!["Edith".to_owned()];
        let all: Vec<Span> = Span::new(0, text.len()).into_iter().collect();
        let quote = GoldQuote { content: all, source: Vec::new(), names, names_are_sure: true };
        let gold = GoldDocument { number: 0, quotes: vec![quote], people: Vec::new() };
        let mut lessons = Lessons::default();
        pipeline::learn_fiction(&text, &Options::default(), &gold, 100, false, &mut lessons);
        lessons.see_company();
        let facts: Vec<&Facts> = lessons.books.iter().flat_map(|b| &b.steps).flat_map(|s| &s.facts).collect();
        assert!(facts.len() > 8, "{}", facts.len());
        for facts in facts {
            assert!(facts.0.iter().all(|&row| usize::from(row) < ROWS));
            // Of mentions near the turn there may be several in one place.
            let asked: Vec<u16> = facts.0.iter().map(|row| row / ANSWERS as u16).collect();
            let own: Vec<u16> = asked.into_iter().filter(|q| !(SPOT..COMPANY).contains(q)).collect();
            let different: BTreeSet<&u16> = own.iter().collect();
            assert_eq!(own.len(), different.len(), "{own:?}");
        }
    }
}
