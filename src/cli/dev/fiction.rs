//! `sayso dev train fiction --corpora DIR [--without NAME]… [--out FILE]`: learns `assets/models/en-fiction.bin` again.

use super::gold_document;
use super::train::{Request, parse};
use crate::analysis::fiction::learn::Lessons;
use crate::analysis::{Options, pipeline};
use crate::text::SourceText;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

/// Corpora that may be learned from, and how much a book of each counts, in hundredths.
const CORPORA: &[(&str, u16)] = &[("pdnc", 100), ("litbank", 200)];

/// Runs the command.
pub fn run(args: &[&str]) -> io::Result<()> {
    let request: Request = parse(args, "assets/models/en-fiction.bin")?;
    let mut say = io::stderr().lock();
    let mut lessons = Lessons::default();
    for (name, weight) in CORPORA.iter().filter(|(c, _)| !request.without.iter().any(|w| w == c)) {
        let file = File::open(request.corpora.join(format!("{name}-train.jsonl")))?;
        for (number, line) in BufReader::new(file).lines().enumerate() {
            let doc: Value = serde_json::from_str(&line?)?;
            let text = SourceText::new(doc.get("text").and_then(Value::as_str).unwrap_or_default());
            let gold = gold_document(&text, &doc, number as u32, true);
            pipeline::learn_fiction(&text, &Options::default(), &gold, *weight, &mut lessons);
        }
    }
    let [turns, marked, possible] = lessons.counts();
    writeln!(
        say,
        "{turns} turns, {marked} with a speaker, {possible} of them with the speaker among the candidates"
    )?;
    let weights = lessons.learn(&mut |line| _ = writeln!(say, "{line}"));
    std::fs::write(&request.out, weights.to_bytes())
}
