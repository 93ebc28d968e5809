//! Verifying a draft against its sources, over the real engine: by keyboard alone, and as a newcomer would with the mouse.

use crate::harness::Answers;
use crate::tasks::{selected, start, until};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sayso::gui::App;
use sayso::gui::cx::Route;
use sayso::gui::view_state::Dialog;
use sayso::model::{Method, Outcome, QuoteId, Standing, Verdict};
use std::path::Path;

/// Five quotations: one the very words, one with a negation gone, one invented, one by somebody else, one typography.
const DRAFT: &str = "The gate at Lowmere\n\n\
Ada Lindqvist, the harbour master, said: “We tested the new gate twice before the spring tide came in.”\n\n\
“The old pumps will be ready before the winter storms,” said Ada Lindqvist.\n\n\
“Every single barge carried purple elephants and a brass orchestra,” said Omar Tellis, a fisherman.\n\n\
“The ferry company paid for all of the timber itself,” said Omar Tellis.\n";

const INTERVIEW: &str = "INTERVIEWER: How did you prepare for the tide?\n\n\
ADA LINDQVIST: We tested the new gate twice before the spring tide came in. It held.\n\n\
INTERVIEWER: And the pumps?\n\n\
ADA LINDQVIST: The old pumps will not be ready before the winter storms. That is the plain truth of it.\n\n\
INTERVIEWER: Who paid for the repair?\n\n\
ADA LINDQVIST: The ferry company paid for all of the timber itself. We are grateful.\n\n\
OMAR TELLIS: I only sail here, and mend my nets.\n";

fn draft_with_source(home: &Path) -> Harness<'static, App> {
    let (draft, source) = (home.join("draft.txt"), home.join("interview.txt"));
    std::fs::write(&draft, DRAFT).unwrap();
    std::fs::write(&source, INTERVIEW).unwrap();
    let mut h = start(home, vec![draft]);
    h.key_press_modifiers(Modifiers::COMMAND, Key::O);
    until(&mut h, "quotations are found", |app| app.project().quotes().count() >= 4 && app.jobs().is_empty());
    h.state_mut().choose(Box::new(Answers(vec![source])));
    // By keyboard: the palette runs any command.
    run(&mut h, "Add sources");
    until(&mut h, "the source is there", |app| app.project().sources().count() == 1 && app.jobs().is_empty());
    until(&mut h, "all is compared", |app| {
        app.view().verify.compared.all().is_some_and(|all| all.by_quote.len() >= 4)
            && app.view().verify.entries().len() >= 4
    });
    h
}

pub(crate) fn words_of(app: &App, id: QuoteId) -> String {
    let quote = app.project().quote(id).unwrap();
    app.project().doc(quote.doc).unwrap().text.as_ref().unwrap().words_of(&quote.content)
}

pub(crate) fn id_of(app: &App, words: &str) -> QuoteId {
    app.project().quotes().find(|q| words_of(app, q.id).contains(words)).map(|q| q.id).unwrap()
}

pub(crate) fn verdict(app: &App, words: &str) -> Verdict {
    app.view().verify.compared.all().unwrap().get(id_of(app, words)).unwrap().verdict
}

pub(crate) fn outcome(app: &App, words: &str) -> Option<Outcome> {
    app.project().check(id_of(app, words)).map(|c| c.outcome)
}

#[test]
fn a_draft_is_checked_by_keyboard_alone() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    assert_eq!(verdict(h.state(), "new gate"), Verdict::Identical);
    assert_eq!(verdict(h.state(), "elephants"), Verdict::NotFound);
    h.key_press_modifiers(Modifiers::ALT, Key::Num2);
    until(&mut h, "the first of the queue is shown", |app| {
        app.view().route == Route::Verify && selected(app).is_some() && app.view().verify.has_keyboard()
    });
    // What needs a person most comes first: the negation that is gone.
    assert!(words_of(h.state(), selected(h.state()).unwrap().id).contains("old pumps"));
    h.get_by(|n| n.role() == Role::Group && n.label().is_some_and(|l| l.starts_with("Alarm: a negation")));
    h.get_by_label_contains("only in the source: not");
    h.key_press(Key::Enter);
    h.run_steps(3);
    assert_eq!(outcome(h.state(), "old pumps"), None, "Enter signs nothing that has an alarm");
    // A note, then the outcome.
    h.key_press(Key::T);
    h.run_steps(3);
    h.get_by_role_and_label(Role::TextInput, "Note of the check").type_text("The draft lost the not.");
    h.run_steps(2);
    h.key_press(Key::Escape);
    h.run_steps(2);
    h.key_press(Key::Num3);
    until(&mut h, "it needs a change", |app| outcome(app, "old pumps") == Some(Outcome::NeedsChange));
    let check = h.state().project().check(id_of(h.state(), "old pumps")).unwrap().clone();
    assert_eq!((check.note.as_str(), check.signed.who.is_empty()), ("The draft lost the not.", false));
    assert_eq!(check.shown.as_ref().unwrap().verdict, Verdict::Altered);
    // The invented one is next, then the one that somebody else said, then the one in order.
    assert!(words_of(h.state(), selected(h.state()).unwrap().id).contains("elephants"));
    h.key_press(Key::Num4);
    until(&mut h, "it cannot be verified", |app| outcome(app, "elephants") == Some(Outcome::CannotVerify));
    assert!(words_of(h.state(), selected(h.state()).unwrap().id).contains("timber"));
    h.get_by_label("Another speaker");
    h.key_press(Key::Num3);
    until(&mut h, "it needs a change", |app| outcome(app, "timber") == Some(Outcome::NeedsChange));
    assert!(words_of(h.state(), selected(h.state()).unwrap().id).contains("new gate"));
    until(&mut h, "the page has the keyboard", |app| app.view().verify.enter_signs());
    h.key_press(Key::Enter);
    until(&mut h, "it is verified", |app| outcome(app, "new gate") == Some(Outcome::Verified));
    // The gate says what is left; Esc, Esc goes back to the text.
    h.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    h.run_steps(3);
    h.get_by_label_contains("Closed: 1 of 4 quotations");
    h.key_press(Key::Escape);
    h.run_steps(3);
    h.key_press(Key::Escape);
    until(&mut h, "the text is back", |app| app.view().route == Route::Read);
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut h, "the last signature is taken back", |app| outcome(app, "new gate").is_none());
}

#[test]
fn v_goes_to_verify_on_the_quotation_and_esc_back_to_the_same_place() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    h.key_press(Key::J);
    h.run_steps(3);
    let here = selected(h.state()).unwrap().id;
    h.key_press(Key::V);
    h.run_steps(3);
    assert_eq!((h.state().view().route, selected(h.state()).map(|q| q.id)), (Route::Verify, Some(here)));
    h.key_press(Key::K);
    h.run_steps(3);
    assert_ne!(selected(h.state()).map(|q| q.id), Some(here));
    h.key_press(Key::Escape);
    h.run_steps(3);
    assert_eq!((h.state().view().route, selected(h.state()).map(|q| q.id)), (Route::Read, Some(here)));
}

#[test]
fn only_identical_ones_are_signed_many_at_a_time_and_as_one_step() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    h.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    h.run_steps(3);
    h.get_by_role_and_label(Role::Button, "Sign all identical ones").click();
    h.run_steps(3);
    h.get_by_label_contains("the very words of 1 quotation");
    h.get_by_role_and_label(Role::RadioButton, "Listened").click();
    h.run_steps(3);
    h.key_press(Key::Enter);
    until(&mut h, "it is signed", |app| outcome(app, "new gate") == Some(Outcome::Verified));
    let app = h.state();
    assert_eq!(app.project().check(id_of(app, "new gate")).unwrap().method, Method::Listened);
    for other in ["old pumps", "elephants", "timber"] {
        assert_eq!(outcome(app, other), None, "{other}");
    }
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut h, "one undo step", |app| outcome(app, "new gate").is_none());
}

#[test]
fn a_source_is_described_and_may_stop_being_one() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    h.key_press_modifiers(Modifiers::ALT, Key::Num4);
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "When it was said or published").focus();
    h.run_steps(2);
    h.get_by_role_and_label(Role::TextInput, "When it was said or published").type_text("2 May 2024");
    h.run_steps(2);
    h.key_press(Key::Enter);
    let date =
        |app: &App| app.project().sources().next().and_then(|d| d.material.as_ref()).map(|m| m.date.clone());
    until(&mut h, "the date is written", |app| date(app).as_deref() == Some("2 May 2024"));
    h.get_by_label_contains("Confidential").click();
    until(&mut h, "it is confidential", |app| {
        app.project().sources().any(|d| d.material.as_ref().is_some_and(|m| m.confidential))
    });
    h.get_by_role_and_label(Role::Button, "No longer a source").click();
    until(&mut h, "it is a document again", |app| app.project().sources().count() == 0);
}

/// Runs a command by its name, as a person without a mouse does.
pub(crate) fn run(h: &mut Harness<'_, App>, command: &str) {
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run_steps(3);
    h.get_by_role_and_label(Role::SearchInput, "Search or run a command").type_text(command);
    h.run_steps(3);
    h.key_press(Key::Enter);
    h.run_steps(3);
}

#[test]
fn a_desks_own_style_is_offered_beside_the_shipped_ones_and_judges() {
    let home = tempfile::tempdir().unwrap();
    let folder = sayso::app::Places::under(home.path()).styles_folder();
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("bank.toml"), "id = 'bank'\nname = 'The Bank'\nallow = ['fillers']\n")
        .unwrap();
    let mut h = draft_with_source(home.path());
    h.key_press_modifiers(Modifiers::ALT, Key::Num2);
    until(&mut h, "the queue is shown", |app| selected(app).is_some());
    h.get_by_label("House style: Verbatim").click();
    h.run_steps(4);
    for name in ["Verbatim", "Reuters", "AP", "Guardian", "Translated speech", "The Bank"] {
        assert!(h.query_all_by_label(name).count() > 0, "{name} is offered");
    }
    h.get_by_label("The Bank").click();
    until(&mut h, "it is in force", |app| {
        app.project().style() == Some("bank")
            && app
                .view()
                .verify
                .compared
                .all()
                .is_some_and(|all| all.style == "bank" && all.by_quote.len() >= 4)
    });
    h.get_by_label("House style: The Bank");
}

#[test]
fn bad_sources_end_in_a_message_by_name_and_the_rest_comes_in() {
    let home = tempfile::tempdir().unwrap();
    let bad = home.path().join("bad");
    std::fs::create_dir(&bad).unwrap();
    let write = |name: &str, words: &str| std::fs::write(bad.join(name), words).unwrap();
    write("empty.srt", "");
    write(
        "times.srt",
        "1\n00:00:xx --> 00:00:02,000\nHello there.\n\n2\n00:00:03,000 --> 00:00:04,000\nAll is well.\n",
    );
    write(
        "order.vtt",
        "WEBVTT\n\n00:09.000 --> 00:10.000\nLast words.\n\n00:01.000 --> 00:02.000\nFirst words.\n",
    );
    write("list.json", "{\"name\": \"x\", \"list\": [1, 2]}");
    std::fs::File::create(bad.join("tape.txt")).unwrap().set_len(200 << 20).unwrap();
    let mut h = draft_with_source(home.path());
    h.state_mut().choose(Box::new(Answers(vec![bad])));
    run(&mut h, "Add a folder of sources");
    until(&mut h, "what went wrong is told", |app| {
        matches!(app.view().dialog, Some(Dialog::Problems { .. }))
    });
    for said in [
        "empty.srt” was not read: there are no words in it",
        "times.srt”, line 2: The time of a cue cannot be read",
        "order.vtt”, line 7: A cue begins before the one above it",
        "list.json” was not read: it is JSON, but no transcript",
        "tape.txt” was not read: it has 200 MB; a file may have 64 MB",
    ] {
        h.get_by_label_contains(said);
    }
    assert_eq!(h.state().project().sources().count(), 3, "the two that hold words came in");
    h.key_press(Key::Escape);
    until(&mut h, "it is closed", |app| app.view().dialog.is_none());
}

#[test]
fn a_new_version_of_the_draft_keeps_the_checks_whose_words_are_the_same() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    // Two are signed: one whose words will stay, one whose words will change.
    h.key_press_modifiers(Modifiers::ALT, Key::Num2);
    until(&mut h, "the queue is there", |app| selected(app).is_some());
    for (words, key) in [("new gate", Key::Num1), ("old pumps", Key::Num3)] {
        while !words_of(h.state(), selected(h.state()).unwrap().id).contains(words) {
            h.key_press(Key::J);
            h.run_steps(3);
        }
        h.key_press(key);
        until(&mut h, "it is signed", |app| outcome(app, words).is_some());
        h.key_press(Key::K);
        h.run_steps(2);
        h.key_press(Key::K);
        h.run_steps(2);
        h.key_press(Key::K);
        h.run_steps(2);
    }
    let (gate, pumps) = (id_of(h.state(), "new gate"), id_of(h.state(), "old pumps"));
    let next = DRAFT
        .replace("will be ready before", "will not be ready before")
        .replace("“Every single barge carried purple elephants and a brass orchestra,” said Omar Tellis, a fisherman.\n\n", "")
        .replace("The gate at Lowmere\n", "The gate at Lowmere\n\nThe tide was late.\n")
        + "\n“I only sail here,” said Omar Tellis.\n";
    let path = home.path().join("draft-2.txt");
    std::fs::write(&path, next).unwrap();
    h.key_press(Key::Escape);
    h.run_steps(3);
    h.state_mut().choose(Box::new(Answers(vec![path])));
    run(&mut h, "Bring in a new version");
    until(&mut h, "what would change is shown", |app| matches!(app.view().dialog, Some(Dialog::Revision(_))));
    for said in ["1 quotation with other words", "1 quotation not there any more", "1 quotation new"] {
        h.get_by_role_and_label(Role::Heading, said);
    }
    assert!(words_of(h.state(), pumps).contains("will be ready"), "nothing changed yet");
    h.key_press(Key::Enter);
    until(&mut h, "the new words are there", |app| {
        app.project().quote(pumps).is_some() && words_of(app, pumps).contains("will not be ready")
    });
    let standing = |app: &App, id| app.project().check(id).unwrap().standing(app.project());
    assert_eq!(standing(h.state(), gate), Standing::Stands);
    assert_eq!(standing(h.state(), pumps), Standing::WordsChanged);
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut h, "one undo step brings all of it back", |app| {
        words_of(app, pumps).contains("will be ready") && app.project().quotes().count() == 4
    });
    assert_eq!(standing(h.state(), pumps), Standing::Stands);
}

#[test]
fn a_pack_without_confidential_words_is_written_and_proved_again() {
    let home = tempfile::tempdir().unwrap();
    let mut h = draft_with_source(home.path());
    h.key_press_modifiers(Modifiers::ALT, Key::Num4);
    h.run_steps(4);
    h.get_by_label_contains("Confidential").click();
    until(&mut h, "it is confidential", |app| {
        app.project().sources().any(|d| d.material.as_ref().is_some_and(|m| m.confidential))
    });
    h.key_press_modifiers(Modifiers::ALT, Key::Num2);
    until(&mut h, "the queue is there", |app| selected(app).is_some());
    h.key_press(Key::Num3);
    until(&mut h, "the negation is signed", |app| outcome(app, "old pumps") == Some(Outcome::NeedsChange));
    let to = home.path().join("pack");
    h.state_mut().choose(Box::new(Answers(vec![to.clone()])));
    run(&mut h, "Write the evidence pack");
    h.get_by_label_contains("Without the 1 confidential source").click();
    h.run_steps(3);
    h.key_press(Key::Enter);
    until(&mut h, "the pack is written", |app| to.join("pack.json").exists() && app.jobs().is_empty());
    let mut files = 0;
    for file in std::fs::read_dir(&to).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let secret = b"plain truth";
        assert!(!bytes.windows(secret.len()).any(|w| w == secret), "words of a confidential source");
        files += 1;
    }
    assert!(files >= 4, "page, document, table and record: {files}");
    let given = [home.path().join("draft.txt"), home.path().join("interview.txt")];
    let proved =
        sayso::app::tasks::pack::recheck(&to, &given, &sayso::analysis::Progress::default()).unwrap();
    let broken = |p: &&sayso::formats::pack::Proof| p.proved == sayso::formats::pack::Proved::Broken;
    assert_eq!(proved.proofs.iter().filter(broken).map(|p| p.what.clone()).collect::<Vec<_>>(), [""; 0]);
    assert!(!proved.proofs.is_empty());
}
