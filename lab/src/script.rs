//! Console lines: from text to [`Line`].
//!
//! It reads a small part of Elixir: the commands of the seed's `Master`, the `:rpc.call`s they
//! stand for, and the comprehensions the seed types. What is not understood is an error that
//! says where and what was expected; nothing has been done then.

mod calls;
mod faults;
mod placements;
mod terms;

use core::fmt;

use winnow::{
    ascii::space0,
    combinator::{alt, cut_err, delimited, eof, opt, peek, preceded, repeat, terminated},
    error::{ContextError, StrContext, StrContextValue},
    prelude::*,
    token::{literal, rest, take_while},
};

use crate::{
    command::Line,
    count::grouped,
    limits::{MAX_LINE_BYTES, MAX_LOOP},
};
use calls::{Scope, command};
use node_core::Term;
use terms::decimal;

/// Why a line was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    /// Where, in characters from 1.
    pub column: usize,
    /// What was expected there, or what is wrong.
    pub message: String,
}

impl core::error::Error for ScriptError {}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}: {}", self.column, self.message)
    }
}

/// Reads one console line; `None` for a line with nothing to do (blank, a comment, a prompt).
///
/// # Errors
///
/// The first place that can't be read, and what was expected there.
pub fn parse(line: &str) -> Result<Option<Line>, ScriptError> {
    if line.len() > MAX_LINE_BYTES {
        let message = format!(
            "the line has {} bytes; the limit is {}",
            grouped(line.len() as u64),
            grouped(MAX_LINE_BYTES as u64)
        );
        return Err(ScriptError { column: 1, message });
    }
    let command = alt((peek(end).value(None), expression.map(Some)));
    let reader = preceded((space0, opt(prompt), space0), command);
    terminated(reader, end).parse(line).map_err(|error| {
        let offset = error.offset();
        let column = line.get(..offset).map_or(offset, |before| before.chars().count()) + 1;
        ScriptError { column, message: message(error.inner(), line.get(offset..).unwrap_or("")) }
    })
}

/// Reads a key as a person types it into a field: a literal such as `42`, `:toto` or `"k_1_7"`,
/// or else the text itself.
#[must_use]
pub fn key(text: &str) -> Term {
    let text = text.trim();
    if text.len() > MAX_LINE_BYTES {
        return Term::string(text);
    }
    terms::term.parse(text).unwrap_or_else(|_| Term::string(text))
}

/// Which lines of a pasted text are to be run: all of them, or, when some begin with an `iex`
/// prompt, just these, since the others are then results.
#[must_use]
pub fn pasted(text: &str) -> Vec<&str> {
    let has_prompt = |line: &&str| prompt.parse_peek(line.trim_start()).is_ok();
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    if lines().any(|line| has_prompt(&line)) {
        lines().filter(has_prompt).collect()
    } else {
        lines().collect()
    }
}

pub(super) type Input<'a> = &'a str;

/// What the reader says it expected, for the message to a person.
pub(super) const fn expected(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}

/// The innermost reading that failed knows best what it wanted.
fn message(error: &ContextError, found: &str) -> String {
    if let Some(why) = error.cause() {
        return why.to_string();
    }
    let mut wanted = "a command";
    for context in error.context().collect::<Vec<_>>().into_iter().rev() {
        match context {
            StrContext::Label(sentence) => return (*sentence).to_owned(),
            StrContext::Expected(StrContextValue::Description(what)) => wanted = what,
            _ => {}
        }
    }
    match found.trim_end() {
        "" => format!("expected {wanted}, but the line ends"),
        found => {
            let short: String = found.chars().take(24).collect();
            let more = if found.chars().nth(24).is_some() { "…" } else { "" };
            format!("expected {wanted}, found `{short}{more}`")
        }
    }
}

/// `iex(master@127.0.0.1)3>`, `iex>`, `...(3)>`.
fn prompt(input: &mut Input<'_>) -> ModalResult<()> {
    let inside = delimited('(', take_while(0.., |c| c != ')' && c != '\n'), ')');
    (alt(("iex", "...")), opt(inside), take_while(0.., |c: char| c.is_ascii_digit()), '>')
        .void()
        .parse_next(input)
}

fn end(input: &mut Input<'_>) -> ModalResult<()> {
    (space0, opt(('#', rest)), eof)
        .void()
        .context(expected("the end of the line"))
        .parse_next(input)
}

/// A primary, piped into `Enum.sum` any number of times.
fn expression(input: &mut Input<'_>) -> ModalResult<Line> {
    let first = primary.parse_next(input)?;
    let pipes: usize = repeat(0.., pipe).parse_next(input)?;
    Ok((0..pipes).fold(first, |line, _| Line::Sum(Box::new(line))))
}

fn pipe(input: &mut Input<'_>) -> ModalResult<()> {
    (space0, "|>").void().parse_next(input)?;
    cut_err((space0, "Enum.sum", opt((space0, '(', space0, ')'))))
        .void()
        .context(expected("`Enum.sum`"))
        .parse_next(input)
}

fn primary(input: &mut Input<'_>) -> ModalResult<Line> {
    alt((
        delimited(('(', space0), expression, cut_err((space0, ')')).context(expected("`)`"))),
        delimited(
            ("Enum.sum(", space0),
            cut_err(expression).map(|line| Line::Sum(Box::new(line))),
            cut_err((space0, ')')).context(expected("`)`")),
        ),
        comprehension,
        command(Scope::default()).map(Line::One),
    ))
    .parse_next(input)
}

fn comprehension(input: &mut Input<'_>) -> ModalResult<Line> {
    let parenthesis =
        preceded("for", alt((terminated(space0, '(').value(true), literal(" ").value(false))))
            .parse_next(input)?;
    space0.parse_next(input)?;
    let line = cut_err(alt((counts, each)))
        .context(expected("`i <- 1..5, do: …` or `{_, n} <- Master.stat, is_integer(n), do: n`"))
        .parse_next(input)?;
    if parenthesis {
        cut_err((space0, ')')).context(expected("`)`")).parse_next(input)?;
    }
    Ok(line)
}

/// `{_, n} <- Master.stat, is_integer(n), do: n`
fn counts(input: &mut Input<'_>) -> ModalResult<Line> {
    '{'.parse_next(input)?;
    let (_, _, n) = cut_err((
        spaced(variable).context(expected("a variable")),
        ','.context(expected("`,`")),
        spaced(variable).context(expected("a variable")),
    ))
    .parse_next(input)?;
    cut_err((
        '}'.context(expected("`}`")),
        spaced("<-").context(expected("`<-`")),
        ("Master.stat", opt("()")).context(expected("`Master.stat`")),
        spaced(',').context(expected("`,`")),
        ("is_integer(", space0, literal(n), space0, ')')
            .context(expected("`is_integer` of that variable")),
        spaced(',').context(expected("`,`")),
        ("do:", space0).context(expected("`do:`")),
        literal(n).context(expected("that variable")),
    ))
    .parse_next(input)?;
    Ok(Line::Counts)
}

/// `i <- 1..5, do: Master.stat(i)`; the body is read once for each value.
fn each(input: &mut Input<'_>) -> ModalResult<Line> {
    let name = variable.parse_next(input)?;
    let (_, from, _, to, _, _) = cut_err((
        spaced("<-").context(expected("`<-`")),
        decimal.context(expected("a number")),
        "..".context(expected("`..`")),
        decimal.context(expected("a number")),
        spaced(',').context(expected("`,`")),
        ("do:", space0).context(expected("`do:`")),
    ))
    .parse_next(input)?;
    if from.abs_diff(to) >= MAX_LOOP.unsigned_abs() {
        return Err(terms::failure("the range is longer than the limit of 1,000 values"));
    }
    // `5..1` counts down, as it does in the seed's Elixir.
    let values: Vec<i64> =
        if from <= to { (from..=to).collect() } else { (to..=from).rev().collect() };
    let body = *input;
    let mut commands = Vec::with_capacity(values.len());
    for value in values {
        *input = body;
        commands.push(cut_err(command(Scope::with(name, value))).parse_next(input)?);
    }
    Ok(Line::Each(commands))
}

fn variable<'a>(input: &mut Input<'a>) -> ModalResult<&'a str> {
    take_while(1.., |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        .verify(|name: &str| !name.starts_with(|c: char| c.is_ascii_digit()))
        .parse_next(input)
}

/// `parser` with blanks around it.
pub(super) fn spaced<'a, O, P>(parser: P) -> impl ModalParser<Input<'a>, O, ContextError>
where
    P: ModalParser<Input<'a>, O, ContextError>,
{
    delimited(space0, parser, space0)
}
