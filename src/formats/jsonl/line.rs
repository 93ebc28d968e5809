//! A line of JSON Lines as it comes in: a document with or without quotations, ours or a gold file's.

use super::row::Range;
use crate::analysis::{QuoteKind, SourceKind, SpeakerKind};
use crate::formats::{FormatError, heading};
use crate::model::{DocumentOrigin, ImportedDocument, ImportedQuote, ImportedSpeaker, Status};
use crate::text::offsets::Unit;
use crate::text::{DecodeError, SourceText, Span, Spans, TextHash, decode};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What `sayso extract --jsonl` takes: a text, as it is, under its id.
#[derive(Debug, Clone, PartialEq)]
pub struct InputRow {
    /// Its id.
    pub id: String,
    /// The text, with no decoding or mending.
    pub text: SourceText,
    /// Its language, where the row says it.
    pub lang: Option<String>,
    /// All other keys, to be carried through.
    pub extra: Map<String, Value>,
}

impl InputRow {
    /// Reads a line. The error is a sentence's end without the line's number, which the caller knows.
    pub fn parse(line: &[u8]) -> Result<Self, FormatError> {
        let mut all: Map<String, Value> = parse(line)?;
        let id = match all.remove("id") {
            Some(Value::String(s)) => s,
            Some(Value::Number(n)) => n.to_string(),
            _ => return Err(malformed("it has no “id”")),
        };
        let Some(Value::String(text)) = all.remove("text") else {
            return Err(malformed("it has no “text”"));
        };
        let lang = match all.remove("lang") {
            Some(Value::String(s)) if !s.is_empty() => Some(s),
            _ => None,
        };
        Ok(Self { id, text: SourceText::new(text), lang, extra: all })
    }
}

fn malformed(what: &str) -> FormatError {
    FormatError::Malformed(what.to_owned())
}

fn parse<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, FormatError> {
    serde_json::from_slice(line).map_err(|e| FormatError::Malformed(format!("it is not a row: {e}")))
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Id>,
    #[serde(default)]
    file: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    offset_unit: Option<String>,
    #[serde(default)]
    text_sha256: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    speakers: Vec<LineSpeaker>,
    #[serde(default)]
    characters: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    quotes: Vec<Value>,
    #[serde(default)]
    not_speech: Vec<Range>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

#[derive(Deserialize)]
struct LineSpeaker {
    name: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    kind: Option<SpeakerKind>,
    #[serde(default)]
    role: Option<String>,
}

#[derive(Deserialize)]
struct LineQuote {
    #[serde(default)]
    id: Option<Id>,
    kind: QuoteKind,
    content: Vec<Range>,
    #[serde(default)]
    content_text: Option<Vec<String>>,
    #[serde(default)]
    cue: Option<Vec<Range>>,
    #[serde(default)]
    source: Option<Vec<Range>>,
    #[serde(default)]
    source_kind: SourceKind,
    #[serde(default)]
    speaker: Option<String>,
    /// The role as words, in gold files.
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    status: Option<String>,
}

/// The document of line `number`, from 1, of `file`, and what of it could not be taken in. Lines without a status are proposals:
/// nobody decided here.
///
/// # Errors
/// Where the line is no row with a text; the end of a sentence.
pub fn document(
    line: &[u8],
    file: &str,
    number: u32,
) -> Result<(ImportedDocument, Vec<String>), FormatError> {
    let line: Line = parse(line)?;
    let text = line.text.ok_or_else(|| malformed("it has no “text”; export it with the texts"))?;
    if text.len() > decode::LIMIT {
        return Err(DecodeError::TooLarge { bytes: text.len() }.into());
    }
    let text = SourceText::new(text);
    let unit = match line.offset_unit.as_deref() {
        None | Some("codepoint") => Unit::Char,
        Some("utf16" | "utf-16") => Unit::Utf16,
        Some("byte" | "utf8" | "utf-8") => Unit::Byte,
        Some(other) => {
            return Err(FormatError::Malformed(format!("it counts in “{other}”, which nobody knows")));
        }
    };
    let mut problems = Vec::new();
    if let Some(hash) = &line.text_sha256
        && TextHash::from_hex(hash) != Some(text.hash())
    {
        problems.push("The text is not the one that its SHA-256 names.".to_owned());
    }
    let key = match line.id {
        Some(Id::Text(s)) => s,
        Some(Id::Number(n)) => n.to_string(),
        None => format!("{}-{number}", heading::key(file)),
    };
    let mut speakers = speakers(line.speakers, line.characters);
    let mut quotes = Vec::new();
    for (n, value) in (1..).zip(line.quotes) {
        match quote(value, &text, unit, &mut speakers) {
            Ok(q) => quotes.push(q),
            Err(why) => problems.push(format!("Quotation {n} of “{key}” {why}: left out.")),
        }
    }
    for range in line.not_speech {
        match spans(&text, &[range], unit) {
            Ok(Some(content)) => quotes.push(ImportedQuote::new(content, QuoteKind::NotSpeech)),
            _ => problems.push(format!("A mark of “{key}” does not lie in its text: left out.")),
        }
    }
    let name = line.file.unwrap_or_else(|| file.to_owned());
    let title = line.title.unwrap_or_else(|| heading::title(text.as_str(), &key));
    let strings = line.extra.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_owned())));
    let document = ImportedDocument {
        origin: DocumentOrigin { name, encoding: "UTF-8".into(), ..DocumentOrigin::default() },
        lang: line.lang.filter(|l| !l.is_empty()),
        meta: strings.filter(|(k, _)| k != "engine").collect(),
        speakers,
        quotes,
        format: "jsonl".into(),
        ..ImportedDocument::new(text, title, key)
    };
    Ok((document, problems))
}

fn speakers(listed: Vec<LineSpeaker>, characters: BTreeMap<String, Vec<String>>) -> Vec<ImportedSpeaker> {
    let listed = listed.into_iter().map(|s| ImportedSpeaker {
        named: is_name(&s.name),
        name: s.name,
        aliases: s.aliases,
        kind: s.kind.unwrap_or_default(),
        role: s.role.unwrap_or_default(),
        ..ImportedSpeaker::default()
    });
    let mut all: Vec<_> = listed.collect();
    for (name, aliases) in characters {
        if !all.iter().any(|s| s.name == name) {
            all.push(ImportedSpeaker { named: is_name(&name), name, aliases, ..ImportedSpeaker::default() });
        }
    }
    all
}

/// Whether a speaker's name looks like a proper name: its first word has a capital, and is no article; after *the* all words have.
fn is_name(name: &str) -> bool {
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let mut words = name.split_whitespace();
    match words.next() {
        Some("A" | "An" | "a" | "an") | None => false,
        Some("The" | "the") => name.split_whitespace().count() > 1 && words.all(capital),
        Some(first) => capital(first),
    }
}

fn quote(
    value: Value,
    text: &SourceText,
    unit: Unit,
    speakers: &mut Vec<ImportedSpeaker>,
) -> Result<ImportedQuote, String> {
    let q: LineQuote = serde_json::from_value(value).map_err(|e| format!("is no quotation ({e})"))?;
    let called = match &q.id {
        Some(Id::Text(s)) => format!("({s}) "),
        Some(Id::Number(n)) => format!("({n}) "),
        None => String::new(),
    };
    let outside = || format!("{called}does not lie in its text");
    let content = spans(text, &q.content, unit)?.ok_or_else(outside)?;
    if let Some(words) = &q.content_text {
        let there = q.content.iter().map(|r| span(text, *r, unit).map(|s| text.slice(s)));
        if !there.eq(words.iter().map(|w| Some(w.as_str()))) {
            return Err(format!("{called}has other words than the text at its place"));
        }
    }
    let part = |ranges: Option<Vec<Range>>| spans(text, &ranges.unwrap_or_default(), unit);
    let speaker = q.speaker.filter(|s| !s.trim().is_empty());
    if let Some(name) = &speaker {
        let role = q.role.unwrap_or_default();
        match speakers.iter_mut().find(|s| s.name == *name) {
            Some(s) if s.role.is_empty() => s.role = role,
            Some(_) => {}
            None => speakers.push(ImportedSpeaker {
                named: is_name(name),
                name: name.clone(),
                role,
                ..ImportedSpeaker::default()
            }),
        }
    }
    Ok(ImportedQuote {
        cue: part(q.cue)?,
        source: part(q.source)?,
        source_kind: q.source_kind,
        speaker,
        status: status(q.status.as_deref()),
        ..ImportedQuote::new(content, q.kind)
    })
}

/// What a person decided. States of verification are accepted ones; what nobody knows is undecided.
fn status(word: Option<&str>) -> Status {
    match word {
        Some("accepted" | "verified" | "verified_with_edits") => Status::Accepted,
        Some("rejected") => Status::Rejected,
        _ => Status::Proposed,
    }
}

/// The spans of `ranges`, none where there are none; an error where one leaves the text.
fn spans(text: &SourceText, ranges: &[Range], unit: Unit) -> Result<Option<Spans>, String> {
    let all = ranges.iter().map(|r| span(text, *r, unit)).collect::<Option<Vec<_>>>();
    all.map(Spans::new).ok_or_else(|| "has a span that does not lie in its text".to_owned())
}

fn span(text: &SourceText, (start, end): Range, unit: Unit) -> Option<Span> {
    text.from_unit(start, end, unit)
}
