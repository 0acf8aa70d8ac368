//! From pieces to a lesson: title, introduction, steps.

use crate::{
    block::{Block, Span},
    directive,
    error::{Directive, LessonError, Problem},
    lesson::{Lesson, Step},
    limits::{MAX_BYTES, MAX_STEPS},
    markdown::{self, Content, Piece},
    report::{Report, cited, too_large},
};

/// The line that boots a lesson's cluster when the lesson doesn't say.
const CLUSTER: &str = "Master.boot(5)";

pub(crate) fn lesson(text: &str) -> Result<Lesson, Vec<LessonError>> {
    if text.len() > MAX_BYTES {
        return Err(vec![too_large(text.len())]);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(place) = text.find(is_no_text) {
        let before = text.get(..place).unwrap_or_default();
        let line = 1 + before.matches('\n').count() as u32;
        return Err(vec![LessonError { line, problem: Problem::NotText }]);
    }
    // Tools that write lines in another way write `\r\n`, or `\r` alone.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut assembly = Assembly::default();
    for piece in markdown::pieces(&text, 1, &mut assembly.report) {
        assembly.take(piece);
    }
    assembly.finish(1 + text.trim_end().matches('\n').count() as u32)
}

/// Characters that show that a file is something else than text.
fn is_no_text(c: char) -> bool {
    c == char::REPLACEMENT_CHARACTER || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

#[derive(Default)]
struct Assembly {
    report: Report,
    title: Option<String>,
    /// Whether anything came before the title; it is told once.
    untitled: bool,
    intro: Vec<Block>,
    cluster: Option<String>,
    steps: Vec<Step>,
    /// The line of a `predict` that waits for its `run`.
    waiting: Option<u32>,
    /// How many console lines the step has so far.
    lines: usize,
}

impl Assembly {
    fn take(&mut self, Piece { line, content }: Piece) {
        if let Content::Heading { level, spans } = content {
            return self.heading(level, spans, line);
        }
        if self.title.is_none() && !self.untitled {
            self.untitled = true;
            let found = match &content {
                Content::Fence { name, .. } => format!("```{}", cited(name)),
                Content::Block(block) => cited(&shown(block)),
                Content::Heading { .. } => String::new(),
            };
            self.report.add(line, Problem::NoTitle { found });
        }
        match content {
            Content::Block(block) => self.blocks().push(block),
            Content::Fence { name, text } => self.fence(&name, &text, line),
            Content::Heading { .. } => {}
        }
    }

    fn heading(&mut self, level: u32, spans: Vec<Span>, line: u32) {
        match level {
            1 => {
                let title = self.plain(&spans, line);
                if self.title.is_some() || !self.steps.is_empty() {
                    let found = cited(&title);
                    return self.report.add(line, Problem::SecondTitle { found });
                }
                self.title = Some(title);
            }
            2 => {
                let title = self.plain(&spans, line);
                if self.title.is_none() && !self.untitled {
                    self.untitled = true;
                    let found = format!("## {}", cited(&title));
                    self.report.add(line, Problem::NoTitle { found });
                }
                self.end_step();
                self.steps.push(Step { title, blocks: Vec::new() });
                if self.steps.len() == MAX_STEPS + 1 {
                    self.report.add(line, Problem::TooManySteps { limit: MAX_STEPS as u32 });
                }
            }
            3 => self.blocks().push(Block::Heading(spans)),
            level => self.report.add(line, Problem::HeadingLevel { level }),
        }
    }

    /// The text of a title.
    fn plain(&mut self, spans: &[Span], line: u32) -> String {
        let mut title = String::new();
        if !flatten(spans, &mut title) {
            self.report.add(line, Problem::TitleIsPlain);
        } else if title.trim().is_empty() {
            self.report.add(line, Problem::EmptyTitle);
        }
        title.trim().to_owned()
    }

    fn fence(&mut self, name: &str, text: &str, line: u32) {
        let Some(directive) = Directive::named(name) else {
            return self.report.add(line, Problem::UnknownDirective { found: cited(name) });
        };
        if directive == Directive::Cluster {
            return self.cluster(text, line);
        }
        let needs_step =
            matches!(directive, Directive::Run | Directive::Predict | Directive::Question);
        if needs_step && self.steps.is_empty() {
            self.report.add(line, Problem::BeforeSteps { directive });
        }
        if directive == Directive::Predict
            && let Some(earlier) = self.waiting.replace(line)
        {
            self.report.add(earlier, Problem::NothingToPredict);
        }
        if directive == Directive::Run {
            self.waiting = None;
        }
        let Some(block) = directive::read(directive, text, line, &mut self.report) else { return };
        if let Block::Run(lines) = &block {
            directive::count_lines(&mut self.lines, lines.len(), line, &mut self.report);
        }
        self.blocks().push(block);
    }

    fn cluster(&mut self, text: &str, line: u32) {
        if !self.steps.is_empty() {
            self.report.add(line, Problem::ClusterInStep);
        } else if self.cluster.is_some() {
            self.report.add(line, Problem::SecondCluster);
        }
        // What can't be read is told, and stands for a cluster all the same.
        self.cluster = Some(directive::cluster(text, line, &mut self.report).unwrap_or_default());
    }

    /// Where blocks go now.
    fn blocks(&mut self) -> &mut Vec<Block> {
        match self.steps.last_mut() {
            Some(step) => &mut step.blocks,
            None => &mut self.intro,
        }
    }

    fn end_step(&mut self) {
        self.lines = 0;
        if let Some(line) = self.waiting.take() {
            self.report.add(line, Problem::NothingToPredict);
        }
    }

    fn finish(mut self, last_line: u32) -> Result<Lesson, Vec<LessonError>> {
        self.end_step();
        if self.title.is_none() && !self.untitled {
            self.report.add(1, Problem::NoTitle { found: String::new() });
        }
        if self.steps.is_empty() {
            self.report.add(last_line, Problem::NoStep);
        }
        let errors = self.report.errors();
        if !errors.is_empty() {
            return Err(errors);
        }
        let cluster = self.cluster.unwrap_or_else(|| CLUSTER.to_owned());
        let title = self.title.unwrap_or_default();
        Ok(Lesson { title, intro: self.intro, cluster, steps: self.steps })
    }
}

/// Adds the text of these spans; `false` when one of them is no plain text.
fn flatten(spans: &[Span], text: &mut String) -> bool {
    spans.iter().all(|span| match span {
        Span::Text(more) | Span::Code(more) => {
            text.push_str(more);
            true
        }
        Span::Emphasis(spans) | Span::Strong(spans) => flatten(spans, text),
        Span::Break => {
            text.push(' ');
            true
        }
        Span::Link { .. } | Span::Live { .. } | Span::KilledMachine => false,
    })
}

/// What a block begins with, to cite it.
fn shown(block: &Block) -> String {
    let mut text = String::new();
    match block {
        Block::Paragraph(spans) | Block::Heading(spans) => {
            flatten(spans, &mut text);
        }
        Block::Code(code) | Block::Iex(code) => text.push_str(code),
        _ => {}
    }
    if text.trim().is_empty() { "…".to_owned() } else { text }
}
