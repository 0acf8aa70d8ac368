//! Puts blocks and spans into one another, as they begin and end.

use super::{Content, Piece, inside, is_long};
use crate::{
    block::{Align, Block, Span},
    error::Problem,
    expression::Expression,
    limits::{MAX_COLUMNS, MAX_DEPTH, MAX_TEXT},
    report::{Lines, Report, cited},
};

/// What has begun and not ended.
#[derive(Debug)]
pub(super) enum Kind {
    Paragraph,
    /// With so many `#`.
    Heading(u32),
    Quote,
    /// With its name, empty for plain code.
    Code(String),
    List(Option<u64>),
    Item,
    Table(Vec<Align>),
    /// Of a table, its head too.
    Row,
    Cell,
    Emphasis,
    Strong,
    Link(String),
    /// What is wrong and told already.
    Refused,
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    /// Where it begins in the text.
    place: usize,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// The items of a list.
    items: Vec<Vec<Block>>,
    /// The cells of a row.
    cells: Vec<Vec<Span>>,
    /// The rows of a table, its head first.
    rows: Vec<Vec<Vec<Span>>>,
}

#[derive(Debug)]
pub(super) struct Builder<'a> {
    lines: Lines,
    report: &'a mut Report,
    open: Vec<Frame>,
    /// How many have begun that are not in `open`, since they are too deep.
    ignored: usize,
    pieces: Vec<Piece>,
}

impl<'a> Builder<'a> {
    pub(super) const fn new(lines: Lines, report: &'a mut Report) -> Self {
        Self { lines, report, open: Vec::new(), ignored: 0, pieces: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Piece> {
        self.pieces
    }

    /// Something is wrong at this place of the text.
    pub(super) fn wrong(&mut self, place: usize, problem: Problem) {
        // What is left out is told as a whole.
        if self.ignored == 0 {
            self.report.add(self.lines.at(place), problem);
        }
    }

    pub(super) fn open(&mut self, kind: Kind, place: usize) {
        if self.ignored > 0 {
            self.ignored += 1;
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.wrong(place, Problem::TooDeep { limit: MAX_DEPTH as u32 });
            self.ignored = 1;
            return;
        }
        if !matches!(kind, Kind::Emphasis | Kind::Strong | Kind::Link(_) | Kind::Refused) {
            self.end_loose_text();
        }
        if matches!(kind, Kind::Heading(_)) && !self.open.is_empty() {
            self.wrong(place, Problem::HeadingInside);
        }
        if matches!(&kind, Kind::Table(columns) if columns.len() > MAX_COLUMNS) {
            self.wrong(place, Problem::TooManyColumns { limit: MAX_COLUMNS as u32 });
        }
        let (blocks, spans, items) = (Vec::new(), Vec::new(), Vec::new());
        let (cells, rows) = (Vec::new(), Vec::new());
        self.open.push(Frame { kind, place, blocks, spans, items, cells, rows });
    }

    /// What began last ends.
    pub(super) fn close(&mut self) {
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        self.end_loose_text();
        let Some(frame) = self.open.pop() else { return };
        let Frame { kind, place, blocks, spans, items, cells, rows } = frame;
        if matches!(kind, Kind::Paragraph | Kind::Heading(_) | Kind::Cell) {
            self.check_length(&spans, place);
        }
        match kind {
            Kind::Paragraph if spans.is_empty() => {}
            Kind::Paragraph => self.block(Block::Paragraph(spans), place),
            Kind::Heading(level) => {
                if self.open.is_empty() {
                    self.piece(Content::Heading { level, spans }, place);
                }
            }
            Kind::Quote => self.block(Block::Quote(blocks), place),
            Kind::Code(name) => self.code(name, spans, place),
            Kind::List(first) => self.block(Block::List { first, items }, place),
            Kind::Table(align) => {
                let mut rows = rows.into_iter();
                let head = rows.next().unwrap_or_default();
                self.block(Block::Table { align, head, rows: rows.collect() }, place);
            }
            Kind::Emphasis => self.span(Span::Emphasis(spans)),
            Kind::Strong => self.span(Span::Strong(spans)),
            Kind::Link(to) => self.span(Span::Link { to, spans }),
            Kind::Item | Kind::Row | Kind::Cell => {
                let Some(outer) = self.open.last_mut() else { return };
                match kind {
                    Kind::Item => outer.items.push(blocks),
                    Kind::Row => outer.rows.push(cells),
                    _ => outer.cells.push(spans),
                }
            }
            Kind::Refused => {}
        }
    }

    fn code(&mut self, name: String, spans: Vec<Span>, place: usize) {
        let text = match spans.into_iter().next() {
            Some(Span::Text(text)) => text,
            _ => String::new(),
        };
        if is_long(&text) {
            self.wrong(place, Problem::TextTooLong { limit: MAX_TEXT as u32 });
        }
        if name.is_empty() {
            let code = text.strip_suffix('\n').unwrap_or(&text);
            self.block(Block::Code(code.to_owned()), place);
        } else if self.open.is_empty() {
            self.piece(Content::Fence { name, text }, place);
        } else {
            match inside(&name, &text) {
                Ok(block) => self.block(block, place),
                Err(problem) => self.wrong(place, problem),
            }
        }
    }

    pub(super) fn block(&mut self, block: Block, place: usize) {
        if self.ignored > 0 {
            return;
        }
        self.end_loose_text();
        match self.open.last_mut() {
            Some(frame) => frame.blocks.push(block),
            None => self.piece(Content::Block(block), place),
        }
    }

    pub(super) fn span(&mut self, span: Span) {
        if self.ignored > 0 {
            return;
        }
        if let Some(frame) = self.open.last_mut() {
            frame.spans.push(span);
        }
    }

    /// Text that follows other text is one with it.
    pub(super) fn text(&mut self, text: &str) {
        if self.ignored > 0 {
            return;
        }
        let Some(frame) = self.open.last_mut() else { return };
        match frame.spans.last_mut() {
            Some(Span::Text(before)) => before.push_str(text),
            _ => frame.spans.push(Span::Text(text.to_owned())),
        }
    }

    /// Code that begins with `=`, and what stands behind that.
    pub(super) fn live(&mut self, source: &str, place: usize) {
        if source.split_whitespace().eq(["kill", "machine"]) {
            return self.span(Span::KilledMachine);
        }
        match Expression::read(source) {
            Ok(expression) => self.span(Span::Live { source: source.to_owned(), expression }),
            Err(unreadable) => {
                let found = cited(source);
                self.wrong(place, Problem::LiveFigure { found, column: unreadable.column });
            }
        }
    }

    /// The text of a list's item may stand there without a paragraph; here it gets one.
    fn end_loose_text(&mut self) {
        let Some(item) = self.open.last_mut() else { return };
        if matches!(item.kind, Kind::Item) && !item.spans.is_empty() {
            let (place, spans) = (item.place, core::mem::take(&mut item.spans));
            item.blocks.push(Block::Paragraph(spans.clone()));
            self.check_length(&spans, place);
        }
    }

    fn piece(&mut self, content: Content, place: usize) {
        self.pieces.push(Piece { line: self.lines.at(place), content });
    }

    fn check_length(&mut self, spans: &[Span], place: usize) {
        if length(spans) > MAX_TEXT {
            self.wrong(place, Problem::TextTooLong { limit: MAX_TEXT as u32 });
        }
    }
}

/// The characters of a text.
fn length(spans: &[Span]) -> usize {
    let of = |span: &Span| match span {
        Span::Text(text) | Span::Code(text) | Span::Live { source: text, .. } => {
            text.chars().count()
        }
        Span::Emphasis(spans) | Span::Strong(spans) => length(spans),
        Span::Link { to, spans } => to.chars().count() + length(spans),
        Span::KilledMachine | Span::Break => 1,
    };
    spans.iter().map(of).sum()
}
