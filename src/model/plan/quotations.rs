//! Quotations: bounds, kind, cue, source mention, speaker, decisions, notes, tags; split and merge.

use super::Planner;
use crate::analysis::{PerMille, QuoteKind, SourceKind};
use crate::model::edit::EditError;
use crate::model::ids::{DocId, Item, QuoteId, SpeakerId};
use crate::model::nesting;
use crate::model::quotation::{Attribution, Decision, Origin, Quotation, RunnerUp, Status};
use crate::text::Spans;
use std::collections::{BTreeMap, BTreeSet};

type Planned = Result<(), EditError>;

impl Planner<'_> {
    pub(super) fn decision(&self) -> Decision {
        Decision { who: self.who.to_owned(), at: self.now }
    }

    /// Writes a quotation that a person changed. Whoever changes an accepted one stands behind it from now on.
    fn touch(&mut self, mut quote: Quotation) {
        quote.edited = true;
        if quote.status == Status::Accepted {
            quote.decision = Some(self.decision());
        }
        self.set_quote(quote);
    }

    /// Gives the quotations of `doc` whose parent went, or does not hold them any more, the next one out (I7).
    pub(in crate::model) fn mend_parents(&mut self, doc: DocId) -> Planned {
        for (id, parent) in nesting::mended(&self.doc(doc)?.quotes) {
            let mut quote = self.quote(id)?;
            quote.parent = parent;
            self.set_quote(quote);
        }
        Ok(())
    }
}

fn each(
    p: &mut Planner<'_>,
    ids: &[QuoteId],
    mut f: impl FnMut(&mut Planner<'_>, Quotation) -> Planned,
) -> Planned {
    ids.iter().try_for_each(|&id| {
        let quote = p.quote(id)?;
        f(p, quote)
    })
}

pub(super) fn add(p: &mut Planner<'_>, doc: DocId, content: &Spans, kind: QuoteKind) -> Planned {
    p.must_lie_in(doc, content)?;
    let state = p.doc(doc)?;
    if let Some(same) = state.quotes.values().find(|q| q.content == *content) {
        return mark_again(p, Quotation::clone(same), kind);
    }
    let id = p.new_quote_id()?;
    let parent = nesting::around(&state.quotes, content);
    let decision = Some(p.decision());
    p.set_quote(Quotation {
        id,
        doc,
        content: content.clone(),
        kind,
        parent,
        attribution: Attribution::default(),
        status: Status::Accepted,
        decision,
        edited: true,
        origin: Origin::Person { who: p.who.to_owned() },
        note: String::new(),
        tags: BTreeMap::new(),
    });
    p.look_at(Item::Quotation(id));
    Ok(())
}

/// Words that were rejected, or held for nobody's, and that a person now marks: they become the quotation.
fn mark_again(p: &mut Planner<'_>, mut quote: Quotation, kind: QuoteKind) -> Planned {
    if quote.status != Status::Rejected && quote.kind == kind {
        return Err(EditError::Refused("these words are a quotation already".into()));
    }
    quote.kind = kind;
    quote.status = Status::Accepted;
    p.touch(quote);
    Ok(())
}

pub(super) fn set_content(p: &mut Planner<'_>, id: QuoteId, content: &Spans) -> Planned {
    let mut quote = p.quote(id)?;
    p.must_lie_in(quote.doc, content)?;
    if quote.content == *content {
        return Ok(());
    }
    let state = p.doc(quote.doc)?;
    if state.quotes.values().any(|q| q.id != id && q.content == *content) {
        return Err(EditError::Refused("another quotation has exactly these words".into()));
    }
    quote.content = content.clone();
    let doc = quote.doc;
    p.touch(quote);
    p.mend_parents(doc)
}

pub(super) fn set_kind(p: &mut Planner<'_>, ids: &[QuoteId], kind: QuoteKind) -> Planned {
    each(p, ids, |p, mut quote| {
        if quote.kind != kind {
            quote.kind = kind;
            p.touch(quote);
        }
        Ok(())
    })
}

pub(super) fn set_cue(p: &mut Planner<'_>, id: QuoteId, cue: Option<&Spans>) -> Planned {
    let mut quote = p.quote(id)?;
    if let Some(cue) = cue {
        p.must_lie_in(quote.doc, cue)?;
    }
    if quote.attribution.cue.as_ref() != cue {
        quote.attribution.cue = cue.cloned();
        p.touch(quote);
    }
    Ok(())
}

pub(super) fn set_source(p: &mut Planner<'_>, id: QuoteId, source: Option<&Spans>) -> Planned {
    let mut quote = p.quote(id)?;
    let kind = match source {
        Some(source) => {
            p.must_lie_in(quote.doc, source)?;
            source_kind(&p.text(quote.doc)?.words_of(source))
        }
        None => SourceKind::None,
    };
    if quote.attribution.source.as_ref() != source {
        quote.attribution.source = source.cloned();
        quote.attribution.source_kind = kind;
        p.touch(quote);
    }
    Ok(())
}

/// What the words are that a person marked as source mention: by their shape, as the language is not known here.
fn source_kind(words: &str) -> SourceKind {
    const PRONOUNS: &[&str] =
        &["i", "we", "you", "he", "she", "they", "it", "who", "er", "sie", "ich", "wir", "il", "elle", "on"];
    if PRONOUNS.contains(&words.to_lowercase().as_str()) {
        SourceKind::Pronoun
    } else if crate::model::names::looks_proper(words)
        && !words.starts_with("The ")
        && !words.starts_with("A ")
    {
        SourceKind::Named
    } else {
        SourceKind::Nominal
    }
}

pub(super) fn set_speaker(p: &mut Planner<'_>, ids: &[QuoteId], speaker: Option<SpeakerId>) -> Planned {
    if let Some(id) = speaker {
        p.speaker(id)?;
    }
    each(p, ids, |p, mut quote| {
        if quote.attribution.speaker != speaker {
            attribute(&mut quote.attribution, speaker);
            p.touch(quote);
        }
        Ok(())
    })
}

/// A person's word: the engine's probability, reasons and second choice were about somebody else.
pub(super) fn attribute(attribution: &mut Attribution, speaker: Option<SpeakerId>) {
    attribution.speaker = speaker;
    attribution.confidence = None;
    attribution.runner_up = None;
    attribution.evidence.clear();
}

pub(super) fn set_speaker_by_name(p: &mut Planner<'_>, ids: &[QuoteId], name: &str) -> Planned {
    let mut here = BTreeSet::new();
    for &id in ids {
        let doc = p.quote(id)?.doc;
        here.extend(p.doc(doc)?.speakers());
    }
    let speaker = p.speaker_called(name, &here)?;
    set_speaker(p, ids, Some(speaker))
}

pub(super) fn take_runner_up(p: &mut Planner<'_>, ids: &[QuoteId]) -> Planned {
    each(p, ids, |p, mut quote| {
        let a = &mut quote.attribution;
        let Some(second) = a.runner_up else {
            return Err(EditError::Refused("there is no runner-up to take".into()));
        };
        let first = a.speaker.replace(second.speaker);
        let confidence = a.confidence.replace(second.confidence).unwrap_or(PerMille::new(0));
        a.runner_up = first.map(|speaker| RunnerUp { speaker, confidence });
        p.touch(quote);
        Ok(())
    })
}

pub(super) fn decide(p: &mut Planner<'_>, ids: &[QuoteId], status: Status) -> Planned {
    let decision = (status != Status::Proposed).then(|| p.decision());
    each(p, ids, |p, mut quote| {
        if quote.status != status {
            quote.status = status;
            quote.decision.clone_from(&decision);
            p.set_quote(quote);
        }
        Ok(())
    })
}

pub(super) fn set_note(p: &mut Planner<'_>, id: QuoteId, note: &str) -> Planned {
    let mut quote = p.quote(id)?;
    note.clone_into(&mut quote.note);
    p.set_quote(quote);
    Ok(())
}

pub(super) fn set_tag(p: &mut Planner<'_>, ids: &[QuoteId], key: &str, value: &str) -> Planned {
    if key.trim().is_empty() {
        return Err(EditError::NoName);
    }
    each(p, ids, |p, mut quote| {
        if value.is_empty() {
            quote.tags.remove(key);
        } else {
            quote.tags.insert(key.to_owned(), value.to_owned());
        }
        p.set_quote(quote);
        Ok(())
    })
}

pub(super) fn split(p: &mut Planner<'_>, id: QuoteId, after: usize) -> Planned {
    let mut quote = p.quote(id)?;
    let members = quote.content.as_slice();
    let parts = members.split_at_checked(after.saturating_add(1));
    let halves = parts.and_then(|(a, b)| Some((Spans::new(a.to_vec())?, Spans::new(b.to_vec())?)));
    let Some((first, second)) = halves else {
        return Err(EditError::Refused("there is nothing after that part to split off".into()));
    };
    let new = p.new_quote_id()?;
    let state = p.doc(quote.doc)?;
    for child in state.quotes.values().filter(|q| q.parent == Some(id)) {
        if second.hull().covers(child.content.hull()) {
            let mut child = Quotation::clone(child);
            child.parent = Some(new);
            p.set_quote(child);
        }
    }
    let doc = quote.doc;
    let mut other = Quotation { id: new, content: second, ..quote.clone() };
    other.origin = Origin::Person { who: p.who.to_owned() };
    quote.content = first;
    p.touch(quote);
    p.touch(other);
    p.mend_parents(doc)
}

pub(super) fn merge(p: &mut Planner<'_>, ids: &[QuoteId]) -> Planned {
    let Some((&first, rest)) = ids.split_first() else {
        return Err(EditError::Refused("nothing was chosen to merge".into()));
    };
    let mut quote = p.quote(first)?;
    let mut gone = BTreeSet::new();
    for &id in rest.iter().filter(|&&id| id != first) {
        let other = p.quote(id)?;
        if other.doc != quote.doc {
            return Err(EditError::Refused("quotations of two documents cannot become one".into()));
        }
        if gone.insert(id) {
            absorb(&mut quote, other);
        }
    }
    if gone.is_empty() {
        return Err(EditError::Refused("two quotations are needed to merge".into()));
    }
    let doc = quote.doc;
    let state = p.doc(doc)?;
    if state.quotes.values().any(|q| q.id != first && !gone.contains(&q.id) && q.content == quote.content) {
        return Err(EditError::Refused("another quotation has exactly these words".into()));
    }
    while let Some(parent) = quote.parent.filter(|parent| gone.contains(parent)) {
        quote.parent = p.quote(parent)?.parent;
    }
    for child in state.quotes.values() {
        let orphan = child.parent.is_some_and(|parent| gone.contains(&parent));
        if orphan && child.id != first && !gone.contains(&child.id) {
            let mut child = Quotation::clone(child);
            child.parent = Some(first);
            p.set_quote(child);
        }
    }
    for id in gone {
        p.remove_quote(id);
    }
    p.touch(quote);
    p.mend_parents(doc)
}

/// Takes the words, note and tags of `other` in; the attribution only where there was none.
fn absorb(quote: &mut Quotation, other: Quotation) {
    quote.content = quote.content.union(&other.content);
    if !other.note.is_empty() {
        if !quote.note.is_empty() {
            quote.note.push('\n');
        }
        quote.note.push_str(&other.note);
    }
    for (key, value) in other.tags {
        quote.tags.entry(key).or_insert(value);
    }
    let a = &mut quote.attribution;
    if a.speaker.is_none() && a.source.is_none() && a.cue.is_none() {
        *a = other.attribution;
    }
}
