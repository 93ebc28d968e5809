//! Finding, making and opening the file: what it is, whether it can be written, and which format it has.

use super::error::{ReadOnly, StoreError};
use rusqlite::backup::Backup;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The file's `application_id`: the letters *Says*.
pub(super) const APPLICATION_ID: i64 = 0x5361_7973;

/// What brings a file from one format to the next; the first makes an empty one. `user_version` counts them.
const MIGRATIONS: &[&str] = &[include_str!("schema/0001.sql"), include_str!("schema/0002.sql")];

/// The newest format, which this program writes.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// What every SQLite file begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// An open project file.
#[derive(Debug)]
pub(super) struct ProjectFile {
    pub(super) conn: Connection,
    pub(super) path: PathBuf,
    pub(super) read_only: Option<ReadOnly>,
}

impl ProjectFile {
    /// A new, empty project. A file of no bytes may be there already.
    pub(super) fn create(path: &Path) -> Result<Self, StoreError> {
        match fs::metadata(path) {
            Ok(m) if m.is_dir() => return Err(StoreError::Folder(path.into())),
            Ok(m) if m.len() > 0 => return Err(StoreError::Exists(path.into())),
            _ => {}
        }
        let fail = |e: rusqlite::Error| StoreError::of_sqlite(path, &e);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut conn = Connection::open_with_flags(path, flags).map_err(fail)?;
        configure(&conn).map_err(fail)?;
        use_journal(&conn).map_err(fail)?;
        make(&mut conn).map_err(fail)?;
        Ok(Self { conn, path: path.into(), read_only: None })
    }

    /// The project at `path`; refuses by name what is none. `asked` opens it for reading only.
    pub(super) fn open(path: &Path, asked: bool) -> Result<Self, StoreError> {
        look(path)?;
        let fail = |e: rusqlite::Error| StoreError::of_sqlite(path, &e);
        let access = if asked { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
        let mut conn =
            Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(fail)?;
        configure(&conn).map_err(fail)?;
        let version = version_of(&conn, path)?;
        let read_only = if asked { Some(ReadOnly::Asked) } else { probe(&mut conn).map_err(fail)? };
        if version < newest() {
            if read_only.is_some() {
                // What cannot be written is brought up to date in memory and read from there.
                conn = copy_in_memory(&conn).map_err(fail)?;
                configure(&conn).map_err(fail)?;
            }
            migrate(&mut conn, version).map_err(fail)?;
        }
        if read_only.is_none() {
            use_journal(&conn).map_err(fail)?;
        }
        Ok(Self { conn, path: path.into(), read_only })
    }

    /// Refuses where the project can only be read.
    pub(super) fn writable(&self) -> Result<(), StoreError> {
        self.read_only.map_or(Ok(()), |why| Err(StoreError::ReadOnly(why)))
    }

    /// An error of SQLite about this file.
    pub(super) fn fail(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::of_sqlite(&self.path, error)
    }
}

/// Refuses what cannot be a project before SQLite touches it.
fn look(path: &Path) -> Result<(), StoreError> {
    let machine = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::NotFound => StoreError::Missing(path.into()),
        _ => StoreError::Machine { path: path.into(), why: e.to_string() },
    };
    let meta = fs::metadata(path).map_err(machine)?;
    if meta.is_dir() {
        return Err(StoreError::Folder(path.into()));
    }
    let foreign = |why: &str| Err(StoreError::Foreign { path: path.into(), why: why.into() });
    if !meta.is_file() {
        return foreign("it is not a regular file");
    }
    if meta.len() == 0 {
        return foreign("it is empty");
    }
    let mut head = Vec::with_capacity(MAGIC.len());
    fs::File::open(path).and_then(|f| f.take(MAGIC.len() as u64).read_to_end(&mut head)).map_err(machine)?;
    if head == MAGIC { Ok(()) } else { foreign("it is another kind of file") }
}

/// The format of the file, where it is a project that this program knows.
fn version_of(conn: &Connection, path: &Path) -> Result<i64, StoreError> {
    let fail = |e: rusqlite::Error| StoreError::of_sqlite(path, &e);
    let application: i64 = conn.query_row("PRAGMA application_id", [], |r| r.get(0)).map_err(fail)?;
    if application != APPLICATION_ID {
        let why = "it is a database of another program".into();
        return Err(StoreError::Foreign { path: path.into(), why });
    }
    let found: i64 = conn.query_row("PRAGMA user_version", [], |r| r.get(0)).map_err(fail)?;
    let known = newest();
    match found {
        n if n > known => Err(StoreError::Newer { path: path.into(), found, known }),
        n if n < 1 => Err(StoreError::Damaged { path: path.into(), why: format!("it has format {n}") }),
        n => Ok(n),
    }
}

/// Settings of every connection. A crafted file gets no triggers, no views and no functions with side effects.
fn configure(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    conn.execute_batch("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA synchronous=FULL;")?;
    set_cache(conn, CACHE)
}

/// Kilobytes of pages that a connection keeps in memory.
pub(super) const CACHE: u32 = 16_000;

/// Lets a connection keep so many kilobytes of pages in memory.
pub(super) fn set_cache(conn: &Connection, kilobytes: u32) -> rusqlite::Result<()> {
    conn.execute_batch(&format!("PRAGMA cache_size=-{kilobytes};"))
}

/// One file that can be mailed and synchronised: the rollback journal exists only while a change is written.
fn use_journal(conn: &Connection) -> rusqlite::Result<()> {
    conn.query_row("PRAGMA journal_mode=DELETE", [], |_| Ok(()))
}

fn make(conn: &mut Connection) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    tx.execute_batch(&format!("PRAGMA application_id={APPLICATION_ID};"))?;
    for step in MIGRATIONS {
        tx.execute_batch(step)?;
    }
    tx.execute_batch(&format!("PRAGMA user_version={};", newest()))?;
    tx.execute(
        "INSERT INTO meta (key, value) VALUES ('project', lower(hex(randomblob(16)))), ('made_with', ?1)",
        [concat!("sayso ", env!("CARGO_PKG_VERSION"))],
    )?;
    tx.commit()
}

/// All of a file, in memory.
fn copy_in_memory(from: &Connection) -> rusqlite::Result<Connection> {
    let mut copy = Connection::open_in_memory()?;
    Backup::new(from, &mut copy)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    Ok(copy)
}

/// Brings a file of format `from` up to date, in one transaction.
fn migrate(conn: &mut Connection, from: i64) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        tx.execute_batch(step)?;
    }
    tx.execute_batch(&format!("PRAGMA user_version={};", newest()))?;
    tx.commit()
}

/// Why the file cannot be written, found out by beginning to: a row is changed and rolled back.
fn probe(conn: &mut Connection) -> rusqlite::Result<Option<ReadOnly>> {
    if conn.is_readonly("main")? {
        return Ok(Some(ReadOnly::File));
    }
    let attempt = conn.transaction_with_behavior(TransactionBehavior::Immediate).and_then(|tx| {
        // Another value: SQLite does not write one that is the same.
        tx.execute("UPDATE meta SET value = value || '?' WHERE key = 'project'", [])?;
        tx.rollback()
    });
    match attempt {
        Ok(()) => Ok(None),
        Err(e) => match e.sqlite_error_code() {
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Ok(Some(ReadOnly::Folder)),
            Some(ErrorCode::ReadOnly) => Ok(Some(read_only_reason(&e))),
            Some(ErrorCode::DiskFull) => Ok(Some(ReadOnly::Full)),
            // Somebody else is writing at this moment: so it can be written.
            Some(ErrorCode::DatabaseBusy) => Ok(None),
            _ => Err(e),
        },
    }
}

fn read_only_reason(error: &rusqlite::Error) -> ReadOnly {
    let code = error.sqlite_error().map(|e| e.extended_code);
    if code == Some(rusqlite::ffi::SQLITE_READONLY_DIRECTORY) { ReadOnly::Folder } else { ReadOnly::File }
}

/// Names and definitions of everything in the file's schema.
pub(super) fn schema(conn: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut all = conn
        .prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")?;
    all.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect()
}

/// The schema that a new file has.
pub(super) fn schema_as_made() -> rusqlite::Result<Vec<(String, String)>> {
    let mut conn = Connection::open_in_memory()?;
    make(&mut conn)?;
    schema(&conn)
}
