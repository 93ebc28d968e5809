//! Accepting all proposals that the engine is sure enough of, among the rows of the table, as one undo step.

use super::merge::counted;
use crate::gui::cx::{Action, Cx};
use crate::gui::panels::quotes::decide;
use crate::gui::widgets::confidence::two_places;
use crate::gui::widgets::confidence_word;
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::model::{PerMille, Project, QuoteId, Status};
use egui::{DragValue, Ui};

/// How sure is sure enough.
#[derive(Debug, Clone, Copy)]
pub struct AcceptAboveView {
    /// In thousandths.
    least: u16,
}

impl Default for AcceptAboveView {
    fn default() -> Self {
        Self { least: 900 }
    }
}

/// Those of `open` that the engine is at least that sure of. What nobody judged is left out: there is no figure to trust.
pub fn sure_enough(project: &Project, open: &[QuoteId], least: PerMille) -> Vec<QuoteId> {
    let sure = |id: &&QuoteId| {
        project.quote(**id).is_some_and(|q| q.attribution.confidence.is_some_and(|c| c >= least))
    };
    open.iter().filter(sure).copied().collect()
}

/// The dialog, for the open rows of the table.
pub fn accept_above_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    view: &mut AcceptAboveView,
    open: &[QuoteId],
    out: &mut Vec<Action>,
) {
    let taken = sure_enough(cx.project, open, PerMille::new(view.least));
    let go = dialog(ui, cx, "Accept all above a confidence", 480.0, out, |ui, _| {
        let words = format!(
            "Among the {} that the table shows and nobody decided on:",
            counted(open.len() as u32, "quotation")
        );
        ui.label(cx.theme.body(words));
        ui.add_space(4.0);
        for least in [980_u16, 900, 700, 500] {
            let p = PerMille::new(least);
            let n = sure_enough(cx.project, open, p).len() as u32;
            let words = format!(
                "{} and up, {} or more: {}",
                confidence_word(p),
                two_places(p),
                counted(n, "quotation")
            );
            if ui.radio(view.least == least, cx.theme.body(words)).clicked() {
                view.least = least;
            }
        }
        ui.horizontal(|ui| {
            ui.label(cx.theme.body("Or from"));
            let mut hundredths = f64::from(view.least) / 1000.0;
            let field = DragValue::new(&mut hundredths).range(0.0..=1.0).speed(0.01).fixed_decimals(2);
            let response = ui.add(field);
            crate::gui::access::name(&response, egui::accesskit::Role::SpinButton, "Least confidence");
            if response.changed() {
                view.least = (hundredths * 1000.0).round() as u16;
            }
        });
        ui.add_space(6.0);
        ui.label(cx.theme.strong(format!("{} would be accepted.", counted(taken.len() as u32, "quotation"))));
        ui.label(cx.theme.small("One undo step takes it back."));
        Buttons { go: "Accept", ready: !taken.is_empty(), close: "Cancel" }
    });
    if go {
        out.push(decide(taken, Status::Accepted));
        out.push(Action::CloseDialog);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteKind;
    use crate::model::testing::project;

    #[test]
    fn a_border_belongs_to_the_upper_side_and_no_figure_is_no_trust() {
        let p = project(&[("One", "“Go,” “stay,” “wait,”")])
            .quote(1, "“Go,”", QuoteKind::Direct, None, 900)
            .quote(1, "“stay,”", QuoteKind::Direct, None, 899)
            .quote_with(1, "“wait,”", QuoteKind::Direct, None, 0, |_, q| q.attribution.confidence = None)
            .done();
        let all = [QuoteId(1), QuoteId(2), QuoteId(3)];
        assert_eq!(sure_enough(&p, &all, PerMille::new(900)), [QuoteId(1)]);
    }
}
