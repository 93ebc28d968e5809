//! The sample projects open whole, are right to the letter, and go out again as they came in.

use sayso::analysis::QuoteKind;
use sayso::app::command::Command;
use sayso::formats::bundle::{self, PROJECT_FILE, TextRef};
use sayso::formats::{ExportView, Exporter as _, Files, Problem};
use sayso::model::{DocState, Edit, Project, Quotation, Status};
use sayso::store::Session;
use sayso::text::{SourceText, Span, Spans};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::sync::Arc;
use strum::IntoEnumIterator as _;

/// Samples that carry their texts.
const WHOLE: &[&str] = &["newsroom", "fiction"];

/// Marks that open, each with those that close it. Desks mix straight and curly ones, and so does the newsroom.
const PAIRS: &[(char, &str)] = &[('“', "”\""), ('"', "\"”"), ('‘', "’"), ('«', "»")];

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects").join(name)
}

/// The folder of the articles that the seeds' project names, where this checkout has it.
fn articles() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !dir.is_dir() {
        println!("skipped: the articles are not here ({})", dir.display());
        return None;
    }
    Some(dir)
}

fn json(name: &str) -> Vec<u8> {
    fs::read(folder(name).join(PROJECT_FILE)).unwrap()
}

/// A sample with the texts that `fetch` brings, and what could not be taken in.
fn open_with(name: &str, fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>) -> (Project, Vec<Problem>) {
    let bundle = bundle::read(&json(name), fetch).unwrap();
    let mut project =
        Project { apart: Arc::new(bundle.rows.apart.into_iter().collect()), ..Project::default() };
    project.speakers = Arc::new(bundle.rows.speakers.into_iter().map(|s| (s.id, Arc::new(s))).collect());
    for row in bundle.rows.documents {
        let mine = bundle.rows.quotations.iter().filter(|q| q.doc == row.document.id);
        let quotes = mine.map(|q| (q.id, Arc::new(q.clone()))).collect();
        let state = DocState { quotes, ..DocState::new(row.document, row.text.text().cloned()) };
        project.docs.insert(state.document.id, Arc::new(state));
    }
    (project, bundle.problems)
}

/// A sample with the texts that it carries.
fn open(name: &str) -> (Project, Vec<Problem>) {
    open_with(name, &mut |r| fs::read(folder(name).join(r.file.as_deref()?)).ok())
}

/// A sample without any text.
fn bare(name: &str) -> Project {
    open_with(name, &mut |_| None).0
}

/// The seeds' project with the texts that `dir` has.
fn open_seeds(dir: &Path) -> (Project, Vec<Problem>) {
    open_with("seeds", &mut |r| fs::read(dir.join(&r.name)).ok())
}

fn written(project: &Project, with_text: bool) -> Files {
    let view = ExportView { with_text, ..ExportView::new(project) };
    let mut files = Files::default();
    bundle::BundleFormat.export(&view, &mut files).unwrap();
    bundle::BundleFormat.verify(&files, &view).unwrap();
    files
}

fn documents(project: &Project) -> impl Iterator<Item = (&DocState, &SourceText)> {
    project.docs.values().map(|d| (&**d, d.text.as_ref().expect("the text is here")))
}

fn fragments<'t>(text: &'t SourceText, spans: &Spans) -> Vec<&'t str> {
    spans.iter().map(|s| text.slice(s)).collect()
}

/// What is wrong with the bounds of `span`: blanks at its ends, or an end inside a word.
fn bad_bounds(text: &SourceText, span: Span) -> Option<String> {
    let words = text.slice(span);
    let (head, rest) = text.as_str().split_at(span.start() as usize);
    let tail = rest.get(words.len()..).unwrap_or_default();
    let joined = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let why = if words.trim() != words || words.is_empty() {
        "has blanks at an end"
    } else if joined(head.chars().next_back(), words.chars().next()) {
        "starts inside a word"
    } else if joined(words.chars().next_back(), tail.chars().next()) {
        "ends inside a word"
    } else {
        return None;
    };
    Some(format!("{words:?} {why}"))
}

/// What is wrong with the marks of a quotation that opens with one: each fragment opens, and the last one closes.
/// Fragments before it may be left open, where a quotation runs over paragraphs; so may one that `note` says was never closed.
fn bad_marks(text: &SourceText, q: &Quotation) -> Option<String> {
    let parts = fragments(text, &q.content);
    let open = parts.first()?.chars().next()?;
    let Some((_, closers)) = PAIRS.iter().find(|(o, _)| *o == open) else {
        let set_off = matches!(q.kind, QuoteKind::Direct) && q.content.count() == 1;
        return (!set_off).then(|| format!("{parts:?} has no marks"));
    };
    let closes = |part: &str| part.chars().next_back().is_some_and(|c| closers.contains(c));
    let opens = |part: &str| part.chars().next().is_some_and(|c| PAIRS.iter().any(|(o, _)| *o == c));
    let last = parts.last()?;
    if !parts.iter().all(|p| opens(p)) {
        return Some(format!("{parts:?}: a fragment does not open"));
    }
    let never_closed = q.note.contains("missing in print");
    (closes(last) == never_closed).then(|| format!("{last:?} does not close"))
}

#[test]
fn samples_open_without_a_problem() {
    for name in WHOLE {
        let (project, problems) = open(name);
        assert_eq!(problems, [], "{name}");
        for (doc, text) in documents(&project) {
            assert_eq!(doc.document.text, text.hash(), "{}", doc.document.key);
            assert_eq!(doc.document.origin.bytes, Some(text.hash()), "{}", doc.document.key);
            assert!(!doc.quotes.is_empty(), "{}", doc.document.key);
        }
    }
}

#[test]
fn samples_go_out_as_they_came_in() {
    for name in WHOLE {
        for (path, bytes) in &written(&open(name).0, true).0 {
            let there = fs::read(folder(name).join(path)).unwrap();
            assert!(*bytes == there, "{name}/{path} is written otherwise than it stands in the repository");
        }
    }
    assert!(
        written(&bare("seeds"), false).get(PROJECT_FILE) == Some(&json("seeds")[..]),
        "the seeds' project"
    );
}

/// A project file in `dir` with what the bundle of that name holds, made by one import.
fn imported(name: &str, dir: &Path, fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>) -> Session {
    let bundle = bundle::read(&json(name), fetch).unwrap();
    let mut session = Session::create(&dir.join(name).with_extension("sayso")).unwrap();
    session.commit(&[Edit::ImportRows(Box::new(bundle.rows))], None).unwrap();
    session
}

#[test]
fn a_sample_loses_nothing_in_a_project_file() {
    let dir = tempfile::tempdir().unwrap();
    for name in WHOLE.iter().chain(&["desk-check"]) {
        let mut session =
            imported(name, dir.path(), &mut |r| fs::read(folder(name).join(r.file.as_deref()?)).ok());
        assert_eq!(session.check().unwrap(), [], "{name}");
        let path = session.path().to_owned();
        drop(session);
        let again = Session::open(&path).unwrap().project();
        assert!(written(&again, true).get(PROJECT_FILE) == Some(&json(name)[..]), "{name}");
    }
}

#[test]
fn the_seeds_project_takes_its_articles_in_later() {
    let dir = tempfile::tempdir().unwrap();
    let mut session = imported("seeds", dir.path(), &mut |_| None);
    assert_eq!(session.check().unwrap(), []);
    let Some(articles) = articles() else { return };
    for row in bare("seeds").docs.values() {
        let text = fs::read_to_string(articles.join(&row.document.origin.name)).unwrap();
        session.attach_text(&SourceText::new(text.as_str()), text.as_bytes()).unwrap();
    }
    assert_eq!(session.check().unwrap(), []);
    assert_eq!(documents(&session.project()).count(), 5);
}

/// What `sayso check` says of a sample: exit status, standard output, standard error.
fn checked(name: &str, more: &[&Path]) -> (Option<i32>, String, String) {
    let home = tempfile::tempdir().unwrap();
    let out = Process::new(env!("CARGO_BIN_EXE_sayso"))
        .arg("check")
        .arg(folder(name))
        .args(more)
        .env("SAYSO_HOME", home.path())
        .output()
        .unwrap();
    let words = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (out.status.code(), words(out.stdout), words(out.stderr))
}

#[test]
fn samples_check_clean_on_the_command_line() {
    for name in WHOLE.iter().chain(&["desk-check"]) {
        let (status, out, err) = checked(name, &[]);
        assert!(status == Some(0) && out.contains("nothing found"), "{name}: {out}{err}");
        assert_eq!(err, "", "{name}");
    }
}

#[test]
fn the_command_line_says_that_the_articles_are_not_here() {
    let missing = "The texts of 5 documents are not here";
    let (status, _, err) = checked("seeds", &[]);
    assert!(status == Some(0) && err.contains(missing), "{err}");
    let elsewhere = folder("fiction");
    assert!(checked("seeds", &[Path::new("--texts"), &elsewhere]).2.contains(missing));

    let Some(articles) = articles() else { return };
    let (status, out, err) = checked("seeds", &[Path::new("--texts"), &articles]);
    assert!(status == Some(0) && out.contains("5 documents, 46 quotations"), "{out}{err}");
    assert_eq!(err, "");
}

#[test]
fn every_span_begins_and_ends_with_its_words_and_marks() {
    for name in WHOLE {
        let (project, _) = open(name);
        let mut found = Vec::new();
        for (doc, text) in documents(&project) {
            for q in doc.quotes.values() {
                let a = &q.attribution;
                let spans = [Some(&q.content), a.cue.as_ref(), a.source.as_ref(), a.role.as_ref()]
                    .into_iter()
                    .flatten();
                let mut wrong: Vec<String> =
                    spans.flat_map(Spans::iter).filter_map(|s| bad_bounds(text, s)).collect();
                if matches!(q.kind, QuoteKind::Direct | QuoteKind::NotSpeech) {
                    wrong.extend(bad_marks(text, q));
                }
                found.extend(
                    wrong.into_iter().map(|w| format!("{}, quotation {}: {w}", doc.document.key, q.id.0)),
                );
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn samples_are_finished() {
    for name in ["newsroom", "desk-check", "fiction", "seeds"] {
        let project = bare(name);
        let mut speaking = BTreeSet::new();
        for q in project.quotes() {
            let of = format!("{name}, quotation {}", q.id.0);
            assert_ne!(q.status, Status::Proposed, "{of}");
            assert!(q.decision.is_some(), "{of}");
            let somebodys = q.kind != QuoteKind::NotSpeech && q.status == Status::Accepted;
            assert_eq!(q.attribution.speaker.is_some(), somebodys, "{of}");
            assert!(q.attribution.cue.is_none() || q.kind != QuoteKind::NotSpeech, "{of}");
            speaking.extend(q.attribution.speaker);
        }
        let register: BTreeSet<_> = project.speakers.keys().copied().collect();
        assert_eq!(register, speaking, "{name}: everybody in the register speaks");
    }
}

#[test]
fn the_newsroom_has_every_way_of_quoting() {
    let (project, _) = open("newsroom");
    let quotes: Vec<_> =
        documents(&project).flat_map(|(d, t)| d.quotes.values().map(move |q| (t, q))).collect();
    let some = |what: &str, is: &dyn Fn(&SourceText, &Quotation) -> bool| {
        assert!(quotes.iter().any(|(t, q)| is(t, q)), "no quotation with {what}");
    };
    let first = |t: &SourceText, q: &Quotation| fragments(t, &q.content).concat().chars().next();
    for kind in [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect, QuoteKind::NotSpeech] {
        some(&format!("{kind:?}"), &|_, q| q.kind == kind);
    }
    some("a straight mark", &|t, q| first(t, q) == Some('"'));
    some("a single mark", &|t, q| first(t, q) == Some('‘'));
    some("guillemets", &|t, q| first(t, q) == Some('«'));
    some("no marks", &|t, q| q.kind == QuoteKind::Direct && first(t, q).is_some_and(char::is_alphabetic));
    let mixed_pair = |part: &&str| part.starts_with('"') && part.ends_with('”');
    some("straight before curly", &|t, q| fragments(t, &q.content).iter().any(mixed_pair));
    some("a quotation inside", &|_, q| q.parent.is_some());
    some("three paragraphs", &|t, q| t.slice(q.content.hull()).matches("\n\n").count() == 2);
    some("an interruption", &|t, q| q.content.count() == 2 && !t.slice(q.content.hull()).contains('\n'));
    some("no cue", &|_, q| q.kind == QuoteKind::Direct && q.attribution.cue.is_none() && q.parent.is_none());
    some("a note", &|_, q| !q.note.is_empty());
    some("a rejection", &|_, q| q.status == Status::Rejected);
}

#[test]
fn the_seeds_project_finds_its_articles() {
    let without = bare("seeds");
    assert_eq!(without.docs.len(), 5);
    assert!(without.docs.values().all(|d| d.text.is_none()), "it carries no text");

    let Some(dir) = articles() else { return };
    let (with, problems) = open_seeds(&dir);
    assert_eq!(problems, []);
    assert_eq!(documents(&with).count(), 5);
    for (doc, text) in documents(&with) {
        let spans = doc.quotes.values().flat_map(|q| q.content.iter().collect::<Vec<_>>());
        let wrong: Vec<_> = spans.filter_map(|s| bad_bounds(text, s)).collect();
        assert!(wrong.is_empty(), "{}: {}", doc.document.key, wrong.len());
    }

    // Another text under the right name is not taken.
    let (other, problems) = open_with("seeds", &mut |_| Some(b"Something else.\n".to_vec()));
    assert!(other.docs.values().all(|d| d.text.is_none()));
    assert_eq!(problems.len(), 5);
}

fn lowered_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect()
}

#[test]
fn the_seeds_project_repeats_no_sentence_of_its_articles() {
    const RUN: usize = 8;
    let project = String::from_utf8(json("seeds")).unwrap();
    assert!(!project.contains("\"words\""));
    let Some(dir) = articles() else { return };
    let mut runs = BTreeSet::new();
    for (doc, text) in documents(&open_seeds(&dir).0) {
        let words = lowered_words(text.as_str());
        assert!(words.len() > 300, "{}", doc.document.key);
        runs.extend(words.windows(RUN).map(<[String]>::to_vec));
    }
    let ours = lowered_words(&project);
    assert!(ours.windows(RUN).all(|w| !runs.contains(w)), "eight words in a row");
}

#[test]
fn help_is_short_and_calm() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help");
    let mut topics = 0;
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("# "), "{}: a topic opens with its name", path.display());
        assert!(!text.contains('!'), "{}", path.display());
        assert!(text.lines().count() < 80, "{}", path.display());
        topics += 1;
    }
    assert!(topics >= 8);
}

#[test]
fn icons_are_of_the_size_that_they_say() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("icons");
    for size in [16_u32, 22, 24, 32, 48, 64, 128, 256, 512] {
        let png = fs::read(dir.join(format!("hicolor/{size}x{size}/apps/sayso.png"))).unwrap();
        let side = size.to_be_bytes();
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!([&png[16..20], &png[20..24]], [&side[..], &side[..]], "{size}");
    }
    let ico = fs::read(dir.join("sayso.ico")).unwrap();
    assert_eq!(ico[..6], [0, 0, 1, 0, 7, 0]);
    let icns = fs::read(dir.join("sayso.icns")).unwrap();
    assert_eq!(icns[..4], *b"icns");
    assert_eq!(u32::from_be_bytes(icns[4..8].try_into().unwrap()) as usize, icns.len());
}

#[test]
fn help_names_keys_that_exist() {
    let known: BTreeSet<String> =
        Command::iter().flat_map(|c| c.shortcuts().iter().map(|s| s.words(false))).collect();
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help/keys.md")).unwrap();
    let first_cells = text.lines().filter_map(|l| l.strip_prefix("| ")?.split(" | ").next());
    let named: Vec<&str> = first_cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(named.len() > 40, "{named:?}");
    let unknown: Vec<_> = named.iter().filter(|k| !known.contains(**k)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no keys of any command");
}
