//! A text cut into what stands side by side: the quotation's fragments or the passage's parts, each with the words up to the next
//! one, and a paragraph on both sides. All pure, all bounded, however long a paragraph is.

use crate::text::{Span, Spans};

/// A paragraph is shown at most so far to either side of the words that matter, in bytes.
const REACH: usize = 1_200;
/// No piece is longer: a longer one is cut at a space.
const PIECE_MOST: u32 = 3_000;
/// After the last fragment the sentence is shown to its end, if that is no further away.
const TAIL_MOST: usize = 240;

/// A text around some of its words, in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pieces {
    /// What comes before, in order.
    pub before: Vec<Span>,
    /// The words that matter, each member with what follows it in its sentence. Long ones are cut.
    pub words: Vec<Part>,
    /// What comes after, in order.
    pub after: Vec<Span>,
}

/// One piece of the words that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Its bytes.
    pub at: Span,
    /// Which member it begins with, from 0; `None` where a long one goes on.
    pub member: Option<usize>,
}

impl Pieces {
    /// `words` in `text`, with what stands around. `turns` are the stretches of the text where it does not show them by empty lines:
    /// in order, disjoint; what stands between two of them are labels.
    pub(super) fn of(text: &str, words: &Spans, turns: &[Span]) -> Self {
        let stretch = |at: u32| {
            let after = turns.partition_point(|t| t.start() <= at);
            turns.get(after.checked_sub(1)?).copied().filter(|t| t.holds(at))
        };
        let around = |at: u32| stretch(at).unwrap_or_else(|| paragraph(text, at));
        let hull = words.hull();
        let (first, last) = (around(hull.start()), around(hull.end().saturating_sub(1).max(hull.start())));
        let mut out = Self::default();
        let lead = near(text, Span::between(first.start().min(hull.start()), hull.start()), true);
        let start = first.start().min(hull.start());
        let previous = match turns.partition_point(|t| t.end() <= start).checked_sub(1) {
            Some(n) => turns.get(n).copied(),
            // The line above the first turn; what stands before its words in their own line is a name.
            None if !turns.is_empty() => text.get(..start as usize).and_then(|t| {
                let line = t.rfind('\n')?;
                text_before(text, line as u32).map(|at| paragraph(text, at))
            }),
            None => start.checked_sub(1).and_then(|at| text_before(text, at)).map(around),
        };
        if let Some(previous) = previous {
            let shown = Span::new(previous.start(), previous.end().min(start)).unwrap_or(Span::empty(start));
            out.before.extend(trimmed(text, near(text, shown, true)));
        }
        out.before.extend(trimmed(text, lead));
        let end = last.end().max(hull.end());
        let stop = sentence_end(text, hull.end(), end);
        let members: Vec<Span> = words.iter().collect();
        for (n, member) in members.iter().enumerate() {
            let until = members.get(n + 1).map_or(stop, |next| next.start());
            let shown = Span::between(member.start(), until.max(member.end()));
            let shown = bounded_gap(text, shown, *member);
            cut(text, shown, n, &mut out.words);
        }
        let rest = near(text, Span::between(stop.min(end), end), false);
        out.after.extend(trimmed(text, rest));
        let next = match turns.get(turns.partition_point(|t| t.start() < end)) {
            Some(turn) => Some(*turn),
            None if turns.is_empty() => {
                text_after(text, end).and_then(|next| Span::new(next, around(next).end()))
            }
            None => None,
        };
        if let Some(next) = next {
            out.after.extend(trimmed(text, near(text, next, false)));
        }
        out
    }
}

/// What follows a member up to the next one, where that is not far; else a little of it.
fn bounded_gap(text: &str, shown: Span, member: Span) -> Span {
    let gap = (shown.end() - member.end()) as usize;
    if gap <= REACH {
        return shown;
    }
    let end = floor(text, member.end() as usize + TAIL_MOST);
    Span::between(shown.start(), end as u32)
}

/// The paragraph around byte `at`: to the next empty line, or to the next line end in a text without empty lines.
fn paragraph(text: &str, at: u32) -> Span {
    let at = floor(text, at as usize);
    let from = floor(text, at.saturating_sub(2 * REACH));
    let to = ceil(text, (at + 2 * REACH).min(text.len()));
    let (head, tail) = (text.get(from..at).unwrap_or_default(), text.get(at..to).unwrap_or_default());
    let parted = head.contains("\n\n") || tail.contains("\n\n");
    let mark = if parted { "\n\n" } else { "\n" };
    let start = head.rfind(mark).map_or(from, |n| from + n + mark.len());
    let end = tail.find(mark).map_or(to, |n| at + n);
    Span::between(start as u32, end.max(start) as u32)
}

/// The last byte before `at` (itself included) that is no white space.
fn text_before(text: &str, at: u32) -> Option<u32> {
    let end = ceil(text, (at as usize + 1).min(text.len()));
    let head = text.get(..end)?.trim_end();
    head.char_indices().next_back().map(|(n, _)| n as u32)
}

/// The first byte from `at` on that is no white space.
fn text_after(text: &str, at: u32) -> Option<u32> {
    let at = ceil(text, at as usize);
    let tail = text.get(at..)?;
    let bare = tail.trim_start();
    (!bare.is_empty()).then(|| (at + tail.len() - bare.len()) as u32)
}

/// Where the sentence ends that byte `from` stands in or follows, within `TAIL_MOST` bytes and before `end`.
fn sentence_end(text: &str, from: u32, end: u32) -> u32 {
    let rest = text.get(from as usize..(end as usize).min(text.len())).unwrap_or_default();
    let stops = rest.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '\n'));
    for (n, c) in stops {
        let after = n + c.len_utf8();
        let next = rest.get(after..).and_then(|r| r.chars().next());
        if n > TAIL_MOST {
            break;
        }
        if c == '\n' || next.is_none_or(char::is_whitespace) {
            return from + after as u32;
        }
    }
    if rest.len() <= TAIL_MOST {
        from + rest.len() as u32
    } else {
        floor(text, from as usize + TAIL_MOST) as u32
    }
}

/// The end of `span` that is nearest to the words that matter, at most `REACH` bytes of it.
fn near(text: &str, span: Span, at_its_end: bool) -> Span {
    if span.len() as usize <= REACH {
        return span;
    }
    if at_its_end {
        let from = ceil(text, span.end() as usize - REACH);
        let space = text.get(from..span.end() as usize).and_then(|s| s.find(' ')).unwrap_or(0);
        Span::between((from + space) as u32, span.end())
    } else {
        let to = floor(text, span.start() as usize + REACH);
        let space = text.get(span.start() as usize..to).and_then(|s| s.rfind(' '));
        Span::between(span.start(), space.map_or(to as u32, |n| span.start() + n as u32))
    }
}

fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.start() as usize..span.end() as usize)?;
    let head = words.len() - words.trim_start().len();
    let bare = words.trim();
    let start = span.start() + head as u32;
    Span::new(start, start + bare.len() as u32).filter(|s| !s.is_empty())
}

/// Cuts `span` at empty lines and into pieces that are short enough.
fn cut(text: &str, span: Span, member: usize, out: &mut Vec<Part>) {
    let mut first = true;
    let mut rest = Some(span);
    while let Some(now) = rest.and_then(|r| trimmed(text, r)) {
        let words = text.get(now.start() as usize..now.end() as usize).unwrap_or_default();
        let line = words.find("\n\n").filter(|n| *n as u32 <= PIECE_MOST).map(|n| n as u32);
        let end = match line {
            Some(n) => now.start() + n,
            None if now.len() <= PIECE_MOST => now.end(),
            None => {
                let most = floor(words, PIECE_MOST as usize);
                let space = words.get(..most).and_then(|w| w.rfind(' ')).filter(|n| *n > 0);
                now.start() + space.unwrap_or(most.max(1)) as u32
            }
        };
        out.push(Part { at: Span::between(now.start(), end), member: first.then_some(member) });
        first = false;
        rest = Span::new(end, now.end()).filter(|s| !s.is_empty());
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DRAFT: &str = "A heading\n\nIt rained all day. “We wait,” said Ona Brill, the pilot, and smiled. “Then we sail.” She left at noon.\n\nNobody followed.";

    fn words(text: &str, s: Span) -> &str {
        text.get(s.start() as usize..s.end() as usize).unwrap()
    }

    fn of(marks: &[&str]) -> Pieces {
        let spans = marks.iter().map(|m| {
            let at = DRAFT.find(m).unwrap() as u32;
            Span::between(at, at + m.len() as u32)
        });
        Pieces::of(DRAFT, &Spans::new(spans).unwrap(), &[])
    }

    #[test]
    fn each_fragment_has_what_follows_it_and_a_paragraph_stands_on_both_sides() {
        let p = of(&["“We wait,”", "“Then we sail.”"]);
        let said = |v: &[Span]| v.iter().map(|s| words(DRAFT, *s).to_owned()).collect::<Vec<_>>();
        assert_eq!(said(&p.before), ["A heading", "It rained all day."]);
        let parts: Vec<_> = p.words.iter().map(|p| (words(DRAFT, p.at), p.member)).collect();
        assert_eq!(
            parts,
            [
                ("“We wait,” said Ona Brill, the pilot, and smiled.", Some(0)),
                ("“Then we sail.” She left at noon.", Some(1))
            ]
        );
        assert_eq!(said(&p.after), ["Nobody followed."]);
    }

    #[test]
    fn a_turn_is_a_stretch_of_its_own() {
        let text = "Q: How long?\nANN: All day. And all night.\nQ: Why?";
        let at = text.find("All day.").unwrap() as u32;
        let turns = [Span::between(3, 12), Span::between(18, 41), Span::between(45, 49)];
        let p = Pieces::of(text, &Spans::one(Span::between(at, at + 8)).unwrap(), &turns);
        let said = |v: &[Span]| v.iter().map(|s| words(text, *s).to_owned()).collect::<Vec<_>>();
        assert_eq!(said(&p.before), ["How long?"], "labels are no words");
        let parts: Vec<_> = p.words.iter().map(|p| words(text, p.at)).collect();
        assert_eq!(parts, ["All day. And all night."], "what follows in the turn stays with it");
        assert_eq!(said(&p.after), ["Why?"]);
        let first = Pieces::of(text, &Spans::one(Span::between(3, 12)).unwrap(), &turns);
        assert_eq!(said(&first.before), [""; 0], "nor is the label of the first turn");
    }

    proptest! {
        #[test]
        fn pieces_lie_on_characters_in_order_whatever_the_text(
            text in "[a-zäé“” .\n]{1,4000}", a in 0usize..4000, len in 1usize..4000,
        ) {
            let start = floor(&text, a);
            let end = ceil(&text, (start + len).min(text.len()));
            if let Some(spans) = Spans::one(Span::between(start as u32, end as u32)) {
                let p = Pieces::of(&text, &spans, &[]);
                let all = p.before.iter().copied().chain(p.words.iter().map(|w| w.at)).chain(p.after.iter().copied());
                let mut at = 0;
                for s in all {
                    prop_assert!(s.start() >= at, "{:?} after {}", s, at);
                    prop_assert!(text.get(s.start() as usize..s.end() as usize).is_some());
                    prop_assert!(s.len() <= PIECE_MOST + 4);
                    at = s.end();
                }
            }
        }
    }
}
