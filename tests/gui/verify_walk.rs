//! An editor's whole task without a mouse: sources from a folder, every verdict signed, a second reader, the gate, both packs, both
//! proved again by the command line.

use crate::harness::Answers;
use crate::tasks::{selected, start, until};
use crate::verify::{id_of, outcome, run, verdict, words_of};
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{AccessKitNode, NodeT as _, Queryable as _};
use sayso::gui::App;
use sayso::gui::cx::Route;
use sayso::gui::view_state::Dialog;
use sayso::model::{Method, Outcome, Verdict};
use std::path::Path;
use std::process::Command;

const DRAFT: &str = "The weir at Orlow\n\n\
“We opened the third sluice at dawn.” That is how Maren Tolk, the weir keeper, put it.\n\n\
“Nobody on this bank had to leave the house,” said Maren Tolk. “The water never reached the second step.”\n\n\
“The county will pay for forty new boards,” said Jonas Aberle, the surveyor.\n\n\
“The old stone holds better than any concrete.” That was the view of Jonas Aberle.\n\n\
“Elephants would drink this river dry before breakfast,” said Jonas Aberle.\n\n\
“The anglers were promised a ladder for the fish.” So said Rosa Quell, who speaks for them.\n";

const KEEPER: &str = "1\n00:00:01,000 --> 00:00:04,000\nMAREN TOLK: We opened the third sluice at dawn.\n\n\
2\n00:00:05,000 --> 00:00:09,000\nNobody on this bank had to leave the house. The water never\n\n\
3\n00:00:09,200 --> 00:00:11,000\nreached the second step. A cellar is no house.\n";
const SURVEYOR: &str = "REPORTER: Who pays for the boards?\n\n\
JONAS ABERLE: The county will pay for fourteen new boards.\n\n\
REPORTER: And the stone?\n\n\
JONAS ABERLE: The old stone holds better than any concrete.\n";
const ANGLERS: &str =
    "# A statement of the anglers\n\nThe anglers were promised a ladder for the fish. It was never built.\n";

fn has_keyboard(node: &AccessKitNode<'_>) -> bool {
    node.is_focused()
}

/// Tab until the control of that name has the keyboard.
fn tab_to(h: &mut Harness<'_, App>, name: &str, backwards: bool) {
    let modifiers = if backwards { Modifiers::SHIFT } else { Modifiers::NONE };
    for _ in 0..80 {
        h.key_press_modifiers(modifiers, Key::Tab);
        h.run_steps(2);
        let label =
            |n: &egui_kittest::Node<'_>| n.accesskit_node().label().unwrap_or_default().starts_with(name);
        if h.query_all_by(has_keyboard).any(|n| label(&n)) {
            return;
        }
    }
    unreachable!("no Tab leads to “{name}”");
}

/// Goes down the queue until the quotation with these words is shown.
fn go_to(h: &mut Harness<'_, App>, words: &str) {
    for key in [Key::K, Key::J] {
        for _ in 0..10 {
            if words_of(h.state(), selected(h.state()).unwrap().id).contains(words) {
                return;
            }
            h.key_press(key);
            h.run_steps(3);
        }
    }
    unreachable!("“{words}” is not in the queue");
}

fn sign(h: &mut Harness<'_, App>, words: &str, key: Key, wanted: Outcome) {
    go_to(h, words);
    h.key_press(key);
    until(h, words, |app| outcome(app, words) == Some(wanted));
}

/// The command line proves the pack at `pack` with the files at `given`.
fn recheck(home: &Path, pack: &Path, given: &[&Path]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.env("SAYSO_HOME", home).arg("recheck").arg(pack).arg("--sources").args(given);
    let out = command.output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap())
}

#[test]
fn an_editor_walks_from_the_draft_to_both_packs_by_keyboard_alone() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    std::fs::write(at("draft.txt"), DRAFT).unwrap();
    std::fs::create_dir(at("tapes")).unwrap();
    for (name, words) in [("keeper.srt", KEEPER), ("surveyor.txt", SURVEYOR), ("anglers.md", ANGLERS)] {
        std::fs::write(at("tapes").join(name), words).unwrap();
    }
    // The draft, then a folder of sources.
    let mut h = start(home.path(), vec![at("draft.txt")]);
    h.key_press_modifiers(Modifiers::COMMAND, Key::O);
    until(&mut h, "quotations are found", |app| app.project().quotes().count() >= 6 && app.jobs().is_empty());
    h.state_mut().choose(Box::new(Answers(vec![at("tapes")])));
    run(&mut h, "Add a folder of sources");
    until(&mut h, "the sources are there", |app| {
        app.project().sources().count() == 3 && app.jobs().is_empty()
    });
    until(&mut h, "all is compared", |app| {
        app.view().verify.compared.all().is_some_and(|all| all.by_quote.len() == 6)
            && app.view().verify.everything().len() == 6
    });
    assert_eq!(verdict(h.state(), "Elephants would"), Verdict::NotFound);
    assert_eq!(verdict(h.state(), "forty new boards"), Verdict::Altered);
    assert_eq!(verdict(h.state(), "old stone"), Verdict::Identical);

    // The queue: what needs a person first; each of the four outcomes by its key.
    h.key_press_modifiers(Modifiers::ALT, Key::Num2);
    until(&mut h, "the queue is shown", |app| selected(app).is_some() && app.view().verify.has_keyboard());
    assert!(words_of(h.state(), selected(h.state()).unwrap().id).contains("forty new boards"));
    h.key_press(Key::T);
    h.run_steps(3);
    h.get_by(has_keyboard).type_text("Fourteen on the tape.");
    h.run_steps(2);
    tab_to(&mut h, "Evidence", false);
    h.get_by(has_keyboard).type_text("tapes/surveyor.txt, line 3");
    h.run_steps(2);
    tab_to(&mut h, "Listened", true);
    h.key_press(Key::Space);
    h.run_steps(3);
    h.key_press(Key::Num3);
    until(&mut h, "it is signed", |app| outcome(app, "forty new boards") == Some(Outcome::NeedsChange));
    let check = h.state().project().check(id_of(h.state(), "forty new boards")).unwrap().clone();
    assert_eq!(
        (check.note.as_str(), check.evidence.as_str(), check.method),
        ("Fourteen on the tape.", "tapes/surveyor.txt, line 3", Method::Listened)
    );
    sign(&mut h, "Elephants", Key::Num4, Outcome::CannotVerify);
    sign(&mut h, "Nobody on this bank", Key::Num2, Outcome::VerifiedWithEdits);
    sign(&mut h, "third sluice", Key::Num1, Outcome::Verified);

    // A second reader, under another name.
    h.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    until(&mut h, "the settings are open", |app| matches!(app.view().dialog, Some(Dialog::Settings)));
    tab_to(&mut h, "Your name", false);
    h.key_press_modifiers(Modifiers::COMMAND, Key::A);
    h.run_steps(2);
    h.get_by(has_keyboard).type_text("Bea Novak");
    h.run_steps(2);
    h.key_press(Key::Tab);
    h.run_steps(3);
    h.key_press(Key::Escape);
    until(&mut h, "they are closed", |app| app.view().dialog.is_none());
    // Signed ones are not to check any more: the text leads to them.
    h.key_press(Key::Escape);
    until(&mut h, "the text is back", |app| app.view().route == Route::Read);
    for _ in 0..12 {
        h.key_press(Key::J);
        h.run_steps(3);
        if selected(h.state()).is_some_and(|q| words_of(h.state(), q.id).contains("forty new boards")) {
            break;
        }
    }
    h.key_press(Key::V);
    h.run_steps(4);
    run(&mut h, "Sign as second reader");
    until(&mut h, "two have signed", |app| {
        app.project().check(id_of(app, "forty new boards")).is_some_and(|c| {
            c.second.as_ref().is_some_and(|s| s.who == "Bea Novak") && c.signed.who != "Bea Novak"
        })
    });

    // What is identical, at once, after it was shown.
    run(&mut h, "Sign all identical ones");
    h.get_by_label_contains("the very words of 2 quotations");
    assert!(
        h.query_all_by_label_contains("Jonas Aberle: The old stone holds").count() == 1,
        "what is signed is shown"
    );
    h.key_press(Key::Enter);
    until(&mut h, "both are signed", |app| {
        ["old stone", "ladder for the fish"].iter().all(|w| outcome(app, w) == Some(Outcome::Verified))
    });

    // The gate: what it names leads there.
    h.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    h.run_steps(4);
    h.get_by_label_contains("Closed: 4 of 6 quotations");
    tab_to(&mut h, "Jonas Aberle: Elephants", false);
    h.key_press(Key::Enter);
    until(&mut h, "the gate leads to it", |app| {
        app.view().route == Route::Verify
            && app.view().dialog.is_none()
            && selected(app).is_some_and(|q| words_of(app, q.id).contains("Elephants"))
    });

    // The pack of everything, and the one without a confidential source.
    h.state_mut().choose(Box::new(Answers(vec![at("pack")])));
    run(&mut h, "Write the evidence pack");
    h.key_press(Key::Enter);
    until(&mut h, "the pack is written", |app| {
        at("pack").join("pack.json").exists() && app.jobs().is_empty()
    });
    h.key_press_modifiers(Modifiers::ALT, Key::Num4);
    h.run_steps(4);
    tab_to(&mut h, "Sources, 3", false);
    let on_keeper = |h: &Harness<'_, App>| h.query_by_label_contains("from keeper.srt").is_some();
    for _ in 0..3 {
        if !on_keeper(&h) {
            h.key_press(Key::ArrowDown);
            h.run_steps(3);
        }
    }
    assert!(on_keeper(&h));
    tab_to(&mut h, "Confidential", false);
    h.key_press(Key::Space);
    until(&mut h, "one is confidential", |app| {
        app.project().sources().filter(|d| d.material.as_ref().is_some_and(|m| m.confidential)).count() == 1
    });
    h.state_mut().choose(Box::new(Answers(vec![at("redacted")])));
    run(&mut h, "Write the evidence pack");
    tab_to(&mut h, "Without the 1 confidential", false);
    h.key_press(Key::Space);
    h.run_steps(2);
    h.key_press(Key::Enter);
    until(&mut h, "it is written", |app| at("redacted").join("pack.json").exists() && app.jobs().is_empty());
    for file in std::fs::read_dir(at("redacted")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(6).any(|w| w == b"cellar"), "words of the confidential source");
    }

    // Both are proved again by the command line; a changed source is found out.
    let (draft, tapes) = (at("draft.txt"), at("tapes"));
    let (code, said) = recheck(home.path(), &at("pack"), &[&draft, &tapes]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said.matches("judged again").count(), 6, "{said}");
    let (code, said) = recheck(home.path(), &at("redacted"), &[&draft, &tapes]);
    assert_eq!(code, Some(0), "{said}");
    std::fs::write(at("tapes").join("surveyor.txt"), SURVEYOR.replace("fourteen", "forty")).unwrap();
    let (code, said) = recheck(home.path(), &at("pack"), &[&draft, &tapes]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("surveyor.txt"), "{said}");
}
