//! Titles and keys of documents.

/// Characters of a title.
const TITLE: usize = 80;

/// Lines that web pages put above an article and that title nothing (in lower case).
const FURNITURE: &[&str] = &[
    "skip to main content",
    "skip to content",
    "skip to navigation",
    "skip navigation",
    "jump to content",
    "menu",
    "search",
    "home",
    "share",
    "advertisement",
    "advertising",
    "sponsored",
    "subscribe",
    "sign in",
    "log in",
    "print",
    "read more",
];

/// The first line of `text` with a letter or digit in it that is no page furniture, shortened at a word; the file's name
/// where there is none.
pub(super) fn title(text: &str, file: &str) -> String {
    let lines = text
        .lines()
        .take(50)
        .map(|l| l.trim_matches(|c: char| c.is_whitespace() || "#*_=\u{FEFF}".contains(c)));
    let is_title = |l: &&str| l.chars().any(char::is_alphanumeric) && !is_furniture(l);
    let first = lines.into_iter().find(is_title);
    shorten(first.unwrap_or(file))
}

/// Whether a line is one of those that pages put around an article.
pub(super) fn is_furniture(line: &str) -> bool {
    FURNITURE.contains(&line.trim().to_lowercase().as_str())
}

/// `line` if it is short, or its first words and an ellipsis.
fn shorten(line: &str) -> String {
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= TITLE {
        return line;
    }
    let head: String = line.chars().take(TITLE).collect();
    let cut = head.rsplit_once(' ').map_or(head.as_str(), |(words, _)| words);
    format!("{}…", cut.trim_end_matches(|c: char| c.is_ascii_punctuation()))
}

/// The file's name without folders and without its ending.
pub(super) fn key(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether the file's name has one of these endings.
pub(super) fn has_extension(file: &str, endings: &[&str]) -> bool {
    let ending = file.rsplit_once('.').map(|(_, e)| e.to_lowercase());
    ending.is_some_and(|e| endings.contains(&e.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_the_first_line_with_words() {
        assert_eq!(title("\n \n# A *new* bridge\n\nMore", "x.md"), "A *new* bridge");
        assert_eq!(title("—\n***\n", "notes.txt"), "notes.txt");
        assert_eq!(title("Skip to main content\n\nA new bridge\n", "x.txt"), "A new bridge");
        let long = "word, ".repeat(30);
        let t = title(&long, "x");
        assert!(t.ends_with("word…") && t.chars().count() <= TITLE + 1, "{t}");
    }

    #[test]
    fn a_key_is_the_stem() {
        assert_eq!(key("a/b/draft.v2.txt"), "draft.v2");
        assert_eq!(key("C:\\texts\\draft"), "draft");
        assert_eq!(key(".txt"), ".txt");
        assert!(has_extension("A.TXT", &["txt"]) && !has_extension("txt", &["txt"]));
    }
}
