//! Double marks: “curly”, "straight", ``TeX'', ''typewriter'', „low“, and any of them mixed on one page.

use super::marks::{Glyph, Mark, Side};
use super::pairing::{Cost, Ends, NEVER};

/// Whether `g` belongs to this family.
pub const fn is_member(g: Glyph) -> bool {
    matches!(
        g,
        Glyph::Curly66 | Glyph::Curly99 | Glyph::Low | Glyph::Straight | Glyph::TwoGraves | Glyph::TwoPrimes
    )
}

/// What the ends of paragraphs cost here.
pub const ENDS: Ends = Ends { unclosed: 5, reopened: 1, carried: 9, restart: 7 };

/// The cost of reading `m` each way; `low` where the text opens with „ and closes with “.
pub fn cost(m: &Mark, low: bool) -> Cost {
    let (mut open, mut close) = sides(m);
    match m.glyph {
        Glyph::Curly66 if low => open += 3,
        Glyph::Curly66 => close += 3,
        Glyph::Curly99 => open += 5,
        Glyph::Low | Glyph::TwoGraves => close += 9,
        _ => {}
    }
    // An inch sign after a figure: 6" by 4".
    let inch = m.glyph == Glyph::Straight && m.before == Side::Digit && m.touches_before;
    Cost { open, close, skip: if inch { 4 } else { 7 } }
}

/// What the sides of a mark say: (as an opening, as a closing).
fn sides(m: &Mark) -> (u16, u16) {
    let open = match m.before {
        Side::Edge | Side::Space | Side::Open | Side::Dash => 0,
        Side::Other | Side::Stop | Side::Dots => 3,
        Side::Close => 4,
        Side::Letter | Side::Digit => 6,
    } + match m.after {
        Side::Letter | Side::Digit | Side::Open | Side::Other | Side::Dash | Side::Dots => 0,
        Side::Stop | Side::Close => 4,
        Side::Space => 5,
        Side::Edge => NEVER,
    };
    let close = match m.before {
        Side::Stop | Side::Dots | Side::Letter | Side::Digit | Side::Close | Side::Dash | Side::Other => 0,
        Side::Space | Side::Open => 5,
        Side::Edge => NEVER,
    } + match m.after {
        Side::Space | Side::Edge | Side::Stop | Side::Dots | Side::Close | Side::Dash => 0,
        Side::Other | Side::Open => 2,
        Side::Letter | Side::Digit => 4,
    };
    (open, close)
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::{regions, regions_in};

    #[test]
    fn finds_in_other_languages() {
        assert_eq!(
            regions_in("de", "„Wir gehen“, sagte sie. „Heute noch!“ Er nannte es „kühn“."),
            ["„Wir gehen“", "„Heute noch!“", "„kühn“"]
        );
        assert_eq!(
            regions_in("nl", "„Wij gaan,” zei zij. \"Vandaag nog.\""),
            ["„Wij gaan,”", "\"Vandaag nog.\""]
        );
        assert_eq!(
            regions_in("de", "„Er rief: ‚Halt!‘ und lief“, sagte Jana."),
            ["„Er rief: ‚Halt!‘ und lief“", "‚Halt!‘"]
        );
        assert_eq!(regions_in("de", "Das Brett maß 6\" mal 4\"."), Vec::<&str>::new());
    }

    #[test]
    fn finds() {
        assert_eq!(regions("“So,\" he said. “and so.”"), ["“So,\"", "“and so.”"]);
        assert_eq!(regions("''We go,'' she said, ``now.''"), ["''We go,''", "``now.''"]);
        assert_eq!(regions("„Wir gehen“, sagte er. „Jetzt.“"), ["„Wir gehen“", "„Jetzt.“"]);
        assert_eq!(regions("\"One goes on.\n\n\"Two ends.\" More."), ["\"One goes on.", "\"Two ends.\""]);
        assert_eq!(regions("HTS’ rule, “the boys’ own,” ended."), ["“the boys’ own,”"]);
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions("A board of 6\" by 4\" was sold."), Vec::<&str>::new());
        assert_eq!(regions("The 5′ 3″ man left."), Vec::<&str>::new());
        assert_eq!(regions("No marks at all."), Vec::<&str>::new());
    }
}
