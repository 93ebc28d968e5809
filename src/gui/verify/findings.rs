//! What the comparison showed, in words: alarms, what the house style permits, who signed, and what the colours mean.

use super::queue::Signed;
use super::words::{alarm_name, method_word, outcome_word, signed_mark};
use super::{VerifyView, panel_heading};
use crate::app::Command;
use crate::gui::access;
use crate::gui::cx::{Action, Cx};
use crate::gui::fonts::{Face, icon};
use crate::gui::panels::inspector::{heading, when};
use crate::gui::view_state::{Region, ViewState};
use crate::gui::widgets::controls::{Look, Parts, button, command_button, link};
use crate::gui::widgets::{Mark, mark};
use crate::model::filter::words;
use crate::model::{Check, Comparison, DocId, Edit, Item, Op, Quotation, Standing, Variant};
use crate::text::{Span, shortened};
use crate::verify::rules::RULES;
use egui::accesskit::{Live, Role};
use egui::{Margin, Popup, RichText, ScrollArea, Sense, Ui, vec2};
use std::collections::BTreeMap;

/// How many alarms, rules and places are listed at most.
const LISTED: usize = 12;

pub(super) fn findings_ui(
    ui: &mut Ui,
    cx: &Cx<'_>,
    view: &mut ViewState,
    quote: Option<&Quotation>,
    comparison: Option<&Comparison>,
    out: &mut Vec<Action>,
) {
    view.verify.find_variants(ui.ctx(), cx);
    let take_focus = view.focus_region == Some(Region::Inspector);
    if take_focus {
        view.focus_region = None;
    }
    panel_heading(ui, cx, "Findings", None, |ui| style_menu(ui, cx, take_focus, out));
    let foot = 92.0;
    let room = ui.available_rect_before_wrap();
    let upper = room.with_max_y(room.bottom() - foot);
    ui.scope_builder(egui::UiBuilder::new().max_rect(upper), |ui| {
        ScrollArea::vertical().auto_shrink(false).id_salt("findings").show(ui, |ui| {
            let frame = egui::Frame::new().inner_margin(Margin { left: 14, right: 14, top: 0, bottom: 12 });
            frame.show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
                let Some(quote) = quote else { return };
                if let Some(c) = comparison {
                    alarms_ui(ui, cx, quote, c);
                    permitted_ui(ui, cx, quote, c);
                }
                if let Some(check) = cx.project.check(quote.id) {
                    check_ui(ui, cx, check, out);
                }
                elsewhere_ui(ui, cx, &view.verify, quote, out);
            });
        });
    });
    ui.scope_builder(egui::UiBuilder::new().max_rect(room.with_min_y(room.bottom() - foot)), |ui| {
        legend_ui(ui, cx);
    });
}

/// The house style in force, and the others.
pub(crate) fn style_menu(ui: &mut Ui, cx: &Cx<'_>, take_focus: bool, out: &mut Vec<Action>) {
    let now = cx.styles.in_force(cx.project);
    let words = format!("House style: {}", now.name);
    let shown = shortened(&words, 26);
    let what = Parts { words: &shown, after: icon::CARET_DOWN, ..Parts::default() };
    let response = button(ui, cx.theme, Look::Tool, what, &words, !cx.now.read_only);
    if take_focus {
        response.request_focus();
    }
    Popup::menu(&response).accessible_name("House style").show(|ui| {
        ui.set_min_width(260.0);
        for style in cx.styles.iter() {
            let on = style.id == now.id;
            let line = ui.selectable_label(on, cx.theme.body(&style.name)).on_hover_text(&style.about);
            if line.clicked() {
                if !on {
                    out.push(Action::edit(Edit::SetStyle(style.id.clone()), None));
                }
                ui.close();
            }
        }
    });
}

/// Each alarm by its name and what it is about. It flags; a person decides.
fn alarms_ui(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, c: &Comparison) {
    if c.alarms.is_empty() {
        return;
    }
    heading(ui, cx, "Alarms", "");
    for alarm in c.alarms.iter().take(LISTED) {
        let name = alarm_name(alarm.kind);
        let shown = ui.horizontal_top(|ui| {
            mark(ui, cx.theme, Mark::Alarm);
            ui.vertical(|ui| {
                ui.label(cx.theme.strong(name));
                let said =
                    RichText::new(&alarm.text).font(Face::Body.font()).size(12.5).color(cx.theme.text_2);
                ui.add(egui::Label::new(said).wrap());
                let source = c.passage.as_ref().map(|p| p.doc);
                for (doc, span, ground, ink) in [
                    (source, alarm.source, cx.theme.ins_bg, cx.theme.ins),
                    (Some(quote.doc), alarm.quote, cx.theme.del_bg, cx.theme.del),
                ] {
                    if let Some(words) = doc.zip(span).and_then(|(d, s)| words_at(cx, d, s)) {
                        let words = RichText::new(words).font(Face::Words.font()).color(ink);
                        ui.add(egui::Label::new(words.background_color(ground)).wrap());
                    }
                }
            });
        });
        let node = ui.interact(
            shown.response.rect,
            ui.scope_id().with(("alarm", name, alarm.quote, alarm.source)),
            Sense::hover(),
        );
        access::name(&node, Role::Group, &format!("Alarm: {}. {}", name.to_lowercase(), alarm.text));
        ui.ctx().accesskit_node_builder(node.id, |n| n.set_live(Live::Polite));
    }
}

fn words_at(cx: &Cx<'_>, doc: DocId, span: Span) -> Option<String> {
    let text = cx.project.doc(doc)?.text.as_ref()?;
    let words = text.get(span)?.replace('\n', " ");
    (!words.trim().is_empty()).then(|| shortened(words.trim(), 160))
}

/// What the house style permits of the differences, rule by rule.
fn permitted_ui(ui: &mut Ui, cx: &Cx<'_>, quote: &Quotation, c: &Comparison) {
    let source = c.passage.as_ref().map(|p| p.doc);
    let mut by_rule: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for step in c.steps.iter().filter(|s| s.op != Op::Equal) {
        let Some(rule) = step.permitted.as_deref().filter(|r| *r != "typography") else { continue };
        let draft = step.quote.and_then(|s| words_at(cx, quote.doc, s));
        let from = source.zip(step.source).and_then(|(d, s)| words_at(cx, d, s));
        let words = match (from, draft) {
            (Some(a), Some(b)) => format!("{a} → {b}"),
            (Some(a), None) => format!("without {a}"),
            (None, Some(b)) => format!("with {b}"),
            (None, None) => continue,
        };
        by_rule.entry(rule).or_default().push(words);
    }
    if by_rule.is_empty() {
        return;
    }
    let style = cx.styles.in_force(cx.project);
    heading(ui, cx, &format!("Permitted by {}", style.name), "");
    for (rule, words) in by_rule.into_iter().take(LISTED) {
        let about = RULES.iter().find(|r| r.id == rule).map_or(rule, |r| r.about);
        ui.label(cx.theme.words(about, Face::Body, cx.theme.text_2));
        let words = shortened(&words.join("; "), 160);
        ui.add(egui::Label::new(cx.theme.words(words, Face::Words, cx.theme.text)).wrap());
    }
}

/// Who signed what, when and how; a second reader's signature; whether it still stands.
fn check_ui(ui: &mut Ui, cx: &Cx<'_>, check: &Check, out: &mut Vec<Action>) {
    heading(ui, cx, "Check", "");
    check_lines(ui, cx, check);
    ui.horizontal(|ui| {
        if check.second.is_none() && check.signed.who != cx.settings.annotator {
            command_button(ui, cx, Look::Small, Command::SignSecond, "Sign as second reader", out);
        }
        command_button(ui, cx, Look::Small, Command::Unsign, "Take back", out);
    });
}

/// A check as lines: for this panel and the inspector.
pub(crate) fn check_lines(ui: &mut Ui, cx: &Cx<'_>, check: &Check) {
    let signed = Signed::of(Some(check), cx.project);
    ui.horizontal(|ui| {
        if let Some(state) = signed_mark(signed) {
            mark(ui, cx.theme, state);
        }
        ui.label(cx.theme.strong(outcome_word(check.outcome)));
        let by = format!("{}, {}", check.signed.who, when(check.signed.at));
        ui.add(egui::Label::new(cx.theme.words(by, Face::Body, cx.theme.text_3)).truncate());
    });
    let mut said = vec![format!("Method: {}.", method_word(check.method).to_lowercase())];
    if let Some(second) = &check.second {
        said.push(format!("Second reader: {}, {}.", second.who, when(second.at)));
    }
    if !check.note.is_empty() {
        said.push(check.note.clone());
    }
    if !check.evidence.is_empty() {
        said.push(format!("Evidence: {}", check.evidence));
    }
    for words in said {
        ui.add(egui::Label::new(cx.theme.words(words, Face::Small, cx.theme.text_2)).wrap());
    }
    let why = match check.standing(cx.project) {
        Standing::Stands => return,
        Standing::WordsChanged => format!("The words were others when it was signed: {}", check.seen_words),
        Standing::SpeakerChanged => {
            let seen = if check.seen_speaker.is_empty() { "nobody known" } else { &check.seen_speaker };
            format!("The words were held to be those of {seen} when it was signed.")
        }
        Standing::SourceGone => "The source is not in the project any more. The signature stands.".to_owned(),
    };
    ui.add(egui::Label::new(cx.theme.words(why, Face::Small, cx.theme.alarm)).wrap());
}

/// What the colours mean.
fn legend_ui(ui: &mut Ui, cx: &Cx<'_>) {
    crate::gui::widgets::controls::rule(ui, cx.theme);
    egui::Frame::new().inner_margin(Margin::symmetric(14, 8)).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(5.0, 4.0);
        let t = cx.theme;
        let lines = [
            (
                RichText::new("blue, underlined").underline().color(t.ins).background_color(t.ins_bg),
                "only in the source",
            ),
            (
                RichText::new("orange, struck").strikethrough().color(t.del).background_color(t.del_bg),
                "only in the draft",
            ),
            (RichText::new("dotted").color(t.text_2), "permitted edit"),
        ];
        for (sample, said) in lines {
            ui.horizontal(|ui| {
                ui.label(sample.font(Face::Small.font()));
                ui.label(cx.theme.words(said, Face::Small, cx.theme.text_2));
            });
        }
    });
}

/// The same utterance in other documents, in other words or under another name; those that differ first.
fn elsewhere_ui(ui: &mut Ui, cx: &Cx<'_>, view: &VerifyView, quote: &Quotation, out: &mut Vec<Action>) {
    let Some(found) = view.variants.last().and_then(|all| all.get(&quote.id)) else { return };
    let mut found: Vec<&Variant> = found.iter().collect();
    let in_draft = |v: &&Variant| {
        cx.project.quote(v.quote).and_then(|q| cx.project.doc(q.doc)).is_some_and(|d| !d.is_source())
    };
    found.retain(in_draft);
    if found.is_empty() {
        return;
    }
    heading(ui, cx, "Same words elsewhere", "");
    found.sort_by_key(|v| !v.differs());
    for variant in found.into_iter().take(LISTED) {
        let Some((other, doc)) =
            cx.project.quote(variant.quote).and_then(|q| Some((q, cx.project.doc(q.doc)?)))
        else {
            continue;
        };
        let speaker = other.attribution.speaker.and_then(|s| cx.project.speaker(s));
        let name = speaker.map_or("unknown", |s| s.name.as_str());
        let how = match (variant.same_words, variant.other_speaker) {
            (true, false) => "the same words".to_owned(),
            (false, false) => "in other words".to_owned(),
            (true, true) => format!("under another name: {name}"),
            (false, true) => format!("in other words, under another name: {name}"),
        };
        let title = link(ui, cx.theme, &shortened(&doc.document.title, 36));
        if title.on_hover_text("Goes to that quotation.").clicked() {
            out.push(Action::Select(Item::Quotation(variant.quote)));
        }
        let colour = if variant.differs() { cx.theme.alarm } else { cx.theme.text_2 };
        ui.label(cx.theme.words(how, Face::Small, colour));
        let said = shortened(&words(doc, other, 140), 140);
        ui.add(egui::Label::new(cx.theme.words(said, Face::Words, cx.theme.text)).wrap());
        ui.add_space(2.0);
    }
}
