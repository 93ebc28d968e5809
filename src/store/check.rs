//! The strongest check: tables = memory = what the journal adds up to (I10), and every row in order.

use super::error::StoreError;
use super::file;
use super::history::{EntryKind, History};
use super::session::{Session, State, apply};
use super::{journal, rows};
use crate::model::{self, Delta, EditSeq, Finding, Item, Project};
use crate::text::TextHash;
use rusqlite::Connection;
use std::collections::BTreeSet;

impl Session {
    /// Everything in the file and in memory that is not as it must be; nothing where all is well.
    pub fn check(&mut self) -> Result<Vec<Finding>, StoreError> {
        self.refresh()?;
        let path = self.file.path.clone();
        let fail = |e: rusqlite::Error| StoreError::of_sqlite(&path, &e);
        let tx = self.file.conn.transaction().map_err(fail)?;
        let mut out = Vec::new();
        check_file(&tx, &mut out).map_err(fail)?;
        check_texts(&tx, &mut out).map_err(fail)?;
        check_words(&tx, &self.state.project, &mut out).map_err(fail)?;
        check_journal(&tx, &self.state, &mut out).map_err(fail)?;
        out.extend(model::checks::check(&self.state.project));
        Ok(out)
    }
}

fn damage(what: &'static str, message: impl Into<String>) -> Finding {
    Finding::damage(what, message, None)
}

/// SQLite's own check, and the schema.
fn check_file(conn: &Connection, out: &mut Vec<Finding>) -> rusqlite::Result<()> {
    let mut pragma = conn.prepare("PRAGMA integrity_check")?;
    for line in pragma.query_map([], |r| r.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            out.push(damage("file", line));
        }
    }
    let made = file::schema_as_made()?;
    let here = file::schema(conn)?;
    for (name, _) in made.iter().filter(|table| !here.contains(table)) {
        out.push(damage("file", format!("the table {name} is not as it was made")));
    }
    for (name, _) in here.iter().filter(|(name, _)| !made.iter().any(|(made, _)| made == name)) {
        out.push(Finding::remark("file", format!("{name} was added by another program"), None));
    }
    Ok(())
}

/// I1: the hash of a text is its name.
fn check_texts(conn: &Connection, out: &mut Vec<Finding>) -> rusqlite::Result<()> {
    for table in ["text", "original", "track"] {
        let mut select = conn.prepare(&format!("SELECT sha256, content FROM {table}"))?;
        let mut all = select.query([])?;
        while let Some(row) = all.next()? {
            let name: String = row.get(0)?;
            let content = row.get_ref(1)?.as_bytes()?;
            if TextHash::of(content).to_hex() != name {
                out.push(damage("I1", format!("the {table} {name} has other bytes than its name says")));
            }
        }
    }
    Ok(())
}

/// The column of quoted words says what the text says.
fn check_words(conn: &Connection, project: &Project, out: &mut Vec<Finding>) -> rusqlite::Result<()> {
    let mut select = conn.prepare("SELECT words FROM quotation WHERE id = ?1")?;
    for quote in project.quotes() {
        let kept: String = select.query_row([quote.id.0], |r| r.get(0))?;
        if kept != rows::words(project, quote) {
            let message = format!("the words kept for {} are not those of the text", quote.id);
            out.push(Finding::damage("I10", message, Some(Item::Quotation(quote.id))));
        }
    }
    Ok(())
}

fn check_journal(conn: &Connection, memory: &State, out: &mut Vec<Finding>) -> rusqlite::Result<()> {
    let tables = State::load(conn)?;
    if tables.project != memory.project {
        out.push(damage("I10", "the tables of the file and the project in memory differ"));
    }
    if tables.history != memory.history {
        out.push(damage("I10", "the journal of the file and the history in memory differ"));
    }
    let mut folded = Project::default();
    let mut made = Made::default();
    for header in tables.history.entries() {
        let deltas = journal::deltas(conn, header.seq)?;
        if header.kind == EntryKind::Do {
            made.note(header.seq, &deltas, out);
        }
        check_target(&tables.history, header, out);
        match apply(conn, &folded, &deltas)? {
            Ok(next) => folded = next,
            Err(misfit) => {
                out.push(damage("I10", format!("entry {} of the journal: {misfit}", header.seq)));
                return Ok(());
            }
        }
    }
    folded.seq = tables.history.head();
    if folded != *tables.project {
        out.push(damage("I10", "the journal does not add up to the tables"));
    }
    made.check_next(tables.ids, out);
    Ok(())
}

fn check_target(history: &History, header: &super::Header, out: &mut Vec<Finding>) {
    let targets = header.targets();
    let done = |seq: &EditSeq| history.header(*seq).is_some_and(|t| t.kind == EntryKind::Do);
    let fits = targets.is_empty() == (header.kind == EntryKind::Do)
        && targets.iter().all(|seq| *seq < header.seq && done(seq))
        && targets.is_sorted();
    if !fits {
        out.push(damage("I10", format!("entry {} undoes or redoes what it cannot", header.seq)));
    }
}

/// I11: each id is made by at most one entry, and the next ids are beyond all that were made.
#[derive(Default)]
struct Made {
    docs: BTreeSet<u32>,
    quotes: BTreeSet<u32>,
    speakers: BTreeSet<u32>,
}

impl Made {
    fn note(&mut self, seq: EditSeq, deltas: &[Delta], out: &mut Vec<Finding>) {
        for delta in deltas {
            let (set, id) = match delta {
                Delta::Document(c) if c.before.is_none() => (&mut self.docs, c.id.0),
                Delta::Quotation(c) if c.before.is_none() => (&mut self.quotes, c.id.0),
                Delta::Speaker(c) if c.before.is_none() => (&mut self.speakers, c.id.0),
                _ => continue,
            };
            if !set.insert(id) {
                out.push(damage("I11", format!("entry {seq} gives the id {id} a second time")));
            }
        }
    }

    fn check_next(&self, next: model::IdSource, out: &mut Vec<Finding>) {
        let pairs =
            [(&self.docs, next.document), (&self.quotes, next.quotation), (&self.speakers, next.speaker)];
        if pairs.iter().any(|(made, next)| made.last().is_some_and(|last| last >= next)) {
            out.push(damage("I11", "the next id was given before"));
        }
    }
}
