//! From Markdown to pieces: text blocks, headings and fenced blocks, each with its line.

mod builder;

use core::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::{
    block::{Align, Block, Span},
    error::{Directive, Markup, Problem},
    limits::MAX_TEXT,
    report::{Lines, Report, cited},
};
use builder::{Builder, Kind};

/// A piece of the outermost level.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Its line in the file, from 1.
    pub(crate) line: u32,
    pub(crate) content: Content,
}

#[derive(Debug)]
pub(crate) enum Content {
    /// A heading.
    Heading {
        /// How many `#`.
        level: u32,
        spans: Vec<Span>,
    },
    /// A fenced block that has a name.
    Fence { name: String, text: String },
    /// Anything else.
    Block(Block),
}

/// Reads a text that begins at line `first` of the file.
pub(crate) fn pieces(text: &str, first: u32, report: &mut Report) -> Vec<Piece> {
    // What is not allowed is read all the same, to be told.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let lines = Lines::of(text, first);
    let mut reader = Reader { text, builder: Builder::new(lines, report) };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.builder.finish()
}

/// Reads a text that is to be one paragraph, such as a guess.
pub(crate) fn sentence(text: &str, line: u32, report: &mut Report) -> Vec<Span> {
    let before = report.len();
    let mut read = pieces(text, line, report).into_iter();
    match (read.next().map(|piece| piece.content), read.next()) {
        (Some(Content::Block(Block::Paragraph(spans))), None) => spans,
        _ => {
            if report.len() == before {
                report.add(line, Problem::NotOneLine { found: cited(text) });
            }
            Vec::new()
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    builder: Builder<'a>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let place = range.start;
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.builder.close(),
            Event::Text(text) => self.builder.text(&text),
            Event::Code(code) => match code.strip_prefix('=') {
                Some(source) => self.builder.live(source.trim(), place),
                None => self.builder.span(Span::Code(code.into_string())),
            },
            Event::SoftBreak => self.builder.text(" "),
            Event::HardBreak => self.builder.span(Span::Break),
            Event::Rule => self.builder.block(Block::Rule, place),
            Event::InlineHtml(_) => self.refuse(Markup::Html, range),
            // The block of HTML it is part of is told already.
            Event::Html(_) => {}
            Event::FootnoteReference(_) => self.refuse(Markup::Footnote, range),
            Event::TaskListMarker(_) => self.refuse(Markup::TaskList, range),
            Event::InlineMath(math) | Event::DisplayMath(math) => self.builder.text(&math),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Paragraph => Kind::Paragraph,
            Tag::Heading { level, .. } => Kind::Heading(level as u32),
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(String::new()),
            Tag::CodeBlock(CodeBlockKind::Fenced(name)) => {
                if !is_closed(self.text.get(range.clone()).unwrap_or_default()) {
                    self.builder.wrong(range.start, Problem::NotClosed);
                }
                Kind::Code(name.trim().to_owned())
            }
            Tag::List(first) => Kind::List(first),
            Tag::Item => Kind::Item,
            Tag::Table(columns) => Kind::Table(columns.into_iter().map(align).collect()),
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Link { dest_url, .. } => {
                if !is_web(&dest_url) {
                    let found = cited(&dest_url);
                    self.builder.wrong(range.start, Problem::Link { found });
                }
                Kind::Link(dest_url.into_string())
            }
            Tag::Image { .. } => self.refused(Markup::Image, &range),
            Tag::Strikethrough => self.refused(Markup::Strikethrough, &range),
            Tag::FootnoteDefinition(_) => self.refused(Markup::Footnote, &range),
            Tag::HtmlBlock => self.refused(Markup::Html, &range),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Kind::Refused,
        };
        self.builder.open(kind, range.start);
    }

    fn refused(&mut self, markup: Markup, range: &Range<usize>) -> Kind {
        self.refuse(markup, range.clone());
        Kind::Refused
    }

    fn refuse(&mut self, markup: Markup, range: Range<usize>) {
        let found = cited(self.text.get(range.clone()).unwrap_or_default());
        self.builder.wrong(range.start, Problem::NotInLessons { markup, found });
    }
}

const fn align(column: pulldown_cmark::Alignment) -> Align {
    match column {
        pulldown_cmark::Alignment::None => Align::Unsaid,
        pulldown_cmark::Alignment::Left => Align::Left,
        pulldown_cmark::Alignment::Center => Align::Center,
        pulldown_cmark::Alignment::Right => Align::Right,
    }
}

/// Whether a fenced block, fences and all, ends with a fence.
fn is_closed(block: &str) -> bool {
    let block = block.trim_start();
    let Some(mark) = block.chars().next() else { return false };
    let opening = block.chars().take_while(|c| *c == mark).count();
    // In a quote, the last line begins with the quote's own marks.
    let last = block.lines().skip(1).last().map_or("", |line| line.trim_start_matches([' ', '>']));
    let last = last.trim_end();
    last.chars().all(|c| c == mark) && last.chars().count() >= opening
}

/// Whether a link leads to the web or to a place of the page, and nowhere else.
fn is_web(url: &str) -> bool {
    let is_plain = |c: char| !(c.is_control() || c.is_whitespace() || r#"\"<>`"#.contains(c));
    let host = ["https://", "http://"].into_iter().find_map(|scheme| url.strip_prefix(scheme));
    let leads =
        host.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['));
    (leads || url.starts_with('#')) && url.chars().all(is_plain)
}

/// A named fenced block where only text can be: a transcript is text too.
pub(crate) fn inside(name: &str, text: &str) -> Result<Block, Problem> {
    match Directive::named(name) {
        Some(Directive::Iex) => Ok(Block::Iex(text.strip_suffix('\n').unwrap_or(text).to_owned())),
        Some(directive) => Err(Problem::DirectiveInside { directive }),
        None => Err(Problem::UnknownDirective { found: cited(name) }),
    }
}

/// Whether a text is longer than it may be.
pub(crate) fn is_long(text: &str) -> bool {
    text.chars().nth(MAX_TEXT).is_some()
}
