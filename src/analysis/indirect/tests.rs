//! Marked text: what the finder makes of sentences of our own.
#![expect(clippy::needless_raw_string_hashes, reason = "written by UPDATE_EXPECT")]

use super::*;
use crate::analysis::layout::Layout;
use crate::analysis::learned::learned;
use crate::analysis::quotes;
use crate::analysis::sentence::split;
use crate::analysis::token::tokenise;
use crate::lang::profile;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn relations(text: &SourceText) -> Vec<FoundRelation> {
    let profile = profile("en");
    let tokens = tokenise(text.as_str());
    let sentences = split(&tokens, profile, false);
    let found = quotes::find(text.as_str(), &Layout::new(text.as_str()), profile, None);
    let regions: Vec<Span> = found.all.iter().filter(|r| r.parent.is_none()).map(|r| r.span).collect();
    let learned = learned("en").unwrap();
    let (tokens, sentences, regions) = (&tokens, &sentences, &regions);
    find(Document { text, tokens, sentences, regions, profile, learned, words: None })
}

fn check(text: &str, expected: &Expect) {
    let source = SourceText::new(text);
    let mut shown = String::new();
    for r in relations(&source) {
        let who = r.source.as_ref().map(|s| source.words_of(s)).unwrap_or_default();
        let parts: Vec<&str> = r.content.iter().map(|s| source.slice(s)).collect();
        let line = [who, source.words_of(&r.cue), format!("{} [{:?}]\n", parts.join(" … "), r.kind)];
        shown += &line.join(" / ");
    }
    expected.assert_eq(&shown);
}

#[test]
fn a_clause_after_its_cue() {
    check(
        "The harbour master said that the ferry would sail on Monday. Two of the engineers believe the old bridge is unsafe.",
        &expect![[r#"
            The harbour master / said / that the ferry would sail on Monday [Indirect]
            Two of the engineers / believe / the old bridge is unsafe [Indirect]
        "#]],
    );
}

#[test]
fn a_cue_after_and_inside_what_is_said() {
    check(
        "The mill will close in June, according to a letter from the owners. The mill, Ms. Orlova said, lost money every year. The town will grow, the council warned.",
        &expect![[r#"
            a letter from the owners / according to / The mill will close in June [Indirect]
            Ms. Orlova / said / The mill … lost money every year [Indirect]
            the council / warned / The town will grow [Indirect]
        "#]],
    );
}

#[test]
fn parts_in_marks() {
    check(
        "Mayor Ines Falk called the plan “a gift to nobody” and promised to stop it.",
        &expect![[r#"
            Mayor Ines Falk / called / the plan “a gift to nobody” [Mixed]
            Mayor Ines Falk / promised / to stop it [Indirect]
        "#]],
    );
}

#[test]
fn nothing_is_reported_where_nobody_speaks() {
    check("The rain fell all day. Children played by the canal, and the shops stayed shut.", &expect![[""]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_gives_spans_inside_it_and_the_same_ones_twice(
        words in prop::collection::vec("said|that|“|”|\"|Ann Poe|the report|according to|,|\\.|\n\n|he|told|her|to|’s|😀|\\PC{1,6}", 0..60)
    ) {
        let text = SourceText::new(words.join(" "));
        let found = relations(&text);
        for r in &found {
            prop_assert!(text.holds(&r.content) && text.holds(&r.cue));
            prop_assert!(r.source.as_ref().is_none_or(|s| text.holds(s)));
        }
        prop_assert_eq!(found, relations(&text));
    }
}

#[test]
fn a_clause_before_the_main_one_ends_with_it() {
    check(
        "While the mayor said that the ferry was safe, the board ordered a new one. After Hale admitted that the fund was empty, the council only then agreed to wait.",
        &expect![[r#"
            the mayor / said / that the ferry was safe [Indirect]
            the board / ordered / a new one [Indirect]
            Hale / admitted / that the fund was empty [Indirect]
        "#]],
    );
}

/// Who says each of the words that are reported in `text`.
fn sources(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let who = |r: &FoundRelation| r.source.as_ref().map(|s| source.words_of(s)).unwrap_or_default();
    relations(&source).iter().map(who).collect()
}

#[test]
fn the_form_of_a_clause_says_whose_it_is() {
    for (text, who) in [
        // The clause behind “and” has a subject of its own.
        (
            "Wardens advise people to stay with their boat, and Mr Falk admitted from his bed that he had left his.",
            "Mr Falk",
        ),
        (
            "The Pilots’ Union opposes the toll, but its president, Ines Falk, conceded that delays cost more.",
            "Ines Falk",
        ),
        // Marked words say nothing outside their marks.
        (
            "In an open letter to directors last month, it called the deals “a stroll without a map” and demanded that two of the nine \
             directors step down.",
            "it",
        ),
        // A month says nothing.
        ("A survey carried out in late August found that one child in five had no bed.", "A survey"),
    ] {
        assert_eq!(sources(text).last().map(String::as_str), Some(who), "{text}");
    }
    // April and May are names as well.
    assert_eq!(sources("May said that the ferry would sail."), ["May"]);
}

#[test]
fn the_form_of_a_clause_says_where_its_content_is() {
    let content = |text: &str| {
        let source = SourceText::new(text);
        let parts = |r: &FoundRelation| r.content.iter().map(|s| source.slice(s).to_owned()).collect();
        relations(&source).iter().map(parts).collect::<Vec<Vec<String>>>()
    };
    // What was said goes on behind the aside that names its source.
    assert_eq!(
        content("Two of the wounded, according to a doctor at the infirmary, are in a critical condition."),
        [["Two of the wounded", "are in a critical condition"]]
    );
    // The time of saying is nothing that was said.
    let hired = "The firm has hired bankers to sound out buyers for the pier, two people familiar with it said last week, speaking \
                 on condition of anonymity.";
    assert_eq!(content(hired), [["The firm has hired bankers to sound out buyers for the pier"]]);
    // A clause with a subject and a verb of saying of its own begins another.
    let urged = "The truce was “hanging by a thread”, the governor told reporters, and he urged both sides to keep their telephones on.";
    let found = content(urged);
    assert_eq!(
        found.first().map(Vec::as_slice),
        Some(["The truce was “hanging by a thread”".to_owned()].as_slice()),
        "{found:?}"
    );
    // A place in capitals before a colon is no speaker.
    assert_eq!(
        sources(
            "PORT ASHBY: The ferry will not sail before the end of the month, the harbour master said on Monday."
        ),
        ["the harbour master"]
    );
    assert_eq!(
        sources("The survey was made in May. According to him, work stopped because the money was gone."),
        ["him"]
    );
}

#[test]
fn a_headline_is_told_by_whoever_stands_behind_it() {
    let text = "Missing boatman found alive after nine nights on the marsh, police say\n\nA boatman was found alive on Monday.";
    assert_eq!(sources(text), ["police"]);
}
