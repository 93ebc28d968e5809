//! Commit, undo, redo over restarts.

use super::build::{FERRY, HARBOUR, create, ferry_findings, harbour_findings, import, open, sound};
use sayso::model::{DocId, Edit, QuoteId, Status};

#[test]
fn what_was_done_can_be_undone_and_redone_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let proposed = s.commit(&[Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    assert_eq!(proposed.label, "proposed quotations in “Harbour”");
    let accepted = s.commit(&[Edit::Decide(vec![QuoteId(1), QuoteId(2)], Status::Accepted)], None).unwrap();
    assert_eq!(accepted.label, "accepted 2 quotations");
    sound(&mut s);
    let end = s.project();
    drop(s);

    let mut s = open(&path);
    assert_eq!(s.project(), end);
    // The engine's entry goes with the import before it, and comes back with it.
    for _ in 0..2 {
        s.undo().unwrap();
        sound(&mut s);
    }
    assert!(s.undo().is_err());
    assert!(s.project().docs.is_empty() && s.project().speakers.is_empty());
    drop(s);

    let mut s = open(&path);
    for _ in 0..2 {
        s.redo().unwrap();
        sound(&mut s);
    }
    assert_eq!((&s.project().docs, &s.project().speakers), (&end.docs, &end.speakers));
    let said: Vec<_> = s.history().entries().iter().map(|h| format!("{} {}", h.who, h.label)).collect();
    assert_eq!(said[1], "Sayso proposed quotations in “Harbour”");
    assert_eq!(said[3], "Jo took back: accepted 2 quotations");
}

#[test]
fn the_same_full_name_in_two_documents_is_one_speaker() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    s.commit(&[import(HARBOUR, "Harbour"), import(FERRY, "Ferry")], None).unwrap();
    let edits = [Edit::Propose(DocId(1), harbour_findings()), Edit::Propose(DocId(2), ferry_findings())];
    assert_eq!(s.commit(&edits, None).unwrap().label, "proposed quotations in 2 documents");
    let names: Vec<_> = s.project().speakers.values().map(|s| s.name.clone()).collect();
    assert_eq!(names, ["Mira Holt", "A dock worker"]);
    sound(&mut s);
}

#[test]
fn proposals_that_arrived_meanwhile_neither_stop_undo_nor_vanish_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    s.commit(&[import(FERRY, "Ferry")], None).unwrap();
    s.commit(&[Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    s.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Accepted)], None).unwrap();
    s.commit(&[Edit::Propose(DocId(2), ferry_findings())], None).unwrap();
    let quotes = s.project().home.len();

    assert_eq!(s.undo().unwrap().label, "took back: accepted 1 quotation");
    assert_eq!(s.project().home.len(), quotes, "the ferry’s proposals stay");
    assert_eq!(s.project().quote(QuoteId(1)).unwrap().status, Status::Proposed);
    sound(&mut s);
    assert_eq!(s.undo().unwrap().label, "took back: imported “Ferry”");
    assert_eq!(s.project().home.len(), quotes - 1, "its proposals went along, those in the harbour stay");
    sound(&mut s);
    drop(s);

    let mut s = open(&path);
    assert_eq!(s.redo().unwrap().label, "did again: imported “Ferry”");
    s.commit(&[Edit::Propose(DocId(2), ferry_findings())], None).unwrap();
    assert_eq!(s.redo().unwrap().label, "did again: accepted 1 quotation", "the engine does not end a redo");
    assert_eq!(s.project().home.len(), quotes);
    sound(&mut s);
    assert_eq!(
        s.undo_to(sayso::model::EditSeq(1)).unwrap().label,
        "took back 2 changes, the first: imported “Ferry”"
    );
    assert_eq!(s.project().home.len(), 0);
    s.redo().unwrap();
    assert_eq!(s.project().home.len(), quotes);
    sound(&mut s);
}

#[test]
fn what_the_engine_has_changed_since_is_not_redone_blindly() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    s.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    s.commit(&[Edit::Decide(vec![QuoteId(2)], Status::Accepted)], None).unwrap();
    s.undo().unwrap();
    s.commit(&[Edit::Propose(DocId(1), std::sync::Arc::default())], None).unwrap();
    let before = s.project();
    assert!(s.redo().unwrap_err().to_string().contains("cannot be done again"));
    assert_eq!(s.project(), before);
    sound(&mut s);
}
