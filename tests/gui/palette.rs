//! The palette, searching, settings, going back in the history.

use crate::harness::window;
use crate::live::Live;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sayso::app::settings::ThemeChoice;
use sayso::gui::cx::Route;
use sayso::gui::{App, sample};
use sayso::model::Status;
use std::time::{Duration, Instant};

fn open<'a>() -> Harness<'a, App> {
    let mut h = window(Live::with(&sample::project()), [1280.0, 900.0]);
    h.run_steps(4);
    h
}

/// Draws frames until `done`, for ten seconds at most.
fn wait(h: &mut Harness<'_, App>, what: &str, done: impl Fn(&Harness<'_, App>) -> bool) {
    let start = Instant::now();
    while !done(h) {
        assert!(start.elapsed() < Duration::from_secs(10), "{what} never came");
        h.run_steps(2);
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn the_palette_runs_a_command() {
    let mut h = open();
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run_steps(4);
    h.get_by_role_and_label(Role::SearchInput, "Search or run a command").type_text("go to stat");
    h.run_steps(4);
    h.key_press(Key::Enter);
    h.run_steps(4);
    assert_eq!(h.state().view().route, Route::Statistics);
    assert!(h.state().view().dialog.is_none());
}

#[test]
fn the_palette_finds_speakers_and_words() {
    let mut h = open();
    h.key_press_modifiers(Modifiers::COMMAND, Key::K);
    h.run_steps(4);
    h.get_by_role_and_label(Role::SearchInput, "Search or run a command").type_text(">novak");
    h.run_steps(4);
    h.key_press(Key::Enter);
    h.run_steps(4);
    assert_eq!(h.state().view().route, Route::Speakers);
    h.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    h.run_steps(4);
    h.get_by_role_and_label(Role::SearchInput, "Search or run a command").type_text("spring tide");
    wait(&mut h, "the words", |h| !h.state().view().palette.entries().is_empty());
    h.key_press(Key::Enter);
    h.run_steps(4);
    assert_eq!(h.state().view().route, Route::Read);
    let doc = h.state().project().docs.values().next().unwrap().clone();
    let (a, b) = h.state().view().selection.words.unwrap();
    assert_eq!(doc.text.as_ref().unwrap().as_str().get(a as usize..b as usize), Some("spring tide"));
}

#[test]
fn a_search_in_the_document_goes_from_place_to_place() {
    let mut h = open();
    h.key_press_modifiers(Modifiers::COMMAND, Key::F);
    h.run_steps(4);
    h.get_by_role_and_label(Role::SearchInput, "Find in this document").type_text("ferry");
    h.run_steps(4);
    h.run_steps(4);
    let hits = h.state().view().find.hits().unwrap().clone();
    assert!(hits.count > 1);
    let shown = |h: &Harness<'_, App>| h.state().view().reader.found_now;
    let first = shown(&h);
    assert_eq!(first.map(sayso::text::Span::len), Some(5), "all that was typed, not all but the last letter");
    h.key_press(Key::Enter);
    h.run_steps(4);
    assert!(shown(&h).is_some() && shown(&h) != first);
    h.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    h.run_steps(4);
    assert_eq!(shown(&h), first);
    h.key_press(Key::Escape);
    h.run_steps(4);
    h.run_steps(4);
    assert!(!h.state().view().find.is_open());
    assert_eq!(shown(&h), None);
}

#[test]
fn settings_are_in_force_and_kept() {
    let live = Live::with(&sample::project());
    let kept = live.settings.clone();
    let mut h = window(live, [1280.0, 900.0]);
    h.run_steps(4);
    h.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    h.run_steps(4);
    h.get_by_role_and_label(Role::RadioButton, "Dark").click();
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Your name").focus();
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Your name").type_text("Ida ");
    h.run_steps(4);
    h.key_press(Key::Tab);
    h.run_steps(4);
    let kept = kept.lock().unwrap().clone().unwrap();
    assert_eq!(kept.theme, ThemeChoice::Dark);
    assert!(kept.annotator.contains("Ida"), "{}", kept.annotator);
}

#[test]
fn every_key_is_on_the_page_of_keys() {
    let mut h = open();
    h.key_press(Key::Questionmark);
    h.run_steps(4);
    h.get_by_role_and_label(Role::SearchInput, "Find a key").type_text("runner-up");
    h.run_steps(4);
    h.get_by_role_and_label(Role::ListItem, "Take the runner-up: R");
}

#[test]
fn the_history_goes_back_after_it_said_how_many() {
    let mut h = open();
    for _ in 0..3 {
        h.key_press(Key::N);
        h.run_steps(4);
        h.key_press(Key::A);
        h.run_steps(4);
        h.run_steps(4);
    }
    let accepted =
        |h: &Harness<'_, App>| h.state().project().quotes().filter(|q| q.status == Status::Accepted).count();
    assert_eq!(accepted(&h), 3);
    h.key_press_modifiers(Modifiers::ALT, Key::Num6);
    h.run_steps(4);
    h.get_all_by_role(Role::ListItem).nth(2).unwrap().click();
    h.run_steps(4);
    h.get_by_role_and_label(Role::Button, "Undo to here: 2 later changes").click();
    h.run_steps(4);
    h.get_by_role_and_label(Role::Button, "Undo them, key Enter").click();
    h.run_steps(4);
    h.run_steps(4);
    assert_eq!(accepted(&h), 1);
}
