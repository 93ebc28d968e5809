//! What the engine says again never undoes what a person said (I5).

use super::build::{FERRY, HARBOUR, create, ferry_findings, found, harbour_findings, import, named, sound};
use sayso::analysis::{Findings, PerMille, QuoteKind};
use sayso::model::{DocId, Edit, EditError, Item, Project, QuoteId, SpeakerId, Status, preview};
use sayso::store::{Session, StoreError};
use std::sync::Arc;
use tempfile::TempDir;

const D: DocId = DocId(1);

fn harbour() -> (TempDir, Session) {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    s.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(D, harbour_findings())], None).unwrap();
    (dir, s)
}

fn propose(s: &mut Session, quotes: Vec<sayso::analysis::FoundQuote>, speakers: &[&str]) {
    let speakers = speakers.iter().map(|name| named(name, &[])).collect();
    let findings = Findings { lang: "en".into(), quotes, speakers, ..Findings::default() };
    s.commit(&[Edit::Propose(D, Arc::new(findings))], None).unwrap();
    sound(s);
}

/// `id kind speaker status`, by place.
fn rows(p: &Project) -> Vec<String> {
    p.quotes()
        .map(|q| {
            let name = q.attribution.speaker.and_then(|s| p.speaker(s)).map_or("?", |s| s.name.as_str());
            format!("{} {:?} {name} {:?}", q.id, q.kind, q.status)
        })
        .collect()
}

#[test]
fn the_same_findings_again_change_nothing() {
    let (_dir, mut s) = harbour();
    let before = s.project();
    assert_eq!(s.commit(&[Edit::Propose(D, harbour_findings())], None).unwrap().seq, None);
    assert_eq!(s.project(), before);
}

#[test]
fn a_proposal_with_other_bounds_keeps_its_id_and_one_that_vanished_goes_with_its_speaker() {
    let (_dir, mut s) = harbour();
    propose(&mut s, vec![found(HARBOUR, &["“The cranes came in March.”"], Some(0))], &["Mira Holt"]);
    assert_eq!(rows(&s.project()), ["q1 Direct Mira Holt Proposed"]);
    assert_eq!(s.project().speakers.len(), 1);
}

#[test]
fn what_a_person_decided_or_changed_stays() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Rejected)], None).unwrap();
    s.commit(&[Edit::SetKind(vec![QuoteId(2)], QuoteKind::Indirect)], None).unwrap();
    let before = rows(&s.project());
    assert_eq!(before, ["q1 Direct Mira Holt Rejected", "q2 Indirect A dock worker Proposed"]);
    propose(
        &mut s,
        vec![found(HARBOUR, &["“We are ready,”", "“The cranes came in March.”"], Some(0))],
        &["Somebody Else"],
    );
    assert_eq!(rows(&s.project()), before);
    propose(&mut s, vec![], &[]);
    assert_eq!(rows(&s.project()), before);
}

#[test]
fn the_same_finding_again_does_not_undo_a_correction() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::SetKind(vec![QuoteId(2)], QuoteKind::Mixed)], None).unwrap();
    s.commit(&[Edit::SetSpeakerByName(vec![QuoteId(1)], "Ada Reed".into())], None).unwrap();
    s.commit(&[Edit::SetNote(QuoteId(1), "sure?".into())], None).unwrap();
    let before = rows(&s.project());
    assert_eq!(before, ["q1 Direct Ada Reed Proposed", "q2 Mixed A dock worker Proposed"]);
    s.commit(&[Edit::Propose(D, harbour_findings())], None).unwrap();
    assert_eq!(rows(&s.project()), before);
    assert_eq!(s.project().quote(QuoteId(1)).unwrap().note, "sure?");
    sound(&mut s);
}

#[test]
fn a_note_or_a_tag_is_a_persons_act_too() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::SetNote(QuoteId(1), "ring her".into())], None).unwrap();
    s.commit(&[Edit::SetTag(vec![QuoteId(2)], "tone".into(), "angry".into())], None).unwrap();
    propose(&mut s, vec![], &[]);
    assert_eq!(s.project().home.len(), 2);
}

#[test]
fn what_a_person_split_or_merged_is_not_proposed_again_in_one() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::SplitQuotation(QuoteId(1), 0)], None).unwrap();
    assert_eq!(s.project().home.len(), 3);
    propose(
        &mut s,
        vec![
            found(HARBOUR, &["“We are ready,”", "“The cranes came in March.”"], Some(0)),
            found(HARBOUR, &["“Nobody asked us.”"], None),
        ],
        &["Mira Holt"],
    );
    assert_eq!(s.project().home.len(), 3, "{:?}", rows(&s.project()));

    s.commit(&[Edit::MergeQuotations(vec![QuoteId(1), QuoteId(3)])], None).unwrap();
    let parts = [
        found(HARBOUR, &["“We are ready,”"], Some(0)),
        found(HARBOUR, &["“The cranes came in March.”"], Some(0)),
    ];
    propose(&mut s, parts.to_vec(), &["Mira Holt"]);
    assert_eq!(rows(&s.project()), ["q1 Direct Mira Holt Proposed"]);
}

#[test]
fn a_quotation_inside_an_accepted_one_is_still_proposed() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::Decide(vec![QuoteId(2)], Status::Accepted)], None).unwrap();
    let mut inner = found(HARBOUR, &["asked us"], None);
    inner.parent = Some(0);
    propose(&mut s, vec![found(HARBOUR, &["“Nobody asked us.”"], None), inner], &[]);
    let p = s.project();
    assert_eq!(p.quote(QuoteId(3)).unwrap().parent, Some(QuoteId(2)));
    s.commit(&[Edit::SetContent(QuoteId(2), super::build::spans(HARBOUR, &["“Nobody"]))], None).unwrap();
    assert_eq!(s.project().quote(QuoteId(3)).unwrap().parent, None, "it no longer lies inside");
    sound(&mut s);
}

#[test]
fn a_merge_holds_for_later_runs_and_other_documents() {
    let (_dir, mut s) = harbour();
    propose(
        &mut s,
        vec![
            found(HARBOUR, &["“We are ready,”", "“The cranes came in March.”"], Some(0)),
            found(HARBOUR, &["“Nobody asked us.”"], Some(1)),
        ],
        &["Mira Holt", "Holt"],
    );
    let p = s.project();
    let id = |name: &str| p.speakers.values().find(|s| s.name == name).unwrap().id;
    let (into, from) = (id("Mira Holt"), id("Holt"));
    let merge = [Edit::MergeSpeakers { into, from: vec![from] }];
    let shown = preview(&p, &merge).unwrap();
    assert_eq!((shown.quotations(), shown.speakers_gone.as_slice()), (1, [from].as_slice()));
    let done = s.commit(&merge, None).unwrap();
    assert_eq!(done.label, "merged Holt into Mira Holt");
    assert_eq!(done.focus, Some(Item::Speaker(into)));
    s.commit(&[import(FERRY, "Ferry")], None).unwrap();
    let findings = Findings {
        quotes: vec![found(FERRY, &["“It will come,”", "“It must.”"], Some(0))],
        speakers: vec![named("Holt", &[])],
        ..Findings::default()
    };
    s.commit(&[Edit::Propose(DocId(2), Arc::new(findings))], None).unwrap();
    assert_eq!(s.project().speakers.len(), 1, "{:?}", rows(&s.project()));
    sound(&mut s);
}

#[test]
fn a_last_name_or_a_description_alone_is_another_speaker_in_another_document() {
    let (_dir, mut s) = harbour();
    s.commit(&[import(FERRY, "Ferry")], None).unwrap();
    for name in ["Holt", "A dock worker"] {
        let findings = Findings {
            quotes: vec![found(FERRY, &["“It will come,”", "“It must.”"], Some(0))],
            speakers: vec![named(name, &[])],
            ..Findings::default()
        };
        s.commit(&[Edit::Propose(DocId(2), Arc::new(findings))], None).unwrap();
        let p = s.project();
        let speaker = p.doc(DocId(2)).unwrap().speakers().into_iter().next().unwrap();
        assert!(!p.doc(D).unwrap().speakers().contains(&speaker), "{name}");
        assert_eq!(p.speakers.len(), 3, "the one before it went");
    }
    sound(&mut s);
}

#[test]
fn a_speaker_that_a_person_changed_is_left_alone_and_stays() {
    let (_dir, mut s) = harbour();
    s.commit(&[Edit::RenameSpeaker(SpeakerId(2), "Tom Reed".into())], None).unwrap();
    propose(&mut s, vec![found(HARBOUR, &["“Nobody asked us.”"], Some(0))], &["A dock worker"]);
    let p = s.project();
    assert_eq!(rows(&p), ["q2 Direct Tom Reed Proposed"], "its old name is an alias now");
    propose(&mut s, vec![], &[]);
    assert_eq!(s.project().speakers.len(), 1);
    assert_eq!(s.project().speaker(SpeakerId(2)).unwrap().name, "Tom Reed");
}

#[test]
fn the_runner_up_can_be_taken_and_given_back() {
    let (_dir, mut s) = harbour();
    let take = [Edit::TakeRunnerUp(vec![QuoteId(2)]), Edit::Decide(vec![QuoteId(2)], Status::Accepted)];
    let done = s.commit(&take, None).unwrap();
    assert_eq!(done.label, "took the runner-up for 1 quotation and accepted 1 quotation");
    let a = s.project().quote(QuoteId(2)).unwrap().attribution.clone();
    assert_eq!((a.speaker, a.confidence), (Some(SpeakerId(1)), Some(PerMille::new(80))));
    s.commit(&[Edit::TakeRunnerUp(vec![QuoteId(2)])], None).unwrap();
    let a = s.project().quote(QuoteId(2)).unwrap().attribution.clone();
    assert_eq!((a.speaker, a.confidence), (Some(SpeakerId(2)), Some(PerMille::new(900))));
    let none = s.commit(&[Edit::TakeRunnerUp(vec![QuoteId(1)])], None);
    assert!(matches!(none, Err(StoreError::Edit(EditError::Refused(_)))));
}

#[test]
fn a_split_speaker_is_kept_apart_and_a_removed_one_leaves_its_quotations_unknown() {
    let (_dir, mut s) = harbour();
    let split =
        Edit::SplitSpeaker { speaker: SpeakerId(1), quotes: vec![QuoteId(1)], name: "Ada Holt".into() };
    s.commit(&[split], None).unwrap();
    let p = s.project();
    assert_eq!(p.apart.iter().copied().collect::<Vec<_>>(), [(SpeakerId(1), SpeakerId(3))]);
    assert!(sayso::model::merge_proposals(&p).is_empty());
    s.commit(&[Edit::RemoveSpeaker(SpeakerId(3))], None).unwrap();
    let p = s.project();
    assert_eq!(rows(&p).first().unwrap(), "q1 Direct ? Proposed");
    assert!(p.apart.is_empty());
    sound(&mut s);
}

#[test]
fn a_shared_speaker_stays_when_one_document_goes() {
    let (_dir, mut s) = harbour();
    s.commit(&[import(FERRY, "Ferry"), Edit::Propose(DocId(2), ferry_findings())], None).unwrap();
    s.commit(&[Edit::RemoveDocument(D)], None).unwrap();
    let names: Vec<_> = s.project().speakers.values().map(|s| s.name.clone()).collect();
    assert_eq!(names, ["Mira Holt"]);
    sound(&mut s);
}

#[test]
fn edits_that_cannot_be_done_change_nothing() {
    let (_dir, mut s) = harbour();
    let before = s.project();
    let far = sayso::text::Spans::one(sayso::text::Span::between(5, 90_000)).unwrap();
    let wrong: Vec<Vec<Edit>> = vec![
        vec![
            Edit::Decide(vec![QuoteId(1)], Status::Accepted),
            Edit::Decide(vec![QuoteId(77)], Status::Accepted),
        ],
        vec![Edit::AddQuotation(D, far.clone(), QuoteKind::Direct)],
        vec![Edit::SetCue(QuoteId(1), Some(far))],
        vec![import(HARBOUR, "The same again")],
        vec![Edit::RenameSpeaker(SpeakerId(1), "  ".into())],
        vec![Edit::SplitQuotation(QuoteId(2), 0)],
        vec![Edit::MergeQuotations(vec![QuoteId(1), QuoteId(1)])],
        vec![Edit::KeepApart(SpeakerId(1), SpeakerId(1))],
        vec![Edit::RemoveDocument(DocId(9))],
    ];
    for edits in wrong {
        assert!(matches!(s.commit(&edits, None), Err(StoreError::Edit(_))), "{edits:?}");
    }
    assert!(Arc::ptr_eq(&before, &s.project()));
    assert_eq!(s.history().entries().len(), 1);
}
