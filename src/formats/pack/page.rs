//! `report.html`: the pack to read and print. One file, no script, nothing from elsewhere.

use super::record::{Record, Row};
use super::words;
use crate::formats::{FormatError, report};
use crate::model::Op;
use std::fmt::Write as _;

/// The page.
pub(super) fn html(record: &Record) -> Result<Vec<u8>, FormatError> {
    let e = report::escaped;
    let mut out = String::new();
    let title = if record.project.is_empty() {
        "Evidence pack".to_owned()
    } else {
        format!("Evidence pack: {}", record.project)
    };
    let csp = "default-src 'none'; style-src 'unsafe-inline'";
    // Writing to a String cannot fail.
    _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{csp}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n\
         <header>\n<h1>{}</h1>\n<p class=\"facts\">{}</p>\n<p>{}</p>\n",
        e(&title),
        report::style()?,
        e(&title),
        e(&facts(record)),
        e(&record.claim),
    );
    if record.redacted {
        out.push_str(
            "<p><strong>Redacted: confidential sources and their words are left out.</strong></p>\n",
        );
    }
    out.push_str("</header>\n<main>\n");
    gate(&mut out, record);
    materials(&mut out, record);
    for draft in &record.drafts {
        _ = writeln!(out, "<section>\n<h2>{}</h2>", e(&draft.title));
        for row in record.quotations.iter().filter(|r| r.draft == draft.id) {
            quotation(&mut out, record, row);
        }
        out.push_str("</section>\n");
    }
    if !record.history.is_empty() {
        out.push_str("<section>\n<h2>History</h2>\n<ol>\n");
        for line in &record.history {
            _ = writeln!(out, "<li>{}, {} {}</li>", words::time(line.at), e(&line.who), e(&line.did));
        }
        out.push_str("</ol>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    Ok(out.into_bytes())
}

/// Program, time and style on one line.
pub(super) fn facts(record: &Record) -> String {
    let style =
        if record.style.is_empty() { String::new() } else { format!("; house style {}", record.style) };
    format!("Made by {} on {}{style}. {}", record.program, words::time(record.made), words::gate(record))
}

fn gate(out: &mut String, record: &Record) {
    if record.gate.lines.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>The gate</h2>\n<ul>\n");
    for line in &record.gate.lines {
        let links: Vec<String> =
            line.quotations.iter().map(|q| format!("<a href=\"#{q}\">{q}</a>")).collect();
        let stops = if line.stops { "" } else { " (does not stop the draft)" };
        let n = line.quotations.len();
        let noun = if n == 1 { "quotation" } else { "quotations" };
        _ = writeln!(
            out,
            "<li>{n} {noun} {}{stops}: {}</li>",
            report::escaped(&line.words),
            links.join(", ")
        );
    }
    out.push_str("</ul>\n</section>\n");
}

fn materials(out: &mut String, record: &Record) {
    let e = report::escaped;
    out.push_str("<section>\n<h2>Drafts and sources</h2>\n<table>\n<thead><tr><th>What</th><th>Title</th><th>File</th><th>Date</th><th>SHA-256 of the text</th></tr></thead>\n<tbody>\n");
    for d in &record.drafts {
        let hash = d.text_sha256.to_hex();
        _ = writeln!(
            out,
            "<tr><td>draft</td><td>{}</td><td>{}</td><td></td><td><code>{hash}</code></td></tr>",
            e(&d.title),
            e(&d.file)
        );
    }
    for s in &record.sources {
        let kind = match (s.kind, s.text_sha256) {
            (Some(kind), _) => kind.name(),
            (None, Some(_)) => "other document of the project",
            (None, None) => "source",
        };
        let kind = if s.confidential { format!("{kind}, confidential") } else { kind.to_owned() };
        let hash = s.text_sha256.map_or_else(String::new, crate::text::TextHash::to_hex);
        let name = words::source_name(s);
        _ = writeln!(
            out,
            "<tr><td>{kind}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{hash}</code></td></tr>",
            e(&name),
            e(&s.file),
            e(&s.date)
        );
    }
    out.push_str("</tbody>\n</table>\n</section>\n");
}

fn quotation(out: &mut String, record: &Record, row: &Row) {
    let e = report::escaped;
    let speaker = row.speaker.as_deref().unwrap_or("speaker unknown");
    _ = writeln!(out, "<article id=\"{}\">\n<h3>{}: {}</h3>", row.id, row.id, e(speaker));
    _ = writeln!(out, "<blockquote dir=\"auto\">{}</blockquote>", e(&row.words.join(" … ")));
    _ = writeln!(out, "<dl>\n<dt>In the draft</dt><dd>{}</dd>", e(&words::place(row.locator)));
    _ = writeln!(out, "<dt>Compared</dt><dd>{}</dd>", words::verdict(row));
    if !words::speaker(row).is_empty() {
        _ = writeln!(out, "<dt>Speaker</dt><dd>{}</dd>", words::speaker(row));
    }
    for alarm in words::alarms(row) {
        _ = writeln!(out, "<dt>Alarm</dt><dd>{}</dd>", e(&alarm));
    }
    if let Some(passage) = row.comparison.as_ref().and_then(|c| c.passage.as_ref()) {
        let said = passage.words.join(" … ");
        _ = writeln!(out, "<dt>Source</dt><dd>{}</dd>", e(&words::passage(record, row)));
        if !said.is_empty() {
            _ = writeln!(out, "<dt>Its words</dt><dd class=\"said\" dir=\"auto\">{}</dd>", e(&said));
        }
    }
    if let Some(differences) = differences(row) {
        _ = writeln!(out, "<dt>Differences</dt><dd class=\"said\" dir=\"auto\">{differences}</dd>");
    }
    _ = writeln!(out, "<dt>Check</dt><dd>{}</dd>", e(&words::check(row)));
    if let Some(check) = &row.check {
        for (name, value) in [("Note", &check.note), ("Evidence", &check.evidence)] {
            if !value.is_empty() {
                _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", e(value));
            }
        }
    }
    for line in &row.history {
        _ = writeln!(
            out,
            "<dt>History</dt><dd>{}, {} {}</dd>",
            words::time(line.at),
            e(&line.who),
            e(&line.did)
        );
    }
    out.push_str("</dl>\n</article>\n");
}

/// The words of both with what only one of them has: underlined where it is the source, struck where it is the draft, dotted where the
/// house style permits it. `None` where they do not differ but for typography.
fn differences(row: &Row) -> Option<String> {
    let steps = &row.comparison.as_ref()?.steps;
    if steps.iter().all(|s| s.op == Op::Equal) {
        return None;
    }
    let mut parts = Vec::new();
    for s in steps {
        if s.op == Op::Equal {
            parts.push(report::escaped(&s.source));
            continue;
        }
        let class = if s.permitted.is_some() { " class=\"permitted\"" } else { "" };
        for (tag, words, whose) in [("ins", &s.source, "source"), ("del", &s.draft, "draft")] {
            if !words.is_empty() {
                let words = report::escaped(words);
                parts.push(format!("<{tag}{class} title=\"only in the {whose}\">{words}</{tag}>"));
            }
        }
    }
    Some(parts.join(" "))
}
