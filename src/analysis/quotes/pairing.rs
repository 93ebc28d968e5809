//! Which marks open, which close, and which are no marks: the cheapest reading of the whole text.
//!
//! Each mark is read as an opening, a closing, or nothing (an inch sign, an apostrophe); each reading has a cost from the
//! mark's shape and its sides, and a quotation that is left open at the end of a paragraph costs too. A Viterbi search over the
//! two states *outside* and *inside* finds the sum that is least, in time linear in the marks.

use super::marks::Mark;
use crate::text::Span;

/// What reading a mark in each way costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// As an opening.
    pub open: u16,
    /// As a closing.
    pub close: u16,
    /// As nothing.
    pub skip: u16,
}

/// A cost that is never worth paying.
pub const NEVER: u16 = 200;

/// What the ends of paragraphs cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ends {
    /// A quotation never closed before its paragraph's end.
    pub unclosed: u16,
    /// The same where the next paragraph opens with a mark: a quotation over several paragraphs.
    pub reopened: u16,
    /// A quotation that goes on in the next paragraph without a mark there.
    pub carried: u16,
    /// A new opening while one is open in the same paragraph.
    pub restart: u16,
}

/// A stretch of text inside a pair of marks, or from an opening mark to the end of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Marks included.
    pub span: Span,
    /// Length of the opening mark in bytes; 0 where the quotation goes on without one.
    pub open_len: u8,
    /// Length of the closing mark; 0 where there is none.
    pub close_len: u8,
    /// Whether the next paragraph takes the quotation up again.
    pub continues: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Open,
    Close,
    Skip,
    Restart,
}

#[derive(Clone, Copy)]
struct Back {
    /// Step that led to [outside, inside] at this mark, with whether the state before it was inside.
    to: [(Step, bool); 2],
    /// At the paragraph boundary before this mark: whether *outside* and *inside* there came from inside.
    gap: [bool; 2],
}

/// Reads `marks` with `cost`; `paragraph_end(i)` is the last byte of paragraph `i`.
pub fn pair(
    marks: &[Mark],
    cost: impl Fn(&Mark) -> Cost,
    ends: Ends,
    starts_paragraph: impl Fn(&Mark) -> bool,
    paragraph: impl Fn(u32) -> Span,
) -> Vec<Pair> {
    const FAR: u32 = u32::MAX / 4;
    let mut back: Vec<Back> = Vec::with_capacity(marks.len());
    let mut best = [0_u32, FAR];
    let mut last: Option<&Mark> = None;
    for m in marks {
        let mut gap = [false, true];
        if let Some(before) = last
            && before.paragraph != m.paragraph
        {
            let next = before.paragraph + 1 == m.paragraph;
            let closing = if next && starts_paragraph(m) { ends.reopened } else { ends.unclosed };
            let ended = best[1].saturating_add(u32::from(closing));
            let far = u32::from(if next { ends.carried } else { NEVER }) + best[1];
            gap[0] = ended < best[0];
            best = [best[0].min(ended), far.min(FAR)];
        }
        let c = cost(m);
        let skip = u32::from(c.skip);
        let out_skip = best[0].saturating_add(skip);
        let out_close = best[1].saturating_add(u32::from(c.close));
        let in_skip = best[1].saturating_add(skip);
        let in_open = best[0].saturating_add(u32::from(c.open));
        let in_restart = best[1].saturating_add(u32::from(c.open) + u32::from(ends.restart));
        let outside = if out_close <= out_skip { (Step::Close, true) } else { (Step::Skip, false) };
        let inside = if in_open <= in_skip && in_open <= in_restart {
            (Step::Open, false)
        } else if in_skip <= in_restart {
            (Step::Skip, true)
        } else {
            (Step::Restart, true)
        };
        back.push(Back { to: [outside, inside], gap });
        best = [out_skip.min(out_close), in_skip.min(in_open).min(in_restart)];
        let low = best[0].min(best[1]);
        best = [best[0] - low, (best[1] - low).min(FAR)];
        last = Some(m);
    }
    let inside_at_end = best[1].saturating_add(u32::from(ends.unclosed)) < best[0];
    let steps = trace(marks, &back, inside_at_end);
    pairs_from(marks, &steps, paragraph)
}

/// Each mark's step on the best path, and whether the path is inside right after it.
fn trace(marks: &[Mark], back: &[Back], inside_at_end: bool) -> Vec<Step> {
    let mut steps = vec![Step::Skip; marks.len()];
    let mut inside = inside_at_end;
    for (slot, b) in steps.iter_mut().zip(back).rev() {
        let (step, before) = if inside { b.to[1] } else { b.to[0] };
        *slot = step;
        inside = if before { b.gap[1] } else { b.gap[0] };
    }
    steps
}

fn pairs_from(marks: &[Mark], steps: &[Step], paragraph: impl Fn(u32) -> Span) -> Vec<Pair> {
    let mut out: Vec<Pair> = Vec::new();
    let mut open: Option<(u32, u8, u32)> = None; // start, length of mark, paragraph
    for (m, step) in marks.iter().zip(steps) {
        let len = m.span.len() as u8;
        if let Some((start, open_len, p)) = open
            && p != m.paragraph
        {
            // Left open at its paragraph's end: taken up here, or never closed.
            let carried = matches!(step, Step::Close);
            let whole = paragraph(p);
            let next = p + 1 == m.paragraph;
            let reopened = next
                && matches!(step, Step::Open | Step::Restart)
                && m.span.start() == paragraph(m.paragraph).start();
            out.push(Pair {
                span: Span::between(start, whole.end()),
                open_len,
                close_len: 0,
                continues: next && (carried || reopened),
            });
            open = (carried && next).then(|| (paragraph(m.paragraph).start(), 0, m.paragraph));
        }
        match step {
            Step::Skip => {}
            Step::Open | Step::Restart => {
                if let Some((start, open_len, _)) = open.replace((m.span.start(), len, m.paragraph)) {
                    out.push(Pair {
                        span: Span::between(start, m.span.start()),
                        open_len,
                        close_len: 0,
                        continues: false,
                    });
                }
            }
            Step::Close => {
                if let Some((start, open_len, _)) = open.take() {
                    out.push(Pair {
                        span: Span::between(start, m.span.end()),
                        open_len,
                        close_len: len,
                        continues: false,
                    });
                }
            }
        }
    }
    if let Some((start, open_len, p)) = open {
        out.push(Pair {
            span: Span::between(start, paragraph(p).end()),
            open_len,
            close_len: 0,
            continues: false,
        });
    }
    out
}
