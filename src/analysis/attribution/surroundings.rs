//! What stands around a unit, read outwards from it: a short string of symbols on each side, with the mentions in it.

use super::mentions::{Head, Mention, MentionKind, Mentions};
use super::units::Unit;
use crate::analysis::page::Page;
use crate::analysis::token::TokenKind;
use crate::lang::{Class, Frame};

/// One step outwards: a mention, a whole other region, a sign, or a run of plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Its class, below 32.
    pub symbol: u8,
    /// Its token that is nearest to the start of the text.
    pub first: u32,
    /// The mention that it is, counted from 1.
    pub mention: u32,
}

/// Symbols of [`Step`].
pub mod symbol {
    /// The end of the paragraph (or of what is looked at).
    pub const EDGE: u8 = 0;
    /// `,`
    pub const COMMA: u8 = 1;
    /// `:`
    pub const COLON: u8 = 2;
    /// A sentence's end.
    pub const STOP: u8 = 3;
    /// A dash.
    pub const DASH: u8 = 4;
    /// Any other sign.
    pub const SIGN: u8 = 5;
    /// Another region in marks.
    pub const MARKED: u8 = 6;
    /// *say*, *tell*: a verb that introduces marked speech and is little else.
    pub const SAY: u8 = 7;
    /// Another verb that may introduce marked speech.
    pub const QUOTE_VERB: u8 = 8;
    /// Another reporting verb.
    pub const VERB: u8 = 9;
    /// A name.
    pub const NAME: u8 = 10;
    /// *he*, *she*
    pub const PRONOUN: u8 = 11;
    /// *I*, *we*
    pub const FIRST: u8 = 12;
    /// *it*, *they* and the indefinite ones.
    pub const OTHER_PRONOUN: u8 = 13;
    /// A description of a person.
    pub const PERSON: u8 = 14;
    /// A description of a text or a body.
    pub const BODY: u8 = 15;
    /// *that*, *whether*
    pub const THAT: u8 = 16;
    /// A preposition.
    pub const PREPOSITION: u8 = 17;
    /// A coordinator or subordinator.
    pub const CONJUNCTION: u8 = 18;
    /// *who*, *which*
    pub const RELATIVE: u8 = 19;
    /// An auxiliary or modal.
    pub const AUXILIARY: u8 = 20;
    /// A determiner.
    pub const DETERMINER: u8 = 21;
    /// The possessive *'s*.
    pub const POSSESSIVE: u8 = 22;
    /// Any other word or run of them.
    pub const WORD: u8 = 23;
    /// A reporting noun: *statement*.
    pub const NOUN_CUE: u8 = 24;
    /// A day or other time.
    pub const TIME: u8 = 25;
    /// The border to another paragraph.
    pub const PARAGRAPH: u8 = 26;
    /// The first word of a phrase such as *according to*.
    pub const PHRASE: u8 = 27;
    /// *him*, *her* as an object.
    pub const OBJECT: u8 = 28;
    /// An -ing form of a reporting verb.
    pub const SAYING: u8 = 29;
}

/// Steps looked at on one side at most.
pub const REACH: usize = 48;
/// Steps looked at in a neighbouring paragraph at most.
const NEXT_REACH: usize = 40;

/// For each token the mention that it belongs to, counted from 1.
#[derive(Debug, Clone, Default)]
pub struct MentionAt {
    of_token: Vec<u32>,
    /// Whether the title before a name counts as part of it.
    titles: bool,
}

impl MentionAt {
    /// Reads `mentions`, names without their titles.
    pub fn new(tokens: usize, mentions: &Mentions) -> Self {
        Self::fill(tokens, mentions, false)
    }

    /// Reads `mentions`, names with their titles: nothing stands between *said* and *Mrs. Ashby*.
    pub fn with_titles(tokens: usize, mentions: &Mentions) -> Self {
        Self::fill(tokens, mentions, true)
    }

    fn fill(tokens: usize, mentions: &Mentions, titles: bool) -> Self {
        let mut of_token = vec![0; tokens];
        for (i, m) in mentions.all.iter().enumerate() {
            let range = if titles { m.whole() } else { m.tokens.clone() };
            if let Some(all) = of_token.get_mut(range) {
                all.fill(i as u32 + 1);
            }
        }
        Self { of_token, titles }
    }

    /// The first token of `mention` that counts as part of it.
    fn first_of(&self, mention: &Mention) -> usize {
        if self.titles { mention.whole().start } else { mention.tokens.start }
    }

    /// The mention of token `i`, counted from 1.
    #[inline]
    pub fn get(&self, i: usize) -> u32 {
        self.of_token.get(i).copied().unwrap_or(0)
    }
}

/// The symbol of the word or sign at token `i`, mentions and regions apart.
pub fn plain_symbol(page: &Page<'_>, i: usize) -> u8 {
    match page.kind(i) {
        TokenKind::Comma => symbol::COMMA,
        TokenKind::Colon => symbol::COLON,
        TokenKind::Stop | TokenKind::Bang | TokenKind::Semicolon | TokenKind::Ellipsis => symbol::STOP,
        TokenKind::Dash => symbol::DASH,
        TokenKind::Clitic => symbol::POSSESSIVE,
        TokenKind::Word | TokenKind::Number => word_symbol(page, i),
        _ => symbol::SIGN,
    }
}

/// Whether a clause may end before token `i`.
fn ends_clause(page: &Page<'_>, i: usize) -> bool {
    !matches!(page.kind(i), TokenKind::Word | TokenKind::Number)
}

fn word_symbol(page: &Page<'_>, i: usize) -> u8 {
    let w = page.word(i);
    if w.verb > 0 {
        let Some(verb) = page.verb(i) else { return symbol::VERB };
        if w.slots == 0b1_0000 {
            return symbol::SAYING;
        }
        if w.slots != 1 || !w.is(Class::Document) {
            return if verb.frames.has(Frame::Plain) {
                symbol::SAY
            } else if verb.frames.has(Frame::Quote) {
                symbol::QUOTE_VERB
            } else {
                symbol::VERB
            };
        }
    }
    // *Hale shot back, “…”*
    if page.profile.retorts.contains(&page.tokens.hash(i + 1))
        && page.has_finite(i)
        && ends_clause(page, i + 2)
    {
        return symbol::QUOTE_VERB;
    }
    if w.is(Class::NounCue) {
        symbol::NOUN_CUE
    } else if w.is(Class::PhraseStart) && !w.is(Class::Preposition) {
        symbol::PHRASE
    } else if w.is(Class::Auxiliary) || w.is(Class::Modal) {
        symbol::AUXILIARY
    } else if w.is(Class::ContentOpener) {
        symbol::THAT
    } else if w.is(Class::Preposition) {
        symbol::PREPOSITION
    } else if w.is(Class::Relative) {
        symbol::RELATIVE
    } else if w.is(Class::Coordinator) || w.is(Class::Subordinator) {
        symbol::CONJUNCTION
    } else if w.is(Class::Determiner) {
        symbol::DETERMINER
    } else if w.is(Class::Day) || w.is(Class::Month) || w.is(Class::TimeNoun) {
        symbol::TIME
    } else {
        symbol::WORD
    }
}

/// The symbol of mention `m`.
pub fn mention_symbol(mentions: &Mentions, m: usize) -> u8 {
    let Some(m) = mentions.all.get(m) else { return symbol::WORD };
    match (m.kind, m.pronoun, m.head_kind) {
        (MentionKind::Name, ..) => symbol::NAME,
        (MentionKind::Pronoun, Some(p), _) if p.object && !p.subject => symbol::OBJECT,
        (MentionKind::Pronoun, Some(p), _) if p.person == 1 => symbol::FIRST,
        (MentionKind::Pronoun, Some(p), _)
            if p.person == 3
                && matches!(p.gender, crate::lang::Gender::Male | crate::lang::Gender::Female) =>
        {
            symbol::PRONOUN
        }
        (MentionKind::Pronoun, ..) => symbol::OTHER_PRONOUN,
        (_, _, Head::Document | Head::Group) => symbol::BODY,
        _ => symbol::PERSON,
    }
}

/// What stands on one side of a unit, outwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side(pub Vec<Step>);

impl Side {
    /// The symbol of step `k`; the edge beyond the last.
    #[inline]
    pub fn symbol(&self, k: usize) -> u8 {
        self.0.get(k).map_or(symbol::EDGE, |s| s.symbol)
    }

    /// What stands before `unit`, read backwards, into the paragraph before where its own gives nothing.
    pub fn before(page: &Page<'_>, mentions: &Mentions, at: &MentionAt, unit: &Unit, out: &mut Self) {
        out.0.clear();
        let paragraph = page.sentences.paragraph(unit.paragraph);
        out.walk_back(page, mentions, at, paragraph.tokens.start, unit.first.start, REACH);
        if unit.paragraph > 0 && !out.0.iter().any(|s| s.mention > 0) {
            let before = page.sentences.paragraph(unit.paragraph - 1);
            let border = Step { symbol: symbol::PARAGRAPH, first: before.tokens.end as u32, mention: 0 };
            out.0.push(border);
            out.walk_back(page, mentions, at, before.tokens.start, before.tokens.end, NEXT_REACH);
        }
    }

    /// What stands after `unit`.
    pub fn after(page: &Page<'_>, mentions: &Mentions, at: &MentionAt, unit: &Unit, out: &mut Self) {
        out.0.clear();
        let paragraph = page.sentences.paragraph(unit.last_paragraph);
        out.walk_on(page, mentions, at, unit.last.end, paragraph.tokens.end, REACH);
        out.settle_first(page, unit);
        if out.0.is_empty() && unit.first.start == page.sentences.paragraph(unit.paragraph).tokens.start {
            let next = page.sentences.paragraph(unit.last_paragraph + 1);
            if next.tokens.start >= unit.last.end {
                out.0.push(Step { symbol: symbol::PARAGRAPH, first: next.tokens.start as u32, mention: 0 });
                out.walk_on(page, mentions, at, next.tokens.start, next.tokens.end, 12);
            }
        }
    }

    /// Between words that go on in a comma and whoever is named, any verb that may report does: *“…,” cautions Ana Hale*.
    fn settle_first(&mut self, page: &Page<'_>, unit: &Unit) {
        let [verb, named, ..] = self.0.as_mut_slice() else { return };
        let inner = unit.last.clone().rev().take(3);
        let sign = inner.map(|i| page.kind(i)).find(|k| !matches!(k, TokenKind::Mark | TokenKind::Single));
        let finite = page.word(verb.first as usize).slots & 0b0_0110 != 0;
        if verb.symbol == symbol::QUOTE_VERB
            && finite
            && matches!(named.symbol, symbol::NAME | symbol::PERSON | symbol::BODY)
            && matches!(sign, Some(TokenKind::Comma | TokenKind::Bang))
        {
            verb.symbol = symbol::SAY;
        }
    }

    fn walk_back(
        &mut self,
        page: &Page<'_>,
        mentions: &Mentions,
        at: &MentionAt,
        from: usize,
        to: usize,
        most: usize,
    ) {
        let mut i = to;
        let limit = self.0.len() + most;
        while i > from && self.0.len() < limit {
            let j = i - 1;
            if page.kind(j) == TokenKind::Line {
                i = j;
                continue;
            }
            if let Some(r) = page.region_at(j) {
                i = page.tokens.within(r.span).start.max(from);
                self.push(symbol::MARKED, i, 0);
                continue;
            }
            let m = at.get(j);
            if let Some(mention) = (m as usize).checked_sub(1).and_then(|m| mentions.all.get(m)) {
                i = at.first_of(mention).max(from).min(j);
                if mention.modifies {
                    self.push(symbol::WORD, i, 0);
                } else {
                    self.push(mention_symbol(mentions, m as usize - 1), i, m);
                }
                continue;
            }
            self.push(plain_symbol(page, j), j, 0);
            i = j;
        }
    }

    fn walk_on(
        &mut self,
        page: &Page<'_>,
        mentions: &Mentions,
        at: &MentionAt,
        from: usize,
        to: usize,
        most: usize,
    ) {
        let mut i = from;
        let limit = self.0.len() + most;
        while i < to && self.0.len() < limit {
            if page.kind(i) == TokenKind::Line {
                i += 1;
                continue;
            }
            if let Some(r) = page.region_at(i) {
                self.push(symbol::MARKED, i, 0);
                i = page.tokens.within(r.span).end.max(i + 1);
                continue;
            }
            let m = at.get(i);
            if let Some(mention) = (m as usize).checked_sub(1).and_then(|m| mentions.all.get(m)) {
                if mention.modifies {
                    self.push(symbol::WORD, i, 0);
                } else {
                    self.push(mention_symbol(mentions, m as usize - 1), i, m);
                }
                i = mention.tokens.end.max(i + 1);
                continue;
            }
            self.push(plain_symbol(page, i), i, 0);
            i += 1;
        }
    }

    fn push(&mut self, symbol: u8, first: usize, mention: u32) {
        // Runs of plain words are one step.
        if symbol == symbol::WORD && self.0.last().is_some_and(|s| s.symbol == symbol) {
            if let Some(last) = self.0.last_mut() {
                last.first = last.first.min(first as u32);
            }
            return;
        }
        self.0.push(Step { symbol, first: first as u32, mention });
    }
}
