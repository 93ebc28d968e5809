//! What the palette lists for what was typed: fuzzy on names, exact on words of the texts.

use crate::analysis::Progress;
use crate::app::search::{Hit, search};
use crate::app::{Command, Group, Situation};
use crate::model::{DocId, Project, QuoteId, SpeakerId};
use crate::text::Needle;
use std::cmp::Reverse;

/// Lines of one kind at most.
const LINES: usize = 60;

/// Lines of speakers and documents beside commands.
const BESIDE: usize = 5;

/// The heading of what acts on the selected quotation.
pub(super) const FOR_QUOTATION: &str = "For the quotation";

/// How the lines begin that give the selected quotation another speaker.
pub(super) const ATTRIBUTE: &str = "Re-attribute to ";

/// A line of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Runs a command.
    Command(Command),
    /// Gives the selected quotations this speaker.
    Attribute(SpeakerId),
    /// Goes to a speaker.
    Speaker(SpeakerId),
    /// Goes to a document.
    Document(DocId),
    /// Goes to words.
    Words(Hit),
}

impl Entry {
    /// The heading that it stands under.
    pub fn group(&self) -> &'static str {
        match self {
            Self::Command(c) if matches!(c.group(), Group::Quotation | Group::Mark) => FOR_QUOTATION,
            Self::Attribute(_) => FOR_QUOTATION,
            Self::Command(_) => "Commands",
            Self::Speaker(_) => "Speakers",
            Self::Document(_) => "Documents",
            Self::Words(_) => "Words",
        }
    }
}

/// What was found, and among how many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Lines, best first within each heading.
    pub entries: Vec<Entry>,
    /// How many there are in all.
    pub of: usize,
}

/// The lines for `typed`: `>` lists speakers, `#` documents, `"` words, anything else commands first.
/// `None` when `progress` was cancelled.
pub fn find(
    project: &Project,
    typed: &str,
    quote: Option<QuoteId>,
    now: &Situation,
    _mac: bool,
    progress: &Progress,
) -> Option<Found> {
    let typed = typed.trim_start();
    if let Some(words) = typed.strip_prefix(['"', '“']) {
        let hits = search(project, words.trim_end_matches(['"', '”']), None, progress)?;
        let entries = hits.hits.into_iter().take(200).map(Entry::Words).collect();
        return Some(Found { entries, of: hits.count });
    }
    if let Some(name) = typed.strip_prefix('>') {
        let entries = speakers(project, name.trim()).into_iter().take(LINES).map(Entry::Speaker).collect();
        return Some(Found { entries, of: project.speakers.len() });
    }
    if let Some(name) = typed.strip_prefix('#') {
        let entries = documents(project, name.trim()).into_iter().take(LINES).map(Entry::Document).collect();
        return Some(Found { entries, of: project.docs.len() });
    }
    Some(commands(project, typed.trim(), quote, now))
}

fn commands(project: &Project, typed: &str, quote: Option<QuoteId>, now: &Situation) -> Found {
    let allowed: Vec<Command> =
        Command::all().filter(|c| c.allowed(now).is_ok() && *c != Command::Palette).collect();
    let needle = Needle::new(typed).filter(|_| typed.chars().count() > 2);
    let mut scored: Vec<(u32, usize, Entry)> = allowed
        .iter()
        .enumerate()
        .filter(|(_, c)| c.speaker_number().is_none())
        .filter_map(|(n, c)| {
            // What a command does is looked at as words: letters scattered over a sentence say nothing.
            let said = || needle.as_ref().filter(|t| t.is_in(c.tooltip())).map(|_| 20);
            Some((score(typed, c.name()).or_else(said)?, n, Entry::Command(*c)))
        })
        .collect();
    let mut of = allowed.len();
    if let Some(quote) = quote.and_then(|q| project.quote(q)).filter(|_| !typed.is_empty() && !now.read_only)
    {
        // Typing what the line says (*re-attribute*) lists the first speakers of the register, typing a name that one.
        let any = score(typed, ATTRIBUTE).is_some();
        let others = speakers(project, if any { "" } else { typed.trim_start_matches(ATTRIBUTE) });
        let others = others.into_iter().filter(|s| Some(*s) != quote.attribution.speaker);
        for (n, speaker) in others.take(if any { 9 } else { BESIDE }).enumerate() {
            scored.push((200, 1000 + n, Entry::Attribute(speaker)));
        }
        of += project.speakers.len();
    }
    let place = |e: &Entry| u8::from(e.group() != FOR_QUOTATION || quote.is_none());
    scored.sort_by_key(|(s, n, e)| (place(e), Reverse(if typed.is_empty() { 0 } else { *s }), *n));
    let mut entries: Vec<Entry> = scored.into_iter().map(|(_, _, e)| e).collect();
    if !typed.is_empty() {
        entries.extend(speakers(project, typed).into_iter().take(BESIDE).map(Entry::Speaker));
        entries.extend(documents(project, typed).into_iter().take(BESIDE).map(Entry::Document));
        of += project.speakers.len() + project.docs.len();
    }
    Found { entries, of }
}

fn speakers(project: &Project, typed: &str) -> Vec<SpeakerId> {
    let best = |s: &crate::model::Speaker| {
        let names = [s.name.as_str()].into_iter().chain(s.aliases.iter().map(|a| a.name.as_str()));
        names.filter_map(|n| score(typed, n)).max()
    };
    let mut all: Vec<(Reverse<u32>, SpeakerId)> =
        project.speakers.values().filter_map(|s| Some((Reverse(best(s)?), s.id))).collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

fn documents(project: &Project, typed: &str) -> Vec<DocId> {
    let mut all: Vec<(Reverse<u32>, DocId)> = project
        .docs
        .values()
        .filter_map(|d| Some((Reverse(score(typed, &d.document.title)?), d.document.id)))
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

/// How well `typed` fits `name`: its letters in order, more for beginnings of words and for runs. `None` where they do not
/// all occur. Nothing typed fits everything.
fn score(typed: &str, name: &str) -> Option<u32> {
    let mut wanted = typed.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).peekable();
    if wanted.peek().is_none() {
        return Some(1);
    }
    let (mut points, mut run, mut start, mut gaps) = (0_u32, 0_u32, true, 0_u32);
    for c in name.chars().flat_map(char::to_lowercase) {
        let Some(next) = wanted.peek() else { break };
        if c == *next {
            run += 1;
            points += 2 + run * 3 + if start { 12 } else { 0 };
            wanted.next();
        } else {
            run = 0;
            gaps += 1;
        }
        start = !c.is_alphanumeric();
    }
    // Letters scattered over a long name are no match that a person means.
    let fits = wanted.peek().is_none() && points > typed.chars().count() as u32 * 5 + gaps / 4;
    fits.then_some(points * 4 + 400_u32.saturating_sub(name.len() as u32).min(40))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::project;

    #[test]
    fn beginnings_and_runs_come_first_and_scattered_letters_do_not_come() {
        let best = |typed: &str, names: &[&str]| {
            let mut all: Vec<_> = names.iter().filter_map(|n| Some((score(typed, n)?, *n))).collect();
            all.sort_unstable();
            all.pop().map(|(_, n)| n.to_owned())
        };
        assert_eq!(best("und", &["Sound an alarm", "Undo"]).as_deref(), Some("Undo"));
        assert_eq!(
            best("mesp", &["Merge speakers", "Theme of the system"]).as_deref(),
            Some("Merge speakers")
        );
        assert_eq!(score("xyz", "Merge speakers"), None);
        assert!(score("", "anything").is_some());
    }

    #[test]
    fn prefixes_choose_what_is_listed() {
        let p = project(&[("The harbour", "“Go now,” said Ann.")])
            .quote(1, "“Go now,”", crate::model::QuoteKind::Direct, Some("Ann"), 900)
            .done();
        let of = |typed: &str| {
            let now = Situation { project: true, documents: 1, ..Situation::default() };
            find(&p, typed, None, &now, false, &Progress::default()).unwrap().entries
        };
        assert!(matches!(of("> an").as_slice(), [Entry::Speaker(_)]));
        assert!(matches!(of("#harb").as_slice(), [Entry::Document(_)]));
        assert!(matches!(of("\"go now").as_slice(), [Entry::Words(_)]));
        assert!(of("statis").contains(&Entry::Command(Command::GoStatistics)));
        assert!(!of("accept").contains(&Entry::Command(Command::Accept)), "no quotation is selected");
    }
}
