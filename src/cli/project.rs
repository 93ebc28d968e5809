//! A project, or a bundle, as a command takes it: read, never written.

use super::out::Out;
use crate::analysis::Progress;
use crate::app::files::io_report;
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::extract::project_of_bundle;
use crate::app::tasks::find_texts::{fill, find_texts, wanted_by, wanted_by_rows};
use crate::app::tasks::gather::Source;
use crate::app::tasks::read::read;
use crate::app::tasks::stored_project;
use crate::model::Project;
use std::path::{Path, PathBuf};

/// A project that was read.
pub(super) struct Loaded {
    /// What it holds.
    pub(super) project: Project,
    /// Its name: the file's without its ending.
    pub(super) name: String,
    /// The exit status so far: 3 where something of it could not be taken in.
    pub(super) code: u8,
}

/// The project at `path`, or the one that the bundle there holds, with texts from `texts`; `None` where there is something else.
pub(super) fn load(path: &Path, texts: &[PathBuf], out: &mut Out) -> Result<Option<Loaded>, Report> {
    let source = match Source::at(path) {
        Ok(Some(source @ (Source::Project(_) | Source::Bundle(_)))) => source,
        Ok(_) => return Ok(None),
        Err(e) => return Err(io_report(path, "opened", &e)),
    };
    let name =
        Path::new(&source.name()).file_stem().map_or_else(|| source.name(), |s| s.to_string_lossy().into());
    let progress = Progress::default();
    if let Source::Project(file) = &source {
        let mut project = Project::clone(&*stored_project(file)?);
        let found = find_texts(&wanted_by(&project), texts, &progress);
        for (text, _) in found.texts.values() {
            project = project.with_text(text);
        }
        let code = out.complain_all(&found.problems, 0);
        return Ok(Some(Loaded { project, name, code }));
    }
    let mut brought = read(&source, stored_project, &progress)?;
    let mut code = out.complain_all(&std::mem::take(&mut brought.problems), 0);
    if let Some(rows) = &mut brought.rows {
        let found = find_texts(&wanted_by_rows(rows), texts, &progress);
        fill(rows, &found);
        code = out.complain_all(&found.problems, code);
    }
    Ok(Some(Loaded { project: project_of_bundle(brought)?, name, code }))
}

/// [`load`], where nothing else will do.
pub(super) fn must_load(path: &Path, texts: &[PathBuf], out: &mut Out) -> Result<Loaded, Report> {
    load(path, texts, out)?.ok_or_else(|| {
        let message = format!("“{}” is neither a project nor a bundle.", path.display());
        Report::new(ReportKind::Input, message, "Make a project of documents with sayso import PROJECT PATH.")
    })
}

/// A note where texts are missing.
pub(super) fn say_missing_texts(project: &Project, out: &mut Out) {
    let missing = wanted_by(project).len();
    if missing > 0 {
        let message = format!("The texts of {missing} documents are not here.");
        out.complain(&Report::new(
            ReportKind::Note,
            message,
            "Name the folder that has them with --texts DIR.",
        ));
    }
}
