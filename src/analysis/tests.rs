//! The whole pipeline on small texts of our own: marked text in, marked text out; and what must hold of any text.

use super::{Findings, FoundQuote, Options, Progress, QuoteKind, analyse};
use crate::text::{SourceText, Span, Spans};
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn found(text: &str) -> (SourceText, Findings) {
    let source = SourceText::new(text);
    let findings = analyse(&source, &Options::default(), &Progress::default()).unwrap();
    (source, findings)
}

/// One line for each quotation: kind, words, cue, source, role, speaker.
fn check(text: &str, expected: &Expect) {
    let (source, findings) = found(text);
    let words = |s: &Option<Spans>| s.as_ref().map_or_else(|| "-".to_owned(), |s| source.words_of(s));
    let lines: Vec<String> = findings
        .quotes
        .iter()
        .map(|q| {
            let speaker = q.speaker.and_then(|i| findings.speakers.get(i)).map_or("?", |s| s.name.as_str());
            let (cue, mention, role) = (words(&q.cue), words(&q.source), words(&q.role));
            format!("{:?} {:?} | {cue} | {mention} | {role} | {speaker}", q.kind, source.words_of(&q.content))
        })
        .collect();
    expected.assert_eq(&lines.join("\n"));
}

#[test]
fn verb_then_name_with_an_apposition() {
    check(
        "“The mill must close by winter,” says Mara Okafor, director of the River Board. “We have no choice.”",
        &expect![[
            r#"Direct "“The mill must close by winter,” “We have no choice.”" | says | Mara Okafor | director of the River Board | Mara Okafor"#
        ]],
    );
}

#[test]
fn pronouns_and_a_surname_go_back_to_the_full_name() {
    check(
        "“We will rebuild the pier,” Jonas Lindqvist told reporters on Monday.\n\n“It will take a year,” he said.\n\nLindqvist added: “Nobody will pay more.”",
        &expect![[r#"
            Direct "“We will rebuild the pier,”" | told | Jonas Lindqvist | - | Jonas Lindqvist
            Direct "“It will take a year,”" | said | he | - | Jonas Lindqvist
            Direct "“Nobody will pay more.”" | added | Lindqvist | - | Jonas Lindqvist"#]],
    );
}

#[test]
fn words_that_go_on_without_a_cue() {
    check(
        "“I was shocked to hear of it,” Ana Ruiz, a 29-year-old teacher, told the Harbour Post.\n\n“How could this happen after all we were told?”",
        &expect![[r#"
            Direct "“I was shocked to hear of it,”" | told | Ana Ruiz | a 29-year-old teacher | Ana Ruiz
            Direct "“How could this happen after all we were told?”" | told | Ana Ruiz | a 29-year-old teacher | Ana Ruiz"#]],
    );
}

#[test]
fn a_pull_quote_is_signed() {
    check(
        "The council met late on Monday.\n\nHow long are we to wait for an answer? When will they learn?\n\n- Ana Ruiz, teacher\n\nThe council left.",
        &expect![[
            r#"Direct "How long are we to wait for an answer? When will they learn?" | - | Ana Ruiz | teacher | Ana Ruiz"#
        ]],
    );
}

#[test]
fn a_document_and_a_nameless_source_speak() {
    check(
        "Some of the grain was “kept for the favourites of the guard,” a harbour report said.",
        &expect![[r#"
            Mixed "Some of the grain was “kept for the favourites of the guard,”" | said | a harbour report | - | a harbour report"#]],
    );
    check(
        "“The guard will face a hard winter,” said a foreign diplomat.",
        &expect![[
            r#"Direct "“The guard will face a hard winter,”" | said | a foreign diplomat | - | a foreign diplomat"#
        ]],
    );
}

#[test]
fn names_and_terms_in_marks_are_no_speech() {
    check(
        "The town launched an operation called “River Watch” last week.",
        &expect![[r#"NotSpeech "“River Watch”" | - | - | - | ?"#]],
    );
}

#[test]
fn turns_of_an_interview() {
    check(
        "MARA: Where were you born?\n\nJON: By the sea.\n\nMARA: And then?\n\nJON: We moved to the mill.",
        &expect![[r#"
            Direct "Where were you born?" | - | MARA | - | MARA
            Direct "By the sea." | - | JON | - | JON
            Direct "And then?" | - | MARA | - | MARA
            Direct "We moved to the mill." | - | JON | - | JON"#]],
    );
}

#[test]
fn a_quotation_over_two_paragraphs_is_one() {
    check(
        "“We came by boat,” said Ida Marsh. “It was cold.\n\n“Nobody met us at the pier,” she added.",
        &expect![[
            r#"Direct "“We came by boat,” “It was cold. “Nobody met us at the pier,”" | said | Ida Marsh | - | Ida Marsh"#
        ]],
    );
}

#[test]
fn turns_of_a_transcript_in_marks() {
    check(
        "Partial transcript:\n\n\"MARLOW: Will the pier open this year?\n\n\"OKEKE: It will open in May.\n\n\"(LAUGHTER.)\n\n\"MARLOW: I shall hold you to it.\"",
        &expect![[r#"
            Direct "Will the pier open this year?" | - | MARLOW | - | MARLOW
            Direct "It will open in May." | - | OKEKE | - | OKEKE
            NotSpeech "\"(LAUGHTER.)" | - | - | - | ?
            Direct "I shall hold you to it.\"" | - | MARLOW | - | MARLOW"#]],
    );
}

#[test]
fn letters_take_turns() {
    check(
        "Q: Where did you grow up?\n\nA: On a barge.\n\nQ: And then?\n\nA: On another barge.",
        &expect![[r#"
            Direct "Where did you grow up?" | - | Q | - | Q
            Direct "On a barge." | - | A | - | A
            Direct "And then?" | - | Q | - | Q
            Direct "On another barge." | - | A | - | A"#]],
    );
}

#[test]
fn initials_that_take_turns_are_those_who_were_named() {
    let (_, findings) = found(
        "Lena Torm has kept the light at Orrin Point for thirty years. Marcus Adair spoke to her in the tower.\n\n\
         MA: When did you first climb these stairs?\n\nLT: In the winter of the flood.\n\n\
         MA: Were you afraid?\n\nLT: Not of the stairs.",
    );
    let names: Vec<&str> =
        findings.quotes.iter().map(|q| findings.speakers[q.speaker.unwrap()].name.as_str()).collect();
    assert_eq!(names, ["Marcus Adair", "Lena Torm", "Marcus Adair", "Lena Torm"]);
}

#[test]
fn a_long_apposition_parts_one_quotation() {
    check(
        "“This is no reform,” said Douglas Ferreira, an economist who served as director of the budget office for eleven years and now runs a small school for the children of fishermen on the north coast. “It is the opposite.”",
        &expect![[
            r#"Direct "“This is no reform,” “It is the opposite.”" | said | Douglas Ferreira | an economist who served as director of the budget office for eleven years and now runs a small school for the children of fishermen on the north coast | Douglas Ferreira"#
        ]],
    );
}

#[test]
fn a_name_in_an_apposition_speaks() {
    check(
        "Its transport chief, Mairead Ng, calls the lamps “a beautiful anachronism” but insists that the budget leaves no choice.",
        &expect![[r#"
            Mixed "the lamps “a beautiful anachronism”" | calls | Its transport chief | - | Mairead Ng
            Indirect "that the budget leaves no choice" | insists | Its transport chief | - | Mairead Ng"#]],
    );
}

#[test]
fn titles_are_no_speech() {
    check(
        "She held up her new book, “The Salt Year”, and told the channel’s “Morning Tide” that it took eleven years.",
        &expect![[r#"
            NotSpeech "“The Salt Year”" | - | - | - | ?
            NotSpeech "“Morning Tide”" | - | - | - | ?
            Indirect "that it took eleven years" | told | She | - | ?"#]],
    );
}

#[test]
fn a_report_keeps_its_article() {
    check(
        "The storm turned north. The Harbour Board report said that nobody had been warned.",
        &expect![[
            r#"Indirect "that nobody had been warned" | said | The Harbour Board report | - | The Harbour Board report"#
        ]],
    );
}

#[test]
fn what_a_crowd_is_said_to_want_is_not_shown() {
    check(
        "The events in the valley show how quickly a dam can fail. The villagers want to move uphill. Ana Hale said that they had been promised land.",
        &expect![[r#"Indirect "that they had been promised land" | said | Ana Hale | - | Ana Hale"#]],
    );
}

#[test]
fn whom_residents_oppose_is_no_quotation_of_theirs() {
    check(
        "The army advanced on the town. Residents bravely demonstrated against the group, and there were fears that the bridge would fall.",
        &expect![[""]],
    );
}

#[test]
fn an_interrupted_analysis_gives_nothing() {
    let progress = Progress::default();
    progress.cancel();
    assert_eq!(analyse(&SourceText::new("“Yes,” he said."), &Options::default(), &progress), None);
}

#[test]
fn a_convention_can_be_set() {
    let text = SourceText::new("He said 'yes' and left. It was 'no' to her.");
    let options = Options { lang: None, marks: Some("single".to_owned()) };
    let findings = analyse(&text, &options, &Progress::default()).unwrap();
    assert_eq!(findings.marks, "single");
}

#[test]
fn a_mark_that_is_never_closed_is_remarked() {
    let (_, findings) = found("“We came by boat, said Ida Marsh.\n\nIt rained.");
    assert_eq!(findings.notes.len(), 1);
    let (_, findings) = found("“We came by boat.\n\n“Nobody met us,” said Ida Marsh.");
    assert!(findings.notes.is_empty(), "taken up again");
}

fn holds(text: &SourceText, findings: &Findings) -> Result<(), TestCaseError> {
    let inside = |s: &Spans| text.holds(s);
    let mut last = 0;
    for q in &findings.quotes {
        prop_assert!(inside(&q.content), "{:?}", q.content);
        prop_assert!(q.content.start() >= last, "quotations in order");
        last = q.content.start();
        for s in [&q.cue, &q.source, &q.role].into_iter().flatten() {
            prop_assert!(inside(s));
        }
        prop_assert!(q.speaker.is_none_or(|i| i < findings.speakers.len()));
        prop_assert!(q.runner_up.is_none_or(|(i, _)| i < findings.speakers.len()));
        prop_assert!(q.kind != QuoteKind::NotSpeech || q.speaker.is_none());
        for e in &q.evidence {
            prop_assert!(e.at.is_none_or(|at| text.get(at).is_some_and(|w| !w.is_empty())), "{:?}", e);
            prop_assert!(!e.text.is_empty());
        }
    }
    for m in findings.speakers.iter().flat_map(|s: &super::FoundSpeaker| &s.mentions) {
        prop_assert!(text.get(*m).is_some_and(|w| !w.is_empty()) || *m == Span::empty(m.start()));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_spans_inside_it_and_the_same_twice(
        text in r#"([A-Z][a-z]{1,6}|said|told|he|she|the report|according to|[“”"'‘’«»„`]|''|,|\.|:|\?|—|-|\n|\n\n| |Mr\.|\PC){0,80}"#
    ) {
        let (source, findings) = found(&text);
        holds(&source, &findings)?;
        prop_assert_eq!(&found(&text).1, &findings);
    }

    #[test]
    fn whatever_marks_and_language_are_set_nothing_panics(
        text in r#"([A-Z][a-z]{1,6}|sagte|dit|zei|dijo|said|he|[“”"'‘’«»„`‹›「」—–-]|''|,|\.|:|\?|\n|\n\n| |\PC){0,60}"#,
        marks in prop::sample::select(super::quotes::convention::NAMES.to_vec()),
        lang in prop::sample::select(
            crate::lang::available().chain(["xx", "", "de-AT", "zh"]).collect::<Vec<_>>()
        ),
    ) {
        let source = SourceText::new(text.as_str());
        let options = Options { lang: Some(lang.to_owned()), marks: Some(marks.to_owned()) };
        let findings = analyse(&source, &options, &Progress::default()).unwrap();
        holds(&source, &findings)?;
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (source, findings) = found(&String::from_utf8_lossy(&bytes));
        holds(&source, &findings)?;
    }
}

#[test]
fn a_million_open_marks_and_a_long_line_are_read() {
    for text in [
        "“a ".repeat(50_000),
        "\"".repeat(100_000),
        "He said “it is so,” and she told Ida Marsh. ".repeat(5_000),
    ] {
        let (source, findings) = found(&text);
        assert!(findings.quotes.iter().all(|q| source.holds(&q.content)));
    }
}

/// The least of three times that `text` takes.
fn time(text: &str) -> std::time::Duration {
    let source = SourceText::new(text);
    let once = || {
        let start = std::time::Instant::now();
        analyse(&source, &Options::default(), &Progress::default()).unwrap();
        start.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[test]
fn eight_times_the_text_takes_no_more_than_in_proportion() {
    let shapes: [(&str, &str); 9] = [
        ("unclosed marks", "“a "),
        ("straight marks", "\"a\" "),
        ("nested marks", "“‘"),
        ("one line", "He said “it is so,” and she told Ida Marsh. "),
        ("one sentence", "and he said that Ida Marsh and the report "),
        ("names", "Ida Marsh Jonas Lindqvist "),
        ("turns", "A: no\nB: yes\n"),
        ("pronouns", "“No,” he said. “Yes,” she said.\n\n"),
        ("apostrophes", "'tis the miller's 'a' "),
    ];
    for (what, unit) in shapes {
        let short = unit.repeat(16_000 / unit.len());
        let (one, eight) = (time(&short), time(&short.repeat(8)));
        let most = one * 30 + std::time::Duration::from_millis(100);
        assert!(eight <= most, "{what}: {one:?}, and eight times the text {eight:?}");
    }
}

/// Whose words the quotations of `text` are, in order.
fn speakers(text: &str) -> Vec<String> {
    let (_, findings) = found(text);
    let name = |q: &FoundQuote| q.speaker.and_then(|s| findings.speakers.get(s)).map(|s| s.name.clone());
    findings
        .quotes
        .iter()
        .filter(|q| q.kind != QuoteKind::NotSpeech)
        .map(|q| name(q).unwrap_or_default())
        .collect()
}

#[test]
fn a_description_means_whoever_has_the_role_or_was_named_last() {
    let by_role = "Earlier, military expert Roman Delik noted that Ordania was “bluffing”.\n\n“They have neither the forces nor the \
        equipment,” the expert explained.";
    assert_eq!(speakers(by_role), ["Roman Delik", "Roman Delik"]);
    let by_title = "“You cannot pave a road with a trick,” Sen. Ada Doyle said.\n\nThe plan has few friends. “It is dead,” the \
        senator said.";
    assert_eq!(speakers(by_title), ["Ada Doyle", "Ada Doyle"]);
    let last = "Chidi Obande, who missed a penalty, walked off late.\n\n“I thought it was not my day,” the striker said.";
    assert_eq!(speakers(last), ["Chidi Obande"]);
    let unnamed = "One supplier said the mill had asked for lower prices. “They are squeezing everybody,” the person said.";
    assert_eq!(speakers(unnamed).last().map(String::as_str), Some("One supplier"));
    let another = "Prosecutor Amara Sundt left the hall.\n\n“I never took a penny,” the defendant said.";
    assert_eq!(speakers(another), ["the defendant"]);
}

#[test]
fn a_pronoun_may_mean_somebody_who_is_never_named() {
    let text = "Ana Hale runs the ferry.\n\nBut a foreign aid worker, who spoke on condition of anonymity, said officials had blocked \
        the road. “We are not allowed to see it,” she said.";
    assert_eq!(speakers(text).last().map(String::as_str), Some("a foreign aid worker"));
}

#[test]
fn bodies_are_meant_by_it_and_they() {
    let text = "The opposition Unity Front called the remarks “a disgrace”. It said that it would hold a vigil on Friday.";
    assert_eq!(speakers(text), ["Unity Front", "Unity Front"]);
}

#[test]
fn a_place_before_a_name_is_no_part_of_it() {
    let text = "Minister of Foreign Affairs of Selm Lena Torvald rejected the charge. “This is a lie,” Torvald said.\n\nSelm is at \
        peace with its neighbours, and all of Selm knows it.";
    assert_eq!(speakers(text).last().map(String::as_str), Some("Lena Torvald"));
    let office = "The President of Selm, Adem Kors, said in an interview that “no peace is possible”.";
    assert_eq!(speakers(office), ["Adem Kors"]);
}

#[test]
fn a_service_of_a_body_is_the_whole_source() {
    let text = "The press service of the ministry said later that the government “respects the bank”.";
    assert_eq!(speakers(text), ["The press service of the ministry"]);
    let owned = "Ordania’s central bank said the risks had “shifted decisively”.";
    assert_eq!(speakers(owned), ["Ordania’s central bank"]);
}

#[test]
fn whoever_quotes_himself_is_the_speaker() {
    let text = "“I told them, ‘Go out and show me who you are,’” said Steve Calder.";
    assert_eq!(speakers(text), ["Steve Calder", "Steve Calder"]);
}

#[test]
fn a_new_source_in_its_own_clause_is_not_the_last_one() {
    let text = "“They have neither the forces nor the equipment,” the expert Roman Delik said.\n\nThe guard would face “a hard \
        winter,” said a foreign diplomat in the capital.";
    let said = speakers(text);
    assert!(said.len() == 2 && said.iter().any(|s| s.starts_with("a foreign diplomat")), "{said:?}");
}

#[test]
fn what_somebody_called_something_is_theirs() {
    let text = "The mill cut its forecast on Thursday, blaming what finance chief Dana Hirsch called a “stubborn hangover” among \
        buyers.";
    assert!(speakers(text).contains(&"Dana Hirsch".to_owned()), "{:?}", speakers(text));
}

/// The speakers of `text` begin with `first` and end with `last`, who may be one.
fn begins_and_ends(text: &str, first: &str, last: &str) {
    let said = speakers(text);
    let both = (said.first().map(String::as_str), said.last().map(String::as_str));
    assert_eq!(both, (Some(first), Some(last)), "{text}: {said:?}");
}

#[test]
fn whoever_calls_something_by_marked_words_said_them() {
    let dismissed =
        "The plan rests on a claim that Orlov dismissed as “nonsense” on Friday, Ines Marlow said.";
    assert!(speakers(dismissed).contains(&"Orlov".to_owned()), "{:?}", speakers(dismissed));
    begins_and_ends(
        "Jonas Brede scored twice on an evening their coach described as “eighty minutes of toothache”.",
        "their coach",
        "their coach",
    );
    // Who is described said nothing.
    assert_eq!(speakers("Orlov was described as “restless” by friends."), ["friends"]);
    begins_and_ends("Orlov said the plan was dismissed as “nonsense” by nobody.", "Orlov", "Orlov");
}

#[test]
fn what_somebody_does_is_no_part_of_the_name() {
    begins_and_ends("Managing director Ana Hale said the numbers left no choice.", "Ana Hale", "Ana Hale");
}

#[test]
fn she_owns_whoever_is_described() {
    begins_and_ends(
        "Ana Hale has kept bees on four islands. Her colleagues call her “the hive”.",
        "Her colleagues",
        "Her colleagues",
    );
    begins_and_ends("Ana Hale waited. “Nobody told her today,” Jon Orlov said.", "Jon Orlov", "Jon Orlov");
}

#[test]
fn a_pronoun_means_whom_the_paragraph_is_about() {
    let opener = "Paul Reyes said the road would be closed. “It is a long road,” he said.\n\nThe engineer Tomas Varga, 34, arrived \
        from the capital on Monday. “I came as fast as I could,” he said.";
    begins_and_ends(opener, "Paul Reyes", "Tomas Varga");
    let goes_on = "Paul Reyes said the road would be closed. “It is a long road,” he said.\n\nHe praised Tom Vargas for his patience. \
        “It is a long road,” he said again.";
    begins_and_ends(goes_on, "Paul Reyes", "Paul Reyes");
    let place = "The ferryman does not ask where I am going in Orra. “There is only the one place,” he says.";
    begins_and_ends(place, "The ferryman", "The ferryman");
}

#[test]
fn analysts_with_a_house_are_meant_by_they() {
    let they = "Analysts at Corrin Bank were not so sure. “The figures do not add up,” they wrote.";
    begins_and_ends(they, "Analysts at Corrin Bank", "Analysts at Corrin Bank");
    let it = "Halden Mills declined to comment on what it called “market gossip”.";
    begins_and_ends(it, "Halden Mills", "Halden Mills");
}

#[test]
fn a_clause_takes_up_a_description_some_words_before() {
    let text = "A similar point was made by the ministry’s own advisory panel in March, which concluded that the method “cannot work”.";
    begins_and_ends(text, "the ministry’s own advisory panel", "the ministry’s own advisory panel");
}

#[test]
fn testimony_and_strong_labels_take_turns() {
    let testimony = "Q. Where do you work?\n\nA. At the mill.\n\nQ. Since when?\n\nA. Since May.";
    assert_eq!(speakers(testimony), ["Q", "A", "Q", "A"]);
    let strong = "**Interviewer:** Why boats?\n\n**Lena Varga:** They leave.\n\n**Interviewer:** And sails?\n\n**Lena Varga:** They wait.";
    assert_eq!(speakers(strong), ["Interviewer", "Lena Varga", "Interviewer", "Lena Varga"]);
    let words = "**Strong** words: nobody said them.\n\n**Others** wait.\n\n**Strong** again.";
    assert_eq!(speakers(words), Vec::<String>::new());
}

#[test]
fn a_body_of_several_owners_has_one_name() {
    check(
        "In a statement, the Harbour Users’ Association said it was “deeply disappointed”.",
        &expect![[
            r#"Mixed "“deeply disappointed”" | said | Harbour Users’ Association | - | Harbour Users’ Association"#
        ]],
    );
}

/// The speaker of the last quotation of `text`.
fn last_speaker(text: &str) -> String {
    speakers(text).pop().unwrap_or_default()
}

#[test]
fn a_description_means_whom_the_text_names_beside_it() {
    for (text, who) in [
        ("Her apprentice, a quiet man called Joris Maal, swept the yard. “To wait,” he said.", "Joris Maal"),
        (
            "The dean of Saint Orla’s, Marcus Tholen, has been waiting for years. “I have buried two ringers,” he said.",
            "Marcus Tholen",
        ),
        ("“If she has any decency she will go,” said one, Mattias Brock.", "Mattias Brock"),
        ("“If they are tired, I am not safe,” said another, a retired tram driver.", "a retired tram driver"),
        ("The men met at noon. One of them described the plan as “a map without a road.”", "One of them"),
        (
            "They won by a goal that the visitors’ manager said “should never have stood.”",
            "the visitors’ manager",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
}

#[test]
fn whoever_is_described_first_may_be_named_later() {
    let text = "A judge acquitted the captain, ruling that the blame lay “elsewhere.”\n\nJudge Annika Vreel spoke for an hour. The \
        judge also said that the radar “was out of service.”";
    let said = speakers(text);
    assert!(said.iter().all(|s| s == "Annika Vreel"), "{said:?}");
}

#[test]
fn who_is_named_in_marks_alone_is_not_the_one_who_says_them() {
    let text = "Niklas Brand wrote the report. “We foresaw it. The report is called ‘What Carla Low Forgot,’” he said.";
    assert_eq!(speakers(text).first().map(String::as_str), Some("Niklas Brand"));
}

#[test]
fn whom_a_pronoun_means_follows_what_was_asked_and_what_was_told() {
    for (text, who) in [
        (
            "Mayor Tom Hale left the hall early. A reporter asked Hale whether he would go to the hearing. “I don’t know,” he answered.",
            "Tom Hale",
        ),
        (
            "Council leader Moira Keane spoke on Monday.\n\nThe opposition leader, Rupa Nair, accused Ms Keane of “hiding behind the \
             accounts”. Ms Keane denied this. She said she had published “every penny”.",
            "Moira Keane",
        ),
        (
            "“The bones are beautiful,” said Marguerite Foss, who studies fish at the Polytechnic of Lund. She would like to see \
             trackways. “Show me footprints,” she said.",
            "Marguerite Foss",
        ),
        ("State television said the bridge had “collapsed without warning” at dawn.", "State television"),
        (
            "The embassy of Norland said that it was “following developments closely.”",
            "The embassy of Norland",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
}

#[test]
fn a_surname_that_two_bear_is_whose_the_text_mostly_tells() {
    let text = "Edda Rasch does not do nostalgia. “I throw nothing away,” Rasch says in her garage. Rasch is 81.\n\nHer daughter, the \
                actor Mina Rasch, was six that year. “Ask her,” Mina said.\n\n“I am the lady from the garage,” Rasch says.";
    assert_eq!(speakers(text), ["Edda Rasch", "Mina Rasch", "Edda Rasch"]);
}

#[test]
fn a_phrase_that_ends_with_a_name_names_nobody() {
    let text =
        "Lori Bernst held up a sign. Jugglers Against Brandt met in the rain. “We will go on,” Brandt said.";
    assert_eq!(last_speaker(text), "Brandt");
}

#[test]
fn who_takes_a_name_up_is_a_part_of_the_source() {
    let text = "They turned to the Harbour Police, which reported “2,521 incidents” in the city.";
    let (source, findings) = found(text);
    let quote = findings.quotes.iter().find(|q| q.kind == QuoteKind::Mixed).unwrap();
    assert!(source.words_of(quote.source.as_ref().unwrap()).contains("which"));
}

#[test]
fn words_inside_words_are_those_of_whoever_is_described_there() {
    let text =
        "“Everybody dropped their trays,” said Alma Reyes. “A lady handed me her baby and said, ‘Run.’”";
    assert_eq!(speakers(text), ["Alma Reyes", "A lady"]);
}

#[test]
fn the_day_behind_a_name_is_no_part_of_it() {
    assert_eq!(
        last_speaker("They pressed Ana Ruiz Wednesday. “We can wait,” Ruiz said. Ruiz Monday was less sure."),
        "Ana Ruiz"
    );
    assert_eq!(
        last_speaker(
            "“We open at nine,” Ana Ruiz told the Marl Sunday Post. “It is late,” the Marl Sunday Post said."
        ),
        "Marl Sunday Post"
    );
}

#[test]
fn who_stands_around_an_aside_a_clause_or_a_body() {
    assert_eq!(
        speakers(
            "The night had songs and, as one critic put it, “about a gallon of glitter.” Ana Ruiz, the singer, smiled."
        ),
        ["one critic"]
    );
    assert_eq!(
        speakers(
            "A 1998 review in a paper — Ana Ruiz keeps a framed copy — called her album “an act of vandalism.”"
        ),
        ["A 1998 review"]
    );
    assert_eq!(
        speakers(
            "A study he published in 2019 found that strikes were settled “within days.” Emil Prasad teaches."
        ),
        ["A study"]
    );
    assert_eq!(
        speakers(
            "Dana Roth joined. Lumio’s board named Roth chief executive. She thanked him for his “vision.”"
        )
        .last()
        .map(String::as_str),
        Some("Dana Roth")
    );
    assert_eq!(speakers("The night belonged to the crowd. “One more year,” they chanted."), ["the crowd"]);
    assert_eq!(speakers("“Salt Year” singer Ana Ruiz left early. “I was tired,” she said."), ["Ana Ruiz"]);
}

/// The words of every attribution without marks.
pub(in crate::analysis) fn indirect(text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
    let plain = found.quotes.iter().filter(|q| q.kind == QuoteKind::Indirect);
    plain.map(|q| source.words_of(&q.content)).collect()
}

/// The words of `text` in lines of at most 60 letters; no paragraph is joined with another.
pub(in crate::analysis) fn wrapped(text: &str) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut width = 0;
        for word in paragraph.split_whitespace() {
            let letters = word.chars().count();
            if width > 0 && width + letters >= 60 {
                out.push('\n');
                width = 0;
            } else if width > 0 {
                out.push(' ');
            }
            width += letters + 1;
            out.push_str(word);
        }
        out.push_str("\n\n");
    }
    out
}

#[test]
fn a_wrapped_text_is_read_as_one_that_is_not() {
    let text = "The harbour board of Hartle met on Monday night to settle the row over the ferry, and about forty people came to hear \
                it.\n\n“Is there any point of which I should have been told?” asked the lawyer of the board, Per Dahl. The treasurer said that \
                the money for the new boats had been spent on the old ones, and that nobody had been asked whether it should be.\n\n“It is \
                gone,” said Ida Storm, who runs the ferry, “and it will not come back.” The boats may be mended before \
                the summer, if the board agreed to it by Friday.";
    let read = |text: &str| -> Vec<(QuoteKind, Option<String>, Vec<String>)> {
        let source = SourceText::new(text);
        let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
        let words = |s: Span| source.slice(s).replace('\n', " ");
        let quotes = found.quotes.iter();
        quotes
            .map(|q| {
                let speaker = q.speaker.map(|s| found.speakers[s].name.clone());
                (q.kind, speaker, q.content.iter().map(words).collect())
            })
            .collect()
    };
    let plain = read(text);
    assert!(plain.len() == 3 && plain.iter().all(|q| q.1.is_some()), "{plain:?}");
    assert_eq!(read(&wrapped(text)), plain);
    // A paragraph alone, as somebody pastes it.
    let one = text.split("\n\n").nth(1).unwrap();
    assert_eq!(read(wrapped(one).trim_end()), read(one));
}
