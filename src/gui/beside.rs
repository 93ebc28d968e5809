//! A value that takes longer than a frame, worked out on a thread of its own while the window shows the last one.

use crate::analysis::Progress;
use crossbeam_channel::{Receiver, bounded};
use std::sync::Arc;

/// The last value for a key, and perhaps the next one on its way.
///
/// A key has two parts: `K` is what a person asked for, and a change of it drops the work that runs; `V` is the version of
/// what it is asked of, and work on an older version runs to its end, so that a stream of changes cannot starve it.
#[derive(Debug)]
pub struct Beside<K, V, T> {
    have: Option<(K, V, T)>,
    running: Option<Running<K, V, T>>,
}

#[derive(Debug)]
struct Running<K, V, T> {
    key: K,
    version: V,
    result: Receiver<Option<T>>,
    progress: Arc<Progress>,
}

impl<K, V, T> Default for Beside<K, V, T> {
    fn default() -> Self {
        Self { have: None, running: None }
    }
}

impl<K, V, T> Drop for Beside<K, V, T> {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
    }
}

impl<K: Clone + PartialEq, V: Clone + PartialEq, T: Send + 'static> Beside<K, V, T> {
    /// The last value that was worked out, for whichever key.
    pub fn last(&self) -> Option<&T> {
        self.have.as_ref().map(|(_, _, value)| value)
    }

    /// The last value, with the key that it was worked out for.
    pub fn last_with_key(&self) -> Option<(&K, &T)> {
        self.have.as_ref().map(|(key, _, value)| (key, value))
    }

    /// Whether a newer value is on its way.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// How far the running work is, as (done, of).
    pub fn progress(&self) -> (u32, u32) {
        self.running.as_ref().map_or((0, 0), |r| r.progress.get())
    }

    /// The value for `key` and `version`; an older one, or none, while `work` runs. `at_once` does it here and now:
    /// for work that is known to be short. `work` gives `None` when its progress is cancelled.
    pub fn get<F>(&mut self, ctx: &egui::Context, key: K, version: V, at_once: bool, work: F) -> Option<&T>
    where
        F: FnOnce(&Progress) -> Option<T> + Send + 'static,
    {
        self.collect();
        if self.have.as_ref().is_some_and(|(k, v, _)| *k == key && *v == version) {
            return self.last();
        }
        if let Some(running) = self.running.take() {
            if running.key == key {
                self.running = Some(running);
                return self.last();
            }
            running.progress.cancel();
        }
        let progress = Arc::new(Progress::default());
        if at_once {
            if let Some(value) = work(&progress) {
                self.have = Some((key, version, value));
            }
            return self.last();
        }
        self.start(ctx, key, version, progress, work);
        self.last()
    }

    fn start<F>(&mut self, ctx: &egui::Context, key: K, version: V, progress: Arc<Progress>, work: F)
    where
        F: FnOnce(&Progress) -> Option<T> + Send + 'static,
    {
        let (sender, result) = bounded(1);
        let (ctx, watched) = (ctx.clone(), progress.clone());
        let thread = std::thread::Builder::new().name("beside".into()).spawn(move || {
            // Nobody may be waiting any more, which is no error.
            _ = sender.send(work(&watched));
            ctx.request_repaint();
        });
        match thread {
            Ok(_) => self.running = Some(Running { key, version, result, progress }),
            Err(e) => log::warn!("no thread for work beside the window: {e}"),
        }
    }

    fn collect(&mut self) {
        let Some(running) = self.running.take() else { return };
        match running.result.try_recv() {
            Ok(Some(value)) => self.have = Some((running.key, running.version, value)),
            Ok(None) | Err(crossbeam_channel::TryRecvError::Disconnected) => {}
            Err(crossbeam_channel::TryRecvError::Empty) => self.running = Some(running),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn wait(b: &mut Beside<u32, u32, u32>, ctx: &egui::Context, key: u32, version: u32) -> u32 {
        let start = Instant::now();
        loop {
            if b.get(ctx, key, version, false, move |_| Some(key * 10 + version))
                == Some(&(key * 10 + version))
            {
                return *b.last().unwrap();
            }
            assert!(start.elapsed() < Duration::from_secs(10), "the work never ended");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn a_value_comes_and_stays_until_the_next() {
        let (ctx, mut b) = (egui::Context::default(), Beside::default());
        assert_eq!(b.get(&ctx, 1, 1, true, |_| Some(7)), Some(&7));
        assert_eq!(b.get(&ctx, 1, 1, false, |_| None), Some(&7), "nothing changed, so nothing is done");
        assert_eq!(wait(&mut b, &ctx, 2, 1), 21);
        assert_eq!(wait(&mut b, &ctx, 2, 2), 22);
    }

    #[test]
    fn another_question_stops_the_work_and_another_version_does_not() {
        let (ctx, mut b) = (egui::Context::default(), Beside::<u32, u32, u32>::default());
        let endless = |p: &Progress| {
            while !p.is_cancelled() {
                std::thread::yield_now();
            }
            None
        };
        b.get(&ctx, 1, 1, false, endless);
        let first = b.running.as_ref().unwrap().progress.clone();
        b.get(&ctx, 1, 2, false, |_| Some(0));
        assert!(!first.is_cancelled(), "a newer version waits");
        b.get(&ctx, 2, 2, false, |_| Some(0));
        assert!(first.is_cancelled());
    }
}
