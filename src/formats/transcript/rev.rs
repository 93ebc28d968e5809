//! Text as Rev exports it: `Speaker 1 (00:02):`, the words on that line or below it.

use super::shape::{Shape, TIME, importer, no_footer};
use regex::Regex;
use std::sync::LazyLock;

static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"^(?<name>[^\[\]:]{{1,80}}?)\s*\((?<time>{TIME})\):?(?<rest>.*)$")).ok()
});

static SHAPE: Shape = Shape { id: "rev", header: &HEADER, named: true, footer: no_footer };

importer!(
    /// Rev.
    Rev,
    SHAPE,
    "Rev text"
);
