use super::*;
use crate::formats::sample::{full, of_spans};
use crate::model::{QuoteId, Status};
use proptest::prelude::*;
use std::sync::Arc;

fn write(view: &ExportView<'_>) -> String {
    let mut files = Files::default();
    HtmlReport.export(view, &mut files).unwrap();
    HtmlReport.verify(&files, view).unwrap();
    String::from_utf8(files.single().to_vec()).unwrap()
}

fn everything(p: &crate::model::Project) -> ExportView<'_> {
    ExportView { name: "Harbour <desk>", proposals: true, rejected: true, ..ExportView::new(p) }
}

#[test]
fn the_page_stands_alone() {
    let out = write(&everything(&full()));
    let after_style = out.split_once("</style>").unwrap().1;
    assert!(
        !out.contains("<script")
            && !out.contains("src=")
            && !out.contains("http://")
            && !after_style.contains("https://")
    );
    assert!(out.contains("default-src 'none'") && out.contains("<title>Harbour &lt;desk&gt;</title>"));
}

/// Whether tags nest, and every link has a goal in the page.
fn check_structure(out: &str) {
    let body = out.split_once("</style>").unwrap().1;
    let mut open = vec!["html", "head"];
    for tag in body.split('<').skip(1) {
        let name = tag.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "at <{tag}"),
            None => open.push(name),
        }
    }
    assert!(open.is_empty());
    for link in body.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap();
        assert!(body.contains(&format!("id=\"{id}\"")), "#{id}");
    }
}

#[test]
fn tags_are_closed_in_order_and_links_lead_somewhere() {
    let mut p = full();
    check_structure(&write(&everything(&p)));
    // The outer quotation does not go: no link may lead to it.
    let doc = Arc::make_mut(p.docs.values_mut().next().unwrap());
    Arc::make_mut(doc.quotes.get_mut(&QuoteId(3)).unwrap()).status = Status::Rejected;
    let out = write(&ExportView::new(&p));
    check_structure(&out);
    assert!(out.contains("‘never’") && !out.contains("r-q3"));
}

#[test]
fn marks_tell_kind_state_and_fragments() {
    let out = write(&everything(&full()));
    for part in [
        "<mark class=\"s4 begin more\" data-q=\"q1\">“We will build it,”</mark>",
        "<mark class=\"s4 on end\" data-q=\"q1\">“by the spring.”</mark>",
        "<span class=\"s4 source\">Ines Okafor</span>",
        "<span class=\"s4 cue\">told</span>",
        "<mark class=\"s4 inner begin end\" data-q=\"q3 q4\">‘never’</mark>",
        "<mark class=\"s4 wash begin end\" data-q=\"q2\">",
        "in <a href=\"#r-q3\">no. 3</a>",
        "Jo Feld, <time datetime=\"2026-05-28T20:26:40Z\">2026-05-28 20:26 UTC</time>",
        "aria-label=\"Quotation 1, direct, accepted, Ines Okafor\"",
    ] {
        assert!(out.contains(part), "{part} is not in\n{}", out.split_once("<article").unwrap().1);
    }
}

#[test]
fn a_changed_word_or_mark_is_noticed() {
    let p = full();
    let view = everything(&p);
    let out = write(&view);
    for (from, to) in
        [("We will build", "We shall build"), ("data-q=\"q3\"", "data-q=\"q2\""), ("Lindmoor 🚢", "Lindmoor")]
    {
        assert!(out.contains(from), "{from}");
        let (head, body) = out.split_once("<article").unwrap();
        let files = Files::one(format!("{head}<article{}", body.replacen(from, to, 1)).into_bytes());
        assert!(HtmlReport.verify(&files, &view).is_err(), "{from}");
    }
}

proptest! {
    #[test]
    fn any_text_and_marks_are_shown_whole(
        text in "[\\PC<>&\"'\r\n\u{0}]{1,60}",
        quotes in proptest::collection::vec(proptest::collection::vec((0_usize..70, 0_usize..70), 1..4), 0..6),
    ) {
        write(&everything(&of_spans(&text, &quotes)));
    }
}
