//! Reporting clauses that stand inside what they report, without a mark that closes it: *— Oui, dit-il, je viens.*
//!
//! Knows no language: verbs, pronouns and articles come from the profile.

use crate::lang::{Class, Frame, LanguageProfile, WordInfo};
use crate::text::{Span, fold_hash};

/// Dashes that are no hyphen.
const LONG: [char; 4] = ['–', '—', '―', '‒'];

/// A word of a line, in bytes of the line.
#[derive(Debug, Clone, Copy)]
struct Word<'t> {
    /// One past its last byte.
    end: usize,
    text: &'t str,
    info: WordInfo,
    /// A pronoun that sticks to the verb: *-il*.
    tail: bool,
}

impl Word<'_> {
    fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The word that begins at or after byte `at` of `line`, only blank before it. Words that stick together are parted.
fn word_at<'t>(line: &'t str, at: usize, profile: &LanguageProfile) -> Option<Word<'t>> {
    let rest = line.get(at..)?;
    let mut start = at + (rest.len() - rest.trim_start().len());
    let mut tail = false;
    if let Some(behind) =
        line.get(start..).filter(|_| start == at && at > 0).and_then(|r| r.strip_prefix('-'))
    {
        // The rest of a word that was cut at its hyphen.
        tail = behind.starts_with(char::is_alphabetic);
        start += usize::from(tail);
    }
    let rest = line.get(start..)?;
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
    let len = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
    let whole = rest.get(..len)?.trim_end_matches(['-', '\'', '’']);
    if !whole.starts_with(char::is_alphanumeric) {
        return None;
    }
    let apostrophe = whole
        .find(['\'', '’'])
        .map(|i| i + whole.get(i..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let head = apostrophe.filter(|&i| {
        let head = whole.get(..i).unwrap_or_default().to_lowercase().replace('’', "'");
        profile.heads.contains(&head)
    });
    let cut = head.or_else(|| {
        let lower = whole.to_lowercase();
        let tail = profile.tails.iter().find(|t| lower.len() > t.len() && lower.ends_with(t.as_str()))?;
        Some(whole.len() - tail.len()).filter(|&i| whole.is_char_boundary(i))
    });
    let text = whole.get(..cut.unwrap_or(whole.len()))?;
    Some(Word { end: start + text.len(), text, info: profile.word(fold_hash(text)), tail })
}

/// Whether a reporting clause with its verb before its subject begins at byte `at` of `line`: *dit-il*, *s’écria la dame*, *avait dit
/// Jean*. The end of its subject's first word. `bare` where no subject is needed, because dashes enclose the clause.
pub fn begins(line: &str, at: usize, profile: &LanguageProfile, bare: bool) -> Option<usize> {
    let mut word = word_at(line, at, profile)?;
    let first = word;
    let pronoun = |w: &Word<'_>| profile.pronoun(fold_hash(w.text));
    // *lui*, *me*, *s’*
    let mut skipped = 0;
    while skipped < 2 && !word.is_capital() && is_object(&word, pronoun(&word).as_ref()) {
        word = word_at(line, word.end, profile)?;
        skipped += 1;
    }
    let auxiliary = word.info.is(Class::Have) || word.info.is(Class::Be);
    let mut subject = None;
    if auxiliary && word.info.verb == 0 {
        word = word_at(line, word.end, profile)?;
        if is_subject(&word, profile) && word.tail {
            subject = Some(word);
            word = word_at(line, word.end, profile)?;
        }
    }
    let verb = profile.verbs.get(usize::from(word.info.verb).checked_sub(1)?)?;
    let finite = word.info.slots & 0b0_0110 != 0 || auxiliary && word.info.slots & 0b1000 != 0;
    if !verb.frames.has(Frame::Quote) || !finite || first.is_capital() {
        return None;
    }
    if let Some(found) = subject {
        return Some(found.end.max(word.end));
    }
    let mut next = word.end;
    for n in 0..3 {
        let Some(word) = word_at(line, next, profile) else { break };
        if is_subject(&word, profile) {
            return Some(word.end);
        }
        // An adverb between: *dit doucement Louise*.
        let passes = word.info.is(Class::Adverb)
            || !word.info.classes.is_function() && word.info.verb == 0 && !word.is_capital();
        if n == 2 || !passes {
            break;
        }
        next = word.end;
    }
    bare.then_some(word.end)
}

fn is_object(word: &Word<'_>, pronoun: Option<&crate::lang::Pronoun>) -> bool {
    !word.tail && pronoun.is_some_and(|p| p.object || p.reflexive)
}

fn is_subject(word: &Word<'_>, profile: &LanguageProfile) -> bool {
    let subject = profile.pronoun(fold_hash(word.text)).is_some_and(|p| p.subject || p.indefinite);
    subject
        || word.is_capital() && !word.tail
        || word.info.classes.any(&[Class::Article, Class::Possessive, Class::Title, Class::Demonstrative])
            && !word.info.is(Class::Oblique)
}

/// Where a clause that began before byte `from` of `line` ends, and whether speech goes on there.
fn ends(line: &str, from: usize, profile: &LanguageProfile) -> (usize, bool) {
    let mut at = from;
    loop {
        let rest = line.get(at..).unwrap_or_default();
        let Some((i, c)) = rest.char_indices().find(|&(_, c)| is_sign(c)) else { return (line.len(), false) };
        let sign = at + i;
        let after = sign + c.len_utf8();
        match c {
            ',' => {
                let next = word_at(line, after, profile);
                if !next.is_some_and(|w| w.info.is(Class::Manner)) {
                    return (after, true);
                }
            }
            ';' | ':' => return (after, true),
            '-' | '–' | '—' | '―' | '‒' => {
                let dash = c != '-' || line.get(after..).is_some_and(|r| r.starts_with('-'));
                let spaced = line.get(..sign).is_some_and(|l| l.ends_with(char::is_whitespace));
                let before = line.get(..sign).unwrap_or_default().trim_end_matches(['-', ' ']);
                if dash || c == '-' && spaced {
                    return (before.len().max(from), true);
                }
            }
            '.' | '!' | '?' | '…' => {
                let after = after + leading_signs(line.get(after..).unwrap_or_default());
                return (after, speaks(line.get(after..).unwrap_or_default(), profile));
            }
            '«' | '»' | '“' | '”' | '„' | '"' => return (sign, true),
            _ => {}
        }
        at = after;
    }
}

fn leading_signs(rest: &str) -> usize {
    rest.find(|c: char| !matches!(c, '.' | '!' | '?' | '…')).unwrap_or(rest.len())
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '-'
            | '–'
            | '—'
            | '―'
            | '‒'
            | '.'
            | '!'
            | '?'
            | '…'
            | '«'
            | '»'
            | '“'
            | '”'
            | '„'
            | '"'
    )
}

/// Whether the sentence at the start of `rest` is speech that goes on, and not the story: it asks, exclaims, says *I* or *you*, or
/// has no verb in a tense of stories; where the language names none, begins with no third person.
fn speaks(rest: &str, profile: &LanguageProfile) -> bool {
    let Some(first) = word_at(rest, 0, profile) else { return !rest.trim().is_empty() };
    // Where no tense tells, all that follows is looked at.
    let whole = profile.story_endings.is_empty();
    let end = rest.find(['.', '!', '?', '…']).filter(|_| !whole).map_or(rest.len(), |i| i + 1);
    let sentence = rest.get(..end).unwrap_or(rest);
    if sentence.ends_with(['!', '?', '…']) || whole && sentence.contains(['!', '?']) {
        return true;
    }
    let mut at = 0;
    let mut words = 0;
    let mut told = false;
    while let Some(w) = sentence.get(at..).and_then(|r| r.find(char::is_alphanumeric)).and_then(|skip| {
        let from = if sentence.get(at..).is_some_and(|r| r.starts_with('-')) { at } else { at + skip };
        word_at(sentence, from, profile)
    }) {
        if profile.pronoun(fold_hash(w.text)).is_some_and(|p| matches!(p.person, 1 | 2)) {
            return true;
        }
        let tells = |e: &String| w.text.chars().count() > 3 && w.text.ends_with(e.as_str());
        told |= !w.is_capital() && !w.info.classes.is_function() && profile.story_endings.iter().any(tells);
        at = w.end;
        words += 1;
        if words > 60 {
            break;
        }
    }
    if !whole {
        return !told;
    }
    let third = profile.pronoun(fold_hash(first.text)).is_some_and(|p| p.person == 3 && p.subject);
    let noun =
        first.info.classes.any(&[Class::Article, Class::Possessive, Class::Preposition, Class::Subordinator]);
    let unknown = first.info == WordInfo::NONE;
    !(third || noun || unknown)
}

/// The bytes `a` to `b` of `line`, which begins at byte `from` of the text, without the blanks around them; none where there is no word.
fn piece(line: &str, from: usize, a: usize, b: usize) -> Option<Span> {
    let words = line.get(a..b)?;
    let first = (from + a + words.len() - words.trim_start().len()) as u32;
    words.contains(char::is_alphanumeric).then(|| Span::between(first, first + words.trim().len() as u32))
}

/// Cuts speech at `span` of `text` where reporting clauses stand in it: the parts that are speech, in order.
///
/// `dashes` says that a dash inside may open and close a clause too.
pub fn cut(text: &str, span: Span, profile: &LanguageProfile, dashes: bool) -> Vec<Span> {
    let (from, to) = (span.start() as usize, span.end() as usize);
    let Some(line) = text.get(from..to) else { return vec![span] };
    let mut out = Vec::new();
    let mut start = 0; // of the speech
    let mut at = 0;
    while let Some((i, c)) = line.get(at..).and_then(|r| r.char_indices().find(|&(_, c)| is_sign(c))) {
        let sign = at + i;
        let mut after = sign + c.len_utf8();
        at = after;
        let behind = line.get(after..).unwrap_or_default();
        let head = line.get(..sign).unwrap_or_default();
        let is_dash = LONG.contains(&c) || c == '-' && behind.starts_with('-');
        if is_dash {
            after += behind.len() - behind.trim_start_matches(['-', '–', '—']).len();
            at = after;
            if !dashes
                || sign == 0
                || head.trim().is_empty()
                || !head.ends_with(char::is_whitespace) && c != '-'
            {
                continue;
            }
            // —Sí —dijo Ana—. Or another turn on the same line: — Oui. — Non.
            let glued = line.get(after..).is_some_and(|r| !r.starts_with(char::is_whitespace));
            let clause = begins(line, after, profile, true);
            let tells = clause.is_some() || glued && c != '-' && !profile.incises;
            if tells {
                out.extend(piece(line, from, start, sign));
                let (end, goes_on) = ends_by_dash(line, clause.unwrap_or(after), profile);
                start = if goes_on { end } else { line.len() };
                at = end.max(after);
            } else if word_at(line, after, profile).is_some_and(|w| w.is_capital()) {
                out.extend(piece(line, from, start, sign));
                start = sign;
            }
            if start >= line.len() {
                break;
            }
            continue;
        }
        if c == '-' {
            continue;
        }
        // After a comma, a stop or a closing mark.
        let blank = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '»' | '”' | '"' | ',' | '.'))
                .len();
        if blank == 0 {
            continue;
        }
        let Some(subject) = begins(line, after + blank, profile, false) else { continue };
        // A clause that is the whole of a sentence in the middle of the story is no clause inside.
        out.extend(piece(line, from, start, after + behind.get(..blank).map_or(0, |b| b.trim_end().len())));
        let (end, goes_on) = ends(line, subject, profile);
        start = if goes_on { end } else { line.len() };
        at = end.max(after);
        if start >= line.len() {
            break;
        }
    }
    out.extend(piece(line, from, start, line.len()));
    if out.is_empty() { vec![span] } else { out }
}

/// Cuts the marked words at `span` of `text` where a reporting clause stands in them between two dashes: *«Yo calculé —insistió
/// la arquitecta—, y había más»*.
pub fn cut_at_dashes(text: &str, span: Span, profile: &LanguageProfile) -> Vec<Span> {
    let (from, to) = (span.start() as usize, span.end() as usize);
    let Some(line) = text.get(from..to).filter(|l| l.contains(LONG)) else { return vec![span] };
    let mut out = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some((i, c)) = line.get(at..).and_then(|r| r.char_indices().find(|&(_, c)| LONG.contains(&c))) {
        let sign = at + i;
        let after = sign + c.len_utf8();
        at = after;
        let spaced = line.get(..sign).is_some_and(|l| l.ends_with(char::is_whitespace));
        let Some(subject) = Some(after).filter(|_| spaced).and_then(|a| begins(line, a, profile, false))
        else {
            continue;
        };
        // A clause that no dash closes is none.
        if !line.get(subject..).is_some_and(|r| r.contains(LONG)) {
            continue;
        }
        let (end, goes_on) = ends_by_dash(line, subject, profile);
        out.extend(piece(line, from, start, sign));
        (start, at) = (if goes_on { end } else { line.len() }, end);
    }
    out.extend(piece(line, from, start, line.len()));
    if out.is_empty() { vec![span] } else { out }
}

/// The end of a clause that dashes enclose: the next dash, else the line's end; the stop behind it goes with it.
fn ends_by_dash(line: &str, from: usize, profile: &LanguageProfile) -> (usize, bool) {
    let rest = line.get(from..).unwrap_or_default();
    let dash = rest.char_indices().find(|&(i, c)| {
        LONG.contains(&c) || c == '-' && rest.get(i + 1..).is_some_and(|r| r.starts_with('-'))
    });
    let Some((i, _)) = dash else {
        return if profile.incises { ends(line, from, profile) } else { (line.len(), false) };
    };
    let behind = rest.get(i..).unwrap_or_default();
    let signs = behind.find(|c: char| !matches!(c, '-' | '–' | '—' | '―' | '‒' | '.' | ',' | ';' | ':'));
    let end = from + i + signs.unwrap_or(behind.len());
    (end, end < line.len())
}

#[cfg(test)]
mod tests {
    use crate::analysis::quotes::testing::regions_in;

    #[test]
    fn finds_clauses_between_dashes_inside_marks() {
        assert_eq!(
            regions_in(
                "es",
                "«Yo calculé para ochocientas —insistió la arquitecta—, y había más». Nadie habló."
            ),
            ["«Yo calculé para ochocientas", "y había más»"]
        );
        assert_eq!(
            regions_in("es", "«El puerto —viejo y gris— seguía abierto», dijo."),
            ["«El puerto —viejo y gris— seguía abierto»"]
        );
    }

    #[test]
    fn finds() {
        assert_eq!(
            regions_in("fr", "« Je pars, dit-il à voix basse, et tu restes. » Elle pleura."),
            ["« Je pars,", "et tu restes. »"]
        );
        assert_eq!(
            regions_in("fr", "« Viens donc ! s’écria la vieille dame. Je t’attends depuis hier. »"),
            ["« Viens donc !", "Je t’attends depuis hier. »"]
        );
        assert_eq!(
            regions_in("fr", "« Non, lui avait répondu Louise en riant, jamais. »"),
            ["« Non,", "jamais. »"]
        );
    }

    #[test]
    fn passes_over() {
        // A verb with its subject before it is told by the speaker.
        assert_eq!(
            regions_in("fr", "« Hier, il a dit que tu viendrais. »"),
            ["« Hier, il a dit que tu viendrais. »"]
        );
        assert_eq!(
            regions_in("fr", "« Crois-tu ce que dit le maire ? »"),
            ["« Crois-tu ce que dit le maire ? »"]
        );
        // Where clauses do not stand inside the marks.
        assert_eq!(
            regions_in("de", "„Ich gehe, sagte er, und du bleibst.“"),
            ["„Ich gehe, sagte er, und du bleibst.“"]
        );
    }
}
