//! Learns to find relations: from gold attributions to examples for each question.

use super::choice::{self, Examples, Settings};
use super::{GoldRelation, Lesson};
use crate::analysis::indirect::cue::{self, Setting, is_candidate};
use crate::analysis::indirect::decode::{self, CUE_FLOOR, Content};
use crate::analysis::indirect::extent::{self, Counts, Side, Step};
use crate::analysis::indirect::frame::{COLON, Frame};
use crate::analysis::indirect::possible::{self, Tally};
use crate::analysis::indirect::{Document, for_each_sentence, source, whole};
use crate::analysis::learned::{Learned, Weights};
use crate::analysis::tag::Tags;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, LanguageProfile};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// In how many documents a word must be the head of a cue before it is looked at as one.
const MIN_CUE_DOCUMENTS: usize = 3;

/// A gold relation in its sentence.
#[derive(Debug, Clone)]
struct Target {
    side: Side,
    parts: Vec<Range<usize>>,
    source: Vec<Range<usize>>,
}

/// The document that a lesson is, for the finder.
pub fn document<'a>(lesson: &'a Lesson, profile: &'a LanguageProfile, learned: &'a Learned) -> Document<'a> {
    Document {
        text: &lesson.text,
        tokens: &lesson.tokens,
        sentences: &lesson.sentences,
        regions: &lesson.regions,
        profile,
        learned,
        words: None,
    }
}

/// The token that a gold cue is known by: the last of its first group of verbs that is no auxiliary, else its first noun, else its first word.
fn head(lesson: &Lesson, tags: &Tags, profile: &LanguageProfile, relation: &GoldRelation) -> Option<usize> {
    let tokens = &lesson.tokens;
    let all: Vec<usize> = relation.cue.iter().flat_map(|&s| tokens.within(s)).collect();
    let is_auxiliary = |i: usize| {
        let info = profile.word(tokens.hash(i));
        info.classes.any(&[Class::Be, Class::Have, Class::Do])
    };
    let verbs: Vec<usize> = all.iter().copied().filter(|&i| tags.get(i).is_verb()).collect();
    if let Some(&main) = verbs.iter().find(|&&i| !is_auxiliary(i)) {
        return Some(main);
    }
    if let Some(&noun) = all.iter().find(|&&i| tags.get(i).is_noun()) {
        return Some(noun);
    }
    if let Some(&verb) = verbs.last() {
        return Some(verb);
    }
    let word = all.iter().copied().find(|&i| tokens.kind(i) == TokenKind::Word);
    word.or_else(|| all.iter().copied().find(|&i| tokens.kind(i) == TokenKind::Colon))
}

/// Tags of every sentence of a lesson.
fn tag_all(lesson: &Lesson, learned: &Learned) -> Tags {
    let mut tags = Tags::new(&lesson.tokens);
    for s in lesson.sentences.iter() {
        learned.tagger.tag(&learned.lexicon, &lesson.text, &lesson.tokens, &s.tokens, &mut tags);
    }
    tags
}

/// Adds to `words` how often each is the head of a cue, 1 to 15.
pub fn learn_cue_words(
    lessons: &[Lesson],
    profile: &LanguageProfile,
    learned: &Learned,
    words: &mut BTreeMap<u32, u32>,
) {
    let mut heads: BTreeMap<u32, (BTreeSet<usize>, u32)> = BTreeMap::new();
    let mut uses: BTreeMap<u32, u32> = BTreeMap::new();
    let name = |lesson: &Lesson, i: usize| {
        if lesson.tokens.kind(i) == TokenKind::Colon { COLON } else { lesson.tokens.hash(i) }
    };
    for (n, lesson) in lessons.iter().enumerate().filter(|(_, l)| !l.relations.is_empty()) {
        let tags = tag_all(lesson, learned);
        for i in 0..lesson.tokens.len() {
            *uses.entry(name(lesson, i)).or_default() += 1;
        }
        for relation in &lesson.relations {
            if let Some(i) = head(lesson, &tags, profile, relation) {
                let entry = heads.entry(name(lesson, i)).or_default();
                entry.0.insert(n);
                entry.1 += 1;
            }
        }
    }
    for (hash, (documents, count)) in heads {
        let total = uses.get(&hash).copied().unwrap_or(1).max(1);
        if documents.len() < MIN_CUE_DOCUMENTS || count * 50 < total || hash == 0 {
            continue;
        }
        let share = (count * 15).div_ceil(total).clamp(1, 15);
        *words.entry(hash).or_default() |= share << 24;
    }
}

/// The gold relations of a lesson by the token of their cue's head.
fn by_head(lesson: &Lesson, tags: &Tags, profile: &LanguageProfile) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    for (n, relation) in lesson.relations.iter().enumerate() {
        if let Some(i) = head(lesson, tags, profile, relation) {
            out.entry(i).or_insert(n);
        }
    }
    out
}

fn target(lesson: &Lesson, frame: &Frame, relation: &GoldRelation, cue: usize) -> Option<Target> {
    let local = |span: Span| -> Option<Range<usize>> {
        let range = lesson.tokens.within(span);
        let start = range.start.max(frame.first) - frame.first;
        let end = range.end.min(frame.first + frame.len()).checked_sub(frame.first)?;
        (start < end).then_some(start..end)
    };
    let content: Vec<Range<usize>> = relation.content.iter().filter_map(|&s| local(s)).collect();
    let hull =
        |parts: Vec<&Range<usize>>| -> Option<Range<usize>> { Some(parts.first()?.start..parts.last()?.end) };
    let before = hull(content.iter().filter(|r| r.end <= cue).collect());
    let after = hull(content.iter().filter(|r| r.start > cue).collect());
    let (side, parts) = match (before, after) {
        (Some(b), Some(a)) => (Side::Around, vec![b, a]),
        (Some(b), None) => (Side::Before, vec![b]),
        (None, Some(a)) => (Side::After, vec![a]),
        (None, None) => return None,
    };
    let source = relation.source.iter().filter_map(|&s| local(s)).collect();
    Some(Target { side, parts, source })
}

/// Room that is used again for each candidate.
#[derive(Default)]
struct Scratch {
    features: Vec<u32>,
    counts: Counts,
}

/// Examples for every question.
#[derive(Default)]
struct Lists {
    cue: Examples,
    side: Examples,
    start: Examples,
    end: Examples,
    source: Examples,
    possible: Tally,
}

fn collect(lessons: &[&Lesson], profile: &LanguageProfile, learned: &Learned) -> Lists {
    let mut lists = Lists::default();
    let mut scratch = Scratch::default();
    for (n, lesson) in lessons.iter().enumerate() {
        let tags = tag_all(lesson, learned);
        let gold = by_head(lesson, &tags, profile);
        for_each_sentence(document(lesson, profile, learned), |frame| {
            scratch.counts.read(frame);
            for i in (0..frame.len()).filter(|&i| is_candidate(frame, i, profile)) {
                let s = Setting::of(frame, i);
                let relation = gold.get(&(frame.first + i)).and_then(|&r| lesson.relations.get(r));
                cue::features(frame, &s, &scratch.counts, &mut scratch.features);
                lists.cue.candidate(&[]);
                lists.cue.candidate(&scratch.features);
                lists.cue.close(usize::from(relation.is_some()), n);
                if let Some(t) = relation.and_then(|r| target(lesson, frame, r, i)) {
                    extents(frame, &s, &t, n, &mut scratch, &mut lists);
                    sources(frame, &s, &t, n, &mut scratch, &mut lists);
                }
            }
        });
    }
    lists
}

fn extents(frame: &Frame, s: &Setting, t: &Target, n: usize, scratch: &mut Scratch, lists: &mut Lists) {
    let Scratch { features, counts } = scratch;
    for side in [Side::After, Side::Before, Side::Around] {
        extent::side_features(frame, s, counts, side, features);
        lists.side.candidate(features);
    }
    lists.side.close(t.side as usize, n);
    for (&part, gold) in t.side.parts().iter().zip(&t.parts) {
        let Some(right) = extent::starts(frame, s, part).position(|k| k == gold.start) else { continue };
        for k in extent::starts(frame, s, part) {
            lists.possible.add(possible::start(frame, s, part, k), k == gold.start);
            extent::start_features(frame, s, counts, part, k, Step::All, features);
            lists.start.candidate(features);
        }
        lists.start.close(right, n);
        let Some(right) = extent::ends(frame, s, part, gold.start).position(|k| k == gold.end) else {
            continue;
        };
        for k in extent::ends(frame, s, part, gold.start) {
            lists.possible.add(possible::end(frame, s, part, gold.start, k), k == gold.end);
            extent::end_features(frame, s, counts, part, gold.start, k, Step::All, features);
            lists.end.candidate(features);
        }
        lists.end.close(right, n);
    }
}

fn sources(frame: &Frame, s: &Setting, t: &Target, n: usize, scratch: &mut Scratch, lists: &mut Lists) {
    let touches = |i: usize| {
        frame.phrases.get(i).is_some_and(|p| t.source.iter().any(|g| g.start < p.end && p.start < g.end))
    };
    let count = frame.phrases.len();
    let right = if t.source.is_empty() { Some(count) } else { (0..count).find(|&i| touches(i)) };
    let Some(right) = right else { return };
    let behind = frame.phrases.partition_point(|p| p.end <= s.cue);
    for i in 0..count {
        lists.possible.add(possible::source(frame, behind, i), i == right);
    }
    for i in (0..count).map(Some).chain([None]) {
        source::features(frame, s, &scratch.counts, &t.parts, i, &mut scratch.features);
        lists.source.candidate(&scratch.features);
    }
    lists.source.close(right, n);
}

const CUE: Settings = Settings { rounds: 8, rate: 0.1, decay: 1.0e-4 };
const SIDE: Settings = Settings { rounds: 6, rate: 0.1, decay: 1.0e-5 };
const START: Settings = Settings { rounds: 5, rate: 0.1, decay: 1.0e-5 };
const END: Settings = Settings { rounds: 8, rate: 0.1, decay: 3.0e-4 };
const SOURCE: Settings = Settings { rounds: 5, rate: 0.1, decay: 1.0e-5 };
const WHOLE: Settings = Settings { rounds: 8, rate: 0.05, decay: 1.0e-3 };

/// Learns the five questions from `lessons` into `learned`.
fn learn_questions(lessons: &[&Lesson], profile: &LanguageProfile, learned: &mut Learned) {
    let lists = collect(lessons, profile, learned);
    learned.cue = choice::learn(&lists.cue, CUE);
    learned.possible = lists.possible.possible();
    learned.side = choice::learn(&lists.side, SIDE);
    learned.start = choice::learn(&lists.start, START);
    learned.end = choice::learn(&lists.end, END);
    learned.source = choice::learn(&lists.source, SOURCE);
}

/// Into how many parts the lessons are parted to learn how far the finder can be trusted on text it has not seen.
pub const FOLDS: u32 = 6;

/// Learns to find relations; `learned` has its lexicon and its tagger already. Gives for each part of the lessons the finder
/// that was learned from the others.
pub fn learn(lessons: &[Lesson], profile: &LanguageProfile, learned: &mut Learned) -> Vec<Learned> {
    let with: Vec<&Lesson> = lessons.iter().filter(|l| !l.relations.is_empty()).collect();
    let mut examples = Examples::default();
    let mut folds = Vec::new();
    for fold in 0..FOLDS {
        let (out, rest): (Vec<&Lesson>, Vec<&Lesson>) = with.iter().partition(|l| l.fold() == fold);
        learn_questions(&rest, profile, learned);
        learned.whole = Weights::default();
        judge(&out, profile, learned, &mut examples);
        folds.push(learned.clone());
    }
    let whole = choice::learn(&examples, WHOLE);
    for fold in &mut folds {
        fold.whole.clone_from(&whole);
    }
    learn_questions(&with, profile, learned);
    learned.whole = whole;
    folds
}

/// Examples for the whole: is what was found for these lessons, which were not learned from, right?
fn judge(lessons: &[&Lesson], profile: &LanguageProfile, learned: &Learned, examples: &mut Examples) {
    let mut scratch = Scratch::default();
    for lesson in lessons {
        let tags = tag_all(lesson, learned);
        let gold = by_head(lesson, &tags, profile);
        let document_number = (crate::text::fold_hash(&lesson.id) >> 4) as usize;
        for_each_sentence(document(lesson, profile, learned), |frame| {
            scratch.counts.read(frame);
            for i in (0..frame.len()).filter(|&i| is_candidate(frame, i, profile)) {
                let s = Setting::of(frame, i);
                let score = decode::cue_score(frame, &s, learned, &scratch.counts);
                if score < CUE_FLOOR {
                    continue;
                }
                // A content that the corpus gives to another cue of the sentence counts too.
                let own = gold.get(&(frame.first + i)).and_then(|&r| lesson.relations.get(r));
                let targets: Vec<Target> = own
                    .into_iter()
                    .chain(&lesson.relations)
                    .filter_map(|r| target(lesson, frame, r, i))
                    .collect();
                let Some(d) = decode::content(frame, &s, learned, &scratch.counts, false) else { continue };
                let right = targets.iter().any(|t| agree(t, &d));
                whole::features(frame, &s, &d, score, &mut scratch.features);
                examples.candidate(&[]);
                examples.candidate(&scratch.features);
                examples.close(usize::from(right), document_number);
            }
        });
    }
}

/// Whether the two contents share at least half of what they cover together.
fn agree(t: &Target, d: &Content) -> bool {
    let set = |parts: &[Range<usize>]| parts.iter().flat_map(Clone::clone).collect::<BTreeSet<usize>>();
    let (a, b) = (set(&t.parts), set(&d.parts));
    a.intersection(&b).count() * 2 >= a.union(&b).count()
}
