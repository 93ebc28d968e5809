//! Where a text's paragraphs begin and end. Knows no language.
//!
//! A blank line always parts two paragraphs. A single line end parts them too, unless the text is wrapped by hand
//! (books as plain text): there it is a space.

use crate::text::Span;

/// One paragraph, without the blank space around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, from the first that is not blank to the last.
    pub span: Span,
    /// Whether a blank line (or the start of the text) stands before it.
    pub after_blank: bool,
}

/// The paragraphs of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// In order; never empty ones.
    pub paragraphs: Vec<Paragraph>,
    /// Whether lines are wrapped by hand, so that a single line end means nothing.
    pub wrapped: bool,
}

/// Lines with at least this many bytes are as long as a hand-wrapped line may be.
const WRAP_LEAST: usize = 40;
/// Lines longer than this are never wrapped by hand.
const WRAP_MOST: usize = 100;

impl Layout {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        let wrapped = is_wrapped(text);
        let mut paragraphs = Vec::new();
        let mut open: Option<(u32, u32)> = None;
        let mut after_blank = true;
        let mut next_blank = true;
        let mut at = 0_u32;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len() as u32;
            let words = line.trim();
            if words.is_empty() {
                push(&mut paragraphs, &mut open, after_blank);
                next_blank = true;
                continue;
            }
            let from = start + (line.len() - line.trim_start().len()) as u32;
            let to = from + words.len() as u32;
            match &mut open {
                Some((_, end)) if wrapped => *end = to,
                _ => {
                    push(&mut paragraphs, &mut open, after_blank);
                    open = Some((from, to));
                    after_blank = next_blank;
                }
            }
            next_blank = false;
        }
        push(&mut paragraphs, &mut open, after_blank);
        Self { paragraphs, wrapped }
    }

    /// Index of the paragraph that byte `at` stands in or, between two, of the one before.
    pub fn index_at(&self, at: u32) -> usize {
        self.paragraphs.partition_point(|p| p.span.start() <= at).saturating_sub(1)
    }
}

/// A line of more bytes than this is no heading.
const HEADING: usize = 160;

/// Whether `span` stands in a short line that ends without a stop: a heading, a caption, a byline.
pub fn is_in_heading(text: &str, span: Span) -> bool {
    let (start, end) = (span.start() as usize, span.end() as usize);
    let head = text.get(..start).unwrap_or_default();
    let tail = text.get(end..).unwrap_or_default();
    // Looked at no further than a heading may reach, so that a long line costs nothing.
    let first =
        head.bytes().rev().take(HEADING).position(|b| b == b'\n').or((start < HEADING).then_some(start));
    let last =
        tail.bytes().take(HEADING).position(|b| b == b'\n').or((tail.len() < HEADING).then_some(tail.len()));
    let (Some(before), Some(after)) = (first, last) else { return false };
    let line = text.get(start - before..end + after).unwrap_or_default().trim();
    let closing = ['”', '"', '’', '\'', '»', ')'];
    !line.is_empty()
        && line.len() <= HEADING
        && !line.contains('\n')
        && !line.trim_end_matches(closing).ends_with(['.', '!', '?', ':', ',', '…'])
}

fn push(out: &mut Vec<Paragraph>, open: &mut Option<(u32, u32)>, after_blank: bool) {
    if let Some((start, end)) = open.take() {
        out.push(Paragraph { span: Span::between(start, end), after_blank });
    }
}

/// Whether most lines that another line follows directly are of a hand-wrapped length, and lines go on in the middle of a
/// sentence: the turns of a conversation, one a line, all begin with a capital. In few lines, or with no empty one among them, half
/// of them must.
fn is_wrapped(text: &str) -> bool {
    let (mut inner, mut fit, mut low, mut blank, mut last) = (0_u32, 0_u32, 0_u32, 0_u32, 0_usize);
    for line in text.trim().lines() {
        let len = line.trim_end().len();
        if len == 0 {
            blank += 1;
        } else if last > 0 {
            inner += 1;
            fit += u32::from((WRAP_LEAST..=WRAP_MOST).contains(&last));
            let first = line.trim_start().chars().next();
            low += u32::from(first.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase()));
        }
        last = len;
    }
    let least = if blank > 0 && inner >= 2 { 6 } else { 2 };
    inner > 0 && fit * 3 >= inner * 2 && low * least >= inner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let l = Layout::new(text);
        l.paragraphs
            .iter()
            .map(|p| text.get(p.span.start() as usize..p.span.end() as usize).unwrap_or_default())
            .collect()
    }

    #[test]
    fn a_line_end_parts_paragraphs_in_an_article() {
        assert_eq!(
            words("Head\n\nOne line of it.\nA caption\r\n \r\n Last. "),
            ["Head", "One line of it.", "A caption", "Last."]
        );
        assert_eq!(words(" \n\n"), Vec::<&str>::new());
    }

    #[test]
    fn a_pasted_paragraph_may_be_wrapped() {
        let text = "The board met in the old mill on Monday night, and nobody\nhad thought of the chairs. Ida Orm said that she was sorry.";
        assert!(Layout::new(text).wrapped && words(text).len() == 1);
        assert!(
            !Layout::new("The board met in the old mill on Monday night, and went home\nIda Orm").wrapped
        );
    }

    #[test]
    fn turns_one_a_line_are_not_wrapped() {
        let text = "IDA ORM: Thank you all for coming to the mill tonight.\nJON VAYLE: Thank you for having us here, Ida.\n\nIDA ORM: Let us begin with the bridge. What went wrong?\nJON VAYLE: Nobody looked at the bolts, and nobody asked.\n";
        assert_eq!(words(text).len(), 4);
    }

    #[test]
    fn a_hand_wrapped_book_parts_at_blank_lines_only() {
        let line = "it was a long road that led from the mill to the sea\n";
        let text = format!("{line}{line}{line}the end.\n\n{line}{line}done.\n");
        assert_eq!(words(&text).len(), 2);
    }
}
