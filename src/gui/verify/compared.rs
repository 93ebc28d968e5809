//! The comparisons of the project's quotations with its sources, as the engine told them last, and the comparison with another
//! passage than the best, which is made here: it reads no more than a little of one source.

use crate::analysis::Progress;
use crate::app::Comparisons;
use crate::gui::cx::Cx;
use crate::model::{Comparison, DocState, Passage, Quotation, QuoteId, QuoteKind, Verdict};
use crate::text::{SourceText, Span, Spans};
use crate::verify::{Index, Quoted, SourceMaterial, Turn, compare};
use std::sync::Arc;

/// How far around a passage its own comparison reads, in bytes.
const AROUND: u32 = 400;

/// The comparisons.
#[derive(Debug, Default)]
pub struct Compared {
    all: Option<Arc<Comparisons>>,
    /// Goes up whenever the comparisons may be others.
    version: u64,
    /// How many sources there are, and the version of the project that they were counted in.
    sources: (usize, Option<u64>),
    /// The comparison with another passage than the best.
    other: Option<(QuoteId, usize, u64, Arc<Comparison>)>,
}

impl Compared {
    /// Takes what the engine told.
    pub fn take(&mut self, all: Arc<Comparisons>) {
        self.all = Some(all);
        self.version += 1;
    }

    /// Another project is open: nothing of it was compared.
    pub fn forget(&mut self) {
        self.all = None;
        self.version += 1;
    }

    /// Keeps up with the project. Called each frame; does nothing most times.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        if self.sources.1 != Some(cx.index.version) {
            self.sources = (cx.project.sources().count(), Some(cx.index.version));
        }
    }

    /// The comparisons as they were told last; `None` without sources.
    pub fn all(&self) -> Option<&Arc<Comparisons>> {
        self.all.as_ref().filter(|_| self.has_sources())
    }

    /// How many sources there are.
    pub fn sources(&self) -> usize {
        self.sources.0
    }

    /// Whether the project has sources.
    pub fn has_sources(&self) -> bool {
        self.sources.0 > 0
    }

    /// Goes up whenever the comparisons may be others.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The comparison of `quote`: with the best passage, or with number `n` of the others, from 1.
    pub fn with(&mut self, cx: &Cx<'_>, quote: &Quotation, n: usize) -> Option<Arc<Comparison>> {
        let best = self.all()?.get(quote.id)?.clone();
        let Some(other) = n.checked_sub(1).and_then(|n| best.others.get(n)) else { return Some(best) };
        if let Some((id, known, v, comparison)) = &self.other
            && (*id, *known, *v) == (quote.id, n, self.version)
        {
            return Some(comparison.clone());
        }
        let made = Arc::new(at_passage(cx, quote, &best, &other.0)?);
        self.other = Some((quote.id, n, self.version, made.clone()));
        Some(made)
    }
}

/// The comparison with one passage alone: the source is read no further than a little around it.
fn at_passage(cx: &Cx<'_>, quote: &Quotation, best: &Comparison, at: &Passage) -> Option<Comparison> {
    let project = cx.project;
    let (doc, source) = (project.doc(quote.doc)?, project.doc(at.doc)?);
    let (text, whole) = (doc.text.as_ref()?, source.text.as_ref()?);
    let hull = at.spans.hull();
    let window = bounded(whole.as_str(), hull.start().saturating_sub(AROUND), hull.end() + AROUND);
    let mut only = SourceMaterial::new(at.doc, SourceText::new(whole.slice(window).to_owned()));
    only.turns = turns_in(source, window);
    let index = Index::build(vec![only], &Progress::default())?;
    let speaker = quote.attribution.speaker.and_then(|s| project.speaker(s));
    let names: Vec<&str> = speaker.map_or_else(Vec::new, |s| {
        std::iter::once(s.name.as_str()).chain(s.aliases.iter().map(|a| a.name.as_str())).collect()
    });
    let quoted = Quoted {
        text,
        content: &quote.content,
        mixed: quote.kind == QuoteKind::Mixed,
        speaker: &names,
        lang: doc.document.lang_set.as_ref().unwrap_or(&doc.document.lang),
        except: Some(doc.document.id),
    };
    let mut out = compare(&quoted, &index, &cx.styles.in_force(project));
    let back = |s: Span| Span::between(s.start() + window.start(), s.end() + window.start());
    for step in &mut out.steps {
        step.source = step.source.map(back);
    }
    for alarm in &mut out.alarms {
        alarm.source = alarm.source.map(back);
    }
    if let Some(passage) = &mut out.passage {
        passage.spans = Spans::new(passage.spans.iter().map(back))?;
    } else {
        // What was found in the whole source and not in this part of it is shown as it was found.
        out.passage = Some(at.clone());
        out.verdict = best.others.iter().find(|(p, _)| p == at).map_or(Verdict::Partial, |o| o.1);
    }
    out.others.clone_from(&best.others);
    out.places = best.places;
    Some(out)
}

/// The turns of a source as far as they lie in `window`, with bytes from its beginning.
fn turns_in(source: &DocState, window: Span) -> Vec<Turn> {
    let all = source.track.iter().flat_map(|t| &t.turns);
    let inside = all.filter_map(|t| Some((t.at.intersect(window)?, t.name.clone())));
    let from = window.start();
    inside.map(|(at, name)| Turn { at: Span::between(at.start() - from, at.end() - from), name }).collect()
}

fn bounded(text: &str, from: u32, to: u32) -> Span {
    let (mut a, mut b) = (from as usize, (to as usize).min(text.len()));
    while !text.is_char_boundary(a) {
        a -= 1;
    }
    while !text.is_char_boundary(b) {
        b += 1;
    }
    Span::between(a as u32, b as u32)
}
