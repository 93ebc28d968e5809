//! Every action a person can take: its name, tooltip, keys, group, and when it is allowed.
//!
//! The palette, the menus, the page of keys, the tooltips and the keyboard itself are made from [`Command`]; what an action
//! acts on comes from the selection of the moment.

use strum::{EnumIter, IntoEnumIterator as _};

/// A key as printed on it, without modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A letter or a digit; letters in upper case.
    Char(char),
    /// A function key, from 1.
    F(u8),
    /// Return.
    Enter,
    /// Escape.
    Escape,
    /// Delete, to the right.
    Delete,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// Tabulator.
    Tab,
}

/// A key with its modifiers. `ctrl` is the command key on a Mac.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shortcut {
    /// With Ctrl (on a Mac: Cmd).
    pub ctrl: bool,
    /// With Shift.
    pub shift: bool,
    /// With Alt (on a Mac: Option).
    pub alt: bool,
    /// The key.
    pub key: Key,
}

impl Shortcut {
    /// `key` alone.
    pub const fn plain(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: false, key }
    }

    /// A letter, digit or sign alone.
    pub const fn letter(c: char) -> Self {
        Self::plain(Key::Char(c))
    }

    /// With Ctrl.
    pub const fn ctrl(c: char) -> Self {
        Self { ctrl: true, shift: false, alt: false, key: Key::Char(c) }
    }

    /// With Ctrl and Shift.
    pub const fn ctrl_shift(c: char) -> Self {
        Self { ctrl: true, shift: true, alt: false, key: Key::Char(c) }
    }

    /// With Shift.
    pub const fn shift(key: Key) -> Self {
        Self { ctrl: false, shift: true, alt: false, key }
    }

    /// With Alt.
    pub const fn alt(key: Key) -> Self {
        Self { ctrl: false, shift: false, alt: true, key }
    }

    /// With Alt and Shift.
    pub const fn alt_shift(key: Key) -> Self {
        Self { ctrl: false, shift: true, alt: true, key }
    }

    /// As a key cap shows it: *Ctrl Shift F*.
    pub fn words(self, mac: bool) -> String {
        let mut out = String::new();
        for (on, word) in [
            (self.ctrl, if mac { "Cmd" } else { "Ctrl" }),
            (self.alt, if mac { "Option" } else { "Alt" }),
            (self.shift, "Shift"),
        ] {
            if on {
                out.push_str(word);
                out.push(' ');
            }
        }
        match self.key {
            Key::Char(c) => out.push(c),
            Key::F(n) => {
                out.push('F');
                out.push_str(&n.to_string());
            }
            Key::Enter => out.push_str("Enter"),
            Key::Escape => out.push_str("Esc"),
            Key::Delete => out.push_str("Del"),
            Key::Left => out.push('←'),
            Key::Right => out.push('→'),
            Key::Up => out.push('↑'),
            Key::Down => out.push('↓'),
            Key::Tab => out.push_str("Tab"),
        }
        out
    }
}

/// What an action is about; the heading under which menus and the page of keys list it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
pub enum Group {
    /// Documents and project.
    File,
    /// Undo, copy.
    Edit,
    /// From quotation to quotation, from tab to tab.
    Go,
    /// A person's decision on the selected quotation.
    Quotation,
    /// Marking words.
    Mark,
    /// Comparing with the sources, and signing.
    Verify,
    /// The table and many quotations at once.
    Table,
    /// Speakers.
    Speakers,
    /// How the window looks.
    View,
    /// Help.
    Help,
}

impl Group {
    /// As a heading.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Go => "Go",
            Self::Quotation => "Quotation",
            Self::Mark => "Marking",
            Self::Verify => "Verifying",
            Self::Table => "Table",
            Self::Speakers => "Speakers",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What there is to act on, for [`Command::allowed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Situation {
    /// A project is open.
    pub project: bool,
    /// It can only be read.
    pub read_only: bool,
    /// How many documents it has.
    pub documents: usize,
    /// A document is shown.
    pub document: bool,
    /// How many quotations are selected.
    pub selected: usize,
    /// The selected quotation consists of several fragments.
    pub fragments: bool,
    /// The selected quotation has a runner-up.
    pub runner_up: bool,
    /// The selected quotation was decided on.
    pub decided: bool,
    /// The selected quotation has a speaker.
    pub speaker: bool,
    /// Words are selected in the text.
    pub words: bool,
    /// The tab *Verify* is shown.
    pub verifying: bool,
    /// The selected quotation was signed.
    pub signed: bool,
    /// There is something to undo.
    pub undo: bool,
    /// There is something to redo.
    pub redo: bool,
}

macro_rules! commands {
    ($( $variant:ident = $group:ident, $name:literal, $tooltip:literal, [$($keys:expr),*], $needs:expr; )*) => {
        /// What a button, a key or a line of the palette means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
        pub enum Command {
            $( #[doc = $tooltip] $variant, )*
        }

        impl Command {
            /// Its name, as a button or a line of the palette: a verb first.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// What it does, as one sentence.
            pub const fn tooltip(self) -> &'static str {
                match self { $( Self::$variant => $tooltip, )* }
            }

            /// What it is about.
            pub const fn group(self) -> Group {
                match self { $( Self::$variant => Group::$group, )* }
            }

            /// Its keys; the first one is shown.
            pub const fn shortcuts(self) -> &'static [Shortcut] {
                match self { $( Self::$variant => const { &[$($keys),*] }, )* }
            }

            const fn needs(self) -> Needs {
                match self { $( Self::$variant => $needs, )* }
            }
        }
    };
}

/// What must be there for a command.
#[derive(Clone, Copy)]
enum Needs {
    Nothing,
    Project,
    Document,
    Documents,
    Quote,
    Decided,
    Signed,
    Verifying,
    Speaker,
    RunnerUp,
    Fragments,
    Words,
    WordsAndQuote,
    Undo,
    Redo,
}

use Key::{Char, Delete, Escape, F, Left, Right, Tab};
use Needs as N;
use Shortcut as K;

commands! {
    OpenDocuments = File, "Open documents", "Brings documents into the project and finds their quotations.", [K::ctrl('O')], N::Nothing;
    OpenFolder = File, "Open a folder", "Brings in all documents of a folder.", [K::ctrl_shift('O')], N::Nothing;
    OpenProject = File, "Open a project", "Opens a .sayso file, or a folder with project.json.", [K { ctrl: true, shift: false, alt: true, key: Char('O') }], N::Nothing;
    NewProject = File, "New project", "Starts an empty project in a file of its own.", [K::ctrl_shift('N')], N::Nothing;
    PasteText = File, "Paste text", "Makes a document of the words on the clipboard.", [K::ctrl('V')], N::Nothing;
    SaveAs = File, "Save as", "Gives the project a name and a place; it goes on in that file.", [K::ctrl_shift('S')], N::Project;
    Export = File, "Export", "Writes the attributions in a format of your choice, after saying what that format cannot hold.", [K::ctrl('E')], N::Documents;
    FindTexts = File, "Find the texts", "Looks in a folder for texts that the project names but does not carry.", [], N::Project;
    AnalyseDocument = File, "Find quotations again", "Runs the engine on this document again; what a person decided stays.", [K::plain(F(5))], N::Document;
    RemoveDocument = File, "Remove this document", "Takes the document and its quotations out of the project; undo brings them back.", [], N::Document;
    Quit = File, "Quit", "Closes the window; every change is written already.", [K::ctrl('Q')], N::Nothing;

    Undo = Edit, "Undo", "Takes the last change back and goes to it.", [K::ctrl('Z')], N::Undo;
    Redo = Edit, "Redo", "Does the change again that was taken back.", [K::ctrl_shift('Z'), K::ctrl('Y')], N::Redo;
    CopyWords = Edit, "Copy", "Copies the selected words, or those of the selected quotation.", [K::ctrl('C')], N::Document;
    SelectParagraph = Edit, "Select the paragraph", "Selects all words of the paragraph with the caret.", [K::ctrl('A')], N::Document;

    NextQuotation = Go, "Next quotation", "Selects the next quotation of this document.", [K::letter('J')], N::Document;
    PreviousQuotation = Go, "Previous quotation", "Selects the quotation before.", [K::letter('K')], N::Document;
    NextOpen = Go, "Next open quotation", "Selects the next quotation that waits for a decision.", [K::letter('N')], N::Documents;
    PreviousOpen = Go, "Previous open quotation", "Selects the one before that waits for a decision.", [K::shift(Char('N'))], N::Documents;
    NextDocument = Go, "Next document", "Shows the next document of the list.", [K::alt(Key::Down)], N::Documents;
    PreviousDocument = Go, "Previous document", "Shows the document before.", [K::alt(Key::Up)], N::Documents;
    GoRead = Go, "Go to Read", "Shows the text with its quotations.", [K::alt(Char('1'))], N::Nothing;
    GoVerify = Verify, "Go to Verify", "Shows each quotation beside its source.", [K::alt(Char('2'))], N::Documents;
    GoSpeakers = Go, "Go to Speakers", "Shows the register of speakers.", [K::alt(Char('3'))], N::Project;
    GoSources = Go, "Go to Sources", "Shows what quotations are compared with.", [K::alt(Char('4'))], N::Project;
    GoStatistics = Go, "Go to Statistics", "Shows who is quoted, how often, and how.", [K::alt(Char('5'))], N::Project;
    GoHistory = Go, "Go to History", "Shows what was changed, by whom, and when.", [K::alt(Char('6'))], N::Project;
    NextRegion = Go, "Next part of the window", "Moves the keyboard to the next part: top bar, documents, text, inspector, table, status.", [K::plain(F(6))], N::Nothing;
    PreviousRegion = Go, "Previous part of the window", "Moves the keyboard to the part before.", [K::shift(F(6))], N::Nothing;

    Accept = Quotation, "Accept", "The quotation stands as it is; goes on to the next open one.", [K::letter('A')], N::Quote;
    Reject = Quotation, "Reject", "It is no quotation to keep; it stays as a counter-example. Goes on.", [K::letter('X')], N::Quote;
    Reopen = Quotation, "Open again", "Takes the decision back, so that it waits for one again.", [K::letter('O')], N::Decided;
    TakeRunnerUp = Quotation, "Take the runner-up", "The second-best speaker becomes the speaker, and the quotation is accepted.", [K::letter('R')], N::RunnerUp;
    ChooseSpeaker = Quotation, "Choose the speaker", "Type a name; Enter on a new name makes a new speaker.", [K::letter('S')], N::Quote;
    UnknownSpeaker = Quotation, "Speaker unknown", "Says that nobody can tell whose words these are.", [K::letter('0')], N::Speaker;
    Speaker1 = Quotation, "Speaker 1", "Attributes the quotation to speaker 1 of the register.", [K::letter('1')], N::Quote;
    Speaker2 = Quotation, "Speaker 2", "Attributes the quotation to speaker 2 of the register.", [K::letter('2')], N::Quote;
    Speaker3 = Quotation, "Speaker 3", "Attributes the quotation to speaker 3 of the register.", [K::letter('3')], N::Quote;
    Speaker4 = Quotation, "Speaker 4", "Attributes the quotation to speaker 4 of the register.", [K::letter('4')], N::Quote;
    Speaker5 = Quotation, "Speaker 5", "Attributes the quotation to speaker 5 of the register.", [K::letter('5')], N::Quote;
    Speaker6 = Quotation, "Speaker 6", "Attributes the quotation to speaker 6 of the register.", [K::letter('6')], N::Quote;
    Speaker7 = Quotation, "Speaker 7", "Attributes the quotation to speaker 7 of the register.", [K::letter('7')], N::Quote;
    Speaker8 = Quotation, "Speaker 8", "Attributes the quotation to speaker 8 of the register.", [K::letter('8')], N::Quote;
    Speaker9 = Quotation, "Speaker 9", "Attributes the quotation to speaker 9 of the register.", [K::letter('9')], N::Quote;
    KindDirect = Quotation, "Kind: direct", "All of it is their very words.", [K::letter('D')], N::Quote;
    KindMixed = Quotation, "Kind: mixed", "Their sense in the writer's words, with some of their very words in marks.", [K::letter('M')], N::Quote;
    KindIndirect = Quotation, "Kind: indirect", "Their sense, in the writer's words.", [K::letter('I')], N::Quote;
    KindNotSpeech = Quotation, "Kind: not speech", "Marks around a name, a title or a term: nobody's words.", [K::letter('U')], N::Quote;
    EditNote = Quotation, "Note", "Writes a note on the quotation.", [K::letter('T')], N::Quote;
    SpeakEvidence = Quotation, "Say the evidence", "Speaks the reasons for this speaker to a screen reader.", [K::letter('E')], N::Quote;
    ApplyToAll = Quotation, "Same speaker for all with this mention", "Shows first which quotations would change; one undo step.", [K::shift(Char('S'))], N::Speaker;

    MarkQuotation = Mark, "Mark as quotation", "Makes a quotation of the selected words.", [K::letter('Q')], N::Words;
    MarkCue = Mark, "Mark as cue", "The selected words report the selected quotation.", [K::letter('C')], N::WordsAndQuote;
    MarkSource = Mark, "Mark as source mention", "The selected words name the source of the selected quotation.", [K::letter('W')], N::WordsAndQuote;
    AddFragment = Mark, "Add a fragment", "The selected words become a further part of the selected quotation.", [K::letter('F')], N::WordsAndQuote;
    RemoveFragment = Mark, "Take words out", "The selected words no longer belong to the selected quotation.", [K::shift(Char('F'))], N::WordsAndQuote;
    SplitQuotation = Mark, "Split", "Makes two quotations of one, at the caret or after its first fragment.", [K::letter('B')], N::Fragments;
    MergeQuotations = Mark, "Merge with the next", "Makes one quotation of the selected ones, or of this one and the next.", [K::letter('G')], N::Quote;
    EndFurther = Mark, "End one word later", "The last word after the quotation joins it.", [K::alt(Right)], N::Quote;
    EndEarlier = Mark, "End one word earlier", "The last word of the quotation leaves it.", [K::alt(Left)], N::Quote;
    StartEarlier = Mark, "Start one word earlier", "The word before the quotation joins it.", [K::alt_shift(Left)], N::Quote;
    StartLater = Mark, "Start one word later", "The first word of the quotation leaves it.", [K::alt_shift(Right)], N::Quote;

    VerifyQuotation = Verify, "Verify", "Shows the quotation beside the passage of a source that serves best.", [K::letter('V')], N::Quote;
    SignVerified = Verify, "Verified", "Signs: the words were said. Then goes on to the next.", [K::letter('1')], N::Verifying;
    SignWithEdits = Verify, "Verified with edits", "Signs: the words were said, with edits that stand. Then goes on to the next.", [K::letter('2')], N::Verifying;
    SignNeedsChange = Verify, "Needs change", "Signs: the draft has to be changed. Then goes on to the next.", [K::letter('3')], N::Verifying;
    SignCannotVerify = Verify, "Cannot verify", "Signs: whether it was said cannot be found out. Then goes on to the next.", [K::letter('4')], N::Verifying;
    NextPassage = Verify, "Next passage", "Shows the next place in the sources that comes near.", [K::plain(Tab)], N::Verifying;
    PreviousPassage = Verify, "Previous passage", "Shows the place before.", [K::shift(Tab)], N::Verifying;
    ShowInSource = Verify, "Show in the source", "Opens the whole source at the passage.", [K::letter('P')], N::Verifying;
    BackToRead = Verify, "Back to Read", "Goes back to the text, where it was left.", [K::plain(Escape)], N::Nothing;
    SignSecond = Verify, "Sign as second reader", "Adds a second reader's signature to a check that somebody else signed.", [], N::Signed;
    Unsign = Verify, "Take the signature back", "Takes the check of the selected quotation back.", [], N::Signed;
    SignIdentical = Verify, "Sign all identical ones", "Lists the quotations whose very words the sources have, and signs them as one undo step.", [], N::Documents;
    Gate = Verify, "Publish gate", "Says what stands between the drafts and publication, each with the way to it.", [K::ctrl_shift('G')], N::Documents;
    EvidencePack = Verify, "Write the evidence pack", "Writes the report of all checks with hashes, passages, verdicts and signatures; also without confidential sources.", [], N::Documents;
    Revise = Verify, "Bring in a new version", "Replaces the draft that is shown by its next version: checks stay where the words are the same.", [], N::Document;
    AddSources = Verify, "Add sources", "Brings in transcripts, statements and notes, which quotations are compared with.", [], N::Nothing;
    AddSourceFolder = Verify, "Add a folder of sources", "Brings in all that a folder holds as sources.", [], N::Nothing;
    CompareAgain = Verify, "Compare with the sources again", "Reads the house styles and compares every quotation again, also after it was stopped.", [], N::Documents;
    UseAsSource = Verify, "Use this document as a source, or no longer", "Has quotations compared with the document that is shown, or no longer.", [], N::Document;

    FilterTable = Table, "Filter the table", "Types words, speakers, states that the table keeps.", [K::letter('/')], N::Documents;
    AcceptVisible = Table, "Accept all that the table shows", "Accepts every open quotation that the filters leave, as one undo step.", [K { ctrl: true, shift: true, alt: false, key: Key::Enter }], N::Documents;
    AcceptAbove = Table, "Accept all above a confidence", "Asks for the confidence, shows how many, and accepts them as one undo step.", [], N::Documents;
    RejectSelected = Table, "Reject the selected rows", "Rejects all quotations selected in the table.", [K::plain(Delete)], N::Quote;
    ExportTable = Table, "Export this table", "Writes the rows that the filters leave as CSV.", [], N::Documents;

    MergeSpeakers = Speakers, "Merge speakers", "Makes one of two; shows first what would change.", [], N::Project;
    SplitSpeaker = Speakers, "Split a speaker", "Gives some quotations of a speaker to a new one; shows first what would change.", [], N::Project;

    Palette = View, "Search or run a command", "Lists every command, speaker, document and word of the project.", [K::ctrl('K')], N::Nothing;
    Find = View, "Find in this document", "Looks for words in the text that is shown.", [K::ctrl('F')], N::Document;
    FindInProject = View, "Find in the project", "Looks for words in all documents.", [K::ctrl_shift('F')], N::Documents;
    ShowDocuments = View, "Documents", "Moves to the list of documents, or opens it where the window is narrow.", [K::ctrl('1')], N::Project;
    ShowTable = View, "Quotation table", "Moves to the table, or raises it over the text where the window is low.", [K::ctrl('4')], N::Project;
    ReadingLarger = View, "Larger text", "Sets the document larger.", [K::ctrl('+'), K::ctrl('=')], N::Nothing;
    ReadingSmaller = View, "Smaller text", "Sets the document smaller.", [K::ctrl('-')], N::Nothing;
    ReadingNormal = View, "Text at 100 %", "Sets the document at its own size.", [K::ctrl('0')], N::Nothing;
    WindowLarger = View, "Larger window", "Scales everything up.", [K::ctrl_shift('+'), K::ctrl_shift('=')], N::Nothing;
    WindowSmaller = View, "Smaller window", "Scales everything down.", [K::ctrl_shift('-')], N::Nothing;
    ThemeLight = View, "Light theme", "Dark words on light ground.", [], N::Nothing;
    ThemeDark = View, "Dark theme", "Light words on dark ground.", [], N::Nothing;
    ThemeSystem = View, "Theme of the system", "Follows the system between light and dark.", [], N::Nothing;
    SwitchTheme = View, "Switch light and dark", "Goes from light to dark or back.", [K::ctrl_shift('L')], N::Nothing;
    HighContrast = View, "High contrast", "Draws tints as outlines and pale words as dark as the others, or goes back.", [], N::Nothing;
    Settings = View, "Settings", "Theme, zoom, reading face and size, your name.", [K::ctrl(',')], N::Nothing;

    Keys = Help, "Keys", "Shows every key.", [K::letter('?'), K::plain(F(1))], N::Nothing;
    About = Help, "About Sayso", "Version, licences, where data lives.", [], N::Nothing;
}

impl Command {
    /// Whether it can be done now; otherwise why not, as a sentence for its tooltip.
    pub fn allowed(self, now: &Situation) -> Result<(), &'static str> {
        let needs = self.needs();
        if !matches!(needs, N::Nothing) && !now.project {
            return Err("No project is open.");
        }
        if now.read_only && self.changes_the_project() {
            return Err("The project can only be read.");
        }
        let (met, why) = match needs {
            N::Nothing | N::Project => (true, ""),
            N::Document => (now.document, "No document is shown."),
            N::Documents => (now.documents > 0, "The project has no documents yet."),
            N::Quote => (now.selected > 0, "Select a quotation first: N goes to the next open one."),
            N::Decided => (now.decided, "The selected quotation waits for a decision already."),
            N::Signed => (now.signed, "The selected quotation was not signed."),
            N::Verifying => {
                (now.verifying && now.selected > 0, "Go to Verify first, and choose a quotation there.")
            }
            N::Speaker => (now.speaker, "The selected quotation has no speaker."),
            N::RunnerUp => (now.runner_up, "There is no second-best speaker."),
            N::Fragments => {
                (now.selected > 0 && (now.fragments || now.words), "Select the words at which to split.")
            }
            N::Words => (now.words, "Select words first: drag, or Shift and the arrows."),
            N::WordsAndQuote => (now.words && now.selected > 0, "Select words and a quotation first."),
            N::Undo => (now.undo, "Nothing to undo."),
            N::Redo => (now.redo, "Nothing to redo."),
        };
        if met { Ok(()) } else { Err(why) }
    }

    /// Whether doing it asks for a change of the project.
    pub const fn changes_the_project(self) -> bool {
        matches!(self.group(), Group::Quotation | Group::Mark | Group::Speakers)
            && !matches!(self, Self::SpeakEvidence)
            || matches!(
                self,
                Self::Undo
                    | Self::Redo
                    | Self::OpenDocuments
                    | Self::OpenFolder
                    | Self::PasteText
                    | Self::AnalyseDocument
                    | Self::RemoveDocument
                    | Self::AcceptVisible
                    | Self::AcceptAbove
                    | Self::RejectSelected
                    | Self::SignVerified
                    | Self::SignWithEdits
                    | Self::SignNeedsChange
                    | Self::SignCannotVerify
                    | Self::SignSecond
                    | Self::Unsign
                    | Self::SignIdentical
                    | Self::AddSources
                    | Self::AddSourceFolder
                    | Self::UseAsSource
                    | Self::Revise
            )
    }

    /// Whether its keys mean it in the tab *Verify* alone; the same keys may mean something else elsewhere.
    pub const fn only_in_verify(self) -> bool {
        matches!(
            self,
            Self::SignVerified
                | Self::SignWithEdits
                | Self::SignNeedsChange
                | Self::SignCannotVerify
                | Self::NextPassage
                | Self::PreviousPassage
                | Self::ShowInSource
                | Self::BackToRead
        )
    }

    /// Its first key as a cap shows it; empty where it has none.
    pub fn key_words(self, mac: bool) -> String {
        self.shortcuts().first().map(|s| s.words(mac)).unwrap_or_default()
    }

    /// Number of the speaker that it names.
    pub const fn speaker_number(self) -> Option<u32> {
        Some(match self {
            Self::Speaker1 => 1,
            Self::Speaker2 => 2,
            Self::Speaker3 => 3,
            Self::Speaker4 => 4,
            Self::Speaker5 => 5,
            Self::Speaker6 => 6,
            Self::Speaker7 => 7,
            Self::Speaker8 => 8,
            Self::Speaker9 => 9,
            _ => return None,
        })
    }

    /// All commands in the order of their groups.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_commands_share_a_key_on_any_system() {
        for (mac, verify) in [(false, false), (true, false), (false, true), (true, true)] {
            let mut seen = BTreeMap::new();
            for c in Command::iter().filter(|c| c.only_in_verify() == verify) {
                for s in c.shortcuts() {
                    if let Some(other) = seen.insert(s.words(mac), c) {
                        panic!("{c:?} and {other:?} share {}", s.words(mac));
                    }
                }
            }
        }
    }

    #[test]
    fn every_command_says_what_it_does() {
        for c in Command::iter() {
            assert!(c.tooltip().ends_with('.') && c.tooltip().len() > 8, "{c:?}");
            assert!(!c.name().ends_with('.') && !c.name().is_empty(), "{c:?}");
            assert!(!c.tooltip().contains('!'), "{c:?}");
        }
    }

    #[test]
    fn names_are_told_apart() {
        let mut names: Vec<_> = Command::iter().map(Command::name).collect();
        names.sort_unstable();
        let n = names.len();
        names.dedup();
        assert_eq!(names.len(), n);
    }

    #[test]
    fn a_read_only_project_refuses_changes_with_a_reason() {
        let now =
            Situation { project: true, documents: 1, document: true, selected: 1, ..Situation::default() };
        assert_eq!(Command::Accept.allowed(&now), Ok(()));
        let locked = Situation { read_only: true, ..now };
        assert!(Command::Accept.allowed(&locked).is_err());
        assert_eq!(Command::NextQuotation.allowed(&locked), Ok(()));
        assert!(Command::MarkQuotation.allowed(&now).is_err(), "no words are selected");
    }
}
