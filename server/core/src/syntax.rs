//! Markdown as blocks and inlines with byte ranges.
//!
//! One flat list of blocks in document order and one of inlines; a node knows
//! where its descendants end, so walking is a loop. Every leaf of prose has a
//! block of its own: the text of a tight list item, which Markdown leaves bare,
//! stands in a paragraph here too. Parsing never fails; front matter is cut
//! off before Markdown is read, and is read by `front_matter.rs`.
//!
//! This room knows Markdown and nothing of incidents.

mod after;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

pub use self::after::Kept;
use crate::text::Span;

/// Index of a block in [`Syntax::blocks`].
pub type BlockId = usize;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6, `#` or underlined.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// Running text, also the text of a tight list item.
    Paragraph,
    /// A list; `first` is the number that an ordered list starts with.
    List {
        /// The first number, `None` for bullets.
        first: Option<u64>,
    },
    /// An item of a list; `task` is the state of its check box.
    Item {
        /// `Some(true)` for `[x]`, `Some(false)` for `[ ]`.
        task: Option<bool>,
    },
    /// A table: one head, then rows.
    Table,
    /// The head row of a table; holds cells.
    TableHead,
    /// A body row of a table; holds cells.
    TableRow,
    /// One cell.
    TableCell,
    /// A fenced code block.
    Fence {
        /// The text after the opening marks, trimmed; empty when there is none.
        info: Span,
        /// Whether a closing line ends it (false: it runs to the end of its container).
        closed: bool,
    },
    /// An indented code block.
    IndentedCode,
    /// A block of HTML, comments included.
    Html,
    /// A block quote.
    Quote,
    /// The definition of a footnote.
    Footnote,
    /// A thematic break.
    Rule,
}

/// A block with its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes, markers included, line ending at the end excluded.
    pub span: Span,
    /// The block around it.
    pub parent: Option<BlockId>,
    /// One past its last descendant in [`Syntax::blocks`].
    pub end: BlockId,
    /// Its own inlines in [`Syntax::inlines`]; empty for containers.
    pub inlines: Range<usize>,
}

/// What an inline is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Characters as they stand in the source.
    Text,
    /// Code between backticks.
    Code,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck through.
    Strikethrough,
    /// A link; its label follows as its descendants.
    Link {
        /// Where it leads, references resolved.
        destination: Box<str>,
        /// Whether the label is the address itself (`<https://...>` or bare).
        automatic: bool,
    },
    /// An image; its description follows as its descendants.
    Image {
        /// Where it lies.
        destination: Box<str>,
    },
    /// A piece of HTML, comments included.
    Html,
    /// A line break that Markdown reads as a space.
    SoftBreak,
    /// A line break that is shown.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference,
}

/// An inline with its bytes, markers included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Its bytes, markers included.
    pub span: Span,
    /// One past its last descendant in [`Syntax::inlines`].
    pub end: usize,
}

/// A front matter block at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// The whole block with its fences.
    pub span: Span,
    /// What stands between the fences.
    pub body: Span,
    /// Its language.
    pub format: FrontMatterFormat,
}

/// The language of a front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// The parsed form of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Syntax {
    /// The front matter, when the text opens with one.
    pub front_matter: Option<FrontMatter>,
    /// All blocks, parents before children, in document order.
    pub blocks: Vec<Block>,
    /// All inlines, parents before children, in document order.
    pub inlines: Vec<Inline>,
    /// Whether the text defines what a link or a footnote leads to that is
    /// written somewhere else.
    has_definitions: bool,
}

/// A block's text as a reader sees it, with the way back to the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The readable text; a soft break is a space, a hard break a newline.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    plain: usize,
    source: Span,
}

/// Stands in [`Syntax::prose`] for what is not the author's own sentence:
/// code, HTML and addresses.
pub const MASK: char = '\u{FFFC}';

impl Plain {
    /// The source under `range` of the plain text.
    #[must_use]
    pub fn source(&self, range: Range<usize>) -> Span {
        let start = self.source_start(range.start);
        Span::new(start, self.source_end(range.end).max(start))
    }

    fn source_start(&self, plain: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.plain <= plain);
        index.checked_sub(1).map_or(0, |index| self.source_at(index, plain))
    }

    fn source_end(&self, plain: usize) -> usize {
        let index = self.pieces.partition_point(|piece| piece.plain < plain);
        let Some(index) = index.checked_sub(1) else { return self.source_start(plain) };
        self.source_at(index, plain)
    }

    /// The place in the source of a place in or behind a piece. What only
    /// stands for its source has no places inside.
    fn source_at(&self, index: usize, plain: usize) -> usize {
        let Piece { plain: first, source } = self.pieces[index];
        match plain - first {
            0 => source.start,
            inside if self.is_verbatim(index) => (source.start + inside).min(source.end),
            _ => source.end,
        }
    }

    /// Whether a piece is its source, and does not only stand for it.
    fn is_verbatim(&self, index: usize) -> bool {
        let Piece { plain, source } = self.pieces[index];
        let end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.plain);
        end - plain == source.len()
    }

    /// Puts a text behind the rest; it stands at `source`, or for it.
    pub fn push(&mut self, text: &str, source: Span) {
        self.pieces.push(Piece { plain: self.text.len(), source });
        self.text.push_str(text);
    }
}

impl Syntax {
    /// Parses a text. Never fails: whatever the text is, it has blocks.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let front_matter = front_matter(text);
        let start = parse_start(text, front_matter);
        Self { front_matter, ..Self::parse_within(text, start..text.len()) }
    }

    /// Parses a range of a text as if nothing stood around it.
    fn parse_within(text: &str, range: Range<usize>) -> Self {
        let mut builder = Builder::new(text, range.len());
        let start = range.start;
        let parser = Parser::new_ext(&text[range], options());
        builder.syntax.has_definitions = parser.reference_definitions().iter().next().is_some();
        for (event, range) in parser.into_offset_iter() {
            builder.event(event, Span::from(range).shift(start));
        }
        builder.finish()
    }

    /// The direct children of a block.
    pub fn children(&self, parent: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        self.siblings(parent + 1..self.blocks[parent].end)
    }

    /// The blocks that no block holds.
    pub fn roots(&self) -> impl Iterator<Item = BlockId> + '_ {
        self.siblings(0..self.blocks.len())
    }

    /// The blocks among some, from the first on, that stand side by side.
    pub fn siblings(&self, among: Range<BlockId>) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(Some(among.start), |&id| self.blocks.get(id).map(|block| block.end))
            .take_while(move |&id| id < among.end)
    }

    /// The blocks around a block, nearest first.
    pub fn ancestors(&self, id: BlockId) -> impl Iterator<Item = BlockId> + '_ {
        std::iter::successors(self.blocks[id].parent, |&id| self.blocks[id].parent)
    }

    /// The innermost block that holds byte `offset`.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> Option<BlockId> {
        let last =
            self.blocks.partition_point(|block| block.span.start <= offset).checked_sub(1)?;
        std::iter::once(last)
            .chain(self.ancestors(last))
            .find(|&id| self.blocks[id].span.contains(offset))
    }

    /// The inlines of one block, descendants included.
    #[must_use]
    pub fn inlines(&self, id: BlockId) -> &[Inline] {
        &self.inlines[self.blocks[id].inlines.clone()]
    }

    /// The readable text of one block: marks gone, code and link labels kept.
    #[must_use]
    pub fn plain(&self, text: &str, id: BlockId) -> Plain {
        let mut plain = Plain::default();
        for inline in self.inlines(id) {
            match &inline.kind {
                InlineKind::Text => plain.push(inline.span.of(text), inline.span),
                InlineKind::Code => {
                    let inner = code_content(text, inline.span);
                    plain.push(inner.of(text), inner);
                }
                InlineKind::SoftBreak => plain.push(" ", inline.span),
                InlineKind::HardBreak => plain.push("\n", inline.span),
                _ => {}
            }
        }
        plain
    }

    /// The author's own sentences in one block: like [`Syntax::plain`], with
    /// code, HTML, images and bare addresses each replaced by one [`MASK`].
    #[must_use]
    pub fn prose(&self, text: &str, id: BlockId) -> Plain {
        let mut plain = Plain::default();
        let mut mask = [0; MASK.len_utf8()];
        let mask: &str = MASK.encode_utf8(&mut mask);
        let range = self.blocks[id].inlines.clone();
        let mut at = range.start;
        while at < range.end {
            let inline = &self.inlines[at];
            at += 1;
            match &inline.kind {
                InlineKind::Text => plain.push(inline.span.of(text), inline.span),
                InlineKind::SoftBreak => plain.push(" ", inline.span),
                InlineKind::HardBreak => plain.push("\n", inline.span),
                InlineKind::Code
                | InlineKind::Html
                | InlineKind::Image { .. }
                | InlineKind::Link { automatic: true, .. } => {
                    plain.push(mask, inline.span);
                    at = inline.end;
                }
                _ => {}
            }
        }
        plain
    }

    /// The bytes of the text inside a fence or an indented block, without the
    /// lines that open and close it.
    #[must_use]
    pub fn code(&self, text: &str, id: BlockId) -> Span {
        let block = &self.blocks[id];
        let BlockKind::Fence { closed, .. } = block.kind else { return block.span };
        let whole = block.span.of(text);
        let start = memchr::memchr(b'\n', whole.as_bytes()).map_or(whole.len(), |at| at + 1);
        let end = match closed {
            true => memchr::memrchr(b'\n', whole.as_bytes()).map_or(start, |at| at + 1),
            false => whole.len(),
        };
        Span::new(block.span.start + start, block.span.start + end.max(start))
    }
}

/// Attributes of headings are cut off here (see [`Builder::cut_attributes`]):
/// with the parser's own reading of them some texts end in a panic, and a
/// heading that ends in a lone carriage return swallows the next line.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Where Markdown begins in a text.
fn parse_start(text: &str, front_matter: Option<FrontMatter>) -> usize {
    front_matter.map_or_else(|| byte_order_mark(text), |block| block.span.end)
}

fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}

fn front_matter(text: &str) -> Option<FrontMatter> {
    let start = byte_order_mark(text);
    let (mark, format) = match text.get(start..start + 3)? {
        "---" => ("---", FrontMatterFormat::Yaml),
        "+++" => ("+++", FrontMatterFormat::Toml),
        _ => return None,
    };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != mark || !first.ends_with('\n') {
        return None;
    }
    let body = start + first.len();
    let mut at = body;
    for line in lines {
        if line.trim_end() == mark {
            let span = Span::new(start, at + line.len());
            return Some(FrontMatter { span, body: Span::new(body, at), format });
        }
        at += line.len();
    }
    None
}

fn code_content(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let ticks = whole.len() - whole.trim_start_matches('`').len();
    let inner = Span::new(span.start + ticks, (span.end - ticks).max(span.start + ticks));
    inner.trim(text)
}

/// Turns the parser's events into blocks and inlines.
struct Builder<'t> {
    text: &'t str,
    syntax: Syntax,
    open: Vec<BlockId>,
    open_inlines: Vec<usize>,
}

impl<'t> Builder<'t> {
    /// For about so many bytes of a text.
    fn new(text: &'t str, bytes: usize) -> Self {
        let syntax = Syntax {
            blocks: Vec::with_capacity(bytes / 60),
            inlines: Vec::with_capacity(bytes / 30),
            ..Syntax::default()
        };
        Self { text, syntax, open: Vec::new(), open_inlines: Vec::new() }
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start_tag(tag, span),
            Event::End(tag) => self.end_tag(tag),
            Event::Text(_) => self.text(span),
            Event::Code(_) => self.leaf(InlineKind::Code, span),
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.leaf(InlineKind::Html, span),
            Event::SoftBreak => self.leaf(InlineKind::SoftBreak, span),
            Event::HardBreak => self.leaf(InlineKind::HardBreak, span),
            Event::FootnoteReference(_) => self.leaf(InlineKind::FootnoteReference, span),
            Event::TaskListMarker(done) => self.task(done),
            Event::Rule => {
                self.close_implicit();
                let id = self.open_block(BlockKind::Rule, span);
                self.close_block(id);
            }
            Event::InlineMath(_) | Event::DisplayMath(_) => self.leaf(InlineKind::Text, span),
        }
    }

    fn start_tag(&mut self, tag: Tag<'_>, span: Span) {
        if let Some(kind) = inline_kind(&tag) {
            self.start_inline(kind, span);
        } else if let Some(kind) = self.block_kind(&tag, span) {
            self.close_implicit();
            self.open_block(kind, span);
        }
    }

    fn end_tag(&mut self, tag: TagEnd) {
        if is_inline_end(tag) {
            if let Some(index) = self.open_inlines.pop() {
                self.syntax.inlines[index].end = self.syntax.inlines.len();
            }
            return;
        }
        if matches!(tag, TagEnd::MetadataBlock(_)) {
            return;
        }
        self.close_implicit();
        if let TagEnd::Heading(_) = tag {
            self.cut_attributes();
        }
        if let Some(&id) = self.open.last() {
            self.close_block(id);
        }
    }

    /// Takes `{#id .class}` at the end of a heading out of its readable text.
    fn cut_attributes(&mut self) {
        let own = self.open.last().map_or(0, |&id| self.syntax.blocks[id].inlines.start);
        let Some(last) = self.syntax.inlines[own..].last_mut() else { return };
        if last.kind != InlineKind::Text {
            return;
        }
        if let Some(length) = length_without_attributes(last.span.of(self.text)) {
            last.span.end = last.span.start + length;
        }
        if last.span.is_empty() {
            self.syntax.inlines.pop();
        }
    }

    fn block_kind(&self, tag: &Tag<'_>, span: Span) -> Option<BlockKind> {
        Some(match tag {
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::Heading { level, .. } => BlockKind::Heading { level: *level as u8 },
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => self.fence(span),
            Tag::CodeBlock(CodeBlockKind::Indented) => BlockKind::IndentedCode,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::List(first) => BlockKind::List { first: *first },
            Tag::Item => BlockKind::Item { task: None },
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::TableHead,
            Tag::TableRow => BlockKind::TableRow,
            Tag::TableCell => BlockKind::TableCell,
            _ => return None,
        })
    }

    fn fence(&self, span: Span) -> BlockKind {
        let whole = span.of(self.text);
        let mark = whole.as_bytes().first().copied().unwrap_or(b'`');
        let length = whole.bytes().take_while(|&byte| byte == mark).count();
        let first_line = memchr::memchr(b'\n', whole.as_bytes()).unwrap_or(whole.len());
        let info = Span::new(span.start + length, span.start + first_line).trim(self.text);
        BlockKind::Fence { info, closed: is_closed(whole, first_line, mark, length) }
    }

    fn text(&mut self, span: Span) {
        let in_code = self.open.last().is_some_and(|&id| {
            matches!(self.syntax.blocks[id].kind, BlockKind::Fence { .. } | BlockKind::IndentedCode)
        });
        if !in_code {
            self.leaf(InlineKind::Text, span);
        }
    }

    fn task(&mut self, done: bool) {
        for &id in self.open.iter().rev() {
            if let BlockKind::Item { task } = &mut self.syntax.blocks[id].kind {
                *task = Some(done);
                return;
            }
        }
    }

    fn leaf(&mut self, kind: InlineKind, span: Span) {
        self.ensure_leaf_block(span);
        let end = self.syntax.inlines.len() + 1;
        if self.extends_last_text(&kind, span) {
            return;
        }
        self.syntax.inlines.push(Inline { kind, span, end });
    }

    /// Joins text that the parser hands over in pieces though it is contiguous.
    fn extends_last_text(&mut self, kind: &InlineKind, span: Span) -> bool {
        let own = self.open.last().map_or(0, |&id| self.syntax.blocks[id].inlines.start);
        if *kind != InlineKind::Text || self.syntax.inlines.len() <= own {
            return false;
        }
        match self.syntax.inlines.last_mut() {
            Some(last) if last.kind == InlineKind::Text && last.span.end == span.start => {
                last.span.end = span.end;
                true
            }
            _ => false,
        }
    }

    fn start_inline(&mut self, kind: InlineKind, span: Span) {
        self.ensure_leaf_block(span);
        self.open_inlines.push(self.syntax.inlines.len());
        self.syntax.inlines.push(Inline { kind, span, end: 0 });
    }

    /// Text right inside a list item or a quote gets a paragraph of its own.
    fn ensure_leaf_block(&mut self, span: Span) {
        let Some(&id) = self.open.last() else {
            self.open_block(BlockKind::Paragraph, Span::at(span.start));
            return;
        };
        if is_container(self.syntax.blocks[id].kind) {
            self.open_block(BlockKind::Paragraph, Span::at(span.start));
        }
    }

    /// Ends a paragraph that [`Builder::ensure_leaf_block`] opened.
    fn close_implicit(&mut self) {
        let Some(&id) = self.open.last() else { return };
        let block = &self.syntax.blocks[id];
        if block.kind == BlockKind::Paragraph && block.span.is_empty() {
            let last = &self.syntax.inlines[block.inlines.start..];
            let end = last.iter().map(|inline| inline.span.end).max().unwrap_or(block.span.start);
            self.syntax.blocks[id].span.end = end;
            self.close_block(id);
        }
    }

    fn open_block(&mut self, kind: BlockKind, span: Span) -> BlockId {
        let id = self.syntax.blocks.len();
        let inlines = self.syntax.inlines.len();
        let span = Span::new(span.start, trim_line_end(self.text, span));
        self.syntax.has_definitions |= matches!(kind, BlockKind::Footnote);
        self.syntax.blocks.push(Block {
            kind,
            span,
            parent: self.open.last().copied(),
            end: id + 1,
            inlines: inlines..inlines,
        });
        self.open.push(id);
        id
    }

    fn close_block(&mut self, id: BlockId) {
        self.open.pop();
        self.syntax.blocks[id].end = self.syntax.blocks.len();
        if is_container(self.syntax.blocks[id].kind) {
            let start = self.syntax.blocks[id].inlines.start;
            self.syntax.blocks[id].inlines = start..start;
        } else {
            self.syntax.blocks[id].inlines.end = self.syntax.inlines.len();
        }
    }

    fn finish(mut self) -> Syntax {
        self.close_implicit();
        debug_assert!(self.open.is_empty());
        self.syntax
    }
}

/// How long a heading's text is before the attributes at its end.
fn length_without_attributes(text: &str) -> Option<usize> {
    let (before, attributes) = text.trim_end().strip_suffix('}')?.rsplit_once('{')?;
    let is_attribute = |word: &str| word.starts_with(['#', '.']) || word.contains('=');
    let mut words = attributes.split_whitespace().peekable();
    let are_attributes = words.peek().is_some() && words.all(is_attribute);
    let stands_alone = !attributes.contains('}') && !before.ends_with('{');
    (are_attributes && stands_alone).then_some(before.trim_end().len())
}

fn is_container(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::List { .. }
            | BlockKind::Item { .. }
            | BlockKind::Quote
            | BlockKind::Footnote
            | BlockKind::Table
            | BlockKind::TableHead
            | BlockKind::TableRow
    )
}

fn inline_kind(tag: &Tag<'_>) -> Option<InlineKind> {
    Some(match tag {
        Tag::Emphasis => InlineKind::Emphasis,
        Tag::Strong => InlineKind::Strong,
        Tag::Strikethrough => InlineKind::Strikethrough,
        Tag::Link { link_type, dest_url, .. } => InlineKind::Link {
            destination: dest_url.as_ref().into(),
            automatic: matches!(link_type, LinkType::Autolink | LinkType::Email),
        },
        Tag::Image { dest_url, .. } => InlineKind::Image { destination: dest_url.as_ref().into() },
        _ => return None,
    })
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Whether the last line of a fence is one that closes it.
fn is_closed(whole: &str, first_line: usize, mark: u8, length: usize) -> bool {
    let whole = whole.trim_end_matches(['\n', '\r']);
    let Some(last_line) = memchr::memrchr(b'\n', whole.as_bytes()) else { return false };
    if last_line < first_line {
        return false;
    }
    // Inside a quote or a list the closing marks stand behind the container's own.
    let last = whole[last_line + 1..].trim_start_matches([' ', '\t', '>']).trim_end();
    last.len() >= length && last.bytes().all(|byte| byte == mark)
}

fn trim_line_end(text: &str, span: Span) -> usize {
    span.start + span.of(text).trim_end_matches(['\n', '\r']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a block: depth, kind, and the text of leaves.
    fn outline(text: &str) -> String {
        let syntax = Syntax::parse(text);
        let mut lines = Vec::new();
        for (id, block) in syntax.blocks.iter().enumerate() {
            let depth = syntax.ancestors(id).count();
            let name = format!("{:?}", block.kind);
            let name = name.split([' ', '{']).next().unwrap_or_default();
            let plain = syntax.plain(text, id).text;
            lines.push(format!("{}{name} {plain}", "  ".repeat(depth)).trim_end().to_owned());
        }
        lines.join("\n")
    }

    #[test]
    fn the_attributes_of_a_heading_are_no_text() {
        assert_eq!(outline("# Cache {#cache .wide}\n"), "Heading Cache");
        assert_eq!(outline("Cache {: #cache}\n=====\n"), "Heading Cache {: #cache}");
        assert_eq!(outline("# {#cache}\n"), "Heading");
        assert_eq!(outline("# {{.Title}} {x}\n"), "Heading {{.Title}} {x}");
    }

    #[test]
    fn a_box_above_an_empty_item_is_read() {
        assert_eq!(outline("- [ ] \\\n  - "), "List\n  Item\n    Heading \\");
    }

    #[test]
    fn the_text_of_a_tight_item_is_a_paragraph() {
        let tight = outline("- a **b**\n- c\n  - d\n");
        assert_eq!(
            tight,
            "List\n  Item\n    Paragraph a b\n  Item\n    Paragraph c\n    List\n      Item\n        Paragraph d"
        );
    }

    #[test]
    fn cells_hold_their_text() {
        let table = outline("| a | b |\n|---|---|\n| `c` | [d](e) |\n");
        assert_eq!(
            table,
            "Table\n  TableHead\n    TableCell a\n    TableCell b\n  TableRow\n    TableCell c\n    TableCell d"
        );
    }

    #[test]
    fn front_matter_is_cut_off() {
        let text = "\u{FEFF}---\r\ntitle: x\r\n---\r\n# H\r\n";
        let syntax = Syntax::parse(text);
        let front = syntax.front_matter.expect("front matter");
        assert_eq!(front.body.of(text), "title: x\r\n");
        assert_eq!(outline(text), "Heading H");
    }

    #[test]
    fn a_rule_at_the_head_is_no_front_matter() {
        assert_eq!(outline("---\n\ntext\n"), "Rule\nParagraph text");
    }

    #[test]
    fn plain_text_leads_back_to_its_source() {
        let text = "see **16:58 UTC** - `x`";
        let syntax = Syntax::parse(text);
        let plain = syntax.plain(text, 0);
        assert_eq!(plain.text, "see 16:58 UTC - x");
        let at = plain.text.find("16:58 UTC").expect("a time");
        assert_eq!(plain.source(at..at + 9).of(text), "16:58 UTC");
        assert_eq!(plain.source(16..17).of(text), "x");
    }

    #[test]
    fn what_stands_for_code_leads_to_all_of_it() {
        let text = "run ` é ` now";
        let syntax = Syntax::parse(text);
        let prose = syntax.prose(text, 0);
        let code = prose.text.find(MASK).expect("a mask");
        assert_eq!(prose.source(0..code + MASK.len_utf8()).of(text), "run ` é `");
        assert_eq!(prose.source(code..prose.text.len()).of(text), "` é ` now");
    }

    #[test]
    fn prose_hides_code_and_addresses() {
        let text = "run `rm` at <https://x.example> [now](https://y.example)";
        let syntax = Syntax::parse(text);
        assert_eq!(syntax.prose(text, 0).text, format!("run {MASK} at {MASK} now"));
    }

    #[test]
    fn an_unclosed_fence_says_so() {
        let closed = |text: &str| {
            Syntax::parse(text).blocks.iter().find_map(|block| match block.kind {
                BlockKind::Fence { closed, .. } => Some(closed),
                _ => None,
            })
        };
        assert_eq!(closed("```sh\nx\n```\n"), Some(true));
        assert_eq!(closed("```sh\nx\n"), Some(false));
        assert_eq!(closed("> ```sh\n> x\n> ```\n"), Some(true));
        assert_eq!(closed("```"), Some(false));
    }

    #[test]
    fn code_is_what_stands_between_the_marks() {
        let text = "```sh\none\ntwo\n```\n";
        let syntax = Syntax::parse(text);
        assert_eq!(syntax.code(text, 0).of(text), "one\ntwo\n");
    }

    #[test]
    fn check_boxes_have_a_state() {
        let states: Vec<_> = Syntax::parse("- [ ] a\n- [x] b\n- c\n")
            .blocks
            .iter()
            .filter_map(|block| match block.kind {
                BlockKind::Item { task } => Some(task),
                _ => None,
            })
            .collect();
        assert_eq!(states, [Some(false), Some(true), None]);
    }

    #[test]
    fn the_innermost_block_is_found() {
        let text = "- a\n  - bc\n";
        let syntax = Syntax::parse(text);
        let id = syntax.block_at(8).expect("a block");
        assert_eq!(syntax.plain(text, id).text, "bc");
    }
}
