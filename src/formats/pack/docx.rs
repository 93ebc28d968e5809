//! A draft as a Word document (Office Open XML, ECMA-376) with a comment at every quotation: what the comparison showed and
//! what was signed. Opens in LibreOffice and in Word.

use super::page::facts;
use super::record::{Record, Row};
use super::words;
use crate::formats::{FormatError, archive};
use crate::text::{SourceText, Span, Spans};
use std::fmt::Write as _;

/// The largest part that is read back.
const LIMIT: usize = 512 << 20;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;

const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Note"><w:name w:val="Pack note"/><w:basedOn w:val="Normal"/><w:rPr><w:i/><w:color w:val="595959"/></w:rPr></w:style></w:styles>"#;

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A comment: its number, its row, and the bytes that it is about.
struct Comment<'a> {
    id: usize,
    row: &'a Row,
    at: Span,
}

/// The document of a draft: its text with the comments of `rows`, whose spans are given in bytes.
pub(super) fn docx(
    record: &Record,
    text: &SourceText,
    rows: &[(&Row, Spans)],
) -> Result<Vec<u8>, FormatError> {
    let comments: Vec<Comment<'_>> =
        rows.iter().enumerate().map(|(id, (row, spans))| Comment { id, row, at: spans.hull() }).collect();
    let (notes, document) = (comments_xml(record, &comments), document_xml(record, text, &comments));
    archive::pack(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/_rels/document.xml.rels", PARTS.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/comments.xml", notes.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn comments_xml(record: &Record, comments: &[Comment<'_>]) -> String {
    let mut out = format!("{HEAD}<w:comments {W}>");
    let date = record.made.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    for c in comments {
        _ = write!(out, r#"<w:comment w:id="{}" w:author="Sayso" w:date="{date}" w:initials="S">"#, c.id);
        for line in comment_lines(record, c.row) {
            paragraph(&mut out, None, &line);
        }
        out.push_str("</w:comment>");
    }
    out.push_str("</w:comments>");
    out
}

/// What a comment says, a paragraph a line.
fn comment_lines(record: &Record, row: &Row) -> Vec<String> {
    let speaker = row.speaker.as_deref().unwrap_or("speaker unknown");
    let mut out = vec![format!("{} · {speaker} · {}", row.id, words::verdict(row))];
    out.extend(Some(words::speaker(row).to_owned()).filter(|s| !s.is_empty()));
    out.extend(words::alarms(row).into_iter().map(|a| format!("Alarm: {a}")));
    if let Some(p) = row.comparison.as_ref().and_then(|c| c.passage.as_ref()) {
        let said = p.words.join(" … ");
        let place = words::passage(record, row);
        out.push(if said.is_empty() {
            format!("Source: {place}")
        } else {
            format!("Source: {place}: {said}")
        });
    }
    out.push(format!("Check: {}", words::check(row)));
    let check = row.check.iter();
    out.extend(check.flat_map(|c| [&c.note, &c.evidence]).filter(|n| !n.is_empty()).cloned());
    out
}

fn document_xml(record: &Record, text: &SourceText, comments: &[Comment<'_>]) -> String {
    let mut out = format!("{HEAD}<w:document {W}><w:body>");
    paragraph(&mut out, Some("Note"), &facts(record));
    paragraph(&mut out, Some("Note"), &record.claim);
    if record.redacted {
        paragraph(&mut out, Some("Note"), "Redacted: confidential sources and their words are left out.");
    }
    // Where a comment begins or ends, a run ends.
    let mut edges: Vec<(u32, bool, usize)> =
        comments.iter().flat_map(|c| [(c.at.start(), true, c.id), (c.at.end(), false, c.id)]).collect();
    // What ends at a place ends before what begins there.
    edges.sort_unstable();
    let mut edges = edges.into_iter().peekable();
    let mut at = 0;
    for line in text.as_str().split_inclusive('\n') {
        let end = at + line.len() as u32;
        let words_end = at + line.trim_end_matches(['\n', '\r']).len() as u32;
        out.push_str("<w:p>");
        let mut from = at;
        while let Some((edge, begins, id)) = edges.next_if(|(edge, ..)| *edge < end) {
            run(&mut out, text, from, edge.min(words_end));
            from = edge.min(words_end).max(from);
            mark(&mut out, begins, id);
        }
        run(&mut out, text, from, words_end);
        // An edge at the very end of the text belongs to its last paragraph.
        while let Some((_, begins, id)) = edges.next_if(|(edge, ..)| *edge == end && end == text.len()) {
            mark(&mut out, begins, id);
        }
        out.push_str("</w:p>");
        at = end;
    }
    out.push_str("<w:sectPr/></w:body></w:document>");
    out
}

fn mark(out: &mut String, begins: bool, id: usize) {
    if begins {
        _ = write!(out, r#"<w:commentRangeStart w:id="{id}"/>"#);
    } else {
        _ = write!(out, r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#);
    }
}

fn run(out: &mut String, text: &SourceText, from: u32, to: u32) {
    let words = Span::new(from, to).map_or("", |s| text.slice(s));
    if !words.is_empty() {
        out.push_str("<w:r>");
        pieces(out, words);
        out.push_str("</w:r>");
    }
}

fn paragraph(out: &mut String, style: Option<&str>, words: &str) {
    out.push_str("<w:p>");
    if let Some(style) = style {
        _ = write!(out, r#"<w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
    }
    out.push_str("<w:r>");
    pieces(out, words);
    out.push_str("</w:r></w:p>");
}

/// Words as XML; tabs and line ends as elements of their own, and a sign that XML cannot hold as U+FFFD.
fn pieces(out: &mut String, words: &str) {
    for (n, line) in words.split('\n').enumerate() {
        if n > 0 {
            out.push_str("<w:br/>");
        }
        for (n, part) in line.split('\t').enumerate() {
            if n > 0 {
                out.push_str("<w:tab/>");
            }
            if part.is_empty() {
                continue;
            }
            out.push_str(r#"<w:t xml:space="preserve">"#);
            for c in part.chars() {
                match c {
                    '&' => out.push_str("&amp;"),
                    '<' => out.push_str("&lt;"),
                    '>' => out.push_str("&gt;"),
                    '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
                    c if c.is_control() && !('\u{80}'..='\u{9f}').contains(&c) => out.push('\u{fffd}'),
                    c => out.push(c),
                }
            }
            out.push_str("</w:t>");
        }
    }
}

/// Whether the document has a comment for each of so many quotations, each begun, ended and referred to once.
pub(super) fn holds_comments(bytes: &[u8], count: usize) -> Result<bool, FormatError> {
    let part = |name: &str| {
        let bytes = archive::part(bytes, name, LIMIT).and_then(|b| String::from_utf8(b).ok());
        bytes.ok_or_else(|| FormatError::NotAsWritten(format!("{name} of the document")))
    };
    let (document, comments) = (part("word/document.xml")?, part("word/comments.xml")?);
    let once = |text: &str, what: String| text.matches(&what).count() == 1;
    Ok((0..count).all(|id| {
        once(&comments, format!("<w:comment w:id=\"{id}\""))
            && once(&document, format!("<w:commentRangeStart w:id=\"{id}\"/>"))
            && once(&document, format!("<w:commentRangeEnd w:id=\"{id}\"/>"))
            && once(&document, format!("<w:commentReference w:id=\"{id}\"/>"))
    }))
}
