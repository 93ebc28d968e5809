//! Articles of our own: whose words the last are, by the name that a reader is shown.

use crate::analysis::{Options, Progress, QuoteKind, analyse};
use crate::text::SourceText;

/// Whose words each attribution of `text` is said to be; *?* for nobody’s.
pub(super) fn whose(text: &str) -> Vec<String> {
    let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
    let name = |s: usize| found.speakers[s].name.clone();
    found.quotes.iter().map(|q| q.speaker.map_or("?".to_owned(), name)).collect()
}

/// Whose words each marked quotation of `text` is said to be; *?* for nobody’s.
pub(super) fn whose_marked(text: &str) -> Vec<String> {
    let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
    let name = |s: usize| found.speakers[s].name.clone();
    let marked = found.quotes.iter().filter(|q| matches!(q.kind, QuoteKind::Direct | QuoteKind::Mixed));
    marked.map(|q| q.speaker.map_or("?".to_owned(), name)).collect()
}

/// The speakers of the quotations of `text`.
fn speakers(text: &str) -> Vec<String> {
    let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
    let said = found.quotes.iter().filter_map(|q| q.speaker);
    said.map(|s| found.speakers[s].name.clone()).collect()
}

/// The speaker of the last quotation of `text`.
fn last_speaker(text: &str) -> String {
    speakers(text).pop().unwrap_or_default()
}

#[test]
fn a_name_ends_where_an_office_or_a_shirt_begins() {
    for (text, who) in [
        (
            "“There is no question of it,” Minister for Water Resources K. Narasim Murti told the house.",
            "K. Narasim Murti",
        ),
        ("“Wait,” Superintendent of Police Arvind S. Kulkar told this paper.", "Arvind S. Kulkar"),
        (
            "“We are proud,” said Carla Witt, Chief Executive Officer of Nordvale Rail Group. Nordvale Rail Group said it “will \
             deliver.”",
            "Nordvale Rail Group",
        ),
        (
            "Lumora has sold lamps for years. All is told in a post by Priya Haldane, the chief scientist.\n\n“Nothing leaves the lamp,” she wrote. A man in a \
             green Lumora T-shirt left.",
            "Priya Haldane",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
}

#[test]
fn who_is_described_by_what_no_list_knows_or_by_whose_they_are() {
    for (text, who) in [
        ("The cathaoirleach, Cllr Liam Tuohy, said it was “a disgrace to the county.”", "Liam Tuohy"),
        ("“They kept telling them,” said the boys’ mother, Brianna Stoltz, who ran back.", "Brianna Stoltz"),
        (
            "Walls have failed five times since Christmas, a councillor has said, calling it “a scandal.”",
            "a councillor",
        ),
        (
            "Stride quotes Gita Ramsbury of the shop on the corner, who says she cannot “sell it to a man on a bicycle.”",
            "Gita Ramsbury",
        ),
        (
            "Sharon Dunning, 52, hoisted the ape. “I read it three times,” said the mother-of-four, who took over the inn.",
            "Sharon Dunning",
        ),
        (
            "As one adviser to the mayor put it to me in Port Lisse, “A platform is not a legal question.”",
            "one adviser to the mayor",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
}

#[test]
fn german_ages_stand_for_whoever_was_named() {
    for (text, who) in [
        (
            "Am Montag hat Verkehrsministerin Annegret Loose einen Deckel angekündigt. „Niemand zahlt mehr als ein Gast“, sagte \
             die 54-Jährige am Dienstag.",
            "Annegret Loose",
        ),
        (
            "Marek Tolvan bedankte sich. „Das Land hat gewählt“, sagte der 67-Jährige, der regiert.",
            "Marek Tolvan",
        ),
        (
            "Am Montag hat Verkehrsministerin Annegret Loose einen Deckel angekündigt. „Niemand zahlt mehr als ein Gast“, so die \
             Ministerin.",
            "Annegret Loose",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
    let text =
        "„Heißt das jetzt ja oder nein?“, fragte Richterin Magda Pichl. Josef Thaler überlegt. „Teilweise.“";
    assert_eq!(speakers(text).len(), 2);
}

#[test]
fn a_surname_with_a_title_is_that_of_whoever_bore_the_title_before() {
    let text = "Bo Tully, 79, has seen the doctor every month. “You could tell her things,” Mr Tully said.\n\nHis wife, Bev Tully, \
                is less polite about the plan.\n\n“Around the clock, my foot,” she said.\n\nMr Tully laughs. “She’ll tell \
                them,” he says.";
    let all = speakers(text);
    assert_eq!(all[all.len() - 3..], ["Bo Tully", "Bev Tully", "Bo Tully"]);
}

#[test]
fn then_is_no_part_of_a_name() {
    let text = "Then Lindal went. “I was tired,” Lindal said.";
    assert_eq!(last_speaker(text), "Lindal");
}

#[test]
fn what_one_cue_reports_before_it_and_behind_it_is_one_quotation() {
    let source = SourceText::new("The quay was “a wreck,” Ana Hale said. “It leaks.”");
    let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
    let [one] = found.quotes.as_slice() else { panic!("{:?}", found.quotes) };
    assert_eq!(source.words_of(&one.content), "The quay was “a wreck,” “It leaks.”");
}

#[test]
fn a_clause_that_leads_in_ends_with_its_marks() {
    let text =
        "While Ana Hale insists that the lock is “as good as new,” residents say the water still comes in.";
    let source = SourceText::new(text);
    let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
    assert_eq!(source.words_of(&found.quotes[0].content), "that the lock is “as good as new,”");
}

#[test]
fn of_two_with_one_surname_a_title_and_what_is_told_decide() {
    for (text, who) in [
        (
            "Dr Colm Garry told the court of his tree. “It was old,” he said.\n\nFintan Garry, who cut it down, was fined. “I am sorry,” he \
             said.\n\nOutside, Dr Garry said he was “glad of it”.",
            "Colm Garry",
        ),
        (
            "Last winter Tyler Hale was found in a shelter. His mother, Lorraine Hale, spoke first. “He was cold,” she said.\n\nThe motion \
             passed.\n\nHale stayed until the end. She sat in the front row with her coat on.\n\n“It won’t bring him home,” she said.",
            "Lorraine Hale",
        ),
        (
            "Earl Marsh, 77, testified against his sons, who run Marsh & Sons. Wendell Marsh was silent.\n\nTheir father, Earl Marsh, sat \
             alone.\n\n“I raised them to tell the truth,” he said.",
            "Earl Marsh",
        ),
    ] {
        assert_eq!(last_speaker(text), who, "{text}");
    }
}

#[test]
fn another_is_somebody_though_nobody_says_who() {
    let text = "“This needs a hug,” one engineer wrote in a chat. Another replied: “The switch is there.”";
    assert_eq!(speakers(text), ["one engineer", "Another"]);
}

#[test]
fn what_was_seen_or_made_by_somebody_is_not_they() {
    for text in [
        "A United Nations assessment dated Sept. 28 and seen by this agency said food stocks in the city were “likely to be exhausted” soon.",
        "A study commissioned by the harbour board and obtained by Radio Marl said the cranes would eliminate “between two and three \
         thousand positions.”",
    ] {
        let who = last_speaker(text);
        assert!(who.contains("assessment") || who.contains("study"), "{text}: {who}");
    }
}

#[test]
fn whoever_is_somebodys_sister_by_name_is_called_by_it() {
    let text = "Troy Hale spoke on Monday. Troy’s sister Jolene Marsh told jurors that he had come home. “I said no,” she testified.";
    assert_eq!(last_speaker(text), "Jolene Marsh");
    assert!(!speakers(text).iter().any(|s| s.contains("sister")));
}

#[test]
fn what_something_is_called_is_nobodys_words() {
    for text in [
        "The ban, known as “Away for the Day,” required students to lock their phones, said Ana Hale.",
        "The campaign, called ‘Same Again’, cost £38 million, said Ana Hale.",
    ] {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let marked = |q: &&crate::analysis::FoundQuote| q.kind == crate::analysis::QuoteKind::NotSpeech;
        assert_eq!(found.quotes.iter().filter(marked).count(), 1, "{text}: {:?}", found.quotes);
    }
}

#[test]
fn whoever_asks_in_a_paragraph_of_their_own_does_not_answer() {
    let text = "The first witness was Fire Chief Dash Okono. “I saw flames,” he said.\n\n“Did he say anything?” Ana Wester asked.\n\n“Yes, ma’am.”";
    assert_eq!(last_speaker(text), "Dash Okono");
}

#[test]
fn a_justice_is_the_judge() {
    let text = "Lady Justice Rosemary Otieno ordered a fresh survey of the block.\n\n“A notice on a door is no notice,” said the judge.";
    assert_eq!(last_speaker(text), "Rosemary Otieno");
}

#[test]
fn whoever_reports_in_the_sentence_before_speaks() {
    let text = "Bassey Etukwe, the referee, left early.\n\nA supporter, who gave his name only as Sunny, claimed that the referee had \
                been lodged in a hotel. “We know the hotel,” he said.";
    assert_eq!(last_speaker(text), "Sunny");
    let text = "Pema Yang, 58, has a hundred goats. “Nobody asks about the goats,” she said.\n\nHer daughter-in-law, Kunsang, looked up \
                from the stove. “Three boys are dead,” she said.";
    assert_eq!(last_speaker(text), "Kunsang");
}

#[test]
fn a_role_goes_by_other_nouns() {
    let text = "The panel’s chair, Justice Nomvula Seth, told reporters that there was a paper trail.\n\nOthers disagreed, among them \
                Bo Lund.\n\nSeth said the panel had seen two of the letters. “They are good letters,” the judge said.";
    assert_eq!(last_speaker(text), "Nomvula Seth");
    let text = "United’s skipper, Ibrahim Dankwar, scored late. The referee, Bassey Etuk, left early.\n\nDankwar thanked his club. “The \
                goal is his,” the captain said.";
    assert_eq!(last_speaker(text), "Ibrahim Dankwar");
}

#[test]
fn it_is_the_body_that_begins_the_sentence() {
    let text = "Norvane Foods AG cut its forecast on Wednesday, blaming record prices and what it called “a more hesitant consumer.”";
    assert_eq!(last_speaker(text), "Norvane Foods AG");
}

#[test]
fn whoever_asks_to_be_called_by_a_name_has_it() {
    let text = "A miner who fled the town, and who asked to be called Petro because he has family there, described long shifts.\n\n“They \
                counted us down,” he said by phone.";
    assert_eq!(last_speaker(text), "Petro");
    let text = "The mission’s head, retired general Lodewik Anstra, declined to assign blame. “My job is to count craters,” he said.";
    assert_eq!(last_speaker(text), "Lodewik Anstra");
}

#[test]
fn what_a_place_lies_in_is_nobody() {
    assert_eq!(last_speaker("A baker in Orrin, Marl, said that it was late."), "A baker in Orrin");
    assert_eq!(last_speaker("A baker in Orrin, Ana Hale, said that it was late."), "Ana Hale");
}

#[test]
fn names_with_hyphens_are_whole_and_what_backs_a_body_is_not_its_name() {
    assert_eq!(last_speaker("“It is late,” said Mei-ling Hsu, who runs the ferry."), "Mei-ling Hsu");
    assert_eq!(last_speaker("The Saudi-backed Marl Front said that it had left."), "Marl Front");
}

#[test]
fn a_paper_is_called_by_its_name() {
    let text = "A government newspaper, Al-Marl, once denounced her as “a broker of traitors”.";
    assert_eq!(last_speaker(text), "Al-Marl");
}

#[test]
fn a_time_says_nothing() {
    let text = "Hearing a petition, a two-member bench last week observed that citizens “cannot be asked to fight with notes”.";
    assert_ne!(last_speaker(text), "last week");
}

#[test]
fn one_of_several_is_shown_as_one() {
    let text = "Ana Hale left. “It will hurt somebody,” one of the diplomats said.";
    assert_eq!(last_speaker(text), "one of the diplomats");
}

#[test]
fn a_sign_does_not_go_on() {
    let text = "“We built something,” said Miles Hale at the offices, beneath a neon sign that reads “Be Home.” “Loneliness kills \
                people. I am not sorry.”";
    assert_ne!(last_speaker(text), "a neon sign");
}

#[test]
fn whoever_cuts_in_speaks() {
    let text = "Tilda Moss spoke in Orrin. “There is a man who has some problems,” Moss said as the heckler yelled: “You lie!”";
    assert_eq!(last_speaker(text), "the heckler");
}

#[test]
fn an_age_tells_who_is_meant() {
    let text = "Student Maya Hale, 17, has organized a petition.\n\n“It is late,” the 17-year-old said.";
    assert_eq!(last_speaker(text), "Maya Hale");
    let text = "Student Maya Hale, 17, has organized a petition. Ana Moss, 18, has signed it.\n\n“It is late,” the 17-year-old said.";
    assert_eq!(last_speaker(text), "Maya Hale");
}

#[test]
fn behind_the_words_of_a_german_sentence_the_verb_stands_before_who_says_them() {
    for (text, who) in [
        (
            "Trainer Sascha Drehmer sitzt am Samstag auf der Bank. Sportdirektor Kerem Aksoy vermied ein klares Bekenntnis. „Wir werden jetzt \
             nicht entscheiden“, sagte er.",
            "Kerem Aksoy",
        ),
        (
            "Die Autoren sprechen von Buchführung. Ob die Vögel dabei etwas wie Groll empfinden, lasse sich nicht ableiten, betonen sie. \
             „Unsere Ergebnisse erlauben keine Aussage“, schreiben sie in der Studie.",
            "Die Autoren",
        ),
        (
            "Stadtrat Karl Wörner forderte mehr Geld. „Da müssen doch die Alarmglocken läuten“, so der Landwirt, der selbst zwei Enkel hat.",
            "Karl Wörner",
        ),
        ("„Wir sind kein Verein“, erklärte Bo Lund und fügte hinzu: „Aber wir sind treu.“", "Bo Lund"),
    ] {
        assert_eq!(whose_marked(text).last().map(String::as_str), Some(who), "{text}");
    }
}
