//! Markdown: quotations as block quotes under their documents, and who spoke. For notes, issues and mail.

use super::csv::{joined, word};
use super::{About, Carries, ExportView, Exporter, Files, FormatError, Output, Unit, tally};
use crate::model::{DocState, Quotation};
use crate::text::SourceText;
use std::fmt::Write as _;

/// Markdown out.
pub(super) struct MarkdownReport;

/// What is told of it.
const ABOUT: About = About {
    id: "markdown",
    name: "Markdown",
    extension: "md",
    describe: "The quotations of each document as block quotes with their speakers, for notes and mail.",
    unit: Unit::None,
    carries: Carries { status: true, decision: true, notes: true, tags: true, ..Carries::NONE },
};

impl Exporter for MarkdownReport {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        let mut head =
            format!("# {}\n", escaped(if view.name.is_empty() { "Quotations" } else { view.name }));
        if let Some(at) = view.at {
            // Writing to a String cannot fail.
            _ = write!(head, "\n{}\n", at.strftime("%Y-%m-%d"));
        }
        out.put("", head.as_bytes())?;
        for (doc, text) in view.readable() {
            out.put("", format!("\n## {}\n", escaped(&doc.document.title)).as_bytes())?;
            let quotes = view.quotes(doc);
            if quotes.is_empty() {
                out.put("", b"\nNo quotations.\n")?;
            }
            for quote in quotes {
                out.put("", block(view, text, quote).as_bytes())?;
            }
        }
        out.put("", speakers(view).as_bytes())?;
        Ok(())
    }

    /// Takes the marks of Markdown away again and finds each quotation's words and speaker, in order.
    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        let differs = |q: &Quotation, doc: &DocState| {
            FormatError::NotAsWritten(format!("quotation {} of “{}”", q.id, doc.document.title))
        };
        let all =
            std::str::from_utf8(files.single()).map_err(|e| FormatError::NotAsWritten(e.to_string()))?;
        let mut blocks = all.split("\n\n> ").skip(1);
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                let (words, who) = blocks
                    .next()
                    .and_then(|b| b.split_once("\n>\n> — "))
                    .ok_or_else(|| differs(quote, doc))?;
                let name = view.speaker(quote).map_or("unknown", |s| s.name.as_str());
                let same = plain(&words.replace("\n> ", "\n").replace("\n>", "\n"))
                    == one_space(&joined(text, &quote.content))
                    && plain(who).starts_with(&one_space(name));
                if !same {
                    return Err(differs(quote, doc));
                }
            }
        }
        if blocks.next().is_some() {
            return Err(FormatError::NotAsWritten("there are more quotations".into()));
        }
        Ok(())
    }
}

/// A quotation: its words (writing to a String cannot fail), then a line that says whose they are and what a person decided.
fn block(view: &ExportView<'_>, text: &SourceText, q: &Quotation) -> String {
    let words = joined(text, &q.content);
    let lines: Vec<_> = words.lines().map(|l| escaped(l.trim())).filter(|l| !l.is_empty()).collect();
    let mut out = format!("\n> {}\n>\n> — ", lines.join("\n>\n> "));
    match view.speaker(q) {
        Some(s) => {
            _ = write!(out, "**{}**", escaped(&s.name));
            if !s.role.is_empty() {
                _ = write!(out, ", {}", escaped(&s.role));
            }
        }
        None => out.push_str("*unknown*"),
    }
    _ = write!(out, " · {} · {}", word(&q.kind).replace('_', " "), word(&q.status));
    if let Some(d) = &q.decision {
        _ = write!(out, " by {}, {}", escaped(&d.who), d.at.strftime("%Y-%m-%d"));
    }
    out.push('\n');
    if !q.note.is_empty() {
        _ = write!(out, "\n{}\n", escaped(&one_space(&q.note)));
    }
    if !q.tags.is_empty() {
        let tags: Vec<_> = q.tags.iter().map(|(k, v)| escaped(&format!("{k}: {v}"))).collect();
        _ = write!(out, "\n{}\n", tags.join(" · "));
    }
    out
}

/// Who spoke how often, in a table; nothing where nobody did.
fn speakers(view: &ExportView<'_>) -> String {
    let shares = tally::shares(view);
    if shares.is_empty() {
        return String::new();
    }
    let mut out =
        "\n## Speakers\n\n| speaker | role | kind | quotations | words |\n|---|---|---|---:|---:|\n"
            .to_owned();
    for share in shares {
        let (name, role, kind) = share.speaker.map_or_else(
            || ("*unknown*".to_owned(), String::new(), String::new()),
            |s| (escaped(&one_space(&s.name)), escaped(&one_space(&s.role)), word(&s.kind)),
        );
        let (quotes, words) = (share.tally.all_quotes(), share.tally.all_words());
        // Writing to a String cannot fail.
        _ = writeln!(out, "| {name} | {role} | {kind} | {quotes} | {words} |");
    }
    out
}

/// `text` so that Markdown shows it as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let digits_first = text.starts_with(|c: char| c.is_ascii_digit());
    let mut head = true;
    for c in text.chars() {
        let anywhere = matches!(
            c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
        );
        let at_start = head && (matches!(c, '+' | '-' | '=') || (digits_first && matches!(c, '.' | ')')));
        if anywhere || at_start {
            out.push('\\');
        }
        head = head && digits_first && c.is_ascii_digit();
        out.push(c);
    }
    out
}

/// `text` with any run of blanks and line ends as one blank.
fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a piece of our Markdown, emphasis and escapes taken away.
fn plain(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' => {}
            c => out.push(c),
        }
    }
    one_space(&out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sample::{full, of_spans};
    use expect_test::expect;
    use proptest::prelude::*;

    fn write(view: &ExportView<'_>) -> String {
        let mut files = Files::default();
        MarkdownReport.export(view, &mut files).unwrap();
        MarkdownReport.verify(&files, view).unwrap();
        String::from_utf8(files.single().to_vec()).unwrap()
    }

    #[test]
    fn quotations_stand_under_their_documents() {
        let p = full();
        let view = ExportView {
            name: "Harbour_desk",
            at: Some(jiff::Timestamp::UNIX_EPOCH),
            proposals: true,
            ..ExportView::new(&p)
        };
        expect![[r#"
            # Harbour\_desk

            1970-01-01

            ## A harbour, "for" Lindmoor

            > “We will build it,” \[…\] “by the spring.”
            >
            > — **Ines Okafor**, mayor of Lindmoor · direct · accepted by Jo Feld, 2026-05-28

            Line one line "two"; \\ três

            topic: harbour, "new"

            > the cafe would stay
            >
            > — **Ines Okafor**, mayor of Lindmoor · indirect · proposed

            > “Did she say ‘never’ before?”
            >
            > — **Tom Brandt** · direct · accepted by Jo Feld, 2026-05-28

            > ‘never’
            >
            > — **Ines Okafor**, mayor of Lindmoor · direct · accepted

            > The so-called “sea gate” is old
            >
            > — **\=the report** · mixed · accepted

            ## Notes

            > «Oui»
            >
            > — *unknown* · direct · proposed

            ## Speakers

            | speaker | role | kind | quotations | words |
            |---|---|---|---:|---:|
            | Ines Okafor | mayor of Lindmoor | person | 3 | 12 |
            | \=the report |  | document | 1 | 6 |
            | Tom Brandt |  | person | 1 | 5 |
            | *unknown* |  |  | 1 | 1 |
        "#]]
        .assert_eq(&write(&view).replace('\u{301}', ""));
    }

    #[test]
    fn a_changed_word_or_name_is_noticed() {
        let p = full();
        let view = ExportView::new(&p);
        let out = write(&view);
        for (from, to) in [("We will", "We shall"), ("**Tom", "**Jim")] {
            let files = Files::one(out.replacen(from, to, 1).into_bytes());
            assert!(MarkdownReport.verify(&files, &view).is_err(), "{from}");
        }
    }

    proptest! {
        #[test]
        fn any_words_are_shown_as_they_are(
            text in "[\\PC\n*>#+|]{1,50}",
            quotes in proptest::collection::vec(proptest::collection::vec((0_usize..60, 0_usize..60), 1..3), 0..4),
        ) {
            write(&ExportView::new(&of_spans(&text, &quotes)));
        }
    }
}
