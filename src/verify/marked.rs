//! The marked parts of a mixed quotation: *the plan was “a gift to the sea”, he said*.

use crate::text::{SourceText, Span, Spans};

const PAIRS: [(char, &[char]); 6] = [
    ('“', &['”', '"', '“']),
    ('"', &['"', '”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('‘', &['’']),
];

/// The parts of `content` that stand in marks, marks included; `None` where there are none.
pub(super) fn parts(text: &SourceText, content: &Spans) -> Option<Spans> {
    let mut out = Vec::new();
    for span in content.iter() {
        let mut open: Option<(u32, &[char])> = None;
        let mut before = ' ';
        let words = text.slice(span);
        let mut chars = words.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            let at = span.start() + i as u32;
            let after = chars.peek().map_or(' ', |(_, c)| *c);
            match open {
                // An apostrophe inside a word closes nothing.
                Some((start, closers)) if closers.contains(&c) && !(c == '’' && after.is_alphanumeric()) => {
                    out.push(Span::between(start, at + c.len_utf8() as u32));
                    open = None;
                }
                None if !before.is_alphanumeric() => {
                    open = PAIRS.iter().find(|(o, _)| *o == c).map(|(_, closers)| (at, *closers));
                }
                _ => {}
            }
            before = c;
        }
        // A mark that closes in the next part, or never.
        out.extend(open.map(|(start, _)| Span::between(start, span.end())));
    }
    Spans::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_parts_of_a_clause() {
        let found = |words: &str| {
            let text = SourceText::new(words);
            let spans = parts(&text, &Spans::one(text.span()).unwrap());
            spans.map(|s| s.iter().map(|s| text.slice(s).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(
            found("the plan was “a gift to the sea” and “no more”").unwrap(),
            ["“a gift to the sea”", "“no more”"]
        );
        assert_eq!(found("it was \"done” on ‘Jo’s day’").unwrap(), ["\"done”", "‘Jo’s day’"]);
        assert_eq!(found("that Jo’s plan was done"), None);
        assert_eq!(found("it was “left open").unwrap(), ["“left open"]);
    }
}
