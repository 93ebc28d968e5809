//! Searching the texts of a project, in pieces or as a whole, beside the window.

use crate::analysis::Progress;
use crate::model::{DocId, Project};
use crate::text::{Needle, SourceText, Span, shortened};

/// Most places that one search keeps; the rest is counted.
pub const KEEP: usize = 2_000;

/// Characters of text on either side of a place, for a list.
const AROUND: usize = 48;

/// Where words were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// In which document.
    pub doc: DocId,
    /// Where.
    pub at: Span,
    /// The words before it, from one line's worth of text.
    pub before: String,
    /// The words themselves.
    pub words: String,
    /// The words after it.
    pub after: String,
}

/// All places where words were found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hits {
    /// In reading order, documents in the project's order; at most [`KEEP`].
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub count: usize,
    /// In how many documents.
    pub docs: usize,
}

impl Hits {
    /// The first place at or after byte `at` of `doc`, then the first of all.
    pub fn from(&self, doc: DocId, at: u32) -> usize {
        let i = self.hits.partition_point(|h| (h.doc, h.at.start()) < (doc, at));
        if i < self.hits.len() { i } else { 0 }
    }
}

/// Looks for `typed` in `project`, or in the one document `within`. `None` when `progress` was cancelled.
///
/// Time is linear in the texts; [`Progress`] counts documents.
pub fn search(project: &Project, typed: &str, within: Option<DocId>, progress: &Progress) -> Option<Hits> {
    let mut out = Hits::default();
    let Some(needle) = Needle::new(typed) else { return Some(out) };
    let of = project.docs.len() as u32;
    for (done, (&id, doc)) in (0_u32..).zip(&project.docs) {
        progress.set(done, of);
        if progress.is_cancelled() {
            return None;
        }
        let Some(text) = doc.text.as_ref().filter(|_| within.is_none_or(|w| w == id)) else { continue };
        let before = out.count;
        for at in needle.all_in(text.as_str()) {
            out.count += 1;
            if out.hits.len() < KEEP {
                out.hits.push(hit(id, text, at));
            }
            if out.count % 4096 == 0 && progress.is_cancelled() {
                return None;
            }
        }
        out.docs += usize::from(out.count > before);
    }
    Some(out)
}

fn hit(doc: DocId, text: &SourceText, at: Span) -> Hit {
    let all = text.as_str();
    let head = all.get(..at.start() as usize).unwrap_or_default();
    let tail = all.get(at.end() as usize..).unwrap_or_default();
    let from = head.char_indices().rev().take(AROUND).last().map_or(head.len(), |(i, _)| i);
    let to = tail.char_indices().nth(AROUND).map_or(tail.len(), |(i, _)| i);
    let line = |s: &str| s.replace(['\n', '\r', '\t'], " ");
    Hit {
        doc,
        at,
        before: line(head.get(from..).unwrap_or_default()),
        words: shortened(text.slice(at), 200),
        after: line(tail.get(..to).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::project;

    #[test]
    fn hits_come_in_reading_order_with_their_surroundings() {
        let p =
            project(&[("A", "The ferry left.\nA ferry came."), ("B", "No boat."), ("C", "Ferry!")]).done();
        let found = search(&p, "ferry", None, &Progress::default()).unwrap();
        assert_eq!((found.count, found.docs), (3, 2));
        assert_eq!(
            (found.hits[1].before.as_str(), found.hits[1].after.as_str()),
            ("The ferry left. A ", " came.")
        );
        assert_eq!(found.from(DocId(1), 10), 1);
        assert_eq!(found.from(DocId(3), 3), 0, "past the last it begins again");
        let within = search(&p, "ferry", Some(DocId(3)), &Progress::default()).unwrap();
        assert_eq!(within.hits[0].at, Span::between(0, 5));
    }

    #[test]
    fn a_common_letter_in_a_long_text_keeps_a_bounded_list() {
        let p = project(&[("A", &"äe ".repeat(10_000))]).done();
        let found = search(&p, "e", None, &Progress::default()).unwrap();
        assert_eq!((found.count, found.hits.len()), (10_000, KEEP));
        assert_eq!(search(&p, "  ", None, &Progress::default()).unwrap(), Hits::default());
        let stop = Progress::default();
        stop.cancel();
        assert!(search(&p, "e", None, &stop).is_none());
    }
}
