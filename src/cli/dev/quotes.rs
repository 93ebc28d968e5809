//! The second half of `sayso dev train`: the rankers of sources and antecedents, speech, and how far all of it can be trusted.

use super::train::Request;
use super::{gold_document, spans};
use crate::analysis::attribution::confidence::{Confidence, Trial, situation};
use crate::analysis::attribution::examples::Examples;
use crate::analysis::attribution::rank::Models;
use crate::analysis::learn::{Taught, fold_of};
use crate::analysis::learned::Learned;
use crate::analysis::pipeline::{self, Tables};
use crate::analysis::weights::{ByGenre, Choice, GoldDocument, Trainer};
use crate::analysis::{FoundQuote, Options, Progress, QuoteKind};
use crate::text::{SourceText, Span};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

/// What a corpus teaches of how far the engine can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Nothing.
    None,
    /// What passages do that tell a story, of which only marked words were marked.
    Told,
    /// All: every attribution of it is marked.
    All,
}

/// What is learned from a corpus.
struct Lesson {
    /// Name of its files.
    name: &'static str,
    /// Whether its names were decided by people.
    sure: bool,
    /// What each question of sources, antecedents and speech counts, in hundredths; 0 for not at all.
    weights: [u16; 3],
    /// What it teaches of how far the engine can be trusted.
    trust: Trust,
}

const LESSONS: &[Lesson] = &[
    Lesson { name: "polnear", sure: false, weights: [200, 100, 200], trust: Trust::All },
    // Novels have their own path for who speaks; what they add here is whom pronouns mean, what speech of another kind looks like,
    // and who speaks where somebody only moves beside the words.
    Lesson { name: "pdnc", sure: true, weights: [15, 100, 25], trust: Trust::None },
    Lesson { name: "litbank", sure: true, weights: [50, 100, 100], trust: Trust::Told },
    Lesson { name: "riqua", sure: false, weights: [0, 0, 100], trust: Trust::Told },
    // People marked whom each pronoun means.
    Lesson { name: "gum", sure: false, weights: [0, 200, 0], trust: Trust::None },
];

/// Size of the steps in learning whom pronouns mean: there are few questions, so that long steps learn them by heart.
const ANTECEDENT_RATE: f32 = 0.015;

/// A document as people marked it, with the part of the lessons that it belongs to.
struct Marked {
    id: Value,
    text: SourceText,
    gold: GoldDocument,
    fold: usize,
    lesson: &'static Lesson,
}

/// Learns the tables as `request` asks, with the finder of cues as `taught`, and writes them.
pub fn learn(request: &Request, taught: &Taught, say: &mut dyn Write) -> io::Result<()> {
    let documents = read(&request.corpora, &request.without)?;
    let mut tried = request.tried.as_ref().map(std::fs::File::create).transpose()?.map(BufWriter::new);
    let parts = taught.folds.len().max(1);
    // The antecedents first: whom a pronoun means decides who spoke before.
    let first = examples(&documents, taught, &Models::default());
    let antecedent = |but: usize| {
        let mut all = Vec::new();
        for (_, part) in first.iter().enumerate().filter(|(i, _)| *i != but) {
            all.extend(part.antecedent.iter().cloned());
        }
        Trainer { rate: ANTECEDENT_RATE, ..Trainer::default() }.learn(&all)
    };
    let whole = antecedent(parts);
    let asked = examples(&documents, taught, &Models { antecedent: whole.clone(), ..Models::default() });
    let learned = |but: usize, pick: fn(&Examples) -> &[Choice]| -> ByGenre {
        let all: Vec<Choice> = asked
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != but)
            .flat_map(|(_, part)| pick(part).iter().cloned())
            .collect();
        Trainer::default().learn(&all)
    };
    // What each part is said to be by what was learned from the others.
    let mut trials = Vec::new();
    for part in 0..parts {
        let models = Models {
            source: learned(part, |e| &e.source),
            antecedent: antecedent(part),
            speech: learned(part, |e| &e.speech),
            confidence: Confidence::default(),
        };
        for d in documents.iter().filter(|d| d.lesson.trust != Trust::None && d.fold == part) {
            let tables = Tables { learned: taught.folds.get(part), models: &models };
            let found = pipeline::run_with(&d.text, &Options::default(), tables, &Progress::default());
            let Some(found) = found else { continue };
            if let Some(out) = tried.as_mut().filter(|_| d.lesson.trust == Trust::All) {
                writeln!(out, "{}", super::row(Some(&d.id), &d.text, &found))?;
            }
            let name = |q: &FoundQuote| q.speaker.and_then(|s| found.speakers.get(s)).map(|s| s.name.clone());
            let told = pipeline::tells(&d.text, &Options::default());
            let quotes = found
                .quotes
                .iter()
                .filter(|q| d.lesson.trust == Trust::All || told && q.kind != QuoteKind::Indirect);
            trials.extend(quotes.flat_map(|q| trial(d, q, name(q).as_deref(), told)));
        }
        writeln!(say, "part {part}: {} trials", trials.len())?;
        for lesson in LESSONS {
            let of_lesson = |c: &Choice| {
                documents.get(c.document as usize - 1).is_some_and(|d| d.lesson.name == lesson.name)
            };
            let Some(own) = asked.get(part) else { continue };
            let right = |choices: &[Choice], model: &ByGenre| {
                let all: Vec<&Choice> = choices.iter().filter(|c| of_lesson(c)).collect();
                let right = all.iter().filter(|c| c.is_answered_by(model)).count();
                format!("{right} of {}", all.len())
            };
            writeln!(
                say,
                "  {}: sources {}, antecedents {}, speech {}",
                lesson.name,
                right(&own.source, &models.source),
                right(&own.antecedent, &models.antecedent),
                right(&own.speech, &models.speech)
            )?;
        }
    }
    let models = Models {
        source: learned(parts, |e| &e.source),
        antecedent: whole,
        speech: learned(parts, |e| &e.speech),
        confidence: Confidence::learn(&trials),
    };
    for (name, bytes) in [
        ("source", models.source.to_bytes()),
        ("antecedent", models.antecedent.to_bytes()),
        ("speech", models.speech.to_bytes()),
        ("confidence", models.confidence.to_bytes()),
    ] {
        std::fs::write(request.out.join(format!("en-{name}.bin")), bytes)?;
    }
    Ok(())
}

fn read(corpora: &Path, without: &[String]) -> io::Result<Vec<Marked>> {
    let mut out = Vec::new();
    for lesson in LESSONS.iter().filter(|l| !without.iter().any(|w| w == l.name)) {
        let Ok(file) = std::fs::File::open(corpora.join(format!("{}-train.jsonl", lesson.name))) else {
            continue;
        };
        let mut people = people(corpora, lesson.name)?;
        for line in BufReader::new(file).lines() {
            let row: Value = serde_json::from_str(&line?)?;
            let word = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
            let text = SourceText::new(word("text"));
            let mut gold = gold_document(&text, &row, out.len() as u32 + 1, lesson.sure);
            let chains = people.remove(word("id")).unwrap_or_default();
            gold.people = chains.iter().map(|c| spans(&text, Some(c))).collect();
            let fold = fold_of(word("id")) as usize;
            let id = row.get("id").cloned().unwrap_or_default();
            out.push(Marked { id, text, gold, fold, lesson });
        }
    }
    Ok(out)
}

/// For each document of a corpus where people marked what is said of whom: the places of each person, as the corpus gives them.
fn people(corpora: &Path, name: &str) -> io::Result<BTreeMap<String, Vec<Value>>> {
    let mut out = BTreeMap::new();
    let Ok(file) = std::fs::File::open(corpora.join(format!("tokens/{name}-train.jsonl.gz"))) else {
        return Ok(out);
    };
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        let mut chains: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for e in row.get("ents").and_then(Value::as_array).into_iter().flatten() {
            if let (Some("person"), Some(chain)) =
                (e.get(3).and_then(Value::as_str), e.get(2).and_then(Value::as_str))
            {
                chains.entry(chain).or_default().push(e.clone());
            }
        }
        let id = row.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        out.insert(id, chains.into_values().map(Value::from).collect());
    }
    Ok(out)
}

/// The questions of all documents, by the part that they belong to; read with a finder that has not learned from them.
fn examples(documents: &[Marked], taught: &Taught, models: &Models) -> Vec<Examples> {
    let mut out: Vec<Examples> = Vec::new();
    out.resize_with(taught.folds.len().max(1), Examples::default);
    for d in documents {
        let honest: Option<&Learned> = taught.folds.get(d.fold);
        let tables = Tables { learned: honest.or(Some(&taught.learned)), models };
        let mut own = Examples::default();
        pipeline::learn_from(&d.text, &Options::default(), &d.gold, tables, &mut own);
        let [source, antecedent, speech] = d.lesson.weights;
        let weigh = |choices: Vec<Choice>, weight: u16| {
            choices.into_iter().map(move |c| Choice { weight, ..c }).filter(|c| c.weight > 0)
        };
        if let Some(part) = out.get_mut(d.fold) {
            part.source.extend(weigh(own.source, source));
            part.antecedent.extend(weigh(own.antecedent, antecedent));
            part.speech.extend(weigh(own.speech, speech));
        }
    }
    out
}

/// What was said of each marked region of `q`, or of its words where it has no marks, and whether people say so too.
fn trial(d: &Marked, q: &FoundQuote, speaker: Option<&str>, told: bool) -> Vec<Trial> {
    let judge = |right: bool| Trial { situation: situation(q, told), said: q.confidence.get(), right };
    match q.kind {
        QuoteKind::NotSpeech => Vec::new(),
        QuoteKind::Indirect => {
            let agrees = d.gold.quotes.iter().any(|g| {
                let shared =
                    |s: &Span| q.content.iter().filter_map(|c| c.intersect(*s)).map(Span::len).sum::<u32>();
                let both: u32 = g.content.iter().map(shared).sum();
                let all: u32 =
                    g.content.iter().copied().map(Span::len).sum::<u32>() + q.content.total_len() - both;
                both * 2 >= all && g.is_said_by(q.source.as_ref(), speaker)
            });
            vec![judge(agrees)]
        }
        QuoteKind::Direct | QuoteKind::Mixed => {
            let said = |s| d.gold.covering(s).is_some_and(|(_, g)| g.is_said_by(q.source.as_ref(), speaker));
            q.content.iter().map(|s| judge(said(s))).collect()
        }
    }
}
