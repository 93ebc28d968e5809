//! The stages in their order.

use super::attribution::candidates::{self, Descriptions, Scene, Weighings};
use super::attribution::confidence::{Confidence, situation};
use super::attribution::examples::Examples;
use super::attribution::findings;
use super::attribution::rank::Models;
use super::attribution::register::Register;
use super::attribution::surroundings::{MentionAt, Side};
use super::attribution::{Entities, Mentions, echoes, relations, speech, units};
use super::fiction::{self, learn::Lessons};
use super::genre::Genre;
use super::indirect::{self, FoundRelation};
use super::learned::{Learned, learned};
use super::page::Page;
use super::parts::{self, in_parts};
use super::quotes::{Convention, Family, Region};
use super::reported;
use super::weights::{ByGenre, GoldDocument, WHOLE};
use super::{Findings, Note, Options, PerMille, Progress, QuoteKind};
use crate::lang::{self, LanguageProfile};
use crate::text::{SourceText, Span};
use std::sync::OnceLock;

static LOADED: OnceLock<Models> = OnceLock::new();
static ENGLISH: OnceLock<Option<Learned>> = OnceLock::new();

/// Uses other tables than those that ship, for trying out what was learned; false where some are in use already.
pub fn use_models(models: Models, english: Option<Learned>) -> bool {
    LOADED.set(models).is_ok() && ENGLISH.set(english).is_ok()
}

/// The tables that ship with the program.
pub fn models() -> &'static Models {
    LOADED.get_or_init(|| Models {
        source: ByGenre::from_bytes(include_bytes!("../../assets/models/en-source.bin")),
        antecedent: ByGenre::from_bytes(include_bytes!("../../assets/models/en-antecedent.bin")),
        speech: ByGenre::from_bytes(include_bytes!("../../assets/models/en-speech.bin")),
        confidence: Confidence::from_bytes(include_bytes!("../../assets/models/en-confidence.bin")),
    })
}

/// What was learned, as the stages use it.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// Word classes and the finder of cues, where the language has them.
    pub learned: Option<&'a Learned>,
    /// The rankers.
    pub models: &'a Models,
}

/// Reads `text` and hands the scene to `use_it`.
///
/// `stories`: whether a text that tells a story is read as one.
fn with_scene<T>(
    text: &SourceText,
    lang: &str,
    options: &Options,
    tables: Tables<'_>,
    stories: bool,
    use_it: impl FnOnce(&Scene<'_, '_>) -> T,
) -> T {
    let profile = lang::profile(lang);
    let page = Page::new(text, profile, options.marks.as_deref().and_then(Convention::named));
    let units = units::units(&page);
    let known = is_known(profile);
    let story = stories && known && fiction::narrates(&page, &units);
    // Stories keep their line ends: their tables were learned with them, and without them LitBank dev has .71 of the speakers right
    // instead of .75 (D24).
    let (page, units) = if story || !page.is_wrapped() {
        (page, units)
    } else {
        let page = page.joined();
        let units = units::units(&page);
        (page, units)
    };
    let mut mentions = Mentions::find(&page);
    // Whoever says marked words is described by any noun; in other languages than English nothing else finds them.
    if story || known && tables.learned.is_none() {
        mentions = fiction::mentions::refine(&page, mentions);
    }
    let mut entities =
        if story { Entities::of_story(&page, &mentions) } else { Entities::gather(&page, &mentions) };
    if story {
        fiction::mentions::rename(&page, &mentions, &mut entities);
    }
    let at = if story {
        MentionAt::with_titles(page.tokens.len(), &mentions)
    } else {
        MentionAt::new(page.tokens.len(), &mentions)
    };
    let relations = if known { find_relations(&page, tables.learned) } else { Vec::new() };
    let relation_of = relations::relation_of(&page, &units, &relations, relations::LEAST);
    let scene = Scene {
        page: &page,
        mentions: &mentions,
        entities: &entities,
        at: &at,
        units: &units,
        relations: &relations,
        relation_of: &relation_of,
        dialogue: candidates::reads_as_dialogue(&page, &units),
        story,
        told: story || stories && fiction::tells(&page, fiction::LEAST_TOLD),
        genre: Genre::of(&page),
        descriptions: &Descriptions::default(),
        weighings: &Weighings::default(),
    };
    use_it(&scene)
}

/// The tag of the language of `text`: as set, or detected.
fn language<'o>(text: &SourceText, options: &'o Options) -> &'o str {
    options.lang.as_deref().filter(|l| !l.is_empty()).unwrap_or_else(|| lang::detect(text.as_str()))
}

/// Whether there is data for the language.
fn is_known(profile: &LanguageProfile) -> bool {
    !profile.is_empty()
}

/// What the finder of cues finds on `page`.
fn find_relations(page: &Page<'_>, learned: Option<&Learned>) -> Vec<FoundRelation> {
    let Some(learned) = learned else { return reported::find(page) };
    let regions: Vec<Span> = page.regions.all.iter().filter(|r| r.parent.is_none()).map(|r| r.span).collect();
    indirect::find(indirect::Document {
        text: page.text,
        tokens: &page.tokens,
        sentences: &page.sentences,
        regions: &regions,
        profile: page.profile,
        learned,
        // Tables that are tried out may know other words than those that ship.
        words: page.learned.filter(|l| std::ptr::eq(*l, learned)).map(|_| page.words()),
    })
}

/// Remarks at most.
pub(super) const NOTES: usize = 20;

/// A remark for each mark that is never closed.
fn open_marks(page: &Page<'_>) -> Vec<Note> {
    let marked = |f: Family| !matches!(f, Family::Pull | Family::Turn | Family::Dash);
    let open = page.regions.all.iter().filter(|r| !r.closed && !r.continues && marked(r.family));
    let note = |r: &Region| Note {
        at: Some(Span::between(r.span.start(), r.inner.start())),
        text: "This quotation mark is opened and not closed in its paragraph.".to_owned(),
    };
    open.take(NOTES).map(note).collect()
}

/// All stages with the tables that ship. `None` when `progress` was cancelled.
pub fn run(text: &SourceText, options: &Options, progress: &Progress) -> Option<Findings> {
    let lang = language(text, options);
    let tag = &lang::profile(lang).tag;
    let tried = ENGLISH.get().and_then(Option::as_ref).filter(|_| tag == "en");
    let tables = Tables { learned: tried.or_else(|| learned(tag)), models: models() };
    run_in(lang, text, options, tables, progress)
}

/// All stages with `tables`. `None` when `progress` was cancelled.
pub fn run_with(
    text: &SourceText,
    options: &Options,
    tables: Tables<'_>,
    progress: &Progress,
) -> Option<Findings> {
    run_in(language(text, options), text, options, tables, progress)
}

/// All stages on a text in `lang`.
fn run_in(
    lang: &str,
    text: &SourceText,
    options: &Options,
    tables: Tables<'_>,
    progress: &Progress,
) -> Option<Findings> {
    in_parts(text, parts::sizes(text), progress, |part| read(lang, part, options, tables, progress))
}

/// All stages on a text, or a part of one, in `lang`.
fn read(
    lang: &str,
    text: &SourceText,
    options: &Options,
    tables: Tables<'_>,
    progress: &Progress,
) -> Option<Findings> {
    let models = tables.models;
    let masked = super::prose::prose(text.as_str()).map(SourceText::new);
    let text = masked.as_ref().unwrap_or(text);
    with_scene(text, lang, options, tables, true, |scene| {
        let (mut before, mut after) = (Side::default(), Side::default());
        let known = is_known(scene.page.profile);
        let ruled = known && scene.page.learned.is_none();
        let sources = if ruled { speech::Sources::of(scene) } else { speech::Sources::default() };
        let mut speech: Vec<u32> = scene
            .units
            .iter()
            .enumerate()
            .map(|(u, _)| {
                if !known {
                    return if speech::is_signed(scene, u, &mut after) {
                        WHOLE
                    } else {
                        speech::by_length(scene, u)
                    };
                }
                if speech::is_name(scene, u) || echoes::is_echo(scene, u) {
                    return 0;
                }
                if speech::is_signed(scene, u, &mut after) {
                    return WHOLE;
                }
                if ruled {
                    return speech::by_rules(scene, &sources, u);
                }
                let features = speech::features(scene, u, &mut before, &mut after);
                let p = speech::probability(models.speech.of(scene.genre), &features);
                let said = speech::is_first_mark(scene, u)
                    || speech::is_answer(scene, u)
                    || scene.is_described(u)
                    || scene.is_introduced(u);
                if said { p.midpoint(WHOLE) } else { p }
            })
            .collect();
        if progress.is_cancelled() {
            return None;
        }
        let takes_part: Vec<bool> = speech.iter().map(|&p| p * 2 >= WHOLE).collect();
        let mut decided = if scene.story {
            fiction::decide(scene, &takes_part, fiction::weights())
        } else if known {
            scene.decide_all(&takes_part, models)
        } else {
            // Without words nothing tells who speaks but a signature or the label of a turn.
            scene.decide_signed()
        };
        if known && !scene.story {
            echoes::settle(scene, &mut decided, &mut speech);
        }
        let mut register = Register::new(scene);
        let mut quotes = findings::quotes(scene, &decided, &speech, models, &mut register);
        let told = scene.told && !scene.story;
        if scene.told {
            fiction::name_narrator(&mut register.speakers);
        }
        for q in quotes.iter_mut().filter(|q| !scene.story && q.kind != QuoteKind::NotSpeech) {
            q.confidence = models.confidence.of(situation(q, told), q.confidence);
            // What is left for another speaker.
            let left = PerMille::new(1000 - q.confidence.get());
            q.runner_up = q.runner_up.map(|(who, p)| (who, p.min(left)));
        }
        // What was learned of one kind of answer says more than of another: whoever comes second is not shown as likelier for that.
        for q in &mut quotes {
            q.runner_up = q.runner_up.map(|(who, p)| (who, p.min(q.confidence)));
        }
        Some(Findings {
            lang: lang.to_owned(),
            marks: scene.page.regions.convention.describe(),
            quotes,
            speakers: register.speakers,
            notes: open_marks(scene.page),
        })
    })
}

/// Whether `text` is a passage that tells and is not read as a story: how far what is found in it can be trusted is learned apart.
pub fn tells(text: &SourceText, options: &Options) -> bool {
    let page = Page::new(text, lang::profile(language(text, options)), None);
    fiction::tells(&page, fiction::LEAST_TOLD) && !fiction::narrates(&page, &units::units(&page))
}

/// Adds the questions of a document that people marked, read with `tables`.
pub fn learn_from(
    text: &SourceText,
    options: &Options,
    gold: &GoldDocument,
    tables: Tables<'_>,
    out: &mut Examples,
) {
    let lang = language(text, options);
    with_scene(text, lang, options, tables, false, |scene| out.add(scene, gold, tables.models));
}

/// Adds a story that people marked, or a `passage` of one, read with the tables that ship.
pub fn learn_fiction(
    text: &SourceText,
    options: &Options,
    gold: &GoldDocument,
    weight: u16,
    passage: bool,
    out: &mut Lessons,
) {
    let lang = language(text, options);
    let tables = Tables { learned: learned(lang), models: models() };
    with_scene(text, lang, options, tables, true, |scene| {
        if scene.story {
            out.add(scene, gold, weight, passage);
        }
    });
}
