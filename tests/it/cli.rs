//! The command line, by its whole output.
#![expect(clippy::needless_raw_string_hashes, reason = "the form that expect-test writes")]

use expect_test::{Expect, expect};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program in a home of its own, without a display.
fn sayso(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(args).current_dir(home).env("SAYSO_HOME", home.join("own")).env("USER", "Jo");
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").stdin(Stdio::null());
    command
}

fn home() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// Runs it with `input` on standard input.
fn run_with(home: &Path, args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut command = sayso(home, args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
    std::thread::scope(|scope| {
        // The program may end before it has read all.
        scope.spawn(move || _ = stdin.write_all(&input));
        child.wait_with_output().unwrap()
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Everything that a run says: standard output, standard error, exit status.
fn said(output: &Output) -> String {
    let code = output.status.code().unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    let part = |title: &str, s: &str| if s.is_empty() { String::new() } else { format!("--- {title}\n{s}") };
    format!("{}{}--- exit {code}\n", part("out", &out), part("err", &err))
}

fn check(home: &Path, args: &[&str], want: &Expect) {
    let output = sayso(home, args).output().unwrap();
    want.assert_eq(&said(&output));
}

const MILL: &str = "The mill\n\n“It turns again,” said Ada Lund. “We are glad.”\n";

fn write(home: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = home.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn without_a_display_one_line_says_what_works() {
    let home = home();
    let output = sayso(home.path(), &[]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(4), b"".as_slice()));
    let line = text(&output.stderr);
    assert!(
        line.starts_with("error: There is no display to open a window on. These commands need none: sayso ")
    );
    assert_eq!(line.lines().count(), 1, "{line}");
    for command in ["extract", "import", "export", "check", "stats", "eval", "formats", "rules"] {
        assert!(line.contains(&format!(" {command}")), "{command}: {line}");
    }
}

#[test]
fn what_is_neither_a_command_nor_a_file_is_said() {
    let home = home();
    check(
        home.path(),
        &["extrcat"],
        &expect![[r#"
        --- err
        error: “extrcat” is neither a command nor a file or folder here. See sayso --help.
        --- exit 2
    "#]],
    );
    let output = sayso(home.path(), &["export", "--nonsense"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--nonsense"));
}

#[test]
fn every_command_explains_itself() {
    let home = home();
    for command in ["extract", "import", "export", "pack", "recheck", "check", "stats", "verify", "rules"] {
        let output = sayso(home.path(), &[command, "--help"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("Examples:"), "{command}");
    }
    let output = sayso(home.path(), &["--help"]).output().unwrap();
    assert!(text(&output.stdout).contains("Exit status: 0 done"), "{}", said(&output));
    assert!(!text(&output.stdout).contains("dev"), "hidden");
}

/// The id and the words of the quotations of each row.
fn rows(bytes: &[u8]) -> Vec<(String, Vec<String>)> {
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let quotes = row["quotes"].as_array().unwrap().iter();
        let words = quotes.map(|q| q["content_text"][0].as_str().unwrap().to_owned());
        (row["id"].as_str().unwrap().to_owned(), words.collect())
    };
    text(bytes).lines().map(row).collect()
}

#[test]
fn the_filter_keeps_the_order_of_many_lines_whatever_the_jobs() {
    let home = home();
    let mut input = String::new();
    for n in 0..2000_usize {
        // Long and short texts side by side, so that later lines are ready before earlier ones.
        let text = "“It turns again,” said Ada Lund.\n\n".repeat(if n % 97 == 0 { 500 } else { 1 + n % 3 });
        input +=
            &serde_json::json!({"id": format!("n{n}"), "text": text, "lang": "en", "shelf": n}).to_string();
        input.push('\n');
    }
    let outputs: Vec<_> = ["1", "2", "7"]
        .iter()
        .map(|jobs| run_with(home.path(), &["extract", "--jsonl", "--jobs", jobs], &input))
        .collect();
    assert_eq!(outputs[0].status.code(), Some(0), "{}", text(&outputs[0].stderr));
    assert!(outputs.iter().all(|o| o.stdout == outputs[0].stdout), "the same bytes, however many work");
    let rows = rows(&outputs[0].stdout);
    assert!(rows.iter().enumerate().all(|(n, (id, words))| *id == format!("n{n}") && !words.is_empty()));
    assert_eq!(rows.len(), 2000);
    let first: serde_json::Value =
        serde_json::from_str(text(&outputs[0].stdout).lines().nth(7).unwrap()).unwrap();
    assert_eq!(
        (&first["shelf"], first.get("text")),
        (&serde_json::json!(7), None),
        "other keys are carried through"
    );
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_on() {
    let home = home();
    let good = r#"{"id":"a","text":"“Yes,” she said."}"#;
    let last = r#"{"id":7,"text":"No words of anybody."}"#;
    let input =
        [good.as_bytes(), b"\n\n{\"id\":\n", b"\xff\xfe\n", br#"{"text":"x"}"#, b"\n", last.as_bytes()]
            .concat();
    let output = run_with(home.path(), &["extract", "--jsonl"], input);
    assert_eq!(output.status.code(), Some(3));
    let ids: Vec<_> = rows(&output.stdout).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["a", "7"]);
    let errors = text(&output.stderr);
    let heads: Vec<_> =
        errors.lines().map(|l| l.split(": ").take(2).collect::<Vec<_>>().join(": ")).collect();
    assert_eq!(heads, ["error: line 3", "error: line 4", "error: line 5"], "{errors}");
    assert!(errors.ends_with("line 5: it has no “id”\n"), "{errors}");
}

#[test]
fn the_text_of_a_row_is_taken_as_it_is() {
    let home = home();
    let words = "\u{FEFF}“Yes,”\r\nshe said.\r\u{1F600} “No.”";
    let input = serde_json::json!({"id": "x", "text": words}).to_string();
    let output = run_with(home.path(), &["extract", "--jsonl", "--with-text"], input);
    let row: serde_json::Value = serde_json::from_str(&text(&output.stdout)).unwrap();
    assert_eq!(row["text"], words);
    let letters: Vec<char> = words.chars().collect();
    for quote in row["quotes"].as_array().unwrap() {
        let at = |n: usize| quote["content"][0][n].as_u64().unwrap() as usize;
        let content: String = letters[at(0)..at(1)].iter().collect();
        assert_eq!(quote["content_text"][0], content, "code points");
    }
    assert_eq!(row["quotes"].as_array().unwrap().len(), 2);
}

#[test]
fn a_broken_pipe_ends_quietly() {
    let home = home();
    let mut command = sayso(home.path(), &["extract", "--jsonl"]);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let write = move || {
        let line = b"{\"id\":\"a\",\"text\":\"\xe2\x80\x9cYes,\xe2\x80\x9d she said.\"}\n".repeat(1000);
        // Goes on until the program has gone away.
        while stdin.write_all(&line).is_ok() {}
    };
    let writer = std::thread::Builder::new().name("writer".into()).spawn(write).unwrap();
    let mut first = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut first).unwrap();
    drop(stdout);
    let code = child.wait().unwrap().code();
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    writer.join().unwrap();
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(first.starts_with("{\"id\":\"a\""));
}

#[test]
fn files_become_rows_under_their_names() {
    let home = home();
    write(home.path(), "in/mill.txt", MILL);
    write(home.path(), "in/deep/mill.md", "“Other words,” said Bo Hall.");
    write(home.path(), "in/bad.txt", "\0\0\0\0");
    write(home.path(), "in/.hidden", "“Never.”");
    let output = sayso(home.path(), &["extract", "in", "gone.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let rows = rows(&output.stdout);
    let ids: Vec<_> = rows.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["mill", "mill-2"], "two files of one name are told apart");
    assert_eq!(rows[0].1[0], "“Other words,”");
    let errors = text(&output.stderr);
    assert!(errors.contains("“gone.txt” could not be opened: it is not there."), "{errors}");
    assert!(errors.contains("bad.txt” was not read: it is not a text"), "{errors}");
}

#[test]
fn a_document_on_standard_input() {
    let home = home();
    let output = run_with(home.path(), &["extract"], MILL);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(rows(&output.stdout)[0].0, "stdin");
}

#[test]
fn an_output_file_takes_its_name_when_it_is_whole() {
    let home = home();
    write(home.path(), "mill.txt", MILL);
    let output = sayso(home.path(), &["extract", "mill.txt", "-o", "out/rows.jsonl"]).output().unwrap();
    assert_eq!(said(&output), "--- exit 0\n");
    assert_eq!(rows(&std::fs::read(home.path().join("out/rows.jsonl")).unwrap())[0].0, "mill");
    assert_eq!(std::fs::read_dir(home.path().join("out")).unwrap().count(), 1);
}

#[test]
fn a_project_from_import_to_export() {
    let home = home();
    write(home.path(), "mill.txt", MILL);
    write(home.path(), "copy.txt", MILL);
    let output = sayso(home.path(), &["import", "town.sayso", "mill.txt", "copy.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let errors = text(&output.stderr);
    assert!(errors.contains("note: “copy.txt” is in the project already, as “mill.txt”"), "{errors}");
    assert!(errors.contains("Imported 1 document."), "{errors}");
    let output = sayso(home.path(), &["check", "town.sayso"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(text(&output.stdout).starts_with("town.sayso: nothing found. 1 documents,"), "{}", said(&output));
    // Nothing is decided yet, so nothing goes out, and that is said.
    let output = sayso(home.path(), &["export", "town.sayso", "--format", "jsonl"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(text(&output.stderr).starts_with("note: "), "{}", said(&output));
    assert!(rows(&output.stdout).iter().all(|(_, words)| words.is_empty()));
    let args = ["export", "town.sayso", "--proposals", "-o", "out/town.jsonl"];
    let output = sayso(home.path(), &args).output().unwrap();
    assert!(text(&output.stdout).contains("of 1 document to “town.jsonl”."), "{}", said(&output));
    let output =
        sayso(home.path(), &["export", "town.sayso", "--proposals", "--format", "md"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "an ending names a format too: {}", said(&output));
    assert!(text(&output.stdout).contains("It turns again"), "{}", said(&output));
    assert!(!rows(&std::fs::read(home.path().join("out/town.jsonl")).unwrap())[0].1.is_empty());
    let output = sayso(home.path(), &["export", "town.sayso", "--format", "papyrus"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

#[test]
fn a_bundle_without_texts_takes_them_from_a_folder() {
    let home = home();
    write(home.path(), "in/mill.txt", MILL.replace('\n', "\r\n"));
    sayso(home.path(), &["import", "town.sayso", "in"]).output().unwrap();
    let args = ["export", "town.sayso", "--format", "bundle", "--without-text", "-o", "pack"];
    let output = sayso(home.path(), &args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    check(
        home.path(),
        &["check", "pack"],
        &expect![[r#"
        --- out
        pack: nothing found. 1 documents, 1 quotations, 1 speakers.
        --- err
        note: The texts of 1 documents are not here. Name the folder that has them with --texts DIR.
        --- exit 0
    "#]],
    );
    let output = sayso(home.path(), &["export", "pack", "--texts", "in", "--format", "jsonl", "--proposals"])
        .output()
        .unwrap();
    assert_eq!(rows(&output.stdout)[0].1[0], "“It turns again,”", "{}", said(&output));
    let output = sayso(home.path(), &["import", "new.sayso", "pack", "--texts", "in"]).output().unwrap();
    assert!(text(&output.stderr).contains("Found 1 text in 1 files. None is missing."), "{}", said(&output));
}

#[test]
fn a_damaged_or_foreign_file_is_refused_by_name() {
    let home = home();
    write(home.path(), "fake.sayso", "not a database at all, but long enough to be looked at");
    let output = sayso(home.path(), &["check", "fake.sayso"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(text(&output.stderr).contains("“fake.sayso” is not a Sayso project"), "{}", said(&output));
    check(
        home.path(),
        &["check", "gone.sayso"],
        &expect![[r#"
        --- err
        error: “gone.sayso” could not be opened: it is not there. Check the name and the folder.
        --- exit 3
    "#]],
    );
    check(
        home.path(),
        &["export", "gone.sayso"],
        &expect![[r#"
        --- err
        error: There is no format to write in. Name it with --format, or a file with -o.
        --- exit 2
    "#]],
    );
}

#[test]
fn figures_as_a_table_and_as_values() {
    let home = home();
    let newsroom = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects/newsroom");
    let output = sayso(home.path(), &["stats", newsroom.to_str().unwrap(), "--csv"]).output().unwrap();
    let table = text(&output.stdout);
    assert!(table.starts_with("speaker,quotations,words,direct,mixed,indirect\r\n"), "{table}");
    write(home.path(), "a.txt", "No words of anybody here.");
    check(
        home.path(),
        &["stats", "a.txt"],
        &expect![[r#"
        --- out
        1 document, 0 quotations, 0 words quoted
        --- exit 0
    "#]],
    );
}

/// A project of a draft and of its sources: a tape, and a confidential letter.
fn desk(home: &Path) {
    write(home, "mill.txt", MILL);
    write(
        home,
        "tapes/talk.srt",
        "1\n00:00:01,000 --> 00:00:03,000\nADA LUND: It turns again. We are glad.\n",
    );
    write(home, "letter.txt", "Dear all,\n\nthe wheel of the mill is ours.\n");
    let import = |args: &[&str]| {
        let output = sayso(home, args).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    };
    import(&["import", "p.sayso", "mill.txt", "--sources", "tapes"]);
    import(&["import", "p.sayso", "--sources", "letter.txt", "--confidential"]);
}

/// What a run says, with the moment of the pack taken out.
fn timeless(output: &Output) -> String {
    let said = said(output);
    let moment = regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC").unwrap();
    moment.replace_all(&said, "NOW").into_owned()
}

#[test]
fn bad_sources_are_named_and_the_others_come_in() {
    let home = home();
    write(home.path(), "bad/empty.srt", "");
    write(home.path(), "bad/package.json", "{\"name\": \"mill\"}");
    write(
        home.path(),
        "bad/back.srt",
        "1\n00:00:09,000 --> 00:00:10,000\nSecond.\n\n2\n00:00:01,000 --> 00:00:02,000\nFirst.\n",
    );
    check(
        home.path(),
        &["import", "p.sayso", "--sources", "bad"],
        &expect![[r#"
        --- err
        error: “bad/empty.srt” was not read: there are no words in it.
        error: “bad/package.json” was not read: it is JSON, but no transcript: it has neither “segments” nor “transcription”.
        error: “bad/back.srt”, line 7: A cue begins before the one above it; the cues were put in the order of their times. The rest was taken in.
        Imported 1 document.
        --- exit 3
    "#]],
    );
}

#[test]
fn a_pack_is_written_and_proved_again() {
    let home = home();
    desk(home.path());
    let run = |args: &[&str]| timeless(&sayso(home.path(), args).output().unwrap());
    expect![[r#"
        --- out
        Wrote the evidence pack “evidence”: 1 quotation, 2 sources.
        --- exit 0
    "#]]
    .assert_eq(&run(&["pack", "p.sayso", "-o", "evidence"]));
    expect![[r#"
        --- out
        “p”, made by sayso 0.1.0 on NOW
        yes  mill.docx is as it was written.
        yes  quotations.csv is as it was written.
        yes  report.html is as it was written.
        yes  The source “talk” is the one that was compared.
        yes  The source “Dear all,” is the one that was compared.
        yes  The draft “The mill” is the one that was compared.
        yes  q1: the passage stands in “talk.srt” (00:00:01.000, line 3).
        yes  q1: judged again, it is identical, speaker same, no alarm.
        8 hold, 0 cannot be proved with what was given, 0 do not hold.
        What is verified here is that the words were said, as the sources have it; not whether what they say is so.
        --- exit 0
    "#]].assert_eq(&run(&[
        "recheck",
        "evidence",
        "--sources",
        "tapes",
        "letter.txt",
        "mill.txt",
    ]));
    // A verdict that the sources do not bear out.
    let pack = home.path().join("evidence/pack.json");
    let honest = std::fs::read_to_string(&pack).unwrap();
    let verdict = regex::Regex::new("\"verdict\": \"[a-z_]+\"").unwrap();
    std::fs::write(&pack, verdict.replace(&honest, "\"verdict\": \"not_found\"").as_ref()).unwrap();
    let said = run(&["recheck", "evidence", "--sources", "tapes", "letter.txt"]);
    assert!(
        said.contains("NO   q1: judged again, it is ") && said.contains("the pack says not found,"),
        "{said}"
    );
    assert!(said.ends_with("--- exit 1\n"), "{said}");
    std::fs::write(&pack, honest).unwrap();
    // Another word on the tape, another byte in the report.
    write(
        home.path(),
        "tapes/talk.srt",
        "1\n00:00:01,000 --> 00:00:03,000\nADA LUND: It turned again. We are glad.\n",
    );
    let report = home.path().join("evidence/report.html");
    std::fs::write(&report, std::fs::read_to_string(&report).unwrap() + " ").unwrap();
    expect![[r#"
        --- out
        “p”, made by sayso 0.1.0 on NOW
        NO   report.html was changed since the pack was made.
        NO   The source “talk” was changed: “talk.srt” has another text than the one that was compared.
        ?    The source “Dear all,” is not among the files that were given.
        ?    q1: its source was not given.
        ?    The wording was not judged again: that takes all of the sources.
        yes  mill.docx is as it was written.
        yes  quotations.csv is as it was written.
        2 hold, 3 cannot be proved with what was given, 2 do not hold.
        What is verified here is that the words were said, as the sources have it; not whether what they say is so.
        --- exit 1
    "#]].assert_eq(&run(&["recheck", "evidence", "--sources", "tapes"]));
    expect![[r#"
        --- err
        error: “tapes/pack.json” could not be read: it is not there. Check the name and the folder.
        --- exit 3
    "#]]
    .assert_eq(&run(&["recheck", "tapes"]));
}

#[test]
fn a_redacted_pack_goes_over_an_earlier_one_and_over_nothing_else() {
    let home = home();
    desk(home.path());
    let run = |args: &[&str]| timeless(&sayso(home.path(), args).output().unwrap());
    run(&["pack", "p.sayso", "-o", "evidence"]);
    expect![[r#"
        --- out
        Wrote the redacted evidence pack “evidence”: 1 quotation, 2 sources.
        --- exit 0
    "#]]
    .assert_eq(&run(&["pack", "p.sayso", "-o", "evidence", "--redacted"]));
    let all: Vec<String> = std::fs::read_dir(home.path().join("evidence"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| String::from_utf8_lossy(&std::fs::read(p).unwrap()).into_owned())
        .collect();
    assert_eq!(all.len(), 4);
    assert!(!all.iter().any(|f| f.contains("wheel of the mill") || f.contains("letter")));
    expect![[r#"
        --- out
        “p”, made by sayso 0.1.0 on NOW, redacted
        ?    The confidential source 3 is withheld, so it cannot be proved with this pack.
        ?    The wording was not judged again: that takes all of the sources.
        yes  mill.docx is as it was written.
        yes  quotations.csv is as it was written.
        yes  report.html is as it was written.
        yes  The source “talk” is the one that was compared.
        yes  q1: the passage stands in “talk.srt” (00:00:01.000, line 3).
        5 hold, 2 cannot be proved with what was given, 0 do not hold.
        What is verified here is that the words were said, as the sources have it; not whether what they say is so.
        --- exit 0
    "#]].assert_eq(&run(&["recheck", "evidence", "--sources", "letter.txt", "tapes"]));
    expect![[r#"
        --- err
        error: “tapes” could not be written: the folder holds other files and is no pack; name a new or an empty one.
        --- exit 4
    "#]].assert_eq(&run(&["pack", "p.sayso", "-o", "tapes"]));
}
