//! What people marked in a document: what the learning programs learn from.

use crate::text::{Span, Spans};

/// A quotation as people marked it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldQuote {
    /// Its words.
    pub content: Vec<Span>,
    /// The words that name the source.
    pub source: Vec<Span>,
    /// Names of the speaker, folded; the first is the canonical one.
    pub names: Vec<String>,
    /// Whether `names` was decided by a person.
    pub names_are_sure: bool,
}

/// A document with its quotations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldDocument {
    /// Its number.
    pub number: u32,
    /// Its quotations.
    pub quotes: Vec<GoldQuote>,
    /// Everything that is said of each person: names, descriptions and pronouns.
    pub people: Vec<Vec<Span>>,
}

impl GoldDocument {
    /// The quotation that covers at least half of `region`.
    pub fn covering(&self, region: Span) -> Option<(usize, &GoldQuote)> {
        let shared =
            |q: &GoldQuote| q.content.iter().filter_map(|s| s.intersect(region)).map(Span::len).sum::<u32>();
        let best = self.quotes.iter().enumerate().max_by_key(|(i, q)| (shared(q), usize::MAX - i))?;
        (shared(best.1) * 2 >= region.len()).then_some(best)
    }

    /// What was marked inside `passage`, with offsets from its start.
    #[must_use]
    pub fn within(&self, passage: Span) -> Self {
        let moved = |spans: &[Span]| -> Vec<Span> {
            let own = spans.iter().filter_map(|s| s.intersect(passage));
            own.filter_map(|s| Span::new(s.start() - passage.start(), s.end() - passage.start())).collect()
        };
        let quote = |q: &GoldQuote| {
            let content = moved(&q.content);
            (!content.is_empty()).then(|| GoldQuote { content, source: moved(&q.source), ..q.clone() })
        };
        Self {
            number: self.number,
            quotes: self.quotes.iter().filter_map(quote).collect(),
            people: self.people.iter().map(|p| moved(p)).collect(),
        }
    }
}

impl GoldQuote {
    /// Whether its source is the one whom `source` mentions or `speaker` names; true where people named nobody.
    pub fn is_said_by(&self, source: Option<&Spans>, speaker: Option<&str>) -> bool {
        let named = speaker.is_some_and(|s| self.names.iter().any(|n| same_name(n, s)));
        let mentioned = source.is_some_and(|s| overlap(&self.source, s));
        named
            || mentioned && (!self.names_are_sure || self.names.is_empty())
            || self.source.is_empty() && self.names.is_empty()
    }
}

/// Words of a name without titles and articles, folded.
pub fn name_words(name: &str) -> Vec<String> {
    const TITLES: [&str; 28] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "lady",
        "prof",
        "professor",
        "president",
        "senator",
        "sen",
        "rep",
        "gov",
        "governor",
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "s",
        "mister",
        "madame",
        "m",
        "st",
        "captain",
    ];
    let folded = name.to_lowercase().replace(['’', '\''], "'").replace("'s", "");
    folded
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty() && !TITLES.contains(w))
        .map(str::to_owned)
        .collect()
}

/// Whether two names may be one person's: equal, or the shorter is part of the longer and shares its last word (or is its first).
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let (Some(short_last), Some(long_last)) = (short.last(), long.last()) else { return false };
    short == long
        || short_last == long_last && short.iter().all(|w| long.contains(w))
        || short.len() == 1 && long.first() == short.first()
}

/// The bytes that two lists of spans share.
pub fn overlap(a: &[Span], b: &Spans) -> bool {
    a.iter().any(|s| b.overlaps(*s))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_has_what_was_marked_in_it() {
        let span = |a, b| Span::new(a, b).unwrap();
        let quote = |a, b| GoldQuote {
            content: vec![span(a, b)],
            source: vec![span(b + 1, b + 4)],
            ..GoldQuote::default()
        };
        let gold = GoldDocument {
            number: 7,
            quotes: vec![quote(2, 8), quote(20, 30), quote(38, 45)],
            people: vec![vec![span(4, 6), span(31, 34)]],
        };
        let cut = gold.within(span(18, 40));
        assert_eq!(cut.number, 7);
        assert_eq!(
            cut.quotes,
            [quote(2, 12), GoldQuote { source: vec![], content: vec![span(20, 22)], ..GoldQuote::default() }]
        );
        assert_eq!(cut.people, [vec![span(13, 16)]]);
    }

    #[test]
    fn names_agree_by_their_last_word() {
        assert!(
            same_name("Mr. Hale", "John Hale")
                && same_name("Hale’s", "hale")
                && same_name("Ines", "Ines Okafor")
        );
        assert!(!same_name("Ann Hale", "John Hale") && !same_name("", "Hale"));
    }
}
