//! Why: the reasons for and against an attribution, as sentences in the document's words. Decides nothing.
//!
//! Sentences are made for what is reported, after all is decided; before that nothing but the sums of [`Weighed`] is kept.

use super::candidates::{Past, Scene, Target};
use super::coref;
use super::mentions::{Head, MentionKind};
use super::rank::{Decision, Models, NARRATOR, Weighed};
use super::templates::Group;
use super::units::Unit;
use crate::analysis::indirect::FoundRelation;
use crate::analysis::indirect::cue::Complement;
use crate::analysis::quotes::Family;
use crate::analysis::rules::Rule;
use crate::analysis::token::TokenKind;
use crate::analysis::weights::WHOLE;
use crate::analysis::weights::model::log_odds;
use crate::analysis::{Evidence, SpeakerKind};
use crate::text::Span;
use std::cmp::Reverse;

/// Reasons shown at most.
const MOST: usize = 6;

/// What a rule without a learned weight weighs, in 1/[`crate::analysis::weights::model::SCALE`].
const BY_RULE: i32 = 256;

/// A group of reasons that weighs less, for or against, is not told.
const LEAST: i32 = 24;

/// Characters of a name or description that are shown at most.
const LONGEST: usize = 60;

/// Words, or mentions, that are looked over at most for what a reason says.
const LOOKED_OVER: usize = 2_000;

/// A decided unit and what there is to say about it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// Index of the unit.
    pub unit: usize,
    /// What was decided.
    pub decision: &'a Decision,
    /// The words that report.
    pub cue: Option<Span>,
    /// What was known before it.
    pub past: Past,
    /// The probability that it is speech, of [`WHOLE`].
    pub speech: u32,
    /// The speaker's name.
    pub speaker: Option<&'a str>,
    /// The runner-up's name.
    pub runner_up: Option<&'a str>,
}

/// The reasons for a unit's attribution: what names the source, then the rest, the strongest first; then why it is a quotation at all, and the runner-up.
pub fn unit(scene: &Scene<'_, '_>, models: &Models, case: Case<'_>) -> Vec<Evidence> {
    let Some(unit) = scene.units.get(case.unit) else { return Vec::new() };
    let mut teller = Teller { scene, models, out: Vec::with_capacity(12) };
    let mut kept = 0;
    let covering = scene.relation(case.unit);
    if let Some(because) = case.decision.because {
        match because.target {
            Target::Mention(m) => {
                let group = |g: Group| because.groups.get(g as usize).copied().unwrap_or(0);
                // Where the finder of cues says the same, its word is part of the clause's.
                let finder = group(Group::Finder);
                let agrees = case.cue.is_some() && finder > 0;
                teller.clause(unit, m, case.cue, group(Group::Clause) + if agrees { finder } else { 0 });
                teller.means(m, case.past, case.decision.speaker);
                teller.spoke_before(unit, m, case.past, group(Group::Past));
                kept = teller.out.len();
                if !agrees {
                    teller.finder(covering, m, finder);
                }
                teller.place(unit, m, group(Group::Place));
                teller.who(m, group(Group::Who));
                teller.named_inside(m, group(Group::Inside));
                teller.form(unit, group(Group::Form));
            }
            Target::Described => teller.described(covering, because.score),
            Target::Previous | Target::Alternate => {
                teller.carried(unit, because, case.past, case.speaker, covering);
                kept = 1;
            }
        }
    }
    if let Some(echo) = case.decision.echo.and_then(|e| scene.units.get(e)) {
        let name =
            case.speaker.map_or_else(|| "somebody unknown".to_owned(), |s| join(&["“", &short(s), "”"]));
        let text = join(&["The headline repeats words that ", &name, " says below"]);
        teller.tell(Rule::HeadingRepeats, BY_RULE, teller.unit_span(echo), text);
        kept = 1;
    }
    // What of the surroundings speaks against is told only where there is a doubt.
    if case.decision.share >= WHOLE / 10 * 9 {
        let mut told = 0;
        teller.out.retain(|e| {
            told += 1;
            told <= kept || e.weight >= 0
        });
    }
    // What names the source, and whom it means, comes first; of the rest what weighs most, the strongest first.
    if let Some(rest) = teller.out.get_mut(kept..) {
        rest.sort_by_key(|e| Reverse(e.weight.unsigned_abs()));
    }
    teller.out.truncate(MOST - 2);
    teller.speech(unit, case.speech);
    let mut out = teller.out;
    if let (Some(name), Some((_, share)), Some(against)) =
        (case.runner_up, case.decision.runner_up, case.decision.against)
        && share >= WHOLE / 100
    {
        out.push(runner_up(scene, unit, name, against, case.decision.because));
    }
    out.shrink_to_fit();
    out
}

/// The reasons for a relation without marks, whose source is mention `mention`, where it is one.
pub fn relation(
    scene: &Scene<'_, '_>,
    models: &Models,
    r: &FoundRelation,
    mention: Option<usize>,
    past: Past,
    speaker: Option<u32>,
) -> Vec<Evidence> {
    let mut teller = Teller { scene, models, out: Vec::with_capacity(4) };
    let p = u32::from(r.probability.get());
    teller.cue(r, log_odds(p, 1000));
    match (mention, &r.source) {
        (Some(m), _) => teller.means(m, past, speaker),
        (None, Some(source)) => {
            let words = short(scene.page.text.slice(source.hull()));
            let text =
                join(&["“", &words, "” stands where the source of “", &cue_words(scene, r), "” stands"]);
            teller.tell(Rule::DescribedSource, BY_RULE, Some(source.hull()), text);
        }
        (None, None) => {}
    }
    if let Some(m) = mention {
        let mention = scene.mentions.all.get(m).map(|m| scene.page.span(&m.tokens));
        let (rule, text) = beside_cue(scene, m, r.cue.hull());
        teller.tell(rule, BY_RULE, mention.map(|m| m.join(r.cue.hull())), text);
    }
    let mut out = teller.out;
    out.sort_by_key(|e| Reverse(e.weight.unsigned_abs()));
    out.shrink_to_fit();
    out
}

/// The reasons for taking marks to enclose nobody's words; `speech` is the probability that they do.
pub fn not_speech(scene: &Scene<'_, '_>, u: usize, speech: u32) -> Vec<Evidence> {
    let Some(unit) = scene.units.get(u) else { return Vec::new() };
    let page = scene.page;
    let words = unit.tokens.clone().filter(|&i| page.is_wordy(i)).count();
    let mut text = join(&["The marks stand around ", &counted(words, "word")]);
    let small = |i: usize| page.is_wordy(i) && !page.is_capital(i) && !page.word(i).classes.is_function();
    if !unit.tokens.clone().any(|i| page.word(i).verb > 0) && words < 8 {
        text.push_str(if !unit.tokens.clone().any(small) && words > 1 {
            ", all but the smallest with a capital: a name, a title or a term"
        } else {
            ": a name, a title, a term or a single expression"
        });
    }
    if page.sentences.paragraph(unit.paragraph).is_heading {
        text.push_str(", in a heading");
    }
    let odds = log_odds(WHOLE - speech.min(WHOLE), WHOLE);
    vec![Evidence::new(Rule::NotSpeech, odds, page.tokens.span_of(unit.tokens.clone()), text)]
}

/// Words on one line, cut where they are long.
fn short(words: &str) -> String {
    let mut out = String::with_capacity(words.len().min(LONGEST + 4));
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        if out.len() > LONGEST {
            let cut = out.char_indices().nth(LONGEST).map(|(i, _)| i);
            if let Some(cut) = cut {
                out.truncate(cut);
                out.push('…');
            }
            break;
        }
    }
    out
}

/// `parts` one after the other; reasons are written for everything that is found, and this is the quickest way.
fn join(parts: &[&str]) -> String {
    parts.concat()
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { join(&["1 ", what]) } else { format!("{n} {what}s") }
}

fn number(n: usize) -> String {
    match n {
        1 => "one".to_owned(),
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        4 => "four".to_owned(),
        n => n.to_string(),
    }
}

/// How far token `there` is before or after token `here`.
fn distance(scene: &Scene<'_, '_>, here: usize, there: usize) -> String {
    let page = scene.page;
    let (side, later) = if there < here { ("before", false) } else { ("after", true) };
    let sentences = page.sentence(here).abs_diff(page.sentence(there));
    let paragraphs = page.paragraph(here).abs_diff(page.paragraph(there));
    match (sentences, paragraphs) {
        (0, _) if later => "later in the same sentence".to_owned(),
        (0, _) => "earlier in the same sentence".to_owned(),
        (1, _) => join(&["one sentence ", side]),
        (n, p) if n <= 4 || p < 2 => join(&[&number(n), " sentences ", side]),
        (_, p) => join(&[&number(p), " paragraphs ", side]),
    }
}

fn mention_words(scene: &Scene<'_, '_>, m: usize) -> String {
    let tokens = scene.mentions.all.get(m).map(|m| m.tokens.clone()).unwrap_or_default();
    short(scene.page.text.slice(scene.page.span(&tokens)))
}

fn cue_words(scene: &Scene<'_, '_>, r: &FoundRelation) -> String {
    short(scene.page.text.slice(r.cue.hull()))
}

fn mention_span(scene: &Scene<'_, '_>, m: usize) -> Option<Span> {
    scene.mentions.all.get(m).map(|m| scene.page.span(&m.tokens))
}

/// How a mention stands to its cue.
fn beside_cue(scene: &Scene<'_, '_>, m: usize, cue: Span) -> (Rule, String) {
    let name = mention_words(scene, m);
    let verb = short(scene.page.text.slice(cue));
    let at = mention_span(scene, m).map_or(0, Span::start);
    let first = scene.page.tokens.at(cue.start());
    if scene.page.is(first, crate::lang::Class::PhraseStart) && scene.page.word(first).verb == 0 {
        (Rule::AccordingTo, join(&["“", &verb, "” names “", &name, "”"]))
    } else if cue.start() < at {
        (Rule::VerbThenSource, join(&["“", &name, "” follows “", &verb, "”"]))
    } else {
        (Rule::SourceThenVerb, join(&["“", &name, "” is the subject of “", &verb, "”"]))
    }
}

/// Who comes next, and what it lacks.
fn runner_up(
    scene: &Scene<'_, '_>,
    unit: &Unit,
    name: &str,
    against: Weighed,
    because: Option<Weighed>,
) -> Evidence {
    let name = short(name);
    let short_of = |g: Group| {
        let of = |w: Weighed| w.groups.get(g as usize).copied().unwrap_or(0);
        because.map_or(0, of) - of(against)
    };
    let lacks = [
        (Group::Finder, "the cue has another source"),
        (Group::Clause, "the clause around it fits less well"),
        (Group::Place, "it stands further off"),
        (Group::Past, "its part in the talk before fits less well"),
        (Group::Inside, "the quotation itself speaks of it"),
    ];
    let lack = lacks.into_iter().max_by_key(|&(g, _)| (short_of(g), Reverse(g as usize)));
    let (at, place) = match against.target {
        Target::Mention(m) => {
            let start = scene.mentions.all.get(m).map_or(0, |m| m.tokens.start);
            let edge = if start < unit.tokens.start { unit.tokens.start } else { unit.last.end };
            (mention_span(scene, m), join(&["mentioned ", &distance(scene, edge, start)]))
        }
        Target::Described => (None, "named by the words beside the cue".to_owned()),
        Target::Previous => (None, "who said the quotation before".to_owned()),
        Target::Alternate => (None, "who spoke before that".to_owned()),
    };
    let but = lack.filter(|&(g, _)| short_of(g) > LEAST).map(|(_, words)| join(&[", but ", words]));
    let text = join(&["“", &name, "” comes next: ", &place, &but.unwrap_or_default()]);
    let weight = because.map_or(0, |b| against.score - b.score).min(-1);
    Evidence::new(Rule::RunnerUp, weight, at, text)
}

struct Teller<'s, 'a, 't> {
    scene: &'s Scene<'a, 't>,
    models: &'s Models,
    out: Vec<Evidence>,
}

impl Teller<'_, '_, '_> {
    fn tell(&mut self, rule: Rule, weight: i32, at: Option<Span>, text: String) {
        self.out.push(Evidence::new(rule, weight, at, text));
    }

    /// The clause that names the source.
    fn clause(&mut self, unit: &Unit, m: usize, cue: Option<Span>, weight: i32) {
        let scene = self.scene;
        let Some(mention) = scene.mentions.all.get(m) else { return };
        let page = scene.page;
        let at = page.span(&mention.tokens);
        let name = mention_words(scene, m);
        let after = mention.tokens.start >= unit.last.end;
        let parts = !after && mention.tokens.start > unit.first.end;
        let inside = mention.tokens.start >= unit.tokens.start && !after && !parts;
        let Some(cue) = cue else {
            let next = page.kind(mention.tokens.end);
            let dash = mention.whole().start.checked_sub(1).is_some_and(|i| page.kind(i) == TokenKind::Dash);
            let (rule, text) = if inside {
                (Rule::NameAndColon, join(&["The words begin with “", &name, "” and a colon"]))
            } else if next == TokenKind::Colon && !after {
                (Rule::NameAndColon, join(&["“", &name, "” and a colon stand before the words"]))
            } else if dash && after {
                (Rule::Signature, join(&["A dash and “", &name, "” sign the words"]))
            } else {
                let edge = if after { unit.last.end.saturating_sub(1) } else { unit.tokens.start };
                let place = distance(scene, edge, mention.tokens.start);
                (
                    Rule::MentionNearby,
                    join(&["“", &name, "” is mentioned ", &place, ", without a reporting verb"]),
                )
            };
            // Words that are signed are the signer's by rule, whatever else weighs for the mention.
            let weight = if rule == Rule::Signature { weight.max(BY_RULE) } else { weight };
            return self.tell(rule, weight, Some(at), text);
        };
        let (rule, told) = beside_cue(scene, m, cue);
        let verb = short(page.text.slice(cue));
        let text = match (rule, after, parts) {
            (Rule::VerbThenSource, true, _) => {
                join(&["“", &verb, "” stands between the quotation and “", &name, "”"])
            }
            (Rule::VerbThenSource, _, true) => join(&["“", &verb, " … ", &name, "” parts the quotation"]),
            (Rule::VerbThenSource, ..) => {
                join(&["“", &verb, "” and “", &name, "” stand before the quotation"])
            }
            (Rule::SourceThenVerb, true, _) => join(&[&told, ", after the quotation"]),
            (Rule::SourceThenVerb, _, true) => join(&[&told, ", between the parts of the quotation"]),
            (Rule::SourceThenVerb, ..) => join(&[&told, ", before the quotation"]),
            _ => told,
        };
        self.tell(rule, weight, Some(at.join(cue)), text);
    }

    /// Whom the mention means, where it does not say so itself.
    fn means(&mut self, m: usize, past: Past, speaker: Option<u32>) {
        let scene = self.scene;
        let Some(mention) = scene.mentions.all.get(m) else { return };
        let name = mention_words(scene, m);
        match mention.kind {
            MentionKind::Name => {
                let Some(entity) = scene.entities.of(m).and_then(|e| scene.entities.get(e)) else { return };
                let full = mention_words(scene, entity.fullest);
                if entity.fullest == m || full == name || full.len() < name.len() {
                    return;
                }
                let there = scene.mentions.all.get(entity.fullest).map_or(0, |f| f.tokens.start);
                let place = distance(scene, mention.tokens.start, there);
                let text = join(&["“", &name, "” is “", &full, "”, named in full ", &place]);
                self.tell(Rule::NameInFull, BY_RULE, mention_span(scene, entity.fullest), text);
            }
            MentionKind::Pronoun => self.pronoun(m, &name, past, speaker),
            MentionKind::Nominal => {
                let first = coref::first_description(scene, m);
                if let Some(e) = coref::named_by_role(scene, first) {
                    let near = m.saturating_sub(LOOKED_OVER)..m;
                    let named = near.rev().find(|&n| scene.entities.of(n) == Some(e)).unwrap_or(first);
                    let there = scene.mentions.all.get(named).map_or(0, |n| n.tokens.start);
                    let place = distance(scene, mention.tokens.start, there);
                    let text =
                        join(&["“", &name, "” picks up “", &mention_words(scene, named), "” ", &place]);
                    return self.tell(Rule::DescriptionPicksUp, BY_RULE, mention_span(scene, named), text);
                }
                let Some(earlier) = scene.mentions.all.get(first).filter(|_| first != m) else { return };
                let place = distance(scene, mention.tokens.start, earlier.tokens.start);
                let text = join(&[
                    "“",
                    &name,
                    "” picks up “",
                    &mention_words(scene, first),
                    "” ",
                    &place,
                    ": the same noun, now definite",
                ]);
                self.tell(Rule::DescriptionPicksUp, BY_RULE, mention_span(scene, first), text);
            }
        }
    }

    fn pronoun(&mut self, m: usize, name: &str, past: Past, speaker: Option<u32>) {
        let scene = self.scene;
        if speaker == Some(NARRATOR) {
            let text = join(&["“", name, "” is whoever tells the story"]);
            return self.tell(Rule::PronounPicksUp, BY_RULE, mention_span(scene, m), text);
        }
        let Some(speaker) = speaker else { return };
        let all = scene.weighed(m, past, self.models);
        let Some(chosen) = all.iter().find(|w| w.key == speaker) else { return };
        let rival = all.iter().filter(|w| w.key != speaker).map(|w| (w.score, Reverse(w.key))).max();
        let here = scene.mentions.all.get(m).map_or(0, |m| m.tokens.start);
        // The name that the pronoun picks up: the last before it.
        let last = (m.saturating_sub(LOOKED_OVER / 10)..m)
            .rev()
            .find(|&n| scene.entities.of(n).map(|e| e as u32) == Some(speaker));
        let named = last.unwrap_or(chosen.mention);
        let there = scene.mentions.all.get(named).map_or(0, |m| m.tokens.start);
        let (place, whom) = (distance(scene, here, there), mention_words(scene, named));
        let other = match rival {
            Some((_, Reverse(key))) => {
                let other = mention_words(scene, coref::mention_of(scene, key));
                join(&["“", &other, "” would fit too"])
            }
            None => "nobody else fits".to_owned(),
        };
        let text = join(&["“", name, "” picks up “", &whom, "” ", &place, "; ", &other]);
        let weight = rival.map_or(BY_RULE, |(r, _)| chosen.score - r);
        self.tell(Rule::PronounPicksUp, weight, mention_span(scene, named), text);
    }

    /// The rule by which cues were found in this language.
    fn cue_rule(&self) -> Rule {
        if self.scene.page.learned.is_some() { Rule::LearnedCue } else { Rule::CueByRule }
    }

    /// What the finder of cues says of mention `m`.
    fn finder(&mut self, relation: Option<&FoundRelation>, m: usize, weight: i32) {
        let Some(r) = relation.filter(|_| weight.abs() >= LEAST) else { return };
        let Some(mention) = self.scene.mentions.all.get(m) else { return };
        let whole = self.scene.page.span(&mention.whole());
        let name = mention_words(self.scene, m);
        let source = match &r.source {
            Some(s) if s.overlaps(whole) => join(&["with “", &name, "” as its source"]),
            Some(s) => join(&["with “", &short(self.scene.page.text.slice(s.hull())), "” as its source"]),
            None => "without a source".to_owned(),
        };
        let text = join(&[
            "“",
            &cue_words(self.scene, r),
            "” reports the words, ",
            &source,
            ": ",
            follows(r.follows),
        ]);
        self.tell(self.cue_rule(), weight, Some(r.cue.hull()), text);
    }

    /// The cue of a relation without marks.
    fn cue(&mut self, r: &FoundRelation, weight: i32) {
        let text = join(&["“", &cue_words(self.scene, r), "” reports: ", follows(r.follows)]);
        self.tell(self.cue_rule(), weight, Some(r.cue.hull()), text);
    }

    /// Where the mention stands.
    fn place(&mut self, unit: &Unit, m: usize, weight: i32) {
        if weight.abs() < LEAST {
            return;
        }
        let scene = self.scene;
        let Some(mention) = scene.mentions.all.get(m) else { return };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let name = mention_words(scene, m);
        let after = start >= unit.last.end;
        let between = if after { unit.last.end..start } else { end..unit.first.start.max(end) };
        let nearer = scene.mentions.within(between.clone()).len();
        let side = if after { "after" } else { "before" };
        let paragraph = if after { unit.last_paragraph } else { unit.paragraph };
        let far = scene.page.paragraph(start).abs_diff(paragraph);
        let mut text = match nearer {
            0 => join(&["“", &name, "” is the nearest mention ", side, " the quotation"]),
            1 => join(&["One other mention stands nearer ", side, " the quotation than “", &name, "”"]),
            n => format!("{n} other mentions stand nearer {side} the quotation than “{name}”"),
        };
        if far > 0 {
            text.push_str(", in another paragraph");
        } else if scene.page.sentence(start) != scene.page.sentence(unit.tokens.start)
            && (between.len() > LOOKED_OVER || between.clone().any(|i| scene.page.kind(i) == TokenKind::Stop))
        {
            text.push_str(", in another sentence");
        }
        if between.clone().any(|i| !scene.page.is_outside(i)) {
            text.push_str(", with another quotation between");
        }
        self.tell(Rule::Place, weight, mention_span(scene, m), text);
    }

    /// Who or what the mention is.
    fn who(&mut self, m: usize, weight: i32) {
        if weight.abs() < LEAST {
            return;
        }
        let scene = self.scene;
        let Some(mention) = scene.mentions.all.get(m) else { return };
        let name = mention_words(scene, m);
        let entity = scene.entities.of(m).and_then(|e| scene.entities.get(e));
        let text = match (entity, mention.kind, mention.head_kind) {
            (Some(e), ..) => {
                let kind = if e.kind() == SpeakerKind::Organisation { "a body" } else { "a person" };
                let often = if e.count == 1 { "once".to_owned() } else { format!("{} times", e.count) };
                join(&["“", &name, "” reads as ", kind, ", named ", &often, " in the document"])
            }
            (_, MentionKind::Pronoun, _) => join(&["“", &name, "” is a pronoun, which may name a source"]),
            (_, _, Head::Document) => join(&["“", &name, "” describes a text"]),
            (_, _, Head::Group) => join(&["“", &name, "” describes several people or a body"]),
            (_, _, Head::Person | Head::Kin) => join(&["“", &name, "” describes a person"]),
            _ => join(&["“", &name, "” stands where a subject stands"]),
        };
        self.tell(Rule::WhoItIs, weight, mention_span(scene, m), text);
    }

    /// Whether who is meant spoke just before, in this paragraph or the one before.
    fn spoke_before(&mut self, unit: &Unit, m: usize, past: Past, weight: i32) {
        let scene = self.scene;
        let Some(last) = past.unit.checked_sub(1).and_then(|u| scene.units.get(u)) else { return };
        let same = scene.entities.of(m).is_some_and(|e| past.previous == Some(e as u32));
        if !same || unit.paragraph > last.last_paragraph + 1 {
            return;
        }
        let place = if last.last_paragraph == unit.paragraph { "" } else { ", in the paragraph before" };
        let text = join(&["“", &mention_words(scene, m), "” said the quotation before this one", place]);
        self.tell(Rule::SpokeBefore, weight, self.unit_span(last), text);
    }

    fn named_inside(&mut self, m: usize, weight: i32) {
        if weight.abs() < LEAST || self.scene.entities.of(m).is_none() {
            return;
        }
        let name = mention_words(self.scene, m);
        let text = if weight < 0 {
            join(&["The quotation itself may speak of “", &name, "”"])
        } else {
            join(&["The quotation does not speak of “", &name, "”"])
        };
        self.tell(Rule::NamedInside, weight, mention_span(self.scene, m), text);
    }

    /// What the quotation looks like.
    fn form(&mut self, unit: &Unit, weight: i32) {
        if weight.abs() < LEAST {
            return;
        }
        let text = join(&["The quotation ", self.looks(unit)]);
        self.tell(Rule::Form, weight, self.unit_span(unit), text);
    }

    fn looks(&self, unit: &Unit) -> &'static str {
        let page = self.scene.page;
        let p = page.sentences.paragraph(unit.paragraph);
        let begins = unit.first.start <= p.tokens.start;
        let ends = unit.last.end >= page.sentences.paragraph(unit.last_paragraph).tokens.end;
        let sign = |i: &usize| !matches!(page.kind(*i), TokenKind::Mark | TokenKind::Single);
        let last = unit.last.clone().rev().take(3).find(sign).map(|i| page.kind(i));
        match (begins, ends, last) {
            (true, true, _) => "is a paragraph of its own",
            (_, _, Some(TokenKind::Comma)) => "ends in a comma: its sentence goes on",
            (_, _, Some(TokenKind::Bang)) => "asks or exclaims",
            (true, _, _) => "begins its paragraph",
            (_, true, _) => "ends its paragraph",
            (_, _, Some(TokenKind::Stop)) => "ends with its sentence",
            _ => "is part of a longer sentence",
        }
    }

    fn unit_span(&self, unit: &Unit) -> Option<Span> {
        self.scene.page.tokens.span_of(unit.tokens.clone())
    }

    /// Source words that are no mention.
    fn described(&mut self, relation: Option<&FoundRelation>, weight: i32) {
        let Some((r, source)) = relation.and_then(|r| Some((r, r.source.as_ref()?))) else { return };
        let words = short(self.scene.page.text.slice(source.hull()));
        let text =
            join(&["“", &words, "” stands where the source of “", &cue_words(self.scene, r), "” stands"]);
        self.tell(Rule::DescribedSource, weight, Some(source.hull()), text);
        self.cue(r, log_odds(u32::from(r.probability.get()), 1000));
    }

    /// No source of its own.
    fn carried(
        &mut self,
        unit: &Unit,
        because: Weighed,
        past: Past,
        speaker: Option<&str>,
        relation: Option<&FoundRelation>,
    ) {
        let Some(last) = past.unit.checked_sub(1).and_then(|u| self.scene.units.get(u)) else { return };
        let name = speaker.map_or_else(|| "somebody unknown".to_owned(), |s| join(&["“", &short(s), "”"]));
        let place = match unit.paragraph.saturating_sub(last.last_paragraph) {
            0 => "in the same paragraph",
            1 => "in the paragraph before",
            _ => "further up",
        };
        let (rule, text) = if because.target == Target::Previous {
            let text = if past.reported {
                join(&["No source of its own: ", &name, " is reported right before it"])
            } else {
                join(&["No source of its own: ", &name, " said the quotation before, ", place])
            };
            (Rule::SameSpeakerGoesOn, text)
        } else {
            let text = join(&["No source of its own: two take turns, and it is the turn of ", &name]);
            (Rule::SpeakersTakeTurns, text)
        };
        self.tell(rule, because.score, self.unit_span(last), text);
        let look = join(&["The quotation ", self.looks(unit)]);
        self.tell(Rule::Form, LEAST, self.unit_span(unit), look);
        if let Some(r) = relation {
            self.cue(r, log_odds(u32::from(r.probability.get()), 1000));
        }
    }

    /// What encloses the words, and that they are speech.
    fn speech(&mut self, unit: &Unit, speech: u32) {
        let page = self.scene.page;
        let Some(region) = unit.regions.first().and_then(|&r| page.regions.all.get(r)) else { return };
        let words = counted(unit.tokens.clone().filter(|&i| page.is_wordy(i)).count(), "word");
        let text = match region.family {
            Family::Double => join(&["Double marks enclose ", &words]),
            Family::Single => join(&["Single marks enclose ", &words]),
            Family::Angle | Family::SingleAngle => join(&["Guillemets enclose ", &words]),
            Family::Corner => join(&["Corner brackets enclose ", &words]),
            Family::Pull => "A paragraph without marks stands above a dash and a name".to_owned(),
            Family::Turn => "The paragraph begins with a name and a colon, as others do".to_owned(),
            Family::Dash => join(&["A dash at the start of the paragraph opens ", &words]),
        };
        let text = match unit.regions.len() {
            1 => text,
            n => format!("{text} over {n} paragraphs"),
        };
        let at = Some(region.span);
        self.tell(Rule::of_family(region.family), log_odds(speech, WHOLE), at, text);
    }
}

const fn follows(what: Complement) -> &'static str {
    match what {
        Complement::That => "a clause with “that” follows it",
        Complement::Wh => "a question follows it",
        Complement::To => "an infinitive follows it",
        Complement::Mark => "marked words follow it",
        Complement::Clause => "a clause follows it",
        Complement::Phrase | Complement::Gerund => "what it reports follows it",
        Complement::Preposition => "a preposition follows it",
        Complement::Colon => "a colon follows it",
        Complement::Comma | Complement::End | Complement::Other => "it stands beside the words",
    }
}
