//! The faces that the program carries, one family per role, and the icons by name.

use egui::{FontData, FontDefinitions, FontFamily, FontId};
use std::sync::Arc;

/// A face at its size: every text in the window is set in one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Text of the window, 13.
    Body,
    /// Text of the window, medium weight: buttons, tabs.
    Medium,
    /// Headings of panels.
    Semibold,
    /// The smallest text, 12.
    Small,
    /// Small, medium weight.
    SmallMedium,
    /// Headings of blocks.
    SmallSemibold,
    /// Key caps, 11.
    Key,
    /// A verdict, 17.
    Verdict,
    /// Words of a document inside the window, 14.
    Words,
    /// The title of an empty window, 28.
    EmptyTitle,
    /// Locators and code, 12.
    Mono,
    /// Icons, 15.
    Icon,
}

impl Face {
    /// Its font.
    pub fn font(self) -> FontId {
        let named = |size: f32, name: &'static str| FontId::new(size, FontFamily::Name(name.into()));
        match self {
            Self::Body => FontId::new(13.0, FontFamily::Proportional),
            Self::Medium => named(13.0, "ui-medium"),
            Self::Semibold => named(13.0, "ui-semibold"),
            Self::Small => FontId::new(12.0, FontFamily::Proportional),
            Self::SmallMedium => named(12.0, "ui-medium"),
            Self::SmallSemibold => named(12.0, "ui-semibold"),
            Self::Key => named(11.0, "ui-medium"),
            Self::Verdict => named(17.0, "ui-semibold"),
            Self::Words => named(14.0, "reading"),
            Self::EmptyTitle => named(28.0, "reading-bold"),
            Self::Mono => FontId::new(12.0, FontFamily::Monospace),
            Self::Icon => named(15.0, "icons"),
        }
    }
}

macro_rules! font {
    ($file:literal) => {
        Arc::new(FontData::from_static(include_bytes!(concat!("../../assets/fonts/", $file))))
    };
}

/// All faces and families. Scripts that they do not cover come from the system.
pub fn definitions() -> FontDefinitions {
    let faces = [
        ("serif", font!("SourceSerif4-Regular.ttf")),
        ("serif-bold", font!("SourceSerif4-Semibold.ttf")),
        ("serif-italic", font!("SourceSerif4-It.ttf")),
        ("inter", font!("Inter-Regular.otf")),
        ("inter-medium", font!("Inter-Medium.otf")),
        ("inter-semibold", font!("Inter-SemiBold.otf")),
        ("jetbrains", font!("JetBrainsMono-Regular.ttf")),
        ("phosphor", font!("Phosphor-subset.ttf")),
    ];
    let named = |name: &'static str| FontFamily::Name(name.into());
    let families = [
        (FontFamily::Proportional, ["inter", "serif", "phosphor"]),
        (FontFamily::Monospace, ["jetbrains", "inter", "phosphor"]),
        (named("reading"), ["serif", "inter", "phosphor"]),
        (named("reading-bold"), ["serif-bold", "inter-semibold", "phosphor"]),
        (named("reading-italic"), ["serif-italic", "inter", "phosphor"]),
        (named("ui-medium"), ["inter-medium", "serif", "phosphor"]),
        (named("ui-semibold"), ["inter-semibold", "serif-bold", "phosphor"]),
        (named("icons"), ["phosphor", "inter", "serif"]),
    ];
    FontDefinitions {
        font_data: faces.into_iter().map(|(name, data)| (name.to_owned(), data)).collect(),
        families: families
            .into_iter()
            .map(|(family, faces)| (family, faces.into_iter().map(str::to_owned).collect()))
            .collect(),
    }
}

/// The Phosphor icons that the program uses, by what they show. The subset in `assets/fonts` holds no others.
pub mod icon {
    /// A caret that points down.
    pub const CARET_DOWN: &str = "\u{e136}";
    /// A caret that points to the right.
    pub const CARET_RIGHT: &str = "\u{e13a}";
    /// A tick.
    pub const CHECK: &str = "\u{e182}";
    /// A magnifying glass.
    pub const SEARCH: &str = "\u{e30c}";
    /// A sun.
    pub const SUN: &str = "\u{e472}";
    /// A question mark in a circle.
    pub const QUESTION: &str = "\u{e3e8}";
    /// A plus sign.
    pub const PLUS: &str = "\u{e3d4}";
    /// A cross.
    pub const CLOSE: &str = "\u{e4f6}";
    /// A sheet with text.
    pub const FILE: &str = "\u{e23a}";
    /// An arrow that points down.
    pub const ARROW_DOWN: &str = "\u{e03e}";
    /// An arrow that points up.
    pub const ARROW_UP: &str = "\u{e08e}";
    /// No network.
    pub const OFFLINE: &str = "\u{e4f2}";
}
