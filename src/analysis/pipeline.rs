//! The stages in their order.

use super::attribution::candidates::Scene;
use super::attribution::examples::Examples;
use super::attribution::findings::{self, Register};
use super::attribution::rank::{Models, WHOLE};
use super::attribution::surroundings::{MentionAt, Side};
use super::attribution::{Entities, Mentions, speech, units};
use super::page::Page;
use super::quotes::Convention;
use super::weights::{GoldDocument, Model};
use super::{Findings, Options, Progress};
use crate::lang;
use crate::text::SourceText;
use std::sync::OnceLock;

/// The tables that ship with the program.
pub fn models() -> &'static Models {
    static LOADED: OnceLock<Models> = OnceLock::new();
    LOADED.get_or_init(|| Models {
        source: Model::from_bytes(include_bytes!("../../assets/models/en-source.bin")),
        antecedent: Model::from_bytes(include_bytes!("../../assets/models/en-antecedent.bin")),
        speech: Model::from_bytes(include_bytes!("../../assets/models/en-speech.bin")),
    })
}

/// Reads `text` and hands the scene to `use_it`.
fn with_scene<T>(text: &SourceText, options: &Options, use_it: impl FnOnce(&Scene<'_, '_>) -> T) -> T {
    let profile = lang::profile(options.lang.as_deref().unwrap_or("en"));
    let page = Page::new(text, profile, options.marks.as_deref().and_then(Convention::named));
    let mentions = Mentions::find(&page);
    let entities = Entities::gather(&page, &mentions);
    let at = MentionAt::new(page.tokens.len(), &mentions);
    let units = units::units(&page);
    use_it(&Scene { page: &page, mentions: &mentions, entities: &entities, at: &at, units: &units })
}

/// All stages. `None` when `progress` was cancelled.
pub fn run(text: &SourceText, options: &Options, progress: &Progress) -> Option<Findings> {
    progress.set(0, text.len());
    let models = models();
    let found = with_scene(text, options, |scene| {
        let (mut before, mut after) = (Side::default(), Side::default());
        let speech: Vec<u32> = scene
            .units
            .iter()
            .map(|u| {
                speech::probability(&models.speech, &speech::features(scene, u, &mut before, &mut after))
            })
            .collect();
        if progress.is_cancelled() {
            return None;
        }
        let takes_part: Vec<bool> = speech.iter().map(|&p| p * 2 >= WHOLE).collect();
        let decisions = scene.decide_all(&takes_part, models);
        let mut register = Register::default();
        let quotes = findings::quotes(scene, &decisions, &speech, models, &mut register);
        Some(Findings {
            lang: scene.page.profile.tag.clone(),
            marks: scene.page.regions.convention.describe(),
            quotes,
            speakers: register.speakers,
            notes: Vec::new(),
        })
    })?;
    progress.set(text.len(), text.len());
    (!progress.is_cancelled()).then_some(found)
}

/// Adds the questions of a document that people marked.
pub fn learn_from(text: &SourceText, options: &Options, gold: &GoldDocument, out: &mut Examples) {
    with_scene(text, options, |scene| out.add(scene, gold));
}
