//! What in a text is measured: its quotation-marked regions and its words.

use super::rows::Range;
use unicode_normalization::char::is_combining_mark;

/// The marks that close what `c` opens; nothing where it opens nothing.
const fn closing(c: char) -> Option<&'static [char]> {
    Some(match c {
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '"' => &['"', '”', '“'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// Whether `c` is a letter, a digit or a low line. Combining marks and letters in circles are none.
pub(super) fn is_word(c: char) -> bool {
    c == '_' || is_letter_or_digit(c)
}

/// Whether `c` is a letter or a digit.
pub(super) fn is_letter_or_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let circled = matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f149}' | '\u{1f150}'..='\u{1f169}' | '\u{1f170}'..='\u{1f189}');
    c.is_alphanumeric() && !circled && !is_combining_mark(c)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Two small marks that stand for a double one, as one mark and a blank of no width.
fn typed_marks(text: &mut [char]) {
    for small in ['`', '\''] {
        let mut i = 0;
        while let Some([a, b]) = text.get_mut(i..i + 2) {
            if *a == small && *b == small {
                (*a, *b) = ('"', '\u{200b}');
                i += 2;
            } else {
                i += 1;
            }
        }
    }
}

/// Where the paragraph that goes on at `from` ends: before a line end that only blanks part from a later one.
fn paragraph_end(text: &[char], from: usize) -> (usize, usize) {
    let mut i = from;
    while let Some(&c) = text.get(i) {
        if c == '\n' {
            let run = text.iter().skip(i + 1).take_while(|c| is_blank(**c)).count();
            let blanks = text.get(i + 1..i + 1 + run).unwrap_or_default();
            if let Some(last) = blanks.iter().rposition(|&c| c == '\n') {
                return (i, i + last + 2);
            }
            i += run;
        }
        i += 1;
    }
    (text.len(), text.len())
}

/// The regions in double marks, within one paragraph each; an unclosed one runs to its paragraph's end.
pub(super) fn regions(text: &[char]) -> Vec<Range> {
    const EMPTY: [char; 7] = [' ', '"', '“', '”', '„', '«', '»'];
    let mut text = text.to_vec();
    typed_marks(&mut text);
    let mut out = Vec::new();
    let mut from = 0;
    while from < text.len() {
        let (end, next) = paragraph_end(&text, from);
        let mut i = from;
        while i < end {
            let opening = text.get(i).copied().unwrap_or_default();
            let after = text.get(i + 1).copied().filter(|_| i + 1 < end);
            let Some(close) = closing(opening).filter(|_| opening != '»' || after.is_some_and(is_word))
            else {
                i += 1;
                continue;
            };
            let rest = text.get(i + 1..end).unwrap_or_default();
            let stop = rest.iter().position(|c| close.contains(c)).map_or(end, |n| i + n + 2);
            let inside = text.get(i..stop).unwrap_or_default();
            if inside.iter().any(|c| !EMPTY.contains(c) && *c != '\u{200b}') {
                out.push((i as u32, stop as u32));
            }
            i = stop;
        }
        from = next;
    }
    out
}

/// The words: letters and digits, with apostrophes between them.
pub(super) fn words(text: &[char]) -> Vec<Range> {
    let at = |i: usize| text.get(i).copied().unwrap_or(' ');
    let mut out = Vec::new();
    let mut i = 0;
    while i < text.len() {
        let start = i;
        while is_word(at(i)) {
            i += 1;
        }
        if i == start {
            i += 1;
            continue;
        }
        while matches!(at(i), '’' | '\'') && is_word(at(i + 1)) {
            i += 1;
            while is_word(at(i)) {
                i += 1;
            }
        }
        out.push((start as u32, i as u32));
    }
    out
}

/// `span` without outer marks, blanks and dashes, and without a closing `,` or `.`.
pub(super) fn trim(text: &[char], (mut s, mut e): Range) -> Range {
    const STRIP: [char; 17] =
        [' ', '\n', '\t', '\u{a0}', '"', '“', '”', '„', '«', '»', '‘', '’', '\'', ',', '.', '-', '–'];
    let strips = |i: u32| text.get(i as usize).is_some_and(|c| STRIP.contains(c) || *c == '—');
    while s < e && strips(s) {
        s += 1;
    }
    while e > s && strips(e - 1) {
        e -= 1;
    }
    (s, e)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let slice = |(s, e): Range| chars.get(s as usize..e as usize).unwrap_or_default().iter().collect();
        regions(&chars).into_iter().map(slice).collect()
    }

    #[test]
    fn regions_of_all_marks() {
        assert_eq!(
            found("He said “go\" and ''stop'' — “open\nline\n \nNext"),
            ["“go\"", "''stop'", "“open\nline"]
        );
        assert_eq!(found("»Ja«, sagte er » nein « «x»"), ["»Ja«", "« «x»"]);
        assert_eq!(found("\"\" \" “ ”"), Vec::<String>::new());
    }

    #[test]
    fn words_keep_their_apostrophes() {
        let text: Vec<char> = "don’t e\u{301}te ' 3.5".chars().collect();
        assert_eq!(words(&text), [(0, 5), (6, 7), (8, 10), (13, 14), (15, 16)]);
        assert_eq!(trim(&text, (0, 7)), (0, 7));
    }
}
