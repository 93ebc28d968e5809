//! The window's frame: tabs, documents, an empty window.

use crate::harness::{Memory, window};
use egui_kittest::kittest::Queryable as _;
use sayso::app::Request;
use sayso::gui::sample;

#[test]
fn an_empty_window_says_what_to_do() {
    let h = window(Memory::with(sayso::model::Project::default()), [1280.0, 800.0]);
    h.get_by_label("Drop a draft here");
    h.get_by_label("Open documents, key Ctrl O");
    h.get_by_label("Sayso has no network code. What you open stays on this machine.");
}

#[test]
fn documents_are_listed_with_what_is_open() {
    let h = window(Memory::with(sample::project()), [1280.0, 800.0]);
    h.get_by_role_and_label(egui::accesskit::Role::ListItem, "Ferry to sail again");
    h.get_by_label("Speakers, 14");
}

#[derive(Debug)]
struct Held(std::path::PathBuf);

impl egui::DroppedFile for Held {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window hands on the path, and reads nothing".to_owned())
    }
}

#[test]
fn files_dropped_on_the_window_come_into_the_project_and_into_the_sources_where_those_are_looked_at() {
    let memory = Memory::with(sample::project());
    let asked = memory.asked.clone();
    let mut h = window(memory, [1280.0, 800.0]);
    h.run();
    let drop = |h: &mut egui_kittest::Harness<'_, sayso::gui::App>| {
        let files = ["/desk/a.txt", "/desk/b.md"];
        h.input_mut().dropped_files =
            files.iter().map(|f| std::sync::Arc::new(Held(f.into())) as _).collect();
        h.run();
        asked.lock().unwrap().pop()
    };
    let Some(Request::Import(inputs)) = drop(&mut h) else { panic!("nothing is imported") };
    assert_eq!(inputs.len(), 2);
    h.get_by_label("Sources").click();
    h.run();
    let Some(Request::ImportSources { inputs, .. }) = drop(&mut h) else {
        panic!("nothing becomes a source")
    };
    assert_eq!(inputs.len(), 2);
}
