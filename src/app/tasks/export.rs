//! From a project to a file in another format: told what is lost, written beside, read again, renamed.

use super::ExportOrder;
use super::gather::{BUNDLE_FILE, short_name};
use crate::analysis::Progress;
use crate::app::files::{folder_of, io_report, is_device, set_usual_rights};
use crate::app::report::{Report, ReportKind};
use crate::formats::{EXPORTERS, ExportView, Exporter, Files, FormatError, Loss, Output, exporter};
use crate::model::Project;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What an export with `order` leaves behind, to be shown before it is written. Both faces call this.
///
/// # Errors
/// Where no format has that id.
pub fn losses(project: &Project, order: &ExportOrder) -> Result<Vec<Loss>, Report> {
    Ok(format_of(order)?.losses(&view(project, "", order, None)))
}

/// Writes the export; a sentence that says what was written, or nothing where `progress` was cancelled, and then nothing is left behind.
///
/// Everything is written under another name in the folder of the goal, read again and compared with the project, every span; only then
/// does it take the place of what was there.
///
/// # Errors
/// Where it cannot be written, or reads back otherwise. What was at the goal before is still there.
pub fn export(
    project: &Project,
    name: &str,
    order: &ExportOrder,
    at: Timestamp,
    progress: &Progress,
) -> Result<Option<String>, Report> {
    let format = format_of(order)?;
    let view = view(project, name, order, Some(at));
    let done = if format.is_folder() {
        export_folder(format, &view, &order.to, progress)
    } else {
        export_file(format, &view, &order.to, progress)
    };
    match done {
        Ok(()) => Ok(Some(summary(&view, &order.to))),
        Err(_) if progress.is_cancelled() => Ok(None),
        Err(e) => Err(failed(&order.to, &e)),
    }
}

/// The export as bytes, read again and compared, for standard output.
///
/// # Errors
/// Where the format makes a folder, or the export reads back otherwise.
pub fn export_bytes(
    project: &Project,
    name: &str,
    order: &ExportOrder,
    at: Timestamp,
) -> Result<Vec<u8>, Report> {
    let format = format_of(order)?;
    if format.is_folder() {
        let message = format!("The format {} makes a folder.", format.id());
        return Err(Report::new(ReportKind::Usage, message, "Name it with -o."));
    }
    let view = view(project, name, order, Some(at));
    let mut files = Files::default();
    let done = format.export(&view, &mut files).and_then(|()| format.verify(&files, &view));
    done.map_err(|e| failed(&order.to, &e))?;
    Ok(files.0.remove("").unwrap_or_default())
}

/// The format that `order` names by its id, or by the ending of its files.
///
/// # Errors
/// Where no format has that id; the hint names those there are.
pub fn format_of(order: &ExportOrder) -> Result<&'static dyn Exporter, Report> {
    let by_ending = EXPORTERS.iter().find(|e| e.extension() == order.format && !e.is_folder());
    exporter(&order.format).or_else(|e| by_ending.copied().ok_or(e)).map_err(|e| {
        let all: Vec<_> = EXPORTERS.iter().map(|e| e.id()).collect();
        Report::new(
            ReportKind::Usage,
            format!("There is no such format: {e}."),
            format!("Choose one of {}.", all.join(", ")),
        )
    })
}

fn view<'a>(
    project: &'a Project,
    name: &'a str,
    order: &ExportOrder,
    at: Option<Timestamp>,
) -> ExportView<'a> {
    ExportView {
        name,
        only: order.docs.as_ref().map(|docs| docs.iter().copied().collect()),
        proposals: order.proposals,
        rejected: order.rejected,
        with_text: order.with_text,
        at,
        ..ExportView::new(project)
    }
}

fn summary(view: &ExportView<'_>, to: &Path) -> String {
    let docs = view.docs().count();
    let quotes: usize = view.docs().map(|d| view.quotes(d).len()).sum();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "Exported {quotes} quotation{} of {docs} document{} to “{}”.",
        plural(quotes),
        plural(docs),
        short_name(to)
    )
}

fn failed(to: &Path, error: &FormatError) -> Report {
    match error {
        FormatError::Write(e) => io_report(to, "written", e),
        e => Report::new(
            ReportKind::Machine,
            format!("“{}” was not written: {e}.", to.display()),
            "What was there before is unchanged.",
        ),
    }
}

/// Writes pieces into files under `root`, one open at a time. The empty path is `root` itself.
struct Disk<'a> {
    root: &'a Path,
    open: Option<(String, BufWriter<File>)>,
    written: BTreeSet<String>,
    progress: &'a Progress,
}

impl<'a> Disk<'a> {
    fn new(root: &'a Path, progress: &'a Progress) -> Self {
        Self { root, open: None, written: BTreeSet::new(), progress }
    }

    fn path(&self, path: &str) -> PathBuf {
        if path.is_empty() { self.root.to_path_buf() } else { self.root.join(path) }
    }

    /// Writes everything through to the disk; the files that there are.
    fn finish(mut self) -> io::Result<BTreeSet<String>> {
        self.close()?;
        Ok(self.written)
    }

    fn close(&mut self) -> io::Result<()> {
        if let Some((_, file)) = self.open.take() {
            file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        }
        Ok(())
    }
}

impl Output for Disk<'_> {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("cancelled"));
        }
        if self.open.as_ref().is_none_or(|(open, _)| open != path) {
            self.close()?;
            let full = self.path(path);
            fs::create_dir_all(folder_of(&full))?;
            let file = File::options().create(true).append(true).open(&full)?;
            self.open = Some((path.to_owned(), BufWriter::new(file)));
            self.written.insert(path.to_owned());
        }
        match &mut self.open {
            Some((_, file)) => file.write_all(bytes),
            None => Ok(()),
        }
    }
}

/// Writes under `root`, reads it again from the disk, compares. The files that were written.
fn write_and_verify(
    format: &dyn Exporter,
    view: &ExportView<'_>,
    root: &Path,
    progress: &Progress,
) -> Result<BTreeSet<String>, FormatError> {
    let mut disk = Disk::new(root, progress);
    format.export(view, &mut disk)?;
    let written = disk.finish()?;
    let mut files = Files::default();
    for path in &written {
        let full = if path.is_empty() { root.to_path_buf() } else { root.join(path) };
        files.0.insert(path.clone(), fs::read(full)?);
    }
    if progress.is_cancelled() {
        return Err(FormatError::Cancelled);
    }
    format.verify(&files, view)?;
    Ok(written)
}

fn export_file(
    format: &dyn Exporter,
    view: &ExportView<'_>,
    to: &Path,
    progress: &Progress,
) -> Result<(), FormatError> {
    if to.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory).into());
    }
    // What comes out of a device cannot be read again to be compared: a file elsewhere is, and goes into it then.
    let folder = if is_device(to) { std::env::temp_dir() } else { folder_of(to) };
    fs::create_dir_all(&folder)?;
    // An empty file that bears no name of its own; it goes by itself where anything below fails.
    let file = tempfile::Builder::new().prefix(".sayso-").suffix(".part").tempfile_in(&folder)?;
    write_and_verify(format, view, file.path(), progress)?;
    if is_device(to) {
        io::copy(&mut File::open(file.path())?, &mut File::options().write(true).open(to)?)?;
        return Ok(());
    }
    set_usual_rights(to, file.path())?;
    file.persist(to).map_err(|e| e.error)?;
    Ok(())
}

fn export_folder(
    format: &dyn Exporter,
    view: &ExportView<'_>,
    to: &Path,
    progress: &Progress,
) -> Result<(), FormatError> {
    let before = files_of_bundle(to)?;
    let beside = folder_of(to);
    fs::create_dir_all(&beside)?;
    let part = tempfile::Builder::new().prefix(".sayso-").suffix(".part").tempdir_in(&beside)?;
    let written = write_and_verify(format, view, part.path(), progress)?;
    fs::create_dir_all(to)?;
    // The file that names all others comes last: until then the old bundle is named.
    let (last, first): (Vec<_>, Vec<_>) = written.iter().partition(|p| *p == BUNDLE_FILE);
    for path in first.into_iter().chain(last) {
        let goal = to.join(path);
        fs::create_dir_all(folder_of(&goal))?;
        fs::rename(part.path().join(path), goal)?;
    }
    for gone in before.difference(&written) {
        fs::remove_file(to.join(gone))?;
    }
    Ok(())
}

/// The files of the bundle at `to` that an export over it replaces: those that its own list names, and nothing else in the folder.
/// A folder that holds something and is no bundle is refused.
fn files_of_bundle(to: &Path) -> io::Result<BTreeSet<String>> {
    let entries = match fs::read_dir(to) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(e) => return Err(e),
        Ok(entries) => entries.filter_map(Result::ok).map(|e| e.file_name()),
    };
    let all: Vec<_> = entries.filter(|name| !name.to_string_lossy().starts_with('.')).collect();
    if all.is_empty() {
        return Ok(BTreeSet::new());
    }
    let refused =
        || io::Error::other("the folder holds other files and is no bundle; name a new or an empty one");
    let json = fs::read(to.join(BUNDLE_FILE)).map_err(|_| refused())?;
    let list: serde_json::Value = serde_json::from_slice(&json).map_err(|_| refused())?;
    let documents = list.get("documents").and_then(|d| d.as_array()).ok_or_else(refused)?;
    let named = documents.iter().filter_map(|d| d.get("file")?.as_str());
    let inside = |p: &&str| {
        Path::new(p).components().all(|c| matches!(c, std::path::Component::Normal(_)))
            && to.join(p).is_file()
    };
    Ok(named.filter(inside).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::samples::Sample;
    use crate::app::tasks::extract::project_of_bundle;

    fn order(format: &str, to: &Path) -> ExportOrder {
        ExportOrder {
            format: format.into(),
            to: to.into(),
            docs: None,
            proposals: true,
            rejected: true,
            with_text: true,
        }
    }

    fn sample() -> Project {
        let brought = crate::app::tasks::read::read_bundle_files(
            &Sample::find("newsroom").unwrap().files(),
            "newsroom",
        );
        project_of_bundle(brought.unwrap()).unwrap()
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_gets_what_a_file_would_and_stays_a_pipe() {
        let dir = tempfile::tempdir().unwrap();
        let (to, beside) = (dir.path().join("pipe"), dir.path().join("file.jsonl"));
        assert!(std::process::Command::new("mkfifo").arg(&to).status().unwrap().success());
        let (project, at, progress) = (sample(), Timestamp::UNIX_EPOCH, Progress::default());
        export(&project, "", &order("jsonl", &beside), at, &progress).unwrap();
        let reader = std::thread::Builder::new();
        let reader = reader
            .spawn({
                let to = to.clone();
                move || fs::read(to).unwrap()
            })
            .unwrap();
        export(&project, "", &order("jsonl", &to), at, &progress).unwrap();
        assert!(is_device(&to), "its name is a pipe's still");
        let got = reader.join().unwrap();
        assert!(!got.is_empty());
        assert_eq!(got, fs::read(&beside).unwrap());
    }

    #[test]
    fn a_bundle_goes_over_a_bundle_and_leaves_other_files_alone() {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("pack");
        let project = sample();
        let at = Timestamp::UNIX_EPOCH;
        let progress = Progress::default();
        export(&project, "", &order("bundle", &to), at, &progress).unwrap().unwrap();
        fs::write(to.join("README.md"), "mine").unwrap();
        let texts = || fs::read_dir(to.join("texts")).unwrap().count();
        assert_eq!(texts(), 6);
        let mut fewer = project.clone();
        fewer.docs.pop_last();
        export(&fewer, "", &order("bundle", &to), at, &progress).unwrap().unwrap();
        assert_eq!(texts(), 5);
        assert_eq!(fs::read_to_string(to.join("README.md")).unwrap(), "mine");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn a_folder_of_other_things_is_refused_and_a_cancelled_export_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let project = sample();
        fs::write(dir.path().join("thesis.txt"), "years").unwrap();
        let (at, progress) = (Timestamp::UNIX_EPOCH, Progress::default());
        let refused = export(&project, "", &order("bundle", dir.path()), at, &progress).unwrap_err();
        assert!(refused.message.contains("holds other files"), "{}", refused.message);
        progress.cancel();
        let to = dir.path().join("pack");
        assert_eq!(export(&project, "", &order("bundle", &to), at, &progress), Ok(None));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
