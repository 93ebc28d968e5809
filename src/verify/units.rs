//! The words of a quotation and of a passage as they are aligned: with their places, numbers read, brackets and gaps marked.

use super::lexicon::Lexicon;
use super::words::{Words, folded};
use crate::text::{SourceText, Span, Spans};

/// What may be missing before a word of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gap {
    /// Nothing.
    #[default]
    None,
    /// An ellipsis: the writer says that words are left out.
    Ellipsis,
    /// The quotation is taken up again after its attribution, in the same sentence or in another.
    Resumed,
}

/// How far a speaker breaks off before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Pause {
    /// Not at all.
    #[default]
    None,
    /// A comma.
    Comma,
    /// A dash, an ellipsis.
    Dash,
}

/// A number as a value: *3,000*, *three thousand*, *21st*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// In thousandths.
    pub(super) milli: u128,
    pub(super) ordinal: bool,
}

/// A word, or a number of one word or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) span: Span,
    /// Hash of the (first) word.
    pub(super) key: u32,
    /// Folded form; the words of a number with blanks.
    pub(super) word: String,
    pub(super) number: Option<Number>,
    /// It stands in square brackets, with others or alone.
    pub(super) bracket: bool,
    /// Brackets are in the word itself: *[W]e*, *work[ed]*.
    pub(super) mended: bool,
    pub(super) gap: Gap,
    /// It begins with a capital.
    pub(super) capital: bool,
    /// It begins a sentence, or may do so.
    pub(super) opens: bool,
    /// How far the speaker breaks off before it.
    pub(super) pause: Pause,
}

/// The words of `content` in `text`, numbers read.
pub(super) fn of_quotation(text: &SourceText, content: &Spans, lexicon: &Lexicon) -> Vec<Unit> {
    numbers(&words_of_quotation(text, content), lexicon)
}

/// The words of `content` in `text`, one by one as an index has them.
pub(super) fn words_of_quotation(text: &SourceText, content: &Spans) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut last_end = None;
    for span in content.iter() {
        let from = out.len();
        read(text.as_str(), span, &[], true, &mut out);
        if let (Some(first), Some(end)) = (out.get_mut(from), last_end)
            && first.gap == Gap::None
        {
            let between = text.slice(Span::between(end, first.span.start()));
            first.gap = if has_ellipsis(between) { Gap::Ellipsis } else { Gap::Resumed };
        }
        last_end = out.last().map(|u| u.span.end());
    }
    out
}

/// The words of `within` in a source, without those `left_out`.
pub(super) fn of_source(text: &SourceText, within: Span, left_out: &[Span], lexicon: &Lexicon) -> Vec<Unit> {
    let mut out = Vec::new();
    read(text.as_str(), within, left_out, false, &mut out);
    numbers(&out, lexicon)
}

fn read(text: &str, within: Span, left_out: &[Span], brackets: bool, out: &mut Vec<Unit>) {
    let mut at = within.start();
    let mut depth = 0_u32;
    let mut first = true;
    let mut opens = true;
    let slice = |a: u32, b: u32| text.get(a as usize..b as usize).unwrap_or_default();
    for word in Words::new(text, within, left_out) {
        let between = slice(at, word.span.start());
        let (opened, closed) = (between.rfind('['), between.rfind(']'));
        if brackets {
            depth = match (opened, closed) {
                (Some(o), Some(c)) if o > c => 1,
                (Some(_), None) => 1,
                (_, Some(_)) => 0,
                (None, None) => depth,
            };
        }
        opens |= between.contains(['.', '!', '?', '…', '\u{201c}', '"', ':']) || between.contains("\n\n");
        let words = slice(word.span.start(), word.span.end());
        let here = Unit {
            span: word.span,
            key: word.key,
            word: folded(words),
            number: None,
            bracket: depth > 0,
            mended: false,
            gap: if brackets && !first && has_ellipsis(between) { Gap::Ellipsis } else { Gap::None },
            capital: words.starts_with(char::is_uppercase),
            opens,
            pause: if between.contains(['–', '—', '…'])
                || between.contains("--")
                || between.contains("- ")
                || between.contains("..")
            {
                Pause::Dash
            } else if between.contains(',') {
                Pause::Comma
            } else {
                Pause::None
            },
        };
        // *[W]e*, *work[ed]*: one word, mended.
        let joined = brackets && !first && !between.contains(char::is_whitespace) && !between.is_empty();
        match out.last_mut().filter(|_| joined && between.chars().all(|c| matches!(c, '[' | ']'))) {
            Some(last) => {
                last.word.push_str(&here.word);
                last.span = last.span.join(here.span);
                last.key = crate::text::fold_hash(&last.word);
                last.bracket = false;
                last.mended = true;
            }
            None => out.push(here),
        }
        at = word.span.end();
        first = false;
        opens = false;
    }
}

/// Whether `between`, what stands between two words, says that words are left out.
fn has_ellipsis(between: &str) -> bool {
    if between.contains('…') || between.contains("...") || between.contains("***") {
        return true;
    }
    let mut stops = 0;
    for c in between.chars() {
        match c {
            '.' => stops += 1,
            c if c.is_whitespace() => {}
            _ => stops = 0,
        }
        if stops == 3 {
            return true;
        }
    }
    false
}

/// Reads runs of number words and digits as one unit each; puts signs behind their number.
fn numbers(units: &[Unit], lexicon: &Lexicon) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(units.len());
    // *three, um, hundred* is one number.
    let counts = |u: Option<&Unit>| {
        u.is_some_and(|u| {
            lexicon.numbers.contains_key(u.word.as_str()) || lexicon.scales.contains_key(u.word.as_str())
        })
    };
    let before = |n: usize| n.checked_sub(1).and_then(|n| units.get(n));
    let inside = |n: usize, u: &Unit| {
        lexicon.fillers.contains(u.word.as_str()) && counts(before(n)) && counts(units.get(n + 1))
    };
    let mut plain: Vec<Unit> = Vec::with_capacity(units.len());
    let mut joined = false;
    for (n, unit) in units.iter().enumerate() {
        if inside(n, unit) {
            joined = true;
            continue;
        }
        plain.push(unit.clone());
        if let Some(last) = plain.last_mut().filter(|_| std::mem::take(&mut joined)) {
            last.pause = Pause::None;
        }
    }
    let mut rest = plain.as_slice();
    while let Some((first, tail)) = rest.split_first() {
        if let Some((number, len)) = number_at(rest, lexicon) {
            let mut unit = first.clone();
            unit.number = Some(number);
            for more in rest.iter().take(len).skip(1) {
                unit.word.push(' ');
                unit.word.push_str(&more.word);
                unit.span = unit.span.join(more.span);
            }
            rest = rest.get(len..).unwrap_or_default();
            let sign = out.pop_if(|u| {
                matches!(u.word.as_str(), "dollar" | "pound" | "euro" | "yen")
                    && u.span.end() == first.span.start()
            });
            if let Some(mut sign) = sign {
                std::mem::swap(&mut unit.gap, &mut sign.gap);
                let gap = std::mem::take(&mut sign.gap);
                unit.gap = if unit.gap == Gap::None { gap } else { unit.gap };
                out.extend([unit, sign]);
            } else {
                out.push(unit);
            }
            continue;
        }
        out.push(first.clone());
        rest = tail;
    }
    out
}

/// The number at the begin of `units` and how many of them it takes.
fn number_at(units: &[Unit], lexicon: &Lexicon) -> Option<(Number, usize)> {
    let first = units.first()?;
    let joined = |n: usize| {
        units.get(n).filter(|u| {
            n == 0 || (u.gap == Gap::None && u.bracket == first.bracket && !u.opens && u.pause == Pause::None)
        })
    };
    let word = |n: usize| joined(n).map(|u| u.word.as_str());
    if first.word.starts_with(|c: char| c.is_ascii_digit()) {
        let (mut milli, mut ordinal) = digits(&first.word, lexicon)?;
        let mut len = 1;
        // *12. Mai*.
        ordinal |=
            lexicon.ordinal_dates && units.get(1).is_some_and(|u| lexicon.months.contains(u.word.as_str()));
        if lexicon.dotted_figures {
            // *40 000*.
            while let Some(more) = joined(len)
                .filter(|_| first.word.len() <= 3)
                .filter(|u| u.word.len() == 3 && u.word.bytes().all(|b| b.is_ascii_digit()))
            {
                milli = milli.checked_mul(1000)?.checked_add(digits(&more.word, lexicon)?.0)?;
                len += 1;
            }
        }
        while let Some(scale) = word(len).and_then(|w| lexicon.scales.get(w)).filter(|_| !ordinal) {
            milli = milli.checked_mul(u128::from(*scale))?;
            len += 1;
        }
        return Some((Number { milli, ordinal }, len));
    }
    if !lexicon.numbers.contains_key(first.word.as_str())
        && let Some((value, ordinal)) = lexicon.joined_number(&first.word)
    {
        return Some((Number { milli: u128::from(value) * 1000, ordinal }, 1));
    }
    let mut n = 0;
    let (mut total, mut part) = (0_u128, 0_u128);
    let mut seen = false;
    let mut ordinal = false;
    let mut last = 0_u64;
    while let Some(w) = word(n) {
        let scale = lexicon.scales.get(w).filter(|_| seen);
        if let Some(&value) = lexicon.numbers.get(w).filter(|_| scale.is_none()) {
            let by_scores = !lexicon.scores.is_empty();
            // *quatre-vingts*: four times twenty.
            if last == 4 && lexicon.scores.contains(w) {
                (part, last) = (part + 76, 80);
                n += 1;
                continue;
            }
            // *mil novecientos*, *mille neuf cents*: a thousand without a one before it.
            if !seen && value >= 1000 {
                (total, last, seen) = (u128::from(value), value, true);
                n += 1;
                continue;
            }
            // *nineteen ninety-eight*, *twenty thirty-one*: a year in two halves.
            let teens = part == 20 && (10..20).contains(&value);
            let year = !by_scores
                && (10..100).contains(&part)
                && value >= 10
                && total == 0
                && (last < 20 || value % 10 == 0 || teens);
            if seen && part > 0 && year {
                part *= 100;
            } else if seen
                && part > 0
                && last < 100
                && !fits_behind(last, value)
                && !(by_scores
                    && (matches!(last, 60 | 80) && value < 20 || last == 10 && matches!(value, 7..10)))
            {
                break;
            }
            part += u128::from(value);
            last = value;
        } else if let Some(&value) = lexicon.ordinals.get(w) {
            let fits = !seen || last >= 100 || fits_behind(last, value);
            if !fits {
                break;
            }
            part += u128::from(value);
            ordinal = true;
            n += 1;
            seen = true;
            break;
        } else if let Some(&scale) = scale {
            let scale128 = u128::from(scale);
            if scale == 100 || scale == 12 {
                part = part.max(1).checked_mul(scale128)?;
            } else {
                total = total.checked_add(part.max(1).checked_mul(scale128)?)?;
                part = 0;
            }
            last = scale;
        } else if n == 0
            && lexicon.number_one.contains(w)
            && word(1).is_some_and(|next| lexicon.scales.get(next).is_some_and(|_| !next.ends_with('s')))
        {
            part = 1;
            last = 1;
        } else if seen
            && last >= 100
            && lexicon.number_and.contains(w)
            && word(n + 1)
                .is_some_and(|next| lexicon.numbers.contains_key(next) || lexicon.ordinals.contains_key(next))
        {
            n += 1;
            continue;
        } else if seen && fits_behind(last, 1) && lexicon.tens_and.contains(w) {
            let next = word(n + 1);
            let value = next.and_then(|next| lexicon.numbers.get(next)).copied();
            let one = next.filter(|next| lexicon.number_one.contains(next)).map(|_| 1);
            let Some(value) = value.or(one).filter(|v| *v < 20) else { break };
            part += u128::from(value);
            last = value;
            n += 2;
            continue;
        } else {
            break;
        }
        seen = true;
        n += 1;
    }
    // *por ciento*, *mille*: alone it is a unit.
    if n == 1 && lexicon.units.contains(first.word.as_str()) {
        return None;
    }
    let milli = total.checked_add(part)?.checked_mul(1000)?;
    seen.then_some((Number { milli, ordinal }, n))
}

/// Whether `value` may stand behind `last` in one number: *twenty five*.
fn fits_behind(last: u64, value: u64) -> bool {
    (20..100).contains(&last) && last.is_multiple_of(10) && value < 10
}

/// The value of a word that begins with a digit, in thousandths; whether it is an ordinal.
fn digits(word: &str, lexicon: &Lexicon) -> Option<(u128, bool)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(word.len());
    let (value, ending) = word.split_at_checked(end)?;
    let ordinal = lexicon.ordinal_endings.contains(&ending);
    if !ending.is_empty() && !ordinal {
        return None;
    }
    // *40.000* parts thousands where a comma parts tenths.
    let thousands = lexicon.dotted_figures
        && value.split('.').skip(1).all(|g| g.len() == 3)
        && value.split('.').next().is_some_and(|g| (1..=3).contains(&g.len()));
    let plain: String;
    let value = if thousands {
        plain = value.replace('.', "");
        plain.as_str()
    } else {
        value
    };
    let (whole, part) = value.split_once('.').unwrap_or((value, ""));
    if part.len() > 3 || part.contains('.') || whole.len() > 18 {
        return None;
    }
    let part: u128 = format!("{part:0<3}").parse().ok()?;
    Some((whole.parse::<u128>().ok()?.checked_mul(1000)?.checked_add(part)?, ordinal))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::lexicon;
    use super::*;

    fn units(text: &str) -> Vec<Unit> {
        let text = SourceText::new(text);
        of_quotation(&text, &Spans::one(text.span()).unwrap(), lexicon("en"))
    }

    fn numbers_in(text: &str) -> Vec<(u128, bool)> {
        units(text).iter().filter_map(|u| u.number).map(|n| (n.milli, n.ordinal)).collect()
    }

    #[test]
    fn numbers_are_read_in_figures_and_in_words() {
        for (text, value) in [
            ("3,000", 3_000_000),
            ("three thousand", 3_000_000),
            ("three hundred and five", 305_000),
            ("twenty-five", 25_000),
            ("3.5 million", 3_500_000_000),
            ("nineteen ninety-eight", 1_998_000),
            ("twenty thirty-one", 2_031_000),
            ("twenty fifteen", 2_015_000),
            ("two thousand and thirty-one", 2_031_000),
            ("a hundred", 100_000),
            ("one hundred and twenty thousand", 120_000_000),
        ] {
            assert_eq!(numbers_in(text), [(value, false)], "{text}");
        }
        assert_eq!(numbers_in("21st"), [(21_000, true)]);
        assert_eq!(numbers_in("the twenty-first"), [(21_000, true)]);
        assert_eq!(numbers_in("two three"), [(2_000, false), (3_000, false)]);
        assert_eq!(numbers_in("forty and five"), [(40_000, false), (5_000, false)]);
        assert_eq!(numbers_in("a boat, the millions, 15kg"), []);
    }

    #[test]
    fn numbers_as_they_are_written_in_german() {
        let read = |text: &str| {
            let text = SourceText::new(text);
            let units = of_quotation(&text, &Spans::one(text.span()).unwrap(), lexicon("de"));
            units.iter().filter_map(|u| u.number).map(|n| (n.milli, n.ordinal)).collect::<Vec<_>>()
        };
        for text in ["40.000", "40 000", "vierzigtausend", "40 Tausend"] {
            assert_eq!(read(text), [(40_000_000, false)], "{text}");
        }
        for text in ["12. Mai", "zwölfter Mai", "am zwölften Mai"] {
            assert_eq!(read(text), [(12_000, true)], "{text}");
        }
        assert_eq!(read("neun Millionen"), [(9_000_000_000, false)]);
        assert_eq!(read("im Jahr 1952"), [(1_952_000, false)]);
    }

    #[test]
    fn numbers_as_they_are_written_in_spanish_french_and_dutch() {
        let read = |lang: &str, text: &str| {
            let text = SourceText::new(text);
            let units = of_quotation(&text, &Spans::one(text.span()).unwrap(), lexicon(lang));
            units.iter().filter_map(|u| u.number).map(|n| (n.milli / 1000, n.ordinal)).collect::<Vec<_>>()
        };
        for (text, value) in [
            ("ciento veinte puntos", 120),
            ("doscientas personas", 200),
            ("treinta y cinco", 35),
            ("mil novecientos once", 1911),
            ("dos mil ciento veinte", 2120),
            ("cien mil euros", 100_000),
        ] {
            assert_eq!(read("es", text), [(value, false)], "{text}");
        }
        assert_eq!(read("es", "veinte por ciento"), [(20, false)]);
        assert_eq!(read("es", "entre veinte y treinta"), [(20, false), (30, false)]);
        for (text, value) in [
            ("quatre-vingt mille euros", 80_000),
            ("quatre-vingt-dix-sept", 97),
            ("soixante et onze", 71),
            ("vingt et un", 21),
            ("deux cent vingt", 220),
            ("cent vingt", 120),
            ("mille neuf cents", 1900),
            ("trois cents", 300),
        ] {
            assert_eq!(read("fr", text), [(value, false)], "{text}");
        }
        assert_eq!(read("fr", "dix pour cent"), [(10, false)]);
        assert_eq!(read("nl", "3 februari"), read("nl", "drie februari"));
    }

    #[test]
    fn a_sign_goes_behind_its_number() {
        let words = |t: &str| units(t).into_iter().map(|u| u.word).collect::<Vec<_>>();
        assert_eq!(words("paid £3,000 now"), ["paid", "3000", "pound", "now"]);
        assert_eq!(words("25% of"), ["25", "percent", "of"]);
    }

    #[test]
    fn brackets_and_gaps() {
        let all = units("[W]e will … pay [the town] back . . . in [full].");
        let words: Vec<_> =
            all.iter().map(|u| (u.word.as_str(), u.bracket, u.gap == Gap::Ellipsis)).collect();
        assert_eq!(
            words,
            [
                ("we", false, false),
                ("will", false, false),
                ("pay", false, true),
                ("the", true, false),
                ("town", true, false),
                ("back", false, false),
                ("in", false, true),
                ("full", true, false),
            ]
        );
        assert!(all[0].mended);
        assert_eq!(units("go [on] [now]").iter().filter(|u| u.bracket).count(), 2);
    }

    #[test]
    fn a_quotation_that_is_taken_up_again() {
        let text = SourceText::new("“We will pay,” she said, “for all … of it.”");
        let spans = Spans::new([Span::between(0, 18), Span::between(29, text.len())]).unwrap();
        let gaps: Vec<_> = of_quotation(&text, &spans, lexicon("en")).into_iter().map(|u| u.gap).collect();
        assert_eq!(gaps[3..], [Gap::Resumed, Gap::None, Gap::Ellipsis, Gap::None]);
    }
}
