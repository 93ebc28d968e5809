//! A text cut so that overlapping and nested marks become pieces that follow one another: HTML cannot hold them otherwise.

use crate::model::Quotation;
use crate::text::{SourceText, Span, Spans};
use std::collections::BTreeSet;

/// What a stretch of text is to a quotation, by the quotation's place in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    /// A fragment of its content.
    Content(usize),
    /// Words inside marks in a mixed quotation: the very words.
    Verbatim(usize),
    /// Its cue.
    Cue(usize),
    /// Its source mention.
    Source(usize),
}

/// A stretch of text under the same layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands; never over a line end.
    pub(super) span: Span,
    /// All layers, in order: the innermost content last of its sort.
    pub(super) layers: Vec<Layer>,
}

impl Piece {
    /// The quotations that its words are content of, the outermost first.
    pub(super) fn contents(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.layers.iter().filter_map(|l| if let Layer::Content(n) = l { Some(*n) } else { None })
    }
}

/// The lines of `text` that hold words, each as its pieces.
pub(super) fn lines(text: &SourceText, quotes: &[&Quotation]) -> Vec<Vec<Piece>> {
    let layers = layers(text, quotes);
    let mut cuts: Vec<u32> = layers.iter().flat_map(|(s, _)| [s.start(), s.end()]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut starts = layers.clone();
    starts.sort_unstable_by_key(|(s, l)| (s.start(), *l));
    let mut ends = layers;
    ends.sort_unstable_by_key(|(s, l)| (s.end(), *l));
    let (mut starts, mut ends, mut cuts) =
        (starts.into_iter().peekable(), ends.into_iter().peekable(), cuts.into_iter().peekable());
    let mut active = BTreeSet::new();
    let mut out = Vec::new();
    for line in (0..text.offsets().line_count()).filter_map(|n| line(text, n)) {
        let mut pieces = Vec::new();
        let mut at = line.start();
        while at < line.end() {
            while let Some((s, l)) = ends.next_if(|(s, _)| s.end() <= at) {
                active.remove(&(l, s));
            }
            while let Some((s, l)) = starts.next_if(|(s, _)| s.start() <= at) {
                if s.end() > at {
                    active.insert((l, s));
                }
            }
            while cuts.next_if(|c| *c <= at).is_some() {}
            let end = cuts.peek().copied().unwrap_or(line.end()).min(line.end());
            let layers: BTreeSet<Layer> = active.iter().map(|(l, _)| *l).collect();
            pieces.push(Piece { span: Span::between(at, end), layers: layers.into_iter().collect() });
            at = end;
        }
        if !text.slice(line).trim().is_empty() {
            out.push(pieces);
        }
    }
    out
}

/// Line `n` without its line end.
fn line(text: &SourceText, n: usize) -> Option<Span> {
    let range = text.offsets().line_range(n)?;
    let span = Span::new(range.start, range.end)?;
    let bare = text.slice(span).trim_end_matches('\n').len() as u32;
    Span::new(range.start, range.start + bare)
}

fn layers(text: &SourceText, quotes: &[&Quotation]) -> Vec<(Span, Layer)> {
    let mut all = Vec::new();
    for (n, q) in quotes.iter().enumerate() {
        all.extend(q.content.iter().map(|s| (s, Layer::Content(n))));
        if q.kind == crate::analysis::QuoteKind::Mixed {
            let parts = q.content.iter().flat_map(|s| verbatim(text, s));
            all.extend(parts.map(|s| (s, Layer::Verbatim(n))));
        }
        let a = &q.attribution;
        all.extend(a.cue.iter().flat_map(Spans::iter).map(|s| (s, Layer::Cue(n))));
        all.extend(a.source.iter().flat_map(Spans::iter).map(|s| (s, Layer::Source(n))));
    }
    all.retain(|(s, _)| !s.is_empty());
    all
}

/// The stretches of `span` inside double quotation marks, marks included.
fn verbatim(text: &SourceText, span: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut open: Option<(u32, char)> = None;
    for (i, c) in text.slice(span).char_indices() {
        let here = span.start() + i as u32;
        match open {
            Some((from, closing)) if c == closing || (closing == '”' && c == '“') => {
                out.extend(Span::new(from, here + c.len_utf8() as u32));
                open = None;
            }
            Some(_) => {}
            None => {
                let closing = match c {
                    '“' | '„' => '”',
                    '«' => '»',
                    '»' => '«',
                    '"' => '"',
                    '「' => '」',
                    _ => continue,
                };
                open = Some((here, closing));
            }
        }
    }
    out.extend(open.and_then(|(from, _)| Span::new(from, span.end())));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sample::{full, of_spans};
    use proptest::prelude::*;

    fn quotes(p: &crate::model::Project) -> (SourceText, Vec<Quotation>) {
        let doc = p.docs.values().next().unwrap();
        (doc.text.clone().unwrap(), doc.in_order().into_iter().map(|q| (**q).clone()).collect())
    }

    #[test]
    fn nested_and_overlapping_marks_become_a_row_of_pieces() {
        let (text, all) = quotes(&full());
        let all: Vec<&Quotation> = all.iter().collect();
        let lines = lines(&text, &all);
        let asked: Vec<_> = lines[2]
            .iter()
            .filter(|p| p.contents().count() > 0)
            .map(|p| (text.slice(p.span), p.contents().collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            asked,
            [
                ("the cafe\u{301} would stay", vec![1]),
                ("“Did she say ", vec![2]),
                ("‘never’", vec![2, 3]),
                (" before?”", vec![2])
            ]
        );
        let gate: Vec<_> = lines[3]
            .iter()
            .filter(|p| p.layers.iter().any(|l| matches!(l, Layer::Verbatim(_))))
            .map(|p| text.slice(p.span))
            .collect();
        assert_eq!(gate, ["“sea gate”"]);
    }

    proptest! {
        #[test]
        fn pieces_follow_one_another_and_know_their_quotations(
            text in "[a-c “”\n😀\r]{1,60}",
            spans in proptest::collection::vec(proptest::collection::vec((0_usize..70, 0_usize..70), 1..4), 0..6),
        ) {
            let (text, all) = quotes(&of_spans(&text, &spans));
            let all: Vec<&Quotation> = all.iter().collect();
            let mut seen = String::new();
            for line in lines(&text, &all) {
                for pair in line.windows(2) {
                    prop_assert_eq!(pair[0].span.end(), pair[1].span.start());
                }
                for piece in line {
                    let here: Vec<usize> = (0..all.len()).filter(|n| all[*n].content.holds(piece.span.start())).collect();
                    prop_assert_eq!(piece.contents().collect::<Vec<_>>(), here);
                    seen.push_str(text.slice(piece.span));
                }
                seen.push('\n');
            }
            let lines: String = text.as_str().split('\n').filter(|l| !l.trim().is_empty()).flat_map(|l| [l, "\n"]).collect();
            prop_assert_eq!(seen, lines);
        }
    }
}
