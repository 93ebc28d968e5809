//! Word documents (`.docx`, Office Open XML, ECMA-376): the text of the body, paragraph by paragraph.
//!
//! Read are words, tabs, line ends and hyphens that do not break; insertions that were tracked are in, deletions are not, as
//! the document is seen with all changes accepted. Of two versions of a drawing the first counts. Headers, footers, notes and
//! comments stay out, and that is said. No part may unpack to more than a document may have, and no entity is ever expanded.

use super::plain::of_text;
use super::{FormatError, Imported, Importer, Likelihood, Problem, archive, heading};
use crate::analysis::Progress;
use crate::text::decode::{self, Decoded};

/// Word.
pub(super) struct Word;

const BODY: &str = "word/document.xml";

impl Importer for Word {
    fn id(&self) -> &'static str {
        "docx"
    }

    fn name(&self) -> &'static str {
        "Word document"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["docx"]
    }

    fn sniff(&self, head: &[u8], name: &str) -> Likelihood {
        let zip = head.starts_with(b"PK\x03\x04");
        if zip && heading::has_extension(name, self.extensions()) { Likelihood::Sure } else { Likelihood::No }
    }

    fn import(&self, bytes: &[u8], name: &str, _progress: &Progress) -> Result<Imported, FormatError> {
        let malformed = |why: &str| FormatError::Malformed(why.to_owned());
        let body = archive::part(bytes, BODY, decode::LIMIT).ok_or_else(|| {
            malformed("it is no whole Word document, or one that is too large when unpacked")
        })?;
        let xml = String::from_utf8(body).map_err(|_| malformed("its text is not in UTF-8"))?;
        let text = text_of(&xml)?;
        if text.trim().is_empty() {
            return Err(malformed("there are no words in it"));
        }
        let notes = ["word/footnotes.xml", "word/endnotes.xml"];
        let has = |part: &&str| {
            let xml = archive::part(bytes, part, decode::LIMIT).and_then(|b| String::from_utf8(b).ok());
            xml.and_then(|x| text_of(&x).ok()).is_some_and(|t| !t.trim().is_empty())
        };
        let problems = if notes.iter().any(has) {
            vec![Problem { line: None, what: "Its footnotes or endnotes are left out.".into() }]
        } else {
            Vec::new()
        };
        let notes = vec!["The text of the body, with tracked changes accepted.".into()];
        let decoded = Decoded { text, encoding: "UTF-8", notes, replaced: 0 };
        let document = of_text(bytes, decoded, name, self.id());
        Ok(Imported { documents: vec![document], problems })
    }
}

/// The words of a part. Tags are read in a line, without a tree: depth costs nothing.
fn text_of(xml: &str) -> Result<String, FormatError> {
    let mut out = String::with_capacity(xml.len() / 4);
    let mut rest = xml;
    // Inside a run's words; inside something whose words do not count, and how deep.
    let (mut in_words, mut skipped) = (false, 0_u32);
    while let Some((words, tag)) = rest.split_once('<') {
        if in_words && skipped == 0 {
            unescape(words, &mut out);
        }
        if tag.starts_with("!DOCTYPE") {
            return Err(FormatError::Malformed("it declares entities, which no Word document does".into()));
        }
        let Some((tag, after)) = tag.split_once('>') else { break };
        rest = after;
        let closes = tag.starts_with('/');
        let alone = tag.ends_with('/');
        let name = tag.trim_start_matches('/').split([' ', '/', '\t', '\n', '\r']).next().unwrap_or_default();
        match name {
            "w:t" => in_words = !closes && !alone,
            "w:del" | "w:moveFrom" | "mc:Fallback" if closes => skipped = skipped.saturating_sub(1),
            "w:del" | "w:moveFrom" | "mc:Fallback" if !alone => skipped += 1,
            _ if skipped > 0 => {}
            "w:tab" if !closes => out.push('\t'),
            "w:br" | "w:cr" if !closes => out.push('\n'),
            "w:noBreakHyphen" if !closes => out.push('\u{2011}'),
            "w:p" if closes => paragraph(&mut out),
            _ => {}
        }
    }
    Ok(out.trim_end().to_owned() + "\n")
}

/// Ends a paragraph: an empty line parts it from the next.
fn paragraph(out: &mut String) {
    let kept = out.trim_end_matches([' ', '\t']).len();
    out.truncate(kept);
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
    }
}

/// Adds `words` with the five entities of XML and numbers of characters read; any other stays as it is written.
fn unescape(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let read = after.split_once(';').and_then(|(name, tail)| Some((entity(name)?, tail)));
        if let Some((c, tail)) = read {
            out.push(c);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::import;
    use crate::text::TextHash;

    fn docx(body: &str) -> Vec<u8> {
        let xml =
            format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"x\"><w:body>{body}</w:body></w:document>");
        archive::pack(&[("[Content_Types].xml", b"<Types/>"), (BODY, xml.as_bytes())]).unwrap()
    }

    fn refusal(bytes: &[u8]) -> String {
        import(bytes, "draft.docx", &Progress::default()).unwrap_err().to_string()
    }

    #[test]
    fn paragraphs_runs_and_tracked_changes() {
        let bytes = docx(
            "<w:p><w:r><w:t>The weir</w:t></w:r></w:p><w:p/><w:p><w:pPr><w:t/></w:pPr><w:r><w:t xml:space=\"preserve\">“It \
             </w:t></w:r><w:del><w:r><w:t>holds</w:t></w:r></w:del><w:ins><w:r><w:t>stays</w:t></w:r></w:ins><w:r><w:t>,” \
             said A &amp; B&#8212;&unknown;</w:t><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t></w:r></w:p>\
             <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>once</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r>\
             <w:t>once</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent><w:instrText>PAGE</w:instrText>",
        );
        let read = import(&bytes, "draft.docx", &Progress::default()).unwrap();
        let doc = &read.documents[0];
        assert_eq!(
            doc.text.text().unwrap().as_str(),
            "The weir\n\n“It stays,” said A & B—&unknown;\tx\ny\n\nonce\n"
        );
        assert_eq!((doc.title.as_str(), doc.format.as_str()), ("The weir", "docx"));
        assert_eq!(doc.origin.bytes, Some(TextHash::of(&bytes)));
    }

    #[test]
    fn hostile_and_broken_ones_end_in_a_message() {
        let bomb = docx(&"<w:p><w:r><w:t>0</w:t></w:r></w:p>".repeat(2_100_000));
        assert!(bomb.len() < 1 << 20);
        assert!(refusal(&bomb).contains("too large when unpacked"));
        let whole = docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>");
        assert!(refusal(&whole[..60]).contains("no whole Word document"));
        assert_eq!(refusal(&docx("<w:p/>")), "there are no words in it");
        assert!(refusal(&docx("<!DOCTYPE x [<!ENTITY a \"b\">]><w:p/>")).contains("declares entities"));
        let deep = "<w:p>".repeat(200_000) + "<w:r><w:t>deep</w:t></w:r>";
        assert_eq!(import(&docx(&deep), "d.docx", &Progress::default()).unwrap().documents.len(), 1);
    }
}
