//! Who is quoted, how often and how: [`Statistics`]. Every figure can be traced to its quotations by a filter.

use super::ids::{DocId, SpeakerId};
use super::project::Project;
use super::quotation::{Quotation, Status};
use crate::analysis::{Progress, QuoteKind};
use crate::text::count_words;
use std::collections::BTreeMap;

/// Which quotations are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Counted {
    /// Accepted ones and proposals.
    #[default]
    AcceptedAndProposed,
    /// Accepted ones alone.
    Accepted,
}

impl Counted {
    /// Whether `quote` is counted. Rejected ones never are, nor are marks around nobody's words.
    pub fn holds(self, quote: &Quotation) -> bool {
        quote.kind != QuoteKind::NotSpeech
            && match self {
                Self::AcceptedAndProposed => quote.status != Status::Rejected,
                Self::Accepted => quote.status == Status::Accepted,
            }
    }
}

/// Quotations and words, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Direct, mixed and indirect quotations.
    pub quotes: [u32; 3],
    /// Words in them, in the same order. Words of a nested quotation count for its own speaker and for the outer one.
    pub words: [u32; 3],
    /// How many of the quotations a person decided on.
    pub decided: u32,
}

/// The kinds that are counted, in the order of the fields of [`Tally`].
pub const KINDS: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];

impl Tally {
    /// Quotations of all kinds.
    pub fn all_quotes(&self) -> u32 {
        self.quotes.iter().sum()
    }

    /// Words of all kinds.
    pub fn all_words(&self) -> u32 {
        self.words.iter().sum()
    }

    /// Quotations of `kind`.
    pub fn quotes_of(&self, kind: QuoteKind) -> u32 {
        place(kind).and_then(|i| self.quotes.get(i)).copied().unwrap_or_default()
    }

    /// Words in quotations of `kind`.
    pub fn words_of(&self, kind: QuoteKind) -> u32 {
        place(kind).and_then(|i| self.words.get(i)).copied().unwrap_or_default()
    }

    /// Counts one more quotation of `kind` with so many words.
    pub fn add(&mut self, kind: QuoteKind, words: u32, decided: bool) {
        let Some(i) = place(kind) else { return };
        if let (Some(q), Some(w)) = (self.quotes.get_mut(i), self.words.get_mut(i)) {
            *q += 1;
            *w += words;
            self.decided += u32::from(decided);
        }
    }
}

fn place(kind: QuoteKind) -> Option<usize> {
    KINDS.iter().position(|&k| k == kind)
}

/// Figures of a project, or of some of its documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statistics {
    /// All together.
    pub all: Tally,
    /// By speaker; `None` is *unknown*. Speakers without a quotation are absent.
    pub speakers: BTreeMap<Option<SpeakerId>, Tally>,
    /// By document. Documents without a quotation are there with zeros.
    pub docs: BTreeMap<DocId, Tally>,
}

impl Statistics {
    /// Counts `project`. `None` when `progress` was cancelled.
    pub fn of(project: &Project, counted: Counted, progress: &Progress) -> Option<Self> {
        let mut out = Self::default();
        for (&id, doc) in &project.docs {
            if progress.is_cancelled() {
                return None;
            }
            let in_doc = out.docs.entry(id).or_default();
            for quote in doc.quotes.values().filter(|q| counted.holds(q)) {
                let text = doc.text.as_ref();
                let words = text.map_or(0, |t| quote.content.iter().map(|s| count_words(t.slice(s))).sum());
                let decided = quote.status != Status::Proposed;
                in_doc.add(quote.kind, words, decided);
                out.all.add(quote.kind, words, decided);
                out.speakers.entry(quote.attribution.speaker).or_default().add(quote.kind, words, decided);
            }
        }
        Some(out)
    }

    /// Speakers with the most words first; *unknown* is left out.
    pub fn by_words(&self) -> Vec<(SpeakerId, Tally)> {
        let mut all: Vec<_> = self.speakers.iter().filter_map(|(s, t)| Some(((*s)?, *t))).collect();
        all.sort_by_key(|(id, t)| (std::cmp::Reverse((t.all_words(), t.all_quotes())), *id));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{project, speaker};

    #[test]
    fn figures_add_up_and_leave_out_what_nobody_said() {
        let p = project(&[
            ("One", "“Go now,” said Ann. The tide was high, she said. A “so-called” plan."),
            ("Two", "Nothing here."),
        ])
        .quote_with(1, "“Go now,”", QuoteKind::Direct, Some("Ann"), 900, |_, q| {
            q.status = Status::Accepted;
        })
        .quote(1, "The tide was high", QuoteKind::Indirect, Some("Ann"), 700)
        .quote(1, "“so-called”", QuoteKind::NotSpeech, None, 900)
        .quote_with(1, "plan", QuoteKind::Direct, None, 900, |_, q| q.status = Status::Rejected)
        .done();
        let s = Statistics::of(&p, Counted::AcceptedAndProposed, &Progress::default()).unwrap();
        assert_eq!((s.all.quotes, s.all.words, s.all.decided), ([1, 0, 1], [2, 0, 4], 1));
        assert_eq!(s.speakers.len(), 1);
        assert_eq!(s.docs[&DocId(2)], Tally::default());
        assert_eq!(s.by_words(), [(speaker(&p, "Ann"), s.all)]);
        assert_eq!((s.all.quotes_of(QuoteKind::Indirect), s.all.words_of(QuoteKind::NotSpeech)), (1, 0));
        let accepted = Statistics::of(&p, Counted::Accepted, &Progress::default()).unwrap();
        assert_eq!(accepted.all.all_words(), 2);
    }
}
