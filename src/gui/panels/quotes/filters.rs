//! Filters: labels of those in force, and the menu that sets them.

use super::{QuotesView, Scope};
use crate::app::Command;
use crate::gui::cx::Cx;
use crate::gui::fonts::icon;
use crate::gui::widgets::controls::{Look, Parts, button};
use crate::gui::widgets::{confidence_word, kind_word, removable_label};
use crate::model::{CheckIs, Confidence, DocId, Filter, PerMille, QuoteKind, StateIs, Who};
use crate::text::{Needle, shortened};
use egui::{Id, RectAlign, ScrollArea, TextEdit, Ui};
use strum::IntoEnumIterator as _;

/// Confidences that the menu offers, in thousandths.
const STEPS: [u16; 4] = [980, 900, 700, 500];

/// Width of the menu.
const MENU: f32 = 560.0;

/// Speakers that the menu lists at once.
const LISTED: usize = 60;

/// The menu of filters.
#[derive(Debug, Clone, Default)]
pub struct FilterMenu {
    open: bool,
    focus: bool,
    name: String,
}

impl FilterMenu {
    /// Opens it with the keyboard in its field.
    pub fn open_now(&mut self) {
        (self.open, self.focus) = (true, true);
    }
}

/// The words of a confidence that is asked for.
fn confidence_words(asked: Confidence) -> String {
    let number = |p: PerMille| crate::gui::widgets::confidence::two_places(p);
    match asked {
        Confidence::AtLeast(p) => format!("{} or more", number(p)),
        Confidence::Below(p) => format!("Below {}", number(p)),
    }
}

/// The filters in force, each of which a click takes away.
pub fn filter_labels(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    let mut label = |words: &str| removable_label(ui, cx.theme, words).clicked();
    match view.scope {
        Scope::ThisDocument => {
            if label("This document") {
                view.scope = Scope::Project;
            }
        }
        Scope::Project => {
            let title =
                |d: DocId| cx.project.doc(d).map_or_else(String::new, |d| shortened(&d.document.title, 28));
            let gone = view.filter.docs.iter().copied().find(|&d| label(&title(d)));
            if let Some(doc) = gone {
                view.filter.docs.remove(&doc);
            }
        }
    }
    let filter = &mut view.filter;
    if !filter.text.trim().is_empty() && label(&format!("“{}”", shortened(&filter.text, 24))) {
        filter.text.clear();
    }
    if let Some(state) = filter.states.iter().copied().find(|s| label(s.word())) {
        filter.states.remove(&state);
    }
    if let Some(kind) = filter.kinds.iter().copied().find(|&k| label(kind_word(k))) {
        filter.kinds.remove(&kind);
    }
    if let Some(who) = filter.who.iter().copied().find(|&w| label(&who_words(cx, w))) {
        filter.who.remove(&who);
    }
    if let Some(check) = filter.checks.iter().copied().find(|c| label(c.words())) {
        filter.checks.remove(&check);
    }
    if filter.confidence.is_some_and(|c| label(&confidence_words(c))) {
        filter.confidence = None;
    }
}

fn who_words(cx: &Cx<'_>, who: Who) -> String {
    match who {
        Who::Unknown => "Unknown speaker".to_owned(),
        Who::Is(id) => cx
            .project
            .speaker(id)
            .map_or_else(|| "a speaker that is gone".to_owned(), |s| shortened(&s.name, 28)),
    }
}

/// The button *Filter* and its menu.
pub(super) fn filter_menu(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    let key = cx.key(Command::FilterTable);
    let what = Parts { icon: icon::PLUS, words: "Filter", key: &key, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, "Filter, key /", true);
    if response.clicked() {
        if view.menu.open { view.menu.open = false } else { view.menu.open_now() }
    }
    let mut open = view.menu.open;
    let frame = egui::Frame::popup(ui.style()).inner_margin(14);
    egui::Popup::from_response(&response)
        .id(Id::unique("filter menu"))
        .frame(frame)
        .open_bool(&mut open)
        .align(RectAlign::TOP_START)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Filter")
        .width(MENU)
        .show(|ui| menu_ui(ui, cx, view));
    view.menu.open = open && view.menu.open;
}

fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    ui.set_width(MENU);
    let field = TextEdit::singleline(&mut view.filter.text)
        .id(Id::unique("filter words"))
        .hint_text("Words, speaker or note")
        .desired_width(f32::INFINITY)
        .margin(egui::Margin::symmetric(8, 5));
    let field = ui.add(field);
    crate::gui::access::name(&field, egui::accesskit::Role::TextInput, "Filter by words, speaker or note");
    if std::mem::take(&mut view.menu.focus) {
        field.request_focus();
    }
    if field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        view.menu.open = false;
        view.take_focus();
    }
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(120.0);
            ui.label(cx.theme.block("State"));
            for state in StateIs::iter() {
                toggle(ui, cx, state.word(), state, &mut view.filter.states);
            }
        });
        ui.vertical(|ui| {
            ui.set_width(120.0);
            ui.label(cx.theme.block("Kind"));
            for kind in QuoteKind::iter() {
                toggle(ui, cx, kind_word(kind), kind, &mut view.filter.kinds);
            }
        });
        ui.vertical(|ui| {
            ui.set_width(120.0);
            ui.label(cx.theme.block("Check"));
            for check in CheckIs::iter() {
                toggle(ui, cx, check.words(), check, &mut view.filter.checks);
            }
        });
        ui.vertical(|ui| {
            ui.label(cx.theme.block("Confidence"));
            confidence_ui(ui, cx, &mut view.filter);
        });
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.label(cx.theme.block("Documents"));
        for (scope, words) in [(Scope::ThisDocument, "This document"), (Scope::Project, "Whole project")] {
            if ui.radio(view.scope == scope, cx.theme.body(words)).clicked() {
                view.scope = scope;
            }
        }
    });
    ui.add_space(8.0);
    speakers_ui(ui, cx, view);
}

fn toggle<T: Ord>(ui: &mut Ui, cx: &Cx<'_>, words: &str, value: T, set: &mut std::collections::BTreeSet<T>) {
    let mut on = set.contains(&value);
    if ui.checkbox(&mut on, cx.theme.body(words)).changed() {
        if on {
            set.insert(value);
        } else {
            set.remove(&value);
        }
    }
}

fn confidence_ui(ui: &mut Ui, cx: &Cx<'_>, filter: &mut Filter) {
    for step in STEPS.map(PerMille::new) {
        let asked = Confidence::AtLeast(step);
        let words = format!("{} ({})", confidence_words(asked), confidence_word(step).to_lowercase());
        let on = filter.confidence == Some(asked);
        if ui.radio(on, cx.theme.body(words)).clicked() {
            filter.confidence = if on { None } else { Some(asked) };
        }
    }
    let below = Confidence::Below(PerMille::new(700));
    let on = filter.confidence == Some(below);
    if ui.radio(on, cx.theme.body(confidence_words(below))).clicked() {
        filter.confidence = if on { None } else { Some(below) };
    }
}

fn speakers_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut QuotesView) {
    ui.label(cx.theme.block("Speaker"));
    if cx.project.speakers.len() > 12 {
        let field = TextEdit::singleline(&mut view.menu.name).hint_text("Name").desired_width(f32::INFINITY);
        let field = ui.add(field);
        crate::gui::access::name(&field, egui::accesskit::Role::TextInput, "Find a speaker");
    }
    let needle = Needle::new(&view.menu.name);
    ScrollArea::vertical().max_height(150.0).auto_shrink([false, true]).show(ui, |ui| {
        toggle(ui, cx, "Unknown speaker", Who::Unknown, &mut view.filter.who);
        let named = |name: &str| needle.as_ref().is_none_or(|n| n.is_in(name));
        for speaker in cx.project.speakers.values().filter(|s| named(&s.name)).take(LISTED) {
            toggle(ui, cx, &speaker.name, Who::Is(speaker.id), &mut view.filter.who);
        }
    });
}
