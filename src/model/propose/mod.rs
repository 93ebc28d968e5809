//! From findings to proposals: new ones come, vanished ones go, whatever a person touched stays (I5).

mod matching;
mod speakers;

use super::edit::EditError;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::lessons::Lessons;
use super::nesting;
use super::plan::Planner;
use super::quotation::{Attribution, Origin, Quotation, RunnerUp, Status};
use crate::analysis::{ENGINE_VERSION, Findings, FoundQuote, QuoteKind};
use crate::text::{SourceText, Spans};
use matching::Grid;
use speakers::Speakers;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What becomes of a found quotation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// It is this row, which is still the engine's.
    Row(QuoteId),
    /// A person has decided on these words, in this row: the finding adds nothing.
    Decided(QuoteId),
    /// Its words do not lie in the text.
    Nowhere,
}

impl Place {
    fn id(self) -> Option<QuoteId> {
        match self {
            Self::Row(id) | Self::Decided(id) => Some(id),
            Self::Nowhere => None,
        }
    }
}

pub(super) fn propose(p: &mut Planner<'_>, doc: DocId, findings: &Findings) -> Result<(), EditError> {
    let state = p.doc(doc)?;
    let text = p.text(doc)?;
    let old: Vec<_> = state.in_order().into_iter().cloned().collect();
    let places = place(p, &old, findings, &text)?;

    let lessons = p.lessons();
    let taught = findings.speakers.iter().map(|f| lessons.speaker(f, doc, &p.project)).collect();
    let mut speakers = Speakers::new(findings, state.speakers(), taught);
    for (found, place) in findings.quotes.iter().zip(&places) {
        if let Place::Row(id) = *place {
            let mut row = row(p, doc, id, found, &mut speakers, &text)?;
            teach(&mut row, found, &lessons, &text);
            p.set_quote(row);
        }
    }
    let kept: BTreeSet<_> = places.iter().filter_map(|place| place.id()).collect();
    for quote in old.iter().filter(|q| q.is_untouched_proposal() && !kept.contains(&q.id)) {
        p.remove_quote(quote.id);
    }
    set_parents(p, findings, &places)?;
    p.mend_parents(doc)?;
    speakers.finish(p, doc)?;
    p.drop_unused(spoken_of(&old));

    let mut document = state.document.clone();
    document.lang.clone_from(&findings.lang);
    document.marks.clone_from(&findings.marks);
    document.analysed = Some(ENGINE_VERSION);
    p.set_doc(document, state.text.clone());
    Ok(())
}

/// What a person's decisions say against a finding: it is kept in sight, as nobody's words, with the reason first.
fn teach(row: &mut Quotation, found: &FoundQuote, lessons: &Lessons, text: &SourceText) {
    if let Some(why) = lessons.against(found, text) {
        row.kind = QuoteKind::NotSpeech;
        row.attribution = Attribution { evidence: vec![why], ..Attribution::default() };
    }
}

fn spoken_of(quotes: &[Arc<Quotation>]) -> BTreeSet<SpeakerId> {
    let attributions = quotes.iter().map(|q| &q.attribution);
    attributions.flat_map(|a| a.speaker.into_iter().chain(a.runner_up.map(|r| r.speaker))).collect()
}

/// Finds the row of each found quotation: by the most shared words, one to one, so that ids stay the same.
fn place(
    p: &mut Planner<'_>,
    old: &[Arc<Quotation>],
    findings: &Findings,
    text: &SourceText,
) -> Result<Vec<Place>, EditError> {
    let contents: Vec<&Spans> = old.iter().map(|q| &q.content).collect();
    let grid = Grid::new(&contents);
    let found: Vec<&Spans> = findings.quotes.iter().map(|q| &q.content).collect();
    let pairs = grid.pair(&found);
    let mut seen = BTreeSet::new();
    let mut places = Vec::with_capacity(found.len());
    for (quote, pair) in findings.quotes.iter().zip(pairs) {
        let matched = pair.and_then(|i| old.get(i));
        let place = match matched {
            _ if !text.holds(&quote.content) || !seen.insert(&quote.content) => Place::Nowhere,
            Some(row) if row.is_untouched_proposal() => Place::Row(row.id),
            Some(row) => Place::Decided(row.id),
            None => match decided_on(quote, &places, old, &grid) {
                Some(id) => Place::Decided(id),
                None => Place::Row(p.new_quote_id()?),
            },
        };
        places.push(place);
    }
    Ok(places)
}

/// The row in which a person decided on most of these words, under other bounds: merged, split or moved. A quotation
/// inside another one is its own.
fn decided_on(
    found: &FoundQuote,
    places: &[Place],
    old: &[Arc<Quotation>],
    grid: &Grid<'_>,
) -> Option<QuoteId> {
    let parent = found.parent.and_then(|i| places.get(i)).and_then(|place| place.id());
    let near = grid.near(&found.content).into_iter().filter_map(|i| old.get(i));
    let mut touched = near.filter(|q| !q.is_untouched_proposal() && Some(q.id) != parent);
    let covers_most = |q: &&Arc<Quotation>| {
        let shared = found.content.shared_len(&q.content);
        let smaller = found.content.total_len().min(q.content.total_len());
        found.parent.is_none() && q.parent.is_none() && shared.saturating_mul(2) >= smaller
    };
    let same = |q: &&Arc<Quotation>| matching::likeness(&found.content, &q.content) >= matching::ENOUGH;
    touched.find(|q| covers_most(q) || same(q)).map(|q| q.id)
}

fn row(
    p: &mut Planner<'_>,
    doc: DocId,
    id: QuoteId,
    found: &FoundQuote,
    speakers: &mut Speakers<'_>,
    text: &SourceText,
) -> Result<Quotation, EditError> {
    let inside = |spans: &Option<Spans>| spans.clone().filter(|s| text.holds(s));
    let speaker = found.speaker.map(|i| speakers.id(p, i)).transpose()?.flatten();
    let mut evidence = found.evidence.clone();
    if let Some(taught) = found.speaker.and_then(|i| speakers.taught(i)) {
        evidence.insert(0, taught.evidence(found.source.as_ref()));
    }
    let second = match found.runner_up {
        Some((i, confidence)) => speakers.id(p, i)?.map(|speaker| RunnerUp { speaker, confidence }),
        None => None,
    };
    Ok(Quotation {
        id,
        doc,
        content: found.content.clone(),
        kind: found.kind,
        parent: None,
        attribution: Attribution {
            speaker,
            cue: inside(&found.cue),
            source: inside(&found.source),
            source_kind: found.source_kind,
            role: inside(&found.role),
            confidence: Some(found.confidence),
            runner_up: second.filter(|r| Some(r.speaker) != speaker),
            evidence,
        },
        status: Status::Proposed,
        decision: None,
        edited: false,
        origin: Origin::Engine { version: ENGINE_VERSION },
        note: String::new(),
        tags: BTreeMap::new(),
    })
}

fn set_parents(p: &mut Planner<'_>, findings: &Findings, places: &[Place]) -> Result<(), EditError> {
    for (found, place) in findings.quotes.iter().zip(places) {
        let Place::Row(id) = *place else { continue };
        let parent = found.parent.and_then(|i| places.get(i)).and_then(|place| place.id());
        let Some(parent) = parent.filter(|&parent| parent != id) else { continue };
        if nesting::holds(&p.quote(parent)?.content, &found.content) {
            let mut quote = p.quote(id)?;
            quote.parent = Some(parent);
            p.set_quote(quote);
        }
    }
    Ok(())
}
