//! What a house style may allow. A rule has an id, which styles and records name.

/// A sort of edit that a house style may allow without comment.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in styles and records.
    pub id: &'static str,
    /// What it allows, as a sentence.
    pub about: &'static str,
}

/// All rules.
pub static RULES: &[Rule] = &[
    Rule { id: "fillers", about: "Sounds such as um and er may go." },
    Rule { id: "ellipsis", about: "Words may go where an ellipsis says so." },
    Rule { id: "bracket-addition", about: "Words may be added in square brackets." },
];

/// Ids of all rules.
pub fn ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|r| r.id)
}
