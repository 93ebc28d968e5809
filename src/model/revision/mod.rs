//! The next version of a draft: which quotations have the same words, which changed, which went, which are new.

mod align;
mod carry;

pub(in crate::model) use carry::{Carried, Fate};

use super::check::same_words;
use super::edit::{Edit, EditError};
use super::ids::{DocId, QuoteId};
use super::preview::planned;
use super::project::{DocState, Project};
use super::quotation::Quotation;

/// What became of the quotations of a draft in its next version. Ids are those of the project, but for `new`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RevisionSummary {
    /// The same words in the same order: decisions and checks stay.
    pub same: Vec<QuoteId>,
    /// The same words, in another place among the others: decisions and checks stay.
    pub moved: Vec<QuoteId>,
    /// Other words: a check falls back to *to check*, a decision to *open*.
    pub changed: Vec<Changed>,
    /// Not there any more, with the words that they had. Their checks go with them; undo brings both back.
    pub dropped: Vec<(QuoteId, String)>,
    /// The words of quotations that were not there before.
    pub new: Vec<String>,
    /// How many checks stay.
    pub checks_kept: usize,
    /// How many checks fall back.
    pub checks_to_do: usize,
}

/// A quotation whose words changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub quote: QuoteId,
    /// Its words before.
    pub before: String,
    /// Its words now.
    pub after: String,
}

impl RevisionSummary {
    /// What a person reads: *7 quotations have the same words, 2 changed, 1 went, 3 are new.*
    pub fn sentence(&self) -> String {
        let same = self.same.len() + self.moved.len();
        let plural = |n: usize| if n == 1 { " has" } else { "s have" };
        let moved = match self.moved.len() {
            0 => String::new(),
            n => format!(" ({n} in another place)"),
        };
        format!(
            "{same} quotation{} the same words{moved}, {} changed, {} went, {} new.",
            plural(same),
            self.changed.len(),
            self.dropped.len(),
            self.new.len()
        )
    }
}

/// What became of the quotations of a document between two states of it. Rejected ones do not count.
pub fn summary(before: &DocState, after: &DocState) -> RevisionSummary {
    let mut out = RevisionSummary::default();
    let counts = |q: &Quotation| q.status != super::quotation::Status::Rejected;
    let words = |doc: &DocState, q: &Quotation| {
        doc.text.as_ref().map_or_else(String::new, |t| t.words_of(&q.content))
    };
    let mut kept: Vec<(QuoteId, usize)> = Vec::new();
    for quote in before.in_order().into_iter().filter(|q| counts(q)) {
        let was = words(before, quote);
        let has_check = before.checks.contains_key(&quote.id);
        let Some(now) = after.quotes.get(&quote.id) else {
            out.dropped.push((quote.id, was));
            continue;
        };
        let is = words(after, now);
        if same_words(&was, &is) {
            kept.push((quote.id, now.content.start() as usize));
            out.checks_kept += usize::from(has_check);
        } else {
            out.changed.push(Changed { quote: quote.id, before: was, after: is });
            out.checks_to_do += usize::from(has_check);
        }
    }
    let starts: Vec<usize> = kept.iter().map(|(_, at)| *at).collect();
    let in_order = align::increasing(&starts);
    for (n, (id, _)) in kept.iter().enumerate() {
        if in_order.binary_search(&n).is_ok() { out.same.push(*id) } else { out.moved.push(*id) }
    }
    let new = after.in_order().into_iter().filter(|q| counts(q) && !before.quotes.contains_key(&q.id));
    out.new = new.map(|q| words(after, q)).collect();
    out
}

/// What `edits`, with an [`Edit::Revise`] of `doc` among them, would do; the error is the one that a commit would give.
pub fn preview(project: &Project, doc: DocId, edits: &[Edit]) -> Result<RevisionSummary, EditError> {
    let plan = planned(project, edits)?;
    match (project.doc(doc), plan.next.doc(doc)) {
        (Some(before), Some(after)) => Ok(summary(before, after)),
        _ => Err(EditError::Gone(format!("the document {doc}"))),
    }
}
