//! The evidence pack: what goes in, whether confidential sources stay out, and where it goes.

use crate::gui::access::focus_ring;
use crate::gui::cx::{Action, Cx};
use crate::gui::dialogs::files::Purpose;
use crate::gui::fonts::Face;
use crate::gui::verify::VerifyView;
use crate::gui::widgets::dialog::{Buttons, dialog};
use egui::Ui;

/// What was chosen last.
#[derive(Debug, Default)]
pub struct PackView {
    redacted: bool,
}

/// The dialog.
pub fn pack_ui(ui: &Ui, cx: &Cx<'_>, view: &mut PackView, verify: &VerifyView, out: &mut Vec<Action>) {
    let confidential =
        cx.project.sources().filter(|d| d.material.as_ref().is_some_and(|m| m.confidential)).count();
    let (signed, open) = verify.queue().map_or((0, 0), |q| (q.signed, q.to_check));
    let go = dialog(ui, cx, "Evidence pack", 560.0, out, |ui, _| {
        let words = "A folder with the report as a page (HTML), a document (DOCX), a table (CSV) and a record (JSON): every quotation with its passage, verdict, alarms, method, signatures and history, and the SHA-256 of drafts and sources.";
        ui.label(cx.theme.words(words, Face::Body, cx.theme.text_2));
        ui.add_space(8.0);
        ui.label(cx.theme.strong(format!("{signed} signed, {open} not signed.")));
        if open > 0 {
            ui.label(cx.theme.small("What is not signed goes in as such."));
        }
        ui.add_space(8.0);
        let words = match confidential {
            0 => "Without confidential sources and their words (none is marked so)".to_owned(),
            1 => "Without the 1 confidential source and its words".to_owned(),
            n => format!("Without the {n} confidential sources and their words"),
        };
        let ticked = ui.checkbox(&mut view.redacted, cx.theme.body(words));
        focus_ring(ui, &ticked, cx.theme);
        ui.add_space(4.0);
        ui.label(cx.theme.small("sayso recheck proves a pack again, and names what no longer holds."));
        Buttons { go: "Choose where", ready: cx.info.is_open(), close: "Cancel" }
    });
    if go {
        out.push(Action::CloseDialog);
        out.push(Action::AskFiles(Purpose::Pack { redacted: view.redacted }));
    }
}
