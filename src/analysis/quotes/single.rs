//! Single marks beside apostrophes: ‘British’ and 'typewriter' quotations, and those nested in double marks.

use super::marks::{Glyph, Mark, Side};
use super::pairing::{Cost, Ends, NEVER};

/// Whether `g` belongs to this family.
pub const fn is_member(g: Glyph) -> bool {
    matches!(g, Glyph::Single6 | Glyph::Single9 | Glyph::SingleLow | Glyph::SingleStraight | Glyph::Grave)
}

/// What the ends of paragraphs cost where single marks are the text's first marks.
pub const ENDS: Ends = Ends { unclosed: 6, reopened: 1, carried: 12, restart: 9 };

/// What they cost where double marks are.
pub const NESTED_ENDS: Ends = Ends { unclosed: 14, reopened: 12, carried: 60, restart: 20 };

/// What the words around a mark say of an apostrophe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Elision {
    /// The word after it is one that loses its head: *'tis*, *'em*, *'90s*.
    pub head: bool,
    /// The word before it may end in an apostrophe: *the boys'*, *goin'*, *o'*.
    pub tail: bool,
}

/// The cost of reading `m` each way; `low` where marks open with ‚ and close with ‘.
pub fn cost(m: &Mark, elision: Elision, low: bool) -> Cost {
    if m.touches_before && m.touches_after {
        return Cost { open: NEVER, close: NEVER, skip: 0 };
    }
    let open = open_cost(m, elision) + if low && m.glyph == Glyph::Single6 { 3 } else { 0 };
    let close = close_cost(m, elision, low);
    let skip = if m.touches_before {
        1
    } else if open >= NEVER && close >= NEVER {
        0
    } else if elision.head {
        1
    } else if m.after == Side::Letter || m.after == Side::Digit {
        if m.glyph == Glyph::Single6 { 8 } else { 5 }
    } else {
        5
    };
    Cost { open, close, skip }
}

fn open_cost(m: &Mark, elision: Elision) -> u16 {
    if m.touches_before {
        return NEVER;
    }
    let before = match m.before {
        Side::Edge | Side::Space | Side::Open | Side::Dash => 0,
        Side::Other => 3,
        _ => 8,
    };
    let after = match m.after {
        Side::Letter => 0,
        Side::Digit | Side::Other | Side::Dash | Side::Dots | Side::Open => 1,
        Side::Stop | Side::Close => 6,
        Side::Space => 7,
        Side::Edge => NEVER,
    };
    let shape = match m.glyph {
        Glyph::Single9 => 6,
        Glyph::Grave => 1,
        _ => 0,
    };
    before + after + shape + if elision.head { 4 } else { 0 }
}

fn close_cost(m: &Mark, elision: Elision, low: bool) -> u16 {
    let opens = matches!(m.glyph, Glyph::SingleLow | Glyph::Grave) || m.glyph == Glyph::Single6 && !low;
    if m.touches_after || opens {
        return NEVER;
    }
    let before = match m.before {
        Side::Stop | Side::Dots | Side::Dash | Side::Close => 0,
        Side::Letter | Side::Digit | Side::Other => {
            // *the boys’ mother*, but *‘a future programme of works’.*
            if elision.tail && !matches!(m.after, Side::Stop | Side::Edge) { 4 } else { 2 }
        }
        Side::Open => 6,
        Side::Space => 8,
        Side::Edge => NEVER,
    };
    let after = match m.after {
        Side::Space | Side::Edge | Side::Stop | Side::Dots | Side::Close | Side::Dash => 0,
        Side::Open | Side::Other => 2,
        Side::Letter | Side::Digit => 6,
    };
    before + after
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::{regions, regions_in};

    #[test]
    fn finds_in_other_languages() {
        assert_eq!(regions_in("nl", "‘Ik ga,’ zei zij. ‘Blijf jij?’"), ["‘Ik ga,’", "‘Blijf jij?’"]);
        assert_eq!(regions_in("nl", "'t Is koud op z'n plaats."), Vec::<&str>::new());
        assert_eq!(regions_in("fr", "C'est l'ami d'hier qu'on n'attendait pas."), Vec::<&str>::new());
    }

    #[test]
    fn finds() {
        assert_eq!(regions("‘I don’t know,’ said the boys’ mother. ‘Go.’"), ["‘I don’t know,’", "‘Go.’"]);
        assert_eq!(
            regions("'Don't,' he said, 'you'll break Tom's arm.'"),
            ["'Don't,'", "'you'll break Tom's arm.'"]
        );
        assert_eq!(
            regions("It had ‘a programme of works’.\n\n‘We wait for the works,’ he said."),
            ["‘a programme of works’", "‘We wait for the works,’"]
        );
        assert_eq!(
            regions("“She said ‘go away’ twice,” he said."),
            ["“She said ‘go away’ twice,”", "‘go away’"]
        );
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions("'Tis the boys' own, an' we like 'em."), Vec::<&str>::new());
        assert_eq!(regions("The '90s weren't the workers' best years."), Vec::<&str>::new());
        assert_eq!(regions("“It’s the girls’ turn,” he said."), ["“It’s the girls’ turn,”"]);
    }
}
