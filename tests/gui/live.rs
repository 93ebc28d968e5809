//! A window over a real project file: changes are planned, written, undone as they are for a person, on the test's own thread.

use sayso::analysis::{Findings, FoundQuote, FoundSpeaker};
use sayso::app::settings::Settings;
use sayso::app::{Event, JobView, Report, ReportKind, Request};
use sayso::gui::backend::Backend;
use sayso::model::{Document, Edit, ImportedDocument, Project, SpeakerId};
use sayso::store::{Committed, Session, StoreError};
use std::sync::{Arc, Mutex};

/// A session that a test can look into.
pub(crate) struct Live {
    session: Session,
    _folder: tempfile::TempDir,
    events: Vec<Event>,
    /// The settings that were written last.
    pub(crate) settings: Arc<Mutex<Option<Settings>>>,
}

impl Live {
    /// A project file with what `project` holds, entered as an import and the engine's proposals for it.
    pub(crate) fn with(project: &Project) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Harbour.sayso");
        let mut session = Session::create(&path).unwrap();
        session.set_who("Jo");
        for doc in project.docs.values() {
            let text = doc.text.clone().unwrap();
            let Document { title, key, origin, .. } = doc.document.clone();
            let lang = Some("en".into());
            let import = ImportedDocument { origin, lang, ..ImportedDocument::new(text, title, key) };
            session.commit(&[Edit::ImportDocument(Box::new(import))], None).unwrap();
            let id = *session.project().docs.keys().last().unwrap();
            session.commit(&[Edit::Propose(id, Arc::new(findings(project, doc)))], None).unwrap();
        }
        let opened = Event::Opened {
            project: session.project(),
            history: session.history(),
            path,
            scratch: false,
            read_only: None,
        };
        Self { session, _folder: folder, events: vec![opened], settings: Arc::default() }
    }

    fn done(&mut self, result: Result<Committed, StoreError>) {
        let event = match result {
            Ok(done) => Event::Changed {
                project: self.session.project(),
                history: self.session.history(),
                focus: done.focus,
                said: done.label,
            },
            Err(e) => Event::Refused(Report::new(ReportKind::Machine, e.to_string(), "")),
        };
        self.events.push(event);
    }
}

/// What the engine would have had to find so that the quotations of `doc` are proposed.
fn findings(project: &Project, doc: &sayso::model::DocState) -> Findings {
    let order = doc.in_order();
    let place = |id| order.iter().position(|q| q.id == id);
    let ids: Vec<SpeakerId> = project.speakers.keys().copied().collect();
    let speaker = |id: SpeakerId| ids.iter().position(|s| *s == id);
    let quotes = order
        .iter()
        .map(|q| FoundQuote {
            content: q.content.clone(),
            kind: q.kind,
            parent: q.parent.and_then(place),
            cue: q.attribution.cue.clone(),
            source: q.attribution.source.clone(),
            source_kind: q.attribution.source_kind,
            role: None,
            speaker: q.attribution.speaker.and_then(speaker),
            confidence: q.attribution.confidence.unwrap_or_default(),
            runner_up: q.attribution.runner_up.and_then(|r| Some((speaker(r.speaker)?, r.confidence))),
            evidence: q.attribution.evidence.clone(),
        })
        .collect();
    let speakers = project
        .speakers
        .values()
        .map(|s| FoundSpeaker {
            name: s.name.clone(),
            kind: s.kind,
            named: s.named,
            role: (!s.role.is_empty()).then(|| s.role.clone()),
            ..FoundSpeaker::default()
        })
        .collect();
    Findings { lang: "en".into(), marks: "curly".into(), quotes, speakers, notes: Vec::new() }
}

impl Backend for Live {
    fn send(&mut self, request: Request) -> bool {
        match request {
            Request::Commit { edits, focus } => {
                let result = self.session.commit(&edits, focus);
                self.done(result);
            }
            Request::Undo => {
                let result = self.session.undo();
                self.done(result);
            }
            Request::Redo => {
                let result = self.session.redo();
                self.done(result);
            }
            Request::UndoTo(seq) => {
                let result = self.session.undo_to(seq);
                self.done(result);
            }
            Request::SaveSettings(settings) => *self.settings.lock().unwrap() = Some(*settings),
            _ => {}
        }
        true
    }

    fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    fn jobs(&mut self) -> Vec<JobView> {
        Vec::new()
    }
}
