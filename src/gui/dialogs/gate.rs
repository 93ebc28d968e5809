//! The publish gate: what stands between the drafts and publication, each line the way to its quotation.

use crate::gui::access;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::Face;
use crate::gui::theme::size;
use crate::gui::verify::VerifyView;
use crate::gui::widgets::controls::{cut_line, put_line};
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::gui::widgets::{Mark, mark};
use crate::model::filter::words;
use crate::model::{Gate, GateKind, Item, QuoteId, gate};
use egui::accesskit::Role;
use egui::{ScrollArea, Sense, Ui, vec2};

/// The sign of a reason.
const fn mark_of(kind: GateKind) -> Mark {
    match kind {
        GateKind::NeedsChange => Mark::NeedsChange,
        GateKind::ToCheckAgain => Mark::CheckAgain,
        GateKind::WrongMouth | GateKind::Altered | GateKind::Partial => Mark::Alarm,
        GateKind::CannotVerify | GateKind::NotFound | GateKind::Ambiguous => Mark::CannotVerify,
        GateKind::Unverified
        | GateKind::Unsourced
        | GateKind::Undecided
        | GateKind::Anonymous
        | GateKind::Elsewhere
        | GateKind::SourceGone => Mark::Proposed,
    }
}

/// What the dialog remembers.
#[derive(Debug, Default)]
pub struct GateView {
    gate: Beside<(), (u64, u64), Listed>,
}

/// The gate, line by line.
#[derive(Debug, Default)]
struct Listed {
    gate: Gate,
    lines: Vec<Line>,
}

#[derive(Debug, Clone, Copy)]
enum Line {
    Head(GateKind, usize),
    Quote(QuoteId),
}

impl Listed {
    fn of(gate: Gate) -> Self {
        let mut lines = Vec::new();
        for line in &gate.lines {
            lines.push(Line::Head(line.kind, line.quotes.len()));
            lines.extend(line.quotes.iter().copied().map(Line::Quote));
        }
        Self { gate, lines }
    }
}

/// The dialog.
pub fn gate_ui(ui: &Ui, cx: &Cx<'_>, view: &mut GateView, verify: &VerifyView, out: &mut Vec<Action>) {
    let version = (cx.index.version, verify.compared.version());
    let (project, compared) = (cx.project.clone(), verify.compared.all().cloned());
    let at_once = cx.project.home.len() <= 1_500;
    let listed = view.gate.get(ui.ctx(), (), version, at_once, move |_| {
        let none = std::collections::BTreeMap::new();
        let compared = compared.as_ref().map_or(&none, |c| &c.by_quote);
        Some(Listed::of(gate(&project, None, compared)))
    });
    let none = Listed::default();
    let listed = listed.unwrap_or(&none);
    let mut chosen = None;
    dialog(ui, cx, "Publish gate", 680.0, out, |ui, out| {
        let Gate { quotes, verified, .. } = listed.gate;
        let counted = format!("{verified} of {quotes} quotations are signed as verified.");
        let (state, said) = match (quotes, listed.gate.passes()) {
            (0, _) => (Mark::Proposed, "The drafts have no quotations to verify.".to_owned()),
            (_, true) => (Mark::Verified, format!("Open: nothing stands in the way. {counted}")),
            (_, false) => (Mark::NeedsChange, format!("Closed: {counted}")),
        };
        ui.horizontal(|ui| {
            mark(ui, cx.theme, state);
            ui.label(cx.theme.strong(said));
        });
        let small = "What is verified is that the words were said, not that they are true.";
        ui.label(cx.theme.small(small));
        ui.add_space(6.0);
        chosen = lines_ui(ui, cx, &listed.lines);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            for command in [crate::app::Command::SignIdentical, crate::app::Command::EvidencePack] {
                let look = crate::gui::widgets::controls::Look::Normal;
                crate::gui::widgets::controls::command_button(ui, cx, look, command, "", out);
            }
        });
        Buttons { go: "", ready: false, close: "Close" }
    });
    if let Some(id) = chosen {
        out.push(Action::CloseDialog);
        out.push(Action::Route(Route::Verify));
        out.push(Action::Select(Item::Quotation(id)));
    }
}

fn lines_ui(ui: &mut Ui, cx: &Cx<'_>, lines: &[Line]) -> Option<QuoteId> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let height = (ui.ctx().content_rect().height() * 0.5).max(160.0);
    let area = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
    let mut chosen = None;
    area.show_rows(ui, size::ROW_TABLE, lines.len(), |ui, range| {
        for line in lines.get(range).unwrap_or_default() {
            let wanted = vec2(ui.available_width(), size::ROW_TABLE);
            match line {
                Line::Head(kind, n) => {
                    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
                    let at = egui::pos2(rect.left() + 8.0, rect.center().y);
                    mark_of(*kind).paint(ui.painter(), at, cx.theme);
                    let some = if *n == 1 { "1 quotation".to_owned() } else { format!("{n} quotations") };
                    let note = if kind.stops() { "" } else { " (to be known)" };
                    let words = format!("{some} {}{note}", kind.words());
                    put_line(
                        ui,
                        rect,
                        rect.left() + 22.0,
                        &cut_line(ui, &words, Face::Semibold, cx.theme.text, rect.width() - 30.0),
                    );
                    access::name(&response, Role::Heading, &words);
                }
                Line::Quote(id) => {
                    let Some((doc, quote)) =
                        cx.project.quote(*id).and_then(|q| Some((cx.project.doc(q.doc)?, q)))
                    else {
                        ui.allocate_exact_size(wanted, Sense::hover());
                        continue;
                    };
                    let (rect, response) = ui.allocate_exact_size(wanted, Sense::click());
                    if response.hovered() {
                        ui.painter().rect_filled(rect, 4.0, cx.theme.hover);
                    }
                    let chip = crate::gui::panels::inspector_fields::chip_of(cx, quote.attribution.speaker);
                    chip.paint_square(ui.painter(), rect.left() + 28.0, rect.center().y, cx.theme.raised);
                    let name = cut_line(ui, chip.words(), Face::Body, cx.theme.text, 140.0);
                    put_line(ui, rect, rect.left() + 40.0, &name);
                    let said = words(doc, quote, 140);
                    let galley = cut_line(ui, &said, Face::Words, cx.theme.text, rect.width() - 196.0);
                    put_line(ui, rect, rect.left() + 190.0, &galley);
                    access::name(&response, Role::Link, &format!("{}: {said}", chip.words()));
                    access::focus_ring(ui, &response, cx.theme);
                    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
                        chosen = Some(*id);
                    }
                }
            }
        }
    });
    chosen
}
