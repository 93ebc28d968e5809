//! Jobs of one task: exports, and texts looked for in folders.

use super::{Kind, Owner, store_report};
use crate::app::engine::{Finished, JobId};
use crate::app::report::{Report, ReportKind};
use crate::app::tasks::find_texts::{Found, find_texts, wanted_by};
use crate::app::tasks::gather::short_name;
use crate::app::tasks::{ExportOrder, Product, bug_report, export, pack};
use std::path::PathBuf;

impl Owner {
    pub(super) fn export(&mut self, order: ExportOrder) {
        let Some(open) = &self.open else {
            return self.refuse(Report::new(ReportKind::Usage, "No project is open.", "Open one first."));
        };
        let (project, name) = (open.session.project(), project_name(&open.path));
        let on = short_name(&order.to);
        let work = move |progress: &_| {
            Product::Exported(export::export(&project, &name, &order, jiff::Timestamp::now(), progress))
        };
        self.start("Exporting", &on, 0, Kind::Single(Some(Box::new(work))));
    }

    /// Writes an evidence pack. Who signed what is read from the file, beside this thread.
    pub(super) fn pack(&mut self, to: PathBuf, redacted: bool) {
        let Some(open) = &self.open else {
            return self.refuse(Report::new(ReportKind::Usage, "No project is open.", "Open one first."));
        };
        let (project, path, name) = (open.session.project(), open.path.clone(), project_name(&open.path));
        let done = open.session.history();
        let style = self.styles.in_force(&project);
        let on = short_name(&to);
        let work = move |progress: &_| {
            let signed = pack::signed(&path);
            let now = jiff::Timestamp::now();
            let packed = signed.and_then(|signed| {
                let told = pack::told(&done);
                pack::write(&project, &name, &style, &signed, &told, &to, redacted, now, progress)
            });
            Product::Packed(packed)
        };
        self.start("Writing the evidence pack", &on, 0, Kind::Single(Some(Box::new(work))));
    }

    pub(super) fn find_texts(&mut self, folders: Vec<PathBuf>) {
        let Some(project) = self.project() else {
            return self.refuse(Report::new(ReportKind::Usage, "No project is open.", "Open one first."));
        };
        let wanted = wanted_by(&project);
        let on = folders.first().map(|f| short_name(f)).unwrap_or_default();
        let work = move |progress: &_| Product::Found(Box::new(find_texts(&wanted, &folders, progress)));
        self.start("Looking for texts in", &on, 0, Kind::Single(Some(Box::new(work))));
    }

    pub(super) fn end_single(&mut self, id: JobId, product: Product) {
        let how = match product {
            Product::Exported(Ok(Some(summary))) | Product::Packed(Ok(Some(summary))) => {
                Finished::Done { summary, problems: Vec::new() }
            }
            Product::Exported(Ok(None)) | Product::Packed(Ok(None)) | Product::Stopped => {
                Finished::Cancelled { kept: "Nothing was written.".into() }
            }
            Product::Exported(Err(report)) | Product::Packed(Err(report)) => Finished::Failed(report),
            Product::Found(found) => self.attach(*found),
            Product::Compared(brought) => self.take_comparisons(*brought),
            Product::Revision(revision) => self.take_revision(*revision),
            _ => Finished::Failed(bug_report("The work")),
        };
        self.end(id, how);
    }

    /// Puts texts into the project that it names.
    fn attach(&mut self, found: Found) -> Finished {
        let mut problems = found.problems;
        let mut attached = 0;
        let Some(open) = &mut self.open else { return Finished::Done { summary: String::new(), problems } };
        for (text, bytes) in found.texts.values() {
            match open.session.attach_text(text, bytes) {
                Ok(()) => attached += 1,
                Err(e) => problems.push(store_report(&e)),
            }
        }
        let missing = wanted_by(&open.session.project()).len();
        if attached > 0 {
            self.tell_changed(None, String::new());
            self.analyse_what_lacks_it();
        }
        let texts = if attached == 1 { "text" } else { "texts" };
        let still = match missing {
            0 => "None is missing.".into(),
            1 => "1 is still missing.".into(),
            n => format!("{n} are still missing."),
        };
        Finished::Done {
            summary: format!("Found {attached} {texts} in {} files. {still}", found.looked_at),
            problems,
        }
    }
}

/// The file's name without its ending.
pub(super) fn project_name(path: &std::path::Path) -> String {
    path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}
