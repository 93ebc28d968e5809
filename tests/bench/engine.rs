//! Throughput of the engine, stage by stage, beside a plain scan of the same bytes as the yardstick of the run.
//!
//! `cargo bench --bench engine`. The text is our own, repeated: news with direct, mixed and indirect quotations.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sayso::analysis::indirect::{Document, find};
use sayso::analysis::layout::Layout;
use sayso::analysis::learned::learned;
use sayso::analysis::sentence::split;
use sayso::analysis::token::tokenise;
use sayso::analysis::{Options, Progress, analyse, quotes};
use sayso::lang::profile;
use sayso::text::{SourceText, Span};

fn main() {
    divan::main();
}

const NEWS: &str = "The harbour board has put off the new ferry line for a year, its chairwoman Ines Falk said on Tuesday. \
“We would rather be late than wrong,” she told reporters after a meeting of four hours. “Nobody on this board wants a second bridge.”\n\n\
Two of the engineers who drew up the plans believe that the old pier is unsafe, according to a letter that the town has published. \
The letter describes the pier as “a patient on a drip” and warns that its piles could give way in any winter.\n\n\
Mr. Oduya, who runs the smaller of the two yards, disagreed. He said the pier had stood for ninety years and would stand for ninety more. \
Ships call at the town three times a week, and most of what they carry is timber, salt and glass. \
A spokesman for the ministry declined to say whether the state would pay, but added that talks were going well.\n\n";

const STORY: &str = "“Is it far?” asked the boy. The carter did not answer at once; he had a way of looking at the sky first.\n\n\
“Far enough,” he said at last, “and farther if you keep asking.” The road went down between the hedges, and the light went with it. \
Nobody had told Tom that the house was empty, and when he saw the dark windows he thought of his aunt and of what she had said.\n\n\
“Well,” said the carter. “There it is.”\n\n";

/// One document of about `bytes` bytes.
fn document(paragraphs: &str, bytes: usize) -> SourceText {
    SourceText::new(paragraphs.repeat(bytes / paragraphs.len() + 1))
}

const MEGABYTE: usize = 1 << 20;

fn sized<'a, 'b>(bencher: Bencher<'a, 'b>, text: &SourceText) -> Bencher<'a, 'b> {
    bencher.counter(BytesCount::of_str(text.as_str()))
}

/// The yardstick: counting the blanks.
#[divan::bench]
fn plain_scan(bencher: Bencher<'_, '_>) {
    let text = document(NEWS, MEGABYTE);
    let count = || black_box(text.as_str()).bytes().filter(|&b| b == b' ').count();
    bencher.counter(BytesCount::of_str(text.as_str())).bench(count);
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let text = document(NEWS, MEGABYTE);
    bencher.counter(BytesCount::of_str(text.as_str())).bench(|| tokenise(black_box(text.as_str())).len());
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let text = document(NEWS, MEGABYTE);
    let tokens = tokenise(text.as_str());
    let profile = profile("en");
    bencher.counter(BytesCount::of_str(text.as_str())).bench(|| split(black_box(&tokens), profile).len());
}

#[divan::bench]
fn marks(bencher: Bencher<'_, '_>) {
    let text = document(NEWS, MEGABYTE);
    let find = || quotes::find(text.as_str(), &Layout::new(black_box(text.as_str())), None).all.len();
    bencher.counter(BytesCount::of_str(text.as_str())).bench(find);
}

/// Word classes, cues, contents and sources.
#[divan::bench]
fn relations(bencher: Bencher<'_, '_>) {
    let text = document(NEWS, MEGABYTE);
    let profile = profile("en");
    let Some(learned) = learned("en") else { return };
    let tokens = tokenise(text.as_str());
    let sentences = split(&tokens, profile);
    let found = quotes::find(text.as_str(), &Layout::new(text.as_str()), None);
    let regions: Vec<Span> = found.all.iter().filter(|r| r.parent.is_none()).map(|r| r.span).collect();
    let document =
        Document { text: &text, tokens: &tokens, sentences: &sentences, regions: &regions, profile, learned };
    bencher.counter(BytesCount::of_str(text.as_str())).bench(|| find(black_box(document)).len());
}

fn whole(bencher: Bencher<'_, '_>, text: &SourceText) {
    // A document of its own each time: hash and offsets are made once per document.
    let run =
        |text: SourceText| analyse(&text, &Options::default(), &Progress::default()).map(|f| f.quotes.len());
    sized(bencher, text).with_inputs(|| SourceText::new(text.as_str())).bench_values(run);
}

#[divan::bench]
fn all_stages_news(bencher: Bencher<'_, '_>) {
    whole(bencher, &document(NEWS, MEGABYTE));
}

/// Articles as they come: a hundred documents of ten kilobytes.
#[divan::bench]
fn all_stages_articles(bencher: Bencher<'_, '_>) {
    let texts: Vec<SourceText> = (0..100).map(|_| document(NEWS, 10_000)).collect();
    let bytes: usize = texts.iter().map(|t| t.len() as usize).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let found = |t: &SourceText| {
            analyse(t, &Options::default(), &Progress::default()).map_or(0, |f| f.quotes.len())
        };
        texts.iter().map(found).sum::<usize>()
    });
}

#[divan::bench]
fn all_stages_story(bencher: Bencher<'_, '_>) {
    whole(bencher, &document(STORY, MEGABYTE));
}

/// Time must be in proportion to the text, whatever it is: twice the size, twice the time.
#[divan::bench(args = ["one line", "unclosed marks", "nested marks", "one paragraph", "no words"], sample_count = 3)]
fn hostile(bencher: Bencher<'_, '_>, kind: &str) {
    let text = match kind {
        "one line" => SourceText::new(NEWS.replace('\n', " ").repeat(MEGABYTE / NEWS.len())),
        "unclosed marks" => SourceText::new("“so ".repeat(MEGABYTE / 6)),
        "nested marks" => SourceText::new("“‘".repeat(50_000) + &"’”".repeat(50_000)),
        "one paragraph" => SourceText::new("she said that ".repeat(MEGABYTE / 14)),
        _ => SourceText::new(", . ; : ".repeat(MEGABYTE / 8)),
    };
    whole(bencher, &text);
}
