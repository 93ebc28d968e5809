//! The catalogue of rules: everything that can stand in [`Evidence::rule`], with what it says and examples in both directions.
//!
//! A rule is a member of [`Rule`], so that no reason can be given without one; its description and examples are data,
//! `assets/rules/rules.toml`, which `sayso rules` prints and a test runs. In an example `{1:…}` are the words that are quoted,
//! `{=1:…}` is the mention that names their source.

use super::findings::Evidence;
use super::quotes::Family;
use crate::text::Span;
use serde::Deserialize;
use std::sync::OnceLock;

/// What a reason is given by. Its id is its name in small letters with hyphens: `verb-then-source`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Rule {
    /// Double marks of any shape.
    DoubleMarks,
    /// Single marks beside apostrophes.
    SingleMarks,
    /// Guillemets.
    Guillemets,
    /// Single guillemets.
    SingleGuillemets,
    /// Corner brackets.
    CornerBrackets,
    /// A paragraph without marks above a dash and a name.
    PullQuote,
    /// A paragraph that begins with a name or a letter and a colon, among others that do.
    Turns,
    /// A dash at the start of its paragraph.
    DashDialogue,
    /// Words quoted inside quoted words.
    Nested,
    /// Marks around nobody's words.
    NotSpeech,
    /// A reporting verb and then its source.
    VerbThenSource,
    /// A source and then its reporting verb.
    SourceThenVerb,
    /// *according to* and its kin.
    AccordingTo,
    /// A name and a colon before the words.
    NameAndColon,
    /// A dash and a name after the words.
    Signature,
    /// A mention without a reporting verb.
    MentionNearby,
    /// Source words that are no name, pronoun or known description.
    DescribedSource,
    /// No source of its own: the speaker of before goes on.
    SameSpeakerGoesOn,
    /// No source of its own: the other one answers.
    SpeakersTakeTurns,
    /// A headline repeats what somebody says below.
    HeadingRepeats,
    /// Where the mention stands.
    Place,
    /// The quotation's form and edges.
    Form,
    /// Who or what the mention is.
    WhoItIs,
    /// Who spoke just before.
    SpokeBefore,
    /// The quotation names the candidate, or does not.
    NamedInside,
    /// A cue that was learned, and what follows it.
    LearnedCue,
    /// A cue that rules found, in a language of which nothing was learned.
    CueByRule,
    /// A short name for somebody who is named in full elsewhere.
    NameInFull,
    /// Whom a pronoun means.
    PronounPicksUp,
    /// What a description means.
    DescriptionPicksUp,
    /// Who comes next, and why not first.
    RunnerUp,
    /// A person corrected the speaker of these source words.
    YouSaidWho,
    /// A person gave the speaker this name.
    YouNamed,
    /// A person rejected what this cue reports.
    YouSaidNoCue,
    /// A person rejected these marked words.
    YouSaidNoQuotation,
    /// A person rejected marked words in headings.
    YouSaidNoHeadings,
}

impl Rule {
    /// Its id.
    pub fn id(self) -> &'static str {
        self.into()
    }

    /// The rule that finds regions of `family`.
    pub const fn of_family(family: Family) -> Self {
        match family {
            Family::Double => Self::DoubleMarks,
            Family::Single => Self::SingleMarks,
            Family::Angle => Self::Guillemets,
            Family::SingleAngle => Self::SingleGuillemets,
            Family::Corner => Self::CornerBrackets,
            Family::Pull => Self::PullQuote,
            Family::Turn => Self::Turns,
            Family::Dash => Self::DashDialogue,
        }
    }
}

impl Evidence {
    /// A reason that `rule` gives, with what it weighs in 1/256 of a natural logarithm of odds.
    pub fn new(rule: Rule, weight: i32, at: Option<Span>, text: String) -> Self {
        let weight = weight.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
        Self { rule: rule.id().into(), weight, at, text: text.into() }
    }
}

/// What a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// It finds words that are quoted.
    Finding,
    /// It says whose they are.
    Attribution,
    /// It was learned from what a person decided in the project.
    Person,
}

/// A rule's entry in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule's id.
    pub id: String,
    /// What it is for.
    pub task: Task,
    /// What it says, as a sentence or two.
    pub about: String,
    /// Texts in which it gives a reason for quotation 1.
    pub yes: Vec<String>,
    /// Texts in which it does not.
    pub no: Vec<String>,
}

#[derive(Deserialize)]
struct Catalogue {
    rule: Vec<Entry>,
}

/// All rules, in the order in which they are printed.
pub fn catalogue() -> &'static [Entry] {
    static READ: OnceLock<Vec<Entry>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = toml::from_str::<Catalogue>(include_str!("../../assets/rules/rules.toml"));
        read.map_or_else(|e| vec![unread(&e)], |c| c.rule)
    })
}

/// What stands in place of a catalogue that cannot be read: a test holds that there is none.
fn unread(error: &toml::de::Error) -> Entry {
    let about = format!("The catalogue of rules cannot be read: {error}");
    Entry { id: String::new(), task: Task::Finding, about, yes: Vec::new(), no: Vec::new() }
}
