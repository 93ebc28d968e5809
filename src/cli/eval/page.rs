//! The figures and the mistakes as a page of their own.

use super::{COLUMNS, by_fault, headline, tables};
use crate::app::tasks::evaluate::Evaluation;
use crate::formats::{FormatError, escaped, html_page};
use crate::score::{Mistake, Side};
use std::fmt::Write as _;

/// The page; writing to a String cannot fail, so the results of `write!` are dropped.
pub(super) fn page(title: &str, found: &Evaluation, shown: &[&Mistake]) -> Result<String, FormatError> {
    let mut out = format!("<header>\n<h1>{}</h1>\n</header>\n<main>\n<table>\n<tbody>\n", escaped(title));
    for [name, value, from] in headline(&found.figures) {
        let (value, from) = (escaped(&value), escaped(&from));
        _ = writeln!(out, "<tr><th scope=\"row\">{name}</th><td>{value}</td><td>{from}</td></tr>");
    }
    out.push_str("</tbody>\n</table>\n");
    for (name, rows) in tables(&found.figures) {
        _ = write!(
            out,
            "<section class=\"small\">\n<h2>{name}</h2>\n<div class=\"wide\"><table>\n<thead><tr><th></th>"
        );
        for column in COLUMNS {
            _ = write!(out, "<th class=\"n\">{column}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (label, cells) in rows {
            _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(label));
            for cell in cells {
                _ = write!(out, "<td class=\"n\">{cell}</td>");
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n</section>\n");
    }
    _ = writeln!(out, "<section>\n<h2>Mistakes</h2>\n<p class=\"sum\">{}</p>", sum(found, shown.len()));
    for m in shown {
        mistake(m, &mut out);
    }
    out.push_str("</section>\n</main>\n");
    html_page(title, &out)
}

fn sum(found: &Evaluation, shown: usize) -> String {
    let counts = by_fault(&found.mistakes);
    let told: Vec<String> = counts.iter().map(|(fault, n)| format!("{n} {}", fault.describe())).collect();
    format!("{}; {shown} of {} are shown.", told.join(", "), found.mistakes.len())
}

fn mistake(m: &Mistake, out: &mut String) {
    _ = writeln!(
        out,
        "<h3>{}: {} {}–{}</h3>\n<p>…{}<mark class=\"s2\">{}</mark>{}…</p>",
        m.fault.describe(),
        escaped(&m.document),
        m.at.0,
        m.at.1,
        escaped(&m.before),
        escaped(&m.words),
        escaped(&m.after)
    );
    let mut side = |name: &str, side: &Option<Side>| {
        if let Some(side) = side {
            _ = writeln!(out, "<p class=\"facts\">{name}: {}</p>", escaped(&super::told(side)));
        }
    };
    side("Gold", &m.gold);
    side("Found", &m.predicted);
}
