//! Sources, checks and the house style.

use super::Planner;
use crate::model::check::{Check, Signature};
use crate::model::delta::Setting;
use crate::model::edit::EditError;
use crate::model::ids::{DocId, Item, QuoteId};
use crate::model::material::Material;
use crate::model::names::{fold, tidy};

type Planned = Result<(), EditError>;

pub(super) fn set_material(p: &mut Planner<'_>, material: &Material) -> Planned {
    p.doc(material.doc)?;
    p.set_material(material.doc, Some(material.clone()));
    p.look_at(Item::Document(material.doc));
    Ok(())
}

pub(super) fn remove_material(p: &mut Planner<'_>, doc: DocId) -> Planned {
    p.doc(doc)?;
    p.set_material(doc, None);
    p.look_at(Item::Document(doc));
    Ok(())
}

pub(super) fn sign(p: &mut Planner<'_>, signature: &Signature) -> Planned {
    let quote = p.quote(signature.quote)?;
    let state = p.doc(quote.doc)?;
    let text = p.text(quote.doc)?;
    if tidy(p.who).is_empty() {
        return Err(EditError::Refused(
            "a check is signed with a name: say in the settings who you are".into(),
        ));
    }
    let passage = signature.shown.as_ref().and_then(|s| s.passage.as_ref());
    let seen_source = match passage {
        Some(passage) => {
            p.must_lie_in(passage.doc, &passage.spans)?;
            Some(p.doc(passage.doc)?.document.text)
        }
        None => None,
    };
    let speaker = quote.attribution.speaker.and_then(|s| p.project.speaker(s));
    let check = Check {
        quote: quote.id,
        outcome: signature.outcome,
        method: signature.method,
        signed: p.decision(),
        second: None,
        note: signature.note.trim().to_owned(),
        evidence: signature.evidence.trim().to_owned(),
        style: p.project.style().unwrap_or_default().to_owned(),
        shown: signature.shown.clone(),
        seen_words: text.words_of(&quote.content),
        seen_speaker: speaker.map_or_else(String::new, |s| s.name.clone()),
        seen_draft: state.document.text,
        seen_source,
    };
    p.set_check(quote.id, Some(check));
    p.look_at(Item::Quotation(quote.id));
    Ok(())
}

pub(super) fn sign_second(p: &mut Planner<'_>, id: QuoteId) -> Planned {
    let mut check = check_of(p, id)?;
    if fold(&check.signed.who) == fold(p.who) || tidy(p.who).is_empty() {
        return Err(EditError::Refused("a second signature is another person’s than the first".into()));
    }
    check.second = Some(p.decision());
    p.set_check(id, Some(check));
    p.look_at(Item::Quotation(id));
    Ok(())
}

pub(super) fn unsign(p: &mut Planner<'_>, id: QuoteId) -> Planned {
    check_of(p, id)?;
    p.set_check(id, None);
    p.look_at(Item::Quotation(id));
    Ok(())
}

fn check_of(p: &Planner<'_>, id: QuoteId) -> Result<Check, EditError> {
    let check = p.project.check(id).map(|c| Check::clone(c));
    check.ok_or_else(|| EditError::Gone(format!("the check of {id}")))
}

pub(super) fn set_style(p: &mut Planner<'_>, name: &str) {
    let name = name.trim();
    p.set_setting(Setting::Style, (!name.is_empty()).then(|| name.to_owned()));
}
