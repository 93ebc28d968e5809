//! The evidence pack: written beside its goal, read again, put in its place; and proved again.

use super::gather::{Take, gather, short_name};
use super::read::read;
use super::verify::comparisons;
use super::verify::turns_of;
use super::{store_report, stored_project};
use crate::analysis::{Progress, QuoteKind};
use crate::app::engine::Input;
use crate::app::files::{folder_of, io_report};
use crate::app::report::{Report, ReportKind};
use crate::formats::pack::{self, Given, Line, PACK_FILE, PackOrder, Proof, Proved, Record, Row};
use crate::formats::{ENGINE, Files, FormatError};
use crate::model::{AlarmKind, Comparison, DocId, Project, QuoteId, SpeakerVerdict, Verdict};
use crate::store::{History, signatures};
use crate::text::{SourceText, Span, Spans, TextHash};
use crate::verify::{Index, Quoted, SourceMaterial, Style, compare};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The largest file of a pack that is read: 512 MB.
const LIMIT: u64 = 512 << 20;

/// Who signed what in the project at `path`.
///
/// # Errors
/// Where it cannot be read.
pub fn signed(path: &Path) -> Result<Vec<(QuoteId, Line)>, Report> {
    let all = signatures(path).map_err(|e| store_report(&e))?;
    Ok(all.into_iter().map(|s| (s.quote, Line { at: s.at, who: s.who, did: s.did })).collect())
}

/// The history as a pack tells it.
pub fn told(history: &History) -> Vec<Line> {
    let line = |h: &std::sync::Arc<crate::store::Header>| Line {
        at: h.at,
        who: h.who.clone(),
        did: h.label.clone(),
    };
    history.entries().iter().map(line).collect()
}

/// Compares the drafts of `project` with its sources and writes the pack; a sentence that says what was written, or nothing
/// where it was stopped, and then nothing is left behind.
///
/// # Errors
/// Where the folder holds other things, cannot be written, or reads back otherwise.
#[expect(clippy::too_many_arguments, reason = "what a pack is made of, each once")]
pub fn write(
    project: &Project,
    name: &str,
    style: &Style,
    signed: &[(QuoteId, Line)],
    history: &[Line],
    to: &Path,
    redacted: bool,
    at: Timestamp,
    progress: &Progress,
) -> Result<Option<String>, Report> {
    let Some(compared) = comparisons(project, style, progress) else { return Ok(None) };
    let order = PackOrder {
        project,
        name,
        only: None,
        style: &style.id,
        style_allows: style.rules().map(str::to_owned).collect(),
        compared: &compared.by_quote,
        signatures: signed,
        history,
        at,
        redacted,
    };
    let record = pack::record(&order);
    let failed = |e: FormatError| not_written(to, &e);
    let files = pack::files(&record, project).map_err(failed)?;
    if progress.is_cancelled() {
        return Ok(None);
    }
    write_files(&files, &record, to).map_err(failed)?;
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let (q, s) = (record.quotations.len(), record.sources.len());
    let kind = if redacted { "redacted evidence pack" } else { "evidence pack" };
    Ok(Some(format!(
        "Wrote the {kind} “{}”: {q} quotation{}, {s} source{}.",
        short_name(to),
        plural(q),
        plural(s)
    )))
}

fn not_written(to: &Path, error: &FormatError) -> Report {
    match error {
        FormatError::Write(e) => io_report(to, "written", e),
        e => {
            let message = format!("“{}” was not written: {e}.", to.display());
            Report::new(ReportKind::Machine, message, "What was there before is unchanged.")
        }
    }
}

/// Writes beside `to`, reads everything again, then moves it to its place, `pack.json` last.
fn write_files(files: &Files, record: &Record, to: &Path) -> Result<(), FormatError> {
    let before = earlier_pack(to)?;
    let beside = folder_of(to);
    fs::create_dir_all(&beside)?;
    let part = tempfile::Builder::new().prefix(".sayso-").suffix(".part").tempdir_in(&beside)?;
    let mut back = Files::default();
    for (path, bytes) in &files.0 {
        let full = part.path().join(path);
        fs::write(&full, bytes)?;
        fs::File::options().write(true).open(&full)?.sync_all()?;
        back.0.insert(path.clone(), fs::read(&full)?);
    }
    pack::verify(&back, record)?;
    fs::create_dir_all(to)?;
    let (last, first): (Vec<_>, Vec<_>) = files.0.keys().partition(|p| *p == PACK_FILE);
    for path in first.into_iter().chain(last) {
        fs::rename(part.path().join(path), to.join(path))?;
    }
    for gone in before.iter().filter(|p| !files.0.contains_key(*p)) {
        fs::remove_file(to.join(gone))?;
    }
    Ok(())
}

/// The files of the pack that is at `to`; a folder that holds other things is refused.
fn earlier_pack(to: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(to) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
        Ok(entries) => entries.filter_map(Result::ok).map(|e| e.file_name()),
    };
    if entries.filter(|n| !n.to_string_lossy().starts_with('.')).count() == 0 {
        return Ok(Vec::new());
    }
    let refused =
        || io::Error::other("the folder holds other files and is no pack; name a new or an empty one");
    let record = pack::read(&fs::read(to.join(PACK_FILE)).map_err(|_| refused())?).map_err(|_| refused())?;
    let named = record.files.into_iter().map(|f| f.path).filter(|p| is_plain(p) && to.join(p).is_file());
    Ok(named.collect())
}

/// Whether a pack may name a file so: in its own folder, nowhere else.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('.') && !path.contains(['/', '\\', ':'])
}

/// What proving a pack again showed.
#[derive(Debug)]
pub struct Rechecked {
    /// Its record.
    pub record: Record,
    /// A line for each thing that it says.
    pub proofs: Vec<Proof>,
    /// Files that were given and could not be read.
    pub problems: Vec<Report>,
}

/// Proves the pack at `path` (its folder, or its `pack.json`) with the files at `given`: folders, sources, drafts.
///
/// # Errors
/// Where there is no pack.
pub fn recheck(path: &Path, given: &[PathBuf], progress: &Progress) -> Result<Rechecked, Report> {
    let folder = if path.is_dir() { path.to_path_buf() } else { folder_of(path) };
    let json =
        read_bounded(&folder.join(PACK_FILE)).map_err(|e| io_report(&folder.join(PACK_FILE), "read", &e))?;
    let record = pack::read(&json).map_err(|e| {
        let message = format!("“{}” cannot be proved: {e}.", path.display());
        Report::new(ReportKind::Input, message, "Name the folder of an evidence pack.")
    })?;
    let mut files = Files::default();
    for file in record.files.iter().filter(|f| is_plain(&f.path)) {
        if let Ok(bytes) = read_bounded(&folder.join(&file.path)) {
            files.0.insert(file.path.clone(), bytes);
        }
    }
    let inputs: Vec<Input> = given.iter().cloned().map(Input::Path).collect();
    let found = gather(&inputs, Take::Sources, progress);
    let (mut problems, mut all, mut materials) = (found.problems, Vec::new(), Vec::new());
    for source in &found.sources {
        match read(source, stored_project, progress) {
            Ok(brought) => {
                problems.extend(brought.problems);
                let rows = brought.rows.into_iter().flat_map(|r| r.documents);
                let rows = rows.map(|d| (d.document.origin, d.text, d.track));
                let plain = brought.documents.into_iter().map(|d| (d.origin, d.text, d.track));
                for (origin, text, track) in plain.chain(rows) {
                    let Some(text) = text.text().cloned() else { continue };
                    let turns = turns_of(track.as_deref());
                    materials.push(SourceMaterial { turns, ..SourceMaterial::new(DocId(0), text.clone()) });
                    all.push(Given { name: origin.name, file_sha256: origin.bytes, text });
                }
            }
            Err(report) => problems.push(report),
        }
    }
    let mut proofs = pack::prove(&record, &files, &all);
    proofs.extend(judge_again(&record, &materials, progress));
    Ok(Rechecked { record, proofs, problems })
}

/// Lays each quotation of `record` along the sources again and judges its wording under the style that was in force. Done where all
/// sources are among `given`: another passage than then may serve where one is missing.
fn judge_again(record: &Record, given: &[SourceMaterial], progress: &Progress) -> Vec<Proof> {
    let open = |what: String| vec![Proof { proved: Proved::Open, what }];
    let by_text: BTreeMap<TextHash, &SourceMaterial> = given.iter().map(|g| (g.text.hash(), g)).collect();
    let mut materials = Vec::new();
    for source in &record.sources {
        let Some(found) = source.text_sha256.and_then(|hash| by_text.get(&hash)) else {
            return open("The wording was not judged again: that takes all of the sources.".to_owned());
        };
        let aside = source.kind.is_none();
        materials.push(SourceMaterial { doc: DocId(source.id), aside, ..(*found).clone() });
    }
    let style = match &record.style_allows {
        Some(rules) => Style::of_rules(&record.style, rules.iter().map(String::as_str)),
        None => Style::named(&record.style).cloned(),
    };
    let Some(style) = style else {
        return open(format!(
            "The wording was not judged again: the style “{}” is not known here.",
            record.style
        ));
    };
    let Some(index) = Index::build(materials, progress) else { return Vec::new() };
    let langs: BTreeMap<u32, &str> = record.drafts.iter().map(|d| (d.id, d.lang.as_str())).collect();
    let mut out = Vec::new();
    for row in &record.quotations {
        let Some(then) = &row.comparison else { continue };
        if progress.is_cancelled() {
            break;
        }
        let lang = langs.get(&row.draft).copied().unwrap_or_default();
        let Some(now) = compared_again(row, lang, &index, &style) else { continue };
        let kinds = |alarms: &mut dyn Iterator<Item = AlarmKind>| {
            let mut kinds: Vec<AlarmKind> = alarms.collect();
            kinds.sort_unstable();
            kinds
        };
        let alarms_then = kinds(&mut then.alarms.iter().map(|a| a.kind));
        let alarms_now = kinds(&mut now.alarms.iter().map(|a| a.kind));
        let spelled = |verdict: Verdict, speaker: SpeakerVerdict, alarms: &[AlarmKind]| {
            let names: Vec<&str> = alarms.iter().map(|a| a.id()).collect();
            let rang = if names.is_empty() { "no alarm".to_owned() } else { names.join(", ") };
            format!("{}, speaker {}, {rang}", verdict.words(), speaker.id())
        };
        let (was, is) = (
            spelled(then.verdict, then.speaker_verdict, &alarms_then),
            spelled(now.verdict, now.speaker, &alarms_now),
        );
        out.push(if was == is {
            Proof { proved: Proved::Holds, what: format!("{}: judged again, it is {is}.", row.id) }
        } else if record.program == ENGINE {
            let what = format!("{}: judged again, it is {is}; the pack says {was}.", row.id);
            Proof { proved: Proved::Broken, what }
        } else {
            let what = format!("{}: {} judged {was}, this program judges {is}.", row.id, record.program);
            Proof { proved: Proved::Open, what }
        });
    }
    out
}

/// The words of a row, as the pack has them, against the sources.
fn compared_again(row: &Row, lang: &str, index: &Index, style: &Style) -> Option<Comparison> {
    let mut text = String::new();
    let mut spans = Vec::new();
    for words in &row.words {
        let start = text.len() as u32;
        text.push_str(words);
        spans.push(Span::between(start, text.len() as u32));
        text.push(' ');
    }
    let text = SourceText::new(text);
    let names: Vec<&str> = row.speaker.iter().chain(&row.also).map(String::as_str).collect();
    let quoted = Quoted {
        text: &text,
        content: &Spans::new(spans)?,
        mixed: row.kind == QuoteKind::Mixed,
        speaker: &names,
        lang,
        except: Some(DocId(row.draft)),
    };
    Some(compare(&quoted, index, style))
}

fn read_bounded(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut out = Vec::new();
    fs::File::open(path)?.take(LIMIT + 1).read_to_end(&mut out)?;
    if out.len() as u64 > LIMIT {
        Err(io::Error::other("it is too large for a file of a pack"))
    } else {
        Ok(out)
    }
}

/// How many lines of a proof there are of each sort: those that hold, those that are open, those that are broken.
pub fn tally(proofs: &[Proof]) -> BTreeMap<pack::Proved, usize> {
    let mut out = BTreeMap::new();
    for proof in proofs {
        *out.entry(proof.proved).or_default() += 1;
    }
    out
}
