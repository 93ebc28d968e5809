//! Units: regions in marks that are attributed together, a quotation over several paragraphs being one.

use crate::analysis::page::Page;
use std::ops::Range;

/// What is attributed as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Indices of its regions, in order.
    pub regions: Vec<usize>,
    /// From its first token to its last, with what stands between the regions.
    pub tokens: Range<usize>,
    /// The tokens of its first region.
    pub first: Range<usize>,
    /// The tokens of its last region.
    pub last: Range<usize>,
    /// Its first paragraph.
    pub paragraph: usize,
    /// Its last paragraph.
    pub last_paragraph: usize,
}

/// The units of `page`, in order: all outermost regions.
pub fn units(page: &Page<'_>) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::new();
    let mut goes_on = false;
    for (i, r) in page.regions.all.iter().enumerate() {
        if r.parent.is_some() {
            continue;
        }
        let tokens = page.tokens.within(r.span);
        if tokens.is_empty() {
            continue;
        }
        let paragraph = page.paragraph(tokens.start);
        match out.last_mut() {
            Some(unit) if goes_on && unit.last_paragraph + 1 == paragraph => {
                unit.regions.push(i);
                unit.tokens.end = tokens.end;
                unit.last = tokens;
                unit.last_paragraph = paragraph;
            }
            _ => out.push(Unit {
                regions: vec![i],
                first: tokens.clone(),
                last: tokens.clone(),
                tokens,
                paragraph,
                last_paragraph: paragraph,
            }),
        }
        goes_on = r.continues;
    }
    out
}
