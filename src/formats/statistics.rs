//! The figures of the statistics page as CSV.

use super::FormatError;
use super::table::Table;
use crate::model::statistics::Counted;
use crate::model::{Project, Statistics, Tally};

const FIGURES: [&str; 9] = [
    "quotations",
    "direct",
    "mixed",
    "indirect",
    "words",
    "words_direct",
    "words_mixed",
    "words_indirect",
    "decided",
];

/// One row per speaker, the one with the most words first; *unknown* comes last, under an empty id.
pub fn speakers_csv(project: &Project, statistics: &Statistics) -> Result<Vec<u8>, FormatError> {
    let mut table = Table::new(&columns(["speaker_id", "speaker", "speaker_kind", "role"]))?;
    for (id, tally) in statistics.by_words() {
        let Some(s) = project.speaker(id) else { continue };
        let first = [id.to_string(), s.name.clone(), super::csv::word(&s.kind), s.role.clone()];
        row(&mut table, &first, &tally)?;
    }
    if let Some(tally) = statistics.speakers.get(&None) {
        row(&mut table, &["", "unknown", "", ""].map(str::to_owned), tally)?;
    }
    table.done()
}

/// One row per document, in the order of the project.
pub fn documents_csv(project: &Project, statistics: &Statistics) -> Result<Vec<u8>, FormatError> {
    let mut table = Table::new(&columns(["doc_id", "doc_title", "lang", "speakers"]))?;
    for (id, tally) in &statistics.docs {
        let Some(doc) = project.doc(*id) else { continue };
        let d = &doc.document;
        let lang = d.lang_set.as_ref().unwrap_or(&d.lang);
        let speakers: std::collections::BTreeSet<_> = doc
            .quotes
            .values()
            .filter(|q| Counted::AcceptedAndProposed.holds(q))
            .filter_map(|q| q.attribution.speaker)
            .collect();
        row(&mut table, &[d.key.clone(), d.title.clone(), lang.clone(), speakers.len().to_string()], tally)?;
    }
    table.done()
}

fn columns(first: [&'static str; 4]) -> Vec<&'static str> {
    first.into_iter().chain(FIGURES).collect()
}

fn row(table: &mut Table, first: &[String; 4], tally: &Tally) -> Result<(), FormatError> {
    let sum = |all: &[u32; 3]| all.iter().sum::<u32>();
    let figures = std::iter::once(sum(&tally.quotes))
        .chain(tally.quotes)
        .chain([sum(&tally.words)])
        .chain(tally.words)
        .chain([tally.decided]);
    let figures: Vec<String> = figures.map(|n| n.to_string()).collect();
    table.row(first.iter().chain(&figures).map(String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Progress;
    use crate::formats::sample::full;
    use expect_test::expect;

    #[test]
    fn figures_are_a_table() {
        let p = full();
        let s = Statistics::of(&p, Counted::AcceptedAndProposed, &Progress::default()).unwrap();
        let text = |b: Vec<u8>| String::from_utf8(b).unwrap().replace("\r\n", "\n");
        expect![[r"
            speaker_id,speaker,speaker_kind,role,quotations,direct,mixed,indirect,words,words_direct,words_mixed,words_indirect,decided
            s1,Ines Okafor,person,mayor of Lindmoor,3,2,0,1,12,8,0,4,2
            s3,'=the report,document,,1,0,1,0,6,0,6,0,1
            s2,Tom Brandt,person,,1,1,0,0,5,5,0,0,1
            ,unknown,,,1,1,0,0,1,1,0,0,0
        "]].assert_eq(&text(speakers_csv(&p, &s).unwrap()));
        expect![[r#"
            doc_id,doc_title,lang,speakers,quotations,direct,mixed,indirect,words,words_direct,words_mixed,words_indirect,decided
            "a harbour, ""for"" lindmoor","A harbour, ""for"" Lindmoor",en-GB,3,5,3,1,1,23,13,6,4,4
            notes,Notes,en,0,1,1,0,0,1,1,0,0,0
        "#]].assert_eq(&text(documents_csv(&p, &s).unwrap()));
    }
}
