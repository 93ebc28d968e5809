//! A window without a display, over a project in memory or over the real engine in a folder of its own.

use egui_kittest::Harness;
use sayso::app::{Event, JobView, Request, Settings};
use sayso::gui::App;
use sayso::gui::backend::Backend;
use sayso::gui::dialogs::files::{Answer, FileDialogs, Question};
use sayso::gui::theme::Theme;
use sayso::model::Project;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// An engine that only shows a project, and remembers what it was asked for.
pub(crate) struct Memory {
    events: Vec<Event>,
    pub(crate) asked: Arc<Mutex<Vec<Request>>>,
}

impl Memory {
    pub(crate) fn with(project: Project) -> Self {
        let opened = Event::Opened {
            project: Arc::new(project),
            history: Arc::default(),
            path: PathBuf::from("/tmp/Harbour.sayso"),
            scratch: false,
            read_only: None,
        };
        Self { events: vec![opened], asked: Arc::default() }
    }
}

impl Backend for Memory {
    fn send(&mut self, request: Request) -> bool {
        self.asked.lock().unwrap().push(request);
        true
    }

    fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    fn jobs(&mut self) -> Vec<JobView> {
        Vec::new()
    }
}

/// A person who chooses these files in the dialog.
pub(crate) struct Answers(pub(crate) Vec<PathBuf>);

impl FileDialogs for Answers {
    fn ask(&mut self, question: Question, reply: crossbeam_channel::Sender<Answer>, _wake: egui::Context) {
        let answer = Answer { purpose: question.purpose, paths: self.0.clone(), failed: false };
        reply.send(answer).unwrap();
    }
}

/// A window of `size` over `backend`.
pub(crate) fn window<'a>(backend: impl Backend + 'static, size: [f32; 2]) -> Harness<'a, App> {
    Harness::builder().with_size(size).with_max_steps(64).build_eframe(move |cc| {
        let theme = Theme::load().unwrap();
        App::new(&cc.egui_ctx, Box::new(backend), Box::new(Answers(Vec::new())), theme, Settings::default())
    })
}
