//! Text as Otter exports it: `Ann Lee  0:03` on a line of its own, the words below it.

use super::shape::{Shape, TIME, importer};
use regex::Regex;
use std::sync::LazyLock;

static HEADER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"^(?<name>\S.{{0,79}}?)(?:\s{{2,}}|\t)(?<time>{TIME})$")).ok());

static SHAPE: Shape = Shape {
    id: "otter",
    header: &HEADER,
    named: true,
    footer: |line| line.starts_with("Transcribed by http"),
};

importer!(
    /// Otter.
    Otter,
    SHAPE,
    "Otter text"
);
