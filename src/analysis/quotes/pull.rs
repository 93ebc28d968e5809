//! Pull quotes: a paragraph without marks, and below it a dash and a name.

use crate::analysis::layout::Layout;
use crate::text::Span;

/// A signature is no longer than this many words.
const LONGEST: usize = 12;

/// Whether `line` is a dash, a name of two capitals at least, and perhaps a role.
pub fn is_signature(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(['-', '–', '—', '―']) else { return false };
    let name = rest.trim_start_matches(['-', '–', '—', '―']).trim_start();
    let mut words = name.split_whitespace();
    let capitals =
        words.by_ref().take(2).filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    capitals == 2
        && name.split_whitespace().count() <= LONGEST
        && !name.ends_with(['.', '!', '?', ':', '”', '"'])
}

/// The paragraphs that a signature follows: sentences without marks of their own, between `least` and some 120 words.
pub fn find(text: &str, layout: &Layout) -> Vec<Span> {
    let words = |s: Span| text.get(s.start() as usize..s.end() as usize).unwrap_or_default();
    let mut out = Vec::new();
    for pair in layout.paragraphs.windows(2) {
        let [quote, signature] = pair else { continue };
        if !is_signature(words(signature.span)) {
            continue;
        }
        let body = words(quote.span);
        let n = body.split_whitespace().count();
        let plain =
            !body.contains(['"', '“', '”', '«', '»', '„']) && !body.starts_with(['-', '–', '—', '―', '*']);
        let ended = body.ends_with(['.', '!', '?', '…']);
        let opens = body.chars().next().is_some_and(char::is_uppercase);
        if plain && ended && opens && (4..=120).contains(&n) {
            out.push(quote.span);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::regions;

    #[test]
    fn finds() {
        assert_eq!(
            regions("News.\n\nWe have waited long enough. When will it end?\n\n- Ana Hale, teacher\n\nMore."),
            ["We have waited long enough. When will it end?"]
        );
        assert_eq!(regions("The river belongs to us all.\n— Jon Orlov"), ["The river belongs to us all."]);
        assert_eq!(
            regions("They never asked anybody here!\n\n–Mira Okafor, fisher\n"),
            ["They never asked anybody here!"]
        );
    }

    #[test]
    fn passes_over() {
        assert_eq!(
            regions("What you need for the cake is this.\n\n- Two eggs\n- Some flour"),
            Vec::<&str>::new()
        );
        assert_eq!(
            regions("The council met on Monday.\n\n- It was late. Nobody came to it, said Jon."),
            Vec::<&str>::new()
        );
        assert_eq!(regions("Photo of the day\n\n- Jon Orlov"), Vec::<&str>::new());
    }
}
