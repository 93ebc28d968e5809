use crate::analysis::Progress;
use crate::formats::{Imported, import, sniff};
use crate::model::{Track, locate};
use std::sync::Arc;

fn read(bytes: &[u8], name: &str) -> Imported {
    import(bytes, name, &Progress::default()).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn refusal(bytes: &[u8], name: &str) -> String {
    import(bytes, name, &Progress::default()).unwrap_err().to_string()
}

/// Text, track and problems of a file with one document.
fn parts(bytes: &str, name: &str) -> (String, Arc<Track>, Vec<String>) {
    let read = read(bytes.as_bytes(), name);
    let [doc] = read.documents.as_slice() else { panic!("one document") };
    let text = doc.text.text().unwrap().as_str().to_owned();
    let track = doc.track.clone().expect("a track");
    assert!(track.fits(text.len() as u32));
    (text, track, read.problems.iter().map(ToString::to_string).collect())
}

/// Every turn as `name: words`, every cue as `time line words`.
fn spelled(text: &str, track: &Track) -> (Vec<String>, Vec<String>) {
    let words = |at: crate::text::Span| text.get(at.start() as usize..at.end() as usize).unwrap();
    let turns = track.turns.iter().map(|t| format!("{}: {}", t.name, words(t.at))).collect();
    let cues = track.cues.iter().map(|c| {
        let n = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
        format!("{} {} {}", n(c.start_ms), n(c.line), words(c.at))
    });
    (turns, cues.collect())
}

#[test]
fn subrip_runs_on_over_cues_and_keeps_time_line_and_turn() {
    let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\nANN LEE: The <i>weir</i> will not\r\n\r\n2\r\n\
        00:00:03,600 --> 00:00:06,000\r\n{\\an8}hold till\r\nMay.\r\n\r\n3\r\n00:14:07,200 --> 00:14:09,000\r\n\
        - BO RASK: Who says\r\n\r\nso?\r\n- ANN LEE: I do. 3 < 4.\r\n";
    let (text, track, problems) = parts(srt, "tape.srt");
    assert_eq!(
        text,
        "ANN LEE: The weir will not hold till May.\n\nBO RASK: Who says so?\n\nANN LEE: I do. 3 < 4.\n"
    );
    assert_eq!(problems, Vec::<String>::new());
    let (turns, cues) = spelled(&text, &track);
    assert_eq!(
        turns,
        ["ANN LEE: The weir will not hold till May.", "BO RASK: Who says so?", "ANN LEE: I do. 3 < 4."]
    );
    assert_eq!(
        cues,
        [
            "1000 3 The weir will not",
            "3600 7 hold till May.",
            "847200 12 Who says so?",
            "847200 15 I do. 3 < 4."
        ]
    );
    let at = text.find("till").unwrap() as u32;
    assert_eq!(locate(&text, Some(&track), at).line, Some(7));
}

#[test]
fn nameless_cues_get_paragraphs_at_silences() {
    let srt = "1\n00:00:01.0 --> 00:00:02.0\nIt is late.\n\n2\n00:00:02.1 --> 00:00:03.0\nGo home.\n\n\
        3\n00:00:09.0 --> 00:00:10.0\nMorning came.\n";
    let (text, track, _) = parts(srt, "a.srt");
    assert_eq!(text, "It is late. Go home.\n\nMorning came.\n");
    assert_eq!((track.turns.len(), track.cues.len()), (0, 3));
}

#[test]
fn webvtt_names_its_voices() {
    let vtt = "WEBVTT - town hall\nKind: captions\n\nNOTE\nnobody: reads this\n\nSTYLE\n::cue { color: red }\n\n\
        intro\n00:01.000 --> 00:03.000 align:start\n<v.loud Ann Lee>We &amp; they\n\n\
        00:03.000 --> 00:05.000\n<v Ann Lee>will <c.x>mend</c> <00:04.000>it.</v> <v Bo>When?</v>\n\n\
        1:00:05.000 --> 1:00:07.000\n<v Bo>In\nMay?\n";
    let (text, track, problems) = parts(vtt, "hall.vtt");
    assert_eq!(text, "Ann Lee: We & they will mend it.\n\nBo: When? In May?\n");
    assert_eq!(problems, Vec::<String>::new());
    let (turns, cues) = spelled(&text, &track);
    assert_eq!(turns, ["Ann Lee: We & they will mend it.", "Bo: When? In May?"]);
    assert_eq!(cues[0], "1000 12 We & they");
    assert_eq!(cues[3], "3605000 18 In");
}

#[test]
fn captions_that_roll_up_are_told_once() {
    let vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nthe weir will hold\n\n00:02.000 --> 00:03.000\n\
        the weir will hold\nuntil next spring\n\n00:03.000 --> 00:04.000\nuntil next spring\nif it rains\n";
    assert_eq!(parts(vtt, "a.vtt").0, "the weir will hold until next spring if it rains\n");
}

#[test]
fn whisper_in_its_three_dialects() {
    let plain = r#"{"text":" Ann: hm","language":"en","segments":[{"id":0,"seek":0,"start":0.0,"end":2.5,"text":" The weir",
        "avg_logprob":NaN,"tokens":[1]},{"start":2.5,"end":4.0,"text":" will hold."}]}"#;
    let (text, track, _) = parts(plain, "a.json");
    assert_eq!((text.as_str(), track.cues[1].start_ms), ("The weir will hold.\n", Some(2500)));
    let x = r#"{"segments":[{"start":0,"end":3,"text":" We will. When?","speaker":"SPEAKER_00","words":[
        {"word":"We","start":0.1,"end":0.4,"speaker":"SPEAKER_00"},{"word":"will.","start":0.5,"end":0.9,"speaker":"SPEAKER_00"},
        {"word":"When?","start":2.0,"end":2.4,"speaker":"SPEAKER_01"}]},
        {"start":3,"end":4,"text":"In May.","speaker":"SPEAKER_00"}],"word_segments":[]}"#;
    let (text, track, _) = parts(x, "x.json");
    assert_eq!(text, "SPEAKER_00: We will.\n\nSPEAKER_01: When?\n\nSPEAKER_00: In May.\n");
    assert_eq!(track.cues[1].start_ms, Some(2000));
    let cpp = r#"{"transcription":[{"timestamps":{"from":"00:00:00,000"},"offsets":{"from":0,"to":1500},"text":" Yes."}]}"#;
    assert_eq!(parts(cpp, "c.json").1.cues[0].end_ms, Some(1500));
}

#[test]
fn otter_rev_trint_and_timecoded_texts() {
    let otter = "Ann Lee  0:03  \nThe weir will hold.\n\nBo Rask  1:00:07\nWho says?\n\nTranscribed by https://otter.ai\n";
    let rev = "Ann Lee (00:03):\nThe weir will [00:00:05] hold.\n\nBo Rask (1:00:07): Who says?\n";
    let trint = "Ann Lee [00:00:03]\nThe weir will hold.\n\nBo Rask [01:00:07] Who says?\n";
    let coded = "[00:00:03] Ann Lee: The weir will hold.\n[01:00:07.5] Bo Rask: Who says?\n[01:00:09] No one: told me.\n";
    for (file, id) in [(otter, "otter"), (rev, "rev"), (trint, "trint"), (coded, "timecoded")] {
        assert_eq!(sniff(file.as_bytes(), "tape.txt").id(), id);
        let (text, track, problems) = parts(file, "tape.txt");
        assert!(text.starts_with("Ann Lee: The weir will hold.\n\nBo Rask: Who says?"), "{id}: {text}");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(track.cues[0].start_ms, Some(3000), "{id}");
        assert_eq!(track.turns[1].name, "Bo Rask", "{id}");
    }
    let (text, track, _) = parts(rev, "tape.txt");
    let hold = text.find("hold").unwrap() as u32;
    assert_eq!(track.cue(hold).unwrap().start_ms, Some(5000), "a time within the words");
}

#[test]
fn an_article_with_times_is_no_transcript() {
    for text in [
        "The fair opens at 10:30 on Friday.\n\n“We are glad,” said Ann Lee (12:30).\n\nIt closes at 18:00.\n",
        "Programme\n\n10:30 Opening\n\nIt was a long and quiet day in the town of Ostmere.\n",
        "16:40\n\nThe quay has gone, the harbour office says.\n\n16:05\n\n“Stay in,” said Ann Lee.\n\n15:30\n\nThe wind rises.\n",
        "Note: read this.\n\nThe rest is prose.\n\nWarning: so is this.\n\nAnd this.\n",
    ] {
        assert_eq!(sniff(text.as_bytes(), "a.txt").id(), "text", "{text}");
        assert_eq!(read(text.as_bytes(), "a.txt").documents[0].track, None, "{text}");
    }
}

#[test]
fn a_text_of_turns_stays_as_it_is_and_says_whose_words_they_are() {
    let text = "Interview, 3 May\n\nQ: Will it hold?\n\nLUND: It will.\n\nUntil May, I mean.\n\nQ: And then?\nLUND: Then  not.\n";
    let (kept, track, _) = parts(text, "talk.txt");
    assert_eq!(kept, text);
    let (turns, _) = spelled(&kept, &track);
    assert_eq!(
        turns,
        ["Q: Will it hold?", "LUND: It will.\n\nUntil May, I mean.", "Q: And then?", "LUND: Then  not."]
    );
}

#[test]
fn what_is_broken_is_said_and_the_rest_is_kept() {
    let srt = "words before\n1\n00:00:05,000 --> 00:00:06,000\nSecond.\n\n2\n00:00:xx,000 --> 00:00:02,000\nBroken.\n\n\
        3\n00:00:01,000 --> 00:00:02,000\nFirst.\n";
    let (text, track, problems) = parts(srt, "a.srt");
    assert_eq!(text, "First.\n\nSecond. Broken.\n");
    assert_eq!(track.cues[2].start_ms, None);
    assert_eq!(
        problems,
        [
            "line 1: Words before the first cue are left out.",
            "line 7: The time of a cue cannot be read; its words are kept without it.",
            "line 12: A cue begins before the one above it; the cues were put in the order of their times."
        ]
    );
}

#[test]
fn what_is_no_transcript_is_refused_with_the_reason() {
    assert_eq!(refusal(b"", "a.srt"), "there are no words in it");
    assert_eq!(refusal(b"no cue at all\n", "a.srt"), "it has no cue with a time and words");
    assert_eq!(
        refusal(b"1\n00:00:01,000 --> 00:00:02,000\n\n", "a.srt"),
        "it has no cue with a time and words"
    );
    assert_eq!(refusal(b"hello\n", "a.vtt"), "it does not begin with WEBVTT, so it is no WebVTT file");
    assert_eq!(
        refusal(br#"{"name":"sayso","segments":3}"#, "package.json").split(':').next(),
        Some("it is JSON, but no transcript")
    );
    assert_eq!(
        refusal(br#"{"name":"sayso"}"#, "package.json"),
        "it is JSON, but no transcript: it has neither “segments” nor “transcription”"
    );
    assert_eq!(refusal(br#"{"segments":["#, "a.json").split(':').next(), Some("it is no whole JSON"));
    assert_eq!(refusal(br#"{"segments":[]}"#, "a.json"), "its segments hold no words");
    assert!(refusal(b"\x00\x01\x02\xff\xfe\x00", "a.srt").starts_with("it is not a text"));
    let deep = format!("{{\"segments\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(refusal(deep.as_bytes(), "a.json").starts_with("it is"));
}

#[test]
fn of_many_broken_times_the_first_few_are_told() {
    let srt =
        "1\n00:00:01,000 --> 00:00:02,000\nGood.\n\n".to_owned() + &"00:xx --> 00:yy\nBad.\n\n".repeat(900);
    let (text, _, problems) = parts(&srt, "a.srt");
    assert_eq!(text.matches("Bad.").count(), 900);
    assert_eq!((problems.len(), problems[5].as_str()), (6, "895 further lines cannot be read as cues."));
}
