//! Which blocks of a page are its article.

use super::blocks::{Block, Kind, Page};
use crate::formats::heading::is_furniture;

/// Bytes of a block that count it as prose whatever it ends with.
const PROSE: usize = 60;

/// The words of the article: a paragraph for each block, an empty line between two.
pub(super) fn text(page: &Page) -> String {
    let all: usize = page.blocks.iter().map(worth).sum();
    let inside: usize = page.blocks.iter().filter(|b| !b.around).map(worth).sum();
    // What a page says of its parts counts only where it leaves something.
    let trust = inside * 3 >= all && inside > 0;
    let counts = |b: &Block| !(trust && b.around);
    let part = holder(page, &counts);
    let mut kept: Vec<&Block> = Vec::new();
    // From the end, so that a heading is known to have something under it.
    let mut follows = false;
    for block in page.blocks.iter().rev() {
        let here = counts(block) && part.is_none_or(|p| lies_in(page, block.part, p));
        let keep = here
            && match block.kind {
                Kind::Title => true,
                Kind::Heading => follows,
                Kind::Prose | Kind::Item => !is_links(block) && !is_furniture(&block.text),
            };
        if here {
            follows = keep && !matches!(block.kind, Kind::Heading);
        }
        if keep {
            kept.push(block);
        }
    }
    kept.reverse();
    // A page that is nothing but links, or so it seems, is read as it is.
    if kept.iter().all(|b| b.kind == Kind::Title) {
        kept = page.blocks.iter().collect();
    }
    let title = page.blocks.iter().find(|b| b.kind == Kind::Title);
    if let Some(title) = title
        && !kept.iter().any(|b| b.kind == Kind::Title)
    {
        kept.insert(0, title);
    }
    // What stands above the title of a page that marks no article names the paper and the day.
    if part.is_none()
        && let Some(at) = kept.iter().position(|b| b.kind == Kind::Title)
        && kept.iter().take(at).all(|b| worth(b) == 0)
    {
        kept.drain(..at);
    }
    let mut out = String::new();
    for block in kept {
        out.push_str(&block.text);
        out.push_str("\n\n");
    }
    out.trim_end().to_owned() + "\n"
}

/// How much prose a block holds.
fn worth(block: &Block) -> usize {
    let ends =
        block.text.trim_end_matches(['”', '"', '’', '»', '“']).ends_with(['.', '!', '?', ':', ';', ',', '…']);
    let prose = block.kind != Kind::Heading && (block.text.len() >= PROSE || ends) && !is_links(block);
    if prose { block.text.len() } else { 0 }
}

/// Whether most of its words lead elsewhere.
fn is_links(block: &Block) -> bool {
    block.linked * 2 > block.text.len() && block.text.len() < 4 * PROSE
}

/// The innermost part that holds three fifths of the prose.
fn holder(page: &Page, counts: &impl Fn(&Block) -> bool) -> Option<usize> {
    let mut held = vec![0_usize; page.parts.len()];
    let mut all = 0;
    for block in page.blocks.iter().filter(|b| counts(b)) {
        all += worth(block);
        if let Some(n) = block.part.and_then(|p| held.get_mut(p)) {
            *n += worth(block);
        }
    }
    // A part comes after the one that it lies in.
    for n in (0..page.parts.len()).rev() {
        let mine = held.get(n).copied().unwrap_or_default();
        if mine * 5 >= all * 3 && mine > 0 {
            return Some(n);
        }
        if let Some(outer) = page.parts.get(n).copied().flatten().and_then(|p| held.get_mut(p)) {
            *outer += mine;
        }
    }
    None
}

fn lies_in(page: &Page, part: Option<usize>, wanted: usize) -> bool {
    let mut at = part;
    while let Some(p) = at {
        if p == wanted {
            return true;
        }
        // Numbers fall on the way out.
        at = page.parts.get(p).copied().flatten();
    }
    false
}
