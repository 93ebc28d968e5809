//! Turns: paragraphs that begin with a name or a letter and a colon, as in interviews and transcripts.

use crate::analysis::layout::Layout;
use crate::lang::LanguageProfile;
use crate::text::Span;

/// A speaker's label is no longer than this, in bytes.
const LONGEST: usize = 40;

/// The label at the start of `line`, up to its colon: *MARA*, *Jon Orlov*, *Q*.
pub fn label<'l>(line: &'l str, profile: &LanguageProfile) -> Option<&'l str> {
    let colon = line.find(':').filter(|&c| (1..=LONGEST).contains(&c))?;
    let (name, rest) = (line.get(..colon)?, line.get(colon + 1..)?);
    let spoken = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    let clean = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let capitals = name.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase));
    let few = name.split_whitespace().count() <= 4;
    (spoken && clean && capitals && few && !profile.no_speaker.contains(&name.to_lowercase())).then_some(name)
}

/// The letter before the stop at the start of `line`: *Q. Where?*, *A. At the mill.*
fn letter(line: &str) -> Option<&str> {
    let stop = line.find('.')?;
    let (name, rest) = (line.get(..stop)?, line.get(stop + 1..)?);
    let one = name.chars().count() == 1 && name.chars().all(char::is_uppercase);
    (one && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()).then_some(name)
}

/// What is said in each turn, where at least two labels take turns and one comes back: the words after the label, and the
/// paragraphs up to the next. Two letters with stops that take turns are labels too, as in testimony.
pub fn find(text: &str, layout: &Layout, profile: &LanguageProfile) -> Vec<Span> {
    let words = |s: Span| text.get(s.start() as usize..s.end() as usize).unwrap_or_default();
    let mut labels: Vec<Option<&str>> =
        layout.paragraphs.iter().map(|p| label(words(p.span), profile)).collect();
    if !take_turns(&labels) {
        labels = layout.paragraphs.iter().map(|p| letter(words(p.span))).collect();
        let all: Vec<&str> = labels.iter().flatten().copied().collect();
        let mut letters = all.clone();
        letters.sort_unstable();
        letters.dedup();
        // A list of points counts on; questions and answers come back.
        if letters.len() != 2 || all.len() < 4 || all.len() * 3 < labels.len() {
            return Vec::new();
        }
    }
    let mut out = Vec::new();
    for (p, name) in layout.paragraphs.iter().zip(&labels) {
        if let Some(name) = name {
            let body = words(p.span).get(name.len() + 1..).unwrap_or_default();
            let start = p.span.end() - body.trim_start().len() as u32;
            out.push(Span::between(start, p.span.end()));
        }
    }
    out
}

/// Whether the labels of paragraphs, where they have one, are those of people who take turns.
fn take_turns(labels: &[Option<&str>]) -> bool {
    let all: Vec<&str> = labels.iter().flatten().copied().collect();
    // *Mara Quill* may come back as *Quill*.
    let mut names: Vec<&str> = all.iter().filter_map(|n| n.split_whitespace().last()).collect();
    names.sort_unstable();
    names.dedup();
    // Set in capitals a label is hardly anything else, and many speak in a court who speak once.
    let shouted = all.iter().all(|n| n.chars().count() > 1 && !n.chars().any(char::is_lowercase));
    let come_back = if shouted {
        all.len() > names.len()
    } else {
        all.len() >= names.len() + 2 && names.len() * 2 <= all.len()
    };
    names.len() >= 2 && come_back && all.len() * 3 >= labels.len()
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::{regions, regions_in};

    #[test]
    fn finds_in_other_languages() {
        assert_eq!(
            regions_in(
                "de",
                "Jana Vogt: Woher kommst du?\n\nOle: Vom Meer.\n\nJana Vogt: Und nun?\n\nOle: Ja."
            ),
            ["Woher kommst du?", "Vom Meer.", "Und nun?", "Ja."]
        );
        assert_eq!(
            regions_in("fr", "Source : le port\n\nPhoto : A. Roy\n\nSource : le moulin"),
            Vec::<&str>::new()
        );
    }

    #[test]
    fn finds() {
        assert_eq!(
            regions("Q: Who are you?\n\nA: A miller.\n\nQ: Where?\n\nA: At the mill."),
            ["Who are you?", "A miller.", "Where?", "At the mill."]
        );
        assert_eq!(
            regions("MARA: Come in.\nJON: Thanks.\nMARA: Sit.\nJON: I will."),
            ["Come in.", "Thanks.", "Sit.", "I will."]
        );
        assert_eq!(
            regions("Jon Orlov: Yes.\n\nIda: No.\n\nJon Orlov: Why?\n\nIda: So."),
            ["Yes.", "No.", "Why?", "So."]
        );
        assert_eq!(
            regions("Jon Orlov: Yes.\n\nIda Vey: No.\n\nOrlov: Why?\n\nVey: So."),
            ["Yes.", "No.", "Why?", "So."]
        );
    }

    #[test]
    fn finds_in_court() {
        assert_eq!(
            regions(
                "THE COURT: Be seated.\n\nMR. OLSEN: Good day.\n\nMS. VARGA: Good day.\n\nTHE COURT: Begin."
            ),
            ["Be seated.", "Good day.", "Good day.", "Begin."]
        );
        assert_eq!(
            regions("Q. Where do you work?\n\nA. At the mill.\n\nQ. Since when?\n\nA. Since May."),
            ["Where do you work?", "At the mill.", "Since when?", "Since May."]
        );
    }

    #[test]
    fn passes_over_lists() {
        assert_eq!(
            regions("A. The pier.\n\nB. The mill.\n\nC. The lock.\n\nD. The weir."),
            Vec::<&str>::new()
        );
        assert_eq!(regions("A. Brandt wrote it.\n\nIt rained.\n\nE. Hale did not."), Vec::<&str>::new());
        assert_eq!(regions("PHOTO: The pier.\n\nMAP: The mill.\n\nTIDE: High at noon."), Vec::<&str>::new());
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions("Tags: River, Mill\n\nNote: See below.\n\nTags: Sea"), Vec::<&str>::new());
        assert_eq!(
            regions("Monday: The council met.\n\nTuesday: It rained.\n\nFriday: It ended."),
            Vec::<&str>::new()
        );
        assert_eq!(regions("At noon it was clear: nobody would come. So it was."), Vec::<&str>::new());
    }
}
