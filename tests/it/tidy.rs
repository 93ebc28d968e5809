//! The house keeps its own rules: layers, sizes, names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each top folder of `src` may name of the others (architecture: the arrows of the layer diagram).
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("lang", &["text"]),
    ("analysis", &["text", "lang"]),
    ("model", &["text", "lang", "analysis"]),
    ("store", &["text", "analysis", "model"]),
    ("formats", &["text", "analysis", "model"]),
    ("verify", &["text", "analysis", "model"]),
    ("score", &[]),
    ("app", &["text", "lang", "analysis", "model", "store", "formats", "verify", "score"]),
    ("cli", &["text", "lang", "analysis", "model", "store", "formats", "verify", "score", "app"]),
    ("gui", &["text", "lang", "analysis", "model", "store", "formats", "verify", "score", "app"]),
];

/// Folders that may read and write files.
const IO: &[&str] = &["store", "app", "cli", "gui"];

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(dir).expect("readable folder").map(|e| e.expect("entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn source() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    rust_files(&root.join("src"), &mut files);
    assert!(files.len() > 20, "the source folder was not found");
    let name = |p: &Path| p.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
    files.iter().map(|p| (name(p), fs::read_to_string(p).expect("UTF-8"))).collect()
}

fn folder(name: &str) -> Option<&str> {
    let rest = name.strip_prefix("src/")?;
    rest.split_once('/').map(|(folder, _)| folder)
}

/// Code without line comments and without what follows `#[cfg(test)]`.
fn code(text: &str) -> String {
    let head = text.split("#[cfg(test)]").next().unwrap_or_default();
    head.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn crossings(name: &str, text: &str) -> Vec<String> {
    let Some(from) = folder(name) else { return Vec::new() };
    let Some((_, allowed)) = LAYERS.iter().find(|(l, _)| *l == from) else {
        return vec![format!("{name}: folder {from} is not in the table of layers")];
    };
    let words = regex::Regex::new(r"crate::\{?\s*([a-z_]+)").expect("pattern");
    let code = code(text);
    let named = words.captures_iter(&code).map(|c| c[1].to_owned());
    let crossed = named
        .filter(|to| to != from && LAYERS.iter().any(|(l, _)| l == to) && !allowed.contains(&to.as_str()));
    crossed.map(|to| format!("{name}: {from} must not name {to}")).collect()
}

#[test]
fn layers_are_kept() {
    let found: Vec<String> = source().iter().flat_map(|(name, text)| crossings(name, text)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_crossing_is_found() {
    assert_eq!(
        crossings("src/text/span.rs", "use crate::gui::App;\n"),
        ["src/text/span.rs: text must not name gui"]
    );
    assert_eq!(
        crossings("src/model/edit.rs", "use crate::store::Session;"),
        ["src/model/edit.rs: model must not name store"]
    );
    assert!(crossings("src/cli/mod.rs", "use crate::app::Engine; // not crate::gui").is_empty());
}

#[test]
fn only_the_outer_layers_touch_files() {
    let io = regex::Regex::new(r"\bstd::fs\b|\bFile::(open|create)\b|\bstd::process\b|\bstd::env\b")
        .expect("pattern");
    let mut found = Vec::new();
    for (name, text) in source() {
        if folder(&name).is_some_and(|f| !IO.contains(&f)) && io.is_match(&code(&text)) {
            found.push(format!("{name}: input or output outside {IO:?}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_network_code() {
    let net = regex::Regex::new(r"std::net|TcpStream|UdpSocket|reqwest|hyper::").expect("pattern");
    let found: Vec<String> =
        source().iter().filter(|(_, t)| net.is_match(&code(t))).map(|(n, _)| n.clone()).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn files_stay_small() {
    let mut found = Vec::new();
    for (name, text) in source() {
        let lines = text.lines().count();
        if lines > 700 {
            found.push(format!("{name}: {lines} lines; the house stops at 700"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn names_say_what_they_are() {
    let vague = regex::Regex::new(r"\b(struct|enum|trait|mod)\s+\w*(Manager|Helper|Utils?|Misc|Common)\b")
        .expect("pattern");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in source() {
        let stem = name.rsplit('/').next().unwrap_or_default();
        if matches!(stem, "utils.rs" | "util.rs" | "helpers.rs" | "common.rs" | "misc.rs") {
            found.insert(name.clone(), "a file needs a home named for its concern".to_owned());
        }
        if let Some(m) = vague.find(&code(&text)) {
            found.insert(name, m.as_str().to_owned());
        }
    }
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn rotten_promises_are_not_left_in_code() {
    let left =
        regex::Regex::new(r"\b(todo!|unimplemented!|dbg!)|\bTODO\b|\bFIXME\b|#\[ignore").expect("pattern");
    let found: Vec<String> =
        source().iter().filter(|(_, t)| left.is_match(t)).map(|(n, _)| n.clone()).collect();
    assert!(found.is_empty(), "{found:?}");
}

/// Names of `[dependencies]` and `[dev-dependencies]` in Cargo.toml.
fn dependencies() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("UTF-8");
    let table: toml::Table = manifest.parse().expect("TOML");
    let tables = ["dependencies", "dev-dependencies"].iter().filter_map(|t| table.get(*t)?.as_table());
    tables.flat_map(|t| t.keys().cloned()).collect()
}

#[test]
fn every_dependency_says_why_it_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("src/ARCHITECTURE.md")).expect("UTF-8");
    let table = page.split("## Dependencies").nth(1).expect("a section on dependencies");
    let rows = table.lines().filter_map(|l| l.strip_prefix("| ")?.split(" | ").next());
    let word = regex::Regex::new(r"[a-z0-9_-]+").expect("pattern");
    let told: Vec<String> = rows
        .skip_while(|cell| *cell == "crate")
        .map(|cell| cell.split(" (").next().unwrap_or_default())
        .flat_map(|cell| word.find_iter(cell).map(|m| m.as_str().to_owned()).collect::<Vec<_>>())
        .collect();
    let mut named = dependencies();
    named.sort();
    let mut listed = told.clone();
    listed.sort();
    assert_eq!(listed, named, "the table of dependencies in ARCHITECTURE.md and Cargo.toml differ");
}

#[test]
fn every_reason_is_given_by_a_rule_of_the_catalogue() {
    use sayso::analysis::rules::{Rule, catalogue};
    use strum::IntoEnumIterator;
    let ids: Vec<&str> = Rule::iter().map(Rule::id).collect();
    let listed: Vec<&str> = catalogue().iter().map(|e| e.id.as_str()).collect();
    let missing: Vec<_> = ids.iter().filter(|id| !listed.contains(id)).collect();
    let unknown: Vec<_> = listed.iter().filter(|id| !ids.contains(id)).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "without an entry: {missing:?}; no rule: {unknown:?}");
    for entry in catalogue() {
        assert!(entry.about.ends_with('.'), "{}: what it says is a sentence", entry.id);
        let (yes, no) = (entry.yes.len(), entry.no.len());
        assert!(
            yes >= 3 && no >= 3,
            "{}: {yes} examples and {no} near misses; three of each are asked",
            entry.id
        );
    }
    // Outside the two places that keep what was stored, nothing makes a reason but by a rule.
    let by_hand = regex::Regex::new(r#"Evidence \{ rule|rule: ""#).expect("pattern");
    let made = |(name, text): &(String, String)| {
        let inner = folder(name).is_some_and(|f| matches!(f, "analysis" | "model"));
        inner && !name.ends_with("analysis/rules.rs") && by_hand.is_match(&code(text))
    };
    let found: Vec<String> = source().into_iter().filter(made).map(|(n, _)| n).collect();
    assert!(found.is_empty(), "a reason without a rule: {found:?}");
}
