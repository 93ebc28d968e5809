//! `sayso eval`: how well the quotations and speakers of documents that people marked are found.

mod page;

use super::args::EvalArgs;
use super::out::{Out, Stop};
use crate::app::files::{io_report, write_beside};
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::evaluate::{Evaluation, evaluate};
use crate::score::{Fault, Figures, Mistake, Share, Side};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

pub(super) fn run(args: &EvalArgs, out: &mut Out) -> Result<u8, Stop> {
    let jobs = super::extract::all_cores();
    let found = evaluate(&args.gold, args.predicted.as_deref(), jobs)?;
    let shown = evenly(found.mistakes.iter().collect(), args.errors);
    if let Some(path) = &args.html {
        let title = title(&args.gold);
        let page = page::page(&title, &found, &shown)
            .map_err(|e| Report::new(ReportKind::Machine, format!("The page could not be made: {e}."), ""))?;
        write_beside(path, |to| to.write_all(page.as_bytes())).map_err(|e| io_report(path, "written", &e))?;
    }
    if args.json {
        print_json(&found.figures, &shown, out)?;
    } else {
        print_figures(&found.figures, out)?;
        print_mistakes(&found, &shown, out)?;
    }
    Ok(0)
}

fn title(gold: &Path) -> String {
    gold.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
}

/// `most` of `all`, taken evenly over them.
pub(super) fn evenly<T>(all: Vec<T>, most: usize) -> Vec<T> {
    let len = all.len();
    let taken = |i: usize| (i * most).div_ceil(len.max(1)) < ((i + 1) * most).div_ceil(len.max(1));
    all.into_iter().enumerate().filter(|(i, _)| len <= most || taken(*i)).map(|(_, one)| one).collect()
}

#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    figures: &'a Figures,
    errors: &'a [&'a Mistake],
}

fn print_json(figures: &Figures, errors: &[&Mistake], out: &mut Out) -> Result<(), Stop> {
    let json = serde_json::to_string(&Printed { figures, errors }).map_err(std::io::Error::from)?;
    out.line(json)
}

/// A share as it is printed; a line where there is nothing to share.
fn share(x: Option<f64>) -> String {
    x.map_or_else(|| "-".to_owned(), |x| format!("{x:.4}"))
}

/// The figures as rows: name, value, from what.
fn headline(f: &Figures) -> Vec<[String; 3]> {
    let row = |name: &str, value: String, from: String| [name.to_owned(), value, from];
    let all = |name: &str, s: &Share| {
        let from = format!("P {:.4}  R {:.4}  {} right of {} found, {} gold", s.p, s.r, s.tp, s.pred, s.gold);
        row(name, format!("{:.4}", s.f1), from)
    };
    let kinds: Vec<String> = f.relations.recall_by_kind.iter().map(|(k, r)| format!("{k} {r:.4}")).collect();
    vec![
        row("documents", f.documents.to_string(), String::new()),
        all("speech", &f.speech),
        row("speaker", share(f.speaker.accuracy), format!("of {}", f.speaker.n)),
        all("e2e", &f.e2e),
        row("boundary", share(f.boundary.exact), format!("of {}", f.boundary.n)),
        all("relations", &f.relations.share),
        row("source", share(f.relations.source), String::new()),
        row("recall", kinds.join("  "), String::new()),
        row("ece", share(f.ece), String::new()),
    ]
}

const COLUMNS: [&str; 10] = ["regions", "found", "right", "P", "R", "relations", "found", "P", "R", "source"];

/// The breakdowns as tables: heading, rows of a label and its cells.
fn tables(f: &Figures) -> [(&'static str, Vec<(&str, [String; 10])>); 3] {
    let all = [("by kind", &f.by_kind), ("by source", &f.by_source_kind), ("by rule", &f.by_rule)];
    all.map(|(name, all)| {
        // What no rule found has no rule.
        let recall = |of: Option<f64>| share(of.filter(|_| name != "by rule"));
        let cells = all.iter().map(|(label, t)| {
            let cells = [
                t.regions.to_string(),
                t.claimed.to_string(),
                t.claimed_right.to_string(),
                share(t.region_precision()),
                recall(t.region_recall()),
                t.relations.to_string(),
                t.predicted.to_string(),
                share(t.precision()),
                recall(t.recall()),
                share(t.source()),
            ];
            (label.as_str(), cells)
        });
        (name, cells.collect())
    })
}

fn print_figures(f: &Figures, out: &mut Out) -> Result<(), Stop> {
    for [name, value, from] in headline(f) {
        out.line(format!("{name:10} {value}  {from}").trim_end())?;
    }
    for (name, rows) in tables(f) {
        let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0).max(16);
        let cells = |cells: &[&str]| cells.iter().map(|c| format!("  {c:>9}")).collect::<Vec<_>>().concat();
        out.line("")?;
        out.line(format_args!("{name:width$}{}", cells(&COLUMNS)))?;
        for (label, row) in rows {
            let row: Vec<&str> = row.iter().map(String::as_str).collect();
            out.line(format_args!("{label:width$}{}", cells(&row)))?;
        }
    }
    Ok(())
}

/// How many mistakes there are of each fault.
fn by_fault(all: &[Mistake]) -> BTreeMap<Fault, usize> {
    let mut count = BTreeMap::new();
    for m in all {
        *count.entry(m.fault).or_default() += 1;
    }
    count
}

fn print_mistakes(found: &Evaluation, shown: &[&Mistake], out: &mut Out) -> Result<(), Stop> {
    out.line("")?;
    for (fault, n) in by_fault(&found.mistakes) {
        out.line(format_args!("{n:6}  {}", fault.describe()))?;
    }
    for m in shown {
        out.line("")?;
        print_mistake(m, out)?;
    }
    Ok(())
}

/// Words on one line, the middle left out where they are many.
fn brief(words: &str) -> String {
    const MOST: usize = 240;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let len = line.chars().count();
    if len <= MOST {
        return line;
    }
    let head: String = line.chars().take(MOST / 2).collect();
    let tail: String = line.chars().skip(len - MOST / 2).collect();
    format!("{head} […] {tail}")
}

/// What one side says, in words.
fn told(side: &Side) -> String {
    let who = if side.speaker.is_empty() { "nobody" } else { &side.speaker };
    let source =
        if side.source.is_empty() { String::new() } else { format!(" “{}”", brief(&side.source)) };
    let rule = if side.rule.is_empty() { String::new() } else { format!(", {}", side.rule) };
    let sure = side.confidence.map(|c| format!(", {c:.3}")).unwrap_or_default();
    format!("{who} ({} {}{source}{rule}{sure}): {}", side.kind, side.source_kind, brief(&side.content))
}

pub(super) fn print_mistake(m: &Mistake, out: &mut Out) -> Result<(), Stop> {
    out.line(format_args!("{}  {} {}..{}", m.fault.describe(), m.document, m.at.0, m.at.1))?;
    out.line(format_args!("  …{} [[{}]] {}…", brief(&m.before), brief(&m.words), brief(&m.after)))?;
    if let Some(gold) = &m.gold {
        out.line(format_args!("  gold   {}", told(gold)))?;
    }
    if let Some(predicted) = &m.predicted {
        out.line(format_args!("  found  {}", told(predicted)))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_of_many_are_taken_evenly() {
        assert_eq!(evenly((0..10).collect(), 3), [0, 3, 6]);
        assert_eq!(evenly(vec![1, 2], 3), [1, 2]);
        assert_eq!(evenly(vec![1, 2], 0), Vec::<i32>::new());
        assert_eq!(evenly((0..7).collect(), 6).len(), 6);
    }

    #[test]
    fn long_words_are_cut_in_the_middle() {
        assert_eq!(brief(" one\n two "), "one two");
        assert!(brief(&"word ".repeat(100)).contains(" […] "));
    }
}
