//! The three texts of the generator: two records of speech and a statement with page furniture, all invented.
#![expect(clippy::string_slice, reason = "sentences of our own, cut at their words")]

/// A sentence of a text, as printed but for line ends, and who speaks it.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    pub words: String,
    pub who: Option<String>,
    /// Number of the text.
    pub text: usize,
}

pub(super) const TEXTS: [&str; 3] = [
    include_str!("../../data/verify/council.txt"),
    include_str!("../../data/verify/interview.txt"),
    include_str!("../../data/verify/statement.txt"),
];

/// The words of a text without furniture: what a person would quote.
fn clean(text: &str) -> String {
    let furniture = |l: &&str| !l.starts_with("Rail Accident Board, final") && !l.starts_with("- ");
    let mut out = String::new();
    for line in text.lines().filter(furniture) {
        let words = line.trim();
        if words.is_empty() {
            // A paragraph that a page breaks goes on.
            if !out.ends_with(' ') && out.trim_end().ends_with(['.', '?', '!']) {
                out.push('\n');
            }
            continue;
        }
        out.push_str(words);
        if words.ends_with('-') {
            out.pop();
        } else {
            out.push(' ');
            if words.ends_with(['.', '?', '!']) {
                out.push('\n');
            }
        }
    }
    out
}

pub(super) fn sentences() -> Vec<Sentence> {
    let mut out = Vec::new();
    for (text, whole) in TEXTS.iter().enumerate() {
        let whole = clean(whole);
        let mut who = None;
        for paragraph in whole.lines().filter(|l| !l.trim().is_empty()) {
            let mut words = paragraph.trim();
            if let Some((time, rest)) = words.split_once("] ").filter(|(t, _)| t.starts_with('[')) {
                assert!(time.len() == 9);
                words = rest;
            }
            if let Some((name, rest)) =
                words.split_once(": ").filter(|(n, _)| text < 2 && *n == n.to_uppercase())
            {
                who = Some(name.to_owned());
                words = rest;
            } else if who.is_none() && text < 2 {
                continue;
            }
            for sentence in split(words) {
                if (6..=36).contains(&sentence.split(' ').count()) {
                    out.push(Sentence { words: sentence, who: who.clone(), text });
                }
            }
        }
    }
    out
}

fn split(words: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = words.as_bytes();
    for i in 0..bytes.len() {
        let ends = matches!(bytes[i], b'.' | b'?' | b'!') && bytes.get(i + 1).is_none_or(|b| *b == b' ');
        let title = words[start..i].ends_with("Mr") || words[start..i].ends_with("Sir");
        if ends && !title {
            out.push(words[start..=i].trim().to_owned());
            start = i + 1;
        }
    }
    out
}

/// A turn that says just `words`, put behind a text.
pub(super) fn with_more(text: &str, name: &str, words: &str) -> String {
    format!("{text}\n\n{name}: {words}\n")
}
