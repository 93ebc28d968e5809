//! What stands in a source and is nobody's words: page furniture between two halves of a sentence, times, remarks of a transcriber
//! (*[laughter]*), and the labels of turns. Left out of the folded view, so that the words on both sides join.

use super::letters;
use super::lexicon::{SourceWords, source_words};
use super::turns::{self, Label, Turn};
use crate::text::Span;
use std::collections::HashMap;

/// The longest remark, in bytes.
const REMARK_MAX: usize = 40;

/// A line that comes back this often may be the head or the foot of a page.
const REPEATED: u32 = 3;

/// The longest head or foot of a page, in bytes.
const HEAD_MAX: usize = 90;

/// What is left out of a source, and who speaks in the rest.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Sorted and disjoint.
    pub(super) spans: Vec<Span>,
    /// Who speaks where, by the labels.
    pub(super) turns: Vec<Turn>,
}

/// Looks through `text`; for labels of turns where `labels` says so.
pub(super) fn find(text: &str, labels: bool) -> LeftOut {
    let lines = lines(text);
    let mut out = Vec::new();
    remarks(text, &mut out);
    furniture(text, &lines, &mut out);
    let mut turns = Vec::new();
    if labels {
        let found: Vec<Label> = lines.iter().filter_map(|l| turns::label(text, *l)).collect();
        turns = turns::of_labels(text, &found);
        if turns.is_empty() {
            let letters = letters::find(text, &lines);
            turns = letters.turns;
            out.extend(letters.heads);
        } else {
            out.extend(found.iter().map(|l| l.at));
        }
    }
    out.sort_unstable();
    let mut spans: Vec<Span> = Vec::with_capacity(out.len());
    for span in out {
        match spans.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.join(span),
            _ => spans.push(span),
        }
    }
    LeftOut { spans, turns }
}

/// Those of `spans`, sorted and disjoint, that share a byte with `with`.
pub(super) fn overlapping(spans: &[Span], with: Span) -> &[Span] {
    let from = spans.partition_point(|s| s.end() <= with.start());
    let end = spans.partition_point(|s| s.start() < with.end()).max(from);
    spans.get(from..end).unwrap_or_default()
}

/// The lines of `text` that are not blank, without the blanks at their ends.
fn lines(text: &str) -> Vec<Span> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let mut out = Vec::new();
    for end in ends {
        let line = text.get(start..end).unwrap_or_default();
        let begin = start + (line.len() - line.trim_start().len());
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            out.push(Span::between(begin as u32, (begin + trimmed.len()) as u32));
        }
        start = end + 1;
    }
    out
}

fn of(text: &str, span: Span) -> &str {
    text.get(span.start() as usize..span.end() as usize).unwrap_or_default()
}

/// Brackets and parentheses that hold a time or a remark.
fn remarks(text: &str, out: &mut Vec<Span>) {
    for open in memchr::memchr2_iter(b'[', b'(', text.as_bytes()) {
        let close = if text.as_bytes().get(open) == Some(&b'[') { b']' } else { b')' };
        let rest = text.as_bytes().get(open + 1..).unwrap_or_default();
        let rest = rest.get(..rest.len().min(REMARK_MAX)).unwrap_or_default();
        let Some(len) = memchr::memchr(close, rest) else { continue };
        let Some(inside) = text.get(open + 1..open + 1 + len) else { continue };
        if turns::time(inside).is_some_and(|n| n == inside.len()) || is_remark(inside) {
            out.push(Span::between(open as u32, (open + len + 2) as u32));
        }
    }
}

fn is_remark(inside: &str) -> bool {
    inside
        .split(|c: char| !c.is_alphabetic())
        .any(|w| !w.is_empty() && SourceWords::has(&source_words().remarks, w))
        && inside.split_whitespace().count() <= 4
}

/// Lines that are a number of a page, the time of a cue, or the head or foot of a page.
fn furniture(text: &str, lines: &[Span], out: &mut Vec<Span>) {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for line in lines.iter().filter(|l| (l.len() as usize) <= HEAD_MAX) {
        *counts.entry(shape(of(text, *line))).or_default() += 1;
    }
    let often = |l: Span| {
        (l.len() as usize) <= HEAD_MAX && counts.get(&shape(of(text, l))).is_some_and(|n| *n >= REPEATED)
    };
    let is_number = |l: Option<&Span>| l.is_some_and(|l| is_page_number(of(text, *l)));
    // The nearest line on each side that is no furniture, for all lines in two passes.
    let plain = |l: &Span| !often(*l) && !is_page_number(of(text, *l));
    let nearest = |order: &mut dyn Iterator<Item = usize>| {
        let mut out: Vec<Option<Span>> = vec![None; lines.len()];
        let mut last = None;
        for n in order {
            if let (Some(cell), Some(line)) = (out.get_mut(n), lines.get(n)) {
                *cell = last;
                if plain(line) {
                    last = Some(*line);
                }
            }
        }
        out
    };
    let (before_all, behind_all) = (nearest(&mut (0..lines.len())), nearest(&mut (0..lines.len()).rev()));
    for (n, &line) in lines.iter().enumerate() {
        let words = of(text, line);
        if is_page_number(words) || is_cue_time(words) {
            out.push(line);
            continue;
        }
        if !often(line) {
            continue;
        }
        // Heads and feet come in pairs with a number, or break a sentence in two: what stands before them goes on behind.
        let before = before_all.get(n).copied().flatten();
        let behind = behind_all.get(n).copied().flatten();
        let beside_number =
            is_number(n.checked_sub(1).and_then(|p| lines.get(p))) || is_number(lines.get(n + 1));
        let open = before.is_some_and(|l| !ends_sentence(of(text, l)));
        let goes_on = behind.is_some_and(|l| of(text, l).starts_with(char::is_lowercase));
        let new_page =
            text.get(..line.start() as usize).is_some_and(|t| t.trim_end_matches(' ').ends_with('\x0C'));
        if new_page || beside_number || (open && goes_on) {
            out.push(line);
        }
    }
}

/// A hash of `line` in which all numbers are one.
fn shape(line: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut digit = false;
    for &b in line.as_bytes() {
        let is_digit = b.is_ascii_digit();
        if is_digit && digit {
            continue;
        }
        digit = is_digit;
        hash = (hash ^ u64::from(if is_digit { b'#' } else { b })).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']).ends_with(['.', '!', '?', ':', '…'])
}

/// *12*, *- 12 -*, *Page 12*, *page 3 of 9*, *3/9*.
fn is_page_number(line: &str) -> bool {
    if line.len() > 24 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut numbers = 0;
    for word in line.split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | '|' | '.'))
    {
        match word {
            "" => {}
            w if w.len() <= 4 && w.bytes().all(|b| b.is_ascii_digit()) => numbers += 1,
            w if SourceWords::has(&source_words().page_words, w) => {}
            _ => return false,
        }
    }
    (1..=2).contains(&numbers)
}

/// *00:00:01,000 --> 00:00:04,000*, or a time alone.
fn is_cue_time(line: &str) -> bool {
    let Some(first) = turns::time(line) else { return false };
    let rest = line.get(first..).unwrap_or_default().trim_start();
    rest.is_empty() || rest.strip_prefix("-->").is_some_and(|r| turns::time(r.trim_start()).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(text: &str) -> Vec<&str> {
        find(text, true).spans.iter().map(|s| of(text, *s)).collect()
    }

    #[test]
    fn remarks_and_times_go() {
        assert_eq!(
            left("We [laughter] will (inaudible 00:12) go [00:01:05] there [the mayor] (in May)."),
            ["[laughter]", "(inaudible 00:12)", "[00:01:05]"]
        );
        assert_eq!(
            left("1\n00:00:01,000 --> 00:00:04,000\nWe will go\n\n2\n00:00:04,000 --> 00:00:05,500\nthere."),
            ["1", "00:00:01,000 --> 00:00:04,000", "2", "00:00:04,000 --> 00:00:05,500"]
        );
        assert_eq!(left("In 2031 we met at 9:30 with 12 others.\n\n2031 was wet."), Vec::<&str>::new());
    }

    #[test]
    fn heads_and_feet_go_where_they_break_a_sentence() {
        let head = "Harbour Board, minutes of 4 May";
        let text = format!(
            "The board has agreed to pay for\n\n- 1 -\n{head}\n\nthe whole of the wall.\n{head}\nIt voted on the\n{head}\nnext day and went home.\n"
        );
        assert_eq!(left(&text), ["- 1 -", head, head]);
    }

    #[test]
    fn a_line_that_people_repeat_stays() {
        assert_eq!(left("Yes.\nI see.\nYes.\nGood.\nYes.\nSo be it.\nYes."), Vec::<&str>::new());
    }
}
