//! Pages of every make, and hostile ones.

use super::*;
use crate::formats::{import, sniff};
use crate::model::edit::ImportedDocument;

fn read(html: &str) -> ImportedDocument {
    import(html.as_bytes(), "page.html", &Progress::default()).unwrap().documents.remove(0)
}

fn text(html: &str) -> String {
    read(html).text.text().unwrap().as_str().to_owned()
}

const STORY: &str = "<p>The weir at Orlow held through the night, and the town slept.</p>\
    <p>“We opened the third <em>sluice</em> at dawn,” said <a href='/t'>Maren Tolk</a>, the\n   weir&nbsp;keeper &mdash; \
    and she laughed.</p>";
const WORDS: &str = "The weir at Orlow held through the night, and the town slept.\n\n“We opened the third sluice at dawn,” said \
    Maren Tolk, the weir\u{a0}keeper — and she laughed.\n";

#[test]
fn the_article_is_kept_and_what_stands_around_it_is_not() {
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><title>Weir holds | The Bank</title><meta name=Author content='Pia Kestrel'>\
         <meta property='article:published_time' content='2024-05-02'><style>p {{ color: red }}</style></head><body>\
         <header><a href=/>The Bank</a><p>Your paper for the whole of the long river since 1904.</p></header>\
         <nav><ul><li><a href=a>News</a><li><a href=b>Sport and a very long entry of the menu that goes on</a></ul></nav>\
         <main><article><header><h1>Weir holds</h1><p>Share</p></header>{STORY}\
         <aside><p>A box about another weir, which has nothing to do with this one.</p></aside>\
         <h2>More on this story</h2><ul><li><a href=c>The bridge that never was</a></li></ul></article></main>\
         <div class='comments-area'><p>I never liked that weir, and I say so every year.</p></div>\
         <footer><p>All rights reserved by the people of the bank.</p></footer><script>if (1 < 2) say(\"no\");</script></body></html>"
    );
    let document = read(&page);
    assert_eq!(document.text.text().unwrap().as_str(), format!("Weir holds\n\n{WORDS}"));
    assert_eq!(
        (document.title.as_str(), document.key.as_str(), document.format.as_str()),
        ("Weir holds", "page", "html")
    );
    let meta: Vec<_> = document.meta.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    assert_eq!(meta, [("author", "Pia Kestrel"), ("published", "2024-05-02")]);
    assert_eq!(document.bytes.as_deref(), Some(page.as_bytes()));
}

#[test]
fn a_page_without_parts_is_read_whole() {
    assert_eq!(text(STORY), WORDS);
    assert_eq!(read(&format!("<title>Weir holds</title>{STORY}")).title, "Weir holds");
    // Old pages: tables, tags in capitals, no paragraph closed, two line ends for a paragraph.
    let old = "<HTML><BODY><TABLE><TR><TD><A HREF=x>Home</A></TD></TR></TABLE><H1>Weir holds</H1><P>The keeper slept.\
        <P>“So did I,” said Bo Rask.<BR><BR>He lives there.<BR>On the bank.<UL><LI>One thing said.<LI>Another thing said.</UL>";
    let want = "Weir holds\n\nThe keeper slept.\n\n“So did I,” said Bo Rask.\n\nHe lives there.\nOn the bank.\n\nOne thing said.\n\n\
        Another thing said.\n";
    assert_eq!(text(old), want);
}

#[test]
fn a_page_that_calls_all_of_itself_a_box_is_read_all_the_same() {
    assert_eq!(text(&format!("<body><div class='sidebar promo'>{STORY}</div>")), WORDS);
    assert_eq!(text(&format!("<body><nav>{STORY}")), WORDS);
    // A name of the whole page says nothing of its parts.
    assert_eq!(text(&format!("<body class='has-sidebar'>{STORY}</body>")), WORDS);
}

#[test]
fn quotation_marks_that_are_tags_are_words() {
    let page = "<p>She said <q>wait for <q>the tide</q> </q>and went.</p><pre>As it\n  stood.</pre>";
    assert_eq!(text(page), "She said “wait for ‘the tide’” and went.\n\nAs it\n  stood.\n");
}

#[test]
fn turns_of_a_page_are_told() {
    let page = "<h1>The interview</h1><p>ANN LEE: When did it break?<p>BO RASK: In May, at night.<p>ANN LEE: And who came?\
        <p>BO RASK: Nobody came at all.";
    let names: Vec<String> = read(page).track.unwrap().turns.iter().map(|t| t.name.clone()).collect();
    assert_eq!(names, ["ANN LEE", "BO RASK", "ANN LEE", "BO RASK"]);
}

#[test]
fn the_encoding_that_the_page_names_goes_before_a_guess() {
    let page = b"<html><meta charset=\"iso-8859-2\"><p>\xa3\xf3d\xbc is a town, he said.</p>";
    let document = import(page, "a.htm", &Progress::default()).unwrap().documents.remove(0);
    assert_eq!(document.text.text().unwrap().as_str(), "Łódź is a town, he said.\n");
    assert_eq!(document.origin.encoding, "ISO-8859-2");
}

#[test]
fn a_page_is_told_by_its_first_bytes() {
    assert_eq!(sniff(b"\n <!doctype HTML><p>x", "notes").id(), "html");
    assert_eq!(sniff(b"<p>x", "a.HTM").id(), "html");
    assert_eq!(sniff(b"<html lang=de>", "a.txt").id(), "html");
    assert_eq!(sniff(b"a < b", "a.txt").id(), "text");
}

#[test]
fn hostile_pages_end() {
    let refused =
        |page: &str| import(page.as_bytes(), "a.html", &Progress::default()).unwrap_err().to_string();
    assert_eq!(refused("<html><script>let a = 'words';</script>"), "there are no words in it");
    let many = 300_000;
    let deep = "<div>".repeat(many) + "deep words." + &"</div>".repeat(many) + "<p>After it.";
    assert_eq!(text(&deep), "deep words.\n\nAfter it.\n");
    assert_eq!(text(&("<p><b><i>".repeat(many) + "deep words.")), "deep words.\n");
    assert_eq!(text(&("</p></div></a>".repeat(many) + "<p>Words.")), "Words.\n");
    assert_eq!(text(&("<p>".to_owned() + &"<b><q>".repeat(3) + "w</q></q></q></b>.")), "“‘“w”’”.\n");
    assert_eq!(text("<p>Half a tag is <a href='"), "Half a tag is\n");
    let attributes = format!("<p {}>Words.", "a=b ".repeat(many));
    assert_eq!(text(&attributes), "Words.\n");
}
