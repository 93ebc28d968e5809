//! `sayso extract`: the quotations of documents, without a project file.

use super::args::ExtractArgs;
use super::out::{Out, Stop};
use crate::analysis::Progress;
use crate::app::Input;
use crate::app::files::{io_report, write_beside};
use crate::app::report::{Report, ReportKind};
use crate::app::stream::{Ended, filter_lines, in_order};
use crate::app::tasks::ExportOrder;
use crate::app::tasks::export::{export, export_bytes};
use crate::app::tasks::extract::{
    Extracting, Piece, analyse_in_parallel, feed, line_of_row, lines_of_piece, project_of_found,
    without_doubles,
};
use crate::app::tasks::gather::{Source, Take, gather};
use crate::model::Project;
use jiff::Timestamp;
use std::io::{self, BufReader, IsTerminal, Read, Write};
use std::path::PathBuf;

pub(super) fn run(args: &ExtractArgs, out: &mut Out) -> Result<u8, Stop> {
    let how = Extracting { lang: args.lang.clone(), with_text: args.with_text };
    let jobs = args.jobs.map(usize::from);
    match (&args.output, args.paths.is_empty()) {
        (_, true) if args.jsonl => filter(&how, jobs, args.output.as_ref(), out),
        (_, true) => from_stdin(args, &how, jobs, out),
        (_, false) if args.format == "jsonl" => {
            let gathered = gather(&inputs(&args.paths), Take::Documents, &Progress::default());
            let code = out.complain_all(&gathered.problems, 0);
            Ok(lines(gathered.sources, &how, jobs, args.output.as_ref(), out)?.max(code))
        }
        (_, false) => {
            let (project, code) = project_of_paths(&args.paths, args.lang.as_deref(), jobs, out)?;
            write_as(&project, args, out)?;
            Ok(code)
        }
    }
}

fn inputs(paths: &[PathBuf]) -> Vec<Input> {
    paths.iter().cloned().map(Input::Path).collect()
}

/// How many threads the machine runs at once.
pub(super) fn all_cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Standard input, a row a line, to standard output.
fn filter(how: &Extracting, jobs: Option<usize>, to: Option<&PathBuf>, out: &mut Out) -> Result<u8, Stop> {
    let how = how.clone();
    let input = BufReader::with_capacity(1 << 20, io::stdin());
    let work = move |line: &[u8]| line_of_row(line, &how);
    let mut bad = |line: u64, why: &str| complain_of_line(line, why);
    let run =
        |output: &mut dyn Write| filter_lines(input, jobs.unwrap_or_else(all_cores), work, output, &mut bad);
    Ok(code_of(written(to, out, run)?))
}

fn complain_of_line(line: u64, why: &str) {
    // Where standard error is closed there is nobody to tell.
    _ = writeln!(io::stderr(), "error: line {line}: {why}");
}

/// Sources to lines, in order.
fn lines(
    sources: Vec<Source>,
    how: &Extracting,
    jobs: Option<usize>,
    to: Option<&PathBuf>,
    out: &mut Out,
) -> Result<u8, Stop> {
    let how = how.clone();
    let work = move |(piece, earlier): (Piece, usize)| lines_of_piece(&piece, earlier, &how);
    let mut bad = |_: u64, why: &str| _ = writeln!(io::stderr(), "error: {why}");
    let run = |output: &mut dyn Write| {
        in_order(feed(sources), jobs.unwrap_or_else(all_cores), work, output, &mut bad)
    };
    Ok(code_of(written(to, out, run)?))
}

/// Runs `run` into the file `to`, which takes its name when all is written, or into standard output.
fn written(
    to: Option<&PathBuf>,
    out: &mut Out,
    run: impl FnOnce(&mut dyn Write) -> io::Result<Ended>,
) -> Result<Ended, Stop> {
    if let Some(path) = to.filter(|p| p.as_os_str() != "-") {
        return Ok(write_beside(path, run).map_err(|e| io_report(path, "written", &e))?);
    }
    let ended = run(out.results())?;
    if ended.broken_pipe { Err(Stop::Pipe) } else { Ok(ended) }
}

fn code_of(ended: Ended) -> u8 {
    if ended.skipped > 0 { 3 } else { 0 }
}

/// Standard input as one document.
fn from_stdin(args: &ExtractArgs, how: &Extracting, jobs: Option<usize>, out: &mut Out) -> Result<u8, Stop> {
    if io::stdin().is_terminal() {
        let hint = "Name a file or a folder, or pipe a text in. See sayso extract --help.";
        return Err(Report::new(ReportKind::Usage, "There is nothing to read.", hint).into());
    }
    let limit = crate::text::decode::LIMIT as u64;
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit + 1).read_to_end(&mut bytes)?;
    let source = Source::Bytes { name: "stdin".into(), bytes: bytes.into() };
    if args.format == "jsonl" {
        return lines(vec![source], how, jobs, args.output.as_ref(), out);
    }
    let (project, code) = project_of_sources(&[source], args.lang.as_deref(), jobs, out)?;
    write_as(&project, args, out)?;
    Ok(code)
}

/// A project in memory of all that the paths hold, and the exit status so far.
pub(super) fn project_of_paths(
    paths: &[PathBuf],
    lang: Option<&str>,
    jobs: Option<usize>,
    out: &mut Out,
) -> Result<(Project, u8), Stop> {
    let gathered = gather(&inputs(paths), Take::Documents, &Progress::default());
    let code = out.complain_all(&gathered.problems, 0);
    let (project, later) = project_of_sources(&gathered.sources, lang, jobs, out)?;
    Ok((project, later.max(code)))
}

fn project_of_sources(
    sources: &[Source],
    lang: Option<&str>,
    jobs: Option<usize>,
    out: &mut Out,
) -> Result<(Project, u8), Stop> {
    let (found, problems) = analyse_in_parallel(sources, lang, jobs.unwrap_or_else(all_cores));
    let code = out.complain_all(&problems, 0);
    let (found, doubles) = without_doubles(found);
    out.complain_all(&doubles, 0);
    Ok((project_of_found(found)?, code))
}

fn write_as(project: &Project, args: &ExtractArgs, out: &mut Out) -> Result<(), Stop> {
    let to = args.output.clone().filter(|p| p.as_os_str() != "-");
    let order = ExportOrder {
        format: args.format.clone(),
        to: to.clone().unwrap_or_else(|| PathBuf::from("standard output")),
        docs: None,
        proposals: true,
        rejected: false,
        with_text: args.with_text || args.format == "bundle",
    };
    let now = Timestamp::now();
    if to.is_some() {
        export(project, "Quotations", &order, now, &Progress::default())?;
    } else {
        out.results().write_all(&export_bytes(project, "Quotations", &order, now)?)?;
    }
    Ok(())
}
