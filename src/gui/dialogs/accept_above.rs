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
#[derive(Debug, Clone)]
pub struct AcceptAboveView {
    /// In thousandths.
    least: u16,
    /// The open rows of the table with their confidence, and for which version of the project and how many rows.
    open: Vec<(PerMille, QuoteId)>,
    of: Option<(u64, usize)>,
}

impl Default for AcceptAboveView {
    fn default() -> Self {
        Self { least: 900, open: Vec::new(), of: None }
    }
}

/// Those of `rows` that wait for a decision, with the engine's confidence. What nobody judged is left out: there is no
/// figure to trust.
pub fn judged(project: &Project, rows: &[QuoteId]) -> Vec<(PerMille, QuoteId)> {
    let of = |id: &QuoteId| {
        let quote = project.quote(*id).filter(|q| q.is_open())?;
        Some((quote.attribution.confidence?, *id))
    };
    rows.iter().filter_map(of).collect()
}

/// How many of proposals with these confidences are expected to be wrong, in thousandths: a confidence says how many of a
/// thousand like it are right.
fn expected_errors(sure: impl Iterator<Item = PerMille>) -> u64 {
    sure.map(|c| 1000 - u64::from(c.get()).min(1000)).sum()
}

/// The expectation as a sentence, to one place below ten.
fn errors_said(thousandths: u64) -> String {
    match thousandths {
        0 => "By their confidence, none of them is wrong.".into(),
        1..50 => "By their confidence, fewer than 0.1 of them are wrong.".into(),
        n if n < 9_950 => {
            let tenths = (n + 50) / 100;
            format!("By their confidence, about {}.{} of them are wrong.", tenths / 10, tenths % 10)
        }
        n => format!("By their confidence, about {} of them are wrong.", (n + 500) / 1000),
    }
}

/// The dialog, for the rows of the table.
pub fn accept_above_ui(
    ui: &Ui,
    cx: &Cx<'_>,
    view: &mut AcceptAboveView,
    rows: &[QuoteId],
    out: &mut Vec<Action>,
) {
    let of = Some((cx.index.version, rows.len()));
    if view.of != of {
        (view.open, view.of) = (judged(cx.project, rows), of);
    }
    let count = |least: u16| view.open.iter().filter(|(c, _)| c.get() >= least).count() as u32;
    let (open, taken) = (view.open.len() as u32, count(view.least));
    let steps = [980_u16, 900, 700, 500].map(|least| (least, count(least)));
    let go = dialog(ui, cx, "Accept all above a confidence", 480.0, out, |ui, _| {
        let words =
            format!("Among the {} that the table shows and nobody decided on:", counted(open, "quotation"));
        ui.label(cx.theme.body(words));
        ui.add_space(4.0);
        for (least, n) in steps {
            let p = PerMille::new(least);
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
        ui.label(cx.theme.strong(format!("{} would be accepted.", counted(taken, "quotation"))));
        let least = PerMille::new(view.least);
        let wrong = expected_errors(view.open.iter().map(|(c, _)| *c).filter(|c| *c >= least));
        ui.label(cx.theme.body(errors_said(wrong)));
        ui.label(cx.theme.small("One undo step takes it back."));
        Buttons { go: "Accept", ready: taken > 0, close: "Cancel" }
    });
    if go {
        let least = PerMille::new(view.least);
        let ids = view.open.iter().filter(|(c, _)| *c >= least).map(|(_, id)| *id).collect();
        out.push(decide(ids, Status::Accepted));
        out.push(Action::CloseDialog);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteKind;
    use crate::model::testing::project;

    #[test]
    fn the_expected_errors_are_what_the_confidences_leave() {
        let sure = |all: &[u16]| expected_errors(all.iter().map(|c| PerMille::new(*c)));
        assert_eq!(sure(&[900, 950, 700]), 450);
        assert_eq!(errors_said(450), "By their confidence, about 0.5 of them are wrong.");
        assert_eq!(errors_said(9_949), "By their confidence, about 9.9 of them are wrong.");
        assert_eq!(errors_said(12_600), "By their confidence, about 13 of them are wrong.");
        assert!(errors_said(sure(&[1000])).contains("none"));
    }

    #[test]
    fn no_figure_is_no_trust() {
        let p = project(&[("One", "“Go,” “stay,” “wait,”")])
            .quote(1, "“Go,”", QuoteKind::Direct, None, 900)
            .quote(1, "“stay,”", QuoteKind::Direct, None, 899)
            .quote_with(1, "“wait,”", QuoteKind::Direct, None, 0, |_, q| q.attribution.confidence = None)
            .done();
        let all = [QuoteId(1), QuoteId(2), QuoteId(3)];
        let found = judged(&p, &all);
        assert_eq!(found, [(PerMille::new(900), QuoteId(1)), (PerMille::new(899), QuoteId(2))]);
    }
}
