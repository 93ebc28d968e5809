//! Version, licences, where data lives.

use crate::analysis::ENGINE_VERSION;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::rule;
use crate::gui::widgets::dialog::{Buttons, dialog};
use egui::Ui;

/// The faces and who made them.
const FACES: [(&str, &str); 4] = [
    ("Source Serif 4", "SIL Open Font License 1.1"),
    ("Inter", "SIL Open Font License 1.1"),
    ("JetBrains Mono", "Apache License 2.0"),
    ("Phosphor icons", "MIT"),
];

/// The dialog.
pub fn about_ui(ui: &Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    dialog(ui, cx, "About Sayso", 480.0, out, |ui, _| {
        let line =
            |ui: &mut Ui, words: String| _ = ui.label(cx.theme.words(words, Face::Body, cx.theme.text));
        line(ui, format!("Version {}, engine {ENGINE_VERSION}.", env!("CARGO_PKG_VERSION")));
        line(ui, "On whose say-so? Finds every quotation in a document and whose words it is.".into());
        ui.add_space(6.0);
        ui.label(cx.theme.words(
            "Works offline: there is no network code, and nothing leaves this machine.",
            Face::Body,
            cx.theme.text_2,
        ));
        if let Some(path) = &cx.info.path {
            ui.label(cx.theme.small(format!("This project is {}", path.display())));
        }
        ui.add_space(6.0);
        rule(ui, cx.theme);
        ui.label(
            cx.theme.small("Sayso may be used under the MIT licence or the Apache License 2.0, as you like."),
        );
        for (face, licence) in FACES {
            ui.label(cx.theme.small(format!("{face}: {licence}")));
        }
        Buttons { go: "", ready: false, close: "Close" }
    });
}
