//! Settings: theme, size, reading face, the name that decisions are signed with. Each change is in force and written at once.

use crate::gui::access;
use crate::gui::cx::{Action, Cx, ReadingFace, Settings, ThemeChoice};
use crate::gui::fonts::Face;
use crate::gui::widgets::dialog::{Buttons, dialog};
use egui::accesskit::Role;
use egui::{FontId, Sense, Slider, TextEdit, Ui, pos2, vec2};
use strum::IntoEnumIterator as _;

/// What is being typed.
#[derive(Debug, Clone, Default)]
pub struct SettingsView {
    name: Option<String>,
}

const fn theme_word(choice: ThemeChoice) -> &'static str {
    match choice {
        ThemeChoice::System => "As the system",
        ThemeChoice::Light => "Light",
        ThemeChoice::Dark => "Dark",
    }
}

const fn face_word(face: ReadingFace) -> &'static str {
    match face {
        ReadingFace::Serif => "Serif",
        ReadingFace::Sans => "Sans",
        ReadingFace::Mono => "Fixed width",
    }
}

/// The dialog.
pub fn settings_ui(ui: &Ui, cx: &Cx<'_>, view: &mut SettingsView, out: &mut Vec<Action>) {
    let mut now: Settings = cx.settings.clone();
    dialog(ui, cx, "Settings", 520.0, out, |ui, out| {
        fields_ui(ui, cx, view, &mut now);
        if now != *cx.settings {
            out.push(Action::Settings(Box::new(now)));
        }
        Buttons { go: "", ready: false, close: "Close" }
    });
}

fn row(ui: &mut Ui, cx: &Cx<'_>, label: &str, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.set_min_height(32.0);
        let (rect, _) = ui.allocate_exact_size(vec2(110.0, 28.0), Sense::hover());
        let at = pos2(rect.left(), rect.center().y);
        ui.painter().text(at, egui::Align2::LEFT_CENTER, label, Face::Body.font(), cx.theme.text_3);
        add(ui);
    });
}

fn fields_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SettingsView, now: &mut Settings) {
    row(ui, cx, "Theme", |ui| {
        for choice in ThemeChoice::iter() {
            ui.radio_value(&mut now.theme, choice, cx.theme.body(theme_word(choice)));
        }
    });
    row(ui, cx, "Contrast", |ui| {
        ui.checkbox(&mut now.high_contrast, cx.theme.body("High: outlines in place of tints, no pale words"));
    });
    row(ui, cx, "Window size", |ui| {
        rail(ui, cx);
        let slider = Slider::new(&mut now.zoom_percent, 80..=200).step_by(10.0).suffix(" %");
        let response = ui.add(slider.update_while_editing(false));
        access::name(&response, Role::Slider, "Window size in per cent");
    });
    row(ui, cx, "Reading face", |ui| {
        for face in ReadingFace::iter() {
            ui.radio_value(&mut now.reading_face, face, cx.theme.body(face_word(face)));
        }
    });
    row(ui, cx, "Reading size", |ui| {
        rail(ui, cx);
        let response = ui.add(Slider::new(&mut now.reading_size, 12..=32).suffix(" pt"));
        access::name(&response, Role::Slider, "Reading size in points");
    });
    sample_ui(ui, cx, now);
    row(ui, cx, "Your name", |ui| {
        let name = view.name.get_or_insert_with(|| now.annotator.clone());
        let field = TextEdit::singleline(name).desired_width(240.0).hint_text("Name");
        let response = ui.add(field.margin(egui::Margin::symmetric(8, 4)));
        access::name(&response, Role::TextInput, "Your name");
        if response.lost_focus() {
            if !name.trim().is_empty() {
                name.trim().clone_into(&mut now.annotator);
            }
            view.name = None;
        }
    });
    ui.label(cx.theme.small("Every decision is signed with this name in the history of the project."));
}

/// The rail of a slider in the colour of a line: by itself it has that of the dialog's ground.
fn rail(ui: &mut Ui, cx: &Cx<'_>) {
    ui.visuals_mut().widgets.inactive.bg_fill = cx.theme.line_strong;
    ui.spacing_mut().slider_width = 200.0;
}

fn sample_ui(ui: &mut Ui, cx: &Cx<'_>, now: &Settings) {
    let family = match now.reading_face {
        ReadingFace::Serif => Face::Words.font().family,
        ReadingFace::Sans => Face::Body.font().family,
        ReadingFace::Mono => Face::Mono.font().family,
    };
    let font = FontId::new(f32::from(now.reading_size), family);
    let frame = egui::Frame::new()
        .fill(cx.theme.paper)
        .stroke(cx.theme.line_stroke())
        .corner_radius(6)
        .inner_margin(12);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let words = "“Whose words are these?” she asked, and read the page again.";
        ui.label(egui::RichText::new(words).font(font).color(cx.theme.text));
    });
    ui.add_space(4.0);
}
