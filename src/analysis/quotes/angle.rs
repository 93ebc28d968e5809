//! Guillemets: «outwards», »inwards«, and ‹single› ones.

use super::marks::{Glyph, Mark};
use super::pairing::{Cost, Ends, NEVER};

/// Whether `g` belongs to this family.
pub const fn is_member(g: Glyph) -> bool {
    matches!(g, Glyph::AngleLeft | Glyph::AngleRight)
}

/// Whether `g` belongs to the family of single ones.
pub const fn is_single_member(g: Glyph) -> bool {
    matches!(g, Glyph::SingleAngleLeft | Glyph::SingleAngleRight)
}

/// What the ends of paragraphs cost here.
pub const ENDS: Ends = Ends { unclosed: 5, reopened: 1, carried: 4, restart: 7 };

/// Whether most of `marks` point inwards, as German and Danish books set them.
pub fn points_inwards(marks: &[Mark]) -> bool {
    let (mut inwards, mut outwards) = (0, 0);
    for m in marks {
        let left = matches!(m.glyph, Glyph::AngleLeft | Glyph::SingleAngleLeft);
        match (m.touches_before, m.touches_after) {
            (false, true) => *if left { &mut outwards } else { &mut inwards } += 1,
            (true, false) => *if left { &mut inwards } else { &mut outwards } += 1,
            _ => {}
        }
    }
    inwards > outwards
}

/// Which of `marks` stand inside another pair in their paragraph, where all marks of the paragraph are paired: «one «two» three».
/// The pairs inside, by index.
pub fn nested(marks: &[Mark], inwards: bool) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut first = 0;
    while let Some(paragraph) = marks.get(first).map(|m| m.paragraph) {
        let ours = marks.iter().skip(first).take_while(|m| m.paragraph == paragraph).count();
        let mut open: Vec<usize> = Vec::new();
        let mut pairs = Vec::new();
        let mut whole = true;
        for i in first..first + ours {
            let left =
                marks.get(i).is_some_and(|m| matches!(m.glyph, Glyph::AngleLeft | Glyph::SingleAngleLeft));
            if left == inwards {
                match open.pop() {
                    Some(from) if !open.is_empty() => pairs.push((from, i)),
                    Some(_) => {}
                    None => whole = false,
                }
            } else {
                open.push(i);
            }
        }
        if whole && open.is_empty() {
            out.extend(pairs);
        }
        first += ours;
    }
    out
}

/// The cost of reading `m` each way. Within a quotation of several paragraphs a closing one may stand at the start of each.
pub const fn cost(m: &Mark, inwards: bool) -> Cost {
    let left = matches!(m.glyph, Glyph::AngleLeft | Glyph::SingleAngleLeft);
    if left == inwards {
        Cost { open: NEVER, close: 0, skip: 6 }
    } else {
        Cost { open: 0, close: NEVER, skip: 6 }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::{regions, regions_in};

    #[test]
    fn finds_in_other_languages() {
        assert_eq!(
            regions_in("de", "»Komm«, sagte sie, »wir gehen.« Er rief: »Sie sagte ›nein‹.«"),
            ["»Komm«", "»wir gehen.«", "»Sie sagte ›nein‹.«", "›nein‹"]
        );
        assert_eq!(
            regions_in("es", "«Vamos», dijo. «Ella gritó «fuego» dos veces.»"),
            ["«Vamos»", "«Ella gritó «fuego» dos veces.»", "«fuego»"]
        );
        assert_eq!(
            regions_in("fr", "« Un paragraphe.\n\n« Un autre. » Fin."),
            ["« Un paragraphe.", "« Un autre. »"]
        );
    }

    #[test]
    fn finds() {
        assert_eq!(regions("« Oui », dit-il. «Non.»"), ["« Oui »", "«Non.»"]);
        assert_eq!(regions("»Ja«, sagte er. »Nein.«"), ["»Ja«", "»Nein.«"]);
        assert_eq!(regions("He named the «river law» twice."), ["«river law»"]);
    }

    #[test]
    fn passes_over() {
        assert_eq!(regions("a >> b and b << c"), Vec::<&str>::new());
        assert_eq!(regions("Home › News › Today"), Vec::<&str>::new());
        assert_eq!(regions("More » here"), Vec::<&str>::new());
    }
}
