//! Which relation of the finder of cues covers which unit.

use super::units::Unit;
use crate::analysis::SourceKind;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::page::Page;
use crate::text::{Span, Spans};

/// Relations below this probability, in thousandths, count for nothing when a speaker is looked for.
pub const LEAST: u16 = 500;
/// Marks that go on without a break from the words before are shown with them from this probability on.
pub const WIDENS: u16 = 300;
/// The same where it names the source that the marks have anyway.
pub const AGREED: u16 = 100;
/// Marks that could stand alone are shown with the words before from this probability on: *She added that it was late, which was
/// a pity, because “the boat had left”*.
pub const JOINS: u16 = 850;
/// The same where the cue stands right before the marks: *a claim that Olsen dismissed as “nonsense”*.
const BESIDE: u16 = 250;

/// For each unit the relation of at least `least` thousandths that covers at least half of its first region, the innermost or
/// likeliest where several do.
pub fn relation_of(
    page: &Page<'_>,
    units: &[Unit],
    relations: &[FoundRelation],
    least: u16,
) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; units.len()];
    let span = |u: &Unit| page.tokens.span_of(u.first.clone());
    for (i, r) in relations.iter().enumerate().filter(|(_, r)| r.probability.get() >= least.min(BESIDE)) {
        let hull = r.content.hull();
        let behind = page.tokens.at(r.cue.end().saturating_sub(1)) + 1;
        let from = units.partition_point(|u| page.tokens.end(u.first.end.saturating_sub(1)) <= hull.start());
        let slots = out.get_mut(from..).unwrap_or_default();
        for (slot, unit) in slots.iter_mut().zip(units.get(from..).unwrap_or_default()) {
            let Some(region) = span(unit) else { continue };
            if region.start() >= hull.end() {
                break;
            }
            // *dismissed “…”*, *dismissed as “…”*
            let beside = (behind..behind + 2).contains(&unit.first.start) && r.probability.get() >= BESIDE;
            if r.probability.get() < least && !beside {
                continue;
            }
            let shared: u32 = r.content.iter().filter_map(|c| c.intersect(region)).map(Span::len).sum();
            let old = slot.and_then(|o| relations.get(o));
            // *Blaming what the envoy called “…”*: the words are the envoy's.
            let inner = |a: &FoundRelation, b: &FoundRelation| {
                b.content.overlaps(a.cue.hull()) && page.is_outside(page.tokens.at(a.cue.start()))
            };
            let better =
                old.is_none_or(|o| inner(r, o) || !inner(o, r) && r.probability.get() > o.probability.get());
            if shared * 2 >= region.len() && better {
                *slot = Some(i);
            }
        }
    }
    out
}

/// The source of relation `i`. A participle takes that of the clause it hangs on: *said the envoy, pointing out that …*.
pub fn source_of<'r>(
    page: &Page<'_>,
    relations: &'r [FoundRelation],
    i: usize,
) -> Option<(&'r Spans, SourceKind)> {
    let own = relations.get(i)?;
    let cue = page.tokens.at(own.cue.start());
    let participle = page.word(cue).slots == 0b1_0000;
    let main = relations.get(i.saturating_sub(3)..i).unwrap_or_default().iter().rev().find(|r| {
        let earlier = page.tokens.at(r.cue.start());
        participle
            && r.source.is_some()
            && page.sentence(earlier) == page.sentence(cue)
            && page.word(earlier).slots != 0b1_0000
    });
    let with = main.unwrap_or(own);
    Some((with.source.as_ref()?, with.source_kind))
}
