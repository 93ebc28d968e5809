//! *Apply to all*: the quotations that a decision about one speaker probably holds for too, shown before it is done.

use super::ids::{QuoteId, SpeakerId};
use super::project::{DocState, Project};
use super::quotation::{Quotation, Status};
use crate::analysis::{PerMille, Progress, QuoteKind, SourceKind};
use crate::text::bare;
use std::collections::BTreeSet;

/// From here on the engine counts as sure of another speaker, so that a person should look first.
const SURE: PerMille = PerMille::new(900);

/// What two quotations share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Alike {
    /// The same words, here or in another document.
    Words,
    /// The same source mention: a name in the whole project, a description in its document. A pronoun names nobody.
    Mention,
    /// A source mention that is the speaker's name or one of the aliases.
    Alias,
}

/// The quotations that share something with one, apart by what may be done with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlikeFound {
    /// Nobody decided on these and nothing speaks against.
    pub plain: Vec<QuoteId>,
    /// Nobody decided, but the engine is sure of somebody else, or a person has worked on it.
    pub conflicts: Vec<QuoteId>,
    /// Accepted with another speaker, or rejected: left alone unless a person takes them in one by one.
    pub decided: Vec<QuoteId>,
    /// How many have this speaker already.
    pub same: u32,
}

impl AlikeFound {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.plain.is_empty() && self.conflicts.is_empty() && self.decided.is_empty()
    }
}

/// The quotations that share `by` with `of`, which has to have a speaker. `None` when `progress` was cancelled;
/// nothing is found where `of` is gone, has no speaker, or has nothing to share.
pub fn alike(project: &Project, of: QuoteId, by: Alike, progress: &Progress) -> Option<AlikeFound> {
    let mut out = AlikeFound::default();
    let Some((model, speaker)) = project.quote(of).and_then(|q| Some((q, q.attribution.speaker?))) else {
        return Some(out);
    };
    let Some(wanted) = Wanted::of(project, model, speaker, by) else { return Some(out) };
    for doc in project.docs.values() {
        if progress.is_cancelled() {
            return None;
        }
        if wanted.one_doc && doc.document.id != model.doc {
            continue;
        }
        for quote in doc.in_order() {
            if quote.id != of && quote.kind != QuoteKind::NotSpeech && wanted.holds(doc, quote) {
                out.take(quote, speaker);
            }
        }
    }
    Some(out)
}

impl AlikeFound {
    fn take(&mut self, quote: &Quotation, speaker: SpeakerId) {
        let a = &quote.attribution;
        let sure_of_another =
            a.speaker.is_some_and(|s| s != speaker) && a.confidence.is_some_and(|c| c >= SURE);
        if a.speaker == Some(speaker) && quote.status != Status::Rejected {
            self.same += 1;
        } else if quote.status != Status::Proposed {
            self.decided.push(quote.id);
        } else if quote.edited || sure_of_another {
            self.conflicts.push(quote.id);
        } else {
            self.plain.push(quote.id);
        }
    }
}

/// What is looked for.
struct Wanted {
    keys: BTreeSet<String>,
    in_words: bool,
    one_doc: bool,
}

impl Wanted {
    fn of(project: &Project, model: &Quotation, speaker: SpeakerId, by: Alike) -> Option<Self> {
        let doc = project.doc(model.doc)?;
        let text = doc.text.as_ref()?;
        let mention = || model.attribution.source.as_ref().map(|s| bare(&text.words_of(s)));
        let (keys, one_doc): (BTreeSet<String>, bool) = match (by, model.attribution.source_kind) {
            (Alike::Words, _) => ([bare(&text.words_of(&model.content))].into(), false),
            (Alike::Mention, SourceKind::Pronoun | SourceKind::None) => return None,
            (Alike::Mention, kind) => ([mention()?].into(), kind != SourceKind::Named),
            (Alike::Alias, _) => {
                let s = project.speaker(speaker)?;
                let names = s.aliases.iter().map(|a| bare(&a.name));
                (names.chain([bare(&s.name)]).collect(), !s.named)
            }
        };
        let keys: BTreeSet<String> = keys.into_iter().filter(|k| !k.is_empty()).collect();
        (!keys.is_empty()).then_some(Self { keys, in_words: by == Alike::Words, one_doc })
    }

    fn holds(&self, doc: &DocState, quote: &Quotation) -> bool {
        let Some(text) = &doc.text else { return false };
        let a = &quote.attribution;
        let words = match (&a.source, self.in_words) {
            (_, true) => text.words_of(&quote.content),
            (Some(source), false) if a.source_kind != SourceKind::Pronoun => text.words_of(source),
            _ => return false,
        };
        self.keys.contains(&bare(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{project, span_of};
    use crate::text::Spans;

    fn mention(words: &'static str, kind: SourceKind) -> impl FnOnce(&str, &mut Quotation) {
        move |text, q| {
            q.attribution.source = Spans::one(span_of(text, words));
            q.attribution.source_kind = kind;
        }
    }

    fn sample() -> Project {
        let named = SourceKind::Named;
        project(&[
            ("One", "“Go,” said Moll. “Stay,” said Moll again. “Wait,” the clerk said. “No,” she said."),
            ("Two", "“Go!” cried Moll. “Run,” the clerk said."),
        ])
        .quote_with(1, "“Go,”", QuoteKind::Direct, Some("Ida Moll"), 700, mention("Moll", named))
        .quote_with(1, "“Stay,”", QuoteKind::Direct, None, 500, mention("Moll again", named))
        .quote_with(
            1,
            "“Wait,”",
            QuoteKind::Direct,
            Some("the clerk"),
            950,
            mention("the clerk", SourceKind::Nominal),
        )
        .quote_with(
            1,
            "“No,”",
            QuoteKind::Direct,
            Some("the clerk"),
            400,
            mention("she", SourceKind::Pronoun),
        )
        .quote_with(2, "“Go!”", QuoteKind::Direct, Some("the clerk"), 950, mention("Moll", named))
        .quote_with(2, "“Run,”", QuoteKind::Direct, None, 950, mention("the clerk", SourceKind::Nominal))
        .alias("Ida Moll", "Moll again")
        .done()
    }

    fn of(p: &Project, q: u32, by: Alike) -> AlikeFound {
        alike(p, QuoteId(q), by, &Progress::default()).unwrap()
    }

    #[test]
    fn a_name_holds_everywhere_a_description_in_its_document_a_pronoun_nowhere() {
        let p = sample();
        assert_eq!(of(&p, 1, Alike::Mention).conflicts, [QuoteId(5)], "the engine is sure of the clerk");
        assert!(of(&p, 3, Alike::Mention).is_empty(), "the other clerk is in another document");
        assert!(of(&p, 4, Alike::Mention).is_empty());
    }

    #[test]
    fn the_same_words_and_the_same_alias() {
        let p = sample();
        assert_eq!(of(&p, 1, Alike::Words).conflicts, [QuoteId(5)], "marks and stops do not count");
        assert_eq!(of(&p, 1, Alike::Alias).plain, [QuoteId(2)]);
    }

    #[test]
    fn decided_ones_stand_apart() {
        let mut p = sample();
        let doc = std::sync::Arc::make_mut(p.docs.get_mut(&super::super::DocId(2)).unwrap());
        let q = std::sync::Arc::make_mut(doc.quotes.get_mut(&QuoteId(5)).unwrap());
        q.status = Status::Accepted;
        assert_eq!(of(&p, 1, Alike::Mention).decided, [QuoteId(5)]);
    }
}
