//! `sayso dev train fiction --corpora DIR [--without NAME]… [--out FILE]`: learns `assets/models/en-fiction.bin` again.

use super::gold_document;
use super::train::{Request, parse};
use crate::analysis::fiction::learn::Lessons;
use crate::analysis::{Options, pipeline};
use crate::text::{SourceText, Span};
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

/// Corpora that may be learned from, and how much a book of each counts, in hundredths.
const CORPORA: &[(&str, u16)] = &[("pdnc", 100), ("litbank", 200)];

/// Bytes of a passage, about: what a reader pastes, and as long as the openings that were marked.
const PASSAGE: u32 = 12_000;
/// How much a passage counts, in hundredths: its book is learned from whole.
const PASSAGE_WEIGHT: u16 = 25;
/// Passages that are cut from a book.
const PASSAGES: u32 = 8;

/// Passages of a book, from its start on in even steps, each of whole paragraphs; none of a text that is one itself.
fn passages(text: &SourceText) -> Vec<Span> {
    let starts: Vec<u32> = text.as_str().match_indices("\n\n").map(|(at, _)| at as u32 + 2).collect();
    let from = |at: u32| starts.get(starts.partition_point(|&s| s < at)).copied().unwrap_or(text.len());
    let step = text.len() / PASSAGES;
    let cut = |n: u32| Span::new(from(n * step), from(n * step + PASSAGE));
    if step < 2 * PASSAGE { Vec::new() } else { (0..PASSAGES).filter_map(cut).collect() }
}

/// Runs the command.
pub fn run(args: &[&str]) -> io::Result<()> {
    let request: Request = parse(args, "assets/models/en-fiction.bin")?;
    let mut say = io::stderr().lock();
    let mut lessons = Lessons::default();
    let mut book = 0;
    for (name, weight) in CORPORA.iter().filter(|(c, _)| !request.without.iter().any(|w| w == c)) {
        let file = File::open(request.corpora.join(format!("{name}-train.jsonl")))?;
        for line in BufReader::new(file).lines() {
            let doc: Value = serde_json::from_str(&line?)?;
            let text = SourceText::new(doc.get("text").and_then(Value::as_str).unwrap_or_default());
            let gold = gold_document(&text, &doc, book, true);
            pipeline::learn_fiction(&text, &Options::default(), &gold, *weight, false, &mut lessons);
            for passage in passages(&text) {
                let (words, gold) = (SourceText::new(text.slice(passage)), gold.within(passage));
                pipeline::learn_fiction(
                    &words,
                    &Options::default(),
                    &gold,
                    PASSAGE_WEIGHT,
                    true,
                    &mut lessons,
                );
            }
            book += 1;
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
