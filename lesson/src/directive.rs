//! Fenced blocks that mean something. A block's first line is one below its fence.

use lab::{
    command::{Command, Line},
    script,
};

use crate::{
    block::{Block, Guess, Panel, Predict, Question},
    error::{Directive, Problem},
    figure::Count,
    limits::{MAX_GUESSES, MAX_LINES},
    markdown::{self, Content},
    report::{Report, cited},
};

/// Reads what a directive contains; `line` is its fence's.
pub(crate) fn read(
    directive: Directive,
    text: &str,
    line: u32,
    report: &mut Report,
) -> Option<Block> {
    if text.trim().is_empty() {
        report.add(line, Problem::Empty { directive });
        return None;
    }
    match directive {
        Directive::Iex => Some(Block::Iex(text.strip_suffix('\n').unwrap_or(text).to_owned())),
        Directive::Run => run(text, line, report).map(Block::Run),
        Directive::Predict => predict(text, line, report).map(Block::Predict),
        Directive::Question => question(text, line, report).map(Block::Question),
        Directive::Figure => figure(text, line, report).map(Block::Figure),
        Directive::Cluster => None,
    }
}

/// The one line that boots the lesson's cluster.
pub(crate) fn cluster(text: &str, line: u32, report: &mut Report) -> Option<String> {
    let directive = Directive::Cluster;
    let mut lines = console_lines(text, line, report)?;
    let Some((at, only, parsed)) = lines.pop() else {
        report.add(line, Problem::Empty { directive });
        return None;
    };
    if !lines.is_empty() {
        report.add(at, Problem::OneLine { directive });
    } else if !matches!(parsed, Line::One(Command::Boot { .. })) {
        report.add(at, Problem::NotABoot { found: cited(&only) });
    }
    Some(only)
}

/// A step has so many console lines more.
pub(crate) fn count_lines(count: &mut usize, more: usize, line: u32, report: &mut Report) {
    let before = *count;
    *count += more;
    if before <= MAX_LINES && *count > MAX_LINES {
        report.add(line, Problem::TooManyLines { limit: MAX_LINES as u32 });
    }
}

fn run(text: &str, line: u32, report: &mut Report) -> Option<Vec<String>> {
    let lines: Vec<String> =
        console_lines(text, line, report)?.into_iter().map(|(_, source, _)| source).collect();
    if lines.is_empty() {
        report.add(line, Problem::Empty { directive: Directive::Run });
        return None;
    }
    Some(lines)
}

/// The lines that do something, each with its line of the file; none if one can't be read.
fn console_lines(text: &str, fence: u32, report: &mut Report) -> Option<Vec<(u32, String, Line)>> {
    let mut lines = Some(Vec::new());
    for (line, source) in numbered(text, fence + 1) {
        match script::parse(source) {
            Ok(None) => {}
            Ok(Some(parsed)) => {
                if let Some(lines) = &mut lines {
                    lines.push((line, source.trim().to_owned(), parsed));
                }
            }
            Err(error) => {
                let column = u32::try_from(error.column).unwrap_or(u32::MAX);
                report.add(line, Problem::ConsoleLine { column, message: error.message });
                lines = None;
            }
        }
    }
    lines
}

fn predict(text: &str, fence: u32, report: &mut Report) -> Option<Predict> {
    let mut predict = Predict { guesses: Vec::new(), why: None };
    let mut is_right = true;
    let mut wrong = |report: &mut Report, line, problem| {
        report.add(line, problem);
        is_right = false;
    };
    for (line, source) in numbered(text, fence + 1) {
        if source.trim().is_empty() {
            continue;
        }
        if predict.why.is_some() {
            wrong(report, line, Problem::AfterWhy);
            continue;
        }
        let Some((name, rest)) = source.split_once(':').filter(|(_, rest)| !rest.trim().is_empty())
        else {
            wrong(report, line, Problem::NotAGuess { found: cited(source) });
            continue;
        };
        let name = name.trim();
        if name == "why" {
            predict.why = Some(markdown::sentence(rest.trim(), line, report));
        } else if let Some(figure) = Count::named(name) {
            let question = markdown::sentence(rest.trim(), line, report);
            predict.guesses.push(Guess { figure, question });
            if predict.guesses.len() == MAX_GUESSES + 1 {
                let problem = Problem::TooManyGuesses { limit: MAX_GUESSES as u32 };
                wrong(report, line, problem);
            }
        } else {
            wrong(report, line, Problem::UnknownFigure { found: cited(name) });
        }
    }
    if predict.guesses.is_empty() && is_right {
        report.add(fence, Problem::NoGuess);
    }
    is_right.then_some(predict)
}

fn question(text: &str, fence: u32, report: &mut Report) -> Option<Question> {
    let (mut parts, mut lines_before) = (text.lines(), 0);
    let question: Vec<&str> = parts
        .by_ref()
        .inspect(|_| lines_before += 1)
        .take_while(|line| line.trim_end() != "---")
        .collect();
    let (question, answer) = (question.join("\n"), parts.collect::<Vec<_>>().join("\n"));
    if question.trim().is_empty() || answer.trim().is_empty() {
        report.add(fence, Problem::NotAQuestion);
        return None;
    }
    let question = texts(&question, fence + 1, report);
    let answer = texts(&answer, fence + 1 + lines_before, report);
    Some(Question { question, answer })
}

/// Markdown without directives and headings.
fn texts(text: &str, line: u32, report: &mut Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    for piece in markdown::pieces(text, line, report) {
        match piece.content {
            Content::Block(block) => blocks.push(block),
            Content::Heading { .. } => report.add(piece.line, Problem::HeadingInside),
            Content::Fence { name, text } => match markdown::inside(&name, &text) {
                Ok(block) => blocks.push(block),
                Err(problem) => report.add(piece.line, problem),
            },
        }
    }
    blocks
}

fn figure(text: &str, fence: u32, report: &mut Report) -> Option<Panel> {
    let mut lines = numbered(text, fence + 1).filter(|(_, line)| !line.trim().is_empty());
    let (line, name) = lines.next()?;
    if let Some((line, _)) = lines.next() {
        report.add(line, Problem::OneLine { directive: Directive::Figure });
        return None;
    }
    let panel = Panel::named(name.trim());
    if panel.is_none() {
        report.add(line, Problem::UnknownPanel { found: cited(name) });
    }
    panel
}

/// The lines of a text that begins at line `first` of the file.
fn numbered(text: &str, first: u32) -> impl Iterator<Item = (u32, &str)> {
    (first..).zip(text.lines())
}
