//! Work beside the engine thread: named workers that run pure functions, and a board that shows how far they are.
//!
//! A worker knows no project file. It gets a closure over a snapshot, runs it, and sends back what came out; only the engine
//! thread decides what becomes of it. A panic inside becomes a `Product::Broken`, so that one bad document never stops the rest.

use super::engine::{JobId, JobView};
use super::tasks::Product;
use crate::analysis::Progress;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

/// Begins every worker's name.
const WORKER: &str = "work-";

/// Whether a thread of that name is a worker, whose panics become reports.
pub fn is_worker(thread: &str) -> bool {
    thread.starts_with(WORKER)
}

/// How many workers suit this machine: one core is left to the window, and there is always one worker.
pub fn workers_for_this_machine() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).max(1))
}

/// A piece of work: a function of what it carries.
pub(super) type Work = Box<dyn FnOnce(&Progress) -> Product + Send>;

/// A piece of work on its way to a worker.
pub(super) struct Task {
    /// For whom.
    pub(super) job: JobId,
    /// The how-manyth of the job, so that results can be put back in order.
    pub(super) number: usize,
    /// How far it is, and whether to stop.
    pub(super) progress: Arc<Progress>,
    /// What to do.
    pub(super) work: Work,
}

/// What a worker sends back.
pub(super) struct Done {
    /// For whom.
    pub(super) job: JobId,
    /// The how-manyth of the job.
    pub(super) number: usize,
    /// What came out.
    pub(super) product: Product,
}

/// The worker threads. Dropping it ends them after the task that they are in.
pub(super) struct Pool {
    tasks: Option<Sender<Task>>,
    done: Receiver<Done>,
    threads: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts `workers` threads, or as many of them as the system gives.
    pub(super) fn start(workers: usize) -> Self {
        let (tasks, inbox) = bounded::<Task>(workers);
        let (outbox, done) = bounded::<Done>(workers * 4);
        let threads = (0..workers)
            .filter_map(|n| {
                let (inbox, outbox) = (inbox.clone(), outbox.clone());
                let run = move || work(&inbox, &outbox);
                std::thread::Builder::new().name(format!("{WORKER}{n}")).spawn(run).ok()
            })
            .collect();
        Self { tasks: Some(tasks), done, threads }
    }

    /// Hands a task over; gives it back where all workers are busy.
    pub(super) fn give(&self, task: Task) -> Result<(), Task> {
        match &self.tasks {
            Some(tasks) => tasks.try_send(task).map_err(crossbeam_channel::TrySendError::into_inner),
            None => Err(task),
        }
    }

    /// Whether another task would be taken now.
    pub(super) fn has_room(&self) -> bool {
        self.tasks.as_ref().is_some_and(|t| !t.is_full())
    }

    /// Where results come in.
    pub(super) fn done(&self) -> &Receiver<Done> {
        &self.done
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.tasks.take());
        for thread in self.threads.drain(..) {
            // A worker that waits to hand over its last result must not wait for ever.
            while !thread.is_finished() {
                _ = self.done.recv_timeout(std::time::Duration::from_millis(5));
            }
            if thread.join().is_err() {
                log::error!("a worker thread ended by a panic");
            }
        }
    }
}

fn work(inbox: &Receiver<Task>, outbox: &Sender<Done>) {
    for Task { job, number, progress, work } in inbox {
        let product = if progress.is_cancelled() {
            Product::Stopped
        } else {
            catch_unwind(AssertUnwindSafe(|| work(&progress))).unwrap_or(Product::Broken)
        };
        if outbox.send(Done { job, number, product }).is_err() {
            return;
        }
    }
}

/// All running jobs, as anybody may look at them at any time: the latest values, never a queue.
#[derive(Default)]
pub(super) struct Board {
    cards: Mutex<BTreeMap<JobId, Arc<Card>>>,
    next: AtomicU32,
}

/// One job on the board.
pub(super) struct Card {
    id: JobId,
    what: String,
    on: Mutex<String>,
    done: AtomicU32,
    of: AtomicU32,
    running: Mutex<BTreeMap<usize, Arc<Progress>>>,
    whole: Progress,
    can_stop: bool,
    began: Instant,
}

impl Board {
    /// A new job. It is on the board until [`Board::close`].
    pub(super) fn open(&self, what: &str, on: &str, of: usize) -> Arc<Card> {
        self.put(what, on, of, true)
    }

    /// A new job that is done as a whole and cannot be stopped in the middle.
    pub(super) fn open_whole(&self, what: &str, on: &str) -> Arc<Card> {
        self.put(what, on, 0, false)
    }

    fn put(&self, what: &str, on: &str, of: usize, can_stop: bool) -> Arc<Card> {
        let id = JobId(self.next.fetch_add(1, Ordering::Relaxed) + 1);
        let card = Arc::new(Card {
            id,
            what: what.into(),
            on: Mutex::new(on.into()),
            done: AtomicU32::new(0),
            of: AtomicU32::new(of as u32),
            running: Mutex::default(),
            whole: Progress::default(),
            can_stop,
            began: Instant::now(),
        });
        lock(&self.cards).insert(id, card.clone());
        card
    }

    /// Takes a job off the board.
    pub(super) fn close(&self, id: JobId) {
        lock(&self.cards).remove(&id);
    }

    /// Asks a job to stop.
    pub(super) fn cancel(&self, id: JobId) {
        if let Some(card) = lock(&self.cards).get(&id) {
            card.cancel();
        }
    }

    /// Asks all jobs to stop.
    pub(super) fn cancel_all(&self) {
        for card in lock(&self.cards).values() {
            card.cancel();
        }
    }

    /// All jobs, the oldest first; `since` is when the engine began.
    pub(super) fn views(&self, since: Instant) -> Vec<JobView> {
        lock(&self.cards).values().map(|c| c.view(since)).collect()
    }
}

impl Card {
    /// Which job.
    pub(super) fn id(&self) -> JobId {
        self.id
    }

    /// Says what is being worked on.
    pub(super) fn set_on(&self, on: &str) {
        on.clone_into(&mut lock(&self.on));
    }

    /// Says how much there is to do.
    pub(super) fn set_of(&self, of: usize) {
        self.of.store(of as u32, Ordering::Relaxed);
    }

    /// Says how much is done.
    pub(super) fn set_done(&self, done: usize) {
        self.done.store(done as u32, Ordering::Relaxed);
    }

    /// A progress for task `number` of this job, watched until [`Card::ended`].
    pub(super) fn begin(&self, number: usize) -> Arc<Progress> {
        let progress = Arc::new(Progress::default());
        lock(&self.running).insert(number, progress.clone());
        // After it is on the list: a cancel in between reaches it one way or the other.
        if self.is_cancelled() {
            progress.cancel();
        }
        progress
    }

    /// Task `number` came back.
    pub(super) fn ended(&self, number: usize) {
        lock(&self.running).remove(&number);
    }

    /// Asks it to stop.
    pub(super) fn cancel(&self) {
        self.whole.cancel();
        for progress in lock(&self.running).values() {
            progress.cancel();
        }
    }

    /// Whether somebody asked it to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.whole.is_cancelled()
    }

    fn view(&self, since: Instant) -> JobView {
        let (mut done, mut of) = (self.done.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed));
        // One long document shows how far it is; of many, how many are through.
        if of <= 1
            && let Some(inner) = lock(&self.running).values().next().map(|p| p.get())
            && inner.1 > 0
        {
            (done, of) = inner;
        }
        JobView {
            id: self.id,
            what: self.what.clone(),
            on: lock(&self.on).clone(),
            done,
            of,
            can_stop: self.can_stop,
            started_ms: self.began.saturating_duration_since(since).as_millis() as u64,
        }
    }
}

/// What is behind these locks is whole at any moment, so a panic of another thread is no reason to stop.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts results that come in any order back into theirs.
pub(super) struct InOrder<T> {
    next: usize,
    waiting: BTreeMap<usize, T>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self { next: 0, waiting: BTreeMap::new() }
    }
}

impl<T> InOrder<T> {
    /// Takes result `number`, counted from 0.
    pub(super) fn put(&mut self, number: usize, result: T) {
        self.waiting.insert(number, result);
    }

    /// The next one in order, if it is there.
    pub(super) fn take(&mut self) -> Option<T> {
        let result = self.waiting.remove(&self.next)?;
        self.next += 1;
        Some(result)
    }

    /// The number that is waited for.
    pub(super) fn next(&self) -> usize {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_out_in_order() {
        let mut order = InOrder::default();
        order.put(2, 'c');
        order.put(0, 'a');
        assert_eq!((order.take(), order.take()), (Some('a'), None));
        order.put(1, 'b');
        assert_eq!((order.take(), order.take(), order.next()), (Some('b'), Some('c'), 3));
    }

    #[test]
    fn a_panic_in_a_task_is_a_result_and_the_worker_goes_on() {
        let board = Board::default();
        let card = board.open("Testing", "", 2);
        let pool = Pool::start(1);
        let task =
            |number: usize, work: Work| Task { job: card.id(), number, progress: card.begin(number), work };
        assert!(pool.give(task(0, Box::new(|_| panic!("a bug")))).is_ok());
        assert!(matches!(pool.done().recv().unwrap().product, Product::Broken));
        assert!(pool.give(task(1, Box::new(|_| Product::Stopped))).is_ok());
        assert_eq!(pool.done().recv().unwrap().number, 1);
    }

    #[test]
    fn cancelling_a_job_reaches_the_tasks_that_run_and_those_that_begin_later() {
        let board = Board::default();
        let card = board.open("Testing", "", 2);
        let early = card.begin(0);
        board.cancel(card.id());
        assert!(early.is_cancelled() && card.begin(1).is_cancelled());
    }
}
