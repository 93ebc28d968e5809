//! The journal in the file: only ever added to.

use super::history::{EntryKind, Header, History};
use super::rows::{broken, from_json};
use crate::model::{Delta, EditSeq};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

type Sql<T> = rusqlite::Result<T>;

/// Version of the form in which deltas are written: 2 knows decisions apart from the rest of their rows. Form 1 is read as well.
const FORM: i64 = 2;

/// Columns of a header, in the order that [`header_of`] reads.
const HEADER: &str = "seq, at, who, kind, target, label, focus, along";

/// Adds an entry.
pub(super) fn append(conn: &Connection, header: &Header, deltas: &[Delta]) -> Sql<()> {
    let to_json = |e: serde_json::Error| rusqlite::Error::ToSqlConversionFailure(Box::new(e));
    let focus = header.focus.map(|f| serde_json::to_string(&f)).transpose().map_err(to_json)?;
    let along = (!header.along.is_empty()).then(|| serde_json::to_string(&header.along));
    let along = along.transpose().map_err(to_json)?;
    let deltas = serde_json::to_string(deltas).map_err(to_json)?;
    let sql = "INSERT INTO entry (seq, at, who, kind, target, label, focus, along, version, deltas)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    conn.prepare_cached(sql)?
        .execute(params![
            header.seq.0,
            header.at.to_string(),
            header.who,
            kind_word(header.kind),
            header.target.map(|t| t.0),
            header.label,
            focus,
            along,
            FORM,
            deltas
        ])
        .map(drop)
}

const fn kind_word(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Do => "do",
        EntryKind::Undo => "undo",
        EntryKind::Redo => "redo",
    }
}

/// The last entry.
pub(super) fn head(conn: &Connection) -> Sql<Option<Header>> {
    let sql = format!("SELECT {HEADER} FROM entry ORDER BY seq DESC LIMIT 1");
    conn.prepare_cached(&sql)?.query_row([], header_of).optional()
}

/// Entry `seq`.
pub(super) fn header(conn: &Connection, seq: EditSeq) -> Sql<Option<Header>> {
    let sql = format!("SELECT {HEADER} FROM entry WHERE seq = ?1");
    conn.prepare_cached(&sql)?.query_row([seq.0], header_of).optional()
}

/// Adds all entries after the last of `history` to it.
pub(super) fn catch_up(conn: &Connection, history: &mut History) -> Sql<()> {
    let mut select = conn.prepare(&format!("SELECT {HEADER} FROM entry WHERE seq > ?1 ORDER BY seq"))?;
    for header in select.query_map([history.head().0], header_of)? {
        let header = header?;
        if header.seq.0 != history.head().0 + 1 {
            return Err(broken(0, format!("the journal goes from {} to {}", history.head(), header.seq)));
        }
        history.push(header);
    }
    Ok(())
}

/// What entry `seq` changed.
pub(super) fn deltas(conn: &Connection, seq: EditSeq) -> Sql<Vec<Delta>> {
    let mut select = conn.prepare_cached("SELECT version, deltas FROM entry WHERE seq = ?1")?;
    select.query_row([seq.0], |row| {
        let form: i64 = row.get(0)?;
        if !(1..=FORM).contains(&form) {
            return Err(broken(0, format!("entry {seq} is written in form {form}")));
        }
        from_json(1, row.get_ref(1)?.as_str()?)
    })
}

fn header_of(row: &Row<'_>) -> Sql<Header> {
    let at: String = row.get(1)?;
    let kind: String = row.get(3)?;
    let focus: Option<String> = row.get(6)?;
    let along: Option<String> = row.get(7)?;
    Ok(Header {
        seq: EditSeq(row.get(0)?),
        at: at.parse().map_err(|e: jiff::Error| broken(1, e))?,
        who: row.get(2)?,
        kind: match kind.as_str() {
            "do" => EntryKind::Do,
            "undo" => EntryKind::Undo,
            "redo" => EntryKind::Redo,
            other => return Err(broken(3, format!("an entry of the unknown kind {other}"))),
        },
        target: row.get::<_, Option<u32>>(4)?.map(EditSeq),
        along: along.map_or_else(|| Ok(Vec::new()), |a| from_json(7, &a))?,
        label: row.get(5)?,
        focus: focus.map(|f| from_json(6, &f)).transpose()?,
    })
}
