//! Web pages: the article, not what stands around it.
//!
//! A page is read into blocks ([`blocks`]), and of these the article is kept ([`article`]): the part that holds most of the prose, without
//! navigation, boxes of other articles and lists of links. Tags are told apart by `html5gum`, which follows the WHATWG's rules for
//! tokens. Nothing is fetched, nothing is run, and nothing is expanded but the characters that HTML has names for.

mod article;
mod blocks;

use super::plain::of_text;
use super::{FormatError, Imported, Importer, Likelihood, heading};
use crate::analysis::Progress;
use crate::text::decode;
use crate::text::decode::{Decoded, decode_as};

/// A web page.
pub(super) struct WebPage;

impl Importer for WebPage {
    fn id(&self) -> &'static str {
        "html"
    }

    fn name(&self) -> &'static str {
        "Web page"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        let head = head.trim_ascii_start().get(..14.min(head.trim_ascii_start().len())).unwrap_or_default();
        let starts = |with: &[u8]| head.get(..with.len()).is_some_and(|h| h.eq_ignore_ascii_case(with));
        if starts(b"<!doctype html") || starts(b"<html") {
            Likelihood::Sure
        } else if heading::has_extension(name, self.extensions()) {
            Likelihood::Named
        } else {
            Likelihood::No
        }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let mut decoded = decoded(bytes)?;
        let page = blocks::blocks(&decoded.text);
        let text = article::text(&page);
        if text.trim().is_empty() {
            return Err(FormatError::Malformed("there are no words in it".into()));
        }
        decoded.notes.push("The article of the page, without what stands around it.".to_owned());
        let meta = |keys: &[&str]| keys.iter().find_map(|k| page.meta.get(*k)).filter(|v| !v.is_empty());
        let about = [
            ("author", meta(&["author", "article:author", "byl", "parsely-author"])),
            ("published", meta(&["article:published_time", "date", "datepublished", "pubdate"])),
            ("url", meta(&["og:url"])),
        ];
        let mut document = of_text(bytes, Decoded { text, ..decoded }, name, self.id());
        document.meta = about.into_iter().filter_map(|(k, v)| Some((k.to_owned(), v?.clone()))).collect();
        // A page without a heading is called what its head calls it.
        if !page.title.trim().is_empty() && page.blocks.iter().all(|b| b.kind != blocks::Kind::Title) {
            document.title = heading::title(&page.title, name);
        }
        Ok(Imported::one(document))
    }
}

/// The text of a page. Where its bytes are not UTF-8, what the page says of itself goes before a guess.
fn decoded(bytes: &[u8]) -> Result<Decoded, FormatError> {
    let plain = decode(bytes)?;
    let head =
        String::from_utf8_lossy(bytes.get(..bytes.len().min(1024)).unwrap_or_default()).to_ascii_lowercase();
    let named = head.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))
            .next()
            .unwrap_or_default()
            .to_owned()
    });
    let guessed = plain.notes.iter().any(|n| n.contains("guess"));
    match named.filter(|_| guessed).and_then(|label| decode_as(bytes, &label).ok()) {
        Some(told) if !told.is_lossy() => {
            Ok(Decoded { notes: vec!["The encoding is the one that the page names.".to_owned()], ..told })
        }
        _ => Ok(plain),
    }
}

#[cfg(test)]
mod tests;
