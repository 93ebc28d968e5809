//! The frame of a dialog: title, contents, buttons. `Esc` and a click beside it close it.

use super::controls::{Look, Parts, button};
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use egui::{Align, Frame, Id, Key, Layout, Modal, Modifiers, Ui, vec2};

/// What a dialog's buttons say.
#[derive(Debug, Clone, Copy, Default)]
pub struct Buttons<'a> {
    /// The filled one, which `Enter` takes; none where it is empty.
    pub go: &'a str,
    /// Whether the filled one can be pressed.
    pub ready: bool,
    /// The other one.
    pub close: &'a str,
}

/// The frame of every dialog.
pub fn modal_frame(ui: &Ui) -> Frame {
    Frame::popup(ui.style()).inner_margin(20)
}

/// Shows a dialog. `add` draws its contents; says whether the filled button was pressed.
pub fn dialog(
    ui: &Ui,
    cx: &Cx<'_>,
    title: &str,
    width: f32,
    out: &mut Vec<Action>,
    add: impl FnOnce(&mut Ui, &mut Vec<Action>) -> Buttons<'static>,
) -> bool {
    let room = ui.ctx().content_rect().size();
    let frame = modal_frame(ui).corner_radius(10).fill(cx.theme.raised);
    let id = Id::unique(("dialog", title));
    // Enter takes the filled button. What else has the focus, a box that was ticked with the space bar, must not take it as well.
    let is_ready = ui.ctx().data(|d| d.get_temp::<bool>(id)).unwrap_or(false);
    let enter = is_ready
        && !ui.ctx().text_edit_focused()
        && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Enter));
    let modal = Modal::new(id).frame(frame).backdrop_color(cx.theme.veil);
    let modal = modal.show(ui.ctx(), |ui| {
        ui.set_width(width.min(room.x - 64.0));
        ui.set_max_height(room.y - 96.0);
        ui.label(cx.theme.words(title, Face::Verdict, cx.theme.text));
        ui.add_space(6.0);
        let buttons = add(ui, out);
        ui.add_space(12.0);
        ui.ctx().data_mut(|d| d.insert_temp(id, buttons.ready && !buttons.go.is_empty()));
        buttons_ui(ui, cx, buttons, enter)
    });
    let (go, close) = modal.inner;
    if close || modal.should_close() {
        out.push(Action::CloseDialog);
    }
    go
}

fn buttons_ui(ui: &mut Ui, cx: &Cx<'_>, buttons: Buttons<'_>, enter: bool) -> (bool, bool) {
    let mut go = buttons.ready
        && !buttons.go.is_empty()
        && (enter
            || ui.input_mut(|i| {
                i.consume_key(Modifiers::NONE, Key::Enter) || i.consume_key(Modifiers::COMMAND, Key::Enter)
            }));
    let mut close = false;
    let size = vec2(ui.available_width(), 28.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        if !buttons.go.is_empty() {
            let what = Parts { words: buttons.go, key: "Enter", ..Parts::default() };
            let label = format!("{}, key Enter", buttons.go);
            go |= button(ui, cx.theme, Look::Primary, what, &label, buttons.ready).clicked();
        }
        let what = Parts { words: buttons.close, key: "Esc", ..Parts::default() };
        close =
            button(ui, cx.theme, Look::Normal, what, &format!("{}, key Esc", buttons.close), true).clicked();
    });
    (go, close)
}
