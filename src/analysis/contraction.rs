//! Words that stick together, parted: *l’|abbé*, *dit|-il*. What sticks comes from the language's profile.

use super::forms::Forms;
use super::shape::Shape;
use super::token::{TokenKind, Tokens};
use crate::lang::LanguageProfile;
use crate::text::{SourceText, fold_hash};

/// Parts the words of `tokens` that stick together. Nothing changes where the language knows none.
pub fn part(tokens: &mut Tokens, text: &SourceText, profile: &LanguageProfile) {
    if profile.heads.is_empty() && profile.tails.is_empty() {
        return;
    }
    let mut out = tokens.clone();
    for column in [&mut out.starts, &mut out.ends, &mut out.forms] {
        column.clear();
    }
    out.hashes.truncate(1);
    out.kinds.clear();
    out.shapes.clear();
    let mut seen = Forms::new();
    for i in 0..tokens.len() {
        let (start, end, kind) = (tokens.start(i), tokens.end(i), tokens.kind(i));
        let word = tokens.text(i, text);
        let cuts = if kind == TokenKind::Word { cuts(word, profile) } else { [0, 0, word.len()] };
        if cuts == [0, 0, word.len()] {
            let form = match tokens.form(i) {
                0 => 0,
                _ => seen.form(tokens.hash(i), &mut out.hashes),
            };
            out.append(start, end, form, kind, tokens.shape(i).bits());
            continue;
        }
        let [head, tail_at, tail] = cuts;
        for (from, to) in [(0, head), (head, tail_at.max(head)), (tail, word.len())] {
            let part = word.get(from..to).unwrap_or_default();
            if !part.is_empty() {
                let form = seen.form(fold_hash(part), &mut out.hashes);
                let shape = Shape::of_part(part).bits();
                out.append(start + from as u32, start + to as u32, form, kind, shape);
            }
        }
    }
    *tokens = out;
}

/// Where `word` is cut: after its head, before its tail's hyphen, after it. `[0, 0, length]` for a word that is whole.
fn cuts(word: &str, profile: &LanguageProfile) -> [usize; 3] {
    let apostrophe = word.find(['\'', '’']);
    let head = apostrophe.and_then(|i| {
        let end = i + word.get(i..)?.chars().next()?.len_utf8();
        let head = word.get(..end)?.to_lowercase().replace('’', "'");
        (end < word.len() && profile.heads.contains(&head)).then_some(end)
    });
    let head = head.unwrap_or(0);
    let rest = word.get(head..).unwrap_or_default();
    let tail = profile.tails.iter().find_map(|t| {
        let at = rest.len().checked_sub(t.len()).filter(|&at| at > 0)?;
        let found = rest.get(at..)?;
        (found.to_lowercase() == *t).then(|| (head + at, head + at + found.rfind('-').map_or(0, |h| h + 1)))
    });
    match tail {
        Some((before, after)) => [head, before, after],
        None if head > 0 => [head, word.len(), word.len()],
        None => [0, 0, word.len()],
    }
}

impl Tokens {
    fn append(&mut self, start: u32, end: u32, form: u32, kind: TokenKind, shape: u8) {
        self.starts.push(start);
        self.ends.push(end);
        self.forms.push(form);
        self.kinds.push(kind);
        self.shapes.push(shape);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_where_the_language_says_so() {
        let parts = |lang: &str, words: &str| -> Vec<String> {
            let text = SourceText::new(words);
            let mut tokens = super::super::token::tokenise(words);
            part(&mut tokens, &text, crate::lang::profile(lang));
            (0..tokens.len()).map(|i| tokens.text(i, &text).to_owned()).collect()
        };
        assert_eq!(parts("fr", "L’ami s'écria, dit-il"), ["L’", "ami", "s'", "écria", ",", "dit", "il"]);
        assert_eq!(
            parts("fr", "aujourd'hui répondit-elle peut-être"),
            ["aujourd'hui", "répondit", "elle", "peut-être"]
        );
        assert_eq!(parts("en", "don't say-it"), ["don't", "say-it"]);
    }
}
