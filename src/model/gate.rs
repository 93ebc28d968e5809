//! What stands between a draft and publication.

use super::check::{Outcome, Standing};
use super::comparison::{Comparison, SpeakerVerdict, Verdict};
use super::ids::{DocId, QuoteId};
use super::project::{DocState, Project};
use super::quotation::{Quotation, Status};
use super::speaker::Speaker;
use crate::analysis::{QuoteKind, SpeakerKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why a quotation is looked at before publication, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum GateKind {
    /// A source gives the words to somebody else.
    WrongMouth,
    /// No source has the words.
    NotFound,
    /// The words differ.
    Altered,
    /// A part is found, the rest is not.
    Partial,
    /// Several passages serve and differ.
    Ambiguous,
    /// A person said that the draft has to be changed.
    NeedsChange,
    /// A person could not find out whether the words were said.
    CannotVerify,
    /// The words or the speaker changed since the check was signed.
    ToCheckAgain,
    /// Nobody signed.
    Unverified,
    /// Nobody is named whose words they are.
    Unsourced,
    /// Nobody decided on the proposal yet.
    Undecided,
    /// The speaker stays without a name. It does not stop the draft.
    Anonymous,
    /// No source has the words, but another document of the project does. It does not stop the draft.
    Elsewhere,
    /// The source of a signed check is not in the project any more. It does not stop the draft.
    SourceGone,
}

impl GateKind {
    /// What a person reads after the number of quotations.
    pub const fn words(self) -> &'static str {
        match self {
            Self::WrongMouth => "said by somebody else, as the source has it",
            Self::NotFound => "in no source",
            Self::Altered => "with other words than the source",
            Self::Partial => "found in part only",
            Self::Ambiguous => "with several passages that differ",
            Self::NeedsChange => "to be changed, as was signed",
            Self::CannotVerify => "that could not be verified, as was signed",
            Self::ToCheckAgain => "changed since the check was signed",
            Self::Unverified => "not signed by anybody",
            Self::Unsourced => "without a speaker",
            Self::Undecided => "not decided on",
            Self::Anonymous => "of a speaker without a name",
            Self::Elsewhere => "found in no source, but in another document of the project",
            Self::SourceGone => "whose source is no longer here",
        }
    }

    /// Whether it keeps a draft from publication.
    pub const fn stops(self) -> bool {
        !matches!(self, Self::Anonymous | Self::Elsewhere | Self::SourceGone)
    }
}

/// One reason and the quotations that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateLine {
    /// Why.
    pub kind: GateKind,
    /// Which, in reading order.
    pub quotes: Vec<QuoteId>,
}

/// What stands between drafts and publication.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gate {
    /// The reasons that there are, the gravest first.
    pub lines: Vec<GateLine>,
    /// How many quotations were looked at.
    pub quotes: usize,
    /// How many of them are verified by a signature that stands.
    pub verified: usize,
}

impl Gate {
    /// Whether nothing stops the drafts.
    pub fn passes(&self) -> bool {
        !self.lines.iter().any(|l| l.kind.stops())
    }

    /// The quotations of one reason.
    pub fn of(&self, kind: GateKind) -> &[QuoteId] {
        self.lines.iter().find(|l| l.kind == kind).map_or(&[], |l| &l.quotes)
    }
}

/// Whether a quotation is compared with sources word by word: somebody's own words, which nobody rejected.
pub fn is_compared(quote: &Quotation) -> bool {
    quote.status != Status::Rejected && matches!(quote.kind, QuoteKind::Direct | QuoteKind::Mixed)
}

/// What stands between the drafts among `only` (all of them where `None`) and publication. A document that is a source is
/// no draft. A signed check that stands outranks what the comparison shows: a person decided.
pub fn gate(
    project: &Project,
    only: Option<&BTreeSet<DocId>>,
    compared: &BTreeMap<QuoteId, Arc<Comparison>>,
) -> Gate {
    let mut out = Gate::default();
    let mut lines: BTreeMap<GateKind, Vec<QuoteId>> = BTreeMap::new();
    let chosen = |d: &&Arc<DocState>| !d.is_source() && only.is_none_or(|o| o.contains(&d.document.id));
    for state in project.docs.values().filter(chosen) {
        let speech = |q: &&&Arc<Quotation>| q.status != Status::Rejected && q.kind != QuoteKind::NotSpeech;
        for quote in state.in_order().iter().filter(speech) {
            out.quotes += 1;
            let mut say = |kind: GateKind| lines.entry(kind).or_default().push(quote.id);
            let speaker = quote.attribution.speaker.and_then(|s| project.speaker(s));
            about_speaker(speaker.map(AsRef::as_ref), &mut say);
            if quote.is_open() {
                say(GateKind::Undecided);
            }
            if !is_compared(quote) {
                continue;
            }
            match state.checks.get(&quote.id).map(|c| (c.outcome, c.standing(project))) {
                Some((_, standing)) if standing.is_to_check() => {
                    say(GateKind::ToCheckAgain);
                    about_words(project, compared.get(&quote.id), &mut say);
                }
                Some((Outcome::NeedsChange, _)) => say(GateKind::NeedsChange),
                Some((Outcome::CannotVerify, _)) => say(GateKind::CannotVerify),
                Some((Outcome::Verified | Outcome::VerifiedWithEdits, standing)) => {
                    out.verified += 1;
                    if standing == Standing::SourceGone {
                        say(GateKind::SourceGone);
                    }
                }
                None => {
                    say(GateKind::Unverified);
                    about_words(project, compared.get(&quote.id), &mut say);
                }
            }
        }
    }
    out.lines = lines.into_iter().map(|(kind, quotes)| GateLine { kind, quotes }).collect();
    out
}

fn about_speaker(speaker: Option<&Speaker>, say: &mut impl FnMut(GateKind)) {
    match speaker.map(|s| s.kind) {
        None => say(GateKind::Unsourced),
        Some(SpeakerKind::Anonymous) => say(GateKind::Anonymous),
        Some(_) => {}
    }
}

fn about_words(project: &Project, comparison: Option<&Arc<Comparison>>, say: &mut impl FnMut(GateKind)) {
    let Some(comparison) = comparison else { return };
    let found_in = comparison.passage.as_ref().and_then(|p| project.doc(p.doc));
    if found_in.is_some_and(|d| !d.is_source()) {
        say(GateKind::Elsewhere);
    }
    match comparison.verdict {
        Verdict::Identical | Verdict::Typography | Verdict::Permitted => {}
        Verdict::Altered => say(GateKind::Altered),
        Verdict::Partial => say(GateKind::Partial),
        Verdict::NotFound => say(GateKind::NotFound),
        Verdict::Ambiguous => say(GateKind::Ambiguous),
    }
    if comparison.speaker == SpeakerVerdict::Different {
        say(GateKind::WrongMouth);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::project;
    use crate::model::{Check, Decision, Material, MaterialKind, Method};
    use crate::text::TextHash;

    const DRAFT: &str =
        "“We will mend it,” said Lund. “It holds,” said Rask. “No,” said a clerk. She said it was late.";

    fn desk() -> Project {
        let decided = |_: &str, q: &mut Quotation| {
            q.status = Status::Accepted;
            q.decision = Some(jo());
        };
        let mut p = project(&[("Draft", DRAFT), ("Tape", "We will mend it.")])
            .quote_with(1, "“We will mend it,”", QuoteKind::Direct, Some("Lund"), 900, decided)
            .quote(1, "“It holds,”", QuoteKind::Direct, Some("Rask"), 900)
            .quote_with(1, "“No,”", QuoteKind::Direct, None, 500, decided)
            .quote_with(1, "it was late", QuoteKind::Indirect, Some("Lund"), 500, decided)
            .done();
        let tape = Arc::make_mut(p.docs.get_mut(&DocId(2)).unwrap());
        tape.material = Some(Arc::new(Material::new(DocId(2), MaterialKind::AudioTranscript)));
        p
    }

    fn jo() -> Decision {
        Decision { who: "Jo".into(), at: jiff::Timestamp::UNIX_EPOCH }
    }

    fn sign(p: &mut Project, quote: u32, outcome: Outcome, words: &str, speaker: &str) {
        let doc = Arc::make_mut(p.docs.get_mut(&DocId(1)).unwrap());
        let check = Check {
            quote: QuoteId(quote),
            outcome,
            method: Method::Text,
            signed: jo(),
            second: None,
            note: String::new(),
            evidence: String::new(),
            style: String::new(),
            shown: None,
            seen_words: words.into(),
            seen_speaker: speaker.into(),
            seen_draft: TextHash::of(b""),
            seen_source: None,
        };
        doc.checks.insert(QuoteId(quote), Arc::new(check));
    }

    fn spelled(p: &Project, compared: &BTreeMap<QuoteId, Arc<Comparison>>) -> Vec<String> {
        let gate = gate(p, None, compared);
        let line = |l: &GateLine| format!("{:?} {:?}", l.kind, l.quotes);
        let mut out: Vec<_> = gate.lines.iter().map(line).collect();
        out.push(format!("{} of {}, {}", gate.verified, gate.quotes, gate.passes()));
        out
    }

    #[test]
    fn each_reason_names_its_quotations() {
        let p = desk();
        let mut altered = Comparison::not_found("verbatim");
        altered.verdict = Verdict::Altered;
        altered.speaker = SpeakerVerdict::Different;
        let compared = BTreeMap::from([
            (QuoteId(1), Arc::new(altered)),
            (QuoteId(2), Arc::new(Comparison::not_found("verbatim"))),
        ]);
        assert_eq!(
            spelled(&p, &compared),
            [
                "WrongMouth [q1]",
                "NotFound [q2]",
                "Altered [q1]",
                "Unverified [q1, q2, q3]",
                "Unsourced [q3]",
                "Undecided [q2]",
                "0 of 4, false"
            ]
        );
    }

    #[test]
    fn a_signature_that_stands_outranks_the_comparison_and_one_that_fell_back_does_not() {
        let mut p = desk();
        sign(&mut p, 1, Outcome::VerifiedWithEdits, "“We will mend it,”", "Lund");
        sign(&mut p, 2, Outcome::Verified, "“It may hold,”", "Rask");
        sign(&mut p, 3, Outcome::CannotVerify, "“No,”", "");
        let not_found = Arc::new(Comparison::not_found("verbatim"));
        let compared = BTreeMap::from([(QuoteId(1), not_found.clone()), (QuoteId(2), not_found)]);
        assert_eq!(
            spelled(&p, &compared),
            [
                "NotFound [q2]",
                "CannotVerify [q3]",
                "ToCheckAgain [q2]",
                "Unsourced [q3]",
                "Undecided [q2]",
                "1 of 4, false"
            ]
        );
    }
}
