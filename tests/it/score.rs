//! The figures of `sayso eval` are those of the scorer that the corpora come with, number by number.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder with the scorer and the corpora, where this machine has it.
fn shared() -> Option<PathBuf> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let here = [shared, PathBuf::from("../shared")];
    here.into_iter().find(|s| s.join("eval/score.py").exists())
}

fn sayso() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let home = std::env::temp_dir().join("sayso-score");
    command.env("SAYSO_HOME", home);
    command
}

fn json(command: &mut Command) -> Value {
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

/// Every number of `theirs` is in `ours`, and equal.
fn compare(at: &str, theirs: &Value, ours: &Value) -> usize {
    match theirs {
        Value::Object(all) => all.iter().map(|(k, v)| compare(&format!("{at}/{k}"), v, &ours[k])).sum(),
        Value::Number(n) => {
            assert_eq!(ours.as_f64(), n.as_f64(), "{at}");
            1
        }
        other => {
            assert_eq!(ours, other, "{at}");
            1
        }
    }
}

/// Scores `gold` with both programs, what the engine finds against it.
fn both(shared: &Path, gold: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let found = folder.path().join("found.jsonl");
    let input = std::fs::File::open(gold).unwrap();
    let to = std::fs::File::create(&found).unwrap();
    assert!(sayso().args(["extract", "--jsonl"]).stdin(input).stdout(to).status().unwrap().success());
    let scorer = shared.join("eval/score.py");
    let Ok(theirs) = Command::new("python3").arg(scorer).arg(gold).arg(&found).arg("--json").output() else {
        return;
    };
    assert!(theirs.status.success(), "{}", String::from_utf8_lossy(&theirs.stderr));
    let theirs: Value = serde_json::from_slice(&theirs.stdout).unwrap();
    let ours = json(sayso().arg("eval").arg(gold).arg(&found).arg("--json"));
    let name = gold.file_name().unwrap().to_string_lossy();
    assert!(compare(&name, &theirs, &ours) > 20, "{name}");
    let own = json(sayso().arg("eval").arg(gold).arg("--json"));
    assert!(own == ours, "{name}: the same without the file");
}

#[test]
fn figures_are_those_of_the_scorer() {
    let Some(shared) = shared() else { return };
    let corpora = ["polnear-dev", "gum-dev", "litbank-dev", "dewikinews-dev", "riqua-dev", "frlitbank-dev"];
    let files = corpora.map(|name| shared.join(format!("corpora/{name}.jsonl")));
    for gold in files.iter().chain([&shared.join("seeds/gold.jsonl")]).filter(|g| g.exists()) {
        both(&shared, gold);
    }
}
