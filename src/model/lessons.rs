//! What a person's decisions in a project teach the proposals that come later.
//!
//! Derived from the project each time and never stored: whoever undoes a decision unlearns it. A lesson changes proposals alone,
//! says so in their evidence, and stays silent where two decisions contradict each other. Nothing is learned from one project
//! for another.

use super::ids::{DocId, SpeakerId};
use super::names::fold;
use super::project::{DocState, Project};
use super::quotation::{Decision, Quotation, Status};
use crate::analysis::rules::Rule;
use crate::analysis::{Evidence, FoundQuote, FoundSpeaker, QuoteKind, SourceKind, SpeakerKind, layout};
use crate::text::{SourceText, Spans, bare, shortened};
use std::collections::{BTreeMap, BTreeSet};

/// So many rejections, and nothing accepted, teach that a cue is none, or that marks in headings enclose nobody's words.
const ENOUGH: u32 = 2;

/// So many documents teach that a description means a person beyond them.
const DOCUMENTS: usize = 2;

/// Words of a marked expression, at most, whose rejection holds for the next one.
const EXPRESSION: usize = 8;

/// What a lesson weighs, in 1/256 of a natural logarithm of odds: more than any one reason of the engine's.
const WEIGHT: i32 = 1024;

/// How often something was rejected and accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Votes {
    no: u32,
    yes: u32,
    last: Option<Decision>,
}

impl Votes {
    fn count(&mut self, quote: &Quotation) {
        if quote.status == Status::Accepted && quote.kind != QuoteKind::NotSpeech {
            self.yes += 1;
        } else {
            self.no += 1;
            if let Some(d) = &quote.decision
                && self.last.as_ref().is_none_or(|l| l.at < d.at)
            {
                self.last = Some(d.clone());
            }
        }
    }

    fn says_no(&self, enough: u32) -> bool {
        self.no >= enough && self.yes == 0
    }
}

/// Whom a name or description means, as a person said.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Meaning {
    speaker: SpeakerId,
    /// The documents in which a person said so; none for a name that a person gave the speaker.
    docs: BTreeSet<DocId>,
    /// When it was said last, and by whom.
    said: Option<Decision>,
    /// A person gave it to the speaker as a name.
    is_alias: bool,
}

/// What a project teaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lessons {
    /// By the bare words of a mention; `None` where two decisions contradict each other.
    meanings: BTreeMap<String, Option<Meaning>>,
    /// By the bare words of a cue.
    cues: BTreeMap<String, Votes>,
    /// By the bare words of a marked expression.
    expressions: BTreeMap<String, Votes>,
    /// Marked words in headings.
    headings: Votes,
}

impl Lessons {
    /// What the decisions of `project` teach.
    pub fn of(project: &Project) -> Self {
        let mut out = Self::default();
        for speaker in project.speakers.values() {
            for alias in speaker.aliases.iter().filter(|a| a.by_person) {
                out.mean(&alias.name, speaker.id, None, None);
            }
        }
        for state in project.docs.values() {
            let Some(text) = &state.text else { continue };
            for quote in state.quotes.values().filter(|q| q.status != Status::Proposed || q.edited) {
                out.learn(project, state, text, quote);
            }
        }
        out
    }

    /// Whether it teaches nothing.
    pub fn is_empty(&self) -> bool {
        self.meanings.is_empty()
            && self.cues.is_empty()
            && self.expressions.is_empty()
            && self.headings == Votes::default()
    }

    fn learn(&mut self, project: &Project, state: &DocState, text: &SourceText, quote: &Quotation) {
        let a = &quote.attribution;
        let is_decided = quote.status != Status::Proposed || quote.kind == QuoteKind::NotSpeech;
        if is_decided && quote.kind == QuoteKind::Indirect {
            if let Some(cue) = &a.cue {
                self.cues.entry(bare(&text.words_of(cue))).or_default().count(quote);
            }
        } else if is_decided {
            if let Some(words) = expression(text, &quote.content) {
                self.expressions.entry(words).or_default().count(quote);
            }
            if layout::is_in_heading(text.as_str(), quote.content.hull()) {
                self.headings.count(quote);
            }
        }
        // A person said who it is: the engine's reasons are gone then, or its second choice has become the first.
        let second = a.runner_up.is_some_and(|r| a.confidence.is_some_and(|c| c < r.confidence));
        let by_person = quote.edited && (a.evidence.is_empty() || second) && quote.status != Status::Rejected;
        if let (true, Some(speaker), Some(source)) = (by_person, a.speaker, &a.source)
            && matches!(a.source_kind, SourceKind::Named | SourceKind::Nominal)
            && let Some(s) = project.speaker(speaker)
        {
            let words = text.words_of(source);
            if fold(&s.name) != fold(&words) {
                self.mean(&words, speaker, Some(state.document.id), quote.decision.as_ref());
            }
        }
    }

    fn mean(&mut self, words: &str, speaker: SpeakerId, doc: Option<DocId>, said: Option<&Decision>) {
        let key = bare(words);
        if key.is_empty() {
            return;
        }
        let is_alias = doc.is_none();
        let fresh = || Some(Meaning { speaker, docs: BTreeSet::new(), said: None, is_alias });
        let slot = self.meanings.entry(key).or_insert_with(fresh);
        match slot {
            Some(m) if m.speaker == speaker => {
                m.docs.extend(doc);
                m.is_alias |= is_alias;
                if said.is_some() && m.said.as_ref().map(|d| d.at) < said.map(|d| d.at) {
                    m.said = said.cloned();
                }
            }
            _ => *slot = None,
        }
    }

    /// Whom the decisions take the found speaker of document `doc` for, and why.
    ///
    /// A name counts in every document. A description (*the report*) counts where it was said; elsewhere it counts where its
    /// noun is part of the speaker's name, for a body or a text, and for a person where it was said in several documents:
    /// there is more than one spokesman.
    pub(super) fn speaker(&self, found: &FoundSpeaker, doc: DocId, project: &Project) -> Option<Taught> {
        let meaning = self.meanings.get(&bare(&found.name))?.as_ref()?;
        let speaker = project.speaker(meaning.speaker)?;
        let person = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Anonymous);
        let counts = found.named
            || !person
            || is_short_for(&found.name, &speaker.name)
            || meaning.docs.contains(&doc)
            || meaning.docs.len() >= DOCUMENTS;
        counts.then(|| Taught {
            speaker: meaning.speaker,
            rule: if meaning.is_alias { Rule::YouNamed } else { Rule::YouSaidWho },
            text: format!("{} that “{}” is “{}”", said(meaning.said.as_ref()), found.name, speaker.name),
        })
    }

    /// Why a found quotation is none, by the decisions.
    pub(super) fn against(&self, found: &FoundQuote, text: &SourceText) -> Option<Evidence> {
        match found.kind {
            QuoteKind::NotSpeech => None,
            QuoteKind::Indirect => {
                let cue = found.cue.as_ref()?;
                let votes = self.cues.get(&bare(&text.words_of(cue))).filter(|v| v.says_no(ENOUGH))?;
                let words = format!(
                    "You rejected {} quotations with the cue “{}” and accepted none",
                    votes.no,
                    text.words_of(cue)
                );
                Some(Evidence::new(Rule::YouSaidNoCue, WEIGHT, Some(cue.hull()), words))
            }
            QuoteKind::Direct | QuoteKind::Mixed => {
                let at = found.content.hull();
                if let Some(votes) = expression(text, &found.content)
                    .and_then(|words| self.expressions.get(&words))
                    .filter(|v| v.says_no(1))
                {
                    let words = shortened(&text.words_of(&found.content), 60);
                    let words = format!("{} that {words} is no quotation", said(votes.last.as_ref()));
                    return Some(Evidence::new(Rule::YouSaidNoQuotation, WEIGHT, Some(at), words));
                }
                (self.headings.says_no(ENOUGH) && layout::is_in_heading(text.as_str(), at)).then(|| {
                    let words =
                        format!("You rejected {} quotations in headings and accepted none", self.headings.no);
                    Evidence::new(Rule::YouSaidNoHeadings, WEIGHT, Some(at), words)
                })
            }
        }
    }
}

/// Whom a found speaker is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taught {
    pub(super) speaker: SpeakerId,
    rule: Rule,
    text: String,
}

impl Taught {
    /// The reason, for a quotation whose source mention is `source`.
    pub(super) fn evidence(&self, source: Option<&Spans>) -> Evidence {
        Evidence::new(self.rule, WEIGHT, source.map(Spans::hull), self.text.clone())
    }
}

/// Whether the noun of `description` is a word of `name`: *the observatory* and *Tarn Observatory*.
fn is_short_for(description: &str, name: &str) -> bool {
    let (description, name) = (bare(description), bare(name));
    let noun = description.split(' ').next_back().filter(|n| !n.is_empty());
    noun.is_some_and(|noun| name.split(' ').any(|w| w == noun))
}

/// The bare words of a short marked expression.
fn expression(text: &SourceText, content: &Spans) -> Option<String> {
    if content.count() > 1 || content.total_len() > 120 {
        return None;
    }
    let words = bare(&text.words_of(content));
    (!words.is_empty() && words.split(' ').count() <= EXPRESSION).then_some(words)
}

/// *Jo said on 24 November 2026*, by universal time, so that it reads the same on every machine.
fn said(decision: Option<&Decision>) -> String {
    match decision {
        Some(d) => {
            let day = d.at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%-d %B %Y");
            let who = if d.who.is_empty() { "You" } else { &d.who };
            format!("{who} said on {day}")
        }
        None => "You said".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{project, span_of, speaker};

    const TEXT: &str =
        "Shells fell on the mill, the observatory said. The observatory noted that it was calm.";

    /// A quotation whose source is `words`, of which a person said that it is somebody.
    fn corrected(words: &'static str) -> impl FnOnce(&str, &mut Quotation) {
        move |text, q| {
            q.edited = true;
            q.attribution.confidence = None;
            q.attribution.source = Spans::one(span_of(text, words));
            q.attribution.source_kind = SourceKind::Nominal;
        }
    }

    fn found(name: &str, named: bool) -> FoundSpeaker {
        FoundSpeaker { name: name.into(), named, kind: SpeakerKind::Anonymous, ..FoundSpeaker::default() }
    }

    fn rejected(cue: &'static str) -> impl FnOnce(&str, &mut Quotation) {
        move |text, q| {
            q.status = Status::Rejected;
            q.attribution.cue = Spans::one(span_of(text, cue));
        }
    }

    #[test]
    fn a_corrected_description_is_known_again_where_it_was_said() {
        let shells = "Shells fell on the mill";
        let p = project(&[("A", TEXT), ("B", TEXT)]).quote_with(
            1,
            shells,
            QuoteKind::Indirect,
            Some("Tarn Observatory"),
            0,
            corrected("the observatory"),
        );
        let p = p.done();
        let lessons = Lessons::of(&p);
        let here = lessons.speaker(&found("the observatory", false), DocId(1), &p).unwrap();
        assert_eq!(here.speaker, speaker(&p, "Tarn Observatory"));
        assert_eq!(&*here.evidence(None).text, "You said that “the observatory” is “Tarn Observatory”");
        // Its noun is part of the name, so it is known elsewhere too.
        assert!(lessons.speaker(&found("the observatory", false), DocId(2), &p).is_some());
        assert!(lessons.speaker(&found("the ministry", false), DocId(1), &p).is_none());
    }

    #[test]
    fn a_description_of_a_person_is_not_known_in_another_document() {
        let p = project(&[("A", TEXT), ("B", TEXT)]).quote_with(
            1,
            "Shells fell on the mill",
            QuoteKind::Indirect,
            Some("Jo Kerr"),
            0,
            corrected("the observatory"),
        );
        let p = p.done();
        let lessons = Lessons::of(&p);
        assert!(lessons.speaker(&found("the observatory", false), DocId(1), &p).is_some());
        assert!(lessons.speaker(&found("the observatory", false), DocId(2), &p).is_none());
    }

    #[test]
    fn two_decisions_that_contradict_each_other_teach_nothing() {
        let p = project(&[("A", TEXT)])
            .quote_with(
                1,
                "Shells fell",
                QuoteKind::Indirect,
                Some("Tarn Observatory"),
                0,
                corrected("the observatory"),
            )
            .quote_with(
                1,
                "it was calm",
                QuoteKind::Indirect,
                Some("Elm Observatory"),
                0,
                corrected("The observatory"),
            )
            .done();
        assert!(Lessons::of(&p).speaker(&found("the observatory", false), DocId(1), &p).is_none());
    }

    #[test]
    fn a_cue_is_none_after_two_rejections_unless_one_was_accepted() {
        let text = SourceText::new(TEXT);
        let quote = |cue: &str| FoundQuote {
            cue: Spans::one(span_of(TEXT, cue)),
            kind: QuoteKind::Indirect,
            content: Spans::one(span_of(TEXT, "it was calm")).unwrap(),
            parent: None,
            source: None,
            source_kind: SourceKind::None,
            role: None,
            speaker: None,
            confidence: crate::analysis::PerMille::ONE,
            runner_up: None,
            evidence: Vec::new(),
        };
        let one = project(&[("A", TEXT)]).quote_with(
            1,
            "it was calm",
            QuoteKind::Indirect,
            None,
            0,
            rejected("noted"),
        );
        assert!(Lessons::of(&one.done()).against(&quote("noted"), &text).is_none());
        let two = || {
            project(&[("A", TEXT), ("B", TEXT)])
                .quote_with(1, "it was calm", QuoteKind::Indirect, None, 0, rejected("noted"))
                .quote_with(2, "it was calm", QuoteKind::Indirect, None, 0, rejected("noted"))
        };
        let why = Lessons::of(&two().done()).against(&quote("noted"), &text).unwrap();
        assert_eq!(&*why.text, "You rejected 2 quotations with the cue “noted” and accepted none");
        assert_eq!(why.rule, "you-said-no-cue");
        assert!(Lessons::of(&two().done()).against(&quote("said"), &text).is_none());
        let accepted = two().quote_with(1, "that it was calm", QuoteKind::Indirect, None, 0, |text, q| {
            rejected("noted")(text, q);
            q.status = Status::Accepted;
        });
        assert!(Lessons::of(&accepted.done()).against(&quote("noted"), &text).is_none());
    }
}
