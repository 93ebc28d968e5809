//! Signing many at once: only quotations whose very words the sources have, with no alarm and nobody else's, and only after they
//! were shown.

use super::merge::counted;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::verify::VerifyView;
use crate::gui::verify::queue::Signed;
use crate::gui::verify::words::method_word;
use crate::gui::widgets::controls::{cut_line, put_line};
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::gui::widgets::segments::segments;
use crate::model::filter::words;
use crate::model::{Edit, Method, Outcome, QuoteId, Shown, Signature};
use egui::accesskit::Role;
use egui::{ScrollArea, Sense, Ui, vec2};
use strum::IntoEnumIterator as _;

const ROW: f32 = 28.0;

/// What is about to be signed.
#[derive(Debug, Default)]
pub struct SignIdenticalView {
    ids: Vec<QuoteId>,
    /// The versions of project and comparisons that `ids` is of.
    of: Option<(u64, u64)>,
    method: Method,
}

/// The dialog.
pub fn sign_identical_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    view: &mut SignIdenticalView,
    verify: &VerifyView,
    out: &mut Vec<Action>,
) {
    let of = Some((cx.index.version, verify.compared.version()));
    if view.of != of {
        view.of = of;
        let open = verify.everything().iter().filter(|e| e.identical && !matches!(e.signed, Signed::Yes(_)));
        view.ids = open.map(|e| e.id).collect();
    }
    let n = view.ids.len();
    let go = dialog(ui, cx, "Sign all identical ones", 640.0, out, |ui, _| {
        let said = match n {
            0 => "No quotation that nobody signed has its very words in a source, without an alarm and with the same speaker.".to_owned(),
            n => format!(
                "The sources have the very words of {}, with no alarm and nobody else’s name. Look through them before you sign.",
                counted(n as u32, "quotation")
            ),
        };
        ui.label(cx.theme.body(said));
        ui.add_space(6.0);
        list_ui(ui, cx, &view.ids);
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.label(cx.theme.words("Method", Face::Body, cx.theme.text_2));
            let words: Vec<&str> = Method::iter().map(method_word).collect();
            let at = Method::iter().position(|m| m == view.method).unwrap_or_default();
            if let Some(m) = segments(ui, cx.theme, "Method", &words, &words, at) {
                view.method = Method::iter().nth(m).unwrap_or_default();
            }
        });
        ui.label(cx.theme.small(format!(
            "Signed as verified, by {}, now. One undo step takes it back.",
            cx.settings.annotator
        )));
        Buttons { go: "Sign", ready: n > 0, close: "Cancel" }
    });
    if go {
        let all = verify.compared.all();
        let signatures = view.ids.iter().map(|id| {
            let shown = all.and_then(|a| a.get(*id)).map(|c| Shown::from(&**c));
            Signature { method: view.method, ..Signature::new(*id, Outcome::Verified, shown) }
        });
        out.push(Action::Edit { edits: vec![Edit::Sign(signatures.collect())], focus: None, advance: false });
        out.push(Action::CloseDialog);
        view.of = None;
    }
}

fn list_ui(ui: &mut Ui, cx: &Cx<'_>, ids: &[QuoteId]) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = ui.ctx().content_rect().height() * 0.4;
    let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    area.show_rows(ui, ROW, ids.len(), |ui, range| {
        for id in ids.get(range).unwrap_or_default() {
            let Some((doc, quote)) = cx.project.quote(*id).and_then(|q| Some((cx.project.doc(q.doc)?, q)))
            else {
                continue;
            };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            let chip = crate::gui::panels::inspector_fields::chip_of(cx, quote.attribution.speaker);
            chip.paint_square(ui.painter(), rect.left() + 6.0, rect.center().y, cx.theme.raised);
            let name = cut_line(ui, chip.words(), Face::Body, cx.theme.text, 130.0);
            put_line(ui, rect, rect.left() + 18.0, &name);
            let said = words(doc, quote, 160);
            let galley = cut_line(ui, &said, Face::Words, cx.theme.text, rect.width() - 164.0);
            put_line(ui, rect, rect.left() + 160.0, &galley);
            crate::gui::access::name(&response, Role::ListItem, &format!("{}: {said}", chip.words()));
        }
    });
}
