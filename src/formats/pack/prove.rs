//! A pack again: does what it says still hold against files that somebody gives?

use super::record::{PackFile, Record, Row};
use super::words::{place, source_name};
use crate::formats::Files;
use crate::text::offsets::Unit;
use crate::text::{SourceText, TextHash};
use std::collections::BTreeMap;

/// A file that somebody gives: a source or a draft.
#[derive(Debug, Clone)]
pub struct Given {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes, where it has some.
    pub file_sha256: Option<TextHash>,
    /// Its text, read as the program reads such files.
    pub text: SourceText,
}

/// What a line of a proof says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proved {
    /// It holds.
    Holds,
    /// It cannot be proved with what was given.
    Open,
    /// It does not hold.
    Broken,
}

/// A line of a proof: one thing that the pack says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What came out.
    pub proved: Proved,
    /// What, as a sentence.
    pub what: String,
}

fn line(proved: Proved, what: String) -> Proof {
    Proof { proved, what }
}

/// Proves what `record` says: that the other files of the pack are those that were written, that sources and drafts are the
/// ones that were compared, and that every passage and every quotation has the words that it is said to have.
///
/// `files` are the pack's own. A source or draft that nobody gave leaves what rests on it open.
pub fn prove(record: &Record, files: &Files, given: &[Given]) -> Vec<Proof> {
    let mut out = Vec::new();
    for PackFile { path, sha256 } in &record.files {
        out.push(match files.get(path) {
            Some(bytes) if TextHash::of(bytes) == *sha256 => {
                line(Proved::Holds, format!("{path} is as it was written."))
            }
            Some(_) => line(Proved::Broken, format!("{path} was changed since the pack was made.")),
            None => line(Proved::Broken, format!("{path} is missing from the pack.")),
        });
    }
    let by_text: BTreeMap<TextHash, &Given> = given.iter().map(|g| (g.text.hash(), g)).collect();
    let mut sources = BTreeMap::new();
    for source in &record.sources {
        let name = source_name(source);
        let Some(hash) = source.text_sha256 else {
            out.push(line(
                Proved::Open,
                format!("The {name} is withheld, so it cannot be proved with this pack."),
            ));
            continue;
        };
        out.push(about_file("source", &name, &source.file, hash, source.file_sha256, &by_text, given));
        sources.insert(source.id, by_text.get(&hash).copied());
    }
    let mut drafts = BTreeMap::new();
    for draft in &record.drafts {
        let found = by_text.get(&draft.text_sha256).copied();
        // Drafts are asked for only where one of that name was given.
        if found.is_some() || given.iter().any(|g| g.name == draft.file) {
            let (hash, bytes) = (draft.text_sha256, draft.file_sha256);
            out.push(about_file("draft", &draft.title, &draft.file, hash, bytes, &by_text, given));
        }
        drafts.insert(draft.id, found);
    }
    for row in &record.quotations {
        if let Some(Some(draft)) = drafts.get(&row.draft)
            && !has_words(&draft.text, &row.content, &row.words)
        {
            out.push(line(
                Proved::Broken,
                format!("{} has other words in the draft than the pack says.", row.id),
            ));
        }
        out.extend(about_passage(row, &sources));
    }
    out
}

fn about_file(
    sort: &str,
    name: &str,
    file: &str,
    text: TextHash,
    bytes: Option<TextHash>,
    by_text: &BTreeMap<TextHash, &Given>,
    given: &[Given],
) -> Proof {
    match by_text.get(&text) {
        Some(g) if bytes.is_none() || g.file_sha256 == bytes => {
            line(Proved::Holds, format!("The {sort} “{name}” is the one that was compared."))
        }
        Some(g) => {
            let what =
                format!("The {sort} “{name}” has the same text as then, in other bytes (“{}”).", g.name);
            line(Proved::Holds, what)
        }
        None if given.iter().any(|g| !file.is_empty() && g.name == file) => {
            let what = format!(
                "The {sort} “{name}” was changed: “{file}” has another text than the one that was compared."
            );
            line(Proved::Broken, what)
        }
        None => line(Proved::Open, format!("The {sort} “{name}” is not among the files that were given.")),
    }
}

fn about_passage(row: &Row, sources: &BTreeMap<u32, Option<&Given>>) -> Option<Proof> {
    let passage = row.comparison.as_ref()?.passage.as_ref()?;
    if passage.spans.is_empty() {
        return Some(line(Proved::Open, format!("{}: its source is withheld.", row.id)));
    }
    let at = place(passage.locator);
    Some(match sources.get(&passage.source)? {
        Some(g) if has_words(&g.text, &passage.spans, &passage.words) => {
            line(Proved::Holds, format!("{}: the passage stands in “{}” ({at}).", row.id, g.name))
        }
        Some(g) => line(Proved::Broken, format!("{}: “{}” has other words there ({at}).", row.id, g.name)),
        None => line(Proved::Open, format!("{}: its source was not given.", row.id)),
    })
}

fn has_words(text: &SourceText, at: &[(u32, u32)], words: &[String]) -> bool {
    let here = at.iter().map(|(s, e)| text.from_unit(*s, *e, Unit::Char).map(|s| text.slice(s)));
    at.len() == words.len() && here.zip(words).all(|(here, word)| here == Some(word.as_str()))
}
