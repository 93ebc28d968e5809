//! What an export leaves behind, said before it is written (I12).

use super::ExportView;
use crate::model::{Quotation, Status};

/// A sort of loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum LossKind {
    /// Undecided proposals that were not asked for.
    Undecided,
    /// Rejected quotations that were not asked for.
    Rejected,
    /// Documents whose text is not here.
    NoText,
    /// Texts that the export does not carry.
    Texts,
    /// What a person decided on a quotation.
    Status,
    /// Who decided, and when.
    Decision,
    /// Probabilities.
    Confidence,
    /// Second-best speakers.
    RunnerUp,
    /// Reasons.
    Evidence,
    /// Where the words that report stand.
    Cue,
    /// Where the role stands, as stated at a quotation.
    Role,
    /// Which quotation another is nested in.
    Nesting,
    /// Notes on quotations.
    Notes,
    /// Tags.
    Tags,
    /// Other names of speakers.
    Aliases,
    /// Notes on speakers, links, colours.
    Register,
    /// Pairs of speakers that are two.
    Apart,
    /// Where documents came from and further facts about them.
    Origin,
    /// Who compared quotations with sources, and with what outcome.
    Checks,
    /// What is known about documents as sources.
    Sources,
}

/// Something that an export cannot carry, or was told to leave out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What sort.
    pub kind: LossKind,
    /// How many.
    pub count: usize,
    /// A sentence with the number in it.
    pub what: String,
}

impl Loss {
    fn new(kind: LossKind, count: usize) -> Option<Self> {
        (count > 0).then(|| Self { kind, count, what: sentence(kind, count) })
    }

    /// The texts of an export that goes without them.
    pub(super) fn texts_left_out(view: &ExportView<'_>) -> Option<Self> {
        Self::new(LossKind::Texts, view.docs().filter(|d| d.text.is_some()).count())
    }
}

/// Which of the things that a project knows a format has a place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carries {
    /// Accepted, rejected, proposed.
    pub status: bool,
    /// Who decided, and when.
    pub decision: bool,
    /// Probabilities.
    pub confidence: bool,
    /// Second-best speakers.
    pub runner_up: bool,
    /// Reasons.
    pub evidence: bool,
    /// Where the cue stands.
    pub cue: bool,
    /// Where the role stands.
    pub role: bool,
    /// Which quotation another is nested in.
    pub nesting: bool,
    /// Notes on quotations.
    pub notes: bool,
    /// Tags.
    pub tags: bool,
    /// Other names of speakers.
    pub aliases: bool,
    /// Notes on speakers, links, colours.
    pub register: bool,
    /// Pairs of speakers that are two.
    pub apart: bool,
    /// Where documents came from.
    pub origin: bool,
    /// Checks.
    pub checks: bool,
    /// What is known about sources.
    pub sources: bool,
}

impl Carries {
    /// Everything.
    pub const ALL: Self = Self {
        status: true,
        decision: true,
        confidence: true,
        runner_up: true,
        evidence: true,
        cue: true,
        role: true,
        nesting: true,
        notes: true,
        tags: true,
        aliases: true,
        register: true,
        apart: true,
        origin: true,
        checks: true,
        sources: true,
    };

    /// Nothing of these.
    pub const NONE: Self = Self {
        status: false,
        decision: false,
        confidence: false,
        runner_up: false,
        evidence: false,
        cue: false,
        role: false,
        nesting: false,
        notes: false,
        tags: false,
        aliases: false,
        register: false,
        apart: false,
        origin: false,
        checks: false,
        sources: false,
    };
}

/// What of `view` a format that `carries` so much leaves behind, the gravest first.
pub(super) fn losses(view: &ExportView<'_>, carries: Carries) -> Vec<Loss> {
    let all: Vec<&Quotation> = view.docs().flat_map(|d| d.quotes.values()).map(AsRef::as_ref).collect();
    let left = |status: Status| all.iter().filter(|q| q.status == status && !view.takes(q)).count();
    let going: Vec<&Quotation> =
        view.readable().flat_map(|(d, _)| view.quotes(d)).map(AsRef::as_ref).collect();
    let lost = |kept: bool, has: fn(&Quotation) -> bool| {
        if kept { 0 } else { going.iter().filter(|q| has(q)).count() }
    };
    let speakers = view.speakers();
    let names = if carries.aliases { 0 } else { speakers.values().filter(|s| !s.aliases.is_empty()).count() };
    let registered =
        speakers.values().filter(|s| !s.note.is_empty() || !s.links.is_empty() || s.colour.is_some());
    let registered = if carries.register { 0 } else { registered.count() };
    let origins = view.docs().filter(|d| d.document.origin.bytes.is_some() || !d.document.meta.is_empty());
    let origins = if carries.origin { 0 } else { origins.count() };
    let apart = if carries.apart { 0 } else { view.project.apart.len() };
    let checks: usize = if carries.checks { 0 } else { view.docs().map(|d| d.checks.len()).sum() };
    let sources = if carries.sources { 0 } else { view.docs().filter(|d| d.is_source()).count() };
    let counts = [
        (LossKind::NoText, view.docs().filter(|d| d.text.is_none()).count()),
        (LossKind::Undecided, left(Status::Proposed)),
        (LossKind::Rejected, left(Status::Rejected)),
        (LossKind::Status, lost(carries.status, |q| q.status != Status::Accepted)),
        (LossKind::Cue, lost(carries.cue, |q| q.attribution.cue.is_some())),
        (LossKind::Notes, lost(carries.notes, |q| !q.note.is_empty())),
        (LossKind::Tags, lost(carries.tags, |q| !q.tags.is_empty())),
        (LossKind::Decision, lost(carries.decision, |q| q.decision.is_some())),
        (LossKind::Role, lost(carries.role, |q| q.attribution.role.is_some())),
        (LossKind::Nesting, lost(carries.nesting, |q| q.parent.is_some())),
        (LossKind::Confidence, lost(carries.confidence, |q| q.attribution.confidence.is_some())),
        (LossKind::RunnerUp, lost(carries.runner_up, |q| q.attribution.runner_up.is_some())),
        (LossKind::Evidence, lost(carries.evidence, |q| !q.attribution.evidence.is_empty())),
        (LossKind::Aliases, names),
        (LossKind::Register, registered),
        (LossKind::Apart, apart),
        (LossKind::Origin, origins),
        (LossKind::Checks, checks),
        (LossKind::Sources, sources),
    ];
    counts.into_iter().filter_map(|(kind, count)| Loss::new(kind, count)).collect()
}

fn sentence(kind: LossKind, n: usize) -> String {
    let one = n == 1;
    let s = if one { "" } else { "s" };
    let (are, have) = if one { ("is", "has") } else { ("are", "have") };
    match kind {
        LossKind::Undecided => format!("{n} undecided proposal{s} {are} left out."),
        LossKind::Rejected => format!("{n} rejected quotation{s} {are} left out."),
        LossKind::NoText => format!("{n} document{s} {have} no text here and {are} left out."),
        LossKind::Texts => {
            format!(
                "The text{s} of {n} document{s} {are} not carried, only named by SHA-256; nor is evidence that quotes from them."
            )
        }
        LossKind::Status => format!("Whether {n} quotation{s} {are} undecided or rejected is not told."),
        LossKind::Decision => format!("Who decided on {n} quotation{s}, and when, is not told."),
        LossKind::Confidence => format!("The confidence of {n} quotation{s} is not told."),
        LossKind::RunnerUp => format!("The second-best speaker of {n} quotation{s} is not told."),
        LossKind::Evidence => format!("The evidence for {n} attribution{s} is not told."),
        LossKind::Cue => format!("Where the cue of {n} quotation{s} stands is not told."),
        LossKind::Role => format!("Where the role of the speaker of {n} quotation{s} stands is not told."),
        LossKind::Nesting => format!("{n} nested quotation{s} {are} not tied to the outer one."),
        LossKind::Notes => format!("The note{s} on {n} quotation{s} {are} not told."),
        LossKind::Tags => format!("The tags of {n} quotation{s} are not told."),
        LossKind::Aliases => format!("The other names of {n} speaker{s} are not told."),
        LossKind::Register => format!("The note, links or colour of {n} speaker{s} are not told."),
        LossKind::Apart => format!("{n} pair{s} of speakers kept apart {are} not told."),
        LossKind::Origin => format!("Where {n} document{s} came from is not told."),
        LossKind::Checks => {
            format!("The check{s} of {n} quotation{s} {are} not told; an evidence pack tells them.")
        }
        LossKind::Sources if one => "That 1 document is a source is not told.".into(),
        LossKind::Sources => format!("That {n} documents are sources is not told."),
    }
}
