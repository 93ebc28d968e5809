//! Small projects to test on.

use jiff::Timestamp;
use sayso::analysis::{Findings, FoundQuote, FoundSpeaker, PerMille, QuoteKind, SourceKind, SpeakerKind};
use sayso::model::{DocId, Edit, ImportedDocument, Material, MaterialKind, Track, TrackCue, TrackTurn};
use sayso::store::Session;
use sayso::text::{SourceText, Span, Spans};
use std::path::Path;
use std::sync::Arc;

/// An article on an invented place with three quotations.
pub(crate) const HARBOUR: &str = "The harbour opens in May.\n\n“We are ready,” said Mira Holt, who runs it. \
    “The cranes came in March.”\n\nA dock worker said: “Nobody asked us.” Holt declined to answer.\n";

/// Another one, on which nobody but Holt speaks.
pub(crate) const FERRY: &str =
    "The ferry is late again.\n\n“It will come,” Mira Holt told the council. “It must.”\n";

pub(crate) fn spans(text: &str, words: &[&str]) -> Spans {
    let span = |w: &&str| {
        let at = text.find(*w).unwrap_or_else(|| panic!("{w:?} is not in the text")) as u32;
        Span::between(at, at + w.len() as u32)
    };
    Spans::new(words.iter().map(span)).unwrap()
}

pub(crate) fn import(text: &str, title: &str) -> Edit {
    let mut document = ImportedDocument::new(SourceText::new(text), title, title);
    document.bytes = Some(text.as_bytes().into());
    Edit::ImportDocument(Box::new(document))
}

/// One of three transcripts of the same length, brought in as a source.
pub(crate) fn import_transcript(number: usize) -> Edit {
    let text = format!("Tape {number}.\n\nWe are not ready, said nobody.");
    let (first, all) = (7, text.len() as u32);
    let cue = |start, end, ms| TrackCue {
        at: Span::between(start, end),
        start_ms: Some(ms),
        end_ms: Some(ms + 900),
        line: Some(2 + ms / 1000),
        page: None,
    };
    let track = Track {
        cues: vec![cue(0, first, 0), cue(first + 2, all, 4_000)],
        turns: vec![TrackTurn { at: Span::between(first + 2, all), name: "HOLT".into() }],
    };
    let mut document = ImportedDocument::new(SourceText::new(text), format!("Tape {number}"), "tape");
    document.track = Some(Arc::new(track));
    document.material = Some(Material::new(DocId(0), MaterialKind::AudioTranscript));
    Edit::ImportDocument(Box::new(document))
}

pub(crate) fn found(text: &str, words: &[&str], speaker: Option<usize>) -> FoundQuote {
    FoundQuote {
        content: spans(text, words),
        kind: QuoteKind::Direct,
        parent: None,
        cue: None,
        source: None,
        source_kind: SourceKind::None,
        role: None,
        speaker,
        confidence: PerMille::new(900),
        runner_up: None,
        evidence: Vec::new(),
    }
}

pub(crate) fn named(name: &str, aliases: &[&str]) -> FoundSpeaker {
    FoundSpeaker {
        name: name.into(),
        aliases: aliases.iter().map(|&a| a.into()).collect(),
        kind: SpeakerKind::Person,
        role: None,
        named: !name.starts_with("A "),
        mentions: Vec::new(),
    }
}

/// What an engine might find in [`HARBOUR`].
pub(crate) fn harbour_findings() -> Arc<Findings> {
    let mut second = found(HARBOUR, &["“Nobody asked us.”"], Some(1));
    second.runner_up = Some((0, PerMille::new(80)));
    Arc::new(Findings {
        lang: "en".into(),
        marks: "curly".into(),
        quotes: vec![found(HARBOUR, &["“We are ready,”", "“The cranes came in March.”"], Some(0)), second],
        speakers: vec![named("Mira Holt", &["Holt"]), named("A dock worker", &[])],
        notes: Vec::new(),
    })
}

/// What an engine might find in [`FERRY`].
pub(crate) fn ferry_findings() -> Arc<Findings> {
    Arc::new(Findings {
        lang: "en".into(),
        marks: "curly".into(),
        quotes: vec![found(FERRY, &["“It will come,”", "“It must.”"], Some(0))],
        speakers: vec![named("Mira Holt", &[])],
        notes: Vec::new(),
    })
}

/// A session of Jo's, whose clock stands still.
pub(crate) fn create(path: &Path) -> Session {
    jo(Session::create(path).unwrap())
}

pub(crate) fn open(path: &Path) -> Session {
    jo(Session::open(path).unwrap())
}

fn jo(mut session: Session) -> Session {
    session.set_who("Jo");
    session.set_clock(Arc::new(|| Timestamp::from_second(1_700_000_000).unwrap()));
    session
}

/// Nothing is wrong in file or memory.
pub(crate) fn sound(session: &mut Session) {
    assert_eq!(session.check().unwrap(), []);
}
