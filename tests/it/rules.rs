//! The catalogue of rules: each example does what it says.

use jiff::Timestamp;
use sayso::analysis::rules::{Entry, Rule, Task, catalogue};
use sayso::analysis::{Options, Progress, analyse};
use sayso::model::{Attribution, DocId, Edit, IdSource, ImportedDocument, Project, Quotation, Status, plan};
use sayso::text::{SourceText, Span, Spans};
use std::sync::Arc;

/// A marked part of an example: what stands before its colon, and where its words are.
type Marked = (String, Span);

/// The text of an example without its marks, and the marks.
fn unmarked(example: &str) -> (String, Vec<Marked>) {
    let mark = regex::Regex::new(r"^\{(=?[0-9][^:{}“”]*):").unwrap();
    let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = example;
    while let Some(c) = rest.chars().next() {
        if let Some(m) = mark.captures(rest) {
            open.push((m[1].to_owned(), text.len() as u32));
            rest = rest.get(m[0].len()..).unwrap();
            continue;
        }
        if c == '}'
            && let Some((name, start)) = open.pop()
        {
            marks.push((name, Span::new(start, text.len() as u32).unwrap()));
        } else {
            text.push(c);
        }
        rest = rest.get(c.len_utf8()..).unwrap();
    }
    assert!(open.is_empty(), "a mark is left open in {example:?}");
    (text, marks)
}

fn one(marks: &[Marked], name: &str) -> Option<Span> {
    marks.iter().find(|m| m.0 == name).map(|m| m.1)
}

/// A project in memory.
#[derive(Default)]
struct Desk {
    project: Project,
    ids: IdSource,
}

impl Desk {
    fn ask(&mut self, edit: Edit) {
        let planned = plan(&self.project, &[edit], "Jo", Timestamp::UNIX_EPOCH, &mut self.ids).unwrap();
        self.project = planned.next;
    }

    /// Brings `text` in and proposes what the engine finds.
    fn read(&mut self, text: &str) -> DocId {
        let source = SourceText::new(text);
        let title = format!("Text {}", self.project.docs.len());
        self.ask(Edit::ImportDocument(Box::new(ImportedDocument::new(source.clone(), &title, &title))));
        let doc = *self.project.docs.keys().last().unwrap();
        let found = analyse(&source, &Options::default(), &Progress::default()).unwrap();
        self.ask(Edit::Propose(doc, Arc::new(found)));
        doc
    }

    /// The quotations of `doc` that share words with `span`, or all of them.
    fn quotes(&self, doc: DocId, span: Option<Span>) -> Vec<Arc<Quotation>> {
        let all = self.project.doc(doc).unwrap().in_order();
        all.into_iter().filter(|q| span.is_none_or(|s| q.content.overlaps(s))).cloned().collect()
    }

    /// Does what the marks of an example ask a person to do.
    fn decide(&mut self, doc: DocId, marks: &[Marked]) {
        for (name, span) in marks {
            let digits = name.chars().take_while(char::is_ascii_digit).count();
            let (_, what) = name.split_at(digits);
            let quotes = self.quotes(doc, Some(*span));
            assert!(!quotes.is_empty(), "nothing was found at {name} to decide on");
            let ids = quotes.iter().map(|q| q.id).collect::<Vec<_>>();
            match what.split_at(what.len().min(1)) {
                ("=", who) => self.ask(Edit::SetSpeakerByName(ids, who.to_owned())),
                ("-", "") => self.ask(Edit::Decide(ids, Status::Rejected)),
                ("+", "") => self.ask(Edit::Decide(ids, Status::Accepted)),
                (">", who) => {
                    let speaker = quotes[0].attribution.speaker.unwrap();
                    self.ask(Edit::RenameSpeaker(speaker, who.to_owned()));
                }
                other => panic!("a decision is not known: {other:?}"),
            }
        }
    }
}

/// Whether `rule` gives a reason in the example, for quotation 1 where one is marked; and what speaks against the rest of it.
fn fires(rule: &Entry, example: &str) -> (bool, Option<String>) {
    let mut desk = Desk::default();
    let mut texts: Vec<&str> = example.split("⇒").map(str::trim).collect();
    let last = texts.pop().unwrap();
    for earlier in texts {
        let (text, marks) = unmarked(earlier);
        let doc = desk.read(&text);
        desk.decide(doc, &marks);
    }
    let (text, marks) = unmarked(last);
    let doc = desk.read(&text);
    let content = one(&marks, "1");
    let quotes = desk.quotes(doc, content);
    let reasons = |q: &Arc<Quotation>| q.attribution.evidence.iter().any(|e| e.rule == rule.id);
    let given = quotes.iter().find(|q| reasons(q));
    let source = |a: &Attribution| a.source.as_ref().map(Spans::hull);
    let trouble = given.and_then(|q| {
        let want = one(&marks, "=1")?;
        (source(&q.attribution).is_none_or(|s| s.intersect(want).is_none()))
            .then(|| format!("the source is {:?}", q.attribution.source))
    });
    (given.is_some(), trouble)
}

#[test]
fn every_example_does_what_it_says() {
    let mut wrong = Vec::new();
    for rule in catalogue() {
        for (examples, want) in [(&rule.yes, true), (&rule.no, false)] {
            for example in examples {
                let (got, trouble) = fires(rule, example);
                if got != want {
                    let how = if want { "gives no reason" } else { "gives a reason" };
                    wrong.push(format!("{} {how} in {example:?}", rule.id));
                }
                wrong.extend(trouble.filter(|_| want).map(|t| format!("{}: {t} in {example:?}", rule.id)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reason_is_a_sentence_about_words_that_stand_in_the_text() {
    let text = SourceText::new(
        "Ines Okafor has led the harbour for ten years. “The ferry will sail,” she said on Monday. “At dawn.”\n\n\
         A harbour report came out. The report said that the pier must close.\n\n“It must,” Varga agreed.",
    );
    let found = analyse(&text, &Options::default(), &Progress::default()).unwrap();
    assert!(found.quotes.len() >= 3);
    for q in &found.quotes {
        assert!((1..=6).contains(&q.evidence.len()), "{:?}", q.evidence);
        for e in &q.evidence {
            assert!(e.at.is_none_or(|at| text.get(at).is_some_and(|w| !w.is_empty())), "{e:?}");
            assert!(e.text.len() > 10 && !e.text.contains("  ") && !e.text.contains("“”"), "{e:?}");
            assert!(!e.text.contains('\n') && !e.text.ends_with(' '), "{e:?}");
        }
        let weighed = ["place", "form", "who-it-is", "named-inside"];
        let sorted = q.evidence.iter().filter(|e| weighed.contains(&e.rule.as_ref()));
        let weights: Vec<u16> = sorted.map(|e| e.weight.unsigned_abs()).collect();
        assert!(weights.is_sorted_by(|a, b| a >= b), "the strongest first: {weights:?}");
    }
    let why = &found.quotes[0].evidence;
    let pronoun = why.iter().find(|e| e.rule == Rule::PronounPicksUp.id()).unwrap();
    assert!(pronoun.text.starts_with("“she” picks up “Ines Okafor” one sentence before"), "{}", pronoun.text);
    assert_eq!(text.slice(pronoun.at.unwrap()), "Ines Okafor");
}

#[test]
fn the_catalogue_has_rules_of_every_task() {
    for task in [Task::Finding, Task::Attribution, Task::Person] {
        assert!(catalogue().iter().any(|e| e.task == task), "{task:?}");
    }
}
