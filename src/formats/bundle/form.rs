//! The shape of `project.json`. What is empty or usual is left out when written, and taken as such when read.

use crate::analysis::{PerMille, QuoteKind, SourceKind, SpeakerKind};
use crate::model::{
    Alias, Check, Decision, DocId, DocumentOrigin, Material, MaterialKind, Method, Origin, Outcome, QuoteId,
    Setting, Shown, Status, Track,
};
use crate::text::TextHash;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What `format` says.
pub(super) const NAME: &str = "sayso bundle";
/// The newest `version` that is read.
pub(super) const VERSION: u32 = 2;
/// The `version` of a bundle without sources, checks and settings, which programs that know no more read as well.
pub(super) const PLAIN: u32 = 1;

/// Start and end in the bundle's unit, end-exclusive.
pub(super) type Range = (u32, u32);

/// What positions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub(super) enum OffsetUnit {
    /// UTF-8 bytes: these hold without the text too, so a bundle is always written in them.
    #[default]
    Byte,
    /// Unicode code points, for bundles that other programs write; their texts must be there.
    Codepoint,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Form {
    pub(super) format: String,
    pub(super) version: u32,
    #[serde(default)]
    pub(super) engine: String,
    #[serde(default)]
    pub(super) offset_unit: OffsetUnit,
    #[serde(default)]
    pub(super) documents: Vec<DocForm>,
    #[serde(default)]
    pub(super) speakers: Vec<SpeakerForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) apart: Vec<(u32, u32)>,
    /// What is set for the whole project: `{"style": "reuters"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) settings: BTreeMap<Setting, String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DocForm {
    #[serde(default)]
    pub(super) id: Option<u32>,
    pub(super) key: String,
    #[serde(default)]
    pub(super) title: String,
    /// The text's file in the bundle, such as `texts/KEY.txt`; `null` where the bundle does not carry it.
    #[serde(default)]
    pub(super) file: Option<String>,
    /// SHA-256 of the text.
    #[serde(default)]
    pub(super) sha256: Option<TextHash>,
    #[serde(default)]
    pub(super) lang: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) lang_set: Option<String>,
    #[serde(default)]
    pub(super) marks: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) marks_set: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) analysed: Option<u32>,
    #[serde(default)]
    pub(super) origin: OriginForm,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) meta: BTreeMap<String, String>,
    /// SHA-256 of the texts before the revisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) earlier: Vec<TextHash>,
    /// What is known about it as a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) material: Option<MaterialForm>,
    /// Times, lines and turns, in bytes of the text; goes with the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) track: Option<Track>,
    #[serde(default)]
    pub(super) quotes: Vec<QuoteForm>,
}

/// Where a document came from.
#[derive(Debug, Serialize, Deserialize, Default)]
pub(super) struct OriginForm {
    /// The name of the file that the text came from; a text that the bundle does not carry is asked for by it.
    #[serde(default)]
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<String>,
    /// SHA-256 of that file's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sha256: Option<TextHash>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) encoding: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) notes: Vec<String>,
}

impl From<&DocumentOrigin> for OriginForm {
    fn from(o: &DocumentOrigin) -> Self {
        let DocumentOrigin { name, path, bytes, encoding, notes } = o.clone();
        Self { name, path, sha256: bytes, encoding, notes }
    }
}

impl From<OriginForm> for DocumentOrigin {
    fn from(o: OriginForm) -> Self {
        Self { name: o.name, path: o.path, bytes: o.sha256, encoding: o.encoding, notes: o.notes }
    }
}

/// A speaker by id or by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Who {
    Id(u32),
    Name(String),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct QuoteForm {
    #[serde(default)]
    pub(super) id: Option<u32>,
    pub(super) kind: QuoteKind,
    #[serde(default)]
    pub(super) status: Status,
    pub(super) content: Vec<Range>,
    /// The words of `content`, where the texts go too: a person reads them, and reading compares them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) words: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<u32>,
    #[serde(default)]
    pub(super) speaker: Option<Who>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) cue: Vec<Range>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) source: Vec<Range>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) source_kind: SourceKind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) role: Vec<Range>,
    /// In thousandths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) confidence: Option<PerMille>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) runner_up: Option<RunnerUpForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<EvidenceForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) decision: Option<Decision>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) edited: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) origin: Option<Origin>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) tags: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) check: Option<CheckForm>,
}

/// What is known about a document as a source.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MaterialForm {
    #[serde(default)]
    pub(super) kind: MaterialKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) date: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) link: String,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) confidential: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
}

/// A check. The passage counts bytes of the source's text in every bundle.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CheckForm {
    pub(super) outcome: Outcome,
    #[serde(default)]
    pub(super) method: Method,
    pub(super) signed: Decision,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) second: Option<Decision>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) evidence: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) style: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) shown: Option<Shown>,
    /// The words that were signed, where the texts go too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) seen_words: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) seen_speaker: String,
    pub(super) seen_draft: TextHash,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seen_source: Option<TextHash>,
}

impl CheckForm {
    /// `check`; without its words where the texts stay behind.
    pub(super) fn of(check: &Check, with_words: bool) -> Self {
        let Check { outcome, method, signed, second, note, evidence, style, shown, .. } = check.clone();
        let Check { seen_words, seen_speaker, seen_draft, seen_source, .. } = check.clone();
        let seen_words = if with_words { seen_words } else { String::new() };
        Self {
            outcome,
            method,
            signed,
            second,
            note,
            evidence,
            style,
            shown,
            seen_words,
            seen_speaker,
            seen_draft,
            seen_source,
        }
    }

    /// The check of `quote`.
    pub(super) fn into_check(self, quote: QuoteId) -> Check {
        let Self { outcome, method, signed, second, note, evidence, style, shown, .. } = self;
        let Self { seen_words, seen_speaker, seen_draft, seen_source, .. } = self;
        Check {
            quote,
            outcome,
            method,
            signed,
            second,
            note,
            evidence,
            style,
            shown,
            seen_words,
            seen_speaker,
            seen_draft,
            seen_source,
        }
    }
}

impl MaterialForm {
    /// What it says about `doc`.
    pub(super) fn into_material(self, doc: DocId) -> Material {
        let Self { kind, date, link, confidential, note } = self;
        Material { doc, kind, date, link, confidential, note }
    }
}

impl From<&Material> for MaterialForm {
    fn from(m: &Material) -> Self {
        let Material { kind, date, link, confidential, note, .. } = m.clone();
        Self { kind, date, link, confidential, note }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct RunnerUpForm {
    pub(super) speaker: Who,
    #[serde(default)]
    pub(super) confidence: PerMille,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EvidenceForm {
    pub(super) rule: String,
    #[serde(default)]
    pub(super) weight: i16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<Range>,
    #[serde(default)]
    pub(super) text: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SpeakerForm {
    #[serde(default)]
    pub(super) id: Option<u32>,
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<AliasForm>,
    #[serde(default)]
    pub(super) kind: SpeakerKind,
    #[serde(default)]
    pub(super) role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) colour: Option<u8>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) links: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) edited: bool,
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub(super) named: bool,
}

/// An alias: its words alone where the engine gave it, an object where a person did.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum AliasForm {
    Words(String),
    Full(Alias),
}

impl From<&Alias> for AliasForm {
    fn from(a: &Alias) -> Self {
        if a.by_person { Self::Full(a.clone()) } else { Self::Words(a.name.clone()) }
    }
}

impl From<AliasForm> for Alias {
    fn from(a: AliasForm) -> Self {
        match a {
            AliasForm::Words(name) => Self { name, by_person: false },
            AliasForm::Full(alias) => alias,
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn yes() -> bool {
    true
}
