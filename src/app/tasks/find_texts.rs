//! Texts that a project names by SHA-256 and does not carry, looked for in folders.

use super::gather::{Source, Take, gather};
use crate::analysis::Progress;
use crate::app::engine::Input;
use crate::app::report::Report;
use crate::model::{ImportedRows, ImportedText, Project};
use crate::text::{SourceText, TextHash, decode};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Texts by their hash, with the bytes of the files that they were in.
    pub texts: BTreeMap<TextHash, (SourceText, Arc<[u8]>)>,
    /// How many files were looked at.
    pub looked_at: usize,
    /// Folders that could not be read.
    pub problems: Vec<Report>,
}

/// The texts that `project` names and does not have.
pub fn wanted_by(project: &Project) -> BTreeSet<TextHash> {
    project.docs.values().filter(|d| d.text.is_none()).map(|d| d.document.text).collect()
}

/// The texts that `rows` name and do not have.
pub fn wanted_by_rows(rows: &ImportedRows) -> BTreeSet<TextHash> {
    rows.documents.iter().filter(|d| d.text.text().is_none()).map(|d| d.text.hash()).collect()
}

/// Looks through `folders` with all that they hold until everything wanted is found, or `progress` is cancelled.
/// A file's name plays no part: the words are what counts.
pub fn find_texts(wanted: &BTreeSet<TextHash>, folders: &[PathBuf], progress: &Progress) -> Found {
    let inputs: Vec<Input> = folders.iter().cloned().map(Input::Path).collect();
    let gathered = gather(&inputs, Take::All, progress);
    let mut found = Found { problems: gathered.problems, ..Found::default() };
    let files: Vec<&PathBuf> = gathered.sources.iter().filter_map(file_in).collect();
    for (number, path) in files.iter().enumerate() {
        if progress.is_cancelled() || found.texts.len() == wanted.len() {
            break;
        }
        progress.set(number as u32, files.len() as u32);
        found.looked_at += 1;
        if let Some(bytes) = small_file(path)
            && let Some(text) = text_in(&bytes, wanted)
        {
            found.texts.entry(text.hash()).or_insert_with(|| (text, bytes.into()));
        }
    }
    found
}

fn file_in(source: &Source) -> Option<&PathBuf> {
    match source {
        Source::File(path) => Some(path),
        _ => None,
    }
}

fn small_file(path: &Path) -> Option<Vec<u8>> {
    let limit = decode::LIMIT as u64;
    let meta = std::fs::metadata(path).ok()?;
    if !meta.is_file() || meta.len() > limit {
        return None;
    }
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    File::open(path).ok()?.take(limit + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= limit).then_some(bytes)
}

/// The wanted text in `bytes`: as they are, or decoded as on import.
fn text_in(bytes: &[u8], wanted: &BTreeSet<TextHash>) -> Option<SourceText> {
    if wanted.contains(&TextHash::of(bytes)) {
        return Some(SourceText::new(std::str::from_utf8(bytes).ok()?));
    }
    let text = SourceText::new(decode::decode(bytes).ok()?.text);
    wanted.contains(&text.hash()).then_some(text)
}

/// Puts found texts into rows that named them only.
pub fn fill(rows: &mut ImportedRows, found: &Found) {
    for row in &mut rows.documents {
        if row.text.text().is_none()
            && let Some((text, bytes)) = found.texts.get(&row.text.hash())
        {
            row.text = ImportedText::Whole(text.clone());
            row.bytes = Some(bytes.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_their_words_whatever_the_file() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("deep")).unwrap();
        std::fs::write(dir.path().join("deep/odd-name.bin"), "one\r\ntwo\r\n").unwrap();
        std::fs::write(dir.path().join("other.txt"), "something else").unwrap();
        let wanted: BTreeSet<_> = ["one\ntwo\n", "nowhere"].map(|t| TextHash::of(t.as_bytes())).into();
        let found = find_texts(&wanted, &[dir.path().to_path_buf()], &Progress::default());
        let texts: Vec<_> = found.texts.values().map(|(t, b)| (t.as_str(), b.len())).collect();
        assert_eq!((texts, found.looked_at), (vec![("one\ntwo\n", 10)], 2));
    }
}
