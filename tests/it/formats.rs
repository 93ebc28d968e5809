//! Formats on whole projects: samples and gold files in, every format out, read back by other programs.

use sayso::analysis::Progress;
use sayso::formats::{self, EXPORTERS, ExportView, Files, bundle};
use sayso::model::{Edit, IdSource, ImportedText, Project, QuoteKind};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A file of the materials beside the repository, or a word that the test was skipped.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(ROOT).join("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

/// An empty project after `edits`.
fn planned(edits: &[Edit]) -> Project {
    let now = jiff::Timestamp::from_second(1_780_000_000).expect("a time");
    sayso::model::plan(&Project::default(), edits, "Jo", now, &mut IdSource::default()).expect("a plan").next
}

fn gold(path: &Path) -> Project {
    let bytes = fs::read(path).expect("readable");
    let all = formats::import(&bytes, "gold.jsonl", &Progress::default()).expect("rows");
    assert_eq!(all.problems, []);
    planned(&all.documents.into_iter().map(|d| Edit::ImportDocument(Box::new(d))).collect::<Vec<_>>())
}

/// Everything, undecided and rejected ones too.
fn whole(project: &Project) -> ExportView<'_> {
    ExportView { name: "Test", proposals: true, rejected: true, ..ExportView::new(project) }
}

fn export(format: &str, view: &ExportView<'_>) -> Files {
    let exporter = formats::exporter(format).expect("a format");
    let mut files = Files::default();
    exporter.export(view, &mut files).expect("written");
    formats::verify_written(format, &files, view).expect("reads back");
    files
}

fn python(script: &str, args: &[&Path]) -> Option<String> {
    let Ok(out) = Command::new("python3").arg("-c").arg(script).args(args).output() else {
        println!("skipped: python3 is not here");
        return None;
    };
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    Some(String::from_utf8(out.stdout).expect("UTF-8"))
}

#[test]
fn every_sample_reads_without_a_problem_and_goes_out_in_every_format() {
    let mut count = 0;
    for entry in fs::read_dir(Path::new(ROOT).join("sample_projects")).expect("samples") {
        let folder = entry.expect("entry").path();
        let Ok(json) = fs::read(folder.join(bundle::PROJECT_FILE)) else { continue };
        assert!(bundle::looks_like(&json));
        let read =
            bundle::read(&json, &mut |r| fs::read(folder.join(r.file.as_deref()?)).ok()).expect("a bundle");
        assert_eq!(read.problems, [], "{}", folder.display());
        let project = planned(&[Edit::ImportRows(Box::new(read.rows.clone()))]);
        assert_eq!(project.quotes().count(), read.rows.quotations.len());
        for exporter in EXPORTERS {
            export(exporter.id(), &whole(&project));
            export(exporter.id(), &ExportView { with_text: false, ..ExportView::new(&project) });
        }
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn a_bundle_of_a_sample_is_the_same_project() {
    let folder = Path::new(ROOT).join("sample_projects/newsroom");
    let json = fs::read(folder.join(bundle::PROJECT_FILE)).expect("project.json");
    let first =
        bundle::read(&json, &mut |r| fs::read(folder.join(r.file.as_deref()?)).ok()).expect("a bundle");
    let project = planned(&[Edit::ImportRows(Box::new(first.rows))]);
    let files = export("bundle", &whole(&project));
    let again = bundle::read(files.get(bundle::PROJECT_FILE).expect("project.json"), &mut |r| {
        files.get(r.file.as_deref()?).map(<[u8]>::to_vec)
    });
    let back = planned(&[Edit::ImportRows(Box::new(again.expect("a bundle").rows))]);
    assert_eq!(back, project);
    assert_eq!(export("bundle", &whole(&back)), files);
}

#[test]
fn texts_of_the_seeds_are_found_by_their_hash() {
    let Some(seeds) = shared("seeds") else { return };
    let folder = Path::new(ROOT).join("sample_projects/seeds");
    let json = fs::read(folder.join(bundle::PROJECT_FILE)).expect("project.json");
    let bare = bundle::read(&json, &mut |_| None).expect("a bundle");
    assert!(bare.rows.documents.iter().all(|d| matches!(d.text, ImportedText::Named(_))));
    let project = planned(&[Edit::ImportRows(Box::new(bare.rows))]);
    let mut found = 0;
    for entry in fs::read_dir(seeds).expect("seeds") {
        let bytes = fs::read(entry.expect("entry").path()).expect("readable");
        for (doc, text) in bundle::texts_wanted(&project, &bytes) {
            let state = project.doc(doc).expect("a document");
            assert!(state.quotes.values().all(|q| text.holds(&q.content)));
            found += 1;
        }
    }
    assert_eq!(found, project.docs.len());
}

#[test]
fn gold_files_come_in_whole_and_score_one_when_they_go_out() {
    let Some(path) = shared("seeds/gold.jsonl") else { return };
    let project = gold(&path);
    let rows = fs::read_to_string(&path).expect("readable");
    let rows: Vec<serde_json::Value> =
        rows.lines().map(|l| serde_json::from_str(l).expect("a row")).collect();
    let many = |key: &str| rows.iter().map(|r| r[key].as_array().map_or(0, Vec::len)).sum::<usize>();
    let speech = project.quotes().filter(|q| q.kind != QuoteKind::NotSpeech).count();
    assert_eq!((speech, project.quotes().count() - speech), (many("quotes"), many("not_speech")));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.jsonl");
    fs::write(&out, export("jsonl", &ExportView { proposals: true, ..ExportView::new(&project) }).single())
        .expect("written");
    let Some(scorer) = shared("eval/score.py") else { return };
    let script = "import json, runpy, sys\nsys.argv = sys.argv[1:] + ['--json']\nrunpy.run_path(sys.argv[0], run_name='__main__')";
    let Some(scores) = python(script, &[&scorer, &path, &out]) else { return };
    let scores: serde_json::Value = serde_json::from_str(&scores).expect("scores");
    for (name, of) in [("speech", "f1"), ("e2e", "f1"), ("relations", "f1"), ("relations", "source")] {
        assert_eq!(scores[name][of], 1.0, "{name} {of} in {scores}");
    }
}

#[test]
fn other_programs_read_what_is_written() {
    let folder = Path::new(ROOT).join("sample_projects/newsroom");
    let json = fs::read(folder.join(bundle::PROJECT_FILE)).expect("project.json");
    let read =
        bundle::read(&json, &mut |r| fs::read(folder.join(r.file.as_deref()?)).ok()).expect("a bundle");
    let project = planned(&[Edit::ImportRows(Box::new(read.rows))]);
    let to = tempfile::tempdir().expect("a folder");
    let (rows, table, marked) = (to.path().join("a.jsonl"), to.path().join("a.csv"), to.path().join("b.csv"));
    fs::write(&rows, export("jsonl", &whole(&project)).single()).expect("written");
    fs::write(&table, export("csv", &whole(&project)).single()).expect("written");
    fs::write(&marked, export("csv-excel", &whole(&project)).single()).expect("written");
    let script = "
import csv, json, sys
rows = [json.loads(l) for l in open(sys.argv[1], encoding='utf-8')]
texts = {r['id']: r['text'] for r in rows}
n = 0
for r in rows:
    for q in r['quotes']:
        assert [r['text'][a:b] for a, b in q['content']] == q['content_text'], q['id']
        n += 1
for path, code in ((sys.argv[2], 'utf-8'), (sys.argv[3], 'utf-8-sig')):
    m = 0
    for c in csv.DictReader(open(path, encoding=code, newline='')):
        words = ' […] '.join(texts[c['doc_id']][a:b] for a, b in json.loads(c['content_spans']))
        assert words == c['quote_text'].removeprefix(\"'\") if c['escaped'] == '1' else words == c['quote_text'], c
        m += 1
    assert m == n, (m, n)
print(n)
";
    let Some(count) = python(script, &[&rows, &table, &marked]) else { return };
    assert_eq!(count.trim().parse::<usize>(), Ok(project.quotes().count()));
}
