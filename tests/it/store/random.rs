//! Random edits, undo, redo and reopening: tables = memory = what the journal adds up to, after every step (I10, I11).

use super::build::{FERRY, HARBOUR, create, found, import, import_transcript, named, open, sound};
use proptest::prelude::*;
use sayso::analysis::{Findings, QuoteKind, SpeakerKind};
use sayso::model::{
    AlarmKind, Delta, DocId, Edit, IdSource, ImportedDocument, ImportedSpeaker, Material, MaterialKind,
    Outcome, Passage, Project, QuoteId, Shelf, Shown, Signature, SpeakerId, SpeakerVerdict, Status, Track,
    Verdict, apply, plan,
};
use sayso::store::{Session, StoreError};
use sayso::text::{SourceText, Span, Spans, TextHash};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What happens next. Numbers choose among what is there.
#[derive(Debug, Clone)]
enum Step {
    Edit(u8, u16, u16, u16),
    /// Several edits as one, so that one entry changes a row more than once.
    Several(Vec<(u8, u16, u16, u16)>),
    Undo,
    UndoTo(u16),
    Redo,
    Reopen,
    /// Another person goes on.
    HandOver,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let edit = (0u8..37, any::<u16>(), any::<u16>(), any::<u16>());
    let step = prop_oneof![
        8 => edit.clone().prop_map(|(k, a, b, c)| Step::Edit(k, a, b, c)),
        3 => prop::collection::vec(edit, 2..5).prop_map(Step::Several),
        3 => Just(Step::Undo),
        1 => any::<u16>().prop_map(Step::UndoTo),
        3 => Just(Step::Redo),
        1 => Just(Step::Reopen),
        1 => Just(Step::HandOver),
    ];
    prop::collection::vec(step, 1..40)
}

fn pick<T: Copy>(of: impl Iterator<Item = T>, n: u16) -> Option<T> {
    let all: Vec<T> = of.collect();
    all.get(usize::from(n).checked_rem(all.len())?).copied()
}

const WORDS: &[&str] = &[
    "“We are ready,”",
    "“The cranes came in March.”",
    "“Nobody asked us.”",
    "declined to answer",
    "opens in May",
];

/// The edit that the numbers mean in `p`; `None` where there is nothing to do it to.
fn edit(p: &Project, kind: u8, a: u16, b: u16, c: u16) -> Option<Edit> {
    let quote = |n| pick(p.home.iter().map(|(q, _)| q), n);
    let speaker = |n| pick(p.speakers.keys().copied(), n);
    let doc = |n| pick(p.docs.keys().copied(), n);
    let kinds = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect, QuoteKind::NotSpeech];
    let names = ["Mira Holt", "Holt", "a dock worker", "Ada Reed", "Port Office"];
    let name = |n: u16| names[usize::from(n) % names.len()].to_owned();
    let some_spans = |doc: DocId| {
        let len = p.doc(doc)?.text.as_ref()?.len();
        let at = |n: u16| u32::from(n) % len;
        let spans = Spans::new([Span::between(at(a), at(b)), Span::between(at(c), at(c).min(len - 1) + 1)])?;
        p.doc(doc)?.text.as_ref()?.holds(&spans).then_some(spans)
    };
    Some(match kind {
        0 => import(&format!("{HARBOUR}{}", a % 4), &name(b)),
        1 => import(FERRY, "Ferry"),
        2 | 3 => {
            let id = doc(a)?;
            let text = p.doc(id)?.text.clone()?;
            let words = |w: &&&str| text.as_str().contains(**w);
            let quotes = WORDS.iter().filter(words).enumerate().filter(|(i, _)| (b >> i) & 1 == 1);
            let quotes = quotes.map(|(i, w)| {
                let mut one = found(text.as_str(), &[w], Some((usize::from(c) + i) % 4));
                one.runner_up = Some((usize::from(a) % 4, sayso::analysis::PerMille::new(c % 1000)));
                one
            });
            let speakers = (0..4).map(|i| named(&name(c + i), &[names[usize::from(b) % 5]])).collect();
            Edit::Propose(
                id,
                Arc::new(Findings { quotes: quotes.collect(), speakers, ..Findings::default() }),
            )
        }
        4 => {
            let id = doc(a ^ b)?;
            Edit::AddQuotation(id, some_spans(id)?, kinds[usize::from(c) % 4])
        }
        5 => {
            let id = quote(a ^ c)?;
            Edit::SetContent(id, some_spans(p.home.get(id)?)?)
        }
        6 => Edit::SetKind([quote(a), quote(b)].into_iter().flatten().collect(), kinds[usize::from(c) % 4]),
        7 => {
            let id = quote(b)?;
            Edit::SetSource(id, some_spans(p.home.get(id)?))
        }
        8 => Edit::SetSpeaker(vec![quote(a)?, quote(b)?], speaker(c)),
        9 => Edit::SetSpeakerByName(vec![quote(a)?], name(b)),
        10 => Edit::TakeRunnerUp(vec![quote(a)?]),
        11 | 12 => {
            let status = [Status::Accepted, Status::Rejected, Status::Proposed][usize::from(c) % 3];
            Edit::Decide(vec![quote(a)?, quote(b)?], status)
        }
        13 => Edit::SetNote(quote(a)?, if b.is_multiple_of(3) { String::new() } else { format!("note {b}") }),
        14 => Edit::SetTag(
            vec![quote(a)?],
            name(b),
            if c.is_multiple_of(2) { String::new() } else { "x".into() },
        ),
        15 => Edit::SplitQuotation(quote(a)?, usize::from(b % 2)),
        16 => Edit::MergeQuotations(vec![quote(a)?, quote(b)?, quote(c)?]),
        17 => Edit::AddSpeaker(ImportedSpeaker {
            name: name(a),
            kind: SpeakerKind::Group,
            ..Default::default()
        }),
        18 => Edit::RenameSpeaker(speaker(a)?, name(b)),
        19 => Edit::MergeSpeakers { into: speaker(a)?, from: vec![speaker(b)?, speaker(c)?] },
        20 => {
            let from = speaker(a)?;
            let theirs = p.quotes().filter(|q| q.attribution.speaker == Some(from)).map(|q| q.id);
            Edit::SplitSpeaker { speaker: from, quotes: pick(theirs, b).into_iter().collect(), name: name(c) }
        }
        21 => Edit::RemoveSpeaker(speaker(a)?),
        22 => Edit::KeepApart(speaker(a)?, speaker(b)?),
        23 => Edit::RemoveDocument(doc(a)?),
        24 => Edit::AddAlias(speaker(a)?, name(b)),
        25 => Edit::RenameDocument(doc(a)?, name(b)),
        26 => import_transcript(usize::from(a) % 3),
        27 => Edit::SetMaterial(Material { note: name(b), ..Material::new(doc(a)?, MaterialKind::Email) }),
        28 => Edit::RemoveMaterial(doc(a)?),
        29..=31 => {
            let source = doc(b)?;
            let passage = some_spans(source).map(|spans| Passage { doc: source, spans, turn: Some(name(c)) });
            let shown = Shown {
                verdict: Verdict::Altered,
                alarms: vec![AlarmKind::Number],
                speaker: SpeakerVerdict::Unknown,
                passage,
            };
            let outcome = if c.is_multiple_of(2) { Outcome::Verified } else { Outcome::NeedsChange };
            let all = [quote(a), quote(c)].into_iter().flatten();
            Edit::Sign(all.map(|q| Signature::new(q, outcome, Some(shown.clone()))).collect())
        }
        32 => Edit::SignSecond(vec![pick(checked(p), a)?]),
        33 => Edit::Unsign(vec![pick(checked(p), a)?]),
        34 | 35 => {
            // The same words, some of them changed, others in another order.
            let id = doc(a)?;
            let text = p.doc(id)?.text.clone()?;
            let mut lines: Vec<&str> = text.as_str().split("\n\n").collect();
            let count = lines.len();
            lines.rotate_left(usize::from(b) % count);
            let text = lines.join("\n\n").replace("ready", ["ready", "late", "glad"][usize::from(c) % 3]);
            let new = ImportedDocument::new(SourceText::new(format!("{text}{}", b % 5)), "New", "new");
            Edit::Revise { doc: id, new: Box::new(new), findings: None }
        }
        _ => Edit::SetStyle(["", "reuters", "verbatim"][usize::from(a) % 3].into()),
    })
}

fn checked(p: &Project) -> impl Iterator<Item = QuoteId> + '_ {
    p.docs.values().flat_map(|d| d.checks.keys().copied())
}

/// Does one step; refusals by name are fine, anything else is not.
fn take(session: &mut Session, path: &Path, step: &Step) {
    let result = match step {
        Step::Edit(k, a, b, c) => match edit(&session.project(), *k, *a, *b, *c) {
            Some(edit) => session.commit(&[edit], None).map(drop),
            None => Ok(()),
        },
        Step::Several(all) => {
            let p = session.project();
            let edits: Vec<_> = all.iter().filter_map(|&(k, a, b, c)| edit(&p, k, a, b, c)).collect();
            session.commit(&edits, None).map(drop)
        }
        Step::Undo => session.undo().map(drop),
        Step::UndoTo(n) => {
            let entries = session.history().entries().len() as u32;
            session.undo_to(sayso::model::EditSeq(u32::from(*n) % (entries + 1))).map(drop)
        }
        Step::Redo => session.redo().map(drop),
        Step::Reopen => {
            *session = open(path);
            Ok(())
        }
        Step::HandOver => {
            let other = if session.who() == "Jo" { "Mo" } else { "Jo" };
            session.set_who(other);
            Ok(())
        }
    };
    assert!(
        matches!(result, Ok(()) | Err(StoreError::Edit(_) | StoreError::Nothing(_))),
        "{step:?}: {result:?}"
    );
}

/// Texts and tracks at hand.
struct Kept {
    texts: Vec<SourceText>,
    tracks: Vec<Arc<Track>>,
}

impl Shelf for Kept {
    fn text(&mut self, hash: TextHash) -> Option<SourceText> {
        self.texts.iter().find(|t| t.hash() == hash).cloned()
    }

    fn track(&mut self, hash: TextHash) -> Option<Arc<Track>> {
        self.tracks.iter().find(|t| t.hash() == hash).cloned()
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 24,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn tables_memory_and_journal_stay_equal(steps in steps()) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p.sayso");
        let mut session = create(&path);
        for step in &steps {
            take(&mut session, &path, step);
            sound(&mut session);
        }
        let end = session.project();
        let mut undone = 0;
        while session.undo().is_ok() {
            undone += 1;
        }
        sound(&mut session);
        prop_assert_eq!(&*session.project(), &Project { seq: session.project().seq, ..Project::default() });
        session = open(&path);
        for _ in 0..undone {
            session.redo().unwrap();
        }
        sound(&mut session);
        prop_assert_eq!(&*session.project(), &Project { seq: session.project().seq, ..Project::clone(&end) });
    }

    #[test]
    fn no_id_is_given_twice(steps in steps()) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("p.sayso");
        let mut session = create(&path);
        let mut made = BTreeSet::new();
        for step in &steps {
            let before = session.project();
            take(&mut session, &path, step);
            let after = session.project();
            if matches!(step, Step::Edit(..) | Step::Several(..)) {
                let docs = after.docs.keys().filter(|&&d| before.doc(d).is_none()).map(DocId::to_string);
                let quotes = after.home.iter().map(|(q, _)| q);
                let quotes = quotes.filter(|&q| before.home.get(q).is_none()).map(|q: QuoteId| q.to_string());
                let speakers = after.speakers.keys().filter(|&&s| before.speaker(s).is_none());
                for id in docs.chain(quotes).chain(speakers.map(SpeakerId::to_string)) {
                    prop_assert!(made.insert(id.clone()), "{} was given before", id);
                }
            }
        }
    }

    #[test]
    fn a_plan_is_what_its_deltas_do_and_their_inverse_takes_it_back(steps in steps()) {
        let mut project = Project::default();
        let mut ids = IdSource::default();
        for step in steps {
            let many = match step {
                Step::Edit(k, a, b, c) => vec![(k, a, b, c)],
                Step::Several(many) => many,
                _ => continue,
            };
            let edits: Vec<_> = many.iter().filter_map(|&(k, a, b, c)| edit(&project, k, a, b, c)).collect();
            let Ok(plan) = plan(&project, &edits, "Jo", jiff::Timestamp::UNIX_EPOCH, &mut ids) else { continue };
            let mut kept = Kept { texts: plan.texts.clone(), tracks: plan.tracks.clone() };
            kept.texts.extend(project.docs.values().filter_map(|d| d.text.clone()));
            kept.tracks.extend(project.docs.values().filter_map(|d| d.track.clone()));
            let next = apply(&project, &plan.deltas, &mut kept).unwrap();
            prop_assert_eq!(&next, &plan.next);
            prop_assert_eq!(sayso::model::checks::check(&next), vec![]);
            let back: Vec<_> = plan.deltas.into_iter().rev().map(Delta::inverse).collect();
            prop_assert_eq!(&apply(&next, &back, &mut kept).unwrap(), &project);
            project = next;
        }
    }
}

#[test]
fn an_id_freed_by_undo_is_not_given_to_something_else_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    s.commit(
        &[Edit::AddQuotation(DocId(1), Spans::one(Span::between(0, 3)).unwrap(), QuoteKind::Direct)],
        None,
    )
    .unwrap();
    s.commit(&[Edit::SetSpeakerByName(vec![QuoteId(1)], "Ann Ray".into())], None).unwrap();
    s.undo().unwrap();
    s.undo().unwrap();
    drop(s);
    let mut s = open(&path);
    s.commit(
        &[Edit::AddQuotation(DocId(1), Spans::one(Span::between(4, 9)).unwrap(), QuoteKind::Direct)],
        None,
    )
    .unwrap();
    s.commit(&[Edit::SetSpeakerByName(vec![QuoteId(2)], "Bo Lind".into())], None).unwrap();
    let q = s.project().quote(QuoteId(2)).unwrap().clone();
    assert_eq!(q.attribution.speaker, Some(SpeakerId(2)));
    sound(&mut s);
}
