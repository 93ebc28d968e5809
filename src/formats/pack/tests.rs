use super::*;
use crate::model::testing::{project, span_of};
use crate::model::{
    Alarm, AlarmKind, Comparison, Decision, DocId, Material, MaterialKind, Method, Op, Outcome, Passage,
    QuoteKind, Shown, Signature, SpeakerVerdict, Status, Step, Verdict,
};
use crate::text::SourceText;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

const DRAFT: &str = "The weir\n\n“We will mend it by 2031,” said Pia Lund. “=It holds & <stays>.”\n\n“Nobody asked us,” said a clerk.\n";
const TAPE: &str = "LUND: We will mend it by 2013. It holds and stays.\n";
const LETTER: &str = "Dear all, nobody from the tower asked us. A secret hand.\n";

struct Desk {
    project: Project,
    compared: BTreeMap<QuoteId, Arc<Comparison>>,
    signatures: Vec<(QuoteId, Line)>,
    history: Vec<Line>,
}

fn jo() -> Decision {
    Decision { who: "Jo Feld".into(), at: Timestamp::from_second(1_780_000_000).unwrap() }
}

fn desk() -> Desk {
    let mut p = project(&[("The weir", DRAFT), ("Tape", TAPE), ("A letter of the tower", LETTER)])
        .quote_with(
            1,
            "“We will mend it by 2031,”|“=It holds & <stays>.”",
            QuoteKind::Direct,
            Some("Pia Lund"),
            900,
            |_, q| {
                q.status = Status::Accepted;
                q.decision = Some(jo());
            },
        )
        .quote(1, "“Nobody asked us,”", QuoteKind::Direct, Some("a clerk"), 900)
        .done();
    for (doc, kind, confidential) in
        [(2, MaterialKind::AudioTranscript, false), (3, MaterialKind::Email, true)]
    {
        let state = Arc::make_mut(p.docs.get_mut(&DocId(doc)).unwrap());
        state.document.origin.name = format!("{doc}.txt");
        state.material = Some(Arc::new(Material {
            confidential,
            date: "3 May".into(),
            ..Material::new(DocId(doc), kind)
        }));
    }
    let of = |doc, text: &str, words: &str, turn: Option<&str>| Passage {
        doc: DocId(doc),
        spans: Spans::one(span_of(text, words)).unwrap(),
        turn: turn.map(str::to_owned),
    };
    let mut altered = Comparison::not_found("reuters");
    altered.verdict = Verdict::Altered;
    altered.speaker = SpeakerVerdict::Same;
    altered.passage = Some(of(2, TAPE, "We will mend it by 2013. It holds and stays.", Some("LUND")));
    altered.alarms = vec![Alarm {
        kind: AlarmKind::Number,
        quote: None,
        source: None,
        text: "2031 in the draft, 2013 in the source.".into(),
    }];
    let step = |op, (draft, quote), (text, source): (&str, &str)| Step {
        op,
        quote: Some(span_of(draft, quote)),
        source: (!source.is_empty()).then(|| span_of(text, source)),
        permitted: None,
    };
    altered.steps = vec![
        step(Op::Equal, (DRAFT, "We will mend it by"), (TAPE, "We will mend it by")),
        step(Op::Replace, (DRAFT, "2031"), (TAPE, "2013")),
    ];
    let mut partial = Comparison::not_found("reuters");
    partial.steps = vec![step(Op::Replace, (DRAFT, "Nobody"), (LETTER, "nobody from the tower"))];
    partial.verdict = Verdict::Partial;
    partial.passage = Some(of(3, LETTER, "nobody from the tower asked us", Some("the secretary")));
    partial.alarms = vec![Alarm {
        kind: AlarmKind::Omission,
        quote: None,
        source: None,
        text: "“from the tower” is left out.".into(),
    }];
    let shown = Shown::from(&partial);
    let compared = BTreeMap::from([(QuoteId(1), Arc::new(altered)), (QuoteId(2), Arc::new(partial))]);
    let sign = Signature {
        note: "the tower letter says so".into(),
        method: Method::Seen,
        ..Signature::new(QuoteId(2), Outcome::VerifiedWithEdits, Some(shown))
    };
    let mut ids = crate::model::IdSource { document: 9, quotation: 9, speaker: 9 };
    let plan = crate::model::plan(&p, &[crate::model::Edit::Sign(vec![sign])], "Jo Feld", jo().at, &mut ids)
        .unwrap();
    p = plan.next;
    let did = |did: &str| Line { at: jo().at, who: "Jo Feld".into(), did: did.into() };
    Desk {
        project: p,
        compared,
        signatures: vec![(QuoteId(2), did("signed it as verified with edits"))],
        history: vec![did("imported as source “A letter of the tower”")],
    }
}

fn packed(desk: &Desk, redacted: bool) -> (Record, Files) {
    let order = PackOrder {
        project: &desk.project,
        name: "Weir",
        only: None,
        style: "reuters",
        style_allows: vec!["fillers".into()],
        compared: &desk.compared,
        signatures: &desk.signatures,
        history: &desk.history,
        at: Timestamp::from_second(1_780_000_600).unwrap(),
        redacted,
    };
    let record = record(&order);
    let files = files(&record, &desk.project).unwrap();
    verify(&files, &record).unwrap();
    (read(files.get(PACK_FILE).unwrap()).unwrap(), files)
}

fn text_of(files: &Files, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap().to_vec()).unwrap()
}

/// Every part of every file, the Word document unpacked.
fn everything(files: &Files) -> String {
    let mut out = String::new();
    for (path, bytes) in &files.0 {
        if path.ends_with("docx") {
            for part in ["word/document.xml", "word/comments.xml"] {
                let bytes = crate::formats::archive::part(bytes, part, 1 << 20).unwrap();
                out.push_str(&String::from_utf8(bytes).unwrap());
            }
        } else {
            out.push_str(&String::from_utf8_lossy(bytes));
        }
    }
    out
}

fn given(name: &str, text: &str) -> Given {
    Given { name: name.into(), file_sha256: None, text: SourceText::new(text) }
}

#[test]
fn a_pack_says_what_was_compared_signed_and_hashed() {
    let (record, files) = packed(&desk(), false);
    assert_eq!(
        files.0.keys().collect::<Vec<_>>(),
        ["pack.json", "quotations.csv", "report.html", "the weir.docx"]
    );
    let html = text_of(&files, "report.html");
    for said in [
        "2031 in the draft, 2013 in the source.",
        "“=It holds &amp; &lt;stays&gt;.”",
        "verified with edits (seen), Jo Feld, 2026-05-28 20:26 UTC",
        "house style reuters",
        "1 of 2 quotations are verified by a signature that stands. The gate is not passed.",
        &TextHash::of(TAPE.as_bytes()).to_hex(),
        "line 1",
        CLAIM,
        "We will mend it by <ins title=\"only in the source\">2013</ins> <del title=\"only in the draft\">2031</del>",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    assert_eq!(record.quotations[0].content, [(10, 36), (52, 74)]);
    assert_eq!(read(files.get(PACK_FILE).unwrap()).unwrap().quotations, record.quotations);
    let claims = everything(&files).to_lowercase();
    for word in ["is true", "are true", "truth", "proven", "factual"] {
        assert!(!claims.contains(word), "“{word}” claims more than that the words were said");
    }
}

#[test]
fn the_word_document_has_a_comment_at_every_quotation_and_is_well_formed() {
    let (_, files) = packed(&desk(), false);
    let part = |name| {
        let bytes =
            crate::formats::archive::part(files.get("the weir.docx").unwrap(), name, 1 << 20).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let (document, comments) = (part("word/document.xml"), part("word/comments.xml"));
    let start = document.find("<w:commentRangeStart w:id=\"1\"/>").unwrap();
    let end = document.find("<w:commentRangeEnd w:id=\"1\"/>").unwrap();
    assert!(document.get(start..end).unwrap().contains("“Nobody asked us,”"), "{document}");
    assert!(comments.contains("Alarm: number: 2031 in the draft"), "{comments}");
    for xml in [&document, &comments] {
        let mut open: Vec<&str> = Vec::new();
        for tag in xml.split('<').skip(2).map(|t| t.split('>').next().unwrap()) {
            let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
            match (tag.starts_with('/'), tag.ends_with('/')) {
                (true, _) => assert_eq!(open.pop(), Some(name)),
                (false, false) => open.push(name),
                _ => {}
            }
        }
        assert!(open.is_empty());
    }
}

#[test]
fn a_redacted_pack_has_no_word_of_a_confidential_source() {
    let (record, files) = packed(&desk(), true);
    let all = everything(&files);
    let hash = TextHash::of(LETTER.as_bytes()).to_hex();
    for secret in ["tower", "secret", "secretary", "Dear", "3.txt", &hash, "letter"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(all.contains("2013") && all.contains("confidential source 3"), "the open source stays");
    assert!(all.contains("omission"), "that there is an alarm stays");
    assert!(record.history.is_empty() && !record.quotations[1].history.is_empty());
}

#[test]
fn a_pack_is_proved_again_and_what_no_longer_holds_is_named() {
    let (record, files) = packed(&desk(), false);
    let said = |files: &Files, given: &[Given], which: Proved| -> Vec<String> {
        prove(&record, files, given).into_iter().filter(|p| p.proved == which).map(|p| p.what).collect()
    };
    let all = [given("2.txt", TAPE), given("3.txt", LETTER), given("weir.txt", DRAFT)];
    assert_eq!(said(&files, &all, Proved::Broken), Vec::<String>::new());
    assert_eq!(said(&files, &all, Proved::Open), Vec::<String>::new());
    assert_eq!(said(&files, &all, Proved::Holds).len(), 3 + 2 + 1 + 2);

    let changed = [given("2.txt", &TAPE.replace("2013", "2031"))];
    assert_eq!(
        said(&files, &changed, Proved::Broken),
        ["The source “Tape” was changed: “2.txt” has another text than the one that was compared."]
    );
    assert_eq!(
        said(&files, &changed, Proved::Open),
        [
            "The source “A letter of the tower” is not among the files that were given.",
            "q1: its source was not given.",
            "q2: its source was not given."
        ]
    );
    let mut bent = files.clone();
    bent.0.get_mut("report.html").unwrap().push(b' ');
    bent.0.remove("quotations.csv");
    assert_eq!(
        said(&bent, &all, Proved::Broken),
        ["quotations.csv is missing from the pack.", "report.html was changed since the pack was made."]
    );
    // A forged row: the words are not those of the source.
    let mut forged = record.clone();
    let passage = forged.quotations[0].comparison.as_mut().unwrap().passage.as_mut().unwrap();
    passage.words = vec!["We will mend it by 2031. It holds and stays.".into()];
    let broken: Vec<_> =
        prove(&forged, &files, &all).into_iter().filter(|p| p.proved == Proved::Broken).collect();
    assert_eq!(broken.len(), 1, "{broken:?}");
}

#[test]
fn what_is_no_pack_is_refused_and_bytes_do_not_change_with_the_day() {
    assert!(read(b"{}").unwrap_err().to_string().contains("not of an evidence pack"));
    assert!(
        read(br#"{"format":"sayso evidence pack","version":9}"#).unwrap_err().to_string().contains("newer")
    );
    assert!(read(br#"{"format":"sayso evidence pack","version":1}"#).is_err());
    assert_eq!(packed(&desk(), false).1, packed(&desk(), false).1);
}
