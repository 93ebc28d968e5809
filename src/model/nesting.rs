//! Quotations inside quotations (I7): a child's words lie between its parent's first and last, and are fewer.

use super::ids::QuoteId;
use super::quotation::{Quotation, Status};
use crate::analysis::QuoteKind;
use crate::text::Spans;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Whether `child` may stand in `parent`. Strict, so that parents never go in a circle.
pub(super) fn holds(parent: &Spans, child: &Spans) -> bool {
    parent.hull().covers(child.hull()) && parent.hull() != child.hull()
}

/// The smallest quotation around `content` that is somebody's words.
pub(super) fn around(quotes: &BTreeMap<QuoteId, Arc<Quotation>>, content: &Spans) -> Option<QuoteId> {
    let outer = quotes.values().filter(|q| {
        q.kind != QuoteKind::NotSpeech
            && q.status != Status::Rejected
            && q.content.iter().any(|member| member.covers(content.hull()))
            && holds(&q.content, content)
    });
    outer.min_by_key(|q| (q.content.hull().len(), q.id)).map(|q| q.id)
}

/// The smallest quotation around each one that stands in another, by position alone.
pub(super) fn by_position(quotes: &BTreeMap<QuoteId, Arc<Quotation>>) -> Vec<(QuoteId, QuoteId)> {
    let mut order: Vec<_> = quotes.values().collect();
    order.sort_by_key(|q| (q.content.start(), std::cmp::Reverse(q.content.end()), q.id));
    let mut open: Vec<&Arc<Quotation>> = Vec::new();
    let mut out = Vec::new();
    for quote in order {
        while open.last().is_some_and(|o| o.content.end() <= quote.content.start()) {
            open.pop();
        }
        let hull = quote.content.hull();
        let outer = open.iter().rev().find(|o| {
            o.content.iter().any(|member| member.covers(hull)) && holds(&o.content, &quote.content)
        });
        out.extend(outer.map(|o| (quote.id, o.id)));
        if quote.kind != QuoteKind::NotSpeech {
            open.push(quote);
        }
    }
    out
}

/// The quotations whose parent is gone or does not hold them, with the nearest one further out that does.
pub(super) fn mended(quotes: &BTreeMap<QuoteId, Arc<Quotation>>) -> Vec<(QuoteId, Option<QuoteId>)> {
    let mut out = Vec::new();
    for quote in quotes.values() {
        let mut parent = quote.parent;
        // As many steps as there are quotations, so that a damaged file with a circle ends too.
        for _ in 0..=quotes.len() {
            let Some(id) = parent else { break };
            match quotes.get(&id) {
                Some(outer) if holds(&outer.content, &quote.content) => break,
                Some(outer) => parent = outer.parent,
                None => parent = None,
            }
        }
        let held = parent.and_then(|id| quotes.get(&id)).is_none_or(|o| holds(&o.content, &quote.content));
        let parent = parent.filter(|_| held);
        if parent != quote.parent {
            out.push((quote.id, parent));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn the_same_words_do_not_hold_themselves() {
        let spans = |pairs: &[(u32, u32)]| Spans::new(pairs.iter().map(|&(a, b)| Span::between(a, b)));
        let (Some(outer), Some(inner)) = (spans(&[(0, 10), (20, 30)]), spans(&[(2, 8)])) else {
            unreachable!("spans that are not empty")
        };
        assert!(holds(&outer, &inner));
        assert!(!holds(&inner, &outer) && !holds(&outer, &outer));
    }
}
