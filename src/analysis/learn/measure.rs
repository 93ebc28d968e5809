//! How well the relations of documents with gold ones are found: a quick look while learning; `eval/score.py` decides.

use super::relations::document;
use super::{GoldRelation, Lesson};
use crate::analysis::QuoteKind;
use crate::analysis::indirect::find;
use crate::analysis::learned::Learned;
use crate::analysis::token::TokenKind;
use crate::lang::LanguageProfile;
use crate::text::Span;
use std::collections::BTreeSet;

/// Words that `spans` touch.
fn words(lesson: &Lesson, spans: impl Iterator<Item = Span>) -> BTreeSet<usize> {
    let is_word = |i: &usize| matches!(lesson.tokens.kind(*i), TokenKind::Word | TokenKind::Number);
    spans.flat_map(|s| lesson.tokens.within(s)).filter(is_word).collect()
}

/// Lines that say precision, recall and F1 at several thresholds of the probability.
pub fn relations(lessons: &[Lesson], profile: &LanguageProfile, learned: &Learned) -> Vec<String> {
    let mut out = Vec::new();
    for threshold in [350_u16, 400, 450, 500, 550, 600] {
        let (mut hits, mut found_all, mut gold_all, mut sources, mut right_sources) = (0_u32, 0, 0, 0, 0);
        for lesson in lessons.iter().filter(|l| !l.relations.is_empty()) {
            let mut found = find(document(lesson, profile, learned));
            found.retain(|f| f.probability.get() >= threshold && f.kind != QuoteKind::Direct);
            let relations: Vec<&GoldRelation> = lesson.relations.iter().filter(|r| !r.is_direct).collect();
            let gold: Vec<_> = relations.iter().map(|r| words(lesson, r.content.iter().copied())).collect();
            let ours: Vec<_> = found.iter().map(|f| words(lesson, f.content.iter())).collect();
            let mut pairs = Vec::new();
            for (g, a) in gold.iter().enumerate() {
                for (f, b) in ours.iter().enumerate() {
                    let (both, any) = (a.intersection(b).count(), a.union(b).count());
                    if both * 2 >= any && any > 0 {
                        pairs.push((both * 1000 / any, g, f));
                    }
                }
            }
            pairs.sort_unstable_by(|a, b| b.cmp(a));
            let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
            for (_, g, f) in pairs {
                if used_gold.contains(&g) || used_found.contains(&f) {
                    continue;
                }
                used_gold.insert(g);
                used_found.insert(f);
                if let (Some(r), Some(x)) = (relations.get(g), found.get(f))
                    && !r.source.is_empty()
                {
                    sources += 1;
                    right_sources +=
                        u32::from(x.source.as_ref().is_some_and(|s| r.source.iter().any(|&g| s.overlaps(g))));
                }
            }
            hits += used_gold.len() as u32;
            found_all += found.len() as u32;
            gold_all += gold.len() as u32;
        }
        let (p, r) = (f64::from(hits) / f64::from(found_all), f64::from(hits) / f64::from(gold_all));
        let f1 = 2.0 * p * r / (p + r);
        let source = f64::from(right_sources) / f64::from(sources);
        out.push(format!(
            "indirect and mixed, from {threshold}: P {p:.3} R {r:.3} F1 {f1:.3} ({hits} of {gold_all}, {found_all} found), source {source:.3}"
        ));
    }
    out
}
