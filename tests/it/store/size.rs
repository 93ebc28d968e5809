//! A project of many documents: how long a change takes, and that it grows with what it touches. Run with
//! `cargo test --release --test it store::size -- --ignored --nocapture`.

use super::build::{create, found, import, named, open, sound};
use sayso::analysis::Findings;
use sayso::model::{DocId, Edit, QuoteId, SpeakerId, Status, merge_proposals};
use sayso::store::Session;
use std::sync::Arc;
use std::time::{Duration, Instant};

const DOCUMENTS: u32 = 10_000;
const QUOTATIONS: usize = 10;

fn text(n: u32) -> String {
    let mut text = format!("Note {n} from the harbour office.\n\n");
    for q in 0..QUOTATIONS {
        let said = format!("“Crane {q} of note {n} stands idle since the spring,” said Person {}.", q % 3);
        text.push_str(&said);
        text.push_str("\n\n");
    }
    text
}

fn propose(n: u32) -> Edit {
    let text = text(n);
    let quotes = (0..QUOTATIONS).map(|q| {
        let words = format!("“Crane {q} of note {n} stands idle since the spring,”");
        found(&text, &[&words], Some(q % 3))
    });
    let speakers = (0..3).map(|s| named(&format!("Person {} of Pier {s}", n % 2000), &[]));
    let findings = Findings { quotes: quotes.collect(), speakers: speakers.collect(), ..Findings::default() };
    Edit::Propose(DocId(n), Arc::new(findings))
}

fn median(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

fn timed(what: &str, count: u32, session: &mut Session, mut f: impl FnMut(&mut Session, u32)) -> Duration {
    let mut times = Vec::new();
    for n in 0..count {
        // The window holds on to what it draws, so that nothing can be changed in place.
        let _window = (session.project(), session.history());
        let start = Instant::now();
        f(session, n);
        times.push(start.elapsed());
    }
    let (median, most) = median(times);
    println!("{what}: {median:.1?} (most {most:.1?})");
    median
}

#[test]
#[ignore = "takes a minute; run by hand and quoted in ARCHITECTURE.md"]
fn ten_thousand_documents_with_a_hundred_thousand_quotations() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    let start = Instant::now();
    let all: Vec<_> = (1..=DOCUMENTS).map(|n| import(&text(n), "Note")).collect();
    s.commit(&all, None).unwrap();
    println!("import of {DOCUMENTS} documents in one step: {:.1?}", start.elapsed());
    let start = Instant::now();
    let numbers: Vec<u32> = (1..=DOCUMENTS).collect();
    for some in numbers.chunks(100) {
        s.commit(&some.iter().map(|&n| propose(n)).collect::<Vec<_>>(), None).unwrap();
    }
    println!("100 commits of proposals for 100 documents each: {:.1?}", start.elapsed());
    drop(s);
    let start = Instant::now();
    let mut s = open(&path);
    println!(
        "open: {:.1?}; file {} MB",
        start.elapsed(),
        std::fs::metadata(&path).unwrap().len() / 1_000_000
    );
    let project = s.project();
    println!("{} quotations, {} speakers", project.home.len(), project.speakers.len());
    drop(project);

    let accept = |s: &mut Session, n: u32| {
        let status = Status::Accepted;
        s.commit(&[Edit::Decide(vec![QuoteId(n * 97 + 1)], status)], None).unwrap();
    };
    let (project, mut ids) = (s.project(), sayso::model::IdSource::default());
    timed("plan that decision, without the file", 40, &mut s, |_, n| {
        let edit = Edit::Decide(vec![QuoteId(n * 97 + 1)], Status::Accepted);
        drop(sayso::model::plan(&project, &[edit], "Jo", jiff::Timestamp::UNIX_EPOCH, &mut ids).unwrap());
    });
    drop(project);
    let one = timed("accept one quotation", 40, &mut s, accept);
    timed("undo", 20, &mut s, |s, _| drop(s.undo().unwrap()));
    timed("redo", 20, &mut s, |s, _| drop(s.redo().unwrap()));
    timed("rename a speaker", 10, &mut s, |s, n| {
        drop(s.commit(&[Edit::RenameSpeaker(SpeakerId(n + 1), format!("Renamed {n}"))], None).unwrap());
    });
    timed("give one to a new speaker by name", 10, &mut s, |s, n| {
        s.commit(&[Edit::SetSpeakerByName(vec![QuoteId(n * 1000 + 1)], "Somebody New".into())], None)
            .unwrap();
    });
    timed("merge two speakers", 5, &mut s, |s, n| {
        let (into, from) = (SpeakerId(100 + 2 * n), vec![SpeakerId(101 + 2 * n)]);
        drop(s.commit(&[Edit::MergeSpeakers { into, from }], None).unwrap());
    });
    let start = Instant::now();
    println!("{} proposals to merge: {:.1?}", merge_proposals(&s.project()).len(), start.elapsed());
    let every: Vec<QuoteId> =
        s.project().quotes().filter(|q| q.status == Status::Proposed).map(|q| q.id).collect();
    timed("accept all that are open", 1, &mut s, |s, _| {
        drop(s.commit(&[Edit::Decide(every.clone(), Status::Accepted)], None).unwrap());
    });
    timed("undo of that", 1, &mut s, |s, _| drop(s.undo().unwrap()));
    let start = Instant::now();
    sound(&mut s);
    println!("check: {:.1?}", start.elapsed());
    assert!(one < Duration::from_millis(100), "a decision must not copy the project");
}

#[test]
fn a_change_shares_all_that_it_does_not_touch_with_the_project_before() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    s.commit(&[import(&text(1), "One"), import(&text(2), "Two"), propose(1), propose(2)], None).unwrap();
    let before = s.project();
    s.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Accepted)], None).unwrap();
    let after = s.project();
    assert!(Arc::ptr_eq(before.doc(DocId(2)).unwrap(), after.doc(DocId(2)).unwrap()));
    assert!(Arc::ptr_eq(before.quote(QuoteId(2)).unwrap(), after.quote(QuoteId(2)).unwrap()));
    assert!(Arc::ptr_eq(&before.speakers, &after.speakers));
    assert!(!Arc::ptr_eq(before.doc(DocId(1)).unwrap(), after.doc(DocId(1)).unwrap()));
}
