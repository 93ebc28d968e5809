//! The queue: which quotations are to be checked, those first that need a person most.

use crate::analysis::Progress;
use crate::app::Comparisons;
use crate::model::gate::is_compared;
use crate::model::{Check, Comparison, DocId, Outcome, Project, Quotation, QuoteId, SpeakerVerdict, Verdict};

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumIter)]
pub enum Order {
    /// By what needs a person most.
    #[default]
    AlarmsFirst,
    /// By the verdict on the wording, the gravest first.
    Wording,
    /// As they stand in the documents.
    Reading,
}

impl Order {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AlarmsFirst => "Alarms first",
            Self::Wording => "By wording",
            Self::Reading => "As they stand",
        }
    }
}

/// Which quotations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, strum::EnumIter)]
pub enum Which {
    /// Those that nobody signed, and those whose words or speaker are others than those that were signed.
    #[default]
    ToCheck,
    /// Those that were signed.
    Signed,
    /// Those whose very words stand in the source, in the right mouth and without an alarm, signed or not.
    Equal,
    /// All of them.
    All,
}

impl Which {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToCheck => "To check",
            Self::Signed => "Signed",
            Self::Equal => "Compared and equal",
            Self::All => "All",
        }
    }
}

/// What needs a person, the most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It was signed, and is not what was signed any more.
    CheckAgain,
    /// The sense may have turned.
    Alarm,
    /// Words differ, or a part of them is not there.
    Altered,
    /// No source has the words.
    NotFound,
    /// The source gives the words to somebody else.
    OtherSpeaker,
    /// Several places serve, and differ.
    Ambiguous,
    /// There is no source, or it is still being read.
    NotCompared,
    /// Nothing stands in the way but that nobody looked.
    Look,
}

impl Need {
    /// What a comparison asks for.
    pub fn of(c: &Comparison) -> Self {
        match c.verdict {
            _ if !c.alarms.is_empty() => Self::Alarm,
            Verdict::Altered | Verdict::Partial => Self::Altered,
            Verdict::NotFound => Self::NotFound,
            _ if c.speaker == SpeakerVerdict::Different => Self::OtherSpeaker,
            Verdict::Ambiguous => Self::Ambiguous,
            Verdict::Identical | Verdict::Typography | Verdict::Permitted => Self::Look,
        }
    }
}

/// How the check of a quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// Nobody signed.
    No,
    /// Somebody did, and it holds.
    Yes(Outcome),
    /// Somebody did, and the words or the speaker are others now.
    Again,
}

impl Signed {
    /// Of `check`, as things are in `project`.
    pub fn of(check: Option<&Check>, project: &Project) -> Self {
        match check {
            None => Self::No,
            Some(c) if c.standing(project).is_to_check() => Self::Again,
            Some(c) => Self::Yes(c.outcome),
        }
    }
}

/// A quotation in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: QuoteId,
    /// What it needs.
    pub need: Need,
    /// Its verdict; `None` where it was not compared.
    pub verdict: Option<Verdict>,
    /// How many alarms.
    pub alarms: u8,
    /// How its check stands.
    pub signed: Signed,
    /// Whether nothing but a look is needed: the very words, no alarm, nobody else's.
    pub identical: bool,
    /// The same but for marks at most.
    pub equal: bool,
}

impl Entry {
    /// Whether nobody signed it, or what was signed is not what stands there.
    pub const fn is_to_check(&self) -> bool {
        !matches!(self.signed, Signed::Yes(_))
    }
}

/// The queue, and how much there is of what.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// Those that are listed, in order.
    pub entries: Vec<Entry>,
    /// All, in the same order.
    pub all: Vec<Entry>,
    /// How many are to be checked, whichever are listed.
    pub to_check: usize,
    /// How many are signed.
    pub signed: usize,
    /// How many of those to be checked need what, in words.
    pub summary: Vec<(usize, &'static str)>,
}

/// What the queue is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// In which order.
    pub order: Order,
    /// Which.
    pub which: Which,
}

/// The queue of `project`. `None` when `progress` was cancelled.
pub fn queue(
    project: &Project,
    all: Option<&Comparisons>,
    asked: Asked,
    progress: &Progress,
) -> Option<Queue> {
    let mut out = Queue::default();
    let mut places: Vec<(Entry, DocId, u32)> = Vec::new();
    let mut counts = [0_usize; 8];
    for doc in project.docs.values().filter(|d| !d.is_source()) {
        if progress.is_cancelled() {
            return None;
        }
        for quote in doc.quotes.values().filter(|q| is_compared(q) || doc.checks.contains_key(&q.id)) {
            let signed = Signed::of(doc.checks.get(&quote.id).map(|c| &**c), project);
            let entry = entry(quote, all.and_then(|a| a.get(quote.id)).map(|c| &**c), signed);
            let to_check = entry.is_to_check();
            if to_check {
                out.to_check += 1;
                if let Some(n) = counts.get_mut(entry.need as usize) {
                    *n += 1;
                }
            } else {
                out.signed += 1;
            }
            places.push((entry, quote.doc, quote.content.start()));
        }
    }
    places.sort_by_key(|(e, doc, start)| {
        let first = match asked.order {
            Order::AlarmsFirst => e.need as u8,
            Order::Wording => rank(e.verdict),
            Order::Reading => 0,
        };
        (first, *doc, *start, e.id)
    });
    out.all = places.into_iter().map(|(e, ..)| e).collect();
    let wanted = |e: &&Entry| match asked.which {
        Which::ToCheck => e.is_to_check(),
        Which::Signed => !e.is_to_check(),
        Which::Equal => e.equal,
        Which::All => true,
    };
    out.entries = out.all.iter().filter(wanted).copied().collect();
    let words = [
        "to check again",
        "with alarms",
        "altered",
        "not found",
        "by another speaker",
        "ambiguous",
        "not compared",
        "in order",
    ];
    out.summary = counts.into_iter().zip(words).filter(|(n, _)| *n > 0).collect();
    Some(out)
}

/// The place of a verdict in the order by wording.
const fn rank(verdict: Option<Verdict>) -> u8 {
    match verdict {
        Some(Verdict::NotFound) => 0,
        Some(Verdict::Partial) => 1,
        Some(Verdict::Altered) => 2,
        Some(Verdict::Ambiguous) => 3,
        Some(Verdict::Permitted) => 4,
        Some(Verdict::Typography) => 5,
        Some(Verdict::Identical) => 6,
        None => 7,
    }
}

fn entry(quote: &Quotation, comparison: Option<&Comparison>, signed: Signed) -> Entry {
    let need = match (signed, comparison) {
        (Signed::Again, _) => Need::CheckAgain,
        (_, Some(c)) => Need::of(c),
        (_, None) => Need::NotCompared,
    };
    Entry {
        id: quote.id,
        need,
        verdict: comparison.map(|c| c.verdict),
        alarms: comparison.map_or(0, |c| c.alarms.len().min(99) as u8),
        signed,
        identical: comparison.is_some_and(is_identical),
        equal: comparison.is_some_and(is_equal),
    }
}

/// Whether the words are the same but for marks, nothing turns their sense, and nobody else said them.
fn is_equal(c: &Comparison) -> bool {
    matches!(c.verdict, Verdict::Identical | Verdict::Typography)
        && c.alarms.is_empty()
        && c.speaker != SpeakerVerdict::Different
}

/// Whether the very words stand in the source, nothing turns their sense, and nobody else said them: the only ones that may be
/// signed many at a time, and the only ones for which a choice is suggested.
pub fn is_identical(c: &Comparison) -> bool {
    c.verdict == Verdict::Identical && c.alarms.is_empty() && c.speaker != SpeakerVerdict::Different
}
