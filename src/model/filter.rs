//! Which quotations a table shows, and in which order: [`Filter`], [`Sort`], [`select`].

use super::check::Outcome;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::project::{DocState, Project};
use super::quotation::{Quotation, Status};
use crate::analysis::{PerMille, Progress, QuoteKind};
use crate::text::{Needle, bare, shortened};
use std::collections::{BTreeMap, BTreeSet};

/// Quotations of a document between two looks at whether to stop.
const LOOK_EVERY: usize = 2048;

/// A state that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum StateIs {
    /// A person still has to decide ([`Quotation::is_open`]).
    Open,
    /// No decision.
    Proposed,
    /// Accepted.
    Accepted,
    /// Rejected.
    Rejected,
}

impl StateIs {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Proposed => "Proposed",
            Self::Accepted => "Accepted",
            Self::Rejected => "Rejected",
        }
    }

    /// The decision on `quote`: proposed, accepted or rejected.
    pub const fn of(quote: &Quotation) -> Self {
        match quote.status {
            Status::Proposed => Self::Proposed,
            Status::Accepted => Self::Accepted,
            Status::Rejected => Self::Rejected,
        }
    }

    /// Whether `quote` is in it.
    pub fn holds(self, quote: &Quotation) -> bool {
        match self {
            Self::Open => quote.is_open(),
            Self::Proposed => quote.status == Status::Proposed,
            Self::Accepted => quote.status == Status::Accepted,
            Self::Rejected => quote.status == Status::Rejected,
        }
    }
}

/// How a check stands, as it can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum CheckIs {
    /// Nobody signed.
    NotSigned,
    /// Signed, and the words or the speaker are others now.
    ToCheckAgain,
    /// Signed as verified.
    Verified,
    /// Signed as verified with edits.
    VerifiedWithEdits,
    /// Signed as to be changed.
    NeedsChange,
    /// Signed as not to be verified.
    CannotVerify,
}

impl CheckIs {
    /// The words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotSigned => "Not signed",
            Self::ToCheckAgain => "To check again",
            Self::Verified => "Verified",
            Self::VerifiedWithEdits => "With edits",
            Self::NeedsChange => "Needs change",
            Self::CannotVerify => "Cannot verify",
        }
    }

    /// Of a quotation of `doc`.
    fn of(project: &Project, doc: &DocState, quote: QuoteId) -> Self {
        let Some(check) = doc.checks.get(&quote) else { return Self::NotSigned };
        if check.standing(project).is_to_check() {
            return Self::ToCheckAgain;
        }
        match check.outcome {
            Outcome::Verified => Self::Verified,
            Outcome::VerifiedWithEdits => Self::VerifiedWithEdits,
            Outcome::NeedsChange => Self::NeedsChange,
            Outcome::CannotVerify => Self::CannotVerify,
        }
    }
}

/// A speaker that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Nobody knows.
    Unknown,
    /// This one.
    Is(SpeakerId),
}

/// How sure the engine has to be. A quotation that no engine judged counts as certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// This much or more.
    AtLeast(PerMille),
    /// Less than this.
    Below(PerMille),
}

impl Confidence {
    /// Whether `quote` is as sure as that.
    pub fn holds(self, quote: &Quotation) -> bool {
        let sure = quote.attribution.confidence.unwrap_or(PerMille::ONE);
        match self {
            Self::AtLeast(least) => sure >= least,
            Self::Below(limit) => sure < limit,
        }
    }
}

/// What a quotation has to be like. Fields that are empty ask for nothing; several values of one field are *or*,
/// several fields are *and*.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Words that stand in the quotation, in its speaker's name or aliases, or in its note.
    pub text: String,
    /// Documents.
    pub docs: BTreeSet<DocId>,
    /// Speakers.
    pub who: BTreeSet<Who>,
    /// States.
    pub states: BTreeSet<StateIs>,
    /// Kinds.
    pub kinds: BTreeSet<QuoteKind>,
    /// How sure the engine is.
    pub confidence: Option<Confidence>,
    /// How the check stands.
    pub checks: BTreeSet<CheckIs>,
}

impl Filter {
    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn holds(&self, quote: &Quotation) -> bool {
        let a = &quote.attribution;
        let who = a.speaker.map_or(Who::Unknown, Who::Is);
        (self.kinds.is_empty() || self.kinds.contains(&quote.kind))
            && (self.states.is_empty() || self.states.iter().any(|s| s.holds(quote)))
            && (self.who.is_empty() || self.who.contains(&who))
            && self.confidence.is_none_or(|c| c.holds(quote))
    }
}

/// What a table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, strum::EnumIter)]
pub enum Column {
    /// Where it stands: document, then reading order.
    #[default]
    Place,
    /// What was decided; undecided ones first.
    State,
    /// How the words are reported.
    Kind,
    /// The speaker's name; unknown ones last.
    Speaker,
    /// The words.
    Words,
    /// The document's title.
    Document,
    /// The engine's confidence; what no engine judged is last.
    Confidence,
}

/// The order of a table. Equal rows stay in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Sort {
    /// By what.
    pub by: Column,
    /// Whether the last comes first.
    pub descending: bool,
}

impl Sort {
    /// The order after a click on the header of `column`: that column, then the other way round, then by place again.
    #[must_use]
    pub fn clicked(self, column: Column) -> Self {
        match (self.by == column, self.descending) {
            (false, _) => Self { by: column, descending: false },
            (true, false) => Self { by: column, descending: true },
            (true, true) => Self::default(),
        }
    }
}

/// The quotations of `project` that `filter` asks for, in the order `sort`. `None` when `progress` was cancelled.
///
/// Time is linear in the words that have to be read, and `n log n` in the rows found.
pub fn select(project: &Project, filter: &Filter, sort: Sort, progress: &Progress) -> Option<Vec<QuoteId>> {
    let needle = Needle::new(&filter.text);
    let named = needle.as_ref().map(|n| speakers_named(project, n));
    let mut found: Vec<(&DocState, &Quotation)> = Vec::new();
    for (id, doc) in &project.docs {
        if progress.is_cancelled() {
            return None;
        }
        if !filter.docs.is_empty() && !filter.docs.contains(id) {
            continue;
        }
        for (i, quote) in doc.in_order().into_iter().enumerate() {
            if i % LOOK_EVERY == LOOK_EVERY - 1 && progress.is_cancelled() {
                return None;
            }
            let wanted = filter.holds(quote)
                && (filter.checks.is_empty() || filter.checks.contains(&CheckIs::of(project, doc, quote.id)))
                && match (&needle, &named) {
                    (Some(needle), Some(named)) => says(doc, quote, needle, named),
                    _ => true,
                };
            if wanted {
                found.push((doc, quote));
            }
        }
    }
    Some(in_order(project, found, sort))
}

fn speakers_named(project: &Project, needle: &Needle) -> BTreeSet<SpeakerId> {
    let says = |s: &super::Speaker| needle.is_in(&s.name) || s.aliases.iter().any(|a| needle.is_in(&a.name));
    project.speakers.values().filter(|s| says(s)).map(|s| s.id).collect()
}

fn says(doc: &DocState, quote: &Quotation, needle: &Needle, named: &BTreeSet<SpeakerId>) -> bool {
    quote.attribution.speaker.is_some_and(|s| named.contains(&s))
        || needle.is_in(&quote.note)
        || doc.text.as_ref().is_some_and(|t| match quote.content.as_slice() {
            [one] => needle.is_in(t.slice(*one)),
            _ => needle.is_in(&t.words_of(&quote.content)),
        })
}

/// Sorts, and drops all but the ids. The number beside each row is its place, so that the sort is stable and total.
fn in_order(project: &Project, found: Vec<(&DocState, &Quotation)>, sort: Sort) -> Vec<QuoteId> {
    let ids = |rows: Vec<(&DocState, &Quotation)>| rows.into_iter().map(|(_, q)| q.id).collect();
    let by_number = |number: &dyn Fn(&Quotation) -> u32| {
        let mut rows: Vec<(u32, u32, QuoteId)> = (0_u32..)
            .zip(&found)
            .map(|(i, (_, q))| (if sort.descending { u32::MAX - number(q) } else { number(q) }, i, q.id))
            .collect();
        rows.sort_unstable();
        rows.into_iter().map(|(_, _, id)| id).collect()
    };
    match sort.by {
        Column::Place => {
            let mut rows: Vec<QuoteId> = ids(found);
            if sort.descending {
                rows.reverse();
            }
            rows
        }
        Column::State => by_number(&|q| q.status as u32),
        Column::Kind => by_number(&|q| q.kind as u32),
        Column::Confidence => by_number(&|q| q.attribution.confidence.map_or(1001, |c| u32::from(c.get()))),
        Column::Speaker => {
            let ranks = ranks(project.speakers.values().map(|s| (s.id, s.name.as_str())));
            by_number(&|q| rank(&ranks, q.attribution.speaker))
        }
        Column::Document => {
            let ranks = ranks(project.docs.values().map(|d| (d.document.id, d.document.title.as_str())));
            by_number(&|q| rank(&ranks, Some(q.doc)))
        }
        Column::Words => {
            let mut found = found;
            found.sort_by_cached_key(|(doc, q)| bare(&words(doc, q, 60)));
            if sort.descending {
                found.reverse();
            }
            ids(found)
        }
    }
}

/// The place of each name in the alphabet, upper and lower case as one.
fn ranks<'a, K: Ord + Copy>(names: impl Iterator<Item = (K, &'a str)>) -> BTreeMap<K, u32> {
    let mut all: Vec<(String, K)> = names.map(|(k, n)| (n.to_lowercase(), k)).collect();
    all.sort_unstable();
    all.into_iter().zip(0_u32..).map(|((_, k), i)| (k, i)).collect()
}

fn rank<K: Ord>(ranks: &BTreeMap<K, u32>, of: Option<K>) -> u32 {
    of.and_then(|k| ranks.get(&k)).copied().unwrap_or(u32::MAX / 2)
}

/// The words of `quote` for one line of a list: without the marks around a direct quotation, `…` between two fragments
/// that something stands between, at most `max` characters.
pub fn words(doc: &DocState, quote: &Quotation, max: usize) -> String {
    let Some(text) = &doc.text else { return String::new() };
    let bare = |s| {
        let s: &str = text.slice(s);
        if quote.kind == QuoteKind::Direct { without_marks(s) } else { s }
    };
    let mut out = String::new();
    for (i, span) in quote.content.iter().enumerate() {
        if out.len() > max * 4 {
            break;
        }
        if i > 0 {
            out.push_str(" … ");
        }
        out.push_str(bare(span));
    }
    shortened(&out, max)
}

fn without_marks(s: &str) -> &str {
    const MARKS: [char; 14] = ['"', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‹', '›', '「', '」'];
    let s = s.trim();
    let s = s.strip_prefix(MARKS).unwrap_or(s);
    s.strip_suffix(MARKS).unwrap_or(s).trim_end_matches(',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Speaker;
    use crate::model::testing::{project, speaker};
    use std::sync::Arc;

    fn found(p: &Project, filter: &Filter, sort: Sort) -> Vec<u32> {
        select(p, filter, sort, &Progress::default()).unwrap().into_iter().map(|q| q.0).collect()
    }

    fn sample() -> Project {
        project(&[
            ("Harbour", "“The quay is closed,” said Ida Moll. “It leaks.” Rain fell, said Tor."),
            ("Bridge", "“We build again,” said Tor Vik. “A test”."),
        ])
        .quote(1, "“The quay is closed,”|“It leaks.”", QuoteKind::Direct, Some("Ida Moll"), 980)
        .quote(1, "Rain fell", QuoteKind::Indirect, Some("Tor Vik"), 610)
        .quote(2, "“We build again,”", QuoteKind::Direct, Some("Tor Vik"), 910)
        .quote(2, "“A test”", QuoteKind::NotSpeech, None, 850)
        .done()
    }

    #[test]
    fn each_field_narrows_and_all_fields_narrow_together() {
        let p = sample();
        let place = Sort::default();
        assert_eq!(found(&p, &Filter::default(), place), [1, 2, 3, 4]);
        let text = |t: &str| Filter { text: t.into(), ..Filter::default() };
        assert_eq!(found(&p, &text("it leaks"), place), [1]);
        assert_eq!(found(&p, &text("vik"), place), [2, 3], "by the speaker's name");
        let tor = speaker(&p, "Tor Vik");
        let by_tor = Filter { who: [Who::Is(tor)].into(), ..Filter::default() };
        assert_eq!(found(&p, &by_tor, place), [2, 3]);
        assert_eq!(found(&p, &Filter { docs: [DocId(2)].into(), ..by_tor }, place), [3]);
        let unknown = Filter { who: [Who::Unknown].into(), ..Filter::default() };
        assert_eq!(found(&p, &unknown, place), [4]);
        let sure = Filter { confidence: Some(Confidence::AtLeast(PerMille::new(910))), ..Filter::default() };
        assert_eq!(found(&p, &sure, place), [1, 3]);
        let open = Filter { states: [StateIs::Open].into(), ..Filter::default() };
        assert_eq!(found(&p, &open, place), [1, 2, 3], "marks around nobody's words are not open");
    }

    #[test]
    fn a_check_is_asked_for_by_how_it_stands() {
        use crate::model::{Check, Decision, Method};
        let mut p = sample();
        let check = |quote: u32, outcome, words: &str, speaker: &str| Check {
            quote: QuoteId(quote),
            outcome,
            method: Method::Text,
            signed: Decision { who: "Jo".into(), at: jiff::Timestamp::UNIX_EPOCH },
            second: None,
            note: String::new(),
            evidence: String::new(),
            style: String::new(),
            shown: None,
            seen_words: words.into(),
            seen_speaker: speaker.into(),
            seen_draft: crate::text::TextHash::of(b""),
            seen_source: None,
        };
        for check in [
            check(2, Outcome::NeedsChange, "Rain fell", "Tor Vik"),
            check(3, Outcome::Verified, "“We built again,”", "Tor Vik"),
        ] {
            let doc = p.docs.values_mut().find(|d| d.quotes.contains_key(&check.quote)).unwrap();
            Arc::make_mut(doc).checks.insert(check.quote, Arc::new(check));
        }
        let asked = |check| Filter { checks: [check].into(), ..Filter::default() };
        assert_eq!(found(&p, &asked(CheckIs::NotSigned), Sort::default()), [1, 4]);
        assert_eq!(found(&p, &asked(CheckIs::NeedsChange), Sort::default()), [2]);
        assert_eq!(found(&p, &asked(CheckIs::ToCheckAgain), Sort::default()), [3], "other words now");
        assert!(found(&p, &asked(CheckIs::Verified), Sort::default()).is_empty());
    }

    #[test]
    fn every_column_sorts_both_ways() {
        let p = sample();
        let by = |by| found(&p, &Filter::default(), Sort { by, descending: false });
        assert_eq!(by(Column::Confidence), [2, 4, 3, 1]);
        assert_eq!(by(Column::Speaker), [1, 2, 3, 4]);
        assert_eq!(by(Column::Document), [3, 4, 1, 2]);
        assert_eq!(by(Column::Words), [4, 2, 1, 3], "“A test”, Rain, The, We");
        assert_eq!(by(Column::Kind), [1, 3, 2, 4]);
        let down = Sort { by: Column::Confidence, descending: true };
        assert_eq!(found(&p, &Filter::default(), down), [1, 3, 4, 2]);
        assert_eq!(down.clicked(Column::Confidence), Sort::default());
    }

    #[test]
    fn words_in_a_list_have_no_marks_around_them() {
        let p = sample();
        let doc = &p.docs[&DocId(1)];
        let q = p.quote(QuoteId(1)).unwrap();
        assert_eq!(words(doc, q, 80), "The quay is closed … It leaks.");
        assert_eq!(words(doc, q, 8), "The quay…");
    }

    #[test]
    fn a_cancelled_selection_is_none() {
        let progress = Progress::default();
        progress.cancel();
        assert!(select(&sample(), &Filter::default(), Sort::default(), &progress).is_none());
    }

    #[test]
    fn unknown_speakers_come_last_and_a_missing_one_does_not_panic() {
        let mut p = sample();
        let all: BTreeMap<SpeakerId, Arc<Speaker>> = BTreeMap::new();
        p.speakers = Arc::new(all);
        let by = Sort { by: Column::Speaker, descending: false };
        assert_eq!(found(&p, &Filter::default(), by), [1, 2, 3, 4]);
    }
}
