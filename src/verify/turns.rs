//! Who speaks where in a source that is a record of speech: labels such as `NAME:`, `Q:`, `[00:01:05] Speaker 1:` and `Name  1:05`.

use super::lexicon::{SourceWords, source_words};
use crate::text::Span;

/// A stretch of a source that one person speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Bytes of the source's text.
    pub at: Span,
    /// Who, as the source names them.
    pub name: String,
}

/// A label at the begin of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// Its bytes, with times and colon.
    pub(super) at: Span,
    /// The name in it.
    pub(super) name: Span,
    /// Whether a time or capitals say that it is no mere word before a colon.
    sure: bool,
}

/// The longest name in a label, in bytes; and the longest one with an office behind a comma.
const NAME_MAX: usize = 48;
const OFFICE_MAX: usize = 80;

/// How many bytes of `text` a time at its begin takes: *1:05*, *00:01:05.200*, with brackets or without.
pub(super) fn time(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let open = match bytes.first() {
        Some(b'[') => Some(b']'),
        Some(b'(') => Some(b')'),
        _ => None,
    };
    at += usize::from(open.is_some());
    let digits = |from: usize, most: usize| {
        bytes.get(from..).unwrap_or_default().iter().take(most).take_while(|b| b.is_ascii_digit()).count()
    };
    let first = digits(at, 2);
    at += first;
    let mut parts = 0;
    while first > 0 && bytes.get(at) == Some(&b':') && digits(at + 1, 3) == 2 {
        at += 3;
        parts += 1;
    }
    if !(1..=2).contains(&parts) {
        return None;
    }
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        let n = digits(at + 1, 3);
        at += if n > 0 { n + 1 } else { 0 };
    }
    match open {
        Some(close) => (bytes.get(at) == Some(&close)).then_some(at + 1),
        None => (!bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some(at),
    }
}

/// The label at the begin of `line`.
pub(super) fn label(text: &str, line: Span) -> Option<Label> {
    let words = text.get(line.start() as usize..line.end() as usize)?;
    // A cheap look first: most lines are none.
    let first = words.chars().next()?;
    if !(first.is_uppercase() || first.is_ascii_digit() || matches!(first, '[' | '(' | '-' | '>')) {
        return None;
    }
    let body = words.trim_start_matches(['-', '>', ' ']);
    let mut rest = body;
    let mut sure = false;
    if let Some(n) = time(rest) {
        rest = rest.get(n..)?.trim_start();
        sure = true;
    }
    let name_at = words.len() - rest.len();
    let limit = rest.char_indices().map(|(i, _)| i).take_while(|i| *i <= OFFICE_MAX + 16).last()?;
    let head = rest.get(..limit).unwrap_or(rest);
    let colon = head
        .find(": ")
        .or_else(|| if rest.ends_with(':') && rest.len() <= NAME_MAX { Some(rest.len() - 1) } else { None });
    let (name, len) = match colon {
        Some(colon) => (rest.get(..colon)?, colon + 1),
        // *Name  1:05* on a line of its own.
        None if rest.len() <= NAME_MAX + 10 => {
            let gap = rest.rfind(' ')?;
            let n = time(rest.get(gap + 1..)?)?;
            if gap + 1 + n != rest.len() {
                return None;
            }
            sure = true;
            (rest.get(..gap)?, rest.len())
        }
        None => return None,
    };
    // *Speaker 1 (00:02)*
    let mut bare = name.trim_end();
    if let Some(open) = bare.rfind(['(', '[']) {
        let inside = bare.get(open..)?;
        if time(inside) == Some(inside.len()) {
            bare = bare.get(..open)?.trim_end();
            sure = true;
        }
    }
    if !is_name(bare) {
        return None;
    }
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    sure |= letters > 1 && !bare.chars().any(char::is_lowercase);
    let start = line.start() + name_at as u32;
    Some(Label {
        at: Span::between(line.start(), start + len as u32),
        name: Span::between(start, start + bare.len() as u32),
        sure,
    })
}

fn is_name(name: &str) -> bool {
    let known = source_words();
    let (mut words, mut office) = (0, false);
    for word in name.split_whitespace() {
        words += usize::from(!office);
        office |= word.ends_with(',');
        let good = word
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '(' | '“' | '"'));
        if !(good || (words > 1 && known.name_particles.contains(word))) {
            return false;
        }
    }
    let clean = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '(' | ')' | ',' | '&' | '/' | '#')
    };
    (1..=6).contains(&words)
        && name.len() <= if office { OFFICE_MAX } else { NAME_MAX }
        && name.chars().any(char::is_alphabetic)
        && name.chars().all(clean)
        && !SourceWords::has(&known.no_speaker, name)
}

/// The turns that `labels` open, each up to the next; none where they do not look like turns: labels that nobody shares and that have
/// neither capitals nor a time are headings.
pub(super) fn of_labels(text: &str, labels: &[Label]) -> Vec<Turn> {
    let name = |l: &Label| text.get(l.name.start() as usize..l.name.end() as usize).unwrap_or_default();
    let mut names: Vec<&str> = labels.iter().map(name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    let sure = labels.iter().filter(|l| l.sure).count();
    // Two labels at least, and a label that comes back or a sure sign.
    if all < 2 || (names.len() == all && sure * 2 < all) {
        return Vec::new();
    }
    let ends = labels.iter().skip(1).map(|l| l.at.start()).chain([text.len() as u32]);
    let turn =
        |(l, end): (&Label, u32)| Turn { at: Span::between(l.at.end(), end), name: name(l).to_owned() };
    labels.iter().zip(ends).map(turn).collect()
}

/// Whose turn byte `at` stands in.
pub(super) fn at(turns: &[Turn], at: u32) -> Option<&Turn> {
    let n = turns.partition_point(|t| t.at.start() <= at).checked_sub(1)?;
    turns.get(n).filter(|t| t.at.holds(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        super::super::left_out::find(text, true).turns.into_iter().map(|t| t.name).collect()
    }

    #[test]
    fn labels_of_every_sort() {
        assert_eq!(names("Q: Who?\n\nA: A miller.\n\nQ: Where?"), ["Q", "A", "Q"]);
        assert_eq!(names("MARA HOLT: Come in.\nJON ÅS: Thanks."), ["MARA HOLT", "JON ÅS"]);
        assert_eq!(
            names("[00:01:05] Speaker 1: Yes.\n[00:01:09] Speaker 2: No."),
            ["Speaker 1", "Speaker 2"]
        );
        assert_eq!(names("Speaker 1 (00:02):\nYes.\n\nSpeaker 2 (00:09):\nNo."), ["Speaker 1", "Speaker 2"]);
        assert_eq!(names("Ada Lund  0:03  \nIt turns.\n\nBo Hall  1:00:14\nGood."), ["Ada Lund", "Bo Hall"]);
        assert_eq!(
            names("DR ADA LUND, HEAD OF WHEELS AND OF WATER: Yes.\n\nQ: Why?"),
            ["DR ADA LUND, HEAD OF WHEELS AND OF WATER", "Q"]
        );
        assert_eq!(names("Ida van der Moll: Go.\nBo: No.\nBo: Go on."), ["Ida van der Moll", "Bo", "Bo"]);
    }

    #[test]
    fn headings_are_no_labels() {
        for text in [
            "Note: See below.\nSource: The board.",
            "Monday: The council met.\n\nTuesday: It rained.\n\nFriday: It ended.",
            "At noon it was clear: nobody would come.\nSo it was: nobody came.",
            "MAYOR: I will.",
        ] {
            assert!(names(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_turn_goes_on_to_the_next_label() {
        let text = "ADA: It turns.\nAnd again.\nBO: Good.";
        let turns = super::super::left_out::find(text, true).turns;
        assert_eq!(at(&turns, 8).unwrap().name, "ADA");
        assert_eq!(at(&turns, 20).unwrap().name, "ADA");
        assert_eq!(at(&turns, 32).unwrap().name, "BO");
        assert!(at(&turns, 1).is_none(), "in the label");
    }

    #[test]
    fn times() {
        assert_eq!(time("1:05"), Some(4));
        assert_eq!(time("[00:01:05.200] x"), Some(14));
        for no in ["12", "1:5", "1:05:06:07", "(1:05", "9:30am", ":30", "1:055"] {
            assert_eq!(time(no), None, "{no}");
        }
    }
}
