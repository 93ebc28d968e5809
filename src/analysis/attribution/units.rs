//! Units: regions in marks that are attributed together, a quotation over several paragraphs being one.

use crate::analysis::page::Page;
use crate::analysis::quotes::turns;
use crate::analysis::token::TokenKind;
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
    /// The colon after the name that its first words are, where it is a turn of a transcript in marks: *“MARA: Come in.”*
    pub label: Option<usize>,
}

/// The colon of the label that the words of region `tokens` begin with: a name in capitals.
fn label(page: &Page<'_>, tokens: &Range<usize>) -> Option<usize> {
    let first = tokens.clone().take(2).find(|&i| page.kind(i) == TokenKind::Word)?;
    if !page.tokens.shape(first).is_all_capital() {
        return None;
    }
    let colon = (first..tokens.end).take(10).find(|&i| page.kind(i) == TokenKind::Colon)?;
    let line = page.text.slice(page.span(&(first..(colon + 2).min(tokens.end))));
    let name = turns::label(line, page.profile)?;
    (!name.chars().any(char::is_lowercase) && name.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .then_some(colon)
}

/// Whether all words of region `tokens` stand in brackets: *“(Crosstalk.)”*
pub fn is_aside(page: &Page<'_>, tokens: &Range<usize>) -> bool {
    let sign = |i: &usize| !matches!(page.kind(*i), TokenKind::Mark | TokenKind::Single | TokenKind::Stop);
    let (first, last) = (tokens.clone().find(sign), tokens.clone().rev().take(4).find(sign));
    first.is_some_and(|i| page.kind(i) == TokenKind::Open)
        && last.is_some_and(|i| page.kind(i) == TokenKind::Close)
        && tokens.len() < 12
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
        let label = label(page, &tokens);
        let begins = label.is_some() || is_aside(page, &tokens);
        match out.last_mut() {
            Some(unit) if goes_on && !begins && unit.last_paragraph + 1 == paragraph => {
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
                label,
            }),
        }
        goes_on = r.continues;
    }
    out
}
