//! Learning the weights of fiction: the likelihood of whole chains of turns, climbed by stochastic gradient with a step per
//! weight (`AdaGrad`, Duchi et al. 2011), and how often a share proves right, counted on books that were not learned from.
//!
//! The runs are shared out among the cores and added up in a fixed order: the same input gives the same file.

use super::Reading;
use super::cast::Known;
use super::chain::{self, Link, way};
use super::company::Company;
use super::features::{Look, WAYS};
use super::focus::Telling;
use super::model::{CLASSES, KNOTS, Weights, class_of};
use super::talk::Words;
use super::turns::Turn;
use crate::analysis::attribution::candidates::Scene;
use crate::analysis::attribution::rank::NARRATOR;
use crate::analysis::weights::gold::{GoldDocument, GoldQuote, name_words, same_name};
use crate::analysis::weights::model::SLOTS;
use crate::analysis::weights::{Features, Model};
use std::collections::BTreeMap;

/// One turn to learn from.
#[derive(Debug, Clone, Default)]
struct Step {
    members: Vec<usize>,
    candidates: Vec<Vec<u32>>,
    ways: [Vec<u32>; WAYS],
    /// For each candidate whether it is right; none is where the right one is not among them.
    right: Vec<bool>,
    /// For each candidate whether what it is called is a name of the right one: a reader counts that as right.
    named: Vec<bool>,
    subject: u32,
    gap: u32,
    /// Whether people said who speaks.
    marked: bool,
}

/// What one book teaches.
#[derive(Debug, Clone, Default)]
struct Book {
    steps: Vec<Step>,
    /// For each step and candidate what the turns around say, until it is added.
    company: Vec<Vec<Vec<u32>>>,
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
    /// The part of so many in which it is not learned from.
    fn part(&self, parts: usize) -> usize {
        self.number % parts
    }
}

/// Turns of a book that are learned from together: which book, and which turns.
type Part = (usize, std::ops::Range<usize>);

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
            book.steps.push(Step {
                members: all.iter().map(|c| c.member).collect(),
                candidates: look.unary().iter().map(slots).collect(),
                ways: look.ways(reading.speakers_near(t)).map(|f| slots(&f)),
                named: all.iter().map(|c| says_name(scene, &reading, c.member, names)).collect(),
                right,
                subject: look.subject,
                gap: look.gap,
                marked: name.is_some(),
            });
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
        let table = self.table(None);
        self.see_company();
        let mut seen = [[(0_u32, 0_u32); KNOTS]; CLASSES];
        let (mut right, mut of) = ([0_usize; CLASSES], [0_usize; CLASSES]);
        for part in 0..COUNTED {
            let table = self.table(Some((part, COUNTED)));
            for book in self.books.iter().filter(|b| b.part(COUNTED) == part) {
                let links: Vec<Link> = book.steps.iter().map(|s| link(s, &table)).collect();
                for (step, shares) in book.steps.iter().zip(chain::shares(&links)) {
                    if !step.marked {
                        continue;
                    }
                    let best = shares.iter().enumerate().max_by_key(|&(i, s)| (*s, usize::MAX - i));
                    let (i, share) = best.map_or((0, 0), |(i, s)| (i, *s));
                    let hit = step.named.get(i).copied().unwrap_or(false);
                    let class = class_of(step.subject, book.steps.len());
                    let knot = (share as usize * (KNOTS - 1) + 32_768) >> 16;
                    if let (Some(r), Some(o)) = (right.get_mut(class), of.get_mut(class)) {
                        *r += usize::from(hit);
                        *o += 1;
                    }
                    let times = if book.passage { 1 } else { MARKED };
                    if let Some(slot) = seen.get_mut(class).and_then(|c| c.get_mut(knot)) {
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
        Weights { table, again: self.table(None), knots: worths(&seen) }
    }

    /// Adds what the turns around say, decided by weights that were not learned from the same book.
    fn see_company(&mut self) {
        for part in 0..PARTS {
            let table = self.table(Some((part, PARTS)));
            for book in self.books.iter_mut().filter(|b| b.part(PARTS) == part) {
                let links: Vec<Link> = book.steps.iter().map(|s| link(s, &table)).collect();
                let shares = chain::shares(&links);
                let company = Company::new(&links, &shares, &book.words, &book.telling);
                book.company = book
                    .steps
                    .iter()
                    .enumerate()
                    .map(|(t, s)| company.features(t, s.subject).iter().map(slots).collect())
                    .collect();
            }
        }
        for book in &mut self.books {
            for (step, company) in book.steps.iter_mut().zip(std::mem::take(&mut book.company)) {
                for (own, more) in step.candidates.iter_mut().zip(company) {
                    own.extend(more);
                }
            }
        }
    }

    /// The table that the books teach, those of one part of several left out. Runs are shared out among the cores, and added up in
    /// their order.
    fn table(&self, without: Option<(usize, usize)>) -> Model {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let (allowed, parts) = self.lessons_without(without);
        let mut sums = vec![0.0_f32; SLOTS];
        let runs: Vec<usize> = (0..RUNS).collect();
        for few in runs.chunks(cores) {
            let climbed: Vec<Vec<f32>> = std::thread::scope(|scope| {
                let climb = |&run: &usize| {
                    let (allowed, parts) = (&allowed, parts.clone());
                    scope.spawn(move || self.climb(run, allowed, parts))
                };
                let all: Vec<_> = few.iter().map(climb).collect();
                let ended = |t: std::thread::ScopedJoinHandle<'_, Vec<f32>>| {
                    t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))
                };
                all.into_iter().map(ended).collect()
            });
            for one in climbed {
                sums.iter_mut().zip(one).for_each(|(sum, w)| *sum += w);
            }
        }
        let counted = (RUNS * (PASSES - SETTLED)) as f32;
        Model::from_floats(&sums.into_iter().map(|sum| sum / counted).collect::<Vec<_>>())
    }

    /// The slots that enough books use, and the parts of books that are learned from, those of one part of several left out.
    fn lessons_without(&self, without: Option<(usize, usize)>) -> (Vec<bool>, Vec<Part>) {
        let uses = |b: &Book| without.is_none_or(|(part, of)| b.part(of) != part);
        let mut parts: Vec<Part> = Vec::new();
        for (b, book) in self.books.iter().enumerate().filter(|(_, b)| uses(b)) {
            let mut start = 0;
            for t in 0..=book.steps.len() {
                let far = book.steps.get(t).is_none_or(|s| s.gap >= 4 && t - start >= 6);
                if t > start && (far || t - start >= LONGEST) {
                    parts.push((b, start..t));
                    start = t;
                }
            }
        }
        (self.allowed(&uses), parts)
    }

    /// The sum over the later passes of the weights that make `parts` likeliest, in one of several orders: the mean errs less on new
    /// books than the last state alone (Polyak 1992).
    fn climb(&self, run: usize, allowed: &[bool], mut parts: Vec<Part>) -> Vec<f32> {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * run as u64 + 1);
        let mut sums = vec![0.0_f32; SLOTS];
        let mut weights = vec![0.0_f32; SLOTS];
        let mut squares = vec![1e-3_f32; SLOTS];
        for pass in 0..PASSES {
            crate::analysis::weights::train::shuffle(&mut parts, &mut seed);
            for (b, range) in &parts {
                let Some(book) = self.books.get(*b) else { continue };
                let Some(steps) = book.steps.get(range.clone()) else { continue };
                climb_part(steps, book.weight, allowed, &mut weights, &mut squares);
            }
            if pass >= SETTLED {
                sums.iter_mut().zip(&weights).for_each(|(sum, w)| *sum += w);
            }
        }
        sums
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

/// Parts that the books are dealt into where it is decided who is in company.
const PARTS: usize = 9;
/// Parts for counting what shares are worth: as many as there are novels, so that each is told of by nearly all the others, as new
/// books will be.
const COUNTED: usize = 18;
/// What was marked as it stands counts as much as so many passages that were cut from a book, where it is counted what shares are
/// worth.
const MARKED: u32 = 5;
/// How often all is seen.
const PASSES: usize = 8;
/// How often the books are learned from anew, each time in other orders; the mean of the tables hangs less on any of them.
const RUNS: usize = 8;
/// Passes before the weights count.
const SETTLED: usize = 3;
/// Size of the steps.
const RATE: f32 = 0.03;
/// Pull towards zero.
const DECAY: f32 = 1e-3;
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

fn link(step: &Step, table: &Model) -> Link {
    Link {
        members: step.members.clone(),
        scores: step.candidates.iter().map(|c| table.sum(c)).collect(),
        ways: [0, 1, 2].map(|w| step.ways.get(w).map_or(0, |f| table.sum(f))),
    }
}

/// Shares of candidates and ways of a part of a book, by its weights; `only` the right candidates or all.
struct Expected {
    candidates: Vec<Vec<f64>>,
    ways: Vec<[f64; WAYS]>,
}

fn potentials(steps: &[Step], weights: &[f32]) -> (Vec<Vec<f64>>, Vec<[f64; WAYS]>) {
    let sum = |slots: &[u32]| -> f64 {
        slots.iter().map(|&s| f64::from(weights.get(s as usize).copied().unwrap_or(0.0))).sum()
    };
    let units = steps
        .iter()
        .map(|s| {
            let scores: Vec<f64> = s.candidates.iter().map(|c| sum(c)).collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            scores.into_iter().map(|x| (x - top).exp()).collect()
        })
        .collect();
    let ways = steps
        .iter()
        .map(|s| {
            let scores = [0, 1, 2].map(|w| s.ways.get(w).map_or(0.0, |f| sum(f)));
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            scores.map(|x: f64| (x - top).exp())
        })
        .collect();
    (units, ways)
}

fn expect(steps: &[Step], units: &[Vec<f64>], ways: &[[f64; WAYS]], only: bool) -> Expected {
    let n = steps.len();
    let width = |t: usize| steps.get(t).map_or(1, |s| s.members.len().max(1));
    let before = |t: usize| t.checked_sub(1).map_or(1, width);
    let member = |t: usize, i: usize| steps.get(t).and_then(|s| s.members.get(i)).copied();
    let way_of = |t: usize, b: usize, a: usize, c: usize| -> usize {
        let Some(own) = member(t, b) else { return 2 };
        way(own, t.checked_sub(1).and_then(|t| member(t, a)), t.checked_sub(2).and_then(|t| member(t, c)))
    };
    let unit = |t: usize, b: usize| -> f64 {
        let Some(step) = steps.get(t) else { return 1.0 };
        if only && step.right.contains(&true) && !step.right.get(b).copied().unwrap_or(false) {
            return 0.0;
        }
        units.get(t).and_then(|u| u.get(b)).copied().unwrap_or(1.0)
    };
    let factor = |t: usize, w: usize| ways.get(t).and_then(|x| x.get(w)).copied().unwrap_or(1.0);
    let scale = |row: &mut Vec<f64>| {
        let sum: f64 = row.iter().sum();
        if sum > 0.0 {
            for x in row.iter_mut() {
                *x /= sum;
            }
        }
    };
    let mut alpha: Vec<Vec<f64>> = Vec::with_capacity(n);
    for t in 0..n {
        let wide = width(t);
        let mut row = vec![0.0; before(t) * wide];
        for (i, slot) in row.iter_mut().enumerate() {
            let (a, b) = (i / wide, i % wide);
            let u = unit(t, b);
            if u == 0.0 {
                continue;
            }
            let sum: f64 = alpha.last().map_or(1.0, |last| {
                let w = before(t);
                (0..before(t - 1))
                    .map(|c| last.get(c * w + a).copied().unwrap_or(0.0) * factor(t, way_of(t, b, a, c)))
                    .sum()
            });
            *slot = sum * u;
        }
        scale(&mut row);
        alpha.push(row);
    }
    let mut out = Expected { candidates: vec![Vec::new(); n], ways: vec![[0.0; WAYS]; n] };
    let last = n.saturating_sub(1);
    let mut beta = vec![1.0_f64; before(last) * width(last)];
    for t in (0..n).rev() {
        let wide = width(t);
        let mut sums = vec![0.0_f64; wide];
        if let Some(row) = alpha.get(t) {
            for (i, (x, y)) in row.iter().zip(&beta).enumerate() {
                if let Some(s) = sums.get_mut(i % wide) {
                    *s += x * y;
                }
            }
        }
        scale(&mut sums);
        if let Some(slot) = out.candidates.get_mut(t) {
            *slot = sums;
        }
        let Some(earlier) = t.checked_sub(1) else { break };
        let (mid, far) = (width(earlier), before(earlier));
        let mut row = vec![0.0; far * mid];
        let mut by_way = [0.0_f64; WAYS];
        let known = alpha.get(earlier);
        for (i, slot) in row.iter_mut().enumerate() {
            let (c, a) = (i / mid, i % mid);
            let x = known.and_then(|k| k.get(i)).copied().unwrap_or(0.0);
            for b in 0..wide {
                let u = unit(t, b);
                if u == 0.0 {
                    continue;
                }
                let w = way_of(t, b, a, c);
                let part = u * factor(t, w) * beta.get(a * wide + b).copied().unwrap_or(0.0);
                *slot += part;
                if let Some(s) = by_way.get_mut(w) {
                    *s += x * part;
                }
            }
        }
        let total: f64 = by_way.iter().sum();
        if total > 0.0
            && let Some(slot) = out.ways.get_mut(t)
        {
            *slot = by_way.map(|x| x / total);
        }
        scale(&mut row);
        beta = row;
    }
    out
}

fn climb_part(steps: &[Step], weight: f32, allowed: &[bool], weights: &mut [f32], squares: &mut [f32]) {
    if !steps.iter().any(|s| s.right.contains(&true)) {
        return;
    }
    let (units, ways) = potentials(steps, weights);
    let all = expect(steps, &units, &ways, false);
    let good = expect(steps, &units, &ways, true);
    let mut pull = |slots: &[u32], by: f64| {
        let gradient = by as f32 * weight;
        if gradient.abs() < 1e-4 {
            return;
        }
        for &slot in slots {
            let slot = slot as usize;
            if !allowed.get(slot).copied().unwrap_or(false) {
                continue;
            }
            if let (Some(w), Some(g)) = (weights.get_mut(slot), squares.get_mut(slot)) {
                let step = gradient + DECAY * *w;
                *g += step * step;
                *w -= RATE * step / g.sqrt();
            }
        }
    };
    for (t, step) in steps.iter().enumerate() {
        let (Some(a), Some(g)) = (all.candidates.get(t), good.candidates.get(t)) else { continue };
        for (slots, (a, g)) in step.candidates.iter().zip(a.iter().zip(g)) {
            pull(slots, a - g);
        }
        let (Some(a), Some(g)) = (all.ways.get(t), good.ways.get(t)) else { continue };
        for (slots, (a, g)) in step.ways.iter().zip(a.iter().zip(g)) {
            pull(slots, a - g);
        }
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
    let named: std::collections::BTreeSet<String> = out.values().cloned().collect();
    let mut described: BTreeMap<usize, BTreeMap<&String, u32>> = BTreeMap::new();
    for (turn, anchor) in reading.turns.iter().zip(&reading.anchors) {
        let Some(member) = anchor.filter(|m| !out.contains_key(m)) else { continue };
        if reading.cast.all.get(member).is_none_or(|m| m.known != Known::Described) {
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
