//! `sayso dev train --corpora DIR [--without NAME]… [--out FOLDER] [--tried FILE.jsonl]`: learns every file of `assets/models` for
//! news again.

use super::quotes;
use crate::analysis::learn::{self, GoldRelation, Lesson};

use crate::lang::profile;
use crate::text::offsets::Unit;
use crate::text::{SourceText, Span};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// Corpora that may be learned from, with their word classes.
const CORPORA: &[&str] = &["polnear", "gum"];

/// What was asked for.
pub struct Request {
    /// Folder of the corpora.
    pub corpora: PathBuf,
    /// Corpora that are left out.
    pub without: Vec<String>,
    /// Where what was learned is written.
    pub out: PathBuf,
    /// Where it is written what each part of the documents is said to be by what was learned from the others.
    pub tried: Option<PathBuf>,
}

/// Runs the command.
pub fn run(args: &[&str]) -> io::Result<()> {
    let request = parse(args, "assets/models")?;
    let mut say = io::stderr().lock();
    let read = |part: &str| -> io::Result<Vec<Lesson>> {
        let mut all = Vec::new();
        for name in CORPORA.iter().filter(|c| !request.without.iter().any(|w| w == *c)) {
            all.extend(lessons(&request.corpora, name, part)?);
        }
        Ok(all)
    };
    let (train, dev) = (read("train")?, read("dev")?);
    writeln!(say, "{} documents to learn from, {} to check on", train.len(), dev.len())?;
    let taught = learn::learn(&train, &dev, profile("en"), &mut |line| _ = writeln!(say, "{line}"));
    std::fs::create_dir_all(&request.out)?;
    std::fs::write(request.out.join("en.bin"), &taught.bytes)?;
    quotes::learn(&request, &taught, &mut say)
}

/// Reads `--corpora DIR [--without NAME]… [--out FILE] [--tried FILE]`; `out` where no file is named.
pub fn parse(args: &[&str], out: &str) -> io::Result<Request> {
    let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
    let mut request =
        Request { corpora: PathBuf::new(), without: Vec::new(), out: PathBuf::from(out), tried: None };
    let mut rest = args.iter();
    while let Some(&name) = rest.next() {
        let value = rest.next().ok_or_else(|| wrong(format!("{name} needs a value")))?;
        match name {
            "--corpora" => request.corpora = PathBuf::from(value),
            "--without" => request.without.push((*value).to_owned()),
            "--out" => request.out = PathBuf::from(value),
            "--tried" => request.tried = Some(PathBuf::from(value)),
            _ => return Err(wrong(format!("unknown option {name}"))),
        }
    }
    if request.corpora.as_os_str().is_empty() {
        return Err(wrong("--corpora DIR is needed".to_owned()));
    }
    Ok(request)
}

/// The documents of `corpora/NAME-PART.jsonl` with their word classes; none where the file is not there.
fn lessons(corpora: &Path, name: &str, part: &str) -> io::Result<Vec<Lesson>> {
    let Ok(file) = File::open(corpora.join(format!("{name}-{part}.jsonl"))) else { return Ok(Vec::new()) };
    let classes = corpora.join(format!("tokens/{name}-{part}.jsonl.gz"));
    let mut tags: BTreeMap<String, Value> = BTreeMap::new();
    if let Ok(file) = File::open(classes) {
        for line in BufReader::new(GzDecoder::new(file)).lines() {
            let mut row: Value = serde_json::from_str(&line?)?;
            if let Some(id) = row.get("id").and_then(Value::as_str).map(str::to_owned) {
                tags.insert(id, row.get_mut("sents").map(Value::take).unwrap_or_default());
            }
        }
    }
    let mut out = Vec::new();
    for line in BufReader::new(file).lines() {
        let row: Value = serde_json::from_str(&line?)?;
        out.push(lesson(&row, &tags));
    }
    Ok(out)
}

fn lesson(row: &Value, tags: &BTreeMap<String, Value>) -> Lesson {
    let text_of = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (id, text) = (text_of("id"), text_of("text"));
    let source = SourceText::new(text.as_str());
    let empty = Vec::new();
    let list = |v: Option<&'_ Value>| v.and_then(Value::as_array).cloned().unwrap_or_default();
    let number = |v: Option<&Value>| v.and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok());
    let span =
        |v: &Value| -> Option<Span> { source.from_unit(number(v.get(0))?, number(v.get(1))?, Unit::Char) };
    let mut classes = Vec::new();
    for token in tags.get(&id).and_then(Value::as_array).unwrap_or(&empty).iter().flat_map(|s| list(Some(s)))
    {
        if let (Some(at), Some(tag)) = (span(&token), token.get(2).and_then(Value::as_str)) {
            classes.push((at.start(), at.end(), tag.to_owned()));
        }
    }
    let spans = |q: &Value, key: &str| list(q.get(key)).iter().filter_map(span).collect::<Vec<_>>();
    let relations = list(row.get("quotes"))
        .iter()
        .map(|q| GoldRelation {
            content: spans(q, "content"),
            cue: spans(q, "cue"),
            source: spans(q, "source"),
            is_direct: q.get("kind").and_then(Value::as_str) == Some("direct"),
        })
        .filter(|r| !r.content.is_empty())
        .collect();
    Lesson::new(id, text, &classes, relations, profile("en"))
}
