//! Two programs on one file, and what happens to a file that is copied, moved or damaged.

use super::build::{FERRY, HARBOUR, create, harbour_findings, import, open, sound};
use sayso::model::{DocId, Edit, ImportedDocument, ImportedText, QuoteId, QuoteKind, Status};
use sayso::store::{ReadOnly, Session, StoreError};
use sayso::text::{SourceText, Span, Spans, TextHash};
use std::fs;
use std::path::Path;

fn refused(path: &Path) -> String {
    match Session::open(path) {
        Err(e) => format!("{e} {}", e.hint()),
        Ok(s) => panic!("{s:?} was opened"),
    }
}

#[test]
fn two_sessions_on_one_file_lose_nothing_of_either() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut jo = create(&path);
    let mut kim = open(&path);
    kim.set_who("Kim");
    jo.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    kim.commit(&[import(FERRY, "Ferry")], None).unwrap();
    assert_eq!(kim.project().docs.len(), 2, "planned on top of Jo’s");
    jo.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Accepted)], None).unwrap();
    kim.commit(&[Edit::Decide(vec![QuoteId(2)], Status::Rejected)], None).unwrap();
    assert!(jo.refresh().unwrap());
    assert!(!jo.refresh().unwrap());
    assert_eq!((jo.project(), jo.history()), (kim.project(), kim.history()));
    let who: Vec<_> = jo.history().entries().iter().map(|h| h.who.clone()).collect();
    assert_eq!(who, ["Jo", "Kim", "Jo", "Kim"]);

    jo.undo().unwrap();
    let gone = kim.commit(&[Edit::RemoveDocument(DocId(1))], None).unwrap();
    assert_eq!(gone.label, "removed “Harbour”");
    let late = jo.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Accepted)], None);
    assert!(matches!(late, Err(StoreError::Edit(_))), "the quotation went with its document");
    assert_eq!(jo.project(), kim.project());
    sound(&mut jo);
    sound(&mut kim);
}

#[test]
fn what_is_no_project_is_refused_by_name_and_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    assert!(refused(&at("none.sayso")).contains("“none.sayso” is not there"));
    assert!(refused(dir.path()).contains("is a folder"));
    fs::write(at("empty.sayso"), "").unwrap();
    assert!(refused(&at("empty.sayso")).contains("it is empty"));
    fs::write(at("notes.txt"), "Dear Ann,\nthe harbour opens in May.\n").unwrap();
    assert!(
        refused(&at("notes.txt")).contains("“notes.txt” is not a Sayso project: it is another kind of file")
    );

    let other = rusqlite::Connection::open(at("other.db")).unwrap();
    other.execute_batch("CREATE TABLE t (a)").unwrap();
    drop(other);
    let before = fs::read(at("other.db")).unwrap();
    assert!(refused(&at("other.db")).contains("a database of another program"));
    assert_eq!(fs::read(at("other.db")).unwrap(), before);

    drop(create(&at("new.sayso")));
    let raw = rusqlite::Connection::open(at("new.sayso")).unwrap();
    raw.execute_batch("PRAGMA user_version=7").unwrap();
    drop(raw);
    let before = fs::read(at("new.sayso")).unwrap();
    let said = refused(&at("new.sayso"));
    assert!(
        said.contains("a newer Sayso (format 7; this one reads 2)") && said.contains("Update Sayso"),
        "{said}"
    );
    assert_eq!(fs::read(at("new.sayso")).unwrap(), before);
    assert!(matches!(Session::create(&at("new.sayso")), Err(StoreError::Exists(_))));
}

#[test]
fn a_damaged_file_is_refused_wherever_the_damage_is() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    drop(s);
    let whole = fs::read(&path).unwrap();
    let half = dir.path().join("half.sayso");
    fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    assert!(refused(&half).contains("is damaged"));

    for sql in [
        "UPDATE quotation SET data = json_remove(data, '$.content') WHERE id = 1",
        "UPDATE quotation SET id = 9 WHERE id = 1",
        "UPDATE quotation SET data = json_set(data, '$.content[0][1]', 99999)",
        "UPDATE quotation SET data = json_set(data, '$.attribution.speaker', 77)",
        "UPDATE quotation SET data = json_set(data, '$.parent', id)",
        "DELETE FROM document",
        "DELETE FROM entry WHERE seq = 1; INSERT INTO entry VALUES (3, '', '', 'do', NULL, NULL, '', NULL, 1, '[]')",
        "DROP TABLE speaker",
    ] {
        fs::write(&half, &whole).unwrap();
        rusqlite::Connection::open(&half).unwrap().execute_batch(sql).unwrap();
        let said = refused(&half);
        assert!(said.contains("“half.sayso” is damaged"), "{sql}: {said}");
    }
}

#[test]
fn what_another_tool_changed_behind_the_journal_is_found_by_the_check() {
    let dir = tempfile::tempdir().unwrap();
    for (sql, finding) in [
        ("UPDATE quotation SET data = json_set(data, '$.note', 'x') WHERE id = 2", "does not add up"),
        ("UPDATE quotation SET words = 'x' WHERE id = 2", "not those of the text"),
        ("UPDATE text SET content = content || ' '", "other bytes than its name"),
        (
            "UPDATE meta SET value = '{\"document\":1,\"quotation\":2,\"speaker\":1}' WHERE key = 'ids'",
            "given before",
        ),
        ("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM text; END", "added by another program"),
    ] {
        let path = dir.path().join("p.sayso");
        _ = fs::remove_file(&path);
        let mut s = create(&path);
        s.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
        drop(s);
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let findings = open(&path).check().unwrap();
        assert!(findings.iter().any(|f| f.message.contains(finding)), "{sql}: {findings:?}");
    }
}

#[test]
fn a_trigger_in_a_crafted_file_does_not_run() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    drop(create(&path));
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM text; END").unwrap();
    drop(raw);
    let mut s = open(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    drop(s);
    assert!(open(&path).project().doc(DocId(1)).unwrap().text.is_some());
}

#[test]
fn a_copy_holds_everything_and_goes_its_own_way() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let copy = dir.path().join("copy.sayso");
    s.save_copy(&copy).unwrap();
    s.save_copy(&copy).unwrap();
    assert!(matches!(s.save_copy(dir.path()), Err(StoreError::Folder(_))));
    s.commit(&[Edit::RenameDocument(DocId(1), "Port".into())], None).unwrap();
    let mut c = open(&copy);
    assert_eq!(c.history().entries().len(), 1);
    c.undo().unwrap();
    sound(&mut c);
    sound(&mut s);
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "nothing half-written stays: {left:?}");
}

#[test]
fn a_project_opened_for_reading_is_not_changed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    create(&path).commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let before = fs::read(&path).unwrap();
    let mut s = Session::open_read_only(&path).unwrap();
    assert_eq!(s.read_only(), Some(ReadOnly::Asked));
    let refused = [s.commit(&[import(FERRY, "Ferry")], None), s.undo(), s.redo()];
    assert!(refused.iter().all(|r| matches!(r, Err(StoreError::ReadOnly(ReadOnly::Asked)))));
    sound(&mut s);
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn a_file_that_is_replaced_while_it_is_open_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    fs::rename(&path, dir.path().join("away.sayso")).unwrap();
    let lost = s.commit(&[import(FERRY, "Ferry")], None);
    assert!(matches!(lost, Err(StoreError::Moved(_))), "{lost:?}");
    assert_eq!(open(&dir.path().join("away.sayso")).history().entries().len(), 1);
}

#[test]
fn a_text_named_by_its_hash_is_taken_in_when_it_comes() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    let text = SourceText::new(HARBOUR);
    let mut document = ImportedDocument::new(ImportedText::Named(text.hash()), "Harbour", "harbour");
    let content = super::build::spans(HARBOUR, &["“Nobody asked us.”"]);
    document.quotes.push(sayso::model::ImportedQuote::new(content, QuoteKind::Direct));
    s.commit(&[Edit::ImportDocument(Box::new(document))], None).unwrap();
    sound(&mut s);
    let mark = Edit::AddQuotation(DocId(1), Spans::one(Span::between(0, 3)).unwrap(), QuoteKind::Direct);
    assert!(s.commit(std::slice::from_ref(&mark), None).unwrap_err().to_string().contains("is not here"));
    assert!(matches!(s.attach_text(&SourceText::new(FERRY), FERRY.as_bytes()), Err(StoreError::UnknownText)));

    let mut other = open(&path);
    s.attach_text(&text, text.as_str().as_bytes()).unwrap();
    sound(&mut s);
    other.refresh().unwrap();
    assert_eq!(other.project(), s.project());
    s.commit(&[mark], None).unwrap();
    drop(s);
    sound(&mut open(&path));
    let raw = rusqlite::Connection::open(&path).unwrap();
    let words: String = raw.query_row("SELECT words FROM quotation WHERE id = 1", [], |r| r.get(0)).unwrap();
    assert_eq!(words, "“Nobody asked us.”");
}

#[test]
fn a_text_that_does_not_hold_what_is_marked_in_it_is_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    let text = SourceText::new("Short.");
    let mut document = ImportedDocument::new(ImportedText::Named(text.hash()), "Short", "short");
    let far = Spans::one(Span::between(10, 20)).unwrap();
    document.quotes.push(sayso::model::ImportedQuote::new(far, QuoteKind::Direct));
    s.commit(&[Edit::ImportDocument(Box::new(document))], None).unwrap();
    assert!(matches!(s.attach_text(&text, text.as_str().as_bytes()), Err(StoreError::UnfitText(1))));
    sound(&mut s);
}

#[test]
fn original_bytes_are_kept_once_and_outlive_the_document() {
    let dir = tempfile::tempdir().unwrap();
    let mut s = create(&dir.path().join("p.sayso"));
    let bytes: &[u8] = b"\xef\xbb\xbfThe pier.\r\n";
    let mut document = ImportedDocument::new(SourceText::new("The pier.\n"), "Pier", "pier");
    document.bytes = Some(bytes.into());
    s.commit(&[Edit::ImportDocument(Box::new(document)), import(HARBOUR, "Harbour")], None).unwrap();
    let hash = s.project().doc(DocId(1)).unwrap().document.origin.bytes.unwrap();
    assert_eq!(hash, TextHash::of(bytes));
    s.undo().unwrap();
    assert_eq!(s.original(hash).unwrap().as_deref(), Some(bytes));
    assert_eq!(s.original(TextHash::of(HARBOUR.as_bytes())).unwrap().as_deref(), Some(HARBOUR.as_bytes()));
    assert_eq!(s.original(TextHash::of(b"?")).unwrap(), None);
}

#[test]
fn any_sqlite_tool_can_read_the_tables() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour"), Edit::Propose(DocId(1), harbour_findings())], None).unwrap();
    s.commit(&[Edit::Decide(vec![QuoteId(1)], Status::Accepted)], None).unwrap();
    drop(s);
    let raw = rusqlite::Connection::open(&path).unwrap();
    let sql = "SELECT d.title || '|' || s.name || '|' || q.words || '|' || q.status || '|' || q.decided_by || '|' || q.start_byte
                 || '|' || q.confidence
               FROM quotation q JOIN document d ON d.id = q.document JOIN speaker s ON s.id = q.speaker WHERE q.id = 1";
    let row: String = raw.query_row(sql, [], |r| r.get(0)).unwrap();
    let start = HARBOUR.find('“').unwrap();
    assert_eq!(
        row,
        format!("Harbour|Mira Holt|“We are ready,” “The cranes came in March.”|accepted|Jo|{start}|0.9")
    );
}
