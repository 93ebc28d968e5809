//! Corner brackets: 「this」 and 『this』.

use super::marks::{Glyph, Mark};
use super::pairing::{Cost, Ends, NEVER};

/// Whether `g` belongs to this family.
pub const fn is_member(g: Glyph) -> bool {
    matches!(g, Glyph::CornerOpen | Glyph::CornerClose)
}

/// What the ends of paragraphs cost here.
pub const ENDS: Ends = Ends { unclosed: 5, reopened: 1, carried: 4, restart: 7 };

/// The cost of reading `m` each way: the shape says it all.
pub const fn cost(m: &Mark) -> Cost {
    if matches!(m.glyph, Glyph::CornerOpen) {
        Cost { open: 0, close: NEVER, skip: 8 }
    } else {
        Cost { open: NEVER, close: 0, skip: 8 }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::regions;

    #[test]
    fn finds() {
        assert_eq!(regions("「行こう」と彼は言った。"), ["「行こう」"]);
        assert_eq!(regions("「一」「二」"), ["「一」", "「二」"]);
        assert_eq!(regions("『本』"), ["『本』"]);
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions("一」二"), Vec::<&str>::new());
        assert_eq!(regions("[一]"), Vec::<&str>::new());
        assert_eq!(regions("（一）"), Vec::<&str>::new());
    }
}
