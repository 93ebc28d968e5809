//! `sayso dev errors GOLD.jsonl [FOUND.jsonl] [--of WORDS]… [--each N]`: mistakes by category, the most frequent first, some of each in
//! their context.

use crate::app::report::{Report, ReportKind};
use crate::app::tasks::evaluate::evaluate;
use crate::cli::eval::{evenly, print_mistake};
use crate::cli::extract::all_cores;
use crate::cli::out::{Out, Stop};
use crate::score::Mistake;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What was asked for.
#[derive(Debug, Default)]
struct Request {
    files: Vec<PathBuf>,
    /// Words that a category must have in its name.
    of: Vec<String>,
    each: usize,
}

/// Runs the command.
pub(super) fn run(args: &[&str], out: &mut Out) -> Result<u8, Stop> {
    let request = parse(args)?;
    let (gold, predicted) = match request.files.as_slice() {
        [gold] => (gold, None),
        [gold, predicted] => (gold, Some(predicted.as_path())),
        _ => return Err(wrong("GOLD.jsonl is needed, and FOUND.jsonl may follow").into()),
    };
    let found = evaluate(gold, predicted, all_cores())?;
    let mut categories: BTreeMap<String, Vec<&Mistake>> = BTreeMap::new();
    for m in &found.mistakes {
        categories.entry(m.category()).or_default().push(m);
    }
    let mut categories: Vec<_> = categories
        .into_iter()
        .filter(|(name, _)| request.of.iter().all(|w| name.contains(w.as_str())))
        .collect();
    categories.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    for (name, all) in &categories {
        out.line(format_args!("{:6}  {name}", all.len()))?;
    }
    for (name, all) in categories {
        if request.each > 0 {
            out.line(format_args!("\n# {name}: {}", all.len()))?;
        }
        for m in evenly(all, request.each) {
            out.line("")?;
            print_mistake(m, out)?;
        }
    }
    Ok(0)
}

fn wrong(what: &str) -> Report {
    let usage = "Usage: sayso dev errors GOLD.jsonl [FOUND.jsonl] [--of WORDS]… [--each N].";
    Report::new(ReportKind::Usage, format!("{what}."), usage)
}

fn parse(args: &[&str]) -> Result<Request, Report> {
    let mut request = Request { each: 10, ..Request::default() };
    let mut rest = args.iter();
    while let Some(&word) = rest.next() {
        match word {
            "--of" | "--each" => {
                let value = rest.next().ok_or_else(|| wrong(&format!("{word} needs a value")))?;
                if word == "--of" {
                    request.of.push((*value).to_owned());
                } else {
                    request.each = value.parse().map_err(|_| wrong("--each needs a number"))?;
                }
            }
            _ if word.starts_with("--") => return Err(wrong(&format!("unknown option {word}"))),
            path => request.files.push(Path::new(path).to_path_buf()),
        }
    }
    Ok(request)
}
