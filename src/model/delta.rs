//! A change as data: rows before and after.

use super::check::Check;
use super::document::Document;
use super::ids::{DocId, QuoteId, SpeakerId};
use super::material::Material;
use super::quotation::{Decision, Quotation, Status};
use super::speaker::Speaker;
use serde::{Deserialize, Serialize};

/// One row before and after: `None` is absent, so that insert, update and delete have one shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change<K, V> {
    /// Which row.
    pub id: K,
    /// What it was.
    pub before: Option<V>,
    /// What it becomes.
    pub after: Option<V>,
}

impl<K, V> Change<K, V> {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        Self { id: self.id, before: self.after, after: self.before }
    }
}

/// That a pair of speakers is kept apart. (A row without further columns; `()` would read as absent in JSON.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// It is.
    Kept,
}

/// What a person decided of a quotation. An acceptance of thousands changes nothing else, and need not write all the rest of
/// their rows into the journal, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// What.
    pub status: Status,
    /// Who and when.
    pub by: Option<Decision>,
}

impl Decided {
    /// What is decided of `quote`.
    pub fn of(quote: &Quotation) -> Self {
        Self { status: quote.status, by: quote.decision.clone() }
    }

    /// Decides so.
    pub fn put(&self, quote: &mut Quotation) {
        quote.status = self.status;
        quote.decision.clone_from(&self.by);
    }
}

/// Something that is set once for the whole project.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
    strum::EnumString,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// The house style that verification goes by.
    Style,
}

/// A change of one row. Closed: whatever can change can be written, undone and read in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delta {
    /// Of a document.
    Document(Change<DocId, Document>),
    /// Of a quotation.
    Quotation(Change<QuoteId, Quotation>),
    /// Of what was decided of a quotation that stays, and of nothing else of it.
    Decision(Change<QuoteId, Decided>),
    /// Of a speaker.
    Speaker(Change<SpeakerId, Speaker>),
    /// Of a pair of speakers that a person said are two (lower id first).
    Apart(Change<(SpeakerId, SpeakerId), Apart>),
    /// Of what is known about a document as a source.
    Material(Change<DocId, Material>),
    /// Of the check of a quotation.
    Check(Change<QuoteId, Check>),
    /// Of a setting of the project.
    Setting(Change<Setting, String>),
}

impl Delta {
    /// A quotation that stays and changes.
    pub fn of_quotation(before: &Quotation, after: &Quotation) -> Self {
        let id = after.id;
        if before.differs_in_decision_alone(after) {
            let (before, after) = (Some(Decided::of(before)), Some(Decided::of(after)));
            return Self::Decision(Change { id, before, after });
        }
        Self::Quotation(Change { id, before: Some(before.clone()), after: Some(after.clone()) })
    }

    /// The delta that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Document(c) => Self::Document(c.inverse()),
            Self::Quotation(c) => Self::Quotation(c.inverse()),
            Self::Decision(c) => Self::Decision(c.inverse()),
            Self::Speaker(c) => Self::Speaker(c.inverse()),
            Self::Apart(c) => Self::Apart(c.inverse()),
            Self::Material(c) => Self::Material(c.inverse()),
            Self::Check(c) => Self::Check(c.inverse()),
            Self::Setting(c) => Self::Setting(c.inverse()),
        }
    }

    /// Whether the row stays as it is.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Document(c) => c.before == c.after,
            Self::Quotation(c) => c.before == c.after,
            Self::Decision(c) => c.before == c.after,
            Self::Speaker(c) => c.before == c.after,
            Self::Apart(c) => c.before == c.after,
            Self::Material(c) => c.before == c.after,
            Self::Check(c) => c.before == c.after,
            Self::Setting(c) => c.before == c.after,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::project;
    use crate::model::{QuoteKind, compose};
    use jiff::Timestamp;

    /// A quotation as it is proposed, as it is accepted, and accepted with a note.
    fn three() -> (Quotation, Quotation, Quotation) {
        let p = project(&[("A", "“Yes,” she said.")]).quote(1, "“Yes,”", QuoteKind::Direct, None, 900).done();
        let proposed = p.quotes().next().map(|q| Quotation::clone(q)).unwrap();
        let mut accepted = proposed.clone();
        accepted.status = Status::Accepted;
        accepted.decision = Some(Decision { who: "Jo".into(), at: Timestamp::UNIX_EPOCH });
        let mut noted = accepted.clone();
        noted.note = "ring her".into();
        (proposed, accepted, noted)
    }

    #[test]
    fn an_acceptance_writes_the_decision_alone() {
        let (proposed, accepted, noted) = three();
        let delta = Delta::of_quotation(&proposed, &accepted);
        assert!(matches!(delta, Delta::Decision(_)));
        let json = serde_json::to_string(&delta).unwrap();
        assert!(json.len() < 200 && !json.contains("attribution"), "{json}");
        assert_eq!(serde_json::from_str::<Delta>(&json).unwrap(), delta);
        assert!(matches!(Delta::of_quotation(&accepted, &noted), Delta::Quotation(_)));
        assert!(matches!(Delta::of_quotation(&proposed, &noted), Delta::Quotation(_)));
    }

    #[test]
    fn decisions_and_other_changes_of_a_row_add_up_in_either_order() {
        let (proposed, accepted, noted) = three();
        let whole = Delta::of_quotation(&proposed, &noted);
        let accept = Delta::of_quotation(&proposed, &accepted);
        let note = Delta::of_quotation(&accepted, &noted);
        assert_eq!(compose([accept.clone(), note.clone()]), std::slice::from_ref(&whole));
        assert_eq!(compose([note.inverse(), accept.clone().inverse()]), [whole.inverse()]);
        assert_eq!(compose([accept.clone(), accept.inverse()]), []);
    }
}
