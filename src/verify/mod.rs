//! Quotations against their sources: which passage serves, where the words differ, whether the sense may have turned, and whose words
//! the source says they are. Pure: texts in, [`Comparison`] out.
//!
//! 1. [`Index::build`] reads the sources once: words in a folded view, page furniture and labels left out, and where each word and pair
//!    of words stands.
//! 2. [`compare`] finds the places that share rare words with a quotation, lays the quotation along each of them word by word, and
//!    judges what is left: a category, never a percentage, by the [`Style`] of the house.

mod index;
mod left_out;
pub mod rules;
mod style;
mod turns;
mod words;

pub use index::{Index, SourceMaterial};
pub use style::{DEFAULT_STYLE, Style, StyleError};
pub use turns::Turn;

use crate::model::{Comparison, DocId, Verdict};
use crate::text::{SourceText, Span, Spans};

/// A quotation of a draft.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a> {
    /// The draft.
    pub text: &'a SourceText,
    /// The quotation's content there, marks included.
    pub content: &'a Spans,
    /// Whether only the marked parts of the content are the speaker's words: a mixed quotation.
    pub mixed: bool,
    /// Whom the draft names: name first, then aliases; empty where it names nobody.
    pub speaker: &'a [&'a str],
    /// Language of the draft, a BCP 47 tag.
    pub lang: &'a str,
    /// A source that does not count: the draft itself, where documents of a project are sources of each other.
    pub except: Option<DocId>,
}

/// Compares `quoted` with all sources by the rules of `style`. For now it knows the same words alone.
pub fn compare(quoted: &Quoted<'_>, index: &Index, style: &Style) -> Comparison {
    let words: Vec<_> =
        quoted.content.iter().flat_map(|s| words::Words::new(quoted.text.as_str(), s, &[])).collect();
    let keys: Vec<u32> = words.iter().map(|w| w.key).collect();
    let mut out = Comparison::not_found(&style.id);
    for (passage, text) in index.same_words(&keys, quoted.except) {
        out.places += 1;
        if out.passage.is_none() {
            let hull = words.iter().map(|w| w.span).reduce(Span::join);
            let same = hull.is_some_and(|h| quoted.text.slice(h) == text.slice(passage.spans.hull()));
            out.verdict = if same { Verdict::Identical } else { Verdict::Typography };
            out.passage = Some(passage);
        }
    }
    out
}
