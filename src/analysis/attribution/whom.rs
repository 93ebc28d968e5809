//! Whom a pronoun cannot mean, whatever was learned: rules on who asks and answers, who owns and who alone was spoken of.

use super::candidates::Scene;
use super::coref::{Antecedent, Standing, last_told, part_in_talk};
use super::mentions::{Mention, MentionKind};
use super::units::Unit;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender, Number};

/// Tokens between marked words and the pronoun beside them at most.
const BESIDE: usize = 4;
/// Marked words that are looked through at most.
const WORDS: usize = 120;
/// Sentences that begin with the same pronoun and are passed over at most.
const TOLD_ON: usize = 4;

/// Whoever alone the sentence before is about is who the next begins with: *Ms. Hale denied this. She said …*
pub(super) fn keep_topic(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let first = page.sentences.get(page.sentence(start)).tokens.start;
    // *Ms. Hale denied this. “No,” she said.*
    if (first..start).any(|i| page.is_outside(i)) {
        return;
    }
    let told = |first: usize| {
        let tokens = page.sentences.get(page.sentence(first.checked_sub(1)?)).tokens;
        let told = page.paragraph(tokens.start) == page.paragraph(start) && tokens.start < first;
        (told && tokens.clone().all(|i| page.is_outside(i))).then_some(tokens)
    };
    let Some(mut tokens) = told(first) else { return };
    // *Ms. Hale was tired. She had waited since dawn. “No,” she said.*
    let goes_on = |first: usize| {
        page.pronoun(first).is_some_and(|p| p.subject && p.person == 3 && p.gender == pronoun.gender)
    };
    for _ in 0..TOLD_ON {
        if !goes_on(tokens.start) {
            break;
        }
        let Some(earlier) = told(tokens.start) else { return };
        tokens = earlier;
    }
    let mut there = all
        .iter()
        .filter(|a| scene.mentions.all.get(a.mention).is_some_and(|m| tokens.contains(&m.tokens.start)));
    let (Some(one), None) = (there.next(), there.next()) else { return };
    let key = one.key;
    let Some(mention) = scene.mentions.all.get(one.mention) else { return };
    let standing = Standing::of(scene, one.mention, mention);
    let subject = standing.begins == 1 && standing.verb == 1 && standing.owned + standing.oblique == 0;
    // *For Ms. Hale, a widow, it was too late. She …*
    let fronted = mention.whole().start == tokens.start + 1
        && page.is(tokens.start, Class::Preposition)
        && page.kind(mention.tokens.end) == TokenKind::Comma;
    if subject || fronted {
        all.retain(|a| a.key == key);
    }
}

/// Whoever asks somebody is not who answers: *A reporter asked Hale whether he would go. “I may,” he answered.*
pub(super) fn drop_asker(
    scene: &Scene<'_, '_>,
    pronoun: &Mention,
    previous: Option<u32>,
    all: &mut Vec<Antecedent>,
) {
    let page = scene.page;
    let beside = [Some(pronoun.tokens.end), pronoun.tokens.start.checked_sub(1)];
    let answers = |i: usize| page.profile.answers.contains(&page.tokens.hash(i));
    if !beside.into_iter().flatten().any(answers) {
        return;
    }
    let last = last_told(scene, pronoun.tokens.start);
    let part = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention).filter(|m| page.sentence(m.tokens.start) == last);
        mention.map_or(0, |m| part_in_talk(scene, m))
    };
    if all.iter().any(|a| part(a) & 1 == 1) {
        all.retain(|a| part(a) & 3 != 2);
    }
    // *“Is that a promise?” Ms. Hale called out. “It is a plan,” he replied.*
    let asker = previous
        .filter(|key| all.len() > 1 && is_answered(scene, pronoun) && all.iter().any(|a| a.key == *key));
    all.retain(|a| Some(a.key) != asker);
}

/// Whom the words beside the pronoun speak of as *my mother* is not who says them: *Her mother sold fish. “My mother could add,” she
/// said.*
pub(super) fn drop_own(scene: &Scene<'_, '_>, pronoun: &Mention, all: &mut Vec<Antecedent>) {
    let page = scene.page;
    let start = pronoun.tokens.start;
    let behind = scene.units.partition_point(|u| u.first.start < start);
    let beside = |u: &&Unit| {
        u.last.end <= start && start - u.last.end <= BESIDE && u.last_paragraph == page.paragraph(start)
    };
    let Some(unit) = behind.checked_sub(1).and_then(|u| scene.units.get(u)).filter(beside) else { return };
    let own = |i: usize| page.pronoun(i).is_some_and(|p| p.person == 1) && page.is(i, Class::Possessive);
    let words: Vec<usize> = unit.tokens.clone().take(WORDS).filter(|&i| own(i)).collect();
    // *“Hale taught me all of it,” he said*: *me* is not Hale; in *I am Hale* it is.
    let i_say = |i: usize| page.pronoun(i).is_some_and(|p| p.person == 1 && p.number == Number::Singular);
    let of_self = unit.tokens.clone().take(WORDS).any(i_say);
    let is_me = |m: usize| {
        let before = scene.mentions.all.get(m).and_then(|m| m.whole().start.checked_sub(1));
        before.is_some_and(|i| page.is(i, Class::Be))
    };
    let inside = scene.mentions.within(unit.tokens.clone()).take(WORDS).filter(|&m| of_self && !is_me(m));
    let told: Vec<usize> = inside.filter_map(|m| scene.entities.of(m)).collect();
    let named = |a: &Antecedent| {
        let mention = scene.mentions.all.get(a.mention).filter(|m| m.kind == MentionKind::Nominal);
        mention.is_some_and(|m| words.iter().any(|&i| page.tokens.hash(i + 1) == page.tokens.hash(m.head)))
            || told.contains(&(a.key as usize))
    };
    if all.iter().any(|a| !named(a)) {
        all.retain(|a| !named(a));
    }
}

/// Whether the words before those that `pronoun` answers are a question of a paragraph before.
fn is_answered(scene: &Scene<'_, '_>, pronoun: &Mention) -> bool {
    let here = scene.page.paragraph(pronoun.tokens.start);
    let behind = scene.units.partition_point(|u| u.paragraph < here);
    let question = behind.checked_sub(1).and_then(|u| scene.units.get(u));
    question.is_some_and(|u| u.last_paragraph + 1 == here && scene.asks(u))
}

/// Whoever spoke in the sentence before and is a *she* for sure is *she*, rather than the owner of something in that sentence whose
/// gender nothing tells: *The Admiral’s descendants were not asked, a spokeswoman said. “We found out late,” she added.*
pub(super) fn drop_owners(
    scene: &Scene<'_, '_>,
    pronoun: &Mention,
    previous: Option<u32>,
    all: &mut Vec<Antecedent>,
) {
    let last = last_told(scene, pronoun.tokens.start);
    let there = |a: &Antecedent| {
        scene.mentions.all.get(a.mention).filter(|m| scene.page.sentence(m.tokens.start) == last)
    };
    let gender = |a: &Antecedent| match scene.entities.get(a.key as usize) {
        Some(entity) => entity.gender(),
        None => there(a).map_or(Gender::Any, |m| m.gender),
    };
    let sure = |a: &Antecedent| matches!(gender(a), Gender::Male | Gender::Female);
    let spoke = |a: &Antecedent| previous == Some(a.key) && there(a).is_some() && sure(a);
    // *Operator Northlight warned of it. Crews were waiting, a spokeswoman said. “…,” she added*: whoever was named before, and may
    // be no woman, is not she.
    let somebody =
        |a: &Antecedent| scene.entities.get(a.key as usize).is_none_or(|e| e.person + e.male + e.female > 0);
    if all.iter().any(spoke) {
        all.retain(|a| {
            let owns = there(a).is_some_and(|m| scene.page.kind(m.tokens.end) == TokenKind::Clitic);
            sure(a) || there(a).is_some() && somebody(a) && !owns
        });
    }
}

/// Whether mention `m` only says where somebody belongs, by what it owns and the text leaves out: *the dean of Saint Orla’s, Ana Hale*.
pub(super) fn owns_what_is_unnamed(scene: &Scene<'_, '_>, m: usize) -> bool {
    let page = scene.page;
    let Some(mention) = scene.mentions.all.get(m) else { return false };
    let behind = mention.whole().start.checked_sub(1).is_some_and(|i| page.is(i, Class::Belonging));
    let end = mention.tokens.end;
    behind && page.kind(end) == TokenKind::Clitic && page.kind(end + 1) == TokenKind::Comma
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Options, Progress, analyse};
    use crate::text::SourceText;

    /// Who says the last words of `text`.
    fn speaker(text: &str) -> Option<String> {
        let found = analyse(&SourceText::new(text), &Options::default(), &Progress::default()).unwrap();
        let last = found.quotes.last().unwrap();
        last.speaker.map(|s| found.speakers[s].name.clone())
    }

    #[test]
    fn whoever_asks_does_not_answer() {
        let text = "The leader, Ravi Anand, was jeered. “Is that a promise?” Pell Fenwick called out.\n\n“It is a plan,” he \
                    replied.";
        assert_eq!(speaker(text).as_deref(), Some("Ravi Anand"));
    }

    #[test]
    fn whom_the_paragraph_begins_with_is_told_of_on() {
        let other = "“This one names nobody,” said Hannah Weiss, a fellow of the institute.\n\n";
        let texts = [
            "For Tavi Okun, a widow who was moved five times, it mattered little. She had queued since dawn. “Ask me tomorrow,” \
             she said.",
            "Tavi Okun, a widow, was moved five times. She had queued since dawn. “Ask me tomorrow,” she said.",
        ];
        for text in texts {
            assert_eq!(speaker(&format!("{other}{text}")).as_deref(), Some("Tavi Okun"), "{text}");
        }
    }

    #[test]
    fn my_mother_is_not_who_speaks() {
        let text = "Ms. Nwosu grew up in a village, the fourth of seven sisters. Her mother sold smoked fish. “My mother could add up a \
                    column faster than the tax man,” she said.";
        assert_eq!(speaker(text).as_deref(), Some("Ms. Nwosu"));
    }

    #[test]
    fn whoever_is_spoken_of_beside_me_does_not_speak() {
        let text = "Trainer Rudi Temme hört auf. „Ich bin müde“, sagte er. Kapitän Finn Osterloh weinte. „Rudi hat mir das Spielen \
                    beigebracht“, sagte er.";
        assert_eq!(speaker(text).as_deref(), Some("Finn Osterloh"));
    }

    #[test]
    fn what_somebody_is_says_nothing_of_somebody_else() {
        let text = "Sir Desmond Lyle has died. The son of a stationmaster, he read law at night. “I learned by other people’s \
                    lamps,” he once said.";
        assert_eq!(speaker(text).as_deref(), Some("Desmond Lyle"));
    }
}
