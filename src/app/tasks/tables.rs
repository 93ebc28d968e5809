//! Figures as tables for a spreadsheet.

use crate::model::Tally;
use crate::model::statistics::KINDS;

/// Speakers and their figures as comma-separated values (RFC 4180), a row a speaker.
pub fn speakers_csv(rows: &[(&str, Tally)]) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let head = ["speaker", "quotations", "words", "direct", "mixed", "indirect"];
    let written = out.write_record(head).and_then(|()| {
        rows.iter().try_for_each(|(name, t)| {
            let counts = [t.all_quotes(), t.all_words()].into_iter().chain(KINDS.map(|k| t.quotes_of(k)));
            out.write_record(std::iter::once(harmless(name)).chain(counts.map(|n| n.to_string())))
        })
    });
    // Writing into memory does not fail.
    written
        .ok()
        .and_then(|()| out.into_inner().ok())
        .and_then(|b| String::from_utf8(b).ok())
        .unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula to run.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_and_never_run() {
        let tally = Tally { quotes: [2, 0, 1], words: [9, 0, 3], decided: 0 };
        let table = speakers_csv(&[("Lund, Ada", tally), ("=1+1", Tally::default())]);
        let want = "speaker,quotations,words,direct,mixed,indirect\r\n\"Lund, Ada\",3,12,2,0,1\r\n'=1+1,0,0,0,0,0\r\n";
        assert_eq!(table, want);
    }
}
