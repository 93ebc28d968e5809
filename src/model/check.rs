//! A person's signed verification of a quotation, and whether it still stands.

use super::comparison::{AlarmKind, Comparison, Passage, SpeakerVerdict, Verdict};
use super::ids::QuoteId;
use super::names::fold;
use super::project::Project;
use super::quotation::{Decision, Quotation};
use crate::text::TextHash;
use serde::{Deserialize, Serialize};

/// What a person says of a quotation after having compared it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The words were said.
    Verified,
    /// They were said, with edits that stand.
    VerifiedWithEdits,
    /// The draft has to be changed.
    NeedsChange,
    /// Whether they were said cannot be found out.
    CannotVerify,
}

impl Outcome {
    /// Its name for a person.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedWithEdits => "verified with edits",
            Self::NeedsChange => "needs change",
            Self::CannotVerify => "cannot verify",
        }
    }

    /// Whether the words were found to have been said, so that nothing is left to do.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Verified | Self::VerifiedWithEdits)
    }
}

/// How a person compared.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default, strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// With the text of a source.
    #[default]
    Text,
    /// By listening to the recording.
    Listened,
    /// By seeing the film or the original.
    Seen,
    /// The speaker confirmed the words.
    SpeakerConfirmed,
    /// A second source has the words.
    SecondSource,
}

impl Method {
    /// Its name for a person.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text compared",
            Self::Listened => "listened",
            Self::Seen => "seen",
            Self::SpeakerConfirmed => "speaker confirmed",
            Self::SecondSource => "second source",
        }
    }
}

/// What the comparison showed when a check was signed. Kept with the check, since a later comparison may show other things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// How the words compare.
    pub verdict: Verdict,
    /// Where the sense may turn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alarms: Vec<AlarmKind>,
    /// Whether the source names the same speaker.
    pub speaker: SpeakerVerdict,
    /// The passage of a source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}

impl From<&Comparison> for Shown {
    fn from(c: &Comparison) -> Self {
        let mut alarms: Vec<AlarmKind> = Vec::new();
        for alarm in &c.alarms {
            if !alarms.contains(&alarm.kind) {
                alarms.push(alarm.kind);
            }
        }
        Self { verdict: c.verdict, alarms, speaker: c.speaker, passage: c.passage.clone() }
    }
}

/// A person's signed verification of one quotation; a quotation has at most one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which quotation.
    pub quote: QuoteId,
    /// What the person says.
    pub outcome: Outcome,
    /// How they compared.
    pub method: Method,
    /// Who signed, and when.
    pub signed: Decision,
    /// A second reader's signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<Decision>,
    /// A person's note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// A file or a link that bears it out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// The house style that was in force.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// What the comparison showed; `None` where none was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Shown>,
    /// The words of the quotation when it was signed, a space between two parts; empty where they are not told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen_words: String,
    /// Whose words they were held to be; empty where unknown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen_speaker: String,
    /// SHA-256 of the draft's text.
    pub seen_draft: TextHash,
    /// SHA-256 of the source's text, where there is a passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_source: Option<TextHash>,
}

/// Whether a check still holds for the quotation as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Same words, same speaker, same source.
    Stands,
    /// The words are others than those that were signed: to check.
    WordsChanged,
    /// The words are held to be somebody else's than those that were signed: to check.
    SpeakerChanged,
    /// The source is not in the project any more. The signature stands; nobody can look it up here.
    SourceGone,
}

impl Standing {
    /// Whether the quotation is to be checked again.
    pub const fn is_to_check(&self) -> bool {
        matches!(self, Self::WordsChanged | Self::SpeakerChanged)
    }
}

impl Check {
    /// Whether it still holds in `project`.
    pub fn standing(&self, project: &Project) -> Standing {
        let Some(quote) = project.quote(self.quote) else { return Standing::WordsChanged };
        let Some(state) = project.doc(quote.doc) else { return Standing::WordsChanged };
        let same_draft = state.document.text == self.seen_draft;
        let same_words = match &state.text {
            Some(text) if !self.seen_words.is_empty() => {
                same_words(&text.words_of(&quote.content), &self.seen_words)
            }
            _ => same_draft,
        };
        if !same_words {
            return Standing::WordsChanged;
        }
        if !same_speaker(project, quote, &self.seen_speaker) {
            return Standing::SpeakerChanged;
        }
        let source = self.shown.as_ref().and_then(|s| s.passage.as_ref()).map(|p| p.doc);
        match source.map(|doc| project.doc(doc).map(|d| d.document.text)) {
            Some(here) if here.is_none() || here != self.seen_source => Standing::SourceGone,
            _ => Standing::Stands,
        }
    }
}

/// Whether the speaker of `quote` has or had the name `seen`.
fn same_speaker(project: &Project, quote: &Quotation, seen: &str) -> bool {
    let Some(speaker) = quote.attribution.speaker.and_then(|s| project.speaker(s)) else {
        return seen.is_empty();
    };
    let seen = fold(seen);
    std::iter::once(&speaker.name).chain(speaker.aliases.iter().map(|a| &a.name)).any(|n| fold(n) == seen)
}

/// Whether two quotations are the same words: marks of quotation, dashes and spaces may be set in another way.
pub fn same_words(a: &str, b: &str) -> bool {
    typeset(a).eq(typeset(b))
}

/// The characters of `text` that tell words apart, with one blank for each stretch of white space.
fn typeset(text: &str) -> impl Iterator<Item = char> + '_ {
    let words = text.split_whitespace();
    let mut first = true;
    words.flat_map(move |word| {
        let blank = (!std::mem::take(&mut first)).then_some(' ');
        blank.into_iter().chain(word.chars().filter_map(plain))
    })
}

fn plain(c: char) -> Option<char> {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '‹' | '›' => Some('\''),
        '‐' | '‑' | '–' | '—' | '―' => Some('-'),
        '\u{ad}' | '\u{200b}' | '\u{feff}' => None,
        c => Some(c),
    }
}

/// What a person signs. Verifier, time, style, words and hashes are filled in when it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Which quotation.
    pub quote: QuoteId,
    /// What the person says.
    pub outcome: Outcome,
    /// How they compared.
    pub method: Method,
    /// A note.
    pub note: String,
    /// A file or a link that bears it out.
    pub evidence: String,
    /// What the comparison showed.
    pub shown: Option<Shown>,
}

impl Signature {
    /// With method *text*, without note and evidence.
    pub fn new(quote: QuoteId, outcome: Outcome, shown: Option<Shown>) -> Self {
        Self { quote, outcome, method: Method::Text, note: String::new(), evidence: String::new(), shown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_not_another_word() {
        assert!(same_words("“We’re\n ready,”", "\"We're ready,\""));
        assert!(same_words("a – b", "a — b"));
        assert!(!same_words("We are ready.", "We are not ready."));
        assert!(!same_words("ready?", "ready."));
        assert!(!same_words("he is", "He is"));
    }
}
