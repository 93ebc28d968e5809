//! Project, tabs, search, theme, help.

use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx, Route};
use crate::gui::fonts::{Face, icon};
use crate::gui::panels::documents;
use crate::gui::theme::size;
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::controls::{Look, Parts, button, icon_button, line, put_cap, put_line};
use egui::accesskit::Role;
use egui::{Align, Layout, Popup, Rect, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

/// The bar at the top, 44 high.
pub fn top_bar_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let whole = ui.max_rect();
    ui.scope_builder(egui::UiBuilder::new().max_rect(whole.shrink2(vec2(10.0, 0.0))), |ui| {
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            logo(ui, cx);
            project_menu(ui, cx, view, out);
            ui.add_space(if cx.layout.initials { 2.0 } else { 12.0 });
            ui.spacing_mut().item_spacing.x = 2.0;
            for (route, words, count) in tabs(cx, view) {
                if tab(ui, cx, route, words, count) {
                    out.push(Action::Route(route));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                if icon_button(ui, cx.theme, icon::QUESTION, "Keys and help").clicked() {
                    out.push(Action::Command(Command::Keys));
                }
                if icon_button(ui, cx.theme, icon::SUN, "Switch light and dark").clicked() {
                    out.push(Action::Command(Command::SwitchTheme));
                }
                search(ui, cx, out);
            });
        });
    });
}

/// The mark of the program: a closing quotation mark beside a tick.
fn logo(ui: &mut Ui, cx: &Cx<'_>) {
    let (rect, _) = ui.allocate_exact_size(vec2(26.0, 20.0), Sense::hover());
    let at = rect.min + vec2(2.0, 0.0);
    let p = |x: f32, y: f32| at + vec2(x, y);
    let painter = ui.painter();
    painter.rect_filled(Rect::from_min_size(at, vec2(20.0, 20.0)), 5.0, cx.theme.text);
    let paper = cx.theme.paper;
    painter.rect_filled(Rect::from_min_max(p(5.0, 6.0), p(8.6, 9.6)), 0.0, paper);
    let tail =
        vec![p(6.8, 9.5), p(8.6, 9.5), p(8.6, 10.4), p(7.6, 13.2), p(5.6, 14.2), p(5.6, 12.5), p(6.7, 11.4)];
    painter.add(egui::Shape::convex_polygon(tail, paper, Stroke::NONE));
    let tick = vec![p(11.2, 10.4), p(13.2, 12.6), p(16.2, 8.0)];
    let ink = if cx.theme.is_dark { cx.theme.on_accent } else { cx.theme.neutral_tint };
    painter.add(egui::Shape::line(tick, Stroke::new(1.9, ink)));
}

fn project_menu(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let name = cx.info.name();
    let shown = crate::text::shortened(&name, if cx.layout.initials { 20 } else { 40 });
    let what = Parts { words: &shown, after: icon::CARET_DOWN, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, &format!("Project {name}"), true);
    if view.focus_region == Some(Region::TopBar) {
        response.request_focus();
        view.focus_region = None;
    }
    if cx.layout.documents.is_none() && !cx.project.docs.is_empty() && cx.route == Route::Read {
        documents_popup(ui, cx, view, &response, out);
    } else {
        view.documents.popup = false;
        Popup::menu(&response).show(|ui| menu_ui(ui, cx, out));
    }
}

fn menu_ui(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    ui.set_min_width(260.0);
    for group in MENU {
        for &command in *group {
            menu_line(ui, cx, command, out);
        }
        ui.separator();
    }
    for path in cx.settings.recent.iter().take(8) {
        let words = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let line =
            ui.add_sized([ui.available_width(), size::TARGET_MIN], egui::Button::new(words).frame(false));
        if line.on_hover_text(path.display().to_string()).clicked() {
            out.push(Action::Send(crate::app::Request::Open(path.clone())));
            ui.close();
        }
    }
    if cx.settings.recent.is_empty() {
        ui.label(cx.theme.small("Projects that you open are listed here."));
    }
}

/// Where the window has no room for them beside the text, the documents are listed under the project's name, with its menu.
fn documents_popup(ui: &Ui, cx: &Cx<'_>, view: &mut ViewState, name: &egui::Response, out: &mut Vec<Action>) {
    if view.focus_region == Some(Region::Documents) {
        view.documents.popup = true;
    }
    if name.clicked() {
        view.documents.popup = !view.documents.popup;
    }
    let mut open = view.documents.popup;
    let before = out.len();
    let height = (ui.ctx().content_rect().height() - 120.0).min(460.0);
    Popup::from_response(name)
        .id(egui::Id::unique("documents popup"))
        .open_bool(&mut open)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name("Documents and project")
        .width(540.0)
        .show(|ui| {
            ui.horizontal_top(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(262.0, height), Sense::hover());
                let list = egui::UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min));
                ui.scope_builder(list, |ui| documents::documents_ui(ui, cx, view, out));
                ui.separator();
                ui.vertical(|ui| menu_ui(ui, cx, out));
            });
        });
    let chosen = |a: &Action| matches!(a, Action::Select(_) | Action::Command(_) | Action::Send(_));
    view.documents.popup = open && !out.iter().skip(before).any(chosen);
}

const MENU: &[&[Command]] = &[
    &[Command::OpenDocuments, Command::OpenFolder, Command::PasteText],
    &[Command::OpenProject, Command::NewProject, Command::SaveAs, Command::Export, Command::FindTexts],
    &[Command::AddSources, Command::Revise, Command::Gate, Command::EvidencePack],
    &[Command::Undo, Command::Redo],
    &[Command::Settings, Command::Keys, Command::About, Command::Quit],
];

/// One line of a menu: name and key.
pub fn menu_line(ui: &mut Ui, cx: &Cx<'_>, command: Command, out: &mut Vec<Action>) {
    let enabled = cx.can(command);
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(220.0), 26.0), sense);
    if response.hovered() && enabled {
        ui.painter().rect_filled(rect, 4.0, cx.theme.hover);
    }
    let ink = if enabled { cx.theme.text } else { cx.theme.text_3 };
    put_line(ui, rect, rect.left() + 8.0, &line(ui, command.name(), Face::Body, ink));
    let key = cx.key(command);
    if !key.is_empty() {
        let galley = line(ui, &key, Face::Key, cx.theme.text_2);
        let x = rect.right() - 8.0 - (galley.size().x + 9.0).max(18.0);
        put_cap(ui, cx.theme, rect, x, &key, false);
    }
    let label = access::with_key(command.name(), &key);
    if enabled {
        access::name(&response, Role::MenuItem, &label);
    } else {
        access::disabled(&response, Role::MenuItem, &label);
    }
    access::focus_ring(ui, &response, cx.theme);
    if response.on_hover_text(cx.tooltip(command)).clicked() {
        out.push(Action::Command(command));
        ui.close();
    }
}

fn tabs(cx: &Cx<'_>, view: &ViewState) -> [(Route, &'static str, Option<usize>); 6] {
    let some = |n: usize| (n > 0).then_some(n);
    let sources = view.verify.compared.sources();
    let to_check = view.verify.queue().map_or(0, |q| q.to_check);
    [
        (Route::Read, "Read", None),
        (Route::Verify, "Verify", some(to_check).filter(|_| sources > 0)),
        (Route::Speakers, "Speakers", some(cx.project.speakers.len())),
        (Route::Sources, "Sources", some(sources)),
        (Route::Statistics, "Statistics", None),
        (Route::History, "History", None),
    ]
}

fn tab(ui: &mut Ui, cx: &Cx<'_>, route: Route, words: &str, count: Option<usize>) -> bool {
    let on = cx.route == route && cx.info.is_open();
    let ink = match (cx.project.docs.is_empty(), on) {
        (true, _) => cx.theme.text_3,
        (false, true) => cx.theme.text,
        (false, false) => cx.theme.text_2,
    };
    let pad = if cx.layout.initials { 7.0 } else { 10.0 };
    let galley = line(ui, words, Face::Medium, ink);
    let number = count.map(|n| line(ui, &n.to_string(), Face::Small, cx.theme.text_3));
    let wide = galley.size().x + number.as_ref().map_or(0.0, |g| g.size().x + 5.0) + 2.0 * pad;
    let (rect, response) = ui.allocate_exact_size(vec2(wide, size::TOP_BAR), Sense::click());
    let x = put_line(ui, rect, rect.left() + pad, &galley);
    if let Some(g) = number {
        put_line(ui, rect, x + 5.0, &g);
    }
    if on {
        let line =
            Rect::from_min_max(pos2(rect.left() + pad, rect.bottom() - 2.0), rect.max - vec2(pad, 0.0));
        ui.painter().rect_filled(line, 0.0, cx.theme.accent);
    } else if response.hovered() {
        let line =
            Rect::from_min_max(pos2(rect.left() + pad, rect.bottom() - 2.0), rect.max - vec2(pad, 0.0));
        ui.painter().rect_filled(line, 0.0, cx.theme.line_strong);
    }
    let label = count.map_or_else(|| words.to_owned(), |n| format!("{words}, {n}"));
    access::chosen(&response, Role::Tab, on, &label);
    if response.has_focus() {
        ui.painter().rect_stroke(rect.shrink(4.0), 6.0, Stroke::new(2.0, cx.theme.focus), StrokeKind::Middle);
    }
    response.clicked()
}

fn search(ui: &mut Ui, cx: &Cx<'_>, out: &mut Vec<Action>) {
    let wide = cx.layout.search;
    let (rect, response) = ui.allocate_exact_size(vec2(wide.unwrap_or(34.0), 28.0), Sense::click());
    let ground = if response.hovered() { cx.theme.hover } else { cx.theme.raised };
    ui.painter().rect(rect, 6.0, ground, Stroke::new(1.0, cx.theme.line_strong), StrokeKind::Inside);
    let glass = line(ui, icon::SEARCH, Face::Icon, cx.theme.text_2);
    if wide.is_none() {
        put_line(ui, rect, rect.center().x - glass.size().x / 2.0, &glass);
    } else {
        let x = put_line(ui, rect, rect.left() + 6.0, &glass) + 6.0;
        let key = cx.key(Command::Palette);
        let cap = line(ui, &key, Face::Key, cx.theme.text_2).size().x + 9.0;
        let left = rect.right() - 6.0 - cap;
        put_cap(ui, cx.theme, rect, left, &key, false);
        let words = super::super::widgets::controls::cut_line(
            ui,
            Command::Palette.name(),
            Face::Body,
            cx.theme.text_3,
            left - x - 6.0,
        );
        put_line(ui, rect, x, &words);
    }
    access::name(
        &response,
        Role::Button,
        &access::with_key(Command::Palette.name(), &cx.key(Command::Palette)),
    );
    access::focus_ring(ui, &response, cx.theme);
    if response.on_hover_text(cx.tooltip(Command::Palette)).clicked() {
        out.push(Action::Command(Command::Palette));
    }
}
