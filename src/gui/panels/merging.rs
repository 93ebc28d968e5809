//! The engine's proposals to merge two speakers, each with its reason. Nobody is merged without a person's word.

use super::speakers::chip_of;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::view_state::Dialog;
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::{Mark, mark};
use crate::model::merge_proposals::MergeProposal;
use crate::model::{Edit, Item};
use egui::{Align, Frame, Layout, Margin, Sense, Ui, vec2};

/// The first of `count` proposals: two chips, why, *Show what would change*, *Keep apart*.
pub(super) fn proposal_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    proposal: &MergeProposal,
    count: usize,
    out: &mut Vec<Action>,
) {
    let (Some(into), Some(from)) = (cx.project.speaker(proposal.into), cx.project.speaker(proposal.from))
    else {
        return;
    };
    let frame =
        Frame::new().fill(cx.theme.panel).inner_margin(Margin { left: 14, right: 14, top: 8, bottom: 8 });
    let shown = frame.show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_width(ui.available_width());
            ui.vertical(|ui| {
                ui.set_width((ui.available_width() - 330.0).max(160.0));
                ui.horizontal_wrapped(|ui| {
                    mark(ui, cx.theme, Mark::Proposed);
                    ui.label(cx.theme.strong("One person?"));
                    for (i, speaker) in [from, into].into_iter().enumerate() {
                        if i > 0 {
                            ui.label(cx.theme.body("and"));
                        }
                        let (square, _) = ui.allocate_exact_size(vec2(10.0, 20.0), Sense::hover());
                        chip_of(cx, speaker).paint_square(
                            ui.painter(),
                            square.center().x,
                            square.center().y,
                            cx.theme.panel,
                        );
                        ui.label(cx.theme.body(&speaker.name));
                    }
                    if count > 1 {
                        ui.label(cx.theme.small(format!("1 of {count}")));
                    }
                });
                ui.horizontal(|ui| {
                    ui.add_space(22.0);
                    ui.label(cx.theme.words(&proposal.reason, Face::Body, cx.theme.text_2));
                });
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let can = !cx.now.read_only;
                let what = Parts { words: "Keep apart", ..Parts::default() };
                if button(ui, cx.theme, Look::Normal, what, "Keep apart", can).clicked() {
                    let edit = Edit::KeepApart(proposal.into, proposal.from);
                    out.push(Action::edit(edit, Some(Item::Speaker(proposal.into))));
                }
                let what = Parts { words: "Show what would change", ..Parts::default() };
                if button(ui, cx.theme, Look::Primary, what, "Show what would change", can).clicked() {
                    out.push(Action::Open(Dialog::Merge(vec![proposal.into, proposal.from])));
                }
            });
        });
    });
    let rect = shown.response.rect;
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
}
