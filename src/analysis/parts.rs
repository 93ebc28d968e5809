//! A text larger than any book is read part by part: what the stages keep of each word is kept of one part at a time, and a person
//! can stop in the middle.
//!
//! Parts end with a paragraph where there is one, else with a line, a sentence, a word. Whoever bears one name in two parts is one
//! speaker; a name that fits several is not decided here.

use super::attribution::register::ALIASES;
use super::pipeline::NOTES;
use super::{Findings, FoundQuote, FoundSpeaker, Progress};
use crate::text::{SourceText, Span};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// How large parts are, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes {
    /// A text up to this is one part: the longest novels are.
    pub whole: u32,
    /// Every part but the last is at most this long, and at least half of it.
    pub part: u32,
}

/// What prose is read by.
const PROSE: Sizes = Sizes { whole: 4 << 20, part: 512 << 10 };

/// What signs without words are read by: each of them is kept, and most are but a byte.
const SIGNS: Sizes = Sizes { whole: 128 << 10, part: 64 << 10 };

/// What the program reads `text` by: one that is mostly signs is nobody's prose.
pub(super) fn sizes(text: &SourceText) -> Sizes {
    if text.len() <= SIGNS.whole {
        return PROSE;
    }
    // Some thousand letters, evenly from all of it.
    let every = text.len() as usize / 4096;
    let letters = text.as_str().chars().step_by(every.max(1));
    let (words, all) =
        letters.fold((0_u32, 0_u32), |(words, all), c| (words + u32::from(c.is_alphanumeric()), all + 1));
    if words * 3 < all { SIGNS } else { PROSE }
}

/// Reads `text` with `read`, in one part or several. `None` when `progress` was cancelled.
pub(super) fn in_parts(
    text: &SourceText,
    sizes: Sizes,
    progress: &Progress,
    read: impl Fn(&SourceText) -> Option<Findings>,
) -> Option<Findings> {
    progress.set(0, text.len());
    let found = if text.len() <= sizes.whole {
        read(text)?
    } else {
        let mut joined = Joined::default();
        for part in parts(text.as_str(), sizes.part) {
            let found = read(&SourceText::new(text.slice(part)))?;
            joined.add(found, part, text.len());
            progress.set(part.end(), text.len());
            if progress.is_cancelled() {
                return None;
            }
        }
        joined.found
    };
    progress.set(text.len(), text.len());
    (!progress.is_cancelled()).then_some(found)
}

/// The parts of `text`, in order and without gaps.
fn parts(text: &str, most: u32) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = end_of_part(text, start, most as usize);
        Span::new(start as u32, at as u32).filter(|s| !s.is_empty())
    })
}

/// Where the part that begins at byte `start` ends.
fn end_of_part(text: &str, start: usize, most: usize) -> usize {
    if text.len() - start <= most {
        return text.len();
    }
    let last = text.floor_char_boundary(start + most);
    let first = text.floor_char_boundary(start + most / 2);
    let room = text.get(first..last).unwrap_or_default();
    let behind = |sign: &str| room.rfind(sign).map(|at| first + at + sign.len());
    // A single letter may be longer than a tiny part.
    let any = if last > start { last } else { text.ceil_char_boundary(start + most) };
    ["\n\n", "\n", ". ", " "].into_iter().find_map(behind).unwrap_or(any)
}

/// What was found in the parts so far.
#[derive(Default)]
struct Joined {
    found: Findings,
    /// Speakers by the name that they have.
    by_name: BTreeMap<String, usize>,
    /// Speakers by their other names; `None` where several bear one.
    by_alias: BTreeMap<String, Option<usize>>,
    /// Reasons as sentences: most of a large text's are the same ones again.
    reasons: HashSet<Arc<str>>,
}

impl Joined {
    /// Adds what was found in `part` of a text of `len` bytes.
    fn add(&mut self, part_found: Findings, part: Span, len: u32) {
        let by = part.start();
        let before = self.found.quotes.len();
        if before == 0 {
            self.found.lang = part_found.lang;
            self.found.marks = part_found.marks;
        }
        // As much room as it will take when it goes on so: growing by doubling holds everything twice.
        let rest = u64::from(len - by) * part_found.quotes.len() as u64 / u64::from(part.len().max(1));
        self.found.quotes.reserve_exact((rest as usize).max(part_found.quotes.len()));
        let who: Vec<usize> = part_found.speakers.into_iter().map(|s| self.speaker(s, by)).collect();
        let index = |i: usize| who.get(i).copied();
        for mut quote in part_found.quotes {
            quote.parent = quote.parent.map(|p| p + before);
            quote.speaker = quote.speaker.and_then(index);
            quote.runner_up = quote.runner_up.and_then(|(i, p)| Some((index(i)?, p)));
            self.place(&mut quote, by);
            self.found.quotes.push(quote);
        }
        let room = NOTES.saturating_sub(self.found.notes.len());
        for mut note in part_found.notes.into_iter().take(room) {
            note.at = note.at.map(|s| s.moved(by));
            self.found.notes.push(note);
        }
    }

    /// Puts the positions of `quote` where they are in the whole text, `by` bytes on.
    fn place(&mut self, quote: &mut FoundQuote, by: u32) {
        quote.content.move_on(by);
        for spans in [&mut quote.cue, &mut quote.source, &mut quote.role].into_iter().flatten() {
            spans.move_on(by);
        }
        for reason in &mut quote.evidence {
            reason.at = reason.at.map(|s| s.moved(by));
            match self.reasons.get(&reason.text) {
                Some(text) => reason.text = text.clone(),
                None => _ = self.reasons.insert(reason.text.clone()),
            }
        }
    }

    /// The number of `speaker`, found in a part that begins `by` bytes on: one of those known, or a new one.
    fn speaker(&mut self, mut speaker: FoundSpeaker, by: u32) -> usize {
        speaker.mentions.iter_mut().for_each(|m| *m = m.moved(by));
        let tells = !speaker.named && speaker.mentions.is_empty();
        let known = if speaker.named || tells { self.known(&speaker) } else { None };
        let Some(i) = known else {
            let i = self.found.speakers.len();
            if speaker.named || tells {
                self.by_name.entry(speaker.name.clone()).or_insert(i);
            }
            for alias in &speaker.aliases {
                self.by_alias.entry(alias.clone()).and_modify(|who| *who = None).or_insert(Some(i));
            }
            self.found.speakers.push(speaker);
            return i;
        };
        let Some(own) = self.found.speakers.get_mut(i) else { return i };
        // *Okafor* in one part, *Ines Okafor* in the next: the fuller name is what they are called.
        if speaker.aliases.contains(&own.name) {
            std::mem::swap(&mut own.name, &mut speaker.name);
            self.by_name.entry(own.name.clone()).or_insert(i);
        }
        for name in std::iter::once(speaker.name).chain(speaker.aliases) {
            if name != own.name && !own.aliases.contains(&name) && own.aliases.len() < ALIASES {
                self.by_alias
                    .entry(name.clone())
                    .and_modify(|who| *who = who.filter(|w| *w == i))
                    .or_insert(Some(i));
                own.aliases.push(name);
            }
        }
        own.aliases.retain(|a| *a != own.name);
        own.role = own.role.take().or(speaker.role);
        own.mentions.append(&mut speaker.mentions);
        i
    }

    /// The one speaker of earlier parts who bears the name of `speaker`, or whose name is another name of `speaker`.
    fn known(&self, speaker: &FoundSpeaker) -> Option<usize> {
        let named = |name: &String| self.by_name.get(name).copied();
        named(&speaker.name)
            .or_else(|| self.by_alias.get(&speaker.name).copied().flatten())
            .or_else(|| speaker.aliases.iter().find_map(named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Options, QuoteKind, pipeline};

    const ARTICLE: &str = "The ferry is late again, said Ines Okafor, the harbour master.\n\n\
        “We will mend it by June,” Okafor said. “It always was a café on water.”\n\n\
        “Nobody asked us,” said Bo Lund, a baker.\n\n";

    fn read(text: &str, sizes: Sizes) -> Findings {
        let options = Options { lang: Some("en".into()), marks: None };
        let one = |part: &SourceText| pipeline::run(part, &options, &Progress::default());
        in_parts(&SourceText::new(text), sizes, &Progress::default(), one).unwrap()
    }

    #[test]
    fn a_text_in_parts_has_the_quotations_of_the_whole_where_they_stand() {
        let text = ARTICLE.repeat(9);
        let whole = read(&text, PROSE);
        let parts = read(&text, Sizes { whole: 100, part: 500 });
        let told = |f: &Findings| -> Vec<_> {
            let said = f.quotes.iter().filter(|q| q.kind == QuoteKind::Direct);
            let who = |q: &FoundQuote| q.speaker.and_then(|i| f.speakers.get(i)).map(|s| s.name.clone());
            said.map(|q| (q.content.clone(), q.cue.clone(), who(q))).collect()
        };
        assert_eq!(told(&parts), told(&whole));
        assert_eq!(told(&whole).len(), 18);
        let text = SourceText::new(text);
        for s in &parts.speakers {
            assert!(s.mentions.windows(2).all(|w| w[0] < w[1]), "{s:?}");
            assert!(s.mentions.iter().all(|m| s.name.contains(text.slice(*m))), "{s:?}");
        }
        let ines = parts.speakers.iter().filter(|s| s.name == "Ines Okafor").collect::<Vec<_>>();
        assert_eq!((ines.len(), ines[0].aliases.as_slice()), (1, ["Okafor".to_owned()].as_slice()));
        assert!(
            parts
                .quotes
                .iter()
                .flat_map(|q| &q.evidence)
                .all(|e| e.at.is_none_or(|at| text.get(at).is_some()))
        );
    }

    #[test]
    fn a_fuller_name_in_a_later_part_is_the_name() {
        let named = |name: &str, aliases: &[&str]| FoundSpeaker {
            name: name.into(),
            aliases: aliases.iter().map(|&a| a.into()).collect(),
            named: true,
            ..FoundSpeaker::default()
        };
        let mut joined = Joined::default();
        let mut add = |s| joined.speaker(s, 0);
        assert_eq!(add(named("Okafor", &[])), 0);
        assert_eq!(add(named("Ines Okafor", &["Okafor"])), 0);
        assert_eq!(add(named("Okafor", &[])), 0);
        // Two of one surname: the surname alone is neither.
        assert_eq!(add(named("Ada Lund", &["Lund"])), 1);
        assert_eq!(add(named("Bo Lund", &["Lund"])), 2);
        assert_eq!(add(named("Lund", &[])), 3);
        assert_eq!(joined.found.speakers[0], named("Ines Okafor", &["Okafor"]));
    }

    #[test]
    fn parts_end_where_a_reader_would_pause() {
        let cut = |words: &str, most| {
            let text = SourceText::new(words);
            parts(words, most).map(|s| text.slice(s).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(cut("one two\n\nthree four\nfive", 14), ["one two\n\n", "three four\n", "five"]);
        assert_eq!(cut("one two. three four", 11), ["one two. ", "three four"]);
        assert_eq!(cut("“““““", 4), ["“", "“", "“", "“", "“"]);
        assert_eq!(cut("““", 1), ["“", "“"]);
        assert_eq!(cut("", 4), [""; 0]);
    }

    #[test]
    fn what_is_mostly_signs_is_read_in_small_parts() {
        let part = |words: &str| sizes(&SourceText::new(words.repeat((150 << 10) / words.len()))).part;
        assert_eq!(
            [part(ARTICLE), part("““"), part("“‘so "), part("\" . ")],
            [PROSE.part, SIGNS.part, PROSE.part, SIGNS.part]
        );
        assert_eq!(sizes(&SourceText::new("““")).part, PROSE.part);
    }

    #[test]
    fn it_stops_between_two_parts_when_asked() {
        let progress = Progress::default();
        let text = SourceText::new(ARTICLE.repeat(9));
        let read = |_: &SourceText| {
            progress.cancel();
            Some(Findings::default())
        };
        assert_eq!(in_parts(&text, Sizes { whole: 100, part: 500 }, &progress, read), None);
        let (done, of) = progress.get();
        assert!(done < of && of == text.len(), "{done} of {of}");
    }
}
