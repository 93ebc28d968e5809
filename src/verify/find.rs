//! Where a quotation may stand in the sources: the places that share its rare words and pairs of words, the best first.

use super::align::{Asked, Given, Rough, rough};
use super::index::{Index, next_of};
use super::units::{Gap, Unit};
use crate::model::DocId;

/// A stretch of a source that may be the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Number of the source.
    pub(super) entry: usize,
    /// Its words: places in the index, from the first that the quotation shares to one past the last.
    pub(super) from: u32,
    pub(super) end: u32,
    pub(super) score: i32,
    pub(super) matched: u32,
}

/// Places looked at for one quotation, beside those of its rarest feature.
const LOOKS: usize = 3000;

/// Windows laid along the quotation word by word: in sources that a person named, and as many in other documents.
const WINDOWS: usize = 6;

/// Exact places that become candidates of their own.
const EXACT: usize = 12;

/// Source words that a gap may jump over.
const JUMP: u32 = 400;

/// One place that shares a feature: where the quotation would begin, shifted by [`SHIFT`], and how much the feature tells.
#[derive(Debug, Clone, Copy)]
struct Vote {
    /// Number of the source.
    entry: usize,
    diagonal: u32,
    place: u32,
    weight: u32,
}

/// Keeps diagonals above zero.
const SHIFT: u32 = 1 << 20;

/// What is found for a quotation.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The best first.
    pub(super) candidates: Vec<Candidate>,
    /// Number of places with just these words.
    pub(super) exact: u32,
}

/// Looks for `quote` in all sources but `except`.
pub(super) fn find(quote: &[Unit], keys: &[u32], index: &Index, except: Option<DocId>) -> Found {
    let asked: Vec<Asked> =
        quote.iter().map(|u| Asked { key: u.key, gap: u.gap, bracket: u.bracket }).collect();
    let usable = |entry: usize| index.entries.get(entry).is_some_and(|e| Some(e.material.doc) != except);
    let mut out = Found::default();
    let mut windows: Vec<(usize, u32, u32)> = Vec::new();
    let n = asked.len() as u32;
    let gapped = asked.iter().skip(1).any(|a| a.gap != Gap::None);
    let slack = n / 3 + 8;
    let plain = !gapped && asked.iter().all(|a| !a.bracket);
    for at in exact_places(keys, index) {
        let Some((entry, _)) = index.entry_of(at).filter(|(e, _)| usable(*e)) else { continue };
        if plain && !index.is_aside(entry) {
            out.exact += 1;
        }
        if windows.len() < EXACT {
            windows.push((entry, at, at + keys.len() as u32));
        }
    }
    let mut votes = votes(&asked, index);
    votes.retain(|v| usable(v.entry));
    votes.sort_unstable_by_key(|v| (v.entry, v.diagonal, v.place));
    let width = if gapped { n / 2 + JUMP } else { slack };
    for (first, last) in clusters(&votes, width, |entry| index.is_aside(entry)) {
        let (Some(a), Some(b)) = (votes.get(first), votes.get(last)) else { continue };
        let from = a.diagonal.saturating_sub(SHIFT + slack);
        let end = (b.diagonal + n + slack).saturating_sub(SHIFT);
        windows.push((a.entry, from, end));
    }
    for (entry, from, end) in windows {
        let Some(e) = index.entries.get(entry) else { continue };
        let (from, end) = (from.max(e.first), end.min(e.end));
        let Some(words) = index.keys.get(from as usize..end as usize) else { continue };
        let given: Vec<Given> =
            words.iter().map(|k| Given { key: *k, filler: index.is_filler(*k) }).collect();
        let Rough { score, matched, from: a, end: b } = rough(&asked, &given);
        if matched > 0 {
            out.candidates.push(Candidate { entry, from: from + a, end: from + b, score, matched });
        }
    }
    out.candidates.sort_by_key(|c| (std::cmp::Reverse(c.score), c.from));
    let mut kept: Vec<Candidate> = Vec::new();
    for c in out.candidates {
        if !kept.iter().any(|k| k.entry == c.entry && c.from < k.end && k.from < c.end) {
            kept.push(c);
        }
    }
    out.candidates = kept;
    out
}

/// Places where just the words of `keys` stand, fillers included.
fn exact_places(keys: &[u32], index: &Index) -> Vec<u32> {
    let filler = |k: u32| index.is_filler(k);
    let features = (0..keys.len()).filter(|n| keys.get(*n).is_some_and(|k| !filler(*k)));
    // A pair that looks over a filler or a repetition is as good as any: the places are compared word by word.
    let features = features.map(|n| (n, next_of(keys, n, filler)));
    let counted = features.map(|(n, next)| {
        let places = index.places_of(keys.get(n).copied().unwrap_or_default(), next.unwrap_or_default());
        (places.len(), n, places)
    });
    let Some((_, n, places)) = counted.min_by_key(|(count, n, _)| (*count, *n)) else { return Vec::new() };
    let starts = places.iter().filter_map(|p| p.checked_sub(n as u32));
    let mut out: Vec<u32> =
        starts.filter(|s| index.keys.get(*s as usize..*s as usize + keys.len()) == Some(keys)).collect();
    out.dedup();
    out
}

/// Places of the quotation's features, the rarest features first, up to a limit.
fn votes(asked: &[Asked], index: &Index) -> Vec<Vote> {
    // Words in brackets are the writer's; a gap parts pairs.
    let mut core: Vec<(u32, u32)> = Vec::with_capacity(asked.len());
    for (n, a) in (0..).zip(asked) {
        if a.gap != Gap::None {
            core.push((0, n));
        }
        if !a.bracket {
            core.push((a.key, n));
        }
    }
    let keys: Vec<u32> = core.iter().map(|(k, _)| *k).collect();
    let filler = |k: u32| index.is_filler(k);
    let mut features: Vec<(&[u32], u32, u32, u32)> = Vec::new();
    for (i, (key, n)) in core.iter().enumerate().filter(|(_, (k, _))| *k != 0 && !filler(*k)) {
        features.push((index.places_of(*key, 0), *key, 0, *n));
        if let Some(next) = next_of(&keys, i, filler) {
            features.push((index.places_of(*key, next), *key, next, *n));
        }
    }
    features.retain(|(places, ..)| !places.is_empty());
    features.sort_by_key(|(places, _, next, n)| (places.len(), *n, *next));
    let all = index.keys.len().max(2) as u32;
    let mut out = Vec::new();
    let mut looks = LOOKS;
    for (places, key, next, n) in features {
        if places.len() > looks && !out.is_empty() {
            break;
        }
        let weight = (all / (places.len() as u32 + 1)).max(2).ilog2();
        for &place in places.iter().take(looks) {
            let is = index.keys.get(place as usize) == Some(&key)
                && (next == 0 || index.next_of(place as usize) == Some(next));
            if is && let Some((entry, _)) = index.entry_of(place) {
                out.push(Vote { entry, diagonal: (place + SHIFT).saturating_sub(n), place, weight });
            }
        }
        looks = looks.saturating_sub(places.len());
    }
    out
}

/// The heaviest stretches of `votes` that lie in one source and are no wider than `width`, first and last vote of each: the first
/// [`WINDOWS`] in sources that a person named, and as many in those that are `aside`.
fn clusters(votes: &[Vote], width: u32, aside: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut all: Vec<(u64, usize, usize)> = Vec::with_capacity(votes.len());
    let (mut left, mut sum) = (0, 0_u64);
    for (right, vote) in votes.iter().enumerate() {
        sum += u64::from(vote.weight);
        let far = |first: &&Vote| first.entry != vote.entry || vote.diagonal - first.diagonal > width;
        while let Some(first) = votes.get(left).filter(far) {
            sum -= u64::from(first.weight);
            left += 1;
        }
        all.push((sum, left, right));
    }
    all.sort_unstable_by_key(|(sum, left, _)| (std::cmp::Reverse(*sum), *left));
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut room = [WINDOWS; 2];
    for (_, left, right) in all {
        if room == [0, 0] {
            break;
        }
        let Some(room) = votes.get(left).and_then(|v| room.get_mut(usize::from(aside(v.entry)))) else {
            continue;
        };
        if *room > 0 && !out.iter().any(|(l, r)| left <= *r && *l <= right) {
            *room -= 1;
            out.push((left, right));
        }
    }
    out
}
