//! Events on their way to a face.

use super::engine::{Event, Waker};
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A queue that stays short even where nobody looks, as with a window that is minimised: of several changes that the engine made by
/// itself, one after the other, only the last is kept, since each holds the whole project. All other events answer a request.
pub(super) struct Outbox {
    queue: Mutex<VecDeque<Event>>,
    filled: Condvar,
    waker: Waker,
}

impl Outbox {
    pub(super) fn new(waker: Waker) -> Self {
        Self { queue: Mutex::default(), filled: Condvar::new(), waker }
    }

    /// Adds an event and wakes the face.
    pub(super) fn push(&self, event: Event) {
        {
            let mut queue = self.lock();
            if is_own(&event) && queue.back().is_some_and(is_own) {
                queue.pop_back();
            }
            queue.push_back(event);
        }
        self.filled.notify_one();
        (self.waker)();
    }

    /// Has the face look again, where there is something to see that is no event.
    pub(super) fn wake(&self) {
        (self.waker)();
    }

    /// The oldest event.
    pub(super) fn pop(&self) -> Option<Event> {
        self.lock().pop_front()
    }

    /// The oldest event, waiting for it at most `patience`.
    pub(super) fn wait(&self, patience: Duration) -> Option<Event> {
        let until = Instant::now() + patience;
        let mut queue = self.lock();
        while queue.is_empty() {
            let left = until.checked_duration_since(Instant::now())?;
            queue = self.filled.wait_timeout(queue, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        queue.pop_front()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Event>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is a change that nobody asked for.
fn is_own(event: &Event) -> bool {
    matches!(event, Event::Changed { focus: None, said, .. } if said.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EditSeq, Project};
    use std::sync::Arc;

    fn changed(seq: u32, said: &str) -> Event {
        let project = Arc::new(Project { seq: EditSeq(seq), ..Project::default() });
        Event::Changed { project, history: Arc::default(), focus: None, said: said.into() }
    }

    fn seq(event: Option<Event>) -> u32 {
        let Some(Event::Changed { project, .. }) = event else { return 0 };
        project.seq.0
    }

    #[test]
    fn of_the_engines_own_changes_the_last_is_kept() {
        let outbox = Outbox::new(Arc::new(|| {}));
        for (n, said) in [(1, ""), (2, ""), (3, "accepted 1 quotation"), (4, ""), (5, "")] {
            outbox.push(changed(n, said));
        }
        assert_eq!([0; 4].map(|_| seq(outbox.pop())), [2, 3, 5, 0]);
    }

    #[test]
    fn waiting_ends() {
        let outbox = Arc::new(Outbox::new(Arc::new(|| {})));
        assert!(outbox.wait(Duration::from_millis(1)).is_none());
        let other = outbox.clone();
        let thread = std::thread::Builder::new().spawn(move || other.push(changed(7, ""))).unwrap();
        assert_eq!(seq(outbox.wait(Duration::from_mins(1))), 7);
        thread.join().unwrap();
    }
}
