//! CSV, one row per quotation: for spreadsheets and data frames.

use super::table::{self, Table};
use super::{About, Carries, ExportView, Exporter, Files, FormatError, Output, Unit};
use crate::model::{DocState, Quotation};
use crate::text::offsets::Unit as OffsetUnit;
use crate::text::{SourceText, Spans};
use serde_json::json;

/// CSV for programs, and for a spreadsheet that needs a byte order mark to see UTF-8.
pub(super) struct Csv {
    /// Whether a byte order mark comes first.
    pub(super) for_spreadsheet: bool,
}

/// Columns, in order. Spans are JSON lists, since a spreadsheet would turn *10-25* into a day of October.
const COLUMNS: [&str; 23] = [
    "doc_id",
    "doc_title",
    "quote_id",
    "kind",
    "status",
    "speaker_id",
    "speaker",
    "speaker_kind",
    "role",
    "confidence",
    "quote_text",
    "content_spans",
    "cue_text",
    "cue_spans",
    "source_text",
    "source_spans",
    "source_kind",
    "parent",
    "decided_by",
    "decided_at",
    "note",
    "tags",
    "escaped",
];

/// What is told of the table for programs.
const ABOUT: About = About {
    id: "csv",
    name: "CSV",
    extension: "csv",
    describe: "One row per quotation, for spreadsheets and data frames. Cells that a spreadsheet would run are defused.",
    unit: Unit::CodePoint,
    carries: Carries {
        status: true,
        decision: true,
        confidence: true,
        cue: true,
        nesting: true,
        notes: true,
        tags: true,
        ..Carries::NONE
    },
};

/// What is told of the table for Excel.
const FOR_SPREADSHEET: About = About {
    id: "csv-excel",
    name: "CSV for Excel",
    describe: "One row per quotation, with the mark at the start that Excel needs. Cells that it would run are defused.",
    ..ABOUT
};

impl Exporter for Csv {
    fn about(&self) -> &'static About {
        if self.for_spreadsheet { &FOR_SPREADSHEET } else { &ABOUT }
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        let mut table = Table::new(&COLUMNS)?;
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                let cells = cells(view, doc, text, quote);
                let escaped = if cells.iter().any(|c| table::runs(c)) { "1" } else { "0" };
                table.row(cells.iter().map(String::as_str).chain([escaped]))?;
            }
        }
        if self.for_spreadsheet {
            out.put("", b"\xEF\xBB\xBF")?;
        }
        out.put("", &table.done()?)?;
        Ok(())
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        let rows = table::read(files.single())?;
        let mut rows = rows.iter();
        let differs = |what: String| FormatError::NotAsWritten(what);
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                let row = rows.next().ok_or_else(|| differs("a row is missing".into()))?;
                let same = row.iter().zip(cells(view, doc, text, quote)).all(|(a, b)| *a == b);
                let cell = |name: &str| {
                    COLUMNS
                        .iter()
                        .position(|c| *c == name)
                        .and_then(|i| row.get(i))
                        .map_or("", String::as_str)
                };
                let (spans, words) = (cell("content_spans"), cell("quote_text"));
                let there = words_at(text, spans).is_some_and(|(s, w)| s == quote.content && w == words);
                if !(same && there) {
                    return Err(differs(format!("quotation {} of “{}”", quote.id, doc.document.title)));
                }
            }
        }
        if rows.next().is_some() {
            Err(differs("there are more rows than quotations".into()))
        } else {
            Ok(())
        }
    }
}

/// The cells of a quotation but for the last column.
fn cells(view: &ExportView<'_>, doc: &DocState, text: &SourceText, q: &Quotation) -> [String; 22] {
    let a = &q.attribution;
    let speaker = view.speaker(q);
    let words = |s: Option<&Spans>| s.map(|s| joined(text, s)).unwrap_or_default();
    let spans = |s: Option<&Spans>| s.map(|s| spans_json(text, s)).unwrap_or_default();
    let tags: Vec<_> = q.tags.iter().map(|(k, v)| format!("{k}={v}")).collect();
    [
        doc.document.key.clone(),
        doc.document.title.clone(),
        q.id.to_string(),
        word(&q.kind),
        word(&q.status),
        speaker.map(|s| s.id.to_string()).unwrap_or_default(),
        speaker.map(|s| s.name.clone()).unwrap_or_default(),
        speaker.map(|s| word(&s.kind)).unwrap_or_default(),
        speaker.map(|s| s.role.clone()).unwrap_or_default(),
        a.confidence.map(|c| format!("{:.3}", c.fraction())).unwrap_or_default(),
        joined(text, &q.content),
        spans_json(text, &q.content),
        words(a.cue.as_ref()),
        spans(a.cue.as_ref()),
        words(a.source.as_ref()),
        spans(a.source.as_ref()),
        word(&a.source_kind),
        q.parent.map(|p| p.to_string()).unwrap_or_default(),
        q.decision.as_ref().map(|d| d.who.clone()).unwrap_or_default(),
        q.decision.as_ref().map(|d| d.at.to_string()).unwrap_or_default(),
        q.note.clone(),
        tags.join("; "),
    ]
}

/// The name of a unit variant in exchange files.
pub(super) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(s)) => s,
        _ => String::new(),
    }
}

/// The words of all fragments, parted by an ellipsis in brackets: what stands between is not part of it.
pub(super) fn joined(text: &SourceText, spans: &Spans) -> String {
    spans.iter().map(|s| text.slice(s)).collect::<Vec<_>>().join(" […] ")
}

fn spans_json(text: &SourceText, spans: &Spans) -> String {
    let ranges: Vec<_> = spans.iter().filter_map(|s| text.to_unit(s, OffsetUnit::Char)).collect();
    json!(ranges).to_string()
}

/// The spans that a cell names, and their words.
fn words_at(text: &SourceText, cell: &str) -> Option<(Spans, String)> {
    let ranges: Vec<(u32, u32)> = serde_json::from_str(cell).ok()?;
    let spans =
        ranges.iter().map(|(a, b)| text.from_unit(*a, *b, OffsetUnit::Char)).collect::<Option<Vec<_>>>()?;
    let spans = Spans::new(spans)?;
    let words = joined(text, &spans);
    Some((spans, words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sample::{full, of_spans};
    use expect_test::expect;
    use proptest::prelude::*;

    fn write(view: &ExportView<'_>, for_spreadsheet: bool) -> String {
        let csv = Csv { for_spreadsheet };
        let mut files = Files::default();
        csv.export(view, &mut files).unwrap();
        csv.verify(&files, view).unwrap();
        String::from_utf8(files.single().to_vec()).unwrap()
    }

    #[test]
    fn a_row_per_quotation() {
        let p = full();
        let out = write(&ExportView::new(&p), false);
        expect![[r#"
            doc_id,doc_title,quote_id,kind,status,speaker_id,speaker,speaker_kind,role,confidence,quote_text,content_spans,cue_text,cue_spans,source_text,source_spans,source_kind,parent,decided_by,decided_at,note,tags,escaped
            "a harbour, ""for"" lindmoor","A harbour, ""for"" Lindmoor",q1,direct,accepted,s1,Ines Okafor,person,mayor of Lindmoor,0.990,"“We will build it,” […] “by the spring.”","[[26,45],[87,103]]",told,"[[70,74]]",Ines Okafor,"[[46,57]]",named,,Jo Feld,2026-05-28T20:26:40Z,"Line one
            line ""two""; \ três","topic=harbour, ""new""",0
            "a harbour, ""for"" lindmoor","A harbour, ""for"" Lindmoor",q3,direct,accepted,s2,Tom Brandt,person,,0.950,“Did she say ‘never’ before?”,"[[150,179]]",asked,"[[143,148]]",,,none,,Jo Feld,2026-05-28T20:28:20Z,,,0
            "a harbour, ""for"" lindmoor","A harbour, ""for"" Lindmoor",q4,direct,accepted,s1,Ines Okafor,person,mayor of Lindmoor,,‘never’,"[[163,170]]",,,,,none,q3,,,,,0
            "a harbour, ""for"" lindmoor","A harbour, ""for"" Lindmoor",q6,mixed,accepted,s3,'=the report,document,,0.600,The so-called “sea gate” is old,"[[181,212]]",,,'=the report,"[[227,238]]",nominal,,,,,,1
        "#]].assert_eq(&out.replace("\r\n", "\n"));
        assert_eq!(out.matches("\r\n").count(), 5);
        assert!(write(&ExportView::new(&p), true).starts_with("\u{FEFF}doc_id,"));
    }

    #[test]
    fn a_changed_cell_is_noticed() {
        let p = full();
        let view = ExportView::new(&p);
        let out = write(&view, false);
        for (from, to) in [
            ("[[26,45]", "[[26,44]"),
            ("We will", "We shall"),
            ("Tom Brandt", "Tom"),
            ("\"Line one", "\"line one"),
        ] {
            assert!(out.contains(from), "{from}");
            let files = Files::one(out.replacen(from, to, 1).into_bytes());
            assert!(Csv { for_spreadsheet: false }.verify(&files, &view).is_err(), "{from}");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_spans_are_written_as_they_are(
            text in "[\\PC\r\n=+@-]{1,40}",
            quotes in proptest::collection::vec(proptest::collection::vec((0_usize..50, 0_usize..50), 1..4), 0..5),
        ) {
            write(&ExportView::new(&of_spans(&text, &quotes)), true);
        }
    }
}
