//! What the window calls verdicts, alarms and outcomes.

use super::queue::Signed;
use crate::gui::widgets::Mark;
use crate::model::{
    AlarmKind, Comparison, Method, Outcome, Project, Quotation, SpeakerVerdict, Status, Verdict,
};

/// The name of an alarm, as its heading.
pub const fn alarm_name(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::Negation => "A negation came or went",
        AlarmKind::Number => "A number differs",
        AlarmKind::Name => "A name differs",
        AlarmKind::Modal => "A hedge came or went",
        AlarmKind::Tense => "The tense differs",
        AlarmKind::Order => "Words changed places",
        AlarmKind::Omission => "Words are left out",
        AlarmKind::Bracket => "A bracket replaces words",
        AlarmKind::Addition => "Words the source does not have",
    }
}

/// A verdict as the heading over both texts.
pub fn verdict_heading(v: Verdict) -> &'static str {
    match v {
        Verdict::Identical => "Identical",
        Verdict::Typography => "Identical but for typography",
        Verdict::Permitted => "Permitted edits",
        Verdict::Altered => "Altered",
        Verdict::Partial => "Partly found",
        Verdict::NotFound => "Not found",
        Verdict::Ambiguous => "Ambiguous",
    }
}

/// What a comparison showed, as a sentence.
pub fn verdict_sentence(c: &Comparison, style: &str) -> String {
    let turns = match c.alarms.len() {
        0 => String::new(),
        1 => " One difference may turn the sense.".to_owned(),
        n => format!(" {n} differences may turn the sense."),
    };
    let places = match c.places {
        0 | 1 => String::new(),
        n => format!(" {n} places have these words."),
    };
    let what = match c.verdict {
        Verdict::Identical => "The source has the very words.".to_owned(),
        Verdict::Typography => "The same words; marks, capitals or spaces differ.".to_owned(),
        Verdict::Permitted => format!("The words differ, and {style} permits each of the edits."),
        Verdict::Altered => "The words differ from those of the source.".to_owned(),
        Verdict::Partial => "A part of the words is in the source; the rest is not.".to_owned(),
        Verdict::NotFound => "No source holds these words. Attach one, or sign “cannot verify”.".to_owned(),
        Verdict::Ambiguous => "Several passages serve equally, and differ in speaker or sense.".to_owned(),
    };
    format!("{what}{turns}{places}")
}

/// The verdict on the speaker, in two words.
pub const fn speaker_words(v: SpeakerVerdict) -> &'static str {
    match v {
        SpeakerVerdict::Same => "Speaker agrees",
        SpeakerVerdict::Different => "Another speaker",
        SpeakerVerdict::Unknown => "Speaker not told",
    }
}

/// An outcome as the word of a button.
pub const fn outcome_word(o: Outcome) -> &'static str {
    match o {
        Outcome::Verified => "Verified",
        Outcome::VerifiedWithEdits => "Verified with edits",
        Outcome::NeedsChange => "Needs change",
        Outcome::CannotVerify => "Cannot verify",
    }
}

/// A method as the word of a switch.
pub const fn method_word(m: Method) -> &'static str {
    match m {
        Method::Text => "Text",
        Method::Listened => "Listened",
        Method::Seen => "Seen",
        Method::SpeakerConfirmed => "Confirmed by speaker",
        Method::SecondSource => "Second source",
    }
}

impl From<Outcome> for Mark {
    fn from(o: Outcome) -> Self {
        match o {
            Outcome::Verified => Self::Verified,
            Outcome::VerifiedWithEdits => Self::VerifiedEdits,
            Outcome::NeedsChange => Self::NeedsChange,
            Outcome::CannotVerify => Self::CannotVerify,
        }
    }
}

/// The mark of a check; `None` where nobody signed.
pub fn signed_mark(signed: Signed) -> Option<Mark> {
    match signed {
        Signed::No => None,
        Signed::Yes(outcome) => Some(outcome.into()),
        Signed::Again => Some(Mark::CheckAgain),
    }
}

/// The mark of a quotation: of its check where somebody signed, else of the decision.
pub fn state_of(project: &Project, quote: &Quotation) -> Mark {
    let check = project.check(quote.id).map(|c| &**c);
    let rejected = quote.status == Status::Rejected;
    let signed = if rejected { None } else { signed_mark(Signed::of(check, project)) };
    signed.unwrap_or_else(|| Mark::from(quote.status))
}
