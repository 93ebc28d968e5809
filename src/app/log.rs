//! The log: a file of bounded size, for a person to send along with a question. It never holds a document's words.

use super::places::Places;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A log file that grows beyond this many bytes is renamed to `sayso.log.1`, and a new one begun: at most twice as much lies on the disk.
const LIMIT: u64 = 1 << 20;

/// Begins to log into the file of `places`; what cannot be logged is not. `SAYSO_LOG` sets what is written, such as `debug`.
/// Panics go into the log too, so that a report of one can name it.
pub fn begin(places: &Places) {
    let Ok(file) = LogFile::open(&places.log_file(), LIMIT) else { return };
    let mut builder = env_logger::Builder::new();
    builder.filter_level(log::LevelFilter::Warn).filter_module("sayso", log::LevelFilter::Info);
    if let Ok(wanted) = std::env::var("SAYSO_LOG") {
        builder.parse_filters(&wanted);
    }
    builder
        .format(|out, r| {
            writeln!(out, "{} {} {}: {}", jiff::Timestamp::now(), r.level(), r.target(), r.args())
        })
        .target(env_logger::Target::Pipe(Box::new(file)));
    if builder.try_init().is_ok() {
        log_panics();
    }
}

fn log_panics() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let at = info.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current().name().unwrap_or("unnamed").to_owned();
        log::error!("a bug stopped work in thread {thread} at {at}");
        // Worker threads turn a panic into a report; any other goes the usual way.
        if !super::jobs::is_worker(&thread) {
            usual(info);
        }
    }));
}

struct LogFile {
    path: PathBuf,
    file: File,
    written: u64,
    limit: u64,
}

impl LogFile {
    fn open(path: &Path, limit: u64) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        let written = file.metadata()?.len();
        Ok(Self { path: path.to_path_buf(), file, written, limit })
    }

    fn turn(&mut self) -> io::Result<()> {
        std::fs::rename(&self.path, self.path.with_extension("log.1"))?;
        self.file = OpenOptions::new().create(true).append(true).open(&self.path)?;
        self.written = 0;
        Ok(())
    }
}

impl Write for LogFile {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.written > 0 && self.written + line.len() as u64 > self.limit {
            self.turn()?;
        }
        let n = self.file.write(line)?;
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_stays_small() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sayso.log");
        let mut log = LogFile::open(&path, 100).unwrap();
        for n in 0..50 {
            writeln!(log, "line {n}").unwrap();
        }
        let total: u64 =
            std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum();
        assert!(total <= 200, "{total}");
        assert!(std::fs::read_to_string(&path).unwrap().ends_with("line 49\n"));
    }
}
