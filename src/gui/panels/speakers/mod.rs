//! The register of speakers: who they are, what they are called, and how much they got to say.

mod details;
mod register;
mod share;

pub use share::percent;

use crate::analysis::Progress;
use crate::app::Command;
use crate::formats::{FormatError, Table};
use crate::gui::access;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::panels::merging::proposal_ui;
use crate::gui::theme::size;
use crate::gui::widgets::chip::{Chip, speaker_kind_word};
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::removable_label;
use crate::model::merge_proposals::{MergeProposal, merge_proposals};
use crate::model::{Counted, Item, Project, QuoteId, Speaker, SpeakerId, Statistics, Tally};
use crate::text::Needle;
use details::Draft;
use egui::{Align, CentralPanel, Frame, Layout, Panel, TextEdit, Ui, UiBuilder, vec2};
use std::cmp::{Ordering, Reverse};

/// Projects up to this many quotations are counted within the frame.
const AT_ONCE: usize = 800;

/// A column of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SpeakerColumn {
    /// Its number, which is its key.
    Key,
    /// Name.
    Name,
    /// What it is.
    Kind,
    /// Role.
    Role,
    /// How many quotations.
    Quotations,
    /// How many words in them.
    #[default]
    Words,
    /// How many a person decided on.
    Decided,
}

/// What the register is asked to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// By what it is sorted.
    pub by: SpeakerColumn,
    /// Whether the other way round.
    pub reversed: bool,
    /// Part of a name or role.
    pub find: String,
    /// Which quotations count.
    pub counted: Counted,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            by: SpeakerColumn::Words,
            reversed: false,
            find: String::new(),
            counted: Counted::AcceptedAndProposed,
        }
    }
}

/// What the register lists.
#[derive(Debug, Default)]
pub struct Listed {
    /// Speakers in order.
    pub rows: Vec<SpeakerId>,
    /// Figures of all speakers.
    pub figures: Statistics,
    /// Most words that one speaker has.
    pub most: u32,
}

/// What the register remembers.
#[derive(Debug, Default)]
pub struct SpeakersView {
    asked: Asked,
    listed: Beside<Asked, u64, Listed>,
    proposals: Beside<(), u64, Vec<MergeProposal>>,
    quotes: Beside<SpeakerId, u64, Vec<QuoteId>>,
    draft: Option<Draft>,
    take_focus: bool,
    shown: Option<SpeakerId>,
    edit_name: bool,
}

impl SpeakersView {
    /// The speakers as they are listed.
    pub fn rows(&self) -> &[SpeakerId] {
        self.listed.last().map_or(&[], |l| l.rows.as_slice())
    }

    /// Gives the rows the keyboard when they are next drawn.
    pub fn take_focus(&mut self) {
        self.take_focus = true;
    }

    fn refresh(&mut self, ctx: &egui::Context, cx: &Cx<'_>) {
        let (project, asked) = (cx.project.clone(), self.asked.clone());
        let at_once = cx.project.home.len() <= AT_ONCE;
        let version = cx.index.version;
        self.listed.get(ctx, self.asked.clone(), version, at_once, move |p| list(&project, &asked, p));
        let project = cx.project.clone();
        self.proposals.get(ctx, (), version, at_once, move |_| Some(merge_proposals(&project)));
    }

    fn tally(&self, speaker: SpeakerId) -> Tally {
        let figures = self.listed.last().and_then(|l| l.figures.speakers.get(&Some(speaker)));
        figures.copied().unwrap_or_default()
    }
}

/// Speakers that hold `asked.find`, with their figures, in the order that is asked for.
fn list(project: &Project, asked: &Asked, progress: &Progress) -> Option<Listed> {
    let figures = Statistics::of(project, asked.counted, progress)?;
    let needle = Needle::new(&asked.find);
    let found = |s: &Speaker| {
        needle.as_ref().is_none_or(|n| {
            n.is_in(&s.name) || n.is_in(&s.role) || s.aliases.iter().any(|a| n.is_in(&a.name))
        })
    };
    let mut rows: Vec<(&Speaker, Tally)> = project
        .speakers
        .values()
        .filter(|s| found(s))
        .map(|s| (&**s, figures.speakers.get(&Some(s.id)).copied().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| {
        let order = order(asked.by, a, b).then_with(|| a.0.id.cmp(&b.0.id));
        if asked.reversed { order.reverse() } else { order }
    });
    let most = rows.iter().map(|(_, t)| t.all_words()).max().unwrap_or_default();
    let rows = rows.into_iter().map(|(s, _)| s.id).collect();
    Some(Listed { rows, figures, most })
}

/// Names run from A to Z, figures from the largest down.
fn order(by: SpeakerColumn, (a, x): &(&Speaker, Tally), (b, y): &(&Speaker, Tally)) -> Ordering {
    match by {
        SpeakerColumn::Key => a.id.cmp(&b.id),
        SpeakerColumn::Name => a.name.to_lowercase().cmp(&b.name.to_lowercase()),
        SpeakerColumn::Kind => speaker_kind_word(a.kind).cmp(speaker_kind_word(b.kind)),
        SpeakerColumn::Role => (a.role.is_empty(), &a.role).cmp(&(b.role.is_empty(), &b.role)),
        SpeakerColumn::Quotations => Reverse(x.all_quotes()).cmp(&Reverse(y.all_quotes())),
        SpeakerColumn::Words => Reverse(x.all_words()).cmp(&Reverse(y.all_words())),
        SpeakerColumn::Decided => Reverse(x.decided).cmp(&Reverse(y.decided)),
    }
}

/// The chip of `speaker` in the colours of the theme.
pub fn chip_of<'a>(cx: &Cx<'_>, speaker: &'a Speaker) -> Chip<'a> {
    let colours = cx.index.colour(cx.project, speaker.id);
    Chip {
        name: Some(&speaker.name),
        kind: speaker.kind,
        colours: colours.map_or_else(|| cx.theme.nobody(), |n| cx.theme.speaker(n)),
    }
}

/// The tab: register left, the selected speaker right.
pub fn speakers_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, out: &mut Vec<Action>) {
    view.refresh(ui.ctx(), cx);
    Panel::right(("speaker", cx.layout.narrow))
        .default_size(cx.layout.inspector)
        .size_range(260.0..=460.0)
        .frame(Frame::new().fill(cx.theme.panel))
        .show(ui, |ui| details::details_ui(ui, cx, view, out));
    CentralPanel::default().frame(Frame::new().fill(cx.theme.paper)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
        header_ui(ui, cx, view, out);
        if let Some((first, count)) = view.proposals.last().and_then(|p| Some((p.first()?.clone(), p.len())))
        {
            proposal_ui(ui, cx, &first, count, out);
        }
        if ui.available_height() > 420.0 {
            Panel::bottom("who got to speak")
                .exact_size(116.0)
                .resizable(false)
                .frame(Frame::new().fill(cx.theme.paper))
                .show(ui, |ui| share::share_ui(ui, cx, view, out));
        }
        register::register_ui(ui, cx, view, out);
    });
}

fn header_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut SpeakersView, out: &mut Vec<Action>) {
    let (rect, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), size::PANEL_HEADER), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0.0, cx.theme.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 8.0);
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
    let ui = &mut bar;
    let (all, shown) = (cx.project.speakers.len(), view.rows().len());
    ui.label(cx.theme.strong("Speakers"));
    let count = if shown == all { format!("{all}") } else { format!("{shown} of {all}") };
    ui.label(cx.theme.words(count, Face::Body, cx.theme.text_3));
    let (words, next) = match view.asked.counted {
        Counted::AcceptedAndProposed => ("Accepted and proposed", Counted::Accepted),
        Counted::Accepted => ("Accepted only", Counted::AcceptedAndProposed),
    };
    let what = Parts { words, ..Parts::default() };
    let tip = "Which quotations are counted: accepted and proposed, or accepted only";
    if button(ui, cx.theme, Look::Tool, what, words, true).on_hover_text(tip).clicked() {
        view.asked.counted = next;
    }
    let field = TextEdit::singleline(&mut view.asked.find).hint_text("Name or role").desired_width(130.0);
    let field = ui.add(field.margin(egui::Margin::symmetric(8, 3)));
    access::name(&field, egui::accesskit::Role::SearchInput, "Find a speaker by name or role");
    if !view.asked.find.trim().is_empty()
        && removable_label(ui, cx.theme, &format!("“{}”", view.asked.find.trim())).clicked()
    {
        view.asked.find.clear();
    }
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let what = Parts { words: "Export this table", ..Parts::default() };
        if button(ui, cx.theme, Look::Tool, what, "Export this table", true).clicked() {
            out.push(Action::save("speakers.csv", as_csv(cx.project, view)));
        }
        let what = Parts { words: "Merge …", ..Parts::default() };
        let two = cx.selection.speaker.is_some() && cx.can(Command::MergeSpeakers);
        if button(ui, cx.theme, Look::Tool, what, "Merge the selected speaker with another", two).clicked() {
            out.push(Action::Command(Command::MergeSpeakers));
        }
    });
}

fn as_csv(project: &Project, view: &SpeakersView) -> Result<Vec<u8>, FormatError> {
    let columns = ["number", "name", "kind", "role", "aliases", "quotations", "words", "decided"];
    let mut table = Table::new(&columns)?;
    for &id in view.rows() {
        let Some(s) = project.speaker(id) else { continue };
        let t = view.tally(id);
        let aliases: Vec<&str> = s.aliases.iter().map(|a| a.name.as_str()).collect();
        let [number, quotes, words, decided] =
            [id.0, t.all_quotes(), t.all_words(), t.decided].map(|n| n.to_string());
        let kind = speaker_kind_word(s.kind);
        table.row([&number, &s.name, kind, &s.role, &aliases.join("; "), &quotes, &words, &decided])?;
    }
    table.done()
}

/// Selects a speaker.
fn select(id: SpeakerId) -> Action {
    Action::Select(Item::Speaker(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteKind;
    use crate::model::testing::{project, speaker};

    #[test]
    fn the_register_is_sorted_and_found_by_any_name() {
        let p = project(&[("One", "“Go now please,” said Ann. “Stay,” said Bo. “Wait,” said Bo.")])
            .quote(1, "“Go now please,”", QuoteKind::Direct, Some("Ann"), 900)
            .quote(1, "“Stay,”", QuoteKind::Direct, Some("Bo"), 900)
            .quote(1, "“Wait,”", QuoteKind::Direct, Some("Bo"), 900)
            .alias("Bo", "Robert")
            .done();
        let (ann, bo) = (speaker(&p, "Ann"), speaker(&p, "Bo"));
        let rows = |asked: Asked| list(&p, &asked, &Progress::default()).unwrap().rows;
        assert_eq!(rows(Asked::default()), [ann, bo], "by words");
        assert_eq!(rows(Asked { by: SpeakerColumn::Quotations, ..Asked::default() }), [bo, ann]);
        assert_eq!(rows(Asked { by: SpeakerColumn::Name, reversed: true, ..Asked::default() }), [bo, ann]);
        assert_eq!(rows(Asked { find: "robert".into(), ..Asked::default() }), [bo]);
    }
}
