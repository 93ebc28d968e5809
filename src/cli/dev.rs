//! `sayso dev`: commands for those who build the engine. Hidden from the help; not a promise.

pub mod relations;
pub mod train;

use crate::analysis::{
    self, FoundQuote, FoundSpeaker, Options, Progress, QuoteKind, SourceKind, SpeakerKind,
};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Spans};
use serde_json::{Value, json};
use std::io::{self, BufRead, BufReader, BufWriter, Write};

/// Runs the command that `args` name; the exit status.
pub fn run(args: &[String]) -> u8 {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["predict", path] => predict(path),
        ["relations", path] => relations::run(path),
        ["train", rest @ ..] => train::run(rest),
        _ => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "usage: sayso dev predict CORPUS.jsonl | relations CORPUS.jsonl | train --corpora DIR [--without NAME]… [--out FILE]",
        )),
    };
    match outcome {
        Ok(()) => 0,
        Err(e) => {
            _ = writeln!(io::stderr(), "{e}");
            2
        }
    }
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
        let quotes: Vec<Value> =
            found.quotes.iter().enumerate().map(|(i, q)| quote_json(&text, &found.speakers, i, q)).collect();
        let speakers: Vec<Value> = found
            .speakers
            .iter()
            .enumerate()
            .map(|(i, s)| json!({"id": i + 1, "name": s.name, "aliases": s.aliases, "kind": speaker_kind(s.kind), "role": s.role}))
            .collect();
        let row = json!({"id": doc.get("id"), "lang": found.lang, "marks": found.marks, "speakers": speakers, "quotes": quotes});
        writeln!(out, "{row}")?;
    }
    out.flush()
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
