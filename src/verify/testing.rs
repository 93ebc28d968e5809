//! Comparisons for the tests of this layer.

use super::{Index, Quoted, SourceMaterial, Style, compare};
use crate::analysis::Progress;
use crate::model::{Comparison, DocId};
use crate::text::{SourceText, Span, Spans};

/// Text that holds small and frequent words, so that a source of one sentence is not all there is.
const BESIDE: &str = "\n\nThe dock and the mill were for sale. In the town the people said that it was a good day for the boats, \
    and that the boards of the old ships were on the quay. We have seen them, and they will be there for some time.";

/// Compares `draft`, whose marked parts are one quotation, with the one source `source`.
pub(super) fn compare_words(source: &str, draft: &str, style: &Style) -> Comparison {
    let text = SourceText::new(format!("{source}{BESIDE}"));
    let sources = vec![SourceMaterial::new(DocId(1), text)];
    let index = Index::build(sources, &Progress::default()).unwrap();
    let draft = SourceText::new(draft);
    let content = super::marked::parts(&draft, &Spans::one(Span::between(0, draft.len())).unwrap()).unwrap();
    let quoted =
        Quoted { text: &draft, content: &content, mixed: false, speaker: &[], lang: "en", except: None };
    compare(&quoted, &index, style)
}
