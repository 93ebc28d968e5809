use super::*;
use crate::analysis::{
    Evidence, Findings, FoundQuote, FoundSpeaker, PerMille, QuoteKind, SourceKind, SpeakerKind,
};
use crate::formats::sample::{full, of_spans};
use crate::model::{ImportedDocument, Project, Status};
use crate::text::{SourceText, Span, Spans};
use expect_test::expect;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn write(view: &ExportView<'_>) -> Vec<u8> {
    let mut files = Files::default();
    JsonLines.export(view, &mut files).unwrap();
    JsonLines.verify(&files, view).unwrap();
    files.single().to_vec()
}

fn import(bytes: &[u8]) -> Imported {
    JsonLines.import(bytes, "some.jsonl", &Progress::default()).unwrap()
}

fn everything(p: &Project) -> ExportView<'_> {
    ExportView { proposals: true, rejected: true, ..ExportView::new(p) }
}

fn compare(back: &[ImportedDocument], p: &Project) {
    assert_eq!(back.len(), p.docs.len());
    for (there, doc) in back.iter().zip(p.docs.values()) {
        assert_eq!((there.text.text(), &there.key), (doc.text.as_ref(), &doc.document.key));
        for (a, b) in there.quotes.iter().zip(doc.in_order()) {
            let who = b.attribution.speaker.and_then(|s| p.speaker(s)).map(|s| s.name.clone());
            assert_eq!((&a.content, a.kind, a.status, &a.speaker), (&b.content, b.kind, b.status, &who));
            assert_eq!(
                (&a.cue, &a.source, a.source_kind),
                (&b.attribution.cue, &b.attribution.source, b.attribution.source_kind)
            );
        }
        assert_eq!(there.quotes.len(), doc.quotes.len());
    }
}

#[test]
fn a_project_comes_back_as_far_as_the_form_reaches() {
    let p = full();
    let back = import(&write(&everything(&p)));
    assert_eq!(back.problems, []);
    compare(&back.documents, &p);
    let ines = &back.documents[0].speakers[0];
    assert_eq!(
        (ines.name.as_str(), ines.role.as_str(), ines.aliases.len()),
        ("Ines Okafor", "mayor of Lindmoor", 2)
    );
}

#[test]
fn rows_are_as_documented() {
    let p = full();
    let view =
        ExportView { only: Some([crate::model::DocId(1)].into()), with_text: false, ..ExportView::new(&p) };
    let row: Value = serde_json::from_slice(&write(&view)).unwrap();
    let first = json!({"lang": row["lang"], "offset_unit": row["offset_unit"], "speakers": row["speakers"][0], "quotes": row["quotes"][0]});
    expect![[r#"
        {
          "lang": "en-GB",
          "offset_unit": "codepoint",
          "quotes": {
            "confidence": 0.99,
            "content": [
              [
                26,
                45
              ],
              [
                87,
                103
              ]
            ],
            "content_text": [
              "“We will build it,”",
              "“by the spring.”"
            ],
            "cue": [
              [
                70,
                74
              ]
            ],
            "id": "q1",
            "kind": "direct",
            "runner_up": {
              "confidence": 0.008,
              "speaker": "Tom Brandt"
            },
            "source": [
              [
                46,
                57
              ]
            ],
            "source_kind": "named",
            "speaker": "Ines Okafor",
            "speaker_id": 1,
            "status": "accepted",
            "why": [
              {
                "rule": "name-then-verb",
                "text": "“told” reports."
              },
              {
                "rule": "far-away",
                "text": ""
              }
            ]
          },
          "speakers": {
            "aliases": [
              "Okafor",
              "the mayor"
            ],
            "id": 1,
            "kind": "person",
            "name": "Ines Okafor",
            "role": "mayor of Lindmoor"
          }
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&first).unwrap());
    let keys = |v: &Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    expect!["engine id lang offset_unit quotes speakers text_sha256"].assert_eq(&keys(&row));
    for quote in row["quotes"].as_array().unwrap() {
        expect!["confidence content content_text cue id kind runner_up source source_kind speaker speaker_id status why"].assert_eq(&keys(quote));
    }
}

#[test]
fn accepted_ones_go_and_others_are_named_as_lost() {
    let p = full();
    let ids = |v: &ExportView<'_>| {
        let rows = write(v);
        let quotes: Vec<_> = rows
            .split(|b| *b == b'\n')
            .filter(|l| !l.is_empty())
            .flat_map(|l| serde_json::from_slice::<Value>(l).unwrap()["quotes"].as_array().unwrap().clone())
            .collect();
        quotes.iter().map(|q| q["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&ExportView::new(&p)), "q1 q3 q4 q6");
    assert_eq!(ids(&everything(&p)), "q1 q2 q3 q4 q6 q5 q7");
    let lost: Vec<_> =
        Exporter::losses(&JsonLines, &ExportView::new(&p)).into_iter().map(|l| l.what).collect();
    expect![[r#"
        [
            "2 undecided proposals are left out.",
            "1 rejected quotation is left out.",
            "The note on 1 quotation is not told.",
            "The tags of 1 quotation are not told.",
            "Who decided on 2 quotations, and when, is not told.",
            "Where the role of the speaker of 1 quotation stands is not told.",
            "1 nested quotation is not tied to the outer one.",
            "The note, links or colour of 1 speaker are not told.",
            "1 pair of speakers kept apart is not told.",
            "Where 1 document came from is not told.",
        ]
    "#]]
    .assert_debug_eq(&lost);
}

#[test]
fn findings_and_projects_give_the_same_rows() {
    let text = SourceText::new("“Go 😀,” Ann Ode said.");
    let quote = FoundQuote {
        content: Spans::one(Span::between(0, 14)).unwrap(),
        kind: QuoteKind::Direct,
        parent: None,
        cue: Spans::one(Span::between(23, 27)),
        source: Spans::one(Span::between(15, 22)),
        source_kind: SourceKind::Named,
        role: None,
        speaker: Some(0),
        confidence: PerMille::new(987),
        runner_up: Some((1, PerMille::new(9))),
        evidence: vec![Evidence { rule: "r".into(), weight: 1, at: None, text: "t".into() }],
    };
    let speaker = |name: &str| FoundSpeaker {
        name: name.into(),
        kind: SpeakerKind::Person,
        named: true,
        ..FoundSpeaker::default()
    };
    let findings = Findings {
        lang: "en".into(),
        quotes: vec![quote],
        speakers: vec![speaker("Ann Ode"), speaker("Bo")],
        ..Findings::default()
    };
    let mut extra = Map::new();
    extra.insert("url".into(), json!("https://example.org"));
    extra.insert("quotes".into(), json!([1]));
    let row = Row::of_findings("a", &text, &findings, true, extra);
    let line = String::from_utf8(row.to_line().unwrap()).unwrap();
    expect![[r#"
        {"id":"a","lang":"en","offset_unit":"codepoint","text_sha256":"787a25fee87e154e332774b95bb9149c57d3b1318970e6cf718deaaaf7f53a01","engine":"sayso 0.1.0","text":"“Go 😀,” Ann Ode said.","speakers":[{"id":1,"name":"Ann Ode","aliases":[],"kind":"person","role":""},{"id":2,"name":"Bo","aliases":[],"kind":"person","role":""}],"quotes":[{"id":"q1","kind":"direct","content":[[0,7]],"content_text":["“Go 😀,”"],"cue":[[16,20]],"source":[[8,15]],"source_kind":"named","speaker":"Ann Ode","speaker_id":1,"confidence":0.987,"runner_up":{"speaker":"Bo","confidence":0.009},"why":[{"rule":"r","text":"t"}],"status":"proposed"}],"url":"https://example.org"}
    "#]].assert_eq(&line);
    let back = import(line.as_bytes());
    assert_eq!(back.documents[0].quotes[0].content, findings.quotes[0].content);
    assert_eq!(back.documents[0].meta["url"], "https://example.org");
}

#[test]
fn a_bad_line_is_told_by_number_and_the_others_go_on() {
    let lines = [
        r#"{"id": "a", "text": "One “two” three."}"#,
        r#"{"id": "b", "text""#,
        "",
        r#"{"id": "c"}"#,
        r#"{"id": 4, "text": "“Ä” b", "lang": "en", "quotes": [{"kind": "direct", "content": [[0, 3]], "speaker": "Bo Å", "role": "clerk", "status": "verified"}, {"kind": "direct", "content": [[0, 99]]}, {"kind": "direct", "content": [[0, 3]], "content_text": ["x"]}, 7], "not_speech": [[0, 3]]}"#,
        r#"{"id": "d", "text": "\ud83d"}"#,
        r#"{"id": "e", "text": "x", "offset_unit": "furlong"}"#,
    ];
    let all = import(lines.join("\n").as_bytes());
    let keys: Vec<_> = all.documents.iter().map(|d| d.key.as_str()).collect();
    assert_eq!(keys, ["a", "4"]);
    let d = &all.documents[1];
    assert_eq!(
        (d.quotes.len(), d.quotes[0].status, d.quotes[1].kind),
        (2, Status::Accepted, QuoteKind::NotSpeech)
    );
    assert_eq!(
        (d.speakers[0].name.as_str(), d.speakers[0].role.as_str(), d.speakers[0].named),
        ("Bo Å", "clerk", true)
    );
    let said: Vec<_> = all.problems.iter().map(ToString::to_string).collect();
    expect![[r#"
        [
            "line 2: it is not a row: EOF while parsing an object at line 1 column 18",
            "line 4: it has no “text”; export it with the texts",
            "line 5: Quotation 2 of “4” has a span that does not lie in its text: left out.",
            "line 5: Quotation 3 of “4” has other words than the text at its place: left out.",
            "line 5: Quotation 4 of “4” is no quotation (invalid type: integer `7`, expected struct LineQuote): left out.",
            "line 6: it is not a row: unexpected end of hex escape at line 1 column 28",
            "line 7: it counts in “furlong”, which nobody knows",
        ]
    "#]].assert_debug_eq(&said);
    assert!(JsonLines.import(b"\n\n", "x.jsonl", &Progress::default()).is_err());
}

#[test]
fn input_rows_keep_their_text_and_their_other_keys() {
    let row =
        InputRow::parse(r#"{"id": 7, "text": "a\r\n\u0000b", "n": [1], "lang": ""}"#.as_bytes()).unwrap();
    assert_eq!((row.id.as_str(), row.text.as_str(), row.lang, row.extra.len()), ("7", "a\r\n\0b", None, 1));
    let why = |s: &str| InputRow::parse(s.as_bytes()).unwrap_err().to_string();
    assert_eq!(why(r#"{"text": "a"}"#), "it has no “id”");
    assert_eq!(why(r#"{"id": "a"}"#), "it has no “text”");
    assert!(why("[").starts_with("it is not a row: "));
}

#[test]
fn a_changed_byte_is_noticed_on_reading_back() {
    let p = full();
    let view = everything(&p);
    let written = String::from_utf8(write(&view)).unwrap();
    let check = |s: String| JsonLines.verify(&Files::one(s.into_bytes()), &view);
    assert!(check(written.clone()).is_ok());
    let changes = [
        ("[26,45]", "[26,44]"),
        ("We will", "We shall"),
        ("\"accepted\"", "\"rejected\""),
        ("Tom Brandt\",\"speaker_id", "Tom\",\"speaker_id"),
    ];
    for (from, to) in changes {
        assert!(written.contains(from), "{from}");
        assert!(check(written.replacen(from, to, 1)).is_err(), "{from}");
    }
    assert!(check(written.lines().next().unwrap().to_owned()).is_err());
}

proptest! {
    #[test]
    fn any_text_and_spans_come_back(
        text in "[\\PC\r\n\u{FEFF}\u{2028}“”😀e\u{301}\u{0}]{1,60}",
        quotes in proptest::collection::vec(proptest::collection::vec((0_usize..70, 0_usize..70), 1..4), 0..5),
    ) {
        let p = of_spans(&text, &quotes);
        let back = import(&write(&ExportView::new(&p)));
        prop_assert_eq!(&back.problems, &[]);
        compare(&back.documents, &p);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        _ = JsonLines.import(&bytes, "x", &Progress::default());
        _ = InputRow::parse(&bytes);
    }
}
