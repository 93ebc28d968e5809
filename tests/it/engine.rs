//! The engine thread as a face uses it: requests in, events out.

use sayso::app::styles::Styles;
use sayso::app::tasks::ExportOrder;
use sayso::app::{Comparisons, Engine, Event, Finished, Input, JobId, Places, Report, Request, SourceFacts};
use sayso::model::{
    DocId, Edit, EditSeq, ImportedSpeaker, MaterialKind, Outcome, Project, QuoteId, RevisionSummary, Shown,
    Signature, Standing, Status, Verdict,
};
use sayso::store::History;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A person at a desk of their own.
struct Desk {
    home: PathBuf,
    engine: Engine,
    project: Arc<Project>,
    history: Arc<History>,
    path: PathBuf,
    scratch: bool,
    said: Vec<String>,
    ended: Vec<Finished>,
    refused: Vec<Report>,
    recent: Vec<PathBuf>,
    styles: Styles,
    compared: Vec<Arc<Comparisons>>,
    revisions: Vec<(Arc<RevisionSummary>, Vec<Edit>)>,
}

impl Desk {
    fn at(home: &Path) -> Self {
        let engine = Engine::start("Jo".into(), Places::under(home), Arc::new(|| {}));
        Self {
            home: home.to_path_buf(),
            engine,
            project: Arc::default(),
            history: Arc::default(),
            path: PathBuf::new(),
            scratch: false,
            said: Vec::new(),
            ended: Vec::new(),
            refused: Vec::new(),
            recent: Vec::new(),
            styles: Styles::default(),
            compared: Vec::new(),
            revisions: Vec::new(),
        }
    }

    fn ask(&self, request: Request) {
        self.engine.send(request).unwrap();
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Opened { project, history, path, scratch, .. } => {
                (self.project, self.history, self.path, self.scratch) = (project, history, path, scratch);
            }
            Event::Changed { project, history, said, .. } => {
                (self.project, self.history) = (project, history);
                self.said.extend(Some(said).filter(|s| !s.is_empty()));
            }
            Event::Refused(report) => self.refused.push(report),
            Event::JobEnded(_, how) => self.ended.push(how),
            Event::Styles(styles) => self.styles = styles,
            Event::Recent(recent) => self.recent = recent,
            Event::Compared(all) => self.compared.push(all),
            Event::Revision { summary, edits, .. } => self.revisions.push((summary, edits)),
        }
    }

    /// Waits until `what` holds.
    fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + Duration::from_mins(2);
        while !holds(self) {
            assert!(Instant::now() < deadline, "waited in vain until {what}; refused: {:?}", self.refused);
            if let Some(event) = self.engine.wait(Duration::from_millis(20)) {
                self.take(event);
            }
        }
    }

    /// Waits until `jobs` more jobs have ended and none runs.
    fn finish(&mut self, jobs: usize) {
        let goal = self.ended.len() + jobs;
        self.until("the jobs ended", |d| d.ended.len() >= goal && d.engine.jobs().is_empty());
    }

    fn import(&mut self, paths: &[&Path]) {
        self.ask(Request::Import(paths.iter().map(|p| Input::Path(p.to_path_buf())).collect()));
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.join("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn create(&mut self, name: &str) -> PathBuf {
        let path = self.home.join(name);
        self.ask(Request::Create(path.clone()));
        self.until("it is open", |d| d.path == path);
        path
    }

    fn titles(&self) -> Vec<&str> {
        self.project.docs.values().map(|d| d.document.title.as_str()).collect()
    }

    fn knows(&self, name: &str) -> bool {
        self.project.speakers.values().any(|s| s.name == name)
    }

    fn problems(&self) -> Vec<String> {
        let of = |how: &Finished| match how {
            Finished::Done { problems, .. } => problems.clone(),
            _ => Vec::new(),
        };
        self.ended.iter().flat_map(of).map(|p| p.message).collect()
    }

    fn all_analysed(&self) -> bool {
        self.project.docs.values().all(|d| d.document.analysed.is_some())
    }
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

const MILL: &str = "The mill\n\n“It turns again,” said Ada Lund. “We are glad.”\n";

/// Articles of some weight, so that looking through them takes a while.
fn many(desk: &Desk, count: usize) -> PathBuf {
    let folder = desk.home.join("many");
    std::fs::create_dir_all(&folder).unwrap();
    for n in 0..count {
        let text = format!("Number {n}\n\n") + &"“It turns again,” said Ada Lund on day one.\n\n".repeat(100);
        std::fs::write(folder.join(format!("{n:04}.txt")), text).unwrap();
    }
    folder
}

#[test]
fn what_can_be_read_comes_in_and_the_rest_is_named() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.create("town.sayso");
    desk.file("b/mill.txt", MILL);
    desk.file("b/again.txt", MILL.replace('\n', "\r\n"));
    desk.file("a.txt", "Another\n\n«Oui», dit-elle.\n");
    desk.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0");
    let folder = desk.file("empty.txt", "  \n").parent().unwrap().to_path_buf();
    let gone = desk.home.join("gone.txt");
    desk.import(&[&folder, &gone]);
    desk.ask(Request::Import(vec![Input::Text { title: "Note".into(), text: "“Yes.”".into() }]));
    desk.finish(3);
    assert_eq!(desk.titles(), ["Another", "The mill", "“Yes.”"]);
    assert!(desk.all_analysed());
    let first = desk.project.docs.values().nth(1).unwrap();
    assert_eq!(first.document.origin.name, "again.txt", "in the order of the folder");
    assert!(!first.quotes.is_empty());
    let problems = desk.problems().join("\n").replace(&home.path().display().to_string(), "HOME");
    let wanted = [
        "“HOME/gone.txt” could not be opened: it is not there.",
        "“HOME/in/empty.txt” was not read: there are no words in it.",
        "“HOME/in/picture.txt” was not read: it is not a text: it is a picture.",
        "“mill.txt” is in the project already, as “again.txt”, with the same words.",
    ];
    for message in wanted {
        assert!(problems.contains(message), "{message}\nnot in\n{problems}");
    }
    assert_eq!(problems.lines().count(), wanted.len(), "{problems}");
}

#[test]
fn undo_takes_an_import_back_with_what_the_engine_proposed_and_redo_brings_both() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.create("town.sayso");
    let mill = desk.file("mill.txt", MILL);
    desk.import(&[&mill]);
    desk.finish(2);
    let before = desk.project.clone();
    let who: Vec<_> = desk.history.entries().iter().map(|h| h.who.as_str()).collect();
    assert_eq!(who, ["Jo", "Sayso"]);
    assert_eq!(desk.history.next_undo().unwrap().seq, EditSeq(1), "the person's act, not the engine's");
    desk.ask(Request::Undo);
    desk.until("it is empty", |d| d.project.docs.is_empty());
    desk.ask(Request::Redo);
    desk.until("it is back", |d| !d.project.docs.is_empty());
    assert_eq!(desk.project.docs, before.docs);
    // And one decision is one step, though the engine's entry lies between it and the import.
    let quote = desk.project.quotes().next().unwrap().id;
    let edits = vec![Edit::Decide(vec![quote], Status::Accepted)];
    desk.ask(Request::Commit { edits, focus: None });
    desk.until("it is accepted", |d| d.project.quote(quote).unwrap().status == Status::Accepted);
    desk.ask(Request::Undo);
    desk.until("it is open again", |d| d.project.quote(quote).unwrap().status == Status::Proposed);
    assert_eq!(desk.project.docs, before.docs);
    assert!(desk.said.last().unwrap().starts_with("took back"), "{:?}", desk.said);
}

#[test]
fn a_change_never_waits_for_the_analysis() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.create("town.sayso");
    let folder = many(&desk, 150);
    desk.import(&[&folder]);
    desk.until("the documents are there", |d| d.project.docs.len() == 150);
    for n in 1..=5 {
        let begin = Instant::now();
        let name = format!("Bo Hall {n}");
        let edit = Edit::AddSpeaker(ImportedSpeaker { name: name.clone(), ..ImportedSpeaker::default() });
        desk.ask(Request::Commit { edits: vec![edit], focus: None });
        desk.until("the speaker is there", |d| d.knows(&name));
        assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
        if n == 1 {
            assert!(!desk.all_analysed(), "the analysis was over before the change; the test shows nothing");
            let view = desk.engine.jobs().pop().unwrap();
            assert_eq!((view.what.as_str(), view.of), ("Finding quotations in", 150));
        }
    }
    desk.until("all is analysed", |d| d.all_analysed() && d.engine.jobs().is_empty());
    // What the engine wrote meanwhile does not stand in the way of the person's undo, and stays.
    desk.ask(Request::Undo);
    desk.until("the last speaker is gone", |d| !d.knows("Bo Hall 5"));
    assert!(desk.knows("Bo Hall 4") && desk.all_analysed());
}

#[test]
fn a_cancelled_analysis_keeps_what_it_has_and_goes_on_when_the_project_is_opened_again() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let path = desk.create("town.sayso");
    let folder = many(&desk, 150);
    desk.import(&[&folder]);
    desk.until("something is analysed", |d| d.project.docs.values().any(|s| s.document.analysed.is_some()));
    let id: JobId = desk.engine.jobs().into_iter().find(|j| j.what.starts_with("Finding")).unwrap().id;
    let begin = Instant::now();
    desk.ask(Request::Cancel(id));
    desk.finish(1);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    assert!(
        matches!(desk.ended.last(), Some(Finished::Cancelled { kept }) if kept.ends_with("stays.")),
        "{:?}",
        desk.ended
    );
    assert_eq!(desk.project.docs.len(), 150);
    assert!(!desk.all_analysed());
    drop(desk);
    let mut desk = Desk::at(home.path());
    desk.ask(Request::Open(path));
    desk.until("all is analysed", |d| d.project.docs.len() == 150 && d.all_analysed());
}

#[test]
fn closing_while_work_runs_is_quick_and_loses_nothing() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let path = desk.create("town.sayso");
    let folder = many(&desk, 100);
    desk.import(&[&folder]);
    desk.until("the documents are there", |d| d.project.docs.len() == 100);
    let begin = Instant::now();
    drop(desk);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
    let (findings, project) = sayso::app::tasks::check_stored(&path).unwrap();
    assert_eq!((findings, project.docs.len()), (vec![], 100));
}

#[test]
fn loose_documents_get_a_name_and_undo_reaches_back_over_a_restart() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let mill = desk.file("mill.txt", MILL);
    // A file that is no project goes to the project for loose documents.
    desk.ask(Request::Open(mill));
    desk.finish(2);
    assert!(desk.scratch && desk.recent.is_empty());
    let scratch = desk.path.clone();
    let town = home.path().join("new folder/town.sayso");
    desk.ask(Request::SaveAs(town.clone()));
    desk.until("the loose documents have moved", |d| {
        d.path == town && !scratch.exists() && !d.recent.is_empty()
    });
    assert!(!desk.scratch);
    assert_eq!(desk.recent, std::slice::from_ref(&town));
    let quote = desk.project.quotes().next().unwrap().id;
    let edits = vec![Edit::SetSpeakerByName(vec![quote], "Ada Lund the Elder".into())];
    desk.ask(Request::Commit { edits, focus: None });
    desk.until("she is there", |d| d.knows("Ada Lund the Elder"));
    drop(desk);
    let mut desk = Desk::at(home.path());
    desk.ask(Request::Open(town));
    desk.until("it is open", |d| d.project.docs.len() == 1);
    desk.ask(Request::Undo);
    desk.until("she is gone", |d| !d.knows("Ada Lund the Elder"));
    desk.ask(Request::Undo);
    desk.until("the document is gone", |d| d.project.docs.is_empty());
    desk.ask(Request::Undo);
    desk.until("there is nothing to undo", |d| !d.refused.is_empty());
    assert_eq!(desk.refused[0].message, "There is nothing to undo.");
}

#[test]
fn a_sample_opens_as_a_copy_that_is_gone_on_with() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.ask(Request::OpenSample("newsroom".into()));
    desk.until("it is open", |d| d.project.docs.len() == 6);
    let (path, undecided) = (desk.path.clone(), desk.project.quotes().filter(|q| q.is_open()).count());
    assert_eq!(undecided, 0, "a finished project is not looked through again");
    desk.ask(Request::Commit { edits: vec![Edit::RenameDocument(DocId(1), "Mine".into())], focus: None });
    desk.until("it is mine", |d| d.titles()[0] == "Mine");
    desk.create("other.sayso");
    desk.ask(Request::OpenSample("newsroom".into()));
    desk.until("it is open again", |d| d.path == path);
    assert_eq!(desk.titles()[0], "Mine");
    desk.ask(Request::OpenSample("nothing".into()));
    desk.until("it is refused", |d| !d.refused.is_empty());
    assert_eq!(desk.refused[0].message, "There is no sample called “nothing”.");
}

#[test]
fn a_bundle_without_texts_finds_them_by_their_words() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.create("town.sayso");
    let mill = desk.file("mill.txt", MILL.replace('\n', "\r\n"));
    desk.import(&[&mill]);
    desk.finish(2);
    let bundle = home.path().join("pack");
    let order = ExportOrder {
        format: "bundle".into(),
        to: bundle.clone(),
        docs: None,
        proposals: true,
        rejected: true,
        with_text: false,
    };
    desk.ask(Request::Export(order.clone()));
    desk.finish(1);
    assert!(matches!(desk.ended.last(), Some(Finished::Done { .. })), "{:?}", desk.ended.last());
    let whole = desk.project.docs.values().next().unwrap().quotes.clone();
    desk.ask(Request::Open(bundle));
    desk.until("the bundle is open", |d| d.path.to_string_lossy().contains("pack"));
    assert!(desk.project.docs.values().all(|d| d.text.is_none()));
    desk.ask(Request::FindTexts(vec![home.path().join("in")]));
    desk.finish(1);
    let doc = desk.project.docs.values().next().unwrap();
    assert_eq!(doc.text.as_ref().unwrap().as_str(), MILL);
    assert_eq!(doc.quotes.keys().collect::<Vec<_>>(), whole.keys().collect::<Vec<_>>());
    // An export that cannot be is told, and nothing is written.
    desk.ask(Request::Export(ExportOrder { format: "papyrus".into(), to: home.path().join("x"), ..order }));
    desk.finish(1);
    assert!(matches!(desk.ended.last(), Some(Finished::Failed(r)) if r.message.contains("papyrus")));
    assert!(!home.path().join("x").exists());
}

#[test]
fn two_desks_at_one_project_see_each_other_and_lose_nothing() {
    let (home, other) = (home(), home());
    let mut one = Desk::at(home.path());
    let path = one.create("town.sayso");
    let mill = one.file("mill.txt", MILL);
    one.import(&[&mill]);
    one.finish(2);
    let mut two = Desk::at(other.path());
    two.ask(Request::Open(path));
    two.until("it is open", |d| d.project.docs.len() == 1);
    one.ask(Request::Commit { edits: vec![Edit::RenameDocument(DocId(1), "By one".into())], focus: None });
    two.until("the other's change is seen", |d| d.titles() == ["By one"]);
    let quote = two.project.quotes().next().unwrap().id;
    let edits = vec![Edit::Decide(vec![quote], Status::Accepted)];
    two.ask(Request::Commit { edits, focus: None });
    let both = |d: &Desk| {
        d.titles() == ["By one"] && d.project.quote(quote).is_some_and(|q| q.status == Status::Accepted)
    };
    two.until("both are there", both);
    one.until("both are there", both);
}

#[test]
fn what_is_no_project_is_refused_by_name_and_the_open_one_stays() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let path = desk.create("town.sayso");
    let foreign = desk.file("fake.sayso", "SQLite format 3\0 but not really");
    desk.ask(Request::Open(foreign));
    desk.until("it is refused", |d| d.refused.len() == 1);
    assert!(desk.refused[0].message.contains("fake.sayso"), "{:?}", desk.refused);
    desk.ask(Request::Open(home.path().join("gone.sayso")));
    desk.until("it is refused", |d| d.refused.len() == 2);
    assert!(desk.refused[1].message.ends_with("it is not there."), "{:?}", desk.refused);
    assert_eq!(desk.path, path);
}

/// Run by hand: `cargo test --release --test it engine::ten_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "takes minutes; its figures are for the closing note"]
fn ten_thousand_documents_while_a_person_works() {
    let home = home();
    let mut desk = Desk::at(home.path());
    desk.create("town.sayso");
    let folder = home.path().join("many");
    std::fs::create_dir_all(&folder).unwrap();
    for n in 0..10_000 {
        let filler = "The mill stands by the water, and the water is low this year.\n\n".repeat(20);
        let text =
            format!("Number {n}\n\n{}{filler}", "“It turns again,” said Ada Lund on day one.\n\n".repeat(5));
        std::fs::write(folder.join(format!("{n:05}.txt")), text).unwrap();
    }
    let begin = Instant::now();
    desk.import(&[&folder]);
    desk.until("the first documents are there", |d| !d.project.docs.is_empty());
    let first = begin.elapsed();
    let mut waits = Vec::new();
    while !(desk.ended.len() == 2 && desk.engine.jobs().is_empty()) {
        let title = format!("Renamed {}", waits.len());
        let asked = Instant::now();
        desk.ask(Request::Commit { edits: vec![Edit::RenameDocument(DocId(1), title.clone())], focus: None });
        desk.until("it is renamed", |d| d.titles().first() == Some(&title.as_str()));
        waits.push(asked.elapsed());
        std::thread::sleep(Duration::from_millis(50));
        while let Some(event) = desk.engine.wait(Duration::ZERO) {
            desk.take(event);
        }
    }
    let all = begin.elapsed();
    waits.sort();
    let at = |per_cent: usize| waits[(waits.len() - 1) * per_cent / 100];
    println!("10,000 documents: the first after {first:?}, all read and looked through after {all:?}");
    println!(
        "{} changes meanwhile waited p50 {:?}, p95 {:?}, p99 {:?}, at most {:?}",
        waits.len(),
        at(50),
        at(95),
        at(99),
        at(100)
    );
    assert!(desk.all_analysed());
}

const TAPE: &str = "1\n00:00:01,000 --> 00:00:03,000\nADA LUND: It turns again.\n\n\
    2\n00:00:04,000 --> 00:00:06,000\nWe are glad.\n";

fn tape(desk: &mut Desk, name: &str) -> Request {
    let path = desk.file(name, TAPE);
    let facts = SourceFacts { kind: None, confidential: true };
    Request::ImportSources { inputs: vec![Input::Path(path)], facts }
}

#[test]
fn sources_come_in_and_the_drafts_are_compared_with_them() {
    let home = home();
    let own = Places::under(home.path()).styles_folder();
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("ours.toml"), "id='ours'\nname='Ours'\nallow=['fillers']\n").unwrap();
    let mut desk = Desk::at(home.path());
    let draft = desk.file("mill.txt", MILL);
    desk.create("p.sayso");
    desk.import(&[&draft]);
    desk.until("it was looked through", |d| !d.project.docs.is_empty() && d.all_analysed());
    let request = tape(&mut desk, "tape.srt");
    desk.ask(request);
    desk.until("it was compared", |d| d.compared.last().is_some_and(|c| !c.by_quote.is_empty()));

    let source = desk.project.sources().next().unwrap().clone();
    let material = source.material.as_ref().unwrap();
    assert_eq!((material.kind, material.confidential), (MaterialKind::AudioTranscript, true));
    assert_eq!(source.text.as_ref().unwrap().as_str(), "ADA LUND: It turns again. We are glad.\n");
    assert!(source.quotes.is_empty() && source.document.analysed.is_none(), "a source is not looked through");
    assert_eq!(source.document.origin.bytes, Some(sayso::text::TextHash::of(TAPE.as_bytes())));
    let (id, one) = desk.compared.last().unwrap().by_quote.iter().next().unwrap();
    assert_ne!(one.verdict, Verdict::NotFound);
    let passage = one.passage.as_ref().unwrap();
    assert_eq!(passage.doc, source.document.id);

    // A signature keeps what was shown; another style compares again.
    let (id, shown) = (*id, Shown::from(&**one));
    let sign = Edit::Sign(vec![Signature::new(id, Outcome::Verified, Some(shown))]);
    desk.ask(Request::Commit { edits: vec![sign], focus: None });
    desk.until("it is signed", |d| d.project.check(id).is_some());
    desk.ask(Request::Commit { edits: vec![Edit::SetStyle("reuters".into())], focus: None });
    desk.until("it was compared again", |d| d.compared.last().is_some_and(|c| c.style == "reuters"));
    assert_eq!(desk.styles.named("ours").map(|s| s.name.as_str()), Some("Ours"), "a desk's own is offered");
    desk.ask(Request::Commit { edits: vec![Edit::SetStyle("ours".into())], focus: None });
    desk.until("its own is in force", |d| d.compared.last().is_some_and(|c| c.style == "ours"));
    let remove = Edit::RemoveDocument(source.document.id);
    desk.ask(Request::Commit { edits: vec![remove], focus: None });
    desk.until("nothing is compared", |d| d.compared.last().is_some_and(|c| c.by_quote.is_empty()));
    let check = desk.project.check(id).unwrap();
    assert_eq!(check.standing(&desk.project), Standing::SourceGone);
    assert!(desk.refused.is_empty(), "{:?}", desk.refused);
}

#[test]
fn a_document_that_is_here_becomes_a_source_and_bad_sources_are_named() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let draft = desk.file("mill.txt", MILL);
    desk.create("p.sayso");
    desk.import(&[&draft]);
    desk.until("it was looked through", |d| !d.project.docs.is_empty() && d.all_analysed());
    let bad = [
        desk.file("src/empty.srt", ""),
        desk.file("src/package.json", "{\"name\": \"mill\"}"),
        desk.file("src/noise.vtt", [0_u8, 159, 146, 150, 0, 0, 7]),
    ];
    let inputs = bad.iter().chain([&draft]).map(|p| Input::Path(p.clone())).collect();
    desk.ask(Request::ImportSources { inputs, facts: SourceFacts::default() });
    desk.until("it is a source", |d| d.project.sources().count() == 1);
    desk.until("the job ended", |d| d.ended.len() >= 3);
    assert_eq!(desk.project.docs.len(), 1);
    let problems = desk.problems().join("\n");
    for name in ["empty.srt", "package.json", "noise.vtt"] {
        assert!(problems.contains(name), "{problems}");
    }
    assert!(problems.contains("no transcript"), "{problems}");
}

#[test]
fn the_next_version_of_a_draft_keeps_checks_where_the_words_are_the_same() {
    let home = home();
    let mut desk = Desk::at(home.path());
    let draft = "The mill\n\n“It turns again,” said Ada Lund. “We are glad.”\n\n“Nobody asked the miller at all,” \
        said Bo Rask on Monday.\n\n“The wheel is gone for good,” said Ada Lund.\n";
    let next = "The mill\n\n“Nobody ever asked the miller,” said Bo Rask on Monday.\n\n“It turns again,” said Ada \
        Lund, who owns it. “We are glad.”\n\n“A new one costs a million,” said Mia Holt.\n";
    let (first, second) = (desk.file("mill.txt", draft), desk.file("mill-2.txt", next));
    let path = desk.create("p.sayso");
    desk.import(&[&first]);
    desk.until("it was looked through", |d| !d.project.docs.is_empty() && d.all_analysed());
    let words = |p: &Project, q: QuoteId| {
        let quote = p.quote(q).unwrap();
        p.doc(quote.doc).unwrap().text.as_ref().unwrap().words_of(&quote.content)
    };
    let of = |p: &Project, start: &str| p.quotes().map(|q| q.id).find(|q| words(p, *q).starts_with(start));
    let (turns, nobody, wheel) = {
        let p = &desk.project;
        (of(p, "“It turns").unwrap(), of(p, "“Nobody").unwrap(), of(p, "“The wheel").unwrap())
    };
    let all = [turns, nobody, wheel];
    let sign = Edit::Sign(all.iter().map(|q| Signature::new(*q, Outcome::Verified, None)).collect());
    let accept = Edit::Decide(all.to_vec(), Status::Accepted);
    desk.ask(Request::Commit { edits: vec![accept, sign], focus: None });
    desk.until("it is signed", |d| d.project.check(wheel).is_some());
    let before = desk.project.clone();

    desk.ask(Request::ReadRevision { doc: DocId(1), input: Input::Path(second) });
    desk.until("it was read", |d| !d.revisions.is_empty());
    let (summary, edits) = desk.revisions.pop().unwrap();
    assert_eq!(desk.project, before, "nothing changed yet");
    desk.ask(Request::Commit { edits, focus: None });
    desk.until("it is in", |d| d.project.check(wheel).is_none());
    let p = desk.project.clone();
    assert_eq!(desk.said.last().unwrap(), "brought in a new version of “The mill”");
    assert_eq!(words(&p, turns), "“It turns again,” “We are glad.”");
    assert_eq!(p.check(turns).unwrap().standing(&p), Standing::Stands);
    assert_eq!(p.quote(turns).unwrap().status, Status::Accepted);
    assert_eq!(words(&p, nobody), "“Nobody ever asked the miller,”");
    assert_eq!(p.check(nobody).unwrap().standing(&p), Standing::WordsChanged);
    assert_eq!(p.quote(nobody).unwrap().status, Status::Proposed);
    assert_eq!(p.doc(DocId(1)).unwrap().document.earlier.len(), 1);

    assert_eq!(summary.changed.iter().map(|c| c.quote).collect::<Vec<_>>(), [nobody]);
    assert_eq!(summary.changed[0].before, "“Nobody asked the miller at all,”");
    assert_eq!(summary.dropped, [(wheel, "“The wheel is gone for good,”".to_owned())]);
    assert_eq!(summary.new, ["“A new one costs a million,”"]);
    assert_eq!((summary.checks_kept, summary.checks_to_do), (1, 1));

    // One step back brings all of it, over a restart too.
    desk.ask(Request::Open(path));
    desk.until("it is open again", |d| d.history.entries().len() >= 4 && d.engine.jobs().is_empty());
    desk.ask(Request::Undo);
    desk.until("it is undone", |d| d.project.check(wheel).is_some());
    assert_eq!(desk.project.docs, before.docs);
    let path = desk.path.clone();
    drop(desk);
    let (findings, _) = sayso::app::tasks::check_stored(&path).unwrap();
    assert_eq!(findings, []);
}
