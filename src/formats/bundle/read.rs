//! A bundle as a project.

use super::PROJECT_FILE;
use super::form::{DocForm, Form, NAME, OffsetUnit, QuoteForm, Range, SpeakerForm, VERSION, Who};
use crate::formats::{ExportView, Files, FormatError, Problem};
use crate::model::{
    Alias, Attribution, Check, DocId, Document, DocumentOrigin, DocumentRow, Evidence, ImportedRows,
    ImportedText, Material, Origin, Project, Quotation, QuoteId, RunnerUp, Speaker, SpeakerId, SpeakerKind,
};
use crate::text::offsets::Unit;
use crate::text::{SourceText, Span, Spans, TextHash, decode};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A bundle that was read.
#[derive(Debug, Clone, Default)]
pub struct Bundle {
    /// Its rows, under the ids of the bundle, for [`crate::model::Edit::ImportRows`]. A text that was not found is named only.
    pub rows: ImportedRows,
    /// What could not be taken in.
    pub problems: Vec<Problem>,
}

/// A text that a bundle asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextRef {
    /// Path in the bundle, relative, with `/` and never upwards; `None` where the bundle does not carry the text.
    pub file: Option<String>,
    /// Name of the file that it once came from.
    pub name: String,
    /// SHA-256 of the text; `None` where the bundle was made by hand and does not say it.
    pub text: Option<TextHash>,
    /// SHA-256 of that file's bytes, where known.
    pub bytes: Option<TextHash>,
}

/// Reads `project.json`. `fetch` brings the bytes of a text: from the folder of the bundle, or from any other by hash.
///
/// What is wrong with a single quotation leaves that one out and says so; what is wrong with the whole is an error.
pub fn read(json: &[u8], fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>) -> Result<Bundle, FormatError> {
    let json = json.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(json);
    let head: Head = serde_json::from_slice(json).map_err(|e| malformed(&e))?;
    if head.format != NAME {
        return Err(FormatError::Malformed(format!("{PROJECT_FILE} is not of a Sayso bundle")));
    }
    if head.version > VERSION {
        return Err(FormatError::Newer { found: head.version, known: VERSION });
    }
    let form: Form = serde_json::from_slice(json).map_err(|e| malformed(&e))?;
    let mut reader = Reader { unit: form.offset_unit, ..Reader::default() };
    reader.speakers(form.speakers)?;
    let mut free = FreeIds::new(form.documents.iter().map(|d| d.id));
    let mut quote_ids = FreeIds::new(form.documents.iter().flat_map(|d| d.quotes.iter().map(|q| q.id)));
    let (mut documents, mut quotations) = (Vec::new(), Vec::new());
    for doc in form.documents {
        let id = DocId(free.take(doc.id, "document")?);
        documents.push(reader.document(id, doc, &mut quote_ids, fetch, &mut quotations)?);
    }
    let apart = form.apart.into_iter().filter_map(|(a, b)| reader.apart(a, b)).collect();
    reader.check_passages(&documents);
    let speakers = reader.speakers.into_values().collect();
    let (materials, checks, settings) = (reader.materials, reader.checks, form.settings);
    let rows = ImportedRows { documents, speakers, quotations, apart, materials, checks, settings };
    Ok(Bundle { rows, problems: reader.problems })
}

/// The text that `bytes` hold if it is the one of that hash: as they are, or decoded.
pub fn text_of_hash(bytes: &[u8], wanted: TextHash) -> Option<SourceText> {
    if TextHash::of(bytes) == wanted {
        return Some(SourceText::new(std::str::from_utf8(bytes).ok()?));
    }
    let text = SourceText::new(decode(bytes).ok()?.text);
    (text.hash() == wanted).then_some(text)
}

/// The documents of `project` whose text is missing and is the one in `bytes`, with that text. For a look through folders.
pub fn texts_wanted(project: &Project, bytes: &[u8]) -> Vec<(DocId, SourceText)> {
    let missing: Vec<_> = project.docs.values().filter(|d| d.text.is_none()).map(|d| &d.document).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let own = TextHash::of(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(s) if missing.iter().any(|d| d.text == own) => SourceText::new(s),
        _ => match decode(bytes) {
            Ok(d) => SourceText::new(d.text),
            Err(_) => return Vec::new(),
        },
    };
    let here = missing.iter().filter(|d| d.text == text.hash());
    here.map(|d| (d.id, text.clone())).collect()
}

/// Reads what was written and compares it with the project, row by row.
pub(super) fn verify(files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
    let json = files.get(PROJECT_FILE).ok_or_else(|| differs("there is no project.json"))?;
    let back = read(json, &mut |r| files.get(r.file.as_deref()?).map(<[u8]>::to_vec))?;
    if let Some(problem) = back.problems.first() {
        return Err(differs(&problem.what));
    }
    let rows = &back.rows;
    let mut quotes: BTreeMap<DocId, BTreeMap<QuoteId, &Quotation>> = BTreeMap::new();
    for q in &rows.quotations {
        quotes.entry(q.doc).or_default().insert(q.id, q);
    }
    if rows.documents.len() != view.docs().count() {
        return Err(differs("the number of documents"));
    }
    let same = |a: &Quotation, b: &Quotation| if view.with_text { a == b } else { same_but_reasons(a, b) };
    for (doc, there) in view.docs().zip(&rows.documents) {
        let name = &doc.document.title;
        let text_is_there = !view.with_text || there.text.text() == doc.text.as_ref();
        let mut document = doc.document.clone();
        document.origin.path = document.origin.path.filter(|_| view.with_text);
        document.track = document.track.filter(|_| view.with_text);
        if there.document != document || !text_is_there {
            return Err(differs(&format!("“{name}”")));
        }
        let found = quotes.remove(&doc.document.id).unwrap_or_default();
        let all = found.len() == doc.quotes.len()
            && found.values().zip(doc.quotes.values()).all(|(a, b)| same(a, b));
        if !all {
            return Err(differs(&format!("a quotation of “{name}”")));
        }
    }
    checks_as_written(rows, view)?;
    let whole = rows.speakers.iter().eq(view.project.speakers.values().map(AsRef::as_ref))
        && rows.apart.iter().eq(view.project.apart.iter());
    if whole { Ok(()) } else { Err(differs("the register of speakers")) }
}

/// Compares sources, checks and settings with the project. Words that were signed go only with the texts.
fn checks_as_written(rows: &ImportedRows, view: &ExportView<'_>) -> Result<(), FormatError> {
    let told = |check: &Check| {
        let mut check = check.clone();
        check.seen_words.retain(|_| view.with_text);
        check
    };
    let checks: BTreeMap<QuoteId, Check> = rows.checks.iter().map(|c| (c.quote, c.clone())).collect();
    let here = view.docs().flat_map(|d| d.checks.values());
    let here: BTreeMap<QuoteId, Check> = here.map(|c| (c.quote, told(c))).collect();
    // A passage in a document that was not chosen stays behind.
    let same = checks.len() == here.len()
        && checks.values().zip(here.values()).all(|(a, b)| {
            let mut b = b.clone();
            if let Some(shown) = &mut b.shown {
                let gone = |doc: DocId| !rows.documents.iter().any(|d| d.document.id == doc);
                shown.passage = shown.passage.take().filter(|p| !gone(p.doc));
            }
            *a == b
        });
    if !same {
        return Err(differs("a check"));
    }
    let materials = view.docs().filter_map(|d| d.material.as_deref());
    if !rows.materials.iter().eq(materials) || rows.settings != *view.project.settings {
        return Err(differs("a source"));
    }
    Ok(())
}

/// Whether two quotations are the same but for the sentences of their evidence, which go only with the text.
fn same_but_reasons(a: &Quotation, b: &Quotation) -> bool {
    let bare = |q: &Quotation| {
        let mut q = q.clone();
        q.attribution.evidence.iter_mut().for_each(|e| e.text = Arc::default());
        q
    };
    bare(a) == bare(b)
}

#[derive(serde::Deserialize)]
struct Head {
    format: String,
    version: u32,
}

fn malformed(e: &serde_json::Error) -> FormatError {
    FormatError::Malformed(format!("{PROJECT_FILE}: {e}"))
}

fn differs(what: &str) -> FormatError {
    FormatError::NotAsWritten(what.to_owned())
}

/// Ids as the file gives them, and the next free ones where it gives none.
struct FreeIds {
    seen: BTreeSet<u32>,
    next: u32,
}

impl FreeIds {
    fn new(given: impl Iterator<Item = Option<u32>>) -> Self {
        Self { seen: BTreeSet::new(), next: given.flatten().max().unwrap_or(0).saturating_add(1) }
    }

    fn take(&mut self, given: Option<u32>, what: &str) -> Result<u32, FormatError> {
        let id = given.unwrap_or(self.next);
        if given.is_none() {
            self.next = self.next.saturating_add(1);
        }
        if id == 0 || id == u32::MAX || !self.seen.insert(id) {
            return Err(FormatError::Malformed(format!(
                "{PROJECT_FILE}: the {what} id {id} is there twice or no id"
            )));
        }
        Ok(id)
    }
}

#[derive(Default)]
struct Reader {
    unit: OffsetUnit,
    speakers: BTreeMap<SpeakerId, Speaker>,
    by_name: BTreeMap<String, SpeakerId>,
    materials: Vec<Material>,
    checks: Vec<Check>,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, what: String) {
        self.problems.push(Problem { line: None, what });
    }

    fn speakers(&mut self, forms: Vec<SpeakerForm>) -> Result<(), FormatError> {
        let mut free = FreeIds::new(forms.iter().map(|s| s.id));
        for s in forms {
            let id = SpeakerId(free.take(s.id, "speaker")?);
            self.by_name.entry(s.name.clone()).or_insert(id);
            let aliases = s.aliases.into_iter().map(Alias::from).collect();
            let SpeakerForm { name, kind, role, colour, note, links, edited, named, .. } = s;
            let colour = colour.filter(|c| *c < 12);
            let speaker = Speaker { id, name, aliases, kind, role, colour, note, links, edited, named };
            self.speakers.insert(id, speaker);
        }
        Ok(())
    }

    /// The speaker that `who` names; a new one where it is a name that nobody has.
    fn who(&mut self, who: Who, of: &str) -> Option<SpeakerId> {
        match who {
            Who::Id(n) if self.speakers.contains_key(&SpeakerId(n)) => Some(SpeakerId(n)),
            Who::Id(n) => {
                self.problem(format!("{of} names the speaker {n}, who is not there: taken as unknown."));
                None
            }
            Who::Name(name) if name.trim().is_empty() => None,
            Who::Name(name) => {
                if let Some(id) = self.by_name.get(&name) {
                    return Some(*id);
                }
                let id = SpeakerId(self.speakers.keys().next_back().map_or(1, |s| s.0.saturating_add(1)));
                let speaker = Speaker {
                    id,
                    name: name.clone(),
                    aliases: Vec::new(),
                    kind: SpeakerKind::Person,
                    role: String::new(),
                    colour: None,
                    note: String::new(),
                    links: Vec::new(),
                    edited: false,
                    named: true,
                };
                self.speakers.insert(id, speaker);
                self.by_name.insert(name, id);
                Some(id)
            }
        }
    }

    fn apart(&mut self, a: u32, b: u32) -> Option<(SpeakerId, SpeakerId)> {
        let (a, b) = (SpeakerId(a.min(b)), SpeakerId(a.max(b)));
        let there = a != b && self.speakers.contains_key(&a) && self.speakers.contains_key(&b);
        if !there {
            self.problem(format!(
                "“apart” names {} and {}, who are not two speakers of the bundle.",
                a.0, b.0
            ));
        }
        there.then_some((a, b))
    }

    fn document(
        &mut self,
        id: DocId,
        form: DocForm,
        ids: &mut FreeIds,
        fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>,
        out: &mut Vec<Quotation>,
    ) -> Result<DocumentRow, FormatError> {
        let (text, bytes) = self.text(&form, fetch).map_or((None, None), |(t, b)| (Some(t), b));
        let hash = match (form.sha256, &text) {
            (Some(h), _) => h,
            (None, Some(t)) => t.hash(),
            (None, None) => {
                let why = format!("{PROJECT_FILE}: “{}” has neither a text nor its SHA-256", form.key);
                return Err(FormatError::Malformed(why));
            }
        };
        if self.unit == OffsetUnit::Codepoint && text.is_none() && !form.quotes.is_empty() {
            let why = format!("the text of “{}” is needed, since its positions count code points", form.key);
            return Err(FormatError::Malformed(why));
        }
        let mut quotes = BTreeMap::new();
        for mut quote in form.quotes {
            let qid = QuoteId(ids.take(quote.id, "quotation")?);
            let check = quote.check.take();
            if let Some(q) = self.quotation(qid, id, &form.key, quote, text.as_ref()) {
                quotes.insert(qid, q);
                self.checks.extend(check.map(|c| c.into_check(qid)));
            }
        }
        self.materials.extend(form.material.map(|m| m.into_material(id)));
        let track = form.track.map(Arc::new).filter(|t| text.as_ref().is_none_or(|text| t.fits(text.len())));
        self.check_parents(&form.key, &mut quotes);
        let title = if form.title.is_empty() { form.key.clone() } else { form.title };
        let document = Document {
            id,
            title,
            key: form.key,
            text: hash,
            track: track.as_ref().map(|t| t.hash()),
            earlier: form.earlier,
            lang: form.lang,
            lang_set: form.lang_set,
            marks: form.marks,
            marks_set: form.marks_set,
            analysed: form.analysed,
            origin: DocumentOrigin::from(form.origin),
            meta: form.meta,
        };
        out.extend(quotes.into_values());
        let text = text.map_or(ImportedText::Named(hash), ImportedText::Whole);
        Ok(DocumentRow { document, text, bytes: bytes.map(Arc::from), track })
    }

    /// The text of a document, with the bytes where they are those of the file that it once came from.
    fn text(
        &mut self,
        form: &DocForm,
        fetch: &mut dyn FnMut(&TextRef) -> Option<Vec<u8>>,
    ) -> Option<(SourceText, Option<Vec<u8>>)> {
        let file = form.file.clone().filter(|f| stays_inside(f));
        if file != form.file {
            self.problem(format!("“{}” names a file outside the bundle, which is not opened.", form.key));
        }
        let name = form.origin.name.clone();
        let wanted = TextRef { file, name, text: form.sha256, bytes: form.origin.sha256 };
        let Some(bytes) = fetch(&wanted) else {
            if let Some(file) = wanted.file {
                self.problem(format!("The text of “{}”, {file}, is not there or cannot be read.", form.key));
            }
            return None;
        };
        let text = match form.sha256 {
            Some(hash) => text_of_hash(&bytes, hash),
            None => decode(&bytes).ok().map(|d| SourceText::new(d.text)),
        };
        if text.is_none() {
            let why =
                "The text of “{}” is not the one that its attributions were made on; it is taken as missing.";
            self.problem(why.replace("{}", &form.key));
        }
        let original = form.origin.sha256.filter(|h| TextHash::of(&bytes) == *h).map(|_| bytes);
        Some((text?, original))
    }

    fn quotation(
        &mut self,
        id: QuoteId,
        doc: DocId,
        key: &str,
        form: QuoteForm,
        text: Option<&SourceText>,
    ) -> Option<Quotation> {
        let of = format!("Quotation {} of “{key}”", id.0);
        let spans = |ranges: &[Range]| self.spans(ranges, text);
        let all = [&form.cue, &form.source, &form.role].map(|r| spans(r));
        let (Some(Some(content)), [Some(cue), Some(source), Some(role)]) = (spans(&form.content), all) else {
            self.problem(format!("{of} does not lie in its text: left out."));
            return None;
        };
        if let (Some(words), Some(text)) = (&form.words, text) {
            let there: Vec<_> = content.iter().map(|s| text.slice(s)).collect();
            if there != *words {
                self.problem(format!("{of} has other words in the text than in the bundle: left out."));
                return None;
            }
        }
        let mut evidence = Vec::new();
        for e in form.evidence {
            let at = e.at.and_then(|r| self.span(r, text));
            evidence.push(Evidence { rule: e.rule.into(), weight: e.weight, at, text: e.text.into() });
        }
        let speaker = form.speaker.and_then(|w| self.who(w, &of));
        let runner_up = form
            .runner_up
            .and_then(|r| Some(RunnerUp { speaker: self.who(r.speaker, &of)?, confidence: r.confidence }));
        let (source_kind, confidence) = (form.source_kind, form.confidence);
        let attribution =
            Attribution { speaker, cue, source, source_kind, role, confidence, runner_up, evidence };
        let QuoteForm { kind, status, decision, edited, note, tags, .. } = form;
        let parent = form.parent.map(QuoteId);
        let origin = form.origin.unwrap_or(Origin::Imported { format: "bundle".into() });
        Some(Quotation {
            id,
            doc,
            content,
            kind,
            parent,
            attribution,
            status,
            decision,
            edited,
            origin,
            note,
            tags,
        })
    }

    /// Takes passages away that do not lie in a document of the bundle.
    fn check_passages(&mut self, documents: &[DocumentRow]) {
        let texts: BTreeMap<DocId, &ImportedText> =
            documents.iter().map(|d| (d.document.id, &d.text)).collect();
        let mut lost = Vec::new();
        for check in &mut self.checks {
            let Some(shown) = &mut check.shown else { continue };
            let Some(passage) = &shown.passage else { continue };
            let there = texts.get(&passage.doc).is_some_and(|text| {
                check.seen_source != Some(text.hash())
                    || text.text().is_none_or(|text| text.holds(&passage.spans))
            });
            if !there {
                shown.passage = None;
                lost.push(check.quote);
            }
        }
        for quote in lost {
            self.problem(format!(
                "The check of quotation {} names a passage that is not in a document of the bundle.",
                quote.0
            ));
        }
    }

    /// `ranges` as spans: none where there are none, nothing where one leaves the text.
    #[expect(clippy::option_option, reason = "absent and wrong are two things here")]
    fn spans(&self, ranges: &[Range], text: Option<&SourceText>) -> Option<Option<Spans>> {
        let spans = ranges.iter().map(|r| self.span(*r, text)).collect::<Option<Vec<_>>>()?;
        Some(Spans::new(spans))
    }

    fn span(&self, (start, end): Range, text: Option<&SourceText>) -> Option<Span> {
        match (self.unit, text) {
            (OffsetUnit::Byte, None) => Span::new(start, end),
            (OffsetUnit::Byte, Some(t)) => Span::new(start, end).filter(|s| t.get(*s).is_some()),
            (OffsetUnit::Codepoint, t) => t?.from_unit(start, end, Unit::Char),
        }
    }

    /// Takes away parents that do not hold their child (I7).
    fn check_parents(&mut self, key: &str, quotes: &mut BTreeMap<QuoteId, Quotation>) {
        let hulls: BTreeMap<_, _> = quotes.iter().map(|(id, q)| (*id, q.content.hull())).collect();
        for (id, q) in quotes {
            let Some(parent) = q.parent else { continue };
            // Of two that cover the same words, the lower id is the outer one, so that no two hold each other.
            let hull = q.content.hull();
            let holds = hulls.get(&parent).is_some_and(|h| h.covers(hull) && (*h != hull || parent < *id));
            if !holds {
                q.parent = None;
                self.problem(format!(
                    "Quotation {} of “{key}” does not lie in quotation {}.",
                    id.0, parent.0
                ));
            }
        }
    }
}

/// Whether a path of the bundle is relative and stays in its folder.
fn stays_inside(path: &str) -> bool {
    let part_is_plain = |p: &str| !p.is_empty() && p != "." && p != "..";
    !path.contains(['\\', ':', '\0']) && path.split('/').all(part_is_plain)
}
