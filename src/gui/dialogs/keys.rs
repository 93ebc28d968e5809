//! The page of keys, made from the commands themselves, and the help topics.

use super::help;
use crate::app::help::TOPICS;
use crate::app::{Command, Group};
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::Face;
use crate::gui::widgets::controls::key_cap;
use crate::gui::widgets::dialog::{Buttons, dialog};
use crate::text::Needle;
use egui::accesskit::Role;
use egui::{Align, Layout, ScrollArea, TextEdit, Ui, vec2};
use strum::IntoEnumIterator as _;

/// A group with those of its commands that are shown.
type Listed = (Group, Vec<Command>);

/// What is looked for on the page.
#[derive(Debug, Clone, Default)]
pub struct KeysView {
    find: String,
    /// The help topic that is open, by its number; `None` is the page of keys.
    topic: Option<usize>,
}

/// The page.
pub fn keys_ui(ui: &Ui, cx: &Cx<'_>, view: &mut KeysView, out: &mut Vec<Action>) {
    dialog(ui, cx, "Keys and help", 760.0, out, |ui, _| {
        help::choice_ui(ui, cx, &mut view.topic);
        ui.add_space(6.0);
        let height = ui.ctx().content_rect().height() - 290.0;
        let scroll = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        if let Some(topic) = view.topic.and_then(|n| TOPICS.get(n)) {
            scroll.id_salt(topic.id).show(ui, |ui| help::topic_ui(ui, cx, topic));
        } else {
            find_ui(ui, &mut view.find);
            ui.add_space(6.0);
            scroll.show(ui, |ui| page_ui(ui, cx, &view.find));
        }
        Buttons { go: "", ready: false, close: "Close" }
    });
}

fn find_ui(ui: &mut Ui, find: &mut String) {
    let field = TextEdit::singleline(find).hint_text("Find a key or what it does");
    let field = ui.add(field.desired_width(f32::INFINITY).margin(egui::Margin::symmetric(8, 4)));
    access::name(&field, Role::SearchInput, "Find a key");
    if ui.memory(|m| m.focused().is_none()) {
        field.request_focus();
    }
}

fn page_ui(ui: &mut Ui, cx: &Cx<'_>, find: &str) {
    let needle = Needle::new(find);
    let with_key = |c: &Command| !c.shortcuts().is_empty();
    let wanted = |c: &Command| {
        let said = || format!("{} {} {}", c.name(), c.tooltip(), keys(cx, *c).join(" "));
        needle.as_ref().is_none_or(|n| n.is_in(&said()))
    };
    let groups: Vec<Listed> = Group::iter()
        .map(|g| {
            (g, Command::all().filter(|c| c.group() == g && with_key(c) && wanted(c)).collect::<Vec<_>>())
        })
        .filter(|(_, all)| !all.is_empty())
        .collect();
    if groups.is_empty() {
        ui.label(cx.theme.words("No key does that.", Face::Body, cx.theme.text_3));
        return;
    }
    let (left, right) = halves(groups);
    ui.columns(2, |columns| {
        for (ui, groups) in columns.iter_mut().zip([left, right]) {
            for (group, commands) in groups {
                ui.add_space(6.0);
                ui.label(cx.theme.block(group.name()));
                for command in commands {
                    line_ui(ui, cx, command);
                }
            }
        }
    });
}

/// Shares the groups out over two columns of about the same length.
fn halves(groups: Vec<Listed>) -> (Vec<Listed>, Vec<Listed>) {
    let all: usize = groups.iter().map(|(_, c)| c.len() + 2).sum();
    let mut before = 0;
    groups.into_iter().partition(|(_, c)| {
        let left = before * 2 < all;
        before += c.len() + 2;
        left
    })
}

fn keys(cx: &Cx<'_>, command: Command) -> Vec<String> {
    command.shortcuts().iter().map(|s| s.words(cx.mac)).collect()
}

fn line_ui(ui: &mut Ui, cx: &Cx<'_>, command: Command) {
    let keys = keys(cx, command);
    let row = ui.horizontal(|ui| {
        ui.set_min_size(vec2(ui.available_width(), 26.0));
        ui.label(cx.theme.body(command.name()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(10.0);
            for key in keys.iter().rev() {
                key_cap(ui, cx.theme, key);
            }
        });
    });
    let response = row.response.on_hover_text(command.tooltip());
    access::name(&response, Role::ListItem, &format!("{}: {}", command.name(), keys.join(" or ")));
}
