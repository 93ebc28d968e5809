//! How far a description goes, and the name that stands beside it: *the head of the union, Ana Hale*; *a woman called Ana Hale*.

use super::candidates::Scene;
use super::entities::Entity;
use super::mentions::{Head, MentionKind, explained_by_name, is_many, is_noun_like};
use super::surroundings::{plain_symbol, symbol};
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Number};
use std::ops::Range;

/// Words between a description and an adverb or a name beside it, at most.
const ASIDE: usize = 4;
/// Tokens of a clause that gives somebody’s name, at most: *a pilot who gave her name only as Hale*.
const IDENTIFIED: usize = 18;
/// Tokens of a description behind its noun, at most.
const LONG: usize = 14;
/// Tokens of a name in marks within it, at most.
const TITLE: usize = 6;

/// A description with the words behind its noun that belong to it: *a source close to the mayor*.
pub fn full_description(scene: &Scene<'_, '_>, m: usize) -> Range<usize> {
    if scene.dialogue && scene.page.learned.is_none() {
        return short_description(scene, m);
    }
    let mut all = description_from(scene, m);
    let least = scene.mentions.all.get(m).map_or(0, |m| m.tokens.end);
    // *a complaint to*
    let open = |i: usize| {
        scene.page.word(i).classes.any(&[Class::Preposition, Class::Article, Class::InfinitiveMark])
    };
    while all.end > least && open(all.end - 1) {
        all.end -= 1;
    }
    all
}

/// A description with no more behind its noun than whose it is, in a word: *la femme du maire*. Where no word classes were learned,
/// nothing tells a noun from a verb, and a story has few long descriptions.
fn short_description(scene: &Scene<'_, '_>, m: usize) -> Range<usize> {
    let Some(mention) = scene.mentions.all.get(m) else { return 0..0 };
    let page = scene.page;
    let (mut start, end) = (mention.tokens.start, mention.tokens.end);
    // *du maire*, but *des gens*
    let of = |i: usize| page.is(i, Class::Belonging) && page.is(i, Class::Preposition);
    while start < mention.head && of(start) && mention.number != Number::Plural {
        start += 1;
    }
    if !page.is(end, Class::Belonging) {
        return start..end;
    }
    let definite = page.is(end + 1, Class::Determiner) || page.is(end + 1, Class::Possessive);
    let whose = end + 1 + usize::from(definite);
    // *fit signe au médecin de quitter la chambre*
    let noun = definite || page.is_capital(whose) || !page.ends_as(whose, &page.profile.infinitive_endings);
    let owned = noun && is_noun_like(page, whose) && page.sentence(whose) == page.sentence(start);
    start..if owned { whose + 1 } else { end }
}

/// See [`full_description`]; a small word may end it.
fn description_from(scene: &Scene<'_, '_>, m: usize) -> Range<usize> {
    let Some(mention) = scene.mentions.all.get(m) else { return 0..0 };
    let page = scene.page;
    // *Ana Hale’s campaign*: the name belongs to the description.
    let owner = m.checked_sub(1).and_then(|o| scene.mentions.all.get(o));
    let owned = owner.filter(|o| {
        // *Hale’s campaign*, *the farmers’ leader*
        let owns = |i: usize| super::mentions::is_owning(page, i);
        let behind = page.kind(o.tokens.end) == TokenKind::Clitic && o.tokens.end + 1 == mention.tokens.start;
        behind || o.tokens.end == mention.tokens.start && owns(mention.tokens.start)
    });
    let start = owned.map_or(mention.tokens.start, |o| o.whole().start);
    // *one of the diplomats*
    let of = start.checked_sub(1).filter(|&i| page.is(i, Class::Belonging) && page.is_definite(start));
    let one = of.and_then(|i| i.checked_sub(1)).filter(|&i| {
        mention.number == Number::Plural
            && page.pronoun(i).is_some_and(|p| p.indefinite && page.is_outside(i))
    });
    let start = one.unwrap_or(start);
    let end = mention.tokens.end;
    // *die Sprecherin der Stadt*
    let opens = page.word(end).classes.any(&[Class::Preposition, Class::Trailing, Class::Belonging]);
    if !opens {
        return start..end;
    }
    for i in end..end + LONG {
        // *The chairman of the union, Ana Hale, said*: an apposition follows.
        if page.kind(i) == TokenKind::Comma && i > end + 1 && page.sentence(i) == page.sentence(start) {
            return start..i;
        }
        // *the head of the farmers’ union, Ana Hale*; *the dean of Saint Orla’s, Ana Hale*
        // *the chairwoman of the party “New Dawn”, Ana Hale*
        let named = page.kind(i) != TokenKind::Clitic || page.is_capital(i - 1);
        let title = || page.region_at(i).is_some_and(|r| page.tokens.within(r.span).len() <= TITLE);
        if super::mentions::is_owning(page, i) && named || i > end + 1 && title() {
            continue;
        }
        if !page.is_wordy(i) || page.sentence(i) != page.sentence(start) || !page.is_outside(i) {
            return start..end;
        }
        // *quoted a guard as saying*
        let saying = page.is(i, Class::Subordinator) && page.word(i + 1).slots & 0b1_0000 != 0;
        if saying && page.is(i + 1, Class::ReportingVerb) {
            return start..i;
        }
        // *a letter in which Ana Hale says*
        if page.is(i, Class::Preposition) && page.is(i + 1, Class::Relative) {
            return start..i;
        }
        // *the winner of a vote that monitors called “coerced”*
        let clause = page.is(i, Class::Relative) && !page.is(i, Class::Article);
        if clause && i > end && !page.is(i - 1, Class::Preposition) && scene.at.get(i + 1) != 0 {
            return start..i;
        }
        // When it was said is no part of who said it.
        if page.is(i, Class::Preposition) && (page.is(i + 1, Class::Day) || page.is(i + 1, Class::Month)) {
            return start..i;
        }
        let s = plain_symbol(page, i);
        // *the state*, *the secretary of state*
        // *in charge of*
        let noun = page.word(i - 1).classes.any(&[
            Class::Determiner,
            Class::Possessive,
            Class::Belonging,
            Class::Preposition,
        ]);
        let verb = !page.is_capital(i)
            && matches!(s, symbol::SAY | symbol::QUOTE_VERB | symbol::VERB | symbol::AUXILIARY);
        if (verb || page.is_finite(i) && scene.at.get(i) == 0) && i > end && !noun {
            // *denied the report of the union and called it “…”*
            // *a spokeswoman for the board also said*
            let small = |k: &usize| {
                page.word(*k).classes.any(&[
                    Class::Coordinator,
                    Class::Negation,
                    Class::Adverb,
                    Class::Preposition,
                    Class::InfinitiveMark,
                    Class::Relative,
                ])
            };
            let last = (end + 1..i).rev().find(|k| !small(k)).unwrap_or(i - 1);
            return start..last + 1;
        }
    }
    start..end
}

impl Scene<'_, '_> {
    /// The name right before description `m` that it says something of: *Ana Hale, a lawyer,*; *Ana Hale is a lawyer*.
    pub(super) fn told_of(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let mention = self.mentions.all.get(m)?;
        let n = m.checked_sub(1)?;
        let name = self.mentions.all.get(n).filter(|n| n.kind == MentionKind::Name)?;
        // *In Brussels, an official said*
        let place = name.whole().start.checked_sub(1);
        let placed = name.tokens.len() == 1
            && place.is_some_and(|i| page.profile.at_places.contains(&page.tokens.hash(i)))
            && !self.entities.of(n).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person);
        if placed {
            return None;
        }
        let between = name.tokens.end;
        let joined = page.kind(between) == TokenKind::Comma || page.is(between, Class::Be);
        // *Ana Hale, 32, a lawyer,*
        let aged = page.kind(between + 1) == TokenKind::Number && page.kind(between + 2) == TokenKind::Comma;
        let begins = if aged { between + 3 } else { between + 1 };
        let beside = begins == mention.tokens.start && page.sentence(between) == page.sentence(mention.head);
        let person =
            matches!(mention.head_kind, Head::Person | Head::Kin) && mention.number == Number::Singular;
        // *the Marl Observatory, a monitoring group,*
        let body = mention.head_kind == Head::Group
            && !is_many(page, mention.head)
            && page.is(mention.tokens.start, Class::IndefiniteArticle);
        // *Hale, the mayor said, …*: the description is a subject of its own.
        // *Since Christmas, a councillor has said, …*
        let acts = page.word(mention.tokens.end);
        let subject =
            acts.verb > 0 || acts.classes.any(&[Class::Have, Class::Be, Class::Auxiliary, Class::Modal]);
        (joined && beside && (person || body) && !subject).then_some(n)
    }

    /// The name of whoever the text says that description `m` is: *The first witness was Ana Hale.*
    pub(super) fn is_named(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let mention = self.mentions.all.get(m).filter(|d| d.kind == MentionKind::Nominal)?;
        let be = full_description(self, m).end;
        let next = self.mentions.all.get(m + 1).filter(|n| n.kind == MentionKind::Name)?;
        let one = mention.head_kind == Head::Person && mention.number == Number::Singular;
        let definite = page.is_definite(mention.tokens.start);
        let person =
            || self.entities.of(m + 1).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person);
        (one && definite && page.is(be, Class::Be) && next.whole().start == be + 1 && person())
            .then_some(m + 1)
    }

    /// The name or description right behind the pronoun `m` that explains it, between commas.
    pub(super) fn explained(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let comma = self.mentions.all.get(m)?.tokens.end;
        let next = self.mentions.all.get(m + 1)?;
        let person = next.kind == MentionKind::Name || next.head_kind == Head::Person;
        let beside = page.kind(comma) == TokenKind::Comma && next.whole().start == comma + 1;
        (beside && person && page.word(next.tokens.end).verb == 0).then_some(m + 1)
    }

    /// The name that a word for it brings behind description `m`: *a woman named Ana Hale*.
    pub(super) fn named_behind(&self, m: usize) -> Option<usize> {
        let naming = self.mentions.all.get(m)?.tokens.end;
        let begins = |n: &usize| self.mentions.all.get(*n).is_some_and(|n| n.tokens.start == naming + 1);
        let mut names = (m + 1..m + 3).filter(|_| self.page.is(naming, Class::Naming)).filter(begins);
        names.find(|&n| self.entities.of(n).is_some()).or_else(|| self.identified(m))
    }

    /// The name that the clause behind description `m` gives whom it describes: *a pilot who gave her name only as Hale*.
    pub(super) fn identified(&self, m: usize) -> Option<usize> {
        let page = self.page;
        let mention = self.mentions.all.get(m)?;
        // *a resident of the hamlet, who gave her name as Hale*
        let person = mention.kind == MentionKind::Nominal && mention.head_kind == Head::Person;
        let end = if person { full_description(self, m).end } else { mention.tokens.end };
        let relative = end + usize::from(page.kind(end) == TokenKind::Comma);
        if !page.is(relative, Class::Relative) {
            return None;
        }
        let near = relative..relative + IDENTIFIED;
        // *who fled the town, and who asked to be called Hale*
        let on = |i: usize| page.kind(i) == TokenKind::Comma && page.is(i + 1, Class::Coordinator);
        let clause =
            near.take_while(|&i| (page.is_wordy(i) || on(i)) && page.sentence(i) == page.sentence(end));
        let mut says = false;
        for i in clause {
            let called = page.is(i, Class::Naming)
                && page.is(i - 1, Class::Be)
                && page.is(i - 2, Class::InfinitiveMark);
            says |= called;
            // *goes by the name of Hale*
            let by_name =
                page.is(i, Class::Belonging) && page.profile.identifies.contains(&page.tokens.hash(i - 1));
            // *goes by the nickname Hale*
            let noun = page.profile.identifies.contains(&page.tokens.hash(i))
                && page.word(i - 1).classes.any(&[Class::Determiner, Class::Possessive]);
            says |= noun;
            let link = page.is_as(i) || by_name || noun || called;
            // *introduced himself as Colonel Jon Hale*
            let begins = |n: usize| self.mentions.all.get(n).is_some_and(|n| n.whole().start == i + 1);
            let titled = || (m + 1..m + 1 + ASIDE).find(|&n| begins(n));
            let n = self.mention_at(i + 1).or_else(titled);
            if let Some(n) = n.filter(|&n| says && link && self.entities.of(n).is_some()) {
                return Some(n);
            }
            says |= page.profile.identifies.contains(&page.tokens.hash(i));
        }
        None
    }

    /// The full name that stands behind the comma at token `end` and what else its bearer is, behind description `m`: *Its head, retired
    /// Marland general Ana Hale, said*; *The accused, former Chief of the General Staff Jon Hale, said*.
    fn apposed_behind_role(&self, m: usize, end: usize) -> Option<usize> {
        let page = self.page;
        let last = end + 1 + ASIDE * 2;
        let n = (m + 1..m + 8).find(|&n| {
            let name = self.mentions.all.get(n);
            name.is_some_and(|n| n.kind == MentionKind::Name && n.tokens.len() > 1 && n.whole().start > end)
        })?;
        let name = self.mentions.all.get(n)?;
        let somebody = !self.entities.of(n).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_body);
        let mut lead = end + 1..name.tokens.start;
        let role = |i: usize| page.word(i).classes.any(&[Class::Role, Class::Title, Class::PersonNoun]);
        let plain = |i: usize| {
            let of = page.is(i, Class::Belonging)
                || page.is(i, Class::Article) && i > end + 1 && page.is(i - 1, Class::Belonging);
            of || page.is_wordy(i)
                && page.is_outside(i)
                && page.word(i).verb == 0
                && !page.is_finite(i)
                && !page.word(i).classes.is_function()
        };
        let told = !lead.is_empty() && name.tokens.start <= last && lead.clone().any(role) && lead.all(plain);
        // *The mayor, police chief Ana Hale, and others left*
        let list = page.kind(name.tokens.end) == TokenKind::Comma
            && page.is(name.tokens.end + 1, Class::Coordinator);
        (told && somebody && !list).then_some(n)
    }

    /// The name in the apposition to description `m`: *her deputy, Ana Hale, said*.
    pub fn apposed(&self, m: usize) -> Option<usize> {
        let mention = self.mentions.all.get(m)?;
        let page = self.page;
        // *The President of Ordania, Ana Hale, said*: a role with the name of what it is the role of.
        let office = mention.kind == MentionKind::Name
            && mention.tokens.clone().any(|i| page.is(i, Class::Belonging))
            && page.is(mention.tokens.start, Class::Title);
        // *The company that runs the port, PortLine, said*
        // *A government newspaper, the Marl Herald, called her …*
        let body = matches!(mention.head_kind, Head::Group | Head::Document)
            && page.is(mention.tokens.start, Class::Article)
            && !is_many(page, mention.head);
        // *The cathaoirleach, Ana Hale, said*: a noun that no list knows.
        let unknown = mention.head_kind == Head::Other && explained_by_name(page, mention.head);
        if !office && !body && !unknown && !matches!(mention.head_kind, Head::Person | Head::Kin)
            || mention.number == Number::Plural && !body && !self.is_one_of(mention)
        {
            return None;
        }
        // *— A teacher, Marl* signs words with where she lives.
        let dash = mention.tokens.start.checked_sub(1).filter(|&i| page.kind(i) == TokenKind::Dash);
        let signs = dash.is_some_and(|i| {
            super::names::begins(page, i) || page.kind(i.saturating_sub(1)) == TokenKind::Line
        });
        let mut end = if office { mention.tokens.end } else { full_description(self, m).end };
        if body && page.is(end, Class::Relative) {
            let clause = end + 1..end + IDENTIFIED;
            let words = clause.take_while(|&i| page.is_wordy(i) && page.is_outside(i));
            end = words.last().map_or(end, |last| last + 1);
        }
        // *Her lawyer back then, Ana Hale, said*
        while end < mention.tokens.end + ASIDE && page.is(end, Class::Adverb) && page.word(end).verb == 0 {
            end += 1;
        }
        // *Her pupil and biographer, Ana Hale, said*
        if page.is(end, Class::Coordinator)
            && is_noun_like(page, end + 1)
            && page.kind(end + 2) == TokenKind::Comma
            && mention.number == Number::Singular
        {
            end += 2;
        }
        // *The mayor’s daughter and chief of staff, Ana Hale, said*
        if page.is(end, Class::Coordinator)
            && mention.number == Number::Singular
            && let Some(other) = self.mention_at(end + 1)
            && self.mentions.all.get(other).is_some_and(|o| {
                o.kind == MentionKind::Nominal && o.tokens.start == end + 1 && o.number == Number::Singular
            })
        {
            end = full_description(self, other).end;
        }
        // *A woman named Ana Hale said*
        if let Some(named) = self.named_behind(m) {
            return Some(named);
        }
        // *Her apprentice, a quiet man called Jon Hale, said*
        let aside = self.mentions.all.get(m + 1).filter(|a| {
            a.kind == MentionKind::Nominal
                && a.tokens.start == end + 1
                && page.kind(end) == TokenKind::Comma
                && page.is(a.tokens.start, Class::IndefiniteArticle)
        });
        if let Some(named) = aside.and_then(|_| self.named_behind(m + 1)) {
            return Some(named);
        }
        // The name itself may have a role before it: *her apprentice, the clockmaker Ana Hale, said*.
        // *A former pupil, the lutenist Ana Hale, said*: a noun that no list knows stands before it.
        let lead = |first: usize| {
            let between = end + 1..first;
            between.len() <= 3
                && between.clone().enumerate().all(|(k, i)| {
                    // *her neighbour, 80-year-old Ana Hale, said*; *the head, retired general Ana Hale, said*
                    if k == 0 {
                        return page.is(i, Class::Article)
                            || between.len() == 1 && page.may_be_participle(i)
                            || page.kind(i) == TokenKind::Number && page.tokens.shape(i).has_hyphen();
                    }
                    // *a fact finder, the retired judge Ana Hale, found*
                    let own = k + 1 < between.len() && !page.word(i).classes.is_function();
                    (is_noun_like(page, i) || own) && !page.is_capital(i) && page.word(i).verb == 0
                })
        };
        let beside = (m + 1..m + 8).find(|&n| {
            self.mentions.all.get(n).is_some_and(|n| n.whole().start > end && lead(n.whole().start))
        });
        let named = |n: &usize| self.mentions.all.get(*n).is_some_and(|n| n.kind == MentionKind::Name);
        let n = self.apposed_behind_role(m, end).or_else(|| beside.filter(named))?;
        let name = self.mentions.all.get(n)?;
        let person = || self.entities.of(n).and_then(|e| self.entities.get(e)).is_some_and(Entity::is_person);
        // *a baker in Orrin, Marl, said*
        let place = super::votes::is_behind_place(page, name);
        if (signs || place) && name.tokens.len() == 1 && !person()
            || mention.head_kind == Head::Document && person()
        {
            return None;
        }
        // *The member, Ana Hale (Greens), said*
        let mut behind = page.behind_brackets(name.tokens.end);
        // *The lead author, Ana Hale of the University of Marl, said*
        if page.is(behind, Class::Preposition)
            && let Some(body) = self.mentions.all.get(n + 1)
            && body.kind == MentionKind::Name
            && body.whole().start <= behind + 2
        {
            behind = body.tokens.end;
        }
        let closes = matches!(page.kind(behind), TokenKind::Comma | TokenKind::Stop | TokenKind::Dash)
            || page.sentence(behind) != page.sentence(end);
        (page.kind(end) == TokenKind::Comma
            && page.sentence(end + 1) == page.sentence(mention.head)
            && closes)
            .then_some(n)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::whose_marked as speakers;

    #[test]
    fn a_name_explains_a_description_behind_what_else_its_bearer_is() {
        for (lead, who) in [
            ("Its chairwoman, retired Ordanian general Efua Mensah, has asked for more.", "Efua Mensah"),
            (
                "The official in charge of the plan on the harbour side, Efua Mensah, rejects the idea.",
                "Efua Mensah",
            ),
            ("The mayor’s daughter and chief of staff, Efua Mensah, contradicted him.", "Efua Mensah"),
            ("One of them, who introduced herself as Colonel Efua Mensah, read from a sheet.", "Efua Mensah"),
        ] {
            let text =
                format!("The harbour is shut. {lead}\n\n“I have said it politely,” she told reporters.");
            assert_eq!(speakers(&text).last().unwrap(), who, "{lead}");
        }
    }

    #[test]
    fn whoever_was_named_since_is_meant_by_the_same_noun() {
        let text = "The customers were a dentist and a retired bishop. The retired bishop, the Right Rev. Jon Ashby, lost a fortune. Asked \
                    whether he forgave, he said that he was obliged to.\n\n“I will say this for him,” the bishop went on.";
        assert_eq!(speakers(text), ["Jon Ashby"]);
    }

    #[test]
    fn one_word_for_one_and_for_many_is_explained_by_a_name() {
        let text = "Der Streit dauert an. Der Sprecher der Stadt, Philipp Hahn, wies das zurück. „Wir sind kein Verein“, sagte er.";
        assert_eq!(speakers(text), ["Philipp Hahn"]);
    }
}
