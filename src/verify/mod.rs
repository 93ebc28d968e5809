//! Quotations against their sources: which passage serves, where the words differ, whether the sense may have turned, and whose words
//! the source says they are. Pure: texts in, [`Comparison`] out.
//!
//! 1. [`Index::build`] reads the sources once: words in a folded view, page furniture and labels left out, and where each word and pair
//!    of words stands.
//! 2. [`compare`] finds the places that share rare words with a quotation, lays the quotation along each of them word by word, and
//!    judges what is left: a category, never a percentage, by the [`Style`] of the house.

mod alarms;
mod align;
mod edges;
mod find;
mod index;
mod judge;
mod left_out;
mod letters;
mod lexicon;
mod marked;
mod pieces;
pub mod rules;
mod speaker;
mod style;
#[cfg(test)]
mod testing;
mod turns;
mod units;
mod words;

pub use index::{Index, SourceMaterial};
pub use style::{DEFAULT_STYLE, Style, StyleError};
pub use turns::Turn;

use crate::model::{Comparison, DocId, Passage, SpeakerVerdict, Verdict};
use crate::text::{SourceText, Spans};
use judge::{Judged, judge};

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

/// Candidates that are judged word by word.
const JUDGED: usize = 8;

/// Candidates in other documents of the project that are judged word by word.
const ASIDE: usize = 3;

/// Other places that a comparison names.
const OTHERS: usize = 5;

/// Compares `quoted` with all sources by the rules of `style`.
pub fn compare(quoted: &Quoted<'_>, index: &Index, style: &Style) -> Comparison {
    let lexicon = lexicon::lexicon(quoted.lang);
    let marked = quoted.mixed.then(|| marked::parts(quoted.text, quoted.content)).flatten();
    let quoted = Quoted { content: marked.as_ref().unwrap_or(quoted.content), ..*quoted };
    let quote = units::of_quotation(quoted.text, quoted.content, lexicon);
    let keys: Vec<u32> = quoted
        .content
        .iter()
        .flat_map(|s| words::Words::new(quoted.text.as_str(), s, &[]))
        .map(|w| w.key)
        .collect();
    let words = units::words_of_quotation(quoted.text, quoted.content);
    let found = find::find(&words, &keys, index, quoted.except);
    let (aside, named): (Vec<_>, Vec<_>) =
        found.candidates.into_iter().partition(|c| index.is_aside(c.entry));
    let judge_all = |candidates: &[find::Candidate], at_most: usize| {
        // What shares less than half as much as the best is not worth a look.
        let most = candidates.first().map_or(0, |c| c.score);
        let near = candidates.iter().filter(|c| c.score * 2 >= most).take(at_most);
        let mut judged: Vec<Judged> =
            near.filter_map(|c| judge(&quoted, &quote, c, index, style, lexicon)).collect();
        // The best words first; of equal words those in the right mouth.
        judged.sort_by_key(|j| (std::cmp::Reverse(j.score), j.comparison.speaker != SpeakerVerdict::Same));
        judged
    };
    // Another document of the project serves only where no source does.
    let mut rest = judge_all(&named, JUDGED);
    let sources = rest.len();
    rest.extend(judge_all(&aside, ASIDE));
    if rest.is_empty() {
        return Comparison::not_found(&style.id);
    }
    let best = rest.remove(0);
    let ambiguous = is_ambiguous(&best, rest.get(..sources.saturating_sub(1)).unwrap_or_default());
    let mut out = best.comparison;
    out.places = found.exact.max(1);
    if ambiguous {
        out.verdict = Verdict::Ambiguous;
    }
    let other = |j: &Judged| Some((j.comparison.passage.clone()?, j.comparison.verdict));
    out.others = rest.iter().filter_map(other).take(OTHERS).collect();
    out
}

/// Whether others serve as well as the best one and differ from it in speaker or sense. Where the draft's own speaker said the words,
/// nobody else's saying them too makes a doubt.
fn is_ambiguous(best: &Judged, rest: &[Judged]) -> bool {
    let b = &best.comparison;
    if !b.verdict.passes() && b.verdict != Verdict::Altered {
        return false;
    }
    let turn =
        |c: &Comparison| c.passage.as_ref().and_then(|p: &Passage| p.turn.as_deref().map(str::to_lowercase));
    rest.iter().filter(|j| j.score == best.score && j.comparison.verdict == b.verdict).any(|j| {
        let mouths = (turn(b), turn(&j.comparison));
        let other_mouth =
            b.speaker != SpeakerVerdict::Same && matches!(&mouths, (Some(a), Some(b)) if a != b);
        let same_speaker = j.comparison.speaker == b.speaker;
        other_mouth || (same_speaker && best.turned_before != j.turned_before)
    })
}
