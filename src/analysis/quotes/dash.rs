//! Dialogue that a dash opens: *— Oui, dit-il, je viens.*, *—Sí —dijo Ana—. Ya voy.*, *--Je komt laat, zei Jan.*

use super::incise;
use super::pull;
use crate::analysis::layout::Layout;
use crate::lang::LanguageProfile;
use crate::text::Span;

/// Length of the dash that `line` begins with, in bytes; 0 where it begins with none.
pub fn opening(line: &str) -> usize {
    let dashes = line.find(|c| !matches!(c, '—' | '–' | '―' | '‒')).unwrap_or(line.len());
    if dashes > 0 {
        return dashes;
    }
    let hyphens = line.find(|c| c != '-').unwrap_or(line.len());
    // A hyphen alone is a list's more often than a speaker's.
    let spoken = line.ends_with(['!', '?', '…']) && line.get(1..).is_some_and(|r| r.starts_with(' '));
    if hyphens == 2 || hyphens == 3 || hyphens == 1 && spoken { hyphens } else { 0 }
}

/// Whether `line` is a turn: a dash, then words with a capital or a mark before them.
fn is_turn(line: &str) -> bool {
    let dash = opening(line);
    let words = line.get(dash..).unwrap_or_default().trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '¡' | '¿' | '…' | '.' | '\'' | '’' | '(')
    });
    dash > 0
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || super::marks::is_mark_char(c))
        && !pull::is_signature(line)
}

/// Whether the paragraphs of a text are turns often enough for its dashes to open speech.
pub fn is_used(text: &str, layout: &Layout) -> bool {
    let turns = layout.paragraphs.iter().filter(|p| words(text, p.span).is_some_and(is_turn)).count();
    turns >= 3 && turns * 50 >= layout.paragraphs.len() || turns == 2 && layout.paragraphs.len() <= 8
}

fn words(text: &str, span: Span) -> Option<&str> {
    text.get(span.start() as usize..span.end() as usize)
}

/// The turn that ends the paragraph `line` at `span`, behind the colon that leads it in: *Al fin dijo: —Que estoy cansada.*
fn led_in(line: &str, span: Span) -> Option<Span> {
    line.match_indices(':').find_map(|(at, _)| {
        let rest = line.get(at + 1..)?;
        let turn = rest.trim_start();
        let long = turn.starts_with(['—', '–', '―']);
        (long && rest.len() > turn.len() && is_turn(turn))
            .then(|| Span::between(span.end() - turn.len() as u32, span.end()))
    })
}

/// The speech of each turn: what stands behind the dash, without the clauses that report it. A turn that begins with a quotation
/// mark is left to the marks.
pub fn find(text: &str, layout: &Layout, profile: &LanguageProfile) -> Vec<Span> {
    let mut out = Vec::new();
    for p in &layout.paragraphs {
        let Some(line) = words(text, p.span) else { continue };
        let Some(span) = (if is_turn(line) { Some(p.span) } else { led_in(line, p.span) }) else { continue };
        let line = words(text, span).unwrap_or_default();
        let dash = opening(line);
        let behind = line.get(dash..).unwrap_or_default().trim_start();
        if behind.starts_with(super::marks::is_mark_char) && !behind.starts_with(['\'', '’']) {
            continue;
        }
        out.extend(incise::cut(text, span, profile, true));
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::regions_in;

    #[test]
    fn finds() {
        assert_eq!(
            regions_in(
                "fr",
                "— Où vas-tu ? demanda le meunier.\n\n— Au port, dit-elle, et je pars ce soir.\n\n— Reste donc !"
            ),
            ["— Où vas-tu ?", "— Au port,", "et je pars ce soir.", "— Reste donc !"]
        );
        assert_eq!(
            regions_in(
                "es",
                "—¿Adónde vas? —preguntó el molinero.\n\n—Al puerto —dijo ella—. Salgo esta noche.\n\n—¡Quédate!"
            ),
            ["—¿Adónde vas?", "—Al puerto", "Salgo esta noche.", "—¡Quédate!"]
        );
        assert_eq!(
            regions_in(
                "nl",
                "--Waar ga je heen? vroeg de molenaar.\n\n--Naar de haven, zei zij, en ik vertrek vanavond.\n\n--Blijf toch hier!"
            ),
            ["--Waar ga je heen?", "--Naar de haven,", "en ik vertrek vanavond.", "--Blijf toch hier!"]
        );
        // In a language without data.
        assert_eq!(
            regions_in("pt", "— Onde vais?\n\n— Ao porto.\n\n— Fica!"),
            ["— Onde vais?", "— Ao porto.", "— Fica!"]
        );
    }

    #[test]
    fn finds_what_a_colon_leads_in() {
        assert_eq!(
            regions_in(
                "es",
                "—¿Adónde vas?\n\n—Al puerto.\n\nElla cerró los ojos y dijo: —Que estoy cansada.\n\n—Ya."
            ),
            ["—¿Adónde vas?", "—Al puerto.", "—Que estoy cansada.", "—Ya."]
        );
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions_in("fr", "Il faut :\n\n- deux œufs\n\n- du lait\n\n- du sel"), Vec::<&str>::new());
        assert_eq!(
            regions_in("es", "El puerto —viejo y gris— seguía abierto.\n\nNadie vino."),
            Vec::<&str>::new()
        );
        assert_eq!(regions_in("en", "— One\n\n— Two\n\n— Three"), Vec::<&str>::new());
    }

    #[test]
    fn the_story_after_a_clause_is_no_speech() {
        assert_eq!(
            regions_in(
                "fr",
                "— Oui, dit-elle. Elle posa la lampe sur la table.\n\n— Non ! cria Paul. Je ne veux pas.\n\n— Bien."
            ),
            ["— Oui,", "— Non !", "Je ne veux pas.", "— Bien."]
        );
    }
}
