//! What the models learn from: questions with the answers that people gave.

use super::candidates::{Past, Scene, Target};
use super::coref;
use super::mentions::MentionKind;
use super::rank::{Models, NARRATOR};
use super::relative::is_relative;
use super::speech;
use super::surroundings::Side;
use super::units::Unit;
use crate::analysis::weights::gold::{GoldDocument, GoldQuote, name_words, same_name};
use crate::analysis::weights::{Choice, Features};
use crate::lang::{Frame, Gender};
use crate::text::Spans;
use std::collections::BTreeMap;

/// Questions of each model.
#[derive(Debug, Default)]
pub struct Examples {
    /// Which candidate said a unit.
    pub source: Vec<Choice>,
    /// Whom a pronoun means.
    pub antecedent: Vec<Choice>,
    /// Whether marks enclose speech.
    pub speech: Vec<Choice>,
}

/// The speaker of a gold quotation, so that two can be compared.
fn identity(i: usize, q: &GoldQuote) -> String {
    match (q.names.first(), q.source.first()) {
        (Some(name), _) => name_words(name).join(" "),
        (None, Some(s)) => format!("at {}", s.start()),
        _ => format!("quote {i}"),
    }
}

/// Whether a description is said to speak right behind the words of `unit`: *“…,” cried the captain*.
fn describes_behind(scene: &Scene<'_, '_>, unit: &Unit) -> bool {
    let page = scene.page;
    [unit.first.end, unit.last.end].into_iter().any(|verb| {
        let m = scene.mention_at(verb + 1).and_then(|m| scene.mentions.all.get(m));
        page.verb(verb).is_some_and(|v| v.frames.has(Frame::Quote))
            && m.is_some_and(|m| m.kind == MentionKind::Nominal)
    })
}

impl Examples {
    /// Adds the questions of one document.
    pub fn add(&mut self, scene: &Scene<'_, '_>, gold: &GoldDocument, models: &Models) {
        self.people(scene, gold);
        let mut heard = 0;
        let names = entity_names(scene);
        let mut known: BTreeMap<String, Option<u32>> = BTreeMap::new();
        let mut past = Past::default();
        let (mut previous, mut alternate): (Option<String>, Option<String>) = (None, None);
        let (mut before, mut after) = (Side::default(), Side::default());
        for (u, unit) in scene.units.iter().enumerate() {
            let Some(region) = unit.regions.first().and_then(|&r| scene.page.regions.all.get(r)) else {
                continue;
            };
            let marked = gold.covering(region.span);
            self.speech.push(Choice {
                candidates: vec![speech::features(scene, u, &mut before, &mut after), Features::default()],
                right: vec![marked.is_some(), marked.is_none()],
                document: gold.number,
                genre: scene.genre,
                weight: 100,
            });
            let before_it = past;
            past = scene.hear(&mut heard, u, past, models);
            if past.previous != before_it.previous {
                let name = past.previous.and_then(|k| names.get(k as usize)).map(|n| name_words(n).join(" "));
                alternate = previous.take();
                previous = Some(name.unwrap_or_else(|| "?".to_owned()));
            }
            let Some((i, q)) = marked else { continue };
            let id = identity(i, q);
            let candidates = scene.candidates(u, past, &mut before, &mut after);
            let taken_up = taken_up(scene, q);
            let hits: Vec<bool> = candidates
                .iter()
                .map(|c| match c.target {
                    Target::Mention(m) => overlaps(scene, m, q) || taken_up == Some(m),
                    Target::Described => {
                        let source = scene.relation(u).and_then(|r| r.source.as_ref());
                        source.is_some_and(|s| q.source.iter().any(|g| s.overlaps(*g)))
                    }
                    _ => false,
                })
                .collect();
            let any = hits.iter().any(|&h| h);
            let right: Vec<bool> = candidates
                .iter()
                .zip(&hits)
                .map(|(c, &hit)| match c.target {
                    Target::Described => hit,
                    Target::Mention(m) => hit || !any && q.names_are_sure && named(scene, m, q, &names),
                    Target::Previous => is_same(previous.as_deref(), &id, q),
                    Target::Alternate => is_same(alternate.as_deref(), &id, q),
                })
                .collect();
            let key = Self::key(scene, q, &names, &mut known, &candidates, &hits)
                .or_else(|| if is_same(previous.as_deref(), &id, q) { past.previous } else { None });
            for (c, &hit) in candidates.iter().zip(&hits) {
                if let (Target::Mention(m), true) = (c.target, hit) {
                    self.pronoun(scene, m, key, past, gold.number);
                }
            }
            // Who a description means is not asked here, so that it is nobody's wrong answer.
            let unasked = !any && q.source.is_empty() && describes_behind(scene, unit);
            if right.iter().any(|&r| r) && !unasked {
                self.source.push(Choice {
                    candidates: candidates.into_iter().map(|c| c.features).collect(),
                    right,
                    document: gold.number,
                    genre: scene.genre,
                    weight: 100,
                });
            }
            past = past.then(u, key);
            if !is_same(previous.as_deref(), &id, q) {
                alternate = previous.replace(id);
            }
        }
    }

    /// Adds a question for each *he* and *she* of a document where people marked whom they mean.
    fn people(&mut self, scene: &Scene<'_, '_>, gold: &GoldDocument) {
        if gold.people.is_empty() {
            return;
        }
        let mut chain_at: BTreeMap<u32, usize> = BTreeMap::new(); // the chain of what begins there
        for (i, chain) in gold.people.iter().enumerate() {
            chain_at.extend(chain.iter().map(|s| (s.start(), i)));
        }
        let chain = |m: usize| {
            let mention = scene.mentions.all.get(m)?;
            let starts = [mention.whole().start, mention.tokens.start];
            starts.iter().find_map(|&i| chain_at.get(&scene.page.tokens.start(i)).copied())
        };
        let mut meant: BTreeMap<usize, u32> = BTreeMap::new(); // the keys of pronouns
        let (mut heard, mut past) = (0, Past::default());
        for (m, mention) in scene.mentions.all.iter().enumerate() {
            // Who is reported before it: the source of every cue counts here, with marks or without.
            while let Some(r) = scene.relations.get(heard) {
                if r.cue.start() >= scene.page.tokens.start(mention.tokens.start) {
                    break;
                }
                heard += 1;
                let source = r.source.as_ref().and_then(|s| scene.source_mention(s, r.source_kind));
                let key = source.filter(|&s| s < m).and_then(|s| match scene.mentions.all.get(s)?.kind {
                    MentionKind::Name => scene.entities.of(s).map(|e| e as u32),
                    MentionKind::Nominal => scene.description(s),
                    MentionKind::Pronoun => meant.get(&s).copied(),
                });
                if r.probability.get() >= 600 && key.is_some() {
                    past = past.then(0, key);
                }
            }
            let third = mention
                .pronoun
                .is_some_and(|p| p.person == 3 && matches!(p.gender, Gender::Male | Gender::Female));
            let Some(own) = chain(m).filter(|_| third) else { continue };
            let all = coref::antecedents(scene, m, past.previous, past.alternate);
            let right: Vec<bool> = all.iter().map(|a| chain(a.mention) == Some(own)).collect();
            if let Some((a, _)) = all.iter().zip(&right).find(|(_, right)| **right) {
                meant.insert(m, a.key);
                self.antecedent.push(Choice {
                    candidates: all.into_iter().map(|a| a.features).collect(),
                    right,
                    document: gold.number,
                    genre: scene.genre,
                    weight: 100,
                });
            }
        }
    }

    fn key(
        scene: &Scene<'_, '_>,
        q: &GoldQuote,
        names: &[String],
        known: &mut BTreeMap<String, Option<u32>>,
        candidates: &[super::candidates::Candidate],
        hits: &[bool],
    ) -> Option<u32> {
        if let Some(first) = q.names.first() {
            let found = *known.entry(first.clone()).or_insert_with(|| entity_for(scene, q, names));
            if found.is_some() {
                return found;
            }
        }
        let hit = candidates.iter().zip(hits).find(|(c, h)| **h && matches!(c.target, Target::Mention(_)))?;
        let Target::Mention(m) = hit.0.target else { return None };
        if let Some(e) = scene.entities.of(m) {
            return Some(e as u32);
        }
        if scene.mentions.all.get(m)?.pronoun.is_some_and(|p| p.person == 1 && p.subject) {
            return Some(NARRATOR);
        }
        let nominal = scene.mentions.all.get(m)?.kind == MentionKind::Nominal;
        nominal.then(|| scene.entities.all.len() as u32 + coref::first_description(scene, m) as u32)
    }

    fn pronoun(&mut self, scene: &Scene<'_, '_>, m: usize, key: Option<u32>, past: Past, document: u32) {
        let Some(mention) = scene.mentions.all.get(m) else { return };
        let third = mention
            .pronoun
            .is_some_and(|p| p.person == 3 && matches!(p.gender, Gender::Male | Gender::Female));
        let Some(key) = key.filter(|_| third) else { return };
        let mut all = coref::antecedents(scene, m, past.previous, past.alternate);
        // Where only the speaker's name is marked, nothing says that a description before it is not the same person's.
        all.retain(|a| a.key == key || scene.entities.get(a.key as usize).is_some());
        let right: Vec<bool> = all.iter().map(|a| a.key == key).collect();
        if right.iter().any(|&r| r) {
            let candidates = all.into_iter().map(|a| a.features).collect();
            self.antecedent.push(Choice { candidates, right, document, genre: scene.genre, weight: 100 });
        }
    }
}

/// Whether the speaker `earlier` is that of `q`.
fn is_same(earlier: Option<&str>, id: &str, q: &GoldQuote) -> bool {
    earlier.is_some_and(|e| e == id || q.names.iter().any(|n| same_name(n, e)))
}

/// The mention before the relative pronoun that people marked as the source: *Hale* in *Hale, who said …*.
fn taken_up(scene: &Scene<'_, '_>, q: &GoldQuote) -> Option<usize> {
    let [who] = q.source.as_slice() else { return None };
    let who = Spans::one(*who).filter(|who| is_relative(scene, who))?;
    scene.before_relative(scene.page.tokens.at(who.start()))
}

fn overlaps(scene: &Scene<'_, '_>, m: usize, q: &GoldQuote) -> bool {
    let Some(mention) = scene.mentions.all.get(m) else { return false };
    let own = scene.page.span(&mention.tokens);
    q.source.iter().any(|s| s.overlaps(own))
}

fn named(scene: &Scene<'_, '_>, m: usize, q: &GoldQuote, names: &[String]) -> bool {
    let name = scene.entities.of(m).and_then(|e| names.get(e));
    name.is_some_and(|n| q.names.iter().any(|g| same_name(n, g)))
}

/// The fullest name of each entity.
fn entity_names(scene: &Scene<'_, '_>) -> Vec<String> {
    let words = |m: usize| {
        scene.mentions.all.get(m).map(|m| scene.page.text.slice(scene.page.span(&m.tokens)).to_owned())
    };
    scene.entities.all.iter().map(|e| words(e.fullest).unwrap_or_default()).collect()
}

fn entity_for(scene: &Scene<'_, '_>, q: &GoldQuote, names: &[String]) -> Option<u32> {
    let fits = names.iter().enumerate().filter(|(_, n)| q.names.iter().any(|g| same_name(n, g)));
    let best = fits.max_by_key(|(i, _)| (scene.entities.get(*i).map_or(0, |e| e.count), usize::MAX - i))?;
    Some(best.0 as u32)
}
