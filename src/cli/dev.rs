//! `sayso dev`: commands for those who build the engine. Hidden from the help; not a promise.

mod errors;
pub mod fiction;
pub mod quotes;
pub mod relations;
pub mod train;

use super::out::{Out, Stop};
use crate::analysis::attribution::confidence::Confidence;
use crate::analysis::attribution::rank::Models;
use crate::analysis::fiction::{model::Weights, use_weights};
use crate::analysis::learned::Learned;
use crate::analysis::pipeline;
use crate::analysis::weights::{ByGenre, GoldDocument, GoldQuote};
use crate::analysis::{
    self, Findings, FoundQuote, FoundSpeaker, Options, Progress, QuoteKind, SourceKind, SpeakerKind,
};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Span, Spans};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// Runs the command that `args` name; the exit status.
pub(super) fn run(args: &[String], out: &mut Out) -> Result<u8, Stop> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    if let ["errors", rest @ ..] = words.as_slice() {
        return errors::run(rest, out);
    }
    let outcome = match words.as_slice() {
        ["predict", path] => predict(path),
        ["predict", path, "--models", dir] => use_models(Path::new(dir)).and_then(|()| predict(path)),
        ["relations", path] => relations::run(path, None),
        ["relations", path, model] => relations::run(path, Some(model)),
        ["train", "fiction", rest @ ..] => fiction::run(rest),
        ["train", rest @ ..] => train::run(rest),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "usage: sayso dev errors GOLD.jsonl [FOUND.jsonl] [--of WORDS]… [--each N] | predict CORPUS.jsonl | relations CORPUS.jsonl | train [fiction] --corpora DIR [--without NAME]… [--out FOLDER] [--tried FILE.jsonl]",
        )),
    };
    Ok(match outcome {
        Ok(()) => 0,
        Err(e) => {
            _ = writeln!(io::stderr(), "{e}");
            2
        }
    })
}

/// Uses the tables of a folder instead of those that ship.
fn use_models(dir: &Path) -> io::Result<()> {
    let bytes = |name: &str| std::fs::read(dir.join(format!("{name}.bin")));
    let read = |name: &str| bytes(name).map(|b| ByGenre::from_bytes(&b));
    let models = Models {
        source: read("en-source")?,
        antecedent: read("en-antecedent")?,
        speech: read("en-speech")?,
        confidence: Confidence::from_bytes(&bytes("en-confidence")?),
    };
    let learned = Learned::read(&bytes("en")?);
    pipeline::use_models(models, learned);
    if let Ok(bytes) = bytes("en-fiction") {
        use_weights(Weights::from_bytes(&bytes));
    }
    Ok(())
}

/// Prints what the engine finds in each document of a JSON Lines file.
fn predict(path: &str) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let doc: Value = serde_json::from_str(&line)?;
        let text = SourceText::new(doc.get("text").and_then(Value::as_str).unwrap_or_default());
        let options =
            Options { lang: doc.get("lang").and_then(Value::as_str).map(str::to_owned), marks: None };
        let Some(found) = analysis::analyse(&text, &options, &Progress::default()) else { continue };
        writeln!(out, "{}", row(doc.get("id"), &text, &found))?;
    }
    out.flush()
}

/// What was found in the document `id`, in the form that `score.py` reads.
fn row(id: Option<&Value>, text: &SourceText, found: &Findings) -> Value {
    let quotes: Vec<Value> =
        found.quotes.iter().enumerate().map(|(i, q)| quote_json(text, &found.speakers, i, q)).collect();
    let speakers: Vec<Value> = found
        .speakers
        .iter()
        .enumerate()
        .map(|(i, s)| json!({"id": i + 1, "name": s.name, "aliases": s.aliases, "kind": speaker_kind(s.kind), "role": s.role}))
        .collect();
    json!({"id": id, "lang": found.lang, "marks": found.marks, "speakers": speakers, "quotes": quotes})
}

fn quote_json(text: &SourceText, speakers: &[FoundSpeaker], i: usize, q: &FoundQuote) -> Value {
    let name = |i: usize| speakers.get(i).map(|s| s.name.clone());
    json!({
        "id": format!("q{}", i + 1),
        "kind": match q.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
            QuoteKind::NotSpeech => "not_speech",
        },
        "content": spans_json(text, Some(&q.content)),
        "content_text": q.content.iter().map(|s| text.slice(s)).collect::<Vec<_>>(),
        "cue": spans_json(text, q.cue.as_ref()),
        "source": spans_json(text, q.source.as_ref()),
        "source_text": q.source.as_ref().map(|s| text.words_of(s)),
        "source_kind": match q.source_kind {
            SourceKind::Named => "named",
            SourceKind::Pronoun => "pronoun",
            SourceKind::Nominal => "nominal",
            SourceKind::None => "none",
        },
        "role": q.role.as_ref().map(|s| text.words_of(s)),
        "speaker": q.speaker.and_then(name),
        "confidence": q.confidence.fraction(),
        "runner_up": q.runner_up.map(|(s, p)| json!({"speaker": name(s), "confidence": p.fraction()})),
        "why": q.evidence.iter().map(|e| json!({"rule": e.rule, "weight": e.weight, "text": e.text})).collect::<Vec<_>>(),
    })
}

fn spans_json(text: &SourceText, spans: Option<&Spans>) -> Value {
    let all = spans.into_iter().flat_map(Spans::iter).filter_map(|s| text.to_unit(s, Unit::Char));
    all.map(|(a, b)| json!([a, b])).collect()
}

const fn speaker_kind(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Person => "person",
        SpeakerKind::Organisation => "organisation",
        SpeakerKind::Group => "group",
        SpeakerKind::Document => "document",
        SpeakerKind::Anonymous => "anonymous",
    }
}

fn gold_document(text: &SourceText, doc: &Value, number: u32, sure: bool) -> GoldDocument {
    let strings = |v: &Value| -> Vec<String> {
        v.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let characters: BTreeMap<String, Vec<String>> = doc
        .get("characters")
        .and_then(Value::as_object)
        .map(|o| o.iter().map(|(k, v)| (k.clone(), strings(v))).collect())
        .unwrap_or_default();
    let quotes = doc.get("quotes").and_then(Value::as_array).into_iter().flatten().map(|q| {
        let name = q.get("speaker_canon").or_else(|| q.get("speaker")).and_then(Value::as_str);
        let mut names: Vec<String> = name.map(str::to_owned).into_iter().collect();
        if let Some(aliases) = name.and_then(|n| characters.get(n)) {
            names.extend(aliases.iter().cloned());
        }
        GoldQuote {
            content: spans(text, q.get("content")),
            source: spans(text, q.get("source")),
            names,
            names_are_sure: sure,
        }
    });
    GoldDocument { number, quotes: quotes.collect(), people: Vec::new() }
}

fn spans(text: &SourceText, value: Option<&Value>) -> Vec<Span> {
    let pairs = value.and_then(Value::as_array).into_iter().flatten();
    let at = |pair: &Value, i: usize| pair.get(i).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    pairs.filter_map(|p| text.from_unit(at(p, 0)?, at(p, 1)?, Unit::Char)).collect()
}
