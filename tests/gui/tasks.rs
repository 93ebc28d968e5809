//! What a person comes to do, over the real engine in a folder of its own.

use crate::harness::Answers;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sayso::app::{Engine, Places, Request, Settings};
use sayso::gui::App;
use sayso::gui::theme::Theme;
use sayso::gui::view_state::{Dialog, Region};
use sayso::model::{Quotation, Status};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const DRAFT: &str = "Ferry back on Monday\n\n“The ferry will sail again on Monday,” said Ada Lindqvist, the harbour master. \
“Nobody was hurt, and nothing was lost.”\n\n“We waited all summer for this,” said Omar Tellis, a fisherman.\n\n\
The pier looked new in the evening light and nobody spoke of the storm.\n";

/// A window over the engine, with its own files under `home`; the file dialog chooses `files`.
pub(crate) fn start(home: &Path, files: Vec<PathBuf>) -> Harness<'static, App> {
    let places = Places::under(home);
    let mut h = Harness::builder().with_size([1280.0, 800.0]).build_eframe(move |cc| {
        let engine = Engine::start("Jo".into(), places, Arc::new(|| {}));
        let theme = Theme::load().unwrap();
        let mut app =
            App::new(&cc.egui_ctx, Box::new(engine), Box::new(Answers(files)), theme, Settings::default());
        app.ask(Request::OpenScratch);
        app
    });
    until(&mut h, "a project is open", |app| app.info().is_open());
    h
}

/// Draws frames until `holds`, at most half a minute.
pub(crate) fn until(h: &mut Harness<'_, App>, what: &str, holds: impl Fn(&App) -> bool) {
    let began = Instant::now();
    while !holds(h.state()) {
        let view = h.state().view();
        let told = (&view.report, &view.dialog, &view.toast);
        assert!(began.elapsed() < Duration::from_secs(30), "waited in vain until {what}: {told:?}");
        std::thread::sleep(Duration::from_millis(5));
        h.step();
    }
    h.run_steps(3);
}

fn quotes(app: &App) -> Vec<Arc<Quotation>> {
    app.project().quotes().cloned().collect()
}

pub(crate) fn selected(app: &App) -> Option<Arc<Quotation>> {
    app.project().quote(app.view().selection.quote?).cloned()
}

fn speaker_of(app: &App, q: &Quotation) -> String {
    q.attribution.speaker.and_then(|s| app.project().speaker(s)).map(|s| s.name.clone()).unwrap_or_default()
}

/// A window with the draft open and read.
fn with_draft(home: &Path) -> Harness<'static, App> {
    let draft = home.join("draft.txt");
    std::fs::write(&draft, DRAFT).unwrap();
    let mut h = start(home, vec![draft]);
    h.get_by_label("Open documents, key Ctrl O").click();
    until(&mut h, "quotations are found", |app| quotes(app).len() >= 2 && app.jobs().is_empty());
    h
}

#[test]
fn open_a_draft_and_accept_what_was_found() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    h.key_press(Key::N);
    until(&mut h, "one is selected", |app| selected(app).is_some());
    let first = selected(h.state()).unwrap();
    h.key_press(Key::A);
    until(&mut h, "it is accepted", |app| {
        app.project().quote(first.id).is_some_and(|q| q.status == Status::Accepted)
    });
    let next = selected(h.state()).unwrap();
    assert_ne!(next.id, first.id, "goes on to the next open one");
    h.key_press(Key::A);
    until(&mut h, "all are decided", |app| quotes(app).iter().all(|q| !q.is_open()));
}

#[test]
fn looking_for_what_is_open_offers_no_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    h.key_press(Key::N);
    until(&mut h, "one is selected", |app| selected(app).is_some());
    for left in (0..quotes(h.state()).len()).rev() {
        h.key_press(Key::A);
        until(&mut h, "it is decided", |app| quotes(app).iter().filter(|q| q.is_open()).count() == left);
    }
    let toast = |h: &Harness<'_, App>| h.state().view().toast.as_ref().map(|t| (t.text.clone(), t.undo));
    let all = format!("All {} decided.", quotes(h.state()).len());
    assert_eq!(toast(&h), Some((all.clone(), true)), "the decision can be undone");
    drop(h);
    let mut h = start(home.path(), Vec::new());
    until(&mut h, "the project is back", |app| quotes(app).len() >= 2);
    h.key_press(Key::N);
    h.run_steps(3);
    assert_eq!(toast(&h), Some((all, false)));
}

#[test]
fn correct_a_speaker_by_typing() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    h.key_press(Key::N);
    until(&mut h, "one is selected", |app| selected(app).is_some());
    let first = selected(h.state()).unwrap();
    h.key_press(Key::S);
    h.run_steps(3);
    h.get_by_role_and_label(Role::TextInput, "Speaker's name").type_text("Bea Novak");
    h.run_steps(2);
    h.key_press(Key::Enter);
    until(&mut h, "the speaker is another", |app| {
        app.project()
            .quote(first.id)
            .is_some_and(|q| q.status == Status::Accepted && speaker_of(app, q) == "Bea Novak")
    });
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut h, "it is as before", |app| {
        app.project()
            .quote(first.id)
            .is_some_and(|q| q.status == Status::Proposed && speaker_of(app, q) == "Ada Lindqvist")
    });
}

#[test]
fn mark_a_missed_quotation_by_keyboard_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    let before = quotes(h.state()).len();
    while h.state().view().region != Region::TopBar {
        h.key_press(Key::F6);
        h.run_steps(3);
    }
    while h.state().view().region != Region::Text {
        h.key_press(Key::F6);
        h.run_steps(3);
    }
    let target = DRAFT.find("The pier").unwrap() as u32;
    let mut steps = 0;
    while h.state().view().selection.words.is_none_or(|w| w.1 < target) {
        h.key_press(Key::ArrowDown);
        h.run_steps(2);
        steps += 1;
        assert!(steps < 40, "the caret does not reach the last paragraph");
    }
    h.key_press(Key::Home);
    h.run_steps(2);
    for _ in 0..4 {
        h.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
        h.run_steps(2);
    }
    h.key_press(Key::Q);
    until(&mut h, "it is marked and selected", |app| {
        quotes(app).len() == before + 1 && selected(app).is_some_and(|q| q.content.start() == target)
    });
    let marked = selected(h.state()).unwrap();
    let text = h.state().project().doc(marked.doc).unwrap().text.clone().unwrap();
    assert_eq!(text.words_of(&marked.content), "The pier looked new");
    h.key_press(Key::S);
    h.run_steps(3);
    h.get_by_role_and_label(Role::TextInput, "Speaker's name").type_text("Omar");
    h.run_steps(2);
    h.key_press(Key::Enter);
    until(&mut h, "it has a speaker", |app| {
        app.project().quote(marked.id).is_some_and(|q| speaker_of(app, q) == "Omar Tellis")
    });
}

#[test]
fn cancel_an_analysis() {
    let home = tempfile::tempdir().unwrap();
    let long = home.path().join("long.txt");
    std::fs::write(&long, format!("A long night\n\n{}", DRAFT.repeat(60_000))).unwrap();
    let mut h = start(home.path(), vec![long]);
    h.get_by_label("Open documents, key Ctrl O").click();
    let began = Instant::now();
    while h.query_by_label("Cancel").is_none() {
        assert!(began.elapsed() < Duration::from_secs(30), "no work to cancel is shown");
        std::thread::sleep(Duration::from_millis(2));
        h.step();
    }
    h.get_by_label("Cancel").click();
    until(&mut h, "the work is gone", |app| app.jobs().is_empty());
    assert!(quotes(h.state()).is_empty(), "nothing of a cancelled analysis is kept");
}

#[test]
fn export_and_read_back() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    h.key_press(Key::N);
    until(&mut h, "one is selected", |app| selected(app).is_some());
    h.key_press(Key::A);
    until(&mut h, "one is accepted", |app| quotes(app).iter().any(|q| q.status == Status::Accepted));
    let to = home.path().join("out.jsonl");
    h.state_mut().choose(Box::new(Answers(vec![to.clone()])));
    h.key_press_modifiers(Modifiers::COMMAND, Key::E);
    h.run_steps(3);
    h.get_by_label("What it leaves behind");
    h.get_by_label("Choose where, key Enter");
    h.key_press(Key::Enter);
    h.run_steps(3);
    until(&mut h, "the file is written", |app| to.exists() && app.jobs().is_empty());
    let written = std::fs::read_to_string(&to).unwrap();
    assert_eq!(written.lines().count(), 1, "one document");
    assert!(
        written.contains("Ada Lindqvist")
            && !written.contains("We waited all summer for this,” said Omar\"source\"")
    );
}

#[test]
fn close_reopen_undo() {
    let home = tempfile::tempdir().unwrap();
    let mut h = with_draft(home.path());
    h.key_press(Key::N);
    until(&mut h, "one is selected", |app| selected(app).is_some());
    let first = selected(h.state()).unwrap().id;
    h.key_press(Key::X);
    until(&mut h, "it is rejected", |app| {
        app.project().quote(first).is_some_and(|q| q.status == Status::Rejected)
    });
    drop(h);
    let mut h = start(home.path(), Vec::new());
    until(&mut h, "it is still rejected", |app| {
        app.project().quote(first).is_some_and(|q| q.status == Status::Rejected)
    });
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut h, "it is open again", |app| {
        app.project().quote(first).is_some_and(|q| q.status == Status::Proposed)
    });
    assert_eq!(selected(h.state()).map(|q| q.id), Some(first), "the view goes to what changed");
}

#[test]
fn a_file_that_is_no_text_is_named_and_the_others_come_in() {
    let home = tempfile::tempdir().unwrap();
    let (good, bad) = (home.path().join("good.txt"), home.path().join("picture.png"));
    std::fs::write(&good, DRAFT).unwrap();
    std::fs::write(&bad, [0x89, b'P', b'N', b'G', 0, 0, 0, 1, 2, 3, 0, 255, 254, 0, 0]).unwrap();
    let mut h = start(home.path(), vec![good, bad]);
    h.get_by_label("Open documents, key Ctrl O").click();
    until(&mut h, "the message is there", |app| {
        let told = match &app.view().dialog {
            Some(Dialog::Problems { reports, .. }) => {
                reports.iter().any(|r| r.message.contains("picture.png"))
            }
            _ => app.view().report.as_ref().is_some_and(|r| r.message.contains("picture.png")),
        };
        told && !app.project().docs.is_empty()
    });
}
