//! Reads a report back: every line of every text, and every word under every mark.

use crate::formats::{ExportView, FormatError};
use crate::text::SourceText;
use std::collections::BTreeMap;

/// What stands in one article of a report.
#[derive(Default)]
struct Article {
    /// Key of its document.
    key: String,
    /// The words of each line.
    lines: Vec<String>,
    /// The words under the marks of each quotation, run together.
    marked: BTreeMap<String, String>,
}

/// Compares the report in `bytes` with what it was made of.
pub(super) fn verify(bytes: &[u8], view: &ExportView<'_>) -> Result<(), FormatError> {
    let differs = FormatError::NotAsWritten;
    let html = std::str::from_utf8(bytes).map_err(|e| differs(e.to_string()))?;
    let mut articles =
        html.split("<article ").skip(1).map(|a| article(a.split("</article>").next().unwrap_or_default()));
    for (doc, text) in view.readable() {
        let name = &doc.document.title;
        let article = articles.next().ok_or_else(|| differs(format!("“{name}” is missing")))?;
        let lines = shown(text).split('\n').filter(|l| !l.trim().is_empty()).eq(article.lines.iter());
        if article.key != doc.document.key || !lines {
            return Err(differs(format!("the text of “{name}”")));
        }
        let mut marked = article.marked;
        for q in view.quotes(doc) {
            let words: String = q.content.iter().map(|s| text.slice(s)).collect();
            let words = without_blank_lines(&words.replace('\0', "\u{FFFD}"));
            if without_blank_lines(&marked.remove(&q.id.to_string()).unwrap_or_default()) != words {
                return Err(differs(format!("quotation {} of “{name}”", q.id)));
            }
        }
        if !marked.is_empty() {
            return Err(differs(format!("a mark of “{name}” is of no quotation")));
        }
    }
    if articles.next().is_some() { Err(differs("there are more texts".into())) } else { Ok(()) }
}

/// The text as HTML can hold it.
fn shown(text: &SourceText) -> String {
    text.as_str().replace('\0', "\u{FFFD}")
}

/// Blanks at line ends tell nothing here: a line of blanks alone is not shown.
fn without_blank_lines(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}

fn article(html: &str) -> Article {
    let (head, body) = html.split_once('>').unwrap_or((html, ""));
    let mut out = Article { key: attribute(head, "data-doc"), ..Article::default() };
    for line in body.split("<p dir=\"auto\">").skip(1) {
        let line = line.split("</p>").next().unwrap_or_default();
        let (mut words, mut under) = (String::new(), Vec::new());
        for part in line.split('<') {
            // What stands before the first tag has none.
            let (tag, shown) = part.split_once('>').unwrap_or(("", part));
            let shown = plain(shown);
            if tag.starts_with("mark ") {
                under = attribute(tag, "data-q").split(' ').map(str::to_owned).collect();
            } else if tag == "/mark" {
                under.clear();
            }
            for id in &under {
                out.marked.entry(id.clone()).or_default().push_str(&shown);
            }
            words.push_str(&shown);
        }
        out.lines.push(words);
    }
    out
}

fn attribute(tag: &str, name: &str) -> String {
    let value = tag.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
    plain(value.map_or("", |(v, _)| v))
}

fn plain(html: &str) -> String {
    let text = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&#13;", "\r").replace("&amp;", "&")
}
