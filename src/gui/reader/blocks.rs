//! A text cut into blocks: paragraphs, and pieces of long ones, so that the layout of any one takes a bounded time.

use crate::analysis::layout::Layout;
use crate::text::{SourceText, Span};

/// A piece of a paragraph is cut off at the first good place after this many bytes.
const PIECE_LEAST: u32 = 1600;
/// No block is longer, whatever stands in it.
const PIECE_MOST: u32 = 3200;
/// A heading has at most this many bytes.
const HEADING_MOST: u32 = 110;

/// What a block is set as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// The first line of a document that has one.
    Title,
    /// A heading: semibold.
    Heading,
    /// Running text.
    Body,
}

/// A block of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words.
    pub span: Span,
    /// What it is set as.
    pub kind: BlockKind,
    /// Whether the paragraph goes on in the next block, so that no room is left between them.
    pub goes_on: bool,
}

impl Block {
    /// Room below, at 100 %.
    pub(super) const fn gap(&self) -> f32 {
        match (self.goes_on, self.kind) {
            (true, _) => 0.0,
            (false, BlockKind::Heading) => 6.0,
            (false, _) => 12.0,
        }
    }
}

/// All blocks of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Blocks {
    /// In order; never empty ones.
    pub all: Vec<Block>,
    /// Whether line ends inside a block are to be shown as spaces.
    pub wrapped: bool,
}

impl Blocks {
    /// Cuts `text`.
    pub(super) fn new(text: &SourceText) -> Self {
        let layout = Layout::new(text.as_str());
        let mut all = Vec::with_capacity(layout.paragraphs.len());
        let mut paragraphs = layout.paragraphs.iter().peekable();
        let (mut first, mut after_title) = (true, false);
        while let Some(p) = paragraphs.next() {
            let next = paragraphs.peek().map(|n| n.span);
            let words = text.slice(p.span).split_whitespace().take(5).count();
            let kind = match (first, is_heading(text, p.span)) {
                (true, true) if next.is_some() => BlockKind::Title,
                // A line of a few words under a title is a byline or a date.
                (false, true)
                    if !(after_title && words < 5) && next.is_some_and(|n| n.len() > p.span.len()) =>
                {
                    BlockKind::Heading
                }
                _ => BlockKind::Body,
            };
            (first, after_title) = (false, kind == BlockKind::Title);
            cut(text, p.span, kind, &mut all);
        }
        Self { all, wrapped: layout.wrapped }
    }

    /// The block that byte `at` stands in or, between two, the one before.
    pub(super) fn index_at(&self, at: u32) -> usize {
        self.all.partition_point(|b| b.span.start() <= at).saturating_sub(1)
    }

    /// The blocks that share a byte with `span`.
    pub(super) fn touched(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.all.partition_point(|b| b.span.end() <= span.start());
        let to = self.all.partition_point(|b| b.span.start() < span.end());
        from..to.max(from)
    }
}

/// A short line without a stop at its end.
fn is_heading(text: &SourceText, span: Span) -> bool {
    let words = text.slice(span);
    if words.starts_with('#') {
        return true;
    }
    let bare = words.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']']);
    let stopped = bare.ends_with(['.', ',', ';', ':', '…', '—'])
        || (bare.len() < words.len() && bare.ends_with(['?', '!']));
    let starts = words
        .trim_start_matches(['"', '“', '‘', '«', '„', '\''])
        .starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    let speech = words.starts_with(['"', '“', '‘', '«', '—', '–', '-']) && bare.len() == words.len();
    span.len() <= HEADING_MOST && !words.contains('\n') && !stopped && starts && !speech
}

/// Cuts a paragraph into blocks at the ends of sentences, at spaces, or anywhere.
fn cut(text: &SourceText, span: Span, kind: BlockKind, out: &mut Vec<Block>) {
    let mut at = span.start();
    while span.end() - at > PIECE_MOST {
        let end = cut_at(text, at);
        out.push(Block { span: Span::between(at, end), kind, goes_on: true });
        at = end;
    }
    out.push(Block { span: Span::between(at, span.end()), kind, goes_on: false });
}

fn cut_at(text: &SourceText, at: u32) -> u32 {
    let whole = text.as_str();
    let boundary = |mut b: u32| {
        while !whole.is_char_boundary(b as usize) {
            b += 1;
        }
        b
    };
    let (from, to) = (boundary(at + PIECE_LEAST), boundary(at + PIECE_MOST - 8));
    let window = text.slice(Span::between(from, to));
    let stop =
        [". ", "? ", "! ", ".” ", ".\" "].iter().filter_map(|s| window.find(s).map(|n| n + s.len())).min();
    let place = stop.or_else(|| window.rfind(char::is_whitespace).map(|n| n + 1));
    // The byte after a white space is on a boundary only where that space was one byte long.
    place.map_or(to, |n| boundary(from + n as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_are_told_from_short_sentences() {
        let body = "A line of running text that is longer than what stands before it.";
        let of = |head: &str| {
            Blocks::new(&SourceText::new(format!(
                "Title of it all\n\nBy A. Writer\n\n{head}\n\n{body}{body}"
            )))
            .all[2]
                .kind
        };
        assert_eq!(of("What the harbour says"), BlockKind::Heading);
        assert_eq!(of("A “new normal”"), BlockKind::Heading);
        assert_eq!(of("He left."), BlockKind::Body);
        assert_eq!(of("“He left,”"), BlockKind::Body);
        assert_eq!(of("“Where to?”"), BlockKind::Body);
    }

    #[test]
    fn a_paragraph_of_a_megabyte_is_cut() {
        let text = SourceText::new("It was a long road to the sea. ".repeat(40_000));
        let blocks = Blocks::new(&text);
        assert!(blocks.all.len() > 300);
        assert!(blocks.all.iter().all(|b| b.span.len() <= PIECE_MOST));
    }

    proptest! {
        #[test]
        fn blocks_hold_all_words_in_order(text in "[a-zé“ .\n]{0,200}", times in 1_usize..200) {
            let text = SourceText::new(text.repeat(times));
            let blocks = Blocks::new(&text);
            let mut at = 0;
            for b in &blocks.all {
                prop_assert!(b.span.start() >= at && !b.span.is_empty() && text.get(b.span).is_some());
                prop_assert!(text.slice(Span::between(at, b.span.start())).trim().is_empty());
                at = b.span.end();
            }
            prop_assert!(text.slice(Span::between(at, text.len())).trim().is_empty());
        }
    }
}
