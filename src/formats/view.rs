//! What an export sees of a project, and where its bytes go.

use crate::model::{DocId, DocState, Project, Quotation, Speaker, SpeakerId, Status};
use crate::text::SourceText;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// A project as it is to be exported: which documents, and which quotations of them.
///
/// Accepted quotations always go. A bundle is the project itself and takes no notice of `proposals` and `rejected`.
#[derive(Debug, Clone)]
pub struct ExportView<'a> {
    /// The project.
    pub project: &'a Project,
    /// Name of the project, for headings.
    pub name: &'a str,
    /// Which documents; `None` is all of them.
    pub only: Option<BTreeSet<DocId>>,
    /// Whether undecided proposals go too.
    pub proposals: bool,
    /// Whether rejected ones go too, marked as such.
    pub rejected: bool,
    /// Whether the texts go too, where the format can leave them out.
    pub with_text: bool,
    /// When the export is made, for reports; `None` leaves the date out.
    pub at: Option<Timestamp>,
}

impl<'a> ExportView<'a> {
    /// All documents, accepted quotations alone, with texts.
    pub fn new(project: &'a Project) -> Self {
        Self { project, name: "", only: None, proposals: false, rejected: false, with_text: true, at: None }
    }

    /// The documents that go, by id.
    pub fn docs(&self) -> impl Iterator<Item = &'a Arc<DocState>> + '_ {
        let chosen = |id: &DocId| self.only.as_ref().is_none_or(|only| only.contains(id));
        self.project.docs.iter().filter(move |(id, _)| chosen(id)).map(|(_, d)| d)
    }

    /// The documents whose text is here, with it. Positions in code points cannot be told without the text.
    pub fn readable(&self) -> impl Iterator<Item = (&'a Arc<DocState>, &'a SourceText)> + '_ {
        self.docs().filter_map(|d| Some((d, d.text.as_ref()?)))
    }

    /// Whether a quotation goes.
    pub fn takes(&self, quote: &Quotation) -> bool {
        match quote.status {
            Status::Accepted => true,
            Status::Proposed => self.proposals,
            Status::Rejected => self.rejected,
        }
    }

    /// The quotations of a document that go, in reading order.
    pub fn quotes(&self, doc: &'a DocState) -> Vec<&'a Arc<Quotation>> {
        doc.in_order().into_iter().filter(|q| self.takes(q)).collect()
    }

    /// Whose words a quotation is.
    pub fn speaker(&self, quote: &Quotation) -> Option<&'a Arc<Speaker>> {
        self.project.speaker(quote.attribution.speaker?)
    }

    /// The speakers of the quotations that go, by id.
    pub fn speakers(&self) -> BTreeMap<SpeakerId, &'a Arc<Speaker>> {
        let used = self.docs().flat_map(|d| self.quotes(d)).filter_map(|q| self.speaker(q));
        used.map(|s| (s.id, s)).collect()
    }
}

/// Takes the bytes of an export. The faces write them beside the goal and rename; tests keep them in memory.
pub trait Output {
    /// Adds `bytes` to the end of the file `path`, relative and with `/`; the empty path is the one file of a format
    /// that makes one. The pieces of one file come one after the other.
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()>;
}

/// What an export wrote, or what is read back: files by relative path, the empty path for the single file of most formats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// A single file.
    pub fn one(bytes: Vec<u8>) -> Self {
        Self(BTreeMap::from([(String::new(), bytes)]))
    }

    /// The bytes of the file at `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// The bytes of the single file; none where there is none.
    pub fn single(&self) -> &[u8] {
        self.get("").unwrap_or_default()
    }
}

impl Output for Files {
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.0.entry(path.to_owned()).or_default().extend_from_slice(bytes);
        Ok(())
    }
}
