//! What the window remembers and the project does not: tab, selection, panel sizes, open dialog, toasts.

use super::cx::Route;
use super::panels;
use super::reader::ReaderView;
use crate::app::Report;
use crate::model::{DocId, Item, QuoteId, SpeakerId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The project's file, as the top bar and the status bar name it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectInfo {
    /// Its file; `None` while no project is open.
    pub path: Option<PathBuf>,
    /// Whether it is the one for loose documents, which has no name of its own.
    pub scratch: bool,
    /// Why it can only be read.
    pub read_only: Option<Report>,
}

impl ProjectInfo {
    /// Whether a project is open.
    pub fn is_open(&self) -> bool {
        self.path.is_some()
    }

    /// Its name: the file's, without the ending.
    pub fn name(&self) -> String {
        match &self.path {
            None => "No project".into(),
            Some(_) if self.scratch => "Loose documents".into(),
            Some(path) => path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default(),
        }
    }
}

/// What is selected. One quotation at most has the inspector; more can be marked in the table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The document that is shown.
    pub doc: Option<DocId>,
    /// The quotation in the inspector.
    pub quote: Option<QuoteId>,
    /// All that are selected in the table, `quote` among them.
    pub many: BTreeSet<QuoteId>,
    /// The speaker that is selected in the register.
    pub speaker: Option<SpeakerId>,
    /// Selected words of the shown document as (anchor, head) in bytes; equal ends are a caret.
    pub words: Option<(u32, u32)>,
}

impl Selection {
    /// The quotations that a command acts on.
    pub fn quotes(&self) -> Vec<QuoteId> {
        if self.many.is_empty() {
            self.quote.into_iter().collect()
        } else {
            self.many.iter().copied().collect()
        }
    }

    /// Whether `item` is selected.
    pub fn holds(&self, item: Item) -> bool {
        match item {
            Item::Document(d) => self.doc == Some(d),
            Item::Quotation(q) => self.quote == Some(q) || self.many.contains(&q),
            Item::Speaker(s) => self.speaker == Some(s),
        }
    }
}

/// Sizes of the panels; what gives way as the window gets smaller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Width of the documents; `None` where they are a popup.
    pub documents: Option<f32>,
    /// Width of the inspector.
    pub inspector: f32,
    /// Height of the table; its header alone where the window is low.
    pub table: f32,
    /// Whether only the header of the table is there.
    pub table_folded: bool,
    /// Width of the search field; `None` where it is its icon.
    pub search: Option<f32>,
    /// Width of the column of text at 100 %.
    pub column: f32,
    /// Room left of the text, for marks and bars.
    pub gutter_left: f32,
    /// Room right of the text, for names.
    pub gutter_right: f32,
    /// Whether names in the right gutter are initials.
    pub initials: bool,
    /// Whether the window is below 1361 wide.
    pub narrow: bool,
}

impl Layout {
    /// For a window of this size in points.
    pub fn of(size: egui::Vec2) -> Self {
        let (wide, middle) = (size.x >= 1361.0, size.x >= 1041.0);
        Self {
            documents: if wide { Some(252.0) } else { middle.then_some(216.0) },
            inspector: if wide {
                324.0
            } else if middle {
                300.0
            } else {
                292.0
            },
            table: if size.y < 701.0 {
                38.0
            } else if size.y < 841.0 {
                208.0
            } else {
                236.0
            },
            table_folded: size.y < 701.0,
            search: if wide { Some(270.0) } else { middle.then_some(230.0) },
            column: if middle { 530.0 } else { 486.0 },
            gutter_left: if middle { 66.0 } else { 58.0 },
            gutter_right: if wide {
                120.0
            } else if middle {
                120.0 - 26.0
            } else {
                42.0
            },
            initials: !middle,
            narrow: !wide,
        }
    }
}

/// A dialog over the window. Its drafts live in its own view.
#[derive(Debug, Clone, PartialEq)]
pub enum Dialog {
    /// The command palette, with what is typed already.
    Palette(String),
    /// All keys.
    Keys,
    /// Settings.
    Settings,
    /// Version, licences, places.
    About,
    /// Same speaker for all with this mention.
    ApplyToAll(QuoteId),
    /// Merge this speaker with another.
    Merge(Vec<SpeakerId>),
    /// Split this speaker.
    Split(SpeakerId),
    /// Accept all above a confidence.
    AcceptAbove,
    /// Sign all identical quotations.
    SignIdentical,
    /// What stands between the drafts and publication.
    Gate,
    /// The evidence pack.
    Pack,
    /// What the next version of this document would change.
    Revision(DocId),
    /// Export.
    Export,
    /// A path by typing, where the system opens no dialog.
    Path(super::dialogs::files::Purpose),
    /// What could not be done, in full.
    Problems {
        /// What was done.
        title: String,
        /// What was not.
        reports: Vec<Report>,
    },
}

/// A sentence at the bottom of the text that goes away by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Whether *Undo* stands beside it.
    pub undo: bool,
    /// When it came, in seconds of egui's clock; set when it is first drawn.
    pub since: Option<f64>,
}

impl Toast {
    /// Something to know.
    pub fn note(text: impl Into<String>) -> Self {
        Self { text: text.into(), undo: false, since: None }
    }

    /// Something that can be undone.
    pub fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), undo: true, since: None }
    }
}

/// The six parts of the window that `F6` moves between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumIter)]
pub enum Region {
    /// Tabs and search.
    TopBar,
    /// List of documents.
    Documents,
    /// The text.
    #[default]
    Text,
    /// The selected quotation.
    Inspector,
    /// The quotation table.
    Table,
    /// Status bar.
    Status,
}

/// Where a person dragged the lines between panels to, by panel: widths, and heights of those at the bottom, in points.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Splits(BTreeMap<String, f32>);

impl Splits {
    /// The size of `panel`; `usual` where nobody dragged it.
    pub fn get(&self, panel: &str, usual: f32) -> f32 {
        self.0.get(panel).copied().unwrap_or(usual)
    }

    /// Remembers what `panel` was drawn at, where that is not what it usually is.
    pub fn keep(&mut self, panel: &str, size: f32, usual: f32) {
        if (size - usual).abs() > 0.5 {
            self.0.insert(panel.to_owned(), size.round());
        } else {
            self.0.remove(panel);
        }
    }
}

/// All of it, one small struct per panel.
#[derive(Default)]
pub struct ViewState {
    /// The lines between panels.
    pub splits: Splits,
    /// The tab.
    pub route: Route,
    /// The selection.
    pub selection: Selection,
    /// The dialog.
    pub dialog: Option<Dialog>,
    /// The toast.
    pub toast: Option<Toast>,
    /// An error that stays until a person closes it.
    pub report: Option<Report>,
    /// Whether a field had the keyboard at the end of the last frame: Esc takes it away before anybody can ask.
    pub was_typing: bool,
    /// The part of the window that the keyboard is in.
    pub region: Region,
    /// The part that takes the keyboard when it is next drawn.
    pub focus_region: Option<Region>,
    /// The tab *Verify*.
    pub verify: super::verify::VerifyView,
    /// The tab *Sources*.
    pub sources: panels::sources::SourcesView,
    /// The text.
    pub reader: ReaderView,
    /// The documents.
    pub documents: panels::documents::DocumentsView,
    /// The inspector.
    pub inspector: panels::inspector::InspectorView,
    /// The quotation table.
    pub quotes: panels::quotes::QuotesView,
    /// The register of speakers.
    pub speakers: panels::speakers::SpeakersView,
    /// The statistics.
    pub statistics: panels::statistics::StatisticsView,
    /// The history.
    pub history: panels::history::HistoryView,
    /// The command palette.
    pub palette: super::palette::PaletteView,
    /// The search in the document.
    pub find: panels::find::FindView,
    /// The page of keys.
    pub keys: super::dialogs::keys::KeysView,
    /// The settings dialog.
    pub settings: super::dialogs::settings::SettingsView,
    /// *Apply to all*.
    pub apply: super::dialogs::apply::ApplyView,
    /// Merging speakers.
    pub merge: super::dialogs::merge::MergeView,
    /// Splitting a speaker.
    pub split: super::dialogs::split::SplitView,
    /// Signing all identical quotations.
    pub sign_identical: super::dialogs::sign_identical::SignIdenticalView,
    /// The evidence pack.
    pub pack: super::dialogs::pack::PackView,
    /// The next version of a draft.
    pub revision: super::dialogs::revision::RevisionView,
    /// The publish gate.
    pub gate: super::dialogs::gate::GateView,
    /// Accepting all above a confidence.
    pub accept_above: super::dialogs::accept_above::AcceptAboveView,
    /// Tables on their way to the disk.
    pub saving: super::listing::Saving,
    /// Dialogs of files.
    pub files: super::dialogs::files::FilesView,
    /// The export dialog.
    pub export: super::dialogs::export::ExportView,
}
