//! The templates that features are made by: a number for the model, words for the evidence, and what a person reads as one reason.

macro_rules! templates {
    ($($name:ident = $number:literal, $text:literal;)*) => {
        $(#[doc = $text] pub const $name: u16 = $number;)*

        /// Each template's number and what it looks at.
        pub const ALL: &[(u16, &str)] = &[$(($number, $text)),*];
    };
}

templates! {
    PLACE_KIND = 1, "where the mention stands and what it is";
    PLACE_DISTANCE = 3, "how far the mention is";
    RANK_KIND = 4, "how many other mentions are nearer";
    RANK_TIE = 5, "how many other mentions are nearer, and the verb";
    PATH = 6, "what stands between the quotation and the mention";
    PATH_OUT = 7, "what stands on both sides of the mention";
    NEIGHBOURS = 8, "what stands next to the mention";
    NEIGHBOURS_FAR = 9, "what follows the mention";
    SHAPE_PLACE = 10, "the quotation's length and form";
    EDGES_PLACE = 11, "what stands at the quotation's edges";
    VERBS_BETWEEN = 15, "reporting verbs between";
    MARKED_BETWEEN = 16, "other quotations between";
    WORD_BEFORE = 18, "the word before the mention";
    WORD_AFTER = 19, "the word after the mention";
    WORDS_AFTER = 20, "the words after the mention";
    WORD_BEFORE_TIE = 21, "the word before the mention, and the verb";
    BEGINS_SENTENCE = 22, "whether the mention begins a sentence";
    MENTION_SHAPE = 23, "the mention's form";
    ENTITY_KIND = 24, "whether it is a person or a body";
    SPOKE_BEFORE = 26, "whether it spoke just before";
    NAMED_INSIDE = 27, "whether the quotation names it";
    NOMINAL_HEAD = 28, "what the description describes";
    REPORTED = 29, "whether the finder of cues takes it for the source";
    REPORTED_KIND = 30, "whether the finder of cues takes it for the source, and what it is";
    TURN = 31, "a name and a colon begin the quotation";
    DESCRIBED = 32, "the words that the finder of cues takes for the source";
    IN_CONTENT = 35, "whether the mention is part of what is reported";
    ASKS = 36, "whether the quotation asks, and the verb";
    FIRST = 37, "whether it is the first that its sentence mentions";
    FINDER_TIE = 38, "whether the finder of cues takes it for the source, and the verb";
    KNOWN = 39, "who it is, and whether it spoke just before";
    PREVIOUS = 40, "the speaker of the quotation before";
    ALTERNATE = 60, "the other speaker of the dialogue";
    SPEECH = 80, "whether marks enclose speech";
    ANTECEDENT = 120, "who the pronoun means";
}

/// What a reason is about: features of several templates that a person reads as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Group {
    /// The clause that the mention stands in, and its verb.
    Clause,
    /// Where the mention stands.
    Place,
    /// The quotation's own form and edges.
    Form,
    /// Who or what the mention is.
    Who,
    /// Who spoke before.
    Past,
    /// Whether the quotation itself names the candidate.
    Inside,
    /// What the finder of cues says.
    Finder,
    /// The speaker of earlier words goes on, or the other one answers.
    Carried,
    /// None of these.
    Other,
}

/// How many groups there are.
pub const GROUPS: usize = Group::Other as usize + 1;

/// The group of a template.
pub const fn group(template: u16) -> Group {
    match template {
        PLACE_KIND | PLACE_DISTANCE | RANK_KIND | MARKED_BETWEEN => Group::Place,
        RANK_TIE | PATH | PATH_OUT | NEIGHBOURS | NEIGHBOURS_FAR | VERBS_BETWEEN | ASKS | FIRST
        | WORD_BEFORE | WORD_AFTER | WORDS_AFTER | WORD_BEFORE_TIE | BEGINS_SENTENCE | TURN => Group::Clause,
        SHAPE_PLACE | EDGES_PLACE => Group::Form,
        MENTION_SHAPE | ENTITY_KIND | NOMINAL_HEAD => Group::Who,
        SPOKE_BEFORE | KNOWN => Group::Past,
        NAMED_INSIDE => Group::Inside,
        REPORTED..=REPORTED_KIND | DESCRIBED..=IN_CONTENT | FINDER_TIE => Group::Finder,
        PREVIOUS..SPEECH => Group::Carried,
        _ => Group::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_a_candidate_belongs_to_a_group() {
        let lost: Vec<_> = ALL.iter().filter(|(n, _)| *n < SPEECH && group(*n) == Group::Other).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
