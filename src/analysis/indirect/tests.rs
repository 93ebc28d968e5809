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
