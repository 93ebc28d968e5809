//! The quotation table: filter, sort, accept many, undo.

use crate::harness::window;
use crate::live::Live;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use sayso::gui::{App, sample};
use sayso::model::Status;

fn accepted(h: &Harness<'_, App>) -> usize {
    h.state().project().quotes().filter(|q| q.status == Status::Accepted).count()
}

#[test]
fn filtering_and_accepting_what_is_left_is_one_undo_step() {
    let mut h = window(Live::with(&sample::project()), [1280.0, 900.0]);
    h.run_steps(4);
    let all = h.state().view().quotes.rows().len();
    h.key_press(egui::Key::Slash);
    h.run_steps(4);
    h.get_by_role_and_label(Role::TextInput, "Filter by words, speaker or note").type_text("gift");
    h.run_steps(4);
    let shown = h.state().view().quotes.rows().len();
    assert!(shown > 0 && shown < all, "{shown} of {all}");
    h.get_by_label("Remove filter “gift”");
    h.key_press(egui::Key::Enter);
    h.run_steps(4);
    h.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Enter);
    h.run_steps(4);
    h.run_steps(4);
    assert_eq!(accepted(&h), shown);
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    h.run_steps(4);
    h.run_steps(4);
    assert_eq!(accepted(&h), 0);
}

#[test]
fn a_click_on_a_header_sorts_and_another_turns_the_order() {
    let mut h = window(Live::with(&sample::project()), [1280.0, 900.0]);
    h.run_steps(4);
    let place = h.state().view().quotes.rows().to_vec();
    let sure = |h: &Harness<'_, App>| -> Vec<u16> {
        let project = h.state().project().clone();
        let of = |q: &sayso::model::QuoteId| project.quote(*q).unwrap().attribution.confidence.unwrap().get();
        h.state().view().quotes.rows().iter().map(of).collect()
    };
    h.get_by_role_and_label(Role::ColumnHeader, "Sort by Conf.").click();
    h.run_steps(4);
    assert!(sure(&h).is_sorted());
    h.get_by_role_and_label(Role::ColumnHeader, "Sort by Conf., sorted").click();
    h.run_steps(4);
    assert!(sure(&h).iter().rev().is_sorted());
    h.get_by_role_and_label(Role::ColumnHeader, "Sort by Conf., sorted, last first").click();
    h.run_steps(4);
    assert_eq!(h.state().view().quotes.rows(), place);
}

#[test]
fn rows_are_chosen_by_keyboard_and_rejected_together() {
    let mut h = window(Live::with(&sample::project()), [1280.0, 900.0]);
    h.run_steps(4);
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Num4);
    h.run_steps(4);
    h.run_steps(4);
    h.key_press(egui::Key::ArrowDown);
    h.run_steps(4);
    h.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::ArrowDown);
    h.run_steps(4);
    h.key_press_modifiers(egui::Modifiers::SHIFT, egui::Key::ArrowDown);
    h.run_steps(4);
    h.get_by_label("3 selected");
    let rows = h.state().view().quotes.rows().to_vec();
    assert_eq!(h.state().view().selection.quotes(), rows[..3]);
    h.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    h.run_steps(4);
    assert_eq!(h.state().view().selection.quotes().len(), rows.len());
    h.key_press(egui::Key::Delete);
    h.run_steps(4);
    h.run_steps(4);
    let p = h.state().project().clone();
    assert!(p.quotes().all(|q| q.status == Status::Rejected));
}
