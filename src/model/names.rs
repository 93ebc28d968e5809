//! How names are compared. Knows no language: case, spaces and apostrophes only.

/// `name` as it is compared: one space between words, lower case, straight apostrophes.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(straight).flat_map(char::to_lowercase));
    }
    out
}

fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '‐' | '‑' => '-',
        c => c,
    }
}

/// `name` as it is kept: no space at its ends, one between words.
pub fn tidy(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Number of words.
pub fn word_count(name: &str) -> usize {
    name.split_whitespace().count()
}

/// Whether `name`, typed by a person or read from a file, looks like a proper name: its first letter is not a small one.
pub fn looks_proper(name: &str) -> bool {
    name.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_lowercase())
}

/// `folded` without the marks on Latin letters: *é* as *e*, *ł* as *l*, *ß* as *ss*.
pub fn plain(folded: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("àáâãäåāăą", "a"),
        ("çćĉċč", "c"),
        ("ďđð", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŉ", "n"),
        ("òóôõöøōŏőơ", "o"),
        ("ŕŗř", "r"),
        ("śŝşšș", "s"),
        ("ţťŧț", "t"),
        ("ùúûüũūŭůűųư", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżž", "z"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
    ];
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match PAIRS.iter().find(|(marked, _)| !c.is_ascii() && marked.contains(c)) {
            Some((_, bare)) => out.push_str(bare),
            // Marks that stand as characters of their own.
            None if ('\u{300}'..='\u{36f}').contains(&c) => {}
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_case_and_apostrophes_make_no_difference() {
        assert_eq!(fold("  Ann \u{a0} O’Neil "), fold("ann o'neil"));
        assert_ne!(fold("Ann"), fold("Anna"));
        assert_eq!(tidy(" a  b\n"), "a b");
    }

    #[test]
    fn a_description_does_not_look_proper() {
        assert!(looks_proper("Mira Holt") && looks_proper("“Old” Tom") && looks_proper("山田"));
        assert!(!looks_proper("a dock worker") && !looks_proper("42"));
    }

    #[test]
    fn marks_on_letters_go() {
        assert_eq!(plain(&fold("Łukasz Brězan-Groß")), "lukasz brezan-gross");
        assert_eq!(plain("e\u{301}"), "e");
        assert_eq!(plain("山田"), "山田");
    }
}
