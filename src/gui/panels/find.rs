//! Searching in the document that is shown: a line above the text, hits as one types, found beside the frame.

use crate::app::search::{Hits, search};
use crate::gui::access;
use crate::gui::beside::Beside;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::view_state::{Dialog, ViewState};
use crate::gui::widgets::controls::{Look, Parts, button, icon_button};
use crate::model::DocId;
use crate::text::Span;
use egui::accesskit::Role;
use egui::{Align, Key, Layout, Modifiers, Sense, TextEdit, Ui, UiBuilder, vec2};

/// What the search remembers.
#[derive(Debug, Default)]
pub struct FindView {
    open: bool,
    typed: String,
    hits: Beside<(String, DocId), u64, Hits>,
    at: usize,
    take_focus: bool,
    /// What the reader was last told, so that it is told only what is new.
    told: Option<(String, DocId, usize, usize)>,
}

impl FindView {
    /// Opens it with the keyboard in its field; `words` are looked for at once, where there are any.
    pub fn open_with(&mut self, words: Option<String>) {
        self.open = true;
        self.take_focus = true;
        if let Some(words) = words {
            self.typed = words;
        }
    }

    /// What was found last.
    pub fn hits(&self) -> Option<&Hits> {
        self.hits.last()
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.open
    }
}

/// Takes the marks of a search that was closed off the text.
pub fn forget(view: &mut ViewState) {
    if view.find.told.take().is_some() {
        view.reader.found.clear();
        view.reader.found_now = None;
    }
}

/// The line above the text.
pub fn find_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut ViewState, out: &mut Vec<Action>) {
    let Some(doc) = cx.selection.doc else { return };
    look(ui, cx, view, doc);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 40.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, cx.theme.panel);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, cx.theme.line_stroke());
    let inside = rect.with_min_x(rect.left() + 14.0).with_max_x(rect.right() - 8.0);
    let mut bar =
        ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
    let moved = bar_ui(&mut bar, cx, &mut view.find, out);
    tell(view, doc, moved, out);
}

/// Looks for what is typed, beside the frame where the text is long.
fn look(ui: &Ui, cx: &Cx<'_>, view: &mut ViewState, doc: DocId) {
    let (project, typed) = (cx.project.clone(), view.find.typed.clone());
    let text = cx.project.doc(doc).and_then(|d| d.text.as_ref());
    let at_once = text.is_none_or(|t| t.len() < 200_000);
    let key = (typed.clone(), doc);
    view.find
        .hits
        .get(ui.ctx(), key, cx.index.version, at_once, move |p| search(&project, &typed, Some(doc), p));
}

/// Field, count, arrows. Gives how far to go on: 1, -1, or 0 where the words changed.
fn bar_ui(ui: &mut Ui, cx: &Cx<'_>, find: &mut FindView, out: &mut Vec<Action>) -> Option<i8> {
    let mut moved = None;
    let had_focus = ui.memory(|m| m.has_focus(ui.scope_id().with("find field")));
    if had_focus {
        let pressed = |m, key| ui.input_mut(|i| i.consume_key(m, key));
        if pressed(Modifiers::SHIFT, Key::Enter) {
            moved = Some(-1);
        } else if pressed(Modifiers::NONE, Key::Enter) {
            moved = Some(1);
        }
    }
    ui.label(cx.theme.words(icon::SEARCH, Face::Icon, cx.theme.text_2));
    let before = find.typed.clone();
    let field = TextEdit::singleline(&mut find.typed)
        .id(ui.scope_id().with("find field"))
        .hint_text("Find in this document")
        .desired_width(230.0)
        .margin(egui::Margin::symmetric(8, 4));
    let response = ui.add(field);
    access::name(&response, Role::SearchInput, "Find in this document");
    if std::mem::take(&mut find.take_focus) {
        response.request_focus();
    }
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Escape)) {
        find.open = false;
    }
    if before != find.typed {
        moved = Some(0);
    }
    let hits = find.hits.last().map_or(0, |h| h.hits.len());
    let count = find.hits.last().map_or(0, |h| h.count);
    let words = match count {
        _ if find.typed.trim().is_empty() => String::new(),
        0 if find.hits.is_running() => "Looking …".to_owned(),
        0 => "Not found".to_owned(),
        n => format!("{} of {n}", find.at + 1),
    };
    let said = ui.label(cx.theme.words(&words, Face::Body, cx.theme.text_2));
    access::name(&said, Role::Status, &words);
    ui.add_enabled_ui(hits > 0, |ui| {
        if icon_button(ui, cx.theme, icon::ARROW_UP, "Previous place").clicked() {
            moved = Some(-1);
        }
        if icon_button(ui, cx.theme, icon::ARROW_DOWN, "Next place").clicked() {
            moved = Some(1);
        }
    });
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if icon_button(ui, cx.theme, icon::CLOSE, "Close the search").clicked() {
            find.open = false;
        }
        let what = Parts { words: "In the whole project", ..Parts::default() };
        if button(ui, cx.theme, Look::Tool, what, "Find in the whole project", true).clicked() {
            find.open = false;
            out.push(Action::Open(Dialog::Palette(format!("\"{}", find.typed))));
        }
    });
    moved
}

/// Tells the reader what was found and which place to show.
fn tell(view: &mut ViewState, doc: DocId, moved: Option<i8>, out: &mut Vec<Action>) {
    let find = &mut view.find;
    // What was found may be for words typed a frame or more ago.
    let Some((asked, hits)) = find.hits.last_with_key().filter(|(asked, _)| asked.1 == doc) else { return };
    let count = hits.hits.len();
    let news = find.told.as_ref().is_none_or(|(t, d, n, _)| *t != asked.0 || *d != doc || *n != count);
    if news {
        find.at = hits.from(doc, view.reader.top_byte());
        view.reader.found = hits.hits.iter().map(|h| h.at).collect();
    }
    match moved {
        Some(1) if count > 0 && !news => find.at = (find.at + 1) % count,
        Some(-1) if count > 0 && !news => find.at = (find.at + count - 1) % count,
        _ => {}
    }
    let told = (asked.0.clone(), doc, count, find.at);
    if find.told.as_ref() == Some(&told) {
        return;
    }
    let place: Option<Span> = hits.hits.get(find.at).map(|h| h.at);
    view.reader.found_now = place;
    out.extend(place.map(|at| Action::ShowWords(doc, at)));
    find.told = Some(told);
}
