//! `sayso check PROJECT`: proves that a project is whole.

use super::args::CheckArgs;
use super::out::{Out, Stop};
use super::project::{must_load, say_missing_texts};
use crate::app::files::io_report;
use crate::app::tasks::gather::Source;
use crate::app::tasks::{check_stored, gather};
use crate::model::Finding;

pub(super) fn run(args: &CheckArgs, out: &mut Out) -> Result<u8, Stop> {
    let source = Source::at(&args.project).map_err(|e| io_report(&args.project, "opened", &e))?;
    let (findings, project, code) = if let Some(Source::Project(path)) = source {
        let (findings, project) = check_stored(&path)?;
        (findings, project, 0)
    } else {
        let loaded = must_load(&args.project, &args.texts, out)?;
        (crate::model::checks::check(&loaded.project), loaded.project.into(), loaded.code)
    };
    say_missing_texts(&project, out);
    for finding in &findings {
        out.line(line(finding))?;
    }
    if findings.is_empty() && code == 0 {
        let name = gather::short_name(&args.project);
        let (docs, quotes) = (project.docs.len(), project.home.len());
        out.line(format_args!(
            "{name}: nothing found. {docs} documents, {quotes} quotations, {} speakers.",
            project.speakers.len()
        ))?;
    }
    Ok(code.max(u8::from(!findings.is_empty())))
}

fn line(finding: &Finding) -> String {
    let item = match finding.item {
        None => String::new(),
        Some(crate::model::Item::Document(id)) => format!(" document {id}"),
        Some(crate::model::Item::Quotation(id)) => format!(" quotation {id}"),
        Some(crate::model::Item::Speaker(id)) => format!(" speaker {id}"),
    };
    format!("{}{item}: {}", finding.invariant, finding.message)
}
