//! Verification over cases that were written by hand before anybody looked at what comes out: an interview as a machine hears it, a
//! briefing, a ruling with page furniture, a thread of e-mails, an interview and a statement in German, an interview each in Spanish,
//! French and Dutch. What came out wrong was mended since, so that they no longer say how texts that nobody has seen are judged; they
//! keep what was mended.

use super::changes::Case;
use super::{index_of, run_in};
use sayso::model::Comparison;
use sayso::verify::{Index, Style};
use std::collections::BTreeMap;

const SOURCES: [(&str, &str, &str); 9] = [
    ("ferry", "en", include_str!("../../data/verify/held_out/ferry_interview.txt")),
    ("water", "en", include_str!("../../data/verify/held_out/water_briefing.txt")),
    ("quarry", "en", include_str!("../../data/verify/held_out/quarry_ruling.txt")),
    ("museum", "en", include_str!("../../data/verify/held_out/museum_thread.txt")),
    ("deich", "de", include_str!("../../data/verify/held_out/deich_interview.txt")),
    ("werk", "de", include_str!("../../data/verify/held_out/werk_erklaerung.txt")),
    ("presa", "es", include_str!("../../data/verify/held_out/presa_entrevista.txt")),
    ("moulin", "fr", include_str!("../../data/verify/held_out/moulin_entretien.txt")),
    ("sluis", "nl", include_str!("../../data/verify/held_out/sluis_interview.txt")),
];

const CASES: &str = include_str!("../../data/verify/held_out/cases.txt");

#[derive(Debug, Default)]
struct Tally {
    cases: usize,
    verdict: usize,
    loud: usize,
    rang: usize,
    silent: usize,
    false_alarms: usize,
    speaker: usize,
}

/// `a,b` holds `id`; `any` holds all.
fn among(list: &str, id: &str) -> bool {
    list.split(',').any(|l| l == id || l == "any")
}

fn spelled(c: &Comparison) -> String {
    let alarms: Vec<_> = c.alarms.iter().map(|a| format!("{}: {}", a.kind.id(), a.text)).collect();
    format!("{} {} {alarms:?}", c.verdict.id(), c.speaker.id())
}

#[test]
fn cases_written_before_the_program_saw_them() {
    let style = Style::named("guardian").unwrap();
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    // Each quotation is looked for in all sources of its language.
    let of = |lang: &str| {
        let texts: Vec<String> =
            SOURCES.iter().filter(|(_, l, _)| *l == lang).map(|(.., t)| (*t).to_owned()).collect();
        index_of(&texts)
    };
    let indexes: BTreeMap<&str, Index> = SOURCES.iter().map(|(_, lang, _)| (*lang, of(lang))).collect();
    for line in CASES.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let cells: Vec<&str> = line.splitn(6, '|').map(str::trim).collect();
        let [source, speaker, verdicts, alarms, says, draft] = cells[..] else { panic!("{line}") };
        let lang = SOURCES.iter().find(|(name, ..)| *name == source).unwrap().1;
        let case = Case {
            draft: draft.split(" // ").map(str::to_owned).collect(),
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            ..Case::default()
        };
        let c = run_in(&case, &indexes[lang], style, lang);
        let t = tallies.entry(lang).or_default();
        t.cases += 1;
        let verdict = among(verdicts, c.verdict.id());
        let speaker = among(says, c.speaker.id());
        let rang = c.alarms.iter().any(|a| among(alarms, a.kind.id()));
        t.verdict += usize::from(verdict);
        t.speaker += usize::from(speaker);
        let asks = alarms != "none" && alarms != "-";
        let mut good = verdict && speaker;
        if asks {
            t.loud += 1;
            t.rang += usize::from(rang);
            good &= rang;
        } else if alarms == "none" {
            t.silent += 1;
            t.false_alarms += usize::from(!c.alarms.is_empty());
            good &= c.alarms.is_empty();
        }
        if !good {
            wrong.push(format!("{line}\n    {}", spelled(&c)));
        }
    }
    println!("language  cases  verdict  alarm  false alarms  speaker");
    for (lang, t) in &tallies {
        println!(
            "{lang:8}  {:>5}  {:>3}/{:<3}  {:>3}/{:<3}  {:>3}/{:<3}  {:>3}/{:<3}",
            t.cases, t.verdict, t.cases, t.rang, t.loud, t.false_alarms, t.silent, t.speaker, t.cases
        );
    }
    println!("{}", wrong.join("\n"));
    for (lang, t) in &tallies {
        assert!(t.verdict * 1000 >= t.cases * 970, "{lang}: verdict");
        assert!(t.rang * 1000 >= t.loud * 970, "{lang}: alarm");
        assert!(t.false_alarms * 100 <= t.silent, "{lang}: false alarms");
        assert!(t.speaker * 1000 >= t.cases * 980, "{lang}: speaker");
    }
}
