//! What a panel is given to draw from, and what it can ask for. Shared references only: nothing here can change the project.

use super::index::QuoteIndex;
use super::theme::Theme;
use super::view_state::{Dialog, Layout, ProjectInfo, Selection, Toast};
use crate::app::styles::Styles;
use crate::app::{Command, Comparisons, JobView, Request, Situation};
use crate::formats::FormatError;
use crate::model::{DocId, Edit, Filter, Item, Project, Quotation, QuoteId};
use crate::store::History;
use crate::text::Span;
use std::sync::Arc;

pub use crate::app::settings::{ReadingFace, Settings, ThemeChoice};

/// A tab of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumIter)]
pub enum Route {
    /// The text with its quotations.
    #[default]
    Read,
    /// Each quotation beside its source.
    Verify,
    /// The register of speakers.
    Speakers,
    /// What quotations are compared with.
    Sources,
    /// Who is quoted how often.
    Statistics,
    /// What was changed.
    History,
}

impl Route {
    /// Whether files that are dropped here become sources, not documents.
    pub fn takes_sources(self) -> bool {
        matches!(self, Self::Verify | Self::Sources)
    }
}

/// What every panel draws from.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// The project as it is.
    pub project: &'a Arc<Project>,
    /// Its history.
    pub history: &'a Arc<History>,
    /// Its file and name.
    pub info: &'a ProjectInfo,
    /// What is selected.
    pub selection: &'a Selection,
    /// Colours and faces.
    pub theme: &'a Theme,
    /// What a person set.
    pub settings: &'a Settings,
    /// The work that runs.
    pub jobs: &'a [JobView],
    /// What is derived from the project once per change.
    pub index: &'a QuoteIndex,
    /// The house styles that there are.
    pub styles: &'a Styles,
    /// The quotations compared with the sources; `None` without sources, or before they are read.
    pub compared: Option<&'a Arc<Comparisons>>,
    /// Sizes of the panels at this size of the window.
    pub layout: Layout,
    /// What there is to act on.
    pub now: Situation,
    /// Which tab is shown.
    pub route: Route,
    /// Whether keys are named as on a Mac.
    pub mac: bool,
}

impl<'a> Cx<'a> {
    /// The selected quotation.
    pub fn quote(&self) -> Option<&'a Arc<Quotation>> {
        self.project.quote(self.selection.quote?)
    }

    /// The words that a key cap shows for `command`.
    pub fn key(&self, command: Command) -> String {
        command.key_words(self.mac)
    }

    /// The tooltip of `command`: what it does and its key, or why it cannot be done now.
    pub fn tooltip(&self, command: Command) -> String {
        match command.allowed(&self.now) {
            Err(why) => why.to_owned(),
            Ok(()) => match self.key(command) {
                key if key.is_empty() => command.tooltip().to_owned(),
                key => format!("{} ({key})", command.tooltip()),
            },
        }
    }

    /// Whether `command` can be done now.
    pub fn can(&self, command: Command) -> bool {
        command.allowed(&self.now).is_ok()
    }
}

/// What a panel asks for. `dispatch` alone carries it out, after all panels are drawn.
#[derive(Debug, Clone)]
pub enum Action {
    /// A command, as if its key had been pressed.
    Command(Command),
    /// A request to the engine.
    Send(Request),
    /// A change, one undo step.
    Edit {
        /// What is asked.
        edits: Vec<Edit>,
        /// What undo goes back to.
        focus: Option<Item>,
        /// Whether it decides on the selected quotation, so that the next open one is selected after it.
        advance: bool,
    },
    /// Selects one thing and shows it.
    Select(Item),
    /// Selects a quotation that is visible, without scrolling.
    Choose(QuoteId),
    /// Selects many quotations, as the table does; the first one is shown.
    SelectMany(Vec<QuoteId>),
    /// Selects words of the shown document, as (anchor, head); equal ends are a caret.
    SelectWords(Option<(u32, u32)>),
    /// Shows these words of a document, a third of the way down.
    ShowWords(DocId, Span),
    /// Another tab.
    Route(Route),
    /// Says something at the bottom of the text.
    Toast(Toast),
    /// Opens a dialog.
    Open(Dialog),
    /// Opens a file dialog of the system.
    AskFiles(super::dialogs::files::Purpose),
    /// Closes the dialog.
    CloseDialog,
    /// Shows in the table what the filter asks for in the whole project.
    ShowQuotations(Box<Filter>),
    /// Asks where to, and writes these bytes there: a table as CSV.
    SaveTable {
        /// Name that the dialog proposes.
        name: &'static str,
        /// The table.
        bytes: Vec<u8>,
    },
    /// Other settings; they are written to the disk.
    Settings(Box<Settings>),
}

impl Action {
    /// Asks where to, and writes a table there.
    pub fn save(name: &'static str, table: Result<Vec<u8>, FormatError>) -> Self {
        match table {
            Ok(bytes) => Self::SaveTable { name, bytes },
            Err(e) => Self::Toast(Toast::note(format!("The table could not be written: {e}."))),
        }
    }

    /// A change without going on to the next quotation.
    pub fn edit(edit: Edit, focus: Option<Item>) -> Self {
        Self::Edit { edits: vec![edit], focus, advance: false }
    }

    /// A decision: goes on to the next open quotation.
    pub fn decide(edits: Vec<Edit>, focus: Option<Item>) -> Self {
        Self::Edit { edits, focus, advance: true }
    }
}
