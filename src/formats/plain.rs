//! Plain text and Markdown: the text of the document is what the file holds, character by character.

use super::transcript::turns_of;
use super::{FormatError, Imported, Importer, Likelihood, heading};
use crate::analysis::Progress;
use crate::model::DocumentOrigin;
use crate::model::edit::ImportedDocument;
use crate::text::decode::Decoded;
use crate::text::{SourceText, TextHash, decode};
use std::sync::Arc;

/// Text without any markup. What no other format claims is read as such, or refused by [`decode`] with the reason.
pub(super) struct PlainText;

/// Markdown. Its source is the text, so that every position is one of the file.
pub(super) struct Markdown;

impl Importer for PlainText {
    fn id(&self) -> &'static str {
        "text"
    }

    fn name(&self) -> &'static str {
        "Plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn sniff(&self, _head: &[u8], name: &str) -> Likelihood {
        if heading::has_extension(name, self.extensions()) { Likelihood::Named } else { Likelihood::Possible }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let decoded = decode(bytes)?;
        if decoded.text.trim_start().starts_with("<?xml") {
            return Err(FormatError::Malformed("it is XML, which is not read; save it as text".into()));
        }
        Ok(Imported::one(of_text(bytes, decoded, name, self.id())))
    }
}

impl Importer for Markdown {
    fn id(&self) -> &'static str {
        "markdown"
    }

    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown", "mdown"]
    }

    fn sniff(&self, _head: &[u8], name: &str) -> Likelihood {
        if heading::has_extension(name, self.extensions()) { Likelihood::Named } else { Likelihood::No }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        Ok(Imported::one(of_text(bytes, decode(bytes)?, name, self.id())))
    }
}

/// The document of a file with those bytes whose words are `decoded`; who speaks where, if it is a text of turns.
pub(super) fn of_text(bytes: &[u8], decoded: Decoded, name: &str, format: &str) -> ImportedDocument {
    let (title, key) = (heading::title(&decoded.text, name), heading::key(name));
    ImportedDocument {
        bytes: Some(Arc::from(bytes)),
        origin: DocumentOrigin {
            name: name.to_owned(),
            path: None,
            bytes: Some(TextHash::of(bytes)),
            encoding: decoded.encoding.to_owned(),
            notes: decoded.notes,
        },
        format: format.to_owned(),
        track: turns_of(&decoded.text).map(Arc::new),
        ..ImportedDocument::new(SourceText::new(decoded.text), title, key)
    }
}

/// A document of words that were pasted or dropped. Its line ends become `\n`.
pub fn pasted(title: &str, words: &str) -> Result<ImportedDocument, FormatError> {
    let mut document = of_text(&[], decode(words.as_bytes())?, title, "text");
    document.bytes = None;
    document.origin.bytes = None;
    document.key = heading::key(&title.replace(['/', '\\', '.'], "-"));
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{import, sniff};

    #[test]
    fn the_text_is_the_file() {
        let bytes = b"\xEF\xBB\xBFA bridge opens\r\n\r\n\x22Good,\x22 said Ada Lund.\r\n";
        let all = import(bytes, "bridge.md", &Progress::default()).unwrap();
        let [doc] = all.documents.as_slice() else { unreachable!() };
        assert_eq!(doc.text.text().unwrap().as_str(), "A bridge opens\n\n\"Good,\" said Ada Lund.\n");
        assert_eq!(
            (doc.title.as_str(), doc.key.as_str(), doc.format.as_str()),
            ("A bridge opens", "bridge", "markdown")
        );
        assert_eq!(doc.origin.bytes, Some(TextHash::of(bytes)));
        assert_eq!(doc.bytes.as_deref(), Some(bytes.as_slice()));
        assert_eq!(doc.origin.notes.len(), 2);
    }

    #[test]
    fn what_no_format_claims_is_read_as_text_or_refused() {
        assert_eq!(sniff(b"words", "notes").id(), "text");
        let refused = import(b"%PDF-1.4", "a.pdf", &Progress::default()).unwrap_err();
        assert_eq!(refused.to_string(), "it is not a text: it is a PDF");
        let refused =
            import(b"\n<?xml version=\"1.0\"?><p>Words</p>", "a.xml", &Progress::default()).unwrap_err();
        assert_eq!(refused.to_string(), "it is XML, which is not read; save it as text");
    }

    #[test]
    fn pasted_words_have_no_bytes() {
        let doc = pasted("From the clipboard 1/2", "“Yes.”\r\n").unwrap();
        assert_eq!(
            (doc.text.text().unwrap().as_str(), doc.key.as_str()),
            ("“Yes.”\n", "From the clipboard 1-2")
        );
        assert_eq!(doc.origin.bytes, None);
    }
}
