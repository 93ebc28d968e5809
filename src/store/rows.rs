//! Rows of the file: one delta to one row, one row to one value.

use crate::model::{
    Change, Check, Delta, DocId, Document, IdSource, Material, Project, Quotation, QuoteId, Rows, Setting,
    Speaker, SpeakerId, Track,
};
use crate::text::{SourceText, TextHash};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

type Sql<T> = rusqlite::Result<T>;

fn json<T: Serialize>(value: &T) -> Sql<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}

/// A value from column `column` of a row; names the place where it cannot be read.
pub(super) fn from_json<T: DeserializeOwned>(column: usize, text: &str) -> Sql<T> {
    serde_json::from_str(text).map_err(|e| broken(column, e))
}

pub(super) fn broken(
    column: usize,
    why: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
}

/// Writes the row that `delta` changes. `project` is the one after it, for the words of a quotation.
pub(super) fn write(conn: &Connection, delta: &Delta, project: &Project) -> Sql<()> {
    match delta {
        Delta::Document(c) => {
            write_row(conn, "document", c.id.0, c.after.as_ref())?;
            let text = |d: &Option<Document>| d.as_ref().map(|d| d.text);
            if c.before.is_some() && c.after.is_some() && text(&c.before) != text(&c.after) {
                // Quotations that keep their place may have other words there.
                let quotes = project.doc(c.id).into_iter().flat_map(|d| d.quotes.values());
                write_words(conn, quotes.map(|q| (q.as_ref(), words(project, q))))?;
            }
            Ok(())
        }
        Delta::Speaker(c) => write_row(conn, "speaker", c.id.0, c.after.as_ref()),
        Delta::Quotation(Change { id, after: None, .. }) => {
            write_row::<Quotation>(conn, "quotation", id.0, None)
        }
        Delta::Quotation(Change { after: Some(quote), .. }) => write_quotation(conn, quote, project),
        Delta::Decision(c) => write_decision(conn, c.id, project),
        Delta::Apart(c) => {
            let sql = if c.after.is_some() {
                "INSERT OR IGNORE INTO kept_apart (a, b) VALUES (?1, ?2)"
            } else {
                "DELETE FROM kept_apart WHERE a = ?1 AND b = ?2"
            };
            conn.prepare_cached(sql)?.execute([c.id.0.0, c.id.1.0]).map(drop)
        }
        Delta::Material(c) => write_row(conn, "material", c.id.0, c.after.as_ref()),
        Delta::Check(c) => write_row(conn, "quotation_check", c.id.0, c.after.as_ref()),
        Delta::Setting(c) => write_setting(conn, c.id, c.after.as_deref()),
    }
}

fn write_row<T: Serialize>(conn: &Connection, table: &str, id: u32, value: Option<&T>) -> Sql<()> {
    match value {
        Some(value) => {
            let sql = format!(
                "INSERT INTO {table} (id, data) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET data = excluded.data"
            );
            conn.prepare_cached(&sql)?.execute(params![id, json(value)?]).map(drop)
        }
        None => conn.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id]).map(drop),
    }
}

fn write_setting(conn: &Connection, setting: Setting, value: Option<&str>) -> Sql<()> {
    let key: &str = setting.into();
    match value {
        Some(value) => {
            let sql = "INSERT INTO setting (key, value) VALUES (?1, ?2)
                       ON CONFLICT (key) DO UPDATE SET value = excluded.value";
            conn.prepare_cached(sql)?.execute([key, value]).map(drop)
        }
        None => conn.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key]).map(drop),
    }
}

fn write_quotation(conn: &Connection, quote: &Quotation, project: &Project) -> Sql<()> {
    let sql = "INSERT INTO quotation (id, data, words) VALUES (?1, ?2, ?3)
               ON CONFLICT (id) DO UPDATE SET data = excluded.data, words = excluded.words";
    conn.prepare_cached(sql)?.execute(params![quote.id.0, json(quote)?, words(project, quote)]).map(drop)
}

/// A row of which the words stay as they are.
fn write_decision(conn: &Connection, id: QuoteId, project: &Project) -> Sql<()> {
    let Some(quote) = project.quote(id) else { return Ok(()) };
    let sql = "UPDATE quotation SET data = ?2 WHERE id = ?1";
    conn.prepare_cached(sql)?.execute(params![id.0, json(&**quote)?]).map(drop)
}

/// The quoted words; nothing where the text is not here.
pub(super) fn words(project: &Project, quote: &Quotation) -> String {
    let text = project.doc(quote.doc).and_then(|d| d.text.as_ref());
    text.map_or_else(String::new, |t| t.words_of(&quote.content))
}

/// Writes the words of a document's quotations again, when its text has come.
pub(super) fn write_words<'a>(
    conn: &Connection,
    quotes: impl Iterator<Item = (&'a Quotation, String)>,
) -> Sql<()> {
    let mut update = conn.prepare_cached("UPDATE quotation SET words = ?2 WHERE id = ?1")?;
    for (quote, words) in quotes {
        update.execute(params![quote.id.0, words])?;
    }
    Ok(())
}

/// Keeps a text; one that is there already stays.
pub(super) fn write_text(conn: &Connection, text: &SourceText) -> Sql<()> {
    let sql = "INSERT OR IGNORE INTO text (sha256, content) VALUES (?1, ?2)";
    conn.prepare_cached(sql)?.execute(params![text.hash().to_hex(), text.as_str()]).map(drop)
}

/// Keeps a track; one that is there already stays.
pub(super) fn write_track(conn: &Connection, track: &Track) -> Sql<()> {
    let json = track.to_json();
    let sql = "INSERT OR IGNORE INTO track (sha256, content) VALUES (?1, ?2)";
    conn.prepare_cached(sql)?.execute([TextHash::of(json.as_bytes()).to_hex(), json]).map(drop)
}

/// The track of this hash.
pub(super) fn track(conn: &Connection, hash: TextHash) -> Sql<Option<Arc<Track>>> {
    let mut select = conn.prepare_cached("SELECT content FROM track WHERE sha256 = ?1")?;
    let content: Option<String> = select.query_row([hash.to_hex()], |r| r.get(0)).optional()?;
    content.map(|json| from_json(0, &json).map(Arc::new)).transpose()
}

/// Keeps original bytes, unless they are a text that is here.
pub(super) fn write_original(conn: &Connection, bytes: &[u8]) -> Sql<()> {
    let hash = TextHash::of(bytes).to_hex();
    let sql = "INSERT OR IGNORE INTO original (sha256, content)
               SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM text WHERE sha256 = ?1)";
    conn.prepare_cached(sql)?.execute(params![hash, bytes]).map(drop)
}

/// The text of this hash.
pub(super) fn text(conn: &Connection, hash: TextHash) -> Sql<Option<SourceText>> {
    let mut select = conn.prepare_cached("SELECT content FROM text WHERE sha256 = ?1")?;
    let content: Option<String> = select.query_row([hash.to_hex()], |r| r.get(0)).optional()?;
    Ok(content.map(SourceText::new))
}

/// The original bytes of this hash.
pub(super) fn original(conn: &Connection, hash: TextHash) -> Sql<Option<Vec<u8>>> {
    let sql = "SELECT content FROM original WHERE sha256 = ?1";
    let bytes: Option<Vec<u8>> = conn.query_row(sql, [hash.to_hex()], |r| r.get(0)).optional()?;
    Ok(match bytes {
        Some(bytes) => Some(bytes),
        None => text(conn, hash)?.map(|t| t.as_str().as_bytes().to_vec()),
    })
}

/// All tables as a project; `seq` is left at 0.
pub(super) fn load(conn: &Connection) -> Sql<Project> {
    let mut docs = Vec::new();
    for (id, document) in values::<Document>(conn, "document")? {
        if document.id != DocId(id) {
            return Err(broken(0, format!("the row of document {id} holds {}", document.id)));
        }
        let text = text(conn, document.text)?;
        let track = document.track.map_or(Ok(None), |hash| track(conn, hash))?;
        docs.push((document, text, track));
    }
    let mut speakers = Vec::new();
    for (id, speaker) in values::<Speaker>(conn, "speaker")? {
        if speaker.id != SpeakerId(id) {
            return Err(broken(0, format!("the row of speaker {id} holds {}", speaker.id)));
        }
        speakers.push(Arc::new(speaker));
    }
    let mut quotes = Vec::new();
    for (id, quote) in values::<Quotation>(conn, "quotation")? {
        if quote.id != QuoteId(id) {
            return Err(broken(0, format!("the row of quotation {id} holds {}", quote.id)));
        }
        quotes.push(quote);
    }
    let mut select = conn.prepare("SELECT a, b FROM kept_apart")?;
    let pairs = select.query_map([], |r| Ok((SpeakerId(r.get(0)?), SpeakerId(r.get(1)?))))?;
    let apart = pairs.collect::<Sql<Vec<_>>>()?;
    let mut materials = Vec::new();
    for (id, material) in values::<Material>(conn, "material")? {
        if material.doc != DocId(id) {
            return Err(broken(0, format!("the row of the source {id} holds {}", material.doc)));
        }
        materials.push(material);
    }
    let mut checks = Vec::new();
    for (id, check) in values::<Check>(conn, "quotation_check")? {
        if check.quote != QuoteId(id) {
            return Err(broken(0, format!("the row of the check of {id} holds {}", check.quote)));
        }
        checks.push(check);
    }
    let settings = settings(conn)?;
    Project::from_rows(Rows { docs, speakers, quotes, apart, materials, checks, settings })
        .map_err(|why| broken(0, why))
}

fn settings(conn: &Connection) -> Sql<std::collections::BTreeMap<Setting, String>> {
    let mut select = conn.prepare("SELECT key, value FROM setting")?;
    let mut rows = select.query([])?;
    let mut out = std::collections::BTreeMap::new();
    while let Some(row) = rows.next()? {
        let key = row.get_ref(0)?.as_str()?;
        let setting = key.parse().map_err(|_| broken(0, format!("the unknown setting {key}")))?;
        out.insert(setting, row.get(1)?);
    }
    Ok(out)
}

fn values<T: DeserializeOwned>(conn: &Connection, table: &str) -> Sql<Vec<(u32, T)>> {
    let mut select = conn.prepare(&format!("SELECT id, data FROM {table} ORDER BY id"))?;
    let mut rows = select.query([])?;
    let mut out = Vec::new();
    while let Some(row) = rows.next()? {
        let data = row.get_ref(1)?.as_str()?;
        out.push((row.get(0)?, from_json(1, data).map_err(|e| named(table, row, &e))?));
    }
    Ok(out)
}

fn named(table: &str, row: &rusqlite::Row<'_>, error: &rusqlite::Error) -> rusqlite::Error {
    let id: i64 = row.get(0).unwrap_or_default();
    broken(1, format!("{table} {id}: {error}"))
}

/// The next ids to give out.
pub(super) fn ids(conn: &Connection) -> Sql<IdSource> {
    let kept: Option<String> =
        conn.query_row("SELECT value FROM meta WHERE key = 'ids'", [], |r| r.get(0)).optional()?;
    kept.map_or_else(|| Ok(IdSource::default()), |kept| from_json(0, &kept))
}

/// Writes down the next ids to give out.
pub(super) fn write_ids(conn: &Connection, ids: IdSource) -> Sql<()> {
    let sql = "INSERT INTO meta (key, value) VALUES ('ids', ?1)
               ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    conn.prepare_cached(sql)?.execute([json(&ids)?]).map(drop)
}
