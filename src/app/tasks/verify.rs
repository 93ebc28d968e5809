//! Every quotation of the drafts against the sources of the project. What comes out can be made again at any time and is
//! never written; a check keeps what it saw.

use crate::analysis::{Progress, QuoteKind};
use crate::model::gate::is_compared;
use crate::model::material::Track;
use crate::model::{Comparison, DocId, DocState, Project, Quotation, QuoteId};
use crate::text::{SourceText, Spans, TextHash};
use crate::verify::{Index, Quoted, SourceMaterial, Style, Turn, compare};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many quotations are compared between two looks whether to stop.
const STEP: usize = 64;

/// What comparing showed, by quotation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparisons {
    /// Id of the house style in force.
    pub style: String,
    /// The comparison of each quotation that is compared; none of them where the project has no source.
    pub by_quote: BTreeMap<QuoteId, Arc<Comparison>>,
}

impl Comparisons {
    /// What comparing a quotation showed.
    pub fn get(&self, quote: QuoteId) -> Option<&Arc<Comparison>> {
        self.by_quote.get(&quote)
    }
}

/// What an index was made of: the documents in order, with the hashes of text and track, and whether each is a source.
pub(in crate::app) type IndexKey = Vec<(DocId, TextHash, Option<TextHash>, bool)>;

/// The documents that quotations of `project` are compared with: its sources, and behind them the other documents. Without a
/// source there is nothing to verify, and nothing is compared.
pub(super) fn compared_with(project: &Project) -> impl Iterator<Item = &Arc<DocState>> {
    let some = project.sources().next().is_some();
    let others = project.docs.values().filter(move |d| some && !d.is_source());
    project.sources().chain(others).filter(|d| d.text.is_some())
}

/// The key of what a project's quotations are compared with now.
pub(in crate::app) fn index_key(project: &Project) -> IndexKey {
    let here = compared_with(project);
    here.map(|d| (d.document.id, d.document.text, d.document.track, d.is_source())).collect()
}

/// Who speaks where by a track.
pub(super) fn turns_of(track: Option<&Track>) -> Vec<Turn> {
    let turns = track.into_iter().flat_map(|t| &t.turns);
    turns.map(|t| Turn { at: t.at, name: t.name.clone() }).collect()
}

/// Reads what the quotations of a project are compared with; `None` where it was stopped.
pub fn index_of(project: &Project, progress: &Progress) -> Option<Index> {
    let source = |d: &Arc<DocState>| {
        let turns = turns_of(d.track.as_deref());
        let plain = SourceMaterial::new(d.document.id, d.text.clone()?);
        Some(SourceMaterial { turns, aside: !d.is_source(), ..plain })
    };
    Index::build(compared_with(project).filter_map(source).collect(), progress)
}

/// One quotation as it is compared, free of the project.
#[derive(Debug, Clone)]
pub(in crate::app) struct Asked {
    pub(in crate::app) quote: QuoteId,
    doc: DocId,
    text: SourceText,
    content: Spans,
    mixed: bool,
    names: Vec<String>,
    lang: String,
}

/// What a comparison depends on besides sources and style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Ground {
    text: TextHash,
    content: Spans,
    mixed: bool,
    names: Vec<String>,
}

impl Asked {
    /// What is asked of a quotation; `None` where it is not compared word by word.
    pub(in crate::app) fn of(project: &Project, state: &DocState, quote: &Quotation) -> Option<Self> {
        let text = state.text.clone().filter(|_| is_compared(quote) && !state.is_source())?;
        let speaker = quote.attribution.speaker.and_then(|s| project.speaker(s));
        let names = speaker.map_or_else(Vec::new, |s| {
            std::iter::once(&s.name).chain(s.aliases.iter().map(|a| &a.name)).cloned().collect()
        });
        Some(Self {
            quote: quote.id,
            doc: state.document.id,
            text,
            content: quote.content.clone(),
            mixed: quote.kind == QuoteKind::Mixed,
            names,
            lang: state.document.lang.clone(),
        })
    }

    pub(in crate::app) fn ground(&self) -> Ground {
        let Self { content, mixed, names, .. } = self.clone();
        Ground { text: self.text.hash(), content, mixed, names }
    }

    fn compared(&self, index: &Index, style: &Style) -> Comparison {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let quoted = Quoted {
            text: &self.text,
            content: &self.content,
            mixed: self.mixed,
            speaker: &names,
            lang: &self.lang,
            except: Some(self.doc),
        };
        compare(&quoted, index, style)
    }
}

/// All quotations of those documents of a project that are compared.
pub(in crate::app) fn asked(project: &Project, docs: &BTreeSet<DocId>) -> Vec<Asked> {
    let drafts = docs.iter().filter_map(|id| project.doc(*id)).filter(|d| !d.is_source());
    drafts
        .flat_map(|d| d.in_order().into_iter().filter_map(|q| Asked::of(project, d, q)).collect::<Vec<_>>())
        .collect()
}

/// Compares `asked` one after the other; `None` where it was stopped.
pub(in crate::app) fn compare_all(
    asked: &[Asked],
    index: &Index,
    style: &Style,
    progress: &Progress,
) -> Option<Vec<(QuoteId, Arc<Comparison>)>> {
    let mut out = Vec::with_capacity(asked.len());
    for step in asked.chunks(STEP) {
        if progress.is_cancelled() {
            return None;
        }
        out.extend(step.iter().map(|a| (a.quote, Arc::new(a.compared(index, style)))));
        progress.set(out.len() as u32, asked.len() as u32);
    }
    Some(out)
}

/// Every quotation of the drafts of `project` against its sources under `style`; `None` where it was stopped.
pub fn comparisons(project: &Project, style: &Style, progress: &Progress) -> Option<Comparisons> {
    let by_quote = if project.sources().next().is_some() {
        let index = index_of(project, progress)?;
        let drafts = project.docs.keys().copied().collect();
        compare_all(&asked(project, &drafts), &index, style, progress)?.into_iter().collect()
    } else {
        BTreeMap::new()
    };
    Some(Comparisons { style: style.id.clone(), by_quote })
}
