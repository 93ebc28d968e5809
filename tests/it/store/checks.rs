//! Sources, signatures and house styles through commit, undo and restart.

use super::build::{HARBOUR, create, harbour_findings, import, import_transcript, open, sound, spans};
use sayso::model::{
    Check, DocId, Edit, Material, MaterialKind, Outcome, Passage, QuoteId, Shown, Signature, SpeakerVerdict,
    Standing, Verdict,
};
use sayso::store::{Session, StoreError};
use sayso::text::{Span, Spans};

const TAPE: &str = "Tape 1.\n\nWe are not ready, said nobody.";

/// A draft with two quotations and a transcript as its source.
fn desk(path: &std::path::Path) -> Session {
    let mut s = create(path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    s.commit(&[Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    s.commit(&[import_transcript(1)], None).unwrap();
    s.commit(&[Edit::SetStyle("reuters".into())], None).unwrap();
    s
}

fn signature(quote: u32) -> Signature {
    let passage =
        Passage { doc: DocId(2), spans: spans(TAPE, &["We are not ready"]), turn: Some("HOLT".into()) };
    let shown = Shown {
        verdict: Verdict::Altered,
        alarms: Vec::new(),
        speaker: SpeakerVerdict::Same,
        passage: Some(passage),
    };
    Signature::new(QuoteId(quote), Outcome::NeedsChange, Some(shown))
}

fn check(s: &Session, quote: u32) -> Option<Check> {
    s.project().check(QuoteId(quote)).map(|c| Check::clone(c))
}

#[test]
fn a_signature_says_who_when_what_and_survives_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = desk(&path);
    let done = s.commit(&[Edit::Sign(vec![signature(1)])], None).unwrap();
    assert_eq!(done.label, "signed 1 quotation as needs change");
    sound(&mut s);
    drop(s);
    let mut s = open(&path);
    let kept = check(&s, 1).unwrap();
    assert_eq!((kept.signed.who.as_str(), kept.style.as_str()), ("Jo", "reuters"));
    assert_eq!(kept.seen_words, "“We are ready,” “The cranes came in March.”");
    assert_eq!(kept.seen_speaker, "Mira Holt");
    assert_eq!(kept.seen_source, Some(s.project().doc(DocId(2)).unwrap().document.text));
    assert_eq!(kept.standing(&s.project()), Standing::Stands);

    let twice = s.commit(&[Edit::SignSecond(vec![QuoteId(1)])], None);
    assert!(matches!(twice, Err(StoreError::Edit(_))), "the same person is no second reader");
    s.set_who("Mo");
    s.commit(&[Edit::SignSecond(vec![QuoteId(1)])], None).unwrap();
    assert_eq!(check(&s, 1).unwrap().second.unwrap().who, "Mo");
    s.undo().unwrap();
    assert_eq!(check(&s, 1), Some(kept));
    s.commit(&[Edit::Unsign(vec![QuoteId(1)])], None).unwrap();
    assert_eq!(check(&s, 1), None);
    sound(&mut s);
}

#[test]
fn a_check_falls_back_where_words_or_speaker_change_and_stands_again_when_they_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = desk(&dir.path().join("p.sayso"));
    s.commit(&[Edit::Sign(vec![signature(1), signature(2)])], None).unwrap();
    let standing = |s: &Session, q| check(s, q).unwrap().standing(&s.project());
    s.commit(&[Edit::SetContent(QuoteId(1), spans(HARBOUR, &["“We are ready,”"]))], None).unwrap();
    assert_eq!((standing(&s, 1), standing(&s, 2)), (Standing::WordsChanged, Standing::Stands));
    s.undo().unwrap();
    assert_eq!(standing(&s, 1), Standing::Stands);

    s.commit(&[Edit::SetSpeakerByName(vec![QuoteId(1)], "Ada Reed".into())], None).unwrap();
    assert_eq!(standing(&s, 1), Standing::SpeakerChanged);
    s.undo().unwrap();
    let holt = s.project().quote(QuoteId(1)).unwrap().attribution.speaker.unwrap();
    s.commit(&[Edit::RenameSpeaker(holt, "Mira Holt-Berg".into())], None).unwrap();
    assert_eq!(standing(&s, 1), Standing::Stands, "another spelling of the same person");

    s.commit(&[Edit::RemoveDocument(DocId(2))], None).unwrap();
    assert_eq!(standing(&s, 1), Standing::SourceGone);
    sound(&mut s);
    s.undo().unwrap();
    assert_eq!(standing(&s, 1), Standing::Stands);
    let track = s.project().doc(DocId(2)).unwrap().track.clone().unwrap();
    assert_eq!(track.turn(15).map(|t| t.name.as_str()), Some("HOLT"));
    sound(&mut s);
}

#[test]
fn what_goes_takes_its_check_along_and_undo_brings_both() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = desk(&dir.path().join("p.sayso"));
    s.commit(&[Edit::Sign(vec![signature(1), signature(2)])], None).unwrap();
    let before = s.project();
    s.commit(&[Edit::MergeQuotations(vec![QuoteId(1), QuoteId(2)])], None).unwrap();
    assert!(check(&s, 2).is_none());
    assert_eq!(check(&s, 1).unwrap().standing(&s.project()), Standing::WordsChanged);
    s.undo().unwrap();
    s.commit(&[Edit::RemoveDocument(DocId(1))], None).unwrap();
    sound(&mut s);
    s.undo().unwrap();
    assert_eq!(s.project().docs, before.docs);
    sound(&mut s);
}

#[test]
fn a_text_that_is_here_becomes_a_source_and_no_second_document() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let Edit::ImportDocument(mut again) = import(HARBOUR, "Harbour") else { panic!() };
    again.material = Some(Material::new(DocId(0), MaterialKind::Published));
    s.commit(&[Edit::ImportDocument(again.clone())], None).unwrap();
    assert_eq!(s.project().docs.len(), 1);
    assert_eq!(s.project().doc(DocId(1)).unwrap().material.as_ref().unwrap().kind, MaterialKind::Published);
    sound(&mut s);
    assert!(s.commit(&[Edit::ImportDocument(again)], None).is_err(), "a third time is refused as before");
    let done = s.commit(&[Edit::RemoveMaterial(DocId(1))], None).unwrap();
    assert_eq!(done.label, "no longer compares with “Harbour”");
    assert_eq!(s.project().sources().count(), 0);
}

#[test]
fn a_passage_outside_its_source_and_a_nameless_signature_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = desk(&dir.path().join("p.sayso"));
    let mut bad = signature(1);
    bad.shown.as_mut().unwrap().passage.as_mut().unwrap().spans = Spans::one(Span::between(0, 4000)).unwrap();
    assert!(s.commit(&[Edit::Sign(vec![bad])], None).is_err());
    s.set_who(" ");
    let error = s.commit(&[Edit::Sign(vec![signature(1)])], None).unwrap_err().to_string();
    assert!(error.contains("signed with a name"), "{error}");
    assert!(s.project().docs.values().all(|d| d.checks.is_empty()));
}
