//! Classes that a word may belong to and frames that a reporting verb may have: names in the data, bits in memory.

use strum::{EnumIter, EnumString};

/// A class of words: a list `[words]` of a language file, or one that the loader derives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumString)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum Class {
    /// A stop after it never ends a sentence: *Mr*.
    TitleAbbreviation,
    /// A stop after it seldom ends a sentence: *Inc*.
    Abbreviation,
    /// Stands before a name: *Senator*.
    Title,
    /// A title of men.
    MaleTitle,
    /// A title of women.
    FemaleTitle,
    /// Stands after a name: *Jr*.
    NameSuffix,
    /// A small word inside names: *van*, *al*.
    NameParticle,
    /// What a person does: *spokesman*.
    Role,
    /// A noun for men.
    MaleNoun,
    /// A noun for women.
    FemaleNoun,
    /// A relative: *mother*.
    Kin,
    /// A noun for a person: *woman*.
    PersonNoun,
    /// A noun for a text: *report*.
    Document,
    /// A noun for several people or a body: *officials*, *ministry*.
    Group,
    /// The last word of an organisation's name: *Bank*.
    OrganisationSuffix,
    /// Opens a noun phrase.
    Determiner,
    /// *the*, *a*
    Article,
    /// *this*, *those*
    Demonstrative,
    /// *his*, *whose*
    Possessive,
    /// *many*
    Quantifier,
    /// *of*, *in*
    Preposition,
    /// *and*
    Coordinator,
    /// *because*
    Subordinator,
    /// Opens a content clause: *that*, *whether*.
    Complementiser,
    /// *who*, *which*
    Relative,
    /// *what*, *how*
    QuestionWord,
    /// A form of *be*, *have*, *do*.
    Auxiliary,
    /// *would*
    Modal,
    /// *not*
    Negation,
    /// A form of *be*.
    Be,
    /// A form of *have*.
    Have,
    /// A form of *do*.
    Do,
    /// A common adverb.
    Adverb,
    /// *reportedly*
    Hedge,
    /// A month.
    Month,
    /// A day of the week, *today*.
    Day,
    /// *week*, *morning*
    TimeNoun,
    /// *seven*
    NumberWord,
    /// *yes*, *oh*
    Interjection,
    /// Begins sentences and no names.
    Opener,
    /// A given name mostly of men.
    GivenMale,
    /// A given name mostly of women.
    GivenFemale,
    /// A noun whose complement somebody said: *claim*. Derived from `[cues] nouns`.
    NounCue,
    /// A form of a reporting verb. Derived from `[verbs]`.
    ReportingVerb,
    /// A pronoun. Derived from `[pronouns]`.
    Pronoun,
    /// A plural form. Derived from `[inflection] plural`.
    Plural,
    /// The first word of a phrase of `[cues] phrases`. Derived.
    PhraseStart,
    /// May lose its head to an apostrophe, which it is listed without: *tis*.
    Headless,
    /// Gives a thing its name: *called*.
    Naming,
    /// A thing that has a name of its own in marks: *newspaper*, *ship*.
    NameNoun,
    /// A form of a verb that reports: *sei*.
    Subjunctive,
    /// Opens a statement or a question that somebody made: *that*, *whether*.
    ContentOpener,
    /// A form of a verb that reports where somebody was reported before: *wäre*.
    Conditional,
    /// A form that is no subject: *dem*.
    Oblique,
    /// A title of married women and ladies.
    WifeTitle,
    /// A title of unmarried women.
    MissTitle,
    /// Ties the parts of a name: *of*, *for*.
    NameLink,
    /// Ties a name to where it belongs: *of*.
    Belonging,
    /// Ties two nouns: *and*.
    Conjoiner,
    /// An adjective that goes on behind its noun: *close* in *a source close to her*.
    Trailing,
    /// Opens an addition that says how something was said: *en* in *dit-il en riant*.
    Manner,
    /// Stands before an infinitive: *to*.
    InfinitiveMark,
    /// An article for what was not named before: *a*.
    IndefiniteArticle,
}

/// A set of [`Class`]es.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Classes(u64);

impl Classes {
    /// None.
    pub const NONE: Self = Self(0);

    /// Whether `class` is among them.
    #[inline]
    pub fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether one of `classes` is among them.
    #[inline]
    pub fn any(self, classes: &[Class]) -> bool {
        self.0 & classes.iter().fold(0, |bits, &c| bits | 1 << c as u8) != 0
    }

    /// With `class`.
    #[must_use]
    pub fn with(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u8)
    }

    /// Without `class`.
    #[must_use]
    pub fn without(self, class: Class) -> Self {
        Self(self.0 & !(1 << class as u8))
    }

    /// With all of `other`.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it is a word of grammar: determiner, preposition, conjunction, auxiliary, pronoun.
    #[inline]
    pub fn is_function(self) -> bool {
        self.any(&[
            Class::Determiner,
            Class::Preposition,
            Class::Coordinator,
            Class::Subordinator,
            Class::Complementiser,
            Class::Relative,
            Class::Auxiliary,
            Class::Modal,
            Class::Negation,
            Class::Pronoun,
        ])
    }
}

/// What a reporting verb may stand with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, EnumString)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum Frame {
    /// A clause with *that*.
    That,
    /// A clause without *that*.
    Bare,
    /// Whom it is said to, as object: *told her that*.
    Whom,
    /// Whom it is said to, after a preposition: *said to her that*.
    ToWhom,
    /// A question: *asked whether*.
    Wh,
    /// An infinitive: *vowed to*.
    To,
    /// *accused him of*
    Of,
    /// *called for*, *blamed him for*
    For,
    /// *commented on*
    On,
    /// *pointed out*
    Out,
    /// *hinted at*
    At,
    /// *chimed in*
    In,
    /// *piped up*
    Up,
    /// *agreed with*
    With,
    /// *worried about*
    About,
    /// *described it as*
    As,
    /// A noun phrase: *denied the charge*.
    Np,
    /// A preposition *to* with a noun phrase: *objected to it*.
    ToNp,
    /// An -ing form: *denied knowing*.
    Gerund,
    /// Marked speech.
    Quote,
    /// May stand after or inside what is said.
    Parenthetical,
    /// Holds rather than utters: *believe*.
    Stance,
    /// Introduces marked speech and is little else: *say*.
    Plain,
    /// Is a cue with one of its particles only: *teilte … mit*.
    Parted,
    /// The words are those of its object: *zitierte sie*.
    Cites,
}

/// A set of [`Frame`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Frames(u32);

impl Frames {
    /// Whether `frame` is among them.
    pub fn has(self, frame: Frame) -> bool {
        self.0 & (1 << frame as u8) != 0
    }

    /// With `frame`.
    #[must_use]
    pub fn with(self, frame: Frame) -> Self {
        Self(self.0 | 1 << frame as u8)
    }

    /// The bits.
    pub fn bits(self) -> u32 {
        self.0
    }
}
