//! Text as Trint exports it: `Ann Lee [00:00:02]` or `[00:00:02] Ann Lee:`, the words on that line or below it.

use super::shape::{Shape, TIME, importer, no_footer};
use regex::Regex;
use std::sync::LazyLock;

static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let behind = format!(r"(?<name>[^\[\]:]{{1,80}}?):?\s*\[(?<time>{TIME})\]:?(?<rest>.*)");
    Regex::new(&format!("^{behind}$")).ok()
});

static SHAPE: Shape = Shape { id: "trint", header: &HEADER, named: true, footer: no_footer };

importer!(
    /// Trint.
    Trint,
    SHAPE,
    "Trint text"
);
