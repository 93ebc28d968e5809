//! Documents with attributions, gold or predicted, as rows of JSON Lines hold them.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Start and end in code points.
pub(super) type Range = (u32, u32);

/// A document with its attributions.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its text; predicted rows may leave it out.
    #[serde(default)]
    pub text: String,
    /// Its attributions.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// Canonical names with the other names of the same.
    #[serde(default)]
    pub characters: BTreeMap<String, Vec<String>>,
}

/// An attribution.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Quote {
    /// `direct`, `mixed`, `indirect` or `not_speech`.
    #[serde(default)]
    pub kind: String,
    /// The words.
    #[serde(default)]
    pub content: Option<Vec<Range>>,
    /// The words that report.
    #[serde(default)]
    pub cue: Option<Vec<Range>>,
    /// The words that name the source.
    #[serde(default)]
    pub source: Option<Vec<Range>>,
    /// `named`, `pronoun`, `nominal`, `none`.
    #[serde(default)]
    pub source_kind: Option<String>,
    /// Who that is.
    #[serde(default)]
    pub speaker: Option<String>,
    /// `source` where the speaker is the source's words, `coref` where a program resolved it.
    #[serde(default)]
    pub speaker_from: Option<String>,
    /// The probability that these are this speaker's words.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// What a person decided.
    #[serde(default)]
    pub status: Option<String>,
    /// Why.
    #[serde(default)]
    pub why: Vec<Why>,
}

/// A reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Why {
    /// Id of the rule.
    #[serde(default)]
    pub rule: String,
}

impl Quote {
    /// The words.
    pub fn content(&self) -> &[Range] {
        self.content.as_deref().unwrap_or_default()
    }

    /// The words that name the source.
    pub fn source(&self) -> &[Range] {
        self.source.as_deref().unwrap_or_default()
    }

    /// The speaker, where one is named.
    pub fn speaker(&self) -> Option<&str> {
        self.speaker.as_deref().filter(|s| !s.is_empty())
    }

    /// The rule that made it; nothing for a gold one.
    pub fn rule(&self) -> &str {
        self.why.first().map_or("", |w| &w.rule)
    }

    /// What names the source.
    pub fn source_kind(&self) -> &str {
        self.source_kind.as_deref().unwrap_or("none")
    }

    /// Whether it says that these are somebody's words.
    pub fn is_claimed(&self) -> bool {
        !self.content().is_empty() && self.status.as_deref() != Some("rejected") && self.kind != "not_speech"
    }
}

/// Documents by id, in the order in which ids come first; of two with one id the later counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    place: BTreeMap<String, usize>,
    documents: Vec<Document>,
}

impl Rows {
    /// Reads JSON Lines. The error names the line.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut rows = Self::default();
        for (number, line) in (1..).zip(bytes.split(|&b| b == b'\n')) {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let document =
                serde_json::from_slice(line).map_err(|e| format!("line {number} is not a row: {e}"))?;
            rows.put(document);
        }
        Ok(rows)
    }

    fn put(&mut self, document: Document) {
        let place = self.place.get(&document.id).and_then(|&i| self.documents.get_mut(i));
        if let Some(slot) = place {
            *slot = document;
        } else {
            self.place.insert(document.id.clone(), self.documents.len());
            self.documents.push(document);
        }
    }

    /// The document with an id.
    pub fn get(&self, id: &str) -> Option<&Document> {
        self.documents.get(*self.place.get(id)?)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Document> {
        self.documents.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_rows_with_one_id_the_later_counts_in_the_place_of_the_first() {
        let rows =
            Rows::read(b"{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"b\"}\n{\"id\":\"a\",\"text\":\"y\"}\n")
                .unwrap();
        assert_eq!(rows.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["y", ""]);
        assert!(Rows::read(b"{\"id\":\"a\"}\nx").unwrap_err().starts_with("line 2 is not a row"));
    }
}
