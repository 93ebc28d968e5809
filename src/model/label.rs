//! What a commit did, in words for the history: *accepted 3 quotations*.

use super::check::Signature;
use super::delta::Delta;
use super::edit::Edit;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::project::Project;
use super::quotation::Status;
use crate::analysis::QuoteKind;
use std::collections::BTreeSet;

/// Part of a sentence about some quotations or documents: two of the same words become one with both.
#[derive(Debug, PartialEq)]
struct Phrase {
    before: String,
    things: Things,
    after: String,
}

#[derive(Debug, PartialEq)]
enum Things {
    Quotations(BTreeSet<QuoteId>),
    Documents(Vec<String>),
    Nothing,
}

/// Longest title or name in a label, in characters.
const NAME_CHARS: usize = 60;

/// The end of a sentence that begins with who did it.
pub(super) fn label(before: &Project, after: &Project, edits: &[Edit], deltas: &[Delta]) -> String {
    let mut phrases: Vec<Phrase> = Vec::new();
    for edit in edits {
        add(&mut phrases, phrase(before, after, edit, deltas));
    }
    let mut parts: Vec<String> = phrases.iter().map(Phrase::words).collect();
    if parts.len() > 3 {
        let more = parts.len() - 2;
        parts.truncate(2);
        parts.push(format!("{more} further changes"));
    }
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn add(phrases: &mut Vec<Phrase>, new: Phrase) {
    let same = phrases.iter_mut().find(|p| {
        p.before == new.before
            && p.after == new.after
            && std::mem::discriminant(&p.things) == std::mem::discriminant(&new.things)
    });
    match (same.map(|p| &mut p.things), new.things) {
        (Some(Things::Quotations(all)), Things::Quotations(more)) => all.extend(more),
        (Some(Things::Documents(all)), Things::Documents(more)) => all.extend(more),
        (Some(Things::Nothing), Things::Nothing) => {}
        (_, things) => phrases.push(Phrase { things, ..new }),
    }
}

impl Phrase {
    fn plain(words: String) -> Self {
        Self { before: words, things: Things::Nothing, after: String::new() }
    }

    fn quotes(before: &str, ids: &[QuoteId], after: String) -> Self {
        Self { before: before.into(), things: Things::Quotations(ids.iter().copied().collect()), after }
    }

    fn document(before: &str, title: &str) -> Self {
        Self { before: before.into(), things: Things::Documents(vec![title.into()]), after: String::new() }
    }

    fn words(&self) -> String {
        let things = match &self.things {
            Things::Quotations(ids) => count(ids.len(), "quotation"),
            Things::Documents(titles) => match titles.as_slice() {
                [one] => quoted(one),
                more => count(more.len(), "document"),
            },
            Things::Nothing => String::new(),
        };
        [self.before.as_str(), &things, &self.after]
            .iter()
            .filter(|s| !s.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// *1 quotation*, *3 quotations*.
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS {
        return name.to_owned();
    }
    let head: String = name.chars().take(NAME_CHARS - 1).collect();
    format!("{}…", head.trim_end())
}

fn quoted(title: &str) -> String {
    format!("“{}”", short(title))
}

fn title(project: &Project, id: DocId) -> String {
    project.doc(id).map_or_else(|| id.to_string(), |d| d.document.title.clone())
}

fn name(projects: [&Project; 2], id: SpeakerId) -> String {
    let speaker = projects.into_iter().find_map(|p| p.speaker(id));
    speaker.map_or_else(|| id.to_string(), |s| short(&s.name))
}

fn phrase(before: &Project, after: &Project, edit: &Edit, deltas: &[Delta]) -> Phrase {
    let was = |id| name([before, after], id);
    match edit {
        Edit::ImportDocument(d) if d.material.is_some() => Phrase::document("imported as source", &d.title),
        Edit::ImportDocument(d) => Phrase::document("imported", &d.title),
        Edit::ImportRows(rows) => Phrase {
            before: "imported".into(),
            things: Things::Documents(rows.documents.iter().map(|d| d.document.title.clone()).collect()),
            after: String::new(),
        },
        Edit::RemoveDocument(id) => Phrase::document("removed", &title(before, *id)),
        Edit::RenameDocument(id, to) => {
            Phrase::plain(format!("renamed {} to {}", quoted(&title(before, *id)), quoted(to.trim())))
        }
        Edit::SetLanguage(id, lang) => {
            let lang = lang.as_deref().unwrap_or("be detected");
            Phrase::plain(format!("set the language of {} to {lang}", quoted(&title(before, *id))))
        }
        Edit::SetMarks(id, marks) => {
            let marks = marks.as_deref().unwrap_or("be detected");
            Phrase::plain(format!("set the quotation marks of {} to {marks}", quoted(&title(before, *id))))
        }
        Edit::Propose(id, _) => proposed(before, *id, deltas),
        Edit::AddSpeaker(s) => Phrase::plain(format!("added the speaker {}", short(s.name.trim()))),
        Edit::RenameSpeaker(id, to) => Phrase::plain(format!("renamed {} to {}", was(*id), short(to.trim()))),
        Edit::AddAlias(id, a) => Phrase::plain(format!("gave {} the alias {}", was(*id), short(a.trim()))),
        Edit::RemoveAlias(id, a) => {
            Phrase::plain(format!("took the alias {} from {}", short(a.trim()), was(*id)))
        }
        Edit::SetSpeakerKind(id, _) => Phrase::plain(format!("changed what {} is", was(*id))),
        Edit::SetRole(id, _) => Phrase::plain(format!("changed the role of {}", was(*id))),
        Edit::SetColour(id, _) => Phrase::plain(format!("changed the colour of {}", was(*id))),
        Edit::SetSpeakerNote(id, _) => Phrase::plain(format!("changed the note on {}", was(*id))),
        Edit::SetLinks(id, _) => Phrase::plain(format!("changed the links of {}", was(*id))),
        Edit::MergeSpeakers { into, from } => {
            let from: Vec<_> = from.iter().filter(|id| *id != into).map(|&id| was(id)).collect();
            Phrase::plain(format!("merged {} into {}", from.join(" and "), was(*into)))
        }
        Edit::SplitSpeaker { speaker, quotes, name } => Phrase::quotes(
            "gave",
            quotes,
            format!("of {} to the new speaker {}", was(*speaker), short(name.trim())),
        ),
        Edit::RemoveSpeaker(id) => Phrase::plain(format!("removed the speaker {}", was(*id))),
        Edit::KeepApart(a, b) => Phrase::plain(format!("kept {} and {} apart", was(*a), was(*b))),
        Edit::SetMaterial(m) => {
            let new = before.doc(m.doc).is_none_or(|d| !d.is_source());
            let verb = if new { "made a source of" } else { "changed what is known of the source" };
            Phrase::document(verb, &title(after, m.doc))
        }
        Edit::Revise { doc, .. } => Phrase::document("brought in a new version of", &title(before, *doc)),
        Edit::RemoveMaterial(id) => Phrase::document("no longer compares with", &title(before, *id)),
        Edit::SetStyle(style) if style.trim().is_empty() => Phrase::plain("took back the house style".into()),
        Edit::SetStyle(style) => Phrase::plain(format!("chose the house style {}", short(style.trim()))),
        of_quotations => quotation_phrase(before, after, of_quotations),
    }
}

fn quotation_phrase(before: &Project, after: &Project, edit: &Edit) -> Phrase {
    let on = |words: &str, id: &QuoteId, rest: &str| Phrase::quotes(words, &[*id], rest.into());
    match edit {
        Edit::AddQuotation(..) => Phrase::plain("marked a quotation".into()),
        Edit::SetContent(id, _) => on("moved the bounds of", id, ""),
        Edit::SetKind(ids, kind) => Phrase::quotes("called", ids, kind_word(*kind).into()),
        Edit::SetCue(id, Some(_)) => on("marked the cue of", id, ""),
        Edit::SetCue(id, None) => on("took the cue from", id, ""),
        Edit::SetSource(id, Some(_)) => on("marked the source mention of", id, ""),
        Edit::SetSource(id, None) => on("took the source mention from", id, ""),
        Edit::SetSpeaker(ids, Some(speaker)) => attributed(before, ids, &name([after, before], *speaker)),
        Edit::SetSpeaker(ids, None) => Phrase::quotes("made the speaker of", ids, "unknown".into()),
        Edit::SetSpeakerByName(ids, typed) => {
            let speaker = ids.first().and_then(|&id| after.quote(id)?.attribution.speaker);
            let called = speaker.map_or_else(|| short(typed.trim()), |id| name([after, before], id));
            attributed(before, ids, &called)
        }
        Edit::TakeRunnerUp(ids) => Phrase::quotes("took the runner-up for", ids, String::new()),
        Edit::Decide(ids, status) => Phrase::quotes(
            match status {
                Status::Accepted => "accepted",
                Status::Rejected => "rejected",
                Status::Proposed => "opened again",
            },
            ids,
            String::new(),
        ),
        Edit::SetNote(id, note) if note.is_empty() => on("took the note off", id, ""),
        Edit::SetNote(id, _) => on("wrote a note on", id, ""),
        Edit::SetTag(ids, key, value) if value.is_empty() => {
            Phrase::quotes(&format!("took the tag {key} off"), ids, String::new())
        }
        Edit::SetTag(ids, key, value) => Phrase::quotes("tagged", ids, format!("{key}: {}", short(value))),
        Edit::SplitQuotation(id, _) => on("split", id, ""),
        Edit::MergeQuotations(ids) => Phrase::quotes("merged", ids, String::new()),
        Edit::Sign(signatures) => signed(signatures),
        Edit::SignSecond(ids) => Phrase::quotes("signed as second reader", ids, String::new()),
        Edit::Unsign(ids) => Phrase::quotes("took back the check of", ids, String::new()),
        _ => Phrase::plain("changed the project".into()),
    }
}

/// *signed 3 quotations as verified*, or without saying as what where they differ.
fn signed(signatures: &[Signature]) -> Phrase {
    let ids: Vec<QuoteId> = signatures.iter().map(|s| s.quote).collect();
    let same = signatures.windows(2).all(|w| matches!(w, [a, b] if a.outcome == b.outcome));
    let outcome = signatures.first().filter(|_| same).map(|s| format!("as {}", s.outcome.name()));
    Phrase::quotes("signed", &ids, outcome.unwrap_or_default())
}

/// *re-attributed*, or *attributed* where nobody was known before.
fn attributed(before: &Project, ids: &[QuoteId], to: &str) -> Phrase {
    let known = |id: &QuoteId| before.quote(*id).is_some_and(|q| q.attribution.speaker.is_some());
    let verb = if ids.iter().any(known) { "re-attributed" } else { "attributed" };
    Phrase::quotes(verb, ids, format!("to {to}"))
}

fn kind_word(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
        QuoteKind::NotSpeech => "not speech",
    }
}

fn proposed(before: &Project, doc: DocId, deltas: &[Delta]) -> Phrase {
    let new = deltas.iter().any(|d| {
        matches!(d, Delta::Quotation(c) if c.before.is_none() && c.after.as_ref().is_some_and(|q| q.doc == doc))
    });
    let first = before.doc(doc).is_none_or(|d| d.document.analysed.is_none());
    let verb = match (first, new) {
        (true, true) => "proposed quotations in",
        (true, false) => "found no quotations in",
        (false, _) => "revised the proposals in",
    };
    Phrase::document(verb, &title(before, doc))
}
