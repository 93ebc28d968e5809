//! Tables as CSV: RFC 4180, CR LF, and no cell that a spreadsheet would run.

use super::FormatError;
use csv::{ReaderBuilder, Terminator, WriterBuilder};

/// Writes a table with a head. Cells that a spreadsheet would take for a formula get an apostrophe before them.
pub struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    /// A table with these columns. Names of columns are ours and need no care.
    ///
    /// # Errors
    /// Only where the writer fails, which does not happen in memory.
    pub fn new(columns: &[&str]) -> Result<Self, FormatError> {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(columns).map_err(|e| broken(&e))?;
        Ok(Self { writer })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Where it has not as many cells as there are columns.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), FormatError> {
        for cell in cells {
            if runs(cell) {
                self.writer.write_field(format!("'{cell}"))
            } else {
                self.writer.write_field(cell)
            }
            .map_err(|e| broken(&e))?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|e| broken(&e))
    }

    /// The bytes, which are UTF-8.
    ///
    /// # Errors
    /// Only where the writer fails, which does not happen in memory.
    pub fn done(self) -> Result<Vec<u8>, FormatError> {
        self.writer.into_inner().map_err(|e| FormatError::Malformed(e.to_string()))
    }
}

fn broken(e: &csv::Error) -> FormatError {
    FormatError::Malformed(e.to_string())
}

/// The rows of a table without its head, apostrophes taken away again.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, FormatError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().from_reader(bytes);
    let rows = reader.records().map(|r| Ok(r?.iter().map(armed).collect()));
    rows.collect::<Result<_, csv::Error>>().map_err(|e| broken(&e))
}

/// Whether a spreadsheet would run the cell, or take it for a formula after blanks or in full-width signs. A cell that
/// begins with apostrophes before such a sign counts too, so that taking one away always gives the cell back.
pub(super) fn runs(cell: &str) -> bool {
    let blank = |c: char| {
        c == ' ' || c == '\u{A0}' || c == '\u{3000}' || matches!(c, '\u{2000}'..='\u{200F}' | '\u{FEFF}')
    };
    let sign = |c: char| {
        matches!(
            c,
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '−'
                | '﹢'
                | '﹣'
                | '﹦'
                | '﹫'
        )
    };
    cell.trim_start_matches('\'').trim_start_matches(blank).starts_with(sign)
}

/// The cell as it was before it was defused.
fn armed(cell: &str) -> String {
    if runs(cell) { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn write(rows: &[Vec<String>]) -> Vec<u8> {
        let mut t = Table::new(&["a", "b"]).unwrap();
        for r in rows {
            t.row(r.iter().map(String::as_str)).unwrap();
        }
        t.done().unwrap()
    }

    #[test]
    fn formulas_are_defused() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "  =1",
            "\u{3000}＝1",
            "＋1",
            "－1",
            "＠x",
            "\u{A0}-2",
            "'=1",
        ] {
            let bytes = String::from_utf8(write(&[vec![cell.into(), "x".into()]])).unwrap();
            let body = bytes.strip_prefix("a,b\r\n").unwrap().trim_start_matches('"');
            assert!(body.starts_with('\''), "{cell:?} became {body:?}");
        }
        for cell in ["“=1”", "a=1", "", " ", "'tis", "1-2"] {
            assert!(!runs(cell), "{cell:?}");
        }
    }

    #[test]
    fn it_is_rfc_4180() {
        let rows =
            [vec!["a \"b\", c".to_owned(), "two\nlines".to_owned()], vec![String::new(), "é".to_owned()]];
        assert_eq!(
            String::from_utf8(write(&rows)).unwrap(),
            "a,b\r\n\"a \"\"b\"\", c\",\"two\nlines\"\r\n,é\r\n"
        );
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(rows in proptest::collection::vec(proptest::collection::vec("['=+@ \t\r\n\",；\u{3000}＝é-]{0,6}|\\PC{0,9}", 2..=2), 0..6)) {
            prop_assert_eq!(read(&write(&rows)).unwrap(), rows);
        }
    }
}
