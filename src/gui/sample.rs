//! Projects built in memory, for tests and for the benchmark of frames.

use crate::analysis::{Evidence, PerMille, SourceKind, SpeakerKind};
use crate::model::{
    Attribution, DocId, DocState, Document, DocumentOrigin, Material, MaterialKind, Origin, Project,
    Quotation, QuoteId, QuoteKind, RunnerUp, Speaker, SpeakerId, Status,
};
use crate::text::{SourceText, Span, Spans};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

const NAMES: [&str; 14] = [
    "Ada Lindqvist",
    "Omar Tellis",
    "the harbour office",
    "a resident",
    "Bea Novak",
    "Jon Arkwright",
    "the report",
    "Mina Sole",
    "Per Hollund",
    "the council",
    "Ruth Ansel",
    "two fishermen",
    "Ines Calder",
    "Tom Varga",
];

const PARAGRAPHS: [&str; 5] = [
    "“The ferry will sail again on Monday,” said {}, who has run the harbour for nine years. “Nobody was hurt, and nothing was lost.”",
    "The repairs will cost less than was feared, according to {}. Most of the timber can be used again, and the pumps are sound.",
    "{} called the plan “a gift to the whole coast” and asked for a second boat before the winter.",
    "The town has waited for this since the spring tide took the old pier, and nobody on the quay remembers a longer summer.",
    "“We told them ‘wait for the tide’ and they did not wait,” {} told the inquiry on the second morning.",
];

/// A small project: one document with a title, a heading, and every kind of quotation.
pub fn project() -> Project {
    let mut text = String::from("Ferry to sail again after summer of repairs\n\nWhat the harbour says\n\n");
    for (n, p) in PARAGRAPHS.iter().cycle().take(10).enumerate() {
        let name = NAMES.get(n % NAMES.len()).copied().unwrap_or_default();
        text.push_str(&p.replace("{}", name));
        text.push_str(if n == 4 { "\n\nA “new normal” on the quay\n\n" } else { "\n\n" });
    }
    let mut project = Project { speakers: Arc::new(speakers()), ..Project::default() };
    add_document(&mut project, "Ferry to sail again", text, 4);
    project
}

/// A project of one document of about `bytes` bytes with a quotation in most paragraphs, and `others` small ones.
pub fn large(bytes: usize, others: usize) -> Project {
    let mut project = Project { speakers: Arc::new(speakers()), ..Project::default() };
    let mut text = String::with_capacity(bytes + 1000);
    let mut n = 0_usize;
    while text.len() < bytes {
        let template = PARAGRAPHS.get((n / 7) % PARAGRAPHS.len()).copied().unwrap_or_default();
        text.push_str(&template.replace("{}", NAMES.get(n % NAMES.len()).copied().unwrap_or_default()));
        _ = write!(text, " Entry {n}.\n\n");
        n += 1;
    }
    add_document(&mut project, "A long document", text, usize::MAX);
    for i in 0..others {
        let body = PARAGRAPHS
            .get(i % 3)
            .copied()
            .unwrap_or_default()
            .replace("{}", NAMES.get(i % NAMES.len()).copied().unwrap_or_default());
        add_document(&mut project, &format!("Document {i}"), format!("Document {i}\n\n{body}\n"), 1);
    }
    project
}

/// A project of one draft with a quotation in most paragraphs, and a source that has their words, some of them altered.
pub fn with_source(bytes: usize) -> Project {
    let mut project = large(bytes, 0);
    let draft = project.docs.values().next().and_then(|d| d.text.clone());
    let said = draft.map(|t| t.as_str().replace("sail again", "not sail again")).unwrap_or_default();
    add_document(&mut project, "An interview", said, usize::MAX);
    if let Some((id, state)) = project.docs.iter_mut().next_back() {
        let state = Arc::make_mut(state);
        for id in std::mem::take(&mut state.quotes).keys() {
            project.home.remove(*id);
        }
        state.material = Some(Arc::new(Material::new(*id, MaterialKind::AudioTranscript)));
    }
    project
}

/// A project of one document that is a single paragraph of about `bytes` bytes.
pub fn one_paragraph(bytes: usize) -> Project {
    let mut project = Project { speakers: Arc::new(speakers()), ..Project::default() };
    let mut text = String::with_capacity(bytes + 1000);
    let mut n = 0_usize;
    while text.len() < bytes {
        let template = PARAGRAPHS.get(n % PARAGRAPHS.len()).copied().unwrap_or_default();
        text.push_str(&template.replace("{}", NAMES.get(n % NAMES.len()).copied().unwrap_or_default()));
        text.push(' ');
        n += 1;
    }
    add_document(&mut project, "One paragraph", text, usize::MAX);
    project
}

fn speakers() -> BTreeMap<SpeakerId, Arc<Speaker>> {
    (1..)
        .zip(NAMES)
        .map(|(n, name)| {
            let named = name.starts_with(char::is_uppercase);
            let kind = if named { SpeakerKind::Person } else { SpeakerKind::Organisation };
            let speaker = Speaker {
                id: SpeakerId(n),
                name: name.into(),
                aliases: Vec::new(),
                kind,
                role: String::new(),
                colour: None,
                note: String::new(),
                links: Vec::new(),
                edited: false,
                named,
            };
            (SpeakerId(n), Arc::new(speaker))
        })
        .collect()
}

/// Adds a document, with quotations where its text has quotation marks or *according to*; every third one is accepted.
pub fn add_document(project: &mut Project, title: &str, text: String, decided_every: usize) {
    let id = DocId(project.docs.len() as u32 + 1);
    let text = SourceText::new(text);
    let mut quotes = BTreeMap::new();
    let mut next = project.home.len() as u32 + 1;
    let mut at = 0_u32;
    for paragraph in text.as_str().split_inclusive('\n') {
        for found in found_in(paragraph, at, id, QuoteId(next)) {
            let mut found = found;
            if decided_every != usize::MAX && (next as usize).is_multiple_of(decided_every) {
                found.status = Status::Accepted;
            }
            project.home.insert(found.id, id);
            next += 1;
            quotes.insert(found.id, Arc::new(found));
        }
        at += paragraph.len() as u32;
    }
    let document = Document {
        id,
        title: title.into(),
        key: title.to_lowercase(),
        text: text.hash(),
        track: None,
        earlier: Vec::new(),
        lang: "en".into(),
        lang_set: None,
        marks: "curly".into(),
        marks_set: None,
        analysed: Some(1),
        origin: DocumentOrigin::default(),
        meta: BTreeMap::new(),
    };
    project.docs.insert(id, Arc::new(DocState { quotes, ..DocState::new(document, Some(text)) }));
}

/// The quotations of one paragraph that begins at byte `at`.
fn found_in(paragraph: &str, at: u32, doc: DocId, first: QuoteId) -> Vec<Quotation> {
    let spot = |words: &str| {
        paragraph.find(words).map(|i| Span::between(at + i as u32, at + (i + words.len()) as u32))
    };
    let speaker = NAMES.iter().position(|n| paragraph.contains(n)).map(|n| SpeakerId(n as u32 + 1));
    let mention = speaker.and_then(|s| NAMES.get(s.0 as usize - 1)).and_then(|n| spot(n));
    let marked: Vec<Span> =
        marks(paragraph).into_iter().map(|(a, b)| Span::between(at + a, at + b)).collect();
    let cue = ["said", "according to", "called", "told"].iter().find_map(|c| spot(c));
    let (content, kind) = if paragraph.contains("according to") {
        (
            paragraph.find(", according").map(|n| vec![Span::between(at, at + n as u32)]).unwrap_or_default(),
            QuoteKind::Indirect,
        )
    } else if paragraph.contains("called") {
        let end = marked.first().map_or(at, |s| s.end());
        (spot("the plan").map(|s| vec![Span::between(s.start(), end)]).unwrap_or_default(), QuoteKind::Mixed)
    } else {
        (marked, if speaker.is_some() { QuoteKind::Direct } else { QuoteKind::NotSpeech })
    };
    let Some(content) = Spans::new(content) else { return Vec::new() };
    let quote = |id: QuoteId, content: Spans, kind, parent| Quotation {
        id,
        doc,
        content,
        kind,
        parent,
        attribution: Attribution {
            speaker,
            cue: cue.and_then(Spans::one),
            source: mention.and_then(Spans::one),
            source_kind: SourceKind::Named,
            role: None,
            confidence: Some(PerMille::new(700 + (id.0 % 30) as u16 * 10)),
            runner_up: speaker
                .map(|s| RunnerUp { speaker: SpeakerId(s.0 % 14 + 1), confidence: PerMille::new(120) }),
            evidence: vec![Evidence {
                rule: "verb-then-name".into(),
                weight: 40,
                at: cue,
                text: "The verb stands right after the quotation.".into(),
            }],
        },
        status: Status::Proposed,
        decision: None,
        edited: false,
        origin: Origin::Engine { version: 1 },
        note: String::new(),
        tags: BTreeMap::new(),
    };
    let mut out = vec![quote(first, content, kind, None)];
    if let (Some(a), Some(b)) = (paragraph.find('‘'), paragraph.find('’'))
        && let Some(inner) = Span::new(at + a as u32, at + b as u32 + 3).and_then(Spans::one)
    {
        out.push(quote(QuoteId(first.0 + 1), inner, QuoteKind::Direct, Some(first)));
    }
    out
}

/// The byte ranges between curly marks.
fn marks(paragraph: &str) -> Vec<(u32, u32)> {
    let opens = paragraph.match_indices('“').map(|(i, _)| i as u32);
    let closes = paragraph.match_indices('”').map(|(i, m)| (i + m.len()) as u32);
    opens.zip(closes).collect()
}
