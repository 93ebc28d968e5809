//! Throughput of the engine, stage by stage, beside a plain scan of the same bytes as the yardstick of the run; and time and memory on
//! hostile texts, each in a process of its own.
//!
//! `cargo bench --bench engine`, with words to run only the parts that have one of them in their name (`news`, `novel`, `edit`,
//! `load`, `extract`, `hostile`). News and novels are texts of our own; where `../shared/corpora` lies beside the project, the articles
//! and novels there are measured too.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use sayso::analysis::attribution::candidates::{Descriptions, Scene, Weighings, reads_as_dialogue};
use sayso::analysis::attribution::findings::quotes as quotes_of;
use sayso::analysis::attribution::register::Register;
use sayso::analysis::attribution::surroundings::{MentionAt, Side};
use sayso::analysis::attribution::{Entities, Mentions, relations, speech, units};
use sayso::analysis::genre::Genre;
use sayso::analysis::indirect::{Document, find};
use sayso::analysis::layout::Layout;
use sayso::analysis::learned::{Learned, learned};
use sayso::analysis::page::Page;
use sayso::analysis::sentence::split;
use sayso::analysis::tag::Tags;
use sayso::analysis::token::tokenise;
use sayso::analysis::weights::ByGenre;
use sayso::analysis::weights::WHOLE;
use sayso::analysis::{Options, Progress, analyse, pipeline, quotes};
use sayso::app::tasks::extract::{Extracting, line_of_row};
use sayso::lang::detect;
use sayso::lang::profile;
use sayso::text::{SourceText, Span};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MEGABYTE: usize = 1 << 20;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if let [flag, kind, size] = words.as_slice()
        && flag == "alone"
    {
        return alone(kind, size.parse().unwrap_or(1));
    }
    let wanted = |name: &str| words.is_empty() || words.iter().any(|w| name.contains(w.as_str()));
    if wanted("news") {
        let articles: Vec<SourceText> = (0..100).map(|n| SourceText::new(news(n, 10_000))).collect();
        stages("news, 100 articles of 10 kB", &articles);
        corpus("polnear-dev");
    }
    if wanted("novel") {
        let novels: Vec<SourceText> = (0..3).map(|n| SourceText::new(novel(n, 500_000))).collect();
        stages("novels, 3 of 500 kB", &novels);
        corpus("pdnc-dev");
    }
    if wanted("extract") {
        extract();
    }
    if wanted("load") {
        load();
    }
    if wanted("edit") {
        edit();
    }
    if wanted("hostile") {
        hostile();
    }
}

/// The least time of `runs` runs.
fn least(runs: u32, mut run: impl FnMut() -> usize) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        black_box(run());
        best = best.min(start.elapsed());
    }
    best
}

/// A line of the table: the rate, and how many times the time of the plain scan it took.
fn print(name: &str, bytes: usize, took: Duration, scan: Duration) {
    let rate = bytes as f64 / took.as_secs_f64() / 1e6;
    let times = took.as_secs_f64() / scan.as_secs_f64().max(1e-9);
    println!("  {name:24} {rate:9.1} MB/s  {times:8.1} × the scan");
}

fn corpus(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../shared/corpora/{name}.jsonl"));
    let Ok(rows) = std::fs::read_to_string(path) else { return };
    let text = |line: &str| -> Option<SourceText> {
        let row: serde_json::Value = serde_json::from_str(line).ok()?;
        Some(SourceText::new(row.get("text")?.as_str()?))
    };
    stages(name, &rows.lines().filter_map(text).collect::<Vec<_>>());
}

/// Each stage alone over all `texts`, on one core.
fn stages(title: &str, texts: &[SourceText]) {
    let bytes: usize = texts.iter().map(|t| t.len() as usize).sum();
    println!("{title}: {} documents, {:.2} MB", texts.len(), bytes as f64 / 1e6);
    let english = profile("en");
    let Some(learned) = learned("en") else { return };
    let models = pipeline::models();
    let blanks = |t: &SourceText| memchr::memchr_iter(b' ', t.as_str().as_bytes()).count();
    let scan = least(20, || texts.iter().map(blanks).sum());
    print("plain scan", bytes, scan, scan);
    let stage = |name: &str, run: &dyn Fn(usize, &SourceText) -> usize| {
        let all = || texts.iter().enumerate().map(|(i, t)| run(i, t)).sum();
        print(name, bytes, least(5, all), scan);
    };
    stage("layout", &|_, t| Layout::new(t.as_str()).paragraphs.len());
    let layouts: Vec<Layout> = texts.iter().map(|t| Layout::new(t.as_str())).collect();
    stage("marks", &|i, t| {
        layouts.get(i).map_or(0, |l| quotes::find(t.as_str(), l, english, None).all.len())
    });
    stage("tokens", &|_, t| tokenise(t.as_str()).len());
    let tokens: Vec<_> = texts.iter().map(|t| tokenise(t.as_str())).collect();
    stage("sentences", &|i, _| tokens.get(i).map_or(0, |t| split(t, english, false).len()));
    stage("page (all of these)", &|_, t| Page::new(t, english, None).tokens.len());
    let pages: Vec<Page<'_>> = texts.iter().map(|t| Page::new(t, english, None)).collect();
    stage("word classes", &|i, t| {
        let Some(page) = pages.get(i) else { return 0 };
        let mut tags = Tags::new(&page.tokens);
        for s in page.sentences.iter() {
            learned.tagger.tag(&learned.lexicon, t, &page.tokens, &s.tokens, &mut tags);
        }
        tags.get(0) as usize
    });
    let regions: Vec<Vec<Span>> = pages
        .iter()
        .map(|p| p.regions.all.iter().filter(|r| r.parent.is_none()).map(|r| r.span).collect())
        .collect();
    let relations_of = |i: usize| {
        let (page, regions) = pages.get(i).zip(regions.get(i))?;
        let (text, tokens, sentences) = (page.text, &page.tokens, &page.sentences);
        let words = Some(page.words());
        Some(find(Document { text, tokens, sentences, regions, profile: english, learned, words }))
    };
    stage("cues and their relations", &|i, _| relations_of(i).map_or(0, |r| r.len()));
    let found: Vec<_> = (0..texts.len()).filter_map(relations_of).collect();
    stage("mentions", &|i, _| pages.get(i).map_or(0, |p| Mentions::find(p).all.len()));
    let mentions: Vec<Mentions> = pages.iter().map(Mentions::find).collect();
    stage("entities", &|i, _| {
        pages.get(i).zip(mentions.get(i)).map_or(0, |(p, m)| Entities::gather(p, m).all.len())
    });
    let entities: Vec<Entities> = pages.iter().zip(&mentions).map(|(p, m)| Entities::gather(p, m)).collect();
    let with_scene = |i: usize, run: &dyn Fn(&Scene<'_, '_>) -> usize| {
        let (Some(page), Some(mentions), Some(entities), Some(relations)) =
            (pages.get(i), mentions.get(i), entities.get(i), found.get(i))
        else {
            return 0;
        };
        let at = MentionAt::new(page.tokens.len(), mentions);
        let units = units::units(page);
        let relation_of = relations::relation_of(page, &units, relations, relations::LEAST);
        let (dialogue, genre) = (reads_as_dialogue(page, &units), Genre::of(page));
        let (at, units, relation_of) = (&at, units.as_slice(), relation_of.as_slice());
        let (descriptions, weighings) = (&Descriptions::default(), &Weighings::default());
        run(&Scene {
            page,
            mentions,
            entities,
            at,
            units,
            relations,
            relation_of,
            dialogue,
            story: false,
            told: false,
            genre,
            descriptions,
            weighings,
        })
    };
    stage("speech or not", &|i, _| {
        with_scene(i, &|scene| {
            let (mut before, mut after) = (Side::default(), Side::default());
            let one = |u| {
                let features = speech::features(scene, u, &mut before, &mut after);
                speech::probability(models.speech.of(scene.genre), &features) as usize
            };
            (0..scene.units.len()).map(one).sum()
        })
    });
    stage("speakers", &|i, _| {
        with_scene(i, &|scene| scene.decide_all(&vec![true; scene.units.len()], models).units.len())
    });
    stage("speakers and reasons", &|i, _| {
        with_scene(i, &|scene| {
            let decided = scene.decide_all(&vec![true; scene.units.len()], models);
            let speech = vec![WHOLE; scene.units.len()];
            quotes_of(scene, &decided, &speech, models, &mut Register::new(scene)).len()
        })
    });
    stage("language", &|_, t| detect(t.as_str()).len());
    stage("genre", &|i, _| pages.get(i).map_or(0, |p| Genre::of(p) as usize));
    // A document of its own each time: hash and offsets are made once per document.
    let texts: Vec<String> = texts.iter().map(|t| t.as_str().to_owned()).collect();
    let all =
        |text: &String| analyse(&SourceText::new(text.as_str()), &Options::default(), &Progress::default());
    let took = least(9, || texts.iter().filter_map(all).map(|f| f.quotes.len()).sum());
    print("all stages", bytes, took, scan);
    let rows: Vec<Vec<u8>> = (0..).zip(&texts).map(|(n, text)| row(n, text)).collect();
    let how = Extracting::default();
    let took =
        least(9, || rows.iter().filter_map(|r| line_of_row(r, &how).ok()).map(|m| m.bytes.len()).sum());
    print("row in to row out", bytes, took, scan);
}

/// A row of JSON Lines.
fn row(number: usize, text: &str) -> Vec<u8> {
    serde_json::json!({"id": format!("d{number}"), "lang": "en", "text": text}).to_string().into_bytes()
}

/// `extract --jsonl` as the command line runs it, over 40 MB of articles, on one and on two threads.
fn extract() {
    let mut input = Vec::new();
    let (mut number, mut bytes) = (0, 0);
    while input.len() < 40 * MEGABYTE {
        let text = news(number, 10_000);
        bytes += text.len();
        input.extend(row(number, &text));
        input.push(b'\n');
        number += 1;
    }
    println!("extract --jsonl, {number} rows");
    let run = |jobs: usize| {
        let (how, input) = (Extracting::default(), std::io::Cursor::new(input.clone()));
        let work = move |line: &[u8]| line_of_row(line, &how);
        let start = Instant::now();
        _ = sayso::app::stream::filter_lines(input, jobs, work, &mut std::io::sink(), &mut |_, _| {});
        start.elapsed()
    };
    let one = (0..3).map(|_| run(1)).min().unwrap_or_default();
    for jobs in 1..=std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4) {
        let took = (0..3).map(|_| run(jobs)).min().unwrap_or_default();
        let rate = bytes as f64 / took.as_secs_f64() / 1e6;
        let times = one.as_secs_f64() / took.as_secs_f64();
        println!("  {jobs} threads {rate:9.1} MB/s  {times:5.2} × one thread");
    }
}

/// How long it takes until what was learned can be used.
fn load() {
    println!("learned files");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/models");
    let mut sum = Duration::ZERO;
    let mut files: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "bin")) {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let took = least(5, || match Learned::read(&bytes) {
            Some(l) => l.tagger.rows.len(),
            None => ByGenre::from_bytes(&bytes).to_bytes().len(),
        });
        sum += took;
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        println!("  {name:24} {:8} bytes  {:7.2} ms", bytes.len(), took.as_secs_f64() * 1e3);
    }
    println!("  {:24} {:8}        {:7.2} ms", "all", "", sum.as_secs_f64() * 1e3);
}

/// An article is edited by a word and looked through again.
fn edit() {
    println!("an article of 6 kB looked through again after an edit");
    let mut text = news(7, 6_000);
    let mut times: Vec<Duration> = Vec::new();
    for n in 0..200 {
        text.insert_str(0, if n % 2 == 0 { "A " } else { "The " });
        let start = Instant::now();
        let found = analyse(&SourceText::new(text.as_str()), &Options::default(), &Progress::default());
        times.push(start.elapsed());
        black_box(found.map(|f| f.quotes.len()));
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).map_or(0.0, |t| t.as_secs_f64() * 1e3);
    println!("  p50 {:.2} ms, p99 {:.2} ms", at(50), at(99));
}

const HOSTILE: &[(&str, usize)] = &[
    ("one line", 10 * MEGABYTE),
    ("unclosed marks", 6_000_000),
    ("unclosed straight marks", 1_000_000),
    ("unclosed marks, a line each", 6_000_000),
    ("nested marks", 600_000),
    ("one paragraph", 50 * MEGABYTE),
    ("no words", 10 * MEGABYTE),
    ("one word", 10 * MEGABYTE),
    ("names", 10 * MEGABYTE),
    ("article", 10 * MEGABYTE),
];

/// A text of about `size` bytes that nobody writes.
fn nobody_writes(kind: &str, size: usize) -> String {
    let fill = |words: &str| words.repeat(size / words.len() + 1);
    match kind {
        "one line" => {
            let mut line = news(1, size).replace('\n', " ");
            line.truncate(line.floor_char_boundary(size));
            line
        }
        "unclosed marks" => fill("“so "),
        "unclosed straight marks" => fill("\""),
        "unclosed marks, a line each" => fill("“so\n\n"),
        "nested marks" => "“‘".repeat(size / 12) + &"’”".repeat(size / 12),
        "one paragraph" => {
            fill("she said that the mayor of Hartle had “no idea” of it, and he told her so, ")
        }
        "no words" => fill(", . ; : "),
        "one word" => fill("a"),
        "names" => fill("Ada Lund and Bo Orlov of the Harbour Board "),
        _ => news(1, size),
    }
}

/// Time at half the size and at the whole, and the most memory at the whole, for each text; a process each.
fn hostile() {
    println!("hostile texts");
    let Ok(program) = std::env::current_exe() else { return };
    for &(kind, size) in HOSTILE {
        let run = |size: usize| {
            let out = std::process::Command::new(&program).args(["alone", kind, &size.to_string()]).output();
            let out = out.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
            let mut words = out.split_whitespace().map(|w| w.parse::<f64>().unwrap_or(0.0));
            [words.next(), words.next(), words.next(), words.next()].map(Option::unwrap_or_default)
        };
        let ([_, half, ..], [bytes, whole, memory, quotes]) = (run(size / 2), run(size));
        println!(
            "  {kind:28} {:6.1} MB  {:8.3} s  {:5.2} × the half  {:5.1} × its bytes in memory  {quotes} quotations",
            bytes / 1e6,
            whole,
            whole / half.max(1e-9),
            memory / bytes
        );
    }
}

/// Looks through one text and prints its bytes, the seconds, the most memory beyond what the program had before, and the quotations.
fn alone(kind: &str, size: usize) {
    // What is learned once for all documents is not this document's.
    analyse(&SourceText::new(news(1, 2_000)), &Options::default(), &Progress::default());
    let before = memory();
    let text = SourceText::new(nobody_writes(kind, size));
    let start = Instant::now();
    let found = analyse(&text, &Options::default(), &Progress::default());
    let took = start.elapsed();
    let quotes = found.as_ref().map_or(0, |f| f.quotes.len());
    println!("{} {} {} {quotes}", text.len(), took.as_secs_f64(), memory().saturating_sub(before));
}

/// The most memory that this process had, in bytes; 0 where the system does not say.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0) * 1024
}

/// Numbers without end that are the same in every run.
struct Turns(u64);

impl Turns {
    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let n = (self.0 >> 33) as usize % all.len().max(1);
        all.get(n).copied().unwrap_or_default()
    }
}

const FIRST: &[&str] = &[
    "Ines", "Tom", "Ada", "Bo", "Greta", "Milo", "Sana", "Piet", "Ruth", "Karim", "Lena", "Otto", "Nia",
    "Yusuf", "Mara", "Hale", "Vera", "Ivo", "Dora", "Emil",
];
const LAST: &[&str] = &[
    "Falk", "Oduya", "Lund", "Orlov", "Brandt", "Kessel", "Marsh", "Tanaka", "Osei", "Rahl", "Quist",
    "Belmonte", "Varga", "Whitlow", "Amadi", "Sørby", "Castell", "Novak", "Thorne", "Iqbal",
];
const ROLE: &[&str] = &[
    "the mayor",
    "a spokeswoman for the harbour board",
    "the senator",
    "one of the engineers",
    "a professor of law",
    "the head of the union",
    "an official",
    "the chairman of the committee",
    "a resident",
    "the police chief",
];
const THING: &[&str] = &[
    "the new ferry line",
    "the old pier",
    "a second bridge",
    "the budget",
    "the river law",
    "the report on the mill",
    "the plan for the school",
    "a strike at the yard",
    "the price of salt",
    "the vote",
    "the tax on timber",
    "the fire",
    "the contract",
    "a letter from the ministry",
    "the closure of the hospital",
];
const VERB: &[&str] =
    &["said", "told reporters", "added", "warned", "argued", "explained", "insisted", "wrote"];
const CLAUSE: &[&str] = &[
    "would cost more than anyone had thought",
    "was a gift to nobody",
    "had been put off for another year",
    "should be decided by those who live here",
    "could fail in any winter",
    "is not what was promised",
    "needs twelve votes, and has nine",
    "will open in June",
    "had divided the town for a decade",
];
const PLAIN: &[&str] = &[
    "Ships call at the town three times a week, and most of what they carry is timber, glass and salt.",
    "The council met for four hours on Tuesday and adjourned without a decision.",
    "About 2,300 people signed the petition, which was handed in at the end of March.",
    "Nothing of this is new: the same arguments were heard in 1987, when the yard was sold.",
    "The state pays for two thirds of the work; the rest comes from the harbour dues.",
    "Rents have risen by 14 percent since, according to figures of the statistics office.",
];

/// An article of about `bytes` bytes.
fn news(number: usize, bytes: usize) -> String {
    let mut t = Turns(number as u64 + 1);
    let mut out = String::new();
    let (mut first, mut last) = (t.pick(FIRST), t.pick(LAST));
    while out.len() < bytes {
        let (role, thing, verb, clause) = (t.pick(ROLE), t.pick(THING), t.pick(VERB), t.pick(CLAUSE));
        let (other, more, plain) = (t.pick(THING), t.pick(CLAUSE), t.pick(PLAIN));
        // Writing to a String cannot fail.
        _ = match t.pick(&["a", "b", "c", "d", "e", "f", "g", "h"]) {
            "a" => write!(
                out,
                "{plain} {first} {last}, {role}, {verb} that {thing} {clause}. “We know that {other} {more},” {last} said. "
            ),
            "b" => write!(
                out,
                "“I have read about {thing}, and it {clause},” {verb} {first} {last}, {role}. “Nobody here wants {other}.”\n\n"
            ),
            "c" => write!(out, "According to {role}, {thing} {clause}. {plain}\n\n"),
            "d" => write!(
                out,
                "{last} called {thing} “a patient on a drip” and promised to look into {other}. {plain} {plain}\n\n"
            ),
            "e" => write!(out, "{plain} Critics say {thing} {clause}, but he {verb} it {more}. {plain}\n\n"),
            "f" => {
                write!(out, "In a statement, {role} declined to say whether {thing} {clause}. {plain}\n\n")
            }
            "g" => {
                (first, last) = (t.pick(FIRST), t.pick(LAST));
                write!(out, "{first} {last} works at the yard and has seen much of it. {plain} ")
            }
            _ => write!(out, "{plain} {thing} {clause}, and {other} {more}. {plain}\n\n"),
        };
    }
    out
}

const SPOKEN: &[&str] = &[
    "Is it far?",
    "I never said that you should wait for me",
    "There is a light in the upper window",
    "You are late again",
    "What did she tell you about the key?",
    "Nobody comes here in winter",
    "Well, there it is",
    "Give me the letter",
    "I should like to know who sent you",
    "Then we must go by the river",
];
const TAG: &[&str] = &["said", "asked", "cried", "replied", "answered", "murmured", "whispered"];
const TOLD: &[&str] = &[
    "He did not answer at once; he had a way of looking at the sky first.",
    "The road went down between the hedges, and the light went with it.",
    "She put the cup on the table, moved the lamp a little, and sat with her hands in her lap as if she waited for a train.",
    "Nobody had told them that the house was empty, and when the dark windows came into sight there was nothing to be said.",
    "It had rained since morning; the yard was a pond, and the hens stood under the cart.",
    "For a long time there was no sound but the clock and the wind in the chimney.",
];

/// A novel of about `bytes` bytes.
fn novel(number: usize, bytes: usize) -> String {
    let mut t = Turns(number as u64 + 77);
    let cast: Vec<(&str, &str)> = (0..8).map(|_| (t.pick(FIRST), t.pick(LAST))).collect();
    let mut out = String::new();
    let mut turn = 0_usize;
    while out.len() < bytes {
        turn += t.pick(&["1", "12", "123"]).len();
        let (first, last) = cast.get(turn % cast.len()).copied().unwrap_or_default();
        let (spoken, more, tag, told) = (t.pick(SPOKEN), t.pick(SPOKEN), t.pick(TAG), t.pick(TOLD));
        _ = match t.pick(&["a", "b", "c", "d", "e", "f"]) {
            "a" => write!(out, "“{spoken},” {tag} {first}. {told}\n\n"),
            "b" => write!(out, "“{spoken},” he {tag}, “and {more}.”\n\n"),
            "c" => write!(out, "“{spoken}.”\n\n“{more}.”\n\n"),
            "d" => write!(out, "{told} {told} Mr. {last} looked up. “{spoken}?” he {tag}.\n\n"),
            "e" => write!(
                out,
                "{told} {first} thought of {} and of what she had said. {told}\n\n",
                t.pick(FIRST)
            ),
            _ => write!(out, "{told} {told} {told}\n\n"),
        };
    }
    out
}
