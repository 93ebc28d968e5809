//! The next version of a document: its quotations go over by their words.

use super::Planner;
use crate::analysis::Findings;
use crate::model::edit::{EditError, ImportedDocument};
use crate::model::ids::{DocId, Item};
use crate::model::propose;
use crate::model::quotation::{Quotation, Status};
use crate::model::revision::{Carried, Fate};
use crate::text::{SourceText, Spans};
use std::collections::BTreeSet;

type Planned = Result<(), EditError>;

/// Found quotations among which one that moved is looked for.
const FOUND: usize = 2_000;

pub(super) fn revise(
    p: &mut Planner<'_>,
    id: DocId,
    new: &ImportedDocument,
    findings: Option<&Findings>,
) -> Planned {
    let state = p.doc(id)?;
    let old_text = p.text(id)?;
    let title = state.document.title.clone();
    let Some(text) = new.text.text() else {
        return Err(EditError::Refused(format!("the new version of “{title}” has no text here")));
    };
    if text.hash() == old_text.hash() {
        return Err(EditError::Refused(format!("the new version of “{title}” has the same text")));
    }
    if let Some(&doc) = p.known().texts.get(&text.hash()) {
        let title = p.doc(doc)?.document.title.clone();
        return Err(EditError::SameText { title, doc });
    }
    take_in(p, id, new, text, &old_text)?;
    let carried = Carried::new(&old_text, text);
    let mut taken: BTreeSet<Spans> = BTreeSet::new();
    let mut gone = Vec::new();
    for quote in state.in_order() {
        match carry(&carried, quote, findings).filter(|q| taken.insert(q.content.clone())) {
            Some(quote) => p.set_quote(quote),
            None => gone.push(quote),
        }
    }
    for quote in gone {
        match moved(&carried, quote, findings, &taken) {
            Some(quote) => {
                taken.insert(quote.content.clone());
                p.set_quote(quote);
            }
            None => p.remove_quote(quote.id),
        }
    }
    p.mend_parents(id)?;
    if let Some(findings) = findings {
        propose::propose(p, id, findings)?;
    }
    p.look_at(Item::Document(id));
    Ok(())
}

/// Gives the document its new text; the old one stays under its hash.
fn take_in(
    p: &mut Planner<'_>,
    id: DocId,
    new: &ImportedDocument,
    text: &SourceText,
    old_text: &SourceText,
) -> Planned {
    let mut document = p.doc(id)?.document.clone();
    document.earlier.push(document.text);
    document.text = text.hash();
    document.origin = new.origin.clone();
    document.analysed = None;
    let track = new.track.as_ref().filter(|t| t.fits(text.len()));
    document.track = track.map(|t| t.hash());
    p.keep_text(text);
    if let Some(track) = track {
        p.keep_track(track);
    }
    if let Some(bytes) = &new.bytes {
        document.origin.bytes = Some(crate::text::TextHash::of(bytes));
        p.keep_original(bytes);
    }
    let known = p.known();
    known.texts.remove(&old_text.hash());
    known.texts.insert(text.hash(), id);
    p.put_doc(document, Some(text.clone()), track.cloned());
    Ok(())
}

/// `quote` as the one found quotation, taken by no other, that has most of its words: moved and changed at once.
fn moved(
    carried: &Carried<'_>,
    quote: &Quotation,
    findings: Option<&Findings>,
    taken: &BTreeSet<Spans>,
) -> Option<Quotation> {
    let all = findings?.quotes.iter().map(|q| &q.content).take(FOUND);
    let free = all.filter(|content| !taken.iter().any(|t| t.shared_len(content) > 0));
    let mut alike = free.filter(|content| carried.are_alike(&quote.content, content));
    let content = alike.next().filter(|_| alike.next().is_none())?.clone();
    let mut quote = opened(quote.clone());
    quote.content = content;
    let a = &mut quote.attribution;
    (a.cue, a.source, a.role) = (None, None, None);
    a.evidence.clear();
    Some(quote)
}

/// `quote` with other words than were decided on: open again, and a person's as before.
fn opened(mut quote: Quotation) -> Quotation {
    if quote.status != Status::Proposed {
        (quote.status, quote.decision, quote.edited) = (Status::Proposed, None, true);
    }
    quote
}

/// `quote` in the new text; `None` where its words are not there. What was decided on other words is open again.
fn carry(carried: &Carried<'_>, quote: &Quotation, findings: Option<&Findings>) -> Option<Quotation> {
    let mut quote = quote.clone();
    match carried.fate(&quote.content) {
        Fate::Same(content) => quote.content = content,
        Fate::Changed(content) => {
            quote.content = found_there(&content, findings).unwrap_or(content);
            quote = opened(quote);
        }
        Fate::Gone => return None,
    }
    let a = &mut quote.attribution;
    for mark in [&mut a.cue, &mut a.source, &mut a.role] {
        *mark = mark.take().and_then(|spans| carried.spans(&spans));
    }
    for evidence in &mut a.evidence {
        evidence.at = evidence.at.and_then(|span| carried.span(span));
    }
    Some(quote)
}

/// The quotation that the engine found at most of these words: it knows their edges better.
fn found_there(content: &Spans, findings: Option<&Findings>) -> Option<Spans> {
    let all = findings?.quotes.iter().map(|q| &q.content);
    let best = all.max_by_key(|c| c.shared_len(content))?;
    let shared = best.shared_len(content);
    (shared * 2 > content.total_len() && shared * 2 > best.total_len()).then(|| best.clone())
}
