//! What is known of each word form of a text: looked up once for a form, however often it stands there.

use super::indirect::frame::COLON;
use super::learned::{Known, Learned};
use super::token::Tokens;
use crate::lang::{LanguageProfile, WordInfo};

/// What the language data and what was learned say of the forms of a text.
#[derive(Debug, Clone, Default)]
pub struct Words {
    forms: Vec<(WordInfo, Known)>,
    /// What was learned of the colon.
    pub colon: Known,
}

/// What is known of a form that is none.
const NOTHING: (WordInfo, Known) = (WordInfo::NONE, Known(0));

impl Words {
    /// Looks up the forms of `tokens`.
    pub fn of(tokens: &Tokens, profile: &LanguageProfile, learned: Option<&Learned>) -> Self {
        let known = |hash: u32| learned.map_or(Known::default(), |l| l.lexicon.get(hash));
        let forms = tokens.form_hashes().iter().map(|&hash| (profile.word(hash), known(hash))).collect();
        Self { forms, colon: known(COLON) }
    }

    /// What the language data say of a form, and what was learned of it.
    #[inline]
    pub fn of_form(&self, form: usize) -> (WordInfo, Known) {
        *self.forms.get(form).unwrap_or(&NOTHING)
    }

    /// What the language data say of a form.
    #[inline]
    pub fn info(&self, form: usize) -> WordInfo {
        self.of_form(form).0
    }

    /// What was learned of a form.
    #[inline]
    pub fn known(&self, form: usize) -> Known {
        self.of_form(form).1
    }
}
