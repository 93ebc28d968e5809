//! The counting, figure by figure.

use super::marks::{regions, trim, words};
use super::mistakes::{Fault, Mistake};
use super::names::same_name;
use super::rows::{Document, Quote, Range, Rows};
use super::tally::{Breakdown, of, share};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Precision, recall and F1 with what they are made from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Share {
    /// Precision.
    pub p: f64,
    /// Recall.
    pub r: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Hits.
    pub tp: u32,
    /// Predicted.
    pub pred: u32,
    /// Gold.
    pub gold: u32,
}

impl Share {
    fn new(tp: u32, pred: u32, gold: u32) -> Self {
        let (p, r) = (share(tp, pred).unwrap_or(0.0), share(tp, gold).unwrap_or(0.0));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Self { p: rounded(p), r: rounded(r), f1: rounded(f1), tp, pred, gold }
    }
}

/// Right speakers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Speaker {
    /// The share that is right.
    pub accuracy: Option<f64>,
    /// Of how many.
    pub n: u32,
}

/// Exact bounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Boundary {
    /// The share that is exact.
    pub exact: Option<f64>,
    /// Of how many.
    pub n: u32,
}

/// Attributions.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Relations {
    /// How many match.
    #[serde(flatten)]
    pub share: Share,
    /// Of the matched, the share whose source is right.
    pub source: Option<f64>,
    /// Recall of each kind.
    pub recall_by_kind: BTreeMap<String, f64>,
}

/// All that is measured; shares rounded to four places.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Documents of the gold file.
    pub documents: usize,
    /// Which marked regions are somebody's words.
    pub speech: Share,
    /// Whose.
    pub speaker: Speaker,
    /// Both.
    pub e2e: Share,
    /// Bounds of direct words.
    pub boundary: Boundary,
    /// All attributions.
    pub relations: Relations,
    /// Expected calibration error; `None` where nothing has a confidence.
    pub ece: Option<f64>,
    /// Counts by kind.
    pub by_kind: Breakdown,
    /// Counts by what names the source.
    pub by_source_kind: Breakdown,
    /// Counts by the rule of the prediction.
    pub by_rule: Breakdown,
}

/// To four places, as decimal digits are rounded.
fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

#[derive(Default)]
struct Counts {
    gold: u32,
    pred: u32,
    found: u32,
    named: u32,
    named_right: u32,
    right: u32,
    bounds: u32,
    bounds_right: u32,
    relations: [u32; 3],
    sources: [u32; 2],
    kinds: BTreeMap<String, [u32; 2]>,
    bins: [(u32, f64, u32); 10],
    /// The bins in the order of their first use, in which the scorer adds them up: sums of floats depend on it.
    used: Vec<usize>,
    by: [Breakdown; 3],
    mistakes: Vec<Mistake>,
}

/// Figures and mistakes of `predicted` against `gold`. A document that is not predicted counts as one without attributions.
pub fn score(gold: &Rows, predicted: &Rows) -> (Figures, Vec<Mistake>) {
    let mut c = Counts::default();
    let nothing = Document::default();
    for g in gold.iter() {
        let text: Vec<char> = g.text.chars().collect();
        let p = predicted.get(&g.id).unwrap_or(&nothing);
        let page = Page {
            id: &g.id,
            text: &text,
            characters: &g.characters,
            gold: g.quotes.iter().filter(|q| !q.content().is_empty()).collect(),
            predicted: p.quotes.iter().filter(|q| q.is_claimed()).collect(),
        };
        page.count_regions(&mut c);
        page.count_bounds(&mut c);
        page.count_relations(&mut c);
    }
    let n: u32 = c.bins.iter().map(|b| b.0).sum();
    let in_order = c.used.iter().filter_map(|&i| c.bins.get(i));
    let error: f64 = in_order.map(|b| (b.1 - f64::from(b.2)).abs()).sum();
    let quotient = |[part, whole]: [u32; 2]| share(part, whole).map(rounded);
    let [matched, pred, all] = c.relations;
    let [by_kind, by_source_kind, by_rule] = c.by;
    let figures = Figures {
        documents: gold.len(),
        speech: Share::new(c.found, c.pred, c.gold),
        speaker: Speaker { accuracy: quotient([c.named_right, c.named]), n: c.named },
        e2e: Share::new(c.right, c.pred, c.gold),
        boundary: Boundary { exact: quotient([c.bounds_right, c.bounds]), n: c.bounds },
        relations: Relations {
            share: Share::new(matched, pred, all),
            source: quotient(c.sources),
            recall_by_kind: c.kinds.into_iter().filter_map(|(k, n)| Some((k, quotient(n)?))).collect(),
        },
        ece: (n > 0).then(|| rounded(error / f64::from(n))),
        by_kind,
        by_source_kind,
        by_rule,
    };
    (figures, c.mistakes)
}

/// A document with both readings.
struct Page<'a> {
    id: &'a str,
    text: &'a [char],
    characters: &'a BTreeMap<String, Vec<String>>,
    gold: Vec<&'a Quote>,
    predicted: Vec<&'a Quote>,
}

/// The labels of the three breakdowns; a gold attribution takes the rule of what it was matched with.
fn labels<'q>(q: &'q Quote, rule: &'q str) -> [&'q str; 3] {
    [&q.kind, q.source_kind(), rule]
}

impl Page<'_> {
    fn mistake(&self, fault: Fault, at: Range, gold: Option<&Quote>, predicted: Option<&Quote>) -> Mistake {
        Mistake::new(self.id, self.text, fault, at, gold, predicted)
    }

    /// `None` where the gold file names nobody. A speaker whom people resolved must be named; where the corpus only marks the words
    /// that name the source, those words will do.
    fn speaker_right(&self, gold: &Quote, predicted: &Quote) -> Option<bool> {
        let named = match (gold.speaker(), predicted.speaker()) {
            (Some(g), Some(p)) => {
                let others = self.characters.get(g).map(Vec::as_slice).unwrap_or_default();
                same_name(g, p) || others.iter().any(|n| same_name(n, p))
            }
            _ => false,
        };
        if gold.speaker().is_some() && !matches!(gold.speaker_from.as_deref(), Some("source" | "coref")) {
            return Some(named);
        }
        (!gold.source().is_empty()).then(|| named || overlap(gold.source(), predicted.source()))
    }

    fn count_regions(&self, c: &mut Counts) {
        for region in regions(self.text) {
            let (gold, predicted) = (covering(region, &self.gold), covering(region, &self.predicted));
            if gold.is_none() && predicted.is_none() {
                continue;
            }
            c.gold += u32::from(gold.is_some());
            c.pred += u32::from(predicted.is_some());
            let mut right = None;
            if let (Some(g), Some(p)) = (gold, predicted) {
                c.found += 1;
                right = self.speaker_right(g, p);
                c.named += u32::from(right.is_some());
                c.named_right += u32::from(right == Some(true));
            }
            let hit = gold.is_some() && predicted.is_some() && right != Some(false);
            c.right += u32::from(hit);
            let rule = predicted.map_or("", Quote::rule);
            if let Some(g) = gold {
                for (all, label) in c.by.iter_mut().zip(labels(g, rule)) {
                    let tally = of(all, label);
                    tally.regions += 1;
                    tally.regions_right += u32::from(hit);
                }
            }
            if let Some(p) = predicted {
                for (all, label) in c.by.iter_mut().zip(labels(p, rule)) {
                    let tally = of(all, label);
                    tally.claimed += 1;
                    tally.claimed_right += u32::from(hit);
                }
            }
            let confidence = predicted.and_then(|p| p.confidence);
            let place = confidence.map_or(0, |c| ((c * 10.0) as usize).min(9));
            if let (Some(confidence), Some(bin)) = (confidence, c.bins.get_mut(place)) {
                if bin.0 == 0 {
                    c.used.push(place);
                }
                bin.0 += 1;
                bin.1 += confidence;
                bin.2 += u32::from(hit);
            }
            if !hit {
                let fault = match (gold, predicted) {
                    (_, None) => Fault::Missed,
                    (None, _) => Fault::NotSpeech,
                    _ => Fault::WrongSpeaker,
                };
                c.mistakes.push(self.mistake(fault, region, gold, predicted));
            }
        }
    }

    fn count_bounds(&self, c: &mut Counts) {
        let claimed = self.predicted.iter().flat_map(|q| q.content());
        let spans: BTreeSet<Range> = claimed.map(|s| trim(self.text, *s)).collect();
        for q in self.gold.iter().filter(|q| q.kind == "direct") {
            for s in q.content() {
                c.bounds += 1;
                if spans.contains(&trim(self.text, *s)) {
                    c.bounds_right += 1;
                } else {
                    c.mistakes.push(self.mistake(
                        Fault::Boundary,
                        *s,
                        Some(q),
                        covering(*s, &self.predicted),
                    ));
                }
            }
        }
    }

    fn count_relations(&self, c: &mut Counts) {
        let all = words(self.text);
        let gold: Vec<Vec<u32>> = self.gold.iter().map(|q| words_of(&all, q)).collect();
        let predicted: Vec<Vec<u32>> = self.predicted.iter().map(|q| words_of(&all, q)).collect();
        let partner = matches(&gold, &predicted);
        let mut taken = vec![false; self.predicted.len()];
        for (i, (q, j)) in self.gold.iter().zip(&partner).enumerate() {
            let p = j.and_then(|j| self.predicted.get(j)).copied();
            if let Some(slot) = j.and_then(|j| taken.get_mut(j)) {
                *slot = true;
            }
            let has_source = !q.source().is_empty() || q.speaker().is_some();
            let right = p.map(|p| overlap(q.source(), p.source()) || self.speaker_right(q, p) == Some(true));
            let kind = c.kinds.entry(q.kind.clone()).or_default();
            kind[0] += u32::from(p.is_some());
            kind[1] += 1;
            let judged = right.filter(|_| has_source);
            c.sources[0] += u32::from(judged == Some(true));
            c.sources[1] += u32::from(judged.is_some());
            c.relations[0] += u32::from(p.is_some());
            for (all, label) in c.by.iter_mut().zip(labels(q, p.map_or("", Quote::rule))) {
                let tally = of(all, label);
                tally.relations += 1;
                tally.relations_found += u32::from(p.is_some());
                tally.sources += u32::from(judged.is_some());
                tally.sources_right += u32::from(judged == Some(true));
            }
            let at = hull(q);
            if p.is_none() {
                let near =
                    gold.get(i).and_then(|w| nearest(w, &predicted)).and_then(|j| self.predicted.get(j));
                c.mistakes.push(self.mistake(Fault::RelationMissed, at, Some(q), near.copied()));
            } else if judged == Some(false) {
                c.mistakes.push(self.mistake(Fault::WrongSource, at, Some(q), p));
            }
        }
        c.relations[1] += self.predicted.len() as u32;
        c.relations[2] += self.gold.len() as u32;
        for (q, taken) in self.predicted.iter().zip(taken) {
            for (all, label) in c.by.iter_mut().zip(labels(q, q.rule())) {
                let tally = of(all, label);
                tally.predicted += 1;
                tally.predicted_found += u32::from(taken);
            }
            if !taken {
                c.mistakes.push(self.mistake(Fault::RelationInvented, hull(q), None, Some(q)));
            }
        }
    }
}

/// The attribution that covers most of `region`, at least half of it; the first of equals.
fn covering<'q>(region: Range, quotes: &[&'q Quote]) -> Option<&'q Quote> {
    let (s, e) = region;
    let (mut best, mut size) = (None, 0);
    for q in quotes {
        let shared: u32 = q.content().iter().map(|&(x, y)| e.min(y).saturating_sub(s.max(x))).sum();
        if shared > size {
            (best, size) = (Some(*q), shared);
        }
    }
    best.filter(|_| size * 2 >= e - s)
}

fn overlap(a: &[Range], b: &[Range]) -> bool {
    a.iter().any(|&(s, e)| b.iter().any(|&(x, y)| s < y && x < e))
}

fn hull(q: &Quote) -> Range {
    let start = q.content().iter().map(|s| s.0).min().unwrap_or(0);
    (start, q.content().iter().map(|s| s.1).max().unwrap_or(start))
}

/// The numbers of the words that the content touches, in order.
fn words_of(all: &[Range], q: &Quote) -> Vec<u32> {
    let touched = q.content().iter().flat_map(|&(x, y)| {
        let first = all.partition_point(|w| w.1 <= x);
        let end = all.partition_point(|w| w.0 < y);
        first as u32..end as u32
    });
    let sorted: BTreeSet<u32> = touched.collect();
    sorted.into_iter().collect()
}

/// How many numbers two ordered lists share.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// Lists of `lists` by the numbers in them.
fn index(lists: &[Vec<u32>]) -> BTreeMap<u32, Vec<usize>> {
    let mut index: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (j, list) in lists.iter().enumerate() {
        for &word in list {
            index.entry(word).or_default().push(j);
        }
    }
    index
}

/// For each gold list its predicted one: pairs that share at least half of their union, the best first.
fn matches(gold: &[Vec<u32>], predicted: &[Vec<u32>]) -> Vec<Option<usize>> {
    let index = index(predicted);
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, words) in gold.iter().enumerate() {
        let near: BTreeSet<usize> = words.iter().filter_map(|w| index.get(w)).flatten().copied().collect();
        for j in near {
            let other = predicted.get(j).map(Vec::as_slice).unwrap_or_default();
            let both = shared(words, other);
            let quotient = both as f64 / (words.len() + other.len() - both) as f64;
            if quotient >= 0.5 {
                pairs.push((quotient, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut partner, mut taken) = (vec![None; gold.len()], BTreeSet::new());
    for (_, i, j) in pairs {
        if let Some(slot) = partner.get_mut(i).filter(|s| s.is_none())
            && taken.insert(j)
        {
            *slot = Some(j);
        }
    }
    partner
}

/// The list that shares most with `words`, if any shares anything.
fn nearest(words: &[u32], lists: &[Vec<u32>]) -> Option<usize> {
    let (first, last) = (words.first()?, words.last()?);
    let touches = |l: &[u32]| l.first().is_some_and(|f| f <= last) && l.last().is_some_and(|e| e >= first);
    let counted = lists.iter().enumerate().filter(|(_, l)| touches(l)).map(|(j, l)| (shared(words, l), j));
    counted.filter(|(n, _)| *n > 0).max_by_key(|(n, j)| (*n, usize::MAX - j)).map(|(_, j)| j)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "“Go,” said Ann Hale. The ‘mill’ is “shut”, the owner said. Rents will rise, he added.";

    fn rows(quotes: &str) -> Rows {
        Rows::read(format!("{{\"id\":\"a\",\"text\":\"{TEXT}\",\"quotes\":[{quotes}]}}").as_bytes()).unwrap()
    }

    const GO: &str =
        r#"{"kind":"direct","content":[[0,5]],"source":[[11,19]],"source_kind":"named","speaker":"Ann Hale""#;

    #[test]
    fn all_right_is_one() {
        let gold = rows(&format!("{GO}}}"));
        let (f, mistakes) = score(&gold, &rows(&format!("{GO},\"confidence\":1.0}}")));
        assert_eq!(
            (f.speech.f1, f.e2e.f1, f.speaker.accuracy, f.boundary.exact),
            (1.0, 1.0, Some(1.0), Some(1.0))
        );
        assert_eq!((f.relations.share.f1, f.relations.source, f.ece), (1.0, Some(1.0), Some(0.0)));
        assert!(mistakes.is_empty());
        assert_eq!(f.by_kind.get("direct").map(|t| (t.regions_right, t.predicted_found)), Some((1, 1)));
    }

    #[test]
    fn each_mistake_is_named() {
        let gold = rows(&format!(
            r#"{GO}}},{{"kind":"indirect","content":[[59,74]],"source":[[76,78]],"speaker_from":"source","speaker":"he"}}"#
        ));
        let predicted = rows(
            r#"{"kind":"direct","content":[[0,4]],"speaker":"Bo Hale","confidence":0.9,"why":[{"rule":"r"}]},{"kind":"mixed","content":[[35,41]],"speaker":"the owner"}"#,
        );
        let (f, mistakes) = score(&gold, &predicted);
        let faults: Vec<&str> = mistakes.iter().map(|m| m.fault.describe()).collect();
        assert_eq!(
            faults,
            ["wrong speaker", "not speech", "wrong source", "relation missed", "relation invented"]
        );
        assert_eq!((f.speech.tp, f.speech.pred, f.speech.gold, f.e2e.tp), (1, 2, 1, 0));
        assert_eq!((f.ece, f.speaker.accuracy), (Some(0.9), Some(0.0)));
        assert_eq!(f.by_rule.get("r").map(|t| (t.claimed, t.claimed_right)), Some((1, 0)));
        assert_eq!(Fault::named("wrong-speaker"), Some(Fault::WrongSpeaker));
        assert_eq!(mistakes[0].category(), "wrong speaker: direct named → direct none");
    }

    #[test]
    fn of_two_that_match_the_one_with_more_words_counts() {
        assert_eq!(matches(&[vec![1, 2, 3, 4]], &[vec![1, 2], vec![1, 2, 3]]), [Some(1)]);
        assert_eq!(matches(&[vec![1, 2], vec![1, 2, 3]], &[vec![1, 2, 3]]), [None, Some(0)]);
    }
}
