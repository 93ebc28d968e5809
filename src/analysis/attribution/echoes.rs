//! Headings that quote the text below them: *“Not in my name”: Hale quits*, and *“It was done, but not in my name,” Ana Hale said*.
//! A headline says it; a heading between paragraphs only repeats it.

use super::candidates::Scene;
use super::rank::{Decided, Decision};
use super::speech::is_name;
use super::units::Unit;
use crate::analysis::quotes::Family;
use crate::analysis::weights::WHOLE;

/// Units looked at for an echo at most.
const ECHO: usize = 60;
/// Paragraphs of a headline with what stands right below it, at most.
const HEADLINE: usize = 4;
/// Words of a heading's unit at most that are looked for.
const WORDS: usize = 16;
/// Words of a later unit that are looked at.
const HEARD: usize = 400;

fn hashes(scene: &Scene<'_, '_>, unit: &Unit) -> Vec<u32> {
    let words = unit.tokens.clone().filter(|&i| scene.page.is_wordy(i));
    words.map(|i| scene.page.tokens.hash(i)).take(HEARD).collect()
}

/// The later units that quote the words of unit `u`, which stands in a heading; nothing for others.
fn echoes<'s>(scene: &'s Scene<'_, '_>, u: usize) -> impl Iterator<Item = usize> + 's {
    let unit = scene.units.get(u).filter(|unit| is_heading(scene, unit));
    let says = |unit: &&Unit| {
        let mut words = unit.tokens.clone().filter(|&i| scene.page.is_wordy(i));
        words.any(|i| !scene.page.word(i).classes.is_function())
    };
    let own = unit.filter(says).map(|unit| hashes(scene, unit));
    let own = own.filter(|own| (1..=WORDS).contains(&own.len()));
    let paragraph = unit.map_or(0, |unit| unit.last_paragraph);
    own.into_iter().flat_map(move |own| {
        let later = scene.units.iter().enumerate().skip(u + 1).take(ECHO);
        later
            .filter(move |(_, l)| l.paragraph > paragraph && !is_heading(scene, l))
            .filter(move |(_, l)| hashes(scene, l).windows(own.len()).any(|w| w == own.as_slice()))
            .map(|(i, _)| i)
    })
}

fn is_heading(scene: &Scene<'_, '_>, unit: &Unit) -> bool {
    scene.page.sentences.paragraph(unit.paragraph).is_heading
}

/// Whether unit `u` stands in a heading and only repeats words that a later unit quotes, or points to them: a headline quotes in
/// single marks what nobody in it is said to say.
pub fn is_echo(scene: &Scene<'_, '_>, u: usize) -> bool {
    let Some(unit) = scene.units.get(u).filter(|unit| is_heading(scene, unit)) else { return false };
    let family = unit.regions.first().and_then(|&r| scene.page.regions.all.get(r)).map(|r| r.family);
    let single = family == Some(Family::Single);
    if is_headline(scene, unit) {
        return single && scene.relation(u).is_none_or(|r| r.source.is_none());
    }
    echoes(scene, u).next().is_some()
}

/// Whether `unit` stands in the headline, or in a heading right below it.
fn is_headline(scene: &Scene<'_, '_>, unit: &Unit) -> bool {
    unit.paragraph < HEADLINE && (0..=unit.paragraph).all(|p| scene.page.sentences.paragraph(p).is_heading)
}

/// Gives what headlines repeat to whoever says it below, where that is one speaker.
pub fn settle(scene: &Scene<'_, '_>, decided: &mut Decided, speech: &mut [u32]) {
    for u in 0..scene.units.len() {
        if !scene.units.get(u).is_some_and(|unit| is_headline(scene, unit)) {
            break;
        }
        let mut said: Option<(u32, usize)> = None;
        let mut several = false;
        for e in echoes(scene, u).filter(|&e| speech.get(e).is_some_and(|&p| p * 2 >= WHOLE)) {
            match (decided.units.get(e).and_then(|d| d.speaker), said) {
                (Some(key), None) => said = Some((key, e)),
                (Some(key), Some((other, _))) => several |= key != other,
                (None, _) => several = true,
            }
        }
        let Some((key, e)) = said.filter(|_| !several && !is_name(scene, u)) else { continue };
        let (share, p) = (decided.units.get(e).map_or(0, |d| d.share), speech.get(e).copied());
        if let (Some(own), Some(slot), Some(p)) = (decided.units.get_mut(u), speech.get_mut(u), p) {
            *slot = p;
            // Whom the headline itself names stays the source only where that is the same one.
            let mention = own.mention.filter(|_| !own.carried && own.speaker == Some(key));
            *own = Decision { mention, speaker: Some(key), share, echo: Some(e), ..Decision::default() };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose_marked as speakers;

    #[test]
    fn a_heading_quotes_whoever_says_its_words_below() {
        let text = "“You lost us”: Council rejects depot\n\nMARL — The council voted on Tuesday to reject a depot.\n\n“You lost us in \
                    March,” Ana Lund, a baker, told it.";
        assert_eq!(speakers(text), ["Ana Lund", "Ana Lund"]);
        let text = "Soldiers seize power, say president is “resting”\n\nMARL — Officers took power on Tuesday.\n\nColonel Bo Lund told \
                    viewers that the president was “resting” at home.";
        assert_eq!(speakers(text), ["Bo Lund", "Bo Lund"]);
        let text = "Minister gegen Verbot: „Damit ist niemandem geholfen“\n\nMarl. Der Streit dauert an.\n\n„Damit ist niemandem \
                    geholfen“, sagte Jana Vogt.";
        assert_eq!(speakers(text), ["Jana Vogt", "Jana Vogt"]);
    }

    #[test]
    fn a_heading_between_paragraphs_only_repeats() {
        let text = "The mill will close in May, the council said on Monday, and nobody knows what will become of it then.\n\n“Nobody asked \
                    us”\n\nThe workers were told by post. “Nobody asked us about it,” said Bo Orlov.";
        assert_eq!(speakers(text), ["Bo Orlov"]);
    }

    #[test]
    fn of_two_who_say_the_words_below_neither_says_the_heading() {
        let text = "Crews speak of ‘a disgrace’\n\nMARL — The ferry did not sail on Monday.\n\n‘It is a disgrace,’ said Ana Lund, who \
                    waited.\n\n‘Nothing but a disgrace,’ said Bo Orlov.";
        assert_eq!(speakers(text), ["Crews", "Ana Lund", "Bo Orlov"]);
    }
}
