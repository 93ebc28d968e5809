//! Regions in quotation marks. What is particular to a language comes from its profile; does not say whose words they are.

pub mod angle;
pub mod convention;
pub mod corner;
pub mod dash;
pub mod double;
pub mod incise;
pub mod marks;
pub mod pairing;
pub mod pull;
pub mod single;
pub mod turns;

pub use convention::Convention;

use crate::analysis::layout::Layout;
use crate::lang::LanguageProfile;
use crate::text::Span;
use marks::Mark;
use pairing::{NEVER, Pair};
use std::borrow::Cow;

/// Which marks enclose a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Double marks of any shape.
    Double,
    /// Single marks.
    Single,
    /// Guillemets.
    Angle,
    /// Single guillemets.
    SingleAngle,
    /// Corner brackets.
    Corner,
    /// None: set off as a pull quote.
    Pull,
    /// None: a turn in an interview.
    Turn,
    /// A dash at the start of its paragraph.
    Dash,
}

/// Words inside a pair of marks, or from an opening mark to the end of its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Marks included.
    pub span: Span,
    /// Marks excluded.
    pub inner: Span,
    /// Which marks.
    pub family: Family,
    /// Whether the closing mark is there.
    pub closed: bool,
    /// Whether the next paragraph takes the quotation up again.
    pub continues: bool,
    /// Index of the region that this one lies in.
    pub parent: Option<u32>,
    /// Index of its paragraph.
    pub paragraph: u32,
}

/// The regions of a text and the convention that they were read by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regions {
    /// In order of their first byte, a parent before its children.
    pub all: Vec<Region>,
    /// The convention.
    pub convention: Convention,
}

/// Finds the regions of `text`, in the language of `profile`. `wanted` overrides the convention that is detected.
pub fn find(text: &str, layout: &Layout, profile: &LanguageProfile, wanted: Option<Convention>) -> Regions {
    let all_marks = marks::scan(text, layout);
    let convention = wanted.unwrap_or_else(|| {
        let dash = profile.dash_dialogue && dash::is_used(text, layout);
        Convention { dash, ..convention::detect(text, &all_marks, profile) }
    });
    let mut found: Vec<(Pair, Family)> = Vec::new();
    let mut family = |member: fn(marks::Glyph) -> bool, which: Family, nested: bool| {
        // Most texts have marks of one family: nothing is copied there.
        let ours: Cow<'_, [Mark]> = if all_marks.iter().all(|m| member(m.glyph)) {
            Cow::Borrowed(&all_marks)
        } else {
            all_marks.iter().filter(|m| member(m.glyph)).copied().collect()
        };
        if !ours.is_empty() {
            let mut pairs = pair_family(text, layout, &ours, which, nested, convention, profile);
            let cut = (profile.incises || profile.dash_dialogue)
                && !matches!(which, Family::Single | Family::SingleAngle);
            pairs.sort_by_key(|p| (p.span.start(), u32::MAX - p.span.end()));
            let mut reach = 0;
            for pair in pairs {
                let inside = pair.span.end() < reach;
                reach = reach.max(pair.span.end());
                if cut && !inside {
                    cut_at_incises(text, pair, profile, which, &mut found);
                } else {
                    found.push((pair, which));
                }
            }
        }
    };
    family(double::is_member, Family::Double, false);
    family(angle::is_member, Family::Angle, false);
    family(angle::is_single_member, Family::SingleAngle, true);
    family(corner::is_member, Family::Corner, false);
    family(single::is_member, Family::Single, !convention.single);
    drop_noise(layout, &mut found);
    let plain = |span: Span| Pair { span, open_len: 0, close_len: 0, continues: false };
    found.extend(pull::find(text, layout).into_iter().map(|s| (plain(s), Family::Pull)));
    found.extend(turns::find(text, layout, profile).into_iter().map(|s| (plain(s), Family::Turn)));
    if convention.dash {
        found.extend(dash::find(text, layout, profile).into_iter().map(|s| (plain(s), Family::Dash)));
    }
    Regions { all: nest(layout, found), convention }
}

/// A paragraph with more pairs than this is looked at for noise.
const MANY: u32 = 1000;
/// A pair of no more bytes than this, marks included, holds hardly a word.
const SHORT: u32 = 12;

/// Drops the pairs of paragraphs in which more than [`MANY`] follow one another, most of them with hardly a word inside: nobody
/// speaks there, and each would cost many times its length.
fn drop_noise(layout: &Layout, found: &mut Vec<(Pair, Family)>) {
    if found.len() <= MANY as usize {
        return;
    }
    let mut counts = vec![(0_u32, 0_u32); layout.paragraphs.len()];
    for (p, _) in &*found {
        if let Some((all, short)) = counts.get_mut(layout.index_at(p.span.start())) {
            *all += 1;
            *short += u32::from(p.span.len() <= SHORT);
        }
    }
    found.retain(|(p, _)| {
        let count = counts.get(layout.index_at(p.span.start()));
        count.is_none_or(|&(all, short)| all <= MANY || short * 2 < all)
    });
}

/// Parts of `pair` that its reporting clauses part: the first keeps the opening mark, the last the closing one.
fn cut_at_incises(
    text: &str,
    pair: Pair,
    profile: &LanguageProfile,
    which: Family,
    found: &mut Vec<(Pair, Family)>,
) {
    let parts = if profile.incises {
        incise::cut(text, pair.span, profile, false)
    } else {
        incise::cut_at_dashes(text, pair.span, profile)
    };
    let last = parts.len().saturating_sub(1);
    for (i, &span) in parts.iter().enumerate() {
        let open_len = if span.start() == pair.span.start() { pair.open_len } else { 0 };
        let close_len = if span.end() == pair.span.end() { pair.close_len } else { 0 };
        found.push((Pair { span, open_len, close_len, continues: pair.continues && i == last }, which));
    }
}

fn pair_family(
    text: &str,
    layout: &Layout,
    ours: &[Mark],
    which: Family,
    nested: bool,
    convention: Convention,
    profile: &LanguageProfile,
) -> Vec<Pair> {
    let paragraph = |i: u32| layout.paragraphs.get(i as usize).map_or(Span::empty(0), |p| p.span);
    let starts = |m: &Mark| m.span.start() == paragraph(m.paragraph).start();
    match which {
        Family::Double => {
            pairing::pair(ours, |m| double::cost(m, convention.low), double::ENDS, starts, paragraph)
        }
        Family::Angle | Family::SingleAngle => {
            let inwards = angle::points_inwards(ours);
            let nested = angle::nested(ours, inwards);
            let mut inner = vec![false; ours.len()];
            let mut out: Vec<Pair> = Vec::new();
            for (open, close) in nested {
                for i in [open, close] {
                    inner.get_mut(i).into_iter().for_each(|slot| *slot = true);
                }
                if let (Some(a), Some(b)) = (ours.get(open), ours.get(close)) {
                    out.push(Pair {
                        span: a.span.join(b.span),
                        open_len: a.span.len() as u8,
                        close_len: b.span.len() as u8,
                        continues: false,
                    });
                }
            }
            let mut inside = inner.iter();
            let outer: Vec<Mark> = ours.iter().filter(|_| inside.next() == Some(&false)).copied().collect();
            let pairs = pairing::pair(&outer, |m| angle::cost(m, inwards), angle::ENDS, starts, paragraph);
            let fits =
                |p: &Pair| p.close_len > 0 || p.continues || which == Family::Angle && p.span.len() > 40;
            out.extend(pairs.into_iter().filter(fits));
            out
        }
        Family::Pull | Family::Turn | Family::Dash => Vec::new(),
        Family::Corner => pairing::pair(ours, corner::cost, corner::ENDS, starts, paragraph),
        Family::Single => {
            let ends = if nested { single::NESTED_ENDS } else { single::ENDS };
            let cost = |m: &Mark| single::cost(m, convention::elision(text, m, profile), convention.low);
            pairing::pair(ours, cost, ends, starts, paragraph)
        }
    }
}

/// Orders the pairs, drops those that cross an earlier one or hold nothing, and finds each one's parent.
fn nest(layout: &Layout, mut found: Vec<(Pair, Family)>) -> Vec<Region> {
    found.sort_by_key(|(p, f)| (p.span.start(), u32::MAX - p.span.end(), *f));
    let mut out: Vec<Region> = Vec::with_capacity(found.len());
    let mut open: Vec<u32> = Vec::new();
    for (p, family) in found {
        let inner = Span::between(
            p.span.start() + u32::from(p.open_len),
            (p.span.end() - u32::from(p.close_len)).max(p.span.start() + u32::from(p.open_len)),
        );
        if inner.is_empty() {
            continue;
        }
        while open.last().and_then(|&i| out.get(i as usize)).is_some_and(|r| r.span.end() <= p.span.start()) {
            open.pop();
        }
        let parent = open.last().copied();
        let around = parent.and_then(|i| out.get(i as usize));
        let alike = |r: &Region| r.family == family && !matches!(family, Family::Angle | Family::SingleAngle);
        if around.is_some_and(|r| p.span.end() > r.span.end() || alike(r)) {
            continue;
        }
        open.push(out.len() as u32);
        out.push(Region {
            span: p.span,
            inner,
            family,
            closed: p.close_len > 0,
            continues: p.continues,
            parent,
            paragraph: layout.index_at(p.span.start()) as u32,
        });
    }
    out
}

// The highest cost that a detector may ask for.
const _: () = assert!(NEVER < u16::MAX / 8, "sums of costs must fit");

#[cfg(test)]
mod tests {
    use super::testing::regions;

    #[test]
    fn a_line_of_marks_with_hardly_a_word_between_says_nothing() {
        assert_eq!(regions(&"“so ".repeat(100)).len(), 50);
        assert_eq!(regions(&format!("“Yes,” she said.\n\n{}", "“so ".repeat(10_000))), ["“Yes,”"]);
        let long = "“We would rather wait,” he said. ".repeat(2000);
        assert_eq!(regions(&long).len(), 2000);
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// The words of each region of `text`.
    pub(crate) fn regions(text: &str) -> Vec<&str> {
        regions_in("en", text)
    }

    /// The same in the language `lang`.
    pub(crate) fn regions_in<'t>(lang: &str, text: &'t str) -> Vec<&'t str> {
        let layout = Layout::new(text);
        let found = find(text, &layout, crate::lang::profile(lang), None);
        found.all.iter().filter_map(|r| text.get(r.span.start() as usize..r.span.end() as usize)).collect()
    }
}
