//! Small projects for tests, from texts and the words of their quotations.

use super::{
    Alias, Attribution, DocId, DocState, Document, DocumentOrigin, Origin, PerMille, Project, Quotation,
    QuoteId, QuoteKind, SourceKind, Speaker, SpeakerId, SpeakerKind, Status,
};
use crate::text::{SourceText, Span, Spans};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A project under construction.
pub(crate) struct Sketch {
    project: Project,
    quotes: u32,
}

/// A project of documents `(title, text)`, numbered from 1.
pub(crate) fn project(docs: &[(&str, &str)]) -> Sketch {
    let mut p = Project::default();
    for (id, (title, text)) in (1..).map(DocId).zip(docs) {
        let text = SourceText::new(*text);
        let document = Document {
            id,
            title: (*title).to_owned(),
            key: title.to_lowercase(),
            text: text.hash(),
            track: None,
            earlier: Vec::new(),
            lang: "en".into(),
            lang_set: None,
            marks: String::new(),
            marks_set: None,
            analysed: Some(1),
            origin: DocumentOrigin::default(),
            meta: BTreeMap::new(),
        };
        p.docs.insert(id, Arc::new(DocState::new(document, Some(text))));
    }
    Sketch { project: p, quotes: 0 }
}

impl Sketch {
    /// Adds a quotation of document `doc` whose fragments are `words`, parted by `|`.
    pub(crate) fn quote(self, doc: u32, words: &str, kind: QuoteKind, who: Option<&str>, sure: u16) -> Self {
        self.quote_with(doc, words, kind, who, sure, |_, _| {})
    }

    /// The same; `more` gets the text and may change the quotation.
    pub(crate) fn quote_with(
        mut self,
        doc: u32,
        words: &str,
        kind: QuoteKind,
        who: Option<&str>,
        sure: u16,
        more: impl FnOnce(&str, &mut Quotation),
    ) -> Self {
        self.quotes += 1;
        let (id, doc) = (QuoteId(self.quotes), DocId(doc));
        let speaker = who.map(|name| self.speaker(name));
        let state = Arc::make_mut(self.project.docs.get_mut(&doc).unwrap());
        let text = state.text.clone().unwrap();
        let content = Spans::new(words.split('|').map(|w| span_of(text.as_str(), w))).unwrap();
        let mut quote = Quotation {
            id,
            doc,
            content,
            kind,
            parent: None,
            attribution: Attribution {
                speaker,
                source_kind: SourceKind::None,
                confidence: Some(PerMille::new(sure)),
                ..Attribution::default()
            },
            status: Status::Proposed,
            decision: None,
            edited: false,
            origin: Origin::Engine { version: 1 },
            note: String::new(),
            tags: BTreeMap::new(),
        };
        more(text.as_str(), &mut quote);
        state.quotes.insert(id, Arc::new(quote));
        self.project.home.insert(id, doc);
        self
    }

    fn speaker(&mut self, name: &str) -> SpeakerId {
        let all = Arc::make_mut(&mut self.project.speakers);
        if let Some(s) = all.values().find(|s| s.name == name) {
            return s.id;
        }
        let id = SpeakerId(all.len() as u32 + 1);
        let speaker = Speaker {
            id,
            name: name.to_owned(),
            aliases: Vec::new(),
            kind: SpeakerKind::Person,
            role: String::new(),
            colour: None,
            note: String::new(),
            links: Vec::new(),
            edited: false,
            named: true,
        };
        all.insert(id, Arc::new(speaker));
        id
    }

    /// Gives the speaker `name` another name.
    pub(crate) fn alias(mut self, name: &str, alias: &str) -> Self {
        let id = self.speaker(name);
        let all = Arc::make_mut(&mut self.project.speakers);
        let speaker = Arc::make_mut(all.get_mut(&id).unwrap());
        speaker.aliases.push(Alias { name: alias.to_owned(), by_person: false });
        self
    }

    /// The project.
    pub(crate) fn done(self) -> Project {
        self.project
    }
}

/// Where `words` first stand in `text`.
pub(crate) fn span_of(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Span::between(at as u32, (at + words.len()) as u32)
}

/// The id of the speaker called `name`.
pub(crate) fn speaker(p: &Project, name: &str) -> SpeakerId {
    p.speakers.values().find(|s| s.name == name).unwrap().id
}
