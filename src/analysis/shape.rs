//! How a word is written: [`Shape`].

/// How a word is written, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape(pub(super) u8);

impl Shape {
    /// Of nothing.
    pub const NONE: Self = Self(0);
    pub(super) const UPPER_FIRST: u8 = 1;
    pub(super) const LOWER: u8 = 2;
    pub(super) const UPPER_LATER: u8 = 4;
    pub(super) const HYPHEN: u8 = 8;
    pub(super) const SPACE: u8 = 16;
    pub(super) const STOP: u8 = 32;
    pub(super) const LONG: u8 = 64;

    /// Begins with a capital letter.
    pub fn is_capital(self) -> bool {
        self.0 & Self::UPPER_FIRST != 0
    }

    /// Has two capitals or more and no small letter: *NATO*, *U.S.*
    pub fn is_all_capital(self) -> bool {
        self.0 & (Self::UPPER_FIRST | Self::UPPER_LATER | Self::LOWER)
            == Self::UPPER_FIRST | Self::UPPER_LATER
    }

    /// Has a capital after its first letter.
    pub fn has_inner_capital(self) -> bool {
        self.0 & Self::UPPER_LATER != 0
    }

    /// Has a hyphen inside.
    pub fn has_hyphen(self) -> bool {
        self.0 & Self::HYPHEN != 0
    }

    /// White stands before it, or it is the first of its text.
    pub fn has_space_before(self) -> bool {
        self.0 & Self::SPACE != 0
    }

    /// Carries a stop of its own: *U.S.*, *J.*
    pub fn has_stop(self) -> bool {
        self.0 & Self::STOP != 0
    }

    /// Has more than one letter or digit.
    pub fn is_long(self) -> bool {
        self.0 & Self::LONG != 0
    }

    /// Of a word that was cut out of a longer one.
    pub(super) fn of_part(word: &str) -> Self {
        let mut chars = word.chars();
        let first = chars.next().map_or(0, |c| {
            (u8::from(c.is_uppercase()) * Self::UPPER_FIRST) | (u8::from(c.is_lowercase()) * Self::LOWER)
        });
        let rest = chars.fold(0, |bits, c| {
            let case =
                (u8::from(c.is_lowercase()) * Self::LOWER) | (u8::from(c.is_uppercase()) * Self::UPPER_LATER);
            bits | case | Self::LONG | (u8::from(c == '-') * Self::HYPHEN)
        });
        Self(first | rest | Self::SPACE)
    }

    /// The bits.
    pub fn bits(self) -> u8 {
        self.0
    }
}
