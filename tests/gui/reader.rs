//! Reading: quotations can be found by name, chosen by pointer and by key.

use crate::harness::{Memory, window};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use sayso::gui::sample;

#[test]
fn every_visible_paragraph_and_quotation_has_a_name() {
    let h = window(Memory::with(sample::project()), [1280.0, 800.0]);
    h.get_by_label("What the harbour says");
    h.get_by_label("Quotation 1 of 10, direct, proposed, Ada Lindqvist, likely 0.71");
}

#[test]
fn a_quotation_is_chosen_by_pointer_and_by_key() {
    let mut h = window(Memory::with(sample::project()), [1280.0, 800.0]);
    h.get_by_label("Quotation 1 of 10, direct, proposed, Ada Lindqvist, likely 0.71").click();
    h.run_steps(4);
    let first = h.state().view().selection.quote;
    assert!(first.is_some());
    h.key_press(Key::J);
    h.run_steps(4);
    let second = h.state().view().selection.quote;
    assert!(second.is_some() && second != first);
    h.key_press(Key::K);
    h.run_steps(4);
    assert_eq!(h.state().view().selection.quote, first);
}

#[test]
fn words_are_selected_with_the_keyboard() {
    let mut h = window(Memory::with(sample::project()), [1280.0, 800.0]);
    h.key_press(Key::J);
    h.run_steps(4);
    let start = h.state().project().quote(h.state().view().selection.quote.unwrap()).unwrap().content.start();
    h.key_press(Key::F6);
    h.run_steps(2);
    while h.state().view().region != sayso::gui::view_state::Region::Text {
        h.key_press(Key::F6);
        h.run_steps(2);
    }
    for _ in 0..3 {
        h.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowRight);
        h.run_steps(2);
    }
    let (anchor, head) = h.state().view().selection.words.unwrap();
    assert_eq!(anchor, start);
    let text = h.state().project().docs.values().next().unwrap().text.clone().unwrap();
    assert_eq!(text.slice(sayso::text::Span::between(anchor, head)), "“The ferry will");
}
