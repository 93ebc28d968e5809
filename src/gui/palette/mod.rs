//! The command palette: every command, speaker, document and word of the project from one field.

mod entries;

pub use entries::{Entry, Found, find};

use super::access;
use super::beside::Beside;
use super::cx::{Action, Cx, Route};
use super::fonts::{Face, icon};
use super::panels::speakers::chip_of;
use super::widgets::controls::{cut_line, key_cap, line, put_line};
use super::widgets::row::{key_cap_at, row_ground};
use crate::app::Situation;
use crate::model::{Edit, Item, QuoteId};
use crate::text::shortened;
use egui::accesskit::Role;
use egui::{
    Align, Align2, Frame, Id, Key, Layout, Modal, Modifiers, Rect, ScrollArea, Sense, TextEdit, Ui, pos2,
    vec2,
};

const ROW: f32 = 36.0;
const GROUP: f32 = 26.0;

/// What is found for is a question: the words, the quotation that commands act on, and what can be done.
type Question = (String, Option<QuoteId>, Situation);

/// What the palette remembers while it is open.
#[derive(Debug, Default)]
pub struct PaletteView {
    typed: String,
    /// With which words it was opened; another opening begins anew.
    opened: Option<String>,
    at: usize,
    found: Beside<Question, u64, Found>,
    take_focus: bool,
    scroll: bool,
}

impl PaletteView {
    /// Forgets what was typed, so that the next opening begins anew.
    fn close(&mut self) {
        *self = Self::default();
    }

    /// The lines as they are listed.
    pub fn entries(&self) -> &[Entry] {
        self.found.last().map_or(&[], |f| f.entries.as_slice())
    }
}

/// The palette, opened with the words `first`.
pub fn palette_ui(ui: &Ui, cx: &Cx<'_>, view: &mut PaletteView, first: &str, out: &mut Vec<Action>) {
    if view.opened.as_deref() != Some(first) {
        *view = PaletteView {
            typed: first.to_owned(),
            opened: Some(first.to_owned()),
            take_focus: true,
            ..PaletteView::default()
        };
    }
    let question: Question = (view.typed.clone(), cx.selection.quote, cx.now);
    let (project, asked, mac) = (cx.project.clone(), question.clone(), cx.mac);
    let small = cx.project.home.len() + cx.project.speakers.len() + cx.project.docs.len() <= 1_000
        && !view.typed.starts_with('"');
    view.found.get(ui.ctx(), question, cx.index.version, small, move |p| {
        find(&project, &asked.0, asked.1, &asked.2, mac, p)
    });
    let screen = ui.ctx().content_rect();
    let width = 640.0_f32.min(screen.width() - 40.0);
    let area = Modal::default_area(Id::unique("palette"))
        .anchor(Align2::CENTER_TOP, vec2(0.0, 110.0_f32.min(screen.height() * 0.12)));
    let frame = Frame::popup(ui.style()).inner_margin(0).corner_radius(10).fill(cx.theme.raised);
    let modal = Modal::new(Id::unique("palette")).area(area).frame(frame).backdrop_color(cx.theme.veil);
    let shown = modal.show(ui.ctx(), |ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing = vec2(7.0, 0.0);
        let before = view.typed.clone();
        field_ui(ui, cx, view);
        if before != view.typed {
            view.at = 0;
            view.scroll = true;
        }
        let run = keys_ui(ui, view);
        let clicked = list_ui(ui, cx, view, screen.height() - 280.0);
        foot_ui(ui, cx);
        clicked.or(run)
    });
    if let Some(entry) = shown.inner.and_then(|n| view.entries().get(n).cloned()) {
        out.push(Action::CloseDialog);
        run(cx, &entry, out);
        view.close();
    } else if shown.should_close() {
        out.push(Action::CloseDialog);
        view.close();
    }
}

fn field_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut PaletteView) {
    ui.horizontal(|ui| {
        ui.set_height(48.0);
        ui.add_space(10.0);
        ui.label(cx.theme.words(icon::SEARCH, Face::Icon, cx.theme.text_2));
        let count = match view.found.last() {
            Some(f) if f.of > 0 => format!("{} of {}", f.entries.len(), f.of),
            _ => String::new(),
        };
        let field = TextEdit::singleline(&mut view.typed)
            .frame(Frame::NONE)
            .hint_text("Search or run a command")
            .font(egui::FontId::new(16.0, egui::FontFamily::Proportional))
            .desired_width(ui.available_width() - 110.0);
        let response = ui.add(field);
        access::name(&response, Role::SearchInput, "Search or run a command");
        if std::mem::take(&mut view.take_focus) || ui.memory(|m| m.focused().is_none()) {
            response.request_focus();
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(10.0);
            ui.label(cx.theme.small(count));
        });
    });
    let rect = ui.min_rect();
    ui.painter().hline(rect.x_range(), rect.bottom(), cx.theme.line_stroke());
}

/// The keys of the list; gives the line that is to be run.
fn keys_ui(ui: &Ui, view: &mut PaletteView) -> Option<usize> {
    let count = view.entries().len();
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    let last = count.saturating_sub(1);
    for (key, to) in [
        (Key::ArrowDown, if view.at >= last { 0 } else { view.at + 1 }),
        (Key::ArrowUp, if view.at == 0 { last } else { view.at - 1 }),
        (Key::PageDown, (view.at + 8).min(last)),
        (Key::PageUp, view.at.saturating_sub(8)),
    ] {
        if pressed(key) {
            view.at = to;
            view.scroll = true;
        }
    }
    (pressed(Key::Enter) && count > 0).then_some(view.at.min(last))
}

/// The lines under their headings; gives the one that was clicked.
fn list_ui(ui: &mut Ui, cx: &Cx<'_>, view: &mut PaletteView, height: f32) -> Option<usize> {
    let found = view.found.last()?;
    if found.entries.is_empty() {
        let words = if view.found.is_running() { "Looking …" } else { "Nothing is called that." };
        ui.horizontal(|ui| {
            ui.set_height(44.0);
            ui.add_space(10.0);
            ui.label(cx.theme.words(words, Face::Body, cx.theme.text_3));
        });
        return None;
    }
    let scroll = std::mem::take(&mut view.scroll);
    let mut clicked = None;
    let at = view.at.min(found.entries.len().saturating_sub(1));
    ScrollArea::vertical().max_height(height.max(120.0)).auto_shrink([false, true]).show(ui, |ui| {
        let mut group = "";
        for (n, entry) in found.entries.iter().enumerate() {
            if entry.group() != group {
                group = entry.group();
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), GROUP), Sense::hover());
                let heading = heading(cx, group);
                put_line(
                    ui,
                    rect.translate(vec2(0.0, 2.0)),
                    rect.left() + 16.0,
                    &line(ui, &heading, Face::Small, cx.theme.text_3),
                );
            }
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            if n == at && scroll {
                ui.scroll_to_rect_animation(rect, None, egui::style::ScrollAnimation::none());
            }
            if ui.is_rect_visible(rect) {
                row_ground(ui, rect, cx.theme, n == at, response.hovered());
                row_ui(ui, cx, rect, entry);
            }
            access::chosen(&response, Role::ListBoxOption, n == at, &entry.name(cx));
            if response.clicked() {
                clicked = Some(n);
            }
        }
    });
    clicked
}

fn heading(cx: &Cx<'_>, group: &str) -> String {
    if group == entries::FOR_QUOTATION {
        let number = cx.selection.quote.and_then(|q| {
            let doc = cx.project.quote(q)?.doc;
            cx.index.doc(doc)?.position(q)
        });
        return number.map_or_else(|| group.to_owned(), |n| format!("For quotation {}", n + 1));
    }
    group.to_owned()
}

fn row_ui(ui: &Ui, cx: &Cx<'_>, rect: Rect, entry: &Entry) {
    let mut left = rect.left() + 16.0;
    let mut right = rect.right() - 16.0;
    let key = entry.key(cx);
    if !key.is_empty() {
        right = key_cap_at(ui, cx.theme, right, rect.center().y, &key) - 10.0;
    }
    let kind = entry.word(cx);
    let small = cut_line(ui, &kind, Face::Small, cx.theme.text_3, 200.0);
    right -= small.size().x;
    put_line(ui, rect, right, &small);
    right -= 12.0;
    if let Entry::Speaker(id) | Entry::Attribute(id) = entry
        && let Some(speaker) = cx.project.speaker(*id)
    {
        chip_of(cx, speaker).paint_square(ui.painter(), left + 5.0, rect.center().y, cx.theme.raised);
        left += 18.0;
    }
    if let Entry::Words(hit) = entry {
        let room = right - left;
        let before = tail(&hit.before, 28);
        let mut job = egui::text::LayoutJob::default();
        for (words, face, colour) in [
            (before.as_str(), Face::Words, cx.theme.text_2),
            (hit.words.as_str(), Face::Words, cx.theme.accent),
            (hit.after.as_str(), Face::Words, cx.theme.text_2),
        ] {
            job.append(words, 0.0, egui::TextFormat::simple(face.font(), colour));
        }
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, cx.theme.text);
        return;
    }
    let galley = cut_line(ui, &entry.text(cx), Face::Body, cx.theme.text, right - left);
    put_line(ui, rect, left, &galley);
}

/// The last `max` characters of `words`, from the beginning of a word where there is one.
fn tail(words: &str, max: usize) -> String {
    let count = words.chars().count();
    if count <= max {
        return words.to_owned();
    }
    let cut: String = words.chars().skip(count - max).collect();
    match cut.split_once(' ') {
        Some((_, rest)) => format!("… {rest}"),
        None => format!("…{cut}"),
    }
}

fn foot_ui(ui: &mut Ui, cx: &Cx<'_>) {
    ui.add_space(6.0);
    let top = ui.cursor().top();
    ui.painter().hline(ui.min_rect().x_range(), top, cx.theme.line_stroke());
    ui.horizontal(|ui| {
        ui.set_height(38.0);
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.add_space(11.0);
        let said = |ui: &mut Ui, keys: &[&str], words: &str| {
            for key in keys {
                key_cap(ui, cx.theme, key);
            }
            ui.label(cx.theme.words(words, Face::Small, cx.theme.text_2));
            ui.add_space(9.0);
        };
        said(ui, &["↑", "↓"], "choose");
        said(ui, &["Enter"], "run");
        said(ui, &["Esc"], "close");
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            for (key, words) in [("\"", "words"), ("#", "documents"), (">", "speakers")] {
                ui.add_space(9.0);
                ui.label(cx.theme.words(words, Face::Small, cx.theme.text_2));
                key_cap(ui, cx.theme, key);
            }
        });
    });
}

/// Does what a line says.
fn run(cx: &Cx<'_>, entry: &Entry, out: &mut Vec<Action>) {
    match entry {
        Entry::Command(command) => out.push(Action::Command(*command)),
        Entry::Attribute(speaker) => {
            if let Some(quote) = cx.selection.quote {
                let edit = Edit::SetSpeaker(cx.selection.quotes(), Some(*speaker));
                out.push(Action::edit(edit, Some(Item::Quotation(quote))));
            }
        }
        Entry::Speaker(speaker) => {
            out.push(Action::Route(Route::Speakers));
            out.push(Action::Select(Item::Speaker(*speaker)));
        }
        Entry::Document(doc) => {
            out.push(Action::Route(Route::Read));
            out.push(Action::Select(Item::Document(*doc)));
        }
        Entry::Words(hit) => {
            out.push(Action::Route(Route::Read));
            out.push(Action::ShowWords(hit.doc, hit.at));
            out.push(Action::SelectWords(Some((hit.at.start(), hit.at.end()))));
        }
    }
}

impl Entry {
    /// Its words.
    fn text(&self, cx: &Cx<'_>) -> String {
        let speaker = |id| cx.project.speaker(id).map_or_else(String::new, |s| s.name.clone());
        match self {
            Self::Command(c) => c.name().to_owned(),
            Self::Attribute(s) => format!("{}{}", entries::ATTRIBUTE, speaker(*s)),
            Self::Speaker(s) => speaker(*s),
            Self::Document(d) => cx.project.doc(*d).map_or_else(String::new, |d| d.document.title.clone()),
            Self::Words(hit) => format!("{}{}{}", hit.before, hit.words, hit.after),
        }
    }

    /// What stands at its right in grey.
    fn word(&self, cx: &Cx<'_>) -> String {
        match self {
            Self::Command(c) => c.group().name().to_owned(),
            Self::Attribute(_) => "Quotation".to_owned(),
            Self::Speaker(s) => {
                let n = cx.project.speaker(*s).map(|s| crate::gui::widgets::chip::speaker_kind_word(s.kind));
                n.unwrap_or_default().to_owned()
            }
            Self::Document(d) => {
                let n = cx.index.doc(*d).map_or(0, |d| d.counts.quotes);
                super::dialogs::merge::counted(n as u32, "quotation")
            }
            Self::Words(hit) => {
                cx.project.doc(hit.doc).map_or_else(String::new, |d| shortened(&d.document.title, 26))
            }
        }
    }

    fn key(&self, cx: &Cx<'_>) -> String {
        match self {
            Self::Command(c) => cx.key(*c),
            // The number of a speaker is its key while a quotation is selected.
            Self::Attribute(s) => {
                cx.index.speaker_number(*s).filter(|n| *n <= 9).map(|n| n.to_string()).unwrap_or_default()
            }
            _ => String::new(),
        }
    }

    /// Its accessible name.
    fn name(&self, cx: &Cx<'_>) -> String {
        access::with_key(&format!("{}, {}", self.text(cx), self.word(cx)), &self.key(cx))
    }
}
