//! The colours of the design as variables of the report's style sheet.

use crate::formats::FormatError;
use crate::model::{Project, SpeakerId};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TOKENS: &str = include_str!("../../../assets/themes/tokens.toml");
const SHEET: &str = include_str!("../../../assets/themes/report.css");

/// How many colours speakers have before they repeat.
const COLOURS: usize = 12;

/// The whole style sheet: light, and dark where the system asks for it on a screen.
pub(in crate::formats) fn style() -> Result<String, FormatError> {
    let tokens: toml::Table = toml::from_str(TOKENS).map_err(|e| FormatError::Malformed(e.to_string()))?;
    let mut out = String::new();
    // Writing to a String cannot fail.
    _ = writeln!(out, ":root {{\n{}}}", variables(&tokens, "light"));
    _ = writeln!(
        out,
        "@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{}}}\n}}",
        variables(&tokens, "dark")
    );
    for n in 1..=COLOURS {
        _ = writeln!(out, ".s{n} {{ --tint: var(--tint-{n}); --strong: var(--strong-{n}); }}");
    }
    out.push_str(SHEET);
    Ok(out)
}

fn variables(tokens: &toml::Table, theme: &str) -> String {
    let mut out = String::new();
    let Some(theme) = tokens.get(theme).and_then(toml::Value::as_table) else { return out };
    for (name, value) in theme {
        if let Some(colour) = value.as_str() {
            _ = writeln!(out, "  --{}: {colour};", name.replace('_', "-"));
        }
    }
    for sort in ["tint", "strong"] {
        let colours = theme.get("speakers").and_then(|s| s.get(sort)).and_then(toml::Value::as_array);
        for (n, colour) in (1..).zip(colours.into_iter().flatten().filter_map(toml::Value::as_str)) {
            _ = writeln!(out, "  --{sort}-{n}: {colour};");
        }
    }
    out
}

/// The colour of each speaker: the one that a person chose, or its turn in the register.
pub(super) struct Colours(BTreeMap<SpeakerId, usize>);

impl Colours {
    /// The colours of `project`.
    pub(super) fn of(project: &Project) -> Self {
        let turns = (0..).zip(project.speakers.values());
        Self(turns.map(|(n, s)| (s.id, s.colour.map_or(n, usize::from) % COLOURS + 1)).collect())
    }

    /// The class that gives a speaker's colour; `s0` where unknown.
    pub(super) fn class(&self, speaker: Option<SpeakerId>) -> String {
        format!("s{}", speaker.and_then(|id| self.0.get(&id)).copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_variable_that_is_used_is_there() {
        let style = super::style().unwrap();
        assert!(style.contains("--tint-12: #CEEBE4;") && style.contains("--strong-12: #B6EBE1;"));
        let used = regex::Regex::new(r"var\((--[a-z0-9-]+)").unwrap();
        for name in used.captures_iter(&style) {
            assert!(style.contains(&format!("{}:", &name[1])), "{} is not set", &name[1]);
        }
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("</"));
    }
}
