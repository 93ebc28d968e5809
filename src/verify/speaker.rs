//! Whose words: the turn that a source names against the speaker that a draft names.

use super::lexicon::Lexicon;
use super::words::folded;
use crate::model::SpeakerVerdict;

/// Compares the name of a turn with the names that the draft has for its speaker.
pub(super) fn judge(turn: Option<&str>, names: &[&str], lexicon: &Lexicon) -> SpeakerVerdict {
    let Some(turn) = turn else { return SpeakerVerdict::Unknown };
    let here = Name::read(turn, lexicon);
    if here.all.iter().all(|w| lexicon.nobody.contains(w.as_str()) || w.chars().all(|c| c.is_ascii_digit())) {
        return SpeakerVerdict::Unknown;
    }
    let drafts: Vec<Name> =
        names.iter().map(|n| Name::read(n, lexicon)).filter(|n| !n.all.is_empty()).collect();
    if drafts.is_empty() {
        return SpeakerVerdict::Unknown;
    }
    if drafts.iter().any(|d| here.may_be(d)) {
        return SpeakerVerdict::Same;
    }
    // A description (*the engineer*) names nobody: it can be the same, and cannot be shown to be another.
    let proper = drafts.iter().any(|d| d.proper);
    if proper && (here.asks || here.proper) { SpeakerVerdict::Different } else { SpeakerVerdict::Unknown }
}

/// A name in its parts.
#[derive(Debug)]
struct Name {
    /// All words, titles included, folded.
    all: Vec<String>,
    /// Words without titles and without those that name nobody.
    words: Vec<String>,
    /// Whether it has a capital letter that begins a name.
    proper: bool,
    /// It is the label of whoever asks: *Q*, *INTERVIEWER*.
    asks: bool,
}

impl Name {
    fn read(name: &str, lexicon: &Lexicon) -> Self {
        // *Lund, Maria* is *Maria Lund*; *Maria Lund (mayor)* and *Maria Lund, mayor* keep the name.
        let bare = name.split(['(', '[']).next().unwrap_or_default();
        let turned = match bare.split_once(',') {
            Some((a, b))
                if b.trim().starts_with(char::is_uppercase)
                    && a.split_whitespace().count() == 1
                    && b.split_whitespace().count() == 1 =>
            {
                format!("{} {}", b.trim(), a.trim())
            }
            Some((a, _)) => a.to_owned(),
            None => bare.to_owned(),
        };
        let raw: Vec<&str> = turned
            .split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '/' | ':' | '“' | '”' | '"'))
            .collect();
        let mut all = Vec::new();
        let mut words = Vec::new();
        let mut proper = false;
        for word in raw.into_iter().filter(|w| w.chars().any(char::is_alphanumeric)) {
            let low = folded(word);
            let low = low.trim_end_matches("'s").trim_matches('\'').to_owned();
            let nobody = lexicon.titles.contains(low.as_str())
                || lexicon.nobody.contains(low.as_str())
                || lexicon.grammar.contains(low.as_str())
                || low.chars().all(|c| c.is_ascii_digit());
            if !nobody && !lexicon.asking.contains(low.as_str()) {
                proper |= word.starts_with(char::is_uppercase);
                words.push(low.clone());
            }
            all.push(low);
        }
        let asks = words.is_empty() && all.iter().any(|w| lexicon.asking.contains(w.as_str()));
        Self { all, words, proper, asks }
    }

    /// Whether both may name one person: the last names are one, and the given names do not speak against it.
    fn may_be(&self, other: &Self) -> bool {
        if self.asks || other.asks {
            return self.asks && other.asks;
        }
        if self.all == other.all {
            return true;
        }
        let (Some(a), Some(b)) = (self.words.last(), other.words.last()) else {
            // Titles alone: *MAYOR* and *the mayor*.
            let titles = |n: &Self| n.words.is_empty() && !n.all.is_empty();
            return (titles(self) || titles(other))
                && self.all.iter().any(|w| w.len() > 3 && other.all.contains(w));
        };
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let given = |n: &Self| n.words.get(..n.words.len() - 1).unwrap_or_default().to_vec();
        if a == b {
            let (g, h) = (given(short), given(long));
            return g.iter().all(|x| h.iter().any(|y| same_given(x, y)))
                || h.is_empty()
                || h.iter().all(|y| g.iter().any(|x| same_given(x, y)));
        }
        // A given name alone, or an organisation's name cut short.
        short.words.iter().all(|w| long.words.contains(w))
    }
}

fn same_given(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // An initial, or a short form: *M.*, *Tom* for *Thomas* goes by the register's aliases.
    short == long || (short.chars().count() == 1 && long.starts_with(short))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::*;

    fn verdict(turn: &str, names: &[&str]) -> SpeakerVerdict {
        judge(Some(turn), names, lexicon("en"))
    }

    #[test]
    fn one_person_under_many_names() {
        for (turn, name) in [
            ("MARIA LUND", "Maria Lund"),
            ("LUND", "Maria Lund"),
            ("Maria Lund", "Lund"),
            ("MAYOR LUND", "Maria Lund"),
            ("M. Lund", "Maria Lund"),
            ("Lund, Maria", "Maria Lund"),
            ("Maria", "Maria Lund"),
            ("Maria Lund (mayor)", "Mayor Maria Lund"),
            ("Dr. Maria Åse Lund", "Maria Lund"),
            ("MAYOR", "the mayor"),
            ("INTERVIEWER", "the interviewer"),
            ("HARBOUR BOARD", "the Harbour Board"),
            ("O’Neil", "Ann O'Neil"),
        ] {
            assert_eq!(verdict(turn, &[name]), SpeakerVerdict::Same, "{turn} / {name}");
        }
        assert_eq!(verdict("Lund", &["the engineer", "Maria Lund"]), SpeakerVerdict::Same, "by an alias");
    }

    #[test]
    fn two_people() {
        for (turn, name) in [
            ("JON ORLOV", "Maria Lund"),
            ("Peter Lund", "Maria Lund"),
            ("P. Lund", "Maria Lund"),
            ("INTERVIEWER", "Maria Lund"),
            ("Q", "Maria Lund"),
            ("Orlov", "Lund"),
        ] {
            assert_eq!(verdict(turn, &[name]), SpeakerVerdict::Different, "{turn} / {name}");
        }
    }

    #[test]
    fn a_source_that_does_not_say() {
        for (turn, name) in [
            ("Speaker 1", "Maria Lund"),
            ("A", "Maria Lund"),
            ("JON ORLOV", "a dock worker"),
            ("VOICE", "Lund"),
        ] {
            assert_eq!(verdict(turn, &[name]), SpeakerVerdict::Unknown, "{turn} / {name}");
        }
        assert_eq!(verdict("LUND", &[]), SpeakerVerdict::Unknown);
        assert_eq!(judge(None, &["Lund"], lexicon("en")), SpeakerVerdict::Unknown);
    }
}
