//! What the files of a pack say in words.

use super::record::{Record, Row, Source, WITHHELD};
use crate::model::material::clock;
use crate::model::{Locator, SpeakerVerdict};
use jiff::Timestamp;

/// *line 12, page 3, 00:14:07.200*; empty where nothing is known.
pub(super) fn place(l: Locator) -> String {
    let mut out: Vec<String> = Vec::new();
    out.extend(l.start_ms.map(clock));
    out.extend(l.page.map(|n| format!("page {n}")));
    out.extend(l.line.map(|n| format!("line {n}")));
    if l.line.is_none() {
        out.extend(l.paragraph.map(|n| format!("paragraph {n}")));
    }
    out.join(", ")
}

/// To the minute, in UTC.
pub(super) fn time(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// The name of a source.
pub(super) fn source_name(source: &Source) -> String {
    if source.title == WITHHELD && source.text_sha256.is_none() {
        format!("confidential source {}", source.id)
    } else {
        source.title.clone()
    }
}

/// What the comparison showed, as a phrase.
pub(super) fn verdict(row: &Row) -> &'static str {
    row.comparison.as_ref().map_or("not compared", |c| c.verdict.words())
}

/// On the speaker, where there is something to say.
pub(super) fn speaker(row: &Row) -> &'static str {
    match row.comparison.as_ref().map(|c| c.speaker_verdict) {
        Some(SpeakerVerdict::Same) => "the source names the same speaker",
        Some(SpeakerVerdict::Different) => "the source names another speaker",
        _ => "",
    }
}

/// Who signed what, and whether it stands.
pub(super) fn check(row: &Row) -> String {
    let Some(c) = &row.check else { return "not signed".into() };
    let second = c
        .second
        .as_ref()
        .map_or_else(String::new, |(who, at)| format!("; second reader {who}, {}", time(*at)));
    let standing = match c.standing.as_str() {
        "words_changed" => "; TO CHECK AGAIN: the words changed since",
        "speaker_changed" => "; TO CHECK AGAIN: the speaker changed since",
        "source_gone" => "; its source is no longer in the project",
        _ => "",
    };
    format!("{} ({}), {}, {}{second}{standing}", c.outcome.name(), c.method.name(), c.by, time(c.at))
}

/// The source of a quotation, with turn and place.
pub(super) fn passage(record: &Record, row: &Row) -> String {
    let Some(p) = row.comparison.as_ref().and_then(|c| c.passage.as_ref()) else { return String::new() };
    let name = record.sources.iter().find(|s| s.id == p.source).map_or_else(String::new, source_name);
    let turn = p.turn.as_ref().map_or_else(String::new, |t| format!(", {t}"));
    let at = place(p.locator);
    if p.words.is_empty() || at.is_empty() { format!("{name}{turn}") } else { format!("{name}{turn}, {at}") }
}

/// What the alarms say; their names alone where the words are withheld.
pub(super) fn alarms(row: &Row) -> Vec<String> {
    let all = row.comparison.iter().flat_map(|c| &c.alarms);
    all.map(
        |a| if a.text.is_empty() { a.kind.id().to_owned() } else { format!("{}: {}", a.kind.id(), a.text) },
    )
    .collect()
}

/// *3 of 7 quotations verified; the gate is not passed.*
pub(super) fn gate(record: &Record) -> String {
    let g = &record.gate;
    let passed = if g.passes {
        "Nothing stands between the drafts and publication."
    } else {
        "The gate is not passed."
    };
    format!("{} of {} quotations are verified by a signature that stands. {passed}", g.verified, g.quotations)
}
