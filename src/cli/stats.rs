//! `sayso stats`: who is quoted, how often, with how many words.

use super::args::StatsArgs;
use super::extract::project_of_paths;
use super::out::{Out, Stop};
use super::project::{load, say_missing_texts};
use crate::analysis::Progress;
use crate::model::statistics::KINDS;
use crate::model::{Counted, Project, SpeakerId, Statistics, Tally};

pub(super) fn run(args: &StatsArgs, out: &mut Out) -> Result<u8, Stop> {
    let single = match args.paths.as_slice() {
        [one] => load(one, &args.texts, out)?,
        _ => None,
    };
    let (project, code) = match single {
        Some(loaded) => (loaded.project, loaded.code),
        None => project_of_paths(&args.paths, None, None, out)?,
    };
    say_missing_texts(&project, out);
    let counted = if args.accepted { Counted::Accepted } else { Counted::AcceptedAndProposed };
    let statistics = Statistics::of(&project, counted, &Progress::default()).unwrap_or_default();
    if args.csv {
        print_csv(&project, &statistics, out)?;
    } else {
        print_table(&project, &statistics, out)?;
    }
    Ok(code)
}

/// Speakers with the most words first, *unknown* last.
fn rows<'a>(project: &'a Project, statistics: &Statistics) -> Vec<(&'a str, Tally)> {
    let name = |id: SpeakerId| project.speaker(id).map_or("", |s| s.name.as_str());
    let mut rows: Vec<_> = statistics.by_words().into_iter().map(|(id, t)| (name(id), t)).collect();
    rows.extend(statistics.speakers.get(&None).map(|t| ("(unknown)", *t)));
    rows
}

fn print_table(project: &Project, statistics: &Statistics, out: &mut Out) -> Result<(), Stop> {
    let docs = statistics.docs.len();
    let all = &statistics.all;
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let quotes = all.all_quotes();
    out.line(format_args!(
        "{docs} document{}, {quotes} quotation{}, {} words quoted",
        plural(docs),
        plural(quotes as usize),
        all.all_words()
    ))?;
    let rows = rows(project, statistics);
    if rows.is_empty() {
        return Ok(());
    }
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).clamp(7, 40);
    out.line("")?;
    out.line(format_args!("{:width$}  quotations   words  direct  mixed  indirect", "speaker"))?;
    for (name, t) in rows {
        let [direct, mixed, indirect] = KINDS.map(|k| t.quotes_of(k));
        let name: String = name.chars().take(width).collect();
        out.line(format_args!(
            "{name:width$}  {:>10}  {:>6}  {direct:>6}  {mixed:>5}  {indirect:>8}",
            t.all_quotes(),
            t.all_words()
        ))?;
    }
    Ok(())
}

fn print_csv(project: &Project, statistics: &Statistics, out: &mut Out) -> Result<(), Stop> {
    let table = crate::app::tasks::tables::speakers_csv(&rows(project, statistics));
    out.results().write_all(table.as_bytes())?;
    Ok(())
}
