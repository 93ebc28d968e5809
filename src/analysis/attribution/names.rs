//! Names: runs of capitals that are more than the start of a sentence, with the title and role words before them.

use super::mentions::{Head, Mention, MentionKind};
use crate::analysis::page::Page;
use crate::analysis::reported::phrase::is_inflected;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Gender, Number};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A hasher for keys that are hashes already.
#[derive(Debug, Default, Clone, Copy)]
pub struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(b);
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = self.0.rotate_left(32) ^ u64::from(n);
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = self.0.rotate_left(32) ^ n;
    }
}

/// A map whose keys are hashes already. Never iterated.
pub type ReadyMap<K, V> = HashMap<K, V, BuildHasherDefault<Ready>>;

/// How often each word stands in small letters, and with a capital where nothing but a name asks for one.
#[derive(Debug, Default)]
pub struct Seen(Vec<(u32, u32)>);

impl Seen {
    /// Counts the words of `page`.
    pub fn count(page: &Page<'_>) -> Self {
        let mut seen = vec![(0, 0); page.tokens.form_hashes().len()];
        for i in 0..page.tokens.len() {
            if page.kind(i) != TokenKind::Word {
                continue;
            }
            let Some(count) = seen.get_mut(page.tokens.form(i)) else { continue };
            let capital = looks_like_name(page, i);
            if !capital {
                // Only words that might be met with a capital matter; known grammar words never do.
                if !page.word(i).classes.is_function() {
                    count.0 += 1;
                }
            } else if !begins(page, i) && !page.tokens.shape(i).is_all_capital() {
                count.1 += 1;
            }
        }
        Self(seen)
    }

    /// Whether the word at token `i` has a capital somewhere where nothing but a name or a noun asks for one.
    pub fn is_capital_inside(&self, page: &Page<'_>, i: usize) -> bool {
        self.get(page.tokens.form(i)).1 > 0
    }

    fn get(&self, form: usize) -> (u32, u32) {
        self.0.get(form).copied().unwrap_or_default()
    }
}

/// Whether a capital at token `i` may be there only because something begins.
pub fn begins(page: &Page<'_>, i: usize) -> bool {
    let Some(mut before) = i.checked_sub(1) else { return true };
    // A line end inside a wrapped paragraph is a space.
    if page.kind(before) == TokenKind::Line && page.sentence(before) == page.sentence(i) {
        before = before.saturating_sub(1);
    }
    page.sentence(i) != page.sentence(before)
        || match page.kind(before) {
            TokenKind::Word | TokenKind::Number | TokenKind::Clitic | TokenKind::Comma => false,
            TokenKind::Stop => !page.is(before.saturating_sub(1), Class::TitleAbbreviation),
            _ => true,
        }
}

/// Whether token `i` may be part of a name by its look.
fn looks_like_name(page: &Page<'_>, i: usize) -> bool {
    if page.kind(i) != TokenKind::Word {
        return false;
    }
    let s = page.tokens.shape(i);
    // *a green T-shirt*
    let letter = || {
        let mut behind = page.str(i).chars().skip(1);
        behind.next() == Some('-') && behind.next().is_some_and(char::is_lowercase)
    };
    s.is_capital() && !(s.has_hyphen() && letter()) || s.has_hyphen() && s.has_inner_capital()
}

/// The name that begins at token `i`, title and role words first.
pub fn name_at(page: &Page<'_>, seen: &Seen, i: usize) -> Option<Mention> {
    if !looks_like_name(page, i) || !may_begin(page, seen, i) {
        return None;
    }
    // *Substitute Ana Hale came on*: the first word has its capital from the sentence.
    let full = |j: usize| page.is_given(j) && looks_like_name(page, j + 1);
    if begins(page, i) && page.is_never_name(i) && looks_like_name(page, i + 1) && full(i + 1) {
        return None;
    }
    // *the Turkish-backed Marl Front*, but *Mei-ling Hale*
    let backed = is_participle(page, i)
        && (i.saturating_sub(2)..i).any(|b| page.is(b, Class::Article))
        && page.str(i).rsplit('-').next().is_some_and(|w| w.starts_with(char::is_lowercase));
    if page.tokens.shape(i).has_hyphen() && backed && looks_like_name(page, i + 1) {
        return None;
    }
    // *On Monday Hale said*, but *the Sunday Times*, *Friday Adeyemi*
    let day = page.is(i, Class::Day) || page.is(i, Class::Month);
    if day && !begins(page, i) && page.is(i - 1, Class::Preposition) && looks_like_name(page, i + 1) {
        return None;
    }
    if in_title_line(page, i) || page.tokens.shape(i).has_hyphen() && page.str(i).contains("-of-") {
        return None;
    }
    let end = end_of(page, i);
    let end = end_of_place(page, seen, i, end);
    let core = core_of(page, i, end);
    let core = given_behind(page, core, end).unwrap_or(core);
    let core = if core == i { of_house(page, i).unwrap_or(core) } else { core };
    // *Chief Executive Officer of Harbour Rail Group*, *Republican of Marl*: a description.
    let office = page.is(core, Class::Role) && page.is(core + 1, Class::Belonging);
    let titles = (core..end).all(|j| page.is(j, Class::Title) || page.is(j, Class::Role));
    // *Frau Müller*, *mevrouw Visser*: what they do elsewhere is who they are behind a title.
    let surname = page.learned.is_none()
        && core + 1 == end
        && !page.is(core, Class::Title)
        && core.checked_sub(1).is_some_and(|j| page.is(j, Class::Title));
    // *The Democrat said*, *the South Marl Republican said*: a description.
    let last = end - 1;
    let run = (core.saturating_sub(LONGEST)..core).rev().take_while(|&j| looks_like_name(page, j)).count();
    let described = core < end
        && page.is(last, Class::Role)
        && !page.is(last, Class::Title)
        && !super::mentions::is_many(page, last)
        && !(core - run..last).any(|j| page.is_given(j) || page.is(j, Class::NameLink))
        && (core - run).checked_sub(1).is_some_and(|j| page.is(j, Class::Article));
    let native = end - core.min(end) == 1 && super::mentions::is_native(page, core);
    if core >= end
        || office
        || described && !surname
        || native
        || titles && !surname && (core > i || i > 0 && page.is_capital(i - 1) && page.is(i - 1, Class::Title))
        || (core..end).all(|j| is_no_name(page, j))
        || !surname && (core..end).all(|j| is_common_noun(page, j))
    {
        return None;
    }
    // A lone known noun with a capital at the start of a sentence is no name, nor is a heading of them.
    let mut title = core;
    while title > 0 && core - title < 8 && is_title_word(page, title - 1) {
        title -= 1;
    }
    // *Former Rovers striker Ana Hale*: what she once was, not the Rovers.
    let once = (title.min(i)..core).all(|j| page.profile.lesser.contains(&page.tokens.hash(j)));
    let belongs = page.kind(end) == TokenKind::Word
        && !page.is_capital(end)
        && page.word(end).verb == 0
        && !page.word(end).classes.is_function()
        && looks_like_name(page, end + 1);
    let title = if once && belongs { core } else { title.min(i) };
    Some(Mention {
        tokens: core..end,
        title: title..core,
        kind: MentionKind::Name,
        head: end - 1,
        head_kind: Head::Other,
        gender: gender_of(page, title, core, end),
        number: Number::Singular,
        pronoun: None,
        modifies: page.tokens.shape(end).has_space_before()
            && !page.is_capital(end)
            && (page.is_noun(end) && page.word(end).verb == 0 || is_the_body_of(page, i, end)),
    })
}

/// Whether the name from `first` to `end` says whose text or body the noun at `end` is: *a Harbour Board report*.
fn is_the_body_of(page: &Page<'_>, first: usize, end: usize) -> bool {
    let determined = first.checked_sub(1).is_some_and(|i| page.is(i, Class::Determiner));
    let noun = page.is(end, Class::Document) || page.is(end, Class::Group) || page.is(end, Class::Role);
    determined && noun && page.word(end).slots & 0b1_1110 == 0
}

/// Tokens of a dateline at most.
const DATELINE: usize = 16;

/// Where the text begins behind the dateline that token `i` begins: *PORT ASHBY, Nov 3 (Wire) — The bridge …*.
pub fn dateline(page: &Page<'_>, i: usize) -> Option<usize> {
    let shape = page.tokens.shape(i);
    if !shape.is_all_capital() || !shape.is_long() {
        return None;
    }
    let paragraph = page.sentences.paragraph(page.paragraph(i)).tokens;
    if paragraph.start != i {
        return None;
    }
    let dash = (i + 1..paragraph.end.min(i + DATELINE))
        .take_while(|&j| page.word(j).verb == 0 && !page.is(j, Class::Auxiliary))
        .find(|&j| page.kind(j) == TokenKind::Dash)?;
    Some(dash + 1)
}

/// Tokens of a headline at most.
const HEADLINE: usize = 40;

/// Whether token `i` stands in a heading set in capitals, where a capital says nothing.
fn in_title_line(page: &Page<'_>, i: usize) -> bool {
    let paragraph = page.sentences.paragraph(page.paragraph(i));
    // A headline may end with a stop: nothing else stands in its paragraph.
    let alone = || {
        page.paragraph(i) == 0
            && paragraph.tokens.len() <= HEADLINE
            && !paragraph.tokens.clone().any(|j| page.kind(j) == TokenKind::Colon)
            && page.sentences.get(page.sentence(paragraph.tokens.start)).tokens.end >= paragraph.tokens.end
    };
    if !(paragraph.is_heading || alone()) || page.kind(paragraph.tokens.start) == TokenKind::Dash {
        return false;
    }
    let words = paragraph.tokens.clone().filter(|&j| page.kind(j) == TokenKind::Word);
    let long: Vec<usize> = words.filter(|&j| !page.word(j).classes.is_function()).collect();
    let capitals = long.iter().filter(|&&j| page.is_capital(j)).count();
    let shouted = long.iter().filter(|&&j| page.tokens.shape(j).is_all_capital()).count();
    long.len() > 3 && capitals * 5 >= long.len() * 4
        || shouted == long.len() && page.kind(paragraph.tokens.end.saturating_sub(1)) != TokenKind::Colon
}

fn is_title_word(page: &Page<'_>, i: usize) -> bool {
    page.kind(i) == TokenKind::Word && (page.is(i, Class::Title) || page.is(i, Class::Role))
        || page.kind(i) == TokenKind::Stop && i > 0 && page.is(i - 1, Class::TitleAbbreviation)
        || page.kind(i) == TokenKind::Line
            && i > 0
            && page.kind(i - 1) != TokenKind::Line
            && is_title_word(page, i - 1)
}

/// Whether the word at token `i` has its capital as a noun, in a language where every noun has one: it is known as one, or a
/// determiner or an adjective stands before it.
pub fn is_common_noun(page: &Page<'_>, i: usize) -> bool {
    if !page.profile.grammar.capital_nouns {
        return false;
    }
    let w = page.word(i);
    if w.is(Class::GivenMale) || w.is(Class::GivenFemale) {
        return false;
    }
    let known = w.classes.any(&[
        Class::Role,
        Class::Title,
        Class::PersonNoun,
        Class::Kin,
        Class::MaleNoun,
        Class::FemaleNoun,
        Class::Document,
        Class::Group,
        Class::NounCue,
        Class::NameNoun,
        Class::TimeNoun,
        Class::Month,
        Class::Day,
        Class::NumberWord,
    ]);
    let Some(before) = i.checked_sub(1).filter(|&b| page.sentence(b) == page.sentence(i)) else {
        return known;
    };
    let b = page.word(before);
    // *warb Orm* is no adjective.
    let adjective = (page.kind(before) == TokenKind::Word || super::mentions::is_age(page, before))
        && !page.is_capital(before)
        && is_inflected(page, before)
        && !b.classes.is_function()
        && b.verb == 0
        && !b.is(Class::Adverb);
    let determined = page.kind(before) == TokenKind::Word
        && (b.is(Class::Determiner) || b.is(Class::Possessive) || b.is(Class::Oblique));
    known || adjective || determined || page.kind(before) == TokenKind::Number
}

fn is_no_name(page: &Page<'_>, i: usize) -> bool {
    !page.is_wordy(i) || page.is(i, Class::Month) || page.is(i, Class::Day) || page.is(i, Class::Interjection)
}

fn may_begin(page: &Page<'_>, seen: &Seen, i: usize) -> bool {
    let w = page.word(i);
    // *al-Khoury*: nothing but a name is written so.
    if !page.tokens.shape(i).is_capital() {
        return true;
    }
    // *Van der Velde*, *De la Fuente*; *zei De Vries*.
    if page.is(i, Class::NameParticle)
        && (particles(page, i + 1).is_some()
            || page.learned.is_none()
                && !begins(page, i)
                && looks_like_name(page, i + 1)
                && !page.is(i + 1, Class::NameParticle))
    {
        return true;
    }
    if !begins(page, i) {
        return !(w.classes.is_function() && w.is(Class::Opener));
    }
    let (small, capital) = seen.get(page.tokens.form(i));
    let given = w.is(Class::GivenMale) || w.is(Class::GivenFemale);
    if w.is(Class::Opener) || w.classes.is_function() || w.is(Class::Adverb) || w.is(Class::Interjection) {
        return given && small == 0 && capital > 0;
    }
    if w.is(Class::Title) {
        return looks_like_name(page, i + 1) || page.kind(i + 1) == TokenKind::Stop;
    }
    if given || capital > small {
        return true;
    }
    // *Rebuking Hale, the board …*
    if capital == 0 && w.verb > 0 && is_participle(page, i) && page.kind(i + 1) == TokenKind::Word {
        return false;
    }
    // *Children have been told …*
    let noun = w.classes.any(&[Class::PersonNoun, Class::Role, Class::Kin, Class::Group, Class::Document]);
    if capital == 0 && noun && !looks_like_name(page, i + 1) && !w.is(Class::OrganisationSuffix) {
        return false;
    }
    if page.str(i).ends_with("n't") || page.str(i).ends_with("n’t") || capital == 0 && page.is_never_name(i)
    {
        return false;
    }
    let all = page.tokens.shape(i).is_all_capital() && page.tokens.shape(i).is_long();
    let goes_on = looks_like_name(page, i + 1) && !page.is(i + 1, Class::Pronoun);
    if all || goes_on || particles(page, i + 1).is_some() {
        return small == 0 || capital > 0;
    }
    small == 0
        && (matches!(page.kind(i + 1), TokenKind::Clitic | TokenKind::Colon)
            // *Harbour volunteer Ana Hale*: *volunteer* is no verb there.
            || page.word(i + 1).verb > 0 && (page.word(i + 1).slots & 0b1_1110 != 0 || !page.is_capital(i + 2))
            || page.is(i + 1, Class::Auxiliary)
            || opens_apposition(page, i + 1) && (!is_participle(page, i) || closes_apposition(page, i + 1)))
}

/// Whether the word at token `i` ends as a participle does: *Outgunned, the crew gave up*.
fn is_participle(page: &Page<'_>, i: usize) -> bool {
    page.profile.participles.iter().any(|e| page.str(i).ends_with(e.as_str()))
}

/// Whether the apposition that opens at `comma` closes before anything is said or done.
fn closes_apposition(page: &Page<'_>, comma: usize) -> bool {
    let rest = (comma + 1..comma + 24).take_while(|&i| page.sentence(i) == page.sentence(comma));
    let mut signs = rest.filter(|&i| page.kind(i) == TokenKind::Comma || page.is_finite(i));
    signs.next().is_some_and(|i| page.kind(i) == TokenKind::Comma)
}

/// Whether an apposition opens at `comma`: *Wiranto, a teacher from the harbour town, said*; *Wiranto, who …*.
pub(super) fn opens_apposition(page: &Page<'_>, comma: usize) -> bool {
    let next = comma + 1;
    page.kind(comma) == TokenKind::Comma
        && (page.is(next, Class::Article)
            || page.is(next, Class::Relative)
            || page.kind(next) == TokenKind::Number)
}

/// Where the name whose first capital stands at token `i` begins with a small particle behind a title: *madame de Varille*.
fn of_house(page: &Page<'_>, i: usize) -> Option<usize> {
    let small = |j: usize| page.is(j, Class::NameParticle) && !page.is_capital(j);
    let last = (i.saturating_sub(5)..i).rev().find(|&j| !small(j))?;
    // *mevr. van der Velde*
    let title = if page.kind(last) == TokenKind::Stop { last.checked_sub(1)? } else { last };
    (last + 1 < i && page.profile.noble_titles.contains(&page.tokens.hash(title))).then_some(last + 1)
}

/// The end of a name that goes on at `at` with small particles: *van der Velde*, *de la Fuente*.
fn particles(page: &Page<'_>, at: usize) -> Option<usize> {
    // *von der Velde*, but *sie nannte Orm den Retter*
    if page.profile.grammar.capital_nouns && page.is(at, Class::Article) {
        return None;
    }
    let name = (at..at + 4).find(|&i| !page.is(i, Class::NameParticle) || page.is_capital(i))?;
    // *Orm zu Beginn der Sitzung*
    let noun = page.profile.grammar.capital_nouns
        && page.word(name).classes.any(&[Class::TimeNoun, Class::NounCue, Class::Document]);
    (name > at && !noun && looks_like_name(page, name) && page.tokens.shape(name).has_space_before())
        .then_some(name + 1)
}

/// Tokens of a name at most.
const LONGEST: usize = 12;

fn end_of(page: &Page<'_>, first: usize) -> usize {
    let mut end = first + 1;
    let mut organisation = first.checked_sub(1).is_some_and(|i| page.is(i, Class::Article));
    while end < first + LONGEST {
        let last = end - 1;
        // A line end inside a wrapped paragraph is a space.
        let at = if page.kind(end) == TokenKind::Line { end + 1 } else { end };
        if page.region_of(at) != page.region_of(first) || page.sentence(at) != page.sentence(first) {
            break;
        }
        // Mr. Hale
        if page.kind(at) == TokenKind::Stop {
            let next = if page.kind(at + 1) == TokenKind::Line { at + 2 } else { at + 1 };
            if page.is(last, Class::TitleAbbreviation) && looks_like_name(page, next) {
                end = next + 1;
                continue;
            }
            // *Mr. van der Velde*
            match particles(page, next).filter(|_| page.is(last, Class::TitleAbbreviation)) {
                Some(further) => {
                    end = further;
                    continue;
                }
                None => break,
            }
        }
        // *Brandt & Lowe*
        if page.str(at) == "&" && looks_like_name(page, at + 1) {
            end = at + 2;
            continue;
        }
        // *the Harbour Users’ Association*
        let owners = page.kind(at) == TokenKind::Single && !page.tokens.shape(at).has_space_before();
        let body = page.is(at + 1, Class::OrganisationSuffix) || page.is(at + 1, Class::Group);
        if owners && body && looks_like_name(page, at + 1) && page.tokens.shape(at + 1).has_space_before() {
            end = at + 2;
            organisation = true;
            continue;
        }
        if page.kind(at) != TokenKind::Word || !page.tokens.shape(at).has_space_before() {
            break;
        }
        let body = organisation || page.is(last, Class::OrganisationSuffix) || page.is(last, Class::Group);
        // *Ana Hale Wednesday said*, but *Good Friday*, *the Marl Sunday Post*
        if page.is(at, Class::Day) && !page.is_never_name(last) && !looks_like_name(page, at + 1) {
            break;
        }
        if looks_like_name(page, at) && page.word(at).pronoun == 0 && !page.is(at, Class::Month) {
            end = at + 1;
            continue;
        }
        let Some(further) = bridge(page, at, first, last, body) else { break };
        organisation |= !page.is(at, Class::NameParticle);
        end = further;
    }
    end
}

/// Where the name of what somebody has a role in ends and the person's begins: *the Foreign Minister of Ordania Ana Hale*.
///
/// What stands before the person's name is named more often than they are, or a given name follows it.
fn end_of_place(page: &Page<'_>, seen: &Seen, first: usize, end: usize) -> usize {
    let of = first.checked_sub(1).filter(|&i| page.is(i, Class::Belonging) || page.is(i, Class::Preposition));
    let Some(of) = of.filter(|_| end - first >= 3) else { return end };
    let role = (of.saturating_sub(6)..of)
        .filter(|&i| page.sentence(i) == page.sentence(of))
        .any(|i| page.is(i, Class::Role) || page.is(i, Class::Title));
    let given = |i: usize| page.is_given(i);
    let often = |i: usize| seen.get(page.tokens.form(i)).1;
    let all_capital = (first..end).all(|i| page.is_capital(i));
    // *the Minister for Water Resources K. L. Hale*, *the Superintendent of Police Ana Hale*
    let initial = |k: usize| page.str(k).trim_end_matches('.').chars().count() == 1;
    let body = |k: usize| page.word(k).classes.any(&[Class::Group, Class::OrganisationSuffix]);
    let office = |k: usize| initial(k) || body(k - 1) && !(k..end).any(body);
    let close = page.is(of, Class::Belonging);
    let named = |k: usize| {
        close && (often(k - 1) > often(k).max(1) || given(k) && !given(k - 1) && often(k) <= often(k - 1))
    };
    let mut places = first + 1..end - 1;
    let split = places.find(|&k| office(k) || named(k));
    split.filter(|_| role && all_capital).unwrap_or(end)
}

/// Where a name goes on after the small word at `at`: *Ludwig van Hoorn*, *the Office of the Governor*, *the Centre for Harbour Studies*.
fn bridge(page: &Page<'_>, at: usize, first: usize, last: usize, organisation: bool) -> Option<usize> {
    let next = looks_like_name(page, at + 1) && page.tokens.shape(at + 1).has_space_before();
    if let Some(end) = particles(page, at) {
        return Some(end);
    }
    // *Stacy Baker of Marl* is named after no office.
    let office = page.word(at + 1).classes.any(&[Class::Group, Class::OrganisationSuffix, Class::Role]);
    let named = !office && (first..last).any(|i| page.is_given(i));
    let titled = !named && (page.is(last, Class::Role) || page.is(last, Class::Title));
    if !page.is(at, Class::NameLink)
        || !(organisation || titled)
        || last < first + 1
            && !titled
            && !page.is(last, Class::OrganisationSuffix)
            && !page.is(last, Class::Group)
    {
        return None;
    }
    // *the chief executive of Bo Hale’s campaign*
    let person = |i: usize| page.is_given(i) && looks_like_name(page, i + 1);
    if titled && (person(at + 1) || page.is(at + 1, Class::Article) && person(at + 2)) {
        return None;
    }
    if next {
        return Some(at + 2);
    }
    (page.is(at, Class::Belonging) && page.is(at + 1, Class::Article) && looks_like_name(page, at + 2))
        .then_some(at + 3)
}

/// Where the name itself begins, after title and role words.
fn core_of(page: &Page<'_>, first: usize, end: usize) -> usize {
    let mut core = first;
    for j in first..end {
        let next = j + 1;
        if next >= end {
            break;
        }
        let titled = page.is(j, Class::Title) || page.is(j, Class::Role);
        let after = if page.kind(next) == TokenKind::Stop { next + 1 } else { next };
        let after = if page.kind(after) == TokenKind::Line { after + 1 } else { after };
        if !titled || after >= end {
            continue;
        }
        let given = page.is_given(j);
        // *the Justice Archive*
        let archive = after + 1 == end
            && page.is(j, Class::Role)
            && first.checked_sub(1).is_some_and(|i| page.is(i, Class::Article));
        let body = archive
            || page.is(after, Class::OrganisationSuffix)
            || page.is(after, Class::Group)
            || !looks_like_name(page, after) && particles(page, after).is_none();
        if !body && (!given || j == first) {
            core = after;
        }
    }
    core
}

/// Where the given name stands behind words that are none, in a name from `core` to `end`: *the Marl Secretary of State Ana Hale*, *Liar of
/// the Year Bo Hale*, *the Texas-based Bo Hale*.
fn given_behind(page: &Page<'_>, core: usize, end: usize) -> Option<usize> {
    let initial = |i: usize| page.str(i).trim_end_matches('.').chars().count() == 1;
    let mut names = core + 1..end.saturating_sub(1);
    let given = names.find(|&i| page.is_given(i) && looks_like_name(page, i + 1) && !page.is_given(i - 1))?;
    let body = |i: usize| page.word(i).classes.any(&[Class::OrganisationSuffix, Class::Group]);
    let office = |i: usize| page.word(i).classes.any(&[Class::Role, Class::Title, Class::TimeNoun]);
    // *Texas-based*, *Editor-in-Chief*
    let based = |i: usize| page.str(i).split('-').skip(1).any(|part| part.starts_with(char::is_lowercase));
    let before = given - 1;
    let told =
        office(before) || body(before) || based(before) || page.is_noun(before) || page.is_never_name(before);
    // *Clinton Chief of Staff Ana Hale*
    let held = (core + 1..given).any(office);
    let named = (core..given).any(|i| page.is_given(i) && !held || initial(i)) || (given..end).any(body);
    (told && !named).then_some(given)
}

fn gender_of(page: &Page<'_>, title: usize, core: usize, end: usize) -> Gender {
    // *Dirigent Viktor Hale*: a noun that no list knows may stand before the given name.
    let second = end - core > 2 && !page.is_given(core) && page.is_given(core + 1);
    let behind = page.profile.grammar.capital_nouns && second;
    let first = core + usize::from(behind);
    let given = match (page.is(first, Class::GivenMale), page.is(first, Class::GivenFemale)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Any,
    };
    for j in title..core {
        // *Spokesman Ana Hale*: the given name knows better than the word for the office.
        let office = !page.is(j, Class::MaleTitle) && !page.is(j, Class::FemaleTitle);
        if office && end - core > 1 && given != Gender::Any {
            continue;
        }
        let w = page.word(j);
        match (
            w.is(Class::MaleTitle) || w.is(Class::MaleNoun),
            w.is(Class::FemaleTitle) || w.is(Class::FemaleNoun),
        ) {
            (true, false) => return Gender::Male,
            (false, true) => return Gender::Female,
            _ => {}
        }
    }
    let w = page.word(core);
    if end - core == 1 && title == core && w.is(Class::OrganisationSuffix) {
        return Gender::Any;
    }
    given
}
