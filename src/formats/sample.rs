//! A made-up project with everything in it that a project can hold, for the tests of formats.

use crate::model::testing::{project, span_of, speaker};
use crate::model::{
    Decision, Evidence, Origin, PerMille, Project, QuoteId, QuoteKind, RunnerUp, SourceKind, SpeakerKind,
    Status,
};
use crate::text::{Span, Spans};
use std::sync::Arc;

pub(crate) const HARBOUR: &str = "A harbour for Lindmoor 🚢\n\n“We will build it,” Ines Okafor, the mayor, told Tom Brandt, “by the spring.”\n\nShe said the \
cafe\u{301} would stay. Brandt asked: “Did she say ‘never’ before?”\n\nThe so-called “sea gate” is old, according to =the report.\n";
pub(crate) const NOTES: &str = "Notes\n\n«Oui», dit-elle.\n";

fn at(text: &str, words: &str) -> Option<Spans> {
    Spans::one(span_of(text, words))
}

/// Two documents, eight quotations in every state, three speakers.
pub(crate) fn full() -> Project {
    let jo =
        |second| Some(Decision { who: "Jo Feld".into(), at: jiff::Timestamp::from_second(second).unwrap() });
    let mut p = project(&[("A harbour, \"for\" Lindmoor", HARBOUR), ("Notes", NOTES)])
        .alias("Ines Okafor", "Okafor")
        .quote_with(
            1,
            "“We will build it,”|“by the spring.”",
            QuoteKind::Direct,
            Some("Ines Okafor"),
            990,
            |t, q| {
                q.status = Status::Accepted;
                q.decision = jo(1_780_000_000);
                q.attribution.cue = at(t, "told");
                q.attribution.source = at(t, "Ines Okafor");
                q.attribution.source_kind = SourceKind::Named;
                q.attribution.role = at(t, "the mayor");
                q.attribution.evidence = vec![
                    Evidence {
                        rule: "name-then-verb".into(),
                        weight: 9,
                        at: Some(span_of(t, "told")),
                        text: "“told” reports.".into(),
                    },
                    Evidence { rule: "far-away".into(), weight: -2, at: None, text: "".into() },
                ];
                q.note = "Line one\nline \"two\"; \\ três".into();
                q.tags.insert("topic".into(), "harbour, \"new\"".into());
            },
        )
        .quote_with(1, "the cafe\u{301} would stay", QuoteKind::Indirect, Some("Ines Okafor"), 810, |t, q| {
            q.attribution.cue = at(t, "said");
            q.attribution.source = at(t, "She");
            q.attribution.source_kind = SourceKind::Pronoun;
        })
        .quote_with(
            1,
            "“Did she say ‘never’ before?”",
            QuoteKind::Direct,
            Some("Tom Brandt"),
            950,
            |t, q| {
                q.status = Status::Accepted;
                q.edited = true;
                q.decision = jo(1_780_000_100);
                q.attribution.cue = at(t, "asked");
            },
        )
        .quote_with(1, "‘never’", QuoteKind::Direct, Some("Ines Okafor"), 700, |_, q| {
            q.parent = Some(QuoteId(3));
            q.status = Status::Accepted;
            q.attribution.confidence = None;
            q.origin = Origin::Person { who: "Jo Feld".into() };
        })
        .quote_with(1, "“sea gate”", QuoteKind::NotSpeech, None, 900, |_, q| {
            q.status = Status::Rejected;
            q.decision = jo(1_780_000_200);
        })
        .quote_with(
            1,
            "The so-called “sea gate” is old",
            QuoteKind::Mixed,
            Some("=the report"),
            600,
            |t, q| {
                q.status = Status::Accepted;
                q.attribution.source = at(t, "=the report");
                q.attribution.source_kind = SourceKind::Nominal;
                q.origin = Origin::Imported { format: "jsonl".into() };
            },
        )
        .quote(2, "«Oui»", QuoteKind::Direct, None, 400)
        .done();
    let (ines, tom, report) =
        (speaker(&p, "Ines Okafor"), speaker(&p, "Tom Brandt"), speaker(&p, "=the report"));
    let all = Arc::make_mut(&mut p.speakers);
    let s = Arc::make_mut(all.get_mut(&ines).unwrap());
    s.role = "mayor of Lindmoor".into();
    s.colour = Some(3);
    s.note = "two\nlines".into();
    s.links = vec!["https://example.org/okafor".into()];
    s.edited = true;
    s.aliases.push(crate::model::Alias { name: "the mayor".into(), by_person: true });
    let s = Arc::make_mut(all.get_mut(&report).unwrap());
    s.kind = SpeakerKind::Document;
    s.named = false;
    Arc::make_mut(&mut p.apart).insert((ines.min(tom), ines.max(tom)));
    let doc = Arc::make_mut(p.docs.values_mut().next().unwrap());
    doc.document.marks = "curly".into();
    doc.document.lang_set = Some("en-GB".into());
    doc.document.meta.insert("author".into(), "Jo Feld".into());
    doc.document.origin.name = "harbour.txt".into();
    doc.document.origin.encoding = "UTF-8".into();
    doc.document.origin.notes = vec!["A note.".into()];
    doc.document.origin.bytes = Some(crate::text::TextHash::of(HARBOUR.as_bytes()));
    let q = Arc::make_mut(doc.quotes.get_mut(&QuoteId(1)).unwrap());
    q.attribution.runner_up = Some(RunnerUp { speaker: tom, confidence: PerMille::new(8) });
    p
}

/// A project with the given text and quotations at the given places, cut down to what lies on characters.
pub(crate) fn of_spans(text: &str, quotes: &[Vec<(usize, usize)>]) -> Project {
    let bounds: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).chain([text.len() as u32]).collect();
    let bound = |n: usize| bounds[n % bounds.len()];
    let mut p = project(&[("Odd", text)]);
    // A bar parts the fragments of a sketch.
    let Some(words) = text.split('|').find(|w| !w.is_empty()) else { return p.done() };
    for spans in quotes {
        let Some(content) = Spans::new(spans.iter().map(|(a, b)| Span::between(bound(*a), bound(*b)))) else {
            continue;
        };
        p = p.quote_with(1, words, QuoteKind::Direct, Some("Ann"), 500, |_, q| {
            q.attribution.source = Spans::one(content.first());
            q.content = content.clone();
            q.status = Status::Accepted;
        });
    }
    p.done()
}
