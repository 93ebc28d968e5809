//! Verification over a generator of changes: every sort of change on sentences of texts of our own, and how often the verdict, the alarm,
//! the passage and the speaker are right.
//!
//! The changes are made with words of their own, not with the lists of the program.

mod changes;
mod command_line;
mod held_out;
mod texts;

use changes::{Case, Rng, Sort};
use sayso::analysis::Progress;
use sayso::model::{AlarmKind, Comparison, DocId, SpeakerVerdict, Verdict};
use sayso::text::{SourceText, Span, Spans};
use sayso::verify::{Index, Quoted, SourceMaterial, Style, compare};
use std::collections::BTreeMap;
use strum::IntoEnumIterator as _;
use texts::{Sentence, TEXTS, sentences};

/// Cases of each sort.
const CASES: usize = 240;

fn index_of(texts: &[String]) -> Index {
    let source = |(n, t): (u32, &String)| SourceMaterial::new(DocId(n), SourceText::new(t.as_str()));
    Index::build((1..).zip(texts).map(source).collect(), &Progress::default()).unwrap()
}

/// The quotation of a case, as it stands in a draft, against the index.
fn run(case: &Case, index: &Index, style: &Style) -> Comparison {
    run_in(case, index, style, "en")
}

/// The same for a draft in another language.
fn run_in(case: &Case, index: &Index, style: &Style, lang: &str) -> Comparison {
    let mut draft = String::from("On the day after, the paper had this. ");
    let mut spans = Vec::new();
    for (n, part) in case.draft.iter().enumerate() {
        if n > 0 {
            draft.push_str(" the paper was told, ");
        }
        let start = draft.len() as u32;
        draft.push('“');
        draft.push_str(part);
        draft.push('”');
        spans.push(Span::between(start, draft.len() as u32));
    }
    draft.push_str(" Nothing more was said.");
    let text = SourceText::new(draft);
    let content = Spans::new(spans).unwrap();
    let names: Vec<&str> = case.speaker.as_deref().into_iter().collect();
    let quoted = Quoted { text: &text, content: &content, mixed: false, speaker: &names, lang, except: None };
    let comparison = compare(&quoted, index, style);
    well_formed(&comparison, &text, index);
    comparison
}

/// What holds for every comparison, whatever was changed: places lie in their texts, steps cover the quotation in order.
fn well_formed(c: &Comparison, draft: &SourceText, index: &Index) {
    let source = c.passage.as_ref().map(|p| index.source(p.doc).unwrap());
    assert_eq!(source.is_some(), c.verdict != Verdict::NotFound);
    let Some(source) = source else { return };
    assert!(source.text.holds(&c.passage.as_ref().unwrap().spans));
    let mut at = 0;
    for step in &c.steps {
        if let Some(q) = step.quote {
            assert!(draft.get(q).is_some_and(|w| !w.is_empty()));
            assert!(q.start() >= at, "{:?}", c.steps);
            at = q.end();
        }
        assert!(step.source.is_none_or(|s| source.text.get(s).is_some_and(|w| !w.is_empty())));
    }
    for alarm in &c.alarms {
        assert!(alarm.quote.is_none_or(|q| draft.get(q).is_some()));
        assert!(alarm.source.is_none_or(|s| source.text.get(s).is_some()));
        assert!(alarm.text.ends_with('.'), "{}", alarm.text);
    }
}

/// Whether the passage lies where the sentence stands.
fn at_its_place(c: &Comparison, case: &Case, index: &Index) -> bool {
    let Some(passage) = &c.passage else { return false };
    let source = index.source(passage.doc).unwrap();
    let flat: String = passage.spans.iter().map(|s| source.text.slice(s)).collect::<Vec<_>>().join(" ");
    let flat = flat.replace("-\n", "").split_whitespace().collect::<Vec<_>>().join(" ");
    // A word of five letters and more, or any, that the sentence and the passage share at both ends is overlap enough.
    let words: Vec<&str> = case.sentence.split(' ').collect();
    let shared = flat.split(' ').filter(|w| words.contains(w)).count();
    shared * 2 >= flat.split(' ').count().min(words.len())
}

#[derive(Default)]
struct Tally {
    cases: usize,
    verdict: usize,
    alarm: usize,
    needs_alarm: usize,
    silent: usize,
    false_alarms: usize,
    found: usize,
    needs_place: usize,
    speaker: usize,
    needs_speaker: usize,
}

fn share(n: usize, of: usize) -> String {
    if of == 0 { "    –".into() } else { format!("{:.3}", n as f64 / of as f64) }
}

#[test]
fn every_sort_of_change_gets_its_verdict_and_its_alarm() {
    let all: Vec<Sentence> = sentences();
    assert!(all.len() > 150, "{}", all.len());
    let plain: Vec<String> = TEXTS.iter().map(|t| (*t).to_owned()).collect();
    let shared = index_of(&plain);
    let style = Style::named("guardian").unwrap();
    let mut rows: BTreeMap<Sort, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    for sort in Sort::iter() {
        let mut rng = Rng::new(7 + sort as u64);
        let tally = rows.entry(sort).or_default();
        let mut tries = 0;
        while tally.cases < CASES {
            tries += 1;
            assert!(tries < CASES * 400, "{sort:?}: only {} cases", tally.cases);
            let sentence = &all[rng.below(all.len())];
            let Some(case) = changes::make(sort, sentence, &all, &mut rng) else { continue };
            let own = case.sources.as_ref().map(|s| index_of(s));
            let index = own.as_ref().unwrap_or(&shared);
            let c = run(&case, index, style);
            tally.cases += 1;
            let right = case.verdicts.contains(&c.verdict);
            tally.verdict += usize::from(right);
            let mut bad = !right;
            if let Some(kinds) = &case.alarms {
                tally.needs_alarm += 1;
                let rang = c.alarms.iter().any(|a| kinds.contains(&a.kind));
                tally.alarm += usize::from(rang);
                bad |= !rang;
            } else if case.silent {
                tally.silent += 1;
                tally.false_alarms += usize::from(!c.alarms.is_empty());
                bad |= !c.alarms.is_empty();
            }
            if case.place {
                tally.needs_place += 1;
                let found = at_its_place(&c, &case, index);
                tally.found += usize::from(found);
                bad |= !found;
            }
            if let Some(speaker) = case.says {
                tally.needs_speaker += 1;
                tally.speaker += usize::from(c.speaker == speaker);
                bad |= c.speaker != speaker;
            }
            if bad {
                let alarms: Vec<_> = c.alarms.iter().map(|a| a.kind.id()).collect();
                wrong.push(format!(
                    "{sort:?}: {} {alarms:?} {}\n    source {:?}\n    draft  {:?}",
                    c.verdict.id(),
                    c.speaker.id(),
                    case.sentence,
                    case.draft
                ));
            }
        }
    }
    println!("{:22} cases  verdict  alarm  false alarms  passage  speaker", "change");
    for (sort, t) in &rows {
        println!(
            "{:22} {:>5}    {}  {}         {}    {}    {}",
            format!("{sort:?}"),
            t.cases,
            share(t.verdict, t.cases),
            share(t.alarm, t.needs_alarm),
            share(t.false_alarms, t.silent),
            share(t.found, t.needs_place),
            share(t.speaker, t.needs_speaker),
        );
    }
    if std::env::var_os("SAYSO_SHOW").is_some() {
        println!("{}", wrong.join("\n"));
    }
    for (sort, t) in &rows {
        let at_least = |n: usize, of: usize, per_mille: usize| n * 1000 >= of * per_mille;
        let verdict = if *sort == Sort::Invented { 990 } else { 970 };
        assert!(at_least(t.verdict, t.cases, verdict), "{sort:?}: verdict");
        assert!(at_least(t.alarm, t.needs_alarm, 970), "{sort:?}: alarm");
        assert!(t.false_alarms * 100 <= t.silent, "{sort:?}: false alarms");
        assert!(at_least(t.found, t.needs_place, 990), "{sort:?}: passage");
        assert!(at_least(t.speaker, t.needs_speaker, 980), "{sort:?}: speaker");
    }
}

fn compare_one(source: &str, draft: &[&str], speaker: Option<&str>, style: &str) -> Comparison {
    let case = Case {
        draft: draft.iter().map(|d| (*d).to_owned()).collect(),
        speaker: speaker.map(str::to_owned),
        ..Case::default()
    };
    run(&case, &index_of(&[source.to_owned()]), Style::named(style).unwrap())
}

#[test]
fn a_short_quotation_says_how_many_places_serve() {
    let text = TEXTS[0];
    assert_eq!(compare_one(text, &["the wall"], None, "verbatim").places, 9);
    let c = compare_one(text, &["I checked"], Some("Desmond Allardyce"), "verbatim");
    assert_eq!((c.verdict, c.places, c.speaker), (Verdict::Identical, 1, SpeakerVerdict::Same));
    assert_eq!(compare_one(text, &["purple"], None, "verbatim").verdict, Verdict::NotFound);
    assert_eq!(compare_one(text, &["…"], None, "verbatim").verdict, Verdict::NotFound);
}

#[test]
fn right_words_in_the_right_mouth_win_over_the_same_words_in_another() {
    let text = "ADA LUND: We will pay for the whole of the wall.\n\nBO HALL: We will pay for the whole of the wall.\n\nADA LUND: Good.";
    let c = compare_one(text, &["We will pay for the whole of the wall."], Some("Bo Hall"), "verbatim");
    assert_eq!((c.verdict, c.speaker, c.places), (Verdict::Identical, SpeakerVerdict::Same, 2));
    assert_eq!(c.passage.unwrap().turn.as_deref(), Some("BO HALL"));
    assert_eq!(c.others.len(), 1);
    let c = compare_one(text, &["We will pay for the whole of the wall."], None, "verbatim");
    assert_eq!(c.verdict, Verdict::Ambiguous);
}

#[test]
fn another_document_of_the_project_serves_only_where_no_source_does() {
    let material = |n, text: &str, aside| SourceMaterial {
        aside,
        ..SourceMaterial::new(DocId(n), SourceText::new(text))
    };
    let source = "ADA LUND: We will mend the north gate by May.\n\nBO HALL: Good.\n\nADA LUND: So be it.";
    let earlier = "The paper had it last week. “We will mend the north gates by May,” she said. “The eels of this town will not wait.”";
    let all = vec![material(1, source, false), material(2, earlier, true)];
    let index = Index::build(all, &Progress::default()).unwrap();
    let find = |words: &str| {
        let case = Case { draft: vec![words.to_owned()], ..Case::default() };
        run(&case, &index, Style::named("verbatim").unwrap())
    };
    let c = find("We will mend the north gates by May.");
    assert_eq!((c.verdict, c.passage.unwrap().doc), (Verdict::Altered, DocId(1)));
    assert!(c.others.iter().any(|(p, v)| p.doc == DocId(2) && v.passes()), "{:?}", c.others);
    let c = find("The eels of this town will not wait.");
    assert_eq!((c.verdict.passes(), c.passage.unwrap().doc), (true, DocId(2)));
}

#[test]
fn many_small_sources_beside_one_another_hide_none_of_them() {
    let source = |n: u32, text: &str| SourceMaterial::new(DocId(n), SourceText::new(text));
    let mut all = vec![
        source(1, "The water was high, and the second bridge of the town held."),
        source(2, "Nothing to add."),
    ];
    all.push(source(3, "The water almost never reached the second step. Nobody had to leave their house."));
    all.push(source(4, "Nobody spoke of the house."));
    // The draft itself, and a dozen articles that have the words as the draft has them.
    let said =
        "“The water never reached the second step,” she said. “Nobody had to leave their house,” she said.";
    for n in 5..20 {
        all.push(SourceMaterial { aside: true, ..source(n, said) });
    }
    let index = Index::build(all, &Progress::default()).unwrap();
    let draft = ["The water never reached the second step,", "Nobody had to leave their house,"];
    let case = Case { draft: draft.map(str::to_owned).to_vec(), ..Case::default() };
    let c = run(&case, &index, Style::named("verbatim").unwrap());
    assert_eq!((c.verdict, c.passage.unwrap().doc), (Verdict::Altered, DocId(3)));
    assert_eq!(c.alarms.iter().map(|a| a.kind.id()).collect::<Vec<_>>(), ["modal"]);
}

#[test]
fn a_quotation_over_two_turns_of_two_people_is_nobodys() {
    let text =
        "ADA LUND: We will pay for the wall.\n\nBO HALL: And for the pier behind it.\n\nADA LUND: Good.";
    let draft = ["We will pay for the wall. And for the pier behind it."];
    let c = compare_one(text, &draft, Some("Ada Lund"), "verbatim");
    assert_eq!((c.verdict, c.speaker), (Verdict::Identical, SpeakerVerdict::Different));
    assert_eq!(c.passage.unwrap().spans.count(), 2, "the label between them is nobody's words");
}

#[test]
fn styles_judge_the_same_words_otherwise() {
    let source = "We, um, we don't know who owns the three old gates at the harbour.";
    let draft = ["We do not know who owns the gates at the harbor."];
    let verdict = |style| compare_one(source, &draft, None, style).verdict;
    assert_eq!(verdict("translated"), Verdict::Permitted);
    assert_eq!(verdict("reuters"), Verdict::Altered, "the words were changed");
    assert_eq!(verdict("guardian"), Verdict::Altered, "a number was dropped");
    let c = compare_one(source, &draft, None, "translated");
    assert_eq!(c.alarms.iter().map(|a| a.kind).collect::<Vec<_>>(), [AlarmKind::Number, AlarmKind::Omission]);
    assert_eq!(c.style, "translated");
}
