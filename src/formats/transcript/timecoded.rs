//! Text with a time before what is said: `[00:01:05] Ann Lee: words`, `00:01:05 words`, `(1:05)` on a line of its own,
//! `00:01 - 00:04 words`.

use super::shape::{Shape, TIME, importer, no_footer};
use regex::Regex;
use std::sync::LazyLock;

static HEADER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let end = format!(r"(?:\s*[-–—]+>?\s*[\[(]?{TIME}[\])]?)?");
    Regex::new(&format!(
        r"^[\[(]?(?<time>{TIME})[\])]?{end}(?:$|[\s:–—-]+(?:(?<name>[^\s:][^:.?!]{{0,79}}):(?:\s|$))?(?<rest>.*)$)"
    ))
    .ok()
});

static SHAPE: Shape = Shape { id: "timecoded", header: &HEADER, named: false, footer: no_footer };

importer!(
    /// Text with times.
    Timecoded,
    SHAPE,
    "Text with times"
);
