//! The register of speakers: rename, merge, undo, split.

use crate::harness::window;
use crate::live::Live;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sayso::gui::{App, sample};
use sayso::model::{Project, SpeakerId};

fn register<'a>() -> Harness<'a, App> {
    let mut h = window(Live::with(&sample::project()), [1440.0, 900.0]);
    h.run_steps(4);
    h.key_press_modifiers(Modifiers::ALT, Key::Num3);
    h.run_steps(4);
    h
}

fn undo(h: &mut Harness<'_, App>) {
    h.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    h.run_steps(4);
    h.run_steps(4);
}

fn id(p: &Project, name: &str) -> SpeakerId {
    p.speakers.values().find(|s| s.name == name).unwrap().id
}

fn quotes_of(h: &Harness<'_, App>, name: &str) -> usize {
    let p = h.state().project();
    let Some(s) = p.speakers.values().find(|s| s.name == name) else { return 0 };
    p.quotes().filter(|q| q.attribution.speaker == Some(s.id)).count()
}

/// Clicks the row of the speaker called `name`.
fn select(h: &mut Harness<'_, App>, name: &str) {
    let start = format!("{name}, ");
    h.get_by(|n| n.role() == Role::Row && n.label().is_some_and(|l| l.starts_with(&start))).click();
    h.run_steps(4);
    let p = h.state().project().clone();
    assert_eq!(h.state().view().selection.speaker, Some(id(&p, name)));
}

#[test]
fn a_merge_shows_what_would_change_and_undo_takes_it_back() {
    let mut h = register();
    let (one, two) = (quotes_of(&h, "Omar Tellis"), quotes_of(&h, "Bea Novak"));
    assert!(one > 0 && two > 0);
    select(&mut h, "Bea Novak");
    h.get_by_role_and_label(Role::Button, "Merge …").click();
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Find a speaker to merge").type_text("omar");
    h.run_steps(4);
    h.get_by_role_and_label(Role::CheckBox, "Omar Tellis").click();
    h.run_steps(4);
    h.get_by_label("What would change");
    h.get_by_role_and_label(Role::Button, "Merge, key Enter").click();
    h.run_steps(4);
    h.run_steps(4);
    assert_eq!((quotes_of(&h, "Omar Tellis"), quotes_of(&h, "Bea Novak")), (0, one + two));
    let p = h.state().project().clone();
    assert!(p.speakers[&id(&p, "Bea Novak")].aliases.iter().any(|a| a.name == "Omar Tellis"));
    undo(&mut h);
    assert_eq!((quotes_of(&h, "Omar Tellis"), quotes_of(&h, "Bea Novak")), (one, two));
}

#[test]
fn a_split_gives_some_quotations_to_a_new_speaker() {
    let mut h = register();
    let before = quotes_of(&h, "Bea Novak");
    assert!(before > 1);
    select(&mut h, "Bea Novak");
    h.get_by_role_and_label(Role::Button, "Split …").click();
    h.run_steps(4);
    h.get_all_by_role(Role::CheckBox).next().unwrap().click();
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Name of the new speaker").type_text("Lene Novak");
    h.run_steps(4);
    h.get_by_role_and_label(Role::Button, "Split, key Enter").click();
    h.run_steps(4);
    h.run_steps(4);
    assert_eq!((quotes_of(&h, "Lene Novak"), quotes_of(&h, "Bea Novak")), (1, before - 1));
    undo(&mut h);
    assert_eq!((quotes_of(&h, "Lene Novak"), quotes_of(&h, "Bea Novak")), (0, before));
}

#[test]
fn a_field_of_a_speaker_writes_when_it_is_left() {
    let mut h = register();
    select(&mut h, "Bea Novak");
    h.get_by_role_and_label(Role::TextInput, "Role of the speaker").focus();
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Role of the speaker").type_text("harbour pilot");
    h.key_press(Key::Enter);
    h.run_steps(4);
    h.run_steps(4);
    let p = h.state().project().clone();
    assert_eq!(p.speakers[&id(&p, "Bea Novak")].role, "harbour pilot");
}
