//! What of a text is nobody's prose: front matter, fenced code, and the signs at the start of quoted lines.
//!
//! A document in Markdown is read as its source. Its front matter (`---` to `---`) and its fenced code (CommonMark 0.31, 4.5) are full
//! of quotation marks that quote nobody; the `>` of a block quotation (5.1) stands between the words of a sentence; the stars of
//! strong words (6.2) stand around the name that begins a turn.

/// Lines of front matter at most.
const MATTER_LINES: usize = 100;

/// `text` with everything that is no prose blanked out, byte for byte, so that every offset stays: `None` where all of it is prose.
pub(super) fn prose(text: &str) -> Option<String> {
    let opens = |l: &str| {
        is_fence(l).is_some() || l.starts_with("> ") || l.trim_end() == ">" || strong_label(l).is_some()
    };
    if !text.starts_with("---") && !text.split('\n').any(opens) {
        return None;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut blank = vec![false; lines.len()];
    let matter = front_matter(&lines);
    blank.iter_mut().take(matter).for_each(|b| *b = true);
    let mut open: Option<(usize, &str)> = None;
    for (i, line) in lines.iter().enumerate().skip(matter) {
        let Some(fence) = is_fence(line) else { continue };
        match open {
            None => open = Some((i, fence)),
            Some((start, opened)) if closes(line, opened) => {
                blank.iter_mut().take(i + 1).skip(start).for_each(|b| *b = true);
                open = None;
            }
            Some(_) => {}
        }
    }
    let mut out = String::with_capacity(text.len());
    for (line, blank) in lines.iter().zip(blank) {
        let words = if blank { "" } else { line.trim_start_matches("> ") };
        let words = if words.trim_end() == ">" { words.trim_start_matches('>') } else { words };
        let end = if blank && line.ends_with('\n') { "\n" } else { "" };
        out.extend(std::iter::repeat_n(' ', line.len() - words.len() - end.len()));
        match strong_label(words) {
            Some((label, rest)) => {
                out.push_str(&label.replace('*', " "));
                out.push_str(rest);
            }
            None => out.push_str(words),
        }
        out.push_str(end);
    }
    (out != text).then_some(out)
}

/// Bytes of a label at most.
const LABEL: usize = 48;

/// The name and its colon at the start of `line`, set strong, and the rest: `**Ana Hale:** Yes.`, `**Ana Hale**: Yes.`
fn strong_label(line: &str) -> Option<(&str, &str)> {
    let words = line.strip_prefix("**")?;
    let ends = [":**", "**:"].into_iter().filter_map(|sign| words.find(sign)).min()?;
    let (label, rest) = line.split_at_checked(ends + 5)?;
    let name = label.trim_matches(['*', ':']);
    (label.len() <= LABEL && !name.is_empty() && !name.contains(['*', ':', '\n'])).then_some((label, rest))
}

/// How many lines at the start are front matter.
fn front_matter(lines: &[&str]) -> usize {
    if lines.first().map(|l| l.trim_end()) != Some("---") {
        return 0;
    }
    for (i, line) in lines.iter().enumerate().skip(1).take(MATTER_LINES) {
        let words = line.trim_end();
        if words == "---" || words == "..." {
            return i + 1;
        }
        let is_field = words.is_empty() || words.starts_with([' ', '-', '#']) || words.contains(':');
        if !is_field {
            break;
        }
    }
    0
}

/// The fence that a line is: three or more backticks or tildes, then at most one word.
fn is_fence(line: &str) -> Option<&str> {
    let words = line.trim();
    let sign = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = words.trim_start_matches(sign);
    let fence = words.strip_suffix(rest)?;
    let named = rest
        .trim()
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '{' | '}' | '.'));
    (fence.len() >= 3 && named).then_some(fence)
}

/// Whether `line` closes what `fence` opened.
fn closes(line: &str, fence: &str) -> bool {
    let words = line.trim();
    let sign = fence.chars().next().unwrap_or_default();
    words.starts_with(fence) && words.trim_start_matches(sign).is_empty()
}

#[cfg(test)]
mod tests {
    use super::prose;
    use proptest::prelude::*;

    #[test]
    fn front_matter_and_code_are_no_prose() {
        let text = "---\ntitle: \"Night\"\ntags: [a]\n---\n\nHead\n\n```rust\nlet a = \"b\";\n```\nShe said: \"No.\"\n~~~\n\"open\n";
        let masked = prose(text).unwrap();
        assert_eq!(masked.len(), text.len());
        assert_eq!(
            masked.split_whitespace().collect::<Vec<_>>(),
            ["Head", "She", "said:", "\"No.\"", "~~~", "\"open"]
        );
    }

    #[test]
    fn a_quoted_block_loses_its_signs() {
        let text = "Before.\n\n> Nobody asked us,\n> not once.\n>\n> — Ana Hale\n";
        assert_eq!(prose(text).unwrap(), "Before.\n\n  Nobody asked us,\n  not once.\n \n  — Ana Hale\n");
    }

    #[test]
    fn a_label_loses_its_stars() {
        let text = "**Ana Hale:** Why?\n\n**Jon**: So.\n";
        assert_eq!(prose(text).unwrap(), "  Ana Hale:   Why?\n\n  Jon  : So.\n");
    }

    #[test]
    fn what_only_looks_like_it_stays() {
        for text in [
            "---\nA dash line, and prose after it\n---\n",
            "One -- two\n\n---\n\nkey: value\n",
            ">> ANA HALE: Good evening.\n",
            "``We waited,'' she said. ```Never' is long,'' he said.\n",
            "a > b\n",
            "**Strong** words, and later: **others**.\n",
            "",
        ] {
            assert_eq!(prose(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_offset_moves(text in "(---\n)?([`~>: aé“\n*-]|```\n|> |[*][*]a:[*][*]|[*][*]b[*][*]:){0,60}") {
            if let Some(masked) = prose(&text) {
                prop_assert_eq!(masked.len(), text.len());
                let same = |(a, b): (u8, u8)| a == b || a == b' ';
                prop_assert!(masked.bytes().zip(text.bytes()).all(same));
                prop_assert_eq!(masked.matches('\n').count(), text.matches('\n').count());
            }
        }
    }
}
