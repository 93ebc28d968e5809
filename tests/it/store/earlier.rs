//! Project files of earlier formats still open, are brought up to date, and export the same.

use super::build::{import_transcript, sound};
use sayso::formats::{self, ExportView, Files};
use sayso::model::{QuoteId, Status};
use sayso::store::Session;
use std::path::{Path, PathBuf};

fn frozen(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/project_files").join(name)
}

/// What `session` exports, line by line, without the name of the program.
fn exported(session: &Session) -> Vec<serde_json::Value> {
    let project = session.project();
    let view = ExportView { proposals: true, rejected: true, with_text: false, ..ExportView::new(&project) };
    let mut files = Files::default();
    formats::exporter("jsonl").unwrap().export(&view, &mut files).unwrap();
    lines(std::str::from_utf8(files.single()).unwrap())
}

fn lines(jsonl: &str) -> Vec<serde_json::Value> {
    let line = |l: &str| {
        let mut value: serde_json::Value = serde_json::from_str(l).unwrap();
        value.as_object_mut().unwrap().remove("engine");
        value
    };
    jsonl.lines().map(line).collect()
}

#[test]
fn format_1_opens_migrates_checks_and_exports_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("old.sayso");
    std::fs::copy(frozen("v0001.sayso"), &path).unwrap();
    let expected = lines(&std::fs::read_to_string(frozen("v0001.jsonl")).unwrap());
    assert_eq!(expected.len(), 2);

    let mut session = Session::open(&path).unwrap();
    session.set_who("Jo");
    sound(&mut session);
    assert_eq!(exported(&session), expected);
    let project = session.project();
    let first = project.quote(QuoteId(1)).unwrap();
    assert_eq!((first.status, first.note.as_str()), (Status::Accepted, "heard on tape"));

    // What the new format has a place for goes in, and the old history can be taken back through it.
    session.commit(&[import_transcript(1)], None).unwrap();
    sound(&mut session);
    drop(session);
    let mut session = Session::open(&path).unwrap();
    session.set_who("Jo");
    assert_eq!(session.project().sources().count(), 1);
    while session.undo().is_ok() {
        sound(&mut session);
    }
    assert!(session.project().docs.is_empty());
}

#[test]
fn format_1_can_be_read_where_it_cannot_be_written_and_stays_as_it_is() {
    let path = frozen("v0001.sayso");
    let before = std::fs::read(&path).unwrap();
    let mut session = Session::open_read_only(&path).unwrap();
    assert_eq!(exported(&session), lines(&std::fs::read_to_string(frozen("v0001.jsonl")).unwrap()));
    sound(&mut session);
    assert!(session.commit(&[import_transcript(1)], None).is_err());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
