//! The engine thread: sole owner of the project file.

use super::engine::{Event, Request};
use super::jobs::Board;
use super::outbox::Outbox;
use super::places::Places;
use super::report::{Report, ReportKind};
use super::settings::Settings;
use crossbeam_channel::Receiver;
use std::sync::Arc;

/// Runs until the face drops its end or asks to close.
pub(super) fn run(
    who: String,
    places: Places,
    inbox: &Receiver<Request>,
    outbox: Arc<Outbox>,
    _board: Arc<Board>,
) {
    let mut owner = Owner { who, settings: Settings::load(&places).0, places, outbox };
    for request in inbox {
        match request {
            Request::Close => return,
            Request::SaveSettings(settings) => owner.save_settings(*settings),
            _ => owner.outbox.push(Event::Refused(Report::new(
                ReportKind::Machine,
                "No project is open.",
                "Open one first.",
            ))),
        }
    }
}

struct Owner {
    who: String,
    places: Places,
    settings: Settings,
    outbox: Arc<Outbox>,
}

impl Owner {
    fn save_settings(&mut self, mut settings: Settings) {
        self.who.clone_from(&settings.annotator);
        settings.recent = std::mem::take(&mut self.settings.recent);
        self.settings = settings;
        if let Err(report) = self.settings.save(&self.places) {
            self.outbox.push(Event::Refused(report));
        }
    }
}
