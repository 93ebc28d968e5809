//! One annotated document, read by the program's own tokeniser.

use crate::analysis::layout::Layout;
use crate::analysis::quotes;
use crate::analysis::sentence::{Sentences, split};
use crate::analysis::tag::Tag;
use crate::analysis::token::{Tokens, tokenise};
use crate::lang::LanguageProfile;
use crate::text::{SourceText, Span};

/// An attribution as the corpus marks it, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldRelation {
    /// The words.
    pub content: Vec<Span>,
    /// The words that report.
    pub cue: Vec<Span>,
    /// The words that name the source.
    pub source: Vec<Span>,
    /// Whether all of its words are in marks.
    pub is_direct: bool,
}

/// The part of the lessons that the document named `id` belongs to: what is learned from the other parts is tried on it.
pub fn fold_of(id: &str) -> u32 {
    crate::text::fold_hash(id) / 7 % 100 % super::relations::FOLDS
}

/// A document to learn from.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Its name; a hash of it decides whether it is held out.
    pub id: String,
    /// Its text.
    pub text: SourceText,
    /// Its tokens.
    pub tokens: Tokens,
    /// Its sentences.
    pub sentences: Sentences,
    /// Marked regions, in order.
    pub regions: Vec<Span>,
    /// The corpus's word class of each token, where it has one.
    pub gold_tags: Vec<Option<Tag>>,
    /// Attributions; empty where the corpus has none or not all.
    pub relations: Vec<GoldRelation>,
}

impl Lesson {
    /// Reads `text`. `tags` are (start, end, Penn tag) in bytes, in order.
    pub fn new(
        id: String,
        text: String,
        tags: &[(u32, u32, String)],
        relations: Vec<GoldRelation>,
        profile: &LanguageProfile,
    ) -> Self {
        let text = SourceText::new(text);
        let mut tokens = tokenise(text.as_str());
        let layout = Layout::new(text.as_str());
        if layout.wrapped {
            tokens.join_lines();
        }
        let sentences = split(&tokens, profile, layout.wrapped);
        let found = quotes::find(text.as_str(), &layout, profile, None);
        let regions = found.all.iter().filter(|r| r.parent.is_none()).map(|r| r.span).collect();
        let mut gold_tags = Vec::with_capacity(tokens.len());
        let mut at = 0;
        for i in 0..tokens.len() {
            let start = tokens.start(i);
            while tags.get(at).is_some_and(|t| t.1 <= start) {
                at += 1;
            }
            let here = tags.get(at).filter(|t| t.0 <= start && start < t.1);
            gold_tags.push(here.and_then(|t| Tag::from_penn(&t.2)));
        }
        Self { id, text, tokens, sentences, regions, gold_tags, relations }
    }

    /// The part of the lessons that it belongs to.
    pub fn fold(&self) -> u32 {
        fold_of(&self.id)
    }
}
