//! The window's end of the engine, as a seam: the engine thread, or a project in memory for benchmarks.

use crate::app::{Engine, Event, JobView, Request};

/// Takes requests, gives events. Never waits.
pub trait Backend {
    /// Asks for something; `false` where too much waits already and nothing was taken.
    fn send(&mut self, request: Request) -> bool;
    /// What came since the last look.
    fn events(&mut self) -> Vec<Event>;
    /// The jobs that run.
    fn jobs(&mut self) -> Vec<JobView>;
}

impl Backend for Engine {
    fn send(&mut self, request: Request) -> bool {
        Engine::send(self, request).is_ok()
    }

    fn events(&mut self) -> Vec<Event> {
        Engine::events(self).collect()
    }

    fn jobs(&mut self) -> Vec<JobView> {
        Engine::jobs(self)
    }
}
