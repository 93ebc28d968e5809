//! From tags to blocks: the paragraphs, headings and list items of a page, in order, with what tells an article from what stands around
//! it. Tags are taken in a line, without a tree, so that no nesting costs more than its length.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::collections::BTreeMap;

/// How deep elements are kept track of; what lies deeper belongs to what holds it.
const DEEPEST: usize = 512;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Prose,
    /// The first heading of a page names it.
    Title,
    Heading,
    Item,
}

/// Words that stand by themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Kind,
    /// Bytes of the text that lead elsewhere.
    pub(super) linked: usize,
    /// Whether it stands in a part of the page that goes around its article: navigation, foot, a box of other articles.
    pub(super) around: bool,
    /// The innermost part that holds an article, by its number.
    pub(super) part: Option<usize>,
}

/// A page in blocks.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    /// For each part that may hold the article, the part that it lies in.
    pub(super) parts: Vec<Option<usize>>,
    /// What the page calls itself.
    pub(super) title: String,
    /// What its head says about it, by lower-case name.
    pub(super) meta: BTreeMap<String, String>,
}

/// What a tag does to the words in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its words are no words of the page.
    Silent,
    /// It begins a block, and may be said to go around the article.
    Around,
    /// It begins a block that may hold the article.
    Part,
    /// It begins a block.
    Block(Kind),
    /// It ends a paragraph within another that was not closed.
    Paragraph,
    Preformatted,
    Link,
    Quote,
    /// It stands in a line, and may be closed.
    Inline,
}

fn role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object"
        | b"canvas" | b"audio" | b"video" | b"select" | b"textarea" | b"button" | b"datalist" | b"title" => {
            Role::Silent
        }
        b"nav" | b"aside" | b"footer" | b"header" | b"dialog" | b"menu" | b"figcaption" => Role::Around,
        b"article" | b"main" => Role::Part,
        b"h1" => Role::Block(Kind::Title),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Block(Kind::Heading),
        b"li" => Role::Block(Kind::Item),
        b"p" => Role::Paragraph,
        b"html" | b"body" | b"div" | b"section" | b"form" | b"ul" | b"ol" | b"dl" | b"dt" | b"dd"
        | b"table" | b"caption" | b"thead" | b"tbody" | b"tfoot" | b"tr" | b"td" | b"th" | b"blockquote"
        | b"figure" | b"address" | b"fieldset" | b"details" | b"summary" | b"center" => {
            Role::Block(Kind::Prose)
        }
        b"pre" => Role::Preformatted,
        b"a" => Role::Link,
        b"q" => Role::Quote,
        b"span" | b"font" | b"label" => Role::Inline,
        _ => return None,
    })
}

/// Words in the class or the name of an element that say what goes around an article.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "footer",
    "masthead",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "popular",
    "popup",
    "promo",
    "promotion",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "toolbar",
    "trending",
];

/// An element that is open.
#[derive(Debug, Clone, Copy)]
struct Open {
    name: u64,
    role: Role,
    around: bool,
    part: Option<usize>,
}

/// The tag that is being read.
#[derive(Debug, Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Vec<u8>,
    around: bool,
    body: bool,
    hidden: bool,
    key: Option<String>,
    content: Option<String>,
}

#[derive(Debug, Default)]
struct Reader {
    page: Page,
    open: Vec<Open>,
    /// How many elements of each name are open, so that an end that closes nothing is found out at once.
    counts: BTreeMap<u64, usize>,
    /// Elements that are open below the deepest that is kept track of.
    below: usize,
    tag: Tag,
    block: Block,
    silent: usize,
    links: usize,
    quotes: usize,
    preformatted: usize,
    in_title: bool,
    blank: bool,
}

/// The blocks of `html`.
pub(super) fn blocks(html: &str) -> Page {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::<_, ()>::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| {
        reader.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // All is taken on the way; no token comes out, and a string never fails to be read.
    for Ok(()) in Tokenizer::new_with_emitter(html, emitter) {}
    reader.flush();
    reader.page
}

/// A number for a name: the tags of HTML have at most ten letters, and the first eight tell those apart that are kept.
fn number(name: &[u8]) -> u64 {
    name.iter().take(8).fold(0, |n, b| (n << 8) | u64::from(*b))
}

impl Reader {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: name.to_vec(), ..Tag::default() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = name.to_vec();
                self.tag.hidden |= *name == b"hidden";
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.value(&String::from_utf8_lossy(value));
            }
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => {
                let words = String::from_utf8_lossy(value);
                if self.in_title {
                    self.page.title.push_str(&words);
                } else if self.silent == 0 {
                    self.words(&words);
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        match tag.name.as_slice() {
            b"br" => return self.line_end(),
            b"hr" => return self.flush(),
            b"meta" => {
                if let (Some(key), Some(content)) = (tag.key, tag.content) {
                    self.page.meta.entry(key).or_insert(content);
                }
                return;
            }
            b"title" => self.in_title = self.page.title.is_empty() && self.silent == 0,
            _ => {}
        }
        let Some(role) = role(&tag.name) else { return };
        if self.open.len() >= DEEPEST {
            self.below += 1;
            return;
        }
        let whole = matches!(tag.name.as_slice(), b"html" | b"body");
        // A paragraph that was not closed ends where the next block begins; so does an item.
        let closes = match role {
            Role::Paragraph | Role::Block(_) | Role::Around | Role::Part | Role::Preformatted => true,
            Role::Silent | Role::Link | Role::Quote | Role::Inline => false,
        };
        if closes {
            let name = number(&tag.name);
            let last = |open: &Reader| open.open.last().map(|o| (o.role, o.name));
            if last(self).is_some_and(|(r, n)| r == Role::Paragraph || n == name && tag.name == b"li") {
                self.close_last();
            }
            self.flush();
        }
        let outer = self.open.last().copied();
        let mut part = outer.and_then(|o| o.part);
        let in_article = part.is_some();
        if role == Role::Part || tag.body {
            self.page.parts.push(part);
            part = Some(self.page.parts.len() - 1);
        }
        // The head of an article has its title; that of a page has the name of the paper.
        let goes_around = match role {
            Role::Around => !(in_article && tag.name == b"header"),
            // An article within an article is a comment on it or one of its neighbours, if it is called so.
            Role::Part => tag.around && in_article,
            _ => tag.around && !whole,
        };
        let role = if tag.hidden && !whole { Role::Silent } else { role };
        let around = outer.is_some_and(|o| o.around) || goes_around;
        match role {
            Role::Silent => self.silent += 1,
            Role::Link => self.links += 1,
            Role::Preformatted => self.preformatted += 1,
            Role::Quote => {
                let mark = if self.quotes.is_multiple_of(2) { "“" } else { "‘" };
                self.words(mark);
                self.quotes += 1;
            }
            _ => {}
        }
        let name = number(&tag.name);
        *self.counts.entry(name).or_default() += 1;
        self.open.push(Open { name, role, around, part });
    }

    fn end(&mut self, name: &[u8]) {
        if name == b"title" {
            self.in_title = false;
        }
        if name == b"br" {
            return self.line_end();
        }
        let Some(role) = role(name) else { return };
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        let name = number(name);
        if self.counts.get(&name).is_none_or(|n| *n == 0) {
            return;
        }
        // What stands in a line never closes the block that it stands in.
        if matches!(role, Role::Link | Role::Quote | Role::Inline) {
            let inner = self
                .open
                .iter()
                .rev()
                .take_while(|o| matches!(o.role, Role::Link | Role::Quote | Role::Inline | Role::Silent));
            if !inner.into_iter().any(|o| o.name == name) {
                return;
            }
        }
        while let Some(last) = self.open.last().copied() {
            self.close_last();
            if last.name == name {
                break;
            }
        }
    }

    /// Closes the innermost element.
    fn close_last(&mut self) {
        let Some(last) = self.open.last().copied() else { return };
        match last.role {
            Role::Silent => self.silent = self.silent.saturating_sub(1),
            Role::Link => self.links = self.links.saturating_sub(1),
            Role::Quote => {
                self.quotes = self.quotes.saturating_sub(1);
                self.mark_end();
            }
            Role::Preformatted => {
                self.flush();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Role::Inline => {}
            Role::Around | Role::Part | Role::Block(_) | Role::Paragraph => self.flush(),
        }
        if let Some(n) = self.counts.get_mut(&last.name) {
            *n = n.saturating_sub(1);
        }
        self.open.pop();
    }

    fn mark_end(&mut self) {
        // The mark stands right behind the last word; a blank before it goes behind it.
        let blank = std::mem::take(&mut self.blank);
        self.words(if self.quotes.is_multiple_of(2) { "”" } else { "’" });
        self.blank = blank;
    }

    /// Adds words; any blanks between them count as one.
    fn words(&mut self, words: &str) {
        if self.preformatted > 0 {
            self.block.text.push_str(&words.replace('\r', ""));
            return;
        }
        for c in words.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C') {
                self.blank = true;
                continue;
            }
            if std::mem::take(&mut self.blank)
                && !self.block.text.is_empty()
                && !self.block.text.ends_with('\n')
            {
                self.block.text.push(' ');
            }
            self.block.text.push(c);
            if self.links > 0 {
                self.block.linked += c.len_utf8();
            }
        }
    }

    /// A line ends; with the second in a row, so does the block.
    fn line_end(&mut self) {
        if self.silent > 0 {
            return;
        }
        if self.block.text.ends_with('\n') && self.preformatted == 0 {
            return self.flush();
        }
        self.blank = false;
        if !self.block.text.is_empty() {
            self.block.text.push('\n');
        }
    }

    /// The block that was being read is whole.
    fn flush(&mut self) {
        self.blank = false;
        let mut block = std::mem::take(&mut self.block);
        block.text.truncate(block.text.trim_end().len());
        let blank = block.text.len() - block.text.trim_start().len();
        block.text.drain(..blank);
        if block.text.is_empty() {
            return;
        }
        let kinds = self.open.iter().rev().filter_map(|o| match o.role {
            Role::Block(kind) if kind != Kind::Prose => Some(kind),
            _ => None,
        });
        block.kind = kinds.into_iter().next().unwrap_or_default();
        let inner = self.open.last();
        block.around = inner.is_some_and(|o| o.around);
        block.part = inner.and_then(|o| o.part);
        self.page.blocks.push(block);
    }
}

impl Tag {
    /// Takes the value of the attribute that was named last.
    fn value(&mut self, value: &str) {
        let words = || value.split(|c: char| !c.is_ascii_alphanumeric()).map(str::to_ascii_lowercase);
        match self.attribute.as_slice() {
            b"class" | b"id" => self.around |= words().any(|w| AROUND.contains(&w.as_str())),
            b"role" => {
                let named = value.trim().to_ascii_lowercase();
                self.body |= named == "main" || named == "article";
                self.around |= matches!(
                    named.as_str(),
                    "navigation" | "banner" | "complementary" | "contentinfo" | "search"
                );
            }
            b"itemprop" if self.name != b"meta" => self.body |= words().any(|w| w == "articlebody"),
            b"aria-hidden" => self.hidden |= value.trim() == "true",
            b"style" => {
                let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                self.hidden |= bare.to_ascii_lowercase().contains("display:none");
            }
            b"name" | b"property" => self.key = Some(value.trim().to_ascii_lowercase()),
            b"content" => self.content = Some(value.trim().to_owned()),
            _ => {}
        }
    }
}
