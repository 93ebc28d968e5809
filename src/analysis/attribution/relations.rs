//! Which relation of the finder of cues covers which unit.

use super::units::Unit;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::page::Page;
use crate::text::Span;

/// For each unit the relation that covers at least half of its first region, the likeliest where several do.
pub fn relation_of(page: &Page<'_>, units: &[Unit], relations: &[FoundRelation]) -> Vec<Option<usize>> {
    let mut out: Vec<Option<usize>> = vec![None; units.len()];
    let span = |u: &Unit| page.tokens.span_of(u.first.clone());
    for (i, r) in relations.iter().enumerate() {
        let hull = r.content.hull();
        let from = units.partition_point(|u| page.tokens.end(u.first.end.saturating_sub(1)) <= hull.start());
        for (slot, unit) in out.iter_mut().zip(units).skip(from) {
            let Some(region) = span(unit) else { continue };
            if region.start() >= hull.end() {
                break;
            }
            let shared: u32 = r.content.iter().filter_map(|c| c.intersect(region)).map(Span::len).sum();
            let old = slot.and_then(|o| relations.get(o)).map_or(0, |o| o.probability.get());
            if shared * 2 >= region.len() && r.probability.get() > old {
                *slot = Some(i);
            }
        }
    }
    out
}
