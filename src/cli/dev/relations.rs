//! `sayso dev relations CORPUS.jsonl [MODEL]`: prints what the finder of cues finds by itself, in the form that `score.py` reads.

use crate::analysis::indirect::{FoundRelation, find};
use crate::analysis::learn::Lesson;
use crate::analysis::learn::relations::document;
use crate::analysis::learned::{Learned, learned};
use crate::analysis::{QuoteKind, SourceKind};
use crate::lang::profile;
use crate::text::offsets::Unit;
use crate::text::{SourceText, Spans};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

/// Runs the command, with what was learned in the file `model` or, without one, with what ships.
pub fn run(path: &str, model: Option<&str>) -> io::Result<()> {
    let own = model.map(std::fs::read).transpose()?.and_then(|bytes| Learned::read(&bytes));
    let Some(learned) = own.as_ref().or_else(|| learned("en")) else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "nothing was learned for English"));
    };
    let english = profile("en");
    let mut out = BufWriter::new(io::stdout().lock());
    for line in BufReader::new(File::open(path)?).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let text = row.get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
        let lesson = Lesson::new(String::new(), text, &[], Vec::new(), english);
        let found = find(document(&lesson, english, learned));
        let found: Vec<Value> = found.iter().map(|r| relation_json(&lesson.text, r)).collect();
        writeln!(out, "{}", json!({"id": row.get("id"), "quotes": found}))?;
    }
    out.flush()
}

fn relation_json(text: &SourceText, r: &FoundRelation) -> Value {
    let spans = |s: &Spans| {
        s.iter().filter_map(|s| text.to_unit(s, Unit::Char)).map(|(a, b)| json!([a, b])).collect::<Vec<_>>()
    };
    json!({
        "kind": match r.kind {
            QuoteKind::Direct => "direct",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Indirect => "indirect",
            QuoteKind::NotSpeech => "not_speech",
        },
        "content": spans(&r.content),
        "content_text": text.words_of(&r.content),
        "cue": spans(&r.cue),
        "cue_text": text.words_of(&r.cue),
        "source": r.source.as_ref().map(spans).unwrap_or_default(),
        "source_text": r.source.as_ref().map(|s| text.words_of(s)),
        "source_kind": match r.source_kind {
            SourceKind::Named => "named",
            SourceKind::Pronoun => "pronoun",
            SourceKind::Nominal => "nominal",
            SourceKind::None => "none",
        },
        "speaker": null,
        "why": [{"rule": "learned-cue", "text": format!("{:?} follows it", r.follows)}],
        "confidence": r.probability.fraction(),
    })
}
