//! What can be asked of a project.

use super::check::{Check, Signature};
use super::delta::Setting;
use super::document::Document;
use super::document::Origin as DocumentOrigin;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::material::{Material, Track};
use super::quotation::{Quotation, Status};
use super::speaker::Speaker;
use crate::analysis::{Findings, QuoteKind, SourceKind, SpeakerKind};
use crate::text::{SourceText, Spans, TextHash};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The text of a document that is brought in.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportedText {
    /// The text itself.
    Whole(SourceText),
    /// Its SHA-256 only: a bundle may name texts that it does not carry. The store takes the text in when somebody brings it.
    Named(TextHash),
}

impl ImportedText {
    /// SHA-256 of the text.
    pub fn hash(&self) -> TextHash {
        match self {
            Self::Whole(text) => text.hash(),
            Self::Named(hash) => *hash,
        }
    }

    /// The text, where it came along.
    pub fn text(&self) -> Option<&SourceText> {
        match self {
            Self::Whole(text) => Some(text),
            Self::Named(_) => None,
        }
    }
}

impl From<SourceText> for ImportedText {
    fn from(text: SourceText) -> Self {
        Self::Whole(text)
    }
}

/// A quotation brought in from a file, its speaker by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedQuote {
    /// Where its words stand.
    pub content: Spans,
    /// How they are reported.
    pub kind: QuoteKind,
    /// Cue.
    pub cue: Option<Spans>,
    /// Source mention.
    pub source: Option<Spans>,
    /// What the mention is.
    pub source_kind: SourceKind,
    /// Role as stated.
    pub role: Option<Spans>,
    /// The speaker's name; `None` where unknown.
    pub speaker: Option<String>,
    /// What a person had decided.
    pub status: Status,
    /// Note.
    pub note: String,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

impl ImportedQuote {
    /// A quotation without cue, source, speaker, decision, note or tags.
    pub fn new(content: Spans, kind: QuoteKind) -> Self {
        Self {
            content,
            kind,
            cue: None,
            source: None,
            source_kind: SourceKind::None,
            role: None,
            speaker: None,
            status: Status::Proposed,
            note: String::new(),
            tags: BTreeMap::new(),
        }
    }
}

/// A speaker brought in from a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportedSpeaker {
    /// Name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: SpeakerKind,
    /// Role.
    pub role: String,
    /// Whether the name is a proper name.
    pub named: bool,
    /// Colour.
    pub colour: Option<u8>,
    /// Note.
    pub note: String,
    /// Links.
    pub links: Vec<String>,
}

/// A document brought in.
#[derive(Debug, Clone)]
pub struct ImportedDocument {
    /// Its text.
    pub text: ImportedText,
    /// Its original bytes, where it had any.
    pub bytes: Option<Arc<[u8]>>,
    /// Title for lists.
    pub title: String,
    /// Name in exchange files; made unique in the project.
    pub key: String,
    /// Where it came from.
    pub origin: DocumentOrigin,
    /// Language, where the file said it.
    pub lang: Option<String>,
    /// Further facts.
    pub meta: BTreeMap<String, String>,
    /// Speakers the file describes.
    pub speakers: Vec<ImportedSpeaker>,
    /// Quotations the file holds.
    pub quotes: Vec<ImportedQuote>,
    /// Name of the format for [`super::Origin::Imported`].
    pub format: String,
    /// The way from its text back to time, line and turn, where it is a transcript.
    pub track: Option<Arc<Track>>,
    /// What is known about it as a source (its `doc` is set when it comes in); `None` where it is none.
    pub material: Option<Material>,
}

/// A document of [`ImportedRows`].
#[derive(Debug, Clone)]
pub struct DocumentRow {
    /// What was known about it.
    pub document: Document,
    /// Its text.
    pub text: ImportedText,
    /// Its original bytes, where the bundle carries them.
    pub bytes: Option<Arc<[u8]>>,
    /// Its track, where it is a transcript.
    pub track: Option<Arc<Track>>,
}

/// Whole rows of another project, as a bundle carries them: nothing is lost on the way.
///
/// Ids are taken over where they were never used in this project, and renumbered (in all rows alike) where they were.
#[derive(Debug, Clone, Default)]
pub struct ImportedRows {
    /// Documents with their texts.
    pub documents: Vec<DocumentRow>,
    /// Speakers.
    pub speakers: Vec<Speaker>,
    /// Quotations of `documents`.
    pub quotations: Vec<Quotation>,
    /// Pairs of `speakers` that a person said are two.
    pub apart: Vec<(SpeakerId, SpeakerId)>,
    /// What is known about `documents` as sources.
    pub materials: Vec<Material>,
    /// Checks of `quotations`.
    pub checks: Vec<Check>,
    /// What is set for the whole project; what is set here already stays.
    pub settings: BTreeMap<Setting, String>,
}

impl ImportedDocument {
    /// A document of which no more is known than its text and its names.
    pub fn new(text: impl Into<ImportedText>, title: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            bytes: None,
            title: title.into(),
            key: key.into(),
            origin: DocumentOrigin::default(),
            lang: None,
            meta: BTreeMap::new(),
            speakers: Vec::new(),
            quotes: Vec::new(),
            format: String::new(),
            track: None,
            material: None,
        }
    }
}

/// What a person, an import or the engine asks for. One command may ask for several, which become one undo step.
#[derive(Debug, Clone)]
pub enum Edit {
    /// A new document. Its quotations, if the file had any, come with it.
    ImportDocument(Box<ImportedDocument>),
    /// Documents, speakers and quotations of another project, all that is known of them.
    ImportRows(Box<ImportedRows>),
    /// Takes a document and its quotations out of the project.
    RemoveDocument(DocId),
    /// A new title.
    RenameDocument(DocId, String),
    /// Language of a document; `None` detects it again.
    SetLanguage(DocId, Option<String>),
    /// Convention of quotation marks; `None` detects it again.
    SetMarks(DocId, Option<String>),
    /// What the engine found: new proposals come, vanished ones go, whatever a person touched stays (I5).
    Propose(DocId, Arc<Findings>),
    /// A quotation that a person marked.
    AddQuotation(DocId, Spans, QuoteKind),
    /// Other bounds.
    SetContent(QuoteId, Spans),
    /// Another kind.
    SetKind(Vec<QuoteId>, QuoteKind),
    /// Another cue.
    SetCue(QuoteId, Option<Spans>),
    /// Another source mention.
    SetSource(QuoteId, Option<Spans>),
    /// Another speaker; `None` makes it unknown.
    SetSpeaker(Vec<QuoteId>, Option<SpeakerId>),
    /// A speaker by name: the one who has that name or alias, or a new one.
    SetSpeakerByName(Vec<QuoteId>, String),
    /// The runner-up becomes the speaker, and the speaker the runner-up.
    TakeRunnerUp(Vec<QuoteId>),
    /// Accepts, rejects, or opens again.
    Decide(Vec<QuoteId>, Status),
    /// A note.
    SetNote(QuoteId, String),
    /// A tag; an empty value takes it away.
    SetTag(Vec<QuoteId>, String, String),
    /// Makes two quotations of one: the members up to and including number `.1` stay, the rest becomes a new one.
    SplitQuotation(QuoteId, usize),
    /// Makes one quotation of several of one document; the first keeps its attribution.
    MergeQuotations(Vec<QuoteId>),
    /// A new speaker.
    AddSpeaker(ImportedSpeaker),
    /// Another name; the old one becomes an alias.
    RenameSpeaker(SpeakerId, String),
    /// One more alias.
    AddAlias(SpeakerId, String),
    /// One alias less.
    RemoveAlias(SpeakerId, String),
    /// What the speaker is.
    SetSpeakerKind(SpeakerId, SpeakerKind),
    /// Role.
    SetRole(SpeakerId, String),
    /// Colour, 0 to 11; `None` takes the next by order.
    SetColour(SpeakerId, Option<u8>),
    /// Note on a speaker.
    SetSpeakerNote(SpeakerId, String),
    /// Links.
    SetLinks(SpeakerId, Vec<String>),
    /// `from` become `into`: their quotations, names and notes go over.
    MergeSpeakers {
        /// The one that stays.
        into: SpeakerId,
        /// Those that go.
        from: Vec<SpeakerId>,
    },
    /// Some quotations of a speaker go to a new one of that name.
    SplitSpeaker {
        /// The one that is split.
        speaker: SpeakerId,
        /// The quotations that go.
        quotes: Vec<QuoteId>,
        /// Name of the new one.
        name: String,
    },
    /// Takes a speaker away; its quotations become unknown.
    RemoveSpeaker(SpeakerId),
    /// These are two: never propose to merge them again.
    KeepApart(SpeakerId, SpeakerId),
    /// What is known about a document as a source; makes it one where it is none.
    SetMaterial(Material),
    /// Quotations are no longer compared with this document.
    RemoveMaterial(DocId),
    /// Signs checks: verifier, time, style, words and hashes are filled in. An earlier check of the same quotation goes.
    Sign(Vec<Signature>),
    /// A second reader signs checks that another person signed.
    SignSecond(Vec<QuoteId>),
    /// Takes checks back.
    Unsign(Vec<QuoteId>),
    /// The next version of a document: its quotations, decisions and checks go over by their words, and what the engine
    /// found in the new text comes with it.
    Revise {
        /// Which document.
        doc: DocId,
        /// The new version.
        new: Box<ImportedDocument>,
        /// What the engine found in it.
        findings: Option<Arc<Findings>>,
    },
    /// The house style of the project; an empty name takes the choice back.
    SetStyle(String),
}

/// Why an edit cannot be done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It names a row that is not there (any more).
    #[error("{0} is no longer in the project")]
    Gone(String),
    /// A span leaves its text or cuts a character (I2).
    #[error("the marked words {0:?} do not lie in the text of the document")]
    OutsideText(Spans),
    /// A name that is empty.
    #[error("a name is needed")]
    NoName,
    /// The document is in the project already.
    #[error("“{title}” is in the project already, with the same text")]
    SameText {
        /// Title of the one that is there.
        title: String,
        /// Its id.
        doc: DocId,
    },
    /// Anything else, as a sentence.
    #[error("{0}")]
    Refused(String),
}
