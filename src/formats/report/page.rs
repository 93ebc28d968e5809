//! The page of the report, part by part. Writing to a String cannot fail, so the results of `write!` are dropped.

use super::pieces::{self, Layer, Piece};
use super::theme::{self, Colours};
use crate::analysis::QuoteKind;
use crate::formats::csv::{joined, word};
use crate::formats::tally;
use crate::formats::{ENGINE, ExportView, FormatError, Output};
use crate::model::{DocState, Quotation, QuoteId, Status};
use crate::text::SourceText;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Writes the page, document by document.
pub(super) fn write(view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
    out.put("", head(title(view))?.as_bytes())?;
    out.put("", front(view).as_bytes())?;
    let colours = Colours::of(view.project);
    let mut number = 0;
    for (doc, text) in view.readable() {
        let quotes: Vec<&Quotation> = view.quotes(doc).into_iter().map(AsRef::as_ref).collect();
        let numbers = quotes.iter().map(|q| q.id).zip(number + 1..).collect();
        let page = Page { numbers, view, colours: &colours, doc, text, quotes: &quotes, first: number + 1 };
        number += quotes.len();
        out.put("", page.section().as_bytes())?;
    }
    out.put("", who_speaks(view, &colours).as_bytes())?;
    out.put("", b"</main>\n</body>\n</html>\n")?;
    Ok(())
}

/// `text` as HTML. U+0000 cannot stand in HTML and becomes U+FFFD; a carriage return would become a line end.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => out.push_str("&#13;"),
            '\0' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

fn title<'a>(view: &ExportView<'a>) -> &'a str {
    if view.name.is_empty() { "Quotations" } else { view.name }
}

/// A whole page with `body`, which is HTML, in the colours of the report.
pub fn plain(title: &str, body: &str) -> Result<String, FormatError> {
    Ok(format!("{}<body>\n{body}</body>\n</html>\n", head(title)?))
}

fn head(title: &str) -> Result<String, FormatError> {
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"{ENGINE}\">\n\
         <title>{}</title>\n<style>\n{}</style>\n</head>\n",
        escaped(title),
        theme::style()?
    ))
}

fn front(view: &ExportView<'_>) -> String {
    let shares = tally::shares(view);
    let mut out = format!(
        "<body>\n<a class=\"skip\" href=\"#documents\">To the documents</a>\n<header>\n<h1>{}</h1>\n",
        escaped(title(view))
    );
    let (mut states, mut docs) = ([0; 3], 0);
    for (doc, _) in view.readable() {
        docs += 1;
        for q in view.quotes(doc) {
            let [accepted, proposed, rejected] = &mut states;
            *match q.status {
                Status::Accepted => accepted,
                Status::Proposed => proposed,
                Status::Rejected => rejected,
            } += 1;
        }
    }
    let speakers = shares.iter().filter(|s| s.speaker.is_some()).count();
    let quotes: u32 = states.iter().sum();
    _ = write!(
        out,
        "<p class=\"sum\">{} by {} in {}",
        many(quotes, "quotation"),
        many(speakers as u32, "speaker"),
        many(docs, "document")
    );
    let named = ["accepted", "proposed", "rejected"];
    let told: Vec<_> =
        states.iter().zip(named).filter(|(n, _)| **n > 0).map(|(n, w)| format!("{n} {w}")).collect();
    _ = writeln!(out, "{}{}.</p>", if told.is_empty() { "" } else { ": " }, told.join(", "));
    let at = view.at.map(|t| format!("{}, ", t.strftime("%Y-%m-%d %H:%M UTC"))).unwrap_or_default();
    _ = writeln!(out, "<p class=\"made\">{at}made by {ENGINE}.</p>");
    if docs > 1 {
        out.push_str("<nav aria-label=\"Contents\"><ol>\n");
        for (doc, _) in view.readable() {
            let d = &doc.document;
            _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", d.id, escaped(&d.title));
        }
        out.push_str("</ol><p><a href=\"#speakers\">Who speaks</a></p></nav>\n");
    }
    out.push_str("</header>\n<main>\n");
    out.push_str(KEY);
    out
}

fn many(n: u32, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

const KEY: &str = "<section class=\"small\"><h2>How to read the marks</h2>\n<ul class=\"key\">\n\
    <li class=\"s2\"><mark>Full tint</mark>: the very words</li>\n\
    <li class=\"s2\"><mark class=\"wash\">Wash and dots</mark>: the sense, in the writer’s words</li>\n\
    <li><mark class=\"not_speech\">Dashes</mark>: marks around nobody’s words</li>\n\
    <li><span class=\"cue\">Thin line</span>: the words that report</li>\n\
    <li class=\"s2\"><span class=\"source\">Thick line</span>: the words that name the source</li>\n\
    <li>D direct, M mixed, I indirect, U not speech</li>\n\
    <li><span class=\"state proposed\"></span> proposed by the program</li>\n\
    <li><span class=\"state accepted\"></span> accepted by a person</li>\n\
    <li><span class=\"state rejected\"></span> rejected by a person</li>\n</ul></section>\n<div id=\"documents\"></div>\n";

fn who_speaks(view: &ExportView<'_>, colours: &Colours) -> String {
    let shares = tally::shares(view);
    let most = shares.iter().map(|s| s.tally.all_words()).max().unwrap_or(0).max(1);
    let mut out = String::from("<section id=\"speakers\"><h2>Who speaks</h2>\n");
    if shares.is_empty() {
        out.push_str("<p>Nobody is quoted.</p></section>\n");
        return out;
    }
    out.push_str(
        "<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Speaker</th><th scope=\"col\">Role</th>\
         <th scope=\"col\" class=\"n\">Quotations</th><th scope=\"col\" class=\"n\">direct</th><th scope=\"col\" class=\"n\">mixed</th>\
         <th scope=\"col\" class=\"n\">indirect</th><th scope=\"col\" class=\"n\">Words</th><td></td></tr></thead>\n<tbody>\n",
    );
    for s in &shares {
        let class = colours.class(s.speaker.map(|s| s.id));
        let (name, role) = s.speaker.map_or(("unknown", ""), |s| (s.name.as_str(), s.role.as_str()));
        let aliases: Vec<_> = s.speaker.iter().flat_map(|s| &s.aliases).map(|a| escaped(&a.name)).collect();
        let aliases = if aliases.is_empty() {
            String::new()
        } else {
            format!("<span class=\"note\">also {}</span>", aliases.join(", "))
        };
        let t = &s.tally;
        let [direct, mixed, indirect] = t.quotes;
        let share = t.all_words() * 100 / most;
        _ = writeln!(
            out,
            "<tr><td><span class=\"chip {class}\"></span>{}{aliases}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{direct}</td>\
             <td class=\"n\">{mixed}</td><td class=\"n\">{indirect}</td><td class=\"n\">{}</td>\
             <td class=\"share\" aria-hidden=\"true\"><span class=\"bar {class}\" style=\"width:{share}%\"></span></td></tr>",
            escaped(name),
            escaped(role),
            t.all_quotes(),
            t.all_words(),
        );
    }
    out.push_str("</tbody></table></div></section>\n");
    out
}

/// A document in the making.
struct Page<'a> {
    view: &'a ExportView<'a>,
    colours: &'a Colours,
    doc: &'a DocState,
    text: &'a SourceText,
    quotes: &'a [&'a Quotation],
    /// Number of each of its quotations in the report.
    numbers: BTreeMap<QuoteId, usize>,
    /// Number of its first quotation in the report.
    first: usize,
}

impl Page<'_> {
    fn section(&self) -> String {
        let d = &self.doc.document;
        let mut out =
            format!("<section id=\"{}\">\n<h2>{}</h2>\n<p class=\"facts\">", d.id, escaped(&d.title));
        if !d.origin.name.is_empty() {
            _ = write!(out, "{} · ", escaped(&d.origin.name));
        }
        for (name, value) in &d.meta {
            _ = write!(out, "{}: {} · ", escaped(name), escaped(value));
        }
        _ = writeln!(out, "SHA-256 of the text {}</p>", d.text.to_hex());
        let lang = d.lang_set.as_ref().unwrap_or(&d.lang);
        _ = writeln!(out, "<article lang=\"{}\" data-doc=\"{}\">", escaped(lang), escaped(&d.key));
        let mut shown = vec![false; self.quotes.len()];
        for line in pieces::lines(self.text, self.quotes) {
            out.push_str(&self.line(&line, &mut shown));
        }
        out.push_str("</article>\n");
        out.push_str(&self.table());
        out.push_str("</section>\n");
        out
    }

    /// A line of the text with its margins. `shown` tells which quotations began before.
    fn line(&self, line: &[Piece], shown: &mut [bool]) -> String {
        let mut begins = Vec::new();
        let mut words = String::new();
        for piece in line {
            for n in piece.contents() {
                if let Some(shown) = shown.get_mut(n).filter(|s| !**s) {
                    *shown = true;
                    begins.push(n);
                }
            }
            words.push_str(&self.piece(piece));
        }
        let (mut gutter, mut names, mut last) = (String::new(), String::new(), None);
        for n in begins {
            let Some(q) = self.quotes.get(n) else { continue };
            let (number, who) = (self.first + n, self.name(q));
            let (kind, status) = (word(&q.kind).replace('_', " "), word(&q.status));
            _ = write!(
                gutter,
                "<a href=\"#r-{}\" aria-label=\"Quotation {number}, {kind}, {status}, {}\">{number} {} <span class=\"state {status}\"></span></a>",
                q.id,
                escaped(who),
                letter(q.kind),
            );
            let same =
                last.replace((q.attribution.speaker, q.status)) == Some((q.attribution.speaker, q.status));
            if !same && q.kind != QuoteKind::NotSpeech {
                let class = self.colours.class(q.attribution.speaker);
                _ = write!(names, "<span class=\"{class} {status}\">{}</span>", escaped(who));
            }
        }
        format!(
            "<div class=\"para\"><div class=\"gutter\">{gutter}</div><p dir=\"auto\">{words}</p><div class=\"names\" aria-hidden=\"true\">{names}</div></div>\n"
        )
    }

    fn name(&self, q: &Quotation) -> &str {
        self.view.speaker(q).map_or("unknown", |s| s.name.as_str())
    }

    fn piece(&self, piece: &Piece) -> String {
        let words = self.lined(piece);
        let Some((n, q)) = piece.contents().next_back().and_then(|n| Some((n, self.quotes.get(n)?))) else {
            return words;
        };
        let ids = piece.contents().filter_map(|n| self.quotes.get(n)).map(|q| q.id.to_string());
        let ids = ids.collect::<Vec<_>>().join(" ");
        format!("<mark class=\"{}\" data-q=\"{ids}\">{words}</mark>", self.mark_class(piece, n, q))
    }

    /// The words of a piece with the line of the cue or source mention that they are; a rejected quotation draws none.
    fn lined(&self, piece: &Piece) -> String {
        let words = escaped(self.text.slice(piece.span));
        let line = piece.layers.iter().find_map(|l| {
            let (n, class) = match l {
                Layer::Cue(n) => (n, "cue"),
                Layer::Source(n) => (n, "source"),
                _ => return None,
            };
            let q = self.quotes.get(*n).filter(|q| q.status != Status::Rejected)?;
            Some(format!("{} {class}", self.colours.class(q.attribution.speaker)))
        });
        line.map_or(words.clone(), |class| format!("<span class=\"{class}\">{words}</span>"))
    }

    /// Colour, kind, state and edges of the innermost quotation of a piece.
    fn mark_class(&self, piece: &Piece, n: usize, q: &Quotation) -> String {
        let mut class = self.colours.class(q.attribution.speaker);
        match q.kind {
            QuoteKind::NotSpeech => class.push_str(" not_speech"),
            QuoteKind::Indirect => class.push_str(" wash"),
            QuoteKind::Mixed if !piece.layers.contains(&Layer::Verbatim(n)) => class.push_str(" wash"),
            _ => {}
        }
        if q.status == Status::Rejected {
            class.push_str(" rejected");
        }
        if piece.contents().count() > 1 {
            class.push_str(" inner");
        }
        if let Some(fragment) = q.content.iter().find(|s| s.covers(piece.span)) {
            if fragment.start() == piece.span.start() {
                class.push_str(if fragment == q.content.first() { " begin" } else { " on" });
            }
            if fragment.end() == piece.span.end() {
                class.push_str(if fragment == q.content.last() { " end" } else { " more" });
            }
        }
        class
    }

    /// The table of attributions.
    fn table(&self) -> String {
        if self.quotes.is_empty() {
            return "<p>No quotations.</p>\n".into();
        }
        let mut out = String::from(
            "<div class=\"wide\"><table class=\"attributions\">\n<caption>Attributions</caption>\n<thead><tr><th scope=\"col\" class=\"n\">No.</th>\
             <th scope=\"col\">Speaker</th><th scope=\"col\">Words</th><th scope=\"col\">Kind</th><th scope=\"col\">State</th></tr></thead>\n<tbody>\n",
        );
        for (n, q) in (self.first..).zip(self.quotes) {
            out.push_str(&self.row(n, q));
        }
        out.push_str("</tbody></table></div>\n");
        out
    }

    fn row(&self, number: usize, q: &Quotation) -> String {
        let class = self.colours.class(q.attribution.speaker);
        let status = word(&q.status);
        let mut state = format!("<span class=\"state {status}\" aria-hidden=\"true\"></span> {status}");
        match (&q.decision, q.attribution.confidence) {
            (Some(d), _) => {
                let at = d.at.strftime("%Y-%m-%d %H:%M UTC");
                _ = write!(
                    state,
                    "<span class=\"note\">{}, <time datetime=\"{}\">{at}</time></span>",
                    escaped(&d.who),
                    d.at
                );
            }
            (None, Some(c)) => {
                _ = write!(state, "<span class=\"note\">confidence {:.2}</span>", c.fraction());
            }
            (None, None) => {}
        }
        let role = self.view.speaker(q).map_or("", |s| s.role.as_str());
        let role = if role.is_empty() {
            String::new()
        } else {
            format!("<span class=\"note\">{}</span>", escaped(role))
        };
        let mut words = escaped(&joined(self.text, &q.content));
        if let Some(source) = &q.attribution.source {
            let cue = q
                .attribution
                .cue
                .as_ref()
                .map(|c| format!(", {}", escaped(&joined(self.text, c))))
                .unwrap_or_default();
            _ = write!(words, "<span class=\"note\">{}{cue}</span>", escaped(&joined(self.text, source)));
        }
        if !q.note.is_empty() {
            _ = write!(words, "<span class=\"note\">Note: {}</span>", escaped(&q.note));
        }
        for (name, value) in &q.tags {
            _ = write!(words, "<span class=\"note\">{}: {}</span>", escaped(name), escaped(value));
        }
        let outer = q.parent.and_then(|p| Some((p, self.numbers.get(&p)?)));
        let inside =
            outer.map(|(id, n)| format!("<span class=\"note\">in <a href=\"#r-{id}\">no. {n}</a></span>"));
        let inside = inside.unwrap_or_default();
        format!(
            "<tr id=\"r-{}\"><td class=\"n\">{number}</td><td><span class=\"chip {class}\"></span>{}{role}</td>\
             <td class=\"words\">{words}</td><td class=\"kind\">{}{inside}</td><td>{state}</td></tr>\n",
            q.id,
            escaped(self.name(q)),
            word(&q.kind).replace('_', " "),
        )
    }
}

const fn letter(kind: QuoteKind) -> char {
    match kind {
        QuoteKind::Direct => 'D',
        QuoteKind::Mixed => 'M',
        QuoteKind::Indirect => 'I',
        QuoteKind::NotSpeech => 'U',
    }
}
