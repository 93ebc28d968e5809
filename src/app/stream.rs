//! A filter over lines, or over any items, that uses all cores, keeps their order, and holds its memory flat on any input.
//!
//! ```text
//!             permits (bytes)             work                 results
//! input ─────► [reader] ───bounded──► [worker 0…n] ──bounded──► [caller: puts them in order, writes, gives permits back]
//! ```
//! An item takes a permit for its bytes when it was read and gives it back when its result was written. So however slow one is,
//! and however fast the input, no more than [`BUDGET`] bytes are under way at once, or one larger item alone.

use super::jobs::InOrder;
use crossbeam_channel::{Receiver, Sender, bounded};
use std::io::{self, BufRead, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

/// The longest line that is read, in bytes: 64 MB. Longer ones are skipped without being held.
pub const LINE_LIMIT: usize = 64 << 20;

/// How many bytes may be under way at once; a single larger item goes through alone.
pub const BUDGET: usize = 32 << 20;

/// How many items may be under way for each worker, short as they may be.
const ITEMS_PER_WORKER: usize = 64;

/// What an item costs beside its bytes.
const OVERHEAD: usize = 1 << 10;

/// What an item becomes, or why it is skipped.
pub type ItemResult = Result<Made, String>;

/// What was made of an item.
#[derive(Debug, Default)]
pub struct Made {
    /// Bytes to write.
    pub bytes: Vec<u8>,
    /// What could not be taken in, while the rest was; sentences.
    pub problems: Vec<String>,
}

impl From<Vec<u8>> for Made {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, problems: Vec::new() }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ended {
    /// Items that were written.
    pub written: u64,
    /// Items, or parts of items, that were skipped and reported.
    pub skipped: u64,
    /// Whether whoever read the output went away, which ends the run quietly.
    pub broken_pipe: bool,
}

/// An item on its way in.
#[derive(Debug)]
pub struct Fed<T> {
    /// Which it is, for messages: the number of a line, from 1, or of a path.
    pub place: u64,
    /// How many bytes it holds, or will hold while it is worked on.
    pub bytes: usize,
    /// The item, or why it is skipped.
    pub what: Result<T, String>,
}

/// Turns each item of `input` into output with `work` on `jobs` threads, and writes the results in the order of the items. `bad` is
/// told the place of each item that was skipped, in order too, and why.
///
/// # Errors
/// Where input or output fail, but for a broken pipe.
pub fn in_order<T, I, F>(
    input: I,
    jobs: usize,
    work: F,
    output: &mut dyn Write,
    bad: &mut dyn FnMut(u64, &str),
) -> io::Result<Ended>
where
    T: Send + 'static,
    I: Iterator<Item = io::Result<Fed<T>>> + Send + 'static,
    F: Fn(T) -> ItemResult + Send + Sync + 'static,
{
    in_order_within(BUDGET, input, jobs, work, output, bad)
}

/// [`in_order`] over the lines of `input`. Blank lines are passed over; a line over [`LINE_LIMIT`] is skipped.
///
/// # Errors
/// Where input or output fail, but for a broken pipe.
pub fn filter_lines<R, F>(
    input: R,
    jobs: usize,
    work: F,
    output: &mut dyn Write,
    bad: &mut dyn FnMut(u64, &str),
) -> io::Result<Ended>
where
    R: BufRead + Send + 'static,
    F: Fn(&[u8]) -> ItemResult + Send + Sync + 'static,
{
    in_order(Lines::new(input), jobs, move |line: Vec<u8>| work(&line), output, bad)
}

struct Item<T> {
    number: usize,
    place: u64,
    cost: usize,
    what: T,
}

fn in_order_within<T, I, F>(
    budget: usize,
    input: I,
    jobs: usize,
    work: F,
    output: &mut dyn Write,
    bad: &mut dyn FnMut(u64, &str),
) -> io::Result<Ended>
where
    T: Send + 'static,
    I: Iterator<Item = io::Result<Fed<T>>> + Send + 'static,
    F: Fn(T) -> ItemResult + Send + Sync + 'static,
{
    let jobs = jobs.max(1);
    let permits = Arc::new(Permits::new(budget));
    let (to_workers, items) = bounded(jobs * ITEMS_PER_WORKER);
    let (to_writer, results) = bounded(jobs * ITEMS_PER_WORKER);
    let reader = start_reader(input, permits.clone(), to_workers)?;
    let workers = start_workers(jobs, work, &items, &to_writer)?;
    drop((items, to_writer));
    let ended = write_in_order(&results, &permits, output, bad);
    drop(results);
    permits.close();
    if matches!(ended, Ok(Ended { broken_pipe: true, .. }) | Err(_)) {
        // The reader may wait for input that never comes; the end of the process ends it.
        return ended;
    }
    let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("the reading thread stopped by a bug")));
    for worker in workers {
        worker.join().map_err(|_| io::Error::other("a worker thread stopped by a bug"))?;
    }
    read.and(ended)
}

fn start_reader<T: Send + 'static>(
    input: impl Iterator<Item = io::Result<Fed<T>>> + Send + 'static,
    permits: Arc<Permits>,
    out: Sender<Item<Result<T, String>>>,
) -> io::Result<JoinHandle<io::Result<()>>> {
    let read = move || {
        for (number, fed) in input.enumerate() {
            let Fed { place, bytes, what } = fed?;
            let Some(cost) = permits.take(bytes + OVERHEAD) else { return Ok(()) };
            if out.send(Item { number, place, cost, what }).is_err() {
                return Ok(());
            }
        }
        Ok(())
    };
    std::thread::Builder::new().name("read".into()).spawn(read)
}

fn start_workers<T, F>(
    jobs: usize,
    work: F,
    items: &Receiver<Item<Result<T, String>>>,
    results: &Sender<Item<ItemResult>>,
) -> io::Result<Vec<JoinHandle<()>>>
where
    T: Send + 'static,
    F: Fn(T) -> ItemResult + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let one = |n: usize| {
        let (work, items, results) = (work.clone(), items.clone(), results.clone());
        let run = move || {
            for Item { number, place, cost, what } in items {
                let result = |item| catch_unwind(AssertUnwindSafe(|| work(item)));
                let bug = || Err("a bug of the program stopped work on it".into());
                let what = what.and_then(|item| result(item).unwrap_or_else(|_| bug()));
                if results.send(Item { number, place, cost, what }).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new().name(format!("work-{n}")).spawn(run)
    };
    (0..jobs).map(one).collect()
}

fn write_in_order(
    results: &Receiver<Item<ItemResult>>,
    permits: &Permits,
    output: &mut dyn Write,
    bad: &mut dyn FnMut(u64, &str),
) -> io::Result<Ended> {
    let mut order = InOrder::default();
    let mut ended = Ended::default();
    loop {
        // Whoever reads the other end of a pipe sees a result at once when there is a pause.
        let item = if let Ok(item) = results.try_recv() {
            item
        } else {
            if quiet(output.flush(), &mut ended)? {
                return Ok(ended);
            }
            let Ok(item) = results.recv() else { return Ok(ended) };
            item
        };
        order.put(item.number, item);
        while let Some(Item { place, cost, what, .. }) = order.take() {
            match what {
                Ok(Made { bytes, problems }) => {
                    if quiet(output.write_all(&bytes), &mut ended)? {
                        return Ok(ended);
                    }
                    ended.written += 1;
                    ended.skipped += problems.len() as u64;
                    for why in &problems {
                        bad(place, why);
                    }
                }
                Err(why) => {
                    bad(place, &why);
                    ended.skipped += 1;
                }
            }
            permits.give_back(cost);
        }
    }
}

/// Whether the reader of the output went away.
fn quiet(result: io::Result<()>, ended: &mut Ended) -> io::Result<bool> {
    match result {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => {
            ended.broken_pipe = true;
            Ok(true)
        }
        other => other.map(|()| false),
    }
}

/// The lines of an input, without their ends: blank ones are passed over, and those over [`LINE_LIMIT`] are skipped.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    limit: usize,
    number: u64,
}

impl<R> Lines<R> {
    /// Those of `input`.
    pub const fn new(input: R) -> Self {
        Self { input, limit: LINE_LIMIT, number: 0 }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = io::Result<Fed<Vec<u8>>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = match read_line(&mut self.input, self.limit).transpose()? {
                Ok(line) => line,
                Err(e) => return Some(Err(e)),
            };
            self.number += 1;
            let line = line.map(|l| if self.number == 1 { without_mark(l) } else { l });
            if line.as_ref().is_ok_and(|bytes| bytes.trim_ascii().is_empty()) {
                continue;
            }
            let bytes = line.as_ref().map_or(0, Vec::len);
            return Some(Ok(Fed { place: self.number, bytes, what: line }));
        }
    }
}

/// A byte order mark at the start of the input is no part of its first line.
fn without_mark(mut line: Vec<u8>) -> Vec<u8> {
    if line.starts_with(b"\xEF\xBB\xBF") {
        line.drain(..3);
    }
    line
}

/// The next line without its end; nothing at the end of the input. A line over `limit` is counted, not held.
fn read_line(input: &mut impl BufRead, limit: usize) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    let mut length = 0_u64;
    let mut begun = false;
    loop {
        let buffer = match input.fill_buf() {
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            return Ok(begun.then(|| whole_or_too_long(line, length, limit)));
        }
        begun = true;
        let end = memchr::memchr(b'\n', buffer);
        let piece = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        length += piece.len() as u64;
        if length <= limit as u64 {
            line.extend_from_slice(piece);
        } else {
            line = Vec::new();
        }
        let used = piece.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(Some(whole_or_too_long(line, length, limit)));
        }
    }
}

fn whole_or_too_long(line: Vec<u8>, length: u64, limit: usize) -> Result<Vec<u8>, String> {
    if length <= limit as u64 {
        return Ok(line);
    }
    let limit = if limit < 1 << 20 { format!("{limit} bytes") } else { format!("{} MB", limit >> 20) };
    Err(format!("the line has {length} bytes; a line may have {limit}"))
}

/// A store of bytes that may be under way.
struct Permits {
    state: Mutex<(usize, bool)>,
    freed: Condvar,
    budget: usize,
}

impl Permits {
    fn new(budget: usize) -> Self {
        Self { state: Mutex::new((budget, true)), freed: Condvar::new(), budget }
    }

    /// Waits until `bytes` are free (or everything is, for more than there ever is); nothing when it was closed.
    fn take(&self, bytes: usize) -> Option<usize> {
        let cost = bytes.min(self.budget);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        while state.1 && state.0 < cost {
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.0 = state.0.checked_sub(cost)?;
        state.1.then_some(cost)
    }

    fn give_back(&self, cost: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 += cost;
        self.freed.notify_one();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = false;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    const LIMIT: usize = 50;
    const SMALL: usize = 4 * (OVERHEAD + LIMIT);

    fn run_into<R: BufRead + Send + 'static>(
        input: R,
        jobs: usize,
        work: impl Fn(&[u8]) -> ItemResult + Send + Sync + 'static,
        out: &mut dyn Write,
        bad: &mut dyn FnMut(u64, &str),
    ) -> Ended {
        let lines = Lines { input, limit: LIMIT, number: 0 };
        in_order_within(SMALL, lines, jobs, move |l: Vec<u8>| work(&l), out, bad).unwrap()
    }

    fn run(
        input: &str,
        jobs: usize,
        work: impl Fn(&[u8]) -> ItemResult + Send + Sync + 'static,
    ) -> (String, String, Ended) {
        let (mut out, mut said) = (Vec::new(), String::new());
        let mut bad = |n: u64, why: &str| said.extend([n.to_string(), ": ".into(), why.into(), "\n".into()]);
        let ended = run_into(Cursor::new(input.to_owned()), jobs, work, &mut out, &mut bad);
        (String::from_utf8(out).unwrap(), said, ended)
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape that the filter asks for")]
    fn echo(line: &[u8]) -> ItemResult {
        Ok([line, b"\n"].concat().into())
    }

    #[test]
    fn order_is_kept_whoever_is_slow() {
        let input = (0..500).map(|n| n.to_string() + "\n").collect::<String>();
        let slow = |line: &[u8]| {
            let n: u64 = std::str::from_utf8(line).unwrap().parse().unwrap();
            std::thread::sleep(Duration::from_micros(if n.is_multiple_of(50) { 5000 } else { 0 }));
            echo(line)
        };
        for jobs in [1, 3] {
            let (out, said, ended) = run(&input, jobs, slow);
            assert_eq!(out, input);
            assert_eq!((said.as_str(), ended.written, ended.skipped), ("", 500, 0));
        }
    }

    /// Counts the lines that reach it.
    struct Counting(Arc<AtomicUsize>);
    impl Write for Counting {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn no_more_is_under_way_than_the_budget_allows() {
        let [begun, most, written] = [0; 3].map(|n| Arc::new(AtomicUsize::new(n)));
        let input = (0..200).map(|n| format!("{n:050}")).collect::<Vec<_>>().join("\n");
        let (w, m) = (written.clone(), most.clone());
        // Every hundredth line is slow: all others would pile up behind it.
        let work = move |line: &[u8]| {
            let now = begun.fetch_add(1, Ordering::SeqCst) + 1;
            m.fetch_max(now - w.load(Ordering::SeqCst), Ordering::SeqCst);
            if line.ends_with(b"00") {
                std::thread::sleep(Duration::from_millis(50));
            }
            echo(line)
        };
        let mut out = Counting(written.clone());
        let ended = run_into(Cursor::new(input), 2, work, &mut out, &mut |_, _| {});
        assert_eq!((ended.written, written.load(Ordering::SeqCst)), (200, 200));
        assert_eq!(most.load(Ordering::SeqCst), 4, "the budget holds four lines, and all of it is used");
    }

    #[test]
    fn bad_long_and_blank_lines() {
        let long = "x".repeat(51);
        let fits = "y".repeat(50);
        let (out, said, ended) = run(&format!("\u{FEFF}a\n\n  \n{long}\nbad\n{fits}\nlast"), 2, |line| {
            if line == b"bad" { Err("not good".into()) } else { echo(line) }
        });
        assert_eq!(out, format!("a\n{fits}\nlast\n"));
        assert_eq!(said, "4: the line has 51 bytes; a line may have 50 bytes\n5: not good\n");
        assert_eq!((ended.written, ended.skipped), (3, 2));
    }

    #[test]
    fn a_panic_is_a_bad_line() {
        let (out, said, _) = run("a\nb\nc\n", 2, |line| {
            assert_ne!(line, b"b", "a planted bug");
            echo(line)
        });
        assert_eq!(out, "a\nc\n");
        assert_eq!(said, "2: a bug of the program stopped work on it\n");
    }

    #[test]
    fn a_broken_pipe_ends_quietly() {
        struct Gone(usize);
        impl Write for Gone {
            fn write(&mut self, b: &[u8]) -> io::Result<usize> {
                if self.0 == 0 {
                    return Err(ErrorKind::BrokenPipe.into());
                }
                self.0 -= 1;
                Ok(b.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let endless = io::BufReader::new(Endless(false));
        let ended = run_into(endless, 2, echo, &mut Gone(3), &mut |_, _| {});
        assert_eq!(ended, Ended { written: 3, skipped: 0, broken_pipe: true });
    }

    /// An input without end.
    struct Endless(bool);
    impl io::Read for Endless {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.0 = !self.0;
            out[0] = if self.0 { b'z' } else { b'\n' };
            Ok(1)
        }
    }
}
