//! Verification: indexing and comparing beside a plain search for the same words in the same run, and sources made to hurt.
//!
//! `cargo bench --bench verify`. The sources are words of our own, put together by chance; the quotations are taken from them and changed.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![expect(clippy::indexing_slicing, reason = "lists of its own")]
#![expect(clippy::expect_used, reason = "a benchmark may stop")]

use sayso::analysis::Progress;
use sayso::model::{DocId, Verdict};
use sayso::text::{SourceText, Spans};
use sayso::verify::{Index, Quoted, SourceMaterial, Style, compare};
use std::hint::black_box;
use std::time::Instant;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MEGABYTE: usize = 1 << 20;

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
}

const SMALL: &[&str] = &[
    "the", "of", "and", "to", "a", "in", "that", "it", "was", "is", "for", "on", "with", "he", "they", "we",
    "not", "at", "by", "had",
];

/// A word list with a tail as long as a language's: syllables put together.
fn vocabulary() -> Vec<String> {
    let (a, b) = (
        [
            "ba", "cor", "dal", "fen", "gri", "har", "lon", "mar", "ner", "pol", "ros", "ster", "tum", "ven",
            "wick",
        ],
        ["ly", "ton", "ing", "er", "ed", "al", "ous", "ment", "ful", "ness", "sh", "ty"],
    );
    let mut rng = Rng(5);
    (0..30_000)
        .map(|_| {
            let mut w = String::new();
            for _ in 0..=rng.below(3) {
                w.push_str(a[rng.below(a.len())]);
            }
            w.push_str(b[rng.below(b.len())]);
            w
        })
        .collect()
}

fn text_of(bytes: usize, words: &[String], rng: &mut Rng) -> String {
    let mut out = String::with_capacity(bytes + 100);
    let mut n = 0;
    while out.len() < bytes {
        // About half are words of grammar; frequent ones stand at the front of the list.
        let word = if rng.below(2) == 0 {
            SMALL[rng.below(SMALL.len())]
        } else {
            let common = 1 + rng.below(words.len());
            &words[rng.below(common)]
        };
        out.push_str(word);
        n += 1;
        out.push_str(match n % 17 {
            0 => ". ",
            8 => ", ",
            _ => " ",
        });
        if n % 170 == 0 {
            out.push_str("\n\n");
        }
    }
    out
}

fn index_of(texts: &[String]) -> Index {
    let source = |(n, t): (u32, &String)| SourceMaterial::new(DocId(n), SourceText::new(t.as_str()));
    Index::build((1..).zip(texts).map(source).collect(), &Progress::default()).expect("not cancelled")
}

fn compare_words(words: &str, index: &Index, style: &Style) -> Verdict {
    let text = SourceText::new(format!("“{words}”"));
    let content = Spans::one(text.span()).expect("words");
    let quoted =
        Quoted { text: &text, content: &content, mixed: false, speaker: &[], lang: "en", except: None };
    compare(&quoted, index, style).verdict
}

fn main() {
    let words = vocabulary();
    let mut rng = Rng(11);
    let texts: Vec<String> = (0..10).map(|_| text_of(MEGABYTE, &words, &mut rng)).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let style = Style::named("guardian").expect("shipped");

    let began = Instant::now();
    let index = index_of(&texts);
    let indexing = began.elapsed();
    println!(
        "index        {:>8.1} MB/s  ({} words, {:.2} bytes of index a byte of source, {:.2} with the texts)",
        bytes as f64 / 1e6 / indexing.as_secs_f64(),
        index.words(),
        index.bytes() as f64 / bytes as f64,
        (index.bytes() + bytes) as f64 / bytes as f64
    );

    // A thousand quotations: as they are, with a word changed, with words left out, and such as nobody said.
    let mut quotations = Vec::new();
    for n in 0..1000 {
        let text = &texts[rng.below(texts.len())];
        let all: Vec<&str> = text.split_whitespace().collect();
        let from = rng.below(all.len() - 60);
        let mut quote: Vec<&str> = all[from..from + 8 + rng.below(30)].to_vec();
        match n % 4 {
            0 => {}
            1 => {
                let k = rng.below(quote.len());
                quote[k] = "changed";
            }
            2 => {
                quote.remove(1 + rng.below(quote.len() - 2));
            }
            _ => {
                for word in &mut quote {
                    *word = &words[rng.below(words.len())];
                }
            }
        }
        quotations.push(quote.join(" "));
    }
    let began = Instant::now();
    let mut not_found = 0;
    for quote in &quotations {
        not_found += usize::from(compare_words(black_box(quote), &index, style) == Verdict::NotFound);
    }
    let comparing = began.elapsed();
    println!(
        "compare      {:>8.1} ms for 1,000 quotations against {:.1} MB ({not_found} not found)",
        comparing.as_secs_f64() * 1e3,
        bytes as f64 / 1e6
    );

    let began = Instant::now();
    let mut exact = 0;
    for quote in quotations.iter().take(100) {
        let finder = memchr::memmem::Finder::new(quote.as_bytes());
        exact += usize::from(texts.iter().any(|t| finder.find(black_box(t.as_bytes())).is_some()));
    }
    let plain = began.elapsed() * 10;
    println!(
        "plain search {:>8.1} ms for 1,000 quotations, word for word alone ({exact} of the first 100 found)",
        plain.as_secs_f64() * 1e3
    );

    // Twice the size must take about twice the time, whatever the words.
    for (name, unit) in [
        ("one word", "no "),
        ("one line", "so they say and so they said "),
        ("brackets", "[a (b "),
        ("colons", "A: b\n"),
    ] {
        let mut times = Vec::new();
        for size in [3 * MEGABYTE, 6 * MEGABYTE] {
            let text = unit.repeat(size / unit.len());
            let began = Instant::now();
            let index = index_of(&[text]);
            let indexed = began.elapsed();
            let began = Instant::now();
            for _ in 0..20 {
                black_box(compare_words("no no no no so they say and so a b", &index, style));
            }
            times.push((
                indexed.as_secs_f64() * 1e3,
                began.elapsed().as_secs_f64() * 1e3 / 20.0,
                index.words(),
            ));
        }
        println!("{name:12} {times:.1?} (ms to index, ms a quotation, words; 3 MB and 6 MB)");
    }
    let long = text_of(7 * MEGABYTE, &words, &mut rng);
    let count = long.split_whitespace().count();
    let whole: String = long.split_whitespace().take(50_000).collect::<Vec<_>>().join(" ");
    let index = index_of(&[long]);
    let began = Instant::now();
    let verdict = compare_words(&whole, &index, style);
    println!(
        "long         {:>8.1} ms for a quotation of 50,000 words in a source of {count} ({})",
        began.elapsed().as_secs_f64() * 1e3,
        verdict.id()
    );
}
