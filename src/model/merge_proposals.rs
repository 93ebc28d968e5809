//! Which speakers of the register may be one, with the reason in words. It only proposes: two people are never made one
//! without a person's word, and pairs that a person keeps apart never come again.
//!
//! Names are looked up by last name, by initials and by alias, so that the work grows with the register and not with its
//! square. It knows no language: a *title* here is any short leading word with a full stop, such as *Dr.*

use super::ids::SpeakerId;
use super::names::{fold, plain};
use super::project::Project;
use super::speaker::Speaker;
use crate::analysis::SpeakerKind;
use std::collections::{BTreeMap, BTreeSet};

/// Two speakers who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeProposal {
    /// The one to keep: the fuller name.
    pub into: SpeakerId,
    /// The one that would go.
    pub from: SpeakerId,
    /// Why, as a sentence.
    pub reason: String,
    /// Whether another speaker of the register could be meant just as well.
    pub ambiguous: bool,
}

/// More speakers than this of one last name are not compared pair by pair.
const MANY: usize = 100;

/// Pairs of speakers who may be one: the certain reasons first, then the ambiguous, each by id. Descriptions (*a Western
/// diplomat*) are left out, as they name nobody.
pub fn merge_proposals(project: &Project) -> Vec<MergeProposal> {
    let names: Vec<Name<'_>> = project.speakers.values().filter_map(|s| Name::of(s)).collect();
    let mut found = Pairs { project, all: BTreeMap::new() };
    same_names(&names, &mut found);
    aliases(&names, &mut found);
    last_names(&names, &mut found);
    abbreviations(&names, &mut found);
    let mut all: Vec<_> = found.all.into_values().collect();
    all.sort_by_key(|p| (p.ambiguous, p.into, p.from));
    all
}

/// A named speaker, its name in words without a title.
struct Name<'a> {
    speaker: &'a Speaker,
    words: Vec<String>,
}

impl<'a> Name<'a> {
    fn of(speaker: &'a Speaker) -> Option<Self> {
        let can_be_named = matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Organisation);
        if !speaker.named || !can_be_named {
            return None;
        }
        let folded = plain(&fold(&speaker.name));
        let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        while words.len() > 1 && words.first().is_some_and(|w| is_title(w)) {
            words.remove(0);
        }
        (words.iter().all(|w| !w.is_empty())).then_some(Self { speaker, words })
    }

    fn id(&self) -> SpeakerId {
        self.speaker.id
    }

    fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    fn given(&self) -> &[String] {
        self.words.split_last().map_or(&[], |(_, given)| given)
    }

    fn is_person(&self) -> bool {
        self.speaker.kind == SpeakerKind::Person
    }
}

/// *Dr.*, *Mrs.*, *Prof.*: two letters or more before a full stop.
fn is_title(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|w| w.chars().count() > 1 && w.chars().all(char::is_alphabetic))
}

/// The proposals so far, one per pair.
struct Pairs<'a> {
    project: &'a Project,
    all: BTreeMap<(SpeakerId, SpeakerId), MergeProposal>,
}

impl Pairs<'_> {
    fn add(
        &mut self,
        a: &Name<'_>,
        b: &Name<'_>,
        ambiguous: bool,
        reason: impl FnOnce(&str, &str) -> String,
    ) {
        let pair = (a.id().min(b.id()), a.id().max(b.id()));
        if pair.0 == pair.1 || self.project.apart.contains(&pair) || self.all.contains_key(&pair) {
            return;
        }
        let fuller =
            |n: &Name<'_>| (n.words.len(), n.speaker.name.chars().count(), std::cmp::Reverse(n.id()));
        let (into, from) = if fuller(a) >= fuller(b) { (a, b) } else { (b, a) };
        let reason = reason(&into.speaker.name, &from.speaker.name);
        self.all.insert(pair, MergeProposal { into: into.id(), from: from.id(), reason, ambiguous });
    }
}

fn same_names(names: &[Name<'_>], found: &mut Pairs<'_>) {
    let mut by_name: BTreeMap<&[String], Vec<&Name<'_>>> = BTreeMap::new();
    for name in names {
        by_name.entry(&name.words).or_default().push(name);
    }
    for same in by_name.into_values() {
        let Some((first, rest)) = same.split_first() else { continue };
        for other in rest {
            found.add(first, other, false, |a, b| {
                if a == b {
                    format!("Both are called “{a}”.")
                } else {
                    format!("“{b}” and “{a}” are the same name, written differently.")
                }
            });
        }
    }
}

fn aliases(names: &[Name<'_>], found: &mut Pairs<'_>) {
    let mut bearers: BTreeMap<String, Vec<&Name<'_>>> = BTreeMap::new();
    for name in names {
        for alias in &name.speaker.aliases {
            bearers.entry(plain(&fold(&alias.name))).or_default().push(name);
        }
    }
    for name in names {
        let Some(others) = bearers.get(&name.words.join(" ")) else { continue };
        for &other in others {
            found.add(name, other, others.len() > 1, |_, _| {
                format!("“{}” is an alias of “{}”.", name.speaker.name, other.speaker.name)
            });
        }
    }
}

fn last_names(names: &[Name<'_>], found: &mut Pairs<'_>) {
    let mut by_last: BTreeMap<&str, Vec<&Name<'_>>> = BTreeMap::new();
    for name in names.iter().filter(|n| n.is_person()) {
        by_last.entry(name.last()).or_default().push(name);
    }
    for family in by_last.values().filter(|f| f.len() > 1 && f.len() <= MANY) {
        let full: Vec<&Name<'_>> = family.iter().copied().filter(|n| n.words.len() > 1).collect();
        for name in family {
            if name.words.len() == 1 {
                let rivals = are_rivals(&full);
                for other in &full {
                    found.add(name, other, rivals, last_name_reason(rivals));
                }
                continue;
            }
            let fits: Vec<_> = full.iter().filter_map(|&o| Some((o, short_form(name, o)?))).collect();
            let ambiguous = are_rivals(&fits.iter().map(|(other, _)| *other).collect::<Vec<_>>());
            for (other, how) in fits {
                found.add(name, other, ambiguous, |long, short| how.reason(long, short));
            }
        }
    }
}

/// Whether two of `names`, which all fit something, cannot be the same person themselves.
fn are_rivals(names: &[&Name<'_>]) -> bool {
    let one = |a: &Name<'_>, b: &Name<'_>| {
        a.words == b.words || short_form(a, b).is_some() || short_form(b, a).is_some()
    };
    names.iter().enumerate().any(|(i, a)| names.iter().skip(i + 1).any(|b| !one(a, b)))
}

fn last_name_reason(rivals: bool) -> impl FnOnce(&str, &str) -> String {
    move |long, short| {
        let also = if rivals { ", but others have that last name too" } else { "" };
        format!("“{short}” is the last name of “{long}”{also}.")
    }
}

/// How one full name is short for another one of the same last name.
enum Short {
    Initials,
    FewerNames,
}

impl Short {
    fn reason(&self, long: &str, short: &str) -> String {
        match self {
            Self::Initials => {
                format!("The initials in “{short}” fit “{long}”, and the last name is the same.")
            }
            Self::FewerNames => format!("“{long}” holds all of “{short}”."),
        }
    }
}

/// How `short` may be short for `long`, both with given names and the same last name.
fn short_form(short: &Name<'_>, long: &Name<'_>) -> Option<Short> {
    if short.id() == long.id() || short.words.len() > long.words.len() || short.words == long.words {
        return None;
    }
    let initials = |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() == 1;
    let has_initials = short.given().iter().any(|w| initials(w));
    let stands_for = |a: &str, b: &str| {
        a == b || ((initials(a) || initials(b)) && a.chars().next().is_some_and(|c| b.starts_with(c)))
    };
    let mut rest = long.given().iter();
    let fits = short.given().iter().all(|s| rest.any(|l| stands_for(s, l)));
    fits.then_some(if has_initials { Short::Initials } else { Short::FewerNames })
}

/// *Port Workers' Union* and *PWU*.
fn abbreviations(names: &[Name<'_>], found: &mut Pairs<'_>) {
    let mut by_initials: BTreeMap<String, Vec<&Name<'_>>> = BTreeMap::new();
    for name in names.iter().filter(|n| n.words.len() > 2 && !n.is_person()) {
        for initials in initials_of(&name.speaker.name) {
            by_initials.entry(initials).or_default().push(name);
        }
    }
    for name in names.iter().filter(|n| n.words.len() == 1) {
        let letters: String = name.speaker.name.chars().filter(|c| *c != '.').collect();
        if letters.chars().count() < 2 || letters.chars().any(|c| !c.is_uppercase()) {
            continue;
        }
        let Some(fits) = by_initials.get(&letters) else { continue };
        for other in fits {
            found.add(name, other, fits.len() > 1, |long, short| {
                format!("“{short}” are the first letters of “{long}”.")
            });
        }
    }
}

/// First letters of the words that begin with a capital, and of all words.
fn initials_of(name: &str) -> BTreeSet<String> {
    let firsts = || name.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphabetic()));
    let capitals: String = firsts().filter(|c| c.is_uppercase()).collect();
    let all: String = firsts().flat_map(char::to_uppercase).collect();
    [capitals, all].into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn register(names: &[(&str, SpeakerKind)]) -> Project {
        let mut project = Project::default();
        for (id, (name, kind)) in (1..).map(SpeakerId).zip(names) {
            project.put_speaker(Arc::new(Speaker {
                id,
                name: (*name).into(),
                aliases: Vec::new(),
                kind: *kind,
                role: String::new(),
                colour: None,
                note: String::new(),
                links: Vec::new(),
                edited: false,
                named: *kind != SpeakerKind::Anonymous,
            }));
        }
        project
    }

    fn people(names: &[&str]) -> Project {
        register(&names.iter().map(|&n| (n, SpeakerKind::Person)).collect::<Vec<_>>())
    }

    fn said(project: &Project) -> Vec<String> {
        merge_proposals(project).into_iter().map(|p| format!("{}→{} {}", p.from, p.into, p.reason)).collect()
    }

    #[test]
    fn a_last_name_and_a_full_name() {
        let p = people(&["Holt", "Mira Holt", "Jon Bergmann"]);
        assert_eq!(said(&p), ["s1→s2 “Holt” is the last name of “Mira Holt”."]);
    }

    #[test]
    fn two_bearers_of_a_last_name_make_it_ambiguous_and_are_not_one() {
        let p = people(&["Holt", "Mira Holt", "Ada Holt"]);
        let all = merge_proposals(&p);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|p| p.ambiguous && p.from == SpeakerId(1)));
    }

    #[test]
    fn initials_titles_and_further_names() {
        let p = people(&["M. Holt", "Mira Jane Holt", "Dr. Mira Holt", "Nora Holt"]);
        assert_eq!(
            said(&p),
            [
                "s1→s2 The initials in “M. Holt” fit “Mira Jane Holt”, and the last name is the same.",
                "s3→s2 “Mira Jane Holt” holds all of “Dr. Mira Holt”.",
                "s1→s3 The initials in “M. Holt” fit “Dr. Mira Holt”, and the last name is the same.",
            ]
        );
        assert!(merge_proposals(&p).iter().all(|p| !p.ambiguous), "they may all be one");
    }

    #[test]
    fn marks_on_letters_and_first_letters() {
        let p = register(&[
            ("Léa Köhl", SpeakerKind::Person),
            ("Lea Kohl", SpeakerKind::Person),
            ("Port Workers’ Union of Elm", SpeakerKind::Organisation),
            ("PWUE", SpeakerKind::Organisation),
            ("a union", SpeakerKind::Anonymous),
        ]);
        assert_eq!(
            said(&p),
            [
                "s2→s1 “Lea Kohl” and “Léa Köhl” are the same name, written differently.",
                "s4→s3 “PWUE” are the first letters of “Port Workers’ Union of Elm”.",
            ]
        );
    }

    #[test]
    fn those_kept_apart_never_come_again() {
        let mut p = people(&["Holt", "Mira Holt"]);
        p.set_apart((SpeakerId(1), SpeakerId(2)), true);
        assert_eq!(merge_proposals(&p), []);
    }
}
