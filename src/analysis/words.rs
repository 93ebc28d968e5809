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

impl Words {
    /// Looks up the forms of `tokens`.
    pub fn of(tokens: &Tokens, profile: &LanguageProfile, learned: Option<&Learned>) -> Self {
        let known = |hash: u32| learned.map_or(Known::default(), |l| l.lexicon.get(hash));
        let forms = tokens.form_hashes().iter().map(|&hash| (profile.word(hash), known(hash))).collect();
        Self { forms, colon: known(COLON) }
    }

    /// What the language data say of a form.
    #[inline]
    pub fn info(&self, form: usize) -> WordInfo {
        self.forms.get(form).map_or(WordInfo::NONE, |f| f.0)
    }

    /// What was learned of a form.
    #[inline]
    pub fn known(&self, form: usize) -> Known {
        self.forms.get(form).map_or(Known(0), |f| f.1)
    }
}
