//! Who writes where in letters by e-mail: the fields that stand over each of them, and the lines of an earlier one that it carries.

use super::lexicon::{SourceWords, source_words};
use super::turns::Turn;
use crate::text::Span;

/// The longest line that says who wrote what is carried below it, in bytes.
const WROTE_MAX: usize = 160;

/// The letters of a text.
#[derive(Debug, Default)]
pub(super) struct Letters {
    /// Fields, and lines that say who wrote what follows.
    pub(super) heads: Vec<Span>,
    /// Who writes where.
    pub(super) turns: Vec<Turn>,
}

fn of(text: &str, span: Span) -> &str {
    text.get(span.start() as usize..span.end() as usize).unwrap_or_default()
}

/// The longest name of a field, in bytes.
const FIELD_MAX: usize = 16;

/// Fields over a letter that are looked at.
const FIELDS: usize = 12;

/// Reads `lines`, those of `text` that are not blank; nothing where no letter begins.
pub(super) fn find(text: &str, lines: &[Span]) -> Letters {
    let mut out = Letters::default();
    // Who writes the letter, and who wrote what it carries behind `>`.
    let (mut writer, mut carried): (Option<String>, Option<String>) = (None, None);
    let mut open: Option<(u32, String)> = None;
    let is_carried = |n: usize| lines.get(n).is_some_and(|l| of(text, *l).starts_with('>'));
    let mut n = 0;
    while let Some(&line) = lines.get(n) {
        let beside = lines.get(n..).unwrap_or_default().iter().take(FIELDS);
        let head: Vec<Span> = beside.copied().take_while(|l| field(of(text, *l)).is_some()).collect();
        if let Some(name) = from_of(text, &head) {
            close(&mut out.turns, open.take(), line.start());
            out.heads.push(head.iter().copied().fold(line, Span::join));
            (writer, carried) = if is_carried(n) { (writer, Some(name)) } else { (Some(name), None) };
            n += head.len();
            continue;
        }
        if let Some(name) = wrote(of(text, line)).filter(|_| writer.is_some()) {
            close(&mut out.turns, open.take(), line.start());
            out.heads.push(line);
            let name = Some(name.to_owned());
            (writer, carried) = if is_carried(n + 1) { (writer, name) } else { (name, None) };
        } else {
            let who = carried.as_ref().filter(|_| is_carried(n)).or(writer.as_ref());
            if open.as_ref().map(|(_, name)| name) != who {
                close(&mut out.turns, open.take(), line.start());
                open = who.map(|name| (line.start(), name.clone()));
            }
        }
        n += 1;
    }
    close(&mut out.turns, open, text.len() as u32);
    if out.turns.is_empty() { Letters::default() } else { out }
}

fn close(turns: &mut Vec<Turn>, open: Option<(u32, String)>, end: u32) {
    if let Some((start, name)) = open.filter(|(start, _)| *start < end) {
        turns.push(Turn { at: Span::between(start, end), name });
    }
}

/// The name and the words of a field: *From: Ada Lund*.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim_start_matches(['>', ' ', '*']).split_once(':')?;
    let known = source_words();
    let name = name.trim_end_matches('*');
    if name.len() > FIELD_MAX {
        return None;
    }
    let is = SourceWords::has(&known.letter_fields, name) || SourceWords::has(&known.letter_from, name);
    is.then(|| (name, value.trim_start_matches('*').trim()))
}

/// Who wrote the letter over which `head` stands: two fields at least, one of which says it.
fn from_of(text: &str, head: &[Span]) -> Option<String> {
    let from = head.iter().filter_map(|l| field(of(text, *l)));
    let from = from
        .filter(|(name, _)| SourceWords::has(&source_words().letter_from, name))
        .map(|(_, v)| v)
        .next()?;
    let name = from.split(['<', '[', '(']).next().unwrap_or_default().trim().trim_matches(['"', '\'']);
    (head.len() > 1 && name.chars().any(char::is_alphabetic)).then(|| name.to_owned())
}

/// Who wrote what follows: *On 3 May, at 17:40, Ada Lund wrote:*, *Am 3. Mai schrieb Ada Lund:*.
fn wrote(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['>', ' ']);
    let said = line.strip_suffix(':').filter(|l| l.len() <= WROTE_MAX)?.trim_end();
    let known = source_words();
    let words: Vec<&str> = said.split(' ').collect();
    let at = words.iter().position(|w| SourceWords::has(&known.letter_wrote, w))?;
    let after = words.get(at + 1..).unwrap_or_default().join(" ");
    let before = words.get(..at).unwrap_or_default().join(" ");
    let name = if after.is_empty() {
        said.get(..before.len())?.rsplit(", ").next()?
    } else {
        said.get(said.len() - after.len()..)?
    };
    let name = name.split('<').next().unwrap_or_default().trim();
    (!name.is_empty() && name.chars().any(char::is_uppercase)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::left_out;
    use super::*;

    fn turns(text: &str) -> Vec<(String, String)> {
        let found = left_out::find(text, true).turns;
        found.iter().map(|t| (t.name.clone(), of(text, t.at).trim().to_owned())).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn each_letter_of_a_thread_has_its_writer() {
        let text = "From: Ada Lund <ada@mill.example>\nTo: Desk\nSubject: Re: the mill\n\nIt turns.\n\n\
            From: \"Bo Hall\"\nDate: 4 May\n\nIt does not.\n";
        assert_eq!(turns(text), [pair("Ada Lund", "It turns."), pair("Bo Hall", "It does not.")]);
    }

    #[test]
    fn what_a_letter_carries_is_its_writers() {
        let text = "From: Ada Lund\nTo: Desk\n\nYes.\n\n> On 3 May, at 17:40, Jo Rask wrote:\n> Does it turn?\n\nYours\n";
        assert_eq!(
            turns(text),
            [pair("Ada Lund", "Yes."), pair("Jo Rask", "> Does it turn?"), pair("Ada Lund", "Yours")]
        );
        let text = "Von: Ada Lund\nAn: Redaktion\n\nJa.\n\nAm 3. Mai schrieb Jo Rask:\n> Dreht sie sich?\n";
        assert_eq!(turns(text), [pair("Ada Lund", "Ja."), pair("Jo Rask", "> Dreht sie sich?")]);
    }

    #[test]
    fn a_field_alone_is_no_letter() {
        for text in
            ["From: the mayor.\n\nIt turns.", "He wrote:\n\nIt turns.", "To: all\nSubject: mill\n\nIt turns."]
        {
            assert!(turns(text).is_empty(), "{text}");
        }
    }
}
