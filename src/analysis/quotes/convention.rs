//! Which marks a text quotes with: detected, shown to the reader, and open to being set by them.

use super::marks::{Glyph, Mark, Side};
use super::single::Elision;
use crate::lang::{Class, LanguageProfile};
use crate::text::fold_hash;

/// The marks that a text quotes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Convention {
    /// Curly double marks are used.
    pub curly: bool,
    /// Straight double marks are used.
    pub straight: bool,
    /// Two small marks stand for a double one.
    pub typewriter: bool,
    /// „ opens and “ closes.
    pub low: bool,
    /// Guillemets are used.
    pub angle: bool,
    /// Corner brackets are used.
    pub corner: bool,
    /// Single marks are the first marks, as in British books.
    pub single: bool,
    /// A dash at the start of a paragraph opens speech.
    pub dash: bool,
}

/// Names that [`Convention::named`] knows, in the order in which they are offered.
pub const NAMES: [&str; 8] =
    ["curly", "straight", "typewriter", "low", "guillemets", "corner", "single", "dash"];

impl Convention {
    /// The convention that words such as *straight and curly* name; `None` where a word is not known.
    pub fn named(name: &str) -> Option<Self> {
        let mut c = Self::default();
        for word in name.split([',', '+', ' ']).filter(|w| !w.is_empty() && *w != "and") {
            match word.to_ascii_lowercase().as_str() {
                "curly" => c.curly = true,
                "straight" => c.straight = true,
                "typewriter" => c.typewriter = true,
                "low" => c.low = true,
                "guillemets" => c.angle = true,
                "corner" => c.corner = true,
                "single" => c.single = true,
                "dash" => c.dash = true,
                _ => return None,
            }
        }
        Some(c)
    }

    /// In words: *straight and curly*.
    pub fn describe(self) -> String {
        let on = [
            self.curly,
            self.straight,
            self.typewriter,
            self.low,
            self.angle,
            self.corner,
            self.single,
            self.dash,
        ];
        let words: Vec<&str> = NAMES.iter().zip(on).filter(|(_, on)| *on).map(|(n, _)| *n).collect();
        match words.as_slice() {
            [] => "none".to_owned(),
            [one] => (*one).to_owned(),
            [head @ .., last] => format!("{} and {last}", head.join(", ")),
        }
    }
}

/// What `marks` of `text` speak for.
pub fn detect(text: &str, marks: &[Mark], profile: &LanguageProfile) -> Convention {
    let mut n = [0_u32; 6];
    let (mut open, mut close, mut doubles) = (0_u32, 0_u32, 0_u32);
    for m in marks {
        let slot = match m.glyph {
            Glyph::Curly66 | Glyph::Curly99 => 0,
            Glyph::Straight => 1,
            Glyph::TwoGraves | Glyph::TwoPrimes => 2,
            Glyph::Low => 3,
            Glyph::AngleLeft | Glyph::AngleRight => 4,
            Glyph::CornerOpen | Glyph::CornerClose => 5,
            _ => {
                let e = elision(text, m, profile);
                open += u32::from(opens_speech(m) && !e.head);
                close += u32::from(closes_speech(m));
                continue;
            }
        };
        doubles += 1;
        if let Some(x) = n.get_mut(slot) {
            *x += 1;
        }
    }
    // A pair at most of another shape is a slip, but a slip that must be read too: it is named where it is frequent.
    let used = |i: usize| n.get(i).is_some_and(|&x| x > 0 && x * 20 >= doubles);
    let speech = open.min(close);
    Convention {
        curly: used(0),
        straight: used(1),
        typewriter: used(2),
        low: used(3) && n[3] * 3 >= n[0],
        angle: used(4),
        corner: used(5),
        single: speech > 0 && speech * 2 > doubles / 2,
        dash: false,
    }
}

/// A mark that looks as if it opened speech: before a capital or after a comma.
fn opens_speech(m: &Mark) -> bool {
    m.glyph != Glyph::Single9
        && !m.touches_before
        && matches!(m.before, Side::Edge | Side::Space | Side::Dash | Side::Open)
        && m.after == Side::Letter
}

/// A mark that looks as if it closed speech: after a stop, before a space.
fn closes_speech(m: &Mark) -> bool {
    matches!(m.glyph, Glyph::Single9 | Glyph::SingleStraight)
        && matches!(m.before, Side::Stop | Side::Dots | Side::Dash)
        && !m.touches_after
        && matches!(m.after, Side::Space | Side::Edge | Side::Dash | Side::Close)
}

/// What the words around `m` say of an apostrophe.
pub fn elision(text: &str, m: &Mark, profile: &LanguageProfile) -> Elision {
    let tail = text.get(m.span.end() as usize..).unwrap_or_default();
    let head = text.get(..m.span.start() as usize).unwrap_or_default();
    let after: &str = leading_word(tail);
    let before: &str = trailing_word(head);
    let digits = after.as_bytes();
    let decade = digits.len() >= 2 && digits.iter().take(2).all(u8::is_ascii_digit);
    Elision {
        head: decade || profile.word(fold_hash(after)).is(Class::Headless),
        tail: m.touches_before && may_lose_tail(before, profile),
    }
}

fn may_lose_tail(word: &str, profile: &LanguageProfile) -> bool {
    let ends = |e: &String| {
        let tail = word.len().checked_sub(e.len()).and_then(|at| word.get(at..));
        tail.is_some_and(|t| t.eq_ignore_ascii_case(e))
    };
    profile.tailless_endings.iter().any(ends) || profile.tailless.iter().any(|w| w.eq_ignore_ascii_case(word))
}

/// At most so many bytes of a word are looked at.
const WORD: usize = 12;

fn leading_word(text: &str) -> &str {
    let end = text.char_indices().take(WORD).find(|(_, c)| !c.is_alphanumeric());
    let end = end.map_or_else(|| text.char_indices().nth(WORD).map_or(text.len(), |(i, _)| i), |(i, _)| i);
    text.get(..end).unwrap_or_default()
}

fn trailing_word(text: &str) -> &str {
    let mut start = text.len();
    for (i, c) in text.char_indices().rev().take(WORD) {
        if !c.is_alphanumeric() {
            break;
        }
        start = i;
    }
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::layout::Layout;
    use crate::analysis::quotes::marks;

    fn detected(text: &str) -> String {
        let profile = crate::lang::profile("en");
        detect(text, &marks::scan(text, &Layout::new(text)), profile).describe()
    }

    #[test]
    fn conventions_are_named_and_read_back() {
        assert_eq!(detected("“A,” he said. \"B.\""), "curly and straight");
        assert_eq!(detected("‘I don’t,’ he said. ‘You do “that”.’"), "curly and single");
        assert_eq!(detected("''A,'' he said."), "typewriter");
        assert_eq!(detected("„A“ und „B“"), "curly and low");
        assert_eq!(detected("Nobody's here."), "none");
        let c = Convention::named("straight and curly");
        assert_eq!(c.map(Convention::describe).as_deref(), Some("curly and straight"));
        assert_eq!(Convention::named("runes"), None);
    }
}
