use super::*;
use crate::formats::sample::{full, of_spans};
use crate::model::{ImportedRows, ImportedText, Project, Quotation};
use expect_test::expect;
use proptest::prelude::*;

fn write(view: &ExportView<'_>) -> Files {
    let mut files = Files::default();
    BundleFormat.export(view, &mut files).unwrap();
    files
}

fn read_back(files: &Files) -> Bundle {
    read(files.get(PROJECT_FILE).unwrap(), &mut |r| files.get(r.file.as_deref()?).map(<[u8]>::to_vec))
        .unwrap()
}

fn same(rows: &ImportedRows, p: &Project) {
    let docs: Vec<_> = rows.documents.iter().map(|d| d.document.clone()).collect();
    assert_eq!(docs, p.docs.values().map(|d| d.document.clone()).collect::<Vec<_>>());
    let texts: Vec<_> = rows.documents.iter().map(|d| d.text.text().cloned()).collect();
    assert_eq!(texts, p.docs.values().map(|d| d.text.clone()).collect::<Vec<_>>());
    let mut quotes: Vec<Quotation> = rows.quotations.clone();
    quotes.sort_by_key(|q| q.id);
    let mut own: Vec<Quotation> = p.quotes().map(|q| (**q).clone()).collect();
    own.sort_by_key(|q| q.id);
    assert_eq!(quotes, own);
    assert_eq!(rows.speakers, p.speakers.values().map(|s| (**s).clone()).collect::<Vec<_>>());
    assert_eq!(rows.apart, p.apart.iter().copied().collect::<Vec<_>>());
}

fn error(json: &str) -> String {
    read(json.as_bytes(), &mut |_| None).unwrap_err().to_string()
}

#[test]
fn everything_comes_back() {
    let p = full();
    let files = write(&ExportView::new(&p));
    let back = read_back(&files);
    assert_eq!(back.problems, []);
    same(&back.rows, &p);
    BundleFormat.verify(&files, &ExportView::new(&p)).unwrap();
    assert_eq!(back.rows.documents[0].bytes.as_deref(), Some(crate::formats::sample::HARBOUR.as_bytes()));
    assert_eq!(
        files.0.keys().collect::<Vec<_>>(),
        ["project.json", "texts/a harbour, -for- lindmoor.txt", "texts/notes.txt"]
    );
}

#[test]
fn the_same_project_gives_the_same_bytes_and_line_ends_of_version_control_do_no_harm() {
    let p = full();
    let mut files = write(&ExportView::new(&p));
    assert_eq!(files, write(&ExportView::new(&p)));
    for bytes in files.0.values_mut() {
        *bytes = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n").into_bytes();
    }
    let back = read_back(&files);
    assert_eq!(back.problems, []);
    assert!(back.rows.documents.iter().all(|d| d.text.text().is_some()));
}

#[test]
fn without_texts_no_word_of_them_is_carried_and_they_are_found_by_hash() {
    let mut p = full();
    let doc = std::sync::Arc::make_mut(p.docs.values_mut().next().unwrap());
    doc.document.origin.path = Some("/home/jo/harbour.txt".into());
    let view = ExportView { with_text: false, ..ExportView::new(&p) };
    let files = write(&view);
    assert_eq!(files.0.len(), 1);
    let json = String::from_utf8(files.get(PROJECT_FILE).unwrap().to_vec()).unwrap();
    assert!(
        !json.contains("We will build it") && !json.contains("reports.") && !json.contains("/home"),
        "{json}"
    );
    BundleFormat.verify(&files, &view).unwrap();
    let lost: Vec<_> = BundleFormat.losses(&view).into_iter().map(|l| l.what).collect();
    expect![[r#"
        [
            "The texts of 2 documents are not carried, only named by SHA-256; nor is evidence that quotes from them.",
            "The evidence for 1 attribution is not told.",
        ]
    "#]]
    .assert_debug_eq(&lost);
    assert!(BundleFormat.losses(&ExportView::new(&p)).is_empty());
    let bare = read_back(&files);
    assert!(bare.rows.documents.iter().all(|d| matches!(d.text, ImportedText::Named(_))));
    // A look through a folder: files with other line ends are the same text.
    let mut waiting = p.clone();
    for d in waiting.docs.values_mut() {
        std::sync::Arc::make_mut(d).text = None;
    }
    let windows = crate::formats::sample::NOTES.replace('\n', "\r\n");
    let found = texts_wanted(&waiting, windows.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1.as_str(), crate::formats::sample::NOTES);
    assert!(
        texts_wanted(&waiting, b"another text").is_empty() && texts_wanted(&p, windows.as_bytes()).is_empty()
    );
}

#[test]
fn a_bundle_by_hand_needs_little() {
    let json = r#"{"format": "sayso bundle", "version": 1, "offset_unit": "codepoint",
        "documents": [{"key": "ö", "file": "texts/a.txt", "quotes": [
            {"kind": "direct", "content": [[2, 7]], "words": ["“Né.”"], "speaker": "Ann Ode"},
            {"kind": "direct", "content": [[2, 7]], "words": ["“No.”"]},
            {"kind": "indirect", "content": [[2, 70]]}]}]}"#;
    let back = read(json.as_bytes(), &mut |r| {
        (r.file.as_deref() == Some("texts/a.txt")).then(|| "Ö “Né.”\n".into())
    })
    .unwrap();
    assert_eq!(back.rows.quotations.len(), 1);
    assert_eq!(back.rows.speakers[0].name, "Ann Ode");
    let text = back.rows.documents[0].text.text().unwrap();
    assert_eq!(text.words_of(&back.rows.quotations[0].content), "“Né.”");
    let said: Vec<_> = back.problems.iter().map(|p| p.what.as_str()).collect();
    assert_eq!(
        said,
        [
            "Quotation 2 of “ö” has other words in the text than in the bundle: left out.",
            "Quotation 3 of “ö” does not lie in its text: left out."
        ]
    );
}

#[test]
fn what_is_no_bundle_is_refused_by_name() {
    expect!["project.json: EOF while parsing a value at line 1 column 0"].assert_eq(&error(""));
    expect!["project.json is not of a Sayso bundle"].assert_eq(&error(r#"{"format": "x", "version": 1}"#));
    expect!["it was made by a newer Sayso (form 9; this one reads 2)"]
        .assert_eq(&error(r#"{"format": "sayso bundle", "version": 9, "documents": 3}"#));
    expect!["project.json: the document id 1 is there twice or no id"].assert_eq(&error(
        r#"{"format": "sayso bundle", "version": 1, "documents": [{"id": 1, "key": "a", "sha256": "0000000000000000000000000000000000000000000000000000000000000000"},
            {"id": 1, "key": "b"}]}"#,
    ));
    expect!["project.json: “a” has neither a text nor its SHA-256"]
        .assert_eq(&error(r#"{"format": "sayso bundle", "version": 1, "documents": [{"key": "a"}]}"#));
}

#[test]
fn a_crafted_bundle_opens_no_file_outside_and_holds_no_loop() {
    let zeros = "0".repeat(64);
    let json = format!(
        r#"{{"format": "sayso bundle", "version": 1, "apart": [[1, 1], [1, 9]], "documents": [{{"key": "a", "file": "../../etc/passwd", "sha256": "{zeros}", "quotes": [
            {{"id": 1, "kind": "direct", "content": [[0, 4]], "parent": 2, "speaker": 77}},
            {{"id": 2, "kind": "direct", "content": [[0, 4]], "parent": 1}},
            {{"id": 3, "kind": "direct", "content": [[9, 2]]}},
            {{"id": 4, "kind": "direct", "content": []}}]}}]}}"#
    );
    let mut asked = Vec::new();
    let back = read(json.as_bytes(), &mut |r| {
        asked.push(r.file.clone());
        None
    })
    .unwrap();
    assert_eq!(asked, [None]);
    let parents: Vec<_> = back.rows.quotations.iter().map(|q| q.parent.map(|p| p.0)).collect();
    assert_eq!(parents, [None, Some(1)]);
    assert_eq!((back.problems.len(), back.rows.apart.len()), (7, 0), "{:?}", back.problems);
}

/// [`full`], its notes a confidential source with times and turns, and a check of the first quotation against it.
fn checked() -> Project {
    use crate::model::{
        AlarmKind, Check, Decision, DocId, Material, MaterialKind, Method, Outcome, Passage, QuoteId,
        Setting, Shown, SpeakerVerdict, Track, TrackCue, TrackTurn, Verdict,
    };
    use crate::text::{Span, Spans, TextHash};
    use std::sync::Arc;
    let mut p = full();
    let draft = p.doc(DocId(1)).unwrap().document.text;
    let notes = Arc::make_mut(p.docs.get_mut(&DocId(2)).unwrap());
    let at = Span::between(7, 12);
    let cue = TrackCue { at, start_ms: Some(1500), end_ms: None, line: Some(3), page: None };
    let track = Track { cues: vec![cue], turns: vec![TrackTurn { at, name: "Elle".into() }] };
    notes.document.track = Some(track.hash());
    notes.document.earlier = vec![TextHash::of(b"the first version")];
    notes.track = Some(Arc::new(track));
    let material = Material {
        date: "3 May".into(),
        confidential: true,
        ..Material::new(DocId(2), MaterialKind::AudioTranscript)
    };
    notes.material = Some(Arc::new(material));
    let source = notes.document.text;
    let jo = Decision { who: "Jo Feld".into(), at: jiff::Timestamp::from_second(1_780_000_300).unwrap() };
    let passage = Passage { doc: DocId(2), spans: Spans::one(at).unwrap(), turn: Some("Elle".into()) };
    let check = Check {
        quote: QuoteId(1),
        outcome: Outcome::VerifiedWithEdits,
        method: Method::Listened,
        signed: jo.clone(),
        second: Some(Decision { who: "Mo Reed".into(), ..jo }),
        note: "twice".into(),
        evidence: "tape 4".into(),
        style: "reuters".into(),
        shown: Some(Shown {
            verdict: Verdict::Altered,
            alarms: vec![AlarmKind::Number],
            speaker: SpeakerVerdict::Same,
            passage: Some(passage),
        }),
        seen_words: "“We will build it,” “by the spring.”".into(),
        seen_speaker: "Ines Okafor".into(),
        seen_draft: draft,
        seen_source: Some(source),
    };
    let state = Arc::make_mut(p.docs.get_mut(&DocId(1)).unwrap());
    state.checks.insert(QuoteId(1), Arc::new(check));
    Arc::make_mut(&mut p.settings).insert(Setting::Style, "reuters".into());
    p
}

#[test]
fn sources_checks_and_style_come_back() {
    let p = checked();
    let files = write(&ExportView::new(&p));
    BundleFormat.verify(&files, &ExportView::new(&p)).unwrap();
    let back = read_back(&files);
    assert_eq!(back.problems, []);
    same(&back.rows, &p);
    assert_eq!(back.rows.checks, [(**p.check(crate::model::QuoteId(1)).unwrap()).clone()]);
    assert_eq!(
        back.rows.materials.iter().collect::<Vec<_>>(),
        p.sources().map(|d| d.material.as_deref().unwrap()).collect::<Vec<_>>()
    );
    assert_eq!(back.rows.settings, *p.settings);
    assert_eq!(back.rows.documents[1].track, p.sources().next().unwrap().track);
    let json = String::from_utf8(files.get(PROJECT_FILE).unwrap().to_vec()).unwrap();
    assert!(json.contains("\"version\": 2"), "older programs must not lose it unnoticed");
}

#[test]
fn without_texts_neither_signed_words_nor_times_are_carried() {
    let p = checked();
    let view = ExportView { with_text: false, ..ExportView::new(&p) };
    let files = write(&view);
    BundleFormat.verify(&files, &view).unwrap();
    let json = String::from_utf8(files.get(PROJECT_FILE).unwrap().to_vec()).unwrap();
    assert!(!json.contains("by the spring") && !json.contains("1500"), "{json}");
    assert!(json.contains("verified_with_edits"));
}

#[test]
fn a_check_whose_source_stays_behind_keeps_its_hash_alone() {
    let p = checked();
    let view = ExportView { only: Some([crate::model::DocId(1)].into()), ..ExportView::new(&p) };
    let files = write(&view);
    BundleFormat.verify(&files, &view).unwrap();
    let check = &read_back(&files).rows.checks[0];
    assert!(check.shown.as_ref().unwrap().passage.is_none() && check.seen_source.is_some());
}

#[test]
fn file_names_suit_every_system() {
    let mut taken = std::collections::BTreeSet::new();
    let mut name = |k: &str| write::file_name(k, &mut taken);
    assert_eq!(
        [name("a/b"), name("A-B"), name("..."), name("con.x"), name("com1"), name("consul")],
        ["a-b", "A-B-2", "text", "_con.x", "_com1", "consul"]
    );
}

#[test]
fn the_form_is_as_documented() {
    let p = full();
    let files = write(&ExportView { only: Some([crate::model::DocId(2)].into()), ..ExportView::new(&p) });
    let json = String::from_utf8(files.get(PROJECT_FILE).unwrap().to_vec()).unwrap();
    expect![[r#"
        {
          "format": "sayso bundle",
          "version": 1,
          "engine": "sayso 0.1.0",
          "offset_unit": "byte",
          "documents": [
            {
              "id": 2,
              "key": "notes",
              "title": "Notes",
              "file": "texts/notes.txt",
              "sha256": "b66934598628dd95f5e1ecb231a129d4e4f001aaae9b4bd1c00e3ef71f2ce29b",
              "lang": "en",
              "marks": "",
              "analysed": 1,
              "origin": {
                "name": ""
              },
              "quotes": [
                {
                  "id": 7,
                  "kind": "direct",
                  "status": "proposed",
                  "content": [[7, 14]],
                  "words": [
                    "«Oui»"
                  ],
                  "speaker": null,
                  "confidence": 400,
                  "origin": {
                    "engine": {
                      "version": 1
                    }
                  }
                }
              ]
            }
          ],
          "speakers": [
            {
              "id": 1,
              "name": "Ines Okafor",
              "aliases": [
                "Okafor",
                {
                  "name": "the mayor",
                  "by_person": true
                }
              ],
              "kind": "person",
              "role": "mayor of Lindmoor",
              "colour": 3,
              "note": "two\nlines",
              "links": [
                "https://example.org/okafor"
              ],
              "edited": true
            },
            {
              "id": 2,
              "name": "Tom Brandt",
              "kind": "person",
              "role": ""
            },
            {
              "id": 3,
              "name": "=the report",
              "kind": "document",
              "role": "",
              "named": false
            }
          ],
          "apart": [[1, 2]]
        }
    "#]]
    .assert_eq(&json);
}

proptest! {
    #[test]
    fn any_text_and_spans_come_back(
        text in "[\\PC\r\n\u{FEFF}“”‘’😀e\u{301}\u{0}]{1,60}",
        quotes in proptest::collection::vec(proptest::collection::vec((0_usize..70, 0_usize..70), 1..4), 0..5),
        note in "\\PC{0,20}[\n\"\\\\]?",
    ) {
        let mut p = of_spans(&text, &quotes);
        let doc = std::sync::Arc::make_mut(p.docs.values_mut().next().unwrap());
        for q in doc.quotes.values_mut() {
            std::sync::Arc::make_mut(q).note.clone_from(&note);
        }
        let files = write(&ExportView::new(&p));
        let back = read_back(&files);
        prop_assert_eq!(&back.problems, &[]);
        same(&back.rows, &p);
        BundleFormat.verify(&files, &ExportView::new(&p)).unwrap();
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        _ = read(&bytes, &mut |_| None);
    }
}
