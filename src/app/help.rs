//! The help topics that the program carries, as blocks that a face can draw. They are the files of `assets/help`, written
//! in the little Markdown that [`Topic::blocks`] knows.

/// How a piece of words is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As the rest.
    #[default]
    Plain,
    /// Set off: `**so**`.
    Strong,
    /// An example: `*so*`.
    Example,
    /// A key, a command, a file: in backticks.
    Code,
}

/// Words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// How they are set.
    pub style: Style,
    /// The words.
    pub words: String,
}

/// A piece of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading inside the topic.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A line of a list, with its number or dash.
    Item(String, Vec<Run>),
    /// A line of a table; the first one of a table names the columns.
    Row(Vec<Vec<Run>>),
}

/// A help topic.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// Its name in commands: the file's name without its ending.
    pub id: &'static str,
    text: &'static str,
}

macro_rules! topics {
    ($($id:literal),*) => {
        &[$(Topic { id: $id, text: include_str!(concat!("../../assets/help/", $id, ".md")) }),*]
    };
}

/// All topics, in the order in which they are offered.
pub static TOPICS: &[Topic] = topics![
    "getting-started",
    "keys",
    "marking",
    "speakers",
    "sources",
    "verify",
    "projects",
    "export",
    "engine",
    "privacy"
];

impl Topic {
    /// Its title.
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        first.strip_prefix("# ").unwrap_or(first)
    }

    /// Its text, without the title. A line of the file is a block; lines of one paragraph become one.
    pub fn blocks(&self) -> Vec<Block> {
        let mut out: Vec<Block> = Vec::new();
        let mut joins = false;
        for line in self.text.lines().skip(1).map(str::trim_end) {
            let rule = line.starts_with("|--");
            if line.is_empty() || rule {
                joins &= rule;
                continue;
            }
            match (block(line), out.last_mut()) {
                (Block::Paragraph(more), Some(Block::Paragraph(before) | Block::Item(_, before)))
                    if joins =>
                {
                    before.push(Run { style: Style::Plain, words: " ".into() });
                    before.extend(more);
                }
                (block, _) => out.push(block),
            }
            joins = true;
        }
        out
    }
}

fn block(line: &str) -> Block {
    if let Some(heading) = line.strip_prefix("## ") {
        return Block::Heading(heading.to_owned());
    }
    if let Some(cells) = line.strip_prefix("| ").and_then(|l| l.strip_suffix(" |")) {
        return Block::Row(cells.split(" | ").map(runs).collect());
    }
    if let Some(item) = line.strip_prefix("- ") {
        return Block::Item("–".into(), runs(item));
    }
    match line.split_once(". ") {
        Some((number, item)) if !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) => {
            Block::Item(format!("{number}."), runs(item))
        }
        _ => Block::Paragraph(runs(line)),
    }
}

fn runs(line: &str) -> Vec<Run> {
    let mut out = Vec::new();
    let (mut style, mut words) = (Style::Plain, String::new());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let mark = match c {
            '`' => Style::Code,
            '*' if style == Style::Code => Style::Plain,
            '*' if chars.next_if_eq(&'*').is_some() => Style::Strong,
            '*' => Style::Example,
            _ => Style::Plain,
        };
        if mark == Style::Plain || (style == Style::Code && mark != Style::Code) {
            words.push(c);
            continue;
        }
        if !words.is_empty() {
            out.push(Run { style, words: std::mem::take(&mut words) });
        }
        style = if style == mark { Style::Plain } else { mark };
    }
    if !words.is_empty() {
        out.push(Run { style, words });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn all_runs(block: &Block) -> Vec<&Run> {
        match block {
            Block::Heading(_) => Vec::new(),
            Block::Paragraph(runs) | Block::Item(_, runs) => runs.iter().collect(),
            Block::Row(cells) => cells.iter().flatten().collect(),
        }
    }

    #[test]
    fn the_table_has_every_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/help");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(TOPICS.iter().map(|t| t.id.to_owned()).collect::<BTreeSet<_>>(), files);
    }

    #[test]
    fn every_mark_closes_and_none_is_left() {
        for topic in TOPICS {
            assert!(!topic.title().is_empty() && !topic.title().contains('#'), "{}", topic.id);
            let blocks = topic.blocks();
            assert!(blocks.len() > 4, "{}", topic.id);
            for run in blocks.iter().flat_map(all_runs) {
                let stray = |c: char| matches!(c, '`' | '*') || (c == '|' && run.style != Style::Code);
                assert!(!run.words.contains(stray), "{}: {run:?}", topic.id);
            }
            let rows: Vec<_> = blocks
                .iter()
                .filter_map(|b| if let Block::Row(c) = b { Some(c.len()) } else { None })
                .collect();
            assert!(rows.iter().all(|n| Some(n) == rows.first()), "{}: {rows:?}", topic.id);
        }
    }

    #[test]
    fn marks_set_words_apart() {
        let run = |style, words: &str| Run { style, words: words.to_owned() };
        assert_eq!(
            runs("press `Ctrl *` **now**, *she said*"),
            [
                run(Style::Plain, "press "),
                run(Style::Code, "Ctrl *"),
                run(Style::Plain, " "),
                run(Style::Strong, "now"),
                run(Style::Plain, ", "),
                run(Style::Example, "she said"),
            ]
        );
        assert_eq!(block("2. Press"), Block::Item("2.".into(), vec![run(Style::Plain, "Press")]));
        assert_eq!(block("In 2031. Later"), Block::Paragraph(vec![run(Style::Plain, "In 2031. Later")]));
    }

    #[test]
    fn lines_of_a_paragraph_join() {
        let topic = Topic { id: "t", text: "# T\n\nOne\ntwo.\n\nThree.\n| a | b |\n|---|---|\n| c | d |\n" };
        let words: Vec<String> = topic
            .blocks()
            .iter()
            .map(|b| all_runs(b).iter().map(|r| r.words.as_str()).collect::<Vec<_>>().join("+"))
            .collect();
        assert_eq!(words, ["One+ +two.", "Three.", "a+b", "c+d"]);
    }
}
