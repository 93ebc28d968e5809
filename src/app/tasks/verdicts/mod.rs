//! Drafts against sources without a project: what `sayso verify` does.

mod row;

pub use row::{Row, RowSource};

use super::gather::Source;
use super::read::{Brought, read};
use super::stored_project;
use super::verify::{compared_with, turns_of};
use crate::analysis::{Progress, QuoteKind};
use crate::app::report::{Report, ReportKind};
use crate::model::gate::is_compared;
use crate::model::material::Track;
use crate::model::{Comparison, DocId, DocState, Document, ImportedDocument, Project, Quotation};
use crate::text::{SourceText, TextHash};
use crate::verify::{Index, Quoted, SourceMaterial, Style, compare};
use std::sync::Arc;

/// A document that quotations are compared with, and what a record says of it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The file's name, or the title of what had none.
    pub name: String,
    /// SHA-256 of the file's bytes; of the text where there was no file.
    pub hash: TextHash,
    /// Its text.
    pub text: SourceText,
    /// Times, lines and turns of a transcript.
    pub track: Option<Arc<Track>>,
    /// Which document of the project it is, where it is no source of it.
    pub aside: Option<DocId>,
}

/// The sources that a person named, ready to be compared with.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of the paths. The document of number n is `DocId(n + 1)` in comparisons.
    pub files: Vec<SourceFile>,
    /// Their words.
    pub index: Index,
}

impl Sources {
    /// Reads all of `sources`; what cannot be read is reported and the rest is taken.
    pub fn read(sources: &[Source]) -> (Self, Vec<Report>) {
        let (mut files, mut problems) = (Vec::new(), Vec::new());
        for source in sources {
            match read(source, stored_project, &Progress::default()) {
                Ok(brought) => files.extend(files_of(brought, &source.name(), &mut problems)),
                Err(report) => problems.push(report),
            }
        }
        (Self::of(files), problems)
    }

    /// What the quotations of a project are compared with: its own sources, and behind them its other documents.
    pub fn of_project(project: &Project) -> Self {
        let one = |d: &Arc<DocState>| {
            let Document { title, origin, .. } = &d.document;
            let file = file(&origin.name, title, origin.bytes, d.text.clone()?, d.track.clone());
            Some(SourceFile { aside: (!d.is_source()).then_some(d.document.id), ..file })
        };
        Self::of(compared_with(project).filter_map(one).collect())
    }

    fn of(files: Vec<SourceFile>) -> Self {
        let material = |(n, file): (u32, &SourceFile)| {
            let turns = turns_of(file.track.as_deref());
            let plain = SourceMaterial::new(DocId(n), file.text.clone());
            SourceMaterial { turns, aside: file.aside.is_some(), ..plain }
        };
        let materials = (1..).zip(&files).map(material).collect();
        let index = Index::build(materials, &Progress::default()).unwrap_or_default();
        Self { files, index }
    }

    /// How many there are without the other documents of a project.
    pub fn count(&self) -> usize {
        self.files.iter().filter(|f| f.aside.is_none()).count()
    }

    /// The file that a comparison's document is.
    pub fn file(&self, doc: DocId) -> Option<&SourceFile> {
        self.files.get((doc.0 as usize).checked_sub(1)?)
    }
}

fn files_of(brought: Brought, name: &str, problems: &mut Vec<Report>) -> Vec<SourceFile> {
    problems.extend(brought.problems);
    let document = |d: ImportedDocument| {
        Some(file(&d.origin.name, &d.title, d.origin.bytes, d.text.text()?.clone(), d.track))
    };
    let row = |d: crate::model::DocumentRow| {
        let Document { title, origin, .. } = &d.document;
        Some(file(&origin.name, title, origin.bytes, d.text.text()?.clone(), d.track.clone()))
    };
    let rows = brought.rows.into_iter().flat_map(|r| r.documents);
    let found: Vec<SourceFile> =
        brought.documents.into_iter().filter_map(document).chain(rows.filter_map(row)).collect();
    if found.is_empty() {
        let message = format!("“{name}” holds no text that quotations could be compared with.");
        problems.push(Report::new(ReportKind::Input, message, "Name documents or transcripts."));
    }
    found
}

fn file(
    name: &str,
    title: &str,
    bytes: Option<TextHash>,
    text: SourceText,
    track: Option<Arc<Track>>,
) -> SourceFile {
    let name = if name.is_empty() { title } else { name };
    SourceFile { name: name.to_owned(), hash: bytes.unwrap_or_else(|| text.hash()), text, track, aside: None }
}

/// A quotation of a draft and what its sources showed.
#[derive(Debug, Clone)]
pub struct Verified<'p> {
    /// The draft.
    pub document: &'p Document,
    /// Its text.
    pub text: &'p SourceText,
    /// The quotation.
    pub quote: &'p Quotation,
    /// Whom the draft names.
    pub speaker: Option<&'p str>,
    /// What the sources showed.
    pub comparison: Comparison,
}

/// Compares all quotations of the drafts in `project` that claim to be somebody's very words, in order. One inside another quotation is
/// compared with that.
pub fn verify<'p>(project: &'p Project, sources: &Sources, style: &Style) -> Vec<Verified<'p>> {
    let mut out = Vec::new();
    for state in project.docs.values() {
        let Some(text) = state.text.as_ref().filter(|_| !state.is_source()) else { continue };
        let lang = state.document.lang_set.as_deref().unwrap_or(&state.document.lang);
        // The draft itself is among what a project's quotations are compared with.
        let own = (1..).zip(&sources.files).find(|(_, f)| f.aside == Some(state.document.id));
        let except = own.map(|(n, _)| DocId(n));
        let mut quotes: Vec<&Quotation> =
            state.quotes.values().map(|q| &**q).filter(|q| is_compared(q) && q.parent.is_none()).collect();
        quotes.sort_by_key(|q| (q.content.start(), q.id));
        for quote in quotes {
            let speaker = quote.attribution.speaker.and_then(|id| project.speaker(id));
            let names: Vec<&str> = speaker
                .iter()
                .flat_map(|s| {
                    std::iter::once(s.name.as_str()).chain(s.aliases.iter().map(|a| a.name.as_str()))
                })
                .collect();
            let quoted = Quoted {
                text,
                content: &quote.content,
                mixed: quote.kind == QuoteKind::Mixed,
                speaker: &names,
                lang,
                except,
            };
            let comparison = compare(&quoted, &sources.index, style);
            let speaker = speaker.map(|s| s.name.as_str());
            out.push(Verified { document: &state.document, text, quote, speaker, comparison });
        }
    }
    out
}
