//! Words without a source of their own: whoever spoke before says them, or the other of two who talk.

use super::candidates::{Candidate, Context, SURE, Scene, Target, bucket};
use super::surroundings::{Side, symbol};
use super::templates as t;
use crate::analysis::weights::Features;

/// Tokens behind a question in which somebody is said to ask it, at most.
const ASKED: usize = 4;

impl Scene<'_, '_> {
    /// Whether the unit is a paragraph by itself behind a question of the paragraph before that is one by itself, or that somebody is said
    /// to ask: *“Is that a no?” a reporter asked.*
    pub(super) fn answers(&self, cx: &Context<'_>) -> bool {
        let before = cx.past.unit.checked_sub(1);
        let Some((b, question)) = before.and_then(|b| Some((b, self.units.get(b)?))) else { return false };
        let page = self.page;
        let beside =
            |i: usize| page.paragraph(i) == question.last_paragraph && page.is_outside(i) && page.asks(i);
        let asked = || {
            let end = question.last.end;
            let alone = question.tokens.start == page.sentences.paragraph(question.paragraph).tokens.start
                && page.sentences.paragraph(question.last_paragraph).tokens.end <= end;
            alone
                || (end..end + ASKED).any(beside)
                || self.relation(b).is_some_and(|r| page.asks(page.tokens.at(r.cue.start())))
        };
        cx.look.alone && question.last_paragraph + 1 == cx.unit.paragraph && self.asks(question) && asked()
    }

    /// The speakers of the units before.
    pub(super) fn carry(&self, cx: &Context<'_>, before: &Side, out: &mut Vec<Candidate>) {
        let Context { unit, past, look, .. } = *cx;
        let asked = u32::from(cx.asks) * 2
            + u32::from(
                past.unit.checked_sub(1).and_then(|u| self.units.get(u)).is_some_and(|u| self.asks(u)),
            );
        let told = cx
            .relation
            .map_or(0, |r| 1 + u32::from(r.source.is_some()) * 8 + u32::from(r.probability.get() / 130));
        let Some(last) = past.unit.checked_sub(1).and_then(|u| self.units.get(u)) else { return };
        let apart =
            unit.paragraph.saturating_sub(last.last_paragraph).min(4) as u32 + u32::from(self.dialogue) * 8;
        let near = apart % 8;
        let gap = unit.first.start.saturating_sub(last.last.end);
        let mut path = 0_u32;
        for k in 0..6 {
            let s = before.symbol(k);
            path = path.wrapping_mul(37).wrapping_add(u32::from(s) + 1);
            if matches!(s, symbol::MARKED | symbol::EDGE | symbol::PARAGRAPH) {
                break;
            }
        }
        let mut push = |target: Target, base: u16, known: bool| {
            let mut f = Features::with_room(16);
            f.add(base, 0, apart);
            f.add(base + 4, path, apart);
            f.add(base + 5, bucket(gap / 2), apart);
            f.add(
                base + 8,
                u32::from(before.symbol(0)) * 1024
                    + u32::from(before.symbol(1)) * 32
                    + u32::from(before.symbol(2)),
                near.min(1) + u32::from(self.dialogue) * 8,
            );
            let entity = if base == t::PREVIOUS { past.previous } else { past.alternate };
            let inside = entity.is_some() && self.named_inside(unit, entity.map(|e| e as usize));
            f.add(base + 9, u32::from(inside), apart * 2 + u32::from(look.alone));
            f.add(base + 10, u32::from(known), apart);
            f.add(base + 11, told, near.min(1));
            f.add(base + 13, u32::from(past.reported) * 2 + u32::from(look.alone), apart);
            f.add(base + 14, asked, apart * 2 + u32::from(look.alone));
            out.push(Candidate {
                target,
                features: f,
                prior: if cx.ruled && cx.is_sure() { -SURE } else { 0 },
            });
        };
        if past.alternate.is_none() || !self.answers(cx) {
            push(Target::Previous, t::PREVIOUS, past.previous.is_some());
        }
        if past.alternate.is_some() {
            push(Target::Alternate, t::ALTERNATE, true);
        }
    }
}
