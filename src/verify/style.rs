//! House styles: what may be edited in a quotation without comment. Data of `assets/styles`; a desk's own stand beside them.

use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A house style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Its name in records and commands: lower case.
    pub id: String,
    /// Its name for a person.
    pub name: String,
    /// What it is, as sentences.
    pub about: String,
    /// Ids of the rules that it allows by.
    allow: BTreeSet<String>,
}

/// What is wrong with a style file.
#[derive(Debug, thiserror::Error)]
pub enum StyleError {
    /// It is no TOML, or a key is missing or unknown.
    #[error("it is no style: {0}")]
    Toml(#[from] toml::de::Error),
    /// A rule that nobody knows.
    #[error("no rule is called “{0}”; the rules are {1}")]
    UnknownRule(String, String),
    /// A name that is no id.
    #[error("“{0}” cannot be its id: small letters, digits and hyphens only")]
    BadId(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    #[serde(default)]
    about: String,
    allow: Vec<String>,
}

const FILES: [&str; 5] = [
    include_str!("../../assets/styles/ap.toml"),
    include_str!("../../assets/styles/guardian.toml"),
    include_str!("../../assets/styles/reuters.toml"),
    include_str!("../../assets/styles/translated.toml"),
    include_str!("../../assets/styles/verbatim.toml"),
];

/// The style where none is named.
pub const DEFAULT_STYLE: &str = "verbatim";

impl Style {
    /// Reads a style file.
    ///
    /// # Errors
    /// Where it is no style, or names a rule that nobody knows.
    pub fn parse(toml: &str) -> Result<Self, StyleError> {
        let file: File = toml::from_str(toml)?;
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if file.id.is_empty() || !file.id.chars().all(good) {
            return Err(StyleError::BadId(file.id));
        }
        let known: Vec<&str> = super::rules::ids().collect();
        if let Some(unknown) = file.allow.iter().find(|id| !known.contains(&id.as_str())) {
            return Err(StyleError::UnknownRule(unknown.clone(), known.join(", ")));
        }
        Ok(Self { id: file.id, name: file.name, about: file.about, allow: file.allow.into_iter().collect() })
    }

    /// A style of that id that allows by those rules, as a record has it; `None` where a rule is not known.
    pub fn of_rules<'a>(id: &str, rules: impl Iterator<Item = &'a str>) -> Option<Self> {
        let allow: BTreeSet<String> = rules.map(str::to_owned).collect();
        let known = allow.iter().all(|r| super::rules::ids().any(|id| id == r));
        known.then(|| Self { id: id.to_owned(), name: id.to_owned(), about: String::new(), allow })
    }

    /// The styles that come with the program, by id.
    pub fn shipped() -> &'static [Self] {
        static SHIPPED: OnceLock<Vec<Style>> = OnceLock::new();
        // A file that does not load is caught by the test below; a program never meets it.
        SHIPPED.get_or_init(|| FILES.iter().filter_map(|f| Self::parse(f).ok()).collect())
    }

    /// The shipped style of that id.
    pub fn named(id: &str) -> Option<&'static Self> {
        Self::shipped().iter().find(|s| s.id == id)
    }

    /// The style where none is named.
    pub fn standard() -> Self {
        let empty = || Self {
            id: DEFAULT_STYLE.into(),
            name: String::new(),
            about: String::new(),
            allow: BTreeSet::new(),
        };
        Self::named(DEFAULT_STYLE).cloned().unwrap_or_else(empty)
    }

    /// Whether it allows edits by the rule of that id.
    pub fn allows(&self, rule: &str) -> bool {
        self.allow.contains(rule)
    }

    /// Ids of the rules that it allows by, in order.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.allow.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_style_loads() {
        for file in FILES {
            Style::parse(file).unwrap();
        }
        let ids: Vec<_> = Style::shipped().iter().map(|s| s.id.as_str()).collect();
        assert_eq!(ids, ["ap", "guardian", "reuters", "translated", "verbatim"]);
        assert_eq!(Style::standard().id, DEFAULT_STYLE);
    }

    #[test]
    fn a_mistake_in_a_style_is_named() {
        let why = |s: &str| Style::parse(s).unwrap_err().to_string();
        assert!(
            why("id='x'\nname='X'\nallow=['fillrs']")
                .starts_with("no rule is called “fillrs”; the rules are ")
        );
        assert!(why("id='X y'\nname='X'\nallow=[]").starts_with("“X y” cannot be its id"));
        assert!(why("id='x'").starts_with("it is no style"));
    }
}
