//! Marking words: a quotation, its cue, its source mention, further fragments, other bounds.

use super::App;
use super::reader::words;
use super::view_state::Toast;
use crate::app::Command;
use crate::model::{Edit, Item, Quotation, QuoteId};
use crate::text::{SourceText, Span, Spans};
use std::sync::Arc;

impl App {
    /// A command that marks words or changes the bounds of the selected quotation.
    pub(super) fn mark_command(&mut self, command: Command) {
        let Some(doc) = self.view.selection.doc else { return };
        let Some(text) = self.open.project.doc(doc).and_then(|d| d.text.clone()) else {
            self.view.toast = Some(Toast::note("The text of this document is not there."));
            return;
        };
        let marked = self.selected_span(&text);
        if command == Command::MarkQuotation {
            let Some(span) = marked.and_then(Spans::one) else { return };
            self.waiting.select_new = Some((doc, span.start()));
            let kind = words::kind_of(text.slice(span.hull()));
            self.view.selection.words = None;
            self.commit(vec![Edit::AddQuotation(doc, span, kind)], Some(Item::Document(doc)), false);
            return;
        }
        let Some(quote) = self.view.selection.quote.and_then(|q| self.open.project.quote(q)).cloned() else {
            return;
        };
        let edits = match command {
            Command::MarkCue => {
                toggled(marked, quote.attribution.cue.as_ref(), |s| Edit::SetCue(quote.id, s))
            }
            Command::MarkSource => {
                toggled(marked, quote.attribution.source.as_ref(), |s| Edit::SetSource(quote.id, s))
            }
            Command::AddFragment => with_fragment(&quote, marked),
            Command::RemoveFragment => without(&quote, marked).map(|s| vec![Edit::SetContent(quote.id, s)]),
            Command::SplitQuotation => split(&text, &quote, marked),
            Command::MergeQuotations => self.merge(&quote),
            _ => moved(&text, &quote, command).map(|s| vec![Edit::SetContent(quote.id, s)]),
        };
        match edits {
            Some(edits) => {
                if marked.is_some() {
                    self.view.selection.words = None;
                }
                self.commit(edits, Some(Item::Quotation(quote.id)), false);
            }
            None => self.view.toast = Some(Toast::note("There is nothing to change there.")),
        }
    }

    /// The selected words, without white space at their ends.
    fn selected_span(&self, text: &SourceText) -> Option<Span> {
        let (a, b) = self.view.selection.words?;
        words::trimmed(text, Span::between(a, b))
    }

    /// The selected quotations, or this one and the next of its document.
    fn merge(&self, quote: &Arc<Quotation>) -> Option<Vec<Edit>> {
        let many: Vec<QuoteId> = self.view.selection.many.iter().copied().collect();
        if many.len() > 1 {
            return Some(vec![Edit::MergeQuotations(many)]);
        }
        let doc = self.index.doc(quote.doc)?;
        let next = doc.order.get(doc.position(quote.id)? + 1)?;
        Some(vec![Edit::MergeQuotations(vec![quote.id, next.id])])
    }

    /// Selected words, or those of the selected quotation, for the clipboard.
    pub(super) fn words_to_copy(&self) -> Option<String> {
        let text = self.open.project.doc(self.view.selection.doc?)?.text.as_ref()?;
        if let Some((a, b)) = self.view.selection.words.filter(|(a, b)| a != b) {
            return Some(text.slice(Span::between(a, b)).to_owned());
        }
        let quote = self.open.project.quote(self.view.selection.quote?)?;
        Some(text.words_of(&quote.content))
    }
}

/// The content with the marked words as a further fragment.
fn with_fragment(quote: &Quotation, marked: Option<Span>) -> Option<Vec<Edit>> {
    let more = Spans::one(marked?)?;
    Some(vec![Edit::SetContent(quote.id, quote.content.union(&more))])
}

/// The edit that `set` makes of the marked words, or of nothing where they are marked already: the same key takes a mark away.
fn toggled(
    marked: Option<Span>,
    now: Option<&Spans>,
    set: impl FnOnce(Option<Spans>) -> Edit,
) -> Option<Vec<Edit>> {
    let marked = Spans::one(marked?)?;
    Some(vec![set((now != Some(&marked)).then_some(marked))])
}

/// The content without the marked words; `None` where nothing or all of it would go.
fn without(quote: &Quotation, marked: Option<Span>) -> Option<Spans> {
    let marked = marked?;
    let left = quote.content.iter().flat_map(|s| {
        let head = Span::new(s.start(), s.end().min(marked.start()).max(s.start()));
        let tail = Span::new(s.start().max(marked.end()).min(s.end()), s.end());
        if s.overlaps(marked) { [head, tail] } else { [Some(s), None] }
    });
    let left = Spans::new(left.flatten())?;
    (left != quote.content).then_some(left)
}

/// Splits after the fragment before the marked words, at the marked words inside a fragment, or after the first fragment.
fn split(text: &SourceText, quote: &Quotation, marked: Option<Span>) -> Option<Vec<Edit>> {
    let Some(marked) = marked else {
        return (quote.content.count() > 1).then(|| vec![Edit::SplitQuotation(quote.id, 0)]);
    };
    let inside = quote.content.iter().position(|s| s.start() < marked.start() && marked.start() < s.end());
    if let Some(n) = inside {
        // Two fragments first, parted before the marked words; then the rest becomes a quotation of its own, which keeps the
        // speaker, the cue and the mention. In the middle of a word there is no place to part them.
        let cut = quote.content.iter().nth(n)?;
        let head = words::trimmed(text, Span::new(cut.start(), marked.start())?)?;
        let tail = Span::new(marked.start(), cut.end())?;
        let parted = quote.content.iter().filter(|s| *s != cut).chain([head, tail]);
        let parted = Spans::new(parted).filter(|p| p.count() > quote.content.count())?;
        return Some(vec![Edit::SetContent(quote.id, parted), Edit::SplitQuotation(quote.id, n)]);
    }
    let before = quote.content.iter().filter(|s| s.end() <= marked.start()).count();
    (before > 0 && before < quote.content.count()).then(|| vec![Edit::SplitQuotation(quote.id, before - 1)])
}

/// The content with its first or last bound moved by a word.
fn moved(text: &SourceText, quote: &Quotation, command: Command) -> Option<Spans> {
    let mut all: Vec<Span> = quote.content.iter().collect();
    match command {
        Command::EndFurther | Command::EndEarlier => {
            let last = all.last_mut()?;
            let further = command == Command::EndFurther;
            let end = if further {
                words::end_of_next(text, last.end())
            } else {
                words::end_of_previous(text, last.end())
            }?;
            *last = Span::new(last.start(), end).filter(|s| !s.is_empty())?;
        }
        _ => {
            let first = all.first_mut()?;
            let earlier = command == Command::StartEarlier;
            let start = if earlier {
                words::start_of_previous(text, first.start())
            } else {
                words::start_of_next(text, first.start())
            }?;
            *first = Span::new(start, first.end()).filter(|s| !s.is_empty())?;
        }
    }
    Spans::new(all).filter(|s| *s != quote.content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gui::sample;
    use crate::model::QuoteKind;

    fn quote(spans: &[(u32, u32)]) -> Quotation {
        let project = sample::project();
        let mut q = (**project.quotes().next().unwrap()).clone();
        q.content = Spans::new(spans.iter().map(|&(a, b)| Span::between(a, b))).unwrap();
        q.kind = QuoteKind::Direct;
        q
    }

    #[test]
    fn bounds_move_by_a_word() {
        let text = SourceText::new("He said it was late, and left.");
        let q = quote(&[(8, 14)]);
        let ends = |c| moved(&text, &q, c).map(|s| text.words_of(&s));
        assert_eq!(ends(Command::EndFurther).as_deref(), Some("it was late"));
        assert_eq!(ends(Command::EndEarlier).as_deref(), Some("it"));
        assert_eq!(ends(Command::StartEarlier).as_deref(), Some("said it was"));
        assert_eq!(ends(Command::StartLater).as_deref(), Some("was"));
    }

    #[test]
    fn words_are_taken_out_of_the_middle() {
        let q = quote(&[(0, 20)]);
        let left = without(&q, Some(Span::between(5, 9))).unwrap();
        assert_eq!(left.as_slice(), [Span::between(0, 5), Span::between(9, 20)]);
        assert_eq!(without(&q, Some(Span::between(30, 40))), None);
    }

    #[test]
    fn a_split_without_words_parts_the_first_fragment_off() {
        let text = SourceText::new("He was late and he knew it well.");
        let split = |q: &Quotation, marked| split(&text, q, marked);
        assert!(split(&quote(&[(0, 5)]), None).is_none());
        assert!(matches!(split(&quote(&[(0, 5), (9, 12)]), None).unwrap()[..], [Edit::SplitQuotation(_, 0)]));
        let at = split(&quote(&[(0, 5), (9, 12), (20, 30)]), Some(Span::between(15, 16))).unwrap();
        assert!(matches!(at[..], [Edit::SplitQuotation(_, 1)]));
    }

    #[test]
    fn a_split_inside_a_fragment_parts_it_before_the_marked_words() {
        let text = SourceText::new("He was late and he knew it well.");
        let at = split(&text, &quote(&[(0, 11), (16, 31)]), Some(Span::between(7, 11))).unwrap();
        let [Edit::SetContent(_, parted), Edit::SplitQuotation(_, 0)] = &at[..] else { panic!("{at:?}") };
        assert_eq!(parted.as_slice(), [Span::between(0, 6), Span::between(7, 11), Span::between(16, 31)]);
        let middle = split(&text, &quote(&[(0, 11)]), Some(Span::between(9, 11)));
        assert!(middle.is_none(), "in the middle of a word");
    }

    #[test]
    fn marking_the_same_words_again_takes_the_mark_away() {
        let words = Span::between(3, 7);
        let set = |s| Edit::SetCue(crate::model::QuoteId(1), s);
        let once = toggled(Some(words), None, set).unwrap();
        assert!(matches!(&once[..], [Edit::SetCue(_, Some(s))] if s.hull() == words));
        let again = toggled(Some(words), Spans::one(words).as_ref(), set).unwrap();
        assert!(matches!(again[..], [Edit::SetCue(_, None)]));
    }
}
