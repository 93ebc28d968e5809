//! A copy of the whole file under another name.

use super::error::StoreError;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// Pages per step of the copy.
const PAGES: i32 = 4096;

/// Copies what `from` holds to `path`: written beside it, synced, then renamed, so that nothing half-written bears the name.
pub(super) fn save(from: &Connection, path: &Path) -> Result<(), StoreError> {
    let machine = |e: std::io::Error| StoreError::Machine { path: path.into(), why: e.to_string() };
    if path.is_dir() {
        return Err(StoreError::Folder(path.into()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside =
        tempfile::Builder::new().prefix(".sayso-").suffix(".part").tempfile_in(folder).map_err(machine)?;
    let beside = beside.into_temp_path();
    copy(from, &beside).map_err(|e| StoreError::of_sqlite(path, &e))?;
    File::options().write(true).open(&beside).and_then(|f| f.sync_all()).map_err(machine)?;
    beside.persist(path).map_err(|e| machine(e.error))
}

fn copy(from: &Connection, to: &Path) -> rusqlite::Result<()> {
    let mut copy = Connection::open(to)?;
    Backup::new(from, &mut copy)?.run_to_completion(PAGES, Duration::from_millis(50), None)?;
    copy.close().map_err(|(_, e)| e)
}
