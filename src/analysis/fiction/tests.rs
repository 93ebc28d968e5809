//! Stories of our own: who speaks in them, by the name that a reader is shown; and what must hold of any story.

use super::mentions::refine;
use crate::analysis::attribution::Mentions;
use crate::analysis::page::Page;
use crate::analysis::tests::{indirect, wrapped};
use crate::analysis::{Options, Progress, analyse};
use crate::lang::profile;
use crate::text::SourceText;
use proptest::prelude::*;

/// The speaker of each quotation, in order, and the rules of its reasons.
fn spoken(text: &str) -> Vec<(String, Vec<String>)> {
    let source = SourceText::new(text);
    let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
    let name = |i: usize| found.speakers[i].name.clone();
    let quotes = found.quotes.iter();
    quotes
        .map(|q| {
            let rules = q.evidence.iter().map(|e| e.rule.to_string()).collect();
            (q.speaker.map(name).unwrap_or_default(), rules)
        })
        .collect()
}

pub(super) fn speakers(text: &str) -> Vec<String> {
    spoken(text).into_iter().map(|s| s.0).collect()
}

pub(super) const WINDOW: &str = "The rain had not stopped since noon. Edith Marlow was at the window when Captain Thorne came in. He had his hat in his hand.

“You are late,” said Edith.

“I was kept at the harbour,” said the captain. “Were you anxious?”

“A little.”

“You need not have been.”

She turned from the window and looked at him.

“Did you see my brother?” she asked.

“He was not there,” he said. “They told me that he had gone to Harwick.”

“Why would he go to Harwick without a word to me?”

“I do not know, my dear Edith. I wish I did!”

The clock in the hall was slow, and neither of them had heard it strike. Outside, the lamps were lit one after another along the quay, and the boats were dark against the water.
";

#[test]
fn two_speak_by_turns_and_a_title_means_its_bearer() {
    let said = speakers(WINDOW);
    let edith = |s: &String| s.contains("Edith");
    let thorne = |s: &String| s.contains("Thorne");
    let turns = [0, 2, 4, 6].map(|i| said.get(i).is_some_and(edith));
    assert_eq!(turns, [true; 4], "{said:?}");
    let turns = [1, 3, 5, 7].map(|i| said.get(i).is_some_and(thorne));
    assert_eq!(turns, [true; 4], "{said:?}");
}

#[test]
fn a_title_and_the_small_words_of_a_name_are_one_name() {
    let said = speakers(
        &WINDOW.replace("Captain Thorne", "Mr. van der Thorn").replace("the captain", "Mr. van der Thorn"),
    );
    let thorn = |s: &String| s.contains("van der Thorn");
    let turns = [1, 3, 5, 7].map(|i| said.get(i).is_some_and(thorn));
    assert_eq!(turns, [true; 4], "{said:?}");
}

/// A house in which two women bear one name.
const HOUSE: &str = "It was evening, and the lamps had been lit. Mrs. Ashby sat by the fire with her sewing, and Clara Ashby stood at the window and did not look at her mother.

“You will catch cold there,” said Mrs. Ashby.

“I am quite warm, mamma,” said Clara.

Mrs. Ashby put down her needle and looked at Clara for a long time. She had never understood her, and she was too old to begin.

“You were with him again,” said Mrs. Ashby. “You need not tell me!”

“I was in the garden,” said Clara. “He was there, and I could not send him away.”

“Could you not?”

Clara turned round. Mrs. Ashby had taken up her sewing, and her hands were shaking.

“Will you speak to him?” said Clara. “He would listen to you.”

“I did speak to him,” said Mrs. Ashby. “He had nothing to say to me, and I was glad when he was gone.”
";

#[test]
fn a_mother_and_her_daughter_are_two() {
    let said = speakers(HOUSE);
    assert!(said.first().is_some_and(|s| s.contains("Mrs. Ashby")), "{said:?}");
    let rules = &spoken(HOUSE)[0].1;
    assert!(rules.iter().any(|r| r == "verb-then-source"), "a title is no word between: {rules:?}");
    assert!(said.get(1).is_some_and(|s| s.contains("Clara")), "{said:?}");
}

#[test]
fn a_turn_without_a_source_says_why() {
    let said = spoken(WINDOW);
    let rules = &said[6].1;
    let told = ["speakers-take-turns", "same-speaker-goes-on", "mention-nearby"];
    assert!(rules.iter().any(|r| told.contains(&r.as_str())), "{rules:?}");
    assert!(said[0].1.iter().any(|r| r == "verb-then-source"), "{:?}", said[0].1);
}

const DESK: &str = "I was at my desk when Mr. Pell came in. He had a letter in his hand, and he was pale.

“Have you read this, NAME?” he cried.

“I have not,” I said. “What is it?”

“It is from your uncle, NAME. You must go to him at once!”

“You cannot be in earnest,” I said.

“I was never more so,” said Mr. Pell.

“Then you had better sit down,” I said, and I gave him my chair.

“Thank you, NAME,” he said. I did not answer, for I was thinking of my uncle, and I had no wish to speak of him to anybody in that house, and least of all to Mr. Pell, who had been his clerk for thirty years and could not keep a secret.
";

#[test]
fn whoever_tells_a_story_bears_the_name_that_others_call_them() {
    let said = speakers(&DESK.replace("NAME", "Harrow"));
    assert_eq!(said, ["Mr. Pell", "Harrow", "Mr. Pell", "Harrow", "Mr. Pell", "Harrow", "Mr. Pell"]);
}

#[test]
fn whoever_tells_a_story_and_is_never_named_is_the_narrator() {
    let said = speakers(&DESK.replace("NAME", "sir"));
    assert_eq!(said.iter().filter(|s| *s == "the narrator").count(), 3, "{said:?}");
    assert_eq!(said.iter().filter(|s| *s == "Mr. Pell").count(), 4, "{said:?}");
}

#[test]
fn whoever_tells_a_story_bears_the_name_that_the_telling_gives() {
    let desk = DESK.replace("NAME", "sir");
    let count = |opening: &str| {
        let said = speakers(&format!("{opening} {desk}"));
        said.iter().filter(|s| *s == "Harrow").count()
    };
    assert_eq!(count("My name is Harrow, and I am a lawyer."), 3);
    assert_eq!(count("I was born by the sea, and they called me Harrow."), 3);
    assert_eq!(count("I had a dog, and they called him Harrow."), 0);
}

proptest! {
    #[test]
    fn any_dialogue_is_read_twice_the_same(pieces in proptest::collection::vec(0_usize..16, 0..160)) {
        const PIECES: [&str; 16] = [
            "“Are you there?” ", "“You!” ", "“I am, Mr. Pell,” ", "said the doctor. ", "he cried. ", "Mr. Pell ", "Edith Marlow had ",
            "the Colonel was ", "I said. ", "\n\n", "\n", "“", "” ", "She was late. ", "‘You know him?’ ", "Dr. Thorne could not. ",
        ];
        let text: String = pieces.iter().map(|&i| PIECES[i]).collect();
        prop_assert_eq!(spoken(&text), spoken(&text));
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        prop_assert!(found.quotes.iter().all(|q| q.runner_up.is_none_or(|(_, p)| p <= q.confidence)));
    }
}

const PUMP: &str = "It was a market day, and the women stood about the pump. They had a good deal to say of the trial, and they said it aloud, so that the clerk at his window heard every word that was spoken.

“Neighbours,” said a sharp-nosed widow of sixty, “I’ll give you my opinion. What do you think of it?”

“They say,” said another, “that the parson takes it hard.”

“The justices are kind men, but too soft,” added a third gaunt spinster. “You know what they should have done.”

“What do we speak of pain for?” cried another female, the loudest of them all. “She has shamed us!”

“Mercy, you are hard!” exclaimed a man in the crowd, “is there no kindness in you?”

“I’ll show you out, sir,” said the child’s nurse. They walked down the stairs, and nobody looked after them.

“You were here before,” said the clerk. The women had gone home, and the square was dark and quiet again.
";

#[test]
fn whoever_is_new_speaks_the_words_that_are_said_to_be_theirs() {
    let said = speakers(PUMP);
    for who in [
        "a sharp-nosed widow of sixty",
        "another",
        "a third gaunt spinster",
        "another female",
        "a man in the crowd",
        "the child’s nurse",
    ] {
        assert!(said.iter().any(|s| s == who), "{who}: {said:?}");
    }
}

const STRANGER: &str = "The boy was on the steps of the bank with his box before him. A stranger in a grey coat stopped there, and the boy looked up at him. The street was full, and the clock over the door was slow.

“Shine your boots, sir?” said Dick.

“How much?” asked the stranger.

“Ten cents,” said Dick. “You won’t get it cheaper!”

“Then be quick about it,” said the stranger. He had his watch in his hand, and was looking down the street.

“I’ll do you a bully shine. Where shall I bring the change?”

“To my office,” said the stranger. “You will find it across the square.”

“Yes, sir. What name?”

“My name is Harrow,” he said. “It is on the second floor.”

“All right, sir. I’ll bring it!” said Dick. The man went away, and was soon out of sight in the crowd of the square.
";

#[test]
fn whoever_says_who_he_is_had_that_name_before() {
    let said = speakers(STRANGER);
    assert_eq!(said.get(1).map(String::as_str), Some("Harrow"), "{said:?}");
    assert!(said.iter().filter(|s| *s == "Harrow").count() >= 4, "{said:?}");
    assert!(said.iter().all(|s| !s.contains("stranger")), "{said:?}");
}

/// Nobody says of the man in the gown who he is but he himself, in the middle of what he says.
const FLAT: &str = "Marta found the key where her sister had said it would be, and let herself in. The flat smelled of oranges and gas.

“Hello?” she called.

Nobody answered. She opened the kitchen window first, and then the one in the hall, and she put her bag down beside the stove.

She turned round. A man in a brown gown was standing in the doorway with half his face covered in foam.

“Who are you?” she asked.

“Who are you?”

“I’m Ilse’s sister.”

“Ah.” He wiped the razor on his sleeve. “She said you’d be taller. I’m Viktor.”

“She didn’t say anything about a Viktor.”

“No,” he agreed. “She wouldn’t.”

Marta put her bag down on the table. There was a letter on it, unopened, in their mother’s hand. “When did this come?”

“Friday. You’ll find more of them.” Viktor shrugged. “She keeps them in the drawer with the string.”

“She told me she answered every one,” said Marta.

“She told me she was an orphan,” Viktor said.
";

#[test]
fn who_says_his_name_is_known_by_it_before_and_after() {
    let said = speakers(FLAT);
    assert!(said.iter().all(|s| !s.contains("man")), "{said:?}");
    assert!(said.iter().filter(|s| *s == "Viktor").count() >= 5, "{said:?}");
}

#[test]
fn a_chapter_that_only_tells_is_a_story_though_nobody_is_addressed() {
    let tale = "Ada Thorne was at the window when her brother came. The lamp was low and she could not see his face. He had walked from the mill, \
                and his boots were wet, and he stood at the door and did not speak. She had not seen him since the spring. ";
    let said = "“The mill was shut,” said a tall carter at the gate.\n\n";
    let text = format!("{}\n\n{}", tale.repeat(20), said.repeat(6));
    let told = spoken(&text);
    assert!(told.iter().any(|(s, _)| s == "a tall carter at the gate" || s == "a tall carter"), "{told:?}");
}

#[test]
fn how_somebody_says_it_may_stand_before_them() {
    let text = PUMP.replace(
        "“I’ll show you out",
        "“Ah, but,” put in, more gently, a young mother, leading a boy by the hand, “you cannot hide the pain of it.”\n\n“I’ll show you out",
    );
    assert!(speakers(&text).iter().any(|s| s == "a young mother"));
}

#[test]
fn her_ladyship_is_the_one_lady() {
    let text =
        WINDOW.replace("Captain Thorne", "Lady Thorne").replace("said the captain", "said her ladyship");
    let said = speakers(&text.replace("He had his hat in his hand", "She had her hat in her hand"));
    assert!(said.get(1).is_some_and(|s| s.contains("Thorne")), "{said:?}");
    assert!(said.get(2).is_some_and(|s| s.contains("Edith")), "whoever answers her is another: {said:?}");
}

#[test]
fn a_word_that_only_stands_before_a_name_makes_nobody_else() {
    let more = "\n“I am cold,” said Edith. Little Edith Marlow had always been cold.\n\nPresently Edith sat down. Edith was tired, and \
                Edith knew it. “You are not well, Edith!” said the captain. “Edith, my dear Edith, you must rest.” Edith laughed, and \
                Edith looked at the lamps. Edith had been happy here.\n\n“I am well,” said Edith. “I will not rest.”\n";
    let text = SourceText::new(format!("{WINDOW}{more}"));
    let found = analyse(&text, &Options::default(), &Progress::default()).unwrap();
    let named: Vec<&str> =
        found.speakers.iter().map(|s| s.name.as_str()).filter(|n| n.contains("Edith")).collect();
    assert_eq!(named.len(), 1, "{named:?}");
}

const DECK: &str = "The captain walked the deck all day, and he had not slept. Mr. Ashby was at the wheel, and he looked at the sky. The men were quiet, for they were afraid of what he would say to them when the boat was brought in.

“Where away?” bawled the mate.

“Two points off the bow,” said Mr. Ashby, “and nobody in her. You may see for yourself!”

“Who is to pay for it?” inquired somebody at the back.

“Let her be,” muttered one of the hands. “There is no luck in her.”

“Will you be quiet!” said Mr. Ashby. He had been told to bring her in, and he was a man who did as he was told.

“You will see,” said the captain. The wind had gone down, and they could hear the water under the bow.
";

#[test]
fn whatever_verb_stands_right_behind_the_words_says_them() {
    let said = speakers(DECK);
    for who in ["the mate", "somebody", "one of the hands"] {
        assert!(said.iter().any(|s| s == who), "{who}: {said:?}");
    }
}

/// The captain calls the mate by a name that the telling never uses, and the mate answers him.
const HAIL: &str = "I was on my knees by the chest when the hail came, and I was afraid. I had been at sea for a month, and I had not seen a boat in all that time. The captain was at the wheel, and he had a glass in his hand.

“Mr. Brannock!” he called. “What do you see?”

“A boat, sir,” said the mate.

“Lower away, Mr. Brannock. You will take three men, and the boy.”

“Aye, sir,” said the mate.

“Is he dead?” I asked.

“You may ask him yourself, Mr. Brannock!” said the captain, and he laughed.

“No, sir,” said the mate. He had gone to the rail.

“If you please,” I said, “are you dead?” I was too frightened to know what I said. I had put my hand to my throat.

“Not by a good deal,” said the man in the boat. “What ship is that?”

“You know her,” I said. I had known him for my father’s friend, and he had known me.
";

#[test]
fn whoever_is_called_by_name_tells_the_story_only_where_the_teller_answers() {
    let said = speakers(HAIL);
    assert_eq!(said.iter().filter(|s| *s == "the narrator").count(), 3, "{said:?}");
    let called = HAIL.replace("said the mate", "I said").replace("“Is he dead?” I asked.\n\n", "");
    assert!(speakers(&called).iter().filter(|s| s.contains("Brannock")).count() >= 4);
}

#[test]
fn a_surname_alone_is_whose_full_name_is_mostly_used() {
    let text = WINDOW
        .replace(
            "Captain Thorne came in.",
            "Ralph Denham came in. Ralph Denham was wet, and Ralph Denham was tired. Ada Denham had not come.",
        )
        .replace("the captain", "Denham");
    let said = speakers(&text);
    assert!(said.iter().any(|s| s.contains("Denham")) && said.iter().all(|s| !s.contains("Ada")), "{said:?}");
}

#[test]
fn a_title_and_a_full_name_are_one_where_nobody_else_bears_the_surname() {
    let with = |other: &str| {
        let told =
            "Madame Orlov rose. The lamps were low. Ada Orlov had sat so for an hour. The clock was slow. "
                .repeat(8);
        let text = WINDOW
            .replace("Captain Thorne came in.", &format!("Madame Orlov came in. {told}{other}"))
            .replace("the captain", "Madame Orlov")
            .replace("He had his hat in his hand.", "");
        speakers(&text)
    };
    let said = with("");
    assert!(said.iter().any(|s| s == "Ada Orlov") && !said.iter().any(|s| s.contains("Madame")), "{said:?}");
    let said = with("Miss Orlov was her daughter. Miss Orlov slept.");
    assert!(said.iter().any(|s| s.contains("Madame Orlov")), "{said:?}");
}

#[test]
fn another_of_a_kind_is_described_by_the_kind() {
    let text = SourceText::new("“Hush!” cried another gaunt netmender. “Hush!” cried another.");
    let page = Page::new(&text, profile("en"), None);
    let found = refine(&page, Mentions::find(&page));
    let heads: Vec<&str> = found.all.iter().map(|m| page.str(m.head)).collect();
    assert_eq!(heads, ["netmender", "another"]);
}

#[test]
fn a_line_may_end_between_an_article_and_whoever_speaks() {
    let asked = "“Is there any point of which I should be told?” asked the keeper, who had come in behind them, and had \
                 not been seen by either of the two until he spoke.\n\nThe clock in the hall";
    let text = wrapped(&WINDOW.replace("The clock in the hall", asked));
    assert!(text.contains("asked the\nkeeper"), "{text}");
    let said = spoken(&text);
    let (_, rules) = said.last().unwrap();
    assert!(rules.iter().any(|r| r == "verb-then-source"), "{said:?}");
}

#[test]
fn a_description_is_whoever_was_named_beside_it() {
    let said = speakers(
        &WINDOW
            .replace("Captain Thorne came in.", "the doctor, Silas Thorne, came in.")
            .replace("the captain", "the doctor"),
    );
    let thorne = |s: &String| s.contains("Thorne");
    assert!(said.get(1).is_some_and(thorne), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("doctor")), "{said:?}");
}

#[test]
fn what_leads_in_words_may_stand_in_the_paragraph_above() {
    for led in
        ["Then he looked up, and at last he went on:", "At last Captain Thorne said:", "At last he said,"]
    {
        let asked = format!("{led}\n\n“Did you see my brother?”");
        let said = spoken(
            &WINDOW
                .replace("“Did you see my brother?” she asked.", &asked)
                .replace("“He was not there,” he said.", "“He was not there,” she said."),
        );
        let (speaker, rules) = said.get(4).unwrap();
        assert!(speaker.contains("Thorne"), "{led}: {said:?}");
        assert!(!rules.iter().any(|r| r == "speakers-take-turns"), "{led}: {said:?}");
    }
}

#[test]
fn whoever_tells_a_passage_is_the_narrator_too() {
    // Too few quotations for a story.
    let said = speakers(
        "I went down to the quay, and he was there. “You are late,” I said to him, and he looked at me.",
    );
    assert_eq!(said, ["the narrator"]);
}

#[test]
fn what_is_said_in_a_story_is_reported_and_what_is_known_or_felt_is_told() {
    let told = "She knew that the boat had left. He felt that it was too late. ";
    let said = "Edith told him that the boat had left at noon. ";
    let reported = indirect(
        &WINDOW.replace("She turned from the window", &format!("{told}{said}She turned from the window")),
    );
    assert!(reported.iter().any(|w| w.contains("the boat had left at noon")), "{reported:?}");
    assert!(!reported.iter().any(|w| w.contains("too late")), "{reported:?}");
    assert!(!reported.iter().any(|w| w.ends_with("the boat had left")), "{reported:?}");
}
