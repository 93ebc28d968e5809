//! Making one speaker of several: who stays, who goes, and what would change.

use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::panels::speakers::chip_of;
use crate::gui::widgets::chip::speaker_kind_word;
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::gui::widgets::removable_label;
use crate::model::{Edit, Item, Project, SpeakerId, preview};
use crate::text::Needle;
use egui::accesskit::Role;
use egui::{ScrollArea, TextEdit, Ui};
use std::collections::BTreeSet;

/// Speakers that are offered at once.
const OFFERED: usize = 40;

/// What is being merged.
#[derive(Debug, Clone, Default)]
pub struct MergeView {
    /// For which request it was opened.
    of: Vec<SpeakerId>,
    /// Those that become one.
    chosen: BTreeSet<SpeakerId>,
    /// The one that stays.
    into: Option<SpeakerId>,
    find: String,
    /// What a merge would do, and for which version of the project and which speakers that was worked out.
    said: Option<(u64, SpeakerId, Vec<SpeakerId>, Said)>,
}

/// What a merge would do, as sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// What would change, in the order in which it matters.
    pub changes: Vec<String>,
    /// What a person should look at first.
    pub doubts: Vec<String>,
}

/// What it would change to make `from` into `into`.
pub fn said(project: &Project, into: SpeakerId, from: &[SpeakerId]) -> Said {
    let mut out = Said::default();
    let (Some(stays), Ok(found)) =
        (project.speaker(into), preview(project, &[Edit::MergeSpeakers { into, from: from.to_vec() }]))
    else {
        return out;
    };
    out.changes.push(format!(
        "{} in {} {} to “{}”.",
        counted(found.quotations() as u32, "quotation"),
        counted(found.docs.len() as u32, "document"),
        if found.quotations() == 1 { "goes" } else { "go" },
        stays.name
    ));
    for goes in from.iter().filter_map(|id| project.speaker(*id)) {
        let names: Vec<String> = [&goes.name]
            .into_iter()
            .chain(goes.aliases.iter().map(|a| &a.name))
            .map(|n| format!("“{n}”"))
            .collect();
        let is = if names.len() == 1 { "is" } else { "are" };
        out.changes.push(format!("{} {is} found under “{}”.", names.join(", "), stays.name));
        if goes.kind != stays.kind {
            let kinds = [speaker_kind_word(goes.kind), speaker_kind_word(stays.kind)];
            out.doubts.push(format!(
                "“{}” is listed as {}, “{}” as {}.",
                goes.name, kinds[0], stays.name, kinds[1]
            ));
        }
        if !goes.role.is_empty() && !stays.role.is_empty() && goes.role != stays.role {
            out.doubts.push(format!("Their roles differ: “{}” and “{}”.", goes.role, stays.role));
        }
        if project.apart.contains(&(goes.id.min(into), goes.id.max(into))) {
            out.doubts.push(format!("Somebody said that “{}” and “{}” are two.", goes.name, stays.name));
        }
    }
    if !found.decided.is_empty() {
        let decided = counted(found.decided.len() as u32, "decided one");
        out.changes.push(format!("{decided} among them; the decisions stay."));
    }
    out
}

impl MergeView {
    /// What the merge would do; worked out when the project or the choice changed.
    fn said(&mut self, cx: &Cx<'_>, into: SpeakerId, from: &[SpeakerId]) -> &Said {
        let known = self.said.take().filter(|(v, i, f, _)| *v == cx.index.version && *i == into && f == from);
        let known =
            known.unwrap_or_else(|| (cx.index.version, into, from.to_vec(), said(cx.project, into, from)));
        &self.said.insert(known).3
    }
}

/// *1 quotation*, *2 quotations*.
pub fn counted(n: u32, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// The dialog, opened for `of`: the first stays unless a person says otherwise.
pub fn merge_ui(ui: &Ui, cx: &Cx<'_>, view: &mut MergeView, of: &[SpeakerId], out: &mut Vec<Action>) {
    if view.of != of || view.chosen.is_empty() {
        *view = MergeView {
            of: of.to_vec(),
            chosen: of.iter().copied().collect(),
            into: of.first().copied(),
            ..MergeView::default()
        };
    }
    let go = dialog(ui, cx, "Merge speakers", 560.0, out, |ui, _| {
        choice_ui(ui, cx, view);
        let from = from(view);
        ui.add_space(8.0);
        match view.into.filter(|_| !from.is_empty()) {
            Some(into) => said_ui(ui, cx, view.said(cx, into, &from)),
            None => {
                ui.label(cx.theme.words("Choose who is the same as whom.", Face::Body, cx.theme.text_3));
            }
        }
        Buttons { go: "Merge", ready: view.into.is_some() && !from.is_empty(), close: "Cancel" }
    });
    if let Some(into) = view.into.filter(|_| go) {
        let edits = vec![Edit::MergeSpeakers { into, from: from(view) }];
        out.push(Action::Edit { edits, focus: Some(Item::Speaker(into)), advance: false });
        out.push(Action::Select(Item::Speaker(into)));
        out.push(Action::CloseDialog);
        *view = MergeView::default();
    }
}

fn from(view: &MergeView) -> Vec<SpeakerId> {
    view.chosen.iter().copied().filter(|&s| Some(s) != view.into).collect()
}

fn choice_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut MergeView) {
    ui.label(cx.theme.block("These are one; the marked one stays"));
    let mut gone = None;
    for &id in &view.chosen {
        let Some(speaker) = cx.project.speaker(id) else { continue };
        ui.horizontal(|ui| {
            let name = cx.theme.body(&speaker.name);
            if ui.radio(view.into == Some(id), name).on_hover_text("This one stays").clicked() {
                view.into = Some(id);
            }
            let colours = chip_of(cx, speaker);
            let at = ui.cursor().left_center();
            colours.paint_square(ui.painter(), at.x + 5.0, at.y, cx.theme.raised);
            ui.add_space(14.0);
            ui.label(cx.theme.small(speaker_kind_word(speaker.kind)));
            if view.chosen.len() > 1 && removable_label(ui, cx.theme, "Leave out").clicked() {
                gone = Some(id);
            }
        });
    }
    if let Some(id) = gone {
        view.chosen.remove(&id);
        view.into = view.into.filter(|&i| i != id).or_else(|| view.chosen.first().copied());
    }
    ui.add_space(8.0);
    let field =
        TextEdit::singleline(&mut view.find).hint_text("Add a speaker by name").desired_width(f32::INFINITY);
    let field = ui.add(field.margin(egui::Margin::symmetric(8, 4)));
    crate::gui::access::name(&field, Role::TextInput, "Find a speaker to merge");
    if ui.memory(|m| m.focused().is_none()) {
        field.request_focus();
    }
    let needle = Needle::new(&view.find);
    ScrollArea::vertical().max_height(130.0).auto_shrink([false, true]).show(ui, |ui| {
        let offered = cx.project.speakers.values().filter(|s| {
            !view.chosen.contains(&s.id)
                && needle
                    .as_ref()
                    .is_none_or(|n| n.is_in(&s.name) || s.aliases.iter().any(|a| n.is_in(&a.name)))
        });
        let mut added = None;
        for speaker in offered.take(OFFERED) {
            let mut on = false;
            if ui.checkbox(&mut on, cx.theme.body(&speaker.name)).changed() {
                added = Some(speaker.id);
            }
        }
        if let Some(id) = added {
            view.chosen.insert(id);
            view.into = view.into.or(Some(id));
            view.find.clear();
        }
    });
}

/// What would change, as sentences; doubts in the colour of an alarm.
fn said_ui(ui: &mut Ui, cx: &Cx<'_>, said: &Said) {
    ui.label(cx.theme.block("What would change"));
    for doubt in &said.doubts {
        ui.horizontal_top(|ui| {
            crate::gui::widgets::mark(ui, cx.theme, crate::gui::widgets::Mark::NeedsChange);
            ui.label(cx.theme.words(doubt, Face::Body, cx.theme.alarm));
        });
    }
    for change in &said.changes {
        ui.label(cx.theme.words(change, Face::Body, cx.theme.text_2));
    }
    ui.label(cx.theme.small("One undo step takes all of it back."));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::QuoteKind;
    use crate::model::testing::{project, speaker};

    #[test]
    fn a_merge_says_what_moves_and_what_to_doubt() {
        let mut p = project(&[("One", "“Go,” said Moll. “Stay,” said Ida Moll.")])
            .quote(1, "“Go,”", QuoteKind::Direct, Some("Moll"), 900)
            .quote(1, "“Stay,”", QuoteKind::Direct, Some("Ida Moll"), 900)
            .done();
        let (short, full) = (speaker(&p, "Moll"), speaker(&p, "Ida Moll"));
        let seen = said(&p, full, &[short]);
        assert_eq!(seen.doubts.len(), 0);
        assert_eq!(seen.changes[0], "1 quotation in 1 document goes to “Ida Moll”.");
        std::sync::Arc::make_mut(&mut p.apart).insert((short.min(full), short.max(full)));
        assert_eq!(said(&p, full, &[short]).doubts.len(), 1);
        assert_eq!(said(&p, SpeakerId(99), &[short]), Said::default());
    }
}
