//! `sayso verify DRAFT… --sources PATH…`: the quotations of drafts against their sources.

use super::args::VerifyArgs;
use super::extract::project_of_paths;
use super::out::{Out, Stop};
use super::project::load;
use crate::analysis::Progress;
use crate::app::styles::find_style;
use crate::app::tasks::extract::project_of_quoted;
use crate::app::tasks::gather::{Gathered, Source, Take, gather};
use crate::app::tasks::verdicts::{Row, RowSource, Sources, Verified, verify};
use crate::app::{Input, Places, Report, ReportKind};
use crate::model::{Op, Project, SpeakerVerdict};
use crate::text::{Span, shortened};
use crate::verify::{DEFAULT_STYLE, Style};
use std::path::PathBuf;

pub(super) fn run(places: &Places, args: &VerifyArgs, out: &mut Out) -> Result<u8, Stop> {
    let (drafts, mut code) = drafts(args, out)?;
    let named = if args.sources.is_empty() {
        None
    } else {
        let gathered = gather_paths(&args.sources);
        code = out.complain_all(&gathered.problems, code);
        let (sources, problems) = Sources::read(&gathered.sources);
        code = out.complain_all(&problems, code);
        Some(sources)
    };
    let mut passed = true;
    for project in &drafts {
        let style = args.style.as_deref().or_else(|| project.style()).unwrap_or(DEFAULT_STYLE);
        let style = find_style(style, places)?;
        let own;
        let sources = if let Some(named) = &named {
            named
        } else {
            own = Sources::of_project(project);
            &own
        };
        if sources.files.is_empty() {
            let message = "There is no source to compare with.";
            let hint = "Name documents, transcripts or folders with --sources.";
            return Err(Report::new(ReportKind::Input, message, hint).into());
        }
        let verified = verify(project, sources, &style);
        passed &= verified.iter().all(|v| v.comparison.passes());
        if args.jsonl {
            for v in &verified {
                out.line(serde_json::to_string(&Row::new(v, sources)).map_err(std::io::Error::other)?)?;
            }
        } else {
            print(project, &verified, sources, &style, out)?;
        }
    }
    Ok(code.max(u8::from(!passed)))
}

fn gather_paths(paths: &[PathBuf]) -> Gathered {
    let inputs: Vec<Input> = paths.iter().cloned().map(Input::Path).collect();
    gather(&inputs, Take::Sources, &Progress::default())
}

/// The drafts as projects in memory: a project or a bundle as it was decided, rows of JSON Lines with their quotations, anything else as
/// the engine reads it.
fn drafts(args: &VerifyArgs, out: &mut Out) -> Result<(Vec<Project>, u8), Stop> {
    let (mut projects, mut plain, mut code) = (Vec::new(), Vec::new(), 0);
    for path in &args.drafts {
        if let Some(loaded) = load(path, &args.texts, out)? {
            code = code.max(loaded.code);
            projects.push(loaded.project);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("jsonl")) {
            let (project, problems) = project_of_quoted(&Source::File(path.clone()))?;
            code = out.complain_all(&problems, code);
            projects.push(project);
        } else {
            plain.push(path.clone());
        }
    }
    if !plain.is_empty() {
        let (project, more) = project_of_paths(&plain, args.lang.as_deref(), None, out)?;
        code = code.max(more);
        projects.push(project);
    }
    Ok((projects, code))
}

/// What a person reads in a terminal.
fn print(
    project: &Project,
    verified: &[Verified<'_>],
    sources: &Sources,
    style: &Style,
    out: &mut Out,
) -> Result<(), Stop> {
    for state in project.docs.values().filter(|d| !d.is_source()) {
        let here: Vec<&Verified<'_>> =
            verified.iter().filter(|v| v.document.id == state.document.id).collect();
        let stopped = here.iter().filter(|v| !v.comparison.passes()).count();
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let end = match (here.len(), stopped) {
            (0, _) => "nothing to compare".to_owned(),
            (_, 0) => "the gate is passed".to_owned(),
            (_, 1) => "1 stands before the gate".to_owned(),
            (_, n) => format!("{n} stand before the gate"),
        };
        let name = if state.document.origin.name.is_empty() {
            &state.document.title
        } else {
            &state.document.origin.name
        };
        let files = sources.count();
        out.line(format_args!(
            "{name}: {} quotation{}, {files} source{}, style {}: {end}",
            here.len(),
            plural(here.len()),
            plural(files),
            style.id
        ))?;
        for v in here {
            quotation(v, sources, out)?;
        }
    }
    Ok(())
}

/// Characters of a line of words.
const WIDE: usize = 400;

fn quotation(v: &Verified<'_>, sources: &Sources, out: &mut Out) -> Result<(), Stop> {
    let c = &v.comparison;
    let line = v.text.offsets().line_of(v.quote.content.start()) + 1;
    let mark = if c.passes() { "ok" } else { "NO" };
    out.line("")?;
    out.line(format_args!(
        "{mark}  {} line {line}: {}; {}",
        v.quote.id,
        c.verdict.words(),
        match (c.speaker, v.speaker) {
            (SpeakerVerdict::Same, Some(name)) => format!("said by {name}"),
            (SpeakerVerdict::Different, Some(name)) =>
                format!("the draft gives it to {name}, the source to somebody else"),
            (_, Some(name)) if c.passage.is_none() => name.to_owned(),
            (_, Some(name)) => format!("{name}, whom the source does not name"),
            (_, None) => "the draft names no speaker".to_owned(),
        }
    ))?;
    out.line(format_args!("    draft   {}", shortened(&v.text.words_of(&v.quote.content), WIDE)))?;
    if let Some(source) = c.passage.as_ref().and_then(|p| RowSource::new(p, sources)) {
        let turn = source.turn.map_or_else(String::new, |t| format!(", {t}"));
        let at = source
            .locator
            .time
            .or_else(|| source.locator.line.map(|l| format!("line {l}")))
            .unwrap_or_default();
        out.line(format_args!("    source  {}, {at}{turn}", source.file))?;
    }
    if c.steps.iter().any(|s| s.op != Op::Equal) && c.passage.is_some() {
        out.line(format_args!("    words   {}", shortened(&diff(v, sources), 2 * WIDE)))?;
    }
    for alarm in &c.alarms {
        out.line(format_args!("    {:7} {}", alarm.kind.id(), alarm.text))?;
    }
    if c.places > 1 {
        out.line(format_args!("    places  {} places have these words", c.places))?;
    }
    Ok(())
}

/// The words of the source with what the draft drops in `[-…-]` and what it puts in in `{+…+}`.
fn diff(v: &Verified<'_>, sources: &Sources) -> String {
    let file = v.comparison.passage.as_ref().and_then(|p| sources.file(p.doc));
    let draft = |s: Option<Span>| s.map_or("", |s| v.text.slice(s));
    let source = |s: Option<Span>| s.and_then(|s| file.map(|f| f.text.slice(s))).unwrap_or_default();
    let mut parts = Vec::new();
    for step in &v.comparison.steps {
        match step.op {
            Op::Equal => parts.push(source(step.source).to_owned()),
            Op::Delete => parts.push(format!("[-{}-]", source(step.source))),
            Op::Insert => parts.push(format!("{{+{}+}}", draft(step.quote))),
            Op::Replace => parts.push(format!("[-{}-]{{+{}+}}", source(step.source), draft(step.quote))),
        }
    }
    parts.join(" ")
}
