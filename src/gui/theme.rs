//! The tokens of `assets/themes/tokens.toml` as colours, sizes and strokes: the only colours in the program.

use super::fonts::Face;
use crate::app::{Report, ReportKind};
use egui::style::{Selection, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontFamily, FontId, Margin, RichText, Shadow, Stroke, TextStyle, vec2};
use serde::{Deserialize, Deserializer};
use std::sync::Arc;

const TOKENS: &str = include_str!("../../assets/themes/tokens.toml");

/// A colour as the tokens write it: `#RRGGBB` or `#RRGGBBAA`.
#[derive(Debug, Clone, Copy)]
struct Hex(Color32);

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Color32::from_hex(&text)
            .map(Self)
            .map_err(|_| serde::de::Error::custom(format!("“{text}” is no colour")))
    }
}

macro_rules! palette {
    ($($(#[doc = $doc:literal])+ $name:ident),* $(,)?) => {
        #[derive(Debug, Deserialize)]
        struct PaletteTokens { $($name: Hex,)* speakers: SpeakerTokens }

        /// The colours of one theme.
        #[derive(Debug, Clone)]
        pub struct Palette {
            $($(#[doc = $doc])+ pub $name: Color32,)*
            speakers: Vec<SpeakerColours>,
        }

        impl From<PaletteTokens> for Palette {
            fn from(t: PaletteTokens) -> Self {
                let s = t.speakers;
                let speakers = s.tint.iter().zip(&s.tint_selected).zip(&s.strong)
                    .map(|((a, b), c)| SpeakerColours { tint: a.0, tint_selected: b.0, strong: c.0, double: false })
                    .collect();
                Self { $($name: t.$name.0,)* speakers }
            }
        }
    };
}

palette! {
    /// Ground of the document.
    paper,
    /// Ground of panels and bars.
    panel,
    /// Ground of fields, buttons and popups.
    raised,
    /// Ground under the pointer.
    hover,
    /// Ground of what is selected.
    selected,
    /// Tint of a quotation whose speaker is unknown.
    neutral_tint,
    /// Words.
    text,
    /// Second level of words.
    text_2,
    /// Third level of words.
    text_3,
    /// Words on the accent.
    on_accent,
    /// Lines between panels.
    line,
    /// Lines of controls.
    line_strong,
    /// Lines of fields.
    field_line,
    /// The accent.
    accent,
    /// A soft ground of the accent.
    accent_soft,
    /// Ring of the focus.
    focus,
    /// Ground of selected words.
    text_selection,
    /// Ground of words only in the source.
    ins_bg,
    /// Words only in the source.
    ins,
    /// Ground of words only in the draft.
    del_bg,
    /// Words only in the draft.
    del,
    /// Line under permitted edits.
    permit,
    /// An alarm, and every error.
    alarm,
    /// Ground of an alarm.
    alarm_bg,
    /// State: proposed.
    proposed,
    /// State: accepted.
    accepted,
    /// State: verified.
    verified,
    /// State: needs change.
    needs_change,
    /// State: cannot verify.
    cannot,
    /// State: rejected.
    rejected,
    /// Shadow of popups.
    shadow,
    /// Veil behind a dialog.
    veil,
}

#[derive(Debug, Deserialize)]
struct SpeakerTokens {
    tint: Vec<Hex>,
    tint_selected: Vec<Hex>,
    strong: Vec<Hex>,
}

#[derive(Debug, Deserialize)]
struct Tokens {
    light: PaletteTokens,
    dark: PaletteTokens,
    speakers: SpeakerOrder,
}

#[derive(Debug, Deserialize)]
struct SpeakerOrder {
    order_names: Vec<String>,
    paraphrase_opacity: f32,
}

/// The colours of one speaker.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpeakerColours {
    /// Behind words while reading.
    pub tint: Color32,
    /// Behind words of the selected quotation.
    pub tint_selected: Color32,
    /// Bar, line, chip, name.
    pub strong: Color32,
    /// From the thirteenth speaker on the tints repeat and the bar is double.
    pub double: bool,
}

/// Sizes of the layout, in points.
pub mod size {
    /// Height of the top bar.
    pub const TOP_BAR: f32 = 44.0;
    /// Height of a panel's header.
    pub const PANEL_HEADER: f32 = 40.0;
    /// Height of the status bar.
    pub const STATUS_BAR: f32 = 28.0;
    /// Height of a row of the table.
    pub const ROW_TABLE: f32 = 28.0;
    /// Height of a row of the documents.
    pub const ROW_DOCUMENT: f32 = 52.0;
    /// Height of a row of the register of speakers.
    pub const ROW_SPEAKER: f32 = 32.0;
    /// Height of a button.
    pub const BUTTON: f32 = 28.0;
    /// Nothing to hit is smaller.
    pub const TARGET_MIN: f32 = 24.0;
    /// Box of a state mark.
    pub const MARK: f32 = 14.0;
}

/// The theme in force: the tokens, and which of the two palettes is shown.
#[derive(Debug, Clone)]
pub struct Theme {
    light: Arc<Palette>,
    dark: Arc<Palette>,
    light_contrast: Arc<Palette>,
    dark_contrast: Arc<Palette>,
    order_names: Arc<[String]>,
    /// Opacity of the wash behind indirect words, of the tint.
    pub wash: f32,
    /// Whether the dark palette is shown.
    pub is_dark: bool,
    /// Whether tints are outlines and all words have the colour of the first level.
    pub contrast: bool,
}

impl Palette {
    /// The same colours with nothing pale among the words and lines.
    fn with_contrast(&self) -> Self {
        let text = self.text;
        Self {
            text_2: text,
            text_3: text,
            proposed: text,
            rejected: text,
            line_strong: self.text_3,
            ..self.clone()
        }
    }
}

impl std::ops::Deref for Theme {
    type Target = Palette;
    fn deref(&self) -> &Palette {
        match (self.is_dark, self.contrast) {
            (false, false) => &self.light,
            (true, false) => &self.dark,
            (false, true) => &self.light_contrast,
            (true, true) => &self.dark_contrast,
        }
    }
}

impl Theme {
    /// Reads the tokens that the program carries.
    ///
    /// # Errors
    /// Where the file of tokens is damaged, which a test rules out.
    pub fn load() -> Result<Self, Report> {
        let tokens: Tokens = toml::from_str(TOKENS).map_err(|e| {
            Report::new(
                ReportKind::Machine,
                format!("The theme could not be read: {e}."),
                "Install Sayso again.",
            )
        })?;
        let (light, dark) = (Palette::from(tokens.light), Palette::from(tokens.dark));
        Ok(Self {
            light_contrast: Arc::new(light.with_contrast()),
            dark_contrast: Arc::new(dark.with_contrast()),
            light: Arc::new(light),
            dark: Arc::new(dark),
            order_names: tokens.speakers.order_names.into(),
            wash: tokens.speakers.paraphrase_opacity,
            is_dark: false,
            contrast: false,
        })
    }

    /// Colours number `n` (from 0) of the order in which speakers take them.
    pub fn speaker(&self, n: usize) -> SpeakerColours {
        let of = self.speakers.len().max(1);
        let found = self.speakers.get(n % of).copied();
        found.map_or_else(|| self.nobody(), |c| SpeakerColours { double: n >= of, ..c })
    }

    /// Colours of a quotation whose speaker is unknown.
    pub fn nobody(&self) -> SpeakerColours {
        SpeakerColours {
            tint: self.neutral_tint,
            tint_selected: self.line_strong.gamma_multiply(0.6),
            strong: self.text_3,
            double: false,
        }
    }

    /// How many colours speakers take before they repeat.
    pub fn speaker_count(&self) -> usize {
        self.speakers.len()
    }

    /// Name of colour `n`, such as *olive*.
    pub fn speaker_colour_name(&self, n: usize) -> &str {
        self.order_names.get(n).map_or("", String::as_str)
    }

    /// `text` in `face` and `colour`.
    pub fn words(&self, text: impl Into<String>, face: Face, colour: Color32) -> RichText {
        RichText::new(text).font(face.font()).color(colour)
    }

    /// Body text of the window.
    pub fn body(&self, text: impl Into<String>) -> RichText {
        self.words(text, Face::Body, self.text)
    }

    /// Small text of the third level.
    pub fn small(&self, text: impl Into<String>) -> RichText {
        self.words(text, Face::Small, self.text_3)
    }

    /// A heading of a panel.
    pub fn strong(&self, text: impl Into<String>) -> RichText {
        self.words(text, Face::Semibold, self.text)
    }

    /// A heading of a block inside a panel.
    pub fn block(&self, text: impl Into<String>) -> RichText {
        self.words(text, Face::SmallSemibold, self.text_2)
    }

    /// A line between panels.
    pub fn line_stroke(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// Puts the tokens into both of egui's styles.
    pub fn install(&self, ctx: &egui::Context) {
        for (is_dark, theme) in [(false, egui::Theme::Light), (true, egui::Theme::Dark)] {
            let own = Self { is_dark, ..self.clone() };
            ctx.style_mut_of(theme, |style| {
                style.visuals = own.visuals();
                style.text_styles = text_styles();
                style.animation_time = 0.08;
                style.interaction.tooltip_delay = 0.4;
                style.interaction.selectable_labels = false;
                let s = &mut style.spacing;
                s.item_spacing = vec2(8.0, 4.0);
                s.button_padding = vec2(9.0, 4.0);
                s.interact_size = vec2(size::TARGET_MIN, size::TARGET_MIN);
                s.window_margin = Margin::same(16);
                s.menu_margin = Margin::same(4);
                s.scroll = egui::style::ScrollStyle::solid();
                s.scroll.bar_width = 8.0;
                s.scroll.floating = true;
            });
        }
    }

    fn visuals(&self) -> egui::Visuals {
        let base = if self.is_dark { egui::Visuals::dark() } else { egui::Visuals::light() };
        let popup = Shadow { offset: [0, 10], blur: 34, spread: 0, color: self.shadow };
        let radius = CornerRadius::same(6);
        let widget = |fill: Color32, line: Color32, text: Color32| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: Stroke::new(1.0, line),
            corner_radius: radius,
            fg_stroke: Stroke::new(1.0, text),
            expansion: 0.0,
        };
        egui::Visuals {
            widgets: Widgets {
                noninteractive: widget(self.panel, self.line, self.text),
                inactive: widget(self.raised, self.line_strong, self.text),
                hovered: widget(self.hover, self.line_strong, self.text),
                active: widget(self.line_strong, self.line_strong, self.text),
                open: widget(self.hover, self.line_strong, self.text),
            },
            selection: Selection { bg_fill: self.text_selection, stroke: Stroke::new(1.0, self.focus) },
            hyperlink_color: self.accent,
            weak_text_color: Some(self.text_3),
            faint_bg_color: self.hover,
            extreme_bg_color: self.raised,
            text_edit_bg_color: Some(self.raised),
            code_bg_color: self.hover,
            warn_fg_color: self.alarm,
            error_fg_color: self.alarm,
            window_corner_radius: CornerRadius::same(10),
            window_shadow: popup,
            window_fill: self.raised,
            window_stroke: Stroke::new(1.0, self.line_strong),
            menu_corner_radius: CornerRadius::same(10),
            panel_fill: self.panel,
            popup_shadow: popup,
            striped: false,
            disabled_alpha: 0.75,
            ..base
        }
    }
}

fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, Face::Small.font()),
        (TextStyle::Body, Face::Body.font()),
        (TextStyle::Button, FontId::new(13.0, FontFamily::Name("ui-medium".into()))),
        (TextStyle::Heading, FontId::new(17.0, FontFamily::Name("ui-semibold".into()))),
        (TextStyle::Monospace, FontId::new(12.0, FontFamily::Monospace)),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tokens_can_be_read() {
        let mut theme = Theme::load().unwrap();
        assert_eq!(theme.speaker_count(), 12);
        assert_eq!(theme.paper, Color32::from_rgb(0xFC, 0xFB, 0xF8));
        assert!(!theme.speaker(11).double && theme.speaker(12).double);
        theme.contrast = true;
        assert_eq!(theme.text_3, theme.text);
        theme.contrast = false;
        theme.is_dark = true;
        assert_eq!(theme.speaker(0).strong, Color32::from_rgb(0xD7, 0xE9, 0x89));
        assert_eq!(theme.speaker_colour_name(1), "blue");
    }
}
