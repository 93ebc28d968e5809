//! `sayso verify`, by its whole output.

use expect_test::{Expect, expect};
use std::path::Path;
use std::process::Command;

const DRAFT: &str = "The mill at Orrin\n\n“We will have it running by 2031,” said Ada Lund, who owns the mill. “It was never a ruin,” she said.\n\n\
    “There were about forty of us on the roof,” said Bo Hall.\n\n“I would sell it tomorrow,” Lund said. “The river is rising faster than the mayor,” Hall said.\n";

const TALK: &str = "INTERVIEWER: What is next for the mill?\n\nADA LUND: We will have it running by 2013. It was never a ruin.\n\n\
    BO HALL: There were, um, about forty of us on the roof. I would sell it tomorrow.\n";

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("draft.txt"), DRAFT).unwrap();
    std::fs::create_dir(home.path().join("talks")).unwrap();
    std::fs::write(home.path().join("talks/mill.txt"), TALK).unwrap();
    home
}

fn said(home: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).current_dir(home).env("SAYSO_HOME", home.join("own"));
    let output = command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").output().unwrap();
    let part = |title: &str, bytes: &[u8]| {
        let words = String::from_utf8(bytes.to_vec()).unwrap();
        if words.is_empty() { String::new() } else { format!("--- {title}\n{words}") }
    };
    format!(
        "{}{}--- exit {}\n",
        part("out", &output.stdout),
        part("err", &output.stderr),
        output.status.code().unwrap()
    )
}

fn check(args: &[&str], want: &Expect) {
    let home = home();
    want.assert_eq(&said(home.path(), args));
}

#[test]
fn a_person_reads_what_stands_before_the_gate() {
    check(
        &["verify", "draft.txt", "--sources", "talks", "--style", "guardian"],
        &expect![[r#"
            --- out
            draft.txt: 4 quotations, 1 source, style guardian: 3 stand before the gate

            NO  q1 line 3: altered; said by Ada Lund
                draft   “We will have it running by 2031,” “It was never a ruin,”
                source  mill.txt, line 3, ADA LUND
                words   We will have it running by [-2013-]{+2031+} It was never a ruin
                number  A number differs. The source has “2013”, the draft has “2031”.

            ok  q2 line 5: permitted edits; said by Bo Hall
                draft   “There were about forty of us on the roof,”
                source  mill.txt, line 5, BO HALL
                words   There were [-um-] about forty of us on the roof

            NO  q3 line 7: identical but for typography; the draft gives it to Ada Lund, the source to somebody else
                draft   “I would sell it tomorrow,”
                source  mill.txt, line 5, BO HALL

            NO  q4 line 7: not found; Bo Hall
                draft   “The river is rising faster than the mayor,”
            --- exit 1
        "#]],
    );
}

#[test]
fn rows_have_every_key() {
    let home = home();
    let said = said(home.path(), &["verify", "draft.txt", "--sources", "talks", "--jsonl"]);
    let lines: Vec<&str> = said.lines().filter(|l| l.starts_with('{')).collect();
    assert_eq!(lines.len(), 4, "{said}");
    assert!(said.ends_with("--- exit 1\n"), "{said}");
    let keys = "id quote content content_text speaker verdict alarms alarm_text style source speaker_verdict places ops others";
    for line in &lines {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let row = row.as_object().unwrap();
        assert!(keys.split(' ').all(|k| row.contains_key(k)) && row.len() == 14, "{line}");
    }
    let draft: Vec<char> = DRAFT.chars().collect();
    let cut = |text: &[char], range: &serde_json::Value| {
        let at = |n: usize| range[n].as_u64().unwrap() as usize;
        text[at(0)..at(1)].iter().collect::<String>()
    };
    let row: serde_json::Value = serde_json::from_str(lines[0]).unwrap();
    assert_eq!(row["verdict"], "altered");
    assert_eq!(row["alarms"], serde_json::json!(["number"]));
    assert_eq!((&row["speaker"], &row["speaker_verdict"]), (&"Ada Lund".into(), &"same".into()));
    assert_eq!(cut(&draft, &row["content"][0]), "“We will have it running by 2031,”");
    assert_eq!(row["source"]["text"], "We will have it running by 2013. It was never a ruin");
    assert_eq!(row["source"]["locator"]["line"], 3);
    assert_eq!(row["source"]["turn"], "ADA LUND");
    let ops = row["ops"].as_array().unwrap();
    assert_eq!(ops.len(), 3);
    assert_eq!(cut(&draft, &ops[1]["quote"]), "2031");
    let row: serde_json::Value = serde_json::from_str(lines[3]).unwrap();
    assert_eq!((&row["verdict"], &row["source"]), (&"not_found".into(), &serde_json::Value::Null));
    assert_eq!(row["ops"], serde_json::json!([]));
}

#[test]
fn a_draft_whose_words_stand_passes() {
    let home = home();
    std::fs::write(home.path().join("good.txt"), "“It was never a ruin,” said Ada Lund.\n").unwrap();
    let said = said(home.path(), &["verify", "good.txt", "--sources", "talks/mill.txt"]);
    assert!(said.ends_with("--- exit 0\n"), "{said}");
    assert!(said.contains("good.txt: 1 quotation, 1 source, style verbatim: the gate is passed"), "{said}");
}

#[test]
fn rows_with_quotations_are_taken_as_they_were_decided() {
    let home = home();
    let text = "“It was never a ruin,” said Ada Lund.";
    let row = serde_json::json!({"id": "one", "text": text, "quotes": [{"id": "q1", "kind": "direct", "content": [[0, 22]],
        "content_text": ["“It was never a ruin,”"], "speaker": "Bo Hall", "status": "accepted"}]});
    std::fs::write(home.path().join("decided.jsonl"), format!("{row}\n")).unwrap();
    let said = said(home.path(), &["verify", "decided.jsonl", "--sources", "talks", "--jsonl"]);
    assert!(
        said.contains("\"speaker\":\"Bo Hall\"") && said.contains("\"speaker_verdict\":\"different\""),
        "{said}"
    );
    assert!(said.ends_with("--- exit 1\n"), "{said}");
}

#[test]
fn what_is_wrong_is_said() {
    let home = home();
    let none = said(home.path(), &["verify", "draft.txt", "--sources", "talks", "--style", "nonsense"]);
    assert!(
        none.contains(
            "No house style is called “nonsense”. There are ap, guardian, reuters, translated, verbatim;"
        ),
        "{none}"
    );
    assert!(
        none.ends_with(
            "--- exit 2
"
        ),
        "{none}"
    );
    let none = said(home.path(), &["verify", "draft.txt", "--sources", "gone.txt"]);
    assert!(none.contains("“gone.txt” could not be opened: it is not there."), "{none}");
    assert!(none.ends_with("error: There is no source to compare with. Name documents, transcripts or folders with --sources.\n--- exit 3\n"), "{none}");
    let none = said(home.path(), &["verify", "draft.txt"]);
    assert!(none.ends_with("--- exit 3\n"), "{none}");
}

#[test]
fn the_sample_has_one_of_each() {
    let home = home();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/desk-check");
    let said = said(home.path(), &["verify", folder.to_str().unwrap(), "--jsonl"]);
    let rows: Vec<serde_json::Value> =
        said.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str(l).unwrap()).collect();
    let shown: Vec<String> = rows
        .iter()
        .map(|r| {
            let alarms: Vec<&str> =
                r["alarms"].as_array().unwrap().iter().map(|a| a.as_str().unwrap()).collect();
            let of = |k: &str| r[k].as_str().unwrap().to_owned();
            format!("{} {} {} {}", of("quote"), of("verdict"), of("speaker_verdict"), alarms.join(" "))
        })
        .collect();
    let want = [
        "q1 identical same ",
        "q2 altered same negation",
        "q3 altered same number",
        "q4 altered same name",
        "q5 altered same modal",
        "q6 altered same tense",
        "q7 permitted same number omission",
        "q8 altered same order",
        "q9 altered same bracket",
        "q10 altered same addition",
        "q11 identical same ",
        "q12 identical different ",
        "q13 identical unknown ",
        "q14 not_found unknown ",
        "q15 permitted same ",
    ];
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    // A comma that the draft puts for a stop is typography; both are the same words.
    let shown: Vec<String> = shown.iter().map(|s| s.replace("typography", "identical")).collect();
    assert_eq!(shown, want);
}
